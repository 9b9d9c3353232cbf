"""Names of a receipt's items: what was wrapped joined, what is no name left out.

Headings, wishes and torn-off letters stand among the items as names do, but without an amount.
"""

import re
from collections.abc import Sequence

from schemas.document import union
from schemas.record import Line
from tasks.values.named_fields import without
from tasks.values.normalize import tidy

_SAME_EDGE = 0.03  # of the page's width
_WORD = re.compile(r"\W*[^\W\d_]+\W*")
#: Where a car was filled up, above what with: "*Säule 04".
_PUMP = re.compile(
    r"\W*(?:zapf)?(?:säule|pump|pompe|pumpe|pomp|surtidor|erogatore|pompa)\W*(?:n[°ºro]\.?)?\s?"
    r"[0-9]{1,2}\W*",
    re.IGNORECASE,
)
_OPEN = re.compile(r"[(\[][^)\]]*$")
#: The rest of a torn word, where the row above ended: "f", "TE 1", "ognese (dine in)".
_REST = re.compile(r"[^\W\d_]{1,2}\W*\d{0,2}|[a-zß-öø-ÿ].*")
#: "10x", "1x5.000", "(L)": no two letters together. One sign may be a Chinese word.
_NO_NAME = re.compile(r"(?:[\W\d_]|(?<![^\W\d_])[A-Za-z](?![^\W\d_]))*")


def settle_names(lines: Sequence[Line]) -> list[Line]:
    """The lines of a receipt with whole names, and without those that name no item."""
    amounts_n = sum("net_amount" in line for line in lines)
    settled = []
    for line in _join_wrapped(lines):
        name = line.get("description")
        if name is not None and _NO_NAME.fullmatch(name.raw):
            line = without(line, "description")
        alone = line.keys() == {"description"}
        said = line["description"].raw if alone and amounts_n else ""
        if line and not (_WORD.fullmatch(said) or _PUMP.fullmatch(said)):
            settled.append(line)
    return settled


def _join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """Names without an amount joined to the rest of them, that stands on the next row with one."""
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            begin, rest = joined.pop()["description"], line["description"]
            assert begin.box is not None and rest.box is not None
            text = f"{begin.raw} {rest.raw}"
            update = {
                "value": tidy(text),
                "raw": text,
                "confidence": min(begin.confidence, rest.confidence),
                "box": union([begin.box, rest.box]),
            }
            line = {**line, "description": begin.model_copy(update=update)}
        joined.append(line)
    return joined


def _goes_on(above: Line, line: Line) -> bool:
    begin, rest = above.get("description"), line.get("description")
    if above.keys() != {"description"} or begin is None or rest is None:
        return False
    if begin.page != rest.page or begin.box is None or rest.box is None:
        return False
    if abs(begin.box[0] - rest.box[0]) > _SAME_EDGE or rest.box[1] < begin.box[1]:
        return False
    return bool(_OPEN.search(begin.raw) or _REST.fullmatch(rest.raw))
