"""Codes that a buyer's paper calls the seller's."""

import pytest

from tasks.items.your_codes import name_your_codes
from tests.tasks.tagged_pages import draw

_HEAD = "Pos   Description                         Quantity     Price      Amount"


def _codes(
    key: str,
    doc_type: str = "order",
    more: str = "Item [line.code:55100{}]",
    code: str = "BV-{}",
) -> list[str]:
    rows = [_HEAD]
    for n in range(3):
        rows += [
            f"{n + 1}   [line.description:Ball valve]         [line.quantity:4]"
            "     [line.unit_price:9.00]       [line.net_amount:36.00]",
            f"    [line.description+:{key}] {code.format(n)}",
            f"    {more.format(n)}",
        ]
    page, tags = draw(rows)
    (got,) = name_your_codes([page], [tags], doc_type)
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]


@pytest.mark.parametrize(
    "key",
    [
        "Your item no.:",
        "Your ref.",
        "Ihre Materialnr.:",
        "Ihre Art.-Nr.",
        "Votre réf. :",
        "V/réf.",
        "Vostro codice",
        "Su referencia:",
        "Uw artikelnummer",
    ],
)
def test_on_an_order_yours_is_the_sellers(key: str) -> None:
    assert _codes(key) == ["BV-0", "BV-1", "BV-2"]
    assert _codes(key, more="") == ["BV-0", "BV-1", "BV-2"]


@pytest.mark.parametrize("key", ["Our item no.:", "Your price", "Length"])
def test_other_rows_name_no_code(key: str) -> None:
    assert _codes(key) == ["551000", "551001", "551002"]


@pytest.mark.parametrize("offer", ["Q-114", "devis D-{}", "quote {}"])
def test_the_offer_that_items_refer_to_is_no_code(offer: str) -> None:
    assert _codes("Your ref.:", code=offer) == ["551000", "551001", "551002"]


def test_on_the_sellers_paper_yours_is_the_buyers() -> None:
    assert _codes("Your ref.", "order_confirmation") == ["551000", "551001", "551002"]


def test_what_the_seller_calls_yours_is_no_code_beside_his_own() -> None:
    yours = "[line.code:{}]"
    codes = _codes("Your ref.", "invoice", code=yours.format("BV-{}"))
    assert codes == ["551000", "551001", "551002"]
    alone = _codes("Your ref.", "invoice", more="", code=yours.format("BV-{}"))
    assert alone == ["BV-0", "BV-1", "BV-2"]


@pytest.mark.parametrize(
    ("doc_type", "codes"),
    [("order", ["118.204", "203.77"]), ("invoice", []), ("remittance_advice", [])],
)
def test_a_column_of_yours_has_the_sellers_codes_on_an_order(
    doc_type: str, codes: list[str]
) -> None:
    row = (
        "[line.quantity:6]      [line.description:{}]     {}      [line.unit_price:84,50]"
        "      [line.net_amount:507,00]"
    )
    page, tags = draw(
        [
            "Menge  Artikel       V/Réf.       Prix        Montant",
            row.format("Warnjacke", "118.204"),
            row.format("Stiefel  ", "203.77 "),
        ]
    )
    (got,) = name_your_codes([page], [tags], doc_type)
    assert [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"] == codes


def test_a_code_of_yours_stays_one_where_a_long_name_touches_it() -> None:
    row = (
        "[line.quantity:6]      [line.description:{}]{}[line.unit_price:84,50]"
        "      [line.net_amount:507,00]"
    )
    page, tags = draw(
        [
            "Menge  Artikel       V/Réf.       Prix        Montant",
            row.format("Warnjacke", "     118.204      "),
            row.format("Stiefel  ", "     203.77       "),
            row.format("Handschuhe, lang", " [line.code:77-P]       "),
        ]
    )
    (got,) = name_your_codes([page], [tags], "order")
    codes = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.code"]
    assert codes == ["118.204", "203.77", "77-P"]
