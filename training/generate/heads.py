"""Letterheads and address blocks: who sends the document, and to whom."""

from training.generate.draft import Draft
from training.generate.identifiers import space_vat_id
from training.generate.sheet import GREY, WHITE, Align, Style
from training.generate.words import Phrase, glued, joined, plain

HEADS = (
    "left",
    "right",
    "centre",
    "band",
    "split",
    "wordmark",
    "boxed",
    "small_right",
    "band_right",
    "rule",
    "left_sidebar",
    "right_sidebar",
    "bare",
)


def contact_lines(draft: Draft) -> list[Phrase]:
    """Some of phone, fax, mail and web of the issuer, each on a line."""
    party, rng = draft.issuer, draft.rng
    lines = []
    for key, value, share in (
        ("phone", party.phone, 0.75),
        ("fax", party.fax, 0.3),
        ("email", party.email, 0.6),
        ("web", party.web, 0.4),
    ):
        if rng.random() < share:
            lines.append(plain(f"{draft.label(key)} {value}"))
    return lines


def tax_lines(draft: Draft, always: bool = False) -> list[Phrase]:
    """VAT id, register entry and tax number of the issuer, as far as printed."""
    party, rng = draft.issuer, draft.rng
    lines = []
    if party.vat_id and (always or rng.random() < 0.6):
        printed = space_vat_id(rng, party.vat_id)
        entity = f"{draft.issuer_role}_vat_id"
        lines.append(plain(draft.label("seller_vat_id")) + draft.tag(entity, printed, party.vat_id))
    if party.registration_id and rng.random() < 0.5:
        number = (
            draft.tag("seller_registration_id", party.registration_id)
            if draft.issuer_role == "seller"
            else plain(party.registration_id)
        )
        lines.append(plain(party.register) + number)
    if rng.random() < 0.25:
        lines.append(plain(f"{draft.label('tax_number')} {party.tax_number}"))
    return lines


def draw_head(draft: Draft, kind: str) -> float:
    """Draws a letterhead; returns the y below it."""
    sheet, theme, rng = draft.sheet, draft.theme, draft.rng
    party, role = draft.issuer, draft.issuer_role
    name = draft.name(party, role)
    big = theme.style(rng.choice((1.5, 1.8, 2.1)), bold=True, colour=theme.accent)
    small = theme.style(rng.choice((0.8, 0.9, 1.0)))
    address = draft.address(party, role, country=rng.random() < 0.15)
    details = contact_lines(draft) + (tax_lines(draft) if rng.random() < 0.45 else [])
    width = draft.x1 - draft.x0
    top = rng.uniform(36, 56)
    if kind == "bare":  # the footer or the line over the address says who it is
        if rng.random() < 0.4:
            sheet.text(draft.x1, top + 6, plain(party.name.split()[0]), big, "right")
        return top + big.size
    if kind in ("left", "right", "centre", "rule"):
        at: dict[str, tuple[float, Align]] = {
            "left": (draft.x0, "left"), "rule": (draft.x0, "left"),
            "right": (draft.x1, "right"), "centre": ((draft.x0 + draft.x1) / 2, "centre"),
        }  # fmt: skip
        x, align = at[kind]
        sheet.fitted(x, top, name, big, width, align)
        y = top + big.size * 0.5 + small.leading
        if kind == "centre" or rng.random() < 0.3:
            address = [joined([glued(address[0], after=","), *address[1:]])]
        if kind == "centre" and details:
            details = [joined(details, rng.choice(("|", "-", "·")))]
        y = sheet.block(x, y, [*address, *details], small, width, align)
        if kind == "rule":
            sheet.rule(
                draft.x0, y - small.size * 0.5, draft.x1, y - small.size * 0.5, 1.2, theme.accent
            )
            y += 8
        return y
    if kind in ("band", "band_right"):
        height = big.size + 2 * small.leading + 26
        sheet.area(0, 0, sheet.size[0], height, fill=theme.accent)
        light = small._replace(colour=WHITE)
        x, other = (draft.x0, draft.x1) if kind == "band" else (draft.x1, draft.x0)
        sides: tuple[Align, Align] = ("left", "right") if kind == "band" else ("right", "left")
        align, back = sides
        sheet.fitted(x, big.size + 16, name, big._replace(colour=WHITE), width * 0.62, align)
        sheet.block(
            x,
            big.size + 16 + light.leading * 1.2,
            [joined([glued(address[0], after=","), *address[1:]])],
            light,
            width * 0.6,
            align,
        )
        sheet.block(other, 18 + light.size, details[:4], light, None, back)
        return height + 14
    if kind.endswith("sidebar"):
        return _draw_sidebar(
            draft, kind, name, big, [*address, [], *details, [], *tax_lines(draft)]
        )
    if kind == "split":
        sheet.fitted(draft.x0, top + 6, name, big, width * 0.58)
        y = sheet.block(draft.x1, top, [*address, *details], small, None, "right")
        return max(y, top + big.size + 10)
    if kind == "wordmark":
        mark = " ".join(party.name.split()[:1]).upper()
        sheet.text(draft.x1, top + 4, plain(mark), big, "right")
        return sheet.block(draft.x0, top, [name, *address], small, width * 0.5) + 6
    if kind == "boxed":
        lines = [*address, *details]
        bottom = top + big.size + small.leading * len(lines) + 10
        sheet.area(
            draft.x0, top - big.size - 4, draft.x0 + width * 0.62, bottom, stroke=theme.accent
        )
        sheet.fitted(draft.x0 + 8, top + 2, name, big, width * 0.58)
        sheet.block(draft.x0 + 8, top + big.size * 0.4 + small.leading + 2, lines, small, None)
        return bottom + 10
    left = draft.x0 + width * 0.66
    sheet.fitted(left, top, name, theme.style(1.1, bold=True), draft.x1 - left)
    y = sheet.block(
        left,
        top + theme.size * 1.4,
        [*address, *details, *tax_lines(draft)],
        small,
        draft.x1 - left,
    )
    if rng.random() < 0.5:
        sheet.text(draft.x0, top + 6, plain(party.name.split()[0].upper()), big)
    return y


