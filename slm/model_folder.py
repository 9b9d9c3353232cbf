"""A folder with a model: found on disk or the hub, verified file by file against its manifest."""

import hashlib
import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from schemas.document import Contract
from schemas.errors import ModelError
from schemas.identity import hash_file

MANIFEST = "manifest.json"
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
Download = Callable[[str], str]


class FolderManifest(Contract):
    """What every manifest.json says. files: name → SHA-256, hex.

    data, metrics and versions say how the model came about; nothing at run time depends on them.
    """

    format: int
    name: str
    version: str
    files: dict[str, str]
    data: list[dict[str, Any]] = []
    metrics: dict[str, Any] = {}
    versions: dict[str, str] = {}


M = TypeVar("M", bound=FolderManifest)


def open_folder(
    model: str,
    shape: type[M],
    *,
    what: str,
    known_format: int,
    needed: Collection[str],
    download: Download | None = None,
) -> tuple[Path, M, str]:
    """Opens a local folder, or a hub id (owner/name) through `download`, and verifies it.

    Args:
        shape: the manifest's class. what: names the folder in messages, "The model folder".
        needed: files that the manifest must pin.

    Returns:
        The folder, its manifest, and the manifest's SHA-256, which pins all files.

    Raises:
        ModelError: nothing is there, a file is missing or altered, or the format is unknown.
    """
    folder = _find_folder(model, download or download_snapshot)
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelError(f"{what} has no {MANIFEST}: {folder}")
    raw = path.read_bytes()
    manifest = _read_manifest(raw, shape, what, known_format)
    for name, expected in manifest.files.items():
        file = folder / name
        if Path(name).name != name or not file.is_file():
            raise ModelError(f"{what} lacks {name}.")
        if hash_file(file) != expected:
            raise ModelError(f"{name} is not the file that the manifest names: its hash differs.")
    for name in sorted(set(needed) - manifest.files.keys()):
        raise ModelError(f"{what}: {MANIFEST} does not pin {name}.")
    return folder, manifest, hashlib.sha256(raw).hexdigest()


def download_snapshot(hub_id: str) -> str:
    """Fetches a model repository from the hub into its cache; returns the folder.

    Raises:
        ModelError: the hub cannot be reached or has no such repository.
    """
    # Imported here: a local folder is the rule, and the import alone costs half a second.
    from huggingface_hub import snapshot_download

    patterns = [MANIFEST, MODEL_FILE, TOKENIZER_FILE, "*.npz", "*.md"]
    try:
        return str(snapshot_download(hub_id, allow_patterns=patterns))
    except Exception as error:
        raise ModelError(f"The hub has no usable model {hub_id}: {error}") from error


def _find_folder(model: str, download: Download) -> Path:
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    parts = model.split("/")
    if len(parts) == 2 and all(parts) and not model.startswith((".", "~")):
        return Path(download(model))
    raise ModelError(f"There is no model folder {model}.")


def _read_manifest(raw: bytes, shape: type[M], what: str, known_format: int) -> M:
    try:
        content = json.loads(raw)
    except ValueError as error:
        raise ModelError(f"{what}: {MANIFEST} is not JSON.") from error
    found = content.get("format") if isinstance(content, dict) else None
    if found != known_format:
        raise ModelError(
            f"{what}: {MANIFEST} has format {found}; this version reads format {known_format}."
        )
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise ModelError(
            f"{what}: {MANIFEST} is incomplete: {error.error_count()} problems."
        ) from error
