"""Where a firm's name begins and ends in its cell: behind its heading, before a person there."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.parties.name_forms import ends_with_form
from tasks.parties.party_headings import party_of
from tasks.values.cells import Cell, Row
from tasks.values.person_words import ATTENTION, MR

#: Who is meant at a firm, behind its name.
_PERSON_MEANT = re.compile(rf"(?:{ATTENTION}|{MR}\b\.?) ?\S", re.IGNORECASE)
_NAMES = frozenset({"seller_name", "buyer_name", "party"})
_SURE = 0.9
#: Which parties' headings name whom.
_PARTIES = {"seller_name": "seller", "buyer_name": "buyer"}
#: Names joined, which the model tears apart there.
_PARTNERS = re.compile(
    rf"(?!{ATTENTION}|{MR}\b)[A-ZÀ-Þ][\w'’.-]+ (?:&|\+|and|und|et|en|e|y) [A-ZÀ-Þ][^\d:@,]{{2,40}}",
)


def bound_firms(page: Page, rows: Sequence[Row], tags: list[WordTag]) -> list[Cell]:
    """Begins firms' names behind their headings; returns the cells in which it ends some."""
    cells = [cell for row in rows for cell in row.cells]
    for cell in cells:
        _begin_behind_heading(page, tags, cell)
    return [cell for cell in cells if _ends_before_person(page, tags, cell)]


def _begin_behind_heading(page: Page, tags: list[WordTag], cell: Cell) -> None:
    """Gives a firm of partners all words behind its heading: "To: Hart & Tilney Builders Ltd"."""
    head, _, name = cell.text.partition(": ")
    tag = tags[cell.words[-1]]
    words = cell.words[len(head.split()) :]
    if tag.label not in _PARTIES or not ends_with_form(name.split()):
        return
    if _PARTNERS.fullmatch(name) and party_of(head, "") == _PARTIES[tag.label]:
        for at in words:
            tags[at] = tag._replace(begins=at == words[0])


def _ends_before_person(page: Page, tags: list[WordTag], cell: Cell) -> bool:
    """Ends a firm's name before who is meant there: "Muster GmbH, Herrn Stapf, Ring 2, Ulm"."""
    texts = [page.words[at].text for at in cell.words]
    for n, at in enumerate(cell.words[2:], start=2):
        label = tags[at].label
        if label not in _NAMES or not _PERSON_MEANT.match(" ".join(texts[n:])):
            continue
        if texts[n - 1].endswith(",") and ends_with_form([*texts[: n - 1], texts[n - 1][:-1]]):
            for rest in cell.words[n:]:
                if tags[rest].label == label:
                    tags[rest] = WordTag.outside(_SURE)
            return True
    return False
