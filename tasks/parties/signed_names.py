"""The seller's name where the sign at the page's head begins it or goes on with it."""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.caption_words import is_caption
from tasks.parties.name_forms import ends_with_form, find_with_form
from tasks.parties.name_words import NAME_ALONE, find_name, name_as_printed, plain
from tasks.values.cells import find_rows
from tasks.values.type_size import usual_height

_SIGN_ROWS_N = 2  # of the page, in which its sender's sign stands
_HEAD_ROWS_N = 8  # and in which one may stand that small print repeats before a legal name
#: A sign that is no sentence: "Hale & Wick".
_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ]\S*|&|and|und|et)(?: (?:[A-ZÀ-Þ]\S*|&|and|und|et))*")
LEAST_SIGN_N = 2  # words of a sign: one alone may be any caption
_LARGE = 1.2  # times the usual height of a page's words: a sign
_MORE_WORDS_N = 4  # of a sign behind the name that it begins with, at most
#: How a name goes on with its place: "Marktgemeinde Haslach am Wald".
_OF_PLACE = re.compile(
    r"am|an|auf|bei|im|in|ob|vor|zu[mr]?|d[eu]s?|sur|sous|l[eè]s|en|of|on|upon|by|di|del|della|a/d",
    re.IGNORECASE,
)


def give_signed_name(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The seller's name as small print has it, where the sign at the page's head begins it.

    Not by a sign that begins the buyer's name.

    "AUTOTEILE HAHN" with "Autoteile Hahn GmbH" below wins over a slogan taken for the name, and
    "HAHN & SOHN" above "Dachbau Limited" is the beginning of "Hahn & Sohn Dachbau Limited", as one
    word is that is set large and no caption.
    """
    known, buyer = fields.get("seller_name"), fields.get("buyer_name")
    if not isinstance(known, Field) or not pages:
        return fields
    other = [plain(text) for text in buyer.value.split()] if isinstance(buyer, Field) else []
    name = [plain(text) for text in known.value.split()]
    formed = ends_with_form(known.value.split())
    signs = [
        (sign, cell.words)
        for at, row in enumerate(find_rows(pages[0])[: _HEAD_ROWS_N if formed else _SIGN_ROWS_N])
        for cell in row.cells
        if (at < _SIGN_ROWS_N or _CAPITALS.fullmatch(cell.text))
        and len(sign := [plain(pages[0].words[at].text) for at in cell.words])
        >= (1 if formed and is_large(pages[0], cell.words) else LEAST_SIGN_N)
        and sign not in (name[: len(sign)], other[: len(sign)])
        and not is_caption(cell.text)
        and not re.search(r"[0-9]", cell.text)  # a caption and its number
    ]
    times_n = sum(len(list(find_name(page, name))) for page in pages)
    if times_n > 1 and not formed:
        return fields
    for number, page in enumerate(pages):
        for sign, own in signs:
            for words in find_name(page, [*sign, *name]) if formed else find_with_form(page, sign):
                elsewhere = number > 0 or not set(words) & set(own)
                if elsewhere and len({page.words[at].row for at in words}) == 1:
                    return {**fields, "seller_name": name_as_printed(known, page, number, words)}
    return fields


def find_longer_signs(page: Page, short: Field, sign: Sequence[str]) -> Iterator[range]:
    """The signs at a page's head, set larger, that a name elsewhere is only the beginning of."""
    if short.box is None or len(sign) < LEAST_SIGN_N:
        return
    height = short.box[3] - short.box[1]
    for cell in (cell for row in find_rows(page)[:_SIGN_ROWS_N] for cell in row.cells):
        words = [page.words[at] for at in cell.words]
        more = len(words) - len(sign)
        begins = [plain(word.text) for word in words[: len(sign)]] == list(sign)
        placed = more > 0 and _OF_PLACE.fullmatch(words[len(sign)].text)
        larger = words[0].height > _LARGE * height
        whole = more <= _MORE_WORDS_N and NAME_ALONE.fullmatch(cell.text)
        if begins and placed and larger and whole:
            yield range(cell.words[0], cell.words[-1] + 1)


def is_large(page: Page, words: Sequence[int]) -> bool:
    """Whether words are set larger than most of a page."""
    usual = usual_height(page)
    return min(page.words[i].height for i in words) > _LARGE * usual
