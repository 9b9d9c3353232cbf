"""The summariser's folder is opened only when it is whole and unaltered."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from tiny_writer import build_tokenizer, manifest, write_folder

from schemas.document import MailMessage
from schemas.errors import ModelError
from slm.summariser import load_summariser
from slm.summariser_artefact import open_writer


def make_folder(folder: Path, tokenizer: bytes = b"{}", **more: Any) -> Path:
    files = {"model.onnx": b"network", "tokenizer.json": tokenizer}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    write_folder(folder, {**manifest(files=hashes).model_dump(mode="json"), **more})
    return folder


def test_a_whole_folder_opens_and_is_pinned_by_its_manifest(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    opened = open_writer(str(folder))
    raw = (folder / "manifest.json").read_bytes()
    assert opened.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_hub_id_goes_through_the_download(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    asked = []

    def download(hub_id: str) -> str:
        asked.append(hub_id)
        return str(folder)

    assert open_writer("owner/name", download).folder == folder
    assert asked == ["owner/name"]


def test_an_altered_or_missing_file_is_refused(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    (folder / "model.onnx").write_bytes(b"another")
    with pytest.raises(ModelError, match=r"model\.onnx.*hash"):
        open_writer(str(folder))
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"lacks model\.onnx"):
        open_writer(str(folder))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"format": 99}, "format 99"),
        ({"files": {}}, "does not pin"),
        ({"source_tokens_n": 0}, "incomplete"),
        ({"files": {"model.onnx": "0", "tokenizer.json": "0", "../x": "0"}}, "model folder|lacks"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused(
    more: dict[str, Any], message: str, tmp_path: Path
) -> None:
    folder = make_folder(tmp_path, **more)
    if "../x" in more.get("files", {}):
        real = open_writer(str(make_folder(tmp_path))).manifest.files
        make_folder(tmp_path, files={**real, "../x": "0"})
    with pytest.raises(ModelError, match=message):
        open_writer(str(folder))


def test_a_tokenizer_that_is_none_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="tokenizer cannot be read"):
        load_summariser(str(make_folder(tmp_path)), threads_n=1)


def test_a_network_that_is_none_is_a_model_error_at_the_first_mail(tmp_path: Path) -> None:
    tokenizer = build_tokenizer().to_str().encode()
    shared = load_summariser(str(make_folder(tmp_path, tokenizer=tokenizer)), threads_n=1)
    with pytest.raises(ModelError, match="cannot be loaded"):
        shared.write_summary(MailMessage(subject="Pump", new_text="Hello"), "en")


def test_a_folder_without_manifest_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no manifest\.json"):
        open_writer(str(tmp_path))
