"""Who paid, where a receipt says so in as many words: "Received from: Amelia Parsons"."""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from tasks.fields.claims import Claim
from tasks.parties.address_blocks import find_blocks
from tasks.parties.address_lines import first_street, kind_of_line
from tasks.values.cells import find_rows

_PAYER = re.compile(
    r"(?:received (?:with thanks )?from|(?:dankend )?erhalten von|reçu de|recibido de|ricevuto da"
    r"|ontvangen van)\s?:?\s+(?P<said>[^\W\d_][^\t:;]{2,90})(?=\t|$)",
    re.IGNORECASE,
)
#: A few words with a capital first, none that stands for a name.
_NAME = re.compile(
    r"(?!(?i:the|our|above|customer|client|kunden?|cliente|klant)\b)[^\W\d_a-zß-ÿ][^\s:@]*"
    r"(?: [^\s\d:@]+){0,6}"
)
#: What was received from whom: "from Ada Lane the sum of ten pounds".
_SUM = re.compile(
    r",?\s(?:the (?:sum|amount)|la somme|(?:den|der|einen) betrag|die summe|la somma|la suma"
    r"|la cantidad|het bedrag|de som)\b.*",
    re.IGNORECASE,
)


def find_payers(pages: Sequence[Page]) -> list[Claim]:
    """The payer's name with the address behind it; the one other address then is the seller's."""
    return [claim for number, page in enumerate(pages) for claim in _find_on(page, number)]


def _find_on(page: Page, number: int) -> Iterator[Claim]:
    for row in find_rows(page):
        match = _PAYER.match(row.text)
        if match is None:
            continue
        said = _SUM.sub("", match["said"])
        words = row.words_at(match.start("said"), match.start("said") + len(said))
        start = first_street([page.words[i].text for i in words])
        if kind_of_line(said) == "whole" and start:
            yield Claim("buyer_name", number, words[:start])
            yield Claim("buyer_address", number, words[start:])
            blocks = [b for b in find_blocks(page, "receipt") if not set(b.address) & set(words)]
            if len(blocks) == 1:
                yield Claim("seller_address", number, blocks[0].address)
        elif _NAME.fullmatch(said):
            yield Claim("buyer_name", number, words)
