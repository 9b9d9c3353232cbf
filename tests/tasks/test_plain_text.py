from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.plain_text import as_sentence, clean_name, clean_text, count_words

any_text = st.text(st.characters(codec=None, exclude_categories=[]))


@given(any_text)
def test_any_text_can_be_stored_after_cleaning(text: str) -> None:
    cleaned = clean_text(text)
    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned


@given(any_text)
def test_a_name_is_one_line_that_no_terminal_obeys(text: str) -> None:
    cleaned = clean_name(text)
    assert len(cleaned.splitlines()) <= 1
    assert not {category(sign) for sign in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert "\u202e" not in cleaned
    assert clean_name(cleaned) == clean_text(cleaned) == cleaned


def test_white_space_of_a_text_stays() -> None:
    assert clean_text("a\tb\r\nc\x0cd\x1b[2Je\x9bf") == "a\tb\r\nc\x0cd\ufffd[2Je\ufffdf"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("cut\n short", "cut short."), ("Look at it!", "Look at it!"), ("Done. ", "Done.")],
)
def test_a_message_ends_as_a_sentence(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


def test_one_thing_is_no_plural() -> None:
    assert [count_words(number, "mail") for number in (0, 1, 2)] == ["0 mails", "1 mail", "2 mails"]
