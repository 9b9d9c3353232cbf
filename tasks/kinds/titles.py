"""A business document that prints its own title is of that type, whatever the model made of it."""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from schemas.document import Page
from schemas.record import Labelled
from schemas.vocabulary import DocType
from tasks.fields.number_words import NO
from tasks.parties.name_forms import ends_with_form
from tasks.values.caches import kept_by_text
from tasks.values.came_in import find_stamped
from tasks.values.cells import Cell, Row, find_cells, find_rows
from tasks.values.day_words import CAME_IN
from tasks.values.title_words import TITLES, WORK_SHEETS
from tasks.values.type_size import usual_height
from tasks.values.your_words import YOUR

_NUMBER = rf"(?:{NO}\s?:?)?(?:\s?[–—])?\s?[^\s:]*\d\S*"
_ALONE = {name: re.compile(rf"(?:{words})\s?:?", re.IGNORECASE) for name, words in TITLES.items()}
_NUMBERED = {
    name: re.compile(rf"(?:{words}){_NUMBER}(?: (?:vom|du|of|dated|del|van|d\.d\.)\b.*)?", re.I)
    for name, words in TITLES.items()
}
#: The number of a title that follows it: "#4711 PURCHASE ORDER".
_NUMBER_FIRST = re.compile(r"^(?:#|n[°º]|nr\.|no\.)\s?[^\s:]*\d\S*\s+", re.IGNORECASE)
#: No title, but the head of an address, however large.
_ADDRESSED = re.compile(r"(?:bill|invoice|order|quote)(?:ed)? (?:to|from)\s*:?", re.IGNORECASE)
#: A sentence and no title: "Invoices must show our order number."
_SENTENCE = (
    r"(?! (?:must|should|shall|will|are|is|may(?! [0-9])|can|have|sind|ist|müssen|werden|wird|bitte"
    r"|doivent|doit|seront|sera|sont|est)\b)"
)
#: A title that goes on: "Angebot Nr. 17 – Erneuerung", "Mahnung zu Rechnung 4711".
_LEADING = {
    name: re.compile(rf"(?:{words})(?!\w){_SENTENCE}", re.I) for name, words in TITLES.items()
}
#: "Our quotation for you", "Electronic Order": a few large words, one of them a title.
_WITHIN = {
    name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)
    for name, words in TITLES.items()
    if name not in ("contract", "form", "receipt", "payslip", "report", "other")
}
_WITHIN_WORDS_N = 6
#: What the paper is about, and no title: "Vs. ordine telefonico", "Su pedido del 4 de mayo".
_YOUR_ORDER = re.compile(rf"(?<!\w){YOUR} (?:{TITLES['order']})(?!\w)", re.IGNORECASE)
#: "Invoice Total", "TOTALE FATTURA": the caption of a sum, however large it is set.
_SUM = re.compile(
    r"(?<!\w)(?:(?:sub)?total[es]?|totaal|\w*summe|\w*betrag|amount|importe?|montant|sald[io]|due)(?!\w)",
    re.IGNORECASE,
)
#: Longer cells are no titles, and the patterns grow slow on them.
_TITLE_CHARS = 120
#: "Rechnung / Lieferschein" is an invoice: the first paper that it names.
_JOINED = re.compile(r"\s*[/&]\s*.*")
#: What also asks to be paid is an invoice: "Statement / Invoice No. 4711", "Buchungsbestätigung
#: und Rechnung"; and so is what says that it stands for one: "Bon de livraison valant facture".
_ALSO_INVOICE = re.compile(
    rf"(?:{TITLES['statement']}|{TITLES['delivery_note']}|{TITLES['order_confirmation']}"
    r"|avis d['’]échéance|quittance(?: de loyer)?|relevé d['’][^\W\d_]+|appel de [^\W\d_]+)"
    r"(?:\s*(?:[/&+]|und|and|et)"
    r"| (?:valant|tenant lieu de|faisant office de|serving as|tevens))"
    rf"\s*(?:{TITLES['invoice']})(?:{_NUMBER})?"
    # Of craftsmen and garages: "Werkbon-factuur", "Job sheet & invoice", "Kwitantie / Factuur".
    rf"|(?:{WORK_SHEETS}|kwitantie)(?:{_NUMBER})?(?:\s?[/&+–—-]\s?| (?:und|and|et|en|e|y) | )"
    rf"(?:{TITLES['invoice']})(?:{_NUMBER})?",
    re.IGNORECASE,
)
#: What takes goods back and credits them: "Retourbon / Creditnota".
_ALSO_CREDIT = re.compile(
    rf"(?:{TITLES['delivery_note']})(?:{_NUMBER})?\s*(?:[/&+–—-]|und|and|et|en)"
    rf"\s*(?:{TITLES['credit_note']})(?:{_NUMBER})?",
    re.IGNORECASE,
)
#: A bill that is sent again because nobody paid: "Rechnung RE-26-20881 - Mahnung".
_REMINDS_OF = re.compile(
    rf"(?:{TITLES['invoice']})(?:{_NUMBER})?\s*[–—/(-]\s*(?:{TITLES['payment_reminder']})\W*",
    re.IGNORECASE,
)
#: Said by a shop to its customer, large: "Merci pour votre commande !"
_THANKS = re.compile(
    r"(?:thanks|thank you|many thanks) for (?:your )?order(?:ing)?\W*"
    r"|(?:(?:vielen|herzlichen|besten) )?dank für (?:ihre|deine) bestellung\W*"
    r"|dank für (?:ihren|deinen) (?:auftrag|einkauf)\W*|merci (?:pour|de) (?:votre|ta) commande\W*"
    r"|grazie per (?:il (?:tuo|suo|vostro) ordine|aver ordinato)\W*"
    r"|gracias por (?:tu|su) (?:pedido|compra)\W*|bedankt voor (?:je|uw) (?:bestelling|order)\W*",
    re.IGNORECASE,
)
#: What is stamped on a paper that came in: "REÇU LE", and the day.
_STAMP = re.compile(
    rf"(?:{CAME_IN})"
    r"[\s:]*(?:[0-9]{1,2}[\s./-]*(?:[0-9]{1,2}|[^\W\d_]{3,9})\.?[\s./-]*(?:[0-9]{2}){1,2}.{0,12})?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|re|betreff|betr|betrifft|objet|asunto|oggetto)\s?[.:]+\s*", re.I)
