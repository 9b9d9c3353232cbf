"""Whether anything but its place tells a seller from the buyer beside him."""

import pytest

from schemas.record import Fields
from tasks.parties.placed_parties import are_only_placed
from tests.tasks.tagged_pages import draw, printed

ROWS = [
    "",
    "Hahn Stahl GmbH               Roth Werke AG",
    "Uferweg 8                     Messeweg 10",
]
ROWS += ["78462 Konstanz                50679 Köln"]


def _are_placed(
    rows: list[str], doc_type: str = "invoice", *, bold: bool = False, large: bool = False
) -> bool:
    page, _ = draw(rows)
    if large:
        x0, y0, x1, y1 = page.words[0].box
        sign = page.words[0]._replace(box=(x0, y0 - (y1 - y0), x1, y1))
        page = page.model_copy(update={"words": (sign, *page.words[1:])})
    texts = [word.text for word in page.words]
    if bold:
        at = texts.index("Stahl") - 1
        faced = [word._replace(face="b") for word in page.words[at : at + 3]]
        words = (*page.words[:at], *faced, *page.words[at + 3 :])
        page = page.model_copy(update={"words": words})
    buyer = texts.index("Roth")
    seller = texts.index("Stahl") - 1
    names = (printed(page, first, first + 2) for first in (seller, buyer))
    own, other = (name.model_copy(update={"value": name.raw}) for name in names)
    fields: Fields = {
        "seller_name": own,
        "buyer_name": other,
        "seller_address": printed(page, texts.index("78462"), texts.index("78462") + 1),
        "buyer_address": printed(page, texts.index("50679"), texts.index("50679") + 1),
    }
    return are_only_placed(fields, [page], doc_type)


def test_two_names_that_begin_side_by_side_are_told_by_their_place_alone() -> None:
    assert _are_placed(ROWS)
    assert not _are_placed(ROWS, bold=True)
    assert not _are_placed(ROWS, "order")
    lower = [ROWS[0], ROWS[1][:15], *ROWS[2:], "", "Roth Werke AG"]
    assert not _are_placed(lower)


@pytest.mark.parametrize(
    ("more", "placed"),
    [
        ("Tel. 0151 496 0495", False),
        (f"{'':30}Tel. 0151 496 0495", True),
        ("USt-IdNr. DE136695976", False),
        (f"{'':30}www.hahn-stahl.example", False),
        (f"{'':30}www.roth.example", True),
        (f"{'':30}Hahn Stahl", False),
        (f"{'':30}Stahl", True),
    ],
)
def test_what_else_a_paper_says_of_its_seller_tells_him(more: str, *, placed: bool) -> None:
    assert _are_placed([*ROWS, more]) is placed


def test_a_heading_tells_a_party() -> None:
    assert not _are_placed([f"{'':30}Kunde:", *ROWS[1:]])


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Our details", "Your details"),
        ("Issued by", "Issued to"),
        ("Supplier details", "Customer details"),
        ("Company", "Client details"),
        ("Datos del emisor", "Datos del cliente"),
        ("DATOS DE LA EMPRESA", "DATOS DEL CLIENTE"),
        ("Facturado por", "Facturado a"),
        ("Dati fornitore", "Dati cliente"),
        ("Émetteur de la facture", "Destinataire de la facture"),
        ("Gegevens leverancier", "Gegevens klant"),
        ("Rechnung von:", "Rechnung für:"),
    ],
)
def test_whose_data_follow_tells_a_party(own: str, other: str) -> None:
    assert not _are_placed([f"{own:30}{other}", *ROWS[1:]])


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Order details", "Delivery details"),
        ("Datos", "Datos de la compra"),
        ("Rechnung", "Rechnung für Mai 2026"),
        ("Bestellung: 4711", "Seite: 1"),
    ],
)
def test_what_heads_other_data_tells_no_party(own: str, other: str) -> None:
    assert _are_placed([f"{own:30}{other}", *ROWS[1:]])


def test_a_heading_in_the_row_of_a_name_tells_it() -> None:
    row = "Verkäufer: Hahn Stahl GmbH                Käufer: Roth Werke AG"
    assert not _are_placed([ROWS[0], row, *ROWS[2:]])
    row = "Projekt: Hahn Stahl GmbH                  Objekt: Roth Werke AG"
    assert _are_placed([ROWS[0], row, *ROWS[2:]])


def test_a_name_s_first_word_in_large_type_is_its_sign() -> None:
    assert _are_placed(["Hahn", *ROWS[1:]])
    assert not _are_placed(["Hahn", *ROWS[1:]], large=True)
