import io
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime
from datetime import time as clock_time

import pytest
from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, Twips
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import INVITATION, INVITATION_TEXT, make_docx, make_tnef, make_xlsx
from openpyxl import Workbook
from openpyxl.styles import Color, Font, PatternFill

from readers.calendar_text import describe_calendar
from readers.csv_table import is_csv, read_csv
from readers.rtf import rtf_to_plain, unpack_rtf
from readers.text import paginate_rows
from readers.tnef import read_tnef
from readers.typeset import FACES, set_table
from readers.word import read_word
from readers.workbook import NO_RESULTS, read_workbook
from schemas.errors import DamagedDocument, DocumentError, DocumentTooLarge
from schemas.settings import Settings
from tasks.read import read_bytes

SETTINGS = Settings()


def save(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def left_edges(rows: list[str], word: str) -> list[float]:
    (page,) = paginate_rows(rows, SETTINGS)
    return [found.box[0] for found in page.words if found.text == word]


def test_columns_are_aligned_numbers_to_the_right() -> None:
    table = [("Item", "Amount"), ("Copy paper", "39.00"), ("Ink", "1,120.00 €")]
    assert set_table(table) == [
        "Item          Amount",
        "Copy paper         39.00",
        "Ink           1,120.00 €",
    ]


def test_a_title_runs_over_empty_neighbours_and_widens_nothing() -> None:
    rows = set_table([("A long title over all columns",), (), ("1", "Ink", "2")])
    assert rows == ["A long title over all columns", "", "1    Ink    2"]


def test_wide_texts_are_wrapped_in_their_column() -> None:
    rows = set_table([("1", "white paper " * 10, "39.00"), ("2", "ink", "120.00")], 60)
    assert max(map(len, rows)) <= 60
    assert rows[0].endswith(" 39.00") and rows[-1].endswith("120.00")
    assert len(rows) == 4


@given(st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=6), st.integers(1, 90))
def test_no_character_of_a_table_is_lost(table: list[list[str]], width_n: int) -> None:
    placed = "".join(set_table(table, width_n))
    kept = sorted("".join("".join(row) for row in table).split())
    assert sorted("".join(placed.split())) == sorted("".join(kept))


def test_a_letter_is_read_with_its_table() -> None:
    rows = read_word(make_docx(), SETTINGS)
    assert rows[0] == "Norden Paper GmbH"
    assert "Invoice RE-1" in rows and "Total 159.00" in rows
    assert any(row.split() == ["2", "Toner", "black", "1", "120.00", "120.00"] for row in rows)
    head = next(row for row in rows if "Quantity" in row)
    line = next(row for row in rows if "Toner" in row)
    assert line.index("1", 20) >= head.index("Quantity")


