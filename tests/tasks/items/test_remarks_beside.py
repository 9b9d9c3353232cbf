"""Remarks beside the amounts, below a code and a name, are no items of their own."""

from tasks.items.remarks_beside import clear_remarks
from tests.tasks.tagged_pages import draw

_AMOUNTS = "[line.quantity:3]     [line.unit_price:10.00]     [line.net_amount:30.00]"
_HEADS = ("[line.code:W-AUF]      [line.description:Lift service]",
          "[line.code:N-LEIT]     [line.description:Emergency line]")  # fmt: skip


def _names(*remarks: str) -> list[str]:
    rows = [
        part
        for head, remark in zip(_HEADS, remarks, strict=True)
        for part in (head, f"           {remark}          {_AMOUNTS}")
    ]
    page, tags = draw(rows)
    (got,) = clear_remarks([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.description"]


def test_remarks_beside_the_amounts_are_no_names() -> None:
    remarks = ("[line.description:Plant 4471]", "[line.description:Per plant]")
    assert _names(*remarks) == ["Lift", "service", "Emergency", "line"]


def test_a_name_that_goes_on_does() -> None:
    remarks = ("[line.description:of two lifts]", "[line.description:Per plant]")
    assert {"of", "Per"} <= set(_names(*remarks))
