"""The table: rows of all sections, kept in results.json and written out as RESULTS.md.

A section run alone replaces its own rows and keeps the others, each with its own date, load and
commit.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
RESULTS_JSON = FOLDER / "results.json"
RESULTS_TABLE = FOLDER / "RESULTS.md"

_NOT_MEASURED = "not measured: "
#: Order of the table.
SECTIONS = (
    "public",
    "held_out",
    "papers",
    "asks",
    "text_bills",
    "model",
    "batch",
    "service",
    "llm",
)


@dataclass(frozen=True)
class Row:
    """One figure of the table.

    Attributes:
        what: what was measured.
        documents_n: on how many documents (0: not a matter of documents).
        figure: the value with its unit, or "not measured: …" with the reason.
        wanted: the requirement, "" where there is none.
        met: whether the requirement holds; None where there is none or nothing was measured.
        details: everything else that was counted, for results.json only.
    """

    what: str
    documents_n: int
    figure: str
    wanted: str = ""
    met: bool | None = None
    details: dict[str, Any] | None = None


def at_least(value: float, limit: float, places: int = 3) -> dict[str, Any]:
    """The figure, wanted and met of a value that must not be lower than `limit`."""
    return {"figure": f"{value:.{places}f}", "wanted": f"≥ {limit}", "met": value >= limit}


def at_most(value: float, limit: float, unit: str, places: int = 1) -> dict[str, Any]:
    """The figure, wanted and met of a value that must not be higher than `limit`."""
    return {
        "figure": f"{value:.{places}f} {unit}".strip(),
        "wanted": f"≤ {limit:g} {unit}".strip(),
        "met": value <= limit,
    }


def describe_accepted(share: float, right: float, places: int = 0) -> str:
    """The figure of documents that go straight through; `places` of the share of right ones."""
    return f"{share:.0%} accepted, {right:.{places}%} of them right" if share else "none accepted"


def not_measured(what: str, why: str) -> Row:
    """A row that says why there is no figure."""
    return Row(what, 0, f"{_NOT_MEASURED}{why}")


def is_not_measured(row: Row) -> bool:
    """Whether a row only says why there is no figure."""
    return row.figure.startswith(_NOT_MEASURED)


def save_section(
    section: str, rows: Sequence[Row], command: str, seed: int, machine: dict[str, str]
) -> None:
    """Replaces one section in results.json and writes the table anew."""
    results = json.loads(RESULTS_JSON.read_text(encoding="utf8")) if RESULTS_JSON.exists() else {}
    results[section] = {
        "command": command,
        "seed": seed,
        "machine": machine,
        "rows": [asdict(row) for row in rows],
    }
    results = {name: results[name] for name in SECTIONS if name in results}
    text = json.dumps(results, ensure_ascii=False, indent=1) + "\n"
    RESULTS_JSON.write_text(text, encoding="utf8")
    RESULTS_TABLE.write_text(render_table(results), encoding="utf8")


def render_table(results: dict[str, Any]) -> str:
    """RESULTS.md: one table of all figures, then where and how each section was measured."""
    lines = [
        "# Results",
        "",
        "Made by `make bench`; all counts beside these figures are in results.json.",
        "",
        "| section | what | documents | figure | wanted | met |",
        "|---|---|---:|---|---|---|",
    ]
    for section, content in results.items():
        for row in content["rows"]:
            met = {True: "yes", False: "**no**", None: ""}[row["met"]]
            documents = row["documents_n"] or ""
            cells = (section, row["what"], documents, row["figure"], row["wanted"], met)
            lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    lines += [
        "",
        "| section | command | seed | date | commit | machine |",
        "|---|---|---|---|---|---|",
    ]
    for section, content in results.items():
        machine = content["machine"]
        where = (
            f"{machine['cpu']}, {machine['cores']} cores, {machine['memory']}; load "
            f"{machine['load']} at the start; Python {machine['python']}, {machine['packages']}"
        )
        cells = (
            section, f"`{content['command']}`", content["seed"], machine["date"],
            machine["commit"], where,
        )  # fmt: skip
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"
