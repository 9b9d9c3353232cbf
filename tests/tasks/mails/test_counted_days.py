"""Terms that are counted from a day which stands elsewhere in the mail."""

from datetime import UTC, datetime

import pytest

from tasks.mails.counted_days import find_counted_day

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("named", "term", "expected"),
    [
        ("The fee fell due on 1 May 2025.", "Pay within 21 days of the due date.", "2025-05-22"),
        (
            "Die Gebühr war am 1. Mai 2025 fällig am 01.05.2025.",
            "Zahlbar innerhalb von 21 Tagen ab Fälligkeit.",
            "2025-05-22",
        ),
        ("Submitted 28 Apr", "Approve it within 15 days of submission.", "2025-05-13"),
        ("Rechnungsdatum: 01.05.2025", "binnen 14 Tagen ab Rechnungsdatum", "2025-05-15"),
        (
            "Votre facture du mois, date de facture : 01/05/2025",
            "payable sous 15 jours à compter de la date de facture",
            "2025-05-16",
        ),
        (
            "The lease ends on 31 July 2025.",
            "unless notice is given not less than 30 days before the end of the term",
            "2025-07-01",
        ),
        ("Der Vertrag endet am 31.08.2025.", "bis 12 Wochen vor Ablauf", "2025-06-08"),
        ("Der Vertrag endet am 31.08.2025.", "spätestens drei Monate vor Vertragsende",
         "2025-05-31"),
        ("Le bail prend fin le 31 août 2025.", "au plus tard 2 mois avant l'échéance",
         "2025-06-30"),
        (
            "The lease runs until 31 August 2025.",
            "Notice must be given at least two months before it ends.",
            "2025-06-30",
        ),
        ("You received the goods on 2 May 2025.", "Return them within 14 days of receipt.",
         "2025-05-16"),
        ("Sie haben die Ware am 02.05.2025 erhalten.", "innerhalb von 14 Tagen nach Erhalt",
         "2025-05-16"),
        ("The hearing is on 14 May.", "Please hand in your papers two days before.", "2025-05-12"),
        ("Die Sitzung ist am 14. Mai.", "Unterlagen bitte zwei Tage vorher.", "2025-05-12"),
        ("La réunion est le 14 mai.", "Merci d'envoyer tout deux jours avant.", "2025-05-12"),
        ("Die Sitzung ist am 14. Mai.", "Die Einladung muss eine Woche vorher raus.", "2025-05-07"),
        ("Les offres seront lues le 27 mai ;", "répondre au plus tard la veille", "2025-05-26"),
        ("We open the bids on 27 May.", "Send yours no later than the day before.", "2025-05-26"),
        ("Die Sitzung ist am 27.05.2025.", "Unterlagen spätestens am Vortag.", "2025-05-26"),
    ],
)  # fmt: skip
def test_a_term_is_counted_from_the_day_it_names(named: str, term: str, expected: str) -> None:
    found = find_counted_day([named, term], SENT, "dmy")
    assert found is not None and found.day.isoformat() == expected


@pytest.mark.parametrize(
    ("named", "term"),
    [
        ("We met on 1 May 2025.", "Pay within 21 days of the due date."),
        ("The fee fell due on 1 March 2025.", "Pay within 21 days of the due date."),  # over
        ("The sale ends on 31 July 2025.", "Come 30 minutes before the end of the show."),
        ("I received it on 2 May 2025.", "We pay within 30 days of receipt."),
        ("I received it on 2 May 2025.", "Return it within 9 days of receipt of this letter."),
        ("We met on 27 May.", "The day before was sunny."),
        ("Der Vertrag endet am 31.08.2025.", "Wir melden uns vor Ablauf."),
    ],
)
def test_no_term_is_counted_from_nothing(named: str, term: str) -> None:
    assert find_counted_day([named, term], SENT, "dmy") is None
