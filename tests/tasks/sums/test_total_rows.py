"""Blocks of totals are read by their captions and by what adds up."""

import pytest

from tasks.sums.total_rows import find_totals
from tasks.sums.total_words import fields_named
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

POINT = Notation(decimal=".")


def _found(*rows: str) -> dict[str, str]:
    page, _ = draw([row.replace(" | ", 15 * " ") for row in rows])
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_totals([page], POINT)
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("Subtotal: | $2,400.00", "Tax (8.25%): | $198.00", "Total: | $2,598.00"),
            {"total_net": "$2,400.00", "total_tax": "$198.00", "total_gross": "$2,598.00"},
        ),
        (
            ("Subtotal | 100.00", "Discount | -5.00", "Net | 95.00", "VAT | 19.00", "Sum | 114.00"),
            {
                "lines_net": "100.00",
                "allowances": "-5.00",
                "total_net": "95.00",
                "total_tax": "19.00",
                "total_gross": "114.00",
            },
        ),
        (
            ("TOTAL TRANSPORT HT | 900.00", "INDEXATION GAZOLE 5 % | 45.00", "TOTAL HT | 945.00",
             "TVA 20 % | 189.00", "TOTAL TTC | 1134.00"),
            {"lines_net": "900.00", "charges": "45.00", "total_net": "945.00",
             "total_tax": "189.00", "total_gross": "1134.00"},
        ),
        (
            ("Subtotal | 5,000.00", "Freight | 350.00", "TOTAL USD | 5,350.00"),
            {"lines_net": "5,000.00", "charges": "350.00", "total_gross": "5,350.00"},
        ),
        *(
            (
                ("Imponibile | 900,00", f"{name} 4 % | 36,00", "IVA 22 % | 205,92",
                 "Totale fattura | 1.141,92"),
                {"lines_net": "900,00", "charges": "36,00", "total_tax": "205,92",
                 "total_gross": "1.141,92"},
            )
            for name in ("Cassa di previdenza", "Contributo Inarcassa", "Rivalsa INPS",
                         "Contributo integrativo")
        ),
        (
            (
                "90.00 Summe ohne Umsatzsteuer",
                "3.80 Umsatzsteuer 19 % auf 20.00",
                "4.90 Umsatzsteuer 7 % auf 70.00",
                "98.70 Gutschriftbetrag EUR",
            ),
            {"total_net": "90.00", "tax.amount": "4.90", "total_gross": "98.70"},
        ),
        (
            ("Total before discount | 100.00", "Less commission | -15.00", "Net | 85.00"),
            {"lines_net": "100.00", "allowances": "-15.00", "total_net": "85.00"},
        ),
        (
            ("Total ex VAT | 90.00", "VAT @ 20% - reverse charge | 0.00", "Total due | 90.00"),
            {"total_net": "90.00", "total_tax": "0.00", "total_gross": "90.00"},
        ),
        (
            (
                "Summe netto | 5108.14",
                "Umsatzsteuer 19 % | 970.55",
                "Rechnungsbetrag brutto | 6078.69",
                "Ihre gezahlten Abschläge (12 x 440.00) | -5280.00",
                "Nachzahlung, fällig am 09.02.2026 | 798.69",
            ),
            {
                "total_net": "5108.14",
                "total_tax": "970.55",
                "total_gross": "6078.69",
                "prepaid": "-5280.00",
                "amount_due": "798.69",
            },
        ),
        (
            ("Base imposable 21 % : | 956.00", "TVA 21 % : | 200.76", "À payer : | 1156.76"),
            {"total_net": "956.00", "total_tax": "200.76", "total_gross": "1156.76"},
        ),
        (
            ("Total | 120.00", "abzüglich Vorschuss | 50.00", "noch zu zahlen | 70.00"),
            {"total_gross": "120.00", "prepaid": "50.00", "amount_due": "70.00"},
        ),
        (
            ("Total | 120.00", "abzgl. Vorschüsse (2 x 25,00) | 50.00", "noch zu zahlen | 70.00"),
            {"total_gross": "120.00", "prepaid": "50.00", "amount_due": "70.00"},
        ),
        (
            ("Montant HT | 82.50", "TVA | 16.50", "Somme à régler toutes taxes comprises | 99.00"),
            {"total_net": "82.50", "total_tax": "16.50", "total_gross": "99.00"},
        ),
        (
            (
                "Total holiday cost | Deposit paid 11/02/2026 | Balance due by 05/05/2026",
                f"{'2,602.20':<38}{'750.00':<38}1,852.20",
            ),
            {"total_gross": "2,602.20", "prepaid": "750.00", "amount_due": "1,852.20"},
        ),
        (
            ("Net          VAT          Total", "100.00       20.00        120.00"),
            {"total_net": "100.00", "total_tax": "20.00", "total_gross": "120.00"},
        ),
        (
            ("Total | 120.00", "Already paid | 50.00", "Balance due | 70.00"),
            {"total_gross": "120.00", "prepaid": "50.00", "amount_due": "70.00"},
        ),
        (
            ("Total | 5,715.52", "Deposit received on 10 July 2026 | −2,000.00", "Due | 3,715.52"),
            {"total_gross": "5,715.52", "prepaid": "−2,000.00", "amount_due": "3,715.52"},
        ),
        (
            ("Subtotal — 1,000.00", "Discount | 100.00", "VAT 20% — 180.00", "Total | 1,080.00"),
            {
                "lines_net": "1,000.00", "allowances": "100.00", "total_tax": "180.00",
                "total_gross": "1,080.00",
            },
        ),
        (
            ("Totale | 4,301.23", "Ritenuta d’acconto | −705.12", "Netto a pagare | 3,596.11"),
            {},
        ),
        (
            ("Total | £100.00", "V.A.T. 20% | £20.00", "Total inc VAT | £120.00"),
            {"total_net": "£100.00", "total_tax": "£20.00", "total_gross": "£120.00"},
        ),
        (
            ("Subtotal | 100.00", "Shipping | 9.00", "Total | 109.00", "VAT (included) | 18.17"),
            {
                "lines_net": "100.00", "charges": "9.00", "total_gross": "109.00",
                "total_tax": "18.17",
            },
        ),
        (
            ("Total (inc GST) | 1,199.00", "GST included | 109.00"),
            {"total_gross": "1,199.00", "total_tax": "109.00"},
        ),
        (
            ("Total amount (inc. GST) | -$1,363.10", "GST included | -$123.92"),
            {"total_gross": "-$1,363.10", "total_tax": "-$123.92"},
        ),
        (
            ("Total (includes GST) | $1,199.00", "GST included in total | $109.00"),
            {"total_gross": "$1,199.00", "total_tax": "$109.00"},
        ),
        (
            ("Total new charges | $289.85", "GST included in new charges | $26.35"),
            {"total_gross": "$289.85", "total_tax": "$26.35"},
        ),
        (
            ("Gesamtbetrag netto | 100,00", "Umsatzsteuer 19 % | 19,00",
             "Gesamtbetrag brutto | 119,00", "abzgl. Abschlagszahlung | 59,50",
             "darin enthaltene Umsatzsteuer | 9,50", "noch zu zahlen | 59,50"),
            {
                "total_net": "100,00", "total_tax": "19,00", "total_gross": "119,00",
                "prepaid": "59,50", "amount_due": "59,50",
            },
        ),
        (
            ("Rechnungsbetrag brutto | 500,00", "Zahlbetrag 1. Abschlag | 100,00",
             "Zahlbetrag 2. Abschlag | 150,00", "Restforderung | 250,00"),
            {"total_gross": "500,00", "amount_due": "250,00"},
        ),
        (
            ("Honorar brutto | 595,00", "Summe Abschlagszahlungen | -400,00",
             "Zahlungsbetrag 3. Abschlag | 195,00"),
            {"total_gross": "595,00", "prepaid": "-400,00", "amount_due": "195,00"},
        ),
        (
            ("Rechnungsbetrag inkl. MwSt. | 119,00", "enthaltene MwSt. 19 % aus netto | 19,00"),
            {"total_gross": "119,00", "total_tax": "19,00"},
        ),
        (("Total (inc GST) | 1,199.00", "GST included | 100.00"), {}),
        (("Order total | 1,190.00", "VAT included | 190.00"), {}),
        (
            ("Sous-total | 100,00 $", "T.P.S. (5 %) | 5,00 $", "T.V.Q. (9,975 %) | 9,98 $",
             "Total | 114,98 $"),
            {"total_net": "100,00", "tax.amount": "9,98", "total_gross": "114,98"},
        ),
        (
            ("Rechnungsbetrag netto | 100.00", "MwSt 19 % | 19.00", "Gesamt | 119.00"),
            {"total_net": "100.00", "total_tax": "19.00", "total_gross": "119.00"},
        ),
        (
            ("Lane Systems Inc | 100.00", "Subtotal | 100.00", "VAT | 20.00", "Total | 120.00"),
            {"total_net": "100.00", "total_tax": "20.00", "total_gross": "120.00"},
        ),
        (
            ("Subtotal | 100.00", "Total charges | 10.00", "Net total | 110.00", "VAT | 22.00",
             "Total | 132.00"),
            {"lines_net": "100.00", "charges": "10.00", "total_net": "110.00",
             "total_tax": "22.00", "total_gross": "132.00"},
        ),
        (
            ("Total | 200.00", "Insurance paid | 150.00", "Copay due | 50.00"),
            {"total_gross": "200.00", "prepaid": "150.00", "amount_due": "50.00"},
        ),
        (
            ("Gesamtbetrag | 119,00 Euro", "MwSt. | 19,00 Euro", "Nettobetrag | 100,00 Euro"),
            {"total_gross": "119,00", "total_tax": "19,00", "total_net": "100,00"},
        ),
        (
            (
                "Total exkl. MWST | 100.00", "MWST | 8.12", "Total inkl. MWST | 108.12",
                "Rundung | -0.02", "Rechnungsbetrag | 108.10",
            ),
            {
                "total_net": "100.00", "total_tax": "8.12", "total_gross": "108.12",
                "rounding": "-0.02", "amount_due": "108.10",
            },
        ),
        (
            ("Total charges | $90.00", "Insurance payment (ABC) | -$60.00", "Balance due | $30.00"),
            {"total_gross": "$90.00", "prepaid": "-$60.00", "amount_due": "$30.00"},
        ),
        (
            (
                "Total inc VAT | 120.00", "Deposit paid | -20.00", "Balance due | 100.00",
                "9% Net 50.00 VAT 4.50 Gross 54.50", "20% Net 10.00 VAT 2.00 Gross 12.00",
            ),
            {"total_gross": "120.00", "prepaid": "-20.00", "amount_due": "100.00"},
        ),
        (
            (
                "VAT %     Base        VAT        Total net        Total VAT        To pay",
                "0           10.00       0.00            110.00            20.00       130.00",
                "20         100.00      20.00",
            ),
            {"total_net": "110.00", "total_tax": "20.00", "total_gross": "130.00"},
        ),
        (
            (
                "Total net | 1,000.00", "VAT | 200.00", "Total | 1,200.00",
                "Deposit on order | Balance on delivery | Terms",
                "360.00           | 840.00              | 30 days",
            ),
            {"total_net": "1,000.00", "total_tax": "200.00", "total_gross": "1,200.00"},
        ),
        (
            (
                "Total net | 110.00", "VAT | 20.00", "Rechnungsbetrag | 130.00",
                "Währung          | Betrag", "CHF              | 130.00",
            ),
            {"total_net": "110.00", "total_tax": "20.00", "total_gross": "130.00"},
        ),
        (("VAT BE 0123.456.789 | Net | 100.00", "VAT | 20.00", "Total | 150.00"), {}),
        (("Net | 100.00", "VAT | 20.00", "Total | 150.00"), {}),
        (("Item | Qty | Total", "Freight | 1 | 100.00", "Total | 100.00"), {}),
    ],
)  # fmt: skip
def test_what_adds_up_is_named(rows: tuple[str, ...], expected: dict[str, str]) -> None:
    assert _found(*rows) == expected


