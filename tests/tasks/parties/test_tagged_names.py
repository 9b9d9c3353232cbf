"""Tagged names go on with the legal form behind, below or above them."""

import pytest

from tasks.parties.tagged_names import complete_names
from tests.tasks.tagged_pages import draw


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("[buyer_name:Maplewood Property] LLC", "Maplewood Property LLC"),
        ("[seller_name:Nord Bau] GmbH & Co. KG Husum", "Nord Bau GmbH & Co. KG"),
        ("[seller_name:Condipack] SRL, Liège", "Condipack SRL,"),
        ("[seller_name:KIEFFER S] . à r.l.", "KIEFFER S . à r.l."),
        ("[buyer_name:Nord Bau] & Söhne", "Nord Bau"),
        ("[buyer_name:Nord Bau]          AG", "Nord Bau"),
        ("[total_net:17] SE", ""),
    ],
)
def test_a_name_ends_with_its_form(row: str, name: str) -> None:
    page, tags = draw([row])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label[-4:] == "name"]
    assert " ".join(words) == name
    assert sum(tag.begins for tag in completed if tag.label[-4:] == "name") == bool(name)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["[seller_name:Anwälte Behn] · Tiede · Wulff Partnerschaft mbB"], "Anwälte Behn · Tiede"),
        (["[seller_name:Anwälte Behn] · Tiede", "[seller_name+:PartG mbB]"], "Anwälte Behn · T"),
        (["[seller_name:Behn Bau] · Sanitär · Heizung"], "Behn Bau"),
        (["[seller_name:Behn Bau GmbH] · Ulm", "[buyer_name:Nord AG]"], "Behn Bau GmbH"),
    ],
)
def test_partners_behind_dots_are_of_a_firm_s_name(rows: list[str], name: str) -> None:
    page, tags = draw(rows)
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "seller_name"]
    whole = " ".join(words)
    assert whole.startswith(name) if whole.endswith("mbB") else whole == name


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["[seller_name:Hahn &]", "Vollbrecht GmbH     Rechnung"], "Hahn & Vollbrecht GmbH"),
        (["[seller_name:Hahn &]", "[seller_name:Vollbrecht]"], "Hahn & Vollbrecht"),
        (["[seller_name:Scheuermann Handel]", "e.K."], "Scheuermann Handel e.K."),
        (
            ["[seller_name:Verein für]", "[seller_name+:Handel &]", "Gewerbe e.V."],
            "Verein für Handel & Gewerbe e.V.",
        ),
        (["[seller_name:Hahn &]", "Hauptstr. 5"], "Hahn &"),
        (["[seller_name:Lena Ostertag]", "Fotografie"], "Lena Ostertag Fotografie"),
        (
            ["[seller_name:Dépannage Express] [seller_address:34]", "", "Dépannage Express 34"],
            "Dépannage Express 34",
        ),
        (["[seller_name:Dépannage Express] [seller_address:34]"], "Dépannage Express"),
        (["[seller_name:Autohaus Feldkamp GmbH]", "Vertragswerkstatt"], "Autohaus Feldkamp GmbH"),
        (
            ["[seller_name:Urs Ammann]", "Kaminfegergeschäft · seit 1987"],
            "Urs Ammann Kaminfegergeschäft",
        ),
        (["[seller_name:Daz Holroyd]", "   Plumbing"], "Daz Holroyd Plumbing"),
        (["[seller_name:Ewald Rösch]", "Klavierstimmer"], "Ewald Rösch"),
        (["[seller_name:Nordwerk]", "Hausverwaltung"], "Nordwerk"),
        (["[buyer_name:Lena Ostertag]", "Hausverwaltung"], "Lena Ostertag"),
        (["[buyer_name:Conservatoire]", "de Cornouaille"], "Conservatoire de Cornouaille"),
        (["[seller_name:LA BRASSERIE]", "DES HALLES"], "LA BRASSERIE DES HALLES"),
        (["[seller_name:Plomberie Sanitaire]", "Ets BOUCHARDEAU"], "Ets BOUCHARDEAU"),
        (["[seller_name:Plomberie SARL]", "Ets BOUCHARDEAU"], "Plomberie SARL"),
        (["[seller_name:Hahn GmbH]", "SA"], "Hahn GmbH"),
        (["[seller_name:Nord Bau]", "AG Straße 5"], "Nord Bau"),
        (["[seller_name:Nord Bau]", "        AG"], "Nord Bau"),
        (["[seller_name:Nord Bau]", "Hafen 3"], "Nord Bau"),
    ],
)
def test_a_name_goes_on_in_the_row_below(rows: list[str], name: str) -> None:
    page, tags = draw(rows)
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label[-4:] == "name"]
    assert " ".join(words) == name


