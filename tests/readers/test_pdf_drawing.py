"""PDFs that are drawn without end: the process that draws is ended, and the next PDF is read."""

import io
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from paper import LINES, make_pdf, make_picture, make_scanned_pdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from readers import pdf_drawing
from readers.pdf import read_pdf
from readers.pdf_drawing import Drawing
from schemas.errors import DamagedDocument, DocumentError, DocumentTooLarge
from schemas.settings import Settings

SETTINGS = Settings()
BOX = Array([0, 0, 595, 842])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_drawing, "LIMIT_S", 0.5)
    monkeypatch.setattr(pdf_drawing, "PAGE_S", 0.2)


def build(content: bytes, kind: str, inner: Callable[[Pdf], object]) -> bytes:
    """One page with a word on it, whose content draws the resource N."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary({"/Font": Dictionary(F=font)})
    page.obj.Resources[f"/{kind}"] = page.obj.Resources.get(f"/{kind}", Dictionary())
    page.obj.Resources[f"/{kind}"]["/N"] = inner(document)
    word = b"BT /F 10 Tf 50 800 Td (Invoice 4711) Tj ET "
    page.obj.Contents = Stream(document, word + content)
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=True)
    return buffer.getvalue()


def nest(make: Callable[[Pdf, Dictionary], object], kind: str) -> Callable[[Pdf], object]:
    """Ten of one kind within each other."""

    def all_of_them(document: Pdf) -> object:
        inner = None
        for _ in range(10):
            entries = Dictionary({f"/{kind}": Dictionary(N=inner)}) if inner else Dictionary()
            inner = document.make_indirect(make(document, entries))
        return inner

    return all_of_them


def pattern(document: Pdf, resources: Dictionary) -> object:
    paint = b"/Pattern cs /N scn 0 0 10 10 re f " * 10
    made = Stream(document, paint, PatternType=1, PaintType=1, TilingType=1, Resources=resources)
    made.BBox = Array([0, 0, 10, 10])
    made.XStep = made.YStep = Decimal("0.01")
    return made


def glyph(document: Pdf, resources: Dictionary) -> object:
    shape = Stream(document, b"100 0 d0 BT /N 100 Tf (aaaaaaaaaa) Tj ET 0 0 9 9 re f")
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 100, 100]), FirstChar=97,
        FontMatrix=Array([pikepdf.Object.parse(one) for one in (b"0.01 0 0 0.01 0 0".split())]),
        LastChar=97, Widths=Array([1]), Resources=resources, CharProcs=Dictionary(a=shape),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
    )  # fmt: skip


def mask(document: Pdf, resources: Dictionary, times_n: int = 10) -> object:
    group = Stream(
        document, b"/N gs 0 0 500 500 re f " * times_n, Type=Name.XObject, Subtype=Name.Form,
        BBox=BOX, Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray), Resources=resources,
    )  # fmt: skip
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))


def shading(document: Pdf) -> object:
    unit = [0, 1, 0, 1]
    steps = b"{%sdup dup}" % (b"dup mul sqrt " * 20_000)
    function = Stream(
        document, steps, FunctionType=4, Domain=Array(unit), Range=Array([*unit, 0, 1])
    )
    space = {"ColorSpace": Name.DeviceRGB, "Domain": Array(unit)}
    return Dictionary(ShadingType=1, Function=function, **space)


def form(document: Pdf) -> object:
    """Not nested at all: it paints the page over and over."""
    fills = zlib.compress(b"0 0 595 842 re f " * 400_000)
    form = Stream(document, fills, Type=Name.XObject, Subtype=Name.Form, BBox=BOX)
    form.Filter = Name.FlateDecode
    return form


@pytest.mark.parametrize(
    ("content", "kind", "inner"),
    [
        (b"/Pattern cs /N scn 0 0 500 500 re f", "Pattern", nest(pattern, "Pattern")),
        (b"BT /N 10 Tf 50 500 Td (aaaaaaaaaa) Tj ET", "Font", nest(glyph, "Font")),
        (b"/N gs 0 0 500 500 re f", "ExtGState", nest(mask, "ExtGState")),
        (b"q 595 0 0 842 0 0 cm /N sh Q", "Shading", shading),
        (b"/N Do", "XObject", form),
    ],
)
@pytest.mark.usefixtures("quick")
def test_what_is_drawn_without_end_is_given_up(
    content: bytes, kind: str, inner: Callable[[Pdf], object]
) -> None:
    bomb = build(content, kind, inner)
    assert len(bomb) < 30_000
    with pytest.raises(DocumentTooLarge, match="Page 1 of the PDF takes longer") as refused:
        read_pdf(bomb, SETTINGS)
    assert "operator" not in refused.value.advice  # who has no setting for it
    assert read_pdf(make_pdf(), SETTINGS).pages[0].row_texts() == list(LINES)


def test_what_is_drawn_in_more_memory_than_there_is_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each mask has a drawing of the whole page, all of them at once."""
    monkeypatch.setattr(pdf_drawing, "MAX_BYTES", 150_000_000)
    masks = nest(partial(mask, times_n=1), "ExtGState")
    with pytest.raises(DocumentTooLarge, match="Page 1 of the PDF takes more memory"):
        read_pdf(build(b"/N gs 0 0 500 500 re f", "ExtGState", masks), SETTINGS)
    scan = make_scanned_pdf([make_picture()])
    assert read_pdf(scan, SETTINGS).pages[0].row_texts()[0] == LINES[0]


