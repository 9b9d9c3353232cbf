"""Payments between the total and what is due are what was paid before."""

import re
from decimal import Decimal
from time import process_time

import pytest

from schemas.document import union
from schemas.record import Field, Fields
from tasks.sums.no_payments import drop_no_payment
from tasks.sums.prepaid import add_payments
from tasks.sums.told_payments import read_told_payment
from tasks.values.normalize import Conventions
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw


def _paid(*between: str, total: str = "574.40", due: str = "0.00") -> str | None:
    page, tags = draw([f"Total          [total_gross:{total}]",
                       *(row.replace(" | ", " " * 10) for row in between),
                       f"Balance        [amount_due:{due}]"])  # fmt: skip
    fields: Fields = {}
    for name in ("total_gross", "amount_due"):
        word = next(w for w, t in zip(page.words, tags, strict=True) if t.label == name)
        fields[name] = Field(
            value=word.text, raw=word.text, confidence=0.9, page=1, box=union([word.box]),
            origin="model",
        )  # fmt: skip
    found = add_payments(fields, [page], Conventions()).get("prepaid")
    return found.value if isinstance(found, Field) else None


def test_payments_that_make_the_difference_were_paid_before() -> None:
    assert _paid("Deposit 02/07 | -118.00", "Credit card 21/07 | -456.40") == "574.40"
    assert _paid("Payment received | (100.00)", due="474.40") == "100.00"


def test_what_a_bracket_says_of_a_payment_is_none_though_it_goes_on_below() -> None:
    first = ["less 1. advance payment of 10 July (incl. | -118.00", "18.84 VAT)"]
    second = ["less 2. advance payment of 10 Sept. (incl. | -56.40", "9.01 VAT)"]
    assert _paid(*first, *second, due="400.00") == "174.40"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["Deposit paid 12/04 | ( 118.00 )"], ["Card payment 20/04 | ( 56.40 )"]),
        (["Less deposit (paid 12/04, | 118.00", "with thanks)"], ["Less card payment | 56.40"]),
        (["abzgl. 1. Abschlag (12.04.: | 118.00 EUR)"], ["abzgl. 2. Abschlag (20.04.: | 56.40)"]),
        (["Less deposit (by BACS, | 118.00"], ["with thanks), less card payment | 56.40"]),
    ],
)
def test_a_bracket_around_a_payment_hides_no_other(first: list[str], second: list[str]) -> None:
    assert _paid(*first, *second, due="400.00") == "174.40"


def test_payments_may_stand_in_an_overview_above_the_total_s_own_place() -> None:
    rows = [
        "Montant TTC      283.32",
        "Mensualités déjà réglées      - 180.00",
        "Solde à payer      [amount_due:103.32]",
        "Total TTC      [total_gross:283.32]",
    ]
    page, tags = draw(rows)
    fields: Fields = {
        t.label: Field(value=w.text, raw=w.text, confidence=0.9, page=1, box=w.box, origin="model")
        for w, t in zip(page.words, tags, strict=True)
        if t.label in ("amount_due", "total_gross")
    }
    paid = add_payments(fields, [page], Conventions()).get("prepaid")
    assert isinstance(paid, Field)
    assert paid.value == "180.00"


def test_the_sum_of_payments_says_it_alone() -> None:
    rows = ("1st payment | 300.00", "2nd payment | 200.00", "Total payments | 500.00")
    assert _paid(*rows, due="74.40") == "500.00"


def test_what_stands_in_brackets_tells_of_the_payment_above() -> None:
    first = "less invoice 25-1302, received | -300.00", "(net 252.10 + VAT 47.90)"
    assert _paid(*first, "less invoice 26-0098, received | -200.00", due="74.40") == "500.00"


def test_a_tax_above_the_payments_is_none_of_them() -> None:
    rows = ("enthaltene MwSt. 7 % | 37.58", "Anzahlung | 174.40", "EC-Karte | 400.00")
    assert _paid(*rows) == "574.40"
    assert _paid("Arrhes reçues | 174.40", "CB | 400.00") == "574.40"
    assert _paid("Acconto | 174.40", "Carta di credito | 400.00") == "574.40"


