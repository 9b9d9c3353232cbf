"""Invoices, orders and contracts of US broadcasters: flights, spots and gross amounts."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.generate.deal import make_deal
from training.generate.draft import Draft, make_theme
from training.generate.identifiers import digits
from training.generate.lexicon import load_table
from training.generate.notation import to_cents
from training.generate.parties import Party, make_party
from training.generate.sheet import LETTER, Sheet, Style
from training.generate.words import Phrase, joined, plain, tagged

#: Ways these pages are set; the last two are never met in training.
STYLES = ("grid", "columns", "boxes", "letterhead", "compact", "ruled")
HELD_OUT_STYLES = frozenset({"compact", "ruled"})

_TABLE: dict[str, dict[str, list[str]]] = load_table("broadcast")


class Broadcast:
    """One document of a station."""

    def __init__(self, rng: Random, doc_type: str, style: str, seller: Party) -> None:
        self.rng, self.doc_type, self.style = rng, doc_type, style
        self.deal = make_deal(rng, doc_type, "en", seller, lines_n=1)
        self.invoice = doc_type == "invoice"
        self.entity = "invoice_number" if self.invoice else "document_number"
        size = LETTER if rng.random() < 0.5 else (LETTER[1], LETTER[0])
        theme = make_theme(rng, "en")
        self.draft = Draft(rng, self.deal, theme, Sheet(*size), 34.0, size[0] - 34, size[1] - 60)
        self.text, self.bold = theme.style(0.85), theme.style(0.85, bold=True)
        self.words = {key: rng.choice(options) for key, options in _TABLE["labels"].items()}
        name = seller.person.split()[-1]
        self.advertiser = rng.choice(_TABLE["names"]["causes"]).format(
            name=name if rng.random() < 0.5 else seller.person, city=seller.city
        )
        if rng.random() < 0.2:
            self.advertiser = f"{rng.choice(('POL', 'ISSUE'))}/ {self.advertiser}"
        call_sign = rng.choice("WK") + "".join(rng.choices("ABCDEFGHJKLMNPRSTVWXYZ", k=3))
        self.station = call_sign + rng.choice(("", "-TV", " TV", "-DT", "-FM"))
        self.agency = rng.choice(_TABLE["names"]["agencies"])
        self.payer = make_party(rng, "US")
        self.day_pattern = rng.choice(
            (
                "{mm}/{dd}/{yy}",
                "{mm}/{dd}/{yy}",
                "{mm}/{dd}/{yyyy}",
                "{m}/{d}/{yy}",
                "{m}/{d}/{yyyy}",
                "{mon}{dd}/{yy}",
            )
        )
        self.start = date(2012, 1, 1) + timedelta(days=rng.randint(0, 4800))
        self.end = self.start + timedelta(days=rng.choice((6, 6, 13, 13, 20, 27, 34)))
        self.gross = Decimal(0)
        self.sign = rng.choice(("$", "$", ""))

    def day(self, entity: str | None, value: date) -> Phrase:
        """A date in the station's notation."""
        note = self.deal.notation
        printed = self.day_pattern.format(
            d=value.day,
            dd=f"{value.day:02d}",
            m=value.month,
            mm=f"{value.month:02d}",
            mon=note.months[value.month - 1][:3],
            yy=f"{value.year % 100:02d}",
            yyyy=value.year,
        )
        return (
            plain(printed) if entity is None else self.draft.tag(entity, printed, value.isoformat())
        )

    def money(self, entity: str | None, value: Decimal) -> Phrase:
        """An amount, its sign against the figure."""
        printed = f"{self.sign}{value:,.2f}"
        if entity is None:
            return plain(printed)
        if entity.startswith("line."):
            return tagged(entity, printed)
        return self.draft.tag(entity, printed, f"{value:.2f}")

    def station_block(self) -> list[Phrase]:
        """The seller: call sign and address."""
        draft, seller = self.draft, self.deal.seller
        name = draft.tag("seller_name", self.station)
        lines = [
            tagged("seller_address", seller.street),
            tagged("seller_address", seller.city_line()),
        ]
        lines[1][0] = (lines[1][0][0], "I-seller_address")
        draft.fields["seller_address"] = f"{seller.street}, {seller.city_line()}"
        return [name, *lines, plain(f"{self.rng.choice(('Main:', 'Phone:', ''))} {seller.phone}")]

    def agency_block(self) -> list[Phrase]:
        """The agency that pays; the advertiser is the buyer, so this is no field."""
        lines = [plain(self.agency)]
        if self.rng.random() < 0.4:
            lines.append(plain("Attention: Accounts Payable"))
        return [*lines, plain(self.payer.street), plain(self.payer.city_line())]

    def pairs(self) -> list[tuple[str, Phrase]]:
        """The facts about the order in a shuffled but sensible order."""
        rng, draft, words = self.rng, self.draft, self.words
        number = (
            digits(rng, rng.choice((6, 7, 8)))
            if rng.random() < 0.6
            else f"{digits(rng, 6)}-{rng.randint(1, 4)}"
        )
        flight = (
            self.day("period_start", self.start)
            + plain(rng.choice(("-", "to", "-")))
            + self.day("period_end", self.end)
        )
        pairs: list[tuple[str, Phrase]] = [
            (words["advertiser"], draft.tag("buyer_name", self.advertiser))
        ]
        if rng.random() < 0.75:
            pairs.append((words["flight"], flight))
        else:
            pairs += [
                (words["flight_start"], self.day("period_start", self.start)),
                (words["flight_end"], self.day("period_end", self.end)),
            ]
        issued = (
            self.end + timedelta(days=rng.randint(1, 8))
            if self.invoice
            else self.start - timedelta(days=rng.randint(1, 20))
        )
        if self.invoice:
            number = rng.choice(
                (
                    f"{digits(rng, 6)}-{rng.randint(1, 3)}",
                    f"AA{digits(rng, 8)}",
                    digits(rng, 7),
                    f"{digits(rng, 4)}-{digits(rng, 5)}",
                )
            )
            pairs.append((words["invoice"], draft.tag("invoice_number", number)))
            pairs.append((words["invoice_date"], self.day("issue_date", issued)))
            pairs.append((words["order"].split(" / ")[0], plain(digits(rng, 6))))
            if rng.random() < 0.5:
                pairs.append(
                    (
                        words["period"],
                        self.day(None, self.start.replace(day=1))
                        + plain("-")
                        + self.day(None, self.end),
                    )
                )
            if rng.random() < 0.5:
                pairs.append(
                    (
                        words["month"],
                        plain(f"{self.deal.notation.months[self.end.month - 1]} {self.end.year}"),
                    )
                )
        else:
            revision = plain(f"/ {rng.randint(1, 4)}") if "/" in words["order"] else []
            pairs.append((words["order"], draft.tag(self.entity, number) + revision))
            dates = self.day("issue_date", issued)
            pairs.append(
                (
                    words["order_date"],
                    dates
                    + (plain("/") + self.day(None, issued) if "/" in words["order_date"] else []),
                )
            )
        for key, value in (
            ("alt", digits(rng, 8)),
            ("estimate", digits(rng, 4)),
            (
                "product",
                rng.choice(
                    ("Ballot Issue", "Statewide", "GENERAL 2020", "955/1329/7226", "Political")
                ),
            ),
            ("executive", self.payer.person),
            ("office", rng.choice(("Katz Washington", "HRP-NATIONAL", "Local", "Atlanta Telerep"))),
            ("calendar", rng.choice(("Broadcast", "EOM/EOC", "Cash"))),
            ("demo", rng.choice(("Adults 35+", "Households", "A25-54"))),
        ):
            if rng.random() < 0.6:
                pairs.append((words[key], plain(value)))
        if rng.random() < 0.7:
            head, tail = pairs[:1], pairs[1:]
            rng.shuffle(tail)
            at = rng.randint(0, 2)
            pairs = tail[:at] + head + tail[at:]
        return pairs


