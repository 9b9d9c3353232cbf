"""The firm that a paper gives its seller's VAT id, where its sign was read as the seller's name.

"HÔTEL DES QUAIS" at the head, "SARL Quais Nord – SIRET 382 917 466 00015 – TVA FR 83382917466" at
the foot: a business letter names whoever sends it with what it is entered by. A seller is called by
its registered name (BT-27 of EN 16931).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.parties.entered_names import is_entered, seller_ids
from tasks.parties.firms_below import firm_length, is_buyers
from tasks.parties.joined_firms import entry_behind, rows_run_on
from tasks.parties.name_forms import has_form
from tasks.parties.name_words import name_as_printed, plain
from tasks.parties.registers import OTHERS
from tasks.parties.stations import CALL_SIGN
from tasks.values.cells import find_cells
from tasks.values.normalize import letters_of

_MARK = re.compile(r"[·•|*–—-]")
#: What a sender's line leaves out of a name: the profession of partners, or a word that joins two.
_PROFESSION = re.compile(
    r"(?:beratende|freie)|(?:steuer|unternehmens)berat(?:er|erinnen|ung)"
    r"|(?:fach|patent)?(?:rechts)?anw[aä]lt(?:e|in|innen|s)?|wirtschaftsprüf(?:er|erinnen|ung)"
    r"|(?:steuerberatungs|wirtschaftsprüfungs|(?:rechts|patent)anwalts|(?:anwalts|steuer)?kanzlei)-?"
    r"(?:gesellschaft|kanzlei|sozietät)?|notar(?:e|iat)?|architekt(?:en|innen)?"
    r"|(?:zahn|tier|fach|haut|augen|frauen|kinder)?[äa]rzt(?:e|in|innen)?|radiologen"
    r"|solicitors?|barristers?|attorneys|lawyers|accountants?|auditors?|chartered|certified"
    r"|physicians?|dentists?|architects?|surveyors"
    r"|avocate?s?|notaires?|experts?-comptables?|médecins?|architectes?"
    r"|avvocati|commercialisti|notai|architetti|medici|abogados|asesores|notarios|arquitectos"
    r"|advocaten|notarissen|architecten|artsen|tandartsen|partnerschaft(?:sgesellschaft)?|partg"
    r"|und|u\.?|and|et|e|y|en|&|\+|\|",
    re.IGNORECASE,
)
#: Who is entered in a row as another than the seller.
_OTHERS = re.compile(rf"represent|représent|vertret|{OTHERS}|inkasso|druck", re.IGNORECASE)
#: Before whom a sentence has its reader pay, at times another than the seller: "Zahlen Sie an".
_PAYING = re.compile(
    r"(?:please |bitte |merci de |veuillez |make |to be |te )?"
    r"(?:(?:pay|payable|paid|payment|remit|remittance|transfer|(?:cheque|check)s?(?: payable)?) to"
    r"|(?:(?<=please )|(?<=to be ))pay"
    # "Pay Hahn Ltd by 5 May", unlike a firm's own "Pay Point Ltd, VAT No. …".
    r"|pay(?=\s.*\s(?:by|within|before|into|via|quoting)\s)"
    r"|(?:zahl(?:en|bar|ung|ungen)|überweis(?:en|ung))(?: sie)?(?: bitte)? an"
    r"|(?:à )?(?:payer|payez|payable|paiement|régler|réglez|règlement|virer|virez|virement)"
    r" (?:à(?: l['’]ordre de)?|au nom de)"
    r"|(?:pagare|pagate|pagamento|pagabile|pagar|pague|paguen|páguese|bonifico|transferencia) a"
    r"|(?:betalen|betaling|betaalbaar|betaal|overmaken|overschrijving)(?: u)? aan)(?!\w)\s*:?",
    re.IGNORECASE,
)
#: A word that tells a firm from others of its trade.
_TELLING = re.compile(r"(?!hotel|restaurant|garage|atelier|cabinet|studio|elektro)[^\W\d_]{4,}")


def name_registered_firm(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with such a firm for a seller's name without a legal form.

    It stands before the seller's VAT id in its row; or before another of its entries, if it has a
    telling word of the sign, which is needed too where the row but says whom to pay.
    """
    known, ids = fields.get("seller_name"), seller_ids(fields)
    if not ids or not isinstance(known, Field) or has_form(known.value.split()):
        return fields
    if CALL_SIGN.fullmatch(known.value):
        return fields
    tax, sign = fields.get("seller_vat_id"), letters_of(known.value)
    own = ids & {letters_of(tax.value)} if isinstance(tax, Field) else frozenset()
    found: dict[str, tuple[int, Sequence[int]]] = {}
    for number, words, said, to_pay in _find_entered(pages):
        firm = pages[number].text_of(words)
        named = {one for one in ids if one in letters_of(said)}
        linked = (named & own and not to_pay) or (named and _telling(firm) & _telling(known.value))
        if linked and not is_buyers(fields, firm):
            found[letters_of(firm)] = number, words
    if len(found) != 1 or any(firm in sign for firm in found):
        return fields
    [(number, words)] = found.values()
    return {**fields, "seller_name": name_as_printed(known, pages[number], number, words)}


