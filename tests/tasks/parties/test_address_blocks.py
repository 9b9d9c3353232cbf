"""Whole addresses by their lines and headings, and whose they are."""

import pytest

from readers.layout import arrange_page
from tasks.parties.address_blocks import find_blocks
from tasks.parties.address_lines import (
    before_contact,
    first_street,
    is_house_name,
    kind_of_line,
)
from tasks.parties.party_addresses import find_addresses
from tests.tasks.tagged_pages import draw


def _found(rows: list[str], doc_type: str = "invoice") -> dict[str, str]:
    page, tags = draw(rows)
    return {
        claim.label: " ".join(page.words[i].text for i in claim.words)
        for claim in find_addresses([page], [tags], doc_type)
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("25946 Nebel", "place"),
        ("Portland, ME 04101", "place"),
        ("Pickering, ON L1V 6W9", "place"),
        ("1550 Kingston Road, Pickering, ON L1V 6W9", "whole"),
        ("London EC2A 1AS", "place"),
        ("London EC2A 1AS, United Kingdom", "place"),
        ("Bath BA2 4EZ UK", "place"),
        ("Großbritannien", "country"),
        ("Fresno, CA 93650, USA", "place"),
        ("12 Elm Street, Fresno, CA 93650, USA", "whole"),
        ("Dandenong South VIC 3175", "place"),
        ("ABN 29 418 263 905", "other"),
        ("ABN AMRO, Gustav Mahlerlaan 10, 1082 PP Amsterdam", "whole"),
        ("Melbourne VIC 8001", "place"),
        ("Currawong Telecom Pty Ltd ABN 15 674 120 983", "text"),
        ("Healesville, NSW 2000", "place"),
        ("7183 FY Groningen", "place"),
        ("1000 Lausanne 12", "place"),
        ("81-350 Gdynia", "place"),
        ("10-150 Queens Way", "street"),
        ("1000 Hauptweg 12", "street"),
        ("Case postale 55", "street"),
        ("Deichweg 3", "street"),
        ("Centre Leclerc", "street"),
        ("Centre hospitalier de Brest", "text"),
        ("Pune 411001", "place"),
        ("Postfach 700133", "street"),
        ("Statement No. 307115", "text"),
        ("Dayton, Ohio 45402", "place"),
        ("DAYTON, OHIO 45402", "place"),
        ("Store Washington 10422", "street"),
        ("Projekt Montana 20261", "street"),
        ("West Plains, New Mexico, 87101", "place"),
        ("12 Elm Street, Fresno, California 93650", "whole"),
        ("BP 12", "street"),
        ("ZA de la Gare – BP 40118", "street"),
        ("Gestion d'immeubles – IPI 507 118", "text"),
        ("ARA-Lizenz 9113", "text"),
        ("14 License Lane", "street"),
        ("Deichweg 3, 25813 Husum", "whole"),
        ("Edward Street, Newbridge, Co. Kildare", "whole"),
        ("Schweiz", "country"),
        ("Tunisie", "country"),
        ("Attn: Jane Doe", "person"),
        ("z. Hd. Frau Döring", "person"),
        ("z. Hd. Frau Döring, Hainring 3", "street"),
        ("Tel: 485-935-5668", "other"),
        ("9182-3304 Québec inc.", "text"),
        ("RCS Nantes 382 917 466", "other"),
        ("12 rue du Port RCS Nantes 382 917 466", "street"),
        ("9182-3304 Chemin du Lac", "street"),
        ("Hotel Nordstern GmbH", "text"),
        ("Camino Distribuciones S.A.", "text"),
        ("Camino Real 12", "street"),
        ("Ctra. de Mazarrón", "street"),
        ("Landmetzgerei · EU-Betrieb DE BW 21604 EG", "text"),
        ("Comunidad de Propietarios Calle Mayor 12", "text"),
        ("VvE Kerkstraat 12", "text"),
        ("Laramie Fork Unified School District 28", "text"),
        ("Business Office", "person"),
    ],
)
def test_lines_are_told_apart(text: str, kind: str) -> None:
    assert kind_of_line(text) == kind


def test_headed_blocks_beside_each_other() -> None:
    rows = [
        "Bill To:                      Ship To:",
        "Ardent Mills Ltd              77 Depot Road",
        "Attn: Jane Doe                Madison, WI 53714",
        "12 Lake Street",
        "London EC2A 1AS",
        "United Kingdom",
    ]
    assert _found(rows) == {
        "buyer_address": "12 Lake Street London EC2A 1AS United Kingdom",
        "buyer_name": "Ardent Mills Ltd",
        "ship_to_address": "77 Depot Road Madison, WI 53714",
    }


def test_the_model_s_half_of_an_address_is_made_whole() -> None:
    rows = ["[buyer_name:ARDENT]", "", "Mills", "[buyer_address:Dorfstr. 5]", "25813 Husum"]
    assert _found(rows) == {"buyer_address": "Dorfstr. 5 25813 Husum"}


def test_a_house_number_above_an_american_town_is_no_postcode() -> None:
    rows = ["Bill To:", "Marsan Corporation", "92656 Cody Crescent", "Boise, WA 92521", "USA"]
    assert _found(rows) == {
        "buyer_name": "Marsan Corporation",
        "buyer_address": "92656 Cody Crescent Boise, WA 92521 USA",
    }


def test_nor_is_one_of_a_trail() -> None:
    rows = ["Bill to", "Hill Foundry Ltd.", "2780 Barlow Trail SE", "Hamilton, Ontario L8H 5Y9"]
    assert _found(rows) == {
        "buyer_name": "Hill Foundry Ltd.",
        "buyer_address": "2780 Barlow Trail SE Hamilton, Ontario L8H 5Y9",
    }


@pytest.mark.parametrize("country", ["", ", USA"])
def test_nor_is_one_behind_a_unit(country: str) -> None:
    rows = ["Bill To:", "Marsan Corporation", "Unit 27, 87358 Phillips Summit"]
    found = _found([*rows, f"Boise, WA 92521{country}"])
    assert found["buyer_address"] == f"Unit 27, 87358 Phillips Summit Boise, WA 92521{country}"


def test_nor_is_one_that_wraps_within_the_street() -> None:
    rows = ["Bill To:", "Marsan Corporation", "Austin Building, 79431 Maria", "Rapid"]
    found = _found([*rows, "Boise, WA 92521"])
    assert found["buyer_address"] == "Austin Building, 79431 Maria Rapid Boise, WA 92521"


def test_a_line_may_end_with_a_comma_above_an_american_town() -> None:
    rows = ["Bill To:", "Marsan Corporation", "Suite 4, 12 Elm Street,", "Boise, WA 92521"]
    assert _found(rows)["buyer_address"] == "Suite 4, 12 Elm Street, Boise, WA 92521"


def test_columns_of_a_page_s_foot_head_no_party() -> None:
    rows = ["[buyer_name:VITAMONT]", "[buyer_address:Halle 16]", "[buyer_address+:61348 Homburg]"]
    foot = [
        "Firma                                Kommunikation          Bank",
        "[seller_name:Ardent GmbH]            info@ardent.example    Sparkasse Soest",
        "[seller_address:Deichweg 3]",
        "[seller_address+:25813 Husum]",
    ]
    found = _found([*rows, "", "", *foot])
    assert found["buyer_address"] == "Halle 16 61348 Homburg"
    assert found["seller_address"] == "Deichweg 3 25813 Husum"


def test_capital_is_no_street() -> None:
    row = "Ardent GmbH · Stammkapital 78.000 EUR · [seller_address:Ring 9 · 78406 Uelzen]"
    assert _found([row])["seller_address"] == "Ring 9 · 78406 Uelzen"


@pytest.mark.parametrize("site", ["Haus B", "Zone Industrielle Lille", "Studio 3"])
def test_a_part_of_a_site_above_a_street_is_no_name(site: str) -> None:
    rows = [site, "[seller_address:Ringstraße 6]", "[seller_address+:58356 Hagen]"]
    found = _found(rows)
    assert found["seller_address"] == f"{site} Ringstraße 6 58356 Hagen"
    assert "seller_name" not in found


def test_a_box_at_the_post_stands_above_a_street() -> None:
    rows = ["[seller_address:BP 27]", "[seller_address+:62, avenue Foch]"]
    rows += ["[seller_address+:85300 Challans]"]
    assert _found(rows)["seller_address"] == "BP 27 62, avenue Foch 85300 Challans"


def test_lines_that_the_model_surely_sees_stand_above_a_place_of_delivery() -> None:
    rows = ["Ship to:", "Ardent Ltd.", "[ship_to_address:Studio 25V]"]
    rows += ["[ship_to_address+:Clifford Port]", "[ship_to_address+:Dublin 2]"]
    rows += ["[ship_to_address+:D17 N612]"]
    assert _found(rows)["ship_to_address"] == "Studio 25V Clifford Port Dublin 2 D17 N612"


def test_a_line_for_a_place_of_delivery_that_the_model_surely_sees_in_its_address() -> None:
    rows = ["Ship to:", "Ardent Mills", "[ship_to_address:Borgo Muratori]"]
    rows += ["[ship_to_address+:7 Piano 5]", "[ship_to_address+:24125 Bari]"]
    assert _found(rows)["ship_to_address"] == "Borgo Muratori 7 Piano 5 24125 Bari"


def test_the_line_above_an_address_is_a_name_where_the_model_has_none() -> None:
    rows = ["Ardent Mills", "Frau Eva Berg", "[buyer_address:Dorfstr. 5]", "25813 Husum"]
    assert _found(rows)["buyer_name"] == "Ardent Mills"


