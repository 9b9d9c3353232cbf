"""What stands before a person's name."""

import re

import pytest

from tasks.parties.address_lines import kind_of_line
from tasks.values.person_words import ATTENTION


@pytest.mark.parametrize(
    "line", ["mevrouw J. de Boer", "Mlle Roux", "Signora Bianchi", "z. Hd. Frau Ott", "F.A.O. Ann"]
)
def test_a_line_for_a_person(line: str) -> None:
    assert kind_of_line(line) == "person"


def test_a_doctor_may_be_the_party() -> None:
    assert kind_of_line("Dr. Anna Beck") == "text"


@pytest.mark.parametrize("text", ["attn:", "zu Händen von", "z.Hd. Ott", "alla cortese attenzione"])
def test_for_whom_a_paper_is_meant(text: str) -> None:
    assert re.match(ATTENTION, text, re.IGNORECASE)
