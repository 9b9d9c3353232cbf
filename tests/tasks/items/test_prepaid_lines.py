"""What was paid before the bill is no item of it."""

from tasks.items.prepaid_lines import drop_prepaid
from tests.tasks.printed_lines import named_amount, priced_item, printed_field


def test_what_a_guest_paid_is_none_of_what_he_had() -> None:
    had = [priced_item("400.00", 1), priced_item("85.70", 2)]
    paid = [
        named_amount("Arrhes reçues", "100.00", 3),
        named_amount("Carte VISA 7715", "385.70", 4),
    ]
    assert drop_prepaid([*had, *paid], {"prepaid": printed_field("485.70", 5)}) == had
    assert drop_prepaid([*had, *paid], {"prepaid": printed_field("385.70", 5)}) == [*had, *paid]


def test_what_a_bill_charges_is_no_payment_by_its_name() -> None:
    deposit = [named_amount("Anzahlung 50 % lt. Auftrag", "1500.00", 1)]
    assert drop_prepaid(deposit, {"prepaid": printed_field("1500.00", 3)}) == deposit
    visa = [priced_item("30.00", 1), named_amount("Visa application", "120.00", 2)]
    fields = {"prepaid": printed_field("120.00", 4), "total_net": printed_field("150.00", 3)}
    assert drop_prepaid(visa, fields) == visa


def test_the_card_paid_and_the_bar_is_where_a_guest_sat() -> None:
    had = [named_amount("Accommodation", "129.00", 1), named_amount("Bar - The Snug", "22.80", 2)]
    lines = [*had, named_amount("Mastercard 2206", "151.80", 3)]
    assert drop_prepaid(lines, {"total_gross": printed_field("151.80", 4)}) == had
    assert drop_prepaid(lines, {"total_gross": printed_field("303.60", 4)}) == lines