def test_amounts_may_be_in_rand() -> None:
    rows = ("Total Exclusive: | R 54 374.25", "Total VAT: | R 8 156.14")
    assert _found(*rows, "Grand Total: | R 62 530.39") == {
        "total_net": "54 374.25", "total_tax": "8 156.14", "total_gross": "62 530.39"
    }  # fmt: skip


def test_several_charges_are_no_printed_sum() -> None:
    found = _found("Subtotal | 100.00", "Freight | 5.00", "Insurance | 2.00", "Total | 107.00")
    assert found == {"lines_net": "100.00", "total_gross": "107.00"}


@pytest.mark.timeout(10)
def test_rows_of_running_text_take_no_time() -> None:
    page, _ = draw([" ".join(["word"] * 20_000)])
    assert find_totals([page], POINT) == []


def test_strips_may_hold_rates_and_captions_of_two_rows() -> None:
    found = _found(
        "Total             Port       Total HT       Taux TVA       TVA           NET À PAYER",
        "marchandises",
        "7308.90           38.00      7346.90        20.00 %        1469.38       8816.28",
    )
    assert found["lines_net"] == "7308.90" and found["charges"] == "38.00"
    assert found["total_net"] == "7346.90" and found["total_tax"] == "1469.38"
    strip = _found("Netto  | MwSt. %   | MwSt.  | Gesamt", "877.44 | 19.00   | 166.71 | 1044.15")
    assert strip == {"total_net": "877.44", "total_tax": "166.71", "total_gross": "1044.15"}
    assert _found("Net | VAT | Total", "see below", "100.00 | 20.00 | 120.00") == {}
    paid = _found("Net | VAT | Total | Payments to date | Amount outstanding",
                  "£100.00 | £20.00 | £120.00 | £(50.00) | £70.00")  # fmt: skip
    assert (paid["total_gross"], paid["prepaid"], paid["amount_due"]) == (
        "£120.00", "£(50.00)", "£70.00",
    )  # fmt: skip
    owed = _found("Net | VAT | Total | Opening balance | Amount due",
                  "100.00 | 20.00 | 120.00 | 7.00 | 127.00")  # fmt: skip
    assert owed["total_gross"] == "120.00"
    taxes = ("Satz | Netto | MwSt | Brutto", "7 % | 100.00 | 7.00 | 107.00")
    assert _found(*taxes)["total_gross"] == "107.00"
    assert _found(*taxes, "19 % | 100.00 | 19.00 | 119.00") == {}


