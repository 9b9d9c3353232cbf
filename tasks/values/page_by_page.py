"""Rules of tags that look at one page at a time, run on all pages of a document."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from schemas.document import Page
from schemas.prediction import Tags, WordTag

P = ParamSpec("P")


def page_by_page(
    rule: Callable[Concatenate[Page, list[WordTag], P], Sequence[WordTag]],
) -> Callable[Concatenate[Sequence[Page], Tags, P], list[tuple[WordTag, ...]]]:
    """A rule of one page and its tags as a rule of all pages and theirs.

    The rule may mend the list that it is given, and give it back: it is a copy.
    """

    @wraps(rule)
    def of_all(
        pages: Sequence[Page], tags: Tags, /, *args: P.args, **kwargs: P.kwargs
    ) -> list[tuple[WordTag, ...]]:
        return [
            tuple(rule(page, list(page_tags), *args, **kwargs))
            for page, page_tags in zip(pages, tags, strict=True)
        ]

    return of_all
