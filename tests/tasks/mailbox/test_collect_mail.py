"""Mail of a real IMAP server becomes documents: each once, whatever dies or is renumbered."""

import logging
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from imap_server import PASSWORD, ImapServer, TlsFront, mailbox_settings, message
from mini_collector import (
    collect,
    file,
    our_mailbox,
    run_round,
    settle,
)
from pydantic import SecretStr

from schemas.errors import LoginRefused, MailboxError, MailboxUnreachable, SettingsError
from schemas.settings import Settings
from tasks.intake import pending_claims, prepare_folders
from tasks.mailbox.ledger import MailLedger, mailbox_state
from tasks.mailbox.server import open_mail_server
from tasks.mailbox.settings import configured_mailbox, read_password
from tasks.store import Store

MAILS_N = 4


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ImapServer]:
    started = ImapServer(tmp_path / "imap")
    started.start()
    yield started
    started.remove()


@pytest.fixture
def settings(server: ImapServer, tmp_path: Path) -> Settings:
    made = mailbox_settings(tmp_path / "home", server.port, server.certificate)
    prepare_folders(made)
    return made


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store(settings.sql_url)
    opened.migrate()
    yield opened
    opened.close()


MESSAGES = [message(number) for number in range(MAILS_N)]


def filed(settings: Settings) -> Counter[bytes]:
    """The contents of all mails that lie in a final folder."""
    folders = (settings.done, settings.review, settings.failed)
    return Counter(p.read_bytes() for folder in folders for p in folder.rglob("*.eml"))


def assert_each_mail_ended_once(settings: Settings, store: Store, server: ImapServer) -> None:
    assert filed(settings) == Counter(MESSAGES)
    counts = store.counts()
    assert (counts["arrivals"], counts["undelivered"]) == (MAILS_N, 0)
    assert counts["duplicate"] == 0
    assert sorted(server.flags()) == sorted((data, True) for data in MESSAGES)
    state = mailbox_state(store, our_mailbox(settings))
    assert (state.fetched_n, state.unsettled_n) == (MAILS_N, 0)
    assert not [path for path in settings.inbox.rglob("*") if path.is_file()]
    assert pending_claims(settings) == []


