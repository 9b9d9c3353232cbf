"""The int8 network may ship only where its loss is none, small, or chance."""

import pytest

from training.gate import QuantisationLoss, TagCount, compare, refuse_losses


def counts(source: str, rights: list[int]) -> list[TagCount]:
    """Documents of 20 tagged words each, with so many of them right."""
    return [TagCount(source, (right, 20, 20)) for right in rights]


LARGE = counts("large", [19] * 300)


def test_equal_networks_pass_with_their_figures() -> None:
    figures = refuse_losses(compare(LARGE, LARGE))
    assert figures["all"] == {"documents": 300, "loss": 0.0, "error": 0.0, "certain": 0.0}


def test_one_word_in_a_dozen_documents_is_chance() -> None:
    fp32 = LARGE + counts("small", [18] * 12)
    int8 = LARGE + counts("small", [18] * 10 + [14, 19])
    losses = compare(fp32, int8)
    assert losses["small"].loss > 0.01
    assert losses["small"].certain < 0.95
    refuse_losses(losses)


def test_the_same_loss_on_every_document_is_none() -> None:
    fp32 = LARGE + counts("small", [18] * 12)
    with pytest.raises(QuantisationLoss, match="small"):
        refuse_losses(compare(fp32, LARGE + counts("small", [18] * 6 + [17] * 6)))


def test_a_great_loss_is_refused_even_if_one_document_made_it() -> None:
    fp32 = LARGE + counts("small", [18] * 12)
    with pytest.raises(QuantisationLoss, match="small"):
        refuse_losses(compare(fp32, LARGE + counts("small", [18] * 11 + [2])))


def test_all_sets_together_may_not_lose_a_point() -> None:
    many = [TagCount(f"s{i}", (19, 20, 20)) for i in range(50)]
    fewer = [TagCount(f"s{i}", (19 - (i % 4 == 0), 20, 20)) for i in range(50)]
    with pytest.raises(QuantisationLoss):
        refuse_losses(compare(many, fewer))
