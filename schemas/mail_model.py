"""The seam to a model that reads mails alone, beside the one that reads every document."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from schemas.document import MailMessage

Axes = dict[str, dict[str, float]]


@runtime_checkable
class MailModel(Protocol):
    """Tells the axes of a mail from its subject, sender and text."""

    def classify_mail(self, mail: MailMessage) -> Axes | None:
        """Axis → class → probability, as in `Prediction.mail`; None where no such model is set."""
        ...

    def weigh_asking(self, sentences: Sequence[str]) -> Sequence[float] | None:
        """How likely each sentence asks its reader for something, 0–1; None likewise."""
        ...
