"""Whether the day or the month stands first, by captions, clear dates and the issuer's country."""

import pytest

from tasks.values.date_order import decide_order, is_american, may_be_turned, order_that_fits

DALLAS = "Harbor Machine Inc., 1200 Main St, Dallas, TX 75201, USA"


def order_of(*rows: str, language: str = "en", currency: str | None = "USD") -> str:
    order, guessed = decide_order(rows, language, currency)
    return f"{order}?" if guessed else order


def test_one_clear_date_settles_the_order_for_all() -> None:
    assert order_of("03/04/20", "03/27/20") == "mdy"
    assert order_of(DALLAS, "03/04/20", "27/03/20") == "dmy"
    assert order_of(DALLAS, "03/04/20") == "mdy"


@pytest.mark.parametrize(
    ("caption", "order"),
    [
        ("Date (MM/DD/YY) 03/05/26", "mdy"),
        ("Invoice Date (mm/dd/yyyy)", "mdy"),
        ("Date (dd/mm/yyyy)", "dmy"),
        ("Datum (TT.MM.JJJJ)", "dmy"),
        ("Date JJ/MM/AAAA", "dmy"),
    ],
)
def test_a_caption_says_the_order_before_anything_else(caption: str, order: str) -> None:
    assert order_of(caption, "03/27/26", "27/03/26", "27/03/26") == order


@pytest.mark.parametrize(
    "seller",
    [
        "Lakeview Pneumatics LLC, Grand Rapids, Michigan",
        "A DIVISION OF LAKEVIEW, GRAND RAPIDS, MICHIGAN 49503",
        "77 Beacon Street, Boston, Massachusetts 02108",
        "Springs & Co., Macon, Georgia 31201",
        "Portland, OR 97201",
        "Quotes are due at 5:00 PM EST.",
    ],
)
def test_american_places_put_the_month_first(seller: str) -> None:
    assert order_of(seller, "Date 03/05/2026") == "mdy"


@pytest.mark.parametrize(
    "seller",
    [
        "Rotterdam Air Tools B.V. · BTW NL004495445B01",
        "Müller Präzision GmbH, 78532 Tuttlingen",
        "Technoparkstrasse 1, 8005 Zürich, Switzerland",
        "Leeds LS9 8AG",
        "Ballagh Cross, Rathdowney, Co. Laois R32 KX61",
        "VAT GB 338 0127 22",
        "IBAN: DE40474068124158683449",
    ],
)
def test_who_is_elsewhere_puts_the_day_first_though_the_buyer_is_american(seller: str) -> None:
    assert order_of(seller, "Date 03/05/2026") == "dmy"
    own = ([seller], [seller, "Total $12.00"])
    assert decide_order([seller, DALLAS], "en", "USD", own) == ("dmy", False)
    parent = ([seller], [seller, "A member of the Sensorex Group, Albany, NY 12207"])
    assert decide_order([*parent[1]], "en", "USD", parent) == ("dmy", False)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Flight 10/10/2026 - 11/8/2026", ("mdy", False)),
        ("Flight 10/10/2026 - 8/11/2026", ("dmy", False)),
        ("Flight 10/9/2026 - 10/11/2026", ("dmy", True)),
    ],
)
def test_a_period_does_not_end_before_it_begins(text: str, order: tuple[str, bool]) -> None:
    assert decide_order([text], "en", "USD") == order


@pytest.mark.parametrize("language", ["de", "fr", "it", "nl"])
def test_days_printed_newest_first_turn_no_paper_whose_language_puts_the_day_first(
    language: str,
) -> None:
    rows = ["12/03/2026", "Interventions : 08/02/2026 - 09/01/2026"]
    assert decide_order(rows, language, "EUR") == ("dmy", False)


def test_a_bill_s_number_is_no_date() -> None:
    assert order_of(DALLAS, "Invoice # 26-10-4471", "Received: 09/24/2026") == "mdy"
    assert order_of(DALLAS, "Invoice # 26-10-4471", "(inv. 26-07-3906)") == "mdy"


@pytest.mark.parametrize("currency", ["CAD", "PHP", "USD"])
def test_a_day_of_birth_settles_the_order_too(currency: str) -> None:
    rows = ("Invoice date: 05/04/2026", "Date of birth: 03/25/1962")
    assert order_of(*rows, currency=currency) == "mdy"
    assert order_of("05/04/2026", "25/03/1938", currency=currency) == "dmy"


def test_an_order_that_nothing_settles_is_a_guess() -> None:
    assert order_of("Texas Gauge & Control", "03/04/2026") == "dmy?"
    assert order_of("Tbilisi, Georgia") == order_of("EST. 1985") == "dmy?"
    assert order_of(currency="CAD") == order_of(currency=None) == "dmy?"
    assert order_of(currency="GBP") == order_of(currency="EUR") == "dmy"
    assert order_of("TARARUA RURAL SUPPLIES LIMITED", currency=None) == "dmy"
    assert order_of("Alberta Drill Bits Ltd.", currency="CAD") == "dmy?"
    assert order_of(language="fr") == order_of(language="es") == "dmy"


def test_only_some_dates_may_be_turned() -> None:
    assert may_be_turned("03/04/2026") and may_be_turned("3-4-26")
    for clear in ("03/03/2026", "13/04/2026", "03.04.2026", "2026-03-04", "3 April 2026"):
        assert not may_be_turned(clear)


def test_nothing_is_due_before_it_was_issued() -> None:
    assert order_that_fits("03/05/2026", "04/04/2026") == "mdy"
    assert order_that_fits("05/03/2026", "04/04/2026") == "dmy"
    assert order_that_fits("03/04/2026", "05/04/2026") is None
    assert order_that_fits("5 March 2026", "04/04/2026") is None


def test_american_places_speak_for_the_dollar() -> None:
    assert is_american(["Las Vegas, NV 89101"], "en")
    assert not is_american(["81750 JOHOR BAHRU", "TEL: 07-3511888"], "en")


def test_british_keys_and_two_letters_before_a_number_speak_for_no_american() -> None:
    to = "Boulder Outdoor Inc., Denver, CO 80202, USA"
    assert is_american([to], "en")
    for seller in ("VAT GB 338 0127 22", "Registered in England 02988114", "Sort code 20-11-22"):
        assert not is_american([to, seller], "en")
    assert is_american(["Portland, ID 20439"], "en")
    for number in ("Customer ID 20411", "Invoice IN 30441", "DE 24118 Kiel"):
        assert not is_american([number], "en")
