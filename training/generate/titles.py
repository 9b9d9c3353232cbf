"""How a document says what it is: a title, a subject line, or only its words."""

from training.generate.draft import Draft
from training.generate.rarer import DATED, Pair
from training.generate.words import Phrase, plain

_SUBJECT = {"en": ("Subject:", "Re:", ""), "de": ("Betreff:", "Betr.:", ""),
            "fr": ("Objet :", ""), "es": ("Asunto:", ""), "it": ("Oggetto:", ""),
            "nl": ("Betreft:", "")}  # fmt: skip
_NUMBER = {"en": "no.", "de": "Nr.", "fr": "n°", "es": "nº", "it": "n.", "nl": "nr."}


def vary_title(draft: Draft, title: Phrase, pairs: list[Pair]) -> tuple[Phrase, list[Pair], bool]:
    """A title, the pairs left beside it, and whether the title was left out.

    A subject line carries the number, at times the date; a document without any title tells its
    type by the label of its number and by its introduction. A fixed case keeps its title.
    """
    deal = draft.deal
    if deal.variety is None or any(label != "O" for _, label in title):
        return title, pairs, False
    if deal.chance(0.05):
        return [], pairs, True
    if not deal.chance(0.18):
        return title, pairs, False
    deal.extras["subject"] = "yes"
    subject = plain(deal.variety.choice(_SUBJECT[deal.language])) + title
    if deal.chance(0.75):
        number = draft.tag(draft.number_entity, deal.number)
        subject = subject + plain(_NUMBER[deal.language]) + number
        pairs = [pair for pair in pairs if pair[1] != number] or pairs
    if deal.chance(0.5):
        date = draft.date("issue_date", deal.issued)
        subject = subject + plain(DATED[deal.language]) + date
        pairs = [pair for pair in pairs if pair[1] != date] or pairs
    return subject, pairs, False
