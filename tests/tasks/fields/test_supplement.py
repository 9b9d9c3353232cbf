"""Fields that rules add to the model's; what a document's type says about its totals."""

import pytest

from schemas.document import union
from schemas.record import Field, Fields, Tax
from tasks.fields.mistaken_values import drop_misshapen, drop_sellers_person, drop_year
from tasks.fields.paper_sums import (
    drop_sums,
    net_instead_of_total,
    owe_instead_of_total,
    total_instead_of_debt,
)
from tasks.fields.supplement import supplement_fields
from tasks.values.normalize import Conventions, decide_conventions
from tests.tasks.tagged_pages import draw


def _field(value: str) -> Field:
    return Field.model_validate(
        {"value": value, "raw": value, "confidence": 0.9, "origin": "model"}
    )


def test_a_statement_asks_for_an_amount_due() -> None:
    total, due = _field("12.00"), _field("10.00")
    assert owe_instead_of_total({"total_gross": total}, "statement") == {"amount_due": total}
    both = {"total_gross": total, "amount_due": due}
    assert owe_instead_of_total(both, "payment_reminder") == {"amount_due": due}
    assert owe_instead_of_total(both, "invoice") == both


def test_amounts_without_a_sign_are_in_the_currency_of_the_sellers_country() -> None:
    total, vat, account = _field("12.00"), _field("DE136695976"), _field("GB33BUKB20201555555555")
    found = supplement_fields({"total_gross": total, "seller_vat_id": vat}, [], [], Conventions())
    currency = found["currency"]
    assert isinstance(currency, Field)
    assert (currency.value, currency.origin, currency.box) == ("EUR", "rule", None)
    torn = {"total_gross": total, "seller_vat_id": vat, "iban": account}
    assert "currency" not in supplement_fields(torn, [], [], Conventions())
    assert "currency" not in supplement_fields({"seller_vat_id": vat}, [], [], Conventions())


def test_an_account_number_is_no_iban_and_the_end_of_a_vat_id_no_vat_id() -> None:
    found = {"iban": _field("299240033872"), "buyer_vat_id": _field("BE86")}
    assert supplement_fields(found, [], [], Conventions()) == {}
    mistyped = {"iban": _field("DE00370400440532013000")}
    assert supplement_fields(mistyped, [], [], Conventions()) == mistyped


def test_an_offer_without_a_sum_is_in_the_currency_that_its_prices_print() -> None:
    printed = Conventions(currency="EUR")
    found = supplement_fields({}, [], [], printed, priced=True)
    assert isinstance(found["currency"], Field) and found["currency"].value == "EUR"
    assert supplement_fields({}, [], [], printed) == {}
    assert supplement_fields({}, [], [], Conventions(language="de"), priced=True) == {}


def test_a_paper_that_names_no_currency_is_in_euros_where_its_language_is_that_of_the_euro() -> (
    None
):
    found = supplement_fields({"total_gross": _field("12.00")}, [], [], Conventions(language="fr"))
    currency = found["currency"]
    assert isinstance(currency, Field)
    assert currency.value == "EUR"
    english = supplement_fields(
        {"total_gross": _field("12.00")}, [], [], Conventions(language="en")
    )
    assert "currency" not in english


def test_a_mandate_is_no_bank_code() -> None:
    assert supplement_fields({"bic": _field("VLB00419938812")}, [], [], Conventions()) == {}


def test_a_seller_outside_the_euro_says_nothing_of_it() -> None:
    abroad = {"total_gross": _field("12.00"), "seller_vat_id": _field("NO923609016MVA")}
    found = supplement_fields(abroad, [], [], Conventions(language="fr"))
    currency = found.get("currency")
    assert not isinstance(currency, Field) or currency.value != "EUR"


def test_an_account_number_goes_on_in_the_next_row() -> None:
    page, _ = draw(
        ["Sparkasse            IBAN DE98 2505 0000 0102", "8834 17       BIC SPKHDE2HXXX"]
    )
    words = page.words[2:6]
    found = Field(
        value="DE98250500000102", raw="DE98 2505 0000 0102", confidence=0.9, page=1,
        box=union(word.box for word in words), origin="model",
    )  # fmt: skip
    whole = supplement_fields({"iban": found}, [], [page], Conventions())["iban"]
    assert isinstance(whole, Field)
    assert whole.value == "DE98250500000102883417"
    assert whole.raw == "DE98 2505 0000 0102 8834 17"


