"""Names up to their legal form: the model at times stops before "LLC" or "GmbH & Co. KG"."""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from schemas.document import Page, union
from schemas.prediction import WordTag
from schemas.record import Field
from tasks.fields.caption_words import is_caption
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.entities import gap_between

_NAMES = frozenset({"seller_name", "buyer_name", "party"})
_FORM = re.compile(
    r"(?:gGmbH|[GM]mbH|GMBH|mbB|AG|KG|OHG|oHG|UG|GbR|e\.?U\.?|SE|eG|e\.\s?[KV]\.?|KGaA|SA|SAS|SASU|SARL|EURL|SNC|SCOP|ASBL"
    r"|SRL|SPRL|Sàrl|SÀRL|S\.à|r\.l\.|S\.A\.S?\.?|S\.A\.R\.L\.?|S\.L\.U?\.?|S\.?p\.?A\.?|S\.r\.l\.?|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?"
    r"|Ltd\.?|LTD\.?|Limited|LIMITED|LLC|L\.L\.C\.|LLP|Inc\.?|[Pp][Ll][Cc]|Corp\.?|Corporation|DAC|\(haftungsbeschränkt\))[,;]?"
)
#: One in two words: "e. K.".
_PAIR = re.compile(r"e\. [KV]\.[,;]?")
#: What French ones at times stand before.
_FORM_BEFORE = re.compile(r"SARL|EURL|SASU?|SA|SNC|SCI|SCOP|GAEC|EARL|SELARL|SRL|SPRL|ASBL")
#: A form with what a firm does, alone below its name: "Betriebs-GmbH", "Handels GmbH & Co. KG".
_WORKING_FORM = re.compile(
    r"(?:(?:betriebs|betreiber|vertriebs|verwaltungs|handels|produktions|besitz|service|bau|immobilien"
    r"|beteiligungs|grundstücks|entwicklungs)[- ]?){1,2}(?:gesellschaft|ges\.)? ?"
    r"(?:[gm]?mbH|GmbH|AG|KG|UG|OHG)(?: ?& ?Co\.? ?(?:KG|OHG|KGaA))?",
    re.IGNORECASE,
)
#: That of who runs a house, which is named above it: "Betriebsgesellschaft mbH".
_RUNNING_FORM = re.compile(r"(?=betriebs|betreiber|besitz)" + _WORKING_FORM.pattern, re.IGNORECASE)
#: What partners are, below their names: "Steuerberatungsgesellschaft mbB", "ARCHITEKTEN PartG mbB".
_PROFESSION = re.compile(
    r"(?:(?:beratende |freie )?(?:steuerberat(?:er|ungs)|rechtsanw[aä]lt[es]*|patentanw[aä]lt[es]*"
    r"|wirtschaftsprüf(?:er|ungs)|notare?|architekten|ingenieure?|planungs|(?:zahn|fach)?ärzte)-?"
    r"(?:gesellschaft|kanzlei|büro|partnerschaft)?,?(?: und | & | \+ | ))+"
    r"(?:(?:partnerschaft(?:sgesellschaft)?|PartG) ?)?(?:mbB|mbH|GmbH|AG)",
    re.IGNORECASE,
)
#: The trade that a house is named after, above its owner's name: "Schinkenmanufaktur / Weber GmbH".
_TRADE = re.compile(
    r"(?!(?:ihre?|unsere?|firma|kunde|an|abt\.?|abteilung|rechnung|lieferung)\b|spedition$)"
    r"(?:[^\W\d][\w.-]+ ){0,2}\S*(?:manufaktur|werkstätten?|brauerei|bäckerei|konditorei"
    r"|metzgerei|fleischerei|molkerei|käserei|kellerei|druckerei|gärtnerei|baumschule|schreinerei"
    r"|tischlerei|zimmerei|schlosserei|spedition|reederei|buchhandlung|autohaus)",
    re.IGNORECASE,
)
_OWNER_WORDS_N = 2  # of an owner's name at most, before its form: "Stöhr e. K."
#: What stands above it as well, and is no name.
_NO_HOUSE = re.compile(
    r"(?:an(?: die)?|firma|kunde|und|zwischen|von|für|herrn?|frau|familie|einschreiben|persönlich"
    r"|vertraulich|(?:z\.?\s?h(?:d|\. ?d)\.?|zu händen) .*|sehr geehrte.*"
    r"|\S*(?:empfänger|geber|adresse|anschrift|rechnung|bestellung)(?: an)?"
    r"|(?:per|vorab) .*|postfach.*|(?:bill|ship|sold) to|.* (?:an|durch))\W*",
    re.IGNORECASE,
)
#: Between two forms, or the letters of one: "GmbH & Co. KG", "S . à r.l."
_LINK = re.compile(r"&|\+|und|and|Co\.?|Cie\.?|\.|à|e\.", re.IGNORECASE)
#: The first word of a form of two: "Pvt. Ltd.", "(Pty) Ltd", "Sdn. Bhd."
_HALF_FORM = re.compile(r"\(?(?:pvt|pte|pty|private|sdn|co)\.?\)?", re.IGNORECASE)
_NO = re.compile(r"No\.|Nr\.|N°", re.IGNORECASE)
_CLOSE = 1.0  # of the text height: a wider gap parts a name from what stands beside it
_MOST_WORDS_N = 4
_SIGN_ROWS_N = 2  # of the page, in which its sender's sign stands
#: A sign that is no sentence: "Hale & Wick".
_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ]\S*|&|and|und|et)(?: (?:[A-ZÀ-Þ]\S*|&|and|und|et))*")
_HEAD_ROWS_N = 8  # and in which one may stand that small print repeats before a legal name
_LEAST_SIGN_N = 2  # words of a sign: one alone may be any caption
_LARGE = 1.2  # times the usual height of a page's words: a sign
_BETWEEN_N = 2  # more words of a name between its beginning and its legal form
_MORE_OF_NAME = re.compile(r"[A-ZÄÖÜÉ][^\W\d_]+")
#: How a name goes on with its place: "Marktgemeinde Haslach am Wald".
_OF_PLACE = re.compile(
    r"am|an|auf|bei|im|in|ob|vor|zu[mr]?|d[eu]s?|sur|sous|l[eè]s|en|of|on|upon|by|di|del|della|a/d",
    re.IGNORECASE,
)
#: A bank that keeps an account, the firm that runs another.
_OTHER_FIRM = re.compile(
    r"bank\b|sparkasse|^verwaltung|^beteiligung|^holding|^geschäfts", re.IGNORECASE
)
_EDGE = 0.01  # of the page's width: how far left edges of a name's rows differ
_NAME_ALONE = re.compile(r"[^\d:@]{2,50}")
#: A name does not end with these.
_BREAKS = frozenset({"&", "und", "and", "et", "+", "du", "des", "de", "del", "della", "of", "für"})
#: What stands before a firm's name on data sheets.
_NAME_CAPTION = re.compile(
    r"(?<!\w)(?:name|firma|nom|company(?: name)?|nombre|nome)\s?:[ \t]", re.IGNORECASE
)


