"""Documents that list other documents: payment reminders, statements, remittance advices."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from training.generate.deal import make_number
from training.generate.draft import Draft
from training.generate.ledger_texts import draw_accounts, draw_demand
from training.generate.sheet import WHITE, Align
from training.generate.words import Phrase, plain

LEDGER_TYPES = frozenset({"payment_reminder", "statement", "remittance_advice"})


def draw_ledger(draft: Draft, y: float, on_new_page: Callable[[], float]) -> float:
    """Draws the list and its sums; returns the y below."""
    if draft.deal.doc_type == "payment_reminder" and draft.deal.chance(0.3):
        return draw_demand(draft, y)
    deal, rng, theme, sheet = draft.deal, draft.rng, draft.theme, draft.sheet
    reminder = deal.doc_type == "payment_reminder"
    count = rng.choice((1, 1, 2, 3)) if reminder else rng.randint(2, 26)
    amounts = [Decimal(int(10 ** rng.uniform(3, 6.2))) / 100 for _ in range(count)]
    statement = deal.doc_type == "statement"
    keys = ["invoice", "date"]
    if not statement:
        keys += ["due"] if rng.random() < 0.5 else []
    keys += ["debit", "credit", "balance"] if statement and rng.random() < 0.6 else ["amount"]
    if not statement and rng.random() < 0.3:
        keys.insert(len(keys) - 1, "gross")
    if rng.random() < 0.3:
        keys[0], keys[1] = keys[1], keys[0]
    headings = {
        "invoice": draft.word("invoice_number"),
        "date": draft.word("date", "columns"),
        "due": draft.word("due_date"),
        "debit": draft.word("debit"),
        "credit": draft.word("credit"),
        "balance": draft.word("balance"),
        "amount": draft.word("open_amount"),
        "gross": draft.word("gross_amount", "columns"),
    }
    width = (draft.x1 - draft.x0) / len(keys)
    style, head = theme.style(), theme.style(0.9, bold=True)
    dark = rng.random() < 0.3

    def place(index: int, key: str) -> tuple[float, Align]:
        money = key in ("debit", "credit", "balance", "amount", "gross")
        return (
            (draft.x0 + (index + 1) * width - 3, "right")
            if money
            else (draft.x0 + index * width + 2, "left")
        )

    def heading(y: float) -> float:
        if dark:
            sheet.area(
                draft.x0, y - head.size * 1.2, draft.x1, y + head.size * 0.5, fill=theme.accent
            )
        for index, key in enumerate(keys):
            x, align = place(index, key)
            sheet.fitted(
                x,
                y,
                plain(headings[key]),
                head._replace(colour=WHITE) if dark else head,
                width - 6,
                align,
            )
        if not dark:
            sheet.rule(draft.x0, y + 4, draft.x1, y + 4)
        return y + head.leading * 1.5

    y = heading(y)
    balance = Decimal(0)
    for amount in amounts:
        if y + style.leading > draft.floor - 20:
            y = heading(on_new_page())
        day = deal.issued - timedelta(days=rng.randint(8, 120))
        paid = statement and "credit" in keys and rng.random() < 0.3 and balance > amount
        balance += -amount if paid else amount
        number = make_number(rng, day.year)
        cells: dict[str, Phrase] = {
            "invoice": _reference(draft, number) if reminder else plain(number),
            "date": draft.date(None, day),
            "due": draft.date(None, day + timedelta(days=14)),
            "debit": [] if paid else draft.amount(amount, bare=True),
            "credit": draft.amount(amount, bare=True) if paid else [],
            "balance": draft.amount(balance, bare=True),
            "amount": draft.amount(amount, bare=rng.random() < 0.5),
            "gross": draft.amount(amount, bare=True),
        }
        for index, key in enumerate(keys):
            x, align = place(index, key)
            sheet.fitted(x, y, cells[key], style, width - 4, align)
        y += style.leading * 1.2
    sheet.rule(draft.x0, y - style.size * 0.7, draft.x1, y - style.size * 0.7)
    return _draw_sums(draft, balance, y + 6)


def _reference(draft: Draft, number: str) -> Phrase:
    """An overdue invoice's number; the first of them is the truth of the field."""
    return draft.tag("preceding_invoice", number, draft.fields.get("preceding_invoice", number))


def _draw_sums(draft: Draft, balance: Decimal, y: float) -> float:
    deal, rng, theme, sheet = draft.deal, draft.rng, draft.theme, draft.sheet
    rows: list[tuple[str, Phrase]] = []
    total = balance
    if deal.doc_type == "payment_reminder" and rng.random() < 0.5:
        for key in ("reminder_fee", "interest"):
            if rng.random() < 0.7:
                fee = Decimal(
                    rng.choice(("2.50", "5.00", "7.50", "10.00", "40.00", "3.18", "12.47"))
                )
                total += fee
                rows.append((draft.word(key), draft.amount(fee)))
    paid = deal.doc_type == "remittance_advice"
    key, entity = ("paid_amount", "total_gross") if paid else ("amount_due", "amount_due")
    rows.append((draft.word(key), draft.money(entity, total)))
    x0 = draft.x0 if rng.random() < 0.2 else draft.x0 + (draft.x1 - draft.x0) * 0.5
    x1 = draft.x1 if x0 > draft.x0 else draft.x0 + (draft.x1 - draft.x0) * 0.5
    if y + len(rows) * theme.style().leading > draft.floor:
        y = min(y, draft.floor)
    for index, (label, amount) in enumerate(rows):
        style = theme.style(bold=index == len(rows) - 1)
        sheet.fitted(x0, y, plain(label + draft.theme.colon), style, (x1 - x0) * 0.6)
        sheet.text(x1, y, amount, style, "right")
        y += style.leading * 1.3
    y = draw_accounts(draft, y)
    if deal.doc_type == "payment_reminder" and rng.random() < 0.4:
        sheet.text(
            x0, y, plain(draft.label("due_date")) + draft.date("due_date", deal.due), theme.style()
        )
        y += theme.style().leading
    return y + 6
