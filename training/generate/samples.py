"""Writes our own sample documents: `mailroom/samples/` and the tests' golden pairs.

Run `python -m training.generate.samples`; the same code gives the same documents.
"""

import io
import json
import logging
from pathlib import Path
from typing import Any

from PIL import Image

from training.generate import cases
from training.generate.cases import truth_of
from training.generate.einvoices import write_ubl
from training.generate.formats import facturx_pdf, make_mail, pdf_bytes, scan
from training.generate.resources import write_resources

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "mailroom" / "samples"
RESOURCES = ROOT / "tests" / "resources"
MAIL_TEXT = """\
Sehr geehrte Damen und Herren,

anbei erhalten Sie unsere Rechnung RE-2026-0451.
Bitte überweisen Sie den Betrag bis zum 08.04.2026.

Mit freundlichen Grüßen
Petra Lindner
--\x20
Papierhaus Lindner GmbH
Speicherstraße 14, 20457 Hamburg
"""


class Folder:
    """Where documents go, each with its golden twin beside it if asked."""

    def __init__(self, path: Path, twins: bool) -> None:
        self.path, self.twins = path, twins
        path.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, data: bytes, twin: dict[str, Any]) -> None:
        """Writes a document, and its twin if this folder keeps them."""
        (self.path / name).write_bytes(data)
        if self.twins:
            text = json.dumps(twin, ensure_ascii=False, indent=1, sort_keys=True)
            (self.path / f"{name}.json").write_text(text + "\n", encoding="utf-8")

    def put_image(self, name: str, image: Image.Image, twin: dict[str, Any], **how: Any) -> None:
        """Writes a picture; its format follows from the name."""
        buffer = io.BytesIO()
        kinds = {".png": "PNG", ".jpg": "JPEG", ".tiff": "TIFF"}
        image.save(buffer, kinds[Path(name).suffix], **how)
        self.put(name, buffer.getvalue(), twin)


def write_samples(folder: Folder) -> None:
    """The documents of `mailroom demo`: each of the ways a document can go."""
    invoice = cases.german_invoice()
    pdf = pdf_bytes(invoice)
    folder.put("Rechnung RE-2026-0412.pdf", pdf, truth_of(invoice))
    wrong = cases.wrong_invoice()
    folder.put("Invoice BD-1087.pdf", pdf_bytes(wrong), truth_of(wrong))
    credit = cases.french_credit_note()
    folder.put("Avoir AV-2026-031.pdf", pdf_bytes(credit), truth_of(credit))
    receipt = cases.cafe_receipt()
    folder.put_image("scan-0007.png", scan(receipt, 1, dpi=200), truth_of(receipt), optimize=True)
    hybrid = cases.german_invoice("RE-2026-0433", seed=12, items_n=3)
    folder.put("Rechnung-ZUGFeRD.pdf", facturx_pdf(hybrid.deal, hybrid), truth_of(hybrid))
    folder.put("xrechnung.xml", write_ubl(cases.german_deal("RE-2026-0440", items_n=2)), {})
    mailed = pdf_bytes(cases.german_invoice("RE-2026-0451", seed=9, items_n=1))
    mail = make_mail(
        "Rechnung RE-2026-0451",
        MAIL_TEXT,
        {"RE-2026-0451.pdf": mailed},
        "<20260309.0451@papierhaus.example>",
    )
    folder.put("Rechnung RE-2026-0451.eml", mail.as_bytes(), {})
    folder.put("broken-upload.pdf", pdf[: len(pdf) // 3], {})


def main() -> None:
    """Writes both folders."""
    logging.getLogger("factur-x").setLevel(logging.WARNING)
    write_samples(Folder(SAMPLES, twins=False))
    write_resources(Folder(RESOURCES, twins=True))


if __name__ == "__main__":
    main()
