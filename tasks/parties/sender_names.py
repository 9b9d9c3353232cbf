"""The name of who sent a paper, whole: by legal names, accounts and the sign at its head."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.claims import Claim
from tasks.parties.account_holders import give_holders_name
from tasks.parties.imprints import give_imprint_name
from tasks.parties.legal_names import give_legal_name
from tasks.parties.name_bounds import join_sign
from tasks.parties.name_forms import ends_with_form
from tasks.parties.named_addresses import (
    begin_at_house,
    complete_postcode,
    complete_town,
    drop_firm_before_address,
    drop_name_before_address,
    drop_sign_before_address,
    end_with_town,
)
from tasks.parties.offices import drop_office
from tasks.parties.signed_by_buyer import swap_parties
from tasks.parties.signed_names import give_signed_name
from tasks.parties.signing_persons import name_signing_person
from tasks.parties.wrapped_names import join_wrapped

_HEAD_ROWS_N = 3  # of the first page: a sign, and what it does, above an address


def name_sender(
    fields: Fields, pages: Sequence[Page], claims: Sequence[Claim], *, by_buyer: bool
) -> Fields:
    """The seller's name whole, or the buyer's of a paper that he wrote.

    What rules are sure of (`claims`) is mended by what small print has of it, not by a sign that is
    only larger.
    """
    claimed = {claim.label for claim in claims}
    if by_buyer:
        fields = give_legal_name(fields, pages)
        if "buyer_name" not in claimed:
            fields = join_sign(fields, pages, "buyer_name")
        fields = drop_office(fields, pages)
        return _mend_addresses(fields, pages)
    fields = join_wrapped(give_imprint_name(swap_parties(fields, pages), pages), pages)
    fields = give_holders_name(give_legal_name(fields, pages), pages)
    fields = name_signing_person(fields, pages)
    if "seller_name" not in claimed:
        fields = give_legal_name(join_sign(fields, pages), pages)
    name = fields.get("seller_name")
    formed = isinstance(name, Field) and ends_with_form(name.value.split())
    if formed or not any(_is_named(claim, pages) for claim in claims):
        fields = give_signed_name(fields, pages)
    return _mend_addresses(fields, pages)


def _mend_addresses(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields with the parties' addresses whole, and without the names before them."""
    fields = drop_sign_before_address(drop_name_before_address(fields), pages)
    fields = drop_firm_before_address(fields, pages)
    fields = begin_at_house(complete_postcode(fields, pages), pages)
    fields = complete_town(fields, pages)
    return end_with_town(fields, pages)


def _is_named(claim: Claim, pages: Sequence[Page]) -> bool:
    """Whether a rule found the seller's name below the letterhead, where no strap line stands."""
    row = pages[claim.page].words[claim.words[0]].row if claim.words else 0
    return claim.label == "seller_name" and (claim.page > 0 or row >= _HEAD_ROWS_N)
