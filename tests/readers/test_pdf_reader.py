import io
import threading

import pikepdf
import pytest
from paper import (
    LINES,
    embed,
    encrypt,
    make_pdf,
    make_picture,
    make_scanned_pdf,
)
from reportlab.pdfgen.canvas import Canvas

from readers.pdf import read_pdf
from readers.pdf_text import is_usable
from schemas.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from schemas.settings import Settings

SETTINGS = Settings()


def test_words_of_a_text_layer_stand_where_they_are_printed() -> None:
    page = read_pdf(make_pdf(), SETTINGS).pages[0]
    assert page.row_texts() == list(LINES)
    assert (page.origin, page.rotation) == ("text", 0)
    first = page.words[0]
    assert first.text == "Norden"
    assert first.box[0] == pytest.approx(72 / 595, abs=0.003)
    assert first.box[1] < 1 - 770 / 842 < first.box[3] + 0.005


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_turned_by_its_rotate_entry_reads_as_its_content_runs(rotate: int) -> None:
    upright = read_pdf(make_pdf(), SETTINGS).pages[0]
    turned = read_pdf(make_pdf(rotate=rotate), SETTINGS).pages[0]
    assert turned.row_texts() == list(LINES)
    # shown turned by `rotate` clockwise, so that much less than a full turn undoes it
    assert turned.rotation == (360 - rotate) % 360
    assert turned.words[0].box == pytest.approx(upright.words[0].box, abs=0.002)


def test_text_that_runs_up_a_landscape_page_is_turned_upright() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.translate(595, 0)
    canvas.rotate(90)
    canvas.drawString(100, 400, "Sideways invoice of Norden Paper")
    canvas.save()
    page = read_pdf(buffer.getvalue(), SETTINGS).pages[0]
    assert page.row_texts() == ["Sideways invoice of Norden Paper"]
    assert page.rotation == 90
    assert (page.width, page.height) == (842, 595)
    assert page.words[0].box[0] == pytest.approx(100 / 842, abs=0.005)


def test_a_crop_box_moves_the_origin_and_hides_what_lies_outside() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf())) as document:
        document.pages[0].CropBox = pikepdf.Array([60, 600, 400, 842])
        document.save(buffer)
    page = read_pdf(buffer.getvalue(), SETTINGS).pages[0]
    assert (page.width, page.height) == (340, 242)
    assert page.row_texts()[0] == LINES[0]
    assert LINES[-1] not in page.row_texts()
    assert page.words[0].box[0] == pytest.approx(12 / 340, abs=0.005)


def test_hyphens_ligatures_and_letters_set_apart_make_words() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 700, "Order-no. 2018-471331 -- 5-")
    x = 50.0
    for letter in "Total":  # each letter placed by itself
        canvas.drawString(x, 650, letter)
        x += canvas.stringWidth(letter, "Helvetica", 12)
    canvas.drawString(300, 650, "46.41")
    canvas.save()
    rows = read_pdf(buffer.getvalue(), SETTINGS).pages[0].row_texts()
    assert rows == ["Order-no. 2018-471331 -- 5-", "Total 46.41"]


def test_a_word_printed_twice_for_bold_counts_once() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for shift in (0, 0.4):
        canvas.drawString(50 + shift, 700, "Invoice total")
    canvas.save()
    assert read_pdf(buffer.getvalue(), SETTINGS).pages[0].row_texts() == ["Invoice total"]


def test_filled_form_fields_are_read() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 700, "Name of the applicant:")
    canvas.acroForm.textfield(value="Ada Lovelace", x=200, y=690, width=200, height=25)
    canvas.save()
    text = " ".join(read_pdf(buffer.getvalue(), SETTINGS).pages[0].row_texts())
    assert "Ada Lovelace" in text


def test_fields_filled_without_a_picture_of_their_text_are_read() -> None:
    buffer, filled = io.BytesIO(), io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(50, 700, "Name of the applicant:")
    canvas.acroForm.textfield(value="", x=200, y=690, width=200, height=25)
    canvas.save()
    with pikepdf.open(buffer) as document:
        field = document.Root.AcroForm.Fields[0]
        field.V = pikepdf.String("Ada Lovelace")
        del field.AP
        document.save(filled)
    text = " ".join(read_pdf(filled.getvalue(), SETTINGS).pages[0].row_texts())
    assert "Ada Lovelace" in text


def test_scanned_pages_of_a_mixed_pdf_are_read_by_ocr() -> None:
    text_pdf, scan_pdf = make_pdf(), make_scanned_pdf([make_picture()])
    buffer = io.BytesIO()
    with (
        pikepdf.open(io.BytesIO(text_pdf)) as document,
        pikepdf.open(io.BytesIO(scan_pdf)) as scan,
    ):
        document.pages.extend(scan.pages)
        document.save(buffer)
    content = read_pdf(buffer.getvalue(), SETTINGS)
    assert [page.origin for page in content.pages] == ["text", "ocr"]
    assert "46.41" in [word.text for word in content.pages[1].words]
    assert content.ocr_ms > 0


