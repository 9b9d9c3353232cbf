import pytest

from readers.fax_headers import drop_fax_header, is_fax_header
from readers.layout import arrange_page
from schemas.document import Page


@pytest.mark.parametrize(
    "row",
    [
        "09.05.2022 12:57 FAX 0351 555 2290 S. 01/01",
        "24-JUN-2022 10:54 FROM: +44 1209 555 0142 TO: ACCOUNTS P.01/01",
        "24 -JUN - 2022 10:54 FROM : +44 1209 555 0142 TO : ACCOUNTS P.01/01",
        "17/01/2025 12:20 TELECOPIE 514 555-0188 PAGE 1/1",
        "03/12 2024 14:05 FAX 0711555020 NORDEN GMBH 001/002",
        "MAR-12-2024 14:05 From:NORDEN LTD To:555 0142 Page:1/2",
        "2024-03-12 14:05 +49 711 555 2040 NORDEN GMBH S. 2",
        "12. Mrz. 2024 9:05 Telefax Norden GmbH Nr. 123 S. 1",
    ],
)
def test_what_a_fax_machine_printed_is_known(row: str) -> None:
    assert is_fax_header(row)


@pytest.mark.parametrize(
    "row",
    [
        "Norden GmbH Tel. 0711 555 20 Fax 0711 555 21 Mo-Fr 8:00-17:00",
        "Norden GmbH, Hafenstrasse 12, Fax 0711 555 21, 12.03.2024",
        "Printed: 12/03/2024 10:15 Page 1 of 2",
        "Order 4711 Date 12.03.2024 10:15 Page 1/2",
        "12.03.2024 10:15 Bon 0815 Kasse 3",
        "Invoice 2024-0117",
    ],
)
def test_what_belongs_to_the_paper_is_none(row: str) -> None:
    assert not is_fax_header(row)


def fax(top: float) -> Page:
    header = ("12.03.2024 14:05 FAX 0711 555 2040 S. 01/01", [40, top, 900, top + 20], 0.9)
    rows = [("Norden GmbH", [40, 200, 300, 220], 0.9), ("Invoice 4711", [40, 300, 300, 320], 0.9)]
    return arrange_page([header, *rows], 1000, 1400, "ocr")


def test_the_header_of_a_fax_is_no_part_of_its_page() -> None:
    page = drop_fax_header(fax(top=20))
    assert page.row_texts() == ["Norden GmbH", "Invoice 4711"]
    assert [word.row for word in page.words] == [0, 0, 1, 1]
    assert drop_fax_header(page) == page


def test_such_a_row_further_down_is_printed() -> None:
    assert len(drop_fax_header(fax(top=100)).row_texts()) == 3
