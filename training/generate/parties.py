"""Invented companies and people with addresses, bank accounts and register entries."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from faker import Faker

from training.generate.identifiers import (
    digits,
    make_bic,
    make_iban,
    make_registration,
    make_vat_id,
)
from training.generate.lexicon import load_table


@dataclass(frozen=True)
class Country:
    """What a country's businesses share; `rates` are VAT percentages, usual ones first."""

    locale: str
    currency: str
    rates: tuple[str, ...]
    names: dict[str, str]
    forms: tuple[str, ...]
    trades: tuple[str, ...]
    cities: tuple[str, ...]
    domain: str


def _country(facts: dict[str, Any]) -> Country:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()}
    return Country(**values)


COUNTRIES = {code: _country(facts) for code, facts in load_table("countries").items()}

#: Language → where its documents come from, usual countries repeated.
HOMES: dict[str, tuple[str, ...]] = {
    "en": ("US", "US", "GB", "GB", "GB", "IE", "DE", "NL"),
    "de": ("DE", "DE", "DE", "DE", "AT", "CH"),
    "fr": ("FR", "FR", "FR", "BE", "CH"),
    "es": ("ES",),
    "it": ("IT",),
    "nl": ("NL", "NL", "BE"),
}
_ONSETS = (
    "Al",
    "Bor",
    "Cal",
    "Den",
    "El",
    "Fal",
    "Gra",
    "Hel",
    "In",
    "Jor",
    "Kal",
    "Lum",
    "Mar",
    "Nor",
    "Or",
    "Pro",
    "Quan",
    "Ro",
    "Sol",
    "Tek",
    "Ul",
    "Ver",
    "Wes",
    "Xen",
    "Zen",
    "Omni",
    "Vita",
    "Bio",
    "Aqua",
)
_ENDINGS = (
    "tec",
    "via",
    "dis",
    "nova",
    "plan",
    "mont",
    "soft",
    "lux",
    "media",
    "tron",
    "care",
    "pack",
    "line",
    "form",
    "werk",
    "san",
    "vex",
    "quip",
    "gen",
    "core",
)


@dataclass(frozen=True)
class Party:
    """A company or person in a business document; "" where there is no value."""

    name: str
    street: str
    postcode: str
    city: str
    region: str
    country: str
    vat_id: str
    register: str
    registration_id: str
    tax_number: str
    phone: str
    fax: str
    email: str
    web: str
    bank: str
    iban: str
    bic: str
    person: str
    surname: str

    def city_line(self) -> str:
        """Postcode and city in the country's order."""
        if self.country == "US":
            return f"{self.city}, {self.region} {self.postcode}"
        if self.country in ("GB", "IE"):
            return f"{self.city} {self.postcode}"
        return f"{self.postcode} {self.city}"


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def make_party(rng: Random, country: str, kind: str = "company") -> Party:
    """Draws a company (or, as kind "person", a private customer) of a country."""
    home = COUNTRIES[country]
    if country == "CH" and rng.random() < 0.3:
        home = Country(
            "fr_CH",
            home.currency,
            home.rates,
            home.names,
            home.forms,
            COUNTRIES["FR"].trades,
            ("Genève", "Lausanne", "Neuchâtel", "Fribourg"),
            "ch",
        )
    fake = _faker(home.locale)
    fake.seed_instance(rng.getrandbits(32))
    surname = fake.last_name()
    person = f"{fake.first_name()} {surname}"
    # Faker's Italian cities come from a set, whose order changes from run to run.
    known = rng.random() < 0.6 or home.locale == "it_IT"
    city = rng.choice(home.cities) if known else fake.city()
    name = person if kind == "person" else _company_name(rng, home, surname, city, fake.last_name())
    slug = "".join(c for c in name.lower() if "a" <= c <= "z")[:14] or "office"
    street = " ".join(fake.street_address().replace("\n", ", ").split())
    if rng.random() < 0.25 and country in ("DE", "AT", "FR", "NL"):
        street = f"{fake.street_name()} {rng.randint(1, 180)}" if country != "FR" else street
    postcode = fake.postcode()
    if country == "NL" and len(postcode) == 6:
        postcode = f"{postcode[:4]} {postcode[4:]}"
    if country == "BE":
        postcode = str(rng.randint(1000, 9990))
    if country == "IE":
        postcode = f"D{rng.randint(10, 24)} {rng.choice('ACEFHKNPRTVWXY')}{digits(rng, 3)}"
    register, registration_id = ("", "")
    if kind == "company":
        register, registration_id = make_registration(rng, country, city)
    banks = (
        "Volksbank",
        "Sparkasse",
        "Commerz",
        "Credit",
        "National",
        "Savings",
        "Agricole",
        "Union",
        "Postbank",
        "Central",
    )
    web = f"{slug}.{home.domain}"
    return Party(
        name=name,
        street=street,
        postcode=postcode,
        city=city,
        region=fake.state_abbr() if country == "US" else "",
        country=country,
        vat_id=make_vat_id(rng, country) if kind == "company" else "",
        register=register,
        registration_id=registration_id,
        tax_number=f"{digits(rng, 2)}/{digits(rng, 3)}/{digits(rng, 5)}",
        phone=fake.phone_number().split("x")[0],
        fax=fake.phone_number().split("x")[0],
        email=f"{rng.choice(('info', 'office', 'kontakt', 'sales', 'mail', 'accounts'))}@{web}",
        web=f"www.{web}",
        bank=f"{rng.choice(banks)} {rng.choice((city, 'Bank', surname))}",
        iban=make_iban(rng, country),
        bic=make_bic(rng, country) if country != "US" else "",
        person=person,
        surname=surname,
    )


def _company_name(rng: Random, home: Country, surname: str, city: str, other: str) -> str:
    form, trade = rng.choice(home.forms), rng.choice(home.trades)
    invented = rng.choice(_ONSETS) + rng.choice(_ENDINGS)
    core = rng.choice(
        (
            f"{surname} {trade}",
            f"{surname} & {other}",
            f"{invented} {trade}",
            invented,
            surname,
            f"{trade} {surname}",
            f"{city.split(',')[0]} {trade}",
            f"{invented.upper()}",
            f"{surname}-{trade}" if "DE" in home.locale else f"{surname} {trade}",
            f"{invented} {surname} {trade}",
            f"{trade} & {rng.choice(home.trades)} {surname}",
        )
    )
    name = f"{core} {form}".strip()
    return name.upper() if rng.random() < 0.08 else name
