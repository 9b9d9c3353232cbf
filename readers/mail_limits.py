"""Refuses, before any parsing, mails made so that parsing them would take hours or all memory.

The standard library's parser is linear in a mail's bytes but not in its lines, parts, nesting and
parameters together. Each bound here is far above what real mail reaches.
"""

import re

from schemas.errors import MoreThanIsRead

#: 50 MB of base64 are 650,000 lines.
MAX_LINES_N = 1_500_000
#: Lines that may begin a part.
MAX_DASHED_LINES_N = 30_000
#: The parser compares each line with the boundary of each part around it.
MAX_COMPARISONS_N = 60_000_000
#: Bytes and lines of the mail's own header.
MAX_HEADER_BYTES, MAX_HEADER_LINES_N = 5_000_000, 50_000
#: Bytes of one Content-Type or Content-Disposition field, which the parser reads again and again,
#: each time in the square of the number of its parameters; and the sum of that over all fields.
MAX_FIELD_BYTES, MAX_FIELDS_COST = 20_000, 20_000_000

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"^content-(?:type|disposition)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_FIELD_END = re.compile(rb"\n(?![ \t])")


def refuse_hostile(data: bytes) -> None:
    """Raises MoreThanIsRead for a mail that no mail program writes."""
    lines_n = data.count(b"\n") + data.count(b"\r")
    if lines_n > 2 * MAX_LINES_N:
        raise MoreThanIsRead("The mail has more lines than are read.")
    if data.count(b"\n--") > MAX_DASHED_LINES_N:
        raise MoreThanIsRead("The mail has more parts than are read.")
    blank = _BLANK_LINE.search(data)
    header = data[: blank.start()] if blank else data
    if len(header) > MAX_HEADER_BYTES or header.count(b"\n") > MAX_HEADER_LINES_N:
        raise MoreThanIsRead("The header of the mail is longer than any mail program writes.")
    cost = 0
    for match in _FIELD.finditer(data):
        end = _FIELD_END.search(data, match.end(), match.end() + MAX_FIELD_BYTES)
        if end is None and len(data) - match.start() > MAX_FIELD_BYTES:
            raise MoreThanIsRead("The mail describes one of its parts at endless length.")
        field = data[match.start() : end.start() if end else len(data)]
        cost += len(field) * (1 + field.count(b";"))
    if cost > MAX_FIELDS_COST:
        raise MoreThanIsRead("The mail describes its parts at endless length.")
    if lines_n * data.lower().count(b"boundary") > MAX_COMPARISONS_N:
        raise MoreThanIsRead("The parts of the mail are nested deeper than is read.")
