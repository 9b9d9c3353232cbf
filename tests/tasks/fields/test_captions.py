"""References that captions name: orders, contracts, the buyer's own sign."""

import pytest

from readers.layout import arrange_page
from schemas.document import Page
from schemas.prediction import OUTSIDE
from tasks.fields import caption_fields
from tasks.fields.captions import find_captioned
from tasks.fields.own_captions import name_orders
from tests.tasks.tagged_pages import draw


def _page(*rows: str) -> Page:
    """Rows of cells divided by " | "."""
    return draw([row.replace(" | ", 20 * " ") for row in rows])[0]


def _found(doc_type: str, *rows: str) -> dict[str, str]:
    page = _page(*rows)
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_captioned([page], doc_type, "dmy")
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Bestellnummer: 669305",), {"po_number": "669305"}),
        (("Client code: HAHN · PO UKPO-20660",), {"po_number": "UKPO-20660"}),
        (
            ("Numéro | V/Réf. | N° TVA client", "F 4711 | A. Roux | LU11304927"),
            {"buyer_reference": "A. Roux", "buyer_vat_id": "LU11304927"},
        ),
        (("Customer VAT No. | NL 8135.11.906.B01",), {"buyer_vat_id": "NL 8135.11.906.B01"}),
        (("TVA client : FR31408220917 17/04/2025",), {"buyer_vat_id": "FR31408220917"}),
        (("N° TVA client | exonéré",), {}),
        (("Partita IVA cliente | Pagina", "01622700555 | 1/2"), {"buyer_vat_id": "01622700555"}),
        (("NIF del cliente | B29406154",), {"buyer_vat_id": "B29406154"}),
        (("Riferimento | Riferimento",), {}),
        (("Fecha de cargo en cuenta | 20/03/2025",), {"due_date": "20/03/2025"}),
        (("Data addebito | 20/03/2025",), {"due_date": "20/03/2025"}),
        (("Opdrachtbrief: OB-2019-077",), {"contract_number": "OB-2019-077"}),
        (("Lettre de mission n° LM-2025-07",), {"contract_number": "LM-2025-07"}),
        (("Work carried out on: 30/10/2024",), {"delivery_date": "30/10/2024"}),
        (("Codice avviso | 302000004007712318",), {"payment_reference": "302000004007712318"}),
        (("Rif. bolletta n. 455 del 12/03/2025",), {}),
        (("Madrid, a 3 de mayo de 2024",), {"issue_date": "3 de mayo de 2024"}),
        (
            ("Reference | “Low Tide”", "Please pay by | 22nd June 2026"),
            {"due_date": "22nd June 2026"},
        ),
        (
            (
                "Bestelldatum | Rechnungs- und Lieferdatum | Zahlungsart",
                "12.06.2026 | 14.06.2026 | Karte",
            ),
            {"issue_date": "14.06.2026", OUTSIDE: "12.06.2026"},
        ),
        (
            ("Facture VX-0093 · 30.11.2026 · Commande CF4700219 · Compte HR01",),
            {"po_number": "CF4700219"},
        ),
        (("Commande K4700219 · Compte HR01",), {}),
        (
            ("Registered in Wales. Your purchase reference: HAHN-IT.",),
            {"buyer_reference": "HAHN-IT."},
        ),
        (("Your purchase reference: 44018",), {}),
        (
            ("Ihr Zeichen: Tour", "Datum: 14.06.2026"),
            {"buyer_reference": "Tour", "issue_date": "14.06.2026"},
        ),
        (("Order | CF4700219",), {"po_number": "CF4700219"}),
        (("Rechnungs-/Leistungsdatum | 14.06.2026",), {"issue_date": "14.06.2026"}),
        (("Arbeitnehmerüberlassungsvertrag AÜV-2025-119",), {"contract_number": "AÜV-2025-119"}),
        (("Customer PO 4500071",), {"po_number": "4500071"}),
        (
            ("CUSTOMER NO | CUSTOMER PO | TERMS", "10442 | LK-20 REV 3 | Net 30"),
            {"po_number": "LK-20 REV 3"},
        ),
        (("Ihre Bestellung | 4500387", "33109" + 10 * " " + " | 4711"), {"po_number": "4500387"}),
        (("BESTELBON", "BB-2280"), {"po_number": "BB-2280"}),
        (("Bestelbon bij levering 4471",), {}),
        (("Vertrag", "VP 312 904"), {"contract_number": "VP 312 904"}),
        (("Contrat n° MRP 2 318 440 07 – Compagnie",), {"contract_number": "MRP 2 318 440 07"}),
        (("Contrat n° MRP 2 – Compagnie",), {"contract_number": "MRP 2"}),
        (("Vertrag", "2026"), {}),
        (("Order number", "KVK 123 456 78"), {}),
        (("Contract no.", "SEK 12 500 000"), {}),
        (("Referentie | webshop / J. Haddon",), {"buyer_reference": "webshop / J. Haddon"}),
        (("Referentie | Bedrag", "huur november | 900,00"), {}),
        (("Referencia | Descripción | Cantidad | Importe", "Tornillo 12 | M8 | 4 | 9,60"), {}),
        (
            ("Factuur | Referentie | Bedrag", "F-4711 | huur november | 900,00"),
            {"invoice_number": "F-4711"},
        ),
        (("BL n° 77118 livré le 03/11/2026",), {"delivery_date": "03/11/2026"}),
        (("BL n° 77118 et 77119 livrés le matin",), {}),
        (
            ("Lieferungen laut Lieferscheinen. Zahlbar bis 30.", "Dezember 2026."),
            {"due_date": "30. Dezember 2026."},
        ),
        (("Lieferungen laut Lieferscheinen. Offen war bis 30.", "Dezember 2026."), {}),
        (("Bestellnummer: RG 4471 083/26",), {"po_number": "RG 4471 083/26"}),
        (("Bestellnummer: B-4500 7781 vom Mai",), {"po_number": "B-4500 7781"}),
        (
            ("Liefertermin | Ihr Zeichen", "27.08.2026 vorm. | Bau"),
            {"delivery_date": "27.08.2026", "buyer_reference": "Bau"},
        ),
        (("Kunde | Liefertag", "7714 | Di, 03.11.2026"), {"delivery_date": "03.11.2026"}),
        (
            ("V/réf. | N° client", "BC 2025-77 du 22-04 | 411"),
            {"buyer_reference": "BC 2025-77"},
        ),
        (("Montant à régler avant le 29/10/2026",), {"due_date": "29/10/2026"}),
        (("Balance due by 28 February 2026 | 3,178.80",), {"due_date": "28 February 2026"}),
        (("Période du 4e trimestre – Exigible le 01.10.2026",), {"due_date": "01.10.2026"}),
        (("Période du 4e trimestre – Bail B-2021-12",), {"contract_number": "B-2021-12"}),
        (("Bail commercial 2026",), {}),
        (("Auftrag 26-1410 / abgeholt am 23.06.2026",), {"delivery_date": "23.06.2026"}),
        (("Die Ware wird abgeholt am 23.06.2026",), {}),
        (("Rechnungsdatum / Lieferdatum 28.11.2025",), {}),
        (("Payment 90 days | MV Severn Star, 28 May 2026",), {}),
        (
            ("YOUR REF | UNIT 9 REFIT", "PRINTED | 15/07/26"),
            {"buyer_reference": "UNIT 9 REFIT", "issue_date": "15/07/26"},
        ),
        (
            ("Pryce Llewellyn LLP · OC 331887 · Axis Court",),
            {"seller_registration_id": "OC 331887"},
        ),
        (("Rif. · OC 331887 · Milano",), {"po_number": "331887"}),
        (("Votre commande | 2018-LD-64195",), {"po_number": "2018-LD-64195"}),
        (("BC : CM/2025/1180",), {"po_number": "CM/2025/1180"}),
        (("P.O. No. | Date", "EM-33729 | today"), {"po_number": "EM-33729"}),
        (("P.O. | Terms", "CHADDS-2 | net"), {"po_number": "CHADDS-2"}),
        (("Acme Ltd", "P.O. Box 4711"), {}),
        (("Acme Ltd", "P.O. 4711, Nairobi"), {}),
        (("Order no. | 77", "P.O. B 4711"), {"po_number": "77"}),
        (("CUSTOMER REFERENCE / PO | FILE", "55120 | S-71"), {"po_number": "55120"}),
        (("Commande | WEB-551",), {}),
        (("Numéro | Commande | Règlement", "F-18 | WEB-551 | CB"), {"po_number": "WEB-551"}),
        (("Contract no.: ZF-35637",), {"contract_number": "ZF-35637"}),
        (("Order No ......... : QX/118",), {"po_number": "QX/118"}),
        (("V/Cde | Date", "CM-55 | hier"), {"po_number": "CM-55"}),
        (("N° commande client | Compte", "BE902138 | C-17"), {"po_number": "BE902138"}),
        (("N° doc. externe | CDE-58",), {"po_number": "CDE-58"}),
        (("External Document No. | PO/58",), {"po_number": "PO/58"}),
        (("V/Réf. commande : QX-LILLE-07",), {"po_number": "QX-LILLE-07"}),
        (("V/Référence commande | Port", "QX-07 | payé"), {"po_number": "QX-07"}),
        (
            ("Réf. client / date | QX-07 / 14.03.2026",),
            {"po_number": "QX-07", OUTSIDE: "14.03.2026"},
        ),
        (("Réf. client : QX-07",), {}),
        (("N° d’engagement : E-2031-77",), {"po_number": "E-2031-77"}),
        (("Engagement : 24 mois",), {}),
        (("Engagement     EJ 1002288417",), {"po_number": "EJ 1002288417"}),
        (("Reparatur vom 27.2.2026",), {"delivery_date": "27.2.2026"}),
        (("Reparatur vom 27.2.2026     120.00",), {}),
        (("geliefert     29.10.2026",), {"delivery_date": "29.10.2026"}),
        (("Please quote reference 4711 in all letters",), {}),
        (("Please use reference: HOLT-12",), {"payment_reference": "HOLT-12"}),
        (("IBAN | BIC", "privat | NORDDE21XXX"), {"bic": "NORDDE21XXX"}),
        (("Avisdatum: 03.06.2025",), {"issue_date": "03.06.2025"}),
        (("Ihr Zeichen: Frau Roche",), {"buyer_reference": "Frau Roche"}),
        (("Pay Ref: NEN-42",), {"payment_reference": "NEN-42"}),
        (("Pay Ref: 10442 / 2026-417",), {"payment_reference": "10442 / 2026-417"}),
        (("Pay Ref: 4711-10442 /", "2026-20417"), {}),
        (("Votre référence | Désignation | Quantité", "VA-77 | Patin | 4"), {}),
        (("Assurance décennale : Maaf, contrat 129 884 771",), {}),
        (("Leipziger Versicherung AG | Vertragsnummer: 4711-88",), {"contract_number": "4711-88"}),
        (("N° contrat : 3 118 440 07",), {"contract_number": "3 118 440 07"}),
        (("Marché : 2025-TX-118",), {"contract_number": "2025-TX-118"}),
        (("Lot 02 — Marché n° LTG-L02",), {"contract_number": "LTG-L02"}),
        (("Vertragsnummer CL-118 427",), {"contract_number": "CL-118 427"}),
        (("Code service (Chorus) | KL-17-65",), {"buyer_reference": "KL-17-65"}),
        (
            ("Unser Zeichen: 0233/25 KL Ihr Zeichen: 30-RA-17/26",),
            {"buyer_reference": "30-RA-17/26"},
        ),
        (("SUBCONTRACT", "KL-118"), {"contract_number": "KL-118"}),
        (("Nachunternehmervertrag Nr.", "KL-118-17"), {"contract_number": "KL-118-17"}),
        (("Framework", "KL-26-06"), {"contract_number": "KL-26-06"}),
        (("Framework: RM6187",), {"contract_number": "RM6187"}),
        (("Framework: React18",), {}),
        (("Framework: NET8",), {}),
        (("Framework: ISO27001",), {}),
        (("Bitte geben Sie bei Zahlung Ihr Zeichen: 4711 an",), {}),
        (("Please state your reference: 99 on payment",), {}),
        (("Subcontract works of May 2026",), {}),
        (("AÜ-Vertrag | AÜV 2025/206",), {"contract_number": "AÜV 2025/206"}),
        (("Vertragskonto | 4100 237", "Vertrag | V-ST-77"), {"contract_number": "V-ST-77"}),
        (("Vertrag über 77 Monate",), {}),
        (("Ihre Vergabe-Nr. | VOB 14/2026-FB3",), {"po_number": "VOB 14/2026-FB3"}),
        (("Ihr Zeichen: 11-3/Wie · Kd.-Nr. 417",), {"buyer_reference": "11-3/Wie"}),
        (("Ihr Zeichen: 11-3/Wie, Kd.-Nr. 417",), {"buyer_reference": "11-3/Wie,"}),
        (("Kostenstelle 5450 · Entsorgernummer F63",), {"buyer_reference": "5450"}),
        (("Leitweg-ID 06633-0001-21 (XRechnung)",), {"buyer_reference": "06633-0001-21"}),
        (("Ihr Zeichen: Frau Roche, Einkauf",), {"buyer_reference": "Frau Roche, Einkauf"}),
        (("Vertragskonto | 4100 237 718",), {"contract_number": "4100 237 718"}),
        (
            ("Vertragskonto: 4100237718", "Liefervertrag: RLM-25-0774"),
            {"contract_number": "RLM-25-0774"},
        ),
        (("Intervention du 05.06.2025 - Hall 3",), {"delivery_date": "05.06.2025"}),
        (
            ("Delivered to your Leeds site 05.06.2025, our d/note 4",),
            {"delivery_date": "05.06.2025,"},
        ),
        (("Vertragsnummer 4711 2026",), {"contract_number": "4711"}),
        (("Bestellnummer: 88 12 03 2026",), {"po_number": "88"}),
        (("Ihr Zeichen 4410 Haus 2 \u007c Besteller",), {"buyer_reference": "4410 Haus 2"}),
        (
            ("Ihre Referenz | Roche / Los 3", "Bestellung | B-26-0077"),
            {"buyer_reference": "Roche / Los 3"},
        ),
        (("Rechnung Nr.", "R 26/01877"), {"invoice_number": "R 26/01877"}),
        (("Rechnung Nr.", "R 26"), {}),
        (("Subcontract order no.", "SC-4471"), {"po_number": "SC-4471"}),
        (("Subcontract order | LH/SC/07",), {"po_number": "LH/SC/07"}),
        (("Code service Chorus", "ACH-TECH"), {"buyer_reference": "ACH-TECH"}),
        (("Code service Chorus Pro : ACH-02",), {"buyer_reference": "ACH-02"}),
        (("Votre dossier : BK-MAI-26/ROC",), {"buyer_reference": "BK-MAI-26/ROC"}),
        (("À défaut, votre dossier sera transmis.",), {}),
        (("Réf. client | DIR-ACH/26",), {"buyer_reference": "DIR-ACH/26"}),
        (("Référence client DIR-ACH-26",), {"buyer_reference": "DIR-ACH-26"}),
        (("Réf. client : CLI-ROC-001",), {}),
        (("Réf. client | CL-AB-0193",), {}),
        (("Réf. client | ROC-YAN-001",), {}),
        (("Référence client : SARL Roche et Fils",), {}),
        (("Référence client | ROCHE YANN",), {}),
        (("Référence client K-194",), {}),
        (("Réf. client 7 118 402 B",), {}),
        (("Date d’exécution | 03.05.2025",), {"delivery_date": "03.05.2025"}),
        (("Virement SEPA, date d'exécution : 03/05/2025",), {}),
        (("Virement SEPA | Date d'exécution : 03/05/2025",), {}),
        (("Payable jusqu'au 3 mai 2025",), {"due_date": "3 mai 2025"}),
        (
            (
                "Contact | Yann Roche | Votre référence | Atelier Nord",
                "TVA | CHE-110.006.735 | Payable jusqu'au | 3 mai 2025",
            ),
            {"buyer_reference": "Atelier Nord", "due_date": "3 mai 2025"},
        ),
    ],
)
def test_captions_name_references(rows: tuple[str, ...], expected: dict[str, str]) -> None:
    assert _found("invoice", *rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("Leitweg-ID | Bestellreferenz", "AV-22108 | 9596343198"),
            {"buyer_reference": "AV-22108", "po_number": "9596343198"},
        ),
        (
            ("Ihr Zeichen: | Zahlungsbedingungen:", "KA/232 | 30 Tage netto"),
            {"buyer_reference": "KA/232"},
        ),
        (("Uw kenmerk", "Marthe Couturier"), {"buyer_reference": "Marthe Couturier"}),
        (("Commande client 20233364",), {"po_number": "20233364"}),
        (("Rahmenvertrag", "9278621 vom 10.05.2022"), {"contract_number": "9278621"}),
        (("Verwendungszweck: | 51767",), {"payment_reference": "51767"}),
        (("Ihr Zeichen | Lieferdatum",), {}),
        (("Your Reference | VAT Registration No.",), {}),
        (("Kunde | Auftrag | Retoure", "K 5511 | AB-2207 | RT-31"), {}),
        (("Ihr Zeichen | Korrektur zu", "KST 7436 | W.539"), {"buyer_reference": "KST 7436"}),
    ],
)  # fmt: skip
def test_values_stand_behind_or_below_their_captions(
    rows: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert _found("invoice", *rows) == expected


@pytest.mark.parametrize(
    ("doc_type", "row", "expected"),
    [
        ("credit_note", "Gutschrift-Nr. 88 | Zu Rechnung 4711", ("88", "4711")),
        ("credit_note", "Rechnungsnummer: 4711", (None, None)),
        ("invoice", "Zu Rechnung 4711", (None, None)),
    ],
)
def test_a_credit_note_prints_the_invoice_it_corrects(
    doc_type: str, row: str, expected: tuple[str | None, str | None]
) -> None:
    found = _found(doc_type, row)
    assert (found.get("invoice_number"), found.get("preceding_invoice")) == expected


def test_dates_of_other_things_are_no_field_s() -> None:
    assert _found("quote", "Valid until: 05.06.2025") == {"O": "05.06.2025"}
    assert _found("invoice", "Contract No. 17 dated 05.06.2025") == {
        "contract_number": "17",
        "O": "05.06.2025",
    }
    assert _found("invoice", "Te betalen voor | 05.06.2025") == {"due_date": "05.06.2025"}


def test_an_order_s_date_is_no_invoice_s() -> None:
    assert _found("invoice", "Bestelldatum | 05.06.2025") == {}
    assert _found("order", "Bestelldatum | 05.06.2025") == {"issue_date": "05.06.2025"}
    assert _found("order_confirmation", "Order date: 05.06.2025") == {"issue_date": "05.06.2025"}
    assert _found("order_confirmation", "Date du devis : 05.06.2025") == {}
    assert _found("quote", "Angebotsdatum: 05.06.2025") == {"issue_date": "05.06.2025"}


def test_whose_date_a_confirmation_names_is_what_stands_last_in_its_caption() -> None:
    def name(caption: str) -> str | None:
        return caption_fields._field_of_date("order_confirmation", caption)

    assert name("Confirmation of our order dated") == caption_fields.ORDER_DATE
    assert name("Order confirmation dated") == "issue_date"
    assert name("Auftragsbestätigung zur Bestellung vom") == caption_fields.ORDER_DATE
    assert name("x" * 20_000) == "issue_date"


def test_what_is_called_the_original_invoice_is_not_the_credit_note_itself() -> None:
    found = _found("credit_note", "Ursprungsrechnung | I-38456")
    assert found == {"preceding_invoice": "I-38456"}


@pytest.mark.parametrize(
    "said",
    [
        "Rechnungskorrektur zu Rechnung R-2608-55 vom 01.08.2026",
        "Credit note for invoice no. 2608-55 dated 1 August 2026",
        "Avoir sur facture n° 2608-55 du 01/08/2026",
    ],
)
def test_the_date_of_the_invoice_that_is_corrected_is_none_of_the_credit_note(said: str) -> None:
    found = _found("credit_note", said, "Belegdatum: 11.09.2026")
    assert found["issue_date"] == "11.09.2026"
    assert said.endswith(found[OUTSIDE])
    assert OUTSIDE not in _found("invoice", said, "Belegdatum: 11.09.2026")
    assert OUTSIDE not in _found("credit_note", said)


def test_a_credit_note_s_date_goes_before_the_invoice_s() -> None:
    rows = ("Credit date | 13 July 2026", "Invoice date | 22 June 2026")
    assert _found("credit_note", *rows)["issue_date"] == "13 July 2026"
    assert _found("credit_note", rows[1]) == {"issue_date": "22 June 2026"}


def test_the_siret_is_read_whole() -> None:
    found = _found("invoice", "SIRET : 732 829 320 00074")
    assert found == {"seller_registration_id": "732 829 320 00074"}


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Amtsgericht Husum HRB 4711 | Husum", "HRB 4711"),
        ("Amtsgericht Kiel HRB 4711 KI · USt-IdNr.", "HRB 4711 KI"),
        ("Firmenbuch Wien FN 253873f", "FN 253873f"),
        ("KvK-nummer: 94335829", "94335829"),
        ("Registered in England and Wales No. 05081256", "05081256"),
        ("Company Reg. No: SC123456", "SC123456"),
        ("Registered in Scotland SC284716 · VAT", "SC284716"),
        ("registered in Northern Ireland NI 031774 · VAT", "NI 031774"),
        ("Inkwell Limited     Reg. No. 02771849", "02771849"),
        ("Registered in England and Wales 05544718 · VAT", "05544718"),
        ("RCS Luxembourg B 68.412 – TVA", "B 68.412"),
        ("Verein VR 1234", "VR 1234"),
        ("SA au capital de 3 800 000 € – 522 881 044 RCS Tarbes – TVA", "522 881 044"),
        ("CIN: U74120MH2011PTC214455", "U74120MH2011PTC214455"),
        ("R.C.S. Luxembourg B 174 226 | Tel", "B 174 226"),
        ("Québec G1N 3Y2 | NEQ : 1174402957", "1174402957"),
    ],
)
def test_register_entries_name_themselves(row: str, number: str) -> None:
    assert _found("invoice", row) == {"seller_registration_id": number}
    assert _found("order", row) == {}
    assert _found("invoice", "Inkwell Limited     VAT Reg. No. 02771849") == {}


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["Assurance décennale AXA France IARD, 722 057 460 RCS Nanterre"], None),
        (["SIREN 522 881 044", "Acme SAS 424 761 419 RCS Lille"], "522 881 044"),
        (["SA au capital de 100 000 000 RCS Paris B 552 100 554"], "552 100 554"),
    ],
)
def test_a_number_before_its_register_is_weak(rows: list[str], number: str | None) -> None:
    assert _found("invoice", *rows).get("seller_registration_id") == number


