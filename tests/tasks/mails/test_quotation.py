"""Mails are quoted: who says it to whom, about what, in the mail's own words."""

import time

import pytest

from schemas.document import MailMessage
from schemas.record import Labelled, Mail
from schemas.understanding import Sentence, Understanding
from tasks.mails import actions
from tasks.mails.quotation import quote_mail


def _quote(
    text: str, *, language: str = "en", asks: float = 0.0, category: str = "inquiry", **mail: object
) -> str:
    known = {"sender": "Whitlock, Dana <dana.whitlock@x.example>",
             "to": ("Luis Ferrer <luis@x.example>",), "body": text, "new_text": text}  # fmt: skip
    content = Understanding(
        language=language,
        doc_type=Labelled(value="mail", confidence=1.0),
        sentences=tuple(
            Sentence(text=one, salience=0.9, asks=asks) for one in text.split("\n") if one
        ),
        mail=Mail.model_validate(
            {
                "category": {"value": category, "confidence": 0.9},
                "needs_reply": {"value": asks > 0.8, "confidence": 0.9},
                "urgency": {"value": "normal", "confidence": 0.9},
            }
        ),
    )
    return quote_mail(MailMessage.model_validate(known | mail), content)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Does 3:30 work?", "asks"),
        ("Please call me.", "asks"),
        ("Merci de rappeler.", "asks"),
        ("Thanks for the fax.", "thanks"),
        ("Attached is the new price list.", "sends"),
        ("Please find attached our invoice 4711.", "sends"),
        ("In der Anlage finden Sie bitte unsere Rechnung.", "sends"),
        ("See https://x.example/a?id=4 for the plan.", "tells"),
        ("Thanksgiving lunch is at noon.", "tells"),
        ("The pump is in.", "tells"),
    ],
)
def test_a_mail_says_what_its_words_do(text: str, verb: str) -> None:
    assert _quote(text) == f"Dana Whitlock {verb} Luis Ferrer: “{text}”"


def test_a_request_without_its_signs_is_known_by_its_chance() -> None:
    assert _quote("Call me.", asks=0.9).startswith("Dana Whitlock asks")
    assert _quote("Call me.", asks=0.6).startswith("Dana Whitlock tells")
    assert _quote("Still no pump? Buy ours.", category="marketing").startswith(
        "Dana Whitlock tells"
    )


def test_where_the_language_is_unknown_no_words_are_put_around_a_mail() -> None:
    two = ("Luis Ferrer <luis@x.example>", "b@x.example")
    several = _quote("Ok.", language="und", to=two, subject="RX 7")
    assert several == "Dana Whitlock → Luis Ferrer … (RX 7): “Ok.”"
    assert _quote("Ok.", language="und", to=()) == "Dana Whitlock: “Ok.”"


HEADER = "---------- Forwarded by Ann Lee on 05/14/2001 09:12 AM ----------"


def test_what_others_wrote_is_told_apart() -> None:
    both = _quote(f"Handled.\n{HEADER}\nPlease send it.")
    assert both == "Dana Whitlock tells Luis Ferrer: “Handled.”; below: “Please send it.”"
    alike = _quote(f"Is it wise to pay it now?\n{HEADER}\nPay it now!\nIt is overdue.")
    assert alike.endswith("“Is it wise to pay it now?”; below: “Pay it now! It is overdue.”")
    passed_on = _quote(f"{HEADER}\nPlease send it.")
    assert passed_on == "Dana Whitlock forwards to Luis Ferrer: “Please send it.”"


def test_a_short_mail_is_quoted_whole_and_a_long_one_in_part() -> None:
    short = "Rather not.\nI've accepted.\nNo.\nYes.\nMaybe."
    assert _quote(short).endswith("“Rather not. I've accepted. No. Yes. Maybe.”")
    assert _quote("The pump is in.\nDana\nDW").endswith("“The pump is in.”")
    assert _quote("NO.").endswith("“NO.”")
    assert _quote("Please sign ________ and return it.").endswith("“Please sign and return it.”")
    long = "\n".join(f"This is sentence number {n} of a long mail to him." for n in range(9))
    assert _quote(long).count("sentence number") == 3


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Dana Whitlock schreibt Luis Ferrer: „Da.“"),
        ("fr", "Dana Whitlock écrit à Luis Ferrer: « Da. »"),
        ("es", "Dana Whitlock escribe a Luis Ferrer: «Da.»"),
        ("it", "Dana Whitlock scrive a Luis Ferrer: «Da.»"),
        ("nl", "Dana Whitlock schrijft Luis Ferrer: “Da.”"),
        ("pl", "Dana Whitlock tells Luis Ferrer: “Da.”"),
        ("und", "Dana Whitlock → Luis Ferrer: “Da.”"),
    ],
)
def test_each_language_has_its_own_words(language: str, said: str) -> None:
    assert _quote("Da.", language=language) == said


def test_a_subject_is_told_where_it_says_more() -> None:
    assert "Ferrer (Pump 7): " in _quote("It is in.", subject="Re: FW: Pump 7")
    assert "Ferrer: " in _quote("The pump is in.", subject="RE: Pump")
    assert "Ferrer: " in _quote("Da.", subject="Änderung der Bankdaten")
    long = _quote("It is in.", subject=" ".join(["word"] * 12))
    assert f"({' '.join(['word'] * 10)} …)" in long