def test_a_scan_with_a_stamp_as_text_layer_is_still_read_by_ocr() -> None:
    page = read_pdf(make_scanned_pdf([make_picture()], ["RECEIVED 2024-03-14"]), SETTINGS).pages[0]
    assert page.origin == "ocr"
    assert "Hamburg" in [word.text for word in page.words]


def test_blank_pages_cost_no_ocr() -> None:
    content = read_pdf(make_pdf([]), SETTINGS)
    assert (content.pages[0].words, content.pages[0].blank) == ((), True)
    assert content.ocr_ms == 0


def test_an_owner_password_alone_does_not_stop_us() -> None:
    content = read_pdf(encrypt(make_pdf(), user=""), SETTINGS)
    assert content.pages[0].row_texts() == list(LINES)


def test_a_user_password_does() -> None:
    with pytest.raises(EncryptedDocument):
        read_pdf(encrypt(make_pdf(), user="secret"), SETTINGS)


def test_a_password_is_asked_for_no_document_after_the_one_that_has_it() -> None:
    empty = io.BytesIO()
    pikepdf.new().save(empty)
    with pytest.raises(EncryptedDocument):
        read_pdf(encrypt(make_pdf(), user="secret"), SETTINGS)
    with pytest.raises(DamagedDocument, match="no pages"):
        read_pdf(empty.getvalue(), SETTINGS)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_pdf_cut_off_on_its_way_is_never_half_read(share: float) -> None:
    whole = make_pdf(pages_n=3)
    with pytest.raises(DamagedDocument):
        read_pdf(whole[: int(len(whole) * share)], SETTINGS)


def test_a_header_followed_by_noise_is_damaged() -> None:
    with pytest.raises(DamagedDocument):
        read_pdf(b"%PDF-1.7\n" + bytes(range(256)) * 40, SETTINGS)
    with pytest.raises(DamagedDocument):
        read_pdf(b"%PDF-1.7\n" + b"noise " * 400 + b"startxref\n12\n%%EOF", SETTINGS)


def test_junk_before_the_header_and_after_the_end_is_harmless() -> None:
    content = read_pdf(b"\r\n\r\nfrom the scanner\n" + make_pdf() + b"\0" * 3000, SETTINGS)
    assert content.pages[0].row_texts() == list(LINES)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(DocumentTooLarge, match="3 pages"):
        read_pdf(make_pdf(pages_n=3), Settings(max_pages_n=2))


@pytest.mark.parametrize("size", [(1, 14_400), (14_400, 1)])
def test_a_page_with_hardly_any_width_is_refused_unless_blank(size: tuple[int, int]) -> None:
    buffer, blank = io.BytesIO(), io.BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    canvas.rect(0, 0, size[0] / 2, size[1] / 2, fill=1)
    canvas.save()
    with pytest.raises(DocumentTooLarge, match="Page 1 of the PDF is too long for its width"):
        read_pdf(buffer.getvalue(), SETTINGS)
    canvas = Canvas(blank, pagesize=size)
    canvas.showPage()
    canvas.save()
    assert read_pdf(blank.getvalue(), SETTINGS).pages[0].words == ()


def test_embedded_files_are_returned() -> None:
    files = read_pdf(embed(make_pdf(), "factur-x.xml", b"<a/>"), SETTINGS).embedded_files
    assert [(file.name, file.data) for file in files] == [("factur-x.xml", b"<a/>")]


def test_threads_may_read_at_once() -> None:
    data = make_pdf(pages_n=4)
    rows: list[list[str]] = []

    def read() -> None:
        for _ in range(5):
            rows.extend(page.row_texts() for page in read_pdf(data, SETTINGS).pages)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows == [list(LINES)] * 80


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("Invoice 2024-0117 of Norden Paper", True),
        ("", False),
        ("\ufffd\ufffd\ufffd 12 \ufffd", False),
        ("\ue001\ue002\ue003 total", False),
        ("7KLV LV WKH LQYRLFH WKDW ZH SURPLVHG BRX ODVW PRQWK " * 8, False),  # codes shifted by 3
        ("THIS IS THE INVOICE THAT WE PROMISED YOU LAST MONTH " * 8, True),
        ("Rechnungsbetrag fällig in vierzehn Tagen ohne Abzug " * 8, True),
        ("発行日 2024年3月 請求書 " * 30, True),
    ],
)
def test_broken_encodings_are_told_from_text(text: str, usable: bool) -> None:
    assert is_usable(text) is usable


def test_words_say_how_they_are_set() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for at, (font, grey) in enumerate(
        [("Helvetica", 0), ("Helvetica-Bold", 0), ("Times-BoldItalic", 0), ("Courier", 0.5)]
    ):
        canvas.setFont(font, 12)
        canvas.setFillGray(grey)
        canvas.drawString(100, 700 - 30 * at, "Word")
    canvas.save()
    words = read_pdf(buffer.getvalue(), SETTINGS).pages[0].words
    assert [word.face for word in words] == ["0", "b0", "bi0", "5"]
