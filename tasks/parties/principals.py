"""Whoever an agent or a marketplace sells for: "Sold by", "Rechnung im Namen und für Rechnung von".

The paper's letterhead and small print are the agent's; its seller stands below such words, or
behind them in their row, up to where the name ends.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from tasks.fields.claims import Claim
from tasks.parties.address_lines import ADDRESS_KINDS, kind_of_line
from tasks.parties.name_forms import without_form
from tasks.parties.principal_words import (
    bills_itself,
    find_words_for,
    is_agent,
    is_caption_for,
    is_seller,
    name_length,
    skip_to_name,
)
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.identifiers import find_vat_ids
from tasks.values.self_billed import is_self_billed
from tasks.values.tax_words import TAX_WORDS

_SOLD_BY = re.compile(
    r"(?:(?:sold|verkauft|vendue?s?) (?:by|von|durch|par)"
    r"|(?:invoice )?(?:issued )?on behalf of)\s*:?(?=\s|$)",
    re.IGNORECASE,
)
_EDGE = 0.02  # of the page's width
_ROWS_N = 5  # of a seller's name, address and numbers
_STEP = 2.0  # of the text height: from row to row; more ends them
_FIRST_STEP = 4.0  # from words that end in a colon, to a frame at times
_WIDE = 0.5  # of the page's width: a row whose sentence may go on in the row below
_TAX_ID = re.compile(rf"(?:{TAX_WORDS}|siret|siren|company|hr[ab])\b", re.I)
#: Behind the name: whoever signs for it, and remarks.
_THROUGH = re.compile(r"c/o|vertreten|durch|represented|représentée?|[(–-]", re.IGNORECASE)
#: Behind an address: "S1 2FJ."
_SENTENCE_END = re.compile(r"\w*[0-9]\w*\.")
#: Words that names of two parties may share.
_COMMON = re.compile(r"famil|herrn|limite|compan|gesell|immobi|société|grundst")
_LEAST_LETTERS_N = 5  # of a word that two names of one party share
_BEGINS_N = 6  # letters of it that are the same: "Musterstr." and "Musterstraße"


class _Said(NamedTuple):
    """Where a page says for whom it bills: in what words, and that one's lines, if it is named."""

    page: int
    text: str
    lines: list[tuple[int, ...]]


def find_principals(pages: Sequence[Page], tags: Tags) -> list[Claim]:
    """Name, address and VAT id of the one firm that is sold for; nothing where there are two.

    Nor where it is the buyer, as the tags have it: agents also bill those whom they act for.
    """
    found = [said for said in _find_said(pages, tags) if said.lines]
    if len({_name(pages, said) for said in found}) != 1:
        return []
    number, _, (name, *rest) = found[0]
    page = pages[number]
    claims = [Claim("seller_name", number, name, proved=True)]
    places = [words for words in rest if not _TAX_ID.match(page.words[words[0]].text)]
    address = _one_address(page, places)
    placed = any(page.words[index].text[0].isdigit() for index in address)
    if placed and kind_of_line(page.text_of(address)) in ADDRESS_KINDS:
        claims.append(Claim("seller_address", number, tuple(address), proved=True))
    ids = [(at,) for words in rest for at in words if find_vat_ids(page.words[at].text)]
    return [*claims, *(Claim("seller_vat_id", number, words, proved=True) for words in ids[:1])]


def _one_address(page: Page, places: Sequence[tuple[int, ...]]) -> list[int]:
    """The words of lines up to where a sentence goes on below a whole address.

    "… der Hahn GbR, Rheinallee 12, 40549 Düsseldorf" above "berechnen wir für November:". Other
    lines below one may be its end: "Keizersgracht 4, 1015 CJ" above "Amsterdam".
    """
    address: list[int] = []
    for words in places:
        text = page.text_of(words)
        goes_on = text[0].islower() or text.endswith(":")
        if goes_on and kind_of_line(page.text_of(address)) == "whole":
            break
        address.extend(words)
    return address


def is_seller_unread(pages: Sequence[Page], tags: Tags) -> bool:
    """Whether the first page bills for another whose name was not read: the agent is no seller.

    What is "sold by 0042" tells the clerk, "Eigentümer: 0042" the owner's number.
    """
    said = (one.text for one in _find_said(pages[:1], tags))
    spoken = (not (is_seller(t) or is_caption_for(t) or _SOLD_BY.match(t)) for t in said)
    return any(spoken) and not find_principals(pages, tags)


