"""The title of a business document decides its type where the model errs."""

import pytest

from schemas.document import Page
from schemas.record import Labelled
from schemas.vocabulary import DocType
from tasks.kinds.titles import name_by_title
from tests.tasks.tagged_pages import draw


def _page(*rows: str) -> Page:
    """Rows of cells divided by " | "."""
    return draw([row.replace(" | ", 20 * " ") for row in rows])[0]


def _named(page: Page, found: DocType, confidence: float = 0.6) -> DocType:
    return name_by_title([page], Labelled(value=found, confidence=confidence)).value


@pytest.mark.parametrize(
    ("row", "found", "title"),
    [
        ("Quotation | Customer", "order", "quote"),
        ("ANGEBOT", "order", "quote"),
        ("Zahlungserinnerung", "statement", "payment_reminder"),
        ("Bon de livraison | 12.03.2024", "invoice", "delivery_note"),
        ("Purchase Order Form", "credit_note", "order"),
        ("ELECTRONIC ORDER", "order_confirmation", "order"),
        ("Wiege- und Lieferschein", "invoice", "delivery_note"),
        ("Wiegelieferschein", "invoice", "delivery_note"),
        ("RELEVE DE COMPTE CLIENT", "invoice", "statement"),
        ("Bon de livraison valorisé", "invoice", "delivery_note"),
        ("Albarán valorado", "invoice", "delivery_note"),
        ("Facture d’annulation (avoir)", "invoice", "credit_note"),
        ("Sales - Credit Memo", "invoice", "credit_note"),
        ("Verkauf - Lieferschein", "invoice", "delivery_note"),
    ],
)
def test_a_title_alone_in_its_cell_names_the_type(row: str, found: DocType, title: DocType) -> None:
    assert _named(_page("Nordlicht GmbH", row, "4711"), found, 0.95) == title


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("Vente - Avoir AV26-00417", "credit_note"),
        ("Gutschrift Nr. 88", "credit_note"),
        ("Gutschrift Nr. 88 zu Rechnung 4711", "invoice"),
        ("Justificatif de paiement", "receipt"),
        ("Justificatif de domicile", "invoice"),
    ],
)
def test_a_large_title_and_its_number_turn_a_sure_invoice(row: str, title: DocType) -> None:
    rows = ("Nordlicht GmbH", row, "Husum", "Datum 05.06.2025", "Menge", "Text")
    assert _named(_large(_page(*rows), 1), "invoice", 0.94) == title


@pytest.mark.parametrize("row", ["Provision Mai 2026", "Auszahlung | 119,00", "Einspeisung Juni"])
def test_what_its_reader_is_paid_by_a_gutschrift_keeps_its_signs(row: str) -> None:
    rows = ("Nordlicht GmbH", "Gutschrift Nr. 88", "Husum", "Datum 05.06.2025", row)
    assert _named(_large(_page(*rows), 1), "invoice", 0.96) == "invoice"


def test_a_caption_alone_in_its_cell_is_no_title_against_a_sure_model() -> None:
    page = _page("Papeterie SA", "Bon de livraison", "BL-0489")
    assert _named(page, "invoice", 0.99) == "invoice"


def test_a_title_with_a_number_helps_a_doubtful_model_only() -> None:
    page = _page("Nordlicht GmbH", "PURCHASE ORDER No. 2024-14900")
    assert _named(page, "quote", 0.4) == "order"
    assert _named(page, "quote", 0.9) == "quote"


def test_a_caption_of_another_papers_number_is_no_title() -> None:
    captions = (
        "Bestellung: | 2018-471",
        "Bestellung: 2018-471",
        "Bestellung | : 2018-471",
        "Bestellung | LW-2018-09-4711",  # which is no day
    )
    for row in captions:
        page = _page("Handelsrechnung (380) Nr. 471102 vom 05.06.2018", row)
        assert _named(page, "invoice", 0.6) == "invoice"
        assert _named(_page(row), "invoice", 0.6) == "invoice"


