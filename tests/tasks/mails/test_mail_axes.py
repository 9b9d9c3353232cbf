"""What a mail asks of its reader."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from schemas.document import MailMessage
from schemas.mail_model import Axes
from schemas.record import Deadline
from schemas.understanding import Sentence
from schemas.vocabulary import Urgency
from tasks.mails.actions import choose_action, find_action
from tasks.mails.mail_axes import (
    judge_axes,
    judge_urgency,
    sets_term,
    weigh_rules,
)
from tasks.understand import understand
from tasks.values.sentences import split_text
from tests.tasks.tagged_pages import FakeModel, document, draw


def test_the_action_is_the_most_salient_request() -> None:
    sentences = (
        Sentence(text="The weather is fine.", salience=0.9),
        Sentence(text="Could you call me?", salience=0.2),
        Sentence(text="Please send the signed contract back.", salience=0.6),
    )
    assert find_action(sentences) == "Please send the signed contract back."
    assert find_action(sentences[:1]) is None
    courtesy = Sentence(text="Please do not hesitate to call.", salience=0.9)
    assert find_action((courtesy,)) is None


def test_a_sentence_that_asks_without_a_request_s_words_is_the_action() -> None:
    def told(text: str, salience: float, asks: float) -> Sentence:
        return Sentence(text=text, salience=salience, asks=asks)

    news, task = "The crane came on Monday.", "One minor edit: change 80 to 90 in the headline."
    sentences = (told(news, 0.9, 0.05), told(task, 0.3, 0.8), told("Call!", 0.1, 0.99))
    assert find_action(sentences) == task
    request = told("Could you call me?", 0.3, 0.7)
    assert find_action((*sentences, request)) == request.text
    courtesy = told("Please do not hesitate to call.", 0.9, 0.99)
    assert find_action((courtesy, *sentences)) == task
    assert find_action((told(news, 0.5, 0.1), told("Any thoughts?", 0.5, 0.99))) == "Any thoughts?"
    both = told("Please send it by Friday, and do not hesitate to call.", 0.2, 0.99)
    assert find_action((told(news, 0.9, 0.1), both)) == both.text
    assert find_action((told(news, 0.9, 0.1),)) is None


def test_a_mail_is_a_mail_with_its_axes() -> None:
    body = "Dear team,\n\nplease send us the order confirmation by 8 May 2025.\n\nRegards"
    page, _ = draw(["From: a@b.example", "Subject: PO 1", "", *body.split("\n")])
    message = MailMessage(
        subject="PO 1",
        sender="a@b.example",
        date=datetime(2025, 5, 6, 9, tzinfo=UTC),
        body=body,
        new_text=body,
    )
    model = FakeModel(
        doc_type="invoice",
        mail={
            "category": {"order": 0.8, "quote": 0.2},
            "needs_reply": {"true": 0.9, "false": 0.1},
            "urgency": {"high": 0.7, "normal": 0.3},
        },
    )
    got = understand(document(page, mail=message), model)
    assert got.doc_type.value == "mail" and got.language == "en"
    assert got.mail is not None
    assert (got.mail.category.value, got.mail.category.confidence) == ("order", 0.8)
    assert got.mail.needs_reply.value and got.mail.urgency.value == "high"
    assert got.mail.deadline is not None and got.mail.deadline.date == "2025-05-08"
    assert got.mail.action == "please send us the order confirmation by 8 May 2025."
    assert all("Subject" not in sentence.text for sentence in got.sentences)


EVEN = {"low": 0.33, "normal": 0.34, "high": 0.33}


@pytest.mark.parametrize(
    ("reply_chance", "days_left", "expected"),
    [
        (0.9, 1, "high"),
        (0.9, 2, "high"),
        (0.9, 5, "normal"),
        (0.9, None, "normal"),
        (0.05, None, "low"),
    ],
)
def test_urgency_follows_what_is_asked_and_when_it_is_due(
    reply_chance: float, days_left: int | None, expected: Urgency
) -> None:
    found = weigh_rules(EVEN, reply_chance, days_left, pressing=False)
    assert max(found, key=lambda name: found[name]) == expected
    assert 0.34 < found[expected] <= 1


def test_the_model_alone_can_call_a_mail_urgent() -> None:
    sure = {"low": 0.02, "normal": 0.18, "high": 0.8}
    assert judge_urgency(sure, 0.9, None, pressing=False, statements=set())[0] == "high"


def test_pressing_words_make_a_request_urgent() -> None:
    undecided = {"low": 0.1, "normal": 0.5, "high": 0.4}
    for text, expected in (
        ("Bitte dringend zurückrufen!", "high"),
        ("Bitte zurückrufen", "normal"),
    ):
        mail = MailMessage(body=text, new_text=text)
        axes = {"needs_reply": {"true": 0.9, "false": 0.1}, "urgency": undecided}
        assert judge_axes(mail, axes, (), "dmy").urgency.value == expected


def test_working_days_are_counted_over_a_weekend() -> None:
    text = "Please send it by Monday 12 May."
    mail = MailMessage(date=datetime(2025, 5, 8, tzinfo=UTC), body=text, new_text=text)  # Thursday
    axes = {"needs_reply": {"true": 0.9, "false": 0.1}, "urgency": EVEN}
    assert judge_axes(mail, axes, (), "dmy").urgency.value == "high"


def test_a_deadline_makes_an_answer_likelier() -> None:
    for text, expected in (("Please sign the contract by 12 May.", True), ("The contract.", False)):
        mail = MailMessage(date=datetime(2025, 5, 6, tzinfo=UTC), body=text, new_text=text)
        axes = {"needs_reply": {"true": 0.4, "false": 0.6}}
        got = judge_axes(mail, axes, (), "dmy").needs_reply
        assert got.value is expected
        assert 0.5 < got.confidence < 1


class MailFake(FakeModel):
    """A model with a part for mails alone."""

    def classify_mail(self, mail: MailMessage) -> Axes | None:
        return {"category": {"hr": 0.9, "other": 0.1}} if mail.subject == "Payroll" else None

    def weigh_asking(self, sentences: Sequence[str]) -> Sequence[float] | None:
        return None


@pytest.mark.parametrize(("subject", "expected"), [("Payroll", "hr"), ("Else", "other")])
def test_the_model_for_mails_goes_before_the_encoder(subject: str, expected: str) -> None:
    page, tags = draw(["Hello"])
    message = MailMessage(subject=subject, body="Hello", new_text="Hello")
    paper = document(page).model_copy(update={"mail": message})
    got = understand(paper, MailFake((tags,))).mail
    assert got is not None and got.category.value == expected


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("words", ["by tomorrow", "by the end of next year", "within 300 weeks"])
def test_a_date_at_the_end_of_time_sets_no_deadline(year: int, words: str) -> None:
    sent = datetime(year, 12, 31, tzinfo=UTC)
    mail = MailMessage(subject="Plans", sender="a@b.example", body=f"Reply {words}.", date=sent)
    assert judge_axes(mail, {}, [], "dmy").deadline is None


def test_an_invitation_asks_for_an_answer() -> None:
    chances = {"needs_reply": {"true": 0.05, "false": 0.95}}
    mail = MailMessage(subject="Review", sender="a@b.example", body="Room 2", new_text="Room 2")
    assert not judge_axes(mail, chances, (), "dmy").needs_reply.value
    invitation = mail.model_copy(update={"signs": ("invitation",)})
    assert judge_axes(invitation, chances, (), "dmy").needs_reply.value


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("merci de nous envoyer les documents pour lundi prochain.", True),
        ("Merci d'en confirmer la réception pour lundi.", True),
        ("Merci de bien vouloir me répondre d'ici lundi.", True),
        ("Merci de votre réponse de lundi.", False),
        ("Merci de nous avoir reçus lundi.", False),
        ("À lundi, et merci de nous prévenir.", False),
        ("Merci, nous livrons lundi.", False),
    ],
)
def test_who_asks_politely_by_a_day_sets_a_term(text: str, sets: bool) -> None:
    sentence = Sentence(text=text, salience=0.5)
    assert sets_term([sentence], Deadline(text="lundi", date="2026-03-16")) is sets


@pytest.mark.parametrize(
    ("own", "due"),
    [
        ("Hi, please check and pay this by Friday.", "2026-11-13"),
        ("Hi, please check this by 16 November 2026.", "2026-11-16"),
        ("Bitte prüfen und bis Freitag bezahlen.\n\nGruß Martin", "2026-11-13"),
        ("For your information.", "2026-11-25"),
        ("I am on holiday until 27 November 2026. Can you take care of this?", "2026-11-25"),
    ],
)
def test_what_stands_above_a_mail_that_is_passed_on_goes_before_it(own: str, due: str) -> None:
    body = (
        f"{own}\n\nFrom: Dale <ar@d.example>\nSent: Tuesday, 10 November 2026\n"
        "To: Jo <jo@h.example>\nSubject: Invoice 2231\n\nPlease pay by 25 November 2026."
    )
    sent = datetime(2026, 11, 12, 11, tzinfo=UTC)
    mail = MailMessage(subject="FW: Invoice 2231", date=sent, body=body, new_text=body)
    got = judge_axes(mail, {"needs_reply": {"true": 0.9, "false": 0.1}}, (), "dmy").deadline
    assert got is not None and got.date == due


@pytest.mark.parametrize(
    ("own", "settled"),
    [
        ("Just so you know, I answered this yesterday.", True),
        ("Nur zur Kenntnis, ist erledigt.", True),
        ("Zur Info, habe ich schon angenommen.", True),
        ("Pour info, j'ai déjà répondu.", True),
        ("Ya he contestado.", True),
        ("Ho già risposto.", True),
        ("Ik heb dit al beantwoord.", True),
        ("Z. K., von mir heute unterschrieben und raus.", True),
        ("FYI", False),
        ("I have accepted this, please send them the order.", False),
        ("I have not answered this yet.", False),
        ("I have confirmed the hotel. Yours to book: the train.", False),
        ("Die letzte Rechnung ist bezahlt, diese ist für dich.", False),
        ("J'ai signé, à ton tour.", False),
        ("J'ai répondu hier.", True),
        ("Has this been answered?", False),
    ],
)
def test_who_has_dealt_with_what_he_passes_on_asks_for_nothing(own: str, settled: bool) -> None:
    body = (
        f"{own}\n\nFrom: Dale <ar@d.example>\nSent: Tuesday, 10 November 2026\n"
        "To: Jo <jo@h.example>\nSubject: Offer\n\nPlease reply by 25 November 2026."
    )
    sent = datetime(2026, 11, 12, 11, tzinfo=UTC)
    mail = MailMessage(subject="FW: Offer", date=sent, body=body, new_text=body)
    said = [Sentence(text=own, salience=0.5), Sentence(text="Please reply.", salience=0.5)]
    got = judge_axes(mail, {"needs_reply": {"true": 0.9, "false": 0.1}}, said, "dmy")
    assert (got.deadline is None) is settled and got.needs_reply.value is not settled


@pytest.mark.parametrize(
    ("text", "needless"),
    [
        ("The invoice is paid by direct debit, there is nothing for you to do.", True),
        ("The order is signed; no need to reply.", True),
        ("Silke hat meine Zeichnungen, ihr braucht mich für nichts.", True),
        ("Von Ihrer Seite ist nichts weiter zu veranlassen.", True),
        ("Le bon signé vaut ordre, inutile de nous renvoyer une confirmation.", True),
        ("Aucune démarche n'est nécessaire de votre part.", True),
        ("Rien à faire de ton côté.", True),
        ("Nada que hacer por tu parte.", True),
        ("Niente da fare da parte tua.", True),
        ("U hoeft niets te doen.", True),
        ("Anbei die Gutschrift. Ihr braucht nichts vorbereiten.", True),
        ("Vous trouverez ci-joint la facture. Inutile d'en accuser réception.", True),
        ("Eine Bestätigung brauche ich nicht.", True),
        ("We don't need any reply.", True),
        (
            "Nothing for you to do. If you are not the intended recipient, please delete this.",
            True,
        ),
        ("If you are happy with it, there is nothing to do.", False),
        ("Nichts zu tun, solange der Zähler läuft.", False),
        ("Nothing for you to do? Please confirm.", False),
        ("There is no need to reply. Please sign the form and return it.", False),
        ("Inutile de repasser par moi, tu peux envoyer le fichier à l'imprimeur.", False),
        ("Nothing to do with us.", False),
        ("No need to reply, only sign it please.", False),
        ("Eine Antwort ist nicht nötig, aber schick die Liste an Karin.", False),
        ("No action required for payroll. I need the ledger of last year.", False),
        ("Pas besoin de me répondre, règle juste la facture.", False),
        ("Wir warten auf Ihre Zahlung. Keine Antwort nötig.", False),
        ("The form is due by 9 May 2025. No reply needed.", False),
    ],
)
def test_who_says_that_nothing_is_to_be_done_asks_for_nothing(text: str, needless: bool) -> None:
    said = [Sentence(text=one, salience=0.5, asks=0.6) for one in split_text(text)]
    sent = datetime(2025, 5, 6, tzinfo=UTC)
    mail = MailMessage(subject="Order 4711", date=sent, body=text, new_text=text)
    chances = {"needs_reply": {"true": 0.95, "false": 0.05}}
    assert judge_axes(mail, chances, said, "dmy").needs_reply.value is not needless


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Morgen verfällt das Skonto, das sind 700 Euro.", True),
        ("Tomorrow the discount expires, that is 700 euros.", True),
        ("Demain expire l'escompte.", True),
        ("Mañana vence el plazo.", True),
        ("Domani scade lo sconto.", True),
        ("Morgen vervalt de korting.", True),
        ("Morgen läuft die Frist für Einsprüche ab.", True),
        ("Ab morgen läuft die Frist für Einsprüche.", False),
        ("Morgen endet die Messe.", False),
        ("Das Skonto war gestern.", False),
    ],
)
def test_the_day_a_discount_ends_is_one_to_use_it_by_and_no_demand(text: str, due: bool) -> None:
    sent = datetime(2025, 5, 5, 9, tzinfo=UTC)  # a Monday
    mail = MailMessage(subject="Run", date=sent, body=text, new_text=text)
    chances = {"needs_reply": {"true": 0.01, "false": 0.99}}
    got = judge_axes(mail, chances, [Sentence(text=text, salience=0.5)], "dmy")
    assert (got.deadline is not None and got.deadline.date == "2025-05-06") is due
    assert not got.needs_reply.value


@pytest.mark.parametrize(("chance", "due"), [(0.9, False), (0.5, True)])
def test_an_advert_sets_nobody_a_deadline(chance: float, due: bool) -> None:
    text = "Please reply by 15 May 2025."
    sent = datetime(2025, 5, 6, tzinfo=UTC)
    mail = MailMessage(subject="Offer", date=sent, body=text, new_text=text)
    chances = {"category": {"marketing": chance, "order": 1 - chance}}
    assert (judge_axes(mail, chances, (), "dmy").deadline is not None) is due


def test_the_sender_s_own_request_is_the_action() -> None:
    billed = Sentence(text="Please pay by 25 November 2026.", salience=0.9, asks=0.99)
    asked = Sentence(text="Please check and pay by Friday.", salience=0.1, asks=0.6)
    news = Sentence(text="Here is the bill from Dale.", salience=0.9, asks=0.3)
    assert choose_action([news, asked], [billed]) == asked.text
    assert choose_action([news], [billed]) == billed.text
    assert choose_action([news, asked, billed], []) == billed.text
    polite = Sentence(text="How are you?", salience=0.9, asks=0.99)
    assert choose_action([polite, news], [billed]) == billed.text
    assert choose_action([polite], []) == polite.text


@pytest.mark.parametrize(
    "text",
    [
        "Sehr geehrte Damen und Herren,",
        "Microsoft Teams meeting",
        "Join: https://teams.example/l/meetup",
        "Meeting ID: 333 444 555 66",
        "Dear Sir or Madam,",
        "Geachte heer/mevrouw,",
        "Mesdames, Messieurs,",
        "Buenos días:",
        "- 5 kg de café de Colombia",
        "Bitte antworten Sie nicht auf diese E-Mail.",
        "Please do not reply to this message.",
    ],
)
def test_what_asks_for_nothing_is_no_action(text: str) -> None:
    asked = Sentence(text="We need them for Friday:", salience=0.1, asks=0.4)
    other = Sentence(text=text, salience=0.9, asks=0.99)
    assert find_action((other,)) is None
    assert find_action((other, asked)) == asked.text


@pytest.mark.parametrize(
    "text",
    [
        "Bitte antworten Sie nicht auf diese E-Mail, sondern senden Sie uns den Antrag.",
        "Please do not reply to this address but send the signed form.",
        "Could you please send the form, as we close the case if you do not respond?",
        "Merci de nous envoyer le formulaire, car si vous ne répondez pas il sera clos.",
        "Please send the form to our office, and do not reply to this message.",
        "Warum antworten Sie nicht?",
    ],
)
def test_what_forbids_an_answer_may_ask_for_something_else(text: str) -> None:
    other = Sentence(text="We need them for Friday:", salience=0.1, asks=0.4)
    assert find_action((other, Sentence(text=text, salience=0.9, asks=0.99))) == text


@pytest.mark.parametrize(
    "text",
    [
        "Passcode vergessen, können Sie ihn bitte zurücksetzen?",
        "Meeting ID is missing, please send it.",
        "Zoom Termin bestätigen?",
    ],
)
def test_what_asks_about_a_call_is_an_action(text: str) -> None:
    assert find_action((Sentence(text=text, salience=0.9, asks=0.95),)) == text


@pytest.mark.parametrize(
    ("complaint", "duty"),
    [
        ("We have not received your return.", "You are required to submit it within 14 days."),
        ("Wir haben Ihre Erklärung nicht.", "Sie sind verpflichtet, diese bis Freitag abzugeben."),
        ("Papier nehmen wir nicht mehr an.", "Vorher muss jede Führungskraft die Ziele hochladen."),
        ("Nous n'avons pas reçu votre avis.", "Vous êtes tenu de le remettre lundi."),
        ("No hemos recibido su declaración.", "Deberá presentarla antes del lunes."),
        ("Non abbiamo la sua dichiarazione.", "Lei è tenuto a presentarla entro lunedì."),
        ("Wij hebben uw aangifte niet.", "U dient deze uiterlijk maandag in te dienen."),
        ("Las bridas tienen fugas.", "Exigimos su sustitución o un abono."),
    ],
)
def test_a_duty_or_a_demand_goes_before_the_complaint_beside_it(complaint: str, duty: str) -> None:
    said = (
        Sentence(text=complaint, salience=0.9, asks=0.9),
        Sentence(text=duty, salience=0.9, asks=0.3),
    )
    assert find_action(said) == duty
    missing = Sentence(text=complaint, salience=0.9, asks=0.99)
    assert find_action((missing, Sentence(text="Your return.", salience=0.9))) == complaint


def test_a_task_in_a_list_is_the_action_of_who_is_named() -> None:
    task = Sentence(text="- Anna: send the list to Karin by Friday", salience=0.2, asks=0.8)
    news = Sentence(text="Thank you for coming.", salience=0.9, asks=0.02)
    other = Sentence(text="- Paul: nothing", salience=0.1, asks=0.3)
    goods = Sentence(text="- 5 kg of coffee", salience=0.9, asks=0.9)
    assert find_action((news, task, other, goods)) == task.text
    assert find_action((news, other, goods)) is None


def test_a_plain_request_is_the_action() -> None:
    news = Sentence(text="Podemos entregar el jueves.", salience=0.5, asks=0.4)
    asked = Sentence(text="Dime qué te viene mejor.", salience=0.5, asks=0.3)
    assert find_action((news, asked)) == asked.text


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Ti propongo giovedì alle 10. Fammi sapere se va bene.", True),
        ("Laat even weten wat schikt.", True),
        ("Dites-moi ce qui vous arrange.", True),
        ("Dime qué te viene mejor.", True),
        ("Sagen Sie einfach, was Ihnen passt.", True),
        ("Bitte um kurze Rückmeldung.", True),
        ("Bitte zahlen Sie umgehend.", True),
        ("Rogamos su pago inmediato.", True),
        ("Please confirm by return that your records have been updated.", True),
        ("Bitte antworten Sie nicht.", False),
        ("Wir bitten um Verständnis.", False),
        ("Wenn etwas fehlt, geben Sie uns Bescheid.", False),
        ("Kunt u ons voor vrijdag laten weten wat schikt?", True),
        ("Sagt mir bitte Bescheid.", True),
        ("Laat het ons weten als u vragen heeft.", False),
        ("Ihre Bitte um Rückruf haben wir erhalten.", False),
        ("Unsere Bitte um Zahlung hat sich erledigt.", False),
        ("Ihr Angebot sagt uns zu, Donnerstag um zehn sagt mir zu.", False),
        ("Wij laten u weten wanneer het pakket wordt bezorgd.", False),
        ("Ik laat u weten zodra het onderdeel er is.", False),
        ("Our driver will not ask you to please confirm anything.", False),
        ("Rogamos disculpen las molestias.", False),
        ("Merci de ne pas livrer avant le 14 décembre.", True),
        ("Por favor, no entreguen antes del 14 de diciembre.", True),
        ("Merci de ne pas répondre à ce message.", False),
        ("Kindly return one signed copy.", True),
        ("Thank you in advance for sending the list by Friday.", True),
        ("Thank you in advance for your understanding.", False),
        ("Graag ontvangen wij een schriftelijke bevestiging.", True),
        ("Attendiamo vostra conferma.", True),
        ("Merci de nous envoyer le reste.", True),
        ("Merci d'ignorer mon message d'hier.", False),
        ("Necesito el archivo para el viernes.", True),
        ("Mi serve il file per venerdì.", True),
        ("Ik heb het bestand vrijdag nodig.", True),
        ("Ik heb het bestand niet nodig.", False),
        ("Wij hebben alles gekregen wat we nodig hadden.", False),
        ("Wij hebben twee mensen nodig en die hebben we al.", False),
        ("Merci de prendre soin de nos clients.", False),
        ("Merci de nous faire confiance depuis dix ans.", False),
        ("Merci de nous suivre sur nos réseaux.", False),
        ("Merci de faire partie de nos clients.", False),
        ("Merci de nous faire parvenir le dossier.", True),
        ("Merci de lire et signer le contrat.", True),
        ("Ich möchte mein Geld zurück.", True),
        ("Nous demandons leur remplacement ou un avoir.", True),
        ("Exigimos su sustitución o un abono.", True),
        ("Voglio il rimborso.", True),
        ("Ihre Gutschrift haben wir erhalten.", False),
        ("Could go out today, when you have a minute.", True),
        ("Autant que ce soit juste, quand vous aurez une minute.", True),
        ("Die Adresse stimmt nicht, wenn Sie kurz Zeit haben.", True),
        ("Mir fehlen von dir noch zwei Belege.", True),
        ("Il nous manque encore votre RIB.", True),
        ("Uns fehlt nichts.", False),
        ("We still need your signature.", True),
        ("We need a holiday.", False),
        ("All I need is two people at the door.", True),
        ("Welcher Tag würde denn bei Ihnen gehen?", True),
        ("Quel jour vous conviendrait le mieux ?", True),
        ("Tuesday suits us.", False),
        ("Let me know which way you want to go.", True),
        ("Let me know when you are in town next.", False),
        ("Please stop the letters.", True),
        ("Bring the file?", True),
        ("They bring the file on Monday.", False),
        ("Uns fehlt noch Ihre Unterschrift.", True),
        ("Uns fehlt noch ein Teil vom Lieferanten.", False),
        ("Uns fehlt noch die Freigabe der Geschäftsleitung.", False),
        ("Il nous manque encore une pièce de notre fournisseur.", False),
        ("Nos falta todavía una pieza del proveedor.", False),
        ("Ci manca ancora un componente.", False),
        ("Wij missen nog een onderdeel.", False),
        ("We just need a few more days to check this.", False),
        ("We still need the report of our driver.", False),
        ("We only need one for the fair.", False),
        ("We just need the weather to hold!", False),
        ("Call her if you get a chance.", True),
        ("Have a look when you get a chance.", False),
        ("Wenn ihr Zeit habt, kommt vorbei!", False),
        ("Wenn Sie einen Moment haben, probieren Sie unser Portal aus.", False),
        ("Wenn Sie Zeit haben, können Sie sie abholen.", False),
        ("Wenn Sie Zeit haben, prüfen Sie die Liste.", True),
        ("Si vous avez le temps, passez nous voir.", False),
        ("Cuando tengas un rato, pásate por la oficina.", False),
        ("Als je tijd hebt, loop even binnen.", False),
        ("And please stop worrying about the delay!", False),
    ],
)
def test_plain_requests_ask_for_an_answer_in_six_languages(text: str, asks: bool) -> None:
    mail = MailMessage(subject="News", body=text, new_text=text)
    said = [Sentence(text=text, salience=0.5)]
    chances = {"needs_reply": {"true": 0.05, "false": 0.95}}
    assert judge_axes(mail, chances, said, "dmy").needs_reply.value is asks
    advert = chances | {"category": {"marketing": 0.9, "other": 0.1}}
    assert not judge_axes(mail, advert, said, "dmy").needs_reply.value
    unsure = chances | {"category": {"marketing": 0.4, "other": 0.3, "order": 0.3}}
    assert judge_axes(mail, unsure, said, "dmy").needs_reply.value is asks


def test_nobody_waits_for_a_reply_to_what_a_mail_program_writes() -> None:
    text = "Please check the address and send it again."
    mail = MailMessage(subject="Undeliverable: Order", body=text, new_text=text)
    chances = {"needs_reply": {"true": 0.99, "false": 0.01}}
    assert not judge_axes(mail, chances, (), "dmy").needs_reply.value
    away = mail.model_copy(update={"subject": "Absent(e) : Re: Commande"})
    assert not judge_axes(away, chances, (), "dmy").needs_reply.value
    for subject in ("Order", "Absent: RE: Meeting"):
        other = mail.model_copy(update={"subject": subject})
        assert judge_axes(other, chances, (), "dmy").needs_reply.value


def test_the_subject_of_an_answer_sets_whoever_gets_it_no_deadline() -> None:
    text = "It went out an hour ago, both files."
    sent = datetime(2025, 5, 6, 9, tzinfo=UTC)
    chances = {"needs_reply": {"true": 0.6, "false": 0.4}}
    for start, due in (("Re: ", False), ("AW: ", False), ("", True)):
        mail = MailMessage(
            subject=f"{start}Please send it by 9 May", date=sent, body=text, new_text=text
        )
        assert (judge_axes(mail, chances, (), "dmy").deadline is not None) is due


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Ref: Tender 55 - offers due by 9 May 2025", "Here are the papers of the tender."),
        ("Réf : pièces à fournir avant le 9 mai", "Voici le formulaire."),
        ("Re: Please approve it by 9 May", "A reminder on this one, we have had nothing."),
        ("Re: Rent due by 9 May 2025", "Has it been paid?"),
        ("AW: Freigabe bis 9. Mai", "Könnten Sie sich bitte darum kümmern."),
    ],
)
def test_a_reference_or_one_s_own_subject_sets_the_deadline(subject: str, text: str) -> None:
    sent = datetime(2025, 5, 6, 9, tzinfo=UTC)
    mail = MailMessage(subject=subject, date=sent, body=text, new_text=text)
    chances = {"needs_reply": {"true": 0.7, "false": 0.3}}
    deadline = judge_axes(mail, chances, [Sentence(text=text, salience=0.5)], "dmy").deadline
    assert deadline is not None and deadline.date == "2025-05-09"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Payment is due on 9 May 2025. No confirmation is required.", True),
        ("Échéance : 9 mai 2025. Nous n'avons pas besoin de confirmation.", True),
        ("The invoice is payable by 9 May. There is nothing for you to do.", True),
        ("The visit starts by 9 May. There is nothing for you to do.", False),
    ],
)
def test_who_wants_no_answer_may_name_a_term(text: str, due: bool) -> None:
    sent = datetime(2025, 5, 6, 9, tzinfo=UTC)
    mail = MailMessage(subject="4711", date=sent, body=text, new_text=text)
    chances = {"needs_reply": {"true": 0.9, "false": 0.1}}
    said = [Sentence(text=one, salience=0.5) for one in split_text(text)]
    assert (judge_axes(mail, chances, said, "dmy").deadline is not None) is due


def test_what_a_mail_program_asks_for_has_its_deadline() -> None:
    text = "Please send us the missing documents by 9 May 2025."
    sent = datetime(2025, 5, 6, 9, tzinfo=UTC)
    mail = MailMessage(
        subject="Ticket 4711", date=sent, body=text, new_text=text, signs=("auto_reply",)
    )
    chances = {"needs_reply": {"true": 0.9, "false": 0.1}}
    deadline = judge_axes(mail, chances, [Sentence(text=text, salience=0.5)], "dmy").deadline
    assert deadline is not None and deadline.date == "2025-05-09"


def test_what_a_mail_program_writes_sets_no_deadline() -> None:
    text = "Warning: still undelivered.\n\nSubject: Please confirm receipt by 9 May"
    sent = datetime(2025, 5, 6, 9, tzinfo=UTC)
    chances = {"needs_reply": {"true": 0.9, "false": 0.1}}
    for sender, due in (("MAILER-DAEMON@relay.example", False), ("ann@b.example", True)):
        mail = MailMessage(subject="Warning", sender=sender, date=sent, body=text, new_text=text)
        assert (judge_axes(mail, chances, (), "dmy").deadline is not None) is due


def test_who_has_nothing_to_do_is_told_something() -> None:
    text = "FYI, there is nothing for you to do."
    mail = MailMessage(subject="Audit", body=text, new_text=text)
    chances = {
        "needs_reply": {"true": 0.7, "false": 0.3},
        "urgency": {"low": 0.3, "normal": 0.6, "high": 0.1},
    }
    got = judge_axes(mail, chances, [Sentence(text=text, salience=0.5)], "dmy")
    assert not got.needs_reply.value and got.urgency.value == "low"
