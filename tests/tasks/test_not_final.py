"""Bills that say of themselves that they are not to be paid."""

import pytest

from schemas.document import Page
from tasks.not_final import find_not_final
from tests.tasks.tagged_pages import draw

ITEMS = ["Pos. Bezeichnung | Betrag", "1 Logo | 350,00", "Summe | 350,00"]


def _page(*rows: str) -> Page:
    """Rows of cells divided by " | "."""
    return draw([row.replace(" | ", 20 * " ") for row in rows])[0]


def _state(*rows: str, doc_type: str = "invoice") -> str | None:
    found = find_not_final([_page(*rows)], doc_type)
    return found.state if found else None


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("DRAFT INVOICE", "draft"),
        ("Rechnung (ENTWURF)", "draft"),
        ("Rechnung Nr. 4711 – Entwurf", "draft"),
        ("Rechnungsvorschau", "draft"),
        ("Brouillon de facture", "draft"),
        ("Fattura in bozza", "draft"),
        ("Borrador de factura", "draft"),
        ("Conceptfactuur", "draft"),
        ("PROVISIONAL INVOICE", "draft"),
        ("*** ENTWURF ***", "draft"),
        ("Draft for your approval – do not pay.", "draft"),
        ("Vorschau zur Prüfung", "draft"),
        ("DRAFT – NOT FOR PAYMENT", "draft"),
        ("Draft invoice for approval", "draft"),
        ("ENTWURF vom 12.03.2026", "draft"),
        ("Status: | Draft", "draft"),
        ("Invoice cancelled and replaced by INV-12", "cancelled"),
        ("STORNIERT am 16.03.2026", "cancelled"),
        ("Invoice – VOID", "cancelled"),
        ("FACTURE ANNULEE le 16/03/2026 – voir avoir A012", "cancelled"),
        ("Fattura annullata", "cancelled"),
        ("Factura anulada", "cancelled"),
        ("Geannuleerde factuur", "cancelled"),
        ("Rechnung | CANCELLED", "cancelled"),
        ("VOID INVOICE", "cancelled"),
        ("SAMPLE INVOICE", "draft"),
        ("Musterrechnung", "draft"),
        ("Muster-Rechnung Nr. 4711", "draft"),
        ("Fattura di esempio", "draft"),
        ("Voorbeeldfactuur", "draft"),
        ("Anzahlungsanforderung", "no_bill"),
        ("Vorkasse-Anforderung Nr. 4711", "no_bill"),
        ("Vorabrechnung", "no_bill"),
        ("Abschlagsanforderung Nr. 3", "no_bill"),
        ("Vorauszahlungsanforderung", "no_bill"),
        ("Demande d’acompte", "no_bill"),
        ("Tax Invoice / Quotation", "no_bill"),
        ("Vorkasserechnung / Pro-forma", "no_bill"),
    ],
)
def test_a_title_or_a_cell_of_its_own_says_what_the_paper_is(row: str, state: str) -> None:
    assert _state("Nordlicht GmbH", row, *ITEMS) == state


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        (["Diese Rechnung wurde am 16.03.2026 storniert (Beleg 4712)."], "cancelled"),
        (["Bitte beachten: Diese Rechnung wurde", "storniert."], "cancelled"),
        (["This invoice has been cancelled."], "cancelled"),
        (["Cette facture a été annulée."], "cancelled"),
        (["This document is a draft."], "draft"),
        (["Ce document n'est pas une facture."], "no_bill"),
        (["Pro forma only - payment on receipt of goods."], "no_bill"),
        (["A VAT invoice will follow on despatch."], "no_bill"),
        (["Proforma – kein Zahlungsbeleg. Die Schlussrechnung folgt mit der Ware."], "no_bill"),
        (["Proforma, ne constitue pas une facture."], "no_bill"),
        (["La facture définitive suivra."], "no_bill"),
        (["Die Rechnung erhalten Sie mit der Lieferung."], "no_bill"),
        (["Die Rechnung erhalten Sie zusammen mit der Ware."], "no_bill"),
        (["For information only. This is not a demand for payment."], "no_bill"),
        (["Dieser Bon berechtigt nicht zum Vorsteuerabzug."], "no_bill"),
        (["Diese Vorschau ist keine Rechnung im Sinne des UStG."], "no_bill"),
    ],
)
def test_a_sentence_about_the_paper_itself_counts_anywhere(rows: list[str], state: str) -> None:
    assert _state("Rechnung", *ITEMS, *rows) == state


