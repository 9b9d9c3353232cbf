"""A document while it is being drawn: the deal, the theme, the sheet, the values printed so far."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from schemas.vocabulary import INVOICE_TYPES
from training.generate.deal import Deal
from training.generate.lexicon import rarer_words
from training.generate.parties import COUNTRIES, Party
from training.generate.sheet import BLACK, FAMILIES, Colour, Sheet, Style
from training.generate.words import Phrase, plain, tagged

#: Documents that the buyer sends to the seller.
FROM_BUYER = frozenset({"order", "remittance_advice"})
ACCENTS: tuple[Colour, ...] = (
    (0.1, 0.2, 0.45), (0.55, 0.1, 0.1), (0.1, 0.4, 0.2), (0.2, 0.2, 0.2), (0.0, 0.45, 0.55),
    (0.85, 0.4, 0.05), (0.35, 0.15, 0.45), (0.0, 0.0, 0.0), (0.3, 0.35, 0.4),
)  # fmt: skip


#: A building and its street, "Mercantile House, 27 Corn Street"; not a number, "59, rue Paul".
_BUILDING = re.compile(r"(?=[^,]*[^\W\d_]{2})(.+?), (?=.*[^\W\d_]{3})(.+)")


@dataclass(frozen=True)
class Theme:
    """Typography of one vendor."""

    family: str
    size: float
    stretch: float
    accent: Colour
    colon: str
    bold_labels: bool

    def style(self, scale: float = 1.0, bold: bool = False, colour: Colour = BLACK) -> Style:
        """A style relative to the body text."""
        return Style(
            FAMILIES[self.family][int(bold)], round(self.size * scale, 2), colour, self.stretch
        )


def make_theme(rng: Random, language: str) -> Theme:
    """Draws a vendor's typography."""
    colons = (":", "", "", " :") if language == "fr" else (":", ":", "", "")
    family = rng.choices(list(FAMILIES), (0.6, 0.15, 0.06, 0.19))[0]
    size = rng.choice((8.0, 8.5, 9.0, 9.0, 9.5, 10.0))
    if family in ("vera", "courier"):
        size -= 1.2
    return Theme(
        family=family,
        size=size,
        stretch=rng.choice((1.0, 1.0, 1.0, 0.95, 0.88)),
        accent=rng.choice(ACCENTS),
        colon=rng.choice(colons),
        bold_labels=rng.random() < 0.4,
    )


@dataclass
class Draft:
    """Everything the parts need; `x0`, `x1` bound the text, `floor` is the last baseline."""

    rng: Random
    deal: Deal
    theme: Theme
    sheet: Sheet
    x0: float
    x1: float
    floor: float
    fields: dict[str, str] = field(default_factory=dict)
    lines: list[dict[str, str]] = field(default_factory=list)
    taxes: list[dict[str, str]] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def issuer(self) -> Party:
        """Who sends the document."""
        return self.deal.buyer if self.deal.doc_type in FROM_BUYER else self.deal.seller

    @property
    def recipient(self) -> Party:
        """Who receives it."""
        return self.deal.seller if self.deal.doc_type in FROM_BUYER else self.deal.buyer

    @property
    def issuer_role(self) -> str:
        """seller or buyer."""
        return "buyer" if self.deal.doc_type in FROM_BUYER else "seller"

    @property
    def recipient_role(self) -> str:
        """The other one."""
        return "seller" if self.deal.doc_type in FROM_BUYER else "buyer"

    @property
    def number_entity(self) -> str:
        """Which field the document's own number is."""
        return "invoice_number" if self.deal.doc_type in INVOICE_TYPES else "document_number"

    def word(self, key: str, section: str = "labels") -> str:
        """The vendor's word for a label: the same one throughout the document."""
        name = f"{section}.{key}"
        if name not in self.labels:
            self.labels[name] = self.deal.lexicon.pick(self.rng, section, key)
            rarer = rarer_words(self.deal.language, section, key)
            if rarer and self.deal.variety and self.deal.chance(0.35):
                self.labels[name] = self.deal.variety.choice(rarer)
        return self.labels[name]

    def label(self, key: str, colon: str | None = None) -> str:
        """A label with the vendor's colon."""
        text = self.word(key)
        mark = self.theme.colon if colon is None else colon
        return text if text.endswith(":") else text + mark

    def tag(self, entity: str, printed: str, value: str | None = None) -> Phrase:
        """A field's words; the normalised value is kept as the truth."""
        self.fields[entity] = printed if value is None else value
        return tagged(entity, printed)

    def money(self, entity: str, amount: Decimal, bare: bool = False) -> Phrase:
        """A header amount; a credit note's are negative in truth, however printed."""
        sign = -1 if self.deal.doc_type == "credit_note" else 1
        self.fields[entity] = self.signed(amount)
        printed = -amount if sign < 0 and self.deal.extras.get("minus") else amount
        phrase = self.deal.notation.money(entity, printed, bare)
        if any(label.endswith("-currency") for _, label in phrase):
            self.fields["currency"] = self.deal.notation.currency
        return phrase

    def signed(self, amount: Decimal) -> str:
        """A header amount's normalised value: negative on a credit note."""
        return f"{-amount if self.deal.doc_type == 'credit_note' else amount:.2f}"

    def amount(self, value: Decimal, bare: bool = False) -> Phrase:
        """An amount that is no header field."""
        phrase = self.deal.notation.money(None, value, bare)
        if any(label.endswith("-currency") for _, label in phrase):
            self.fields["currency"] = self.deal.notation.currency
        return phrase

    def date(self, entity: str | None, value: date) -> Phrase:
        """A date, labelled unless it is a decoy."""
        printed = self.deal.notation.day(value)
        return plain(printed) if entity is None else self.tag(entity, printed, value.isoformat())

    def address(self, party: Party, role: str | None, country: bool = False) -> list[Phrase]:
        """Address lines of a party; role None makes them plain words."""
        lines = self._address_lines(party)
        known = self.labels.setdefault(f"country of {party.name}", str(country))
        if known == "True" or party.country != self.issuer.country:
            lines.append(COUNTRIES[party.country].names[self.deal.language])
        if role is None:
            return [plain(line) for line in lines]
        entity = f"{role}_address"
        phrases = [tagged(entity, line) for line in lines]
        for phrase in phrases[1:]:
            phrase[0] = (phrase[0][0], f"I-{entity}")
        self.fields.setdefault(entity, ", ".join(lines))
        return phrases

    def _address_lines(self, party: Party) -> list[str]:
        """Street and place; a building above the street and a British postcode at times apart."""
        apart, below = f"street of {party.name}", f"postcode of {party.name}"
        if apart not in self.labels:
            self.labels[apart] = str(bool(_BUILDING.match(party.street)) and self.deal.chance(0.75))
            british = party.country in ("GB", "IE")
            self.labels[below] = str(british and self.deal.chance(0.25))
        building = _BUILDING.match(party.street) if self.labels[apart] == "True" else None
        street = [building[1], building[2]] if building else [party.street]
        city = [party.city, party.postcode] if self.labels[below] == "True" else [party.city_line()]
        return [*street, *city]

    def name(self, party: Party, role: str) -> Phrase:
        """A party's name."""
        return self.tag(f"{role}_name", party.name)
