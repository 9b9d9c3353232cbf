import pytest

from schemas.record import Record
from tasks.other_purchase import is_other_purchase
from tests.tasks.made_records import field, invoice


def receipt(raw: str = "14.03.2026", amounts: tuple[str, ...] = (), net: str = "") -> Record:
    fields = {"issue_date": field("2026-03-14", raw), "total_gross": field("7.80")}
    if net:
        fields |= {"total_net": field(net), "total_tax": field(f"{7.80 - float(net):.2f}")}
    lines = [{"net_amount": field(amount)} for amount in amounts]
    return invoice(b"x", fields=fields, lines=lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (receipt("14.03.2026 08:12"), receipt("14.03.2026 16:40")),
        (receipt("14-03-202608:12:19"), receipt("14.03.2026 16:40 Uhr")),
        (receipt(net="7.29"), receipt(net="6.55")),
        (receipt(amounts=("3.90", "3.90")), receipt(amounts=("2.80", "5.00"))),
    ],
)
def test_what_both_print_tells_two_purchases_apart(one: Record, other: Record) -> None:
    assert is_other_purchase(one, other)
    assert is_other_purchase(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (receipt(), receipt()),
        (receipt("14.03.2026 08:12"), receipt("14.03.2026")),
        (receipt("14.03.2026 08:12"), receipt("14.03.2026 08:15")),  # the slip of the card
        (receipt(net="7.29"), receipt(net="")),
        (receipt(amounts=("3.90", "3.90")), receipt(amounts=("3.90",))),  # a row was missed
        (receipt(amounts=("3.90", "3.90")), receipt(amounts=("3.90", "3.90"))),
        (receipt(amounts=("7.80",), net="6.55"), receipt(amounts=("6.55",), net="6.55")),
    ],
)
def test_what_one_does_not_print_or_was_misread_tells_nothing(one: Record, other: Record) -> None:
    assert not is_other_purchase(one, other)
    assert not is_other_purchase(other, one)
