"""What says that a bill takes another one's place, and what only names that."""

import pytest

from schemas.record import Field
from tasks.check_replaced import says_corrected, says_replaced
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("row", "replaces"),
    [
        ("Diese Rechnung ersetzt die Rechnung KR-5001.", True),
        ("Rechnung KR-5001 wurde nie storniert.", False),
        ("KR-50012 wird storniert", False),
        ("Ersatz für unsere Abschlagsrechnung KR-5001", True),
        ("Korrektur zu Rechnung KR-5001: Nachberechnung", True),
        ("Rechnungskorrektur     Bezug KR-5001", True),
        ("Rechnung KR-5001 wird hiermit storniert.", True),
        ("CORRECTED TAX INVOICE     Original invoice KR-5001", True),
        ("This invoice replaces KR-5001", True),
        ("Invoice KR-5001 is void.", True),
        ("Annule et remplace KR-5001", True),
        ("Facture rectificative de la facture KR-5001", True),
        ("La presente fattura sostituisce la fattura KR-5001", True),
        ("Factura rectificativa     Factura original KR-5001", True),
        ("Deze factuur vervangt factuur KR-5001", True),
        ("Bezug: Abschlagsrechnung KR-5001 vom 12.02.2026 (gesondert fällig)", False),
        ("Die Rechnung KR-5001 ist noch offen.", False),
        ("Original invoice: KR-5001 (goods). This invoice is for freight only.", False),
        ("Second instalment; first instalment see invoice KR-5001", False),
        ("Complément à la facture KR-5001", False),
        ("Diese Rechnung ersetzt nicht die Rechnung KR-5001.", False),
        ("This invoice does not replace invoice KR-5001.", False),
        ("Cette facture ne remplace pas la facture KR-5001", False),
        ("La presente non sostituisce la fattura KR-5001", False),
    ],
)
def test_a_bill_says_that_it_takes_another_one_s_place(row: str, replaces: bool) -> None:
    page, _ = draw(["Pump P-4", row])
    named = Field(value="KR-5001", raw="KR-5001", confidence=0.9, origin="model")
    assert says_replaced([page], named) is replaces


@pytest.mark.parametrize(
    ("row", "corrected"),
    [
        ("Rechnungskorrektur – korrigierte Rechnung", True),
        ("Rechnungskorrektur Nr. KR-5002          Datum: 03.11.2026", True),
        ("Diese Rechnung ersetzt unsere Rechnung vom 02.11.2026.", True),
        ("Cette facture annule et remplace la facture du 2 novembre", True),
        ("This invoice cancels and replaces the invoice of 2 November", True),
        ("CORRECTED INVOICE", True),
        ("Facture de remplacement", True),
        ("Rechnung", False),
        ("Rechnung Nr. KR-5001", False),
        ("Diese Rechnung ersetzt unser Angebot vom 02.11.2026.", False),
        ("Cette facture annule et remplace le devis n° 12", False),
        ("This invoice replaces all paper copies", False),
        ("Stornierung der Rechnung ist nur binnen 14 Tagen möglich.", False),
        ("Invoice corrections must be requested within 30 days.", False),
        ("Cancelled orders will be invoiced", False),
        ("Facture de remplacement pompe", False),
        ("Ersatz-Rechnungskopie", False),
        ("Korrektur der Rechnungsadresse", False),
    ],
)
def test_a_bill_may_say_so_without_naming_the_other(row: str, corrected: bool) -> None:
    page, _ = draw(["Pump P-4", row])
    assert says_corrected([page]) is corrected
