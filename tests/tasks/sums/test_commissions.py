"""A bill of air time has its gross sum as the total, and what its agency pays as what is due."""

from decimal import Decimal

import pytest

from tasks.sums.commissions import find_commission
from tasks.sums.other_amounts import explains_due
from tasks.values.normalize import Conventions
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_COLUMNS = "Station      Spots      Gross        Net"
_CONVENTIONS = Conventions(notation=Notation(decimal="."))
_AIRED = "Radio: total spots 12"
_GROSS = "Gross Total          $2,400.00"
_KEPT = "Agency Commission    $360.00"


def _claimed(*rows: str) -> dict[str, str]:
    page, tags = draw([*rows])
    claims = find_commission([page], [tags], _CONVENTIONS)
    return {c.label: " ".join(page.words[i].text for i in c.words) for c in claims}


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        (_KEPT, "Net Amount Due       $2,040.00"),
        ("Less 15% commission  -$360.00", "Total due            $2,040.00"),
        ("Agency 15%           $360.00", "Please pay this amount  $2,040.00"),
        ("Agency Discount (15%)  ($360.00)", "NET DUE              $2,040.00"),
    ],
)
def test_the_gross_sum_is_the_total_and_the_rest_is_due(kept: str, due: str) -> None:
    claimed = _claimed(_AIRED, _GROSS, kept, due)
    assert (claimed["total_gross"], claimed["amount_due"]) == ("$2,400.00", "$2,040.00")


@pytest.mark.parametrize(
    ("head", "amounts", "total"),
    [
        ("Net amount due", "$2,040.00", "$2,400.00"),
        ("Net amount due", "$2,000.00", None),
        ("Net amount", "$2,040.00", None),
    ],
)
def test_captions_side_by_side_say_the_same(head: str, amounts: str, total: str | None) -> None:
    claimed = _claimed(
        _AIRED,
        f"Spots     Gross amount     Agency commission     {head}",
        f"12        $2,400.00        -$360.00              {amounts}",
    )
    assert claimed.get("total_gross") == total
    assert claimed.get("amount_due") == (amounts if total else None)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (("2,000.00      300.00          1,700.00", "Total gross   3,000.00"), None),
        (("2,000.00      0.00            2,000.00",), None),
        (("3,000.00      450.00          2,550.00",), None),
        (("", "Tuesday", "2,000.00   300.00   1,700.00"), None),
        (("1,000.00      150.00          850.00",), "1,000.00"),
        (("Thank you!",), "1,000.00"),
    ],
)
def test_a_row_of_a_table_is_not_the_bill(rows: tuple[str, ...], total: str | None) -> None:
    head = ("Gross       Agency commission     Net due", "1,000.00    150.00       850.00")
    assert _claimed(_AIRED, *head, *rows).get("total_gross") == total


def test_an_item_stays_one_though_its_commission_stands_beside_it() -> None:
    rows = ["Gross     Agency commission     Net due", "{}  150.00     850.00"]
    for gross, is_read in (("1,000.00", True), ("[line.net_amount:1,000.00]", False)):
        assert bool(_claimed(_AIRED, rows[0], rows[1].format(gross))) is is_read


def test_a_network_of_stations_sells_air_time() -> None:
    claimed = _claimed("Prairie Radio Network", "per station", _GROSS, _KEPT, "Due  $2,040.00")
    assert claimed["total_gross"] == "$2,400.00"


def test_what_was_paid_leaves_less_due() -> None:
    paid = "Payment - wire       (2,040.00)"
    rows = (_AIRED, _GROSS, _KEPT, "Net Billing   $2,040.00", paid)
    claimed = _claimed(*rows, "Balance Due          $0.00")
    assert (claimed["prepaid"], claimed["amount_due"]) == ("(2,040.00)", "$0.00")


