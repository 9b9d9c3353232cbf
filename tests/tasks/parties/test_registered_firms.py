"""The one firm that small print registers is the seller, where its sign was read as the name."""

import pytest

from schemas.record import Field
from tasks.parties.registered_firms import name_registered_firm
from tests.tasks.tagged_pages import draw


def _named(known: str, *rows: str) -> str:
    page, _ = draw([known, "Quai Nord 4", *rows])
    field = Field(value=known, raw=known, confidence=0.9, page=1, origin="model")
    buyer = Field(value="Hahn & Fils SARL", raw="Hahn & Fils SARL", confidence=0.9, origin="model")
    found = name_registered_firm({"seller_name": field, "buyer_name": buyer}, [page])
    named = found["seller_name"]
    assert isinstance(named, Field)
    return named.value


@pytest.mark.parametrize(
    ("row", "firm"),
    [
        ("SARL Quais Nord – capital 8 000 € – SIRET 382 917 466 00015", "SARL Quais Nord"),
        ("Quai Nord 4 · Quais Betriebs GmbH · Amtsgericht Kiel HRB 8126 KI", "Quais Betriebs GmbH"),
        ("Quays Catering Ltd. Registered in England No. 04418826", "Quays Catering Ltd."),
        ("Quays Catering Ltd, VAT No. GB 980 7806 84", "Quays Catering Ltd"),
    ],
)
def test_the_firm_that_small_print_registers_is_the_seller(row: str, firm: str) -> None:
    assert _named("HÔTEL DES QUAIS", row) == firm


@pytest.mark.parametrize(
    "rows",
    [
        ("SARL AU CAPITAL DE 8 000 € – SIRET 382 917 466 00015",),
        ("Quais Betriebs GmbH · Bahnhofstraße 1",),
        ("Hahn & Fils SARL – SIRET 382 917 466 00015",),
        ("Volksbank Kiel eG · HRB 8126 KI",),
        ("Assurance décennale · Mutuelle Nord SA – SIREN 382 917 466",),
        ("Quais Betriebs GmbH · HRB 8126 KI", "Quais Verwaltungs GmbH · HRB 8127 KI"),
    ],
)
def test_a_sign_stays_where_no_firm_or_more_than_one_is_registered(rows: tuple[str, ...]) -> None:
    assert _named("HÔTEL DES QUAIS", *rows) == "HÔTEL DES QUAIS"


def test_a_firm_s_own_name_stays() -> None:
    row = "Quais Betriebs GmbH · HRB 8126 KI"
    assert _named("Brandt Logistik GmbH", row) == "Brandt Logistik GmbH"
    row = "Quais Informatique S.à r.l. · SIREN 382 917 466"
    assert _named("Quais Informatique S.à r.l.-S", row) == "Quais Informatique S.à r.l.-S"
