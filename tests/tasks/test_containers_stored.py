"""Archives, mailboxes and mails with broken parts, from the inbox to their rows."""

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from made_documents import KnowNothing, write_einvoice

from schemas.settings import Settings
from tasks import read as read_module
from tasks.handle_claim import handle_claim
from tasks.handled import HandledFile
from tasks.intake import claim_file, prepare_folders
from tasks.store import Store

SEPARATOR = b"From a@b.example Mon Jan  1 10:00:00 2024\n"


@pytest.fixture
def shop(settings: Settings) -> tuple[Settings, Store]:
    prepare_folders(settings)
    store = Store(settings.sql_url)
    store.migrate()
    return settings, store


def process(shop: tuple[Settings, Store], name: str, data: bytes) -> HandledFile:
    settings, store = shop
    path = settings.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    claim = claim_file(path, settings)
    assert claim is not None
    return handle_claim(claim, KnowNothing(), store, settings, "batch-1")


def make_einvoice(folder: Path, number: str) -> bytes:
    return write_einvoice(folder / "made.xml", number).read_bytes()


def make_zip(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def make_mail(subject: str, **attachments: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", subject
    message["Message-ID"] = f"<{subject}@b.example>"
    message.set_content("Please see the attachment.")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="x", subtype="y", filename=name.replace("_", "."))
    return bytes(message)


def test_an_archive_is_done_when_all_in_it_is(shop: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, store = shop
    archive = make_zip(a_xml=make_einvoice(tmp_path, "R-1"), b_xml=make_einvoice(tmp_path, "R-2"))
    handled = process(shop, "invoices/march.zip", archive)
    assert handled.outcome == "accepted"
    assert settings.done.absolute() in handled.path.parents
    assert [one.outcome for one in handled.documents] == ["accepted"] * 3
    assert store.record(handled.documents[0].document_id).summary.text.startswith("ZIP archive")
    again = process(shop, "invoices/again.zip", archive)
    assert again.outcome == "duplicate"
    single = process(shop, "invoices/single.xml", make_einvoice(tmp_path, "R-1"))
    assert single.outcome == "duplicate"


def test_an_archive_waits_for_review_while_a_part_is_unread(
    shop: tuple[Settings, Store], tmp_path: Path
) -> None:
    settings, _ = shop
    archive = make_zip(a_xml=make_einvoice(tmp_path, "R-1"), cut_pdf=b"%PDF-1.4 cut")
    handled = process(shop, "invoices/march.zip", archive)
    assert handled.outcome == "needs_review"
    assert handled.path.parent == settings.review.absolute()
    assert {one.name: one.outcome for one in handled.documents} == {
        "march.zip": "needs_review",
        "a.xml": "accepted",
        "cut.pdf": "failed",
    }
    assert "cut.pdf" in (settings.review / "march.zip.note.txt").read_text("utf-8")


def test_each_mail_of_a_mailbox_has_its_own_rows(
    shop: tuple[Settings, Store], tmp_path: Path
) -> None:
    one, two = make_mail("first"), make_mail("second", r_xml=make_einvoice(tmp_path, "R-1"))
    handled = process(shop, "mail/old.mbox", SEPARATOR + one + b"\n" + SEPARATOR + two)
    assert [one.name for one in handled.documents] == [
        "old.mbox", "mail-1.eml", "mail-2.eml", "r.xml",
    ]  # fmt: skip
    assert [one.doc_type for one in handled.documents] == ["other", "mail", "mail", "invoice"]
    assert process(shop, "mail/first.eml", one).outcome == "duplicate"


@pytest.mark.parametrize("name", ["old.mbox", "old.zip"])
def test_a_container_is_read_again_while_an_attachment_of_a_mail_in_it_is_unread(
    shop: tuple[Settings, Store], name: str
) -> None:
    one, two = make_mail("first"), make_mail("second", cut_pdf=b"%PDF-1.4 cut")
    mailbox = SEPARATOR + one + b"\n" + SEPARATOR + two
    data = mailbox if name == "old.mbox" else make_zip(one_eml=one, two_eml=two)
    for _ in range(2):
        handled = process(shop, f"mail/{name}", data)
        assert handled.outcome == "needs_review"
        assert handled.documents[-1].outcome == "failed"


def test_a_mail_whose_attachment_breaks_the_reader_is_kept_and_reviewed(
    shop: tuple[Settings, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes, settings: Settings) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setitem(read_module._READERS, "text/csv", fail)
    mail = make_mail("broken", list_csv=b"a;b\n1;2\n", r_xml=make_einvoice(tmp_path, "R-1"))
    handled = process(shop, "mail/broken.eml", mail)
    assert handled.outcome == "needs_review"
    outcomes = {one.name: one.outcome for one in handled.documents}
    assert outcomes["r.xml"] == "accepted" and outcomes["list.csv"] == "failed"
    assert "by hand" in next(one.reason for one in handled.documents if one.name == "list.csv")


def test_a_maildirs_message_is_filed_like_any_mail(shop: tuple[Settings, Store]) -> None:
    settings, _ = shop
    for name in ("cur", "new", "tmp"):
        (settings.inbox / "mail" / "office" / name).mkdir(parents=True)
    handled = process(shop, "mail/office/new/1712.M1P2.host", make_mail("hello"))
    assert (handled.name, handled.documents[0].doc_type) == ("1712.M1P2.host.eml", "mail")
    assert list((settings.inbox / "mail" / "office" / "new").iterdir()) == []


def test_a_mail_in_an_archive_that_repeats_one_in_review_is_not_called_accepted(
    shop: tuple[Settings, Store], tmp_path: Path
) -> None:
    settings, _ = shop
    message = make_mail("March")
    assert process(shop, "mail/first.eml", message).outcome == "needs_review"
    rerouted = message.replace(b"Subject:", b"Received: by x.example\nSubject:", 1)
    bill = make_einvoice(tmp_path, "R-1")
    for name in ("one.zip", "two.zip"):  # the second holds the parts of the first
        parts = make_zip(m_eml=rerouted, a_xml=bill, cut_pdf=f"%PDF-1.4 {name}".encode())
        handled = process(shop, f"invoices/{name}", parts)
        assert handled.outcome == "needs_review"
        assert "duplicate" in {one.outcome for one in handled.documents if one.name == "m.eml"}
        note = (settings.review / f"{name}.note.txt").read_text("utf-8")
        assert "Accepted already: do not enter it again\n  - a.xml\n\n" in note
