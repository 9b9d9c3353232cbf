"""Words that stand in an item's row where others have their amount: "included", "nur EP"."""

import re

from tasks.values.units import read_unit

_WORDS = re.compile(
    r"(?:is |ist |sind )?(?:included?|incl|inkl(?:usive)?|enthalten|inclus(?:es?)?|compris(?:es?)?"
    r"|inclus[oi]|compres[oi]|incluid[oa]s?|inbegrepen|inclusief)(?: in(?: the)? price| im preis)?"
    r"|offerte?s?|gratuite?s?|gratis|kostenlos|kostenfrei|ohne berechnung|free(?: of charge)?"
    r"|f\.?o\.?c|no charge|n/c|omaggio|gratuit[oa]s?"
    r"|option(?:al|nel(?:le)?)?|(?:en|in|als) option|opzionale|opcional|optioneel"
    r"|nur e\.?p|nur einzelpreis|(?:unit )?(?:rate|price) only|p\.?u\.? seul(?:ement)?|bauseits"
    r"|auf anfrage|on request|on application|sur demande|su richiesta|op aanvraag"
    r"|(?:nach|auf) (?:aufwand|nachweis)|t\.?b\.?[ac]|pour mémoire",
    re.IGNORECASE,
)


def stands_for_amount(text: str) -> bool:
    """Whether a cell's whole text says why an item has no amount.

    >>> stands_for_amount("(en option)")
    True
    """
    return bool(_WORDS.fullmatch(text.strip(" .()[]*-")))


def is_no_name(text: str) -> bool:
    """Whether a cell's whole text, behind an item's name, is a unit or stands for an amount."""
    return stands_for_amount(text) or read_unit(text) == "LS"
