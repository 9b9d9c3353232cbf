"""Letters and reports: running text below a letterhead or a title."""

from decimal import Decimal

from training.generate.deal import make_number
from training.generate.footers import draw_footer, footer_columns, footer_height
from training.generate.heads import draw_head, draw_recipient
from training.generate.paper import Paper
from training.generate.prose import load_prose
from training.generate.words import plain


def draw_letter(paper: Paper) -> None:
    """Draws a letter."""
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    head = {"head_right": "right", "plain": "left", "window_right": "split"}.get(
        paper.variant, rng.choice(("left", "centre", "band", "rule"))
    )
    footer = rng.choice(("columns3", "line", "none", "centre"))
    draft.floor = draft.sheet.size[1] - footer_height(draft, footer) - 8
    y = draw_head(draft, head) + 14
    columns = footer_columns(draft)
    width = draft.x1 - draft.x0
    x = draft.x0 + width * 0.55 if paper.variant == "window_right" else draft.x0
    paper.y = draw_recipient(draft, x, y, width * 0.45, paper.variant.startswith("window")) + 20
    date = draft.date("issue_date", deal.issued)
    if paper.variant == "date_line" or rng.random() < 0.4:
        date = plain(f"{deal.seller.city.split(',')[0]},") + date
    draft.sheet.text(draft.x1, paper.y, date, paper.text, "right")
    paper.y += 30
    if rng.random() < 0.35:
        paper.write(
            plain(f"{paper.pick('letter', 'reference')} {make_number(rng, deal.issued.year)}")
        )
        paper.y += 8
    more = load_prose("letters")[deal.language]
    subject = paper.pick("letter", "subjects")
    if deal.chance(0.5) and deal.variety:
        subject = deal.variety.choice(more["subjects"])
    paper.write(paper.fill(subject), paper.bold)
    paper.y += 10
    paper.write(
        plain(
            deal.lexicon.pick(rng, "text", "greeting").format(
                person=deal.buyer.person, surname=deal.buyer.surname
            )
        )
    )
    paper.y += 6
    sentences = [*paper.prose["letter"]["sentences"], *more["sentences"]]
    for _ in range(rng.choice((1, 2, 3))):
        paper.write(paper.fill(" ".join(rng.sample(sentences, rng.choice((2, 3, 4))))))
        paper.y += 8
    paper.write(plain(deal.lexicon.pick(rng, "text", "closing")))
    paper.y += 26
    paper.write(plain(deal.seller.person))
    for page in list(draft.sheet.pages)[-1:]:
        draft.sheet.pages[-1] = page
        draw_footer(draft, footer, columns)


def draw_report(paper: Paper) -> None:
    """Draws a report."""
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose, note = paper.prose["report"], deal.notation
    title, big = (
        plain(f"{rng.choice(prose['titles'])} {deal.issued.year if rng.random() < 0.5 else ''}"),
        draft.theme.style(1.9, bold=True),
    )
    if paper.variant == "centred":
        paper.centre(title, big)
        paper.centre(plain(deal.seller.name), paper.text)
        paper.centre(draft.date("issue_date", deal.issued), paper.text)
    else:
        paper.write(title, big)
        if rng.random() < 0.7:
            paper.write(plain(f"{deal.seller.name},") + draft.date("issue_date", deal.issued))
    paper.y += 18
    for number in range(1, rng.randint(3, 8)):
        paper.room(60)
        mark = f"{number} " if paper.variant == "two_level" or rng.random() < 0.3 else ""
        paper.write(plain(f"{mark}{rng.choice(prose['headings'])}"), paper.bold)
        paper.y += 4
        for _ in range(rng.choice((1, 2))):
            paper.write(paper.fill(" ".join(rng.sample(prose["sentences"], rng.randint(2, 5)))))
            paper.y += 7
        if rng.random() < 0.4 or (paper.variant == "table_first" and number == 1):
            for row in rng.sample(prose["rows"], rng.randint(3, 6)):
                paper.room(paper.text.leading)
                draft.sheet.text(draft.x0 + 10, paper.y, plain(row), paper.text)
                for column in range(3):
                    draft.sheet.text(
                        draft.x0 + 220 + column * 80,
                        paper.y,
                        plain(note.number(Decimal(rng.randint(1, 99999)), 0)),
                        paper.text,
                        "right",
                    )
                paper.y += paper.text.leading
            paper.y += 8
