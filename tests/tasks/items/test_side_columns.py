"""A column beside the names with a caption of its own is none of theirs."""

from tasks.items.side_columns import drop_side_columns
from tests.tasks.tagged_pages import draw

_HEAD = "Réf.    {name}            {side}       Colis    Montant"
_ROWS = (
    "301120  [line.description:Huile de tournesol]   [line.description+:Bidon 25 L]    2     95.80",
    "302010  [line.description:Farine de blé]        [line.description+:Sac 25 kg]     3     52.35",
)


def _names(rows: list[str]) -> list[str]:
    page, tags = draw(rows)
    (got,) = drop_side_columns([page], [tags])
    pairs = zip(page.words, got, strict=True)
    return [word.text for word, tag in pairs if tag.label == "line.description"]


def test_packs_under_a_caption_of_their_own_are_no_names() -> None:
    head = _HEAD.format(name="Désignation", side="Conditionnement")
    assert _names([head, *_ROWS]) == ["Huile", "de", "tournesol", "Farine", "de", "blé"]


def test_goods_behind_the_names_are_amounts() -> None:
    head = "Code    Description             Pack        Qty  Goods V   VAT"
    rows = [
        "301120  [line.description:Sunflower oil]           4x25l        2    95.80 2   0.00",
        "302010  [line.description:Wheat flour]             1x25kg       3    52.35 2   0.00",
        "302011  [line.description:Strong white rice flour 1x16kg]       6    81.32 2   0.00",
    ]
    assert "1x16kg" not in _names([head, *rows])


def test_a_second_column_that_describes_stays() -> None:
    head = _HEAD.format(name="Article", side="Description")
    assert "Bidon" in _names([head, *_ROWS])


def test_without_captions_or_with_one_row_names_stay() -> None:
    head = _HEAD.format(name="Désignation", side="Conditionnement")
    assert "Bidon" in _names(list(_ROWS))
    assert "Bidon" in _names([head, _ROWS[0]])


def test_a_name_that_runs_on_below_the_caption_keeps_all() -> None:
    head = _HEAD.format(name="Désignation", side="Conditionnement")
    through = "303012  [line.description:Riz long étuvé de Camargue grand cru]   1     31.40"
    assert "Bidon" in _names([head, *_ROWS, through])


def test_the_names_caption_may_be_any_that_begins_where_they_do() -> None:
    head = "Charge               Basis       Units    Amount"
    rows = [
        "[line.description:Additional driver]    [line.description+:per rental]  2     95.80",
        "[line.description:Child seat]           [line.description+:per rental]  3     52.35",
    ]
    assert _names([head, *rows]) == ["Additional", "driver", "Child", "seat"]


def test_counts_beside_the_names_are_no_tax_rates() -> None:
    head = "Charge               Basis                  Units    Amount"
    rows = [
        "[line.description:Driver]          [line.tax_rate:6] [line.description+:days]  2   95",
        "[line.description:Child seat]           [line.description+:per rental]  3     52.35",
        "[line.description:Baby seat]            [line.description+:per rental]  3     52.35",
    ]
    page, tags = draw([head, *rows])
    assert all(tag.label != "line.tax_rate" for tag in drop_side_columns([page], [tags])[0])


def test_a_bare_number_behind_the_quantity_is_no_name() -> None:
    row = "[line.description:Gloves M] [line.quantity:20] [line.unit:Box] [line.description+:100]"
    assert _names([row]) == ["Gloves", "M"]
    assert _names(["[line.quantity:2] x [line.description:Tape 50]"]) == ["Tape", "50"]


def test_one_word_taken_for_a_name_is_none_where_all_rows_have_that_column() -> None:
    head = "Nombre Désignation             Conditionnement"
    rows = [
        "25     [line.description:Huile]                   bidon 25 L",
        "12     [line.description:Farine]                  sac 20 [line.description+:kg]",
        "30     [line.description:Sel]                     sac",
    ]
    assert _names([head, *rows]) == ["Huile", "Farine", "Sel"]


def test_a_lump_sum_or_what_stands_behind_a_price_is_no_name() -> None:
    lump = "[line.description:Stone steps]      [line.description+:lump sum]     95.00"
    assert _names([lump]) == ["Stone", "steps"]
    price = (
        "[line.description:Stone steps]      [line.unit_price:64.00]  on [line.description+:proof]"
    )
    assert _names([price]) == ["Stone", "steps"]


def test_packs_that_end_at_one_edge_are_no_names() -> None:
    head = "Code   Product               Pack          Ordered   Delivered"
    rows = [
        "1044   [line.description:Tomatoes]                  [line.description+:6 x 2.5kg]     8",
        "1187   [line.description:Penne]                       [line.description+:4 x 3kg]     5",
        "2290   [line.description:Portion milk]       [line.description+:12 x 20 x 12ml]     3",
    ]
    assert _names([head, *rows]) == ["Tomatoes", "Penne", "Portion", "milk"]


def test_rates_right_of_several_captions_that_stand_close_stay() -> None:
    head = "Work done                 By Qty Rate VAT    Amount"
    rows = [
        "[line.description:Drafting of the lease]     EMP   2   310 [line.tax_rate:20%]   558.00",
        "[line.description:Report on replies]         JAO   2   215 [line.tax_rate:20%]   473.00",
    ]
    page, tags = draw([head, *rows])
    got = drop_side_columns([page], [tags])[0]
    assert sum(tag.label == "line.tax_rate" for tag in got) == 2


