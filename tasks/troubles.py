"""What keeps files from being worked on, told on the console: once each, not at every try."""

import errno
import logging
from collections.abc import Hashable

from schemas.errors import MailroomError
from tasks.plain_text import clean_name

log = logging.getLogger("mailroom.troubles")


class Troubles:
    """Tells a trouble once, and again when its reason changes or it comes back.

    Whoever looks at everything again calls `next_round` first: what is not told anew in a round
    is over.
    """

    def __init__(self) -> None:
        self._told: dict[Hashable, str] = {}
        self._met: set[Hashable] = set()

    def tell(self, about: Hashable, sentence: str) -> None:
        """Logs the sentence as a warning, unless it is what was last said of this."""
        self._met.add(about)
        if self._told.get(about) != sentence:
            self._told[about] = sentence
            log.warning("%s", clean_name(sentence))

    def count(self) -> int:
        """How many there are, of this round."""
        return len(self._met)

    def is_over(self, about: Hashable) -> None:
        """Forgets the trouble, if there was any."""
        self._told.pop(about, None)
        self._met.discard(about)

    def next_round(self) -> None:
        """Forgets what was not told since this was last called."""
        self._told = {about: said for about, said in self._told.items() if about in self._met}
        self._met.clear()


def is_no_room(error: Exception) -> bool:
    """Whether a disk is full, or a quota reached: that is of all files, not of one."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def name_problem(error: Exception) -> str:
    """What is wrong, without a document's words; of a file also where."""
    if isinstance(error, OSError) and error.strerror:
        place = error.filename2 or error.filename
        return f"{place}: {error.strerror}" if place else error.strerror
    return str(error) if isinstance(error, MailroomError) else type(error).__name__
