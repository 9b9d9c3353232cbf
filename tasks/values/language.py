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


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def identify_language(texts: Sequence[str]) -> str:
    """The ISO 639-1 code of the rows' language, "und" where there is too little text.

    Numbers and codes are left out. A rarer language needs a clear lead, for names and addresses
    alone often look Danish or Polish.
    """
    words = re.findall(r"[^\W\d_]{2,}", " ".join(texts))
    text = " ".join(words)
    if not text:
        return "und"
    ranked: list[tuple[str, float]] = _identifier().rank(text[:6000])
    best, chance = ranked[0]
    if len(text) < _LEAST_LETTERS:
        return str(best) if best in _OURS and chance > _LEAST_CHANCE else "und"
    if best in _OURS or chance > 0.6:
        return str(best)
    return str(next(code for code, _ in ranked if code in _OURS))
