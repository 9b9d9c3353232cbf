"""How sure each value is, once the whole document has been read: what the record's numbers mean.

The words' confidences alone do not know whether a caption named the value, whether the sums fit
or whether another place might be the field. Here all of that is put together per field, by
weights that the model brings, fitted on held-out documents; and the fields that an acceptance
rests on are put together for the document.
"""

from collections.abc import Mapping, Sequence

from schemas.document import Page, SourceDocument, TextOrigin
from schemas.prediction import AssessingModel
from schemas.record import Field, Fields
from schemas.understanding import Sureness, Understanding
from schemas.vocabulary import (
    BILL_TYPES,
    DATE_FIELDS,
    DEBT_TYPES,
    INVOICE_TYPES,
    PARTY_NAMES,
)
from slm.calibrate import logit
from tasks.contracts.clauses import CLAUSE_CONFIDENCE
from tasks.field_evidence import Known, Reading, find_features, gather, text_origin
from tasks.fields.caption_fields import own_number_field
from tasks.fields.paper_currency import is_at_home
from tasks.fields.shared_cells import is_unparted
from tasks.kinds.careers import is_career
from tasks.kinds.general_terms import is_general_terms
from tasks.parties.entered_names import is_entered
from tasks.parties.joined_firms import find_firms
from tasks.parties.mail_sender import is_only_sender, is_sender
from tasks.parties.placed_parties import are_only_placed
from tasks.parties.principals import is_seller_unread
from tasks.parties.signs_above import is_sign_unproved
from tasks.parties.stations import is_station
from tasks.several_papers import find_later_bill
from tasks.sums.claimed_amounts import is_claim_proved
from tasks.sums.owed_rows import is_owed_apart
from tasks.sums.paid_sentences import says_paid
from tasks.two_receipts import find_second_receipt
from tasks.values.air_time import is_stations_contract
from tasks.values.date_order import may_be_turned

#: What a wrongly accepted document does harm by, and a clerk's word for it; of the two numbers it
#: is the paper's own.
KEY_FIELDS = {
    "total_gross": "total",
    "issue_date": "date",
    "invoice_number": "number",
    "document_number": "number",
    "seller_name": "seller",
}
#: The same of a contract, which has none of these. Of 53 first readings with text 24 go through by
#: them and 22 of these are right, of 20 scans 9 and 9; by the fields of bills 11 and 9, 7 and 6.
CONTRACT_KEYS = {"party": "parties", "effective_date": "dates", "expiration_date": "dates"}
#: What rules read as whole sentences: how often they are right is known beforehand.
_SENTENCES = frozenset({"payment_terms"})
#: How often a currency is right that the seller's VAT id and account agree with: 448 of 450 papers.
_SURE_AT_HOME = 0.98
#: How often a date is right of which nobody knows whether its day or its month stands first.
_GUESSED = 0.6
#: How often a seller's name is right that is printed with its entry in a register or its VAT id:
#: on 552 of 554 bills that were looked at, and on 62 of 62 of the next four authors'.
_SURE_ENTERED = 0.98
#: How often it is right where it is the name of whose mail's own text the bill is: on all of 25
#: such mails of two authors.
_SURE_SENDER = 0.98
#: What nothing but the sender's name says: shown to a clerk, and not accepted.
_ONLY_SENDER = 0.5
#: How often it is right that a station bills its time itself: on all of 51 such bills.
_SURE_STATION = 0.98
#: How often a number is right that a station's contract for spots captions: on all looked at.
_SURE_CONTRACT = 0.97
#: How often what a reminder or statement claims is right where its other amounts make it, or it has
#: no other: on all of 139 with text that were looked at.
_SURE_CLAIM = 0.98
#: How often it is right that the total is due, too, where a caption of its own says so: on 14 of 15
#: such bills, among two fifths of the known ones.
_SURE_APART = 0.9
#: At most, of a seller's name on a paper that bills for another whom nothing names.
_AGENTS_NAME = 0.5
#: At most, of a name that is two firms', nobody knows whose the paper is.
_TWO_FIRMS = 0.5
#: Of a name whose sign nothing else on the paper tells: it may be a brand that the firm sells.
_UNPROVED_SIGN = 0.8
#: At most, of two names that nothing but their place tells apart: 20 of 23 were the right way.
_PLACED = 0.85
#: At most, of a number in whose cell another one stands, nobody knows which.
_UNPARTED = 0.5
#: At most, of what is read of a file that holds several papers, nobody knows of which.
_SEVERAL_PAPERS = 0.5
#: Before a field's name: that it is printed nowhere.
NOT_PRINTED = "no."


def key_fields(doc_type: str) -> list[str]:
    """The key fields of a document of this type: of the two numbers its own."""
    if doc_type == "contract":
        return [*CONTRACT_KEYS]
    own = own_number_field(doc_type)
    return [name for name, word in KEY_FIELDS.items() if word != "number" or name == own]


def assess(
    document: SourceDocument, content: Understanding, reading: Reading, model: AssessingModel
) -> Understanding:
    """The same content, each header field's confidence by all that is known of it."""
    known = gather(document, content, reading)
    several = find_later_bill(reading.pages, content) or find_second_receipt(
        reading.pages, content.doc_type.value
    )
    most = _SEVERAL_PAPERS if several else 1.0
    fields: Fields = {
        name: [_judge(name, one, known, model, most) for one in found]
        if isinstance(found, list)
        else _judge(name, found, known, model, most)
        for name, found in content.fields.items()
    }
    judged = content.model_copy(update={"fields": fields})
    if content.doc_type.value == "other" and _is_nobodys(document.pages):
        return judged.model_copy(update={"sureness": Sureness(probability=1.0)})
    return judged.model_copy(update={"sureness": _sureness(judged, known, model)})


