"""Pages of US registration filings (public record): unlabelled, but their type is known."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

from readers.layout import arrange_page
from training.sample import LabelledPage, Sample
from training.sets.split import part_of

#: A handful of templates dominate the set; more pages would only repeat them.
PAGES_N = 120


def read_registration(folder: Path) -> Iterator[Sample]:
    """A fixed random choice of the training pages."""
    with gzip.open(folder / "registration.jsonl.gz", "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    for entry in random.Random(7).sample(entries, min(PAGES_N, len(entries))):
        loose = [(t, b, 1.0) for t, b in zip(entry["words"], entry["boxes"], strict=True)]
        page = LabelledPage.of(arrange_page(loose, 1000, 1294, "given"))
        if page.texts:
            yield Sample(
                id=f"{entry['doc']}-{entry['page']}",
                source="registration",
                part=part_of(entry["doc"]),
                language="en",
                doc_type="form",
                names=[],
                pages=[page],
            )
