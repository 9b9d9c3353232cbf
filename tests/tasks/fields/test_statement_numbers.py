"""A statement's number is an invoice's only where it has no other."""

import pytest

from tasks.fields.find_claims import find_claims
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["Statement No. 307115", "Client-Matter 08813-0004"], "307115"),
        (["Statement No. 307115          Invoice No. 8811"], "8811"),
        (["Invoice: 26-0431", "Statement No. 307115"], None),
        (["Invoice 26-0431", "Statement No. 307115"], "26-0431"),
        (["Our ref: 26-0431", "Statement No. 307115"], None),
        (["No. 26-0431", "Statement No. 307115"], None),
        (["[invoice_number:26-0431]", "Statement No. 307115"], None),
        (["[invoice_number:26-0431] / 1          Statement No. 307115"], None),
    ],
)
def test_a_statement_s_number_is_an_invoice_s_for_want_of_any_other(
    rows: list[str], number: str | None
) -> None:
    page, tags = draw(["INVOICE", *rows, "Date: 14.06.2026"])
    claims = find_claims([page], [tags], "invoice", Conventions())
    found = [c for c in claims if c.label in ("invoice_number", "statement_number")]
    texts = [" ".join(page.words[i].text for i in c.words) for c in found]
    assert texts == [number][: number is not None]
