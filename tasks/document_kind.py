"""What kind of document it is, by the model, its title, its signs and its clauses."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.document import Page, SourceDocument
from schemas.prediction import Prediction
from schemas.record import Fields, Labelled
from schemas.vocabulary import DOC_TYPES, INVOICE_TYPES, DocType
from tasks.contracts.clauses import find_contract_terms, make_contract
from tasks.kinds.general_terms import is_general_terms
from tasks.kinds.subjects import name_by_subject
from tasks.kinds.telling_signs import is_mere_letter, name_by_signs
from tasks.kinds.titles import name_by_title
from tasks.parties.party_headings import SENT_BY_BUYER
from tasks.values.air_time import is_stations_contract, sells_spots
from tasks.values.normalize import Conventions

#: Types of running text, whose words tell a contract better than their looks.
_PROSE = frozenset({"letter", "form", "report", "other"})
_BY_TERMS = 0.85  # how often a text that says what contracts say is one
_BY_HEADING = 0.95  # how often a text that is headed as terms of business is nothing but these
_SURELY_SOME = 0.95  # probability of all kinds of bills together
_SOME_BILL = 0.5  # then the least of one kind
_HARDLY = 0.25  # probability of a type that is no rival to running text


class DocumentKind(NamedTuple):
    """What a document is. read_as: the type by whose captions its pages are read.

    A receipt that only its own signs tell from an invoice (`is_paid`) is laid out, and read, as
    one, an order that a station writes for its advertiser as a confirmation of it; `is_slip`: a
    receipt by its looks. terms: what a contract's clauses would say.
    sent_by_buyer: its letterhead is the buyer's, as on an order.
    """

    doc_type: Labelled[DocType]
    read_as: str
    is_slip: bool
    is_paid: bool
    terms: Fields
    sent_by_buyer: bool = False


def name_kind(
    document: SourceDocument, prediction: Prediction, conventions: Conventions
) -> DocumentKind:
    """What the document is, by the model, its title, its signs and its clauses."""
    pages = document.pages
    titled = name_by_title(pages, _doc_type(prediction))
    doc_type = name_by_signs(pages, titled, conventions.date_order)
    if document.text_of is not None:
        doc_type = name_by_subject(document.text_of.subject, pages, doc_type)
        doc_type = _be_some_bill(doc_type, prediction)
    is_slip = titled.value == doc_type.value == "receipt"
    terms: Fields = {}
    # What reads like a mail is text in sentences, whatever it is.
    prose = doc_type.value in _PROSE or prediction.likely_type == "mail"
    prose = prose and doc_type.value != "mail"
    if prose or doc_type.value == "contract":
        terms = find_contract_terms(pages, conventions.date_order)
    if (prose or doc_type.value == "contract") and is_general_terms(pages, terms):
        doc_type, terms = Labelled(value="other", confidence=_BY_HEADING), {}
    elif prose and make_contract(terms):
        doc_type = Labelled(value="contract", confidence=_BY_TERMS)
    elif doc_type.value == "contract" and (other := _no_contract(pages, terms)):
        doc_type = Labelled(value=other, confidence=_BY_TERMS)
    is_paid = doc_type.value == "receipt" and not is_slip
    read_as = _read_as(pages, doc_type.value, is_paid=is_paid)
    return DocumentKind(
        doc_type, read_as, is_slip, is_paid, terms, sent_by_buyer=read_as in SENT_BY_BUYER
    )


def _be_some_bill(found: Labelled[DocType], prediction: Prediction) -> Labelled[DocType]:
    """A bill no less likely where the model is sure of one, though not which: "FACTURE / REÇU"."""
    some = sum(prediction.doc_types.get(kind, 0.0) for kind in INVOICE_TYPES)
    if found.value not in INVOICE_TYPES or some < _SURELY_SOME:
        return found
    return Labelled(value=found.value, confidence=max(found.confidence, _SOME_BILL))


def _no_contract(pages: Sequence[Page], terms: Fields) -> DocType | None:
    """What a paper taken for a contract is instead: an order of spots, or a letter about one.

    A contract of sponsors may list spots, too, but names its law, its parties or its term.
    """
    if not make_contract(terms) and sells_spots(pages):
        return "order"
    return "letter" if is_mere_letter(pages, terms) else None


def _read_as(pages: Sequence[Page], doc_type: DocType, *, is_paid: bool) -> str:
    """The type by whose captions the pages are read: a station's order as its confirmation."""
    if is_paid:
        return "invoice"
    if doc_type == "order" and is_stations_contract(pages):
        return "order_confirmation"
    return doc_type


def _doc_type(prediction: Prediction) -> Labelled[DocType]:
    """The most probable type of what is no mail file; what reads like a mail is a letter."""
    probabilities = prediction.doc_types
    known = {name: probabilities.get(name, 0.0) for name in DOC_TYPES if name != "mail"}
    best = max(known, key=lambda name: known[name])
    is_prose = best in _PROSE or best == "contract" or known[best] < _HARDLY
    if is_prose and prediction.likely_type == "mail":
        return Labelled(
            value="letter", confidence=min(1.0, known["letter"] + probabilities["mail"])
        )
    if known[best] <= 0:
        return Labelled(value="other", confidence=0.0)
    return Labelled(value=best, confidence=min(1.0, known[best]))
