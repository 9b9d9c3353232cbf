"""Office files, calendars and Outlook containers that the readers' tests make for themselves."""

import io
import struct
from collections.abc import Sequence
from datetime import date

from docx import Document
from openpyxl import Workbook

LINES = (
    ("Pos", "Description", "Quantity", "Unit price", "Amount"),
    ("1", "Copy paper A4, 80 g, white", "10", "3.90", "39.00"),
    ("2", "Toner black", "1", "120.00", "120.00"),
)


def make_docx(
    rows: Sequence[Sequence[str]] = LINES, before: str = "Invoice RE-1", after: str = "Total 159.00"
) -> bytes:
    """A letter with a table."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Norden Paper GmbH"
    document.add_paragraph(before)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(after)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_xlsx() -> bytes:
    """An invoice as a workbook: a long title, a date, lines with formats, a hidden sheet."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Invoice RE-2026-1 of Norden Paper GmbH, Hamburg", None, None, None])
    sheet.append(["Date", date(2026, 3, 12)])
    sheet.append([])
    sheet.append([])
    sheet.append(["Description", "Quantity", "Unit price", "Amount"])
    sheet.append(["Copy paper A4", 10, 3.9, 39])
    sheet.append(["Toner black", 1, 120, 120])
    sheet.append([None, None, "VAT", 0.19])
    for cell in ("C6", "C7", "D6", "D7"):
        sheet[cell].number_format = '#,##0.00 "€"'
    sheet["D8"].number_format = "0%"
    hidden = book.create_sheet("prices")
    hidden.append(["secret margin"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


INVITATION = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//x",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:1@norden.example",
        "DTSTAMP:20260301T080000Z",
        "DTSTART;TZID=Europe/Berlin:20260312T093000",
        "DTEND;TZID=Europe/Berlin:20260312T103000",
        "SUMMARY:Delivery planning",
        "LOCATION:Room 2",
        "ORGANIZER;CN=Jörg Müller:mailto:jm@norden.example",
        "ATTENDEE;CN=Ann Lee:mailto:ann@shop.example",
        "DESCRIPTION:Bring the list\\nof open orders.",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)
INVITATION_TEXT = (
    "Invitation: Delivery planning\n"
    "When: 2026-03-12 09:30 – 10:30 (Europe/Berlin)\n"
    "Where: Room 2\n"
    "Organiser: Jörg Müller <jm@norden.example>\n"
    "Attendees: Ann Lee <ann@shop.example>\n"
    "\n"
    "Bring the list\nof open orders."
)


def make_tnef(text: str, subject: str = "Order", **files: bytes) -> bytes:
    """A winmail.dat with a body and files; "_" in names stands for "."."""
    out = b"\x78\x9f\x3e\x22" + struct.pack("<H", 1)
    out += _attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    out += _attribute(1, 0x8004, 1, subject.encode("cp1252") + b"\0")
    out += _attribute(1, 0x9003, 6, _properties({0x1000: text}))
    for name, data in files.items():
        title = name.replace("_", ".")
        out += _attribute(2, 0x9002, 6, bytes(14))
        out += _attribute(2, 0x8010, 1, title.upper()[:12].encode() + b"\0")
        out += _attribute(2, 0x800F, 6, data)
        out += _attribute(2, 0x9005, 6, _properties({0x3707: title}))
    return out


def _attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    head = struct.pack("<BHHI", level, name, kind, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def _properties(values: dict[int, str]) -> bytes:
    out = struct.pack("<I", len(values))
    for prop, text in values.items():
        data = text.encode("utf-16-le") + b"\0\0"
        out += struct.pack("<HHII", 0x001F, prop, 1, len(data)) + data + bytes(-len(data) % 4)
    return out
