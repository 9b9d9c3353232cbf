"""References and dates of the information block that few vendors print, beside their decoys."""

from datetime import timedelta

from training.generate.draft import Draft
from training.generate.identifiers import digits
from training.generate.words import Phrase, joined, plain

Pair = tuple[str, Phrase]

#: What stands between another document's number and its date.
DATED = {"en": "dated", "de": "vom", "fr": "du", "es": "de fecha", "it": "del", "nl": "d.d."}
#: Field → the types that print it, and the share of those that do so beyond the usual block.
SHARES: dict[str, tuple[frozenset[str], float]] = {
    "po_number": (
        frozenset({"invoice", "credit_note", "order_confirmation", "delivery_note"}), 0.28,
    ),
    "delivery_date": (
        frozenset({"invoice", "credit_note", "delivery_note", "order_confirmation", "order"}), 0.25,
    ),
    "due_date": (frozenset({"invoice", "payment_reminder"}), 0.15),
    "buyer_reference": (
        frozenset({"invoice", "credit_note", "order", "order_confirmation", "quote",
                   "delivery_note"}), 0.18,
    ),
    "contract_number": (frozenset({"invoice", "credit_note", "order", "order_confirmation"}), 0.16),
    "period": (frozenset({"invoice", "credit_note", "statement"}), 0.16),
    "preceding_invoice": (frozenset({"credit_note"}), 0.3),
    "payment_reference": (frozenset({"invoice"}), 0.12),
}  # fmt: skip
#: Numbers and dates that are no field, with the share of documents that print them.
DECOYS = {
    "delivery_note_number": 0.2, "sales_order": 0.12, "project": 0.08, "vendor_number": 0.08,
    "quote_number": 0.1,
}  # fmt: skip


def add_rarer_pairs(draft: Draft, pairs: list[Pair], rest: list[Pair]) -> list[Pair]:
    """The block's further pairs with some rarer ones among them; a fixed case gets none."""
    deal = draft.deal
    if deal.variety is None:
        return rest
    rest = list(rest)
    printed = {label[2:] for _, value in pairs + rest for _, label in value}
    for entity, (types, share) in SHARES.items():
        if deal.doc_type not in types or not deal.chance(share):
            continue
        name = "period_start" if entity == "period" else entity
        if name not in printed:
            rest.insert(
                deal.variety.randint(0, len(rest)), (draft.word(entity), _value(draft, entity))
            )
    own = f"{deal.doc_type}_number"
    for key, share in DECOYS.items():
        known = key == own or (key == "vendor_number") == (draft.issuer_role == "seller")
        if not known and deal.chance(share) and draft.word(key) not in dict(rest):
            number = deal.numbers["delivery"] if key.startswith("delivery") else _number(draft)
            value = plain(number)
            if key == "delivery_note_number" and deal.chance(0.4):
                value += plain(DATED[deal.language]) + draft.date(None, deal.delivered)
            rest.insert(deal.variety.randint(0, len(rest)), (draft.word(key), value))
    return rest


def _value(draft: Draft, entity: str) -> Phrase:
    deal = draft.deal
    if entity == "period":
        start, end = deal.period
        join = plain(draft.word("period_join"))
        return joined([draft.date("period_start", start), join, draft.date("period_end", end)])
    if entity in ("delivery_date", "due_date"):
        return draft.date(entity, deal.due if entity == "due_date" else deal.delivered)
    if entity == "payment_reference":
        return draft.tag(entity, deal.extras.get("payment_reference", deal.number))
    key = {"po_number": "po", "buyer_reference": "reference", "contract_number": "contract",
           "preceding_invoice": "preceding"}[entity]  # fmt: skip
    value = draft.tag(entity, deal.numbers[key])
    if entity in ("po_number", "preceding_invoice", "contract_number") and deal.chance(0.3):
        # The date of another document beside its number is no date of this one.
        earlier = deal.issued - timedelta(days=len(deal.number) * 3)
        value = value + plain(DATED[deal.language]) + draft.date(None, earlier)
    return value


def _number(draft: Draft) -> str:
    assert draft.deal.variety is not None
    return digits(draft.deal.variety, draft.deal.variety.choice((4, 5, 6, 8)))
