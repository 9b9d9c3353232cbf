"""HTML → plain text as a person would read it."""

import re

from lxml import etree
from lxml import html as lxml_html

from readers.html_styles import Styles
from readers.invisible import TURNS_WRITING, drop_invisible
from readers.text import COLUMNS_N, wrap_rows
from readers.typeset import set_table

#: More is no letter; the rest is not read.
MAX_HTML_CHARS = 2_000_000

#: Not seen, or struck out: an old price.
_HIDDEN_TAGS = frozenset(
    (
        "script", "style", "head", "title", "noscript", "template", "svg", "object", "iframe", "s",
        "strike", "del",
    )
)  # fmt: skip
_BLOCK_TAGS = frozenset(
    (
        "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
        "blockquote", "pre", "hr", "section", "article", "header", "footer", "form", "dl", "dt",
        "dd", "address", "center", "tbody", "thead", "body",
    )
)  # fmt: skip
_PARAGRAPH_TAGS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"))
_MAX_SPAN = 100
_LEAST_COLUMNS_N = 2
_BULLET = "- "
QUOTE_CLASSES = ("gmail_quote", "yahoo_quoted", "moz-cite")
#: What encloses others: where too much does, its ends alone are left.
_NESTING = re.compile(
    r"</?(?:div|span|font|center|blockquote|section|table|tbody|tr|td|ul|ol|li|b|i|u|a)\b[^<>]*+>",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


def html_to_text(markup: str) -> str:
    """The visible text, a block element a line, table cells parted by two spaces.

    Quoted mail is marked with "> " as in plain text. Never raises: what cannot be parsed gives "".
    """
    root = _parse(markup)
    return "" if root is None else _join(_Writer(Styles(root)).write(root))


def html_to_rows(markup: str) -> list[str]:
    """The visible text as rows of a page: long lines wrapped, tables of data with aligned columns.

    Boxes that a style sheet sets beside each other are such tables, too. A table that holds tables
    only arranges the page; its cells follow each other.
    """
    root = _parse(markup)
    return [] if root is None else _Writer(Styles(root), align_tables=True).write(root)


def _parse(markup: str) -> etree._Element | None:
    # "Huge" lets elements nest 2,000 deep, not 250: what lies deeper would be lost without a word.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    source = markup[:MAX_HTML_CHARS]
    try:
        root = _parse_source(source, parser)
        if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            root = _parse_source(_NESTING.sub("<br>", source), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def _parse_source(source: str, parser: lxml_html.HTMLParser) -> etree._Element:
    data = source.encode("utf-8", errors="replace").replace(b"\x00", b"")
    return lxml_html.document_fromstring(data, parser=parser)


def _join(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Writer:
    """Walks the tree without recursion, so that deep nesting is harmless."""

    def __init__(self, styles: Styles, align_tables: bool = False) -> None:
        self._styles = styles
        self._align_tables = align_tables
        self._lines: list[str] = []
        self._line = ""
        self._quote_depth = 0
        self._arranging: set[etree._Element] = set()

    def write(self, root: etree._Element) -> list[str]:
        """The rows of everything in `root`."""
        if self._align_tables:
            self._arranging = self._find_arranging(root)
        hidden: etree._Element | None = None
        is_set: set[etree._Element] = set()
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                if hidden is None and self._is_done_with(element, is_set):
                    hidden = element
                if hidden is None:
                    self._open(element)
            else:
                if hidden is None:
                    self._close(element)
                elif hidden is element:
                    hidden = None
                if hidden is None and element.tail and element is not root:
                    self._add(element.tail)
        self._break()
        return self._lines

    def _is_done_with(self, element: etree._Element, is_set: set[etree._Element]) -> bool:
        """Whether nothing in an element is to be walked: it is hidden, or set in columns here.

        is_set: boxes set before; those set here are added.
        """
        if element in is_set or self._is_hidden(element):
            return True
        if self._align_tables and _is_data_table(element):
            self._set_table(element)
            return True
        if self._align_tables and self._is_box_row(element):
            is_set.update(self._set_boxes(element))
            return True
        return False

    def _set_table(self, table: etree._Element) -> None:
        self._break(paragraph=True)
        rows = []
        for row in table.iter("tr"):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                cells.append(self._write_cell(cell))
                span = cell.get("colspan", "1")[:3]
                cells.extend([""] * (min(_MAX_SPAN, int(span)) - 1 if span.isdecimal() else 0))
            rows.append(cells)
        self._lines.extend([*set_table(rows, COLUMNS_N), ""])

    def _set_boxes(self, first: etree._Element) -> list[etree._Element]:
        """Sets boxes in columns with those like them that follow: all that were set."""
        columns_n = self._styles.columns_n(first)
        alike = [first]
        while (
            not (alike[-1].tail or "").strip()
            and (following := alike[-1].getnext()) is not None
            and self._is_box_row(following)
            and self._styles.columns_n(following) == columns_n
        ):
            alike.append(following)
        boxes = [box for row in alike for box in row.iterchildren(etree.Element)]
        cells = [self._write_cell(box) for box in boxes]
        rows = [cells[at : at + columns_n] for at in range(0, len(cells), columns_n)]
        self._break()
        self._lines.extend(set_table(rows, COLUMNS_N))
        return alike

    def _write_cell(self, cell: etree._Element) -> str:
        return "" if self._is_hidden(cell) else _join(_Writer(self._styles).write(cell))

    def _is_hidden(self, element: etree._Element) -> bool:
        return str(element.tag).lower() in _HIDDEN_TAGS or self._styles.is_hidden(element)

    def _is_box_row(self, element: etree._Element) -> bool:
        """Whether an element's boxes stand beside each other and hold neither such nor tables."""
        has_columns = self._styles.columns_n(element) >= _LEAST_COLUMNS_N
        return has_columns and element not in self._arranging and not (element.text or "").strip()

    def _find_arranging(self, root: etree._Element) -> set[etree._Element]:
        """All that enclose tables or boxes beside each other."""
        arranging: set[etree._Element] = set()
        for element in root.iter(etree.Element):
            if element.tag == "table" or self._styles.columns_n(element) >= _LEAST_COLUMNS_N:
                outer = element.getparent()
                while outer is not None and outer not in arranging:
                    arranging.add(outer)
                    outer = outer.getparent()
        return arranging

    def _open(self, element: etree._Element) -> None:
        tag = str(element.tag).lower()
        if tag in _BLOCK_TAGS and self._line != _BULLET:
            self._break(paragraph=tag in _PARAGRAPH_TAGS)
        elif tag in ("td", "th") and self._line.strip():
            self._line = self._line.rstrip() + "  "
        if _is_quote(element):
            self._break()
            self._quote_depth += 1
        if tag == "bdo" and (element.get("dir") or "").lower() == "rtl":
            self._line += TURNS_WRITING
        if tag == "li":
            self._line = _BULLET
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
        text = _SPACE.sub(" ", drop_invisible(text))
        self._line += text.lstrip() if not self._line or self._line.endswith(" ") else text

    def _break(self, paragraph: bool = False) -> None:
        """Ends the current line; `paragraph` leaves a blank one."""
        line = self._line.rstrip()
        self._line = ""
        quote = "> " * self._quote_depth
        if line:
            whole = [quote + line]
            self._lines.extend(wrap_rows(whole) if self._align_tables else whole)
        if paragraph and self._lines and self._lines[-1].strip(" >"):
            self._lines.append(quote.rstrip())


def _is_data_table(element: etree._Element) -> bool:
    """Whether a table has columns and holds no other table."""
    if element.tag != "table" or next(element.iterdescendants("table"), None) is not None:
        return False
    return any(
        sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in element.iterdescendants("tr")
    )


def _is_quote(element: etree._Element) -> bool:
    if str(element.tag).lower() == "blockquote":
        return True
    return any(name in (element.get("class") or "") for name in QUOTE_CLASSES)
