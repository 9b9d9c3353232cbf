"""Mails whose download breaks time and again: the others go first, these are tried more rarely.

What is known of them is forgotten with the process; after a start each is tried anew.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.errors import MailboxError, MailboxUnreachable

#: After so many breaks in a row a mail is put behind all others.
BREAKS_N = 3
#: It is then tried after so long, after twice as long, and so on.
FIRST_PAUSE_S = 300.0
LONGEST_PAUSE_S = 6 * 3600.0
#: But while no other mail comes through it may be the server that breaks them all.
LONGEST_ALONE_S = 1200.0
#: So many are named.
NAMED_N = 3
ADVICE = (
    "All others go first, and this is tried again at growing intervals. If it stays so, open it "
    "in a mail program, save it and drop that into the inbox."
)


@dataclass
class _Breaks:
    """How often a download broke in a row, of what, and when it may be tried again.

    `others_n` is how many mails had come through when it last broke.
    """

    name: str
    times_n: int = 0
    pause_s: float = 0.0
    rests_until_s: float = 0.0
    others_n: int = 0

    @property
    def is_hard(self) -> bool:
        return self.times_n >= BREAKS_N


class HardMails:
    """Remembers the breaks of one mailbox folder; used by one thread alone."""

    def __init__(self) -> None:
        self._uid_validity = 0
        self._breaks: dict[int, _Breaks] = {}
        self._fetched_n = 0

    def in_turn(self, uid_validity: int, uids: Iterable[int]) -> list[int]:
        """The messages to fetch: hard ones last, and only those whose pause is over."""
        listed = list(uids)
        if uid_validity != self._uid_validity:
            self._uid_validity, self._breaks = uid_validity, {}
        self._breaks = {uid: self._breaks[uid] for uid in listed if uid in self._breaks}
        now_s = time.monotonic()
        hard = {uid: one.rests_until_s for uid, one in self._breaks.items() if one.is_hard}
        return [uid for uid in listed if uid not in hard] + [
            uid for uid, until_s in hard.items() if until_s <= now_s
        ]

    def name(self, uid: int, subject: str, size_bytes: int) -> None:
        """Tells what a message is called, before its download can break."""
        title = f"“{subject}”" if subject else "without a subject"
        self._note(uid).name = f"{title} (UID {uid}, {size_bytes / 1e6:.1f} MB)"

    def note_break(self, uid: int) -> None:
        """Counts a break; where others came through since the last one, it is the mail's own.

        Raises:
            MailboxUnreachable: there were so many that it is put behind the others; see `problem`.
        """
        breaks = self._note(uid)
        breaks.times_n += 1
        nothing_came = breaks.others_n == self._fetched_n
        breaks.others_n = self._fetched_n
        if breaks.is_hard:
            longest_s = LONGEST_ALONE_S if nothing_came else LONGEST_PAUSE_S
            breaks.pause_s = min(breaks.pause_s * 2 or FIRST_PAUSE_S, longest_s)
            breaks.rests_until_s = time.monotonic() + breaks.pause_s
            raise self.problem() or AssertionError("it is hard now")

    def note_fetched(self, uid: int) -> None:
        """Forgets the breaks of a message; was it hard, all others are tried at once.

        For what broke it is over, which may have been the server for all of them.
        """
        self._fetched_n += 1
        fetched = self._breaks.pop(uid, None)
        if fetched is not None and fetched.is_hard:
            for other in self._breaks.values():
                other.rests_until_s = 0.0

    def problem(self) -> MailboxError | None:
        """The mails that are hard now, in a sentence; None where there are none."""
        names = [one.name for one in self._breaks.values() if one.is_hard]
        if not names:
            return None
        more = f" and {len(names) - NAMED_N} more" if len(names) > NAMED_N else ""
        told = f"The mail {', '.join(names[:NAMED_N])}{more}"
        return MailboxUnreachable(f"{told} cannot be fetched: each download breaks.", advice=ADVICE)

    def _note(self, uid: int) -> _Breaks:
        return self._breaks.setdefault(uid, _Breaks(f"with the UID {uid}"))
