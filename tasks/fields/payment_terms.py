"""Sentences that say by when to pay, where the model sees no terms of payment."""

import re
from collections.abc import Iterator, Sequence

from schemas.document import Page
from schemas.record import Field, Fields
from schemas.vocabulary import SALE_TYPES
from tasks.fields.caption_words import is_caption
from tasks.values.cells import Cell, Row, find_rows
from tasks.values.paid_words import EARLY_DISCOUNT

_CONFIDENCE = 0.75
_HARDLY = 0.3  # the same, of terms that any sentence goes before
_DOUBTED = 0.75  # confidence of the model's terms below which the whole sentence is likelier
_DEMAND = re.compile(
    r"(?:bezahlt wird\b|(?:der|den) (?:rechnungs|gesamt)?betrag (?:ist|wird)\b|(?:bitte )?zahlbar\b"
    r"|zahlung (?:sofort|innerhalb|innert|binnen|ohne|bis)\b|zahlungsziel:? [0-9]"
    r"|[0-9]+ ?% skonto (?:bei|bis|innerhalb)\b|wij verzoeken u(?: [a-z]+){0,4} binnen\b"
    r"|bitte (?:(?:innerhalb|innert|binnen|bis)\b|(?:überweis|zahl|begleich)\w*)"
    r"|wir bitten um (?:zahlung|überweisung|begleichung)\b"
    r"|bis [0-9. ]{6,10} erhalten sie [0-9,]+ ?% skonto"
    r"|payment (?:is )?(?:due|within|by|on (?:your|completion|receipt|delivery)|[0-9]{1,3} days)\b"
    r"|accounts are payable within\b|(?:this|the) (?:bill|invoice|account) is (?:due|payable)\b"
    r"|we kindly ask you to (?:transfer|pay|remit|settle)\b"
    r"|the (?:total )?(?:amount(?: due)?|balance) will be (?:collected|debited|taken)\b"
    r"|(?:payment )?due (?:within|by|on|upon)\b"
    r"|please (?:pay|remit|settle)\b|payable (?:by|within|without|on)\b|our terms are\b"
    r"|payable (?:dès|à|sous|au plus tard|avant)\b"
    r"|(?:paiement|règlement) (?:à|sous|dans|comptant|par [a-z]+ (?:à|sous|dans|le))\b"
    r"|(?:net )?à régler\b"
    r"|(?:merci de|veuillez|nous vous prions de) (?:bien vouloir )?(?:nous )?"
    r"(?:régler|payer|virer)\b)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"[0-9]{1,3} (?:tagen?|days?|jours|dagen)\b|\bnet [0-9]{1,3}\b|(?:one|calendar|[0-9]) months?\b"
    r"|[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}"
    r"|[0-9]{1,2}\.? [^\W\d_]{3,9} [0-9]{4}"
    r"|\b(?:sofort|completion|receipt|delivery|réception|erhalt|comptant|immediately"
    r"|ohne (?:jeden |weiteren )?abzug"
    r"|without (?:any )?(?:deduction|discount)|sans (?:escompte|déduction))\b",
    re.IGNORECASE,
)
#: What names terms of payment in a cell of its own, or with a colon.
_CAPTION = re.compile(
    r"(?:zahlungs?-?(?:bedingung(?:en)?|konditionen|ziel|weise|art)?|konditionen"
    r"|(?:payment )?terms|terms of payment|payment"
    r"|(?:conditions|modalités|mode) de (?:paiement|règlement)|paiement|règlement"
    r"|(?:condizioni|modalità) di pagamento|pagamento"
    r"|(?:condiciones|forma) de pago|betaling(?:s(?:voorwaarden|termijn|conditie))?)\s?:?(?=\s|$)",
    re.IGNORECASE,
)
#: What a cell below a caption has to say: a number of days, "net", or whether a part is let off.
_TERM = re.compile(
    r"^(?!.*:$)(?:.*(?<![0-9/.-])[0-9]{1,3} (?:tagen?|days?|jours|dagen|giorni|días)\b"
    rf"|.*\b(?:net|netto|abzug|{EARLY_DISCOUNT})\b)",
    re.IGNORECASE,
)
#: The same where nothing but a space parts it from its caption: "TERMS Net 15".
_SHORT_TERM = re.compile(
    r"(?:net|netto) [0-9]{1,3}(?: \w+)?|[0-9]{1,3} (?:days?|tage|jours)(?: \w+)?", re.I
)
#: What goes on with terms that are already said: "30 jours, soit le 22 mai 2026".
_THAT_IS = re.compile(r",? (?:soit|d\. ?h\.|i\. ?e\.)(?= )", re.IGNORECASE)
#: What may begin terms, and alone are none.
_SCRAP = re.compile(
    r"bis|binnen|innerhalb|innert|zahlbar|by|within|until|due|payable|sous|avant|le|à|entro",
    re.IGNORECASE,
)
_DATED = re.compile(r"[0-9]{2,4}$")
_FEWEST_WORDS_N = 5  # of terms without a full stop behind their date
#: No end is the point of an ordinal or abbreviation: "17. Oktober", "Nr. 3".
_SENTENCE_END = re.compile(
    r"(?<!\b[0-9])(?<!\b[0-9]{2})(?<!\bNr)(?<!\bNo)(?<!\bAbs)(?<!\bd\.h)(?<!\bd\. h)"
    r"[.!](?= [^\W\d_a-zäöüéèàç]|$)"
)
#: A row that the next one goes on with, though that begins large: "innerhalb von 14", "auf unser";
#: not one that a year ends.
_OPEN_END = re.compile(r"(?:[0-9](?<!\b20[0-9]{2})|(?<!\w)[a-zà-ü]{1,5}|[,(&-])$")
_ACCOUNT = re.compile(r"\s(?:[–-] [^–]{2,30} )?(?:[–-] )?(?:IBAN|BIC)\b")
#: What but leads over to the account below: "by bank transfer to:", ", par virement sur ... :".
_TO_ACCOUNT = re.compile(
    r",? (?:by|per|via|mittels|par|con|mediante|tramite) (?:bank )?(?:transfer|bacs|überweisung"
    r"|banküberweisung|virement(?: bancaire)?|bonifico(?: bancario)?|transferencia(?: bancaria)?"
    r"|overschrijving)(?: [^\W\d_][\w’'-]*){0,5}\s?:$",
    re.IGNORECASE,
)
_MOST_ROWS_N = 3
_LONGEST = 170
_EDGE = 0.006  # of the page's width: how far apart the left edges of a sentence's rows may be
_CLOSE = 0.9  # of the text height: more free space than that parts two texts


