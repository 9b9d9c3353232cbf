"""Names and numbers of a summary that the mail does not hold."""

import re

_FACT = re.compile(r"\b(?:[A-ZÄÖÜ][\w\-]{2,}|\S*\d\S*)")


def find_unsupported(text: str, raw: str) -> list[str]:
    """The facts of `text` that do not stand in the file `raw`, by letters and digits.

    Facts are capitalised words, but for the first, and whatever holds a digit.
    """
    source = _squeeze(raw)
    return [fact for fact in _FACT.findall(text[1:]) if _squeeze(fact) not in source]


def _squeeze(text: str) -> str:
    return re.sub(r"[^0-9A-ZÀ-ÖØ-Þ]", "", text.upper().replace("ß", "SS"))
