"""How sure each value is, once the whole document has been read: what the record's numbers mean.

The words' confidences alone do not know whether a caption named the value, whether the sums fit
or whether another place might be the field. Here all of that is put together per field, by
weights that the model brings, fitted on held-out documents; and the fields that an acceptance
rests on are put together for the document.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page, SourceDocument, TextOrigin
from schemas.prediction import OUTSIDE, AssessingModel, WordTag
from schemas.record import Field, Fields
from schemas.understanding import Sureness, Understanding
from schemas.vocabulary import (
    BILL_TYPES,
    CONTRACT_FIELDS,
    INVOICE_FIELDS,
    INVOICE_TYPES,
    PARTY_NAMES,
    Kind,
)
from slm.calibrate import logit
from tasks.check_rules import RULES
from tasks.checks import check_document
from tasks.contracts.clauses import CLAUSE_CONFIDENCE
from tasks.fields.caption_fields import own_number_field
from tasks.fields.claims import Claim, bare_word
from tasks.fields.paper_currency import is_at_home
from tasks.fields.shared_cells import goes_on_in_digits, is_unparted, words_beside
from tasks.parties.entered_names import is_entered
from tasks.parties.joined_firms import find_firms
from tasks.parties.name_bounds import goes_on_behind, is_part_of_sign
from tasks.parties.name_forms import has_form
from tasks.parties.principals import is_seller_unread
from tasks.parties.web_names import find_web_names, goes_by
from tasks.sums.receipt_totals import find_proved_totals
from tasks.values.date_order import may_be_turned
from tasks.values.entities import is_inside
from tasks.values.normalize import Conventions, normalise

#: What a wrongly accepted document does harm by, and a clerk's word for it; of the two numbers it
#: is the paper's own.
KEY_FIELDS = {
    "total_gross": "total",
    "issue_date": "date",
    "invoice_number": "number",
    "document_number": "number",
    "seller_name": "seller",
}
_FIELDS = INVOICE_FIELDS | CONTRACT_FIELDS
_NUMBERS = frozenset(name for name, (kind, _) in _FIELDS.items() if kind is Kind.NUMBER_ID)
_DAYS = frozenset(name for name, (kind, _) in _FIELDS.items() if kind is Kind.DATE)
#: The legal form of Malaysian firms.
_BERHAD = re.compile(r"\bB(?:HD|hd|erhad|ERHAD)\b\.?$")
#: Fields that mostly are one number, printed once.
_TWINS = {"total_gross": "amount_due", "amount_due": "total_gross"}
#: What stands between the total and what is due.
_BETWEEN = {"prepaid", "rounding"}
_LEAST_RIVAL = 0.02
#: Log-odds of doubt up to which values are as often right as clear ones: OCR is sure by 0.92.
_LEGIBLE = 4.5
#: What rules read as whole sentences: how often they are right is known beforehand.
_SENTENCES = frozenset({"payment_terms"})
_MOST_COUNTED = 4
#: How often a currency is right that the seller's VAT id and account agree with: 448 of 450 papers.
_SURE_AT_HOME = 0.98
#: How often a date is right of which nobody knows whether its day or its month stands first.
_GUESSED = 0.6
#: How often a seller's name is right that is printed with its entry in a register or its VAT id:
#: on 552 of 554 bills that were looked at, and on 62 of 62 of the next four authors'.
_SURE_ENTERED = 0.98
#: At most, of a seller's name on a paper that bills for another whom nothing names.
_AGENTS_NAME = 0.5
#: At most, of a name that is two firms', nobody knows whose the paper is.
_TWO_FIRMS = 0.5
#: At most, of a number in whose cell another one stands, nobody knows which.
_UNPARTED = 0.5
#: Before a field's name: that it is printed nowhere.
NOT_PRINTED = "no."


def key_fields(doc_type: str) -> list[str]:
    """The key fields of a document of this type: of the two numbers its own."""
    own = own_number_field(doc_type)
    return [name for name, word in KEY_FIELDS.items() if word != "number" or name == own]


class Reading(NamedTuple):
    """What the values were read from. tags: the model's opinion with the rules' claims in it."""

    pages: Sequence[Page]
    tags: Sequence[Sequence[WordTag]]
    claims: Sequence[Claim]
    conventions: Conventions


class _Known(NamedTuple):
    """What is known of a whole document when its fields are judged.

    support: as `_support` has it. chances: as `_chances` has them.
    """

    content: Understanding
    reading: Reading
    common: dict[str, float]
    support: Mapping[str, tuple[float, float]]
    chances: Mapping[str, list[tuple[float, int, int]]]
    web_names: frozenset[str]


def assess(
    document: SourceDocument, content: Understanding, reading: Reading, model: AssessingModel
) -> Understanding:
    """The same content, each header field's confidence by all that is known of it."""
    common, support = _common_features(content, reading), _support(document, content, reading)
    chances, web_names = _chances(reading), find_web_names(reading.pages)
    known = _Known(content, reading, common, support, chances, web_names)
    fields: Fields = {
        name: [_judge(name, one, known, model) for one in found]
        if isinstance(found, list)
        else _judge(name, found, known, model)
        for name, found in content.fields.items()
    }
    judged = content.model_copy(update={"fields": fields})
    return judged.model_copy(
        update={"sureness": _sureness(judged, common, chances, reading.pages, model)}
    )


