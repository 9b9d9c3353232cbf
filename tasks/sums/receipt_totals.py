"""What a receipt's own arithmetic says its total is, whatever the model thinks.

Cash tendered less the change is what was paid; subtotal, tax, service and discount add up to it, or
the goods above it do. All are read from the words before the amounts, so they vouch for a total
independently of the model: on receipts that print them they name the right one of all printed
amounts 97 times in 100, and most of the rest are misprinted labels.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, takewhile

from schemas.document import Page, union
from schemas.prediction import Tags
from tasks.sums.printed_amounts import PrintedAmount, find_printed_amounts
from tasks.values.entities import Entity, probability
from tasks.values.normalize import Conventions
from tasks.values.tax_words import TAX

_PAID = re.compile(
    r"\bcash|\btunai|\btender|\bpaid|\bvisa|\bmaster|\bdebit|\bcard\b|\breceived|bayar\b|"
    r"\bpayment|\bamex\b|\bbar\b|\bgegeben|\bespèces|\befectivo|\bcontanti|\bcontant\b",
    re.IGNORECASE,
)
#: How else one pays, for a part.
_TENDER = re.compile(
    rf"{_PAID.pattern}|\bgift ?card|\bvoucher|\bgutschein|\bgeschenkkarte|\bcarte cadeau"
    r"|\bbon d.achat",
    re.IGNORECASE,
)
_SAVED = re.compile(r"\bsaving|\bsaved|\bgespart|\bersparnis|\béconomi", re.IGNORECASE)
_CHANGE = re.compile(
    r"\bchange|\bkembali|\bbaki\b|\bchg\b|\brückgeld|\bzurück|\bmonnaie|\bcambio\b|\bresto\b|"
    r"\bwisselgeld",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"\bsu[bp]\W{0,2}t|\btaxable|\bzwischensumme", re.IGNORECASE)
_ADDED = re.compile(
    rf"{TAX.pattern}|\bpb ?1|\bp\Wrest|\bservice|"
    r"\bserv\b|\bs\W?chg|\bround|\bpembulatan",
    re.IGNORECASE,
)
_ROUNDING = re.compile(r"\bround|\bpembulatan|\brundung|\barrondi", re.IGNORECASE)
_TAKEN_OFF = re.compile(r"\bdis[ck]|\bpotongan|\brabatt|\bvoucher|\bpromo", re.IGNORECASE)
_TOTAL = re.compile(r"t[o0]tal|\bjumlah|\bsumme\b|\bgesamt", re.IGNORECASE)
_MOST_PARTS_N = 5
_LEAST_ROUNDED = 10_000  # amounts in whole rupiah are rounded to hundreds


def find_proved_totals(pages: Sequence[Page], tags: Tags, conventions: Conventions) -> list[Entity]:
    """The totals that the arithmetic proves, each where the model would most likely see one."""
    amounts = find_printed_amounts(pages, conventions)
    entities = []
    for value in prove_totals(amounts):
        places = [a for a in amounts if a.value == value and not _PAID.search(a.key)]
        best = max(
            places or [a for a in amounts if a.value == value],
            key=lambda a: probability(tags[a.page][a.words[-1]], "total_gross"),
        )
        words = [pages[best.page].words[i] for i in best.words]
        own = [tags[best.page][i] for i in best.words]
        entities.append(
            Entity(
                label="total_gross",
                page=best.page,
                words=best.words,
                text=" ".join(word.text for word in words),
                box=union(word.box for word in words),
                confidences=tuple(probability(tag, "total_gross") for tag in own),
                rows=(words[0].row,),
            )
        )
    return entities


def prove_totals(amounts: Sequence[PrintedAmount]) -> dict[Decimal, str]:
    """The printed amounts that the receipt's arithmetic makes the total, each with the sum."""
    proved: dict[Decimal, str] = {}
    printed = [a for a in amounts if a.value > 0]
    paid = [a for a in amounts if _PAID.search(a.key) and not _CHANGE.search(a.key)]
    change = [a for a in amounts if _CHANGE.search(a.key)]
    proved.update(_add_tenders(amounts))
    for given in paid if not proved else ():
        for back in change:
            value = given.value - abs(back.value)
            others = [a for a in printed if a not in (given, back) and a.value == value]
            if others:
                proved[value] = f"{given.value} paid less {abs(back.value)} change"
    if not proved:
        proved.update(_add_up(amounts))
    if not proved:
        proved.update(_sum_goods(amounts))
    return dict(_round_to_coins(value, how, amounts) for value, how in proved.items())


