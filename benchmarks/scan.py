"""A born-digital PDF → the scan an office would make of it."""

from pathlib import Path
from random import Random

import pypdfium2

from training.generate.degrade import degrade_image

DPI = 150
STRENGTH = 0.5


def scan_pdf(pdf: Path, scan: Path, seed: int) -> None:
    """Prints and scans all pages into a multi-page TIFF: tilted, blurred, noisy, grey."""
    rng = Random(seed)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [
            degrade_image(page.render(scale=DPI / 72).to_pil(), rng, STRENGTH) for page in document
        ]
    pages[0].save(scan, save_all=True, append_images=pages[1:], dpi=(DPI, DPI))