def draw_broadcast(rng: Random, doc_type: str, style: str, seller: Party) -> Draft:
    """Draws an invoice, order or contract of a station."""
    paper = Broadcast(rng, doc_type, style, seller)
    draft = paper.draft
    y = _draw_top(paper)
    y = _draw_spots(paper, y + 12)
    _draw_sums(paper, y + 6)
    pages = draft.sheet.pages
    current = list(pages)
    for index, page in enumerate(current):
        draft.sheet.pages = [page]
        draft.sheet.text(
            draft.x1, 24, plain(f"Page {index + 1} of {len(current)}"), paper.text, "right"
        )
        if index + 1 == len(current) or rng.random() < 0.5:
            draft.sheet.block(
                draft.x0,
                page.height - 34,
                [plain(_TABLE["names"]["notice"][0])],
                draft.theme.style(0.65),
                draft.x1 - draft.x0,
            )
    draft.sheet.pages = current
    return draft


def _title(paper: Broadcast) -> str:
    titles = {
        "invoice": ("INVOICE", "Invoice", "AFFIDAVIT / INVOICE"),
        "order": ("ORDER", "Order", "Broadcast Order", "Electronic Order"),
        "contract": ("CONTRACT", "Contract", "Contract Agreement"),
        "order_confirmation": ("Order Confirmation", "CONFIRMATION"),
    }
    return paper.rng.choice(titles[paper.doc_type])


