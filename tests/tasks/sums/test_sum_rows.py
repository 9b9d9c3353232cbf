"""Sums that their captions name are believed where no arithmetic denies them."""

import re
from decimal import Decimal

import pytest

from tasks.sums.sum_rows import add_parts, find_sums
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_TOTAL, _DUE = "Total TTC          30 505,65", "Net à payer          21 480,37"
_HELD_BACK = "Retenue de garantie 5 %          -1 525,28"
_HEAD = re.compile(r"[0-9]{1,2}").fullmatch
_PAID = "Acompte reçu le 05/12          -7 500,00"


def _found(*rows: str, narrow: bool = False) -> dict[str, str]:
    """What is claimed on a page with these rows; `narrow`: where thousands stand closer."""
    page, _ = draw(rows)
    if narrow:
        words = [
            w._replace(box=(w.box[0], w.box[1], w.box[2] + 0.006, w.box[3])) if _HEAD(w.text) else w
            for w in page.words
        ]
        page = page.model_copy(update={"words": tuple(words)})
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_sums([page], Notation(","))
    }


def test_what_stands_from_the_total_to_the_amount_due_makes_their_difference() -> None:
    assert _found(_TOTAL, _HELD_BACK, _PAID, _DUE) == {
        "total_gross": "30 505,65",
        "amount_due": "21 480,37",
    }
    assert _found(_TOTAL, _HELD_BACK, _DUE) == {}
    assert _found(_DUE, _HELD_BACK, _PAID, _TOTAL) == {}


def test_other_sums_that_deny_each_other_are_not_believed() -> None:
    rows = ("Total HT          20 000,00", "Total TVA          4 000,00")
    assert _found(*rows, _TOTAL, _HELD_BACK, _PAID, _DUE) == {}


def test_a_tax_s_base_and_amount_may_have_their_thousands_apart() -> None:
    row = "TVA 10,00 % sur 26 877,14          2 687,71"
    assert _found(row, narrow=True) == {
        "tax.base": "26 877,14",
        "tax.rate": "10,00",
        "tax.amount": "2 687,71",
    }
    assert _found("TVA 20 784,00          156,80", narrow=True) == {
        "tax.base": "784,00",
        "tax.rate": "20",
        "tax.amount": "156,80",
    }
    assert _found(row.replace(",71", ",72"), narrow=True) == {}


def test_a_sum_of_what_was_paid_counts_once() -> None:
    paid = ("1. Abschlag -59 500,00", "2. Abschlag -35 700,00")
    rows = (
        "Gesamtbetrag brutto          152 507,47",
        *paid,
        "Summe geleisteter Zahlungen          95 200,00",
        "Restbetrag          57 307,47",
    )
    assert _found(*rows)["prepaid"] == "95 200,00"
    assert _found(*rows[:-2], "Summe geleisteter Zahlungen          95 300,00", rows[-1]) == {}


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (["10", "20", "30"], 30),
        (["-10", "-20", "30", "5"], 35),
        (["10", "10"], 20),
        (["10", "20", "31"], 61),
    ],
)
def test_parts_and_their_sum(amounts: list[str], total: int) -> None:
    assert add_parts(map(Decimal, amounts)) == total


def test_the_numbers_of_an_item_are_no_tax_of_nothing() -> None:
    item = "Helix test pack for autoclave     10     10     0 EA     14,95     0,00 GST     149,50"
    assert _found(item) == {}
    assert _found("MwSt 0 %     149,50     0,00")["tax.base"] == "149,50"
    assert _found("Qté     2     000 u     P.U.     0,094     TVA %     20") == {}


def test_the_share_of_hours_in_a_bill_is_no_tax_of_it() -> None:
    share = "netto 2.418,60 € zzgl. 19 % MwSt. 459,53 €"
    assert _found(share)
    assert not _found(f"Lohnanteil gem. § 35a EStG {share}")
    assert _found(f"Arbeitskosten {share}")


@pytest.mark.parametrize(
    "name", ["Import VAT outlay", "Einfuhr-USt", "Einfuhrumsatzsteuer", "TVA à l'importation"]
)
def test_what_customs_took_is_no_tax_of_the_bill(name: str) -> None:
    row = "     312,40     0 %     0,00"
    assert _found(f"{name}{row}") == {}
    assert _found(f"VAT{row}")["tax.base"] == "312,40"


@pytest.mark.parametrize("name", ["IVA importe", "IVA importo"])
def test_the_amount_of_a_tax_is_no_import(name: str) -> None:
    assert _found(f"Base 100,00     21 %     {name}     21,00")["tax.base"] == "100,00"


def test_a_total_that_is_called_net_in_brackets_is_no_gross_one() -> None:
    assert _found("Rechnungsbetrag (netto) in Euro          1 986,58") == {}
    assert _found("Rechnungsbetrag (brutto) in Euro         1 986,58") == {
        "total_gross": "1 986,58"
    }


def test_a_telephone_s_number_before_a_vat_id_is_no_tax() -> None:
    assert _found("026 118 00 00 – CHE-100.200.300 TVA") == {}
    assert _found("TVA 05,50% sur 100,00 : 5,50").keys() == {"tax.base", "tax.rate", "tax.amount"}


@pytest.mark.parametrize("name", ["Korrekturbetrag", "Rechnungsendbetrag"])
def test_what_a_correction_comes_to_is_its_total(name: str) -> None:
    rows = ("Nettobetrag          301,70", "19 % MwSt          57,32", f"{name}        359,02")
    assert _found(*rows)["total_gross"] == "359,02"


@pytest.mark.parametrize(
    "rows",
    [
        ("Korrekturbetrag  -100,00", "zzgl. 19 % USt  -19,00", "Gutschrift gesamt  -119,00"),
        ("Rechnung alt  300,00", "Korrekturbetrag  -100,00", "Rechnung neu  200,00"),
        ("19 % MwSt  57,32", "Korrekturbetrag  57,32"),
        ("Netto  12,00", "Korrekturbetrag  3,00"),
    ],
)
def test_a_correction_that_net_and_tax_above_do_not_make_is_no_total(rows: tuple[str, ...]) -> None:
    assert "total_gross" not in _found(*rows)


def test_a_correction_among_the_parts_denies_no_total() -> None:
    rows = ("Nettobetrag  -100,00", "Korrekturbetrag  -5,00", "MwSt 19 %  -19,95")
    assert _found(*rows, "Bruttobetrag  -124,95")["total_gross"] == "-124,95"


def test_what_is_open_between_payments_and_a_fee_is_not_what_is_due() -> None:
    rows = ("Rechnungsbetrag  595,00", "Bereits gezahlt  200,00", "Offen  395,00", "Gebühr  5,00")
    assert "amount_due" not in _found(*rows, "Gesamtforderung  400,00")
    account = ("Gesamtbetrag  595,00", "Rechnung Oktober  595,00", "bezahlt  595,00", "Offen  0,00")
    assert "amount_due" not in _found(*account)
