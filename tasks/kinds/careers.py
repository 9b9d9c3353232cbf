"""A person's career, and a list of prices: papers that nobody enters."""

import re
from collections.abc import Sequence
from itertools import islice

from schemas.document import Page
from schemas.record import Fields
from tasks.kinds.letters import greets
from tasks.kinds.titles import find_titles
from tasks.values.cells import cell_texts

_CAREER = re.compile(
    r"(?:(?:tabellarischer )?lebenslauf|curriculum vitae|currículum vitae|hoja de vida)"
    r"(?:(?: ?[-–—:|,] ?| (?:von|of|de|di|van) )\w.{1,60})?",
    re.IGNORECASE,
)
#: What its parts are headed by.
_PART = re.compile(
    r"(?:(?:work|professional) )?experience|education(?: (?:and|&) training)?"
    r"|employment(?: history)?|qualifications|(?:key |technical )?skills|languages"
    r"|interests|hobbys?|hobbies|references"
    r"|(?:schul|aus|weiter|berufs)?bildung|schule|studium|ausbildung|praktik(?:um|a)|sprachen"
    r"|(?:berufserfahrung|beruflicher werdegang|werdegang)|(?:besondere )?kenntnisse|interessen"
    r"|persönliche (?:daten|angaben)|(?:expériences?|parcours)(?: professionnel(?:le)?s?)?"
    r"|formations?|compétences|langues|loisirs|centres d['’]intérêt|diplômes"
    r"|experiencia(?: laboral| profesional)?|formación(?: académica)?|idiomas|aficiones"
    r"|esperienz[ae](?: (?:lavorativ|professional)[ei])?|istruzione(?: e formazione)?|lingue"
    r"|werkervaring|opleiding(?:en)?|vaardigheden|talen",
    re.IGNORECASE,
)
_PRICES = re.compile(
    r"(?:^|.* )(?:price ?list|preisliste|liste (?:de|des) prix|lista de precios"
    r"|listino(?: prezzi)?|prijslijst)(?!\w)(?!.*[.:?!]$).{0,60}",
    re.IGNORECASE,
)
#: What is charged, ordered or delivered has a sum.
_SUM = re.compile(r"(?:sub)?tota(?:l|a)|(?:gesamt|end)?summe|gesamt|montant|importe", re.IGNORECASE)
#: When one was somewhere, before where: "2018 – 2021", "03/2019 – heute", "Since 2020".
_TIME = r"(?:(?:[0-9]{1,2}[./]|[^\W\d_]{3,9}\.? ))?(?:19|20)[0-9]{2}"
_NOW = "today|present|now|current|heute|jetzt|aujourd['’]hui|actualidad|actualmente|oggi|heden"
_STAY = re.compile(
    rf"{_TIME} ?(?:[-–—]|to|bis|à|a|tot) ?(?:{_TIME}|{_NOW})\b(?!.*[0-9][.,][0-9]{{2}}(?!\w))"
    rf"|(?:since|seit|depuis|desde|dal|sinds) {_TIME}\b(?!.*[0-9][.,][0-9]{{2}}(?!\w))",
    re.IGNORECASE,
)
#: How the fields of parties begin.
_OF_PARTIES = ("seller_", "buyer_", "ship_to_")
_ROWS_N = 4
_PARTS_N = 2
_STAYS_N = 3


def is_career(pages: Sequence[Page]) -> bool:
    """Whether a page has a career's parts, and its heading or stays; not with a letter."""
    cells = cell_texts(pages)
    if sum(bool(_PART.fullmatch(cell)) for cell in cells) < _PARTS_N or greets(cells):
        return False
    headed = any(map(_CAREER.fullmatch, _first_rows(pages[0])))
    return headed or sum(bool(_STAY.match(cell)) for cell in cells) >= _STAYS_N


def name_no_party(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """The fields of a career without parties: its firms are where one worked."""
    if doc_type != "other" or not is_career(pages):
        return fields
    return {name: found for name, found in fields.items() if not name.startswith(_OF_PARTIES)}


def is_price_list(pages: Sequence[Page]) -> bool:
    """Whether a page without another paper's title is headed as a list of prices, and sums none."""
    if not any(map(_PRICES.fullmatch, _first_rows(pages[0]))):
        return False
    return not any(map(_SUM.match, cell_texts(pages))) and not list(find_titles(pages[0]))


def _first_rows(page: Page) -> Sequence[str]:
    return [*islice(filter(None, map(str.strip, page.row_texts())), _ROWS_N)]
