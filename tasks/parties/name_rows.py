"""Names of parties made whole: along their printed row, and row below row.

The model at times stops within a name ("GARETH M." of "GARETH M. PUGH"), or leaves out the forms of
address that a couple's name begins with. What it takes for a name and is none, `name_drops` knows.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from schemas.vocabulary import PARTY_NAMES
from tasks.fields.caption_words import is_caption
from tasks.parties.name_drops import (
    EDGE,
    FILLED,
    TITLE,
    begin_street,
    drop_bank,
    drop_contact,
    drop_form,
    drop_monogram,
    drop_other,
    drop_sign,
    drop_smaller,
    drop_title,
    part_street,
)
from tasks.parties.name_forms import ends_with_form, is_form
from tasks.parties.party_headings import party_of
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.entities import gap_between, probability
from tasks.values.page_by_page import page_by_page
from tasks.values.title_words import ANY_TITLE

_LEAST = 0.05  # probability of a word to be more of the name beside it
_CLOSE = 1.0  # of the text height: more space than that parts a name from what stands beside it
_ROW_GAP = 1.0  # of the text height: free space up to the next row of one name
_ALIKE = 0.15  # of the text height: how far the heights of a name's rows differ
_AND = r"(?:und|u\.|&|\+|et|and|y|e|en)"
#: What the name of a couple or a family begins with: "M. et Mme", "Familie".
_COUPLE = re.compile(
    rf"{TITLE}(?: dr\.?)? {_AND} {TITLE}|familien?|fam\.|eheleute|famille|famiglia|familia",
    re.IGNORECASE,
)
#: What a name may begin with: "The Copper Beech".
_ARTICLE = re.compile(r"The|Le|La|Les|Das|Der|Die|El|Los|Las|Il|Gli|Het")
#: What ends the name of an American firm, behind what it does: "Supply Co."
_COMPANY = re.compile(r"Co\.|Company")
#: A row of a firm's name, in letters.
_FIRM = re.compile(r"[A-ZÀ-Þ][^\d:@|]{2,60}")
_WORD = re.compile(r"[^\W\d_]{2}[^\d:@|]*|[^\W\d_]\.|[&+]")


@page_by_page
def mend_name_rows(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the parties' names whole: to the ends of their cells, and row below row."""
    rows = find_rows(page)
    for cell, after in (pair for row in rows for pair in pairwise(row.cells)):
        drop_smaller(page, tags, cell, after)
    for cell in (cell for row in rows for cell in row.cells):
        drop_title(tags, cell)
    named = [
        cell
        for row in rows
        for cell in row.cells
        if any(tags[at].label in PARTY_NAMES for at in cell.words)
    ]
    for cell in named:
        _mend_cell(page, tags, rows, cell)
    for cell in named:
        below = row_below(page, rows, cell.words[0])
        if below is not None and _are_one_name(page, tags, cell, below):
            first = below.words[0]
            tags[first] = tags[first]._replace(begins=False)
    for cell in named:
        _name_form(page, tags, rows, cell)
    for row in rows:
        drop_monogram(page, tags, row)
    for name in _find_names(page, tags):
        drop_sign(page, tags, name)
        drop_form(page, tags, name)
    return tags


def _mend_cell(page: Page, tags: list[WordTag], rows: Sequence[Row], cell: Cell) -> None:
    """The parties' names of a cell without what is none of them, and to its ends."""
    _agree(page, tags, cell)
    drop_other(tags, cell)
    part_street(page, tags, cell)
    begin_street(page, tags, cell)
    drop_bank(page, tags, cell)
    for label in PARTY_NAMES:
        below = row_below(page, rows, cell.words[0])
        if below is not None and tags[cell.words[-1]].label == label:
            drop_contact(page, tags, cell, below, label)
        _fill(page, tags, cell, label)


