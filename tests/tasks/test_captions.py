"""References that captions name: orders, contracts, the buyer's own sign."""

import pytest
from tagged_pages import draw

from schemas.document import Page
from tasks.captions import find_captioned


def _page(*rows: str) -> Page:
    """Rows of cells divided by " | "."""
    return draw([row.replace(" | ", 20 * " ") for row in rows])[0]


def _found(doc_type: str, *rows: str) -> dict[str, str]:
    page = _page(*rows)
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_captioned([page], doc_type, "dmy")
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Bestellnummer: 669305",), {"po_number": "669305"}),
        (("Votre commande | 2018-LD-64195",), {"po_number": "2018-LD-64195"}),
        (("P.O. No. | Date", "EM-33729 | today"), {"po_number": "EM-33729"}),
        (("Contract no.: ZF-35637",), {"contract_number": "ZF-35637"}),
        (("Ihr Zeichen: Frau Roche",), {"buyer_reference": "Frau Roche"}),
    ],
)
def test_captions_name_references(rows: tuple[str, ...], expected: dict[str, str]) -> None:
    assert _found("invoice", *rows) == expected


def test_the_number_of_an_order_is_no_reference_to_one() -> None:
    assert _found("order", "Purchase order no. 4711") == {}


def test_two_orders_name_none() -> None:
    assert _found("invoice", "Order no. 4711", "Order no. 4712") == {}
