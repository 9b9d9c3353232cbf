"""Letters that OCR takes for others that look alike, told by those beside them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from readers.layout import LooseWord

#: Accented letters up to this share of a page's letters may be specks above plain ones.
MOST_STRAY_SHARE = 0.01
_STRAY_ACCENTS = str.maketrans("ÁÀÂÍÌÎÓÒÔÚÙÛÝÊÈ", "AAAIIIOOOUUUYEE")
#: Capital I that ends a word of small letters, stands before an elided article's vowel, or in a
#: word where no name begins with it ("ZahIbar"; but "OpenInvoice", "MacIver"); a Greek iota.
_SMALL_L = re.compile(
    r"(?<=[a-zß-ÿ]{3})I(?![^\W_])|\bI(?=['’][aehiouyàâéèêAEHIOUYÀÂÉÈÊ])"
    r"|(?<=[a-zß-ÿ]{2})(?<!Mac)I(?=(?:[aefghi-lpqu-zß-ÿ]|b(?!an))[a-zß-ÿ])|(?<=[A-Za-zÀ-ÿ])ι"
)
#: Small l before a consonant with which words that begin with l do not go on, unlike "lmtr" and
#: "lfdm": "lmst", "lnstallation".
_CAPITAL_I = re.compile(r"(?<![\w.@])l(?=(?:m(?!t)|[nrs])[a-zß-ÿ]{2})")
#: The ring that is named after its shape: "0-Ring", "0-Ringe".
_RING = re.compile(r"(?<!\w)0(?=-[Rr]ing)")
#: Zeros in a word of capitals: between consonants, or among four letters; "FE0D" is a code.
_ZEROS = re.compile(
    r"(?=(?:[^\W\d_]|[-/'’.&])*[B-DF-HJ-NP-TV-Z]0+[B-DF-HJ-NP-TV-Z]|(?:\W*0*[^\W\d_]){4})"
    r"(?:[A-ZÀ-Þ]|[-/'’.&]|(?<=[A-ZÀ-Þ])0+(?=[A-ZÀ-Þ]))+"
)
#: And at the beginning of a name: "0livier".
_ZERO_FIRST = re.compile(r"^0(?=[a-zß-ÿ]{3,}$)")
#: The small two of an area: "g/m2", "3x1,5 mm2". Hardly anybody who prints it sets it large.
_SQUARE = re.compile(r"(?:^|(?<=[0-9])|(?<=^g/)|(?<=^kg/))([cdk]?m|mm)2(?=[.,;:)]*$)")
#: Litres between a number and what holds them: "5-I-Kanister".
_LITRE = re.compile(r"(?<=[0-9]-)I(?=-[A-ZÀ-Þ])")
#: Short for "laut", the end of "S.à r.l.", running metres and telephony.
#: And the first of a French month, as in "du 1er janvier".
_SHORT = {"ler": "1er", "It.": "lt.", "r.I.": "r.l.", "r.I": "r.l", "Ifdm": "lfdm", "VolP": "VoIP"}
#: What stands between two measures, alone or within a word: "125 x 1,0", "40×60".
_TIMES = re.compile(r"(?:^|(?<=[0-9]))[x×](?=$|[0-9])")
#: An l among figures, the O of ounces, that of "P.O. Box", the 1 of the BIC that Bavarian savings
#: banks share.
_ONE = re.compile(r"(?<=[0-9])l(?=[0-9])")
#: A code may end alike: "HU7020Z", "5510Z".
_OUNCES = re.compile(r"^([0-9]{1,2}(?:\.[0-9])?)0Z$")
_BOX = re.compile(r"(?<=^P)\.0\.$")
_BAVARIAN = re.compile(r"(?<=^BYLADEM)I")
#: Halves of postcodes, British and Canadian: a letter O where a figure is read, and the other way.
_BRITISH = re.compile(r"([CPSY])0([0-9]{1,2})"), re.compile(r"[0-9][A-Z]{2}[,.]?")
_CANADIAN = (
    re.compile(r"(?!LOT|BOX|TOR|VOL|JOB)([A-Z])O([A-Z])"),
    re.compile(r"[0-9][A-Z][0-9O][,.]?"),
)
_CANADIAN_END = re.compile(r"[A-Z][0-9][A-Z]"), re.compile(r"([0-9][A-Z])O([,.]?)")
#: How many there are, and what: "5,000Spring".
_COUNTED = re.compile(r"^([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{2,4})([A-ZÀ-Þ][a-zß-ÿ]{3,})$")
#: A caption and its number: "SIMPLIFICADA:2231-014", "Nr.:4711"; no port of "mail.example:8080".
_CAPTIONED = re.compile(r"^([^\W\d_]{2,}\.?[:：])(?=[0-9]{2})")
_READ_AS = (
    (_SMALL_L, "l"),
    (_LITRE, "l"),
    (_CAPITAL_I, "I"),
    (_ZERO_FIRST, "O"),
    (_RING, "O"),
    (_SQUARE, r"\1²"),
    (_COUNTED, r"\1 \2"),
    (_CAPTIONED, r"\1 "),
    (_ONE, "1"),
    (_BAVARIAN, "1"),
    (_BOX, ".O."),
    (_OUNCES, r"\1OZ"),
)
#: A dot at half height between two words, or at the end of one; no leader, no "kW·h".
_DIVIDER = re.compile(r"(?<![·•])[·•](?=\w{3})|(?<=\w{3})[·•]$")
#: A diameter before the sign for times and a number: "030 x 160".
_DIAMETER = re.compile(r"0([1-9][0-9]{1,2}(?:[.,][0-9]+)?)")
_CROSS = re.compile(r"[x×]")
#: Running metres and pounds, behind how many there are or what one costs: "12 Ifm", "per Ib". A
#: name may be written so, too ("Ifm electronic"), and a figure may stand before another "Ib".
_COUNTED_IN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|per|je|pro|/", re.IGNORECASE)
_UNIT = re.compile(r"I(?=(?:fm|bs)\W*$)")
_PER = re.compile(r"per", re.IGNORECASE)
_POUND = re.compile(r"I(?=b\W*$)")
#: An amount that a typewriter's wide comma, or a speck beside it, parts in two: "326, 40",
#: "149.. 65"; and one that is whole.
_WHOLE_PART = re.compile(r"([-+(€$£]?[0-9]{1,3}(?:[.,'’]?[0-9]{3})*)([.,])[.,]?")
_CENTS = re.compile(r"[0-9]{2}[)€-]?")
_AMOUNT = re.compile(r".*[0-9][.,][0-9]{2}[)€-]?")
#: In text heights: how far apart its parts are, and how well amounts of a column end together.
_PARTED, _TOGETHER = 0.5, 0.3
_COLUMN_N = 2  # other amounts that end where it does


def mend_words(words: list[LooseWord]) -> list[LooseWord]:
    """A page's words as they were most likely printed: each, beside its neighbours, and in all."""
    evened = join_amounts(drop_stray_accents(words))
    return even_times(mend_pairs([(mend_letters(text), box, sure) for text, box, sure in evened]))


