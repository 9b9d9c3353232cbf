"""Tags become fields, lines and taxes."""

import pytest

from schemas.document import MailMessage, Page, XmlInvoice, XmlTax
from schemas.prediction import Prediction, WordTag
from schemas.record import Field
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw

INVOICE = [
    "[seller_name:Muster GmbH]                                   RECHNUNG",
    "[seller_address:Hauptstr. 1]                      Rechnungsnr.: [invoice_number:4711]",
    "[seller_address+:50667 Köln]                       Datum:        [issue_date:12.03.2026]",
    "",
    "Pos  Beschreibung                      Menge      Einzelpreis       Betrag",
    "1    [line.description:Bürostuhl Ergo]    [line.quantity:2] [line.unit:Stk]"
    "   [line.unit_price:500,00]   [line.net_amount:1.000,00]",
    "     [line.description+:mit Armlehnen]",
    "2    [line.description:Lieferung]        [line.quantity:1]"
    "            [line.unit_price:34,50]     [line.net_amount:34,50]",
    "",
    "                                         Netto            [total_net:1.034,50]",
    "                                         MwSt [tax.rate:19] %    [total_tax:196,56]",
    "                                         Gesamt EUR       [total_gross:1.231,06]",
    "IBAN DE89 3704 0044 0532 0130 00    USt-IdNr. DE136695976",
]


def value(found: object) -> str | None:
    return found.value if isinstance(found, Field) else None


def test_fields_are_normalised_with_place_and_origin() -> None:
    page, tags = draw(INVOICE)
    got = understand(document(page), FakeModel((tags,)))
    assert got.language == "de"
    assert value(got.fields["total_gross"]) == "1231.06"
    assert value(got.fields["issue_date"]) == "2026-03-12"
    assert value(got.fields["seller_address"]) == "Hauptstr. 1 50667 Köln"
    number = got.fields["invoice_number"]
    assert isinstance(number, Field)
    assert (number.raw, number.page, number.origin) == ("4711", 1, "model")
    assert number.box is not None and number.box[0] > 0.4


def test_a_slip_s_repeated_buyer_is_not_the_seller() -> None:
    rows = [
        "[seller_name?0.9:Wyredale District Council]",
        "[buyer_name:Lune Valley Garden Centre Ltd]",
        "Hornby Road, Caton, Lancaster LA2 9QR",
        "REMITTANCE ADVICE",
        "[seller_name?0.95:Lune Valley Garden Centre Ltd]      8100447219",
    ]
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,))).fields
    assert value(fields["seller_name"]) == "Wyredale District Council"
    assert value(fields["buyer_name"]) == "Lune Valley Garden Centre Ltd"


def test_identifiers_with_check_digits_are_found_by_rule() -> None:
    page, tags = draw(INVOICE)
    fields = understand(document(page), FakeModel((tags,))).fields
    for name, expected in (
        ("iban", "DE89370400440532013000"),
        ("seller_vat_id", "DE136695976"),
        ("currency", "EUR"),
    ):
        found = fields[name]
        assert isinstance(found, Field)
        assert (found.value, found.origin, found.page) == (expected, "rule", 1)


def test_wrapped_descriptions_stay_with_their_line() -> None:
    page, tags = draw(INVOICE)
    lines = understand(document(page), FakeModel((tags,))).lines
    assert [line["description"].value for line in lines] == [
        "Bürostuhl Ergo mit Armlehnen",
        "Lieferung",
    ]
    assert [line["net_amount"].value for line in lines] == ["1000.00", "34.50"]
    assert lines[0]["unit"].value == "C62"


def test_another_documents_number_is_its_document_number() -> None:
    page, tags = draw(["Delivery note [invoice_number:LS-99]"])
    fields = understand(document(page), FakeModel((tags,), "delivery_note")).fields
    assert value(fields["document_number"]) == "LS-99"
    assert "invoice_number" not in fields


def test_the_total_that_adds_up_wins_among_near_equal_ones() -> None:
    page, tags = draw(
        [
            "Net       [total_net:100.00]",
            "Tax       [total_tax:19.00]",
            "Total     [total_gross?0.55:119.00]",
            "Cash      [total_gross?0.60:150.00]",
        ]
    )
    fields = understand(document(page), FakeModel((tags,), "receipt")).fields
    assert value(fields["total_gross"]) == "119.00"


def test_what_a_slip_says_was_paid_on_a_day_is_not_due_on_it() -> None:
    page, tags = draw(
        [
            "[amount_due:119.00] paid on [due_date:12.03.2026]",
            "Total     [total_gross:119.00]",
        ]
    )
    fields = understand(document(page), FakeModel((tags,), "receipt")).fields
    assert not fields.keys() & {"amount_due", "due_date"}
    assert value(fields["total_gross"]) == "119.00"


