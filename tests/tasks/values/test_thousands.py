"""Amounts in two words."""

from itertools import accumulate

from schemas.document import Page
from tasks.values.thousands import join_thousands
from tests.tasks.tagged_pages import draw


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


def test_a_quantity_in_line_with_another_one_is_no_thousands() -> None:
    def labels(below: str) -> list[str]:
        page, tags = draw(["Card   [line.quantity:1]   [line.net_amount:280,00]", below])
        at = [word.text for word in page.words].index("280,00")
        box = page.words[at].box
        near = (page.words[at - 1].box[2] + 0.003, *box[1:])
        words = [w._replace(box=near) if i == at else w for i, w in enumerate(page.words)]
        page = page.model_copy(update={"words": tuple(words)})
        return [tag.label for tag in join_thousands([page], [tags])[0]][1:3]

    assert labels("Text [line.quantity:2,5]   [line.net_amount:130,00]")[0] == "line.quantity"
    assert labels("Text  [line.quantity:2,5]  [line.net_amount:130,00]") == ["line.net_amount"] * 2


def test_columns_and_other_words_stay() -> None:
    assert _labels("[line.quantity:2]    [line.unit_price:450,00]")[0] == "line.quantity"
    assert _labels("[line.quantity:2] [line.unit_price:45,00]")[0] == "line.quantity"


def _tight(row: str) -> list[str]:
    """The labels of a row whose first word touches the second."""
    page, tags = draw([row])
    first, second = page.words[:2]
    shift = second.box[0] - first.box[2] - 0.002
    moved = first._replace(
        box=(first.box[0] + shift, first.box[1], first.box[2] + shift, first.box[3])
    )
    page = page.model_copy(update={"words": (moved, *page.words[1:])})
    return [tag.label for tag in join_thousands([page], [tags])[0]]


def test_three_zeros_are_the_end_of_an_amount() -> None:
    assert _tight("28 [total_gross:000]") == ["total_gross"] * 2
    assert _tight("28 [total_gross:050]") == ["O", "total_gross"]


def test_a_quantity_goes_on_before_its_unit() -> None:
    count, unit = "line.quantity", "line.unit"
    row = f"[{count}:2] [{unit}:000] [{unit}:pce]"
    assert _tight(row) == [count, count, unit]
    assert _tight(f"[{count}:2] [{unit}:000]") == [count, unit]
    assert _tight(f"[{count}:2] [{unit}:50] [{unit}:kg]") == [count, unit, unit]
    assert _tight(f"[{count}:5] [{unit}:500] [{unit}:ml]") == [count, unit, unit]
    assert _tight(f"{row} [line.unit_price:0,12]")[:3] == [count, unit, unit]


def test_a_space_is_as_wide_as_a_letter_where_all_are() -> None:
    """Boxes of one width for each letter, with a space of 0.65 of the height."""
    words = "letters " * 3 + "numbers " * 3 + "columns " * 3 + "another " * 12
    assert _typed([words, "1 [total_gross:450,00]"])[-2] == "total_gross"
    assert _typed([words, "Room 1 [total_gross:450,00]"])[-2] == "O"
    assert _typed([words, "1 [total_gross:450,00]"], narrower=0.001)[-2] == "O"


def _typed(rows: list[str], narrower: float = 0) -> list[str]:
    """Labels of a page on which all letters are as wide as a space, or nearly."""
    page, tags = draw(rows)
    height = (0.01 / 0.65) * page.width / page.height
    words = tuple(
        w._replace(
            box=(at, w.box[1], at + 0.01 * len(w.text) - narrower * (n % 7), w.box[1] + height)
            if w.row == 0
            else (at, w.box[1], at + 0.01 * len(w.text), w.box[1] + height)
        )
        for n, (at, w) in enumerate(zip(_steps(page), page.words, strict=True))
    )
    return [t.label for t in join_thousands([page.model_copy(update={"words": words})], [tags])[0]]


