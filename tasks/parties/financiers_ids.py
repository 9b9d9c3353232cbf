"""What an insurer or a bank of which a paper speaks is entered by, which is not its seller's.

"Auf Wunsch finanziert die Hahn Bank AG, Hafenweg 2, 24103 Kiel, Ihren Auftrag. HRB 8126": terms of
insurance and offers of credit name their own firm with its entry in a register and its VAT id.
"""

import re
from collections.abc import Iterator, Sequence, Set

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import SELLER_IDS
from tasks.fields.beside import rows_to
from tasks.parties.name_forms import ends_with_form
from tasks.values.cells import run_on
from tasks.values.identifiers import find_vat_ids
from tasks.values.normalize import letters_of

_ROWS_N = 8  # of running text up to an id
_NAME_N = 4  # words of a firm's name, at most, before its legal form
_FINANCIER = re.compile(
    r"bank|banque|banc[ao]|versicher|verzeker|assur|insur|assicur|segur|kredit|cr[eé]dit|financ"
    r"|finanz",
    re.IGNORECASE,
)
#: What makes a bank that of the seller's account, or an insurer his own, or names the sender in
#: small print: "Bankers: …", "Garantie décennale souscrite auprès de …".
_OWN = re.compile(
    r"\t|(?<!\w)(?:iban|bic|swift|blz|sort code|konto|kto|account|compte|cuenta|conto|rekening"
    r"|bankers|rc pro)(?!\w)|bankverb|kontonu?m?mer|décennale|haftpflicht|souscri|liability"
    r"|indemnity|responsa|versichert (?:bei|durch)|insured (?:by|with)|assurée?s? (?:par|auprès)"
    r"|assicurat[oai] (?:con|presso)|asegurad[oa]s? (?:con|por)|verzekerd bij|aansprakelijk"
    r"|(?:bank|banque|banc[ao]|assur\w*|insur\w*|versicher\w*|verzeker\w*|assicur\w*|segur\w*)\s?:",
    re.IGNORECASE,
)
#: An address right behind a firm's legal form, which ordinary small print does not give a bank:
#: "AG, Hafenweg 2".
_ADDRESS = re.compile(r"\S+,\s(?:[0-9]{1,4}\w?,?\s[^\W\d_]|[^\W\d_][^,;:]{2,40}\s[0-9]{1,4})")


def drop_financiers_ids(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields without a seller's ids that stand in a text behind an insurer's or a bank's name.

    The last firm before such an id is one, and not the seller, with its address behind its name;
    and the text tells no account, nor of what the seller itself is insured for, or has another VAT
    id than the paper's parties: terms on a further page.
    """
    seller = fields.get("seller_name")
    if not isinstance(seller, Field) or _FINANCIER.search(seller.value):
        return fields
    known = {
        letters_of(tax.value)
        for tax in (fields.get("seller_vat_id"), fields.get("buyer_vat_id"))
        if isinstance(tax, Field)
    }
    return {
        name: found
        for name, found in fields.items()
        if not (
            name in SELLER_IDS
            and isinstance(found, Field)
            and (
                _is_in_sentence(found, seller.value, pages)
                or ("seller_vat_id" in fields and _is_in_terms(found, seller.value, known, pages))
            )
        )
    }


def _is_in_sentence(found: Field, seller: str, pages: Sequence[Page]) -> bool:
    """Whether the running text before an id names a financier that is not the seller's own."""
    text = _text_to(found, pages)
    return _names_financier(text, seller) and not _OWN.search(text)


def _is_in_terms(found: Field, seller: str, known: Set[str], pages: Sequence[Page]) -> bool:
    """Whether the rows before an id name a financier and a VAT id that is not a known one."""
    text = _text_to(found, pages, joined=True)
    others = {letters_of(tax.value) for tax in find_vat_ids(text)} - known
    return bool(others) and _names_financier(text, seller)


def _names_financier(text: str, seller: str) -> bool:
    """Whether the last firm that a text names is a financier with its address, not the seller."""
    texts = text.split(" ")
    at, firm = next(_firms_from_end(texts), (0, ""))
    if not _FINANCIER.search(firm) or letters_of(seller) in letters_of(text):
        return False
    return bool(_ADDRESS.match(" ".join(texts[at:])))


def _firms_from_end(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The firms that a text names, the last one first, each with the place of its legal form."""
    for at in range(len(texts) - 1, 0, -1):
        named = texts[at - 1][:1].isupper() and not ends_with_form([texts[at - 1]])
        if named and ends_with_form([texts[at].rstrip(".")]):
            yield at, " ".join(texts[max(0, at - _NAME_N) : at])


def _text_to(found: Field, pages: Sequence[Page], *, joined: bool = False) -> str:
    """The running text up to a value, over the rows above its own; joined, all on a further page.

    There terms stand, with a heading over them.
    """
    rows, spans = rows_to(pages, found)
    if not spans or found.page is None:
        return ""
    text, page = rows[-1].text[: spans[0][0]], pages[found.page - 1]
    joined = joined and found.page > 1
    for at in range(len(rows) - 1, max(0, len(rows) - _ROWS_N), -1):
        if not joined and run_on(page, rows[at - 1], rows[at]) is None:
            break
        text = f"{rows[at - 1].text} {text}"
    return text
