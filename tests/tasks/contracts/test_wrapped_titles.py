"""A contract's large title goes on in the row below."""

from tasks.contracts.wrapped_titles import complete_titles
from tests.tasks.tagged_pages import draw


def _title(*rows: str, large: int = 2) -> str:
    """The words of the title; the first `large` rows are set large."""
    page, tags = draw([*rows, "1. The landlord lets the shop.", "2. The rent is due."])
    words = tuple(
        w._replace(box=(*w.box[:3], w.box[1] + 1.4 * (w.box[3] - w.box[1]))) if w.row < large else w
        for w in page.words
    )
    (whole,) = complete_titles([page.model_copy(update={"words": words})], [tags])
    return " ".join(w.text for w, t in zip(words, whole, strict=True) if t.label == "title")


def test_a_large_title_goes_on_in_the_row_below() -> None:
    rows = ("[title:CONTRACT OF LEASE] FOR", "BUSINESS ROOMS")
    assert _title(*rows) == "CONTRACT OF LEASE FOR BUSINESS ROOMS"
    assert _title(*rows, large=1) == "CONTRACT OF LEASE FOR"
    assert _title(*rows, large=0) == "CONTRACT OF LEASE"
    assert _title(rows[0], "between the parties") == "CONTRACT OF LEASE FOR"
    assert _title(rows[0], " " * 30 + "BUSINESS ROOMS") == "CONTRACT OF LEASE FOR"


def test_the_word_before_its_number_is_no_part_of_a_title() -> None:
    rows = ("[title:Wartungsvertrag] Nr. [contract_number:WV-2027-044]", "zwischen")
    assert _title(*rows, large=1) == "Wartungsvertrag"
    assert _title(rows[0], "FÜR AUFZÜGE") == "Wartungsvertrag"