#: "*** ORDER ***", "- INVOICE -": a printer that knows one type face.
_ORNAMENT = re.compile(r"[*=~_+·•–—-]+\s*(\w.*\w)\s*[*=~_+·•–—-]+")
#: "B E S T E L L U N G": a title set large by its spaces.
_SPACED = re.compile(r"(?:\w ){4,}\w")
_PROFORMA = re.compile(r"(?:(?:facture|fattura|factura) )?pro-?\s?forma(?!\w* ?:)", re.IGNORECASE)
_REST = re.compile(r"(?:de|d['’]|du|of|for|für|zur|zum|di|van|voor)\b", re.IGNORECASE)
_VALUE = re.compile(r":?\s*(?=\S*[0-9])\S+.*")
#: Of another paper, beside its caption, or of this one: "LEVERBON   551903 14-05-25".
_NUMBER_AND_DAY = re.compile(
    r":?\s*[^\s:.]*[0-9][^\s:.]*,? (?:van |vom |du |del |of )?"
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}"
)
#: "INVOICE   14/05/2025", but not "Invoice   LW-2025-05-7781".
_DAY = re.compile(r"(?<![\w./-])[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}(?![\w./-])")
#: What a bill goes by, whose number and day it may tell; a note or a reminder heads its own.
_CHARGED_BY_BILL = frozenset({"delivery_note", "order", "order_confirmation", "quote"})
_BILLS = frozenset({("invoice", "alone"), ("invoice", "numbered")})
_EDGE = 0.02  # of the page's width
_BIG = 1.25  # of the page's usual text height: a title set large
_AS_LARGE = 0.9  # of the largest title's height
_TITLE_ROW_CELLS_N = 3  # a row of that many cells is a table's head
#: A title with a number may be a reference to another document; it helps only a doubtful model.
_SURE = 0.7
#: Nobody refers to a remittance advice: its number is its own.
_SURE_OF_OWN = 0.9
_SURE_INVOICE = 0.9
#: A "Gutschrift" for what its reader sold or brokered, by the word on its page.
_SELF_BILLED = re.compile(r"provision|einspeis|auszahlung|\bankauf|gutschriftsverfahren")
_SURE_OF_ANOTHER = 0.95
#: A small title may be the caption of another paper's number.
_SURE_BEYOND_TITLE = 0.97
_CONFIDENCE = 0.85
_BIG_CONFIDENCE = 0.93
#: How sure at least is what a large title says as well, by how it does.
_SURE_OF_SAME = {"alone": _BIG_CONFIDENCE, "numbered": _CONFIDENCE}
#: Headed by other papers' names: a till's slip by "TAX INVOICE".
_KEPT = frozenset({"receipt"})
_GUESSED = 0.45  # a type that the model hardly knows from others
#: Running text about other papers: only a large title that says nothing more speaks against it.
_PROSE = frozenset({"letter", "form", "report", "other", "contract", "payslip"})
#: A firm that works under contract: "Oakley Barr Contract Furniture Ltd".
_CONTRACTOR = re.compile(
    r"(?:[^\W\d_][\w&'’-]* ){1,3}contract (?!between|with|for|of|no\b)"
    r"(?:[^\W\d_][\w&'’-]* ){1,4}\S+",
    re.IGNORECASE,
)
#: Types that the model knows by their looks better than a small title tells them.
_ONLY_LARGE = frozenset({"receipt", "contract", "payslip", "form", "report", "other"})
#: One whose trade is in its name: "Time Sheet Services Ltd", "Frachtbrief-Service GmbH".
_BY_TRADE = re.compile(rf"(?:{WORK_SHEETS})s? .*|[^\W\d_]+-(?!nr|no)[^\W\d_]+ .*", re.IGNORECASE)

