"""A hybrid invoice must say the same to man and machine: what its XML and its pages tell."""

from collections.abc import Iterable

from schemas.record import Check, Field
from tasks.check_amounts import Amounts
from tasks.fields.bank_accounts import find_payees
from tasks.several_papers import find_head, fold, fold_pages


def check_printed(book: Amounts) -> Iterable[Check]:
    """The total of an e-invoice is on its pages; its number and account are no other than theirs.

    An account or a number that the pages print nowhere is no contradiction, unless they print
    another one in its place: "IBAN DE89 …" on the page, DE44 in the XML.
    """
    pages = book.document.pages
    if book.document.xml_invoice is None or not any(page.words for page in pages):
        return
    yield from _check_total(book)
    heads = [head.number for head in map(find_head, pages) if head is not None]
    yield from _compare(book, "XML-NUMBER", "invoice_number", "number", heads)
    accounts = [found.value for found in find_payees(pages)]
    yield from _compare(book, "XML-IBAN", "iban", "account", accounts)


def _check_total(book: Amounts) -> Iterable[Check]:
    fields = book.understanding.fields
    total, due = fields.get("total_gross"), fields.get("amount_due")
    if not isinstance(total, Field):
        return
    passed = any(isinstance(found, Field) and found.page is not None for found in (total, due))
    verb = "is" if passed else "is not"
    amount = book.print(book.round(total))
    message = f"The total of the e-invoice ({amount}) {verb} printed on the pages."
    yield Check(rule="XML-PRINTED", passed=passed, message=message)


def _compare(book: Amounts, rule: str, name: str, word: str, printed: list[str]) -> Iterable[Check]:
    """Whether the pages print what the XML says, in whatever notation, or else something else."""
    field = book.understanding.fields.get(name)
    if not isinstance(field, Field):
        return
    value = fold(field.value)
    if value in fold_pages(book.document.pages):
        message = f"The {word} of the e-invoice ({field.value}) is printed on the pages."
        yield Check(rule=rule, passed=True, message=message)
    elif printed and not any(fold(one) in value for one in printed):
        others = ", ".join(dict.fromkeys(printed))
        message = f"The {word} of the e-invoice ({field.value}) is not the printed one ({others})."
        yield Check(rule=rule, passed=False, message=message)
