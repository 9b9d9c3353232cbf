"""Forms, which ask to be filled in, and letters about them."""

import re
from collections.abc import Sequence

from schemas.document import Page
from tasks.kinds.letters import greets
from tasks.kinds.titles import find_titles
from tasks.values.cells import cell_texts, find_rows

#: What a form asks of who fills it in, or keeps for who gets it.
_TO_FILL_IN = re.compile(
    r"à (?:compléter|remplir)\b|à (?:retourner|renvoyer) (?:dûment )?(?:complété|rempli)"
    r"|lettres capitales|réservé (?:au|à l)|bitte .{0,40}\bausfüllen\b"
    r"|\bauszufüllen\b|\bdruckbuchstaben\b|nur für (?:den )?(?:internen|amtlichen|dienst)"
    r"|please (?:complete|fill)|\bblock (?:capitals|letters)\b|\boffice use\b"
    r"|letras mayúsculas|rellenar|stampatello|da compilare|riservato (?:al|all)\b|blokletters"
    r"|in te vullen",
    re.IGNORECASE,
)
#: Captions of what is to be filled in, at the end of a row.
_ASKED = re.compile(
    r"[^:]{1,40}:$|(?:name|vorname|nachname|unterschrift|signature|anschrift|adresse|address|stra(?:ß|ss)e"
    r"|ort, datum|date|datum|iban|bic|sort code|account number|firma)\b[^.:]{0,30}$",
    re.IGNORECASE,
)
#: Room to write, and boxes to tick.
BLANK = re.compile(r"_{4,}|\.{8,}|…{3,}|[☐□☒☑]")
_BOX = re.compile("[☐□☒☑]")
_BOXES_N = 4  # to tick, of one or two questions
#: Heads of a form on which an employee asks for what was laid out.
_EXPENSES = re.compile(
    r"\bexpenses? (?:claim|form|report)|\b(?:reisekosten|spesen)-?abrechnung|\bnotes? de frais\b"
    r"|\bnota spese\b|\bhoja de gastos\b|\bonkostendeclaratie",
    re.IGNORECASE,
)
_HEAD_ROWS_N = 5
#: Heads of what a station keeps of who asked it for time on air: "AGREEMENT FORM FOR POLITICAL
#: CANDIDATE ADVERTISEMENTS", "Record of Request for Political Broadcast Time".
_AIR_TIME = re.compile(
    r"(?:agreement form for )?(?:political candidate|non-?candidate/issue) advertisements?$"
    r"|nab form pb-?[0-9]+|(?:record of )?request for political (?:broadcast )?time\b",
    re.IGNORECASE,
)


def is_blank(pages: Sequence[Page]) -> bool:
    """Whether the first page's titles name nothing but a form, and it says how to fill it in.

    Or has boxes to tick.
    """
    cells = cell_texts(pages[:1])
    boxes_n = sum(len(_BOX.findall(cell)) for cell in cells)
    if boxes_n < _BOXES_N and not any(map(_TO_FILL_IN.search, cells)):
        return False
    return {title.kind for title in find_titles(pages[0])} == {"form"}


def claims_expenses(pages: Sequence[Page]) -> bool:
    """Whether the first page is headed as a claim of what an employee laid out."""
    return any(_EXPENSES.search(row.text) for row in find_rows(pages[0])[:_HEAD_ROWS_N])


def asks_for_air_time(pages: Sequence[Page]) -> bool:
    """Whether a cell at the head of the first page begins as a form that asks for time on air."""
    heads = (cell.text for row in find_rows(pages[0])[:_HEAD_ROWS_N] for cell in row.cells)
    return any(map(_AIR_TIME.match, heads))


def is_letter_about_form(pages: Sequence[Page]) -> bool:
    """Whether a page headed by a form's name greets its reader, and has nothing to fill in."""
    cells = cell_texts(pages)
    if not greets(cells) or any(map(BLANK.search, cells)) or any(map(_TO_FILL_IN.search, cells)):
        return False
    ends = (row.cells[-1].text for page in pages for row in find_rows(page))
    return not any(map(_ASKED.match, ends))