def _steps(page: Page) -> list[float]:
    """Where each word begins that follows the one before after a space of a letter's width."""
    return list(accumulate((0.01 * (len(w.text) + 1) for w in page.words[:-1]), initial=0.0))


def test_a_mark_at_the_end_joins_what_follows() -> None:
    assert _tight("[total_gross:516,] 780") == ["total_gross"] * 2
    assert _tight("516, 780") == ["O"] * 2


def test_the_end_of_an_amount_that_the_model_missed_follows_its_beginning() -> None:
    labels = _tight("[amount_due:4] 483,35")
    assert labels == ["amount_due", "amount_due"]
    assert _tight("[line.quantity:4] 483,35")[1] == "O"


def test_one_space_of_a_text_file_groups_digits() -> None:
    page, tags = draw(["Total 1 [total_gross:902,19]"])
    one, end = page.words[1], page.words[2]
    height = (one.box[3] - one.box[1]) * page.height / page.width
    right = end.box[0] - 0.5005 * height
    words = (page.words[0], one._replace(box=(*one.box[:2], right, one.box[3])), end)
    joined = join_thousands([page.model_copy(update={"words": words})], [tags])[0]
    assert [tag.label for tag in joined] == ["O", "total_gross", "total_gross"]


def _points(*rows: str) -> list[list[str]]:
    """The labels of rows in which no more than a narrow gap parts a number's words."""
    page, tags = draw(list(rows))
    narrow = tuple(
        word._replace(box=(word.box[0], word.box[1], word.box[2] + 0.007, word.box[3]))
        if word.text.isdecimal() and len(word.text) < 3
        else word
        for word in page.words
    )
    (joined,) = join_thousands([page.model_copy(update={"words": narrow})], [tags])
    labels = [tag.label for tag in joined]
    starts = [word.row for word in page.words]
    return [
        [lab for lab, row in zip(labels, starts, strict=True) if row == n] for n in range(len(rows))
    ]


def test_a_point_behind_grouped_thousands_where_a_page_prints_several_so() -> None:
    rows = ("19 [total_gross:874.21]", "17 [total_net:281.92]", "4 [line.unit_price:850.00]")
    assert _points(*rows) == [["total_gross"] * 2, ["total_net"] * 2, ["line.unit_price"] * 2]


def test_one_such_number_or_one_with_a_comma_says_no_such_thing() -> None:
    alone = "2 [line.unit_price:850.00]"
    assert _points(alone) == [["O", "line.unit_price"]]
    assert _points(alone, alone, "Total 1,700.00")[0] == ["O", "line.unit_price"]


def test_the_surer_of_two_words_says_what_their_amount_is() -> None:
    assert _tight("[charges?0.6:1] [line.net_amount?0.3:330,55]") == ["charges"] * 2
    assert _tight("[charges?0.3:1] [total_gross?0.6:330,55]") == ["total_gross"] * 2


def test_a_typewriter_s_space_groups_no_points() -> None:
    rows = ["[line.description:Room 12] [line.net_amount:100.00]"] * 2
    assert _points(*rows) == [["line.description", "line.description", "line.net_amount"]] * 2


def test_the_mark_of_a_credit_is_the_amounts_sign() -> None:
    assert _labels("Fault     [line.net_amount:15.00] CR")[-1] == "line.net_amount"
    assert _labels("Fault     [line.net_amount:15.00]     CR")[-1] == "O"
    assert _labels("Seals     [line.code:006] CR 45X62X8")[2] == "O"


def test_a_quantity_that_multiplies_with_the_price_beside_it_is_no_thousands() -> None:
    row = "[line.quantity:4] [line.unit_price:120,00]   [line.net_amount:{}]"
    assert _tight(row.format("–480,00"))[0] == "line.quantity"
    assert _tight(row.format("4120,00"))[0] == "line.unit_price"