def test_the_beginning_of_a_number_is_no_register_entry() -> None:
    assert _found("invoice", "Beleg VR 25-4711") == {}


def test_a_car_s_first_registration_is_no_delivery() -> None:
    assert _found("invoice", "Erstzulassung | 14.03.2016") == {"O": "14.03.2016"}
    assert _found("invoice", "Mileage | First reg", "40,118 | 14/03/2016") == {"O": "14/03/2016"}


def test_each_document_has_a_number_of_its_own_name() -> None:
    assert _found("quote", "Devis n° D-64") == {"document_number": "D-64"}
    assert _found("order_confirmation", "Auftrags-Nr.: AB-1 | Ihre Bestellung: OB-2") == {
        "document_number": "AB-1",
        "po_number": "OB-2",
    }
    assert _found("statement", "N° | 17") == {"document_number": "17"}


def test_the_number_of_an_order_is_no_reference_to_one() -> None:
    assert _found("order", "Purchase order no. 4711") == {"document_number": "4711"}


def test_two_orders_name_none() -> None:
    assert _found("invoice", "Order no. 4711", "Order no. 4712") == {}


def test_a_structured_communication_needs_no_caption() -> None:
    assert _found("invoice", "Bij betaling | +++567/1168/26950+++") == {
        "payment_reference": "+++567/1168/26950+++"
    }
    assert _found("invoice", "tel. | 567/1168/26950") == {}
    assert _found("invoice", "avec la communication +++567/1168/26950+++.") == {
        "payment_reference": "+++567/1168/26950+++."
    }
    assert _found("statement", "A-17 | +++567/1168/26950+++") == {}


