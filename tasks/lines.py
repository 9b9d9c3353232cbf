"""Tagged words → the rows of the item table, columns as in the contract.

Rows are read top to bottom over all pages. A new item begins where a column would be filled twice,
or where the model sees a new description begin; wrapped descriptions stay with their item.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field, Tax
from schemas.vocabulary import LINE_COLUMNS, TAX_COLUMNS, Kind
from tasks.entities import Entity, Segment, make_entity, union
from tasks.values import Conventions, normalise

Calibrate = Callable[[str, Sequence[float]], float]
Item = dict[str, list[Segment]]

_DESCRIPTION = "line.description"
_SUBTOTAL = re.compile(
    r"^\W*(?:sub\s?-?total|zwischensumme|übertrag|carried forward|brought forward|sous-?total|"
    r"à reporter|report\b|subtotale|totale parziale|riporto|suma y sigue|suma anterior|"
    r"tussentotaal|"
    r"subtotaal|transport\b|total\b|totale\b|summe\b|gesamt)",
    re.IGNORECASE,
)
_HEADER_WORDS = frozenset(
    [
        "description",
        "beschreibung",
        "bezeichnung",
        "artikel",
        "article",
        "item",
        "qty",
        "quantity",
        "menge",
        "anzahl",
        "quantité",
        "cantidad",
        "quantità",
        "aantal",
        "unit",
        "einheit",
        "price",
        "preis",
        "einzelpreis",
        "prix",
        "precio",
        "prezzo",
        "prijs",
        "amount",
        "betrag",
        "montant",
        "importe",
        "importo",
        "bedrag",
        "total",
        "gesamt",
        "gesamtpreis",
        "pos",
        "position",
        "nr",
        "no",
        "désignation",
        "descripción",
        "descrizione",
        "omschrijving",
    ]
)


def group_lines(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    segments: Iterable[Segment],
    conventions: Conventions,
    calibrate: Calibrate,
) -> list[dict[str, Field]]:
    """The item rows in printed order, each a mapping of column to field."""
    items = _split_items(_rows(segments, "line."))
    lines = []
    for item in items:
        line = _to_columns(pages, tags, item, "line.", LINE_COLUMNS, conventions, calibrate)
        if line and not _is_no_item(line):
            lines.append(line)
    return lines


def group_taxes(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    segments: Iterable[Segment],
    conventions: Conventions,
    calibrate: Calibrate,
) -> list[Tax]:
    """The rows of the tax breakdown: rate, base and amount that stand together."""
    taxes: list[Tax] = []
    for item in _split_items(_rows(segments, "tax.")):
        columns = _to_columns(pages, tags, item, "tax.", TAX_COLUMNS, conventions, calibrate)
        if columns.keys() & {"base", "amount"}:
            tax = Tax(**columns)
            if not any(_same_tax(tax, other) for other in taxes):
                taxes.append(tax)
    return taxes


def _same_tax(a: Tax, b: Tax) -> bool:
    return all(
        left is None or right is None or left.value == right.value
        for left, right in ((a.rate, b.rate), (a.base, b.base), (a.amount, b.amount))
    )


def _rows(segments: Iterable[Segment], prefix: str) -> list[list[Segment]]:
    """The segments of one kind of table, by page and visual row."""
    rows: dict[tuple[int, int], list[Segment]] = {}
    for segment in segments:
        if segment.label.startswith(prefix):
            rows.setdefault((segment.page, segment.row), []).append(segment)
    return [sorted(row, key=lambda s: s.box[0]) for _, row in sorted(rows.items())]


def _split_items(rows: Sequence[list[Segment]]) -> list[Item]:
    """Deals the rows out to items, top to bottom."""
    items: list[Item] = []
    for row in rows:
        columns = {segment.label for segment in row}
        if items and _belongs(items[-1], row, columns):
            _add(items[-1], row)
            continue
        item: Item = {}
        if items and _DESCRIPTION not in columns:
            # The row has amounts but no text: a text row that the last item took by mistake,
            # standing right above, is the beginning of this one.
            taken = _take_back(items[-1], row)
            if taken:
                item[_DESCRIPTION] = taken
        _add(item, row)
        items.append(item)
    return items


def _belongs(item: Item, row: Sequence[Segment], columns: set[str]) -> bool:
    """Whether a row continues the item above it."""
    if any(label in item for label in columns - {_DESCRIPTION}):
        return False
    if _DESCRIPTION not in columns or _DESCRIPTION not in item:
        return True
    first = next(segment for segment in row if segment.label == _DESCRIPTION)
    return not first.begins


def _take_back(item: Item, row: Sequence[Segment]) -> list[Segment]:
    texts = item.get(_DESCRIPTION, [])
    others = [s for label, found in item.items() if label != _DESCRIPTION for s in found]
    if len(texts) < 2 or not others:
        return []
    last = texts[-1]
    below_amounts = (last.page, last.row) > max((s.page, s.row) for s in others)
    next_above = last.page == row[0].page and last.row == row[0].row - 1
    if not (below_amounts and next_above):
        return []
    item[_DESCRIPTION] = [s for s in texts if s.row != last.row]
    return [s for s in texts if s.row == last.row] if item[_DESCRIPTION] else []


def _add(item: Item, row: Iterable[Segment]) -> None:
    for segment in row:
        item.setdefault(segment.label, []).append(segment)


def _to_columns(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    item: Mapping[str, list[Segment]],
    prefix: str,
    columns: Mapping[str, tuple[Kind, str]],
    conventions: Conventions,
    calibrate: Calibrate,
) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for column, (kind, _) in columns.items():
        segments = item.get(prefix + column, [])
        if not segments:
            continue
        options = [segments] if kind is Kind.TEXT else [[s] for s in reversed(segments)]
        for option in options:
            entity = _entity(pages, tags, option)
            value = normalise(kind, entity.text, conventions)
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


def _entity(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]], segments: Sequence[Segment]
) -> Entity:
    """One entity, its box kept to the page on which it begins."""
    first_page = [s for s in segments if s.page == segments[0].page]
    entity = make_entity(pages, tags, first_page)
    rest = [s for s in segments if s.page != segments[0].page]
    if not rest:
        return entity
    more = _entity(pages, tags, rest)
    return Entity(
        label=entity.label,
        page=entity.page,
        words=entity.words,
        text=f"{entity.text} {more.text}",
        box=union([entity.box]),
        confidences=(*entity.confidences, *more.confidences),
        rows=entity.rows,
    )


def _is_no_item(line: Mapping[str, Field]) -> bool:
    """Subtotals, carried-forward rows and repeated table headers are no items."""
    description = line.get("description")
    if description is None:
        return False
    text = description.raw
    if _SUBTOTAL.match(text) and not line.keys() & {"quantity", "unit_price", "code"}:
        return True
    words = [w.strip(".:,()").lower() for w in text.split()]
    return (
        line.keys() == {"description"}
        and len(words) >= 2
        and all(w in _HEADER_WORDS for w in words)
    )
