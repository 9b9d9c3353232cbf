"""Replays drawn sheets into real PDF files."""

from pathlib import Path
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from training.generate.sheet import Area, Rule, SheetPage, TextMark


def write_pdf(pages: list[SheetPage], path: Path | BinaryIO, title: str = "") -> None:
    """Writes the pages as a PDF; the same pages give the same bytes."""
    canvas = Canvas(str(path) if isinstance(path, Path) else path, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        for mark in page.marks:
            _draw(canvas, mark, page.height)
        canvas.showPage()
    canvas.save()


def _draw(canvas: Any, mark: TextMark | Rule | Area, height: float) -> None:
    if isinstance(mark, TextMark):
        style = mark.style
        text = canvas.beginText()
        text.setFont(style.font, style.size)
        text.setFillColorRGB(*style.colour)
        text.setHorizScale(100 * style.stretch)
        text.setTextOrigin(mark.x, height - mark.y)
        text.textOut(mark.text)
        canvas.drawText(text)
    elif isinstance(mark, Rule):
        canvas.setLineWidth(mark.width)
        canvas.setStrokeColorRGB(*mark.colour)
        canvas.line(mark.x0, height - mark.y0, mark.x1, height - mark.y1)
    else:
        canvas.setLineWidth(0.5)
        if mark.fill:
            canvas.setFillColorRGB(*mark.fill)
        if mark.stroke:
            canvas.setStrokeColorRGB(*mark.stroke)
        canvas.rect(
            mark.x0,
            height - mark.y1,
            mark.x1 - mark.x0,
            mark.y1 - mark.y0,
            stroke=int(mark.stroke is not None),
            fill=int(mark.fill is not None),
        )