def test_the_reference_of_a_swiss_payment_slip_is_believed_before_one_with_a_caption() -> None:
    slip = "21 00000 00003 13947 14300 09017"
    asked = ("Référence à rappeler | 430.130.381", "Payable par", slip)
    assert _found("invoice", *asked)["payment_reference"] == slip
    mistyped = (*asked[:2], slip.replace("9017", "9018"))
    assert _found("invoice", *mistyped)["payment_reference"] == "430.130.381"
    whole = {"payment_reference": "RF76 4827 2215 52"}
    assert _found("invoice", "RF76 4827 2215 52 | RF76 4827 2215 52 CHF") == whole
    assert _found("invoice", "RF77 4827 2215 52") == {}
    assert _found("invoice", "1 RF20 100 Stk Funkmodul 12,00") == {}


def test_small_print_names_the_register_amid_a_line() -> None:
    row = "Volt SARL au capital de 8 000 €, SIRET 793402181 00010 – APE 4399C"
    assert _found("invoice", row) == {"seller_registration_id": "793402181 00010"}
    row = "Registered in England and Wales. Company Registration No: 09417736, Reg. Office: Bath"
    assert _found("invoice", row)["seller_registration_id"].strip(",") == "09417736"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (
            (
                "Le Grand Large est exploité par la SARL Grand Large – Siret 402",
                "118 773 00029 – APE",
            ),
            "402 118 773 00029",
        ),
        (
            ("Inkwell is a limited liability partnership registered in Wales (No.", "OC331887)."),
            "OC331887",
        ),
        (("Volt Elektro GmbH mit Sitz in Husum, HRB 471", "200 Filialen im Land"), "HRB 471"),
        (("Volt SARL – Siret 402", "118 773 00029 – APE"), None),
        (("Volt SARL, 4 rue du Port à Nantes – Siret 402 | Tel", "118 773 00029 | APE"), None),
    ],
)
def test_an_entry_in_a_register_goes_on_in_the_next_row_of_running_text(
    rows: tuple[str, ...], number: str | None
) -> None:
    found = _found("invoice", *rows).get("seller_registration_id")
    assert (found and found.rstrip(").")) == number


def test_the_day_goods_left_is_no_date_of_issue() -> None:
    rows = ("Fecha de expedición mercancía: | Fecha:", "13/11/2019 | 25/11/2019")
    found = _found("invoice", *rows)
    assert found["delivery_date"] == "13/11/2019"
    assert found.get("issue_date") in (None, "25/11/2019")