def add_payment_terms(fields: Fields, pages: Sequence[Page], doc_type: str) -> Fields:
    """The fields with a sentence on when to pay, if there are no terms or but a doubtful part."""
    known = fields.get("payment_terms")
    known = known if isinstance(known, Field) else None
    if doc_type not in SALE_TYPES:
        return fields
    for number, page in enumerate(pages, start=1):
        for text, words in (*_find_sentences(page), *_find_captioned(page)):
            if known is not None and not _may_replace(known, text):
                continue
            if len(text) > _LONGEST or not _WHEN.search(text):
                continue
            if known is None and _is_caption(text):
                continue
            terms = Field(
                value=text,
                raw=text,
                confidence=_CONFIDENCE,
                page=number,
                box=page.box_of(words),
                origin="rule",
            )
            return {**fields, "payment_terms": terms}
    return fields


def _may_replace(known: Field, text: str) -> bool:
    """Whether a sentence is surer than the terms that the model sees, or says all of them."""
    if known.confidence < _HARDLY:
        return not _is_caption(text)
    if _only_leads_on(known.value, text):
        return True
    if known.confidence < _DOUBTED or _SCRAP.fullmatch(known.value):
        return known.value in text
    return text.startswith(known.value) and bool(_THAT_IS.match(text, len(known.value)))


