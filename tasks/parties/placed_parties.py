"""Whether nothing but its place tells a seller from a buyer whose block begins beside his.

Mostly a heading does, the size of a name, its sign or small print elsewhere, or a web address:

    Kettler Armaturen GmbH          Stadtwerke Hagen GmbH
    Industriestr. 14                Körnerstr. 40
    58636 Iserlohn                  58095 Hagen
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.document import Box, Page, Word
from schemas.record import Field, Fields
from tasks.parties.block_accounts import column_below, tells_of_firm
from tasks.parties.name_forms import without_form
from tasks.parties.name_words import plain
from tasks.parties.party_headings import SENT_BY_BUYER, party_of
from tasks.parties.signed_names import is_large
from tasks.parties.web_names import find_web_names, goes_by
from tasks.values.cells import find_rows
from tasks.values.normalize import letters_of

_HEAD = 0.35  # of the page's height: where both parties' addresses stand
_ABREAST = 0.012  # of the page's height: how far the tops of names side by side differ
_HEADING_CHARS = 60
_LARGER = 1.15  # than the type of the name beside it
_LEAST_SIGN_N = 4  # letters of a sign
#: Around a party's word: "Supplier details", "Datos del cliente", "Gegevens klant".
_DATA = re.compile(
    r"^(?:datos|dati|gegevens|coordonnées|angaben|daten)"
    r" (?:(?:del?l?['’]|de l['’])|(?:de la|della|del|de|di|du|des|der|van|zum|zur) )?"
    r"| (?:details|data|information|gegevens|de (?:la )?factur[ae])$",
    re.IGNORECASE,
)
#: Headings that only beside each other tell whose is which.
_SIDE = re.compile(
    r"(?:our|your|company|unsere|ihre|onze|uw) (?:details|data|daten|gegevens|anschrift)"
    r"|issued (?:by|to)|facturado (?:por|a)|fatturato (?:da|a)|(?:facturé|émis) par"
    r"|rechnung (?:von|für)|factuur (?:van|voor)|emisor(?: de la factura)?|empresa"
    r"|(?:datos|dati) (?:de la empresa|dell['’]azienda|della ditta)",
    re.IGNORECASE,
)


class _Block(NamedTuple):
    """A party's name, and where it and its address stand on the first page."""

    name: str
    box: Box
    address: Box


def are_only_placed(fields: Fields, pages: Sequence[Page], doc_type: str) -> bool:
    """Whether the two parties' names begin side by side and nothing else tells whose is which."""
    seller, buyer = (_find_block(fields, party) for party in ("seller", "buyer"))
    if seller is None or buyer is None or doc_type in SENT_BY_BUYER:
        return False
    if abs(seller.box[1] - buyer.box[1]) > _ABREAST or seller.box[1] > _HEAD:
        return False
    page = pages[0]
    return not (
        _is_headed(page, doc_type)
        or _is_captioned(page, (seller, buyer), doc_type)
        or _is_larger(page, seller, buyer)
        or _is_signed(pages, seller)
        or _is_described(page, seller, buyer)
        or goes_by(seller.name, find_web_names(pages))
    )


def _find_block(fields: Fields, party: str) -> _Block | None:
    name, address = (fields.get(f"{party}_{part}") for part in ("name", "address"))
    if not isinstance(name, Field) or not isinstance(address, Field):
        return None
    if name.box is None or address.box is None or (name.page, address.page) != (1, 1):
        return None
    return _Block(name.value, name.box, address.box)


def _is_headed(page: Page, doc_type: str) -> bool:
    """Whether a cell at the page's head heads a party's block: "Bill to", "Cliente:"."""
    return any(_heads(text, doc_type) for text in _head_texts(page))


def _head_texts(page: Page) -> list[str]:
    """The texts of the cells at the page's head."""
    cells = (cell for row in find_rows(page) for cell in row.cells)
    return [cell.text for cell in cells if page.words[cell.words[0]].box[1] < _HEAD]


def _heads(text: str, doc_type: str) -> bool:
    """Whether a text names a party, in as many words or as whose data follow."""
    if len(text) > _HEADING_CHARS:
        return False
    bare = text.rstrip(" :")
    named = party_of(text, doc_type) or party_of(_DATA.sub("", bare), doc_type)
    return named is not None or bool(_SIDE.fullmatch(bare))


def _is_captioned(page: Page, blocks: Sequence[_Block], doc_type: str) -> bool:
    """Whether a heading stands before a party's name in its own row: "Käufer: Roth Werke AG"."""
    names = [letters_of(block.name) for block in blocks]
    for text in _head_texts(page):
        head, colon, rest = text.partition(":")
        if colon and letters_of(rest) in names and _heads(head, doc_type):
            return True
    return False


def _is_larger(page: Page, seller: _Block, buyer: _Block) -> bool:
    """Whether the seller's name is set larger than the buyer's, or bold beside one that is not."""
    own, other = (_words_in(page, block.box) for block in (seller, buyer))
    own_height, height = (max(map(_height, words), default=0) for words in (own, other))
    own_bold, bold = (all("b" in word.face for word in words) for words in (own, other))
    return own_height > _LARGER * height or (own_bold and not bold)


def _height(word: Word) -> float:
    return word.height


def _words_in(page: Page, box: Box) -> list[Word]:
    x0, y0, x1, y1 = box
    return [
        word
        for word in page.words
        if x0 <= word.box[0] and word.box[2] <= x1 and y0 <= word.box[1] and word.box[3] <= y1
    ]


def _is_signed(pages: Sequence[Page], seller: _Block) -> bool:
    """Whether the seller's name stands again, at least without its form, or its first word large.

    "Hahn Stahl" below "Kind regards", or "hahn" at the page's head.
    """
    bare = without_form(seller.name)
    text = letters_of("".join(word.text for page in pages for word in page.words))
    if text.count(letters_of(bare)) > 1:
        return True
    page, first = pages[0], plain(bare.split()[0])
    same = [at for at, word in enumerate(page.words) if plain(word.text) == first]
    largest = max(same, key=lambda at: _height(page.words[at]), default=None)
    return len(first) >= _LEAST_SIGN_N and largest is not None and is_large(page, [largest])


def _is_described(page: Page, seller: _Block, buyer: _Block) -> bool:
    """Whether a tax number or a telephone stands below the seller's block and not the buyer's."""
    own, other = (
        any(
            tells_of_firm(cell.text)
            for cell in column_below(page, one.box[0], one.address[3], _end_of(one, beside))
        )
        for one, beside in ((seller, buyer), (buyer, seller))
    )
    return own and not other


def _end_of(block: _Block, beside: _Block) -> float:
    return beside.box[0] if beside.box[0] > block.box[0] else 1.0
