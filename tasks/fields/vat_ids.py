"""Whose the VAT ids of a paper are: its seller's, or its buyer's."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import rows_to
from tasks.fields.claims import Claim
from tasks.fields.number_words import FIRST_NO, NO, OF_THE
from tasks.fields.whole_vat_ids import find_at_home, make_whole, name_belgium
from tasks.values.cells import find_nearest
from tasks.values.found_fields import find_printed
from tasks.values.identifiers import Found, country_of, find_vat_ids
from tasks.values.named_fields import without
from tasks.values.tax_words import VAT_WORDS
from tasks.values.your_words import CUSTOMER, YOUR

_SURE = 0.95  # confidence of a VAT id that is the buyer's, though the seller has the same
#: Before what the reader is known by: "Votre TVA", "Your VAT no".
_YOURS = re.compile(
    rf"\b{YOUR} (?:n[°ºor]\.? )?(?:de )?(?:(?:p\. ?|partita )?{VAT_WORDS}|uid)\b[^0-9]{{0,20}}"
    rf"|\b{VAT_WORDS}\b[^0-9:,;]{{0,16}}\b{CUSTOMER}\b[^0-9]{{0,8}}",
    re.IGNORECASE,
)
#: Before what the sender is known by: "Unsere USt-IdNr.", "Our VAT no".
_OURS = re.compile(
    rf"\b(?:unsere?|our|notre|nos|nostr[oa]|nuestr[oa]|onze?) (?:n[°ºor]\.? )?(?:de )?"
    rf"(?:(?:p\. ?|partita )?{VAT_WORDS}|uid)\b[^0-9:]{{0,16}}?:?\s{{0,3}}(?=[A-Z]{{2,3}}[0-9 ])",
    re.IGNORECASE,
)
_SAME_EDGE, _KEY_WIDTH = 0.006, 0.12  # of the page's width
_ROWS_BELOW_N = 3
_CUSTOMER_NO = re.compile(
    rf"\b(?:{CUSTOMER}|deb(?:itor(?:en)?)?\.?){NO}|{FIRST_NO} ?{OF_THE}{CUSTOMER}", re.IGNORECASE
)
#: What leaves the tax to the buyer.
_REVERSED = re.compile(
    r"reverse[- ]charge|steuerschuld|autoliquidation|btw verlegd|inversione contabile"
    r"|inversión del sujeto pasivo",
    re.IGNORECASE,
)
_SEVERAL_N = 3  # countries whose VAT ids one paper prints: more than two parties have
_PARTIES = ("seller_vat_id", "buyer_vat_id")


def give_sender_vat_id(fields: Fields, claims: Sequence[Claim], *, by_buyer: bool) -> Fields:
    """A lone VAT id is the sender's, whose small print it stands in, unless a block names it.

    The model at times takes one for both parties'.
    """
    claimed = {claim.label for claim in claims}
    ids = [fields.get(name) for name in _PARTIES]
    values = {found.value for found in ids if isinstance(found, Field)}
    if None not in ids and len(values) == 1:
        theirs = by_buyer or getattr(ids[1], "confidence", 0.0) >= _SURE
        theirs = "buyer_vat_id" in claimed if claimed & {*_PARTIES} else theirs
        fields = without(fields, f"{'seller' if theirs else 'buyer'}_vat_id")
    if not by_buyer or "seller_vat_id" in claimed or "buyer_vat_id" in fields:
        return fields
    turned = {"seller_vat_id": "buyer_vat_id"}
    return {turned.get(name, name): found for name, found in fields.items()}


def give_your_vat_id(fields: Fields, pages: Sequence[Page], *, by_buyer: bool) -> Fields:
    """ "Votre TVA BE 0672.041.536" is the receiver's, and so is what the model has of it.

    The sender's is the model's other one, or the only other one that is printed. And what the
    model has for the receiver's is the sender's where "Unsere USt-IdNr." stands before it.
    """
    fields = _give_own(fields, pages, by_buyer=by_buyer)
    yours = find_printed(pages, _find_your_vat_ids)
    if not yours:
        return fields
    receiver, sender = _PARTIES if by_buyer else reversed(_PARTIES)
    known = {name: f for name in _PARTIES if isinstance(f := fields.get(name), Field)}
    if receiver in known and known[receiver].value == yours[0].value:
        return fields
    theirs = [f for f in known.values() if not yours[0].value.endswith(f.value)]
    if not theirs:
        printed = {f.value: f for f in find_printed(pages, find_vat_ids)}
        theirs = [found for value, found in printed.items() if value != yours[0].value]
    named = {receiver: yours[0], **({sender: theirs[0]} if len(theirs) == 1 else {})}
    return {**without(fields, *_PARTIES), **named}


def _give_own(fields: Fields, pages: Sequence[Page], *, by_buyer: bool) -> Fields:
    """The receiver's VAT id as the sender's, if he has none and the paper calls it "ours"."""
    receiver, sender = _PARTIES if by_buyer else reversed(_PARTIES)
    found = fields.get(receiver)
    ours = {one.value for one in find_printed(pages, _find_our_vat_ids)}
    if sender in fields or not isinstance(found, Field) or found.value not in ours:
        return fields
    return {sender if name == receiver else name: value for name, value in fields.items()}


def add_vat_ids(fields: Fields, pages: Sequence[Page]) -> None:
    """Give the parties the VAT ids that are printed; a lone one is the seller's.

    Of two, the one at the buyer's side stays with the buyer. One right below the buyer's address,
    or his number, is his. Those that the fields have are made whole first.
    """
    printed = find_printed(pages, find_vat_ids)
    for name in _PARTIES:
        if isinstance(cut := fields.get(name), Field):
            fields[name] = make_whole(cut, printed, pages)
    name_belgium(fields)
    _choose_at_home(fields, printed)
    taken = {found.value for name in _PARTIES if isinstance(found := fields.get(name), Field)}
    free: dict[str, Field] = {}
    for found in printed:
        if found.value not in taken:
            free.setdefault(found.value, found)
    if "seller_vat_id" in fields:
        _add_buyers(fields, list(free.values()), pages)
        return
    if not printed:  # nor any with its country's sign
        buyers = fields.get("buyer_address")
        others = (one for one in find_at_home(pages) if not _is_below(one, buyers))
        free = {one.value: one for one in others if one.value not in taken}
    _add_sellers(fields, list(free.values()))


def _add_buyers(fields: Fields, free: Sequence[Field], pages: Sequence[Page]) -> None:
    """Give the buyer, if he has none, the one VAT id that stands where his does."""
    others = {one.value: one for one in (*find_at_home(pages), *free)}
    others.pop(getattr(fields["seller_vat_id"], "value", ""), None)
    below = [one for one in others.values() if _is_below(one, fields.get("buyer_address"))]
    below = below or [one for one in free if _is_below_number(one, pages)]
    below = below or _taxed_abroad(free, fields["seller_vat_id"], pages)
    if len(below) == 1:
        fields.setdefault("buyer_vat_id", below[0])


def _add_sellers(fields: Fields, free: Sequence[Field]) -> None:
    """Give the seller the only VAT id that is nobody's yet, or the one of his account's land."""
    iban = fields.get("iban")
    home = country_of(iban.value) if isinstance(iban, Field) else None
    own = free if len(free) == 1 else [one for one in free if country_of(one.value) == home]
    if len(own) == 1:
        fields["seller_vat_id"] = own[0]


def _taxed_abroad(
    free: Sequence[Field], sellers: Field | list[Field], pages: Sequence[Page]
) -> list[Field]:
    """The VAT id of another country than the seller's, where a paper leaves the tax to its buyer.

    "VAT reverse-charged to DE136695976"
    """
    if not isinstance(sellers, Field):
        return []
    if not any(_REVERSED.search(text) for page in pages for text in page.row_texts()):
        return []
    return [one for one in free if country_of(one.value) != country_of(sellers.value)]


def _choose_at_home(fields: Fields, printed: Sequence[Field]) -> None:
    """Of the VAT ids that a seller has in several countries, give him that of his account's.

    The buyer has none of the others, unless the model is sure.
    """
    iban, seller, buyer = (fields.get(n) for n in ("iban", "seller_vat_id", "buyer_vat_id"))
    countries = {found.value: country_of(found.value) for found in printed}
    if len(set(countries.values())) < _SEVERAL_N:
        return
    if isinstance(buyer, Field) and buyer.origin == "rule" and buyer.value in countries:
        del fields["buyer_vat_id"]
    if not isinstance(iban, Field):
        return
    home = [one for one in printed if country_of(one.value) == country_of(iban.value)]
    if not isinstance(seller, Field) or len({one.value for one in home}) != 1:
        return
    if home[0].value != seller.value:
        fields["seller_vat_id"] = home[0]


def _find_your_vat_ids(text: str) -> list[Found]:
    key = _YOURS.search(text)
    if key is None:
        return []
    return [found for found in find_vat_ids(text) if key.start() < found.start <= key.end()]


def _find_our_vat_ids(text: str) -> list[Found]:
    keys = [key.end() for key in _OURS.finditer(text)]
    return [one for one in find_vat_ids(text) if any(0 <= one.start - end < 3 for end in keys)]


def _is_below_number(one: Field, pages: Sequence[Page]) -> bool:
    """Whether the row of a VAT id goes on what the one above it says of the customer.

    Deb.-Nr.    D20417
    USt-IdNr.   DE136695976

    But for one that is called the sender's: "Unsere USt-IdNr."
    """
    rows, spans = rows_to(pages, one)
    if not spans or _OURS.search(rows[-1].text[: spans[0][1]]):
        return False
    own = next(at for at, cell in enumerate(rows[-1].cells) if spans[0][2] in cell.words)
    above = find_nearest(rows[-2:-1], rows[-1].cells[max(0, own - 1)])
    return above is not None and bool(_CUSTOMER_NO.search(above[1].text))


def _is_below(one: Field, address: Field | list[Field] | None) -> bool:
    """Whether a value begins right below an address, at its edge or behind a short key there."""
    if not isinstance(address, Field) or address.page != one.page:
        return False
    if address.box is None or one.box is None:
        return False
    inset, drop = one.box[0] - address.box[0], one.box[1] - address.box[3]
    height = one.box[3] - one.box[1]
    return -_SAME_EDGE < inset < _KEY_WIDTH and -height < drop < _ROWS_BELOW_N * height
