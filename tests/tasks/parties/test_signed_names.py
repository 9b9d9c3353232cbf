"""The sign at the page's head begins the seller's name."""

import pytest

from schemas.record import Field
from tasks.parties.signed_names import give_signed_name
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("rows", "known", "name"),
    [
        (["AUTOTEILE HAHN", "Autoteile Hahn GmbH, HRB 3"], "Teile für alle", "Autoteile Hahn GmbH"),
        (
            ["HAHN & PIKE", "Dachbau Limited", "Hahn & Pike Dachbau Limited. VAT"],
            "Dachbau Limited",
            "Hahn & Pike Dachbau Limited",
        ),
        (["Invoice Date      Hahn Ltd"], "Hahn Ltd", "Hahn Ltd"),
        (["Invoice Date Hahn Ltd"], "Hahn Ltd", "Hahn Ltd"),
        (["AUTOTEILE HAHN", "Autoteile Hahn Straße"], "Teile für alle", "Teile für alle"),
        (["AUTOTEILE HAHN", "Wolf", "Autoteile Hahn GmbH", "Wolf"], "Wolf", "Wolf"),
    ],
)
def test_a_sign_at_the_head_begins_the_name(rows: list[str], known: str, name: str) -> None:
    page, _ = draw(rows)
    field = Field(value=known, raw=known, confidence=0.9, page=1, origin="model")
    given = give_signed_name({"seller_name": field}, [page])["seller_name"]
    assert isinstance(given, Field)
    assert given.value == name


def test_a_number_at_the_head_begins_no_name() -> None:
    first, _ = draw(["Denquip Logistik OHG", "Rechnungs-Nummer CL 3929"])
    second, _ = draw(["Rechnungs-Nummer CL 3929          Denquip Logistik OHG"])
    known = Field(
        value="Denquip Logistik OHG", raw="Denquip Logistik OHG", confidence=0.9, page=1, box=None,
        origin="model",
    )  # fmt: skip
    assert give_signed_name({"seller_name": known}, [first, second]) == {"seller_name": known}


def test_a_sign_that_begins_the_buyers_name_is_not_the_sellers() -> None:
    page, _ = draw(["Nordlicht Bau", "Studio Vogt", "Auftrag der Nordlicht Bau GmbH"])
    field = Field(value="Studio Vogt", raw="Studio Vogt", confidence=0.9, page=1, origin="model")
    other = field.model_copy(update={"value": "Nordlicht Bau"})
    both = {"seller_name": field, "buyer_name": other}
    assert give_signed_name(dict(both), [page]) == both


@pytest.mark.parametrize(
    ("small_print", "large", "name"),
    [
        ("the property of Thornbury Motor Services Ltd", True, "Thornbury Motor Services Ltd"),
        ("the property of Thornbury Motor Services Ltd", False, "Motor Services Ltd"),
        ("the property of Motor Services Ltd", True, "Motor Services Ltd"),
    ],
)
def test_a_sign_of_one_large_word_begins_a_firm_s_name(
    small_print: str, large: bool, name: str
) -> None:
    page, _ = draw(["THORNBURY      SALES INVOICE", "Motor Services Ltd", "", small_print])
    sign = page.words[0]
    x0, y0, x1, y1 = sign.box
    higher = sign._replace(box=(x0, y0, x1, y1 + 0.5 * large * (y1 - y0)))
    page = page.model_copy(update={"words": (higher, *page.words[1:])})
    known = Field(
        value="Motor Services Ltd", raw="Motor Services Ltd", confidence=0.9, origin="model"
    )
    found = give_signed_name({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field) and found.value == name


def test_a_sign_below_a_row_of_the_address_begins_a_firm_s_name() -> None:
    rows = ["                    Unit 14 Trading Estate", "                    Teignmouth Road",
            "Hale Wick           Newton Abbot", "Catering Limited", "",
            "Goods remain the property of Hale Wick Catering Limited until paid for."]  # fmt: skip
    page, _ = draw(rows)
    known = Field(value="Catering Limited", raw="Catering Limited", confidence=0.9, origin="model")
    found = give_signed_name({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field) and found.value == "Hale Wick Catering Limited"


def test_a_sign_does_not_shorten_a_name_with_its_form_before() -> None:
    page, _ = draw(["Hôtel des Quais", "", "SARL Hôtel des Quais Bordeaux – 33000 Bordeaux"])
    known = Field(value="SARL Hôtel des Quais Bordeaux", raw="", confidence=0.9, origin="model")
    assert give_signed_name({"seller_name": known}, [page]) == {"seller_name": known}
