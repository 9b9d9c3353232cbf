"""Letterheads that stand on every page."""

from tasks.parties.repeated_heads import agree_on_heads
from tests.tasks.tagged_pages import draw

_SELLER = "[seller_name:Nordhansa Handel GmbH]      RECHNUNG"


def _names(second: str, *more: str) -> list[str]:
    drawn = [draw([row]) for row in (_SELLER, second, *more)]
    pages, tags = [page for page, _ in drawn], [row for _, row in drawn]
    return [row[0].label for row in agree_on_heads(pages, tags)]


def test_all_pages_speak_for_a_letterhead_s_party() -> None:
    assert _names("[buyer_name?0.8:Nordhansa Handel GmbH]      RECHNUNG") == ["seller_name", "O"]


def test_what_one_page_has_of_no_party_stays() -> None:
    assert _names("Nordhansa Handel GmbH      RECHNUNG") == ["seller_name", "O"]


def test_another_place_is_another_party() -> None:
    elsewhere = "     [buyer_name?0.8:Nordhansa Handel GmbH]"
    assert _names(elsewhere) == ["seller_name", "buyer_name"]


def test_two_pages_outvote_one() -> None:
    theirs = "[buyer_name?0.8:Nordhansa Handel GmbH]      RECHNUNG"
    assert _names(theirs, theirs) == ["O", "buyer_name", "buyer_name"]


def test_another_field_of_the_same_party_stays() -> None:
    drawn = [
        draw([f"[seller_name:Bau Ltd]   [{label}:London]   Invoice"])
        for label in ("seller_address?0.7", "seller_name?0.8")
    ]
    pages, tags = [page for page, _ in drawn], [row for _, row in drawn]
    assert [tuple(row) for row in agree_on_heads(pages, tags)] == tags


def test_pages_that_are_as_sure_of_either_party_say_nothing() -> None:
    assert _names("[buyer_name:Nordhansa Handel GmbH]      RECHNUNG") == [
        "seller_name",
        "buyer_name",
    ]
