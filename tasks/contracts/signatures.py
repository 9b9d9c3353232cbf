"""Who signs a contract for himself, "/s/ Ann W. Lee", where it names but one party.

What an employee or a director agrees to calls him "I" or "you" and names him where he signs.
"""

import re

#: "By: /s/ …" signs for a firm, and a witness for nobody.
_FOR_ANOTHER = re.compile(
    r"\b(?:by|its|per|witness(?:ed)?(?: by)?|attest(?:ed)?)\W*$", re.IGNORECASE
)
_FIRST = r"[A-Z](?:[^\W\d_]+|\.)"
_LAST = r"[A-Z][^\W\d_]+(?:[’'-][^\W\d_]+)*\b"
#: With initials "Ann W. Lee", or without: "Ann Lee", "Ann Mae Lee".
_NAME = rf"{_FIRST}(?: [A-Z]\.){{1,2}} {_LAST}|{_FIRST}(?: {_LAST}){{1,2}}(?! [A-Z]\.)"
_SIGNED = re.compile(rf"/s/ (?P<name>{_NAME})")
#: Words behind a signature that are none of the name: "/s/ Ann Lee Signature", "… Name:".
_BEHIND = re.compile(
    r" (?:Signature|Name|Date|Dated|Title|By|Print(?:ed)?|Its|Employee|Address|Accepted|Exhibit"
    r"|Witness)\b.*"
)
_OFFICE = (
    r"(?:President|Chair\w*|Chief|Vice|Executive|Senior|Managing|General|Director|Secretary"
    r"|Treasurer|Officer|Counsel|Manager|CEO|CFO|Partner|Authorized|Title)\b"
)
_BEFORE_N = 14


def find_signer(text: str) -> tuple[str, int, int] | None:
    """The only one who signs for himself, as he does, and where; none of several.

    Whoever holds an office, "Ann Lee, Vice President", signs for a firm.
    """
    found: dict[str, tuple[str, int, int]] = {}
    for match in _SIGNED.finditer(text):
        if _FOR_ANOTHER.search(text[max(0, match.start() - _BEFORE_N) : match.start()]):
            continue
        name = _once(_BEHIND.sub("", match["name"]))
        if " " in name and not re.search(rf"{re.escape(name)},? {_OFFICE}", text):
            start = match.start("name")
            found.setdefault(name.casefold(), (name, start, start + len(name)))
    return next(iter(found.values())) if len(found) == 1 else None


def _once(name: str) -> str:
    """A name that is printed again right behind its signature, once: "Ann Lee Ann Lee"."""
    words = name.split()
    again = next((at for at in range(1, len(words)) if words[at] == words[0]), len(words))
    return " ".join(words[:again])
