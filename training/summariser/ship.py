"""The shipped folder: the chosen twin, what was measured, and the model card."""

import json
import shutil
from pathlib import Path
from typing import Any

from slm.summariser_artefact import WriterManifest
from training.summariser.pack import FILES, write_manifest

CARD = """# {name} {version}

Writes one or two sentences about a business mail. {base}, fine-tuned; {size:.1f} MB on disk:
weights in 4 bits, in blocks of 16 with a scale each, unpacked when it is loaded and multiplied as
8-bit integers; the table of word vectors in 8 bits and stored once, its vocabulary cut to what our
texts use. Licence: Apache-2.0.

## What it may be used for

The layers of this network judge mails (`models/mail`, the adapter), and that is what they ship for.
Asked to (`MAILROOM_SUMMARY_DRAFTS=true`), it writes the summary of an English mail in at most about
40 words; else the mail is quoted (`tasks/mails/quotation.py`), for its drafts mix up who does what:
see the limits. The text of a mail is data to it: control marks in a mail are read as plain text.
Names, numbers, dates and references are copied from the mail or not written at all
(`slm/copying.py`). {drafts_n} drafts ({drafts_n_vnni} on a CPU with VNNI) are written side by side,
one of the likeliest tokens, the others drawn at a temperature of {temperature}; of those that pass
the check, the one is shown that is most like the others and the mail's salient sentences
(`slm/consensus.py`). Where none passes, the mail is quoted, and the record says which it was
(`summary.origin`). The check does not see
whether a copied name or number is tied to the right statement: verify before acting on it.

## Data

{data}

Mails of the valid part were never trained on; a tenth of the groups (threads, near duplicates,
templates) was held out for the figures below.

## Measured on held-out mails

`python -m training.summariser evaluate` (ROUGE-L F1 against one reference; unsupported facts: names
and numbers of the shown summary that do not stand in the file, per 100 summaries).

{table}

`q4-16` has 4-bit weights in blocks of 16, `q4-16-integers` multiplies them as 8-bit integers, as it
ships; `training/runs.md` compares other twins. Seconds are of two cores that other work shared.

By language; the summariser writes {writes}, all other mails keep their own sentences:

{languages}

## Limits

- English mails of one American company and written business mails make up most of the data. Its
  drafts in other languages are no sound sentences yet, so they are not shown.
- Who does what to whom is sometimes wrong although every name is copied ("asks for an invoice"
  where one was sent); long mails with many facts are summarised worse than short ones.
- Of a mail, the first {source_tokens_n} tokens are read (headers, new text, then what it answers).
- Weights started from a 4-bit copy of the base model.

## Another model in its place

Set `MAILROOM_SUMMARISER` to a folder or hub id with `model.onnx` (as optimum exports
`text-generation-with-past`), `tokenizer.json`, and a `manifest.json` like the one here: the hashes
of both, and the parts of the prompt in the model's own chat form. `off` switches it off.
"""


def ship(source: Path, work: Path, target: Path) -> None:
    """Writes the whole folder `target` from the twin in `source`.

    Raises:
        FileNotFoundError: the twin has not been evaluated on the mails, or does not multiply
            integers.
    """
    metrics = {
        path.stem.removeprefix("scores-"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(work.glob("scores-*.json"))
    }
    if f"{source.name}-mail" not in metrics:
        raise FileNotFoundError(
            f"{source.name} has no scores: run `evaluate --model {source} --set mail` first."
        )
    if missing := [name for name in FILES if not (source / name).is_file()]:
        raise FileNotFoundError(
            f"{source} has no {', '.join(missing)}: only a twin that `integers` made ships."
        )
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(source / name, target / name)
    manifest = write_manifest(target, metrics=metrics)
    size = sum((target / name).stat().st_size for name in manifest.files)
    (target / "README.md").write_text(write_card(manifest, size), encoding="utf-8")


def write_card(manifest: WriterManifest, size: int) -> str:
    """The model card; `size` in bytes."""
    data = "\n".join(
        f"- {entry['name']}: {entry['role']} ({entry['licence']})" for entry in manifest.data
    )
    columns = (
        ("mails_n", "mails"),
        ("rouge_l", "ROUGE-L"),
        ("rouge_l_extracted", "of extraction"),
        ("unsupported_per_100", "unsupported per 100"),
        ("written_share", "share written"),
        ("p50_cpu_s", "CPU s, median"),
    )
    head = ["twin, set", *(title for _, title in columns)]
    rows = [
        [name, *(str(scores[key]) for key, _ in columns)]
        for name, scores in manifest.metrics.items()
    ]
    languages = [
        [
            name,
            language,
            str(one["mails_n"]),
            str(one["rouge_l_drafted"]),
            str(one["rouge_l_extracted"]),
        ]
        for name, scores in manifest.metrics.items()
        for language, one in scores["by_language"].items()
    ]
    return CARD.format(
        name=manifest.name,
        version=manifest.version,
        base=manifest.base,
        size=size / 1e6,
        data=data,
        table=_table(head, rows),
        languages=_table(
            ["twin, set", "language", "mails", "ROUGE-L of drafts", "of extraction"], languages
        ),
        writes=", ".join(manifest.languages) or "all of them",
        source_tokens_n=manifest.source_tokens_n,
        drafts_n=manifest.drafts_n,
        drafts_n_vnni=manifest.drafts_n_vnni or manifest.drafts_n,
        temperature=manifest.temperature,
    )


def _table(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
