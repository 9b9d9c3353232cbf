"""Composes invoices and their relatives from the parts, one layout a call."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from training.generate.deal import Deal
from training.generate.draft import Draft, make_theme
from training.generate.footers import (
    bank_lines,
    closing_lines,
    draw_footer,
    footer_columns,
    footer_height,
    number_pages,
)
from training.generate.heads import (
    contact_lines,
    draw_head,
    draw_recipient,
    draw_sender,
    draw_ship_to,
    tax_lines,
)
from training.generate.infos import collect_pairs, draw_info
from training.generate.ledger import LEDGER_TYPES, draw_ledger
from training.generate.sheet import A4, LETTER, Sheet, wrap
from training.generate.slips import draw_payment_slip
from training.generate.tables import LineTable
from training.generate.titles import vary_title
from training.generate.totals import draw_tax_table, draw_totals
from training.generate.words import plain


@dataclass(frozen=True)
class Layout:
    """Which parts a vendor combines."""

    head: str
    address: str
    info: str
    table: str
    totals: str
    footer: str

    @property
    def name(self) -> str:
        """The layout's id, parts in page order."""
        return f"{self.head}.{self.address}.{self.info}.{self.table}.{self.totals}.{self.footer}"


#: What stands between a title and the number.
NUMBER_MARKS = {
    "en": ("No.", "#", "no.", ""),
    "de": ("Nr.", "Nr.", ""),
    "fr": ("n°", "N°", ""),
    "es": ("nº", "Nº", ""),
    "it": ("n.", "nr.", ""),
    "nl": ("nr.", ""),
}
ADDRESSES = (
    "window_left", "window_right", "headed_left", "headed_pair", "side_by_side", "boxed_left",
    "from_to",
)  # fmt: skip


def draw_business(rng: Random, deal: Deal, layout: Layout) -> Draft:
    """Draws a whole business document."""
    theme = make_theme(rng, deal.language)
    size = LETTER if deal.seller.country == "US" else A4
    margin = rng.choice((36.0, 42.0, 50.0, 57.0, 64.0))
    draft = Draft(rng, deal, theme, Sheet(*size), margin, size[0] - margin, 0.0)
    deal.extras["minus"] = "yes" if rng.random() < 0.5 else ""
    draft.labels["grey_foot"] = str(rng.random() < 0.4)
    draft.labels["page_top"] = str(rng.random() < 0.4 and not layout.head.startswith("band"))
    draft.floor = size[1] - footer_height(draft, layout.footer) - 8
    y = draw_head(draft, layout.head)
    columns = footer_columns(draft, layout.footer)
    draft.labels["foot_mark"] = "|"
    if deal.variety is not None:
        draft.labels["foot_mark"] = deal.variety.choice(("|", "-", "·", "•", "–"))
    y = _draw_opening(draft, layout, y)

    def next_page() -> float:
        draw_footer(draft, layout.footer, columns)
        draft.sheet.new_page()
        if draft.labels.setdefault("repeat_head", str(rng.random() < 0.6)) == "True":
            again = plain(draft.word(f"{deal.doc_type}_number")) + draft.tag(
                draft.number_entity, deal.number
            )
            draft.sheet.text(draft.x0, 46, again, theme.style(0.9))
            draft.sheet.text(
                draft.x1, 46, draft.name(draft.issuer, draft.issuer_role), theme.style(0.9), "right"
            )
        return 78.0

    def room(y: float, needed: float) -> float:
        return next_page() if y + needed > draft.floor else y

    if deal.doc_type in LEDGER_TYPES:
        y = draw_ledger(draft, y, next_page)
    else:
        priced = deal.doc_type != "delivery_note" or rng.random() < 0.1
        y = LineTable(draft, layout.table, priced, next_page).draw(y) + 8
        if priced:
            y = _draw_sums(draft, layout, room(y, 150))
    y = _draw_closing(draft, layout, y, room)
    draw_footer(draft, layout.footer, columns)
    swiss = deal.doc_type == "invoice" and deal.seller.country == "CH"
    if swiss and (rng.random() < 0.5 or deal.chance(0.5)):
        draft.sheet.new_page()
        draw_payment_slip(draft)
    if len(draft.sheet.pages) > 1 or rng.random() < 0.3:
        number_pages(draft, rng.choice(("right", "centre", "left")))
    return draft


