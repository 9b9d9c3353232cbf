"""What recycling costs, in a column of its own, is no discount."""

import pytest

from tasks.items.levy_columns import clear_levies
from tests.tasks.tagged_pages import draw

_ROWS = [
    f"[line.description:{name}]      [line.quantity:{count}]      [line.unit_price:{price}]"
    f"      [line.discount:{off}]       [line.discount:{levy}]        [line.net_amount:{net}]"
    for name, count, price, off, levy, net in (
        ("Prise", "40", "14,820", "42,00", "0,02", "343,82"),
        ("Câble", "24", "19,450", "38,50", "0,05", "287,08"),
        ("Gaine", "18", "52,600", "45,00", "0,09", "520,74"),
    )
]


@pytest.mark.parametrize(
    ("caption", "discounts"),
    [
        ("Éco-part.", ["42,00", "38,50", "45,00"]),
        ("DEEE     ", ["42,00", "38,50", "45,00"]),
        ("Remise 2 ", ["42,00", "0,02", "38,50", "0,05", "45,00", "0,09"]),
    ],
)
def test_numbers_under_its_caption_are_no_discounts(caption: str, discounts: list[str]) -> None:
    head = f"Désignation Qté       P.U. HT    Rem. %    {caption}     Montant"
    page, tags = draw([head, *_ROWS])
    (got,) = clear_levies([page], [tags])
    read = [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.discount"]
    assert read == discounts
