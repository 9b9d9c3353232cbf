"""The firm whose name stands below what it trades as: "Moulin Bleu" above "S.A. Meunerie Dethier".

A seller is called by its registered name (BT-27 of EN 16931); what stands in large letters above it
is its sign. A form alone ("SARL au capital de 8 000 €") says what the sign is, and who owns a
shop ("Inh. Robert Ziehl e.K.") does not name it. Below a station's call sign stands whom it bills.
A name that breaks at a small word goes on: "Chamber of" above "Trade and Industry Limited".
"""

import re
from collections.abc import Sequence

from schemas.document import Box, Page
from schemas.record import Field, Fields
from tasks.fields.caption_words import is_caption
from tasks.parties.name_forms import begins_firm, ends_with_form, has_form, is_form_or_link
from tasks.parties.name_words import OWNER, name_as_printed
from tasks.parties.principal_words import name_length
from tasks.parties.stations import CALL_SIGN
from tasks.values.cells import Cell, find_cells
from tasks.values.entities import is_inside
from tasks.values.normalize import letters_of

_HEAD = 0.35  # of the first page's height: where a sign stands
_GAP = 1.5  # of the lower row's height: more free space parts it from the sign
_OVERLAP = 0.5  # of its height: how far it may reach into the sign's letters
_EDGE = 0.01  # of the page's width: how far edges or middles of the two may differ
_OWNED = re.compile(rf"{OWNER}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")
#: What names another firm: whose part or partner the seller is, its bank, what a bill is for.
_ANOTHER = re.compile(
    r"(?:partner|part|teil|ein|eine|an?|une?|authori[sz]ed|filiale|niederlassung|zweigstelle|membre"
    r"|mitglied|member|division|bauvorhaben|projekt|objekt|firma|vertrieb|vertretung|händler|dealer"
    r"|agent|für|for|pour|bic|iban|swift)\b.*|.*\b(?:der|of|by|im|bei)\b.*"
    r"|.*(?:bank\b|sparkasse).*|.*\be\. ?V\.?",
    re.IGNORECASE,
)
#: What goes on behind a form without a name: "SARL AU CAPITAL DE 8 000 €", "SAS à associé unique".
_CAPITAL = re.compile(r"à|au|capital", re.IGNORECASE)
#: What a name does not end with: the row below goes on with it.
_UNFINISHED = re.compile(r".* (?:of|for|the|and|&|\+|et|de|des|du|und|für|der|y|e|en|van|di|del)")
#: A company of Canada whose number is its name.
_NUMBERED = re.compile(
    r"[0-9]{4}-?[0-9]{3,4} (?:Québec|Canada|Ontario|Alberta|B\.?C\.?) (?:[Ii]nc|[Ll]td|[Ll]tée)\.?"
)


def name_firm_below(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the firm for the seller's name where that is its sign right above."""
    known = fields.get("seller_name")
    if not isinstance(known, Field) or known.page != 1 or known.box is None:
        return fields
    if has_form(known.value.split()) or CALL_SIGN.fullmatch(known.value):
        return fields
    page = pages[0]
    sign = [at for at, word in enumerate(page.words) if is_inside(word.box, known.box)]
    if known.box[1] > _HEAD or not _fill_cells(page, sign):
        return fields
    below = cell_below(page, known.box)
    words = below.words[: firm_length(below.text)] if below is not None else ()
    if not words or is_buyers(fields, page.text_of(words)):
        return fields
    if _UNFINISHED.fullmatch(known.value):
        words = (*sign, *words)
    return {**fields, "seller_name": name_as_printed(known, page, 0, words)}


def _fill_cells(page: Page, sign: Sequence[int]) -> bool:
    """Whether nothing stands beside a name in its cells: it is no part of a sender's line."""
    return all({*sign}.issuperset(c.words) for c in find_cells(page) if {*sign} & {*c.words})


def is_buyers(fields: Fields, firm: str) -> bool:
    """Whether a firm is the buyer, of whose name the paper may have more or less."""
    buyer = fields.get("buyer_name")
    if not isinstance(buyer, Field):
        return False
    one, other = letters_of(firm), letters_of(buyer.value)
    return one in other or other in one


def cell_below(page: Page, sign: Box) -> Cell | None:
    """The nearest cell right below a sign, set flush with it left or right, or centred."""
    found: list[tuple[float, Cell]] = []
    for cell in find_cells(page):
        x0, top, x1, bottom = page.box_of(cell.words)
        height = bottom - top
        gap = top - sign[3]
        middles = (x0 + x1 - sign[0] - sign[2]) / 2
        if -_OVERLAP * height < gap < _GAP * height and any(
            abs(apart) < _EDGE for apart in (x0 - sign[0], x1 - sign[2], middles)
        ):
            found.append((top, cell))
    return min(found, key=lambda one: one[0])[1] if found else None


def firm_length(text: str) -> int:
    """How many words at a text's beginning are a firm's name with its legal form; 0 if none are."""
    if is_caption(text) or _OWNED.match(text):
        return 0
    if numbered := _NUMBERED.match(text):
        return len(numbered.group().split())
    texts = text.split()
    texts = texts[: name_length(texts)]
    named = any(_WORD.search(one) and not is_form_or_link(one) for one in texts)
    begun = begins_firm(texts) and not _CAPITAL.fullmatch(texts[1])
    own = begun or (ends_with_form(texts) and not _ANOTHER.fullmatch(" ".join(texts)))
    return len(texts) if named and own else 0
