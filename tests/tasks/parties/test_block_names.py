"""Names above addresses: whose they are, and where they say more than the model's."""

import pytest

from tasks.fields.claims import Claim, without_doubtful
from tasks.parties.address_blocks import find_blocks
from tasks.parties.block_names import name_below_sign, named_part, turn_letterhead
from tasks.parties.party_addresses import find_addresses
from tests.tasks.tagged_pages import draw

_PLACE = ["[seller_address:Hafenweg 3]", "[seller_address+:25813 Husum]"]


def _seller(rows: list[str], role: str = "seller") -> str:
    page, tags = draw(rows)
    claims = find_addresses([page], [tags], "invoice")
    return next(
        (
            " ".join(page.words[i].text for i in claim.words)
            for claim in claims
            if claim.label == f"{role}_name"
        ),
        "",
    )


@pytest.mark.parametrize("head", ["BÜRO", "Agencia", "Konto / Zahlbar an"])
def test_what_heads_an_address_is_no_name(head: str) -> None:
    assert _seller([head, *_PLACE]) == ""
    assert _seller([head, "Nordkant OG", *_PLACE]) == "Nordkant OG"


def test_the_line_that_the_model_sees_a_name_in_goes_before_a_heading_above_it() -> None:
    rows = ["Niederlassung", "[seller_name?0.7:Nordkant Film OG]", *_PLACE]
    assert _seller(rows) == "Nordkant Film OG"
    assert _seller(["Nordkant Film", "[seller_name?0.7:GmbH]", *_PLACE]) == "Nordkant Film GmbH"


def test_a_name_above_its_address_may_say_more_than_the_model_s() -> None:
    assert _seller(["✈[seller_name:Mistral] Viajes S.L.", *_PLACE]) == "✈Mistral Viajes S.L."
    assert _seller(["[seller_name:Mistral Viajes S.L.]", *_PLACE]) == ""
    assert _seller(["[seller_name:Mistral] 4711", *_PLACE]) == ""
    assert _seller(["[seller_name:Acme]", "", "", "Mistral Viajes S.L.", *_PLACE]) == ""


def test_a_street_that_the_model_takes_for_a_name_is_no_other_name() -> None:
    rows = ["Les Voiles SARL", "[seller_name?0.7:Hafenweg] 3", "[seller_address:25813 Husum]"]
    assert _seller(rows) == "Les Voiles SARL"


def test_a_house_below_a_person_names_nobody() -> None:
    place = [row.replace("seller", "buyer") for row in _PLACE]
    rows = ["[buyer_name?0.75:MADAME ODETTE ROSSI]", "{}", *place]
    assert _seller([row.format("[O?0.5:GITE LES MARMOTTES]") for row in rows], "buyer") == ""
    school = "ÉCOLE LES MARMOTTES"
    assert _seller([row.format(f"[buyer_name?0.4:{school}]") for row in rows], "buyer") == school


def test_of_names_the_one_with_a_legal_form_above_its_address_is_the_firm_s() -> None:
    sign = ["[seller_name:Couverture Dumont]", "", ""]
    assert _seller([*sign, "[seller_name:Dumont & Filles SARL]", *_PLACE]) == "Dumont & Filles SARL"
    assert _seller([*sign, "[seller_name:Dumont & Filles]", *_PLACE]) == ""
    other = ["[seller_name:Couverture Dumont SAS]", "", ""]
    assert _seller([*other, "[seller_name:Dumont & Filles SARL]", *_PLACE]) == ""


def test_a_name_of_which_the_model_is_sure_of_one_word_alone_is_none() -> None:
    sign = "[seller_name?0.85:Mistral] [seller_name+?0.1:Viajes] [seller_name+?0.1:Sur]"
    assert _seller([sign, "", "", "Nordkant OG", *_PLACE]) == "Nordkant OG"


def test_names_that_the_model_has_crosswise_follow_their_addresses() -> None:
    rows = [
        "[seller_name:Isis Court Ltd]           [buyer_name:Brightwell Lifts Ltd]",
        "[buyer_address:21 Lime Street]           [seller_address:4 Thame Lane]",
        "[buyer_address+:Oxford OX1 2LL]          [seller_address+:Didcot OX11 7HP]",
    ]
    page, tags = draw(rows)
    claims = without_doubtful(find_addresses([page], [tags], "payment_reminder"), [tags])
    names = {c.label: page.words[c.words[0]].text for c in claims if c.label.endswith("_name")}
    assert names == {"seller_name": "Brightwell", "buyer_name": "Isis"}


def test_a_letterhead_is_the_buyer_s_where_the_supplier_is_headed() -> None:
    page, tags = draw(["[seller_name:Quarries Ltd]", "", "To:", "[buyer_name:Fleetline Ltd]"])
    headed = [Claim("seller_name", 0, (3, 4))]
    assert turn_letterhead([page], [tags], headed) == [Claim("buyer_name", 0, (0, 1))]
    assert turn_letterhead([page], [tags], []) == []
    other, nothing = draw(["General terms"])
    assert turn_letterhead([page, other], [tags, nothing], headed) == [
        Claim("buyer_name", 0, (0, 1))
    ]
    named = [*headed, Claim("buyer_name", 0, (0, 1))]
    assert turn_letterhead([page], [tags], named) == []


