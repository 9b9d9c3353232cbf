"""Sentences on when to pay."""

import pytest

from schemas.record import Field
from tasks.fields.payment_terms import add_payment_terms
from tests.tasks.tagged_pages import draw


def _terms(*rows: str) -> str:
    page, _ = draw([*rows])
    found = add_payment_terms({}, [page], "invoice")["payment_terms"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    "terms",
    [
        "Bitte zahlen Sie bis zum 17. Oktober 2025 ohne Abzug.",
        "Please pay by 10/05/2025 without deduction.",
        "À régler avant le 3 septembre 2025 sans escompte.",
        "Zahlbar ohne Abzug bis 17.10.2025",
        "3 % Skonto bei Zahlung bis 10.04.2026, ohne Abzug bis 30.04.2026",
        "Payable dès réception et au plus tard le 15.05.2026.",
        "Accounts are payable within one calendar month.",
        "Payment on your 30 day credit account.",
        "Payment 30 days from date of invoice.",
        "Payment on completion please.",
        "The total amount due will be collected by Direct Debit on 20 April 2026.",
        "Wij verzoeken u het bedrag binnen 30 dagen over te maken.",
    ],
)
def test_by_when_to_pay_without_deduction_are_terms(terms: str) -> None:
    assert _terms(f"Danke. {terms}        IBAN") == terms


@pytest.mark.parametrize(
    ("row", "doc_type"),
    [
        ("zahlbar bis 01.02.2025        Preise netto        ohne Abzug", "invoice"),
        ("Payment on 17/04/2026 by card: 100.00 thank you", "invoice"),
        ("Total payable: 500.00 (without discount 520.00)", "invoice"),
        ("Rent is payable within 30 days without any deduction", "contract"),
    ],
)
def test_other_sentences_are_no_terms(row: str, doc_type: str) -> None:
    page, _ = draw([row])
    assert add_payment_terms({}, [page], doc_type) == {}


@pytest.mark.parametrize(
    "terms",
    [
        "Der Betrag ist binnen 21 Tagen nach Zugang fällig.",
        "Payment due by 31/05/2026.",
        "This bill is payable on delivery.",
        "We kindly ask you to transfer the amount within 30 days, stating the invoice number.",
        "Please pay the balance no later than 4 July 2026.",
        "Zahlbar bis 27.03.2026 mit 2 % Skonto (85,82 EUR) oder bis 16.04.2026 ohne Abzug.",
        "Règlement à réception de facture, par chèque ou virement.",
    ],
)
def test_a_demand_with_its_time_is_read_to_the_end_of_its_sentence(terms: str) -> None:
    assert _terms(f"Merci. {terms} Andere Sätze folgen.") == terms


def test_a_sentence_goes_on_in_the_rows_below() -> None:
    rows = ("Bitte überweisen Sie den Betrag innerhalb", "von 14 Tagen auf unser Konto.")
    assert _terms(*rows).endswith("innerhalb von 14 Tagen auf unser Konto.")


def test_a_sentence_that_a_year_ends_goes_on_in_no_row_that_begins_large() -> None:
    page, _ = draw(["Zahlbar bis: 13.11.2026", "Beschreibung   Menge   Betrag"])
    assert add_payment_terms({}, [page], "invoice") == {}
    assert _terms("Zahlbar bis: 13.11.2026", "ohne Abzug") == "Zahlbar bis: 13.11.2026 ohne Abzug"
    assert _terms("Zahlbar innerhalb von 14", "Tagen") == "Zahlbar innerhalb von 14 Tagen"


def test_what_happens_when_one_pays_late_is_no_demand() -> None:
    page, _ = draw(["Late payment is charged at 8 % after 30 days.", "Zahlbar bis 01.02.2025"])
    assert add_payment_terms({}, [page], "invoice") == {}


def test_terms_that_are_none_give_way() -> None:
    page, _ = draw(["Verbrauch im Januar", "Der Betrag wird am 24.02.2026 eingezogen."])

    def found(confidence: float) -> str:
        guess = Field(
            value="Verbrauch im", raw="Verbrauch im", confidence=confidence, origin="model"
        )
        terms = add_payment_terms({"payment_terms": guess}, [page], "invoice")["payment_terms"]
        assert isinstance(terms, Field)
        return terms.value

    assert found(0.2) == "Der Betrag wird am 24.02.2026 eingezogen."
    assert found(0.5) == "Verbrauch im"


