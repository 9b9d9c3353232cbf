"""The line of a note that names its document: above it we write, below it a clerk does."""

import re

#: What stands above the form, below all else that a note says.
ABOVE = "If you ask for help, name this document:"
#: Spaces that look like one and are none, as word processors set them.
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ID = re.compile(r"[0-9a-f]{12}")


def part_form(note: str) -> tuple[list[str], list[str]]:
    """The lines above the form, and its own; all are its own where nothing says where it begins."""
    lines = _SPACES.sub(" ", note).splitlines()
    heads = [n for n, line in enumerate(lines, start=1) if line.strip().startswith(ABOVE)]
    begin = heads[-1] if heads else 0
    return lines[:begin], lines[begin:]


def named_document(note: str) -> str:
    """The first digits of the id of the document that a note is about; "" where it says none."""
    above, _ = part_form(note)
    said = above[-1].strip().removeprefix(ABOVE).strip() if above else ""
    return said if _ID.fullmatch(said) else ""
