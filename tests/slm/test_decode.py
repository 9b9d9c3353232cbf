import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.layout import arrange_page
from schemas.document import Page
from schemas.vocabulary import DOC_TYPES
from slm.calibrate import CEILING, DEFAULT, Curve, calibrate_field
from slm.decode import Floats, decode
from slm.heads import HEADS, OUTPUTS_N, TAG_INDEX
from slm.serialise import FIRST_PAGE_TYPE, Window


def make_window(page: int, words: list[int]) -> Window:
    n = len(words) + 2
    return Window(
        page,
        np.zeros(n, dtype=np.int64),
        np.zeros((n, 4), dtype=np.int64),
        np.full(n, FIRST_PAGE_TYPE),
        np.array(words),
        np.arange(1, n - 1),
    )


def make_output(window: Window, labels: list[str], strength: float = 8.0) -> Floats:
    output = np.zeros((len(window.ids), OUTPUTS_N), dtype=np.float32)
    for token, label in zip(window.firsts, labels, strict=True):
        output[token, TAG_INDEX[label]] = strength
    return output


def make_page(words_n: int) -> Page:
    loose = [(f"w{i}", (i * 10, 0, i * 10 + 8, 5), 1.0) for i in range(words_n)]
    return arrange_page(loose, 1000, 100, "text")


def test_tags_are_parallel_to_the_words_of_every_page() -> None:
    pages = [make_page(2), make_page(0), make_page(1)]
    windows = [make_window(0, [0, 1]), make_window(2, [0])]
    outputs = [
        make_output(windows[0], ["B-seller_name", "I-seller_name"]),
        make_output(windows[1], ["O"]),
    ]
    prediction = decode(pages, windows, outputs, {})
    assert [len(tags) for tags in prediction.tags] == [2, 0, 1]
    assert [len(scores) for scores in prediction.salience] == [2, 0, 1]
    first, second = prediction.tags[0]
    assert (first.label, first.begins) == ("seller_name", True)
    assert (second.label, second.begins) == ("seller_name", False)
    assert prediction.tags[2][0].label == "O"


def test_begun_and_continued_share_the_confidence_of_their_label() -> None:
    window = make_window(0, [0])
    output = make_output(window, ["B-iban"])
    output[1, TAG_INDEX["I-iban"]] = 8.0
    tag = decode([make_page(1)], [window], [output], {}).tags[0][0]
    assert tag.label == "iban"
    assert tag.confidence > 0.95
    assert tag.alternatives[0][1] < 0.05


def test_temperature_softens_the_confidence() -> None:
    window = make_window(0, [0])
    output = make_output(window, ["B-iban"])
    sharp, soft = (
        decode([make_page(1)], [window], [output], {"tags": t}).tags[0][0].confidence
        for t in (1.0, 2.0)
    )
    assert soft < sharp


def test_document_heads_are_read_from_the_first_page_alone() -> None:
    windows = [make_window(0, [0]), make_window(1, [0])]
    outputs = [make_output(w, ["O"]) for w in windows]
    columns = HEADS["doc_type"].columns
    outputs[0][0, columns.start + DOC_TYPES.index("order")] = 5
    outputs[1][0, columns.start + DOC_TYPES.index("letter")] = 50
    prediction = decode([make_page(1), make_page(1)], windows, outputs, {})
    assert max(prediction.doc_types, key=prediction.doc_types.__getitem__) == "order"
    assert sum(prediction.doc_types.values()) == pytest.approx(1, abs=0.001)


def test_a_document_without_words_is_other() -> None:
    assert decode([make_page(0)], [], [], {}).doc_types == {"other": 1.0}


@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0.05, 5), st.floats(-5, 5))
def test_a_calibrated_confidence_is_a_probability(
    confidences: list[float], slope: float, bias: float
) -> None:
    curves = {DEFAULT: Curve(slope, bias)}
    assert 0 <= calibrate_field(curves, "iban", confidences) <= CEILING


def test_a_doubtful_word_lowers_the_confidence_of_its_field() -> None:
    sure = calibrate_field({}, "seller_name", [0.99, 0.99, 0.99])
    doubtful = calibrate_field({}, "seller_name", [0.99, 0.5, 0.99])
    assert doubtful < sure
    assert calibrate_field({}, "seller_name", []) == 0.0


def test_a_field_has_its_own_curve() -> None:
    curves = {DEFAULT: Curve(), "total_gross": Curve(1.0, -2.0)}
    assert calibrate_field(curves, "total_gross", [0.9]) < calibrate_field(curves, "iban", [0.9])
