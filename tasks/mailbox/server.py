"""What is asked of a mail server: list, fetch, mark or move, wait for new mail.

Nothing here raises but a MailboxError, whose words are fit for an operator: never a password,
never what a server quotes of a message.
"""

import imaplib
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import NamedTuple

from imap_tools import AND, BaseMailBox
from imap_tools.errors import ImapToolsError
from imap_tools.utils import encode_folder

from readers.left_mail import HEADERS_BYTES
from schemas.errors import FilingRefused, MailboxError, MailboxUnreachable
from schemas.settings import Settings
from tasks.mailbox.connection import connect, log_in, plain_errors
from tasks.mailbox.folders import find_folder, make_folder, open_folder
from tasks.mailbox.settings import is_same_folder, read_password

#: Signs of an orderly stop are looked for this often while waiting for mail.
STOP_CHECK_S = 1.0
#: Marked or moved with one command; a command line must stay below 8 kB.
CHUNK_N = 200
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)


class Glimpse(NamedTuple):
    """What is known of a message before it is fetched: size and headers."""

    size_bytes: int
    headers: bytes


class MailServer:
    """A mailbox folder, logged in and selected; close it after any error.

    Example:
        with open_mail_server(settings) as server:
            for uid in server.list_uids(None):
                data = server.fetch(uid, 50_000_000)
    """

    def __init__(self, box: BaseMailBox, settings: Settings) -> None:
        self._box = box
        self._settings = settings
        self._host = settings.imap_host
        with self._plain_errors():
            self._capabilities = self._ask_capabilities()
            self._folder = open_folder(box, settings.imap_folder)
            _, answers = box.client.response("UIDVALIDITY")
        #: Copied over this connection, but not yet marked as deleted.
        self._copied: set[int] = set()
        #: The folder's UIDVALIDITY: UIDs of another one mean other messages.
        self.uid_validity = int(answers[0]) if answers and answers[0] else 0

    def list_uids(self, since: date | None) -> list[int]:
        """UIDs of all messages not marked as deleted, ascending.

        `since` leaves out what reached the mailbox before that day.
        """
        wanted = AND(deleted=False) if since is None else AND(deleted=False, date_gte=since)
        with self._plain_errors():
            self._box.client.noop()  # lets the server tell what has come since
            return sorted(int(uid) for uid in self._box.uids(wanted, charset=None))

    def look(self, uid: int) -> Glimpse | None:
        """A message's size and headers; None where it is gone. This marks nothing as read."""
        with self._plain_errors():
            what = f"(RFC822.SIZE BODY.PEEK[HEADER]<0.{HEADERS_BYTES}>)"
            status, answers = self._box.client.uid("FETCH", str(uid), what)
            self._require(status, "give a mail's headers")
        headers = next((bytes(one[1]) for one in answers if isinstance(one, tuple)), b"")
        told = b" ".join(one[0] if isinstance(one, tuple) else one or b"" for one in answers)
        size = _SIZE.search(told)
        if size is None and not headers:
            return None
        return Glimpse(int(size[1]) if size else 0, headers)

    def fetch(self, uid: int, limit_bytes: int) -> bytes | None:
        """A message's bytes, at most one more than `limit_bytes`; None where it is gone.

        The message is not marked as read by this.
        """
        with self._plain_errors():
            what = f"(BODY.PEEK[]<0.{limit_bytes + 1}>)"
            status, answers = self._box.client.uid("FETCH", str(uid), what)
            self._require(status, "give a message")
        return next((bytes(one[1]) for one in answers if isinstance(one, tuple)), None)

    def settle(self, uids: Sequence[int]) -> None:
        """Marks messages as read; moves them where the settings name a folder for it.

        Raises:
            FilingRefused: the server does not; the connection is as good as before.
            MailboxUnreachable: the connection is lost.
        """
        for start in range(0, len(uids), CHUNK_N):
            with self._plain_errors():
                self._settle(uids[start : start + CHUNK_N])

    def wait(self, longest_s: float, stopping: threading.Event) -> None:
        """Waits for new mail, by IDLE where server and settings allow it, or for the time."""
        if not self._settings.imap_idle or "IDLE" not in self._capabilities:
            stopping.wait(longest_s)
            return
        give_up_at = time.monotonic() + longest_s
        with self._plain_errors(), self._box.idle as idle:
            while not stopping.is_set() and (left_s := give_up_at - time.monotonic()) > 0:
                asked_at = time.monotonic()
                poll_s = min(left_s, STOP_CHECK_S)
                # An answer before its time that holds nothing is a connection that has ended.
                if idle.poll(timeout=poll_s) or time.monotonic() - asked_at < poll_s / 2:
                    return

    def close(self) -> None:
        """Logs out; a connection that is lost already is no matter."""
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            self._box.logout()
        with suppress(OSError):
            self._box.client.shutdown()

    def _settle(self, uids: Sequence[int]) -> None:
        client, wanted = self._box.client, self._settings.imap_done_folder
        uid_set = _uid_set(uids)
        status, _ = client.uid("STORE", uid_set, "+FLAGS.SILENT", r"(\Seen)")
        self._require_filed(status, "mark a mail as read")
        if not wanted:
            return
        folder = find_folder(self._box, wanted)
        if is_same_folder(folder, self._folder):
            raise FilingRefused(
                f"The folder for stored mails, {wanted}, is the one that mail is fetched from.",
                advice="Name another by MAILROOM_IMAP_DONE_FOLDER.",
            )
        make_folder(self._box, folder, self._host)
        target: str = encode_folder(folder)  # type: ignore[assignment]  # bytes: as imaplib takes it
        if "MOVE" in self._capabilities:
            self._require_filed(client.uid("MOVE", uid_set, target)[0], f"move mails to {folder}")
            return
        if fresh := [uid for uid in uids if uid not in self._copied]:
            status, _ = client.uid("COPY", _uid_set(fresh), target)
            self._require_filed(status, f"copy mails to {folder}")
            self._copied.update(fresh)
        status, _ = client.uid("STORE", uid_set, "+FLAGS.SILENT", r"(\Deleted)")
        self._require_filed(status, "delete mails")
        self._copied.difference_update(uids)
        if "UIDPLUS" in self._capabilities:
            # A plain EXPUNGE would also remove what somebody else has marked.
            client.uid("EXPUNGE", uid_set)

    def _ask_capabilities(self) -> frozenset[str]:
        """As of now: servers tell more after the login."""
        _, answers = self._box.client.capability()
        return frozenset(answers[0].decode("ascii", "replace").upper().split())

    def _require(self, status: str, what: str) -> None:
        if status != "OK":
            raise MailboxUnreachable(f"The mail server {self._host} refused to {what}.")

    def _require_filed(self, status: str, what: str) -> None:
        if status != "OK":
            raise FilingRefused(f"The mail server {self._host} refused to {what}.")

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        with plain_errors(self._settings):
            yield


def _uid_set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


@contextmanager
def open_mail_server(settings: Settings) -> Iterator[MailServer]:
    """Connects, logs in and opens the folder; closes the connection at the end.

    Raises:
        LoginRefused: the server refuses the name or the password, or there is none.
        MailboxUnreachable: no connection, no encryption, or no such folder.
        SettingsError: the file of the authority to trust cannot be used.
    """
    password = read_password(settings)
    with plain_errors(settings):
        box = connect(settings)
    try:
        with plain_errors(settings):
            log_in(box, settings, password)
        server = MailServer(box, settings)
    except MailboxError:
        with suppress(OSError):
            box.client.shutdown()
        raise
    try:
        yield server
    finally:
        server.close()
