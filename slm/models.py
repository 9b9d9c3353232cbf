"""All models of the pipeline, loaded once: the encoder, and the summariser where one is set."""

from schemas.document import MailMessage
from schemas.prediction import DocumentModel
from schemas.settings import Settings
from slm.artefact import Artefact, open_artefact
from slm.encoder import Encoder
from slm.mail_adapter import MailAdapter
from slm.mail_encoder import load_mail_encoder
from slm.packed import WEIGHTS_FILE
from slm.summariser import Summariser, open_summariser
from slm.summariser_artefact import open_writer


class WritingEncoder(Encoder):
    """The encoder with a summariser beside it. Safe to share by threads."""

    def __init__(self, artefact: Artefact, threads_n: int, summariser: Summariser) -> None:
        super().__init__(artefact, threads_n)
        self._summariser = summariser

    def write_summary(self, mail: MailMessage, language: str, salient: str = "") -> str | None:
        """See `schemas.writing.WritingModel`."""
        return self._summariser.write_summary(mail, language, salient)


def share_threads(threads_n: int, at_once_n: int) -> int:
    """The CPU threads of one inference, where so many documents are read at once."""
    return max(1, threads_n // max(1, at_once_n))


def load_models(settings: Settings, at_once_n: int = 1) -> DocumentModel:
    """Opens the models that the settings name, for `at_once_n` documents that are read at once.

    Without a model of mails the encoder tells their axes. Where that model brings an adapter of
    this very summariser, the summariser's layers judge mails, too; it writes only where drafts are
    wanted.

    Raises:
        ModelError: one is missing, altered, or of a format this version does not know.
    """
    threads_n = share_threads(settings.threads_n, at_once_n)
    artefact = open_artefact(settings.model)
    encoder, writer = Encoder(artefact, threads_n), None
    if settings.summariser:
        written_by = open_writer(settings.summariser)
        writer = open_summariser(written_by, threads_n)
        if settings.summary_drafts:
            encoder = WritingEncoder(artefact, threads_n, writer)
    if settings.mail_model:
        mails = load_mail_encoder(settings.mail_model, threads_n)
        if writer and mails.manifest.adapter_base == written_by.manifest.files.get(WEIGHTS_FILE):
            mails.judge_beside(MailAdapter(mails.folder, writer, written_by.folder, threads_n))
        encoder.read_mails_with(mails)
    return encoder
