"""Words of time in contracts: months, number words and units, in English, German and French."""

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    "|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)

_ENGLISH = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_GERMAN = [
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
]
_FRENCH = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_OTHERS = {
    "eine": 1, "einem": 1, "einer": 1, "une": 1, "vierzehn": 14, "zwanzig": 20, "dreißig": 30,
    "vierundzwanzig": 24, "sechsunddreißig": 36, "sechzig": 60, "neunzig": 90, "quinze": 15,
    "trente": 30, "soixante": 60, "quatre-vingt-dix": 90, "vingt-quatre": 24, "trente-six": 36,
}  # fmt: skip
#: Number word → its value; longest first, so that "sixteen" is not read as "six".
NUMBERS: dict[str, int] = dict(
    sorted(
        {
            **{w: n for words in (_ENGLISH, _GERMAN, _FRENCH) for n, w in enumerate(words, 1)},
            **_TENS,
            **_OTHERS,
        }.items(),
        key=lambda item: -len(item[0]),
    )
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
}
