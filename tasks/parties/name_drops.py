"""What stands in a cell or a row of a party's name and is none of it.

A contact below the firm, the bank that keeps its account, the state above a commune, a paper's
title, the street behind a comma, another block's smaller type, a logo, a sign or a shop.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from schemas.vocabulary import PARTY_NAMES
from tasks.parties.address_lines import STATE, kind_of_line
from tasks.parties.name_forms import ends_with_form, is_form
from tasks.values.cells import Cell, Row
from tasks.values.entities import DIVIDERS
from tasks.values.person_words import MR
from tasks.values.title_words import BARE_TITLE

FILLED = 0.75  # confidence of a word that the row speaks for: no sure one
EDGE = 0.01  # of the page's width: how far left edges of a name's rows differ
_SMALLER = 0.6  # of the height of a name's last word: type of another block
_LARGER = 1.15  # than the type of the name beside it: a logo
_SIGN_CHARS_N = 4  # of a firm's first word by which its shops are called
#: A form of address: "Mr", "Frau Dr.", "M.".
TITLE = rf"(?:(?:{MR}|dr)\.?|m\.)"
#: A person of the firm in the row above: "Frau R. Aebersold", "Familie Dankl"; a town's office.
_CONTACT = re.compile(
    rf"(?:{TITLE}|familie|famille|inh(?:\.|aber(?:in)?:?)|prop(?:\.|rietor:?)|titolare) \S.*"
    r"|(?:(?:hoch|tief|stadt)?bauamt|bauverwaltung|kämmerei|(?:stadt|gemeinde)kasse|bauhof"
    r"|services? techniques?|ufficio tecnico)",
    re.IGNORECASE,
)
#: The state, which heads the papers of its communes, and at whose home a party is reached.
_NO_PARTY = re.compile(
    rf"{STATE}|chez (?:m|{MR})\.? .+",
    re.IGNORECASE,
)
#: What names the bank behind it.
_BANK = re.compile(
    r"(?:(?:our|unsere?|notre|nostra) )?(?:bank|banque|banca|banco|bankverbindung)"
    r"(?: (?:name|details))? ?:",
    re.IGNORECASE,
)
#: Letters that stand for a firm: "TVC".
_MONOGRAM = re.compile(r"[A-Z]{2,4}")
_JOINS = frozenset({"&", "+", "und", "and", "et"})
#: What a Polish or Czech street, housing estate or square begins with, and many a German one.
_STREET_BEGIN = re.compile(r"(?i:ul|al|os|pl|nám)\.|Am|Im|Zum|Zur|Beim")
_LETTERS = re.compile(r"[^\W\d_]+")


def drop_contact(page: Page, tags: list[WordTag], above: Cell, cell: Cell, label: str) -> None:
    """No name goes on with a person or an office below it, nor with who keeps a house."""
    if not _CONTACT.fullmatch(cell.text) or _CONTACT.fullmatch(above.text):
        return
    if ends_with_form([page.words[cell.words[-1]].text]):
        return
    for at in cell.words:
        if tags[at].label == label:
            tags[at] = WordTag.outside(tags[at].confidence)


def drop_bank(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """No party is who keeps its account: "Bank Name : Tapi Co-operative Bank Ltd"."""
    text = ""
    for at in cell.words:
        if tags[at].label in PARTY_NAMES and _BANK.fullmatch(text):
            rest = cell.words[cell.words.index(at) :]
            for index in rest:
                if index != at and tags[index].begins:
                    return
                if tags[index].label in PARTY_NAMES:
                    tags[index] = WordTag.outside(FILLED)
            return
        text = f"{text} {page.words[at].text}".strip()


def drop_other(tags: list[WordTag], cell: Cell) -> None:
    """No party is the state above its commune: "RÉPUBLIQUE FRANÇAISE"; nor "Chez M. Roux"."""
    if _NO_PARTY.fullmatch(cell.text):
        for at in cell.words:
            tags[at] = WordTag.outside(FILLED)


def drop_title(tags: list[WordTag], cell: Cell) -> None:
    """No word of a paper's title is a party, be it the best guess: "BON DE LIVRAISON VALORISÉ"."""
    if len(cell.words) > 1 and BARE_TITLE.fullmatch(cell.text):
        for at in cell.words:
            if tags[at].label in (*PARTY_NAMES, OUTSIDE):
                tags[at] = WordTag.outside(FILLED)


