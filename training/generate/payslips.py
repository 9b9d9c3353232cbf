"""Payslips: earnings, deductions, net pay."""

from decimal import Decimal

from training.generate.identifiers import group_iban
from training.generate.notation import to_cents
from training.generate.paper import Paper
from training.generate.words import plain


def draw_payslip(paper: Paper) -> None:
    """Draws a payslip."""
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose = paper.prose["payslip"]
    sheet, style = draft.sheet, draft.theme.style()
    title = plain(rng.choice(prose["titles"]))
    if paper.variant == "boxed":
        sheet.area(draft.x0 - 4, 40, draft.x1 + 4, 66, stroke=(0.3, 0.3, 0.3))
    sheet.text(draft.x0, 58, title, paper.bold)
    y = sheet.block(
        draft.x0,
        84,
        [draft.name(deal.seller, "seller"), *draft.address(deal.seller, "seller")],
        style,
    )
    left = sheet.block(
        draft.x0,
        y + 14,
        [plain(deal.buyer.person), plain(deal.buyer.street), plain(deal.buyer.city_line())],
        style,
    )
    x = draft.x0 + (draft.x1 - draft.x0) * 0.55
    y = 84.0
    for pair in rng.sample(prose["pairs"], rng.randint(3, len(prose["pairs"]))):
        name, value = pair.split("|")
        sheet.fitted(x, y, plain(name + draft.theme.colon), style, 96)
        sheet.fitted(x + 102, y, paper.fill(value), style, draft.x1 - x - 102)
        y += style.leading * 1.15
    start, end = deal.period
    if rng.random() < 0.6:
        sheet.text(
            x,
            y,
            draft.date("period_start", start) + plain("-") + draft.date("period_end", end),
            style,
        )
        y += style.leading
    if rng.random() < 0.6:
        sheet.text(
            x, y, plain(draft.label("issue_date")) + draft.date("issue_date", deal.issued), style
        )
        y += style.leading
    paper.y = max(left, y) + 20
    gross = Decimal(0)
    for column, head in zip(
        (draft.x0, draft.x0 + 240, draft.x0 + 320, draft.x1), prose["heads"], strict=True
    ):
        sheet.text(
            column,
            paper.y,
            plain(head),
            draft.theme.style(bold=True),
            "left" if column == draft.x0 else "right",
        )
    sheet.rule(draft.x0, paper.y + 4, draft.x1, paper.y + 4)
    paper.y += style.leading * 1.4
    rows: list[tuple[str, Decimal]] = []
    for name in rng.sample(prose["earnings"], rng.randint(1, 4)):
        value = to_cents(Decimal(rng.randint(15000, 480000)) / 100)
        gross += value
        rows.append((name, value))
    taken = [
        (name, to_cents(gross * rng.randint(1, 12) / 100))
        for name in rng.sample(
            prose["deductions"], rng.randint(2, min(5, len(prose["deductions"])))
        )
    ]
    lost = sum((value for _, value in taken), Decimal(0))
    for name, value, strong in [
        *((n, v, False) for n, v in rows),
        (prose["gross"], gross, True),
        *((n, -v, False) for n, v in taken),
        (prose["total_deductions"], lost, True),
        (prose["net"], gross - lost, True),
    ]:
        row_style = draft.theme.style(bold=strong)
        sheet.text(draft.x0, paper.y, plain(name), row_style)
        sheet.text(draft.x1, paper.y, draft.amount(value, bare=not strong), row_style, "right")
        paper.y += style.leading * (1.6 if paper.variant == "wide" else 1.2)
        if strong and paper.variant == "two_tables":
            sheet.rule(draft.x0, paper.y - style.size, draft.x1, paper.y - style.size)
            paper.y += 8
    if deal.buyer.iban and rng.random() < 0.6:
        paper.y += 8
        paper.write(plain(f"{draft.label('iban')} {group_iban(deal.buyer.iban)}"), style)
