"""A document of running text under construction, with a cursor that breaks pages."""

from random import Random

from training.generate.deal import Deal
from training.generate.draft import Draft, make_theme
from training.generate.identifiers import digits
from training.generate.prose import load_prose
from training.generate.sheet import A4, LETTER, Sheet, Style, wrap
from training.generate.words import Phrase, plain


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
