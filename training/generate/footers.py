"""What stands at the foot of each page: bank data, register entries, page numbers."""

from training.generate.draft import Draft
from training.generate.heads import contact_lines, tax_lines
from training.generate.identifiers import group_iban
from training.generate.legal import column_heads, legal_parts
from training.generate.sheet import GREY, phrase_width
from training.generate.supply import supply_lines
from training.generate.words import Phrase, glued, joined, plain

FOOTERS = (
    "columns3", "columns4", "columns2", "line", "centre", "none", "legal", "headed4",
)  # fmt: skip


def bank_lines(draft: Draft) -> list[Phrase]:
    """Bank, IBAN and BIC of the issuer; the seller's are fields, a buyer's are not."""
    party, rng = draft.issuer, draft.rng
    if not party.iban:
        lines = [plain(f"{draft.label('bank')} {party.bank}")]
        if rng.random() < 0.6:
            lines.append(plain(f"{draft.label('account')} {party.phone.replace('-', '')[-8:]}"))
        return lines
    printed = group_iban(party.iban) if rng.random() < 0.75 else party.iban
    own = draft.issuer_role == "seller"
    iban = draft.tag("iban", printed, party.iban) if own else plain(printed)
    lines = [plain(f"{draft.label('bank')} {party.bank}"), plain(draft.label("iban")) + iban]
    if rng.random() < 0.8:
        bic = draft.tag("bic", party.bic) if own else plain(party.bic)
        lines.append(plain(draft.label("bic")) + bic)
    return lines


def footer_columns(draft: Draft, kind: str = "") -> list[list[Phrase]]:
    """The blocks of a footer: company, contact, bank, register."""
    if kind == "legal":
        return legal_parts(draft)
    party, role = draft.issuer, draft.issuer_role
    company = [draft.name(party, role), *draft.address(party, role)]
    contact = contact_lines(draft) or [plain(party.web)]
    register = tax_lines(draft)
    if draft.rng.random() < 0.5:
        register.append(plain(f"{draft.word('director')} {party.person}"))
    columns = [company, contact, bank_lines(draft), register or [plain(party.email)]]
    if kind == "headed4":
        heads = column_heads(draft.rng, draft.deal.language)
        columns = [[plain(h), *c[:5]] for h, c in zip(heads, columns, strict=True)]
    return columns


def footer_height(draft: Draft, kind: str) -> float:
    """Points to keep free at the foot of a page."""
    leading = draft.theme.style(0.75).leading
    lines = {"line": 2, "centre": 3, "legal": 3, "headed4": 6}.get(kind, 5)
    if kind == "none":
        return 40.0
    return (34 if kind in ("line", "centre", "legal") else 36) + lines * leading


def draw_footer(draft: Draft, kind: str, columns: list[list[Phrase]]) -> None:
    """Draws the footer on the current page."""
    sheet, theme = draft.sheet, draft.theme
    style = theme.style(0.75, colour=GREY if draft.labels.get("grey_foot") == "True" else (0, 0, 0))
    height = sheet.size[1]
    width = draft.x1 - draft.x0
    if kind == "none":
        return
    if kind in ("line", "centre", "legal"):
        mark = draft.labels.setdefault("foot_mark", "|")
        parts = [part for column in columns for part in column[:3]]
        y = height - 24 - style.leading * (1 if kind == "line" else 2)
        rows: list[list[Phrase]] = [[]]
        for part in parts:
            if rows[-1] and phrase_width(joined([*rows[-1], part], mark), style) > width:
                rows.append([])
            rows[-1].append(part)
        if kind == "legal":
            sheet.rule(draft.x0, y - style.leading, draft.x1, y - style.leading, 0.3)
        for row in rows[: 2 if kind == "line" else 3]:
            sheet.text((draft.x0 + draft.x1) / 2, y, joined(row, mark), style, "centre")
            y += style.leading
        return
    count = int(kind[-1])
    if count == 2:
        columns = [columns[0] + columns[1][:1], columns[2] + columns[3][:1]]
    elif count == 3:
        columns = [columns[0], columns[2], columns[3] + columns[1][:1]]
    most = 6 if kind == "headed4" else 5
    deepest = min(most, max(len(column) for column in columns))
    y = height - 26 - style.leading * (deepest - 1)
    sheet.rule(draft.x0, y - style.leading, draft.x1, y - style.leading, 0.4, theme.accent)
    step = width / count
    for index, column in enumerate(columns):
        at = y
        for place, phrase in enumerate(column[:most]):
            strong = style._replace(font=theme.style(bold=True).font)
            shown = strong if kind == "headed4" and place == 0 else style
            sheet.fitted(draft.x0 + index * step, at, phrase, shown, step - 8)
            at += style.leading