#: How a cell names a type, the plainest first.
_HOW = ("alone", "numbered", "leading", "within")
#: How a title names a kind that is none in passing: "Bill to: Oakfield Ltd" begins like one.
PLAINLY = frozenset({"alone", "numbered"})


class Title(NamedTuple):
    """A cell that names a type."""

    kind: DocType
    how: str  # one of _HOW
    height: float  # of its words, in usual text heights


def name_by_title(pages: Sequence[Page], found: Labelled[DocType]) -> Labelled[DocType]:
    """The type that the first page's title names, where it speaks against the model's.

    A large title decides; one in the size of the text helps against the model's doubt.
    """
    titles = _without_slip(list(find_titles(pages[0]))) if pages else []
    if _is_proforma(pages, titles):
        return _switch("quote", _BIG_CONFIDENCE)
    if not pages or found.value in _KEPT:
        return found
    large = _largest(titles)
    if large is not None and _is_overruled(large, titles, found, pages[0]):
        large = None
    if large is not None and (found.value not in _PROSE or large.how == "alone"):
        if large.kind != found.value:
            return _switch(large.kind, _BIG_CONFIDENCE)
        return _be_sure(found, _SURE_OF_SAME.get(large.how, 0.0))
    if _is_guess(found) and {title.kind for title in titles} == {"receipt"}:
        return _switch("receipt")  # which the model knows as slips of paper
    if found.value in _PROSE:
        return _remind(titles, found)
    return _name_by_small([title for title in titles if title.kind not in _ONLY_LARGE], found)


def _is_guess(found: Labelled[DocType]) -> bool:
    """Whether the model hardly knows the type; a payslip, which prints no receipt, it may."""
    least = _SURE_OF_ANOTHER if found.value == "payslip" else _GUESSED
    return found.confidence < least


def _without_slip(titles: Sequence[Title]) -> list[Title]:
    """The titles but that of a slip to be sent back with the payment of a statement."""
    of_statement = any(title.kind == "statement" for title in titles)
    return [t for t in titles if not (of_statement and t.kind == "remittance_advice")]


def is_proforma(pages: Sequence[Page]) -> bool:
    """Whether a paper is a quote by the title "Pro-forma-Rechnung"."""
    return bool(pages) and _is_proforma(pages, _without_slip(list(find_titles(pages[0]))))


def _is_proforma(pages: Sequence[Page], titles: Sequence[Title]) -> bool:
    """Whether a paper is titled as a proforma invoice and as nothing else: nobody is to pay it."""
    kinds = {title.kind for title in titles if title.how != "within"}
    return kinds == {"quote"} and any(_PROFORMA.match(cell.text) for cell in find_cells(pages[0]))


def _is_overruled(
    large: Title, titles: Sequence[Title], found: Labelled[DocType], page: Page
) -> bool:
    """Whether the model's opinion, or a plainer title, goes before a large title."""
    own = any(title.kind == found.value and title.how == "alone" for title in titles)
    return (
        _turns_signs(large, found, page)
        or _is_no_match(large, found)
        or (own and large.how == "within")  # "DELIVERY DOCKET" with a column "B/ORDER"
    )


