"""Codes of items by the caption that they stand under; numbers of a structured list are codes."""

import re

import pytest

from tasks.items.code_columns import name_codes
from tasks.items.code_dates import drop_slips_days
from tests.tasks.tagged_pages import draw


def _codes(rows: list[str]) -> list[str]:
    """The words tagged as code after the rule, those of one code joined."""
    letters = {"D": "description", "C": "code", "Q": "quantity", "N": "net_amount"}
    tagged = [re.sub(r"\[([A-Z])(?=[:?])", lambda m: f"[line.{letters[m[1]]}", r) for r in rows]
    page, tags = draw(tagged)
    found: list[str] = []
    for word, tag in zip(page.words, name_codes([page], [tags])[0], strict=True):
        if tag.label == "line.code":
            found[len(found) if tag.begins else -1 :] = [
                word.text if tag.begins else f"{found[-1]} {word.text}"
            ]
    return found


def test_the_caption_tells_the_code_from_the_position() -> None:
    assert _codes([
        "Pos   Art.-Nr.    Bezeichnung                Menge     Betrag",
        "[C:130]   [C:7044010]     [D:HT-Rohr DN 110]                 [Q:12]     [N:98,40]",
        "[C:140]   [C:7044110]     [D:HT-Bogen DN 110]                [Q:18]     [N:33,37]",
        "150   7044216     [D:HT-Abzweig]                      [Q:6]     [N:21,41]",
    ]) == ["7044010", "7044110", "7044216"]  # fmt: skip


@pytest.mark.parametrize(
    ("caption", "codes"),
    [
        ("GOÄ", ["7", "250", "651"]),
        ("GOÄ-Nr.", ["7", "250", "651"]),
        ("Geb.-Nr.", ["7", "250", "651"]),
        ("EBM", ["7", "250", "651"]),
        ("Menge", []),
    ],
)
def test_what_doctors_charge_by_is_a_code(caption: str, codes: list[str]) -> None:
    assert _codes([
        f"Datum      {caption:9}Leistung            Faktor     Betrag €",
        "02.11.26   7        [D:Untersuchung]                  2,3        [N:21,45]",
        "09.11.26   [Q:250]      [D:Blutentnahme]                  1,8        [N:4,20]",
        "09.11.26   [Q:651]      [D:Ruhe-EKG]                      1,8        [N:26,54]",
    ]) == codes  # fmt: skip


def test_a_name_without_a_code_begins_with_none() -> None:
    assert _codes([
        "Line   Part Number                          Qty     Amount",
        "1      [C:TI-88410-06]     [D:Blade retainer]       [Q:48]     [N:98.40]",
        "2      [C:TI-88417-01]     [D:Seal segment]         [Q:18]     [N:33.37]",
        "3      [D:First article inspection]            [Q:1]      [N:21.41]",
    ]) == ["TI-88410-06", "TI-88417-01"]  # fmt: skip


def test_places_in_a_list_are_no_codes_where_these_stand_beside_them() -> None:
    rows = [
        "Ref     Model        Description          Qty     Total",
        "1.01    [C:DSP-86]       [D:Display]              [Q:1]     [N:3,150.00]",
        "1.02    [C:CAM-PTZ]      [D:Camera]               [Q:2]     [N:1,780.00]",
        "1.02a   [C:CAM-AI]       [D:Bar]                  [Q:1]     [N:1,640.00]",
    ]
    assert _codes(rows) == ["DSP-86", "CAM-PTZ", "CAM-AI"]
    bare = [re.sub(r"\[C:(\S+)\]", r"\1    ", row) for row in rows]
    assert _codes(bare) == ["1.01", "1.02", "1.02a"]


def test_an_amount_that_the_model_took_for_a_code_is_none() -> None:
    assert _codes([
        "   Montant   Article                  Code     Qté",
        "    [C:900,14]   [D:Triple 33 cl]            TRB33     [Q:30]",
        "    [C:557,68]   [D:Blonde 33 cl]            BLD33     [Q:24]",
    ]) == ["TRB33", "BLD33"]  # fmt: skip


