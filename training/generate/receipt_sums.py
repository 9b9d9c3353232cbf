"""The lower parts of a receipt: sums, payment, tax summary."""

from decimal import ROUND_HALF_UP, Decimal

from training.generate.notation import to_cents
from training.generate.parties import COUNTRIES
from training.generate.till import TAX, Receipt
from training.generate.words import plain, tagged


def draw_sums(r: Receipt) -> None:
    """Sums so that net + tax + charges = total; the total after rounding is the gross total."""
    rng, draft, deal = r.rng, r.draft, r.deal
    goods = sum((item.net for item in deal.items), Decimal(0))
    rate = Decimal(TAX.get(r.country) or COUNTRIES[r.country].rates[0])
    europe = r.country not in ("MY", "ID", "US")
    included = europe or (r.country == "MY" and rng.random() < 0.5)
    taxed = rng.random() < (0.75 if europe else 0.6)
    discount = (
        to_cents(goods * Decimal(rng.choice((5, 10, 20))) / 100)
        if rng.random() < 0.1
        else Decimal(0)
    )
    service = (
        to_cents(goods * Decimal(rng.choice((5, 10))) / 100)
        if not included and rng.random() < 0.25
        else Decimal(0)
    )
    base = goods - discount + service
    tax = (
        to_cents(base * rate / (100 + rate) if included else base * rate / 100)
        if taxed
        else Decimal(0)
    )
    if r.country == "ID":
        tax, discount, service = (value.quantize(Decimal(1)) for value in (tax, discount, service))
        base = goods - discount + service
    before = base if included else base + tax
    step = {"MY": Decimal("0.05"), "CH": Decimal("0.05"), "ID": Decimal(100)}.get(r.country)
    total = (before / step).quantize(Decimal(1), ROUND_HALF_UP) * step if step else before
    rounding = total - before
    if rng.random() < 0.3:
        r.left(plain(f"{r.pick('count')} {sum(int(i.quantity) for i in deal.items)}"))
    net = before - tax
    if taxed and included and rng.random() < 0.4:
        r.pair(plain(r.pick("subtotal")), r.number("total_net", net))
    elif not included and (taxed or service or discount or rng.random() < 0.6):
        plain_sum = not service and not discount
        r.pair(
            plain(r.pick("subtotal")), r.number("total_net" if plain_sum else "lines_net", goods)
        )
    if discount:
        r.pair(
            plain(r.pick("discount")),
            r.number("allowances", -discount if rng.random() < 0.7 else discount),
        )
        draft.fields["allowances"] = draft.signed(discount)
    if service:
        r.pair(plain(r.pick("service")), r.number("charges", service))
    tax_first = not included or rng.random() < 0.4
    if taxed and tax_first:
        r.pair(plain(r.pick("tax")), r.number("total_tax", tax))
    if step and (rounding or rng.random() < 0.3) and rng.random() < 0.9:
        if rng.random() < 0.5:
            r.pair(
                plain(r.pick("before")), r.number("total_gross" if not rounding else None, before)
            )
        r.pair(plain(r.pick("rounding")), r.number("rounding", rounding))
    big = draft.theme.style(rng.choice((1.0, 1.2, 1.4)), bold=rng.random() < 0.7)
    r.y += (big.size - r.text.size) * 0.7
    r.pair(plain(r.pick("total")), r.number("total_gross", total), big)
    r.y += big.size * 0.2
    if rng.random() < 0.75:
        note = Decimal(rng.choice((1, 5, 10, 20, 50, 100))) * (1000 if r.country == "ID" else 1)
        given = total if rng.random() < 0.45 else (total // note + 1) * note
        r.pair(plain(r.pick("cash")), r.number(None, given))
        if given > total or rng.random() < 0.3:
            r.pair(plain(r.pick("change")), r.number(None, given - total))
    if taxed and not tax_first:
        r.pair(plain(r.pick("tax")), r.number("total_tax", tax))
    if taxed and rng.random() < 0.25:
        _draw_tax_summary(r, rate, net, tax)
    clock = draft.labels.get("bottom_date")
    if clock:
        r.centre(draft.date("issue_date", deal.issued) + plain(clock))
    r.y += r.text.leading * 0.4


def _draw_tax_summary(r: Receipt, rate: Decimal, net: Decimal, tax: Decimal) -> None:
    draft, note = r.draft, r.deal.notation
    heads = (
        ("GST Summary", "Amount", "Tax")
        if r.country == "MY"
        else (
            draft.word("tax_rate_head"),
            draft.word("tax_base_head"),
            draft.word("tax_amount_head"),
        )
    )
    xs = (draft.x0, draft.x0 + (draft.x1 - draft.x0) * 0.7, draft.x1)
    code = r.rng.choice(("SR @ ", "A ", "", "S ="))
    cells = (
        plain(code) + tagged("tax.rate", f"{note.quantity(rate)}%"),
        tagged("tax.base", note.number(net)),
        tagged("tax.amount", note.number(tax)),
    )
    r.y += r.text.leading * 0.4
    for x, head in zip(xs, heads, strict=True):
        draft.sheet.fitted(
            x,
            r.y,
            plain(head),
            r.text,
            (draft.x1 - draft.x0) * 0.42,
            "left" if x == xs[0] else "right",
        )
    r.y += r.text.leading
    for x, cell in zip(xs, cells, strict=True):
        draft.sheet.text(x, r.y, cell, r.text, "left" if x == xs[0] else "right")
    r.y += r.text.leading
    draft.taxes.append({"rate": str(rate), "base": str(net), "amount": str(tax)})
