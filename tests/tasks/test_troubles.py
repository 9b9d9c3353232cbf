"""The console tells each trouble once, as long as it stays the same."""

import errno
import os

import pytest

from schemas.errors import StoreError
from tasks.troubles import Troubles, name_problem


def test_a_trouble_is_told_once_and_again_when_it_changes_or_comes_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    troubles = Troubles()
    for sentence in ("a: locked", "a: locked", "a: full", "a: locked"):
        troubles.tell("a", sentence)
    troubles.is_over("a")
    troubles.tell("a", "a: locked")
    told = ["a: locked", "a: full", "a: locked", "a: locked"]
    assert [record.message for record in caplog.records] == told


def test_what_a_round_does_not_meet_is_over(caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles()
    for met in ("ab", "a", "ab"):
        troubles.next_round()
        for about in met:
            troubles.tell(about, f"{about}\x1b")
    assert [record.message for record in caplog.records] == ["a\ufffd", "b\ufffd", "b\ufffd"]


def test_a_problem_names_the_place_and_no_words_of_documents() -> None:
    error = OSError(errno.EPERM, os.strerror(errno.EPERM), "/p/a.pdf", None, "/review/a.pdf")
    assert name_problem(error) == "/review/a.pdf: Operation not permitted"
    assert name_problem(StoreError("database is locked")) == "database is locked"
    assert name_problem(ValueError("secret words")) == "ValueError"