def _find_said(pages: Sequence[Page], tags: Tags) -> Iterator[_Said]:
    by_buyer = is_self_billed(pages)
    buyers = [
        (number, at)
        for number, page_tags in enumerate(tags[: len(pages)])
        for at, tag in enumerate(page_tags)
        if tag.label == "buyer_name"
    ]
    for number, (page, page_tags) in enumerate(zip(pages, tags, strict=False)):
        rows = find_rows(page)
        by_agent = bool(buyers) and _is_by_agent(rows, page_tags)
        for at, row in enumerate(rows):
            for cell in row.cells:
                words = _with_row_below(page, rows[at + 1 : at + 2], cell)
                span = None
                if not by_buyer:
                    span = find_words_for(page.text_of(words), by_agent=by_agent)
                if span is None or span[0] >= len(cell.text):
                    sold = _SOLD_BY.match(cell.text)
                    span = sold.span() if sold else None
                if span is None:
                    continue
                lines, said_n = _find_lines(page, rows[at + 1 :], cell, words, span)
                said = _Said(number, page.text_of(words[:said_n]), lines)
                if not _is_addressed(pages, said, buyers):
                    yield said


def _is_addressed(pages: Sequence[Page], said: _Said, buyers: Sequence[tuple[int, int]]) -> bool:
    """Whether the buyer, as tagged elsewhere, shares a word with the name, as one party's do."""
    if not said.lines:
        return False
    own = {(said.page, index) for index in said.lines[0]}
    others = " ".join(pages[n].words[index].text for n, index in buyers if (n, index) not in own)
    return not _stems(_name(pages, said)).isdisjoint(_stems(others))


def _is_by_agent(rows: Sequence[Row], tags: Sequence[WordTag]) -> bool:
    """Whether a page's seller, as tagged, is an agent by trade that bills no fee of its own."""
    sellers = [
        row.text for row in rows if any(tags[index].label == "seller_name" for index in row.words)
    ]
    return any(map(is_agent, sellers)) and not bills_itself([row.text for row in rows])


def _with_row_below(page: Page, rows: Sequence[Row], cell: Cell) -> tuple[int, ...]:
    """The words of a cell, of a wide one with those of the row that its sentence goes on in."""
    if cell.x1 - cell.x0 < _WIDE:
        return cell.words
    below = _below(page, rows, cell)
    return (*cell.words, *(below[0] if below else ()))


def _find_lines(
    page: Page, rows: Sequence[Row], cell: Cell, words: Sequence[int], span: tuple[int, int]
) -> tuple[list[tuple[int, ...]], int]:
    """The lines behind what is said, else below it, and how many words lead to them."""
    texts = [page.words[index].text for index in words]
    said_n = len(page.text_of(words)[: span[1]].split())
    said_n += skip_to_name(texts[said_n:])
    if said_n < len(words):
        sold = _SOLD_BY.match(cell.text)
        return _part(page, words[said_n:], least_n=1 if sold else 2), said_n
    below = _below(page, rows, cell)
    return (_part(page, below[0]) + below[1:] if below else []), said_n


def _part(page: Page, words: Sequence[int], least_n: int = 1) -> list[tuple[int, ...]]:
    """The name that words begin with, then what is behind it, parted behind commas."""
    texts = [page.words[index].text for index in words]
    name_n = name_length(texts)
    if name_n < least_n:
        return []
    lines: list[tuple[int, ...]] = [tuple(words[:name_n])]
    line: list[int] = []
    for index in words[name_n:] if texts[name_n - 1].endswith(",") else ():
        if _THROUGH.match(page.words[index].text):
            break
        line.append(index)
        if _SENTENCE_END.fullmatch(page.words[index].text):
            break
        if page.words[index].text.endswith(","):
            lines.append(tuple(line))
            line = []
    return [*lines, tuple(line)] if line else lines


def _name(pages: Sequence[Page], said: _Said) -> str:
    return pages[said.page].text_of(said.lines[0]).rstrip(",.:;").casefold()


def _stems(name: str) -> set[str]:
    """How the words of a name begin that two parties hardly share."""
    words = re.findall(r"[^\W\d_]+", without_form(name).casefold()) if name else []
    stems = {word[:_BEGINS_N] for word in words if len(word) >= _LEAST_LETTERS_N}
    return {stem for stem in stems if not _COMMON.match(stem)}


def _below(page: Page, rows: Sequence[Row], heading: Cell) -> list[tuple[int, ...]]:
    lines = []
    above = page.words[heading.words[0]].box
    step = _FIRST_STEP if heading.text.endswith(":") else _STEP
    for row in rows[:_ROWS_N]:
        own = next((cell for cell in row.cells if abs(cell.x0 - heading.x0) < _EDGE), None)
        box = page.words[own.words[0]].box if own else above
        if own is None or box[1] - above[1] > step * (above[3] - above[1]):
            break
        lines.append(own.words)
        above, step = box, _STEP
    return lines
