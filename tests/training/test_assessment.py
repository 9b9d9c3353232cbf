"""Confidences and thresholds fitted on made-up outcomes; the gate on made-up losses."""

from dataclasses import replace
from functools import partial
from random import Random

import pytest

from slm.calibrate import assess_field
from training.assessment import (
    LOWEST,
    MOST_WRONG,
    UNPROVED,
    accept_held_out,
    choose_by_first,
    choose_least,
    cross_fit,
    fit_assessment,
    fold_of,
    joint_of,
    tell_first,
)
from training.outcomes import Outcome, Read


def make_outcome(rng: Random, document: int, name: str, bias: float = 0.0) -> Outcome:
    """A value whose evidence boasts by `bias` and whose agreement with a rule is worth 2."""
    evidence, agreed = rng.uniform(-2, 4), float(rng.random() < 0.5)
    chance = assess_field({}, name, {"evidence": evidence - bias + 2 * agreed})
    features = {"evidence": evidence, "agreed": agreed}
    return Outcome(document, name, features, 0.5, rng.random() < chance)


def make_read(source: str = "s", right: bool = True, group: str = "g") -> Read:
    return Read(source, "en", "l", group, "invoice", True, right, (0,), (0,), (1, 1, 1))


def test_weights_learn_what_agreement_is_worth_and_how_much_the_words_boast() -> None:
    rng = Random(3)
    weights = fit_assessment([make_outcome(rng, i, "total_gross", 1.5) for i in range(2000)])
    assert weights["total_gross"]["agreed"] == pytest.approx(2, abs=0.5)
    assert weights["total_gross"]["bias"] == pytest.approx(-1.5, abs=0.5)
    assert weights["total_gross"]["evidence"] == pytest.approx(1, abs=0.2)


def test_a_field_with_few_values_shares_the_default_weights() -> None:
    rng = Random(3)
    many = [make_outcome(rng, i, "total_gross") for i in range(100)]
    assert set(fit_assessment([*many, make_outcome(rng, 0, "iban")])) == {"default", "total_gross"}


def test_values_without_known_truth_change_nothing() -> None:
    rng = Random(3)
    known = [make_outcome(rng, i, "total_gross") for i in range(100)]
    unknown = [Outcome(0, o.name, o.features, 0.5, None) for o in known]
    assert fit_assessment([*known, *unknown]) == fit_assessment(known)


def test_first_readings_have_the_last_word_on_their_fields() -> None:
    rng = Random(3)
    names = ("total_gross", "iban")
    fitted = fit_assessment([make_outcome(rng, i, name) for i in range(1000) for name in names])
    first = [make_outcome(rng, i, "total_gross", 1.5) for i in range(400)]
    told = tell_first(fitted, first)
    assert fitted["total_gross"]["bias"] == pytest.approx(0, abs=0.4)
    assert told["total_gross"]["bias"] == pytest.approx(-1.5, abs=0.5)
    assert told["iban"] == fitted["iban"]


def test_first_readings_know_features_that_dev_documents_did_not_have() -> None:
    rng = Random(3)
    fitted = fit_assessment([make_outcome(rng, i, "total_gross") for i in range(300)])
    first = [
        Outcome(0, "total_gross", {"evidence": 1.0, "cut": float(cut)}, 0.5, not cut)
        for cut in (True, False)
        for _ in range(50)
    ]
    assert tell_first(fitted, first)["total_gross"]["cut"] < -1


def test_receipts_are_judged_by_dev_documents_alone() -> None:
    rng = Random(3)
    fitted = fit_assessment([make_outcome(rng, i, "total_gross") for i in range(300)])
    boasting = [make_outcome(rng, i, "total_gross", 1.5) for i in range(200)]
    receipts = [replace(o, features={**o.features, "receipt": 1.0}) for o in boasting]
    assert tell_first(fitted, receipts) == fitted
    reads = [make_read(group=f"g{i}") for i in range(200)]
    alone = [assess_field(fitted, o.name, o.features) for o in receipts]
    assert cross_fit(reads, receipts, fitted) == alone
    assert cross_fit(reads, boasting, fitted) != alone


def test_a_document_is_judged_by_weights_that_never_met_its_group() -> None:
    rng = Random(3)
    reads = [make_read(group=f"g{i}") for i in range(200)]
    outcomes = [make_outcome(rng, i, "total_gross") for i in range(200)]
    before = cross_fit(reads, outcomes)
    first = outcomes[0]
    flipped = Outcome(0, first.name, first.features, 0.5, not first.right)
    after = cross_fit(reads, [flipped, *outcomes[1:]])
    assert after[0] == before[0]
    assert after != before


