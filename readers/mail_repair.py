"""Mails whose parts were damaged on their way: mended where that is safe, told where it is not."""

import re
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

CUT_OFF = (
    "The mail ends before its last part is complete; it may have been cut off on its way. Open it "
    "in your mail program, and ask the sender to send it again if something is missing."
)
RUN_TOGETHER = (
    "The parts of the mail cannot be told apart; what can be read of it was read as it stands. "
    "Open it in your mail program."
)
_BOUNDARY = re.compile(rb"^--([^\s\"\\](?:[^\r\n\"\\]{0,68}[^\s\"\\])?)[ \t]*\r?$", re.MULTILINE)


def mend_parts(message: Message, problems: list[str]) -> None:
    """Finds the parts of a mail that does not say what stands between them.

    What cannot be parted becomes plain text. Both that, and an end that is missing, is told in
    `problems`.
    """
    for part in list(message.walk()):
        if part.get_content_maintype() != "multipart":
            continue
        if not isinstance(part.get_payload(), list):
            _part_anew(part, problems)
        elif any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
            problems.append(CUT_OFF)


def _part_anew(part: Message, problems: list[str]) -> None:
    raw = str(part.get_payload() or "").encode("utf-8", errors="surrogateescape")
    boundary = _BOUNDARY.search(raw)
    if boundary is not None:
        head = b'Content-Type: multipart/mixed; boundary="' + boundary[1] + b'"\n\n'
        payload = message_from_bytes(head + raw).get_payload()
        if isinstance(payload, list) and len(payload):
            part.set_payload(payload)
            return
    if raw.strip():
        problems.append(RUN_TOGETHER)
        part.set_type("text/plain")