def test_a_second_best_label_fills_a_field_that_nobody_fills() -> None:
    page, _ = draw(["Pay 42.00"])
    tags = (WordTag("O", False, 0.9), WordTag("O", False, 0.55, (("total_gross", 0.4),)))
    fields = understand(document(page), FakeModel((tags,), "receipt")).fields
    assert value(fields["total_gross"]) == "42.00"
    assert fields["total_gross"].confidence < 0.5  # type: ignore[union-attr]


def test_a_legal_form_that_ocr_misread_is_mended() -> None:
    page, tags = draw(["[seller_name:Campanella & Figli S.r.I.]", "[buyer_name:Rossi S. r. l.]"])
    got = understand(document(page), FakeModel((tags,))).fields
    assert value(got["seller_name"]) == "Campanella & Figli S.r.l."
    assert value(got["buyer_name"]) == "Rossi S. r. l."
    page, tags = draw(["[seller_name:Meubles Gagnon Itée]"])
    got = understand(document(page), FakeModel((tags,))).fields
    assert value(got["seller_name"]) == "Meubles Gagnon ltée"


def test_every_party_of_a_contract_is_kept() -> None:
    page, tags = draw(["between [party:Alpha Inc.] and [party:Beta LLC] of 2020"])
    parties = understand(document(page), FakeModel((tags,), "contract")).fields["party"]
    assert isinstance(parties, list)
    assert [party.value for party in parties] == ["Alpha Inc.", "Beta LLC"]


def test_a_contract_that_the_model_takes_for_a_mail_is_told_by_its_terms() -> None:
    rows = [
        "MUTUAL NON-DISCLOSURE AGREEMENT",
        "This Agreement is made as of April 1, 2021 between Brightwater Foods, Inc.",
        '("Brightwater") and Harrow & Finch Limited ("Harrow").',
        "This Agreement shall be governed by the laws of the State of New York.",
        "It shall remain in force for a period of two (2) years.",
    ]
    page, tags = draw(rows)
    got = understand(document(page), FakeModel((tags,), "mail"))
    assert got.doc_type.value == "contract"
    assert value(got.fields["governing_law"]) == "New York"


def test_a_text_that_reads_like_a_mail_is_a_letter() -> None:
    page, tags = draw(["Dear Ms Hall,", "thank you for your call. The keys are at the desk."])
    got = understand(document(page), FakeModel((tags,), "mail"))
    assert got.doc_type.value == "letter"


def test_a_bill_as_text_is_no_letter_though_it_reads_like_a_mail() -> None:
    page, tags = draw(["RECHNUNG 4711", "Stuhl 100,00"])

    class Unsure(FakeModel):
        def predict(self, pages: tuple[Page, ...]) -> Prediction:
            types = {"mail": 0.51, "invoice": 0.49}
            return super().predict(pages).model_copy(update={"doc_types": types})

    assert understand(document(page), Unsure((tags,))).doc_type.value == "invoice"


def test_credit_notes_are_negative() -> None:
    page, tags = draw(
        ["Credit note", "Item [line.net_amount:100.00]", "Total [total_gross:119.00]"]
    )
    got = understand(document(page), FakeModel((tags,), "credit_note"))
    assert value(got.fields["total_gross"]) == "-119.00"
    assert got.lines[0]["net_amount"].value == "-100.00"


def test_xml_is_exact_and_the_model_is_not_asked() -> None:
    page, tags = draw(INVOICE)
    xml = XmlInvoice(
        syntax="cii",
        profile="EN 16931",
        doc_type="invoice",
        fields={"invoice_number": "4711", "total_gross": "1231.06"},
        lines=({"description": "Stuhl", "net_amount": "1000.00"},),
        taxes=(XmlTax(rate="19", amount="196.56"),),
    )
    model = FakeModel((tags,))
    got = understand(document(page, xml_invoice=xml), model)
    assert model.calls_n == 0
    gross = got.fields["total_gross"]
    assert isinstance(gross, Field)
    assert (gross.value, gross.origin, gross.confidence) == ("1231.06", "xml", 1.0)
    assert got.lines[0]["net_amount"].value == "1000.00"
    assert got.taxes[0].amount is not None and got.taxes[0].amount.origin == "xml"


