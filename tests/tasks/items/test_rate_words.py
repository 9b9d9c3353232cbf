"""Words that stand for a rate of nothing."""

import pytest

from tasks.items.rate_words import name_rate_words
from tests.tasks.tagged_pages import draw

_ROW = "[line.description:{}]     [line.quantity:1]  {}       [line.net_amount:9.00]"


def _rates(words: str) -> list[str]:
    rows = [
        _ROW.format("Workshop", "[line.tax_rate:20%]".rjust(28)),
        _ROW.format("Booklet ", words),
    ]
    page, tags = draw(rows)
    (got,) = name_rate_words([page], [tags])
    return [w.text for w, t in zip(page.words, got, strict=True) if t.label == "line.tax_rate"]


def test_words_in_the_column_of_rates_are_one() -> None:
    assert _rates("Zero Rated".rjust(12)) == ["20%", "Zero", "Rated"]
    assert _rates("Exempt".rjust(12)) == ["20%", "Exempt"]


@pytest.mark.parametrize(
    "words", ["Zero Rated".ljust(12), "Reduced".rjust(12), "[line.tax_rate:5%]".rjust(27)]
)
def test_other_words_are_none(words: str) -> None:
    assert "Rated" not in _rates(words)
    assert "Reduced" not in _rates(words)


def test_without_rates_there_is_no_such_column() -> None:
    page, tags = draw([_ROW.format("Booklet", "Zero Rated")])
    assert name_rate_words([page], [tags]) == [tags]
