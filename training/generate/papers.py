"""Documents of running text and loose tables: contracts, letters, payslips, forms, reports."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random

from training.generate.deal import Deal, make_number
from training.generate.draft import Draft, make_theme
from training.generate.footers import draw_footer, footer_columns, footer_height, number_pages
from training.generate.heads import draw_head, draw_recipient
from training.generate.identifiers import digits, group_iban
from training.generate.notation import to_cents
from training.generate.prose import load_prose
from training.generate.sheet import A4, LETTER, Sheet, Style, wrap
from training.generate.words import Phrase, glued, plain, tagged

#: Layout variants of each type; the last of each is never met in training.
VARIANTS: dict[str, tuple[str, ...]] = {
    "contract": ("centred", "numbered", "cover", "party_table", "left"),
    "letter": ("window_left", "window_right", "head_right", "plain", "date_line"),
    "payslip": ("table", "two_tables", "boxed", "wide"),
    "form": ("lines", "boxes", "columns", "grid"),
    "report": ("plain", "centred", "table_first", "two_level"),
}
_SLOT = re.compile(r"\[(\w+)\]")


class Paper:
    """One such document under construction, with a cursor that breaks pages."""

    def __init__(self, rng: Random, deal: Deal, variant: str) -> None:
        self.rng, self.deal, self.variant = rng, deal, variant
        theme = make_theme(rng, deal.language)
        size = LETTER if deal.seller.country == "US" else A4
        margin = rng.choice((50.0, 60.0, 72.0))
        self.draft = Draft(rng, deal, theme, Sheet(*size), margin, size[0] - margin, size[1] - 70)
        self.prose = load_prose(deal.language)
        self.text = theme.style(rng.choice((1.05, 1.15, 1.25)))
        self.bold = theme.style(1.15, bold=True)
        self.y = 60.0

    def pick(self, section: str, key: str) -> str:
        """One of the texts."""
        return str(self.rng.choice(self.prose[section][key]))

    def room(self, needed: float) -> None:
        """Breaks the page unless `needed` points are left."""
        if self.y + needed > self.draft.floor:
            self.draft.sheet.new_page()
            self.y = 70.0

    def write(
        self,
        phrase: Phrase,
        style: Style | None = None,
        x: float | None = None,
        width: float | None = None,
    ) -> None:
        """Writes a paragraph, over the page's end if it must."""
        style = style or self.text
        left = self.draft.x0 if x is None else x
        for line in wrap(phrase, style, width or self.draft.x1 - left):
            self.room(style.leading)
            self.draft.sheet.text(left, self.y, line, style)
            self.y += style.leading

    def centre(self, phrase: Phrase, style: Style) -> None:
        """Writes centred lines."""
        draft = self.draft
        for line in wrap(phrase, style, draft.x1 - draft.x0):
            draft.sheet.text((draft.x0 + draft.x1) / 2, self.y, line, style, "centre")
            self.y += style.leading

    def fill(self, text: str) -> Phrase:
        """Replaces number placeholders."""
        rng, note = self.rng, self.deal.notation
        month = f"{note.months[self.deal.issued.month - 1]} {self.deal.issued.year}"
        return plain(
            text.format(
                n1=rng.randint(2, 9),
                n2=rng.randint(11, 99),
                n5=digits(rng, 5),
                n6=digits(rng, 6),
                n8=digits(rng, 8),
                month=month,
            )
        )


def draw_paper(rng: Random, deal: Deal, variant: str) -> Draft:
    """Draws a document of the deal's type."""
    paper = Paper(rng, deal, variant)
    drawers: dict[str, Callable[[Paper], None]] = {
        "contract": _draw_contract, "letter": _draw_letter, "payslip": _draw_payslip,
        "form": _draw_form, "report": _draw_report,
    }  # fmt: skip
    drawers[deal.doc_type](paper)
    if len(paper.draft.sheet.pages) > 1:
        number_pages(paper.draft, rng.choice(("centre", "right")))
    return paper.draft


def _sentence(paper: Paper, template: str, values: dict[str, list[Phrase]]) -> Phrase:
    """Fills [slots] with labelled phrases, in order of appearance."""
    phrase: Phrase = []
    for word in template.split():
        match = _SLOT.search(word)
        if match is None:
            phrase += plain(word)
            continue
        filled = values[match[1]]
        value = filled.pop(0) if len(filled) > 1 else filled[0]
        phrase += glued(value, word[: match.start()], word[match.end() :])
    return phrase


