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
            "AROCENA IBARRA ABOGADOS",
            "Titular Mikel Arocena Ibarra - NIF 33219874P",
            "33219874P",
            "Mikel Arocena Ibarra",
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
        ("MIKEL AROCENA", "Arquitecto Mikel Arocena - NIF 33219874P", "33219874P"),
        ("Mikel Arocena", "Fontanería y Calefacción Arocena NIF 33219874P", "33219874P"),
        ("TALLERES ALCALÁ", "Alcalá de Henares - NIF 33219874P", "33219874P"),
        ("Luca Bonetti", "FATTURA      Luca Bonetti C.F. BNTLCU70A01F205X", "BNTLCU70A01F205X"),
        (
            "Mikel Arocena Ibarra",
            "Ayuntamiento de Getaria      Mikel Arocena Ibarra NIF 33219874P",
            "33219874P",
        ),
    ],
)
def test_other_rows_name_nobody(sign: str, row: str, tax: str) -> None:
    assert _named(sign, row, tax) == sign


def test_a_row_away_from_the_sign_names_nobody() -> None:
    rows = ["    TALLERES SAN ROQUE", "    C/ Mayor, 12", "    Villa San Roque NIF 33219874P"]
    page, _ = draw([*rows, *[""] * 6, "Total"])
    box = union(word.box for word in page.words[:3])
    sign = "TALLERES SAN ROQUE"
    known = Field(value=sign, raw=sign, confidence=0.7, page=1, box=box, origin="model")
    tax = Field(value="33219874P", raw="33219874P", confidence=0.9, origin="model")
    fields = {"seller_name": known, "seller_vat_id": tax}
    assert name_person(dict(fields), [page]) == fields
