"""Due dates that are the day of something else: an order, a payment, what a letter speaks of."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from schemas.document import Page
from schemas.record import Field, Fields
from tasks.fields.beside import rows_to, texts_beside
from tasks.fields.claims import Claim
from tasks.fields.printed_dates import find_prints
from tasks.fields.recurring_days import comes_round, speaks_of_money
from tasks.values.cells import Cell, Row, find_nearest, find_rows
from tasks.values.dates import DateOrder, find_dates
from tasks.values.day_words import CAME_IN, is_paid_on
from tasks.values.named_fields import without

#: What stands before a date on which a paper was made or something was done, or from which on
#: something is so.
_NOT_DUE = re.compile(
    r"(?<!\w)(?:(?:erstellt|gedruckt|ausgestellt|ausgefertigt) am"
    r"|(?:émis|établi|édité|imprimé)e? le|(?:issued|printed|prepared|created)(?: on)?"
    r"|(?:wurden?|a été|ont été|è stat[oa]|was|were|werd) (?:am|le|il|on|op)"
    r"|from|ab(?: dem)?|seit(?: dem)?|à (?:partir|compter) du|since|stand(?: vom)?"
    r"|kontostand am|solde au|balance (?:on|at))\s?:?\s?$",
    re.IGNORECASE,
)
#: What stands before a date on which a magazine appears, or a course or a fair begins.
_BEGINS = re.compile(
    r"(?<!\w)(?:(?:erschein(?:t|en)|beginn(?:t|en)|startet|stattfindet|findet)"
    r"(?: voraussichtlich)? am"
    r"|(?:appears?|published|begins?|starts?|takes place|is held|opens)(?: on)?"
    r"|(?:para[iî]t(?:ra)?|commence(?:ra)?|débute(?:ra)?|aura lieu|sort(?:ira)?) le"
    r"|(?:esce|uscirà|inizia|si svolge) il|(?:aparece|comienza|empieza|se celebra) el"
    r"|(?:verschijnt|begint|start) op)\s?:?\s?$",
    re.IGNORECASE,
)
#: Of which such a day is one to have the money by.
_PAYMENT = re.compile(
    r"paiement|échéanc|virement|versement|pagament|bonific|transfer|lastschrift|einzieh|raten?\b"
    r"|ratenzahl|vergüt|forderung|termijn|domicilia",
    re.IGNORECASE,
)
#: How the row before a sentence ends.
_ENDED = re.compile(r"[.!?:0-9€$£]\W*$")
#: What a sentence asks for by a date on which nothing is due: to be told of what is wrong.
_OBJECTS = re.compile(
    r"abweichung|einwendung|einwände|einspruch|unstimmigkeit|differenzen|discrepanc|objection"
    r"|(?<!\w)(?:quer(?:y|ies)|disputes?)(?!\w)|écarts|réclamation|contestation|anomalie"
    r"|discrepancia|contestazion|bezwaar|afwijking",
    re.IGNORECASE,
)
#: What speaks of paying.
DUE = re.compile(
    r"fällig|zahl|due|pay|überweis|gleich|eingezogen|abgebucht|échéance|règl|prélev|vir(?:er|ez)"
    r"|verse[rz]|sold(?:er|ez)|collect|debit|settle|remit|saldar",
    re.IGNORECASE,
)
#: A stamp above the day of the payment.
_PAID = re.compile(
    r"\W*(?:paid|bezahlt|beglichen|payée?|réglée?|acquittée?|pagad[oa]|pagat[oa]|betaald|voldaan)"
    r"(?: in full| with thanks| on| am| le| il| el| op)?\W*",
    re.IGNORECASE,
)
_CLOSE = 2.0  # of the text height: from such a stamp to its day
#: A stamp above the day on which the paper came in.
_CAME_IN = re.compile(rf"\W*(?:{CAME_IN})\W*", re.IGNORECASE)
#: What is said of a day on which money or goods are to come.
_CLAIMED = {
    "due_date": re.compile(
        r"fällig|\b(?:be)?zahl(?:en|bar)\b|überweis|begleich|entrichten|\bdue\b|\bpay(?:able)?\b"
        r"|\bpayer\b|régler|verser|échéance|\bpagar|betalen|scadenza|vencimiento",
        re.IGNORECASE,
    ),
    "delivery_date": re.compile(
        r"liefer|arriv|deliver|livr(?:é|ais)|consegn|entreg|gelever|zugestellt|installiert",
        re.IGNORECASE,
    ),
}


def drop_unlikely_due_date(
    fields: Fields, pages: Sequence[Page], claims: Sequence[Claim]
) -> Fields:
    """The fields without a due date before the date of issue, where no caption calls it one.

    It is the date of an order or a delivery; where a caption names it, a clerk has to look. Nor
    with the day of the payment where nothing is owed ("PAID" above "11/09/2026"), or one on which
    the paper came in: "REÇU LE" above "19 OCT. 2026".
    """
    issued, due = fields.get("issue_date"), fields.get("due_date")
    owed = fields.get("amount_due")
    early = isinstance(issued, Field) and isinstance(due, Field) and due.value < issued.value
    settled = isinstance(owed, Field) and Decimal(owed.value) == 0
    stamped = isinstance(due, Field) and _is_stamped(pages, due, paid=settled)
    if (early or stamped) and not any(claim.label == "due_date" for claim in claims):
        return without(fields, "due_date")
    return dict(fields)


def _is_stamped(pages: Sequence[Page], due: Field, *, paid: bool) -> bool:
    """Whether all that stands right above a day is that a paper came in, or that it was paid.

    A stamp of receipt stands close, and nothing before its day: no "Please settle by".
    """
    rows, spans = rows_to(pages, due)
    cells = (c for row in rows[-1:] for c in row.cells if spans[0][2] in c.words)
    above = [found[1] for cell in cells if (found := find_nearest(rows[-2::-1], cell))]
    if paid and any(_PAID.fullmatch(cell.text) for cell in above):
        return True
    stamped = any(_CAME_IN.fullmatch(cell.text) and _is_close(pages, due, cell) for cell in above)
    return stamped and not texts_beside(pages, due)[0].strip()


def _is_close(pages: Sequence[Page], due: Field, above: Cell) -> bool:
    """Whether a cell stands within two text heights above a day."""
    if due.page is None or due.box is None:
        return False
    bottom = pages[due.page - 1].words[above.words[0]].box[3]
    return due.box[1] - bottom < _CLOSE * (due.box[3] - due.box[1])


def drop_days_of_sentences(
    fields: Fields, pages: Sequence[Page], order: DateOrder, claims: Sequence[Claim]
) -> Fields:
    """The fields of a letter, a report or another text without days of which it but speaks.

    "Wir passen unsere Preise ab dem 01.04.2025 an". Those with captions stay, or where the row says
    that they are to pay by or of delivery: "bitte überweisen Sie die Kaution bis zum 15.05.2026".
    """
    if fields.keys() & {"total_gross", "amount_due"}:
        return dict(fields)
    named = {claim.label for claim in claims}
    return {
        name: found
        for name, found in fields.items()
        if name not in _CLAIMED or name in named or _is_claimed(name, found, pages, order)
    }


def _is_claimed(
    name: str, found: Field | list[Field], pages: Sequence[Page], order: DateOrder
) -> bool:
    """Whether the row of a day says that money or goods are to come on it, not from it on."""
    return isinstance(found, Field) and any(
        day.value.isoformat() == found.value
        for page in pages
        for text in page.row_texts()
        if _CLAIMED[name].search(text)
        for day in find_dates(text, order)
        if not _NOT_DUE.search(text[: day.start])
    )


def drop_other_due_date(
    fields: Fields, pages: Sequence[Page], order: DateOrder, claims: Sequence[Claim]
) -> Fields:
    """The fields without a due date that is the day of something else.

    A captioned one stays, but for one that all its captions say of something that comes round:
    "MOT due 14/02/2027".
    """
    due = fields.get("due_date")
    if not isinstance(due, Field):
        return dict(fields)
    if _comes_round(pages, due, order):
        return without(fields, "due_date")
    if any(claim.label == "due_date" for claim in claims):
        return dict(fields)
    prints = find_prints(pages, date.fromisoformat(due.value), order)
    before = [row.text[: found.start] for row, found in prints]
    rest = [text for text in before if not is_paid_on(text)]
    led = len(rest) < len(before) or any(_NOT_DUE.search(t) or _OBJECTS.search(t) for t in rest)
    led = led or _only_begins(pages, date.fromisoformat(due.value), order)
    if not led or any(DUE.search(text) for text in rest):
        return dict(fields)
    return without(fields, "due_date")


def _only_begins(pages: Sequence[Page], day: date, order: DateOrder) -> bool:
    """Whether something begins on a day, and no sentence around it speaks of money.

    "Die Abbuchung findet am 20.05.2026 statt" says when to have the money ready.
    """
    begins = False
    for page in pages:
        rows = find_rows(page)
        for at, row in enumerate(rows):
            for found in find_dates(row.text, order):
                if found.value == day:
                    said = _sentence(rows, at)
                    begins |= bool(_BEGINS.search(row.text[: found.start]))
                    if speaks_of_money(said) or DUE.search(said) or _PAYMENT.search(said):
                        return False
    return begins


def _sentence(rows: Sequence[Row], at: int) -> str:
    """What a row says, with the row above where that may break within a sentence."""
    above = rows[at - 1].text if at else ""
    return rows[at].text if _ENDED.search(above) else f"{above} {rows[at].text}"


def _comes_round(pages: Sequence[Page], due: Field, order: DateOrder) -> bool:
    """Whether each print of a day stands behind, or below, what comes round and is not paid."""
    day = date.fromisoformat(due.value)
    said = [is_so for page in pages for is_so in _come_round(find_rows(page), day, order)]
    return bool(said) and all(said)


def _come_round(rows: Sequence[Row], day: date, order: DateOrder) -> Iterator[bool]:
    """Whether something comes round, by what stands before each print of a day in its row.

    If the day begins its cell, by what stands above it. But not where that, or the sentence around
    the day, speaks of money: "Please settle before our next visit on 30/06/2026".
    """
    for at, row in enumerate(rows):
        for found in find_dates(row.text, order):
            if found.value != day:
                continue
            before = row.text[: found.start]
            cell = row.cell_of(row.words_at(found.start, found.end)[0])
            above = find_nearest(rows[:at][::-1], cell) if before[-1:] in ("", "\t") else None
            said = before + row.text[found.start :].split("\t")[0]
            if at and cell.text[:1].islower():  # a sentence that runs on
                said = f"{rows[at - 1].text} {said}"
            if above and not comes_round(before):
                before = said = above[1].text
            yield comes_round(before) and not speaks_of_money(said)
