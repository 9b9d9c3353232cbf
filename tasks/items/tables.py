"""Tagged rows of a printed table → its items, each with its columns.

Rows are read top to bottom over all pages. A new item begins where a column would be filled twice,
or where the model sees a new description begin; wrapped texts stay with their item.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.document import Page
from schemas.line_labels import CODE, NAME, NET_AMOUNT, PRICE, QUANTITY, UNIT
from schemas.prediction import Tags, WordTag
from schemas.record import Field, Line
from schemas.vocabulary import Kind
from tasks.fields.candidates import Calibrate
from tasks.values.entities import Entity, Segment, make_entity
from tasks.values.normalize import Conventions, normalise
from tasks.values.rates import read_chain

#: The words of one item, by label.
Item = dict[str, list[Segment]]

_WRAPPING = frozenset({NAME, UNIT, CODE})
#: What an item is known by.
KNOWN_BY = frozenset({NAME, CODE})
#: What stands beside an item's name, and how many of them make a row an item's.
AMOUNTS = frozenset({QUANTITY, PRICE, NET_AMOUNT})
LEAST_AMOUNTS_N = 2
#: Of these, what is money.
MONEY = frozenset({PRICE, NET_AMOUNT})
_NAMED_BELOW_N = 3  # items that tell that names stand below amounts
_CLOSER = 0.5  # how much closer to its amounts a name below is than the text above them
_COLUMN_EDGE = 0.03  # of the page's width: how far a name's rows on two pages differ


def find_items(
    segments: Iterable[Segment], prefix: str, *, counts_above: bool = False
) -> list[Item]:
    """The items of the table whose labels begin with `prefix` ("line.", "tax."), in order.

    Args:
        counts_above: whether "2 x 5.00" stands on a row above the name and amount it belongs to.
    """
    return _split_items(table_rows(segments, prefix), counts_above)


def table_rows(segments: Iterable[Segment], prefix: str) -> list[list[Segment]]:
    """The segments of one kind of table, by page and visual row."""
    rows: dict[tuple[int, int], list[Segment]] = {}
    for segment in segments:
        if segment.label.startswith(prefix):
            rows.setdefault((segment.page, segment.row), []).append(segment)
    return [sorted(row, key=lambda s: s.box[0]) for _, row in sorted(rows.items())]


def _split_items(rows: Sequence[list[Segment]], counts_above: bool) -> list[Item]:
    """Deals the rows out to items, top to bottom."""
    items: list[Item] = []
    below = _names_stand_below(rows)
    for row, after in zip(rows, (*rows[1:], None), strict=False):
        columns = {segment.label for segment in row}
        begins = counts_above and is_count_row(columns)
        if below and is_priced(columns) and NAME not in columns:
            begins = True
            if items and items[-1].keys() == {NAME}:
                del items[-1]  # what is above the amounts is a heading
        if items and columns == {NAME} and _stands_apart(items[-1], row[0]):
            continue
        if items and not begins and _belongs(items[-1], row, columns):
            _add(items[-1], row)
            continue
        item: Item = {}
        if items and not begins and NAME not in columns:
            # The row has amounts but no text: a text row that the last item took by mistake,
            # standing right above, is the beginning of this one.
            # No more than a count, "Total: 36.20 hours", begins none below one with its amount.
            counts = bool(MONEY & items[-1].keys()) and not columns & MONEY
            named = counts or _is_named_below(items[-1], row, after)
            taken = [] if named else _take_back(items[-1], row)
            if taken:
                item[NAME] = taken
        _add(item, row)
        items.append(item)
    return items


def _names_stand_below(rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether a name stands below each row of amounts, and none above the first."""
    columns = [{segment.label for segment in row} for row in rows]
    priced = [at for at, labels in enumerate(columns) if is_priced(labels)]
    if len(priced) < _NAMED_BELOW_N or any(NAME in c for c in columns[: priced[0]]):
        return False
    return all(
        NAME not in columns[at]
        and at + 1 < len(rows)
        and columns[at + 1] == {NAME}
        and rows[at + 1][0].begins
        for at in priced
    )


def label_words(tags: list[WordTag], words: Sequence[int], label: str, sure: float) -> None:
    """Makes words one value of a label, in place."""
    for index in words:
        tags[index] = WordTag(label, index == words[0], sure)