def test_a_sum_that_is_exact_goes_before_one_that_is_not() -> None:
    found = _found("Goods | 0.21", "Discount | -0.01", "Net | 0.20", "VAT | 0.03", "Total | 0.23")
    assert found["lines_net"] == "0.21" and found["total_net"] == "0.20"


def test_a_total_may_be_rounded_itself() -> None:
    found = _found("Net | GST | Round off | Total INR", "110.00 | 20.15 | -0.15 | 130.00")
    assert found == {
        "total_net": "110.00", "total_tax": "20.15", "rounding": "-0.15", "total_gross": "130.00"
    }  # fmt: skip


def test_what_goes_on_from_page_to_page_is_no_total() -> None:
    found = _found(
        "Balance forward from page 2 | 2,328.25",
        "Merchandise total | 3,009.03",
        "Fuel surcharge | 9.75",
        "MI sales tax 6.000% on 680.78 | 40.85",
        "Invoice total | 3,059.63",
        "Less deposit received CK 5512 | 600.00-",
        "Please pay | $2,459.63",
    )
    assert found["total_gross"] == "3,059.63"
    assert found["prepaid"] == "600.00-"
    assert found["amount_due"] == "$2,459.63"
    assert found["total_tax"] == "40.85"


def test_before_sales_tax_is_no_tax() -> None:
    found = _found("Subtotal before sales tax | 100.00", "Sales tax 7% | 7.00", "Total | 107.00")
    assert found == {"total_net": "100.00", "total_tax": "7.00", "total_gross": "107.00"}


