"""A bill that says in a sentence that it is paid leaves nothing to pay."""

import pytest

from schemas.record import Field, Fields
from tasks.sums.said_paid import owe_nothing_paid
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import draw


def _owed(sentence: str, **others: str) -> Fields:
    values = {"total_gross": "1200.00", "issue_date": "2026-09-25", **others}
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    page, _ = draw(["Total 1200.00", sentence])
    return owe_nothing_paid(fields, [page], Conventions())


@pytest.mark.parametrize(
    "sentence",
    [
        "Paid by Visa ****4242 on 25/09/2026. No payment required.",
        "Paid in full with thanks on 25/09/2026.",
        "Thank you! This invoice has already been paid.",
        "Der Rechnungsbetrag wurde bereits per Kreditkarte beglichen. Bitte nicht überweisen.",
        "Der Betrag wurde am 10.09.2026 über PayPal bezahlt.",
        "Zahlart: Mastercard – Betrag dankend erhalten.",
        "Bezahlt am 24.09.2026 per Überweisung.",
        "Facture acquittée",
        "Réglée par carte bancaire le 25/09/2026.",
        "Factura ya pagada con tarjeta",
        "Pagato con carta di credito",
        "Deze factuur is reeds voldaan",
        "Paid by Visa ending 1234 on 12/03/2026",
        "No payment required",
        "Bezahlt mit PayPal am 12.03.2026 (Transaktion 8LK22917PX). Bitte nichts mehr überweisen.",
        "Zahlart: Mastercard **** 8812 am 13.05.25 – Betrag dankend erhalten.",
        "Payment status     Paid",
        "Paid in full     1200.00",
        "Bereits bezahlt per PayPal",
        "Betrag dankend erhalten",
        "Zahlungsart     Bezahlt mit Girocard",
        "Facture payée le 24/09/2026 par virement",
        "Fattura pagata il 24/09/2026 tramite bonifico",
        "Estado: Pagado",
        "Betaald (iDEAL)",
    ],
)
def test_what_is_said_to_be_paid_is_not_due(sentence: str) -> None:
    owed = _owed(sentence)["amount_due"]
    assert isinstance(owed, Field)
    assert (owed.value, owed.origin, owed.page) == ("0.00", "rule", 1)
    assert owed.raw in " ".join(sentence.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "All goods remain our property until paid in full.",
        "Bitte nicht überweisen.",  # the amount may be collected yet
        "Der Betrag wird am 02.10.2026 per Lastschrift eingezogen.",
        "Ihre Bestellung haben wir erhalten.",
        "Bezahlt wird innerhalb von 14 Tagen.",
        "TVA acquittée sur les débits",
        "Paid in full on completion, if not before",
        "Bezahlt mit Mastercard  50.00",
        "Paid by card: deposit",
        "Paid for by Friends of the Library",
        "Paid by cash / card / cheque (please circle)",
        "Paid by cash     card     cheque",
        "Payment method     Paid by bank transfer within 30 days",
        "Payment method     Paid by bank transfer",
        "Paid in full within 30 days earns 2% off.",
        "[ ] Paid in full     [ ] Deposit",
        "Paid in full     Deposit paid",
        "Total     Paid     Due",
        "Paid by Visa on 25/10/2026",  # after the bill's day
        "Der Rechnungsbetrag wurde noch nicht bezahlt.",
        "Diese Rechnung wurde maschinell erstellt. Sollten Sie schon bezahlt haben, danken wir.",
        "Der Betrag wurde zur Hälfte bezahlt. Der Rest ist sofort fällig.",
        "Der Betrag wurde am 10.09.2026 von Ihrem Konto abgebucht.",
        "Betrag dankend erhalten am ________ Unterschrift ________",
        "Betrag dankend erhalten am",
        "Bereits bezahlt     -",
        "Bereits bezahlt     0 €",
        "Bereits bezahlt",
        "Facture réglée par virement sous 30 jours.",
        "Facture payée en retard : indemnité forfaitaire de 40 euros.",
        "Facture acquittée le ________ par ________",
        "Mode de règlement     Payée par virement à réception",
        "Total TTC     Montant payé     Reste à payer",
        "Pagato con bonifico bancario a 30 giorni data fattura",
        "Importo pagato     0 €",
        "Pagado por: ________",
        "Pagado mediante transferencia a 30 días",
        "Factuur betaald binnen 8 dagen: 2% korting.",
        "Voldaan per kas / bank / pin",
        "Betaald via automatische incasso rond 27 september",
    ],
)
def test_what_is_not_said_to_be_paid_in_whole_stays_open(sentence: str) -> None:
    assert "amount_due" not in _owed(sentence)


@pytest.mark.parametrize("others", [{"amount_due": "700.00"}, {"due_date": "2026-10-25"}])
def test_a_bill_that_prints_what_is_due_or_a_later_day_is_left_to_it(
    others: dict[str, str],
) -> None:
    found = _owed("Paid by Visa", **others)
    kept = {"amount_due": None, **others}
    assert {name: getattr(found.get(name), "value", None) for name in kept} == kept


@pytest.mark.parametrize(("said", "stays"), [("Paid in full on", False), ("Delivered on", True)])
def test_the_day_of_the_payment_is_no_day_of_delivery(said: str, stays: bool) -> None:
    page, _ = draw(["Total 1200.00", f"{said} 2026-09-25", "Paid by card"])
    box = next(word.box for word in page.words if word.text == "2026-09-25")
    day = Field(
        value="2026-09-25", raw="2026-09-25", confidence=0.8, page=1, box=box, origin="model"
    )
    total = Field(value="1200.00", raw="1200.00", confidence=0.9, origin="model")
    fields: Fields = {"total_gross": total, "delivery_date": day}
    assert ("delivery_date" in owe_nothing_paid(fields, [page], Conventions())) is stays


@pytest.mark.parametrize(
    "rows",
    [
        ["Betrag dankend erhalten", "Datum     Unterschrift"],
        ["Please tick", "Paid in full"],
        ["ALL GOODS REMAIN OURS UNTIL", "PAID IN FULL"],
        ["PAID"],  # a clerk of the buyer may have stamped it
        ["Paid with thanks", "We collect all sums by Direct Debit"],
    ],
)
def test_what_stands_around_may_leave_a_bill_open(rows: list[str]) -> None:
    total = Field(value="1200.00", raw="1200.00", confidence=0.9, origin="model")
    page, _ = draw(["Total 1200.00", *rows])
    assert "amount_due" not in owe_nothing_paid({"total_gross": total}, [page], Conventions())
