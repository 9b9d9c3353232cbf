"""Mails whose parts were damaged on their way: mended where that is safe, told where it is not."""

import re
from base64 import b64decode, b64encode
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from itertools import takewhile

CUT_OFF = (
    "The mail ends before its last part is complete; it may have been cut off on its way. Open it "
    "in your mail program, and ask the sender to send it again if something is missing."
)
RUN_TOGETHER = (
    "The parts of the mail cannot be told apart; what can be read of it was read as it stands. "
    "Open it in your mail program."
)
_BOUNDARY = re.compile(rb"^--([^\s\"\\](?:[^\r\n\"\\]{0,68}[^\s\"\\])?)[ \t]*\r?$", re.MULTILINE)

_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*+[=\s]*+")
_BASE64_ROW = re.compile(r"[A-Za-z0-9+/]+={0,2}[ \t]*")
#: No word is so long.
_BASE64_ROW_CHARS = 40
#: Four letters may be a word, and yet base64 of others.
_BASE64_LEAST_CHARS = 8


def mend_parts(message: Message, problems: list[str]) -> None:
    """Finds the parts of a mail that does not say what stands between them.

    Text that only calls itself base64 stays as it is. What cannot be parted becomes plain text.
    That, and an end that is missing, is told in `problems`.
    """
    for part in list(message.walk()):
        if part.get_content_maintype() == "text":
            _drop_wrong_encoding(part)
        if part.get_content_maintype() != "multipart":
            continue
        if not isinstance(part.get_payload(), list):
            _part_anew(part, problems)
        elif any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects):
            problems.append(CUT_OFF)


def _drop_wrong_encoding(part: Message) -> None:
    """Takes the label off text that is no base64: "Hello Tom, please stop the payment"."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() != "base64":
        return
    text = str(part.get_payload() or "").replace("\r", "")
    first = next(filter(None, map(str.strip, text.split("\n"))), "")
    # Lists put their footer, in plain words, below what is encoded.
    if _BASE64.fullmatch(text) or (len(first) >= _BASE64_ROW_CHARS and _BASE64.fullmatch(first)):
        return
    if whole := _encode_footer(text.strip()):
        part.set_payload(whole)
    else:
        del part["content-transfer-encoding"]


def _encode_footer(text: str) -> str:
    """A short text's base64 with the plain words below it encoded as well; empty where it is none.

    "T0ssIGFncmVlZA==" above "-- " and a list's address says "OK, agreed".
    """
    rows = text.split("\n")
    encoded = list(takewhile(_BASE64_ROW.fullmatch, rows))
    above = "".join(encoded)
    try:
        said = b64decode(above, validate=True)
        is_text = re.sub(r"\s", "", said.decode("utf-8")).isprintable()
    except ValueError:
        return ""
    if not is_text or (not above.endswith("=") and len(above) < _BASE64_LEAST_CHARS):
        return ""
    below = "\n".join(["", *rows[len(encoded) :]]).encode("utf-8", "replace")
    return b64encode(said + below).decode("ascii")


def _part_anew(part: Message, problems: list[str]) -> None:
    del part["content-transfer-encoding"]  # it says nothing of parts; undecoded, all bytes are kept
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
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
