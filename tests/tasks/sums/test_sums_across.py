"""Net, tax and gross side by side in one row."""

import pytest

from schemas.record import Field, Fields
from tasks.sums.sums_across import read_sums_across
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _read(rows: list[str], **known: str) -> dict[str, str]:
    page, _ = draw(rows)
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in known.items()
    }
    found = read_sums_across(fields, [page], Conventions())
    return {name: field.value for name, field in found.items() if isinstance(field, Field)}


@pytest.mark.parametrize(
    "row",
    [
        "Total            1,000.00        190.00        1,190.00",
        "Summe EUR        1.000,00        190,00        1.190,00        1.190,00",
        "Total £          190.00          1,000.00",
        "Totale :         1.000,00        190,00",
        "Total NOK        1.000,00        190,00",
        "Rechnungsbetrag EUR        1.000,00        190,00        1.190,00",
    ],
)
def test_a_row_of_sums_that_make_the_total_has_net_and_tax(row: str) -> None:
    found = _read([row], total_gross="1190.00", total_tax="70.00")
    assert found == {"total_net": "1000.00", "total_tax": "190.00", "total_gross": "1190.00"}


@pytest.mark.parametrize(
    ("row", "gross"),
    [
        ("Total        1,000.00        180.00", "1190.00"),  # make another amount
        ("Subtotal     1,000.00        190.00", "1190.00"),
        ("19 %         1.000,00        190,00", "1190.00"),  # one rate of several
        ("Total        600.00          590.00", "1190.00"),  # debit and credit
    ],
)
def test_other_rows_say_nothing(row: str, gross: str) -> None:
    assert _read([row], total_gross=gross) == {"total_gross": gross}


@pytest.mark.parametrize(
    "rows",
    [
        ["MwSt 19,00%   Netto     Brutto", "4,54   23,88      28,42"],
        ["MwSt%   MwSt    Netto   Brutto", "19,00   4,54    23,88    28,42"],
        ["VAT rate   VAT     Net    Gross", "A=19.00%   4.54   23.88   28.42"],
    ],
)
@pytest.mark.parametrize("net", [{}, {"total_net": "4.54"}])
def test_a_tax_that_is_printed_before_its_net_is_no_net(
    rows: list[str], net: dict[str, str]
) -> None:
    found = _read(rows, total_gross="28.42", total_tax="23.88", **net)
    assert found == {"total_net": "23.88", "total_tax": "4.54", "total_gross": "28.42"}


def test_amounts_that_are_no_tax_of_one_another_keep_their_places() -> None:
    known = {"total_net": "10.00", "total_tax": "18.42", "total_gross": "28.42"}
    assert _read(["10.00   18.42   28.42"], **known) == known


def test_what_adds_up_stays() -> None:
    known = {"total_net": "1100.00", "total_tax": "90.00", "total_gross": "1190.00"}
    assert _read(["Total        1,000.00        190.00"], **known) == known


def test_a_tax_that_a_sentence_makes_the_total_is_the_total() -> None:
    row = "That comes to £1,980.00, plus VAT at 20% of £396.00, £2,376.00 altogether."
    found = _read([row], total_net="1980.00", total_tax="2376.00")
    assert found == {"total_net": "1980.00", "total_tax": "396.00", "total_gross": "2376.00"}
    plain = {"total_net": "1980.00", "total_tax": "396.00"}
    assert _read([row], **plain) == plain


def test_a_credits_row_of_sums_keeps_its_sign() -> None:
    found = _read(["Total      -1,000.00      -190.00      -1,190.00"], total_gross="-1190.00")
    assert found == {"total_gross": "-1190.00", "total_net": "-1000.00", "total_tax": "-190.00"}


def test_doubtful_amounts_that_a_row_of_sums_proves_are_sure() -> None:
    page, _ = draw(["Tot.            100.00        19.00        119.00"])
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.3, origin="model")
        for name, value in (
            ("total_net", "100.00"),
            ("total_tax", "19.00"),
            ("total_gross", "119.00"),
        )
    }
    found = read_sums_across(fields, [page], Conventions())
    assert isinstance(tax := found["total_tax"], Field)
    assert tax.confidence > 0.9


@pytest.mark.parametrize(
    ("row", "has_net"),
    [
        ("Net amount      100.00 Euro", True),
        ("Total      £100.00", True),
        ("Shipping     100.00", False),
    ],
)
def test_what_the_total_is_without_tax_is_the_net_where_a_row_may_name_it(
    row: str, has_net: bool
) -> None:
    found = _read([row, "VAT 19 %     19.00"], total_gross="119.00", total_tax="19.00")
    assert found.get("total_net") == ("100.00" if has_net else None)


PARTS = [
    "Power            972.36    19 %    184.75    1,157.11",
    "Water            370.18    7 %     25.91     396.09",
    "Waste water      415.60            0.00      415.60",
]


