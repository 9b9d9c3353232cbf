"""Stamps that say when a paper came in are found on pictures, and are no title and no value."""

import pytest

from schemas.document import Page
from tasks.fields.arrival_stamps import clear_stamps
from tasks.kinds.titles import find_titles
from tasks.values.came_in import find_stamped
from tests.tasks.tagged_pages import draw


def _scan(*rows: str) -> Page:
    return draw(list(rows))[0].model_copy(update={"origin": "ocr"})


def _stamped(page: Page) -> str:
    return " ".join(page.words[i].text for i in sorted(find_stamped(page)))


def _below(said: str, day: str, beside: str = "") -> Page:
    """A stamp beside the text of two rows, the day below the middle of what it says."""
    return _scan(f"Client 17 {said:^28}{beside}", f"Order 4   {day:^28}12,50")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("EINGEGANGEN", "12. NOV. 2026"),
        ("RECEIVED", "NOV 12 2026"),
        ("RECEIVED ON", "12/11/2026"),
        ("POSTEINGANG", "12.11.2026"),
    ],
)
def test_a_stamp_is_its_word_in_capitals_and_a_day_below(said: str, day: str) -> None:
    page = _below(said, day, beside="Net")
    assert _stamped(page) == f"{said} {day}"
    assert not find_stamped(page.model_copy(update={"origin": "text"}))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("GOODS RECEIVED IN FULL", "12 NOV 2026"),
        ("RECEIVED", "in order"),
        ("Received", "12 NOV 2026"),
        ("RECEIVED", "12 2026"),
    ],
)
def test_what_says_more_or_has_no_day_is_no_stamp(said: str, day: str) -> None:
    assert not find_stamped(_below(said, day))


def test_a_stamp_is_no_title_of_a_receipt() -> None:
    page = _scan(
        "Robinetterie Valbois", "Bon de livraison BL026", "   POSTEINGANG", "    12.11.2026"
    )
    assert [title.kind for title in find_titles(page)] == ["delivery_note"]


@pytest.mark.parametrize(
    ("rows", "stamped"),
    [
        (["Boulangerie Favre", "     REÇU", "    9/1/26"], ""),
        (["Boulangerie Favre", "   REÇU LE", "   12/11/26"], "REÇU LE 12/11/26"),
        (["BON DE LIVRAISON N° 4711", "     REÇU", "    9/1/26"], "REÇU 9/1/26"),
        (["     REÇU", "    9/1/26", "BON DE LIVRAISON N° 4711"], ""),
        (["Règlement de la facture 4711", "     REÇU", "    9/1/26"], ""),
    ],
)
def test_what_may_be_a_receipts_own_title_is_a_stamp_beside_another(
    rows: list[str], stamped: str
) -> None:
    assert _stamped(_scan(*rows)) == stamped


def test_a_receipts_own_day_is_kept() -> None:
    page, tags = draw(["Favre", "   RECEIVED", "[issue_date:  12.11.2026]"])
    page = page.model_copy(update={"origin": "ocr"})
    assert clear_stamps([page], [tags], "receipt") == [tuple(tags)]
    assert clear_stamps([page], [tags], "invoice") != [tuple(tags)]


def test_a_stamp_in_an_items_row_is_none_of_its_name() -> None:
    page, tags = draw(
        [
            "                          REÇU LE",
            "[line.description:Heures du samedi        12/11/26]    [line.net_amount:261,00]",
        ]
    )
    page = page.model_copy(update={"origin": "ocr"})
    (mended,) = clear_stamps([page], [tags], "invoice")
    kept = [w.text for w, tag in zip(page.words, mended, strict=True) if tag.label != "O"]
    assert kept == ["Heures", "du", "samedi", "261,00"]
