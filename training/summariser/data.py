"""Texts with their reference summaries: real and written mails, mails of our own, clauses."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from readers.mail import read_mail
from schemas.settings import Settings
from slm.mail_source import build_source
from training.mail.data import read_valid
from training.mails.expand import LANGUAGES, expand, read_templates
from training.mails.plain import read_plain
from training.sets.mail import read_entries
from training.sets.split import part_of

SEED = 11
#: Mails drawn from each template.
DRAWS_N = 3


@dataclass(frozen=True)
class Pair:
    """One source text as the model reads it, and the summary it should write."""

    id: str
    set: str
    part: str
    language: str
    source: str
    summary: str
    raw: str = ""  # the whole file: what a fact is checked against; empty where source is all


def read_labelled(folder: Path, valid: set[str]) -> Iterator[Pair]:
    """The mail set without the mails in `valid`; a tenth of the groups is held out."""
    for entry in read_entries(folder, valid):
        yield pair_mail(entry, "mail", part_of(entry["group"]))


def read_expanded() -> Iterator[Pair]:
    """Mails of our own templates, whole templates held out."""
    rng = Random(SEED)
    for language in LANGUAGES:
        for template in read_templates(language):
            for _ in range(DRAWS_N):
                try:
                    entry = expand(template, rng)
                except (KeyError, ValueError, IndexError):
                    continue
                yield pair_mail(entry, "templates", part_of(entry["group"]))


def read_written_out() -> Iterator[Pair]:
    """Mails of our own that are no templates; some share a thread, so none is held out."""
    for entry in read_plain():
        yield pair_mail(entry, "plain", "train")


def pair_mail(entry: dict[str, Any], set_name: str, part: str) -> Pair:
    """One mail as the mail reader reads it."""
    mail = read_mail(entry["raw"].encode("utf-8", "replace"), Settings())
    return Pair(
        id=entry["id"],
        set=set_name,
        part=part,
        language=entry["language"],
        source=build_source(mail),
        summary=" ".join(entry["summary"].split()),
        raw=entry["raw"],
    )


def read_clauses(folder: Path) -> Iterator[Pair]:
    """Contract clauses with a plain-English summary of some length that the clause supports."""
    entries = json.loads((folder / "plain_english_all_v1.json").read_text(encoding="utf-8"))
    for entry in entries.values():
        clause, summary = entry["original_text"].split(), entry["reference_summary"].split()
        shared = len(set(clause) & set(summary)) / max(1, len(set(summary)))
        if 7 <= len(summary) <= 40 and len(summary) < len(clause) / 2 and shared >= 0.5:
            yield Pair(
                id=entry["uid"],
                set="clauses",
                part=part_of(entry["doc"]),
                language="en",
                source="Clause: " + " ".join(clause),
                summary=" ".join(summary),
            )


def build_pairs(data: Path, out: Path) -> dict[str, int]:
    """Writes each set as `out`/SET.jsonl; returns how many pairs each holds."""
    valid = read_valid(data)
    sets: dict[str, Callable[[], Iterator[Pair]]] = {
        "mail": lambda: read_labelled(data / "mail", valid),
        "plain": read_written_out,
        "templates": read_expanded,
        "clauses": lambda: read_clauses(data / "contracts"),
    }
    out.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, read in sets.items():
        lines = [json.dumps(asdict(pair), ensure_ascii=False) for pair in read()]
        path = out / f"{name}.jsonl"
        partial = path.with_suffix(".partial")
        partial.write_text("\n".join(lines) + "\n", encoding="utf-8")
        partial.replace(path)
        counts[name] = len(lines)
    return counts


def load_pairs(folder: Path, name: str, part: str) -> list[Pair]:
    """The pairs of one set and part."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = (Pair(**json.loads(line)) for line in lines if line)
    return [pair for pair in pairs if pair.part == part]