def _judge(name: str, field: Field, known: _Known, model: AssessingModel) -> Field:
    """A field with its confidence; that of a sentence which a rule read stays."""
    features = _all_features(name, field, known)
    sure = model.assess_field(name, features)  # of sentences, too: training notes every value
    is_contract = known.content.doc_type.value == "contract"
    sentences = CLAUSE_CONFIDENCE if is_contract else _SENTENCES
    if name in sentences and field.origin == "rule":
        return field
    sure = _bound(sure, name, field, features, known)
    return field.model_copy(update={"confidence": round(sure, 4)})


def _all_features(name: str, field: Field, known: _Known) -> dict[str, float]:
    """What speaks for a value and against it: its own evidence, the sums, what else it may be."""
    pages = known.reading.pages
    rivals = _find_rivals(name, field, known)
    features = _features(name, field, known.reading, rivals) | known.common
    features["supported"], features["denied"] = known.support[name]
    features["twin"] = _twin(name, field, known.content.fields)
    features["receipt_evidence"] = features["receipt"] * features["evidence"]
    if name in PARTY_NAMES:
        features |= _name_features(field, known.web_names, pages)
    if name in _NUMBERS:
        features["digits_behind"] = float(goes_on_in_digits(field, pages))
    return features


def _find_rivals(name: str, field: Field, known: _Known) -> list[tuple[float, int, int]]:
    """The words that might be a field; not what the caption of a number names as another's."""
    rivals, doc_type = known.chances[name], known.content.doc_type.value
    if name != own_number_field(doc_type):
        return rivals
    shared = words_beside(field, known.reading.pages, doc_type)
    page = (field.page or 1) - 1
    return [one for one in rivals if one[1] != page or one[2] not in shared]


def _bound(
    sure: float, name: str, field: Field, features: Mapping[str, float], known: _Known
) -> float:
    """How sure a value is by what was counted on papers that were looked at."""
    content, reading = known.content, known.reading
    doc_type = content.doc_type.value
    if name == "seller_name":
        return _sure_of_seller(sure, field, features, content, reading)
    if name == own_number_field(doc_type) and is_unparted(field, reading.pages, doc_type):
        return min(sure, _UNPARTED)
    if name == "currency" and is_at_home(content.fields):
        return max(sure, _SURE_AT_HOME)
    if reading.conventions.guesses_order and name in _DAYS and may_be_turned(field.raw):
        return min(sure, _GUESSED)
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
    if is_whole and doc_type in INVOICE_TYPES and is_entered(content.fields, pages):
        sure = max(sure, _SURE_ENTERED)
    if doc_type in BILL_TYPES and is_seller_unread(pages, reading.tags):
        sure = min(sure, _AGENTS_NAME)
    return min(sure, _TWO_FIRMS) if find_firms(name, pages) else sure


def text_origin(pages: Sequence[Page]) -> TextOrigin:
    """Where the words come from: from OCR if any page's do, else given, else a text layer."""
    origins: set[TextOrigin] = {page.origin for page in pages}
    return "ocr" if "ocr" in origins else "given" if "given" in origins else "text"


def acceptance_group(doc_type: str, origin: TextOrigin) -> str:
    """Which threshold a document is accepted by: its kind, and where its words come from."""
    kind = "invoice" if doc_type in INVOICE_TYPES else "other"
    kind = "receipt" if doc_type == "receipt" else kind
    return kind if origin == "text" else f"{kind}_{origin}"


def _sureness(
    content: Understanding,
    common: Mapping[str, float],
    chances: Mapping[str, list[tuple[float, int, int]]],
    pages: Sequence[Page],
    model: AssessingModel,
) -> Sureness:
    """How likely the key fields are all right, those not found being rightly missed.

    Of scans it is not asked what they may print unseen: what is required is asked of them anyway,
    and for the rest no set of real scans says how often it is there.
    """
    doc_type = content.doc_type.value
    origin = text_origin(pages)
    probability = 1.0
    for name in key_fields(doc_type):
        found = content.fields.get(name)
        if isinstance(found, Field):
            probability *= found.confidence
        elif origin == "text":
            best = max((chance for chance, _, _ in chances[name]), default=0.0)
            missed = {"evidence": logit(1 - best), **common}
            probability *= model.assess_field(NOT_PRINTED + name, missed)
    least = model.least_sure(acceptance_group(doc_type, origin))
    return Sureness(probability=round(probability, 4), least=least)


