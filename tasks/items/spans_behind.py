"""Names that end in the days on which what they are for began and ended.

    Standing charge from 01/12/2026 to 31/12/2026

The model takes these for the document's own period, and the name breaks off behind "from".
"""

import re
from collections.abc import Sequence

from schemas.document import Page, union
from schemas.record import Field
from tasks.items.item_rows import DAY
from tasks.items.wrapped_rows import ends_span
from tasks.values.entities import is_inside
from tasks.values.normalize import tidy

_SINCE = re.compile(r"from|vom|von|du|dal|del|van", re.IGNORECASE)
_SPAN_N = 3  # words: "01/12/2026 to 31/12/2026"


def end_spans(lines: Sequence[dict[str, Field]], pages: Sequence[Page]) -> list[dict[str, Field]]:
    """The lines with such days, right behind it in its row, at the end of a name."""
    return [_end_span(line, pages) for line in lines]


def _end_span(line: dict[str, Field], pages: Sequence[Page]) -> dict[str, Field]:
    name = line.get("description")
    since = name.raw.split()[-1:] if name else []
    if name is None or not name.page or name.box is None or not all(map(_SINCE.fullmatch, since)):
        return line
    words = pages[name.page - 1].words
    own = [i for i, w in enumerate(words) if [w.text] == since and is_inside(w.box, name.box)]
    span = words[own[-1] + 1 :][:_SPAN_N] if own else ()
    if len(span) < _SPAN_N or any(word.row != words[own[-1]].row for word in span):
        return line
    first, until, last = (word.text for word in span)
    if not DAY.fullmatch(first) or not ends_span(until, last):
        return line
    raw = " ".join((name.raw, first, until, last))
    box = union([name.box, *(word.box for word in span)])
    ended = name.model_copy(update={"value": tidy(raw), "raw": raw, "box": box})
    return {**line, "description": ended}
