"""Signs of amounts: deductions positive, credit notes negative, whatever the paper prints."""

import pytest

from schemas.record import Field, Fields
from schemas.vocabulary import Kind
from tasks.values.normalize import Conventions, normalise
from tasks.values.signs import align_deductions, clear_brackets, make_negative


def fields(**values: str) -> Fields:
    return {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }


def values(found: Fields) -> dict[str, str]:
    return {name: one.value for name, one in found.items() if isinstance(one, Field)}


@pytest.mark.parametrize("printed", ["-5.00", "5.00"])
def test_a_discount_is_positive_with_or_without_a_printed_minus(printed: str) -> None:
    found = align_deductions(fields(total_gross="95.00", allowances=printed, prepaid="-20.00"))
    assert values(found) == {"total_gross": "95.00", "allowances": "5.00", "prepaid": "20.00"}


@pytest.mark.parametrize(
    ("total", "allowances"), [("95.00", "5.00"), ("95.00", "-5.00"), ("-95.00", "5.00")]
)
def test_a_credit_note_s_discount_has_the_sign_of_its_total(total: str, allowances: str) -> None:
    aligned = align_deductions(fields(total_gross=total, allowances=allowances))
    signed, _, _ = make_negative(aligned, [], [])
    assert values(signed) == {"total_gross": "-95.00", "allowances": "-5.00"}


@pytest.mark.parametrize("printed", ["(19%)", "(19 %)", "19%"])
def test_brackets_about_a_rate_are_no_minus(printed: str) -> None:
    assert normalise(Kind.RATE, printed, Conventions()) == "19"


@pytest.mark.parametrize(
    ("printed", "rate"), [("00%", None), ("00 %", None), ("0%", "0"), ("0,00%", "0"), ("07%", "7")]
)
def test_what_is_left_of_a_rate_is_none(printed: str, rate: str | None) -> None:
    assert normalise(Kind.RATE, printed, Conventions()) == rate


@pytest.mark.parametrize(("printed", "quantity"), [("5", "-5"), ("-5", "-5")])
def test_goods_of_a_credit_note_printed_negative_are_returned(printed: str, quantity: str) -> None:
    line = fields(quantity=printed, unit_price="12.00", net_amount="-60.00")
    _, (signed,), _ = make_negative(fields(total_gross="-60.00"), [line], [])
    assert values(signed)["quantity"] == quantity
    assert values(signed)["unit_price"] == "12.00"


@pytest.mark.parametrize(
    ("total", "price", "net", "expected"),
    [
        ("-60.00", "-12.00", "-60.00", ("-5", "12.00", "-60.00")),
        ("300.00", "-12.00", "-60.00", ("5", "12.00", "60.00")),
        ("300.00", "12.00", "60.00", ("-5", "12.00", "-60.00")),
    ],
)
def test_no_price_of_a_credit_note_is_negative(
    total: str, price: str, net: str, expected: tuple[str, ...]
) -> None:
    line = fields(quantity="5", unit_price=price, net_amount=net)
    _, (signed,), _ = make_negative(fields(total_gross=total), [line], [])
    assert tuple(values(signed).values()) == expected


@pytest.mark.parametrize(
    ("nets", "expected"),
    [
        (("225.00", "75.00"), ["-225.00", "-75.00"]),
        (("225.00", "70.00"), ["225.00", "70.00"]),
        (("-375.00", "75.00"), ["-375.00", "75.00"]),
    ],
)
def test_lines_without_signs_below_a_negative_total_are_negative(
    nets: tuple[str, ...], expected: list[str]
) -> None:
    lines = [
        {n: f for n, f in fields(quantity="1", net_amount=net).items() if isinstance(f, Field)}
        for net in nets
    ]
    total = fields(total_gross="-360.00", total_net="-300.00")
    _, signed, _ = make_negative(total, lines, [])
    assert [line["net_amount"].value for line in signed] == expected


@pytest.mark.parametrize(
    ("nets", "expected"),
    [(("-225.00", "75.00"), ["-225.00", "-75.00"]), (("-75.00", "375.00"), ["75.00", "-375.00"])],
)
def test_a_minus_of_one_row_is_none_where_all_rows_without_make_the_total(
    nets: tuple[str, ...], expected: list[str]
) -> None:
    lines = [
        {n: f for n, f in fields(quantity="1", net_amount=net).items() if isinstance(f, Field)}
        for net in nets
    ]
    _, signed, _ = make_negative(fields(total_net="300.00"), lines, [])
    assert [line["net_amount"].value for line in signed] == expected


def test_an_alternative_s_amount_in_brackets_is_no_minus() -> None:
    counted = fields(quantity="2", unit_price="30.00")
    net = Field(value="-60.00", raw="(60.00)", confidence=0.9, origin="model")
    (line,) = clear_brackets([{**counted, "net_amount": net}])
    assert line["net_amount"].value == "60.00"
    for other in ({"net_amount": net}, {**fields(quantity="-2"), "net_amount": net}):
        (line,) = clear_brackets([other])
        assert line["net_amount"].value == "-60.00"


def test_the_discount_of_a_credit_note_is_a_rate_without_a_sign() -> None:
    line = fields(quantity="14", unit_price="9.99", discount="42", net_amount="81.12")
    _, (signed,), _ = make_negative(fields(total_gross="81.12"), [line], [])
    assert values(signed) == {
        "quantity": "-14", "unit_price": "9.99", "discount": "42", "net_amount": "-81.12",
    }  # fmt: skip


def test_net_tax_and_total_of_a_credit_note_have_one_sign_where_they_add_up() -> None:
    sums = {"total_net": "-550.40", "total_tax": "93.57", "total_gross": "643.97"}
    signed, _, _ = make_negative(fields(**sums), [], [])
    assert set(values(signed).values()) == {"-550.40", "-93.57", "-643.97"}
    signed, _, _ = make_negative(fields(**{**sums, "total_tax": "90.00"}), [], [])
    assert values(signed)["total_gross"] == "643.97"