@pytest.mark.parametrize(
    ("first", "second", "paid"),
    [
        ("abzgl. AR-26-011 (inkl. 47.90 USt) | -300.00",
         "abzgl. AR-26-019 (inkl. 31.93 USt) | -200.00", "500.00"),
        ("bereits erhalten (AR 26-0711) | - 300.00", "bereits erhalten | - 200.00", "500.00"),
        ("Less part exchange | 300.00", "Less deposit | 200.00", "500.00"),
        ("Less 5 % discount | 300.00", "Less deposit | 200.00", None),
        ("Less retention | -300.00", "Less deposit | -200.00", None),
        ("abzgl. Leergut | -300.00", "abzgl. AR-26-019 | -200.00", None),
    ],
)  # fmt: skip
def test_all_that_is_taken_off_was_paid(first: str, second: str, paid: str | None) -> None:
    assert _paid(first, second, due="74.40") == paid


def test_a_payment_s_row_may_break_before_its_amount() -> None:
    first = ("less instalment 1 (net 252.10 / VAT", "-300.00", "47.90)")
    second = ("less instalment 2 of 14/08/2026", "(paid) | -200.00")
    assert _paid(*first, *second, due="74.40") == "500.00"


def test_a_row_without_words_beside_the_payments_is_of_another_table() -> None:
    rows = ("Deposit 02/07 | -118.00", "19 % 176.64 210.20", "Girocard 21/07 | -456.40")
    assert _paid(*rows) == "574.40"
    assert _paid("Deposit 02/07 | -118.00", "Kiosk | 210.20", "Girocard | -456.40") is None


def test_what_does_not_make_it_or_is_no_payment_is_none() -> None:
    assert _paid("Deposit | -118.00", due="400.00") is None
    assert _paid("Retention 5 % | -74.40", due="500.00") is None
    assert _paid("Ritenuta d'acconto 20% | -74.40", due="500.00") is None
    assert _paid(due="500.00") is None


def test_the_row_above_an_amount_may_name_the_payment() -> None:
    rows = ("less deposit, invoice 4711 of 28/08,", "of 04/09 (net 62.18, VAT 11.82) | -74.00")
    assert _paid(*rows, due="500.40") == "74.00"
    assert _paid("For your records", rows[1], due="500.40") is None


def test_a_payment_s_conditions_above_a_retention_pay_nothing() -> None:
    retained = "Sicherheitseinbehalt 5 % | -74.40"
    assert _paid("Zahlungsziel 30 Tage", retained, due="500.00") is None
    assert _paid("Payment by bank transfer", "Goodwill 3 % | -74.40", due="500.00") is None


def test_a_discount_is_no_payment_and_what_it_leaves_is_not_what_is_due() -> None:
    def left(*rows: str) -> set[str]:
        page, tags = draw([row.replace(" | ", " " * 10) for row in rows])
        fields: Fields = {
            tag.label: Field(
                value="-".join(reversed(word.text.split("/"))), raw=word.text, confidence=0.9,
                page=1, box=word.box, origin="model",
            )
            for word, tag in zip(page.words, tags, strict=True)
            if tag.label != "O"
        }  # fmt: skip
        return set(drop_no_payment(fields, [page]))

    off = "abzgl. 2 % Skonto | [prepaid:-8,33]", "Zahlbetrag bei Skonto | [amount_due:408,17]"
    assert left(*off) == set()
    assert left(
        "5 % Sicherheitseinbehalt | [prepaid:-8,33]", "Zahlbetrag | [amount_due:408,17]"
    ) == {"amount_due"}
    assert left("Anzahlung | [prepaid:-8,33]") == {"prepaid"}
    assert left("Indemnité forfaitaire | [prepaid:40,00]") == set()
    assert left("Previous balance | [prepaid:0.00]") == set()
    assert left("Previous balance 60.00 | Deposit | [prepaid:60.00]") == {"prepaid"}
    beside = "Pas d'escompte pour paiement anticipé. | Acompte reçu | - [prepaid:600,00]"
    assert left(beside) == {"prepaid"}
    for day, kept in (("03/06/2026", set()), ("03/04/2026", {"prepaid"})):
        row = f"1re échéance du {day} | [prepaid:750,00]"
        assert left("Facture du | [issue_date:05/05/2026]", row) - {"issue_date"} == kept
    for early in (
        "Bei Zahlung bis 05.06.2026:", "If paid by 05/06/2026", "Si payé avant le 05/06/2026",
        "Se pagato entro il 05/06/2026", "Si se paga antes del 05/06/2026",
        "Bij betaling voor 05-06-2026",
    ):  # fmt: skip
        assert left(f"{early} | [prepaid:1.154,30]") == set()
    for day, kept in (("03/06/2026", set()), ("03/05/2026", {"prepaid"})):
        row = f"Zahlung bis {day} | [prepaid:750,00]"
        assert left("Rechnung vom | [issue_date:05/05/2026]", row) - {"issue_date"} == kept
    assert left("Payment by card | [prepaid:750,00]") == {"prepaid"}
    assert left("Verauslagte Gerichtskosten | [prepaid:711,00]") == set()
    assert left("Barauslagen (Kopien), nicht steuerbar | [prepaid:711,00]") == set()


