"""Fields that rules can find where the model found none: currency, IBAN, BIC, VAT ids.

Only what proves itself is added: identifiers with right check digits, a currency that is printed
or goes without saying where the seller is at home, or in the language of the paper.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product

from schemas.document import Box, Page
from schemas.record import Field, Tax
from schemas.vocabulary import INVOICE_FIELDS, Kind
from tasks.fields.beside import last_cell, rows_to, text_before, texts_beside
from tasks.fields.claims import Claim
from tasks.parties.party_blocks import SENT_BY_BUYER
from tasks.values.broken_numbers import (
    RULE_CONFIDENCE,
    find_bics_below,
    find_wrapped_ibans,
    go_on_below,
    take_found,
    with_lacking,
)
from tasks.values.cells import find_rows, word_rows
from tasks.values.currency import captioned_currency, currency_of, read_currency
from tasks.values.entities import is_inside
from tasks.values.identifiers import (
    Found,
    country_of,
    find_bics,
    find_ibans,
    find_national_vat_ids,
    find_vat_ids,
    is_iban,
    is_vat_id,
)
from tasks.values.normalize import Conventions

Fields = dict[str, Field | list[Field]]

_PLACE_CONFIDENCE = 0.85
_SURE = 0.95  # confidence of a VAT id that is the buyer's, though the seller has the same
#: An order's letterhead is the buyer's, a payslip's account the employee's.
PAID_BY_SENDER = frozenset({"order", "remittance_advice", "payslip"})
#: Before what the reader is known by: "Votre TVA", "Your VAT no".
_YOURS = re.compile(
    r"\b(?:votre|your|ihre|vostra|uw) (?:n[°ºor]\.? )?(?:de )?"
    r"(?:tva|vat|ust|mwst|p\. ?iva|partita iva|btw)\b[^0-9]{0,20}",
    re.IGNORECASE,
)
#: Before the account of a paper's reader.
_YOUR_ACCOUNT = re.compile(
    r"\b(?:your (?:bank )?account|votre compte(?: bancaire)?|ihr(?:em?)? (?:bank)?konto"
    r"|su cuenta|vostro conto|uw (?:bank)?rekening)\W*(?:(?:no|nr|n°|number|nummer|iban)\W*)*$",
    re.IGNORECASE,
)
_SAME_EDGE, _KEY_WIDTH = 0.006, 0.12  # of the page's width
_ROWS_BELOW_N = 3
#: Captions of what a paper says of its reader.
_OF_CUSTOMER = re.compile(
    r"\b(?:customer|client\w*|cliente|account|acct|kunden?\w*|klant\w*|your|ihre?|votre|vostr[oa]"
    r"|uw|su|buyer|acheteur|käufer)\b",
    re.IGNORECASE,
)
_VAT_IDS = frozenset({"seller_vat_id", "buyer_vat_id"})
_OWN_NUMBERS = ("document_number", "invoice_number", "payment_reference")
_OF_SENDER = frozenset({"seller_registration_id"})
_SHAPES = {
    # No telephone ("01632 960 551"), no area code, no sort code, no hours of business, no ISO
    # standard, no postcode behind the sign of its country.
    "seller_registration_id": re.compile(
        r"(?!(?:0[0-9]{3,4}(?: [0-9]{3}){2}|0[0-9]{1,2} [0-9]{3} [0-9]{4}"
        r"|0[0-9]{3,4} [0-9]{3}(?: [0-9]{2})?|\(?[0-9]{1,3}\)?|[0-9]{2}-[0-9]{2}-[0-9]{2}"
        r"|[0-9]{1,2}[.:][0-9]{2} ?[-–] ?[0-9]{1,2}[.:][0-9]{2}"
        r"|(?:(?:DIN|EN|ISO|IEC) ){0,3}"
        r"(?:9001|14001|13485|17025|22000|27001|45001|50001)(?::20[0-9]{2})?"
        r"|(?:[ABDFIL]|AT|BE|CH|DE|FR|IT|LU|NL)-[0-9]{4,5})$).*"
    ),
    # No amount that a bracket begins: "(1.016,38".
    "payment_reference": re.compile(r"(?!\([0-9][0-9.,' ]*[.,][0-9]{2}$).*"),
    "bic": re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"),
    "iban": re.compile(r"[A-Z]{2}[A-Z0-9]{11,}"),
    "buyer_vat_id": re.compile(r"RO[0-9]{2,10}|[A-Z0-9]{7,}"),
    "seller_vat_id": re.compile(r"RO[0-9]{2,10}|[A-Z0-9]{7,}"),
}
#: Languages of papers that name no currency mostly where it is the euro.
_OF_THE_EURO = frozenset({"de", "fr", "es", "it", "nl"})
#: "400,000" kg among the sums: three decimals are no money's.
_SHAPES |= {
    name: re.compile(r"(?!-?[0-9]+\.[0-9]{3}$).*")
    for name, (kind, _) in INVOICE_FIELDS.items()
    if kind is Kind.MONEY
}
_WEIGHT = re.compile(
    r"gewicht\b|\bweight\b|\bpoids\b|\bpeso (?:bruto|neto|total|lordo|netto)", re.IGNORECASE
)
_FRANC_OR_FRIDAY = re.compile(r"Fr\.?")
_WEEKDAY = re.compile(r"(?<!\w)(?:Mo|Di|Mi|Do)(?!\w)")
_DAY_ROWS_N = 2  # rows above a Friday in which the days before it may stand
_SURE_OF_CURRENCY = 0.9  # confidence from which the model's currency is left alone
_NEXT_ROW = 1.2  # of the text height: how far below a row the middle of the next one is
_REFERENCE_START = re.compile(r"^[«»\"„“”\s]+")
#: The end of a quotation that has no beginning but the reference's, and the next sentence.
_QUOTED_END = re.compile(r"^([^«»\"„“”]+)[«»\"“”][\s.,;)].*$")
_REFERENCE_END = re.compile(r"(?:(?<=[0-9]) an)?[«»\"“”.,;:\s]+$|(?<=\+{3}|\*{3})\W*\)\W*$")
_PHONE = re.compile(
    r"(?<!\w)(?:t[eé]l|phone|telephone|fon|t[eé]l[eé](?:fax|phone|fone?|foon)|fax|mobile?|handy|natel|gsm"
    r"|direct (?:line|dial)|durchwahl|ligne directe)\W*(?:n[ro°º]\W*)?$",
    re.IGNORECASE,
)
_WEIGHED = re.compile(r"(?:kg|lbs?)\b", re.IGNORECASE)
_MONEY_FIELDS = ("total_gross", "amount_due", "total_net", "total_tax", "value")


def supplement_fields(
    fields: Fields,
    taxes: Sequence[Tax],
    pages: Sequence[Page],
    conventions: Conventions,
    *,
    priced: bool = False,
) -> Fields:
    """The fields with rule-found ones added; what the model found stays, unless a check digit
    proves it misread and another place prints it right.

    Args:
        priced: whether items have prices, which an offer without a sum may print alone.
    """
    fields = _bare_reference(fields)
    fields = _drop_weekday(_drop_weights(_drop_misshapen(fields), pages), pages)
    ibans = _find_all(pages, find_ibans)
    found = fields.get("iban")
    if not isinstance(found, Field) or not is_iban(found.value):
        if not ibans and isinstance(found, Field):
            whole = go_on_below(found, pages)
            ibans = [whole] if whole else []
        ibans = ibans or find_wrapped_ibans(pages)
        if ibans:
            fields["iban"] = ibans[0]
    if "bic" not in fields:
        bics = find_bics_below(fields.get("iban"), pages) or _find_all(pages, find_bics)
        if bics:
            fields["bic"] = bics[0]
    _add_vat_ids(fields, pages)
    fields = _drop_number_as_register(fields, pages)
    if any(name in fields for name in _MONEY_FIELDS) or (priced and conventions.currency):
        _add_currency(fields, pages, conventions)
    amounts = [tax.amount for tax in taxes if tax.amount is not None]
    if "total_tax" not in fields and "total_gross" in fields and len(amounts) == len(taxes) == 1:
        fields["total_tax"] = amounts[0].model_copy(update={"origin": "rule"})
    return fields


def drop_payers_accounts(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """Without accounts that only a rule found, where the sender pays: they are not the payee's.

    On an order all are the buyer's, as is the entry in a register that its small print names. The
    bank's code right behind the payee's account is the payee's, too, and so is what is called the
    reader's: "to your account FR76 …".
    """
    if doc_type not in PAID_BY_SENDER:
        return fields
    if doc_type in SENT_BY_BUYER:
        fields = {name: found for name, found in fields.items() if name not in _OF_SENDER}
    if doc_type == "order":
        return {name: found for name, found in fields.items() if name not in ("iban", "bic")}
    iban, bic = fields.get("iban"), fields.get("bic")
    account = iban if isinstance(iban, Field) and _is_payees(iban, pages) else None
    coded = isinstance(bic, Field) and (
        bic.origin == "model" or (account is not None and _is_behind(bic, account))
    )
    kept = {"iban": account is not None, "bic": coded}
    return {name: found for name, found in fields.items() if kept.get(name, True)}


def _is_payees(iban: Field, pages: Sequence[Page]) -> bool:
    """Whether the model found an account, or the paper calls it its reader's."""
    return iban.origin == "model" or bool(_YOUR_ACCOUNT.search(texts_beside(pages, iban)[0]))


