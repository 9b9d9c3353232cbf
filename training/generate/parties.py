"""Invented companies and people with addresses, bank accounts and register entries."""

from dataclasses import dataclass
from functools import cache
from random import Random

from faker import Faker

from training.generate.identifiers import (
    digits,
    make_bic,
    make_iban,
    make_registration,
    make_vat_id,
)


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


def _names(en: str, de: str, fr: str, es: str, it: str, nl: str) -> dict[str, str]:
    return {"en": en, "de": de, "fr": fr, "es": es, "it": it, "nl": nl}


_DE_TRADES = ("Technik", "Logistik", "Elektro", "Bau", "Systeme", "Handels", "Maschinenbau", "Software", "Büroservice", "Sanitär", "Holzbau", "Medien", "Consulting", "Druck", "Metallbau", "Verlag", "Feinkost", "Energie", "Haustechnik", "Spedition")  # fmt: skip
_FR_TRADES = ("Services", "Distribution", "Bâtiment", "Conseil", "Électricité", "Transports", "Informatique", "Industrie", "Menuiserie", "Imprimerie", "Fournitures", "Plomberie", "Solutions", "Médias", "Énergie")  # fmt: skip
_EN_TRADES = ("Systems", "Logistics", "Supplies", "Engineering", "Consulting", "Trading", "Services", "Media", "Building", "Software", "Foods", "Electrical", "Partners", "Industries", "Design", "Print", "Solutions", "Plumbing", "Group", "Wholesale")  # fmt: skip

COUNTRIES: dict[str, Country] = {
    "US": Country("en_US", "USD", ("8.25", "6", "7.5", "0", "8.875", "5"), _names("USA", "USA", "États-Unis", "EE. UU.", "Stati Uniti", "Verenigde Staten"), ("Inc.", "LLC", "Corp.", "Co.", "Inc", "L.L.C.", "Corporation", "& Sons", ""), _EN_TRADES, ("Springfield", "Portland", "Austin", "Denver", "Columbus", "Raleigh", "Tampa", "Boise", "Madison", "Fresno", "Tulsa"), "com"),
    "GB": Country("en_GB", "GBP", ("20", "20", "5", "0"), _names("United Kingdom", "Großbritannien", "Royaume-Uni", "Reino Unido", "Regno Unito", "Verenigd Koninkrijk"), ("Ltd", "Limited", "PLC", "LLP", "Ltd.", "& Sons", "& Co. Ltd", ""), _EN_TRADES, ("London", "Leeds", "Bristol", "York", "Norwich", "Glasgow", "Cardiff", "Exeter", "Derby", "Bath"), "co.uk"),
    "IE": Country("en_GB", "EUR", ("23", "13.5", "9", "0"), _names("Ireland", "Irland", "Irlande", "Irlanda", "Irlanda", "Ierland"), ("Ltd", "Limited", "DAC", "Ltd."), _EN_TRADES, ("Dublin 2", "Cork", "Galway", "Limerick", "Dublin 8", "Sligo"), "ie"),
    "DE": Country("de_DE", "EUR", ("19", "19", "7", "0"), _names("Germany", "Deutschland", "Allemagne", "Alemania", "Germania", "Duitsland"), ("GmbH", "GmbH", "GmbH & Co. KG", "AG", "KG", "e.K.", "UG (haftungsbeschränkt)", "OHG", "GbR", "mbH", ""), _DE_TRADES, ("Berlin", "Hamburg", "München", "Köln", "Leipzig", "Stuttgart", "Freiburg im Breisgau", "Frankfurt am Main", "Münster", "Ulm", "Bad Homburg"), "de"),
    "AT": Country("de_AT", "EUR", ("20", "10", "13", "0"), _names("Austria", "Österreich", "Autriche", "Austria", "Austria", "Oostenrijk"), ("GmbH", "GesmbH", "GmbH & Co KG", "AG", "e.U.", "OG"), _DE_TRADES, ("Wien", "Graz", "Linz", "Salzburg", "Innsbruck", "St. Pölten"), "at"),
    "CH": Country("de_CH", "CHF", ("8.1", "2.6", "7.7", "2.5", "0"), _names("Switzerland", "Schweiz", "Suisse", "Suiza", "Svizzera", "Zwitserland"), ("AG", "GmbH", "SA", "Sàrl", "& Co. AG"), _DE_TRADES, ("Zürich", "Bern", "Basel", "Winterthur", "Luzern", "St. Gallen", "Genève", "Lausanne"), "ch"),
    "FR": Country("fr_FR", "EUR", ("20", "10", "5.5", "0"), _names("France", "Frankreich", "France", "Francia", "Francia", "Frankrijk"), ("SARL", "SAS", "SA", "EURL", "SASU", "SNC", "& Fils", ""), _FR_TRADES, ("Paris", "Lyon", "Nantes", "Lille", "Toulouse", "Bordeaux", "Rennes", "Dijon", "Aix-en-Provence"), "fr"),
    "BE": Country("fr_FR", "EUR", ("21", "6", "12", "0"), _names("Belgium", "Belgien", "Belgique", "Bélgica", "Belgio", "België"), ("SA", "NV", "SRL", "BV", "SPRL", "BVBA"), _FR_TRADES, ("Bruxelles", "Liège", "Namur", "Gent", "Antwerpen", "Leuven"), "be"),
    "ES": Country("es_ES", "EUR", ("21", "10", "4", "0"), _names("Spain", "Spanien", "Espagne", "España", "Spagna", "Spanje"), ("S.L.", "S.A.", "SL", "S.L.U.", "S. Coop.", "e Hijos S.L."), ("Servicios", "Distribuciones", "Construcciones", "Consultores", "Transportes", "Informática", "Suministros", "Talleres", "Alimentación", "Sistemas"), ("Madrid", "Barcelona", "Valencia", "Sevilla", "Bilbao", "Zaragoza", "Málaga"), "es"),
    "IT": Country("it_IT", "EUR", ("22", "10", "4", "0"), _names("Italy", "Italien", "Italie", "Italia", "Italia", "Italië"), ("S.r.l.", "S.p.A.", "SRL", "S.n.c.", "S.a.s.", "& Figli S.r.l."), ("Servizi", "Costruzioni", "Impianti", "Consulenza", "Trasporti", "Informatica", "Forniture", "Meccanica", "Alimentari", "Sistemi"), ("Milano", "Torino", "Roma", "Bologna", "Firenze", "Verona", "Padova"), "it"),
    "NL": Country("nl_NL", "EUR", ("21", "9", "0"), _names("Netherlands", "Niederlande", "Pays-Bas", "Países Bajos", "Paesi Bassi", "Nederland"), ("B.V.", "BV", "N.V.", "V.O.F.", "& Zn.", ""), ("Techniek", "Logistiek", "Bouw", "Diensten", "Handel", "Advies", "Transport", "Systemen", "Installatie", "Media"), ("Amsterdam", "Rotterdam", "Utrecht", "Eindhoven", "Groningen", "Breda", "Den Haag"), "nl"),
}  # fmt: skip