def _add_tenders(amounts: Sequence[PrintedAmount]) -> Iterator[tuple[Decimal, str]]:
    """What is called a total and was paid in several ways: a voucher, and a card for the rest."""
    totals = {
        a.value
        for a in amounts
        if _TOTAL.search(a.key) and not _SUBTOTAL.search(a.key) and not _SAVED.search(a.key)
    }
    for place, back in enumerate(amounts):
        if not _CHANGE.search(back.key):
            continue
        given = [*takewhile(lambda a: _TENDER.search(a.key), reversed(amounts[:place]))]
        value = sum((a.value for a in given), Decimal(0)) - abs(back.value)
        if len(given) > 1 and value in totals:
            yield value, f"paid in {len(given)} ways"


def _round_to_coins(
    value: Decimal, how: str, amounts: Sequence[PrintedAmount]
) -> tuple[Decimal, str]:
    """The total, or what the rounding right below it makes of it in the row after that."""
    for total, rounding, rounded in zip(amounts, amounts[1:], amounts[2:], strict=False):
        off = rounded.value - total.value
        if (
            total.value == value
            and _ROUNDING.search(rounding.key)
            and 0 < abs(off) == abs(rounding.value)
            and _TOTAL.search(rounded.key)
        ):
            return rounded.value, f"{how}, and {off} of rounding"
    return value, how


def _add_up(amounts: Sequence[PrintedAmount]) -> Iterator[tuple[Decimal, str]]:
    """Amounts printed below a subtotal that it makes with the tax, charges and discounts there.

    A first "Total" is one, too, where what it makes with them is the last that is called so.
    """
    last = [a.value for a in amounts if _TOTAL.search(a.key)][-1:]
    last_place = {a.value: place for place, a in enumerate(amounts)}
    for place, subtotal in enumerate(amounts):
        named = bool(_SUBTOTAL.search(subtotal.key))
        if subtotal.value <= 0 or not (named or _TOTAL.search(subtotal.key)):
            continue
        parts = [p for p in _parts(amounts[place + 1 : place + 1 + _MOST_PARTS_N]) if named or p]
        for parts_n in range(len(parts), 0, -1):
            for some in combinations(parts, parts_n):
                exact = subtotal.value + sum(some)
                value = _round_as_printed(exact, last_place)
                below = last_place.get(value, 0) >= place + 2
                if below and value > 0 and (named or [value] == last):
                    rounded = "" if value == exact else ", rounded"
                    yield value, f"{subtotal.value} and {sum(some)} more{rounded}"
                    return


def _round_as_printed(value: Decimal, printed: Iterable[Decimal]) -> Decimal:
    """The value, or the hundreds that it is printed rounded to where no coin is smaller."""
    if value in printed or value < _LEAST_ROUNDED or value % 1:
        return value
    near = [a for a in printed if a % 100 == 0 and abs(a - value) < 100]
    return near[0] if len(near) == 1 else value


def _sum_goods(amounts: Sequence[PrintedAmount]) -> Iterator[tuple[Decimal, str]]:
    """The last amount that is called a total, where the rows right above it add up to it.

    Where none is, the first that was paid ("Paid by debit card 265.00"). None is larger but what
    was paid: a summary of the taxes adds up as well.
    """
    places = [n for n, a in enumerate(amounts) if _TOTAL.search(a.key)]
    places = places or [n for n, a in enumerate(amounts) if _PAID.search(a.key)][:1]
    if not places or _SUBTOTAL.search(amounts[places[-1]].key):
        return
    last = places[-1]
    value, total = amounts[last].value, Decimal(0)
    if any(a.value > value and not _PAID.search(a.key) for a in amounts):
        return
    for goods_n, amount in enumerate(reversed(amounts[:last]), 1):
        if _PAID.search(amount.key) or _CHANGE.search(amount.key):
            return
        total += amount.value
        if total == value > 0 and goods_n > 1:
            yield value, f"the sum of the {goods_n} amounts above it"
            return


def _parts(amounts: Sequence[PrintedAmount]) -> Iterator[Decimal]:
    """What is added to a subtotal (or taken off) on the rows down to the next total."""
    for amount in amounts:
        if _TAKEN_OFF.search(amount.key):
            yield -abs(amount.value)
        elif _ADDED.search(amount.key):
            yield amount.value
        elif _TOTAL.search(amount.key):
            return