def test_an_account_number_that_text_breaks_at_the_margin_is_found() -> None:
    page, _ = draw(
        ["Bitte auf das Konto IBAN DE98 2505 0000", "0102 8834 17. Mit freundlichem Gruß"]
    )
    found = supplement_fields({}, [], [page], Conventions())["iban"]
    assert isinstance(found, Field)
    assert found.value == "DE98250500000102883417"


def test_a_weight_is_no_sum() -> None:
    found = supplement_fields({"total_net": _field("400.000")}, [], [], Conventions(language="fr"))
    assert found == {}


@pytest.mark.parametrize(
    ("row", "cut", "whole"),
    [
        ("UID CHE-107.787.577 MWST", "CHE107787577", "CHE107787577MWST"),
        ("GST# 752906131 RT0001          PST-1029-4416", "752906131", "752906131RT0001"),
    ],
)
def test_a_vat_id_that_the_model_cut_short_is_made_whole(row: str, cut: str, whole: str) -> None:
    page, _ = draw([row])
    fields = supplement_fields({"seller_vat_id": _field(cut)}, [], [page], Conventions())
    found = fields["seller_vat_id"]
    assert isinstance(found, Field)
    assert found.value == whole


def test_a_belgian_vat_id_has_its_sign_where_the_account_is_belgian() -> None:
    for iban, value in (("BE40001348771963", "BE0441882708"), ("", "0441882708")):
        page, _ = draw([f"BE TVA 0441882708 {iban}"])
        fields = supplement_fields(
            {"seller_vat_id": _field("0441882708")}, [], [page], Conventions()
        )
        found = fields["seller_vat_id"]
        assert isinstance(found, Field)
        assert found.value == value


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (["Reference      VAT Number", "YHT/93         298441028"], "298441028"),
        (["Reference      VAT Number", "298441028      YHT/93"], None),
        (["Reference      Account", "YHT/93         298441028"], None),
        (["Reference      Your VAT No", "YHT/93         298441028"], None),
        (["Customer no.   VAT Number", "YHT/93         298441028"], None),
        (["Reference      VAT Number", "YHT/93         298441028 and more"], None),
        (["Reference      VAT Number", "", "YHT/93", "               298441029"], None),
    ],
)
def test_a_number_for_vat_may_stand_below_what_it_is_called(
    rows: list[str], value: str | None
) -> None:
    page, _ = draw(rows)
    found = supplement_fields({}, [], [page], Conventions()).get("seller_vat_id")
    assert (found.value if isinstance(found, Field) else None) == value


def test_an_orders_sum_before_tax_is_its_net() -> None:
    page, _ = draw(["Fracht 5,00        Summe netto        692,20 €"])
    total = Field(
        value="692.20", raw="692,20", confidence=0.9, origin="model", page=1,
        box=next(word.box for word in page.words if word.text == "692,20"),
    )  # fmt: skip
    found: Fields = {"total_gross": total}
    assert net_instead_of_total(found, [page], "order") == {"total_net": total}
    assert net_instead_of_total(found, [page], "invoice") == found
    gross, _ = draw(["Fracht 5,00        Summe brutto       692,20 €"])
    assert net_instead_of_total(found, [gross], "order") == found


def test_an_account_number_goes_on_in_the_cell_below() -> None:
    rows = [
        "IBAN GB71 NWBK 6008          Artwork          2,520.00",
        "3471 2908 46                 six variants",
    ]
    page, _ = draw(rows)
    found = supplement_fields({}, [], [page], Conventions())["iban"]
    assert isinstance(found, Field)
    assert found.value == "GB71NWBK60083471290846"


def test_neither_the_papers_number_nor_a_code_is_an_entry_in_a_register() -> None:
    page, _ = draw(["Motif : RL2-26-01937"])
    conventions = Conventions(language="fr")
    for register, number, kept in (
        ("RL2-26-01937", "RL2-26-01937", False),
        ("20-76-43", "4711", False),
        ("BE-7500", "4711", False),
        ("HRB 4711", "4711", True),
    ):
        fields = {"seller_registration_id": _field(register), "document_number": _field(number)}
        found = supplement_fields(dict(fields), [], [page], conventions)
        assert ("seller_registration_id" in found) is kept


def test_a_letter_that_names_prices_has_no_total() -> None:
    found = {"total_gross": _field("1240.00"), "amount_due": _field("90.00")}
    assert set(drop_sums(found, "letter")) == {"amount_due"}
    assert drop_sums(found, "report") == {}
    assert drop_sums(found, "invoice") == found


