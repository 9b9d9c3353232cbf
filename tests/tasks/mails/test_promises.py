"""What a mail's sender promises, and who reads it as his task."""

import pytest

from schemas.document import MailMessage
from schemas.record import Labelled
from schemas.understanding import Sentence, Understanding
from tasks.mails.mail_axes import judge_axes
from tasks.mails.promises import promises
from tasks.mails.quotation import quote_mail

_SURE = {"needs_reply": {"true": 0.95, "false": 0.05}}
_PROMISED = [
    "Wir überweisen den Betrag bis zum 15.12.2026 auf Ihr Konto.",
    "Es ergibt sich ein Guthaben, das wir Ihnen in den nächsten Tagen überweisen.",
    "Wir werden Ihnen die Unterlagen bis zum 10. Dezember zusenden.",
    "Sie erhalten die Ware am Freitag.",
    "Nous vous le rembourserons par virement d'ici le 15 décembre.",
    "Vous recevrez notre offre avant le 10 décembre.",
    "Te envío la lista de precios antes del viernes.",
    "Recibirán nuestra oferta antes del 10 de diciembre.",
    "Ti mando il listino entro venerdì.",
    "Riceverete la nostra offerta entro il 10 dicembre.",
    "Ik stuur je de prijslijst vóór vrijdag.",
    "Wij zullen het bedrag voor vrijdag overmaken.",
    "The invoice will be paid by 30 November.",
    "Je vous rappelle demain.",
]
_NO_PROMISE = [
    "Wir liefern nächste Woche, sobald Sie zahlen.",
    "Anbei senden wir Ihnen die Rechnung, zahlbar bis 15.12.2026.",
    "Ich schicke Ihnen meine Bewerbung.",
    "Sans paiement sous huit jours, nous transmettrons le dossier à notre avocat.",
    "Le envío mi candidatura.",
    "Quando riceverete la merce?",
    "Wij melden een gebrek aan de machine van vrijdag.",
    "We need the list by Friday.",
    "The amount will be refunded, but I need your bank details.",
    "The deposit will be paid by you next week.",
    "Wir schicken Ihnen den Vertrag nächste Woche und erbitten die Rücksendung.",
    "Wir senden Ihnen den Vertrag zu, den Sie uns bis zum 4. Dezember zurücksenden wollen.",
    "Vous recevrez la facture par courrier, à régler avant le 4 décembre.",
    "Je vous envoie le contrat pour signature avant le 4 décembre.",
    "Le reembolsaremos la próxima semana y necesitamos su IBAN.",
    "Tendrán que presentar la oferta antes del 4 de diciembre.",
    "Riceverete il modulo domani e dovrete restituirlo entro il 4 dicembre.",
    "Le invio il contratto da firmare entro il 4 dicembre.",
    "Wij sturen u volgende week de stalen, geef ons uw adres.",
    "Ik stuur u het contract, terug te sturen vóór 4 december.",
    "Wir liefern nächste Woche nicht.",
    "Usted recibirá una multa.",
    "Wir erwarten die Begleichung Ihrer Schulden bis zum 4. Dezember.",
]


@pytest.mark.parametrize("text", _PROMISED)
def test_a_promise_is_nobody_s_task(text: str) -> None:
    mail = MailMessage(subject="News", sender_name="Jo Fox", body=text, new_text=text)
    said = (Sentence(text=text, salience=0.9, asks=0.95),)
    got = judge_axes(mail, _SURE, said, "dmy")
    assert not got.needs_reply.value and got.action is None
    told = Understanding(
        language="en", doc_type=Labelled(value="mail", confidence=1.0), mail=got, sentences=said
    )
    assert "Jo Fox says" in quote_mail(mail, told) or "Jo Fox tells" in quote_mail(mail, told)


@pytest.mark.parametrize("text", _NO_PROMISE)
def test_a_condition_a_threat_or_a_paper_that_comes_along_is_no_promise(text: str) -> None:
    assert not promises(text)
    mail = MailMessage(subject="News", body=text, new_text=text)
    said = (Sentence(text=text, salience=0.9, asks=0.95),)
    assert judge_axes(mail, _SURE, said, "dmy").action == text


def test_what_is_asked_for_beside_a_promise_is_the_task() -> None:
    promised = Sentence(text=_PROMISED[0], salience=0.9, asks=0.99)
    asked = Sentence(text="Bitte nennen Sie uns Ihre IBAN.", salience=0.1, asks=0.4)
    text = f"{promised.text} {asked.text}"
    mail = MailMessage(subject="Guthaben", body=text, new_text=text)
    got = judge_axes(mail, _SURE, (promised, asked), "dmy")
    assert got.needs_reply.value and got.action == asked.text
