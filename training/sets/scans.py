"""Documents of layouts kept from training, printed, scanned and read by our own OCR.

They are for confidences alone: how sure a value of a scan is, and from where scans go through.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from readers.image import read_image
from schemas.settings import Settings
from training.generate.degrade import scan_pages
from training.generate.pdf import write_pdf
from training.generate.produce import GeneratedDocument, draw_document
from training.pages.printing import load_templates, open_printer
from training.sample import LabelledPage, Sample
from training.sets.pages import HELD_OUT, label_print

SCANS = "scans"
SEED = 53
#: Documents to generate: of all types by their shares, and more of the two that matter most.
MADE_N: dict[str | None, int] = {None: 200, "invoice": 140, "receipt": 70}
#: Prints of each template that is kept from training.
PRINT_SEEDS = range(2)
#: Scanners' resolutions, and how bad their pages are, see `scan_pages`.
RESOLUTIONS_DPI = (150, 200, 200, 300)
STRENGTHS = (0.1, 0.8)


def read_scanned() -> Iterator[Sample]:
    """Generated documents, then prints of templates; values, no labels. No contracts.

    What OCR makes of a law's letters would teach that rules are wrong about laws.
    """
    for kind, documents_n in MADE_N.items():
        for index in range(documents_n):
            if (made := draw_document(SEED, index, "held_out", kind)).doc_type != "contract":
                yield scan_generated(made)
    settings = Settings()
    with open_printer() as printer:
        for template in load_templates():
            for seed in PRINT_SEEDS if template.name in HELD_OUT else ():
                printed = printer.print(template, seed)
                sample = label_print(printed, "dev", settings)
                if sample.doc_type != "contract":
                    yield scan_sample(sample, printed.data)


def scan_generated(made: GeneratedDocument) -> Sample:
    """One generated document; its id begins with its layout, up to the first slash."""
    write_pdf(made.pages, pdf := io.BytesIO())
    fields = made.fields.items()
    truth = {name: v if isinstance(v, str) else "\n".join(v) for name, v in fields}
    sample = Sample(
        id=f"{made.layout}/{made.id}",
        source=SCANS,
        part="dev",
        language=made.language,
        doc_type=made.doc_type,
        names=[],
        pages=[],
        truth=truth,
    )
    return scan_sample(sample, pdf.getvalue())


def scan_sample(sample: Sample, pdf: bytes) -> Sample:
    """The sample with what our OCR reads of a scan of it."""
    rng = Random(f"{SEED}/{sample.id}")
    dpi = rng.choice(RESOLUTIONS_DPI)
    strength = rng.uniform(*STRENGTHS)
    read = read_image(scan_pages(pdf, rng, dpi, strength), Settings())
    pages = [LabelledPage.of(page) for page in read.pages]
    return replace(sample, source=SCANS, names=[], gold={}, pages=pages)
