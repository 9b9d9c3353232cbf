"""Mails about an order that place none."""

import pytest

from schemas.document import MailMessage
from tasks.mails.mail_axes import judge_axes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We received order 1, but 4 hinges are missing. When can you send them?", "complaint"),
        ("Wir haben 3 Platten falscher Größe erhalten. Bitte tauschen Sie sie um.", "complaint"),
        ("Nous avons reçu le colis, mais deux vases sont cassés. Que faire ?", "complaint"),
        ("Recibimos bisagras de 26 mm en lugar de 35 mm. ¿Cuándo llegan?", "complaint"),
        ("Abbiamo ricevuto sei sedie danneggiate. Potete sostituirle?", "complaint"),
        (
            "Wij ontvingen de doos, maar er ontbreken lampen. Wanneer komt de rest?",
            "complaint",
        ),
        ("We received order 1, but 4 hinges are missing.", "order"),
        ("We received order 1 and nothing is missing. When can we order again?", "order"),
        ("We received the order form, but a signature is missing. Could you sign it?", "order"),
        ("Can you send us 40 hinges?", "order"),
        ("We got the chairs and now order 50 in blue instead of grey. Please confirm.", "order"),
        ("We have received the samples; 5 in blue instead of grey. Can you?", "order"),
        ("Wir haben die Preisliste erhalten: statt 100 nun 150 Stück. Können Sie das?", "order"),
        ("Your order has arrived, only a date is missing. Please call us.", "order"),
        ("Votre commande est arrivée, il manque votre nom. Pouvez-vous appeler ?", "order"),
        ("Die Schrauben kamen, wir haben zu wenig bestellt, es fehlen 9. Können Sie?", "order"),
        ("Unsere Bestellung ist eingetroffen, es fehlen 9 Stück. Können Sie?", "complaint"),
        ("Please cancel our order 45120.", "cancellation"),
        ("Can you pull this one please, no point it coming tomorrow.", "cancellation"),
        ("Bitte stornieren Sie unsere Bestellung 45120.", "cancellation"),
        ("Bitte unsere Bestellung 45120 stornieren.", "cancellation"),
        ("Veuillez annuler notre commande 45120.", "cancellation"),
        ("Anulen por favor el pedido 45120.", "cancellation"),
        ("Si prega di annullare l'ordine 45120.", "cancellation"),
        ("Gelieve onze bestelling 45120 te annuleren.", "cancellation"),
        ("Bitte stornieren Sie die Bestellung 45120, wir nehmen sie nicht ab.", "cancellation"),
        ("Wir stornieren die Bestellung 45120 weil sie nicht kam.", "cancellation"),
        ("Please do not cancel our order.", "order"),
        ("Bitte die Bestellung 45120 nicht stornieren.", "order"),
        ("Bitte stornieren Sie die Bestellung 45120 nicht.", "order"),
        ("Gelieve onze bestelling niet te annuleren.", "order"),
        ("Can you pull that order forward to Friday?", "order"),
        ("Please cancel the hold on order 45120.", "order"),
        ("Bitte stornieren Sie die Rechnung zur Bestellung 45120.", "order"),
        ("Merci d'annuler la relance pour commande 45120.", "order"),
        ("Please cancel item 3 of our order.", "order"),
        ("Please cancel the order if you cannot deliver by Friday.", "order"),
        ("Can orders be cancelled?", "order"),
        ("Veuillez ne pas annuler notre commande.", "order"),
    ],
)
def test_an_order_that_is_withdrawn_or_came_wrong_is_none(text: str, expected: str) -> None:
    axes = {"category": {"order": 0.8, "delivery": 0.1, "complaint": 0.05, "cancellation": 0.05}}
    mail = MailMessage(subject="45120", body=text, new_text=text)
    assert judge_axes(mail, axes, (), "dmy").category.value == expected
