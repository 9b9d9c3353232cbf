"""Identifiers, currencies and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.values.currency import decide_currency, read_currency
from tasks.values.identifiers import (
    find_bics,
    find_ibans,
    find_national_vat_ids,
    find_vat_ids,
    is_iban,
    is_vat_id,
)
from tasks.values.units import _WORDS, read_unit, unit_word


def test_an_iban_is_found_between_other_words() -> None:
    row = "IBAN: DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX"
    assert [found.value for found in find_ibans(row)] == ["DE89370400440532013000"]
    assert [found.value for found in find_bics(row)] == ["COBADEFFXXX"]


def test_a_wrong_check_digit_is_no_iban() -> None:
    assert not is_iban("DE88 3704 0044 0532 0130 00")
    assert find_ibans("DE88 3704 0044 0532 0130 00") == []


def test_letters_that_ocr_read_for_digits_of_an_iban_are_set_right() -> None:
    (found,) = find_ibans("Konto: DE89 3704 OO44 0S32 0130 00, BIC")
    assert (found.value, found.raw) == ("DE89370400440532013000", "DE89 3704 OO44 0S32 0130 00")
    assert find_ibans("DE88 3704 OO44 0S32 0130 00") == []
    assert find_ibans("DE89 3704 OO44 0S32 0130 0X") == []


def test_vat_ids_prove_themselves() -> None:
    assert is_vat_id("DE136695976") is True
    assert is_vat_id("DE123456789") is False
    assert is_vat_id("US12345") is None
    assert [found.value for found in find_vat_ids("USt-IdNr. DE 136695976 HRB 99")] == [
        "DE136695976"
    ]


def test_a_number_that_goes_on_is_no_vat_id() -> None:
    assert find_vat_ids("BG-20671 0551903 11/04/2026") == []
    assert find_vat_ids("BG-20671 05519") != []


def test_a_swiss_vat_id_ends_with_the_tax_s_name_where_it_is_printed() -> None:
    for text, value in (
        ("CHE-107.787.577 MWST", "CHE107787577MWST"),
        ("CHE-107.787.577 MWSTeuer", "CHE107787577"),
        ("UID CHE-107.787.577", "CHE107787577"),
    ):
        assert [found.value for found in find_vat_ids(text)] == [value]
        assert is_vat_id(value) is True


@given(st.text(max_size=60))
def test_any_text_is_searched_without_error(text: str) -> None:
    for find in (find_ibans, find_bics, find_vat_ids):
        for found in find(text):
            assert text[found.start : found.end] == found.raw


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        (["Total 18.90 EUR"], "en", "EUR"),
        (["Summe 18,90 €"], "de", "EUR"),
        (["TOTAL 18,90 EUROS"], "es", "EUR"),
        (["TOTAL RM 18.90"], "en", "MYR"),
        (["Rp. 15.000"], "id", "IDR"),
        (["Total CHF 12.00", "12.00 CHF", "EUR-Kurs"], "de", "CHF"),
        (["Total $5.00"], "en", "USD"),
        (["UNIHAKKA SDN BHD", "TOTAL $5.00"], "en", "MYR"),
        (["London BT71 1RP", "Total 5.00 GBP"], "en", "GBP"),
        (["TRY OUR NEW MENU", "TOTAL(RM) 5.00"], "en", "MYR"),
        (["nothing printed"], "en", None),
        (["SIRET 829 144 070 00010 – RM 73"], "fr", None),
        (["Tilbury RM18 7NR", "Grays RM162SX", "£"], "en", "GBP"),
        (["Iscr. REA RM-3775998", "Totale 12,00"], "it", None),
        (["PO # RM-20-0733", "Rate 290.00", "Total $290.00"], "en", "USD"),
        (["Total RM-20.50", "$"], "en", "MYR"),
        (["PETROL RON95 4.38"], "en", None),
        (["Ladehilfsmittel: 5 EUR-Paletten", "3 EUR-Pal. 1.105 kg", "2 EUR pallets"], "de", None),
        (["EUR-Paletten, Tausch  EUR 12,50"], "de", "EUR"),
        (["8,50 EUR Paletten"], "de", "EUR"),
        (["EUR palette 9,80"], "fr", "EUR"),
        (["PUMP 3 RON 95, 20 L"], "en", None),
        (["20.00 RON95 2.05", "RON-97 3.00"], "en", None),
        (["Total RON 95.50"], "en", "RON"),
        (["MONTANT 191,40 $ CAD"], "fr", "CAD"),
        (["Camrose, Alberta T4V 4S2", "Order total $1,417.84"], "en", "CAD"),
        (["Karoo (Pty) Ltd", "CLP-VINE clips", "Total R 35 094,90"], "en", "ZAR"),
        (["Room R 12,50", "Reg 4711"], "en", None),
        (["Karoo (Pty) Ltd", "Total R1,250.00"], "en", "ZAR"),
        (["Karoo (Pty) Ltd", "Lot R", "12,50"], "en", None),
        (["ALLE PREISE IN USD-NETTO"], "de", "USD"),
    ],
)
def test_currency_is_the_printed_one_or_the_places(
    texts: list[str], language: str, expected: str | None
) -> None:
    found = decide_currency(texts, language)
    assert (found[0] if found else None) == expected


def test_a_lone_dollar_sign_names_no_currency_by_itself() -> None:
    assert read_currency("$") is None
    assert read_currency("US$ 5") == "USD"
    assert read_currency("Mo-Fr 6.30-17.00 Uhr") is None
    assert read_currency("Mo–Fr 8–12 Uhr") is None
    assert read_currency("Total Fr. 12.–") == "CHF"
    assert read_currency("Total Fr 6.30") == "CHF"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Stk.", "C62"),
        ("pcs", "C62"),
        ("h", "HUR"),
        ("Std.", "HUR"),
        ("kg", "KGM"),
        ("H87", "H87"),
        ("Itr", "LTR"),
        ("I", "LTR"),
    ],
)
def test_units_become_codes(text: str, code: str) -> None:
    assert read_unit(text) == code


@pytest.mark.parametrize("code", _WORDS)
def test_what_people_call_a_unit_is_read_back_as_its_code(code: str) -> None:
    assert read_unit(unit_word(code)) == code


def test_an_unknown_unit_is_no_code() -> None:
    assert read_unit("bananas") is None


def test_a_bic_behind_an_iban_of_its_country_needs_no_caption() -> None:
    text = "sur le compte BE17 0682 4190 7721 (GKCCBEBB) et DEUTDEFF"
    assert [found.value for found in find_bics(text)] == ["GKCCBEBB"]
    assert find_bics("BE17 0682 4190 7721 RECHNUNG") == []


def test_a_bic_right_before_its_iban_needs_no_caption() -> None:
    for text in ("BCEELULL · LU28 0019 4006 4475 0000", "BCEELULL, IBAN: LU28 0019 4006 4475 0000"):
        assert [found.value for found in find_bics(text)] == ["BCEELULL"]
    assert find_bics("BCEELULL Rue 7 · LU28 0019 4006 4475 0000") == []
    assert find_bics("SOLVABLE · LU28 0019 4006 4475 0000") == []


def test_a_vat_id_right_before_an_iban_hides_neither_it_nor_the_bic() -> None:
    row = "USt-IdNr. DE136695976 DE89 3704 0044 0532 0130 00 · COBADEFFXXX"
    assert [found.value for found in find_ibans(row)] == ["DE89370400440532013000"]
    assert [found.value for found in find_bics(row)] == ["COBADEFFXXX"]


def test_neither_an_iban_nor_a_customs_number_begins_with_a_vat_id() -> None:
    assert find_vat_ids("Sparkasse · DE71 8305 3030 0018 0044 71") == []
    assert find_vat_ids("EORI GB912044761000") == []
    assert [found.value for found in find_vat_ids("VAT GB912044761")] == ["GB912044761"]


@pytest.mark.parametrize("caption", ["EORI/VAT:", "VAT / EORI:", "USt-IdNr./EORI:"])
def test_a_vat_id_called_both_is_one(caption: str) -> None:
    assert [found.value for found in find_vat_ids(f"{caption} DE136695976")] == ["DE136695976"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("C.F./P.IVA 00613470392 – REA BO-184302", "00613470392"),
        ("Cod. Fisc. e Part. IVA 02198440360", "02198440360"),
        ("P.IVA NR 00613470392", "00613470392"),
        ("VAT No. 615 7203 60", "615720360"),
        ("VAT REG NO 615 7203 60", "615720360"),
        ("GST/HST no. 81240 7310 RT0001", "812407310RT0001"),
        ("GST 5% No. 81240 7310 RT0001", "812407310RT0001"),
        ("TPS 5 % (812407310RT0001)", "812407310RT0001"),
        ("ABN NO 51 824 753 556", "51824753556"),
        ("GST No. 126-409-664", "126409664"),
        ("UEN: 199806214D GST Reg. No.: M2-0091762-4", "M200917624"),
        ("UEN / GST Reg No: 201534417K", "201534417K"),
        ("GSTIN: 32AABCR1234F1Z5", "32AABCR1234F1Z5"),
        ("GSTIN NO 32AABCR1234F1Z5", "32AABCR1234F1Z5"),
        ("C.I.F.: A-28.015.865", "A28015865"),
        ("DNI\t29154027D", "29154027D"),
        ("RFC: FTN090318AB8", "FTN090318AB8"),
        ("NIT 900.731.842-6", "9007318426"),
        ("R.U.T.: 76.418.220-0", "764182200"),
        ("CUIT 30-50001091-2", "30500010912"),
    ],
)
def test_vat_ids_without_a_country_s_sign_are_known_by_name_and_check_digits(
    text: str, value: str
) -> None:
    ((at, found),) = find_national_vat_ids(text)
    assert found.value == value
    assert text[found.start : found.end] == found.raw and at < found.start
    assert find_vat_ids(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "P.IVA 00613470393",
        "IVA 00613470392",
        "VAT No. 615 7203 61",
        "VAT No. GB 615 7203 60",
        "VAT No. GB-615 7203 60",
        "VAT No. GB\u00a0615 7203 60",
        "P.IVA: IT-00613470392",
        "NIF: ES-A28015865",
        "Account no. 615 7203 60",
        "ABN 51 824 753 557",
        "GST No. 126-409-665",
        "GST 15% 126 409 664",
        "motivation 615 7203 60",
    ],
)
def test_what_is_called_otherwise_or_does_not_check_or_has_a_sign_is_none(text: str) -> None:
    assert find_national_vat_ids(text) == []


def test_what_amounts_are_in_counts_more_than_what_they_are_in_another_currency() -> None:
    texts = ["Amount in USD", "Total 31,439.48", "EUR 28,912.53 at 1 EUR = 1.0874 USD."]
    assert decide_currency(texts, "en") == ("USD", "USD")
