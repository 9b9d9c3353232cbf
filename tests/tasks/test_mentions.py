"""Numbers of other papers in running text."""

import pytest
from tagged_pages import draw

from tasks.mentions import find_mentions

LABELS = frozenset({"po_number", "contract_number", "preceding_invoice"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Bezug: Ihre Bestellnummer 3070", {"po_number": "3070"}),
        ("Volgens uw bestelling nr. B-17.", {"po_number": "B-17"}),
        ("Gemäß Vertrag FR/2018/5655.", {"contract_number": "FR/2018/5655"}),
        ("Según contrato nº BW-85802.", {"contract_number": "BW-85802"}),
        ("2. Mahnung zu Rechnung 2025-0107 vom 09.01.2025", {"preceding_invoice": "2025-0107"}),
        ("la facture n° 2412-55 du 10 décembre", {"preceding_invoice": "2412-55"}),
        ("Ihre Bestellung vom 05.06.2025", {}),
        ("Rechnung 4711 und Rechnung 4712", {}),
    ],
)
def test_sentences_name_other_papers(row: str, expected: dict[str, str]) -> None:
    page, _ = draw([row])
    found = {
        claim.label: " ".join(page.words[i].text for i in claim.words).rstrip(".")
        for claim in find_mentions([page], LABELS)
    }
    assert found == expected