def complete_names(
    pages: Sequence[Page], tags: Sequence[Sequence[WordTag]]
) -> list[tuple[WordTag, ...]]:
    """The tags with the rest of a party's name under the name's label.

    That is the legal form right behind it or alone in the row below, what follows a firm in the
    row below if it breaks off at "&", and the house above the form of who runs it.
    """
    return [_complete(page, list(row)) for page, row in zip(pages, tags, strict=True)]


def _complete(page: Page, tags: list[WordTag]) -> tuple[WordTag, ...]:
    rows = find_rows(page)
    for last in range(len(tags)):
        if tags[last].label not in _NAMES or _goes_on(page, tags, last):
            continue
        form = range(last + 1, last + 1 + (_form_end(page, last) or _number_behind(page, last)))
        behind = [at for at in form if tags[at].label == "O"]
        for at in behind or _row_below(page, rows, tags, last):
            tags[at] = tags[last]._replace(begins=False)
    cells = [cell for row in rows for cell in row.cells]
    for cell in cells:
        tag = tags[cell.words[0]]
        if tag.label not in _NAMES or not tag.begins:
            continue
        if _RUNNING_FORM.fullmatch(cell.text) or _PROFESSION.fullmatch(cell.text):
            above = _row_above(page, cells, tags, cell, _NAME_ALONE)
        elif _is_owner(page, cell):
            above = _row_above(page, cells, tags, cell, _TRADE)
        else:
            continue
        for at in above:
            tags[at] = tag._replace(begins=at == above[0])
        tags[cell.words[0]] = tag._replace(begins=not above)
    return tuple(tags)


def _is_owner(page: Page, cell: Cell) -> bool:
    """Whether a cell is no more than a family's name and a legal form: "Stöhr e. K."."""
    for named_n, last in enumerate(cell.words[:_OWNER_WORDS_N], start=1):
        if not page.words[last].text[0].isupper():
            return False
        if named_n < len(cell.words) == named_n + _form_end(page, last):
            return True
    return False


