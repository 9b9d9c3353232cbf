"""What speaks for a value and against it, as numbers that trust is fitted on.

The model's own evidence, whether a caption claimed the value, whether sums hold with it, what else
on the pages might be the field, how well OCR read it, and what else a name stands with.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.document import Page, SourceDocument, TextOrigin
from schemas.prediction import OUTSIDE, Tags
from schemas.record import Field, Fields
from schemas.understanding import Understanding
from schemas.vocabulary import CONTRACT_FIELDS, INVOICE_FIELDS, PARTY_NAMES, Kind
from slm.calibrate import logit
from tasks.check_rules import RULES
from tasks.checks import check_document
from tasks.fields.caption_fields import own_number_field
from tasks.fields.claims import Claim, bare_word
from tasks.fields.shared_cells import goes_on_in_digits, words_beside
from tasks.parties.name_bounds import goes_on_behind, is_part_of_sign
from tasks.parties.name_forms import has_form
from tasks.parties.web_names import find_web_names, goes_by
from tasks.sums.receipt_totals import find_proved_totals
from tasks.values.entities import is_inside
from tasks.values.normalize import Conventions, normalise

_NUMBERS = frozenset(
    name for name, (kind, _) in (INVOICE_FIELDS | CONTRACT_FIELDS).items() if kind is Kind.NUMBER_ID
)
#: The legal form of Malaysian firms.
_BERHAD = re.compile(r"\bB(?:HD|hd|erhad|ERHAD)\b\.?$")
#: Fields that mostly are one number, printed once.
_TWINS = {"total_gross": "amount_due", "amount_due": "total_gross"}
#: What stands between the total and what is due.
_BETWEEN = {"prepaid", "rounding"}
_LEAST_RIVAL = 0.02
#: Log-odds of doubt up to which values are as often right as clear ones: OCR is sure by 0.92.
_LEGIBLE = 4.5
_MOST_COUNTED = 4


class Reading(NamedTuple):
    """What the values were read from. tags: the model's opinion with the rules' claims in it.

    sent_by: how the sender of a mail calls himself, if that is its own text.
    """

    pages: Sequence[Page]
    tags: Tags
    claims: Sequence[Claim]
    conventions: Conventions
    sent_by: str = ""


class Known(NamedTuple):
    """What is known of a whole document when its fields are judged.

    common: what holds for every field. support: as `_support` has it. chances: label → probability,
    page and word of all that might be it. web_names: what addresses in the web go by.
    """

    content: Understanding
    reading: Reading
    common: dict[str, float]
    support: Mapping[str, tuple[float, float]]
    chances: Mapping[str, list[tuple[float, int, int]]]
    web_names: frozenset[str]


def gather(document: SourceDocument, content: Understanding, reading: Reading) -> Known:
    """All that is known of a document once it has been read."""
    return Known(
        content,
        reading,
        _common_features(content, reading),
        _support(document, content, reading),
        _chances(reading),
        find_web_names(reading.pages),
    )


def find_features(name: str, field: Field, known: Known) -> dict[str, float]:
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


def text_origin(pages: Sequence[Page]) -> TextOrigin:
    """Where the words come from: from OCR if any page's do, else given, else a text layer."""
    origins: set[TextOrigin] = {page.origin for page in pages}
    return "ocr" if "ocr" in origins else "given" if "given" in origins else "text"


def _find_rivals(name: str, field: Field, known: Known) -> list[tuple[float, int, int]]:
    """The words that might be a field; not what the caption of a number names as another's."""
    rivals, doc_type = known.chances[name], known.content.doc_type.value
    if name != own_number_field(doc_type):
        return rivals
    shared = words_beside(field, known.reading.pages, doc_type)
    page = (field.page or 1) - 1
    return [one for one in rivals if one[1] != page or one[2] not in shared]


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
        "repeated": math.log(
            _times_printed(field.raw.split(), reading.pages, named=name in PARTY_NAMES)
        ),
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


def _twin(name: str, field: Field, fields: Fields) -> float:
    """1 where the total is also what is due: a word torn between the two is no doubtful amount."""
    other = fields.get(_TWINS.get(name, ""))
    return float(isinstance(other, Field) and other.value == field.value)


def _inside(page: Page, word: int, field: Field, number: int) -> bool:
    if field.box is None or field.page != number + 1:
        return False
    return is_inside(page.words[word].box, field.box)


def _times_printed(words: Sequence[str], pages: Sequence[Page], *, named: bool) -> int:
    """How often the value's longest word, the first of several, is printed: 1 to a few.

    Of a name it is the same in capitals, or before a comma.
    """
    longest = max(words, key=len, default="")
    times = sum(
        word.text == longest or (named and bare_word(word.text) == bare_word(longest))
        for page in pages
        for word in page.words
    )
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
