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