def _only_leads_on(terms: str, text: str) -> bool:
    """Whether terms say no more than a sentence but how the money goes to the account below."""
    return terms.startswith(text) and bool(_TO_ACCOUNT.fullmatch(f"{terms[len(text) :]}:"))


def _find_captioned(page: Page) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Terms behind their caption, in its cell, in the next one or below, and their words."""
    rows = find_rows(page)
    for number, row in enumerate(rows):
        for at, cell in enumerate(row.cells):
            caption = _CAPTION.match(cell.text)
            if caption is None:
                continue
            if caption.end() < len(cell.text):
                start = caption.end() + 1
                if caption.group().endswith(":") or _SHORT_TERM.fullmatch(cell.text, start):
                    yield _cut(cell.text[start:], _words_from(cell, start))
                continue
            if at + 1 < len(row.cells):
                yield _cut(row.cells[at + 1].text, row.cells[at + 1].words)
            under = rows[number + 1 : number + 3]
            if _heads_column(page, row, at, under):
                for below in under:
                    one = _row_on(page, cell, below)
                    if one is not None and _TERM.search(one.text):
                        yield _cut(one.text, one.words)


def _heads_column(page: Page, row: Row, at: int, below: Sequence[Row]) -> bool:
    """Whether nothing stands beside a cell, or another caption, whose value is below it, too."""
    beside = row.cells[at + 1 : at + 2]
    return all(
        is_caption(one.text) or any(_row_on(page, one, under) for under in below) for one in beside
    )


def _find_sentences(page: Page) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Sentences that begin with a demand, and their words; they may go on in the rows below."""
    rows = find_rows(page)
    for at, row in enumerate(rows):
        for cell in row.cells:
            for match in _DEMAND.finditer(cell.text):
                before = cell.text[: match.start()].rstrip()
                captions = cell.text.isupper() and not re.search(r"[0-9]", cell.text)
                if captions or (before and before[-1] not in ".:!;–·|"):
                    continue
                words = _words_from(cell, match.start())
                text = cell.text[match.start() :]
                last = cell
                for below in rows[at + 1 : at + _MOST_ROWS_N]:
                    if _SENTENCE_END.search(text):
                        break
                    rest = _row_on(page, last, below)
                    if rest is None or not _runs_on(text, rest.text):
                        break
                    text, words, last = f"{text} {rest.text}", words + rest.words, rest
                yield _cut(text, words)


def _is_caption(text: str) -> bool:
    """Whether a text but names a date: "zahlbar bis 01.02.2025"."""
    dated = _DATED.search(text) and not _SHORT_TERM.fullmatch(text)
    return bool(dated) and text.count(" ") < _FEWEST_WORDS_N - 1


def _words_from(cell: Cell, start: int) -> tuple[int, ...]:
    """The cell's words from a place in its text."""
    return cell.words[cell.text[:start].count(" ") :]


def _row_on(page: Page, cell: Cell, below: Row) -> Cell | None:
    """The cell that goes on with a text in the next row: right below, from the same left edge."""
    box = page.words[cell.words[0]].box
    for one in below.cells:
        near = page.words[one.words[0]].box[1] - box[3] < _CLOSE * (box[3] - box[1])
        if near and abs(one.x0 - cell.x0) < _EDGE:
            return one
    return None


def _runs_on(text: str, below: str) -> bool:
    """Whether a row can go on with a text that has not ended: a new sentence begins large.

    So does what a caption of its own names: "Terms: 30 days net".
    """
    caption = _CAPTION.match(below)
    if caption is not None and caption.group().endswith(":"):
        return False
    return not below[0].isupper() or bool(_OPEN_END.search(text))


def _cut(text: str, words: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The text up to the end of its first sentence, and before a bank account."""
    account = _ACCOUNT.search(text)
    said = text[: account.start()] if account else text
    end = _SENTENCE_END.search(said)
    said = said[: end.end()] if end else _TO_ACCOUNT.sub("", said)
    return said, words[: said.count(" ") + 1]
