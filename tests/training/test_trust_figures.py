"""The reliability figures and their plot."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reliability import (
    calibration_error,
    equal_mass_bins,
    errors_by,
    plot_reliability,
)

HONEST = [(0.8, i % 5 > 0) for i in range(300)]
BOASTING = [(0.9, i % 2 > 0) for i in range(300)]


def test_honest_confidences_have_no_error_and_boasting_ones_have_their_excess() -> None:
    assert calibration_error(HONEST) == pytest.approx(0, abs=1e-9)
    assert calibration_error(BOASTING) == pytest.approx(0.4, abs=0.01)


@pytest.mark.parametrize(
    ("sure", "error"),
    [([(1.0, True)] * 30, 0.0), ([(1.0, False)] * 30, 1.0), ([(0.5, True), (0.5, False)], 0.5)],
)
def test_error_is_what_confidences_exceed_the_share_of_right_ones_by(
    sure: list[tuple[float, bool]], error: float
) -> None:
    assert calibration_error(sure) == pytest.approx(error)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_error_is_a_share(sure: list[tuple[float, bool]]) -> None:
    assert 0 <= calibration_error(sure) <= 1


def test_bins_hold_equally_many_values() -> None:
    assert {n for _, _, n in equal_mass_bins(HONEST)} == {20}


def test_a_handful_of_values_states_no_error() -> None:
    pairs = [("iban", pair) for pair in HONEST[:10]] + [("total_gross", pair) for pair in HONEST]
    assert list(errors_by(pairs)) == ["total_gross"]


def test_the_plot_is_the_same_for_the_same_figures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name in ("a.svg", "b.svg"):
        plot_reliability({"all fields": BOASTING, "unknown": HONEST}, tmp_path / name)
    first = (tmp_path / "a.svg").read_bytes()
    assert first == (tmp_path / "b.svg").read_bytes()
    assert b"all fields" in first
    assert b"unknown" not in first
