"""What a business document is about: parties, numbers, dates, lines and consistent sums."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.generate.identifiers import digits
from training.generate.lexicon import Lexicon, load_lexicon
from training.generate.notation import Notation, choose_notation, to_cents
from training.generate.parties import COUNTRIES, HOMES, Party, make_party
from training.generate.variation import vary_deal

LANGUAGE_SHARE = {"en": 35, "de": 25, "fr": 15, "es": 9, "it": 8, "nl": 8}
#: UNECE Rec 20 codes of the lexicon's units.
UNIT_CODES = {
    "piece": "C62",
    "hour": "HUR",
    "month": "MON",
    "kg": "KGM",
    "metre": "MTR",
    "litre": "LTR",
    "day": "DAY",
    "box": "XBX",
    "flat": "LS",
}


#: Packages whose word tells more than that it is one.
PACKAGE_CODES = {
    "XPK": ("pack", "pk", "pckg.", "paket", "ve", "paquet", "paq.", "pak", "conf."),
    "XCT": ("carton", "karton", "krt.", "cartoni"),
}


def unit_code(kind: str, word: str) -> str:
    """The UNECE Rec 20 (or X and Rec 21) code of a printed unit."""
    for code, words in PACKAGE_CODES.items():
        if kind == "box" and word.lower() in words:
            return code
    return UNIT_CODES[kind]


@dataclass(frozen=True)
class Item:
    """One line item; `discount` is in percent, `net` after it."""

    code: str
    description: str
    details: tuple[str, ...]
    quantity: Decimal
    unit: str
    unit_kind: str
    price: Decimal
    discount: Decimal
    net: Decimal
    rate: Decimal


@dataclass(frozen=True)
class TaxShare:
    """Tax of one rate."""

    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass
class Deal:
    """The facts behind one document; amounts are positive, a credit note's sign is for printing.

    `variety` draws what the fixed cases (samples, tests' documents) do without: they have None.
    """

    doc_type: str
    language: str
    lexicon: Lexicon
    notation: Notation
    seller: Party
    buyer: Party
    ship_to: Party | None
    number: str
    numbers: dict[str, str]
    issued: date
    due: date
    delivered: date
    period: tuple[date, date]
    terms: str
    items: list[Item]
    lines_net: Decimal
    allowance_percent: Decimal
    allowance: Decimal
    charge: Decimal
    net: Decimal
    taxes: list[TaxShare]
    tax: Decimal
    gross: Decimal
    prepaid: Decimal
    rounding: Decimal
    due_amount: Decimal
    exempt: bool
    extras: dict[str, str] = field(default_factory=dict)
    variety: Random | None = None

    def chance(self, share: float) -> bool:
        """Whether a rarer way of vendors occurs; never in a fixed case, which must not change."""
        return self.variety is not None and self.variety.random() < share


def choose_language(rng: Random) -> str:
    """Draws a language by its share."""
    return rng.choices(list(LANGUAGE_SHARE), list(LANGUAGE_SHARE.values()))[0]


def make_number(rng: Random, year: int) -> str:
    """A document number in one of the many shapes that businesses use."""
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXZ", k=rng.choice((1, 2, 2, 3))))
    short, yy = digits(rng, rng.choice((3, 4, 4, 5))), f"{year % 100:02d}"
    return rng.choice(
        (
            digits(rng, 4),
            digits(rng, 5),
            digits(rng, 6),
            digits(rng, 7),
            digits(rng, 8),
            digits(rng, 10),
            f"{letters}-{year}-{short}",
            f"{letters}{digits(rng, 6)}",
            f"{letters}-{digits(rng, 5)}",
            f"{year}-{short}",
            f"{year}/{short}",
            f"{year}{short}",
            f"{letters}{yy}-{short}",
            f"{short}/{yy}",
            f"{letters}{year}{short}",
            f"{yy}{digits(rng, 6)}",
            f"{year}-{letters}-{short}",
            f"{letters}/{year}/{short}",
            f"0000{short}",
            f"{digits(rng, 3)}.{digits(rng, 3)}.{digits(rng, 3)}",
            f"{letters}.{short}",
            f"{digits(rng, 4)}-{digits(rng, 2)}",
            f"{short}-{letters}",
        )
    )


def make_deal(
    rng: Random,
    doc_type: str,
    language: str,
    seller: Party | None = None,
    lines_n: int | None = None,
    variety: Random | None = None,
) -> Deal:
    """Draws a whole business case in a language; sums agree to the cent."""
    lexicon = load_lexicon(language)
    if seller is None:
        seller = make_party(rng, rng.choice(HOMES[language]))
    country = seller.country
    abroad = rng.random() < 0.08
    buyer_country = rng.choice([c for c in COUNTRIES if c != country]) if abroad else country
    buyer = make_party(rng, buyer_country, "person" if rng.random() < 0.18 else "company")
    issued = date(2015, 1, 1) + timedelta(days=rng.randint(0, 4300))
    days = rng.choice((7, 8, 10, 14, 14, 20, 21, 30, 30, 30, 45, 60))
    currency = COUNTRIES[country].currency
    notation = choose_notation(rng, country, language, currency, lexicon.months)
    early, percent = rng.choice((7, 8, 10, 14)), rng.choice(("2", "3", "1.5"))
    terms = lexicon.pick(rng, "text", "terms").format(
        days=days, early=early, percent=percent.replace(".", notation.decimal)
    )
    exempt = (
        (country == "US" and rng.random() < 0.35)
        or (abroad and rng.random() < 0.6)
        or rng.random() < 0.03
    )
    mixed = variety is not None and variety.random() < 0.18
    rates = _choose_rates(rng, country, exempt, mixed)
    if lines_n is None:
        lines_n = min(60, 1 + int(rng.expovariate(0.24)))
        if variety is not None and variety.random() < 0.05:
            lines_n = variety.randint(35, 80)
    items = _make_items(rng, lexicon, lines_n, rates)
    start = (issued.replace(day=1) - timedelta(days=1)).replace(day=1)
    period = (start, issued.replace(day=1) - timedelta(days=1))
    if rng.random() < 0.3:
        first = issued - timedelta(days=rng.randint(5, 120))
        period = (first, first + timedelta(days=rng.randint(2, 30)))
    numbers = {
        key: make_number(rng, issued.year)
        for key in (
            "po",
            "order",
            "delivery",
            "customer",
            "contract",
            "preceding",
            "reference",
            "project",
        )
    }
    ship_to = make_party(rng, buyer_country) if rng.random() < 0.2 else None
    deal = Deal(
        doc_type=doc_type,
        language=language,
        lexicon=lexicon,
        notation=notation,
        seller=seller,
        buyer=buyer,
        ship_to=ship_to,
        number=make_number(rng, issued.year),
        numbers=numbers,
        issued=issued,
        due=issued + timedelta(days=days),
        delivered=issued - timedelta(days=rng.randint(-3, 12)),
        period=period,
        terms=terms,
        items=items,
        lines_net=Decimal(0),
        allowance_percent=Decimal(0),
        allowance=Decimal(0),
        charge=Decimal(0),
        net=Decimal(0),
        taxes=[],
        tax=Decimal(0),
        gross=Decimal(0),
        prepaid=Decimal(0),
        rounding=Decimal(0),
        due_amount=Decimal(0),
        exempt=exempt,
    )
    deal.variety = variety
    sum_up(rng, deal)
    if variety is not None:
        vary_deal(deal, variety)
    return deal


def _choose_rates(rng: Random, country: str, exempt: bool, mixed: bool = False) -> list[Decimal]:
    if exempt:
        return [Decimal(0)]
    known = [Decimal(rate) for rate in COUNTRIES[country].rates]
    if country == "US":
        return [rng.choice([r for r in known if r])]
    mixed = rng.random() < 0.25 or mixed
    return (
        list(dict.fromkeys([known[0], rng.choice(known[1:])])) if mixed else [rng.choice(known[:2])]
    )


def _make_items(rng: Random, lexicon: Lexicon, count: int, rates: list[Decimal]) -> list[Item]:
    sectors = [key for key in lexicon.keys("goods") if key != "details"]
    sector = rng.choice(sectors)
    code_shape = rng.choice(("digits", "letters", "dots", "short"))
    discounts = rng.random() < 0.2
    detailed = rng.random() < 0.45
    fine = rng.random() < 0.04
    items = []
    for _ in range(count):
        goods = lexicon.options("goods", sector if rng.random() < 0.85 else rng.choice(sectors))
        text = rng.choice(goods).format(n=rng.choice((2, 4, 5, 6, 8, 10, 12, 16, 20, 25, 50, 204)))
        details: tuple[str, ...] = ()
        if detailed and rng.random() < 0.6:
            serial = digits(rng, rng.choice((4, 6, 8)))
            details = tuple(
                d.format(
                    serial=serial, period=f"{rng.randint(1, 12):02d}/{rng.randint(2016, 2026)}"
                )
                for d in rng.sample(lexicon.options("goods", "details"), rng.choice((1, 1, 2, 3)))
            )
        unit_kind = rng.choice(
            (
                "piece",
                "piece",
                "piece",
                "piece",
                "hour",
                "month",
                "kg",
                "metre",
                "box",
                "day",
                "flat",
                "litre",
            )
        )
        quantity = Decimal(1)
        if unit_kind not in ("month", "flat"):
            quantity = Decimal(
                rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 50, 100, 250, 1000))
            )
        if unit_kind in ("hour", "kg", "metre", "day") and rng.random() < 0.5:
            quantity = Decimal(rng.randint(1, 160)) / 4
        price = Decimal(int(10 ** rng.uniform(0.0, 5.2))) / 100 + Decimal(rng.choice((0, 0, 1, 5)))
        if rng.random() < 0.35:
            price = Decimal(
                rng.choice((5, 8, 12, 25, 49, 65, 80, 95, 120, 150, 350, 480, 990, 1250, 2400))
            )
        price = to_cents(price) + (Decimal(rng.randint(0, 99)) / 10000 if fine else 0)
        discount = (
            Decimal(rng.choice((5, 10, 15, 20, 30)))
            if discounts and rng.random() < 0.6
            else Decimal(0)
        )
        net = to_cents(quantity * price * (100 - discount) / 100)
        items.append(
            Item(
                code=_make_code(rng, code_shape),
                description=text,
                details=details,
                quantity=quantity,
                unit=rng.choice(lexicon.options("units", unit_kind)),
                unit_kind=unit_kind,
                price=price,
                discount=discount,
                net=net,
                rate=rng.choice(rates),
            )
        )
    return items


def _make_code(rng: Random, shape: str) -> str:
    if shape == "digits":
        return digits(rng, rng.choice((5, 6, 8)))
    if shape == "dots":
        return f"{digits(rng, 2)}.{digits(rng, 4)}.{digits(rng, 2)}"
    if shape == "short":
        return digits(rng, rng.choice((3, 4)))
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXZ", k=rng.choice((2, 3))))
    return f"{letters}-{digits(rng, rng.choice((3, 4, 5)))}"


def sum_up(rng: Random, deal: Deal, extras: bool = True) -> None:
    """Fills the sums from the items; `extras` draws discounts, freight and prepayments at times."""
    deal.lines_net = sum((item.net for item in deal.items), Decimal(0))
    if extras and rng.random() < 0.14:
        deal.allowance_percent = Decimal(rng.choice((2, 3, 5, 10, 15)))
        deal.allowance = to_cents(deal.lines_net * deal.allowance_percent / 100)
    if extras and rng.random() < 0.2:
        deal.charge = Decimal(
            rng.choice(("4.90", "5.95", "6.90", "9.50", "12.00", "15.00", "49.00", "85.00"))
        )
    deal.net = deal.lines_net - deal.allowance + deal.charge
    bases: dict[Decimal, Decimal] = {}
    for item in deal.items:
        bases[item.rate] = bases.get(item.rate, Decimal(0)) + item.net
    main = max(bases, key=lambda rate: bases[rate])
    bases = {
        rate: base - to_cents(base * deal.allowance_percent / 100) for rate, base in bases.items()
    }
    bases[main] += deal.net - sum(bases.values())
    deal.taxes = [
        TaxShare(rate, base, to_cents(base * rate / 100))
        for rate, base in sorted(bases.items(), reverse=True)
    ]
    deal.tax = sum((share.amount for share in deal.taxes), Decimal(0))
    deal.gross = deal.net + deal.tax
    if extras and deal.notation.currency == "CHF" and rng.random() < 0.6:
        rounded = (deal.gross * 20).quantize(Decimal(1)) / 20
        deal.rounding = to_cents(rounded - deal.gross)
    if extras and rng.random() < 0.12 and deal.doc_type == "invoice":
        share = Decimal(rng.choice((10, 20, 30, 50, 100)))
        deal.prepaid = to_cents(deal.gross * share / 100)
    deal.due_amount = deal.gross - deal.prepaid + deal.rounding