def _row_above(
    page: Page,
    cells: Sequence[Cell],
    tags: Sequence[WordTag],
    form: Cell,
    pattern: re.Pattern[str],
) -> tuple[int, ...]:
    """The words right above a form, if they are a house's name as the pattern has it."""
    word = page.words[form.words[0]]
    for cell in reversed(cells):
        above = page.words[cell.words[0]]
        apart = min(abs(cell.x0 - form.x0), abs(cell.x1 - form.x1))
        if above.row >= word.row or apart >= _EDGE:
            continue
        close = word.box[1] - above.box[3] <= word.box[3] - word.box[1]
        own = tags[form.words[0]].label
        free = all(
            t.label == "O" or (t.label == own and not t.begins)
            for t in map(tags.__getitem__, cell.words)
        )
        named = pattern.fullmatch(cell.text) and not _NO_HOUSE.fullmatch(cell.text)
        named = named and not ends_with_form(cell.text.split())
        return cell.words if close and free and named and not is_caption(cell.text) else ()
    return ()


def _goes_on(page: Page, tags: Sequence[WordTag], at: int) -> bool:
    """Whether the next word of the row is of the same name."""
    return (
        at + 1 < len(tags)
        and tags[at + 1].label == tags[at].label
        and not tags[at + 1].begins
        and page.words[at + 1].row == page.words[at].row
    )


def _row_below(
    page: Page, rows: Sequence[Row], tags: Sequence[WordTag], last: int
) -> tuple[int, ...]:
    """The words of the cell below a name's row, if they belong to the name."""
    first = last
    while first > 0 and not tags[first].begins and _goes_on(page, tags, first - 1):
        first -= 1
    word = page.words[last]
    left, height = page.words[first].box[0], word.box[3] - word.box[1]
    for cell in (cell for row in rows for cell in row.cells):
        below = page.words[cell.words[0]]
        away = below.box[1] - word.box[3]
        if abs(cell.x0 - left) < _EDGE and below.row > word.row and away <= height:
            labels = {tags[at].label for at in cell.words}
            texts = [page.words[at].text for at in cell.words]
            form = is_form(texts) or _WORKING_FORM.fullmatch(cell.text)
            if form and not _FORM.fullmatch(word.text):
                party = tags[last].label.replace("_name", "_address")
                return cell.words if labels <= {"O", party, *_NAMES} else ()
            firm = tags[last].label != "party" and labels <= {"O", tags[last].label}
            broken = firm and first != last and word.text in _BREAKS
            return cell.words if broken and _NAME_ALONE.fullmatch(cell.text) else ()
    return ()


def is_form(texts: Sequence[str]) -> bool:
    """Whether words are a legal form and nothing else."""
    return bool(_FORM.fullmatch(texts[-1])) and all(
        _FORM.fullmatch(text) or _LINK.fullmatch(text) for text in texts
    )


def _form_end(page: Page, last: int) -> int:
    """How many words behind a name are its legal form; 0 if there is none."""
    end = 0
    for count in range(1, _MOST_WORDS_N + 1):
        if last + count >= len(page.words):
            break
        before, word = page.words[last + count - 1], page.words[last + count]
        if before.row != word.row or gap_between(page, before, word) > _CLOSE:
            break
        if _FORM.fullmatch(word.text.rstrip(",;")) or _PAIR.fullmatch(f"{before.text} {word.text}"):
            end = count
        elif not _LINK.fullmatch(word.text):
            break
    return end


def _number_behind(page: Page, last: int) -> int:
    """1 where a name ends with "No." and its number stands behind: "School District No. 411"."""
    before, words = page.words[last], page.words[last + 1 : last + 2]
    numbered = _NO.fullmatch(before.text) and words and words[0].row == before.row
    return int(bool(numbered and words[0].text.isdecimal()))


def ends_with_form(texts: Sequence[str]) -> bool:
    """Whether the words of a name end with its legal form."""
    if not texts:
        return False
    return bool(_FORM.fullmatch(texts[-1].rstrip(",;")) or _PAIR.fullmatch(" ".join(texts[-2:])))