def test_an_address_on_one_line_begins_behind_the_name() -> None:
    rows = ["Ardent GmbH, [seller_address:Deichweg 3, 25813 Husum]"]
    assert _found(rows)["seller_address"] == "Deichweg 3, 25813 Husum"
    entered = "Hahn SA – RCS Nantes 382 917 466 – 2 quai Nord, 44000 Nantes"
    assert first_street(entered.split()) == 9
    assert first_street(["A", "·", "Weg", "3", "·", "25813", "Husum"]) == 2


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Kontor 31 Bürobedarf GmbH | Weg 3a | 25813 Husum", 5),
        ("Bau GmbH Weg 3 | 25813 Husum", 2),
        ("Unit 3 Harbor Avenue SE, Salem, OR 97302", 0),
        ("Ctra. de Mazarrón, km 7 · 30800 Lorca (Murcia)", 0),
        ("Livré le 26/11/2024 – Avenue des Cerfs 12, 1410 Waterloo", 4),
    ],
)
def test_a_firm_with_a_number_in_its_name_is_no_street(text: str, begins: int) -> None:
    assert first_street(text.split()) == begins


@pytest.mark.parametrize(
    "seat", ["con sede legale in", "mit Sitz in", "dont le siège est situé", "gevestigd te"]
)
def test_an_address_in_a_sentence_begins_behind_where_a_firm_has_its_seat(seat: str) -> None:
    words = f"Acqua S.p.A. {seat} Piazza Nuova 3, 50053 Empoli".split()
    assert first_street(words) == len(f"Acqua S.p.A. {seat}".split())


def test_what_one_does_is_no_name() -> None:
    rows = ["traductrice littéraire et technique", "22 quai de la Fosse", "44000 Nantes"]
    (block,) = find_blocks(draw(rows)[0], "invoice")
    assert not block.names


def test_a_unit_named_by_its_block_begins_an_address() -> None:
    for text in ("B-404, Hahn Estate, LBS Marg, Mumbai 400083", "W-12A, Mill Road, Pune 411026"):
        assert first_street(text.split()) == 0
        assert first_street(f"Hopper Ltd, {text}".split()) == 2


def test_a_firm_may_stand_before_its_street_without_a_mark() -> None:
    row = "Okar & Sons (Hull) Ltd Unit 9, Fort Road, Hull HU1 7NR"
    page, _ = draw([row])
    (block,) = find_blocks(page, "invoice")
    assert " ".join(page.words[i].text for i in block.name) == "Okar & Sons (Hull) Ltd"


def test_a_licence_before_an_address_is_neither_street_nor_name() -> None:
    rows = [
        "POMPES TANGUY",
        "Habilitation 23-29-0088 – 7 quai Léon, 29600 Morlaix",
    ]
    page, _ = draw(rows)
    (block,) = find_blocks(page, "invoice")
    assert " ".join(page.words[i].text for i in block.address) == "7 quai Léon, 29600 Morlaix"
    assert [" ".join(page.words[i].text for i in name) for name in block.names] == ["POMPES TANGUY"]


@pytest.mark.parametrize(
    "trade",
    ["Testing Laboratory - accredited, Oregon #4117", "Schornsteinfeger · Kehrbezirk Nord 14"],
)
def test_a_trade_above_a_whole_address_is_no_estate(trade: str) -> None:
    page, _ = draw(["Ansgar Roth", trade, "Deichweg 30a, 01139 Dresden"])
    (block,) = find_blocks(page, "invoice")
    assert " ".join(page.words[i].text for i in block.address) == "Deichweg 30a, 01139 Dresden"
    page, _ = draw(["Ansgar Roth", "Unit 4 - Gate 2", "12 Mill Road, Hull HU1 7NR"])
    (block,) = find_blocks(page, "invoice")
    assert " ".join(page.words[i].text for i in block.address).startswith("Unit 4 - Gate 2")


@pytest.mark.parametrize(
    "site",
    [
        "Le Millénaire - Bâtiment 4",
        "Tour Europe - 12e étage",
        "Gare Nord - Voie 3",
        "Alte Spinnerei | Gebäude 12",
        "Technologiezentrum – Haus 4",
        "Port of Tilbury - Shed 14",
        "World Cargo Centre - Bay 7",
        "Polo Nord - Capannone 3",
    ],
)
def test_a_building_and_its_part_above_a_whole_address_are_no_trade(site: str) -> None:
    page, _ = draw(["Hahn Werke", site, "Hafenweg 12, 48155 Münster"])
    (block,) = find_blocks(page, "invoice")
    whole = f"{site} Hafenweg 12, 48155 Münster"
    assert " ".join(page.words[i].text for i in block.address) == whole


def test_a_supplier_s_number_below_a_postcode_is_no_american_town() -> None:
    rows = [
        "Supplier",
        "Labline Ltd",
        "12 Faraday Close",
        "Oakham",
        "LE15 7PT",
        "Supplier ID 31882",
    ]
    assert _found(rows, "order")["seller_address"] == "12 Faraday Close Oakham LE15 7PT"


def test_an_address_behind_its_heading_ends_before_what_follows_it() -> None:
    rows = [
        "Client livré : 00517",
        "Cuisine Centrale",
        "Rue des Cerisiers 3",
        "11100 NARBONNE",
        "",
        "Facturé à : SODEX SAS, 40 quai Rambaud, 69002 LYON — Commande client : 450",
    ]
    found = _found(rows, "delivery_note")
    assert found["ship_to_address"] == "Rue des Cerisiers 3 11100 NARBONNE"
    assert found["buyer_address"] == "40 quai Rambaud, 69002 LYON"


def test_a_firm_called_like_the_person_above_it_is_no_house() -> None:
    assert not is_house_name("Pritchard Roofing", "Mr G Pritchard", "Swansea SA2 8QE")
    assert is_house_name("Rose Bower", "Mr G Pritchard", "Swansea SA2 8QE")
    assert not is_house_name("Gower Academy", "Mr G Pritchard", "Swansea SA2 8QE")


def test_the_address_left_over_below_the_buyer_s_name_is_his() -> None:
    rows = [
        "[seller_name:Fluidor SARL]",
        "[seller_address:6 rue Papin]",
        "[seller_address+:76300 Rouen]",
        "",
        "[{}:Laiterie du Bessin]",
        "Route de Caen",
        "14230 Isigny",
    ]
    found = _found([row.format("buyer_name") for row in rows], "order_confirmation")
    assert found["buyer_address"] == "Route de Caen 14230 Isigny"
    assert "buyer_address" not in _found([row.format("O") for row in rows], "order_confirmation")


def test_who_sends_an_order_is_the_buyer() -> None:
    rows = [
        "[seller_name:Stadtwerke Nord]",
        "[seller_address:Kraftweg 12]",
        "[seller_address:25813 Husum]",
        "",
        "[buyer_name:Elektro Berg KG]",
        "[buyer_address:Langestr. 4]",
        "[buyer_address:90402 Nürnberg]",
    ]
    found = _found(rows, "order")
    assert found["buyer_address"] == "Kraftweg 12 25813 Husum"
    assert found["seller_address"] == "Langestr. 4 90402 Nürnberg"
    assert _found(rows)["seller_address"] == "Kraftweg 12 25813 Husum"


def test_of_parties_side_by_side_on_an_order_the_model_tells_the_sender() -> None:
    rows = [
        "[seller_name:Stadtwerke Nord]       [buyer_name:Elektro Berg KG]",
        "[seller_address:Kraftweg 12]           [buyer_address:Langestr. 4]",
        "[seller_address:25813 Husum]           [buyer_address:90402 Nürnberg]",
    ]
    assert _found(rows, "order")["seller_address"] == "Kraftweg 12 25813 Husum"
    taller = [
        rows[0],
        "[seller_address:Kraftweg 12]           [buyer_address:Postfach 2]",
        "[seller_address:25813 Husum]           [buyer_address:Langestr. 4]",
        "                      [buyer_address:90402 Nürnberg]",
    ]
    assert _found(taller, "order")["seller_address"] == "Kraftweg 12 25813 Husum"


def test_the_lines_of_a_letterhead_may_be_centred() -> None:
    rows = [
        "    RÉPUBLIQUE FRANÇAISE",
        "     COMMUNE DE BELMONT             [seller_name:Mobilier Ferrand SAS]",
        " Mairie – 2 place du Marché         [seller_address:4 rue Lavoisier]",
        "        88650 Le Val                [seller_address:56850 Caudan]",
    ]
    found = _found(rows, "order")
    assert found["seller_address"] == "4 rue Lavoisier 56850 Caudan"
    assert found["buyer_address"] == "Mairie – 2 place du Marché 88650 Le Val"
    assert found["buyer_name"] == "COMMUNE DE BELMONT"


def test_receivers_of_orders_are_sellers() -> None:
    rows = ["An:", "Elektro Berg KG", "Langestr. 4", "90402 Nürnberg"]
    assert "buyer_address" in _found(rows)
    assert "seller_address" in _found(rows, "order")


def test_the_vat_id_below_an_address_is_that_party_s() -> None:
    rows = ["Bill To:", "Ardent GmbH", "Weg 3", "25813 Husum", "Germany", "VAT: DE136695976"]
    assert _found(rows)["buyer_vat_id"] == "DE136695976"


def test_a_list_of_places_has_no_parties() -> None:
    rows = [f"[seller_address:Weg {n}, 258{n} Husum]" for n in range(10, 60)]
    assert _found(rows) == {}


@pytest.mark.timeout(20)
def test_words_above_the_page_send_nobody_in_circles() -> None:
    words = [
        ("N", (60, -20, 64, -10), 1.0),
        ("Muster", (66, -20, 120, -10), 1.0),
        ("10115", (60, 4, 90, 14), 1.0),
        ("Berlin", (93, 4, 130, 14), 1.0),
    ]
    page = arrange_page(words, 600, 800, origin="text")
    assert len(list(find_blocks(page, "invoice"))) <= 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quarry Farm", "street"),
        ("3rd Floor, Mercantile House", "street"),
        ("ZAC des Malvaux", "street"),
        ("Gewerbepark Nord", "street"),
        ("St Aldhelm's College", "text"),
        ("HD6 2RF", "place"),
        ("F.A.O. Sales Office", "person"),
    ],
)
def test_buildings_and_bare_postcodes_are_told_apart(text: str, kind: str) -> None:
    assert kind_of_line(text) == kind


