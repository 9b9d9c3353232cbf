"""Invented shops for receipts: names, addresses and goods of Malaysia, Indonesia and elsewhere."""

from dataclasses import replace
from random import Random
from typing import Any

from training.generate.identifiers import digits
from training.generate.lexicon import load_table
from training.generate.parties import Party, make_party

_TABLE: dict[str, dict[str, list[Any]]] = load_table("shops")
_MALAYSIA = _TABLE["malaysia"]

#: What shops sell, by country of the receipt.
GOODS: dict[str, list[str]] = _TABLE["goods"]


def make_shop(rng: Random, country: str) -> Party:
    """A shop with its address; Malaysian and Indonesian ones are put together here."""
    if country not in ("MY", "ID"):
        return make_party(rng, country)
    base = make_party(rng, "GB")
    if country == "ID":
        indonesia = _TABLE["indonesia"]
        name = f"{rng.choice(indonesia['name'])} {rng.choice(indonesia['owner'])}"
        return replace(
            base,
            name=name,
            street=f"Jl. {rng.choice(indonesia['road'])} No. {rng.randint(1, 200)}",
            postcode=digits(rng, 5),
            city=rng.choice(("Jakarta", "Bandung", "Surabaya", "Denpasar")),
            country="ID",
            vat_id="",
            registration_id="",
            iban="",
            bic="",
        )
    style = rng.random()
    if style < 0.3:
        name = f"{rng.choice(_MALAYSIA['first'])} {rng.choice(_MALAYSIA['core'])}"
    else:
        name = f"{rng.choice(_MALAYSIA['core'])} {rng.choice(_MALAYSIA['trade'])}"
    name = f"{name} {rng.choice(_MALAYSIA['form'])}".strip()
    postcode, city, state = rng.choice(_MALAYSIA["city"])
    number = rng.choice(
        (
            f"NO. {rng.randint(1, 99)},",
            f"NO.{rng.randint(1, 99)},",
            f"LOT {rng.randint(1, 400)},",
            f"{rng.randint(1, 99)},",
            f"NO {rng.randint(2, 40)}-G,",
            f"G.{rng.randint(1, 40)} & G.{rng.randint(1, 40)},",
        )
    )
    lane = rng.choice(
        ("", "", f"{rng.randint(1, 30)}/{rng.randint(1, 20)}", str(rng.randint(1, 14)))
    )
    street = f"{number} JALAN {rng.choice(_MALAYSIA['road'])} {lane}".strip()
    if rng.random() < 0.7:
        street += f", {rng.choice(_MALAYSIA['area'])}"
    registration = (
        f"{digits(rng, rng.choice((6, 7)))}-{rng.choice('ADHKMPTUVWX')}"
        if rng.random() < 0.7
        else f"00{digits(rng, 7)}-{rng.choice('WPX')}"
    )
    return replace(
        base,
        name=name,
        street=street,
        postcode=postcode,
        city=city,
        region=state,
        country="MY",
        vat_id=f"00{digits(rng, 10)}",
        register="",
        registration_id=registration,
        phone=f"0{rng.randint(3, 7)}-{digits(rng, 4)} {digits(rng, 4)}",
        iban="",
        bic="",
    )


def shop_address(rng: Random, shop: Party) -> list[str]:
    """The address as a receipt breaks it over lines."""
    if shop.country == "MY":
        tail = ", ".join(part for part in (f"{shop.postcode} {shop.city}", shop.region) if part)
        parts = [f"{part.strip()}," for part in shop.street.split(",") if part.strip()]
        end = rng.choice((".", "", ""))
        lines = [" ".join(parts[:2]), *([" ".join(parts[2:])] if parts[2:] else []), tail + end]
        if rng.random() < 0.25:
            lines = [*lines[:-2], f"{lines[-2]} {lines[-1]}"]
        return lines
    tail = f"{shop.city} {shop.postcode}" if shop.country == "ID" else shop.city_line()
    return [f"{shop.street}, {tail}"] if rng.random() < 0.2 else [shop.street, tail]
