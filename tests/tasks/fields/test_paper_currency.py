"""A lone "$" is the seller's dollar."""

import pytest

from schemas.record import Field, Fields
from schemas.vocabulary import DocType
from tasks.fields.paper_currency import add_currency, drop_converted, pay_in_sellers_dollars
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw

AMERICAN = "9 Mill Road, Bangor, ME 04401"
CANADIAN = "77 Wharf Street, Gimli MB R0C 1B1"
AUSTRALIAN = "3 Quay Lane, Hobart TAS 7000"


def _paid_in(
    currency: str, seller: str, buyer: str, *rows: str, kind: DocType = "invoice"
) -> str | None:
    values = {"currency": currency, "seller_address": seller, "buyer_address": buyer}
    fields: Fields = {
        name: Field(value=v, raw="$" if name == "currency" else v, confidence=0.9, origin="rule")
        for name, v in values.items()
        if v
    }
    page, _ = draw([seller, buyer, "Total   $45.00", *rows])
    found = pay_in_sellers_dollars(fields, [page], kind).get("currency")
    return found.value if isinstance(found, Field) else None


@pytest.mark.parametrize(
    ("seller", "buyer", "currency"),
    [
        (AMERICAN, CANADIAN, "USD"),
        ("1 Elm Square, Augusta, Maine 04330", AUSTRALIAN, "USD"),
        (CANADIAN, AMERICAN, "CAD"),
        (AUSTRALIAN, CANADIAN, "AUD"),
        (CANADIAN, CANADIAN, "CAD"),
        ("Calle Sur 9, 72000 Puebla, México", AMERICAN, "MXN"),
        ("9 Mesa Road, Santa Fe, New Mexico 87501", CANADIAN, "USD"),
    ],
)
def test_a_lone_sign_is_the_dollar_of_the_seller(seller: str, buyer: str, currency: str) -> None:
    for read in ("USD", "CAD", "AUD"):
        assert _paid_in(read, seller, buyer) == currency


def test_what_is_said_in_words_counts_before_places() -> None:
    assert _paid_in("CAD", CANADIAN, CANADIAN, "All amounts in US dollars.") == "USD"
    assert _paid_in("USD", AMERICAN, AMERICAN, "Payable en dollars canadiens.") == "CAD"


def test_a_sellers_place_may_stand_elsewhere() -> None:
    assert _paid_in("CAD", "", CANADIAN, "Printed in the United States") == "USD"


def test_a_bill_whose_seller_may_be_anywhere_has_no_currency() -> None:
    assert _paid_in("CAD", "Bay House", CANADIAN) is None
    assert _paid_in("USD", "Bay House", AMERICAN) == "USD"
    assert _paid_in("CAD", "Bay House", CANADIAN, kind="quote") == "CAD"
    assert _paid_in("USD", "Bay House", "") == "USD"


def test_the_currency_of_the_total_s_row_goes_before_what_is_named_most() -> None:
    page, _ = draw(["Total      SGD 80.00", "Equivalent USD      US$ 62.10"])
    box = page.words[2].box
    total = Field(value="80.00", raw="80.00", confidence=0.9, page=1, box=box, origin="model")
    fields: Fields = {"total_gross": total}
    add_currency(fields, [page], Conventions(currency="USD", printed_currency="USD"))
    found = fields["currency"]
    assert isinstance(found, Field) and found.value == "SGD"


def test_what_is_due_in_another_currency_is_but_converted() -> None:
    page, _ = draw(["Amount payable   GBP 90.00", "Equivalent at 1.20   USD 108.00"])
    price, converted = (next(w for w in page.words if w.text == t) for t in ("90.00", "108.00"))
    fields: Fields = {
        name: Field(
            value=word.text, raw=word.text, confidence=0.9, page=1, box=word.box, origin="model"
        )
        for name, word in (("total_gross", price), ("amount_due", converted))
    }
    fields["currency"] = Field(value="GBP", raw="GBP", confidence=0.9, origin="model")
    assert drop_converted(fields, [page]).keys() == {"total_gross", "currency"}
    owed: Fields = {**fields, "amount_due": fields["total_gross"]}
    assert drop_converted(owed, [page]) == owed


