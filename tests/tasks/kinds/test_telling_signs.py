"""Receipts, payslips, printed mails and letters by what only such papers print."""

import pytest

from schemas.document import Page
from schemas.record import Field, Fields, Labelled
from schemas.vocabulary import DocType
from tasks.kinds.careers import name_no_party
from tasks.kinds.telling_signs import is_mere_letter, name_by_signs, owe_nothing
from tests.tasks.tagged_pages import draw

RECEIPT = ("Hôtel Beffroi", "351,90 €", "Réglé le 17 mai par carte bancaire", "Nuitée | 267,00 €")
PAYSLIP = (
    "Employee | NI number", "Basic salary | 2,583.33 | Income tax | 299.60",
    "Total gross pay | 2,746.43 | Total deductions | 614.46", "NET PAY | 2,131.97",
)  # fmt: skip
MAIL = ("Re: Salle du jury", "De : | Anne Tessier <a.tessier@iut.example>", "À : | Julien Odet")


def _page(*rows: str) -> Page:
    """Rows of cells divided by " | "."""
    return draw([row.replace(" | ", 20 * " ") for row in rows])[0]


def _strip(*rows: str) -> Page:
    """The same on a till's strip."""
    return _page(*rows).model_copy(update={"height": 300.0})


def _named(page: Page, found: DocType, confidence: float = 0.9) -> DocType:
    return name_by_signs([page], Labelled(value=found, confidence=confidence), "dmy").value


@pytest.mark.parametrize(
    "sign",
    ["Reçu de paiement", "Receipt for your payment", "Quittung Nr. 4711", "Receipt number | Date"],
)
def test_what_calls_itself_a_receipt_and_is_paid_is_one(sign: str) -> None:
    assert _named(_page(sign, *RECEIPT), "invoice") == "receipt"
    assert _named(_page(*RECEIPT), "invoice") == "invoice"
    assert _named(_page(sign, *RECEIPT), "order_confirmation", 0.6) == "receipt"
    assert _named(_page(sign, *RECEIPT), "order_confirmation") == "order_confirmation"


def test_what_prints_every_invoice_s_terms_is_a_view_of_one() -> None:
    terms = [f"Merkmal | 05.06.2025 | {term}" for term in ("BT-1", "BT-2", "BT-27", "BT-115")]
    assert _named(_page(*terms), "payslip") == "invoice"
    assert _named(_page(*terms[:3]), "payslip") == "payslip"


@pytest.mark.parametrize("row", ["Facture n° 4711", "Invoice number | 4711", "Rechnungsnr. 4711"])
def test_a_paid_invoice_is_no_receipt(row: str) -> None:
    assert _named(_page("Receipt", row, *RECEIPT), "invoice") == "invoice"


def test_a_receipt_of_goods_is_not_paid() -> None:
    page = _page("Goods receipt | Receipt no. 17", "Hex bolts M8 | 200")
    assert _named(page, "invoice") == "invoice"
    assert _named(_page("Receipt no. 17", *RECEIPT), "delivery_note") == "delivery_note"


STATEMENT = ("RELEVÉ DE COMPTE n° 3/2026 | Madame Wagener", "01.03 ANCIEN SOLDE | 2.311,07",
    "NOUVEAU SOLDE AU 31.03.2026 | 2.646,77")  # fmt: skip


def test_what_an_account_held_before_and_after_is_a_statement() -> None:
    assert _named(_page(*STATEMENT), "invoice") == "statement"
    assert _named(_page(*STATEMENT), "receipt") == "statement"
    assert _named(_page(*STATEMENT[:2]), "invoice") == "invoice"
    assert _named(_page(*STATEMENT[1:]), "invoice") == "invoice"
    assert _named(_page("Facture n° 17", *STATEMENT), "invoice") == "invoice"


def test_what_asks_to_be_filled_in_is_a_form() -> None:
    title, ask = "Formulaire d'ouverture de compte", "à remplir en lettres capitales"
    assert _named(_page(title, ask, "IBAN | FR76"), "invoice") == "form"
    assert _named(_page(title, ask, "IBAN | FR76"), "order", 0.6) == "form"
    assert _named(_page(title, "IBAN | FR76"), "invoice") == "invoice"
    assert _named(_page("Facture n° 17", title, ask), "invoice") == "invoice"
    assert _named(_page("Rückgabe", ask), "invoice") == "invoice"


