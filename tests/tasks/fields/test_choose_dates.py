"""Dates by form and opinion together; amounts by the key before them."""

import pytest

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field
from tasks.fields.choose_dates import (
    choose_dates,
    date_by_delivery,
    drop_crossed_end,
    drop_early_due_date,
    drop_other_due_date,
    find_due_date,
)
from tasks.fields.claims import Claim
from tasks.sums.keys import weigh_keys
from tests.tasks.tagged_pages import OUTSIDE, draw


def tagged(rows: list[str], opinions: dict[str, dict[str, float]]) -> tuple[Page, list[WordTag]]:
    """A page whose words have the given probabilities by label (O has the rest)."""
    page, _ = draw(rows)
    tags = []
    for word in page.words:
        chances = opinions.get(word.text, {})
        rest = max(0.0, 1 - sum(chances.values()))
        ranked = sorted([*chances.items(), ("O", rest)], key=lambda pair: -pair[1])
        (label, confidence), *others = ranked
        tags.append(WordTag(label, label != "O", confidence, tuple(others)) if chances else OUTSIDE)
    return page, tags


def chosen(rows: list[str], opinions: dict[str, dict[str, float]]) -> dict[str, str]:
    page, tags = tagged(rows, opinions)
    return {name: found.text for name, found in choose_dates([page], [tags], "mdy").items()}


def test_a_date_tagged_in_part_is_read_whole() -> None:
    got = chosen(["Printed 10 MAY 2018 12:32"], {"MAY": {"issue_date": 0.9}})
    assert got == {"issue_date": "10 MAY 2018"}


def test_the_only_date_of_a_document_is_its_date_of_issue() -> None:
    assert chosen(["11 APR 2018", "Total 8.20"], {}) == {"issue_date": "11 APR 2018"}
    assert chosen(["11 APR 2018", "12 APR 2018"], {}) == {}


def test_a_printed_range_is_a_period_even_where_both_ends_look_like_starts() -> None:
    rows = ["Print Date 06/25/20", "Flight 06/23/20 - 06/29/20", "Week 06/22/20 06/28/20"]
    got = chosen(
        rows,
        {
            "06/23/20": {"period_start": 0.35, "period_end": 0.1},
            "06/29/20": {"period_start": 0.4, "period_end": 0.2},
            "06/22/20": {"period_start": 0.3},
            "06/28/20": {"period_end": 0.2},
        },
    )
    assert (got["period_start"], got["period_end"]) == ("06/23/20", "06/29/20")


def test_a_period_never_ends_before_it_starts() -> None:
    got = chosen(
        ["From 06/29/20", "until 06/23/20"],
        {"06/29/20": {"period_start": 0.9}, "06/23/20": {"period_end": 0.4}},
    )
    assert got["period_start"] == "06/29/20" and "period_end" not in got


def test_one_end_of_a_period_alone_is_asked_for_more() -> None:
    rows, issued = ["Date 06/01/20", "Job completed 06/23/20"], {"issue_date": 0.9}
    doubted = {"06/01/20": issued, "06/23/20": {"period_end": 0.7}}
    assert "period_end" not in chosen(rows, doubted)
    assert "period_end" in chosen(rows, doubted | {"06/23/20": {"period_end": 0.9}})


def test_a_range_glued_into_one_word_gives_both_ends() -> None:
    got = chosen(["Flight 12/30/19-03/29/20"], {"12/30/19-03/29/20": {"period_start": 0.8}})
    assert set(got) == {"period_start", "period_end"}


def test_a_period_begins_in_the_year_of_its_end() -> None:
    opinion = {"31.03.2026": {"period_end": 0.9}, "01.03.": {"period_start": 0.9}}
    got = chosen(["Miete 01.03. – 31.03.2026"], opinion)
    assert got["period_start"] == "01.03. – 31.03.2026"
    assert got["period_end"] == got["issue_date"] == "31.03.2026"


