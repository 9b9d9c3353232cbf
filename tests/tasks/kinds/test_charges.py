"""What is taken for a credit note and charges money all the same."""

import pytest

from tasks.kinds.charges import charges_money, tells_credit
from tests.tasks.tagged_pages import draw

GOODS = ("Hell 20x0,5   30   15,80   474,00", "Leergut zurück   -36   3,10   -111,60")
SUMS = ("Summe netto   362,40", "MwSt 19 %   68,86", "Endbetrag   431,26")
NEW = ("Wallbox 22 kW   3   1.140,00   3.420,00", "Netto   3.420,00", "Zu zahlen   4.069,80 €")


def _charges(*rows: str) -> bool:
    return charges_money([draw([row.replace("   ", 15 * " ") for row in rows])[0]])


def test_what_came_back_makes_no_credit_note_of_a_bill() -> None:
    assert _charges("Brauerei Steinbock", "Rechnung   L 118 2260", *GOODS, *SUMS)
    assert _charges("Brauerei Steinbock", "INVOICE NS/2026/118 2 March 2026", *GOODS, *SUMS)


def test_what_is_headed_as_a_credit_or_sums_up_to_one_is_one() -> None:
    assert not _charges("Brauerei Steinbock", "Gutschrift 118", *GOODS, *SUMS)
    owed = ("Summe netto   -362,40", "Endbetrag   -431,26")
    assert not _charges("Brauerei Steinbock", "Beleg L 118", *GOODS, *owed)
    assert not _charges("Brauerei Steinbock", "Beleg L 118", GOODS[0], *SUMS)


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Rechnungskorrektur", "Die ursprüngliche Rechnung wird hiermit ersetzt."),
        ("FACTURE RECTIFICATIVE N° FR-12", "annule et remplace la facture FA-340"),
        ("CORRECTED INVOICE", "Replaces BW-4471 of 4 March"),
        ("Corrected Tax Invoice", "Original invoice BW-88"),
    ],
)
def test_a_correction_that_replaces_the_bill_is_a_bill(title: str, says: str) -> None:
    assert _charges("Voltera GmbH", title, says, *NEW)


def test_a_column_of_credits_beside_charges_is_no_credit() -> None:
    heads = ("Invoice No.   60412", "Guest Folio", "Date   Description   Charges EUR   Credits EUR")
    room = ("03/11   Room   145.00", "05/11   Visa   145.00", "Total   145.00   145.00")
    assert _charges("Ferry Inn", *heads, *room)
    assert not _charges("Ferry Inn", *heads, "This is your credit.", *room)
    in_one_cell = ("Invoice No.: 60412", *heads[1:])
    assert _charges("Ferry Inn", *in_one_cell, *room)
    assert not _charges("Ferry Inn", "Jahresbonus", *in_one_cell, *room)
    back = ("03/11   Room   -145.00", "Total   -145.00")
    assert not _charges("Ferry Inn", *in_one_cell, *back)


@pytest.mark.parametrize(
    "title",
    [
        "Credit Note CN-12   Charge to: Bolt Ltd",
        "Debit note [ ]   Credit note [x]",
        "Credit note   Debit account: 4400",
        "Date   Charges   Credit note",
        "Credit Note   EUR 120.00",
        "ADJUSTMENT NOTE",
        "Entlastungsanzeige",
        "Claim settlement",
        "CR NOTE 12",
    ],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_what_credits_under_any_title_may_name_the_invoice(title: str, sign: str) -> None:
    rows = (title, "Invoice No.: 4711", f"Widget   {sign}100.00", f"Total   {sign}120.00")
    assert not _charges("Acme Ltd", *rows)


def test_a_title_is_no_caption_of_a_column_of_credits() -> None:
    rows = ("Credit note   Debit account: 4400", "Invoice No.   4711", "Widget   100.00")
    assert not _charges("Acme Ltd", *rows, "Total   120.00")


def test_a_correction_that_takes_off_is_none() -> None:
    assert not _charges("Voltera GmbH", "Rechnungskorrektur", "zu Rechnung RE-4471", *NEW)
    replaced = "Annule et remplace partiellement la facture FA-340"
    assert not _charges("Lineo SAS", "Facture rectificative", replaced, *NEW)
    assert not _charges("Voltera GmbH", "Gutschrift RK-5", "ersetzt unser Schreiben", *NEW)
    taken = ("Wallbox   -3.420,00", "Gesamtbetrag   -4.069,80 €")
    assert not _charges("Voltera GmbH", "Rechnungskorrektur", "ersetzt RE-4471", *taken)


@pytest.mark.parametrize(
    ("rows", "tells"),
    [
        (("Buchungsbeleg", *NEW), False),
        (("Guest folio", "Date   Charges EUR   Credits EUR", *NEW), False),
        (("Credit note", "Date   Charges EUR   Credits EUR", *NEW), True),
        (("Credit note   Debit account: 4400", *NEW), True),
        (("Guest folio", "Date   Credits EUR", *NEW), True),
        (("Reklamationsbeleg", *NEW), False),
        (("Gutschriftsanzeige", *NEW), True),
        (("Avoir n° 17", *NEW), True),
        (("Nota di accredito", *NEW), True),
        (("Bonusabrechnung", *NEW), True),
        (("ACCREDITO N. 12", *NEW), True),
        (("Crédit n° 12", *NEW), True),
        (("Document de crédit", *NEW), True),
        (("Nota di variazione", *NEW), True),
        (("Minderrechnung", *NEW), True),
        (("Minusrechnung 4711", *NEW), True),
        (("Jahresboni 2025", *NEW), True),
        (("Boni 2025", *NEW), True),
        (("Preisnachlass", *NEW), True),
        (("Ristourne annuelle", *NEW), True),
        (("Remise de fin d'année", *NEW), True),
        (("Volume rebate", *NEW), True),
        (("Bonification", *NEW), True),
        (("NC 2026/14", *NEW), True),
        (("Crédit Mutuel", *NEW), False),
        (("Carte de crédit", *NEW), False),
        (("NC", *NEW), False),
        ((*NEW, "Preisnachlass"), False),
        (("Reklamationsbeleg", "Ventil   -342,00"), True),
        (("Buchungsbeleg", "Wir schreiben Ihnen den Betrag gut."), True),
    ],
)
def test_a_credit_is_told_by_a_word_or_a_sign(rows: tuple[str, ...], tells: bool) -> None:
    page = draw([row.replace("   ", 15 * " ") for row in rows])[0]
    assert tells_credit([page]) is tells
