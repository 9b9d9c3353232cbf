"""Identifiers that rules see in the rows of a paper, as fields with their places."""

from collections.abc import Callable, Sequence

from schemas.document import Page
from schemas.record import Field
from tasks.values.cells import word_rows
from tasks.values.found_fields import take_found
from tasks.values.identifiers import Found


def find_printed(pages: Sequence[Page], find: Callable[[str], list[Found]]) -> list[Field]:
    """Everything `find` sees in the rows of all pages, as rule-origin fields."""
    fields = []
    for number, page in enumerate(pages, start=1):
        for indices in word_rows(page).values():
            text, spans = "", []
            for index in indices:
                text += " " if text else ""
                spans.append((len(text), len(text) + len(page.words[index].text), index))
                text += page.words[index].text
            for found in find(text):
                inside = [i for start, end, i in spans if start < found.end and end > found.start]
                fields.append(take_found(page, number, found, inside))
    return fields
