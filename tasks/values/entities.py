"""Tags per word → entities: runs of words with one label that stand together on the page.

Words come in visual rows, so the columns of a page interleave within a row. Words are therefore
joined by place, not by sequence alone: along a row without a wide gap, and down to the next row
where the text plainly goes on below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from schemas.document import Box, Page, Word, lie_on_each_other, union
from schemas.prediction import OUTSIDE, Tags, WordTag
from schemas.vocabulary import CONTRACT_FIELDS, INVOICE_FIELDS, PARTY_NAMES, Kind
from tasks.values.identifiers import find_vat_ids

#: Labels whose text may run over several rows: all but amounts.
WRAPPING = frozenset(
    name
    for name, (kind, _) in {**INVOICE_FIELDS, **CONTRACT_FIELDS}.items()
    if kind not in (Kind.MONEY, Kind.CURRENCY)
)
#: Labels whose rows belong together even where the model sees a new beginning: one block a page.
_BLOCKS = frozenset({"seller_address", "buyer_address", "ship_to_address", "payment_terms"})

#: What parts texts in one line, in a word of its own.
DIVIDERS = frozenset("·•|")
DIVIDERS_AND_DASHES = DIVIDERS | {"-", "–", "—"}
_MARGIN = 0.7  # of the page's width: no line of running text ends left of it
_POSTCODE = re.compile(r"[0-9]{4,5}")

_WIDE_GAP = 2.5  # of the text height: columns apart
_BEGIN_GAP = 0.5  # of the text height: a new beginning needs at least this to be believed
COLUMN_GAP = 1.2  # of the text height: running text has no wider ones, columns do
BLANK_GAP = 2.4  # of the text height: free space with a blank line in it
SAME_EDGE = 0.002  # of the page's width: how far the edges of lines of one type differ
_ROW_GAP = 1.3  # of the text height: free space up to the next row of one text
_BRIDGE_PROBABILITY = 0.05
_EDGE_PROBABILITY = 0.04
_LINE_STEP = 0.3  # of the text height: how far the middles of two printed lines differ at least


class Segment(NamedTuple):
    """Words of one label side by side on one row: indices into `Page.words`."""

    label: str
    page: int  # from 0
    row: int
    words: tuple[int, ...]
    box: Box
    begins: bool


@dataclass(frozen=True)
class Entity:
    """A printed value: its label, its words in reading order and how sure the model was of each."""

    label: str
    page: int  # from 0
    words: tuple[int, ...]
    text: str
    box: Box
    confidences: tuple[float, ...]
    rows: tuple[int, ...] = field(default=())
    begins: bool = True  # whether the model saw its first word begin an entity


def is_inside(word: Box, box: Box) -> bool:
    """Whether the middle of a word lies within a box."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def find_segments(pages: Sequence[Page], tags: Tags) -> list[Segment]:
    """All runs of one label along a row, page by page, top to bottom."""
    segments: list[Segment] = []
    for number, (page, page_tags) in enumerate(zip(pages, tags, strict=True)):
        labels = _bridge(page, page_tags)
        runs: list[list[int]] = []
        for index, label in enumerate(labels):
            if label == OUTSIDE:
                continue
            if runs and _continues(page, page_tags, labels, runs[-1][-1], index):
                runs[-1].append(index)
            else:
                runs.append([index])
        segments.extend(
            Segment(
                label=labels[run[0]],
                page=number,
                row=page.words[run[0]].row,
                words=tuple(run),
                box=page.box_of(run),
                begins=page_tags[run[0]].begins,
            )
            for run in runs
        )
    return segments


