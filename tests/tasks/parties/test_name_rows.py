"""A party's name goes on to the end of its cell, and over the row below that ends a firm's."""

import pytest

from schemas.prediction import WordTag
from tasks.parties.name_rows import mend_name_rows
from tests.tasks.tagged_pages import draw


def _names(rows: list[str], nearly: str = "", chance: float = 0.3) -> list[str]:
    """The names on a page; words in `nearly` are outside but for a chance to be a buyer's name."""
    page, tags = draw(rows)
    seen = [
        WordTag("O", False, 1 - chance, (("buyer_name", chance),))
        if word.text in nearly.split()
        else tag
        for word, tag in zip(page.words, tags, strict=True)
    ]
    (mended,) = mend_name_rows([page], [seen])
    names: list[str] = []
    for word, tag in zip(page.words, mended, strict=True):
        if tag.label != "O":
            names += [word.text] if tag.begins or not names else [f"{names.pop()} {word.text}"]
    return names


def test_a_name_goes_on_where_the_model_nearly_saw_it() -> None:
    row = ["[buyer_name:GARETH M.] PUGH"]
    assert _names(row, "PUGH") == ["GARETH M. PUGH"]
    assert _names(row, "PUGH", 0.03) == ["GARETH M."]
    assert _names(["Hagemeister [buyer_name+:GmbH] Zele"], "Hagemeister Zele")[0].endswith("GmbH")
    assert _names(["[buyer_name:ACME]          PUGH"], "PUGH") == ["ACME"]
    assert _names(["[buyer_name:ACME TV] 02676"], "02676") == ["ACME TV"]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("M. et Mme [buyer_name:Kerouanton]", "M. et Mme Kerouanton"),
        ("M. et [buyer_name:Mme Lambert]", "M. et Mme Lambert"),
        ("Mr & Mrs [buyer_name:VAN] [buyer_name:DOORN]", "Mr & Mrs VAN DOORN"),
        ("Herrn und Frau [buyer_name:Ott]", "Herrn und Frau Ott"),
        ("Familie [buyer_name:Dankl]", "Familie Dankl"),
        ("Frau [buyer_name:Thalmeier]", "Thalmeier"),
        ("von Frau und [buyer_name:Ott]", "Ott"),
    ],
)
def test_a_couple_s_name_has_their_titles(row: str, name: str) -> None:
    assert _names([row]) == [name]


def test_who_works_for_a_firm_is_no_part_of_its_name() -> None:
    assert _names(["[buyer_name:Hof Brunnmatt]", "Frau R. [buyer_name+:Aebersold]"]) == [
        "Hof Brunnmatt"
    ]
    assert _names(["Frau R. [buyer_name:Aebersold]"]) == ["Aebersold"]
    for office, name in (
        ("Bauamt", "Gemeinde Holm"),
        ("Bauamtsgasse", "Gemeinde Holm Bauamtsgasse"),
    ):
        assert _names(["[buyer_name:Gemeinde Holm]", f"[buyer_name+:{office}]"]) == [name]
    assert _names(["[buyer_name:Hotel Traube]", "Inh. Gerlinde [buyer_name+:Pauly]"]) == [
        "Hotel Traube"
    ]


def test_a_legal_form_in_the_row_below_ends_a_name_of_two_rows() -> None:
    rows = ["[buyer_name:BLACK COUNTRY]", "[buyer_name:FIXINGS LTD]"]
    assert _names(rows) == ["BLACK COUNTRY FIXINGS LTD"]
    two = ["[buyer_name:Black Ltd]", "[buyer_name:Fixings Ltd]"]
    assert _names(two) == ["Black Ltd", "Fixings Ltd"]
    assert _names([rows[0], "", "", rows[1]]) == ["BLACK COUNTRY", "FIXINGS LTD"]
    assert _names([rows[0], f"     {rows[1]}"]) == ["BLACK COUNTRY", "FIXINGS LTD"]


def test_an_article_begins_a_name() -> None:
    assert _names(["To: The [buyer_name:Silver Spoon]"]) == ["The Silver Spoon"]
    assert _names(["visit The [buyer_name:Silver Spoon]"]) == ["Silver Spoon"]


def test_a_name_does_not_go_on_in_much_smaller_type() -> None:
    page, tags = draw(["[seller_name:Nord & Fils]   [seller_name+:Charles]"])
    small = [
        word._replace(box=(x0, y0, x1, y0 + (y1 - y0) / 2)) if word.text == "Charles" else word
        for word in page.words
        for x0, y0, x1, y1 in [word.box]
    ]
    (mended,) = mend_name_rows([page.model_copy(update={"words": tuple(small)})], [tags])
    assert [tag.label for tag in mended] == ["seller_name"] * 3 + ["O"]


