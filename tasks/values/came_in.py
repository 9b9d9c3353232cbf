"""The stamp of who got a paper: "REÇU LE" above "12 NOV. 2026", wherever there was room for it."""

import re
from collections.abc import Iterator

from schemas.document import Box, Page
from tasks.values.caches import kept_by_page
from tasks.values.cells import find_rows
from tasks.values.dates import month_number
from tasks.values.title_words import TITLES

#: In capitals, as stamps are cut; the page's rows may part "REÇU" from its "LE".
_SAYS = re.compile(
    r"(?:REÇUE?|RECU|RECEIVED|EINGEGANGEN|EINGANG|POSTEINGANG|RICEVUTO|RECIBIDO|ONTVANGEN)[.:]?"
)
#: What alone is the title of a receipt just as well, whose day stands right below.
_OF_RECEIPT = re.compile(r"RE[ÇC]U[.:]?")
#: In capitals, as the stamp is.
_TITLES = "|".join(words for kind, words in TITLES.items() if kind != "receipt")
_TITLE = re.compile(rf"(?=[^a-zß-ÿ]+$)(?i:{_TITLES})(?:\s.*[0-9].*)?")
_TITLE_CHARS = 60  # longer cells are no titles
_ON = re.compile(r"(?:LE|ON|AM|IL|EL|OP)[.:]?")
_DAY = re.compile(r"[0-9]{1,2}\.?")
_YEAR = re.compile(r"20[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,2}[./ -]+(?:[0-9]{1,2}|[^\W\d_]{3,9})[./ -]+(?:20)?[0-9]{2}")
_CLOSE = 1.2  # of the stamp's text height: from what it says down to its day
_NEAR = 1.1  # text heights: what stands so near beside the word is its sentence
_ASIDE = 2.0  # text heights: how far a day goes beyond the word above it
_AS_LARGE = 0.7  # of the height of a word with a cedilla: how large a title above it is
_SAME_ROW = 0.5  # of a text height: what two words share at least that stand in one row


@kept_by_page
def find_stamped(page: Page) -> frozenset[int]:
    """The words of stamps, and of the days in them, that say when a paper came in.

    Only on a picture: a text layer has no stamps.
    """
    if page.origin != "ocr":
        return frozenset()
    return frozenset(i for said in _find_said(page) for i in _with_day(page, said))


def _find_said(page: Page) -> Iterator[tuple[int, ...]]:
    """The words in capitals that say that a paper came in, and nothing beside them says more.

    "REÇU" without "LE" says so only where another title stands: it may be the page's own.
    """
    for at, word in enumerate(page.words):
        if _SAYS.fullmatch(word.text):
            beside = _find_beside(page, word.box)
            alone = len(beside) == 1 and _OF_RECEIPT.fullmatch(word.text)
            if alone and not _is_titled(page, word.box):
                continue
            if all(_ON.fullmatch(page.words[i].text) for i in beside if i != at):
                yield tuple(beside)


def _is_titled(page: Page, own: Box) -> bool:
    """Whether another title stands above a word that might be one: "BON DE LIVRAISON"."""
    least = _AS_LARGE * (own[3] - own[1])
    return any(
        bottom <= own[1] and bottom - top >= least and _TITLE.fullmatch(cell.text)
        for row in find_rows(page)
        for cell in row.cells
        if len(cell.text) <= _TITLE_CHARS
        for _, top, _, bottom in (page.box_of(cell.words),)
    )


def _find_beside(page: Page, own: Box) -> list[int]:
    """The words of a box's row that stand no further from it than in running text, its own too."""
    x0, y0, x1, y1 = own
    room = _NEAR * (y1 - y0) * page.height / page.width
    return [
        i
        for i, (_, box, *_) in enumerate(page.words)
        if min(box[3], y1) - max(box[1], y0) > _SAME_ROW * (y1 - y0)
        and x0 - room < box[2]
        and box[0] < x1 + room
    ]


def _with_day(page: Page, said: tuple[int, ...]) -> tuple[int, ...]:
    """A stamp's words and those of the day right below; nothing where there is none."""
    x0, y0, x1, y1 = page.box_of(said)
    height = y1 - y0
    slack = _ASIDE * height * page.height / page.width
    day = tuple(
        i
        for i, word in enumerate(page.words)
        if i not in said
        and y0 + _SAME_ROW * height < (word.box[1] + word.box[3]) / 2 < y1 + _CLOSE * height
        and x0 - slack < word.box[0]
        and word.box[2] < x1 + slack
        and _is_of_day(word.text)
    )
    return (*said, *day) if _is_day([page.words[i].text for i in day]) else ()


def _is_of_day(text: str) -> bool:
    patterns = (_DAY, _YEAR, _WHOLE)
    return any(one.fullmatch(text) for one in patterns) or month_number(text) > 0


def _is_day(texts: list[str]) -> bool:
    """Whether words, in whichever order OCR has them, are a day: "NOV.", "2026", "12."."""
    if len(texts) == 1:
        return bool(_WHOLE.fullmatch(texts[0]))
    told = (_DAY.fullmatch, _YEAR.fullmatch, month_number)
    return len(texts) == len(told) and all(any(map(tells, texts)) for tells in told)