def test_what_prints_receipt_as_its_title_is_no_payslip() -> None:
    page = _page("Receipt from Quillstack, Inc.", "Team plan", "Total | $189.00")
    assert _named(page, "payslip", 0.7) == "receipt"
    assert _named(page, "payslip", 0.97) == "payslip"
    assert _named(page, "statement", 0.7) == "statement"


def _large(page: Page, row: int, factor: float = 1.8) -> Page:
    """The page with the words of one row set larger."""
    words = tuple(
        w._replace(box=(*w.box[:3], w.box[1] + factor * (w.box[3] - w.box[1])))
        if w.row == row
        else w
        for w in page.words
    )
    return page.model_copy(update={"words": words})


@pytest.mark.parametrize(
    ("row", "found", "title"),
    [
        ("Angebot Nr. A-17 – Neues Netzwerk", "invoice", "quote"),
        ("Our quotation for you No. 4145740", "invoice", "quote"),
        ("RELEVÉ DE COMPTE CLIENT", "invoice", "statement"),
        ("Bulletin de paie", "invoice", "payslip"),
        ("Zahlungsavis Nr. 90117", "invoice", "remittance_advice"),
        ("Rechnung / Lieferschein", "delivery_note", "invoice"),
        ("Auftragsbestätigung / Vorkasserechnung", "order_confirmation", "invoice"),
        ("Antrag auf Urlaub", "report", "form"),
        ("SEPA-Lastschriftmandat", "letter", "form"),
        ("Fiche fournisseur", "letter", "form"),
        ("Direct Debit Instruction", "letter", "form"),
        ("Wartungsvertrag", "letter", "contract"),
        ("AR DE COMMANDE", "order", "order_confirmation"),
        ("Programm", "report", "other"),
        ("Note de débit", "credit_note", "invoice"),
        ("Nota di debito", "credit_note", "invoice"),
        ("Note de frais", "credit_note", "form"),
        ("Vrachtbrief", "invoice", "delivery_note"),
        ("Retourbon", "invoice", "delivery_note"),
        ("Werkbon", "invoice", "report"),
        ("Aufmaß", "invoice", "report"),
        ("Kwitantie", "invoice", "receipt"),
        ("Rechnung RE-26-20881 - Mahnung", "invoice", "payment_reminder"),
        ("Invoice 4711 (Reminder)", "invoice", "payment_reminder"),
        ("Facture n° 4711 – 2ème relance", "invoice", "payment_reminder"),
        ("Rechnung RE-26-20881 - Erneuerung", "invoice", "invoice"),
        ("JOB SHEET / INVOICE", "invoice", "invoice"),
        ("WERKBON / FACTUUR", "invoice", "invoice"),
        ("Werkbon-factuur", "invoice", "invoice"),
        ("Arbeitszettel 4711 / Rechnung 4711", "invoice", "invoice"),
        ("Aufmaß und Rechnung", "invoice", "invoice"),
        ("Ordre de réparation / Facture", "invoice", "invoice"),
        ("Rapportino / Fattura", "invoice", "invoice"),
        ("Parte de trabajo / Factura", "invoice", "invoice"),
        ("Timesheet Invoice", "invoice", "invoice"),
        ("KWITANTIE / FACTUUR", "invoice", "invoice"),
        ("Time Sheet Services Ltd", "invoice", "invoice"),
        ("Frachtbrief-Service GmbH", "invoice", "invoice"),
        ("Retourbon / Creditnota", "credit_note", "credit_note"),
        ("Nota di variazione", "credit_note", "credit_note"),
        ("Nota 4711", "credit_note", "invoice"),
        ("Retourbon nr. 88", "invoice", "delivery_note"),
        ("NOTE DE FRAIS ET HONORAIRES", "invoice", "invoice"),
        ("Note de frais et d'honoraires n° 2026-14", "invoice", "invoice"),
        ("Note de frais mai", "credit_note", "form"),
        ("Avis d’échéance – facture", "invoice", "invoice"),
        ("AVIS D'ÉCHÉANCE n° 2026-04", "remittance_advice", "invoice"),
        ("Avis de virement", "invoice", "remittance_advice"),
    ],
)
def test_a_large_title_decides(row: str, found: DocType, title: DocType) -> None:
    page = _page("Nordlicht GmbH", row, "Rechnung | Datum | Betrag", "R-7712 | heute | 12,50")
    assert _named(_large(page, 1), found, 0.97) == title


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        ("Documento di trasporto (DDT) n. 451 del 12/10/2026", 0.85),
        ("Documento di trasporto", 0.93),
        ("Documento di trasporto per le merci in conto visione", 0.48),
    ],
)
def test_a_large_title_that_says_the_same_makes_sure(row: str, sure: float) -> None:
    rest = 3 * ("Causale della consegna: vendita, porto franco",)
    page = _large(_page("Tipografia Bellini S.r.l.", row, *rest), 1)
    named = name_by_title([page], Labelled(value="delivery_note", confidence=0.48))
    assert named == Labelled(value="delivery_note", confidence=sure)