def test_the_total_of_one_part_gives_way_to_that_of_all() -> None:
    rows = [*PARTS, "Amount of the bill    1,758.14          210.66    1,968.80"]
    part = {"total_net": "972.36", "total_tax": "184.75", "total_gross": "1157.11"}
    whole = {"total_net": "1758.14", "total_tax": "210.66", "total_gross": "1968.80"}
    assert _read(rows, **part) == whole
    assert _read(rows, **whole) == whole


@pytest.mark.parametrize(
    "row",
    [
        "Year before      1,758.14          210.66    1,968.90",  # adds up to nothing
        "Year before      1,700.00          210.00    1,910.00",  # adds up, not the parts
        "Cumul to date    1,758.14          210.66    1,968.80",  # of what was billed before, too
    ],
)
def test_a_row_that_is_not_the_sum_of_all_parts_changes_nothing(row: str) -> None:
    part = {"total_net": "972.36", "total_tax": "184.75", "total_gross": "1157.11"}
    assert _read([*PARTS, row], **part) == part


def test_the_sum_of_what_was_billed_before_is_no_total() -> None:
    rows = [
        "Final bill            5,000.00    950.00    5,950.00",
        "1. Abschlag           1,000.00    190.00    1,190.00",
        "2. Abschlag           2,000.00    380.00    2,380.00",
        "All together          3,000.00    570.00    3,570.00",
    ]
    known = {"total_net": "5000.00", "total_tax": "950.00", "total_gross": "5950.00"}
    assert _read(rows, **known) == known


def test_the_net_of_a_summary_of_taxes_is_not_the_total() -> None:
    rows = ["Total charges this bill including VAT   740.84", "Total      679.61      61.23"]
    assert _read(rows, total_gross="679.61") == {
        "total_net": "679.61", "total_tax": "61.23", "total_gross": "740.84",
    }  # fmt: skip
    other = ["Balance carried over   740.84", rows[1]]
    assert _read(other, total_gross="679.61") == {"total_gross": "679.61"}


def test_a_row_that_begins_with_bases_and_taxes_ends_with_their_sums() -> None:
    row = "354.13   21.25    197.80   41.54    551.93   62.79    614.72"
    found = _read([row], total_net="354.13", total_gross="614.72")
    assert found == {"total_net": "551.93", "total_tax": "62.79", "total_gross": "614.72"}
    torn = row.replace("41.54", "41.55")
    assert _read([torn], total_net="354.13", total_gross="614.72")["total_net"] == "354.13"


@pytest.mark.parametrize(
    ("row", "net"),
    [
        ("enthaltene MwSt. 19%: -24,05 (netto -126,60)", "-126.60"),
        ("dont HT 126,60 – dont TVA 19 % 24,05", "-126.60"),
        ("dont port 126,60 – dont TVA 19 % 24,05", None),
    ],
)
def test_a_net_may_be_named_amid_a_row(row: str, net: str | None) -> None:
    found = _read([row], total_gross="-150.65", total_tax="-24.05")
    assert found.get("total_net") == net


def test_a_row_of_one_rate_prints_the_net_before_tax_and_total() -> None:
    known = {"total_tax": "61.05", "total_gross": "366.30"}
    row = "20% standard        305.25        61.05        366.30"
    assert _read([row], **known) == {"total_net": "305.25", **known}
    assert _read([row.replace("61.05", "60.05")], **known) == known


_CAPTIONS = "Base imp.   % IVA   Cuota IVA   % R.E.   Cuota R.E.   Impuestos   TOTAL"
_TWO_TAXES = "305,08   21,00   64,07   5,20   15,86   79,93   385,01 €"


def test_a_strip_with_a_surcharge_has_net_tax_and_total() -> None:
    sums = {"total_net": "305.08", "total_tax": "79.93", "total_gross": "385.01"}
    known = {"total_gross": "385.01", "total_net": "64.07"}
    assert _read([_CAPTIONS, _TWO_TAXES], **known) == sums
    assert _read([_TWO_TAXES], **known) == known


@pytest.mark.parametrize(
    "row",
    [
        _TWO_TAXES.replace("15,86", "16,86"),
        _TWO_TAXES.replace("5,20", "4,00"),
        _TWO_TAXES.replace("   64,07", ""),
    ],
)
def test_a_strip_that_does_not_add_up_says_nothing(row: str) -> None:
    assert _read([_CAPTIONS, row], total_gross="385.01") == {"total_gross": "385.01"}


def test_what_is_open_for_how_long_is_no_strip_of_two_taxes() -> None:
    ages = "aktuell   30 Tage   60 Tage   90 Tage   120 Tage   150 Tage   Summe"
    row = "240,00   0,00   0,00   0,00   0,00   0,00   240,00"
    sums = {"total_net": "201.68", "total_tax": "38.32", "total_gross": "240.00"}
    for captions in (ages, _CAPTIONS):
        assert _read([captions, row], **sums) == sums
    assert _read([_CAPTIONS, row], total_gross="240.00") == {"total_gross": "240.00"}
