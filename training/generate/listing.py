"""Data sheets: the readable form that programs print of an e-invoice, section after section."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from training.generate.deal import Deal
from training.generate.draft import Draft, make_theme
from training.generate.footers import number_pages
from training.generate.heads import tax_lines
from training.generate.identifiers import digits, group_iban, space_vat_id
from training.generate.infos import collect_pairs
from training.generate.lexicon import load_table
from training.generate.parties import Party
from training.generate.sheet import A4, GREY, Sheet, wrap
from training.generate.supply import supply_lines
from training.generate.tables import LineTable
from training.generate.totals import tag_rate
from training.generate.words import Phrase, joined, plain, tagged

#: The last one is never met in training.
LISTINGS = ("mono", "tinted", "serif", "open", "ruled")
LISTED_TYPES = frozenset({"invoice", "credit_note"})
Row = tuple[str, Phrase]


def draw_listing(rng: Random, deal: Deal, kind: str) -> Draft:
    """Draws the whole sheet."""
    return Listing(rng, deal, kind).draw()


class Listing:
    """One sheet under construction, with a cursor that breaks pages."""

    def __init__(self, rng: Random, deal: Deal, kind: str) -> None:
        self.rng, self.deal, self.kind = rng, deal, kind
        family = {"mono": "courier", "serif": "times"}.get(kind, rng.choice(("helvetica", "vera")))
        size = rng.choice((7.0, 7.6, 8.2)) + (1 if kind == "serif" else 0)
        colon = " :" if kind == "mono" else rng.choice((":", ":", ""))
        theme = replace(make_theme(rng, deal.language), family=family, size=size, colon=colon)
        margin = rng.choice((42.0, 54.0, 68.0))
        self.draft = Draft(rng, deal, theme, Sheet(*A4), margin, A4[0] - margin, A4[1] - 50)
        self.words: dict[str, Any] = load_table("listing")[deal.language]
        self.text, self.bold = theme.style(), theme.style(bold=True)
        self.gutter = rng.choice((92.0, 110.0, 128.0))
        self.note = self.pick("notes")
        self.y = 0.0
        self.top()

    def pick(self, key: str) -> str:
        """One of the words of a section or field."""
        return str(self.rng.choice(self.words[key]))

    def top(self) -> float:
        """The sheet's note at the head of a page; returns the y below."""
        small = self.draft.theme.style(0.8, colour=GREY)
        self.draft.sheet.text(self.draft.x0, 36, plain(self.note), small)
        self.y = 62.0
        return self.y

    def new_page(self) -> float:
        """Starts a page."""
        self.draft.sheet.new_page()
        return self.top()

    def room(self, needed: float) -> None:
        """Breaks the page unless `needed` points are left."""
        if self.y + needed > self.draft.floor:
            self.new_page()

    def draw(self) -> Draft:
        """Draws all sections in one of the orders in use."""
        self._draw_title()
        self._draw_rows(self.pick("general"), self._general())
        self._draw_party(self.pick("seller"), self.deal.seller, "seller")
        self._draw_party(self.pick("buyer"), self.deal.buyer, "buyer")
        if self.deal.ship_to:
            self._draw_party(self.draft.word("ship_to"), self.deal.ship_to, "ship_to")
        self._draw_remarks()
        self._head(self.pick("items"))
        looks = {"tinted": "shaded_head", "ruled": "boxed", "mono": "ruled", "serif": "open"}
        self.room(90)
        table = LineTable(self.draft, looks.get(self.kind, "plain"), True, self.new_page)
        self.y = table.draw(self.y + 4) + 14
        tail: list[Callable[[], None]] = [self._draw_taxes, self._draw_sums, self._draw_payment]
        order = self.rng.choice(((0, 1, 2), (2, 0, 1), (1, 0, 2), (2, 1, 0)))
        for index in order:
            tail[index]()
        number_pages(self.draft, self.rng.choice(("right", "centre")))
        return self.draft

    def _draw_title(self) -> None:
        draft, deal, rng = self.draft, self.deal, self.rng
        title = plain(draft.word(deal.doc_type, "titles"))
        code = "381" if deal.doc_type == "credit_note" else "380"
        title += plain(rng.choice((f"({code})", "", "")))
        number = draft.tag(draft.number_entity, deal.number)
        mark = {"en": "No.", "de": "Nr.", "fr": "n°", "es": "nº", "it": "n.", "nl": "nr."}
        date = plain(self.pick("dated")) + draft.date("issue_date", deal.issued)
        phrase = joined([title, plain(mark[deal.language]), number, date])
        big = draft.theme.style(rng.choice((1.35, 1.6)), bold=True)
        draft.sheet.fitted(draft.x0, self.y, phrase, big, draft.x1 - draft.x0)
        self.y += big.size * 2.2

    def _general(self) -> list[Row]:
        """Currency and references; the number and its date stand in the title."""
        draft, deal = self.draft, self.deal
        own = {draft.number_entity, "issue_date"}
        pairs = [pair for pair in collect_pairs(draft) if pair[1] and pair[1][0][1][2:] not in own]
        if not any("currency" in label for _, value in pairs for _, label in value):
            code = draft.tag("currency", deal.notation.currency)
            pairs.insert(self.rng.randint(0, len(pairs)), (draft.word("currency"), code))
        return pairs

    def _head(self, title: str) -> None:
        if not title:
            return
        self.room(60)
        draft, style = self.draft, self.draft.theme.style(1.1, bold=True)
        if self.kind == "tinted":
            self.draft.sheet.area(
                draft.x0, self.y - style.size * 1.2, draft.x1, self.y + 4, fill=(0.8, 0.93, 1.0)
            )
        mark = "" if self.kind == "tinted" else draft.theme.colon.strip()
        draft.sheet.text(draft.x0 + 3, self.y, plain(title + mark), style)
        if self.kind == "ruled":
            draft.sheet.rule(draft.x0, self.y + 4, draft.x1, self.y + 4)
        self.y += style.leading * 1.3

    def _draw_rows(self, title: str, rows: list[Row]) -> None:
        """A section of names and values."""
        self._head(title)
        draft = self.draft
        width = draft.x1 - draft.x0 - self.gutter - 6
        for index, (name, value) in enumerate(rows):
            lines = wrap(value, self.text, width) if len(value) > 4 else [value]
            self.room(self.text.leading * len(lines))
            if self.kind == "tinted" and index % 2:
                top = self.y - self.text.size * 1.1
                bottom = top + self.text.leading * 1.25 * len(lines)
                draft.sheet.area(draft.x0, top, draft.x1, bottom, fill=(0.95, 0.95, 0.95))
            mark = plain(name.rstrip(" :") + draft.theme.colon) if name else []
            draft.sheet.fitted(draft.x0 + 3, self.y, mark, self.text, self.gutter - 6)
            for line in lines:
                draft.sheet.fitted(draft.x0 + self.gutter, self.y, line, self.text, width)
                self.y += self.text.leading * 1.25
        self.y += self.text.leading

    def _draw_party(self, title: str, party: Party, role: str) -> None:
        """A party as rows of names and values, or as a block below its heading."""
        draft, rng, deal = self.draft, self.rng, self.deal
        name = plain(party.name) if role == "ship_to" else draft.name(party, role)
        address = draft.address(party, role, country=rng.random() < 0.3)
        rows: list[Row] = [(self.pick("name"), name), (self.pick("address"), address[0])]
        rows += [("", line) for line in address[1:]]
        if rng.random() < 0.5:
            rows.insert(0, (self.pick("number"), plain(digits(rng, rng.choice((5, 8, 13))))))
        if role == "seller" and rng.random() < 0.6:
            rows.append((draft.word("tax_number"), plain(party.tax_number)))
        if role != "ship_to" and party.vat_id and rng.random() < 0.8:
            vat = draft.tag(f"{role}_vat_id", space_vat_id(rng, party.vat_id), party.vat_id)
            rows.append((draft.word(f"{role}_vat_id"), vat))
        if role == "seller" and party.registration_id and rng.random() < 0.5:
            rows.append(
                (party.register, draft.tag("seller_registration_id", party.registration_id))
            )
        if role != "ship_to" and rng.random() < 0.3:
            rows.append((draft.word("contact"), plain(party.person)))
        if deal.extras.setdefault("listed_blocks", str(rng.random() < 0.4)) == "False":
            self._draw_rows(title, rows)
            return
        self._head(title)
        lines = [value if i < 1 + len(address) or not key else plain(key) + value
                 for i, (key, value) in enumerate(rows)]  # fmt: skip
        self.y = draft.sheet.block(draft.x0 + 3, self.y, lines, self.text) + self.text.leading

    def _draw_remarks(self) -> None:
        """Free text, often with the seller's legal particulars once more."""
        draft, rng, deal = self.draft, self.rng, self.deal
        phrases = supply_lines(draft)
        if rng.random() < 0.5:
            seller = deal.seller
            phrases += [draft.name(seller, "seller"), *draft.address(seller, "seller")]
            phrases += [*tax_lines(draft), plain(f"{draft.word('director')} {seller.person}")]
        if not phrases:
            return
        self._head(self.pick("remarks"))
        width = draft.x1 - draft.x0 - 20
        for phrase in phrases:
            for line in wrap(phrase, self.text, width):
                self.room(self.text.leading)
                draft.sheet.text(draft.x0 + 12, self.y, line, self.text)
                self.y += self.text.leading
        self.y += self.text.leading

    def _draw_taxes(self) -> None:
        """Category, base, rate and amount of each tax."""
        draft, deal, rng = self.draft, self.deal, self.rng
        self._head(self.pick("taxes"))
        self.room(self.text.leading * (len(deal.taxes) + 3))
        keys = ["tax_base_head", "tax_rate_head", "tax_amount_head"]
        if rng.random() < 0.3:
            keys = [keys[1], keys[0], keys[2]]
        first = 0.3 if rng.random() < 0.7 else 0.5
        step = (draft.x1 - draft.x0) * (1 - first) / 3
        edges = [draft.x1 - step * (2 - i) - 4 for i in range(3)]
        draft.sheet.text(draft.x0 + 3, self.y, plain(self.pick("type")), self.bold)
        for edge, key in zip(edges, keys, strict=True):
            draft.sheet.fitted(edge, self.y, plain(draft.word(key)), self.bold, step - 6, "right")
        self.y += self.text.leading * 1.4
        category, percent = self.pick("category"), rng.random() < 0.5
        for share in deal.taxes:
            rate = (
                tag_rate(draft, share.rate)
                if percent
                else tagged("tax.rate", deal.notation.quantity(share.rate))
            )
            cells = {
                "tax_base_head": tagged("tax.base", self._money(share.base)),
                "tax_rate_head": rate,
                "tax_amount_head": tagged("tax.amount", self._money(share.amount)),
            }
            draft.sheet.fitted(draft.x0 + 3, self.y, plain(category), self.text, 100)
            for edge, key in zip(edges, keys, strict=True):
                draft.sheet.text(edge, self.y, cells[key], self.text, "right")
            draft.taxes.append(
                {"rate": str(share.rate), "base": str(share.base), "amount": str(share.amount)}
            )
            self.y += self.text.leading * 1.25
        self.y += self.text.leading

    def _money(self, amount: Decimal) -> str:
        negative = self.deal.doc_type == "credit_note" and self.deal.extras.get("minus")
        return self.deal.notation.number(-amount if negative else amount)

    def _draw_sums(self) -> None:
        """All the standard's sums, those that are nought too."""
        draft, deal, rng = self.draft, self.deal, self.rng
        whole = rng.random() < 0.75
        rows: list[tuple[str, Decimal, bool]] = [("lines_net", deal.lines_net, True)]
        rows += [("charges", deal.charge, whole), ("allowances", deal.allowance, whole)]
        rows += [("total_net", deal.net, True), ("total_tax", deal.tax, True)]
        rows += [("total_gross", deal.gross, True), ("prepaid", deal.prepaid, whole)]
        rows += [("rounding", deal.rounding, False), ("amount_due", deal.due_amount, True)]
        shown = [row for row in rows if row[1] or row[2]]
        self._head(self.pick("sums"))
        self.room(self.text.leading * 1.5 * len(shown))
        x = draft.x0 + (draft.x1 - draft.x0) * rng.choice((0.0, 0.4, 0.5))
        names = {"total_gross": "total_gross_both", "total_tax": "sum_tax"}
        for entity, amount, _ in shown:
            style = self.bold if entity in ("total_net", "total_gross", "amount_due") else self.text
            name = draft.word(names.get(entity, entity)).replace("{percent}", "").strip()
            minus = entity in ("allowances", "prepaid") and amount and rng.random() < 0.6
            phrase = draft.money(entity, -amount if minus else amount, bare=rng.random() < 0.8)
            draft.fields[entity] = draft.signed(amount)
            draft.sheet.fitted(x, self.y, plain(name + draft.theme.colon), style, 150)
            draft.sheet.text(draft.x1 - 4, self.y, phrase, style, "right")
            if self.kind in ("tinted", "ruled"):
                draft.sheet.rule(x, self.y + 4, draft.x1, self.y + 4, 0.3, GREY)
            self.y += self.text.leading * 1.5
        self.y += self.text.leading

    def _draw_payment(self) -> None:
        """Terms, then the account to pay to."""
        draft, deal, rng = self.draft, self.deal, self.rng
        if rng.random() < 0.7:
            self._head(self.pick("terms"))
            self.room(self.text.leading * 3)
            terms = draft.tag("payment_terms", deal.terms)
            width = draft.x1 - draft.x0 - 130
            self.y = draft.sheet.block(draft.x0 + 3, self.y, [terms], self.text, width) + 4
            if rng.random() < 0.5 and deal.doc_type == "invoice":
                due = plain(draft.label("due_date")) + draft.date("due_date", deal.due)
                draft.sheet.text(draft.x0 + 3, self.y, due, self.text)
                self.y += self.text.leading
            self.y += self.text.leading
        if deal.seller.iban and rng.random() < 0.7:
            iban = group_iban(deal.seller.iban) if rng.random() < 0.6 else deal.seller.iban
            rows: list[Row] = [(draft.word("iban"), draft.tag("iban", iban, deal.seller.iban))]
            if rng.random() < 0.7:
                rows.append((draft.word("bic"), draft.tag("bic", deal.seller.bic)))
            if rng.random() < 0.5:
                rows.insert(0, (self.pick("holder"), draft.name(deal.seller, "seller")))
            self._draw_rows(self.pick("means"), rows)