def drop_stray_accents(words: list[LooseWord]) -> list[LooseWord]:
    """Capitals without accents where the page has hardly any: specks above letters read as such.

    É and the letters with dots stay, for English and German print them alone.
    """
    letters = [char for text, _, _ in words for char in text if char.isalpha()]
    accented_n = sum(not char.isascii() for char in letters)
    if accented_n > MOST_STRAY_SHARE * len(letters):
        return words
    return [
        (text.translate(_STRAY_ACCENTS) if len(text) > 1 else text, box, confidence)
        for text, box, confidence in words
    ]


def join_amounts(words: list[LooseWord]) -> list[LooseWord]:
    """The words with amounts whole that were read in two, where others of their column end.

    "326, 40" below "255,60" and above "57,00"; of "12, 13" in running text nothing tells that.
    """
    ends = [box[2] for text, box, _ in words if _AMOUNT.fullmatch(text)]
    joined: list[LooseWord] = []
    for text, box, sure in words:
        whole = _WHOLE_PART.fullmatch(joined[-1][0]) if joined else None
        if whole and _CENTS.fullmatch(text) and _ends_amount(joined[-1][1], box, ends):
            _, left, left_sure = joined.pop()
            text, sure = f"{whole[1]}{whole[2]}{text}", min(sure, left_sure)
            box = [left[0], min(left[1], box[1]), box[2], max(left[3], box[3])]
        joined.append((text, box, sure))
    return joined


