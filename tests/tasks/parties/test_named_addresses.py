"""Addresses without the name or the phone before them, with house and town."""

import pytest

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.parties.named_addresses import (
    begin_at_house,
    complete_postcode,
    complete_town,
    drop_firm_before_address,
    drop_name_before_address,
    drop_phone_before_address,
    drop_sign_before_address,
    end_with_town,
)
from tests.tasks.tagged_pages import draw


def test_a_mill_may_be_named_by_its_street() -> None:
    name = Field(value="Alte Mühle", raw="Alte Mühle", confidence=0.9, origin="model")
    place = "Alte Mühle 3, 99999 Dorf"
    fields = {"seller_name": name, "seller_address": name.model_copy(update={"value": place})}
    assert drop_name_before_address({**fields}) == fields


@pytest.mark.parametrize(
    ("place", "whole"),
    [
        ("Québec 1188 Rue Haute, Montréal QC H3K 1A4", "1188 Rue Haute, Montréal QC H3K 1A4"),
        ("Québec 1188 Laval, QC H3K 1A4", "Québec 1188 Laval, QC H3K 1A4"),
    ],
)
def test_an_address_begins_with_no_end_of_the_firm_s_name(place: str, whole: str) -> None:
    page, _ = draw(["9204-1150 Québec inc.", place.removeprefix("Québec ")])
    address = Field(value=place, raw=place, confidence=0.9, origin="model", page=1)
    found = drop_firm_before_address({"seller_address": address}, [page])
    assert isinstance(one := found["seller_address"], Field)
    assert one.value == whole


def test_a_house_named_as_the_firm_is_stays_before_its_number() -> None:
    for firm, place in (
        ("Bright Studio Ltd", "Studio 4 Mill Lane, Bath BA1 2AB"),
        ("Neue Halle GmbH", "Halle 7 Industriestraße 5, 24143 Kiel"),
        ("Casa Nave S.L.", "Nave 4 Calle Mayor, 28013 Madrid"),
        ("SARL Durand Atelier", "Atelier 7 rue des Artisans, 69003 Lyon"),
    ):
        page, _ = draw([firm, place])
        address = Field(value=place, raw=place, confidence=0.9, origin="model", page=1)
        fields = {"seller_address": address}
        assert drop_firm_before_address(fields, [page]) == fields


def test_an_address_begins_behind_a_phone() -> None:
    said = "24 HOUR LOCKS 0131 496 0277 88 Easter Road, Edinburgh EH7 5RG"
    address = Field(value=said, raw=said, confidence=0.9, origin="model")
    found = drop_phone_before_address({"seller_address": address})["seller_address"]
    assert isinstance(found, Field)
    assert found.value == "88 Easter Road, Edinburgh EH7 5RG"


@pytest.mark.parametrize(
    ("row", "begin", "whole"),
    [
        ("Office: Quay House, Skipton Road, Keighley BD20 6QA. VAT 1", 3, "Quay House, Skipton"),
        ("Vane Ltd, Gwash Works, Ryhall Road, Stamford PE9 1XF", 4, "Gwash Works, Ryhall"),
        ("Quay Works Ltd, Skipton Road, Keighley BD20 6QA", 3, "Skipton Road,"),
        ("Gwash Works, 5 Ryhall Road, Stamford PE9 1XF", 2, "5 Ryhall"),
    ],
)
def test_a_british_address_begins_at_its_house(row: str, begin: int, whole: str) -> None:
    page, _ = draw([row])
    words = page.words[begin : begin + 5 + row.startswith("Gwash")]
    said = " ".join(word.text for word in words)
    address = Field(
        value=said, raw=said, confidence=0.9, origin="model", page=1,
        box=union(word.box for word in words),
    )  # fmt: skip
    fields: Fields = {"seller_address": address}
    found = begin_at_house(fields, [page])["seller_address"]
    assert isinstance(found, Field)
    assert found.value.startswith(whole)


def _printed(rows: list[str], begin: int, end: int) -> tuple[Fields, Page]:
    """The buyer's address as what some words of a page say."""
    page, _ = draw(rows)
    words = page.words[begin:end]
    said = " ".join(word.text for word in words)
    address = Field(
        value=said, raw=said, confidence=0.9, origin="model", page=1,
        box=union(word.box for word in words),
    )  # fmt: skip
    return {"buyer_address": address}, page


