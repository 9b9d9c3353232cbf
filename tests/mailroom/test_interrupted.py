"""`mailroom extract` ends at Ctrl-C: at once, with whole lines, a sentence, and no process left."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from made_documents import UBL, write_einvoice

from tests.readers.paper import make_picture, make_scanned_pdf

MAILROOM = Path(sys.executable).with_name("mailroom")
PAGES_N = 60  # a page takes a second or so


def extract(*files: Path) -> subprocess.Popen[bytes]:
    """In a session of its own, as a terminal starts it; its output is left unread in a pipe."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.Popen(
        [str(MAILROOM), "extract", "--json", *map(str, files)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env=env,
    )  # fmt: skip


def interrupt(running: subprocess.Popen[bytes]) -> tuple[bytes, str]:
    os.killpg(running.pid, signal.SIGINT)
    output, told = running.communicate(timeout=60)
    assert running.returncode == 130
    return output, told.decode()


def test_it_waits_for_no_document_and_leaves_no_process(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(make_scanned_pdf([make_picture()] * PAGES_N))
    running = extract(write_einvoice(tmp_path / "a.xml", "R-1"), scan)
    assert running.stdout is not None
    assert json.loads(running.stdout.readline())["outcome"] == "accepted"
    start = time.monotonic()
    output, told = interrupt(running)
    assert time.monotonic() - start < 10
    assert output == b""
    assert told == "mailroom: stopped before all was done\n"


def test_a_line_that_is_being_written_is_written_whole(tmp_path: Path) -> None:
    head, items, rest = UBL.format(number="R-1").partition("<cac:InvoiceLine>")
    line, end, rest = f"{items}{rest}".partition("</cac:InvoiceLine>")
    large = tmp_path / "large.xml"
    large.write_text(head + (line + end) * 400 + rest, encoding="utf-8")
    running = extract(large)
    assert running.stdout is not None
    begun = os.read(running.stdout.fileno(), 1000)  # the pipe holds a part of the rest
    output, told = interrupt(running)
    assert len(json.loads(begun + output)["lines"]) == 400
    assert (begun + output).endswith(b"}\n")
    assert "Traceback" not in told
