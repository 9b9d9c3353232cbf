"""`mailroom process`, `status` and `show` without any server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_documents import UBL, write_einvoice, write_mail, write_pdf

from mailroom.once import take_file
from schemas.arrival import Mailbox
from schemas.settings import NO_ENV_FILE, Settings
from tasks.hand_over import copy_into, list_documents
from tasks.intake import claim_file
from tasks.mailbox.ledger import MailLedger
from tasks.store import Store

MAILROOM = Path(sys.executable).with_name("mailroom")


def run(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(MAILROOM), "--home", str(home), *map(str, arguments)],
        capture_output=True, text=True, timeout=90, env=os.environ | {"COLUMNS": "200"},
    )  # fmt: skip


def test_a_file_elsewhere_stays_and_one_in_the_inbox_is_taken(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    elsewhere = write_einvoice(tmp_path / "elsewhere.xml", "E-1")
    dropped = write_einvoice(settings.inbox / "invoices" / "dropped.xml", "I-1")

    done = run(settings.home, "process", elsewhere, dropped)

    assert done.returncode == 0, done.stderr
    assert "elsewhere.xml" in done.stdout
    assert elsewhere.exists()
    assert not dropped.exists()
    filed = {path.name for path in settings.done.rglob("*") if path.is_file()}
    assert filed == {"elsewhere.xml", "dropped.xml"}
    assert Store(settings.sql_url).outcomes()["accepted"] == (2, 0)


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "old [b]").mkdir()
    done = run(tmp_path / "home", "process", tmp_path / "old [b]")
    assert done.returncode == 0
    assert done.stdout == f"There is nothing to read in {tmp_path}/old [b].\n"


def test_a_folder_again_is_all_duplicates_and_a_failure_is_exit_code_two(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "old"
    write_einvoice(folder / "2024" / "a.xml", "A-1")
    write_einvoice(folder / "b.xml", "B-1")
    write_einvoice(folder / ".hidden.xml", "H-1")
    assert run(home, "process", folder).returncode == 0
    (folder / "void.pdf").touch()

    again = run(home, "process", folder)

    assert again.returncode == 2
    assert again.stdout.count("duplicate") == 2
    assert "no bytes" in again.stdout
    status = run(home, "status")
    assert "not running" in status.stdout
    assert "void.pdf" in status.stdout
    assert "of these duplicates 2 (the same bytes again" in status.stdout
    assert "B-1" in run(home, "show", "b.xml").stdout
    lines = run(home, "show", "b.xml", "--json").stdout.splitlines()
    assert len(lines) == 1


def test_a_stored_document_is_shown_whatever_the_terminal_can_print(tmp_path: Path) -> None:
    home, name = tmp_path / "home", "Bürobedarf ….xml"
    assert run(home, "process", write_einvoice(tmp_path / name, "A-1")).returncode == 0
    plain = os.environ | {"PYTHONIOENCODING": "ascii", "COLUMNS": "200"}
    said = [
        subprocess.run(
            [str(MAILROOM), "--home", str(home), *words],
            capture_output=True, env=plain, timeout=90, check=True,
        ).stdout
        for words in (["status"], ["show", name], ["show", name, "--json"])
    ]  # fmt: skip
    assert b"?" in said[1]
    assert name in json.loads(said[2].decode())["source"]


def test_status_counts_what_stays_in_the_inbox(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    Store(settings.sql_url).migrate()
    write_einvoice(settings.inbox / "invoices" / "a.xml", "A-1")
    assert "in the inbox 1, in processing 0" in run(settings.home, "status").stdout
    (settings.inbox / "invoices" / "link.xml").symlink_to("a.xml")
    done = run(settings.home, "status")
    assert "in the inbox 1, left alone there 1, in processing 0" in done.stdout
    assert "link.xml stays" in done.stderr


@pytest.mark.parametrize("command", [["status"], ["show", "a.pdf"]])
def test_a_database_that_is_away_is_said_and_not_made(tmp_path: Path, command: list[str]) -> None:
    settings = Settings(home=tmp_path / "home")
    (settings.inbox / "invoices").mkdir(parents=True)
    done = run(settings.home, *command)
    assert done.returncode == 4
    assert f"the database file {settings.home}/mailroom.db is missing" in done.stderr
    assert "put the file back" in done.stderr
    assert [path.name for path in settings.home.iterdir()] == ["inbox"]


def test_a_name_too_long_and_a_link_stop_nothing(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "old"
    write_einvoice(folder / f"{'x' * 250}.xml", "X-1")
    write_einvoice(folder / "z.xml", "Z-1")
    (folder / "link.xml").symlink_to(write_einvoice(tmp_path / "outside.xml", "O-1"))
    assert run(home, "process", folder).returncode == 0
    assert Store(Settings(home=home).sql_url).outcomes()["accepted"] == (2, 0)


def test_what_a_killed_run_left_in_processing_is_taken_up_first(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    left = write_einvoice(settings.inbox / "invoices" / "left.xml", "L-1")
    assert claim_file(left, settings) is not None
    new = write_einvoice(tmp_path / "new.xml", "N-1")

    done = run(settings.home, "process", new)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.index("left.xml") < done.stdout.index("new.xml")
    assert Store(settings.sql_url).outcomes()["accepted"] == (2, 0)
    assert list(settings.processing.iterdir()) == []


def test_a_mail_is_shown_for_reading_and_attachments_are_counted_apart(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "mails"
    parts = {"bill.xml": UBL.format(number="B-7").encode(), "void.xml": b""}
    write_mail(folder / "lamps.eml", "Our lamps", parts)
    assert run(home, "process", folder).returncode == 0

    status = [" ".join(line.split()) for line in run(home, "status").stdout.splitlines()]
    assert "documents attachments" in status
    assert "accepted 0 1" in status
    assert "needs review 1 0" in status
    assert "failed 0 1" in status

    shown = run(home, "show", "lamps.eml").stdout
    text = " ".join(shown.split())
    assert text.startswith("Our lamps needs review From Ida <ida@lieferant.example> To post@")
    assert "2 attachments, 1 could not be read" in text
    assert "accepted bill.xml invoice B-7 · 2026-03-02 · Nordlicht Lampen GmbH" in text
    assert "failed void.xml" in text
    assert "Why it waits • " in text
    assert run(home, "show", "lamps.eml", "--json").stdout.count("\n") == 3


def test_status_lists_the_newest_that_wait_and_counts_the_others(tmp_path: Path) -> None:
    settings, folder = Settings(home=tmp_path / "home"), tmp_path / "letters"
    for number in range(10, 23):
        write_pdf(folder / f"letter-{number}.pdf", [f"Letter {number}"])
        assert take_file(folder / f"letter-{number}.pdf", settings) is not None
    assert run(settings.home, "process", folder / "letter-10.pdf").returncode == 0
    (settings.review / "letter-22.pdf").unlink()

    said = run(settings.home, "status").stdout

    listed = [line.split()[2] for line in said.splitlines() if line.startswith("  needs review  ")]
    names = [name.rsplit("/", 1)[-1] for name in listed if name.endswith(".pdf")]
    assert names == [f"letter-{number}.pdf" for number in range(21, 11, -1)]
    assert "… and 2 more" in said
    assert "put away since: 1" in said
    settings.home.rename(tmp_path / "moved")
    assert "letter-21.pdf" in run(tmp_path / "moved", "status").stdout


def test_a_mailbox_that_gives_no_mail_is_said_in_status(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", imap_host="mail.x", imap_user="post@x")
    store = Store(settings.sql_url)
    store.migrate()
    mailbox = Mailbox(host="mail.x", account="post@x", folder="INBOX")
    MailLedger(store, mailbox).note_problem("The mail server mail.x refuses the login of post@x.")
    env = os.environ | {
        "MAILROOM_IMAP_HOST": "mail.x", "MAILROOM_IMAP_USER": "post@x",
        "MAILROOM_IMAP_PASSWORD": "s3cret", "COLUMNS": "200",
    }  # fmt: skip
    done = subprocess.run(
        [str(MAILROOM), "--home", str(settings.home), "status"],
        capture_output=True, text=True, timeout=60, env=env,
    )  # fmt: skip
    assert "INBOX of post@x on mail.x: no mail comes since" in done.stdout
    assert "refuses the login of post@x." in done.stdout
    assert "s3cret" not in done.stdout + done.stderr


def test_a_bad_setting_is_said_with_advice(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(MAILROOM), "status"],
        capture_output=True, text=True, timeout=60, env=os.environ | {"MAILROOM_PORT": "zero"},
    )  # fmt: skip
    assert done.returncode == 6
    assert "MAILROOM_PORT" in done.stderr
    assert ".env.example" in done.stderr


def test_an_env_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"MAILROOM_HOME=B\xfcro\n")
    done = subprocess.run(
        [str(MAILROOM), "status"],
        capture_output=True, text=True, timeout=60, cwd=tmp_path,
        env={name: said for name, said in os.environ.items() if name != NO_ENV_FILE},
    )  # fmt: skip
    assert done.returncode == 6
    assert "the file .env is not in UTF-8" in done.stderr


@pytest.mark.parametrize("command", [["status"], ["show", "a.pdf"]])
def test_a_mistyped_home_is_said_and_not_made(tmp_path: Path, command: list[str]) -> None:
    done = run(tmp_path / "typo" / "deep", *command)
    assert done.returncode == 6
    assert f"There is no Mailroom home at {tmp_path}/typo/deep" in done.stderr
    assert "--home" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_pipe_is_no_file_to_process(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    done = run(tmp_path / "home", "process", str(tmp_path / "pipe.pdf"))
    assert done.returncode == 2
    assert "is a pipe or a device; give a file" in " ".join(done.stderr.split())


@pytest.mark.parametrize("command", [["status"], ["process", __file__], ["up"]])
def test_a_home_that_is_a_file_is_said(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").touch()
    done = run(tmp_path / "file", *command)
    assert done.returncode == 6
    assert f"the home folder {tmp_path}/file cannot be used: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_copy_never_overwrites_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    first, second = tmp_path / "one" / "a.xml", tmp_path / "two" / "a.xml"
    write_einvoice(first, "1")
    write_einvoice(second, "2")
    target = tmp_path / "target"
    names = [copy_into(path, target).name for path in (first, second, first)]
    assert names == ["a.xml", "a (2).xml", "a (3).xml"]
    assert (target / "a (2).xml").read_bytes() == second.read_bytes()
    assert sorted(path.name for path in list_documents(target)) == sorted(names)
    assert len(list(target.iterdir())) == 3


def test_ticked_notes_are_taken_along(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    sample = Path(__file__).parents[2] / "mailroom" / "samples" / "Invoice BD-1087.pdf"
    assert run(settings.home, "process", sample).returncode == 0
    note = settings.review / f"{sample.name}.note.txt"
    text = note.read_text("utf-8").replace("3861.60", "3771.60").replace("[ ] I", "[x] I")
    note.write_text(text, "utf-8")

    done = run(settings.home, "process", write_einvoice(tmp_path / "e.xml", "E-1"))

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("accepted") == 2
    assert not note.exists()
    assert Store(settings.sql_url).outcomes()["accepted"] == (2, 0)
