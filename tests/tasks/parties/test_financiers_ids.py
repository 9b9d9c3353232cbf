"""What an insurer or a bank is entered by is not the seller's."""

import pytest

from schemas.record import Field, Fields
from tasks.parties.financiers_ids import drop_financiers_ids
from tests.tasks.tagged_pages import draw

ENTRY = "HRB 22155"


def _has_entry(seller: str, rows: list[str]) -> bool:
    page, _ = draw(rows)
    place = next(word.box for word in page.words if word.text.rstrip(".,") == "22155")
    fields: Fields = {
        name: Field(value=value, raw=value, confidence=0.9, page=1, box=box, origin="model")
        for name, value, box in (
            ("seller_name", seller, None),
            ("seller_registration_id", ENTRY, place),
        )
    }
    return "seller_registration_id" in drop_financiers_ids(fields, [page])


@pytest.mark.parametrize(
    "rows",
    [
        ["Auf Wunsch finanziert die Hahn Kredit Bank AG, Am Park 2, 90409 Nürnberg. HRB 22155"],
        [
            "Auf Wunsch finanziert die Hahn Kredit Bank AG, Am Park 2, Ihren Auftrag. Effektiver",
            "Jahreszins 6,9 %. AG Nürnberg HRB 22155, USt-IdNr. DE136695976.",
        ],
        ["Votre artisan propose un crédit de Financia SA, 1 quai Nord, 75009 Paris. HRB 22155"],
        ["L'officina propone un prestito di Banca Nord SpA, Via Roma 12, 20121 Milano. HRB 22155"],
        ["De Hahn Kredietbank N.V., Kade 4, 1011 AB Amsterdam, financiert uw aankoop. HRB 22155"],
        ["Policy excess £250. Aldgate Mutual Insurance plc, 30 Quay Street, London HRB 22155"],
    ],
)
def test_the_entry_behind_a_financier_s_name_is_its_own(rows: list[str]) -> None:
    assert not _has_entry("Malerei Obermeier", rows)


@pytest.mark.parametrize(
    ("seller", "rows"),
    [
        ("Hahn Kredit Bank AG", ["Die Hahn Kredit Bank AG, Am Park 2, 90409 Nürnberg. HRB 22155"]),
        ("Malerei Obermeier", ["Volksbank Kiel eG, IBAN DE02120300000000202051, HRB 22155"]),
        ("Malerei Obermeier", ["Bank: Volksbank Kiel eG   AG Nürnberg   HRB 22155"]),
        ("Malerei Obermeier", ["Die Obermeier Farben GmbH, Am Park 2, 90409 Nürnberg. HRB 22155"]),
        ("Malerei Obermeier", ["Hahn Bank AG, Am Park 2. Malerei Obermeier, Nürnberg, HRB 22155"]),
        ("Malerei Obermeier", ["Hahn Bank AG, Am Park 2. Farben Nord GmbH, Nürnberg, HRB 22155"]),
        # His own bank or insurer, before his own entry.
        ("Malerei Obermeier", ["Bankverbindung: Deutsche Bank AG · HRB 22155"]),
        ("Malerei Obermeier", ["IBAN DE02 1203 0000 0000 2020 51 · Commerzbank AG · HRB 22155"]),
        ("Malerei Obermeier", ["Commerzbank AG Husum, Konto 4412 081, HRB 22155"]),
        ("Malerei Obermeier", ["Konto 4412 081 bei Hahn Bank AG, Am Park 2, Husum, HRB 22155"]),
        ("Malerei Obermeier", ["Bankers: Barclay Bank PLC, 1 Quay Street, Hull. HRB 22155"]),
        ("Malerei Obermeier", ["Bank: Nord Bank N.V., Kade 4, Amsterdam. KvK HRB 22155"]),
        ("Malerei Obermeier", ["Banca Nord SpA, Via Roma 12, Milano, conto 4412. HRB 22155"]),
        ("Malerei Obermeier", ["Cuenta en Banco Norte SA, Calle Mayor 12, Madrid. HRB 22155"]),
        ("Malerei Obermeier", ["Garantie souscrite auprès de Nord Assurances SA - HRB 22155"]),
        (
            "Malerei Obermeier",
            [
                "Garantie décennale souscrite auprès de Nord Assurances SA, 3 quai Sud, pour la",
                "France entière. HRB 22155",
            ],
        ),
        ("Malerei Obermeier", ["Assurance : Nord Assurances SA, 3 quai Sud, Lille. HRB 22155"]),
        ("Malerei Obermeier", ["Haftpflicht: Nord Versicherung AG, Hafenweg 3, Kiel. HRB 22155"]),
        ("Malerei Obermeier", ["Insured with Nord Insurance plc, 3 Quay Street, Hull. HRB 22155"]),
    ],
)
def test_a_seller_s_entry_stays(seller: str, rows: list[str]) -> None:
    assert _has_entry(seller, rows)


@pytest.mark.parametrize(
    ("rows", "stays"),
    [
        (["Hahn Bank AG, Am Park 2", "Gläubiger 4711", "HRB 22155"], True),
        (["Hahn Bank AG, Am Park 2", "USt-IdNr. DE136695976", "HRB 22155"], True),
        (["Hahn Bank AG", "USt-IdNr. DE811569869", "HRB 22155"], True),
        (
            ["Terms of Hahn Insurance plc, 3 Quay Street", "Hull", "VAT GB980780684 HRB 22155"],
            False,
        ),
        (["Bedingungen der Hahn Bank AG, Am Park 2", "Kiel", "DE811569869 HRB 22155"], False),
        (["Conditions de Hahn Assurances SA, 3 quai Sud", "FR21752524645", "HRB 22155"], False),
    ],
)
def test_terms_of_a_further_page_have_another_vat_id(rows: list[str], *, stays: bool) -> None:
    first, _ = draw(["Malerei Obermeier"])
    foot, _ = draw(rows)
    found = dict.fromkeys(
        ("seller_registration_id", "seller_vat_id", "seller_name"),
        Field(value="DE136695976", raw="", confidence=0.9, origin="model"),
    )
    changes = {"value": ENTRY, "page": 2, "box": foot.words[-1].box}
    found["seller_registration_id"] = found["seller_vat_id"].model_copy(update=changes)
    found["seller_name"] = found["seller_vat_id"].model_copy(update={"value": "Malerei Obermeier"})
    fields: Fields = {**found}
    assert ("seller_registration_id" in drop_financiers_ids(fields, [first, foot])) is stays
