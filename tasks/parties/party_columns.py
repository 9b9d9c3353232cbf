"""A page's rows with the columns parted that its parties' headings begin."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from tasks.parties.party_headings import HEADINGS, PLAIN_PARTIES, party_of
from tasks.values.caches import kept_by_page
from tasks.values.cells import Cell, Row, find_rows, make_cell, make_row
from tasks.values.entities import gap_between

COLUMN_EDGE = 0.006  # of the page's width: how far left edges of one column differ
_FOOT_N = 2  # headings of a page's foot that make a row theirs
_OF_FOOT = re.compile(
    r"(?:bank(?:verbindung|ing| details)?|banque|banca|kommunikation|communication|kontakt|contact"
    r"|(?:handels)?register(?:gericht)?|regist(?:er|ry|re|ro)|steuern?|tax)(?: ?/ ?\w+)?:?",
    re.IGNORECASE,
)
#: What names a part of the party itself, beside its block: "Registered office:", "PLZ/Ort:".
_OWN_PART = re.compile(
    r"(?:(?:(?:registered|head|main) )?(?:office|address)|(?:firmen|haupt)?sitz"
    r"|si[èe]ge(?: social)?|sede(?: legale| social)?|zetel"
    r"|(?:(?:post|besuchs|liefer)?an|post)schrift"
    r"|adresse|adres|indirizzo|direcci[óo]n|domicilio|stra(?:ß|ss)e|street|rue|via|calle|straat"
    r"|(?:plz ?/ ?)?ort|postcode(?: en plaats)?|plaats|town|city|ville|code postal|citt[àa]|ciudad"
    r"|n[°o]\.?|nr\.?|(?:vor|nach)?name|firma|(?:pré)?nom|(?:sur|first |last )?name"
    r"|cognome|nombre|apellidos"
    r"|voornaam|naam|t[ée]l(?:efon|ephone|éphone|efono|éfono|efoon)?|phone|fax|e-?mail|mobile?"
    r"|handy|web(?:site)?|internet|(?:your |ihr |votre )?(?:contact|kontakt)|standort\b.*"
    r")\.? ?:",
    re.IGNORECASE,
)
_HEADED_ROWS_N = 5  # below two headings side by side, in which their blocks may touch
_BESIDE_ROWS_N = 3  # below one beside another block's text
_APART = 0.6  # of the text height: more space than between words of one line


@kept_by_page
def part_columns(page: Page, doc_type: str) -> tuple[Row, ...]:
    """The page's rows with blocks that touch parted where the second one's heading begins.

    "From | To" heads two columns, though a long name may reach up to the next: "Ada Lovelace
    Translations Babbage Engines Ltd". Headings are parted from what stands behind them, too.
    """
    rows = list(find_rows(page))
    rows[:-2] = [_part_heads(page, row, rows[at + 1 : at + 3]) for at, row in enumerate(rows[:-2])]
    for at, row in enumerate(rows):
        heads = [cell for cell in row.cells if party_of(cell.text, doc_type) is not None]
        for left, right in pairwise(heads):
            for below in range(at + 1, min(at + 1 + _HEADED_ROWS_N, len(rows))):
                rows[below] = _part_row(page, rows[below], left, right)
        for left, right in _captioned_beside(row):
            for below in range(at + 1, min(at + 1 + _BESIDE_ROWS_N, len(rows))):
                rows[below] = _part_beside(page, rows[below], left, right)
    return tuple(rows)


def find_beside(page: Page) -> Iterator[tuple[Cell, Cell]]:
    """The cells of a block beside another one, below words with a colon, and what is left of each.

    "Praxis am Deich       Abrechnung über:" above "Dr. Ina Petersen  Verrechnungsstelle eG". Those
    below a party's own heading are left out.
    """
    rows = part_columns(page, "")
    for at, row in enumerate(rows):
        for left, right in _captioned_beside(row):
            if party_of(right.text, "") not in (None, "other") or _OWN_PART.fullmatch(right.text):
                continue
            for below in rows[at + 1 : at + 1 + _BESIDE_ROWS_N]:
                for one, other in pairwise(below.cells):
                    if abs(one.x0 - left.x0) < COLUMN_EDGE and _is_below(right, other):
                        yield one, other


def _captioned_beside(row: Row) -> list[tuple[Cell, Cell]]:
    """The cells of a row that end in a colon, each with the text of another column before it."""
    return [
        (left, right)
        for left, right in pairwise(row.cells)
        if right.text.endswith(":") and not left.text.endswith(":")
    ]


def heads_foot(row: Row) -> bool:
    """Whether a row heads the columns of a page's foot: "Firma   Kommunikation   Bank".

    There "Firma" is the sender, above an address the one it goes to.
    """
    return sum(_OF_FOOT.fullmatch(cell.text) is not None for cell in row.cells) >= _FOOT_N


def _part_heads(page: Page, row: Row, below: Sequence[Row]) -> Row:
    """A row with headings parted from what stands behind them where the rows below go on there.

    "Ship To: Stockroom" above "410 Laurel Street", which begins below the "S" of Stockroom. Without
    a mark, "Customer Royal Surgery", nothing stands below the heading itself.
    """
    cells: list[Cell] = []
    for cell in row.cells:
        end = _head_end(page, cell)
        rest = page.words[cell.words[end]].box[0]
        goes_on = all(
            any(abs(other.x0 - rest) < COLUMN_EDGE for other in under.cells) for under in below
        )
        marked = page.words[cell.words[end - 1]].text[-1] == ":"
        free = all(other.x1 < cell.x0 or other.x0 > rest - COLUMN_EDGE
                   for under in below for other in under.cells)  # fmt: skip
        if end and goes_on and (marked or free):
            cells += [make_cell(page, part) for part in (cell.words[:end], cell.words[end:])]
        else:
            cells.append(cell)
    return make_row(page, cells) if len(cells) > len(row.cells) else row


def _head_end(page: Page, cell: Cell) -> int:
    """How many words of a cell are a heading before other words: "Ship To:", "Customer"; or 0."""
    texts = [page.words[i].text for i in cell.words]
    for end in range(1, len(texts)):
        plain = "".join(texts[:end])
        if any(HEADINGS[party].fullmatch(plain) for party in PLAIN_PARTIES):
            return end
        if plain.endswith(":"):
            break
    return 0


def _is_below(head: Cell, cell: Cell) -> bool:
    """Whether a cell has the left or the right edge of one above it."""
    edges = ((head.x0, cell.x0), (head.x1, cell.x1))
    return any(abs(one - other) < COLUMN_EDGE for one, other in edges)


def _part_beside(page: Page, row: Row, left: Cell, right: Cell) -> Row:
    """A row with the cell below a block parted from what stands below the words beside that block.

    Both touch it where it is parted: at its only space that is wider than between words.
    """
    for place, cell in enumerate(row.cells):
        if abs(cell.x0 - left.x0) > COLUMN_EDGE or cell.x1 <= right.x0:
            continue
        texts = [page.words[i] for i in cell.words]
        begins = [n for n, two in enumerate(pairwise(texts), 1) if gap_between(page, *two) > _APART]
        parts = [make_cell(page, part) for n in begins for part in (cell.words[:n], cell.words[n:])]
        if len(begins) == 1 and _is_below(right, parts[1]):
            return make_row(page, (*row.cells[:place], *parts, *row.cells[place + 1 :]))
    return row


def _part_row(page: Page, row: Row, left: Cell, right: Cell) -> Row:
    """A row with the cell below one heading ended where a word begins right below the next."""
    for place, cell in enumerate(row.cells):
        if abs(cell.x0 - left.x0) > COLUMN_EDGE or cell.x1 <= right.x0:
            continue
        begin = next(
            (
                n
                for n, i in enumerate(cell.words)
                if abs(page.words[i].box[0] - right.x0) < COLUMN_EDGE
            ),
            0,
        )
        if begin:
            parts = (make_cell(page, cell.words[:begin]), make_cell(page, cell.words[begin:]))
            return make_row(page, (*row.cells[:place], *parts, *row.cells[place + 1 :]))
    return row
