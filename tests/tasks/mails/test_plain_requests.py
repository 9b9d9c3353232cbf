"""Words by which a mail asks in as many words."""

import pytest

from tasks.mails.plain_requests import asks_plainly


@pytest.mark.parametrize(
    "text",
    [
        "Die Belege bräuchten wir spätestens morgen Mittag.",
        "Die Liste brauche ich bis Freitag.",
        "Il ne reste que la signature de votre côté.",
        "Il ne manque plus que votre attestation.",
        "All that is missing is your signature.",
        "We wondered if you might help us again.",
        "Ich wollte fragen, ob Sie uns wieder helfen.",
        "Nous nous demandions si vous pouviez nous aider.",
        "Vous pouvez lancer.",
        "Please go ahead and cut it.",
        "Sie können drucken.",
    ],
)
def test_what_is_wanted_wondered_or_given_free_is_asked(text: str) -> None:
    assert asks_plainly([text])


@pytest.mark.parametrize(
    "text",
    [
        "Die Belege bräuchten wir nicht mehr.",
        "Dafür brauchen wir keine Pumpe.",
        "Il ne reste que deux places.",
        "All that is missing is the sun.",
        "We wondered how it went.",
        "Wir wollten fragen.",
        "Vous pouvez compter sur nous.",
        "Go ahead of the queue.",
        "Sie können drucken wenn Sie wollen.",
    ],
)
def test_what_only_sounds_so_asks_for_nothing(text: str) -> None:
    assert not asks_plainly([text])
