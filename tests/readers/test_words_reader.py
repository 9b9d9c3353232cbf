import pytest

from readers.words import read_words
from schemas.errors import DocumentError, EmptyFile


def make_line(**changes: object) -> dict[str, object]:
    word = {"text": "TOTAL 12.00", "box": [100, 200, 400, 230]}
    page = {"width": 1000, "height": 2000, "words": [word]}
    return {"id": "receipt-1", "pages": [page], **changes}


def test_given_words_become_a_document_under_the_given_id() -> None:
    document = read_words(make_line())
    assert document.document_id == "receipt-1"
    (page,) = document.pages
    assert page.origin == "given"
    assert [word.text for word in page.words] == ["TOTAL", "12.00"]
    assert page.words[0].box[:2] == (0.1, 0.1)
    assert page.words[1].box[2] == 0.4


def test_words_come_out_in_rows() -> None:
    words = [
        {"text": "9.00", "box": [800, 103, 900, 133]},
        {"text": "below", "box": [100, 180, 200, 210]},
        {"text": "Total", "box": [100, 100, 200, 130]},
    ]
    page = read_words(make_line(pages=[{"width": 1000, "height": 1000, "words": words}])).pages[0]
    assert page.row_texts() == ["Total 9.00", "below"]


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"id": "x"},
        make_line(id=""),
        make_line(pages="no"),
        make_line(pages=[{"width": 0, "height": 10, "words": []}]),
        make_line(pages=[{"width": 10, "height": float("nan"), "words": []}]),
        make_line(pages=[{"width": 9, "height": 9, "words": [{"text": "a", "box": [1, 2, 3]}]}]),
        make_line(pages=[{"width": 9, "height": 9, "words": [{"text": 3, "box": [1, 2, 3, 4]}]}]),
        make_line(
            pages=[
                {"width": 9, "height": 9, "words": [{"text": "a", "box": [0, 0, 1, float("inf")]}]}
            ]
        ),
    ],
)
def test_lines_of_another_shape_are_refused_with_the_place(line: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match="agreed form"):
        read_words(line)


def test_a_document_without_pages_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read_words(make_line(pages=[]))


def test_half_a_surrogate_pair_is_a_question_mark() -> None:
    word = {"text": "a\ud800b", "box": [0, 0, 1, 1]}
    pages = [{"width": 9, "height": 9, "words": [word]}]
    document = read_words(make_line(id="\udce9", pages=pages))
    assert document.document_id == "?"
    assert document.pages[0].words[0].text == "a?b"
