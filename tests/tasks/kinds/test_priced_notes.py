"""Notes of goods or work that print prices, and are no receipts for all that."""

import pytest

from schemas.document import Page
from schemas.record import Labelled
from schemas.vocabulary import DocType
from tasks.kinds.telling_signs import name_by_signs
from tests.tasks.tagged_pages import draw


def _headed(title: str, *rows: str, large: bool = True) -> Page:
    """A page under a title; cells are divided by " | "."""
    page = draw([row.replace(" | ", 20 * " ") for row in (title, "", *rows)])[0]
    words = (
        w._replace(box=(*w.box[:3], w.box[1] + 1.7 * (w.box[3] - w.box[1]))) if not w.row else w
        for w in page.words
    )
    return page.model_copy(update={"words": tuple(words)}) if large else page


def _named(page: Page) -> DocType:
    return name_by_signs([page], Labelled(value="receipt", confidence=0.9), "dmy").value


ITEMS = ("Riesling | 24 | 7,90 | 189,60", "Lemberger | 18 | 9,20 | 165,60", "Warenwert | 355,20")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Lieferschein", "delivery_note"),
        ("Packing slip PS-4418", "delivery_note"),
        ("Kommissionslieferschein K-4418", "delivery_note"),
        ("Abholschein Nr. A-4418", "delivery_note"),
        ("Mietschein", "delivery_note"),
        ("Weighbridge ticket", "delivery_note"),
        ("Bon d’enlèvement E-4418", "delivery_note"),
        ("Auftragsbestätigung 4711", "order_confirmation"),
        ("Leistungsnachweis", "report"),
    ],
)
def test_a_large_title_of_another_kind_makes_no_receipt(title: str, kind: DocType) -> None:
    assert _named(_headed(title, *ITEMS)) == kind


@pytest.mark.parametrize(
    ("title", "row", "kind"),
    [
        ("Packing list", "Invoice HI-3321", "delivery_note"),
        ("Packliste", "Rechnung Nr. 88", "delivery_note"),
        ("Liste de colisage", "Facture n° 88", "delivery_note"),
        ("Distinta colli", "Fattura n. 88", "delivery_note"),
        ("Lista de contenido", "Factura n.º 88", "delivery_note"),
        ("Paklijst", "Factuur nr. 88", "delivery_note"),
        ("Packing list PL-3321", "Invoice HI-3321", "receipt"),
        ("Packing list", "Invoice", "receipt"),
    ],
)
def test_a_small_number_of_another_paper_is_none_of_a_titled_note(
    title: str, row: str, kind: DocType
) -> None:
    assert _named(_headed(title, row, "", *ITEMS)) == kind