def _draw_opening(draft: Draft, layout: Layout, y: float) -> float:
    """Addresses, information block, title and introduction; returns the table's first baseline."""
    rng, theme, sheet, deal = draft.rng, draft.theme, draft.sheet, draft.deal
    width = draft.x1 - draft.x0
    y += rng.choice((10, 18, 28))
    title = plain(draft.word(deal.doc_type, "titles"))
    big = theme.style(
        rng.choice((1.3, 1.6, 2.0)),
        bold=rng.random() < 0.8,
        colour=theme.accent if rng.random() < 0.4 else (0, 0, 0),
    )
    pairs = collect_pairs(draft)
    wide = layout.info in ("above", "strip", "running", "two_columns")
    wide = wide or layout.address == "from_to"
    title_first, untitled = rng.random() < 0.35, False
    if title_first:
        if rng.random() < 0.5:
            sheet.text(draft.x1, y + big.size * 0.5, title, big, "right")
        else:
            sheet.text(draft.x0, y + big.size * 0.5, title, big)
        y += big.size * 1.8
    elif rng.random() < 0.2 and not wide:
        number = draft.tag(draft.number_entity, deal.number)
        title = title + plain(rng.choice(NUMBER_MARKS[deal.language])) + number
        pairs = [pair for pair in pairs if pair[1] != number] or pairs
    if not title_first:
        title, pairs, untitled = vary_title(draft, title, pairs)
    top = y + 6
    half = width * 0.46
    left_address = layout.address not in ("window_right", "from_to")
    address_x = draft.x0 if left_address else draft.x0 + width * 0.54
    info_x, info_x1 = (
        (draft.x0 + width * 0.54, draft.x1) if left_address else (draft.x0, draft.x0 + half)
    )
    bottom = draw_recipient(draft, address_x, top, half, layout.address.startswith("window"))
    if layout.address == "boxed_left":
        edge = address_x - 6, top - theme.size * 1.6, address_x + half, bottom
        sheet.area(*edge, stroke=(0.4, 0.4, 0.4))
        bottom += 6
    if layout.address == "from_to":
        bottom = max(bottom, draw_sender(draft, draft.x0, top, half))
    if layout.address == "headed_pair" and deal.ship_to and wide:
        bottom = max(bottom, draw_ship_to(draft, draft.x0 + width * 0.54, top, half))
    elif deal.ship_to and rng.random() < 0.7:
        bottom = draw_ship_to(draft, address_x, bottom + 8, half)
    if deal.doc_type == "order" and layout.address != "from_to" and deal.chance(0.25):
        bottom = draw_sender(draft, address_x, bottom + 8, half)
    if not wide:
        bottom = max(bottom, draw_info(draft, layout.info, pairs, info_x, top, info_x1))
    y = bottom + rng.choice((10, 18, 26))
    if title and not title_first:
        if deal.extras.get("subject"):
            big = theme.style(rng.choice((1.0, 1.1, 1.2)), bold=rng.random() < 0.8)
        sheet.fitted(draft.x0, y + big.size * 0.4, title, big, width)
        y += big.size * 1.7
    if wide:
        y = draw_info(draft, layout.info, pairs, draft.x0, y, draft.x1) + 6
    if rng.random() < 0.55 or untitled:
        body = theme.style()
        if rng.random() < 0.4:
            greeting = deal.lexicon.pick(rng, "text", "greeting")
            y = (
                sheet.block(
                    draft.x0,
                    y,
                    [
                        plain(
                            greeting.format(
                                person=draft.recipient.person, surname=draft.recipient.surname
                            )
                        )
                    ],
                    body,
                    width,
                )
                + 4
            )
        y = sheet.block(
            draft.x0,
            y,
            [plain(draft.word(f"intro_{deal.doc_type}", "text"))],
            body,
            width,
        )
        y += 8
    return y + 6


def _draw_sums(draft: Draft, layout: Layout, y: float) -> float:
    rng, deal = draft.rng, draft.deal
    tax_table = not deal.exempt and rng.random() < (0.6 if len(deal.taxes) > 1 else 0.12)
    if tax_table and layout.totals in ("right", "boxed", "shaded") and rng.random() < 0.4:
        tax_bottom = (
            draw_tax_table(draft, y, right=False, narrow=True) if draft.x1 - draft.x0 > 505 else 0.0
        )
        truth = list(draft.taxes)
        bottom = draw_totals(draft, layout.totals, y)
        if tax_bottom:
            draft.taxes[:] = truth
        return max(bottom, tax_bottom) + 8
    y = draw_totals(draft, layout.totals, y) + 6
    if tax_table:
        y = draw_tax_table(draft, y, right=rng.random() < 0.4) + 6
    return y


def _draw_closing(
    draft: Draft, layout: Layout, y: float, room: Callable[[float, float], float]
) -> float:
    rng, theme, sheet, deal = draft.rng, draft.theme, draft.sheet, draft.deal
    body = theme.style(rng.choice((0.9, 1.0)))
    width = (draft.x1 - draft.x0) * rng.choice((1.0, 1.0, 0.6))
    y += rng.choice((6, 14, 24))
    for phrase in closing_lines(draft):
        lines = wrap(phrase, body, width)
        y = room(y, len(lines) * body.leading)
        y = sheet.block(draft.x0, y, lines, body) + 3
    if (
        layout.footer in ("none", "line", "centre")
        and deal.doc_type in ("invoice", "payment_reminder")
        and rng.random() < 0.7
    ):
        lines = bank_lines(draft)
        if layout.footer == "none" and rng.random() < 0.6:
            lines += tax_lines(draft, always=True) + contact_lines(draft)
        y = room(y + 6, (len(lines) + 1) * body.leading)
        y = sheet.block(draft.x0, y, lines, body)
    if rng.random() < 0.3:
        y = room(y + 10, 4 * body.leading)
        closing = deal.lexicon.pick(rng, "text", "closing")
        y = sheet.block(draft.x0, y, [plain(closing), [], plain(draft.issuer.person)], body)
    if deal.doc_type in ("delivery_note", "order", "quote") and rng.random() < 0.5:
        y = room(y + 30, 3 * body.leading)
        sheet.rule(draft.x0, y - body.size, draft.x0 + 160, y - body.size)
        sheet.text(draft.x0, y, plain(draft.word("signature")), theme.style(0.8))
    return y
