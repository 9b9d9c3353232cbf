"""The amounts that sums are checked with: rounded half up to the minor unit, two digits or more.

Papers in currencies of a thousand minor units print two decimals as well: theirs are checked at
three where a total or a tax shows three.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property

from schemas.document import Page, SourceDocument
from schemas.record import Check, Field
from schemas.understanding import Understanding
from schemas.vocabulary import AMOUNT_FIELDS
from tasks.values.amounts import COIN
from tasks.values.currency import minor_digits, most_digits
from tasks.values.normalize import Conventions, decide_conventions

ZERO = Decimal(0)
#: What printed sums are rounded to where no smaller coin is left; e-invoices say by how much.
_SMALLEST_COINS = {"CHF": COIN}
_WIDE = Context(prec=100)  # a rate of 18 digits is nonsense, but no reason to give up


class Amounts:
    """A document's amounts as Decimal, and how its own currency and pages round and write them."""

    def __init__(self, document: SourceDocument, understanding: Understanding) -> None:
        self.document, self.understanding = document, understanding
        self._fields = understanding.fields
        currency = self._fields.get("currency")
        digits = self._count_digits(currency.value if isinstance(currency, Field) else None)
        self._digits = max(digits, 2)
        self.unit = Decimal(1).scaleb(-self._digits)
        # BR-CO-17: rounding per line or per rate both occur, and in yen each is a whole yen.
        self.tax_tolerance = Decimal(1).scaleb(-digits)
        self._coin = _SMALLEST_COINS.get(currency.value) if isinstance(currency, Field) else None

    def _count_digits(self, currency: str | None) -> int:
        """The decimals of the sums and taxes here, within what the currency may have."""
        least, most = minor_digits(currency), most_digits(currency)
        if least == most:
            return least
        taxes = [found for row in self.understanding.taxes for found in (row.base, row.amount)]
        sums = [found for name, found in self._fields.items() if name in AMOUNT_FIELDS]
        shown = [len(f.value.partition(".")[2]) for f in (*sums, *taxes) if isinstance(f, Field)]
        return min(most, max([least, *shown]))

    @cached_property
    def conventions(self) -> Conventions:
        """How the pages write amounts; dates are not looked at."""
        texts = [text for page in self.document.pages for text in page.row_texts()]
        return decide_conventions(texts, self.understanding.language)

    def __call__(self, name: str) -> Decimal | None:
        found = self._fields.get(name)
        return self.round(found) if isinstance(found, Field) else None

    def round(self, found: Field | Decimal) -> Decimal:
        value = found if isinstance(found, Decimal) else Decimal(found.value)
        return value.quantize(self.unit, ROUND_HALF_UP, _WIDE)

    def add_up(self, parts: Sequence[Field | None]) -> Decimal | None:
        """The sum of amounts, rounded; None where there is none, or one of them is missing."""
        if not parts or not all(parts):
            return None
        return self.round(sum((Decimal(part.value) for part in parts if part), ZERO))

    def to_coins(self, value: Decimal) -> Decimal:
        """A sum as it is paid where the smallest coin is more than the minor unit."""
        if self._coin is None:
            return value
        return (value / self._coin).quantize(Decimal(1), ROUND_HALF_UP, _WIDE) * self._coin

    def print(self, value: Decimal) -> str:
        return f"{value:,.{self._digits}f}"

    def is_explained(
        self,
        explains: Callable[[Sequence[Page], Conventions, Decimal, Decimal], bool],
        made: Decimal,
        printed: Decimal,
    ) -> bool:
        """Whether the paper prints why a sum is another: a tax withheld, a balance from before."""
        if self.document.xml_invoice is not None:
            return False
        return explains(self.document.pages, self.conventions, made, printed)


def judge(rule: str, passed: bool, left: str, right: str) -> Check:
    """A rule's verdict on whether two amounts are the same, each named with its amount."""
    verb = "is" if passed else "is not"
    message = f"{left} {verb} {right}"
    return Check(rule=rule, passed=passed, message=message[0].upper() + message[1:] + ".")