def test_a_weight_is_no_total() -> None:
    page, tags = tagged(["Gesamtgewicht 42.266 kg"], {"42.266": {"total_gross": 0.6}})
    assert weigh_keys([page], [tags])[0][1].label == "O"
    page, tags = tagged(["POIDS TOTAL KG : 10214"], {"10214": {"total_gross": 0.6}})
    assert weigh_keys([page], [tags])[0][4].label == "O"
    row = ["Gewicht 12 kg Gesamtbetrag 42.26"]
    page, tags = tagged(row, {"42.26": {"total_gross": 0.6}})
    assert weigh_keys([page], [tags])[0][4].label == "total_gross"


def test_keys_shift_amounts_towards_what_their_row_says() -> None:
    rows = ["TOTAL GST : 8.40", "TOTAL (INCLUSIVE OF GST) : 148.40", "CHANGE 1.60", "GARDEN 5.00"]
    opinion = {"total_gross": 0.5, "total_tax": 0.2}
    page, tags = tagged(rows, dict.fromkeys(("8.40", "148.40", "1.60", "5.00"), opinion))
    weighed = dict(zip([w.text for w in page.words], weigh_keys([page], [tags])[0], strict=True))
    assert weighed["8.40"].label == "total_tax"
    assert weighed["148.40"].label == "total_gross" and weighed["148.40"].confidence > 0.7
    assert weighed["1.60"].label == "O"
    assert (weighed["5.00"].label, weighed["5.00"].confidence) == ("total_gross", 0.5)


def test_keys_make_no_amount_out_of_nothing() -> None:
    page, tags = draw(["GRAND TOTAL 99.00"])
    assert weigh_keys([page], [tags])[0] == tags


