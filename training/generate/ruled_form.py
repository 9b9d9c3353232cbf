"""Printed forms of merchandise systems: everything stands in a ruled box with a small caption."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from training.generate.deal import Deal
from training.generate.draft import Draft, make_theme
from training.generate.footers import closing_lines, number_pages
from training.generate.heads import contact_lines
from training.generate.identifiers import group_iban, space_vat_id
from training.generate.infos import collect_pairs
from training.generate.lexicon import load_table
from training.generate.parties import Party
from training.generate.rarer import Pair
from training.generate.sheet import A4, Sheet, phrase_width, wrap
from training.generate.tables import LineTable
from training.generate.totals import draw_tax_table, draw_totals
from training.generate.words import Phrase, plain

#: Where the boxes stand; the last one is never met in training.
RULED_FORMS = ("stacked", "beside", "captioned", "mirrored")
FORM_TYPES = frozenset(
    {"invoice", "credit_note", "order", "order_confirmation", "delivery_note", "quote"}
)
LINE = (0.25, 0.25, 0.25)


def draw_ruled_form(rng: Random, deal: Deal, kind: str) -> Draft:
    """Draws the whole form."""
    return RuledForm(rng, deal, kind).draw()


class RuledForm:
    """One form under construction."""

    def __init__(self, rng: Random, deal: Deal, kind: str) -> None:
        self.rng, self.deal, self.kind = rng, deal, kind
        theme = make_theme(rng, deal.language)
        theme = replace(theme, family=rng.choice(("helvetica", "helvetica", "vera", "times")),
                        size=rng.choice((8.0, 8.6, 9.2)))  # fmt: skip
        margin = rng.choice((34.0, 40.0, 48.0))
        self.draft = Draft(rng, deal, theme, Sheet(*A4), margin, A4[0] - margin, A4[1] - 46)
        self.words: dict[str, Any] = load_table("listing")[deal.language]
        self.text, self.bold = theme.style(), theme.style(bold=True)
        self.caption = theme.style(0.66)

    def draw(self) -> Draft:
        """Addresses and references, the lines, the sums, terms, the bank."""
        draft, deal, rng = self.draft, self.deal, self.rng
        deal.extras["minus"] = "yes" if rng.random() < 0.5 else ""
        middle = draft.x0 + (draft.x1 - draft.x0) * rng.choice((0.5, 0.55, 0.6))
        sides = ((draft.x0, middle - 10), (middle, draft.x1))
        parties, facts = sides if self.kind != "mirrored" else sides[::-1]
        y = max(self._draw_parties(*parties, 40.0), self._draw_facts(*facts, 40.0)) + 16
        y = self._draw_strip(y)
        priced = deal.doc_type != "delivery_note"
        look = rng.choice(("boxed", "plain", "ruled", "open", "dark_head", "shaded_head"))
        table = LineTable(draft, look, priced, self._next_page)
        y = table.draw(y + 14) + 10
        if priced:
            y = self._room(y, 170)
            totals = rng.choice(("full_width", "right", "boxed", "left", "shaded"))
            y = draw_totals(draft, totals, y) + 8
            if len(deal.taxes) > 1 or rng.random() < 0.2:
                y = draw_tax_table(draft, y + 6, right=rng.random() < 0.5) + 8
        y = self._draw_closing(y)
        self._draw_bank(y)
        if len(draft.sheet.pages) > 1 or rng.random() < 0.4:
            number_pages(draft, rng.choice(("right", "centre")))
        return draft

    def _next_page(self) -> float:
        self.draft.sheet.new_page()
        number = plain(self.draft.word(f"{self.deal.doc_type}_number"))
        number += self.draft.tag(self.draft.number_entity, self.deal.number)
        self.draft.sheet.text(self.draft.x0, 44, number, self.text)
        return 74.0

    def _room(self, y: float, needed: float) -> float:
        return self._next_page() if y + needed > self.draft.floor else y

    def _box(self, x0: float, x1: float, y: float, caption: str, lines: list[Phrase]) -> float:
        """A box with its caption in the corner; returns its lower edge."""
        sheet = self.draft.sheet
        rows = [row for line in lines for row in wrap(line, self.text, x1 - x0 - 16)]
        bottom = y + self.caption.leading * 1.5 + self.text.leading * len(rows) + 5
        sheet.area(x0, y, x1, bottom, stroke=LINE)
        sheet.fitted(x0 + 3, y + self.caption.size + 1.5, plain(caption), self.caption, x1 - x0 - 8)
        sheet.block(x0 + 10, y + self.caption.leading * 1.5 + self.text.size, rows, self.text)
        return bottom

    def _party(self, party: Party, role: str) -> list[Phrase]:
        draft, rng = self.draft, self.rng
        if role == "ship_to":
            return [plain(party.name), *draft.address(party, "ship_to")]
        lines = [draft.name(party, role), *draft.address(party, role, country=rng.random() < 0.3)]
        if rng.random() < 0.3 and party.name != party.person:
            lines.insert(1, plain(party.person))
        if role == draft.issuer_role and rng.random() < 0.4:
            lines += contact_lines(draft)[:3]
        return lines

    def _draw_parties(self, x0: float, x1: float, y: float) -> float:
        """The issuer's, the recipient's, perhaps the delivery's box."""
        draft, deal, rng = self.draft, self.deal, self.rng
        if rng.random() < 0.4:
            word = plain(draft.issuer.name.split()[0].upper())
            draft.sheet.text(x0, y + 12, word, draft.theme.style(1.9, bold=True))
            y += 26
        sender = "from" if draft.issuer_role == "seller" else "bill_to"
        blocks: list[tuple[str, list[Phrase]]] = [
            (draft.word(sender), self._party(draft.issuer, draft.issuer_role)),
            (
                draft.word("vendor" if draft.recipient_role == "seller" else "bill_to"),
                self._party(draft.recipient, draft.recipient_role),
            ),
        ]
        if deal.ship_to:
            blocks.append((draft.word("ship_to"), self._party(deal.ship_to, "ship_to")))
        gap = rng.choice((0.0, 6.0, 12.0))
        if self.kind == "beside" and len(blocks) == 3:
            half = (x0 + x1) / 2
            y = self._box(x0, x1, y, *blocks[0]) + gap
            return max(
                self._box(x0, half - 2, y, *blocks[1]), self._box(half + 2, x1, y, *blocks[2])
            )
        for caption, lines in blocks:
            y = self._box(x0, x1, y, caption, lines) + gap
        return y - gap

    def _draw_facts(self, x0: float, x1: float, y: float) -> float:
        """The title, and each reference in a row of its own box."""
        draft, deal, rng = self.draft, self.deal, self.rng
        title = plain(draft.word(deal.doc_type, "titles"))
        big = draft.theme.style(rng.choice((1.3, 1.7)), bold=True)
        draft.sheet.fitted(x0 + 4, y + big.size, title, big, x1 - x0 - 8)
        y += big.size * 1.8
        for name, value in self._pairs():
            if self.kind == "captioned":
                y = self._box(x0, x1, y, name, [value])
                continue
            step = self.text.leading * 1.45
            draft.sheet.area(x0, y, x1, y + step, stroke=LINE)
            at, label = y + step * 0.72, plain(name.rstrip(":"))
            width = min(phrase_width(label, self.text), (x1 - x0) * 0.5)
            draft.sheet.fitted(x0 + 3, at, label, self.text, (x1 - x0) * 0.5 - 4)
            draft.sheet.fitted(x1 - 4, at, value, self.bold, x1 - x0 - width - 14, "right")
            y += step
        return y

    def _pairs(self) -> list[Pair]:
        return collect_pairs(self.draft)[: self.rng.choice((6, 8, 10))]

    def _draw_strip(self, y: float) -> float:
        """VAT ids side by side over the table, as forms have them."""
        draft, deal, rng = self.draft, self.deal, self.rng
        if rng.random() < 0.5 or deal.doc_type not in ("invoice", "credit_note"):
            return y
        cells = [plain(draft.label("contact")) + plain(draft.issuer.person)]
        if deal.buyer.vat_id:
            tag = draft.tag("buyer_vat_id", deal.buyer.vat_id)
            cells.append(plain(draft.label("buyer_vat_id")) + tag)
        step = (draft.x1 - draft.x0) / len(cells)
        height = self.text.leading * 1.5
        draft.sheet.area(draft.x0, y, draft.x1, y + height, stroke=LINE)
        for index, cell in enumerate(cells):
            x = draft.x0 + index * step + 4
            draft.sheet.fitted(x, y + height * 0.72, cell, self.text, step - 10)
        return y + height + 12

    def _draw_closing(self, y: float) -> float:
        """Terms and remarks in a box of their own."""
        lines = closing_lines(self.draft)
        if not lines:
            return y
        width = self.draft.x1 - self.draft.x0 - 16
        rows_n = sum(len(wrap(line, self.text, width)) for line in lines)
        y = self._room(y + 6, self.text.leading * (rows_n + 3))
        caption = str(self.rng.choice(self.words["terms"]))
        return self._box(self.draft.x0, self.draft.x1, y, caption, lines) + 10

    def _draw_bank(self, y: float) -> None:
        """Bank, register and tax particulars in three columns with captions before the values."""
        draft, rng, party = self.draft, self.rng, self.draft.issuer
        own = draft.issuer_role == "seller"
        mark: Callable[[str, str, str], Phrase] = (
            (lambda entity, text, value: draft.tag(entity, text, value))
            if own
            else (lambda entity, text, value: plain(text))
        )
        cells: list[tuple[str, Phrase]] = [(draft.word("bank"), plain(party.bank))]
        if party.iban:
            printed = group_iban(party.iban) if rng.random() < 0.7 else party.iban
            cells.append((draft.word("iban"), mark("iban", printed, party.iban)))
            cells.append((draft.word("bic"), mark("bic", party.bic, party.bic)))
        if party.registration_id:
            number = party.registration_id
            cells.append((party.register, mark("seller_registration_id", number, number)))
        if party.vat_id:
            vat = draft.tag(
                f"{draft.issuer_role}_vat_id", space_vat_id(rng, party.vat_id), party.vat_id
            )
            cells.append((draft.word("seller_vat_id"), vat))
        cells.append((draft.word("tax_number"), plain(party.tax_number)))
        cells.append((draft.word("director"), plain(party.person)))
        style = draft.theme.style(0.82)
        rows = -(-len(cells) // 3)
        y = self._room(y + 6, style.leading * 1.5 * rows + 24)
        step = (draft.x1 - draft.x0) / 3
        draft.sheet.area(draft.x0, y, draft.x1, y + style.leading * 1.5 * rows + 8, stroke=LINE)
        for index, (name, value) in enumerate(cells):
            x, at = (
                draft.x0 + (index // rows) * step + 4,
                y + 12 + (index % rows) * style.leading * 1.5,
            )
            phrase = plain(name.rstrip(":") + ":") + value
            draft.sheet.fitted(x, at, phrase, style, step - 10)
