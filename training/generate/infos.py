"""The information block: number, dates and references in the ways vendors set them."""

from training.generate.draft import Draft
from training.generate.identifiers import group_iban
from training.generate.rarer import Pair, add_rarer_pairs
from training.generate.sheet import phrase_width, wrap
from training.generate.words import Phrase, glued, plain

INFOS = (
    "colon", "aligned", "table", "above", "strip", "running", "two_columns", "shaded", "stacked",
)  # fmt: skip


def collect_pairs(draft: Draft) -> list[Pair]:
    """(label, value) pairs in the order printed: the own number, dates, references, decoys."""
    deal, rng = draft.deal, draft.rng
    invoice = deal.doc_type == "invoice"
    key = f"{deal.doc_type}_number"
    pairs: list[Pair] = [(draft.word(key), draft.tag(draft.number_entity, deal.number))]
    date_key = (
        "issue_date_invoice"
        if invoice or (deal.doc_type == "credit_note" and rng.random() < 0.3)
        else "issue_date"
    )
    pairs.append((draft.word(date_key), draft.date("issue_date", deal.issued)))
    more: list[tuple[float, Pair]] = []

    def add(share: float, label: str, value: str | Phrase, entity: str | None = None) -> None:
        if rng.random() < share:
            phrase = (
                value
                if not isinstance(value, str)
                else draft.tag(entity, value)
                if entity
                else plain(value)
            )
            more.append((rng.random(), (draft.word(label), phrase)))

    numbers = deal.numbers
    add(
        0.6,
        "customer_number" if draft.issuer_role == "seller" else "vendor_number",
        numbers["customer"],
    )
    if deal.doc_type in ("invoice", "credit_note", "order_confirmation", "delivery_note"):
        add(0.35, "po_number", numbers["po"], "po_number")
        add(0.3, "sales_order", numbers["order"])
    if invoice:
        add(0.5, "due_date", _lazy_date(draft, "due_date"))
        add(0.3, "delivery_note_number", numbers["delivery"])
        add(0.2, "terms_label", deal.terms, "payment_terms")
        _add_period(draft, more, 0.22)
    if deal.doc_type in ("invoice", "delivery_note", "order_confirmation", "order"):
        add(0.35, "delivery_date", _lazy_date(draft, "delivery_date"))
    if deal.doc_type in ("statement",):
        _add_period(draft, more, 0.6)
    if deal.doc_type == "quote":
        add(0.6, "valid_until", draft.deal.notation.day(deal.due))
    if deal.doc_type == "credit_note":
        add(0.75, "preceding_invoice", numbers["preceding"], "preceding_invoice")
    if deal.doc_type not in ("statement", "remittance_advice", "payment_reminder"):
        add(
            0.2,
            "buyer_reference",
            rng.choice((numbers["reference"], deal.buyer.surname, deal.buyer.person)),
            "buyer_reference",
        )
        add(0.12, "contract_number", numbers["contract"], "contract_number")
        add(0.12, "project", numbers["project"])
        add(0.12, "shipping", rng.choice(("DHL", "UPS", "DPD", "EXW", "DAP", "Express", "FCA")))
    if deal.doc_type in ("invoice", "credit_note"):
        add(
            0.12,
            "currency",
            draft.tag("currency", deal.notation.currency) if rng.random() < 2 else "",
        )
        if deal.seller.vat_id:
            add(0.15, "seller_vat_id", deal.seller.vat_id, "seller_vat_id")
        if deal.buyer.vat_id:
            add(0.15, "buyer_vat_id", deal.buyer.vat_id, "buyer_vat_id")
        if deal.seller.iban:
            add(0.08, "iban", draft.tag("iban", group_iban(deal.seller.iban), deal.seller.iban))
    add(0.3, "contact", draft.issuer.person)
    add(0.12, "phone", draft.issuer.phone)
    more.sort(key=lambda entry: entry[0])
    rest = [pair for _, pair in more][: rng.choice((3, 5, 7, 9))]
    rest = add_rarer_pairs(draft, pairs, rest)
    if rng.random() < 0.25:
        pairs.reverse()
    if rng.random() < 0.25:
        at = rng.randint(0, len(rest))
        return rest[:at] + pairs + rest[at:]
    return pairs + rest


def _lazy_date(draft: Draft, entity: str) -> Phrase:
    value = {"due_date": draft.deal.due, "delivery_date": draft.deal.delivered}[entity]
    return draft.date(entity, value)


def _add_period(draft: Draft, more: list[tuple[float, Pair]], share: float) -> None:
    rng, (start, end) = draft.rng, draft.deal.period
    if rng.random() > share:
        return
    at = rng.random()
    if rng.random() < 0.7:
        value = (
            draft.date("period_start", start)
            + plain(draft.word("period_join"))
            + draft.date("period_end", end)
        )
        more.append((at, (draft.word("period"), value)))
    else:
        more.append((at, (draft.word("period_start"), draft.date("period_start", start))))
        more.append((at + 1e-6, (draft.word("period_end"), draft.date("period_end", end))))


