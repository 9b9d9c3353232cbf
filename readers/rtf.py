"""Rich Text Format → plain text, also where it is the wrapping of an HTML mail (MS-OXRTFEX)."""

import re

from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text

from readers.html import html_to_text

#: Longer texts are no letter; what lies behind is not read.
MAX_RTF_CHARS = 1_000_000
#: A compressed body longer than this is mostly pictures; unpacking takes a second per MB.
MAX_COMPRESSED_BYTES = 2_000_000

#: Each attempt ends at the next brace, so that matching stays linear.
_HTML_TAG = re.compile(r"(?<!\\)\{\\\*\\htmltag\d*+ ?((?:[^{}\\]|\\.)*+)\}", re.DOTALL)
_RTF_ONLY = re.compile(r"\\htmlrtf(\d*)(?![a-z]) ?")
#: More fonts than any letter; looking for them all would take for ever.
_MAX_FONTS_N = 500
#: Hidden text: a group that begins so, or what stands between switching it on and off.
_HIDDEN_GROUP = re.compile(r"(?<!\\)\{((?:\\[a-z]+-?\d*+[ \r\n]?){0,40})\\v(?![a-z0-9])")
_HIDDEN_SPAN = re.compile(r"(?<!\\)\\v(?![a-z0-9])((?:(?!\\v(?![a-z]))[^{}])*+)\\v0(?!\d)")
_PICTURE_DATA = re.compile(r"[0-9a-fA-F\s]{2000,}")


def rtf_to_plain(rtf: str) -> str:
    """The text a person would see; "" where the RTF cannot be understood.

    RTF that wraps HTML is unwrapped and read as that.
    """
    rtf = _PICTURE_DATA.sub("", rtf[: 4 * MAX_RTF_CHARS])[:MAX_RTF_CHARS].replace("\x00", "")
    is_html = "\\fromhtml" in rtf[:2000]
    if is_html:
        rtf = _HTML_TAG.sub(r"{\1}", _drop_rtf_only(rtf))
    else:  # "\\*" begins what readers may pass over
        rtf = _HIDDEN_GROUP.sub(r"{\\*\\v\1", _HIDDEN_SPAN.sub(r"{\\*\\v\1}", rtf))
    if rtf.count("\\fcharset") > _MAX_FONTS_N:
        rtf = rtf.replace("\\fonttbl", "\\filetbl")
    # The library looks for links by a pattern that takes for ever on long lines.
    rtf = rtf.replace("\\fldinst{", "\\fldinst {")
    try:
        text = str(rtf_to_text(rtf, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return ""
    text = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
    return html_to_text(text) if is_html else text.replace("|", "  ").strip()


def _drop_rtf_only(rtf: str) -> str:
    """RTF that wraps HTML, without what is there only for readers that know no HTML."""
    kept: list[str] = []
    place, silent = 0, False
    for match in _RTF_ONLY.finditer(rtf):
        if not silent:
            kept.append(rtf[place : match.start()])
        place, silent = match.end(), match[1] != "0"
    return "".join(kept) + ("" if silent else rtf[place:])


def unpack_rtf(compressed: bytes) -> str:
    """The RTF inside a compressed body ([MS-OXRTFCP]); "" where it is damaged or too long."""
    if len(compressed) > MAX_COMPRESSED_BYTES:
        return ""
    try:
        unpacked: bytes = decompress(compressed)
    except Exception:  # the library raises nothing more specific
        return ""
    return unpacked.decode("latin-1")