def test_one_word_that_the_model_doubts_may_be_half_of_a_name() -> None:
    assert _seller(["[seller_name?0.4:DRUCKEREI]", "AM MARKT", *_PLACE]) == ""
    assert _seller(["[seller_name?0.4:DRUCKEREI AM]", "MARKT", *_PLACE]) == "DRUCKEREI AM"


def test_a_name_broken_before_a_link_is_one() -> None:
    assert _seller(["IMPRIMERIE", "DU CHAMP-DE-MARS", *_PLACE]) == "IMPRIMERIE DU CHAMP-DE-MARS"
    assert _seller(["Ott", "& Söhne", *_PLACE]) == "Ott & Söhne"
    assert _seller(["Ott KG", "Dupont", *_PLACE]) == "Ott KG"


def test_the_title_beside_a_name_is_no_part_of_it() -> None:
    assert _seller(["Nordkant Film INVOICE", *_PLACE]) == "Nordkant Film"


def test_letters_that_stand_for_a_firm_give_way_to_its_name() -> None:
    sign = "[seller_name:KTW]" + " " * 32 + "Kunststofftechnik Wiesengrund GmbH"
    place = [" " * 35 + "Rudolf-Harbig-Straße 21", " " * 35 + "98527 Suhl"]
    tagged = [row.replace(row.strip(), f"[seller_address:{row.strip()}]") for row in place]
    assert _seller([sign, *tagged]) == "Kunststofftechnik Wiesengrund GmbH"
    assert _seller([sign.replace("KTW", "KXW"), *tagged]) == ""


def test_the_person_below_a_firm_is_not_its_name() -> None:
    place = ["[buyer_address:Route de la Glâne 112]", "[buyer_address+:1752 Villars]"]
    person = "[buyer_name:Madame] [buyer_name:Sylvie Progin]"
    rows = ["Fondation Les Arcades", "Services centraux", person, *place]
    assert _seller(rows, "buyer") == "Fondation Les Arcades"
    assert _seller([person, "Résidence Les Lilas", *place], "buyer") != "Résidence Les Lilas"


def test_an_office_below_its_town_is_not_its_name() -> None:
    place = ["[buyer_address:Siemensweg 14]", "[buyer_address+:34466 Wolfhagen]"]
    rows = ["Stadt Wolfhagen", "[buyer_name?0.68:Städtischer Bauhof]", *place]
    assert _seller(rows, "buyer") == "Stadt Wolfhagen"
    rows[0] = "Stadt und Land"
    assert _seller(rows, "buyer") != "Stadt und Land"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "Saveurs d’Aubrac – SARL au capital de 8 000 € – RCS Lyon 812204477 –",
            "Saveurs d’Aubrac",
        ),
        ("Coopérative agricole du Goyen – Siège :", "Coopérative agricole du Goyen"),
        ("Coopérative agricole – Les Sièges", "Coopérative agricole – Les Sièges"),
        ("Forwarding Agents · Hahn & Sons LLP ·", "Hahn & Sons LLP"),
        ("Gasthof Zur Post – Familie Hahn KG", "Gasthof Zur Post – Familie Hahn KG"),
        ("Hahn – SARL", "Hahn – SARL"),
        ("Imkerei Sonnentau, z. Hd. Ole Petersen,", "Imkerei Sonnentau,"),
        ("Index relevé par Est Réseaux. Voltal SA au", "Voltal SA au"),
        ("Anton Beispielgebr. Hahn GmbH", "Anton Beispielgebr. Hahn GmbH"),
    ],
)
def test_a_name_stands_apart_from_trade_and_small_print_in_its_line(line: str, name: str) -> None:
    page, _ = draw([line])
    words = named_part(page, range(len(page.words)))
    assert " ".join(page.words[i].text for i in words) == name


def test_a_sign_above_the_name_that_it_begins_is_not_the_name() -> None:
    assert _seller(["nordkant", "Nordkant Bau GmbH", *_PLACE]) == "Nordkant Bau GmbH"
    assert _seller(["Nordkant Bau", "Hahn GmbH", *_PLACE]) == "Nordkant Bau"


@pytest.mark.parametrize(
    "sent", ["Private and confidential", "Persönlich / Vertraulich", "Personnel et confidentiel"]
)
def test_how_a_paper_is_sent_names_nobody(sent: str) -> None:
    rows = [sent, "Mr Gareth Llewellyn", "[buyer_address:4 Main Street]",
            "[buyer_address+:Kibworth LE8 0NN]"]  # fmt: skip
    assert _seller(rows, "buyer") == "Mr Gareth Llewellyn"


def test_owners_of_flats_are_called_by_their_house() -> None:
    rows = ["Stockwerkeigentümergemeinschaft", "Weierhof", *_PLACE]
    assert _seller(rows) == "Stockwerkeigentümergemeinschaft Weierhof"
    assert _seller(["Wohnbaugenossenschaft", "Weierhof", *_PLACE]) == ""


