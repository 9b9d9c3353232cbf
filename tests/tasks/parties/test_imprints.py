"""The seller's name by a French firm's legal notice."""

from schemas.record import Field
from tasks.parties.imprints import give_imprint_name
from tests.tasks.tagged_pages import draw


def _named(rows: list[str], known: str, origin: str = "rule") -> str:
    page, _ = draw(rows)
    field = Field(value=known, raw=known, confidence=0.97, page=1, box=None, origin=origin)
    found = give_imprint_name({"seller_name": field}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


_SIGN = ["SELVA ÉLEC          FACTURE", "Agence de ROANNE"]


def test_the_notice_names_the_seller_whose_sign_stands_at_the_head() -> None:
    rows = [*_SIGN, "SELVA ÉLEC SAS au capital de 1 250 000 €"]
    assert _named(rows, "Agence de ROANNE") == "SELVA ÉLEC SAS"
    rows = ["TRANSMÉCA", "VAL DE LOIRE", "TRANSMÉCA VAL DE LOIRE - SARL au capital de 152 450 €"]
    assert _named(rows, "Roulements") == "TRANSMÉCA VAL DE LOIRE"


def test_a_notice_may_begin_with_the_seat_and_a_sign_go_on_with_a_trade() -> None:
    notice = "Transcévenol SA – siège social : Zone Actisud, 48000 Mende – RCS Mende 829 236 322"
    rows = ["TRANSCÉVENOL messagerie et lots", "Agence de Nîmes", notice]
    assert _named(rows, "Agence de Nîmes") == "Transcévenol SA"
    assert _named(["Autre", "Agence de Nîmes", notice], "Agence de Nîmes") == "Agence de Nîmes"


def test_a_name_that_the_model_is_sure_of_or_that_shares_a_word_stays() -> None:
    rows = [*_SIGN, "SELVA ÉLEC SAS au capital de 1 250 000 €"]
    assert _named(rows, "Agence de ROANNE", origin="model") == "Agence de ROANNE"
    assert _named(rows, "Selva Roanne") == "Selva Roanne"


def test_a_notice_of_another_firm_names_no_seller() -> None:
    rows = [*_SIGN, "Groupe Lémand SAS au capital de 9 000 €"]
    assert _named(rows, "Agence de ROANNE") == "Agence de ROANNE"
