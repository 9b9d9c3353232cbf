"""Rows of the tax breakdown agree with themselves."""

from decimal import Decimal

from schemas.prediction import WordTag
from tasks.sums.breakdown import prove_breakdown
from tasks.understand import understand
from tasks.values.normalize import Conventions
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
    assert _taxes("Outlays: land register", *unprinted) == [("20", None, "80.00")]
    assert _taxes("Postage (no VAT)", *unprinted) == [("20", None, "80.00")]
    assert _taxes(*unprinted) == [("20", "500.00", "80.00")]


def test_a_row_that_contradicts_itself_is_read_as_it_adds_up() -> None:
    row = "[tax.rate:20%]  Net [tax.base:400.00]  VAT 80.00  Gross [tax.amount:480.00]"
    other = "[tax.rate:4%]  Net [tax.base:100.00]  VAT [tax.amount:4.00]"
    assert _taxes(row, other, *TOTALS) == [("20", "400.00", "80.00"), ("4", "100.00", "4.00")]
    torn = row.replace("VAT 80.00", "VAT 81.00")
    assert _taxes(torn, other, *TOTALS) != [("20", "400.00", "80.00"), ("4", "100.00", "4.00")]


def test_a_base_in_brackets_is_not_negative() -> None:
    row = "VAT [tax.rate:20%] of [tax.base:(400.00)]     [tax.amount:80.00]"
    assert _taxes(*TOTALS, row)[0] == ("20", "400.00", "80.00")


def _printed(taxes: str, *rows: str) -> list[tuple[str | None, ...]]:
    """The breakdown of rows that the model tagged, beside rows that print others."""
    totals = [TOTALS[0], TOTALS[1].replace("84.00", "91.50"), TOTALS[2].replace("584.00", "591.50")]
    return _taxes(taxes, *rows, *totals)


def test_rows_that_were_missed_are_those_that_make_net_and_tax() -> None:
    known = "[tax.rate:20%]  on [tax.base:400.00]  [tax.amount:80.00]"
    whole = [("11.5", "100.00", "11.50"), ("20", "400.00", "80.00")]
    assert _printed(known, "11.5% on 100.00 = 11.50") == whole
    sentence = "Of which 20 % on 400.00 = 80.00, 11.5 % on 100.00 = 11.50"
    assert _printed("[tax.rate:20%] [tax.amount:80.00]", sentence) == whole
    head, row = "Rate   20 %      11.5 %", "Base   400.00     100.00"
    assert _printed(known, head, row, "VAT    80.00      11.50") == whole
    # What makes but one of the sums, or does so in two ways, is none.
    assert _printed(known, "11.5% on 101.00 = 11.62") == [("20", "400.00", "80.00")]
    assert _printed(known, "11.5% on 100.00 = 11.50", "11.4% on 100.00 = 11.41")[1:] == whole[1:]


def test_the_last_row_of_a_receipts_breakdown_is_its_sum() -> None:
    rows = ["[tax.rate:20%]  [tax.base:400.00]  [tax.amount:80.00]",
            "[tax.rate:4%]   [tax.base:100.00]  [tax.amount:4.00]",
            "Sum                            [tax.amount:84.00]"]  # fmt: skip
    page, tags = draw([*ITEMS, "", *TOTALS, *rows])
    read = understand(document(page), FakeModel((tags,), "receipt"))
    assert [tax.amount.value for tax in read.taxes if tax.amount] == ["80.00", "4.00"]


def test_what_holds_the_tax_is_not_its_base() -> None:
    row = "[tax.rate:20%]  [tax.base:584.00]  [tax.amount:97.33]"
    assert _taxes(row, "Total         [total_gross:584.00]") == [("20", None, "97.33")]


def test_the_mark_of_a_footnote_is_no_rate() -> None:
    totals = [t.replace("84.00", "0.00").replace("584", "500") for t in TOTALS]
    marked = draw([*ITEMS, *totals, "VAT (0% on [tax.base:500.00]) X   0.00"])
    words = tuple(w._replace(text="[1]") if w.text == "X" else w for w in marked[0].words)
    page = marked[0].model_copy(update={"words": words})
    tags = tuple(
        WordTag("tax.rate", True, 0.9) if word.text == "[1]" else tag
        for word, tag in zip(words, marked[1], strict=True)
    )
    (tax,) = understand(document(page), FakeModel((tags,))).taxes
    assert tax.rate is not None and tax.rate.value == "0"


def test_where_only_some_items_are_marked_as_taxed_the_net_is_no_base() -> None:
    totals = [t.replace("84.00", "80.00").replace("584", "580") for t in TOTALS]
    row = "Tax [tax.rate:20%]     [tax.amount:80.00]"
    assert _taxes("Desk 3   100.00T", *totals, row) == [("20", None, "80.00")]


def test_a_page_of_nothing_but_numbers_proves_nothing_soon() -> None:
    rows = [
        f"item {n}   {n % 30} %   {n * 7.31 + 3:.2f}     {n * 3.17 + 1:.2f}" for n in range(900)
    ]
    page, _ = draw(rows)
    net, tax = Decimal("12345.67"), Decimal("1234.56")
    assert prove_breakdown(net, tax, [page], Conventions()) == []


def test_a_tax_may_stand_before_what_it_is_of() -> None:
    row = "Includes VAT at [tax.rate:20%] [tax.base:80.00] on [tax.amount:400.00]"
    totals = [t.replace("84.00", "80.00").replace("584", "580") for t in TOTALS]
    assert _taxes(row, *totals) == [("20", "400.00", "80.00")]


def test_a_rate_of_another_column_gives_way_to_the_one_that_fits() -> None:
    row = "[total_net:500.00]     16.80     [total_tax:84.00]     584.00     [tax.rate:0.00]"
    assert _taxes("Net   VAT %   VAT   Gross   Deposit", row, TOTALS[2]) == [
        ("16.8", "500.00", "84.00")
    ]


def test_the_amounts_beside_a_rate_that_fit_it_are_its_row_s() -> None:
    totals = [t.replace("84.00", "80.00").replace("584", "580") for t in TOTALS]
    assert _taxes(*totals, "Levy [tax.rate:20] %   400.00   80.00") == [("20", "400.00", "80.00")]
    assert _taxes(*totals, "Levy [tax.rate:20] %   400.00   90.00") == [("20", "500.00", "80.00")]
    assert _taxes(*totals, "VAT [tax.rate:20.00] %   4.00") == [("20", "500.00", "80.00")]


def test_a_tax_that_names_what_it_is_of_is_no_tax_of_all() -> None:
    totals = [t.replace("84.00", "80.00").replace("584", "580") for t in TOTALS]
    named = "VAT on tuition   [tax.rate:20%]    [tax.amount:80.00]"
    assert _taxes(*totals, named) == [("20", None, "80.00")]
    assert _taxes(*totals, named.replace("tuition", "net amount")) == [("20", "500.00", "80.00")]


def test_of_several_taxes_in_a_row_the_last_rate_s_amount_is_behind_it() -> None:
    row = "VAT 5% [tax.amount:4.00] VAT [tax.rate:20%] 80.00"
    assert _taxes(row, TOTALS[2]) == [("20", None, "80.00")]
