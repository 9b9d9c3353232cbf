"""Printed text as the record has it."""

import pytest

from schemas.vocabulary import Kind
from tasks.values import Conventions, normalise, tidy_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ACME SB(306295-X)", "ACME SB"),
        ("Bergluft Sport – Inh. Tobias Kern", "Bergluft Sport"),
        ("Haus am See (Inhaber: M. Kern)", "Haus am See"),
        ("Propan Prop GmbH", "Propan Prop GmbH"),
    ],
)
def test_a_name_is_without_what_stands_behind_it(printed: str, name: str) -> None:
    assert tidy_name(printed) == name


def test_an_amount_in_credit_is_one() -> None:
    assert normalise(Kind.MONEY, "363.50CR", Conventions()) == "-363.50"
    assert normalise(Kind.MONEY, "9ty", Conventions()) is None
