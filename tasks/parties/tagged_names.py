"""The model's names of parties made whole: it at times stops before "LLC" or "GmbH & Co. KG"."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from schemas.document import Page
from schemas.prediction import OUTSIDE, WordTag
from tasks.fields.caption_words import is_caption
from tasks.parties.block_names import OWNERS
from tasks.parties.firm_bounds import bound_firms
from tasks.parties.name_forms import ends_with_form, form_end, is_form
from tasks.parties.name_rows import row_below
from tasks.parties.name_words import NAME_ALONE, OWNER, find_name, plain
from tasks.parties.party_headings import party_of
from tasks.parties.principal_words import find_words_for
from tasks.values.cells import Cell, Row, find_cells, find_rows
from tasks.values.entities import DIVIDERS
from tasks.values.joining_words import JOINING
from tasks.values.legal_forms import GERMAN_FORMS
from tasks.values.page_by_page import page_by_page
from tasks.values.person_words import ATTENTION, MR

_NAMES = frozenset({"seller_name", "buyer_name", "party"})
#: A form with what a firm does, alone below its name: "Betriebs-GmbH", "Handels GmbH & Co. KG".
_WORKING_FORM = re.compile(
    r"(?:(?:betriebs|betreiber|vertriebs|verwaltungs|handels|produktions|besitz|service|bau|immobilien"
    r"|beteiligungs|grundstücks|entwicklungs)[- ]?){1,2}(?:gesellschaft|ges\.)? ?"
    rf"{GERMAN_FORMS}(?: ?& ?Co\.? ?(?:KG|OHG|KGaA))?",
    re.IGNORECASE,
)
#: That of who runs a house, which is named above it: "Betriebsgesellschaft mbH".
_RUNNING_FORM = re.compile(r"(?=betriebs|betreiber|besitz)" + _WORKING_FORM.pattern, re.IGNORECASE)
#: What partners are, below their names: "Steuerberatungsgesellschaft mbB", "ARCHITEKTEN PartG mbB".
_PROFESSION = re.compile(
    r"(?:(?:beratende |freie )?(?:steuerberat(?:er|ungs)|rechtsanw[aä]lt[es]*|patentanw[aä]lt[es]*"
    r"|wirtschaftsprüf(?:er|ungs)|notare?|architekten|ingenieure?|planungs|(?:zahn|fach)?ärzte)-?"
    r"(?:gesellschaft|kanzlei|büro|partnerschaft)?,?(?: und | & | \+ | ))+"
    rf"(?:(?:partnerschaft(?:sgesellschaft)?|PartG) ?)?{GERMAN_FORMS}",
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
    rf"(?:an(?: die)?|firma|kunde|und|zwischen|von|für|{MR}|familie|einschreiben|persönlich"
    rf"|vertraulich|{ATTENTION} .*|sehr geehrte.*"
    r"|\S*(?:empfänger|geber|adresse|anschrift|rechnung|bestellung)(?: an)?"
    r"|(?:per|vorab) .*|postfach.*|(?:bill|ship|sold) to|.* (?:an|durch))\W*",
    re.IGNORECASE,
)
#: Further partners of a firm: "Behrens · Tiedge · Wulff Partnerschaft mbB".
_PARTNERS = re.compile(r"(?:[·•] [^\W\d_a-zß-ÿ][\w-]+ ?)+(?P<form>(?:\S+ ){0,2}\S+)?")
_NO = re.compile(r"No\.|Nr\.|N°", re.IGNORECASE)
_SURE = 0.9
_EDGE = 0.01  # of the page's width: how far left edges of a name's rows differ
#: What names the people behind the house above: "Inh. Rosa Pfaffenzeller", "Familie Anders".
_OWNERS = re.compile(rf"(?:{OWNER}|familie|famille|family)\b", re.I)
#: What names who speaks for the party above, or has its mail: "vertreten durch Hausverwaltung Bode
#: GmbH", "p.A. Bode GmbH", "per Borders Factors Ltd", "zu Händen der Heimleitung", "Sekretariat,
#: Frau Ötting".
_SPOKEN_FOR = re.compile(
    r"(?:vertr(?:eten|\.) durch|represented by|représentée? par|rappresentat[oa] da"
    r"|(?:c/o|p\. ?a\.|p/a\.?|(?-i:per))(?= (?-i:[A-ZÀ-Þ])[^\W\d_]{2})"
    rf"|{ATTENTION})(?!\w)|[^\W\d_][^,\d:]{{2,40}}(?:, (?:m|dr|prof|ostd|std)|(?:,| [–-]) {MR})\b"
    r"\.? \S+",
    re.IGNORECASE,
)
#: The party itself, which may be called by its house: "WEG Lister Meile 40".
_HOUSE = re.compile(r"(?=.*[^\W\d_]{3})[^:@]{3,60}")
#: How the second row of a name begins: "Conservatoire régional", "de Cornouaille".
_GOES_ON = re.compile(
    r"(?:d[eu]s?|d['’]\w+|DES?|DU|of|OF|für|zur?|zum|von|vom|della?|dei)(?= [A-ZÀ-Þ]|$)"
)
#: What a trade is called, and no person: the rest of a name below its owner's.
_BUSINESS = re.compile(
    r"[^\W\d_]*(?:geschäft|verwaltung|pflege|reinigung|beratung|gestaltung|werkstatt|fotografie"
    r"|übersetzungen|montagen)|photography|plumbing|joinery|carpentry|landscaping|gardening"
    r"|decorating|catering|consulting",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[A-ZÀ-Þ][^\W\d_]*\.?(?:[ '’-]|$)){2,4}")
#: How a French house begins its name.
_HOUSES = re.compile(r"(?:[EÉ]ts|ETS|ÉTS|[EÉ]tablissements?|ÉTABLISSEMENTS) [A-ZÀ-Þ]")
_SHORT_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
#: A name does not end with these.
_BREAKS = re.compile(rf"{JOINING}|\+|[^\W\d_]{{3,}}-")
#: A row with the first half of a word at its end, "DOMSPITZE IMMOBILIEN-", or with what joins it to
#: the row below: "Centre équestre du", no "A brand of" or "Membre du", which is said of a firm.
_BROKEN = re.compile(
    r"(?=.*[^\W\d_]{3}-$|(?!(?:Une?|Eine?|An?|Pour|Wir|Au|Membre|Mitglied|Member|Filiale|Facture"
    r"|Rechnung|Invoice|Lieferung|Livraison|Sold|Part|Teil) )[A-ZÀ-Þ]\S*(?: \S+){0,2}"
    rf" (?:&|\+|and|und|et|du|des|de(?: la)?|del|della|dei)$){NAME_ALONE.pattern}"
)


@page_by_page
def complete_names(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with the rest of a party's name under the name's label.

    That is the legal form right behind it or alone in the row below, its partners before that,
    a seller's trade below the person, "Lena Ostertag" above "Fotografie", what follows a firm in
    the row below if it breaks off at "&", and the house above the form of who runs it. Instead of
    who owns a house or speaks for it, the house itself has the label.
    """
    rows = find_rows(page)
    _add_partners(page, rows, tags)
    for last in range(len(tags)):
        if tags[last].label not in _NAMES or _goes_on(page, tags, last):
            continue
        form = range(last + 1, last + 1 + (form_end(page, last) or _number_behind(page, last)))
        behind = [at for at in form if tags[at].label == OUTSIDE]
        behind = behind or _called_number(page, tags, last)
        for at in behind or _row_below(page, rows, tags, last):
            tags[at] = tags[last]._replace(begins=False)
    _name_trades(page, rows, tags)
    ended = bound_firms(page, rows, tags)
    for cell in (cell for row in rows for cell in row.cells):
        named = [at for at in cell.words if tags[at].label in _NAMES]
        begins = named[:1] == [cell.words[0]] and tags[cell.words[0]].begins
        if cell in ended or find_words_for(cell.text, by_agent=False):
            continue  # "Für Rechnung des Eigentümers, Herrn Averkamp"
        if not named or not (begins or _SPOKEN_FOR.match(cell.text)):
            continue
        tag = tags[named[0]]
        house, stays = _find_house(page, rows, tags, cell, tag.label)
        for at in () if stays else named:
            tags[at] = WordTag.outside(_SURE)
        for at in house:
            tags[at] = tag._replace(begins=at == house[0])
        if house and stays:
            tags[cell.words[0]] = tag._replace(begins=False)
    return tags


