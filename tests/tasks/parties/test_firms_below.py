"""What stands in large letters above a firm's name is its sign."""

from collections.abc import Sequence

import pytest

from schemas.document import union
from schemas.record import Field
from tasks.parties.firms_below import name_firm_below
from tests.tasks.tagged_pages import draw


def _named(
    sign: str,
    *below: str,
    buyer: str = "Hahn GmbH",
    before: Sequence[str] = (),
    behind: str = "",
) -> str:
    page, _ = draw([*before, f"    {sign}{behind}", *below])
    sign_n = len(sign.split())
    box = union(word.box for word in page.words[:sign_n])
    known = Field(value=sign, raw=sign, confidence=0.8, page=1, box=box, origin="model")
    other = Field(value=buyer, raw=buyer, confidence=0.9, origin="model")
    found = name_firm_below({"seller_name": known, "buyer_name": other}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("row", "firm"),
    [
        ("SARL Boisvif Menuiseries au capital de 20 000 €", "SARL Boisvif Menuiseries"),
        ("S.A. Meunerie Dethier & Fils", "S.A. Meunerie Dethier & Fils"),
        ("Famille Rey Sàrl, vignerons-encaveurs", "Famille Rey Sàrl"),
        ("Weinhaus Brandt GmbH & Co. KG", "Weinhaus Brandt GmbH & Co. KG"),
        ("9284-4417 Québec inc., faisant affaire", "9284-4417 Québec inc."),
    ],
)
def test_the_firm_right_below_its_sign_is_the_seller(row: str, firm: str) -> None:
    assert _named("MOULIN BLEU", f"    {row}", "    Rue Haute 4") == firm


@pytest.mark.parametrize(
    ("sign", "row"),
    [
        ("Tarn Vale Chamber of", "Trade and Industry Limited"),
        ("Verband für Handel und", "Gewerbe GmbH"),
        ("Ateliers Roche &", "Garnier SARL"),
    ],
)
def test_a_name_that_breaks_at_a_small_word_is_no_sign(sign: str, row: str) -> None:
    assert _named(sign, f"    {row}", "    High Street 4") == f"{sign} {row}"


@pytest.mark.parametrize(
    "row",
    [
        "SARL au capital de 8 000 €",
        "SAS · 5 rue du Port",
        "Inh. Robert Ziehl e.K.",
        "Meisterbetrieb · Inh. Alois Ziehl e.U.",
        "Rue Haute 4",
        "Datum: Hahn Mühlen GmbH",
        "Partner der Viessmann GmbH",
        "Part of Hahn plc",
        "Authorised dealer of Bosch GmbH",
        "Membre du groupe Hahn SA",
        "Volksbank Mittelhessen eG",
        "Bauvorhaben Hahn Maschinenbau GmbH",
    ],
)
def test_a_form_alone_an_owner_and_an_address_name_no_firm(row: str) -> None:
    assert _named("MOULIN BLEU", f"    {row}") == "MOULIN BLEU"


def test_what_stands_apart_or_is_the_buyer_is_not_the_seller() -> None:
    assert _named("MOULIN BLEU", "", "", "    Weinhaus Brandt GmbH") == "MOULIN BLEU"
    assert _named("MOULIN BLEU", " " * 40 + "Weinhaus Brandt GmbH") == "MOULIN BLEU"
    row = "    Weinhaus Brandt GmbH"
    assert _named("MOULIN BLEU", row, buyer="Weinhaus Brandt GmbH") == "MOULIN BLEU"
    assert _named("MOULIN BLEU", row, buyer="Weinhaus Brandt GmbH Werk Süd") == "MOULIN BLEU"
    assert _named("MOULIN BLEU", row, before=[""] * 20) == "MOULIN BLEU"
    assert _named("MOULIN BLEU", row, behind=" · Ring 3 · 25813 Husum") == "MOULIN BLEU"
    assert _named("Moulin Bleu SA", row) == "Moulin Bleu SA"
    assert _named("KHAX-TV", "    Lakes Media LLC") == "KHAX-TV"
