"""Addresses in the web tell whose paper it is."""

import pytest

from tasks.parties.web_names import find_web_names, goes_by
from tests.tasks.tagged_pages import draw


def test_names_are_found_in_mail_addresses_and_web_sites_but_not_those_of_providers() -> None:
    page, _ = draw([
        "info@isarstrom.example   www.müller-bau.de",
        "hans.huber@gmail.com   https://shop.kettenwerk24.eu/agb   3.500,00   S.A.R.L.",
    ])  # fmt: skip
    assert find_web_names([page]) == {"isarstrom", "muellerbau", "kettenwerk24"}


@pytest.mark.parametrize(
    ("name", "web", "expected"),
    [
        ("Isarstrom Elektrogroßhandel AG", "isarstrom", True),
        ("Müller Bau GmbH", "muellerbau", True),
        ("Société d’Étanchéité de l’Ouest", "etancheiteouest", True),
        ("H. & K. Nord KG", "hknord", True),
        ("Bürowelt Sander KG", "isarstrom", False),
        ("OBI GmbH", "obimarkt", True),
        ("Elan GmbH", "foogmbh", False),
        ("Kern Group", "hahngroup", False),
        ("...", "isarstrom", False),
    ],
)
def test_a_name_is_told_by_an_address_that_holds_it(name: str, web: str, expected: bool) -> None:
    assert goes_by(name, frozenset({web})) is expected