def _name_trades(page: Page, rows: Sequence[Row], tags: list[WordTag]) -> None:
    """Gives the name of a seller who is a person the trade that stands right below it."""
    cells = [cell for row in rows for cell in row.cells]
    for cell in cells:
        owned = all(tags[at].label == "seller_name" for at in cell.words)
        if not owned or not _PERSON.fullmatch(cell.text) or ends_with_form(cell.text.split()):
            continue
        above = page.words[cell.words[0]].box
        for below in cells:
            top = page.words[below.words[0]].box[1]
            trade = list(takewhile(lambda at: page.words[at].text not in DIVIDERS, below.words))
            near = -_EDGE < top - above[3] < above[3] - above[1] and _are_aligned(cell, below)
            text = page.text_of(trade)
            free = all(tags[at].label == OUTSIDE for at in trade)
            if near and free and _BUSINESS.fullmatch(text):
                for at in trade:
                    tags[at] = tags[cell.words[-1]]._replace(begins=False)


def _are_aligned(one: Cell, other: Cell) -> bool:
    """Whether two cells have an edge or the middle in common."""
    edges = abs(one.x0 - other.x0), abs(one.x1 - other.x1)
    return min(*edges, abs(one.x0 + one.x1 - other.x0 - other.x1) / 2) < _EDGE