def _agree(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """Gives a firm that is all of a cell to one party: the model began "Pfalz" as the other's."""
    labels = [tags[at].label for at in cell.words]
    if set(labels) != set(PARTY_NAMES) or not ends_with_form(
        [page.words[at].text for at in cell.words]
    ):
        return
    label = max(PARTY_NAMES, key=labels.count)
    for at in cell.words:
        if tags[at].label != label:
            tags[at] = tags[at].relabelled(label, FILLED, begins=False)
        tags[at] = tags[at]._replace(begins=at == cell.words[0])


def _name_form(page: Page, tags: list[WordTag], rows: Sequence[Row], form: Cell) -> None:
    """Gives a cell of nothing but a legal form the name right above it: "SA" of "Tissage / SA"."""
    tag = tags[form.words[0]]
    if tag.label not in PARTY_NAMES or not is_form([page.words[at].text for at in form.words]):
        return
    below = row_below(page, rows, form.words[0])
    if below is not None and tags[below.words[0]].label == tag.label:
        return  # "SARL" above "Dupont Frères"
    for cell in (cell for row in rows for cell in row.cells):
        if row_below(page, rows, cell.words[0]) != form or not _may_be_firm(cell.text):
            continue
        if all(tags[at].label == OUTSIDE for at in cell.words):
            for at in cell.words:
                begins = at == cell.words[0]
                tags[at] = WordTag(tag.label, begins, FILLED, ((OUTSIDE, 1 - FILLED),))
            tags[form.words[0]] = tag._replace(begins=False)


def _may_be_firm(text: str) -> bool:
    """Whether a row's text may name a firm: letters, and no caption, heading or title."""
    named = is_caption(text) or party_of(text, "") or ANY_TITLE.fullmatch(text)
    return bool(_FIRM.fullmatch(text)) and not named


def _find_names(page: Page, tags: Sequence[WordTag]) -> Iterator[list[list[int]]]:
    """The words of each name, row by row."""
    for label in PARTY_NAMES:
        name: list[list[int]] = []
        for at, tag in enumerate(tags):
            if tag.label != label:
                continue
            if tag.begins and name:
                yield name
                name = []
            if name and page.words[name[-1][-1]].row == page.words[at].row:
                name[-1].append(at)
            else:
                name.append([at])
        if name:
            yield name


def _fill(page: Page, tags: list[WordTag], cell: Cell, label: str) -> None:
    """The words beside a name that the model nearly took for more of it, and a couple's titles."""
    own = [at for at in cell.words if tags[at].label == label]
    if not own:
        return
    before = page.text_of(at for at in cell.words if at < own[0])
    couple = _COUPLE.fullmatch(before) or _COUPLE.fullmatch(f"{before} {page.words[own[0]].text}")
    ends = ends_with_form([page.words[own[-1]].text])
    if not ends:
        _spread(page, tags, cell, label, own[-1], 1)
    _spread(page, tags, cell, label, own[0], -1, all_words=bool(couple))
    first = next(at for at in cell.words if tags[at].label == label)
    if couple:  # one name, though the model may see another begin within it
        for at in own:
            tags[at] = tags[at]._replace(begins=False)
    if first == own[0] and _article_before(page, tags, cell, first):
        tags[first - 1] = tags[first]._replace(begins=True)
        tags[first] = tags[first]._replace(begins=False)
    elif first < own[0]:
        tags[first] = tags[first]._replace(begins=bool(couple) or tags[own[0]].begins)
        tags[own[0]] = tags[own[0]]._replace(begins=False)


def _spread(
    page: Page,
    tags: list[WordTag],
    cell: Cell,
    label: str,
    start: int,
    step: int,
    *,
    all_words: bool = False,
) -> None:
    """Names the words on one side of a name, up to one that stands apart or is hardly of it.

    step: 1 to the right, -1 to the left. all_words: whether those are of it that it hardly goes by.
    """
    at = start + step
    while cell.words[0] <= at <= cell.words[-1] and tags[at].label == OUTSIDE:
        left, right = sorted((at, at - step))
        if gap_between(page, page.words[left], page.words[right]) > _CLOSE:
            return
        near = probability(tags[at], label) >= _LEAST and _WORD.fullmatch(page.words[at].text)
        if not (near or all_words):
            return
        tags[at] = tags[at].relabelled(label, FILLED, begins=False)
        at += step


def _article_before(page: Page, tags: Sequence[WordTag], cell: Cell, first: int) -> bool:
    """Whether an article begins the cell, or what its caption names, right before a name.

    In a sentence, "Die Muster GmbH dankt", it is no part of the name.
    """
    at = cell.words.index(first)
    if (
        at == 0
        or tags[cell.words[-1]].label != tags[first].label
        or tags[first - 1].label != OUTSIDE
        or not _ARTICLE.fullmatch(page.words[first - 1].text)
    ):
        return False
    return at == 1 or page.words[first - 2].text.endswith(":")


def row_below(page: Page, rows: Sequence[Row], first: int) -> Cell | None:
    """The cell of the next row right below the cell that begins with a word."""
    word = page.words[first]
    for row in rows:
        top = page.words[row.cells[0].words[0]]
        if top.row <= word.row:
            continue
        if top.box[1] - word.box[3] > _ROW_GAP * word.height:
            return None
        for cell in row.cells:
            away = page.words[cell.words[0]].box[1] - word.box[3]
            near = abs(cell.x0 - word.box[0]) < EDGE
            if near and away <= _ROW_GAP * word.height:
                return cell
    return None


def _are_one_name(page: Page, tags: Sequence[WordTag], above: Cell, below: Cell) -> bool:
    """Whether two rows, each all of one party's name, are one: only the lower has a legal form."""
    labels = {tags[at].label for at in (*above.words, *below.words)}
    if len(labels) > 1 or not labels <= set(PARTY_NAMES):
        return False
    texts = [[page.words[at].text for at in cell.words] for cell in (above, below)]
    ends = ends_with_form(texts[1]) or (len(texts[1]) > 1 and _COMPANY.fullmatch(texts[1][-1]))
    if ends_with_form(texts[0]) or not ends:
        return False
    heights = [page.words[cell.words[0]].height
               for cell in (above, below)]  # fmt: skip
    return abs(heights[0] - heights[1]) <= _ALIKE * max(heights)
