"""Drafts of contracts below what a mail's sender says."""

from datetime import UTC, datetime

import pytest

from schemas.document import MailMessage
from schemas.understanding import Sentence
from tasks.mails.drafts import leave_out_draft
from tasks.mails.mail_axes import judge_axes
from tasks.values.sentences import split_text

OWN = "Please send me your comments on the draft by 9 May."
TERMS = (
    "6.1 The Buyer may return goods within 14 days of delivery.\n"
    "6.2 You must notify claims in writing within 3 working days."
)


@pytest.mark.parametrize(
    "draft",
    [
        f"--- v3, 1 Oct ---\n\n6. RETURNS\n{TERMS}",
        f"TERMS OF SALE\n{TERMS}",
        f"Terms of sale (draft)\n\n{TERMS}",
        "AVENANT N° 2 (projet)\n\nEntre nous,\n\nArticle 1 - Fonctions du salarié.\n\n"
        "Article 2 - Le salarié devra retourner un exemplaire dans un délai de quinze jours.",
        "ENTWURF\n§ 1 Der Mieter zahlt bis zum 3.\n§ 2 Er gibt die Schlüssel bis Montag ab.",
    ],
)
def test_clauses_of_a_draft_ask_nothing(draft: str) -> None:
    assert leave_out_draft(f"{OWN}\n\n{draft}").strip() == OWN
    said = [Sentence(text=one, salience=0.5, asks=0.6) for one in split_text(f"{OWN}\n\n{draft}")]
    sent = datetime(2025, 5, 1, 9, tzinfo=UTC)
    body = f"{OWN}\n\n{draft}"
    mail = MailMessage(subject="Draft", date=sent, body=body, new_text=body)
    got = judge_axes(mail, {"needs_reply": {"true": 0.9, "false": 0.1}}, said, "dmy")
    assert got.deadline is not None and got.deadline.date == "2025-05-09"
    assert got.action == OWN


@pytest.mark.parametrize(
    "text",
    [
        f"SERVICE AGREEMENT\n{TERMS}",  # nothing above it is the sender's
        f"{OWN}\n\n{TERMS}",  # what he says of its clauses
        f"{OWN}\n\nAGENDA\n9.30 Welcome by the board\n10.30 Please bring your slides.",
        f"{OWN}\n\nOFFER\n12.50 EUR for each of them\n13.50 EUR for the others",
        f"{OWN}\n\nWORK\n15.5 Montage der Anlage\n16.5 Abnahme, bitte bestätigen",
        f"{OWN}\n\nORDER\nArtikel 4711: 5 Stück weiß\nArtikel 4712: 6 Stück rot",
        f"{OWN}\n\nAGENDA\n1.1 Budget of the year\n1.2 Any other business\nAnna",
        f"{OWN}\n\nRECHNUNG\n1.1 Beratung vor Ort\n1.2 Reisekosten\nZahlbar bis Freitag.",
        f"{OWN}\n\nTERMS OF SALE\n{TERMS}\nPlease answer by Friday.\nAnna",
        f"{OWN}\n\nVEREINBARUNG\n§ 1 Der Mieter zahlt bis zum 3.\n§ 2 Er räumt bis Montag.\n\n"
        "Ich warte auf Sie bis Freitag.\nMit freundlichen Grüßen\nAnna",
        f"{OWN}\n\n-----Original Message-----\nFrom: Dale\n\n{TERMS}",
    ],
)
def test_what_is_no_draft_stays(text: str) -> None:
    assert leave_out_draft(text) == text
