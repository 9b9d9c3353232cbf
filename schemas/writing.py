"""A model that also writes: what it returns has been checked against the mail."""

from typing import Protocol, runtime_checkable

from schemas.document import MailMessage
from schemas.prediction import DocumentModel


@runtime_checkable
class WritingModel(DocumentModel, Protocol):
    """A document model with a summariser beside it."""

    def write_summary(self, mail: MailMessage, language: str, salient: str = "") -> str | None:
        """A summary whose names and numbers all stand in the mail, or None where none is good.

        Args:
            salient: the mail's most salient sentences, which have a vote on what to say.
        """
        ...