@pytest.mark.parametrize("caption", ["Kunden-Art.-Nr.", "Your item no.", "EAN"])
def test_a_customers_code_is_none(caption: str) -> None:
    assert _codes([
        f"Pos   {caption:16}Bezeichnung              Menge",
        "1     A-4711          [D:Hinge]                       [Q:12]",
        "2     A-4712          [D:Clamp]                        [Q:6]",
    ]) == []  # fmt: skip


def test_numbers_that_count_the_rows_are_no_codes_whatever_stands_above() -> None:
    assert _codes([
        "Item    Description              Qty     Amount",
        "00010   [D:Hinge]                       [Q:12]      [N:24.00]",
        "00020   [D:Clamp]                        [Q:6]      [N:12.00]",
    ]) == []  # fmt: skip


def test_a_code_of_groups_ends_where_the_next_column_begins() -> None:
    assert _codes([
        "Réf.           Désignation           Qté",
        "66 25 76 00   [D:Charnière]                [Q:2]",
        "66 25 80 14   [D:Serrure]                  [Q:1]",
    ]) == ["66 25 76 00", "66 25 80 14"]  # fmt: skip


def test_names_under_a_caption_of_articles_stay_names() -> None:
    assert _codes([
        "Article               Qty     Amount",
        "[D:M8 bolt]                  [Q:12]      [N:24.00]",
        "[D:M6 bolt]                   [Q:6]      [N:12.00]",
    ]) == []  # fmt: skip


def test_numbers_of_a_structured_list_are_codes() -> None:
    assert _codes([
        "Pos          Bezeichnung              Menge     Betrag",
        "01.01.0010   [D:Baustelle einrichten]           [Q:1]     [N:4850,00]",
        "01.02.0010   [D:Mutterboden abtragen]         [Q:240]      [N:936,00]",
    ]) == ["01.01.0010", "01.02.0010"]  # fmt: skip


def test_numbers_of_a_short_list_are_codes_where_their_caption_says_so() -> None:
    rows = ["1.1   [D:Scaffold]           [Q:1]     [N:850,00]",
            "1.2   [D:Ladder]             [Q:2]      [N:36,00]"]  # fmt: skip
    assert _codes(["N°    Désignation     Qté     Montant", *rows]) == ["1.1", "1.2"]
    assert _codes(["Jour  Désignation     Qté     Montant", *rows]) == []


def test_quantities_with_decimals_are_no_structured_list() -> None:
    rows = ["[Q:264.00]   [D:Night guard]           [N:4712.40]",
            "[Q:108.00]   [D:Weekend guard]         [N:2095.20]"]  # fmt: skip
    assert _codes(["Qty      Details                 Net Amount", *rows]) == []
    assert _codes(["Hours/Qty   Details              Net Amount", *rows]) == []


def test_numbers_of_a_structured_list_are_none_beside_real_codes() -> None:
    assert _codes([
        "Pos    Bezeichnung              Menge     Betrag",
        "1.1    [C:AX-1] [D:Hinge]                [Q:1]      [N:12,00]",
        "1.2    [C:AX-2] [D:Clamp]                [Q:2]      [N:24,00]",
    ]) == ["AX-1", "AX-2"]  # fmt: skip


def test_days_are_no_codes() -> None:
    assert _codes([
        "Datum   Leistung                Stunden     Betrag",
        "03.05   [D:Beratung]                     [Q:2]     [N:240,00]",
        "04.05   [D:Schriftsatz]                  [Q:3]     [N:360,00]",
    ]) == []  # fmt: skip


def test_of_two_columns_of_codes_the_one_of_no_other_party_counts() -> None:
    assert _codes([
        "Stores code   Item                Mfr part no.    Quantity",
        "[C:300-11872]     [D:Filter element]      [C:HF-6554]            [Q:24]",
        "[C:300-11901]     [D:Fuel filter]         [C:FF-5421]            [Q:36]",
    ]) == ["300-11872", "300-11901"]  # fmt: skip
    assert _codes([
        "Ihre Art.   Bezeichnung          Sachnummer      Menge",
        "[C:4711-A]      [D:Nabe]                 [C:60044019]        [Q:8]",
        "[C:4712-A]      [D:Lager]                [C:60044020]        [Q:6]",
    ]) == ["60044019", "60044020"]  # fmt: skip


