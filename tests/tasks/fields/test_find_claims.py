"""What a document names in as many words wins over what the model took it for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.record import Field
from schemas.understanding import Understanding
from tasks.fields.find_claims import find_claims
from tasks.understand import understand
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import FakeModel, document, draw


def read(rows: list[str], doc_type: str = "invoice") -> Understanding:
    page, tags = draw(rows)
    return understand(document(page), FakeModel((tags,), doc_type))


def values(rows: list[str], doc_type: str = "invoice") -> dict[str, str]:
    fields = read(rows, doc_type).fields
    return {name: field.value for name, field in fields.items() if isinstance(field, Field)}


@pytest.mark.parametrize(
    ("row", "number", "date"),
    [
        ("Handelsrechnung (380) Nr. 471102 vom 05.06.2023", "471102", "2023-06-05"),
        ("Rechnungsnummer: RE-2023/17      Rechnungsdatum: 05.06.2023", "RE-2023/17", "2023-06-05"),
        ("Facture n° F-204 du 05/06/2023", "F-204", "2023-06-05"),
        ("Invoice No. 9931        Invoice date 05.06.2023", "9931", "2023-06-05"),
    ],
)
def test_captions_name_the_number_and_its_date(row: str, number: str, date: str) -> None:
    fields = values([row, "Bestellung [invoice_number?0.9:2023-4711] [issue_date?0.9:01.03.2023]"])
    assert (fields["invoice_number"], fields["issue_date"]) == (number, date)


def test_a_value_may_stand_below_its_caption() -> None:
    fields = values(["Rechnungsnummer     Fälligkeit", "4711                5. Mai 2023"])
    assert (fields["invoice_number"], fields["due_date"]) == ("4711", "2023-05-05")


def test_an_invoice_that_another_document_names_is_not_its_own() -> None:
    rows = ["Gutschrift Nr. 88", "Rechnungsnummer 4711"]
    assert values(rows, "credit_note")["invoice_number"] == "88"
    assert "issue_date" not in values(
        ["Kontoauszug", "Belegdatum", "05.06.2023", "06.07.2023"], "statement"
    )


def test_two_values_under_one_caption_name_none() -> None:
    assert "invoice_number" not in values(["Rechnungsnummer 4711", "Rechnungsnummer 4712"])


PARTIES = [
    "Verkäufer:                              Hinweise:",
    "Nummer : 549910                         keine",
    "Kanuhof Süd GmbH",
    "Seestraße 20",
    "DE 80333 München",
    "USt.-Id.-Nr. : DE345678901",
    "Käufer/Leistungsempfänger:",
    "Firma: Bootsverleih Nord AG",
    "Anschrift: Hafenweg 3",
    "USt.-Id.-Nr. : DE345678902",
]


def test_headed_blocks_name_the_parties_and_their_vat_ids() -> None:
    fields = values(["[seller_name?0.9:Musterdarstellung] ohne Gewähr", *PARTIES])
    assert fields["seller_name"] == "Kanuhof Süd GmbH"
    assert fields["buyer_name"] == "Bootsverleih Nord AG"
    assert fields["seller_vat_id"] == "DE345678901"
    assert fields["buyer_vat_id"] == "DE345678902"


def test_a_contact_is_no_party_and_your_vat_id_is_the_buyers() -> None:
    fields = values(["Verkäufer", "Erika Muster", "Ihre USt-IdNr. DE345678902"])
    assert "seller_name" not in fields
    assert fields["buyer_vat_id"] == "DE345678902"


SUMS = [
    "Positionssumme                180,76",
    "Gesamtbetrag der Abschläge     -3,27",
    "Rechnungssumme ohne USt.      177,49",
    "Steuerbetrag in EUR            20,16",
    "Br uttosumme                  197,65",
    "Erhaltene Anzahlungen         -50,00",
    "Zahlbetrag                    147,65",
]


def test_captions_name_the_totals_even_where_words_are_torn() -> None:
    fields = values(["[total_gross:147,65]", *SUMS])
    assert fields["total_net"] == "177.49"
    assert fields["total_tax"] == "20.16"
    assert fields["total_gross"] == "197.65"
    assert fields["amount_due"] == "147.65"
    origin = read(SUMS).fields["total_gross"]
    assert isinstance(origin, Field)
    assert origin.origin == "rule"


def test_totals_that_do_not_add_up_are_left_to_the_model() -> None:
    rows = ["Nettobetrag  100,00", "Steuerbetrag  19,00", "Bruttobetrag  120,00"]
    assert not {"total_net", "total_tax", "total_gross"} & values(rows).keys()


def test_an_amount_due_without_a_total_is_left_to_the_model() -> None:
    assert "amount_due" not in values(["Zahlbetrag    120,00"])


def test_a_rate_a_base_and_their_product_are_a_tax_and_no_item() -> None:
    rows = [
        "[line.description:Paddel]   19 %     [line.net_amount:80,00]",
        "Umsatzsteuer (S)  [line.unit_price:80,00]  19  [line.net_amount:15,20]",
    ]
    found = read(rows)
    assert [line["net_amount"].value for line in found.lines] == ["80.00"]
    (tax,) = found.taxes
    assert tax.base and tax.rate and tax.amount
    assert (tax.base.value, tax.rate.value, tax.amount.value) == ("80.00", "19", "15.20")


def test_a_tax_of_nothing_is_no_item_either() -> None:
    rows = [
        "[line.description:Paddel]   0 %     [line.net_amount:80,00]",
        "Umsatzsteuer (E)  80,00  0  [line.net_amount:0,00]",
    ]
    assert [line["net_amount"].value for line in read(rows).lines] == ["80.00"]


def test_rows_below_the_items_that_the_sum_of_lines_disowns_are_dropped() -> None:
    rows = [
        "[line.description:Paddel]     [line.net_amount:80,00]",
        "[line.description:Weste]      [line.net_amount:20,00]",
        "[line.description:Nachlass]   [line.net_amount:-5,00]",
        "Positionssumme       100,00",
    ]
    assert [line["net_amount"].value for line in read(rows).lines] == ["80.00", "20.00"]
    kept = read([*rows[:3], "Positionssumme   95,00"]).lines
    assert len(kept) == 3


def test_receipts_are_left_to_their_own_rules() -> None:
    page, _ = draw(["Invoice No. 4711", *SUMS])
    assert find_claims([page], [], "receipt", Conventions()) == []


CELLS = st.sampled_from(
    ["Rechnungsnummer", "Nr.", "vom", "05.06.2023", "Verkäufer:", "Name:", "USt-IdNr.", "IBAN",
     "DE345678901", "Zahlbetrag", "1.234,50", "19 %", "%", ":", "Umsatzsteuer", "-", "0,00",
     "Leistungszeitraum", "bis", "     "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.sampled_from(["invoice", "order"]))
def test_any_page_gives_claims_about_its_own_words(cells: list[list[str]], kind: str) -> None:
    page, page_tags = draw([" ".join(row) for row in cells])
    for claim in find_claims([page], [page_tags], kind, Conventions()):
        assert claim.words
        assert all(0 <= word < len(page.words) for word in claim.words)


def test_a_number_printed_in_groups_stays_whole() -> None:
    found = values(["Invoice No. [invoice_number:2026] [invoice_number+:480397]   Date 05.06.2023"])
    assert found["invoice_number"] == "2026 480397"


def test_a_caption_does_not_overrule_a_model_that_is_sure() -> None:
    rows = ["Our order [buyer_reference:Werk Nord]  Ref:  {}", "Your ref: Partner"]
    sure = values([rows[0], rows[1].replace("Partner", "[O?0.99:Partner]")])
    assert sure["buyer_reference"] == "Werk Nord"
    doubtful = values([rows[0].replace("_reference:", "_reference?0.6:"), rows[1]])
    assert doubtful["buyer_reference"] == "Partner"


def test_a_reference_beside_others_is_read() -> None:
    row = "Your ref: Meyer          Carrier: Huber        Terms: net"
    assert values([row, "Dear Sir"])["buyer_reference"] == "Meyer"


def test_the_heads_of_a_strip_are_no_references() -> None:
    found = values(["Your ref        Carrier        Sales person", "K-17     Huber     Jones"])
    assert found.get("buyer_reference") != "Carrier"


def test_an_orders_letterhead_is_the_buyers_however_sure_the_model_is() -> None:
    rows = [
        "[seller_name:Stadtwerke Nord AG]",
        "[seller_address:Hafenweg 3]",
        "[seller_address+:20457 Hamburg]",
        "", "", "",
        "[buyer_name:Rohrhandel Kern GmbH]",
        "[buyer_address:Dorfstr. 5]",
        "[buyer_address+:25813 Husum]",
    ]  # fmt: skip
    found = values(rows, "order")
    assert found["buyer_name"] == "Stadtwerke Nord AG"
    assert found["seller_address"].startswith("Dorfstr. 5")


def test_the_key_of_a_rate_is_no_vat_id() -> None:
    assert "seller_vat_id" not in values(["VAT code 1      20.00% on 24.66"])
    assert values(["USt-Id DE811115555"])["seller_vat_id"] == "DE811115555"


def test_a_headed_name_is_as_long_as_the_model_sees_it() -> None:
    rows = ["Rechnungsempfänger", "[buyer_name:BAUUNTERNEHMUNG]", "[buyer_name:EILERS GMBH]"]
    address = ["[buyer_address:Heerstr. 203]", "[buyer_address+:26129 Oldenburg]"]
    assert values([*rows, *address])["buyer_name"] == "BAUUNTERNEHMUNG EILERS GMBH"
    touching = ["Rechnungsempfänger", "[buyer_name:De Hoek BV] Depot Zele"]
    assert values([*touching, *address])["buyer_name"] == "De Hoek BV"


def test_a_caption_below_a_heading_is_no_party() -> None:
    rows = ["Client              411DUPUY", "Facture d’origine   FA118407", "Dupuy Charpente"]
    assert values([*rows, "5 chemin de Lagarrigue", "31380 Montastruc"])["buyer_name"] == (
        "Dupuy Charpente"
    )


def test_an_excise_is_an_item() -> None:
    rows = [
        "[line.description:Energiesteuer Erdgas]   [line.quantity:148]  0,50  "
        "[line.net_amount:0,74]"
    ]
    assert [line["net_amount"].value for line in read(rows).lines] == ["0.74"]


def test_a_total_beside_an_item_leaves_the_item() -> None:
    rows = [
        "[line.description:Lamp]                              [line.net_amount:24,00]",
        "[line.code:L-1]  [line.quantity:2] x [line.unit_price:12,00]          Netto     24,00",
        "                                    USt 19 %      4,56",
        "                                    Brutto       28,56",
    ]
    (line,) = read(rows).lines
    assert line["code"].value == "L-1"


def test_a_letter_is_dated_by_its_strip_and_not_by_what_it_answers() -> None:
    rows = [
        "Ihr Schreiben vom          Unser Zeichen       Datum",
        "[issue_date:12.08.2025]                 412/25 V            20.08.2025",
    ]
    assert values(rows, "letter")["issue_date"] == "2025-08-20"


def test_a_letter_is_not_dated_by_the_paper_that_it_is_about() -> None:
    rows = ["Hamburg, [issue_date:20.06.2025]", "Police 4711", "Ausgestellt am: 05.06.2015"]
    assert values(rows, "letter")["issue_date"] == "2025-06-20"


@pytest.mark.parametrize(("doc_type", "name"), [("invoice", "prepaid"), ("letter", None)])
def test_what_was_paid_is_the_total_of_a_remittance_advice(doc_type: str, name: str | None) -> None:
    rows = ["Invoice 4711          54.06", "Amount paid          66.01"]
    assert values(rows, doc_type).get("prepaid") == (name and "66.01")
    found = values([rows[0], "Amount paid     [total_gross:66.01]"], "remittance_advice")
    assert (found.get("total_gross"), found.get("prepaid")) == ("66.01", None)


def test_a_tax_row_that_proves_itself_leaves_the_other_totals_named() -> None:
    fields = values(
        [
            "Net total                    735.43",
            "VAT 20% on 676.83            135.37",
            "Invoice total                870.80",
            "Deposit                     -100.00",
            "Balance due                  770.80",
        ]
    )
    assert {name: fields.get(name) for name in ("total_net", "prepaid", "amount_due")} == {
        "total_net": "735.43", "prepaid": "100.00", "amount_due": "770.80",
    }  # fmt: skip


@pytest.mark.parametrize("line", ["Dear Catrin", "Notary ________ Official ________"])
def test_a_greeting_or_a_line_to_be_filled_in_names_no_buyer(line: str) -> None:
    assert "buyer_name" not in values(["To:", line, "12 High Street", "Leeds LS1 4AB"])


@pytest.mark.parametrize(
    ("doc_type", "row"),
    [
        ("letter", "Claim 26-HL-09917 · Policy FP-4402817 · Date of loss August 14, 2026"),
        ("letter", "Preisanpassung – Rahmenvereinbarung FP-4402817"),
        ("form", "N° de police        FP-4402817"),
    ],
)
def test_a_letter_and_a_form_name_the_contract_they_are_about(doc_type: str, row: str) -> None:
    page, tags = draw([row])
    claims = find_claims([page], [tags], doc_type, Conventions())
    words = [page.words[at].text for c in claims if c.label == "contract_number" for at in c.words]
    assert words == ["FP-4402817"]


@pytest.mark.parametrize("doc_type", ["form", "contract", "order"])
def test_any_paper_on_time_on_air_names_its_flight(doc_type: str) -> None:
    rows = ["Date of first broadcast: 18/04/2026 Date of last broadcast: 16/05/2026", "Our station"]
    found = values(rows, doc_type)
    assert (found["period_start"], found["period_end"]) == ("2026-04-18", "2026-05-16")
    lease = ["Period from: 01/01/2026     Period to: 31/12/2028"]
    assert doc_type == "order" or "period_start" not in values(lease, doc_type)


def test_a_flight_below_a_name_is_no_address() -> None:
    rows = [
        "Invoice No. 4711",
        "To                           On behalf of",
        "Dairy Adworks                Committee for Roads",
        "2 Main St                    Flight 20/10/2026 - 04/11/2026",
        "Madison, WI 53703",
    ]
    assert values(rows)["period_start"] == "2026-10-20"


def test_a_form_is_of_the_day_on_which_it_was_signed() -> None:
    rows = ["Né le   21/11/2018", "Fait à   Crest   le   02/07/2026"]
    assert values(rows, "form")["issue_date"] == "2026-07-02"