def test_a_british_address_runs_from_its_building_to_its_postcode() -> None:
    rows = [
        "Bill To:",
        "Calder Flow Control Ltd",
        "Unit 7, Brookfoot Industrial Estate",
        "Elland Road",
        "BRIGHOUSE",
        "HD6 2RF",
    ]
    assert _found(rows) == {
        "buyer_name": "Calder Flow Control Ltd",
        "buyer_address": "Unit 7, Brookfoot Industrial Estate Elland Road BRIGHOUSE HD6 2RF",
    }


def test_an_address_may_stand_behind_its_heading() -> None:
    found = _found(["Lieferadresse: Hafenweg 3, 25813 Husum", "Telefon: Hafenweg 5, 25813 Husum"])
    assert found["ship_to_address"] == "Hafenweg 3, 25813 Husum"


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ("Chantier : Avenue du Stade 31, 4900 Spa", "Avenue du Stade 31, 4900 Spa"),
        ("BL n° 4471 du 08.10.2026 – Livré : 3 rue Basse, 49000 Angers",
         "3 rue Basse, 49000 Angers"),
        ("Anlieferung: Ardent GmbH, Industriestraße 4, 25813 Husum",
         "Industriestraße 4, 25813 Husum"),
        ("Leveringsadres   Kerkstraat 6, 8857 BR Wijnaldum", "Kerkstraat 6, 8857 BR Wijnaldum"),
        # Of the work, not where something went.
        ("Chantier : École du Centre, rue du Port 5, 4900 Spa – BL 25/0918", None),
        ("Objekt: Hafenweg 3, 25813 Husum", None),
    ],
)  # fmt: skip
def test_a_site_and_what_was_delivered_head_an_address_in_their_row(
    row: str, address: str | None
) -> None:
    assert _found([row]).get("ship_to_address") == address


def test_what_stands_in_an_address_wherever_it_is_printed_is_no_slogan() -> None:
    house = "Riverside Business Centre"
    head = ["[seller_name:Ford Tools Ltd]", house, "[seller_address:14 Mill Road]",
            "[seller_address+:Exeter EX2 8AJ]"]  # fmt: skip
    foot = f"Ford Tools Ltd · {house} · 14 Mill Road · Exeter EX2 8AJ"
    assert _found([*head, "", "", "", foot])["seller_address"].startswith(house)


def test_what_a_shop_does_stands_apart_from_its_address_in_one_line() -> None:
    for begun, address in (
        ("", "Neckarsteig 31, 72622 Calw"),
        ("+", "Pflege Neckarsteig 31, 72622 Calw"),
    ):
        row = f"Mauern   Pflege [seller_address{begun}:Neckarsteig 31, 72622 Calw]"
        assert _found(["[seller_name:Arndt]", row])["seller_address"] == address


def test_northern_ireland_ends_an_address() -> None:
    rows = ["[buyer_name:Erne Ltd]", "[buyer_address:4 Quay Road]", "Enniskillen BT74 4EJ"]
    found = _found([*rows, "Northern Ireland"])["buyer_address"]
    assert found == "4 Quay Road Enniskillen BT74 4EJ Northern Ireland"


def test_a_street_above_its_town_is_no_slogan() -> None:
    rows = ["Ship to:", "[buyer_address:159 Queen Street]", "[ship_to_address:York]",
            "[ship_to_address+:YO1 7HH]"]  # fmt: skip
    assert _found(rows)["ship_to_address"] == "159 Queen Street York YO1 7HH"


def test_a_block_for_someone_s_attention_is_the_receiver_s() -> None:
    rows = ["[seller_name:Oakmere Ltd]", "Attention: Priya Nair", "12 Lake Street", "25946 Nebel"]
    assert _found(rows)["buyer_address"] == "12 Lake Street 25946 Nebel"
    assert _found(rows, "order")["seller_address"] == "12 Lake Street 25946 Nebel"


def test_a_block_for_attention_is_the_seller_s_where_the_reader_s_is_known() -> None:
    rows = [
        "[buyer_name:Oakmere Ltd]                   [seller_name:Peak Labels Ltd]",
        "                                           Attention: Accounts",
        "[buyer_address:12 Lake Street]                   9 Mill Lane",
        "[buyer_address+:York YO1 9TX]                   [seller_address:Leeds LS1 2AF]",
    ]
    found = _found(rows)
    assert found["buyer_address"] == "12 Lake Street York YO1 9TX"
    assert found["seller_address"] == "9 Mill Lane Leeds LS1 2AF"


def test_the_block_of_the_office_that_pays_is_the_buyer_s() -> None:
    rows = [
        "[seller_name:Oakmere Ltd]                   [buyer_name:Peak Labels Ltd]",
        "Accounts Payable              [buyer_address:9 Mill Lane]",
        "[seller_address:12 Lake Street]                [buyer_address+:Leeds LS1 2AF]",
        "[seller_address+:York YO1 9TX]",
    ]
    found = _found(rows)
    assert found["buyer_name"] == "Oakmere Ltd"
    assert found["buyer_address"] == "12 Lake Street York YO1 9TX"
    assert found["seller_name"] == "Peak Labels Ltd"
    assert found["seller_address"] == "9 Mill Lane Leeds LS1 2AF"


@pytest.mark.parametrize(
    ("line", "doc_type", "party"),
    [
        ("Kreditorenbuchhaltung", "invoice", "buyer"),
        ("Service comptabilité fournisseurs", "credit_note", "buyer"),
        ("Purchase Ledger", "order", None),
        ("Accounts Receivable", "invoice", None),
    ],
)
def test_only_who_pays_tells_whose_a_block_is(line: str, doc_type: str, party: str | None) -> None:
    page, _ = draw(["Oakmere Ltd", line, "12 Lake Street", "York YO1 9TX"])
    assert [block.party for block in find_blocks(page, doc_type)] == [party]


def test_what_a_firm_says_of_itself_is_no_part_of_its_address() -> None:
    for slogan in ("Courrier express 24h/24", "Minoterie depuis 1921", "Dépannage 7j/7"):
        rows = ["[seller_name:Masson]", slogan, "[seller_address:70, rue de Wagner]",
                "[seller_address+:35740 Pacé]"]  # fmt: skip
        assert _found(rows)["seller_address"] == "70, rue de Wagner 35740 Pacé"


def test_a_row_that_the_model_sees_outside_the_address_is_left_out() -> None:
    rows = ["[seller_name:Wagner AG]", "Halle Nord 4", "[seller_address:Hauptstr. 7/3]",
            "[seller_address+:1010 Wien]"]  # fmt: skip
    assert _found(rows)["seller_address"] == "Hauptstr. 7/3 1010 Wien"
    page, tags = draw(rows)  # a letterhead that the second page repeats
    (address,) = (
        claim
        for claim in find_addresses([page, page], [tags, tags], "invoice")
        if claim.label == "seller_address"
    )
    assert " ".join(page.words[i].text for i in address.words) == "Hauptstr. 7/3 1010 Wien"


def test_a_street_that_the_model_missed_stays_in_its_address() -> None:
    rows = ["[seller_name:Wagner AG]", "Hauptstr. 7", "[seller_address:1010 Wien]"]
    assert _found(rows)["seller_address"] == "Hauptstr. 7 1010 Wien"


def test_what_a_firm_does_around_the_clock_is_no_street() -> None:
    for text in ("Résidentiel – débouchage 24 h", "Schlüsselnotdienst 24h"):
        assert kind_of_line(text) == "text"
    assert kind_of_line("Am Wall 24 h") == "street"


@pytest.mark.parametrize("text", ["Markt 5", "Hauptstr. 24/7", "Rue de l'Est 1200"])
def test_streets_that_look_like_slogans(text: str) -> None:
    assert kind_of_line(text) == "street"


def test_departments_are_no_firms_but_firms_may_be_called_so() -> None:
    assert kind_of_line("Kreditorenbuchhaltung") == "person"
    assert kind_of_line("Accounts Payable") == "person"
    assert kind_of_line("Buchhaltung Meier GmbH") == "text"


def test_a_house_below_a_person_is_part_of_the_address() -> None:
    rows = ["Dr and Mrs H. Lloyd", "Ty [buyer_name:Gwyn]", "Brecon Road"]
    rows += ["[buyer_address:Brecon NP7 7RE]"]
    assert _found(rows)["buyer_address"] == "Ty Gwyn Brecon Road Brecon NP7 7RE"
    agents = [rows[0], "Tregenza [buyer_name:Agents Ltd]", *rows[2:]]
    assert _found(agents)["buyer_address"] == "Brecon Road Brecon NP7 7RE"
    rows[0] = "Lloyd Ltd"
    assert _found(rows)["buyer_address"] == "Brecon Road Brecon NP7 7RE"


def test_a_house_that_the_model_takes_for_a_name_stays_in_the_address() -> None:
    rows = ["Mrs J Pick", "[buyer_name:Rose Cottage]", "[buyer_address:4 Mill Road]"]
    rows += ["[buyer_address+:Leeds HX7 6AZ]"]
    assert _found(rows)["buyer_address"] == "Rose Cottage 4 Mill Road Leeds HX7 6AZ"


def test_an_office_on_a_site_stands_above_its_lane() -> None:
    rows = ["[buyer_name:Agricultural Society]", "[buyer_address:The Showground Office]"]
    rows += ["[buyer_address+:Moss Lane]", "[buyer_address+:Garstang]", "[buyer_address+:PR3 1PX]"]
    assert _found(rows)["buyer_address"] == "The Showground Office Moss Lane Garstang PR3 1PX"


