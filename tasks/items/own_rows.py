"""Rows below an item's name that say something of their own: numbers behind keys, days, packing."""

import re

from tasks.values.sum_words import CARRIED_WORDS
from tasks.values.your_words import YOURS

#: Rows in the column that say something of their own.
OWN = re.compile(
    r"(?:art(?:ikel)?|réf|ref|sku|ean|gtin|code|cod|item|part|mat(?:erial)?)\b[^:]{0,12}[.:#]"
    r"|(?:ean|gtin|isbn|gencod|upc|unspsc|mfg|charg(?:e|en)|lot(?! de )|batch|mhd|serial"
    r"|serien\w*|imei"
    r"|s/n|liefer(?:schein|termin|datum|ung)|bon de livraison|b\.?l\.?|livr(?:é|aison)"
    r"|deliver(?:y|ed)"
    r"|haltbar|zolltarif\w*|warennummer|hs|ursprung\w*|country of origin|kostenstelle|rückstand"
    r"|eta|etd|r[ée]f fourn\w*"
    rf"|{YOURS} ?(?:order|part|item|drawing|ref|pos"
    r"|art|plan|artikel|bestell|zeichnung|material|teile|sach|commande|référence)\w*\.?)"
    r"\b[^\w]{0,3}(?:[^\W\d_]{1,12}\W{1,3}){0,3}\S*[0-9]"
    r"|(?:vom|du|from|dal|del|van) [0-9]{1,2}(?:[./-]|\. ?[^\W\d_]{3}| [^\W\d_]{3,9} [12][0-9]{3})"
    r"|[0-9]{1,4} (?:kartons?|ktn|kisten?|gebinde|kolli|colli|paletten?|säcke?|cartons?|cases?"
    r"|box(?:es)?|crates?|pallets?|bags?|caisses?|palettes?|sacs?|cajas?|scatole|dozen|kratten)"
    r" (?:à|zu(?: je)?|je|mit|of|with|x|de|con|da|van|met) [0-9]"
    r"|(?:bottes|boîtes|cartons?|caisses|sacs|sachets|lots|palettes|boxes|bags|cases|packs"
    r"|bundles|crates|trays|pallets|scatole|sacchi|mazzi|cajas|bolsas|sacos|kratten|dozen|zakken"
    r"|kisten|kartons|säcke|bunde|gebinde|paletten) (?:of|de|à|da|con|van|zu|à|je|mit) [0-9]"
    r"|\*\*"
    rf"|(?:sub|zwischen|sous)?-?(?:total|summe)|{CARRIED_WORDS}|report(?:\s[0-9]|\s?:)"
    r"|un ?[0-9]{4}\b",
    re.IGNORECASE,
)
#: What is said of an item in a row of its own: "Reason: not ordered".
REMARK = re.compile(r"[^\W\d_][^:]{1,20}:(?:\s|$)")
#: "Best.-Nr. Lieferant: MV203761": a number's key and what it names.
_KEYED = re.compile(
    r"(?=[^:]*(?:n[ro°º]|num|id|ref|réf|code|kennz)\b)"
    r"[^\W\d_][^:]{1,28}:\s?[^\s0-9]*[0-9]\S*(?:\s\S+)?",
    re.IGNORECASE,
)


def says_more(text: str) -> bool:
    """Whether a row says something of its own: a number behind its key, a day, how it is packed."""
    return bool(OWN.match(text) or _KEYED.fullmatch(text))
