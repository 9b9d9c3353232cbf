"""Letterheads and titles whose letters stand apart."""

import pytest

from readers.layout import arrange_page

_HEIGHT = 10.0


def _texts(row: list[tuple[str, float]]) -> list[str]:
    """The words of a row of texts, each with the space before it; a letter is 6 wide, 10 high."""
    loose, at = [], 20.0
    for text, space in row:
        at += space
        loose.append((text, (at, 20.0, at + 6 * len(text), 20.0 + _HEIGHT), 1.0))
        at += 6 * len(text)
    return [word.text for word in arrange_page(loose, 600, 800, "text").words]


def _spaced(text: str, letters: float = 2.0, words: float = 6.0) -> list[tuple[str, float]]:
    """Letters with a space of `letters`; a "|" parts words."""
    row: list[tuple[str, float]] = []
    for word in text.split("|"):
        parts = word.split() if " " in word else list(word)
        row += [(part, words if n == 0 else letters) for n, part in enumerate(parts)]
    return row


@pytest.mark.parametrize(
    ("spaced", "words"),
    [
        ("FENEALU|ATLANTIQUE", ["FENEALU", "ATLANTIQUE"]),
        ("Va ss e u r|&|A ss o c i é s", ["Vasseur", "&", "Associés"]),
        ("O 'R I O R D A N|M C G L A D E", ["O'RIORDAN", "MCGLADE"]),
        ("STA D T|H O H E N FELS", ["STADT", "HOHENFELS"]),
        ("RECHNUNG", ["RECHNUNG"]),
        ("AV O I R", ["AVOIR"]),
        ("RECHNUNG:", ["RECHNUNG", ":"]),
        ("HOLZ+BAU|GMBH", ["HOLZ", "+", "BAU", "GMBH"]),
        ("DEPUIS|1891", ["DEPUIS", "1891"]),
        ("Gasse|19,|Ulm", ["Gasse", "19,", "Ulm"]),
    ],
)
def test_letters_that_stand_equally_far_apart_are_words(spaced: str, words: list[str]) -> None:
    assert _texts(_spaced(spaced)) == words


def test_what_stands_beside_them_stays() -> None:
    row = [*_spaced("INVOICE"), ("No.", 60.0), ("4711", 3.0)]
    assert _texts(row) == ["INVOICE", "No.", "4711"]


@pytest.mark.parametrize(
    "row",
    [
        [("1", 3.0), ("à", 3.0), ("2", 3.0), ("h", 3.0), ("le", 3.0), ("5", 3.0)],  # a sentence
        [("S", 20.0), ("M", 20.0), ("L", 20.0), ("X", 20.0), ("Y", 20.0)],  # a table's captions
        [("A", 2.0), ("B", 2.0), ("C", 2.0)],  # too few
        [("DE", 2.0), ("A", 2.0), ("Z", 2.0)],
        [("XS", 2.0), ("S", 2.0), ("M", 2.0), ("L", 2.0)],
        [("S", 2.0), ("M", 2.0), ("L", 2.0), ("XL", 2.0)],
        [("B", 2.0), ("U", 2.0), ("I", 2.0), ("KG", 2.0)],
        [("Classes", 3.0), *[(letter, 3.0) for letter in "ABCDE"]],  # a list
        [("Plan", 3.0), ("B", 3.0), ("of", 3.0), ("the", 3.0), ("firm", 3.0)],
    ],
)
def test_other_rows_stay(row: list[tuple[str, float]]) -> None:
    assert _texts(row) == [text for text, _ in row]


def test_capitals_that_no_space_parts_are_one_word() -> None:
    tight = [("I", 8.0), ("N", 1.2), ("VOICE", 1.2), ("DAT", 4.2), ("E", 1.2)]
    assert _texts(tight) == ["INVOICE", "DATE"]
    assert _texts([("REMIT", 8.0), ("TO", 1.4), ("US", 3.0)]) == ["REMIT", "TO", "US"]
    assert _texts([("Plan", 8.0), ("B", 1.2)]) == ["Plan", "B"]
    assert _texts([("BELEG", 8.0), ("NR.", 1.4), ("R", 1.4)]) == ["BELEG", "NR.", "R"]


def test_letters_of_a_photograph_stay() -> None:
    loose = [(c, (20.0 + 8 * n, 20.0, 26.0 + 8 * n, 30.0), 0.9) for n, c in enumerate("TOTAL")]
    assert [w.text for w in arrange_page(loose, 600, 800, "ocr").words] == list("TOTAL")
