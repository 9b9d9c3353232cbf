"""Pages → fields, lines, taxes and classes: the model's tags made into values.

Where the document brings an e-invoice XML, its values are exact and win over the model's.
"""

from collections.abc import Sequence
from typing import cast

from readers.detect import TEXT
from schemas.document import Page, SourceDocument, XmlInvoice
from schemas.errors import ModelError
from schemas.mail_model import MailModel
from schemas.prediction import AssessingModel, CalibratedModel, DocumentModel, Prediction, Tags
from schemas.record import Field, Fields, Labelled, Tax
from schemas.understanding import Sentence, Understanding
from schemas.vocabulary import DocType
from tasks.assess import assess
from tasks.document_kind import name_kind
from tasks.field_evidence import Reading
from tasks.fields.candidates import geometric_confidence
from tasks.fields.claims import Claim
from tasks.fields.find_claims import believe_claims, find_claims
from tasks.kinds.short_notes import is_note
from tasks.locate import locate_fields
from tasks.mails.mail_axes import judge_axes
from tasks.mails.mail_order import decide_mail_order
from tasks.mend_tags import mend_tags
from tasks.parties.issuer_texts import find_issuer_texts
from tasks.parties.mail_sender import sender_of, settle_sender
from tasks.parties.self_billed import (
    is_buyers_letterhead,
    is_sellers_letterhead,
    turn_claims,
    turn_parties,
)
from tasks.parties.tagged_names import complete_names
from tasks.read_values import read_values
from tasks.steps import Observer, TagSteps
from tasks.values.date_order import order_that_fits
from tasks.values.dates import DateOrder
from tasks.values.language import identify_language
from tasks.values.normalize import Conventions, decide_conventions
from tasks.values.sentences import find_sentences

_SURE_NOTE = 0.95  # how often a file of a sentence without a number is no paper of business


def understand(
    document: SourceDocument, model: DocumentModel, observer: Observer | None = None
) -> Understanding:
    """Reads the document's content.

    The model runs on the pages unless the document is an e-invoice: what its XML says is exact,
    and nothing of it is left to a guess. The observer is told what each rule changes.

    Raises:
        ModelError: the model answered for other words than it was given.
    """
    if document.contents is not None:  # an archive says nothing itself
        return Understanding(language="und", doc_type=Labelled(value="other", confidence=1.0))
    texts = [text for page in document.pages for text in page.row_texts()]
    language = _language(document, texts)
    if document.xml_invoice is not None:
        return _from_xml(document, document.xml_invoice, language, texts)
    prediction = model.predict(document.pages)
    _refuse_misfit(document, prediction)
    own = find_issuer_texts(document.pages, prediction.tags, prediction.likely_type)
    conventions = decide_conventions(texts, language, own)
    new_text = document.mail.new_text or document.mail.body if document.mail else None
    sentences = find_sentences(document.pages, prediction.salience, new_text)
    if document.mail is not None:
        axes = None
        if isinstance(model, MailModel):
            axes = model.classify_mail(document.mail)
            sentences = _weigh_asking(sentences, model)
        order = decide_mail_order(conventions, document.mail.date)
        return Understanding(
            language=language,
            doc_type=Labelled(value="mail", confidence=1.0),
            mail=judge_axes(document.mail, axes or prediction.mail, sentences, order),
            sentences=sentences,
            model=model.version,
        )
    content, reading = _read(document, prediction, conventions, model, observer)
    if conventions.guesses_order:
        fitting = _order_of_terms(content.fields)
        if fitting is not None:
            conventions = conventions._replace(date_order=fitting, guesses_order=False)
            content, reading = _read(document, prediction, conventions, model, observer)
    content = content.model_copy(update={"sentences": sentences})
    if not isinstance(model, AssessingModel):
        return content
    return assess(document, content, reading, model)