def _bridge(page: Page, tags: Sequence[WordTag]) -> list[str]:
    """Labels with small holes in a run given to the run (a BIO repair).

    A hole is one untagged word between two of one label; in an address two, and one at either end
    of its row where the model at least thought of it.
    """
    labels = [tag.label for tag in tags]
    for first in range(1, len(labels) - 1):
        for length in (1, 2):
            after = first + length
            if after >= len(labels) or any(label != OUTSIDE for label in labels[first:after]):
                continue
            label = labels[first - 1]
            if label == OUTSIDE or label != labels[after] or tags[after].begins:
                continue
            words = page.words[first - 1 : after + 1]
            if words[0].row != words[-1].row or not are_close(page, words, _WIDE_GAP):
                continue
            chance = max(probability(tag, label) for tag in tags[first:after])
            divider = not any(str.isalnum(c) for word in words[1:-1] for c in word.text)
            if label in _BLOCKS or (length == 1 and (divider or chance >= _BRIDGE_PROBABILITY)):
                labels[first:after] = [label] * length
    for index, label in enumerate(labels):
        if label == OUTSIDE:
            labels[index] = _neighbour(page, tags, labels, index)
    return labels


def _neighbour(page: Page, tags: Sequence[WordTag], labels: Sequence[str], index: int) -> str:
    """The address that an untagged word at the end of its row belongs to, or OUTSIDE."""
    for inner, further, outer in (
        (index + 1, index + 2, index - 1),
        (index - 1, index - 2, index + 1),
    ):
        if min(inner, further) < 0 or max(inner, further) >= len(labels):
            continue
        label = labels[inner]
        text = page.words[index].text
        if label not in _BLOCKS or labels[further] != label or ":" in text or find_vat_ids(text):
            continue
        pair = sorted((inner, index))
        words = [page.words[i] for i in pair]
        if words[0].row != words[1].row or not are_close(page, words, 1.0):
            continue
        if page.words[further].row != page.words[index].row:
            continue
        alone = not 0 <= outer < len(labels) or not _beside(page, outer, index)
        if alone and probability(tags[index], label) >= _EDGE_PROBABILITY:
            return label
    return OUTSIDE


def _beside(page: Page, a: int, b: int) -> bool:
    first, second = (page.words[i] for i in sorted((a, b)))
    return first.row == second.row and gap_between(page, first, second) < _WIDE_GAP


def are_close(page: Page, words: Sequence[Word], most: float) -> bool:
    """Whether less than so many text heights part each word of a row from the next."""
    return all(gap_between(page, a, b) < most for a, b in pairwise(words))


def _continues(
    page: Page, tags: Sequence[WordTag], labels: Sequence[str], last: int, index: int
) -> bool:
    if index != last + 1 or labels[last] != labels[index]:
        return False
    left, right = page.words[last], page.words[index]
    if left.row != right.row:
        return False
    gap = gap_between(page, left, right)
    if tags[index].begins and gap >= _BEGIN_GAP:
        return False
    return gap < _WIDE_GAP


def gap_between(page: Page, left: Word, right: Word) -> float:
    """Free space between two words, in heights of the smaller one."""
    height = min(left.height, right.height)
    height *= page.height / page.width
    return (right.box[0] - left.box[2]) / max(height, 1e-6)


def join_entities(pages: Sequence[Page], tags: Tags, segments: Sequence[Segment]) -> list[Entity]:
    """Segments joined downwards into entities, where their label may wrap."""
    groups: list[list[Segment]] = []
    for segment in segments:
        home = None
        if segment.label in WRAPPING:
            for group in reversed(groups):
                if group[-1].page != segment.page:
                    break
                if group[-1].label == segment.label and _goes_on(
                    pages[segment.page], group, segment
                ):
                    home = group
                    break
        if home is None:
            groups.append([segment])
        else:
            home.append(segment)
    return [make_entity(pages, tags, group) for group in groups]


def _goes_on(page: Page, group: Sequence[Segment], segment: Segment) -> bool:
    """Whether `segment` is the next row of the text in `group`."""
    last = group[-1]
    if last.row >= segment.row:
        return False
    if segment.begins and segment.label not in _BLOCKS:
        return False
    before = segment.words[0] - 1  # "General partner:" is a key, and behind it another firm
    keyed = page.words[before].text.endswith(":") and _beside(page, before, before + 1)
    if keyed and segment.label in PARTY_NAMES:
        return False
    if segment.words[0] == last.words[-1] + 1 and not segment.begins:
        # Running text broken at the margin; the sign of a shop stands beside its name.
        beside = segment.box[2] < last.box[0] and last.box[2] < _MARGIN
        return not (beside and segment.label in PARTY_NAMES)
    end = page.words[last.words[-1]].text
    coded = segment.label.endswith("_address") and _POSTCODE.fullmatch(end)
    parted = (end in DIVIDERS or bool(coded)) and not segment.begins
    height = min(last.box[3] - last.box[1], segment.box[3] - segment.box[1])
    gap = (segment.box[1] - last.box[3]) / max(height, 0.006)
    if gap > _ROW_GAP and not (gap <= BLANK_GAP and _is_below_blank(page, last, segment)):
        return False
    block = union(part.box for part in group)
    overlap = min(block[2], segment.box[2]) - max(block[0], segment.box[0])
    # Small print broken behind a mark or a postcode goes on at the left edge of all of it.
    edges = (block[0], _line_edge(page, last))
    return overlap > 0 or parted or any(abs(edge - segment.box[0]) < 0.02 for edge in edges)


