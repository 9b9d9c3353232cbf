"""Names of parties by the headings of their blocks."""

import pytest

from tasks.parties.headed_blocks import find_headed_blocks
from tasks.parties.party_blocks import find_parties
from tasks.values.cells import find_rows
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    "rows",
    [
        ["Supplier", "4453884907881", "Kaur Print Ltd.", "12 Holt Inlet", "7129 Limerick"],
        ["Supplier", "Name          Kaur Print Ltd.", "Street        12 Holt Inlet"],
        ["Emisor", "Kaur Print Ltd.", "12 Holt Inlet", "7129 Limerick"],
    ],
)
def test_a_party_is_no_number_and_no_caption(rows: list[str]) -> None:
    page, _ = draw(rows)
    names = [c for c in find_parties([page], "invoice") if c.label == "seller_name"]
    assert [" ".join(page.words[i].text for i in c.words) for c in names] == ["Kaur Print Ltd."]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Ada Lindgren", "Pinewood Diner, Inc.", "Pinewood Diner, Inc."),
        ("Pinewood Diner", "Partners LLP", "Pinewood Diner"),
        ("Ada Lindgren", "c/o Pinewood Diner, Inc.", "Ada Lindgren"),
        ("Pinewood Diner Ltd", "Harbor Grill Holdings Ltd", "Pinewood Diner Ltd"),
    ],
)
def test_whom_a_firm_employs_stands_above_it(first: str, second: str, name: str) -> None:
    page, _ = draw(["Bill to", first, second, "12 Mill Road", "Duluth, MN 55803"])
    names = [c for c in find_parties([page], "invoice") if c.label == "buyer_name"]
    assert [" ".join(page.words[i].text for i in c.words) for c in names] == [name]


def test_a_customer_s_number_before_his_name_is_none_of_it() -> None:
    rows = ["Cliente   004310 — Hahn Restaurante, S.L.", "          Plaza Mayor 2, 22700 Jaca"]
    page, _ = draw(rows)
    (name,) = [c for c in find_parties([page], "statement") if c.label == "buyer_name"]
    assert " ".join(page.words[i].text for i in name.words) == "Hahn Restaurante, S.L."


def test_who_buys_for_a_firm_is_not_the_buyer() -> None:
    rows = [
        "Buyer          Requisitioner   Ship via       FOB            Terms",
        "C. Amaral      Job 2615        Your truck     Destination    Net 45",
        "",
        "Quote ref. Q-4471 of Sep 21.",
    ]
    page, _ = draw(rows)
    assert not [c for c in find_parties([page], "order") if c.label == "buyer_name"]
    rows = [rows[0], "Hahn & Sons", "12 Mill Road", "Hull HU1 7NR"]
    page, _ = draw(rows)
    assert [c for c in find_parties([page], "order") if c.label == "buyer_name"]


@pytest.mark.parametrize(
    "strip",
    [
        "Client          Chantier        Facture n°     Date facture",
        "Client          Facture n°      Date facture   Chantier",
        "Acheteur        Chantier        Facture n°     Date facture",
        "Sold to         Order no.       Ship via       FOB            Order date",
    ],
)
def test_whom_a_strip_of_a_bill_names_is_the_buyer(strip: str) -> None:
    rows = [strip, "Mairie Sceaux   Gymnase         2026-118       05/05/2026"]
    (block,) = find_headed_blocks(find_rows(draw(rows)[0]), "invoice")
    assert [block.party, *(cell.text for _, cell in block.cells)] == ["buyer", "Mairie Sceaux"]


def test_a_party_may_begin_beside_its_heading() -> None:
    rows = [
        "Acheteur               Rivemont Emballages SAS",
        "                       125 place de l’Église, 87007 Limoges",
        "Fournisseur            Tourneval Conseil SARL",
        "                       52 impasse du Moulin, 44002 Nantes",
    ]
    page, _ = draw(rows)
    found = {
        c.label: " ".join(page.words[i].text for i in c.words)
        for c in find_parties([page], "order")
    }
    assert found == {
        "buyer_name": "Rivemont Emballages SAS", "seller_name": "Tourneval Conseil SARL"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "labels"), [("2290 Glen Avenue", set()), ("Glen Court 9 Ltd", {"seller_name"})]
)
def test_a_street_below_a_heading_is_no_name(first: str, labels: set[str]) -> None:
    page, _ = draw(["FROM", "      High Moor Ltd", first, "Fresno, NV 89431"])
    assert {claim.label for claim in find_parties([page], "invoice")} == labels