def test_a_tills_slip_stays_a_receipt_under_any_title() -> None:
    assert _named(_headed("Lieferschein", *ITEMS, "Rückgeld | 4,80")) == "receipt"
    strip = _headed("TAX INVOICE", *ITEMS).model_copy(update={"height": 300.0})
    assert _named(strip) == "receipt"
    assert _named(_headed("Lieferschein", "Kassenbeleg", *ITEMS)) == "receipt"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Guantes talla 9 (caja) | 10 | 3,40 | 34,00", "delivery_note"),
        ("Tornillo M8 | caja | 5 | 8,20 | 41,00", "delivery_note"),
        ("(caja de 100 u.)", "delivery_note"),
        ("Oil change | 1 | 45.00 | 45.00", "delivery_note"),
        ("Prices are subject to change", "delivery_note"),
        ("Our yard is open till 6 pm", "delivery_note"),
        ("Il resto della merce segue", "delivery_note"),
        ("Oil change 45.00 | 45.00", "delivery_note"),
        ("Change filter | 1 | 45.00 | 45.00", "delivery_note"),
        ("Gegeben EUR 10,00 Rückgeld EUR 5,80", "receipt"),
        ("Betrag gegeben | 10,00", "receipt"),
        ("EC gegeben | 10,00", "receipt"),
        ("Entregado 10,00 | Cambio 5,80", "receipt"),
        ("Importe cambio | 5,80", "receipt"),
        ("Total 10.00 | Change 5.80", "receipt"),
        ("Totale resto | 5,80", "receipt"),
        ("Caja principal", "receipt"),
        ("Caisse principale", "receipt"),
        ("Amount rounding | 0.01", "receipt"),
        ("Served at till 4", "receipt"),
        ("Caja 3 | Ticket 4471", "receipt"),
        ("Cassa: 01", "receipt"),
        ("N° caisse 12", "receipt"),
        ("Su cambio | 4,80", "receipt"),
        ("CHANGE | 4.80", "receipt"),
        ("Cash | 20.00 | Change | 4.80", "receipt"),
    ],
)
def test_what_an_item_is_packed_in_is_no_till(row: str, kind: DocType) -> None:
    assert _named(_headed("Albarán", row, *ITEMS)) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Nota di credito", "credit_note"),
        ("Ordine di acquisto", "order"),
        ("Sollecito di pagamento", "payment_reminder"),
        ("Penalty Charge Notice", "other"),
        ("Einfuhrabgabenbescheid", "other"),
        ("Avis de contravention", "other"),
        ("Avviso di accertamento", "other"),
        ("Notificación de sanción", "other"),
        ("Boetebeschikking", "other"),
        ("Mémoire", "receipt"),
    ],
)
def test_what_nobody_paid_is_what_a_large_title_says(title: str, kind: DocType) -> None:
    assert _named(_headed(title, *ITEMS)) == kind
    assert _named(_headed(title, *ITEMS, large=False)) == "receipt"
    assert _named(_headed(title, *ITEMS, "Pagato con carta di credito")) == "receipt"


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        (("Bar 20,07", "Zurück 3,00"), True),
        (("EFECTIVO | 20,00",), True),
        (("Contanti EUR | 5,00",), True),
        (("Leergut zurück | 3,00",), False),
        (("zurück",), False),
        (("Druck 10 bar | 3,00",), False),
    ],
)
def test_cash_on_a_short_slip_was_paid(rows: tuple[str, ...], sure: bool) -> None:
    page = _headed("Löwen-Apotheke", *ITEMS, *rows)
    sheet = page.model_copy(update={"height": 0.9 * page.width})
    found = Labelled[DocType](value="receipt", confidence=0.99)
    assert (name_by_signs([sheet], found, "dmy").confidence == 0.99) == sure


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Reduced to 35.00 if paid within 14 days.", "other"),
        ("Réduite à 35,00 si elle est payée sous 15 jours", "other"),
        ("Paid by card", "receipt"),
    ],
)
def test_what_is_less_if_it_is_paid_soon_is_not_paid(row: str, kind: DocType) -> None:
    assert _named(_headed("Penalty Charge Notice", row)) == kind


def test_a_line_at_the_foot_makes_no_strip_of_a_sheet() -> None:
    page = _headed("Eigenbeleg", *ITEMS, "Página 1 de 1")
    top, foot = page.words[0], page.words[-1]
    wide = top._replace(text="S.L.", box=(0.9, top.box[1], 0.95, top.box[3]))
    low = foot._replace(box=(foot.box[0], 0.95, foot.box[2], 0.96))
    page = page.model_copy(update={"height": 1.414 * page.width})
    sheet = page.model_copy(update={"words": (*page.words[:-1], low, wide)})
    found = Labelled[DocType](value="receipt", confidence=0.99)
    assert name_by_signs([sheet], found, "dmy").confidence == 0.5
    narrow = [w._replace(box=(w.box[0] / 3, w.box[1], w.box[2] / 3, w.box[3])) for w in sheet.words]
    strip = sheet.model_copy(update={"words": tuple(narrow)})
    assert name_by_signs([strip], found, "dmy") == found


def test_a_title_as_small_as_the_text_may_be_a_caption() -> None:
    assert _named(_headed("Lieferschein", *ITEMS, large=False)) == "receipt"


def test_a_small_title_does_where_the_page_says_that_it_is_no_invoice() -> None:
    rows = ("Order no. 7719", *ITEMS)
    no_bill = "This is not an invoice. Weekly invoice follows."
    assert _named(_headed("Delivery docket", *rows, no_bill, large=False)) == "delivery_note"
    assert _named(_headed("Delivery docket", *rows, large=False)) == "receipt"
    assert _named(_headed("Dairy", *rows, no_bill, large=False)) == "receipt"
