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


def test_a_tills_slip_stays_a_receipt_under_any_title() -> None:
    assert _named(_headed("Lieferschein", *ITEMS, "Rückgeld | 4,80")) == "receipt"
    strip = _headed("TAX INVOICE", *ITEMS).model_copy(update={"height": 300.0})
    assert _named(strip) == "receipt"
    assert _named(_headed("Lieferschein", "Kassenbeleg", *ITEMS)) == "receipt"


def test_a_title_as_small_as_the_text_may_be_a_caption() -> None:
    assert _named(_headed("Lieferschein", *ITEMS, large=False)) == "receipt"


def test_a_small_title_does_where_the_page_says_that_it_is_no_invoice() -> None:
    rows = ("Order no. 7719", *ITEMS)
    no_bill = "This is not an invoice. Weekly invoice follows."
    assert _named(_headed("Delivery docket", *rows, no_bill, large=False)) == "delivery_note"
    assert _named(_headed("Delivery docket", *rows, large=False)) == "receipt"
    assert _named(_headed("Dairy", *rows, no_bill, large=False)) == "receipt"
