"""The firm behind a brand, where a sentence tells it, whether that was read as the name or not.

"nordnetz ist eine Marke der Hahn Telekom GmbH", "zipline is a brand of Calder Ltd", "Hahn Ltd
trading as The Mill", "Eau Vive, enseigne exploitée par SARL Bonnot", in one row or one below the
other. So also the company of a group
that bills by a caption: "Rechnungsstellende Gesellschaft: Hahn Logistik GmbH", and whoever a sign
is set before: "drahtwerk.shop · Hahn Elektro GmbH". A seller is called by its registered name
(BT-27 of EN 16931).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.name_forms import ends_with_form, has_form, is_form
from tasks.parties.name_words import TRADING, find_name, name_as_printed, plain
from tasks.parties.principal_words import name_length
from tasks.values.cells import (
    Cell,
    Row,
    cell_texts,
    find_cells,
    find_nearest,
    find_rows,
    text_below,
)
from tasks.values.normalize import letters_of

#: From a brand to its firm.
_OWNED = re.compile(
    r"(?<!\w)(?:"
    r"(?:ist |sind )?(?:eine? )?(?:eingetragene[rs]? |registrierte )?(?:\w*marke|handelsname"
    r"|geschäftsbezeichnung|geschäftsbereich) (?:der|des|von)(?: firma)?"
    r"|(?:betrieben|geführt) (?:durch|von)(?: der)?"
    r"|(?:(?:is|are) )?(?:an? |the )?(?:registered )?(?:brand|trade ?mark|trad(?:e|ing) name"
    r"|trading style|business name|division) of"
    r"|(?:is )?(?:owned and )?operated by|(?:is )?an? (?:service|unit) of"
    r"|(?:est )?(?:une? |le )?(?:marque|enseigne|nom commercial|dénomination commerciale)"
    r"(?: (?:commerciale|déposée|exploitée))*,? (?:de|du|par)(?: la société)?"
    r"|(?:est )?exploitée? par(?: l[ae])?(?: société)?"
    r"|[·|•–-] (?:betreiber(?:in|gesellschaft)?|exploitante?|operator) ?:"
    r"|(?:è )?(?:un |il )?(?:marchio|insegna|nome commerciale|denominazione commerciale)"
    r"(?: registrato)? (?:di|della|del)"
    r"|(?:es )?(?:una? |el )?(?:marca|nombre comercial|denominación comercial)"
    r"(?: (?:registrada|comercial))? (?:de|del)(?: la empresa)?"
    r"|(?:is )?(?:een |de )?(?:handelsnaam|handelsmerk|merk) van"
    r")(?!\w)",
    re.IGNORECASE,
)
#: From a firm to its brand.
_TRADES = re.compile(rf",? {TRADING}", re.IGNORECASE)
#: What a house says before the firm that keeps it: "Explota: Hahn S.L.".
_LED = re.compile(
    r"(?:explota(?:d[oa] por)?|titular|razón social|betreiber(?:in|gesellschaft)?"
    r"|betrieben (?:von|durch)|inhaber(?:in)?|exploitante?|exploitée? par|raison sociale"
    r"|operat(?:or|ed by)|proprietor|gestore|gestit[oa] da|titolare|ragione sociale|uitbater"
    r"|eigenaar) ?: (?P<firm>.+)",
    re.IGNORECASE,
)
#: What names the one company of a group that bills.
_ISSUER = re.compile(
    r"(?:rechnungs(?:aus)?stellende|ausstellende) (?:gesellschaft|firma)"
    r"|(?:issuing|invoicing|billing) (?:company|entity)"
    r"|société (?:émettrice|facturante)|società emittente|sociedad emisora"
    r"|(?:facturerende|factuur) (?:vennootschap|entiteit)",
    re.IGNORECASE,
)
#: A sign in front of a firm, and a shop's name in the web.
_SIGN_AND_FIRM = re.compile(r"(?P<sign>\S.*?)(?P<mark>,| [·|•–—-]) (?P<firm>\S.*)")
_WEB_NAME = re.compile(r"(?:www\.)?[\w-]{3,}\.[a-z]{2,8}", re.IGNORECASE)
#: Canadian firms that are called by their number: "9381-2240 Québec inc.".
_NUMBERED = re.compile(
    r"(?:[0-9]{4}-[0-9]{4}|[0-9]{6,8}) (?:Qu[ée]bec|Canada|Ontario|Alberta|B\.C\.)"
    r" (?:inc|lt[dé]e?|limit(?:ed|ée)|corp)(?:\.|oration)?(?=,?(?:\s|$))",
    re.IGNORECASE,
)
#: The number of a page, the words of such a phrase on it, and those of the firm behind.
_Phrase = tuple[int, range, range]
_PHRASE_N = 7  # words of such a phrase at most
_MORE_N = 2  # words that a brand may have more than its name was read with
_NAME_N = 12  # words behind it that may be the firm's name


def name_owner(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the firm for a party's name where that runs into what is said of it.

    A brand's owner is looked for where the seller has the brand's name alone.
    """
    fields = _without_brand(_without_brand(fields, "seller_name"), "buyer_name")
    fields = _without_sign(fields, pages)
    known = fields.get("seller_name")
    if not isinstance(known, Field):
        return fields
    places = [*_find_issuers(pages)] or _find_told(known.value, pages)
    named = {tuple(plain(pages[n].words[at].text) for at in words) for n, words in places}
    if len(named) == 1:
        number, words = places[0]
        return {**fields, "seller_name": name_as_printed(known, pages[number], number, words)}
    return fields