def test_the_tax_of_the_only_rate_may_be_printed_twice() -> None:
    head = "Base HT      TVA      Total HT      Port HT      Net HT      Total TVA      Total TTC"
    row = "  100.00    20.00       90.00         10.00       100.00      20.00          120.00"
    found = _found(head, row)
    assert (found["lines_net"], found["charges"], found["total_gross"]) == (
        "90.00", "10.00", "120.00",
    )  # fmt: skip


def test_thanks_for_a_payment_are_no_goods() -> None:
    found = _found(
        "Votre paiement du 02/11 - merci | -184.22",
        "Total hors TVA | 162.16",
        "TVA | 31.03",
        "Total TVA comprise | 193.19",
        "NET A PAYER | 193.19",
    )
    assert found == {"total_net": "162.16", "total_tax": "31.03", "total_gross": "193.19"}


@pytest.mark.parametrize(
    "rows",
    [
        ("944.15 € | Zwischensumme netto", "179.39 € | zuzüglich 19 % MwSt.", "1,123.54 € | Summe"),
        ("944.15 € Zwischensumme netto", "179.39 € zuzüglich 19 % MwSt.", "1,123.54 € Summe"),
        (
            "944.15 Total HT",
            "179.39 TVA 20 % (base 896.95)",
            "0.00 TVA 0 % - consignes (base 47.20)",
            "1,123.54 TTC - net à votre crédit",
        ),
    ],
)
def test_amounts_may_stand_before_their_captions(rows: tuple[str, ...]) -> None:
    found = {name: text.strip(" €") for name, text in _found(*rows).items()}
    assert found == {"total_net": "944.15", "total_tax": "179.39", "total_gross": "1,123.54"}


