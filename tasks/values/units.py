"""Units of quantity as printed → UNECE Recommendation 20 codes.

"Stk", "pcs" and their like become C62 (one), as in most German and Dutch e-invoices; H87 (piece)
stays H87 where the code itself is printed.
"""

import re

_SPELLINGS: dict[str, str] = {
    "C62": "stk stck stück stueck st pcs pc pce pz pza pièce pièces piece pieces ea each un unit "
    "units unité unités stuk stuks unidad unidades uds ud u nr pezzo pezzi x pz. einheit einheiten "
    "unid un n",
    "HUR": "h hr hrs hour hours std stunde stunden heure heures ora ore uur uren hora horas",
    "DAY": "day days d j tg tag tage jour jours giorno giorni gg dag dagen día días pt",
    "WEE": "week weeks woche wochen semaine semaines",
    "MON": "mo mon month months monat monate mois mese mesi maand maanden mnd mes meses",
    "ANN": "year years jahr jahre an ans anno anni jaar año años",
    "KGM": "kg kgs kilo kilogramm kilogram kilogramme",
    "GRM": "g gr gramm gram grams gramme",
    "TNE": "t to tonne tonnen tonnes",
    "LTR": "l lt ltr liter litre litres litri litros",
    "MLT": "ml",
    "MTR": "m mtr meter metre metres mètre mètres metri metro metros lfm mt mtrs",
    "CMT": "cm",
    "MMT": "mm",
    "KMT": "km",
    "MTK": "m2 m² qm sqm",
    "MTQ": "m3 m³ cbm",
    "KWH": "kwh",
    "MWH": "mwh",
    "MIN": "min minute minuten minutes minuti",
    "SET": "set sets satz",
    "PR": "pair pairs paar paire paires",
    "XPK": "pk pckg pack packs pck pkg pkt paket packung colis ve paquet paq pak conf",
    "XBX": "box boxes schachtel boîte caja cajas scatola doos",
    "XCT": "carton cartons karton kartons ctn krt cartoni",
    "XRO": "roll rolls rolle rollen rouleau rol",
    "XBO": "bottle bottles flasche flaschen btl bouteille",
    "XPX": "pallet pallets palette paletten",
    "LS": "pauschal pauschale pausch psch flat lump lumpsum forfait fft ens ls "
    "forf global post p.a",
    "P1": "% percent prozent",
}
#: What people call those whose codes they do not know.
_WORDS = {
    "C62": "piece", "HUR": "hour", "DAY": "day", "WEE": "week", "MON": "month", "ANN": "year",
    "KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "l", "MLT": "ml", "MTR": "m", "CMT": "cm",
    "MMT": "mm", "KMT": "km", "MTK": "m2", "MTQ": "m3", "KWH": "kWh", "MWH": "MWh", "MIN": "min",
    "SET": "set", "PR": "pair", "XPK": "pack", "XBX": "box", "XCT": "carton", "XRO": "roll",
    "XBO": "bottle", "XPX": "pallet", "LS": "lump sum", "P1": "percent",
}  # fmt: skip
_CODES = {spelling: code for code, words in _SPELLINGS.items() for spelling in words.split()}
_LIKE_L = frozenset("I|")
_KNOWN = frozenset({*_SPELLINGS, "H87", "EA", "NAR", "ZZ", "KTM", "XPP"})


def read_unit(text: str) -> str | None:
    """The Rec 20 code for a printed unit, or None if it is no unit we know.

    OCR takes a leading "l" for "I": "Itr" are litres, too.
    """
    cleaned = text.strip().strip("().,:")
    if cleaned.upper() in _KNOWN and cleaned.isupper() and len(cleaned) >= 2 and cleaned != "EA":
        return cleaned
    folded = re.sub(r"[()\s]", "", cleaned.lower())
    code = _CODES.get(folded) or _CODES.get(folded.rstrip("."))
    if code is None and cleaned[:1] in _LIKE_L:
        code = _CODES.get("l" + folded[1:])
    return code


def unit_word(unit: str) -> str:
    """A unit as people call it, which `read_unit` reads back: "HUR" is an hour."""
    return _WORDS.get(unit, unit)
