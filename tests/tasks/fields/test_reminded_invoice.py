"""The one invoice that a reminder's list names."""

import pytest

from schemas.record import Field, Fields
from tasks.fields.reminded_invoice import add_reminded_invoice, name_reminded_invoice
from tests.tasks.tagged_pages import draw

_HEAD = "Rechnung          vom              fällig am        Betrag"


def _read(rows: list[str], doc_type: str = "payment_reminder", **known: str) -> dict[str, str]:
    page, _ = draw(rows)
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in known.items()
    }
    found = add_reminded_invoice(fields, [page], doc_type)
    return {name: field.value for name, field in found.items() if isinstance(field, Field)}


@pytest.mark.parametrize(
    "rows",
    [
        [_HEAD, "MR-2504611        30.04.2025       14.05.2025       1.986,31"],
        [_HEAD, "MR-2504611 30.04.2025              14.05.2025       1.986,31"],
        [
            "Invoice No.       Date             Due              Amount",
            "25 10078          30/04/2025       14/05/2025       86.31",
            "Total                                               86.31",
        ],
        [
            "Invoice ref.      Date             Due              Amount",
            "25 10078          30/04/2025       14/05/2025       86.31",
        ],
        [
            "N° facture        Date             Échéance         Montant",
            "",
            "FA-250318         30/04/2025       14/05/2025       86,31",
        ],
    ],
)
def test_the_only_invoice_of_a_list_is_reminded_of(rows: list[str]) -> None:
    number = rows[-1 if "Total" not in rows[-1] else 1][:11].strip()
    assert _read(rows) == {"preceding_invoice": number}


@pytest.mark.parametrize(
    "rows",
    [
        [  # one of two
            _HEAD,
            "MR-2504611        30.04.2025       14.05.2025       1.986,31",
            "MR-2504612        30.05.2025       14.06.2025       86,31",
        ],
        ["Rechnung          MR-2504611", "fällig am         14.05.2025"],
        [
            "Rechnung          Mahngebühr       Zins            Total",
            "986.31            20.00            4.10            1010.41",
        ],
        [  # one of two, with what it is for between them
            _HEAD,
            "RE-1001           30.04.2025       14.05.2025       1.986,31",
            "Bauvorhaben Hafenstr. 12",
            "RE-1002           30.05.2025       14.06.2025       86,31",
        ],
        [  # under a head that is repeated
            _HEAD,
            "RE-1001           30.04.2025       14.05.2025       1.986,31",
            _HEAD,
            "RE-1002           30.05.2025       14.06.2025       86,31",
        ],
        [_HEAD, "30.04.2025        MR-2504611       14.05.2025       1.986,31"],
        [_HEAD, "offene Posten     30.04.2025       14.05.2025       1.986,31"],
    ],
)
def test_other_lists_name_none(rows: list[str]) -> None:
    assert _read(rows) == {}


def test_other_papers_and_known_invoices_stay() -> None:
    rows = [_HEAD, "MR-2504611        30.04.2025       14.05.2025       1.986,31"]
    assert _read(rows, "statement") == {}
    assert _read(rows, preceding_invoice="X-1") == {"preceding_invoice": "X-1"}


def test_the_invoice_that_a_reminder_is_about_has_its_plain_name_too() -> None:
    number = Field(value="4711", raw="4711", confidence=0.9, origin="model")
    known: dict[str, Field | list[Field]] = {"preceding_invoice": number}
    (one,) = [draw(["Wir mahnen Rechnung 4711 an."])[0]]
    assert name_reminded_invoice(known, [one], "payment_reminder")["invoice_number"] == number
    assert "invoice_number" not in name_reminded_invoice(known, [one], "letter")
    rows = [
        _HEAD,
        *(f"MR-{n}              30.04.2025       14.05.2025       1.9{n},31" for n in (77, 78)),
    ]
    several = draw(rows)[0]
    assert "invoice_number" not in name_reminded_invoice(known, [several], "payment_reminder")
