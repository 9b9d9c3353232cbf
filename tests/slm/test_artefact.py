import json
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import ModelError
from schemas.identity import hash_file
from slm.artefact import FORMAT, open_artefact
from slm.encoder import load_encoder
from slm.heads import HEADS
from slm.model_folder import MANIFEST, MODEL_FILE, TOKENIZER_FILE


def write_folder(folder: Path, **changes: Any) -> Path:
    folder.mkdir()
    (folder / MODEL_FILE).write_bytes(b"network")
    (folder / TOKENIZER_FILE).write_bytes(b"tokenizer")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "name": "test-encoder",
        "version": "1.2.3",
        "files": {name: hash_file(folder / name) for name in (MODEL_FILE, TOKENIZER_FILE)},
        "heads": {name: list(head.classes) for name, head in HEADS.items()},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest | changes))
    return folder


def test_opens_a_whole_folder(tmp_path: Path) -> None:
    artefact = open_artefact(str(write_folder(tmp_path / "m")))
    assert (artefact.manifest.name, artefact.manifest.version) == ("test-encoder", "1.2.3")
    assert artefact.sha256 == hash_file(tmp_path / "m" / MANIFEST)


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_refuses_an_altered_file(tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path / "m")
    (folder / name).write_bytes(b"altered")
    with pytest.raises(ModelError, match="hash differs"):
        open_artefact(str(folder))


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "m")
    (folder / TOKENIZER_FILE).unlink()
    with pytest.raises(ModelError, match="lacks"):
        open_artefact(str(folder))


def test_refuses_a_manifest_that_points_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"network")
    outside = {"../secret": hash_file(tmp_path / "secret")}
    with pytest.raises(ModelError, match="lacks"):
        open_artefact(str(write_folder(tmp_path / "m", files=outside)))


def test_refuses_a_manifest_that_does_not_pin_the_network(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not pin"):
        open_artefact(str(write_folder(tmp_path / "m", files={})))


@pytest.mark.parametrize("found", [0, FORMAT + 1, None, "1"])
def test_refuses_another_format(tmp_path: Path, found: Any) -> None:
    with pytest.raises(ModelError, match="format"):
        open_artefact(str(write_folder(tmp_path / "m", format=found)))


def test_refuses_other_classes(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="classes"):
        open_artefact(str(write_folder(tmp_path / "m", heads={"tags": ["O"]})))


def test_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model folder"):
        open_artefact(str(tmp_path / "nothing"))


def test_refuses_a_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=MANIFEST):
        open_artefact(str(tmp_path))


def test_a_hub_id_is_downloaded_and_verified_like_a_folder(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "snapshot")
    asked: list[str] = []

    def download(hub_id: str) -> str:
        asked.append(hub_id)
        return str(folder)

    assert open_artefact("owner/name", download).folder == folder
    assert asked == ["owner/name"]
    (folder / MODEL_FILE).write_bytes(b"altered on the way")
    with pytest.raises(ModelError, match="hash differs"):
        open_artefact("owner/name", download)


def test_a_network_that_is_none_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_encoder(str(write_folder(tmp_path / "m")), threads_n=1)
