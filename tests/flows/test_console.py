"""The service's console: what names say is no line of its own."""

import logging

import pytest

from flows.service import LineFormatter, print_line


def test_a_name_is_printed_as_part_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("accepted", "a\n12:00:00  accepted   b.pdf\x1b[2K")
    said = capsys.readouterr().out
    assert said.endswith("a\ufffd12:00:00  accepted   b.pdf\ufffd[2K\n")
    assert said.count("\n") == 1


def test_a_message_is_one_line_and_an_error_below_it_is_told() -> None:
    error = ValueError("why")
    record = logging.LogRecord(
        "x", logging.ERROR, "x.py", 1, "cannot %s", ("a\nb",), (ValueError, error, None)
    )
    assert LineFormatter("%(message)s").format(record) == "cannot a\ufffdb\nValueError: why"


def test_lines_of_two_workers_do_not_run_together(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("sys.stdout.write", said.append)
    print_line("accepted", "a.pdf")
    assert [text.endswith("accepted   a.pdf\n") for text in said] == [True]


def test_without_a_console_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    print_line("accepted", "a.pdf")