def test_a_watermark_counts_wherever_it_stands() -> None:
    page = _page("Rechnung", *ITEMS, "Entwurf")
    assert find_not_final([page], "invoice") is None
    large = tuple(
        w._replace(box=(w.box[0], w.box[1] - 0.2, w.box[2], w.box[3] + 0.2))
        if w.text == "Entwurf"
        else w
        for w in page.words
    )
    found = find_not_final([page.model_copy(update={"words": large})], "invoice")
    assert found is not None
    assert (found.state, found.text) == ("draft", "Entwurf")


@pytest.mark.parametrize(
    "row",
    [
        "2 Entwurf Logo | 350,00",
        "Entwurf | 350,00",
        "ENTWURF",  # a heading among the items
        "Draft settlement agreement",
        "Cancelled invoice: | 4711",
        "Ordered | Delivered | CANCELLED",
        "Stornobedingungen: bis 14 Tage vorher kostenfrei",
        "Diese Rechnung ersetzt Rechnung 4711, die storniert wurde.",
        "This invoice is cancelled if the order is not confirmed.",
        "Attach a bank letter or a cancelled cheque.",
        "Warranty void if plants are not watered.",
        "This is not a VAT invoice.",
        "Die Versicherungsteuer berechtigt nicht zum Vorsteuerabzug.",
        "Sie ist keine Umsatzsteuer und berechtigt nicht zum Vorsteuerabzug.",
        "No receipt, no refund.",
        "1 Musterrechnung gestalten | 350,00",
        "Zahlungsanforderung: | 4711",
        "Rechnung / Lieferschein",
        "Ihre Rechnung erhalten Sie per E-Mail.",
        "Die Schlussrechnung erhalten Sie nach Abschluss der Arbeiten.",
        "Die Nebenkostenabrechnung erhalten Sie gesondert.",
        "Die Jahresabrechnung erhalten Sie mit der Dezemberrechnung.",
        "Die Rechnung erhalten Sie zusammen mit den Tickets per Post.",
        "This is not a request for payment. The amount will be collected by Direct Debit.",
        "This is not a demand for payment. Your card was charged.",
        "This is not a request for payment, we collect by Direct Debit.",
        "Zahlungsanforderung",  # of the slip at its foot
        "Demande d’acompte",
    ],
)
def test_items_terms_and_other_papers_are_not_meant(row: str) -> None:
    assert _state("Rechnung", *ITEMS, row) is None


def test_a_part_bill_that_prints_its_tax_is_a_bill() -> None:
    taxed = ("Zuzüglich 19 % USt | 66,50", "Summe | 416,50")
    assert _state("Abschlagsanforderung Nr. 3", *ITEMS[:2], *taxed) is None
    assert _state("1. Abschlagsanforderung", *ITEMS[:2], "USt 19,00 % | 66,50") is None
    assert _state("Vorkasse-Anforderung", *ITEMS[:2], *taxed) == "no_bill"
    assert _state("Zahlungsanforderung", *ITEMS) is None


def test_a_credit_note_may_speak_of_what_it_cancels() -> None:
    rows = ("Gutschrift", "STORNIERT", *ITEMS)
    assert _state(*rows, doc_type="credit_note") is None
    assert _state("Gutschrift (Entwurf)", *ITEMS, doc_type="credit_note") == "draft"


def test_what_asks_for_no_bill_is_a_matter_of_invoices() -> None:
    assert _state("Anzahlungsanforderung", *ITEMS, doc_type="receipt") is None


def test_a_tills_slip_may_be_no_receipt() -> None:
    rows = ("RISTORANTE DA PINO", "keine Quittung – kein Beleg", "2 Pizza | 23,80")
    assert _state(*rows, doc_type="receipt") == "no_bill"
    assert _state("Keine Quittung, kein Umtausch", doc_type="receipt") is None
    assert _state("This is not an invoice.", doc_type="receipt") is None


def test_a_cell_without_end_is_no_mark() -> None:
    assert _state("Rechnung Nr. " + 20_000 * "4", *ITEMS) is None
    assert _state("Rechnung (ENTWURF) – nicht " + 300 * "x", *ITEMS) is None
