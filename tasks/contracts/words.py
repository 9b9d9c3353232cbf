"""Words of time in contracts: months and units, in six languages."""

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    "|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre"
    "|enero|febrero|abril|mayo|junio|julio|septiembre|setiembre|octubre|noviembre|diciembre"
    "|januari|februari|maart|mei|juni|juli|augustus"
)

#: Unit of time as printed → (singular, plural).
UNITS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("years", "year"), ("year", "years")),
    **dict.fromkeys(("months", "month"), ("month", "months")),
    **dict.fromkeys(("weeks", "week"), ("week", "weeks")),
    **dict.fromkeys(("days", "day"), ("day", "days")),
    **dict.fromkeys(("jahren", "jahre", "jahr"), ("Jahr", "Jahre")),
    **dict.fromkeys(("monaten", "monate", "monat"), ("Monat", "Monate")),
    **dict.fromkeys(("wochen", "woche"), ("Woche", "Wochen")),
    **dict.fromkeys(("tagen", "tage", "tag"), ("Tag", "Tage")),
    **dict.fromkeys(("années", "année", "ans", "an"), ("an", "ans")),
    "mois": ("mois", "mois"),
    **dict.fromkeys(("semaines", "semaine"), ("semaine", "semaines")),
    **dict.fromkeys(("jours", "jour"), ("jour", "jours")),
    **dict.fromkeys(("anni", "anno"), ("anno", "anni")),
    **dict.fromkeys(("mesi", "mese"), ("mese", "mesi")),
    **dict.fromkeys(("settimane", "settimana"), ("settimana", "settimane")),
    **dict.fromkeys(("giorni", "giorno"), ("giorno", "giorni")),
    **dict.fromkeys(("años", "año"), ("año", "años")),
    **dict.fromkeys(("meses", "mes"), ("mes", "meses")),
    **dict.fromkeys(("semanas", "semana"), ("semana", "semanas")),
    **dict.fromkeys(("días", "día"), ("día", "días")),
    **dict.fromkeys(("jaren", "jaar"), ("jaar", "jaar")),
    **dict.fromkeys(("maanden", "maand"), ("maand", "maanden")),
    "weken": ("week", "weken"),
    **dict.fromkeys(("dagen", "dag"), ("dag", "dagen")),
}