def _turns_signs(title: Title, found: Labelled[DocType], page: Page) -> bool:
    """Whether a title that says more than "Gutschrift 88" would turn all signs of a sure invoice.

    A corrected invoice is titled so, too: "Korrekturrechnung Nr. 17 zu ...". And what its reader
    is paid: "Gutschrift Nr. 88" above "Provision Mai 2026".
    """
    surely = found.value == "invoice" and found.confidence >= _SURE_INVOICE
    if not surely or title.kind != "credit_note" or title.how == "alone":
        return False
    text = "\n".join(page.row_texts()).lower()
    return title.how != "numbered" or ("gutschrift" in text and bool(_SELF_BILLED.search(text)))


def _is_no_match(title: Title, found: Labelled[DocType]) -> bool:
    """Whether a title only holds the word or is nothing we know; the model is sure of another."""
    unknown = title.kind == "other" and found.value not in _PROSE
    # A web shop heads its confirmation by "Order #", a purchasing system its order.
    confirmed = title.kind == "order" and found.value == "order_confirmation"
    weak = unknown or (title.kind == "invoice" and title.how == "within") or confirmed
    return weak and found.confidence >= _SURE_OF_ANOTHER


def _largest(titles: Sequence[Title]) -> Title | None:
    """The plainest of the large titles; None where the plainest name different types."""
    large = [title for title in titles if title.height >= _BIG]
    if not large:
        return None
    top = max(title.height for title in large)
    best = [title for title in large if title.height >= _AS_LARGE * top]
    for how in _HOW:
        these = [title for title in best if title.how == how]
        if these:
            return these[0] if len({title.kind for title in these}) == 1 else None
    return None


def _remind(titles: Sequence[Title], found: Labelled[DocType]) -> Labelled[DocType]:
    """A letter about a reminder is one; what is nothing we know may call itself a slip.

    And what is taken for a contract may be headed as something else: "Minutes of the meeting".
    """
    reminds = any(title.kind == "payment_reminder" for title in titles)
    if reminds and found.value == "letter":
        return _switch("payment_reminder")
    if (
        found.value == "contract"
        and titles
        and titles[0].kind == "other"
        and titles[0].how == "alone"
    ):
        return _switch("other")
    slip = any(title.kind == "receipt" and title.how == "alone" for title in titles)
    return _switch("receipt") if slip and found.value == "other" else found


def _name_by_small(titles: Sequence[Title], found: Labelled[DocType]) -> Labelled[DocType]:
    """The type that small titles name; those without a number go before those with one."""
    alone = {title.kind for title in titles if title.how == "alone"}
    numbered = {title.kind for title in titles if title.how == "numbered"}
    kinds, least, sure = alone, _CONFIDENCE, _SURE_BEYOND_TITLE
    if not alone:
        kinds, least = numbered, _SURE
        sure = _SURE_OF_OWN if numbered == {"remittance_advice"} else _SURE
    if kinds == {found.value}:
        return _be_sure(found, least)
    if len(kinds) == 1 and found.confidence < sure:
        return _switch(kinds.pop())
    return found


def _be_sure(found: Labelled[DocType], least: float) -> Labelled[DocType]:
    """The model's type, no less sure than the title that says the same makes it."""
    return found if found.confidence >= least else _switch(found.value, least)


def _switch(kind: DocType, confidence: float = _CONFIDENCE) -> Labelled[DocType]:
    return Labelled(value=kind, confidence=confidence)


def find_titles(page: Page) -> Iterator[Title]:
    """The cells of a page that name a type, in printed order, without captions."""
    usual = usual_height(page)
    rows, stamped = find_rows(page), find_stamped(page)
    for at, row in enumerate(rows):
        for cell in row.cells:
            subject = _SUBJECT.match(cell.text)
            text = cell.text[subject.end() :] if subject else cell.text
            spaced = bool(_SPACED.fullmatch(text))
            text = text.replace(" ", "") if spaced else text
            if _STAMP.fullmatch(text) or set(cell.words) <= stamped:
                continue
            rest = _find_rest(rows, at, cell)
            title = (_read(f"{text} {rest}") if rest else None) or _read(text)
            above = _find_above(rows, at, cell)
            if _THANKS.fullmatch(text) or _THANKS.fullmatch(f"{above} {text}"):
                title = ("order_confirmation", "within")
            if title is None:
                continue
            if subject and title == ("payment_reminder", "leading"):
                title = ("payment_reminder", "alone")  # "Objet : 2e rappel – factures échues"
            heights = [page.words[i].height for i in cell.words]
            height = max(median(heights) / max(usual, 1e-6), _BIG * spaced)
            if title[1] == "within" and height < _BIG:
                continue
            if title[1] == "leading" and height < _BIG and not subject and len(row.cells) > 1:
                continue
            if height < _BIG and _is_caption(rows, at, row, cell):
                continue
            yield Title(*title, height)


