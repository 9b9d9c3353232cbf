"""A born-digital PDF → the scan an office would make of it."""

from pathlib import Path
from random import Random

from training.generate.degrade import scan_pages

DPI = 150
STRENGTH = 0.5


def scan_pdf(pdf: Path, scan: Path, seed: int) -> None:
    """Prints and scans all pages into a multi-page TIFF: tilted, blurred, noisy, grey."""
    scan.write_bytes(scan_pages(pdf, Random(seed), DPI, STRENGTH))
