"""The block of sums below the lines, and the tax table."""

from decimal import Decimal

from training.generate.draft import Draft
from training.generate.sheet import WHITE, phrase_width
from training.generate.words import Phrase, plain, tagged

TOTALS = ("right", "left", "boxed", "full_width", "shaded", "strip", "dark")

Row = tuple[Phrase, Phrase, bool]  # label, amount, emphasised


def collect_rows(draft: Draft) -> list[Row]:
    """The sums in printed order, each with its field."""
    deal, rng = draft.deal, draft.rng
    rows: list[Row] = []
    adjusted = bool(deal.allowance or deal.charge)

    def row(key: str, entity: str, amount: Decimal, strong: bool = False, **words: str) -> None:
        text = draft.word(key).format(**words) if words else draft.word(key)
        rows.append(
            (plain(text.rstrip(":") + draft.theme.colon), draft.money(entity, amount), strong)
        )

    if adjusted:
        row("lines_net", "lines_net", deal.lines_net)
        if deal.allowance:
            percent = f"{deal.notation.quantity(deal.allowance_percent)} %"
            shown = -deal.allowance if rng.random() < 0.7 else deal.allowance
            row("allowances", "allowances", shown, percent=percent)
            draft.fields["allowances"] = draft.signed(deal.allowance)
        if deal.charge:
            row("charges", "charges", deal.charge)
    untaxed = deal.exempt and rng.random() < 0.7
    settle = bool(deal.prepaid or deal.rounding)
    if not untaxed:
        if not adjusted or rng.random() < 0.7:
            row("total_net", "total_net", deal.net)
        _add_tax_rows(draft, rows)
    due_beside = not settle and deal.doc_type == "invoice" and deal.chance(0.16)
    gross_key = "total_gross_both" if settle or due_beside else "total_gross"
    row(gross_key, "total_gross", deal.gross, True)
    if deal.rounding:
        row("rounding", "rounding", deal.rounding)
    if deal.prepaid:
        shown = -deal.prepaid if rng.random() < 0.6 else deal.prepaid
        row("prepaid", "prepaid", shown)
        draft.fields["prepaid"] = draft.signed(deal.prepaid)
    if settle:
        row("amount_due", "amount_due", deal.due_amount, True)
    elif due_beside:
        _add_amount_due(draft, rows)
    return rows


def _add_amount_due(draft: Draft, rows: list[Row]) -> None:
    """What is to be paid, beside a total: all of it, or with an earlier balance on top."""
    deal = draft.deal
    if deal.chance(0.3) and deal.variety:
        earlier = Decimal(deal.variety.randint(500, 90000)) / 100
        deal.due_amount = deal.gross + earlier
        label = plain(draft.word("prior_balance") + draft.theme.colon)
        rows.append((label, draft.amount(earlier), False))
    label = plain(draft.word("amount_due").rstrip(":") + draft.theme.colon)
    rows.append((label, draft.money("amount_due", deal.due_amount), True))


def _add_tax_rows(draft: Draft, rows: list[Row]) -> None:
    deal, rng = draft.deal, draft.rng
    template = draft.word("total_tax")
    if len(deal.taxes) == 1:
        rate = _rate(draft, deal.taxes[0].rate)
        if "{rate}" in template:
            draft.taxes.append(
                {"rate": str(deal.taxes[0].rate), "amount": str(deal.taxes[0].amount)}
            )
        rows.append((_with_rate(draft, template, rate), draft.money("total_tax", deal.tax), False))
        return
    if "{rate}" not in template:
        template = f"{template} {{rate}}"
    for share in deal.taxes:
        label = _with_rate(draft, template, _rate(draft, share.rate))
        truth = {"rate": str(share.rate), "amount": str(share.amount)}
        if draft.labels.setdefault("tax_with_base", str(rng.random() < 0.3)) == "True":
            of = {"de": "auf", "fr": "sur", "es": "sobre", "it": "su", "nl": "over"}.get(
                deal.language, "on"
            )
            label = label + plain(of) + tagged("tax.base", deal.notation.number(share.base))
            truth["base"] = str(share.base)
        rows.append((label, deal.notation.money("tax.amount", share.amount), False))
        draft.taxes.append(truth)
    if rng.random() < 0.4:
        rows.append((plain(draft.label("sum_tax")), draft.money("total_tax", deal.tax), False))


def tag_rate(draft: Draft, rate: Decimal) -> Phrase:
    """A tax rate as the vendor prints it."""
    return tagged("tax.rate", _rate(draft, rate))


def _rate(draft: Draft, rate: Decimal) -> str:
    glue = draft.labels.setdefault("percent", draft.rng.choice(("%", " %")))
    places = draft.labels.setdefault("rate_places", draft.rng.choice(("0", "0", "0", "1", "2")))
    return draft.deal.notation.quantity(rate, int(places)) + glue


