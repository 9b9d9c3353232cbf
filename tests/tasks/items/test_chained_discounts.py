"""Chains of rates on a priced row are its discount."""

from tasks.items.chained_discounts import name_chained_discounts
from tests.tasks.tagged_pages import draw


def _discounts(row: str) -> list[str]:
    page, tags = draw([row])
    (named,) = name_chained_discounts([page], [tags])
    found: list[str] = []
    for word, tag in zip(page.words, named, strict=True):
        if tag.label == "line.discount":
            found[len(found) if tag.begins else -1 :] = [
                word.text if tag.begins else f"{found[-1]} {word.text}"
            ]
    return found


def test_a_chain_in_one_word_or_many_is_one_discount() -> None:
    row = "[line.description:Bolt] 2 [line.unit_price:68,40] {} [line.net_amount:84,47]"
    assert _discounts(row.format("35+5 %")) == ["35+5 %"]
    assert _discounts(row.format("[line.discount:45] + [line.quantity:10]")) == ["45 + 10"]


def test_names_and_rows_without_prices_keep_their_sums() -> None:
    row = "[line.description:Cola 8+1] 2 [line.unit_price:6,40] [line.net_amount:12,80]"
    assert _discounts(row) == []
    assert _discounts("Call 24 + 7 days") == []