def test_sums_of_groups_are_left_out_where_all_add_up_without_them() -> None:
    found = _found(
        "Subtotal delivery 0081449033 | 81.09",
        "Items total | 858.72",
        "Carriage and packing (20.0 %) | 34.50",
        "Total excluding VAT | 893.22",
        "Output VAT 20.0 % on 893.22 | 178.64",
        "Final amount GBP | 1,071.86",
    )
    assert found == {
        "lines_net": "858.72",
        "charges": "34.50",
        "total_net": "893.22",
        "total_gross": "1,071.86",
        "total_tax": "178.64",
    }


def test_an_order_s_total_is_one() -> None:
    rows = ("Subtotal | 93.10", "Shipping & handling | 2.00", "ORDER TOTAL | $95.10")
    assert _found(*rows) == {"lines_net": "93.10", "charges": "2.00", "total_gross": "$95.10"}


def test_the_sum_of_an_order_is_none_of_a_bill_for_a_part_of_it() -> None:
    found = _found(
        "Auftragssumme | 50,000.00",
        "Netto | 10,000.00",
        "MwSt 19 % | 1,900.00",
        "Rechnungsbetrag brutto | 11,900.00",
    )
    assert found["total_gross"] == "11,900.00"


def test_a_subtotal_with_tax_is_no_net() -> None:
    found = _found(
        "Netto | 100.00",
        "MwSt 19 % | 19.00",
        "Zwischensumme brutto | 119.00",
        "Anzahlung | 19.00",
        "Restbetrag | 100.00",
    )
    assert (found["total_net"], found["total_gross"], found["prepaid"]) == (
        "100.00", "119.00", "19.00",
    )  # fmt: skip


