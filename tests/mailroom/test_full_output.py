"""A disk that is full where the output goes, or no output at all: no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_documents import write_einvoice

MAILROOM = Path(sys.executable).with_name("mailroom")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words", [("extract", "BILL", "--json"), ("process", "BILL"), ("extract", "--help")]
)
def test_an_output_without_room_is_told(
    words: tuple[str, ...], unbuffered: str, tmp_path: Path
) -> None:
    bill = str(write_einvoice(tmp_path / "bill.xml", "F-1"))
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [str(MAILROOM), "--home", str(tmp_path / "home"),
             *(bill if word == "BILL" else word for word in words)],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=90,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert ended.returncode == 1
    assert "mailroom: the output cannot be written: No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


@pytest.mark.parametrize(
    ("words", "code"), [("--help", 0), ("status", 0), ("show 3fa9c1", 2), ("no-such", 2)]
)
def test_a_closed_output_is_no_trouble(words: str, code: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    bill = write_einvoice(tmp_path / "bill.xml", "F-1")
    subprocess.run([str(MAILROOM), "--home", str(home), "process", str(bill)], timeout=90)
    ended = subprocess.run(
        f"'{MAILROOM}' --home '{home}' {words} >&-",
        shell=True, stderr=subprocess.PIPE, text=True, timeout=90,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