def test_pay_less_deductions_is_a_payslip() -> None:
    assert _named(_page(*PAYSLIP), "invoice") == "payslip"
    assert _named(_page(*PAYSLIP[:-1]), "invoice") == "invoice"
    assert _named(_page(*PAYSLIP), "receipt") == "payslip"
    few = _page("Monatslohn Stapler | 2.583,33", "Auszahlung | 2.583,33")
    assert _named(few, "invoice") == "invoice"


def test_a_text_under_its_sender_s_and_reader_s_addresses_is_a_mail() -> None:
    page = _page(*MAIL, "Date : | mar. 19 mai 2026 à 11:32", "Bonjour Julien,")
    assert _named(page, "letter") == "mail"
    assert _named(page, "order") == "order"
    printed = _page("Von: Berg, Jutta", "Gesendet: Montag, 4. Mai", "An: Ott, Jan", "Betreff: Plan")
    assert _named(printed, "report") == "mail"


@pytest.mark.parametrize(
    "rows",
    [
        ("From: Jutta Berg", "To: All staff", "Date: 4 May 2026", "Subject: Parking"),  # a memo
        ("Fax: 030 1234", *MAIL, "Date : 19/05/2026"),
        ("Nordlicht GmbH", "info@nordlicht.example", "An: Jan Ott", "Datum: 04.05.2026"),
    ],
)
def test_a_memo_a_fax_and_a_letterhead_are_no_mails(rows: tuple[str, ...]) -> None:
    assert _named(_page(*rows, "Guten Tag,"), "letter") == "letter"


def test_courses_are_a_bill_of_fare_where_the_model_knows_nothing() -> None:
    page = _page("L'Auberge", "LES ENTRÉES", "Terrine | 11", "LES PLATS", "Entrecôte | 27")
    assert _named(page, "quote", 0.37) == "other"
    assert _named(page, "quote", 0.8) == "quote"
    titled = _page("Devis", "ENTRÉES", "Terrine | 11", "PLATS", "Entrecôte | 27")
    assert _named(titled, "quote", 0.37) == "quote"


def test_a_greeting_without_terms_is_a_letter() -> None:
    page = _page("Sehr geehrte Frau Berg,", "wir hören Sie an.", "Mit freundlichen Grüßen")
    law = Field(value="deutsches Recht", raw="deutsches Recht", confidence=0.9, origin="rule")
    assert is_mere_letter([page], {})
    assert not is_mere_letter([page], {"governing_law": law})
    assert not is_mere_letter([page], {"party": [law, law]})
    for title, mere in (("Mängel – Mietvertrag 3318/02 vom", True), ("Mietvertrag 3318/02", False)):
        assert is_mere_letter([page], {"title": law.model_copy(update={"value": title})}) == mere
    assert not is_mere_letter([_page("§ 1 Miete", "Mit freundlichen Grüßen")], {})


def test_who_has_paid_owes_nothing() -> None:
    def field(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.9, origin="model")

    paid = {"due_date": field("2026-05-17"), "amount_due": field("351.90"), "iban": field("DE1")}
    assert set(owe_nothing(paid)) == {"iban"}
    assert set(owe_nothing({"amount_due": field("0.00")})) == {"amount_due"}
    assert set(owe_nothing({**paid, "total_gross": field("351.90")})) == {"iban", "total_gross"}
    deposit = {**paid, "total_gross": field("600.00")}
    assert owe_nothing(deposit) == deposit


def test_a_letter_about_a_form_greets_and_has_nothing_to_fill_in() -> None:
    rows = ["Antrag auf Verlegung der Zufahrt", "Sehr geehrter Herr Dr. Yıldız,", "Im Auftrag"]
    assert _named(_page(*rows), "form") == "letter"
    assert _named(_page(*rows, "Unterschrift: ________"), "form") == "form"
    assert _named(_page(*rows, "Unterschrift:"), "form") == "form"
    assert _named(_page(*rows, "Name, Vorname"), "form") == "form"
    assert _named(_page(rows[0], rows[2]), "form") == "form"


