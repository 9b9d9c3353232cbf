"""Numbers of other papers in running text."""

import pytest

from tasks.fields.mentions import REPLACED, drop_own, find_links, find_mentions
from tests.tasks.tagged_pages import draw

LABELS = frozenset({"po_number", "contract_number", "preceding_invoice", "payment_reference"})
IBAN = "IBAN FR76 3000 3021 1000 0207 7814 029"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Bezug: Ihre Bestellnummer 3070", {"po_number": "3070"}),
        ("Volgens uw bestelling nr. B-17.", {"po_number": "B-17"}),
        ("Gemäß Vertrag FR/2018/5655.", {"contract_number": "FR/2018/5655"}),
        ("Según contrato nº BW-85802.", {"contract_number": "BW-85802"}),
        ("Überlassung gemäß AÜ-Vertrag 2025-0417", {"contract_number": "2025-0417"}),
        ("laut Bewirtschaftungsvertrag Nr. BV-88.", {"contract_number": "BV-88"}),
        ("Lohnkosten gemäß Tarifvertrag TV-2025", {}),
        ("Zuschläge gemäß Haustarifvertrag TV-2025", {}),
        ("2. Mahnung zu Rechnung 2025-0107 vom 09.01.2025", {"preceding_invoice": "2025-0107"}),
        ("la facture n° 2412-55 du 10 décembre", {"preceding_invoice": "2412-55"}),
        ("deuxième relance – facture impayée n° LB-2412", {"preceding_invoice": "LB-2412"}),
        ("facture reprise n° LB-2412", {}),
        ("Ihre Bestellung vom 05.06.2025", {}),
        ("RF-204          PO 71204          17 Jan 2025", {"po_number": "PO 71204"}),
        ("PO Box 71204", {}),
        ("BC-2040          Desk          120,00", {}),
        ("PO 71204          Desk          120,00", {}),
        ("Your ref: Mr Penrose / order 4471", {"po_number": "4471"}),
        ("Ihr Zeichen: Hr. Maier / Bestellung 4471", {"po_number": "4471"}),
        ("Your ref: Mr Penrose / orders", {}),
        ("Ihr Zeichen: Hr. Maier / Auftrag 26-4471", {}),
        ("Lektorat (412 Seiten, Bestellung U-25-09) berechne", {"po_number": "U-25-09"}),
        ("am Objekt 12 (Vertrag Nr. V-2025-38) erlaube", {"contract_number": "V-2025-38"}),
        ("Lektorat, Bestellung U-25-09 berechne", {}),
        (
            "Chantier : Gymnase. Marché de sous-traitance n° ST-31-07 du 03/06/2025.",
            {"contract_number": "ST-31-07"},
        ),
        ("12 place du Marché n° 418", {}),
        ("Rechnung 4711 und Rechnung 4712", {}),
        ("Wir schreiben zur Rechnung B 884102 gut:", {"preceding_invoice": "B 884102"}),
        ("Less amount allocated to invoice INV-4711", {}),
        ("Amount allocated to your invoice INV-4711", {}),
        ("This credit is applied to invoice INV-4711", {"preceding_invoice": "INV-4711"}),
    ],
)
def test_sentences_name_other_papers(row: str, expected: dict[str, str]) -> None:
    page, _ = draw([row])
    found = {
        claim.label: " ".join(page.words[i].text for i in claim.words).rstrip(".)")
        for claim in find_mentions([page], LABELS)
    }
    assert found == expected


@pytest.mark.parametrize(
    ("rows", "orders"),
    [
        (["No: [document_number:SO-4471]", "Your ref: Mr Penrose / order SO-4471"], []),
        (["No: SO-4471", "Your ref: Mr Penrose / order SO-4471"], ["SO-4471"]),
        (["No: [document_number:SO-4471]", "Your ref: Mr Penrose / order PO-17"], ["PO-17"]),
    ],
)
def test_no_buyer_orders_by_the_papers_own_number(rows: list[str], orders: list[str]) -> None:
    page, tags = draw(rows)
    claims = drop_own(find_mentions([page], LABELS), [page], [], [tags])
    assert [" ".join(page.words[i].text for i in one.words) for one in claims] == orders


