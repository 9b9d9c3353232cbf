"""Whoever an agent or a marketplace sells for: "Sold by", "Rechnung im Namen und für Rechnung von".

The paper's letterhead and small print are the agent's; its seller stands below such words, or
behind them in their row.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from tasks.fields.claims import Claim
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.identifiers import find_vat_ids

_FOR_WHOM = re.compile(
    r"(?:(?:sold|verkauft|vendue?s?) (?:by|von|durch|par)"
    r"|(?:rechnung )?im namen und (?:für|auf) rechnung (?:von|der|des)"
    r"|(?:facture émise |établie )?au nom et pour le compte de"
    r"|(?:invoice )?(?:issued )?(?:for and )?on behalf of)\s*:?(?=\s|$)",
    re.IGNORECASE,
)
_EDGE = 0.02  # of the page's width
_ROWS_N = 5  # of a seller's name, address and numbers
_STEP = 2.0  # of the text height: from row to row; more ends them
_TAX_ID = re.compile(r"(?:ust|vat|tva|mwst|iva|btw|steuer|tax|siret|siren|company|hr[ab])\b", re.I)


def find_principals(pages: Sequence[Page]) -> list[Claim]:
    """Name, address and VAT id of the one firm that is sold for; nothing where there are two."""
    found = [
        (number, words)
        for number, page in enumerate(pages)
        for words in _find_lines(page)
        if pages[number].words[words[0][0]].text[0].isupper()
    ]
    if len(found) != 1:
        return []
    number, (name, *rest) = found[0]
    page = pages[number]
    claims = [Claim("seller_name", number, name, proved=True)]
    places = [words for words in rest if not _TAX_ID.match(page.words[words[0]].text)]
    address = [index for words in places for index in words]
    if any(page.words[index].text[0].isdigit() for index in address):
        claims.append(Claim("seller_address", number, tuple(address), proved=True))
    ids = [w for w in rest if find_vat_ids(" ".join(page.words[index].text for index in w))]
    return [*claims, *(Claim("seller_vat_id", number, words[-1:], proved=True) for words in ids)]


def _find_lines(page: Page) -> Iterator[list[tuple[int, ...]]]:
    """The words of each line that follows such words: behind them up to commas, or below them."""
    rows = find_rows(page)
    for at, row in enumerate(rows):
        for cell in row.cells:
            said = _FOR_WHOM.match(cell.text)
            if said is None:
                continue
            behind = cell.words[len(cell.text[: said.end()].split()) :]
            lines = _part(page, behind) if behind else _below(page, rows[at + 1 :], cell)
            if lines:
                yield lines


def _part(page: Page, words: Sequence[int]) -> list[tuple[int, ...]]:
    """Words in a row, parted behind commas."""
    lines: list[tuple[int, ...]] = []
    line: list[int] = []
    for index in words:
        line.append(index)
        if page.words[index].text.endswith(",") or index == words[-1]:
            lines.append(tuple(line))
            line = []
    return lines


def _below(page: Page, rows: Sequence[Row], heading: Cell) -> list[tuple[int, ...]]:
    lines = []
    above = page.words[heading.words[0]].box
    for row in rows[:_ROWS_N]:
        own = next((cell for cell in row.cells if abs(cell.x0 - heading.x0) < _EDGE), None)
        box = page.words[own.words[0]].box if own else above
        if own is None or box[1] - above[1] > _STEP * (above[3] - above[1]):
            break
        lines.append(own.words)
        above = box
    return lines
