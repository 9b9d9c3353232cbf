"""What discounts and payments are called."""

import re

import pytest

from tasks.sums.total_words import fields_named
from tasks.values.paid_words import ADVANCE, MEANS


@pytest.mark.parametrize("caption", ["Rabais 10 %", "Ristourne", "Nachlass", "Less your allowance"])
def test_captions_of_discounts(caption: str) -> None:
    assert fields_named(caption)[:1] == ("allowances",)


@pytest.mark.parametrize("way", ["outside", "over", "beyond your"])
def test_what_is_used_beyond_an_allowance_is_none(way: str) -> None:
    assert "allowances" not in fields_named(f"Calls {way} allowance")


@pytest.mark.parametrize("caption", ["2 % Skonto", "Escompte 2 %"])
def test_what_is_let_off_for_paying_early_is_no_allowance(caption: str) -> None:
    assert "allowances" not in fields_named(caption)


@pytest.mark.parametrize("text", ["Abschläge", "Vorschuss", "Akontozahlung", "down-payment"])
def test_parts_paid_in_advance(text: str) -> None:
    assert re.match(ADVANCE, text, re.IGNORECASE)


@pytest.mark.parametrize("text", ["EC-Karte", "Mastercard", "carte bancaire", "Barzahlung"])
def test_means_of_paying(text: str) -> None:
    assert re.fullmatch(MEANS, text, re.IGNORECASE)