def test_what_makes_more_due_than_the_total_was_not_paid() -> None:
    def is_kept(due: str, paid: str = "60.00") -> bool:
        values = {"total_gross": "500.00", "prepaid": paid, "amount_due": due}
        fields: Fields = {
            name: Field(value=value, raw=value, confidence=0.9, origin="model")
            for name, value in values.items()
        }
        return "prepaid" in drop_no_payment(fields, [draw(["Consignes     60.00"])[0]])

    assert not is_kept("560.00")
    assert is_kept("500.00", paid="0.00")
    assert is_kept("440.00")


def test_one_sentence_tells_what_was_paid_and_what_is_left_of_the_total() -> None:
    def read(row: str) -> list[str]:
        page, _ = draw(["Endbetrag     1.404,80", row])
        total = Field(value="1404.80", raw="1.404,80", confidence=0.9, origin="model")
        found = add_payments({"total_gross": total}, [page], Conventions())
        fields = (found.get("prepaid"), found.get("amount_due"))
        return [field.value for field in fields if isinstance(field, Field)]

    said = "abzüglich Vorschuss vom 10.06.2025: 1.000,00 €, mithin zu zahlen: 404,80 €"
    assert read(said) == ["1000.00", "404.80"]
    assert read(said.replace("404", "405")) == []
    assert read(said.replace("Vorschuss", "Nachlass")) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["Ihre Anzahlung von {} ist berücksichtigt. Bitte überweisen Sie den Restbetrag von",
             "{} bis 25.10.2026."],
            True,
        ),
        (["Abzüglich Ihrer Anzahlung vom 01.09.2026 über {} verbleibt ein Rest von {}."], True),
        (["Your deposit of {} has been applied. Please pay the balance of {} by 25/10."], True),
        (["We have applied {} from the retainer, which leaves {} due on 25/10/2026."], True),
        (["Acompte de {} reçu le 01/09/2026. Reste à régler : {} avant le 25/10/2026."], True),
        (["Anticipo ricevuto di {}; saldo da pagare {}."], True),
        (["Hemos recibido un anticipo de {}; pendiente de pago: {}"], True),
        (["Uw aanbetaling van {} is ontvangen; resterend bedrag {}"], True),
        (["Anzahlung {} bei Auftragserteilung, Restbetrag {} bei Lieferung."], False),
        (["A deposit of {} is to be paid on order, the balance of {} on delivery."], False),
        (["Un acompte de {} sera versé à la commande, le solde de {} à la livraison."], False),
        (
            ["Die Anzahlung von {} wird bei Auftragserteilung bezahlt, der Restbetrag von {}",
             "bei Lieferung."],
            False,
        ),
        (["L'acconto di {} va versato all'ordine, il saldo di {} alla consegna."], False),
        (["El anticipo de {} será abonado al pedido, el resto de {} a la entrega."], False),
        (["De aanbetaling van {} dient te worden voldaan bij opdracht, restant {}"], False),
        (["Ihre Anzahlung von {} wird verrechnet; Restbetrag {}"], True),
        (["Received goods worth {} and goods worth {}"], False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("known", [{}, {"prepaid": "400.00"}, {"amount_due": "1190.00"}])
def test_a_sentence_tells_what_was_paid_and_what_is_left(
    known: dict[str, str], rows: list[str], expected: bool
) -> None:
    values = known | {"total_gross": "1190.00"}
    amounts = iter(("400.00", "790.00"))
    texts = [re.sub(r"\{\}", lambda _: next(amounts), row) for row in rows]
    page, _ = draw(["Total     1190.00", *texts])
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    found = add_payments(fields, [page], Conventions())
    sums = {name: field.value for name, field in found.items() if isinstance(field, Field)}
    said = {"prepaid": "400.00", "amount_due": "790.00"}
    assert sums == (values | said if expected else values)


def test_another_payment_than_the_told_one_stays() -> None:
    page, _ = draw(["Your deposit of 400.00 was received. Please pay the balance of 790.00."])
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in (("total_gross", "1190.00"), ("prepaid", "190.00"))
    }
    assert add_payments(fields, [page], Conventions()) == fields


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["dont TVA 10 % | 42.23", "Arrhes reçues | 100.00", "CB | 474.40", "Solde | 0.00"], True),
        (["Anzahlung | 100.00", "EC-Karte | 474.40", "Offener Betrag | 0.00"], True),
        (["Anzahlung vom 11.05. | 100.00", "Kreditkarte **** 1204 | 474.40", "Offen | 0.00"], True),
        (["Deposit | 100.00", "Card | 474.40", "Balance due | 474.40"], False),
        (["Deposit | 100.00", "Dinner | 474.40", "Balance | 0.00"], False),
    ],
)
def test_payments_that_leave_nothing_are_all_of_the_total(rows: list[str], expected: bool) -> None:
    page, _ = draw(["Total TTC          574.40", *(row.replace(" | ", " " * 10) for row in rows)])
    values = {"total_gross": "574.40", "prepaid": "100.00", "amount_due": "474.40"}
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, origin="model")
        for name, value in values.items()
    }
    found = add_payments(fields, [page], Conventions())
    sums = {name: field.value for name, field in found.items() if isinstance(field, Field)}
    settled = {"prepaid": "574.40", "amount_due": "0.00"}
    assert sums == (values | settled if expected else values)
    del fields["amount_due"]  # nor need it be known that something is due
    again = add_payments(fields, [page], Conventions())
    due = again["amount_due"] if expected else None
    assert due is None or (isinstance(due, Field) and due.value == "0.00")


