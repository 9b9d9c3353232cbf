"""The model card, written from the manifest so that the two never disagree."""

from pathlib import Path
from typing import Any

from slm.artefact import Manifest

_INTRODUCTION = """# {name} {version}

A layout-aware encoder for business documents: one pass reads a page's words with their places and
gives, per word, the field it belongs to (BIO tags over {entities} entities) and how salient it is,
and per document its type and, for mails, category, urgency and whether a reply is needed.

LayoutLM architecture (6 layers, width 384, 12 heads), started from all-MiniLM-L6-v2; box embeddings
are new; `token_type_ids` carry a word-shape and cell-start class, because the vocabulary is
uncased. All heads are slices of one linear layer. Exported with optimum, quantised dynamically to
int8: {megabytes} MB.

## Use

```python
from slm.encoder import load_encoder

model = load_encoder("models/encoder", threads_n=2)  # or a hub id, owner/name
prediction = model.predict(document.pages)
```

The loader checks every file against `manifest.json`. Inputs are made by `slm/serialise.py`; other
serialisations give poor results. Confidence of a value: `model.calibrate_field(name, confidences)`.
"""

_LIMITS = """
## Limits

- Trained mostly on English text; German and French come from generated documents and mails only.
  Other languages are read by layout and number shapes more than by words.
- Receipts are Malaysian and Indonesian, ad invoices are of US television stations.
- Labels of the mail set come from a language model; categories are fuzzy at their borders.
- Handwriting is not read; the OCR before this model decides what there is to see.
- Figures above are on documents held out of our own training data (whole sellers and layouts),
  the same that temperatures and confidence curves were fitted on.
"""


def write_card(manifest: Manifest, path: Path, size_bytes: int) -> None:
    """Writes README.md beside the model."""
    entities = (len(manifest.heads["tags"]) - 1) // 2
    parts = [
        _INTRODUCTION.format(
            name=manifest.name,
            version=manifest.version,
            entities=entities,
            megabytes=round(size_bytes / 1e6, 1),
        ),
        "## Training data\n",
        *(f"- {e['name']}: {e['role']} ({e['licence']})" for e in manifest.data),
        _results(manifest.metrics),
        _LIMITS,
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def _results(metrics: dict[str, Any]) -> str:
    dev, fp32 = metrics["dev"], metrics["dev_fp32"]
    rows = [
        f"\n## Results on {metrics['dev_documents']} held-out documents\n",
        "Field F1 by exact value (letters and digits; amounts and dates by value), one best value",
        "per field without any of the pipeline's rules; tag F1 by word.\n",
        "| set | fields, int8 | fields, fp32 | word tags, int8 | word tags, fp32 |",
        "|---|---|---|---|---|",
    ]
    rows += [
        f"| {source} | {dev['micro'].get(source, '–')} | {fp32['micro'].get(source, '–')} "
        f"| {dev['tokens'][source]} | {fp32['tokens'][source]} |"
        for source in sorted(dev["tokens"])
    ]
    rows += ["\n| set | field | F1 |", "|---|---|---|"]
    for source, by_name in sorted(dev["fields"].items()):
        rows += [f"| {source} | {name} | {value} |" for name, value in sorted(by_name.items())]
    rows += ["\n| classes | accuracy |", "|---|---|"]
    rows += [f"| {name} | {value} |" for name, value in sorted(dev["accuracy"].items())]
    rows += [
        "\n| tokens | int8, ms | fp32, ms |",
        "|---|---|---|",
        *(f"| {n} | {ms} | {metrics['ms_fp32'][n]} |" for n, ms in metrics["ms_int8"].items()),
        "\nMedian of 15 runs on two threads.",
    ]
    return "\n".join(rows)