def test_a_row_in_lower_letters_is_as_near_to_the_form_below_as_any() -> None:
    page, tags = draw(["[buyer_name:Strandhotel Ufer]", "Betriebs GmbH"])
    words = [
        word._replace(box=(*word.box[:3], word.box[1] + 0.7 * (word.box[3] - word.box[1])))
        if word.row == 0
        else word
        for word in page.words
    ]
    (completed,) = complete_names([page.model_copy(update={"words": tuple(words)})], [tags])
    assert [tag.label for tag in completed] == ["buyer_name"] * 4


def test_the_other_party_below_stays_itself() -> None:
    page, tags = draw(["[seller_name:Hahn &]", "[buyer_name:Müller GmbH]"])
    (completed,) = complete_names([page], [tags])
    assert [tag.label for tag in completed] == [tag.label for tag in tags]


def test_a_page_of_one_name_that_never_begins_is_left_as_it_is() -> None:
    page, tags = draw(["[seller_name:ACME]"])
    inside = [tag._replace(begins=False) for tag in tags]
    assert complete_names([page], [inside]) == [tuple(inside)]


def test_a_name_that_breaks_off_at_a_small_word_goes_on_below() -> None:
    page, tags = draw(["[buyer_name:Coopérative Fruitière du]", "Luberon", "3 rue du Puits"])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "buyer_name"]
    assert " ".join(words) == "Coopérative Fruitière du Luberon"


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("[buyer_address?0.5:Betriebs-GmbH]", "Hotel Seeschlösschen Betriebs-GmbH"),
        ("Handels GmbH & Co. KG", "Hotel Seeschlösschen Handels GmbH & Co. KG"),
        ("[buyer_address:Fischer GmbH]", "Hotel Seeschlösschen"),
    ],
)
def test_a_form_with_what_the_firm_does_is_more_of_its_name(below: str, name: str) -> None:
    page, tags = draw(["[buyer_name:Hotel Seeschlösschen]", below])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "buyer_name"]
    assert " ".join(words) == name


def test_a_form_with_what_a_firm_does_goes_on_from_the_row_above() -> None:
    page, tags = draw(["Berghotel Rotstein", "[buyer_name:Betriebsgesellschaft mbH]", "Passhöhe 1"])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "buyer_name"]
    assert " ".join(words) == "Berghotel Rotstein Betriebsgesellschaft mbH"
    assert [tag.begins for tag in completed if tag.label == "buyer_name"] == [True, *[False] * 3]


def test_a_profession_goes_on_from_the_row_above_at_the_right_edge() -> None:
    page, tags = draw(
        ["                Brandl & [seller_name+:Kollegen]", "   [seller_name:Steuerberater GmbH]"]
    )
    right = [max(w.box[2] for w in page.words if w.row == n) for n in (0, 1)]
    words = tuple(
        w._replace(
            box=(w.box[0] + right[0] - right[1], w.box[1], w.box[2] + right[0] - right[1], w.box[3])
        )
        if w.row
        else w
        for w in page.words
    )
    page = page.model_copy(update={"words": words})
    (completed,) = complete_names([page], [tags])
    named = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "seller_name"]
    assert " ".join(named) == "Brandl & Kollegen Steuerberater GmbH"


@pytest.mark.parametrize(
    ("above", "name", "joined"),
    [
        ("Dr. Brandl & Kollegen", "Steuerberatungsgesellschaft mbB", True),
        ("wendt + okafor", "ARCHITEKTEN PartG mbB", True),
        ("Hahn Wirth", "Patentanwälte Partnerschaftsgesellschaft mbB", True),
        ("Auftraggeber", "Architekten PartG mbB", False),
        ("Nordbau Projekt AG", "Architekten PartG mbB", False),
        ("Per Einschreiben", "Architekten PartG mbB", False),
        ("Bill to", "Architekten PartG mbB", False),
        ("Brandl & Kollegen", "Nordbau Steuerberatungsgesellschaft mbB", False),
        ("Kinderwagen-Manufaktur", "Stöhr e. K.", True),
        ("Allgäuer Käserei", "Burgbacher GmbH & Co. KG", True),
        ("Abteilung Einkauf", "Burgbacher GmbH", False),
        ("Firma Schreinerei", "Burgbacher GmbH", False),
        ("Ihr Meisterbetrieb", "Burgbacher GmbH", False),
        ("Spedition", "Burgbacher GmbH", False),
        ("Unsere Käserei, Tel. 0831 55", "Burgbacher GmbH", False),
        ("Käserei", "Nordlicht Handels und Service GmbH", False),
    ],
)
def test_a_trade_stands_above_its_owner_s_name(above: str, name: str, joined: bool) -> None:
    page, tags = draw([above, f"[buyer_name:{name}]", "Passhöhe 1"])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "buyer_name"]
    assert " ".join(words) == (f"{above} {name}" if joined else name)