def test_a_second_code_on_one_row_alone_is_none_where_most_have_theirs_elsewhere() -> None:
    rows = [
        "Bezeichnung                Menge",
        "[C:AB1]   [D:Filter]   [C:HF-6554]       [Q:24]",
        "[C:AB2]   [D:Belt]                   [Q:36]",
        "[C:AB3]   [D:Lamp]                   [Q:36]",
    ]
    assert _codes(rows) == ["AB1", "AB2", "AB3"]
    few = [row.replace("[C:AB", "[D:AB") for row in rows[:3]]
    assert _codes([*few, rows[3]]) == ["HF-6554", "AB3"]


def test_a_word_of_the_same_form_below_the_codes_is_one() -> None:
    rows = [
        "[C:26004085]   [D:Distri-Plus]      [N:104.87]",
        "[C:26004092]   [D:Quincaillerie]     [N:94.16]",
        "[C:26004099]   [D:Garage]           [N:109.25]",
        "26004106   [D:Logis]             [N:85.90]",
        "REMISE     [D:Fidélité]          [N:-5.00]",
    ]
    assert _codes(rows) == ["26004085", "26004092", "26004099", "26004106"]
    assert _codes(rows[:2] + rows[3:]) == ["26004085", "26004092"]


def test_letters_that_recur_are_no_codes() -> None:
    rows = [
        "Art   Arbeitsnr.    Bezeichnung        Menge",
        "L     [C:01-20]         [D:Inspektion]         [Q:18]",
        "L     [C:03-11]         [D:Filter]              [Q:1]",
    ]
    assert _codes(rows) == ["01-20", "03-11"]
    assert _codes([*rows[:2], "M" + rows[2][1:]]) == ["L", "M"]


def test_codes_of_the_buyers_job_are_none() -> None:
    assert _codes([
        "Job      Code / Details                 Quantity     Goods",
        "[C:K2210]    [C:BOX-20]                            [Q:12]      [N:24.00]",
        "         [D:Folding box]",
        "[C:K2211]    [C:BAG-40]                            [Q:40]      [N:12.00]",
        "         [D:Paper bag]",
    ]) == ["BOX-20", "BAG-40"]  # fmt: skip


def test_counts_with_their_units_are_no_list_of_numbers() -> None:
    rows = ["No.           Description        Amount"]
    rows += [f"[Q:{n}.000] [line.unit:pcs]     [D:Hose {n}]      [N:9.00]" for n in (1, 24, 3)]
    assert _codes(rows) == []


def test_a_kind_that_most_items_have_is_no_code_beside_one() -> None:
    rows = [f"[C:LABOUR]                 [D:Work {n}]          [N:9.00]" for n in range(4)]
    rows += ["[C:PART]  [C:QSA2816S]     [D:Arm]             [N:74.20]"]
    assert _codes(rows)[-2:] == ["PART", "QSA2816S"]


def test_codes_above_their_names_under_a_caption_of_both() -> None:
    assert _codes([
        "N°  Réf./Désignation                  Qté     Montant",
        "1   P1                                  [Q:4]      [N:56,00]",
        "    [D:Porte coulissante]",
        "2   [C:VOL]                                 [Q:1]      [N:80,00]",
        "    [D:Volet]",
    ]) == ["P1", "VOL"]  # fmt: skip


def test_a_name_does_not_begin_where_the_others_have_their_codes() -> None:
    assert _codes([
        "Plant    Description             Weeks     Value",
        "[C:TH07]     [D:Loader with forks]          [Q:3]     [N:24.00]",
        "[C:FUEL]     [D:Red diesel]                [Q:86]     [N:93.00]",
        "[D:HAUL     Return]                       [Q:1]     [N:75.00]",
    ]) == ["TH07", "FUEL", "HAUL"]  # fmt: skip


