"""Numbers written out, in six languages."""

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
_ITALIAN = [
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
]
_SPANISH = [
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
]
_DUTCH = [
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]
_COUNTED = (_ENGLISH, _GERMAN, _FRENCH, _ITALIAN, _SPANISH, _DUTCH)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_OTHERS = {
    "eine": 1, "einem": 1, "einer": 1, "une": 1, "vierzehn": 14, "zwanzig": 20, "dreißig": 30,
    "vierundzwanzig": 24, "sechsunddreißig": 36, "sechzig": 60, "neunzig": 90, "quinze": 15,
    "trente": 30, "soixante": 60, "quatre-vingt-dix": 90, "vingt-quatre": 24, "trente-six": 36,
    "vingt": 20, "dix-huit": 18, "achtzehn": 18,
    "quindici": 15, "diciotto": 18, "venti": 20, "ventiquattro": 24, "trenta": 30,
    "trentasei": 36, "sessanta": 60, "novanta": 90,
    "una": 1, "quince": 15, "dieciocho": 18, "veinte": 20, "veinticuatro": 24, "treinta": 30,
    "treinta y seis": 36, "sesenta": 60, "noventa": 90,
    "een": 1, "veertien": 14, "achttien": 18, "twintig": 20, "vierentwintig": 24, "dertig": 30,
    "zesendertig": 36, "zestig": 60, "negentig": 90,
}  # fmt: skip
#: Number word → its value; longest first, so that "sixteen" is not read as "six".
NUMBERS: dict[str, int] = dict(
    sorted(
        {
            **{w: n for words in _COUNTED for n, w in enumerate(words, 1)},
            **_TENS,
            **_OTHERS,
        }.items(),
        key=lambda item: -len(item[0]),
    )
)