def _draw_contract(paper: Paper) -> None:
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose = paper.prose["contract"]
    title = rng.choice(prose["titles"])
    shown = title.upper() if rng.random() < 0.4 else title
    effective = deal.issued
    end = effective + timedelta(days=rng.choice((364, 729, 180, 1094)))
    term, notice, law = (rng.choice(prose[key]) for key in ("terms", "notices", "laws"))
    draft.fields["party"] = f"{deal.seller.name}; {deal.buyer.name}"
    values: dict[str, list[Phrase]] = {
        "title": [plain(title)],
        "party": [tagged("party", deal.seller.name), tagged("party", deal.buyer.name)],
        "effective_date": [draft.date("effective_date", effective)],
        "expiration_date": [draft.date("expiration_date", end)],
        "term": [draft.tag("term", term)],
        "notice_period": [draft.tag("notice_period", notice)],
        "governing_law": [draft.tag("governing_law", law)],
        "value": [draft.money("value", to_cents(Decimal(rng.randint(80, 90000))))],
    }
    big = draft.theme.style(rng.choice((1.7, 2.0)), bold=True)
    if paper.variant == "cover":
        paper.y = 220.0
        paper.centre(draft.tag("title", shown, title), big)
        paper.y += 40
        for index, party in enumerate(values["party"]):
            paper.centre(list(party), paper.bold)
            if index == 0:
                paper.centre(
                    plain(
                        {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "nl": "en"}[
                            deal.language
                        ]
                    ),
                    paper.text,
                )
        draft.sheet.new_page()
        paper.y = 80.0
    elif paper.variant == "left":
        paper.write(draft.tag("title", shown, title), big)
    else:
        paper.centre(draft.tag("title", shown, title), big)
    if rng.random() < 0.3:
        paper.y += 6
        paper.write(
            plain(rng.choice(prose["number_words"])) + draft.tag("document_number", deal.number)
        )
    paper.y += 20
    address = f"{deal.seller.street}, {deal.seller.city_line()}"
    address2 = f"{deal.buyer.street}, {deal.buyer.city_line()}"
    if paper.variant == "party_table":
        half = (draft.x1 - draft.x0) / 2
        for index, (party, where) in enumerate(
            ((values["party"][0], address), (values["party"][1], address2))
        ):
            draft.sheet.block(
                draft.x0 + index * half, paper.y, [party, plain(where)], paper.text, half - 14
            )
        paper.y += paper.text.leading * 5
        opening = rng.choice([o for o in prose["opening"] if "[effective_date]" in o])
        paper.write(_sentence(paper, opening.format(address=address, address2=address2), values))
    else:
        paper.write(
            _sentence(
                paper,
                rng.choice(prose["opening"]).format(address=address, address2=address2),
                values,
            )
        )
    paper.y += 8
    parts = [rng.choice(prose["term"]), rng.choice(prose["notice"]), rng.choice(prose["law"])]
    parts += [rng.choice(prose["expiration"])] if rng.random() < 0.4 else []
    parts += [rng.choice(prose["value"])] if rng.random() < 0.4 else []
    parts = [part for part in parts if rng.random() < 0.85]
    parts += rng.sample(prose["clauses"], rng.randint(3, len(prose["clauses"])))
    # Real contracts say much that is no term of interest: some run over several pages.
    for _ in range(rng.choice((0, 0, 4, 8, 16, 30))):
        parts.append(" ".join(rng.sample(prose["clauses"], rng.randint(2, 4))))
    rng.shuffle(parts)
    section = 0
    for number, part in enumerate(parts, 1):
        if paper.variant in ("numbered", "cover", "left") and number % 2:
            section += 1
            paper.y += 6
            mark = {
                "numbered": f"{section}.",
                "cover": f"§ {section}",
                "left": f"Article {section}",
            }[paper.variant]
            paper.room(3 * paper.text.leading)
            paper.write(plain(f"{mark} {rng.choice(prose['headings'])}"), paper.bold)
        paper.write(
            _sentence(paper, part if paper.variant != "centred" else f"({number}) {part}", values)
        )
        paper.y += 5
    paper.room(80)
    paper.y += 20
    paper.write(plain(rng.choice(prose["signed"])))
    paper.y += 34
    half = (draft.x1 - draft.x0) / 2
    for index, signer in enumerate((deal.seller, deal.buyer)):
        x = draft.x0 + index * half
        draft.sheet.rule(x, paper.y - paper.text.size, x + half * 0.8, paper.y - paper.text.size)
        draft.sheet.block(
            x,
            paper.y + 4,
            [tagged("party", signer.name), plain(signer.person)],
            paper.text,
            half * 0.85,
        )