def test_a_makers_letters_before_the_number_are_of_the_code() -> None:
    assert _codes([
        "     Référence     Désignation            Qté     Montant",
        " LEG [C:067601]        [D:Interrupteur]           [Q:24]      116,66",
        " SCH [C:R9PFC616]      [D:Disjoncteur]            [Q:18]      145,64",
        " HAG [C:GD418A]        [D:Coffret]                 [Q:2]      190,06",
    ]) == ["LEG 067601", "SCH R9PFC616", "HAG GD418A"]  # fmt: skip


def test_the_week_of_a_delivery_is_no_code() -> None:
    assert _codes([
        "Pos   Bezeichnung                Menge     Betrag",
        "1     [D:Getriebe]                    [Q:4]      98,40",
        "      Art.-Nr. [C:K-28-140]",
        "      Liefertermin: [C:KW] 51/2026",
    ]) == ["K-28-140"]  # fmt: skip


def test_the_days_of_a_stay_are_no_codes() -> None:
    rows = [
        "Datum       Leistung              Anzahl     Betrag",
        "[C:08.02.]      [D:Zimmer]                [Q:2]        [N:180,00]",
        "[C:09.02.]      [D:Minibar]               [Q:1]         [N:14,50]",
    ]
    assert _codes(rows) == []
    assert _codes([row.replace("9.02.", "9.42.") for row in rows]) == ["08.02.", "09.42."]
    assert _codes([rows[0].replace("Datum", "Titel"), *rows[1:]]) == ["08.02.", "09.02."]
    for first, second in (("05.02.26", "06.02.26"), ("21/08/26", "22/08/2026")):
        named = [row.replace("08.02.", first).replace("09.02.", second) for row in rows]
        assert _codes(named) == []
        days = ("", first, second)
        plain = [r.replace(f"[C:{day}]", day) for r, day in zip(named, days, strict=True)]
        assert _codes(plain) == []
    places = ("1.04.12", "2.01.03")
    listed = [
        row.replace(f"0{n}.02.", at) for n, row, at in zip((8, 9), rows[1:], places, strict=True)
    ]
    assert _codes(["Tag         Item                  Anzahl     Betrag", *listed]) == [*places]


def test_bare_numbers_that_do_not_count_the_items_are_what_they_are_known_by() -> None:
    rows = ["Nr.   Bezeichnung                Stk.     Betrag"]
    for number in ("21", "24", "31"):
        rows.append(f"{number}    [D:Riesling Terrassen]             [Q:24]     [N:220,80]")
    assert _codes(rows) == ["21", "24", "31"]
    for others in ("21 22 23", "101 102 104", "10 20 40", "100 300 400"):
        numbers = iter(others.split())
        counted = [rows[0], *(f"{next(numbers)} {row[3:]}" for row in rows[1:])]
        assert _codes(counted) == []


def test_positions_that_go_on_from_the_page_before_are_no_codes() -> None:
    assert _codes([
        "Item    Description              Qty     Amount",
        "00110   [D:Hinge]                       [Q:12]      [N:24.00]",
        "00120   [D:Clamp]                        [Q:6]      [N:12.00]",
    ]) == []  # fmt: skip


def test_numbers_of_a_list_out_of_their_order_are_no_days() -> None:
    rows = [
        "KÜO-    Tätigkeit               Menge     Betrag",
        "{}     [D:Grundwert]               [Q:12]      [N:24,00]",
        "{}     [D:Fahrt]                   [Q:6]      [N:12,00]",
        "{}     [D:Kehrung]                 [Q:6]      [N:12,00]",
    ]
    out_of_order, in_order = ("3.2", "1.1", "1.3"), ("1.1", "3.1", "3.2")
    for numbers, codes in ((out_of_order, [*out_of_order]), (in_order, [])):
        page = [rows[0], *(row.format(n) for row, n in zip(rows[1:], numbers, strict=True))]
        assert _codes(page) == codes


def test_hours_before_the_names_are_no_codes_of_a_list() -> None:
    row = "[Q:{}]     [D:Beratung]                   [N:24,00]"
    assert _codes(["Std.    Leistung        Betrag", row.format("3.2"), row.format("1.1")]) == []


