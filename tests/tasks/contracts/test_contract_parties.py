"""The parties of a contract, as its opening names them."""

import pytest

from tasks.contracts.parties import find_contract_parties, find_in_cover
from tests.tasks.tagged_pages import draw


def _names(text: str) -> list[str]:
    return [name for name, _, _ in find_contract_parties(" ".join(text.split()))]


def test_firms_with_a_short_name_are_the_parties() -> None:
    text = (
        "As a condition of my employment with Dolby Mills, Inc., its subsidiaries and assigns"
        " (together the “Company”), and of the options under the 2004 Plan of Orchard Corporation"
        " (the “Plan”), I agree as follows. Greatbank, Inc. (“you”) is a Delaware Corporation (the"
        " “State”)."
    )
    assert _names(text) == ["Dolby Mills, Inc.", "Greatbank, Inc."]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Acme, Inc., a subsidiary of Parent Corp. (the “Company”)", ["Acme, Inc."]),
        ("Oak Ventures LLC, having its office c/o First Bank (“Recipient”)", ["Oak Ventures LLC"]),
        ("the assets of Old Mill Corp. (the “Assets”)", []),
        ("Acme LLC (“Landlord”) and J. Smith, of Philadelphia P.A. (“Tenant”)", ["Acme LLC"]),
        ("Mietvertrag Die Musterbau GmbH (nachfolgend „Vermieter“)", ["Musterbau GmbH"]),
        ("eBay Inc. (“eBay”) and Acme Widgets LLC (“Acme”)", ["Acme Widgets LLC"]),
        ("between The Boeing Company (“Boeing”), you.", ["Boeing Company"]),
        ("the Board of Directors of Alder Mills Inc. (the “Company”)", ["Alder Mills Inc."]),
        ("between Acme Inc. (“Acme”) and the Buyer and the Company (“you”)", ["Acme Inc."]),
        ("between the Sales Agreement (“Agreement”) and Acme Inc.", []),
    ],
)
def test_the_firm_that_a_short_name_stands_for(text: str, parties: list[str]) -> None:
    assert _names(text) == parties


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("made by and between El Cajon Corp. and De Witt plc.", ["El Cajon Corp.", "De Witt plc."]),
        (
            "between the M. Harlow Films LLC and Don Ames Inc",
            ["M. Harlow Films LLC", "Don Ames Inc"],
        ),
        ("De una parte, Don Luis Vera y de otra parte, D. Juan Pino", ["Luis Vera", "Juan Pino"]),
        ("between Acme Inc. and Beta LLC. This Agreement is", ["Acme Inc.", "Beta LLC."]),
        (
            "between Acme Inc. and Hale & Moor Dental, P.C., of Salem",
            ["Acme Inc.", "Hale & Moor Dental, P.C."],
        ),
        (
            "between Star U.S . Mills, LLC and Zed Partners L.L .C. (“Zed”)",
            ["Star U.S. Mills, LLC", "Zed Partners L.L.C."],
        ),
        (
            "between Acme Co. Ltd. and Beta Mills Inc. Ltd.",
            ["Acme Co. Ltd.", "Beta Mills Inc. Ltd."],
        ),
    ],
)
def test_articles_and_initials_begin_names_of_firms(text: str, parties: list[str]) -> None:
    assert _names(text) == parties


def test_a_person_is_named_without_courtesy_and_street() -> None:
    text = "Zwischen\nRenate Wiesinger\nBergiusstraße 14, Stuhr\nund\nFrau Jasmin Tariq, Bremen"
    assert _names(text) == ["Renate Wiesinger", "Jasmin Tariq"]


@pytest.mark.parametrize(
    ("first", "party"),
    [
        ("Hanse-Lift GmbH\nKaideich 171", "Hanse-Lift GmbH"),
        ("Stadtgut Finow GmbH\nBreite Straße 40", "Stadtgut Finow GmbH"),
        ("Seniorenresidenz Tal gGmbH", "Seniorenresidenz Tal gGmbH"),
        ("Wohnungsbau Elbhang eG", "Wohnungsbau Elbhang eG"),
        ("Goethestraße 12 GbR", "Goethestraße 12 GbR"),
    ],
)
def test_a_firm_ends_with_its_form(first: str, party: str) -> None:
    text = f"zwischen {first}, Kiel, und Nordlicht AG, Linz"
    assert _names(text) == [party, "Nordlicht AG"]


def test_a_caption_in_the_row_below_is_no_part_of_a_name() -> None:
    text = (
        "between\n(1) ACME HOUSING LIMITED\nand\n(2) BETA GARDENS LIMITED\nContract reference: 31"
    )
    assert _names(text) == ["ACME HOUSING LIMITED", "BETA GARDENS LIMITED"]


def test_a_name_with_a_letterhead_s_town_in_it_is_none() -> None:
    text = "zwischen 01157 Dresden Aufzug Ost GmbH, Dresden, und Elbhang Bau eG, Dresden"
    assert _names(text) == []


def test_parties_of_french_and_british_contracts() -> None:
    french = """CONTRAT D'ENTRETIEN
    Entre les soussignés
    Thermo Services SARL, au capital de 15 000 €, ci-après « le prestataire »,
    et
    Syndicat des copropriétaires Résidence Acacias, 4 rue du Port, ci-après « le client »"""
    english = """LIFT AGREEMENT
    made on 20 February 2026 between
    (1) Halcyon Lifts (Northern) Limited, a company (the "Contractor"); and
    (2) Wharf Court Limited (the "Client")."""
    assert _names(french) == [
        "Thermo Services SARL",
        "Syndicat des copropriétaires Résidence Acacias",
    ]
    assert _names(english) == ["Halcyon Lifts (Northern) Limited", "Wharf Court Limited"]


