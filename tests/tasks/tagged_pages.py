"""Pages drawn as text with their tags in brackets, and a model that knows those tags.

    page, tags = draw(["[seller_name:ACME Ltd]        Invoice [invoice_number:4711]"])

A row is a printed line; characters are as wide on the page as on screen (100 to a line). A label
followed by "+" goes on from the row above; "?0.4" behind it sets the confidence, also of "O".
"""

import re
from collections.abc import Sequence

from readers.layout import arrange_page
from schemas.document import Page, SourceDocument, union
from schemas.prediction import Prediction, WordTag
from schemas.record import Field, ModelVersion

_SPAN = re.compile(r"\[([a-z_.]+|O)(\+?)(?:\?([0-9.]+))?:([^\]]*)\]")
OUTSIDE = WordTag("O", False, 0.99)


def draw(rows: list[str]) -> tuple[Page, tuple[WordTag, ...]]:
    """A page of 100 × 60 characters and one tag per word."""
    words, tags = [], []
    for number, row in enumerate(rows):
        plain, spans, at = "", [], 0
        for match in _SPAN.finditer(row):
            plain += row[at : match.start()]
            label, on, confidence, text = match.groups()
            spans.append((len(plain), len(plain) + len(text), label, on, confidence))
            plain += text
            at = match.end()
        plain += row[at:]
        for word in re.finditer(r"\S+", plain):
            words.append(
                (word.group(), (word.start(), number * 1.5, word.end(), number * 1.5 + 1), 1.0)
            )
            tag = OUTSIDE
            for start, end, label, on, confidence in spans:
                if start <= word.start() < end:
                    begins = word.start() == start and not on and label != "O"
                    tag = WordTag(label, begins, float(confidence or 0.98))
            tags.append(tag)
    return arrange_page(words, 100, 60, "text"), tuple(tags)


def printed(page: Page, first: int, last: int) -> Field:
    """The words from `first` to `last` of a page as a field."""
    words = page.words[first : last + 1]
    return Field(
        value="".join(word.text for word in words),
        raw=" ".join(word.text for word in words),
        confidence=0.9,
        page=1,
        box=union(word.box for word in words),
        origin="model",
    )


def names_of(page: Page, tags: Sequence[WordTag]) -> list[str]:
    """The items' descriptions, one for each beginning."""
    names: list[str] = []
    for word, tag in zip(page.words, tags, strict=True):
        if tag.label == "line.description":
            names += [word.text] if tag.begins else []
            names[-1] += "" if tag.begins else f" {word.text}"
    return names


class FakeModel:
    """Answers with prepared tags; the document type is given."""

    def __init__(
        self,
        tags: tuple[tuple[WordTag, ...], ...] = (),
        doc_type: str = "invoice",
        mail: dict[str, dict[str, float]] | None = None,
        salience: tuple[tuple[float, ...], ...] | None = None,
    ) -> None:
        self.tags, self.doc_type, self.mail, self.salience = tags, doc_type, mail or {}, salience
        self.calls_n = 0

    @property
    def version(self) -> ModelVersion:
        return ModelVersion(name="fake", version="0", sha256="0" * 64)

    def predict(self, pages: tuple[Page, ...]) -> Prediction:
        self.calls_n += 1
        tags = self.tags or tuple(tuple(OUTSIDE for _ in page.words) for page in pages)
        salience = self.salience or tuple(tuple(0.5 for _ in page.words) for page in pages)
        return Prediction(
            doc_types={self.doc_type: 0.97}, tags=tags, salience=salience, mail=self.mail
        )


def document(*pages: Page, **more: object) -> SourceDocument:
    return SourceDocument(
        document_id="d" * 64, source="x.pdf", media_type="application/pdf", pages=pages, **more
    )