@pytest.mark.parametrize(
    ("address", "rows", "language", "currency"),
    [
        ("909 Pine Ave, Modesto CA 95350", ["TAX   0.75"], "it", "USD"),
        ("9 Mesa Road, Pueblo, CO 81003-1204", [], "nl", "USD"),
        ("22 Corn Street, Cardiff CF10 1AA", [], "it", "GBP"),
        ("4 rue du Lac, Laval QC H7N 2M5", ["TPS 5 %   3.48", "TVQ 9,975 %   6.93"], "fr", "CAD"),
        ("Marktgasse 17, 3011 Bern", ["CHE-107.787.577 MWST"], "de", "CHF"),
        ("Av. Sol 120, Puebla, Pue. 72000", ["RFC ADC980412K17", "IVA 16 %   5.19"], "es", "MXN"),
        ("", ["Harvest Corner", "SALES TAX   0.52"], "it", None),  # from a few goods' names
        ("Via Roma 4, Milano, MI 20121", ["IVA 10 %   5.00"], "it", "EUR"),
        ("Marktplatz 3, 88212 Ravensburg", ["Hose M12 3XL"], "de", "EUR"),
        ("7 rue des Halles, 69002 Lyon", ["TAX FREE"], "fr", "EUR"),
        ("Bay House, Salem", ["TAX   0.75"], "en", None),
        ("", ["Modesto CA 95350", "SALES TAX   0.52"], "it", "USD"),
        ("", ["Modesto CA 95350"], "en", "USD"),
        ("", ["Leeds LS1 4DY", "Modesto CA 95350"], "en", None),  # whose is either?
        ("", ["Customer ID 10482", "PAPER A4 5ST"], "en", None),
        ("", ["Boise, ID 83702"], "en", "USD"),
        # A customer's place, and what but looks like one.
        ("", ["Gartenweg 3, 33602 Bielefeld", "Modesto CA 95350"], "de", "EUR"),
        ("", ["Gast: John Smith", "London SW1A 1AA", "MwSt 7 %   5,23"], "de", "EUR"),
        ("", ["Kunden-ID 10482", "MA 10023", "PAPIER A4 5ST"], "de", "EUR"),
        ("Gartenweg 3, 33602 Bielefeld", ["Steuernummer / Tax number 12/345"], "de", "EUR"),
        ("Via Roma 3, 20121 Milano", ["Codice fiscale / Tax code RSSMRA"], "it", "EUR"),
        ("3 rue Haute, 69001 Lyon", ["Tourist tax / taxe de séjour   2,00"], "fr", "EUR"),
        ("Gartenweg 3, 33602 Bielefeld", ["City Tax   3,00"], "de", "EUR"),
    ],
)
def test_a_place_or_its_tax_goes_before_the_language_of_a_paper_without_a_currency(
    address: str, rows: list[str], language: str, currency: str | None
) -> None:
    page, _ = draw([address or "Till 4", *rows, "TOTAL   17.42"])
    fields: Fields = {}
    if address:
        fields["seller_address"] = Field(value=address, raw=address, confidence=1, origin="model")
    add_currency(fields, [page], Conventions(language=language))
    found = fields.get("currency")
    assert (found.value if isinstance(found, Field) else None) == currency


def test_a_customers_place_is_not_the_sellers() -> None:
    page, _ = draw(["10 Main Street, Cork", "Leeds LS1 4DY", "Total due   80.00"])
    buyer = Field(value="Leeds LS1 4DY", raw="", confidence=0.9, origin="model")
    fields: Fields = {"buyer_address": buyer}
    add_currency(fields, [page], Conventions(language="en"))
    assert "currency" not in fields


@pytest.mark.parametrize(
    ("vat_id", "currency"),
    [("07654320154", "EUR"), ("IT07654320154", "EUR"), ("GB654321747", None)],
)
def test_a_vat_id_without_its_country_contradicts_no_account(
    vat_id: str, currency: str | None
) -> None:
    page, _ = draw([f"P.IVA {vat_id}", "TOTALE   17.42"])
    values = {"seller_vat_id": vat_id, "iban": "IT67B0200801600000101234567"}
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    add_currency(fields, [page], Conventions(language="it"))
    found = fields.get("currency")
    assert (found.value if isinstance(found, Field) else None) == currency


@pytest.mark.parametrize(
    ("tax", "caption", "currency"),
    [
        ("CIF B41820739", "TOTAL EUROS", "EUR"),
        ("CHE-107.787.577 MWST", "Bei Zahlung in Euro gehen Spesen zu Ihren Lasten.", "CHF"),
        ("CHE-107.787.577 MWST", "Beträge in Euro auf Anfrage", "CHF"),
        ("VAT No GB654321747, Leeds LS1 4DY", "We also accept euros.", "GBP"),
        ("VAT No GB654321747, Leeds LS1 4DY", "Total engine class Euro VI", "GBP"),
    ],
)
def test_euros_that_one_may_pay_in_are_not_what_a_foreign_seller_bills(
    tax: str, caption: str, currency: str
) -> None:
    page, _ = draw([tax, "TOTAL   17.42", caption])
    fields: Fields = {}
    add_currency(fields, [page], Conventions(language="en"))
    found = fields["currency"]
    assert isinstance(found, Field)
    assert found.value == currency
