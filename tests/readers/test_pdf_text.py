"""Words from the characters of a text layer."""

from typing import Any

import pytest

from readers import pdf_text


def _char(text: str, x: float, ink: tuple[float, float] = (2.0, 12.0)) -> Any:
    """A character five points wide; `ink` is from where to where it is tall."""
    return pdf_text._Char(text, (x, ink[0], x + 5, ink[1]), 0, False)


@pytest.mark.parametrize("mark", ["-", "–", "·"])
def test_a_hyphen_of_which_only_its_ink_is_known_parts_no_word(mark: str) -> None:
    """As Chromium prints "7F2C-0018": the hyphen's box is one point tall, with bearings around."""
    chars = [_char("C", 0), _char(mark, 5.7, (6.8, 7.6)), _char("0", 11.4)]
    words = pdf_text._build_words(chars)
    assert [word.text for word in words] == [f"C{mark}0"]


def test_a_wide_gap_beside_a_hyphen_parts_words() -> None:
    chars = [_char("C", 0), _char("-", 10, (6.8, 7.6)), _char("0", 15.7)]
    assert [word.text for word in pdf_text._build_words(chars)] == ["C", "-0"]
