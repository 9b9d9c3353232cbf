"""Sellers that a clerk has confirmed: what was settled once of a name holds for the next bill.

A seller is known by VAT id or account, both with right check digits and no other VAT id beside it.
Where a bill prints the name that a clerk confirmed, it is sure; where the very same misreading of
it comes again, with that VAT id or that seller's address, it is that name. An account alone renames
nobody: it may be a factor's.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from schemas.correction import Correction, KnownSeller
from schemas.record import Field
from schemas.understanding import Understanding
from tasks.values.identifiers import is_iban, is_vat_id
from tasks.values.normalize import letters_of

#: How sure a name is that a clerk has confirmed for this VAT id or account.
_CONFIRMED = 0.99
_NAME = "seller_name"


class _Seller(NamedTuple):
    """What a bill says of its seller; the name in letters and figures alone."""

    letters: str
    vat_id: str | None
    address: str


class ClerkWords(Protocol):
    """What clerks have said so far."""

    def correction(self, document_id: str) -> Correction | None:
        """The last that was said of a document, or None."""

    def known_sellers(self, vat_id: str | None, iban: str | None) -> list[KnownSeller]:
        """Sellers of accepted bills that a clerk had corrected, the last first."""

    def is_part(self, document_id: str, parent_id: str) -> bool:
        """Whether a document was stored as one that came with another."""


def trust_known_seller(content: Understanding, words: ClerkWords) -> Understanding:
    """The content with the seller's name as sure as a clerk has made it, its sureness likewise."""
    name = content.fields.get(_NAME)
    vat_id, iban = (_checked(content, key) for key in ("seller_vat_id", "iban"))
    if not isinstance(name, Field) or not (vat_id or iban):
        return content
    address = content.fields.get("seller_address")
    bill = _Seller(
        letters_of(name.value), vat_id, address.value if isinstance(address, Field) else ""
    )
    known = _find_name(bill, words.known_sellers(vat_id, iban))
    is_printed = known is not None and letters_of(known) == letters_of(name.value)
    if known is None or (is_printed and name.confidence >= _CONFIRMED):
        return content
    changes: dict[str, object] = {"confidence": _CONFIRMED}
    if not is_printed:
        changes |= {"value": known, "origin": "human"}
    sureness = content.sureness
    if sureness is not None and name.confidence > 0:
        more = min(1.0, sureness.probability / name.confidence * _CONFIRMED)
        sureness = sureness.model_copy(update={"probability": round(more, 4)})
    fields = {**content.fields, _NAME: name.model_copy(update=changes)}
    return content.model_copy(update={"fields": fields, "sureness": sureness})


def _checked(content: Understanding, name: str) -> str | None:
    """An identifier whose check digits are right."""
    found = content.fields.get(name)
    if not isinstance(found, Field):
        return None
    is_right = is_iban if name == "iban" else is_vat_id
    return found.value if is_right(found.value) else None


def _find_name(bill: _Seller, sellers: Iterable[KnownSeller]) -> str | None:
    """The confirmed name, where this bill prints it or has it misread as before."""
    for seller in sellers:
        if bill.vat_id and seller.vat_id and bill.vat_id != seller.vat_id:
            continue
        if bill.letters == letters_of(seller.name):
            return seller.name
        same_id = bill.vat_id is not None and bill.vat_id == seller.vat_id
        same_place = bool(bill.address) and letters_of(bill.address) == letters_of(seller.address)
        if (same_id or same_place) and bill.letters in map(letters_of, seller.misread):
            return seller.name
    return None