def give_legal_name(
    fields: dict[str, Field | list[Field]], pages: Sequence[Page]
) -> dict[str, Field | list[Field]]:
    """The seller's name with its legal form where small print has it: "ACME" is "Acme GmbH", or
    "SARL Acme" where that begins a cell.

    Of several the longest: "Hahn GmbH & Co. KG" is not run by itself but by "Hahn GmbH". Where none
    has a form, with the place that a larger sign at the head goes on with. What a
    caption names ("Name: ACME") stays as it is; a firm's name torn within a word is the cell that
    ends with it.
    """
    short = fields.get("seller_name")
    if not isinstance(short, Field) or _captioned_words(pages, short.value):
        return fields
    whole = _find_whole(pages, short.value)
    if whole is not None:
        number, words = whole
        return {**fields, "seller_name": _named(short, pages[number], number, words)}
    if ends_with_form(short.value.split()):
        *begun, _ = short.value.split()
        cut = bool(begun) and _HALF_FORM.fullmatch(begun[-1])  # "Pvt. Ltd." in two rows
        named = None if cut else _captioned_words(pages, " ".join(begun))
        return {**fields, "seller_name": short.model_copy(update=named)} if named else fields
    sign = [plain(text) for text in short.value.split()]
    found: list[tuple[int, range]] = []
    for between_n in (0, _BETWEEN_N) if len(sign) >= _LEAST_SIGN_N else (0,):
        found = found or [
            (number, words)
            for number, page in enumerate(pages)
            for words in _find_with_form(page, sign, between_n)
        ]
    found = found or [
        (number, range(words[0] - 1, words[-1] + 1))
        for number, page in enumerate(pages)
        for words in find_name(page, sign)
        if _begins_with_form(page, words[0])
    ]
    found = found or [(0, words) for words in _find_longer_signs(pages[0], short, sign)]
    if not found:
        return fields
    number, words = max(found, key=lambda one: len(one[1]))
    return {**fields, "seller_name": _named(short, pages[number], number, words)}


def _find_longer_signs(page: Page, short: Field, sign: Sequence[str]) -> Iterator[range]:
    """The signs at a page's head, set larger, that a name elsewhere is only the beginning of."""
    if short.box is None or len(sign) < _LEAST_SIGN_N:
        return
    height = short.box[3] - short.box[1]
    for cell in (cell for row in find_rows(page)[:_SIGN_ROWS_N] for cell in row.cells):
        words = [page.words[at] for at in cell.words]
        more = len(words) - len(sign)
        begins = [plain(word.text) for word in words[: len(sign)]] == list(sign)
        placed = more > 0 and _OF_PLACE.fullmatch(words[len(sign)].text)
        larger = words[0].box[3] - words[0].box[1] > _LARGE * height
        whole = more <= _MOST_WORDS_N and _NAME_ALONE.fullmatch(cell.text)
        if begins and placed and larger and whole:
            yield range(cell.words[0], cell.words[-1] + 1)


def _named(known: Field, page: Page, number: int, words: Sequence[int]) -> Field:
    """A name as words of page `number` (from 0) print it."""
    texts = [page.words[at].text for at in words]
    value = re.sub(r"(?<=Limited)\.$", "", " ".join(texts).rstrip(",;"))
    box = union(page.words[at].box for at in words)
    update = {"value": value, "raw": " ".join(texts), "page": number + 1, "box": box}
    return known.model_copy(update=update)


def drop_name_before_address(
    fields: dict[str, Field | list[Field]],
) -> dict[str, Field | list[Field]]:
    """Addresses without the name that small print sets right before: "Acme Ltd 9 High Street"."""
    kept = dict(fields)
    for party in ("seller", "buyer"):
        name, address = fields.get(f"{party}_name"), fields.get(f"{party}_address")
        if not isinstance(name, Field) or not isinstance(address, Field):
            continue
        if not ends_with_form(name.value.split()):
            continue  # a mill or an estate may be named by its street
        own = re.compile(rf"^{re.escape(name.value)}[\s,·|-]+(?=\S)", re.IGNORECASE)
        rest = {"value": own.sub("", address.value, 1), "raw": own.sub("", address.raw, 1)}
        if own.match(address.value) and re.search(r"[0-9]", rest["value"]):
            kept[f"{party}_address"] = address.model_copy(update=rest)
    return kept


