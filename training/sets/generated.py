"""Our own generated business documents: every word labelled, whole layouts held out."""

from collections.abc import Collection, Iterator
from typing import Any

from readers.layout import arrange_page
from training.generate import generate
from training.sample import LabelledPage, Sample
from training.sets.typed import vary_setting

TRAIN_N, DEV_N = 30_000, 160
SEEDS = {"train": 13, "dev": 12}
#: Share of the documents whose words are read as an OCR engine reads a scan, by part.
NOISE_SHARES = {"train": 0.2, "dev": 0.15}


def read_generated(train_n: int = TRAIN_N, dev_n: int = DEV_N) -> Iterator[Sample]:
    """Training documents, then some of layouts and sellers that training never meets."""
    for entry in generate(train_n, SEEDS["train"], "train", NOISE_SHARES["train"]):
        yield vary_setting(label_document(entry, "train"))
    for entry in generate(dev_n, SEEDS["dev"], "held_out", NOISE_SHARES["dev"]):
        yield label_document(entry, "dev")


def label_document(entry: dict[str, Any], part: str, source: str = "generated") -> Sample:
    """One generated document in the readers' order."""
    pages = [_arrange(page) for page in entry["pages"]]
    return Sample(
        id=entry["id"],
        source=source,
        part=part,
        language=entry["language"],
        doc_type=entry["doc_type"],
        names=entry["labels"],
        pages=pages,
        gold=_printed_values(pages, entry["fields"]),
    )


def _printed_values(pages: list[LabelledPage], names: Collection[str]) -> dict[str, str]:
    """Field → the ways it is printed, one a line."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for text, label in zip(page.texts, page.labels, strict=True):
            prefix, _, name = label.partition("-")
            if name not in names:
                continue
            values = found.setdefault(name, [])
            if prefix == "B" or not values:
                values.append(text)
            else:
                values[-1] += f" {text}"
    return {name: "\n".join(dict.fromkeys(values)) for name, values in found.items()}


def _arrange(page: dict[str, Any]) -> LabelledPage:
    words = page["words"]
    # The confidence slot carries the word's index through the arranging.
    arranged = arrange_page(
        [(word["text"], word["box"], float(i)) for i, word in enumerate(words)],
        page["width"], page["height"], "text",
    )  # fmt: skip
    labels, split = [], set()
    for word in arranged.words:
        index = int(word.confidence)
        label = words[index]["label"]
        # A word that the arranging split in two begins its entity only once.
        labels.append(f"I-{label[2:]}" if label.startswith("B-") and index in split else label)
        split.add(index)
    return LabelledPage.of(arranged, labels)
