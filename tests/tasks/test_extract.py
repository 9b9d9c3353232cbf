"""A file in, its records out, whatever is in it."""

import hashlib
import logging
import os
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from schemas.document import Page
from schemas.prediction import Prediction
from schemas.settings import Settings
from tasks.extract import extract_file
from tests.tasks.tagged_pages import FakeModel

SETTINGS = Settings()


class CrashingModel(FakeModel):
    def predict(self, pages: Sequence[Page]) -> Prediction:
        raise RuntimeError(pages[0].words[0].text)


class ShortModel(FakeModel):
    """Answers with fewer tags than there are words."""

    def predict(self, pages: Sequence[Page]) -> Prediction:
        return super().predict(tuple(pages)).model_copy(update={"tags": ((),)})


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_becomes_one_timed_record(tmp_path: Path) -> None:
    path = write(tmp_path, "letter.txt", b"Dear Sir,\n\nwe close on Monday.\n\nYours\n")
    (record,) = extract_file(
        path, FakeModel(doc_type="letter"), SETTINGS, source="inbox/letter.txt"
    )
    assert record.source == "inbox/letter.txt"
    assert record.document_id == hashlib.sha256(path.read_bytes()).hexdigest()
    assert record.outcome == "accepted"
    assert record.summary is not None and record.summary.origin == "extract"
    assert {"read", "understand", "summarize", "validate", "total"} <= record.timings_ms.keys()
    assert record.timings_ms["total"] >= record.timings_ms["understand"]
    assert record.model is not None and record.model.name == "fake"


def test_an_empty_file_is_a_failed_record_with_advice(tmp_path: Path) -> None:
    (record,) = extract_file(write(tmp_path, "x.pdf", b""), FakeModel(), SETTINGS)
    assert record.outcome == "failed"
    (reason,) = record.reasons
    assert reason.code == "empty_file"
    assert "Ask the sender" in reason.message


def test_a_file_that_no_reader_could_read_still_tells_its_type(tmp_path: Path) -> None:
    (record,) = extract_file(write(tmp_path, "cut.bin", b"%PDF-1.7 cut off"), FakeModel(), SETTINGS)
    assert record.outcome == "failed"
    assert record.media_type == "application/pdf"


def test_a_missing_file_does_not_raise(tmp_path: Path) -> None:
    (record,) = extract_file(tmp_path / "gone.pdf", FakeModel(), SETTINGS)
    assert (record.outcome, record.reasons[0].code) == ("failed", "internal_error")


def test_nor_does_one_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"r\xfcck.pdf")
    (record,) = extract_file(path, FakeModel(), SETTINGS, source="r?ck.pdf")
    assert (record.outcome, record.reasons[0].code) == ("failed", "internal_error")


@pytest.mark.parametrize(
    ("model", "code"),
    [(CrashingModel(), "internal_error"), (ShortModel(), "model_unusable")],
)
def test_a_crash_fails_the_document_and_logs_no_text(
    model: FakeModel, code: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path, "a.txt", b"Topsecret figures of the merger\n")
    with caplog.at_level(logging.DEBUG):
        (record,) = extract_file(path, model, SETTINGS)
    assert (record.outcome, record.reasons[0].code) == ("failed", code)
    assert record.document_id in caplog.text
    assert "Topsecret" not in caplog.text
    assert "Topsecret" not in record.to_json()


def test_a_mail_comes_first_and_each_document_it_carries_after(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@x.example", "b@y.example", "Two files"
    mail["Date"] = "Tue, 06 May 2025 10:22:00 +0200"
    mail.set_content("Please see the attachments.\n")
    mail.add_attachment(b"Delivery note 99\n", "text", "plain", filename="note.txt")
    mail.add_attachment(b"%PDF-1.7\nnoise", "application", "pdf", filename="broken.pdf")
    path = write(tmp_path, "m.eml", mail.as_bytes())
    parent, note, broken = extract_file(path, FakeModel(doc_type="delivery_note"), SETTINGS)
    assert parent.doc_type.value == "mail" and parent.parent_id is None
    assert note.parent_id == broken.parent_id == parent.document_id
    assert note.doc_type.value == "delivery_note"
    assert broken.outcome == "failed" and broken.reasons[0].code == "damaged"
    assert broken.source.endswith("m.eml/broken.pdf")
    assert parent.outcome == "needs_review"
    assert any("broken.pdf" in reason.message for reason in parent.reasons)


def test_a_mail_names_all_that_failed_though_one_name_ends_another(tmp_path: Path) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    for mail, broken in ((inner, "1.pdf"), (outer, "11.pdf")):
        mail["From"], mail["To"], mail["Subject"] = "a@x.example", "b@y.example", broken
        mail.set_content("Please see the attachments.\n")
        mail.add_attachment(b"%PDF-1.7\nnoise", "application", "pdf", filename=broken)
    outer.add_attachment(inner)
    path = write(tmp_path, "m.eml", outer.as_bytes())
    parent, *_ = extract_file(path, FakeModel(doc_type="letter"), SETTINGS)
    told = [reason.message for reason in parent.reasons if "attachment" in reason.code]
    assert [message.split()[2] for message in told] == ["11.pdf", "1.pdf"]