def test_the_threshold_lies_above_the_mistakes() -> None:
    reads = [make_read() for _ in range(120)] + [make_read(right=False) for _ in range(5)]
    joints = [0.99 - i / 2000 for i in range(120)] + [0.88 + i / 100 for i in range(5)]
    assert 0.92 < choose_least(reads, joints) < 0.931


def test_nothing_that_is_doubted_is_accepted_though_no_mistake_was_seen() -> None:
    assert choose_least([make_read() for _ in range(120)], [0.7] * 120) == LOWEST


def test_first_readings_choose_the_threshold_of_their_group() -> None:
    reads = [make_read(right=i % 10 != 5 or i < 200) for i in range(300)]
    joints = [0.999 - i / 4000 for i in range(300)]
    expected = {"invoice": pytest.approx(0.999 - 214 / 4000), "other": 0.95}
    assert choose_by_first({"invoice": 0.91, "other": 0.95}, reads, joints) == expected
    assert choose_by_first({"invoice": 0.97, "other": 0.95}, reads, joints) == expected
    assert choose_by_first({"invoice": 0.97}, reads, [j - 0.1 for j in joints]) == {
        "invoice": LOWEST
    }


def test_first_readings_that_prove_no_threshold_leave_none_that_they_disprove() -> None:
    reads = [make_read(right=i > 2) for i in range(250)]
    joints = [0.999 - i / 4000 for i in range(250)]
    assert choose_by_first({"invoice": 0.9}, reads, joints) == {"invoice": UNPROVED}


def test_what_goes_through_at_first_is_judged_by_other_authors() -> None:
    reads = [replace(make_read(), group=f"papers/{i % 40}") for i in range(400)]
    wrong = fold_of("papers/0")
    reads = [replace(read, right=fold_of(read.group) != wrong) for read in reads]
    joints = [0.95 if read.right else 0.99 for read in reads]
    accepted = accept_held_out(reads, joints, partial(choose_by_first, {"invoice": 0.9}))
    assert accepted == [not read.right for read in reads]


def test_first_readings_of_receipts_lower_no_threshold() -> None:
    """Public sets have real ones by the thousand; those that authors draw are clean."""
    reads = [replace(make_read(), kind="receipt_ocr") for _ in range(100)]
    joints = [0.999 - i / 1000 for i in range(100)]
    assert choose_by_first({"receipt_ocr": 0.97}, reads, joints) == {"receipt_ocr": 0.97}


def test_too_few_first_readings_leave_a_threshold_as_it_is() -> None:
    reads = [make_read(right=False) for _ in range(50)]
    assert choose_by_first({"invoice": 0.91}, reads, [0.95] * 50) == {"invoice": 0.91}


def test_a_mistake_among_the_surest_leaves_nothing_proved() -> None:
    reads = [make_read(right=i != 3) for i in range(90)]
    assert choose_least(reads, [0.999 - i / 1000 for i in range(90)]) == UNPROVED


def test_few_documents_prove_nothing() -> None:
    assert choose_least([make_read() for _ in range(59)], [0.9] * 59) == UNPROVED
    assert choose_least([make_read() for _ in range(60)], [0.93] * 60) < 0.93


def test_a_bad_set_is_not_hidden_by_a_large_good_one() -> None:
    reads = [make_read("large") for _ in range(400)]
    reads += [make_read("small", right=i % 10 > 0) for i in range(20)]
    joints = [0.99 - i / 10000 for i in range(400)] + [0.9 - i / 1000 for i in range(20)]
    assert MOST_WRONG * 420 > 2.5  # all together would pass
    assert choose_least(reads, joints) > 0.9


def test_a_document_with_another_reason_for_review_has_no_chance() -> None:
    read = make_read()
    assert joint_of(read, [0.8]) == pytest.approx(0.8)
    assert joint_of(replace(read, passable=False), [0.99]) == 0
    assert joint_of(replace(read, required=(0, 1)), [0.99, 0.85]) == 0  # a currency in doubt


def test_whether_a_document_passes_is_decided_without_its_own_fold() -> None:
    reads = [make_read(group=f"g{i}") for i in range(300)]
    accepted = accept_held_out(reads, [0.99 - i / 10000 for i in range(300)])
    assert sum(accepted) > 290
