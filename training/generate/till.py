"""A receipt under construction: shop, goods, the narrow paper, lines as tills set them."""

import math
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.generate.deal import Deal, Item, make_deal
from training.generate.draft import Draft, Theme
from training.generate.identifiers import digits
from training.generate.lexicon import load_table
from training.generate.notation import Notation, to_cents
from training.generate.parties import COUNTRIES, Party
from training.generate.sheet import FAMILIES, Sheet, Style, phrase_width, wrap
from training.generate.shops import GOODS, make_shop
from training.generate.words import Phrase, plain, tagged

#: Tax in percent where it is not a VAT of `countries.toml`.
_WORDS: dict[str, dict[str, list[str]]] = load_table("receipts")
TAX = {"MY": "6", "ID": "10"}
#: Share of receipts of a whole trolley, and between how many items these have.
LONG_SHARE, LONG_ITEMS_N = 0.07, (25, 250)
#: Share of receipts whose till knows no names of goods, and what it counts instead.
NUMBERED_SHARE, COUNTERS = 0.04, ("ITEM", "Item", "ART", "DEPT", "PLU", "MISC", "SKU")
_CURRENCY = {"MY": ("MYR", ("RM", "", "RM")), "ID": ("IDR", ("Rp", "", "", "Rp."))}


class Receipt:
    """One receipt under construction."""

    def __init__(self, rng: Random, country: str, language: str, style: str, shop: Party) -> None:
        self.rng, self.country, self.style = rng, country, style
        self.words = _WORDS[language]
        self.shop = replace(shop, name=shop.name.upper()) if rng.random() < 0.5 else shop
        self.deal = self._make_deal(language)
        width = rng.choice((170.0, 200.0, 226.0, 226.0, 250.0))
        self.family = rng.choices(list(FAMILIES), (0.45, 0.1, 0.3, 0.15))[0]
        size = width / rng.uniform(24, 30) * (0.8 if self.family in ("courier", "vera") else 1.0)
        theme = Theme(self.family, size, rng.choice((1.0, 0.9)), (0, 0, 0), "", False)
        sheet = Sheet(width, 3000)
        self.draft = Draft(rng, self.deal, theme, sheet, 10.0, width - 10, 2980)
        self.text = theme.style()
        self.bold = theme.style(bold=True)
        self.y = size * 3
        self.upper = rng.random() < 0.3
        self.prefix = self.deal.notation.currency_text if rng.random() < 0.3 else ""

    def _make_deal(self, language: str) -> Deal:
        rng = self.rng
        base = self.country if self.country in COUNTRIES else "GB"
        deal = make_deal(rng, "receipt", language, make_shop(rng, base), lines_n=1)
        deal.seller = self.shop
        note = deal.notation
        if self.country in _CURRENCY:
            code, texts = _CURRENCY[self.country]
            places = 2 if self.country == "MY" else 0
            separators = (".", ",") if self.country == "MY" or rng.random() < 0.5 else (",", ".")
            pattern = rng.choice(
                (
                    "{dd}/{mm}/{yyyy}",
                    "{dd}/{mm}/{yyyy}",
                    "{dd}-{mm}-{yyyy}",
                    "{dd}/{mm}/{yy}",
                    "{d} {mon} {yyyy}",
                    "{yyyy}-{mm}-{dd}",
                    "{dd} {mon} {yyyy}",
                    "{dd}.{mm}.{yyyy}",
                    "{dd}-{mon}-{yyyy}",
                )
            )
            note = Notation(
                separators[0],
                separators[1],
                places,
                code,
                rng.choice(texts),
                "none",
                False,
                pattern,
                note.months,
            )
        deal.notation = replace(note, currency_place="none", minus="before")
        deal.issued = date(2015, 1, 1) + timedelta(days=rng.randint(0, 4300))
        goods = GOODS[
            self.country
            if self.country in GOODS
            else {"AT": "DE", "CH": "DE", "BE": "FR", "IE": "GB"}[self.country]
        ]
        scale = 1000 if self.country == "ID" else 1
        items_n = 1 + min(28, int(rng.expovariate(0.28)))
        # Drawn apart: the other receipts of a seed stay what they are.
        variety = Random(f"length/{self.shop.name}/{self.shop.street}/{deal.issued}")
        if variety.random() < LONG_SHARE:
            items_n = int(math.exp(variety.uniform(*map(math.log, LONG_ITEMS_N))))
        numbered = variety.choice(COUNTERS) if variety.random() < NUMBERED_SHARE else ""
        deal.items = []
        for index in range(items_n):
            quantity = Decimal(rng.choice((1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 10)))
            price = Decimal(int(10 ** rng.uniform(1.9, 3.6))) / 100
            if scale > 1:
                price = Decimal(rng.randint(3, 180)) * 500
            elif rng.random() < 0.5:
                price = (price * 10).quantize(Decimal(1)) / 10
            price = to_cents(price)
            deal.items.append(
                Item(
                    digits(rng, rng.choice((4, 6, 8))),
                    f"{numbered} {index + 1}" if numbered else rng.choice(goods),
                    (),
                    quantity,
                    "",
                    "piece",
                    price,
                    Decimal(0),
                    to_cents(quantity * price),
                    Decimal(0),
                )
            )
        return deal

    def pick(self, key: str) -> str:
        """The shop's word."""
        rate = self.deal.notation.quantity(
            Decimal(TAX.get(self.country) or COUNTRIES[self.country].rates[0])
        )
        name = f"receipt.{key}"
        if name not in self.draft.labels:
            text = self.rng.choice(self.words[key]).format(rate=rate)
            self.draft.labels[name] = text.upper() if self.upper else text
        return self.draft.labels[name]

    def centre(self, phrase: Phrase, style: Style | None = None) -> None:
        """A centred line, broken if too long."""
        style = style or self.text
        draft = self.draft
        for line in wrap(phrase, style, draft.x1 - draft.x0):
            draft.sheet.fitted(
                (draft.x0 + draft.x1) / 2, self.y, line, style, draft.x1 - draft.x0, "centre"
            )
            self.y += style.leading

    def pair(self, left: Phrase, right: Phrase, style: Style | None = None) -> None:
        """Words on the left, an amount on the right."""
        style = style or self.text
        draft = self.draft
        width = phrase_width(right, style)
        draft.sheet.fitted(draft.x0, self.y, left, style, draft.x1 - draft.x0 - width - 4)
        draft.sheet.text(draft.x1, self.y, right, style, "right")
        self.y += style.leading

    def left(self, phrase: Phrase) -> None:
        """A line at the left margin."""
        draft = self.draft
        self.y = draft.sheet.block(draft.x0, self.y, [phrase], self.text, draft.x1 - draft.x0)

    def number(self, entity: str | None, amount: Decimal) -> Phrase:
        """An amount, with the shop's currency mark at times; a lone mark is labelled."""
        if entity and not entity.startswith("line."):
            phrase = self.draft.money(entity, amount, bare=True)
        else:
            phrase = self.deal.notation.money(entity, amount, bare=True)
        if self.prefix and not (entity or "").startswith("line."):
            self.draft.fields["currency"] = self.deal.notation.currency
            return tagged("currency", self.prefix) + phrase
        return phrase

    def line(self) -> None:
        """A separator: dashes as text, a rule, or room."""
        kind = self.draft.labels.setdefault(
            "separator", self.rng.choice(("dash", "rule", "space", "equals"))
        )
        draft = self.draft
        if kind == "rule":
            draft.sheet.rule(
                draft.x0, self.y - self.text.size * 0.5, draft.x1, self.y - self.text.size * 0.5
            )
        elif kind in ("dash", "equals"):
            mark = "-" if kind == "dash" else "="
            count = int((draft.x1 - draft.x0) / phrase_width(plain(mark), self.text))
            draft.sheet.text(draft.x0, self.y, plain(mark * count), self.text)
        self.y += self.text.leading * 0.9