def draw_info(draft: Draft, kind: str, pairs: list[Pair], x: float, y: float, x1: float) -> float:
    """Draws the pairs between `x` and `x1`; returns the y below them."""
    sheet, theme = draft.sheet, draft.theme
    text, label = theme.style(), theme.style(1.0, bold=theme.bold_labels)
    if kind in ("colon", "aligned", "table", "shaded"):
        mark = ":" if kind == "colon" else theme.colon if kind == "aligned" else ""
        names = [plain(_marked(name, mark)) for name, _ in pairs]
        step = text.leading * (1.35 if kind in ("table", "shaded") else 1.12)
        gutter = min((x1 - x) * 0.55, max(phrase_width(n, label) for n in names) + 10)
        if kind == "shaded":
            sheet.area(
                x - 6,
                y - text.size * 1.4,
                x1,
                y + step * (_rows(draft, pairs, x1 - x - gutter) - 0.4),
                fill=(0.93, 0.94, 0.95),
            )
        for name, (_, value) in zip(names, pairs, strict=True):
            sheet.fitted(x, y, name, label, gutter - 4)
            lines = wrap(value, text, x1 - x - gutter - 2) if len(value) > 4 else [value]
            top = y
            for line in lines:
                if kind == "aligned":
                    sheet.fitted(x1, y, line, text, x1 - x - gutter, "right")
                else:
                    sheet.fitted(x + gutter, y, line, text, x1 - x - gutter - 2)
                y += step
            if kind == "table":
                edge = top - text.size * 1.05
                sheet.area(x - 4, edge, x1, edge + step * len(lines), stroke=(0.5, 0.5, 0.5))
                sheet.rule(
                    x + gutter - 4,
                    edge,
                    x + gutter - 4,
                    edge + step * len(lines),
                    colour=(0.5, 0.5, 0.5),
                )
        return y
    if kind == "running":
        return _draw_running(draft, pairs, x, y, x1)
    if kind == "stacked":
        return _draw_grid(draft, pairs[:8], x, y, x1, 1 if x1 - x < 300 else 2, boxed=False)
    columns = 2 if kind == "two_columns" else min(len(pairs), draft.rng.choice((3, 4, 5)))
    return _draw_grid(draft, pairs, x, y, x1, columns, boxed=kind == "strip")


def _rows(draft: Draft, pairs: list[Pair], width: float) -> int:
    return sum(
        len(wrap(value, draft.theme.style(), width - 2)) if len(value) > 4 else 1
        for _, value in pairs
    )


def _marked(name: str, mark: str) -> str:
    return name if name.endswith(":") else name + mark


def _draw_running(draft: Draft, pairs: list[Pair], x: float, y: float, x1: float) -> float:
    """All pairs in one or two lines of text, parted by commas or bars."""
    mark = draft.rng.choice((",", ";", "|"))
    words: Phrase = []
    own = {"B-invoice_number", "B-document_number", "B-issue_date"}
    first = [pair for pair in pairs if pair[1][0][1] in own]
    pairs = first + [pair for pair in pairs if pair not in first]
    for index, (name, value) in enumerate(pairs[:5]):
        last = index == min(len(pairs), 5) - 1
        piece = plain(_marked(name, draft.theme.colon)) + value
        words += piece if last else glued(piece, after=mark) if mark != "|" else piece + plain("|")
    return draft.sheet.block(x, y, [words], draft.theme.style(), x1 - x)


def _draw_grid(
    draft: Draft, pairs: list[Pair], x: float, y: float, x1: float, columns: int, boxed: bool
) -> float:
    """Label above value, `columns` beside each other."""
    sheet, theme = draft.sheet, draft.theme
    label, text = theme.style(0.82, bold=theme.bold_labels), theme.style()
    width = (x1 - x) / columns
    for start in range(0, len(pairs), columns):
        deepest = y
        for index, (name, value) in enumerate(pairs[start : start + columns]):
            left = x + index * width
            sheet.fitted(left + 3, y, plain(_marked(name, theme.colon)), label, width - 6)
            lines = wrap(value, text, width - 6) if len(value) > 4 else [value]
            below = y + label.leading
            for line in lines:
                sheet.fitted(left + 3, below, line, text, width - 6)
                below += text.leading
            deepest = max(deepest, below)
        if boxed:
            for index in range(len(pairs[start : start + columns])):
                left = x + index * width
                sheet.area(
                    left,
                    y - text.size * 1.05,
                    left + width,
                    deepest - text.size * 0.7,
                    stroke=(0.4, 0.4, 0.4),
                )
        y = deepest + 6
    return y + 2
