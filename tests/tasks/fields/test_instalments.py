"""Bills that are to be paid in parts."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.instalments import take_first_instalment
from tests.tasks.tagged_pages import draw


def _due(rows: list[str], due: str | None) -> str | None:
    def day(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    page, _ = draw(rows)
    fields: Fields = {"issue_date": day("2026-02-10")}
    if due:
        fields["due_date"] = day(due)
    found = take_first_instalment(fields, [page], "dmy").get("due_date")
    return found.value if isinstance(found, Field) else None


@pytest.mark.parametrize(
    "rows",
    [
        ["Zahlung in 3 Raten: 80,00 am 28.02.2026, 80,00 am 31.03.2026, 80,00 am 30.04.2026."],
        ["Zahlbar in zwei Raten: 595,00 EUR bis 28.02.2026 und 595,00 EUR bis", "30.04.2026."],
        ["Dto. 2 % hasta 20/02/2026. Vencimientos: 28/02/2026 605,00 € y 30/04/2026 605,00 €"],
        ["Payable in 2 instalments: £460.00 due 28/02/2026, £460.00 due 30/04/2026."],
        ["Échéances : 1 705,00 € le 28/02/2026 – 1 705,00 € le 30/04/2026"],
        ["Pagamento in due rate: 28/02/2026 e 30/04/2026"],
        ["Te betalen in twee termijnen: 28-02-2026 en 30-04-2026"],
        ["Scadenza 28/02/2026          2.803,07", "Scadenza 30/04/2026          2.803,07"],
        ["1. Rate 28.02.2026          400,00", "2. Rate 30.04.2026          400,00"],
    ],
)
@pytest.mark.parametrize("due", [None, "2026-04-30"])
def test_the_first_part_s_day_is_the_due_date(rows: list[str], due: str | None) -> None:
    assert _due(["Rechnung", *rows], due) == "2026-02-28"


@pytest.mark.parametrize(
    ("rows", "due"),
    [
        (["Zahlung in Raten ab 28.02.2026"], "2026-03-10"),
        (["Fällig: 10.03.2026", "Raten: 28.02.2026, 30.04.2026"], "2026-03-10"),
        (["Ratenplan vom 28.01.2026", "Leistung vom 01.02.2026 bis 28.02.2026"], None),
        (["Raten für 01.01.2026 und 01.02.2026"], None),
        (["Échéance 28/02/2026"], None),
        (["Change in rate from 01/03/2026 to 01/04/2026"], None),
    ],
)
def test_a_due_date_that_is_no_part_s_stays(rows: list[str], due: str | None) -> None:
    assert _due(["Rechnung", *rows], due) == due


def test_a_page_without_print_names_no_parts() -> None:
    first, _ = draw(["Zahlbar in zwei Raten: 28.02.2026 und 30.04.2026"])
    blank, _ = draw([])
    fields: Fields = {
        "issue_date": Field(value="2026-02-10", raw="10.02.2026", confidence=0.8, origin="model")
    }
    found = take_first_instalment(fields, [first, blank], "dmy")["due_date"]
    assert isinstance(found, Field)
    assert found.value == "2026-02-28"
