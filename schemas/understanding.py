"""What a document was understood to say, before any rule has judged it."""

from schemas.document import Contract
from schemas.record import Fields, Labelled, Line, Mail, ModelVersion, Tax
from schemas.vocabulary import DocType


class Sentence(Contract):
    """A sentence or printed row in reading order, and how salient the model finds it (0–1).

    asks: how likely it asks the reader of a mail for something (0–1); None where no model tells.
    """

    text: str
    salience: float
    page: int = 1
    asks: float | None = None


class Sureness(Contract):
    """How likely total, date, number and seller are all right (0–1), as far as they are printed.

    Of a contract: its parties and the dates on which it begins and ends.
    `least` is what measuring on held-out documents asks for before one of this kind is accepted;
    None where nothing was measured.
    """

    probability: float
    least: float | None = None


class Understanding(Contract):
    """The fields, lines and classes found; `sentences` feed the extracted summary."""

    language: str
    doc_type: Labelled[DocType]
    fields: Fields = {}
    lines: list[Line] = []
    taxes: list[Tax] = []
    mail: Mail | None = None
    sentences: tuple[Sentence, ...] = ()
    model: ModelVersion | None = None
    sureness: Sureness | None = None
