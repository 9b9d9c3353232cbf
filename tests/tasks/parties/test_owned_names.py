"""The seller is the firm whose brand, sign or company a sentence says it is."""

import pytest

from schemas.record import Field
from tasks.parties.owned_names import name_owner
from tests.tasks.tagged_pages import draw


def _named(known: str, *rows: str) -> str:
    page, _ = draw(list(rows))
    field = Field(value=known, raw=known, confidence=0.9, page=1, origin="model")
    found = name_owner({"seller_name": field}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("said", "firm"),
    [
        ("nordnetz+ ist eine Marke der EWF Telekom GmbH", "EWF Telekom GmbH"),
        ("zipline is a brand of Calder Networks Limited", "Calder Networks Limited"),
        ("The Mill is a trading name of Hahn (Hyde) Ltd", "Hahn (Hyde) Ltd"),
        ("Vale Network a service of Vale Media, Inc.", "Vale Media, Inc."),
        ("papyrus.pro est une marque de Bureautique Hahn SA", "Bureautique Hahn SA"),
        ("Les Quais est exploité par la SARL Quais Nord", "SARL Quais Nord"),
        ("Hotel Hahn · Betreiber: Hahn Hotelbetriebs GmbH", "Hahn Hotelbetriebs GmbH"),
        ("Vert : dénomination commerciale de Delhaye SRL", "Delhaye SRL"),
        ("Vetta è un marchio di Officine Riva S.r.l.", "Officine Riva S.r.l."),
        ("Cumbre es una marca de Talleres Soto S.L.", "Talleres Soto S.L."),
        ("Groenrijk is een handelsnaam van Tuinhuis B.V.", "Tuinhuis B.V."),
    ],
)
def test_a_sentence_on_a_brand_names_its_firm(said: str, firm: str) -> None:
    assert _named(said, f"{said}, Registered office", "1 High Street") == firm


def test_the_sentence_may_be_read_in_part() -> None:
    rows = "Eau Vive, enseigne exploitée par SARL Bonnot Père et Fille au capital de 8 000 €"
    assert _named("Eau Vive, enseigne exploitée par SARL", rows) == "SARL Bonnot Père et Fille"
    rows = ("VALE FOODSERVICE", "a trading name of Vale (Wholesale) Limited")
    assert _named("VALE FOODSERVICE Vale (Wholesale) Limited", *rows) == "Vale (Wholesale) Limited"


def test_a_firm_that_trades_under_a_name_is_the_seller() -> None:
    assert _named("Hahn Hotels Limited trading as The Mill", "") == "Hahn Hotels Limited"
    person = "Derek Holroyd t/a Holroyd Plumbing"
    assert _named(person, person) == person


def test_a_buyer_s_name_ends_before_what_it_trades_as() -> None:
    known = "Hahn Books, Inc. dba Hahn & Daughters"
    field = Field(value=known, raw=known, confidence=0.9, page=1, origin="model")
    found = name_owner({"buyer_name": field}, [])["buyer_name"]
    assert isinstance(found, Field) and found.value == "Hahn Books, Inc."


def test_the_company_of_a_group_that_bills_is_the_seller() -> None:
    row = "Rechnungsstellende Gesellschaft: Brandt Logistik GmbH, Hafenstraße 220"
    assert _named("Gesellschaft: Brandt Logistik GmbH", row) == "Brandt Logistik GmbH"
    row = "Société émettrice : Béton Rhône SAS au capital de 450 000 €"
    assert _named("Granulats SAS Béton Rhône SAS", row) == "Béton Rhône SAS"


def test_the_firm_that_keeps_a_house_may_be_named_behind_a_word_for_it() -> None:
    assert _named("Explota: Hahn Hotelera, S.L.", "") == "Hahn Hotelera, S.L."
    assert _named("Gestito da: Hahn S.r.l.", "") == "Hahn S.r.l."


def test_a_brand_alone_is_its_firm_where_a_sentence_says_so() -> None:
    said = "Mill Signs is a trading name of Mill Graphics Ltd. Registered in Scotland"
    assert _named("Mill Signs", said) == "Mill Graphics Ltd."
    assert _named("MILL SIGNS", said) == "Mill Graphics Ltd."
    assert _named("Mill", said) == "Mill Graphics Ltd."
    for row in (
        "Point Charters Limited trading as Mill Signs",
        "Point Charters Limited t/a Mill Signs, Shed 4",
        "Point Charters Limited, faisant affaire sous le nom Mill Signs",
    ):
        assert _named("Mill Signs", row).rstrip(",") == "Point Charters Limited"
    assert _named("Mill Signs", "Mary Okafor t/a Mill Signs") == "Mill Signs"
    assert _named("Hill Signs", said) == "Hill Signs"


@pytest.mark.parametrize(
    ("said", "firm"),
    [
        (("A division of", "9381-2240 Québec inc."), "9381-2240 Québec inc."),
        (("a trading name of", "Mill Graphics Ltd"), "Mill Graphics Ltd"),
        (("eine Marke der Hahn", "Telekom GmbH"), "Hahn Telekom GmbH"),
        (("une marque de Hahn SARL", "4 rue du Port"), "Hahn SARL"),
        (("A division of", "the town"), "Mill Signs"),
    ],
)
def test_the_firm_may_stand_below_its_brand_in_a_column(said: tuple[str, str], firm: str) -> None:
    column = ("Hill", "Mill Signs", *said)
    rows = [f"{text:40}{n} March" for n, text in enumerate(column)]
    assert _named("Mill Signs", *rows) == firm
    assert _named("Hill Mill Signs", *rows).endswith(firm)
    assert _named("Jones", *rows) == "Jones"


def test_a_firm_stays() -> None:
    said = "Mill Signs is a trading name of Mill Graphics Ltd. Registered in Scotland"
    assert _named("Mill Graphics Ltd", said) == "Mill Graphics Ltd"
    assert _named("Hahn GmbH", said) == "Hahn GmbH"


@pytest.mark.parametrize(
    ("known", "rows", "firm"),
    [
        ("Papier & Co. - Papeterie Rivage SAS", ("PAPIER & CO.",), "Papeterie Rivage SAS"),
        ("Draht & Werk · Hahn Elektro GmbH", ("Draht & Werk",), "Hahn Elektro GmbH"),
        ("Hahn – Sanitär GmbH", ("HAHN",), "Hahn – Sanitär GmbH"),
        ("Draht & Werk – GmbH & Co. KG", ("Draht & Werk",), "Draht & Werk – GmbH & Co. KG"),
        ("drahtwerk.shop, Hahn Elektro GmbH", (), "Hahn Elektro GmbH"),
        ("Gasthof Post – Familie Brandt KG", (), "Gasthof Post – Familie Brandt KG"),
        ("Hahn, Brandt & Partner LLP", ("HAHN",), "Hahn, Brandt & Partner LLP"),
        ("Hahn GmbH - Brandt GmbH", ("Hahn GmbH",), "Hahn GmbH - Brandt GmbH"),
    ],
)
def test_a_sign_in_front_of_its_firm_is_no_part_of_the_name(
    known: str, rows: tuple[str, ...], firm: str
) -> None:
    assert _named(known, *rows, f"{known}, Hafenstraße 4") == firm
