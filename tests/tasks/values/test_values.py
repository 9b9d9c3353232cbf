"""Printed text as the record has it."""

import pytest

from schemas.vocabulary import Kind
from tasks.values.currency import captioned_euros, decide_currency, read_currency
from tasks.values.normalize import Conventions, mend_legal_form, normalise, tidy_address, tidy_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ACME SB(306295-X)", "ACME SB"),
        ("Bergluft Sport – Inh. Tobias Kern", "Bergluft Sport"),
        ("Haus am See (Inhaber: M. Kern)", "Haus am See"),
        ("Propan Prop GmbH", "Propan Prop GmbH"),
        ("Pennine Workforce Limited.", "Pennine Workforce Limited"),
        ("Rensburg & Co.", "Rensburg & Co."),
        ("Otto Meier Nachf.", "Otto Meier Nachf."),
        ("For and on behalf of Hahn Transport Ltd", "Hahn Transport Ltd"),
        ("For Paws Pet Supplies Ltd", "For Paws Pet Supplies Ltd"),
    ],
)
def test_a_name_is_without_what_stands_behind_it(printed: str, name: str) -> None:
    assert tidy_name(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("DOM IMMOBILIEN- MANAGEMENT UG", "DOM IMMOBILIEN-MANAGEMENT UG"),
        ("Elektro- und Sanitärtechnik Ott", "Elektro- und Sanitärtechnik Ott"),
    ],
)
def test_a_name_broken_at_a_hyphen_is_whole(printed: str, name: str) -> None:
    assert mend_legal_form(printed) == name


@pytest.mark.parametrize(
    "printed", ["N°20134", "Nº 20134", "Invoice No. 20134", "INV 20134", "20134"]
)
def test_a_number_is_without_its_key(printed: str) -> None:
    assert normalise(Kind.NUMBER_ID, printed, Conventions()) == "20134"


def test_a_number_whose_signs_are_printed_apart_is_one_word() -> None:
    assert normalise(Kind.NUMBER_ID, "C N 4 7 1 1", Conventions()) == "CN4711"
    assert normalise(Kind.NUMBER_ID, "C N 4711", Conventions()) == "C N 4711"


def test_a_caption_that_touches_an_order_s_number_is_none_of_it() -> None:
    assert normalise(Kind.NUMBER_ID, "P.O.PO-1094", Conventions()) == "PO-1094"
    assert normalise(Kind.NUMBER_ID, "PO-1094", Conventions()) == "PO-1094"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Rechnungs-Nr.:2026/00714", "2026/00714"),
        ("Bestellung:B-2026-0907", "B-2026-0907"),
        ("Ref:88-1", "88-1"),
        ("AB:12-7", "AB:12-7"),
        ("XK12:334", "XK12:334"),
    ],
)
def test_the_caption_glued_to_a_number_is_none_of_it(printed: str, number: str) -> None:
    assert normalise(Kind.NUMBER_ID, printed, Conventions()) == number