def test_an_invoice_s_own_number_goes_before_another_document_s() -> None:
    rows = ("Documento n.: NKM/2020/7665", "Fattura immediata n. 2020/3396")
    assert _found("invoice", *rows) == {"invoice_number": "2020/3396"}


def test_an_address_beside_a_caption_is_no_number() -> None:
    rows = ("Our Invoice No | 701 Norman Ranch", "623978 | York")
    assert _found("invoice", *rows) == {"invoice_number": "623978"}
    assert _found("invoice", "Invoice No | 4711 dated 05.06.2025")["invoice_number"] == "4711"


def test_captions_at_times_stand_below_their_values() -> None:
    form = ("10048827 | 14.03.2026", "Rechnungsnummer | Rechnungsdatum")
    order = ("PO-77120-3 | UK-20977", "Purchase Order Number | Customer Number")
    found = _found("invoice", *form, "", *order)
    assert found["invoice_number"] == "10048827" and found["issue_date"] == "14.03.2026"
    assert found["po_number"] == "PO-77120-3"
    strip = ("Purchase Order Number | Customer Number", "PO-77120-3 | UK-20977")
    assert _found("invoice", "4711 | 4712", "", *strip)["po_number"] == "PO-77120-3"


def test_captions_above_their_values_stay_so_in_rows_that_touch() -> None:
    rows = (
        *("Account number", "A-4410 7718", "Invoice number", "0081226"),
        *("Bill date", "3 May 2026", "Due date", "2 June 2026"),
    )
    words = [w._replace(box=(*w.box[:3], w.box[1] + 0.026)) for w in _page(*rows).words]
    page = _page(*rows).model_copy(update={"words": tuple(words)})
    claims = find_captioned([page], "invoice", "dmy")
    found = {c.label: " ".join(page.words[i].text for i in c.words) for c in claims}
    dates = {"issue_date": "3 May 2026", "due_date": "2 June 2026"}
    assert found == {"invoice_number": "0081226", **dates}


def test_capitals_go_without_accents() -> None:
    assert _found("credit_note", "FACTURE CONCERNEE: F 1184209")["preceding_invoice"] == "F 1184209"


def test_the_original_invoice_of_a_credit_may_be_abbreviated() -> None:
    strip = ("P.O. No. | Orig. Invoice | Rep", "55-A | 128845 | JTM")
    assert _found("credit_note", *strip)["preceding_invoice"] == "128845"


def test_a_credit_applies_to_its_invoice() -> None:
    strip = ("P.O. No. | Applies to Invoice | RMA", "WB-5510 | 11872 | R-0448")
    assert _found("credit_note", *strip)["preceding_invoice"] == "11872"
    applied = "Appliqué à la facture n° | FV26-118"
    assert _found("credit_note", applied)["preceding_invoice"] == "FV26-118"


def test_the_date_of_the_order_is_not_the_documents() -> None:
    rows = ("Date | 5 May 2026", "Your order no. | PO/448", "Dated | 1 May 2026")
    assert _found("order_confirmation", *rows)["issue_date"] == "5 May 2026"
    assert _found("invoice", "Dated | 5 May 2026")["issue_date"] == "5 May 2026"


def test_a_number_may_have_its_year_behind_a_stroke() -> None:
    assert _found("invoice", "Rechnungsnummer: 9503375 / 17")["invoice_number"] == "9503375 / 17"
    iso = _found("invoice", "Rechnungsnummer: 9503375 / 2024-06-05")
    assert iso["invoice_number"] == "9503375"
    dated = _found("invoice", "Rechnungsnummer: 9503375 / 05.06.2024")
    assert dated["invoice_number"] == "9503375"
    assert _found("invoice", "INVOICE #\ufe0e | Rep", "58214 | K")["invoice_number"] == "58214"


def test_a_credit_note_is_dated_by_its_tax_point_and_not_by_the_invoice() -> None:
    rows = ("DATE/TAX POINT | 27/03/2026", "INVOICE DATE | 13/03/2026")
    assert _found("credit_note", *rows) == {"issue_date": "27/03/2026", "O": "13/03/2026"}
    strip = ("Date | Invoice date", "11 Aug 2026 | 2 March 2026")
    assert "issue_date" not in _found("credit_note", *strip)


@pytest.mark.parametrize(
    "row",
    [
        "Vs. ordine del 10/04/2026",
        "Commande du 10/04/2026",
        "Bestellt am 10/04/2026",
        "Order date | 10/04/2026",
    ],
)
def test_the_day_of_an_order_is_no_field_s_beside_another_date(row: str) -> None:
    assert _found("invoice", row, "Due date: 01/05/2026")["O"] == "10/04/2026"
    assert "O" not in _found("invoice", row)
    assert "O" not in _found("order_confirmation", row, "Due date: 01/05/2026")


def test_a_caption_may_stand_behind_a_figure_amid_a_row() -> None:
    row = "Order # 4711 Order Date: 10/04/2026 Dispatch Date: 12/04/2026"
    found = _found("delivery_note", row)
    assert found == {"po_number": "4711", "O": "10/04/2026", "delivery_date": "12/04/2026"}
    assert "delivery_date" not in _found("delivery_note", "2 Dispatch Dates 12/04/2026")


@pytest.mark.parametrize(
    "row",
    [
        "Project: North wing P.O.: DC-77120 Samples received: 09/04/2026",
        "Projekt: Halle Nord Ihre Bestellung: DC-77120",
        "Chantier : Quai Nord Votre commande n° : DC-77120",
    ],
)
def test_the_reader_s_order_may_stand_behind_words_amid_a_row(row: str) -> None:
    assert _found("invoice", row)["po_number"] == "DC-77120"
    assert "po_number" not in _found("invoice", "Please see the P.O. Box: 77120")


@pytest.mark.parametrize(
    "row", ["Devis n° 1190 Date: 05/03/2026", "Angebot 1190 Datum: 05/03/2026"]
)
def test_a_bare_date_behind_a_figure_is_of_another_paper(row: str) -> None:
    assert _found("invoice", f"{row} | Lyon, le 12/03/2026")["issue_date"] == "12/03/2026"


@pytest.mark.parametrize("row", ["ETA | 10.10.2025", "ETD / ETA 10.10.2025"])
def test_the_day_of_a_ship_is_no_field_s_on_a_bill(row: str) -> None:
    assert _found("invoice", row) == {"O": "10.10.2025"}
    assert _found("order_confirmation", row) == {}


def test_a_period_may_have_the_year_of_its_end() -> None:
    found = _found("invoice", "Leistungszeitraum: 01.03. – 31.03.2026")
    assert found == {"period_start": "01.03.", "period_end": "31.03.2026"}


def test_the_head_of_a_list_of_papers_names_no_reference_of_the_list() -> None:
    rows = ("Date | Your ref | Paid", "14/03/2026 | 88120 | 1,164.00")
    assert "buyer_reference" not in _found("remittance_advice", *rows)
    assert _found("invoice", *rows)["buyer_reference"] == "88120"


def test_a_number_may_be_printed_in_groups() -> None:
    assert _found("invoice", "Bill number 700 314 882") == {"invoice_number": "700 314 882"}
    found = _found("invoice", "Facture n° 10 048 226 731 du 14/02/2025")
    assert found == {"invoice_number": "10 048 226 731", "issue_date": "14/02/2025"}
    found = _found("invoice", "Rechnung Nr. 77 12 03 2026 vom Kunden")
    assert found.get("invoice_number") != "77 12 03 2026"
    assert _found("invoice", "Fee note: 4482 31 May") == {"invoice_number": "4482"}
    assert _found("invoice", "Liquidation Nr. 26-11-0093") == {"invoice_number": "26-11-0093"}
    found = _found("invoice", "Rechnungsnr.: 882 044 71 5 | Kunde", "Rechnungsdatum: 5.3.2026")
    assert found == {"invoice_number": "882 044 71 5", "issue_date": "5.3.2026"}
    assert _found("invoice", "Bill number 26 0211 8834 7 · Team 4")["invoice_number"] == (
        "26 0211 8834 7"
    )
    found = _found("invoice", "Bill number 700 314 882 2 of 3 pages")
    assert found.get("invoice_number") != "700 314 882 2"


def test_in_a_strip_of_captions_the_invoice_is_its_number() -> None:
    rows = ("Auftrag | Rechnung | RE-Datum", "A-8812 | RE-0447 | 11.03.2026")
    assert _found("invoice", *rows)["invoice_number"] == "RE-0447"
    assert "invoice_number" not in _found("invoice", *rows, "A-8813 | RE-0448 | 12.03.2026")
    assert "invoice_number" not in _found("invoice", "Rechnung", "A-0447")


