"""What a clerk says of a document that waited for review."""

from schemas.document import Contract
from schemas.record import Record
from schemas.vocabulary import DocType


class Correction(Contract):
    """All values of one document that its note showed, as the clerk left them.

    `fields` are normalised; an empty list says that the paper has none. `lines` are None where the
    note showed no items. `mail` holds category, needs_reply ("yes" or "no"), urgency and deadline.
    `settled` are the codes of reasons that the clerk has seen to. `read` is what the note showed.
    """

    document_id: str
    doc_type: DocType
    fields: dict[str, tuple[str, ...]] = {}
    lines: tuple[dict[str, str], ...] | None = None
    mail: dict[str, str] = {}
    settled: tuple[str, ...] = ()
    read: dict[str, tuple[str, ...]] = {}


class Waiting(Contract):
    """The documents of one file that a note can be about: its own record first, then its parts.

    Of each the codes of the reasons why it waits, empty where it does not.
    """

    records: tuple[Record, ...]
    codes: tuple[tuple[str, ...], ...]


class KnownSeller(Contract):
    """A seller's name that a clerk has confirmed, and what was read in its place."""

    name: str
    misread: tuple[str, ...] = ()