def _find_rest(rows: Sequence[Row], at: int, cell: Cell) -> str:
    """What goes on in the row below: "ACCUSÉ DE RÉCEPTION" above "DE COMMANDE"."""
    for below in rows[at + 1].cells if at + 1 < len(rows) else ():
        edges = (abs(below.x0 - cell.x0), abs(below.x1 - cell.x1))
        if min(edges) < _EDGE and _REST.match(below.text):
            return below.text
    return ""


def _find_above(rows: Sequence[Row], at: int, cell: Cell) -> str:
    """What stands above in its column, at most two rows: "Vielen Dank für Ihre", "Bestellung!"."""
    above = (c for row in reversed(rows[max(0, at - 2) : at]) for c in row.cells)
    return next((c.text for c in above if abs(c.x0 - cell.x0) < _EDGE), "")


@kept_by_text
def _read(text: str) -> tuple[DocType, str] | None:
    """The type that a cell's text names, and how; the text before "/" counts."""
    if len(text) > _TITLE_CHARS or _ADDRESSED.fullmatch(text):
        return None
    if within := _ORNAMENT.fullmatch(text):
        text = within[1]
    if _ALSO_INVOICE.fullmatch(text):
        return "invoice", "numbered"
    if _ALSO_CREDIT.fullmatch(text):
        return "credit_note", "numbered"
    if _REMINDS_OF.fullmatch(text):
        return "payment_reminder", "alone"
    return _read_whole(text) or _read_part(text)


def _read_whole(text: str) -> tuple[DocType, str] | None:
    """The type whose title is all that a text says, but for a number."""
    for how, patterns in (("alone", _ALONE), ("numbered", _NUMBERED)):
        for part in (text, _JOINED.sub("", text)):
            for name, pattern in patterns.items():
                if pattern.fullmatch(part):
                    return name, how
    behind = _NUMBER_FIRST.sub("", text)
    for name, pattern in _ALONE.items() if behind != text else ():
        if pattern.fullmatch(behind):
            return name, "alone"  # no reference to another paper has its number first
    return None


def _read_part(text: str) -> tuple[DocType, str] | None:
    """The type whose title begins a text, or stands among few words; none of a sum or a firm."""
    is_firm = _CONTRACTOR.fullmatch(text) or _BY_TRADE.fullmatch(text)
    if _SUM.search(text) or (is_firm and ends_with_form(text.split())):
        return None
    for name, pattern in _LEADING.items():
        if pattern.match(text):
            return name, "leading"
    within = _WITHIN if len(text.split()) <= _WITHIN_WORDS_N else {}
    for name, pattern in within.items():
        if pattern.search(text) and not (name == "order" and _YOUR_ORDER.search(text)):
            return name, "within"
    return None


def _is_caption(rows: Sequence[Row], at: int, row: Row, cell: Cell) -> bool:
    """Whether a cell names the value beside or below it, or heads a column of a table."""
    if len(row.cells) >= _TITLE_ROW_CELLS_N:
        return True
    position = row.cells.index(cell)
    following = row.cells[position + 1] if position + 1 < len(row.cells) else None
    if following is not None and (cell.text.endswith(":") or following.text[:1] == ":"):
        return True
    if following is not None and _NUMBER_AND_DAY.fullmatch(following.text):
        return _is_of_bill(rows[:at], cell)
    if following is not None and len(following.text.split()) == 1 and _VALUE.match(following.text):
        return not _DAY.search(following.text)
    below = rows[at + 1].cells if at + 1 < len(rows) and len(row.cells) > 1 else ()
    under = [next((c for c in below if abs(c.x0 - h.x0) < _EDGE), None) for h in row.cells]
    own = under[position]
    return all(under) and own is not None and bool(re.match(r"(?=\S*[0-9])\S+", own.text))


def _is_of_bill(above: Sequence[Row], cell: Cell) -> bool:
    """Whether a delivery note or an order is named below the bill it is charged by.

    "FACTUUR   884120" stands above "LEVERBON   551903 14-05-25", or does so in the same column.
    """
    own = _read(cell.text)
    if own is None or own[0] not in _CHARGED_BY_BILL:
        return False
    others = (one.text for row in above for one in row.cells if abs(one.x0 - cell.x0) < _EDGE)
    return any(named in _BILLS for text in others if (named := _read(text)))
