"""All models of the pipeline, loaded once: the encoder, and the summariser where one is set."""

from schemas.document import MailMessage
from schemas.prediction import DocumentModel
from slm.artefact import Artefact, open_artefact
from slm.encoder import Encoder
from slm.mail_encoder import load_mail_encoder
from slm.summariser import Summariser, load_summariser


class WritingEncoder(Encoder):
    """The encoder with a summariser beside it. Safe to share by threads."""

    def __init__(self, artefact: Artefact, threads_n: int, summariser: Summariser) -> None:
        super().__init__(artefact, threads_n)
        self._summariser = summariser

    def write_summary(self, mail: MailMessage, language: str) -> str | None:
        """See `schemas.writing.WritingModel`."""
        return self._summariser.write_summary(mail, language)


def load_models(model: str, summariser: str, threads_n: int, mail_model: str = "") -> DocumentModel:
    """Opens both models, each in a local folder or under a hub id.

    Args:
        summariser: empty for none; summaries are then extracted.
        mail_model: empty for none; the encoder then tells the axes of mails.

    Raises:
        ModelError: one is missing, altered, or of a format this version does not know.
    """
    artefact = open_artefact(model)
    encoder = (
        WritingEncoder(artefact, threads_n, load_summariser(summariser, threads_n))
        if summariser
        else Encoder(artefact, threads_n)
    )
    if mail_model:
        encoder.read_mails_with(load_mail_encoder(mail_model, threads_n))
    return encoder