def test_xml_values_are_found_where_they_are_printed() -> None:
    page, _ = draw(INVOICE)
    values = {
        "total_gross": "1231.06",
        "issue_date": "2026-03-12",
        "iban": "DE89370400440532013000",
        "seller_name": "Muster GmbH",
        "po_number": "not printed",
    }
    xml = XmlInvoice(syntax="cii", profile="EN 16931", doc_type="invoice", fields=values)
    got = understand(document(page, xml_invoice=xml), FakeModel())
    printed = {name: found.raw for name, found in got.fields.items() if isinstance(found, Field)}
    assert printed == {
        "total_gross": "1.231,06",
        "issue_date": "12.03.2026",
        "iban": "DE89 3704 0044 0532 0130 00",
        "seller_name": "Muster GmbH",
        "po_number": "not printed",
    }
    assert got.fields["po_number"].page is None  # type: ignore[union-attr]
    assert got.fields["total_gross"].page == 1  # type: ignore[union-attr]


def test_only_a_till_rounds_its_total_to_coins() -> None:
    page, tags = draw(["Total     [total_gross:12.52]", "To pay    [total_gross?0.90:12.50]"])
    read = {
        doc_type: value(
            understand(document(page), FakeModel((tags,), doc_type)).fields["total_gross"]
        )
        for doc_type in ("receipt", "invoice")
    }
    assert read == {"receipt": "12.50", "invoice": "12.52"}


def test_an_address_repeated_in_pieces_is_still_whole() -> None:
    page, tags = draw(
        [
            "[seller_address:Deichweg 3]",
            "[seller_address:25813 Husum]",
            "Text",
            "[seller_address:Deichweg 3] * [seller_address:25813 Husum]",
            "Text",
            "[seller_address:Deichweg 3] * [seller_address:25813 Husum]",
        ]
    )
    read = understand(document(page), FakeModel((tags,)))
    assert value(read.fields["seller_address"]) == "Deichweg 3 25813 Husum"


def test_a_printed_mail_is_one_without_a_mail_s_axes() -> None:
    page, tags = draw(
        ["From: Jan Ott <jan@ott.example>", "Sent: 4 May 2026", "To: Jutta Berg", "Dear Jutta,"]
    )
    got = understand(document(page), FakeModel((tags,), "letter"))
    assert (got.doc_type.value, got.mail) == ("mail", None)


def test_only_contracts_have_a_contract_s_fields() -> None:
    page, tags = draw(["Sehr geehrte Frau Berg,", "der [party:Nordlicht GmbH] Gruß"])
    assert "party" not in understand(document(page), FakeModel((tags,), "letter")).fields
    assert "party" in understand(document(page), FakeModel((tags,), "contract")).fields


def test_a_receipt_laid_out_as_an_invoice_is_read_as_one() -> None:
    rows = [row.replace("RECHNUNG", "Quittung").replace("Rechnungsnr", "Nr") for row in INVOICE]
    page, tags = draw([*rows, "Bezahlt am [due_date:12.03.2026] mit Visa"])
    got = understand(document(page), FakeModel((tags,)))
    assert got.doc_type.value == "receipt"
    assert "due_date" not in got.fields
    assert [line["net_amount"].value for line in got.lines] == ["1000.00", "34.50"]
    assert got.lines[0]["description"].value == "Bürostuhl Ergo mit Armlehnen"


def test_on_a_receipt_as_wide_as_a_letter_names_go_on_below() -> None:
    rows = [
        "Serrurerie du Canal",
        "[line.description:Ouverture porte]     [line.quantity:1]   [line.net_amount:110,00]",
        "[O?0.6:claquée, ch. 412]",
        "[line.description:Cylindre]            [line.quantity:1]   [line.net_amount:89,00]",
        "Total TTC                              [total_gross:199,00]",
    ]
    page, tags = draw(rows)
    wide = page.model_copy(update={"width": 6 * page.width, "height": 6 * page.height})
    for one, name in ((wide, "Ouverture porte claquée, ch. 412"), (page, "Ouverture porte")):
        got = understand(document(one), FakeModel((tags,), "receipt"))
        assert got.lines[0]["description"].value == name


def test_a_name_is_not_its_first_word_alone() -> None:
    rows = ["[seller_name?0.85:Sparkasse Husum]", "[seller_name?0.99:Sparkasse] Husum, Markt 5"]
    page, tags = draw(rows)
    got = understand(document(page), FakeModel((tags,)))
    assert value(got.fields["seller_name"]) == "Sparkasse Husum"


def test_one_doubtful_end_of_a_period_is_not_read_from_its_tags() -> None:
    page, tags = draw([*INVOICE, "Auftrag erledigt [period_end?0.6:06.03.2026]"])
    assert "period_end" not in understand(document(page), FakeModel((tags,))).fields
    sure, sure_tags = draw([*INVOICE, "Auftrag erledigt [period_end?0.9:06.03.2026]"])
    assert "period_end" in understand(document(sure), FakeModel((sure_tags,))).fields


