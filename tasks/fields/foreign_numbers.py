"""Numbers that no field holds: of a mandate to debit, a licence, an insurance, a car's repair.

They look like references, so the model takes them for one where the page prints no other.
"""

import re
from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import OUTSIDE, Tags, WordTag
from schemas.record import Field, Fields
from schemas.vocabulary import INVOICE_TYPES, PARTY_NAMES
from tasks.fields.beside import last_cell
from tasks.fields.caption_words import is_caption
from tasks.fields.claims import Claim
from tasks.fields.number_words import NO
from tasks.values.cells import find_cells, find_rows
from tasks.values.entities import is_inside
from tasks.values.your_words import YOUR

_WHAT = (
    r"(?:r\.?u\.?m\.?|umr|(?:sepa[- ])?mandats?(?:referenz)?(?: sepa)?|(?:direct debit )?mandate"
    r"|mandaat(?:kenmerk)?|mandato|licen[cs]es?|lic\.|lizenz|licenza|licencia|vergunning"
    r"|(?:accredited|ukas)(?: [a-z]+){0,3}|akkreditierung(?:snummer)?|accréditation"
    r"|gas safe(?: reg(?:ister|istered|istration)?\.?)?"
    rf"|{YOUR} (?:angebot|quot(?:e|ation)|offer|offre|devis|offerte|offerta"
    r"|oferta|presupuesto)|articles?(?= [LRD]\.?\s?[0-9]{2,4}-[0-9])"
    r"|reservierungs?|(?:room )?reservation|réservation|prenotazione|reserva|reservering"
    r"|(?:assurance (?:décennale|responsabilité|rc)|\w*haftpflicht\w*"
    r"|(?:professional|public) (?:liability|indemnity))\b"
    r"[^.;|\t]{0,45}\b(?:contrat|police|policy|vertrag)"
    r"|(?:garantie |assurance )?décennale|p\.?\s?o\.?(?= ?box)"
    r"|steuer(?=-?\s?(?:nr|nummer))|tax (?:payer )?(?=no|number)"
    r"|rcc|zsr|rpps|finess|lanr|bsnr)"  # by which insurers know a doctor
)
#: What a garage was to do, on its bill.
_REPAIR = (
    r"(?:(?-i:O\.?R\.?)(?= ?n[°º])|ordre de réparation|orden (?:de )?rep(?:aración|\.)"
    r"|(?:reparatur|werkstatt)auftrags?)"
)
#: By what a register knows a contract's parties.
_REGISTERED = r"(?:company(?: registration)?|kvk|hr[ab]|c\.?i\.?f\.?|n\.?i\.?f\.?)"
_FOREIGN, _REPAIRED, _OF_PARTY = (
    re.compile(
        rf"(?<![\w-]){what}(?:s?{NO})?\s?:?\s+"
        r"(?P<value>(?:[A-Z]{1,4} )?(?=[\w./-]*[0-9]{3})[^\W_][\w./-]*)(?![\w.,]*%)",
        re.IGNORECASE,
    )
    for what in (_WHAT, _REPAIR, _REGISTERED)
)
#: What the model makes of such a number.
_TAKEN_FOR = frozenset({
    "invoice_number", "document_number", "po_number", "contract_number", "buyer_reference",
    "payment_reference", "seller_registration_id",
})  # fmt: skip
_SURE = 0.9  # confidence of a word that the model knows better
_TEXTS = ("buyer_reference", "payment_reference")


def find_foreign_numbers(pages: Sequence[Page], tags: Tags, doc_type: str) -> list[Claim]:
    """Claims that the numbers of mandates, licences, offers and laws' articles are no field's.

    Nor, on a bill, is that of a car's repair, unless it is called an order: "N° commande : OR n°";
    nor, in a contract, a party's in a register: "incorporated in England, company number 04418822".
    """
    return [
        Claim(OUTSIDE, number, words)
        for number, page in enumerate(pages)
        for row in find_rows(page)
        for match in (*_FOREIGN.finditer(row.text), *_find_of_type(row.text, doc_type))
        if (words := row.words_at(*match.span("value")))
        and all(_may_be_foreign(tags[number][word]) for word in words)
        and not (match.re is _REPAIRED and tags[number][words[0]].label == "document_number")
    ]


def _find_of_type(text: str, doc_type: str) -> list[re.Match[str]]:
    """Numbers of a contract's parties, or of repairs that a bill names without a caption."""
    if doc_type == "contract":
        return [*_OF_PARTY.finditer(text)]
    if doc_type not in INVOICE_TYPES:
        return []
    found = _REPAIRED.finditer(text)
    return [one for one in found if not is_caption(last_cell(text[: one.start()]).rstrip(" :"))]


def _may_be_foreign(tag: WordTag) -> bool:
    return tag.label == OUTSIDE or (tag.label in _TAKEN_FOR and tag.confidence < _SURE)


#: An order without a number: "tel.", "mündlich".
_BY_WORD = re.compile(r"[^\W\d_A-ZÀ-Þ]+\.?")


def drop_mere_signs(fields: Fields, pages: Sequence[Page]) -> Fields:
    """The fields without a reference of a single letter or digit, which refers to nothing.

    Nor is a word of a caption one: "BL" of "N° BL"; and "tel." says how was ordered, by no number.
    A party's name of nothing but marks, "&", is none.
    """

    def is_sign(name: str, found: Field) -> bool:
        if name == "po_number":
            return bool(_BY_WORD.fullmatch(found.value))
        if name in PARTY_NAMES:
            return not re.search(r"\w", found.value)
        short = len(re.sub(r"[\W_]", "", found.value)) < 2
        return name in _TEXTS and (short or _is_of_caption(pages, found))

    return {
        name: found
        for name, found in fields.items()
        if not (isinstance(found, Field) and is_sign(name, found))
    }


def _is_of_caption(pages: Sequence[Page], found: Field) -> bool:
    """Whether a value without a figure is a part of a cell that is a caption as a whole."""
    if found.page is None or found.box is None or re.search(r"[0-9]", found.value):
        return False
    page, box = pages[found.page - 1], found.box
    for cell in find_cells(page):
        own = [is_inside(page.words[i].box, box) for i in cell.words]
        if any(own):
            return not all(own) and is_caption(cell.text)
    return False
