"""Whether a name that was read may be but a part of the one that is printed.

More of it stands behind it somewhere on the paper, or above or below it in the same large type. A
sign in large type over several rows is one name.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from schemas.document import Box, Page, union
from schemas.record import Field, Fields
from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import ADDRESS_KINDS, kind_of_line
from tasks.parties.name_forms import ends_with_form
from tasks.parties.name_words import find_name, plain
from tasks.parties.party_headings import party_of
from tasks.values.cells import Cell, find_cells, find_rows
from tasks.values.dates import find_dates
from tasks.values.entities import gap_between, is_inside
from tasks.values.joining_words import JOINING
from tasks.values.named_fields import as_list
from tasks.values.person_words import MR
from tasks.values.title_words import ANY_TITLE
from tasks.values.type_size import height_of, type_size, usual_height

_CLOSE = 1.0  # of the text height: more space than that parts a name from what stands beside it
_ROW_GAP = 0.8  # of the text height: free space between the rows of a sign
_ALIKE = 0.1  # of the type's size: how far the rows of a sign differ
_LARGE = 1.2  # times the usual height of a page's words: a sign
_HEAD = 0.25  # of the page's height
_HEAD_ROWS_N, _LARGER = 4, 1.05  # rows of a page's head, and how large bold type is there
_ROWS_N = 4  # that a sign has at most
_MORE = re.compile(rf"(?!(?i:firma|fa|m|{MR})\b)[A-ZÀ-Þ][^\W\d_]*\W?|&")
#: A row of a sign; no caption, no title of a paper.
_NAMED = re.compile(r"[A-ZÀ-Þ&][^\d:@|]*")
_WORDS_N, _LETTERS_N = 5, 80  # that such a row has at most
_EDGE = 0.01  # of the page's width: how far left edges of two rows of one name differ
_MORE_IN_ROW_N = 2  # words beside a name in its own row that are more of it, at most
#: What is stamped or set large at a paper's head and is no name.
_STAMP = re.compile(
    r"\b(?:original|kopie|copy|duplica(?:te|ta|do)|duplikat|paid|bezahlt|payée?|pagado|pagato|entwurf"
    r"|draft|muster|specimen)\b|(?:rechnung|schein|auszug|gutschrift)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"(?<!\w)(?:{ANY_TITLE.pattern})(?!\w)", re.IGNORECASE)
#: What a name's second row begins with: "CENTRE HOSPITALIER", "DU PAYS DE VAUCELLES".
_LEADS_ON = re.compile(rf"(?:{JOINING}|d['’]\w*|les?|y|e|en)$", re.IGNORECASE)
_ENDS = (",", ";", ":", "·", "|", "•", "-", "–")


def goes_on_behind(name: str, pages: Sequence[Page]) -> bool:
    """Whether a capitalised word stands right behind a name that no legal form ends, anywhere."""
    texts = name.split()
    if not texts or ends_with_form(texts):
        return False
    words = [plain(text) for text in texts]
    return any(_goes_on(page, found[-1]) for page in pages for found in find_name(page, words))


def _goes_on(page: Page, last: int) -> bool:
    if last + 1 >= len(page.words):
        return False
    word, behind = page.words[last : last + 2]
    beside = word.row == behind.row and gap_between(page, word, behind) <= _CLOSE
    return beside and not word.text.endswith(_ENDS) and bool(_MORE.fullmatch(behind.text))


def join_sign(fields: Fields, pages: Sequence[Page], sender: str = "seller_name") -> Fields:
    """The sender's name as all of the sign in which it stands, over several rows or in one.

    Behind a legal form nothing more of it stands, but above: "Tolliver Ridge", "Fence & Deck LLC".
    """
    name = fields.get(sender)
    if not isinstance(name, Field) or name.page is None:
        return dict(fields)
    page = pages[name.page - 1]
    cells = find_sign(name, pages) or _find_begun(name, pages, alike=True)
    words = [i for cell in cells for i in _spoken(page, cell)]
    more_n = len(words) - len(name.value.split())
    most_n = _MORE_IN_ROW_N if len(cells) == 1 else len(words)
    if not 0 < len(cells) <= _ROWS_N or not 0 < more_n <= most_n:
        return dict(fields)
    others = [
        one.box
        for label, found in fields.items()
        for one in as_list(found)
        if label != sender and one.page == name.page and one.box is not None
    ]
    taken = any(is_inside(page.words[i].box, box) for i in words for box in others)
    if taken or any(not _may_name(page, cell) or _is_parted(page, cell) for cell in cells):
        return dict(fields)
    text = page.text_of(words)
    if sender != "seller_name" and not _goes_on_below(page, cells):
        return dict(fields)
    if ends_with_form(name.value.split()) and not (len(cells) > 1 and text.endswith(name.value)):
        return dict(fields)
    box = page.box_of(words)
    whole = name.model_copy(update={"value": text, "raw": text, "box": box})
    return {**fields, sender: whole}


def _goes_on_below(page: Page, cells: Sequence[Cell]) -> bool:
    """Whether the rows of a sign can be but one name: below an order's sign a department stands."""
    texts = [[page.words[i].text for i in _spoken(page, cell)] for cell in cells]
    return ends_with_form(texts[-1]) or all(_LEADS_ON.match(text[0]) for text in texts[1:])


