"""What a payslip pays: the gross pay, and what the employee gets of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags
from tasks.fields.claims import Claim
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.notation import AMOUNT, CURRENCY, MINUS, Notation, parse_number

_AMOUNT = re.compile(rf"{CURRENCY}?\s?[{MINUS}]?{AMOUNT.pattern}\s?{CURRENCY}?")
#: No amount: "31.01".
_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])")
#: What parts an amount from the caption before it: another one.
_WORD = re.compile(rf"(?!{CURRENCY}\b)[^\W\d_]{{2}}")
_CURRENCY = rf"(?: (?:in|en|à|au) \w+| ?\(?{CURRENCY}\)?)?"
#: Field → captions, those that say it best first. Deductions lie between gross pay and net pay, and
#: what is paid out may be more or less than this: expenses, an advance.
_CAPTIONS = {
    "total_gross": (
        r"(?:total )?gross (?:pay|earnings|wages|salary)(?: this period)?|total earnings"
        r"|gesamt-?brutto|brutto(?:lohn|gehalt|bezüge?|entgelt|verdienst)(?: gesamt)?"
        r"|(?:total )?salaire brut|total brut|total devengado|retribuzione lorda|bruto ?loon",
    ),
    "amount_due": (
        r"(?:netto\w* ?/ ?)?auszahlung(?:sbetrag)?|überweisung(?:sbetrag)?"
        r"|montant (?:versé|viré|à verser)"
        r"|net payé|net à payer(?: au salarié)?|net (?:amount )?paid|take.home pay"
        r"|líquido (?:total )?a percibir|netto in busta",
        r"net pay(?:able)?|net (?:salary|wages)|salaire net|netto(?:lohn|gehalt|verdienst|bezüge?)"
        r"|nettoloon",
    ),
}
_PATTERNS = {
    field: tuple(re.compile(rf"(?:{words}){_CURRENCY}\s?:?", re.IGNORECASE) for words in captions)
    for field, captions in _CAPTIONS.items()
}
_ROWS_N = 2  # below a caption, in which its amount may stand


def find_pay(pages: Sequence[Page], tags: Tags, notation: Notation) -> list[Claim]:
    """Gross pay and what is paid out, each where its best caption names but one amount.

    What the model takes for one that is found, as the sum of a year, is then none.
    """
    rows = [(number, find_rows(page)) for number, page in enumerate(pages)]
    claims = []
    for field, patterns in _PATTERNS.items():
        for pattern in patterns:
            found = [
                Claim(field, number, words)
                for number, page_rows in rows
                for words in _find_amounts(page_rows, pattern)
            ]
            values = {parse_number(_print(pages, claim), notation) for claim in found}
            if found:
                claims += found[:1] if len(values) == 1 and None not in values else []
                break
    labels = {claim.label for claim in claims}
    taken = {(claim.page, word) for claim in claims for word in claim.words}
    others = [
        Claim(OUTSIDE, number, (word,))
        for number, page_tags in enumerate(tags)
        for word, tag in enumerate(page_tags)
        if (number, word) not in taken
        and tag.label in (OUTSIDE, *_CAPTIONS)
        and labels & {tag.label, *(label for label, _ in tag.alternatives)}
    ]
    return [*claims, *others]


def _find_amounts(rows: Sequence[Row], caption: re.Pattern[str]) -> Iterator[tuple[int, ...]]:
    """The words of the amounts beside or below cells that a caption fills."""
    for at, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            if not caption.fullmatch(cell.text):
                continue
            own = takewhile(lambda one: not _WORD.search(one.text), row.cells[place + 1 :])
            behind = [one for one in own if _is_amount(one.text)]
            below = (_below(cell, other) for other in rows[at + 1 : at + 1 + _ROWS_N])
            amount = behind[0] if behind else next(filter(None, below), None)
            if amount is not None:
                yield tuple(amount.words)


def _below(caption: Cell, row: Row) -> Cell | None:
    over = (one for one in row.cells if one.overlaps(caption))
    return next((one for one in over if _is_amount(one.text)), None)


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text)) and not _DAY.fullmatch(text)


def _print(pages: Sequence[Page], claim: Claim) -> str:
    return pages[claim.page].text_of(claim.words)
