"""Forms: labelled fields, filled or empty, and boxes to tick."""

from datetime import timedelta

from training.generate.paper import Paper
from training.generate.words import plain


def draw_form(paper: Paper) -> None:
    """Draws a form."""
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose, sheet = paper.prose["form"], draft.sheet
    style, small = draft.theme.style(), draft.theme.style(0.8)
    if rng.random() < 0.6:
        sheet.text(
            draft.x1 if rng.random() < 0.5 else draft.x0 + 200,
            44,
            plain(deal.seller.name),
            small,
            "right",
        )
    paper.write(plain(rng.choice(prose["titles"])), draft.theme.style(1.7, bold=True))
    paper.y += 6
    for hint in rng.sample(prose["hints"], rng.randint(1, 3)):
        paper.write(plain(hint), small)
    paper.y += 16
    answers = (
        deal.buyer.surname,
        deal.buyer.person,
        deal.buyer.street,
        deal.buyer.city_line(),
        deal.buyer.phone,
        deal.buyer.email,
        deal.notation.day(deal.issued - timedelta(days=12000)),
        "",
    )
    fields = rng.sample(prose["fields"], rng.randint(8, len(prose["fields"])))
    columns = 2 if paper.variant in ("columns", "grid") else 1
    width = (draft.x1 - draft.x0) / columns
    filled = rng.random() < 0.6
    for start in range(0, len(fields), columns):
        paper.room(34)
        for index, name in enumerate(fields[start : start + columns]):
            x = draft.x0 + index * width
            answer = plain(rng.choice(answers)) if filled else []
            if paper.variant in ("boxes", "grid"):
                sheet.area(
                    x,
                    paper.y - style.size * 1.1,
                    x + width - 8,
                    paper.y + style.leading * 1.6,
                    stroke=(0.4, 0.4, 0.4),
                )
                sheet.fitted(x + 3, paper.y, plain(name), small, width - 14)
                sheet.fitted(x + 6, paper.y + style.leading * 1.15, answer, style, width - 20)
            else:
                sheet.fitted(x, paper.y, plain(f"{name}:"), style, width * 0.42)
                sheet.rule(x + width * 0.44, paper.y + 2, x + width - 10, paper.y + 2, 0.4)
                sheet.fitted(x + width * 0.45, paper.y, answer, style, width * 0.5)
        paper.y += style.leading * (3.0 if paper.variant in ("boxes", "grid") else 1.9)
    for choice in rng.sample(prose["choices"], 4):
        paper.room(style.leading * 2)
        sheet.area(
            draft.x0,
            paper.y - style.size * 0.8,
            draft.x0 + style.size * 0.8,
            paper.y,
            stroke=(0, 0, 0),
        )
        sheet.text(draft.x0 + style.size * 1.5, paper.y, plain(choice), style)
        paper.y += style.leading * 1.3
