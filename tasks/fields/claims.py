"""Words that the print itself names: what a caption or a sum proves, put before the model's tags.

A claim says which field some words are because the page says so in as many words ("Rechnungsnummer
4711"). It wins over what the model took them for, and over the model's other words for that field,
but where the model is sure of the contrary.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags, WordTag
from schemas.record import Field, Fields
from schemas.vocabulary import DOCUMENT_NUMBERS, INVOICE_FIELDS, PARTY_NAMES, Kind
from tasks.parties.address_lines import kind_of_line
from tasks.parties.name_forms import ends_with_form
from tasks.parties.name_rows import row_below
from tasks.values.cells import find_rows
from tasks.values.entities import gap_between

_CLAIMED = 0.97  # probability of a claimed word's label
_SURE = 0.9  # confidence of a word that the model adds to a claimed value
_SURE_OF_GROUP = 0.5  # the same of digits that go on a number's: "882 044 71 5"
_COLUMN_GAP = 2.5  # of the text height: more space than that parts two values of a kind
_SURE_OF_OTHER = 0.95  # confidence of a word that no claim of a text makes another field's
#: What may be printed in groups.
_GROUPED = {
    *DOCUMENT_NUMBERS, "seller_address", "buyer_address", "ship_to_address", "buyer_reference",
    "payment_reference", "seller_registration_id",
}  # fmt: skip
_AMPERSAND = re.compile(r"(?<=\w)(&)|(&)(?=\w)")
#: Owners of flats are counted: "Lakeview Condominium Corp. No. 288".
_NUMBERED_FORM = re.compile(r"(?:corp|corporation)[.,]? (?:no|nr|n°|#)\.? ?[0-9]{1,5}", re.I)
_RIVAL = 0.3  # what is left of the probability of other words with a claimed label
_OF_TEXT = (Kind.TEXT, Kind.DATE, Kind.NUMBER_ID, Kind.VAT_ID)
#: What the model may know better than a caption; sums prove themselves.
_YIELDING = frozenset(name for name, (kind, _) in INVOICE_FIELDS.items() if kind in _OF_TEXT)
#: What no number is that a caption names, however like it: "26-10-0417" is no day.
_DAYS = frozenset(name for name, (kind, _) in INVOICE_FIELDS.items() if kind is Kind.DATE)


class Claim(NamedTuple):
    """Words of one page (from 0) that print the value of `label`."""

    label: str
    page: int
    words: tuple[int, ...]
    proved: bool = False  # by the page's own order, whatever the model is sure of


def apply_claims(
    pages: Sequence[Page], tags: Tags, claims: Iterable[Claim]
) -> list[tuple[WordTag, ...]]:
    """The tags with every claimed word under its label and the label's other words less sure."""
    claims = list(claims)
    labels = {claim.label for claim in claims} - {OUTSIDE}
    places = {(c.page, word): c for c in claims for word in c.words}
    said = {label: _texts(pages, claims, label) for label in labels}
    result = []
    for number, page_tags in enumerate(tags):
        row: list[WordTag] = []
        for index, tag in enumerate(page_tags):
            claim = places.get((number, index))
            if claim is not None:
                row.append(_claim(tag, claim.label, index == claim.words[0]))
            elif (
                tag.label in labels
                and _bare(pages[number], index, tag.label) not in said[tag.label]
            ):
                row.append(_weaken(tag))
            elif tag.label in labels and (not row or row[-1].label != tag.label):
                row.append(tag._replace(begins=True))  # no part of what is claimed above it
            else:
                row.append(tag)
        result.append(tuple(row))
    return result


def without_doubtful(claims: Iterable[Claim], tags: Tags) -> list[Claim]:
    """The claims but those of words that the model is sure are another field's.

    Sure it is also where it reads none of the words as any field's and knows others that print
    the claimed one. What a caption numbers is no day, which is looked for before: "26-10-0417".
    """
    named = {
        tag.label
        for page in tags
        for tag in page
        if tag.begins and tag.confidence >= _SURE_OF_OTHER
    }
    return [
        claim
        for claim in claims
        if claim.proved
        or claim.label not in _YIELDING
        or not _is_another(claim, [tags[claim.page][word] for word in claim.words], named)
    ]


def _is_another(claim: Claim, tags: Sequence[WordTag], named: Collection[str]) -> bool:
    if any(tag.label == claim.label or tag.confidence < _SURE_OF_OTHER for tag in tags):
        return False
    if claim.label in DOCUMENT_NUMBERS and all(tag.label in _DAYS for tag in tags):
        return False
    return claim.label in named or any(tag.label != OUTSIDE for tag in tags)


def make_whole(claims: Iterable[Claim], pages: Sequence[Page], tags: Tags) -> list[Claim]:
    """The claims of a value's part with the rest that the model is sure of: "2026 480397"."""
    return [_make_whole(claim, pages[claim.page], tags[claim.page]) for claim in claims]