def test_a_form_that_speaks_of_a_contract_is_still_a_form() -> None:
    page = _page("Formulaire AB-3", "À retourner complété à la caisse", "Votre contrat")
    assert _named(page, "contract", 0.77) == "form"
    assert _named(page, "contract", 0.95) == "contract"


def test_new_prices_in_a_letter_are_no_quotation() -> None:
    rows = ("Objet : Révision de nos tarifs", "Madame,", "Drap plat | 1,22 €",
            "Nous vous prions d’agréer, Madame,")  # fmt: skip
    assert _named(_page(*rows), "quote", 0.75) == "letter"
    assert _named(_page(*rows), "quote", 0.95) == "quote"
    assert _named(_page(*rows[:1], *rows[2:]), "quote", 0.75) == "quote"
    for offer in ("Notre offre n° 12", "Nous vous proposons :", "We offer you", "Gerne bieten wir"):
        assert _named(_page(offer, *rows), "quote", 0.75) == "quote"


def test_a_letter_titled_as_a_quotation_that_adds_up_is_one() -> None:
    rows = ("Quotation ref. Q/1904/rev B", "Dear Mrs Hale,", "Yours sincerely,",
            "Total excluding VAT | 20,622.00", "Total including VAT | 24,746.40")  # fmt: skip
    assert _named(_page(*rows), "letter") == "quote"
    assert _named(_page(*rows[:-1]), "letter") == "letter"
    assert _named(_page("Your quotation Q/1904", *rows[1:]), "letter") == "letter"


def test_a_payslip_of_the_romandie_is_told_by_its_deductions() -> None:
    rows = ("Salaire brut | 6642.13", "N° AVS | 756.4410.8273.19",
            "Total des déductions sociales | -906.59", "Salaire net | 5735.54")  # fmt: skip
    assert _named(_page(*rows), "invoice") == "payslip"


def test_a_credit_of_another_month_among_the_sums_makes_no_credit_note() -> None:
    bill = ("Rechnung | IM-260618", "Tarif S | 2 | 33,60", "Rechnungssumme | 49,98")
    assert _named(_page(*bill, "Gutschrift aus Vormonat | -15,00"), "credit_note") == "invoice"
    assert _named(_page(*bill, "Gutschrift aus Vormonat"), "credit_note") == "credit_note"
    assert _named(_page(*bill, "Wir schreiben Ihnen gut:"), "credit_note") == "credit_note"
    assert _named(_page(*bill[1:]), "credit_note") == "credit_note"


@pytest.mark.parametrize(
    "told",
    [
        "Gutschrift (Selbst ausgestellte Rechnung) Nr. 4711",
        "Abrechnung im Gutschriftsverfahren gemäß § 14 Abs. 2 UStG",
        "Gutschrift nach § 14 (2) UStG",
        "SELF-BILLED INVOICE",
        "Autofacturation – TVA due par le fournisseur",
        "Facture établie au nom et pour le compte du fournisseur",
    ],
)
def test_an_invoice_that_its_buyer_writes_is_no_credit_note(told: str) -> None:
    rows = (told, "Nr. | 4711", "Menge | 12", "Auszahlungsbetrag | 49,98")
    assert _named(_page(*rows), "credit_note") == "invoice"
    assert _named(_page("Gutschrift", *rows[1:]), "credit_note") == "credit_note"
    assert _named(_page("Self-billed credit note", *rows[1:]), "credit_note") == "credit_note"


@pytest.mark.parametrize(
    "told",
    [
        "Dies ist eine kaufmännische Gutschrift, keine Gutschrift im Sinne des § 14 Abs. 2 UStG.",
        "Gutschrift (keine Gutschrift i. S. d. § 14 Abs. 2 Satz 2 UStG)",
        "Kaufmännische Gutschrift nach § 14 UStG",
        "Abrechnungen im Gutschriftsverfahren sind ausgeschlossen.",
        "Credits shall not be claimed by self-billing.",
    ],
)
def test_what_says_that_its_buyer_does_not_write_it_stays_a_credit_note(told: str) -> None:
    rows = ("Gutschrift", "Nr. | 4711", "Menge | 12", "Betrag | 49,98", told)
    assert _named(_page(*rows), "credit_note") == "credit_note"


