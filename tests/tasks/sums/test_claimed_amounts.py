"""The amount of a reminder that its other amounts prove."""

import pytest

from schemas.record import Field
from tasks.sums.claimed_amounts import is_claim_proved
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw

LIST = ["Rechnung vom 12.10.2026     899,64", "Rechnung vom 15.10.2026     212,30"]
LISTED = [*LIST, "Offen 1.111,94"]
CHARGED = [*LISTED, "Mahngebühr 10,00", "Verzugszinsen 9,12 % 3,61", "Zu zahlen 1.125,55"]


@pytest.mark.parametrize(
    ("rows", "due", "proved"),
    [
        (["Unsere Rechnung RE-17 über 899,64 EUR ist seit dem 11.11.2026 fällig."], "899.64", True),
        (["Betrag 899,64", "Bitte zahlen Sie 899,64 EUR."], "899.64", True),
        (["Die Rechnung über 899,64 EUR", "und 5,00 EUR Gebühr, insgesamt 904,64"], "904.64", True),
        (LISTED, "1111.94", True),
        (CHARGED, "1125.55", True),
        (CHARGED, "1111.94", False),
        (LIST, "899.64", False),
        ([*LISTED, "Ihre Zahlung -400,00"], "1111.94", False),
        (["Rechnung über 899,64 EUR", "Gebühr 40,00 EUR"], "899.64", False),
    ],
)
def test_the_only_amount_or_what_those_above_make(rows: list[str], due: str, proved: bool) -> None:
    page, _ = draw(rows)
    conventions = decide_conventions([*page.row_texts()], "de")
    field = Field(value=due, raw=due, confidence=0.6, origin="model")
    assert is_claim_proved(field, [page], conventions) is proved