def test_the_day_of_delivery_is_what_its_caption_says_on_a_delivery_note() -> None:
    page, tags = draw(["Lieferdatum: [issue_date:16.07.2025]"])
    fields = understand(document(page), FakeModel((tags,), "delivery_note")).fields
    assert {fields[n].value for n in ("delivery_date", "issue_date")} == {"2025-07-16"}  # type: ignore[union-attr]


def test_a_form_is_not_of_the_day_of_a_birth() -> None:
    rows = [
        "Date de naissance : [issue_date?0.6:03/08/1971]",
        "Fait le [issue_date?0.4:14/04/2025]",
    ]
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,), "form")).fields
    assert fields["issue_date"].value == "2025-04-14"  # type: ignore[union-attr]


def test_a_receipt_as_wide_as_a_letter_has_its_columns_by_their_captions() -> None:
    def item(count: str, name: str, price: str, amount: str) -> str:
        return (
            f"{count:<7}[line.description:{name}]{'':<{20 - len(name)}}[line.quantity?0.5:{price}]"
            f"{'':<9}[line.tax_rate:5.5]{'':<12}[line.net_amount:{amount}]"
        )

    rows = [
        "Qté    Désignation       P.U. TTC      TVA      Montant TTC",
        item("2", "Billet", "16.00", "32.00"),
        item("1", "Livre", "39.00", "39.00"),
    ]
    slip, tags = draw(rows)
    letter = slip.model_copy(update={"width": 595.0, "height": 842.0})
    for page, quantity in ((slip, "16.00"), (letter, "2")):
        got = understand(document(page), FakeModel((tags,), "receipt"))
        assert got.lines[0]["quantity"].raw == quantity


@pytest.mark.parametrize(
    ("longer", "name"),
    [("Regio Foods Rhine AG", "Regio Foods Rhine AG"), ("For Foods Rhine AG", "Foods Rhine AG")],
)
def test_a_name_that_ends_a_whole_one_is_not_the_whole(longer: str, name: str) -> None:
    rows = [
        "REGIO",
        "[buyer_name:Foods Rhine AG]",
        f"[buyer_name?0.8:{longer}]",
        "Total     [total_gross:12.00]",
    ]
    page, tags = draw(rows)
    found = understand(document(page), FakeModel((tags,))).fields["buyer_name"]
    assert isinstance(found, Field)
    assert found.value == name


TURNED = [
    "[seller_name:Prairie Compressor Works]                        INVOICE",
    "                                    Invoice no.  [invoice_number:447]",
    "[buyer_name:Wheatland Co-op]          Invoice date [issue_date:03/05/2026]",
    "[buyer_address:Albany, NY 12207]      Payment method by bank transfer, thank you",
    "                                    Total        [total_gross:$824.78]",
]


def test_the_buyer_s_country_says_nothing_of_the_order_of_a_date() -> None:
    page, tags = draw(TURNED)
    assert value(understand(document(page), FakeModel((tags,))).fields["issue_date"]) == (
        "2026-05-03"
    )
    page, tags = draw([*TURNED, "                              Due date  [due_date:04/04/2026]"])
    fields = understand(document(page), FakeModel((tags,))).fields
    assert value(fields["issue_date"]) == "2026-03-05"  # else it were due before it was issued


def test_a_count_that_was_taken_for_part_of_the_code_is_one() -> None:
    rows = ["STCK ART  BEZEICHNUNG                             E-PREIS           EUR"]
    for count, code, amount in (("34", "205", "24,14"), ("45", "207", "31,95")):
        rows.append(
            f"  [line.code:{count}] [line.code+:{code}]  [line.description:Duschtuch]   "
            f"                            [line.unit_price:0,71]         [line.net_amount:{amount}]"
        )
    rows.append(
        "  [line.quantity:12] [line.code:112]  [line.description:Serviette]   "
        "                            [line.unit_price:0,58]          [line.net_amount:6,96]"
    )
    page, tags = draw(rows)
    lines = understand(document(page), FakeModel((tags,))).lines
    assert [line["quantity"].value for line in lines] == ["34", "45", "12"]
    assert [line["code"].value for line in lines] == ["205", "207", "112"]


@pytest.mark.parametrize(("text", "language"), [("", "und"), ("Ok.", "und"), ("Anbei.", "de")])
def test_a_mail_s_headers_tell_no_language(text: str, language: str) -> None:
    page, _ = draw(["From: Ann Lee <ann@b.example>", "To: c@d.example", "Date: 2026-03-12", text])
    message = MailMessage(subject="Rechnung" if text == "Anbei." else "", body=text, new_text=text)
    assert understand(document(page, mail=message), FakeModel()).language == language
