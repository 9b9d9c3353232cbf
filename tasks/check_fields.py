"""Fields that must hold by themselves: identifiers with check digits, dates in their order.

And two parties that are not one.
"""

from collections.abc import Iterable
from datetime import date

from schemas.record import Check, Field, Fields
from schemas.vocabulary import INVOICE_TYPES
from tasks.values.identifiers import is_iban, is_vat_id
from tasks.values.normalize import letters_of

#: What a house writes for itself, too, or between any two.
_IN_HOUSE = frozenset({"mail", "form", "report", "other", "contract"})
#: What a branch may send to another.
_BETWEEN_BRANCHES = frozenset({"delivery_note", "order", "order_confirmation"})
_LATEST_DUE_N = 200  # days behind the date of issue: what is due later is mostly something else


def check_identifiers(fields: Fields) -> Iterable[Check]:
    """The check digits of the account and of both VAT ids are right."""
    iban = fields.get("iban")
    if isinstance(iban, Field):
        passed = is_iban(iban.value)
        right = "right" if passed else "not right"
        yield Check(
            rule="IBAN",
            passed=passed,
            message=f"The check digits of IBAN {iban.value} are {right}.",
        )
    for side in ("seller", "buyer"):
        found = fields.get(f"{side}_vat_id")
        verdict = is_vat_id(found.value) if isinstance(found, Field) else None
        if isinstance(found, Field) and verdict is not None:
            right = "right" if verdict else "not right"
            yield Check(
                rule=f"VAT-ID-{side.upper()}",
                passed=verdict,
                message=f"The check digits of the {side}'s VAT id {found.value} are {right}.",
            )


def check_dates(fields: Fields, doc_type: str) -> Iterable[Check]:
    """Nothing is due before it is billed, and nothing ends before it begins.

    But a reminder: what it asks for is overdue, and the day that it names is often the bill's.
    Nor is a printed bill due most of a year after it: then something else is, an inspection.
    """
    late = list(_find_late(fields)) if doc_type in INVOICE_TYPES else []
    yield from late
    for rule, first, second, words in (
        ("DATE-DUE", "issue_date", "due_date", ("due date", "date of issue")),
        ("DATE-PERIOD", "period_start", "period_end", ("end of the period", "its start")),
        ("DATE-TERM", "effective_date", "expiration_date", ("expiration", "effective date")),
    ):
        earlier, later = fields.get(first), fields.get(second)
        if rule == "DATE-DUE" and (late or doc_type == "payment_reminder"):
            continue
        if isinstance(earlier, Field) and isinstance(later, Field):
            passed = date.fromisoformat(earlier.value) <= date.fromisoformat(later.value)
            order = "is not before" if passed else "is before"
            yield Check(
                rule=rule,
                passed=passed,
                message=f"The {words[0]} ({later.value}) {order} the {words[1]} ({earlier.value})."
                if rule != "DATE-PERIOD"
                else f"The {words[0]} ({later.value}) {order} {words[1]} ({earlier.value}).",
            )


def _find_late(fields: Fields) -> Iterable[Check]:
    """The failed check of a due date that is printed, and too far behind the date of issue."""
    issued, due = fields.get("issue_date"), fields.get("due_date")
    if not isinstance(issued, Field) or not isinstance(due, Field) or due.origin == "xml":
        return
    days_n = (date.fromisoformat(due.value) - date.fromisoformat(issued.value)).days
    if days_n > _LATEST_DUE_N:
        yield Check(
            rule="DATE-DUE",
            passed=False,
            message=f"The due date ({due.value}) is {days_n} days after the date of issue"
            f" ({issued.value}): is it the day of something else?",
        )


def check_parties(fields: Fields, doc_type: str) -> Iterable[Check]:
    """A printed paper's two parties of one name have VAT ids that differ, as within a group.

    An e-invoice says itself who they are, and goods may go from one branch to another.
    """
    seller, buyer = fields.get("seller_name"), fields.get("buyer_name")
    if not isinstance(seller, Field) or not isinstance(buyer, Field) or doc_type in _IN_HOUSE:
        return
    if seller.origin == "xml" or letters_of(seller.value) != letters_of(buyer.value):
        return
    if doc_type in _BETWEEN_BRANCHES and _have_two_addresses(fields):
        return
    ids = [fields.get(f"{side}_vat_id") for side in ("seller", "buyer")]
    values = {letters_of(one.value) for one in ids if isinstance(one, Field)}
    passed = len(values) > 1
    told = "though their VAT ids differ" if passed else "and no VAT ids tell them apart"
    yield Check(
        rule="PARTIES",
        passed=passed,
        message=f"Seller and buyer have one name ({seller.value}), {told}.",
    )


def _have_two_addresses(fields: Fields) -> bool:
    """Whether both parties have an address, and not the same."""
    found = [fields.get(f"{side}_address") for side in ("seller", "buyer")]
    return len({letters_of(one.value) for one in found if isinstance(one, Field)}) > 1