def _without_brand(fields: Fields, name: str) -> Fields:
    """With a firm's name without what it trades as: "Hahn Ltd t/a The Mill"."""
    known = fields.get(name)
    if not isinstance(known, Field):
        return fields
    if led := _LED.fullmatch(known.value):
        known = known.model_copy(update={"value": led["firm"], "raw": led["firm"]})
        fields = {**fields, name: known}
    trades = _TRADES.search(known.value)
    if trades is None or not ends_with_form(known.value[: trades.start()].split()):
        return fields
    firm = known.value[: trades.start()]
    return {**fields, name: known.model_copy(update={"value": firm, "raw": firm})}


def _without_sign(fields: Fields, pages: Sequence[Page]) -> Fields:
    """With a seller's firm without its sign in front: words that also stand alone, a web name.

    A firm may be named "Gasthof Post – Familie Brandt KG" itself, and its logo may be but the first
    word of its name: "HAHN" of "Hahn – Sanitär GmbH".
    """
    known = fields.get("seller_name")
    parted = _SIGN_AND_FIRM.fullmatch(known.value) if isinstance(known, Field) else None
    if not isinstance(known, Field) or parted is None:
        return fields
    sign, firm = parted["sign"], parted["firm"]
    if has_form(sign.split()) or not has_form(firm.split()) or is_form(firm.split()):
        return fields
    alone = " " in sign and letters_of(sign) in map(letters_of, cell_texts(pages))
    if not ((alone and parted["mark"] != ",") or _WEB_NAME.fullmatch(sign)):
        return fields
    return {**fields, "seller_name": known.model_copy(update={"value": firm, "raw": firm})}


def _find_issuers(pages: Sequence[Page]) -> Iterator[tuple[int, range]]:
    """Where a firm stands behind such a caption."""
    for number, page in enumerate(pages):
        for (at, one), (_, two) in pairwise(enumerate(page.words)):
            behind = at + 2
            colon = two.text.endswith(":")
            if not colon and behind < len(page.words) and page.words[behind].text == ":":
                behind, colon = behind + 1, True
            called = colon and _ISSUER.fullmatch(f"{one.text} {two.text.rstrip(':')}")
            firm = _firm_at(page, behind) if called else None
            if firm is not None:
                yield number, firm


def _find_told(name: str, pages: Sequence[Page]) -> list[tuple[int, Sequence[int]]]:
    """Where the firm stands that a sentence says a name is a brand of."""
    phrases = [
        (number, range(start, end), firm)
        for number, page in enumerate(pages)
        for start, end in _find_phrases(page)
        if (firm := _firm_at(page, end)) is not None
    ]
    found: list[tuple[int, Sequence[int]]] = [*_find_owners(name, pages, phrases)]
    found = found or [*_find_behind_brand(name, pages, phrases)]
    return found or [*_find_below_brand(name, pages)]