def test_a_firm_of_a_place_is_named_without_it() -> None:
    text = """Between Rye Catering Ltd of 4 Mint Street, Rye ("the Caterer") and
    The Corporation of The Old Quay, Rye ("the Client")."""
    assert _names(text) == ["Rye Catering Ltd", "Corporation of The Old Quay"]
    text = """This agreement is made on 1 May 2025 between
    (1) Fell Lifts Ltd, a company registered in England with number 72192109 whose registered
    office is at Mill Lane, Hexham, NE46 2HJ (the "Supplier"); and
    (2) St Oswald's Academy Trust of 82 Corve Street, Ludlow, SY8 1DU (the "Customer")."""
    assert _names(text) == ["Fell Lifts Ltd", "St Oswald's Academy Trust"]
    text = """Between The House of 7 Gables LLC, Salem (the "Seller") and
    Fell Wool Ltd, Settle (the "Buyer")."""
    assert _names(text) == ["House of 7 Gables LLC", "Fell Wool Ltd"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "ENTRE LES SOUSSIGNÉS : La SCI Les Tuiles, à Metz, ET : La SARL Pain Doré,",
            ["SCI Les Tuiles", "SARL Pain Doré"],
        ),
        (
            "zwischen der Lack Ems UG (haftungsbeschränkt), Emden, und der Watt & Sohn GbR, Leer,",
            ["Lack Ems UG (haftungsbeschränkt)", "Watt & Sohn GbR"],
        ),
        (
            "between Fell Wool LIMITED, incorporated in England, and Dale Knits Limited, Settle,",
            ["Fell Wool LIMITED", "Dale Knits Limited"],
        ),
        (
            "zwischen der Hecht AG, Plön, und der Residenz Saal gGmbH, Saalfeld,",
            ["Hecht AG", "Residenz Saal gGmbH"],
        ),
        (
            "between Fell Wool Ltd and Dale Knits Limited, both of Settle,",
            ["Fell Wool Ltd", "Dale Knits Limited"],
        ),
        (
            "zwischen der Hecht GmbH und Co. KG, Plön, und der Aal AG, Eutin,",
            ["Hecht GmbH und Co. KG", "Aal AG"],
        ),
        (
            "Entre la SARL Net, Lyon, et l’association Les Amis du Lac, Annecy,",
            ["SARL Net", "association Les Amis du Lac"],
        ),
    ],
)
def test_parties_are_named_with_their_forms_and_apart(text: str, parties: list[str]) -> None:
    assert _names(text) == parties


def test_a_cover_names_the_parties_beside_their_roles() -> None:
    page, _ = draw(
        [
            "Locatore            Fondazione Casa del Sole, Via Roma 2, Como",
            "Conduttore:         Sarto & Figli S.n.c., Via Milano 9, Lecco",
            "Locatore            Conduttore",
        ]
    )
    assert [(name, page.words[at[0]].text) for name, at in find_in_cover(page)] == [
        ("Fondazione Casa del Sole", "Fondazione"),
        ("Sarto & Figli S.n.c.", "Sarto"),
    ]
    page, _ = draw(
        [
            "Bailleresse :       Caisse de pensions Jura, représentée par Régie Roux SA",
            "Locataire :         Au Four à Bois Perrin SA, Avenue des Sports 30",
        ]
    )
    assert [name for name, _ in find_in_cover(page)] == [
        "Caisse de pensions Jura",
        "Au Four à Bois Perrin SA",
    ]
    one, _ = draw(["Client              Ada Works Ltd, Rye", "Total               5.00"])
    assert find_in_cover(one) == []


def test_a_name_may_have_quotes_before_its_form_and_no_representative_is_a_party() -> None:
    text = """Wartungsvertrag zwischen Wohnungsgenossenschaft „Elbaue“ eG Zerbster Straße 47, 39114
    Magdeburg vertreten durch den Vorstand Sabine Rohde und Frank Hädicke – nachfolgend
    „Auftraggeber“ – und Bördelift Aufzugsservice GmbH Silberbergweg 11, 39128 Magdeburg"""
    firms = ["Wohnungsgenossenschaft „Elbaue“ eG", "Bördelift Aufzugsservice GmbH"]
    assert _names(" ".join(text.split())) == firms


def test_the_second_party_may_stand_behind_the_words_for_the_first() -> None:
    text = """ENTRE LES SOUSSIGNÉS : Ascenseurs Lorrains SAS, société par actions, ci-après dénommée
    « le Prestataire », d'une part, Syndicat des copropriétaires de la Résidence Les Tilleuls,
    18 avenue du Général Leclerc, d'autre part"""
    parties = [
        "Ascenseurs Lorrains SAS", "Syndicat des copropriétaires de la Résidence Les Tilleuls"
    ]  # fmt: skip
    assert _names(" ".join(text.split())) == parties


def test_a_company_number_is_no_part_of_a_name() -> None:
    text = """AGREEMENT between (1) STOUR LIFTS LIMITED, company number 08830471, (the Contractor);
    and (2) MARLOWE COURT LIMITED, company number 10442918 (the Client)."""
    assert _names(" ".join(text.split())) == ["STOUR LIFTS LIMITED", "MARLOWE COURT LIMITED"]


def test_how_a_firm_came_to_be_is_no_part_of_its_name() -> None:
    text = (
        "PARTIES (1) ACME SYSTEMS LIMITED, incorporated and registered in England with number 4711"
        " (the “Supplier”); and (2) BETA TRUST, a harbour authority (the “Customer”)."
    )
    assert _names(text) == ["ACME SYSTEMS LIMITED", "BETA TRUST"]
