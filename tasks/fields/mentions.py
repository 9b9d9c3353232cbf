"""Numbers of other papers that running text names: "gemäß Vertrag 4711", "Mahnung zu Rechnung 88".

Weaker than a caption: read only where no caption names the field, and where all agree. What a
payment is to quote is read where the account stands.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags
from schemas.vocabulary import OWN_NUMBERS
from tasks.fields.claims import Claim
from tasks.fields.number_words import NO
from tasks.values.cells import Row, find_rows, run_on
from tasks.values.identifiers import find_ibans
from tasks.values.notation import AMOUNT
from tasks.values.your_words import YOURS

#: What an invoice names as the one that it was made anew for: its field `preceding_invoice`.
REPLACED = "replaced_invoice"
_FIELDS = {REPLACED: "preceding_invoice"}
#: A buyer's; what is an "Auftrag" to its clerk's sign is the seller's as often as not.
_BOUGHT = r"(?:bestellung|purchase order|order|commande|pedido|ordine|bestelling|p\.?o\.?)"
_ORDER = rf"(?:auftrag|{_BOUGHT})"
_CONTRACT = (
    # No collective agreement on wages.
    r"(?:(?!\w*tarif)[a-zäöüß]*-?vertrag|(?:framework |service )?(?:contract|agreement)"
    r"|contrat(?:-cadre)?|contratto|contrato|overeenkomst)"
)
#: A landlord's or insurer's is a notice of what falls due.
_INVOICE = (
    r"(?:rechnungs?|invoice|facture|factura|fattura|factuur|avis d['’]échéance)"
    r"(?: (?:impayée|échue|impagada|vencida|scaduta|insoluta|non (?:réglée|payée|pagata)))?"
)
#: That a bill was made anew for another one.
_REPLACES = (
    r"(?:(?:annule et )?remplace|ersetzt|ersatz für|an (?:die )?stelle|replac(?:es|ing)"
    r"|replacement (?:for|of)|supersedes|(?:annulla e )?sostituisce|in sostituzione"
    r"|(?:anula y )?(?:sustituye|reemplaza)|en sustitución|vervangt|ter vervanging van"
    r"|korrigiert|berichtigt|korrektur|corrects|correction (?:of|to)|rectifie|rettifica|rectifica"
    r"|corrigeert)"
)
#: A word between; no bill is replaced where it says so, nor a pro forma one.
_OTHER = r"\s(?!(?:nicht|niet|pas|pro|proforma)\b)[^\W\d_]+"
_OF_DAY = r"(?:\s(?:vom|dated|of|du|del|van)\s[0-9]{1,4}[./-][0-9./-]{3,8})?"
#: A number may have its letters apart: "B 884102".
_VALUE = (
    r"[\s:]+(?P<value>(?:(?-i:[A-Z]{1,2}) (?=[0-9]{4}))?"
    r"(?=[\w./-]*[0-9])[^\W_][\w./-]{2,}[\w])(?![\w.,]*%)"
)
#: "(412 pages, order U-17)": a bracket that ends with a number needs no more words.
_INSIDE = r"(?:(?<=\()|(?<=[,;] ))"
_CLOSED = r"(?=[\s:]+\S+\))"
_SAID = {
    "po_number": re.compile(
        rf"(?:(?<!\w){YOURS}\s?(?:{_ORDER}(?:s?{NO})?|bestell{NO})"
        # Behind who ordered: "Your ref: Mr Penrose / order 4471".
        rf"|(?<!\w){YOURS}\s?(?:r[eé]f(?:[eé]rence|\.)?|zeichen)\s?:?\s[^\t/]{{3,30}} / {_BOUGHT}"
        rf"(?:s?{NO})?"
        rf"|{_INSIDE}{_ORDER}(?:s?{NO})?{_CLOSED}){_VALUE}",
        re.IGNORECASE,
    ),
    "contract_number": re.compile(
        r"(?:(?<!\w)(?:gemäß|laut|lt\.|according to|as per|per|under|selon|conformément au|según"
        rf"|volgens|come da|da|in base al)\s(?:\w+\s)?{_CONTRACT}(?:s?{NO})?"
        # The lot of works that a bill is for: "Marché de travaux n° 24-117 du 03/06/2025".
        rf"|(?<!\w)marché(?: public)?(?: de [^\W\d_-]+(?:-[^\W\d_]+)?)?{NO}"
        rf"|{_INSIDE}{_CONTRACT}(?:s?{NO})?{_CLOSED}){_VALUE}",
        re.IGNORECASE,
    ),
    # What a credit was set against is not what it corrects: "allocated to invoice INV-4711".
    "preceding_invoice": re.compile(
        r"(?<!\w)(?<!allocated to )(?<!allocated to your )(?<!allocated to the )"
        rf"{_INVOICE}(?:{NO})?{_VALUE}",
        re.I,
    ),
    REPLACED: re.compile(
        r"(?<!\w)(?<!\bne )(?<!\bnon )(?<!\bno )"
        rf"(?:{_REPLACES}(?:{_OTHER}){{0,3}}?\s{_INVOICE}{_OF_DAY}(?:{NO})?"
        rf"|{_INVOICE}\s{_REPLACES}(?:{NO})?){_VALUE}",
        re.IGNORECASE,
    ),
    "payment_reference": re.compile(
        r"(?<![\w/])(?:(?:motif|libellé|verwendungszweck|payment ref(?:erence|\.)?|causale"
        r"|concepto|omschrijving|mededeling|communication)\s?:|(?:quoting|avec la communication"
        r"|en (?:rappelant|indiquant|mentionnant)|unter angabe|onder vermelding|indicando)"
        rf"(?:\s[^\W\d_]+){{0,3}}){_VALUE}(?![\w./-]*\s(?:(?:und|and|et|en|e|y)\b"
        # "4711-10442 /" above "2026-20417", but all of "RE-2024-17 / Herr Maier"
        r"|[/+&](?:\s*$|\s*[\w-]*[0-9])))"
        r"|(?<![\w/])(?:mention|stichwort|(?:payment|transfer|with the|use) reference"
        r"|(?:avec la|la) (?:référence|communication))\s?:?\s[«»\"„“]\s?"
        r"(?P<quoted>(?=[^«»\"“”\t]*[0-9])[^«»\"“”\t]{4,40}?)\s?[«»\"“”]"
        r"|(?<!\w)(?:verwendungszweck|causale|libellé|motif)\s?:?\s[«\"„“]\s?"
        r"(?P<purpose>(?=[^«»\"“”\t]*[0-9])[^«»\"“”\t]{4,40}?)\s?[»\"“”]"
        r"|[«»\"„“]\s?(?P<before>(?=[^«»\"“”\t]*[0-9])[^«»\"“”\t]{4,40}?)\s?[«»\"“”]\s"
        r"(?:als (?:verwendungszweck|zahlungsreferenz)|as (?:the |your )?payment reference"
        r"|comme (?:référence|libellé|motif) d[eu] (?:paiement|virement|règlement))\b"
        r"|[«\"„“]\s?(?P<word>(?-i:[A-Z0-9][A-Z0-9 /.-]{3,40}?))\s?[»\"“”]\s"
        r"(?:as (?:the |your |a )?reference|als (?:verwendungszweck|referenz)|comme référence)\b"
        r"|\b(?:use|quote) (?P<code>(?-i:(?=[A-Z/-]*[0-9])[A-Z0-9][A-Z0-9/-]{3,}))"
        r" as (?:the |your |a )?(?:payment )?reference\b"
        r"|\b(?:account|a/c|konto|compte)\b[^.;\t]{0,20}[0-9]{4}(?: \([^()\t]{3,40}\))?[,.]? "
        r"(?:(?:and|und|et) )?"
        r"(?:the |mit |unter )?(?:reference|referenz|référence|ref\.?|quot(?:e|ing))"
        r"\s(?P<behind>(?=[\w/-]*[0-9])[^\W_][\w/-]{2,}[\w])(?!\w)",
        re.IGNORECASE,
    ),
}
#: A cell that says of itself whose number it is: "PO 5512", "BC 26-041".
_CODED = {
    "po_number": re.compile(
        r"(?:^|\t)(?P<value>(?:P\.?O\.?[ /-]?|BC )[0-9][0-9/.-]{2,}[0-9]?)(?=\t|$)"
    )
}
#: A payment's reference is named where the account is, or in the row below it.
_BY_ACCOUNT = frozenset({"payment_reference"})
#: What a sentence may name in the row below: "avis d'échéance" above "n° 2026-04 du 1er avril".
_WRAPPED = _BY_ACCOUNT | {"preceding_invoice", REPLACED}
_ACCOUNT = re.compile(r"\bsort code\b|\b(?:account|konto)\s?(?:(?:no|nr)\.?)?:?\s?[0-9]{5}", re.I)
#: The groups that hold what is named.
_VALUES = ("value", "quoted", "purpose", "before", "word", "code", "behind")
#: What itself says that a payment's reference is named, or names the account.
_NAMED = frozenset({"purpose", "before", "word", "code", "behind"})
_QUOTING = re.compile(r"\bquoting$|\bunter angabe$|\ben (?:rappelant|indiquant)$", re.IGNORECASE)
#: What parts who ordered from the order's number.
_LINK = re.compile(rf"/ {_BOUGHT}(?:s?{NO})?[\s:]*$", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|(?:19|20)[0-9]{2}")


def find_mentions(pages: Sequence[Page], labels: frozenset[str]) -> list[Claim]:
    """The numbers that sentences name of the asked fields; nothing where two differ."""
    claims = []
    for label in sorted(labels & _SAID.keys()):
        found = [
            (match[part], Claim(_FIELDS.get(label, label), number, row.words_at(*match.span(part))))
            for number, page in enumerate(pages)
            for at, row, parts in _rows(page, label)
            for pattern in _patterns(label, row)
            for match in pattern.finditer(row.text)
            for part in parts
            if match.groupdict().get(part) and not _DATE.fullmatch(match[part])
            if label not in _BY_ACCOUNT
            or part in _NAMED
            or _names_account(find_rows(page)[max(0, at - 1) : at + 1])
        ]
        if len({value for value, _ in found}) == 1:
            claims += [claim for _, claim in found]
    return claims


def drop_own(
    mentions: Sequence[Claim], pages: Sequence[Page], claims: Sequence[Claim], tags: Tags
) -> list[Claim]:
    """The mentions but orders that are the paper's own number, as captions or the model have it.

    On a confirmation "Your ref: Mr Penrose / order SO-4471" repeats "Order No: SO-4471".
    """
    named = [(c.page, word) for c in claims if c.label in OWN_NUMBERS for word in c.words]
    read = [
        (at, i) for at, row in enumerate(tags) for i, t in enumerate(row) if t.label in OWN_NUMBERS
    ]
    own = {_bare(pages, *place) for place in (*named, *read)}
    return [
        one
        for one in mentions
        if one.label != "po_number"
        or not own.issuperset(_bare(pages, one.page, w) for w in one.words)
    ]


def _bare(pages: Sequence[Page], page: int, word: int) -> str:
    return pages[page].words[word].text.strip(".,:;()")


def find_links(pages: Sequence[Page], mentions: Sequence[Claim]) -> Iterator[Claim]:
    """What stands between who ordered and the number of the order: neither's, "/ order"."""
    for claim in mentions:
        for row in find_rows(pages[claim.page]) if claim.label == "po_number" else ():
            start = next((start for start, _, word in row.spans if word == claim.words[0]), 0)
            link = _LINK.search(row.text[:start])
            if link:
                yield Claim(OUTSIDE, claim.page, row.words_at(*link.span()))


def _rows(page: Page, label: str) -> Iterator[tuple[int, Row, Collection[str]]]:
    """Each row, its place and the groups that count; running text also with the row below it."""
    rows = find_rows(page)
    yield from ((at, row, _VALUES) for at, row in enumerate(rows))
    for at, (row, below) in enumerate(pairwise(rows) if label in _WRAPPED else ()):
        joined = run_on(page, row, below)
        if joined is not None:
            # "…, IBAN GB29 …, quoting" above "HFF01-55107."
            named = label not in _BY_ACCOUNT or _QUOTING.search(row.text)
            yield at, joined, _VALUES if named else _NAMED


def _patterns(label: str, row: Row) -> Iterator[re.Pattern[str]]:
    """How a row may name a field; in a row with an amount a code is an item's."""
    yield _SAID[label]
    if label in _CODED and not AMOUNT.search(row.text):
        yield _CODED[label]


def _names_account(rows: Sequence[Row]) -> bool:
    """Whether rows print an account, which may break at the margin."""
    text = " ".join(row.text for row in rows)
    return bool(find_ibans(text)) or any(_ACCOUNT.search(row.text) for row in rows)
