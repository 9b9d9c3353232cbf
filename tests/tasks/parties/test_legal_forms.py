"""The legal form belongs to the name before it."""

import pytest

from schemas.record import Field
from tasks.parties.legal_forms import (
    complete_names,
    drop_name_before_address,
    give_legal_name,
    give_signed_name,
)
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
        (["[seller_name:Hahn &]", "Vollbrecht GmbH     Rechnung"], "Hahn & Vollbrecht GmbH"),
        (["[seller_name:Hahn &]", "[seller_name:Vollbrecht]"], "Hahn & Vollbrecht"),
        (["[seller_name:Scheuermann Handel]", "e.K."], "Scheuermann Handel e.K."),
        (
            ["[seller_name:Verein für]", "[seller_name+:Handel &]", "Gewerbe e.V."],
            "Verein für Handel & Gewerbe e.V.",
        ),
        (["[seller_name:Hahn &]", "Hauptstr. 5"], "Hahn &"),
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


def test_the_other_party_below_stays_itself() -> None:
    page, tags = draw(["[seller_name:Hahn &]", "[buyer_name:Müller GmbH]"])
    (completed,) = complete_names([page], [tags])
    assert [tag.label for tag in completed] == [tag.label for tag in tags]


def test_a_page_of_one_name_that_never_begins_is_left_as_it_is() -> None:
    page, tags = draw(["[seller_name:ACME]"])
    inside = [tag._replace(begins=False) for tag in tags]
    assert complete_names([page], [inside]) == [tuple(inside)]


def _called(name: str, rows: list[str]) -> str:
    page, _ = draw(rows)
    fields = {"seller_name": Field(value=name, raw=name, confidence=0.9, origin="model")}
    found = give_legal_name({**fields}, [page])["seller_name"]
    assert isinstance(found, Field)
    return found.value


@pytest.mark.parametrize(
    ("name", "row", "legal"),
    [
        ("STADLMAYR & SÖHNE", "Stadlmayr & Söhne GmbH, FN 184402 k", "Stadlmayr & Söhne GmbH"),
        ("Hahn", "Hahn GmbH & Co. KG, Komplementärin: Hahn GmbH", "Hahn GmbH & Co. KG"),
        ("Hahn", "Komplementärin: Hahn Verwaltungs-GmbH", "Hahn"),
        ("Hahn GmbH", "Hahn GmbH & Co. KG", "Hahn GmbH"),
        ("Hahn", "Peter Hahn", "Hahn"),
    ],
)
def test_a_short_name_stands_for_the_one_with_its_form(name: str, row: str, legal: str) -> None:
    assert _called(name, [name, "", row]) == legal


def test_a_name_torn_within_a_word_is_the_whole_one_that_ends_with_it() -> None:
    rows = ["Nord Elektro-", "großhandel GmbH", "Nord Elektrogroßhandel GmbH"]
    assert _called("großhandel GmbH", rows) == "Nord Elektrogroßhandel GmbH"
    assert _called("großhandel GmbH", rows[:2]) == "großhandel GmbH"
    assert _called("ista", ["ista", "Miete Kaffeemaschine Barista"]) == "ista"


def test_a_captioned_name_is_the_sellers_as_it_is() -> None:
    rows = ["Name:          Hahn", "Hahn GMBH, Ulm"]
    assert _called("Hahn", rows) == _called("Hahn GMBH", rows) == "Hahn"
    assert _called("Hahn GMBH", rows[1:]) == "Hahn GMBH"


@pytest.mark.parametrize(
    ("rows", "known", "name"),
    [
        (["AUTOTEILE HAHN", "Autoteile Hahn GmbH, HRB 3"], "Teile für alle", "Autoteile Hahn GmbH"),
        (
            ["HAHN & PIKE", "Dachbau Limited", "Hahn & Pike Dachbau Limited. VAT"],
            "Dachbau Limited",
            "Hahn & Pike Dachbau Limited",
        ),
        (["Invoice Date      Hahn Ltd"], "Hahn Ltd", "Hahn Ltd"),
        (["Invoice Date Hahn Ltd"], "Hahn Ltd", "Hahn Ltd"),
        (["AUTOTEILE HAHN", "Autoteile Hahn Straße"], "Teile für alle", "Teile für alle"),
        (["AUTOTEILE HAHN", "Wolf", "Autoteile Hahn GmbH", "Wolf"], "Wolf", "Wolf"),
    ],
)
def test_a_sign_at_the_head_begins_the_name(rows: list[str], known: str, name: str) -> None:
    page, _ = draw(rows)
    field = Field(value=known, raw=known, confidence=0.9, page=1, origin="model")
    given = give_signed_name({"seller_name": field}, [page])["seller_name"]
    assert isinstance(given, Field)
    assert given.value == name


