"""The encoder's folder: its manifest, and the folder verified against it."""

from pathlib import Path

from schemas.document import Contract
from schemas.errors import ModelError
from slm.heads import HEADS
from slm.model_folder import (
    MANIFEST,
    MODEL_FILE,
    TOKENIZER_FILE,
    Download,
    FolderManifest,
    open_folder,
)

#: Raised when the network's inputs, outputs or serialisation change their meaning.
FORMAT = 1


class Fitted(Contract):
    """What dev documents say, before first readings of new papers are told."""

    assessment: dict[str, dict[str, float]] = {}
    acceptance: dict[str, float] = {}


class Manifest(FolderManifest):
    """manifest.json: what the folder holds and how to read the network's output.

    heads: head → its classes in output order. temperatures: head → what its logits are divided
    by. curves: field → (slope, bias), and assessment: field → feature → weight, see
    `slm.calibrate`. acceptance: group of documents → the joint probability of its key fields from
    which it is accepted. fitted: both as dev documents alone say, by which receipts are assessed.
    """

    heads: dict[str, list[str]]
    temperatures: dict[str, float] = {}
    curves: dict[str, tuple[float, float]] = {}
    assessment: dict[str, dict[str, float]] = {}
    acceptance: dict[str, float] = {}
    fitted: Fitted = Fitted()


class Artefact(Contract):
    """A verified model folder. `sha256` is the manifest's, which pins all files."""

    folder: Path
    manifest: Manifest
    sha256: str


def open_artefact(model: str, download: Download | None = None) -> Artefact:
    """Opens and verifies the encoder's folder, see `slm.model_folder.open_folder`.

    Raises:
        ModelError: as there, or the manifest names other classes.
    """
    folder, manifest, sha256 = open_folder(
        model,
        Manifest,
        what="The model folder",
        known_format=FORMAT,
        needed=(MODEL_FILE, TOKENIZER_FILE),
        download=download,
    )
    if manifest.heads != {name: list(head.classes) for name, head in HEADS.items()}:
        raise ModelError(f"{MANIFEST} names other classes than this version knows.")
    return Artefact(folder=folder, manifest=manifest, sha256=sha256)
