"""The model folder: finds it, verifies every file against its manifest, hands out the paths."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.document import Contract
from schemas.errors import ModelError
from slm.heads import HEADS

#: Raised when the network's inputs, outputs or serialisation change their meaning.
FORMAT = 1
MANIFEST = "manifest.json"
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
Download = Callable[[str], str]


class Manifest(Contract):
    """manifest.json: what the folder holds and how to read the network's output.

    files: name → SHA-256, hex. heads: head → its classes in output order. temperatures: head →
    what its logits are divided by. curves: field → (slope, bias), and assessment: field → feature
    → weight, see `slm.calibrate`. acceptance: group of documents → the joint probability of its
    key fields from which it is accepted. data, metrics and versions say how the network came
    about; nothing at run time depends on them.
    """

    format: int
    name: str
    version: str
    files: dict[str, str]
    heads: dict[str, list[str]]
    temperatures: dict[str, float] = {}
    curves: dict[str, tuple[float, float]] = {}
    assessment: dict[str, dict[str, float]] = {}
    acceptance: dict[str, float] = {}
    data: list[dict[str, Any]] = []
    metrics: dict[str, Any] = {}
    versions: dict[str, str] = {}


class Artefact(Contract):
    """A verified model folder. `sha256` is the manifest's, which pins all files."""

    folder: Path
    manifest: Manifest
    sha256: str


def open_artefact(model: str, download: Download | None = None) -> Artefact:
    """Opens a local folder, or a hub id (owner/name) through `download`, and verifies it.

    Raises:
        ModelError: nothing is there, a file is missing or altered, or the format is unknown.
    """
    folder = find_folder(model, download or download_snapshot)
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelError(f"The model folder has no {MANIFEST}: {folder}")
    raw = path.read_bytes()
    manifest = _read_manifest(raw)
    for name, expected in manifest.files.items():
        file = folder / name
        if Path(name).name != name or not file.is_file():
            raise ModelError(f"The model folder lacks {name}.")
        if hash_file(file) != expected:
            raise ModelError(f"{name} is not the file that the manifest names: its hash differs.")
    for name in (MODEL_FILE, TOKENIZER_FILE):
        if name not in manifest.files:
            raise ModelError(f"The manifest does not pin {name}.")
    return Artefact(folder=folder, manifest=manifest, sha256=hashlib.sha256(raw).hexdigest())


def hash_file(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def download_snapshot(hub_id: str) -> str:
    """Fetches a model repository from the hub into its cache; returns the folder.

    Raises:
        ModelError: the hub cannot be reached or has no such repository.
    """
    # Imported here: a local folder is the rule, and the import alone costs half a second.
    from huggingface_hub import snapshot_download

    try:
        return str(
            snapshot_download(hub_id, allow_patterns=[MANIFEST, MODEL_FILE, TOKENIZER_FILE, "*.md"])
        )
    except Exception as error:
        raise ModelError(f"The hub has no usable model {hub_id}: {error}") from error


def find_folder(model: str, download: Download) -> Path:
    """The local folder `model`, or that of a hub id (owner/name) through `download`."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    parts = model.split("/")
    if len(parts) == 2 and all(parts) and not model.startswith((".", "~")):
        return Path(download(model))
    raise ModelError(f"There is no model folder {model}.")


def _read_manifest(raw: bytes) -> Manifest:
    try:
        content = json.loads(raw)
    except ValueError as error:
        raise ModelError(f"{MANIFEST} is not JSON.") from error
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise ModelError(f"{MANIFEST} has format {found}; this version reads format {FORMAT}.")
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        raise ModelError(f"{MANIFEST} is incomplete: {error.error_count()} problems.") from error
    expected = {name: list(head.classes) for name, head in HEADS.items()}
    if manifest.heads != expected:
        raise ModelError(f"{MANIFEST} names other classes than this version knows.")
    return manifest
