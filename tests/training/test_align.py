import pytest

from training.align import doubt_run, find_lines, find_text, find_values, label_run, read_money


def test_finds_a_name_in_spite_of_spacing_and_a_misread_letter() -> None:
    words = ["TEL:", "REST0RAN", "SIAM", "VILLAGE", "(123-X)"]
    best = find_text("RESTORAN SIAM VILLAGE", words)[0]
    assert best.indices == (1, 2, 3)
    assert best.distance == 1


def test_a_short_value_must_match_exactly() -> None:
    assert find_text("197", ["198", "19"]) == []
    assert find_text("197", ["No", "197"])[0].indices == (1,)


def test_finds_an_address_whose_rows_are_broken_by_another_column() -> None:
    words = ["NO.8,", "JALAN", "PERMAS", "Invoice:", "123", "81750", "JOHOR", "BAHRU"]
    rows = [0, 0, 0, 0, 0, 1, 1, 1]
    (run,) = find_lines("NO.8, JALAN PERMAS, 81750 JOHOR BAHRU", words, rows)
    assert run.indices == (0, 1, 2, 5, 6, 7)


def test_an_absent_value_is_not_found() -> None:
    words = ["TOTAL", "12.50", "THANK", "YOU"]
    assert find_lines("SOME OTHER COMPANY LTD", words, [0, 0, 1, 1]) == []


def test_find_values_prefers_short_runs_and_never_overlaps() -> None:
    runs = find_values(lambda t: t in ("12 May", "12", "May 2020"), ["12", "May", "2020"], 3)
    assert [run.indices for run in runs] == [(0,), (1, 2)]


def test_labels_stand_first_come_and_doubts_only_where_nothing_stands() -> None:
    labels = ["O"] * 4
    (run,) = find_text("Acme Trading", ["Acme", "Trading", "Ltd", "x"])
    label_run(labels, run, "seller_name")
    label_run(labels, run, "buyer_name")
    doubt_run(labels, run._replace(indices=(1, 2)), "buyer_name")
    assert labels == ["B-seller_name", "I-seller_name", "?buyer_name", "O"]


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("RM 1,234.5", "1234.50"), ("$5,625.00", "5625.00"), ("75.000", "75000.00"),
        ("8.70", "8.70"), ("1.234,50", "1234.50"), ("12", "12.00"), ("TOTAL", None), ("", None),
        ("12/05/2018", None),
    ],
)  # fmt: skip
def test_reads_printed_money(printed: str, amount: str | None) -> None:
    assert read_money(printed) == amount
