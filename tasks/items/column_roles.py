"""What the columns of an item table hold, as their captions say in six languages."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page
from tasks.items.table_heads import Column, is_tax_caption
from tasks.values.head_words import AMOUNTS, COUNTS, PRICES, UNITS
from tasks.values.notation import Notation, parse_number
from tasks.values.paid_words import DISCOUNTS
from tasks.values.thousands import whole_number

#: Role → what its captions say; the first that fits, none of what names a number or a day.
_CAPTIONS = {
    "none": r"\b(?:n[or]s?|nr|num|numéro|number|nummer|ref|réf|date|datum|termin|lot|ean)\b"
    r"|(?<!/)(?<!/ )(?<!preis pro )(?<!preis je )(?<!miete pro )\btag\b|n°|bestell-?nr"
    r"|lieferschein|\b(?:fecha|plazo|délai)\b|\bf\. ?(?:entr|exp|env)"
    r"|\bdata (?:\w+\.? )?(?:cons|sped|ord)",
    "before": r"bereits|bisher|\bprev(?:ious|\.|\b)|prior|already|déjà|\bya\b|\bgià\b|reeds|eerder"
    r"|\bcontract (?:sum|value|amount|total)|\bcumul|auftragswert|aanneemsom"
    r"|^(?!pr[eiz]|p\.?u).*\b(?:marché|contratt?o)\b",
    "backlog": r"rückst|restmenge|\brest\b|offen|back[ -]?ord|backlog|\bb/?o\b|to follow|balance"
    r"|outstanding|reliquat|\breste|\bsolde|pendiente|inevas|residu|nalever|\bowed|remaining",
    "amount": rf"{AMOUNTS}|\b(?:netto|gesamt|positions)?wert\b"
    r"|value|extended|\btotal|gesamtpreis|ges\.?-?preis|gesamt\b|goods|totaal|\bsumme"
    r"|^(?:netto|net|ht)(?: (?:in )?(?:€|eur|chf|£|gbp|\$|usd))?$|^credit$"
    r"|^(?:charge|fee|cost)s? ?\(?(?:€|eur|chf|£|gbp|\$|usd)\)?$",
    "discount": rf"{DISCOUNTS}|\brab\b|\bdisc|\brem\b|\brm\b|\bkort\b|\bd(?:c?to|esc)\b|^less$",
    "price": rf"{PRICES}|^einzel(?:pr)?\b|\btarif|\bpx\b|\bp\.?u\b|\brrp\b|unit cost"
    r"|^unit ?(?:€|eur|chf|£|gbp|\$|usd)$"
    r"|^each$"
    r"|^(?:rate card|card rate)$|\b(?:day|daily|hourly|weekly|hire) rate\b|\bmiete ?(?:/|pro|je)"
    r"|\b(?:tages|stunden|wochen)satz\b"
    r"|^(?:€|eur|chf|£|gbp|\$|usd) ?(?:/|je|pro|per) ?",
    "hire": r"^rates?(?: ?\([^)]*\))?(?:[ /]\S{1,5}){0,2}$|^satz(?: einheit)?$",
    "base": r"^(?:per|pro|par|je|pe|p\.e\.?|por|preiseinheit|price unit|per unit)(?: .*)?$",
    "duration": r"^(?:fa[ck]tor|facteur|dauer|durée|duration|durata|duración|duur)$"
    r"|^(?:ex(?:ch(?:ange)?)?\.? ?rate|roe|kurs|cours)$"
    r"|\b(?:weeks?|days?|nights?|months?|wochen?|tage|nächte|monate?|jours?|semaines?"
    r"|nuits?|mois|giorni|notti|settimane|días|noches|semanas|dagen|nachten|weken|maanden)\b",
    "delivered": r"geliefert|liefermenge|deliver|shipp?ed|\bship\b|d[ei]spatch|\bsupplied|livrée?"
    r"|^gel(?:ief)?\b\.?(?!\w)|\bliv\.|\bsent\b|\bpicked"
    r"|\b(?:diese lief|cette livr|esta entr|questa cons|deze lev)"
    r"|^(?:qty )?this (?:del|shipment|consignment)|^del(?:\.|'?d\b)|expédi|entregad|servid"
    r"|consegnat|spedit|gelever|\b(?:cons(?:eg)?|serv|entr(?:eg)?|exp[ée]d|gel|afgel)\.",
    # Bottles of gas, and those that go back.
    "full": r"^(?:voll(?:e|gut)?|fulls?|pleine?s?|llen[ao]s?|pien[ei])$",
    "empty": r"^(?:leere?|empty|vides?|vac[ií][ao]s?|vuot[ei]|lege?)$",
    "ordered": r"bestell|^best\.?$|^best\.? ?(?:menge|mg)\b|\border|\bord\b|command|\bcm?dée?\b"
    r"|pedid|ordinat|besteld",
    "quantity": rf"{COUNTS}|\bmge\b|\banz\b|\bnombre|\bcant\b|\bq\.?tà|\bstück"
    r"|\bpièces|\bpieces|^colis$|^(?:bouteilles?|flaschen|bottles?)$",
    "returned": r"\bretour|\brepris|\bvides\b|zurück|leergut|returned|\bempties"
    r"|\bresi\b|vacíos|devuelt|retirad",
    "unit": rf"^(?:{UNITS}|me|einh|u\.?/?m|uom|vpe|ve|verpackungseinheit|pack(?:ing|ung)?"
    r"|pack(?:ing)? unit|pack ?/? ?size|envase|cond(?:itionnement)?|verpakking)\.?$",
    "measure": r"^(?:(?:gegenstands|streit|geschäfts)wert|litres?|liter|ltr|kg|gewicht|poids"
    r"|weight|volumen?|m[3³]|(?:alc )?% vol\.?)(?: .{1,12})?$",
    "packages": r"^(?:kisten?|kartons?|ktn|kolli|colli|gebinde|packstücke?|paletten?|behälter"
    r"|cartons?|box(?:es)?|cases?|pallets?|crates?|parcels?|caisses?|palettes?|cajas?|bultos?"
    r"|colisage|ctns?|scatole|dozen|kratten)\.?$",
}
_ROLE = {name: re.compile(pattern) for name, pattern in _CAPTIONS.items()}
PACKAGES = re.compile(_CAPTIONS["packages"], re.IGNORECASE)
_OF_MONEY = re.compile(r"betrag|amount|montant|importe?o?\b|[€$£]")


class Table(NamedTuple):
    """The columns of a page with the row of each number, and how its numbers are read."""

    page: Page
    notation: Notation
    columns: tuple[Column, ...]

    def with_role(self, *roles: str) -> Iterator[Column]:
        """The columns of these roles, those of the first before the others'."""
        return (column for role in roles for column in self.columns if role_of(column) == role)

    def by_row(self, column: Column | None) -> dict[int, int]:
        """Row → the number of a column on it; empty without a column."""
        return {self.page.words[index].row: index for index in (column.words if column else ())}

    def value(self, index: int) -> Decimal | None:
        """What a number comes to, without its sign."""
        text = "".join(self.page.words[i].text for i in whole_number(self.page, index))
        value = parse_number(text, self.notation)
        return None if value is None else abs(value)


def role_of(column: Column) -> str:
    """What a caption says its column is, or ""."""
    if is_tax_caption(column.caption):
        return "rate"
    found = next((name for name, pattern in _ROLE.items() if pattern.search(column.caption)), "")
    return "" if found == "discount" and _OF_MONEY.search(column.caption) else found


def fits_role(caption: str, role: str) -> bool:
    """Whether a caption has words of a role, even where others go before it."""
    return bool(_ROLE[role].search(caption))
