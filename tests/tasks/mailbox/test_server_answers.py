"""What servers answer that Mailroom cannot change: told in one sentence that names what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from imap_server import ScriptedServer, mailbox_settings
from pydantic import SecretStr

from schemas.errors import FilingRefused
from schemas.settings import Settings
from tasks.mailbox.server import open_mail_server

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


def test_a_folder_is_not_its_own_target_by_another_separator(scripted: Scripted) -> None:
    changes = {"imap_folder": "A.B", "imap_done_folder": "A/B"}
    _, settings = scripted(changes, {'LIST "" ""': r'* LIST () "." ""'})
    with open_mail_server(settings) as opened, pytest.raises(FilingRefused, match="fetched from"):
        opened.settle([1])