#: Language → where its documents come from, usual countries repeated.
HOMES: dict[str, tuple[str, ...]] = {
    "en": ("US", "US", "GB", "GB", "GB", "IE", "DE", "NL"),
    "de": ("DE", "DE", "DE", "DE", "AT", "CH"),
    "fr": ("FR", "FR", "FR", "BE", "CH"),
    "es": ("ES",),
    "it": ("IT",),
    "nl": ("NL", "NL", "BE"),
}
_ONSETS = ("Al", "Bor", "Cal", "Den", "El", "Fal", "Gra", "Hel", "In", "Jor", "Kal", "Lum", "Mar", "Nor", "Or", "Pro", "Quan", "Ro", "Sol", "Tek", "Ul", "Ver", "Wes", "Xen", "Zen", "Omni", "Vita", "Bio", "Aqua")  # fmt: skip
_ENDINGS = ("tec", "via", "dis", "nova", "plan", "mont", "soft", "lux", "media", "tron", "care", "pack", "line", "form", "werk", "san", "vex", "quip", "gen", "core")  # fmt: skip


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
        home = Country("fr_CH", home.currency, home.rates, home.names, home.forms, _FR_TRADES, ("Genève", "Lausanne", "Neuchâtel", "Fribourg"), "ch")  # fmt: skip
    fake = _faker(home.locale)
    fake.seed_instance(rng.getrandbits(32))
    surname = fake.last_name()
    person = f"{fake.first_name()} {surname}"
    city = rng.choice(home.cities) if rng.random() < 0.6 else fake.city()
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
    banks = ("Volksbank", "Sparkasse", "Commerz", "Credit", "National", "Savings", "Agricole", "Union", "Postbank", "Central")  # fmt: skip
    web = f"{slug}.{home.domain}"
    return Party(
        name=name, street=street, postcode=postcode, city=city,
        region=fake.state_abbr() if country == "US" else "", country=country,
        vat_id=make_vat_id(rng, country) if kind == "company" else "",
        register=register, registration_id=registration_id,
        tax_number=f"{digits(rng, 2)}/{digits(rng, 3)}/{digits(rng, 5)}",
        phone=fake.phone_number().split("x")[0], fax=fake.phone_number().split("x")[0],
        email=f"{rng.choice(('info', 'office', 'kontakt', 'sales', 'mail', 'accounts'))}@{web}",
        web=f"www.{web}", bank=f"{rng.choice(banks)} {rng.choice((city, 'Bank', surname))}",
        iban=make_iban(rng, country), bic=make_bic(rng, country) if country != "US" else "",
        person=person, surname=surname,
    )  # fmt: skip


def _company_name(rng: Random, home: Country, surname: str, city: str, other: str) -> str:
    form, trade = rng.choice(home.forms), rng.choice(home.trades)
    invented = rng.choice(_ONSETS) + rng.choice(_ENDINGS)
    core = rng.choice(
        (
            f"{surname} {trade}", f"{surname} & {other}", f"{invented} {trade}", invented, surname,
            f"{trade} {surname}", f"{city.split(',')[0]} {trade}", f"{invented.upper()}",
            f"{surname}-{trade}" if "DE" in home.locale else f"{surname} {trade}",
            f"{invented} {surname} {trade}", f"{trade} & {rng.choice(home.trades)} {surname}",
        )
    )  # fmt: skip
    name = f"{core} {form}".strip()
    return name.upper() if rng.random() < 0.08 else name