def _add_partners(page: Page, rows: Sequence[Row], tags: list[WordTag]) -> None:
    """Gives a name that begins its cell the partners behind middle dots.

    Only where its legal form ends the cell, or the model goes on with it in the row below.
    """
    for row, below in pairwise((*rows, Row((), "", ()))):
        for cell in row.cells:
            tag = tags[cell.words[0]]
            named_n = next(
                (n for n, at in enumerate(cell.words) if tags[at].label != tag.label),
                len(cell.words),
            )
            rest = cell.words[named_n:]
            if tag.label not in _NAMES or any(tags[at].begins for at in rest):
                continue
            match = _PARTNERS.fullmatch(page.text_of(rest))
            if match is None:
                continue
            whole = match["form"] and ends_with_form(match["form"].split())
            if whole or (not match["form"] and _goes_on_below(tags, below, tag.label)):
                for at in rest:
                    tags[at] = tag._replace(begins=False)


def _goes_on_below(tags: Sequence[WordTag], row: Row, label: str) -> bool:
    """Whether a cell of the row below goes on with a name as the model has it, to its form."""
    return any(
        ends_with_form(cell.text.split())
        and all(tags[at].label == label and not tags[at].begins for at in cell.words)
        for cell in row.cells
    )


def _find_house(
    page: Page, rows: Sequence[Row], tags: Sequence[WordTag], cell: Cell, label: str
) -> tuple[tuple[int, ...], bool]:
    """Where else the name of a cell's party stands, and whether the cell is more of that name.

    It is if it says in which form, or as whose, a house is run; not if it names who owns it, who
    speaks for it, or its trades. And if the row above breaks off at a hyphen or "de la".
    """
    cells = [one for row in rows for one in row.cells]
    if half := _row_above(page, cells, tags, cell, _BROKEN):
        return half, True
    if _RUNNING_FORM.fullmatch(cell.text) or _PROFESSION.fullmatch(cell.text):
        return _row_above(page, cells, tags, cell, NAME_ALONE), True
    if _is_owner(page, cell):
        return _row_above(page, cells, tags, cell, _TRADE), True
    if label == "seller_name" and (house := _house_below(page, rows, tags, cell)):
        return house, False
    if _SPOKEN_FOR.match(cell.text):
        return _house_above(page, cells, tags, cell), False
    if _OWNERS.match(cell.text):
        house = _row_above(page, cells, tags, cell, NAME_ALONE, again=True)
        return house, not house
    return (), True


def _house_above(
    page: Page, cells: Sequence[Cell], tags: Sequence[WordTag], cell: Cell
) -> tuple[int, ...]:
    """The words right above a cell that name a house, those above it who own it together."""
    house = _row_above(page, cells, tags, cell, _HOUSE, again=True)
    named = next((one for one in cells if one.words == house), None)
    if named is None:
        return house
    tag = next(tags[at] for at in cell.words if tags[at].label in _NAMES)
    tags = [tag if at in house else one for at, one in enumerate(tags)]
    return (*_row_above(page, cells, tags, named, OWNERS, again=True), *house)


