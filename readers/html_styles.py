"""What a page's style sheets say of its elements: which are hidden, which are laid out in columns.

Selectors of tags, classes and what encloses them are followed, rules for paper or narrow screens
are not. Names of properties as in CSS: https://www.w3.org/TR/css-flexbox-1/, /css-grid-1/.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

#: What lies beyond is not read; a shop's mail has some hundred rules, a few of them of interest.
_MAX_CSS_CHARS, _MAX_PER_KEY_N, _MAX_PATH_N, _MAX_STYLE_CHARS = 200_000, 8, 8, 500
_MAX_WITHIN_N = 100
#: Elements around one that are compared with what a selector asks to enclose it.
_MAX_AROUND_N = 100
_OF_INTEREST = re.compile(
    r"display|visibility|opacity|line-through|font-size|grid-template-columns|flex-(?:flow|direction)",
    re.I,
)
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<classes>(?:\.[\w-]+)*)", re.I)
_DISPLAY = re.compile(r"(?<![\w-])display\s*:\s*([\w-]+)", re.I)
_INVISIBLE = re.compile(
    r"visibility\s*:\s*hidden|text-decoration(?:(?!text-decoration)[^;])*line-through", re.I
)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]+\s*(?:px|pt)?)", re.I)
#: A size, or opacity, of which nobody sees a letter.
_NO_SIZE = re.compile(r"[0.]+\s*(?:px|pt)?|(?:0?\.\d+|1(?:\.0*)?)\s*(?:px|pt)")
_OPACITY = re.compile(r"(?<![\w-])opacity\s*:\s*([\d.]+)", re.I)
_STACKED = re.compile(r"flex-(?:direction|flow)\s*:\s*column", re.I)
_TRACKS = re.compile(r"grid-template-columns\s*:\s*([^;]+)", re.I)
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,\s*+([^()]*(?:\([^()]*\)[^()]*)*)\)")


class _Compound(NamedTuple):
    """A tag ("" for any) and the classes that an element must have."""

    tag: str
    classes: frozenset[str]


class _Rule(NamedTuple):
    """Outermost element first; the last is the one that the declarations are of."""

    path: tuple[_Compound, ...]
    declarations: str


class Styles:
    """The style sheets of a document."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        self._styles: dict[etree._Element, str] = {}
        self._classes: dict[etree._Element, frozenset[str]] = {}
        for sheet in root.iter("style"):
            if sheet.get("media", "screen").lower() not in ("screen", "all", ""):
                continue
            for rule in _read_sheet((sheet.text or "")[:_MAX_CSS_CHARS]):
                last = rule.path[-1]
                kept = self._rules[min(last.classes, default=last.tag)]
                if len(kept) < _MAX_PER_KEY_N:
                    kept.append(rule)

    def is_hidden(self, element: etree._Element) -> bool:
        """Whether nobody sees the element, or it is struck out."""
        style = self._of(element)
        if _last(_DISPLAY, style) == "none" or _INVISIBLE.search(style):
            return True
        if element.get("hidden") is not None or _NO_SIZE.fullmatch(_last(_OPACITY, style)):
            return True
        return _has_no_size(style) and not self._has_size_within(element)

    def _has_size_within(self, element: etree._Element) -> bool:
        """Whether something in it is seen: boxes are of size 0 so that no gap is between them."""
        within = islice(element.iterdescendants(etree.Element), _MAX_WITHIN_N)
        styles = (self._of(one) for one in within)
        return any(_SIZE.search(style) and not _has_no_size(style) for style in styles)

    def columns_n(self, element: etree._Element) -> int:
        """In how many columns the element's children stand beside each other; 0: below."""
        style = self._of(element)
        display = _last(_DISPLAY, style)
        if display in ("flex", "inline-flex") and not _STACKED.search(style):
            return sum(1 for _ in element.iterchildren(etree.Element))
        if display in ("grid", "inline-grid"):
            tracks = _REPEAT.sub(lambda m: f"{m[2]} " * int(m[1]), _last(_TRACKS, style))
            return len(re.sub(r"\([^()]*\)", "", tracks).split())
        return 0

    def _of(self, element: etree._Element) -> str:
        """The declarations that hold for the element, the strongest last."""
        own = (element.get("style") or "")[:_MAX_STYLE_CHARS]
        if not self._rules:
            return own
        if element not in self._styles:
            named = (element.get("class") or "").split()
            keys = dict.fromkeys((str(element.tag).lower(), *named))
            rules = [rule for key in keys for rule in self._rules.get(key, ())]
            holding = [rule.declarations for rule in rules if self._fits(element, rule)]
            self._styles[element] = "; ".join([*holding, own])
        return self._styles[element]

    def _fits(self, element: etree._Element, rule: _Rule) -> bool:
        *outer, last = rule.path
        if not self._is(element, last):
            return False
        enclosing = islice(element.iterancestors(), _MAX_AROUND_N)
        return all(any(self._is(one, part) for one in enclosing) for part in reversed(outer))

    def _is(self, element: etree._Element, part: _Compound) -> bool:
        if part.tag and str(element.tag).lower() != part.tag:
            return False
        if element not in self._classes:
            self._classes[element] = frozenset((element.get("class") or "").split())
        return part.classes <= self._classes[element]


def _has_no_size(style: str) -> bool:
    return _NO_SIZE.fullmatch(_last(_SIZE, style)) is not None


def _last(pattern: re.Pattern[str], style: str) -> str:
    found = pattern.findall(style)
    return str(found[-1]).lower() if found else ""


def _read_sheet(css: str) -> Iterator[_Rule]:
    for selectors, declarations in _read_blocks(css):
        if not _OF_INTEREST.search(declarations):
            continue
        for selector in selectors.split(","):
            path = [_read_compound(part) for part in selector.replace(">", " ").split()]
            if path and all(path) and len(path) <= _MAX_PATH_N:
                kept = declarations[:_MAX_STYLE_CHARS]
                yield _Rule(tuple(part for part in path if part), kept)


def _read_blocks(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; what "@media print { … }" and its like hold is left out."""
    begun = css.split("/*")
    bare = "".join([begun[0], *(part.partition("*/")[2] for part in begun[1:])])
    depth, begin, head = 0, 0, ""
    for brace in re.finditer(r"[{}]", bare):
        depth += 1 if brace[0] == "{" else -min(depth, 1)
        if depth == 1 and brace[0] == "{":
            # What ends with ";" before it are "@import" and "@charset".
            head = bare[begin : brace.start()].rpartition(";")[2].strip()
            begin = brace.end()
        elif depth == 0:
            if head and not head.startswith("@"):
                yield head, bare[begin : brace.start()]
            head, begin = "", brace.end()


def _read_compound(text: str) -> _Compound | None:
    """ "td.price" → the tag and its classes; None where more is asked for (":hover", "#id")."""
    match = _SIMPLE.fullmatch(text)
    if match is None:
        return None
    tag = (match["tag"] or "").lower()
    classes = frozenset(match["classes"].split(".")[1:])
    return None if tag in ("", "*") and not classes else _Compound(tag.strip("*"), classes)
