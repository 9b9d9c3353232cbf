"""What a contract is worth is no limit of a liability."""

import pytest

from tasks.contracts.limits import clear_limits
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (["The aggregate liability of either party shall", "not exceed [value:£250,000]."], False),
        (["Er haftet der Höhe nach begrenzt auf [value:250.000,00] EUR."], False),
        (["Liability is limited to: [value:250,000] a year."], False),
        (["Acme LLC, a limited liability company, pays", "a price of [value:£1,200]."], True),
        (["Eine Gesellschaft mit beschränkter Haftung zahlt [value:250.000,00]."], True),
        (["The contract price shall not exceed [value:$85,000]."], True),
        (["Liability cap      £1,000,000", "Contract value     [value:£250,000]"], True),
        (["Each breach bears a penalty of [value:£500]."], False),
        (["The Customer shall pay a fixed fee of [value:£41,400]."], True),
        (["It is liable for all.", "The fee is [value:£41,400]."], True),
    ],
)
def test_a_limit_is_no_value(rows: list[str], kept: bool) -> None:
    page, tags = draw(rows)
    (left,) = clear_limits([page], [tags])
    assert any(tag.label == "value" for tag in left) is kept


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("The Supplier shall maintain insurance of [value:£2,000,000] until {}.", False),
        ("Er weist eine Haftpflichtversicherung von [value:2.000.000] EUR bis {} nach.", False),
        ("At its own costs it shall maintain insurance of [value:£2,000,000] until {}.", False),
        ("Prima dei lavori stipula una polizza di [value:2.000.000] EUR fino al {}.", False),
        ("Mantendrá una póliza de responsabilidad de [value:2.000.000] EUR hasta {}.", False),
        ("Die Haftpflichtversicherung läuft zum Jahresbeitrag [value:2.000] EUR bis {}.", True),
        ("Premio annuo della polizza EUR [value:1.200,00] - scade il {}.", True),
        ("La póliza tiene una prima de [value:1.200,00] EUR y vence el {}.", True),
        ("This insurance contract runs for a premium of [value:£1,200] until {}.", True),
    ],
)
def test_for_how_much_and_how_long_one_must_be_insured_is_no_term(row: str, kept: bool) -> None:
    page, tags = draw([row.format("[expiration_date:31.12.2035]")])
    (left,) = clear_limits([page], [tags])
    assert ({"value", "expiration_date"} <= {tag.label for tag in left}) is kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Versicherungsvertrag", True),
        ("Professional indemnity insurance agreement", True),
        ("Polizza di assicurazione n. 4471", True),
        ("Dienstleistungsvertrag", False),
    ],
)
def test_of_an_insurance_its_own_contract_says_what_it_is_worth(title: str, kept: bool) -> None:
    text = (
        "Die Haftpflichtversicherung über [value:1.200,00] endet am [expiration_date:31.12.2035]."
    )
    page, tags = draw([title, "", text])
    (left,) = clear_limits([page], [tags])
    assert ({"value", "expiration_date"} <= {tag.label for tag in left}) is kept
