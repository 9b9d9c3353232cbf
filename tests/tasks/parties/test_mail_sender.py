"""The seller of a bill in a mail's own text is whom the mail names as its sender."""

import pytest

from schemas.record import Field, Fields
from tasks.parties.mail_sender import cut_at_sender, is_sender
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
    ],
)
def test_the_trade_behind_a_senders_name_is_no_part_of_it(
    name: str, sent_by: str, cut: str
) -> None:
    found = cut_at_sender(named(name), sent_by)["seller_name"]
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
    ],
)
def test_a_seller_is_the_sender_where_he_calls_himself_so(
    name: str, sent_by: str, is_own: bool
) -> None:
    assert is_sender(named(name), [], sent_by) == is_own


def test_without_a_name_there_is_nothing_to_compare() -> None:
    assert cut_at_sender({}, "Hahn") == {}
    assert not is_sender({}, [], "Hahn")


def test_where_a_firm_begins_like_the_seller_his_name_may_be_its_brand() -> None:
    page, _ = draw(["Hahn Bikes", "Hahn Fahrrad Handels GmbH, 34117 Kassel"])
    assert not is_sender(named("Hahn"), [page], "Hahn Bikes")
    page, _ = draw(["Hahn Bikes GmbH, 34117 Kassel"])
    assert is_sender(named("Hahn Bikes"), [page], "Hahn Bikes")