def test_mails_become_documents_byte_for_byte_and_are_then_marked_as_read(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    server.put(*MESSAGES)
    collected = collect(settings, store)
    assert [mail.is_new for mail in collected] == [True] * MAILS_N
    assert collected[0].file_name.startswith("Lamps 0 (")
    assert settle(settings, store) == MAILS_N  # nothing is committed yet
    assert not any(seen for _, seen in server.flags())
    file(settings, store)
    assert settle(settings, store) == 0
    assert_each_mail_ended_once(settings, store, server)
    assert collect(settings, store) == []
    (found, *_) = store.find(collected[0].document_id)
    assert found.source == f"mail/post@firma.example/{collected[0].file_name}"


def test_stored_mails_are_moved_where_a_folder_is_named(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    settings = settings.model_copy(update={"imap_done_folder": "Erledigt für 2026"})
    server.put(*MESSAGES)
    collect(settings, store)
    settle(settings, store)
    assert len(server.flags()) == MAILS_N
    file(settings, store)
    settle(settings, store)
    assert server.flags() == []
    moved = server.flags("Erledigt f&APw-r 2026")
    assert sorted(moved) == sorted((data, True) for data in MESSAGES)


@pytest.mark.parametrize(
    ("owner", "name", "moment", "call"),
    [
        ("collecting", "write_bytes_durably", "before", "2"),
        ("collecting", "write_bytes_durably", "after", "2"),  # hidden file, no row
        ("MailLedger", "add", "after", "2"),  # row, file still hidden
        ("Path", "rename", "after", "2"),  # in the inbox under its name
        ("Store", "save", "after", "2"),  # committed, not filed, not marked
        ("MailServer", "settle", "before", "1"),
        ("MailServer", "settle", "after", "1"),  # marked, not noted
        ("MailLedger", "settle", "after", "1"),
    ],
)
def test_killed_between_any_two_steps_every_mail_ends_once(
    settings: Settings, store: Store, server: ImapServer,
    owner: str, name: str, moment: str, call: str,
) -> None:  # fmt: skip
    server.put(*MESSAGES)
    here = Path(__file__).parent
    died = subprocess.run(
        [sys.executable, here / "mini_collector.py", settings.home, settings.sql_url,
         str(server.port), server.certificate, owner, name, moment, call],
        env={**os.environ, "PYTHONPATH": f"{here.parents[2]}{os.pathsep}{here.parents[1]}"},
        check=False, timeout=100,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    run_round(settings, store)
    assert_each_mail_ended_once(settings, store, server)


def test_a_renumbered_mailbox_is_not_fetched_into_the_inbox_again(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    server.put(*MESSAGES[:2])
    run_round(settings, store)
    collect(settings, store)
    server.put(MESSAGES[2])
    collect(settings, store)  # fetched under the old numbers, not yet stored
    server.kill()
    server.renumber()
    server.start()
    server.put(MESSAGES[3])
    again = collect(settings, store)
    assert sorted(mail.is_new for mail in again) == [False, False, False, True]
    file(settings, store)
    assert settle(settings, store) == 0
    assert filed(settings) == Counter(MESSAGES)
    assert store.counts()["arrivals"] == MAILS_N
    assert all(seen for _, seen in server.flags())


def test_a_file_lost_before_it_was_stored_is_fetched_again(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    server.put(*MESSAGES)
    collect(settings, store)
    for path in settings.inbox.rglob("*.eml"):
        path.unlink()
    assert len(collect(settings, store)) == MAILS_N
    file(settings, store)
    settle(settings, store)
    assert_each_mail_ended_once(settings, store, server)


def test_a_mail_removed_by_a_person_meanwhile_is_no_error(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    server.put(*MESSAGES)
    collect(settings, store)
    with server.login() as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Deleted)")
        client.expunge()
    file(settings, store)
    assert settle(settings, store) == 0
    assert len(server.flags()) == MAILS_N - 1


def test_a_mail_dropped_as_a_file_before_is_one_document(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    (settings.inbox / "mail" / "exported.eml").write_bytes(MESSAGES[0])
    file(settings, store)
    server.put(MESSAGES[0])
    run_round(settings, store)
    counts = store.counts()
    assert (counts["arrivals"], counts["duplicate"]) == (2, 1)
    assert server.flags() == [(MESSAGES[0], True)]


LARGE = b"Content-Type: multipart/mixed;\n boundary=x\n" + message(7) + b"x" * 5000
LIMIT = {"max_file_bytes": 2000, "imap_done_folder": "Done"}


def test_a_mail_over_the_limit_stays_in_the_mailbox_and_its_headers_say_so(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    settings = settings.model_copy(update=LIMIT)
    server.put(LARGE, message(1))
    (left, small) = collect(settings, store)
    assert (left.size_bytes, left.is_left, small.is_left) == (len(LARGE), True, False)
    for _ in range(2):  # asked again, started again
        file(settings, store)
        assert settle(settings, store) == 0
        assert collect(settings, store) == []
    assert server.flags() == [(LARGE, False)]
    assert server.flags("Done") == [(message(1), True)]
    (failure,) = store.last_failures()
    assert failure.reason is not None
    for told in ("“Lamps 7” has 0.0 MB", "stays in INBOX of post@firma.example on 127.0.0.1"):
        assert told in failure.reason
    (note,) = settings.failed.glob("*.note.txt")
    assert "nothing but its headers" in " ".join(note.read_text("utf-8").split())
    shown = message_from_bytes((settings.failed / left.file_name).read_bytes(), policy=default)
    assert (shown["Subject"], shown["From"]) == ("Lamps 7", "Ida <ida@x.example>")
    assert "lies untouched in INBOX" in str(shown.get_content())
    state = mailbox_state(store, our_mailbox(settings))
    assert (state.fetched_n, state.left_n, state.unsettled_n) == (2, 1, 0)
    assert store.counts()["arrivals"] == 2


def test_a_higher_limit_fetches_what_was_left(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    server.put(LARGE)
    run_round(settings.model_copy(update=LIMIT), store)
    assert collect(settings.model_copy(update={**LIMIT, "max_file_bytes": 3000}), store) == []
    run_round(settings.model_copy(update={"imap_done_folder": "Done"}), store)
    assert server.flags("Done") == [(LARGE, True)]
    assert LARGE in filed(settings)
    state = mailbox_state(store, our_mailbox(settings))
    assert (state.fetched_n, state.left_n, state.unsettled_n) == (1, 0, 0)
    assert store.counts()["arrivals"] == 2  # the headers, and the whole


def test_what_was_left_is_known_in_a_renumbered_mailbox(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    settings = settings.model_copy(update=LIMIT)
    server.put(LARGE)
    run_round(settings, store)
    server.kill()
    server.renumber()
    server.start()
    assert [mail.is_new for mail in collect(settings, store)] == [False]
    file(settings, store)
    assert settle(settings, store) == 0
    assert (store.counts()["arrivals"], server.flags()) == (1, [(LARGE, False)])


def test_headers_of_a_mail_that_was_left_are_no_mail_however_they_come(
    settings: Settings, store: Store, server: ImapServer
) -> None:
    server.put(LARGE)
    collect(settings.model_copy(update=LIMIT), store)
    (path,) = settings.inbox.rglob("*.eml")
    path.rename(settings.inbox / "mail" / "dropped.eml")
    file(settings, store)
    (failure,) = store.last_failures()
    assert "stays in INBOX" in str(failure.reason)


def test_old_mail_can_be_left_alone(settings: Settings, store: Store, server: ImapServer) -> None:
    server.put(*MESSAGES)  # delivered in 1970
    assert not collect(settings.model_copy(update={"imap_since": date(2026, 3, 1)}), store)
    assert collect(settings.model_copy(update={"imap_since": date(1960, 1, 1)}), store)


@pytest.mark.parametrize(
    ("subject", "begins"),
    [
        ("../../etc/passwd", "etc passwd ("),
        ("~$Angebot: \"neu\" <1/2>", "Angebot neu 1 2 ("),
        ("=?utf-8?q?R=C3=BCckfrage_=F0=9F=92=A1?=", "Rückfrage ("),
        ("", "mail ("),
        ("x" * 400, "x" * 80),
    ],
)  # fmt: skip
def test_a_subject_makes_a_harmless_file_name(
    settings: Settings, store: Store, server: ImapServer, subject: str, begins: str
) -> None:
    server.put(f"Subject: {subject}\nFrom: ida@x.example\n\nHello\n".encode())
    (mail,) = collect(settings, store)
    assert mail.file_name.startswith(begins)
    assert (settings.inbox / "mail" / "post@firma.example" / mail.file_name).is_file()


def test_tls_comes_first_by_default(settings: Settings, store: Store, server: ImapServer) -> None:
    assert Settings().imap_security == "tls"
    front = TlsFront(server)
    server.put(MESSAGES[0])
    over_tls = settings.model_copy(update={"imap_security": "tls", "imap_port": front.port})
    assert len(collect(over_tls, store)) == 1
    front.close()


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"imap_password": SecretStr("wrong-pass")}, LoginRefused, "refuses the login of post@"),
        ({"imap_password": SecretStr("fälsch")}, LoginRefused, "refuses the login of post@"),
        ({"imap_ca_file": None}, MailboxUnreachable, "certificate .* not trusted"),
        ({"imap_security": "tls"}, MailboxUnreachable, "MAILROOM_IMAP_SECURITY"),
        ({"imap_folder": "Nowhere"}, MailboxUnreachable, "no folder Nowhere"),
        ({"imap_port": 1}, MailboxUnreachable, "cannot be reached"),
        ({"imap_password_file": Path("/no/such")}, LoginRefused, "/no/such cannot be read"),
    ],
)
def test_what_goes_wrong_is_one_sentence_without_the_password(
    settings: Settings, changes: dict[str, object], kind: type[MailboxError], words: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    with (
        pytest.raises(kind, match=words) as caught,
        open_mail_server(settings.model_copy(update=changes)),
    ):
        pass
    assert caught.value.retryable
    for secret in ("wrong-pass", "fälsch", PASSWORD):
        assert secret not in f"{caught.value!r} {caught.value.advice} {caplog.text}"
        assert secret not in repr(settings.model_copy(update=changes))


def test_the_password_file_goes_first_and_is_read_anew(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(" spaced out \nsecond line\n", encoding="utf-8")
    settings = settings.model_copy(update={"imap_password_file": path})
    assert read_password(settings) == " spaced out "
    path.write_text("spaced out\n", encoding="utf-8-sig")  # as Windows' editors save it
    assert read_password(settings) == "spaced out"
    for text, words in (
        ("", "The password file .* is empty"),
        ("\n\n", "The password file .* is empty"),
        ("\nsecret\n", "The first line of the password file .* is empty"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LoginRefused, match=words):
            read_password(settings)


@pytest.mark.parametrize(
    "changes",
    [
        {"imap_user": ""},
        {"imap_password": SecretStr("")},
        {"imap_done_folder": "INBOX"},
        {"imap_done_folder": "Inbox"},
        {"imap_folder": "inbox", "imap_done_folder": "INBOX"},
    ],
)
def test_a_mailbox_half_named_is_a_bad_setting(
    settings: Settings, changes: dict[str, object]
) -> None:
    with pytest.raises(SettingsError, match="MAILROOM_IMAP"):
        configured_mailbox(settings.model_copy(update=changes))
    assert configured_mailbox(Settings()) is None


def test_a_problem_is_noted_until_the_mailbox_works_again(settings: Settings, store: Store) -> None:
    mailbox = our_mailbox(settings)
    ledger = MailLedger(store, mailbox)
    ledger.note_checked(7)
    ledger.note_problem("The mail server says no.")
    first = mailbox_state(store, mailbox)
    ledger.note_problem("The mail server says no.")
    state = mailbox_state(store, mailbox)
    assert state.problem == "The mail server says no."
    assert state.problem_since == first.problem_since
    assert state.checked_at == first.checked_at is not None
    ledger.note_checked(7)
    assert mailbox_state(store, mailbox).problem is None
