"""What the readers return: a document as pages of words with boxes.

Coordinates: fractions of the page, 0–1, origin top left, y downwards.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Box = tuple[float, float, float, float]  # x0, y0, x1, y1


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; at least one is given."""
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s)


#: Of the narrower box: words of one printed line do not lie on each other.
_OVERLAP = 0.4


def lie_on_each_other(a: Box, b: Box) -> bool:
    """Whether two boxes share more of their width than words of one printed line do."""
    return min(a[2], b[2]) - max(a[0], b[0]) > _OVERLAP * min(a[2] - a[0], b[2] - b[0])


#: Words of a page that its hash is of.
_HASHED_N = 12
TextOrigin = Literal["text", "ocr", "given"]


class Contract(BaseModel):
    """Base of everything that crosses a module boundary: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Word(NamedTuple):
    """One word without white space inside, and where it stands.

    `row` counts visual rows of the page from 0, top to bottom: words on one printed line share
    it. `confidence` is how probable OCR finds its text (1.0 for text layers). `face` says how a
    text layer sets it: "b" if bold, "i" if italic, then its lightness from 0 (black) to 9; "" if
    nobody knows.
    """

    text: str
    box: Box
    row: int = 0
    confidence: float = 1.0
    face: str = ""

    @property
    def height(self) -> float:
        """Of its box: of its letters, or of the type's size."""
        return self.box[3] - self.box[1]


class Page(Contract):
    """One page; `words` stand in visual order: row by row, left to right.

    `width` and `height` are in the source's own units (points, pixels); `rotation` is what was
    undone, in degrees clockwise (0, 90, 180, 270). `blank`: it was looked at, and is bare paper.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    origin: TextOrigin = "text"
    rotation: int = 0
    blank: bool = False

    def __hash__(self) -> int:
        """Of a few words: what is found on a page is kept by it, and most pages differ early."""
        return hash((self.width, self.height, len(self.words), self.words[:_HASHED_N]))

    def text_of(self, words: Iterable[int]) -> str:
        """What some of its words say, with a space between two."""
        return " ".join(self.words[i].text for i in words)

    def box_of(self, words: Iterable[int]) -> Box:
        """The smallest box around some of its words, at least one."""
        return union(self.words[i].box for i in words)

    def row_texts(self) -> list[str]:
        """The page's visual rows as text, top to bottom."""
        rows: dict[int, list[str]] = {}
        for word in self.words:
            rows.setdefault(word.row, []).append(word.text)
        return [" ".join(texts) for _, texts in sorted(rows.items())]


class XmlTax(Contract):
    """One BG-23 group of an e-invoice, as normalised strings."""

    rate: str | None = None
    base: str | None = None
    amount: str | None = None
    category: str | None = None


class XmlInvoice(Contract):
    """An e-invoice's content, exact, under the names of `schemas.vocabulary`.

    Values are normalised as in the record (decimal strings, ISO dates).
    `problems` says in plain words what the XML lacks or breaks; nothing is guessed to fill it.
    """

    syntax: Literal["cii", "ubl"]
    profile: str
    doc_type: Literal["invoice", "credit_note"]
    fields: dict[str, str]
    lines: tuple[dict[str, str], ...] = ()
    taxes: tuple[XmlTax, ...] = ()
    problems: tuple[str, ...] = ()


class Attachment(Contract):
    """A part of a mail that is a document of its own.

    `shown`: a picture that the mail shows in its text, a document only if it reads like one.
    """

    name: str
    media_type: str
    data: bytes
    shown: bool = False


#: What a mail's headers say of how it was sent: as the answer of a program (out of office), as the
#: report of one (bounce), by a program on its own, with no way back, to many, to a list's readers.
MailSign = Literal[
    "auto_reply", "report", "auto_generated", "no_return", "bulk", "list", "invitation"
]


class MailMessage(Contract):
    """A mail as read: headers decoded, body as plain text."""

    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: str = ""
    sender_name: str = ""  # where another header than From names the person
    recipient_name: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    date: datetime | None = None
    body: str = ""
    new_text: str = ""  # the body without quoted text and signature
    quotes: bool = False  # whether the body holds quoted text
    markup: str = ""  # the HTML that the body was sent in, where one part was all of it
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[str, ...] = ()
    signs: tuple[MailSign, ...] = ()


class FailedChild(Contract):
    """An attachment, or a member of an archive, that could not be read.

    For `tasks.extract`: store it as a failed record of its own (parent_id = the mail's
    document_id, source = `source`), with `message` and `advice` as the reason; it never
    makes the mail itself fail. `code` is the DocumentError's.
    """

    name: str
    source: str
    document_id: str
    media_type: str
    code: str
    message: str
    advice: str


class SourceDocument(Contract):
    """A file read, before anything is understood.

    `contents` is set on what is only a wrapping of other documents, such as an archive: it says
    in plain words what is inside. Such a document has no pages.
    """

    document_id: str  # SHA-256 of the bytes, hex; the given id for given words
    parent_id: str | None = None
    source: str
    media_type: str
    size_bytes: int = 0
    pages: tuple[Page, ...] = ()
    xml_invoice: XmlInvoice | None = None
    mail: MailMessage | None = None
    children: tuple["SourceDocument", ...] = ()
    failed_children: tuple[FailedChild, ...] = ()
    contents: str | None = None
    text_of: MailMessage | None = None  # whose own text it is: a document only if that is a bill
    problems: tuple[str, ...] = ()  # e.g. an attachment that could not be read, in plain words
    timings_ms: dict[str, float] = {}
