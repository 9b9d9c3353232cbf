"""VAT ids of a page as their parties': each belongs to the block it stands in.

Elsewhere "your VAT no." is the buyer's, and what is left on a bill is the seller's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.vocabulary import INVOICE_TYPES
from tasks.fields.caption_fields import fields_at, own_number_field
from tasks.parties.headed_blocks import HeadedBlock
from tasks.parties.name_forms import ends_with_form
from tasks.parties.party_headings import HEADINGS, SENT_BY_BUYER, party_of
from tasks.values.cells import Cell, Row
from tasks.values.identifiers import VAT_COUNTRIES, compact, find_national_vat_ids
from tasks.values.tax_words import VAT_WORDS
from tasks.values.your_words import YOURS

_VAT_KEY = rf"(?:\b{VAT_WORDS}|\bst\.?-?\s?-?(?:id|ident)|uid|\b[nc]\.?i\.?f\b\.?)"
#: A VAT id with its country behind its caption.
VAT = re.compile(
    rf"{_VAT_KEY}[^\t:0-9]{{0,20}}:?[\s:]*"
    r"((?:(?<!\w)|(?<=vat)|(?<=id)|(?<=nr))"
    rf"(?:{VAT_COUNTRIES}|NO)-? ?[A-Z0-9]{{0,2}}[0-9][0-9. ]{{5,13}}[0-9](?:B[0-9]{{2}})?)(?!\w)",
    re.IGNORECASE,
)
#: An account number beside the caption, whose own value stands below it: "DE04 2655 0105 0018".
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}(?: [0-9]{4}){3}")
_YOURS = re.compile(rf"\b{YOURS}\b", re.IGNORECASE)
#: What ends a sentence before a caption: "Danke für Ihren Auftrag!". The mark of a short word does
#: not, nor that of "Kundennr.", nor one behind a plain number: "Ihre Kunden-Nr. 4711. USt-IdNr.".
_SENTENCE_END = re.compile(
    r"[!?]|(?:[0-9][.,/][0-9]{2,4}|[€$£%)]|(?<!\w)(?:EUR|CHF|GBP|USD)"
    r"|[^\W\d_]{5}(?<!nr)(?<!num)(?<!best)(?<!str)(?<!ref)(?<!tel))\.\s",
    re.IGNORECASE,
)
#: What a sender calls its own, behind a heading as well: "Sold to: Hahn Ltd. Our VAT No.".
_OURS = re.compile(
    r"\b(?:our|uns(?:e?re[rn]?)|unser|notre|nostr[oa]|nuestr[oa]|onze?)\b", re.IGNORECASE
)
#: A heading and a name, and nothing else: "Receptor IBARRA Y SOCIOS".
_NAMED = re.compile(r"([^\W\d_]{5,}):?[ \t][A-ZÀ-Þ][^\t:0-9]{2,60}[ \t]")
#: A person's number, which is a guest's as well as a seller's.
_PERSONAL = re.compile(r"d\.?n\.?i\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]{3}")  # a word between two legal forms, unlike "GmbH & Co. KG"
_HEAD = re.compile(r"[^\W\d_][^:\t]{1,39}(?=: )")  # "Sold to: Hahn SARL, 2 quai Nord (VAT FR…)"


def find_party_vat_ids(
    rows: Sequence[Row], blocks: Sequence[HeadedBlock], doc_type: str
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each VAT id's field, "seller_vat_id" or "buyer_vat_id", with its words."""
    signed = [compact(match[1]) for row in rows for match in VAT.finditer(row.text)]
    lone = len(set(signed)) == 1
    inside = {
        cell.words[0]: b.party for b in blocks for cell in _cells_of_party(b, doc_type, ends=lone)
    }
    first_cells = {b.cells[0][1].words[0] for b in blocks if b.cells}
    for row in rows:
        called = [
            (match.start(), match.span(1))
            for match in VAT.finditer(row.text)
            if not _ACCOUNT.match(row.text, match.start(1))
        ]
        called += [
            (at, (one.start, one.end))
            for at, one in find_national_vat_ids(row.text)
            if not any(value.endswith(one.value) for value in signed)
            and not _PERSONAL.match(row.text, at)
        ]
        for at, (start, end) in called:
            words = row.words_at(start, end)
            cell = row.cell_of(words[0])
            first = row.words_at(at, at + 1)
            party = next((inside[w] for w in (cell.words[0], *first) if w in inside), None)
            before = row.text[row.text.rfind("\t", 0, at) + 1 : start]
            if headed := _party_before(before, doc_type) or _party_of_row(row.text[:at]):
                party = headed
            elif cell.words[0] not in first_cells and _names_firm(
                before
            ):  # small print, which names its own firm: the sender
                party = "buyer" if doc_type in SENT_BY_BUYER else None
            if _YOURS.search(_SENTENCE_END.split(before)[-1]):
                party = "buyer"
            if party is None and doc_type in INVOICE_TYPES:
                party = "seller"
            if party in ("seller", "buyer"):
                yield f"{party}_vat_id", words


def _cells_of_party(block: HeadedBlock, doc_type: str, *, ends: bool) -> Iterator[Cell]:
    """The cells of a block; if it `ends` there, up to where the paper's own number stands.

    What is listed below that is about the paper: "Rechnungsnummer 112/2025", "UID ATU68029153".
    """
    own = own_number_field(doc_type)
    for row, cell in block.cells:
        names = fields_at(row, cell, row.start_of(cell), doc_type) if ends else ()
        if any(name == own for name, _, _ in names):
            return
        yield cell


def _party_before(before: str, doc_type: str) -> str | None:
    """The party whose heading begins the cell of a VAT id: "Sold to: Hahn SARL (VAT FR…)".

    None where another firm stands between the two, or "our": it is nobody's heading then.
    """
    head = _HEAD.match(before)
    party = party_of(head[0], doc_type) if head else None
    if party not in ("seller", "buyer") or _OURS.search(before) or _names_two(before):
        return None
    return party


def _party_of_row(text: str) -> str | None:
    """The party whose heading and name are all that a row says before a VAT id's caption.

    "Receptor IBARRA Y SOCIOS RFC: MIB150622QL8"; a small word, "De", may begin a name.
    """
    named = _NAMED.fullmatch(text)
    if named is None:
        return None
    return next((one for one in ("seller", "buyer") if HEADINGS[one].fullmatch(named[1])), None)


def _names_two(text: str) -> bool:
    """Whether a text holds more than one firm's name, each with its legal form."""
    words = text.split()
    forms = [at for at in range(1, len(words)) if ends_with_form([words[at].rstrip(".")])]
    return any(
        _NAME.match(word) for before, at in pairwise(forms) for word in words[before + 1 : at]
    )


def _names_firm(text: str) -> bool:
    """Whether a text holds a firm's name with its legal form."""
    return any(ends_with_form([word]) for word in text.split()[1:])
