"""Names up to their legal form: the model at times stops before "LLC" or "GmbH & Co. KG"."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.entities import gap_between

_NAMES = frozenset({"seller_name", "buyer_name", "party"})
_FORM = re.compile(
    r"(?:gGmbH|[GM]mbH|AG|KG|OHG|UG|GbR|SE|eG|e\.\s?[KV]\.?|KGaA|SA|SAS|SASU|SARL|EURL|SNC|SCOP|ASBL"
    r"|SRL|SPRL|S\.A\.S?\.?|S\.A\.R\.L\.?|S\.L\.U?\.?|S\.?p\.?A\.?|S\.r\.l\.?|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?"
    r"|Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|[Pp][Ll][Cc]|Corp\.?|Corporation|DAC)[,;]?"
)
#: Between two forms: "GmbH & Co. KG".
_LINK = re.compile(r"&|\+|und|and|Co\.?|Cie\.?", re.IGNORECASE)
_CLOSE = 1.0  # of the text height: a wider gap parts a name from what stands beside it
_MOST_WORDS_N = 4


def complete_names(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the legal form right behind a party's name under the name's label."""
    return [_complete(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _complete(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for last in range(len(tags) - 1):
        if tags[last].label not in _NAMES or tags[last + 1].label != "O":
            continue
        for at in range(last + 1, last + 1 + _form_end(page, last)):
            tags[at] = tags[last]._replace(begins=False)
    return tuple(tags)


def _form_end(page: Page, last: int) -> int:
    """How many words behind a name are its legal form; 0 if there is none."""
    end = 0
    for count in range(1, _MOST_WORDS_N + 1):
        if last + count >= len(page.words):
            break
        before, word = page.words[last + count - 1], page.words[last + count]
        if before.row != word.row or gap_between(page, before, word) > _CLOSE:
            break
        if _FORM.fullmatch(word.text):
            end = count
        elif not _LINK.fullmatch(word.text):
            break
    return end