def _buyers(fields: Fields) -> str:
    found = fields["buyer_address"]
    assert isinstance(found, Field)
    return found.value


def test_a_british_address_begins_at_the_first_of_its_parts() -> None:
    rows = ["To: Vane Group plc, Estates Dept, Quay House, 40 Barton Street,", "Stroud GL5 1NN"]
    fields, page = _printed(rows, 11, 14)
    whole = "Quay House, 40 Barton Street, Stroud GL5 1NN"
    assert _buyers(begin_at_house(fields, [page])) == whole


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (["Unit 4, Court, Bristol BS1", "6DZ"], "Unit 4, Court, Bristol BS1 6DZ"),
        (["Unit 4, Court, Bristol BS1 6DZ. VAT 1"], "Unit 4, Court, Bristol BS1 6DZ"),
        (["Unit 4, Court, Bristol BS1", "", "", "6DZ"], "Unit 4, Court, Bristol BS1"),
        (["Unit 4, Court, Bristol BS1", "Tel. 4"], "Unit 4, Court, Bristol BS1"),
    ],
)
def test_a_row_may_end_within_a_postcode(rows: list[str], whole: str) -> None:
    fields, page = _printed(rows, 0, 5)
    assert _buyers(complete_postcode(fields, [page])) == whole


@pytest.mark.parametrize(
    ("row", "end"),
    [
        ("Seestraße 2, 74613 Öhringen, USt-IdNr. DE116707915", "74613 Öhringen"),
        ("Seestraße 2, 61348 Bad Homburg v.d. Höhe, Tor 4", "61348 Bad Homburg v.d. Höhe"),
        ("Seestraße 2, 74613 Öhringen Tor 4", "74613"),
        ("Seestraße 2, 74613       Öhringen, Tor", "74613"),
        ("Elm Street 2, VA 23219 Billing, Miller", "23219"),
    ],
)
def test_an_address_ends_with_its_town(row: str, end: str) -> None:
    page, _ = draw([row])
    said = row[: row.index(end[:5]) + 5]
    words = page.words[: len(said.split())]
    address = Field(
        value=said, raw=said, confidence=0.9, origin="model", page=1,
        box=union(word.box for word in words),
    )  # fmt: skip
    found = end_with_town({"buyer_address": address}, [page])["buyer_address"]
    assert isinstance(found, Field)
    assert found.value.endswith(end)


def _address(value: str) -> Fields:
    field = Field(value=value, raw=value, confidence=0.9, page=1, origin="model")
    return {"seller_address": field}


