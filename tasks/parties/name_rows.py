"""Names of parties made whole along their printed row, and kept apart from a contact below them.

The model at times stops within a name ("GARETH M." of "GARETH M. PUGH"), leaves out the forms of
address that a couple's name begins with, or takes the contact below a firm for more of its name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from schemas.vocabulary import PARTY_NAMES
from tasks.fields.caption_words import is_caption
from tasks.parties.address_lines import STATE, kind_of_line
from tasks.parties.name_forms import ends_with_form, is_form
from tasks.parties.party_headings import party_of
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.entities import DIVIDERS, gap_between, probability
from tasks.values.person_words import MR
from tasks.values.title_words import ANY_TITLE, BARE_TITLE

_LEAST = 0.05  # probability of a word to be more of the name beside it
_FILLED = 0.75  # confidence of a word that the row speaks for: no sure one
_CLOSE = 1.0  # of the text height: more space than that parts a name from what stands beside it
_ROW_GAP = 1.0  # of the text height: free space up to the next row of one name
_EDGE = 0.01  # of the page's width: how far left edges of a name's rows differ
_SMALLER = 0.6  # of the height of a name's last word: type of another block
_LARGER = 1.15  # than the type of the name beside it: a logo
_ALIKE = 0.15  # of the text height: how far the heights of a name's rows differ
_SIGN_CHARS_N = 4  # of a firm's first word by which its shops are called
_TITLE = rf"(?:(?:{MR}|dr)\.?|m\.)"
_AND = r"(?:und|u\.|&|\+|et|and|y|e|en)"
#: What the name of a couple or a family begins with: "M. et Mme", "Familie".
_COUPLE = re.compile(
    rf"{_TITLE}(?: dr\.?)? {_AND} {_TITLE}|familien?|fam\.|eheleute|famille|famiglia|familia",
    re.IGNORECASE,
)
#: A person of the firm in the row above: "Frau R. Aebersold", "Familie Dankl".
_CONTACT = re.compile(
    rf"(?:{_TITLE}|familie|famille|inh(?:\.|aber(?:in)?:?)|prop(?:\.|rietor:?)|titolare) \S.*",
    re.IGNORECASE,
)
#: The state, which heads the papers of its communes, and at whose home a party is reached.
_NO_PARTY = re.compile(
    rf"{STATE}|chez (?:m|{MR})\.? .+",
    re.IGNORECASE,
)
#: What names the bank behind it.
_BANK = re.compile(
    r"(?:(?:our|unsere?|notre|nostra) )?(?:bank|banque|banca|banco|bankverbindung)"
    r"(?: (?:name|details))? ?:",
    re.IGNORECASE,
)
#: What a name may begin with: "The Copper Beech".
_ARTICLE = re.compile(r"The|Le|La|Les|Das|Der|Die|El|Los|Las|Il|Gli|Het")
#: Letters that stand for a firm: "TVC".
_MONOGRAM = re.compile(r"[A-Z]{2,4}")
#: What ends the name of an American firm, behind what it does: "Supply Co."
_COMPANY = re.compile(r"Co\.|Company")
_JOINS = frozenset({"&", "+", "und", "and", "et"})
#: A row of a firm's name, in letters.
_FIRM = re.compile(r"[A-ZÀ-Þ][^\d:@|]{2,60}")
#: What a Polish or Czech street, housing estate or square begins with, and many a German one.
_STREET_BEGIN = re.compile(r"(?i:ul|al|os|pl|nám)\.|Am|Im|Zum|Zur|Beim")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{2}[^\d:@|]*|[^\W\d_]\.|[&+]")


def mend_name_rows(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the parties' names whole: to the ends of their cells, and row below row."""
    return [_mend(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _mend(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = find_rows(page)
    for cell, after in (pair for row in rows for pair in pairwise(row.cells)):
        _drop_smaller(page, tags, cell, after)
    for cell in (cell for row in rows for cell in row.cells):
        _drop_title(tags, cell)
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
        _drop_monogram(page, tags, row)
    for name in _find_names(page, tags):
        _drop_sign(page, tags, name)
        _drop_form(page, tags, name)
    return tuple(tags)


def _mend_cell(page: Page, tags: list[WordTag], rows: Sequence[Row], cell: Cell) -> None:
    """The parties' names of a cell without what is none of them, and to its ends."""
    _agree(page, tags, cell)
    _drop_other(tags, cell)
    _part_street(page, tags, cell)
    _begin_street(page, tags, cell)
    _drop_bank(page, tags, cell)
    for label in PARTY_NAMES:
        below = row_below(page, rows, cell.words[0])
        if below is not None and tags[cell.words[-1]].label == label:
            _drop_contact(page, tags, cell, below, label)
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
            tags[at] = WordTag(label, False, _FILLED, ((tags[at].label, 1 - _FILLED),))
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
                tags[at] = WordTag(tag.label, begins, _FILLED, ((OUTSIDE, 1 - _FILLED),))
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


def _drop_sign(page: Page, tags: list[WordTag], name: Sequence[Sequence[int]]) -> None:
    """Takes a firm's sign out of the rows of its name: "V" of "Vélocité Distribution / V SAS".

    That is the name's first letter left of it, or again what it begins with; or a shop's name.
    """
    head, texts = page.words[name[0][0]], [page.words[at].text for at in name[0]]
    for above, row in pairwise(name):
        mark = page.words[row[0]]
        beside = len(row) > 1 and mark.text == head.text[0] and mark.box[2] < head.box[0]
        joined = page.words[above[-1]].text in _JOINS  # "Meyer &", "Meyer"
        own = [page.words[at].text for at in row]
        begin = [text.casefold() for text in texts[: len(row)]]
        again = [text.casefold() for text in own] == begin or _is_shop(own, texts)
        for at in row if again and not joined else row[:1] if beside else ():
            tags[at] = WordTag.outside(tags[at].confidence)


def _is_shop(row: Sequence[str], firm: Sequence[str]) -> bool:
    """Whether a row below a firm names its shop: "Hahn Nord" below "Hahn Bau GmbH".

    Its words are capital; "The Grange Hotel", "University of York" say more of the name above.
    """
    if not ends_with_form(firm) or any(ends_with_form(row[: n + 1]) for n in range(len(row))):
        return False
    own = len(row[0]) >= _SIGN_CHARS_N and row[0].casefold() == firm[0].casefold()
    return own and all(text[0].isupper() for text in row)


def _drop_form(page: Page, tags: list[WordTag], name: Sequence[Sequence[int]]) -> None:
    """A legal form below, at another edge and before a divider, is said of the name, not in it.

    "♻ Rhin Collecte", "SAS · 5 rue du Port".
    """
    left = page.words[name[0][0]].box[0]
    for row in name[1:]:
        if abs(page.words[row[0]].box[0] - left) < _EDGE:
            continue
        behind = page.words[row[-1] + 1].text if row[-1] + 1 < len(page.words) else ""
        if behind in DIVIDERS and is_form([page.words[at].text for at in row]):
            for at in row:
                tags[at] = WordTag.outside(tags[at].confidence)


def _fill(page: Page, tags: list[WordTag], cell: Cell, label: str) -> None:
    """The words beside a name that the model nearly took for more of it, and a couple's titles."""
    own = [at for at in cell.words if tags[at].label == label]
    if not own:
        return
    before = " ".join(page.words[at].text for at in cell.words if at < own[0])
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
        tags[at] = WordTag(label, False, _FILLED, ((tags[at].label, 1 - _FILLED),))
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


def _drop_contact(page: Page, tags: list[WordTag], above: Cell, cell: Cell, label: str) -> None:
    """No name goes on with a person in the row below it, nor with who keeps a house."""
    if not _CONTACT.fullmatch(cell.text) or _CONTACT.fullmatch(above.text):
        return
    if ends_with_form([page.words[cell.words[-1]].text]):
        return
    for at in cell.words:
        if tags[at].label == label:
            tags[at] = WordTag.outside(tags[at].confidence)


def _drop_bank(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """No party is who keeps its account: "Bank Name : Tapi Co-operative Bank Ltd"."""
    text = ""
    for at in cell.words:
        if tags[at].label in PARTY_NAMES and _BANK.fullmatch(text):
            rest = cell.words[cell.words.index(at) :]
            for index in rest:
                if index != at and tags[index].begins:
                    return
                if tags[index].label in PARTY_NAMES:
                    tags[index] = WordTag.outside(_FILLED)
            return
        text = f"{text} {page.words[at].text}".strip()


def _drop_other(tags: list[WordTag], cell: Cell) -> None:
    """No party is the state above its commune: "RÉPUBLIQUE FRANÇAISE"; nor "Chez M. Roux"."""
    if _NO_PARTY.fullmatch(cell.text):
        for at in cell.words:
            tags[at] = WordTag.outside(_FILLED)


def _drop_title(tags: list[WordTag], cell: Cell) -> None:
    """No word of a paper's title is a party, be it the best guess: "BON DE LIVRAISON VALORISÉ"."""
    if len(cell.words) > 1 and BARE_TITLE.fullmatch(cell.text):
        for at in cell.words:
            if tags[at].label in (*PARTY_NAMES, OUTSIDE):
                tags[at] = WordTag.outside(_FILLED)


def _part_street(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """Gives the address its street behind a name's comma: "Hahn, Lechfeldstr." before "82a"."""
    for before, at in pairwise(cell.words):
        label, address = tags[at].label, tags[at].label.replace("_name", "_address")
        if label not in PARTY_NAMES or not page.words[before].text.endswith(","):
            continue
        end = next((i for i in cell.words if i > at and tags[i].label != label), at)
        text = " ".join(page.words[i].text for i in range(at, end + 1))
        if tags[before].label != label or tags[end].label != address:
            continue
        if text.rstrip(",")[-1:].isalnum() and kind_of_line(text) == "street":
            for i in range(at, end):
                tags[i] = WordTag(address, i == at, _FILLED, ((label, 1 - _FILLED),))
            tags[end] = tags[end]._replace(begins=False)


def _begin_street(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """An address begins with what its street begins with: "ul." between a name and "Składowa"."""
    for at, after in pairwise(cell.words):
        tag = tags[after]
        if not tag.label.endswith("_address") or not _STREET_BEGIN.fullmatch(page.words[at].text):
            continue
        name = tag.label.replace("_address", "_name")
        doubted = tags[at].confidence <= _FILLED or page.words[at].text.endswith(".")
        if tags[at].label == OUTSIDE or (tags[at].label == name and doubted):
            tags[at] = WordTag(tag.label, True, _FILLED, ((tags[at].label, 1 - _FILLED),))
            tags[after] = tag._replace(begins=False)


def _drop_smaller(page: Page, tags: list[WordTag], cell: Cell, after: Cell) -> None:
    """No name goes on in the next cell in much smaller type: there another block begins.

    But behind the letters of a logo that stand for it.
    """
    last, first = cell.words[-1], after.words[0]
    heights = [page.words[at].box[3] - page.words[at].box[1] for at in (last, first)]
    smaller = page.origin == "text" and heights[1] < _SMALLER * heights[0]
    whole = begins_with_monogram(page, [*cell.words, *after.words])
    if tags[last].label in PARTY_NAMES and smaller and not (tags[first].begins or whole):
        for at in after.words:
            if tags[at].label == tags[last].label:
                tags[at] = WordTag.outside(tags[at].confidence)


def _drop_monogram(page: Page, tags: list[WordTag], row: Row) -> None:
    words = [at for cell in row.cells for at in cell.words]
    for label in PARTY_NAMES:
        for place, logo in enumerate(words):
            if tags[logo].label != label or not tags[logo].begins:
                continue
            name = [logo]
            for at in words[place + 1 :]:
                if tags[at].label != label or tags[at].begins:
                    break
                name.append(at)
            spoken = [at for at in name if re.search(r"\w", page.words[at].text)]
            if spoken[:1] == [logo] and begins_with_monogram(page, spoken):
                for at in range(name.index(spoken[1])):
                    tags[name[at]] = WordTag.outside(tags[name[at]].confidence)
                tags[spoken[1]] = tags[spoken[1]]._replace(begins=True)


def begins_with_monogram(page: Page, name: Sequence[int]) -> bool:
    """Whether a name begins with the larger letters of its logo: "HVS" and "HIGHVELD STEEL LTD".

    They stand in the name in this order, the first and the last of them at the head of a word. Or
    with its first letter, white on a ground: "W" and "Wexmoor Council".
    """
    if len(name) < 3 or page.origin != "text":
        return False
    mark, first, *_ = (page.words[at] for at in name)
    if mark.text == first.text[0] and mark.face.endswith("9") and not first.face.endswith("9"):
        return mark.text.isupper()
    larger = mark.box[3] - mark.box[1] > _LARGER * (first.box[3] - first.box[1])
    if not larger or not _MONOGRAM.fullmatch(mark.text):
        return False
    words = _LETTERS.findall(" ".join(page.words[at].text for at in name[1:]).upper())
    letters = iter("".join(words))
    return (
        bool(words)
        and words[0][0] == mark.text[0]
        and any(word[0] == mark.text[-1] for word in words[1:])
        and all(letter in letters for letter in mark.text)
    )


def row_below(page: Page, rows: Sequence[Row], first: int) -> Cell | None:
    """The cell of the next row right below the cell that begins with a word."""
    word = page.words[first]
    for row in rows:
        top = page.words[row.cells[0].words[0]]
        if top.row <= word.row:
            continue
        if top.box[1] - word.box[3] > _ROW_GAP * (word.box[3] - word.box[1]):
            return None
        for cell in row.cells:
            away = page.words[cell.words[0]].box[1] - word.box[3]
            near = abs(cell.x0 - word.box[0]) < _EDGE
            if near and away <= _ROW_GAP * (word.box[3] - word.box[1]):
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
    heights = [page.words[cell.words[0]].box[3] - page.words[cell.words[0]].box[1]
               for cell in (above, below)]  # fmt: skip
    return abs(heights[0] - heights[1]) <= _ALIKE * max(heights)
