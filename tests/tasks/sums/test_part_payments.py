"""Of a bill for a part of an order, the part's sums are the bill's."""

from schemas.record import Field, Fields, Tax
from tasks.sums.part_payments import read_part_bill
from tasks.values.normalize import Conventions
from tasks.values.notation import Notation
from tests.tasks.printed_lines import named_amount, printed_field
from tests.tasks.tagged_pages import draw

_ORDER = ("Auftragswert netto | 72.500,00", "19 % MwSt. | 13.775,00", "brutto | 86.275,00")
_PART = ("30 % Anzahlung netto | 21.750,00", "19 % MwSt. | 4.132,50", "Zu zahlen | 25.882,50")
_CONVENTIONS = Conventions(notation=Notation(".", ","))


def _read(*rows: str) -> tuple[dict[str, str], int, list[str]]:
    page, _ = draw([row.replace(" | ", " " * 20) for row in rows])
    fields: Fields = {
        "total_net": printed_field("72500.00", 1),
        "total_tax": printed_field("13775.00", 2),
        "total_gross": printed_field("86275.00", 3),
        "amount_due": printed_field("25882.50", 6),
    }
    lines = [named_amount("Machine", "68000.00", 0), named_amount("Tools", "4500.00", 0)]
    taxes = [Tax(base=printed_field("72500.00", 1), amount=printed_field("13775.00", 2))]
    found, kept, rows_of_tax = read_part_bill(fields, lines, taxes, [page], _CONVENTIONS)
    values = {name: field.value for name, field in found.items() if isinstance(field, Field)}
    return values, len(kept), [row.base.value for row in rows_of_tax if row.base is not None]


def test_the_part_that_is_asked_for_is_the_bill() -> None:
    values, lines_n, bases = _read("Anzahlungsrechnung | AZ-1", *_ORDER, *_PART)
    assert values == {"total_net": "21750.00", "total_tax": "4132.50", "total_gross": "25882.50"}
    assert (lines_n, bases) == (0, ["21750.00"])


def test_another_bill_keeps_its_sums_and_so_does_one_whose_part_was_billed_before() -> None:
    assert _read("Rechnung | AZ-1", *_ORDER, *_PART)[0]["total_gross"] == "86275.00"
    before = ("abzgl. 1. Abschlag netto | 21.750,00", *_PART[1:])
    values, lines_n, _ = _read("2. Abschlagsrechnung | AZ-1", *_ORDER, *before)
    assert (values["total_gross"], lines_n) == ("86275.00", 2)
