"""`mailroom extract` as scripts use it: a real process, its stdout, stderr and exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_documents import UBL, write_einvoice, write_mail, write_pdf
from typer.testing import CliRunner

from mailroom.cli import app
from schemas.settings import REPOSITORY

MAILROOM = Path(sys.executable).with_name("mailroom")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(MAILROOM), *map(str, arguments)], capture_output=True, text=True, timeout=60
    )


def records(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_json_lines_stand_alone_on_stdout_in_the_order_of_the_files(tmp_path: Path) -> None:
    attached = {"r.xml": UBL.format(number="M-1").encode()}
    files = [
        write_pdf(tmp_path / "b.pdf", ["A letter", "of two rows"]),
        write_einvoice(tmp_path / "a.xml", "R-1"),
        write_mail(tmp_path / "m.eml", "Rechnung M-1", attached),
        write_einvoice(tmp_path / "c.xml", "R-2"),
    ]
    done = run("extract", *files, "--json")
    assert done.returncode == 0, done.stderr
    found = records(done)
    assert [record["source"] for record in found] == [
        str(files[0]), str(files[1]), str(files[2]), f"{files[2]}/r.xml", str(files[3]),
    ]  # fmt: skip
    assert found[3]["parent_id"] == found[2]["document_id"]
    fields = found[1]["fields"]
    assert isinstance(fields, dict)
    assert fields["total_gross"]["value"] == "119.00"
    assert not any(tmp_path.glob("mailroom-home"))


def test_an_unreadable_document_is_a_record_and_exit_code_two(tmp_path: Path) -> None:
    (tmp_path / "void.pdf").touch()
    done = run("extract", tmp_path / "void.pdf", write_einvoice(tmp_path / "a.xml", "R"), "--json")
    assert done.returncode == 2
    assert [record["outcome"] for record in records(done)] == ["failed", "accepted"]


def test_given_words_keep_their_id(tmp_path: Path) -> None:
    def line(name: str, words: list[tuple[str, list[float]]]) -> str:
        pages = [{"width": 600, "height": 800, "words": [
            {"text": text, "box": box} for text, box in words]}]  # fmt: skip
        return json.dumps({"id": name, "pages": pages})

    words = tmp_path / "pages.jsonl"
    words.write_text(
        line("one", [("ACME Ltd", [10, 10, 90, 20]), ("TOTAL 4.20", [10, 40, 110, 50])])
        + "\n\n" + line("two", [("Hello", [10, 10, 60, 20])]) + "\n"
    )  # fmt: skip
    done = run("extract", "--words", words, "--json")
    assert done.returncode == 0, done.stderr
    assert [record["document_id"] for record in records(done)] == ["one", "two"]


def test_a_words_line_of_another_shape_fails_alone(tmp_path: Path) -> None:
    words = tmp_path / "pages.jsonl"
    page = {"width": 9, "height": 9, "words": [{"text": "Hello", "box": [1, 1, 5, 2]}]}
    words.write_text(
        json.dumps({"id": "bad", "pages": 3}) + "\n" + json.dumps({"id": "ok", "pages": [page]})
    )
    done = run("extract", "--words", words, "--json")
    assert done.returncode == 2
    outcomes = {record["document_id"]: record["outcome"] for record in records(done)}
    assert outcomes["bad"] == "failed"
    assert outcomes["ok"] != "failed"


@pytest.mark.parametrize("broken", [b"{nonsense", b"[1, 2]", b'{"id": "\xe4"}'])
def test_a_line_that_is_no_object_fails_alone_and_is_named(tmp_path: Path, broken: bytes) -> None:
    words = tmp_path / "pages.jsonl"
    page = {"width": 9, "height": 9, "words": [{"text": "Hello", "box": [1, 1, 5, 2]}]}
    good = json.dumps({"id": "ok", "pages": [page]}).encode()
    words.write_bytes(broken + b"\n" + good)
    done = run("extract", "--words", words, "--json")
    assert done.returncode == 2
    failed, read = records(done)
    assert failed["outcome"] == "failed"
    assert failed["source"] == f"{words}, line 1"
    assert "line 1" in str(failed["reasons"])
    assert (read["document_id"], read["outcome"] != "failed") == ("ok", True)


def test_a_words_line_ends_at_a_line_feed_only(tmp_path: Path) -> None:
    words = tmp_path / "pages.jsonl"
    text = "one\u2028two\u0085three\x7f"
    page = {"width": 9, "height": 9, "words": [{"text": text, "box": [1, 1, 5, 2]}]}
    line = json.dumps({"id": "half \ud800", "pages": [page]}, ensure_ascii=True)
    raw = line.replace("\\u2028", "\u2028").replace("\\u0085", "\u0085")
    words.write_bytes(b"\xef\xbb\xbf" + raw.encode() + b"\r\n")
    done = run("extract", "--words", words, "--json")
    assert done.returncode == 0, done.stderr
    assert [record["document_id"] for record in records(done)] == ["half ?"]


def test_json_is_utf_8_whatever_the_names_and_the_locale(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9 \xc3\xbc.xml"
    Path(os.fsdecode(odd)).write_text(UBL.format(number="R-1"))
    done = subprocess.run(
        [os.fsencode(MAILROOM), b"extract", odd, b"--json"],
        capture_output=True, env=os.environ | {"PYTHONIOENCODING": "latin-1"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode())["source"] == f"{tmp_path}/caf\ufffd ü.xml"


@pytest.mark.parametrize("arguments", [(), ("nowhere.pdf",), (".",)])
def test_wrong_usage_is_said_before_any_work(arguments: tuple[str, ...]) -> None:
    done = run("extract", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_person_reads_a_table(tmp_path: Path) -> None:
    done = run("extract", write_einvoice(tmp_path / "a.xml", "R-1"))
    assert done.returncode == 0, done.stderr
    for words in ("invoice number", "R-1", "accepted", "Nordlicht Lampen GmbH", "Tischlampe"):
        assert words in done.stdout


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_letters_that_a_terminal_lacks_end_nothing(tmp_path: Path, command: str) -> None:
    sample = REPOSITORY / "mailroom" / "samples" / "Rechnung RE-2026-0412.pdf"
    done = subprocess.run(
        [str(MAILROOM), command, str(sample)],
        capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Kopierpapier A4 80 g wei?" in done.stdout
    assert b"Traceback" not in done.stderr


def test_what_may_not_be_read_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = write_einvoice(tmp_path / "a.xml", "R-1")
    monkeypatch.setattr(os, "access", lambda path, _: path != locked)
    for command in ("extract", "explain"):
        done = CliRunner().invoke(app, [command, str(locked)], env={"COLUMNS": "300"})
        assert done.exit_code == 2
        assert "a.xml may not be read by this user" in done.output


def test_a_pipe_is_read_only_where_a_shell_hands_it_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    done = run("extract", tmp_path / "pipe.xml")
    assert done.returncode == 2
    assert "give a file" in done.stderr
    given = subprocess.run(
        [str(MAILROOM), "extract", "/dev/stdin", "--json"],
        input=UBL.format(number="R-1"), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert given.returncode == 0, given.stderr
    assert records(given)[0]["outcome"] == "accepted"


def test_neither_help_nor_extract_loads_prefect(tmp_path: Path) -> None:
    imported = (
        "import sys, mailroom.cli\n"
        "assert 'onnxruntime' not in sys.modules, 'help would be slow'\n"
        "import mailroom.extraction, mailroom.report\n"
        "assert 'prefect' not in sys.modules, 'extract would be slow'\n"
    )
    subprocess.run([sys.executable, "-c", imported], check=True, timeout=60)


@pytest.mark.parametrize(
    "command", [(), ("up",), ("demo",), ("extract",), ("process",), ("status",), ("show",)]
)
def test_every_command_has_help_with_an_example(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert ("Exit codes" if not command else f"mailroom {command[0]}") in done.stdout