def test_receivers_are_people_and_the_first_of_several() -> None:
    assert _quote("Da.", to=("office@x.example",)) == "Dana Whitlock says: “Da.”"
    several = _quote("Da.", to=("Luis Ferrer <l@x.example>", "Ann Lee <a@x.example>"))
    assert several == "Dana Whitlock tells Luis Ferrer and others: “Da.”"


def test_salutations_are_not_quoted_and_nobody_unknown_says_it() -> None:
    assert _quote("Sehr geehrter Herr Ferrer, Termin steht.", language="de").endswith(
        "„Termin steht.“"
    )
    swiss = _quote("Sehr geehrte Anwohner, sehr geehrte Nachbarn\n\nTermin steht.", language="de")
    assert swiss.endswith("„Termin steht.“")
    cut = "Hi Tom we cannot pay the invoice, sorry."
    assert _quote(cut).endswith(f"“{cut}”")
    assert _quote("Hi Tom, we cannot pay.").endswith("“we cannot pay.”")
    assert _quote("Da.", sender="", sender_name="") == "Da."
    assert _quote("") == ""


def test_of_a_long_mail_the_surest_request_is_told() -> None:
    background = [f"This is sentence number {n} of a long mail to him." for n in range(9)]
    sentences = [Sentence(text=text, salience=0.9, asks=0.1) for text in background]
    asked = Sentence(text="Whoever has the model should rerun it.", salience=0.1, asks=0.95)
    text = "\n".join([*background, asked.text])
    mail = MailMessage(sender="Dana Whitlock <d@x.example>", body=text, new_text=text)
    content = Understanding(
        language="en",
        doc_type=Labelled(value="mail", confidence=1.0),
        sentences=(*sentences, asked),
    )
    assert asked.text in quote_mail(mail, content)
    first = " ".join(["word"] * 40)
    long = (Sentence(text=first, salience=0.9, asks=0.0), asked)
    assert quote_mail(mail, content.model_copy(update={"sentences": long})).endswith(
        f"“{asked.text}”"
    )
    less = asked.model_copy(update={"asks": 0.85})
    assert asked.text not in quote_mail(
        mail, content.model_copy(update={"sentences": (*sentences, less)})
    )


@pytest.mark.parametrize(
    "closing",
    ["Freundliche Grüße", "Mit freundlichen Grüßen", "Thanks", "Kind regards,", "Cordialement",
     "Viele Grüße aus Bern", "Met vriendelijke groet"],
)  # fmt: skip
def test_a_closing_is_not_quoted_but_where_it_is_all(closing: str) -> None:
    assert _quote(f"The pump is in.\n{closing}").endswith("“The pump is in.”")
    assert closing.rstrip(",") in _quote(closing)
    assert _quote(f"The pump is in.\n{closing} for the pump.").endswith("for the pump.”")
    assert _quote(f"The pump is in.\n{closing}\nAlpine Pumps Ltd").endswith("“The pump is in.”")
    assert _quote(f"The pump is in.\n{closing}\nCall me!").endswith("Call me!”")


def test_a_long_word_takes_no_time() -> None:
    start = time.monotonic()
    for word in ("a" * 100_000, "https://" + "a" * 100_000):
        actions.NO_REQUEST.sub(" ", f"Please see ({word}) soon.")
    assert time.monotonic() - start < 5


def test_an_invitation_s_captions_are_in_the_language_of_its_mail() -> None:
    text = "Invitation: Kick-off\nWhen: 2026-03-12 09:30 – 10:30 (Europe/Berlin)\nWhere: Raum 2"
    plain = text.replace("\n", " ")
    assert _quote(text).endswith(f": “{plain}”")
    german = "„Einladung: Kick-off Wann: 2026-03-12 09:30 – 10:30 (Europe/Berlin) Wo: Raum 2“"
    assert _quote(text, language="de").endswith(german)
    said = "Where: that is what he asked."
    assert _quote(said, language="de").endswith(f"„{said}“")


def test_who_sends_an_invoice_asks_for_nothing() -> None:
    told = "anbei unsere Rechnung NL-2026-77 als PDF."
    assert _quote(told, language="de", asks=0.9).startswith("Dana Whitlock sendet Luis Ferrer")
    assert _quote("Rechnung folgt, rufen Sie an.", language="de", asks=0.9).startswith(
        "Dana Whitlock bittet Luis Ferrer"
    )


def test_an_invitation_says_when_and_where() -> None:
    body = "Invitation: Kick-off\nWhen: 2026-03-12 09:30 – 10:30\nWhere: Raum 2"
    content = Understanding(
        language="de",
        doc_type=Labelled(value="mail", confidence=1.0),
        sentences=(Sentence(text="Invitation: Kick-off", salience=0.9),),
    )
    mail = MailMessage(sender="ann@x.example", sender_name="Ann Lee", body=body, new_text=body)
    said = "„Einladung: Kick-off Wann: 2026-03-12 09:30 – 10:30 Wo: Raum 2“"
    assert quote_mail(mail, content).endswith(said)
    place = f"Where: Teams {'+49 30 111 ' * 30}".strip()
    online = mail.model_copy(update={"new_text": body.replace("Where: Raum 2", place)})
    assert len(quote_mail(online, content).split()) < 40
    other = mail.model_copy(update={"new_text": "Where: Raum 2"})
    assert quote_mail(other, content).endswith("„Invitation: Kick-off“")