def test_of_what_is_due_the_last_is() -> None:
    rows = (_AIRED, _GROSS, _KEPT, "Net due  $2,040.00", "Received with order  -$1,500.00")
    claimed = _claimed(*rows, "Balance due          $540.00")
    assert (claimed["prepaid"], claimed["amount_due"]) == ("-$1,500.00", "$540.00")


def test_a_rest_under_another_name_is_not_what_is_due() -> None:
    claimed = _claimed(_AIRED, _GROSS, _KEPT, "Net Credit           $2,040.00")
    assert claimed.get("total_gross") == "$2,400.00"
    assert "amount_due" not in claimed


@pytest.mark.parametrize(
    "rows",
    [
        ("Radio, pages 12", _GROSS, _KEPT, "Net due              $2,040.00"),
        (_AIRED, _GROSS, _KEPT, "Net due              $2,000.00"),
        (_AIRED, _GROSS, _KEPT, "Net  $2,040.00", "VAT 20%  $408.00"),
        (_AIRED, _GROSS, _KEPT, "Net Due   $2,040.00", "GST 5%   $102.00", "Total Due   $2,142.00"),
        (_AIRED, _GROSS, _KEPT, "Net payable $2,040.00", "plus VAT at 20% $408.00"),
        ("Radio and television: voice over", _GROSS, _KEPT, "Net due   $2,040.00"),
        ("Radio Broadcast", _GROSS, _KEPT, "Total due   $2,040.00"),
        ("Flight to the station", _GROSS, _KEPT, "Total due   $2,040.00"),
        (_AIRED, _GROSS, "Late fee             $360.00", "Due  $2,040.00"),
    ],
)
def test_other_bills_are_none_with_a_commission(rows: tuple[str, ...]) -> None:
    assert _claimed(*rows) == {}


def test_a_commission_is_why_less_is_due_than_the_total() -> None:
    page, _ = draw([_GROSS, _KEPT, "Sales tax 0.00", "Amount due           $2,040.00"])
    assert explains_due([page], _CONVENTIONS, Decimal("2400.00"), Decimal("2040.00"))
    assert not explains_due([page], _CONVENTIONS, Decimal("2400.00"), Decimal("2000.00"))
    page, _ = draw(["Gross   Agency commission   Net due", "2,400.00   -360.00   2,040.00"])
    assert explains_due([page], _CONVENTIONS, Decimal("2400.00"), Decimal("2040.00"))


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (
            (
                _COLUMNS,
                "KAB          12         2,000.00     1,700.00",
                "All  12  2,400.00  2,040.00",
            ),
            True,
        ),
        (("Gross Rate    Gross Cost    Net Cost", "Order Totals:  60   2,400.00  2,040.00"), True),
        (("Gross      Agency fee     Net", "Total  42  2,400.00  360.00  2,040.00"), True),
        (("Gross amount      Net amount", "2,400.00          2,040.00"), True),
        (("Gross amount      Net amount", "2,400.00          1,040.00"), False),
        ((_COLUMNS, "KAB          12         2,400.00     2,040.00"), False),
        ((_COLUMNS, "All          12         2,400.00     2,040.00", "HST 13 %   265.20"), False),
    ],
)
def test_of_gross_and_net_columns_the_gross_one_is_the_total(
    rows: tuple[str, ...], total: bool
) -> None:
    claimed = _claimed(_AIRED, *rows)
    assert claimed.get("total_gross") == ("2,400.00" if total else None)


def test_what_is_due_below_such_columns_is_the_net_one() -> None:
    claimed = _claimed(
        _AIRED, _COLUMNS, "All     12     2,400.00   2,040.00", "Total due   2,040.00"
    )
    assert (claimed["total_gross"], claimed["amount_due"]) == ("2,400.00", "2,040.00")


def test_who_pays_wages_has_gross_and_net_columns_too() -> None:
    assert not _claimed("Employee   Hours   Gross      Net", "Total  12  2,400.00  2,040.00")
