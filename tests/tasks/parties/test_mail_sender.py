"""The seller of a bill in a mail's own text is whom the mail names as its sender."""

from typing import Any

import pytest

from schemas.document import MailMessage
from schemas.record import Field, Fields
from tasks.parties.mail_sender import is_only_sender, is_sender, sender_of, settle_sender
from tests.tasks.tagged_pages import draw


def named(name: str) -> Fields:
    return {"seller_name": Field(value=name, raw=name, confidence=0.7, origin="model")}


@pytest.mark.parametrize(
    ("name", "sent_by", "cut"),
    [
        ("Judith Amsel, Fachübersetzungen", "Judith Amsel", "Judith Amsel"),
        ("Hahn GmbH, Metallbau", "Hahn", "Hahn GmbH"),
        ("Tarnwick, Inc.", "Tarnwick", "Tarnwick, Inc."),
        ("Hahn, Keller und Partner", "Vera Busch", "Hahn, Keller und Partner"),
        ("Hahn, Metallbau", "", "Hahn, Metallbau"),
        ("Judith Amsel", "Judith Amsel", "Judith Amsel"),
        ("Reed, Ann", "Reed", "Reed, Ann"),
        ("Weber Kranz, Hahn & Kollegen", "Weber Kranz", "Weber Kranz, Hahn & Kollegen"),
        ("Peter Hahn, Anna Keller", "Peter Hahn", "Peter Hahn, Anna Keller"),
    ],
)
def test_the_trade_behind_a_senders_name_is_no_part_of_it(
    name: str, sent_by: str, cut: str
) -> None:
    found = settle_sender(named(name), [], sent_by)["seller_name"]
    assert isinstance(found, Field)
    assert found.value == cut


@pytest.mark.parametrize(
    ("name", "sent_by", "is_own"),
    [
        ("Lumière & Cie SAS", "Service client Lumière & Cie", True),
        ("THE LAMPLIGHTER HOTEL", "The Lamplighter Hotel Reservations", True),
        ("Hahn GmbH", "Johann Hahnemann", False),
        ("Hahn Metallbau GmbH", "Hahn", False),
        ("ParkRight LLC", "Jenna Okafor", False),
        ("GmbH", "Hahn GmbH", False),
        ("PayPal", "service@paypal.example via PayPal", False),
        ("Paddle.com Market Ltd", "Paddle.com", False),
        ("Hahn GmbH", "", False),
        ("Print", "The Little Print Shop", False),
        ("Marketplace", "Amazon Marketplace", False),
        ("Amazon Marketplace", "Amazon Marketplace", False),
    ],
)
def test_a_seller_is_the_sender_where_he_calls_himself_so(
    name: str, sent_by: str, is_own: bool
) -> None:
    assert is_sender(named(name), [], sent_by) == is_own


@pytest.mark.parametrize(
    ("mail", "name"),
    [
        ({}, "Hahn, Bau"),
        ({"subject": "WG: Rechnung"}, ""),
        ({"quotes": True}, ""),
        ({"body": "Bitte buchen.\n---------- Forwarded message ---------\nVon: Keller"}, ""),
        ({"to": ("Buchhaltung <post@hahn.example>",)}, ""),
        ({"sender": "post@hahn.example"}, ""),
    ],
    ids=["himself", "passes on", "quotes", "forwards", "within his house", "address"],
)
def test_the_sender_is_who_writes_the_bill(mail: dict[str, Any], name: str) -> None:
    own = {"sender": "Hahn, Bau <post@hahn.example>", "to": ("a@keller.example",), **mail}
    assert sender_of(MailMessage(**own)) == name


def test_the_sender_proves_no_seller_where_somebody_else_sells() -> None:
    page, _ = draw(["Hahn Bikes", "Verkäufer: Keller GmbH"])
    assert not is_sender(named("Hahn Bikes"), [page], "Hahn Bikes")
    doubtful = {"seller_name": Field(value="Reed", raw="Reed", confidence=0.2, origin="model")}
    assert not is_sender(doubtful, [], "Reed")


def test_without_a_name_there_is_nothing_to_compare() -> None:
    assert settle_sender({}, [], "Hahn") == {}
    assert not is_sender({}, [], "Hahn")


def test_where_a_firm_begins_like_the_seller_his_name_may_be_its_brand() -> None:
    page, _ = draw(["Hahn Bikes", "Hahn Fahrrad Handels GmbH, 34117 Kassel"])
    assert not is_sender(named("Hahn"), [page], "Hahn Bikes")
    page, _ = draw(["Hahn Bikes GmbH, 34117 Kassel"])
    assert is_sender(named("Hahn Bikes"), [page], "Hahn Bikes")


def test_a_text_that_names_no_seller_is_its_senders_whose_name_it_prints() -> None:
    page, _ = draw(["Seitenweise, Inh. Martje Claussen, Am Sande 4", "Total 12.00"])
    own = settle_sender({}, [page], "Seitenweise")["seller_name"]
    assert isinstance(own, Field)
    assert own.value == "Seitenweise"
    assert is_only_sender({"seller_name": own})
    assert not is_sender({"seller_name": own}, [page], "Seitenweise")
    assert settle_sender({}, [page], "Martje Claussen") == {}
    assert settle_sender({"buyer_name": own}, [page], "Seitenweise") == {"buyer_name": own}
