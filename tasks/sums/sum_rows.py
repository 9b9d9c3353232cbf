"""The totals and tax rows of an invoice that their captions and their arithmetic prove.

"Rechnungssumme ohne USt. 177,49" names its amount in full; so do a rate, a base and an amount on
one row where base × rate is the amount. What stands on such a row is no line item.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from schemas.vocabulary import TOTALS
from tasks.fields.claims import Claim
from tasks.values.amounts import CENT, comes_to
from tasks.values.cells import Row, find_rows
from tasks.values.named_fields import without
from tasks.values.notation import CURRENCY, MINUS, Notation, parse_number
from tasks.values.rates import MOST_RATE
from tasks.values.tax_words import TAX, TAX_WORDS
from tasks.values.thousands import begins_thousands, whole_number

#: Field → captions that can mean nothing else; the whole text before the row's amount.
_CAPTIONS: dict[str, tuple[str, ...]] = {
    "lines_net": (
        r"positionssumme", r"summe (?:der )?positionen", r"total (?:des )?lignes(?: ht)?",
        r"sum of lines",
    ),
    "charges": (
        r"(?:gesamtbetrag|summe) der zuschläge", r"total (?:des )?(?:frais|majorations)",
    ),
    "allowances": (
        r"(?:gesamtbetrag|summe) der (?:abschläge|rabatte|nachlässe)", r"total (?:des )?remises",
    ),
    "total_net": (
        rf"rechnungssumme (?:ohne {TAX_WORDS}\.?|netto)", r"netto(?:betrag|summe)", r"summe netto",
        r"gesamt(?:betrag|summe)? netto", r"rechnungsbetrag netto", r"net total", r"total net",
        r"(?:total|montant)(?: net)? h\.?t\.?", rf"total excl(?:uding|\.)? {TAX_WORDS}",
        rf"total amount without {TAX_WORDS}",
    ),
    "total_tax": (
        r"(?:umsatz|mehrwert)?steuerbetrag", rf"(?:total|summe|montant) (?:de la )?{TAX_WORDS}\.?",
        rf"{TAX_WORDS}\.? (?:gesamt|total)",
    ),
    "total_gross": (
        r"brutto(?:betrag|summe)", r"rechnungssumme brutto", r"gesamt(?:betrag|summe)(?: brutto)?",
        r"gesamt brutto", rf"gesamt(?:betrag|summe)? inkl\.? {TAX_WORDS}\.?",
        r"(?:rechnungs(?:end)?|korrektur)betrag", r"endbetrag", r"grand total",
        r"(?:total|montant)(?: net)? t\.?t\.?c\.?", rf"total incl(?:uding|\.)? {TAX_WORDS}",
        rf"total amount with {TAX_WORDS}",
    ),
    "prepaid": (
        r"(?:erhaltene |geleistete )?anzahlung(?:en)?", r"bereits (?:ge|be)zahlt",
        r"acomptes?(?: versés?)?", r"déjà (?:payé|réglé)", r"prepaid(?: amount)?", r"amount paid",
        r"summe (?:der )?(?:bisher )?(?:geleistete|erhaltene)[rn]?"
        r"(?: (?:abschlags|an|voraus)?zahlungen)?",
        r"summe (?:der )?(?:abschlags|an|voraus)zahlungen(?: brutto)?",
        r"total (?:des )?(?:acomptes|versements|règlements)(?: (?:versés|reçus|déduits))?",
        r"total (?:prepayments(?: received)?|payments received)",
    ),
    "amount_due": (
        r"zahlbetrag", r"(?:offener|fälliger|zu zahlender) betrag",
        r"(?:noch )?zu zahlen", r"restbetrag", r"net à payer", r"reste à payer", r"amount due",
        r"balance due", r"total due",
    ),
}  # fmt: skip
_CODES = rf"(?:in)?{CURRENCY}?"
_REMARK = r"(?:\((?!nett?o?\b|ht\b)[^)]*\))"  # behind a caption: "(EUR)", but not "(netto)"
#: Compared without spaces: text layers at times tear a word in two.
_ROW = {
    name: re.compile(
        rf"(?:{'|'.join(captions).replace(' ', '')}){_REMARK}?{_CODES}:?",
        re.IGNORECASE,
    )
    for name, captions in _CAPTIONS.items()
}
_AMOUNT = re.compile(
    rf"(?<=\s)[{MINUS}(]?(?:{CURRENCY}\s?)?[{MINUS}]?"
    r"[0-9](?:[0-9.,'’]|\s(?=[0-9]{3}))*\)?"
    rf"\s?{CURRENCY}?-?$"
)
_NUMBER = re.compile(r"-?(?!0[0-9](?!.*%))[0-9][0-9.,']*%?")
#: As often one amount of several, net or with tax, as what a correction comes to.
_CORRECTION = re.compile(r"korrektur ?betrag", re.IGNORECASE)
_PARTS_N = 4  # rows of a net amount and its taxes, at most
_NO_LINE = 0.97  # confidence that a total is no line item
_SURE = 0.9  # confidence of words of an item that stands beside a total
_LEAST_PARTS_N = 2  # that a sum among them may be of
_DEDUCTIONS_N = 6  # rows from the total to the amount due, at most
_BESIDE_N = 2  # columns of an item that tell it from a total
#: What a craftsman says of his hours for the customer's taxes: a part of what the bill charges.
_LABOUR_SHARE = re.compile(
    r"\blohnanteil|§ ?35 ?a\b|haushaltsnah|handwerkerleistung", re.IGNORECASE
)
#: What customs take and a forwarder lays out: one of his items, and no tax of his own.
_IMPORT_TAX = re.compile(
    rf"\bimport {TAX_WORDS}|\beinfuhr-?{TAX_WORDS}|\beust\b"
    rf"|\b{TAX_WORDS} (?:à l.|de |d.)?import(?:ation|azione|ación|s)?\b",  # no "importe"
    re.IGNORECASE,
)


def find_sums(pages: Sequence[Page], notation: Notation) -> list[Claim]:
    """The totals that their captions name and no arithmetic denies, and proved tax rows."""
    rows = [(number, row) for number, page in enumerate(pages) for row in find_rows(page)]
    named: dict[str, list[tuple[Decimal, Claim]]] = {}
    taxes: list[Claim] = []
    for at, (number, row) in enumerate(rows):
        total = _read_total(row, notation)
        if total is not None:
            name, amount, words = total
            above = [one for _, one in rows[max(0, at - _PARTS_N) : at]]
            if _CORRECTION.search(row.text) and not _is_made(above, amount, notation):
                continue
            named.setdefault(name, []).append((amount, Claim(name, number, words)))
        else:
            taxes.extend(
                Claim(name, number, words)
                for name, words in _read_tax(pages[number], row, notation)
            )
    sure = {
        name: values for name, values in named.items() if len({amount for amount, _ in values}) == 1
    }
    amounts = {name: values[0][0] for name, values in sure.items()}
    if _is_denied(amounts) and not _is_deducted([row for _, row in rows], amounts, notation):
        return taxes
    if "total_gross" not in sure:  # "Zahlbetrag" alone is the total
        sure.pop("amount_due", None)
    return [*taxes, *(claim for values in sure.values() for _, claim in values)]


def _read_total(row: Row, notation: Notation) -> tuple[str, Decimal, tuple[int, ...]] | None:
    """The field, the amount and its words, where the row ends with a caption and an amount."""
    end = _AMOUNT.search(row.text)
    if end is None:
        return None
    caption = row.text[: end.start()].rstrip().rpartition("\t")[2].replace(" ", "")
    name = next((name for name, pattern in _ROW.items() if pattern.fullmatch(caption)), None)
    amount = parse_number(end.group(), notation)
    if name is None or amount is None:
        return None
    spans = [s for s in row.spans if s[0] < end.end() and s[1] > end.start()]
    words = tuple(word for a, b, word in spans if re.search("[0-9]", row.text[a:b]))
    return name, amount, words


def _is_made(rows: Sequence[Row], amount: Decimal, notation: Notation) -> bool:
    """Whether the rows that end there are a net amount and its taxes, and make an amount."""
    total = Decimal(0)
    for row in reversed(rows):
        end = _AMOUNT.search(row.text)
        total += (end and parse_number(end.group(), notation)) or 0
        if not TAX.search(row.text):
            return total == amount and row is not rows[-1]
    return False


def _is_denied(amounts: dict[str, Decimal]) -> bool:
    """Whether net and tax do not make gross, or gross and prepaid not the amount due."""
    net, tax, gross = (amounts.get(n) for n in TOTALS)
    if net is not None and tax is not None and gross is not None and not comes_to(net + tax, gross):
        return True
    due, prepaid = amounts.get("amount_due"), abs(amounts.get("prepaid", Decimal(0)))
    return due is not None and gross is not None and not comes_to(gross - prepaid, due)


def _is_deducted(rows: Sequence[Row], amounts: dict[str, Decimal], notation: Notation) -> bool:
    """Whether all that stands from the total to the amount due makes the difference of the two.

    What is held back, and what was paid: "Retenue de garantie -1 525,28", "Acompte -7 500,00". A
    sum of the rows above it may stand among them.
    """
    gross, due = amounts.get("total_gross"), amounts.get("amount_due")
    rest = without(amounts, "amount_due")
    if gross is None or due is None or _is_denied(rest):
        return False
    ends = (_AMOUNT.search(row.text) for row in rows)
    printed = [parse_number(end.group(), notation) for end in ends if end is not None]
    places = [n for n, amount in enumerate(printed) if amount == due]
    return any(
        printed[start] == gross and gross - due in (sum(map(abs, between)), add_parts(between))
        for end in places
        for start in range(max(0, end - _DEDUCTIONS_N - 1), end - 1)
        for between in ([a or Decimal(0) for a in printed[start + 1 : end]],)
    )


def add_parts(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts of any sign, one that is the sum of two or more above it left out."""
    total, parts_n = Decimal(0), 0
    for amount in filter(None, amounts):
        if parts_n < _LEAST_PARTS_N or abs(amount) != total:
            total += abs(amount)
            parts_n += 1
    return total