def test_a_number_at_the_head_begins_no_name() -> None:
    first, _ = draw(["Denquip Logistik OHG", "Rechnungs-Nummer CL 3929"])
    second, _ = draw(["Rechnungs-Nummer CL 3929          Denquip Logistik OHG"])
    known = Field(
        value="Denquip Logistik OHG", raw="Denquip Logistik OHG", confidence=0.9, page=1, box=None,
        origin="model",
    )  # fmt: skip
    assert give_signed_name({"seller_name": known}, [first, second]) == {"seller_name": known}


def test_a_sign_that_begins_the_buyers_name_is_not_the_sellers() -> None:
    page, _ = draw(["Nordlicht Bau", "Studio Vogt", "Auftrag der Nordlicht Bau GmbH"])
    field = Field(value="Studio Vogt", raw="Studio Vogt", confidence=0.9, page=1, origin="model")
    other = field.model_copy(update={"value": "Nordlicht Bau"})
    both = {"seller_name": field, "buyer_name": other}
    assert give_signed_name(dict(both), [page]) == both


def test_a_name_that_breaks_off_at_a_small_word_goes_on_below() -> None:
    page, tags = draw(["[buyer_name:Coopérative Fruitière du]", "Luberon", "3 rue du Puits"])
    (completed,) = complete_names([page], [tags])
    words = [w.text for w, t in zip(page.words, completed, strict=True) if t.label == "buyer_name"]
    assert " ".join(words) == "Coopérative Fruitière du Luberon"


def test_small_print_may_have_more_of_a_sign_and_the_address_right_behind() -> None:
    footer = "Mallory & Finch Fasteners plc Planetary Road, Willenhall WV13 3SW"
    page, _ = draw(["MALLORY & FINCH", "Fixings since 1923", footer])
    name = Field(value="MALLORY & FINCH", raw="MALLORY & FINCH", confidence=0.9, origin="model")
    found = give_legal_name({"seller_name": name}, [page])
    whole = found["seller_name"]
    assert isinstance(whole, Field)
    assert whole.value == "Mallory & Finch Fasteners plc"
    address = whole.model_copy(update={"value": footer, "raw": footer})
    parted = drop_name_before_address({**found, "seller_address": address})["seller_address"]
    assert isinstance(parted, Field)
    assert parted.value == "Planetary Road, Willenhall WV13 3SW"


@pytest.mark.parametrize(
    ("sign", "print_"),
    [
        ("FINCH", "Our carrier is Finch Haulage Group Ltd"),
        ("Krause & Sohn", "phG: Krause & Sohn Verwaltungs GmbH"),
        ("Krause & Sohn", "Lieferung: Krause & Sohn, Dachser Logistik GmbH"),
        ("Anna Meier", "Kontoinhaber: Anna Meier Commerzbank AG"),
        ("Barossa Wines", "Barossa Wines Tanunda SA 5352"),
    ],
)
def test_other_firms_and_places_are_no_more_of_a_name(sign: str, print_: str) -> None:
    page, _ = draw([sign, print_])
    name = Field(value=sign, raw=sign, confidence=0.9, origin="model")
    assert give_legal_name({"seller_name": name}, [page])["seller_name"] == name


def test_a_mill_may_be_named_by_its_street() -> None:
    name = Field(value="Alte Mühle", raw="Alte Mühle", confidence=0.9, origin="model")
    place = "Alte Mühle 3, 99999 Dorf"
    fields = {"seller_name": name, "seller_address": name.model_copy(update={"value": place})}
    assert drop_name_before_address({**fields}) == fields


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


