"""What real vendors do more often than the plain case: part payments, rounding, other addresses."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from training.generate.identifiers import digits
from training.generate.longer import lengthen
from training.generate.notation import to_cents
from training.generate.parties import make_party

if TYPE_CHECKING:
    from training.generate.deal import Deal

#: Types whose goods go somewhere.
DELIVERED = frozenset({"invoice", "delivery_note", "order", "order_confirmation", "credit_note"})
_ROUTE = "{a}-{b}-{c}"


def vary_deal(deal: "Deal", rng: Random) -> None:
    """Adds part payments, rounding, a delivery address and references of other shapes."""
    if deal.ship_to is None and deal.doc_type in DELIVERED and rng.random() < 0.22:
        deal.ship_to = make_party(rng, deal.buyer.country)
    if deal.seller.country == "FR" and rng.random() < 0.35:
        siret = f"{digits(rng, 3)} {digits(rng, 3)} {digits(rng, 3)} 000{digits(rng, 2)}"
        register = rng.choice(("SIRET", "SIRET :", "N° SIRET", "Siret"))
        deal.seller = replace(deal.seller, register=register, registration_id=siret)
    if deal.doc_type == "invoice":
        _settle(deal, rng)
    lengthen(deal, rng)
    deal.numbers["reference"] = _make_reference(rng, deal)
    if deal.doc_type == "invoice" and rng.random() < 0.5:
        deal.extras["payment_reference"] = _make_payment_reference(rng, deal)


def _settle(deal: "Deal", rng: Random) -> None:
    """Draws what was paid before and what is rounded."""
    if not deal.prepaid and rng.random() < 0.16:
        share = Decimal(rng.choice((10, 20, 25, 30, 40, 50, 60, 75, 90)))
        deal.prepaid = to_cents(deal.gross * share / 100)
    if not deal.rounding and rng.random() < 0.1:
        step = Decimal(rng.choice(("0.05", "0.10", "1")))
        rounded = (deal.gross / step).quantize(Decimal(1)) * step
        deal.rounding = to_cents(rounded - deal.gross)
    deal.due_amount = deal.gross - deal.prepaid + deal.rounding


def _make_reference(rng: Random, deal: "Deal") -> str:
    """A buyer's reference: initials, a cost centre, a route id of an authority, a file number."""
    person = deal.buyer.person
    initials = "".join(part[0] for part in person.split() if part[:1].isalpha())
    route = _ROUTE.format(a=digits(rng, 8), b=digits(rng, 5), c=digits(rng, 2))
    return rng.choice(
        (
            deal.numbers["reference"], route, f"{initials}/{digits(rng, 3)}", initials.lower(),
            f"KST {digits(rng, 4)}", f"{digits(rng, 5)}", person, deal.buyer.surname,
            f"{deal.buyer.surname} {deal.issued.day:02d}.{deal.issued.month:02d}.",
        )
    )  # fmt: skip


def _make_payment_reference(rng: Random, deal: "Deal") -> str:
    """What a payer is to quote: the number, number and customer, an ISO 11649 or national form."""
    base = "".join(c for c in deal.number.upper() if c.isalnum())[:18]
    structured = f"+++{digits(rng, 3)}/{digits(rng, 4)}/{digits(rng, 5)}+++"
    return rng.choice(
        (
            deal.number, f"{deal.number} / {deal.numbers['customer']}", _creditor_reference(base),
            f"{deal.numbers['customer']}-{deal.number}", f"{digits(rng, 4)} {digits(rng, 4)} "
            f"{digits(rng, 4)} {digits(rng, 4)}", structured, f"{deal.number} {deal.buyer.surname}",
        )
    )  # fmt: skip


def _creditor_reference(base: str) -> str:
    """An ISO 11649 reference (RF) with its check digits."""
    figures = "".join(str(int(c, 36)) for c in f"{base}RF00")
    return f"RF{98 - int(figures) % 97:02d}{base}"
