"""Who paid, where a receipt says so in as many words: "Received from: Amelia Parsons".

A German form for receipts by hand prints "von" and "für" before both, and "dankend erhalten" above
the stamp of who was paid.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from schemas.document import Page
from tasks.fields.claims import Claim
from tasks.parties.address_blocks import find_blocks
from tasks.parties.address_lines import first_street, kind_of_line
from tasks.parties.name_forms import ends_with_form
from tasks.values.cells import find_rows

_PAYER = re.compile(
    r"(?:received (?:with thanks )?from|(?:dankend )?erhalten von|reçu de|recibido de|ricevuto da"
    r"|ontvangen van"
    r"|(?P<billed>bill(?:ed)? to|facturé à|rechnung an|facturado a|fatturato a)(?=\s?:))"
    r"\s?:?\s+(?P<said>[^\W\d_][^\t:;]{2,90})(?=\t|$)",
    re.IGNORECASE,
)
#: What stands above who bought, with the address behind the name: "Sold to".
_BUYER = re.compile(
    r"(?:(?:sold|bill(?:ed)?|invoiced?) to|rechnung an|verkauft an|facturé à|vendu à"
    r"|facturado a|fatturato a)\s?:?",
    re.IGNORECASE,
)
#: The payer on a form for receipts, and what it says below.
_FORM_PAYER = re.compile(r"von:?\t(?P<said>[^\W\d_][^\t:;]{2,90})(?=\t|$)", re.IGNORECASE)
_FORM_RECEIVED = re.compile(r"(?:betrag )?dankend erhalten(?: zu haben[^\t]*)?\.?", re.IGNORECASE)
#: A few words with a capital first, none that stands for a name, or for what a receipt is of.
_NAME = re.compile(
    r"(?!(?i:péage|parking|stationnement|dons?|caisse|paiement|carte|loyer|vente|course)\b)"
    r"(?!(?i:the|our|above|customer|client|kunden?|cliente|klant)\b)"
    r"[^\W\d_a-zß-ÿ][^\s:@]*(?: [^\s\d:@]+){0,6}"
)
#: What was received from whom: "from Ada Lane the sum of ten pounds".
_SUM = re.compile(
    r",?\s(?:the (?:sum|amount)|la somme|(?:den|der|einen) betrag|die summe|la somma|la suma"
    r"|la cantidad|het bedrag|de som)\b.*",
    re.IGNORECASE,
)


def find_payers(pages: Sequence[Page]) -> list[Claim]:
    """The payer's name with the address behind it; the one other address then is the seller's."""
    return [
        claim
        for number, page in enumerate(pages)
        for claim in (*_find_on(page, number), *_find_on_form(page, number))
    ]


def _find_on(page: Page, number: int) -> Iterator[Claim]:
    rows = find_rows(page)
    for row, below in zip_longest(rows, rows[1:]):
        match = _PAYER.match(row.text)
        if match is None:
            if below is not None and _BUYER.fullmatch(row.cells[0].text):
                yield from _find_addressed(page, number, below.cells[0].words)
            continue
        said = _SUM.sub("", match["said"])
        words = row.words_at(match.start("said"), match.start("said") + len(said))
        addressed = list(_find_addressed(page, number, words))
        if addressed:
            yield from addressed
            yield from _find_seller(page, number, words)
        elif _NAME.fullmatch(said):
            yield Claim("buyer_name", number, words)
            home = below.cells[0] if match["billed"] and below is not None else None
            if home is not None and kind_of_line(home.text) == "whole":
                yield Claim("buyer_address", number, home.words)
                yield from _find_seller(page, number, home.words)


def _find_addressed(page: Page, number: int, words: tuple[int, ...]) -> Iterator[Claim]:
    """The buyer where words are a name with its whole address behind it."""
    texts = [page.words[i].text for i in words]
    start = first_street(texts)
    if kind_of_line(" ".join(texts)) == "whole" and start:
        yield Claim("buyer_name", number, words[:start])
        yield Claim("buyer_address", number, words[start:])


def _find_seller(page: Page, number: int, buyer: Sequence[int]) -> Iterator[Claim]:
    """The only other address of a page."""
    blocks = [b for b in find_blocks(page, "receipt") if not set(b.address) & set(buyer)]
    if len(blocks) == 1:
        yield Claim("seller_address", number, blocks[0].address)


def _find_on_form(page: Page, number: int) -> Iterator[Claim]:
    """The parties of a filled-in form: whom "von" names, and the only address below a stamp."""
    rows = find_rows(page)
    thanked = any(_FORM_RECEIVED.fullmatch(row.cells[0].text) for row in rows)
    payers = [(row, match) for row in rows if (match := _FORM_PAYER.match(row.text))]
    if not thanked or len(payers) != 1:
        return
    row, match = payers[0]
    said, _, town = match["said"].partition(", ")
    if town and not ends_with_form(said.split()):
        said = match["said"]
    if _NAME.fullmatch(said):
        start = match.start("said")
        yield Claim("buyer_name", number, row.words_at(start, start + len(said)))
    blocks = list(find_blocks(page, "receipt"))
    if len(blocks) == 1 and blocks[0].names:
        yield Claim("seller_name", number, blocks[0].names[-1])
        yield Claim("seller_address", number, blocks[0].address)
