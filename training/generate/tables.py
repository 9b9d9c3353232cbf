"""Line item tables: column subsets and orders, wrapped descriptions, page breaks."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from training.generate.deal import Item, unit_code
from training.generate.draft import Draft
from training.generate.lexicon import load_table
from training.generate.notation import to_cents
from training.generate.sheet import WHITE, Align, phrase_width, wrap
from training.generate.words import Phrase, plain, tagged

TABLES = (
    "plain", "ruled", "boxed", "zebra", "dark_head", "open", "shaded_head", "wide_rows", "columned",
)  # fmt: skip
#: How the rows are numbered: by ones, by tens as in SAP, with noughts or letters.
NUMBERINGS = (
    "{0}", "{0}", "{0}", "{0}", "{0}.", "{0:02}", "{0:03}", "{1}", "{1:06}", "{1:05}", "A",
)  # fmt: skip
#: What stands before a discount that is printed as a line of its own.
DEDUCTED = {"en": "less", "de": "abzgl.", "fr": "moins", "es": "menos", "it": "meno", "nl": "minus"}
LEFT = frozenset({"description", "code", "position", "unit", "batch"})
#: Columns that are no field's, and where their headings stand in the lexicon.
UNREAD = {"tax_code": "tax_codes", "batch": "batches"}
#: Share of tables that are parted into sections, each with its subtotal.
SECTIONS_SHARE, SECTION_ITEMS_N = 0.07, 4
GREY_LINE = (0.65, 0.65, 0.65)


@dataclass
class Column:
    """One column with its place; `weight` is its share of the width."""

    key: str
    weight: float
    align: Align
    heading: Phrase
    x0: float = 0.0
    x1: float = 0.0

    def place(self) -> float:
        """Where text is anchored."""
        return {"left": self.x0 + 2, "right": self.x1 - 2, "centre": (self.x0 + self.x1) / 2}[
            self.align
        ]


def choose_columns(draft: Draft, priced: bool, position: float = 0.5) -> list[Column]:
    """Draws the columns in an order vendors use, fitted between the margins.

    `position`: the weight of the column of running numbers.
    """
    rng, deal = draft.rng, draft.deal
    keys = ["description"]
    if rng.random() < 0.45:
        keys.insert(0, "code")
    elif rng.random() < 0.1:
        keys.append("code")
    amounts = ["quantity"]
    if rng.random() < 0.45:
        amounts.append("unit")
    if priced:
        amounts.append("unit_price")
        inside = deal.chance(0.4)  # as a line of the description
        if any(item.discount for item in deal.items) and not inside:
            amounts.append("discount")
        if rng.random() < (0.75 if len(deal.taxes) > 1 else 0.3) and not deal.exempt:
            amounts.insert(rng.choice((len(amounts), len(amounts), 1)), "tax_rate")
        amounts.append("net_amount")
    keys = (
        amounts[:2] + keys + amounts[2:]
        if rng.random() < 0.2 and "unit" in amounts
        else keys + amounts
    )
    if "unit" not in amounts and rng.random() < 0.15:
        keys.remove("quantity")
        keys.insert(0, "quantity")
    if priced and rng.random() < 0.06 and len(deal.items) < 12:
        keys = [key for key in keys if key in ("description", "net_amount", "code")]
    if rng.random() < 0.45:
        keys.insert(0, "position")
    if priced and deal.chance(0.07):
        keys.append("tax_code")
    if deal.chance(0.06):
        keys.insert(keys.index("description") + 1, "batch")
    weights = {
        "description": 3.6,
        "code": 1.3,
        "position": position,
        "quantity": 0.9,
        "unit": 0.75,
        "discount": 0.85,
        "tax_rate": 0.85,
        "tax_code": 0.45,
        "batch": 1.0,
    }
    columns = []
    centred = rng.random() < 0.15
    for key in keys:
        align: Align = "left" if key in LEFT else "right"
        if centred and key in ("quantity", "unit", "tax_rate", "position"):
            align = "centre"
        heading = plain(_heading(draft, key))
        columns.append(Column(key, weights.get(key, 1.35), align, heading))
    total = sum(column.weight for column in columns)
    x = draft.x0
    for column in columns:
        column.x0, x = x, x + (draft.x1 - draft.x0) * column.weight / total
        column.x1 = x
    return columns


def _heading(draft: Draft, key: str) -> str:
    if key in UNREAD:
        assert draft.deal.variety is not None
        return str(
            draft.deal.variety.choice(load_table("longer")[UNREAD[key]][draft.deal.language])
        )
    text = draft.word(key, "columns")
    money = key in ("unit_price", "net_amount")
    if (
        money
        and draft.labels.setdefault("unit_in_heading", str(draft.rng.random() < 0.2)) == "True"
    ):
        return f"{text} {draft.deal.notation.currency_text}"
    return text


class LineTable:
    """Draws the rows of a deal and keeps the truth of each."""

    def __init__(
        self, draft: Draft, kind: str, priced: bool, on_new_page: Callable[[], float]
    ) -> None:
        self.draft, self.kind, self.priced = draft, kind, priced
        self.on_new_page = on_new_page
        variety = draft.deal.variety
        self.numbering = variety.choice(NUMBERINGS) if variety is not None else NUMBERINGS[0]
        long = ":06" in self.numbering or ":05" in self.numbering
        self.columns = choose_columns(draft, priced, 1.0 if long else 0.5)
        self.keys = [column.key for column in self.columns]
        self.text = draft.theme.style(draft.rng.choice((0.9, 1.0, 1.0)))
        self.pad = draft.rng.choice((1.0, 2.0, 4.0, 7.0)) + (4 if kind == "wide_rows" else 0)
        self.code_inside = "code" not in self.keys and draft.rng.random() < 0.25
        discounted = any(item.discount for item in draft.deal.items)
        self.discount_inside = priced and discounted and "discount" not in self.keys
        self.unit_inside = "unit" not in self.keys and draft.rng.random() < 0.35
        self.code_word = draft.word("code", "columns")
        self.bare_money = draft.rng.random() < 0.55
        self.gross_rows = False
        self.carries = draft.rng.random() < 0.5
        self.percent_glued = draft.rng.random() < 0.5
        self.bold_text = draft.rng.random() < 0.15
        self.places = draft.rng.choice((0, 0, 0, 0, 2, 3))
        self.running = Decimal(0)
        parted = priced and len(draft.deal.items) > SECTION_ITEMS_N
        words = load_table("longer")["sections"][draft.deal.language]
        self.sections: list[str] = words if parted and draft.deal.chance(SECTIONS_SHARE) else []
        self.codes = variety.choice(("AB", "12", "13")) if variety is not None else ""

    def draw(self, y: float) -> float:
        """Draws the heading and all rows from `y`; returns the y below the table."""
        y = self._draw_heading(y)
        last = len(self.draft.deal.items) - 1
        for index, item in enumerate(self.draft.deal.items):
            height = self._height(item)
            if self.sections and index % SECTION_ITEMS_N == 0:
                height += self.text.leading * 2
            if y + height > self.draft.floor - (self.text.leading * 2 if self.carries else 0):
                y = self._break_page(y)
            if self.sections and index % SECTION_ITEMS_N == 0:
                height -= self.text.leading * 2
                y = self._begin_section(index // SECTION_ITEMS_N, y)
            y = self._draw_row(index, item, y, height)
            self.running += item.net
            if self.sections and (index % SECTION_ITEMS_N == SECTION_ITEMS_N - 1 or index == last):
                y = self._end_section(index, y)
        x0, x1 = self.draft.x0, self.draft.x1
        if self.kind in ("plain", "ruled", "open", "zebra", "shaded_head", "columned"):
            self.draft.sheet.rule(x0, y - self.text.size * 0.6, x1, y - self.text.size * 0.6, 0.6)
        return y + self.text.size * 0.6

    def _begin_section(self, number: int, y: float) -> float:
        name = plain(f"{number + 1} {self.sections[number % len(self.sections)]}")
        self.draft.sheet.text(self.columns[0].x0 + 2, y, name, self.draft.theme.style(bold=True))
        return y + self.text.leading + self.pad

    def _end_section(self, index: int, y: float) -> float:
        draft = self.draft
        number = index // SECTION_ITEMS_N
        word = load_table("longer")["subtotals"][draft.deal.language]
        name = word.format(name=self.sections[number % len(self.sections)])
        items = draft.deal.items[number * SECTION_ITEMS_N : index + 1]
        total = sum((item.net for item in items), Decimal(0))
        draft.sheet.text(self.columns[0].x0 + 2, y, plain(name), self.text)
        amount = draft.amount(total, bare=self.bare_money)
        draft.sheet.text(draft.x1 - 2, y, amount, self.text, "right")
        return y + self.text.leading + self.pad

    def _break_page(self, y: float) -> float:
        draft = self.draft
        if self.carries and self.priced and self.running:
            self._carry(y, "carried")
        y = self._draw_heading(self.on_new_page())
        if self.carries and self.priced and self.running:
            self._carry(y, "brought")
            y += self.text.leading + self.pad
        draft.labels.setdefault("broken", "yes")
        return y

    def _carry(self, y: float, key: str) -> None:
        draft = self.draft
        draft.sheet.text(self.columns[0].x0 + 2, y, plain(draft.word(key)), self.text)
        draft.sheet.text(
            draft.x1 - 2, y, draft.amount(self.running, bare=self.bare_money), self.text, "right"
        )

    def _draw_heading(self, y: float) -> float:
        draft, theme = self.draft, self.draft.theme
        style = theme.style(
            0.9, bold=draft.labels.setdefault("head_bold", str(draft.rng.random() < 0.8)) == "True"
        )
        rows = [wrap(column.heading, style, column.x1 - column.x0 - 3) for column in self.columns]
        deep = max(len(row) for row in rows)
        top, bottom = y - style.size * 1.2, y + style.leading * (deep - 1) + style.size * 0.55
        if self.kind == "dark_head":
            draft.sheet.area(draft.x0, top, draft.x1, bottom, fill=theme.accent)
            style = style._replace(colour=WHITE)
        elif self.kind == "shaded_head":
            draft.sheet.area(draft.x0, top, draft.x1, bottom, fill=(0.88, 0.9, 0.92))
        elif self.kind == "boxed":
            for column in self.columns:
                draft.sheet.area(column.x0, top, column.x1, bottom, stroke=GREY_LINE)
        elif self.kind != "open":
            draft.sheet.rule(draft.x0, bottom, draft.x1, bottom, 0.8)
        for column, lines in zip(self.columns, rows, strict=True):
            for index, line in enumerate(lines):
                draft.sheet.fitted(
                    column.place(),
                    y + index * style.leading,
                    line,
                    style,
                    column.x1 - column.x0 - 2,
                    column.align,
                )
        return bottom + self.text.size * 1.1 + self.pad

    def _cells(self, index: int, item: Item) -> dict[str, list[Phrase]]:
        """Each column's text lines; labels one mention per column."""
        draft, note = self.draft, self.draft.deal.notation
        sign = -1 if draft.deal.doc_type == "credit_note" and draft.deal.extras.get("minus") else 1
        quantity = tagged("line.quantity", note.quantity(item.quantity, self.places))
        if self.unit_inside:
            quantity = quantity + tagged("line.unit", item.unit)
        glue = "%" if self.percent_glued else " %"
        description = tagged("line.description", item.description)
        details = [[(word, "I-line.description") for word in line.split()] for line in item.details]
        lines = [description, *details]
        if self.code_inside:
            lines.insert(
                draft.rng.choice((0, len(lines))),
                plain(f"{self.code_word}:") + tagged("line.code", item.code),
            )
        if self.discount_inside and item.discount:
            lines.append(self._discount_line(item, glue))
        price_places = 4 if item.price != item.price.quantize(Decimal("0.01")) else 2
        price = tagged("line.unit_price", note.number(item.price, price_places))
        if not self.bare_money:
            price = note.money("line.unit_price", item.price) if price_places == 2 else price
        return {
            "position": [plain(self._number(index))],
            "tax_code": [plain(self.codes[item.rate == draft.deal.items[0].rate])]
            if self.codes
            else [],
            "batch": [plain(f"L{item.code[-4:]}")],
            "code": [tagged("line.code", item.code)],
            "description": lines,
            "quantity": [quantity],
            "unit": [tagged("line.unit", item.unit)],
            "unit_price": [price],
            "discount": [tagged("line.discount", note.quantity(item.discount) + glue)]
            if item.discount
            else [],
            "tax_rate": [tagged("line.tax_rate", note.quantity(item.rate) + glue)],
            "net_amount": [note.money("line.net_amount", sign * item.net, self.bare_money)],
        }

    def _number(self, index: int) -> str:
        if self.numbering == "A":
            return chr(ord("A") + index) if index < 26 else str(index + 1)
        return self.numbering.format(index + 1, (index + 1) * 10)

    def _discount_line(self, item: Item, glue: str) -> Phrase:
        """The line's discount in words below its description, at times with the amount."""
        deal, note = self.draft.deal, self.draft.deal.notation
        word = self.draft.word("discount", "columns").rstrip(" %.")
        taken = to_cents(item.quantity * item.price) - item.net
        words = plain(f"{DEDUCTED[deal.language]} {word}")
        words = words + tagged("line.discount", note.quantity(item.discount) + glue)
        return words + plain(f"-{note.number(taken)}") if taken and item.quantity % 2 else words

    def _lines_of(self, column: Column, cells: dict[str, list[Phrase]]) -> list[Phrase]:
        width = column.x1 - column.x0 - 4
        return [line for phrase in cells[column.key] for line in wrap(phrase, self.text, width)]

    def _height(self, item: Item) -> float:
        width = next(c.x1 - c.x0 for c in self.columns if c.key == "description") - 4
        texts = [item.description, *item.details] + (["code"] if self.code_inside else [])
        texts += ["discount"] if self.discount_inside and item.discount else []
        rows = sum(len(wrap(plain(text), self.text, width)) for text in texts)
        return rows * self.text.leading + self.pad

    def _draw_row(self, index: int, item: Item, y: float, height: float) -> float:
        draft, sheet = self.draft, self.draft.sheet
        cells = self._cells(index, item)
        top = y - self.text.size - self.pad / 2
        if self.kind == "zebra" and index % 2:
            sheet.area(draft.x0, top, draft.x1, top + height, fill=(0.94, 0.95, 0.96))
        deepest = y
        for column in self.columns:
            at = y
            for line in self._lines_of(column, cells):
                style = self.text
                if (
                    column.key != "description"
                    and phrase_width(line, style) > column.x1 - column.x0
                ):
                    style = style._replace(
                        size=style.size
                        * max(0.75, (column.x1 - column.x0 - 1) / phrase_width(line, style))
                    )
                sheet.text(column.place(), at, line, style, column.align)
                at += self.text.leading
            deepest = max(deepest, at)
        bottom = max(deepest - self.text.leading + self.text.leading + self.pad, y + height)
        if self.kind == "boxed":
            for column in self.columns:
                sheet.area(column.x0, top, column.x1, top + (bottom - y), stroke=GREY_LINE)
        elif self.kind == "columned":
            for edge in [draft.x0, *(column.x1 for column in self.columns)]:
                sheet.rule(edge, top, edge, top + (bottom - y), 0.4)
        elif self.kind == "ruled":
            sheet.rule(draft.x0, top + (bottom - y), draft.x1, top + (bottom - y), 0.3, GREY_LINE)
        self._note(item)
        return bottom

    def _note(self, item: Item) -> None:
        sign = -1 if self.draft.deal.doc_type == "credit_note" else 1
        truth = {
            "description": " ".join([item.description, *item.details]),
            "code": item.code,
            "quantity": f"{sign * item.quantity}",
            "unit": unit_code(item.unit_kind, item.unit),
            "unit_price": f"{item.price}",
            "discount": f"{item.discount}",
            "net_amount": f"{sign * item.net}",
            "tax_rate": f"{item.rate}",
        }
        printed = (
            set(self.keys)
            | ({"code"} if self.code_inside else set())
            | ({"unit"} if self.unit_inside and "quantity" in self.keys else set())
        )
        if self.discount_inside:
            printed.add("discount")
        if not item.discount:
            printed.discard("discount")
        self.draft.lines.append({key: value for key, value in truth.items() if key in printed})
