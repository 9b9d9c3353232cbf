"""Items whose name is the bold row above a text, with the amounts in a row of their own below.

    Brand strategy workshops                      (bold)
    Two half-day sessions at your site
    2 sessions × 780.00                           1,560.00

The model takes the text for the name, or for its end. A heading of several items is bold, too: so
it is believed where it holds for most of a page's items.
"""

from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.tables import label_words
from tasks.values.cells import Cell, Row, find_rows

_NAME, _AMOUNT = "line.description", "line.net_amount"
_TEXTS = frozenset({_NAME, "line.code"})
_COUNTS = frozenset({"line.quantity", "line.unit_price"})
_EDGE = 0.006  # of the page's width: how far left edges of a block's rows differ
_CLOSE = 1.0  # of the text height: more free space than that parts two blocks
_MOST_ROWS_N = 6
_ITEMS_N, _SHARE = 2, 0.7  # items of a page that look so, and of all with amounts of their own
_SURE = 0.9


def name_by_bold(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the bold row of such blocks for the item's name, and the text for nothing.

    Nor is what stands left of them in a side bar any item's.
    """
    return [_name_page(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _name_page(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = find_rows(page)
    blocks = [(at, _block_above(page, tags, rows, at)) for at in _bare_amounts(tags, rows)]
    bold = [(at, block) for at, block in blocks if _is_headed(page, block)]
    if len(bold) < max(_ITEMS_N, _SHARE * len(blocks)):
        return tuple(tags)
    for at, (name, *texts) in bold:
        first = page.words[name.words[0]].row
        beside = [
            i
            for n, row in enumerate(rows[: at + 1])
            for cell in row.cells
            for i in cell.words
            if page.words[i].row >= first
            and page.words[i].box[2] < name.x0
            and (n < at or tags[i].label in _TEXTS)
        ]
        for index in (*beside, *(i for text in texts for i in text.words)):
            if tags[index].label.startswith("line."):
                tags[index] = WordTag.outside(_SURE)
        label_words(tags, name.words, _NAME, _SURE)
    return tuple(tags)


def _bare_amounts(tags: Sequence[WordTag], rows: Sequence[Row]) -> Iterator[int]:
    """The rows with an item's count or price and its amount, and no name."""
    for at, row in enumerate(rows):
        labels = {tags[i].label for cell in row.cells for i in cell.words}
        if labels & _COUNTS and _AMOUNT in labels and _NAME not in labels:
            yield at


def _block_above(
    page: Page, tags: Sequence[WordTag], rows: Sequence[Row], at: int
) -> tuple[Cell, ...]:
    """The cells right above a row of amounts that begin where the nearest name above it does."""
    above = []
    for row in reversed(rows[max(0, at - _MOST_ROWS_N) : at]):
        if any(tags[i].label == _AMOUNT for cell in row.cells for i in cell.words):
            break
        above.append(row)
    names = (c for row in above for c in row.cells if any(tags[i].label == _NAME for i in c.words))
    nearest = next(names, None)
    block: list[Cell] = []
    bottom = min(page.words[i].box[1] for cell in rows[at].cells for i in cell.words)
    for row in above:
        cell = next((c for c in row.cells if nearest and abs(c.x0 - nearest.x0) < _EDGE), None)
        if cell is None:
            continue
        boxes = [page.words[i].box for i in cell.words]
        height = max(box[3] - box[1] for box in boxes)
        if bottom - max(box[3] for box in boxes) > _CLOSE * height:
            break
        block.append(cell)
        bottom = min(box[1] for box in boxes)
    return tuple(reversed(block))


def _is_headed(page: Page, block: Sequence[Cell]) -> bool:
    """Whether the first of a block's rows is bold, and no other."""
    bold = [all("b" in page.words[i].face for i in cell.words) for cell in block]
    return len(bold) > 1 and bold[0] and not any(bold[1:])
