"""The person whom a personal tax number names is the seller below a sign."""

import pytest

from schemas.document import union
from schemas.record import Field
from tasks.parties.entered_people import name_person
from tests.tasks.tagged_pages import draw


def _named(sign: str, row: str, tax: str) -> str:
    page, _ = draw(
        [f"    {sign}", f"    {row}", "    Calle Mayor 4, 28013 Madrid", *[""] * 6, "Total"]
    )
    box = union(word.box for word in page.words[: len(sign.split())])
    known = Field(value=sign, raw=sign, confidence=0.7, page=1, box=box, origin="model")
    own = Field(value=tax, raw=tax, confidence=0.9, origin="model")
    found = name_person({"seller_name": known, "seller_vat_id": own}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("sign", "row", "tax", "name"),
    [
        (
            "FONTANERÍA AROCENA",
            "Mikel Arocena Ibarra - NIF 33219874P",
            "33219874P",
            "Mikel Arocena Ibarra",
        ),
        (
            "TALLER DE LA FUENTE",
            "Ana de la Fuente, N.I.F.: 33219874-P",
            "ES33219874P",
            "Ana de la Fuente",
        ),
        (
            "Pasticceria Bonetti",
            "Luca Bonetti - C.F. BNTLCU70A01F205X - P.IVA 07193840019",
            "07193840019",
            "Luca Bonetti",
        ),
    ],
)
def test_a_person_with_an_own_number_is_the_seller(
    sign: str, row: str, tax: str, name: str
) -> None:
    assert _named(sign, row, tax) == name


@pytest.mark.parametrize(
    ("sign", "row", "tax"),
    [
        ("Arocena Hermanos, S.L.", "Mikel Arocena Ibarra - NIF 33219874P", "33219874P"),
        ("FONTANERÍA SUR", "Mikel Arocena Ibarra - NIF 33219874P", "33219874P"),  # no name of his
        ("FONTANERÍA AROCENA", "Mikel Arocena Ibarra - NIF 33219874P", "B41820739"),  # another's
        ("FONTANERÍA AROCENA", "Talleres Arocena - CIF B41820739", "B41820739"),
    ],
)
def test_other_rows_name_nobody(sign: str, row: str, tax: str) -> None:
    assert _named(sign, row, tax) == sign
