"""A paper's truth found again among its words, with and without what the system read of it."""

from typing import Any

from schemas.record import Field, Labelled
from tasks.understand import Understanding
from tests.training.labelled_pages import page as draw
from training.sample import LabelledPage
from training.sets.paper_labels import label_paper

ROWS = (
    ((5, "Faltboot Werft GmbH"), (60, "Rechnung Nr. 2210")),
    ((5, "Uferweg 3, 24103 Kiel"), (60, "Datum: 02.05.2026")),
    ((5, "Paddel Esche"), (55, "2"), (65, "45,00"), (85, "90,00")),
    ((5, "geölt"),),
    ((5, "Spritzdecke"), (55, "1"), (65, "60,00"), (85, "60,00")),
    ((5, "Bruttosumme"), (85, "178,50")),
    ((5, "Faltboot Werft GmbH – HRB 77"),),
)


def _read(page: LabelledPage, raw: str, value: str = "") -> Field:
    """The first place of `raw` as the system gives it."""
    words = raw.split()
    first = next(i for i in range(len(page.texts)) if page.texts[i : i + len(words)] == words)
    boxes = page.boxes[first : first + len(words)]
    box = (boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3])
    return Field(value=value or raw, raw=raw, confidence=0.9, page=1, box=box, origin="model")


def _label(page: LabelledPage, said: dict[str, Any], **read: Any) -> list[str]:
    content = Understanding(
        language="de", doc_type=Labelled(value="invoice", confidence=1.0), **read
    )
    return label_paper([page], {"lines": [], "open": [], "fields": {}} | said, content, "de")


def _labelled(page: LabelledPage, name: str) -> list[str]:
    pairs = zip(page.texts, page.labels, strict=True)
    return [text for text, tag in pairs if tag in (f"B-{name}", f"I-{name}")]


def test_a_value_that_was_read_rightly_is_labelled_there_and_in_doubt_elsewhere() -> None:
    page = draw(*ROWS)
    fields = {"seller_name": _read(page, "Faltboot Werft GmbH")}
    names = _label(page, {"fields": {"seller_name": "Faltboot Werft GmbH"}}, fields=fields)
    assert page.labels[:3] == ["B-seller_name", "I-seller_name", "I-seller_name"]
    assert page.labels.count("?seller_name") == 3
    assert "seller_name" in names


def test_a_value_that_was_read_wrongly_is_looked_for() -> None:
    page = draw(*ROWS)
    fields = {"invoice_number": _read(page, "77")}
    names = _label(page, {"fields": {"invoice_number": "2210"}}, fields=fields)
    assert _labelled(page, "invoice_number") == ["2210"]
    assert "invoice_number" in names


def test_an_address_is_looked_for_however_many_parts_it_has() -> None:
    for value in ("Uferweg 3, 24103 Kiel", "Uferweg 3 24103 Kiel"):
        page = draw(*ROWS)
        names = _label(page, {"fields": {"seller_address": value}})
        assert _labelled(page, "seller_address") == ["Uferweg", "3,", "24103", "Kiel"]
        assert "seller_address" in names


def test_nothing_is_taught_of_what_is_not_found_or_open() -> None:
    page = draw(*ROWS)
    said = {"fields": {"po_number": "4711", "total_gross": "178.50"}, "open": ["total_gross"]}
    names = _label(page, said)
    assert not {"po_number", "total_gross", "line.unit", "tax.rate", "currency"} & set(names)
    assert not _labelled(page, "total_gross")
    assert "due_date" in names  # not said, so not printed


def test_items_are_labelled_cell_by_cell_also_where_one_was_read_wrongly() -> None:
    page = draw(*ROWS)
    said = [
        {"description": "Paddel Esche", "quantity": "2", "net_amount": "90.00"},
        {"description": "Spritzdecke", "quantity": "1", "net_amount": "60.00"},
    ]
    read = (
        {
            "description": _read(page, "Paddel Esche"),
            "quantity": _read(page, "2"),
            "net_amount": _read(page, "90,00", "90.00"),
        },
        {
            "description": _read(page, "Spritzdecke"),
            "quantity": _read(page, "60,00", "60.00"),
            "net_amount": _read(page, "60,00", "60.00"),
        },
    )
    names = _label(page, {"lines": said}, lines=read)
    assert _labelled(page, "line.description") == ["Paddel", "Esche", "Spritzdecke"]
    assert _labelled(page, "line.quantity") == ["2", "1"]
    assert {"line.description", "line.quantity"} <= set(names)


def test_an_item_that_was_not_read_at_all_is_looked_for() -> None:
    page = draw(*ROWS)
    said = [{"description": "Spritzdecke", "quantity": "1", "net_amount": "60.00"}]
    names = _label(page, {"lines": said})
    assert _labelled(page, "line.description") == ["Spritzdecke"]
    assert _labelled(page, "line.quantity") == ["1"]
    assert "line.net_amount" in names
