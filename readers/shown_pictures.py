"""Which pictures that a mail shows in its text are looked at, for they may be papers."""

import math
from collections.abc import Collection, Sequence

from readers.image import image_size
from schemas.document import Attachment, MailSign

#: Of the pictures that one text shows, so many are looked at.
_SHOWN_N = 6
_TO_MANY: frozenset[MailSign] = frozenset({"bulk", "list"})


def choose_shown(
    attachments: Sequence[Attachment], signs: Collection[MailSign]
) -> tuple[Attachment, ...]:
    """The attachments without pictures in the text of mass mail, of others the largest of these.

    A newsletter shows forty wares with their prices, and reading each takes a second.
    """
    shown = [] if _TO_MANY.intersection(signs) else [one for one in attachments if one.shown]
    shown.sort(key=lambda one: -math.prod(image_size(one.data)))
    kept = set(map(id, shown[:_SHOWN_N]))
    return tuple(one for one in attachments if not one.shown or id(one) in kept)
