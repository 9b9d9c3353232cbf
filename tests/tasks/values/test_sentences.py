"""Sentences in reading order, and the language they are in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.values.language import identify_language
from tasks.values.sentences import find_sentences, split_text
from tests.tasks.tagged_pages import draw


def texts(rows: list[str], within: str | None = None) -> list[str]:
    page, _ = draw(rows)
    scores = tuple(0.5 for _ in page.words)
    return [sentence.text for sentence in find_sentences([page], [scores], within)]


def test_sentences_run_over_rows_and_end_at_marks() -> None:
    filler = "the quick brown fox jumps over the lazy dog near the river bank while it rains and "
    assert texts([filler, "then stops. We cancel no. 4 by Dr. Muster today."]) == [
        f"{filler.strip()} then stops.",
        "We cancel no. 4 by Dr. Muster today.",
    ]


def test_a_shortened_word_ends_no_sentence() -> None:
    said = ["Pay only $1,295 (reg. $1,595).", "We asked for ten (10).", "Send 200 pcs.", "Thanks."]
    assert split_text(" ".join(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        ["Bitte schicken Sie uns bis zum 20.03. Ersatz oder eine Gutschrift.", "Danke."],
        ["Ginge auch der 20.03. um 10 Uhr?", "Bitte um Rückmeldung."],
        ["Können Sie bis 27.3. liefern?", "Wir brauchen sie am 28.3.", "Vielen Dank im Voraus."],
        ["Bitte liefern Sie die Pos. 3 und Bestell-Nr. 77-120 in die Goethestr. 5."],
        ["Il pagamento entro il 20.03.", "Grazie mille."],
        ["The meeting is in May.", "It costs 49.99.", "Nice."],
        ["The deposit is EUR 25.10.", "Payment is due within 30 days."],
        ["Der Preis beträgt je Stück EUR 9.12.", "Lieferung erfolgt frei Haus."],
        ["We have upgraded you to version 3.12.", "Customers can log in as before."],
        ["Please see clause 4.10.", "Nothing in this agreement limits liability."],
        ["Wir kommen am Montag, 20.03. Herr Muster bringt alles mit."],
        ["Bitte liefern Sie bis 20.03.", "Unsere Adresse ist neu."],
        ["Wir liefern am 20.03.", "Sonst stornieren Sie bitte."],
        ["Es war der 20.03.", "Leider zu spät."],
        ["The fee rose by 3.5.", "Nobody told us."],
        ["See section 4.2.", "All items are due."],
        ["Wir brauchen 40 Stk.", "Bitte liefern Sie 3 Stk. Ventile bis Freitag."],
        ["Alle Preise incl.", "Bitte liefern."],
        ["Necesitamos 40 uds.", "Por favor confirme."],
        ["Wir zahlen 3 Mio.", "Bitte buchen."],
    ],
)
def test_a_day_without_a_year_ends_a_sentence_where_another_begins(said: list[str]) -> None:
    assert texts([" ".join(said)]) == said


def test_short_rows_and_bullets_stand_alone() -> None:
    assert texts(["Dear team,", "- first point", "- second point"]) == [
        "Dear team,",
        "- first point",
        "- second point",
    ]


def test_what_a_mail_quotes_or_heads_is_left_out() -> None:
    rows = ["From: a@b.example", "", "We accept.", "", "Old question?"]
    assert texts(rows, within="From: a@b.example\n\nWe accept.") == ["We accept."]


def test_salience_is_the_mean_over_the_words() -> None:
    page, _ = draw(["We accept."])
    (sentence,) = find_sentences([page], [(0.2, 0.6)])
    assert sentence.salience == pytest.approx(0.4)


@given(st.text(max_size=200))
def test_splitting_loses_no_word(text: str) -> None:
    assert " ".join(split_text(text)).split() == text.split()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We would like to cancel the contract at the end of the year.", "en"),
        ("Wir möchten den Vertrag zum Jahresende kündigen und bitten um Bestätigung.", "de"),
        ("Nous souhaitons résilier le contrat à la fin de l'année, merci.", "fr"),
        ("Queremos cancelar el contrato al final del año, por favor confirmen.", "es"),
        ("Vorremmo disdire il contratto alla fine dell'anno, si prega di confermare.", "it"),
        ("Wij willen het contract aan het einde van het jaar opzeggen.", "nl"),
        ("4711 / 99", "und"),
        ("Ok.", "und"),
        ("Anbei Rechnung", "de"),
        ("Nur Kopf", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert identify_language([text]) == language


def test_the_addresses_of_a_bill_do_not_decide_its_language() -> None:
    rows = [
        "Sold to: Société des Eaux de Marseille, 78 boulevard Lazer, 13010 Marseille, France",
        "Ship to: Usine de Sainte-Marthe, 2 chemin de la Bigotte, 13015 Marseille",
        "Invoice KV-2207 · 6 November 2026 · Your order 4500-118",
        "Item   Qty   Price EUR   Total EUR",
        "Ball valve DN50   4   142.00   568.00",
        "VAT 0% reverse charge 0.00",
        "Terms 30 days from invoice date.",
    ]
    assert identify_language(rows) == "en"
    assert identify_language(rows[:3]) == "fr"  # but little is left of them then


@pytest.mark.parametrize(
    "rows",
    [
        ["Fattura", "10023 Viti", "10024 Dadi inox", "10025 Rondelle"],
        ["Fattura 12", "12345 Viti inox"],
        ["Fattura 12", "1   10023 Viti   12,00", "2   10024 Dadi inox   8,00"],
    ],
)
def test_articles_of_five_digits_are_no_towns(rows: list[str]) -> None:
    assert identify_language([*rows, "Bolt & Nut Trading Company", "Total EUR"]) == "it"


@pytest.mark.parametrize(
    "said",
    [
        ["Für das III. Quartal bitte ich um Vorlage der Belege."],
        ["Rechtsgrundlage ist Art. 6 Abs. 1 lit. b DSGVO."],
        ["Kunt u a.s. dinsdag langskomen?"],
        ["Czy możemy przyjechać o godz. 8:00?"],
        ["Das steht in Teil III.", "Danke für alles."],
        ["The room was well lit.", "Thank you for it."],
    ],
)
def test_what_is_counted_or_shortened_ends_no_sentence(said: list[str]) -> None:
    assert texts([" ".join(said)]) == said
