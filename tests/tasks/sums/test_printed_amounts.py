"""The amounts that a paper prints, each with its words."""

from decimal import Decimal

from tasks.sums.printed_amounts import find_printed_amounts
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw


def test_thousands_that_stand_apart_are_read_with_their_amount() -> None:
    page, _ = draw(["TOTAL HT 3 444,28", "TVA 431,95"])
    texts = [word.text for word in page.words]
    three, rest = texts.index("3"), texts.index("444,28")
    words = list(page.words)
    shift = words[rest].box[0] - words[three].box[2] - 0.002
    x0, y0, x1, y1 = words[three].box
    words[three] = words[three]._replace(box=(x0 + shift, y0, x1 + shift, y1))
    page = page.model_copy(update={"words": tuple(words)})
    conventions = decide_conventions(page.row_texts(), "fr")
    amount = find_printed_amounts([page], conventions)[0]
    assert amount.value == Decimal("3444.28")
    assert amount.words == (three, rest)