def test_a_county_has_its_town_above() -> None:
    rows = ["Ballycarney, Enniscorthy", "[seller_address:Co. Wexford, Y21 W6C3]"]
    assert _found(rows)["seller_address"] == "Ballycarney, Enniscorthy Co. Wexford, Y21 W6C3"


def test_an_estate_stands_above_a_street_with_its_town() -> None:
    rows = ["Corrib Food", "Liosbán Business Park", "[seller_address:4 Tuam Road, Galway H91 D85K]"]
    assert _found(rows)["seller_address"].startswith("Liosbán Business Park 4 Tuam")
    assert not _found(rows[1:])["seller_address"].startswith("Liosbán")


@pytest.mark.parametrize(
    "top", ["Per E-Mail", "Facture d’origine", "29 January 2026", "Organisateur"]
)
def test_what_stands_above_a_name_is_none(top: str) -> None:
    rows = [top, "Hof Säntis", "Weissbadstrasse 70", "[buyer_address:9057 Weissbad]"]
    assert _found(rows)["buyer_name"] == "Hof Säntis"


def test_a_street_may_be_called_after_a_date() -> None:
    rows = ["Owen Prosser", "29 January 2026", "Menuiserie Delhez"]
    rows += ["[buyer_address:Rue du 8 mai 1945]", "[buyer_address+:44600 Saint-Nazaire]"]
    found = _found(rows)
    assert found["buyer_address"] == "Rue du 8 mai 1945 44600 Saint-Nazaire"
    assert found["buyer_name"] == "Menuiserie Delhez"


def test_an_address_above_another_lends_it_no_name() -> None:
    rows = ["Owen Prosser", "Dorfstr. 5", "25813 Husum", "Hof Säntis", "Hauptstr. 70"]
    assert _found([*rows, "[buyer_address:25946 Nebel]"])["buyer_name"] == "Hof Säntis"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Co. Tipperary", "place"),
        ("Kilbrittain, Co. Cork", "place"),
        ("Co. KG", "text"),
        ("1180 route de Thonon", "street"),
        ("1180 Bruxelles", "place"),
        ("STWEG Sonnenrain", "text"),
        ("Tamil Nadu", "country"),
        ("9 Mill Road, Pune 411026, Maharashtra", "whole"),
        ("Sonnenweg 3", "street"),
        ("The Secretary", "person"),
        ("Registered Society No. 28714R", "text"),
        ("Hahn Ltd · Regulator of Social Housing L4418", "text"),
        ("4, Duerfstrooss, L-9635 Bavigne", "whole"),
        ("Bahnhofstraße 30 · HRB 1877 Amtsgericht Amberg", "street"),
    ],
)
def test_counties_registers_and_numbered_streets_are_told_apart(text: str, kind: str) -> None:
    assert kind_of_line(text) == kind


def test_an_irish_address_ends_with_its_county_or_its_eircode() -> None:
    rows = ["Michael Crowley", "[buyer_address:Coolmain Farm]"]
    rows += ["[buyer_address+:Kilbrittain]", "Co. Cork"]
    assert _found(rows)["buyer_address"] == "Coolmain Farm Kilbrittain Co. Cork"
    assert _found([*rows, "P17 HD61"])["buyer_address"].endswith("Co. Cork P17 HD61")
    rows = ["Customer:", "Coolmain Partnership", "Kilbrittain", "Co. Cork", "P17 HD61"]
    assert _found(rows)["buyer_address"] == "Kilbrittain Co. Cork P17 HD61"


def test_a_line_s_phone_and_register_are_no_part_of_its_address() -> None:
    rows = ["[seller_address:Hafenweg 3, 25813 Husum] · HRB 1877 Amtsgericht Flensburg"]
    assert _found(rows)["seller_address"] == "Hafenweg 3, 25813 Husum"
    rows = ["[seller_address:Hafenweg 3, 25813 Husum] Tel. 04841 5510"]
    assert _found(rows)["seller_address"] == "Hafenweg 3, 25813 Husum"
    for caption in ("Lieferscheinnummer:", "Telefon", "/ Natel", "SIRET:", "Steuer-Nr.:"):
        rows = [f"[seller_address:Hafenweg 3, 25813 Husum] {caption} 88-112"]
        assert _found(rows)["seller_address"] == "Hafenweg 3, 25813 Husum"
    for two in ("Amtsgericht Flensburg: HRB 1", "Codice fiscale: 1", "Company number: 1"):
        assert before_contact(f"Hafenweg 3, 25813 Husum {two}").endswith(two)
    assert before_contact("8 rue Haute – 69000 Lyon – France") == (
        "8 rue Haute – 69000 Lyon – France"
    )


def test_a_registered_office_is_an_address_without_its_caption() -> None:
    line = (
        "[seller_name:Brightwire Communications (Holdings) Ltd] · Registered office: "
        "[seller_address:4 Quay, Exeter EX2 8AJ]"
    )
    assert _found([line])["seller_address"] == "4 Quay, Exeter EX2 8AJ"


@pytest.mark.parametrize("heading", ["Lieferant 70418", "Lieferant: 70418"])
def test_a_heading_may_have_the_party_s_number(heading: str) -> None:
    rows = [heading, "Nordlack GmbH", "Postfach 11 02", "33662 Bielefeld"]
    assert _found(rows, "order")["seller_address"] == "Postfach 11 02 33662 Bielefeld"


def test_an_order_s_only_other_address_is_the_buyer_s() -> None:
    rows = [
        "[seller_address:Hafenweg 3, 25813 Husum]",
        "",
        "",
        "To          Nordlack GmbH, Hansaring 96, 24534 Neumünster",
    ]
    found = _found(rows, "order")
    assert found["buyer_address"] == "Hafenweg 3, 25813 Husum"
    assert found["seller_address"] == "Hansaring 96, 24534 Neumünster"


def test_two_addresses_of_one_party_are_both_parties() -> None:
    upper = ["Nordlack GmbH", "[buyer_address?0.7:Hansaring 96]", "[buyer_address?0.7:24534 Tarp]"]
    lower = ["Jan Ott", "[buyer_address?0.8:Hafenweg 3]", "[buyer_address?0.8:25813 Husum]"]
    found = _found([*upper, "", "", *lower], "delivery_note")
    assert found["seller_address"] == "Hansaring 96 24534 Tarp"
    assert found["buyer_address"] == "Hafenweg 3 25813 Husum"
    beside = [f"{a}{' ' * pad}{b}" for a, pad, b in zip(upper, (27, 28, 30), lower, strict=True)]
    found = _found(beside)
    assert found["buyer_address"] == "Hafenweg 3 25813 Husum"
    assert found["seller_address"] == "Hansaring 96 24534 Tarp"
    footer = [*upper, *[""] * 30, *lower]
    assert "seller_address" not in _found(footer)


def test_a_firm_s_capital_is_no_street() -> None:
    line = "SAS au capital de 320 000 euros – 88 rue Bergson, 42000 Lyon — SIRET 4711"
    found = _found([f"[seller_address:{line}]"])
    assert found["seller_address"] == "88 rue Bergson, 42000 Lyon"


def test_a_party_s_heading_may_stand_beside_its_whole_address() -> None:
    rows = ["Fournisseur          Tourneval Conseil SARL, rue Natalis 5, 4020 Liège"]
    found = _found(rows, "order")
    assert found["seller_address"] == "rue Natalis 5, 4020 Liège"
    assert found["seller_name"].startswith("Tourneval Conseil SARL")


def test_a_supplier_s_block_is_no_place_of_delivery() -> None:
    rows = [
        "Lieferant              Abw. Lieferadresse",
        "Nordlack GmbH          Yachtbau Kappeln",
        "Hansaring 96           Am Südhafen 23",
        "24534 Neumünster       24376 Kappeln",
    ]
    found = _found(rows, "order")
    assert found["seller_address"] == "Hansaring 96 24534 Neumünster"
    assert found["ship_to_address"] == "Am Südhafen 23 24376 Kappeln"


def test_a_numbered_site_is_part_of_the_place_of_delivery() -> None:
    rows = ["Deliver to", "Plot 11, Fernbank Rise", "Off Lichfield Road", "Four Oaks B74 2UZ"]
    assert _found(rows)["ship_to_address"].startswith("Plot 11, Fernbank Rise Off")


def test_goods_may_go_to_the_buyer_s_own_address() -> None:
    rows = [
        "[buyer_address:Hafenweg 3, 25813 Husum]",
        "",
        "",
        "Deliver to",
        "Main workshop",
        "Hafenweg 3",
        "25813 Husum",
    ]
    found = _found(rows, "order")
    assert found["buyer_address"] == "Hafenweg 3, 25813 Husum"
    assert found["ship_to_address"] == "Hafenweg 3 25813 Husum"


def test_a_block_that_begins_with_its_own_sign_is_the_sellers() -> None:
    rows = [
        "luxnet                        [buyer_name:Kanzlei Roth]",
        "[seller_name:Luxnet Kabel]                  [seller_address?0.6:Lindenweg 3]",
        "[buyer_address?0.7:Uferweg 8]                     [seller_address+?0.6:78464 Konstanz]",
        "[buyer_address+?0.7:78462 Konstanz]",
    ]
    found = _found(rows)
    assert found["seller_address"] == "Uferweg 8 78462 Konstanz"
    assert found["buyer_address"] == "Lindenweg 3 78464 Konstanz"