def test_a_number_may_look_like_another_day() -> None:
    strip = ("Facture | Date | Votre bon de commande", "2026-10-03 | 19.10.2026 | CF26-0688")
    assert _found("invoice", *strip) == {
        "invoice_number": "2026-10-03", "issue_date": "19.10.2026", "po_number": "CF26-0688"
    }  # fmt: skip
    named = _found("invoice", "Facture n° 2026-10-03", "Date de facture : 19.10.2026")
    assert named["invoice_number"] == "2026-10-03"
    rows = ("Invoice 18/03/2026", "Issue date: 31.03.2026")
    assert _found("invoice", *rows) == {
        "invoice_number": "18/03/2026", "issue_date": "31.03.2026"
    }  # fmt: skip
    assert "invoice_number" not in _found("invoice", rows[0], "Issue date: 18.03.2026")
    assert "invoice_number" not in _found("invoice", rows[0])


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("Livraison du mardi 7 juillet 2026 — 4 colis", "7 juillet 2026"),
        ("Goods del. 26/06/2026 - POD ref 77120", "26/06/2026"),
        ("für meine Arbeiten am 5. Mai 2026 in Ihrem Haus berechne ich:", "5. Mai 2026"),
    ],
)
def test_a_delivery_is_dated(row: str, day: str) -> None:
    assert _found("invoice", row) == {"delivery_date": day}
    assert _found("invoice", f"Bon de {row.lower()}").get("delivery_date") is None


def test_the_heads_of_a_reminders_list_name_nothing() -> None:
    cells = (
        ("Invoice", "Due", "Your ref"),
        ("4711", "03.02.2025", "Ash"),
        ("4712", "09.02.2025", ""),
    )
    rows = ["".join(cell.ljust(25) for cell in row) for row in cells]
    assert _found("payment_reminder", *rows) == {}
    assert _found("payment_reminder", *rows[:2]) == {"due_date": "03.02.2025"}
    touching = (
        "Facture                  Date          Échéance          Retard",
        "F25-3301                 20/11/2025    20/12/2025        45 jours",
        "F25-3378 02/12/2025 01/01/2026 33 jours",
    )
    assert _found("payment_reminder", *touching) == {}
    one = (
        "Invoice date             Due date                 Amount",
        "01/11/2026               15/11/2026               100.00",
        "Late since 15/11/2026, last notice 20/11/2026",
    )
    assert _found("payment_reminder", *one)["due_date"] == "15/11/2026"


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (("Ihr Zeichen|Ihre Nachricht vom|Datum", "Kr/2|03.05.2025|12.05.2025"), "12.05.2025"),
        (("Your ref|Our ref|Date", "KR-2|hb/77|12/05/2025"), "12/05/2025"),
        (("Vos réf.|Nos réf.|Date", "KR-2|HB-77|12/05/2025"), "12/05/2025"),
        (("Ihre Zeichen|Unsere Zeichen|Bebra", "KR-2|hb|12.05.2025"), "12.05.2025"),
        (("Artikel|Farbe|Bebra", "KR-2|hb|12.05.2025"), None),
        (("Article|Quantity|Date", "KR-2|many|12/05/2025"), None),
        (("Our ref|Lot|Date", "KR-2|HB-77|12/05/2025", "KR-3|HB-78|13/05/2025"), None),
    ],
)
def test_a_strip_of_references_has_the_date_of_the_letter(
    rows: tuple[str, ...], day: str | None
) -> None:
    columns = ["".join(f"{cell:26}" for cell in row.split("|")) for row in rows]
    assert _found("order", *columns).get("issue_date") == day


def test_the_day_of_what_a_letter_answers_is_no_field_s() -> None:
    found = _found("quote", "Your enquiry of 3 May 2025", "Issue date: 12 May 2025")
    assert found == {"O": "3 May 2025", "issue_date": "12 May 2025"}


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("Livraison souhaitée le | 03/05/2025 avant 9 h", "03/05/2025"),
        ("Liefertermin: | 03.05.2025, 7.30 Uhr", "03.05.2025,"),
        ("Liefertermin | KW 18 / 03.05.2025", "03.05.2025"),
        ("Delivery date: week 18, 03/05/2025", "03/05/2025"),
        ("Despatch date: 03/05/2025", "03/05/2025"),
        ("Despatch | 03/05/2025", "03/05/2025"),
    ],
)
def test_a_delivery_has_at_times_an_hour(row: str, day: str) -> None:
    assert _found("delivery_note", row) == {"delivery_date": day}


@pytest.mark.parametrize(
    "row",
    [
        "Event: {}", "Collected | {}", "Treatment date {}", "Behandlung am {}",
        "Gestimmt am {} im Gemeindesaal.", "Livré le {}", "Ausgeliefert am {}",
        "Shoot date: {}", "Date of the course: {}", "Seminartermin | {}", "Date d'intervention {}",
    ],
)  # fmt: skip
def test_the_day_of_a_service_is_that_of_its_delivery(row: str) -> None:
    assert _found("invoice", row.format("10.10.2025")) == {"delivery_date": "10.10.2025"}


def test_below_an_item_stands_the_day_of_that_item_alone() -> None:
    assert _found("invoice", "Glasreinigung 412 m²", "ausgeführt am 10.10.2025") == {}


def test_headings_that_touch_are_two_where_their_values_are() -> None:
    head = (
        ("Your", 0),
        ("order", 3.7),
        ("Order", 9),
        ("date", 13.5),
        ("Document", 18),
        ("date", 24.9),
    )
    values = (("B", 0), ("2025-91", 1.3), ("12.06.2025", 9), ("24.06.2025", 18))
    words = [
        (text, (x0, y, x0 + 0.8 * len(text), y + 1), 1.0)
        for y, row in enumerate((head, values))
        for text, x0 in row
    ]
    page = arrange_page(words, 100, 60, "text")
    found = {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_captioned([page], "delivery_note", "dmy")
    }
    assert found == {"po_number": "B 2025-91", "issue_date": "24.06.2025", "O": "12.06.2025"}


def test_a_reference_that_calls_itself_an_order_is_one() -> None:
    page = _page("Vos réf. | CDE 8841/AF")
    claims = name_orders([page], find_captioned([page], "invoice", "dmy"))
    assert [claim.label for claim in claims] == ["po_number"]


@pytest.mark.parametrize(
    ("sign", "order"),
    [
        ("4500061955 / Kleinhans", "4500061955"),
        ("4500061955", "4500061955"),
        ("3300061955", None),
        ("45000 / Kleinhans", None),
    ],
)
def test_a_reference_counted_as_sap_counts_orders_is_one(sign: str, order: str | None) -> None:
    page = _page(f"Ihre Referenz | {sign}")
    (claim,) = name_orders([page], find_captioned([page], "invoice", "dmy"))
    assert claim.label == ("po_number" if order else "buyer_reference")
    assert " ".join(page.words[i].text for i in claim.words) == (order or sign)


def test_a_sign_stands_beside_its_caption_in_a_list_beside_an_address() -> None:
    rows = [
        "Date         22/04/2026          Mobilier SARL",
        "Échéance     29/04/2026          14e rue n° 6",
        "Vos réf.     K. Roche",
        "Navire       CMA ALEXIA",
    ]
    page, _ = draw(rows)
    found = [c for c in find_captioned([page], "invoice", "dmy") if c.label == "buyer_reference"]
    assert [" ".join(page.words[i].text for i in claim.words) for claim in found] == ["K. Roche"]
    rows[2:2] = ["Voyage       V-118", "                                 76600 Le Havre"]
    page, _ = draw(rows)
    found = [c for c in find_captioned([page], "invoice", "dmy") if c.label == "buyer_reference"]
    assert [" ".join(page.words[i].text for i in claim.words) for claim in found] == ["K. Roche"]


@pytest.mark.parametrize(
    ("doc_type", "row", "number"),
    [
        ("quote", "QUOTATION Q/4471 rev 1", "Q/4471"),
        ("delivery_note", "Lieferschein 4471", "4471"),
        ("delivery_note", "Documento di trasporto (DDT) n. 451 del 12/10/2026", "451"),
        ("quote", "Quotation 2026", ""),
        ("quote", "Quotation for 4471 units", ""),
        ("quote", "Lieferschein 4471", ""),
    ],
)
def test_a_number_behind_the_title_alone_is_the_paper_s(
    doc_type: str, row: str, number: str
) -> None:
    assert _found(doc_type, row).get("document_number", "") == number


def test_the_customer_s_order_goes_before_a_mere_order() -> None:
    rows = ("Order No. | VA-1038", "External Document No. | PO-8822")
    assert _found("invoice", *rows)["po_number"] == "PO-8822"
    assert _found("invoice", rows[0], "Your order | 77-A")["po_number"] == "77-A"
    assert _found("invoice", rows[0])["po_number"] == "VA-1038"
    slip = ("Order # | VA-1038", "PO # | 83209")
    assert _found("delivery_note", *slip)["po_number"] == "83209"


def test_a_station_s_order_is_not_the_customer_s() -> None:
    rows = ("Advertiser | Nordland Inc", "Order # | 104417", "Total Spots | 61")
    assert "po_number" not in _found("invoice", *rows)
    assert _found("invoice", *rows, "Your order | WC-77")["po_number"] == "WC-77"
    assert _found("invoice", "Radio | 20.00", rows[1])["po_number"] == "104417"
    for items in (("Flight LHR-FRA", "Transfer to station"), ("Television 55in", "DAB radio")):
        assert _found("invoice", *items, rows[1])["po_number"] == "104417"