def _find_begun(name: Field, pages: Sequence[Page], *, alike: bool) -> list[Cell]:
    """Two rows of a name in plain type, the first of which stands for it elsewhere, and alone.

        Vogt & Bräuninger             Vogt & Bräuninger · Industriestraße 61 · 70565 Stuttgart
        Verlagsauslieferung GmbH

    The second, which the name was read as, is printed nowhere else. `alike`: whether both must be
    set alike: else the first may be what a firm trades as.
    """
    texts = name.value.split()
    if name.page is None or name.box is None or not ends_with_form(texts):
        return []
    words = [plain(text) for text in texts]
    if sum(1 for page in pages for _ in find_name(page, words)) != 1:
        return []
    page, box = pages[name.page - 1], name.box
    cells, boxes, own = _find_own(page, box)
    if len(own) != 1 or [page.words[i].text for i in cells[own[0]].words] != texts:
        return []
    above = [
        at
        for at in range(own[0])
        if abs(boxes[at][0] - box[0]) < _EDGE
        and _follows(page, cells, boxes, own[0], at, alike=alike)
    ]
    if len(above) != 1:
        return []
    begun = cells[above[0]]
    led = re.compile(rf"{re.escape(begun.text)}(?:\s+[·•|–-]\s+|,\s+)(?P<rest>\S.*)")
    sent = (led.match(cell.text) for one in pages for row in find_rows(one) for cell in row.cells)
    rests = [match["rest"] for match in sent if match]
    again = any(
        kind_of_line(rest) in ADDRESS_KINDS and not find_dates(rest, "dmy") for rest in rests
    )
    return [begun, cells[own[0]]] if again else []


def is_part_of_sign(name: Field, pages: Sequence[Page]) -> bool:
    """Whether the sign in which a name stands has rows that the name lacks, or may have one."""
    if name.box is None or name.page is None:
        return False
    if _find_begun(name, pages, alike=False):
        return True
    words = pages[name.page - 1].words
    boxes = [union(words[i].box for i in cell.words) for cell in find_sign(name, pages)]
    return not all(_is_over(box, name.box, 0.0) for box in boxes)


def find_sign(name: Field, pages: Sequence[Page]) -> list[Cell]:
    """The rows of the sign in which a name stands, from the top; none if it is in no large type."""
    if name.box is None or name.page is None:
        return []
    page = pages[name.page - 1]
    if not page.words:
        return []
    usual = usual_height(page)
    cells, boxes, own = _find_own(page, name.box)
    larger = bool(own) and _is_larger_than_below(page, cells, boxes, own[-1])
    if not own or not (larger or all(_is_set_out(page, cells[at], usual) for at in own)):
        return []
    if not all(_follows(page, cells, boxes, one, other) for one, other in pairwise(own)):
        return []
    large = larger or all(_height(page, cells[at]) >= _LARGE * usual for at in own)
    sign = list(own)
    above, below = range(own[0] - 1, -1, -1), range(own[-1] + 1, len(cells))
    for at, others in ((own[0], above), (own[-1], below)):
        for other in others:
            capitals = f"{cells[at].text}{cells[other].text}".isupper()
            alike = large or (capitals and _is_set_out(page, cells[other], usual))
            if alike and _follows(page, cells, boxes, at, other):
                at = other
                sign.append(other)
    return [cells[at] for at in sorted(sign)]