def _common_features(content: Understanding, reading: Reading) -> dict[str, float]:
    """What holds for every field of a document."""
    origin = text_origin(reading.pages)
    return {
        "ocr": float(origin == "ocr"),
        "given": float(origin == "given"),
        "receipt": float(content.doc_type.value == "receipt"),
        "type": logit(content.doc_type.confidence),
    }


def _features(
    name: str, field: Field, reading: Reading, chances: Iterable[tuple[float, int, int]]
) -> dict[str, float]:
    """The value's own evidence, who said so, and what speaks for another value."""
    from_rule = field.origin == "rule"
    claimed = any(claim.label == name for claim in reading.claims)
    words = {bare_word(word) for word in field.raw.split()}
    rivals = [
        chance
        for chance, page, word in chances
        if bare_word(reading.pages[page].words[word].text) not in words
        and not _inside(reading.pages[page], word, field, page)
    ]
    return {
        "evidence": logit(field.confidence),
        "rule": float(from_rule),
        "agreed": float(claimed and not from_rule),
        "rival": max(rivals, default=0.0),
        "repeated": math.log(_times_printed(field.raw.split(), reading.pages)),
        "length": math.log(max(1, len(words))),
        "height": (field.box[1] + field.box[3]) / 2 if field.box else 0.5,
    } | _print_features(field, reading.pages)


def _print_features(field: Field, pages: Sequence[Page]) -> dict[str, float]:
    """How much OCR doubts the letters of a value, as log-odds, and by how much beyond some doubt.

    Both are 0 where it does not, or read none of them.
    """
    if field.page is None:
        return {"blurred": 0.0, "illegible": 0.0}
    page, words = pages[field.page - 1], {bare_word(word) for word in field.raw.split()}
    sure = math.prod(
        word.confidence
        for at, word in enumerate(page.words)
        if bare_word(word.text) in words and _inside(page, at, field, field.page - 1)
    )
    blurred = logit(1.0) - logit(sure)
    return {"blurred": blurred, "illegible": max(0.0, blurred - _LEGIBLE)}


def _name_features(
    name: Field, web_names: frozenset[str], pages: Sequence[Page]
) -> dict[str, float]:
    """Whether addresses in the web go by the name, its legal form is there, and more stands by.

    A name in which a word stands twice is two: a sign's and a sender's.
    """
    agrees = goes_by(name.value, web_names)
    words = name.value.split()
    formed = has_form(words) or bool(_BERHAD.search(name.value))
    return {
        "web_agrees": float(agrees),
        "web_differs": float(bool(web_names) and not agrees),
        "legal_form": float(formed),
        "more_behind": float(goes_on_behind(name.value, pages)),
        "stacked": float(is_part_of_sign(name, pages)),
        "doubled": float(len({word.lower() for word in words}) < len(words)),
    }


def _twin(name: str, field: Field, fields: Mapping[str, Field | list[Field]]) -> float:
    """1 where the total is also what is due: a word torn between the two is no doubtful amount."""
    other = fields.get(_TWINS.get(name, ""))
    return float(isinstance(other, Field) and other.value == field.value)


def _inside(page: Page, word: int, field: Field, number: int) -> bool:
    if field.box is None or field.page != number + 1:
        return False
    return is_inside(page.words[word].box, field.box)


def _times_printed(words: Sequence[str], pages: Sequence[Page]) -> int:
    """How often the value's longest word, the first of several, is printed: 1 to a few."""
    longest = max(words, key=len, default="")
    times = sum(word.text == longest for page in pages for word in page.words)
    return max(1, min(_MOST_COUNTED, times))


def _support(
    document: SourceDocument, content: Understanding, reading: Reading
) -> dict[str, tuple[float, float]]:
    """Field → how many rules hold with it (a few at most), and whether one does not."""
    held: dict[str, int] = defaultdict(int)
    broken: set[str] = set()
    for check in check_document(document, content):
        if check.rule == "BR-CO-16" and check.passed and not content.fields.keys() & _BETWEEN:
            continue  # that one amount is both proves neither
        for name in RULES[check.rule].tied:
            if check.passed:
                held[name] += 1
            else:
                broken.add(name)
    total = content.fields.get("total_gross")
    if content.doc_type.value == "receipt" and isinstance(total, Field):
        proved = {
            normalise(Kind.MONEY, entity.text, reading.conventions)
            for entity in find_proved_totals(reading.pages, reading.tags, reading.conventions)
        }
        held["total_gross"] += Decimal(total.value) in {Decimal(v) for v in proved if v}
    return defaultdict(
        lambda: (0.0, 0.0),
        {n: (float(min(2, held[n])), float(n in broken)) for n in {*held, *broken}},
    )


def _chances(reading: Reading) -> dict[str, list[tuple[float, int, int]]]:
    """Label → (probability, page, word) of every word that might be it."""
    found: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for number, page_tags in enumerate(reading.tags):
        for index, tag in enumerate(page_tags):
            for label, chance in ((tag.label, tag.confidence), *tag.alternatives):
                if label != OUTSIDE and chance >= _LEAST_RIVAL:
                    found[label].append((chance, number, index))
    return found