STAY = ("Anreise | 03.06.2025", "Abreise | 05.06.2025", "Mastercard | -369,20")


def test_a_guest_s_nights_are_billed() -> None:
    assert _named(_page("Hotel Speicher", *STAY), "receipt") == "invoice"
    days = "Arrivée : 21/05/2026 — Départ : 23/05/2026 — Chambre 12"
    assert _named(_page("Hôtel des Paludiers", days), "receipt") == "invoice"
    days = "Anreise 18.10.2026 Abreise 20.10.2026"
    assert _named(_page("Hotel Seeblick", days, "Bezahlt mit Visa"), "receipt") == "invoice"
    assert _named(_page("RECEIPT", *STAY), "receipt") == "receipt"
    night_train = ("Départ : 12/03/2026 | 22:10", "Arrivée : 13/03/2026 | 07:35")
    assert _named(_page("SNCF Voyageurs", *night_train), "receipt") == "receipt"
    assert _named(_page("Hotel Speicher", *STAY[1:]), "receipt") == "receipt"


def test_a_reminder_of_no_amount_is_a_letter() -> None:
    letter = ("Madame, Monsieur,", "Notre compte bancaire a changé.", "salutations distinguées")
    assert _named(_page(*letter), "payment_reminder", 0.5) == "letter"
    assert _named(_page(*letter), "payment_reminder", 0.9) == "payment_reminder"
    for amount in ("1 440,00 €", "CHF 250.–", "1'250.-- Franken", "250 EUR", "€ 250"):
        owed = (*letter[:2], f"Il reste dû {amount}", letter[2])
        assert _named(_page(*owed), "payment_reminder", 0.5) == "payment_reminder"


@pytest.mark.parametrize(
    "said",
    [
        "Wir bitten um eine berichtigte Rechnung über 90,00 €.",
        "Bis dahin halten wir die Zahlung zurück.",
        "I will pay £181.40 now and ask you to cancel the balance.",
        "Nous suspendons le règlement de la facture de 90,00 €.",
        "Nous vous prions d’émettre un avoir de 234,00 €.",
    ],
)
def test_who_disputes_a_bill_reminds_of_none(said: str) -> None:
    letter = ("Sehr geehrte Damen und Herren,", said, "Mit freundlichen Grüßen")
    assert _named(_page(*letter), "payment_reminder") == "letter"
    assert _named(_page(*letter), "remittance_advice") == "letter"
    assert _named(_page("Mahnung", *letter), "payment_reminder") == "payment_reminder"
    assert _named(_page(said), "payment_reminder") == "payment_reminder"
    owed = (letter[0], "Bitte zahlen Sie 90,00 € bis Montag.", letter[2])
    assert _named(_page(*owed), "payment_reminder") == "payment_reminder"


def test_a_claim_of_expenses_is_a_form() -> None:
    claim = ("Lindwall Ltd – Staff expense claim", "Date | Details | £ Mileage | £ Rail")
    assert _named(_page(*claim), "payslip", 0.4) == "form"
    assert _named(_page("Lindwall Ltd", claim[1]), "payslip", 0.4) == "payslip"


BILL = ("Malermeister Jens Kruse", "Am Deich 4", "26721 Emden", "Rechnung RE-77", "12.03.2026",
    "Treppenhaus streichen | 480,00", "Gesamt | 480,00")  # fmt: skip