def test_a_stamp_of_arrival_is_no_title() -> None:
    rows = ("REÇU LE", "04.03.2026", "Mouser-Lantier SARL", "Bon de commande n° 4711")
    assert _named(_large(_page(*rows), 0), "order", 0.6) == "order"
    rows = ("REÇU LE 4 MARS 2026", *rows[1:])
    assert _named(_large(_page(*rows), 0), "order", 0.6) == "order"
    assert _named(_large(_page("REÇU", *rows[1:]), 0), "invoice", 0.6) == "receipt"


def test_a_letter_about_an_invoice_stays_a_letter() -> None:
    page = _large(_page("Nordlicht GmbH", "Ihre Rechnung 4711 vom 05.06.2025"), 1)
    assert _named(page, "letter", 0.8) == "letter"


def test_a_letter_whose_subject_is_a_reminder_is_one() -> None:
    assert _named(_page("Objet : Relance facture 4711"), "letter", 0.8) == "payment_reminder"


def test_heads_of_columns_are_no_titles() -> None:
    page = _page("Vertreter: | Lieferschein", "Jutta Berg | ACA-13991")
    assert _named(page, "invoice", 0.6) == "invoice"


def test_two_titles_name_nothing() -> None:
    assert _named(_page("Rechnung", "Lieferschein"), "order") == "order"


def test_a_slip_headed_tax_invoice_stays_a_receipt() -> None:
    assert _named(_page("TAX INVOICE"), "receipt") == "receipt"


@pytest.mark.timeout(10)
def test_a_word_without_end_is_no_title_and_takes_no_time() -> None:
    page, _ = draw(["x" * 20_000])
    found = Labelled[DocType](value="invoice", confidence=0.6)
    assert name_by_title([page], found) == found


@pytest.mark.parametrize(
    ("row", "found", "title"),
    [
        ("Reversal Invoice", "credit_note", "credit_note"),
        ("Annulation de facture", "credit_note", "credit_note"),
        ("Certificate of Conformity", "contract", "other"),
        ("Pedido confirmado", "order_confirmation", "order_confirmation"),
        ("Confirmation de réservation", "invoice", "order_confirmation"),
        ("Buchungsbestätigung", "invoice", "order_confirmation"),
        ("ACH REMITTANCE ADVICE", "invoice", "remittance_advice"),
        ("Fattura insoluta", "payment_reminder", "payment_reminder"),
        ("Your Invoice", "order_confirmation", "order_confirmation"),
        ("Order # S00123", "order_confirmation", "order_confirmation"),
    ],
)
def test_a_large_title_that_holds_another_papers_name_is_not_that_paper(
    row: str, found: DocType, title: DocType
) -> None:
    page = _large(_page("Nordlicht GmbH", row, "4711", "Text", "Text", "Text"), 1)
    assert _named(page, found, 0.96) == title