def _is_set_out(page: Page, cell: Cell, usual: float) -> bool:
    """Whether a cell is set in large type, or at the page's head in bold and a little larger."""
    height = height_of(page, cell.words)
    bold = all("b" in page.words[i].face for i in cell.words)
    head = bold and page.words[cell.words[0]].row < _HEAD_ROWS_N
    return height >= _LARGE * usual or (head and height >= _LARGER * usual)


def _is_larger_than_below(page: Page, cells: Sequence[Cell], boxes: Sequence[Box], at: int) -> bool:
    """Whether a cell at a scan's head is larger than the one right below, at its left edge."""
    if page.origin != "ocr" or boxes[at][1] > _HEAD:
        return False
    gap = _ROW_GAP * _height(page, cells[at])
    for below in range(at + 1, len(cells)):
        if boxes[below][1] - boxes[at][3] > gap:
            return False
        if abs(boxes[below][0] - boxes[at][0]) < _EDGE:
            return _size(page, cells[at]) >= _LARGE * _size(page, cells[below])
    return False


def _find_own(page: Page, box: Box) -> tuple[list[Cell], list[Box], list[int]]:
    """The cells of a page and their boxes, and which of them a name's box lies over."""
    cells = list(find_cells(page))
    boxes = [page.box_of(cell.words) for cell in cells]
    return cells, boxes, [at for at, one in enumerate(boxes) if _is_over(one, box, 0.0)]


def _follows(
    page: Page,
    cells: Sequence[Cell],
    boxes: Sequence[Box],
    one: int,
    other: int,
    *,
    alike: bool = True,
) -> bool:
    """Whether a cell is the next row of the sign that another cell is a row of."""
    sizes = [_size(page, cells[at]) for at in (one, other)]
    faces = {page.words[i].face for at in (one, other) for i in cells[at].words}
    if abs(sizes[0] - sizes[1]) > _ALIKE * sizes[0] or (alike and len(faces) > 1):
        return False
    if not _may_name(page, cells[other]):
        return False
    return _is_over(boxes[one], boxes[other], _ROW_GAP * _height(page, cells[one]))


def _may_name(page: Page, cell: Cell) -> bool:
    """Whether the text of a cell, without marks at its ends, may be a row of a sign."""
    words = _spoken(page, cell)
    text = page.text_of(words)
    if not 0 < len(words) <= _WORDS_N or not _NAMED.fullmatch(text):
        return False
    if len(text) > _LETTERS_N or _STAMP.search(text):
        return False
    return not (is_caption(text) or party_of(text, "") or _TITLE.search(text))


def _is_parted(page: Page, cell: Cell) -> bool:
    """Whether more space than between words parts a logo's letters from a name: "BK   Biokrys"."""
    return any(
        gap_between(page, page.words[a], page.words[b]) > _CLOSE
        for a, b in pairwise(_spoken(page, cell))
    )


def _spoken(page: Page, cell: Cell) -> tuple[int, ...]:
    """The words of a cell without symbols before and behind them."""
    spoken = [n for n, i in enumerate(cell.words) if re.search(r"\w", page.words[i].text)]
    return cell.words[spoken[0] : spoken[-1] + 1] if spoken else ()


def _is_over(one: Box, other: Box, gap: float) -> bool:
    """Whether two boxes overlap but for a gap between their rows."""
    across = one[0] < other[2] and one[2] > other[0]
    return across and one[1] - gap < other[3] and one[3] + gap > other[1]


def _size(page: Page, cell: Cell) -> float:
    """How large a cell's type is; on a scan its letters' widths tell."""
    return type_size(page, cell.words) if page.origin == "ocr" else height_of(page, cell.words)


def _height(page: Page, cell: Cell) -> float:
    return median(page.words[i].height for i in cell.words)
