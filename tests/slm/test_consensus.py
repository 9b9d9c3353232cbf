"""Of several drafts, the one that says what most of them say."""

from slm.consensus import choose_typical, liken, rouge_l


def test_rouge_l_is_the_share_of_words_in_common_order() -> None:
    assert rouge_l("Ann asks for a pump.", "ann ASKS for a pump") == 1
    assert rouge_l("Ann asks for a pump", "a pump Ann") == 2 * 2 / 8
    assert rouge_l("", "Ann") == 0


def test_likeness_is_of_words_pairs_and_order() -> None:
    assert liken("Ann asks for a pump.", "ann ASKS for a pump") == 1
    # Three words of four and five in common, two pairs of three and four, all three in order.
    assert liken("Ann asks for pumps", "Ann asks for a crane") == (6 / 9 + 4 / 7 + 6 / 9) / 3
    assert liken("", "Ann") == 0


def test_what_one_draft_alone_says_is_not_shown() -> None:
    drafts = [
        "The crane is late, so the office must be closed.",
        "Ann asks for a pump by Friday.",
        "Ann asks for the pump by Friday.",
        "Ann asks Bob for a pump by Friday.",
    ]
    assert choose_typical(drafts) == drafts[1]


def test_what_the_salient_sentences_say_counts() -> None:
    drafts = ["Ann asks for a pump.", "Bob pays the crane."]
    assert choose_typical(drafts, salient="The crane is to be paid.") == drafts[1]


def test_of_drafts_that_are_as_typical_the_surest_is_taken() -> None:
    drafts = ["Ann asks for a pump.", "Bob pays the crane."]
    assert choose_typical(drafts, [-1.5, -0.5]) == drafts[1]
    assert choose_typical(drafts, [-0.5, -1.5]) == drafts[0]


def test_the_first_of_like_drafts_is_taken_and_none_of_none() -> None:
    assert choose_typical(["Ann asks.", "Bob pays."]) == "Ann asks."
    assert choose_typical([]) is None