def _pid(drawing: Drawing) -> int:
    assert drawing._canvas is not None
    return drawing._canvas._process.pid


def test_documents_in_hand_are_drawn_apart(capfd: pytest.CaptureFixture[str]) -> None:
    first, second = (Drawing(make_pdf((line,), pages_n=2)) for line in ("MMMM", "i"))
    before = [first.draw(0, 1, True), second.draw(0, 1, True)]
    assert before[0].shape == (842, 595)
    assert before[0].mean() < before[1].mean() < 255
    assert first.draw(1, 0.5, False).shape == (421, 298, 3)
    pid = _pid(first)
    os.kill(pid, signal.SIGSTOP)  # as if it drew
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(DocumentError, match="Page 2 of the PDF was not drawn") as ended:
        first.draw(1, 1, True)
    assert not isinstance(ended.value, DamagedDocument)  # its sender can do nothing about it
    for drawing, seen in zip((first, second), before, strict=True):
        assert (drawing.draw(0, 1, True) == seen).all()
        drawing.close()
    assert capfd.readouterr().err == ""


def test_no_pdf_waits_for_the_drawing_of_another() -> None:
    slow = Drawing(make_pdf(pages_n=2))
    slow.draw(0, 1, True)
    os.kill(_pid(slow), signal.SIGSTOP)  # as if it drew
    with ThreadPoolExecutor(1) as pool:
        drawn = pool.submit(slow.draw, 1, 1, True)
        assert read_pdf(make_pdf(), SETTINGS).pages[0].row_texts() == list(LINES)
        assert not drawn.done()
        os.kill(_pid(slow), signal.SIGCONT)
        assert drawn.result().shape == (842, 595)
    slow.close()


def test_a_process_is_left_to_the_next_document_unless_it_ended() -> None:
    pids = []
    for _ in range(3):
        drawing = Drawing(make_pdf())
        assert drawing.draw(0, 1, True).min() < 128
        pids.append(_pid(drawing))
        if len(pids) == 2:
            os.kill(pids[-1], signal.SIGKILL)
            os.waitid(os.P_PID, pids[-1], os.WEXITED | os.WNOWAIT)
        drawing.close()
    assert pids[0] == pids[1] != pids[2]


def test_where_nothing_can_draw_no_pdf_is_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_drawing._end_idle()
    for program in ("/nowhere/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", program)
        with pytest.raises(DocumentError, match="Page 1 of the PDF was not drawn") as ended:
            read_pdf(make_pdf(), SETTINGS)
        assert ended.value.code == DocumentError.code


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of others has no such list")
def test_where_memory_runs_out_the_system_ends_what_draws_first() -> None:
    drawing = Drawing(make_pdf())
    drawing.draw(0, 1, True)
    assert Path(f"/proc/{_pid(drawing)}/oom_score_adj").read_text() == "1000\n"
    drawing.close()


def test_a_stop_of_the_whole_service_does_not_break_the_page_in_hand() -> None:
    """As systemd stops all processes of a service at once, unless it is told otherwise."""
    drawing = Drawing(make_pdf(pages_n=2))
    drawing.draw(0, 1, True)
    os.kill(_pid(drawing), signal.SIGTERM)
    assert drawing.draw(1, 1, True).shape == (842, 595)
    drawing.close()


@pytest.mark.usefixtures("quick")
def test_the_time_is_each_documents_own() -> None:
    pid = 0
    for _ in range(80):
        drawing = Drawing(make_pdf())
        drawing.draw(0, 4, False)
        assert pid in (0, _pid(drawing))
        pid = _pid(drawing)
        drawing.close()


def test_a_page_that_pdfium_refuses_to_draw_is_damaged() -> None:
    drawing = Drawing(make_pdf())
    with pytest.raises(DamagedDocument):
        drawing.draw(7, 1, False)
    assert drawing.draw(0, 1, False).shape == (842, 595, 3)
    drawing.close()


@pytest.mark.usefixtures("quick")
def test_time_that_pages_left_over_is_not_the_next_ones() -> None:
    with pikepdf.open(io.BytesIO(make_pdf(pages_n=40))) as document:
        with pikepdf.open(io.BytesIO(build(b"/N Do", "XObject", form))) as bomb:
            document.pages.extend(bomb.pages)
        buffer = io.BytesIO()
        document.save(buffer)
    pdf_drawing._end_idle()  # whose time is none of this
    start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(DocumentTooLarge, match="Page 41 "):
        read_pdf(buffer.getvalue(), SETTINGS)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start < 4


#: Asks for a drawing without end, and is ended by kill -9 meanwhile.
ASKING = """
import os, sys, threading
from readers.pdf_drawing import Drawing
drawing = Drawing(sys.stdin.buffer.read())
def die():
    print(drawing._canvas._process.pid, flush=True)
    os.kill(os.getpid(), 9)
threading.Timer(1, die).start()
drawing.draw(0, 1, True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of others has no such list")
def test_nothing_is_drawn_for_who_has_ended() -> None:
    bomb = build(b"/N Do", "XObject", form)
    asked = subprocess.run([sys.executable, "-c", ASKING], input=bomb, stdout=subprocess.PIPE)
    until_s = time.monotonic() + pdf_drawing.LIMIT_S / 2
    while Path(f"/proc/{int(asked.stdout)}").exists():
        assert time.monotonic() < until_s
        time.sleep(0.05)