def test_a_heading_above_a_number_with_a_date_is_no_title() -> None:
    page = _page("Tel.: | Delivery Note:", "0151 | 6263/16 dated 22/10/2016")
    assert _named(page, "quote", 0.45) == "quote"


def test_the_caption_of_a_sum_is_no_title() -> None:
    page = _large(_page("Offerta n. 944/23", "Kit ricambi | 50,00", "TOTALE FATTURA | 50,00"), 2)
    assert _named(page, "quote", 0.6) == "quote"
    page = _large(_page("Nordlicht Ltd", "Text", "Invoice Total: | 643,23 EUR"), 2)
    assert _named(page, "order", 0.9) == "order"


def test_a_till_s_slip_may_name_itself() -> None:
    page = _page("HOFMANN & SORGATZ", "Kassenbon", "Bio Bananen | 12,00")
    assert _named(page, "other", 0.87) == "receipt"
    assert _named(page, "invoice", 0.87) == "invoice"


def test_a_dash_may_stand_between_a_title_and_its_number() -> None:
    assert _named(_page("Fennimore Timber", "QUOTATION — A-75738-24"), "order", 0.5) == "quote"


@pytest.mark.parametrize(
    "row", ["DERNIER AVIS AVANT POURSUITES", "Ultimo avviso", "Final notice before legal action"]
)
def test_a_last_notice_is_a_reminder_and_no_advice_of_payment(row: str) -> None:
    assert _named(_page(row), "remittance_advice", 0.9) == "payment_reminder"


def test_a_first_notice_of_something_else_is_no_reminder() -> None:
    assert (
        _named(_page("First notice before works begin in your street"), "letter", 0.9) == "letter"
    )


def test_a_statement_that_is_an_invoice_too_is_an_invoice() -> None:
    page = _page("Practice Hill", "Statement / Invoice No. 4711 | 05/06/2025")
    assert _named(page, "statement", 0.6) == "invoice"
    assert _named(_page("Practice Hill", "Statement"), "statement", 0.6) == "statement"


def test_a_number_may_stand_before_its_title() -> None:
    page = _page("Services King LLC | #4500341742 PURCHASE ORDER", "SUPPLIER | Summary")
    assert _named(page, "invoice", 0.95) == "order"


@pytest.mark.parametrize("row", ["BILL TO", "Invoices must show our order number"])
def test_whom_a_bill_goes_to_and_what_it_must_show_are_no_titles(row: str) -> None:
    assert _named(_large(_page("Services King LLC", row, "4711"), 1), "order") == "order"


@pytest.mark.parametrize(
    ("row", "found", "title"),
    [("Invoice May 2024", "order", "invoice"), ("Quote from Acme Ltd", "invoice", "quote")],
)
def test_a_month_or_a_sender_behind_a_title_leaves_it_one(
    row: str, found: DocType, title: DocType
) -> None:
    page = _large(_page("Hahn GmbH", row, "4711", "Hafenweg 3", "25813 Husum"), 1)
    assert _named(page, found, 0.9) == title


def test_a_title_may_go_on_in_the_row_below() -> None:
    page = _page("Quincaillerie Morvan | ACCUSÉ DE RÉCEPTION", "Brest                | DE COMMANDE")
    assert _named(page, "order", 0.9) == "order_confirmation"


def test_what_a_reminder_lists_makes_it_no_invoice() -> None:
    page = _page("Imprimerie", "Objet : DEUXIÈME RAPPEL – factures échues", "Madame, Monsieur,")
    assert _named(page, "invoice", 0.87) == "payment_reminder"


def test_stars_about_a_title_are_none_of_it() -> None:
    page = _page("Brasseur SA | *** COMMANDE FOURNISSEUR ***", "5030 Gembloux")
    assert _named(page, "order_confirmation", 0.95) == "order"


