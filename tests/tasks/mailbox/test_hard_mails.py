"""A mail whose download always breaks: the others come first, and it is named."""

import pytest

from schemas.errors import MailboxUnreachable
from tasks.mailbox import hard_mails
from tasks.mailbox.hard_mails import BREAKS_N, HardMails


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time now, in a list so that it can be changed."""
    now = [0.0]
    monkeypatch.setattr(hard_mails.time, "monotonic", lambda: now[0])
    return now


def break_off(mails: HardMails, uid: int) -> None:
    mails.name(uid, "Plans", 20_100_000)
    for _ in range(BREAKS_N - 1):
        mails.note_break(uid)
        assert mails.problem() is None
    with pytest.raises(MailboxUnreachable, match=r"“Plans” \(UID 5, 20\.1 MB\) cannot be fetched"):
        mails.note_break(uid)


def test_others_go_first_and_it_is_tried_at_growing_intervals(clock: list[float]) -> None:
    mails = HardMails()
    assert mails.in_turn(1, [5, 6, 7]) == [5, 6, 7]
    break_off(mails, 5)
    assert mails.in_turn(1, [5, 6, 7]) == [6, 7]
    clock[0] = hard_mails.FIRST_PAUSE_S
    assert mails.in_turn(1, [5, 6, 7]) == [6, 7, 5]
    with pytest.raises(MailboxUnreachable):
        mails.note_break(5)
    clock[0] += hard_mails.FIRST_PAUSE_S
    assert mails.in_turn(1, [5, 6]) == [6]
    clock[0] += hard_mails.FIRST_PAUSE_S
    assert mails.in_turn(1, [5, 6]) == [6, 5]
    mails.note_fetched(5)
    assert mails.problem() is None
    mails.note_break(5)  # counted anew
    assert mails.in_turn(1, [5, 6]) == [5, 6]


@pytest.mark.parametrize(
    ("others_come", "pause_s"),
    [(False, hard_mails.LONGEST_ALONE_S), (True, hard_mails.LONGEST_PAUSE_S)],
)
def test_pauses_stay_short_while_nothing_comes_through(
    clock: list[float], others_come: bool, pause_s: float
) -> None:
    mails = HardMails()
    mails.in_turn(1, [5])
    break_off(mails, 5)
    for _ in range(9):
        if others_come:
            mails.note_fetched(6)
        with pytest.raises(MailboxUnreachable):
            mails.note_break(5)
    clock[0] = pause_s - 1
    assert mails.in_turn(1, [5]) == []
    clock[0] = pause_s
    assert mails.in_turn(1, [5]) == [5]


def test_where_a_hard_mail_comes_through_the_others_are_tried_at_once(clock: list[float]) -> None:
    mails = HardMails()
    mails.in_turn(1, [5, 7])
    for uid in (7, 5):
        with pytest.raises(MailboxUnreachable):
            for _ in range(BREAKS_N):
                mails.note_break(uid)
    assert mails.in_turn(1, [5, 7]) == []
    mails.note_fetched(5)
    assert mails.in_turn(1, [7]) == [7]


@pytest.mark.parametrize(("uid_validity", "uids"), [(1, [6]), (2, [5, 6])])
def test_what_is_gone_or_renumbered_is_forgotten(uid_validity: int, uids: list[int]) -> None:
    mails = HardMails()
    mails.in_turn(1, [5, 6])
    break_off(mails, 5)
    assert mails.in_turn(uid_validity, uids) == uids
    assert mails.problem() is None
