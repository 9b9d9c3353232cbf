"""Rows below items that say how their amounts came about."""

import pytest

from tasks.items.price_conditions import clear_price_conditions
from tasks.values.notation import POINT_NOTATION, Notation
from tests.tasks.tagged_pages import draw

_COLUMNS = ("line.net_amount", "line.discount")


def _columns(rows: list[str], decimal: str = ".") -> list[tuple[str, str]]:
    """The amounts and discounts left, in printed order."""
    page, tags = draw(rows)
    (got,) = clear_price_conditions([page], [tags], Notation(decimal))
    return [
        (tag.label.removeprefix("line."), word.text)
        for word, tag in zip(page.words, got, strict=True)
        if tag.label in _COLUMNS
    ]


def _item(name: str, amount: str) -> str:
    return f"[line.description:{name}]       [line.quantity:30] PC     [line.net_amount:{amount}]"


@pytest.mark.parametrize(
    ("gross", "less", "decimal"),
    [
        ("Gross Price", "Discount % on Net        5.00-  %", "."),
        ("Bruttopreis", "Kundenrabatt             5,00-  %", ","),
        ("Prix brut", "Remise                    5,00  %", ","),
    ],
)
@pytest.mark.parametrize("tag", ["line.net_amount", "O", "allowances"])
def test_a_gross_price_and_its_discount_are_no_items(
    gross: str, less: str, decimal: str, tag: str
) -> None:
    amounts = ["40.00", "9.50", "10.00", "0.50-", "7.00"]
    first, net, full, off, last = (amount.replace(".", decimal) for amount in amounts)
    found = _columns(
        [
            _item("Rivet", first),
            _item("Blind fastener", net),
            f"    {gross}                              [{tag}:{full}]",
            f"    {less}         [{tag}:{off}]",
            "    Your material number: K-17",
            _item("Anchor nut", last),
        ],
        decimal,
    )
    rate = "5.00-" if "5.00-" in less else less.split()[-2]
    assert found == [
        ("net_amount", first),
        ("net_amount", net),
        ("discount", rate),
        ("discount", "%"),
        ("net_amount", last),
    ]


def test_an_item_is_worth_what_its_net_row_says() -> None:
    found = _columns(
        [
            _item("Blind fastener", "10.00"),
            "    Rebate                5%             [line.net_amount:0.50-]",
            "    Surcharge for copper                 [line.net_amount:1.20]",
            "    Net value                            10.70",
            _item("Anchor nut", "7.00"),
        ]
    )
    assert found == [("net_amount", "10.70"), ("net_amount", "7.00")]


@pytest.mark.parametrize(
    "rows",
    [
        # no gross price and no net one
        ["    Discount       5%           [line.net_amount:-0.50]"],
        # sums that do not fit
        ["    Gross price                  11.00", "    Discount    [line.net_amount:0.50-]"],
        ["    Discount    [line.net_amount:0.50-]", "    Net value                    8.50"],
        # nothing changes
        ["    Net value                    10.00"],
    ],
)
def test_rows_that_explain_no_amount_stay(rows: list[str]) -> None:
    page, tags = draw([_item("Blind fastener", "10.00"), *rows])
    (got,) = clear_price_conditions([page], [tags], POINT_NOTATION)
    assert got == tags


def test_a_discount_on_the_whole_leads_to_a_total() -> None:
    page, tags = draw(
        [
            _item("Blind fastener", "10.00"),
            "    Discount    5%               [allowances:0.50-]",
            "    Net amount                   [total_net:9.50]",
        ]
    )
    (got,) = clear_price_conditions([page], [tags], POINT_NOTATION)
    assert got == tags


def test_the_conditions_of_the_next_item_are_its_own() -> None:
    found = _columns(
        [
            _item("Rivet", "9.50"),
            _item("Anchor nut", "7.00"),
            "    Gross price                          10.00",
            "    Discount                 5%          [line.net_amount:0.50-]",
        ]
    )
    assert found == [("net_amount", "9.50"), ("net_amount", "7.00"), ("net_amount", "0.50-")]


def test_the_last_item_s_net_amount_is_called_as_those_above() -> None:
    def item(name: str, gross: str, off: str, net: str, caption: str) -> list[str]:
        return [
            _item(name, gross),
            f"    Rabatt Kunde         20,00 %     [line.net_amount:{off}]",
            f"    {caption}              {net}",
        ]

    first = item("Lager", "50,00", "10,00", "40,00", "Nettowert Position")
    assert _columns([*first, *item("Satz", "30,00", "6,00", "24,00", "Nettowert Position")], ",")[
        -1
    ] == ("net_amount", "24,00")
    assert ("net_amount", "24,00") not in _columns(
        [*first, *item("Satz", "30,00", "6,00", "24,00", "Nettobetrag")], ","
    )


def test_a_total_that_is_called_as_the_items_net_amounts_stays() -> None:
    rows = [
        row
        for name, gross, off, net in (
            ("Rivet", "10.00", "0.50", "9.50"),
            ("Nut", "20.00", "1.00", "19.00"),
        )
        for row in (_item(name, gross), f"   Discount   5 %   {off}", f"   Net amount     {net}")
    ]
    page, tags = draw([*rows, "   Net amount          [total_net:28.50]"])
    (got,) = clear_price_conditions([page], [tags], POINT_NOTATION)
    assert got[-1].label == "total_net"


def test_what_follows_the_last_counted_item_may_be_the_whole_papers() -> None:
    rows = [
        "[line.code:DF-20]   [line.description:Desk]     [line.quantity:2] ST",
        "[line.code:DF-21]   [line.description:Chair]    [line.quantity:4] ST",
        "    Bruttopreis             1.000,00",
        "    Rabatt      10 %          100,00",
    ]
    assert _columns([*rows, "    Nettobetrag             [total_net:900,00]"], ",") == []
    assert _columns([*rows, "    Nettobetrag             900,00"], ",") == []


@pytest.mark.parametrize(
    ("net", "found"),
    [
        ("680.80", [("discount", "8.00"), ("discount", "%-"), ("net_amount", "680.80")]),
        ("700.00", [("net_amount", "740.00")]),  # they do not fit
    ],
)
def test_a_counted_item_gets_the_net_amount_that_its_conditions_come_to(
    net: str, found: list[tuple[str, str]]
) -> None:
    rows = [
        "[line.code:DF-20]                  [line.quantity:5.000] ST",
        "[line.description:Spring]",
        "    Gross price         [line.unit_price:148.00]    [line.net_amount:740.00]",
        "    Quantity discount       8.00 %-         59.20-",
        f"    Positionswert                          {net}",
        "Total                                      900.00",
    ]
    assert _columns(rows) == found
