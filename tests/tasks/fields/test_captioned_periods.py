"""Periods that captions name, a guest's stay among them."""

import pytest

from tasks.fields.captioned_periods import find_periods
from tasks.fields.find_claims import find_claims
from tasks.values.air_time import sells_air_time
from tasks.values.cells import find_rows
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        (["Leistungszeitraum 01.03.2025 – 31.03.2025"], ["2025-03-01", "2025-03-31"]),
        (["Abrechnung      01.03.-31.03.25"], ["2025-03-01", "2025-03-31"]),
        (["Kiel      Leistung 01.03.-31.03.2025"], ["2025-03-01", "2025-03-31"]),
        (["Leihdauer     12.04.2025–28.09.2025"], ["2025-04-12", "2025-09-28"]),
        (["Leistung 01.03.2025"], []),
        (["Prestations : 01/03/2025 - 31/03/2025"], ["2025-03-01", "2025-03-31"]),
        (
            ["Leistung 01.03.-31.03.2025     Datum 02.04.2025", "Wartung     60,00"],
            ["2025-03-01", "2025-03-31"],
        ),
        (["Leistung: 05.03.2025 - Treppenhaus     Zahlbar bis: 28.03.2025"], []),
        (["Leistung: 12.03.2025 - Wartung, nächste 12.03.2026"], []),
        (["Leistung 05.03. - 07.03.2025 Aufbau     400,00"], []),
        (["Leistung 05.03. - 07.03.2025     400,00"], []),
        (["Wellness     80,00", "Leistung 02.03. - 03.03.2025"], []),
        (["Leistung 02.03. - 03.03.2025", "Leistung 04.03. - 05.03.2025"], []),
        (
            [
                "Mietbeginn: 01.03.2025",
                "Mietende: 31.03.2025",
                "Leistung 05.03. - 07.03.2025",
            ],
            ["2025-03-01", "2025-03-31"],
        ),
        (["Période de transport :", "du 16/03/2026 au 31/03/2026"], ["2026-03-16", "2026-03-31"]),
        (["Leistungszeitraum", "vom 01.03.2025 bis 31.03.2025"], ["2025-03-01", "2025-03-31"]),
        (["Leistungszeitraum", "01.03.–31.03.2025"], ["2025-03-01", "2025-03-31"]),
        (
            [
                "Rechnung     Leistungszeitraum     Kunde",
                "R-118        01.03.–31.03.2025     K-4471",
            ],
            ["2025-03-01", "2025-03-31"],
        ),
        (["Leistungszeitraum", "1–30 November 2025"], []),
        (
            [
                "Leistung     Zeitraum              Preis",
                "Tor          01.03.–31.03.2025     pauschal",
            ],
            [],
        ),
        (
            ["Objekt       Zeitraum              Satz", "Tor          01.03.–31.03.2025     60,00"],
            [],
        ),
        (
            [
                "Objekt       Zeitraum              Stand",
                "Tor          01.03.–31.03.2025     fertig",
                "Tür          einmalig              fertig",
            ],
            [],
        ),
        (["Leistungszeitraum", "siehe 01.03.2025 bis 31.03.2025"], []),
        (["Abrechnung vom 01.03.2025      fällig 31.03.2025"], []),
        (
            ["in der Sache Meier, Leistungszeitraum 03.11.2025 –", "14.01.2026"],
            ["2025-11-03", "2026-01-14"],
        ),
        (["Leistungszeitraum 03.11.2025", "14.01.2026 folgt die nächste Rechnung"], []),
        (
            ["Total Spots   4   Aired", "START     01/10/2026", "END     31/10/2026"],
            ["2026-10-01", "2026-10-31"],
        ),
        (["Lease", "START     01/10/2020", "END     31/10/2029"], []),
        (["Warranty", "Start date: 01/05/2026", "End date: 30/04/2029"], []),
        (["Client     Start     End", "Nord     01/10/2026     31/10/2026"], []),
        (
            ["Zeitraum von:   01.10.2026", "Leistung bis:   31.10.2026"],
            ["2026-10-01", "2026-10-31"],
        ),
        (
            ["Billing period 01/11/2026 - 30/11/2026", "Seaside Flight: 20/11/2026 - 24/11/2026"],
            ["2026-11-01", "2026-11-30"],
        ),
        (["Invoice Period   01/11/2026 - 30/11/2026"], ["2026-11-01", "2026-11-30"]),
        (
            [
                "Total Spots   4   Aired",
                "Invoice Period   01/11/2026 - 30/11/2026",
                "Flight   15/10/2026 - 20/12/2026",
            ],
            ["2026-10-15", "2026-12-20"],
        ),
        (["Total Spots   4   Aired", "Invoice Period   01/11/2026 - 30/11/2026"], []),
        (
            [
                "Total Spots   4   Aired",
                "Billing Period: 26/10/2026 to 29/11/2026",
                "Flight: 19/10/2026 - 02/11/2026",
            ],
            ["2026-10-19", "2026-11-02"],
        ),
        (
            ["Total Spots   4   Aired", "Billing Period: 26/10/2026 to 29/11/2026"],
            ["2026-10-26", "2026-11-29"],
        ),
        (
            ["Total Spots   4   Aired", "Run dates: 30/04/2026 thru 11/05/2026"],
            ["2026-04-30", "2026-05-11"],
        ),
        (["Run dates: 30/04/2026 thru 11/05/2026"], []),
        (
            ["Total Spots   4   Aired", "Start Date   01/11/2026", "End Date     30/11/2026"],
            ["2026-11-01", "2026-11-30"],
        ),
        (["Seaside Flight: 20/11/2026 - 24/11/2026"], ["2026-11-20", "2026-11-24"]),
        (
            ["Total Spots   4   Aired", "Order/Flight: O-22 20/11/2026-24/11/2026"],
            ["2026-11-20", "2026-11-24"],
        ),
        (
            ["Total Spots   4   Aired", "Flight   OCT21/14-NOV04/14"],
            ["2014-10-21", "2014-11-04"],
        ),
        (
            ["Total Spots   4   Aired", "Starts: 01/11/2026     Ends: 30/11/2026"],
            ["2026-11-01", "2026-11-30"],
        ),
        (["Starts: 01/11/2026     Ends: 30/11/2026"], []),
        (
            [
                "Total Spots   4   Aired",
                "Client        Schedule begins     Schedule ends",
                "Nord Ltd      Aug 29, 2026        Sep 18, 2026",
            ],
            ["2026-08-29", "2026-09-18"],
        ),
        (
            ["Contract no.     Contract start     Contract end", "4711     1/2/2026     2/3/2026"],
            [],
        ),
        (
            ["Date of first broadcast: 18/04/2026 Date of last broadcast: 16/05/2026 Total: 9"],
            ["2026-04-18", "2026-05-16"],
        ),
        (
            ["First air date     18/04/2026", "Last air date      16/05/2026"],
            ["2026-04-18", "2026-05-16"],
        ),
        (
            ["thirty seconds, to be broadcast from 3 May 2026", "through 5 June 2026:"],
            ["2026-05-03", "2026-06-05"],
        ),
        (
            ["7 pm, starting April 30, 2026 and ending May 14, 2026, at the rate of $6"],
            ["2026-04-30", "2026-05-14"],
        ),
        (["Dates : du 20/11/2026 au 24/11/2026 – Lieu : Lyon"], ["2026-11-20", "2026-11-24"]),
        (["Dates du 20/11/2026 au 24/11/2026"], []),
        (["Arrival        03/06/2025", "Departure      05/06/2025"], ["2025-06-03", "2025-06-05"]),
        (
            ["Gast           Anreise        Abreise", "Lind           03.06.2025     05.06.2025"],
            ["2025-06-03", "2025-06-05"],
        ),
        (
            [
                "Période de consommation   du 27/05/2024",
                " " * 40 + "328,08 €",
                "                          au 25/11/2024",
            ],
            ["2024-05-27", "2024-11-25"],
        ),
        (
            ["PERIOD FROM    PERIOD TO", "01/10/2025     31/10/2025"],
            ["2025-10-01", "2025-10-31"],
        ),
        (["On hire     01/10/2025", "Off hire    31/10/2025"], ["2025-10-01", "2025-10-31"]),
        (["Mietbeginn: 01.10.2025", "Mietende: 31.10.2025"], ["2025-10-01", "2025-10-31"]),
        (["Mietbeginn: 01.03.2024", "Mietende: 28.02.2029"], []),
        (["Rental start 01/03/2025", "Rental end 28/02/2026"], []),
        (
            ["Mietbeginn: 01.03.2025", "Mietende: 31.08.2025", "Leistungszeitraum: Mai 2025"],
            [],
        ),
        (
            ["Room 3 · arrived 3 June 2025 · departed 5 June 2025"],
            ["2025-06-03", "2025-06-05"],
        ),
        (["Arrivée : 03/06/2025 — Départ : 05/06/2025"], ["2025-06-03", "2025-06-05"]),
        (
            ["Ihre Rechnung für Oktober 2026", "Grundpreis", "01.10.2026 - 31.10.2026"],
            ["2026-10-01", "2026-10-31"],
        ),
        (["Your bill for October 2026", "01/10/2026 - 30/10/2026"], []),
        (["Your bill of 4 October 2026", "01/10/2026 - 31/10/2026"], []),
        (["Arrival        03/06/2025"], []),
        (["Arrival        03/06/2025", "Departure      03/06/2025"], []),
        (
            ["Anreise  02.03.2025", "Abreise  12.03.2025", "Zeitraum 03.03.2025 - 11.03.2025"],
            ["2025-03-03", "2025-03-11"],
        ),
        (["Departure      03/06/2025", "Arrival        05/06/2025"], []),
        (
            [
                "                From Date     Hahn Ltd",
                "STATEMENT",
                "                1 Jul 2026    38 High Street",
                "Activity        To Date       Colac VIC 3250",
                "                30 Sep 2026",
            ],
            ["2026-07-01", "2026-09-30"],
        ),
        (
            [
                "Work       From Date     To Date",
                "Digging    01/07/2026    02/07/2026",
                "Paving     03/07/2026    04/07/2026",
            ],
            [],
        ),
        (
            ["Leistungsperiode 01.09.2025 – 30.09.2025", "Periode 15.09.2025 – 14.10.2025"],
            ["2025-09-01", "2025-09-30"],
        ),
        (["Periode 15.09.2025 – 14.10.2025"], ["2025-09-15", "2025-10-14"]),
        (
            [
                "Rechnung       Zeitraum                  Seite",
                "RE-7731        01.06.2026–30.06.2026     1 von 2",
            ],
            ["2026-06-01", "2026-06-30"],
        ),
        (
            [
                "3741   Blutbild       2,10     Leistungszeitraum",
                "                               01.05.2026 –",
                "4069   Untersuchung   4,20     31.05.2026",
                "                               Einsender",
            ],
            ["2026-05-01", "2026-05-31"],
        ),
        (
            [
                "Leistung       Zeitraum",
                "Wartung        01.05.2026 – 31.05.2026",
                "Reinigung      01.06.2026 – 30.06.2026",
            ],
            [],
        ),
        (["Zeitraum       Leistung", "01.05.2026 – 31.05.2026 Wartung"], []),
        (
            ["Billing period 01.09.2025 – 30.09.2025", "Leistungszeitraum 12.09.2025 – 14.09.2025"],
            ["2025-09-01", "2025-09-30"],
        ),
        (["Du:   01/02/2020", "N° client  A 7", "Au:   29/02/2020"], ["2020-02-01", "2020-02-29"]),
        (["Position      Von           Bis", "Bagger        01.03.2026    05.03.2026"], []),
        (["Garantie", "Beginn: 01.01.2026", "Ende: 31.12.2028"], []),
        (["du 01/02/2020", "au 29/02/2020"], []),
    ],
)
def test_captions_name_periods(rows: list[str], days: list[str]) -> None:
    page, _ = draw(rows)
    on_air = sells_air_time([page])
    periods = find_periods(find_rows(page), "dmy", stays=True, on_air=on_air)
    found = {name: day for name, day, _ in periods}
    names = ("period_start", "period_end")
    assert found == dict(zip(names, days, strict=False))


