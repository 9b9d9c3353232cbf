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
    r"|Ltd\.?|Limited|LLC|L\.L\.C\.|LLP|Inc\.?|[Pp][Ll][Cc]|Corp\.?|Corporation|DAC|\(haftungsbeschränkt\))[,;]?"
)
#: Between two forms: "GmbH & Co. KG".
_LINK = re.compile(r"&|\+|und|and|Co\.?|Cie\.?", re.IGNORECASE)
_CLOSE = 1.0  # of the text height: a wider gap parts a name from what stands beside it
_MOST_WORDS_N = 4
_EDGE = 0.01  # of the page's width: how far left edges of a name's rows differ
#: Words after a name among which the row below it is looked for.
_MOST_AHEAD_N = 30
#: A name does not end with these.
_BREAKS = frozenset({"&", "und", "and", "et", "+"})


def complete_names(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the rest of a party's name under the name's label.

    That is the legal form right behind it or alone in the row below, and what follows a name in the
    row below if it breaks off at "&".
    """
    return [_complete(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _complete(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    for last in range(len(tags)):
        if tags[last].label not in _NAMES or _continues(tags, last):
            continue
        form = range(last + 1, last + 1 + _form_end(page, last))
        behind = [at for at in form if tags[at].label == "O"]
        for at in behind or _row_below(page, tags, last):
            tags[at] = tags[last]._replace(begins=False)
    return tuple(tags)


def _continues(tags: Sequence[WordTag], last: int) -> bool:
    return _label_at(tags, last + 1) == tags[last].label and not tags[last + 1].begins


def _label_at(tags: Sequence[WordTag], at: int) -> str:
    return tags[at].label if at < len(tags) else ""


def _row_below(page: Page, tags: Sequence[WordTag], last: int) -> list[int]:
    """The words below a name that belong to it: all of a cell, or none."""
    word, first = page.words[last], last
    while _label_at(tags, first) == _label_at(tags, first - 1) and not tags[first].begins:
        first -= 1
    if page.words[first].row != word.row:
        first = last
    left, height = page.words[first].box[0], word.box[3] - word.box[1]
    cell: list[int] = []
    for at in range(last + 1, min(len(tags), last + 1 + _MOST_AHEAD_N)):
        below = page.words[at]
        away = below.box[1] - word.box[3]
        if away > height:
            break
        if away < -height / 2:
            continue
        if cell:
            before = page.words[cell[-1]]
            if before.row != below.row or gap_between(page, before, below) > _CLOSE:
                break
            cell.append(at)
        elif abs(below.box[0] - left) < _EDGE:
            cell.append(at)
    texts = [page.words[at].text for at in cell]
    if {tags[at].label for at in cell} - {"O", *_NAMES} or len(cell) > _MOST_WORDS_N:
        return []
    only_form = bool(cell) and bool(_FORM.fullmatch(texts[-1]))
    only_form &= all(_FORM.fullmatch(text) or _LINK.fullmatch(text) for text in texts)
    breaks_off = word.text in _BREAKS and first != last
    return cell if only_form or breaks_off else []


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