def test_a_block_ends_at_a_ruler() -> None:
    page, _ = draw(
        ["SOLD TO:", "Larkspur Ltd", "38 Orchard Way", "------", "VAT No.: GB 386 3166 29"]
    )
    labels = {claim.label for claim in find_parties([page], "invoice")}
    assert labels == {"buyer_name", "seller_vat_id"}


@pytest.mark.parametrize(
    "rows",
    [
        ["PAY TO", "The Tarn Bank", "Sort 08-92-99", "Acc 65120387"],
        ["To", "The Finance Director", "Calder Housing", "9 Wharf Street", "Leeds LS1 2AF"],
        ["An", "die Geschäftsleitung", "Hahn GmbH", "Hafenweg 3", "25813 Husum"],
        ["Client n° 4108", "BL 88214 du 29/10/2026", "Tournée 7", "66000 Perpignan"],
    ],
)
def test_no_party_is_a_bank_above_its_sort_code_nor_an_office(rows: list[str]) -> None:
    page, _ = draw(rows)
    assert find_parties([page], "invoice") == []


def test_a_table_s_head_names_no_code_a_seller() -> None:
    page, _ = draw(["Fournisseur", "QD-33104", "QD-33190"])
    assert find_parties([page], "order") == []


@pytest.mark.parametrize("street", ["1250 Airpark Boulevard", "        1250 Airpark Boulevard"])
def test_a_party_behind_its_heading_stands_above_its_street(street: str) -> None:
    page, _ = draw(["Vendor: North Shore Supply", street, "Duluth, MN 55811"])
    (seller,) = find_parties([page], "order")
    assert seller.label == "seller_name"
    assert [page.words[i].text for i in seller.words] == ["North", "Shore", "Supply"]
    page, _ = draw(["Vendor: North Shore Supply", "Sehr geehrte Damen", "Duluth, MN 55811"])
    assert find_parties([page], "order") == []


def _parties(rows: list[str], doc_type: str) -> dict[str, str]:
    page, _ = draw(rows)
    return {
        c.label: " ".join(page.words[i].text for i in c.words)
        for c in find_parties([page], doc_type)
    }


def test_the_box_that_cheques_go_to_is_no_name() -> None:
    rows = ["Remit to", "P.O. Box 2288", "Willow Creek, MN 56241"]
    assert _parties(rows, "invoice") == {}


def test_an_account_beside_the_caption_of_a_vat_id_is_none() -> None:
    rows = ["AG Köln HRB 118820, USt-IdNr.          DE04 2655 0105 0018"]
    assert _parties(rows, "invoice") == {}
    assert _parties(["USt-IdNr.          DE136695976"], "invoice") == {
        "seller_vat_id": "DE136695976"
    }


def test_the_client_of_a_lawyer_and_a_firm_in_india_have_tax_numbers() -> None:
    rows = [
        "UID des Mandanten: ATU12345675",
        "Rope Works Pvt Ltd, GSTIN: 32AABCR1234F1Z5",
        "UID ATU13585627",
    ]
    assert _parties(rows[:1], "invoice") == {"buyer_vat_id": "ATU12345675"}
    assert _parties(rows[1:2], "invoice") == {"seller_vat_id": "32AABCR1234F1Z5"}
    assert _parties(rows[::2], "invoice") == {
        "buyer_vat_id": "ATU12345675", "seller_vat_id": "ATU13585627"
    }  # fmt: skip


def test_columns_that_touch_are_parted_below_their_headings() -> None:
    rows = [
        "van                       voor                      datum",
        "Timmerbedrijf De Ruiter & Hofman Zonen              5 mei",
        "Dijkweg 12                Kade 3",
        "1601 AB Enkhuizen         1621 CD Hoorn",
    ]
    assert _parties(rows, "quote") == {
        "seller_name": "Timmerbedrijf De Ruiter &", "buyer_name": "Hofman Zonen"
    }  # fmt: skip


