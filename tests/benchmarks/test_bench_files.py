"""What the benchmarks make: scans and broken files of a PDF, and mails."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from benchmarks.broken import write_broken_files
from benchmarks.mails import write_mails
from benchmarks.scan import scan_pdf
from readers.mail import read_mail
from schemas.settings import Settings


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "two-pages.pdf"
    canvas = Canvas(str(path), invariant=1)
    for number in (1, 2):
        canvas.drawString(100, 700, f"Invoice page {number}")
        canvas.showPage()
    canvas.save()
    return path


def test_a_scan_has_all_pages_and_is_the_same_for_the_same_seed(pdf: Path, tmp_path: Path) -> None:
    scans = [tmp_path / name for name in ("a.tiff", "b.tiff", "c.tiff")]
    for scan, seed in zip(scans, (1, 1, 2), strict=True):
        scan_pdf(pdf, scan, seed)
    with Image.open(scans[0]) as image:
        assert image.n_frames == 2
        assert image.mode == "L"
        darkest, lightest = image.getextrema()
        assert lightest - darkest > 100, "print stands out from the paper"
    assert scans[0].read_bytes() == scans[1].read_bytes() != scans[2].read_bytes()


def test_broken_files_are_broken(pdf: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    by_name = {path.name: path for path in write_broken_files(pdf, folder, seed=1)}
    assert len(by_name) == 5
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(by_name["encrypted.pdf"])
    with pytest.raises(pikepdf.PdfError):
        pikepdf.open(by_name["noise.pdf"])
    assert by_name["zero-bytes.pdf"].stat().st_size == 0
    with Image.open(by_name["one-pixel.png"]) as image:
        assert image.size == (1, 1)
    assert by_name["truncated.pdf"].stat().st_size < pdf.stat().st_size / 2


def test_mails_are_whole_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first, second = (write_mails(tmp_path, 4, seed=1) for _ in range(2))
    assert first == second and len(set(first)) == 4
    for path in first:
        mail = read_mail(path.read_bytes(), Settings())
        assert mail.subject and mail.sender and mail.new_text and mail.date
