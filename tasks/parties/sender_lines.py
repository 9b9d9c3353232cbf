"""The sender's name in small type above the reader's, as the window of an envelope shows it.

Hahn GmbH                                    (in small type)
Herrn Otto Vogel                Hahn GmbH
Deichweg 3                      Uferweg 8
25813 Husum                     78462 Konstanz
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schemas.document import Box
from tasks.parties.address_lines import LineKind
from tasks.values.normalize import letters_of

_HEAD = 0.35  # of the page's height: where the parties' addresses stand
_SMALLER = 0.87  # of the type below it and of the same name elsewhere, at most
_LEAST_NAME_N = 5  # letters of such a name
_MOST_SAME_N = 8  # lines that say it: more are a list's
_GAP = 1.3  # of its height, at most, down to the line below
_EDGE = 0.012  # of the page's width: how far the left edges of both differ


class Line(NamedTuple):
    """A cell of the page with its place."""

    words: tuple[int, ...]
    text: str
    box: Box


def find_senders(
    lines: Sequence[Line], kinds: Mapping[tuple[int, ...], LineKind]
) -> dict[tuple[int, ...], str]:
    """The words of such lines, each with its name's letters, which the page's head has larger."""
    said: dict[str, list[Line]] = {}
    for line in lines:
        if line.box[1] < _HEAD and kinds[line.words] == "text":
            said.setdefault(letters_of(line.text), []).append(line)
    return {
        small.words: text
        for text, same in said.items()
        if 1 < len(same) <= _MOST_SAME_N and len(text) >= _LEAST_NAME_N
        for small in same
        if max(map(_height, same)) * _SMALLER > _height(small)
        and any(_is_right_below(small, line) for line in lines)
    }


def _is_right_below(small: Line, line: Line) -> bool:
    """Whether a line stands right below another one, flush with it and in larger type."""
    height = _height(small)
    near = -0.5 * height < line.box[1] - small.box[3] < _GAP * height
    flush = abs(line.box[0] - small.box[0]) < _EDGE
    return near and flush and line is not small and _height(line) * _SMALLER > height


def _height(line: Line) -> float:
    return line.box[3] - line.box[1]