def name_in_full(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the seller's name as it is entered, where a sender's line shortens it.

    "Raith & Partner mbB" above the reader's address, "Raith & Partner Steuerberater mbB" above the
    register's entry: all words of the short one, in their order, its first and its form, and a
    profession's between. "Raith Verwaltungs GmbH" is another firm than "Raith GmbH".
    """
    known = fields.get("seller_name")
    if not isinstance(known, Field) or not has_form(known.value.split()):
        return fields
    if not seller_ids(fields) or is_entered(fields, pages):
        return fields
    found: dict[str, Field] = {}
    for number, page in enumerate(pages):
        for part in (part for cell in find_cells(page) for part in _parts(page, cell.words)):
            words = part[: firm_length(page.text_of(part))]
            if _is_longer(page.text_of(words), known.value):
                name = name_as_printed(known, page, number, words)
                found[letters_of(name.value)] = name
    [*entered] = (
        name for name in found.values() if is_entered({**fields, "seller_name": name}, pages)
    )
    return {**fields, "seller_name": entered[0]} if len(entered) == 1 else fields


def _is_longer(firm: str, short: str) -> bool:
    """Whether a firm's name is a short one, which it begins and ends with, and a profession."""
    whole, words = ([plain(one) for one in name.split()] for name in (firm, short))
    if len(whole) <= len(words) or (whole[0], whole[-1]) != (words[0], words[-1]):
        return False
    more = []
    for word in whole:
        if words and word == words[0]:
            words.pop(0)
        else:
            more.append(word)
    return not words and all(map(_PROFESSION.fullmatch, more))


def _telling(name: str) -> set[str]:
    """The words of a name, in small letters, that tell a firm from others of its trade."""
    return set(_TELLING.findall(name.casefold()))


def _find_entered(pages: Sequence[Page]) -> Iterator[tuple[int, Sequence[int], str, bool]]:
    """The page of each firm that begins a part of a row, its words, and what the row says behind.

    And whether the part has it paid: "Pay Hahn Ltd by 5 May". But for rows of those who are entered
    as another than the seller.
    """
    for number, page in enumerate(pages):
        for row in rows_run_on(page).values():
            if _OTHERS.search(row.text):
                continue
            for part in (part for cell in row.cells for part in _parts(page, cell.words)):
                paying = _PAYING.match(page.text_of(part))
                named = part[len(paying.group().split()) if paying else 0 :]
                if words := named[: firm_length(page.text_of(named))]:
                    yield number, words, entry_behind(page, row, words[-1]), paying is not None


def _parts(page: Page, words: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """What marks part the words of a cell into: "Hahn GmbH · Hafenstraße 4 · HRB 8126"."""
    texts = [page.words[at].text for at in words]
    marks = [place for place, text in enumerate(texts) if _MARK.fullmatch(text)]
    for before, behind in pairwise([-1, *marks, len(words)]):
        if behind - before > 1:
            yield tuple(words[before + 1 : behind])
