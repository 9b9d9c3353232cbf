"""Draws documents one after another: which type, language and layout comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from schemas.vocabulary import ENTITY_NAMES, INVOICE_FIELDS, Kind
from training.generate import broadcast, papers, receipts, shops
from training.generate.business import ADDRESSES, Layout, draw_business
from training.generate.deal import choose_language, make_deal
from training.generate.degrade import Noise, degrade_words
from training.generate.draft import Draft
from training.generate.footers import FOOTERS
from training.generate.heads import HEADS
from training.generate.infos import INFOS
from training.generate.ledger import LEDGER_TYPES
from training.generate.listing import LISTED_TYPES, LISTINGS, draw_listing
from training.generate.notation import SIGNS, Notation
from training.generate.parties import HOMES, Party, make_party
from training.generate.ruled_form import FORM_TYPES, RULED_FORMS, draw_ruled_form
from training.generate.sheet import SheetPage
from training.generate.split import Split, allows, is_held_out
from training.generate.tables import TABLES
from training.generate.totals import TOTALS

#: Document type → its share of the held-out documents.
TYPE_SHARE: dict[str, float] = {
    "invoice": 0.34,
    "receipt": 0.17,
    "credit_note": 0.06,
    "order": 0.06,
    "order_confirmation": 0.05,
    "quote": 0.05,
    "delivery_note": 0.04,
    "payment_reminder": 0.045,
    "statement": 0.035,
    "remittance_advice": 0.035,
    "contract": 0.06,
    "letter": 0.04,
    "payslip": 0.02,
    "form": 0.02,
    "report": 0.015,
    "other": 0.015,
}
#: The same for training: the rarer types are as hard to read, and each kind must be met often.
TRAIN_TYPE_SHARE: dict[str, float] = {
    "invoice": 0.27,
    "receipt": 0.12,
    "credit_note": 0.06,
    "order": 0.085,
    "order_confirmation": 0.065,
    "quote": 0.06,
    "delivery_note": 0.055,
    "payment_reminder": 0.055,
    "statement": 0.045,
    "remittance_advice": 0.055,
    "contract": 0.055,
    "letter": 0.035,
    "payslip": 0.02,
    "form": 0.02,
    "report": 0.015,
    "other": 0.015,
}
#: Share of invoices, orders and contracts that a US broadcaster writes.
BROADCAST_SHARE = {"invoice": 0.1, "order": 0.35, "contract": 0.3}
#: Share of invoices and credit notes that are the readable form of an e-invoice.
LISTING_SHARE = {"de": 0.16, "fr": 0.1}
LISTING_SHARE_ELSEWHERE = 0.05
#: Share of priced documents and delivery notes that are forms of ruled boxes.
FORM_SHARE = 0.08
#: Language → where its receipts are written.
SHOP_HOMES = {
    "en": ("MY", "MY", "MY", "MY", "ID", "ID", "US", "GB", "IE"),
    **{k: v for k, v in HOMES.items() if k != "en"},
}


@dataclass(frozen=True)
class GeneratedDocument:
    """One document: what was drawn, and the truth about it."""

    id: str
    doc_type: str
    language: str
    layout: str
    pages: list[SheetPage]
    fields: dict[str, str | list[str]]
    lines: list[dict[str, str]]
    taxes: list[dict[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """The JSON form: words in drawing order, boxes in points, origin top left."""
        pages = [
            {
                "width": page.width,
                "height": page.height,
                "words": [
                    {"text": word.text, "box": [round(v, 2) for v in word.box], "label": word.label}
                    for word in page.words
                ],
            }
            for page in self.pages
        ]
        return {
            "id": self.id,
            "doc_type": self.doc_type,
            "language": self.language,
            "layout": self.layout,
            "pages": pages,
            "labels": list(ENTITY_NAMES),
            "fields": self.fields,
            "lines": self.lines,
            "taxes": self.taxes,
        }


def generate(
    n: int, seed: int, split: Split = "train", noise_share: float = 0.0
) -> Iterator[dict[str, Any]]:
    """Yields `n` documents as dicts; the same arguments give the same documents.

    `noise_share` of them have words as an OCR engine would read them from a scan.
    """
    for index in range(n):
        document = draw_document(seed, index, split).as_dict()
        rng = Random(f"noise/{split}/{seed}/{index}")
        if rng.random() < noise_share:
            degrade_words(document, rng, Noise.draw(rng))
        yield document


def draw_document(
    seed: int,
    index: int,
    split: Split = "train",
    doc_type: str | None = None,
    language: str | None = None,
) -> GeneratedDocument:
    """Draws document number `index` of a seed; type and language at will, or by their shares."""
    rng = Random(f"{split}/{seed}/{index}/{doc_type}/{language}")
    shares = TRAIN_TYPE_SHARE if split == "train" else TYPE_SHARE
    kind = doc_type or rng.choices(list(shares), list(shares.values()))[0]
    language = language or choose_language(rng)
    layout, draft = _draw(rng, kind, language, split)
    printed = {word.label[2:] for page in draft.sheet.pages for word in page.words}
    fields: dict[str, str | list[str]] = {k: v for k, v in draft.fields.items() if k in printed}
    note = draft.deal.notation
    # Amounts without a sign are in the seller's currency all the same.
    implied = any(INVOICE_FIELDS.get(n, (None,))[0] is Kind.MONEY for n in fields)
    if implied or any(_shows(word.text, note) for page in draft.sheet.pages for word in page.words):
        fields["currency"] = note.currency
    if "party" in fields:
        fields["party"] = [draft.deal.seller.name, draft.deal.buyer.name]
    return GeneratedDocument(
        f"{split}-{seed}-{index}",
        kind,
        draft.deal.language,
        layout,
        draft.sheet.pages,
        fields,
        draft.lines,
        draft.taxes,
    )


def _shows(text: str, note: Notation) -> bool:
    """Whether a word shows the currency, be it set against a figure."""
    mark = text.strip("-+()0123456789.,'’*:")
    return bool(mark) and mark in (note.currency, note.currency_text, SIGNS[note.currency])


def _draw(rng: Random, kind: str, language: str, split: Split) -> tuple[str, Draft]:
    """Draws one document; returns its layout's id too."""
    if kind == "receipt":
        style = _choose(rng, receipts.ITEM_STYLES, receipts.HELD_OUT_STYLES, split)
        country = rng.choice(SHOP_HOMES[language])
        while not _seller_fits((shop := shops.make_shop(rng, country)).name, split):
            pass
        draft = receipts.draw_receipt(rng, country, language, style, shop)
        return f"receipt.{country}.{style}", draft
    if language == "en" and rng.random() < BROADCAST_SHARE.get(kind, 0.0):
        style = _choose(rng, broadcast.STYLES, broadcast.HELD_OUT_STYLES, split)
        return f"broadcast.{style}", broadcast.draw_broadcast(
            rng, kind, style, _seller(rng, "US", split)
        )
    seller = _seller(rng, rng.choice(HOMES[language]), split)
    deal = make_deal(rng, kind, language, seller, variety=Random(rng.getrandbits(48)))
    if kind in LISTED_TYPES and deal.chance(LISTING_SHARE.get(language, LISTING_SHARE_ELSEWHERE)):
        sheet = _choose(rng, LISTINGS, frozenset(LISTINGS[-1:]), split)
        return f"listing.{sheet}", draw_listing(rng, deal, sheet)
    if kind in FORM_TYPES and deal.chance(FORM_SHARE):
        boxes = _choose(rng, RULED_FORMS, frozenset(RULED_FORMS[-1:]), split)
        return f"ruled_form.{boxes}", draw_ruled_form(rng, deal, boxes)
    if kind in papers.VARIANTS:
        variants = papers.VARIANTS[kind]
        variant = _choose(rng, variants, frozenset(variants[-1:]), split)
        return f"{kind}.{variant}", papers.draw_paper(rng, deal, variant)
    layout = choose_layout(rng, split)
    name = f"ledger.{layout.name}" if kind in LEDGER_TYPES else layout.name
    return name, draw_business(rng, deal, layout)


def _choose(rng: Random, options: tuple[str, ...], held_out: frozenset[str], split: Split) -> str:
    return rng.choice(
        [option for option in options if (option in held_out) == (split == "held_out")]
    )


def _seller_fits(name: str, split: Split) -> bool:
    return is_held_out(name.upper()) == (split == "held_out")


def _seller(rng: Random, country: str, split: Split) -> Party:
    while True:
        party = make_party(rng, country)
        if _seller_fits(party.name, split):
            return party


def choose_layout(rng: Random, split: Split) -> Layout:
    """Draws a combination of parts that belongs to the split."""
    while True:
        layout = Layout(
            rng.choice(HEADS),
            rng.choice(ADDRESSES),
            rng.choice(INFOS),
            rng.choice(TABLES),
            rng.choice(TOTALS),
            rng.choice(FOOTERS),
        )
        named = layout.head != "bare" or layout.footer[-1].isdigit() or layout.footer == "legal"
        if named and allows(layout, split):
            return layout