def _is_nobodys(pages: Sequence[Page]) -> bool:
    """Whether nothing of a paper is to be entered: a firm's terms, a person's career."""
    return is_general_terms(pages, {}) or is_career(pages)


def _judge(name: str, field: Field, known: Known, model: AssessingModel, most: float) -> Field:
    """A field with its confidence, `most` at most; that of a sentence which a rule read stays."""
    features = find_features(name, field, known)
    sure = model.assess_field(name, features)  # of sentences, too: training notes every value
    is_contract = known.content.doc_type.value == "contract"
    sentences = CLAUSE_CONFIDENCE if is_contract else _SENTENCES
    if name in sentences and field.origin == "rule":
        return field
    sure = min(_bound(sure, name, field, features, known), most)
    return field.model_copy(update={"confidence": round(sure, 4)})


def _bound(
    sure: float, name: str, field: Field, features: Mapping[str, float], known: Known
) -> float:
    """How sure a value is by what was counted on papers that were looked at."""
    content, reading = known.content, known.reading
    doc_type = content.doc_type.value
    if name in PARTY_NAMES and are_only_placed(content.fields, reading.pages, doc_type):
        sure = min(sure, _PLACED)
    if name == "seller_name":
        return _sure_of_seller(sure, field, features, content, reading)
    if name == own_number_field(doc_type):
        return _sure_of_number(sure, name, field, doc_type, reading)
    if name == "amount_due":
        return max(sure, _sure_of_due(field, doc_type, features, reading))
    if name == "currency" and is_at_home(content.fields):
        return max(sure, _SURE_AT_HOME)
    if reading.conventions.guesses_order and name in DATE_FIELDS and may_be_turned(field.raw):
        return min(sure, _GUESSED)
    return sure


def _sure_of_due(
    field: Field, doc_type: str, features: Mapping[str, float], reading: Reading
) -> float:
    """How sure a claim at least is that other print proves, or nothing, where all is paid."""
    if says_paid(field.raw):
        return field.confidence
    is_total = features["twin"] and doc_type in INVOICE_TYPES and not features["ocr"]
    if is_total and is_owed_apart(field, reading.pages, reading.conventions):
        return _SURE_APART
    told = doc_type in DEBT_TYPES and not features["ocr"]
    proved = told and is_claim_proved(field, reading.pages, reading.conventions)
    return _SURE_CLAIM if proved else 0.0


def _sure_of_number(sure: float, name: str, field: Field, doc_type: str, reading: Reading) -> float:
    """How sure the own number is by its caption, however like it the agency's other number is."""
    if is_unparted(field, reading.pages, doc_type):
        return min(sure, _UNPARTED)
    captioned = any(
        field.raw == reading.pages[claim.page].text_of(claim.words)
        for claim in reading.claims
        if claim.label == name
    )
    if captioned and doc_type == "order" and is_stations_contract(reading.pages):
        return max(sure, _SURE_CONTRACT)
    return sure


def _sure_of_seller(
    sure: float,
    name: Field,
    features: Mapping[str, float],
    content: Understanding,
    reading: Reading,
) -> float:
    """How sure a seller's name is by what else a paper says of it; OCR may misread it twice."""
    pages, doc_type = reading.pages, content.doc_type.value
    is_whole = not (features["ocr"] or features["given"] or features["stacked"])
    is_whole_bill = is_whole and doc_type in INVOICE_TYPES
    if is_whole_bill and is_entered(content.fields, pages):
        sure = max(sure, _SURE_ENTERED)
    if is_whole_bill and is_sender(content.fields, pages, reading.sent_by):
        sure = max(sure, _SURE_SENDER)
    if doc_type in INVOICE_TYPES and is_only_sender(content.fields):
        sure = max(sure, _ONLY_SENDER)
    if is_whole_bill and is_station(content.fields, pages):
        sure = max(sure, _SURE_STATION)
    if doc_type in BILL_TYPES and is_seller_unread(pages, reading.tags):
        sure = min(sure, _AGENTS_NAME)
    if is_sign_unproved(name, pages):
        sure = min(sure, _UNPROVED_SIGN)
    return min(sure, _TWO_FIRMS) if find_firms(name, pages) else sure


def acceptance_group(doc_type: str, origin: TextOrigin) -> str:
    """Which threshold a document is accepted by: its kind, and where its words come from.

    That of other scans was measured on fields which contracts have not.
    """
    if doc_type == "contract":
        return "other"
    kind = "invoice" if doc_type in INVOICE_TYPES else "other"
    kind = "receipt" if doc_type == "receipt" else kind
    return kind if origin == "text" else f"{kind}_{origin}"


def _sureness(content: Understanding, known: Known, model: AssessingModel) -> Sureness:
    """How likely the key fields are all right, those not found being rightly missed.

    Parties are as sure as the least sure of them; a contract need not end on a day. Of scans it is
    not asked what they may print unseen: what is required is asked of them anyway, and for the rest
    no set of real scans says how often it is there.
    """
    doc_type = content.doc_type.value
    origin = text_origin(known.reading.pages)
    probability = 1.0
    for name in key_fields(doc_type):
        found = content.fields.get(name)
        values = [found] if isinstance(found, Field) else found or []
        if values:
            probability *= min(value.confidence for value in values)
        elif origin == "text" and name in KEY_FIELDS:
            best = max((chance for chance, _, _ in known.chances[name]), default=0.0)
            missed = {"evidence": logit(1 - best), **known.common}
            probability *= model.assess_field(NOT_PRINTED + name, missed)
    least = model.least_sure(acceptance_group(doc_type, origin))
    return Sureness(probability=round(probability, 4), least=least)