def _value(fields: Fields) -> str:
    found = fields["seller_address"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("rows", "read", "whole"),
    [
        (
            ["Supplies are made by Ashcombe Lifts Ltd, registered office Ashcombe House,",
             "Wells Road, Bath, BA2 3AP. VAT no. GB 200 0539 76. Ultimate parent: Ashcombe"],
            "Wells Road, Bath, BA2 3AP.",
            "Ashcombe House, Wells Road, Bath, BA2 3AP.",
        ),
        (
            ["Registered office Dean Clough Mills, Halifax, HX3 5AX."],
            "Mills, Halifax, HX3 5AX.",
            "Dean Clough Mills, Halifax, HX3 5AX.",
        ),
        (
            ["Hahn Mail plc. Registered office: Meridian House, 40 Quay Place, Leeds LS1 4ZB"],
            "40 Quay Place, Leeds LS1 4ZB",
            "Meridian House, 40 Quay Place, Leeds LS1 4ZB",
        ),
        (
            ["Registered office: Hahn Retail Ltd, 40 Quay Place, Leeds LS1 4ZB"],
            "40 Quay Place, Leeds LS1 4ZB",
            "40 Quay Place, Leeds LS1 4ZB",
        ),
        (
            ["Registered Office: Company Secretary, 40 Quay Place, Leeds LS1 4ZB"],
            "40 Quay Place, Leeds LS1 4ZB",
            "40 Quay Place, Leeds LS1 4ZB",
        ),
        (
            ["Hahn Mail plc, Meridian House, 40 Quay Place, Leeds LS1 4ZB"],
            "40 Quay Place, Leeds LS1 4ZB",
            "40 Quay Place, Leeds LS1 4ZB",
        ),
        (
            ["Registered charity 1118204 · Quarryheads Lane, Durham, DH1 3DT"],
            "Durham, DH1 3DT",
            "Quarryheads Lane, Durham, DH1 3DT",
        ),
        (
            ["Registered charity 1118204 · Durham, DH1 3DT"],
            "Durham, DH1 3DT",
            "Durham, DH1 3DT",
        ),
        (
            ["Hahn Laborbedarf GmbH – Feodor-Lynen-Straße     Nr.  4711",
             "12 – 30625 Hannover                             Tag  26.03.2026"],
            "12 – 30625 Hannover",
            "Feodor-Lynen-Straße 12 – 30625 Hannover",
        ),
        (
            ["Hahn Laborbedarf GmbH                           Nr.  4711",
             "12 – 30625 Hannover                             Tag  26.03.2026"],
            "12 – 30625 Hannover",
            "12 – 30625 Hannover",
        ),
    ],
)  # fmt: skip
def test_an_address_in_a_sentence_begins_before_what_was_read(
    rows: list[str], read: str, whole: str
) -> None:
    page, _ = draw(rows)
    assert _value(begin_at_house(_address(read), [page])) == whole


def test_a_german_town_goes_on_behind_what_it_begins_with() -> None:
    page, _ = draw(["Hahn GmbH, Strandstraße 21, 18225 Ostseebad Kühlungsborn. HRA 2955."])
    read = "Strandstraße 21, 18225 Ostseebad"
    assert _value(complete_town(_address(read), [page])) == f"{read} Kühlungsborn"
    read = "Strandstraße 21, 18225 Ostseebad Kühlungsborn"
    assert _value(complete_town(_address(read), [page])) == read
    page, _ = draw(["Kurstraße 2, 61348 Bad    Seite 1"])
    assert _value(complete_town(_address("Kurstraße 2, 61348 Bad"), [page])).endswith("Bad")


def test_a_town_goes_on_below_in_a_narrow_column() -> None:
    rows = ["Hahnweg 4", "                  Gutschrift", "67433 Neustadt an der"]
    read = "Hahnweg 4 67433 Neustadt an der"
    page, _ = draw([*rows, "Weinstraße             Datum"])
    assert _value(complete_town(_address(read), [page])) == f"{read} Weinstraße"
    spanish = ["15704 Santiago de", "Compostela"]
    read = "Plaza Mayor 3 15704 Santiago de"
    page, _ = draw(["Plaza Mayor 3", *spanish])
    assert _value(complete_town(_address(read), [page])) == f"{read} Compostela"
    read = "Hahnweg 4 67433 Neustadt an der"
    page, _ = draw([*rows, "", "", "Weinstraße"])
    assert _value(complete_town(_address(read), [page])) == read


def test_the_sign_before_an_address_is_none_of_it() -> None:
    read = "wärmewerk, Kanalstraße 71, 23552 Lübeck"
    page, _ = draw(["wärmewerk lübeck", "Heizung · Bad", "", read])
    assert _value(drop_sign_before_address(_address(read), [page])) == read.partition(", ")[2]
    page, _ = draw(["Hahn GmbH", "", "", read])
    assert _value(drop_sign_before_address(_address(read), [page])) == read
    read = "27, route du Saut, 88400 Gérardmer"
    page, _ = draw([read, "Papeterie Hahn"])
    assert _value(drop_sign_before_address(_address(read), [page])) == read
    read = "C/ Sueca, 41 bajo, 46006 Valencia"
    page, _ = draw(["C/ Sueca, 41 bajo · 46006 Valencia"])
    assert _value(drop_sign_before_address(_address(read), [page])) == read
    read = "Mas Hahn, route de Céret, 66400 Reynès"
    page, _ = draw(["Mas Hahn", "Fromages", "", read])
    assert _value(drop_sign_before_address(_address(read), [page])) == read
