"""Copies into the inbox: whatever a folder of years holds."""

import errno
import os
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.hand_over import copy_into, list_documents
from tasks.intake import claim_file, scan_inbox


def test_links_and_junk_are_left_alone(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "old"
    (outside / "deep").mkdir(parents=True)
    (outside / "secret.pdf").write_bytes(b"secret")
    (folder / "2024" / ".hidden").mkdir(parents=True)
    (folder / "link.pdf").symlink_to(outside / "secret.pdf")
    (folder / "linked").symlink_to(outside)
    (folder / "2024" / ".hidden" / "a.pdf").touch()
    (folder / "2024" / "a.pdf").touch()
    (folder / "b.pdf").touch()
    assert list_documents(folder) == [folder / "2024" / "a.pdf", folder / "b.pdf"]


@pytest.mark.parametrize(
    "name", [b"x" * 250 + b".pdf", "ü".encode() * 125 + b".pdf", b"r\xfcck\n.pdf", b"y" * 255]
)
def test_a_name_of_any_length_is_copied_twice_and_taken(settings: Settings, name: bytes) -> None:
    original = Path(os.fsdecode(os.fsencode(settings.home) + b"/" + name))
    original.write_bytes(b"data")
    copies = [copy_into(original, settings.inbox / "invoices") for _ in range(2)]
    assert copies[0] != copies[1]
    assert sorted(scan_inbox(settings, {})) == sorted(copies)
    claims = [claim_file(copy, settings) for copy in copies]
    assert [claim is not None and claim.path.read_bytes() for claim in claims] == [b"data"] * 2


def test_what_cannot_be_copied_leaves_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (settings.home / "a.pdf").touch()
    monkeypatch.setattr("tasks.hand_over.shutil.copyfileobj", refuse)
    with pytest.raises(OSError, match="No space"):
        copy_into(settings.home / "a.pdf", settings.inbox)
    assert [path for path in settings.inbox.rglob("*") if path.is_file()] == []


def test_an_unfinished_file_of_another_program_is_left_alone(settings: Settings) -> None:
    (settings.home / "a.pdf").write_bytes(b"data")
    stranger = settings.inbox / "a.pdf.part"
    stranger.write_bytes(b"half")
    assert copy_into(settings.home / "a.pdf", settings.inbox) == settings.inbox / "a.pdf"
    assert stranger.read_bytes() == b"half"


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_share_without_hard_links_takes_copies(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    for data in (b"one", b"two"):
        (settings.home / "a.pdf").write_bytes(data)
        copy_into(settings.home / "a.pdf", settings.inbox / "mail")
    copies = {path.name: path.read_bytes() for path in (settings.inbox / "mail").iterdir()}
    assert copies == {"a.pdf": b"one", "a (2).pdf": b"two"}