def test_a_contracts_value_has_a_currency() -> None:
    page, _ = draw(["The annual charge is £4,860.00 plus VAT."])
    conventions = decide_conventions([*page.row_texts()], "en")
    found = supplement_fields({"value": _field("4860.00")}, [], [page], conventions)
    assert isinstance(found["currency"], Field) and found["currency"].value == "GBP"


def test_goods_are_due_and_no_payment() -> None:
    found: Fields = {"due_date": _field("2025-05-03")}
    assert drop_sums(found, "delivery_note") == {}
    assert drop_sums(found, "invoice") == found


def test_the_currency_of_the_total_is_the_documents() -> None:
    page, _ = draw(["Freight     USD 1,180.00", "TOTAL PAYABLE (SGD)     3,402.70 all in"])
    box = next(word.box for word in page.words if word.text == "3,402.70")
    total = _field("3402.70").model_copy(update={"page": 1, "box": box})
    fields: Fields = {"total_gross": total, "currency": _field("USD")}
    found = supplement_fields(fields, [], [page], Conventions())["currency"]
    assert isinstance(found, Field) and found.value == "SGD"


def test_what_an_offer_has_to_be_paid_is_its_total() -> None:
    tax, due = _field("465.94"), _field("16321.90")
    fields: Fields = {"total_gross": tax, "total_tax": tax}
    owed = {**fields, "amount_due": due}
    assert total_instead_of_debt(owed, "quote") == {"total_gross": due, "total_tax": tax}
    assert total_instead_of_debt(owed, "invoice") == owed
    other = {"total_gross": _field("10975.00"), "amount_due": _field("6585.00")}
    assert total_instead_of_debt(other, "order_confirmation") == other


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        (["Juniper Ltd  GST/HST no. 81240 7310 RT0001"], "812407310RT0001"),
        (["VAT No. GB-615 7203 60"], "GB615720360"),
        (["USt-IdNr. DE136695976", "Customer VAT No. 615 7203 60"], "DE136695976"),
        (["P.IVA 00613470392", "VAT No. IT00613470392"], "IT00613470392"),
        (["VAT No. 615 7203 60", "ABN 51 824 753 556"], None),
    ],
)
def test_a_vat_id_without_a_sign_is_the_seller_s_where_none_other_is_printed(
    rows: list[str], value: str | None
) -> None:
    page, _ = draw(rows)
    found = supplement_fields({}, [], [page], Conventions()).get("seller_vat_id")
    assert value == (found.value if isinstance(found, Field) else None)


def test_the_beginning_of_a_vat_id_is_no_entry_in_a_register() -> None:
    page, _ = draw(["GST/HST no. 81240 7310 RT0001"])
    part = {"seller_registration_id": _field("81240")}
    assert "seller_registration_id" not in supplement_fields(part, [], [page], Conventions())
    whole = {"seller_registration_id": _field("00613470392")}
    page, _ = draw(["Registro Imprese n. 00613470392  P.IVA 00613470392"])
    assert "seller_registration_id" in supplement_fields(whole, [], [page], Conventions())


@pytest.mark.parametrize(
    ("row", "number", "account"),
    [
        ("Routing no.  071904779", "071904779", "DE2"),
        ("IBAN BE52 5277 1523", "1309", "BE52527715231309"),
    ],
)
def test_a_bank_s_number_is_no_entry_in_a_register(row: str, number: str, account: str) -> None:
    page, _ = draw([row, "1309"])
    place = next((word.box for word in page.words if word.text == number), None)
    found = _field(number).model_copy(update={"page": 1, "box": place})
    fields: Fields = {
        "seller_registration_id": found, "iban": _field(account)
    }  # fmt: skip
    assert "seller_registration_id" not in supplement_fields(fields, [], [page], Conventions())


def test_neither_the_end_of_a_day_nor_a_caption_is_a_buyer_s_reference() -> None:
    for text, kept in (("18.2.", False), ("Kommission", False), ("B26-637", True)):
        fields = supplement_fields({"buyer_reference": _field(text)}, [], [], Conventions())
        assert ("buyer_reference" in fields) is kept


