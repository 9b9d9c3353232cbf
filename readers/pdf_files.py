"""The files inside a PDF: those of its list of files, and those pinned to its pages.

Every function here calls pdfium and must run inside `readers.pdf.PDFIUM`, because pdfium is not
thread-safe.
"""

import re
from contextlib import suppress
from hashlib import sha256
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from schemas.document import Contract
from schemas.settings import Settings

#: Files of one PDF, and bytes of all of them, that are looked at.
MAX_FILES_N = 50
MAX_FILES_BYTES = 100_000_000
#: Notes and fields of one page that are searched for files.
MAX_ANNOTATIONS_N = 2000
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


class EmbeddedFile(Contract):
    """A file attached inside a PDF."""

    name: str
    data: bytes


class EmbeddedFiles:
    """Gathers the files of a PDF; what cannot be had is told in `problems`, in plain words."""

    def __init__(self, document: Any, settings: Settings) -> None:
        """`document` is an open pypdfium2 document."""
        self.files: list[EmbeddedFile] = []
        self.problems: list[str] = []
        self._document = document
        self._max_file_bytes = settings.max_file_bytes
        self._bytes_left = MAX_FILES_BYTES
        self._known: set[bytes] = set()

    def gather_listed(self) -> None:
        """Takes the files of the document's own list."""
        listed_n = self._document.count_attachments()
        for index in range(min(listed_n, MAX_FILES_N + 1)):
            self._take(pdfium_c.FPDFDoc_GetAttachment(self._document.raw, index))

    def gather_pinned(self, page: Any) -> None:
        """Takes the files pinned to an open page, each under a paper clip."""
        for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS_N)):
            note = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
            if not note:
                continue
            if pdfium_c.FPDFAnnot_GetSubtype(note) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                self._take(pdfium_c.FPDFAnnot_GetFileAttachment(note))
            pdfium_c.FPDFPage_CloseAnnot(note)

    def _take(self, raw: Any) -> None:
        if len(self.files) >= MAX_FILES_N:
            self._tell(f"The PDF holds more than {MAX_FILES_N} files; the others were not read.")
            return
        name, data = f"file-{len(self.files) + 1}", b""
        with suppress(pdfium.PdfiumError):  # one broken file hides no other
            if raw:
                attachment = pdfium.PdfAttachment(raw, self._document)
                name = _plain_name(attachment.get_name()) or name
                data = bytes(attachment.get_data())
        if not data:
            self._tell(f"The file {name} inside the PDF is empty or damaged.")
            return
        digest = sha256(data).digest()
        if digest in self._known:  # pinned to a page, and in the list as well
            return
        if len(data) > min(self._max_file_bytes, self._bytes_left):
            self._tell(f"The file {name} inside the PDF is too large to be read.")
            return
        self._known.add(digest)
        self._bytes_left -= len(data)
        self.files.append(EmbeddedFile(name=name, data=data))

    def _tell(self, problem: str) -> None:
        problem = f"{problem} Open the PDF and look yourself."
        if problem not in self.problems:
            self.problems.append(problem)


def _plain_name(name: str) -> str:
    """A file's name without folders and control characters."""
    return re.split(r"[\\/]", _UNSAFE.sub("", name))[-1].strip()[:200]
