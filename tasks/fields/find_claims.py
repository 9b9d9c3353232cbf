"""What a business document says in as many words: captions, headed parties, proved sums."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags, WordTag
from schemas.vocabulary import INVOICE_TYPES, PERIOD
from tasks.fields.business_terms import find_terms
from tasks.fields.captioned_periods import find_stay
from tasks.fields.captions import find_captioned
from tasks.fields.claims import Claim, apply_claims, make_whole, without_doubtful
from tasks.fields.foreign_numbers import find_foreign_numbers
from tasks.fields.mentions import REPLACED, drop_own, find_links, find_mentions
from tasks.fields.own_captions import find_own_captions, name_orders
from tasks.fields.statement_numbers import settle_statement_number
from tasks.parties.advertisers import find_advertisers, is_of_advertiser
from tasks.parties.block_names import turn_letterhead
from tasks.parties.credited import drop_credited
from tasks.parties.name_words import names_nobody
from tasks.parties.party_addresses import find_addresses
from tasks.parties.party_blocks import find_parties
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.parties.payers import find_payers
from tasks.parties.principals import find_principals
from tasks.parties.stations import find_booked_station, find_stations
from tasks.sums.commissions import find_commission
from tasks.sums.pay import find_pay
from tasks.sums.sum_rows import clear_lines, find_sums
from tasks.sums.total_rows import find_totals
from tasks.values.air_time import speaks_of_air_time
from tasks.values.cells import find_rows
from tasks.values.dates import DateOrder
from tasks.values.normalize import Conventions

#: Whose sums an agency's commission is taken off.
_COMMISSIONED = INVOICE_TYPES | {"order", "order_confirmation"}
#: Documents that print no party's address in a block.
_WITHOUT_BLOCKS = frozenset({"receipt", "contract", "form", "report", "other"})
#: What sentences may name: of a credit note and a reminder the invoice that they are about, of an
#: invoice the one that it replaces.
_TERMS = frozenset({"po_number", "contract_number", "payment_reference"})
_MENTIONED = {
    "invoice": _TERMS | {REPLACED},
    "credit_note": _TERMS | {"preceding_invoice"},
    "payment_reminder": frozenset({"preceding_invoice", "payment_reference"}),
    "order": frozenset(),
    "statement": frozenset({"payment_reference"}),
    "remittance_advice": frozenset(),
}
#: Documents whose captions speak for other things, or that have none.
_NOT_READ = frozenset({"receipt", "contract", "letter", "form"})
#: Of whose captions only those of days and contracts count: what else a form asks for is no field.
_DATED_ALONE = {
    "form": {OUTSIDE, "issue_date", "contract_number"},
    "letter": {OUTSIDE, "issue_date", "contract_number"},
}


def find_claims(
    pages: Sequence[Page], tags: Tags, doc_type: str, conventions: Conventions
) -> list[Claim]:
    """All claims of a document; few or none where captions are not to be trusted.

    Args:
        tags: the model's, which tell whose an address without a heading is, and which claims are
            doubtful.
    """
    terms = find_terms(pages) if doc_type in INVOICE_TYPES else []
    claims = [
        *find_foreign_numbers(pages, tags, doc_type),
        *make_whole(_find_all(pages, tags, doc_type, conventions), pages, tags),
    ]
    claims = [claim for claim in claims if not _names_nobody(pages, claim)]
    return [*terms, *_without_named(claims, terms)]


def _without_named(claims: Sequence[Claim], terms: Sequence[Claim]) -> list[Claim]:
    """The claims but those of fields, or of words, that a view's terms name: these are sure."""
    labels = {term.label for term in terms} - {OUTSIDE}
    taken = {(term.page, word) for term in terms for word in term.words}
    return [
        claim
        for claim in claims
        if claim.label not in labels
        and not any((claim.page, word) in taken for word in claim.words)
    ]


def _find_all(
    pages: Sequence[Page], tags: Tags, doc_type: str, conventions: Conventions
) -> list[Claim]:
    advertisers = find_advertisers(pages)
    claims = _find_worded(pages, tags, doc_type, conventions, advertisers)
    if doc_type in _WITHOUT_BLOCKS:
        return claims
    named_for = find_principals(pages, tags) if doc_type in INVOICE_TYPES else []
    principals = _without_periods(named_for, claims)
    if any(one.words == two.words for one in principals for two in advertisers):
        principals = []  # an agency bills, or is billed, on behalf of him who buys time on air
    own = {claim.label for claim in principals}
    claims = [*(claim for claim in claims if claim.label not in own), *principals]
    named = {claim.label for claim in claims}
    if doc_type not in _NOT_READ:
        mentions = find_mentions(pages, frozenset(_MENTIONED.get(doc_type, _TERMS) - named))
        mentions = without_doubtful(drop_own(mentions, pages, claims, tags), tags)
        claims += [*mentions, *find_links(pages, mentions)]
    named_so = (*principals, *advertisers)
    taken = {(claim.page, word) for claim in named_so for word in claim.words}
    addresses = [
        claim
        for claim in _without_periods(find_addresses(pages, tags, doc_type), claims)
        if claim.label not in named and (claim.page, claim.words[0]) not in taken
    ]
    # A buyer's letterhead is what the model takes for a seller's, and surely so.
    sent = doc_type in SENT_BY_BUYER
    if sent:
        addresses += turn_letterhead(pages, tags, [*claims, *addresses])
        return [*claims, *addresses]
    return [*claims, *without_doubtful(addresses, tags)]


