"""What servers answer that Mailroom cannot change: told in one sentence that names what to do."""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from imap_server import ScriptedServer, mailbox_settings
from pydantic import SecretStr

from schemas.errors import FilingRefused, MailboxUnreachable, SettingsError
from schemas.settings import Settings
from tasks.mailbox import connection
from tasks.mailbox.connection import plain_errors
from tasks.mailbox.server import open_mail_server
from tasks.mailbox.settings import configured_mailbox, require_mailbox

Scripted = Callable[..., tuple[ScriptedServer, Settings]]


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[Scripted]:
    started: list[ScriptedServer] = []

    def start(
        changes: dict[str, Any], answers: dict[str, str], greeting: str = "* OK ready"
    ) -> tuple[ScriptedServer, Settings]:
        server = ScriptedServer(greeting, **answers)
        started.append(server)
        plain: dict[str, Any] = {"imap_security": "plain", "imap_ca_file": None}
        plain |= {"imap_password": SecretStr("key 7731")}
        return server, mailbox_settings(tmp_path, server.port, tmp_path, **(plain | changes))

    yield start
    for server in started:
        server.close()


def test_a_slash_is_whatever_separates_the_server_s_folders(scripted: Scripted) -> None:
    dots = {"LIST": "", 'LIST "" ""': r'* LIST (\Noselect) "." ""'}
    server, settings = scripted({"imap_done_folder": "Mailroom/Done"}, dots)
    with open_mail_server(settings) as opened:
        opened.settle([1])
    assert 'CREATE "Mailroom.Done"' in server.heard
    assert 'UID MOVE 1 "Mailroom.Done"' in server.heard


def test_a_folder_that_is_there_as_it_was_named_is_taken(scripted: Scripted) -> None:
    there = {'LIST "" "MAILROOM/DONE"': r'* LIST () "." "Mailroom/Done"'}
    server, settings = scripted({"imap_done_folder": "Mailroom/Done"}, there)
    with open_mail_server(settings) as opened:
        opened.settle([1])
    assert 'UID MOVE 1 "Mailroom/Done"' in server.heard


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"CREATE": "NO not here"}, "cannot make the folder Done for stored mails"),
        ({"UID MOVE": "NO not there"}, "refused to move mails to Done"),
        ({"UID STORE": "NO read only"}, "refused to mark a mail as read"),
    ],
)
def test_what_is_not_filed_is_told_so(
    scripted: Scripted, answers: dict[str, str], words: str
) -> None:
    _, settings = scripted({"imap_done_folder": "Done"}, answers)
    with open_mail_server(settings) as opened, pytest.raises(FilingRefused, match=words):
        opened.settle([1])


def test_what_can_be_opened_is_fetched_from_though_it_is_not_listed(scripted: Scripted) -> None:
    unlisted = {"LIST": "", 'LIST "" ""': r'* LIST (\Noselect) "." ""'}
    server, settings = scripted({"imap_folder": "Shared/X"}, unlisted)
    fetch_nothing(settings)
    assert 'SELECT "Shared/X"' in server.heard
    assert not [said for said in server.heard if said.startswith("LIST")]


@pytest.mark.parametrize("told", ['(\\Noselect) "." ""', '(\\Noselect) "." {0}\r\n'])
def test_a_folder_that_is_refused_is_opened_by_the_server_s_separator(
    scripted: Scripted, told: str
) -> None:
    answers = {'SELECT "A/B"': "NO such folder", 'LIST "" ""': f"* LIST {told}"}
    server, settings = scripted({"imap_folder": "A/B"}, answers)
    fetch_nothing(settings)
    assert 'SELECT "A.B"' in server.heard


@pytest.mark.parametrize("told", ["BAD what", "NO not told", ""])
def test_where_no_separator_is_told_it_is_a_slash(scripted: Scripted, told: str) -> None:
    answers = {"LIST": "", 'LIST "" ""': told}
    server, settings = scripted({"imap_done_folder": "A/B"}, answers)
    with open_mail_server(settings) as opened:
        opened.settle([1])
    assert 'UID MOVE 1 "A/B"' in server.heard
    _, settings = scripted({"imap_folder": "A/B"}, answers | {"SELECT": "NO such folder"})
    with pytest.raises(MailboxUnreachable, match="no folder A/B that can be opened"):
        fetch_nothing(settings)