def test_the_sign_at_the_head_tells_the_sellers_block() -> None:
    rows = ["ACME Werke", "", ""]
    rows += ["[buyer_name:ACME Werke SAS]                [seller_name?0.5:Hydro Pompes SA]"]
    rows += ["[buyer_address:310 avenue Foch]               [ship_to_address?0.6:8 rue Ampère]"]
    rows += ["[buyer_address+:74300 Cluses]                  [ship_to_address+?0.6:42160 Bonson]"]
    seller, buyer = "310 avenue Foch 74300 Cluses", "8 rue Ampère 42160 Bonson"
    assert _found(rows) == {
        "seller_address": seller,
        "seller_name": "ACME Werke SAS",
        "buyer_address": buyer,
        "buyer_name": "Hydro Pompes SA",
    }
    assert _found(["Rechnung", *rows[1:]])["buyer_address"] == seller
    rows[4] = rows[4].replace("ship_to_address?0.6", "seller_address")
    rows[5] = rows[5].replace("ship_to_address+?0.6", "seller_address+")
    assert _found(rows)["buyer_address"] == seller


@pytest.mark.parametrize(("size", "swapped"), [(1.8, True), (1.0, False)])
def test_a_large_word_of_a_name_tells_whose_paper_it_is(size: float, *, swapped: bool) -> None:
    rows = ["BIDEGAIN", "", ""]
    rows += ["[buyer_name:Transports Bidegain SA]             Conserverie Rives"]
    rows += ["[buyer_address:310 avenue Foch]                    8 rue Ampère"]
    rows += ["[buyer_address+:74300 Cluses]                      42160 Bonson"]
    page, tags = draw(rows)
    x0, y0, x1, y1 = page.words[0].box
    sign = page.words[0]._replace(box=(x0, y0, x1, y0 + size * (y1 - y0)))
    page = page.model_copy(update={"words": (sign, *page.words[1:])})
    claims = find_addresses([page], [tags], "statement")
    found = {claim.label: page.words[claim.words[0]].text for claim in claims}
    assert found["buyer_address"] == ("8" if swapped else "310")
    assert found.get("seller_address") == ("310" if swapped else None)


@pytest.mark.parametrize(
    ("size", "below", "swapped"),
    [(2.0, "", True), (1.0, "", False), (2.0, "Self-billing invoice", False)],
)
def test_a_name_in_large_type_over_two_rows_tells_more_than_the_model(
    size: float, below: str, *, swapped: bool
) -> None:
    rows = ["papier                         [seller_name:Conserverie Rives SAS]"]
    rows += ["bleu                           [seller_address:310 avenue Foch]"]
    rows += ["                               [seller_address+:74300 Cluses]", "", "", ""]
    rows += ["[buyer_name:SARL Papier Bleu]", "[buyer_address:8 rue Ampère]"]
    rows += ["[buyer_address+:42160 Bonson]", "", "", below, *["Tel. 0151 496 0495"] * 4]
    page, tags = draw(rows)
    words = []
    for word in page.words:
        x0, y0, x1, y1 = word.box
        large = size if word.text in ("papier", "bleu") else 1.0
        words.append(word._replace(box=(x0, y0, x1, y0 + large * (y1 - y0))))
    page = page.model_copy(update={"words": tuple(words)})
    claims = find_addresses([page], [tags], "invoice")
    found = {claim.label: claim.words for claim in claims}
    seller = " ".join(page.words[i].text for i in found["seller_address"])
    assert all(claim.proved for claim in claims) is swapped
    assert seller == ("8 rue Ampère 42160 Bonson" if swapped else "310 avenue Foch 74300 Cluses")
    if swapped:
        assert [page.words[i].text for i in found["seller_name"]] == ["SARL", "Papier", "Bleu"]


@pytest.mark.parametrize(
    ("foot", "swapped"),
    [
        (("USt-IdNr. [seller_vat_id:DE136695976]", "Bank", "DE02 1203 0000 0000 2020 51"), True),
        (("USt-IdNr. DE136695976", "Bank", "DE02 1203 0000 0000 2020 51"), False),
        (
            ("USt-IdNr. [seller_vat_id:DE136695976]", "Abbuchung", "DE02 1203 0000 0000 2020 51"),
            False,
        ),
        (("USt-IdNr. [seller_vat_id:DE136695976]", "Ihre IBAN DE02 1203 0000 0000 2020 51"), False),
        (("Bank", "DE02 1203 0000 0000 2020 51"), False),
        (("[seller_vat_id:DE136695976]", "Tel. 0151 496 0495"), True),
        (("[seller_vat_id:DE136695976]", "Tél. 0151 496 0495", "", "", "ATU13585627"), False),
        (("DE136695976", "Tel. 0151 496 0495"), False),
        (("USt-IdNr. [seller_vat_id:DE136695976]",), False),
        (("[seller_vat_id:DE136695976]", "[seller_registration_id:HRB 4711]"), True),
        (("DE136695976", "HRB 4711"), False),
        (
            (
                "USt-IdNr. [seller_vat_id:DE136695976]",
                "",
                "",
                "",
                "",
                "",
                "DE02 1203 0000 0000 2020 51",
            ),
            False,
        ),
        (
            ("Gutschrift", "USt-IdNr. [seller_vat_id:DE136695976]", "DE02 1203 0000 0000 2020 51"),
            False,
        ),
    ],
)
def test_a_firm_s_entries_and_account_in_its_own_column_tell_the_seller(
    foot: tuple[str, ...], *, swapped: bool
) -> None:
    rows = ["                               [seller_name:Kanzlei Roth GmbH]"]
    rows += ["[buyer_name:Hallen Nord GmbH]               [seller_address:Uferweg 8]"]
    rows += ["[buyer_address:Messeweg 10]                    [seller_address+:78462 Konstanz]"]
    rows += ["[buyer_address+:50679 Köln]", *foot]
    found = _found(rows)
    firms, places = ["Hallen Nord GmbH", "Kanzlei Roth GmbH"], ["Messeweg 10 50679 Köln"]
    places += ["Uferweg 8 78462 Konstanz"]
    seller, buyer = (0, 1) if swapped else (1, 0)
    assert [found["seller_address"], found["buyer_address"]] == [places[seller], places[buyer]]
    assert found.get("seller_name", firms[1]) == firms[seller]
    assert found.get("buyer_name", firms[0]) == firms[buyer]


@pytest.mark.parametrize(
    ("foot", "turned"),
    [
        (("USt-IdNr. DE136695976", "HRB 8126 Flensburg"), False),
        (("VAT No. GB980780684", "Company No. 01234567"), False),
        (("USt-IdNr. DE136695976", "DE02 1203 0000 0000 2020 51"), True),
        (("USt-IdNr. DE136695976", "Tel. 0221 4960495"), True),
    ],
)
def test_two_entries_below_a_buyer_s_name_are_a_buyer_s(
    foot: tuple[str, str], *, turned: bool
) -> None:
    rows = ["[buyer_name:Hallen Nord GmbH]               Karin Roth"]
    rows += ["[buyer_address:Messeweg 10]                    Uferweg 8"]
    rows += ["[buyer_address+:50679 Köln]                    78462 Konstanz", *foot]
    found = _found(rows)
    assert found["seller_address" if turned else "buyer_address"] == "Messeweg 10 50679 Köln"


def test_a_whole_address_goes_on_with_its_town_below_it() -> None:
    rows = ["[buyer_name:Kanzlei Roth GmbH]", "[buyer_address:Uferweg 8]"]
    rows += ["[buyer_address+:78462 Konstanz]", "", ""]
    rows += ["                        [seller_name:Hallen Nord GmbH]          Datum 3. Mai 2026"]
    rows += ["                        [seller_address:Messeweg 10, 50679]     Fällig 2. Juni 2026"]
    whole = [*rows, "                        [seller_address+:Bad] Köln"]
    assert _found(whole)["seller_address"] == "Messeweg 10, 50679 Bad Köln"
    for other in ("                        Tel. 0221 4960495", "", "Bad Köln"):
        assert "seller_address" not in _found([*rows, other])


@pytest.mark.parametrize("doc_type", ["credit_note", "quote", "payment_reminder"])
def test_an_account_below_a_customer_s_address_is_that_of_a_refund(doc_type: str) -> None:
    rows = ["[buyer_name?0.5:Hallen Nord GmbH]               [seller_name?0.5:Kanzlei Roth GmbH]"]
    rows += ["[buyer_address?0.5:Messeweg 10]               [seller_address?0.5:Uferweg 8]"]
    rows += ["[buyer_address+?0.5:50679 Köln]              [seller_address+?0.5:78462 Konstanz]"]
    rows += ["USt-IdNr. [seller_vat_id:DE136695976]", "DE02 1203 0000 0000 2020 51"]
    assert _found(rows, doc_type).get("seller_address") != "Messeweg 10 50679 Köln"


@pytest.mark.parametrize(("size", "swapped"), [(0.7, True), (1.0, False)])
@pytest.mark.parametrize("reader", ["Kanzlei Roth GmbH", "Herr Otto Vogel"])
def test_a_sender_s_name_in_small_type_above_the_reader_s_tells_whose_paper_it_is(
    size: float, reader: str, *, swapped: bool
) -> None:
    rows = ["[seller_name:Hallen Nord GmbH]               [buyer_name:Hallen Nord GmbH]"]
    rows += [f"{reader:<17}               [buyer_address:Messeweg 10]"]
    rows += ["[seller_address:Uferweg 8]                      [buyer_address+:50679 Köln]"]
    rows += ["[seller_address+:78462 Konstanz]"]
    page, tags = draw(rows)
    small = [
        word._replace(box=(*word.box[:3], word.box[1] + size * (word.box[3] - word.box[1])))
        for word in page.words[:3]
    ]
    page = page.model_copy(update={"words": (*small, *page.words[3:])})
    claims = find_addresses([page], [tags], "letter")
    found = {c.label: " ".join(page.words[i].text for i in c.words) for c in claims}
    places = ["Uferweg 8 78462 Konstanz", "Messeweg 10 50679 Köln"]
    seller, buyer = (1, 0) if swapped else (0, 1)
    assert [found["seller_address"], found["buyer_address"]] == [places[seller], places[buyer]]
    if swapped:
        assert [found["seller_name"], found["buyer_name"]] == ["Hallen Nord GmbH", reader]


