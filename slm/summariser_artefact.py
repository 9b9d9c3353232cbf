"""The summariser's folder: verified file by file against its manifest, as the encoder's is.

Any instruction-tuned decoder that optimum exported with its cache can stand here: put a manifest
beside model.onnx and tokenizer.json that names their hashes and the parts of its prompt.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from schemas.document import Contract
from schemas.errors import ModelError
from slm.artefact import MANIFEST, Download, download_snapshot, find_folder, hash_file

#: Raised when the prompt or the network's inputs change their meaning.
FORMAT = 1
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"


class WriterManifest(Contract):
    """manifest.json: what the folder holds and how to ask the model for a summary.

    files: name → SHA-256, hex. prefix, suffix: what stands before and after the text in the
    prompt, in the model's own chat form; stop: the token that ends its answer. languages: those
    in which it may write, all if empty. least_confidence: mean log probability below which a
    draft is thrown away.
    """

    format: int
    name: str
    version: str
    base: str = ""
    licence: str = ""
    files: dict[str, str]
    prefix: str
    suffix: str
    stop: str
    source_tokens_n: int = Field(gt=0)
    new_tokens_n: int = Field(60, gt=0, le=200)
    languages: list[str] = []
    least_confidence: float = -10.0
    data: list[dict[str, Any]] = []
    metrics: dict[str, Any] = {}
    versions: dict[str, str] = {}


class WriterArtefact(Contract):
    """A verified folder. `sha256` is the manifest's, which pins all files."""

    folder: Path
    manifest: WriterManifest
    sha256: str


def open_writer(model: str, download: Download | None = None) -> WriterArtefact:
    """Opens a local folder, or a hub id (owner/name) through `download`, and verifies it.

    Raises:
        ModelError: nothing is there, a file is missing or altered, or the format is unknown.
    """
    folder = find_folder(model, download or download_snapshot)
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelError(f"The summariser's folder has no {MANIFEST}: {folder}")
    raw = path.read_bytes()
    manifest = _read_manifest(raw)
    for name in {MODEL_FILE, TOKENIZER_FILE} - manifest.files.keys():
        raise ModelError(f"The summariser's manifest does not pin {name}.")
    for name, expected in manifest.files.items():
        file = folder / name
        if Path(name).name != name or not file.is_file():
            raise ModelError(f"The summariser's folder lacks {name}.")
        if hash_file(file) != expected:
            raise ModelError(f"{name} is not the file that the manifest names: its hash differs.")
    return WriterArtefact(folder=folder, manifest=manifest, sha256=hashlib.sha256(raw).hexdigest())


def _read_manifest(raw: bytes) -> WriterManifest:
    try:
        content = json.loads(raw)
    except ValueError as error:
        raise ModelError(f"The summariser's {MANIFEST} is not JSON.") from error
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise ModelError(
            f"The summariser's {MANIFEST} has format {found}; this version reads {FORMAT}."
        )
    try:
        return WriterManifest.model_validate(content)
    except ValidationError as error:
        raise ModelError(
            f"The summariser's {MANIFEST} is incomplete: {error.error_count()} problems."
        ) from error
