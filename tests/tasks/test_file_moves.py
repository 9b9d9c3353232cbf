import contextlib
import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tasks import file_moves
from tasks.file_moves import fit_name, move_once


@pytest.fixture(params=["hard links", "copies"])
def any_file_system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as here, once as where hard links are impossible: another disk, exFAT, some shares."""
    if request.param == "copies":

        def refuse(_source: Path, _target: Path) -> None:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

        monkeypatch.setattr(file_moves.os, "link", refuse)


pytestmark = pytest.mark.usefixtures("any_file_system")


def make(path: Path, data: bytes = b"data") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_moves_with_its_bytes_and_time(tmp_path: Path) -> None:
    source = make(tmp_path / "a" / "bill.pdf")
    os.utime(source, (1_000_000, 1_000_000))
    moved = move_once(source, tmp_path / "done" / "2026", tmp_path / "plan")
    assert moved == tmp_path / "done" / "2026" / "bill.pdf"
    assert moved.read_bytes() == b"data"
    assert moved.stat().st_mtime == 1_000_000
    assert not source.exists()


def test_a_taken_name_is_never_overwritten(tmp_path: Path) -> None:
    for number in range(3):
        source = make(tmp_path / "a" / "bill.v2.pdf", b"%d" % number)
        move_once(source, tmp_path / "done", tmp_path / f"plan {number}")
    assert names(tmp_path / "done") == ["bill.v2 (2).pdf", "bill.v2 (3).pdf", "bill.v2.pdf"]
    contents = {path.read_bytes() for path in (tmp_path / "done").iterdir()}
    assert contents == {b"0", b"1", b"2"}


def test_even_a_broken_link_counts_as_a_taken_name(tmp_path: Path) -> None:
    (tmp_path / "done").mkdir()
    (tmp_path / "done" / "bill.pdf").symlink_to("nowhere")
    source = make(tmp_path / "a" / "bill.pdf")
    assert move_once(source, tmp_path / "done", tmp_path / "plan").name == "bill (2).pdf"


def test_files_of_one_name_moved_at_once_all_arrive(tmp_path: Path) -> None:
    def move(number: int) -> Path:
        source = make(tmp_path / str(number) / "bill.pdf", b"%d" % number)
        return move_once(source, tmp_path / "done", tmp_path / f"plan {number}")

    with ThreadPoolExecutor(8) as pool:
        moved = list(pool.map(move, range(24)))
    assert len(set(moved)) == 24
    assert [int(path.read_bytes()) for path in moved] == list(range(24))
    assert len(names(tmp_path / "done")) == 24


def test_moving_again_returns_the_same_place(tmp_path: Path) -> None:
    source = make(tmp_path / "a" / "bill.pdf")
    plan = tmp_path / "plan"
    moved = move_once(source, tmp_path / "done", plan)
    assert move_once(source, tmp_path / "done", plan) == moved
    moved.unlink()  # somebody took the file away meanwhile
    assert move_once(source, tmp_path / "done", plan) == moved
    assert names(tmp_path / "done") == []


class Killed(BaseException):
    """Stands for kill -9: nothing of ours catches it."""


@pytest.mark.parametrize(
    "step", ["os.link", "os.open", "shutil.copyfile", "os.utime", "Path.replace", "Path.unlink"]
)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_move_cut_short_anywhere_ends_in_exactly_one_file(
    tmp_path: Path, step: str, moment: str
) -> None:
    owner = Path if step.startswith("Path.") else getattr(file_moves, step.split(".")[0])
    name = step.split(".")[1]
    original = getattr(owner, name)
    for call in range(1, 12):
        folder = tmp_path / str(call)
        source = make(folder / "a" / "bill.pdf")
        make(folder / "done" / "bill.pdf", b"an older one")
        calls = 0

        def cut(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == call and moment == "before":  # noqa: B023
                raise Killed
            result = original(*arguments, **named)
            if calls == call:  # noqa: B023
                raise Killed
            return result

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(owner, name, cut)
            with contextlib.suppress(Killed):
                move_once(source, folder / "done", folder / "plan")
        moved = move_once(source, folder / "done", folder / "plan")
        assert not source.exists()
        assert moved.read_bytes() == b"data"
        assert names(folder / "done") == ["bill (2).pdf", "bill.pdf"]
        assert (folder / "done" / "bill.pdf").read_bytes() == b"an older one"


def test_an_equal_file_that_took_the_planned_name_is_not_ours(tmp_path: Path) -> None:
    source = make(tmp_path / "a" / "bill.pdf")
    taken = make(tmp_path / "done" / "bill.pdf")
    (tmp_path / "plan").write_text(f"link\n{taken}")  # killed after planning, before linking
    assert move_once(source, tmp_path / "done", tmp_path / "plan").name == "bill (2).pdf"
    assert names(tmp_path / "done") == ["bill (2).pdf", "bill.pdf"]


def test_a_full_disk_leaves_the_file_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    source = make(tmp_path / "a" / "bill.pdf")
    with monkeypatch.context() as patch:
        patch.setattr(file_moves.os, "link", refuse)
        with pytest.raises(OSError, match="No space"):
            move_once(source, tmp_path / "done", tmp_path / "plan")
    assert source.read_bytes() == b"data"
    assert move_once(source, tmp_path / "done", tmp_path / "plan").read_bytes() == b"data"


@pytest.mark.parametrize(
    ("name", "fitted"),
    [
        ("bill.pdf", "bill.pdf"),
        ("x" * 300 + ".pdf", "x" * 231 + ".pdf"),
        ("ü" * 130 + ".pdf", "ü" * 115 + ".pdf"),
        ("." * 3 + "x" * 250, "." * 3 + "x" * 232),
        ("no suffix", "no suffix"),
    ],
)
def test_long_names_keep_their_ending(name: str, fitted: str) -> None:
    assert fit_name(name) == fitted
    assert len(f"{fitted} (99).note.txt".encode()) <= 255