def test_who_sends_a_remittance_advice_pays_and_the_payee_is_paid() -> None:
    rows = [
        "Émetteur :                Bénéficiaire :",
        "Hôtel Beaurivage SAS      Menuiserie Cordier",
        "4 quai Vauban             18 rue Haute",
        "74000 Annecy              74150 Rumilly",
    ]
    assert _parties(rows, "remittance_advice") == {
        "buyer_name": "Hôtel Beaurivage SAS", "seller_name": "Menuiserie Cordier"
    }  # fmt: skip
    assert _parties(rows, "invoice") == {"seller_name": "Hôtel Beaurivage SAS"}


def test_a_french_commune_orders_from_who_holds_its_contract() -> None:
    rows = ["Titulaire :", "Pépinières Charolaises", "18 rue Haute", "71120 Charolles"]
    assert _parties(rows, "order") == {"seller_name": "Pépinières Charolaises"}


def test_a_subcontractor_is_paid() -> None:
    rows = [
        "Contractor                     Sub-contractor",
        "Hale Construction Ltd          P. Rafferty Plastering",
        "40 Deansgate Mews              9 Cobden Street",
        "Manchester M3 4LQ              Oldham OL4 2AP",
    ]
    assert _parties(rows, "remittance_advice") == {"seller_name": "P. Rafferty Plastering"}


def test_a_caption_among_captions_heads_no_party() -> None:
    row = "Datum:              Liefertermin:              Verkäufer:"
    page, _ = draw([row, "05.06.2025          20.06.2025                 K. Maurer",
                    "                                               4 Stück"])  # fmt: skip
    assert not find_parties([page], "order_confirmation")


def test_a_small_word_over_a_column_of_a_wide_table_heads_no_party() -> None:
    rows = [
        "Vol       De               À           Date         Départ   Arrivée   Classe",
        "XL 541    Luxembourg LUX   Nice NCE    11 MAI 2026  07:10    08:45     M Éco",
        "XL 544    Nice NCE         57000 Metz  13 MAI 2026  19:20    20:55     M Éco",
    ]
    page, _ = draw(rows)
    assert not find_parties([page], "receipt")
    rows = [
        "To:   Ash & Sons Ltd     Invoice No:  4711     Date:  12/03/2026     Page:  1",
        "      4 High Street",
        "      Leeds LS1 4AB",
    ]
    page, _ = draw(rows)
    assert [c.label for c in find_parties([page], "invoice")] == ["buyer_name"]


@pytest.mark.parametrize(
    ("doc_type", "label"),
    [("remittance_advice", "buyer_vat_id"), ("delivery_note", None)],
)
def test_small_print_that_names_its_firm_is_no_part_of_a_block(
    doc_type: str, label: str | None
) -> None:
    page, _ = draw(
        [
            "Supplier",
            "Kaur Print Ltd",
            "12 Holt Inlet",
            "Limerick V94 X2P4",
            "",
            "Quill Hotels Ltd, registered in Leeds, VAT GB 702 1184 36",
        ]
    )
    found = [c.label for c in find_parties([page], doc_type) if c.label.endswith("vat_id")]
    assert found == ([label] if label else [])


def test_a_heading_may_be_told_twice() -> None:
    rows = ["Buyer (Bill to)", "Sahyadri Foods Ltd", "Plot 22, Chakan Road", "Pune 410501"]
    assert _parties(rows, "invoice")["buyer_name"] == "Sahyadri Foods Ltd"


def test_a_party_s_number_may_stand_between_its_heading_and_its_name() -> None:
    name, street = "               Front Range Inc", "               1490 Meridian Road"
    place = "               Fort Collins CO 80525"
    assert _parties(["Vendor:        0000045312", name, street, place], "order") == {
        "seller_name": "Front Range Inc"
    }
    captioned = ["Vendor:        0000045312", "Buyer:         K. Lindqvist", street, place]
    assert "seller_name" not in _parties(captioned, "order")


def test_a_block_may_begin_behind_its_heading_and_go_on_below() -> None:
    rows = [
        "Vendor: 0000031864          Bill To: Kessler University",
        "        Bluefin Supply, LLC          12 Campus Road",
        "        7725 Park Way                Columbus, OH 44888",
        "        Durham, NC 27713",
    ]
    assert _parties(rows, "order") == {
        "seller_name": "Bluefin Supply, LLC",
        "buyer_name": "Kessler University",
    }
    payable = [row.replace("Kessler University", "Accounts Payable") for row in rows]
    assert "buyer_name" not in _parties(payable, "order")


