"""The record: what the system says of one document. `mailroom extract --json` prints it."""

import re
from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field as Bounded

from schemas.document import Box, Contract
from schemas.vocabulary import DocType, MailCategory, Origin, Outcome, Urgency

Value = TypeVar("Value")
Confidence = Annotated[float, Bounded(ge=0, le=1)]
#: What JSON lets stand and a terminal obeys.
_OBEYED = re.compile("[\x7f-\x9f\u202e]")


class Field(Contract):
    """One value read from a document.

    `value` is normalised: decimal string with a point and no grouping, ISO 8601 date, ISO 4217
    currency, identifiers without spaces, rates in percent. `raw` is the text as printed. `box` is
    in fractions of page `page` (from 1), origin top left; both are null where there is no page.
    """

    value: str
    raw: str
    confidence: Confidence
    page: int | None = None
    box: Box | None = None
    origin: Origin


#: Field → what was found of it; a list where it repeats.
Fields = dict[str, Field | list[Field]]
#: Column → what was found of it in an item's row.
Line = dict[str, Field]


class Labelled(Contract, Generic[Value]):
    """A class and how sure the model is of it."""

    value: Value
    confidence: Confidence


class Tax(Contract):
    """One row of the tax breakdown (BG-23)."""

    rate: Field | None = None
    base: Field | None = None
    amount: Field | None = None
    category: Field | None = None


class Deadline(Contract):
    """A date the reader must meet: as written, and resolved against the mail's Date."""

    text: str
    date: str | None = None


class Mail(Contract):
    """What a mail asks of its reader."""

    category: Labelled[MailCategory]
    needs_reply: Labelled[bool]
    urgency: Labelled[Urgency]
    deadline: Deadline | None = None
    action: str | None = None


class MailHeaders(Contract):
    """Who wrote a mail to whom, when, and in which thread; carried to the store, never printed.

    Ids are Message-IDs with their angle brackets; `thread_id` is that of the mail which began the
    thread. `same_mail_key` is equal for copies of one mail that came over different ways.
    """

    message_id: str | None = None
    in_reply_to: str | None = None
    thread_id: str | None = None
    subject: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    sent_at: datetime | None = None
    same_mail_key: str | None = None


class Summary(Contract):
    """A gist, and where its words come from."""

    text: str
    origin: Literal["model", "extract", "fields"]


class Check(Contract):
    """One rule and whether the document satisfies it."""

    rule: str
    passed: bool
    message: str


class Reason(Contract):
    """Why a document is not simply accepted, in words a clerk can act on."""

    code: str
    message: str
    field: str | None = None


class ModelVersion(Contract):
    """Which artefact read the document."""

    name: str
    version: str
    sha256: str


class Record(Contract):
    """Everything the system says of one document; the binding shape for all downstream.

    `headers` of a mail travel with the record from the reader to the store; they are no part of
    its JSON.
    """

    document_id: str
    parent_id: str | None = None
    source: str
    media_type: str
    pages_n: int = 0
    language: str = "und"
    doc_type: Labelled[DocType]
    fields: Fields = {}
    lines: list[Line] = []
    taxes: list[Tax] = []
    mail: Mail | None = None
    summary: Summary | None = None
    checks: list[Check] = []
    outcome: Outcome
    reasons: list[Reason] = []
    model: ModelVersion | None = None
    timings_ms: dict[str, float] = {}
    headers: MailHeaders | None = Bounded(default=None, exclude=True, repr=False)

    def field(self, name: str) -> Field | None:
        """The field `name`, or the first of a repeated one, or None."""
        found = self.fields.get(name)
        if isinstance(found, list):
            return found[0] if found else None
        return found

    def to_json(self) -> str:
        """One line of JSON, as the command line prints it."""
        # A terminal obeys these as they stand; to a program, both ways are the same.
        return _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", self.model_dump_json())