def test_a_mail_that_cannot_be_deleted_is_copied_once(scripted: Scripted) -> None:
    answers = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 UIDPLUS",
        r"UID STORE 1 +FLAGS.SILENT (\DELETED)": "NO right",
        r"UID STORE 1,2 +FLAGS.SILENT (\DELETED)": "NO right",
    }
    server, settings = scripted({"imap_done_folder": "Done"}, answers)
    with open_mail_server(settings) as opened:
        for uids in ([1], [1], [1, 2], [1, 2]):
            with pytest.raises(FilingRefused, match="refused to delete mails"):
                opened.settle(uids)
        opened.settle([2])
    assert [said for said in server.heard if said.startswith("UID COPY")] == [
        'UID COPY 1 "Done"', 'UID COPY 2 "Done"',
    ]  # fmt: skip


def test_a_folder_is_not_its_own_target_by_another_separator(scripted: Scripted) -> None:
    changes = {"imap_folder": "A.B", "imap_done_folder": "A/B"}
    _, settings = scripted(changes, {'LIST "" ""': r'* LIST () "." ""'})
    with open_mail_server(settings) as opened, pytest.raises(FilingRefused, match="fetched from"):
        opened.settle([1])


@pytest.mark.parametrize("password", ["key 7731", "Schlüssel"])
def test_no_password_goes_to_a_server_that_wants_encryption(
    scripted: Scripted, password: str
) -> None:
    told = {"CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED"}
    server, settings = scripted({"imap_password": SecretStr(password)}, told)
    with pytest.raises(MailboxUnreachable, match="no login without encryption") as caught:
        fetch_nothing(settings)
    assert "starttls" in caught.value.advice
    assert not [said for said in server.heard if said.startswith(("LOGIN", "AUTH"))]


# imap_tools leaves the socket to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("starttls", ["", "* CAPABILITY IMAP4rev1 STARTTLS"])
def test_a_server_that_does_not_encrypt_is_told_so(scripted: Scripted, starttls: str) -> None:
    told = {"STARTTLS": "NO not now"} | ({"CAPABILITY": starttls} if starttls else {})
    _, settings = scripted({"imap_security": "starttls"}, told)
    with pytest.raises(MailboxUnreachable, match=r"does not encrypt \(STARTTLS\)"):
        fetch_nothing(settings)


@pytest.mark.parametrize("security", ["plain", "starttls"])
def test_a_port_where_both_sides_wait_is_asked_for(
    scripted: Scripted, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "ANSWER_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        changes = {"imap_security": security, "imap_port": silent.getsockname()[1]}
        _, settings = scripted({}, {})
        with pytest.raises(MailboxUnreachable, match=f"MAILROOM_IMAP_SECURITY={security} right"):
            fetch_nothing(settings.model_copy(update=changes))


def test_a_name_that_no_server_has_is_told_so(scripted: Scripted) -> None:
    _, settings = scripted({"imap_host": "bücher..example"}, {})
    with pytest.raises(MailboxUnreachable, match=r"bücher\.\.example is no name"):
        fetch_nothing(settings)
    with pytest.raises(SettingsError, match=r"MAILROOM_IMAP_HOST .* bücher\.\.example"):
        configured_mailbox(settings)


def test_starttls_on_the_port_of_tls_is_a_bad_setting(scripted: Scripted) -> None:
    _, settings = scripted({"imap_security": "starttls", "imap_port": 993}, {})
    with pytest.raises(SettingsError, match="MAILROOM_IMAP_SECURITY is starttls"):
        configured_mailbox(settings)


def test_what_openssl_says_with_a_full_stop_gets_no_second_one(scripted: Scripted) -> None:
    _, settings = scripted({}, {})
    mismatch = ssl.SSLCertVerificationError()
    mismatch.verify_message = "Hostname mismatch, certificate is not valid for 'mail'."
    with pytest.raises(MailboxUnreachable, match=r"valid for 'mail'\.$"), plain_errors(settings):
        raise mismatch


@pytest.mark.parametrize("kind", ["missing", "folder", "no PEM", "empty"])
def test_an_authority_s_file_that_is_none_is_a_bad_setting(
    scripted: Scripted, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "authority.pem"
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_bytes(b"\x30\x82 words" if kind == "no PEM" else b"")
    _, settings = scripted({"imap_security": "starttls", "imap_ca_file": path}, {})
    for call in (require_mailbox, fetch_nothing):
        with pytest.raises(SettingsError, match=r"MAILROOM_IMAP_CA_FILE .*authority\.pem: \w+"):
            call(settings)
    plain = settings.model_copy(update={"imap_security": "plain"})
    assert require_mailbox(plain) == configured_mailbox(settings)


def fetch_nothing(settings: Settings) -> None:
    with open_mail_server(settings):
        pass
