"""What a clerk says of a document that waited for review."""

from schemas.document import Contract
from schemas.record import Record
from schemas.vocabulary import DocType


class Correction(Contract):
    """All values of one document that its note showed, as the clerk left them.

    `fields` are normalised; an empty tuple says that the paper has none. `lines` and `taxes` are
    None where the note showed none. `mail` holds category, needs_reply ("yes" or "no"), urgency and
    deadline. `settled` are the codes of reasons that the clerk has seen to, `other_than` the ids of
    the bills that this one is none of, `instead_of` those whose files are put away for it, which
    says something only while they are not accepted. `account` is the account that the seller has
    confirmed ("" where none was read), if `is_account_told`. `read` is which header values the note
    showed.
    """

    document_id: str
    doc_type: DocType
    fields: dict[str, tuple[str, ...]] = {}
    lines: tuple[dict[str, str], ...] | None = None
    taxes: tuple[dict[str, str], ...] | None = None
    mail: dict[str, str] = {}
    settled: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    account: str = ""
    is_account_told: bool = False
    read: dict[str, tuple[str, ...]] = {}


class WaitingDocument(Contract):
    """A document that a note can be about.

    `codes` are those of the reasons why it waits, empty where it does not. `earlier_id` and
    `earlier_name` are of the document that it repeats, or may repeat; `earlier_waits` says that
    this is not accepted either.
    """

    record: Record
    codes: tuple[str, ...] = ()
    earlier_id: str | None = None
    earlier_name: str = ""
    earlier_waits: bool = False


class KnownSeller(Contract):
    """A seller's name that a clerk has confirmed on a bill, and what was read in its place.

    With the bill's VAT id and address of the seller, "" where it has none.
    """

    name: str
    misread: tuple[str, ...] = ()
    vat_id: str = ""
    address: str = ""