def test_what_stands_below_a_customer_s_number_is_a_party_only_with_an_address() -> None:
    rows = [
        "Kunde:         70012",
        "               Projekt Neubau Schule",
        "               Bauabschnitt B",
    ]
    assert "buyer_name" not in _parties(rows, "invoice")


def test_the_receiver_s_vat_id_may_stand_in_the_cell_behind_its_caption() -> None:
    page, _ = draw(["Your VAT no.                SE556408217701"])
    (claim,) = find_parties([page], "invoice")
    assert claim.label == "buyer_vat_id"


@pytest.mark.parametrize("head", ["Facturer à :", "Facturé à"])
def test_who_is_billed_is_the_buyer_of_an_order_too(head: str) -> None:
    page, _ = draw([head, "Biscuiterie Delvaux SA", "Chaussée de Dinant 204", "4500 Huy"])
    (claim,) = find_parties([page], "order")
    assert claim.label == "buyer_name"


@pytest.mark.parametrize("head", ["Fournisseur n° 004417", "Vendor no. 004417", "Lieferant 004417"])
def test_a_heading_may_have_the_party_s_number(head: str) -> None:
    page, _ = draw([head, "Équipement SAS", "12 rue de la Gare", "49300 Cholet"])
    (claim,) = find_parties([page], "order")
    assert claim.label == "seller_name"
    assert " ".join(page.words[i].text for i in claim.words) == "Équipement SAS"


@pytest.mark.parametrize(
    "greeting",
    ["Madame, Monsieur,", "Cher Monsieur,", "Sehr geehrter Herr Müller,", "Dear Ms Lee,"],
)
def test_who_is_greeted_below_a_client_s_number_is_no_party(greeting: str) -> None:
    page, _ = draw(["Client n° 1417", greeting, "malgré notre rappel du 22 juin 2026"])
    assert find_parties([page], "payment_reminder") == []


def test_a_sentence_below_a_client_s_number_is_no_name() -> None:
    page, _ = draw(
        ["Invoice No. 118204", "Client No. 10442", "For professional services rendered in May"]
    )
    assert find_parties([page], "invoice") == []


def test_a_customer_s_number_in_a_list_heads_no_block() -> None:
    rows = ["Datum 27.03.2025", "Kunde 1774", "Bearbeiter P. Hoffmann", "gültig bis 30.04.2025"]
    assert not _parties(rows, "quote")
    assert not _parties(
        ["DATE 17/09/26", "CLIENT 10442", "TOURNEE 03", "BL 11 DU 15/09"], "invoice"
    )


def test_a_credit_note_names_whom_it_credits() -> None:
    rows = ["Credit to: The Old Forge", "Mill Lane", "Faversham ME13 8GA"]
    assert _parties(rows, "credit_note")["buyer_name"] == "The Old Forge"
    assert not _parties(rows, "invoice")
    assert not _parties(["Credit to:", "The Old Forge", *rows[1:]], "credit_note")
    for of in ("Gutschrift für: Hotel Ostsee", "Avoir pour : Hôtel Bellevue",
               "Credit to: HSBC Bank", "Credit to: Your account"):  # fmt: skip
        assert not _parties([of, *rows[1:]], "credit_note")
    assert not _parties(["Total     108.00", *rows], "credit_note")


@pytest.mark.parametrize(
    "rows",
    [
        ["VENDOR", "Vendor No. V-3307", "Carrow Power LLC", "9 Elm Drive", "Mendota, MN 55120"],
        ["FOURNISSEUR F00418", "Carrow Power LLC", "12 rue du Lac"],
    ],
)
def test_a_party_s_number_is_no_name(rows: list[str]) -> None:
    assert _parties(rows, "quote")["seller_name"] == "Carrow Power LLC"


def test_a_client_s_code_beside_its_caption_heads_no_block() -> None:
    rows = ["Client               C02917", "BL n° 118420 du 26/05/2026", "Votre commande : 26-44"]
    assert not _parties(rows, "invoice")
    rows = ["Client               C02917", "Dupont SARL", "12 rue du Lac", "74000 Annecy"]
    assert _parties(rows, "invoice")["buyer_name"] == "Dupont SARL"