def _read_tax(page: Page, row: Row, notation: Notation) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Base, rate and amount of a row that speaks of a tax, where base × rate is the amount.

    Read word by word, or else with the thousands that stand apart: "TVA 10 % sur 26 877,14".
    """
    others = _LABOUR_SHARE.search(row.text) or _IMPORT_TAX.search(row.text)
    if others or not TAX.search(row.text):
        return
    words = [(word,) for _, _, word in row.spans]
    whole = [
        tuple(whole_number(page, word)) for (word,) in words if not begins_thousands(page, word)
    ]
    yield from _prove_tax(page, words, notation) or _prove_tax(page, whole, notation)


def _prove_tax(
    page: Page, printed: Sequence[tuple[int, ...]], notation: Notation
) -> list[tuple[str, tuple[int, ...]]]:
    """The base, rate and amount among numbers, each of one word or more, that fit; or none.

    A bare 0 is no rate in a row with other numbers, as of an item: "10 10 0 EA 14.95 0.00". Nor
    does one begin an amount, as it does a telephone's number: "026 118 00 00 – CHE-… TVA".
    """
    numbers = []
    for words in printed:
        text = "".join(page.words[i].text for i in words)
        value = parse_number(text, notation) if _NUMBER.fullmatch(text) else None
        if value is not None:
            numbers.append((value, "%" in text, words))
    for rate, rate_signed, rate_word in numbers:
        if not 0 <= rate <= MOST_RATE:
            continue
        plain = [(value, word) for value, sign, word in numbers if not sign and word != rate_word]
        for base, base_word in plain:
            for amount, amount_word in plain:
                due = (base * rate / 100).quantize(CENT, ROUND_HALF_UP)
                fits = abs(base) > CENT and amount == due != base and bool(due) == bool(rate)
                if not (fits and base_word < amount_word):
                    continue
                if rate or rate_signed or all(value in (base, amount) for value, _ in plain):
                    found = (base_word, rate_word, amount_word)
                    return list(zip(("tax.base", "tax.rate", "tax.amount"), found, strict=True))
    return []


def clear_lines(
    pages: Sequence[Page], tags: Tags, claims: Sequence[Claim]
) -> list[tuple[WordTag, ...]]:
    """The tags without line columns on the rows of claimed totals and taxes."""
    firsts: dict[tuple[int, int], int] = {}
    for claim in claims:
        if claim.label.startswith("tax.") or claim.label in _CAPTIONS:
            for index in claim.words:
                row = (claim.page, pages[claim.page].words[index].row)
                firsts[row] = min(index, firsts.get(row, index))
    cleared = {
        (number, index)
        for (number, row), first in firsts.items()
        for index in _without_item(pages[number], tags[number], row, first)
    }
    return [
        tuple(
            WordTag.outside(_NO_LINE)
            if tag.label.startswith("line.") and (number, index) in cleared
            else tag
            for index, tag in enumerate(page_tags)
        )
        for number, page_tags in enumerate(tags)
    ]


def _without_item(page: Page, tags: Sequence[WordTag], number: int, first: int) -> Iterator[int]:
    """The words of a total's row but those of an item that stands before the total's caption.

    A summary at times stands beside the items: "Art. 4711   3 × 12,00     Versand   14,90".
    """
    row = next(r for r in find_rows(page) if number == page.words[r.cells[0].words[0]].row)
    at = next(at for at, cell in enumerate(row.cells) if first in cell.words)
    alone = all(not re.search(r"[^\W\d_]{2}", page.words[i].text)
                for i in row.cells[at].words if i < first)  # fmt: skip
    before = [i for cell in row.cells[: at - alone if at else 0] for i in cell.words]
    sure = {tags[i].label for i in before if tags[i].confidence >= _SURE}
    is_item = len({label for label in sure if label.startswith("line.")}) >= _BESIDE_N
    kept = before if is_item else []
    yield from (i for i in row.words if i not in kept)
