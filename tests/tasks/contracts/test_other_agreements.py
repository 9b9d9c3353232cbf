"""The day of an agreement that a contract speaks of is not its own."""

import pytest

from schemas.record import Field
from tasks.contracts.clauses import find_contract_terms
from tasks.contracts.other_agreements import clear_other_agreements
from tests.tasks.tagged_pages import draw

OTHERS = [
    "Under that certain Plan of Merger dated as of {} the shares are sold.",
    "It amends the Asset Purchase Agreement (the “Old Agreement”), entered into as of {}.",
    "They signed a Letter Agreement dated {}.",
    "Seller and Buyer have entered into an Agreement and Plan of Merger, dated {}.",
    "On {} the parties entered into a Supply Agreement.",
    "Der Mietvertrag wird geändert, gemäß dem Rahmenvertrag Nr. 12 vom {}.",
    "Conformément au contrat de maintenance du {}.",
    "Conformément au devis n° 12 du {}.",
    "Op grond van de overeenkomst van {}.",
]
OWN = [
    "This Agreement is made as of {}.",
    "NON-DISCLOSURE AGREEMENT dated as of {}.",
    "This Supply Agreement, entered into as of {}, is between A and B.",
    "The Agreement is effective as of {}.",
    "On {} the parties entered into this Agreement.",
    "Geschlossen am {} zwischen A und B.",
    "Le présent contrat est conclu le {}.",
    "This is a Lease made as of {} between A and B.",
    "This document constitutes an Agreement entered into as of {}.",
    "It is effective as of {} and both parties have signed the Lease.",
    "It is effective as of {}, the date on which both parties signed the Agreement.",
    "La durata del contratto decorre dal {}.",
    "La durée du bail court du {}.",
    "La durée du contrat du {}.",
    "Beginn des Mietvertrages vom {}.",
]


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [*((sentence, False) for sentence in OTHERS), *((sentence, True) for sentence in OWN)],
)
def test_a_day_of_another_agreement_is_not_the_contract_s(sentence: str, kept: bool) -> None:
    page, tags = draw([sentence.format("[effective_date:3 May 2021]")])
    (left,) = clear_other_agreements([page], [tags])
    assert any(tag.label == "effective_date" for tag in left) is kept
    terms = find_contract_terms([page], "dmy")
    if not kept:
        assert "effective_date" not in terms
    elif isinstance(found := terms.get("effective_date"), Field):
        assert found.value == "2021-05-03"
