"""What letters say: by it they are told from the papers that they are about."""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.vocabulary import DocType
from tasks.kinds.receipts import NAMES_INVOICE
from tasks.kinds.titles import find_titles
from tasks.values.cells import cell_texts, find_rows
from tasks.values.notation import AMOUNT, CURRENCY, NO_CENTS

_SALUTATION = re.compile(
    r"sehr geehrte|guten tag\b|dear\b|(?:madame|monsieur)\b.{0,30},$|geachte\b|estimad[oa]s?\b"
    r"|muy señor|egregi[oa]?\b|gentil[ei]\b|spett",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"freundliche[nm]? gr|hochachtungsvoll|im auftrag\b|yours (?:sincerely|faithfully|truly)"
    r"|(?:kind|best) regards|salutations|(?:prions d['’]|veuillez )agréer|atentamente"
    r"|(?:distinti|cordiali) saluti|vriendelijke groet",
    re.IGNORECASE,
)
#: What confirms an order in a sentence of a letter: "this is to confirm your order 4711".
_CONFIRMS = re.compile(
    r"\bconfirm(?:s|ing)? (?:(?:receipt|acceptance) of )?your (?:order|booking|reservation)\b"
    r"|\bbestätig(?:en|e) (?:wir |ich )?(?:ihnen )?(?:hiermit )?(?:ihren? |den )?"
    r"(?:auftrag|bestellung|buchung|reservierung)\b"
    r"|\bconfirm(?:ons|e) (?:\w+ ){0,2}?votre (?:commande|réservation)\b",
    re.IGNORECASE,
)
#: An amount, also one without cents beside its currency: "CHF 250.–", "250 EUR".
_AMOUNT = re.compile(
    rf"{AMOUNT.pattern}|[0-9]{NO_CENTS}"
    rf"|(?:(?<!\w){CURRENCY}|\bFr\.) ?[0-9]|[0-9] ?{CURRENCY}(?!\w)",
    re.IGNORECASE,
)
#: What a customer writes who does not mean to pay all of a bill, to whoever sent it.
_DISPUTES = re.compile(
    r"\b(?:um|senden sie) .{0,20}(?:berichtigte|korrigierte)n? rechnung"
    r"|bitten (?:wir |sie )?um (?:eine )?gutschrift\b"
    r"|\b(?:halten|behalten) (?:wir|ich) (?:die|ihre|den) \w+ (?:zurück|ein)"
    r"|\b(?:(?:wir|ich) (?:beanstande|widerspreche)|(?:beanstande|widerspreche)n? (?:wir|ich))"
    r"|\b(?:we|i) (?:dispute|contest|reject|query)\b|[–-] complaint\b|withhold(?:ing)? payment"
    r"|\b(?:send|issue) .{0,20}(?:corrected|revised|amended) invoice"
    r"|ask you to (?:cancel|credit|correct)\b|contestation de (?:votre|la) facture"
    r"|\b(?:nous |je )contest|d['’]émettre un avoir|\bsuspend(?:ons|s) le (?:règlement|paiement)",
    re.IGNORECASE,
)
#: What a quotation calls itself somewhere.
_OFFER = re.compile(
    r"devis\b|offre\b|\boffer|angebot|\b(?:an)?bieten\b|offert|quot(?:e|ation)|estimate"
    r"|kostenvoranschlag|preventivo|presupuesto|oferta|proposal|propos(?:ition|ta|ons|er)|propuesta"
    r"|\bvalid until\b|\bgültig bis\b|\bvalable jusqu",
    re.IGNORECASE,
)
#: How a title names a paper that is one, and no other that it speaks of.
_TITLED = ("alone", "numbered", "leading")
#: What an offer comes to, without and with tax.
_SUMMED = re.compile(
    r"(?:sub|grand )?total\b|totale\b|totaal\b|(?:gesamt|end|netto|brutto|zwischen)"
    r"(?:summe|betrag|preis)\b|summe\b|montant total\b",
    re.IGNORECASE,
)
_SUMS_N = 2


def greets(cells: Sequence[str]) -> bool:
    """Whether a text has a salutation, and a closing formula."""
    return any(map(_SALUTATION.match, cells)) and any(map(_CLOSING.search, cells))


def confirms_order(pages: Sequence[Page]) -> bool:
    """Whether a letter without a title confirms an order in a sentence, and bills nothing."""
    cells = cell_texts(pages)
    if not greets(cells) or list(find_titles(pages[0])) or any(map(NAMES_INVOICE.search, cells)):
        return False
    return _CONFIRMS.search(" ".join(cells)) is not None


def claims_nothing(pages: Sequence[Page]) -> bool:
    """Whether a text greets its reader and names no amount: it reminds of no debt."""
    cells = cell_texts(pages)
    return greets(cells) and not any(map(_AMOUNT.search, cells))


def disputes(pages: Sequence[Page], doc_type: DocType) -> bool:
    """Whether a text without such a title greets its reader and disputes what that one billed."""
    cells = cell_texts(pages)
    titles = (title for title in find_titles(pages[0]) if title.how in ("alone", "numbered"))
    if not greets(cells) or any(title.kind == doc_type for title in titles):
        return False
    return _DISPUTES.search(" ".join(cells)) is not None


def tells_prices(pages: Sequence[Page]) -> bool:
    """Whether a text greets its reader and offers nothing by name: new prices, in a letter."""
    cells = cell_texts(pages)
    return greets(cells) and not any(map(_OFFER.search, cells))


def quotes(pages: Sequence[Page]) -> bool:
    """Whether a letter is titled as a quotation and nothing else, and adds up what it offers.

    "Quotation ref. Q/1904" above the greeting; the prices are on a schedule behind it.
    """
    if {title.kind for title in find_titles(pages[0]) if title.how in _TITLED} != {"quote"}:
        return False
    rows = [row.cells for page in pages for row in find_rows(page) if len(row.cells) > 1]
    summed = [row for row in rows if _SUMMED.match(row[0].text) and AMOUNT.search(row[-1].text)]
    return len(summed) >= _SUMS_N
