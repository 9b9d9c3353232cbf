"""Weights for deadlines, fitted from few made-up mails."""

from datetime import date

import pytest

pytest.importorskip("torch")

from tasks.mails.deadline_features import Candidate
from tasks.mails.deadlines import choose_day
from training.mail.deadlines import THRESHOLDS, Case, choose_threshold, fit, fold_of, measure

ASKED, NAMED = date(2025, 5, 9), date(2025, 5, 12)


def make_case(number: int, day: date | None) -> Case:
    candidates = [
        Candidate(ASKED, "by Friday", frozenset({"asks" if day else "tells"})),
        Candidate(NAMED, "Monday", frozenset({"meeting"})),
    ]
    return Case("real", f"g{number}", candidates, day.isoformat() if day else "")


CASES = [make_case(number, ASKED if number % 2 else None) for number in range(20)]


def test_the_right_day_becomes_the_likeliest_and_none_stays_possible() -> None:
    weights = fit(CASES)
    asked, told = choose_day(CASES[1].candidates, weights), choose_day(CASES[0].candidates, weights)
    assert asked is not None and asked[0] == ASKED and asked[1] > 0.5
    assert told is not None and told[1] < 0.5


def test_features_of_fewer_than_three_mails_are_left_out() -> None:
    odd = Candidate(NAMED, "Monday", frozenset({"seldom"}))
    case = CASES[0]._replace(candidates=[*CASES[0].candidates, odd])
    assert "seldom" not in fit([*CASES, case]).weights


def test_a_date_counts_only_when_it_is_the_right_one() -> None:
    judged = [(CASES[1], ASKED.isoformat(), 0.9), (CASES[3], NAMED.isoformat(), 0.9)]
    assert measure(judged, 0.5)["real"] == 0.5
    assert measure(judged, 0.95)["real"] == 0.0


def test_of_thresholds_that_are_alike_the_lowest_is_taken() -> None:
    scores = [0.4, *[0.5] * (len(THRESHOLDS) - 1)]
    assert choose_threshold(scores) == THRESHOLDS[1]
    assert choose_threshold([*scores[:-1], 0.6]) == THRESHOLDS[-1]


def test_a_group_stays_in_one_fold() -> None:
    assert fold_of("a", 0) == fold_of("a", 0)
    assert {fold_of(f"{n}", 0) for n in range(50)} == set(range(5))
