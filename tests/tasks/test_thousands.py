"""Amounts in two words."""

from tagged_pages import draw

from tasks.thousands import join_thousands


def _labels(row: str) -> list[str]:
    page, tags = draw([row])
    return [tag.label for tag in join_thousands([page], [tags])[0]]


def test_narrow_gaps_group_digits() -> None:
    row = "[line.quantity:1]        [line.quantity:2] [line.unit_price:450,00]"
    page, tags = draw([row])
    narrow = tuple(
        w._replace(box=(w.box[0] + 0.007, w.box[1], w.box[2] + 0.007, w.box[3]))
        if w.text == "2"
        else w
        for w in page.words
    )
    joined = join_thousands([page.model_copy(update={"words": narrow})], [tags])[0]
    assert [t.label for t in joined] == ["line.quantity", "line.unit_price", "line.unit_price"]
    assert [t.begins for t in joined] == [True, True, False]


def test_columns_and_other_words_stay() -> None:
    assert _labels("[line.quantity:2]    [line.unit_price:450,00]")[0] == "line.quantity"
    assert _labels("[line.quantity:2] [line.unit_price:45,00]")[0] == "line.quantity"
