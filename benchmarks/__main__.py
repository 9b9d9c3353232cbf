"""`python -m benchmarks [SECTION…]`: measures sections, all by default, and writes RESULTS.md.

Sections: quality (= public, held_out, papers, asks, text_bills), speed (= batch, service, llm),
model; or one of the parts.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from benchmarks.asks import measure_asks
from benchmarks.batch import FILES_N, measure_batch
from benchmarks.held_out import (
    HeldOut,
    make_held_out,
    measure_held_out,
    measure_straight_through,
    pages_of,
)
from benchmarks.llm import measure_llm
from benchmarks.machine import describe_machine
from benchmarks.mails import write_mails
from benchmarks.model import measure_model
from benchmarks.papers import measure_papers
from benchmarks.public_sets import SETS, measure_public_sets
from benchmarks.report import RESULTS_TABLE, SECTIONS, Row, is_not_measured, save_section
from benchmarks.scan import scan_pdf
from benchmarks.service import measure_service
from benchmarks.text_bills import measure_text_bills
from schemas.settings import REPOSITORY, Settings

GROUPS = {
    "quality": ("public", "held_out", "papers", "asks", "text_bills"),
    "speed": ("batch", "service", "llm"),
}
SEED = 2026
SCANS_N = 20
#: Invoices of which it is counted how many go straight through: one in a hundred may be wrong.
INVOICES_N = 300
#: Least F1 of fields, F1 of lines, accuracy of types.
BORN_DIGITAL, SCANNED = (0.9, 0.85, 0.97), (0.82, 0.75, 0.95)
DROPS_N = 5
SERVICE_SCANS_N = 3
MAILS_N = 10


class Bench:
    """The sections, sharing one folder of generated documents."""

    def __init__(self, args: argparse.Namespace, folder: Path) -> None:
        self._args = args
        self._folder = folder
        self._settings = Settings()

    def measure(self, section: str) -> Iterable[Row]:
        """The rows of one section, measured as they are asked for."""
        match section:
            case "public":
                return measure_public_sets(self._args.data, self._args.sets)
            case "held_out":
                return self._measure_held_out()
            case "papers":
                return measure_papers(BORN_DIGITAL, SCANNED, self._folder, self._args.seed)
            case "asks":
                folder = self._folder / "asks"
                folder.mkdir()
                return measure_asks(folder)
            case "text_bills":
                return measure_text_bills()
            case "model":
                chosen = self._documents[: self._args.documents]
                pages = [pages_of(document, self._settings) for document in chosen]
                return measure_model(self._settings, self._args.fp32, pages, self._args.seed)
            case "llm":
                return measure_llm(self._settings, self._args.data, self._folder, self._args.seed)
            case "batch":
                pdfs = [document.pdf for document in self._documents]
                return measure_batch(self._settings, pdfs, self._args.seed)
            case _:
                pdfs = [document.pdf for document in self._documents[:DROPS_N]]
                scans = [scan for _, scan in self._scans(SERVICE_SCANS_N)]
                mails = write_mails(self._folder, MAILS_N, self._args.seed)
                return measure_service(self._settings, pdfs, scans, mails)

    def _measure_held_out(self) -> Iterator[Row]:
        measured = self._documents[: self._args.documents]
        born_digital = [(document, document.pdf) for document in measured]
        yield from measure_held_out("generated, unseen layouts, PDF", born_digital, BORN_DIGITAL)
        folder = self._folder / "invoices"
        invoices = make_held_out(INVOICES_N, self._args.seed, folder, "invoice")
        yield from measure_straight_through("generated invoices, unseen layouts, PDF", invoices)
        yield from measure_held_out(
            "generated, unseen layouts, scans", self._scans(SCANS_N), SCANNED
        )

    @cached_property
    def _documents(self) -> list[HeldOut]:
        return make_held_out(max(FILES_N, self._args.documents), self._args.seed, self._folder)

    def _scans(self, documents_n: int) -> list[tuple[HeldOut, Path]]:
        scans = []
        for number, document in enumerate(self._documents[:documents_n]):
            scan = document.pdf.with_suffix(".tiff")
            scan_pdf(document.pdf, scan, self._args.seed + number)
            scans.append((document, scan))
        return scans


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line; paths fall back on MAILROOM_DATA and MAILROOM_FP32."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    choices = [*GROUPS, *SECTIONS]
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(choices))
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    parser.add_argument("--sets", nargs="*", default=[], choices=[s.name for s in SETS],
                        help="public: only these sets (their rows then replace all)")  # fmt: skip
    parser.add_argument("--fp32", type=Path, help="the network before quantisation (ONNX)")
    parser.add_argument("--documents", type=int, default=100, help="held-out documents to count")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args(arguments)
    unknown = set(args.sections) - set(choices)
    if unknown:
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(choices)}")
    args.data = args.data or Path(os.environ.get("MAILROOM_DATA", REPOSITORY / "../shared/data"))
    fp32 = args.fp32 or Path(os.environ.get("MAILROOM_FP32", REPOSITORY / "work/export/model.onnx"))
    args.fp32 = fp32 if fp32.is_file() else None
    return args


def chosen_sections(names: Iterable[str]) -> list[str]:
    """The sections that `names` stand for, in the table's order; all when there are none."""
    wanted = {part for name in names for part in GROUPS.get(name, (name,))}
    return [section for section in SECTIONS if not wanted or section in wanted]


def main(arguments: list[str]) -> int:
    """Measures, prints and saves section by section; 1 when a requirement is not met."""
    args = parse_arguments(arguments)
    command = " ".join(["python -m benchmarks", *_shown(arguments)])
    all_met = True
    with tempfile.TemporaryDirectory(prefix="mailroom-held-out-") as folder:
        bench = Bench(args, Path(folder))
        for section in chosen_sections(args.sections):
            machine = describe_machine()
            rows = []
            for row in bench.measure(section):
                print(f"{section:<10} {row.what}: {row.figure}  {row.wanted}", flush=True)
                rows.append(row)
                all_met = all_met and row.met is not False
            if rows and all(is_not_measured(row) for row in rows):
                print(f"{section:<10} nothing was measured: its former figures stay as they were")
            else:
                save_section(section, rows, command, args.seed, machine)
    print(f"→ {RESULTS_TABLE}")
    return 0 if all_met else 1


def _shown(arguments: list[str]) -> list[str]:
    """The arguments without this machine's paths."""
    return [Path(part).name if "/" in part else part for part in arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
