"""Shop receipts of the narrow kind: seller on top, goods, sums, payment."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from training.generate.deal import Deal, Item, make_deal, make_number
from training.generate.draft import Draft, Theme
from training.generate.identifiers import digits, space_vat_id
from training.generate.lexicon import load_table
from training.generate.notation import Notation, to_cents
from training.generate.parties import COUNTRIES, Party
from training.generate.sheet import FAMILIES, Sheet, Style, phrase_width, wrap
from training.generate.shops import GOODS, make_shop, shop_address
from training.generate.words import Phrase, plain, tagged

#: How the goods stand; the last two are never met in training.
ITEM_STYLES = (
    "one_line",
    "qty_below",
    "qty_above",
    "columns",
    "code_first",
    "at_price",
    "qty_suffix",
    "barcode",
)
HELD_OUT_STYLES = frozenset({"qty_suffix", "barcode"})

CLERKS = ("ANNA", "Manager", "LIM", "Max", "S201", "Siti", "Tom")
_WORDS: dict[str, dict[str, list[str]]] = load_table("receipts")
_TAX = {"MY": "6", "ID": "10"}
_CURRENCY = {"MY": ("MYR", ("RM", "", "RM")), "ID": ("IDR", ("Rp", "", "", "Rp."))}


class Receipt:
    """One receipt under construction."""

    def __init__(self, rng: Random, country: str, language: str, style: str, shop: Party) -> None:
        self.rng, self.country, self.style = rng, country, style
        self.words = _WORDS[language]
        self.shop = replace(shop, name=shop.name.upper()) if rng.random() < 0.5 else shop
        self.deal = self._make_deal(language)
        width = rng.choice((170.0, 200.0, 226.0, 226.0, 250.0))
        self.family = rng.choices(list(FAMILIES), (0.45, 0.1, 0.3, 0.15))[0]
        size = width / rng.uniform(24, 30) * (0.8 if self.family in ("courier", "vera") else 1.0)
        theme = Theme(self.family, size, rng.choice((1.0, 0.9)), (0, 0, 0), "", False)
        sheet = Sheet(width, 3000)
        self.draft = Draft(rng, self.deal, theme, sheet, 10.0, width - 10, 2980)
        self.text = theme.style()
        self.bold = theme.style(bold=True)
        self.y = size * 3
        self.upper = rng.random() < 0.3
        self.prefix = self.deal.notation.currency_text if rng.random() < 0.3 else ""

    def _make_deal(self, language: str) -> Deal:
        rng = self.rng
        base = self.country if self.country in COUNTRIES else "GB"
        deal = make_deal(rng, "receipt", language, make_shop(rng, base), lines_n=1)
        deal.seller = self.shop
        note = deal.notation
        if self.country in _CURRENCY:
            code, texts = _CURRENCY[self.country]
            places = 2 if self.country == "MY" else 0
            separators = (".", ",") if self.country == "MY" or rng.random() < 0.5 else (",", ".")
            pattern = rng.choice(
                (
                    "{dd}/{mm}/{yyyy}",
                    "{dd}/{mm}/{yyyy}",
                    "{dd}-{mm}-{yyyy}",
                    "{dd}/{mm}/{yy}",
                    "{d} {mon} {yyyy}",
                    "{yyyy}-{mm}-{dd}",
                    "{dd} {mon} {yyyy}",
                    "{dd}.{mm}.{yyyy}",
                    "{dd}-{mon}-{yyyy}",
                )
            )
            note = Notation(
                separators[0],
                separators[1],
                places,
                code,
                rng.choice(texts),
                "none",
                False,
                pattern,
                note.months,
            )
        deal.notation = replace(note, currency_place="none", minus="before")
        deal.issued = date(2015, 1, 1) + timedelta(days=rng.randint(0, 4300))
        goods = GOODS[
            self.country
            if self.country in GOODS
            else {"AT": "DE", "CH": "DE", "BE": "FR", "IE": "GB"}[self.country]
        ]
        scale = 1000 if self.country == "ID" else 1
        deal.items = []
        for _ in range(1 + min(28, int(rng.expovariate(0.28)))):
            quantity = Decimal(rng.choice((1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 10)))
            price = Decimal(int(10 ** rng.uniform(1.9, 3.6))) / 100
            if scale > 1:
                price = Decimal(rng.randint(3, 180)) * 500
            elif rng.random() < 0.5:
                price = (price * 10).quantize(Decimal(1)) / 10
            price = to_cents(price)
            deal.items.append(
                Item(
                    digits(rng, rng.choice((4, 6, 8))),
                    rng.choice(goods),
                    (),
                    quantity,
                    "",
                    "piece",
                    price,
                    Decimal(0),
                    to_cents(quantity * price),
                    Decimal(0),
                )
            )
        return deal

    def pick(self, key: str) -> str:
        """The shop's word."""
        rate = self.deal.notation.quantity(
            Decimal(_TAX.get(self.country) or COUNTRIES[self.country].rates[0])
        )
        name = f"receipt.{key}"
        if name not in self.draft.labels:
            text = self.rng.choice(self.words[key]).format(rate=rate)
            self.draft.labels[name] = text.upper() if self.upper else text
        return self.draft.labels[name]

    def centre(self, phrase: Phrase, style: Style | None = None) -> None:
        """A centred line, broken if too long."""
        style = style or self.text
        draft = self.draft
        for line in wrap(phrase, style, draft.x1 - draft.x0):
            draft.sheet.fitted(
                (draft.x0 + draft.x1) / 2, self.y, line, style, draft.x1 - draft.x0, "centre"
            )
            self.y += style.leading

    def pair(self, left: Phrase, right: Phrase, style: Style | None = None) -> None:
        """Words on the left, an amount on the right."""
        style = style or self.text
        draft = self.draft
        width = phrase_width(right, style)
        draft.sheet.fitted(draft.x0, self.y, left, style, draft.x1 - draft.x0 - width - 4)
        draft.sheet.text(draft.x1, self.y, right, style, "right")
        self.y += style.leading

    def left(self, phrase: Phrase) -> None:
        """A line at the left margin."""
        draft = self.draft
        self.y = draft.sheet.block(draft.x0, self.y, [phrase], self.text, draft.x1 - draft.x0)

    def number(self, entity: str | None, amount: Decimal) -> Phrase:
        """An amount, with the shop's currency mark at times; a lone mark is labelled."""
        if entity and not entity.startswith("line."):
            phrase = self.draft.money(entity, amount, bare=True)
        else:
            phrase = self.deal.notation.money(entity, amount, bare=True)
        if self.prefix and not (entity or "").startswith("line."):
            self.draft.fields["currency"] = self.deal.notation.currency
            return tagged("currency", self.prefix) + phrase
        return phrase

    def line(self) -> None:
        """A separator: dashes as text, a rule, or room."""
        kind = self.draft.labels.setdefault(
            "separator", self.rng.choice(("dash", "rule", "space", "equals"))
        )
        draft = self.draft
        if kind == "rule":
            draft.sheet.rule(
                draft.x0, self.y - self.text.size * 0.5, draft.x1, self.y - self.text.size * 0.5
            )
        elif kind in ("dash", "equals"):
            mark = "-" if kind == "dash" else "="
            count = int((draft.x1 - draft.x0) / phrase_width(plain(mark), self.text))
            draft.sheet.text(draft.x0, self.y, plain(mark * count), self.text)
        self.y += self.text.leading * 0.9

    def draw(self) -> Draft:
        """Draws it all; the sheet's page is cut to its length."""
        _draw_top(self)
        _draw_goods(self)
        _draw_sums(self)
        rng = self.rng
        for words in rng.sample(
            self.words["thanks"], rng.choice((0, 1, min(2, len(self.words["thanks"]))))
        ):
            self.centre(plain(words))
        if rng.random() < 0.2:
            self.centre(plain(self.shop.web))
        self.draft.sheet.page.height = self.y + rng.uniform(5, 40)
        return self.draft


