"""Values that the model took for a field's, though their form or the text beside them denies it."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import AMOUNT_FIELDS, TOTALS
from tasks.fields.beside import last_cell, rows_to, text_before, texts_beside
from tasks.fields.caption_words import SELLERS_PERSON, is_caption
from tasks.fields.number_words import NO
from tasks.values.cells import find_nearest
from tasks.values.identifiers import BIC_FORM
from tasks.values.named_fields import without
from tasks.values.notation import AMOUNT, OF_THOUSANDTHS

_OWN_NUMBERS = ("document_number", "invoice_number", "payment_reference")
#: By which British customs know a firm: its VAT id, and "000".
_EORI = r"(?:GB|XI)[0-9]{9}000"
#: A person's number in the social insurance of Switzerland, which payslips print.
_INSURED = re.compile(r"(?!756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}$).*")
_SHAPES = {
    "document_number": _INSURED,
    # No telephone ("01632 960 551", "0800 44 123"), no sort code, no hours of
    # business, no ISO standard, no postcode behind the sign of its country, no licence to build
    # in Québec.
    "seller_registration_id": re.compile(
        r"(?!(?:0[0-9]{3,4}(?: [0-9]{3}){2}|0[0-9]{1,2} [0-9]{3} [0-9]{4}"
        r"|0[0-9]{3,4} [0-9]{3}(?: [0-9]{2})?|0[0-9]{3} [0-9]{2}(?: [0-9]{2,3}){1,2}"
        r"|\(?[0-9]{1,3}\)?|[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{4}-[0-9]{2}"
        r"|[0-9]{1,2}[.:][0-9]{2} ?[-–] ?[0-9]{1,2}[.:][0-9]{2}"
        r"|(?:(?:DIN|EN|ISO|IEC) ){0,3}"
        r"(?:9001|14001|13485|17025|22000|27001|45001|50001)(?::20[0-9]{2})?"
        r"|(?:[ABDFIL]|AT|BE|CH|DE|FR|IT|LU|NL)-[0-9]{4,5})$).*"
    ),
    # No amount that a bracket begins: "(1.016,38"; no year: "Échéancier 2026".
    "payment_reference": re.compile(rf"(?!\({AMOUNT.pattern}$|(?:19|20)[0-9]{{2}}$).*"),
    # No end of a day: "E-Mail Pichlmaier 18.2."; no year: "Ihre Stromrechnung 2024".
    "buyer_reference": re.compile(r"(?!(?:[0-3]?[0-9]\.[01]?[0-9]\.|(?:19|20)[0-9]{2})$).*"),
    # No kind of contract: "Contrat Maintenance"; "WV-NORD" is a sign.
    "contract_number": re.compile(r".*[0-9].*|[A-Z]+(?:[-/_.][A-Z]+)+"),
    "bic": re.compile(BIC_FORM),
    "iban": re.compile(rf"(?!{_EORI}$)[A-Z]{{2}}[A-Z0-9]{{11,}}"),
    "buyer_vat_id": re.compile(rf"(?!{_EORI}$)(?:RO[0-9]{{2,10}}|[A-Z0-9]{{7,}})"),
    # No number of German social security: "53030591A012".
    "seller_vat_id": re.compile(r"RO[0-9]{2,10}|(?![0-9]{8}[A-Z][0-9]{3}$)[A-Z0-9]{7,}"),
}
#: "400,000" kg among the sums: three decimals are no money's.
_SHAPES |= dict.fromkeys(AMOUNT_FIELDS, re.compile(r"(?!-?[0-9]+\.[0-9]{3}$).*"))
_WEIGHT = re.compile(
    r"gewicht\b|\bweight\b|\bpoids\b|\bpeso (?:bruto|neto|total|lordo|netto)", re.IGNORECASE
)
#: The least that a firm takes an order of, or bills: "Minimum de facturation : 120,00 € HT".
_LEAST = re.compile(
    r"\bmindest(?:bestell|auftrags|rechnungs|abnahme)?(?:wert|betrag|menge|umsatz)\b"
    r"|\bm[ií]nim\w+ (?:d[ei] )?(?:order|invoice|billing|commande|facturation|fattur\w+|ordine"
    r"|pedido|factur\w+)|\b(?:commande|facturation|ordine|pedido) m[ií]nim\w+"
    r"|\bminimum(?:bestel|factuur|order)bedrag\b",
    re.IGNORECASE,
)
_FRANC_OR_FRIDAY = re.compile(r"Fr\.?")
_WEEKDAY = re.compile(r"(?<!\w)(?:Mo|Di|Mi|Do)(?!\w)")
_DAY_ROWS_N = 2  # rows above a Friday in which the days before it may stand
_PHONE = re.compile(
    r"(?<!\w)(?:t[eé]l|phone|telephone|fon|t[eé]l[eé](?:fax|phone|fone?|foon)|fax|mobile?|handy|natel|gsm"
    r"|direct (?:line|dial)|durchwahl|ligne directe)\W*(?:n[ro°º]\W*)?$",
    re.IGNORECASE,
)
#: What names the number of a bank, or one at it.
_BANKED = re.compile(
    r"(?<!\w)(?:routing|aba|sort[ -]code|account|acct|a/c|konto|kto|blz|bankleitzahl|compte|conto"
    r"|cuenta|rekening)\W*(?:n[ro°º]|no|number|nummer)?\W*$",
    re.IGNORECASE,
)
#: A telephone's area code, unless what names a register stands before it.
_AREA_CODE = re.compile(r"0[0-9]{2,4}")
_REGISTERED = re.compile(
    r"(?<!\w)(?:compan(?:y|ies)(?: house)?|co\.|reg(?:ist\w*|\.)?|HR[AB]|REA|FN|k\.?v\.?k|rcs|CRO"
    rf"|society|charity|handelsregister\w*|registre|register\w*)\W*(?:{NO})?(?: in)?\W*$",
    re.IGNORECASE,
)
#: What names an order.
_ORDERED = re.compile(
    r"order|bestell|commande|auftrag|pedido|ordine|bestelling|\bp\.?\s?o\b", re.IGNORECASE
)
#: What settles a year's costs or deliveries.
_SETTLED = re.compile(
    r"abrechnung|afrekening|\bdécompte|\brégularisation|\brendiconto|\bconsuntivo|\bconguaglio"
    r"|\bliquidación|\b(?:annual|year(?:ly|-end)|service charge)\b.*\b(?:statement|account|bill)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?:{NO}|:)\W*$", re.IGNORECASE)
_YEARS = frozenset({"po_number", "invoice_number", "document_number"})
_SELLERS_PERSON = re.compile("|".join(SELLERS_PERSON), re.IGNORECASE)
_CAPTION_N = 8  # letters: shorter ones may be a sign
_WEIGHED = re.compile(r"(?:kg|lbs?)\b", re.IGNORECASE)
#: The sums of a paper, which are in its currency.
MONEY_FIELDS = ("total_gross", "amount_due", "total_net", "total_tax", "value")


def drop_misshapen(fields: Fields, currency: str | None = None) -> Fields:
    """Without account and customs' numbers taken for IBANs, ends of VAT ids, weights, and no BICs.

    A misread IBAN or VAT id stays, as do amounts of three decimals where the currency has them.
    """
    spared: Collection[str] = AMOUNT_FIELDS if currency in OF_THOUSANDTHS else ()
    return {
        name: found
        for name, found in fields.items()
        if not isinstance(found, Field) or name in spared or _may_be(name, found.value)
    }


def _may_be(name: str, text: str) -> bool:
    """Whether a value has its field's form; the caption of something else is no buyer's sign."""
    if name == "buyer_reference" and len(text) >= _CAPTION_N and text.isalpha():
        return not is_caption(text)  # "Kommission"
    return name not in _SHAPES or bool(_SHAPES[name].fullmatch(text))


def drop_year(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without a number that is about the year of issue: an order's in "Ihre Wasserrechnung 2024".

    One that is called an order's stays: "Purchase order no.: 2025". Of a bill's own only the year
    that it settles is none: "Betriebskostenabrechnung 2025".
    """
    issued = fields.get("issue_date")
    if not isinstance(issued, Field):
        return fields
    year = int(issued.value[:4])
    return {
        name: found
        for name, found in fields.items()
        if not (isinstance(found, Field) and _is_year(name, found, year, pages))
    }