def _find_worded(
    pages: Sequence[Page],
    tags: Tags,
    doc_type: str,
    conventions: Conventions,
    advertisers: Sequence[Claim],
) -> list[Claim]:
    if doc_type == "contract":
        captioned = find_captioned(pages, doc_type, conventions.date_order)
        named = {"issue_date", *_aired(pages)}
        signed = [claim for claim in captioned if claim.label in named]
        own = find_own_captions(pages, doc_type)
        total = _find_total(pages, tags, conventions)
        return [*advertisers, *own, *without_doubtful(signed, tags), *total]
    if doc_type in _DATED_ALONE:
        captioned = find_captioned(pages, doc_type, conventions.date_order)
        named = _DATED_ALONE[doc_type] | _aired(pages)
        dated = [claim for claim in captioned if claim.label in named]
        no_day = [claim for claim in dated if claim.label == OUTSIDE]
        own = [claim for claim in dated if claim.label != OUTSIDE]
        total = _find_total(pages, tags, conventions)
        return [*no_day, *without_doubtful(own, apply_claims(pages, tags, no_day)), *total]
    if doc_type == "receipt":
        stays = _find_stays(pages, conventions.date_order)
        return without_doubtful([*find_payers(pages), *stays], tags)
    if doc_type in _NOT_READ:
        return []
    is_billed = doc_type in INVOICE_TYPES and is_of_advertiser(pages)
    parties = drop_credited(pages, tags, find_parties(pages, doc_type))
    captioned = find_captioned(pages, doc_type, conventions.date_order)
    captioned = settle_statement_number(pages, tags, name_orders(pages, captioned))
    if doc_type == "delivery_note":  # the model takes it for the date of issue, as of any paper
        captioned = [c._replace(proved=c.label == "delivery_date") for c in captioned]
    named = {claim.label for claim in captioned}
    texts = [
        *(p for p in parties if not advertisers or p.label != "buyer_name"),
        *captioned,
        *(c for c in find_own_captions(pages, doc_type) if c.label not in named),
    ]
    return [
        *advertisers,
        *(find_stations(pages) if is_billed else []),
        *(find_booked_station(pages) if _is_booked(tags, doc_type) else []),
        *without_doubtful(texts, tags),
        *_find_amounts(pages, tags, doc_type, conventions),
    ]


def _is_booked(tags: Tags, doc_type: str) -> bool:
    """Whether an order's seller may be the station it names; of a confirmation who writes it is."""
    if doc_type == "order_confirmation":
        return not any(tag.label == "seller_name" for page in tags for tag in page)
    return doc_type == "order"


def _without_periods(parties: Iterable[Claim], captioned: Sequence[Claim]) -> list[Claim]:
    """What is claimed for parties but a row of a period, as "Flight 10/20/2026" below a name."""
    days = {(c.page, word) for c in captioned if c.label in PERIOD for word in c.words}
    return [one for one in parties if days.isdisjoint((one.page, word) for word in one.words)]


def _aired(pages: Sequence[Page]) -> frozenset[str]:
    """The ends of a flight, which any paper on time on air names; a lease has other periods."""
    return frozenset(PERIOD) if speaks_of_air_time(pages) else frozenset()


def _find_total(pages: Sequence[Page], tags: Tags, conventions: Conventions) -> list[Claim]:
    """The gross sum that an agreement or a form on time on air prints beside the net one."""
    billed = find_commission(pages, tags, conventions)
    return [claim for claim in billed if claim.label == "total_gross"]


def _find_stays(pages: Sequence[Page], order: DateOrder) -> Iterator[Claim]:
    for number, page in enumerate(pages):
        for name, _, words in find_stay(find_rows(page), order):
            yield Claim(name, number, words)


def _names_nobody(pages: Sequence[Page], claim: Claim) -> bool:
    """Whether what is claimed for a party is no name."""
    texts = [pages[claim.page].words[i].text for i in claim.words]
    return claim.label.endswith("_name") and names_nobody(texts)


def _find_amounts(
    pages: Sequence[Page], tags: Tags, doc_type: str, conventions: Conventions
) -> list[Claim]:
    """What captions alone name, then what adds up: only where the two agree.

    But what is called the total is the amount due where it is one that is rounded, and the tax of
    the only rate is all the tax there is. What a remittance advice calls "amount paid" was not paid
    before; and nothing adds up to what a payslip pays. A commission says all of a bill.
    """
    if doc_type == "payslip":
        return find_pay(pages, tags, conventions.notation)
    if doc_type in _COMMISSIONED and (billed := find_commission(pages, tags, conventions)):
        is_bill = doc_type in INVOICE_TYPES  # on an order nothing is due yet
        return [claim for claim in billed if is_bill or claim.label != "amount_due"]
    named = find_sums(pages, conventions.notation)
    if doc_type == "remittance_advice":
        named = [claim for claim in named if claim.label != "prepaid"]
    totals = find_totals(pages, conventions.notation)
    if any(claim.label == "rounding" for claim in totals):
        owed = {c.words for c in totals if c.label == "amount_due"}
        named = [c for c in named if c.label != "total_gross" or c.words not in owed]
    said = {(claim.page, word): claim.label for claim in named for word in claim.words}
    totals = [
        claim
        for claim in totals
        if claim.label != "total_tax"
        or not any(said.get((claim.page, word)) == "tax.amount" for word in claim.words)
    ]
    if any(said.get((c.page, word), c.label) != c.label for c in totals for word in c.words):
        return named
    known = {claim.label for claim in named}
    return [*named, *(claim for claim in totals if claim.label not in known)]


def believe_claims(
    pages: Sequence[Page], tags: Tags, claims: Sequence[Claim]
) -> list[tuple[WordTag, ...]]:
    """The tags as the claims have them; rows of totals and taxes hold no item."""
    return apply_claims(pages, clear_lines(pages, tags, claims), claims)
