"""A short name of the seller stands for the one with its legal form."""

import pytest

from schemas.record import Field
from tasks.parties.legal_names import give_legal_name
from tasks.parties.named_addresses import drop_name_before_address
from tests.tasks.tagged_pages import draw


def _called(name: str, rows: list[str]) -> str:
    page, _ = draw(rows)
    fields = {"seller_name": Field(value=name, raw=name, confidence=0.9, origin="model")}
    found = give_legal_name({**fields}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("name", "row", "legal"),
    [
        ("STADLMAYR & SÖHNE", "Stadlmayr & Söhne GmbH, FN 184402 k", "Stadlmayr & Söhne GmbH"),
        ("Hahn", "Hahn GmbH & Co. KG, Komplementärin: Hahn GmbH", "Hahn GmbH & Co. KG"),
        ("Hahn", "Komplementärin: Hahn Verwaltungs-GmbH", "Hahn"),
        ("Hahn GmbH", "Hahn GmbH & Co. KG", "Hahn GmbH"),
        ("Hahn", "Peter Hahn", "Hahn"),
        ("Hahn", "Meisterbetrieb · Inh. Ing. Alois Hahn e.U.", "Hahn"),
    ],
)
def test_a_short_name_stands_for_the_one_with_its_form(name: str, row: str, legal: str) -> None:
    assert _called(name, [name, "", row]) == legal


def test_a_name_torn_within_a_word_is_the_whole_one_that_ends_with_it() -> None:
    rows = ["Nord Elektro-", "großhandel GmbH", "Nord Elektrogroßhandel GmbH"]
    assert _called("großhandel GmbH", rows) == "Nord Elektrogroßhandel GmbH"
    assert _called("großhandel GmbH", rows[:2]) == "großhandel GmbH"
    assert _called("ista", ["ista", "Miete Kaffeemaschine Barista"]) == "ista"


def test_a_captioned_name_is_the_sellers_as_it_is() -> None:
    rows = ["Name:          Hahn", "Hahn GMBH, Ulm"]
    assert _called("Hahn", rows) == _called("Hahn GMBH", rows) == "Hahn"
    assert _called("Hahn GMBH", rows[1:]) == "Hahn GMBH"


def test_small_print_may_have_more_of_a_sign_and_the_address_right_behind() -> None:
    footer = "Mallory & Finch Fasteners plc Planetary Road, Willenhall WV13 3SW"
    page, _ = draw(["MALLORY & FINCH", "Fixings since 1923", footer])
    name = Field(value="MALLORY & FINCH", raw="MALLORY & FINCH", confidence=0.9, origin="model")
    found = give_legal_name({"seller_name": name}, [page])
    whole = found["seller_name"]
    assert isinstance(whole, Field)
    assert whole.value == "Mallory & Finch Fasteners plc"
    address = whole.model_copy(update={"value": footer, "raw": footer})
    parted = drop_name_before_address({**found, "seller_address": address})["seller_address"]
    assert isinstance(parted, Field)
    assert parted.value == "Planetary Road, Willenhall WV13 3SW"


@pytest.mark.parametrize(
    ("sign", "print_"),
    [
        ("FINCH", "Our carrier is Finch Haulage Group Ltd"),
        ("Krause & Sohn", "phG: Krause & Sohn Verwaltungs GmbH"),
        ("Krause & Sohn", "Lieferung: Krause & Sohn, Dachser Logistik GmbH"),
        ("Anna Meier", "Kontoinhaber: Anna Meier Commerzbank AG"),
        ("Barossa Wines", "Barossa Wines Tanunda SA 5352"),
    ],
)
def test_other_firms_and_places_are_no_more_of_a_name(sign: str, print_: str) -> None:
    page, _ = draw([sign, print_])
    name = Field(value=sign, raw=sign, confidence=0.9, origin="model")
    assert give_legal_name({"seller_name": name}, [page])["seller_name"] == name


def test_a_captioned_name_that_breaks_within_its_form_is_no_whole_one() -> None:
    rows = ["A/c Holder's Name : Tata Pvt.", "for Tata Pvt. Ltd."]
    assert _called("Tata Pvt. Ltd.", rows) == "Tata Pvt. Ltd."


def test_a_large_sign_has_more_of_a_name_than_the_window() -> None:
    page, _ = draw(["Gemeinde Haslach am Wald", "", "Gemeinde Haslach, Markt 1"])
    small = page.words[4]
    height = 0.6 * (small.box[3] - small.box[1])
    box = (small.box[0], small.box[1], page.words[5].box[2], small.box[1] + height)
    short = Field(
        value="Gemeinde Haslach", raw="Gemeinde Haslach,", confidence=0.9, page=1, box=box,
        origin="model",
    )  # fmt: skip
    named = give_legal_name({"seller_name": short}, [page])["seller_name"]
    assert isinstance(named, Field)
    assert named.value == "Gemeinde Haslach am Wald"
    tall = short.model_copy(update={"box": page.words[4].box})
    assert give_legal_name({"seller_name": tall}, [page]) == {"seller_name": tall}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("EURL Toitures Morvan, capital 8 000 €", "EURL Toitures Morvan"),
        ("Toitures Morvan e. K.          Tel. 02274", "Toitures Morvan e. K."),
        ("une marque de la SARL Toitures Morvan", "Toitures Morvan"),
        ("SARL Toitures", "Toitures Morvan"),
    ],
)
def test_a_form_may_stand_before_a_name_or_in_two_words(row: str, name: str) -> None:
    page, _ = draw(["Toitures Morvan", "", row])
    known = Field(value="Toitures Morvan", raw="", confidence=0.9, origin="model")
    found = give_legal_name({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field)
    assert found.value == name
