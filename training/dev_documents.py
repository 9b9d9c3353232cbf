"""Dev documents of all sets with what they truly say: what confidences are fitted on.

None of them was trained on: the public sets' dev parts (whole sellers; receipts also as our own OCR
reads their scans), documents that we generate of layouts and sellers kept from training, in six
languages, and prints of templates kept from it; papers that others made; of all these also scans.
How many of each is a compromise: the broadcasters' PDFs and e-invoices are few, so most invoices
are generated ones.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.document import Page, SourceDocument, TextOrigin
from schemas.vocabulary import REPEATED_FIELDS, Kind
from tasks.fields.candidates import KINDS
from tasks.values.normalize import Conventions, decide_conventions, normalise
from training import align
from training.generate.produce import draw_document
from training.sample import LabelledPage, Sample
from training.sets.adbuy import read_us_date
from training.sets.generated import label_document
from training.sets.pages import PARTLY_MARKED
from training.sets.papers import PAPER_SCANS, PAPERS
from training.sets.scans import SCANS
from training.sets.sroie import SCANS as RECEIPT_SCANS
from training.sets.sroie import read_date

SEED = 47
#: Documents to generate: of all types by their shares, and more of the two that matter most.
MADE_N: dict[str | None, int] = {None: 400, "invoice": 500, "receipt": 250}
PUBLIC = ("sroie", RECEIPT_SCANS, "cord", "adbuy", "einvoice")
#: Sets that know all that their documents print.
COMPLETE = ("pages", SCANS, PAPERS, PAPER_SCANS)
_TEXT_ORIGINS: dict[str, TextOrigin] = {
    "sroie": "given",
    RECEIPT_SCANS: "ocr",
    "cord": "given",
    SCANS: "ocr",
    PAPER_SCANS: "ocr",
}
#: Who wrote a CORD receipt is not said; its totals are read from the labels.
_CORD_FIELDS = ("total_gross", "total_tax", "lines_net")


@dataclass(frozen=True)
class DevDocument:
    """A document and its truth: field → the values that count as right, normalised.

    complete: whether a field that `truth` lacks is printed nowhere, but for those in `unsaid`.
    group: seller, author or layout; never in two folds. layout: the layout's family, for the
    public sets their name.
    """

    source: str
    language: str
    layout: str
    group: str
    doc_type: str | None
    document: SourceDocument
    truth: dict[str, tuple[str, ...]] = field(default_factory=dict)
    complete: bool = False
    unsaid: frozenset[str] = frozenset()

    @property
    def values_n(self) -> int:
        """How many values there are to find; other ways to print one do not count."""
        return sum(
            len(values) if name in REPEATED_FIELDS else 1 for name, values in self.truth.items()
        )


def public_documents(samples: Sequence[Sample]) -> Iterator[DevDocument]:
    """The dev documents of the sets that state values."""
    for sample in samples:
        if sample.source in COMPLETE:
            yield _complete_document(sample)
        if sample.source not in PUBLIC:
            continue
        truth = _truth_of(sample)
        if truth:
            seller = truth.get("seller_name") or truth.get("buyer_name") or (sample.id,)
            yield DevDocument(
                source=sample.source,
                language=sample.language,
                layout=sample.source,
                group=f"{sample.source.removesuffix('_scans')}/{align.letters_digits(seller[0])[:10]}",
                doc_type=sample.doc_type,
                document=_document(sample),
                truth=truth,
            )


def _complete_document(sample: Sample) -> DevDocument:
    """A paper of others, a print of a template, or a scan: of a print, or of what we generate."""
    layout, _, _ = sample.id.rpartition("/")
    template = sample.id.rpartition("-")[0]
    of_others = sample.source in (PAPERS, PAPER_SCANS)
    partly = not of_others and sample.doc_type in PARTLY_MARKED
    group = _layout_group(layout) if layout else f"pages/{template}"
    return DevDocument(
        source=sample.source,
        language=sample.language,
        layout=sample.source,
        group=f"{PAPERS}/{layout}" if of_others else group,
        doc_type=sample.doc_type,
        document=_document(sample),
        truth={name: tuple(value.split("\n")) for name, value in sample.truth.items()},
        complete=not partly,
        unsaid=frozenset(sample.unsaid),
    )


def made_documents(numbers: dict[str | None, int] | None = None) -> Iterator[DevDocument]:
    """Documents of held-out layouts and sellers; the same on every run."""
    for kind, documents_n in (numbers or MADE_N).items():
        for index in range(documents_n):
            made = draw_document(SEED, index, "held_out", kind)
            yield DevDocument(
                source="generated",
                language=made.language,
                layout=made.layout.split(".")[0],
                group=_layout_group(made.layout),
                doc_type=made.doc_type,
                document=_document(label_document(made.as_dict(), "dev")),
                truth={
                    name: (value,) if isinstance(value, str) else tuple(value)
                    for name, value in made.fields.items()
                },
                complete=True,
            )


def _layout_group(layout: str) -> str:
    return f"generated/{'.'.join(layout.split('.')[:3])}"


def _document(sample: Sample) -> SourceDocument:
    origin = _TEXT_ORIGINS.get(sample.source, "text")
    pages = tuple(page.page().model_copy(update={"origin": origin}) for page in sample.pages)
    return SourceDocument(
        document_id=sample.id, source=sample.id, media_type="application/pdf", pages=pages
    )


def _truth_of(sample: Sample) -> dict[str, tuple[str, ...]]:
    """The set's values, normalised as the contract has them; unreadable ones are left out."""
    if sample.source == "cord":
        return {
            name: values
            for name in _CORD_FIELDS
            if (values := tuple(_labelled_amounts(sample.pages, name)))
        }
    pages: list[Page] = [page.page() for page in sample.pages]
    conventions = decide_conventions(
        [text for page in pages for text in page.row_texts()], sample.language
    )
    found = {}
    for name, printed in sample.gold.items():
        ways = [_normalised(sample.source, name, one, conventions) for one in printed.split("\n")]
        known = tuple(dict.fromkeys(way for way in ways if way))
        if known:
            found[name] = known
    return found


def _normalised(source: str, name: str, printed: str, conventions: Conventions) -> str | None:
    kind = KINDS[name]
    if source == "einvoice":
        return normalise(kind, printed, conventions)
    if kind is Kind.DATE:
        return (read_us_date if source == "adbuy" else read_date)(printed)
    if kind is Kind.MONEY:
        amount = align.read_money(printed)
        return None if amount is None else str(amount)
    return printed


def _labelled_amounts(pages: Sequence[LabelledPage], name: str) -> Iterator[str]:
    """Rupiah amounts: points and commas group them, but "62.000,00" has cents."""
    for page in pages:
        for text, label in zip(page.texts, page.labels, strict=True):
            digits = "".join(filter(str.isdigit, text))
            if label == f"B-{name}" and digits:
                yield align.read_money(re.sub(r"^[^\d]+", "", text)) or digits
