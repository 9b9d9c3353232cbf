"""A seller's name of two rows in a narrow column is whole."""

import pytest

from schemas.record import Field
from tasks.parties.wrapped_names import join_wrapped
from tests.tasks.tagged_pages import draw

FOOT = [
    "Schornsteinfeger Jörg    Tel. 03477 267468    Bank: Volksbank",
    "Tietz                    info@example.com     HRB 1663",
    "Rußweg 1",
    "99084 Erfurt",
]


def _called(rows: list[str], name: str) -> str:
    page, _ = draw(rows)
    parts = name.split()
    at = next(
        n for n, w in enumerate(page.words)
        if [one.text for one in page.words[n : n + len(parts)]] == parts
    )  # fmt: skip
    first, last = page.words[at].box, page.words[at + len(parts) - 1].box
    box = (first[0], first[1], last[2], last[3])
    field = Field(value=name, raw=name, confidence=0.9, page=1, box=box, origin="model")
    found = join_wrapped({"seller_name": field}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("rows", "name", "whole"),
    [
        (["Empfänger: Schornsteinfeger Jörg Tietz", "", *FOOT], "Schornsteinfeger Jörg",
         "Schornsteinfeger Jörg Tietz"),
        ([*[""] * 34, *FOOT], "Schornsteinfeger Jörg", "Schornsteinfeger Jörg Tietz"),
        (["Menuiserie Aubry", "Siège            Agence", "14 rue Haute     5 quai Bas",
          "37000 Tours      38500 Voiron"], "Menuiserie Aubry", "Menuiserie Aubry"),
        (["Rechnung", *FOOT], "Schornsteinfeger Jörg", "Schornsteinfeger Jörg"),
        ([*[""] * 34, FOOT[0], "Rußweg 1", "99084 Erfurt"], "Schornsteinfeger Jörg",
         "Schornsteinfeger Jörg"),
        ([*[""] * 34, "Hahn GmbH", *FOOT[1:]], "Hahn GmbH", "Hahn GmbH"),
        ([*[""] * 34, "hahn zbinden ag", *FOOT[1:]], "hahn zbinden ag", "hahn zbinden ag"),
        ([*[""] * 34, FOOT[0], "Civic Offices", *FOOT[2:]], "Schornsteinfeger Jörg",
         "Schornsteinfeger Jörg"),
    ],
)  # fmt: skip
def test_the_row_between_a_name_and_its_street_is_of_the_name(
    rows: list[str], name: str, whole: str
) -> None:
    assert _called(rows, name) == whole