def test_a_date_before_the_invoice_is_due_only_if_a_caption_says_so() -> None:
    def day(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    early = {"issue_date": day("2023-09-07"), "due_date": day("2023-08-01")}
    assert drop_early_due_date(early, []) == {"issue_date": early["issue_date"]}
    assert drop_early_due_date(early, [Claim("due_date", 0, (1,))]) == early
    late = {"issue_date": day("2023-09-07"), "due_date": day("2023-10-01")}
    assert drop_early_due_date(late, []) == late


def _due(rows: list[str], due: str | None, *, reminds: bool = False) -> str | None:
    def day(value: str) -> Field:
        return Field(value=value, raw=value, confidence=0.8, origin="model")

    page, _ = draw(rows)
    fields: dict[str, Field | list[Field]] = {"issue_date": day("2025-02-24")}
    if due:
        fields["due_date"] = day(due)
    found = find_due_date(fields, [page], "dmy", reminds=reminds).get("due_date")
    return found.value if isinstance(found, Field) else None


def test_all_is_due_on_the_last_day_that_a_sentence_with_a_discount_names() -> None:
    rows = ["Rechnung vom 24.02.2025", "bis 06.03.2025 mit 2 % Skonto, bis 26.03.2025 ohne Abzug"]
    assert _due(rows, "2025-03-06") == "2025-03-26"
    assert _due(["Zahlbar bis 06.03.2025", "Lieferung 26.03.2025"], "2025-03-06") == "2025-03-06"
    apart = ["Fällig 06.03.2025        Skonto 2 %        Lieferdatum 26.03.2025"]
    assert _due(apart, "2025-03-06") == "2025-03-06"
    captioned = [
        "Zahlbar bis 06.03.2025 mit 2 % Skonto (12,00 EUR) oder bis 26.03.2025 ohne Abzug."
    ]
    assert _due(captioned, "2025-03-06") == "2025-03-26"


def test_all_is_due_by_the_day_without_deduction() -> None:
    terms = "10 Tage 2 % Skonto oder bis 16.04.2025"
    assert _due([f"{terms} ohne Abzug."], None) == "2025-04-16"
    assert _due(["ohne Abzug bis 16.04.2025"], None) == "2025-04-16"
    assert _due([terms, "Lieferung bis 16.04.2025"], None) is None


def test_two_ends_in_one_word_are_equally_sure() -> None:
    page, tags = tagged(["Zeitraum: 01.05.-15.05.2026"], {"01.05.-15.05.2026": {"period_end": 0.9}})
    found = choose_dates([page], [tags], "dmy")
    assert found["period_start"].confidences == found["period_end"].confidences


def test_a_reminders_deadline_is_later_than_itself() -> None:
    rows = ["Rechnung 4711 vom 10.01.2025, fällig 24.01.2025", "Bitte zahlen Sie bis 10.03.2025."]
    assert _due(rows, "2025-01-24", reminds=True) == "2025-03-10"
    assert _due(rows, None, reminds=True) == "2025-03-10"
    assert _due(rows, None) is None
    assert _due([*rows, "Wir sind ab 12.03.2025 im Urlaub."], None, reminds=True) is None


def test_all_is_due_by_the_day_without_deduction_where_the_other_is_of_a_discount() -> None:
    rows = ["10 Tage 2 % Skonto oder bis 26.03.2025 netto.", "Skontobetrag bis 06.03.2025: 45,06"]
    assert _due(rows, "2025-03-06") == "2025-03-26"
    assert _due([*rows, "Fällig 06.03.2025"], "2025-03-06") == "2025-03-06"


@pytest.mark.parametrize(
    ("row", "stays"),
    [
        ("Auszug erstellt am 30.06.2026", False),
        ("Émis le 30/06/2026", False),
        ("Einwendungen bitten wir bis 30.06.2026 mitzuteilen", False),
        ("a new rent of £1,295 from 30 June 2026", False),
        ("Bezahlt mit Girocard am 30.06.2026", False),
        ("Facture acquittée le 30/06/2026", False),
        ("Has to be paid on 30/06/2026", True),
        ("Der Betrag muss bezahlt sein am 30.06.2026", True),
        ("devra être intégralement réglée avant le 30/06/2026", True),
        ("deve essere pagata entro il 30/06/2026", True),
        ("moet betaald worden voor 30/06/2026", True),
        ("A fee is due if not paid by 30/06/2026", True),
        ("Zahlbar ab 30.06.2026", True),
        ("Bitte gleichen Sie die Differenz bis zum 30.06.2026 aus", True),
        ("Please raise any queries early and settle by 30/06/2026", True),
        ("Merci de solder l'écart avant le 30.06.2026", True),
        ("Fällig am 30.06.2026", True),
    ],
)
def test_a_day_on_which_a_paper_was_made_is_not_due(row: str, stays: bool) -> None:
    page, _ = draw([row])
    due = Field(value="2026-06-30", raw="", confidence=0.7, origin="model")
    assert ("due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [])) is stays
    claim = Claim("due_date", 0, (1,))
    assert "due_date" in drop_other_due_date({"due_date": due}, [page], "dmy", [claim])


def test_a_period_does_not_end_before_it_starts() -> None:
    def end(value: str, confidence: float) -> Field:
        return Field(value=value, raw=value, confidence=confidence, page=1, origin="model")

    start = end("2026-05-10", 0.9)
    crossed = {"period_start": start, "period_end": end("2026-03-01", 0.8)}
    assert drop_crossed_end(crossed) == {"period_start": start}
    fits = {"period_start": start, "period_end": end("2026-05-31", 0.8)}
    assert drop_crossed_end(fits) == fits


def test_a_delivery_note_is_of_the_day_of_delivery_where_it_has_no_other() -> None:
    day = Field(value="2026-05-10", raw="10.05.2026", confidence=0.9, page=1, origin="model")
    dated = date_by_delivery({"delivery_date": day})["issue_date"]
    assert isinstance(dated, Field)
    assert (dated.value, dated.origin) == ("2026-05-10", "rule")
    other = day.model_copy(update={"value": "2026-05-09"})
    assert date_by_delivery({"delivery_date": day, "issue_date": other})["issue_date"] == other
    assert date_by_delivery({}) == {}


def test_a_deadline_whose_year_stands_on_the_next_line_is_read() -> None:
    rows = ["we ask you for the sum of 40.00 by 20 March", "2026 at the latest."]
    assert chosen(rows, {"March": {"due_date": 0.9}})["due_date"] == "20 March 2026"
    assert chosen([rows[0], "2 or more days"], {"March": {"due_date": 0.9}}) == {}
    assert chosen([rows[0], "2026-0012 is your number"], {"March": {"due_date": 0.9}}) == {}
    assert chosen(["20 March", rows[1]], {"March": {"due_date": 0.9}}) == {}