@pytest.mark.parametrize("form", ["Ges.m.b.H.", "GesmbH"])
def test_a_name_may_wrap_before_its_form(form: str) -> None:
    rows = ["[seller_name:Donauprint Druckerei]", form, "[seller_address:Handelskai 346]"]
    rows += ["[seller_address+:1020 Wien]"]
    assert _found(rows)["seller_name"] == f"Donauprint Druckerei {form}"


@pytest.mark.parametrize(
    ("heading", "party"),
    [
        ("Arbeitnehmer/in", "buyer"),
        ("Salarié(e) :", "buyer"),
        ("Employee", "buyer"),
        ("Werknemer", "buyer"),
        ("Arbeitgeber", "seller"),
    ],
)
def test_a_payslip_heads_who_is_paid_and_who_pays(heading: str, party: str) -> None:
    rows = [heading, "Katrin Schäuble", "Paulinenstraße 61", "88046 Friedrichshafen"]
    found = _found(rows, "payslip")
    assert found[f"{party}_name"] == "Katrin Schäuble"
    assert found[f"{party}_address"] == "Paulinenstraße 61 88046 Friedrichshafen"
    assert _found(rows, "contract") == {}


def test_a_box_for_cheques_is_not_where_the_seller_is_at_home() -> None:
    rows = ["[seller_address:12 Lake Street]", "[seller_address+:Columbus, OH 43004]", "", ""]
    rows += ["Remit to: P.O. Box 7718, Detroit, MI 48277"]
    assert _found(rows)["seller_address"] == "12 Lake Street Columbus, OH 43004"
    assert _found(["Hahn", "", *rows[4:]])["seller_address"] == "P.O. Box 7718, Detroit, MI 48277"
    rows[4] = "Remit to: [seller_address:P.O. Box 7718, Detroit, MI 48277]"
    assert _found(rows)["seller_address"] == "12 Lake Street Columbus, OH 43004"


def test_a_house_that_the_model_sees_below_a_firm_is_part_of_its_address() -> None:
    rows = ["[buyer_name:Lloyd Ltd]", "[buyer_address:Quay West]", "[buyer_address:Saltash Road]"]
    rows += ["[buyer_address:Plymouth PL2 1QQ]"]
    assert _found(rows)["buyer_address"] == "Quay West Saltash Road Plymouth PL2 1QQ"
    assert _found(["Lloyd College", *rows[1:]])["buyer_address"] == "Saltash Road Plymouth PL2 1QQ"


def test_a_townland_that_the_model_sees_above_its_town_is_part_of_the_address() -> None:
    rows = ["[buyer_address:Clonroad Beg]", "[buyer_address+:Ennis]", "[buyer_address+:Co. Clare]"]
    rows += ["[buyer_address+:V95 X4R7]"]
    for head in ("Accounts Department", "To: The Principal"):
        found = _found([head, "[buyer_name:Coláiste Muirne]", *rows])["buyer_address"]
        assert found == "Clonroad Beg Ennis Co. Clare V95 X4R7"
    found = _found(["[buyer_name:Coláiste Muirne]", "[O?0.9:Aoife Walsh]", *rows[1:]])
    assert found["buyer_address"] == "Ennis Co. Clare V95 X4R7"


def test_a_line_that_the_model_surely_sees_above_a_street_needs_no_name_above() -> None:
    rows = ["[seller_address+:8 rue des Moissons]", "[seller_address+:32000 Auch]"]
    found = _found(["[seller_address:ZA de la Plaine]", *rows])["seller_address"]
    assert found == "ZA de la Plaine 8 rue des Moissons 32000 Auch"
    found = _found(["[seller_address?0.5:Votre partenaire]", *rows])["seller_address"]
    assert found == "8 rue des Moissons 32000 Auch"


def test_a_vat_id_below_an_address_needs_no_caption() -> None:
    rows = ["[buyer_name:Hoek SA]", "[buyer_address:Dorp 5]", "[buyer_address+:7500 Tournai]"]
    assert _found([*rows, "BE 0403.170.701"])["buyer_vat_id"] == "BE 0403.170.701"
    assert "buyer_vat_id" not in _found([*rows, "BE 0403.170.702"])


def test_a_heading_without_a_mark_and_a_whole_block_stand_in_one_line() -> None:
    rows = [
        "[seller_name:Harrow Gardens]", "The Old Dairy",
        "[buyer_name?0.4:Mill] Lane", "[buyer_address?0.8:Frome BA11 2ST]", "",
        "Prepared for Mr & Mrs T. Holloway, 7 Beech Rise, Bruton BA10 0AA",
    ]  # fmt: skip
    assert _found(rows, "quote") == {
        "buyer_address": "7 Beech Rise, Bruton BA10 0AA",
        "buyer_name": "Mr & Mrs T. Holloway,",
        "seller_address": "The Old Dairy Mill Lane Frome BA11 2ST",
    }


def test_the_one_address_left_on_a_payslip_is_the_employee_s() -> None:
    rows = [
        "[seller_name:Weberei Lang GmbH] * [seller_address:Bachgasse 2 * 95028 Hof]", "",
        "Frau", "Petra Seidler", "Ringweg 14", "95032 Hof",
    ]  # fmt: skip
    assert _found(rows, "payslip") == {
        "seller_address": "Bachgasse 2 * 95028 Hof",
        "buyer_address": "Ringweg 14 95032 Hof",
        "buyer_name": "Petra Seidler",
    }
    assert "buyer_address" not in _found(rows, "invoice")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Central Warehouse", False),
        ("West Wing, Door 4", True),
        ("Holm Catering Ltd", False),
        ("c/o Holm Baths (site)", True),
        ("Magasin central – quai C", True),
        ("Wareneingang Haus 2", True),
        ("Baustelle Kita Sonnenhang", True),
        ("Werk II", True),
        ("Pontoon C", True),
        ("Cold Store 4", True),
        ("Vale Foods - Cold Store 2", False),
        ("Groupe scolaire Jean Macé", True),
        ("Cantiere Residenza I Tigli", True),
        ("Gemeentewerf", True),
        ("Filiaal Zuid", True),
        ("Apotheek De Linde, filiaal Zuid", False),
        ("Cantiere Nautico Fratelli Moretti", False),
        ("Associazione Cantiere Aperto", False),
        ("Stichting Bouwplaats", False),
    ],
)
def test_where_on_a_ground_goods_go_is_of_the_address(line: str, kept: bool) -> None:
    rows = ["Deliver to", line, "3 Dock Street", "Leeds LS10 1JF"]
    address = "3 Dock Street Leeds LS10 1JF"
    assert _found(rows, "order")["ship_to_address"] == (f"{line} {address}" if kept else address)


def test_the_firm_on_whose_ground_goods_go_is_of_no_address() -> None:
    found = _found(
        ["Ship to: Holm Catering Ltd – Goods In, 3 Dock Street, Leeds LS10 1JF"], "order"
    )
    assert found["ship_to_address"] == "Goods In, 3 Dock Street, Leeds LS10 1JF"


def test_a_floor_of_a_house_stands_above_its_street() -> None:
    rows = ["2nd Floor, Swan House", "17 Northgate", "Wakefield WF1 3BJ"]
    blocks = list(find_blocks(draw(rows)[0], "invoice"))
    assert len(blocks) == 1 and len(blocks[0].address) == len(" ".join(rows).split())


def test_a_site_above_a_person_is_of_no_address() -> None:
    rows = ["Deliver to", "Baustelle Kita", "Herr Möller", "3 Dock Street", "Leeds LS10 1JF"]
    assert _found(rows, "order")["ship_to_address"] == "3 Dock Street Leeds LS10 1JF"


def test_a_person_alone_above_an_address_is_its_name() -> None:
    place = ["Orchard Cottage", "Mill Road", "Woolpit IP30 9RF"]
    found = _found(["Prepared for", "Mrs T. Norwood", *place])
    assert found["buyer_name"] == "Mrs T. Norwood"
    found = _found(["Prepared for", "Norwood Ltd", "Mrs T. Norwood", *place])
    assert found["buyer_name"] == "Norwood Ltd"


def test_a_flat_stands_below_its_street() -> None:
    rows = ["Adresse de facturation", "Mme Inès Rolland", "3 rue du Puits", "Appt 12",
            "29200 Brest"]  # fmt: skip
    assert _found(rows)["buyer_address"] == "3 rue du Puits Appt 12 29200 Brest"


def test_at_whose_address_a_party_is_reached_is_part_of_it() -> None:
    rows = ["Rechnung an", "Hausgemeinschaft Rebhalde", "c/o Lind Verwaltungs AG", "Postfach 12",
            "8400 Winterthur"]  # fmt: skip
    found = _found(rows)
    assert found["buyer_name"] == "Hausgemeinschaft Rebhalde"
    assert found["buyer_address"] == "c/o Lind Verwaltungs AG Postfach 12 8400 Winterthur"


def test_an_office_that_pays_is_nobodys_address() -> None:
    rows = ["Bill To", "Fernhill Dental, PLLC", "c/o Accounts Payable",
            "[buyer_address:94 Lake Street]", "[buyer_address+:Boise, ID 83702]"]  # fmt: skip
    assert _found(rows)["buyer_address"] == "94 Lake Street Boise, ID 83702"


