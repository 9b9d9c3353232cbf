"""Allowances and charges in several rows have one sum each."""

from schemas.document import union
from schemas.record import Field, Fields
from tasks.sums.changes import sum_changes, total_after_changes
from tasks.values.normalize import Conventions
from tests.tasks.printed_lines import printed_field
from tests.tasks.tagged_pages import draw


def _changed(*rows: str) -> dict[str, str]:
    page, tags = draw([row.replace(" | ", " " * 12) for row in rows])
    fields: Fields = {}
    for word, tag in zip(page.words, tags, strict=True):
        if tag.label != "O":
            fields[tag.label] = Field(
                value=word.text, raw=word.text, confidence=0.9, page=1, box=union([word.box]),
                origin="model",
            )  # fmt: skip
    found = sum_changes(fields, [page], Conventions())
    return {
        name: field.value
        for name, field in found.items()
        if isinstance(field, Field) and name in ("allowances", "charges")
    }


def test_charges_in_two_rows_are_one_sum_beside_the_discount() -> None:
    rows = (
        "Lines | [lines_net:3944.00]",
        "less 5 % discount | -197.20",
        "plus freight | [charges:60.00]",
        "plus disposal | 35.50",
        "Net | [total_net:3842.30]",
    )
    assert _changed(*rows) == {"allowances": "197.20", "charges": "95.50"}
    assert _changed(*rows[:3], rows[4]) == {"charges": "60.00"}


def test_a_lone_charge_is_no_discount() -> None:
    lines, net = "Honorar | [lines_net:1000.00]", "Netto | [total_net:1020.00]"
    assert _changed(lines, "Spesen 2% | [allowances:20.00]", net) == {"charges": "20.00"}
    assert _changed(lines, "Material | [allowances:20.00]", net) == {"allowances": "20.00"}
    part = "abzgl. 1. Teilrechnung | -400.00", "Netto | [total_net:600.00]"
    assert _changed(lines, *part) == {}


def test_so_are_those_in_a_strip() -> None:
    strip = (
        "Goods | Freight | Packing | Net",
        "[lines_net:1118.00] | 45.00 | 22.50 | [total_net:1185.50]",
    )
    assert _changed(*strip) == {"charges": "67.50"}


def test_a_lone_one_of_a_strip_is_named_above() -> None:
    known = "[lines_net:1118.00] | 45.00      | [total_net:1163.00]"
    heads = "Totale      | Trasporto | Imponibile"
    assert _changed(heads, known) == {"charges": "45.00"}
    assert _changed(heads.replace("Trasporto", "Materiale"), known) == {}


def test_a_discount_may_stand_behind_its_rate() -> None:
    heads = "Gross | % | Discount | Net"
    known = "[lines_net:1200.00] | [charges:3.00] | 36.00 | [total_net:1164.00]"
    assert _changed(heads, known) == {"allowances": "36.00"}
    other = "[lines_net:1200.00] | [charges:2.00] | 36.00 | [total_net:1164.00]"
    assert _changed(heads, other) == {"charges": "2.00"}


def test_what_is_known_and_fits_stays() -> None:
    rows = ("Lines | [lines_net:100.00]", "Freight | [charges:5.00]", "Net | [total_net:105.00]")
    assert _changed(*rows) == {"charges": "5.00"}


def test_groups_of_items_between_two_sums_are_no_charges() -> None:
    rows = (
        "Labour | [lines_net:340.00]",
        "Parts | [charges:330.50]",
        "MOT | 54.85",
        "Total excl. VAT | [total_net:725.35]",
    )
    assert _changed(*rows) == {"charges": "330.50"}


def test_what_is_due_with_the_discount_off_is_the_total_where_no_tax_is() -> None:
    fields: Fields = {
        "lines_net": printed_field("4040.00", 1),
        "allowances": printed_field("202.00", 2),
        "amount_due": printed_field("3838.00", 3),
    }
    found = total_after_changes(fields)
    assert found.keys() == {"lines_net", "allowances", "total_gross"}
    assert found["total_gross"] == fields["amount_due"]
    assert total_after_changes({**fields, "total_gross": fields["lines_net"]}) == found
    taxed: Fields = {**fields, "total_tax": printed_field("10.00", 4)}
    assert total_after_changes(taxed) == taxed
    other: Fields = {**fields, "amount_due": printed_field("3800.00", 3)}
    assert total_after_changes(other) == other
