"""Sentences around lists of invoices: reminders without a table, accounts of a payment, ageing."""

from datetime import timedelta
from decimal import Decimal

from training.generate.deal import make_number
from training.generate.draft import Draft
from training.generate.identifiers import group_iban
from training.generate.lexicon import load_table
from training.generate.supply import fill_sentence
from training.generate.words import Phrase, plain


def draw_demand(draft: Draft, y: float) -> float:
    """A reminder in words: one invoice, what is due of it, until when; returns the y below."""
    deal, rng = draft.deal, draft.rng
    texts = load_table("ledger")[deal.language]
    amount = Decimal(int(10 ** rng.uniform(3, 6.2))) / 100
    day = deal.issued - timedelta(days=rng.randint(15, 120))
    number = make_number(rng, day.year)
    values = {
        "number": draft.tag("preceding_invoice", number),
        "date": draft.date(None, day),
        "amount": draft.money("amount_due", amount),
    }
    phrases = [fill_sentence(draft, rng.choice(texts["overdue"]), values)]
    if rng.random() < 0.7:
        phrases.append(fill_sentence(draft, rng.choice(texts["ask"])))
    style = draft.theme.style()
    for phrase in phrases:
        y = draft.sheet.block(draft.x0, y, [phrase], style, draft.x1 - draft.x0) + 5
    return y + 6


def draw_accounts(draft: Draft, y: float) -> float:
    """Below the sum: the accounts of a payment, or an account's ageing; returns the y below."""
    deal = draft.deal
    texts = load_table("ledger")[deal.language]
    style = draft.theme.style()
    if deal.doc_type == "statement" and deal.chance(0.3) and y < draft.floor - 40:
        return _draw_ageing(draft, y + 8, texts["ageing"])
    if deal.doc_type != "remittance_advice" or deal.variety is None:
        return y
    lines: list[Phrase] = []
    if deal.seller.iban and deal.chance(0.45):
        iban = draft.tag("iban", group_iban(deal.seller.iban), deal.seller.iban)
        lines.append(fill_sentence(draft, deal.variety.choice(texts["to_account"]), {"iban": iban}))
    if deal.buyer.iban and deal.chance(0.45):
        # The payer's account is no field: the field is where to pay to.
        own = deal.variety.choice(texts["from_account"]).format(iban=group_iban(deal.buyer.iban))
        lines.append(plain(own))
    if deal.chance(0.3):
        lines.append(plain(texts["value_date"]) + draft.date(None, deal.issued + timedelta(days=1)))
    for line in lines:
        if y + style.leading < draft.floor:
            y = draft.sheet.block(draft.x0, y, [line], style, draft.x1 - draft.x0) + 2
    return y


def _draw_ageing(draft: Draft, y: float, heads: list[str]) -> float:
    """What is open by how long, in a row of its own."""
    step = (draft.x1 - draft.x0) / len(heads)
    style = draft.theme.style(0.85)
    for index, head in enumerate(heads):
        x = draft.x0 + (index + 1) * step - 4
        draft.sheet.fitted(x, y, plain(head), style, step - 6, "right")
        amount = Decimal(draft.rng.choice((0, draft.rng.randint(100, 900000)))) / 100
        figure = draft.amount(amount, bare=True)
        draft.sheet.fitted(x, y + style.leading, figure, style, step - 6, "right")
    return y + style.leading * 2.4
