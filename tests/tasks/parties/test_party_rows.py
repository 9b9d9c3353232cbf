"""Name and address of a shop are whole rows of print."""

import pytest

from readers.layout import arrange_page
from schemas.prediction import WordTag
from tasks.parties.party_rows import complete_seller
from tests.tasks.tagged_pages import draw


def tagged(rows: list[str], label: str) -> str:
    page, tags = draw(rows)
    (done,) = complete_seller([page], [tags])
    return " ".join(
        word.text for word, tag in zip(page.words, done, strict=True) if tag.label == label
    )


def test_a_name_is_the_whole_row_up_to_the_registration_number() -> None:
    rows = ["[seller_name:KEDAI] MAJU [seller_name+:SDN] BHD (519537-X)", "TAX INVOICE"]
    assert tagged(rows, "seller_name") == "KEDAI MAJU SDN BHD"
    rows = ["#000002 [seller_name:KEDAI MAJU (123456-A)]"]
    assert tagged(rows, "seller_name") == "KEDAI MAJU"


def test_ornaments_are_no_part_of_a_name() -> None:
    assert tagged(["* The Copper [seller_name:Kettle] *"], "seller_name") == "The Copper Kettle"
    rows = ["[seller_name:Krause · Weber · Partner mbB]", "Hafenstr. 5"]
    assert tagged(rows, "seller_name") == "Krause · Weber · Partner mbB"
    rows = ["[seller_name:Radhaus Dreisam e.K. ·] Inh. Olaf Faller"]
    assert tagged(rows, "seller_name") == "Radhaus Dreisam e.K."


def test_a_mark_parts_an_address_from_what_stands_before_it() -> None:
    rows = ["Registered charity 1190447 · [seller_address:The Old School, Church Lane,] Leeds"]
    assert tagged(rows, "seller_address") == "The Old School, Church Lane, Leeds"


def test_a_dash_parts_a_whole_address_from_a_trade_that_is_surely_none() -> None:
    row = "[O?{}:Notaire associée] – [seller_address:9 rue du Port, 29160 Ys]"
    assert tagged([row.format(0.95)], "seller_address") == "9 rue du Port, 29160 Ys"
    whole = "Notaire associée – 9 rue du Port, 29160 Ys"
    assert tagged([row.format(0.6)], "seller_address") == whole


def test_a_mark_parts_a_whole_address_from_what_stands_behind_it() -> None:
    rows = [
        "Garage Hahn SARL    [seller_address:Route de Crozon, 29160 Ys] – assurance RC n° 44718"
    ]
    assert tagged(rows, "seller_address") == "Route de Crozon, 29160 Ys"
    rows = ["[seller_address:Route de Crozon, 29160 Ys] – France"]
    assert tagged(rows, "seller_address") == "Route de Crozon, 29160 Ys – France"


def test_a_firm_before_its_address_is_no_part_of_it() -> None:
    row = "[seller_name:Parkhaus Nord SAS,] [seller_address:61 rue de la Gare, 59000 Lille]"
    assert tagged([row], "seller_name") == "Parkhaus Nord SAS,"
    row = "[seller_name:Parkhaus Nord] [seller_address:61 rue de la Gare, 59000 Lille]"
    assert tagged([row], "seller_address") == "Parkhaus Nord 61 rue de la Gare, 59000 Lille"


def test_an_address_has_all_its_rows_and_no_phone_number() -> None:
    rows = [
        "[seller_name:KEDAI MAJU]",
        "NO. 3, JALAN BESAR,",
        "[seller_address:TAMAN BARU,]",
        "SECTION 4,",
        "[seller_address+:KAMPUNG] LAMA,",
        "81100 BANDAR,",
        "JOHOR",
        "TEL 07-387 3322",
    ]
    assert tagged(rows, "seller_address") == (
        "NO. 3, JALAN BESAR, TAMAN BARU, SECTION 4, KAMPUNG LAMA, 81100 BANDAR, JOHOR"
    )
    rows = ["[seller_address:NO. 3, JALAN BESAR, 81100 BANDAR TEL: 07-387]"]
    assert tagged(rows, "seller_address") == "NO. 3, JALAN BESAR, 81100 BANDAR"


