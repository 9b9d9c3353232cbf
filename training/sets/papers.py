"""Papers that others made and that were looked at: most to learn from, the rest for confidences.

No two have a layout in common, which templates always do; and what the generator draws are names
that are nearly always read whole, where these tell when they are not. Those that the benchmark
keeps from being looked at are never read here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from readers.pdf import read_pdf
from schemas.document import SourceDocument
from schemas.settings import REPOSITORY, Settings
from slm.models import load_models
from tasks.understand import understand
from tasks.values.language import identify_language
from training.sample import LabelledPage, Sample
from training.sets.paper_labels import label_paper
from training.sets.scans import scan_sample

PAPERS = "papers"
PAPER_SCANS = "paper_scans"
#: Of so many papers one is scanned: our OCR takes some seconds for each.
SCANNED_OF_N = 2
FOLDER = REPOSITORY / "benchmarks" / "papers" / "known"
#: Authors that training never meets: what their papers' names begin with.
HELD_OUT = (
    "yd", "za", "zb", "zc", "zd", "ze", "zf", "zg", "zh", "zi", "zj", "zk", "zl", "zm", "zn", "zo",
    "zp", "zq", "zr", "zs", "zt", "zu", "zv", "zw", "zy", "zz", "ab", "ac", "ad", "ae", "af", "ag",
    "ah",
)  # fmt: skip


def refuse_known(papers: Iterable[Path]) -> None:
    """Stops at a paper that was looked at: what is read of it now is no first reading.

    Raises:
        SystemExit: it has the name of one in `FOLDER`.
    """
    if known := sorted({path.name for path in papers if (FOLDER / path.name).exists()}):
        raise SystemExit(
            f"--papers: looked at already, so what is read of it flatters: {', '.join(known)}. "
            "Name only papers of which nobody has seen what is read."
        )


def read_papers() -> Iterator[Sample]:
    """The PDFs that are no scans, with all that they print; those of authors held out are dev."""
    model = load_models(Settings())
    for path in sorted(FOLDER.glob("*.pdf")):
        if (sample := read_paper(path)).source == PAPERS:
            document = SourceDocument(
                document_id=sample.id,
                source=path.name,
                media_type="application/pdf",
                pages=tuple(page.page() for page in sample.pages),
            )
            said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            read = understand(document, model)
            yield replace(sample, names=label_paper(sample.pages, said, read, sample.language))


def read_paper_scans() -> Iterator[Sample]:
    """Some of the dev papers, printed, scanned and read by our own OCR; no contracts, as there."""
    papers = (path for author in HELD_OUT for path in sorted(FOLDER.glob(f"{author}_*.pdf")))
    for path in islice(papers, 0, None, SCANNED_OF_N):
        sample = read_paper(path)
        if sample.source == PAPERS and sample.doc_type != "contract":
            yield replace(scan_sample(sample, path.read_bytes()), source=PAPER_SCANS)


def read_paper(path: Path) -> Sample:
    """A PDF whose truth stands beside it, without labels. An id is "AUTHOR/NAME".

    Its source is `PAPER_SCANS` where our OCR had to read it.
    """
    pages = read_pdf(path.read_bytes(), Settings()).pages
    scanned = any(page.origin != "text" for page in pages)
    author = path.stem.partition("_")[0]
    said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Sample(
        id=f"{author}/{path.stem}",
        source=PAPER_SCANS if scanned else PAPERS,
        part="dev" if author in HELD_OUT else "train",
        language=identify_language([text for page in pages for text in page.row_texts()]),
        doc_type=None if "doc_type" in said["open"] else said["doc_type"],
        names=[],
        pages=[LabelledPage.of(page) for page in pages],
        truth={
            name: value if isinstance(value, str) else "\n".join(value)
            for name, value in said["fields"].items()
            if name not in said["open"]
        },
        unsaid=said["open"],
    )
