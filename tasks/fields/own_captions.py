"""Numbers of orders and contracts by the captions that stand before or above them.

On an order, "Order #" is the document's own number, on a contract "Contract / Revision" is, also on
a station's for spots, which is an order; on an invoice "Contract" is the contract that it bills.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.claims import Claim
from tasks.fields.number_words import NO
from tasks.values.air_time import is_stations_contract, sells_spots
from tasks.values.cells import Row, find_rows, text_below, texts_behind

_REVISION = r"(?:\s?/\s?rev(?:ision|\.)?(?!\w))"
_WORDS = {
    "order": r"(?:purchase |sales )?order|buy(?=\s?(?:#|no\b|number|id\b))"
    r"|bestell(?:ung)?s?-?|auftrags?-?|(?:bon de )?commande|pedido|ordine|bestel",
    "contract": r"contract|vertrags?-?|contrat|contrato|contratto|agreement",
}
_CAPTIONS = {
    kind: re.compile(rf"(?:^|\t)(?P<own>(?:{words}){_REVISION}?(?:{NO})?{_REVISION}?)(?!\w)", re.I)
    for kind, words in _WORDS.items()
}
#: The caption of an invoice's number: bare, or glued to the cell before it where columns touch.
_INVOICE = re.compile(
    r"(?:(?:^|\t)(?P<own>Invoice)|(?<=[^\t])\sInvoice(?: (?:[A-Z]\w+ )?(?:#|No\.?|Number))?)"
    r"(?=:?\t[A-Z]{0,4}[0-9])"
)
#: Kind of document → the kinds of captions that name its own number, the plainest first.
_OWN: dict[str, tuple[str, ...]] = {
    "order": ("order", "contract"),
    "contract": ("contract", "order"),
}
_NUMBER = re.compile(
    r"[\s:]*([0-9]{2,4}(?: [0-9]{3,4}){2,3}(?=$)|[A-Z]{1,4}-[0-9]{2,3} [0-9]{3}(?=$)"
    r"|[A-Z]{0,4}-?[0-9][0-9A-Z-]{2,14}(?=\s|$))"
)
#: What a buyer's order calls itself: "PO 4711", "ACM/PO/77", "CDE 8841", "CF25-0719", or ten digits
#: from 45 on as SAP counts them; no sign of a clerk.
ORDER_SIGN = re.compile(
    r"(?:^|(?<=[A-Z][/-]))P\.?O\.?(?![A-Za-z])(?=.*[0-9])|^(?:BC|CDE) (?=[0-9])"
    r"|^(?:BC|CDE|CF)-?[0-9]{2}-|^45[0-9]{8}(?= /|$)"
)
#: The same in one word, which only the caption of an order tells from a reference: "CF2500719".
CODED_ORDER = re.compile(r"(?:BC|CDE|CF)[0-9]{6,}")
_CLERK = re.compile(r"(?<=[0-9]{8}) / [^\W\d_]+$")  # behind such a number
_BARE_ORDER = re.compile(
    r"(?:^|\t)(?:sales )?order(?: (?:no|number|ref))?\.?\s?:?\s*$", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"\s(?!(?:vom|from|dated|del|dal|van|den)\s+[0-9])[a-zà-ü]{3,}"
)  # behind a number: "agreement 4711 applies"
_DATE = re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,4}")


def find_own_captions(pages: Sequence[Page], doc_type: str) -> list[Claim]:
    """The document's number, or the contract that an invoice bills; none where two are named."""
    if doc_type in INVOICE_TYPES:
        contract = _agreed(pages, "contract_number", _CAPTIONS["contract"])
        if doc_type == "credit_note":  # the invoice that it names is another paper
            return contract
        return [*contract, *_agreed(pages, "invoice_number", _INVOICE)]
    if doc_type == "order_confirmation" and is_stations_contract(pages):
        doc_type = "contract"
    own = _OWN.get(doc_type, ())
    if doc_type == "order_confirmation" and sells_spots(pages):
        own = ("order",)  # the station's, beside the "Rep order" of who represents it
    for kind in own:
        claims = _agreed(pages, "document_number", _CAPTIONS[kind])
        if claims:
            return claims
    return []


def name_orders(pages: Sequence[Page], claims: Sequence[Claim]) -> list[Claim]:
    """The claims with a "customer ref" that calls itself an order ("PO 77") under `po_number`.

    It is the buyer's own order; what a bare "Order No" names beside it is the seller's. What any
    other caption names the order is it.
    """
    others = [claim for claim in claims if claim.label == "po_number"]
    orders = [
        claim._replace(label="po_number", words=_without_clerk(pages[claim.page], claim.words))
        for claim in claims
        if claim.label == "buyer_reference"
        and ORDER_SIGN.search(pages[claim.page].text_of(claim.words))
    ]
    if not orders or not all(_is_bare_order(pages[claim.page], claim) for claim in others):
        return list(claims)
    return [*(c for c in claims if c.label not in ("buyer_reference", "po_number")), *orders]


def _without_clerk(page: Page, words: tuple[int, ...]) -> tuple[int, ...]:
    """The words of "4500061955 / Kleinhans" that print the order."""
    clerk = _CLERK.search(page.text_of(words))
    return words[: -len(clerk[0].split())] if clerk else words


def _is_bare_order(page: Page, claim: Claim) -> bool:
    """Whether nothing but "Order No" stands before a claim's words."""
    return any(
        word == claim.words[0] and _BARE_ORDER.search(row.text[:start])
        for row in find_rows(page)
        for start, _, word in row.spans
    )


def _agreed(pages: Sequence[Page], label: str, caption: re.Pattern[str]) -> list[Claim]:
    claims = [
        Claim(label, number, words)
        for number, page in enumerate(pages)
        for words in _find(page, find_rows(page), caption)
    ]
    texts = {tuple(pages[c.page].words[i].text for i in c.words) for c in claims}
    return claims if len(texts) == 1 else []


def _find(page: Page, rows: Sequence[Row], caption: re.Pattern[str]) -> Iterator[tuple[int, ...]]:
    """The words of every number behind such a caption, or below it where none stands behind."""
    for at, row in enumerate(rows):
        for match in caption.finditer(row.text):
            words = _beside(row, match.end())
            own = match.start("own")
            below = text_below(page, rows, at, own) if not words and own >= 0 else None
            words = words or (_number_at(*below) if below else ())
            if words:
                yield words


def _beside(row: Row, place: int) -> tuple[int, ...]:
    """The number that the caption's cell or the next one goes on with."""
    for start, end in texts_behind(row, place):
        if row.text[start:end].strip(" :#"):
            return _number_at(row, start, end)
    return ()


def _number_at(row: Row, start: int, end: int) -> tuple[int, ...]:
    found = _NUMBER.match(row.text, start, end)
    if found is None or _DATE.fullmatch(found[1]) or _SENTENCE.match(row.text, found.end(1), end):
        return ()
    return row.words_at(*found.span(1))
