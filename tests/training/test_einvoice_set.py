"""Pages of an e-invoice made up here, labelled by its XML."""

from schemas.document import XmlInvoice, XmlTax
from tests.training.labelled_pages import Cell, page
from training.sample import Sample
from training.sets.einvoice import label_document, part_of

HEAD = (
    ((5, "Faltboot Werft GmbH"),),
    ((5, "Uferweg 3"), (60, "RECHNUNG")),
    ((5, "24103 Kiel"), (60, "Rechnungsnummer 2210")),
    ((5, "Deutschland"), (60, "Rechnungsdatum 02.05.2024")),
    ((60, "Leistungsdatum 02.05.2024"),),
    ((5, "USt-IdNr. DE345678901"), (60, "Beträge in EUR")),
)
TABLE = (
    ((5, "Pos"), (12, "Beschreibung"), (55, "Preis"), (65, "Menge"), (85, "Betrag")),
    ((5, "1"), (12, "Paddel Esche"), (55, "45,00"), (65, "2 Stk"), (75, "19 %"), (85, "90,00")),
    ((12, "2,30 m"),),
    ((5, "2"), (12, "Spritzdecke"), (55, "60,00"), (65, "1 Stk"), (75, "19 %"), (85, "60,00")),
)
SUMS = (
    ((50, "Positionssumme"), (85, "150,00")),
    ((50, "Rechnungssumme ohne USt."), (85, "150,00")),
    ((50, "Umsatzsteuer 19 % von 150,00"), (85, "28,50")),
    ((50, "Steuerbetrag"), (85, "28,50")),
    ((50, "Bruttosumme"), (85, "178,50")),
    ((5, "Zahlbar bis 01.06.2024 ohne Abzug"),),
)
LINES = (
    {"description": "Paddel Esche 2,30 m", "quantity": "2", "unit": "C62", "unit_price": "45.00",
     "net_amount": "90.00", "tax_rate": "19"},
    {"description": "Spritzdecke", "quantity": "1", "unit": "C62", "unit_price": "60.00",
     "net_amount": "60.00", "tax_rate": "19"},
)  # fmt: skip
FIELDS = {
    "invoice_number": "2210", "issue_date": "2024-05-02", "delivery_date": "2024-05-02",
    "currency": "EUR", "seller_name": "Faltboot Werft GmbH",
    "seller_address": "Uferweg 3, 24103 Kiel, DE", "seller_vat_id": "DE345678901",
    "payment_terms": "Zahlbar bis 01.06.2024 ohne Abzug", "lines_net": "150.00",
    "total_net": "150.00", "total_tax": "28.50", "total_gross": "178.50",
}  # fmt: skip


def label(*rows: tuple[Cell, ...], **changed: str) -> Sample:
    fields = {name: value for name, value in {**FIELDS, **changed}.items() if value}
    xml = XmlInvoice(
        syntax="cii", profile="EN 16931", doc_type="invoice", fields=fields, lines=LINES,
        taxes=(XmlTax(rate="19", base="150.00", amount="28.50"),),
    )  # fmt: skip
    return label_document("made", [page(*rows)], xml)


def labelled(sample: Sample, name: str) -> list[str]:
    pairs = zip(sample.pages[0].texts, sample.pages[0].labels, strict=True)
    return [text for text, tag in pairs if tag in (f"B-{name}", f"I-{name}")]


def test_a_value_is_labelled_where_its_own_key_stands() -> None:
    sample = label(*HEAD, *TABLE, *SUMS)
    assert labelled(sample, "invoice_number") == ["2210"]
    assert labelled(sample, "seller_address") == ["Uferweg", "3", "24103", "Kiel", "Deutschland"]
    tags = sample.pages[0].labels
    dates = [t for t, w in zip(tags, sample.pages[0].texts, strict=True) if w == "02.05.2024"]
    assert dates == ["B-issue_date", "B-delivery_date"]
    amounts = [t for t, w in zip(tags, sample.pages[0].texts, strict=True) if w == "150,00"]
    assert amounts == ["B-lines_net", "B-total_net", "B-tax.base"]
    assert labelled(sample, "payment_terms") == FIELDS["payment_terms"].split()


def test_lines_are_found_by_their_values_and_heads_and_wrapped_text_follows_its_column() -> None:
    sample = label(*HEAD, *TABLE, *SUMS)
    assert labelled(sample, "line.description") == ["Paddel", "Esche", "2,30", "m", "Spritzdecke"]
    assert labelled(sample, "line.quantity") == ["2", "1"]
    assert labelled(sample, "line.unit_price") == ["45,00", "60,00"]
    assert labelled(sample, "line.net_amount") == ["90,00", "60,00"]
    assert labelled(sample, "line.tax_rate") == ["19", "%", "19", "%"]
    assert {"line.description", "line.quantity", "line.net_amount"} <= set(sample.names)


def test_what_is_not_printed_as_the_xml_says_is_not_taught_as_absent() -> None:
    sample = label(*HEAD, *TABLE, *SUMS, buyer_name="Kanu Verleih KG", total_gross="178.55")
    assert not {"buyer_name", "total_gross"} & set(sample.names)
    assert "total_gross" not in sample.gold
    assert {"total_net", "prepaid", "bic"} <= set(sample.names)


def test_a_printed_key_with_a_free_number_leaves_a_field_open_that_the_xml_lacks() -> None:
    sample = label(*HEAD, *TABLE, *SUMS, ((5, "Vertrag 4711"),))
    assert "contract_number" not in sample.names


def test_equal_values_without_a_key_are_left_in_doubt() -> None:
    rows = (((5, "Auftrag 77"),), ((40, "Notiz 77"),))
    sample = label(*HEAD, *rows, *TABLE, *SUMS, po_number="77")
    doubted = [t for t in sample.pages[0].labels if t == "?po_number"]
    assert doubted == ["?po_number"] * 2
    assert "po_number" not in sample.names


def test_sellers_are_held_out_whole() -> None:
    assert part_of("Global Supplies Ltd.") == part_of("GLOBAL SUPPLIES GmbH") == "dev"
    assert part_of("Faltboot Werft GmbH") == "train"
