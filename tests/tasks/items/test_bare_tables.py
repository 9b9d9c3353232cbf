"""Items of which the model saw no amount, proved by the first sum below them."""

import pytest

from tasks.items.bare_tables import name_bare_tables
from tasks.values.normalize import decide_conventions
from tests.tasks.tagged_pages import draw

HEAD = ("Rheinpark GmbH", "Rechnung 118/26", "Bezeichnung                    Betrag €")
RENT = "Pacht 2. Quartal 2026        3.600,00"
SNOW = "Umlage Winterdienst            118,50"
SUMS = (
    "Summe netto                  3.718,50",
    "zzgl. 19 % USt                 706,52",
    "Gesamt                       4.425,02",
)


def _named(*rows: str) -> list[tuple[str, str]]:
    """Each name with its amount."""
    page, tags = draw(list(rows))
    conventions = decide_conventions(page.row_texts(), "de")
    (found,) = name_bare_tables([page], [tags], conventions.notation)
    parts: dict[str, list[str]] = {"line.description": [], "line.net_amount": []}
    for word, tag in zip(page.words, found, strict=True):
        if tag.label in parts and tag.begins:
            parts[tag.label].append(word.text)
        elif tag.label in parts:
            parts[tag.label][-1] += f" {word.text}"
    return list(zip(*parts.values(), strict=False))


def test_rows_that_make_the_first_sum_are_items() -> None:
    found = [("Pacht 2. Quartal 2026", "3.600,00"), ("Umlage Winterdienst", "118,50")]
    assert _named(*HEAD, RENT, SNOW, *SUMS) == found
    assert _named(*HEAD, RENT, "SNOW", SNOW, *SUMS) == found
    assert _named(*HEAD, RENT, "Umlage Winterdienst            118,40", *SUMS) == []


def test_a_single_row_is_an_item_where_it_names_no_sum() -> None:
    sums = ("Netto                        3.600,00", "Gesamt                       3.600,00")
    assert _named(*HEAD, RENT, *sums) == [("Pacht 2. Quartal 2026", "3.600,00")]
    assert _named(*HEAD, "Anzahlung                    3.600,00", *sums) == []
    assert _named(*HEAD, "Zwischensumme                3.600,00", *sums) == []


def test_a_deposit_that_is_asked_for_as_a_position_is_the_item() -> None:
    name, end = "30 % Anzahlung Pumpstation", "2.268,00"
    sums = (f"{'Netto':<40}{end}", f"{'Gesamt':<40}2.698,92")
    assert _named(*HEAD, f"1{'':5}{name:<34}{end}", *sums) == [(name, end)]
    assert _named(*HEAD, f"{'':6}{name:<34}{end}", *sums) == []


@pytest.mark.parametrize(
    ("head", "number", "listed"),
    [
        ("Lieferschein", "A-88120", True),
        ("Bon de livraison n°", "A-88120", True),
        ("Beleg", "LS-88120", True),
        ("Beleg", "RE-88120", False),
    ],
)
def test_delivery_notes_may_be_items_by_their_numbers_alone(
    head: str, number: str, listed: bool
) -> None:
    rows = [
        f"{head:<24}Betrag €",
        f"{number:<26}756,00",
        f"{number[:-1]}9{'':<{26 - len(number)}}178,40",
        f"{'Netto':<26}934,40",
    ]
    found = [(number, "756,00"), (f"{number[:-1]}9", "178,40")]
    assert _named("Holz GmbH", "Rechnung 118/26", *rows) == (found if listed else [])


def test_a_list_of_papers_is_no_table_of_items() -> None:
    rows = ("R25-0611                       684,00", "R25-0702                       629,20")
    assert _named(*HEAD, *rows, "Gesamt                       1.313,20") == []


def test_a_caption_beside_a_sum_is_no_item() -> None:
    rows = ("Vertragsnummer   RV-77   Aller Positionen   3.600,00", "Netto   3.600,00")
    assert _named(*(row.replace("   ", 12 * " ") for row in rows)) == []


def test_a_tax_may_stand_between_the_items_and_the_total() -> None:
    assert _named(*HEAD, RENT, SNOW, *SUMS[1:])[1:] == [("Umlage Winterdienst", "118,50")]


@pytest.mark.parametrize("amount", ["650,–", "650,-"])
def test_amounts_may_lack_cents_and_their_sum_have_a_currency_behind(amount: str) -> None:
    rows = (f"Cover                        {amount}", f"Rechnungsbetrag            {amount} €")
    assert _named(*HEAD, *rows) == [("Cover", amount)]


def test_where_the_model_saw_an_amount_nothing_changes() -> None:
    page, tags = draw([*HEAD, RENT, "Umlage            [line.net_amount:118,50]", *SUMS])
    conventions = decide_conventions(page.row_texts(), "de")
    assert name_bare_tables([page], [tags], conventions.notation) == [tags]


_NOTES = tuple(
    f"{note:<27}{amount}"
    for note, amount in (
        ("BL 3307 du 04/11", "[line.net_amount:214,10] €"),
        ("BL 3341 du 09/11", "187,20 €"),
        ("BL 3370 du 12/11", "98,70 €"),
    )
)


def test_numbers_of_delivery_notes_are_names_wherever_their_sum_stands() -> None:
    total = f"{' ' * 40}Total brut HT          500,00 €"
    assert _named(*_NOTES, total) == [
        ("BL 3307 du 04/11", "214,10"),
        ("BL 3341 du 09/11", "187,20"),
        ("BL 3370 du 12/11", "98,70"),
    ]
    assert _named(*_NOTES[1:], total.replace("500,00", "285,90")) == []


@pytest.mark.parametrize("word", ["Fällig", "Card", "Lastschrift"])
def test_of_other_rows_a_sum_in_its_own_column_proves_no_items(word: str) -> None:
    days = ("01.12.", "01.01.", "01.02.")
    rows = [f"{word} {day:<20}{n},00" for day, n in zip(days, (214, 187, 99), strict=True)]
    total = f"{' ' * 40}Gesamt                 500,00"
    assert _named(*rows, total) == []
    notes = [row.replace(word, "Lieferschein Nr.") for row in rows]
    assert len(_named(*notes, total)) == len(rows)


def test_where_the_model_saw_a_name_and_an_amount_all_stay() -> None:
    named = f"[line.description:Pain]{' ' * 23}[line.net_amount:214,10 €]"
    assert _named(named, *_NOTES[1:], "Total brut HT              500,00 €") == [
        ("Pain", "214,10 €")
    ]
