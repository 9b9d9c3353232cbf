"""Days by which nobody has to do anything."""

from datetime import UTC, datetime

import pytest

from tasks.mails.day_finder import find_days
from tasks.mails.deadlines import find_deadline
from tasks.mails.idle_days import is_idle

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday
ASKED = {"needs_reply": {"true": 0.97, "false": 0.03}}


@pytest.mark.parametrize(
    "text",
    [
        "Please tell him yes. Anyone else can wait until tomorrow.",
        "Bitte sagen Sie ihm ja. Alles andere kann bis morgen warten.",
        "Merci de lui dire oui. Les autres peuvent attendre demain.",
        "Prego, gli dica di sì. Gli altri possono aspettare domani.",
        "Please send it to Ann. I am on leave until Friday.",
        "Merci de le relire. Me Lebrun est de toute façon absente jusqu'au 9 mai.",
        "Bitte sagen Sie die drei Nächte ab dem 9. Mai ab.",
        "Merci d'annuler les trois nuits à partir du 9 mai.",
        "If you do not recognise this payment, please call us within 2 business days.",
        "Any discrepancy must be notified within 24 hours, please.",
        "Beanstandungen bitte innerhalb von 5 Tagen.",
        "Toute réclamation doit nous parvenir sous 48 heures, merci.",
        "Orders received by 9 May will be honoured at present prices, please note.",
        "Bestellungen, die bis 9. Mai eingehen, bitte zu alten Preisen.",
        "The second instalment went over this afternoon so please don't remind me.",
        "Das Paket ist heute rausgegangen, bitte nicht mehr erinnern.",
        "Kit's doing the model tonight, please have coffee ready at eleven.",
        "Please cancel the coach booked for Friday.",
        "Merci d'annuler le car réservé pour vendredi.",
        "Merci de vérifier, les fonds devraient figurer sur votre compte sous 48 heures.",
        "Können Sie bitte zur Version 8.6 zurückkehren?",
        "Bitte merken: Die Begründung schulden wir bis zum 9. Mai.",
        "Liebe alle, ich bring morgen einen Kuchen mit.",
    ],
)
def test_days_of_absences_cases_and_events_are_no_deadlines(text: str) -> None:
    assert find_deadline("Order", text, SENT, "dmy", ASKED) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This cannot wait until Friday, please send it by tomorrow.", "2025-05-07"),
        ("Das kann nicht bis Freitag warten, bitte bis morgen senden.", "2025-05-07"),
        ("Please report by Friday whether you found any discrepancies.", "2025-05-09"),
        ("Please make sure that orders are sent by Friday.", "2025-05-09"),
        ("Your subscription is expiring today, please renew it.", "2025-05-06"),
        ("Has it been sent? Please send it today.", "2025-05-06"),
        ("The deadline has been moved from May 9 to May 14.", "2025-05-14"),
        ("Please send version 8.6 by 9 May.", "2025-05-09"),
    ],
)
def test_what_sounds_alike_and_asks_has_its_deadline(text: str, expected: str) -> None:
    found = find_deadline("Order", text, SENT, "dmy", ASKED)
    assert found is not None and found.date == expected