def test_an_item_row_is_no_part_of_an_address() -> None:
    rows = ["[seller_address:TAMAN BARU]", "22241 SCISSORS 18.00"]
    assert tagged(rows, "seller_address") == "TAMAN BARU"


def test_a_stray_word_takes_the_label_of_its_row() -> None:
    rows = ["[seller_name:SYARIKAT GIN BROTHERS] [seller_address:KEE]"]
    assert tagged(rows, "seller_name") == "SYARIKAT GIN BROTHERS KEE"


def test_a_post_office_box_begins_an_address() -> None:
    rows = ["[seller_name:KEDAI MAJU]", "PO Box 5120", "[seller_address:Salem, OR 97301]"]
    assert tagged(rows, "seller_address") == "PO Box 5120 Salem, OR 97301"


def test_what_a_shop_sells_below_its_larger_name_is_no_other_name() -> None:
    def named(below: str, height: float) -> set[str]:
        words = [
            ("LIBRAIRIE", (10.0, 0.0, 20.0, height), 1.0),
            ("BISSE", (21.0, 0.0, 27.0, height), 1.0),
        ]
        at = 10.0
        for text in below.split():
            words.append((text, (at, 3.0, at + len(text), 4.0), 1.0))
            at += len(text) + 1
        page = arrange_page(words, 60, 60, "text")
        begins = {0, 2}
        tags = tuple(
            WordTag("seller_name", number in begins, 0.9) for number in range(len(page.words))
        )
        (mended,) = complete_seller([page], [tags])
        return {w.text for w, t in zip(page.words, mended, strict=True) if t.label == "seller_name"}

    assert named("Papeterie - Cartes - Jeux", 1.5) == {"LIBRAIRIE", "BISSE"}
    assert "Papeterie" in named("Papeterie - Cartes - Jeux", 1.0)  # set alike
    assert "GmbH" in named("Buch - Karte - Spiel GmbH", 1.5)
    assert "Petersen" in named("Markt Petersen", 1.5)


def test_when_a_shop_is_open_is_no_part_of_its_address() -> None:
    page, tags = draw(["[seller_address:4120 PENNSYLVANIA AVE]",
                       "[seller_name?0.4:STORE] HOURS [seller_address:M-F 7-7]"])  # fmt: skip
    (got,) = complete_seller([page], [tags])
    words = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "seller_address"]
    assert words == ["4120", "PENNSYLVANIA", "AVE"]


def test_a_bare_phone_number_behind_a_mark_is_no_part_of_an_address() -> None:
    for address, behind in (
        ("2 quai Vert, 49400 Saumur", " – 02 41 55 07 19"),
        ("2 Marine Terrace, Galway", " • 091 555 204"),
    ):
        assert tagged([f"[seller_address:{address}]{behind}"], "seller_address") == address
    row = "[seller_address:2 Bridge Road, Leeds] · 0113 496 0177 · VAT GB531152880"
    assert tagged([row], "seller_address") == "2 Bridge Road, Leeds"
    whole = "2 quai Vert, Saumur – 49400"
    assert tagged(["[seller_address:2 quai Vert, Saumur] – 49400"], "seller_address") == whole


@pytest.mark.parametrize(
    ("below", "kept"), [("07700 400 318", ""), ("43000 Kajang", "43000 Kajang")]
)
def test_a_phone_number_below_an_address_is_no_postcode(below: str, kept: str) -> None:
    rows = ["[seller_address:Stall 4, Mill Lane Market]", below]
    assert tagged(rows, "seller_address") == f"Stall 4, Mill Lane Market {kept}".strip()