@pytest.mark.parametrize(
    "row", ["Frau Helga Thoma, Neutorstr. 12, 26721 Emden", "IBAN DE40 4740 6812 4158 6834 49"]
)
def test_what_is_titled_an_invoice_and_says_to_whom_it_goes_or_where_to_pay_is_no_receipt(
    row: str,
) -> None:
    assert _named(_page(*BILL, row), "receipt") == "invoice"
    assert _named(_strip(*BILL, row), "receipt") == "invoice"
    assert _named(_strip(*BILL), "receipt") == "receipt"
    assert _named(_page(*BILL, row, "Bezahlt mit girocard"), "receipt") == "receipt"
    assert _named(_page(*BILL, row, "À régler par chèque ou en espèces"), "receipt") == "invoice"
    assert _named(_page("Quittung", *BILL, row), "receipt") == "receipt"
    assert _named(_page(*BILL, row, "CASH | 500,00", "CHANGE | 20,00"), "receipt") == "receipt"


def test_opening_hours_are_no_address_of_a_buyer() -> None:
    hours = ("SUN-THU: 1000 HRS - 2200 HRS", "FRI-SAT: 1000 HRS - 2300 HRS")
    assert _named(_strip(*BILL, *hours), "receipt") == "receipt"


@pytest.mark.parametrize(
    "rows", [("Dachdeckerrechnung",), ("Facture de chauffage",), ("Note of Work", "Invoice no. 7")]
)
def test_a_sheet_that_names_an_invoice_and_no_payment_is_one(rows: tuple[str, ...]) -> None:
    bill = (*rows, "12.03.2026", "Montage | 480,00", "Total | 480,00")
    assert _named(_page(*bill), "receipt") == "invoice"
    assert _named(_strip(*bill), "receipt") == "receipt"
    assert _named(_page(*bill, "Bezahlt mit girocard"), "receipt") == "receipt"
    assert _named(_page(*bill, "Receipt no. 17"), "receipt") == "receipt"
    assert _named(_page("Delivery note", *bill), "receipt") != "invoice"


def test_a_sheet_that_tells_neither_bill_nor_payment_is_no_sure_receipt() -> None:
    rows = ("Dachservice Kolb", "Schlussaufstellung", "12.03.2026", "Montage | 480,00")
    found = Labelled[DocType](value="receipt", confidence=0.97)
    assert name_by_signs([_page(*rows)], found, "dmy").confidence == 0.5
    for page in (_strip(*rows), _page(*rows, "bezahlt"), _page("Quittung", *rows)):
        assert name_by_signs([page], found, "dmy") == found


def test_a_web_shop_s_receipt_prints_its_number_behind_the_order_s() -> None:
    rows = (
        "Order #4711 · Receipt no. RC-17 · 4 May 2026",
        "Paid | £190.35",
        "Palette knife | £35.96",
    )
    assert _named(_page(*rows), "invoice") == "receipt"
    assert _named(_page("Order #4711 · Invoice no. 17", *rows[1:]), "invoice") == "invoice"


@pytest.mark.parametrize(
    "said",
    [
        "This is to confirm your order FM-2611, accepted on 4 May.",
        "hiermit bestätigen wir Ihren Auftrag vom 4. Mai.",
        "Nous vous confirmons votre réservation du 4 mai.",
    ],
)
def test_a_letter_that_confirms_an_order_is_no_invoice(said: str) -> None:
    rows = ("Dear Mrs Moss,", said, "Marquee | 1 | 1,150.00", "Yours sincerely")
    assert _named(_page(*rows), "invoice", 0.8) == "order_confirmation"
    assert _named(_page(*rows[:1], *rows[2:]), "invoice", 0.8) == "invoice"
    assert _named(_page(*rows, "Invoice no. 17"), "invoice", 0.8) == "invoice"
    assert _named(_page(*rows[1:3]), "invoice", 0.8) == "invoice"


def test_boxes_to_tick_make_a_form_of_what_is_titled_so() -> None:
    rows = ("Formulaire 14-B", "Cause | ☐ gel ☒ rupture", "Un tiers ? | ☐ oui ☒ non")
    assert _named(_page(*rows), "contract", 0.4) == "form"
    assert _named(_page(*rows[:2]), "contract", 0.4) == "contract"
    assert _named(_page(*rows[1:]), "contract", 0.4) == "contract"