def _find_owners(
    name: str, pages: Sequence[Page], phrases: Sequence[_Phrase]
) -> Iterator[tuple[int, range]]:
    """Where the firm stands whose brand a name begins with, what is said of it behind.

    The name may go on to the firm's, break off before, or leave out what is said between the two.
    """
    said = _OWNED.search(name)
    brand = [plain(text) for text in name[: said.start()].split()] if said else []
    whole = [plain(text) for text in name.split()]
    for number, words, firm in phrases:
        page = pages[number]
        owner = [plain(page.words[at].text) for at in firm]
        phrase = [plain(page.words[at].text) for at in words]
        if said is not None:
            rest = whole[len(brand) :]
            if rest[: len(phrase)] == phrase or phrase[: len(rest)] == rest:
                yield number, firm
        elif len(whole) > len(owner) and whole[-len(owner) :] == owner:
            before = whole[: -len(owner)]
            if any(own[0] < words[0] for own in find_name(page, before)):
                yield number, firm


def _find_behind_brand(
    name: str, pages: Sequence[Page], phrases: Sequence[_Phrase]
) -> Iterator[tuple[int, range]]:
    """Where the firm stands that a sentence says a name, which has no legal form, is a brand of."""
    whole = name.split()
    if has_form(whole):
        return
    brand = [plain(text) for text in whole]
    for number, words, firm in phrases:
        # Of "Larkspur Domains" the name may be but the first word.
        for first in range(max(0, words[0] - len(brand) - _MORE_N), words[0] - len(brand) + 1):
            last = first + len(brand)
            before = pages[number].words[first:last]
            rows = {word.row for word in pages[number].words[last : words[0] + 1]}
            goes_on = last == words[0] or rows == {before[-1].row}
            if [plain(word.text) for word in before] == brand and goes_on:
                yield number, firm
                break
    for number, page in enumerate(pages):
        for cell in find_cells(page):
            trades = _TRADES.search(cell.text)
            firm_n = len(cell.text[: trades.start()].split()) if trades else 0
            firm_texts = [page.words[at].text for at in cell.words[:firm_n]]
            behind = cell.text[trades.end() :].split() if trades else []
            called = [plain(text) for text in behind[: len(brand)]] == brand
            if called and ends_with_form(firm_texts) and name_length(firm_texts) == firm_n:
                yield number, range(cell.words[0], cell.words[0] + firm_n)


def _find_below_brand(name: str, pages: Sequence[Page]) -> Iterator[tuple[int, Sequence[int]]]:
    """Where the firm stands that cells below a name, which has no legal form, say it is a brand of.

    Of a brand in two rows the name may be but the last.
    """
    brand = [plain(text) for text in name.split()]
    for number, page in enumerate(pages if not has_form(name.split()) else ()):
        rows = find_rows(page)
        for at, row in enumerate(rows):
            for cell in row.cells:
                said = _OWNED.match(cell.text)
                above = find_nearest(reversed(rows[:at]), cell) if said else None
                if said is None or above is None:
                    continue
                last = [plain(text) for text in above[1].text.split()]
                firm = _firm_of(page, _words_behind(page, rows, at, cell, said.end()))
                if firm and brand[-len(last) :] == last:
                    yield number, firm


def _words_behind(
    page: Page, rows: Sequence[Row], at: int, cell: Cell, end: int
) -> tuple[int, ...]:
    """The words of a cell of row `at` behind a place in it, and those of the cell below it."""
    behind = cell.words[len(cell.text[:end].split()) :]
    below = text_below(page, rows, at, rows[at].start_of(cell))
    return (*behind, *(below[0].words_at(*below[1:]) if below else ()))


def _find_phrases(page: Page) -> Iterator[tuple[int, int]]:
    """First word of what is said of a brand, and the word behind it: the longest from there."""
    at = 0
    if not _OWNED.search(" ".join(word.text for word in page.words)):
        return
    while at < len(page.words):
        ends = [
            end
            for end in range(at + 2, min(at + _PHRASE_N, len(page.words)) + 1)
            if _OWNED.fullmatch(" ".join(word.text for word in page.words[at:end]))
        ]
        if ends:
            yield at, ends[-1]
            at = ends[-1]
        else:
            at += 1


def _firm_at(page: Page, first: int) -> range | None:
    """The words of a firm's name from a word on; None if they are none with a legal form."""
    firm = _firm_of(page, range(first, min(first + _NAME_N, len(page.words))))
    return range(firm[0], firm[-1] + 1) if firm else None


def _firm_of(page: Page, words: Sequence[int]) -> Sequence[int]:
    """Those of the words that are a firm's name; none if they begin with none."""
    texts = [page.words[at].text for at in words]
    numbered = _NUMBERED.match(" ".join(texts))
    if numbered:
        return words[: len(numbered[0].split())]
    length = name_length(texts)
    return words[:length] if length > 1 and has_form(texts[:length]) else ()
