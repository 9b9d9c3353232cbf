"""What the slots of a mail template stand for: people, companies, sums, dates, references."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cache, cached_property
from random import Random
from typing import Any

from faker import Faker

from training.generate.parties import HOMES, Party, make_party
from training.mails.words import (
    DATES,
    LOCALES,
    MONEY,
    MONTHS,
    REFERENCES,
    SALUTATIONS,
    TITLES,
    WEEKDAYS,
)


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


@dataclass
class Draw:
    """One mail's draw of everything its template may name; each slot is drawn once."""

    template: dict[str, Any]
    rng: Random
    sent: datetime
    values: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return str(self.template["language"])

    @cached_property
    def country(self) -> str:
        """The country whose notation the mail prints."""
        return self.rng.choice(HOMES[self.language])

    @cached_property
    def date_forms(self) -> tuple[str, str]:
        key = "US" if self.country == "US" else self.language
        with_year, without = DATES[key]
        return self.rng.choice(with_year), self.rng.choice((*with_year, *without, *without))

    @cached_property
    def money_form(self) -> str:
        key = self.language if self.language != "en" else {"US": "US", "GB": "GB"}.get(self.country)
        return self.rng.choice(MONEY["CH" if self.country == "CH" else key or "EU"])

    def value(self, name: str) -> str:
        """The text of slot `name`; KeyError when no such kind of slot exists."""
        if name not in self.values:
            self.values[name] = self._draw(name)
        return self.values[name]

    def _draw(self, name: str) -> str:
        choices = self.template.get("choices", {})
        if name in choices:
            return str(self.rng.choice(choices[name]))
        kind, number = re.fullmatch(r"([a-z]+?)(\d*)", name).groups()  # type: ignore[union-attr]
        makers = {
            "person": self._person,
            "first": lambda n: self._part_of_person(n, "first"),
            "last": lambda n: self._part_of_person(n, "last"),
            "title": lambda n: self._part_of_person(n, "title"),
            "dear": lambda n: self._part_of_person(n, "dear"),
            "mail": self._mail,
            "home": self._home,
            "domain": self._domain,
            "company": lambda n: self._party(n).name,
            "city": lambda n: self._party(f"city{n}").city,
            "street": lambda n: self._party(n).street,
            "phone": lambda n: self._party(n).phone,
            "iban": lambda n: self._party(n).iban,
            "amount": self._amount,
            "date": lambda n: self._print_date(self.day(f"date{n}")),
            "weekday": lambda n: WEEKDAYS[self.language].split()[self.day(f"date{n}").weekday()],
            "month": lambda n: MONTHS[self.language].split()[self.day(f"date{n}").month - 1],
            "year": lambda n: str(self.day(f"date{n}").year),
            "ref": self._reference,
            "n": self._number,
        }
        return makers[kind](number)

    def _party(self, number: str) -> Party:
        if number not in self.parties:
            home = self.country if number == "1" else self.rng.choice(HOMES[self.language])
            self.parties[number] = make_party(self.rng, home)
        return self.parties[number]

    def _person(self, number: str) -> str:
        fake = _faker(self.rng.choice(LOCALES[self.language]))
        fake.seed_instance(self.rng.getrandbits(32))
        gender = self.template.get("genders", {}).get(f"person{number}") or self.rng.choice("fm")
        first = fake.first_name_female() if gender == "f" else fake.first_name_male()
        last, female = fake.last_name(), gender == "f"
        self.values[f"first{number}"], self.values[f"last{number}"] = first, last
        self.values[f"title{number}"] = TITLES[self.language][female]
        self.values[f"dear{number}"] = SALUTATIONS[self.language][female].format(last)
        return f"{first} {last}"

    def _part_of_person(self, number: str, part: str) -> str:
        self.value(f"person{number}")
        return self.values[f"{part}{number}"]

    def _mail(self, number: str) -> str:
        first, last = self.value(f"first{number}"), self.value(f"last{number}")
        shapes = (f"{first}.{last}", f"{first[0]}.{last}", f"{first}", f"{last}", f"{first}_{last}")
        return f"{slug(self.rng.choice(shapes))}@{self.value(f'domain{number}')}"

    def _home(self, number: str) -> str:
        host = self.rng.choice(("mailbox", "fastpost", "homepost", "webpost", "mymail"))
        end = self.rng.choice(("", "", str(self.rng.randint(2, 99))))
        return f"{slug(self.value(f'person{number}'))}{end}@{host}.example"

    def _domain(self, number: str) -> str:
        if self.template.get("internal") and number != "1":
            return self.value("domain1")
        name = slug(self._party(number).name).replace(".", "-")
        return f"{name[:28].strip('-')}.example"

    def _amount(self, number: str) -> str:
        low, high = self.template.get("amounts", {}).get(f"amount{number}", (40, 30000))
        value = low * (high / low) ** self.rng.random()
        if self.rng.random() < 0.3:
            value = max(round(value, -1 if value < 1000 else -2), low)
        printed = f"{value:,.2f}" if self.rng.random() < 0.85 else f"{round(value):,}"
        if self.language == "fr":
            printed = printed.replace(",", " ").replace(".", ",")
        elif self.country == "CH":
            printed = printed.replace(",", "'")
        elif self.language != "en":
            printed = printed.translate(str.maketrans(",.", ".,"))
        return self.money_form.format(printed)

    def day(self, name: str) -> date:
        """The day a date slot names: off weekends, unless the template's mail is that close."""
        if name not in self.days:
            span = self.template.get("dates", {}).get(name, (4, 20))
            offset = span if isinstance(span, int) else self.rng.randint(*span)
            day = self.sent.date() + timedelta(days=offset)
            while day.weekday() > 4:
                day += timedelta(days=1 if offset >= 0 else -1)
            self.days[name] = day
        return self.days[name]

    def _print_date(self, day: date) -> str:
        with_year, usual = self.date_forms
        form = usual if abs((day - self.sent.date()).days) < 150 else with_year
        month = MONTHS[self.language].split()[day.month - 1]
        parts = {
            "d": day.day, "0d": f"{day.day:02}", "n": day.month, "0m": f"{day.month:02}",
            "M": month, "m": month[:3], "y": day.year,
            "W": WEEKDAYS[self.language].split()[day.weekday()],
        }  # fmt: skip
        return re.sub(r"\{(\w+)\}", lambda m: str(parts[m.group(1)]), form)

    def _reference(self, number: str) -> str:
        pattern = self.template.get("refs", {}).get(f"ref{number}") or self.rng.choice(REFERENCES)
        return re.sub(r"\{([9A]+)\}", lambda m: "".join(map(self._sign, m.group(1))), pattern)

    def _sign(self, sign: str) -> str:
        return self.rng.choice("ABCDEFGHKLMNPRSTUVWXYZ" if sign == "A" else "123456789")

    def _number(self, number: str) -> str:
        low, high = self.template.get("numbers", {}).get(f"n{number}", (2, 60))
        return str(self.rng.randint(low, high))


def draw_sent(template: dict[str, Any], rng: Random) -> datetime:
    """When the mail was sent: a working day, early enough in the week for its near deadlines."""
    zone = timezone(timedelta(hours=rng.choice((-8, -6, -5, 0, 1) if template["language"] == "en"
                                               else (1, 1, 2))))  # fmt: skip
    sent = datetime(rng.randint(2019, 2026), 1, 1, tzinfo=zone) + timedelta(
        days=rng.randrange(364), hours=rng.randint(7, 16), minutes=rng.randrange(60)
    )
    ahead = (template.get("deadline") or {}).get("days") or 0
    last = max(0, 4 - ahead) if ahead <= 4 else 4
    return sent - timedelta(days=max(0, sent.weekday() - last))


def slug(text: str) -> str:
    """`text` as part of a mail address: lower-case ASCII, words joined by a dot."""
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.lower().replace(letter, plain)
    plain_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", ".", plain_text.lower()).strip("._") or "office"
