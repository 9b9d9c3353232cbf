"""Rates that are taken one after the other come to one."""

import pytest

from tasks.values.rates import is_chain, read_chain


@pytest.mark.parametrize(
    ("text", "rate"),
    [("40+10", "46"), ("45 + 10 %", "50.5"), ("33,3+5", "36.635"), ("20+10+5", "31.6")],
)
def test_a_chain_comes_to_one_rate(text: str, rate: str) -> None:
    assert read_chain(text) == rate


@pytest.mark.parametrize("text", ["40", "40 %", "8+1 gratis", "100+10", ""])
def test_anything_else_is_no_chain(text: str) -> None:
    assert not is_chain(text)
    assert read_chain(text) is None
