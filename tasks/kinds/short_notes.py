"""Notes of a sentence that somebody adds to files: "All receipts of November, sorted by date."."""

import re
from collections.abc import Sequence

from schemas.document import Page

#: Words of a note beside files ("readme.txt"); no more digits than "Q4" has.
_NOTE_WORDS_N = 12
_NUMBER = re.compile(r"[0-9]{2}|[0-9][.,][0-9]|[€$£]|\beuros?\b|\bfranken\b", re.IGNORECASE)
#: What somebody is to do, or ends: "Bitte Rechnung noch einmal senden."
_ASKS = re.compile(
    r"\bbitte\b|kündig|widerruf|storn|\bplease\b|\bcancel|terminat|s['’]il (?:vous|te) pla[iî]t"
    r"|\bmerci de\b|veuillez|résili|annul|\bpor favor\b|\banul|\bper favore\b|\bdisd[ei]"
    r"|\bgraag\b|alstublieft|opzeg|\?$",
    re.IGNORECASE,
)


def is_note(pages: Sequence[Page]) -> bool:
    """Whether a text file says hardly anything: "All receipts of November, sorted by date.".

    And asks for nothing. Somebody has to look at it all the same.
    """
    words = [word.text for page in pages for word in page.words]
    if len(words) > _NOTE_WORDS_N or any(map(_NUMBER.search, words)):
        return False
    return not _ASKS.search(" ".join(words))
