"""`python -m benchmarks.rules`: what each rule is worth on papers that were looked at.

Each paper is read once more for every rule that changed something of it, without that rule, and
both readings are counted against the truth. Writes RULES.md, the least useful rules first: what
helps no paper is to be mended, or taken out. It takes three quarters of an hour of two cores.
"""

import argparse
import json
import multiprocessing
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.counting import Tally
from benchmarks.machine import describe_machine
from benchmarks.papers import add_paper, find_papers
from schemas.document import Page
from schemas.prediction import Prediction, Tags
from schemas.record import Record
from schemas.settings import Settings
from slm.models import load_models
from tasks.document_kind import DocumentKind
from tasks.extract import extract_alone
from tasks.fields.claims import Claim
from tasks.read import read_file
from tasks.steps import Rule, Values, leave_out, name_of
from tasks.values.normalize import Conventions

TABLE = Path(__file__).with_name("RULES.md")
#: Steps without which nothing is read, or that say only how sure something is.
_NEEDED = frozenset({"read_tags", "supplement_fields", "mark_claimed", "drop_doubtful"})


class Change(NamedTuple):
    """What a rule did to one paper: `gained` values and items are right because of it."""

    rule: str
    gained: int


class Changing:
    """The `tasks.steps.Observer` that notes which rules changed something."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def begin(self, prediction: Prediction, kind: DocumentKind, conventions: Conventions) -> None:
        """Only the last reading counts."""
        self.names = {}

    def tags_step(self, rule: Rule, before: Tags, after: Tags) -> None:
        """Notes a rule of words."""
        self._note(rule, [*map(tuple, before)] != [*map(tuple, after)])

    def claims_believed(self, claims: Sequence[Claim], believed: Tags) -> None:
        """Not asked for: `believe_claims` is a step of its own."""

    def values_step(self, rule: Rule, before: Values, after: Values) -> None:
        """Notes a rule of values."""
        self._note(rule, before != after)

    def _note(self, rule: Rule, changed: bool) -> None:
        if changed and name_of(rule) not in _NEEDED:
            self.names[name_of(rule)] = None


class _Remembering:
    """A model that answers once for the same pages: rules do not change what it says."""

    def __init__(self, settings: Settings) -> None:
        self._model = load_models(settings, settings.threads_n)
        self._answered: tuple[Sequence[Page], Prediction] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def predict(self, pages: Sequence[Page]) -> Prediction:
        if self._answered is None or self._answered[0] is not pages:
            self._answered = pages, self._model.predict(pages)
        return self._answered[1]


def count_right(truth: Mapping[str, Any], record: Record) -> int:
    """Right fields and items of a paper less the wrong ones, and one for the right type."""
    tally = Tally()
    add_paper(tally, truth, record)
    counts = [*tally.fields.values(), tally.lines]
    return tally.types_right_n + sum(2 * count.right - count.predicted for count in counts)


def judge_paper(path: Path, model: Any, settings: Settings) -> list[Change]:
    """Each rule that changed something of a paper, and what the paper would be without it."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    document, seen = read_file(path, settings), Changing()
    with_all = count_right(truth, extract_alone(document, model, settings, seen))
    changes = []
    for name in seen.names:
        with leave_out([name]):
            without = count_right(truth, extract_alone(document, model, settings))
        changes.append(Change(name, with_all - without))
    return changes


def count_changes(papers: Iterable[Sequence[Change]]) -> dict[str, Counter[str]]:
    """Rule → how many papers it changed, and of these how many it made better and worse."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, gained in (change for changes in papers for change in changes):
        counts[rule]["changed"] += 1
        counts[rule]["better"] += gained > 0
        counts[rule]["worse"] += gained < 0
    return counts


def render_rules(counts: Mapping[str, Mapping[str, int]], papers_n: int, made: str) -> str:
    """The table, the rules that help least first. made: by which code, when and where."""
    lines = [
        "# What each rule is worth",
        "",
        f"Made by `python -m benchmarks.rules` ({made}): {papers_n} papers that were looked at, "
        "read with and without each rule that changed something of them. Better, worse: papers of "
        "which it makes more, or fewer, values and items right than wrong.",
        "",
        "| rule | papers changed | better | worse |",
        "|---|---:|---:|---:|",
    ]
    for rule, n in sorted(counts.items(), key=lambda item: (_worth(item[1]), item[0])):
        lines.append(f"| `{rule}` | {n['changed']} | {n['better']} | {n['worse']} |")
    return "\n".join(lines) + "\n"


def _worth(counts: Mapping[str, int]) -> tuple[int, int]:
    return counts["better"] - counts["worse"], -counts["changed"]


@cache
def _reader() -> tuple[_Remembering, Settings]:
    settings = Settings()
    return _Remembering(settings), settings


def _judge(path: Path) -> list[Change]:
    return judge_paper(path, *_reader())


def _judged(paths: Sequence[Path]) -> Iterator[list[Change]]:
    """The changes of all papers, read by as many processes as one would have threads."""
    with multiprocessing.get_context("spawn").Pool(Settings().threads_n) as pool:
        for number, changes in enumerate(pool.imap_unordered(_judge, paths, chunksize=4), 1):
            print(f"\r{number} of {len(paths)} papers", end="", file=sys.stderr, flush=True)
            yield changes
    print(file=sys.stderr)


def main() -> None:
    """Reads all papers that were looked at and writes the table."""
    argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__).parse_args()
    paths = find_papers("known")
    counts = count_changes(_judged(paths))
    machine = describe_machine()
    made = f"commit {machine['commit']}, {machine['date']}, {machine['cpu']}"
    TABLE.write_text(render_rules(counts, len(paths), made), encoding="utf-8")
    print(f"→ {TABLE}")


if __name__ == "__main__":
    main()