def test_rows_tell_the_total_what_was_paid_of_it_and_the_rest() -> None:
    def read(total: str, *rows: str, due: str = "") -> dict[str, str]:
        page, _ = draw([row.replace(" | ", " " * 10) for row in rows])
        known = {"total_gross": total, **({"amount_due": due} if due else {})}
        fields: Fields = {
            name: Field(value=value, raw=value, confidence=0.5, origin="model")
            for name, value in known.items()
        }
        found = add_payments(fields, [page], Conventions(notation=Notation(",")))
        return {name: field.value for name, field in found.items() if isinstance(field, Field)}

    rows = "Summe EUR | 514,50", "Barzahlung 200,-- EUR erhalten,", "bleibt noch Rest | 314,50"
    whole = {"total_gross": "514.50", "prepaid": "200.00", "amount_due": "314.50"}
    assert read("514.50", *rows) == whole
    assert read("314.50", *rows, due="314.50") == whole
    assert read("115.50", *rows) == {"total_gross": "115.50"}
    assert read("514.50", rows[0], "Gutschrift | 200,00", rows[2]) == {"total_gross": "514.50"}
    assert read("514.50", *rows[:2], "Nachzahlung | 300,00") == {"total_gross": "514.50"}
    rest = ("Anzahlung vom 02.11. | -200,00", "Noch offen | 314,50")
    assert read("514.50", rows[0], *rest) == whole
    told = (rest[0], "(netto 168,07 €, USt 31,93 €)", rest[1])
    assert read("514.50", rows[0], *told) == whole


