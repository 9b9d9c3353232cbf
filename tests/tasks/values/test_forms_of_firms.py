"""Legal forms of firms, which every rule knows."""

import pytest

from tasks.parties.address_lines import kind_of_line
from tasks.parties.name_forms import ends_with_form


@pytest.mark.parametrize(
    "form", ["LLP", "GbR", "eG", "SE", "SLU", "S.n.c.", "PartG", "B.V.", "plc"]
)
def test_every_rule_knows_a_form(form: str) -> None:
    name = f"Service Partner {form}"
    assert ends_with_form(name.split())
    assert kind_of_line(name) == "text"  # no department
