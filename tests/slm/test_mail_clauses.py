"""A mail asks where one of its clauses does, however many others stand around it."""

from pathlib import Path

import numpy as np
import pytest

from schemas.settings import Settings
from slm.mail_clauses import ClauseModel, terms_of_clauses
from slm.mail_encoder import CLAUSES_FILE

NEWS = "The crane came on Monday and was put up. The men were paid. The yard is clean again. "


@pytest.fixture(scope="module")
def shipped() -> ClauseModel:
    return ClauseModel.load(Path(Settings().mail_model) / CLAUSES_FILE)


def test_clauses_know_their_place_and_names_and_numbers_are_alike() -> None:
    first, last, subject, passed_on = terms_of_clauses(
        "query: FW: Boards | colleague | Did Bell pay 412? See below. || Please send 9 boards"
    )
    assert {
        "did",
        "did <n>",
        "pay # ?",
        "#first",
        "#asks True you False",
        "#sender colleague",
    } <= first
    assert {"see below", "#last", "#long 0"} <= last and "#first" not in last
    assert {"s:fw", "s:<n>"} <= subject
    assert {"f:please", "f:send #"} <= passed_on
    assert not {"please", "send"} & {*first, *last}


def test_one_clause_that_asks_is_enough() -> None:
    model = ClauseModel(["please"], np.array([9.0], np.float32), -4.0)
    silent = f"query: Site | colleague | {NEWS * 3}"
    asking = f"query: Site | colleague | {NEWS}Please call. {NEWS * 2}"
    assert model.judge(silent) < 0.3
    assert model.judge(asking) > 0.9


def test_more_clauses_never_ask_less() -> None:
    model = ClauseModel(["please"], np.array([3.0], np.float32), -2.0)
    chances = [model.judge("query: | external | " + "Please call. " * n) for n in range(1, 6)]
    assert chances == sorted(chances)


@pytest.mark.parametrize(
    "text", ["", "query:  |  | ", "\U0001f600", "query: a | b | || || ...", "?" * 9]
)
def test_any_text_has_a_chance(shipped: ClauseModel, text: str) -> None:
    assert 0 < shipped.judge(text) < 1


def test_the_shipped_model_finds_the_question_in_a_long_mail(shipped: ClauseModel) -> None:
    told = f"query: Site report | colleague | {NEWS * 2}"
    asked = f"query: Site report | colleague | {NEWS}Can you send me the invoice? {NEWS}"
    assert shipped.judge(asked) > shipped.judge(told) + 0.2


def test_a_clause_model_survives_its_file(tmp_path: Path) -> None:
    model = ClauseModel(
        ["please", "thanks", "nothing"], np.array([2.0, -1.0, 0.001], np.float32), -2.0
    )
    model.save(tmp_path / CLAUSES_FILE)
    again = ClauseModel.load(tmp_path / CLAUSES_FILE)
    text = "query: Boards | external | Please send them. Thanks!"
    assert again.judge(text) == pytest.approx(model.judge(text), abs=1e-2)
    with np.load(tmp_path / CLAUSES_FILE) as stored:
        assert stored["terms"].tobytes() == b"please\nthanks"
