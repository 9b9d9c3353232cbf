"""Who signs for himself is a party of a contract that names but the firm."""

import pytest

from tasks.contracts.clauses import find_contract_terms
from tasks.contracts.signatures import find_signer
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        ("Date: 5/12/09 /s/ Ann W. Lee Signature Ann W. Lee Name of Employee", "Ann W. Lee"),
        ("/s/ Ann Lee Ann Lee Accepted: ACME, INC. By: /s/ Jo Poe Name: Jo Poe", "Ann Lee"),
        ("BY: /s/ Jo M. Poe /s/ Ann Lee Jo M. Poe Ann Lee Vice President", None),
        ("By: /s/ Jo M. Poe /s/ Ann Lee Jo M. Poe Executive Vice President Ann Lee", "Ann Lee"),
        ("/s/ Jo Poe Jo Poe, Chief Executive Officer AGREED: /s/ Ann Mae Lee", "Ann Mae Lee"),
        ("/s/ Ann Lee Ann Lee /s/ Jo Poe Jo Poe", None),
        ("/s/ Ann Lee Witness: /s/ Jo Poe", "Ann Lee"),
        ("Signed by Ann Lee", None),
    ],
)
def test_the_only_one_who_signs_for_himself(text: str, signer: str | None) -> None:
    found = find_signer(text)
    assert (found[0] if found else None) == signer
    assert found is None or text[found[1] : found[2]] == signer


def test_a_signer_is_the_second_party_and_no_third() -> None:
    opening = "CONFIDENTIALITY AGREEMENT. I agree with Acme Foods, Inc. (the “Company”) that"
    page, _ = draw([opening, "", "/s/ Ann W. Lee"])
    parties = find_contract_terms([page], "mdy")["party"]
    assert isinstance(parties, list)
    assert [party.value for party in parties] == ["Acme Foods, Inc.", "Ann W. Lee"]
    pair = "This Agreement is made between Acme Foods, Inc. and Harbour Mills Ltd as follows."
    page, _ = draw([pair, "", "/s/ Ann W. Lee"])
    parties = find_contract_terms([page], "mdy")["party"]
    assert isinstance(parties, list)
    assert len(parties) == 2