def _draw_top(paper: Broadcast) -> float:
    rng, draft, sheet = paper.rng, paper.draft, paper.draft.sheet
    width = draft.x1 - draft.x0
    title, big = plain(_title(paper)), draft.theme.style(1.7, bold=True)
    pairs = paper.pairs()
    if paper.style in ("letterhead", "ruled"):
        y = sheet.block(draft.x0 + width / 2, 44, paper.station_block(), paper.bold, None, "centre")
        sheet.text(draft.x0, y + 14, title, big)
        if paper.style == "ruled":
            sheet.rule(draft.x0, y + 20, draft.x1, y + 20)
        y += 36
        left = sheet.block(
            draft.x0,
            y,
            [plain(paper.words["agency"]), *paper.agency_block()],
            paper.text,
            width * 0.4,
        )
        return max(left, _column(paper, pairs, draft.x0 + width * 0.46, y, draft.x1))
    if paper.style == "compact":
        words = joined(
            [plain(label if label.endswith(":") else label + ":") + value for label, value in pairs]
        )
        sheet.text(draft.x0, 44, title, big)
        y = sheet.block(
            draft.x0,
            66,
            [joined(paper.station_block()), joined(paper.agency_block())],
            paper.text,
            width,
        )
        return sheet.block(draft.x0, y + 6, [words], paper.text, width)
    third = width / 3
    left = sheet.block(
        draft.x0 + 10,
        44,
        [
            plain(
                rng.choice(
                    ("Remit Address:", "Contract Agreement Between:", "Send Payment To:", "")
                )
            ),
            *paper.station_block(),
            [],
            plain(paper.words["agency"]),
            *paper.agency_block(),
        ],
        paper.text,
        third - 16,
    )
    sheet.text(draft.x0 + third * 1.1, 50, title, big)
    half = (len(pairs) + 1) // 2
    top = 50 + big.size * 1.6
    if paper.style == "columns":
        middle = _column(paper, pairs[:half], draft.x0 + third, top, draft.x0 + 2 * third - 8)
        right = _column(paper, pairs[half:], draft.x0 + 2 * third, top, draft.x1)
        return max(left, middle, right)
    x, y, deepest = draft.x0 + third, top, top
    cell = third * (1.0 if paper.style == "grid" else 0.66)
    per_row = int(2 * third / cell)
    for index, (label, value) in enumerate(pairs):
        column = index % per_row
        if column == 0 and index:
            y = deepest + 5
        at = x + column * cell
        sheet.fitted(
            at + 2, y, plain(label), paper.bold._replace(size=paper.bold.size * 0.85), cell - 6
        )
        below = sheet.block(at + 2, y + paper.text.leading, [value], paper.text, cell - 6)
        deepest = max(deepest, below)
        if paper.style == "boxes":
            sheet.area(
                at,
                y - paper.text.size,
                at + cell,
                y + paper.text.leading * 1.5,
                stroke=(0.6, 0.6, 0.6),
            )
    return max(left, deepest)


def _column(
    paper: Broadcast, pairs: list[tuple[str, Phrase]], x: float, y: float, x1: float
) -> float:
    gutter = (x1 - x) * 0.42
    for label, value in pairs:
        paper.draft.sheet.fitted(x, y, plain(label), paper.bold, gutter - 4)
        y = max(
            y + paper.text.leading,
            paper.draft.sheet.block(x + gutter, y, [value], paper.text, x1 - x - gutter),
        )
    return y


