"""Legal forms of firms, "LLC" or "GmbH & Co. KG", at the end of a name or before it."""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from tasks.parties.name_words import find_name
from tasks.values.cells import find_cells
from tasks.values.entities import gap_between
from tasks.values.legal_forms import FORMS, FRENCH_FORMS

_FORM = re.compile(rf"(?:{FORMS}\.?|S\.à|r\.l\.|\(haftungsbeschränkt\))[,;]?")
#: One in two words: "e. K.".
_PAIR = re.compile(r"e\. [KV]\.[,;]?")
#: What French ones at times stand before.
_FORM_BEFORE = re.compile(
    rf"{FRENCH_FORMS}|SCI|GAEC|EARL|SELARL|S\.A\.(?:R\.L\.)?|S\.(?:P\.)?R\.L\."
)
#: Between two forms, or the letters of one: "GmbH & Co. KG", "S . à r.l."
_LINK = re.compile(r"&|\+|und|and|Co\.?|Cie\.?|\.|à|e\.", re.IGNORECASE)
#: The same in letters of any size, with what links two forms.
_ANY_FORM = re.compile(rf"(?:{_FORM.pattern}|{_LINK.pattern}),?", re.IGNORECASE)
_ANY_PAIR = re.compile(_PAIR.pattern, re.IGNORECASE)
_GLUED = re.compile(r"&|\bCo\.(?=\w)", re.IGNORECASE)  # "GmbH &Co.KG"
_CLOSE = 1.0  # of the text height: a wider gap parts a name from what stands beside it
_MOST_WORDS_N = 4  # of a legal form
_MORE_OF_NAME = re.compile(r"[A-ZÄÖÜÉ][^\W\d_]+")
#: A bank that keeps an account, the firm that runs another.
_OTHER_FIRM = re.compile(
    r"bank\b|sparkasse|^verwaltung|^beteiligung|^holding|^geschäfts", re.IGNORECASE
)


def is_form(texts: Sequence[str]) -> bool:
    """Whether words are a legal form and nothing else."""
    rest = texts[1:] if texts[0] == "Gesellschaft" else texts
    return bool(_FORM.fullmatch(texts[-1])) and all(map(is_form_or_link, rest))


def is_form_or_link(text: str) -> bool:
    """Whether a word goes on with a legal form: "&", "Co.", "KG"."""
    return bool(_FORM.fullmatch(text) or _LINK.fullmatch(text))


def begins_firm(texts: Sequence[str]) -> bool:
    """Whether the words of a name begin with its legal form: "SARL Bonnot"."""
    return len(texts) > 1 and bool(_FORM_BEFORE.fullmatch(texts[0]))


def has_form(texts: Sequence[str]) -> bool:
    """Whether the words of a name begin or end with its legal form."""
    return ends_with_form(texts) or begins_firm(texts)


def without_form(name: str) -> str:
    """A firm's name without its legal form, which some of its papers leave out.

    "Lindner GmbH & Co. KG" is "Lindner", in letters of any size; a name that is nothing else stays.
    """
    texts = _GLUED.sub(r" \g<0> ", name).split()
    if len(texts) > 1 and _FORM_BEFORE.fullmatch(texts[0].upper()):
        del texts[0]
    while 0 < (words_n := _form_words_n(texts)) < len(texts):
        del texts[-words_n:]
    return " ".join(texts)


def _form_words_n(texts: Sequence[str]) -> int:
    """How many words at the end of a name are of its legal form, in letters of any size."""
    if _ANY_PAIR.fullmatch(" ".join(texts[-2:])):
        return 2
    return int(bool(texts) and bool(_ANY_FORM.fullmatch(texts[-1])))


def ends_with_form(texts: Sequence[str]) -> bool:
    """Whether the words of a name end with its legal form."""
    if not texts:
        return False
    return bool(_FORM.fullmatch(texts[-1].rstrip(",;")) or _PAIR.fullmatch(" ".join(texts[-2:])))


def form_end(page: Page, last: int) -> int:
    """How many words behind a name are its legal form; 0 if there is none."""
    end = 0
    for count in range(1, _MOST_WORDS_N + 1):
        if last + count >= len(page.words):
            break
        before, word = page.words[last + count - 1], page.words[last + count]
        if before.row != word.row or gap_between(page, before, word) > _CLOSE:
            break
        if _FORM.fullmatch(word.text.rstrip(",;")) or _PAIR.fullmatch(f"{before.text} {word.text}"):
            end = count
        elif not _LINK.fullmatch(word.text):
            break
    return end


def find_with_form(page: Page, name: Sequence[str], between_n: int = 0) -> Iterator[range]:
    """Where a page prints a name with its legal form right behind.

    Or behind as many more words of a name: "Mallory & Finch" is "Mallory & Finch Fasteners plc".
    """
    for words in find_name(page, name):
        for last in range(words[-1], words[-1] + between_n + 1):
            if last > words[-1] and not _may_be_named(page, last):
                break
            end = form_end(page, last)
            if end and not (last > words[-1] and _is_number(page, last + end + 1)):
                yield range(words[0], last + end + 1)
                break


def begins_with_form(page: Page, at: int) -> bool:
    """Whether a word stands right behind a legal form that begins its cell."""
    if at == 0 or not _FORM_BEFORE.fullmatch(page.words[at - 1].text):
        return False
    return any(cell.words[:2] == (at - 1, at) for cell in find_cells(page))


def _is_number(page: Page, at: int) -> bool:
    """Whether a word is a number: before it "SA", "NV" or "AG" are places."""
    return at < len(page.words) and page.words[at].text[:1].isdigit()


def _may_be_named(page: Page, at: int) -> bool:
    """Whether a word may be one more of the name before it: large, of letters, in its row."""
    if at >= len(page.words) or page.words[at].row != page.words[at - 1].row:
        return False
    if page.words[at - 1].text.endswith((",", ";", ".", ":")) or _OTHER_FIRM.search(
        page.words[at].text
    ):
        return False
    if gap_between(page, page.words[at - 1], page.words[at]) > _CLOSE:
        return False
    return bool(_MORE_OF_NAME.fullmatch(page.words[at].text))