def _is_behind(bic: Field, iban: Field) -> bool:
    """Whether a bank's code stands behind an account, in its row or the next."""
    if iban.page != bic.page or iban.box is None or bic.box is None:
        return False
    middle = (bic.box[1] + bic.box[3]) / 2
    height = iban.box[3] - iban.box[1]
    if iban.box[1] < middle < iban.box[3]:
        return iban.box[2] < bic.box[0]
    below = iban.box[3] < middle < iban.box[3] + _NEXT_ROW * height
    return below and bic.box[0] < iban.box[0]  # it begins the row that the account's breaks into


def give_sender_vat_id(fields: Fields, doc_type: str, claims: Sequence[Claim]) -> Fields:
    """A lone VAT id is the sender's, whose small print it stands in, unless a block names it.

    The model at times takes one for both parties'.
    """
    claimed = {claim.label for claim in claims}
    ids = [fields.get(name) for name in ("seller_vat_id", "buyer_vat_id")]
    values = {found.value for found in ids if isinstance(found, Field)}
    if None not in ids and len(values) == 1:
        theirs = doc_type in SENT_BY_BUYER or getattr(ids[1], "confidence", 0.0) >= _SURE
        theirs = "buyer_vat_id" in claimed if claimed & _VAT_IDS else theirs
        fields = {
            n: f for n, f in fields.items() if n != f"{'seller' if theirs else 'buyer'}_vat_id"
        }
    if doc_type not in SENT_BY_BUYER or "seller_vat_id" in claimed or "buyer_vat_id" in fields:
        return fields
    turned = {"seller_vat_id": "buyer_vat_id"}
    return {turned.get(name, name): found for name, found in fields.items()}


