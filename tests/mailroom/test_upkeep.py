"""What the launcher does with children that do not stay up; a disk that is full is named."""

from pathlib import Path

import pytest

from mailroom import upkeep
from mailroom.upkeep import ServiceFailed, Upkeep, name_disk_trouble


class ShortLived:
    """A child that has ended whenever it is looked at."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.started_at = 0.0
        self.starts_n = 0

    def exit_code(self) -> int:
        return 1

    def start(self) -> None:
        self.starts_n += 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1.0]
    monkeypatch.setattr(upkeep.time, "monotonic", lambda: now[0])
    return now


def look_after(child: ShortLived, home: Path, said: list[str]) -> Upkeep:
    return Upkeep([child], home, said.append)  # type: ignore[list-item]


@pytest.mark.parametrize("name", ["service", "server"])
def test_a_part_that_does_not_stay_up_ends_the_system(
    tmp_path: Path, clock: list[float], name: str
) -> None:
    child, said = ShortLived(name), list[str]()
    looking = look_after(child, tmp_path, said)
    with pytest.raises(ServiceFailed, match="ended 12 times right after its start"):
        for _ in range(12):
            looking.look()
    assert child.starts_n == 11


def test_the_worker_is_tried_now_and_then_and_ends_nothing(
    tmp_path: Path, clock: list[float]
) -> None:
    child, said = ShortLived("worker"), list[str]()
    looking = look_after(child, tmp_path, said)
    for _ in range(20):
        looking.look()
    assert child.starts_n == 2
    assert len(said) == 3
    assert "Documents are read without it" in said[-1]
    clock[0] += upkeep.SPARED_PAUSE_S
    child.started_at = clock[0]
    for _ in range(20):
        looking.look()
    assert child.starts_n == 3


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert name_disk_trouble(tmp_path) == ""

    def refuse(**_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upkeep.tempfile, "TemporaryFile", refuse)
    why = f"; the disk that holds {tmp_path} takes nothing (No space left on device)"
    assert name_disk_trouble(tmp_path) == why
    child, said = ShortLived("worker"), list[str]()
    look_after(child, tmp_path, said).look()
    assert said == [f"The worker ended (code 1){why}; starting it again."]
