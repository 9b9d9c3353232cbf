"""Descriptions that run over several lines, and addresses that begin above their street."""

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from training.generate.identifiers import digits
from training.generate.lexicon import load_table
from training.generate.parties import COUNTRIES, Party

if TYPE_CHECKING:
    from training.generate.deal import Deal, Item

#: Shares of documents with longer descriptions, with a time on each line, and of their items.
LONGER_SHARE, TIMED_SHARE, ITEM_SHARE = 0.35, 0.06, 0.6
BUILDING_SHARE = 0.3
NUMBER_SHARE = 0.16
_SAME = {"IE": "GB", "AT": "DE", "CH": "DE", "BE": "FR"}


def lengthen(deal: "Deal", rng: Random) -> None:
    """Makes some descriptions longer, puts buildings above streets, draws rarer numbers."""
    if rng.random() < NUMBER_SHARE:
        deal.number = _number(rng, deal.issued.year)
    if rng.random() < LONGER_SHARE:
        words = load_table("longer")["qualifiers"][deal.language]
        deal.items = [
            _qualify(deal, item, words, rng) if rng.random() < ITEM_SHARE else item
            for item in deal.items
        ]
    if rng.random() < TIMED_SHARE:
        first, last = (deal.notation.day(day) for day in deal.period)
        between = rng.choice(("{} – {}", "{} - {}", "{}–{}")).format(first, last)
        deal.items = [replace(item, details=(*item.details, between)) for item in deal.items]
    deal.seller = place_in_building(deal.seller, rng)
    deal.buyer = place_in_building(deal.buyer, rng)
    if deal.ship_to is not None:
        deal.ship_to = place_in_building(deal.ship_to, rng)


def _number(rng: Random, year: int) -> str:
    """A document number of a rarer shape."""
    letters = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXZ", k=2))
    return rng.choice(
        (
            f"{letters[0]}{digits(rng, 5)}", f"{letters} {digits(rng, 4)}",
            f"{letters}-{year % 100:02d}{digits(rng, 4)}",
            f"{letters}/{letters[0]}/{year}/{digits(rng, 3)}",
            f"{rng.getrandbits(32):08X}-{digits(rng, 4)}",
        )
    )  # fmt: skip


def _qualify(deal: "Deal", item: "Item", words: list[str], rng: Random) -> "Item":
    """The item with one qualifier behind its description, at times two."""
    added = "".join(
        text.format(
            n=rng.choice((2, 3, 6, 12, 25, 120, 4711)), city=deal.buyer.city,
            street=deal.buyer.street, person=deal.buyer.person,
        )
        for text in rng.sample(words, rng.choice((1, 1, 2)))
    )  # fmt: skip
    return replace(item, description=item.description + added)


def place_in_building(party: Party, rng: Random) -> Party:
    """The party, at times with a building, an estate or a floor before its street."""
    if rng.random() >= BUILDING_SHARE:
        return party
    table, country = load_table("longer"), _SAME.get(party.country, party.country)
    name = rng.choice(COUNTRIES[party.country].cities).split(",")[0]

    def fill(texts: list[str]) -> str:
        return rng.choice(texts).format(
            name=name, n=rng.randint(1, 40), thing=rng.choice(table["things"].get(country, [name]))
        )

    street = party.street
    if country in table["roads"] and rng.random() < 0.4:
        street = fill(table["roads"][country])
        if rng.random() < 0.5:
            street = f"{rng.randint(1, 180)} {street}"
    return replace(party, street=f"{fill(table['buildings'][country])}, {street}")