def test_what_stands_below_a_party_s_number_is_one_only_with_an_address() -> None:
    rows = ["Kunde", "Kundennummer 10442", "Sachbearbeiter Jens Meier", "Telefon 0421 8891"]
    assert not _parties(rows, "invoice")


def test_a_bank_is_nobody_to_be_paid() -> None:
    rows = ["Please remit to", "AIB Galway", "IBAN IE24 AIBK 3892 3356 9676 40"]
    assert find_parties([draw(rows)[0]], "invoice") == []


@pytest.mark.parametrize(
    "heading",
    [
        "Billed and delivered to",
        "Bill to / Ship to",
        "Rechnungs- und Lieferadresse",
        "Adresse de facturation et de livraison",
    ],
)
def test_whom_goods_and_bill_go_to_is_the_buyer(heading: str) -> None:
    page, _ = draw([heading, "Calder Housing Ltd", "9 Wharf Street", "Leeds LS1 2AF"])
    assert [claim.label for claim in find_parties([page], "invoice")] == ["buyer_name"]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["To: Mrs E. Featherstone", "     The Old Forge", "     Hexham NE46 4RQ"],
         "Mrs E. Featherstone"),
        (["Total   12.00", "To: Mrs E. Featherstone", "     The Old Forge", "     Hexham NE46 4RQ"],
         None),
        (["To: Mrs E. Featherstone", "     Thank you", "     Hexham NE46 4RQ"], None),
        (["Customer Royal Street Surgery", "         Royal Terrace", "         TR11 4BD"],
         "Royal Street Surgery"),
        (["Customer Royal Street Surgery", "Bike     Genesis CDA", "         TR11 4BD"], None),
    ],
)  # fmt: skip
def test_a_buyer_may_stand_right_behind_the_heading(rows: list[str], name: str | None) -> None:
    assert _parties([*rows, "", "Total"], "invoice").get("buyer_name") == name


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("Ardent Sensors Ltd", "Ardent Sensors Ltd"),
        ("Orchard Cottage", "Ms Ada Featherstone"),
        ("c/o Ardent Sensors Ltd", "Ms Ada Featherstone"),
        ("chez Ardent Capteurs SAS", "Ms Ada Featherstone"),
        ("represented by Ardent Sensors Ltd", "Ms Ada Featherstone"),
    ],
)
def test_a_person_right_above_a_firm_is_not_who_buys(below: str, name: str) -> None:
    rows = ["Prepared for:", "Ms Ada Featherstone", below, "3 Mill Lane", "Hexham NE46 4RQ"]
    assert _parties(rows, "quote")["buyer_name"] == name


def test_a_name_without_room_in_its_column_goes_on_below() -> None:
    rows = [
        "Expéditeur          {}Livré à",
        "Mossig Fournitures  {}Brandhorst SAS",
        "Industrielles SAS   {}8 rue des Champs",
        "9 rue du Canal      {}67120 Molsheim",
    ]
    for space, name in (
        ("", "Mossig Fournitures Industrielles SAS"),
        (" " * 20, "Mossig Fournitures"),
    ):
        page, _ = draw([row.format(space) for row in rows])
        found = [c for c in find_parties([page], "delivery_note") if c.label == "seller_name"]
        assert [" ".join(page.words[i].text for i in c.words) for c in found] == [name]


