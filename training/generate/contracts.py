"""Contracts: title, parties, terms, clauses, signatures."""

import re
from datetime import timedelta
from decimal import Decimal

from tasks.contracts.clauses import plain_law, plain_period
from training.generate.notation import to_cents
from training.generate.paper import Paper
from training.generate.words import Phrase, glued, plain, tagged

_SLOT = re.compile(r"\[(\w+)\]")


def draw_contract(paper: Paper) -> None:
    """Draws a contract in the paper's variant."""
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
        "term": [draft.tag("term", term, plain_period(term))],
        "notice_period": [draft.tag("notice_period", notice, plain_period(notice))],
        "governing_law": [draft.tag("governing_law", law, plain_law(law))],
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
        paper.write(_sentence(opening.format(address=address, address2=address2), values))
    else:
        paper.write(
            _sentence(
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
        paper.write(_sentence(part if paper.variant != "centred" else f"({number}) {part}", values))
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


def _sentence(template: str, values: dict[str, list[Phrase]]) -> Phrase:
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