def _draw_letter(paper: Paper) -> None:
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    head = {"head_right": "right", "plain": "left", "window_right": "split"}.get(
        paper.variant, rng.choice(("left", "centre", "band", "rule"))
    )
    footer = rng.choice(("columns3", "line", "none", "centre"))
    draft.floor = draft.sheet.size[1] - footer_height(draft, footer) - 8
    y = draw_head(draft, head) + 14
    columns = footer_columns(draft)
    width = draft.x1 - draft.x0
    x = draft.x0 + width * 0.55 if paper.variant == "window_right" else draft.x0
    paper.y = draw_recipient(draft, x, y, width * 0.45, paper.variant.startswith("window")) + 20
    date = draft.date("issue_date", deal.issued)
    if paper.variant == "date_line" or rng.random() < 0.4:
        date = plain(f"{deal.seller.city.split(',')[0]},") + date
    draft.sheet.text(draft.x1, paper.y, date, paper.text, "right")
    paper.y += 30
    if rng.random() < 0.35:
        paper.write(
            plain(f"{paper.pick('letter', 'reference')} {make_number(rng, deal.issued.year)}")
        )
        paper.y += 8
    paper.write(plain(paper.pick("letter", "subjects")), paper.bold)
    paper.y += 10
    paper.write(
        plain(
            deal.lexicon.pick(rng, "text", "greeting").format(
                person=deal.buyer.person, surname=deal.buyer.surname
            )
        )
    )
    paper.y += 6
    sentences = paper.prose["letter"]["sentences"]
    for _ in range(rng.choice((1, 2, 3))):
        paper.write(plain(" ".join(rng.sample(sentences, rng.choice((2, 3, 4))))))
        paper.y += 8
    paper.write(plain(deal.lexicon.pick(rng, "text", "closing")))
    paper.y += 26
    paper.write(plain(deal.seller.person))
    for page in list(draft.sheet.pages)[-1:]:
        draft.sheet.pages[-1] = page
        draw_footer(draft, footer, columns)


def _draw_payslip(paper: Paper) -> None:
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose = paper.prose["payslip"]
    sheet, style = draft.sheet, draft.theme.style()
    title = plain(rng.choice(prose["titles"]))
    if paper.variant == "boxed":
        sheet.area(draft.x0 - 4, 40, draft.x1 + 4, 66, stroke=(0.3, 0.3, 0.3))
    sheet.text(draft.x0, 58, title, paper.bold)
    y = sheet.block(
        draft.x0,
        84,
        [draft.name(deal.seller, "seller"), *draft.address(deal.seller, "seller")],
        style,
    )
    left = sheet.block(
        draft.x0,
        y + 14,
        [plain(deal.buyer.person), plain(deal.buyer.street), plain(deal.buyer.city_line())],
        style,
    )
    x = draft.x0 + (draft.x1 - draft.x0) * 0.55
    y = 84.0
    for pair in rng.sample(prose["pairs"], rng.randint(3, len(prose["pairs"]))):
        name, value = pair.split("|")
        sheet.fitted(x, y, plain(name + draft.theme.colon), style, 96)
        sheet.fitted(x + 102, y, paper.fill(value), style, draft.x1 - x - 102)
        y += style.leading * 1.15
    start, end = deal.period
    if rng.random() < 0.6:
        sheet.text(
            x,
            y,
            draft.date("period_start", start) + plain("-") + draft.date("period_end", end),
            style,
        )
        y += style.leading
    if rng.random() < 0.6:
        sheet.text(
            x, y, plain(draft.label("issue_date")) + draft.date("issue_date", deal.issued), style
        )
        y += style.leading
    paper.y = max(left, y) + 20
    gross = Decimal(0)
    for column, head in zip(
        (draft.x0, draft.x0 + 240, draft.x0 + 320, draft.x1), prose["heads"], strict=True
    ):
        sheet.text(
            column,
            paper.y,
            plain(head),
            draft.theme.style(bold=True),
            "left" if column == draft.x0 else "right",
        )
    sheet.rule(draft.x0, paper.y + 4, draft.x1, paper.y + 4)
    paper.y += style.leading * 1.4
    rows: list[tuple[str, Decimal]] = []
    for name in rng.sample(prose["earnings"], rng.randint(1, 4)):
        value = to_cents(Decimal(rng.randint(15000, 480000)) / 100)
        gross += value
        rows.append((name, value))
    taken = [
        (name, to_cents(gross * rng.randint(1, 12) / 100))
        for name in rng.sample(
            prose["deductions"], rng.randint(2, min(5, len(prose["deductions"])))
        )
    ]
    lost = sum((value for _, value in taken), Decimal(0))
    for name, value, strong in [
        *((n, v, False) for n, v in rows),
        (prose["gross"], gross, True),
        *((n, -v, False) for n, v in taken),
        (prose["total_deductions"], lost, True),
        (prose["net"], gross - lost, True),
    ]:
        row_style = draft.theme.style(bold=strong)
        sheet.text(draft.x0, paper.y, plain(name), row_style)
        sheet.text(draft.x1, paper.y, draft.amount(value, bare=not strong), row_style, "right")
        paper.y += style.leading * (1.6 if paper.variant == "wide" else 1.2)
        if strong and paper.variant == "two_tables":
            sheet.rule(draft.x0, paper.y - style.size, draft.x1, paper.y - style.size)
            paper.y += 8
    if deal.buyer.iban and rng.random() < 0.6:
        paper.y += 8
        paper.write(plain(f"{draft.label('iban')} {group_iban(deal.buyer.iban)}"), style)


