"""The date by which a mail's reader must act."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.mails.day_finder import find_days
from tasks.mails.deadline_features import Candidate
from tasks.mails.deadlines import DeadlineWeights, choose_day, find_deadline
from tasks.mails.other_days import is_other_day

SENT = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)  # a Tuesday
ASKED = {"needs_reply": {"true": 0.9, "false": 0.1}}


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("we must have the offer until 19.5.2025.", "until 19.5.2025", "2025-05-19"),
        ("Bitte bis Freitag, den 9. Mai senden.", "bis Freitag, den 9. Mai", "2025-05-09"),
        ("Need it on site by Friday 9/5.", "by Friday 9/5", "2025-05-09"),
        ("merci de répondre avant le 15 mai", "avant le 15 mai", "2025-05-15"),
        ("uiterlijk op 12 mei graag", "uiterlijk op 12 mei", "2025-05-12"),
        ("Rogamos respuesta antes del 15 de mayo", "antes del 15 de mayo", "2025-05-15"),
        ("Prego rispondere entro il 20/05/2025.", "entro il 20/05/2025", "2025-05-20"),
        ("Please reply by 5pm on Thursday.", "by 5pm on Thursday", "2025-05-08"),
        ("Please sign it today.", "today", "2025-05-06"),
        ("Please send it in three business days.", "in three business days", "2025-05-09"),
        ("Merci de l'envoyer dans les 15 jours.", "dans les 15 jours", "2025-05-21"),
        ("We need it in three business days.", "in three business days", "2025-05-09"),
        ("Please send it by the end of Q1 2027.", "by the end of Q1 2027", "2027-03-31"),
        ("Please reply by the day after tomorrow.", "by the day after tomorrow", "2025-05-08"),
        ("Bitte antworten Sie bis heute 17 Uhr.", "bis heute", "2025-05-06"),
        ("Bitte bis heute antworten, sonst geht es nicht.", "bis heute", "2025-05-06"),
        ("Ich brauche die Unterlagen bis heute, sonst geht es nicht.", "bis heute", "2025-05-06"),
        ("Deine Freigabe habe ich nicht und brauche sie bis heute.", "bis heute", "2025-05-06"),
        ("We must have it by today, not tomorrow.", "by today", "2025-05-06"),
        ("Wij moeten het tot vandaag hebben, anders kan het niet.", "tot vandaag", "2025-05-06"),
        ("Kannst du heute noch freigeben? Die unten spannen morgen auf.", "heute", "2025-05-06"),
        ("I have received it and need your answer today.", "today", "2025-05-06"),
        ("Quote by 9 May 2025. Questions by 8 May please.", "by 9 May 2025", "2025-05-09"),
        ("Questions 3 to 9 are due by 9 May 2025.", "due by 9 May 2025", "2025-05-09"),
        ("Fragen bitte bis 9. Mai 2025 beantworten.", "bis 9. Mai 2025", "2025-05-09"),
        ("Ho visto che la scadenza è oggi. Puoi pagarla?", "oggi", "2025-05-06"),
        ("Please answer our questions by 9 May 2025.", "by 9 May 2025", "2025-05-09"),
        ("Feel free to cancel the call but send it by 9 May 2025.", "by 9 May 2025", "2025-05-09"),
        (
            "Die Stornierung ist gratis, wir erwarten Ihre Antwort bis 20.05.2025.",
            "bis 20.05.2025",
            "2025-05-20",
        ),
        ("La preghiamo di consegnare entro il 18 maggio.", "entro il 18 maggio", "2025-05-18"),
        ("Brauche die Folien heute bis 16 Uhr.", "heute", "2025-05-06"),
        ("Necesito las cifras hoy antes de las 16 h.", "hoy", "2025-05-06"),
        ("Mi servono i dati oggi entro le 16.", "oggi", "2025-05-06"),
        ("Can I have it by EOD?", "by EOD", "2025-05-06"),
    ],
)
def test_what_is_asked_by_a_day_is_due_that_day(text: str, phrase: str, expected: str) -> None:
    found = find_deadline("Your offer", text, SENT, "dmy", ASKED)
    assert found is not None and (found.text, found.date) == (phrase, expected)


@pytest.mark.parametrize(
    "text",
    [
        "by the way, we met on 5 May",
        "The goods were delivered on 1 May 2024.",
        "I am out of the office until 12 May.",
        "See you at the meeting on Friday at 10:00.",
        "Die Lieferung dauert 3 bis 4 Wochen.",
        "We will be in Paris in three days.",
        "Vous le recevrez dans 15 jours.",
    ],
)
def test_other_days_are_no_deadlines(text: str) -> None:
    chances = {"needs_reply": {"true": 0.1, "false": 0.9}}
    assert find_deadline("News", text, SENT, "dmy", chances) is None


@pytest.mark.parametrize("chance", [0.1, 0.9])
@pytest.mark.parametrize(
    "text",
    [
        "Vielen Dank für Ihre Nachricht.\n\nWir melden uns in 2 Werktagen bei Ihnen.",
        "Uw bestelling wordt in 3 werkdagen geleverd.",
        "Nous vous répondrons dans les deux jours.",
        "Ihre Anfrage wird in 3 Werktagen bearbeitet. Bitte haben Sie Geduld.",
        "Your order ships in 3 business days. Please note the tracking number.",
        "Votre commande sera livrée dans les 48 heures.",
        "We will get back to you in two business days.",
        "Your parcel will be delivered in 3 business days.",
        "Bitte senden Sie uns ein Angebot, gültig bis 06/26.",
        "Merci de livrer avant 06/26.",
        "Bitte senden Sie die Unterlagen bis 05/26. Gruß",
        "Please send us the certificate valid until 03/27.",
        "Your card expires 04/27. Please update it.",
        "La sua carta scade il 06/26, per favore la aggiorni.",
        "Bis heute habe ich keine Antwort. Wann melden Sie sich?",
        "bis heute ist zu Rechnung 4471 kein Zahlungseingang verzeichnet. Bitte melden Sie sich.",
        "Tot op vandaag hebben wij geen betaling ontvangen. Graag vernemen wij wanneer u betaalt.",
        "Tot vandaag heb ik geen antwoord gekregen.",
        "Les recordamos que a día de hoy no consta el pago. Rogamos nos informen.",
        "La spedizione è prevista per il 18 maggio.",
        "La entrega está prevista para el 18 de mayo.",
        "Kostenfreie Stornierung bis 29. Mai.",
        "L'arrivée se fait à partir de 15 h. Annulation gratuite jusqu'au 29 mai.",
        "Eine Stornierung ist bis zum 23.5.2025 kostenfrei.",
    ],
)
def test_neither_a_promise_nor_a_month_is_the_reader_s_deadline(text: str, chance: float) -> None:
    chances = {"needs_reply": {"true": chance, "false": 1 - chance}}
    assert find_deadline("Anfrage", text, SENT, "dmy", chances) is None


@pytest.mark.parametrize(
    "text",
    [
        "Please do not ship before May 14.",
        "Bitte nicht vor dem 14. Mai liefern.",
        "Vor dem 14. Mai können wir nichts annehmen.",
        "Merci de ne pas livrer avant le 14 mai.",
        "Por favor, no entreguen antes del 14 de mayo.",
        "No se aceptan entregas antes del 14 de mayo.",
        "Vi preghiamo di non consegnare prima del 14 maggio.",
        "Graag niet leveren vóór 14 mei.",
        "The goods must not leave before 14 May. Please tell the warehouse.",
        "Please deliver no earlier than 14 May.",
        "I need until Friday for the calculation.",
        "I'll send you the price list by Friday.",
        "You will receive our answer by 14 May.",
        "Ich schicke Dir die Liste bis Freitag.",
        "Wir überweisen den Betrag bis zum 14. Mai.",
        "Sie erhalten die Lieferung bis zum 14. Mai.",
        "Nous vous répondrons avant le 14 mai.",
        "Te envío la lista antes del viernes.",
        "Vi risponderemo entro il 14 maggio.",
        "Ik stuur je de prijslijst vóór vrijdag.",
        "Wir werden Ihnen bis zum 14. Mai das Angebot senden.",
        "Tendrá nuestra oferta antes del 14 de mayo.",
        "Je vous rappelle avant le 14 mai.",
        "Wij zullen niets doen wat u niet wilt. Graag niet leveren vóór 14 mei.",
        "Bitte reichen Sie das Formular nach § 14 des Gesetzes ein.",
    ],
)
def test_a_day_that_bars_or_promises_something_is_no_deadline(text: str) -> None:
    assert find_deadline("Order", text, SENT, "dmy", ASKED) is None


@pytest.mark.parametrize(
    "text",
    [
        "Please do not forget to answer before 14 May.",
        "Please do not call but send the form before 14 May.",
        "Please send order no 4411 before 14 May.",
        "Could you not deliver before 14 May?",
        "If you do not answer before 14 May, please send the goods back.",
        "Bitte antworten Sie vor dem 14. Mai, nicht danach.",
        "N'oubliez pas de répondre avant le 14 mai.",
        "I will send you the contract tomorrow, please sign it by 14 May.",
        "You will have to pay by 14 May.",
        "Sie erhalten Gelegenheit zur Stellungnahme bis zum 14. Mai.",
        "Wir senden Ihnen den Vertrag mit der Bitte um Rücksendung bis zum 14. Mai.",
        "We will then send you the contract, to be returned by 14 May.",
        "I will do it tomorrow, tell me what you want by 14 May.",
        "You will receive no further reminder before the payment deadline of 14 May.",
        "Sie erhalten anbei unsere Rechnung, zahlbar bis zum 14. Mai.",
        "Wir schicken Ihnen den Vertrag und erbitten die Rücksendung bis zum 14. Mai.",
        "Nous vous rappelons que votre facture est à payer avant le 14 mai.",
        "Je vous envoie le contrat pour signature avant le 14 mai.",
        "Vous aurez à voter avant le 14 mai.",
        "Le envío el contrato, que debe devolver firmado antes del 14 de mayo.",
        "Tendrá que pagar antes del 14 de mayo.",
        "Le invio il contratto da firmare entro il 14 maggio.",
        "Avrete da compilare il modulo entro il 14 maggio.",
        "U krijgt nog een factuur, te betalen vóór 14 mei.",
        "Wij sturen u het contract ter ondertekening vóór 14 mei.",
        "No permit will be given to anybody who has not applied before 14 May.",
        "Wir nehmen nichts mehr an, was nicht vor dem 14. Mai da ist.",
        "No se admitirá ninguna solicitud que no llegue antes del 14 de mayo.",
        "Wij hebben uw stukken nog niet ontvangen en moeten ze vóór 14 mei hebben.",
    ],
)
def test_what_forbids_or_promises_may_set_a_deadline_too(text: str) -> None:
    found = find_deadline("Order", text, SENT, "dmy", ASKED)
    assert found is not None and found.date == "2025-05-14"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Please send it not by Friday but by 14 May.", "by 14 May"),
        ("Ich brauche sie nicht bis Freitag, sondern bis 14. Mai.", "bis 14. Mai"),
        ("The deadline has been extended to 14 May.", "to 14 May"),
        ("The deadline has been moved from May 9 to May 14.", "to May 14"),
        ("The deadline is now 14 May.", "is now 14 May"),
        ("Die Abgabefrist wurde auf den 14. Mai verlängert.", "auf den 14. Mai"),
        ("Die neue Frist ist der 14. Mai.", "ist der 14. Mai"),
        ("La date limite est repoussée au 14 mai.", "au 14 mai"),
        ("El plazo se ha ampliado hasta el 14 de mayo.", "hasta el 14 de mayo"),
        ("La scadenza è prorogata al 14 maggio.", "al 14 maggio"),
        ("De termijn is verlengd tot 14 mei.", "tot 14 mei"),
        ("Neue Frist: 14. Mai 2025", "Frist: 14. Mai 2025"),
        ("Nouvelle date limite : 14 mai 2025", "limite : 14 mai 2025"),
    ],
)
def test_a_deadline_that_is_moved_or_put_right_is_the_later_one(text: str, phrase: str) -> None:
    found = find_deadline("Tender", text, SENT, "dmy", ASKED)
    assert found is not None and (found.text, found.date) == (phrase, "2025-05-14")


@pytest.mark.parametrize(
    "text",
    [
        "I rang today, same lad, same answer.",
        "Ich habe heute zweimal angerufen.",
        "J'ai appelé votre service aujourd'hui.",
        "Hemos recibido hoy tres cajas mojadas.",
        "Ho chiamato oggi il vostro ufficio.",
        "Ik heb vandaag twee keer gebeld.",
        "Domani sì, come d'accordo.",
        "Rückfragen bitte bis Freitag.",
        "Questions by 22 April please, answers will be shared with all bidders.",
    ],
)
def test_what_was_done_today_or_may_be_asked_sets_no_deadline(text: str) -> None:
    chances = ASKED | {"category": {"complaint": 0.9}, "urgency": {"high": 0.4}}
    assert find_deadline("Boxes", f"Two are pulp. {text}", SENT, "dmy", chances) is None


@pytest.mark.parametrize(
    "text", ["I noticed the bill is due today.", "I got a call that the report is due today."]
)
def test_what_was_noticed_may_be_due_today(text: str) -> None:
    chances = ASKED | {"category": {"invoice": 0.9}, "urgency": {"high": 0.4}}
    got = find_deadline("Bill", f"{text} Could you see to it?", SENT, "dmy", chances)
    assert got is not None and got.date == "2025-05-06"


@pytest.mark.parametrize(
    "text",
    [
        "The invoice has 38, Aoife gave me 34 until Christmas.",
        "Je ne serai pas à Lille avant 11h30.",
        "I won't be there before 11:30.",
        "Nous avons un pont libre vendredi.",
        "Nos 3 palettes sont bien arrivées vendredi.",
        "Nous devons annuler la tournée de demain jeudi.",
        "Pourriez-vous nous replacer vendredi, même heure ?",
        "Können wir den Termin auf Donnerstag verschieben?",
        "Could we move the call to Thursday?",
    ],
)
def test_what_is_had_moved_or_came_on_a_day_sets_no_deadline(text: str) -> None:
    chances = ASKED | {"category": {"inquiry": 0.5}, "urgency": {"high": 0.4}}
    assert find_deadline("Boxes", f"Hello Anna. {text}", SENT, "dmy", chances) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "The tax office gave us until Friday at the latest, please send your figures.",
            "2025-05-09",
        ),
        ("The boxes came, we need your answer by Friday.", "2025-05-09"),
        ("Can you move the pallets by Friday?", "2025-05-09"),
        ("Please move the pallets to hall 3 by Friday.", "2025-05-09"),
        ("We have to postpone the deadline to 9 May.", "2025-05-09"),
        ("Please send it before 11:30, I won't be there later.", "2025-05-06"),
        ("Kan dat vandaag nog?", "2025-05-06"),
        ("Vous disposez d'un mois à compter du présent envoi pour répondre.", "2025-06-06"),
    ],
)
def test_what_is_asked_beside_such_words_stays_due(text: str, due: str) -> None:
    chances = ASKED | {"category": {"inquiry": 0.5}, "urgency": {"high": 0.4}}
    found = find_deadline("Boxes", text, SENT, "dmy", chances)
    assert found is not None and found.date == due


@pytest.mark.parametrize(
    ("text", "other"),
    [("The boxes arrived Friday.", True), ("I got the bill that expires Friday.", False)],
)
def test_what_came_on_a_day_is_past_and_what_ends_on_it_is_not(text: str, other: bool) -> None:
    assert is_other_day(text, find_days(text, SENT, "dmy")[0]) is other


def test_only_a_question_asks_what_the_reader_can_do() -> None:
    chances = {"needs_reply": {"true": 0.2}, "category": {"meeting": 0.4}}
    text = "Puedes ver la exposición hasta el 30 de mayo de 2025."
    assert find_deadline("Exposición", text, SENT, "dmy", chances) is None


def test_the_term_of_something_else_is_no_deadline() -> None:
    for text in (
        "The contract has been extended to 14 May.",
        "We were told that the deadline for a response by the firm is 14 May.",
    ):
        assert find_deadline("Lease", text, SENT, "dmy", {}) is None


def test_what_the_mail_asks_counts_and_not_the_reader_alone() -> None:
    text = "I will be in Paris from tomorrow. Please send me your comments by Friday."
    found = find_deadline("Draft", text, SENT, "dmy", ASKED)
    assert found is not None and found.date == "2025-05-09"


def test_a_deadline_may_stand_in_the_subject() -> None:
    found = find_deadline("Please reply by 9 May", "See above.", SENT, "dmy", ASKED)
    assert found is not None and found.date == "2025-05-09"


def test_a_day_named_twice_gathers_both_probabilities() -> None:
    weights = DeadlineWeights({"twice": 0.0, "once": 0.4}, 0.0, 0.5)
    early, late = date(2025, 5, 8), date(2025, 5, 9)
    candidates = [
        Candidate(early, "by Thursday", frozenset({"once"})),
        Candidate(late, "Friday", frozenset({"twice"})),
        Candidate(late, "9 May", frozenset({"twice"})),
    ]
    best = choose_day(candidates, weights)
    assert best is not None and best[0] == late
    assert best[1] == pytest.approx(2 / (3 + 2.718281828**0.4))
    assert choose_day([], weights) is None


@given(st.text(max_size=120))
def test_any_text_gives_a_deadline_or_none(text: str) -> None:
    found = find_deadline(text, "by " + text, SENT, "dmy", {})
    assert found is None or (found.date or "") >= SENT.date().isoformat()
