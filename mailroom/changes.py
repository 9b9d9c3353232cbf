"""What one rule changed, in lines of text: words and their labels, fields, items, rows of tax."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from schemas.document import Page
from schemas.prediction import Tags, WordTag
from schemas.record import Field, Fields, Tax
from tasks.steps import Values
from tasks.values.named_fields import as_list

_NOTHING = "–"
_UNREAD = WordTag.outside(1.0)
#: From which difference on a confidence counts as changed.
_SURER = 0.005
Row = Mapping[str, Field]


class Choice:
    """Which words and values are wanted.

    Args:
        field: only this one, by its name in the record; "line" and "tax" are all their columns,
            "line.quantity" is one.
        rows: only what is printed in rows that match.
    """

    def __init__(
        self, pages: Sequence[Page], field: str | None = None, rows: re.Pattern[str] | None = None
    ) -> None:
        self.is_narrow = field is not None or rows is not None
        self._field = field
        self._rows = None if rows is None else [_matching_rows(page, rows) for page in pages]
        self.is_empty = self._rows is not None and not any(self._rows)  # no row matches
        self._pages = pages

    def has_label(self, label: str) -> bool:
        """Whether a label, or a value's name, is wanted."""
        return self._field is None or label == self._field or label.startswith(f"{self._field}.")

    def has_word(self, page: int, word: int) -> bool:
        """Whether a word, by its index on a page (from 0), is wanted."""
        return self._rows is None or self._pages[page].words[word].row in self._rows[page]

    def has_value(self, name: str, field: Field) -> bool:
        """Whether a value is wanted, by its name and by where it is printed."""
        if not self.has_label(name):
            return False
        if self._rows is None:
            return True
        if field.page is None or field.box is None:
            return False
        _, top, _, bottom = field.box
        return any(
            top < (word.box[1] + word.box[3]) / 2 < bottom
            for word in self._pages[field.page - 1].words
            if word.row in self._rows[field.page - 1]
        )


def _matching_rows(page: Page, rows: re.Pattern[str]) -> set[int]:
    numbers = sorted({word.row for word in page.words})
    texts = zip(numbers, page.row_texts(), strict=True)
    return {number for number, text in texts if rows.search(text)}


class _Word(NamedTuple):
    """A word whose tag is told: page and place on it (from 0), tag before and after."""

    page: int
    place: int
    old: WordTag
    new: WordTag


def tag_changes(pages: Sequence[Page], before: Tags, after: Tags, choice: Choice) -> list[str]:
    """A line for each change of label, with the words that it came to.

    Where not everything is wanted, with how sure the labels were and are, and also for words of
    which nothing but that changed.
    """
    words: dict[tuple[str, str], list[_Word]] = {}
    for word in _changed_words(before, after, choice):
        said = _name_change(word.old, word.new, choice.is_narrow)
        if said is not None:
            words.setdefault(said, []).append(word)
    lines = []
    for (label, becomes), same in words.items():
        if choice.is_narrow:
            label += _sureness([word.old for word in same])
            becomes += _sureness([word.new for word in same])
        lines.append(f"{label} → {becomes}  {_quote(pages, same)}")
    return lines


def tagged_words(pages: Sequence[Page], tags: Tags, choice: Choice) -> list[str]:
    """A line for each label, with how sure it is and the words that have it."""
    unread = [[_UNREAD] * len(page_tags) for page_tags in tags]
    words: dict[str, list[_Word]] = {}
    for word in _changed_words(unread, tags, choice):
        if word.new.label != _UNREAD.label:
            words.setdefault(word.new.label, []).append(word)
    return [
        f"{label}{_sureness([word.new for word in same])}  {_quote(pages, same)}"
        for label, same in words.items()
    ]


def _changed_words(before: Tags, after: Tags, choice: Choice) -> Iterator[_Word]:
    for page, (old_tags, new_tags) in enumerate(zip(before, after, strict=True)):
        for index, (old, new) in enumerate(zip(old_tags, new_tags, strict=True)):
            named = choice.has_label(old.label) or choice.has_label(new.label)
            if old != new and named and choice.has_word(page, index):
                yield _Word(page, index, old, new)


def _name_change(old: WordTag, new: WordTag, closely: bool) -> tuple[str, str] | None:
    """What became of a word's label; None where nothing did that is told."""
    if old.label != new.label:
        return _label(old), _label(new)
    if old.begins != new.begins:
        return _label(old), "begins here" if new.begins else "goes on here"
    if closely and abs(old.confidence - new.confidence) > _SURER:
        return _label(old), _label(new)
    return None