def test_what_is_called_a_weight_or_the_least_of_an_order_is_no_sum() -> None:
    rows = ["Gesamtgewicht brutto            4.770,6", "Summe            120,00"]
    least = ["Minimum de facturation : 150,00 € HT", "Mindestbestellwert            75,00"]
    page, _ = draw([*rows, "Gewicht: 4,5 kg            119,00", *least])
    boxes = {word.text: word.box for word in page.words}

    def read(text: str, **others: Field) -> Fields:
        place = {"page": 1, "box": boxes[text]}
        fields: Fields = {"total_gross": _field("1.00").model_copy(update=place), **others}
        return supplement_fields(fields, [], [page], Conventions())

    assert "total_gross" not in read("4.770,6")
    assert not any("total_gross" in read(text) for text in ("150,00", "75,00"))
    assert "total_gross" in read("120,00")
    assert "total_gross" in read("119,00")
    assert "total_gross" in read("75,00", total_net=_field("0.84"), total_tax=_field("0.16"))
    assert "total_gross" not in read("75,00", total_net=_field("0.84"), total_tax=_field("0.11"))


def test_a_vat_id_ends_where_it_checks() -> None:
    page, _ = draw(["VAT registration GB 550 7813 43. ISO 9001 FM 20418."])
    fields = supplement_fields(
        {"seller_vat_id": _field("GB550781343ISO9001FM20418")}, [], [page], Conventions()
    )
    found = fields["seller_vat_id"]
    assert isinstance(found, Field)
    assert found.value == "GB550781343"


def test_a_misread_vat_id_is_not_cut_until_it_checks() -> None:
    page, _ = draw(["CUI RO187456020"])
    given: Fields = {"seller_vat_id": _field("RO187456020")}
    found = supplement_fields(given, [], [page], Conventions())["seller_vat_id"]
    assert isinstance(found, Field)
    assert found.value == "RO187456020"


@pytest.mark.parametrize(
    "number",
    [
        "(906)",
        "01632 960 551",
        "090 555 0147",
        "01455",
        "5744-1180-01",
        "9001",
        "ISO 9001",
        "DIN EN ISO 14001:2015",
    ],
)
def test_a_telephone_or_a_standard_is_no_entry_in_a_register(number: str) -> None:
    fields = supplement_fields({"seller_registration_id": _field(number)}, [], [], Conventions())
    assert not fields


@pytest.mark.parametrize(
    ("before", "kept"), [("Company No.", True), ("REA", True), ("Hinckley", False)]
)
def test_a_short_number_behind_a_register_is_its_entry(before: str, *, kept: bool) -> None:
    page, _ = draw([f"{before} 04512"])
    entry = _field("04512").model_copy(update={"page": 1, "box": page.words[-1].box})
    fields = supplement_fields({"seller_registration_id": entry}, [], [page], Conventions())
    assert ("seller_registration_id" in fields) is kept


@pytest.mark.parametrize(
    ("number", "kept"),
    [("53030591A012", False), ("76418203776", True), ("DE136695976", True), ("12345678Z", True)],
)
def test_a_number_of_german_social_security_is_no_vat_id(number: str, *, kept: bool) -> None:
    fields = supplement_fields({"seller_vat_id": _field(number)}, [], [], Conventions())
    assert ("seller_vat_id" in fields) is kept


def test_a_weight_s_caption_may_stand_close() -> None:
    page, _ = draw(["Gesamtgewicht brutto 9.263,1"])
    weight = _field("9263.10").model_copy(update={"page": 1, "box": page.words[-1].box})
    assert supplement_fields({"total_net": weight}, [], [page], Conventions()) == {}


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["Mo-Do 7.30-17", "Fr 7.30-13"], False),
        (["Mo-Do 7.30-17, Fr 7.30-13"], False),
        (["Total", "Fr 120.50"], True),
    ],
)
def test_a_friday_is_no_franc(rows: list[str], kept: bool) -> None:
    page, _ = draw(rows)
    word = next(word for word in page.words if word.text == "Fr")
    place = {"value": "CHF", "page": 1, "box": word.box}
    found = {"currency": _field("Fr").model_copy(update=place)}
    assert ("currency" in supplement_fields(found, [], [page], Conventions())) is kept


def test_what_a_kilogram_stands_behind_is_no_sum() -> None:
    page, _ = draw(["NETT 14,938 KG", "Total 14,938.00"])
    weight, total = page.words[1].box, page.words[-1].box
    for box, kept in ((weight, False), (total, True)):
        found = {"total_gross": _field("14938.00").model_copy(update={"page": 1, "box": box})}
        assert ("total_gross" in supplement_fields(found, [], [page], Conventions())) is kept


def test_a_net_total_may_have_its_currency_before_the_amount() -> None:
    page, _ = draw(["Valeur nette totale hors TVA          EUR          39.513,50"])
    total = _field("39513.50").model_copy(update={"page": 1, "box": page.words[-1].box})
    assert set(net_instead_of_total({"total_gross": total}, [page], "order")) == {"total_net"}