def is_priced(labels: Iterable[str]) -> bool:
    """Whether the labels of a row's words make it an item's, whatever else stands on it."""
    return len(AMOUNTS.intersection(labels)) >= LEAST_AMOUNTS_N


def is_count_row(columns: set[str]) -> bool:
    """Whether a row says how many and at what price, but not of what nor for how much."""
    counts = {QUANTITY, PRICE}
    return bool(columns & counts) and not columns & {NAME, NET_AMOUNT}


def _belongs(item: Item, row: Sequence[Segment], columns: set[str]) -> bool:
    """Whether a row continues the item above it, or names it below its amounts."""
    if NAME in columns - item.keys() and not columns & AMOUNTS and item.keys() >= AMOUNTS:
        return True
    for label in columns & item.keys():
        first = next(segment for segment in row if segment.label == label)
        if first.begins or label not in _WRAPPING:
            return False
    return True


def _stands_apart(item: Item, text: Segment) -> bool:
    """Whether a text that begins no item stands on a later page, and not in the names' column."""
    names = item.get(NAME, [])
    return (
        bool(names)
        and not text.begins
        and text.page > names[-1].page
        and abs(text.box[0] - names[0].box[0]) > _COLUMN_EDGE
    )


def _is_named_below(item: Item, row: Sequence[Segment], after: Sequence[Segment] | None) -> bool:
    """Whether a name begins below a row of amounts, closer to it than the text above it."""
    texts = item.get(NAME, [])
    if not after or not texts or {s.label for s in after} != {NAME}:
        return False
    if not after[0].begins or {texts[-1].page, row[0].page, after[0].page} != {row[0].page}:
        return False
    below, above = after[0].box[1] - row[0].box[3], row[0].box[1] - texts[-1].box[3]
    return below < _CLOSER * above


def _take_back(item: Item, row: Sequence[Segment]) -> list[Segment]:
    texts = item.get(NAME, [])
    others = [s for label, found in item.items() if label != NAME for s in found]
    if len(texts) < 2 or not others:
        return []
    last = texts[-1]
    amounts = [(s.page, s.row) for s in others]
    below_amounts = (last.page, last.row) > max(amounts)
    next_above = last.page == row[0].page and last.row == row[0].row - 1
    texts_stand_below = (texts[0].page, texts[0].row) > min(amounts)
    if not below_amounts or not next_above or texts_stand_below:
        return []
    item[NAME] = [s for s in texts if s.row != last.row]
    return [s for s in texts if s.row == last.row] if item[NAME] else []


def _add(item: Item, row: Iterable[Segment]) -> None:
    for segment in row:
        item.setdefault(segment.label, []).append(segment)


def read_columns(
    pages: Sequence[Page],
    tags: Tags,
    item: Mapping[str, list[Segment]],
    prefix: str,
    columns: Mapping[str, tuple[Kind, str]],
    conventions: Conventions,
    calibrate: Calibrate,
) -> Line:
    """The item's fields by column; what is no value of its kind is left out."""
    found: Line = {}
    for column, (kind, _) in columns.items():
        segments = item.get(prefix + column, [])
        if not segments:
            continue
        options = [[s] for s in reversed(segments)]
        if prefix + column in _WRAPPING:
            options.insert(0, segments)
        for option in options:
            entity = _entity(pages, tags, option)
            rate = read_chain(entity.text) if column == "discount" else None
            value = rate or normalise(kind, entity.text, conventions)
            if value is not None:
                found[column] = Field(
                    value=value,
                    raw=entity.text,
                    confidence=calibrate(prefix + column, entity.confidences),
                    page=entity.page + 1,
                    box=entity.box,
                    origin="model",
                )
                break
    return found


def _entity(pages: Sequence[Page], tags: Tags, segments: Sequence[Segment]) -> Entity:
    """One entity, its box kept to the page on which it begins."""
    first_page = [s for s in segments if s.page == segments[0].page]
    entity = make_entity(pages, tags, first_page)
    rest = [s for s in segments if s.page != segments[0].page]
    if not rest:
        return entity
    more = _entity(pages, tags, rest)
    return replace(
        entity,
        text=f"{entity.text} {more.text}",
        confidences=(*entity.confidences, *more.confidences),
    )