def _label(tag: WordTag) -> str:
    return _NOTHING if tag.label == _UNREAD.label else tag.label


def _sureness(tags: Sequence[WordTag]) -> str:
    """How sure labels are, from the least to the most: " 0.50–0.98"."""
    least, most = (f"{bound(tag.confidence for tag in tags):.2f}" for bound in (min, max))
    return f" {least}" if least == most else f" {least}–{most}"


def _quote(pages: Sequence[Page], words: Sequence[_Word]) -> str:
    return quote_words(pages, [(word.page, word.place) for word in words])


def quote_words(pages: Sequence[Page], places: Sequence[tuple[int, int]]) -> str:
    """The words at (page from 0, index), those that stand side by side in one quotation."""
    quoted, last = "", (-1, -1)
    for page, index in places:
        word = pages[page].words[index]
        beside = last == (page, index - 1) and pages[page].words[index - 1].row == word.row
        if beside:
            quoted = f"{quoted[:-1]} {word.text}”"
        else:
            where = f"p. {page + 1} " if len(pages) > 1 and page != last[0] else ""
            quoted += f"{' ' if quoted else ''}{where}“{word.text}”"
        last = page, index
    return quoted


def value_changes(before: Values, after: Values, choice: Choice) -> list[str]:
    """A line for each field, item or row of tax that changed."""
    return [
        *_field_changes(before.fields, after.fields, choice),
        *_row_changes("line", before.lines, after.lines, choice),
        *_row_changes("tax", _columns(before.taxes), _columns(after.taxes), choice),
    ]


def _columns(taxes: Sequence[Tax]) -> list[Row]:
    return [{name: field for name, field in tax if isinstance(field, Field)} for tax in taxes]


def _field_changes(before: Fields, after: Fields, choice: Choice) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for name in dict.fromkeys((*before, *after)):
        for old, new in zip_longest(as_list(before.get(name)), as_list(after.get(name))):
            wanted = any(field and choice.has_value(name, field) for field in (old, new))
            if wanted and (said := _compare(old, new)):
                names.setdefault(said, []).append(name)
    return (f"{', '.join(same)}: {said}" for said, same in names.items())


def _compare(old: Field | None, new: Field | None) -> str:
    """What became of a field; empty where nothing did."""
    if old is None or new is None or old.value != new.value:
        return f"{old.value if old else _NOTHING} → {new.value if new else _NOTHING}"
    facets = (
        ("origin", old.origin, new.origin),
        ("printed as", f"“{old.raw}”", f"“{new.raw}”"),
        ("page", old.page or _NOTHING, new.page or _NOTHING),
    )
    told = [f"{facet} {was} → {becomes}" for facet, was, becomes in facets if was != becomes]
    if old.box != new.box and not told:
        told.append("found at another place")
    if abs(old.confidence - new.confidence) > _SURER:
        told.append(f"confidence {old.confidence:.2f} → {new.confidence:.2f}")
    return ", ".join(told)


def _row_changes(
    kind: str, before: Sequence[Row], after: Sequence[Row], choice: Choice
) -> Iterator[str]:
    """Items, or rows of tax (`kind`: "line", "tax"), numbered from 1 as they stand afterwards."""
    old, new = (_chosen_rows(kind, rows, choice) for rows in (before, after))
    matcher = SequenceMatcher(None, [*map(_text, old)], [*map(_text, new)], autojunk=False)
    for what, i, i_end, j, j_end in matcher.get_opcodes():
        if what == "equal":
            continue
        if i_end - i == j_end - j:
            for number, pair in enumerate(zip(old[i:i_end], new[j:j_end], strict=True), j + 1):
                yield f"{kind} {number}: {_cells_changed(*pair)}"
            continue
        for row in old[i:i_end]:
            yield f"{kind} gone: {_text(row)}"
        for number, row in enumerate(new[j:j_end], j + 1):
            yield f"{kind} {number} new: {_text(row)}"


def _chosen_rows(kind: str, rows: Sequence[Row], choice: Choice) -> list[Row]:
    """The rows that are wanted, with the columns that are."""
    found = [row for row in rows if any(choice.has_value(f"{kind}.{c}", row[c]) for c in row)]
    return [{c: row[c] for c in row if choice.has_label(f"{kind}.{c}")} for row in found]


def _text(row: Row) -> str:
    return " · ".join(f"{column} {field.value}" for column, field in row.items())


def _cells_changed(old: Row, new: Row) -> str:
    said = ((c, _compare(old.get(c), new.get(c))) for c in dict.fromkeys((*old, *new)))
    return " · ".join(f"{column} {text}" for column, text in said if text)
