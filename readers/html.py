"""HTML → plain text as a person would read it."""

import re

from lxml import etree
from lxml import html as lxml_html

#: More is no letter; the rest is not read.
MAX_HTML_CHARS = 2_000_000

_HIDDEN_TAGS = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "svg", "object", "iframe")
)
_BLOCK_TAGS = frozenset(
    (
        "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
        "blockquote", "pre", "hr", "section", "article", "header", "footer", "form", "dl", "dt",
        "dd", "address", "center", "tbody", "thead", "body",
    )
)  # fmt: skip
_PARAGRAPH_TAGS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"))
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.I)
_QUOTE_CLASSES = ("gmail_quote", "yahoo_quoted", "moz-cite")
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u200b\u200c\u00ad\ufeff]+")


def html_to_text(markup: str) -> str:
    """The visible text, a block element a line, table cells parted by two spaces.

    Quoted mail is marked with "> " as in plain text. Never raises: what cannot be parsed gives "".
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    source = markup[:MAX_HTML_CHARS].encode("utf-8", errors="replace").replace(b"\x00", b"")
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return _Writer().write(root)


class _Writer:
    """Walks the tree without recursion, so that deep nesting is harmless."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._quote_depth = 0

    def write(self, root: etree._Element) -> str:
        hidden: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                if hidden is None and _is_hidden(element):
                    hidden = element
                if hidden is None:
                    self._open(element)
            else:
                if hidden is None:
                    self._close(element)
                elif hidden is element:
                    hidden = None
                if hidden is None and element.tail:
                    self._add(element.tail)
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip()

    def _open(self, element: etree._Element) -> None:
        tag = str(element.tag).lower()
        if tag in _BLOCK_TAGS:
            self._break(paragraph=tag in _PARAGRAPH_TAGS)
        elif tag in ("td", "th") and self._line.strip():
            self._line = self._line.rstrip() + "  "
        if _is_quote(element):
            self._break()
            self._quote_depth += 1
        if tag == "li":
            self._line = "- "
        if tag == "pre" and element.text:
            for line in element.text.splitlines():
                self._line = line
                self._break()
        elif element.text:
            self._add(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = str(element.tag).lower()
        if tag in _BLOCK_TAGS and tag != "br":
            self._break(paragraph=tag in _PARAGRAPH_TAGS)
        if _is_quote(element):
            self._break()
            self._quote_depth -= 1

    def _add(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        self._line += text.lstrip() if not self._line or self._line.endswith(" ") else text

    def _break(self, paragraph: bool = False) -> None:
        """Ends the current line; `paragraph` leaves a blank one."""
        line = self._line.rstrip()
        self._line = ""
        quote = "> " * self._quote_depth
        if line:
            self._lines.append(quote + line)
        if paragraph and self._lines and self._lines[-1].strip(" >"):
            self._lines.append(quote.rstrip())


def _is_hidden(element: etree._Element) -> bool:
    if str(element.tag).lower() in _HIDDEN_TAGS:
        return True
    return bool(_HIDING_STYLE.search(element.get("style") or ""))


def _is_quote(element: etree._Element) -> bool:
    if str(element.tag).lower() == "blockquote":
        return True
    return any(name in (element.get("class") or "") for name in _QUOTE_CLASSES)