def test_an_amount_in_credit_is_one() -> None:
    assert normalise(Kind.MONEY, "363.50CR", Conventions()) == "-363.50"
    assert normalise(Kind.MONEY, "9ty", Conventions()) is None
    assert normalise(Kind.MONEY, "29.50/100", Conventions()) == "29.50"
    assert normalise(Kind.MONEY, "9.75 / 1,000 pcs", Conventions()) == "9.75"
    assert normalise(Kind.MONEY, "29.50/120", Conventions()) is None


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("2 Quay St, Galway, H91 X0T3. Registered in", "2 Quay St, Galway, H91 X0T3"),
        ("4 rue du Puits, 29200 Brest - RCS Brest 881", "4 rue du Puits, 29200 Brest"),
        ("Registered Street 4, 1000 Wien", "Registered Street 4, 1000 Wien"),
        ("Justizhaus, Amtsgericht Erding, Torweg 2", "Justizhaus, Amtsgericht Erding, Torweg 2"),
        ("Torweg 2, 85435 Erding, Amtsgericht München HRB 7", "Torweg 2, 85435 Erding"),
    ],
)
def test_an_address_is_without_the_register_behind_it(printed: str, address: str) -> None:
    assert tidy_address(printed) == address


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("Rue Haute 21, 4460 Liège ·", "Rue Haute 21, 4460 Liège"),
        ("14 Dogpole, Shrewsbury SY1 1EN DX 19714 Shrewsbury", "14 Dogpole, Shrewsbury SY1 1EN"),
        ("Bahnhofplatz 3 8500 Frauenfeld 8500 Frauenfeld", "Bahnhofplatz 3 8500 Frauenfeld"),
        (
            "29 Mulberry Road, Loveland, CO 80538, 970-555-0104",
            "29 Mulberry Road, Loveland, CO 80538",
        ),
        ("Quay Road, Westport, F28 XK60, +353 98 555 018", "Quay Road, Westport, F28 XK60"),
        ("2 Rue Nau, 75001 Paris +33 (0)1 45 67 89 10", "2 Rue Nau, 75001 Paris"),
        ("Torweg 2, 10115 Berlin, Tel. +49 30 1234 567", "Torweg 2, 10115 Berlin"),
        (
            "27 Lothian Terrace Edinburgh EH3 9AX T 01513 257514",
            "27 Lothian Terrace Edinburgh EH3 9AX",
        ),
        ("9 Park Road, Penryn TR10 9EP UKAS Laboratory 4418", "9 Park Road, Penryn TR10 9EP"),
        ("Isarweg 7, 83661 Lenggries Steuernr.", "Isarweg 7, 83661 Lenggries"),
        ("· Torweg 2 · 85435 Erding", "Torweg 2 · 85435 Erding"),
        ("2 rue Nau, 75001 Paris, France (VAT", "2 rue Nau, 75001 Paris, France"),
        ("Via Po 4, 10100 Torino (TO", "Via Po 4, 10100 Torino (TO"),
        ("Kai 4, 24103 Kiel (Holtenau", "Kai 4, 24103 Kiel (Holtenau"),
        ("Kai 4, 93047 Prüfening (Regensburg", "Kai 4, 93047 Prüfening (Regensburg"),
        ("Kai 4, 24103 Kiel (USt-IdNr.", "Kai 4, 24103 Kiel"),
        ("2 rue Nau, 75001 Paris (France)", "2 rue Nau, 75001 Paris (France)"),
        ("2 rue Nau (Bâtiment 2, 75001 Paris", "2 rue Nau (Bâtiment 2, 75001 Paris"),
        ("Level 2 +1, Tower A 2010", "Level 2 +1, Tower A 2010"),
        ("Block T 0123, 10115 Berlin", "Block T 0123, 10115 Berlin"),
        (
            "2 Rue Nau, 75001 Paris, Bâtiment T 075 1234",
            "2 Rue Nau, 75001 Paris, Bâtiment T 075 1234",
        ),
    ],
)
def test_an_address_names_its_place_once_and_no_exchange(printed: str, address: str) -> None:
    assert tidy_address(printed) == address


def test_a_breakfast_behind_a_day_is_no_franc() -> None:
    assert decide_currency(["04.11.25 Frühstück vom Buffet 16,50", "04.11.25 Fr"], "de") is None
    assert decide_currency(["Total 16.50 Fr."], "de") == ("CHF", "Fr")
    assert decide_currency(["Rate (Rs.)", "28,75,000.00"], "en") == ("INR", "Rs.")
    assert decide_currency(["Rate (Rs.)", "IGST @ 18%"], "en") == ("INR", "Rs.")
    assert decide_currency(["Rate (Rs.)", "28,750.00"], "en") is None
    assert decide_currency(["Rate (Rs.)", "28,75,000.00", "NTN 1234567-8"], "en") is None


@pytest.mark.parametrize(
    "row",
    [
        "9 KXQZ Fr 10/18/24 11:14 PM Late Report $875.00",
        "Fr 2024-10-18 Late Report",
        "Fr. 18.10.2024 Spätnachrichten",
        "Fr 6a-10a Morning Show",
        "Fr 7:15 PM Local News",
        "Mo Tu We Th Fr 2 spots",
        "Fr 18.10. Spätnachrichten",
        "Fr. 18.9. Spätnachrichten",
        "Fr. 6.30a-10a Morning Show",
        "Fr 7p Local News",
        "Do Fr 6.30-17.00",
    ],
)
def test_a_friday_with_its_date_or_time_is_no_franc(row: str) -> None:
    assert read_currency(row) is None


