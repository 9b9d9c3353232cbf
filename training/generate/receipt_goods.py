"""The upper parts of a receipt: seller, facts of the sale, goods."""

from training.generate.deal import make_number
from training.generate.identifiers import digits, space_vat_id
from training.generate.sheet import phrase_width, wrap
from training.generate.shops import shop_address
from training.generate.till import Receipt
from training.generate.words import Phrase, plain, tagged

CLERKS = ("ANNA", "Manager", "LIM", "Max", "S201", "Siti", "Tom")


def draw_top(r: Receipt) -> None:
    """Draws the seller and the facts of the sale."""
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


def draw_goods(r: Receipt) -> None:
    """Draws the goods in the receipt's style and keeps the truth of each."""
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
        if style == "bare":
            r.pair(description, amount)
        elif style == "one_line":
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
