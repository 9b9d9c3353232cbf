"""Words that nobody sees are none, and whatever can be seen is read."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

from readers.pdf import read_pdf
from schemas.settings import Settings

SETTINGS = Settings()
PRINTED, WRITTEN = "Norden Paper invoice 4711", "IBAN DE44 5001 0517 5407 3249 31"


def _draw(draw: Callable[[Canvas], None], rotate: int = 0) -> list[str]:
    """The rows read of a page with a printed one and what `draw` draws 400 points up."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 600))
    canvas.setPageRotation(rotate)
    canvas.drawString(72, 500, PRINTED)
    draw(canvas)
    canvas.save()
    return read_pdf(buffer.getvalue(), SETTINGS).pages[0].row_texts()


def _write(canvas: Canvas, color: Color, size: float = 9, mode: int = 0) -> None:
    canvas.setFillColor(color)
    canvas.setFont("Helvetica", size)
    canvas.drawString(72, 400, WRITTEN, mode=mode)


def _fill(canvas: Canvas, color: Color) -> None:
    canvas.setFillColor(color)
    canvas.rect(60, 380, 300, 40, stroke=0, fill=1)


def _cover(canvas: Canvas) -> None:
    _write(canvas, Color(0, 0, 0))
    _fill(canvas, white)


def _redact(canvas: Canvas) -> None:
    _write(canvas, Color(0, 0, 0))
    _fill(canvas, Color(0, 0, 0))


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize(
    "draw",
    [
        lambda canvas: _write(canvas, white),
        lambda canvas: _write(canvas, Color(0.99, 0.99, 0.99)),
        lambda canvas: _write(canvas, Color(0, 0, 0, alpha=0)),
        lambda canvas: _write(canvas, Color(0, 0, 0), mode=3),
        _cover,
        _redact,
    ],
    ids=["white", "nearly white", "transparent", "invisible", "covered", "redacted"],
)
def test_words_that_nobody_sees_are_no_words(draw: Callable[[Canvas], None], rotate: int) -> None:
    assert _draw(draw, rotate) == [PRINTED]


def _on_dark(canvas: Canvas) -> None:
    _fill(canvas, Color(0.1, 0.2, 0.4))
    _write(canvas, white)


def _on_yellow(canvas: Canvas) -> None:
    _fill(canvas, Color(1, 0.9, 0.3))
    _write(canvas, white)


@pytest.mark.parametrize(
    "draw",
    [
        _on_dark,
        _on_yellow,
        lambda canvas: _write(canvas, Color(0.8, 0.8, 0.8), size=5),
        lambda canvas: _write(canvas, Color(0.9, 0.9, 0.9)),
        lambda canvas: _write(canvas, Color(0, 0, 0), size=1.5),
        lambda canvas: _write(canvas, Color(0, 0, 0), mode=1),
    ],
    ids=["white on dark", "white on yellow", "small and grey", "pale", "tiny", "outlines"],
)
@pytest.mark.parametrize("rotate", [0, 270])
def test_words_that_can_be_seen_are_read(draw: Callable[[Canvas], None], rotate: int) -> None:
    assert _draw(draw, rotate) == [PRINTED, WRITTEN]


def test_words_on_a_layer_that_is_switched_off_are_no_words() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    canvas.drawString(72, 500, PRINTED)
    canvas.drawString(72, 400, WRITTEN)
    canvas.save()
    with pikepdf.open(buffer) as document:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Hidden"))
        shown = pikepdf.Dictionary(OFF=[layer], Order=[layer])
        document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=shown)
        page = document.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(Off=layer)
        drawn = page.Contents.read_bytes()
        begin = drawn.rindex(b"BT")
        content = drawn[:begin] + b"/OC /Off BDC " + drawn[begin:] + b" EMC"
        page.Contents = document.make_stream(content)
        changed = io.BytesIO()
        document.save(changed)
    assert read_pdf(changed.getvalue(), SETTINGS).pages[0].row_texts() == [PRINTED]