def test_an_instalment_may_be_as_large_as_those_before_it() -> None:
    found = _found(
        "Total | 5,000.00",
        "Advance paid | 1,000.00",
        "Advance paid | 1,000.00",
        "Advance paid | 2,000.00",
        "Balance due | 1,000.00",
    )
    assert (found["total_gross"], found["amount_due"]) == ("5,000.00", "1,000.00")


def test_an_item_s_count_before_its_name_is_no_total() -> None:
    found = _found(
        "3.00 | Deposit bottles", "Total | 120.00", "Already paid | 50.00", "Balance due | 70.00"
    )
    assert found == {"total_gross": "120.00", "prepaid": "50.00", "amount_due": "70.00"}


def test_sums_of_what_bears_tax_and_what_does_not_are_no_totals() -> None:
    found = _found(
        "Summe Abgaben 10 % USt-pflichtig | 367.08",
        "Summe Abgaben ohne USt | 41.73",
        "Nettobetrag gesamt | 408.81",
        "10 % Umsatzsteuer | 36.71",
        "Vorschreibungsbetrag | 445.52",
        "abzüglich Guthaben | 12.60",
        "Zu zahlender Betrag | 432.92",
    )
    assert found == {
        "total_net": "408.81", "total_tax": "36.71", "total_gross": "445.52",
        "prepaid": "12.60", "amount_due": "432.92",
    }  # fmt: skip


def test_the_tax_of_all_rates_may_stand_below_those_of_each() -> None:
    rows = ("Solde précédent | 241.16", "Solde reporté | 0.00", "Sous-total avant taxes | 211.12",
            "TPS (5 %) | 10.56", "TVQ (9.975 %) | 21.06", "Total des taxes | 31.62",
            "Total des nouveaux frais | 242.74")  # fmt: skip
    assert _found(*rows)["total_tax"] == "31.62"


def test_a_total_may_hold_its_tax_in_a_sentence_below() -> None:
    found = _found("TOTAL AUD | $2,695.00", "Total includes GST of $245.00")
    assert found == {"total_gross": "$2,695.00", "total_tax": "$245.00"}


def test_taxes_of_india_make_the_total_with_the_count_of_all_goods_before_it() -> None:
    rows = ("Taxable Value | 1,48,230.00", "Output CGST 9% | 13,340.70",
            "Output SGST 9% | 13,340.70", "Round Off | (-)0.40",
            "Total | 513 Nos | ₹ 1,74,911.00")  # fmt: skip
    found = _found(*rows)
    assert (found["total_net"], found["total_gross"]) == ("1,48,230.00", "1,74,911.00")


def test_the_count_of_an_item_is_not_stepped_over() -> None:
    rows = ("Shipping | 1 | 9.90", "Pump | 1 | 100.00", "Subtotal | 109.90", "Discount | -10.00",
            "Net | 99.90", "VAT 20% | 19.98", "Total | 119.88")  # fmt: skip
    found = _found(*rows)
    assert (found["lines_net"], found["allowances"]) == ("109.90", "-10.00")


def test_a_sum_without_a_name_stands_above_the_taxes_with_their_rates_beside() -> None:
    rows = (
        "Bearing 6205 | 959.20",
        "                                                  959.20",
        "OUTPUT CGST @ 9% | 9 % | 86.33",
        "OUTPUT SGST @ 9% | 9 % | 86.33",
        "ROUND OFF | 0.14",
        "Total | 1,132.00",
    )
    expected = {"total_net": "959.20", "rounding": "0.14", "total_gross": "1,132.00"}
    assert _found(*rows) == expected


