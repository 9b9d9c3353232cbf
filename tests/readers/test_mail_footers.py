"""What mail servers and lists append to a mail."""

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
