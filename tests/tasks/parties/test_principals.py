"""Whoever an agent sells for is the seller."""

from schemas.record import Field
from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw

_AGENT = "[seller_name:Direkt24 GmbH], [seller_address:Speicherstr. 3, 20457 Hamburg]"


def _seller(*rows: str, doc_type: str = "invoice") -> dict[str, str]:
    page, tags = draw([_AGENT, "", *rows])
    fields = understand(document(page), FakeModel((tags,), doc_type)).fields
    return {
        name: field.value
        for name, field in fields.items()
        if name.startswith(("seller", "buyer")) and isinstance(field, Field)
    }


def test_the_firm_below_such_words_is_the_seller() -> None:
    assert _seller(
        "Rechnung im Namen und für Rechnung von:",
        "Yogaschule Morgenlicht UG",
        "Marktplatz 4, 78462 Konstanz",
        "USt-IdNr.: [buyer_vat_id:DE136695976]",
    ) == {
        "seller_name": "Yogaschule Morgenlicht UG",
        "seller_address": "Marktplatz 4, 78462 Konstanz",
        "seller_vat_id": "DE136695976",
    }


def test_so_is_the_one_behind_them() -> None:
    row = "Verkauft von: Sonnenkind GmbH, Weinstr. 14, 96515 Sonneberg, USt-IdNr. DE136695976"
    assert _seller(row) == {
        "seller_name": "Sonnenkind GmbH",
        "seller_address": "Weinstr. 14, 96515 Sonneberg",
        "seller_vat_id": "DE136695976",
    }
    assert _seller(row, "Verkauft von: Mond AG")["seller_name"] == "Direkt24 GmbH"
    assert _seller("Issued on behalf of the seller above.")["seller_name"] == "Direkt24 GmbH"
    assert _seller(row, doc_type="order").get("seller_name") != "Sonnenkind GmbH"