@pytest.mark.parametrize(
    "row",
    [
        *("Fr. 18.10", "Fr 1'250.00", "Fr. 24", "pro Tag Fr. 11/Person"),
        "Der offene Betrag beläuft sich auf Fr. 85.50.",
        *("Fr. 12.50. Danke", "Fr. 12.10. Danke", "Fr. 50.50.-", "Fr. 5.10.-", "Fr. 4.50p"),
        *("Je Fr. 12.50 pro Person", "Je Fr. 50.- pro Stück", "Do Fr. 12.50"),
    ],
)
def test_francs_before_an_amount_stay(row: str) -> None:
    assert read_currency(row) == "CHF"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["Subtotal\t885.00 KWD", "Total\t1,062.00 KWD"], "KWD"),
        (["Total due KWD 1,250.500"], "KWD"),
        (["Total HT\t885,00 MAD", "Total TTC\t1 062,00 MAD"], "MAD"),
        (["Gesamtbetrag TND 1.062,00", "Gegenwert\t320,00 EUR", "TND 885,00"], "TND"),
        (["TOP 19.99", "TOP 24.99", "Total 44.98"], None),
        (["Zwischensumme ALL 44.98"], None),
        (["Total RSD"], None),
        (["Stand 04.11.25 RSD", "Total 12.00"], None),
        (["Summe 44,98 XYZ"], None),
        (["TOP 19,99", "TOP 24,99", "Summe 44,98 EUR"], "EUR"),
    ],
)
def test_any_currency_counts_where_it_stands_beside_a_sum(
    rows: list[str], code: str | None
) -> None:
    found = decide_currency(rows, "de")
    assert (found and found[0]) == code


def test_letters_before_a_small_number_are_no_currency() -> None:
    total = "Gesamtbetrag EUR 36,53"
    assert decide_currency(["INR 1 Kontrolle", "INR 1 Kontrolle", total], "de") == ("EUR", "EUR")
    assert decide_currency(["Zeichnung CAD 2D", "Lizenz CAD 2026", total], "de") == ("EUR", "EUR")
    assert decide_currency(["Total INR", "1,180.00"], "en") == ("INR", "INR")


def test_a_currency_that_is_a_word_as_well_is_told_by_its_caption() -> None:
    assert decide_currency(["Currency\tCAD"], "en") == ("CAD", "CAD")
    assert decide_currency(["Total credit (CAD)\t(745.29)"], "en") == ("CAD", "CAD")
    assert decide_currency(["Zeichnung (CAD)", "Total Paid"], "en") is None
    rappen = ["2100 kWh zu 14.50 Rp./kWh", "Netz 9.80 Rp./kWh", "Betrag CHF", "869.45"]
    assert decide_currency(rappen, "de") == ("CHF", "CHF")


@pytest.mark.parametrize(
    "row",
    ["Base imponible    TOTAL EUROS", "Alle Beträge in Euro", "Montants exprimés en euros",
     "Importo (euro)", "Totale fattura Euro 12,40", "Alle bedragen in euro", "Importi in euro."],
)  # fmt: skip
def test_a_caption_of_sums_tells_that_they_are_euros(row: str) -> None:
    assert captioned_euros([row, "12,40"])
    assert decide_currency([row, "CHF 12,40", "CHF 3,20"], "de") == ("CHF", "CHF")


@pytest.mark.parametrize(
    "row",
    ["Euro Car Parts", "TOTAL EURO-PALLETS", "Neubau nach Euro-Norm", "Total emissions Euro VI",
     "Bei Zahlung in Euro gehen Bankspesen zu Ihren Lasten.", "We also accept euros.",
     "Paiement en euros possible", "Konto in Euro auf Anfrage", "Capital social de 50 000 euros",
     "Total à payer en euros ou en francs suisses", "Payments in euros will be converted."],
)  # fmt: skip
def test_no_other_euro_does(row: str) -> None:
    assert captioned_euros([row]) is None
    assert decide_currency([row], "de") is None
