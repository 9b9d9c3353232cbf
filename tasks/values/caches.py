"""What is kept of a document while its rules run: many of them ask the same of a page or a text."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

_PAGES_N = 32
_TEXTS_N = 4096  # more than a document has
P = ParamSpec("P")
Found = TypeVar("Found")


def kept_by_page(find: Callable[P, Found]) -> Callable[P, Found]:
    """A function of a page that answers once for the same page."""
    return cast(Callable[P, Found], lru_cache(maxsize=_PAGES_N)(find))


def kept_by_text(read: Callable[P, Found]) -> Callable[P, Found]:
    """A function of a text that answers once for the same text."""
    return cast(Callable[P, Found], lru_cache(maxsize=_TEXTS_N)(read))
