"""Captions and arithmetic tell the columns of an item table where the model does not."""

import re
from itertools import pairwise

import pytest

from readers.layout import arrange_page
from schemas.document import Page, Word
from schemas.prediction import WordTag
from tasks.items.captioned_columns import name_columns
from tasks.values.notation import Notation
from tests.tasks.tagged_pages import draw

_LABELS = {
    "D": "description", "Q": "quantity", "P": "unit_price", "N": "net_amount", "S": "discount",
    "R": "tax_rate",
}  # fmt: skip


def _named(rows: list[str], decimal: str = ".") -> dict[str, list[str]]:
    """Label → texts that have it."""
    page, tags = _drawn(rows)
    found: dict[str, list[str]] = {}
    for word, tag in zip(page.words, _name(page, tags, decimal), strict=True):
        found.setdefault(tag.label.removeprefix("line."), []).append(word.text)
    return found


def _drawn(rows: list[str]) -> tuple[Page, tuple[WordTag, ...]]:
    return draw([re.sub(r"\[([A-Z])(?=[:?])", lambda m: f"[line.{_LABELS[m[1]]}", r) for r in rows])


def _name(page: Page, tags: tuple[WordTag, ...], decimal: str) -> tuple[WordTag, ...]:
    return name_columns([page], [tags], Notation(decimal))[0]


@pytest.mark.parametrize(
    "head",
    [
        "Article                 Bestellt   Geliefert   Rückstand",
        "Article                 Ordered      Shipped         B/O",
        "Article                   Best.         Gel.       Offen",
        "Article                 Commandé       Livré   Reliquat",
    ],
)
def test_what_is_delivered_is_the_quantity(head: str) -> None:
    found = _named([
        head,
        "[D:Hinge]                         12           8          [Q:4]",
        "[D:Clamp]                          6           6",
    ])  # fmt: skip
    assert found["quantity"] == ["8", "6"]


def test_what_is_taken_back_is_no_quantity() -> None:
    for head in (
        "            Voll       Leergut",
        "            Voll          Leer",
        "            Full         Returned",
        "Pleines livrées   Vides reprises",
        "       Geliefert          Retour",
    ):
        found = _named([
            f"Article               {head}",
            "[D:Oxygène]                           6               [Q:5]",
            "[D:Azote]                             2               [Q:3]",
        ])  # fmt: skip
        assert found["quantity"] == ["6", "2"]


def test_what_is_full_is_no_quantity_beside_one_or_where_nothing_comes_back() -> None:
    found = _named([
        "Repas                  Quantité    Plein    Demi     Prix    Montant",
        "[D:Cantine]                  12    10       2        [P:5.00]     [N:55.00]",
        "[D:Garderie]                 10    10       0        [P:5.00]     [N:50.00]",
    ])  # fmt: skip
    assert found.get("quantity") != ["10", "10"]
    found = _named([
        "Artikel                  Menge        Voll       Leergut",
        "[D:Wasser]                [Q:20]        19         18",
        "[D:Saft]                  [Q:10]         9          4",
    ])  # fmt: skip
    assert found["quantity"] == ["20", "10"]