@pytest.mark.parametrize("mark", ["-", "•", "–"])
def test_what_a_list_encloses_is_no_title(mark: str) -> None:
    page = _page("Bestellung Nr. 4500123", "Bitte beilegen:", f"{mark} Lieferschein")
    assert _named(page, "order", 0.96) == "order"


def test_a_title_may_be_set_large_by_spaces() -> None:
    rows = ("Schwenk GmbH", "Benzstr. 19", "73563 Mögglingen")
    assert _named(_page("B E S T E L L U N G", *rows), "order_confirmation", 0.9) == "order"
    assert _named(_page("S E I T E", *rows), "order_confirmation", 0.9) == "order_confirmation"


def test_a_large_word_of_a_column_does_not_outdo_the_title_that_the_model_agrees_with() -> None:
    page = _page("TARA SUPPLIES | DELIVERY DOCKET", "B/ORDER")
    large = [
        word._replace(box=(word.box[0], word.box[1], word.box[2], word.box[3] + 0.05))
        if word.text == "B/ORDER"
        else word
        for word in page.words
    ]
    page = page.model_copy(update={"words": tuple(large)})
    assert _named(page, "delivery_note", 0.9) == "delivery_note"
    assert _named(page, "quote", 0.6) == "order"


def test_a_title_that_agrees_makes_a_doubtful_model_sure() -> None:
    found: Labelled[DocType] = Labelled(value="quote", confidence=0.5)
    assert name_by_title([_page("Nordlicht GmbH", "ANGEBOT", "4711")], found).confidence > 0.8
    sure: Labelled[DocType] = Labelled(value="quote", confidence=0.99)
    assert name_by_title([_page("Nordlicht GmbH", "ANGEBOT", "4711")], sure) == sure


def test_an_order_invoice_is_an_invoice() -> None:
    assert _named(_page("Order invoice", "4711"), "invoice", 0.98) == "invoice"


def test_a_firm_s_name_is_no_title_of_a_contract() -> None:
    rows = ("Oakley Barr Contract Furniture Ltd", "to", "Thornbury Foods Ltd", "Code", "each")
    assert _named(_large(_page(*rows), 0), "delivery_note", 0.99) == "delivery_note"
    for title in ("Contract with Beta Ltd", "Rahmenvertrag Stadtwerke AG"):
        page = _large(_page(title, *rows[1:]), 0)
        assert _named(page, "invoice", 0.6) == "contract"


def test_a_confirmation_that_is_an_invoice_too_is_an_invoice() -> None:
    page = _page("Pentland Travel", "Booking confirmation & invoice", "PT-61177")
    assert _named(page, "order_confirmation") == "invoice"
    assert _named(_page("Buchungsbestätigung und Rechnung"), "order_confirmation") == "invoice"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("AVIS D’ÉCHÉANCE VALANT FACTURE", "invoice"),
        ("Bon de livraison tenant lieu de facture n° 4711", "invoice"),
        ("Pakbon tevens factuur", "invoice"),
        ("AVIS DE VIREMENT DE LA FACTURE", "remittance_advice"),
        ("Relevé n’est pas un document valant facture", "statement"),
        ("Orderbevestiging, niet tevens factuur", "order_confirmation"),
        ("Note de crédit valant facture", "credit_note"),
        ("Bon de commande valant facture", "order"),
        ("Contrat valant facture", "contract"),
    ],
)
def test_what_stands_for_an_invoice_is_one(title: str, kind: DocType) -> None:
    page = _large(_page(title, "Agence Nordlicht", "Total TTC", "120,00", "Menge", "Text"), 0)
    assert _named(page, "invoice" if kind == "remittance_advice" else kind, 0.9) == kind


def test_minutes_and_notices_are_no_contract() -> None:
    page = _page("Les Amis du Moulin", "Procès-verbal de l’assemblée générale du 22 mars 2025")
    assert _named(page, "contract", 0.95) == "other"
    for title in (
        "Protokoll der Eigentümerversammlung",
        "PUBLIC NOTICE",
        "Attestation d’assurance",
    ):
        assert _named(_page("Bitburg", title, "Ref. 26/0417"), "contract", 0.95) == "other"
    page = _page("Wartungsvertrag", "Procès-verbal de l’assemblée générale du 22 mars 2025")
    assert _named(page, "contract", 0.95) == "contract"


