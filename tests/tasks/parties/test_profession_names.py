"""A profession is no name: the person stands above it."""

import pytest

from schemas.record import Field
from tasks.parties.profession_names import name_person
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("known", "rows", "name"),
    [
        (
            "Rechtsanwältin",
            ["Mag. Cornelia Stöger", "Rechtsanwältin · R-Code R411872", "Landstraße 36"],
            "Mag. Cornelia Stöger",
        ),
        ("Avocate", ["Me Anne-Laure Petit", "Avocate au barreau"], "Me Anne-Laure Petit"),
        ("Rechtsanwältin", ["14 Tagen.", "Rechtsanwältin · Linz"], "Rechtsanwältin"),
        ("Notar Hahn", ["Max Muster", "Notar Hahn"], "Notar Hahn"),
    ],
)
def test_the_person_above_a_profession_is_the_seller(
    known: str, rows: list[str], name: str
) -> None:
    page, _ = draw(rows)
    field = Field(value=known, raw=known, confidence=0.5, page=1, origin="model")
    found = name_person({"seller_name": field}, [page])["seller_name"]
    assert isinstance(found, Field)
    assert found.value == name