@pytest.mark.parametrize(
    ("mark", "height", "name", "left_out"),
    [
        ("HVS", 1.3, "HIGHVELD STEEL LTD", True),
        ("HVS", 1.0, "HIGHVELD STEEL LTD", False),
        ("ABC", 1.3, "HIGHVELD STEEL LTD", False),
        ("TVC", 1.3, "Transports Vandermeersch-Collin SRL", True),
        ("EDV", 1.3, "Edvardsen Data", False),
        ("REWE", 1.3, "Renate Wernicke", False),
    ],
)
def test_larger_letters_of_a_logo_are_no_part_of_the_name(
    mark: str, height: float, name: str, left_out: bool
) -> None:
    page, tags = draw([f"[seller_name:{mark} – {name}]"])
    words = [
        word._replace(box=(x0, y0, x1, y0 + (y1 - y0) * height)) if word.text == mark else word
        for word in page.words
        for x0, y0, x1, y1 in [word.box]
    ]
    (mended,) = mend_name_rows([page.model_copy(update={"words": tuple(words)})], [tags])
    named = [w.text for w, tag in zip(words, mended, strict=True) if tag.label == "seller_name"]
    assert " ".join(named) == (name if left_out else f"{mark} – {name}")
    assert mended[words.index(words[2])].begins is left_out


@pytest.mark.parametrize(("mark", "named"), [("ASL", "Aciers Services Lorraine"), ("BTP", "BTP")])
def test_letters_of_a_logo_far_before_the_name_are_no_part_of_it(mark: str, named: str) -> None:
    page, tags = draw([f"[seller_name:{mark}]        [seller_name+:Aciers Services Lorraine]"])
    words = [
        word._replace(box=(x0, y0, x1, y0 + (y1 - y0) * 2)) if word.text == mark else word
        for word in page.words
        for x0, y0, x1, y1 in [word.box]
    ]
    (mended,) = mend_name_rows([page.model_copy(update={"words": tuple(words)})], [tags])
    found = [w.text for w, tag in zip(words, mended, strict=True) if tag.label == "seller_name"]
    assert " ".join(found) == named


@pytest.mark.parametrize(
    ("faces", "left_out"), [(("b9", "b2"), True), (("b2", "b2"), False), (("9", "9"), False)]
)
def test_a_white_letter_of_a_logo_is_no_part_of_the_name(
    faces: tuple[str, str], *, left_out: bool
) -> None:
    page, tags = draw(["[seller_name:W Wexmoor Supplies Ltd]"])
    words = tuple(w._replace(face=faces[at > 0]) for at, w in enumerate(page.words))
    (mended,) = mend_name_rows([page.model_copy(update={"words": words})], [tags])
    assert (mended[0].label == "O") is left_out


def test_the_bank_that_keeps_an_account_is_no_party() -> None:
    assert _names(["Bank Name : [seller_name:Tapi Co-operative Bank Ltd]"]) == []
    both = "Bank: [seller_name:Sparkasse Kiel] Kontoinhaber: [seller_name:Nordlicht GmbH]"
    assert _names([both]) == ["Nordlicht GmbH"]
    assert _names(["[seller_name:Tapi Co-operative Bank Ltd]"]) == ["Tapi Co-operative Bank Ltd"]


def test_a_sign_s_letter_or_the_sign_itself_is_no_part_of_the_name_beside_it() -> None:
    rows = ["       [seller_name:Velo Distribution]", "  [seller_name+:V    SAS]"]
    assert _names(rows) == ["Velo Distribution SAS"]
    rows = ["       [seller_name:Lomond Analytical Ltd]", "[seller_name+:Lomond Analytical]"]
    assert _names(rows) == ["Lomond Analytical Ltd"]
    assert _names(["[seller_name:Meyer &]", "[seller_name+:Meyer]"]) == ["Meyer & Meyer"]
    rows = ["[seller_name:Velo Distribution]", "[seller_name+:D SAS]"]
    assert _names(rows) == ["Velo Distribution D SAS"]


def test_a_legal_form_alone_has_the_name_above_it() -> None:
    assert _names(["Tissage Vandenbroucke", "[seller_name:SA]"]) == ["Tissage Vandenbroucke SA"]
    for above in ("Lieferant", "Rechnung", "Sales Invoice", "Bill to"):
        assert _names([above, "[seller_name:GmbH]"]) == ["GmbH"]
    assert _names(["Maçonnerie", "[seller_name:SARL]", "[seller_name+:Dupont]"]) == ["SARL Dupont"]
    assert _names(["Tissage Vandenbroucke", "[seller_name:Lin SA]"]) == ["Lin SA"]


