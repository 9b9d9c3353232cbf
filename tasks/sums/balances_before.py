"""What was owed before a bill is neither a part of its total nor paid of it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import INVOICE_TYPES, TOTALS
from tasks.fields.beside import text_before
from tasks.sums.amount_fields import CLOSED
from tasks.sums.other_amounts import names_balance_before
from tasks.sums.printed_amounts import field_of_amounts, find_printed_amounts
from tasks.sums.total_words import may_name_total, names_owed, names_sum
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions
from tasks.values.tax_words import TAX

#: What was paid, and no more to be.
_PAID = re.compile(
    r"(?:amount )?(?:paid|received)\b|payments?\b(?! (?:due|terms))|bezahlt"
    r"|zahlung (?:vom|am|erhalten)|payée? le|réglée? le|(?:paiement|règlement) (?:reçu|du)"
    r"|pagat[oa] il|pagad[oa] el|betaald op",
    re.IGNORECASE,
)
#: Words of running text, and the end of their sentence, which no short word with a dot is: "stmt.".
_SENTENCE = re.compile(r"^.*[^\W\d_] [a-zß-ÿ][^\W\d_]{4,}[.!?] (?=[A-ZÀ-Þ])")
_SENTENCE_WORDS_N, _FIRST_WORDS_N = 5, 4


def total_without_balance(
    fields: Fields, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> Fields:
    """A bill's fields with its own total, where what was owed before it is in the one read.

    "Total this invoice 2,750.50", "Prior balance 1,640.00", "Total balance due 4,390.50": the last
    is what is due.
    """
    total = fields.get("total_gross")
    if doc_type not in INVOICE_TYPES or not isinstance(total, Field):
        return fields
    due = Decimal(total.value)
    amounts = find_printed_amounts(pages, conventions)
    last = max((at for at, one in enumerate(amounts) if one.value == due), default=0)
    balances = {a.value for a in amounts[:last] if names_balance_before(_behind_sentence(a.key))}
    own = [a for a in amounts[:last] if due - a.value in balances and 0 < a.value < due]
    own = [a for a in own if may_name_total(a.key) and not names_balance_before(a.key)]
    if not own:
        return fields
    sure = max(total.confidence, CLOSED)
    found = field_of_amounts(pages, own[-1:], own[-1].value, sure)
    return {"amount_due": total, **fields, "total_gross": found}


def owe_with_balance(
    fields: Fields, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> Fields:
    """A bill's fields with what is due: its own total and what was owed before it, asked for below.

    "Total TTC 275,50", "Solde antérieur 164,00", "Total à régler 439,50".
    """
    total, due = fields.get("total_gross"), fields.get("amount_due")
    if doc_type not in INVOICE_TYPES or not isinstance(total, Field) or "prepaid" in fields:
        return fields
    amounts = find_printed_amounts(pages, conventions)
    own = Decimal(total.value)
    for at, one in enumerate(amounts):
        before = {a.value for a in amounts[:at] if names_balance_before(_behind_sentence(a.key))}
        asked = names_owed(one.key) and not names_balance_before(one.key)
        if one.value > own and one.value - own in before and asked:
            if isinstance(due, Field) and Decimal(due.value) == one.value:
                return fields
            sure = max(total.confidence, CLOSED)
            return {**fields, "amount_due": field_of_amounts(pages, [one], one.value, sure)}
    return fields


def _behind_sentence(key: str) -> str:
    """What stands before an amount without the small print beside it, if that ends there.

    "A charge of 1.5% applies to past due balances. Subtotal 1,473.55". What begins with the
    balance is no small print: "Previous balance is still unpaid. Total 62.10".
    """
    found = _SENTENCE.match(key)
    words = found[0].split() if found else []
    if found is None or len(words) < _SENTENCE_WORDS_N or not names_sum(key[found.end() :]):
        return key
    begins = names_balance_before(" ".join(words[:_FIRST_WORDS_N]))
    return key if begins else key[found.end() :]


def drop_balance_before(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """A bill's fields without what was owed before it: neither is it owed now nor paid of this.

    "Solde antérieur au 31.05.2025 : 612,40 EUR (payé le 10.06.2025, merci)". Nor is it a tax: what
    is due with it is no total. "This invoice 817.40", "Balance forward 62.10", "Please pay 879.50".
    """
    if doc_type not in INVOICE_TYPES:
        return fields
    fields = _without_balance_for_tax(fields, pages)
    before = {
        name
        for name in ("prepaid", "amount_due")
        if isinstance(found := fields.get(name), Field)
        and names_balance_before(text_before(pages, found))
    }
    if _is_payment(fields.get("amount_due"), pages):
        before.add("amount_due")
    known = [fields.get(name) for name in ("total_gross", "prepaid", "amount_due")]
    amounts = [Decimal(found.value) for found in known if isinstance(found, Field)]
    if len(amounts) == len(known) and amounts[0] - abs(amounts[1]) == amounts[2]:
        return fields
    return without(fields, *before)


def _is_payment(due: Field | list[Field] | None, pages: Sequence[Page]) -> bool:
    """Whether what was taken for the amount due was paid: "Paid 9 Oct. with thanks -214.60"."""
    if not isinstance(due, Field) or Decimal(due.value) >= 0:
        return False
    return bool(_PAID.match(text_before(pages, due)))


def _without_balance_for_tax(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the net as the total where what was taken for the tax is such a balance."""
    net, tax, total = (fields.get(name) for name in TOTALS)
    before = text_before(pages, tax) if isinstance(tax, Field) else ""
    if not names_balance_before(before) or TAX.search(before):  # "VAT on balance forward"
        return fields
    rest = without(fields, "total_tax")
    if not (isinstance(net, Field) and isinstance(tax, Field) and isinstance(total, Field)):
        return rest
    if Decimal(net.value) + Decimal(tax.value) != Decimal(total.value):
        return rest
    rest = without(rest, "total_net")
    return {"amount_due": total, **rest, "total_gross": net}