@pytest.mark.parametrize(
    "text",
    [
        "If you do not make the payment by 9 May, your account will be suspended.",
        "If you did not make the payment yet, please do so by 9 May.",
        "If you do not request an extension by 9 May, your place goes to the next on the list.",
        "Falls Sie die Zahlung noch nicht veranlasst haben, bitten wir Sie, dies bis 9. Mai"
        " nachzuholen.",
        "Sofern Sie diese Überweisung nicht vorgenommen haben, überweisen Sie bitte bis 9. Mai.",
        "Wenn Sie die Daten noch nicht angefordert haben, holen Sie das bitte bis 9. Mai nach.",
        "Any claims for April must be submitted by 9 May.",
        "Please notify us of any claims of the last five years by 9 May.",
        "Please report any discrepancies in the stock list to me by 9 May.",
        "Abweichungen zum Budget bitte bis zum 9. Mai erläutern.",
        "Reklamationen aus April bitte bis 9. Mai abarbeiten.",
        "Unstimmigkeiten bitte bis 9. Mai klären und mir zurückmelden.",
        "Abweichungen bitte bis 9. Mai an mich.",
        "Any defects in the flat must be reported to the builder by 9 May.",
        "Any objections to the new rota should be raised by 9 May.",
        "Any discrepancies must be reported to me by 9 May.",
        "Toute anomalie dans l'inventaire doit être corrigée avant le 9 mai.",
        "Toute réclamation reçue doit être traitée par vos soins avant le 9 mai.",
        "The goods should arrive with you soon; please check them and confirm by 9 May.",
        "Die Papiere sollten bald bei Ihnen eintreffen, bitte senden Sie sie bis 9. Mai zurück.",
        "Le contrat devrait arriver bientôt, merci de le retourner avant le 9 mai.",
        "Il contratto dovrebbe arrivarle presto e va restituito entro il 9 maggio.",
        "La scadenza per la presentazione delle domande è prevista per il 9 maggio.",
        "La remise des offres est prévue pour le 9 mai.",
        "L'échéance de votre facture est prévue pour le 9 mai.",
        "De betaling van factuur 4711 is gepland voor 9 mei.",
        "Please return the signed forms planned for 9 May.",
        "Please make sure that all sheets have been signed by tonight.",
        "The customer insists the pallets have been shipped by tonight, otherwise they cancel.",
        "Make sure the quotes were sent today.",
        "We only have the hours left today to file it.",
        "Legal is pushing for the signed contract by tonight.",
        "Finance is counting on it today.",
        "It's looking like we need your figures tonight.",
        "Tom's going through the figures tonight so send them over please.",
        "It can wait until Friday.",
        "Das kann bis Freitag warten, aber nicht länger.",
        "Cela peut attendre jusqu'à vendredi mais pas plus.",
        "Bitte überweisen Sie ab 9. Mai die neue Miete.",
    ],
)
def test_a_day_by_which_somebody_has_to_act_is_not_idle(text: str) -> None:
    assert not is_idle(text, find_days(text, SENT, "dmy")[-1])


@pytest.mark.parametrize(
    "text",
    [
        "Falls Sie diese Zahlung nicht veranlasst haben, rufen Sie uns bitte bis 9. Mai an.",
        "If you did not request this change, please call us by 9 May.",
        "Any discrepancies in the delivery please by 9 May.",
        "Beanstandungen bitte bis 9. Mai nach Erhalt der Ware melden.",
        "Any discrepancy must be notified within 2 days, otherwise the order is processed.",
        "Die Erstattung sollte bis 9. Mai auf Ihrem Konto sein.",
        "Nous sommes aujourd'hui trois personnes dans l'équipe.",
        "Je n'ai pas besoin de réponse aujourd'hui, c'est moi qui vous rappelle.",
    ],
)
def test_a_day_by_which_nobody_has_to_act_is_idle(text: str) -> None:
    assert is_idle(text, find_days(text, SENT, "dmy")[0])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Bitte bis zum Release 12.12. um 12 Uhr einchecken.", True),
        ("Bitte schick mir das nächste Update 12.12. spätestens.", True),
        ("Please install update 8.6 and restart.", False),
        ("See section 8.6.", False),
    ],
)
def test_the_number_of_a_release_is_no_day_but_a_german_day_is(text: str, named: bool) -> None:
    assert any(one.kind == "numeric" for one in find_days(text, SENT, "dmy")) is named


def test_the_end_of_a_stretch_of_hours_or_days_is_no_deadline() -> None:
    for text in (
        "Donnerstag, 8.5.2025, 22:00 Uhr bis Freitag, 9.5.2025.",
        "The bridge is closed from 7 May to 9 May.",
        "Le pont est fermé du 7 mai au 9 mai.",
    ):
        assert is_idle(text, find_days(text, SENT, "dmy")[-1]), text