def test_how_many_are_printed_is_a_quantity() -> None:
    found = _named([
        "Auflage     Produkt          Stückpreis",
        "1.500       [D:Flyer]              [P:0,412]",
        "5.000       [D:Plakate]            [P:0,138]",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["1.500", "5.000"]


def test_what_was_delivered_before_is_no_quantity() -> None:
    found = _named([
        "                          Bestellte     Bereits   Gelieferte   Rück-",
        "Artikel                       Menge   geliefert        Menge   stand",
        "[D:Hinge]                            12           4            [Q:5]       3",
        "[D:Clamp]                             6           0            6       [Q:0]",
    ])  # fmt: skip
    assert found["quantity"] == ["5", "6"]


def test_only_rows_without_a_quantity_get_that_of_its_caption() -> None:
    found = _named([
        "Description                 Qty     Weight",
        "[D:Hinge]                         12      1.50",
        "[D:Clamp]                        900      [Q:3.75]",
    ])  # fmt: skip
    assert found["quantity"] == ["12", "3.75"]


def test_a_delivery_date_is_no_quantity() -> None:
    found = _named([
        "Description             Ordered    Delivery date",
        "[D:Hinge]                     [Q:12]               26",
    ])  # fmt: skip
    assert found["quantity"] == ["12"]


def test_prices_per_hundred_prove_their_columns() -> None:
    found = _named([
        "Qty     Description            Price    Per     Goods",
        "[Q:400]     [D:Screw]                  23.40    [S:100]     [P:93.60]",
        "60      [D:Bolt]                    3.95    each    [P:237.00]",
    ])  # fmt: skip
    assert found["quantity"] == ["400", "60"]
    assert found["unit_price"] == ["23.40", "3.95"]
    assert found["net_amount"] == ["93.60", "237.00"]
    assert "discount" not in found


def test_amounts_may_come_first_and_a_discount_between() -> None:
    found = _named([
        "Montant    Article               Qté     P.U.    Rem.",
        " 900,14    [D:Triple]                 30    [N:31,92]       6",
        " 468,80    [D:Blonde]                  8    [N:58,60]",
    ], ",")  # fmt: skip
    assert found["net_amount"] == ["900,14", "468,80"]
    assert found["unit_price"] == ["31,92", "58,60"]
    assert found["discount"] == ["6"]


def test_a_thousand_apart_is_one_quantity() -> None:
    cells = [
        [("Désignation", 0.1, 0.2), ("Qté", 0.3, 0.35), ("P.U.", 0.5, 0.55), ("Montant", 0.7, 0.8)],
        [("Dépliant", 0.1, 0.2), ("5", 0.3, 0.31), ("000", 0.315, 0.35), ("0,0874", 0.5, 0.55),
         ("437,00", 0.7, 0.8)],
        [("Cartes", 0.1, 0.2), ("40", 0.33, 0.35), ("8,9500", 0.5, 0.55), ("358,00", 0.7, 0.8)],
    ]  # fmt: skip
    words = tuple(
        Word(text, (x0, 0.1 * row, x1, 0.1 * row + 0.02), row)
        for row, found in enumerate(cells)
        for text, x0, x1 in found
    )
    names = {"Dépliant", "Cartes"}
    tags = tuple(WordTag("line.description" if w.text in names else "O", True, 0.9) for w in words)
    named = _name(Page(width=600, height=600, words=words), tags, ",")
    texts = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert texts == ["5", "000", "40"]


@pytest.mark.parametrize(
    ("weight", "expected"), [("Poids kg", ["420", "12"]), ("Rayon", ["7", "350", "435"])]
)
def test_beside_what_was_delivered_a_weight_is_no_quantity(
    weight: str, expected: list[str]
) -> None:
    cells = [
        [("Article", 0.1, 0.2), ("Livrée", 0.7, 0.76), (weight, 0.83, 0.887)],
        [("Parpaing", 0.1, 0.2), ("420", 0.789, 0.815), ("7", 0.895, 0.904), ("350", 0.908, 0.934)],
        [("Treillis", 0.1, 0.2), ("12", 0.797, 0.815), ("435", 0.908, 0.934)],
    ]
    words = tuple(
        Word(text, (x0, 0.1 * row, x1, 0.1 * row + 0.02), row)
        for row, found in enumerate(cells)
        for text, x0, x1 in found
    )
    labels = dict.fromkeys(("7", "350", "435"), "line.quantity")
    labels |= dict.fromkeys(("Parpaing", "Treillis"), "line.description")
    tags = tuple(WordTag(labels.get(w.text, "O"), w.text != "350", 0.7) for w in words)
    named = _name(Page(width=600, height=600, words=words), tags, ",")
    found = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert found == expected


def test_what_is_charged_in_a_currency_is_the_amount() -> None:
    found = _named([
        "Description              Quantity    Price    Charge(£)",
        "[D:Authorisations]            [Q:2684]    0.015        40.26",
        "[D:Chargeback]                   [Q:2]    12.00        24.00",
    ])  # fmt: skip
    assert found["net_amount"] == ["40.26", "24.00"]


def test_numbers_may_all_end_behind_their_captions() -> None:
    cells = [
        [("Artículo", 0.1, 0.2), ("Cantidad", 0.72, 0.785), ("Bultos", 0.84, 0.89)],
        [("Olivo", 0.1, 0.2), ("120", 0.801, 0.827), ("5", 0.914, 0.923)],
        [("Romero", 0.1, 0.2), ("80", 0.81, 0.827), ("3", 0.914, 0.923)],
    ]
    words = tuple(
        Word(text, (x0, 0.1 * row, x1, 0.1 * row + 0.02), row)
        for row, found in enumerate(cells)
        for text, x0, x1 in found
    )
    labels = dict.fromkeys(("5", "3"), "line.quantity")
    labels |= dict.fromkeys(("Olivo", "Romero"), "line.description")
    tags = tuple(WordTag(labels.get(w.text, "O"), True, 0.7) for w in words)
    named = _name(Page(width=600, height=600, words=words), tags, ",")
    found = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert found == ["120", "80"]


def test_where_numbers_stand_below_their_captions_those_behind_the_last_have_none() -> None:
    found = _named([
        "Description    Qty     Price   VAT",
        "[D:Hinge]            [Q:2]     [P:4.00]            8.00",
        "[D:Clamp]            [Q:5]     [P:3.00]           15.00",
    ])  # fmt: skip
    assert "tax_rate" not in found


def test_a_number_between_two_captions_is_not_the_first_s_where_that_has_its_own() -> None:
    cells = [
        [("Article", 0.1, 0.2), ("Livrée", 0.7, 0.76), ("Poids kg", 0.83, 0.887)],
        [("Parpaing", 0.1, 0.2), ("420", 0.72, 0.745), ("350", 0.86, 0.887)],
        [("Treillis", 0.1, 0.2), ("5", 0.789, 0.797), ("435", 0.86, 0.887)],
    ]
    words = tuple(
        Word(text, (x0, 0.1 * row, x1, 0.1 * row + 0.02), row)
        for row, found in enumerate(cells)
        for text, x0, x1 in found
    )
    labels = dict.fromkeys(("Parpaing", "Treillis"), "line.description")
    tags = tuple(WordTag(labels.get(w.text, "O"), True, 0.7) for w in words)
    named = _name(Page(width=600, height=600, words=words), tags, ",")
    found = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert found == ["420"]


@pytest.mark.parametrize("price", ["", "[P:95,00]       [N:1.178,00]"])
def test_a_weight_beside_what_was_delivered_counts_only_where_prices_stand(price: str) -> None:
    head = "Artikel         Geliefert     Gewicht kg" + (
        "     EUR/100 kg     Betrag" if price else ""
    )
    rows = [head, f"[D:Flachstahl]            40        [Q:1.240] [line.unit:kg]       {price}"]
    found = _named(rows, ",")
    assert found["quantity"] == (["1.240"] if price else ["40"])
    assert ("unit" in found) is bool(price)


def test_a_number_far_from_its_caption_stands_under_it_with_its_unit() -> None:
    cells = [
        [("Article", 0.1, 0.2), ("Qty", 0.46, 0.5), ("Price", 0.6, 0.65), ("Amount", 0.7, 0.8)],
        [("Posts", 0.1, 0.2), ("24", 0.39, 0.41), ("publications", 0.414, 0.5),
         ("65.00", 0.61, 0.65), ("1560.00", 0.74, 0.8)],
        [("Advert", 0.1, 0.2), ("4.5", 0.45, 0.47), ("days", 0.474, 0.5), ("620.00", 0.61, 0.65),
         ("2790.00", 0.74, 0.8)],
        [("Plan", 0.1, 0.2), ("2", 0.45, 0.47), ("sets", 0.474, 0.5), ("100.00", 0.61, 0.65),
         ("200.00", 0.74, 0.8)],
    ]  # fmt: skip
    words = tuple(
        Word(text, (x0, 0.1 * row, x1, 0.1 * row + 0.02), row)
        for row, found in enumerate(cells)
        for text, x0, x1 in found
    )
    known = {"Posts": "description", "Advert": "description", "Plan": "description",
             "24": "quantity"}  # fmt: skip
    tags = tuple(WordTag(f"line.{known[w.text]}" if w.text in known else "O", True, 0.9)
                 for w in words)  # fmt: skip
    named = _name(Page(width=600, height=600, words=words), tags, ".")
    texts = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert texts == ["24", "4.5", "2"]


def test_a_number_within_a_text_does_not_stand_under_a_caption_with_more_of_it() -> None:
    rows = [
        [("Article", 0.1, 0.2), ("Qty", 0.46, 0.5), ("Price", 0.6, 0.65), ("Amount", 0.7, 0.8)],
        [("waste", 0.1, 0.2), ("0.01", 0.39, 0.41), ("g/kWh", 0.414, 0.5)],
    ]
    words = tuple(
        Word(text, (x0, 0.1 * row, x1, 0.1 * row + 0.02), row)
        for row, found in enumerate(rows)
        for text, x0, x1 in found
    )
    page = Page(width=600, height=600, words=words)
    for unit, label in (("line.description", "O"), ("O", "line.quantity")):
        known = {"waste": "line.description", "g/kWh": unit}
        tags = tuple(WordTag(known.get(w.text, "O"), True, 0.9) for w in words)
        assert _name(page, tags, ".")[5].label == label


def test_numbers_that_do_not_multiply_keep_their_labels() -> None:
    rows = [
        "Description             Qty      Price     Amount",
        "[D:Hinge]                     [P:12]       [Q:1.50]       [N:9.99]",
        "[D:Clamp]                     [P:90]       [Q:3.75]       [N:7.77]",
    ]  # fmt: skip
    assert _named(rows)["unit_price"] == ["12", "90"]


def test_rates_under_a_tax_caption() -> None:
    found = _named([
        "Description                     TVA %",
        "[D:Hinge]                           [S:5,50]",
        "[D:Clamp]                           10,00",
    ], ",")  # fmt: skip
    assert found["tax_rate"] == ["5,50", "10,00"]


@pytest.mark.parametrize("caption", ["VAT amount", "Net ex VAT", "       VAT"])
def test_amounts_under_a_tax_caption_are_no_rates(caption: str) -> None:
    found = _named([
        f"Description                {caption}",
        "[D:Hinge]                           20.00",
        "[D:Clamp]                           54.04",
    ])  # fmt: skip
    assert "tax_rate" not in found


def test_discounts_under_their_caption() -> None:
    found = _named([
        "Bezeichnung                 Rabatt %",
        "[D:Hinge]                           [R?0.5:7,5]",
        "[D:Clamp]                          12,0",
    ], ",")  # fmt: skip
    assert found["discount"] == ["7,5", "12,0"]


def test_packages_beside_the_pieces_are_no_quantity() -> None:
    found = _named([
        "Artikel                       Menge   ME    Gebinde        kg",
        "[D:Dachziegel]                    1.680   St        [Q:7]   5.796,0",
        "[D:Ortgangziegel]                    [Q:48]   St        [Q:1]     211,2",
        "[D:Firstziegel]                      [Q:42]   St        [Q:2]     138,6",
        "[D:Lüfterziegel] [D+?0.4:30]                      St        1     111,0",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["1.680", "48", "42"]


def test_what_the_model_saw_under_no_caption_of_a_count_stays() -> None:
    found = _named([
        "Artikel                     Nombre       Poids",
        "[D:Comté]                          2      [Q:17,5]",
        "[D:Brie]                           4       [Q:9,2]",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["17,5", "9,2"]


def test_a_weight_is_the_quantity_where_it_makes_the_amount() -> None:
    found = _named([
        "Material         Stück      Gewicht      EUR/100kg       Wert",
        "[D:Formrohr]            [Q:24]      [P:2.073,6]         118,90   [N:2.465,51]",
        "[D:Flachstahl]          [Q:40]      1.884,0          [P:96,40]   [N:1.816,18]",
        "[D:Sägeschnitte]        [Q:12]                [P:13,75/Schnitt]     [N:165,00]",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["2.073,6", "1.884,0", "12"]
    assert found["unit_price"] == ["118,90", "96,40", "13,75/Schnitt"]


def test_thousands_that_stand_apart_are_no_code_where_they_multiply() -> None:
    page, tags = draw([
        "Désignation               Quantité         Prix        Montant",
        "[line.description:Pleines]                     [line.code:26 052]         "
        "[line.unit_price:0,10000]      [line.net_amount:2605,20]",
        "[line.description:Creuses]                     [line.quantity:10] [line.code+:011]"
        "         [line.unit_price:0,20000]      [line.net_amount:2002,20]",
    ])  # fmt: skip
    words = tuple(
        Word(text=w.text, box=(w.box[0], w.box[1], w.box[2] + 0.007, w.box[3]), row=w.row)
        if w.text in ("26", "10") else w
        for w in page.words
    )  # fmt: skip
    page = Page(width=page.width, height=page.height, words=words)
    named = _name(page, tags, ",")
    texts = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert texts == ["26", "052", "10", "011"]


def test_credits_are_amounts() -> None:
    found = _named([
        "Product              Qty    Price   Reason      Value   VC",
        "[D:Gloves]                48     [P:3.15]  DAMAGED   151.20CR    [Q:1]",
        "[D:Cleaner]                6     [P:6.45]  SHORT      38.70CR    [Q:1]",
    ])  # fmt: skip
    assert found["quantity"] == ["48", "6"]
    assert found["net_amount"] == ["151.20CR", "38.70CR"]


def test_the_head_right_above_the_items_counts_not_another_tables() -> None:
    found = _named([
        "Compteur          Ancien index    Nouvel index",
        "[D:Heures pleines]            418            426",
        "Désignation               Quantité       Prix      Montant",
        "[D:Abonnement]                   [P:12]       [Q:1.50]       18.00",
        "[D:Location]                     [P:90]       [Q:2.00]      180.00",
    ])  # fmt: skip
    assert found["quantity"] == ["12", "90"]


def test_packages_are_no_quantity_beside_it() -> None:
    found = _named([
        "Artikel                      Menge   Einh.   Kisten",
        "[D:Nacken]                        12,460    kg          [Q:2]",
        "[D:Gulasch]                        8,905    kg          [Q:2]",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["12,460", "8,905"]


def test_a_remark_on_what_is_to_follow_is_no_quantity() -> None:
    found = _named([
        "Produit                   Commandé      Livré      Observations",
        "[D:Café]                            24         [Q:24]",
        "[D:Thé]                             10          [Q:8]      [Q:2] en reliquat",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["24", "8"]


def test_running_text_above_the_captions_is_none_of_them() -> None:
    page, tags = draw([
        "To our charges, with title and the total price of all that is owed to us for this",
        "Article             Qty        Price       Amount",
        "[line.description:Draft]                [line.unit_price:12]         "
        "[line.quantity:1.50]        18.00",
        "[line.description:Review]               [line.unit_price:90]         "
        "[line.quantity:2.00]       180.00",
    ])  # fmt: skip
    words = list(page.words)
    for at, (word, after) in enumerate(pairwise(words)):
        if word.row == after.row == 0:  # words of running text stand close
            x0, y0, _, y1 = word.box
            words[at] = word._replace(box=(x0, y0, after.box[0] - 0.001, y1))
    named = _name(page.model_copy(update={"words": tuple(words)}), tags, ".")
    texts = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.quantity"]
    assert texts == ["12", "90"]


def test_what_was_weighed_is_the_quantity_on_the_rows_where_it_makes_the_amount() -> None:
    found = _named([
        "Anz.  Artikel             Menge kg      Preis      Gesamt",
        "  [Q:4]  [D:Tomaten]               6,00       9,85       39,40",
        "  [Q:2]  [D:Kartoffeln]           12,50      11,40       22,80",
        "  [Q:8]  [D:Kalb]                 19,36      18,45      357,19",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["4", "2", "19,36"]


def test_a_weight_is_the_quantity_of_those_rows_alone_that_it_makes_the_amount_of() -> None:
    found = _named([
        "Item                Qty    Weight      Price       Value",
        "[D:Mince]                 [Q:4]               17.95       71.80",
        "[D:Bacon]                 [Q:5]               16.49       82.45",
        "[D:Lamb]                  [Q:3]     6.940     12.40       86.06",
    ])  # fmt: skip
    assert found["quantity"] == ["4", "5", "6.940"]


def test_what_a_unit_holds_is_no_quantity() -> None:
    found = _named([
        "Bezeichnung               Menge     ME",
        "[D:Schraube]                      5    [Q:100] St",
        "[D:Mutter]                       24    [Q:100] St",
    ])  # fmt: skip
    assert found["quantity"] == ["5", "24"]


def test_what_is_left_of_ordered_and_to_follow_is_delivered() -> None:
    found = _named([
        "Variety            Packs   Ordered     Backlog",
        "[D:Bean]                  40        [Q:60]          20",
        "[D:Leek]                  50        [Q:50]           0",
    ])  # fmt: skip
    assert found["quantity"] == ["40", "50"]


def test_what_this_delivery_brings_is_the_quantity() -> None:
    found = _named([
        "Item                   Ordered     Prev.     Del.    Backlog",
        "[D:Hinge]                     60        [Q:24]       36          0",
        "[D:Latch]                     50         0       [Q:30]         20",
        "[D:Bolt]                      16         0        0         16",
    ])  # fmt: skip
    assert found["quantity"] == ["36", "30", "0"]


def test_a_column_of_what_was_sent_is_named_by_its_arithmetic_too() -> None:
    for sent in ("Sent", "Qty"):
        found = _named([
            f"Variety            Ordered     {sent:4}     Backlog",
            "[D:Bean]                    60         40          20",
            "[D:Leek]                    50         50           0",
        ])  # fmt: skip
        assert found["quantity"] == ["40", "50"]


def test_what_is_delivered_is_the_quantity_beside_a_count_of_parcels() -> None:
    found = _named([
        "Article                       Qté livrée     Colis",
        "[D:Hinge]                                 12             [Q:3]",
        "[D:Clamp]                                  6             [Q:1]",
    ])  # fmt: skip
    assert found["quantity"] == ["12", "6"]


@pytest.mark.parametrize("delivered", ["Q.tà cons.", "Cant. serv."])
def test_what_is_delivered_may_be_cut_short(delivered: str) -> None:
    found = _named([
        f"Article           Q.tà ord.   {delivered}   Unit",
        "[D:Hinge]                    [P:12]            8",
        "[D:Clamp]                     6            [Q:6]",
    ])  # fmt: skip
    assert found["quantity"] == ["8", "6"]


def test_a_quantity_beside_a_unit_that_ocr_reads_as_a_number_stays_where_it_fits() -> None:
    found = _named([
        "Article           Qty  UM    Price    Amount",
        "[D:Hinge]               2  pc     4.50      9.00",
        "[D:Clamp]               3  pc     2.00      6.00",
        "[D:Oil]               [Q:5.2] 1     10.00     52.00",
    ])  # fmt: skip
    assert found["quantity"] == ["2", "3", "5.2"]


def _joined(rows: list[str]) -> Page:
    """A page whose words hold the parts of a caption, printed close together, as one."""
    page, _ = draw(rows)
    words = tuple(word._replace(text=word.text.replace("_", " ")) for word in page.words)
    return page.model_copy(update={"words": words})


def _texts(rows: list[str], label: str, decimal: str = ".") -> list[str]:
    page, tags = _joined(rows), draw(rows)[1]
    named = zip(page.words, _name(page, tags, decimal), strict=True)
    return [word.text for word, tag in named if tag.label == f"line.{label}"]


@pytest.mark.parametrize(
    ("caption", "value"),
    [("Data_cons.", "1{}.03.2026"), ("F._entr.", "1{}.03.26"), ("Plazo_entr.", "1{}")],
)
def test_when_a_thing_is_delivered_says_not_how_many(caption: str, value: str) -> None:
    head = f"Code        Description         Qté_ord.    {caption:>11}"
    item = "[line.code:A{0}]        [line.description:Hinge]                 [line.quantity:{0}0]"
    rows = [head, *(f"{item.format(n)}{value.format(n):>15}" for n in (1, 2, 3))]
    assert _texts(rows, "quantity") == ["10", "20", "30"]


@pytest.mark.parametrize("caption", ["Prix_marché", "P.U._marché", "Precio_contrato"])
def test_a_contract_s_price_is_a_price(caption: str) -> None:
    rows = [
        f"Désignation         Qté   {caption:>15}     Montant",
        "[line.description:Hinge]                20              7,00      140,00",
        "[line.description:Clamp]                30              2,00       60,00",
    ]
    assert _texts(rows, "unit_price", ",") == ["7,00", "2,00"]


@pytest.mark.parametrize("caption", ["Contract_sum", "Montant_marché", "Contratto"])
def test_what_a_contract_comes_to_is_no_amount(caption: str) -> None:
    rows = [
        f"Article          Qty     Price    {caption:14}    Amount",
        "[line.description:Hinge]            2      4.50            9.00    [line.net_amount:4.50]",
        "[line.description:Clamp]            3      2.00            6.00    [line.net_amount:3.00]",
    ]
    assert _texts(rows, "net_amount") == ["4.50", "3.00"]


def test_what_is_hired_for_weeks_is_counted_in_pieces() -> None:
    found = _named([
        "Qty    Item                Rate      Weeks     Tax     Amount",
        " 12    [D:Spotlight]           $18.50      [Q:2]       T       444.00",
        "  8    [D:Projector]           $22.00      [Q:2]       T       352.00",
        "  2    [D:Hazer]               $65.00      [Q:1]       T       130.00",
        " 10    [D:Tape]                $21.40                T       214.00",
    ])  # fmt: skip
    assert found["quantity"] == ["12", "8", "2", "10"]


def test_of_two_columns_of_what_is_delivered_the_quantity_counts() -> None:
    found = _named([
        "Article       Cartons x bout.   Quantité",
        "                       livrés    livrée     Reste",
        "[D:Pinot]                  10 x 6        60        0",
        "[D:Arvine]                  6 x 6        36        2",
    ])  # fmt: skip
    assert found["quantity"] == ["60", "36"]


def test_a_quantity_taken_for_the_names_is_proved_by_the_amount() -> None:
    found = _named([
        "Artikel                 Menge      Preis   Rab%     Betrag",
        "[D:Bolt]                      150      24.60   25.0    2767.50",
        "[D:Nut]                       [D:800]       3.00   50.0    1200.00",
        "[D:Washer]                    420       2.00   50.0     420.00",
    ])  # fmt: skip
    assert found["quantity"] == ["150", "800", "420"]


def test_days_that_are_all_that_is_counted_are_the_quantity() -> None:
    found = _named([
        "Consultant              Days       Unit price     Amount",
        "[D:Ann]                       4           900.00    3600.00",
        "[D:Bob]                       2          1100.00    2200.00",
    ])  # fmt: skip
    assert found["quantity"] == ["4", "2"]


@pytest.mark.parametrize(
    "head",
    [
        "Consultant / mission      Jours          Tarif       Montant",
        "Item                        Qty           Each        Amount",
    ],
)
def test_a_tariff_and_what_each_costs_are_the_price(head: str) -> None:
    found = _named([
        head,
        "[D:Ann]                          4          900.00      3600.00",
        "[D:Bob]                         19         1100.00     20900.00",
    ])  # fmt: skip
    assert found["quantity"] == ["4", "19"]
    assert found["unit_price"] == ["900.00", "1100.00"]


def test_a_count_of_days_and_a_rate_of_exchange_are_no_quantity() -> None:
    days = _named([
        "Code   Description     QTY   DAYS   RATE/DAY   CREDIT",
        "EX15   [D:Digger]            1      [Q:4]      62.50   250.00",
        "FN35   [D:Panel]            24      [Q:7]       0.35    58.80",
    ])  # fmt: skip
    assert days["quantity"] == ["1", "24"]
    exchanged = _named([
        "Charge      Qty   Curr       Rate        ROE         Amount",
        "[D:Freight]       1   USD    1,180.00     [Q:1.3420]       1,583.56",
        "[D:Bunker]        1   USD      215.00     [Q:1.3420]         288.53",
    ])  # fmt: skip
    assert exchanged["quantity"] == ["1", "1"]


def test_litres_are_no_money_but_what_stands_under_per_kg_is() -> None:
    drunk = _named([
        "Réf     Désignation     Colisage     Bouteilles     Litres",
        "AL2     [D:Aligoté]           10 x 6             60      [N:45,00]",
        "PO3     [D:Pommard]            2 x 6             12       [N:9,00]",
    ], ",")  # fmt: skip
    assert drunk["quantity"] == ["60", "12"]
    assert "net_amount" not in drunk
    weighed = _named(["Item       Qty     per kg", "[D:Rivet]      25     [P:11.40]"])
    assert weighed["unit_price"] == ["11.40"]


def test_captions_that_touch_above_two_are_two() -> None:
    found = _named([
        "                            Preis     Rab. Nettobetrag",
        "Artikel            Menge      EUR        %         EUR",
        "[D:Cable]                  5    64.80    45.00      178.20",
        "[D:Socket]               150     1.19    38.00      110.67",
    ])  # fmt: skip
    assert found["discount"] == ["45.00", "38.00"]
    assert found["unit_price"] == ["64.80", "1.19"]


def test_tables_with_heads_of_their_own_have_columns_of_their_own() -> None:
    found = _named([
        "LABOUR                       Hours      Rate       Net",
        "[D:Service]                         [P:2.40]     [S:68.00]    163.20",
        "[D:Brakes]                          [P:1.50]     [S:68.00]    102.00",
        "PARTS        Qty          Price       Disc       Net",
        "[D:Oil filter]      [Q:1]          14.82       10.0     13.34",
        "[D:Air filter]      [Q:1]          23.60       10.0     21.24",
    ])  # fmt: skip
    assert found["quantity"] == ["2.40", "1.50", "1", "1"]
    assert found["unit_price"] == ["68.00", "68.00", "14.82", "23.60"]
    assert found["discount"] == ["10.0", "10.0"]
    assert found["net_amount"] == ["163.20", "102.00", "13.34", "21.24"]


def test_sections_with_the_same_head_are_one_table() -> None:
    head = "Article           Qty     Unit price     Amount"
    rows = [head]
    for name, net in (("Hinge", "10.00"), ("Clamp", "20.00"), ("Screw", "30.00")):
        rows += [f"[D:{name}]               2          [N:{float(net) / 2:.2f}]       {net}", head]
    found = _named(rows[:-1])
    assert found["net_amount"] == ["10.00", "20.00", "30.00"]
    assert found["unit_price"] == ["5.00", "10.00", "15.00"]


def test_the_mark_of_what_is_taxed_may_stand_behind_an_amount() -> None:
    found = _named([
        "Description                     QTY        RATE      AMOUNT",
        "[D:Weekly service]                   [Q:4]      [P:42.50]      [N:170.00]",
        "[D:Salt cell]                        [Q:1]     [P:689.00]     [N:689.00T]",
    ])  # fmt: skip
    assert found["net_amount"] == ["170.00", "689.00T"]


def _flush(*cells: str, ends: tuple[int, ...] = (20, 30, 42, 54)) -> str:
    """A row of cells, each set flush with its column's right edge."""
    row, at = "", 0
    for cell, end in zip(cells, ends, strict=True):
        plain = re.sub(r"\[\w:(.*?)\]", r"\1", cell)
        row += " " * (end - len(plain) - at) + cell
        at = end
    return row


def test_rates_and_what_they_come_to_are_told_apart() -> None:
    found = _named([
        _flush("Details", "VAT%", "VAT", "Amount"),
        _flush("[D:Bunker adjustment]", "[Q:0.00]", "", "[N:312.00]"),
        _flush("[D:Customs entry]", "[Q:20.00]", "[P:16.50]", "[N:82.50]"),
        _flush("[D:Haulage to Corby]", "[Q:20.00]", "[P:119.20]", "[N:596.00]"),
    ])  # fmt: skip
    assert found["tax_rate"] == ["0.00", "20.00", "20.00"]
    assert found.keys().isdisjoint({"quantity", "unit_price"})


def test_what_a_bridge_weighs_of_the_goods_is_the_quantity() -> None:
    rows = [
        _flush("Artikel", "Brutto", "Tara", "Netto"),
        _flush("[D:Kies gewaschen]", "39,84", "[N:14,22]", "25,62"),
        _flush("[D:Mutterboden]", "40,12", "14,20", "25,92"),
    ]
    found = _named(rows, ",")
    assert found["quantity"] == ["25,62", "25,92"]
    assert "net_amount" not in found
    wrong = [rows[0], rows[1].replace("39,84", "39,85"), rows[2]]
    assert "quantity" not in _named(wrong, ",")


def test_what_goods_weigh_is_no_quantity_where_they_are_counted() -> None:
    ends = (20, 30, 40, 50, 60)
    found = _named([
        _flush("Article", "Qty", "Gross", "Tare", "Net", ends=ends),
        _flush("[D:Steel bar]", "[Q:40]", "420", "20", "400", ends=ends),
        _flush("[D:Copper bar]", "[Q:80]", "320", "20", "300", ends=ends),
    ])  # fmt: skip
    assert found["quantity"] == ["40", "80"]


def test_amounts_before_tax_are_no_taxes() -> None:
    found = _named([
        _flush("Article", "Qty", "Pre-tax", "VAT%"),
        _flush("[D:Steel bar]", "[Q:2]", "[N:110.00]", "20"),
        _flush("[D:Copper bar]", "[Q:4]", "[N:220.00]", "20"),
    ])  # fmt: skip
    assert found["net_amount"] == ["110.00", "220.00"]


def test_a_rate_with_a_remark_is_a_price() -> None:
    found = _named([
        "Charge                   Usage     Rate (excl. GST)     Amount (excl. GST)",
        "[D:Peak usage]      [Q:100.000]          0.36500              [N:36.50]",
        "[D:Feed-in credit]  [Q:318.660]         -0.05000             [N:-15.93]",
    ])  # fmt: skip
    assert found["unit_price"] == ["0.36500", "-0.05000"]


def test_a_discount_in_money_proves_the_columns_too() -> None:
    rows = [
        "Article       Quantité     PU HT    Remise   Montant",
        "[D:Fauteuil]             [Q:1]    274.50              [N:274.50]",
        "[D:Cloison]              [Q:6]    118.30    -35.49    [N:674.31]",
        "[D:Chaise]               [Q:3]     64.90    -15.58    [N:179.12]",
    ]
    found = _named(rows)
    assert found["discount"] == ["-35.49", "-15.58"]
    assert found["unit_price"] == ["274.50", "118.30", "64.90"]


def test_days_on_which_a_thing_is_hired_are_no_quantity() -> None:
    rows = [
        "Artikel           Mge.      Tage   Preis/Tag      Total",
        "[D:Subwoofer]            4         [Q:3]       [P:70.00]     [N:840.00]",
        "[D:Spot]                12         [Q:3]       [P:48.50]    [N:1746.00]",
        "[D:Pult]                 1         [Q:3]      [P:260.00]     [N:780.00]",
    ]
    assert _named(rows)["quantity"] == ["4", "12", "1"]


def test_days_at_a_price_per_day_are_no_quantity() -> None:
    rows = ["Mietartikel          Anzahl     Tage     Miete/Tag     Gesamt"]
    for name, count, days, price, amount in (
        ("Zelt    ", "2 ", "3", "95,00", "570,00"),
        ("Garnitur", "20", "3", "4,50 ", "270,00"),
        ("Heizpilz", "4 ", "2", "22,00", "176,00"),
    ):
        row = f"[line.description:{name}]             {count}         [line.quantity:{days}]"
        rows.append(f"{row}        {price}         [line.net_amount:{amount}]")
    page, tags = draw(rows)
    (named,) = name_columns([page], [tags], Notation(".", ","))
    counts = [w.text for w, t in zip(page.words, named, strict=True) if t.label == "line.quantity"]
    assert counts == ["2", "20", "4"]


def test_a_price_is_captioned_by_its_unit_and_its_currency_and_amounts_stand_in_brackets() -> None:
    found = _named([
        "Amount£       Unit£     Qty    Description",
        "(258.00)      129.00      2    [D:Bar stool]",
        "  (7.50)        3.75      2    [D:Glides]",
    ])  # fmt: skip
    assert found["net_amount"] == ["(258.00)", "(7.50)"]
    assert found["unit_price"] == ["129.00", "3.75"]


def test_what_a_price_is_for_stands_in_no_column() -> None:
    found = _named([
        "Leistung               Auflage        Einzelpreis           Summe",
        "[D:Heft]                    5.000       [P:412,80] / 1.000      [N:2.064,00]",
        "[D:Plakat]                    250             [P:1,14] / 1        [N:285,00]",
        "[D:Proof]                       2                [P:38,00]       [N:76,00]",
        "[D:Versand]                     1                [P:46,50]       [N:46,50]",
    ], ",")  # fmt: skip
    assert found["unit_price"] == ["412,80", "1,14", "38,00", "46,50"]


def test_a_page_may_begin_with_a_stroke() -> None:
    found = _named(["/ 5 [D:Screw]       3     [N:5.00]", "[D:Nut]             2     [N:4.00]"])
    assert found["net_amount"] == ["5.00", "4.00"]


@pytest.mark.parametrize("rate", ["TVA%", "TVA %", "% Rem"])
def test_a_rate_of_tax_and_the_next_caption_may_stand_close(rate: str) -> None:
    rows = [
        f"Désignation            Qté      P.U. HT  {rate} Montant HT",
        "[D:Bière]                    4        78,90    20     [N:315,60]",
        "[D:Limonade]                 6        14,28   5,5      [N:85,68]",
        "[D:Consigne]                 4        30,00     -     [N:120,00]",
        "[D:Casier]                  16         4,20     -      [N:67,20]",
    ]  # fmt: skip
    names = {"[D:": "[line.description:", "[N:": "[line.net_amount:"}
    page, tags = draw([re.sub(r"\[[DN]:", lambda m: names[m[0]], row) for row in rows])
    words = list(page.words)
    for at, (word, after) in enumerate(pairwise(words)):
        if word.row == after.row and after.box[0] - word.box[2] < 0.011:
            x0, y0, x1, y1 = word.box
            words[at] = word._replace(box=(x0, y0, x1 + 0.005, y1))
    named = _name(page.model_copy(update={"words": tuple(words)}), tags, ",")
    amounts = [w.text for w, t in zip(words, named, strict=True) if t.label == "line.net_amount"]
    assert amounts == ["315,60", "85,68", "120,00", "67,20"]


def test_a_rate_in_hundredths_of_the_currency_is_proved() -> None:
    found = _named([
        "Bezeichnung            Menge     Satz Einheit     Betrag EUR",
        "[D:Grundpreis]         48.212     41,500 ct/kg     [N:20.007,98]",
        "[D:Zuschlag]           48.212      [Q:1,000] ct/kg        [N:482,12]",
        "[D:Stopp]                 -15     [P:6,500] EUR           [N:-97,50]",
    ], ",")  # fmt: skip
    assert found["quantity"] == ["48.212", "48.212", "-15"]


def test_a_count_that_the_model_hardly_takes_for_an_amount_is_the_quantity() -> None:
    rows = [
        "Description                 Qty     Amount",
        "[D:Steel bar]                    [Q:322]",
    ]
    weak, sure = (f"[D:Round bar]                    [N?{p}:198]" for p in (0.4, 0.6))
    assert _named([*rows, weak])["quantity"] == ["322", "198"]
    assert _named([*rows, sure])["quantity"] == ["322"]


def test_what_stands_before_cartons_is_no_quantity_where_a_caption_names_it() -> None:
    rows = [
        "Désignation            Colisage          Qté    Litres",
        "[D:Rouge]                  [Q:10] ctn x 6         60    45,00",
        "[D:Blanc]                   4 ctn x 6         [Q:24]    18,00",
        "[D:Magnum]                  [Q:2] ctn x 3          6     9,00",
    ]
    assert _named(rows, ",")["quantity"] == ["60", "24", "6"]


def test_what_a_price_is_for_below_it_is_no_price_of_a_name_s_second_row() -> None:
    found = _named([
        "Bezeichnung                    Menge        Preis/Einheit      Nettowert",
        "[D:Passfeder]                      250,00                [P:31,40]          [N:78,50]",
        "[D:C45+C]                                           / 100 ST",
        "[D:Kugellager]                      40,00                 [P:6,85]         [N:274,00]",
        "[D:Riemen]                          12,00                [P:47,25]         [N:567,00]",
    ], ",")  # fmt: skip
    assert found["unit_price"] == ["31,40", "6,85", "47,25"]


@pytest.mark.parametrize(
    ("caption", "label"),
    [("Stückpreis", "unit_price"), ("Preis/Stück", "unit_price"), ("Preis", "net_amount")],
)
def test_the_price_of_one_is_no_amount(caption: str, label: str) -> None:
    rows = [
        f"Artikel                     ab Menge     {caption}",
        "[D:Zahnradpumpe]                      [Q:10]       [N:284,00]",
        "[D:Zahnradpumpe]                      [Q:25]       [N:261,50]",
    ]
    assert _named(rows, ",")[label] == ["284,00", "261,50"]
    rows[0] += "     Betrag"
    priced = [rows[0], *(f"{row}     [N:999,00]" for row in rows[1:])]
    assert "284,00" in _named(priced, ",")["net_amount"]


@pytest.mark.parametrize("amount", ["480,–", "480,-", "480.--", "480,—"])
def test_strokes_for_no_cents_end_an_amount(amount: str) -> None:
    rows = [("[D:Gitter]", "4", "120,00", amount), ("[D:Montage]", "6", "55,00", "330,00"),
            ("[D:Haken]", "10", "7,50", "75,00")]  # fmt: skip
    head = f"{'Artikel':12}{'Menge':>10}{'Einzelpreis':>16}{'Betrag':>12}"
    table = [f"{name:16}{n:>10}{price:>16}{whole:>12}" for name, n, price, whole in rows]
    assert _named([head, *table], ",")["net_amount"] == [amount, "330,00", "75,00"]


def test_narrow_captions_end_where_their_numbers_do() -> None:
    page, tags = _drawn([
        "Item                                          Qty Days  Rate  Less   Total",
        "[D:Subwoofer]                                       8    3 39.00   10%  842.40",
        "[D:Rack]                                            6    3 42.00   10%  680.40",
        "[D:Console]                                         1    3 95.00        285.00",
    ])  # fmt: skip
    half = [(w.text, (w.box[0] / 2, w.box[1], w.box[2] / 2, w.box[3]), 1.0) for w in page.words]
    page = arrange_page(half, 1, 1, "text")
    named = zip(page.words, _name(page, tags, "."), strict=True)
    assert [w.text for w, tag in named if tag.label == "line.quantity"] == ["8", "6", "1"]