def _line_edge(page: Page, last: Segment) -> float:
    """Where the line begins that an address with its number ends, behind the name of its firm.

    "Harrow Linen Ltd · Unit 4 Deer Park" above "West, Limerick, V94 X2P7". So do terms of payment.
    """
    first = last.words[0]
    text = "".join(page.words[i].text for i in last.words)
    numbered = last.label == "payment_terms" or any(char.isdecimal() for char in text)
    while numbered and last.label in _BLOCKS and first > 0 and _beside(page, first - 1, first):
        first -= 1
    return page.words[first].box[0]


def _is_below_blank(page: Page, last: Segment, segment: Segment) -> bool:
    """Whether a blank line may part a street from its place, as in old letters."""
    of_address = segment.label.endswith("_address") and not segment.begins
    if not of_address or abs(segment.box[0] - last.box[0]) >= SAME_EDGE:
        return False
    top, bottom, right = last.box[3], segment.box[1], max(last.box[2], segment.box[2])
    return not any(
        top < (word.box[1] + word.box[3]) / 2 < bottom
        and word.box[0] < right
        and word.box[2] > segment.box[0]
        for word in page.words
    )


def make_entity(pages: Sequence[Page], tags: Tags, group: Sequence[Segment]) -> Entity:
    """One entity of one or more segments of one label on one page."""
    page = group[0].page
    words = [index for segment in group for index in _by_lines(pages[page], segment.words)]
    return Entity(
        label=group[0].label,
        page=page,
        words=tuple(words),
        text=pages[page].text_of(words),
        box=pages[page].box_of(words),
        confidences=tuple(probability(tags[page][i], group[0].label) for i in words),
        rows=tuple(sorted({segment.row for segment in group})),
        begins=group[0].begins,
    )


def _by_lines(page: Page, words: Sequence[int]) -> Sequence[int]:
    """Words of a row line by line, where two close lines of one column were taken for one row.

    That happens where the text of another column stands between the two.
    """
    boxes = [page.words[i].box for i in words]
    if not any(lie_on_each_other(a, b) for a, b in pairwise(boxes)):
        return words
    middles = {i: (box[1] + box[3]) / 2 for i, box in zip(words, boxes, strict=True)}
    step = _LINE_STEP * min(box[3] - box[1] for box in boxes)
    lines: list[list[int]] = []
    for i in sorted(words, key=lambda i: middles[i]):
        if lines and middles[i] - middles[lines[-1][-1]] < step:
            lines[-1].append(i)
        else:
            lines.append([i])
    return [i for line in lines for i in sorted(line, key=lambda i: page.words[i].box[0])]


def probability(tag: WordTag, label: str) -> float:
    """How likely the model holds `label` to be for one word."""
    if tag.label == label:
        return tag.confidence
    for other, chance in tag.alternatives:
        if other == label:
            return chance
    return 0.0


def soften(tags: Tags, label: str, least: float) -> list[list[WordTag]]:
    """The tags as they would be if `label` won wherever it has at least `least` probability.

    For labels that the model nowhere puts first: what comes second may still be the best reading.
    """
    softened = []
    for page_tags in tags:
        row = []
        for tag in page_tags:
            chance = probability(tag, label)
            won = chance >= least
            row.append(WordTag(label, False, chance) if won else WordTag.outside(tag.confidence))
        softened.append(row)
    return softened
