"""Printed text → normalised value, by kind of field and the document's own conventions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas.vocabulary import Kind
from tasks.values.currency import decide_currency, minor_digits, read_currency
from tasks.values.date_order import decide_order, is_american
from tasks.values.dates import DateOrder, parse_date
from tasks.values.identifiers import compact, compact_vat_id, read_iban
from tasks.values.legal_forms import WHOLE_FORMS
from tasks.values.notation import Notation, decide_notation, format_decimal, parse_number
from tasks.values.rates import NO_TAX
from tasks.values.tax_words import TAX_WORDS
from tasks.values.units import read_unit

#: The key of what stands behind an address: "83661 Lenggries Steuernr.".
_KEY_BEHIND = re.compile(
    r"\W+(?:st(?:euer)?[.-]{0,2} ?-?(?:nr|nummer)|ust-?id(?:-?nr)?|tel(?:efon)?|fax|e-?mail|iban)"
    r"\W*$",
    re.IGNORECASE,
)
#: A bracket that a tax or a register begins behind an address: "Galway (VAT".
_BRACKET_BEHIND = re.compile(
    rf"\s*\((?:{TAX_WORDS}|(?:steuer|st\.?)-? ?(?:nr|nummer)|p\.? ?iva|reg(?:ist\w*)?"
    r"|company|hr[ab]|rcs|sire[nt]|kvk|nif|cif|t[eé]l(?:efon|ephone|éphone)?|fax)\b[^\d()]*$",
    re.IGNORECASE,
)
#: A telephone, with its country's code or behind its key.
_PHONE_BEHIND = re.compile(
    r",?(?: (?:tel|phone|tél|fon)\w*[.:]*)? \+[1-9][0-9]{0,2}(?:[ ()/.-]{1,3}[0-9]{1,4}){2,6}$"
    r"|,? (?:t|tel|ph|phone|tél|fon)[.:]* (?=(?:[^0-9]*[0-9]){10})"
    r"\(?0[0-9]{2,5}\)?(?:[ /.-]{1,3}[0-9]{2,7}){1,4}$",
    re.IGNORECASE,
)

#: What a price is for, behind it (BT-149): "29,50/100", "9,75 / 1.000 St".
_PRICE_BASE = re.compile(r"(?<=[.,][0-9]{2})\s?/\s?1(?:00|[.,]?000)(?: ?[^\W\d_]{1,4}\.?)?$")


#: A caption that nothing parts from its number: "Bestellung:B-2026-0907".
_KEY_GLUED = re.compile(
    r"^[^\W\d_]{3,}(?:[./-]{0,2}(?:nr|no|id|ref)\.?)?:(?=\S*[0-9])", re.IGNORECASE
)


class Conventions(NamedTuple):
    """How one document writes: separators, date order, language and currency.

    `printed_currency` is the sign or code as it stands on the document ("" if only the place
    speaks for the currency). `guesses_order`: nothing settles the order of day and month.
    """

    notation: Notation = Notation()
    date_order: DateOrder = "dmy"
    language: str = "und"
    currency: str | None = None
    printed_currency: str = ""
    guesses_order: bool = False


def decide_conventions(
    texts: Sequence[str], language: str, own: Sequence[Sequence[str]] = ()
) -> Conventions:
    """Decides all conventions from the rows of the whole document together.

    Args:
        own: rows that speak for who wrote it, the surest first; the whole document if empty.
    """
    found = decide_currency(texts, language)
    currency, printed = found or ("USD" if is_american(texts, language) else None, "")
    order, guessed = decide_order(texts, language, currency, own)
    return Conventions(
        notation=decide_notation(texts, currency, language),
        date_order=order,
        language=language,
        currency=currency,
        printed_currency=printed,
        guesses_order=guessed,
    )


def normalise(kind: Kind, text: str, conventions: Conventions, *, last: bool = False) -> str | None:
    """The normalised value, or None where the text is no value of this kind.

    Args:
        last: of several dates in the text take the last (the end of a period).
    """
    text = " ".join(text.split())
    if kind is Kind.MONEY:
        return _money(text, conventions)
    if kind is Kind.QUANTITY:
        return _number(text, conventions, 0)
    if kind is Kind.RATE:
        return _rate(text, conventions)
    if kind is Kind.DATE:
        found = parse_date(text, conventions.date_order, last=last)
        return found.isoformat() if found else None
    if kind is Kind.CURRENCY:
        return read_currency(text) or (conventions.currency if "$" in text else None)
    return _words(kind, text)


def _money(text: str, conventions: Conventions) -> str | None:
    if re.search(r"[0-9](?!CR\b)[^\W\d_]{2,}", text) and not read_currency(text):
        return None  # "9ty", "3rd": a word, not an amount; "9.50CR" is one
    return _number(_PRICE_BASE.sub("", text), conventions, minor_digits(conventions.currency))


def _words(kind: Kind, text: str) -> str | None:
    """An identifier without what stands around and between its signs, a unit, or tidy words."""
    if kind is Kind.IBAN:
        return read_iban(text) or (compact(text) or None)
    if kind in (Kind.BIC, Kind.VAT_ID):
        text = re.sub(r"^[^:]*:", "", text)
        return (compact(text) if kind is Kind.BIC else compact_vat_id(text)) or None
    if kind is Kind.UNIT:
        return read_unit(text) or tidy(text) or None
    if kind is Kind.NUMBER_ID:
        return tidy_number(text) or None
    return tidy(text) or None


def tidy(text: str) -> str:
    """Text with white space collapsed, dividers as commas and no stray marks at its ends."""
    text = re.sub(r"\s+[|•·]\s+", ", ", text)
    return " ".join(text.split()).strip(" ,;:|_*-–").strip()


def letters_of(text: str) -> str:
    """The letters and figures of a text alone, in capitals: what two spellings have in common."""
    return "".join(filter(str.isalnum, text.upper()))


#: Before a firm at a signature; "For" alone may be the name's own: "For Paws Ltd".
_SIGNED_FOR = re.compile(r"^(?:For and on behalf of|Für die|Pour la société) (?=[A-ZÀ-Þ])")


def mend_legal_form(text: str) -> str:
    """ "Rossi S.r.I." → "Rossi S.r.l.", "Roy Itée" → "Roy ltée", "Thill S . à r.l." → "… S.à r.l.".

    And a name that its rows break at a hyphen: "Hahn Immobilien- Management UG".
    """
    text = re.sub(r"(?<=[^\W\d_]{3}-) (?=[A-ZÀ-Þ][^\W\d_]{2})", "", text)
    text = re.sub(r"\bS ?\. ?à r\. ?l\.", "S.à r.l.", text)
    text = re.sub(r"(?<=\w )[I1|](?=tée\W*$)", "l", text)
    return re.sub(r"\b(S\.\s?r\.\s?)[I1|](?=\W*$)", r"\1l", text)


def tidy_name(text: str) -> str:
    """A name without what stands behind it: "ACME SB(306295-X)", "Bergluft – Inh. T. Kern".

    Nor with what a signature has before it: "For and on behalf of Hahn Ltd".
    """
    text = _SIGNED_FOR.sub("", text)
    text = re.sub(r"(?<=\w)\W{1,3}\(?(?:Inh(?:\.|aber(?:in)?)|prop(?:\.|rietor)):? .*$", "", text)
    text = re.sub(
        r"\s*[(<]\s*(?:[^\W\d_.]{2,3}[^\w()]+){0,3}[0-9]{4,}\W{0,2}[A-Z]?\s*[)>]?$", "", text
    )
    text = re.sub(
        r"(?<=\w)(?:\s[-–—·|]\s|,\s?)(?:(?:siret|siren|rcs|capital (?:social|de))\b"
        r"|t[ée]l\b[.: ]*[+(0-9]).*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(rf"\b({WHOLE_FORMS})\.$", r"\1", text)  # a speck
    return re.sub(r"\b5/B$", "S/B", text)  # how OCR reads the Malaysian "Sdn Bhd", for short


def tidy_address(text: str) -> str:
    """An address without what small print says behind it: "2 Quay St, Galway. Registered in".

    Without a British exchange of documents ("DX 19714 Shrewsbury") or a telephone behind it, of
    America or with its country's code, and its place named once. Nor with a mark before it, or the
    beginning of a bracket behind it: "· 9 Quay St, Galway (VAT".
    """
    text = _BRACKET_BEHIND.sub("", re.sub(r"^[·•|]\s+", "", text))
    text = _KEY_BEHIND.sub("", _PHONE_BEHIND.sub("", text))
    text = re.sub(r"\s[·•|]$", "", text)
    # Behind a British postcode stands no more of an address: "UKAS Testing Laboratory 4418".
    text = re.sub(
        r"(?<=[A-Z0-9] [0-9][A-Z]{2}),? (?!DX )(?:[^\W\d_][^\s\d,]* ){1,5}[0-9]{3,}$", "", text
    )
    text = re.sub(r"(?<= [0-9]{5}),? \(?[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}$", "", text)
    text = re.sub(r"\b([0-9]{4,6} [^\W\d][^\d]{1,40}?),? \1$", r"\1", text)
    return re.sub(
        r"(?<=\w)\W+(?:DX:? [0-9]{2,}(?= [^\W\d]+$)|registered (?:in|office|no|number|company)"
        r"|company (?:no|number|reg)|amtsgericht [^,]+\bHR[AB]|siret|rcs)\b.*$",
        "",
        text,
        flags=re.IGNORECASE,
    )


def tidy_number(text: str) -> str:
    """A printed number without the key before it ("No.: 4711" → "4711", "Rg-Nr.:4711" → "4711").

    One whose signs are printed apart is one word: "C N 4 7 1 1".
    """
    text = re.sub(r"(?<=\w) ", "", text) if re.fullmatch(r"(?:\w ){4,}\w", text) else text
    text = re.sub(
        r"^p\.?o\.(?=po-?[0-9])"
        r"|^(?:(?:inv(?:oice)?|rechnungs?|devis|angebot|offerte|facture|no|nr|num|numéro|n[°º]|#)"
        r"(?:\s*[.:#]\s*|\s+)|n[°º])+"
        r"(?=\S*[0-9])",
        "",
        tidy(text),
        flags=re.IGNORECASE,
    )
    text = _KEY_GLUED.sub("", text)
    return text.strip(" #:.,()")


def _number(text: str, conventions: Conventions, keep: int) -> str | None:
    value = parse_number(text, conventions.notation)
    return None if value is None else format_decimal(value, keep)


def _rate(text: str, conventions: Conventions) -> str | None:
    if NO_TAX.fullmatch(text):
        return "0"
    if re.fullmatch(r"00 ?%?", text):
        return None  # what is left of "10,00 %" where its first figures were not seen
    value = parse_number(text, conventions.notation)
    if value is None:
        return None
    text = format_decimal(abs(value))  # "VAT (19%)": brackets about a rate are no minus
    return text.rstrip("0").rstrip(".") if "." in text else text
