"""What mail servers and lists append to a mail."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.mail_footers import cut_footers

SAID = "Hello Tom,\n\nare you free on Monday?\n\nSam"


@pytest.mark.parametrize(
    "footer",
    [
        "This e-mail is confidential. If you are not the intended recipient, please notify the\n"
        "sender immediately and delete it. Register for our fair by 31 March 2026!",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat\n"
        "sind, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
        "Ce message est confidentiel. Si vous l'avez reçu par erreur, merci de le détruire.",
        "Este mensaje es confidencial y va dirigido a su destinatario. Si lo ha recibido por\n"
        "error, le rogamos lo comunique al remitente.",
        "Questo messaggio contiene informazioni riservate. Se non è il destinatario, lo elimini.",
        "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
        "Please consider the environment before printing this email.",
        "_______________________________________________\nusers mailing list\n"
        "users@lists.example\nhttps://lists.example/listinfo/users",
    ],
)
def test_what_servers_append_is_cut(footer: str) -> None:
    assert cut_footers(f"{SAID}\n\n{footer}") == SAID
    assert cut_footers(f"{SAID}\n{footer}\n\nFrom: Ann Lee\nIs it?") == (
        f"{SAID}\n\nFrom: Ann Lee\nIs it?"
    )
    assert cut_footers(footer) == footer


@pytest.mark.parametrize(
    "said",
    [
        "This e-mail is confidential, please show it to nobody before Friday.",
        "Diese Nachricht haben wir irrtümlich erhalten, sie war für einen anderen Empfänger\n"
        "bestimmt. Bitte informieren Sie den Absender.",
        "If you received the goods by mistake, please notify us and delete the order.",
        "The information is confidential and intended only for your board.",
        "____________________\nPlease sign and return it by Friday.",
        "This email is to notify you that invoice 4711 was sent by mistake. Please pay invoice\n"
        "4712 by 20 March instead.",
        "If you received invoice 4711 in error, please destroy it and pay the one attached to\n"
        "this email by 20 March.",
        "This message is confidential: we will close the Leeds site. It is intended only for\n"
        "you. Please send me your list of staff by Friday.",
        "Diese Mail ist vertraulich und nur für den Betriebsrat bestimmt. Bitte unterschreiben\n"
        "Sie die Anlage bis 20.03. und senden Sie sie zurück.",
        "Diese Nachricht betrifft Rechnung 4711: sie wurde irrtümlich erstellt. Bitte vernichten\n"
        "Sie diese und zahlen Sie 4712 bis 20.03.",
        "Sollten Sie die Rechnung irrtümlich doppelt bezahlt haben, informieren Sie uns bitte bis\n"
        "20.03. durch Antwort auf diese E-Mail.",
        "Ce message concerne votre commande 123 : le destinataire a refusé le colis. Merci de\n"
        "nous dire avant vendredi si nous devons supprimer la commande.",
        "Si vous avez reçu la facture 4711 par erreur, merci de la détruire et de répondre à ce\n"
        "message avant vendredi.",
        "Este correo es para informarle de que la factura 4711 se emitió por error. Le rogamos\n"
        "eliminar la anterior y pagar la adjunta antes del viernes.",
        "Questa mail per avvisarla che la fattura 4711 è stata emessa per errore. Vi preghiamo di\n"
        "pagare la 4712 entro venerdì.",
        "Deze mail gaat over factuur 4711, die ten onrechte is verstuurd. Graag verwijderen en\n"
        "factuur 4712 betalen voor vrijdag.",
        "if you received invoice 4711 in error, delete it, please.\nThis email carries the right\n"
        "one.\nPlease pay by 20 March.",
        "Bitte prüfen Sie den Ausdruck der Etiketten und melden Sie sich bis 20.03.",
        "Bitte prüfen Sie vor dem Drucken die Korrekturfahne und geben Sie sie bis Freitag frei.",
        "Antes de imprimir los folletos necesitamos su visto bueno antes del viernes.",
        "Prima di stampare il catalogo, confermate le bozze entro venerdì.",
        "-----\nPS: please take bob@firm.example off the mailing list and send the contract.",
        "-----\nPlease take bob@firm.example off the mailing list and send the contract.",
    ],
)
def test_what_a_sender_says_stays(said: str) -> None:
    assert cut_footers(f"{SAID}\n\n{said}") == f"{SAID}\n\n{said}"


@given(st.text(alphabet="ab \n>_", max_size=80))
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert cut_footers(text) == text


def test_a_card_below_its_mark_is_cut() -> None:
    assert cut_footers(f"{SAID}\n-- \nAcme Ltd\n4 Quay Road, Cork") == SAID


@pytest.mark.parametrize(
    "below",
    [
        "From: Ann Lee\nSubject: Offer",
        "Could you also send the drawings?",
        "and so on " * 20,
        "\n".join("one more row" for _ in range(20)),
    ],
)
def test_what_is_no_card_stays_below_a_mark(below: str) -> None:
    assert cut_footers(f"{SAID}\n--\n{below}") == f"{SAID}\n--\n{below}"


@pytest.mark.parametrize(
    "below",
    ["PS: Please send the contract by Friday.", "Please send the contract by Friday.", "Ann"],
)
def test_what_stands_right_below_a_footer_stays(below: str) -> None:
    footer = "This e-mail is confidential and intended only for the addressee."
    assert cut_footers(f"Dear Tom,\nwe accept.\n{footer}\n{below}") == (
        f"Dear Tom,\nwe accept.\n{below}"
    )


def test_a_last_word_below_a_mark_is_no_card() -> None:
    text = f"{SAID}\n-- \nPS: Please send the contract by Friday."
    assert cut_footers(text) == text


@pytest.mark.parametrize(
    "row",
    [
        "If you see error 4711 in the log file then restart it by mistake, and notify us " * 2,
        "This message is confidential, and nothing else is said of it in this row " * 2,
        "." * 90,
    ],
)
def test_mails_of_many_rows_take_no_time(row: str) -> None:
    start = time.monotonic()
    text = "\n".join(["Hello,", *[row] * 10_000])
    assert cut_footers(text) == text
    assert time.monotonic() - start < 5
