"""Pages → sentences in reading order, each with the model's salience.

A sentence ends at closing punctuation, at a wider vertical gap, or where a row stops well short
of the column's right edge.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from statistics import mean, median

from schemas.document import Page, Word
from schemas.understanding import Sentence

_END = re.compile(r"[.!?…][\"'”»)]*$")
_ABBREVIATIONS = frozenset([
    "a.m", "abs", "abt", "afd", "approx", "apr", "aprox", "art", "asst", "attn", "aug", "av",
    "avda", "avv", "bd", "bijv", "bspw", "bzgl", "bzw", "ca", "co", "corp", "d.h", "dec", "dept",
    "dez", "dhr", "dott", "dr", "dña", "e.g", "einschl", "env", "etc", "evt", "evtl", "exkl",
    "ext", "fatt", "feb", "fig", "fr", "ggf", "ggfs", "gov", "hr", "i.d.r", "i.e", "i.v.m", "inc",
    "ing", "inkl", "jan", "jul", "jun", "kap", "kto", "lfd", "ltd", "m", "m.b.t", "mar", "mevr",
    "mgr", "mlle", "mme", "mr", "mrs", "ms", "mt", "no", "nov", "núm", "o.a", "o.g", "oct", "okt",
    "p.ej", "p.es", "p.ex", "p.m", "pag", "pos", "pp", "prof", "prot", "pág", "ref", "reg", "rep",
    "resp", "rif", "réf", "sec", "sen", "sep", "sept", "sig", "spett", "sr", "sra", "sres", "st",
    "t.a.v", "t.n.v", "tel", "tfno", "tél", "u.a", "u.s", "vgl", "vs", "z.b", "z.hd", "z.t",
    "zzgl", "zzt",
])  # fmt: skip
#: How shortened compounds end: "Art.-Nr.", "Goethestr."
_SHORTENED = ("nr", "str")
#: A day without a year, whose full stop ends a sentence only before a word that begins one: German
#: writes "bis zum 20.03. Ersatz liefern" with the same. "EUR 25.10" and "version 3.12" are none.
_DAY = re.compile(r"[0-3]?[0-9]\.(?:0?[1-9]|1[0-2])")
_BEFORE_DAY = re.compile(
    r"(?:am|bis|zum|vom|den|der|dem|ab|seit|zwischen|und|oder|op|tot|vanaf"
    r"|(?:mo|di|mi|do|fr|sa|so)\.?|[a-zà-ü]+(?:tag|woch|abend|dag))[,:]?|[-–]",
    re.IGNORECASE,
)
#: What stands behind numbers, at a sentence's end as well: "we need 40 pcs. Please …".
_UNITS = frozenset(
    ["a.s", "excl", "godz", "incl", "lit", "mio", "mrd", "qty", "stck", "stk", "ud", "uds"]
)
#: "III. Quartal": a number that ends no sentence before what it counts.
_ROMAN = re.compile(r"[ivx]{2,4}")
_PERIODS = frozenset({"quartal", "quartals", "halbjahr", "halbjahres"})
_OPENERS = frozenset([
    "all", "alle", "also", "andernfalls", "as", "at", "auch", "bei", "beste", "bitte", "but",
    "can", "con", "could", "da", "danach", "danke", "dann", "das", "de", "dear", "der", "die",
    "dies", "el", "en", "er", "es", "falls", "for", "freundliche", "für", "graag", "gracias",
    "grazie", "groet", "gruß", "hallo", "herzliche", "hier", "i", "ich", "if", "ihr", "ihre", "il",
    "im", "in", "ist", "it", "je", "können", "könnten", "la", "le", "leider", "les", "lg", "liebe",
    "merci", "mfg", "mit", "nach", "noch", "notre", "nous", "nuestra", "nuestro", "nur", "on",
    "otherwise", "our", "per", "please", "por", "regards", "saluti", "schöne", "si", "sind", "so",
    "sollte", "sollten", "sonst", "su", "thank", "thanks", "that", "the", "then", "there", "these",
    "they", "this", "unser", "unsere", "until", "very", "vi", "viele", "vielen", "vor", "votre",
    "vous", "wann", "was", "we", "wegen", "wenn", "wie", "wir", "you", "your", "zu", "zudem",
    "zur",
])  # fmt: skip
#: Header rows of a mail inside a mail.
_HEADER = re.compile(
    r"^(?:from|to|cc|sent|date|subject|von|an|gesendet|betreff|de|à|objet|envoyé|para|asunto|da|a|"
    r"oggetto|aan|onderwerp|verzonden)\s?:|<[^<>\s]+@[^<>\s]+>",
    re.IGNORECASE,
)
_LEAST_SALIENCE = 0.2  # of a second sentence that tells what a text is about
_LEAST_WORDS_N = 3
_MOST_SENTENCES_N = 3
_BULLET = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])$")


def find_sentences(
    pages: Sequence[Page], salience: Sequence[Sequence[float]], within: str | None = None
) -> tuple[Sentence, ...]:
    """All sentences of the document.

    Args:
        salience: per page one score per word, 0–1.
        within: if given, only sentences that stand in this text are kept (white space and quote
            marks aside); the new part of a mail without what it quotes.
    """
    allowed = _squeeze(within) if within is not None else None
    sentences: list[Sentence] = []
    for number, (page, scores) in enumerate(zip(pages, salience, strict=True), start=1):
        for words in _split(page):
            text = page.text_of(words)
            if allowed is not None and (_squeeze(text) not in allowed or _HEADER.search(text)):
                continue
            score = mean(scores[i] for i in words)
            sentences.append(Sentence(text=text, salience=score, page=number))
    return tuple(sentences)


def pick_salient(
    sentences: Sequence[Sentence], most_n: int, least_words_n: int = _LEAST_WORDS_N
) -> list[Sentence]:
    """The most salient sentences of together about `most_n` words, in reading order.

    Args:
        least_words_n: of a sentence, unless it is the only one.
    """
    ranked = sorted(range(len(sentences)), key=lambda i: -sentences[i].salience)
    chosen: list[int] = []
    words_n = 0
    for index in ranked:
        sentence = sentences[index]
        length = len(sentence.text.split())
        if chosen and (sentence.salience < _LEAST_SALIENCE or words_n + length > most_n):
            continue
        if length < least_words_n and len(sentences) > 1:
            continue
        chosen.append(index)
        words_n += length
        if words_n >= most_n or len(chosen) == _MOST_SENTENCES_N:
            break
    return [sentences[i] for i in sorted(chosen)]


def join_words(sentences: Sequence[Sentence], most_n: int) -> str:
    """The text of sentences, cut behind `most_n` words."""
    words = " ".join(sentence.text for sentence in sentences).split()
    return " ".join(words[:most_n]) + (" …" if len(words) > most_n else "")


def split_text(text: str) -> list[str]:
    """The sentences of plain text whose paragraphs stand apart by blank lines.

    A day without a year and a unit always end one: so they did where the weights of days were
    learned.
    """
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        current: list[str] = []
        for line in paragraph.splitlines():
            words = line.split()
            if current and words and _BULLET.match(words[0]):
                found.append(" ".join(current))
                current = []
            for word in words:
                current.append(word)
                if _ends(current):
                    found.append(" ".join(current))
                    current = []
        if current:
            found.append(" ".join(current))
    return found


def _squeeze(text: str) -> str:
    return re.sub(r"[\s>]+", "", text)


def _ends(words: Sequence[str], following: str = "") -> bool:
    """Whether a sentence ends with the last of words, before `following` or its text's end ("")."""
    word = words[-1]
    if not _END.search(word):
        return False
    bare = word if ")" in word else word.lstrip("([")  # "(reg.", but "(10)." is an end
    bare = bare.rstrip(".!?…\"'”»)").lower()
    if not word.endswith("."):
        return True
    if _DAY.fullmatch(bare):
        is_day = any(map(_BEFORE_DAY.fullmatch, words[-2:-1])) or following[:1].islower()
        return not is_day or not following or _opens(following)
    if bare in _UNITS:
        return not following or _opens(following)
    if _ROMAN.fullmatch(bare) and following:
        return not (following[0].islower() or following.lower() in _PERIODS)
    shortened = bare in _ABBREVIATIONS or bare.endswith(_SHORTENED)
    return not shortened and not re.fullmatch(r"\d{1,2}|[a-z]", bare)


def _opens(word: str) -> bool:
    return word[0].isupper() and word.strip(",.!?").lower() in _OPENERS


def _split(page: Page) -> list[list[int]]:
    """Word indices of each sentence."""
    if not page.words:
        return []
    heights = median(word.height for word in page.words)
    right_edge = sorted(word.box[2] for word in page.words)[int(0.95 * (len(page.words) - 1))]
    sentences: list[list[int]] = []
    current: list[int] = []
    for index, (word, following) in enumerate(zip_longest(page.words, page.words[1:])):
        if current and _breaks(page.words[current[-1]], word, heights, right_edge):
            sentences.append(current)
            current = []
        current.append(index)
        said = [page.words[i].text for i in current[-2:]]
        if _ends(said, following.text if following else ""):
            sentences.append(current)
            current = []
    if current:
        sentences.append(current)
    return sentences


def _breaks(last: Word, word: Word, height: float, right_edge: float) -> bool:
    if last.row == word.row:
        return False
    if word.box[1] - last.box[3] > 1.2 * height or _BULLET.match(word.text):
        return True
    # The next word would have fitted on the row above: the writer began a new line on purpose.
    room = right_edge - last.box[2]
    return room > 0.15 + (word.box[2] - word.box[0])
