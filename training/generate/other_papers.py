"""Papers that come with the mail but are of no business type."""

from decimal import Decimal

from training.generate.lexicon import load_lexicon
from training.generate.paper import Paper
from training.generate.prose import load_prose
from training.generate.words import plain


def draw_other(paper: Paper) -> None:
    """Draws terms and conditions, a price list, a notice or a certificate."""
    draw = {"terms": _draw_terms, "prices": _draw_prices, "notice": _draw_notice}
    draw.get(paper.variant, _draw_certificate)(paper, load_prose("others")[paper.deal.language])


def _draw_terms(paper: Paper, prose: dict[str, list[str]]) -> None:
    rng, draft = paper.rng, paper.draft
    paper.write(plain(rng.choice(prose["terms"])), draft.theme.style(1.5, bold=True))
    if rng.random() < 0.7:
        paper.write(draft.name(paper.deal.seller, "seller"))
    paper.y += 10
    small = draft.theme.style(rng.choice((0.75, 0.85, 1.0)))
    for number in range(1, rng.randint(8, 26)):
        mark = f"{number}." if number % 2 or rng.random() < 0.5 else f"§ {number}"
        text = " ".join(rng.choices(prose["clauses"], k=rng.choice((2, 3, 5))))
        paper.write(plain(f"{mark} {text}"), small)
        paper.y += 4


def _draw_prices(paper: Paper, prose: dict[str, list[str]]) -> None:
    rng, draft = paper.rng, paper.draft
    paper.write(draft.name(paper.deal.seller, "seller"), draft.theme.style(1.2, bold=True))
    year = str(paper.deal.issued.year) if rng.random() < 0.6 else ""
    paper.write(plain(f"{rng.choice(prose['prices'])} {year}"), draft.theme.style(1.7, bold=True))
    paper.y += 12
    lexicon = load_lexicon(paper.deal.language)
    for sector in ("office", "it", "trade", "food")[: rng.randint(1, 4)]:
        for goods in rng.sample(lexicon.options("goods", sector), 8):
            paper.room(paper.text.leading)
            price = draft.amount(Decimal(rng.randint(99, 99900)) / 100)
            draft.sheet.text(
                draft.x0, paper.y, plain(goods.format(n=rng.randint(2, 40))), paper.text
            )
            draft.sheet.text(draft.x1, paper.y, price, paper.text, "right")
            paper.y += paper.text.leading * 1.1
        paper.y += 10


def _draw_notice(paper: Paper, prose: dict[str, list[str]]) -> None:
    rng, draft, seller = paper.rng, paper.draft, paper.deal.seller
    paper.y = rng.choice((70.0, 140.0))
    paper.centre(plain(rng.choice(prose["notices"])), draft.theme.style(2.6, bold=True))
    paper.y += 30
    for text in rng.sample(prose["claims"], min(3, len(prose["claims"]))):
        paper.centre(paper.fill(text), draft.theme.style(1.4))
        paper.y += 12
    paper.y += 20
    paper.centre(draft.name(seller, "seller"), paper.bold)
    for line in draft.address(seller, "seller"):
        paper.centre(line, paper.text)
    paper.centre(plain(f"{seller.phone} {seller.web}"), paper.text)


def _draw_certificate(paper: Paper, prose: dict[str, list[str]]) -> None:
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    paper.y = 160.0
    paper.centre(plain(rng.choice(prose["certificates"])), draft.theme.style(2.4, bold=True))
    paper.y += 40
    for index, text in enumerate(prose["certify"]):
        paper.centre(paper.fill(text), paper.text)
        paper.y += 8
        if index == 0:
            paper.centre(plain(deal.buyer.person), draft.theme.style(1.5, bold=True))
            paper.y += 8
    paper.y += 50
    paper.centre(draft.date("issue_date", deal.issued), paper.text)
    paper.centre(draft.name(deal.seller, "seller"), paper.text)