def _make_whole(claim: Claim, page: Page, tags: Sequence[WordTag]) -> Claim:
    if claim.label in PARTY_NAMES:
        return _name_whole(claim, page, tags)
    if claim.label not in _GROUPED:
        return claim
    words = list(claim.words)
    while not tags[words[0]].begins and _goes_on(page, tags, claim, words[0], words[0] - 1):
        words.insert(0, words[0] - 1)
    while _goes_on(page, tags, claim, words[-1], words[-1] + 1) and not tags[words[-1] + 1].begins:
        words.append(words[-1] + 1)
    return claim._replace(words=tuple(words))


def _name_whole(claim: Claim, page: Page, tags: Sequence[WordTag]) -> Claim:
    """A name up to the legal form that the model sees it end with, in its row or in that below.

    Columns at times touch ("Hoek BV Depot Zele"), and headings name only the first row of two; a
    department in the row below a legal form is no part of it.
    """
    words = claim.words
    for at, word in enumerate(words[:-1]):
        form = at > 0 and ends_with_form([page.words[word].text])  # not "SARL Dupont"
        numbered = _NUMBERED_FORM.fullmatch(page.text_of(words[at:]))
        if form and not numbered and tags[word].label == claim.label != tags[words[at + 1]].label:
            return claim._replace(words=words[: at + 1])
    if tags[words[-1]].label != claim.label:
        return claim
    below = row_below(page, find_rows(page), words[0])
    if below is None or any(tags[at].label != claim.label for at in below.words):
        return claim
    if ends_with_form([page.words[words[-1]].text]) and kind_of_line(below.text) == "person":
        return claim  # "SERVICE FOURNISSEURS"
    goes_on = not tags[below.words[0]].begins and not set(below.words) & set(words)
    return claim._replace(words=(*words, *below.words)) if goes_on else claim


def _goes_on(page: Page, tags: Sequence[WordTag], claim: Claim, word: int, next_one: int) -> bool:
    """Whether the model surely gives the claim's field the next word of the row, either way."""
    if not 0 <= next_one < len(tags) or page.words[word].row != page.words[next_one].row:
        return False
    left, right = sorted((word, next_one))
    if gap_between(page, page.words[left], page.words[right]) > _COLUMN_GAP:
        return False
    groups = next_one > word and claim.label in DOCUMENT_NUMBERS
    groups = groups and page.words[next_one].text.isdecimal()
    groups = groups and page.words[word].text[-1].isdecimal()
    sure = _SURE_OF_GROUP if groups else _SURE
    return tags[next_one].label == claim.label and tags[next_one].confidence >= sure


def _texts(pages: Sequence[Page], claims: Sequence[Claim], label: str) -> set[str]:
    """The words that are claimed; of "&Muller", as OCR at times joins two, both as well."""
    texts = {_bare(pages[c.page], i, label) for c in claims if c.label == label for i in c.words}
    if label not in PARTY_NAMES:
        return texts
    return texts | {part for text in texts for part in _AMPERSAND.split(text) if part}


def _bare(page: Page, word: int, label: str) -> str:
    """A word, of an address or a name without the mark behind it and in any case of letters."""
    text = page.words[word].text
    if label not in PARTY_NAMES and not label.endswith("_address"):
        return text
    return bare_word(text)


def bare_word(text: str) -> str:
    """A word as repeats of it are compared: without the marks behind it, in any case of letters."""
    return text.rstrip(",;.").casefold()


def _claim(tag: WordTag, label: str, begins: bool) -> WordTag:
    if tag.label == label and tag.confidence >= _CLAIMED:
        return tag._replace(begins=begins)
    others = [(tag.label, tag.confidence), *tag.alternatives]
    rest = tuple((name, chance * (1 - _CLAIMED)) for name, chance in others if name != label)
    return WordTag(label, begins, _CLAIMED, rest)


def _weaken(tag: WordTag) -> WordTag:
    """The tag with its label's probability cut, and "outside" or the next label put first."""
    chances = {tag.label: tag.confidence * _RIVAL, **dict(tag.alternatives)}
    chances[OUTSIDE] = chances.get(OUTSIDE, 0.0) + tag.confidence * (1 - _RIVAL)
    (label, chance), *others = sorted(chances.items(), key=lambda item: -item[1])
    return WordTag(label, tag.begins, chance, tuple(others))


def mark_claimed(
    fields: Fields, pages: Sequence[Page], tags: Tags, claims: Iterable[Claim]
) -> Fields:
    """The fields, those that the model alone would not have found there named as a rule's.

    Args:
        tags: the model's, before any claim.
    """
    boxes = {
        (c.label, c.page + 1, pages[c.page].box_of(c.words))
        for c in claims
        if any(tags[c.page][i].label != c.label for i in c.words)
    }
    return {
        name: field.model_copy(update={"origin": "rule"})
        if isinstance(field, Field) and (name, field.page, field.box) in boxes
        else field
        for name, field in fields.items()
    }
