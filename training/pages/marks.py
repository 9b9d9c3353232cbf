"""Which printed words are which field: marked in the HTML by links, found again in the PDF.

A browser keeps a link's target and its boxes on the page when it prints. So a template sets each
value in an anchor that names its field, and the words that a box of it covers by a good part are
its words.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from markupsafe import Markup
from pypdfium2 import PdfDocument

from readers.pdf import read_pdf
from schemas.document import Page
from schemas.settings import Settings
from schemas.vocabulary import ENTITY_NAMES
from training.sample import LabelledPage

_SCHEME = "https://mark/"
#: Share of a word that a mark covers at least: of "0%", the figure is little more than a third.
_LEAST = 0.25


@dataclass(frozen=True)
class Mark:
    """One box of a mention; `mention` counts within the document, box as fractions of the page."""

    mention: int
    entity: str
    box: tuple[float, float, float, float]

    def overlap(self, box: tuple[float, float, float, float]) -> float:
        """Share of a word's width that lies within, if its middle row does."""
        x0, y0, x1, y1 = self.box
        middle = (box[1] + box[3]) / 2
        if not y0 <= middle <= y1:
            return 0.0
        return max(0.0, min(x1, box[2]) - max(x0, box[0])) / max(1e-6, box[2] - box[0])


def mark(mention: int, entity: str, text: str | Markup) -> Markup:
    """Text as the HTML of a mention of `entity`."""
    if entity not in ENTITY_NAMES:
        raise ValueError(f"{entity} is no field")
    return Markup('<a href="{}{}/{}">{}</a>').format(_SCHEME, mention, entity, text)


def read_marked(data: bytes, settings: Settings) -> list[LabelledPage]:
    """A printed PDF's pages as the readers give them, with each word's label."""
    pages = read_pdf(data, settings).pages
    document = PdfDocument(data)
    try:
        return [
            _label(page, list(_marks(document, document[index])))
            for index, page in enumerate(pages)
        ]
    finally:
        document.close()


def _label(page: Page, marks: list[Mark]) -> LabelledPage:
    labels, begun = [], set()
    for word in page.words:
        best = max(marks, key=lambda m: m.overlap(word.box), default=None)
        if best is None or best.overlap(word.box) < _LEAST:
            labels.append("O")
            continue
        prefix = "I" if best.mention in begun else "B"
        begun.add(best.mention)
        labels.append(f"{prefix}-{best.entity}")
    return LabelledPage.of(page, labels)


def _marks(document: Any, page: Any) -> Iterator[Mark]:
    width, height = page.get_size()
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        target = _target(document, link)
        if not target.startswith(_SCHEME):
            continue
        mention, entity = target.removeprefix(_SCHEME).split("/")
        rect = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect))
        box = (
            rect.left / width, 1 - rect.top / height,
            rect.right / width, 1 - rect.bottom / height,
        )  # fmt: skip
        yield Mark(int(mention), entity, box)


def _target(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    return buffer.value.decode("ascii", "replace")
