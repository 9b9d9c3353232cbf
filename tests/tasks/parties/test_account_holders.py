"""The holder of the account names the seller whole."""

import pytest

from schemas.record import Field
from tasks.parties.account_holders import give_holders_name
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("name", "row", "whole"),
    [
        (
            "Immobilien GbR",
            "zu zahlen (Kontoinhaber: Gebr. Terbeck Immobilien GbR).",
            "Gebr. Terbeck Immobilien GbR",
        ),
        (
            "AOIFE BRENNAN",
            "Account name: Aoife Brennan Photography – IBAN IE29 AIBK 9311 5212 3456 78",
            "Aoife Brennan Photography",
        ),
        ("Hahn", "Kontoinhaber: Nordfaktor Bank AG", "Hahn"),
        ("Hahn GmbH", "Kontoinhaber: Hahn GmbH Treuhandkonto", "Hahn GmbH"),
        ("Hahn", "Kontoinhaber: Hahn", "Hahn"),
    ],
)
def test_the_account_s_holder_names_the_seller_whole(name: str, row: str, whole: str) -> None:
    page, _ = draw([name, "Rechnung 17", row])
    fields = {"seller_name": Field(value=name, raw=name, confidence=0.9, origin="model")}
    found = give_holders_name({**fields}, [page])["seller_name"]
    assert isinstance(found, Field)
    assert found.value == whole


def test_where_no_seller_was_read_nobody_is_named() -> None:
    page, _ = draw(["Kontoinhaber: Hahn GmbH"])
    assert give_holders_name({}, [page]) == {}
