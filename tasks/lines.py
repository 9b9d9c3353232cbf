"""The rows of the item table, columns as in the contract."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field
from schemas.vocabulary import LINE_COLUMNS, Kind
from tasks.decode import Calibrate
from tasks.entities import Segment
from tasks.notation import format_decimal
from tasks.tables import find_items, read_columns
from tasks.values import Conventions, normalise, tidy

_SUBTOTAL = re.compile(
    r"^\W*(?:sub\s?-?total|zwischensumme|übertrag|carried forward|brought forward|sous-?total|"
    r"à reporter|report\b|subtotale|totale parziale|riporto|suma y sigue|suma anterior|"
    r"tussentotaal|"
    r"subtotaal|transport\b|total\b|totale\b|summe\b|gesamt)",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"(?<![0-9.,])[0-9]{1,3}[.,][0-9]{3}(?![0-9.,])")
_CENT = Decimal("0.01")
_LEADING_CODE = re.compile(r"^([0-9]{4,13})\s+(\S*[^\W\d_]{2}.*)$")
_TRAILING_COUNT = re.compile(r"^(.*[^\W\d_]{2}\S*)\s+[xX]\s?([0-9]{1,3})$")
_HEADER_WORDS = frozenset({
    "description", "beschreibung", "bezeichnung", "artikel", "article", "item", "qty", "quantity",
    "menge", "anzahl", "quantité", "cantidad", "quantità", "aantal", "unit", "einheit", "price",
    "preis", "einzelpreis", "prix", "precio", "prezzo", "prijs", "amount", "betrag", "montant",
    "importe", "importo", "bedrag", "total", "gesamt", "gesamtpreis", "pos", "position", "nr", "no",
    "désignation", "descripción", "descrizione", "omschrijving",
})  # fmt: skip


def group_lines(
    pages: Sequence[Page],
    tags: Sequence[Sequence[WordTag]],
    segments: Iterable[Segment],
    conventions: Conventions,
    calibrate: Calibrate,
) -> list[dict[str, Field]]:
    """The item rows in printed order, each a mapping of column to field."""
    lines = []
    for item in find_items(segments, "line."):
        line = read_columns(pages, tags, item, "line.", LINE_COLUMNS, conventions, calibrate)
        if line and not _is_no_item(line):
            lines.append(_part_description(_part_glued(_settle_quantity(line), conventions)))
    return lines


def _settle_quantity(line: dict[str, Field]) -> dict[str, Field]:
    """ "1.000" is a thousand or one: the line's own price and amount decide."""
    quantity, price, net = (line.get(name) for name in ("quantity", "unit_price", "net_amount"))
    if not quantity or not price or not net or not _AMBIGUOUS.search(quantity.raw):
        return line
    read = Decimal(quantity.value)
    other = read / 1000 if read == read.to_integral() else read * 1000
    amount, unit_price = abs(Decimal(net.value)), abs(Decimal(price.value))
    if abs(other * unit_price - amount) <= _CENT < abs(read * unit_price - amount):
        value = format_decimal(other.quantize(Decimal("0.001")) if other < read else other)
        return {**line, "quantity": quantity.model_copy(update={"value": value})}
    return line


def _part_glued(line: dict[str, Field], conventions: Conventions) -> dict[str, Field]:
    """Quantity and price printed without a space ("154.000" before 54.000) parted by arithmetic."""
    net = line.get("net_amount")
    glued = [name for name in ("quantity", "unit_price") if name in line]
    if net is None or len(glued) != 1:
        return line
    printed = line[glued[0]]
    amount = Decimal(net.value)
    if Decimal(printed.value) == amount:
        return line
    for length in (1, 2):
        head, tail = printed.raw[:length], printed.raw[length:]
        price = normalise(Kind.MONEY, tail, conventions) if tail[:1].isdigit() else None
        if not head.isdecimal() or price is None or int(head) * Decimal(price) != amount:
            continue
        return {
            **line,
            "quantity": printed.model_copy(update={"value": head, "raw": head}),
            "unit_price": printed.model_copy(update={"value": price, "raw": tail}),
        }
    return line


def _part_description(line: dict[str, Field]) -> dict[str, Field]:
    """A code before the text or a count behind it, where the line has no such column."""
    description = line.get("description")
    if description is None:
        return line
    parted = dict(line)
    text = description.raw
    for column, pattern, text_group, value_group in (
        ("code", _LEADING_CODE, 2, 1),
        ("quantity", _TRAILING_COUNT, 1, 2),
    ):
        match = pattern.match(text)
        if match and column not in parted:
            text, value = match[text_group], match[value_group]
            parted[column] = description.model_copy(update={"value": value, "raw": value})
    if text != description.raw:
        update = {"value": tidy(text), "raw": text}
        parted["description"] = description.model_copy(update=update)
    return parted


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