def test_only_who_bills_nights_has_guests() -> None:
    page, _ = draw(["Arrival        03/06/2025", "Departure      05/06/2025"])
    assert not list(find_periods(find_rows(page), "dmy", stays=False))


@pytest.mark.parametrize(
    ("row", "days"),
    [
        ("W/E: 08/02/2026", ["2026-02-08"]),
        ("Week ending     8 February 2026", ["2026-02-08"]),
        ("For professional services rendered through February 8, 2026", ["2026-02-08"]),
        ("Open Sat w/e 08/02/2026", []),
    ],
)
def test_a_period_may_be_named_by_its_end(row: str, days: list[str]) -> None:
    page, _ = draw([row, "Date: 13/02/2026"])
    found = [(name, day) for name, day, _ in find_periods(find_rows(page), "dmy", stays=True)]
    assert found == [("period_end", day) for day in days]


def test_a_receipt_names_a_guest_s_stay() -> None:
    page, tags = draw(["Room 3 · arrived 3 June 2025 · departed 5 June 2025"])
    conventions = decide_conventions(page.row_texts(), "en")
    found = {claim.label for claim in find_claims([page], [tags], "receipt", conventions)}
    assert found == {"period_start", "period_end"}


@pytest.mark.parametrize(
    "row",
    [
        "Pour les opérations effectuées du 1er au 31 octobre 2026 :",
        "Facturation du 01/10/2026 au 31/10/2026. Prix moyen du m³ : 3,52 € HT.",
        "Halle – prestations du 1er au 31 octobre 2026",
        "Leistungen vom 01.10.2026 bis 31.10.2026",
        "For services rendered from 1 to 31 October 2026",
        "Totaux du 01/10/26 au 31/10/26     4 522,40",
    ],
)
def test_a_sentence_says_when_what_is_billed_was_done(row: str) -> None:
    page = draw([row])[0]
    found = [day for _, day, _ in find_periods(find_rows(page), "dmy", stays=False)]
    assert found == ["2026-10-01", "2026-10-31"]
    page = draw([row, row])[0]  # of two items
    assert not list(find_periods(find_rows(page), "dmy", stays=False))
