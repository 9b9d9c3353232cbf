"""What heads the columns of a table of items, in six languages: patterns' texts."""

NAMES = (
    r"(?:bezeichnung|beschreibung|benennung|descri(?:ption|zione|pci[óo]n)|d[ée]signation|libell[ée]"
    r"|omschrijving|denominaci[óo]n)"
)
#: The same, or else the head of codes or positions.
THINGS = (
    r"(?:leistung|prestation|produ(?:ct|kt|it|cto)|prodotto|art(?:ikel|icle|icolo|[ií]culo)|item)"
)
COUNTS = r"(?:menge|anzahl|auflage|q(?:uanti)?ty|qt[ée]|quantit[éeà]|cantidad|aantal)"
UNITS = r"(?:einheit|unit|unité|unidad|unità|eenheid)"
PRICES = r"(?:preis|price|prix|prezzo|precio|prijs)"
AMOUNTS = r"(?:betrag|amount|montant|importe|importo|bedrag)"
