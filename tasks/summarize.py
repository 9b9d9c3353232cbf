"""A gist of the document that says nothing the document does not say.

Mails and letters: their most salient sentences, verbatim and in order; a mail's with who says them
to whom and about what. Where a summariser is asked to write, a sentence or two of its own, if a
draft passes its check. Bills, orders and what goes with them: one sentence composed from the
fields that were read; where hardly any were, their most salient sentences, too.
"""

from schemas.document import SourceDocument
from schemas.prediction import DocumentModel
from schemas.record import Summary
from schemas.understanding import Understanding
from schemas.vocabulary import INVOICE_TYPES
from schemas.writing import WritingModel
from tasks.compose_summary import COMPOSED, compose_summary
from tasks.kinds.titles import is_proforma
from tasks.mails.quotation import quote_mail
from tasks.values.normalize import tidy
from tasks.values.sentences import join_words, pick_salient

WORDS_N = 40
#: Of a type less sure than this nobody should read that the paper is one.
_SURE_TYPE = 0.85


def summarize(
    document: SourceDocument, understanding: Understanding, model: DocumentModel | None = None
) -> Summary | None:
    """The document's gist in at most about 40 words, or None where there is nothing to say."""
    if document.contents is not None:
        return Summary(text=document.contents, origin="fields")
    composed = _compose(document, understanding)
    if composed or understanding.doc_type.value in INVOICE_TYPES:
        return Summary(text=composed, origin="fields") if composed else None
    text = join_words(pick_salient(understanding.sentences, WORDS_N), WORDS_N)
    if document.mail is not None:
        if isinstance(model, WritingModel):
            written = model.write_summary(document.mail, understanding.language, text)
            if written:
                return Summary(text=written, origin="model")
        text = quote_mail(document.mail, understanding) or tidy(document.mail.subject)
    return Summary(text=text, origin="extract") if text else None


def _compose(document: SourceDocument, understanding: Understanding) -> str:
    """A sentence about a paper of business; of what may be another, but for bills, none."""
    doc_type = understanding.doc_type.value
    sure = doc_type in INVOICE_TYPES or understanding.doc_type.confidence >= _SURE_TYPE
    if doc_type not in COMPOSED or not sure:
        return ""
    proforma = doc_type == "quote" and is_proforma(document.pages)
    return compose_summary(
        understanding.fields, doc_type, understanding.language, proforma=proforma
    )