def _read(
    document: SourceDocument,
    prediction: Prediction,
    conventions: Conventions,
    model: DocumentModel,
    observer: Observer | None,
) -> tuple[Understanding, Reading]:
    """What a document says but for its sentences, and what that was read from."""
    pages = document.pages
    kind = name_kind(document, prediction, conventions)
    if document.media_type == TEXT and is_note(pages):
        kind = kind._replace(doc_type=Labelled(value="other", confidence=_SURE_NOTE))
    if observer is not None:
        observer.begin(prediction, kind, conventions)
    tags = mend_tags(pages, prediction.tags, kind, conventions, observer)
    confirms = kind.doc_type.value == "order_confirmation"
    taken_for_order = confirms and prediction.likely_type == "order"  # which the buyer sends
    if taken_for_order and is_sellers_letterhead(pages, tags):
        tags = _turn_tags(pages, tags, observer)
    claims = find_claims(pages, tags, kind.read_as, conventions)
    believed = _believe(pages, tags, claims, observer)
    # A heading may name the seller, and none the buyer, whose letterhead the model sees as his.
    headed = any(claim.label.startswith("buyer_") for claim in claims)
    by_buyer = is_buyers_letterhead(pages, believed) or (
        not headed and is_buyers_letterhead(pages, tags)
    )
    if kind.doc_type.value == "invoice" and by_buyer:
        tags = _turn_tags(pages, tags, observer)
        found = find_claims(pages, tags, kind.read_as, conventions)
        claims = turn_claims(pages, claims, found, tags)
        believed = _believe(pages, tags, claims, observer)
        kind = kind._replace(sent_by_buyer=True)
    calibrate = (
        model.calibrate_field if isinstance(model, CalibratedModel) else geometric_confidence
    )
    values = read_values(
        pages, tags, believed, claims, kind, conventions, calibrate, observer=observer
    )
    sent_by = sender_of(document.text_of)
    fields = settle_sender(values.fields, pages, sent_by)
    if observer is not None:
        observer.values_step(settle_sender, values, values._replace(fields=fields))
    content = Understanding(
        language=conventions.language,
        doc_type=kind.doc_type,
        fields=fields,
        lines=values.lines,
        taxes=values.taxes,
        model=model.version,
    )
    return content, Reading(pages, believed, claims, conventions, sent_by)


def _turn_tags(pages: Sequence[Page], tags: Tags, observer: Observer | None) -> Tags:
    """Tags of a paper that the other party wrote."""
    steps = TagSteps(pages, tags, observer)
    steps.mend(turn_parties)
    return steps.tags


def _believe(
    pages: Sequence[Page], tags: Tags, claims: Sequence[Claim], observer: Observer | None
) -> Tags:
    """The tags with what captions claim, then the parties' names whole."""
    steps = TagSteps(pages, tags, observer)
    steps.mend(believe_claims, claims)
    if observer is not None:
        observer.claims_believed(claims, steps.tags)
    steps.mend(complete_names)
    return steps.tags


def _order_of_terms(fields: Fields) -> DateOrder | None:
    """The only order of day and month in which nothing is due before it was issued."""
    issued, due = fields.get("issue_date"), fields.get("due_date")
    if not isinstance(issued, Field) or not isinstance(due, Field):
        return None
    return order_that_fits(issued.raw, due.raw)


def _weigh_asking(sentences: tuple[Sentence, ...], model: MailModel) -> tuple[Sentence, ...]:
    chances = model.weigh_asking([sentence.text for sentence in sentences])
    if chances is None:
        return sentences
    pairs = zip(sentences, chances, strict=True)
    return tuple(sentence.model_copy(update={"asks": chance}) for sentence, chance in pairs)


def _refuse_misfit(document: SourceDocument, prediction: Prediction) -> None:
    """Tags and salience must be parallel to the words, or every value would be another word's."""
    expected = [len(page.words) for page in document.pages]
    for head in (prediction.tags, prediction.salience):
        if [len(page) for page in head] != expected:
            raise ModelError("The model's answer does not fit the words it was given.")


def _language(document: SourceDocument, texts: Sequence[str]) -> str:
    if document.mail is not None:
        return identify_language([document.mail.subject, document.mail.new_text])
    if texts or document.xml_invoice is None:
        return identify_language(texts)
    xml = document.xml_invoice
    return identify_language(
        [*(line.get("description", "") for line in xml.lines), xml.fields.get("payment_terms", "")]
    )


def _from_xml(
    document: SourceDocument, xml: XmlInvoice, language: str, texts: Sequence[str]
) -> Understanding:
    exact = {name: _exact(value) for name, value in xml.fields.items()}
    return Understanding(
        language=language,
        doc_type=Labelled(value=cast("DocType", xml.doc_type), confidence=1.0),
        fields=locate_fields(exact, document.pages, decide_conventions(texts, language)),
        lines=[{column: _exact(value) for column, value in line.items()} for line in xml.lines],
        taxes=[
            Tax(
                **{
                    column: _exact(value)
                    for column, value in tax.model_dump().items()
                    if value is not None
                }
            )
            for tax in xml.taxes
        ],
    )


def _exact(value: str) -> Field:
    return Field(value=value, raw=value, confidence=1.0, origin="xml")