def test_a_name_goes_on_above_its_legal_form() -> None:
    rows = ["Druckerei Ott", "[O?0.6:Gesellschaft m.b.H.]", *_PLACE]
    assert _seller(rows) == "Druckerei Ott Gesellschaft m.b.H."
    assert _seller(["Druckerei Ott KG", "GmbH", *_PLACE]) == "Druckerei Ott KG"


def test_who_is_headed_as_the_reader_is_not_the_sender() -> None:
    buyer = ["[seller_name:Hahn Hotels GmbH]", "Lindenallee 9", "50667 Köln", "", ""]
    for head in ("An die", "Rechnung an"):
        assert _seller([head, *buyer, "Druckerei Ott e. K.", *_PLACE]) == "Druckerei Ott e. K."
        assert _seller([head, *buyer], "buyer") == "Hahn Hotels GmbH"
    assert _seller(["Zur Post", *buyer, "Druckerei Ott e. K.", *_PLACE]) == ""


def test_a_heading_says_whose_names_the_model_has_crosswise() -> None:
    rows = [
        "PREPARED FOR                   PREPARED BY",
        "[seller_name:Bloom Union Ltd]                Ruth Adeyemi",
        "[seller_address:9 Main Street]                  [buyer_name:Harbour Software DAC]",
        "[seller_address+:Cork T12 X4C7]                  [buyer_address:5 Grand Canal Quay]",
        "                               [buyer_address+:Dublin D02 FX65]",
    ]
    page, tags = draw(rows)
    claims = find_addresses([page], [tags], "quote")
    found = {c.label: " ".join(page.words[i].text for i in c.words) for c in claims if c.proved}
    assert found == {
        "seller_name": "Harbour Software DAC",
        "seller_address": "5 Grand Canal Quay Dublin D02 FX65",
        "buyer_name": "Bloom Union Ltd",
        "buyer_address": "9 Main Street Cork T12 X4C7",
    }


_SMALL_PRINT = ["", "", "[seller_name:Eaux du Vercors SCA] – RCS Romans 446 033 698"]


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("Eaux du Vercors – délégataire de la commune", "Mme Josiane Perrin"),
        ("[seller_name:Eaux] – délégataire de la commune", "Eaux – délégataire de la commune"),
        ("Moulin Haut – régie de la commune", "Moulin Haut – régie de la commune"),
        ("Eaux du Vercors SA", "Eaux du Vercors SA"),  # a sister of the seller's
        ("Eaux du Loiret – régie", "Eaux du Loiret – régie"),  # but two words of the seller's
        ("Eaux Vives", "Eaux Vives"),
        ("Eaux du Vercors Chalets", "Eaux du Vercors Chalets"),
    ],
)
def test_below_the_sellers_sign_stands_the_buyer(sign: str, name: str) -> None:
    place = [row.replace("seller", "buyer") for row in _PLACE]
    rows = [sign, "Mme [buyer_name?0.7:Josiane Perrin]", *place, *_SMALL_PRINT]
    page, tags = draw(rows)
    (block,) = find_blocks(page, "invoice")
    lines = (*block.names, *block.persons)
    found = name_below_sign(page, tags, lines) or lines[0]
    assert " ".join(page.words[i].text for i in found) == name


@pytest.mark.parametrize(
    ("factor", "person", "name"),
    [
        (1.8, "Mrs [buyer_name:Josie Perrin]", "Mrs Josie Perrin"),
        (1.0, "Mrs [buyer_name:Josie Perrin]", "Northfield Vets"),
        (1.8, "[buyer_name:Josie Perrin]", "Northfield Vets"),
    ],
)
def test_below_a_sellers_large_letterhead_stands_the_person_it_bills(
    factor: float, person: str, name: str
) -> None:
    place = [row.replace("seller", "buyer") for row in _PLACE]
    page, tags = draw(["[seller_name:Northfield Vets]", person, *place])
    words = tuple(
        w._replace(box=(*w.box[:3], w.box[1] + factor * w.height)) if w.row == 0 else w
        for w in page.words
    )
    page = page.model_copy(update={"words": words})
    lines = [tuple(i for i, w in enumerate(page.words) if w.row == row) for row in (0, 1)]
    found = name_below_sign(page, tags, lines) or lines[0]
    assert page.text_of(found) == name


def test_a_person_in_a_sellers_letterhead_is_not_the_seller() -> None:
    rows = ["Eaux du Vercors – délégataire", "M. [seller_name?0.4:Paul Perrin]", *_PLACE]
    assert _seller([*rows, *_SMALL_PRINT]) == ""


def test_a_foot_on_every_page_has_the_same_address_on_each() -> None:
    foot = "Calder Science Park, Halifax HX3 9QT"
    first = draw([f"Pennine Labs Ltd  [seller_address:{foot}]"])
    second = draw([f"Pennine Labs Ltd  [seller_name?0.8:Calder Science] {foot[15:]}"])
    pages, tags = zip(first, second, strict=True)
    claims = find_addresses(pages, tags, "invoice")
    found = [c for c in claims if c.label == "seller_address"]
    assert [(c.page, pages[c.page].text_of(c.words)) for c in found] == [(0, foot), (1, foot)]
