import pytest

from tasks.parties.name_forms import without_form


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Papierhaus Lindner GmbH", "Papierhaus Lindner"),
        ("LINDNER GMBH & CO. KG", "LINDNER"),
        ("Lindner GmbH &Co.KG", "Lindner"),
        ("Müller & Söhne GmbH", "Müller & Söhne"),
        ("Smith & Co Ltd", "Smith"),
        ("Anton Bauer e. K.", "Anton Bauer"),
        ("Druckerei Ott Ges.m.b.H.", "Druckerei Ott"),
        ("Druckerei Ott GesmbH", "Druckerei Ott"),
        ("SARL Dupont", "Dupont"),
        ("Rossi s.r.l.", "Rossi"),
        ("Fern UG (haftungsbeschränkt)", "Fern"),
        ("Ben & Jerry's", "Ben & Jerry's"),
        ("GmbH", "GmbH"),
        ("", ""),
    ],
)
def test_a_name_without_its_legal_form(name: str, bare: str) -> None:
    assert without_form(name) == bare