def _ends_amount(left: Sequence[float], right: Sequence[float], ends: Sequence[float]) -> bool:
    """Whether a word stands right behind another one, and ends where a column of amounts does."""
    height = min(left[3] - left[1], right[3] - right[1])
    beside = (
        abs(left[1] - right[1]) < height / 2 and -height < right[0] - left[2] < _PARTED * height
    )
    return beside and sum(abs(end - right[2]) < _TOGETHER * height for end in ends) >= _COLUMN_N


def even_times(words: list[LooseWord]) -> list[LooseWord]:
    """The words with one sign for "times" on a page, the one that is read more often."""
    signs = [sign for text, _, _ in words for sign in _TIMES.findall(text)]
    if len(set(signs)) < 2:
        return words
    usual = "x" if signs.count("x") >= signs.count("×") else "×"
    return [(_TIMES.sub(usual, text), box, confidence) for text, box, confidence in words]


def mend_letters(text: str) -> str:
    """A word with the letters that look alike as its neighbours have them: "SteindI", "B0RE".

    And with the sign of a diameter for that of the empty set, the two of an area, and space where
    it was lost: behind a count ("150Posters") or a caption ("Nr.:4711"), around a dot that divides
    ("8·71701").
    """
    text = _SHORT.get(text, text).replace("∅", "Ø")
    for read, printed in _READ_AS:
        text = read.sub(printed, text)
    if "0" in text and _ZEROS.fullmatch(text.rstrip(",;:)")):
        text = text.replace("0", "O")
    return _DIVIDER.sub(" · ", text).strip() if len(text) > 1 else text


def mend_pairs(words: list[LooseWord]) -> list[LooseWord]:
    """The words with diameters, postcodes and units as the words beside them say.

    "030 x 160" is "Ø30 x 160", "Y01 9TL" is "YO1 9TL", "per Ib" is "per lb".
    """
    texts = [text for text, _, _ in words]
    beside = [*(_are_beside(a, b) for a, b in pairwise(words)), False]
    for at, text in enumerate(texts):
        after = texts[at + 1] if beside[at] else ""
        text = _mend_unit(text, texts[at - 1] if at and beside[at - 1] else "")
        crossed = _CROSS.fullmatch(after) and at + 2 < len(texts) and texts[at + 2][:1].isdigit()
        diameter = _DIAMETER.fullmatch(text) if crossed else None
        text = f"Ø{diameter[1]}" if diameter else _mend_postcode(text, after)
        texts[at] = _mend_postcode_end(text, texts[at - 1] if at and beside[at - 1] else "")
    return [(text, *word[1:]) for text, word in zip(texts, words, strict=True)]


def _are_beside(left: LooseWord, right: LooseWord) -> bool:
    """Whether a word stands right behind another one of its line."""
    (_, a, _), (_, b, _) = left, right
    height = min(a[3] - a[1], b[3] - b[1])
    return abs(a[1] - b[1]) < height / 2 and -height < b[0] - a[2] < height


def _mend_unit(text: str, before: str) -> str:
    if _PER.fullmatch(before):
        text = _POUND.sub("l", text)
    return _UNIT.sub("l", text) if _COUNTED_IN.fullmatch(before) else text


def _mend_postcode(text: str, after: str) -> str:
    for (first, second), letter in ((_BRITISH, "O"), (_CANADIAN, "0")):
        half = first.fullmatch(text) if second.fullmatch(after) else None
        if half:
            return f"{half[1]}{letter}{half[2]}"
    return text


def _mend_postcode_end(text: str, before: str) -> str:
    """The second half of a Canadian postcode whose first was mended: "G0S 3JO"."""
    first, second = _CANADIAN_END
    half = second.fullmatch(text) if first.fullmatch(before) else None
    return f"{half[1]}0{half[2]}" if half else text