def _house_below(
    page: Page, rows: Sequence[Row], tags: Sequence[WordTag], cell: Cell
) -> tuple[int, ...]:
    """The words of a house called "Ets BOUCHARDEAU" right below its trades."""
    below = row_below(page, rows, cell.words[0])
    if below is None or ends_with_form(cell.text.split()) or not _HOUSES.match(below.text):
        return ()
    free = all(tags[at].label in (OUTSIDE, "seller_name") for at in below.words)
    return below.words if free else ()


def _is_owner(page: Page, cell: Cell) -> bool:
    """Whether a cell is no more than a family's name and a legal form: "Stöhr e. K."."""
    for named_n, last in enumerate(cell.words[:_OWNER_WORDS_N], start=1):
        if not page.words[last].text[0].isupper():
            return False
        if named_n < len(cell.words) == named_n + form_end(page, last):
            return True
    return False


def _row_above(
    page: Page,
    cells: Sequence[Cell],
    tags: Sequence[WordTag],
    form: Cell,
    pattern: re.Pattern[str],
    *,
    again: bool = False,
) -> tuple[int, ...]:
    """The words right above a form, if they are a house's name as the pattern has it.

    again: even if the model begins another name of the party among them.
    """
    word = page.words[form.words[0]]
    for cell in reversed(cells):
        above = page.words[cell.words[0]]
        if above.row >= word.row or not _are_aligned(cell, form):
            continue
        height = max(box[3] - box[1] for box in (word.box, above.box))
        close = word.box[1] - above.box[3] <= height
        own = next((tags[at].label for at in form.words if tags[at].label in _NAMES), OUTSIDE)
        free = all(
            t.label == OUTSIDE or (t.label == own and (again or not t.begins))
            for t in map(tags.__getitem__, cell.words)
        )
        named = pattern.fullmatch(cell.text) and not _NO_HOUSE.fullmatch(cell.text)
        named = named and not ends_with_form(cell.text.split()) and not party_of(cell.text, "")
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
    left = page.words[first].box[0]
    for cell in (cell for row in rows for cell in row.cells):
        below = page.words[cell.words[0]]
        away = below.box[1] - word.box[3]
        height = max(box[3] - box[1] for box in (word.box, below.box))
        if abs(cell.x0 - left) < _EDGE and below.row > word.row and away <= height:
            labels = {tags[at].label for at in cell.words}
            texts = [page.words[at].text for at in cell.words]
            form = is_form(texts) or _WORKING_FORM.fullmatch(cell.text)
            if form and not is_form([word.text]):
                party = tags[last].label.replace("_name", "_address")
                return cell.words if labels <= {OUTSIDE, party, *_NAMES} else ()
            firm = tags[last].label != "party" and labels <= {OUTSIDE, tags[last].label}
            broken = first != last and _BREAKS.fullmatch(word.text)
            goes_on = firm and (broken or _GOES_ON.match(cell.text))
            return cell.words if goes_on and NAME_ALONE.fullmatch(cell.text) else ()
    return ()


def _called_number(page: Page, tags: Sequence[WordTag], last: int) -> list[int]:
    """The number that ends a name, there and elsewhere: "Dépannage Express 34"."""
    first = last
    while first and tags[first - 1].label == tags[last].label and not tags[first].begins:
        first -= 1
    behind = last + 1
    if behind == len(tags) or not _SHORT_NUMBER.fullmatch(page.words[behind].text):
        return []
    if tags[behind].label not in (OUTSIDE, tags[last].label.replace("_name", "_address")):
        return []
    whole = [plain(word.text) for word in page.words[first : behind + 1]]
    rows = {page.words[found[0]].row for found in find_name(page, whole)}
    ends = any(cell.words[-1:] == (behind,) for cell in find_cells(page))
    return [behind] if ends and len(rows) > 1 and len(whole) > 1 else []


def _number_behind(page: Page, last: int) -> int:
    """1 where a name ends with "No." and its number stands behind: "School District No. 411"."""
    before, words = page.words[last], page.words[last + 1 : last + 2]
    numbered = _NO.fullmatch(before.text) and words and words[0].row == before.row
    return int(bool(numbered and words[0].text.isdecimal()))