@pytest.mark.parametrize(
    ("row", "link"),
    [
        ("Your ref: Mr Penrose / order no. 4471", ["/ order no."]),
        ("Ihr Zeichen: Hr. Maier / Bestellung 4471", ["/ Bestellung"]),
        ("Bezug: Ihre Bestellnummer 3070", []),
    ],
)
def test_a_reference_ends_before_the_order_behind_it(row: str, link: list[str]) -> None:
    page, _ = draw([row])
    found = find_links([page], find_mentions([page], LABELS))
    assert [" ".join(page.words[i].text for i in one.words) for one in found] == link


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (["ersetzt Rechnung KR-5001 vom 25.09.2026"], "KR-5001"),
        (["Diese Rechnung ersetzt unsere Rechnung vom 25.09.2026 Nr. 4711"], "4711"),
        (["Korrektur der Rechnung KR-5001"], "KR-5001"),
        (["This invoice replaces EN-9001"], "EN-9001"),
        (["Corrects invoice no. EN-9001 dated 25/09/2026"], "EN-9001"),
        (["Annule et remplace la facture FR-9001 du 25/09/2026."], "FR-9001"),
        (["La presente fattura annulla e sostituisce la fattura n. 2026/41"], "2026/41"),
        (["Esta factura sustituye a la factura F-9001"], "F-9001"),
        (["Deze factuur vervangt factuur NL-9001"], "NL-9001"),
        (
            [
                "Sehr geehrte Damen, diese Rechnung ersetzt unsere Rechnung",
                "KR-5001 vom 25.09.2026.",
            ],
            "KR-5001",
        ),
        (["Abschlag gemäß Rechnung KR-5001"], None),
        (["Diese Rechnung ersetzt nicht die Rechnung KR-5001"], None),
        (["Cette facture ne remplace pas la facture FR-9001"], None),
        (["This invoice replaces pro forma invoice PF-1200"], None),
        (["Filter replaces part EN-9001"], None),
        (["Diese Rechnung ersetzt die Rechnung vom 25.09.2026"], None),
    ],
)
def test_an_invoice_names_the_one_that_it_replaces(rows: list[str], number: str | None) -> None:
    page, _ = draw(rows)
    claims = find_mentions([page], frozenset({REPLACED}))
    assert {claim.label for claim in claims} <= {"preceding_invoice"}
    found = {" ".join(page.words[i].text for i in claim.words).rstrip(".,") for claim in claims}
    assert found == ({number} if number else set())


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (
            ["Nous n'avons pas reçu le règlement de l'avis d'échéance n° 26-04-C1 du 1er avril"],
            "26-04-C1",
        ),
        (
            ["Nous n'avons pas reçu le règlement de l'avis d'échéance", "n° 26-04-C1 du 1er avril"],
            "26-04-C1",
        ),
        (
            [
                "Bis heute haben wir keinen Eingang zu unserer Rechnung",
                "2026-0107 feststellen können.",
            ],
            "2026-0107",
        ),
        (
            [
                "Bis heute haben wir keinen Eingang zu unserer Rechnung",
                "vom 12.05.2026 feststellen.",
            ],
            None,
        ),
        (["Rechnung", "2026-0107 Bohrer"], None),
    ],
)
def test_a_sentence_names_what_is_unpaid_and_goes_on_below(
    rows: list[str], number: str | None
) -> None:
    page, _ = draw(rows)
    claims = find_mentions([page], frozenset({"preceding_invoice"}))
    found = {" ".join(page.words[i].text for i in claim.words) for claim in claims}
    assert found == ({number} if number else set())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([IBAN, "Titulaire : Régie des Eaux – Motif : RL2-26-01937"], "RL2-26-01937"),
        (["sort code 20-45-77, account 63318842, quoting AS-4418."], "AS-4418"),
        (["EFT: BSB 062-600 Account 1044 8812 quote MSM31187"], "MSM31187"),
        (["sort code 20-43-63, account 70918833 (Northern Bank), ref KEL004."], "KEL004"),
        (["branch 632005, account 40 7718 2204, reference KOR014"], "KOR014"),
        (["BSB 063-506 Account 1029 4471 Ref T-58204. All amounts"], "T-58204"),
        ([f"{IBAN} avec la communication D0441. Les"], "D0441"),
        ([f"{IBAN} en rappelant la référence 84031770226004."], "84031770226004"),
        (["Payment on your credit account. To change the order call us quoting OC-552018."], None),
        ([IBAN, "en indiquant la mention « 24-118 / NH 2026/037 »."], "24-118 / NH 2026/037"),
        (
            ["sous 30 jours sur le compte LU28 0019 4006 4475", "0000 avec la mention « 26-1 »."],
            "26-1",
        ),
        (["Use DOO001 as reference"], "DOO001"),
        (["Please quote MSM-31187 as your payment reference."], "MSM-31187"),
        (["Use your account number as reference"], None),
        (["Motif : RL2-26-01937"], None),
        ([f"{IBAN} Verwendungszweck: 4711-10442 /", "2026-20417"], None),
        ([f"{IBAN} Verwendungszweck: 4711-10442 + KD-20417"], None),
        ([f"{IBAN} quoting INV-4711 & your name."], "INV-4711"),
        ([f"{IBAN} unter Angabe RE-2024-17 / Herr Maier."], "RE-2024-17"),
        ([f"{IBAN} Mededeling: 4711/2024 / klantnr 88"], "4711/2024"),
        (["Geben Sie „40937 / MR-2504611“ als Verwendungszweck an."], "40937 / MR-2504611"),
        (["Geben Sie „40937 / MR-2504611“ im Betreff an."], None),
        (["Réclamation par courriel avec « Facture 2025-114 » en objet"], None),
        ([f"{IBAN} unter Angabe der Kundennummer K-12345 und der Rechnungsnummer"], None),
        ([f"{IBAN} quoting your account number", "12345"], None),
        ([f"Pay to: NatWest, account 1, {IBAN}, quoting", "HFF01-55107."], "HFF01-55107"),
        (
            ["to sort code 20-43-63, account 70918833, reference", "40-2217. Queries: 01354"],
            "40-2217",
        ),
        ([f"{IBAN}, with “OWAIN” as the", "reference."], "OWAIN"),
        ([f"{IBAN}, with “your name” as the", "reference."], None),
    ],
)
def test_what_a_payment_is_to_quote_stands_by_the_account(
    rows: list[str], expected: str | None
) -> None:
    page, _ = draw(rows)
    claims = find_mentions([page], frozenset({"payment_reference"}))
    found = [" ".join(page.words[at].text for at in claim.words).strip("„“”.") for claim in claims]
    assert found == [expected] * bool(expected)


def test_a_quoted_purpose_is_what_the_payment_is_to_quote() -> None:
    rows = ["0186 4402 7710 10, BIC GENODED1BRS, Verwendungszweck „Miete Halle 10/2025“, zu zahlen"]
    page, _ = draw(rows)
    (claim,) = find_mentions([page], LABELS)
    text = " ".join(page.words[i].text for i in claim.words)
    assert (claim.label, text) == ("payment_reference", "„Miete Halle 10/2025“,")