@pytest.mark.parametrize(
    "account",
    [
        ("Rechnung Oktober R-2026-101 | 595,00", "Zahlung vom 05.11. | -595,00", "Offen | 0,00"),
        ("Rechnungsbetrag Oktober | 595,00", "bezahlt am 05.11. | 595,00", "Noch offen | 0,00"),
        ("Letzter Gesamtbetrag | 595,00", "Ihre Zahlung | -595,00", "Restbetrag | 0,00"),
        ("Summe offener Posten | 595,00", "bezahlt | -595,00", "Offen | 0,00"),
        ("Gesamtbetrag | 595,00", "Ihre Zahlung | -595,00", "Restbetrag | 0,00"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("paid", [True, False])
def test_the_account_of_an_earlier_bill_pays_none_of_this_one(
    account: tuple[str, ...], above: bool, paid: bool
) -> None:
    if not above and account[0].startswith("Gesamt"):
        return  # below the items it is the account of this bill
    own = ["Tor | 500,00", "USt 19 % | 95,00", "Endbetrag | [total_gross:595,00]", "Zahlbar bald"]
    rows = [*account, *own] if above else [*own, *account]
    page, tags = draw([row.replace(" | ", " " * 10) for row in rows])
    word = next(w for w, t in zip(page.words, tags, strict=True) if t.label == "total_gross")
    total = Field(
        value="595.00", raw="595,00", confidence=0.9, page=1, box=word.box, origin="model"
    )
    fields: Fields = {"total_gross": total}
    if paid:
        fields["prepaid"] = total.model_copy(update={"value": "100.00", "box": None})
    assert add_payments(fields, [page], Conventions(notation=Notation(","))) == fields


def test_what_was_paid_may_stand_among_what_a_guest_had() -> None:
    page, tags = draw(["03/03/26 Dinner          574.40", "05/03/26 Mastercard          574.40",
                       "Totals          [total_gross:574.40]",
                       "Balance         [amount_due:0.00]"])  # fmt: skip
    fields: Fields = {
        tag.label: Field(
            value=word.text, raw=word.text, confidence=0.9, page=1, box=word.box, origin="model"
        )
        for word, tag in zip(page.words, tags, strict=True)
        if tag.label != "O"
    }
    prepaid = add_payments(fields, [page], Conventions())["prepaid"]
    assert isinstance(prepaid, Field)
    assert prepaid.value == "574.40"


def test_a_balance_of_nothing_tells_that_a_guest_paid_all() -> None:
    def read(*rows: str) -> list[str]:
        page, _ = draw(["03/03/26 Dinner          574.40", *rows])
        total = Field(value="574.40", raw="574.40", confidence=0.9, origin="model")
        found = add_payments({"total_gross": total}, [page], Conventions())
        return [f.value for n, f in found.items() if n != "total_gross" and isinstance(f, Field)]

    card, total = "05/03/26 Visa Card          574.40", "Total          574.40   574.40"
    assert read(card, total, "Balance          0.00") == ["574.40", "0.00"]
    assert read(card, total, "Service          0.00") == []
    assert read(total, "Balance          0.00") == []
    assert read("Balance due          0.00", card, total) == []
    assert read(card, total, "Balance due from last bill          0.00") == []
    later = "Card payment to be taken 12/05/2026          574.40"
    assert read(total, later, "Balance due          0.00") == []
    later = "Kreditkarte Abbuchung am 12.05.2026          574.40"
    assert read(total, later, "Balance due          0.00") == []


def test_what_a_known_payment_leaves_is_due_where_print_says_so() -> None:
    def due(row: str) -> object:
        page, _ = draw(["Total          574.40", "On account     -74.40", row])
        fields = {
            name: Field(value=value, raw=value, confidence=0.9, origin="model")
            for name, value in (("total_gross", "574.40"), ("prepaid", "74.40"))
        }
        return add_payments(fields, [page], Conventions()).get("amount_due")

    found = due("Balance due by 28 February 2026     500.00")
    assert isinstance(found, Field) and found.value == "500.00"
    assert due("Hours worked     500.00") is None
    assert due("Balance due     400.00") is None


def test_what_was_paid_by_card_is_not_due() -> None:
    rows = [
        "Total 205.00",
        "VAT included 7 % 13.41",
        "Deposit 50.00",
        "Visa 155.00",
        "Balance 0.00",
    ]
    page, _ = draw(rows)
    fields: Fields = {}
    for name, text in (("total_gross", "205.00"), ("prepaid", "50.00"), ("amount_due", "155.00")):
        word = next(word for word in page.words if word.text == text)
        fields[name] = Field(
            value=text, raw=text, confidence=0.9, page=1, box=word.box, origin="model"
        )
    found = add_payments(drop_no_payment(fields, [page]), [page], Conventions())
    values = {name: one.value for name, one in found.items() if isinstance(one, Field)}
    assert values == {"total_gross": "205.00", "prepaid": "205.00", "amount_due": "0.00"}


def test_a_row_of_many_amounts_is_read_in_no_time() -> None:
    row = "paid " + " ".join(f"{at}.50" for at in range(1, 3000))
    page, _ = draw([row])
    started = process_time()
    assert read_told_payment({}, Decimal("99999999.00"), [page], Conventions()) == {}
    assert process_time() - started < 1