def _draw_sidebar(draft: Draft, kind: str, name: Phrase, big: Style, lines: list[Phrase]) -> float:
    """A column of the issuer's details along the page; narrows what is left for the rest."""
    sheet, theme = draft.sheet, draft.theme
    width = 132.0
    height = sheet.size[1]
    tinted = draft.rng.random() < 0.6
    x = 0.0 if kind == "left_sidebar" else sheet.size[0] - width
    if tinted:
        sheet.area(x, 0, x + width, height, fill=(0.92, 0.93, 0.95))
    small = theme.style(0.82)
    sheet.block(x + 14, 150, lines, small, width - 24)
    if kind == "left_sidebar":
        draft.x0 = width + 18
    else:
        draft.x1 = sheet.size[0] - width - 18
    sheet.fitted(draft.x0, 52, name, big, draft.x1 - draft.x0)
    return 52 + big.size


def draw_recipient(draft: Draft, x: float, y: float, width: float, window: bool) -> float:
    """Draws the address window or a headed address block; returns the y below it."""
    sheet, theme, rng = draft.sheet, draft.theme, draft.rng
    party, role = draft.recipient, draft.recipient_role
    if window:
        tiny = theme.style(0.68, colour=GREY if rng.random() < 0.5 else (0, 0, 0))
        issuer = draft.issuer
        mark = rng.choice(("·", "-", "|", ","))
        name = draft.name(issuer, draft.issuer_role)
        address = draft.address(issuer, draft.issuer_role)
        if mark == ",":
            sender = joined(
                [glued(part, after=",") for part in (name, *address[:-1])] + [address[-1]]
            )
        else:
            sender = joined([name, joined(address, mark)], mark)
            inside = [i for i, (_, label) in enumerate(sender) if label.endswith("_address")]
            sender = [
                (t, f"I-{draft.issuer_role}_address")
                if label == "O" and inside[0] < i < inside[-1]
                else (t, label)
                for i, (t, label) in enumerate(sender)
            ]
        sheet.fitted(x, y, sender, tiny, width)
        y += theme.size * 2
    else:
        key = "vendor" if role == "seller" else "bill_to"
        sheet.text(x, y, plain(draft.label(key)), theme.style(0.9, bold=True, colour=theme.accent))
        y += theme.style().leading * 1.15
    lines = [draft.name(party, role)]
    if rng.random() < 0.3 and party.name != party.person:
        attention = {"de": "z. Hd.", "fr": "À l'att. de", "es": "A/A", "it": "c.a.", "nl": "T.a.v."}
        lines.append(plain(f"{attention.get(draft.deal.language, 'Attn:')} {party.person}"))
    lines += draft.address(party, role, country=rng.random() < 0.1)
    if party.vat_id and draft.deal.doc_type in ("invoice", "credit_note") and rng.random() < 0.3:
        entity = f"{role}_vat_id"
        lines.append(plain(draft.label("buyer_vat_id")) + draft.tag(entity, party.vat_id))
    return sheet.block(x, y, lines, theme.style(rng.choice((1.0, 1.0, 1.1))), width)


def draw_sender(draft: Draft, x: float, y: float, width: float) -> float:
    """Draws the issuer under a heading, beside the recipient; returns the y below it."""
    party, role, theme = draft.issuer, draft.issuer_role, draft.theme
    heading = theme.style(0.9, bold=True, colour=theme.accent)
    word = draft.label("from" if role == "seller" else "bill_to")
    draft.sheet.text(x, y, plain(word), heading)
    lines = [draft.name(party, role), *draft.address(party, role)]
    if role == "seller" and party.vat_id and draft.rng.random() < 0.4:
        tag = draft.tag("seller_vat_id", party.vat_id)
        lines.append(plain(draft.label("seller_vat_id")) + tag)
    return draft.sheet.block(x, y + theme.style().leading * 1.15, lines, theme.style(), width)


def draw_ship_to(draft: Draft, x: float, y: float, width: float) -> float:
    """Draws the delivery address under its heading; returns the y below it."""
    party, theme = draft.deal.ship_to, draft.theme
    if party is None:
        return y
    draft.sheet.text(
        x, y, plain(draft.label("ship_to")), theme.style(0.9, bold=True, colour=theme.accent)
    )
    lines = [plain(party.name), *draft.address(party, "ship_to")]
    return draft.sheet.block(x, y + theme.style().leading * 1.15, lines, theme.style(), width)
