"""Takes mail out of a mailbox into the inbox, so that kill -9 at any instant loses nothing.

1. The bytes are on disk under a hidden name, which no scan takes.
2. The ledger's row is committed. Killed before: the message is fetched again, over the hidden file.
3. The file gets its name and goes the way of every dropped file. Killed before: `open_spool` gives
   it its name at the next start.
4. When the document is committed, the message is marked as read, or moved, on the server.
5. The ledger notes that. Killed before: marked once more, or found to be gone already.

A message above the limit goes the same way with its headers alone, and stays as it is on the server
(4 is left out); under a higher limit it is fetched whole.
"""

import hashlib
import re
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import NamedTuple

from readers.left_mail import stand_in
from readers.mail_headers import decode_header_text, read_header
from schemas.arrival import Mailbox
from schemas.document import Contract
from schemas.errors import MailboxError
from schemas.settings import Settings
from tasks.file_moves import sync_folder, write_bytes_durably
from tasks.mailbox.hard_mails import HardMails
from tasks.mailbox.ledger import MailLedger
from tasks.mailbox.server import MailServer
from tasks.plain_text import clean_name

#: Hidden, as no document is; see `tasks.junk.is_junk`.
HIDDEN = ".{name}.fetched"
#: Of a subject or an account in a name; far from what a file system refuses.
NAME_BYTES = 90
_UNFIT = re.compile(r"[^\w .,&+@=-]+")


class CollectedMail(Contract):
    """A message as fetched; `is_new` is false where its very bytes were fetched before.

    `is_left` says that it is too large: the file has its headers, and it stays in the mailbox.
    """

    uid: int
    document_id: str
    file_name: str
    size_bytes: int
    is_new: bool
    is_left: bool = False


class _Fetched(NamedTuple):
    """What becomes a file; `left_bytes` is the size of the whole message where that is left."""

    data: bytes
    left_bytes: int | None = None


class MailCollector:
    """Fetches from one mailbox into `inbox/mail/ACCOUNT`; used by one thread alone."""

    def __init__(self, mailbox: Mailbox, ledger: MailLedger, settings: Settings) -> None:
        self._ledger = ledger
        self._settings = settings
        self._spool = settings.inbox / "mail" / _fit(mailbox.account)
        self._place = clean_name(mailbox.name)
        self._known: set[int] = set()
        self._hard = HardMails()

    def open_spool(self, server: MailServer) -> None:
        """To be called after each login: ends what was cut short, forgets what was lost."""
        self._spool.mkdir(parents=True, exist_ok=True)
        committed = self._ledger.file_names()
        for hidden in self._spool.glob(HIDDEN.format(name="*")):
            name = hidden.name[1:].removesuffix(".fetched")
            if name in committed:
                self._reveal(name)
            else:
                hidden.unlink()
        self._ledger.close_others(server.uid_validity)
        for message in self._ledger.unsettled(server.uid_validity):
            if not message.stored and not self._is_on_its_way(message.file_name):
                self._ledger.forget(message.document_id)
        limit_bytes = self._settings.max_file_bytes
        self._known = self._ledger.known_uids(server.uid_validity, limit_bytes)

    def find_new(self, server: MailServer) -> list[int]:
        """UIDs of messages not fetched yet; those whose download broke often come last."""
        listed = server.list_uids(self._settings.imap_since)
        new = [uid for uid in listed if uid not in self._known]
        return self._hard.in_turn(server.uid_validity, new)

    def problem(self) -> MailboxError | None:
        """What keeps single messages from being fetched, while all others are."""
        return self._hard.problem()

    def collect(self, uid: int, server: MailServer) -> CollectedMail | None:
        """Takes one message into the inbox; None where somebody removed it meanwhile.

        Bytes that this mailbox gave before, under another UIDVALIDITY or twice, are only noted.

        Raises:
            MailboxError, StoreError, OSError: call again after `open_spool`.
        """
        try:
            fetched = self._fetch(uid, server)
        except MailboxError:
            self._hard.note_break(uid)
            raise
        self._hard.note_fetched(uid)
        if fetched is None:
            return None
        data, left_bytes = fetched
        document_id = hashlib.sha256(data).hexdigest()
        before = self._name_before(document_id)
        name = before or _name_file(fetched, server.uid_validity, uid)
        if before is None:
            write_bytes_durably(self._hidden(name), data)
        self._ledger.add(server.uid_validity, uid, document_id, name, left_bytes)
        if before is None:
            self._reveal(name)
        self._known.add(uid)
        return CollectedMail(
            uid=uid,
            document_id=document_id,
            file_name=name,
            size_bytes=left_bytes or len(data),
            is_new=before is None,
            is_left=left_bytes is not None,
        )

    def _fetch(self, uid: int, server: MailServer) -> _Fetched | None:
        """The whole message, or what stands for one above the limit; None where it is gone."""
        limit_bytes = self._settings.max_file_bytes
        if (seen := server.look(uid)) is None:
            return None
        self._hard.name(uid, _subject(seen.headers), seen.size_bytes)
        size_bytes = seen.size_bytes
        if size_bytes <= limit_bytes:
            data = server.fetch(uid, limit_bytes)
            if data is None or len(data) <= limit_bytes:
                return None if data is None else _Fetched(data)
            size_bytes = len(data)  # the server gave a smaller one
        return _Fetched(stand_in(seen.headers, size_bytes, self._place), size_bytes)

    def settle_stored(self, server: MailServer) -> int:
        """Marks or moves the messages whose documents are committed; returns how many wait.

        What was left in the mailbox stays there as it is.
        """
        fetched = self._ledger.unsettled(server.uid_validity)
        stored = [message.uid for message in fetched if message.stored]
        if stored:
            whole = {message.uid for message in fetched if not message.left}
            # What a person has moved or deleted meanwhile is not there to be marked.
            there = set(server.list_uids(None)) & set(stored) & whole
            server.settle(sorted(there))
            self._ledger.settle(server.uid_validity, stored)
        return len(fetched) - len(stored)

    def _name_before(self, document_id: str) -> str | None:
        """The name of the same bytes, unless that file was lost before it was stored."""
        name = self._ledger.file_name(document_id)
        if name is None or self._ledger.is_stored(document_id) or self._is_on_its_way(name):
            return name
        self._ledger.forget(document_id)
        return None

    def _hidden(self, name: str) -> Path:
        return self._spool / HIDDEN.format(name=name)

    def _reveal(self, name: str) -> None:
        self._hidden(name).rename(self._spool / name)
        sync_folder(self._spool)

    def _is_on_its_way(self, name: str) -> bool:
        """Whether a file waits in the inbox or in processing; in this order, as it moves."""
        return (
            (self._spool / name).exists()
            or any(self._spool.glob(".*.claimed"))
            or any(self._settings.processing.glob(f"*/{name}"))
        )


def _name_file(fetched: _Fetched, uid_validity: int, uid: int) -> str:
    """The subject, as mail programs name what they save, and what makes it unique."""
    title = _fit(_subject(fetched.data)) or "mail"
    left = "" if fetched.left_bytes is None else " left in the mailbox"
    return f"{title} ({uid_validity}-{uid}){left}.eml"


def _subject(data: bytes) -> str:
    message = BytesHeaderParser().parsebytes(data)
    return clean_name(decode_header_text(read_header(message, "subject")))


def _fit(text: str) -> str:
    """Text as part of a file name: no separators, nothing hidden, nothing that looks like junk."""
    short = _UNFIT.sub(" ", text).encode()[:NAME_BYTES].decode(errors="ignore")
    return " ".join(short.split()).strip(" .,~-")
