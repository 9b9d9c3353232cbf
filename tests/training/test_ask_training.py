"""Weights for needs_reply and urgency, fitted from few made-up mails."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from schemas.vocabulary import URGENCIES
from training.mail.ask_data import PLAIN, Ask, find_openers
from training.mail.asks import (
    REPLY_WEIGHTS,
    cross_fit,
    fit_scores,
    measure,
    reply_rows,
    urgency_rows,
)
from training.mail.folds import Views, load_views, save_views


def make_ask(number: int, source: str = "real") -> Ask:
    asks = number % 2 == 0
    return Ask(
        id=str(number),
        source=source,
        fold=number % 5,
        weight=1.0,
        chances={
            "needs_reply": {"true": 0.5},
            "urgency": {"low": 0.4, "normal": 0.4, "high": 0.2},
        },
        statements=frozenset({"please" if asks else "fyi", f"seldom {number}", "due:never"}),
        days_left=None,
        pressing=False,
        needs_reply=asks,
        urgency="normal" if asks else "low",
    )


ASKS = [make_ask(number) for number in range(40)]


def test_statements_of_asking_mails_speak_for_a_reply() -> None:
    (weights,) = fit_scores(reply_rows(ASKS))
    assert weights.statements["please"] > 0 > weights.statements["fyi"]
    assert not any(name.startswith("seldom") for name in weights.statements)


def test_each_mail_is_judged_by_weights_that_never_saw_it() -> None:
    odd = make_ask(0)._replace(needs_reply=False, urgency="low")
    asks = [odd, *ASKS[1:]]
    scores = cross_fit(asks, reply_rows(asks))
    figures = measure(asks, [score[0] > 0 for score in scores], lambda ask: ask.needs_reply)
    assert scores[0][0] > 0
    assert figures["real"][0] == pytest.approx(39 / 40, abs=1e-3)


def test_our_own_mails_count_less_than_those_of_the_set() -> None:
    rows = reply_rows([make_ask(0), make_ask(0, PLAIN), make_ask(0, "turned")])
    assert rows.weights == [1.0, REPLY_WEIGHTS[PLAIN], REPLY_WEIGHTS["turned"]]
    assert rows.weights == sorted(rows.weights, reverse=True)


def test_openers_of_the_mail_set_alone_are_not_learned() -> None:
    told = [frozenset({"opens:please", "opens:vera", "thanks"})] * 4
    assert find_openers(told, [PLAIN] * 4) == {"opens:please", "opens:vera"}
    assert find_openers(told, ["real", PLAIN, PLAIN, "written"]) == set()
    assert find_openers(told, ["turned"] * 4) == set()


def test_urgency_follows_the_reply_and_not_the_words() -> None:
    chances = [0.9 if ask.needs_reply else 0.1 for ask in ASKS]
    rows = urgency_rows(ASKS, chances)
    assert rows.statements[0] == {"due:never"}
    found = fit_scores(rows)
    assert len(found) == len(URGENCIES)
    best = [
        URGENCIES[int(np.argmax([w.score(view, names) for w in found]))]
        for view, names in zip(rows.views, rows.statements, strict=True)
    ]
    assert best == [ask.urgency for ask in ASKS]


def test_mails_of_our_own_count_less_and_less_for_urgency() -> None:
    plain = [make_ask(0, "plain")]
    assert 1 > reply_rows(plain).weights[0] > urgency_rows(plain, [0.5]).weights[0] > 0


def test_views_survive_their_file(tmp_path: Path) -> None:
    views = Views(["a", "b"], np.ones((2, 3), np.float32), np.zeros((2, 3), np.float32))
    save_views(views, tmp_path / "folds.npz")
    again = load_views(tmp_path / "folds.npz")
    assert again.ids == views.ids and again.encoded.tolist() == views.encoded.tolist()
