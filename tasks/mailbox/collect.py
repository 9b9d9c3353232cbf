"""Takes mail out of a mailbox into the inbox, so that kill -9 at any instant loses nothing.

1. The bytes are on disk under a hidden name, which no scan takes.
2. The ledger's row is committed. Killed before: the message is fetched again, over the hidden file.
3. The file gets its name and goes the way of every dropped file. Killed before: `open_spool` gives
   it its name at the next start.
4. When the document is committed, the message is marked as read, or moved, on the server.
5. The ledger notes that. Killed before: marked once more, or found to be gone already.
"""

import hashlib
import re
from email.parser import BytesHeaderParser
from pathlib import Path

from readers.mail_headers import decode_header_text, read_header
from schemas.arrival import Mailbox
from schemas.document import Contract
from schemas.settings import Settings
from tasks.file_moves import sync_folder, write_bytes_durably
from tasks.mailbox.ledger import MailLedger
from tasks.mailbox.server import MailServer

#: Hidden, as no document is; see `tasks.junk.is_junk`.
HIDDEN = ".{name}.fetched"
#: Of a subject or an account in a name; far from what a file system refuses.
NAME_BYTES = 90
_UNFIT = re.compile(r"[^\w .,&+@=-]+")


class CollectedMail(Contract):
    """A message as fetched; `is_new` is false where its very bytes were fetched before."""

    uid: int
    document_id: str
    file_name: str
    size_bytes: int
    is_new: bool


class MailCollector:
    """Fetches from one mailbox into `inbox/mail/ACCOUNT`; used by one thread alone."""

    def __init__(self, mailbox: Mailbox, ledger: MailLedger, settings: Settings) -> None:
        self._ledger = ledger
        self._settings = settings
        self._spool = settings.inbox / "mail" / _fit(mailbox.account)
        self._known: set[int] = set()

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
        self._known = self._ledger.known_uids(server.uid_validity)

    def find_new(self, server: MailServer) -> list[int]:
        """UIDs of messages not fetched yet."""
        listed = server.list_uids(self._settings.imap_since)
        return [uid for uid in listed if uid not in self._known]

    def collect(self, uid: int, server: MailServer) -> CollectedMail | None:
        """Takes one message into the inbox; None where somebody removed it meanwhile.

        Bytes that this mailbox gave before, under another UIDVALIDITY or twice, are only noted.

        Raises:
            MailboxError, StoreError, OSError: call again after `open_spool`.
        """
        data = server.fetch(uid, self._settings.max_file_bytes)
        if data is None:
            return None
        document_id = hashlib.sha256(data).hexdigest()
        before = self._name_before(document_id)
        name = before or _name_file(data, server.uid_validity, uid)
        if before is None:
            write_bytes_durably(self._hidden(name), data)
        self._ledger.add(server.uid_validity, uid, document_id, name)
        if before is None:
            self._reveal(name)
        self._known.add(uid)
        return CollectedMail(
            uid=uid,
            document_id=document_id,
            file_name=name,
            size_bytes=len(data),
            is_new=before is None,
        )

    def settle_stored(self, server: MailServer) -> int:
        """Marks or moves the messages whose documents are committed; returns how many wait."""
        fetched = self._ledger.unsettled(server.uid_validity)
        stored = [message.uid for message in fetched if message.stored]
        if stored:
            # What a person has moved or deleted meanwhile is not there to be marked.
            there = set(server.list_uids(None)) & set(stored)
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


def _name_file(data: bytes, uid_validity: int, uid: int) -> str:
    """The subject, as mail programs name what they save, and what makes it unique."""
    subject = decode_header_text(read_header(BytesHeaderParser().parsebytes(data), "subject"))
    return f"{_fit(subject) or 'mail'} ({uid_validity}-{uid}).eml"


def _fit(text: str) -> str:
    """Text as part of a file name: no separators, nothing hidden, nothing that looks like junk."""
    short = _UNFIT.sub(" ", text).encode()[:NAME_BYTES].decode(errors="ignore")
    return " ".join(short.split()).strip(" .,~-")