def _with_rate(draft: Draft, template: str, rate: str) -> Phrase:
    """The label with its rate tagged, brackets and all."""
    phrase: Phrase = []
    for word in template.split():
        if "{rate}" in word:
            phrase += tagged("tax.rate", word.format(rate=rate))
        else:
            phrase += plain(word)
    if draft.theme.colon and phrase[-1][1] == "O":
        phrase[-1] = (phrase[-1][0].rstrip(":") + draft.theme.colon.strip(), "O")
    return phrase


def draw_totals(draft: Draft, kind: str, y: float) -> float:
    """Draws the sums; returns the y below."""
    sheet, theme, rng = draft.sheet, draft.theme, draft.rng
    rows = collect_rows(draft)
    text, strong = theme.style(), theme.style(rng.choice((1.0, 1.1, 1.25)), bold=True)
    if kind == "strip" and len(rows) <= 6:
        return _draw_strip(draft, rows, y)
    needed = (
        max(phrase_width(label, strong) + phrase_width(amount, strong) for label, amount, _ in rows)
        + 24
    )
    width = max(needed, (draft.x1 - draft.x0) * rng.choice((0.36, 0.42, 0.5)))
    x0, x1 = draft.x1 - width, draft.x1
    if kind == "left":
        x0, x1 = draft.x0, draft.x0 + width
    elif kind == "full_width":
        x0 = draft.x0
    step = text.leading * rng.choice((1.15, 1.3, 1.5))
    if kind in ("boxed", "shaded"):
        x0 -= 4
        fill = (0.92, 0.93, 0.95) if kind == "shaded" else None
        sheet.area(
            x0,
            y - text.size * 1.3,
            x1,
            y + step * (len(rows) - 0.35),
            fill,
            None if fill else (0.3, 0.3, 0.3),
        )
        x0, x1 = x0 + 5, x1 - 5
    right_label = kind == "full_width" and rng.random() < 0.6
    for label, amount, emphasised in rows:
        style = strong if emphasised else text
        if emphasised and kind == "dark":
            sheet.area(x0 - 5, y - style.size * 1.15, x1 + 4, y + style.size * 0.5, theme.accent)
            style = style._replace(colour=WHITE)
        if emphasised and kind in ("right", "left", "full_width") and rng.random() < 0.6:
            sheet.rule(x0, y - style.size * 1.05, x1, y - style.size * 1.05, 0.6)
        amount_width = phrase_width(amount, style)
        if right_label:
            sheet.text(min(x1 - 95, x1 - amount_width - 12), y, label, style, "right")
        else:
            sheet.fitted(x0, y, label, style, x1 - x0 - amount_width - 6)
        sheet.text(x1, y, amount, style, "right")
        y += step
    return y + 4


def _draw_strip(draft: Draft, rows: list[Row], y: float) -> float:
    """Sums beside each other, label above amount."""
    sheet, theme = draft.sheet, draft.theme
    width = (draft.x1 - draft.x0) / len(rows)
    for index, (label, amount, emphasised) in enumerate(rows):
        left = draft.x0 + index * width
        style = theme.style(bold=emphasised)
        sheet.area(
            left,
            y - style.size * 1.2,
            left + width,
            y + style.leading * 1.5,
            stroke=(0.4, 0.4, 0.4),
        )
        sheet.fitted(left + 3, y, label, theme.style(0.8), width - 6)
        sheet.fitted(left + width - 4, y + style.leading * 1.1, amount, style, width - 8, "right")
    return y + theme.style().leading * 3


def draw_tax_table(draft: Draft, y: float, right: bool, narrow: bool = False) -> float:
    """Draws rate, base and amount of each tax in a small table; returns the y below."""
    sheet, theme, deal, rng = draft.sheet, draft.theme, draft.deal, draft.rng
    style, head = theme.style(0.88), theme.style(0.85, bold=True)
    keys = ["tax_rate_head", "tax_base_head", "tax_amount_head"]
    if rng.random() < 0.35 and not narrow:
        keys.append("tax_gross_head")
    width = 54.0 if narrow else 66.0
    x0 = draft.x1 - width * len(keys) if right else draft.x0
    if rng.random() < 0.4:
        sheet.fitted(x0, y, plain(draft.word("tax_table")), head, width * len(keys))
        y += style.leading * 1.2
    for index, key in enumerate(keys):
        sheet.fitted(
            x0 + width * (index + 1) - 4, y, plain(draft.word(key)), head, width - 6, "right"
        )
    sheet.rule(x0, y + 3, x0 + width * len(keys), y + 3, 0.4)
    y += style.leading * 1.2
    draft.taxes.clear()
    for share in deal.taxes:
        cells = [
            tagged("tax.rate", _rate(draft, share.rate)),
            tagged("tax.base", deal.notation.number(share.base)),
            tagged("tax.amount", deal.notation.number(share.amount)),
            plain(deal.notation.number(share.base + share.amount)),
        ]
        for index in range(len(keys)):
            sheet.fitted(x0 + width * (index + 1) - 4, y, cells[index], style, width - 6, "right")
        draft.taxes.append(
            {"rate": str(share.rate), "base": str(share.base), "amount": str(share.amount)}
        )
        y += style.leading
    return y + 4
