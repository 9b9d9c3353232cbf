"""One module per data set: its files → labelled samples."""

import json
from collections.abc import Iterable
from pathlib import Path

from training.sample import Sample
from training.sets.adbuy import read_adbuy
from training.sets.cord import read_cord
from training.sets.einvoice import read_einvoices
from training.sets.generated import read_generated
from training.sets.mail import read_mails
from training.sets.pages import SOURCE as PAGES
from training.sets.pages import read_pages
from training.sets.papers import PAPER_SCANS, PAPERS, read_paper_scans, read_papers
from training.sets.registration import read_registration
from training.sets.scans import SCANS, read_scanned
from training.sets.sroie import SCANS as RECEIPT_SCANS
from training.sets.sroie import read_scans, read_sroie

#: The sets that Chromium prints.
PRINTED = (PAGES, SCANS)


def readers_of(data: Path) -> dict[str, Iterable[Sample]]:
    """Data set → its samples, read when iterated. What valid.json names is never read.

    Raises:
        FileNotFoundError: the data sets are not in `data`.
    """
    if not (data / "valid.json").exists():
        raise FileNotFoundError(f"There are no data sets in {data}: --data says where they are.")
    valid = {name: set(ids) for name, ids in json.loads((data / "valid.json").read_text()).items()}
    return {
        "sroie": read_sroie(data / "sroie", valid["sroie"]),
        RECEIPT_SCANS: read_scans(data / "sroie", valid["sroie"]),
        "cord": read_cord(data / "cord"),
        "adbuy": read_adbuy(data / "adbuy"),
        "einvoice": read_einvoices(data / "einvoice" / "zugferd"),
        "mail": read_mails(data / "mail", valid["mail"]),
        "generated": read_generated(),
        PAGES: read_pages(),
        SCANS: read_scanned(),
        PAPERS: read_papers(),
        PAPER_SCANS: read_paper_scans(),
        "registration": read_registration(data / "pages"),
    }