def test_a_table_within_a_cell_keeps_its_columns() -> None:
    document = Document()
    frame = document.add_table(2, 2)
    inside = frame.rows[0].cells[0].merge(frame.rows[0].cells[1]).add_table(3, 3)
    for row, texts in zip(
        inside.rows,
        (("Part", "Qty", "Total"), ("Oil filter", "1", "14.85"), ("Brake disc", "12", "1,146.80")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    frame.rows[1].cells[0].text = "Paid  by\tcard"
    rows = [row for row in read_word(save(document), SETTINGS) if row]
    assert rows == [
        "Part          Qty    Total",
        "Oil filter      1       14.85",
        "Brake disc     12    1,146.80",
        "Paid  by        card",
    ]


def test_words_say_how_word_sets_them() -> None:
    document = Document()
    cell = document.add_table(1, 2).rows[0].cells[0]
    cell.paragraphs[0].add_run("Oak cupboard, oiled twice").bold = True
    cell.add_paragraph("three drawers")
    small = cell.add_paragraph().add_run("delivered in October")
    small.font.size = Pt(7)
    cell.add_paragraph().add_run("see plan 4").italic = True
    cell.add_paragraph().add_run("1,146.80").bold = True
    (page,) = read_bytes(save(document), "a.docx", SETTINGS).pages
    faces = {word.text: word.face for word in page.words}
    assert faces["cupboard,"] == faces["twice"] == "b0"
    assert faces["three"] == "0"
    assert faces["October"] == faces["plan"] == "i0"
    assert faces["1,146.80"] == "0"
    assert not any(mark in word.text for word in page.words for mark in FACES)


def test_tabs_go_as_far_as_their_stops() -> None:
    document = Document()
    for text in ("Oil\t2\t14.85", "Brake disc of the front wheels\t12\t1,146.80", "\tEnd"):
        stops = document.add_paragraph(text).paragraph_format.tab_stops
        stops.add_tab_stop(Twips(2500))
        stops.add_tab_stop(Twips(5000), WD_TAB_ALIGNMENT.RIGHT)
    rows = [row for row in read_word(save(document), SETTINGS) if row]
    assert rows == [
        "Oil                      2                   14.85",
        "Brake disc of the front wheels                  12      1,146.80",
        "                         End",
    ]


def test_text_that_word_wraps_in_other_things_is_read() -> None:
    document = Document()
    ns = nsdecls("w")
    for xml in (
        f"<w:sdt {ns}><w:sdtContent><w:p><w:r><w:t>Control</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>",
        f"<w:p {ns}><w:ins><w:r><w:t>Inserted</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del></w:p>",
        f"<w:p {ns}><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:rPr>"
        '<w:vanish w:val="0"/></w:rPr><w:t>Shown</w:t></w:r></w:p>',
        f"<w:p {ns}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
        f"<w:p {ns}><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>A</w:t><w:tab/>"
        '<w:t>B</w:t><w:br w:type="page"/><w:t>Next</w:t></w:r></w:p>',
    ):
        document.element.body.insert(-1, parse_xml(xml))
    rows = read_word(save(document), SETTINGS)
    assert list(filter(str.strip, rows)) == [
        "Control", "Inserted", "Shown", "Boxed", "A       B", "Next",
    ]  # fmt: skip
    assert rows[rows.index("Next") - 1] == "\f"


def test_tables_in_tables_are_read() -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Seller"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Number", "RE-1"
    text = " ".join(read_word(save(document), SETTINGS))
    assert text.split() == ["Seller", "Number", "RE-1"]


def test_a_workbook_shows_what_a_person_sees() -> None:
    content = read_workbook(make_xlsx(), SETTINGS)
    assert content.problems == ()
    assert [row.split() for row in content.rows if row][1:] == [
        ["Date", "2026-03-12"],
        ["Description", "Quantity", "Unit", "price", "Amount"],
        ["Copy", "paper", "A4", "10", "3.90", "€", "39.00", "€"],
        ["Toner", "black", "1", "120.00", "€", "120.00", "€"],
        ["VAT", "19%"],
    ]
    rows = list(content.rows)
    assert rows.count("") == 1  # blank rows are one
    assert left_edges(rows, "Quantity")[0] < left_edges(rows, "10")[0] < left_edges(rows, "3.90")[0]


def test_cells_that_nobody_sees_are_not_read() -> None:
    book = Workbook()
    sheet = book.active
    for _ in range(2):
        sheet.append(["Seen", "Unseen column", "White", "White on blue", "Red"])
    sheet.append(["Unseen row"])
    sheet.column_dimensions["B"].hidden = sheet.row_dimensions[3].hidden = True
    sheet["C1"].font = sheet["D1"].font = Font(color="FFFFFF")
    sheet["C2"].font = sheet["D2"].font = Font(color=Color(theme=0))
    sheet["D1"].fill = sheet["D2"].fill = PatternFill("solid", fgColor="203040")
    sheet["E1"].font = Font(color="FF0000")
    buffer = io.BytesIO()
    book.save(buffer)
    rows = [row.split() for row in read_workbook(buffer.getvalue(), SETTINGS).rows if row]
    assert rows == [["Seen", "White", "on", "blue", "Red"]] * 2


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1234.5, "#,##0.00", "1234.50"),
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (-3.5, "0.00;(0.00)", "-3.50"),
        (39, '_-* #,##0.00\\ [$€-407]_-;-* #,##0.00\\ [$€-407]_-', "39.00 €"),
        (39, "[$CHF] #,##0.00", "39.00 CHF"),
        (0.19, "0%", "19%"),
        (0.077, "0.0%", "7.7%"),
        (42, "00000", "00042"),
        (12, '0" pcs"', "12 pcs"),
        (True, "General", "TRUE"),
        (date(2026, 3, 12), "dd.mm.yyyy", "2026-03-12"),
        (datetime(2026, 3, 12, 9, 30), "dd.mm.yyyy hh:mm", "2026-03-12 09:30"),
        (clock_time(9, 30), "hh:mm", "09:30"),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_shown_by_their_format(
    value: object, number_format: str, shown: str
) -> None:
    book = Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    assert [row.strip() for row in read_workbook(save(book), SETTINGS).rows] == [shown]


def test_a_hostile_format_of_numbers_takes_no_time() -> None:
    start = time.monotonic()
    for number_format in ("[$" * 100, "[$" * 2_000, "0" * 100_000):
        book = Workbook()
        book.active.append([5] * 50)
        for cell in book.active[1]:
            cell.number_format = number_format
        rows = read_workbook(save(book), SETTINGS).rows
        assert "".join(rows).split().count("5") == 50
    assert time.monotonic() - start < 10


def test_formulas_without_results_are_told() -> None:
    book = Workbook()
    book.active.append([1, 2, "=A1+B1"])
    content = read_workbook(save(book), SETTINGS)
    assert content.problems == (NO_RESULTS,)


def test_a_sheet_of_formulas_without_an_end_takes_no_time() -> None:
    with pytest.raises(DamagedDocument):
        read_workbook(set_sheet(b"<f" * 200_000), SETTINGS)


def test_a_sheet_that_claims_a_million_rows_is_read_in_no_time() -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1000000"] = "first", "last"
    assert [row.strip() for row in read_workbook(save(book), SETTINGS).rows if row] == [
        "first",
        "last",
    ]


def test_a_workbook_of_data_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readers.workbook.MAX_CELLS_N", 50)
    book = Workbook()
    for _ in range(10):
        book.active.append(["x"] * 6)
    with pytest.raises(DocumentTooLarge, match="cells"):
        read_workbook(save(book), SETTINGS)


def test_office_bombs_are_refused() -> None:
    tight = Settings(max_unpacked_bytes=1000)
    for read, data in ((read_word, make_docx()), (read_workbook, make_xlsx())):
        with pytest.raises(DocumentTooLarge, match="unpacks"):
            read(data, tight)


def with_member(data: bytes, name: str, content: str) -> bytes:
    """An office file with another member in place of one."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return buffer.getvalue()


WORD_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p>%s</w:p></w:body></w:document>"
)


def test_office_files_of_more_tags_than_memory_holds_are_refused() -> None:
    letter = with_member(make_docx(), "word/document.xml", WORD_BODY % ("<w:r/>" * 2_000_001))
    with pytest.raises(DocumentTooLarge, match="elements"):
        read_word(letter, SETTINGS)
    styles = f"<styleSheet><fonts>{'<font/>' * 2_000_001}</fonts></styleSheet>"
    with pytest.raises(DocumentTooLarge, match="elements"):
        read_workbook(with_member(make_xlsx(), "xl/styles.xml", styles), SETTINGS)


def test_what_no_library_parses_of_an_office_file_is_not_counted() -> None:
    buffer = io.BytesIO(make_xlsx())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/pivotCache/pivotCacheRecords1.xml", "<r/>" * 2_000_001)
        package.writestr("xl/media/grey.bmp", b"BM" + b"<" * 2_000_001)
    assert read_workbook(buffer.getvalue(), SETTINGS) == read_workbook(make_xlsx(), SETTINGS)


@pytest.mark.parametrize(
    "content",
    [
        f"<w:r>{'<w:t>a</w:t>' * 100_000}</w:r>",
        f"<w:r>{'<w:t>a</w:t><w:br/>' * 60_000}</w:r>",
        f"<w:r>{'<w:tab/><w:t>1</w:t>' * 100_000}</w:r>",
    ],
    ids=["texts", "lines", "tabs"],
)
def test_a_run_of_any_length_is_read_in_seconds(content: str) -> None:
    letter = with_member(make_docx(), "word/document.xml", WORD_BODY % content)
    start = time.process_time()
    with suppress(DocumentTooLarge):
        read_word(letter, SETTINGS)
    assert time.process_time() - start < 8


def test_a_cell_of_any_length_is_wrapped_in_seconds() -> None:
    text = "word " * 1_000_000
    start = time.process_time()
    rows = set_table([("1", text, "2"), ("1", text, "2")])
    assert time.process_time() - start < 3
    assert " ".join(rows).split().count("word") == 2_000_000


def test_what_a_sheet_hides_without_end_is_looked_for_in_seconds() -> None:
    sheet = "<worksheet><cols><col " + 'hidden="1" ' * 1_000_000
    start = time.process_time()
    with pytest.raises(DamagedDocument):
        read_workbook(with_member(make_xlsx(), "xl/worksheets/sheet1.xml", sheet), SETTINGS)
    assert time.process_time() - start < 4


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([make_docx(), make_xlsx()]), st.integers(0, 40_000), st.binary(min_size=1))
def test_any_scratched_office_file_is_read_or_refused(data: bytes, at: int, noise: bytes) -> None:
    at %= len(data)
    scratched = data[:at] + noise + data[at + len(noise) :]
    for read in (read_word, read_workbook):
        with suppress(DocumentError):
            read(scratched, SETTINGS)


@pytest.mark.parametrize(
    "rows",
    [
        b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(1, 201)),
        b'<row r="999999999"><c r="A999999999"/></row>',
        b'<row><c r="A1"/></row>' * 100_001,
    ],
    ids=["far right", "far below", "many"],
)
def test_a_workbook_of_blank_cells_far_out_is_refused(rows: bytes) -> None:
    with pytest.raises(DocumentTooLarge, match="rows and columns"):
        read_workbook(set_sheet(rows), SETTINGS)


def test_a_lone_blank_cell_far_out_is_harmless() -> None:
    rows = b'<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
    assert read_workbook(set_sheet(rows), SETTINGS).rows[0] == "5"


def set_sheet(rows: bytes) -> bytes:
    """A workbook of one sheet with these rows of XML."""
    book, made = io.BytesIO(), io.BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                head = content[: content.index(b"<sheetData")]
                content = head + b"<sheetData>" + rows + b"</sheetData></worksheet>"
            new.writestr(name, content)
    return made.getvalue()


def test_a_table_may_have_lines_above_that_say_whose_it_is() -> None:
    rows = "Date,Item,Price\n" + "".join(f"{day},Oak; planed,9.00\n" for day in range(1, 6))
    assert is_csv(f"Statement,Weir Ltd\n{rows}")
    assert next(read_csv(rows)) == ["Date", "Item", "Price"]
    assert not is_csv("We met, as planned.\nWe spoke, at last.\nWe agreed.\nWe left, all of us.\n")


def test_cells_of_values_may_hold_delimiters_and_line_breaks() -> None:
    assert list(read_csv('\ufeffItem;Price\n"Paper; white\nA4";3,90\n')) == [
        ["Item", "Price"],
        ["Paper; white\nA4", "3,90"],
    ]
    with pytest.raises(DamagedDocument):
        list(read_csv('a;b\nc;"' + "x" * 200_000))


def test_an_invitation_is_told_in_words() -> None:
    assert describe_calendar(INVITATION.encode()) == INVITATION_TEXT
    cancelled = describe_calendar(INVITATION.replace("METHOD:REQUEST", "METHOD:CANCEL").encode())
    assert cancelled.startswith("Cancelled: Delivery planning")
    reply = INVITATION.replace("METHOD:REQUEST", "METHOD:REPLY").replace(
        "ATTENDEE;", "ATTENDEE;PARTSTAT=DECLINED;"
    )
    assert "Ann Lee <ann@shop.example> declines." in describe_calendar(reply.encode())


@pytest.mark.parametrize(
    "text", ["", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x\nEND:VEVENT\n"]
)
def test_a_broken_calendar_says_nothing(text: str) -> None:
    assert "When" not in describe_calendar(text.encode())


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (r"{\rtf1\ansicpg1252 Gr\'fc\'dfe\par K\u246?ln \u-10179?\u-8704?}", "Grüße\nKöln 😀"),
        (
            r"{\rtf1\ansi\fromhtml1{\*\htmltag64 <table><tr><td>}\htmlrtf {\htmlrtf0 Total"
            r"{\*\htmltag72 </td><td>}46,41\htmlrtf }\htmlrtf0 {\*\htmltag <style>p\{x:y\}</style>}"
            r"{\*\htmltag64 <p>}Hello\htmlrtf\par\htmlrtf0}",
            "Total  46,41\n\nHello",
        ),
        (
            r"{\rtf1 {\v hid\b den}{\rtlch\fcs1 \af0 \v\f0 hidden}\v too\v0 seen \\v {\vern }}",
            r"seen \v",
        ),
        (r"{\rtf1 \uc\u broken}", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_rich_text_is_read(rtf: str, text: str) -> None:
    assert rtf_to_plain(rtf) == text


@pytest.mark.timeout(600)
def test_hostile_rich_text_takes_no_time() -> None:
    start = time.thread_time()
    rtf_to_plain(r"{\rtf1 " + r'{\field{\*\fldinst{HYPERLINK "x" ' * 20_000)
    rtf_to_plain(r"{\rtf1\fromhtml1 " + r"{\*\htmltag " * 50_000)
    rtf_to_plain(r"{\rtf1\fromhtml1 {\*\htmltag" + "1" * 200_000)
    rtf_to_plain(r"{\rtf1\fromhtml1 " + r"\htmlrtf " * 50_000)
    rtf_to_plain(r"{\rtf1{\fonttbl" + r"{\f0\fcharset" * 50_000)
    assert unpack_rtf(b"no compressed text at all") == ""
    assert time.thread_time() - start < 10


def test_an_outlook_container_gives_text_and_files() -> None:
    content = read_tnef(make_tnef("Grüße aus Köln", "Bestellung", Rechnung_pdf=b"%PDF-1"))
    assert (content.subject, content.text) == ("Bestellung", "Grüße aus Köln")
    assert [(one.name, one.data) for one in content.attachments] == [("Rechnung.pdf", b"%PDF-1")]


@settings(max_examples=100, deadline=None)
@given(st.integers(6, 400), st.binary(min_size=1, max_size=8))
def test_any_scratched_outlook_container_is_read_or_refused(at: int, noise: bytes) -> None:
    data = make_tnef("Text", a_pdf=b"%PDF", b_pdf=b"%PDF")
    with suppress(DamagedDocument):
        read_tnef(data[:at] + noise + data[at + len(noise) :])
    with suppress(DamagedDocument):
        read_tnef(data[:at])


def test_an_outlook_container_of_many_attributes_takes_no_time() -> None:
    empty = b"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
    start = time.thread_time()
    with pytest.raises(DamagedDocument):
        read_tnef(b"\x78\x9f\x3e\x22\x00\x00" + empty * 500_000)
    assert time.thread_time() - start < 10
