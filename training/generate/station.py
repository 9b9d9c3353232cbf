"""A broadcaster's document under construction: who, when, which order."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.generate.deal import make_deal
from training.generate.draft import Draft, make_theme
from training.generate.identifiers import digits
from training.generate.lexicon import load_table
from training.generate.parties import Party, make_party
from training.generate.sheet import LETTER, Sheet
from training.generate.words import Phrase, plain, tagged

TABLE: dict[str, dict[str, list[str]]] = load_table("broadcast")


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
        self.words = {key: rng.choice(options) for key, options in TABLE["labels"].items()}
        name = seller.person.split()[-1]
        self.advertiser = rng.choice(TABLE["names"]["causes"]).format(
            name=name if rng.random() < 0.5 else seller.person, city=seller.city
        )
        if rng.random() < 0.2:
            self.advertiser = f"{rng.choice(('POL', 'ISSUE'))}/ {self.advertiser}"
        call_sign = rng.choice("WK") + "".join(rng.choices("ABCDEFGHJKLMNPRSTVWXYZ", k=3))
        self.station = call_sign + rng.choice(("", "-TV", " TV", "-DT", "-FM"))
        self.agency = rng.choice(TABLE["names"]["agencies"])
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