def give_your_vat_id(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """ "Votre TVA BE 0672.041.536" is the receiver's, and so is what the model has of it.

    The sender's is the model's other one, or the only other one that is printed.
    """
    yours = _find_all(pages, _find_your_vat_ids)
    if not yours:
        return fields
    parties = ("seller_vat_id", "buyer_vat_id")
    receiver, sender = parties if doc_type in SENT_BY_BUYER else reversed(parties)
    known = {name: f for name in parties if isinstance(f := fields.get(name), Field)}
    if receiver in known and known[receiver].value == yours[0].value:
        return fields
    theirs = [f for f in known.values() if not yours[0].value.endswith(f.value)]
    if not theirs:
        printed = {f.value: f for f in _find_all(pages, find_vat_ids)}
        theirs = [found for value, found in printed.items() if value != yours[0].value]
    named = {receiver: yours[0], **({sender: theirs[0]} if len(theirs) == 1 else {})}
    return {**{name: f for name, f in fields.items() if name not in parties}, **named}


def _add_currency(fields: Fields, pages: Sequence[Page], conventions: Conventions) -> None:
    if isinstance(seen := fields.get("currency"), Field):
        # An item may be priced in another: "Curr USD" above "TOTAL PAYABLE (SGD)".
        beside = _codes_beside(fields.get("total_gross"), pages)
        named = captioned_currency(text for page in pages for text in page.row_texts())
        if not beside and named and seen.confidence < _SURE_OF_CURRENCY:
            beside = {named}  # "Amount in USD", and a sentence that tells the sum in euros
        if len(beside) == 1 and seen.value not in beside:
            fields["currency"] = seen.model_copy(update={"value": beside.pop(), "origin": "rule"})
        return
    code = conventions.currency or _home_currency(fields, conventions.language)
    if code is None:
        return
    place = _place(pages, conventions.printed_currency) if conventions.printed_currency else None
    fields["currency"] = Field(
        value=code,
        raw=conventions.printed_currency,
        confidence=RULE_CONFIDENCE if place else _PLACE_CONFIDENCE,
        page=place[0] if place else None,
        box=place[1] if place else None,
        origin="rule",
    )


def _codes_beside(total: Field | list[Field] | None, pages: Sequence[Page]) -> set[str]:
    """The currencies named in the row of a total."""
    if not isinstance(total, Field) or total.box is None:
        return set()
    page, box = pages[(total.page or 1) - 1], total.box
    rows = {word.row for word in page.words if is_inside(word.box, box)}
    texts = (word.text for word in page.words if word.row in rows)
    found = (read_currency(text) for text in texts if text == text.upper())
    return {code for code in found if code}


def _home_currency(fields: Fields, language: str) -> str | None:
    """The currency of the seller's country, where VAT id and account speak for one.

    Where neither stands there, the paper's language speaks for the euro.
    """
    found = [fields.get(name) for name in ("seller_vat_id", "iban")]
    codes = {currency_of(country_of(f.value)) for f in found if isinstance(f, Field)}
    if not codes:
        return "EUR" if language in _OF_THE_EURO else None
    return codes.pop() if len(codes) == 1 else None


def _drop_misshapen(fields: Fields) -> Fields:
    """Without account numbers taken for IBANs, ends of VAT ids, weights, and no BICs.

    A misread IBAN or VAT id stays.
    """
    return {
        name: found
        for name, found in fields.items()
        if name not in _SHAPES
        or not isinstance(found, Field)
        or _SHAPES[name].fullmatch(found.value)
    }


def _drop_weights(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without sums that the text before them calls a weight: "Gesamtgewicht brutto  4.770,6"."""
    weights = set()
    for name in _MONEY_FIELDS:
        found = fields.get(name)
        if isinstance(found, Field):
            texts = texts_beside(pages, found)
            before, behind = last_cell(texts[0]), texts[1]
            weighed = _WEIGHT.search(before) and not re.search("[0-9]", before)
            if weighed or _WEIGHED.match(behind.strip()):
                weights.add(name)
    return {name: found for name, found in fields.items() if name not in weights}


def _bare_reference(fields: Fields) -> Fields:
    """With a payment's reference without quotes, a sentence's end and its verb's: "4711 an."."""
    found = fields.get("payment_reference")
    if not isinstance(found, Field):
        return fields
    value = _REFERENCE_START.sub("", found.value)
    value = _REFERENCE_END.sub("", _QUOTED_END.sub(r"\1", value))
    return {**fields, "payment_reference": found.model_copy(update={"value": value or found.value})}


def _drop_weekday(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without a currency that is a Friday among the hours of business: "Mo–Do 7–17  Fr 7–13"."""
    found = fields.get("currency")
    if not isinstance(found, Field) or not _FRANC_OR_FRIDAY.fullmatch(found.raw):
        return fields
    rows, _ = rows_to(pages, found)
    around = "\n".join(row.text for row in rows[-_DAY_ROWS_N - 1 :])
    if not _WEEKDAY.search(around):
        return fields
    return {name: one for name, one in fields.items() if name != "currency"}


def _drop_number_as_register(fields: Fields, pages: Sequence[Page]) -> Fields:
    """Without an entry in a register that is another number of the paper.

    A telephone's; its own, named again for payment; what a VAT id begins with: "81240 7310 RT0001".
    """
    found = fields.get("seller_registration_id")
    if not isinstance(found, Field):
        return fields
    numbers = (fields.get(name) for name in _OWN_NUMBERS)
    vat_id = fields.get("seller_vat_id")
    phoned = _PHONE.search(text_before(pages, found)) and not found.value.startswith("HR")
    own = any(isinstance(number, Field) and number.value == found.value for number in numbers)
    of_vat_id = (
        isinstance(vat_id, Field)
        and found.value.isdigit()
        and vat_id.value.startswith(found.value)
        and vat_id.value != found.value
    )
    if phoned or own or of_vat_id:
        return {name: one for name, one in fields.items() if name != "seller_registration_id"}
    return fields


def _add_vat_ids(fields: Fields, pages: Sequence[Page]) -> None:
    """A lone VAT id is the seller's; of two, the one at the buyer's side stays with the buyer.

    One right below the buyer's address is his. One that the model cut short ("CHE-107.787.577" of
    "… MWST", "752906131" of "… RT0001") is made whole.
    """
    printed = _find_all(pages, find_vat_ids)
    for name in ("seller_vat_id", "buyer_vat_id"):
        if isinstance(cut := fields.get(name), Field):
            whole = [one for one in printed if one.value.startswith(cut.value)]
            whole = whole or [
                one for one in _find_at_home(pages) if one.value.startswith(cut.value)
            ]
            if not whole and not is_vat_id(cut.value):  # ran into what stands behind
                whole = [one for one in printed if _runs_on(cut.value, one.value)]
            if whole and whole[0].value != cut.value:
                place = {"raw": whole[0].raw, "page": whole[0].page, "box": whole[0].box}
                fields[name] = cut.model_copy(update={"value": whole[0].value, **place})
            else:
                fields[name] = with_lacking(cut, pages)
    taken = {
        found.value
        for name in ("seller_vat_id", "buyer_vat_id")
        if isinstance(found := fields.get(name), Field)
    }
    free: dict[str, Field] = {}
    for found in printed:
        if found.value not in taken:
            free.setdefault(found.value, found)
    if "seller_vat_id" in fields:
        below = [one for one in free.values() if _is_below(one, fields.get("buyer_address"))]
        if len(below) == 1:
            fields.setdefault("buyer_vat_id", below[0])
        return
    if not printed:  # nor any with its country's sign
        buyers = fields.get("buyer_address")
        others = (one for one in _find_at_home(pages) if not _is_below(one, buyers))
        free = {one.value: one for one in others if one.value not in taken}
    if len(free) == 1:
        fields["seller_vat_id"] = next(iter(free.values()))
    elif free:
        iban = fields.get("iban")
        home = country_of(iban.value) if isinstance(iban, Field) else None
        at_home = [one for value, one in free.items() if country_of(value) == home]
        if len(at_home) == 1:
            fields["seller_vat_id"] = at_home[0]


def _find_at_home(pages: Sequence[Page]) -> list[Field]:
    """The VAT ids that lack their country's sign, beside what they are called or below it."""
    beside = _find_all(pages, lambda row: [one for _, one in find_national_vat_ids(row)])
    return [*beside, *_find_below_names(pages)]


def _find_below_names(pages: Sequence[Page]) -> Iterator[Field]:
    """VAT ids in cells of their own, right below one that calls them so: "VAT Number"."""
    for number, page in enumerate(pages, start=1):
        for row, below in pairwise(find_rows(page)):
            if _OF_CUSTOMER.search(row.text):
                continue
            for name, cell in product(row.cells, below.cells):
                if abs(name.x0 - cell.x0) >= _SAME_EDGE:
                    continue
                for _, found in find_national_vat_ids(f"{name.text} {cell.text}"):
                    if found.raw == cell.text:
                        yield take_found(page, number, found, cell.words)


def _runs_on(value: str, vat_id: str) -> bool:
    """Whether a value is a VAT id and then words: with more digits it would be misread."""
    return value.startswith(vat_id) and value[len(vat_id) :][:1].isalpha()


def _find_your_vat_ids(text: str) -> list[Found]:
    key = _YOURS.search(text)
    if key is None:
        return []
    return [found for found in find_vat_ids(text) if key.start() < found.start <= key.end()]


def _is_below(one: Field, address: Field | list[Field] | None) -> bool:
    """Whether a value begins right below an address, at its edge or behind a short key there."""
    if not isinstance(address, Field) or address.page != one.page:
        return False
    if address.box is None or one.box is None:
        return False
    inset, drop = one.box[0] - address.box[0], one.box[1] - address.box[3]
    height = one.box[3] - one.box[1]
    return -_SAME_EDGE < inset < _KEY_WIDTH and -height < drop < _ROWS_BELOW_N * height


def _find_all(pages: Sequence[Page], find: Callable[[str], list[Found]]) -> list[Field]:
    """Everything `find` sees in the rows of all pages, as rule-origin fields."""
    fields = []
    for number, page in enumerate(pages, start=1):
        for indices in word_rows(page).values():
            text, spans = "", []
            for index in indices:
                text += " " if text else ""
                spans.append((len(text), len(text) + len(page.words[index].text), index))
                text += page.words[index].text
            for found in find(text):
                inside = [i for start, end, i in spans if start < found.end and end > found.start]
                fields.append(take_found(page, number, found, inside))
    return fields


def _place(pages: Sequence[Page], printed: str) -> tuple[int, Box] | None:
    """Page (from 1) and box of the first word that holds the printed sign."""
    for number, page in enumerate(pages, start=1):
        for word in page.words:
            if printed.rstrip(".") in word.text:
                return number, word.box
    return None
