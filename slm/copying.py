"""Which words a summary may hold: names, numbers and references only as its source has them.

A word with a digit must be a whole word of the source; a word that begins upper case must be one
of its words, in either case, and two such words in a row must follow each other there. Everything
else is free.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

_LETTERS = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_][\w\-]*")
_NUMBER = re.compile(r"\w*\d(?:[\w.,:/\-]*\w)?")
_EDGES = "()[]{}<>«»„“”‚‘’'\"`,.;:!?…*"
_OPENING = "([{<«„“\"'‚‘`*"
_SENTENCE_END = re.compile(r"[.!?:][\"')»”]*$")
#: Words that may begin a sentence although their source does not hold them.
_OPENERS = frozenset(
    word
    for words in (
        "a an the he she it they his her their this that",
        "der die das er sie es ein eine ihr sein le la les il elle ils l un une ce",
        "el ella los las lo una su lui lei i gli de het een hij zij ze",
    )
    for word in words.split()
)


class CopyRule:
    """What one source allows. `allows` is cheap enough to be asked for every token."""

    def __init__(self, source: str) -> None:
        self._chunks: set[str] = set()
        for chunk in source.split():
            core = chunk.strip(_EDGES)
            if re.search(r"\d", core):
                self._chunks.update((core, core.rstrip("%€$£"), *_NUMBER.findall(core)))
        words = [word.casefold() for word in _LETTERS.findall(source)]
        self._words = set(words)
        # One word may stand between: middle initials are left out.
        self._following: dict[str, set[str]] = defaultdict(set)
        for index, word in enumerate(words):
            self._following[word].update(words[index + 1 : index + 3])
        names = (name.casefold() for name in _NAME.findall(source))
        self._compounds = {name for name in names if "-" in name}
        self._stream = _squeeze(source)

    @cached_property
    def _sorted_chunks(self) -> list[str]:
        return sorted(self._chunks)

    @cached_property
    def _sorted_compounds(self) -> list[str]:
        return sorted(self._compounds)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._words)

    def allows(self, text: str, finished: bool = False) -> bool:
        """Whether a summary that begins with `text` breaks no copy.

        The last word may be the beginning of an allowed one unless the text is `finished`.
        """
        chunks = text.split(" ")
        last = len(chunks) - 1
        return all(
            self._allows_chunk(chunk, index == last and not finished, chunks[:index])
            for index, chunk in enumerate(chunks)
            if index >= last - 1 or finished
        )

    def find_breaches(self, text: str) -> list[str]:
        """The words of a finished text that break the rule."""
        chunks = text.split()
        return [
            chunk
            for index, chunk in enumerate(chunks)
            if not self._allows_chunk(chunk, False, chunks[:index])
        ]

    def _allows_chunk(self, chunk: str, growing: bool, before: list[str]) -> bool:
        if re.search(r"\d", chunk):
            return self._allows_number(chunk, growing)
        begins_sentence = not before or bool(_SENTENCE_END.search(before[-1]))
        for match in _NAME.finditer(chunk):
            name = match[0]
            if not name[0].isupper():
                continue
            grows = growing and match.end() == len(chunk)
            if begins_sentence and self._opens(name.casefold(), grows, first=not before):
                continue
            if not self._allows_name(name, grows):
                return False
        return self._follows(chunk, growing, before)

    def _follows(self, chunk: str, growing: bool, before: list[str]) -> bool:
        """Whether a name may follow the name before it: no first name with another's last."""
        last = _LETTERS.findall(before[-1]) if before else []
        here = _LETTERS.match(chunk)
        if not last or here is None or not before[-1].endswith(last[-1]):
            return True
        if not (last[-1][0].isupper() and here[0][0].isupper()):
            return True
        first, second = last[-1].casefold(), here[0].casefold()
        if first in _OPENERS or first not in self._following:
            return True
        if growing and here.end() == len(chunk):
            return any(word.startswith(second) for word in self._following[first])
        return second in self._following[first]

    def _allows_number(self, chunk: str, growing: bool) -> bool:
        core = chunk.strip(_EDGES)
        if core in self._chunks:
            return True
        return growing and _begins(self._sorted_chunks, chunk.lstrip(_OPENING))

    def _allows_name(self, name: str, growing: bool) -> bool:
        if "-" in name.rstrip("-"):
            return name.rstrip("-").casefold() in self._compounds or (
                growing and _begins(self._sorted_compounds, name.casefold())
            )
        word = name.rstrip("-").casefold()
        return word in self._words or (growing and _begins(self._sorted_words, word))

    def _opens(self, word: str, growing: bool, first: bool) -> bool:
        """Whether a sentence may begin with this although it is no word of the source."""
        if growing:
            return any(opener.startswith(word) for opener in _OPENERS)
        return word in _OPENERS and (first or len(word) < 3 or _squeeze(word) in self._stream)


def find_unsupported(text: str, source: str) -> list[str]:
    """The words of a summary that break the rule: none in one that may be shown."""
    return CopyRule(source).find_breaches(text)


def _begins(words: list[str], start: str) -> bool:
    at = bisect_left(words, start)
    return at < len(words) and words[at].startswith(start)


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