def test_numbers_of_a_tariff_are_codes_though_some_have_one_figure() -> None:
    assert _codes([
        "Datum      Ziffer   Leistung                     Anz.     Betrag",
        "03.02.26   1        [D:Beratung]                     [Q:1]      [N:10,72]",
        "           5        [D:Untersuchung]                 [Q:1]      [N:10,72]",
        "           1401     [D:Hörprüfung]                   [Q:1]      [N:6,29]",
        "17.02.26   5        [D:Untersuchung]                 [Q:1]      [N:10,72]",
        "           1404     [D:Audiometrie]                  [Q:1]      [N:21,19]",
        "           1407     [D:Impedanzmessung]              [Q:1]      [N:19,10]",
    ]) == ["1", "5", "1401", "5", "1404", "1407"]  # fmt: skip


def test_a_caption_of_money_is_one_of_a_head() -> None:
    assert _codes([
        "Flaschen   Wein                Art.        à EUR       EUR",
        "[Q:12]         [D:Silvaner]            S24K         7,90     [N:94,80]",
        "[Q:3]          [D:Riesling]            SB23B       16,50     [N:49,50]",
    ]) == ["S24K", "SB23B"]  # fmt: skip


def test_what_the_model_takes_for_a_code_may_stand_in_a_structured_list() -> None:
    assert _codes([
        "N°     Désignation                Qté     Montant",
        "2.1    [D:Dépose des cloisons]    [Q:64]     [N:38,50]",
        "2.6    [D:Pose des doublages]     [Q:86]     [N:49,90]",
        "[C:TS1]    [D:Travaux en plus]     [Q:1]     [N:98,00]",
    ]) == ["2.1", "2.6", "TS1"]  # fmt: skip


def test_the_one_item_of_a_page_has_its_code_where_those_of_other_pages_do() -> None:
    head = "OZ           Leistung             Menge     Betrag"
    row = "{}   [line.description:Facharbeiter]      [line.quantity:1]     [line.net_amount:48,00]"
    first = draw([head, *(row.format(f"01.0{n}.0010") for n in range(1, 4))])
    for number, codes in (("02.01.0010", ["02.01.0010"]), ("Zulage", [])):
        page, tags = draw([head, row.format(number)])
        _, named = name_codes([first[0], page], [first[1], tags])
        found = [w.text for w, t in zip(page.words, named, strict=True) if t.label == "line.code"]
        assert found == codes


def test_bare_numbers_may_have_letters_before_their_figures() -> None:
    rows = ["Nr.    Bezeichnung                Stk.     Betrag"]
    for number in ("L001", "L004", "2204"):
        rows.append(f"{number}   [D:Kasten 20x0,5]             [Q:24]     [N:220,80]")
    assert _codes(rows) == ["L001", "L004", "2204"]
    assert _codes([row.replace("L004", "L001") for row in rows]) == []


@pytest.mark.parametrize("caption", ["Sendung", "Récépissé", "Consignment no."])
def test_numbers_of_shipments_are_codes_where_they_stand_first(caption: str) -> None:
    head = f"{caption:18}Datum     Relation               Menge/Gewicht     Fracht EUR"
    rows = [
        f"26/{number}          06.10.26  [D:Bonn - Kiel]            [Q:4] Pal.   [N:318,00]"
        for number in (41014, 41131, 41377)
    ]
    assert _codes([head, *rows]) == ["26/41014", "26/41131", "26/41377"]
    second = head.replace("Datum   ", caption[:8].ljust(8)).replace(
        f"{caption:18}", f"{'Tag':18}", 1
    )
    assert _codes([second, *rows]) == []


@pytest.mark.parametrize(("caption", "codes"), [("Datum", []), ("Titel", ["18.10.", "19.10."])])
def test_a_slip_s_days_are_no_codes(caption: str, codes: list[str]) -> None:
    page, tags = draw([
        f"{caption}       Leistung                              Anzahl     Betrag",
        "[line.code:18.10.]      [line.description:Übernachtung]"
        "                           1         [line.net_amount:98,00]",
        "[line.code:19.10.]      [line.description:Frühstück]"
        "                              2         [line.net_amount:30,00]",
    ])  # fmt: skip
    mended = drop_slips_days([page], [tags])[0]
    coded = [w.text for w, t in zip(page.words, mended, strict=True) if t.label == "line.code"]
    assert coded == codes