@pytest.mark.parametrize(("sure", "code"), [(0.6, "USD"), (0.95, "EUR")])
def test_a_caption_says_what_amounts_are_in_where_the_model_doubts(sure: float, code: str) -> None:
    page, _ = draw(
        ["Item        Amount in USD", "Total       100.00", "for information: EUR 92.00"]
    )
    euro = next(word.box for word in page.words if word.text == "EUR")
    update = {"page": 1, "box": euro, "confidence": sure}
    fields = {
        "currency": _field("EUR").model_copy(update=update),
        "total_gross": _field("100.00").model_copy(update={"page": 1, "box": page.words[4].box}),
    }
    found = supplement_fields(fields, [], [page], Conventions())["currency"]
    assert isinstance(found, Field) and found.value == code


def test_a_telephone_is_no_entry_in_a_register_and_an_amount_no_reference() -> None:
    page, _ = draw(["Direct line 01632 960 551", "Company no. 03917442"])
    for first, kept in ((2, False), (7, True)):
        box = page.words[first].box
        register = _field(page.words[first].text).model_copy(update={"page": 1, "box": box})
        found = supplement_fields({"seller_registration_id": register}, [], [page], Conventions())
        assert ("seller_registration_id" in found) is kept
    for reference, kept in (
        ("(1.016,38", False),
        ("2026", False),
        ("2026-118,3", True),
        ("2025.31", True),
    ):
        fields = supplement_fields({"payment_reference": _field(reference)}, [], [], Conventions())
        assert ("payment_reference" in fields) is kept


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("250303077218 an.", "250303077218"),
        ("„Dach 2025-31“.", "Dach 2025-31"),
        ("+++567/1168/26950+++).", "+++567/1168/26950+++"),
        ("LYD004.", "LYD004"),
        ("M25-00391“. Andernfalls sehen", "M25-00391"),
        ("»INV 4711« bei Zahlung", "INV 4711"),
        ('Rg. "12", Kd. 99', 'Rg. "12", Kd. 99'),
        ("RF18 5390 0754", "RF18 5390 0754"),
    ],
)
def test_a_reference_is_bare_of_its_sentence(printed: str, bare: str) -> None:
    fields = supplement_fields({"payment_reference": _field(printed)}, [], [], Conventions())
    found = fields["payment_reference"]
    assert isinstance(found, Field)
    assert found.value == bare


def test_a_year_is_no_sign_of_the_buyer() -> None:
    def read(value: str) -> Fields:
        found = Field(value=value, raw=value, confidence=0.9, origin="model")
        return drop_misshapen({"buyer_reference": found})

    assert not read("2024") and not read("18.2.")
    assert read("2024/17") and read("4410")


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("buyer_vat_id", "GB912044761000", False),
        ("buyer_vat_id", "GB912044761001", True),
        ("iban", "XI912044761000", False),
        ("document_number", "756.1234.5678.97", False),
        ("document_number", "756.1234", True),
        ("seller_registration_id", "0800 44 123", False),
        ("seller_registration_id", "0848 44 12 30", False),
        ("seller_registration_id", "0471.829.378", True),
        ("contract_number", "Maintenance", False),
        ("contract_number", "M-7", True),
        ("contract_number", "WV-NORD", True),
    ],
)
def test_years_customs_numbers_telephones_and_kinds_are_no_field_s(
    name: str, value: str, kept: bool
) -> None:
    assert (name in drop_misshapen({name: _field(value)})) is kept


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("Ihre Wasserrechnung 2025", False),
        ("Ihre Wasserrechnung 2041", True),
        ("Ihre Bestellnummer: 1987", True),
        ("Purchase order no.: 2025", True),
        ("Ihr Zeichen 2025/17", True),
    ],
)
def test_a_year_near_that_of_issue_is_no_order_s_number(row: str, kept: bool) -> None:
    page, _ = draw([row])
    word = page.words[-1]
    order = _field(word.text).model_copy(update={"page": 1, "box": word.box})
    fields = {"po_number": order, "issue_date": _field("2026-01-12")}
    assert ("po_number" in drop_year(fields, [page])) is kept
    assert "po_number" in drop_year({"po_number": order}, [page])


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Betriebskostenabrechnung 2025", False),
        ("Jahresabrechnung Gas 2025", False),
        ("Service charge statement 2025", False),
        ("Décompte de charges 2025", False),
        ("Jaarafrekening 2025", False),
        ("Abrechnung Nr. 2025", True),
        ("Betriebskostenabrechnung 2021", True),
        ("Rechnung 2025", True),
    ],
)
def test_the_year_that_a_bill_settles_is_not_its_number(title: str, kept: bool) -> None:
    page, _ = draw([title])
    word = page.words[-1]
    number = _field(word.text).model_copy(update={"page": 1, "box": word.box})
    fields: Fields = {"invoice_number": number, "issue_date": _field("2026-10-20")}
    assert ("invoice_number" in drop_year(fields, [page])) is kept


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["Votre interlocutrice [buyer_reference:Odile]"], False),
        (["Sales Rep          Ship Via", "[buyer_reference:Odile]          Post"], False),
        (["Sales Rep.: [buyer_reference:Odile]"], False),
        (["Ns. riferimento: [buyer_reference:Odile]"], False),
        (["Votre référence [buyer_reference:Odile]"], True),
        (["Vs. riferimento: [buyer_reference:Odile]"], True),
        (["Verkäufer Wolf", "Ihr Zeichen        [buyer_reference:Odile]"], True),
        (["Sales Rep          Your ref", "Wolf               [buyer_reference:Odile]"], True),
        (["Votre interlocuteur [buyer_reference:O-77]"], True),
    ],
)
def test_a_person_of_the_seller_s_is_no_sign_of_the_buyer(rows: list[str], kept: bool) -> None:
    page, tags = draw(rows)
    word = next(w for w, tag in zip(page.words, tags, strict=True) if tag.label != "O")
    found = _field(word.text).model_copy(update={"page": 1, "box": word.box})
    assert bool(drop_sellers_person({"buyer_reference": found}, [page])) is kept