def part_street(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """Gives the address its street behind a name's comma: "Hahn, Lechfeldstr." before "82a"."""
    for before, at in pairwise(cell.words):
        label, address = tags[at].label, tags[at].label.replace("_name", "_address")
        if label not in PARTY_NAMES or not page.words[before].text.endswith(","):
            continue
        end = next((i for i in cell.words if i > at and tags[i].label != label), at)
        text = page.text_of(range(at, end + 1))
        if tags[before].label != label or tags[end].label != address:
            continue
        if text.rstrip(",")[-1:].isalnum() and kind_of_line(text) == "street":
            for i in range(at, end):
                tags[i] = WordTag(address, i == at, FILLED, ((label, 1 - FILLED),))
            tags[end] = tags[end]._replace(begins=False)


def begin_street(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """An address begins with what its street begins with: "ul." between a name and "Składowa"."""
    for at, after in pairwise(cell.words):
        tag = tags[after]
        if not tag.label.endswith("_address") or not _STREET_BEGIN.fullmatch(page.words[at].text):
            continue
        name = tag.label.replace("_address", "_name")
        doubted = tags[at].confidence <= FILLED or page.words[at].text.endswith(".")
        if tags[at].label == OUTSIDE or (tags[at].label == name and doubted):
            tags[at] = tags[at].relabelled(tag.label, FILLED, begins=True)
            tags[after] = tag._replace(begins=False)


def drop_smaller(page: Page, tags: list[WordTag], cell: Cell, after: Cell) -> None:
    """No name goes on in the next cell in much smaller type: there another block begins.

    But behind the letters of a logo that stand for it.
    """
    last, first = cell.words[-1], after.words[0]
    heights = [page.words[at].height for at in (last, first)]
    smaller = page.origin == "text" and heights[1] < _SMALLER * heights[0]
    whole = begins_with_monogram(page, [*cell.words, *after.words])
    if tags[last].label in PARTY_NAMES and smaller and not (tags[first].begins or whole):
        for at in after.words:
            if tags[at].label == tags[last].label:
                tags[at] = WordTag.outside(tags[at].confidence)


def drop_monogram(page: Page, tags: list[WordTag], row: Row) -> None:
    """No name begins with the letters of its logo: "HVS" before "HIGHVELD STEEL LTD"."""
    words = row.words
    for label in PARTY_NAMES:
        for place, logo in enumerate(words):
            if tags[logo].label != label or not tags[logo].begins:
                continue
            name = [logo]
            for at in words[place + 1 :]:
                if tags[at].label != label or tags[at].begins:
                    break
                name.append(at)
            spoken = [at for at in name if re.search(r"\w", page.words[at].text)]
            if spoken[:1] == [logo] and begins_with_monogram(page, spoken):
                for at in range(name.index(spoken[1])):
                    tags[name[at]] = WordTag.outside(tags[name[at]].confidence)
                tags[spoken[1]] = tags[spoken[1]]._replace(begins=True)


def begins_with_monogram(page: Page, name: Sequence[int]) -> bool:
    """Whether a name begins with the larger letters of its logo: "HVS" and "HIGHVELD STEEL LTD".

    They stand in the name in this order, the first and the last of them at the head of a word. Or
    with its first letter, white on a ground: "W" and "Wexmoor Council".
    """
    if len(name) < 3 or page.origin != "text":
        return False
    mark, first, *_ = (page.words[at] for at in name)
    if mark.text == first.text[0] and mark.face.endswith("9") and not first.face.endswith("9"):
        return mark.text.isupper()
    larger = mark.height > _LARGER * first.height
    if not larger or not _MONOGRAM.fullmatch(mark.text):
        return False
    words = _LETTERS.findall(page.text_of(name[1:]).upper())
    letters = iter("".join(words))
    return (
        bool(words)
        and words[0][0] == mark.text[0]
        and any(word[0] == mark.text[-1] for word in words[1:])
        and all(letter in letters for letter in mark.text)
    )


def drop_sign(page: Page, tags: list[WordTag], name: Sequence[Sequence[int]]) -> None:
    """Takes a firm's sign out of the rows of its name: "V" of "Vélocité Distribution / V SAS".

    That is the name's first letter left of it, or again what it begins with; or a shop's name.
    """
    head, texts = page.words[name[0][0]], [page.words[at].text for at in name[0]]
    for above, row in pairwise(name):
        mark = page.words[row[0]]
        beside = len(row) > 1 and mark.text == head.text[0] and mark.box[2] < head.box[0]
        joined = page.words[above[-1]].text in _JOINS  # "Meyer &", "Meyer"
        own = [page.words[at].text for at in row]
        begin = [text.casefold() for text in texts[: len(row)]]
        again = [text.casefold() for text in own] == begin or _is_shop(own, texts)
        for at in row if again and not joined else row[:1] if beside else ():
            tags[at] = WordTag.outside(tags[at].confidence)


def _is_shop(row: Sequence[str], firm: Sequence[str]) -> bool:
    """Whether a row below a firm names its shop: "Hahn Nord" below "Hahn Bau GmbH".

    Its words are capital; "The Grange Hotel", "University of York" say more of the name above.
    """
    if not ends_with_form(firm) or any(ends_with_form(row[: n + 1]) for n in range(len(row))):
        return False
    own = len(row[0]) >= _SIGN_CHARS_N and row[0].casefold() == firm[0].casefold()
    return own and all(text[0].isupper() for text in row)


def drop_form(page: Page, tags: list[WordTag], name: Sequence[Sequence[int]]) -> None:
    """A legal form below, at another edge and before a divider, is said of the name, not in it.

    "♻ Rhin Collecte", "SAS · 5 rue du Port".
    """
    left = page.words[name[0][0]].box[0]
    for row in name[1:]:
        if abs(page.words[row[0]].box[0] - left) < EDGE:
            continue
        behind = page.words[row[-1] + 1].text if row[-1] + 1 < len(page.words) else ""
        if behind in DIVIDERS and is_form([page.words[at].text for at in row]):
            for at in row:
                tags[at] = WordTag.outside(tags[at].confidence)