@pytest.mark.parametrize(
    ("doc_type", "row", "order"),
    [
        ("credit_note", "Commande | CF26-0744", "CF26-0744"),
        ("invoice", "Commande | CF26-0744", "CF26-0744"),
        ("invoice", "Commande | VA-1038", None),
    ],
)
def test_a_bare_order_beside_its_number_is_the_buyer_s_where_it_says_so(
    doc_type: str, row: str, order: str | None
) -> None:
    assert _found(doc_type, row).get("po_number") == order


@pytest.mark.parametrize(
    ("reference", "order"),
    [
        ("PO-8841", "PO-8841"),
        ("ACM-PO-77", "ACM-PO-77"),
        ("CF25-0744", "CF25-0744"),
        ("K-7714", None),
    ],
)
def test_a_bare_reference_may_call_itself_an_order(reference: str, order: str | None) -> None:
    found = _found("invoice", "Origine | Référence", f"S01477  | {reference}")
    assert found.get("po_number") == order


def test_a_captioned_number_goes_before_that_behind_the_title() -> None:
    assert _found("quote", "Quotation Q/4471", "Angebot Nr. 17-3")["document_number"] == "17-3"


@pytest.mark.parametrize("amount", ["12,500.00", "1.250,00", "250.00"])
def test_an_amount_behind_a_title_is_no_number(amount: str) -> None:
    assert "document_number" not in _found("quote", f"Quotation {amount}")


@pytest.mark.parametrize(
    "row",
    [
        "Direct Debit date: 05.06.2025",
        "Der Betrag wird am 05.06.2025 auf Ihr Konto DE72 überwiesen.",
        "Den Rechnungsbetrag buchen wir am 05.06.2025 ab.",
        "Einzug am 05.06.2025",
    ],
)
def test_what_is_paid_on_a_day_is_due_on_it(row: str) -> None:
    assert _found("invoice", row) == {"due_date": "05.06.2025"}


@pytest.mark.parametrize("row", ["Collection date: 05.06.2025", "Einzug: 05.06.2025"])
def test_a_day_on_which_goods_are_fetched_or_a_tenant_moves_in_is_not_due(row: str) -> None:
    assert "due_date" not in _found("invoice", row)


def test_a_sign_stands_below_its_heading_in_a_reminder_s_strip() -> None:
    strip = "Ihr Zeichen | Unser Zeichen | Datum"
    assert _found("payment_reminder", strip, "hk | tr-4 | heute")["buyer_reference"] == "hk"
    titled = (strip, "H-3 | tr-4 | heute", "1. Mahnung")
    assert _found("payment_reminder", *titled)["buyer_reference"] == "H-3"
    beside = ("Ihr Zeichen | A-7 | Fällig | 3.5.2026", "RECHNUNG")
    assert _found("invoice", *beside)["buyer_reference"] == "A-7"
    listed = ("Ihr Zeichen | Unser Zeichen | Betrag", "A 1 | B 1 | 5,00", "A 2 | B 2 | 6,00")
    assert "buyer_reference" not in _found("payment_reminder", *listed)
    assert _found("payment_reminder", "S/Ref.: OL-7 | N/Ref.: x") == {"buyer_reference": "OL-7"}


def test_a_report_is_dated_by_its_own_day() -> None:
    rows = ("Fecha de inspección | 06.10.2025", "Fecha del informe | 10.10.2025")
    assert _found("report", *rows) == {"issue_date": "10.10.2025"}


def test_a_column_of_orders_names_none() -> None:
    table = ("Order | Item | Amount", "4711 | Bolts | 10.00", "4712 | Nuts | 20.00")
    assert "po_number" not in _found("invoice", *table)
    assert _found("invoice", *table[:2])["po_number"] == "4711"


def test_the_day_of_a_report_is_not_the_invoices() -> None:
    rows = ("Invoice date: 03.03.2026", "Report date: 01.03.2026")
    assert _found("invoice", *rows)["issue_date"] == "03.03.2026"
    assert _found("report", rows[1])["issue_date"] == "01.03.2026"


def test_a_column_of_cost_centres_is_no_reference_of_the_bill() -> None:
    head = ("Leitweg-ID: 03159-KSL01-44", "Apparat | Kostenstelle | Rate")
    item = "Monitor | KST 4110 | 6,80"
    expected = {"buyer_reference": "03159-KSL01-44"}
    assert _found("invoice", *head, "höhenverstellbar", item, "Scanner | KST 4230 | 9") == expected
    assert _found("invoice", *head[1:], item) == {"buyer_reference": "KST 4110"}


def test_a_market_is_no_contract() -> None:
    assert "contract_number" not in _found("invoice", "Marché 35000 Rennes")


def test_the_date_below_the_invoice_that_is_corrected_is_that_invoices() -> None:
    rows = ("Beleg-Nr. GS-26-84903", "vom 05.03.2026", "zu Rechnung 497807416")
    assert "issue_date" not in _found("credit_note", *rows, "Re.-Datum   26.02.2026")
    assert _found("credit_note", *rows[:1], "Re.-Datum   26.02.2026")["issue_date"] == "26.02.2026"


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (("Our document no. PAY-80745", "Payment reference BAC2991"), "PAY-80745"),
        (("Bank reference 00678156", "Payment Advice 151829515"), "151829515"),
        (("Payment Document 157090703", "Payment reference CH685757"), "157090703"),
        (("Payment reference CH685757",), "CH685757"),
        (("REMITTANCE ADVICE | GB123456789", "Payment reference 99812"), "99812"),
        (("Remittance advice | 30 June", "Payment reference 99812"), "99812"),
    ],
)
def test_a_payment_s_reference_numbers_its_advice_for_want_of_another(
    rows: tuple[str, ...], number: str
) -> None:
    assert _found("remittance_advice", *rows)["document_number"] == number


def test_the_date_of_the_order_is_not_its_confirmations_where_another_stands_beside_it() -> None:
    head = "Datum | Ihre Bestellnummer | Bestelldatum"
    found = _found("order_confirmation", head, "23.02.2025 | 4500610958 | 20.02.2025")
    assert "issue_date" not in found
    assert _found("order_confirmation", "Bestelldatum: 20.02.2025")["issue_date"] == "20.02.2025"


def test_the_day_of_a_bill_is_not_that_of_its_reminder() -> None:
    rows = ("Bill number | Bill date | Amount", "B-26-0411873 | 01.04.2026 | 412.66")
    assert _found("payment_reminder", *rows).get("issue_date") is None
    assert _found("invoice", "Bill date: 01.04.2026") == {"issue_date": "01.04.2026"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Amtsgericht Mannheim HRB 702 194 · USt-IdNr.", "HRB 702 194"),
        ("Amtsgericht Amberg HRB 1877", "HRB 1877"),
        ("AG Traunstein PR 214", "PR 214"),
        ("Registered in Ireland no. 402861 VAT IE6438127WH", "402861"),
        ("Registered in Ireland No. 381942. VAT", "381942"),
        ("Co. Reg. 602 114", "602 114"),
        ("PayNow to UEN 201512345C or by cheque", "201512345C"),
        ("UEN: T08LL1234A", "T08LL1234A"),
        ("Registered Society No. 28714R · Regulator L4418", "28714R"),
    ],
)
def test_registers_are_read_with_their_groups_and_countries(text: str, entry: str) -> None:
    assert _found("invoice", text).get("seller_registration_id", "").rstrip(".") == entry


def test_a_confirmation_s_own_date_goes_before_that_of_the_order() -> None:
    rows = ("Datum | 26.03.2026", "Bestelldatum | 24.03.2026")
    assert _found("order_confirmation", *rows)["issue_date"] == "26.03.2026"
    assert _found("order_confirmation", rows[1])["issue_date"] == "24.03.2026"
    assert _found("order", *rows)["issue_date"] == "24.03.2026"
    printed = ("Druckdatum: | 28.03.2026", "Auftragsdatum: | 26.03.2026")
    assert "issue_date" not in _found("order_confirmation", *printed)


def test_a_partnership_s_own_entry_goes_before_its_partner_s() -> None:
    assert "seller_registration_id" not in _found("invoice", "Coulisse L450 | PR 24,00")
    own, partner = "AG Bielefeld HRA 14872", "phG: Brink Verwaltungs-GmbH, HRB 36110"
    assert _found("invoice", own, partner)["seller_registration_id"] == "HRA 14872"
    assert _found("invoice", partner)["seller_registration_id"] == "HRB 36110"
    assert "seller_registration_id" not in _found("invoice", partner, "Bank: AG Bonn HRB 5510")


def test_the_date_behind_another_paper_s_number_is_not_the_invoice_s() -> None:
    rows = ("Data: | 8 marzo 2021", "Documento n.: 00005263 del 9 marzo 2021")
    named = _found("invoice", "N. fattura: C91351", *rows)
    assert (named["invoice_number"], named["issue_date"]) == ("C91351", "8 marzo 2021")
    assert _found("invoice", *rows)["issue_date"] == "9 marzo 2021"


