"""What the words before an amount say of it, weighed into the model's opinion.

"TOTAL GST 8.40" is a tax and "CHANGE 1.60" is no field at all, however much the number looks like
a total. The key on an amount's own row shifts the probabilities of the amount labels; it never
makes a label out of nothing.
"""

import math
import re

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.entities import gap_between
from tasks.values.page_by_page import page_by_page
from tasks.values.paid_words import LAID_OUT
from tasks.values.sum_words import COLUMN_SUM_WORDS, SUBTOTAL_WORDS
from tasks.values.tax_words import TAX, TAX_WORDS

_AMOUNT = re.compile(r"[0-9]")
_LABELS = frozenset(
    {"total_gross", "total_net", "total_tax", "rounding", "amount_due", "lines_net", "prepaid"}
)
#: Row key → the labels it speaks for. The first pattern that fits a row is its key.
_KEYS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(labels.split()))
    for pattern, labels in (
        (
            r"\b(?:total|amount|nett?)\b.*\b(?:after|incl\w*|rounded)\b.*\bround|\brounded total|"
            r"\btotal rounded",
            "total_gross amount_due",
        ),
        (
            r"\bround(?!ed)\w*|\brundung|\barrondi|\bredondeo|\barrotond|\bafronding|\bpembulatan",
            "rounding",
        ),
        (
            r"(?:gewicht|\bweight|\bpoids|\bpeso)\b(?: totale?\b)?"
            r"(?!.*(?:betrag|total|amount|summe|montant))|"
            r"\bchange\b|\bcash\b|\btender|\bkembali|\btunai|\bgegeben|\brückgeld|\bq(?:ua)?n?ty\b|"
            r"\bquantity\b|\bitems?\b|\bsavings?\b|\bvisa\b|\bmaster\s?card|\bdebit\b|"
            rf"\b{COLUMN_SUM_WORDS}",
            "",
        ),
        (
            # What was paid for the reader and what no tax is asked of: neither tax nor total.
            rf"^\W*{LAID_OUT}\b(?!.*\btotal)"
            r"|^(?!.*total).*\b(?:hors champ|outside (?:the )?scope|nicht steuerbar)",
            "",
        ),
        (
            rf"\bexcl|\b(?:ex\.?\s?|before |ohne ){TAX_WORDS}|"
            r"\bnetto\b|\bht\b|\bhors t|\bimponibile|\bbase imponible|\bnet (?:total|amount)\b",
            "total_net lines_net",
        ),
        (
            rf"\b{SUBTOTAL_WORDS}",
            "lines_net total_net",
        ),
        (
            r"\bincl|\binkl|\bgrand\s?total|\bnett? total|\bttc\b|\bbrutto\b|\bpayable|\bà payer|"
            r"\bamount due|\btotal due|\bzahlbetrag|\bte betalen|\btotal a pagar|\bda pagare",
            "total_gross amount_due",
        ),
        (
            # Of Indian taxes each is a half: no total.
            rf"(?!\b(?:[cs]|ut)gst\b){TAX.pattern}",
            "total_tax",
        ),
        (
            r"\btotal\b|\bgesamt|\brechnungsbetrag|\bendbetrag|\bsumme\b|\btotale\b|\btotaal\b|"
            r"\bjumlah\b|\bimporte total",
            "total_gross amount_due",
        ),
    )
)
#: A sentence in the column before an amount, which is no key: "on file, no sales tax."
_SENTENCE = re.compile(r"(?:\S+ ){7}(?:\S+ )*[a-zà-ÿ]{3,}\.")
_COLUMN_GAP = 1.6  # of the text height: a wider gap parts two columns
_FOR, _AGAINST = 1.0, -1.5  # log of the factor on a label's probability


@page_by_page
def weigh_keys(page: Page, tags: list[WordTag]) -> list[WordTag]:
    """The tags with each amount's probabilities shifted by the key before it on its row."""
    weighed, key, said, last = [], "", "", page.words[:1]
    for word, tag in zip(page.words, tags, strict=True):
        if word.row != last[0].row:
            key, said = "", ""
        elif gap_between(page, last[0], word) > _COLUMN_GAP and _SENTENCE.fullmatch(said):
            key = ""
        last = (word,)
        if _AMOUNT.search(word.text) and _concerns(tag):
            labels = _speaks_for(f"{key} {word.text}")
            weighed.append(tag if labels is None else _shift(tag, labels))
        else:
            weighed.append(tag)
        key, said = f"{key} {word.text}", f"{said} {word.text}".strip()
    return weighed


def _concerns(tag: WordTag) -> bool:
    return tag.label in _LABELS or any(label in _LABELS for label, _ in tag.alternatives)


def _speaks_for(key: str) -> frozenset[str] | None:
    """The labels that a row's key names; None where it says nothing."""
    if not re.search(r"[^\W\d_]{2}", key):
        return None
    return next((labels for pattern, labels in _KEYS if pattern.search(key)), None)


def _shift(tag: WordTag, labels: frozenset[str]) -> WordTag:
    chances = {tag.label: tag.confidence, **dict(tag.alternatives)}
    weights = {
        label: chance * math.exp((_FOR if label in labels else _AGAINST) * (label in _LABELS))
        for label, chance in chances.items()
    }
    rest = max(0.0, 1.0 - sum(chances.values()))
    total = sum(weights.values()) + rest
    ranked = sorted(((w / total, label) for label, w in weights.items()), reverse=True)
    (confidence, label), *others = ranked
    return WordTag(
        label=label,
        begins=tag.begins or label != tag.label,
        confidence=confidence,
        alternatives=tuple((name, chance) for chance, name in others),
    )