def _draw_spots(paper: Broadcast, y: float) -> float:
    rng, draft, sheet = paper.rng, paper.draft, paper.draft.sheet
    heads = [
        "Line",
        "Ch",
        "Start Date",
        "End Date",
        "Description",
        "Time",
        "Days",
        "Length",
        "Spots",
        "Rate",
        "Amount",
    ]
    weights = [0.6, 0.8, 1.2, 1.2, 2.6, 1.6, 1.1, 0.8, 0.7, 1.3, 1.4]
    if paper.invoice and rng.random() < 0.6:
        heads = [
            "Line",
            "Channel",
            "Description",
            "Day",
            "Air Date",
            "Air Time",
            "Length",
            "Ad-ID",
            "Rate",
        ]
        weights = [0.6, 0.9, 2.4, 0.6, 1.2, 1.2, 0.8, 1.6, 1.3]
    edges = [draft.x0]
    for weight in weights:
        edges.append(edges[-1] + (draft.x1 - draft.x0) * weight / sum(weights))
    small: Style = draft.theme.style(0.75)
    rate_column = {"Rate", "Amount", "Spots"}

    def heading(y: float) -> float:
        for index, head in enumerate(heads):
            right = head in rate_column
            sheet.fitted(
                edges[index + 1] - 3 if right else edges[index] + 2,
                y,
                plain(head),
                small._replace(font=paper.bold.font),
                edges[index + 1] - edges[index] - 4,
                "right" if right else "left",
            )
        sheet.rule(draft.x0, y + 3, draft.x1, y + 3)
        return y + small.leading * 1.3

    y = heading(y)
    weekly = rng.random() < 0.4 and "Spots" in heads
    for number in range(1, rng.choice((3, 5, 8, 12, 20, 34, 50))):
        if y > draft.floor - 24:
            sheet.new_page()
            y = heading(60)
        spots = Decimal(rng.choice((1, 1, 2, 2, 3, 5)))
        rate = to_cents(
            Decimal(rng.choice((25, 50, 60, 125, 150, 200, 320, 380, 450, 850, 1200, 3500)))
        )
        if "Spots" not in heads:
            spots = Decimal(1)
        day = paper.start + timedelta(days=rng.randint(0, (paper.end - paper.start).days))
        show = rng.choice(_TABLE["names"]["shows"])
        cells: dict[str, Phrase] = {
            "Line": plain(str(number)),
            "Ch": plain(paper.station[:4]),
            "Channel": plain(paper.station[:4]),
            "Start Date": paper.day(None, day),
            "End Date": paper.day(None, day),
            "Description": tagged("line.description", show),
            "Time": plain(rng.choice(("7-9a", "6p-630p", "11p-1135p", "M-F 7a-9a"))),
            "Days": plain(rng.choice(("MTWTF--", "-----S-", "--2----", "M-F"))),
            "Day": plain(rng.choice(("M", "Tu", "W", "Th", "F", "Sa"))),
            "Air Date": paper.day(None, day),
            "Air Time": plain(
                f"{rng.randint(1, 12)}:{rng.randint(10, 59)} {rng.choice(('AM', 'PM'))}"
            ),
            "Length": plain(rng.choice((":30", ":30", ":15", "1:00"))),
            "Ad-ID": plain(f"CEM{digits(rng, 5)}H"),
            "Spots": tagged("line.quantity", str(spots)),
            "Rate": paper.money(
                "line.net_amount" if "Amount" not in heads else "line.unit_price", rate
            ),
            "Amount": paper.money("line.net_amount", rate * spots),
        }
        for index, head in enumerate(heads):
            right = head in rate_column
            sheet.fitted(
                edges[index + 1] - 3 if right else edges[index] + 2,
                y,
                cells[head],
                small,
                edges[index + 1] - edges[index] - 4,
                "right" if right else "left",
            )
        y += small.leading * 1.15
        if weekly:
            sheet.text(
                draft.x0 + 14,
                y,
                plain("Week:")
                + paper.day(None, day)
                + plain(f"{rng.choice(('MTWTF--', '--2----'))} {spots}")
                + paper.money(None, rate),
                small,
            )
            y += small.leading * 1.15
        paper.gross += rate * spots
        truth = {"description": show, "net_amount": f"{rate * spots}"}
        if "Amount" in heads:
            truth |= {"quantity": str(spots), "unit_price": str(rate)}
        draft.lines.append(truth)
    sheet.rule(draft.x0, y - 4, draft.x1, y - 4)
    return y + 4


def _draw_sums(paper: Broadcast, y: float) -> None:
    rng, draft, sheet = paper.rng, paper.draft, paper.draft.sheet
    if y > draft.floor - 60:
        sheet.new_page()
        y = 70
    commission = to_cents(paper.gross * 15 / 100)
    rows = [(paper.words["gross"], paper.money("total_gross", paper.gross), True)]
    if paper.invoice or rng.random() < 0.5:
        rows.append((paper.words["commission"], paper.money(None, commission), False))
        rows.append(
            (
                paper.words["net"],
                paper.money("amount_due" if paper.invoice else None, paper.gross - commission),
                True,
            )
        )
    spots = (paper.words["spots"], plain(str(len(draft.lines))), False)
    if rng.random() < 0.5:
        rows.insert(0, spots)
    if rng.random() < 0.3:
        step = (draft.x1 - draft.x0) / 5
        for index, (label, amount, _) in enumerate(rows):
            sheet.fitted(
                draft.x0 + (index + 1) * step, y, plain(label), paper.bold, step - 8, "right"
            )
            sheet.text(
                draft.x0 + (index + 1) * step, y + paper.text.leading, amount, paper.text, "right"
            )
        return
    x = draft.x0 + (draft.x1 - draft.x0) * rng.choice((0.5, 0.6, 0.3))
    for label, amount, strong in rows:
        sheet.fitted(x, y, plain(label), paper.bold if strong else paper.text, 130)
        sheet.text(x + 215, y, amount, paper.bold if strong else paper.text, "right")
        y += paper.text.leading * 1.2
