"""Invoices, orders and contracts of US broadcasters, and the styles they come in."""

from random import Random

from training.generate.draft import Draft
from training.generate.parties import Party
from training.generate.spots import draw_spots, draw_sums
from training.generate.station import TABLE, Broadcast
from training.generate.words import Phrase, joined, plain

#: Ways these pages are set; the last two are never met in training.
STYLES = ("grid", "columns", "boxes", "letterhead", "compact", "ruled")
HELD_OUT_STYLES = frozenset({"compact", "ruled"})


def draw_broadcast(rng: Random, doc_type: str, style: str, seller: Party) -> Draft:
    """Draws an invoice, order or contract of a station."""
    paper = Broadcast(rng, doc_type, style, seller)
    draft = paper.draft
    y = _draw_top(paper)
    y = draw_spots(paper, y + 12)
    draw_sums(paper, y + 6)
    pages = draft.sheet.pages
    current = list(pages)
    for index, page in enumerate(current):
        draft.sheet.pages = [page]
        draft.sheet.text(
            draft.x1, 24, plain(f"Page {index + 1} of {len(current)}"), paper.text, "right"
        )
        if index + 1 == len(current) or rng.random() < 0.5:
            draft.sheet.block(
                draft.x0,
                page.height - 34,
                [plain(TABLE["names"]["notice"][0])],
                draft.theme.style(0.65),
                draft.x1 - draft.x0,
            )
    draft.sheet.pages = current
    return draft


def _title(paper: Broadcast) -> str:
    titles = {
        "invoice": ("INVOICE", "Invoice", "AFFIDAVIT / INVOICE"),
        "order": ("ORDER", "Order", "Broadcast Order", "Electronic Order"),
        "contract": ("CONTRACT", "Contract", "Contract Agreement"),
        "order_confirmation": ("Order Confirmation", "CONFIRMATION"),
    }
    return paper.rng.choice(titles[paper.doc_type])


def _draw_top(paper: Broadcast) -> float:
    rng, draft, sheet = paper.rng, paper.draft, paper.draft.sheet
    width = draft.x1 - draft.x0
    title, big = plain(_title(paper)), draft.theme.style(1.7, bold=True)
    pairs = paper.pairs()
    if paper.style in ("letterhead", "ruled"):
        y = sheet.block(draft.x0 + width / 2, 44, paper.station_block(), paper.bold, None, "centre")
        sheet.text(draft.x0, y + 14, title, big)
        if paper.style == "ruled":
            sheet.rule(draft.x0, y + 20, draft.x1, y + 20)
        y += 36
        left = sheet.block(
            draft.x0,
            y,
            [plain(paper.words["agency"]), *paper.agency_block()],
            paper.text,
            width * 0.4,
        )
        return max(left, _column(paper, pairs, draft.x0 + width * 0.46, y, draft.x1))
    if paper.style == "compact":
        words = joined(
            [plain(label if label.endswith(":") else label + ":") + value for label, value in pairs]
        )
        sheet.text(draft.x0, 44, title, big)
        y = sheet.block(
            draft.x0,
            66,
            [joined(paper.station_block()), joined(paper.agency_block())],
            paper.text,
            width,
        )
        return sheet.block(draft.x0, y + 6, [words], paper.text, width)
    third = width / 3
    left = sheet.block(
        draft.x0 + 10,
        44,
        [
            plain(
                rng.choice(
                    ("Remit Address:", "Contract Agreement Between:", "Send Payment To:", "")
                )
            ),
            *paper.station_block(),
            [],
            plain(paper.words["agency"]),
            *paper.agency_block(),
        ],
        paper.text,
        third - 16,
    )
    sheet.text(draft.x0 + third * 1.1, 50, title, big)
    half = (len(pairs) + 1) // 2
    top = 50 + big.size * 1.6
    if paper.style == "columns":
        middle = _column(paper, pairs[:half], draft.x0 + third, top, draft.x0 + 2 * third - 8)
        right = _column(paper, pairs[half:], draft.x0 + 2 * third, top, draft.x1)
        return max(left, middle, right)
    x, y, deepest = draft.x0 + third, top, top
    cell = third * (1.0 if paper.style == "grid" else 0.66)
    per_row = int(2 * third / cell)
    for index, (label, value) in enumerate(pairs):
        column = index % per_row
        if column == 0 and index:
            y = deepest + 5
        at = x + column * cell
        sheet.fitted(
            at + 2, y, plain(label), paper.bold._replace(size=paper.bold.size * 0.85), cell - 6
        )
        below = sheet.block(at + 2, y + paper.text.leading, [value], paper.text, cell - 6)
        deepest = max(deepest, below)
        if paper.style == "boxes":
            sheet.area(
                at,
                y - paper.text.size,
                at + cell,
                y + paper.text.leading * 1.5,
                stroke=(0.6, 0.6, 0.6),
            )
    return max(left, deepest)


def _column(
    paper: Broadcast, pairs: list[tuple[str, Phrase]], x: float, y: float, x1: float
) -> float:
    gutter = (x1 - x) * 0.42
    for label, value in pairs:
        paper.draft.sheet.fitted(x, y, plain(label), paper.bold, gutter - 4)
        y = max(
            y + paper.text.leading,
            paper.draft.sheet.block(x + gutter, y, [value], paper.text, x1 - x - gutter),
        )
    return y
