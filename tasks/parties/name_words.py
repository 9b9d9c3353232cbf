"""A name as a page prints it, in whatever case: found, compared, taken as a field."""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field
from tasks.values.dates import month_number
from tasks.values.entities import DIVIDERS_AND_DASHES
from tasks.values.legal_forms import WHOLE_FORMS

#: What stands before the owner of a firm: "Inh. Rosa Pfaffenzeller".
OWNER = r"(?:inh(?:aber(?:in)?)?|prop(?:rietor)?)"
#: From a firm to the name that it trades under.
TRADING = (
    r"(?:trading as|t/a|d/?b/?a|doing business as|handelnd (?:als|unter)"
    r"|faisant (?:commerce|affaires?) sous(?: (?:le nom|la dénomination)(?: de)?)?"
    r"|handelend onder|operante come|que opera como)(?!\w)"
)
#: A cell that may be a name and nothing else.
NAME_ALONE = re.compile(r"[^\d:@]{2,50}")
#: What a customer is numbered with, before a dash and his name.
_NUMBER = re.compile(r"[A-Z]{0,2}[0-9]{3,}")
#: How a letter begins.
_GREETING = re.compile(
    r"dear|hello|hi|hallo|liebe[rs]?|sehr|bonjour|ch[eè]re?s?|beste|ciao|hola", re.I
)
_BLANK = re.compile("_{4}")
_NO_LETTERS = re.compile(r"[\W\d_]+")


def find_name(page: Page, name: Sequence[str]) -> Iterator[range]:
    """Where a page prints a name, given as `plain` words."""
    texts = [plain(word.text) for word in page.words]
    for at in range(len(texts) - len(name) + 1):
        if texts[at : at + len(name)] == name:
            yield range(at, at + len(name))


def plain(text: str) -> str:
    """A word of a name without case, and without marks at its ends."""
    return text.strip(",;.").casefold()


def name_as_printed(known: Field, page: Page, number: int, words: Sequence[int]) -> Field:
    """A name as words of page `number` (from 0) print it."""
    texts = [page.words[at].text for at in words]
    value = re.sub(rf"\b({WHOLE_FORMS})\.$", r"\1", " ".join(texts).rstrip(",;"))
    box = page.box_of(words)
    update = {"value": value, "raw": " ".join(texts), "page": number + 1, "box": box}
    return known.model_copy(update=update)


def behind_number(page: Page, words: tuple[int, ...]) -> tuple[int, ...]:
    """A name without the customer's number and a dash before it: "004310 — Hahn S.L."."""
    texts = [page.words[i].text for i in words[:2]]
    numbered = len(words) > 2 and _NUMBER.fullmatch(texts[0])
    return words[2:] if numbered and texts[1] in DIVIDERS_AND_DASHES else words


def names_nobody(texts: Sequence[str]) -> bool:
    """Whether words are how a letter begins, a line to be filled in, or days, and no name.

    "Dear Catrin", "Notary ____________ Station official ____________", "Nov 9 – Dec 9, 2026".
    """
    greets = _GREETING.fullmatch(texts[0]) is not None
    return greets or any(map(_BLANK.search, texts)) or _are_days(texts)


def _are_days(texts: Sequence[str]) -> bool:
    letters = filter(None, (_NO_LETTERS.sub("", text) for text in texts))
    return any(map(str.isdigit, "".join(texts))) and all(map(month_number, letters))
