"""A record as people read it in a terminal."""

from io import StringIO

from mailroom.report import print_record
from schemas.record import Tax
from tests.tasks.made_records import field, invoice


def test_the_rows_of_taxes_that_a_check_speaks_of_are_shown() -> None:
    taxes = [
        Tax(rate=field("19"), base=field("1000.10"), amount=field("190.02")),
        Tax(rate=field("7"), base=field("20.00")),
        Tax(amount=field("3.00")),
    ]
    out = StringIO()
    print_record(invoice(b"one", taxes=taxes), out)
    rows = [line.strip() for line in out.getvalue().splitlines() if "tax " in line]
    assert rows[-3:] == ["tax 19 % of 1000.10 is 190.02", "tax 7 % of 20.00", "tax is 3.00"]