@pytest.mark.parametrize(
    ("row", "party"),
    [
        ("Danke für Ihren Auftrag! MWST-Nr. CHE-107.787.577 MWST", "seller"),
        ("Wir danken für Ihren Auftrag. USt-IdNr. DE136695976", "seller"),
        ("Solde de votre facture après avoir : 1 157,83 €. TVA FR21752524645", "seller"),
        ("Kunde     4711     USt-IdNr. DE136695976", "seller"),
        ("Your account after this credit: £1,157.83. VAT GB980780684", "seller"),
        ("Ihre MWST-Nr. CHE-107.787.577 MWST", "buyer"),
        ("Nous avons bien reçu le paiement. Votre TVA : FR21752524645", "buyer"),
        ("Sold to: Rossi Srl, Via Roma 12, 20121 Milano (VAT IT00743110157)", "buyer"),
        ("Verkäufer: Hahn GmbH, Hafenweg 2, 24103 Kiel (USt-IdNr. DE136695976)", "seller"),
        ("Hinweis: Hahn GmbH, Hafenweg 2, 24103 Kiel (USt-IdNr. DE136695976)", "seller"),
        ("Rechnung an: Hahn GmbH & Co. KG, Hafenstr. 2, Kiel (USt-IdNr. DE136695976)", "buyer"),
        # A heading is not that of a firm behind, nor of what is called "our".
        ("Sold to: Hahn Ltd, 4 Mill Lane, York. Our VAT No. GB980780684", "seller"),
        ("Bill to: Hahn Ltd. Calder Ltd VAT No. GB980780684", "seller"),
        ("Rechnung an: Hahn KG, Husum. Roth GmbH, USt-IdNr. DE136695976", "seller"),
        ("Facturé à : Hahn SARL, Lille. Notre TVA FR21752524645", "seller"),
        # The mark of an abbreviation, or of a plain number, ends no sentence.
        ("Ihre Kundennr. 4711 USt-IdNr. DE136695976", "buyer"),
        ("Ihre Steuernr. / USt-IdNr. DE136695976", "buyer"),
        ("Ihre Bestellnr. 4711 / USt-IdNr.: DE136695976", "buyer"),
        ("Ihre Kunden-Nr. 4711. USt-IdNr.: DE136695976", "buyer"),
        ("Votre compte 4711. TVA FR21752524645", "buyer"),
    ],
)
def test_a_sentence_or_a_heading_before_a_vat_id_tells_whose_it_is(row: str, party: str) -> None:
    page, _ = draw([row])
    assert [c.label for c in find_parties([page], "invoice")] == [f"{party}_vat_id"]


@pytest.mark.parametrize("heading", ["Para:", "Pour :"])
@pytest.mark.parametrize(
    ("before", "below", "buyer"),
    [
        ([], ["Ana Soler", "C/ Ibiza 30", "28009 Madrid"], ["Ana Soler"]),
        ([], ["Reforma de baño"], []),
        ([], ["Rénovation salle de bain", "Total 240,00"], []),
        ([], ["Filou (chat)", "Consultation 40,00"], []),
        (["Client", "Luz Prado", "12 rue Basse", "69003 Lyon"],
         ["Ana Soler", "C/ Ibiza 30", "28009 Madrid"], ["Luz Prado"]),
        (["Luz Prado", "12 rue Basse", "69003 Lyon"],
         ["Ana Soler", "C/ Ibiza 30", "28009 Madrid"], []),
    ],
)  # fmt: skip
def test_whom_a_paper_is_for_needs_an_address_and_no_other_buyer(
    heading: str, before: list[str], below: list[str], buyer: list[str]
) -> None:
    seller = ["Obras Norte S.L.", "C/ Sol 7", "28007 Madrid", ""]
    page, _ = draw([*seller, *before, "", heading, *below])
    names = [c for c in find_parties([page], "invoice") if c.label == "buyer_name"]
    assert [" ".join(page.words[i].text for i in c.words) for c in names] == buyer


@pytest.mark.parametrize(
    ("listed", "owner"),
    [
        (["Rechnungsnummer     112/2025", "UID     ATU12345675"], "seller_vat_id"),
        (["UID     ATU12345675", "Rechnungsnummer     112/2025"], "buyer_vat_id"),
        (["Kundennummer     4711", "UID     ATU12345675"], "buyer_vat_id"),
    ],
)
def test_the_only_vat_id_below_the_papers_own_number_is_the_sellers(
    listed: list[str], owner: str
) -> None:
    page, _ = draw(["An das", "Stadtarchiv Passau", "Rathausplatz 2", "94032 Passau", *listed])
    found = [c.label for c in find_parties([page], "invoice") if c.label.endswith("vat_id")]
    assert found == [owner]


@pytest.mark.parametrize(
    "row",
    [
        "Receptor     IBARRA Y SOCIOS     RFC: MIB150622QL8",
        "Receptor IBARRA Y SOCIOS RFC: MIB150622QL8",
    ],
)
def test_a_vat_id_behind_a_heading_and_a_name_is_that_party_s(row: str) -> None:
    page, _ = draw([row])
    found = {c.label: page.text_of(c.words) for c in find_parties([page], "invoice")}
    assert found == {"buyer_vat_id": "MIB150622QL8"}
