"""What was owed before a bill and is paid is told apart from the bill's own totals."""

import pytest

from tasks.sums.account_rows import rows_of_account
from tasks.sums.total_rows import find_totals
from tasks.values.cells import find_rows
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

OWN = ("Broadband | 100.00", "Net | 100.00", "VAT 20% | 20.00", "Total GBP | 120.00")


def _draw(*rows: str):
    return draw([row.replace(" | ", 15 * " ") for row in rows])[0]


@pytest.mark.parametrize(
    "account",
    [
        ("Previous invoice | 120.00", "Payment received | -120.00", "Balance | 0.00"),
        ("Amount of last invoice | 120.00", "Payment received 14 Oct 2026 | 120.00",
         "Outstanding balance | 0.00"),
        ("Letzte Rechnung | 1.120,00", "Ihre Zahlung vom 14.10.2026 | 1.000,00-",
         "Gutschrift | 20,00-", "Saldo | 100,00"),
        ("Facture précédente | 120,00 €", "Votre paiement | 120,00 €", "Solde | 0,00 €"),
    ],
)  # fmt: skip
def test_the_account_before_a_bill_is_none_of_its_totals(account: tuple[str, ...]) -> None:
    notation = Notation(decimal="," if "," in account[0] else ".")
    page = _draw(*account, *OWN)
    assert rows_of_account(find_rows(page), notation) == set(range(len(account)))


def test_a_balance_of_nothing_does_not_make_an_equal_bill_paid() -> None:
    page = _draw("Previous invoice | 120.00", "Payment received | -120.00", "Balance | 0.00", *OWN)
    found = {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_totals([page], Notation(decimal="."))
    }
    assert found == {"total_net": "100.00", "total_tax": "20.00", "total_gross": "120.00"}


@pytest.mark.parametrize(
    "rows",
    [
        ("Previous balance | 614.20", "Payment received | -600.00", "New charges | 747.88",
         "Total due | 762.08"),
        ("Total | 500.00", "Deposit paid | 120.00", "Balance | 380.00"),
        ("Previous invoice 2026-10 | 120.00", "This invoice | 120.00", "Balance due | 240.00"),
        ("Previous invoice | R-2026-0412",),
        ("Previous balance | 240.00", "Payment received | -120.00", "Invoice total | 120.00"),
        ("Previous balance | 240.00", "Payment received | -120.00", "Total this month | 120.00"),
        ("Previous balance | 240.00", "Payment received | -120.00", "Current charges | 120.00"),
        ("Letzte Rechnung | 240.00", "Ihre Zahlung | -120.00", "Rechnungsbetrag | 120.00"),
        ("Facture précédente | 240.00", "Votre paiement | -120.00", "Total TTC | 120.00"),
    ],
)  # fmt: skip
def test_what_holds_this_bill_too_is_no_such_account(rows: tuple[str, ...]) -> None:
    assert not rows_of_account(find_rows(_draw(*rows)), Notation(decimal="."))
