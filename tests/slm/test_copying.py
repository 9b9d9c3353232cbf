"""Names, numbers and references are copied whole from the source, or not written at all."""

import pytest

from slm.copying import CopyRule, find_unsupported

SOURCE = """From: Darren Oakes
Subject: PO 88213

Total as per your price list = £11,486.40 ex VAT (1.234,50€ each). Need it on site by
Friday 21/3, before 9am. The Houston-based depot holds RHS 120x60x5; see PO-4711."""
RULE = CopyRule(SOURCE)


@pytest.mark.parametrize(
    "text",
    [
        "Darren Oakes places PO 88213 for £11,486.40 ex VAT, due Friday 21/3.",
        "Oakes's order (PO-4711) is for the Houston-based depot.",
        "He asks for RHS 120x60x5 at 1.234,50 each.",
        "The order is late. It is due before 9am.",
        "SITE deliveries go to the depot.",
    ],
)
def test_a_copied_word_passes(text: str) -> None:
    assert RULE.allows(text, finished=True)
    assert find_unsupported(text, SOURCE) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Darren Oaks places an order.", "Oaks"),
        ("The order is for £11,486 ex VAT.", "£11,486"),
        ("The order is for £11,486.4 ex VAT.", "£11,486.4"),
        ("Need it by Friday 22/3.", "22/3."),
        ("The order is from Leeds-based works.", "Leeds-based"),
        ("The order PO-88213 is late.", "PO-88213"),
        ("Monday is too late.", "Monday"),
        ("The order is PO-Total.", "PO-Total."),
        ("The order is late. She complains.", "She"),
        ("The order of Darren Friday is late.", "Friday"),
    ],
)
def test_an_invented_word_is_named(text: str, broken: str) -> None:
    assert not RULE.allows(text, finished=True)
    assert find_unsupported(text, SOURCE) == [broken]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("for £11,4", True),
        ("for £11,4 ", False),
        ("for £12", False),
        ("by Darren Oa", True),
        ("by Darren Oa ", False),
        ("by Darren Ob", False),
        ("the Houston-ba", True),
        ("the Houston-bo", False),
        ("by 21/3,", True),
        ("Th", True),
    ],
)
def test_a_word_may_grow_only_towards_one_of_the_source(text: str, allowed: bool) -> None:
    assert RULE.allows(text) is allowed
