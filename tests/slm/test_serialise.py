from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import Unigram, WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from readers.layout import arrange_page
from schemas.document import Page
from slm import serialise as s
from slm.shapes import TYPES_N, Place, Shape, shape_of, type_id


@pytest.fixture
def tokenizer() -> s.WordTokenizer:
    """One piece per letter: sizes are easy to reckon."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:"
    vocabulary = {"[UNK]": 100}
    for index, letter in enumerate(letters):
        vocabulary[letter] = 1000 + index
        vocabulary[f"##{letter}"] = 2000 + index
    raw = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    raw.normalizer = BertNormalizer()
    raw.pre_tokenizer = BertPreTokenizer()
    return s.WordTokenizer(raw)


def make_page(rows: list[list[str]], width: float = 600, height: float = 800) -> Page:
    loose = [
        (text, (100 + 60 * column, 100 + 20 * row, 150 + 60 * column, 112 + 20 * row), 1.0)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return arrange_page(loose, width, height, "text")


def test_long_words_are_cut_and_labelled_at_their_first_piece(tokenizer: s.WordTokenizer) -> None:
    (window,) = s.serialise([make_page([["abcdefghij", "ab"]])], tokenizer)
    assert window.ids.tolist()[0] == tokenizer.specials.cls
    assert window.ids.tolist()[-1] == tokenizer.specials.sep
    assert len(window.ids) == 2 + s.PIECES_PER_WORD_N + 2
    assert window.firsts.tolist() == [1, 1 + s.PIECES_PER_WORD_N]


def test_special_tokens_are_those_of_the_shipped_vocabulary() -> None:
    raw = Tokenizer.from_file(str(Path(__file__).parents[2] / "models/encoder/tokenizer.json"))
    names = ("<s>", "</s>", "<unk>", "<mask>")
    assert s.WordTokenizer(raw).specials == tuple(raw.token_to_id(name) for name in names)


@pytest.mark.parametrize(("last", "mask"), [(["<mask>"], 6), ([], 3)])
def test_a_vocabulary_of_another_kind_brings_its_own_special_tokens(
    last: list[str], mask: int
) -> None:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "a", "b", *last]
    raw = Tokenizer(Unigram([(piece, -1.0) for piece in pieces], unk_id=3))
    tokenizer = s.WordTokenizer(raw)
    (window,) = s.serialise([make_page([["ab", "c"]])], tokenizer)
    assert window.ids.tolist() == [0, 4, 5, 3, 2]
    assert tokenizer.pieces("") == (3,)
    assert tokenizer.specials.mask == mask


def test_printed_area_fills_the_coordinates_whatever_the_margins(
    tokenizer: s.WordTokenizer,
) -> None:
    narrow = make_page([["ab", "cd"]] * 40, width=600, height=1000)
    loose = [(w.text, [600 * w.box[0] + 900, 1000 * w.box[1] + 300, 600 * w.box[2] + 900,
              1000 * w.box[3] + 300], 1.0) for w in narrow.words]  # fmt: skip
    wide = arrange_page(loose, 2600, 2000, "text")
    one, other = (s.serialise([page], tokenizer)[0].boxes for page in (narrow, wide))
    assert np.abs(one - other).max() <= 1
    assert one[1:-1].min() == 0
    assert one[1:-1].max() == s.UNITS


def test_words_of_a_row_share_top_and_bottom(tokenizer: s.WordTokenizer) -> None:
    loose = [("ab", (10, 100, 30, 112), 1.0), ("cd", (50, 103, 70, 111), 1.0)]
    page = arrange_page([*loose, ("ef", (10, 300, 30, 312), 1.0)], 200, 400, "text")
    boxes = s.scale_boxes(page.words, page.width, page.height)
    assert boxes[0][1::2] == boxes[1][1::2]
    assert boxes[0][1] != boxes[2][1]


def test_a_wide_gap_starts_a_cell() -> None:
    loose = [("ab", (0, 0, 20, 10), 1.0), ("cd", (24, 0, 40, 10), 1.0), ("ef", (90, 0, 99, 10), 1)]
    page = arrange_page(loose, 100, 100, "text")
    assert s.word_types(page.words, 100, 100) == [
        type_id(Shape.LOWER, place) for place in (Place.STARTS_ROW, Place.FOLLOWS, Place.AFTER_GAP)
    ]


def test_a_page_without_words_gives_no_window(tokenizer: s.WordTokenizer) -> None:
    empty = arrange_page([], 100, 100, "text")
    windows = s.serialise([empty, make_page([["ab"]])], tokenizer)
    assert [window.page for window in windows] == [1]
    assert windows[0].types[0] == s.LATER_PAGE_TYPE


@given(st.lists(st.integers(1, s.PIECES_PER_WORD_N), min_size=1, max_size=900))
def test_windows_cover_every_word_and_fit(pieces_n: list[int]) -> None:
    windows = s.cut_windows(pieces_n)
    covered = [index for start, stop in windows for index in range(start, stop)]
    assert set(covered) == set(range(len(pieces_n)))
    assert all(sum(pieces_n[a:b]) <= s.WINDOW_N - 2 for a, b in windows)
    for (_, stop), (start, _) in pairwise(windows):
        assert s.STRIDE_N - s.PIECES_PER_WORD_N <= sum(pieces_n[start:stop]) <= s.STRIDE_N


def test_a_word_is_read_where_it_is_most_central(tokenizer: s.WordTokenizer) -> None:
    page = make_page([["abcdef"] * 5] * 55)
    windows = s.serialise([page], tokenizer)
    assert len(windows) == 3
    places = s.most_central(windows, 0, len(page.words))
    assert [window for window, _ in places] == sorted(window for window, _ in places)
    assert {window for window, _ in places} == {0, 1, 2}
    for word, (window, token) in enumerate(places):
        position = windows[window].words.tolist().index(word)
        assert windows[window].firsts[position] == token


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("1.234,50", Shape.MONEY), ("12.50", Shape.MONEY), ("$5,625.00", Shape.SIGNED_MONEY),
        ("RM8.70", Shape.SIGNED_MONEY), ("03/29/20", Shape.DATE), ("2024-01-31", Shape.DATE),
        ("31.01.2024", Shape.DATE), ("19%", Shape.PERCENT), ("€", Shape.CURRENCY),
        ("12", Shape.SHORT_INTEGER), ("81750", Shape.LONG_INTEGER), ("Total:", Shape.COLON),
        ("GmbH", Shape.MIXED_CASE), ("SDN", Shape.ALL_CAPS), ("Berlin", Shape.CAPITALISED),
        ("950658-1A", Shape.LETTERS_DIGITS), ("a@b.example", Shape.ADDRESSED),
        ("10:54", Shape.TIME), ("--", Shape.PUNCTUATION), ("0.125", Shape.DECIMAL),
        ("DE74303462581563511857", Shape.IBAN_LIKE), ("invoice", Shape.LOWER),
    ],
)  # fmt: skip
def test_shapes(text: str, shape: Shape) -> None:
    assert shape_of(text) is shape


@given(st.text(min_size=1, max_size=40))
def test_every_word_has_a_type_within_the_table(text: str) -> None:
    assert all(0 <= type_id(shape_of(text), place) < TYPES_N for place in Place)
