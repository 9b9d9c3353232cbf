"""Rows of the tax breakdown agree with themselves."""

from tasks.understand import understand
from tests.tasks.tagged_pages import FakeModel, document, draw

ITEMS = [
    "Desk     [line.net_amount:300.00]",
    "Lamp     [line.net_amount:100.00]",
    "Tea      [line.net_amount:100.00]",
]
TOTALS = ["Total net     [total_net:500.00]", "Total VAT     [total_tax:84.00]",
          "Total         [total_gross:584.00]"]  # fmt: skip


def _taxes(*rows: str) -> list[tuple[str | None, ...]]:
    page, tags = draw([*ITEMS, "", *rows])
    read = understand(document(page), FakeModel((tags,))).taxes
    return [
        tuple(found.value if found else None for found in (tax.rate, tax.base, tax.amount))
        for tax in read
    ]


def test_what_a_tax_is_of_may_be_printed_apart() -> None:
    printed = "Net at 20 %     400.00"
    row = "VAT [tax.rate:20] %     [tax.amount:80.00]"
    totals = [t.replace("84.00", "80.00").replace("584", "580") for t in TOTALS]
    assert _taxes(printed, *totals, row) == [("20", "400.00", "80.00")]
    unprinted = [*totals, row]
    assert _taxes("Stamps are exempt", *unprinted) == [("20", None, "80.00")]
    assert _taxes(*unprinted) == [("20", "500.00", "80.00")]


def test_a_row_that_contradicts_itself_is_read_as_it_adds_up() -> None:
    row = "[tax.rate:20%]  Net [tax.base:400.00]  VAT 80.00  Gross [tax.amount:480.00]"
    other = "[tax.rate:4%]  Net [tax.base:100.00]  VAT [tax.amount:4.00]"
    assert _taxes(row, other, *TOTALS) == [("20", "400.00", "80.00"), ("4", "100.00", "4.00")]
    torn = row.replace("VAT 80.00", "VAT 81.00")
    assert _taxes(torn, other, *TOTALS) != [("20", "400.00", "80.00"), ("4", "100.00", "4.00")]