@pytest.mark.parametrize(
    "title", ["Proforma-Rechnung", "Proformarechnung Nr. P 26-011", "FACTURE PRO FORMA"]
)
def test_nobody_is_to_pay_a_proforma(title: str) -> None:
    page, _ = draw(["Volkert GmbH", "", title, "Ventil   2   180,00   360,00"])
    for kind in ("invoice", "receipt"):
        found = name_by_title([page], Labelled(value=kind, confidence=0.97))
        assert found.value == "quote"
    paid, _ = draw(["Volkert GmbH", "Rechnung 4711", "", title, "Ventil   2   180,00   360,00"])
    assert name_by_title([paid], Labelled(value="invoice", confidence=0.97)).value == "invoice"


@pytest.mark.parametrize(
    "rows",
    [
        ["Thanks for your order"],
        ["Merci pour votre commande !"],
        ["Grazie per il tuo ordine!"],
        ["Vielen Dank für Ihre", "Bestellung!"],
    ],
)
def test_large_thanks_for_an_order_confirm_it(rows: list[str]) -> None:
    page = _page("Radladen Speiche", *rows, "Bestellnummer RS-100482", "1 Schloss", "2 Lampen")
    for row in range(1, 1 + len(rows)):
        page = _large(page, row)
    assert _named(page, "order", 0.7) == "order_confirmation"
    assert _named(page, "order_confirmation", 0.7) == "order_confirmation"


def test_small_thanks_for_an_order_name_no_type() -> None:
    page = _page("Radladen Speiche", "Vielen Dank für Ihre Bestellung!", "1 Schloss", "2 Lampen")
    assert _named(page, "invoice", 0.7) == "invoice"


@pytest.mark.parametrize("row", ["Vs. ordine telefonico", "Su pedido del 4 mayo", "Uw bestelling"])
def test_the_readers_own_order_is_no_title_however_large(row: str) -> None:
    rows = ("Nordlicht GmbH", f"FATTURA | {row}", "Husum", "Datum 05.06.2025", "Menge", "Text")
    page = _large(_page(*rows), 1)
    page = page.model_copy(update={"words": tuple(w for w in page.words if w.text != "FATTURA")})
    assert _named(page, "invoice", 0.94) == "invoice"


def test_a_number_and_a_day_beside_a_papers_name_are_no_title() -> None:
    rows = ("Factuur | 884120", "Datum | 15-05-25", "Klant | 3310", "Leverbon | 551903 14-05-25")
    assert _named(_page("Nordlicht BV", *rows), "invoice", 0.94) == "invoice"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("CREDITFACTUUR | 2025-1183 14-05-2025", "credit_note"),
        ("RAPPEL | 2025-1183 14/05/2025", "payment_reminder"),
        ("SOLLECITO DI PAGAMENTO | 2025-1183 14/05/2025", "payment_reminder"),
        ("PEDIDO | 2025-1183 14/05/2025", "order"),
        ("PAKBON | 2025-1183 14-05-2025", "delivery_note"),
    ],
)
def test_the_only_title_stays_one_beside_its_number_and_day(row: str, kind: str) -> None:
    rows = (
        "Nordlicht BV",
        "Dorpsstraat 4",
        row,
        "Aantal | Omschrijving | Prijs",
        "3 | Lamp | 4,00",
    )
    assert _named(_page(*rows), "invoice", 0.9) == kind


def test_a_note_stays_one_below_the_bill_that_it_is_about() -> None:
    rows = ("Nordlicht BV", "Factuur | 884120", "CREDITFACTUUR | 2025-1183 14-05-2025", "1 Lamp")
    assert _named(_page(*rows), "credit_note", 0.9) == "credit_note"