def _draw_top(r: Receipt) -> None:
    rng, draft, shop = r.rng, r.draft, r.shop
    anonymous = r.country == "ID" and rng.random() < 0.6
    blocks: list[Phrase] = []
    registration = (
        draft.tag("seller_registration_id", shop.registration_id) if shop.registration_id else []
    )
    if not anonymous:
        name = draft.name(shop, "seller")
        if rng.random() < 0.12 and shop.country == "MY":
            draft.labels["logo"] = "yes"
            r.centre(plain(shop.name.split()[0]), draft.theme.style(1.6, bold=True))
        r.centre(name, draft.theme.style(rng.choice((1.0, 1.15, 1.3)), bold=rng.random() < 0.6))
        if registration and rng.random() < 0.7:
            wrapped = [(f"({registration[0][0]}", registration[0][1]), *registration[1:]]
            wrapped[-1] = (wrapped[-1][0] + ")", wrapped[-1][1])
            prefix = (
                plain(rng.choice(("Co. Reg. No.:", "", "", "ROC NO:")))
                if shop.country == "MY"
                else plain(shop.register)
            )
            blocks.append(
                prefix + (wrapped if shop.country == "MY" and rng.random() < 0.7 else registration)
            )
        lines = shop_address(rng, shop)
        address = [tagged("seller_address", line) for line in lines]
        for phrase in address[1:]:
            phrase[0] = (phrase[0][0], "I-seller_address")
        draft.fields["seller_address"] = ", ".join(line.strip(",") for line in lines)
        contact = (
            [plain(f"{rng.choice(('TEL:', 'Tel.', 'Phone:', 'TEL/FAX :', 'Tel :'))} {shop.phone}")]
            if rng.random() < 0.75
            else []
        )
        vat = []
        if shop.vat_id and rng.random() < 0.6:
            word = (
                rng.choice(("GST REG NO:", "GST NO.:", "GST ID :", "(GST No:"))
                if shop.country == "MY"
                else draft.deal.lexicon.pick(rng, "labels", "seller_vat_id")
            )
            printed = shop.vat_id if shop.country == "MY" else space_vat_id(rng, shop.vat_id)
            vat = [
                plain(word)
                + draft.tag(
                    "seller_vat_id", printed + (")" if word.startswith("(") else ""), shop.vat_id
                )
            ]
        body = (
            [*blocks, *address, *contact, *vat]
            if rng.random() < 0.75
            else [*blocks, *vat, *address, *contact]
        )
        left = rng.random() < 0.15
        for phrase in body:
            if left:
                r.left(phrase)
            else:
                r.centre(phrase)
    r.y += r.text.leading * 0.5
    title = rng.choice(r.words["title"])
    if title:
        r.centre(plain(title), r.bold)
    _draw_facts(r)
    r.line()