def test_a_firm_in_one_cell_is_of_one_party() -> None:
    page, tags = draw(
        ["[buyer_name:Pfalz] [seller_name:Bürobedarf Schramm KG]          Rechnung 7"]
    )
    (mended,) = mend_name_rows([page], [tags])
    assert [tag.label for tag in mended[:4]] == ["seller_name"] * 4
    assert [tag.begins for tag in mended[:4]] == [True, False, False, False]
    assert mended[0].alternatives[0][0] == "buyer_name"  # all of it, should it be the other's


def test_a_name_ends_before_its_street_and_no_party_is_the_state() -> None:
    row = "[seller_name:Gerd Hahn, Lechfeldstr.] [seller_address:82a, 86343 Königsbrunn]"
    page, tags = draw([row])
    (mended,) = mend_name_rows([page], [tags])
    street = [
        w.text for w, t in zip(page.words, mended, strict=True) if t.label == "seller_address"
    ]
    assert street == ["Lechfeldstr.", "82a,", "86343", "Königsbrunn"]
    assert [tag.begins for tag in mended if tag.label == "seller_address"].count(True) == 1
    rows = ["[seller_name:RÉPUBLIQUE FRANÇAISE]", "[seller_name+:Commune de Claret]"]
    assert _names(rows) == ["Commune de Claret"]
    assert _names(["[buyer_name:Inès Roux]", "[buyer_name:Chez M. Roux]"]) == ["Inès Roux"]
    assert _names(["[seller_name:Chez Paul SARL]"]) == ["Chez Paul SARL"]


def test_a_company_may_end_a_name_of_two_rows() -> None:
    assert _names(["[seller_name:Tri-Lakes Bolt]", "[seller_name:Supply Co.]"]) == [
        "Tri-Lakes Bolt Supply Co."
    ]
    two = ["[seller_name:Tri-Lakes Ltd]", "[seller_name:Supply Co.]"]
    assert _names(two) == ["Tri-Lakes Ltd", "Supply Co."]


def test_a_sign_in_capitals_is_no_second_row_of_its_name() -> None:
    rows = ["[seller_name:BOISSONS GUEN SAS]", "[seller_name+:Boissons Guen SAS]"]
    assert _names(rows) == ["BOISSONS GUEN SAS"]


def test_a_street_s_ul_is_no_part_of_the_name_before_it() -> None:
    row = "[seller_name:Lód Sp. z o.o.,] ul. [seller_address:Polna 17, 61-888 Poznań]"
    page, tags = draw([row])
    (mended,) = mend_name_rows([page], [tags])
    labels = [tag.label for tag in mended]
    assert labels == ["seller_name"] * 4 + ["seller_address"] * 5
    assert [tag.begins for tag in mended[4:]] == [True, False, False, False, False]


def test_a_street_begins_with_its_preposition() -> None:
    page, tags = draw(["[seller_name:Hahn gGmbH,] Am [seller_address:Markt 6, 25348 Husum]"])
    (mended,) = mend_name_rows([page], [tags])
    assert [tag.label for tag in mended] == ["seller_name"] * 2 + ["seller_address"] * 5


def test_a_form_before_an_address_at_another_edge_is_no_name() -> None:
    rows = ["[seller_name:Rhin Collecte]", "[seller_name+:SAS] · [seller_address:5 rue du Port]"]
    assert _sellers(rows) == ["Rhin", "Collecte", "SAS"]
    assert _sellers([f"    {rows[0]}", rows[1]]) == ["Rhin", "Collecte"]


def _sellers(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (mended,) = mend_name_rows([page], [tags])
    return [w.text for w, t in zip(page.words, mended, strict=True) if t.label == "seller_name"]


def test_no_word_of_a_title_is_a_party() -> None:
    assert _names(["BON DE LIVRAISON [seller_name:VALORISÉ]", "[buyer_name:Crèmerie Roux]"]) == [
        "Crèmerie Roux"
    ]


def test_a_shop_that_is_called_by_its_firm_is_no_second_row_of_its_name() -> None:
    rows = ["[buyer_name:Moulin Bleu SAS]", "[buyer_name+:Moulin Nord]"]
    assert _names(rows) == ["Moulin Bleu SAS"]
    rows[1] = "[buyer_name+:Gestion Nord]"
    assert _names(rows) == ["Moulin Bleu SAS Gestion Nord"]


@pytest.mark.parametrize(
    ("firm", "below"),
    [
        ("Müller Bau GmbH", "Müller Bau GmbH & Co."),
        ("University Press Ltd", "University of York"),
        ("The Grange Ltd", "The Grange Hotel Group"),
    ],
)
def test_a_second_row_may_begin_as_the_first_one_does(firm: str, below: str) -> None:
    rows = [f"[buyer_name:{firm}]", f"[buyer_name+:{below}]"]
    assert _names(rows) == [f"{firm} {below}"]