@pytest.mark.parametrize(
    ("heading", "name", "label"),
    [
        ("Livré à :", "Crémerie Astor", "buyer_address"),
        ("Delivered to", "Astor Dental", "buyer_address"),
        ("Livré à", "Maçonnerie Astor – chantier Roux", "ship_to_address"),
        ("Livré à", "Astor Capteurs SAS\nEntrepôt du Port", "ship_to_address"),
        ("Adresse de livraison", "Crémerie Astor", "ship_to_address"),
        ("Warenempfänger:", "Astor Bau GmbH", "buyer_address"),
    ],
)
def test_who_had_the_goods_is_at_home_where_they_are(heading: str, name: str, label: str) -> None:
    rows = [heading, *name.split("\n"), "12 rue du Puits", "29200 Brest"]
    found = _found(rows, "delivery_note")
    assert [name for name in found if name.endswith("address")] == [label]
    assert found[label].endswith("12 rue du Puits 29200 Brest")
    assert "ship_to_address" in _found(rows, "invoice")


@pytest.mark.parametrize(
    ("buyer", "label"),
    [
        ("Client : [buyer_name:Mairie de Brest]", "ship_to_address"),
        ("Auftraggeber: Müller AG", "ship_to_address"),
        ("Client : 00417", "buyer_address"),
    ],
)
def test_who_had_the_goods_of_another_buyer_is_not_he(buyer: str, label: str) -> None:
    rows = [buyer, "", "Warenempfänger:", "Crémerie Astor", "12 rue du Puits", "29200 Brest"]
    found = _found(rows, "delivery_note")
    assert [name for name in found if name.endswith("address")] == [label]


@pytest.mark.parametrize(
    ("over", "line"),
    [
        ("Nordland Council", "c/o Capita Services Ltd, 12 High Street"),
        ("Nordland Estates", "Managed by Capita Services Ltd, 12 High Street"),
        ("Nordland Council", "Capita Services Ltd, 12 High Street"),
        ("", "c/o Capita Services Ltd, 12 High Street"),
    ],
)
def test_a_firm_at_which_a_party_is_reached_stays_in_its_address(over: str, line: str) -> None:
    page, _ = draw([*filter(None, (over,)), line, "Leeds LS1 4AB"])
    (block,) = find_blocks(page, "invoice")
    said = [" ".join(page.words[i].text for i in part) for part in (block.name, block.address)]
    assert said == [over, f"{line} Leeds LS1 4AB"]


def test_a_firm_before_the_street_above_its_place_is_no_part_of_the_address() -> None:
    def read(row: str) -> list[str]:
        page, _ = draw([row, "West, Limerick, V94 X2P7"])
        (block,) = find_blocks(page, "invoice")
        return [" ".join(page.words[i].text for i in part) for part in (block.name, block.address)]

    whole = "Unit 4 Deer Park West, Limerick, V94 X2P7"
    assert read("Harrow Linen Supplies DAC · Unit 4 Deer Park") == [
        "Harrow Linen Supplies DAC",
        whole,
    ]
    assert read("Mill Court · Unit 4 Deer Park") == ["", f"Mill Court · {whole}"]


def test_a_house_below_a_headed_firm_is_no_slogan() -> None:
    rows = ["Payer", "Norwood Energy Ltd", "Aspen House", "[buyer_address:40 Salt Street]",
            "[buyer_address+:Leith EH6 7JZ]"]  # fmt: skip
    found = _found(rows, "remittance_advice")
    assert found["buyer_address"] == "Aspen House 40 Salt Street Leith EH6 7JZ"


def test_one_address_beside_the_seller_s_is_the_buyer_s_and_no_place_of_delivery() -> None:
    rows = [
        "[seller_name:Weber SA]",
        "[seller_address:8 rue Haute]",
        "[seller_address+:42300 Roanne]",
    ]
    rows += [
        "",
        "",
        "Auberge du Lac",
        "[ship_to_address?0.5:3 quai Bas]",
        "[ship_to_address+?0.5:69000 Lyon]",
    ]
    found = _found(rows, "order_confirmation")
    assert found["buyer_address"] == "3 quai Bas 69000 Lyon"
    assert "ship_to_address" not in found


def test_who_pays_is_the_buyer_of_a_remittance_advice_alone() -> None:
    rows = ["Bill to", "Lane Motors Ltd", "3 Mill Road", "Woolpit IP30 9RF", "", "",
            "Payer", "Norwood Holding plc", "40 Salt Street", "Leith EH6 7JZ"]  # fmt: skip
    assert _found(rows)["buyer_name"] == "Lane Motors Ltd"


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        (["St Olaf's Hospice", "Ty-Gwyn", "Cardiff", "CF14 6EG"], "Ty-Gwyn Cardiff CF14 6EG"),
        (["St Olaf's Hospice", "Cardiff", "CF14 6EG"], "Cardiff CF14 6EG"),
        (["Shared Service Centre", "PO Box 118", "Slough SL1 4ZZ"], "PO Box 118 Slough SL1 4ZZ"),
    ],
)
def test_a_house_stands_above_a_town_whose_postcode_is_alone(rows: list[str], address: str) -> None:
    found = _found(["Bill to", *(f"[buyer_address:{row}]" for row in rows)])
    assert found["buyer_address"] == address


def test_a_sign_at_the_head_tells_who_sends_a_remittance_advice() -> None:
    rows = [
        "VAUQUELIN BÂTIMENT          Page 1",
        "",
        "        [seller_name:Courses Picardie]",
        "        [seller_address:22 boulevard de Bapaume]",
        "        [seller_address+:80000 Amiens]",
        *[""] * 24,
        "[buyer_name:Vauquelin Bâtiment SA]",
        "[buyer_address:155 avenue de Bretagne]",
        "[buyer_address+:59000 Lille]",
    ]
    found = _found(rows, "remittance_advice")
    assert found["seller_address"] == "22 boulevard de Bapaume 80000 Amiens"
    assert found["buyer_address"] == "155 avenue de Bretagne 59000 Lille"


def test_the_payee_may_have_a_box_that_the_model_does_not_see() -> None:
    rows = [
        "[seller_name?0.7:Lakeshore Transit Authority]",
        "[seller_address?0.6:1240 West Third Street]",
        "[seller_address+?0.6:Cleveland, OH 44113-1331]",
        "",
        "Brookmont Wheel & Brake Co",
        "PO Box 772190",
        "Detroit MI 48277-2190",
    ]
    found = _found(rows, "remittance_advice")
    assert found["buyer_address"] == "1240 West Third Street Cleveland, OH 44113-1331"
    assert found["seller_address"] == "PO Box 772190 Detroit MI 48277-2190"


def test_a_place_of_delivery_is_no_seller() -> None:
    rows = [
        "[buyer_name:Muster Maschinenbau GmbH]",
        "[buyer_address:Hauptstr. 12]",
        "[buyer_address+:70173 Stuttgart]",
        "",
        "Baustelle Nord",
        "[ship_to_address:Lindenweg 4]",
        "[ship_to_address+:80331 München]",
    ]
    found = _found(rows, "order")
    assert found.get("ship_to_address") == "Lindenweg 4 80331 München"
    assert "seller_address" not in found


@pytest.mark.parametrize("text", ["Novartis SA 4002", "Services sa 1200", "Tissot SA 2400"])
def test_a_firm_before_a_number_is_no_australian_town(text: str) -> None:
    assert kind_of_line(text) != "place"


@pytest.mark.parametrize("text", ["Invoice HI 66120", "Delivery note DN 88012", "Order PO 20331"])
def test_the_number_of_a_paper_is_no_american_place(text: str) -> None:
    assert kind_of_line(text) != "place"
    assert kind_of_line("Columbus OH 47653") == "place"


def test_a_person_may_live_in_an_irish_townland() -> None:
    rows = [
        "[O:Mr. Declan Heraty]", "[buyer_address:Lisnaboll]", "[buyer_address:Strokestown]",
        "[buyer_address:Co. Roscommon]", "[buyer_address:F42 KD08]",
    ]  # fmt: skip
    found = _found(rows)
    assert found["buyer_name"] == "Mr. Declan Heraty"
    assert found["buyer_address"] == "Lisnaboll Strokestown Co. Roscommon F42 KD08"
    rows = [
        "[buyer_name:Timothy Lenihan & Sons]", "[buyer_address:Gortnagark]",
        "[buyer_address:Newtownshandrum]", "[buyer_address:Charleville]",
        "[buyer_address:Co. Cork]",
    ]  # fmt: skip
    assert _found(rows)["buyer_address"] == "Gortnagark Newtownshandrum Charleville Co. Cork"


def test_a_southern_town_is_told_by_the_street_above_it() -> None:
    rows = ["Invoice to", "Hopper Tractors Ltd", "PO Box 88", "Geraldine 7956"]
    assert _found(rows)["buyer_address"] == "PO Box 88 Geraldine 7956"
    assert "buyer_address" not in _found(["Invoice to", "Hopper Tractors Ltd", "Order 7956"])
    for row in ("Phone 7956", "Invoice 7956", "Kunde 4711"):
        assert row.split()[0] not in _found(
            ["Invoice to", "Hopper Ltd", "12 High Street", row]
        ).get("buyer_address", "")
    rows = ["Rechnung an", "Hopper GmbH", "Hof 2", "Anger 1200", "25813 Husum"]
    assert _found(rows)["buyer_address"].endswith("Anger 1200 25813 Husum")


def test_a_south_african_postcode_may_stand_alone_below_its_town() -> None:
    rows = ["Invoice to", "Hopper Wines (Pty) Ltd", "P.O. Box 412", "Robertson", "6705"]
    assert _found(rows)["buyer_address"] == "P.O. Box 412 Robertson 6705"
    for last in ("2026", "67051"):
        assert "buyer_address" not in _found([*rows[:-1], last])
    assert "buyer_address" not in _found(["Invoice to", "Hopper Wines", "Robertson", "6705"])


