"""What a mail's headers add to its category."""

import pytest

from schemas.document import MailMessage, MailSign
from tasks.mails.mail_axes import judge_axes
from tasks.mails.mail_signs import weigh_signs


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Automatische Antwort: Angebot", "automatic"),
        ("Réponse automatique : devis", "automatic"),
        ("Undeliverable: Invoice", "automatic"),
        ("Re: office automation quote", "quote"),
    ],
)
def test_answers_of_mail_programs_are_told_by_their_subject(subject: str, expected: str) -> None:
    axes = {"category": {"quote": 0.9, "automatic": 0.1}}
    got = judge_axes(MailMessage(subject=subject), axes, (), "dmy").category
    assert got.value == expected and 0.5 < got.confidence <= 1


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@mx.example", "Mail System <postmaster@a.example>"]
)
def test_the_mail_system_itself_is_automatic(sender: str) -> None:
    got = weigh_signs(MailMessage(sender=sender), {"order": 0.9, "automatic": 0.1})
    assert got["automatic"] > 0.9


@pytest.mark.parametrize("sign", ["auto_reply", "report"])
def test_a_program_s_answer_is_automatic_whatever_it_says(sign: MailSign) -> None:
    got = weigh_signs(MailMessage(signs=(sign,)), {"order": 0.9, "meeting": 0.1, "automatic": 0.0})
    assert got["automatic"] > got["order"] > got["meeting"] > 0
    assert sum(got.values()) == pytest.approx(1)


@pytest.mark.parametrize("sign", ["auto_generated", "no_return", "bulk", "list"])
def test_an_invoice_stays_one_when_a_program_or_a_list_sent_it(sign: MailSign) -> None:
    chances = {"invoice": 0.8, "automatic": 0.05, "marketing": 0.1, "notice": 0.05}
    got = weigh_signs(MailMessage(signs=(sign,)), chances)
    assert max(got, key=lambda name: got[name]) == "invoice" and got["invoice"] < 0.8
    assert sum(got.values()) == pytest.approx(1)


def test_a_list_tips_the_scales_between_marketing_and_others() -> None:
    chances = {"other": 0.5, "marketing": 0.4, "notice": 0.1}
    got = weigh_signs(MailMessage(signs=("list",)), chances)
    assert max(got, key=lambda name: got[name]) == "marketing"


def test_without_a_model_weak_signs_say_nothing() -> None:
    got = judge_axes(MailMessage(signs=("list", "no_return")), {}, (), "dmy").category
    assert (got.value, got.confidence) == ("other", 0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We confirm your booking. Free cancellation until 29 November.", "order"),
        ("Gerne bestätigen wir Ihre Reservierung. Kostenfreie Stornierung bis 29. Mai.", "order"),
        ("Confirmamos su reserva. Cancelación gratuita hasta el 29 de mayo.", "order"),
        ("You may cancel your reservation free of charge until 29 May.", "order"),
        ("Please cancel our booking and confirm.", "cancellation"),
        ("Hiermit storniere ich meine Buchung. Dies ist bis 1. Mai kostenfrei.", "cancellation"),
        ("The hotel has cancelled your booking, with free cancellation.", "cancellation"),
        ("Je souhaite annuler ma réservation. L'annulation est gratuite.", "cancellation"),
        ("Ihre kostenfreie Stornierung ist erfolgt.", "cancellation"),
    ],
)
def test_a_booking_that_may_be_cancelled_is_no_cancellation(text: str, expected: str) -> None:
    axes = {"category": {"cancellation": 0.8, "order": 0.2}}
    mail = MailMessage(body=text, new_text=text)
    assert judge_axes(mail, axes, (), "dmy").category.value == expected
    named = mail.model_copy(update={"subject": "Stornierung meiner Buchung 4711"})
    assert judge_axes(named, axes, (), "dmy").category.value == "cancellation"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Reklamation Lieferschein 88120", "complaint"),
        ("RE: Réclamation : pièces défectueuses", "complaint"),
        ("Reclamación: piezas defectuosas", "complaint"),
        ("Reclamo: merce difettosa", "complaint"),
        ("Klacht: ondeugdelijke goederen", "complaint"),
        ("Lieferschein 88120", "delivery"),
        ("Klachtenregeling", "delivery"),
        ("Reklamation erledigt", "delivery"),
        ("Reclamo publicitario", "delivery"),
        ("Our delivery without complaint", "delivery"),
    ],
)
def test_a_subject_that_names_a_complaint_outweighs_the_models(subject: str, expected: str) -> None:
    axes = {"category": {"delivery": 0.63, "cancellation": 0.3, "complaint": 0.07}}
    assert judge_axes(MailMessage(subject=subject), axes, (), "dmy").category.value == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("krank", "hr"),
        ("AW: Urlaub 3.-6.4.", "hr"),
        ("holiday", "hr"),
        ("Sick today", "hr"),
        ("Demande de congés du 3 au 6", "hr"),
        ("Baja por enfermedad", "hr"),
        ("malattia", "hr"),
        ("Ziekmelding", "hr"),
        ("Holiday opening hours", "personal"),
        ("Urlaub auf Rügen", "personal"),
        ("Betriebsurlaub", "personal"),
        ("Congé", "personal"),
    ],
)
def test_a_subject_that_names_an_absence_outweighs_the_models(subject: str, expected: str) -> None:
    axes = {"category": {"personal": 0.78, "hr": 0.17, "other": 0.05}}
    assert judge_axes(MailMessage(subject=subject), axes, (), "dmy").category.value == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Je serai absent deux semaines.", "hr"),
        ("Notre magasin est fermé.", "notice"),
        ("Unser Betrieb ist geschlossen.", "notice"),
        ("Ich muss unseren Termin absagen.", "notice"),
        ("Confirmamos su reserva.", "notice"),
    ],
)
def test_a_firm_that_is_closed_takes_no_leave(body: str, expected: str) -> None:
    axes = {"category": {"notice": 0.78, "hr": 0.22}}
    mail = MailMessage(subject="Congés", body=body, new_text=body)
    assert judge_axes(mail, axes, (), "dmy").category.value == expected