def test_a_maker_in_a_column_of_his_own_is_no_part_of_the_name() -> None:
    rows = [
        "Item      {maker}          Description              Price",
        "10482     [line.description:Cloverleaf]      [line.description+:Milk 2%]        3.00",
        "10660     [line.description:Hartwood]        [line.description+:Eggs large]     4.00",
    ]
    head = rows[0].format(maker="Brand")
    assert _names([head, *rows[1:]]) == ["Milk", "2%", "Eggs", "large"]
    assert "Hartwood" in _names([rows[0].format(maker="Model"), *rows[1:]])


def test_names_that_begin_left_of_their_caption_stay_whole() -> None:
    rows = [
        "Item      Brand                   Description         Price",
        "10482     Bosch       [line.description:Rotary hammer drill with case]      3.00",
        "10660     Makita      [line.description:Angle grinder in a long box]        4.00",
    ]
    assert _names(rows)[:2] == ["Rotary", "hammer"]
    assert "Angle" in _names(rows)


def test_the_kind_of_an_item_is_no_part_of_its_name() -> None:
    rows = [
        "ACTIVITY       DESCRIPTION                              QTY        RATE     AMOUNT",
        "[line.description:Equipment      Condenser GSX-36]      [line.quantity:1]     "
        "[line.unit_price:2,486.00]   [line.net_amount:2,486.00]",
        "[line.description:Labor          Install and start up]      [line.quantity:14]     "
        "[line.unit_price:96.00]   [line.net_amount:1,344.00]",
    ]
    assert _names(rows) == ["Condenser", "GSX-36", "Install", "and", "start", "up"]


def test_who_worked_a_shift_is_no_part_of_its_name() -> None:
    rows = [
        "Date      Worker           Grade / shift        Units    Charge",
        "2 March   [line.description:Okafor, N]        RGN [line.description+:Day]   12   340.80",
        "3 March   [line.description:Lindqvist, H]     HCA [line.description+:Sunday]   8   151.60",
    ]
    assert _names(rows) == ["RGN", "Day", "HCA", "Sunday"]


_WORKED = ("[line.description:KLEIN / Soudeur]", "[line.description:DIALLO / Monteuse]")


def test_who_worked_and_as_what_is_no_part_of_the_name() -> None:
    rows = [
        "Salarié / Qualification     Libellé               Nombre     Taux",
        f"{_WORKED[0]}             [line.description:Heures de jour]       35   31.85",
        f"{_WORKED[1]}           [line.description:Panier repas]          5    7.10",
    ]
    assert _names(rows) == ["Heures", "de", "jour", "Panier", "repas"]


def test_what_a_load_weighs_is_neither_name_nor_price() -> None:
    row = (
        "[line.description:Bonn - Kiel]   [line.quantity:4] Pal., {} [line.description+:kg]  318,00"
    )
    assert _names([row.format("640")]) == ["Bonn", "-", "Kiel"]
    page, tags = draw(
        [row.format("[line.unit_price:2.780]").replace("[line.description+:kg]", "kg")]
    )
    assert "line.unit_price" not in {tag.label for tag in drop_side_columns([page], [tags])[0]}
    page, tags = draw(
        [row.format("[line.unit_price:27,80]").replace("[line.description+:kg]", "kg")]
    )
    assert "line.unit_price" in {tag.label for tag in drop_side_columns([page], [tags])[0]}


def test_a_price_per_kilo_that_makes_the_amount_stays_and_to_is_no_weight() -> None:
    row = "[line.description:Grapes]   [line.quantity:20]   [line.unit_price:{}] kg   {}"
    for price, net, stays in (("3", "60.00", True), ("3", "70.00", False), ("$3", "", True)):
        page, tags = draw([row.format(price, f"[line.net_amount:{net}]" if net else "")])
        (got,) = drop_side_columns([page], [tags])
        assert any(tag.label == "line.unit_price" for tag in got) is stays
    row = "[line.description:Transfer] [line.quantity:2] [line.description+:airport to hotel]"
    assert _names([row]) == ["Transfer", "airport", "to", "hotel"]


def test_a_cell_right_of_all_prices_is_no_name() -> None:
    rows = [
        "[line.description:Cable chain 1 m]   [line.unit_price:31.15]   14 Apr",
        "[line.description:Sensor with cable]   [line.unit_price:14.82]   24 Mar",
        "                                                   [line.description+:(rest of order)]",
    ]
    names = ["Cable", "chain", "1", "m", "Sensor", "with", "cable"]
    assert _names(rows) == names
    assert len(_names([rows[0].replace("unit_price", "tax_rate"), *rows[1:]])) > len(names)
    right = f"[line.unit_price:9.10]   [line.description:Plug]{' ' * 30}[line.description+:angled]"
    assert _names([*rows[:2], "", right])[-2:] == ["Plug", "angled"]


def test_the_length_of_a_spot_is_no_name_above_weeks_either() -> None:
    rows = [
        "1    [line.description:Morning News]     [line.description+:30]     350.00   5   5   10",
        "2    [line.description:Late News]        [line.description+:30]     150.00   3   3    6",
    ]
    head = "Ln   Program        Len     Rate   10/10   10/17   Spots"
    assert _names([head, *rows]) == ["Morning", "News", "Late", "News"]
    head = "No   Article        17 kg   Rate   10/10   10/17   Total"
    assert _names([head, *rows]) == ["Morning", "News", "30", "Late", "News", "30"]