def test_a_house_number_of_four_figures_is_no_postcode() -> None:
    assert kind_of_line("1142 Alder Avenue") == "street"
    assert kind_of_line("Suite 6, 38027 Logger’s Lane") != "whole"
    rows = ["Cedarline Ltd.", "1142 Alder Avenue", "Squamish, BC", "V8B 0K4"]
    tagged = [rows[0], *(f"[seller_address:{row}]" for row in rows[1:])]
    assert _found(tagged)["seller_address"] == "1142 Alder Avenue Squamish, BC V8B 0K4"


def test_a_blank_line_may_part_a_street_from_its_place() -> None:
    rows = ["Herrn", "Rainer Schaperdoth", "[buyer_address:Pappelweg 17]", "", "31855 Aerzen"]
    assert _found(rows)["buyer_address"] == "Pappelweg 17 31855 Aerzen"
    rows.insert(3, "")
    assert "buyer_address" not in _found(rows)


def test_whom_goods_are_delivered_to_is_the_buyer_where_nobody_else_is() -> None:
    rows = ["Livré à :", "Institut Saint-Éloi ASBL", "Rue du Coron 85", "7390 Quaregnon"]
    assert _found(rows, "delivery_note")["buyer_name"] == "Institut Saint-Éloi ASBL"
    assert "buyer_name" not in _found(rows, "order")


def test_a_paper_s_title_above_its_sender_is_no_name() -> None:
    rows = ["PACKING SLIP", "[seller_name:Cumberland Fence Supply]",
            "[seller_address:1190 Industrial Drive, Cookeville, TN 38501]"]  # fmt: skip
    assert _found(rows).get("seller_name") != "PACKING SLIP"


def test_an_irish_address_of_one_line_needs_no_number() -> None:
    rows = [
        "M. J. Tuohy",
        "Agricultural Contractor",
        "Ballinruan, Crusheen, Co. [seller_address?0.5:Clare] Tel. 087 555 0142",
        "",
        "",
        "M: Mr. P. Considine, Drumumna, Tulla, Co. Clare",
    ]
    assert _found(rows) == {
        "seller_address": "Ballinruan, Crusheen, Co. Clare",
        "seller_name": "M. J. Tuohy",
        "buyer_address": "Drumumna, Tulla, Co. Clare",
        "buyer_name": "Mr. P. Considine,",
    }


def test_a_hall_below_the_heading_of_a_delivery_is_where_it_goes() -> None:
    place = ["Hatfield Road", "Bath BA2 2BD"]
    hall = ["Deliver to", "St Luke’s Hall", *place]
    assert _found(hall) == {"ship_to_address": "St Luke’s Hall Hatfield Road Bath BA2 2BD"}
    firm = ["Deliver to", "Bodhi Props Direct", *place]
    assert _found(firm) == {"ship_to_address": "Hatfield Road Bath BA2 2BD"}


def test_a_seller_with_a_box_at_the_post_is_at_home_where_his_name_stands_above_a_street() -> None:
    rows = [
        "[seller_name:Hahn Gewürze AG,] [seller_address?0.8:Postfach 11 40, 71636 Ludwigsburg]",
        "",
        "[buyer_name:Sonn Feinkost GmbH]",
        "[buyer_address:Am Birnbach 14]",
        "[buyer_address+:76829 Landau]",
        "",
        "[seller_name:Hahn Gewürze AG] · [seller_address?0.7:Salonallee 31 · 71638 Ludwigsburg]",
    ]
    assert _found(rows)["seller_address"] == "Salonallee 31 · 71638 Ludwigsburg"
    other = [*rows[:-1], rows[-1].replace("Hahn Gewürze", "Ott Druck")]
    assert _found(other)["seller_address"] == "Postfach 11 40, 71636 Ludwigsburg"


def test_a_bank_s_box_for_cheques_is_no_seller_s_home() -> None:
    rows = [
        "[seller_name:County Bearing, Inc.]",
        "[seller_address:2210 Foundry Street, Dayton, OH 45404]",
        "",
        "REMIT TO:",
        "County Bearing, Inc., Dept. 4471, Columbus, OH 43260",
    ]
    assert _found(rows)["seller_address"] == "2210 Foundry Street, Dayton, OH 45404"


def test_a_line_above_a_village_is_a_house_where_the_model_is_sure_of_it() -> None:
    name, place = "[buyer_name:R J Penhale & Sons]", ["Menheniot", "Liskeard PL14 3RE"]
    seen, unseen = ([name, f"[{label}:Trewint]", *place] for label in ("buyer_address", "O"))
    assert _found(["Bill to", *seen])["buyer_address"] == "Trewint Menheniot Liskeard PL14 3RE"
    assert _found(["Bill to", *unseen])["buyer_address"] == "Menheniot Liskeard PL14 3RE"
    street = ["14 Mill Lane", "Liskeard PL14 3RE"]
    numbered = ["Bill to", name, "[buyer_address?0.8:Trewint]", *street]
    assert _found(numbered)["buyer_address"] == "14 Mill Lane Liskeard PL14 3RE"


def test_the_block_beside_that_of_delivery_is_the_sender_s() -> None:
    rows = [
        "[buyer_name:Fromagerie du Col]",
        "[buyer_address:8 rue Ampère]                              Livré à :",
        "[buyer_address+:42160 Bonson]                              Crèmerie Roux",
        "                                          310 avenue Foch",
        "                                          74300 Cluses",
    ]
    found = _found(rows, "delivery_note")
    assert found["seller_address"] == "8 rue Ampère 42160 Bonson"
    assert found["buyer_address"] == "310 avenue Foch 74300 Cluses"
    rows[1] = rows[1].replace("Livré à :", "Lieferadresse:")
    assert _found(rows, "delivery_note")["ship_to_address"] == "310 avenue Foch 74300 Cluses"
    rows += ["", "[seller_name:Laiterie Blanche SARL]"]
    assert _found(rows, "delivery_note")["buyer_address"] == "8 rue Ampère 42160 Bonson"


@pytest.mark.parametrize(
    ("above", "street"),
    [("Schloss Wesel", "Heidering 131"), ("Borgo Vitturi", "23 Piano 1")],
)
def test_a_line_below_a_name_that_the_model_surely_sees_in_the_address(
    above: str, street: str
) -> None:
    rows = ["[buyer_name:Ardent Mills]", f"[buyer_address:{above}]"]
    rows += [f"[buyer_address+:{street}]", "[buyer_address+:46483 Wesel]"]
    assert _found(rows)["buyer_address"] == f"{above} {street} 46483 Wesel"
    doubtful = [rows[0], f"[buyer_address?0.8:{above}]", *rows[2:]]
    assert _found(doubtful)["buyer_address"] == f"{street} 46483 Wesel"


def test_what_a_firm_is_accredited_by_is_no_street() -> None:
    rows = [
        "HAHN CALIBRATION",
        "UKAS accredited laboratory No. 7741",
        "12 Hay Lane, Rochdale OL12 9XR",
    ]
    page, _ = draw(rows)
    (block,) = find_blocks(page, "invoice")
    assert " ".join(page.words[i].text for i in block.address) == "12 Hay Lane, Rochdale OL12 9XR"


def test_an_indian_address_ends_with_its_state() -> None:
    rows = ["Bill To", "Hopper Mills Ltd", "88/2, CMH Road", "Bengaluru 560038", "Karnataka"]
    assert _found(rows)["buyer_address"] == "88/2, CMH Road Bengaluru 560038 Karnataka"


def test_a_seller_known_at_the_foot_is_not_whoever_stands_above_the_buyer() -> None:
    rows = ["Skog AB", "[seller_address?0.6:Deichweg 41]", "[seller_address+?0.6:25946 Nebel]", "",
            "Bill to", "[buyer_name:Oakmere Ltd]", "[buyer_address:12 Lake Street]",
            "[buyer_address+:York YO1 9TX]", *4 * [""],
            "Peak Ltd", "[seller_address:9 Mill Lane]",
            "[seller_address+:Leeds LS1 2AF]"]  # fmt: skip
    assert _found(rows)["seller_address"] == "9 Mill Lane Leeds LS1 2AF"


def test_of_a_seller_known_above_the_buyer_and_at_the_foot_the_head_counts() -> None:
    rows = ["Skog AB", "[seller_address?0.8:9 Mill Lane]", "[seller_address+?0.8:Leeds LS1 2AF]",
            "", "Bill to", "[buyer_name:Oakmere Ltd]", "[buyer_address:12 Lake Street]",
            "[buyer_address+:York YO1 9TX]", *4 * [""],
            "Skog AB", "[seller_address?0.9:Box 12]",
            "[seller_address+?0.9:Leeds LS1 9ZZ]"]  # fmt: skip
    assert _found(rows)["seller_address"] == "9 Mill Lane Leeds LS1 2AF"


def test_a_box_of_six_digits_is_no_place() -> None:
    rows = ["[buyer_name:Nordleasing GmbH]", "[buyer_address:Fuhrpark]", "Postfach 700133",
            "[buyer_address:22001 Hamburg]"]  # fmt: skip
    assert _found(rows)["buyer_address"].endswith("Postfach 700133 22001 Hamburg")


def test_a_hospital_before_its_street_is_the_name() -> None:
    rows = ["Bill to: Centre Hospitalier de Rennes, 2 rue Basse, 35000 Rennes, France"]
    found = _found(rows)
    assert found["buyer_name"].rstrip(",") == "Centre Hospitalier de Rennes"
    assert found["buyer_address"] == "2 rue Basse, 35000 Rennes, France"


@pytest.mark.parametrize("house", ["Centre technique des Forges", "Centre médical des Halles"])
def test_a_centre_behind_a_name_is_a_building(house: str) -> None:
    rows = [f"Bill to: Dupont SARL, {house}, 2 rue Basse, 35000 Rennes, France"]
    found = _found(rows)
    assert found["buyer_name"].rstrip(",") == "Dupont SARL"
    assert found["buyer_address"].startswith(house)