def test_captions_beside_a_breakdown_s_have_their_amounts_a_row_below_its_first() -> None:
    rows = (
        "TVA         21 %         6 %         Total HTVA         Total TVA         Total à payer",
        "Base        633.34       359.07",
        "                                     992.41             154.54            1,146.95",
    )
    assert _found(*rows) == {
        "total_net": "992.41",
        "total_tax": "154.54",
        "total_gross": "1,146.95",
    }


def test_a_caption_in_a_breakdown_s_row_may_go_before_its_own_amount() -> None:
    rows = (
        "Base        % IVA       Cuota IVA                                      TOTAL FACTURA",
        "700.00       4.00           28.00 Total base: 900.00",
        "200.00      10.00           20.00 Total IVA: 48.00                     948.00",
    )
    assert _found(*rows) == {"total_net": "900.00", "total_tax": "48.00", "total_gross": "948.00"}


def test_a_tax_may_say_of_how_much_it_is_behind_a_colon() -> None:
    rows = ("Nettobetrag | 100.00", "MwSt. auf Netto: 100.00 | 19.00", "Gesamtbetrag | 119.00")
    assert _found(*rows)["total_tax"] == "19.00"


ENDS = {"total_net": "900.00", "total_tax": "180.00", "total_gross": "1,080.00"}
SUMS = ("Subtotal | 900.00", "VAT 20% | 180.00", "Total | 1,080.00")


def test_items_with_net_and_tax_are_no_totals() -> None:
    head = "Description              Qty          Net          VAT          Gross"
    rows = (
        f"Web design{'1':>18}{'500.00':>16}{'100.00':>13}{'600.00':>15}",
        "incl. setup and hosting",
        f"Consulting{'2':>18}{'400.00':>16}{'80.00':>13}{'480.00':>15}",
        "on site",
    )
    assert _found(head, *rows, *SUMS) == ENDS


def test_an_item_s_amount_above_its_tax_is_no_sure_sum() -> None:
    rows = (
        "Widget A",
        "                                                  500.00",
        "VAT 20% | 100.00",
        "Widget B",
        "                                                  400.00",
        "VAT 20% | 80.00",
    )
    assert _found(*rows, *SUMS) == ENDS


def test_a_rate_beside_a_part_of_the_net_is_no_reason_to_read_it() -> None:
    rows = ("Netto | 19 % | 500.00", "Netto | 7 % | 400.00", *SUMS)
    assert _found(*rows) == ENDS


def test_italian_sums_may_exclude_the_tax() -> None:
    rows = ("Totale IVA esclusa | 100.00", "IVA 22 % | 22.00", "Totale fattura | 122.00")
    assert _found(*rows)["total_net"] == "100.00"


def test_a_tax_that_the_total_holds_may_stand_amid_its_caption() -> None:
    goods = "Zwischensumme | 1190.00", "Gutschein | -71.40", "Versand | 12.00"
    for said in ("(inkl. 180.52 € MwSt. 19 %)", "inkl. 180.52 € 19 % MwSt."):
        assert _found(*goods, "Gesamt | 1130.60", said)["total_tax"] == "180.52"
    found = _found(*goods, "Gesamt | 1130.60", "inkl. 19 % MwSt.")
    assert "total_tax" not in found


@pytest.mark.parametrize(
    ("caption", "field"),
    [
        ("Redazione pratica di deposito sismico", ()),
        ("Deposit paid", ("prepaid",)),
        ("Montant de la facture", ("total_gross",)),
        ("Importe de la factura", ("total_gross",)),
        ("In rekening gebrachte termijnbedragen", ("prepaid",)),
        ("Importo da versare al fornitore", ("amount_due", "total_gross")),
    ],
)
def test_what_was_paid_and_what_is_left_are_told_from_their_like(
    caption: str, field: tuple[str, ...]
) -> None:
    assert fields_named(caption.lower()) == field
