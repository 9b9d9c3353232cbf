"""Sentences below the sums that say when was delivered, for which contract, how to pay."""

from collections.abc import Mapping

from training.generate.draft import Draft
from training.generate.lexicon import load_table
from training.generate.words import Phrase, glued, plain


def supply_lines(draft: Draft) -> list[Phrase]:
    """Some such sentences, their dates and numbers labelled; none in a fixed case."""
    deal = draft.deal
    if deal.variety is None:
        return []
    texts = load_table("sentences")[deal.language]
    lines: list[Phrase] = []
    shares = {
        "invoice": (("delivered", 0.12), ("period", 0.08), ("order", 0.07), ("contract", 0.05),
                    ("reference", 0.12), ("skonto", 0.12)),
        "credit_note": (("credited", 0.25), ("order", 0.05)),
        "order": (("wanted", 0.2), ("quoted", 0.15), ("contract", 0.08)),
        "order_confirmation": (("expected", 0.2), ("order", 0.15)),
        "delivery_note": (("order", 0.12),),
        "quote": (("valid", 0.25),),
    }.get(deal.doc_type, ())  # fmt: skip
    for key, share in shares:
        if deal.chance(share):
            lines.append(fill_sentence(draft, deal.variety.choice(texts[key])))
    return lines


def fill_sentence(
    draft: Draft, template: str, values: Mapping[str, Phrase] | None = None
) -> Phrase:
    """A sentence with its [slots] filled; a slot's punctuation stays with its last word."""
    phrase: Phrase = []
    for word in template.split():
        start, end = word.find("["), word.find("]")
        if start < 0:
            phrase += plain(word)
        else:
            name = word[start + 1 : end]
            value = values[name] if values and name in values else _slot(draft, name)
            phrase += glued(value, word[:start], word[end + 1 :])
    return phrase


def _slot(draft: Draft, name: str) -> Phrase:
    deal = draft.deal
    early = deal.issued + (deal.due - deal.issued) / 3
    days = str((deal.due - deal.issued).days)
    settled = bool(deal.prepaid or deal.rounding)
    values = {
        "delivered": lambda: draft.date("delivery_date", deal.delivered),
        "start": lambda: draft.date("period_start", deal.period[0]),
        "end": lambda: draft.date("period_end", deal.period[1]),
        "due": lambda: draft.date("due_date", deal.due),
        "early": lambda: draft.date(None, early),
        "until": lambda: draft.date(None, deal.due),
        "days": lambda: plain(days),
        "po": lambda: draft.tag("po_number", deal.numbers["po"]),
        "contract": lambda: draft.tag("contract_number", deal.numbers["contract"]),
        "preceding": lambda: draft.tag("preceding_invoice", deal.numbers["preceding"]),
        "quote": lambda: plain(deal.numbers["project"]),
        "reference": lambda: draft.tag(
            "payment_reference", deal.extras.get("payment_reference", deal.number)
        ),
        "amount": lambda: draft.money(
            "amount_due" if settled else "total_gross",
            deal.due_amount if settled else deal.gross,
        ),
    }
    return values[name]()
