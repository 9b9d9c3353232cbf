"""Papers that others made and that were looked at: for confidences alone, as scans are.

What the generator draws are names that are nearly always read whole; these tell when they are not.
Those that the benchmark keeps from being looked at are never read here.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from readers.pdf import read_pdf
from schemas.settings import REPOSITORY, Settings
from tasks.values.language import identify_language
from training.sample import LabelledPage, Sample
from training.sets.scans import scan_sample

PAPERS = "papers"
PAPER_SCANS = "paper_scans"
#: Of so many papers one is scanned: our OCR takes some seconds for each.
SCANNED_OF_N = 2
FOLDER = REPOSITORY / "benchmarks" / "papers" / "known"


def read_papers() -> Iterator[Sample]:
    """The PDFs that are no scans, with all that they print; no labels. An id is "AUTHOR/NAME"."""
    settings = Settings()
    for path in sorted(FOLDER.glob("*.pdf")):
        said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        pages = read_pdf(path.read_bytes(), settings).pages
        if any(page.origin != "text" for page in pages):
            continue
        truth = {
            name: value if isinstance(value, str) else "\n".join(value)
            for name, value in said["fields"].items()
            if name not in said["open"]
        }
        yield Sample(
            id=f"{path.stem.partition('_')[0]}/{path.stem}",
            source=PAPERS,
            part="dev",
            language=identify_language([text for page in pages for text in page.row_texts()]),
            doc_type=said["doc_type"],
            names=[],
            pages=[LabelledPage.of(page) for page in pages],
            truth=truth,
            unsaid=said["open"],
        )


def read_paper_scans() -> Iterator[Sample]:
    """Some of the same papers, printed, scanned and read by our own OCR; no contracts, as there."""
    for sample in islice(read_papers(), 0, None, SCANNED_OF_N):
        if sample.doc_type != "contract":
            pdf = FOLDER / f"{sample.id.rpartition('/')[2]}.pdf"
            yield replace(scan_sample(sample, pdf.read_bytes()), source=PAPER_SCANS)