def _draw_facts(r: Receipt) -> None:
    rng, draft, deal = r.rng, r.draft, r.deal
    clock = f"{rng.randint(8, 22):02d}:{rng.randint(0, 59):02d}" + rng.choice(
        ("", f":{rng.randint(10, 59)}")
    )
    if rng.random() < 0.2:
        clock += rng.choice((" PM", " AM"))
    day = draft.date("issue_date", deal.issued)
    number = make_number(rng, deal.issued.year)
    number_word = r.pick("number")
    word = r.pick("date")
    if word.endswith(":") and len(day) == 1 and rng.random() < 0.15:
        dated = [(word.replace(" ", "") + day[0][0], day[0][1])]
    else:
        dated = plain(word) + day
    facts: list[Phrase] = []
    if rng.random() < 0.85:
        facts.append(plain(number_word) + draft.tag("invoice_number", number))
    bottom_date = rng.random() < 0.08
    if not bottom_date:
        facts.append(dated + (plain(clock) if rng.random() < 0.6 else []))
    if rng.random() < 0.5:
        facts.append(plain(f"{r.pick('clerk')} {rng.choice((*CLERKS, '0' + digits(rng, 2)))}"))
    if rng.random() < 0.3:
        facts.append(plain(f"{r.pick('table')} {rng.randint(1, 60)}"))
    if rng.random() < 0.2:
        facts.append(
            plain(f"{rng.choice(('POS', 'Terminal', 'Reg', 'Counter'))} {rng.randint(1, 9)}")
        )
    if rng.random() < 0.4:
        rng.shuffle(facts)
    paired = rng.random() < 0.3
    while facts:
        if (
            paired
            and len(facts) > 1
            and phrase_width(facts[0] + facts[1], r.text) < draft.x1 - draft.x0 - 12
        ):
            r.pair(facts.pop(0), facts.pop(0))
        else:
            r.left(facts.pop(0))
    if bottom_date:
        draft.labels["bottom_date"] = clock