@pytest.mark.parametrize(
    ("row", "tax"),
    [
        ("TVA 20 % : 18,17 €", "18.17"),
        ("TVA 10 % : 33,45 € — TVA 20 % : 18,17 €", None),
        ("MwSt 19 % 18,17     Skonto 2 %", "18.17"),
        ("TVA 20 % 18,17 — 5 % remise incluse", "18.17"),
    ],
)
def test_a_tax_beside_another_rate_is_not_the_total(row: str, tax: str | None) -> None:
    page, _ = draw([row])
    box = next(word.box for word in page.words if word.text == "18,17")
    amount = _field("18.17").model_copy(update={"page": 1, "box": box})
    fields = supplement_fields(
        {"total_gross": _field("109.00")}, [Tax(amount=amount)], [page], Conventions()
    )
    found = fields.get("total_tax")
    assert (found.value if isinstance(found, Field) else None) == tax


def test_a_payslip_with_its_pay_in_a_table_has_the_printed_currency() -> None:
    page, _ = draw(["NET PAY £     2,354.98"])
    conventions = Conventions(currency="GBP")
    assert "currency" in supplement_fields({}, [], [page], conventions, priced=True)
    assert "currency" not in supplement_fields({}, [], [page], conventions)


def test_a_bank_s_code_may_stand_alone_above_its_account() -> None:
    def found(row: str) -> Fields:
        page, _ = draw([row, "DE98 2505 0000 0102 8834 17"])
        return supplement_fields({"payment_reference": _field(row)}, [], [page], Conventions())

    fields = found("NOLADE21NOS")
    assert "payment_reference" not in fields
    assert isinstance(fields["bic"], Field) and fields["bic"].value == "NOLADE21NOS"
    assert "bic" not in found("FNBRFR2A")


def test_a_tax_among_those_of_other_rates_is_not_all() -> None:
    def kept(row: str) -> bool:
        page, _ = draw([row])
        word = next(word for word in page.words if word.text == "4,37")
        tax = _field("4.37").model_copy(update={"page": 1, "box": word.box, "raw": "4,37"})
        return "total_tax" in supplement_fields({"total_tax": tax}, [], [page], Conventions())

    assert not kept("TVA 2,1% 0,09   TVA 10% 0,50   TVA 20% 4,37")
    assert kept("TVA 20% 4,37")
    assert kept("TVA 2,1% 0,09   TVA 10% 4,28   Total TVA 4,37")
    assert kept("Remise 5%   TVA 20% 4,37")


@pytest.mark.parametrize(("currency", "kept"), [("KWD", True), ("EUR", False), (None, False)])
def test_three_decimals_are_money_s_where_the_currency_has_them(
    currency: str | None, *, kept: bool
) -> None:
    assert ("total_gross" in drop_misshapen({"total_gross": _field("400.000")}, currency)) is kept
