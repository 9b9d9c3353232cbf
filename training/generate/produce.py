"""Draws documents one after another: which type, language and layout comes next."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from schemas.vocabulary import ENTITY_NAMES
from training.generate.business import ADDRESSES, Layout, draw_business
from training.generate.deal import choose_language, make_deal
from training.generate.footers import FOOTERS
from training.generate.heads import HEADS
from training.generate.infos import INFOS
from training.generate.ledger import LEDGER_TYPES
from training.generate.parties import HOMES, make_party
from training.generate.sheet import SheetPage
from training.generate.tables import TABLES
from training.generate.totals import TOTALS

Split = Literal["train", "held_out"]

#: Document type → its share of what is generated.
TYPE_SHARE: dict[str, float] = {
    "invoice": 0.4, "credit_note": 0.09, "order": 0.08, "order_confirmation": 0.07, "quote": 0.07,
    "delivery_note": 0.07, "payment_reminder": 0.07, "statement": 0.07, "remittance_advice": 0.08,
}  # fmt: skip


@dataclass(frozen=True)
class GeneratedDocument:
    """One document: what was drawn, and the truth about it."""

    id: str
    doc_type: str
    language: str
    layout: str
    pages: list[SheetPage]
    fields: dict[str, str]
    lines: list[dict[str, str]]
    taxes: list[dict[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """The JSON form: words in drawing order, boxes in points, origin top left."""
        return {
            "id": self.id,
            "doc_type": self.doc_type,
            "language": self.language,
            "layout": self.layout,
            "pages": [
                {
                    "width": page.width,
                    "height": page.height,
                    "words": [
                        {"text": word.text, "box": [round(v, 2) for v in word.box], "label": word.label}
                        for word in page.words
                    ],
                }
                for page in self.pages
            ],
            "labels": list(ENTITY_NAMES),
            "fields": self.fields,
            "lines": self.lines,
            "taxes": self.taxes,
        }


def is_held_out(name: str, share: float = 0.2) -> bool:
    """Whether a layout or seller is kept from training, by a hash of its name."""
    digest = hashlib.sha256(name.encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < share


def generate(n: int, seed: int, split: Split = "train", **degrade: Any) -> Iterator[dict[str, Any]]:
    """Yields `n` documents as dicts; the same arguments give the same documents."""
    for index in range(n):
        yield draw_document(seed, index, split).as_dict()


def draw_document(seed: int, index: int, split: Split = "train", doc_type: str | None = None) -> GeneratedDocument:
    """Draws document number `index` of a seed."""
    rng = Random(f"{split}/{seed}/{index}/{doc_type}")
    kind = doc_type or rng.choices(list(TYPE_SHARE), list(TYPE_SHARE.values()))[0]
    language = choose_language(rng)
    layout = choose_layout(rng, split)
    country = rng.choice(HOMES[language])
    while is_held_out((seller := make_party(rng, country)).name, 0.1) != (split == "held_out" and rng.random() < 0.9):
        pass
    deal = make_deal(rng, kind, language, seller)
    draft = draw_business(rng, deal, layout)
    name = f"ledger.{layout.name}" if kind in LEDGER_TYPES else layout.name
    printed = {word.label[2:] for page in draft.sheet.pages for word in page.words if word.label != "O"}
    fields = {key: value for key, value in draft.fields.items() if key in printed}
    return GeneratedDocument(
        f"{split}-{seed}-{index}", kind, language, name, draft.sheet.pages, fields, draft.lines, draft.taxes
    )


def choose_layout(rng: Random, split: Split) -> Layout:
    """Draws a combination of parts that belongs to the split."""
    while True:
        layout = Layout(
            rng.choice(HEADS), rng.choice(ADDRESSES), rng.choice(INFOS), rng.choice(TABLES), rng.choice(TOTALS), rng.choice(FOOTERS)
        )
        family = f"{layout.head}.{layout.address}.{layout.info}.{layout.table}"
        if is_held_out(family) == (split == "held_out"):
            return layout
