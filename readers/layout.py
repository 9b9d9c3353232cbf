"""Loose words → one page in visual order: rows top to bottom, words left to right.

Every reader, the given-words input and the training data go through `arrange_page`, so that the
model meets the same order everywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from readers.invisible import drop_invisible
from readers.page_rows import Piece, group_level, group_photographed, part_lines
from readers.spaced_letters import find_spaced, find_tight
from schemas.document import Box, Page, TextOrigin, Word, union

#: A box of any unit with its text and the reader's confidence.
LooseWord = tuple[str, Sequence[float], float]


class TypesetWord(NamedTuple):
    """The same with how it is set, see `schemas.document.Word`."""

    text: str
    box: Sequence[float]
    confidence: float = 1.0
    face: str = ""


#: Dots or lines that lead from a name to its amount: "Survey........£240.00".
_LEADER = r"(?:\.{4,}|_{4,}|·{4,}|…{2,})"
#: Swiss thousands, parted by what looks like an apostrophe: "1′290.00".
_PRIME = re.compile(r"(?<=[0-9])[′ʼ‘](?=[0-9]{3}(?![0-9]))")
_WORD = re.compile(rf"{_LEADER}|(?:(?!{_LEADER})\S)+")
#: "+------+---+", "!------!---!": what draws the level lines of a box on a page of letters, and the
#: upright ones.
_BOX_RULE = re.compile(r"[+!](?:[-=]{2,}[+!])+|[┌├└][─┬┼┴]+[┐┤┘]")
_LEVEL_RULE, _UPRIGHT = re.compile(r"[-=_]{20,}|[─═]{20,}"), ("|", "│")
#: What stands for the upright ones where a printer lacks them.
_DRAWN_AS = re.compile("[I!]")
_CALLS_N = 8  # words with "!" on a page that draws boxes: they are lines, and nobody shouts
_LEAST_LINES_N = 2  # upright lines of one box
_STANDS_N = 400  # places across a page where an upright line may stand
_BETWEEN_LINES = re.compile(r"(?!\|)[^│]*[^│|]")
#: Stars, flowers, hearts and scissors say nothing, and are taller than the line they stand in.
_ORNAMENT = re.compile("[★☆✂-✄✡-✿❀-❧♠-♫☀-☃]+")
_LEAST_ROWS_N = 4  # in which signs stand below each other


def arrange_page(
    loose: Iterable[LooseWord | TypesetWord],
    width: float,
    height: float,
    origin: TextOrigin,
    rotation: int = 0,
) -> Page:
    """Builds a page from (text, [x0, y0, x1, y1], confidence) in units of `width` × `height`.

    Texts of several words are split at white space and leaders, their box shared out by length.
    Boxes become fractions of the page, clipped to 0–1. Texts of nothing but white space are
    dropped.
    """
    pieces = [
        Piece(text, box, word.confidence, word.face)
        for word in (TypesetWord(*one) for one in loose)
        for text, box in split_words(word.text, _normalise(word.box, width, height))
    ]
    if origin == "text":
        pieces = _without_box_lines([p for p in pieces if not _ORNAMENT.fullmatch(p.text)])
        lines = (line for row in group_level(pieces) for line in part_lines(row))
        rows = [_join_spaced(line, height / width) for line in lines]
    else:
        rows = group_photographed(pieces)
    words = [
        Word(piece.text, piece.box, row, piece.confidence, piece.face)
        for row, members in enumerate(rows)
        for piece in members
    ]
    return Page(width=width, height=height, words=tuple(words), origin=origin, rotation=rotation)


def _without_box_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The words of a page that draws boxes of letters, without the upright lines: "|TOTAL |".

    Printers that lack the sign draw these as letters that stand below each other: "I TOTAL I".
    A box whose level lines have no corners has upright ones that stand below each other, too.
    """
    if not any(_BOX_RULE.fullmatch(piece.text) for piece in pieces):
        ruled = any(_LEVEL_RULE.fullmatch(piece.text) for piece in pieces)
        lines = _find_lines(p for p in pieces if ruled and p.text in _UPRIGHT)
        return [p for p in pieces if p.text not in _UPRIGHT or _stand(p) not in lines]
    barred = any("|" in piece.text or "│" in piece.text for piece in pieces)
    if not barred and sum("!" in piece.text for piece in pieces) >= _CALLS_N:
        pieces = [
            piece
            if _BOX_RULE.fullmatch(piece.text)
            else piece._replace(text=piece.text.replace("!", "│"))
            for piece in pieces
        ]
        barred = True
    lines = _find_lines(p for p in pieces if not barred and _DRAWN_AS.fullmatch(p.text))
    bare = []
    for piece in pieces:
        if _DRAWN_AS.fullmatch(piece.text) and _stand(piece) in lines:
            continue
        x0, y0, x1, y1 = piece.box
        step = (x1 - x0) / len(piece.text)
        for part in _BETWEEN_LINES.finditer(piece.text):
            box = (x0 + part.start() * step, y0, x0 + part.end() * step, y1)
            bare.append(piece._replace(text=part.group(), box=box))
    return bare


def _find_lines(signs: Iterable[Piece]) -> set[int]:
    """Where signs stand below each other as the upright lines of one box."""
    stands = Counter(map(_stand, signs))
    lines = {stand for stand, rows_n in stands.items() if rows_n >= _LEAST_ROWS_N}
    return lines if len(lines) >= _LEAST_LINES_N else set()


def _stand(piece: Piece) -> int:
    """Where across the page a piece begins."""
    return round(piece.box[0] * _STANDS_N)


def _join_spaced(row: Sequence[Piece], aspect: float) -> list[Piece]:
    """A row with the letters of words that are set with spaces between them joined."""
    spaced = _join(row, find_spaced(row, aspect))
    return _join(spaced, find_tight(spaced, aspect))


def _join(row: Sequence[Piece], words: Iterable[range]) -> list[Piece]:
    """The pieces of each word as one."""
    joined = []
    for word in words:
        pieces = [row[i] for i in word]
        box = union(piece.box for piece in pieces)
        text = "".join(piece.text for piece in pieces)
        joined.append(Piece(text, box, min(p.confidence for p in pieces), pieces[0].face))
    return joined


def split_words(text: str, box: Box) -> list[tuple[str, Box]]:
    """Splits a printed line at white space and around leaders.

    Each word gets its share of the line's width. Thousands have a plain apostrophe.
    """
    printed = _PRIME.sub("'", " ".join(drop_invisible(text).split()))
    x0, y0, x1, y1 = box
    step = (x1 - x0) / max(1, len(printed))
    return [
        (
            printed[start:end],
            (x0 + start * step, y0, x0 + end * step, y1)
            if (start, end) != (0, len(printed))
            else box,
        )
        for start, end in word_spans(printed)
    ]


def word_spans(printed: str) -> list[tuple[int, int]]:
    """Start and end of each word of a text; a run of dots or lines that leads on is a word."""
    return [match.span() for match in _WORD.finditer(printed)]


def _normalise(box: Sequence[float], width: float, height: float) -> Box:
    x0, x1 = sorted((box[0] / width, box[2] / width))
    y0, y1 = sorted((box[1] / height, box[3] / height))

    def clip(value: float) -> float:
        return round(min(1.0, max(0.0, value)), 5)

    return clip(x0), clip(y0), clip(x1), clip(y1)