def test_an_acknowledgement_has_a_number_of_its_own() -> None:
    found = _found("order_confirmation", "ARC n° : 80801015", "Votre commande : 42889")
    assert (found["document_number"], found["po_number"]) == ("80801015", "42889")


def test_a_town_before_a_date_says_when_a_paper_was_written() -> None:
    rows = ("Auftrag | 61207 vom 24.09.2025", "Oberburg, | 02.10.2025")
    assert _found("invoice", *rows)["issue_date"] == "02.10.2025"
    assert _found("invoice", "Oberburg, den 2. Oktober 2025")["issue_date"] == "2. Oktober 2025"
    assert _found("invoice", "Oberburg, am 2. Oktober 2025")["issue_date"] == "2. Oktober 2025"
    for town in ("Winterthur", "Essen", "Lauf an der Pegnitz"):
        assert _found("invoice", f"{town}, am 12.10.2025")["issue_date"] == "12.10.2025"
    for done in ("Wartung Heizung", "Reparatur", "Konzert"):
        assert "issue_date" not in _found("invoice", f"{done}, am 12.10.2025")
    together = ("Kunde 5519 | Oberburg, 02.10.2025", "auf unsere Erinnerung vom 28.09.2025")
    assert _found("payment_reminder", *together)["issue_date"] == "02.10.2025"
    assert "issue_date" not in _found("invoice", "Oberburg, 02.10.2025 bis 05.10.2025")
    assert "issue_date" not in _found("invoice", "Freitag, | 02.10.2025")
    assert "issue_date" not in _found("statement", "Oberburg, | 02.10.2025")
    named = (*rows, "Rechnungsdatum: | 03.10.2025")
    assert _found("invoice", *named)["issue_date"] == "03.10.2025"


def test_a_caption_below_others_in_a_list_has_its_value_beside_it() -> None:
    pairs = {"Date": "18-10-2024", "Your reference": "M. Verhagen", "Delivered": "11-10-2024"}
    rows = [f"{caption:<20}{value}, quay" for caption, value in pairs.items()]
    assert _found("invoice", *rows)["buyer_reference"] == "M. Verhagen, quay"


def test_a_town_may_stand_between_a_caption_and_its_date() -> None:
    rows = ("Date: | Monster, 30 June 2026", "Order date: | 26 June 2026")
    assert _found("order_confirmation", *rows)["issue_date"] == "30 June 2026"


def test_a_side_bar_s_caption_has_its_number_below_and_no_item_s_count() -> None:
    rows = (
        "INVOICE NUMBER                6  Roller banner, full colour       54.00      324.00",
        "FP7718",
    )
    assert _found("invoice", *rows)["invoice_number"] == "FP7718"


def test_a_number_beside_its_caption_stays_where_no_item_is() -> None:
    rows = ("Rechnungsnr. | 4711 | Datum | 05.05.2026", "10442 | Muster GmbH")
    page, _ = draw([row.replace(" | ", 8 * " ") for row in rows])
    found = find_captioned([page], "invoice", "dmy")
    numbers = [c for c in found if c.label == "invoice_number"]
    assert [page.words[i].text for c in numbers for i in c.words] == ["4711"]


_BLOCK = ["INV-4504", "Invoice number", "", "26/06/2021", "Invoice date", "", "10/07/2021", "Due"]


def test_captions_of_one_column_may_stand_below_their_values() -> None:
    found = _found("invoice", *_BLOCK)
    assert found == {
        "invoice_number": "INV-4504",
        "issue_date": "26/06/2021",
        "due_date": "10/07/2021",
    }
    above = [
        "Invoice number",
        "INV-4504",
        "",
        "Invoice date",
        "26/06/2021",
        "",
        "Due",
        "10/07/2021",
    ]
    assert _found("invoice", *above) == found
    assert _found("invoice", *_BLOCK[:5]).get("issue_date") is None  # two captions tell nothing


def test_which_of_several_reminders_one_is_is_not_its_number() -> None:
    assert _found("payment_reminder", "Relance n° 1") == {}
    assert _found("payment_reminder", "Relance n° R-12") == {"document_number": "R-12"}


@pytest.mark.parametrize(
    "rows", [("Confirmed delivery: 04/08/2025",), ("Prestation du: 04/08/2025",)]
)
def test_a_delivery_may_be_confirmed_or_a_service(rows: tuple[str, ...]) -> None:
    assert _found("invoice", *rows) == {"delivery_date": "04/08/2025"}
    assert "delivery_date" not in _found("invoice", "Prestation du 04/08/2025 au 31/08/2025")


def test_an_irish_firm_s_entry_has_a_caption_of_its_own() -> None:
    assert _found("invoice", "CRO 545920") == {"seller_registration_id": "545920"}
    assert _found("invoice", "CRO No. 21740") == {"seller_registration_id": "21740"}
    assert _found("invoice", "Zagreb CRO 10000") == {}


def test_a_reference_has_no_table_s_heading_for_its_value() -> None:
    rows = (
        "Rechnung Nr.                  HS-118407",
        "Ihr Zeichen                                        IT-44/26",
        "Stückpreis          Anzahl          Summe",
        "1.049,00            3               3.147,00",
    )
    assert _found("invoice", *rows)["buyer_reference"] == "IT-44/26"


def test_a_series_and_its_number_are_an_invoice_s() -> None:
    strip = ("Albarán nº | Fecha fra. | Serie/Número", "2024299 | 02-11-2024 | SF-246731")
    assert _found("invoice", *strip)["invoice_number"] == "SF-246731"
    assert _found("invoice", *strip)["issue_date"] == "02-11-2024"
    assert _found("invoice", "Serie y folio: B-10331") == {"invoice_number": "B-10331"}


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (("FACTURE", "FACT-0731"), "FACT-0731"),
        (("Rechnung", "RECH 2026/118"), "RECH 2026/118"),
        (("Moulin Bleu SAS | FACTURE", "12 rue du Port | FACT-0731"), "FACT-0731"),
        (("FACTURE", "DOSS-0731"), None),
        (("FACTURE", "Fact. Paris"), None),
        (("FACTURA", "FAC 2026"), None),
        (("INVOICE", "INV 2026-11"), None),
        (("INVOICE", "INV 30/11/2026"), None),
        (("Invoice | Amount", "INV-0731 | 100.00"), None),
        (("INVOICE", "Acme Ltd", "Replaces", "Invoice", "INV-0731"), None),
        (("VALUATION INVOICE", "KLM/0731"), None),
        (
            (
                "Valuation invoice",
                "KLM/0731",
                "Tax point",
                "16 May 2025",
                "Pay by",
                "15 June 2025",
                "Your order",
                "B-1180",
            ),
            "KLM/0731",
        ),
    ],
)
def test_a_number_that_begins_as_the_title_above_it_is_the_invoices(
    rows: tuple[str, ...], number: str | None
) -> None:
    assert _found("invoice", *rows).get("invoice_number") == number
    assert "invoice_number" not in _found("order", *rows)


_SIDE_BAR = ("Datum", "03.05.2026", "Kunden-Nr.", "10023", "Bestell-Nr.", "B-8813")


@pytest.mark.parametrize(
    ("doc_type", "rows", "number"),
    [
        ("credit_note", ("CREDIT NOTE", "C N 4 7 1 1"), "C N 4 7 1 1"),
        ("credit_note", ("CREDIT NOTE", "PO-4711"), None),
        ("order", ("Acme Ltd | Purchase order", "The Pier, Wick | KL-PO-4711"), "KL-PO-4711"),
        ("quote", ("Devis", "D2026-041 bis"), "D2026-041 bis"),
        ("statement", ("Statement", "S-4711"), None),
        ("payment_reminder", ("REMINDER", "RE-4711"), None),
        ("invoice", ("RECHNUNG", "Seite 1/2", *_SIDE_BAR), None),
        ("invoice", ("RECHNUNG", "Kunde 10023", *_SIDE_BAR), None),
        ("invoice", ("RECHNUNG", "PO-88123", *_SIDE_BAR), None),
        ("invoice", ("RECHNUNG", "KL-88123", *_SIDE_BAR), "KL-88123"),
        ("credit_note", ("GUTSCHRIFT", "RE-88123", *_SIDE_BAR), None),
    ],
)
def test_a_number_with_the_initials_of_the_title_above_it_is_the_papers(
    doc_type: str, rows: tuple[str, ...], number: str | None
) -> None:
    found = _found(doc_type, *rows)
    assert found.get("invoice_number", found.get("document_number")) == number


def test_a_day_may_stand_behind_a_leader_or_a_little_below_its_caption() -> None:
    assert _found("invoice", "Datum ...... 28.08.2026") == {"issue_date": "28.08.2026"}
    assert _found("invoice", "Issued | Consultant", "11/02/2026 | Fergus") == {
        "issue_date": "11/02/2026"
    }
    assert "issue_date" not in _found("invoice", "issued on 11/02/2026, was not settled")
    form = ("Geburtsdatum", "                    23.11.2012", "Straße", "Hauptstr. 1")
    assert _found("form", *form) == {OUTSIDE: "23.11.2012"}
    joined = ("Eintritt | Abrechnung vom", "01.03.2019 | 28.10.2026")
    assert _found("payslip", *joined) == {OUTSIDE: "01.03.2019", "issue_date": "28.10.2026"}


