"""How a document prints numbers, dates and currencies: one notation per document."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from training.generate.words import Phrase, plain, tagged

CENT = Decimal("0.01")
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "Fr.", "MYR": "RM", "IDR": "Rp"}


def to_cents(amount: Decimal) -> Decimal:
    """Rounded half up to two places."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Notation:
    """`currency_place`: "none", "before", "after"; `currency_text` is the sign or code printed.

    `months` are the month names of the language; `date_pattern` uses {d} {dd} {m} {mm} {mon}
    {month} {yy} {yyyy}.
    """

    decimal: str
    group: str
    places: int
    currency: str
    currency_text: str
    currency_place: str
    glue_currency: bool
    date_pattern: str
    months: tuple[str, ...]
    minus: str = "before"

    def number(self, value: Decimal, places: int | None = None) -> str:
        """The bare number; `places` decimals, or as many as it has."""
        places = self.places if places is None else places
        whole, _, fraction = f"{abs(value):,.{places}f}".partition(".")
        text = whole.replace(",", self.group) + (self.decimal + fraction if fraction else "")
        if value >= 0:
            return text
        return {"before": f"-{text}", "after": f"{text}-", "brackets": f"({text})"}[self.minus]

    def quantity(self, value: Decimal, places: int = 0) -> str:
        """A quantity, with only as many decimals as needed, or at least `places`."""
        needed = max(0, -int(value.normalize().as_tuple().exponent))
        return self.number(value, max(places, needed))

    def money(self, entity: str | None, value: Decimal, bare: bool = False) -> Phrase:
        """An amount as a phrase; a sign or code that stands alone is labelled currency."""
        text = self.number(value)
        words = plain if entity is None else (lambda t: tagged(entity, t))
        if bare or self.currency_place == "none":
            return words(text)
        if self.glue_currency:
            before = self.currency_place == "before"
            return words(self.currency_text + text if before else text + self.currency_text)
        sign = tagged("currency", self.currency_text)
        return sign + words(text) if self.currency_place == "before" else words(text) + sign

    def day(self, value: date) -> str:
        """A date."""
        month = self.months[value.month - 1]
        short = month if len(month) <= 4 else month[:3]
        return self.date_pattern.format(
            d=value.day,
            dd=f"{value.day:02d}",
            m=value.month,
            mm=f"{value.month:02d}",
            mon=short,
            month=month,
            yy=f"{value.year % 100:02d}",
            yyyy=value.year,
        )


#: Language → how a date may be written; the first ones are usual.
DATE_PATTERNS: dict[str, tuple[str, ...]] = {
    "us": (
        "{mm}/{dd}/{yyyy}",
        "{month} {d}, {yyyy}",
        "{mm}/{dd}/{yy}",
        "{mon} {d}, {yyyy}",
        "{m}/{d}/{yyyy}",
        "{yyyy}-{mm}-{dd}",
        "{mm}-{dd}-{yyyy}",
    ),
    "en": (
        "{dd}/{mm}/{yyyy}",
        "{d} {month} {yyyy}",
        "{dd} {mon} {yyyy}",
        "{dd}-{mon}-{yyyy}",
        "{yyyy}-{mm}-{dd}",
        "{dd}.{mm}.{yyyy}",
        "{dd}/{mm}/{yy}",
        "{d} {mon} {yy}",
    ),
    "de": (
        "{dd}.{mm}.{yyyy}",
        "{dd}.{mm}.{yyyy}",
        "{d}. {month} {yyyy}",
        "{d}.{m}.{yyyy}",
        "{dd}.{mm}.{yy}",
        "{yyyy}-{mm}-{dd}",
        "{dd}. {month} {yyyy}",
    ),
    "fr": (
        "{dd}/{mm}/{yyyy}",
        "{dd}/{mm}/{yyyy}",
        "{d} {month} {yyyy}",
        "{dd}.{mm}.{yyyy}",
        "{dd}/{mm}/{yy}",
        "{dd}-{mm}-{yyyy}",
        "{yyyy}-{mm}-{dd}",
    ),
    "es": (
        "{dd}/{mm}/{yyyy}",
        "{d} de {month} de {yyyy}",
        "{dd}-{mm}-{yyyy}",
        "{dd}/{mm}/{yy}",
        "{dd}.{mm}.{yyyy}",
    ),
    "it": (
        "{dd}/{mm}/{yyyy}",
        "{d} {month} {yyyy}",
        "{dd}.{mm}.{yyyy}",
        "{dd}-{mm}-{yyyy}",
        "{dd}/{mm}/{yy}",
    ),
    "nl": (
        "{dd}-{mm}-{yyyy}",
        "{d} {month} {yyyy}",
        "{d}-{m}-{yyyy}",
        "{dd}/{mm}/{yyyy}",
        "{dd}-{mm}-{yy}",
    ),
}

#: Separator pairs (decimal, group) by country.
SEPARATORS: dict[str, tuple[tuple[str, str], ...]] = {
    "US": ((".", ","),),
    "GB": ((".", ","),),
    "IE": ((".", ","),),
    "DE": ((",", "."), (",", "."), (",", ".")),
    "AT": ((",", "."), (",", ".")),
    "CH": ((".", "'"), (".", "’"), (".", "'"), (".", "")),
    "FR": ((",", " "), (",", " "), (",", "."), (",", "")),
    "BE": ((",", "."), (",", ".")),
    "ES": ((",", "."), (",", ".")),
    "IT": ((",", "."), (",", ".")),
    "NL": ((",", "."), (",", ".")),
}


def choose_notation(
    rng: Random, country: str, language: str, currency: str, months: tuple[str, ...]
) -> Notation:
    """Draws a notation that a vendor of this country could use."""
    decimal, group = rng.choice(SEPARATORS[country])
    english = country in ("US", "GB", "IE")
    sign = rng.random() < (0.6 if english else 0.4)
    text = SIGNS[currency] if sign and currency != "CHF" else currency
    if currency == "CHF" and rng.random() < 0.2:
        text = "Fr."
    if currency == "EUR" and not sign and rng.random() < 0.1:
        text = "Euro"
    place = rng.choices(
        ("none", "before", "after"), (0.3, 0.5, 0.2) if english else (0.3, 0.2, 0.5)
    )[0]
    if currency == "CHF" and place == "after":
        place = "before"
    if english and text in "$£" and place == "after":
        place = "before"
    glue = text in "$£€" and (english or rng.random() < 0.1)
    patterns = DATE_PATTERNS["us" if country == "US" else language]
    return Notation(
        decimal=decimal,
        group=group,
        places=2,
        currency=currency,
        currency_text=text,
        currency_place=place,
        glue_currency=glue,
        date_pattern=patterns[min(int(rng.expovariate(0.6)), len(patterns) - 1)],
        months=months,
        minus=rng.choices(("before", "after", "brackets"), (0.8, 0.1, 0.1 if english else 0.0))[0],
    )