@pytest.mark.parametrize(
    ("row", "terms"),
    [
        ("Zahlung          Anzahlung 30 % bei Auftrag, Rest 14 Tage nach Montage",
         "Anzahlung 30 % bei Auftrag, Rest 14 Tage nach Montage"),
        ("Zahlungsbedingung: 2 % Skonto bis 01.05.2026, bis 17.05.2026 ohne Abzug",
         "2 % Skonto bis 01.05.2026, bis 17.05.2026 ohne Abzug"),
        ("Conditions de règlement : 30 jours fin de mois", "30 jours fin de mois"),
        ("TERMS Net 15", "Net 15"),
    ],
)  # fmt: skip
def test_terms_stand_behind_their_caption(row: str, terms: str) -> None:
    assert _terms(row) == terms


@pytest.mark.parametrize(
    "row", ["Zahlung        per Überweisung", "Zahlungsziel: 01.05.2026", "Payment slip: 30 days"]
)
def test_a_caption_without_a_time_names_no_terms(row: str) -> None:
    page, _ = draw([row])
    assert add_payment_terms({}, [page], "invoice") == {}


@pytest.mark.parametrize(
    ("known", "sure", "row", "terms"),
    [
        ("Prélèvement SEPA le", 0.57, "Règlement : Prélèvement SEPA le 07/05/2026",
         "Prélèvement SEPA le 07/05/2026"),
        ("Bis", 0.9, "Zahlungsbedingung: Bis 01.05.2026 2 % Skonto, 30 Tage netto",
         "Bis 01.05.2026 2 % Skonto, 30 Tage netto"),
        ("Paiement à 60 jours", 0.9, "Paiement à 60 jours, soit le 31 juillet 2026, par virement.",
         "Paiement à 60 jours, soit le 31 juillet 2026, par virement."),
        ("Paiement à 60 jours", 0.9, "Paiement à 60 jours, par virement.", "Paiement à 60 jours"),
    ],
)  # fmt: skip
def test_terms_cut_short_are_made_whole(known: str, sure: float, row: str, terms: str) -> None:
    page, _ = draw([row])
    field = Field(value=known, raw=known, confidence=sure, origin="model")
    found = add_payment_terms({"payment_terms": field}, [page], "invoice")["payment_terms"]
    assert isinstance(found, Field) and found.value == terms


@pytest.mark.parametrize(
    ("row", "terms"),
    [
        ("Please pay within 14 days by bank transfer to:", "Please pay within 14 days"),
        ("Payable à réception, par virement sur ce compte :", "Payable à réception"),
        ("Payable à réception par chèque", "Payable à réception par chèque"),
    ],
)
def test_what_leads_over_to_the_account_is_no_part_of_the_terms(row: str, terms: str) -> None:
    assert _terms(row, "IBAN DE02 1203 0000 0000 2020 51") == terms
    known = Field(value="Payable à réception, par virement", raw="", confidence=0.9, origin="model")
    page, _ = draw(["Payable à réception, par virement sur ce compte :"])
    found = add_payment_terms({"payment_terms": known}, [page], "invoice")["payment_terms"]
    assert isinstance(found, Field)
    assert found.value == "Payable à réception"


def test_a_day_that_is_spelled_out_belongs_to_the_terms() -> None:
    terms = "Zahlbar innert 30 Tagen netto, d.h. Freitag, den 3. April 2026."
    assert _terms(terms) == terms


def test_a_demand_ends_where_the_next_row_has_a_caption() -> None:
    rows = ["PAYMENT DUE BY 30/06/2025", "Terms: Net monthly, 30 days from invoice"]
    assert _terms(*rows) == "Net monthly, 30 days from invoice"


def test_terms_may_stand_below_their_caption() -> None:
    rows = [f"{'TERMS':<40}CUSTOMER VAT", f"{'14 days from date':<40}GB 917 441 255"]
    assert _terms(*rows) == "14 days from date"


@pytest.mark.parametrize(
    "rows",
    [
        ["Payment terms:          see overleaf", "Delivery within 14 days"],
        ["Payment", "Delivery date:          12.03.2025"],
        ["Mode de paiement          Virement", "Date de réception"],
        ["Zahlungsart", "Lieferung sofort ab Lager"],
    ],
)
def test_other_texts_below_a_caption_are_no_terms(rows: list[str]) -> None:
    page, _ = draw(rows)
    assert add_payment_terms({}, [page], "invoice") == {}


def test_a_caption_in_capitals_begins_no_sentence() -> None:
    page, _ = draw(["PAYABLE BY", "30 May 2026", "SERVICE TERM"])
    assert add_payment_terms({}, [page], "invoice") == {}
    assert _terms("PAYABLE WITHIN 30 DAYS.") == "PAYABLE WITHIN 30 DAYS."
