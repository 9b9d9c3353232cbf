"""The number of a card terminal's slip is not the receipt's."""

import pytest

from tasks.fields.card_slips import clear_card_slips
from tests.tasks.tagged_pages import draw

_SLIP = ["Beleg-Nr.  [invoice_number:7731]", "Trace-Nr.  204418", "Zahlung erfolgt"]
_OWN = "18.04.2026      Bon-Nr. [invoice_number:4471]"


_GOODS = ["Coffee", "Tea", "Cake", "Total", "Cash"] * 3


def _numbers(rows: list[str], above: list[str] = _GOODS) -> list[str]:
    page, tags = draw([*above, *rows])
    (got,) = clear_card_slips([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label != "O"]


@pytest.mark.parametrize("head", ["* * Kundenbeleg * *", "CUSTOMER COPY", "Ticket client"])
def test_a_slip_has_no_number_of_the_receipt(head: str) -> None:
    assert _numbers([head, *_SLIP, _OWN]) == ["4471"]


def test_below_its_end_or_without_its_head_numbers_stay() -> None:
    assert _numbers(["Kundenbeleg Nr. 12", *_SLIP, _OWN]) == ["7731", "4471"]
    assert _numbers(["Kundenbeleg", *["Danke"] * 14, *_SLIP], [*_GOODS, *_GOODS[:5]]) == ["7731"]


def test_a_receipt_may_be_called_the_customers_as_a_whole() -> None:
    assert _numbers(["TICKET CLIENT", *_SLIP, *_GOODS], []) == ["7731"]
