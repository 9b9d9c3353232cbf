"""Identifiers that go on below, or behind what the model saw of them."""

import pytest

from schemas.record import Field
from tasks.understand import understand
from tasks.values.broken_numbers import (
    find_wrapped_ibans,
    go_on_below,
    with_lacking,
)
from tests.tasks.tagged_pages import FakeModel, document, draw, printed


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (["VAT GB 618 9923 07. Lloyds"], "GB618992307"),
        (["VAT GB 618 9923          Lloyds", "07 or so                 London"], "GB618992307"),
        (["VAT GB 618 9923          Lloyds", "071                      London"], "GB6189923"),
        (["VAT GB 618 9923 Lloyds"], "GB6189923"),
    ],
)
def test_a_vat_id_has_all_its_digits(rows: list[str], whole: str) -> None:
    page, _ = draw(rows)
    assert with_lacking(printed(page, 1, 3), [page]).value == whole


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (
            ["No.   TLM/        Date", "      [invoice_number:25-26/77]    3 May 2025"],
            "TLM/25-26/77",
        ),
        (["No.   [invoice_number:TLM4-]       Date", "      25/77       3 May 2025"], "TLM4-25/77"),
        (["      [invoice_number:2025/]", "      77/25"], "2025/77/25"),
        (["No.   [invoice_number:TLM/]", "      [invoice_number+:77]"], "TLM/77"),
        (["No. TLM-     3 May", "[invoice_number:25-26]     2025"], "TLM-25-26"),
        (["     TLM/AB/", "      [invoice_number:25-26]"], "TLM/AB/25-26"),
        # Other columns, a row that is not the next, a caption cut at the margin.
        (["No.   TLM/        Date", "               [invoice_number:25-26/77]"], "25-26/77"),
        (["No.   TLM/", "", "      [invoice_number:25-26/77]"], "25-26/77"),
        (["      Invoice-", "      [invoice_number:4711]"], "4711"),
        (["      -", "      [invoice_number:4711]"], "4711"),
    ],
)
def test_a_document_s_number_is_whole_that_its_cell_breaks(rows: list[str], number: str) -> None:
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,))).fields
    found = fields["invoice_number"]
    assert isinstance(found, Field) and found.value == number


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("LIEFERSCHEIN [invoice_number:266] 1409", "266 1409"),
        ("BON DE LIVRAISON [invoice_number:BL 26] 07731", "BL 26 07731"),
        ("Bill [invoice_number:8100 4471] 2093 · Customer 30 118", "8100 4471 2093"),
        ("Rechnung [invoice_number:4500] 7 2918", "4500 7 2918"),
        ("sur facture n° [invoice_number:FV 26] 8810 du 02-10-2026", "FV 26 8810"),
        # A year, a date, a word, another column.
        ("Rechnung [invoice_number:4711] 2026", "4711"),
        ("Rechnung [invoice_number:4711] 05 06 2026", "4711"),
        ("Rechnung [invoice_number:4711] 12 Seiten", "4711"),
        ("Rechnung [invoice_number:4711]      1409", "4711"),
    ],
)
def test_a_document_s_number_has_all_groups_that_end_its_cell(row: str, number: str) -> None:
    page, tags = draw([row])
    found = understand(document(page), FakeModel((tags,))).fields["invoice_number"]
    assert isinstance(found, Field) and found.value == number


def test_an_account_goes_on_over_the_rows_of_a_narrow_column() -> None:
    rows = [
        "IBAN                   29/08/2025     FA-252160     2 011,55",
        "FR76 1027 8061         15/09/2025     VIR 771204    1 165,56",
        "2000 0205 5884         18/09/2025     FA-252388     389,90",
        "181",
        "BIC CMCIFR2A           Totaux         4 327,91",
    ]
    page, _ = draw(rows)
    assert [f.value for f in find_wrapped_ibans([page])] == ["FR7610278061200002055884181"]
    assert not find_wrapped_ibans([draw([*rows[:3], "182", rows[4]])[0]])


def test_an_account_goes_on_at_the_edge_of_its_caption() -> None:
    rows = ["Registered office      IBAN DE30 2904 0090 0432 1679", "Bremen                 73"]
    page, _ = draw(rows)
    cut = printed(page, 3, 7)
    found = go_on_below(cut, [page])
    assert found is not None and found.value == "DE30290400900432167973"
    other, _ = draw([rows[0], "Bremen 73"])
    assert go_on_below(printed(other, 3, 7), [other]) is None
