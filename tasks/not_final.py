"""Whether a bill says of itself that it is not to be paid: a draft, cancelled, or no bill at all.

It counts where print speaks of this very paper: in its title, in a cell of its own above the
items, across the page as a watermark, or in a sentence about "this invoice". What an item, a
condition or another paper is called ("Entwurf Logo", "cancelled cheque") does not.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from schemas.document import Page
from tasks.values.accents import allow_bare_letters
from tasks.values.cells import Cell, Row, find_cells, find_rows
from tasks.values.notation import AMOUNT
from tasks.values.type_size import height_of, usual_height

State = Literal["draft", "cancelled", "no_bill"]


class NotFinal(NamedTuple):
    """What a paper says of itself, and in which words."""

    state: State
    text: str


_BILL_TITLES = (
    r"(?:(?:tax|vat|sales|commercial) )?invoice|bill|credit note|receipt|rechnung|gutschrift"
    r"|quittung|facture|avoir|fattura|nota di credito|factura|nota de crédito|factuur|creditnota"
)
#: A bill's name, its number behind it or not: "Rechnung Nr. 4711", "Invoice no.:".
_TITLE = rf"(?:{_BILL_TITLES})(?:\s?(?:nr|no|n[°º]|number|nummer)?\.?\s?:?(?: \S*[0-9]\S*)?)"
_WORDS: dict[State, str] = {
    "draft": (
        r"draft|preview|entwurf|vorschau|brouillon|aperçu|bozza|anteprima|borrador|vista previa"
        r"|provisional|vorläufig|provisoire|provvisoria|voorlopig"
    ),
    "cancelled": (
        r"cancell?ed|void|voided|storniert|annulliert|annulée?|annullat[ao]|stornat[ao]|anulad[ao]"
        r"|geannuleerd"
    ),
}
_TITLES: dict[State, str] = {
    "draft": (
        r"(?:draft|preview|provisional|entwurf|vorläufige|voorlopige)(?: of| der)?[ -]?"
        rf"(?:{_TITLE})"
        r"|rechnungs-?\s?(?:entwurf|vorschau)|(?:brouillon|projet|aperçu) de facture"
        r"|facture (?:provisoire|en brouillon)|(?:bozza|anteprima)(?: di| della)? fattura"
        r"|fattura (?:provvisoria|in bozza)|(?:borrador|vista previa) de (?:la )?factura"
        r"|factura (?:provisional|en borrador)|(?:concept|ontwerp)-?\s?factuur"
        rf"|(?:sample|specimen|example|muster-?|beispiel-?)\s?(?:{_TITLE})"
        r"|(?:voorbeeld|proef)-?\s?factuur|facture (?:spécimen|exemple|d['’]exemple)"
        r"|fattura (?:di esempio|fac-?simile)|factura (?:de muestra|de ejemplo)"
        rf"|(?:{_TITLE})\s?[(\[–—-]?\s?(?:{_WORDS['draft']}|concept)[)\]]?"
    ),
    "cancelled": (
        rf"(?:cancell?ed|void|voided|stornierte|annullierte|geannuleerde)[ -]?(?:{_BILL_TITLES})"
        rf"|(?:{_TITLE})\s?[(\[–—-]?\s?(?:{_WORDS['cancelled']})[)\]]?"
    ),
    "no_bill": (
        r"(?:vorkasse|(?:anzahlungs|abschlags|vorauszahlungs|vorschuss))-?\s?anforderung"
        r"(?:(?: nr\.?)? \S*[0-9]\S*)?|vorab-?rechnung|(?:deposit|advance payment) request"
        r"|demande d['’]acompte|richiesta d(?:i |['’])acconto|solicitud de anticipo"
        rf"|(?:\w+ ?)?(?:{_BILL_TITLES})\s?/\s?"
        r"(?:quot(?:e|ation)|estimate|pro-?\s?forma\w*|angebot|devis|preventivo|presupuesto|offerte)"
    ),
}
#: What may follow: "storniert am 16.03.2026", "FACTURE ANNULÉE le 16/03 – voir avoir A012".
_REST = (
    r"(?:\s?[–—:,-]?\s?(?:am|on|le|il|el|op|vom|of|du|del|van) [0-9].{0,80}"
    r"|\s[–—-]\s?(?:see|siehe|voir|vedi|ver|zie|do not|don['’]t|not|nicht|noch nicht|kein|keine"
    r"|ne pas|non|no|niet|geen)\b.{0,80}"
    r"|,? (?:and|und|et|e|y|en) (?:replaced|ersetzt|remplacé|sostituit|sustituid|vervangen).{0,80}"
    r"|[.!])?"
)
#: For whom a draft is: "Draft for your approval", "Provisional figures for information only".
_FOR = (
    r"(?: \w+)? (?:for (?:your )?(?:approval|review|information|checking)"
    r"|(?:zu[rm]|für ihre) (?:prüfung|freigabe|ansicht|information|abstimmung|kontrolle)"
    r"|pour (?:votre )?(?:approbation|validation|information|accord)"
    r"|per (?:approvazione|verifica)|para (?:su )?(?:aprobación|revisión)"
    r"|ter (?:goedkeuring|controle|inzage))\b.{0,80}"
)
_ORNAMENT = r"[*=~_+·•#–—\s(\[-]*"


def _compile(words: str) -> re.Pattern[str]:
    return re.compile(allow_bare_letters(words), re.IGNORECASE)


def _compile_sentence(words: str) -> re.Pattern[str]:
    """Whose words may stand in two rows; "^" is where a cell begins."""
    return re.compile(allow_bare_letters(words).replace(" ", r"\s"), re.IGNORECASE | re.MULTILINE)


#: A cell's whole text that needs no more to be believed.
_NAMED = {
    state: _compile(
        rf"{_ORNAMENT}(?:{words}){_REST}[*=~_+·•#–—\s)\]-]*"
        + (rf"|(?:{words}|{_WORDS[state]})(?:{_FOR})" if state == "draft" else "")
        + (
            rf"|(?:invoice |rechnungs|document )?status\s?:?\s(?:{_WORDS[state]})"
            if state in _WORDS
            else ""
        )
    )
    for state, words in _TITLES.items()
}
#: The same of a word that other things are called by, too: in capitals, or set large.
_ALONE = {
    state: _compile(rf"{_ORNAMENT}(?:{words}){_REST}[*=~_+·•#–—\s)\]-]*")
    for state, words in _WORDS.items()
}
#: Sentences about the paper that holds them.
_THIS: dict[State, re.Pattern[str]] = {
    "draft": _compile_sentence(
        r"(?:this|the present) (?:invoice|document|bill|credit note) is (?:only )?"
        r"(?:a draft|a preview|provisional)\b"
        r"|dies(?:e|es)?(?: (?:rechnung|gutschrift|dokument))? ist (?:nur |lediglich |noch )?"
        r"ein(?:e)? (?:entwurf|vorschau)\b"
        r"|(?:cette facture|ce document|ceci) est (?:un brouillon|un projet|provisoire)\b"
        r"|quest[oa] (?:fattura|documento) è una bozza\b"
        r"|est[ae] (?:factura|documento) es (?:un borrador|provisional)\b"
        r"|(?:deze factuur|dit document|dit) is (?:slechts )?een (?:concept|ontwerp)\b"
    ),
    "cancelled": _compile_sentence(
        r"this (?:invoice|bill|document|receipt) (?:has been|was|is)(?: now| hereby)? "
        r"(?:cancell?ed|voided)\b(?! (?:if|unless|when))"
        r"|diese[rs]? (?:rechnung|beleg|dokument|quittung) (?:wurde|ist)\b(?! nicht)[^.!?]{0,12}"
        r"(?:[0-9.]{2,10}[^.!?]{0,12})?\b(?:storniert|annulliert)\b(?! werden)"
        r"|(?:cette facture|ce document) (?:a été|est)(?: \w+)? annulée?\b(?! (?:si|en cas))"
        r"|quest[oa] (?:fattura|documento) (?:è stat[oa]|è) (?:annullat|stornat)[oa]\b(?! se)"
        r"|est[ae] (?:factura|documento) (?:ha sido|está|fue) anulad[oa]\b(?! si)"
        r"|deze factuur (?:is|werd)\b[^.!?]{0,30}\b(?:geannuleerd|vervallen)\b(?! als)"
    ),
}
#: In the same sentence or the next: such a bill is not sent to ask for money.
_PAID_OTHERWISE = r"[^.]{0,120}\.?[^.]{0,120}\b(?:direct debit|cards?|collect|charged|debited|paid)"
_NO_BILL = {
    "invoice": _compile_sentence(
        r"this (?:document )?is not (?:an invoice|a (?:demand|request) for payment\b"
        rf"(?!{_PAID_OTHERWISE}))\b"
        # Of another bill, or of tickets: "Die Schlussrechnung erhalten Sie nach Abschluss …".
        r"|\bdie rechnung erhalten sie (?:(?:zusammen )?(?:mit|nach|bei) (?:(?:der|ihrer) )?"
        r"(?:waren?|[^\W\d_]*lieferung|sendung|versand|zahlung(?:seingang)?)|separat|gesondert)\b"
        r"|^pro ?-?forma only\b"
        r"|\b(?:vat|tax) invoice (?:will (?:follow|be (?:sent|issued))|follows)\b"
        # Of a tax it says nothing of the bill: "Die Versicherungsteuer berechtigt nicht …".
        r"|kein (?:zahlungs)?beleg\b"
        r"|(?<!steuer )(?<!steuer und )berechtigt nicht zum vorsteuerabzug\b"
        r"|\bdie (?:[^\W\d_]+)?rechnung folgt\b"
        r"|(?:(?:ce document|ceci) )?(?:n['’]est pas|ne (?:constitue|vaut) pas)(?: une)? facture\b"
        r"|la facture (?:définitive )?(?:suivra|(?:vous )?sera (?:établie|émise|envoyée))\b"
        r"|dies(?:es dokument|e vorschau|er beleg|e aufstellung|es schreiben|e übersicht)?"
        r" ist (?:noch )?keine rechnung\b"
        r"|est[eo](?: documento)? no es una factura\b|dit (?:document )?is geen factuur\b"
    ),
    "receipt": _compile_sentence(
        r"(?:this is )?not a (?:valid )?receipt\b"
        r"|^\W{0,4}keine? (?:gültige )?(?:quittung|kassenbeleg|kassenbon)\b(?!,? keine?)"
        r"|dies(?:er beleg)? ist keine quittung\b"
        r"|(?:n['’]est|ne constitue) pas (?:un reçu|un ticket de caisse)\b"
        r"|no es un recibo\b|non è una ricevuta\b|geen kassabon\b"
    ),
}
_STATES: dict[str, tuple[State, ...]] = {
    "invoice": ("draft", "cancelled", "no_bill"),
    "credit_note": ("draft",),
}
#: A bill of a part, where it prints the rate of its tax: "Abschlagsanforderung Nr. 3", "19 % USt".
_OF_PART = re.compile(r"\W*(?:\S* )?(?:abschlags|anzahlungs)", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:mwst|ust|mehrwertsteuer|umsatzsteuer)\b[^%]{0,20}[0-9] ?%"
    r"|[0-9] ?% (?:mwst|ust|mehrwertsteuer|umsatzsteuer)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?:[^\W\d_]+[ -]?)?(?:status|statut|stato|estado)\s?:?", re.IGNORECASE)
#: Of the first word: "STORNIERT am 16.03.2026".
_CAPITALS = re.compile(r"\W*[^\W\d_a-zà-ÿ]+(?!\w)")
_LARGE = 1.5  # of the page's usual text height
_MARK_CHARS = 160  # longer cells are no marks, and the patterns grow slow on them
_MANY_CELLS_N = 3  # a row of that many cells is a table's


def find_not_final(pages: Sequence[Page], doc_type: str) -> NotFinal | None:
    """What a bill says against paying it: a mark on its first page, or a sentence on any.

    A credit note may say that the invoice it takes back is cancelled; it is no draft for that.
    """
    states: tuple[State, ...] = _STATES.get(doc_type, ("draft", "cancelled"))
    marked = _find_marked(pages[0], states) if pages else None
    if marked is not None:
        return marked
    text = "\n".join(cell.text for page in pages for cell in find_cells(page))
    told = {state: _THIS[state] for state in states if state in _THIS}
    if doc_type in _NO_BILL:
        told["no_bill"] = _NO_BILL[doc_type]
    for state, pattern in told.items():
        found = pattern.search(text)
        if found is not None:
            return NotFinal(state, " ".join(found.group().split()))
    return None


class _Mark(NamedTuple):
    """A cell that may say what the paper is."""

    cell: Cell
    is_weighty: bool  # a word alone in it does: in capitals or as a status above, or set large
    is_title: bool  # above the first amount, or set large


def _find_marked(page: Page, states: Sequence[State]) -> NotFinal | None:
    """What a page is marked as; by the name of what is no bill only in its title's place.

    "Zahlungsanforderung" may head the slip at a bill's foot.
    """
    is_taxed = any(_RATE.search(row.text) for row in find_rows(page))
    for mark in _marks(page):
        text = mark.cell.text
        billed = not mark.is_title or (is_taxed and _OF_PART.match(text))
        for state in states:
            if state == "no_bill" and billed:
                continue
            patterns = (_NAMED[state], _ALONE.get(state) if mark.is_weighty else None)
            if any(pattern and pattern.fullmatch(text) for pattern in patterns):
                return NotFinal(state, text)
    return None


def _marks(page: Page) -> Iterator[_Mark]:
    """The cells that may say what the paper is.

    A row with amounts, or of a table, is about goods; a cell before a number is its caption:
    "Cancelled invoice: 4711".
    """
    usual = usual_height(page)
    above = True
    for row in find_rows(page):
        if AMOUNT.search(row.text):
            above = False
            continue
        for at, cell in enumerate(row.cells):
            if len(cell.text) > _MARK_CHARS:
                continue
            height = height_of(page, cell.words)
            large = height >= _LARGE * usual
            if not large and (len(row.cells) >= _MANY_CELLS_N or _is_caption(row, at)):
                continue
            told = _CAPITALS.match(cell.text) or (at and _STATUS.fullmatch(row.cells[at - 1].text))
            yield _Mark(cell, large or (above and bool(told)), above or large)


def _is_caption(row: Row, at: int) -> bool:
    following = row.cells[at + 1].text if at + 1 < len(row.cells) else ""
    return row.cells[at].text.endswith(":") or bool(re.search(r"[0-9]", following))