def give_signed_name(
    fields: dict[str, Field | list[Field]], pages: Sequence[Page]
) -> dict[str, Field | list[Field]]:
    """The seller's name as small print has it, where the sign at the page's head begins it.

    Not by a sign that begins the buyer's name.

    "AUTOTEILE HAHN" with "Autoteile Hahn GmbH" below wins over a slogan taken for the name, and
    "HAHN & SOHN" above "Dachbau Limited" is the beginning of "Hahn & Sohn Dachbau Limited", as one
    word is that is set large and no caption.
    """
    known, buyer = fields.get("seller_name"), fields.get("buyer_name")
    if not isinstance(known, Field) or not pages:
        return fields
    other = [plain(text) for text in buyer.value.split()] if isinstance(buyer, Field) else []
    name = [plain(text) for text in known.value.split()]
    formed = ends_with_form(known.value.split())
    signs = [
        (sign, cell.words)
        for at, row in enumerate(find_rows(pages[0])[: _HEAD_ROWS_N if formed else _SIGN_ROWS_N])
        for cell in row.cells
        if (at < _SIGN_ROWS_N or _CAPITALS.fullmatch(cell.text))
        and len(sign := [plain(pages[0].words[at].text) for at in cell.words])
        >= (1 if formed and is_large(pages[0], cell.words) else _LEAST_SIGN_N)
        and sign not in (name[: len(sign)], other[: len(sign)])
        and not is_caption(cell.text)
        and not re.search(r"[0-9]", cell.text)  # a caption and its number
    ]
    times_n = sum(len(list(find_name(page, name))) for page in pages)
    if times_n > 1 and not formed:
        return fields
    for number, page in enumerate(pages):
        for sign, own in signs:
            for words in find_name(page, [*sign, *name]) if formed else _find_with_form(page, sign):
                elsewhere = number > 0 or not set(words) & set(own)
                if elsewhere and len({page.words[at].row for at in words}) == 1:
                    return {**fields, "seller_name": _named(known, page, number, words)}
    return fields


def is_large(page: Page, words: Sequence[int]) -> bool:
    """Whether words are set larger than most of a page."""
    usual = median(word.box[3] - word.box[1] for word in page.words)
    return min(page.words[i].box[3] - page.words[i].box[1] for i in words) > _LARGE * usual


def _captioned_words(pages: Sequence[Page], name: str) -> dict[str, Any]:
    """Where a caption names a party so and no longer, as what changes of a field."""
    for number, page in enumerate(pages, start=1):
        for row in find_rows(page):
            for match in _NAME_CAPTION.finditer(row.text):
                if row.text[match.end() :].partition("\t")[0] == name:
                    words = row.words_at(match.end(), match.end() + len(name))
                    box = union(page.words[at].box for at in words)
                    return {"value": name, "raw": name, "page": number, "box": box}
    return {}


def _find_with_form(page: Page, name: Sequence[str], between_n: int = 0) -> Iterator[range]:
    """Where a page prints a name with its legal form right behind.

    Or behind as many more words of a name: "Mallory & Finch" is "Mallory & Finch Fasteners plc".
    """
    for words in find_name(page, name):
        for last in range(words[-1], words[-1] + between_n + 1):
            if last > words[-1] and not _may_be_named(page, last):
                break
            end = _form_end(page, last)
            if end and not (last > words[-1] and _is_number(page, last + end + 1)):
                yield range(words[0], last + end + 1)
                break


def _begins_with_form(page: Page, at: int) -> bool:
    """Whether a word stands right behind a legal form that begins its cell."""
    if at == 0 or not _FORM_BEFORE.fullmatch(page.words[at - 1].text):
        return False
    return any(cell.words[:2] == (at - 1, at) for row in find_rows(page) for cell in row.cells)


def _is_number(page: Page, at: int) -> bool:
    """Whether a word is a number: before it "SA", "NV" or "AG" are places."""
    return at < len(page.words) and page.words[at].text[:1].isdigit()


def _may_be_named(page: Page, at: int) -> bool:
    """Whether a word may be one more of the name before it: large, of letters, in its row."""
    if at >= len(page.words) or page.words[at].row != page.words[at - 1].row:
        return False
    if page.words[at - 1].text.endswith((",", ";", ".", ":")) or _OTHER_FIRM.search(
        page.words[at].text
    ):
        return False
    if gap_between(page, page.words[at - 1], page.words[at]) > _CLOSE:
        return False
    return bool(_MORE_OF_NAME.fullmatch(page.words[at].text))


def _find_whole(pages: Sequence[Page], torn: str) -> tuple[int, Sequence[int]] | None:
    """The cell that ends with a name torn within a word: "großhandel GmbH"."""
    if not (torn[:1].islower() and ends_with_form(torn.split())):
        return None
    for number, page in enumerate(pages):
        for cell in (cell for row in find_rows(page) for cell in row.cells):
            before = cell.text.removesuffix(torn)
            if before != cell.text and re.search(r"[^\W\d_]$", before):
                return number, cell.words
    return None


def find_name(page: Page, name: Sequence[str]) -> Iterator[range]:
    """Where a page prints a name, given as `plain` words."""
    texts = [plain(word.text) for word in page.words]
    for at in range(len(texts) - len(name) + 1):
        if texts[at : at + len(name)] == name:
            yield range(at, at + len(name))


def plain(text: str) -> str:
    """A word of a name without case, and without marks at its ends."""
    return text.strip(",;.").casefold()
