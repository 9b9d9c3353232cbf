"""The drawing layer: every piece of text goes through here and leaves its words and labels.

Coordinates are points, origin top left, y downwards; `y` of a text is its baseline. What was
drawn can be replayed into a real PDF by `training.generate.pdf`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from training.generate.words import Phrase

Align = Literal["left", "right", "centre"]
Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
WHITE: Colour = (1.0, 1.0, 1.0)
GREY: Colour = (0.45, 0.45, 0.45)

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)

#: regular, bold; all of them come with reportlab, so that a seed means the same everywhere.
FAMILIES: dict[str, tuple[str, str]] = {
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
    "vera": ("Vera", "VeraBd"),
}
#: How far a font's box, as pdfium gives it, reaches above and below the baseline, in sizes.
EXTENT: dict[str, tuple[float, float]] = {
    "Helvetica": (0.945, 0.224),
    "Helvetica-Bold": (0.962, 0.227),
    "Times-Roman": (0.878, 0.249),
    "Times-Bold": (0.889, 0.249),
    "Courier": (0.803, 0.248),
    "Courier-Bold": (0.811, 0.248),
    "Vera": (0.759, 0.235),
    "VeraBd": (0.759, 0.235),
}
for _name in ("Vera", "VeraBd"):
    pdfmetrics.registerFont(TTFont(_name, f"{_name}.ttf"))


class Style(NamedTuple):
    """How a text looks; `stretch` scales its width (0.85 is a narrow face)."""

    font: str = "Helvetica"
    size: float = 9.0
    colour: Colour = BLACK
    stretch: float = 1.0

    @property
    def leading(self) -> float:
        """Distance of two baselines."""
        return self.size * 1.25


class PlacedWord(NamedTuple):
    """One word as drawn."""

    text: str
    box: tuple[float, float, float, float]
    label: str


class TextMark(NamedTuple):
    """A run of text to draw at its baseline."""

    x: float
    y: float
    text: str
    style: Style


class Rule(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: Colour


class Area(NamedTuple):
    """A rectangle, filled, outlined or both."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: Colour | None
    stroke: Colour | None


@dataclass
class SheetPage:
    """One page: the marks for the PDF, the words for the model."""

    width: float
    height: float
    words: list[PlacedWord] = field(default_factory=list)
    marks: list[TextMark | Rule | Area] = field(default_factory=list)


@lru_cache(maxsize=200_000)
def word_width(text: str, font: str) -> float:
    """Width of a word at size 1."""
    return float(pdfmetrics.stringWidth(text, font, 1.0))


@lru_cache(maxsize=50_000)
def printable(text: str) -> str:
    """The text in the characters that every font here has (Windows-1252)."""
    return text.encode("cp1252", "ignore").decode("cp1252")


def phrase_width(phrase: Phrase, style: Style) -> float:
    """Width of a phrase set on one line, in points."""
    scale = style.size * style.stretch
    space = word_width(" ", style.font)
    total = sum(word_width(printable(text), style.font) for text, _ in phrase)
    return scale * (total + space * max(0, len(phrase) - 1))


def wrap(phrase: Phrase, style: Style, width: float) -> list[Phrase]:
    """Breaks a phrase into lines of at most `width` points; a longer word stands alone."""
    lines: list[Phrase] = []
    line: Phrase = []
    for word in phrase:
        if line and phrase_width([*line, word], style) > width:
            lines.append(line)
            line = []
        line.append(word)
    if line:
        lines.append(line)
    return lines


class Sheet:
    """Pages under construction; drawing goes to the last one."""

    def __init__(self, width: float, height: float) -> None:
        self.size = (width, height)
        self.pages: list[SheetPage] = []
        self.new_page()

    @property
    def page(self) -> SheetPage:
        """The page being drawn."""
        return self.pages[-1]

    def new_page(self) -> None:
        """Starts the next page."""
        self.pages.append(SheetPage(*self.size))

    def text(
        self, x: float, y: float, phrase: Phrase, style: Style, align: Align = "left"
    ) -> float:
        """Draws a phrase on one line; returns its width in points."""
        phrase = [(clean, label) for text, label in phrase if (clean := printable(text))]
        if not phrase:
            return 0.0
        width = phrase_width(phrase, style)
        left = x - width if align == "right" else x - width / 2 if align == "centre" else x
        scale = style.size * style.stretch
        up, down = EXTENT[style.font]
        space = word_width(" ", style.font) * scale
        at = left
        for text, label in phrase:
            end = at + word_width(text, style.font) * scale
            box = (at, y - up * style.size, end, y + down * style.size)
            self.page.words.append(PlacedWord(text, box, label))
            at = end + space
        self.page.marks.append(TextMark(left, y, " ".join(t for t, _ in phrase), style))
        return width

    def block(
        self,
        x: float,
        y: float,
        phrases: Sequence[Phrase],
        style: Style,
        width: float | None = None,
        align: Align = "left",
    ) -> float:
        """Draws phrases under one another, wrapped to `width`; returns the next free baseline."""
        for phrase in phrases:
            for line in [phrase] if width is None else wrap(phrase, style, width):
                self.text(x, y, line, style, align)
                y += style.leading
        return y

    def fitted(
        self, x: float, y: float, phrase: Phrase, style: Style, width: float, align: Align = "left"
    ) -> None:
        """Draws on one line, set smaller where it would pass `width`.

        Down to 70 %, then words at the end are cut; but never those of a field, which only get
        smaller.
        """
        needed = phrase_width(phrase, style)
        if needed > width:
            style = style._replace(size=style.size * max(0.7, width / needed))
            while len(phrase) > 1 and phrase[-1][1] == "O" and phrase_width(phrase, style) > width:
                phrase = phrase[:-1]
            needed = phrase_width(phrase, style)
            if needed > width:
                style = style._replace(size=style.size * width / needed)
        self.text(x, y, phrase, style, align)

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, colour: Colour = BLACK
    ) -> None:
        """Draws a line."""
        self.page.marks.append(Rule(x0, y0, x1, y1, width, colour))

    def area(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        fill: Colour | None = None,
        stroke: Colour | None = None,
    ) -> None:
        """Draws a rectangle; draw it before the text that stands on it."""
        self.page.marks.append(Area(x0, y0, x1, y1, fill, stroke))
