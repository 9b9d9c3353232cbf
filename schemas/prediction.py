"""What the model returns for a document, before any of it is believed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, Self, runtime_checkable

from schemas.document import Contract, Page
from schemas.record import ModelVersion

#: The label of words that are no field's.
OUTSIDE = "O"


class WordTag(NamedTuple):
    """The model's opinion of one word.

    `label` is OUTSIDE or an entity name of `schemas.vocabulary.ENTITY_NAMES`; `begins` says
    whether a new entity starts here (BIO); `confidence` is calibrated, 0–1; `alternatives` are
    the next best labels (label, probability), best first, OUTSIDE included.
    """

    label: str
    begins: bool
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()

    @classmethod
    def outside(cls, confidence: float) -> Self:
        """The tag of a word that is no field's."""
        return cls(OUTSIDE, False, confidence)

    def relabelled(self, label: str, confidence: float, *, begins: bool) -> Self:
        """The tag of the word under another label; its own is the next likely."""
        return type(self)(label, begins, confidence, ((self.label, 1 - confidence),))


#: One tag a word, page by page.
Tags = Sequence[Sequence[WordTag]]


class Prediction(Contract):
    """Three heads on one encoder, for one document.

    doc_types: probability per document type. tags: per page, one tag per word, parallel to
    `Page.words`. salience: per page, one score per word, 0–1 (average over a sentence or row).
    mail: probabilities of the mail axes, {"category": {...}, "needs_reply": {"true": p, "false":
    p}, "urgency": {...}}.
    """

    doc_types: dict[str, float]
    tags: tuple[tuple[WordTag, ...], ...]
    salience: tuple[tuple[float, ...], ...]
    mail: dict[str, dict[str, float]] = {}

    @property
    def likely_type(self) -> str:
        """The most probable document type."""
        return max(self.doc_types, key=lambda name: self.doc_types[name], default="other")


class DocumentModel(Protocol):
    """The seam where a fake can stand in for the shipped encoder."""

    @property
    def version(self) -> ModelVersion: ...

    def predict(self, pages: Sequence[Page]) -> Prediction: ...


@runtime_checkable
class CalibratedModel(DocumentModel, Protocol):
    """A model that also knows how the confidences of words add up to that of a field."""

    def calibrate_field(self, label: str, confidences: Sequence[float]) -> float:
        """How likely a value of `label` is right (0–1), given the confidence of each word."""
        ...


@runtime_checkable
class AssessingModel(DocumentModel, Protocol):
    """A model that knows how far values can be trusted once the whole document has been read."""

    def assess_field(self, label: str, features: Mapping[str, float]) -> float:
        """How likely a value of `label` is right (0–1), from the features of `tasks.assess`."""
        ...

    def least_sure(self, group: str) -> float | None:
        """From which joint probability documents of a group may be accepted, if measured."""
        ...