def _draw_goods(r: Receipt) -> None:
    rng, draft, note = r.rng, r.draft, r.deal.notation
    style = r.style
    head = r.words["head"]
    if style == "columns":
        xs = [
            draft.x0,
            draft.x0 + (draft.x1 - draft.x0) * 0.56,
            draft.x0 + (draft.x1 - draft.x0) * 0.76,
            draft.x1,
        ]
        draft.sheet.text(xs[0], r.y, plain(head[0]), r.text)
        for x, word in zip(xs[1:], head[1:], strict=True):
            draft.sheet.fitted(
                x, r.y, plain(word), r.text._replace(size=r.text.size * 0.8), 46, "right"
            )
        r.y += r.text.leading
        r.line()
    elif rng.random() < 0.35:
        r.pair(plain(rng.choice((head[0], f"{head[1]} {head[0]}"))), plain(head[3]))
        r.line()
    tax_code = rng.choice(("", "", "", " SR", " A", " B", " T", "*", " S"))
    times = rng.choice(("x", "X", "@", "x"))
    for item in r.deal.items:
        description = tagged("line.description", item.description)
        quantity = tagged("line.quantity", note.quantity(item.quantity))
        price = tagged("line.unit_price", note.number(item.price))
        amount = tagged("line.net_amount", note.number(item.net))
        if tax_code == "*":
            amount = [(amount[0][0] + "*", amount[0][1]), *amount[1:]]
        elif tax_code:
            amount = amount + plain(tax_code)
        printed = {"description", "net_amount"}
        if style == "one_line":
            lead = quantity if rng.random() < 0.5 else [(quantity[0][0] + "x", quantity[0][1])]
            r.pair(lead + description, amount)
            printed |= {"quantity"}
        elif style == "qty_below":
            r.left(description)
            r.pair(quantity + plain(times) + price, amount)
            printed |= {"quantity", "unit_price"}
        elif style == "qty_above":
            r.left(quantity + plain(times) + price)
            r.pair(description, amount)
            printed |= {"quantity", "unit_price"}
        elif style == "columns":
            for line in wrap(description, r.text, (draft.x1 - draft.x0) * 0.46)[:-1]:
                draft.sheet.text(draft.x0, r.y, line, r.text)
                r.y += r.text.leading
            last = wrap(description, r.text, (draft.x1 - draft.x0) * 0.46)[-1]
            draft.sheet.fitted(draft.x0, r.y, last, r.text, (draft.x1 - draft.x0) * 0.46)
            small = r.text._replace(size=r.text.size * 0.9)
            draft.sheet.fitted(xs[1], r.y, quantity, small, 24, "right")
            draft.sheet.fitted(xs[2], r.y, price, small, (draft.x1 - draft.x0) * 0.18, "right")
            draft.sheet.fitted(xs[3], r.y, amount, small, (draft.x1 - draft.x0) * 0.22, "right")
            r.y += r.text.leading
            printed |= {"quantity", "unit_price"}
        elif style == "code_first":
            r.left(tagged("line.code", item.code) + description)
            r.pair(quantity + plain(times) + price, amount)
            printed |= {"code", "quantity", "unit_price"}
        elif style == "at_price":
            r.pair(quantity + description, amount)
            printed |= {"quantity"}
            if item.quantity > 1:
                mark = f"@{r.prefix}" if r.prefix else "@"
                r.left([(mark + price[0][0], price[0][1])])
                printed |= {"unit_price"}
        elif style == "qty_suffix":
            printed |= {"quantity"}
            r.pair([*description, ("x" + quantity[0][0], quantity[0][1])], amount)
        else:
            r.left(tagged("line.code", f"955{item.code}"))
            r.pair(description, amount)
            printed |= {"code"}
            if item.quantity > 1:
                r.left(quantity + plain(times) + price)
                printed |= {"quantity", "unit_price"}
        truth = {
            "description": item.description,
            "code": item.code if style != "barcode" else f"955{item.code}",
            "quantity": str(item.quantity),
            "unit_price": str(item.price),
            "net_amount": str(item.net),
        }
        draft.lines.append({k: v for k, v in truth.items() if k in printed})
    r.line()


def _draw_sums(r: Receipt) -> None:
    """Sums so that net + tax + charges = total; the total after rounding is the gross total."""
    rng, draft, deal = r.rng, r.draft, r.deal
    goods = sum((item.net for item in deal.items), Decimal(0))
    rate = Decimal(_TAX.get(r.country) or COUNTRIES[r.country].rates[0])
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
