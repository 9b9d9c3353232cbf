"""One training document: pages of words with labels, and what its data set labels at all."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from schemas.document import Page, Word


@dataclass
class LabelledPage:
    """A page after `readers.layout.arrange_page`: parallel lists, boxes as fractions.

    labels: "O", "B-name", "I-name", or "?name" where the word may or may not belong to `name`
    (the loss accepts both). salient: 1, 0, or −1 where nobody said. faces: how a text layer sets
    each word, confidences: how sure OCR is of it, see `schemas.document.Word`; empty where nobody
    noted.
    """

    width: float
    height: float
    texts: list[str]
    boxes: list[list[float]]
    rows: list[int]
    labels: list[str]
    salient: list[int]
    faces: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page, labels: list[str] | None = None) -> "LabelledPage":
        """A page with the given labels, or none."""
        words = page.words
        return cls(
            page.width,
            page.height,
            [word.text for word in words],
            [list(word.box) for word in words],
            [word.row for word in words],
            labels if labels is not None else ["O"] * len(words),
            [-1] * len(words),
            [word.face for word in words],
            [round(word.confidence, 4) for word in words] if page.origin == "ocr" else [],
        )

    def page(self) -> Page:
        """The page as the readers give it."""
        faces = self.faces or [""] * len(self.texts)
        confidences = self.confidences or [1.0] * len(self.texts)
        words = tuple(
            Word(text, (box[0], box[1], box[2], box[3]), row, sure, face)
            for text, box, row, sure, face in zip(
                self.texts, self.boxes, self.rows, confidences, faces, strict=True
            )
        )
        return Page(width=self.width, height=self.height, words=words)


@dataclass
class Sample:
    """A document of a data set.

    names: the entity names that the set labels; a word without a label may still be any other
    entity. doc_type: None where the set does not say. mail: category, needs_reply, urgency,
    weight. gold: field values as the set gives them, for measuring. truth: all that is printed
    and the currency, normalised as in the record, where the set knows it. unsaid: fields that may
    be read in more than one way, of which `truth` says nothing. part: "train" or "dev".
    """

    id: str
    source: str
    part: str
    language: str
    doc_type: str | None
    names: list[str]
    pages: list[LabelledPage]
    mail: dict[str, Any] | None = None
    gold: dict[str, str] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)
    weight: float = 1.0


def write_samples(path: Path, samples: Iterable[Sample]) -> int:
    """Writes one JSON object a line; returns how many. The file appears when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    count = 0
    with partial.open("w", encoding="utf-8") as lines:
        for sample in samples:
            lines.write(json.dumps(asdict(sample), ensure_ascii=False) + "\n")
            count += 1
    partial.replace(path)
    return count


def read_samples(path: Path) -> Iterator[Sample]:
    """Reads what `write_samples` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            entry["pages"] = [LabelledPage(**page) for page in entry["pages"]]
            yield Sample(**entry)


def train_words(data: Path) -> Iterator[str]:
    """Every word of the train parts in a folder of SET.jsonl, as often as it is printed."""
    for path in sorted(data.glob("*.jsonl")):
        for sample in read_samples(path):
            if sample.part == "train":
                for page in sample.pages:
                    yield from page.texts