def test_what_numbers_an_offer_and_says_how_long_it_holds_is_one() -> None:
    rows = ["Glen Roofing | Estimate total", "FOR | ESTIMATE NO.", "Tummel Hotel | E-0318"]
    rows += ["VALID UNTIL", "4 April 2025", "Total | £13,646.52"]
    assert _named(_page(*rows), "invoice", 0.99) == "quote"
    assert _named(_page(*rows[:3], *rows[4:]), "invoice", 0.99) == "invoice"
    assert _named(_page("Invoice no. | 4711", *rows), "invoice", 0.99) == "invoice"


def test_what_says_nothing_of_a_credit_is_a_doubtful_credit_note() -> None:
    found = Labelled[DocType](value="credit_note", confidence=0.95)
    rows = ("Ventil | 18,40 | 368,00", "Gesamtbetrag | 437,92 €")
    named = name_by_signs([_page("Buchungsbeleg", *rows)], found, "dmy")
    assert named == Labelled(value="credit_note", confidence=0.5)
    assert name_by_signs([_page("Gutschriftsanzeige", *rows)], found, "dmy") == found


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("AGREEMENT FORM FOR NON-CANDIDATE/ISSUE ADVERTISEMENTS", "form"),
        ("NAB Form PB-18 | Candidate Advertisement", "form"),
        ("Record of Request for Political Broadcast Time", "form"),
        ("Political candidate advertisements of October", "invoice"),
        ("Thank you for your request for political time.", "invoice"),
        ("Request for time sheets", "invoice"),
    ],
)
def test_who_asks_a_station_for_time_fills_in_a_form(head: str, kind: str) -> None:
    assert _named(_page(head, "Station: KXQZ | Date: 10/04/2010"), "invoice") == kind


def test_a_curriculum_vitae_is_nothing_that_is_entered() -> None:
    rows = (
        "Lebenslauf",
        "Mehmet Can Aydın",
        "Schule",
        "2020 – heute: Realschule",
        "Kenntnisse",
        "CAD",
    )
    assert _named(_page(*rows), "contract") == "other"
    assert _named(_page(*rows), "invoice") == "invoice"
    assert _named(_page(*rows), "form") == "form"
    assert _named(_page("CURRICULUM AGREEMENT", *rows[1:]), "contract") == "contract"
    assert _named(_page("Lebenslauf", "Ich bitte um Ihren Lebenslauf."), "letter") == "letter"
    letter = (*rows[:1], "Sehr geehrte Damen und Herren,", "anbei mein Lebenslauf.", *rows[2:])
    assert _named(_page(*letter, "Mit freundlichen Grüßen"), "letter") == "letter"


def test_a_career_without_heading_is_told_by_its_stays() -> None:
    rows = (
        "Aoife Brennan",
        "Experience",
        "2019 – present | Warehouse lead, Kiltern Foods Ltd",
        "2015 - 2019 | Picker, Delmore Freight Ltd",
        "Education",
        "Sept 2011 to June 2014 | Leaving Certificate",
    )
    assert _named(_page(*rows), "report") == "other"
    assert _named(_page(*rows[:4]), "report") == "report"
    priced = [f"{row} | 20.00" if row[0] == "2" else row for row in rows[:5]]
    assert _named(_page(*priced, "2014 | School"), "report") == "report"


def test_a_careers_firms_are_no_parties_of_it() -> None:
    page = _page("Lebenslauf", "Ausbildung", "Sprachen")
    name = Field(value="Holm GmbH", raw="Holm GmbH", confidence=0.8, origin="model")
    fields: Fields = {"seller_name": name, "issue_date": name}
    assert name_no_party(fields, [page], "other") == {"issue_date": name}
    assert name_no_party(fields, [page], "letter") == fields
    assert name_no_party(fields, [_page("Bericht")], "other") == fields


def test_prices_that_nothing_sums_are_a_list_of_prices() -> None:
    rows = (
        "Weir Ltd - trade price list from 1 January",
        "Code | Description | Price",
        "T1 | Bend | 9.85",
    )
    assert _named(_page(*rows), "invoice") == "other"
    assert _named(_page(*rows, "Total | 9.85"), "invoice") == "invoice"
    assert _named(_page("Our price list is attached.", *rows[1:]), "invoice") == "invoice"
    assert _named(_page(*rows), "order") == "order"