def number_pages(draft: Draft, where: str) -> None:
    """Writes "page n of m" on every page, once their number is known."""
    template = draft.rng.choice(draft.deal.lexicon.page)
    pages = draft.sheet.pages
    style = draft.theme.style(0.8)
    current = list(pages)
    for index, page in enumerate(current):
        if draft.labels.get("slip") and index + 1 == len(current):
            continue
        draft.sheet.pages = [page]
        text = plain(template.format(n=index + 1, total=len(current)))
        x, align = {"right": (draft.x1, "right"), "left": (draft.x0, "left")}.get(
            where, ((draft.x0 + draft.x1) / 2, "centre")
        )
        y = 22 if where == "right" and draft.labels.get("page_top") == "True" else page.height - 12
        draft.sheet.text(x, y, text, style, align)  # type: ignore[arg-type]
    draft.sheet.pages = current


def closing_lines(draft: Draft) -> list[Phrase]:
    """Terms, payment instructions and remarks below the sums."""
    deal, rng, lexicon = draft.deal, draft.rng, draft.deal.lexicon
    lines: list[Phrase] = []
    names = {"seller": deal.seller.name.split()[0], "city": deal.seller.city}
    if deal.doc_type == "invoice":
        if rng.random() < 0.5:
            terms = draft.tag("payment_terms", deal.terms)
            lines.append(
                plain(draft.label("terms_label", ":")) + terms if rng.random() < 0.6 else terms
            )
        if rng.random() < 0.35:
            lines.append(_pay_by(draft))
        if rng.random() < 0.12:
            lines.append(
                plain(
                    lexicon.pick(rng, "text", "direct_debit").format(digits=rng.randint(1000, 9999))
                )
            )
        if rng.random() < 0.15:
            reference = rng.choice(
                (deal.number, deal.number, f"{deal.numbers['customer']} {deal.number}")
            )
            reference = deal.extras.get("payment_reference", reference)
            lines.append(
                plain(draft.label("payment_reference")) + draft.tag("payment_reference", reference)
            )
    elif deal.doc_type in ("quote", "order", "order_confirmation") and rng.random() < 0.4:
        lines.append(
            plain(draft.label("terms_label", ":")) + draft.tag("payment_terms", deal.terms)
        )
    lines += supply_lines(draft)
    if deal.exempt and rng.random() < 0.8:
        lines.append(plain(lexicon.pick(rng, "text", "reverse_charge")))
    remarks = rng.sample(lexicon.options("text", "remarks"), rng.choice((0, 1, 1, 2, 3)))
    return lines + [plain(remark.format(**names)) for remark in remarks]


def _pay_by(draft: Draft) -> Phrase:
    """A sentence that asks for payment, its date and amount labelled."""
    deal = draft.deal
    template = deal.lexicon.pick(draft.rng, "text", "pay_by")
    phrase: Phrase = []
    settled = bool(deal.prepaid or deal.rounding)
    for word in template.split():
        if "{date}" in word:
            phrase += glued(draft.date("due_date", deal.due), after=word.partition("}")[2])
        elif "{amount}" in word:
            entity, amount = (
                ("amount_due", deal.due_amount) if settled else ("total_gross", deal.gross)
            )
            phrase += draft.money(entity, amount)
        else:
            phrase += plain(word)
    return phrase
