"""Who paid, as a receipt says it."""

import pytest

from tasks.parties.payers import find_payers
from tests.tasks.tagged_pages import draw


def _found(rows: list[str]) -> dict[str, str]:
    page, _ = draw(rows)
    claims = find_payers([page])
    return {c.label: " ".join(page.words[i].text for i in c.words) for c in claims}


def test_a_payer_s_address_stands_behind_its_name() -> None:
    rows = ["Klavierhaus Lind", "Obere Gasse 16", "96049 Bamberg", "",
            "Erhalten von: Chor Rebhalde e. V., Torweg 40, 96049 Bamberg"]  # fmt: skip
    assert _found(rows) == {
        "buyer_name": "Chor Rebhalde e. V.,",
        "buyer_address": "Torweg 40, 96049 Bamberg",
        "seller_address": "Obere Gasse 16 96049 Bamberg",
    }


def test_a_buyer_stands_below_its_heading_with_the_address_behind() -> None:
    said = "Quayside Hotel, 6 Pulteney Crescent, Bath BA2 4EZ"
    assert _found(["Bin End Wines", "", "Sold to", said, "Chablis    12    21.90"]) == {
        "buyer_name": "Quayside Hotel,",
        "buyer_address": "6 Pulteney Crescent, Bath BA2 4EZ",
    }
    assert _found(["Sold to", "Chablis 1er Cru"]) == {}


def test_a_receipts_blank_back_names_no_payer() -> None:
    first, _ = draw(["Received from: Amelia Parsons"])
    blank, _ = draw([])
    assert [claim.page for claim in find_payers([first, blank])] == [0]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Received from: Amelia Parsons", "Amelia Parsons"),
        ("Reçu de : Christelle Guillou", "Christelle Guillou"),
        ("Reçu de Inès Rolland          250,00", "Inès Rolland"),
        ("Billed to: Kolb Handling Ltd", "Kolb Handling Ltd"),
        ("Billed to the customer", ""),
        ("REÇU DE PÉAGE", ""),
        ("Received from customer 4711", ""),
        ("Received from customer in good order", ""),
        ("Goods received from stock", ""),
        ("Received from Ada Lane the sum of two hundred pounds only", "Ada Lane"),
        ("Reçu de M. Rolland la somme de cent euros", "M. Rolland"),
        ("Erhalten von Frau Lind den Betrag von einhundert Euro", "Frau Lind"),
    ],
)
def test_a_receipt_names_its_payer(row: str, name: str) -> None:
    assert _found([row]).get("buyer_name", "") == name


@pytest.mark.parametrize(
    ("said", "payer"),
    [("Chor Rebhalde e.V., Halle", "Chor Rebhalde e.V.,"), ("Frau Mia Lind", "Frau Mia Lind")],
)
def test_a_form_names_both_who_paid_and_who_was_paid(said: str, payer: str) -> None:
    rows = [
        "Quittung                                  Nr. 318",
        f"von                {said}",
        "für                1 Teppich",
        "{}",
        "",
        "Ort / Datum         Stempel des Empfängers",
        "                    Weberei Ilse Quandt",
        "                    Marienstr. 22",
        "                    06618 Naumburg",
    ]
    assert _found([row.format("dankend erhalten.") for row in rows]) == {
        "buyer_name": payer,
        "seller_name": "Weberei Ilse Quandt",
        "seller_address": "Marienstr. 22 06618 Naumburg",
    }
    assert _found([row.format("bestellt") for row in rows]) == {}


def test_whom_a_receipt_is_billed_to_lives_in_the_row_below() -> None:
    rows = ["Billed to: Kolb Handling Ltd", "9 Park Road, Leicester LE19 1WZ",
            "Signwell Ltd, 71 Queen Square, Bristol BS1 4JP"]  # fmt: skip
    assert _found(rows) == {
        "buyer_name": "Kolb Handling Ltd",
        "buyer_address": "9 Park Road, Leicester LE19 1WZ",
        "seller_address": "71 Queen Square, Bristol BS1 4JP",
    }
