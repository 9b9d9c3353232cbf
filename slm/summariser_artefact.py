"""The summariser's folder: verified file by file against its manifest, as the encoder's is.

Any instruction-tuned decoder that optimum exported with its cache can stand here: put a manifest
beside model.onnx and tokenizer.json that names their hashes and the parts of its prompt.
"""

from pathlib import Path

from pydantic import Field

from schemas.document import Contract
from slm.decoder import SCORED_N
from slm.model_folder import MODEL_FILE, TOKENIZER_FILE, Download, FolderManifest, open_folder

#: Raised when the prompt or the network's inputs change their meaning.
FORMAT = 1


class WriterManifest(FolderManifest):
    """manifest.json: what the folder holds and how to ask the model for a summary.

    prefix, suffix: what stands before and after the text in the
    prompt, in the model's own chat form; stop: the token that ends its answer. languages: those
    in which it may write, all if empty. least_confidence: mean log probability below which a
    draft is thrown away. drafts_n: how many are written, the first by the likeliest tokens, the
    others drawn at `temperature`; drafts_n_vnni: how many on a CPU that multiplies 8-bit integers
    twice as fast (VNNI), as many as elsewhere if None.
    """

    base: str = ""
    licence: str = ""
    prefix: str
    suffix: str
    stop: str
    source_tokens_n: int = Field(gt=0)
    new_tokens_n: int = Field(60, gt=0, le=200)
    drafts_n: int = Field(6, gt=0, le=SCORED_N)
    drafts_n_vnni: int | None = Field(None, gt=0, le=SCORED_N)
    temperature: float = Field(0.6, gt=0)
    languages: list[str] = []
    least_confidence: float = -10.0


class WriterArtefact(Contract):
    """A verified folder. `sha256` is the manifest's, which pins all files."""

    folder: Path
    manifest: WriterManifest
    sha256: str


def open_writer(model: str, download: Download | None = None) -> WriterArtefact:
    """Opens and verifies the summariser's folder, see `slm.model_folder.open_folder`.

    Raises:
        ModelError: as there.
    """
    folder, manifest, sha256 = open_folder(
        model,
        WriterManifest,
        what="The summariser's folder",
        known_format=FORMAT,
        needed=(MODEL_FILE, TOKENIZER_FILE),
        download=download,
    )
    return WriterArtefact(folder=folder, manifest=manifest, sha256=sha256)
