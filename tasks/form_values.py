"""What a clerk types into a note → normalised values; what can be read in two ways is refused.

A form shows values as the record has them ("1234.50", "2026-03-09"); clerks type as they write.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

from schemas.vocabulary import (
    CONTRACT_FIELDS,
    DOC_TYPES,
    INVOICE_FIELDS,
    LINE_COLUMNS,
    MAIL_CATEGORIES,
    TAX_COLUMNS,
    URGENCIES,
    DocType,
    Kind,
)
from tasks.plain_text import clean_name
from tasks.values.currency import read_currency
from tasks.values.dates import DateOrder, parse_date
from tasks.values.identifiers import compact, compact_vat_id, is_bic
from tasks.values.normalize import tidy_number

#: Fields whose label is not their name.
_LABELS = {
    "invoice_number": "Number",
    "document_number": "Number",
    "issue_date": "Date",
    "due_date": "Due",
    "seller_name": "From",
    "buyer_name": "To",
    "total_net": "Net",
    "total_tax": "Tax",
    "total_gross": "Total",
    "amount_due": "Left to pay",
    "lines_net": "Sum of the items",
    "allowances": "Discounts",
    "charges": "Surcharges",
    "prepaid": "Paid before",
    "delivery_date": "Delivered on",
    "period_start": "Period from",
    "period_end": "Period to",
    "preceding_invoice": "Earlier invoice",
    "seller_address": "Address of the seller",
    "buyer_address": "Address of the buyer",
    "seller_registration_id": "Register id of the seller",
    "ship_to_address": "Delivered to",
    "iban": "IBAN",
    "bic": "BIC",
    "po_number": "Order number",
    "seller_vat_id": "VAT id of the seller",
    "buyer_vat_id": "VAT id of the buyer",
}
#: A number with what stands around it, as “€ 1.234,50” or “1200,--”.
_AMOUNT = re.compile(r"([^0-9+.,-]*)([+-]?[0-9](?:[0-9 .,'’]*[0-9])?)([.,] ?[-–—]{1,2})?([^0-9]*)")
#: A minus as word processors set it; behind an amount, or in brackets around it, none is taken.
_DASH = re.compile(r"^[−–—] ?|(?<=[^0-9])[−–—](?=[0-9])")
#: What may stand beside an amount: “EUR”, “US$”, “Fr.”, and nothing that says more of it.
_ONE_WORD = re.compile(r"[^\W\d_]{0,12}[€£$¥]?")
#: “1.234”: a thousand and more, or a little more than one.
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}|.*[0-9][ '’][0-9]{3}[.,][0-9]{3}")
_PLAIN = re.compile(
    r"([+-]?(?:[0-9]+|[0-9]{1,3}(?:([ .,'’])[0-9]{3})(?:\2[0-9]{3})*))(?:[.,]([0-9]+))?"
)
_MOST_DIGITS_N, _MOST_DECIMALS_N = 13, 6
_MOST_LETTERS_N = 500
_MOST_SIGNS_N = 100  # of a number or name, by which bills are found again
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})")
_DASHED = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TWO_DIGIT_YEARS = re.compile(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,4}")
_ANSWERS = dict.fromkeys(("ja", "oui", "sí", "si", "sì"), "yes")
_ANSWERS |= dict.fromkeys(("nein", "non", "no", "nee"), "no")
_KINDS: dict[str, DocType] = {
    "rechnung": "invoice", "facture": "invoice", "factura": "invoice", "fattura": "invoice",
    "factuur": "invoice", "gutschrift": "credit_note", "avoir": "credit_note",
    "creditnota": "credit_note", "quittung": "receipt", "reçu": "receipt", "bestellung": "order",
    "commande": "order", "auftragsbestätigung": "order_confirmation", "angebot": "quote",
    "devis": "quote", "lieferschein": "delivery_note", "bon de livraison": "delivery_note",
    "mahnung": "payment_reminder", "vertrag": "contract", "contrat": "contract", "brief": "letter",
}  # fmt: skip
_WITH_DIGITS = frozenset({Kind.NUMBER_ID, Kind.VAT_ID, Kind.IBAN})
_PESOS = ("MXN", "ARS", "CLP", "COP", "UYU")
_NUMBERS = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.RATE})
#: The header fields a form may show, with their kinds.
FIELDS = INVOICE_FIELDS | CONTRACT_FIELDS
#: The columns of items and taxes, with theirs.
COLUMN_KINDS = {name: kind for name, (kind, _) in (LINE_COLUMNS | TAX_COLUMNS).items()}


class NotUnderstood(ValueError):
    """What was typed is no such value; says so in words for a clerk."""


def label_of(name: str, own_number: str) -> str:
    """A field's label in the form; `own_number` is the field that holds the paper's own number."""
    if name in ("invoice_number", "document_number") and name != own_number:
        return name.replace("_", " ").capitalize()
    return _LABELS.get(name) or name.replace("_", " ").capitalize()


def parse_value(name: str, text: str) -> str:
    """A header field as typed, normalised.

    Raises:
        NotUnderstood: it is no such value, or may be two.
    """
    return _parse(FIELDS[name][0], text)


def parse_column(name: str, text: str) -> str:
    """The same for a column of an item or of taxes; a discount may be a percentage."""
    return _parse(COLUMN_KINDS[name], text.rstrip("% ") if name == "discount" else text)


def parse_kind(text: str) -> DocType:
    """A document type: “credit note”, also as clerks in other languages call it."""
    for known in DOC_TYPES:
        if known in (_fold(text), _KINDS.get(text.casefold())):
            return known
    names = ", ".join(known.replace("_", " ") for known in DOC_TYPES)
    raise NotUnderstood(f"“{text}” is no kind of document; it is one of {names}.")


def parse_mail_value(name: str, text: str) -> str:
    """What a mail is about, whether it wants an answer, how urgent it is, and until when."""
    if name == "deadline":
        is_day = re.match(r"[0-9]+[./-] ?[0-9]|[0-9]{1,2}\.? [^\W\d_]+ [0-9]{4}", text)
        return _date(text) if is_day else _parse(Kind.TEXT, text)
    choices: tuple[str, ...] = {
        "category": MAIL_CATEGORIES, "needs_reply": ("yes", "no"), "urgency": URGENCIES
    }[name]  # fmt: skip
    said = _ANSWERS.get(text.casefold(), _fold(text))
    if said in choices:
        return said
    raise NotUnderstood(f"“{text}” is none of {', '.join(choices)}.")


def require_currency(text: str, currency: str) -> None:
    """Refuses an amount that is typed with another currency than the paper's.

    Raises:
        NotUnderstood: “1200 USD” on a paper in euros.
    """
    named = " ".join(re.findall(r"[^\W\d_]+|[€£$]", text))
    code = read_currency(named) or read_currency(named.upper())
    own = read_currency(currency) or currency.upper()
    dollars = "$" in named and own[-1:] != "D" and own not in _PESOS
    if own and (dollars or (code is not None and code != own)):
        raise NotUnderstood(f"“{text}” is in another currency than the paper ({currency}).")


def _parse(kind: Kind, text: str) -> str:
    text = " ".join(text.split())
    if text != clean_name(text) or "\N{REPLACEMENT CHARACTER}" in text:
        raise NotUnderstood("there are signs in it that no paper prints; type it anew.")
    most_n = _MOST_LETTERS_N if kind is Kind.TEXT else _MOST_SIGNS_N
    if len(text) > most_n:
        raise NotUnderstood(f"it is longer than {most_n} letters.")
    if kind is not Kind.RATE and kind in _NUMBERS and "%" in text:
        raise NotUnderstood(f"“{text}” is a rate, and no amount.")
    if kind is not Kind.CURRENCY and not any(map(str.isalnum, text)):
        raise NotUnderstood(f"“{text}” says nothing; leave it empty where the paper has none.")
    if kind in _WITH_DIGITS and not any(map(str.isdigit, text)):
        raise NotUnderstood(f"“{text}” has no figure; leave it empty where the paper has none.")
    parser = _PARSERS.get(kind)
    return parser(text) if parser else text


def _fold(text: str) -> str:
    return "_".join(text.casefold().split())


def _amount(text: str) -> str:
    """A decimal: “1.234,50 €”, “1,234.50”, “1200,--”; “1.234” may be two numbers."""
    parts = _AMOUNT.fullmatch(_DASH.sub("-", text))
    around = f"{parts[1]} {parts[4]}".strip(" .%$") if parts else text
    number = _PLAIN.fullmatch(parts[2]) if parts else None
    is_currency = _ONE_WORD.fullmatch(around) and read_currency(around)
    if number is None or (around and not is_currency):
        raise NotUnderstood(f"“{text}” is no amount; write it like 1234.50.")
    is_round = parts is not None and parts[3] is not None  # “1.200,--”
    is_twice = is_round and len(number[3] or "000") != 3  # “5,00.-”
    if is_twice or (_EITHER.fullmatch(number[0]) and not is_round):
        raise NotUnderstood(f"“{text}” may be two amounts; write it like 1234.50.")
    whole = re.sub("[ .,'’+]", "", number[0 if is_round else 1])
    whole = re.sub("^(-?)0+(?=[0-9])", r"\1", whole)
    decimals = "" if is_round else number[3] or ""
    if len(whole) > _MOST_DIGITS_N or len(decimals) > _MOST_DECIMALS_N:
        raise NotUnderstood(f"“{text}” has too many figures.")
    return f"{whole}.{decimals}" if decimals else whole


def _date(text: str) -> str:
    """A day: “2026-03-09”, “9.3.2026”, “9 March 2026”; “9/3/2026” may be two days."""
    if dashed := _DASHED.fullmatch(text):
        text = f"{dashed[1]}-{dashed[2]:0>2}-{dashed[3]:0>2}"
    elif _TWO_DIGIT_YEARS.fullmatch(text):
        raise NotUnderstood(f"“{text}” may be several days; write it like 2026-03-09.")
    slashed = _SLASHED.fullmatch(text)
    if slashed and slashed[1] != slashed[2] and max(int(slashed[1]), int(slashed[2])) <= 12:
        raise NotUnderstood(f"“{text}” may be two days; write it like 2026-03-09.")
    order: DateOrder = "mdy" if slashed and int(slashed[2]) > 12 else "dmy"
    found = parse_date(text, order)
    if found is None:
        raise NotUnderstood(f"“{text}” is no day; write it like 2026-03-09.")
    return found.isoformat()


def _currency(text: str) -> str:
    code = read_currency(text)
    if code is None:
        raise NotUnderstood(f"“{text}” is no currency; write its code, like EUR.")
    return code


def _number(text: str) -> str:
    """A paper's number without its caption: “Nr. R-1”."""
    return tidy_number(unicodedata.normalize("NFKC", text))


def _bic(text: str) -> str:
    if not is_bic(text):
        raise NotUnderstood(f"“{text}” is no BIC.")
    return compact(text)


_PARSERS: Mapping[Kind, Callable[[str], str]] = {
    Kind.MONEY: _amount,
    Kind.QUANTITY: _amount,
    Kind.RATE: _amount,
    Kind.DATE: _date,
    Kind.CURRENCY: _currency,
    Kind.IBAN: compact,
    Kind.BIC: _bic,
    Kind.NUMBER_ID: _number,
    Kind.VAT_ID: compact_vat_id,
}
