"""Of two firms read as one name, the paper's own is the one that is registered."""

import pytest

from schemas.record import Field
from tasks.parties.joined_firms import find_firms, part_firms
from tests.tasks.tagged_pages import draw


def _field(name: str) -> Field:
    return Field(value=name, raw=name, confidence=0.9, page=1, origin="model")


def _named(known: str, *rows: str) -> str:
    page, _ = draw(list(rows))
    found = part_firms({"seller_name": _field(known)}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


BOTH = "Stadtwerke Hahn Versorgungs-GmbH Hahn Netz GmbH & Co. KG"
OTHER = "Netzbetreiber: Hahn Netz GmbH & Co. KG, Ingolstadt"


@pytest.mark.parametrize(
    "said", ["Amtsgericht Ingolstadt HRB 4410", "USt-IdNr. DE136695976", "Ort, HRB 4410"]
)
def test_the_registered_firm_is_the_seller(said: str) -> None:
    own = f"Stadtwerke Hahn Versorgungs-GmbH · {said}"
    assert _named(BOTH, own, OTHER) == "Stadtwerke Hahn Versorgungs-GmbH"


def test_the_holder_of_the_account_is_the_seller() -> None:
    assert _named(BOTH, "Kontoinhaber: Hahn Netz GmbH & Co. KG") == "Hahn Netz GmbH & Co. KG"


def test_two_firms_of_which_nothing_is_told_stay_as_read() -> None:
    rows = ("Stadtwerke Hahn Versorgungs-GmbH", OTHER)
    assert _named(BOTH, *rows) == BOTH
    page, _ = draw(list(rows))
    assert len(find_firms(_field(BOTH), [page])) == 2


@pytest.mark.parametrize(
    "name",
    [
        "Hahn GmbH & Co. KG",
        "Hahn Verwaltungs-GmbH & Co. KG",
        "Hahn Beteiligungs GmbH und Co. KGaA",
        "Bumi Hahn Sdn. Bhd.",
        "KG Deutsche Waren AG",
        "Nodo Norte, S.A. de C.V.",
    ],
)
def test_a_firm_may_have_two_forms(name: str) -> None:
    page, _ = draw(["Rechnung"])
    assert find_firms(_field(name), [page]) == []


def test_what_a_row_prints_is_one_name() -> None:
    page, _ = draw(["Netz SE Service GmbH · Hafenstr. 2"])
    assert find_firms(_field("Netz SE Service GmbH"), [page]) == []


def test_a_french_form_that_begins_a_row_begins_the_name() -> None:
    sign = ("LE COMPTOIR DES HALLES", "SAS JULIMAX", "2 place du Marché")
    assert _named("LE COMPTOIR DES HALLES SAS JULIMAX", *sign) == "SAS JULIMAX"
    one = "Garage Hahn SARL Lyon"
    assert _named(one, one) == one