def _draw_form(paper: Paper) -> None:
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose, sheet = paper.prose["form"], draft.sheet
    style, small = draft.theme.style(), draft.theme.style(0.8)
    if rng.random() < 0.6:
        sheet.text(
            draft.x1 if rng.random() < 0.5 else draft.x0 + 200,
            44,
            plain(deal.seller.name),
            small,
            "right",
        )
    paper.write(plain(rng.choice(prose["titles"])), draft.theme.style(1.7, bold=True))
    paper.y += 6
    for hint in rng.sample(prose["hints"], rng.randint(1, 3)):
        paper.write(plain(hint), small)
    paper.y += 16
    answers = (
        deal.buyer.surname,
        deal.buyer.person,
        deal.buyer.street,
        deal.buyer.city_line(),
        deal.buyer.phone,
        deal.buyer.email,
        deal.notation.day(deal.issued - timedelta(days=12000)),
        "",
    )
    fields = rng.sample(prose["fields"], rng.randint(8, len(prose["fields"])))
    columns = 2 if paper.variant in ("columns", "grid") else 1
    width = (draft.x1 - draft.x0) / columns
    filled = rng.random() < 0.6
    for start in range(0, len(fields), columns):
        paper.room(34)
        for index, name in enumerate(fields[start : start + columns]):
            x = draft.x0 + index * width
            answer = plain(rng.choice(answers)) if filled else []
            if paper.variant in ("boxes", "grid"):
                sheet.area(
                    x,
                    paper.y - style.size * 1.1,
                    x + width - 8,
                    paper.y + style.leading * 1.6,
                    stroke=(0.4, 0.4, 0.4),
                )
                sheet.fitted(x + 3, paper.y, plain(name), small, width - 14)
                sheet.fitted(x + 6, paper.y + style.leading * 1.15, answer, style, width - 20)
            else:
                sheet.fitted(x, paper.y, plain(f"{name}:"), style, width * 0.42)
                sheet.rule(x + width * 0.44, paper.y + 2, x + width - 10, paper.y + 2, 0.4)
                sheet.fitted(x + width * 0.45, paper.y, answer, style, width * 0.5)
        paper.y += style.leading * (3.0 if paper.variant in ("boxes", "grid") else 1.9)
    for choice in rng.sample(prose["choices"], 4):
        paper.room(style.leading * 2)
        sheet.area(
            draft.x0,
            paper.y - style.size * 0.8,
            draft.x0 + style.size * 0.8,
            paper.y,
            stroke=(0, 0, 0),
        )
        sheet.text(draft.x0 + style.size * 1.5, paper.y, plain(choice), style)
        paper.y += style.leading * 1.3


def _draw_report(paper: Paper) -> None:
    rng, draft, deal = paper.rng, paper.draft, paper.deal
    prose, note = paper.prose["report"], deal.notation
    title, big = (
        plain(f"{rng.choice(prose['titles'])} {deal.issued.year if rng.random() < 0.5 else ''}"),
        draft.theme.style(1.9, bold=True),
    )
    if paper.variant == "centred":
        paper.centre(title, big)
        paper.centre(plain(deal.seller.name), paper.text)
        paper.centre(draft.date("issue_date", deal.issued), paper.text)
    else:
        paper.write(title, big)
        if rng.random() < 0.7:
            paper.write(plain(f"{deal.seller.name},") + draft.date("issue_date", deal.issued))
    paper.y += 18
    for number in range(1, rng.randint(3, 8)):
        paper.room(60)
        mark = f"{number} " if paper.variant == "two_level" or rng.random() < 0.3 else ""
        paper.write(plain(f"{mark}{rng.choice(prose['headings'])}"), paper.bold)
        paper.y += 4
        for _ in range(rng.choice((1, 2))):
            paper.write(paper.fill(" ".join(rng.sample(prose["sentences"], rng.randint(2, 5)))))
            paper.y += 7
        if rng.random() < 0.4 or (paper.variant == "table_first" and number == 1):
            for row in rng.sample(prose["rows"], rng.randint(3, 6)):
                paper.room(paper.text.leading)
                draft.sheet.text(draft.x0 + 10, paper.y, plain(row), paper.text)
                for column in range(3):
                    draft.sheet.text(
                        draft.x0 + 220 + column * 80,
                        paper.y,
                        plain(note.number(Decimal(rng.randint(1, 99999)), 0)),
                        paper.text,
                        "right",
                    )
                paper.y += paper.text.leading
            paper.y += 8
