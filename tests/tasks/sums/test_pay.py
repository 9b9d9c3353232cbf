"""A payslip's gross pay and what is paid out, by their captions."""

import pytest

from schemas.prediction import OUTSIDE, WordTag
from tasks.sums.pay import find_pay
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw


def _found(*rows: str, decimal: str = ".") -> dict[str, str]:
    page, tags = draw([row.replace(" | ", 15 * " ") for row in rows])
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_pay([page], [tags], Notation(decimal))
    }


@pytest.mark.parametrize(
    ("rows", "decimal", "expected"),
    [
        (
            ("Total Gross Pay | 2,595.00", "Total Gross Pay TD | 7,515.00", "Net Pay | £2,079.04"),
            ".",
            {"total_gross": "2,595.00", "amount_due": "£2,079.04"},
        ),
        (
            ("Bruttolohn | 6'065.00", "Nettolohn | 5'263.75", "Auszahlung | 5'383.75"),
            ".",
            {"total_gross": "6'065.00", "amount_due": "5'383.75"},
        ),
        (
            ("Gross earnings      Tax         Net pay", "3,420.50            706.00      2,714.50"),
            ".",
            {"total_gross": "3,420.50", "amount_due": "2,714.50"},
        ),
        (
            ("Salaire brut | 4 690,00", "Net à payer avant impôt | 3 615,45", "Net payé en euros",
             "3 342,78"),
            ",",
            {"total_gross": "4 690,00", "amount_due": "3 342,78"},
        ),
        (("Net pay | 10.00", "Net pay | 20.00"), ".", {}),
        (("Net pay by bank | 10.00",), ".", {}),
        (("Nettolohn / Auszahlung | 5'383.75",), ".", {"amount_due": "5'383.75"}),
        (("Auszahlung | 31.01 | 2.345,67",), ",", {"amount_due": "2.345,67"}),
        (("Überweisung | 31.01.25", "Nettolohn | 2.345,67"), ",", {"amount_due": "2.345,67"}),
        (("Gross pay | 3200 | Net pay | 2,500.00",), ".", {"amount_due": "2,500.00"}),
        (("Gross Pay | Deductions | 150.00",), ".", {}),
    ],
)  # fmt: skip
def test_captions_name_the_pay(
    rows: tuple[str, ...], decimal: str, expected: dict[str, str]
) -> None:
    assert _found(*rows, decimal=decimal) == expected


def test_the_sum_of_a_year_is_no_pay_where_the_month_s_is_found() -> None:
    page, _ = draw(["Gross pay   10.00   90.00", "Account   4711"])
    year = WordTag("total_gross", True, 0.5)
    tags = [WordTag("O", False, 0.6, (("total_gross", 0.3),)) for _ in page.words]
    tags[3] = year
    tags[5] = WordTag("iban", True, 0.9, (("total_gross", 0.05),))
    claims = find_pay([page], [tags], Notation("."))
    assert [(c.label, c.words) for c in claims if 2 in c.words] == [("total_gross", (2,))]
    assert (OUTSIDE, (3,)) in [(c.label, c.words) for c in claims]
    assert not any(5 in claim.words for claim in claims)
