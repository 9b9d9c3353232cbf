"""Sentences that say nothing but that a bill is paid: "Paid by Visa ending 1234 on 12/03/2026".

They are known as a whole: beside them only a day, a card's digits, a means of payment, an amount or
thanks may stand. Any other word may turn them round: "Paid in full within 30 days earns 2 % off".
A stamp's bare "PAID" says nothing: the buyer's clerk may have set it.
"""

import re

from tasks.values.paid_words import MEANS

#: What is paid at once.
_AT_ONCE = (
    rf"(?:(?:(?:visa|master ?card) )?(?:debit |credit )?card|(?:carte|carta|tarjeta|kaart) visa"
    rf"|visa debit|{MEANS}"
    r"|(?:apple|google|shop|amazon) pay|stripe|ideal|bancontact"
    r"|twint|giropay|bizum|satispay|pin|carte|carta|kaart|creditcard|(?:au )?comptant|contado"
    r"|contant)"
)
#: What is paid later as well, so that the day must be told.
_LATER = (
    r"(?:(?:bank |wire )?transfer|che(?:que|ck)|(?:bank)?überweisung|virement(?: bancaire)?|chèque"
    r"|bonifico(?: bancario)?|assegno|transferencia(?: bancaria)?|(?:bank)?overschrijving)"
)
_DATE = (
    r"(?:[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th|er|\.)? (?:de )?[^\W\d_]{3,10}\.?,? (?:de )?[0-9]{4}"
    r"|[^\W\d_]{3,10}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4})(?:,? [0-9]{1,2}:[0-9]{2}(?: uhr)?)?"
)
_DAY = rf"(?:(?:on|am|le|il|el|op|the|vom|du|del) )?{_DATE}"
_CARD = r"(?:(?:ending|endend)(?: in| with| auf)? )?[*•·x. -]{0,20}[0-9]{4}"
_BY = (
    r"(?:by|with|via|using|per|mit|durch|über|in|par|en|avec|con|por|mediante|tramite|al|met|door)"
)
_MONEY = r"(?:[€£$]|eur|usd|gbp|chf)"
_AMOUNT = rf"(?:{_MONEY} ?)?[0-9]{{1,3}}(?:[.,' ]?[0-9]{{3}}){{0,3}}[.,][0-9]{{2}}(?: ?{_MONEY})?"
#: The number under which a payment service knows it.
_NUMBER = r"\(?(?:transaktion(?:scode)?|transaction(?: id)?|ref(?:erence|\.)?) [A-Z0-9]{6,}\)?"
_THANKS = (
    r"(?:with (?:many )?thanks|(?:many )?thanks|thank you(?: very much)?"
    r"(?: for your (?:payment|order|business|purchase|custom))?|mit dank|danke|dankend"
    r"|(?:vielen|besten|herzlichen) dank(?: für ihre[n]? (?:zahlung|bestellung|einkauf|auftrag))?"
    r"|(?:avec )?(?:nos )?(?:remerciements|merci)(?: de votre (?:visite|achat|commande))?"
    r"|(?:muchas )?gracias|(?:mille )?grazie"
    r"|(?:met )?dank|(?:hartelijk )?bedankt)"
)
_HOW = rf"\(?(?:{_BY} )?(?:{_AT_ONCE}(?: {_CARD})?|{_LATER})\)?"
_BESIDE = rf"(?:[,:]? (?:[–—-] )?(?:{_HOW}|{_DAY}|{_AMOUNT}|{_NUMBER}|{_THANKS}))"
#: Between the verb and its participle: "wurde am 10.11. über PayPal bezahlt".
_AMID = rf"(?:(?:{_HOW}|{_DAY}|{_THANKS}) ){{0,3}}"
_SUM = r"(?:(?:rechnungs|gesamt|end|brutto|kauf)?-?betrag|(?:gesamt|rechnungs)?summe)"
_HER = r"(?:d(?:er|ie|iese|en)|ihre?n?)"
#: Whole clauses.
_CLAUSE = (
    r"(?:(?:this|your|the) (?:invoice|bill|order|(?:(?:full|total|invoice) )?(?:amount|total)"
    r"|balance) (?:has(?: already| now)? been|was(?: already)?|is (?:already|fully))"
    r"(?: fully)? paid(?: in full)?"
    rf"|{_HER} (?:{_SUM}|rechnung|bestellung) (?:wurde|ist) (?:bereits )?{_AMID}"
    r"(?:vollständig )?(?:bezahlt|beglichen)"
    rf"|{_HER} {_SUM} haben wir (?:bereits )?{_AMID}erhalten"
    r"|(?:cette|la|votre) facture (?:a été|est) (?:déjà |entièrement |intégralement )?"
    r"(?:acquittée|réglée|payée|soldée)"
    r"|(?:esta|la|su) factura (?:ya )?(?:ha sido|está|fue) (?:ya )?(?:pagada|abonada|saldada)"
    r"|(?:questa|la) fattura è (?:già )?(?:stata )?(?:già )?(?:pagata|saldata|quietanzata)"
    rf"|(?:deze|de|uw) factuur is (?:reeds |al |inmiddels )?{_AMID}(?:volledig )?"
    r"(?:voldaan|betaald))"
)
#: Short ones that need nothing beside them.
_SHORT = (
    r"(?:(?:already |fully )*paid in full|fully paid|paid with thanks|invoice (?:fully )?paid"
    r"|(?:full )?payment received (?:in full|with thanks)|full payment received"
    rf"|{_SUM} {_AMID}(?:dankend|bar) {_AMID}erhalten|vollständig bezahlt"
    r"|rechnung (?:bereits |vollständig )?(?:bezahlt|beglichen)"
    r"|facture (?:déjà |entièrement |intégralement )?(?:acquittée|réglée|payée|soldée)"
    r"|factura (?:ya )?(?:pagada|abonada|saldada)|fattura (?:già )?(?:pagata|saldata|quietanzata)"
    r"|factuur (?:reeds |al )?(?:voldaan|betaald)|met dank voldaan)"
)
_ALREADY = r"(?:already|bereits|schon|déjà|già|ya|reeds|al)"
#: A participle alone.
_WORD = (
    r"(?:paid|bezahlt|beglichen|(?:pay|régl|acquitt)ée?|pagad[oa]|(?:pagat|saldat)[oa]|betaald"
    r"|voldaan)"
)
_TOLD = rf"(?:{_ALREADY} )?{_WORD}(?=\W+(?:{_HOW}|{_DAY}|{_AMOUNT})(?!\w))"
_NOTHING = (
    r"(?:no (?:further )?payment (?:is )?(?:required|necessary|needed)"
    r"|(?:es ist )?keine (?:weitere )?zahlung (?:mehr )?(?:erforderlich|notwendig|nötig)"
    r"|aucun (?:paiement|règlement) (?:n['’]est )?(?:requis|nécessaire)"
    r"|no se requiere (?:ningún )?pago|nessun pagamento (?:è )?(?:richiesto|dovuto)"
    r"|geen betaling (?:nodig|vereist))"
)
#: What may stand before or after, and says nothing alone.
_ELSE = (
    rf"(?:{_THANKS}|{_HOW}{_BESIDE}{{0,3}}|bitte (?:nicht|nichts)(?: mehr)? überweisen"
    r"|(?:please )?do not (?:pay|transfer))"
)
_CAPTION = (
    r"(?:(?:payment|invoice) status|payment(?: method)?|zahl(?:ungs)?(?:art|status|weise)|zahlung"
    r"|status|état|estado|stato|(?:mode de )?(?:paiement|règlement)|(?:forma de )?pago"
    r"|(?:modalità di )?pagamento|betaal(?:wijze|status)|betaling)"
)
_SENTENCE = re.compile(r"(?<! [0-9])(?<! [0-9][0-9])[.!;]+(?: +|$)| [–—|] ")
_IS_CLAUSE, _IS_TOLD = (
    re.compile(rf"[*✓✔ ]*(?:{_CAPTION}:? )?(?:{said}){_BESIDE}{{0,5}}", re.IGNORECASE)
    for said in (_CLAUSE, rf"{_SHORT}|{_TOLD}|{_NOTHING}")
)
_DATED, _MEANS, _SLOW = (
    re.compile(rf"(?<!\w){text}(?!\w)", re.IGNORECASE)
    for text in (_DATE, rf"(?:{_AT_ONCE}|{_LATER})", _LATER)
)
_LONGEST = 160  # of a text that says nothing else
_STATUS = re.compile(rf"{_CAPTION}:? {_WORD}", re.IGNORECASE)
_HARMLESS = re.compile(rf"(?:{_CAPTION}:? )?{_ELSE}", re.IGNORECASE)


def says_paid(text: str) -> str:
    """The text, if it says that all is paid and nothing else: "Danke! Bezahlt mit PayPal"."""
    text = text.strip()
    if len(text) > _LONGEST or not text.lstrip("*✓✔ ")[:1].isupper() or _leaves_open(text):
        return ""
    parts = [part for part in _SENTENCE.split(text) if part]
    said = [part for part in parts if is_clause(part) or _is_told(part)]
    harmless = all(part in said or _HARMLESS.fullmatch(part) for part in parts)
    return text if said and harmless else ""


def _leaves_open(text: str) -> bool:
    """Whether means are to choose from, or one that takes its time is told without a day."""
    return len(_MEANS.findall(text)) > 1 or bool(_SLOW.search(text) and not _DATED.search(text))


def is_clause(text: str) -> bool:
    """Whether a sentence has a verb, so that it is no caption: "This invoice has been paid"."""
    return bool(_IS_CLAUSE.fullmatch(text.strip(" .!")))


def _is_told(text: str) -> bool:
    return bool(_IS_TOLD.fullmatch(text) or _STATUS.fullmatch(text))
