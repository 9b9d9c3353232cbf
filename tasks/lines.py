"""The rows of the item table, columns as in the contract."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field
from schemas.vocabulary import LINE_COLUMNS
from tasks.decode import Calibrate
from tasks.entities import Segment
from tasks.notation import format_decimal
from tasks.tables import find_items, read_columns
from tasks.values import Conventions

_SUBTOTAL = re.compile(
    r"^\W*(?:sub\s?-?total|zwischensumme|übertrag|carried forward|brought forward|sous-?total|"
    r"à reporter|report\b|subtotale|totale parziale|riporto|suma y sigue|suma anterior|"
    r"tussentotaal|"
    r"subtotaal|transport\b|total\b|totale\b|summe\b|gesamt)",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"(?<![0-9.,])[0-9]{1,3}[.,][0-9]{3}(?![0-9.,])")
_CENT = Decimal("0.01")
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
            lines.append(_settle_quantity(line))
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