@pytest.mark.parametrize(
    ("small_print", "large", "name"),
    [
        ("the property of Thornbury Motor Services Ltd", True, "Thornbury Motor Services Ltd"),
        ("the property of Thornbury Motor Services Ltd", False, "Motor Services Ltd"),
        ("the property of Motor Services Ltd", True, "Motor Services Ltd"),
    ],
)
def test_a_sign_of_one_large_word_begins_a_firm_s_name(
    small_print: str, large: bool, name: str
) -> None:
    page, _ = draw(["THORNBURY      SALES INVOICE", "Motor Services Ltd", "", small_print])
    sign = page.words[0]
    x0, y0, x1, y1 = sign.box
    higher = sign._replace(box=(x0, y0, x1, y1 + 0.5 * large * (y1 - y0)))
    page = page.model_copy(update={"words": (higher, *page.words[1:])})
    known = Field(
        value="Motor Services Ltd", raw="Motor Services Ltd", confidence=0.9, origin="model"
    )
    found = give_signed_name({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field) and found.value == name


def test_a_sign_below_a_row_of_the_address_begins_a_firm_s_name() -> None:
    rows = ["                    Unit 14 Trading Estate", "                    Teignmouth Road",
            "Hale Wick           Newton Abbot", "Catering Limited", "",
            "Goods remain the property of Hale Wick Catering Limited until paid for."]  # fmt: skip
    page, _ = draw(rows)
    known = Field(value="Catering Limited", raw="Catering Limited", confidence=0.9, origin="model")
    found = give_signed_name({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field) and found.value == "Hale Wick Catering Limited"


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


def test_a_captioned_name_that_breaks_within_its_form_is_no_whole_one() -> None:
    rows = ["A/c Holder's Name : Tata Pvt.", "for Tata Pvt. Ltd."]
    assert _called("Tata Pvt. Ltd.", rows) == "Tata Pvt. Ltd."


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


def test_a_large_sign_has_more_of_a_name_than_the_window() -> None:
    page, _ = draw(["Gemeinde Haslach am Wald", "", "Gemeinde Haslach, Markt 1"])
    small = page.words[4]
    height = 0.6 * (small.box[3] - small.box[1])
    box = (small.box[0], small.box[1], page.words[5].box[2], small.box[1] + height)
    short = Field(
        value="Gemeinde Haslach", raw="Gemeinde Haslach,", confidence=0.9, page=1, box=box,
        origin="model",
    )  # fmt: skip
    named = give_legal_name({"seller_name": short}, [page])["seller_name"]
    assert isinstance(named, Field)
    assert named.value == "Gemeinde Haslach am Wald"
    tall = short.model_copy(update={"box": page.words[4].box})
    assert give_legal_name({"seller_name": tall}, [page]) == {"seller_name": tall}


@pytest.mark.parametrize("above", ["Firma", "Rechnungsempfänger", "An", "Auftraggeber"])
def test_a_heading_is_no_house_that_a_firm_runs(above: str) -> None:
    for form in ("Betriebsgesellschaft mbH", "Bau GmbH"):
        page, tags = draw([above, f"[buyer_name:{form}]"])
        (completed,) = complete_names([page], [tags])
        assert completed == tuple(tags)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("EURL Toitures Morvan, capital 8 000 €", "EURL Toitures Morvan"),
        ("Toitures Morvan e. K.          Tel. 02274", "Toitures Morvan e. K."),
        ("une marque de la SARL Toitures Morvan", "Toitures Morvan"),
        ("SARL Toitures", "Toitures Morvan"),
    ],
)
def test_a_form_may_stand_before_a_name_or_in_two_words(row: str, name: str) -> None:
    page, _ = draw(["Toitures Morvan", "", row])
    known = Field(value="Toitures Morvan", raw="", confidence=0.9, origin="model")
    found = give_legal_name({"seller_name": known}, [page])["seller_name"]
    assert isinstance(found, Field)
    assert found.value == name


def test_a_sign_does_not_shorten_a_name_with_its_form_before() -> None:
    page, _ = draw(["Hôtel des Quais", "", "SARL Hôtel des Quais Bordeaux – 33000 Bordeaux"])
    known = Field(value="SARL Hôtel des Quais Bordeaux", raw="", confidence=0.9, origin="model")
    assert give_signed_name({"seller_name": known}, [page]) == {"seller_name": known}
