"""Whom a credit note gives money back, by words that elsewhere are of an account: "Credit to:"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import Tags
from tasks.fields.claims import Claim

#: No "Gutschrift für:" or "Avoir pour :", which as often say for what: a site, goods, a bill.
_CREDITED = re.compile(
    r"credit(?:ed|issued)? to|gutschrift an|avoir à|accredito a|abono a|credit aan", re.IGNORECASE
)
#: Where money goes to, what for, or where work was done: no customer.
_NO_PARTY = re.compile(
    r"\b(?:banks?|banque|banca|banco|bank\w*|\w*bank|account|a/c|kont[eo]|compte|conto|cuenta|rekening"
    r"|sort code|iban|your?|ihr\w*|votre|vostro|su|uw|invoice|rechnung|facture|fattura|factura"
    r"|factuur|objekt|baustelle|chantier|site|project|projekt|cantiere|obra|werf)\b",
    re.IGNORECASE,
)
_HEAD_N = 2  # words of such a heading, at least
_BEFORE_N = 4  # words right before a name, among which it stands


def heads_credited(head: str, name: str, doc_type: str) -> bool:
    """Whether a heading with a name behind it says whom a credit note credits."""
    said = _CREDITED.fullmatch(head.strip())
    return doc_type == "credit_note" and bool(said) and not _NO_PARTY.search(name)


def drop_credited(pages: Sequence[Page], tags: Tags, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without a buyer whom such words alone name, where the model sees another."""
    seen = {
        (number, at)
        for number, page_tags in enumerate(tags)
        for at, tag in enumerate(page_tags)
        if tag.label == "buyer_name"
    }
    return [
        claim
        for claim in claims
        if claim.label != "buyer_name"
        or seen <= {(claim.page, word) for word in claim.words}
        or not _is_credited(pages[claim.page], claim.words[0])
    ]


def _is_credited(page: Page, first: int) -> bool:
    """Whether such a heading stands right before a word."""
    return any(
        _CREDITED.fullmatch(
            " ".join(w.text for w in page.words[max(0, first - n) : first]).rstrip(": ")
        )
        for n in range(_HEAD_N, _BEFORE_N)
    )