def _is_year(name: str, found: Field, issued: int, pages: Sequence[Page]) -> bool:
    if name not in _YEARS or not re.fullmatch(r"20[0-9]{2}", found.value):
        return False
    if abs(int(found.value) - issued) > 1:
        return False
    before = text_before(pages, found)
    if name == "po_number":
        return not _ORDERED.search(before)
    return bool(_SETTLED.search(before)) and not _NUMBERED.search(before)


def drop_weights_and_least(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without sums that the text before them calls a weight: "Gesamtgewicht brutto  4.770,6".

    Or the least that is billed, "Mindestbestellwert 150,00 €", unless that is what was billed.
    """
    weights, billed = set(), _sums_that_fit(fields)
    for name in MONEY_FIELDS:
        found = fields.get(name)
        if isinstance(found, Field):
            texts = texts_beside(pages, found)
            before, behind = last_cell(texts[0]), texts[1]
            said = _WEIGHT.search(before) or (name not in billed and _LEAST.search(before))
            weighed = said and not re.search("[0-9]", before)
            if weighed or _WEIGHED.match(behind.strip()):
                weights.add(name)
    return without(fields, *weights)


def _sums_that_fit(fields: Fields) -> tuple[str, ...]:
    """The names of net amount, tax and total, where the first two make the third."""
    values = [Decimal(one.value) for one in map(fields.get, TOTALS) if isinstance(one, Field)]
    return TOTALS if len(values) == len(TOTALS) and sum(values[:2]) == values[2] else ()


def drop_weekday(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without a currency that is a Friday among the hours of business: "Mo–Do 7–17  Fr 7–13"."""
    found = fields.get("currency")
    if not isinstance(found, Field) or not _FRANC_OR_FRIDAY.fullmatch(found.raw):
        return fields
    rows, _ = rows_to(pages, found)
    around = "\n".join(row.text for row in rows[-_DAY_ROWS_N - 1 :])
    if not _WEEKDAY.search(around):
        return fields
    return without(fields, "currency")


def drop_sellers_person(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without a sign of the buyer that is a person of the seller's: "Votre interlocuteur  Yann Le".

    The caption stands before the name or above it.
    """
    found = fields.get("buyer_reference")
    if not isinstance(found, Field) or not _is_sellers_person(found, pages):
        return fields
    return without(fields, "buyer_reference")


def _is_sellers_person(found: Field, pages: Sequence[Page]) -> bool:
    rows, spans = rows_to(pages, found)
    if not spans or re.search(r"[0-9]", found.value):
        return False
    own = rows[-1].cell_of(spans[0][2])
    above = find_nearest(rows[-2:-1], own)
    captions = (text_before(pages, found), above[1].text if above else "")
    return any(_SELLERS_PERSON.fullmatch(one.strip(" :")) for one in captions)


def drop_number_as_register(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without an entry in a register that is another number of the paper.

    A telephone's, or its area code; a bank's; its own, named again for payment; what a VAT id
    begins with: "81240 7310 RT0001"; what an account ends with in a row of its own.
    """
    found = fields.get("seller_registration_id")
    if not isinstance(found, Field):
        return fields
    numbers = (fields.get(name) for name in _OWN_NUMBERS)
    vat_id, account = fields.get("seller_vat_id"), fields.get("iban")
    before = text_before(pages, found)
    phoned = _PHONE.search(before) and not found.value.startswith("HR")
    banked = _BANKED.search(before)
    area = _AREA_CODE.fullmatch(found.value) and not _REGISTERED.search(before)
    own = any(isinstance(number, Field) and number.value == found.value for number in numbers)
    of_vat_id = (
        isinstance(vat_id, Field)
        and found.value.isdigit()
        and vat_id.value.startswith(found.value)
        and vat_id.value != found.value
    )
    of_account = (
        isinstance(account, Field) and found.value.isdigit() and account.value.endswith(found.value)
    )
    if phoned or area or banked or own or of_vat_id or of_account:
        return without(fields, "seller_registration_id")
    return fields
