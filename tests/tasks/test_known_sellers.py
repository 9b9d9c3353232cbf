from typing import Any

import pytest

from schemas.correction import Correction, KnownSeller
from schemas.record import Labelled
from schemas.understanding import Sureness, Understanding
from tasks.known_sellers import trust_known_seller
from tests.tasks.made_records import field

IBAN = "DE40474068124158683449"


class Words:
    """A clerk who has said that a seller is called so."""

    def __init__(self, *sellers: KnownSeller) -> None:
        self.sellers = list(sellers)
        self.asked: list[tuple[str | None, str | None]] = []

    def correction(self, document_id: str) -> Correction | None:
        return None

    def is_part(self, document_id: str, parent_id: str) -> bool:
        return False

    def known_sellers(self, vat_id: str | None, iban: str | None) -> list[KnownSeller]:
        self.asked.append((vat_id, iban))
        return self.sellers


def bill(name: str | None, confidence: float = 0.6, **fields: str) -> Understanding:
    found: dict[str, Any] = {key: field(value) for key, value in fields.items()}
    if name is not None:
        found["seller_name"] = field(name).model_copy(update={"confidence": confidence})
    return Understanding(
        language="de",
        doc_type=Labelled(value="invoice", confidence=1.0),
        fields=found,
        sureness=Sureness(probability=0.57, least=0.92),
    )


def seller(content: Understanding) -> tuple[str, str, float]:
    name = content.fields["seller_name"]
    assert not isinstance(name, list)
    return name.value, name.origin, name.confidence


def test_a_confirmed_name_is_sure_on_the_next_bill() -> None:
    words = Words(KnownSeller(name="Mia Sörensen"))
    content = trust_known_seller(bill("MIA SÖRENSEN", iban=IBAN), words)
    assert seller(content) == ("MIA SÖRENSEN", "model", 0.99)
    assert content.sureness == Sureness(probability=0.9405, least=0.92)
    assert words.asked == [(None, IBAN)]


def test_the_same_misreading_is_corrected_again() -> None:
    vat_id = "DE136695976"
    known = KnownSeller(name="Petra Wiegand", misread=("Freies Lektorat",), vat_id=vat_id)
    content = trust_known_seller(bill("Freies Lektorat", seller_vat_id=vat_id), Words(known))
    assert seller(content) == ("Petra Wiegand", "human", 0.99)


def test_an_account_renames_nobody_at_another_place() -> None:
    """It may be a factor's, to whom many sellers' bills are paid."""
    known = KnownSeller(name="Alpha GmbH", misread=("Factor AG",), address="Alphaweg 1, 1010 Wien")
    words = Words(known)
    elsewhere = bill("Factor AG", iban=IBAN, seller_address="Betaweg 2, 8010 Graz")
    assert trust_known_seller(elsewhere, words) == elsewhere
    nowhere = bill("Factor AG", iban=IBAN)
    assert trust_known_seller(nowhere, words) == nowhere
    there = bill("Factor AG", iban=IBAN, seller_address="Alphaweg 1 1010 Wien")
    assert seller(trust_known_seller(there, words)) == ("Alpha GmbH", "human", 0.99)


def test_another_vat_id_is_another_seller() -> None:
    words = Words(KnownSeller(name="Alpha GmbH", vat_id="DE129273398"))
    other = bill("Alpha GmbH", seller_vat_id="DE136695976", iban=IBAN)
    assert trust_known_seller(other, words) == other


@pytest.mark.parametrize(
    "content",
    [
        bill("Somebody Else", iban=IBAN),
        bill("Mia Sörensen"),  # known by nothing
        bill("Mia Sörensen", iban="DE40474068124158683448"),  # misread
        bill("Mia Sörensen", seller_vat_id="DE136695970"),
        bill(None, iban=IBAN),
        bill("Mia Sörensen", confidence=1.0, iban=IBAN),
    ],
)
def test_all_else_stays_as_it_was_read(content: Understanding) -> None:
    assert trust_known_seller(content, Words(KnownSeller(name="Mia Sörensen"))) == content
