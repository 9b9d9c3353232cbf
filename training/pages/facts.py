"""What a template draws with: parties, numbers, dates, goods and their sums, and the marks.

A template begins with its settings in TOML between two lines of `+++`:

    kind = "invoice"            # a document type of the contract
    language = "de"             # en, de, fr, es, it, nl
    countries = ["DE", "AT"]    # where its seller may be: DE AT CH FR BE ES IT NL US GB IE
    rates = [19, 7]             # tax rates in percent of the goods; [0] for none
    # code, description, unit, price from, price to; # stands for a digit, ? for a letter
    goods = [["A-###", "Kupferrohr 15 mm", "m", 4.20, 9.80], …]

Three more may stand there: `sellers = ["…", …]` names its issuers, who are invented without;
`private_buyers` is the share of its buyers that are no firms (0.15); `currency` stands for that of
the seller's country. After the settings comes Jinja over HTML. Its names are those of `Facts`,
without `facts.` before them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from random import Random
from typing import Any

from markupsafe import Markup

from schemas.vocabulary import REPEATED_FIELDS
from tasks.contracts.clauses import plain_law, plain_period
from tasks.fields.caption_fields import own_number_field
from training.generate.deal import TaxShare
from training.generate.lexicon import load_lexicon
from training.generate.notation import Notation, choose_notation, to_cents
from training.generate.parties import COUNTRIES, Party, make_party
from training.pages.marks import mark

_TAG = re.compile(r"<[^>]*>")
#: Clauses whose value is not their wording.
_PLAIN = {"term": plain_period, "notice_period": plain_period, "governing_law": plain_law}
_BREAK = re.compile(r"\n|<br\s*/?>")
#: The end of a row that the next one goes on with.
_GOES_ON = re.compile(r"[,(/&+–-]$|\b(?:mit|und|für|with|and|for|et|avec|pour|de|inkl|incl)\.?$")
_LETTERS = "ABCDEFGHKLMNPRSTVWXZ"


@dataclass(frozen=True)
class Good:
    """A line: `net` after `discount` percent, tax excluded; `gross` with tax. All Decimal."""

    position: int
    code: str
    description: str
    unit: str
    quantity: Decimal
    price: Decimal
    discount: Decimal
    rate: Decimal
    net: Decimal

    @property
    def gross(self) -> Decimal:
        return to_cents(self.net * (100 + self.rate) / 100)


@dataclass(frozen=True)
class Sums:
    """lines − allowance + charge = net; net + tax = gross; gross − prepaid = due."""

    lines: Decimal
    allowance: Decimal
    charge: Decimal
    net: Decimal
    taxes: tuple[TaxShare, ...]
    tax: Decimal
    gross: Decimal
    prepaid: Decimal
    due: Decimal


@dataclass
class Facts:
    """One document's draws. Everything a template needs, it asks here.

    kind, language, currency; seller and buyer (`Party`: name, street, postcode, city, city_line(),
    country, vat_id, register, registration_id, tax_number, phone, fax, email, web, bank, iban,
    bic, person); issued: the document's date.
    """

    rng: Random
    settings: dict[str, Any]
    note: Notation
    seller: Party
    buyer: Party
    issued: date
    fields: dict[str, str] = field(default_factory=dict)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    mentions_n: int = 0

    @classmethod
    def draw(cls, rng: Random, settings: dict[str, Any]) -> "Facts":
        """Draws parties, notation and date for a template's settings."""
        country = rng.choice(settings["countries"])
        lexicon = load_lexicon(settings["language"])
        currency = settings.get("currency") or COUNTRIES[country].currency
        note = choose_notation(rng, country, settings["language"], currency, lexicon.months)
        seller = make_party(rng, country)
        if country == "CH":  # templates were written for ids without the tax's name
            seller = replace(seller, vat_id=seller.vat_id[:12])
        if "sellers" in settings:
            seller = replace(seller, name=rng.choice(settings["sellers"]))
        kind = "person" if rng.random() < settings.get("private_buyers", 0.15) else "company"
        abroad = rng.random() < 0.06
        buyer = make_party(rng, rng.choice(list(COUNTRIES)) if abroad else country, kind)
        issued = date(2016, 1, 1) + timedelta(days=rng.randint(0, 4200))
        return cls(rng, settings, note, seller, buyer, issued)

    @property
    def kind(self) -> str:
        return str(self.settings["kind"])

    @property
    def _sign(self) -> int:
        """A credit note's amounts are negative in truth."""
        return -1 if self.kind == "credit_note" else 1

    @property
    def currency(self) -> str:
        return self.note.currency

    # What differs from one document to the next.

    def pick(self, *options: Any) -> Any:
        """One of the options."""
        return self.rng.choice(options)

    def chance(self, share: float) -> bool:
        """True in that share of the documents."""
        return self.rng.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.rng.randint(low, high)

    def price(self, low: float, high: float) -> Decimal:
        """An amount in cents between the two."""
        return to_cents(Decimal(str(self.rng.uniform(low, high))))

    def number(self, pattern: str) -> str:
        """A pattern filled: `#` a digit, `?` a capital letter, YYYY and YY the year of issue."""
        year = str(self.issued.year)
        pattern = pattern.replace("YYYY", year).replace("YY", year[2:])
        made = [
            self.rng.choice("0123456789")
            if c == "#"
            else self.rng.choice(_LETTERS)
            if c == "?"
            else c
            for c in pattern
        ]
        return "".join(made)

    def party(self, kind: str = "company", country: str | None = None) -> Party:
        """Another party; kind "person" for a private one."""
        return make_party(self.rng, country or self.seller.country, kind)

    def day(self, after: int, before: int | None = None) -> date:
        """The day of issue and so many days after it; with two numbers, some day between."""
        return self.issued + timedelta(
            days=after if before is None else self.rng.randint(after, before)
        )

    # Goods.

    def goods(
        self, low: int, high: int, discounts: float = 0.0, quantities: tuple[Any, ...] = ()
    ) -> list[Good]:
        """Between `low` and `high` lines of the settings' goods.

        discounts: share of lines with a discount in percent. quantities: what to choose from;
        without, whole numbers, most of them small.
        """
        known = self.settings["goods"]
        count = self.rng.randint(low, high)
        chosen = (
            self.rng.sample(known, count)
            if count <= len(known)
            else self.rng.choices(known, k=count)
        )
        return [self._good(i + 1, entry, discounts, quantities) for i, entry in enumerate(chosen)]

    def _good(
        self, position: int, entry: list[Any], discounts: float, quantities: tuple[Any, ...]
    ) -> Good:
        code, description, unit, low, high = entry
        options = quantities or (1, 1, 1, 1, 2, 2, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 50, 100)
        quantity = Decimal(str(self.rng.choice(options)))
        discount = (
            Decimal(self.rng.choice((5, 10, 15, 20, 25, 30)))
            if self.chance(discounts)
            else Decimal(0)
        )
        price = self.price(low, high)
        rate = Decimal(str(self.rng.choice(self.settings["rates"])))
        net = to_cents(quantity * price * (100 - discount) / 100)
        text = self.number(description) if "#" in description else description
        code = self.number(code)
        return Good(position, code, text, unit, quantity, price, discount, rate, net)

    def sums(
        self,
        goods: list[Good],
        allowance: Decimal = Decimal(0),
        charge: Decimal = Decimal(0),
        prepaid: Decimal = Decimal(0),
    ) -> Sums:
        """What the goods come to; allowance and charge are taxed as the first line is."""
        lines = sum((good.net for good in goods), Decimal(0))
        bases = _by_rate(goods, charge - allowance)
        taxes = tuple(TaxShare(rate, base, to_cents(base * rate / 100)) for rate, base in bases)
        tax = sum((t.amount for t in taxes), Decimal(0))
        net = lines - allowance + charge
        return Sums(
            lines, allowance, charge, net, taxes, tax, net + tax, prepaid, net + tax - prepaid
        )

    def till_sums(self, goods: list[Good], allowance: Decimal = Decimal(0)) -> Sums:
        """The same where prices include the tax, as on receipts: lines − allowance = gross."""
        lines = sum((good.net for good in goods), Decimal(0))
        taxes = []
        for rate, share in _by_rate(goods, -allowance):
            tax = to_cents(share * rate / (100 + rate))
            taxes.append(TaxShare(rate, share - tax, tax))
        whole, gross = sum((t.amount for t in taxes), Decimal(0)), lines - allowance
        return Sums(
            lines,
            allowance,
            Decimal(0),
            gross - whole,
            tuple(taxes),
            whole,
            gross,
            Decimal(0),
            gross,
        )

    # What is printed.

    def f(self, entity: str, text: Any, value: str | None = None) -> Markup:
        """Text marked as a field; `value` is its normalised truth where the text is not.

        A field that repeats (`party`) keeps each of its values.
        """
        said = _text_of(text) if value is None else value
        said = _PLAIN[entity](said) if entity in _PLAIN else said
        known = self.fields.setdefault(entity, said)
        if entity in REPEATED_FIELDS and said not in known.split("\n"):
            self.fields[entity] = f"{known}\n{said}"
        return self._mark(entity, text)

    def block(self, entity: str, caller: Callable[[], Markup]) -> Markup:
        """The same over lines: {% call block("seller_address") %}…<br>…{% endcall %}."""
        inner = caller()
        self.fields.setdefault(entity, ", ".join(_lines_of(inner)))
        return self._mark(entity, inner)

    def date(self, entity: str | None, day: date) -> Markup:
        """A date in the document's notation, marked unless `entity` is none."""
        text = self.note.day(day)
        return Markup.escape(text) if entity is None else self.f(entity, text, day.isoformat())

    def number_text(self, value: Decimal, places: int = 2) -> str:
        """A bare number in the document's notation; no mark."""
        return self.note.number(Decimal(value), places)

    def money(self, entity: str | None, amount: Decimal, bare: bool = False) -> Markup:
        """An amount in the document's notation with its currency, or bare; marked as a field.

        A credit note's amounts are negative in truth, however they are printed.
        """
        if entity is not None:
            self.fields.setdefault(entity, f"{self._sign * amount:.2f}")
        return self._money(entity, amount, bare)

    def cell(self, good: Good, column: str, text: Any = None, bare: bool = True) -> Markup:
        """A column of a line, marked: description, code, quantity, unit, unit_price, discount,
        net_amount, tax_rate. `text` where it is printed otherwise than by the notation. Of a
        description the rows below a break are remarks, not the item's name (BT-153), unless its
        first row plainly goes on."""
        truth, entity = self.rows.setdefault(good.position, {}), f"line.{column}"
        if column in ("description", "code", "unit"):
            printed = Markup.escape(getattr(good, column) if text is None else text)
            name, remarks = _part_name(printed) if column == "description" else (printed, Markup())
            truth[column] = " ".join(_text_of(name).split())
            return self._mark(entity, name) + remarks
        amount = {
            "quantity": good.quantity, "unit_price": good.price, "discount": good.discount,
            "net_amount": good.net, "tax_rate": good.rate,
        }[column]  # fmt: skip
        signed = self._sign * amount if column in ("quantity", "net_amount") else amount
        truth[column] = f"{signed}"
        if text is not None:
            return self._mark(entity, text)
        if column in ("unit_price", "net_amount"):
            return self._money(entity, amount, bare)
        return self._mark(entity, self.note.quantity(amount))

    def tax_cell(self, tax: TaxShare, column: str, text: Any = None) -> Markup:
        """`rate`, `base` or `amount` of a tax, marked."""
        amount = getattr(tax, column)
        if text is None:
            text = self.note.quantity(amount) if column == "rate" else self.note.number(amount)
        return self._mark(f"tax.{column}", text)

    def _money(self, entity: str | None, amount: Decimal, bare: bool) -> Markup:
        text = self.note.number(amount)
        marked = Markup.escape(text) if entity is None else self._mark(entity, text)
        note = self.note
        if bare or note.currency_place == "none":
            return marked
        sign: str | Markup = note.currency_text
        if not note.glue_currency:
            sign = self.f("currency", note.currency_text, note.currency)
        space = "" if note.glue_currency else "\N{NO-BREAK SPACE}"
        parts = (sign, space, marked) if note.currency_place == "before" else (marked, space, sign)
        return Markup("").join(parts)

    def _mark(self, entity: str, text: Any) -> Markup:
        self.mentions_n += 1
        return mark(self.mentions_n, entity, text)

    @property
    def number_entity(self) -> str:
        """invoice_number or document_number, by the kind."""
        return own_number_field(self.kind)

    def names(self) -> dict[str, Any]:
        """What templates see."""
        public = {name: getattr(self, name) for name in dir(self) if not name.startswith("_")}
        return {
            k: v for k, v in public.items() if k not in ("draw", "names", "fields", "rows", "rng")
        }


def _part_name(printed: Markup) -> tuple[Markup, Markup]:
    """An item's printed text up to the break that ends its name, and the rest."""
    for found in _BREAK.finditer(printed):
        if not _GOES_ON.search(_text_of(printed[: found.start()]).rstrip()):
            return printed[: found.start()], printed[found.start() :]
    return printed, Markup()


def _lines_of(inner: Markup) -> list[str]:
    parts = re.split(r"<br\s*/?>", str(inner))
    return [text for part in parts if (text := " ".join(_text_of(part).split()))]


def _text_of(html: Any) -> str:
    """What is printed of a piece of HTML."""
    return unescape(_TAG.sub("", str(html)))


def _by_rate(goods: list[Good], extra: Decimal) -> list[tuple[Decimal, Decimal]]:
    """What the goods of each rate come to, highest first; extra goes with the first line."""
    sums = {goods[0].rate: extra}
    for good in goods:
        sums[good.rate] = sums.get(good.rate, Decimal(0)) + good.net
    return sorted(sums.items(), reverse=True)