def test_goods_are_delivered_for_an_order_whose_day_may_stand_below_it() -> None:
    rows = ("Livré à | Commande : HB-0722 du", "12 rue Longue | 17/07/2026")
    assert _found("delivery_note", *rows) == {"po_number": "HB-0722", OUTSIDE: "17/07/2026"}
    assert "po_number" not in _found("invoice", *rows)


def test_a_policy_is_a_contract_and_a_register_s_number_may_stand_below_it() -> None:
    policy = _found("invoice", "Versicherungsschein-Nr. 77.410.228-06")
    assert policy == {"contract_number": "77.410.228-06"}
    rows = ("Registered in England & Wales", "11820446")
    assert _found("invoice", *rows) == {"seller_registration_id": "11820446"}


def test_what_was_dined_on_a_day_is_no_town() -> None:
    assert _found("invoice", "Summer staff dinner, 19 June 2026") == {}
    assert _found("invoice", "Stow on the Wold, 19 June 2026") == {"issue_date": "19 June 2026"}


@pytest.mark.parametrize("mark", ["•", "·", "–"])
def test_the_date_behind_a_number_may_begin_with_its_month(mark: str) -> None:
    row = f"Invoice no. PS-0457 {mark} June 20, 2026 {mark} please pay by July 4, 2026"
    assert _found("invoice", row)["issue_date"].startswith("June 20, 2026")


def test_on_a_confirmation_the_date_behind_the_town_goes_before_that_of_the_order() -> None:
    rows = ("Auftragsbestätigung | Nr. 25-144 | Sundern, 08.10.2025", "Bestelldatum: 01.10.2025")
    assert _found("order_confirmation", *rows)["issue_date"] == "08.10.2025"


def test_a_bare_reference_of_words_is_the_buyer_s() -> None:
    rows = ("Invoice Number", "INV-20417", "Reference | LS1 5AA", "{} | United Kingdom")
    for sign, found in (("SUB-8841 / J. Haddon", True), ("SUB-8841", False)):
        got = _found("invoice", *(row.format(sign) for row in rows)).get("buyer_reference")
        assert got == (sign if found else None)
    assert "buyer_reference" not in _found("credit_note", "Reference | Returned on Friday")


def test_an_order_in_a_delivery_note_s_list_is_the_buyer_s() -> None:
    order = "Auftraggeber | Bestellung | 4500061977"
    assert _found("delivery_note", order) == {"po_number": "4500061977"}
    assert "po_number" not in _found("delivery_note", order.replace("4500061977", "vom Freitag"))
    assert "po_number" not in _found("invoice", order.replace("4500061977", "8841977"))


def test_the_captions_of_a_strip_may_nearly_touch() -> None:
    captions = ("Rechnungs-Nr.", "Kunden-Nr.", "Lieferschein-Nr.", "Lieferdatum", "Rechnungsdatum")
    values = ("2603187", "D20881", "LS-77120", "12.03.2026", "18.03.2026")
    loose, x = [], 50.0
    for caption, value in zip(captions, values, strict=True):
        for text, top in ((caption, 100.0), (value, 115.0)):
            loose.append((text, (x, top, x + 5.0 * len(text), top + 10.0), 1.0))
        x += 5.0 * len(caption) + 14.0
    page = arrange_page(loose, 595, 842, "text")
    found = {
        claim.label: page.words[claim.words[0]].text
        for claim in find_captioned([page], "invoice", "dmy")
    }
    assert found["delivery_date"] == "12.03.2026"
    assert found["issue_date"] == "18.03.2026"


def test_a_bare_date_beside_that_of_the_delivery_is_the_paper_s() -> None:
    captions = "Lieferdatum | Leistung bis | Datum | Nr."
    strip = (captions, "09.03.2026 | 09.03.2026 | 11.03.2026 | 44711")
    assert _found("invoice", *strip)["issue_date"] == "11.03.2026"
    strip = ("Bestellung vom | Lieferung vom | Beleg vom", "02.03.2026 | 09.03.2026 | 11.03.2026")
    found = _found("invoice", *strip)
    assert (found["issue_date"], found["delivery_date"]) == ("11.03.2026", "09.03.2026")


def test_a_delivery_by_its_note_is_of_its_day() -> None:
    said = "Lieferung vom 09.03.2026 laut Lieferschein L260502"
    assert _found("invoice", said)["delivery_date"] == "09.03.2026"
    assert "delivery_date" not in _found("invoice", "Lieferung vom 09.03.2026 bis 11.03.2026")


@pytest.mark.parametrize("day", ["16 November 2026", "16.11.2026", "November 16, 2026"])
def test_a_date_alone_behind_its_bare_caption_goes_before_one_behind_a_town(day: str) -> None:
    rows = (f"Date {day}", "Event Speech Day, 13 November 2026")
    assert _found("invoice", *rows)["issue_date"] == day
    assert "issue_date" not in _found("invoice", f"Date {day} Tea for 40")


def test_a_bare_date_in_a_column_of_captions_stands_above_the_day() -> None:
    rows = ["Angebot Nr.", "26-A-0338", "Datum | Wippe | 689,00", "19.11.2026", "Kundennr.", "5188"]
    assert _found("quote", *rows)["issue_date"] == "19.11.2026"
    assert "issue_date" not in _found("quote", *rows[:4])


def test_a_table_s_head_below_captions_and_values_is_in_no_side_bar() -> None:
    bar = ("Invoice No.:", "118273", "Client No.:", "04417", "Order No.:", "B-118")
    head = "Date | Description | Amount"
    item = "09/03/2025 | Review of the draft; | 1.116,00"
    assert _found("invoice", *bar, "Date", "09/03/2025").get("issue_date") == "09/03/2025"
    assert "issue_date" not in _found("invoice", *bar, head, item, "Telephone conference")


def test_a_bills_own_day_goes_before_that_of_a_statement() -> None:
    rows = ("Statement date | 31 May 2026", "Invoice date | 8 May 2026")
    for printed in (rows, rows[::-1], (rows[0], "Date | 8 May 2026")):
        assert _found("invoice", *printed)["issue_date"] == "8 May 2026"
    assert _found("invoice", rows[0])["issue_date"] == "31 May 2026"
    assert _found("statement", rows[0])["issue_date"] == "31 May 2026"
    strip = "Statement date 31-MAY-26 | Date 08-MAY-26 | Invoice no. 4-17"
    assert _found("invoice", strip)["issue_date"] == "08-MAY-26"


def test_a_bills_own_day_goes_before_that_of_its_tax() -> None:
    rows = ("Tax point | 4 May 2026", "Invoice date | 8 May 2026")
    for printed in (rows, rows[::-1]):
        assert _found("invoice", *printed)["issue_date"] == "8 May 2026"
    for row in (rows[0], "Tax date | 4 May 2026", "Invoice date / tax point 4 May 2026"):
        assert _found("invoice", row)["issue_date"] == "4 May 2026"


@pytest.mark.parametrize(
    "strip",
    [
        ("Tax point | Order date | Due date", "01/02/2024 | 25/01/2024 | 01/03/2024"),
        ("Order date | Tax point", "25/01/2024 | 01/02/2024"),
        ("Tax point | Quote date", "01/02/2024 | 25/01/2024"),
        ("Tax date | Delivery date", "01/02/2024 | 26/01/2024"),
        ("Invoice date | Tax point", "01/02/2024 | 26/01/2024"),
    ],
)
def test_a_strip_may_have_no_day_of_the_bill_but_its_tax_point(strip: tuple[str, str]) -> None:
    assert _found("invoice", *strip)["issue_date"] == "01/02/2024"


def test_a_list_of_bills_is_dated_by_the_day_it_was_drawn_up() -> None:
    row = "Document établi le 12.11.2026 par la comptabilité fournisseurs"
    assert _found("remittance_advice", row) == {"issue_date": "12.11.2026"}
    assert _found("remittance_advice", "Date document | 12.11.2026") == {}


def test_an_order_with_a_colon_is_what_is_billed() -> None:
    assert _found("invoice", "Order: LBHA/WO/20938") == {"po_number": "LBHA/WO/20938"}
    assert "po_number" not in _found("invoice", "Order LBHA/WO/20938")
    for row in ("Order: see below", "Order: 3", "Commande : 1500.00", "Order: 14:05", "BC: 80808"):
        assert "po_number" not in _found("invoice", row)


def test_the_original_invoice_may_have_its_journal_before_its_year() -> None:
    for row, number in (
        ("Facture d'origine | V1 2026-0731 du 31/10/2026", "V1 2026-0731"),
        ("Facture d'origine | V1 2026 du 31/10/2026", "V1"),
        ("Applies-to Doc. No. | PSI-20731", "PSI-20731"),
        ("Bezug RE 20731", "RE 20731"),
    ):
        assert _found("credit_note", row)["preceding_invoice"] == number
