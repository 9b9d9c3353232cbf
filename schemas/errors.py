"""What can go wrong, as a product: each error knows its code, its exit code and what to do next.

MailroomError
├── DocumentError            this document cannot be read; others can
│   ├── EmptyFile
│   ├── UnsupportedType
│   ├── EncryptedDocument
│   ├── DamagedDocument
│   ├── DocumentTooLarge
│   │   └── MoreThanIsRead   beyond what no setting moves
│   └── LeftInMailbox
├── StillWritten             a claimed file changed while it was read
├── ModelError               the model folder is missing, altered or of another format
├── StoreError               the database cannot be reached or is of another version
│   ├── DatabaseLost         the database file was exchanged while it was open
│   ├── RightMissing         the database answers, but this user may not do what is asked
│   └── RecordRefused        the database will never take this record
├── MailboxError             the mailbox gives no mail now
│   ├── MailboxUnreachable
│   ├── FilingRefused        mail comes, but cannot be marked or moved there
│   └── LoginRefused
├── AlreadyRunning           a second `mailroom up` on one home folder
└── SettingsError            a setting has a value it cannot have
"""

from typing import ClassVar


class MailroomError(Exception):
    """Base of all errors that Mailroom raises on purpose.

    Attributes:
        code: stable lower-case name, stored in SQL and printed in reasons.
        exit_code: what the command line exits with.
        retryable: whether the very same call can succeed later.
        advice: one sentence a clerk or operator can act on; `advice=` names a better one where the
            cause is known.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    retryable: ClassVar[bool] = False
    advice: str = "Look at the log of this run, then try again."

    def __init__(self, *message: object, advice: str | None = None) -> None:
        super().__init__(*message)
        if advice is not None:
            self.advice = advice


class DocumentError(MailroomError):
    """One document cannot be processed; the others can."""

    code = "document_unreadable"
    exit_code = 2
    advice = (
        "Open the file yourself; if it looks right, save it again as PDF and drop it once more."
    )


class EmptyFile(DocumentError):
    """The file has no bytes, or no page with anything on it."""

    code = "empty_file"
    advice = "Ask the sender for it again, or scan it again."


class UnsupportedType(DocumentError):
    """The bytes are of a type we have no reader for."""

    code = "unsupported_type"
    advice = "Save the document as PDF and drop that into the inbox."


class EncryptedDocument(DocumentError):
    """The document needs a password that we do not have."""

    code = "encrypted"
    advice = (
        "Open it with its password, print it to a new PDF without one, and "
        "drop that into the inbox."
    )


class DamagedDocument(DocumentError):
    """The bytes begin like a known type but cannot be read to the end."""

    code = "damaged"
    advice = "Ask the sender for it again, or scan it again."


class DocumentTooLarge(DocumentError):
    """More bytes, pages or pixels than the settings allow."""

    code = "too_large"
    advice = "Split the document into smaller ones, or ask your operator to raise the limit."


class MoreThanIsRead(DocumentTooLarge):
    """More than Mailroom ever reads or waits for, whatever its settings are."""

    advice = (
        "Open it yourself, for no setting lets more be read: print what matters of it to a new "
        "PDF, or on paper and scan that, and drop it into the inbox."
    )


class LeftInMailbox(DocumentError):
    """A mail with more bytes than the settings allow, which was therefore not fetched."""

    code = "left_in_mailbox"
    advice = (
        "Open it there and deal with it as usual, or ask your operator to raise the limit "
        "(MAILROOM_MAX_FILE_BYTES): then the whole mail is fetched by itself."
    )


class StillWritten(MailroomError):
    """A claimed file changed while it was read: some program still writes it."""

    code = "still_written"
    retryable = True
    advice = "Wait until the program that writes the file is done, then drop the whole file again."


class ModelError(MailroomError):
    """The model artefact is missing, altered, or of a format this version does not know."""

    code = "model_unusable"
    exit_code = 3
    advice = (
        "Restore the folder that MAILROOM_MODEL, MAILROOM_MAIL_MODEL or MAILROOM_SUMMARISER names "
        "from the release; its hashes are in manifest.json."
    )


class StoreError(MailroomError):
    """The database cannot be reached, or refuses what we write."""

    code = "store_unavailable"
    exit_code = 4
    retryable = True
    advice = (
        "Check MAILROOM_DATABASE_URL and that the database is running; nothing "
        "was moved, so run again."
    )


class DatabaseLost(StoreError):
    """The file of the database was moved, deleted or replaced while we had it open."""

    code = "database_lost"
    exit_code = 7  # its own: who starts us again for a 4 would begin an empty database
    retryable = False
    advice = (
        "Put the very file back, with the -wal beside it if there is one; a restored one without "
        "the old -wal and -shm. Nothing was moved."
    )


class RightMissing(StoreError):
    """The database answers, but its user lacks a right, maybe on one table alone."""


class RecordRefused(StoreError):
    """The database answers, but refuses this record; the same call cannot succeed later."""

    code = "record_refused"
    retryable = False
    advice = "This is a defect of Mailroom: send the log to whoever maintains it."


class MailboxError(MailroomError):
    """The mailbox gives no mail now; folders are watched all the same."""

    code = "mailbox_error"
    retryable = True
    advice = "It is tried again by itself."


class MailboxUnreachable(MailboxError):
    """No connection to the mail server, or it refuses what it is asked."""

    code = "mailbox_unreachable"
    advice = "It is tried again by itself; compare the MAILROOM_IMAP_ settings if it stays so."


class FilingRefused(MailboxError):
    """Mail is fetched and stored, but the server does not mark or move it."""

    code = "filing_refused"
    advice = "Stored mails stay where they are; it is tried again by itself."


class LoginRefused(MailboxError):
    """The mail server does not take the name or the password."""

    code = "login_refused"
    advice = (
        "Check MAILROOM_IMAP_USER and the password in MAILROOM_IMAP_PASSWORD_FILE or "
        "MAILROOM_IMAP_PASSWORD; some providers want an app password."
    )


class AlreadyRunning(MailroomError):
    """Another service already watches this home folder."""

    code = "already_running"
    exit_code = 5
    advice = "Use the one that is running, or stop it first (Ctrl-C in its window)."


class SettingsError(MailroomError):
    """A setting has a value that it cannot have."""

    code = "bad_setting"
    exit_code = 6
    advice = "Compare your environment with .env.example."
