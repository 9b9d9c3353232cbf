"""PDFs made of plain bytes whose drawings draw one another."""

import time
import zlib
from collections.abc import Sequence

import pytest
from paper import LINES, make_pdf

from readers import pdf_forms
from readers.pdf import read_pdf
from readers.pdf_forms import refuse_form_bomb
from schemas.errors import DocumentTooLarge
from schemas.settings import Settings


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def form(content: bytes, draws: int | None = None, entries: bytes = b"") -> bytes:
    """A form whose name F is the object number `draws`."""
    resources = b"/Resources<</XObject<</F %d 0 R>>>>" % draws if draws else b""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]" + resources + entries
    return stream(content, head)


def build(content: bytes, forms: Sequence[bytes], page: bytes = b"") -> bytes:
    """A PDF of one page; the first form is object 5 and the page's F."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>%s>>" % page,
        stream(content),
        *forms,
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return b"%s\nxref\n0 %d\n0000000000 65535 f \n%s" % (made, len(objects) + 1, table) + (
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(made) + 1)
    )


def nest(levels_n: int, content: bytes) -> list[bytes]:
    """Forms each of which draws the next by `content`; the last is a square."""
    inner = [form(content, number) for number in range(6, 5 + levels_n)]
    return [*inner, form(b"0 0 9 9 re f")]


@pytest.mark.parametrize("draw", [b"/F Do ", b"/#46 Do\n", b"/F%so\nDo q Q "])
def test_forms_that_draw_one_another_without_end_are_refused(draw: bytes) -> None:
    bomb = build(b"/F Do", nest(7, draw * 10))
    assert len(bomb) < 3000
    with pytest.raises(DocumentTooLarge, match="draws more"):
        read_pdf(bomb, Settings())


def test_a_bomb_of_packed_forms_or_of_a_note_is_refused() -> None:
    packed = form(zlib.compress(b"/F Do " * 500_000), 6, b"/Filter/FlateDecode")
    with pytest.raises(DocumentTooLarge):
        refuse_form_bomb(build(b"/F Do", [packed, form(b"0 0 9 9 re f")]))
    broken = form(zlib.compress(b"/F Do " * 5_000_000)[:-9], 6, b"/Filter/FlateDecode")
    with pytest.raises(DocumentTooLarge):
        refuse_form_bomb(build(b"/F Do", [broken, form(b"0 0 9 9 re f")]))
    note = b"/Annots[<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 5 0 R>>>>]"
    with pytest.raises(DocumentTooLarge):
        refuse_form_bomb(build(b"", nest(7, b"/F Do " * 10), note))


def test_a_form_without_resources_draws_the_pages() -> None:
    with pytest.raises(DocumentTooLarge):
        refuse_form_bomb(
            build(b"/F Do", [form(b"/F Do " * 400, 6), form(b"/F Do " * 400, 7), form(b"f")])
            .replace(b"/XObject<</F 5 0 R>>", b"/XObject<</F 5 0 R/G 7 0 R>>", 1)
            .replace(b"\nf\n", b"\n/G Do\n")
        )


def test_each_form_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    find = pdf_forms._find_draws
    monkeypatch.setattr(pdf_forms, "_find_draws", lambda data: seen.append(data) or find(data))
    refuse_form_bomb(build(b"/F Do", nest(5, b"/F Do " * 10)))
    assert len(seen) == 6


def test_usual_forms_and_those_that_draw_themselves_are_read() -> None:
    refuse_form_bomb(build(b"/F Do " * 2000, [form(b"0 0 9 9 re f")]))
    refuse_form_bomb(build(b"/F Do", [form(b"/F Do /F Do", 5)]))
    assert read_pdf(make_pdf(), Settings()).pages[0].row_texts() == list(LINES)


def test_forms_within_forms_too_deep_are_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        refuse_form_bomb(build(b"/F Do", nest(3000, b"/F Do")))


def test_content_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_forms, "MAX_CONTENT_BYTES", 100_000)
    endless = form(zlib.compress(bytes(50_000_000)), None, b"/Filter/FlateDecode")
    with pytest.raises(DocumentTooLarge):
        refuse_form_bomb(build(b"/F Do", [endless]))


def test_names_in_comments_take_no_time() -> None:
    assert pdf_forms._find_draws(b"/a % drawn\n%\n Do") == {b"a": 1}
    start = time.monotonic()
    assert pdf_forms._find_draws(b"%/a\n" * 50_000).total() <= 50_000
    assert pdf_forms._find_draws(b"/a " + b"%\n" * 50_000 + b"Do") == {b"a": 1}
    assert time.monotonic() - start < 5


def test_a_page_of_more_drawings_than_memory_holds_is_refused() -> None:
    squares = b"0 0 1 1 re f " * 20_000
    with pytest.raises(DocumentTooLarge, match="draws more"):
        refuse_form_bomb(build(squares * 120, []))
    with pytest.raises(DocumentTooLarge, match="draws more"):
        refuse_form_bomb(build(b"/F Do " * 200, [form(squares)]))
    refuse_form_bomb(build(squares * 50 + b"/F Do " * 50, [form(squares)]))