@pytest.mark.parametrize("above", ["Firma", "Rechnungsempfänger", "An", "Auftraggeber"])
def test_a_heading_is_no_house_that_a_firm_runs(above: str) -> None:
    for form in ("Betriebsgesellschaft mbH", "Bau GmbH"):
        page, tags = draw([above, f"[buyer_name:{form}]"])
        (completed,) = complete_names([page], [tags])
        assert completed == tuple(tags)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["    Hotel Seeblick", "[seller_name:Familie Anders] · Ring 1"], "Hotel Seeblick"),
        (["[seller_name:Bäckerei Ott]", "[seller_name:Inh. Rosa Ott]"], "Bäckerei Ott"),
        (["", "[seller_name:Inh. Rosa Ott]"], "Inh. Rosa Ott"),
        (["WEG Ring 40", "[buyer_name:vertreten durch Bode GmbH]"], "WEG Ring 40"),
        (["Grundschule am Bach", "[buyer_name:Sekretariat, Frau Ötting]"], "Grundschule am Bach"),
        (["Ville de Mons", "[buyer_name:Service Travaux – Mme L. Roux]"], "Ville de Mons"),
        (["[buyer_name:FC Rhein e.V.]", "[buyer_name+:zu Händen des Rates]"], "FC Rhein e.V."),
        (["[buyer_name:WEG] Ring 40", "vertreten durch [buyer_name+:Bode GmbH]"], "WEG Ring 40"),
        (["The Owners", "[buyer_name:per Forth Factors Ltd]"], "The Owners"),
        (["ACP LES ROSES", "p/a [buyer_name:Syndic Noël SPRL]"], "ACP LES ROSES"),
        (
            ["Eigentümergemeinschaft", "Ring 40", "[buyer_name:p.A. Bode GmbH]"],
            "Eigentümergemeinschaft Ring 40",
        ),
        (["HV Dom Immobilien-", "[buyer_name:Management UG]"], "HV Dom Immobilien- Management UG"),
        (["An die Mieter- 12", "[buyer_name:Management UG]"], "Management UG"),
        (
            ["[buyer_name:Eigentümergemeinschaft]", "Ring 40", "[buyer_name:p.A. Bode GmbH]"],
            "Eigentümergemeinschaft Ring 40",
        ),
        (["Ring 40", "[buyer_name:Per Aarsleff GmbH]"], "Per Aarsleff GmbH"),
    ],
)
def test_a_house_goes_before_its_owner_and_whoever_speaks_for_it(
    rows: list[str], name: str
) -> None:
    page, tags = draw(rows)
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label[-4:] == "name"]
    assert " ".join(words) == name


@pytest.mark.parametrize(
    ("above", "whole"),
    [
        ("Centre équestre du", True),
        ("Druckerei Ott &", True),
        ("Une marque de", False),
        ("Membre du", False),
        ("Wir danken für Ihren Auftrag und", False),
        ("Centre équestre", False),
    ],
)
def test_a_name_begins_in_the_row_that_leads_on_to_it(above: str, whole: bool) -> None:
    page, tags = draw(["Note", "", "", above, "[buyer_name:Val Fleuri SARL]"])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "buyer_name"]
    assert " ".join(words) == (f"{above} Val Fleuri SARL" if whole else "Val Fleuri SARL")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("To: Hart & [seller_name:Tilney] [buyer_name:Builders Ltd]", "Hart & Tilney Builders Ltd"),
        ("[buyer_name:Muster Bau GmbH, Herrn Jörg Stapf,] [buyer_address:Ring 2, 74626 Ulm]",
         "Muster Bau GmbH,"),
        ("[buyer_name:Muster Bau GmbH, attn. Jo Stapf]", "Muster Bau GmbH,"),
        ("From: Hart & [buyer_name:Builders Ltd]", "Builders Ltd"),
        ("To: Accounts Payable [buyer_name:Hart Builders Ltd]", "Hart Builders Ltd"),
        ("[buyer_name:SARL Monsieur Bricolage]", "SARL Monsieur Bricolage"),
        ("[buyer_name:Bau KG MS Hansa Reederei]", "Bau KG MS Hansa Reederei"),
        ("To: Accounts & Co, [buyer_name:Hart Builders Ltd]", "Hart Builders Ltd"),
        ("Delivered: Hart & [buyer_name:Builders Ltd]", "Builders Ltd"),
    ],
)  # fmt: skip
def test_a_firm_s_name_begins_behind_its_heading_and_ends_before_a_person(
    row: str, name: str
) -> None:
    page, tags = draw([row])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label[-4:] == "name"]
    assert " ".join(words) == name
