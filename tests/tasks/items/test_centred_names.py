"""Names of two rows beside whose middle the amounts stand."""

from schemas.document import Page
from tasks.items.centred_names import join_centred_names
from tests.tasks.tagged_pages import draw, names_of

_AMOUNTS = "[line.quantity:18]     [line.net_amount:214.20]"
_OTHER = f"[line.description:Spring water, box]           {_AMOUNTS}"


def _names(rows: list[str], tops: list[float], **page_is: str) -> list[str]:
    """The descriptions, one for each beginning, of rows that begin so far below each other."""
    page, tags = draw(rows)
    words = tuple(
        word._replace(box=(word.box[0], tops[word.row], word.box[2], tops[word.row] + 1 / 60))
        for word in page.words
    )
    page = Page(**{**page.model_dump(exclude={"words"}), "words": words, **page_is})
    (got,) = join_centred_names([page], [tags])
    return names_of(page, got)


def test_two_rows_around_the_amounts_are_one_name() -> None:
    rows = [_OTHER, _OTHER, "White wine of Graves, bottle", f"{' ' * 45}{_AMOUNTS}",
            "[line.description+:75 cl]"]  # fmt: skip
    tops = [0.1, 0.15, 0.2, 0.21, 0.22]
    assert _names(rows, tops)[-1] == "White wine of Graves, bottle 75 cl"


def test_a_remark_below_the_amounts_is_no_more_of_the_name() -> None:
    rows = [_OTHER, _OTHER, "[line.description:Haulage Lyon to Rungis]", f"{' ' * 45}{_AMOUNTS}",
            "Waybill of 8 March"]  # fmt: skip
    assert _names(rows, [0.1, 0.15, 0.2, 0.21, 0.22])[-1] == "Haulage Lyon to Rungis"


def test_the_second_may_stand_on_the_row_of_the_amounts() -> None:
    rows = [_OTHER, _OTHER, "[line.description:Dressing, box of]", f"10{' ' * 43}{_AMOUNTS}"]
    assert _names(rows, [0.1, 0.15, 0.2, 0.213])[-1] == "Dressing, box of 10"


def test_rows_that_stand_apart_are_not_joined() -> None:
    rows = [_OTHER, _OTHER, "Delivered on Monday", f"{' ' * 45}{_AMOUNTS}", "Delivered on Friday"]
    assert len(_names(rows, [0.1, 0.15, 0.2, 0.25, 0.3])) == 2


def test_the_row_of_the_amounts_may_be_all_that_the_model_sees_of_a_name() -> None:
    rows = [_OTHER, _OTHER, "Cylinder, stroke 100",
            f"[line.description:with magnet]{' ' * 34}{_AMOUNTS}"]  # fmt: skip
    assert _names(rows, [0.1, 0.15, 0.2, 0.213])[-1] == "Cylinder, stroke 100 with magnet"


def test_on_a_scan_that_leans_the_row_above_is_the_end_of_the_name_before() -> None:
    rows = [_OTHER, f"[line.description:Catering, pack of]{' ' * 28}{_AMOUNTS}",
            "[line.description+:12, wrapped]",
            f"[line.description:Hotel room single]{' ' * 28}{_AMOUNTS}"]  # fmt: skip
    names = _names(rows, [0.1, 0.15, 0.167, 0.18], origin="ocr")
    assert names[1:] == ["Catering, pack of 12, wrapped", "Hotel room single"]


def test_a_span_ends_on_the_row_of_the_amounts() -> None:
    rows = [_OTHER, _OTHER, "[line.description:Day rate 12/11/2025 to]",
            f"[period_end:31/01/2026]{' ' * 35}{_AMOUNTS}"]  # fmt: skip
    assert _names(rows, [0.1, 0.15, 0.2, 0.213])[-1] == "Day rate 12/11/2025 to 31/01/2026"


def test_all_names_may_be_of_two_rows() -> None:
    amounts = f"{' ' * 45}{_AMOUNTS}"
    rows = ["[line.description:Compound, can of 8]", amounts, "[line.description+:oz brush top]",
            "[line.description+:Threaded rod 2 x]", amounts,
            "[line.description+:6 ft, plain]"]  # fmt: skip
    assert _names(rows, [0.1, 0.108, 0.117, 0.15, 0.158, 0.167]) == [
        "Compound, can of 8 oz brush top", "Threaded rod 2 x 6 ft, plain",
    ]  # fmt: skip


def test_all_names_but_one_may_be_of_two_rows() -> None:
    rows = [_OTHER]
    for town in ("Kehl", "Landau"):
        rows += [
            f"[line.description:To] {town} (DE)",
            f"{' ' * 45}{_AMOUNTS}",
            "[line.description:by van]",
        ]
    tops = [0.1, 0.15, 0.16, 0.17, 0.2, 0.21, 0.22]
    assert _names(rows, tops)[1:] == ["To Kehl (DE) by van", "To Landau (DE) by van"]
