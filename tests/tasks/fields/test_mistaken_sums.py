"""Rates of an hour or of interest are no sums, nor is the year of a law."""

import pytest

from schemas.document import Page, union
from schemas.record import Field, Fields
from tasks.fields.mistaken_sums import drop_rates
from tests.tasks.tagged_pages import draw


def _field(value: str) -> Field:
    return Field(value=value, raw=value, confidence=0.9, origin="model")


def _printed(page: Page, value: str, *texts: str) -> Field:
    box = union(word.box for word in page.words if word.text in texts)
    return _field(value).model_copy(update={"page": 1, "box": box})


@pytest.mark.parametrize("behind", ["per hour", "€ / Stunde", "l'heure", "par jour"])
def test_the_price_of_an_hour_is_no_total(behind: str) -> None:
    page, _ = draw([f"Corrections are charged at 42,00 {behind}."])
    found: Fields = {"total_gross": _printed(page, "42.00", "42,00")}
    assert not drop_rates(found, [page])
    other, _ = draw(["Corrections are charged at 42,00 on request."])
    found = {"total_gross": _printed(other, "42.00", "42,00")}
    assert drop_rates(found, [other]) == found


@pytest.mark.parametrize(
    "rows",
    [
        ["Der Sollzins beträgt 10,25 % p. a."],
        ["Der Sollzins beträgt 10,25% p. a."],
        ["Der Sollzins beträgt künftig (bisher 10,25", "%)."],
    ],
)
def test_a_percentage_is_no_sum(rows: list[str]) -> None:
    page, _ = draw(rows)
    raw = next(word.text for word in page.words if word.text.startswith("10,25"))
    found = _printed(page, "10.25", raw).model_copy(update={"raw": raw})
    assert not drop_rates({"total_gross": found}, [page])


@pytest.mark.parametrize(
    "rows",
    [
        ["Total          10,25", "including 19 % VAT"],
        ["Steuer 10,25     %  USt"],
        ["MwSt           10,25 %7"],
        ["TOTAL €        10,25", "%IVA   BASE   CUOTA", "10   9,32   0,93"],
        ["Gesamtbetrag EUR   10,25", "%    Netto   MwSt", "10   9,32   0,93"],
        ["Gesamtbetrag EUR   10,25", "% Skonto bei Zahlung in 8 Tagen: 2"],
        ["Zwischensumme  10,25", "% rabatt 10"],
    ],
)
def test_an_amount_near_a_percentage_is_a_sum(rows: list[str]) -> None:
    page, _ = draw(rows)
    found: Fields = {"total_tax": _printed(page, "10.25", "10,25")}
    assert drop_rates(found, [page]) == found


def test_the_year_of_a_law_is_no_sum() -> None:
    page, _ = draw(["Training is exempt from VAT (Schedule 1, VATCA 2010)."])
    found = _printed(page, "2010.00", "2010).").model_copy(update={"raw": "2010)."})
    assert not drop_rates({"total_tax": found}, [page])


@pytest.mark.parametrize(
    "row",
    ["Total TTC      42,00 € / mois", "Gesamtpreis 42,00 € pro Person", "Total: 42,00 per month"],
)
def test_what_a_month_costs_in_all_is_a_total(row: str) -> None:
    page, _ = draw([row])
    found: Fields = {"total_gross": _printed(page, "42.00", "42,00")}
    assert drop_rates(found, [page]) == found
