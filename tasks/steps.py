"""Rules run one by one: each takes what the one before it left, and whoever asks is told.

A step is a rule of `tasks/` as it stands there; its name is that of the rule. Without an observer a
step costs no more than calling the rule. `leave_out` shows what a document is read as without one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Concatenate, NamedTuple, ParamSpec, Protocol

from schemas.document import Page
from schemas.prediction import Prediction, Tags
from schemas.record import Fields, Line, Tax
from tasks.document_kind import DocumentKind
from tasks.fields.claims import Claim
from tasks.values.normalize import Conventions

Rule = Callable[..., object]
P = ParamSpec("P")


class LeftOut(NamedTuple):
    """Rules that do not run, by name; met: those of them that would have run."""

    names: frozenset[str]
    met: set[str]


_left_out: ContextVar[LeftOut | None] = ContextVar("left_out", default=None)


@contextmanager
def leave_out(names: Iterable[str]) -> Iterator[set[str]]:
    """Inside, rules of these names are no steps; gives the set of those that were met."""
    left_out = LeftOut(frozenset(names), set())
    token = _left_out.set(left_out)
    try:
        yield left_out.met
    finally:
        _left_out.reset(token)


def name_of(rule: Rule) -> str:
    """What a rule's step is called."""
    return rule.__name__.lstrip("_")


def _is_left_out(rule: Rule) -> bool:
    left_out = _left_out.get()
    if left_out is None or name_of(rule) not in left_out.names:
        return False
    left_out.met.add(name_of(rule))
    return True


class Values(NamedTuple):
    """What a document says: its header fields, its items and the rows of its taxes."""

    fields: Fields
    lines: list[Line]
    taxes: list[Tax]


class Observer(Protocol):
    """Is told what is done to one document, in this order; it must change nothing."""

    def begin(self, prediction: Prediction, kind: DocumentKind, conventions: Conventions) -> None:
        """The model has answered. A second time: all is read anew, with other conventions."""
        ...

    def tags_step(self, rule: Rule, before: Tags, after: Tags) -> None:
        """A rule has mended the tags, or left them as they were."""
        ...

    def claims_believed(self, claims: Sequence[Claim], believed: Tags) -> None:
        """Captions made these claims; `believed`: the tags with those in that are believed."""
        ...

    def values_step(self, rule: Rule, before: Values, after: Values) -> None:
        """A rule has mended fields, lines or taxes, or left them as they were."""
        ...


class TagSteps:
    """The tags of a document's words, and the rules that mend them."""

    def __init__(self, pages: Sequence[Page], tags: Tags, observer: Observer | None) -> None:
        self.pages, self.tags = pages, tags
        self._observer = observer

    def mend(
        self,
        rule: Callable[Concatenate[Sequence[Page], Tags, P], Tags],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """`args`: what the rule takes besides pages and tags."""
        if _is_left_out(rule):
            return
        before, self.tags = self.tags, rule(self.pages, self.tags, *args, **kwargs)
        if self._observer is not None:
            self._observer.tags_step(rule, before, self.tags)


class ValueSteps:
    """Fields, lines and taxes of a document, and the rules that mend them."""

    def __init__(self, read_by: Rule, values: Values, observer: Observer | None) -> None:
        """`read_by` read the first `values` from the tags."""
        self.fields, self.lines, self.taxes = values
        self._observer = observer
        self._tell(read_by, Values({}, [], []))

    @property
    def values(self) -> Values:
        """As they stand now."""
        return Values(self.fields, self.lines, self.taxes)

    def mend_fields(
        self,
        rule: Callable[Concatenate[Fields, P], Fields],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """`args`: what the rule takes besides the fields; so below."""
        if _is_left_out(rule):
            return
        before, self.fields = self.values, rule(self.fields, *args, **kwargs)
        self._tell(rule, before)

    def mend_lines(
        self,
        rule: Callable[Concatenate[list[Line], P], list[Line]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """A step of the lines."""
        if _is_left_out(rule):
            return
        before, self.lines = self.values, rule(self.lines, *args, **kwargs)
        self._tell(rule, before)

    def mend_taxed(
        self,
        rule: Callable[Concatenate[Fields, list[Tax], P], tuple[Fields, list[Tax]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """A step of fields and taxes, which are settled against each other."""
        if _is_left_out(rule):
            return
        before = self.values
        self.fields, self.taxes = rule(self.fields, self.taxes, *args, **kwargs)
        self._tell(rule, before)

    def mend_all(
        self,
        rule: Callable[
            Concatenate[Fields, list[Line], list[Tax], P],
            tuple[Fields, list[Line], list[Tax]],
        ],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """A step of fields, lines and taxes."""
        if _is_left_out(rule):
            return
        before = self.values
        self.fields, self.lines, self.taxes = rule(
            self.fields, self.lines, self.taxes, *args, **kwargs
        )
        self._tell(rule, before)

    def _tell(self, rule: Rule, before: Values) -> None:
        if self._observer is not None:
            self._observer.values_step(rule, before, self.values)
