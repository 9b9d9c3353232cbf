"""Name and address of a shop are whole rows of print."""

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
