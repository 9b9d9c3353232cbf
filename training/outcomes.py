"""Runs dev documents through the pipeline and says of each value whether it is right."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.document import Page
from schemas.prediction import Prediction
from schemas.record import Field, ModelVersion, Reason
from schemas.settings import Settings
from slm.calibrate import Curve, assess_field, calibrate_field
from slm.decode import Floats, decode
from slm.serialise import Window, WordTokenizer, serialise
from tasks.assess import NOT_PRINTED, acceptance_group, key_fields
from tasks.field_evidence import text_origin
from tasks.fields.candidates import KINDS
from tasks.fields.caption_fields import own_number_field
from tasks.understand import understand
from tasks.validate import REQUIRED_FIELDS, validate
from training import align
from training.dev_documents import DevDocument

#: Reasons that the confidences decide: they depend on what is fitted here.
_OF_CONFIDENCE = ("field_unsure", "document_unsure")


@dataclass(frozen=True)
class Outcome:
    """One value that the pipeline read, or missed under the name of `NOT_PRINTED`.

    stated: what the words alone say of it, before the fit.
    """

    document: int
    name: str
    features: Mapping[str, float]
    stated: float
    right: bool | None  # None: the truth is not known


@dataclass(frozen=True)
class Read:
    """A dev document after the pipeline. passable: nothing but confidence keeps it from going on.

    outcomes: numbers of its values. key, required: those of them that an acceptance rests on, of
    several values of a field the least sure one.
    right: whether what it rests on is right, as far as the truth is known.
    counts: values that are right, that were found, and that there are.
    """

    source: str
    language: str
    layout: str
    group: str
    kind: str  # acceptance group
    passable: bool
    right: bool
    key: tuple[int, ...]
    required: tuple[int, ...]
    counts: tuple[int, int, int]


class RecordingModel:
    """The network as at run time; notes what `tasks.assess` asks it."""

    def __init__(
        self,
        encode: Callable[[Sequence[Window]], list[Floats]],
        tokenizer: WordTokenizer,
        temperatures: Mapping[str, float],
        curves: Mapping[str, Curve],
    ) -> None:
        self._encode, self._tokenizer = encode, tokenizer
        self._temperatures, self._curves = temperatures, curves
        self.asked: dict[str, list[Mapping[str, float]]] = defaultdict(list)

    @property
    def version(self) -> ModelVersion:
        return ModelVersion(name="candidate", version="0", sha256="0" * 64)

    def predict(self, pages: Sequence[Page]) -> Prediction:
        """Reads a document and forgets what was asked about the one before."""
        self.asked.clear()
        windows = serialise(pages, self._tokenizer)
        return decode(pages, windows, self._encode(windows), self._temperatures)

    def calibrate_field(self, label: str, confidences: Sequence[float]) -> float:
        return calibrate_field(self._curves, label, confidences)

    def assess_field(self, label: str, features: Mapping[str, float]) -> float:
        """The evidence as it is; what was asked is kept."""
        self.asked[label].append(dict(features))
        return assess_field({}, label, features)

    def least_sure(self, group: str) -> float | None:
        return None


def read_documents(
    documents: Iterable[DevDocument], model: RecordingModel, settings: Settings
) -> tuple[list[Read], list[Outcome]]:
    """Every document through `understand` and `validate`, compared with its truth."""
    reads: list[Read] = []
    outcomes: list[Outcome] = []
    for number, dev in enumerate(documents):
        content = understand(dev.document, model)
        record = validate(dev.document, content, None, settings)
        places: dict[str, int] = {}
        first = len(outcomes)
        for name, found in content.fields.items():
            values = found if isinstance(found, list) else [found]
            left = list(_comparables(name, dev.truth.get(name, ())))
            for field, features in zip(values, model.asked[name], strict=True):
                least = places.get(name)
                if least is None or field.confidence < outcomes[least].stated:
                    places[name] = len(outcomes)
                right = _judge(dev, name, field, left)
                outcomes.append(Outcome(number, name, features, field.confidence, right))
        judged = [o.right for o in outcomes[first:] if o.right is not None]
        counts = (sum(judged), len(judged), dev.values_n)
        doc_type = content.doc_type.value
        key_names = key_fields(doc_type)
        for name in key_names:
            for features in model.asked.get(NOT_PRINTED + name, ()):
                places[name] = len(outcomes)
                known = dev.complete and name not in dev.unsaid
                right_missed = name not in dev.truth if known else None
                outcomes.append(Outcome(number, NOT_PRINTED + name, features, 0.5, right_missed))
        reads.append(
            Read(
                source=dev.source,
                language=dev.language,
                layout=dev.layout,
                group=dev.group,
                kind=acceptance_group(doc_type, text_origin(dev.document.pages)),
                passable=not _other_reasons(record.reasons),
                right=_is_right(dev, content.fields, key_names),
                key=tuple(places[name] for name in key_names if name in places),
                required=tuple(
                    places[name] for name in REQUIRED_FIELDS.get(doc_type, ()) if name in places
                ),
                counts=counts,
            )
        )
    return reads, outcomes


def _other_reasons(reasons: Sequence[Reason]) -> list[Reason]:
    return [reason for reason in reasons if reason.code not in _OF_CONFIDENCE]


def _judge(dev: DevDocument, name: str, field: Field, left: list[str | Decimal]) -> bool | None:
    if name not in dev.truth:
        return False if dev.complete and name not in dev.unsaid else None
    value = align.comparable(KINDS[name], field.value)
    return value in left


def _is_right(
    dev: DevDocument, fields: Mapping[str, Field | list[Field]], names: Sequence[str]
) -> bool:
    """As acceptance is counted: every one of `names` that the truth knows was found right."""
    # A document taken for another type has its number under another name, which is wrong too.
    wanted = {*names, own_number_field(dev.doc_type or "")} if dev.complete else set(names)
    for name in wanted & dev.truth.keys():
        found = fields.get(name)
        right = {*_comparables(name, dev.truth[name])}
        if isinstance(found, list):
            if {*_comparables(name, (field.value for field in found))} != right:
                return False
        elif found is None or align.comparable(KINDS[name], found.value) not in right:
            return False
    return True


def _comparables(name: str, values: Iterable[str]) -> list[str | Decimal]:
    return [align.comparable(KINDS[name], value) for value in values]
