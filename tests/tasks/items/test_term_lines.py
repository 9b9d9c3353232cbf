"""Items of e-invoices printed by business terms."""

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.items.term_lines import name_term_lines
from tests.tasks.tagged_pages import draw

_TOTALS = [
    "BT-2        Date                       2026-02-03",
    "BT-106      Sum of lines               [line.net_amount:213.00] EUR",
    "BT-109      Total without VAT          213.00 EUR",
    "BT-110      VAT                        44.73 EUR",
    "BT-112      Total with VAT             257.73 EUR",
]


def _items(page: Page, tags: tuple[WordTag, ...]) -> list[str]:
    (got,) = name_term_lines([page], [tags])
    found: list[str] = []
    for word, tag in zip(page.words, got, strict=True):
        if tag.begins and tag.label.startswith("line."):
            found.append(f"{tag.label[5:]} {word.text}")
        elif tag.label.startswith("line."):
            found[-1] += f" {word.text}"
    return found


def _listed(name: str, quantity: str, amount: str) -> list[str]:
    return [
        "BT-126      Line                       [line.quantity:1]",
        f"[line.code:BT-153]      Item name                  {name}",
        f"BT-129      [line.description:Quantity]                   {quantity}",
        f"BT-131      Net amount                 {amount} EUR",
        "BT-152      Rate                       21 %",
    ]


def test_the_terms_name_what_stands_behind_them() -> None:
    rows = [*_listed("Bench vice, 125 mm", "2", "178.00"), *_listed("Oil can", "5", "35.00")]
    assert _items(*draw([*rows, *_TOTALS])) == [
        "description Bench vice, 125 mm",
        "quantity 2",
        "net_amount 178.00",
        "tax_rate 21",
        "description Oil can",
        "quantity 5",
        "net_amount 35.00",
        "tax_rate 21",
    ]


def test_a_term_may_stand_behind_its_caption() -> None:
    rows = ["Item name (BT-153):        Oil can", "Net amount (BT-131):       35.00 EUR"]
    assert _items(*draw([*rows, *_TOTALS])) == ["description Oil can", "net_amount 35.00"]


def test_the_terms_may_head_the_columns_of_a_table() -> None:
    rows = [
        "BT-1        Number                     77",
        *_TOTALS,
        "BT-153 Name            BT-155 Code     BT-129 Quantity    BT-131 Amount",
        "Bench vice, 125 mm     BV-125                         2          178.00",
        "Oil can                OC-1                           5           35.00",
        "Thank you",
    ]
    assert _items(*draw(rows)) == [
        "description Bench vice, 125 mm",
        "code BV-125",
        "quantity 2",
        "net_amount 178.00",
        "description Oil can",
        "code OC-1",
        "quantity 5",
        "net_amount 35.00",
    ]


def test_an_items_name_goes_on_in_the_next_row() -> None:
    rows = [
        "BT-153   Item name     Bench vice,",
        "                       125 mm",
        "BT-129   Count         2",
    ]
    assert _items(*draw([*rows, *_TOTALS])) == ["description Bench vice, 125 mm", "quantity 2"]


def test_without_terms_of_items_or_an_invoices_day_the_tags_stay() -> None:
    assert _items(*draw([*_TOTALS, *_TOTALS])) == ["net_amount 213.00"] * 2
    assert "code BT-153" in _items(*draw(_listed("Oil can", "5", "35.00")))


def test_codes_of_articles_are_no_terms() -> None:
    codes = ["BT-2", "BT-129", "BT-131", "BT-146", "BT-152", "BT-153", "BT-155"]
    rows = [
        f"[line.code:{code}]    [line.description:Bolt {code}]     4     9.50" for code in codes
    ]
    assert [item for item in _items(*draw(rows)) if item.startswith("code")] == [
        f"code {code}" for code in codes
    ]
