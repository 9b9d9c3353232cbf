"""PDFs that carry documents: in their list of files, or pinned to a page."""

import io
from pathlib import Path

import pikepdf
import pytest
from made_documents import UBL, KnowNothing
from office_files import make_xlsx
from reportlab.pdfgen.canvas import Canvas

from readers import pdf_files
from schemas.document import SourceDocument
from schemas.settings import Settings
from tasks.extract import extract_document
from tasks.handle_claim import handle_claim
from tasks.intake import claim_file
from tasks.read import read_bytes
from tasks.store import Store
from tests.readers.paper import encode, make_picture

SETTINGS = Settings()


def make_pdf(text: str = "Invoice 4711", **files: bytes) -> bytes:
    """A PDF of one page with files inside, `a_pdf` for "a.pdf"."""
    buffer, finished = io.BytesIO(), io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.drawString(72, 700, text)
    canvas.save()
    with pikepdf.open(buffer) as document:
        for key, content in files.items():
            name = key.replace("_", ".")
            document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.save(finished)
    return finished.getvalue()


def pin(pdf: bytes, name: str, content: bytes) -> bytes:
    """The PDF with a file under a paper clip on its first page."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        file = pikepdf.AttachedFileSpec(document, content, filename=name)
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FileAttachment,
            Rect=[10, 10, 30, 30],
            FS=document.make_indirect(file.obj),
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
        document.save(buffer)
    return buffer.getvalue()


def make_portfolio(cover: str, **files: bytes) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(cover, **files))) as document:
        document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        document.save(buffer)
    return buffer.getvalue()


def einvoice(number: str) -> bytes:
    return UBL.format(number=number).encode()


def read(data: bytes, **changes: int) -> SourceDocument:
    return read_bytes(data, "inbox/file.pdf", Settings(**changes))  # type: ignore[arg-type]


def names(document: SourceDocument) -> list[str]:
    return [child.source.removeprefix("inbox/file.pdf/") for child in document.children]


def test_documents_inside_a_pdf_become_its_children() -> None:
    picture = encode(make_picture())
    document = read(
        make_pdf(
            "Cover letter",
            a_pdf=make_pdf("Invoice 1"),
            b_png=picture,
            c_xlsx=make_xlsx(),
            d_xml=einvoice("R-1"),
            e_xml=einvoice("R-2"),
        )
    )
    assert document.pages[0].row_texts() == ["Cover letter"]
    assert document.xml_invoice is not None
    assert document.xml_invoice.fields["invoice_number"] == "R-1"
    assert names(document) == ["a.pdf", "b.png", "c.xlsx", "e.xml"]
    assert {child.parent_id for child in document.children} == {document.document_id}
    assert (document.failed_children, document.problems) == ((), ())
    records = extract_document(document, KnowNothing(), SETTINGS)
    assert [record.parent_id for record in records] == [None, *[document.document_id] * 4]


def test_a_pdf_with_its_own_einvoice_and_harmless_files_stays_one_document() -> None:
    document = read(
        make_pdf(
            invoice_xml=einvoice("R-1"),
            same_xml=einvoice("R-1") + b"\n",
            print_joboptions=b"<< /ASCII85EncodePages false >> setdistillerparams\n",
            logo_png=encode(make_picture(width=90, height=60)),
            notes_xml=b"<notes/>",
            font_ttf=b"\0\1\0\0\0\x0c" + bytes(300),
        )
    )
    assert document.xml_invoice is not None
    assert (document.children, document.failed_children, document.problems) == ((), (), ())


def test_its_own_einvoice_is_the_one_that_is_named_so() -> None:
    pdf = make_pdf(**{"another_xml": einvoice("R-2"), "factur-x_xml": einvoice("R-1")})
    document = read(pdf)
    assert document.xml_invoice is not None
    assert document.xml_invoice.fields["invoice_number"] == "R-1"
    assert names(document) == ["another.xml"]


@pytest.mark.parametrize("copies", ["pinned", "pinned and listed"])
def test_a_file_pinned_to_a_page_is_a_document(copies: str) -> None:
    inside = make_pdf("Invoice 1")
    listed = {"bill_pdf": inside} if copies == "pinned and listed" else {}
    document = read(pin(make_pdf("Cover letter", **listed), "bill.pdf", inside))
    assert names(document) == ["bill.pdf"]


@pytest.mark.parametrize("cover", ["", "Open this portfolio in a viewer that shows it."])
def test_a_portfolio_is_read_file_by_file(cover: str) -> None:
    document = read(make_portfolio(cover, a_pdf=make_pdf("Bill 1"), b_pdf=make_pdf("Bill 2")))
    assert names(document) == ["a.pdf", "b.pdf"]
    contents = None if cover else "PDF with 2 files: a.pdf, b.pdf."
    assert (document.contents, len(document.pages)) == (contents, len(cover) and 1)
    records = extract_document(document, KnowNothing(), SETTINGS)
    assert len(records) == 3


def test_what_cannot_be_read_inside_a_pdf_sends_it_to_review(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut = read(make_pdf("Cover letter", cut_pdf=make_pdf()[:300], old_doc=b"\0\1\2" * 99))
    assert [child.name for child in cut.failed_children] == ["cut.pdf", "old.doc"]
    assert extract_document(cut, KnowNothing(), SETTINGS)[0].outcome == "needs_review"
    assert "empty.txt inside the PDF is empty" in read(make_pdf(empty_txt=b"")).problems[0]
    large = read(make_pdf("Letter", big_bin=bytes(20_000)), max_file_bytes=10_000)
    assert "big.bin inside the PDF is too large" in large.problems[0]
    monkeypatch.setattr(pdf_files, "MAX_FILES_N", 1)
    many = read(make_pdf("Letter", a_txt=b"one", b_txt=b"two", c_txt=b"three"))
    assert len(many.children) == 1
    assert "more than 1 files" in many.problems[0]


def test_pdfs_in_pdfs_are_opened_to_a_depth_and_within_the_budget() -> None:
    data = make_pdf("innermost")
    for number in range(SETTINGS.max_depth_n + 3):
        data = make_pdf(f"around {number}", in_pdf=data)
    document, depth = read(data), 0
    while document.children:
        (document,) = document.children
        depth += 1
    assert depth == SETTINGS.max_depth_n + 1
    assert document.pages[0].words
    assert document.failed_children[0].code == "too_large"
    two = read(make_pdf("Letter", a_pdf=make_pdf("1"), b_pdf=make_pdf("2")), max_members_n=1)
    assert (names(two), two.failed_children[0].code) == (["a.pdf"], "too_large")


def test_each_document_inside_a_pdf_has_its_row(settings: Settings) -> None:
    store = Store(settings.sql_url)
    store.migrate()
    path = settings.inbox / "bills.pdf"
    path.write_bytes(make_portfolio("", a_xml=einvoice("R-1"), b_pdf=make_pdf("Bill")))
    claim = claim_file(path, settings)
    assert claim is not None
    handled = handle_claim(claim, KnowNothing(), store, settings, "batch")
    assert [one.name for one in handled.documents] == ["bills.pdf", "b.pdf"]
    assert handled.outcome == "needs_review"
    (part,) = store.parts(handled.documents[0].document_id)
    assert part.parent_id == handled.documents[0].document_id


def test_samples_stay_one_document() -> None:
    path = Path(__file__).parent.parent / "resources" / "invoice_facturx.pdf"
    document = read_bytes(path.read_bytes(), str(path), SETTINGS)
    assert document.xml_invoice is not None
    assert (document.children, document.problems) == ((), ())
