"""How a paper speaks of its reader."""

import re

import pytest

from tasks.values.your_words import CUSTOMER, YOUR, YOUR_ACCOUNT


@pytest.mark.parametrize("text", ["Ihr", "Ihrem", "votre", "V/", "vuestra", "uw"])
def test_your(text: str) -> None:
    assert re.fullmatch(YOUR, text, re.IGNORECASE)


@pytest.mark.parametrize("text", ["customer", "customer's", "client", "Kunden-", "Käufer", "klant"])
def test_the_customer(text: str) -> None:
    assert re.fullmatch(CUSTOMER, text, re.IGNORECASE)


def test_a_solicitors_client_account_is_the_solicitors() -> None:
    assert re.search(YOUR_ACCOUNT, "from your bank account")
    assert not re.search(YOUR_ACCOUNT, "pay into our client account")
