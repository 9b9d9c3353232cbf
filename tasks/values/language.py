"""The language of a document, among those that business mail is written in."""

import re
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: ISO 639-1 codes considered; a small set keeps short texts from being taken for rare languages.
LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "cs",
    "da",
    "sv",
    "no",
    "fi",
    "id",
    "ms",
)
_OURS = frozenset({"en", "de", "fr", "es", "it", "nl"})
#: Less text tells its language only where that one is far likelier than others: "Anbei Rechnung".
_LEAST_LETTERS, _LEAST_CHANCE = 20, 0.7
#: Below it the names and addresses of a text may have decided.
_DOUBTFUL = 0.95
_PARTS_N = 3  # of a text, one of which is enough to tell
#: An address in one row; a number and a name alone are as often an article: "10023 Viti".
_TOWN = re.compile(r"[^\W\d_]{3}[^\t]{0,60}[,;·–|-]\s?[0-9]{5} [A-ZÀ-Þ][^\W\d_]{2}")


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def identify_language(texts: Sequence[str]) -> str:
    """The ISO 639-1 code of the rows' language, "und" where there is too little text.

    Numbers and codes are left out; where that leaves a doubt, rows of an address with postcode and
    town are, too, for an English bill to "Régie des Eaux, 54000 Nancy" stays English. A rarer
    language needs a clear lead, for names and addresses alone often look Danish or Polish.
    """
    ranked, letters_n = _rank(texts)
    if ranked and ranked[0][1] < _DOUBTFUL:
        told, left_n = _rank([text for text in texts if not _TOWN.search(text)])
        if told and told[0][0] in _OURS and left_n >= max(_LEAST_LETTERS, letters_n / _PARTS_N):
            ranked, letters_n = told, left_n
    if not ranked:
        return "und"
    best, chance = ranked[0]
    if letters_n < _LEAST_LETTERS:
        return best if best in _OURS and chance > _LEAST_CHANCE else "und"
    if best in _OURS or chance > 0.6:
        return best
    return next(code for code, _ in ranked if code in _OURS)


def _rank(texts: Sequence[str]) -> tuple[list[tuple[str, float]], int]:
    """All codes with their chances by the rows' words, likeliest first, and how long these are."""
    text = " ".join(re.findall(r"[^\W\d_]{2,}", " ".join(texts)))
    ranked = _identifier().rank(text[:6000]) if text else []
    return [(str(code), chance) for code, chance in ranked], len(text)
