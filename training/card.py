"""The model card, written from the manifest so that the two never disagree."""

from pathlib import Path
from typing import Any

from slm.artefact import Fitted, Manifest

_INTRODUCTION = """# {name} {version}

A layout-aware encoder for business documents: one pass reads a page's words with their places and
gives, per word, the field it belongs to (BIO tags over {entities} entities) and how salient it is,
and per document its type and, for mails, category, urgency and whether a reply is needed.

LayoutLM architecture (6 layers, width 384, 12 heads), started from the lower six of twelve layers
of multilingual-e5-small and 24,000 of its word pieces; box embeddings are new; `token_type_ids`
carry a word-shape and cell-start class. All heads are slices of one linear layer. Exported with
optimum, quantised dynamically to int8 after channels that stand out were evened out:
{megabytes} MB.

## Use

```python
from slm.encoder import load_encoder

model = load_encoder("models/encoder", threads_n=2)  # or a hub id, owner/name
prediction = model.predict(document.pages)
```

The loader checks every file against `manifest.json`. Inputs are made by `slm/serialise.py`; other
serialisations give poor results. Confidence of a value from its words alone:
`model.calibrate_field(name, confidences)`; after the pipeline's rules: `model.assess_field`.
"""

_LIMITS = """
## Limits

- Real documents in training are English, Malaysian and Indonesian, and German e-invoices of five
  sellers; French, Spanish, Italian, Dutch and most of the German is generated documents and mails.
  Other languages are read by layout and number shapes more than by words.
- The starting point was stored in 4 bit, so some of the original's knowledge was lost before
  training began.
- Receipts are Malaysian and Indonesian, ad invoices are of US television stations.
- Labels of the mail set come from a language model; categories are fuzzy at their borders.
- Handwriting is not read; the OCR before this model decides what there is to see.
- Figures above are on documents held out of our own training data (whole sellers and layouts).
  Temperatures and the words' curves were fitted on the same; confidences and acceptance are
  reported from five folds, each document judged by what was fitted without its seller or layout.
- Acceptance by dev documents was measured on generated invoices for the most part, and on papers
  for which rules were written; the papers never seen are closer to yours, but made by others for
  this: measure your own before you trust a rate. The broadcasters' dev part is a dozen documents.
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
        _trust(manifest),
        _first_readings(manifest),
        _LIMITS,
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def _trust(manifest: Manifest) -> str:
    """Calibration and acceptance, as the pipeline states and decides them."""
    trust = manifest.metrics["trust"]
    rows = [
        "\n## How far the values can be trusted\n",
        "What dev documents say, before first readings are told (below).\n",
        f"{trust['values']} values of {trust['documents']} held-out documents after all rules of "
        "the pipeline, by the contract's",
        "normalisation; expected calibration error over 15 bins of equal mass, five folds by "
        f"seller or layout: **{trust['ece']}**.\n",
        "![Stated confidence against share right](reliability.svg)\n",
        "| set | calibration error | from the words alone |",
        "|---|---|---|",
    ]
    before = trust["ece_by_set_of_words_alone"]
    rows += [
        f"| {name} | {error} | {before[name]} |" for name, error in trust["ece_by_set"].items()
    ]
    rows += ["\n| field | calibration error |", "|---|---|"]
    rows += [f"| {name} | {error} |" for name, error in trust["ece_by_field"].items()]
    rows += [
        "\nA document goes straight through when nothing else speaks against it and total, date, "
        "number and seller",
        "are all right with at least the probability that dev documents ask for ("
        f"{_thresholds(manifest.fitted)}).\n",
        "| documents | number | accepted | of these right |",
        "|---|---|---|---|",
        *(_passed(name, figures) for name, figures in trust["straight_through"].items()),
    ]
    for title, key in (("set", "by_set"), ("language", "by_language"), ("layout", "by_layout")):
        rows += [
            f"\n| {title} | number | field F1 | accepted | of these right |",
            "|---|---|---|---|---|",
            *(_passed(n, figures, "field_f1") for n, figures in trust[key].items()),
        ]
    return "\n".join(rows)


def _first_readings(manifest: Manifest) -> str:
    """How papers that nobody had looked at went through, before and after they were told."""
    first = manifest.metrics["first_readings"]
    after = first["straight_through"]
    rows = [
        "\n## On papers never seen\n",
        f"{first['documents']} papers of {first['authors']} authors as they were read on the day "
        "they came, before a rule was mended",
        "for any of them. Confidences and thresholds that ship have been told these last, but for "
        "receipts; the figures are of authors left",
        "out of weights and thresholds, by the rules of that day. Expected calibration error of "
        f"total, date, number and seller {first['ece_before']} → **{first['ece']}**. Thresholds: "
        f"{_thresholds(manifest)}.\n",
        "| documents | number | accepted by dev documents alone | of these right | accepted "
        "| of these right |",
        "|---|---|---|---|---|---|",
    ]
    for name, before in first["straight_through_before"].items():
        cells = [name, before["documents"], *_shares(before), *_shares(after[name])]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(rows)


def _passed(name: str, figures: dict[str, Any], *more: str) -> str:
    cells = [name, figures["documents"], *(figures[key] for key in more), *_shares(figures)]
    return "| " + " | ".join(map(str, cells)) + " |"


def _shares(figures: dict[str, Any]) -> tuple[str, str]:
    """Which share was accepted, and which of these is right."""
    right = figures["accepted_right"]
    return f"{figures['accepted']:.1%}", "–" if right is None else f"{right:.1%}"


def _thresholds(manifest: Manifest | Fitted) -> str:
    return ", ".join(f"{name} {least}" for name, least in manifest.acceptance.items())


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
    rows += [
        "\n| set | documents | word tags lost by int8 | standard error | draws with a loss |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {loss['documents']} | {loss['loss']} | {loss['error']} "
            f"| {loss['certain']:.0%} |"
            for name, loss in metrics["int8_loss"].items()
        ),
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
