"""What business documents say in six languages, as TOML: labels, columns, titles, goods, texts."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, cast

LANGUAGES = ("en", "de", "fr", "es", "it", "nl")


class Lexicon:
    """One language's words; `pick` draws a synonym."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content
        self.months: tuple[str, ...] = tuple(content["months"])
        self.page: list[str] = content["page"]

    def pick(self, rng: Random, section: str, key: str) -> str:
        """A synonym; earlier ones are drawn somewhat more often, as usual words are."""
        options = self.options(section, key)
        at = min(int(rng.expovariate(1.6 / len(options))), len(options) * 2)
        return options[at % len(options)]

    def options(self, section: str, key: str) -> list[str]:
        """All synonyms."""
        return cast(list[str], self._content[section][key])

    def keys(self, section: str) -> list[str]:
        """The keys of a section, in file order."""
        return list(self._content[section])


def rarer_words(language: str, section: str, key: str) -> list[str]:
    """The rarer synonyms of a label; often none."""
    words = load_table("synonyms")[language].get(section, {}).get(key, ())
    return list(words)


@cache
def load_lexicon(language: str) -> Lexicon:
    """Reads a language's file once."""
    return Lexicon(load_table(language))


@cache
def load_table(name: str) -> dict[str, Any]:
    """Reads one of this folder's tables: words of receipts, shops, stations, countries."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
