"""Dates by form and opinion together; amounts by the key before them."""

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field
from tasks.fields.choose_dates import choose_dates, date_by_delivery, drop_crossed_end
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


def test_a_sentence_in_the_column_before_an_amount_is_no_key() -> None:
    sentence = "Invoices without it are returned. Certificate on file, no sales tax."
    opinion = {"4,210.80": {"lines_net": 0.5, "total_tax": 0.3}}
    page, tags = tagged([f"{sentence}            4,210.80"], opinion)
    assert weigh_keys([page], [tags])[0][-1].label == "lines_net"
    page, tags = tagged([f"{sentence} 4,210.80"], opinion)
    assert weigh_keys([page], [tags])[0][-1].label == "total_tax"
    page, tags = tagged(["No sales tax.            4,210.80"], opinion)
    assert weigh_keys([page], [tags])[0][-1].label == "total_tax"


def test_the_sum_of_a_column_is_no_total() -> None:
    sums = {"Total débit": "O", "Summe Haben": "O", "Total dû": "total_gross"}
    for key, label in {**sums, "Total credit": "total_gross"}.items():
        page, tags = tagged([f"{key}     2.667,00"], {"2.667,00": {"total_gross": 0.6}})
        assert weigh_keys([page], [tags])[0][-1].label == label


def test_half_an_indian_tax_is_no_total() -> None:
    for key, label in (("Output CGST 9%", "O"), ("Output GST 9%", "total_tax")):
        page, tags = tagged([f"{key} 13,340.70"], {"13,340.70": {"O": 0.6, "total_tax": 0.35}})
        assert weigh_keys([page], [tags])[0][-1].label == label


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


def test_two_ends_in_one_word_are_equally_sure() -> None:
    page, tags = tagged(["Zeitraum: 01.05.-15.05.2026"], {"01.05.-15.05.2026": {"period_end": 0.9}})
    found = choose_dates([page], [tags], "dmy")
    assert found["period_start"].confidences == found["period_end"].confidences


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


def test_a_delivery_s_day_that_was_weakly_taken_for_that_of_issue_is_both() -> None:
    day = Field(
        value="2026-10-07",
        raw="7.10.2026",
        confidence=0.9,
        page=1,
        box=(0, 0, 1, 1),
        origin="model",
    )
    other = day.model_copy(update={"confidence": 0.05})
    found = date_by_delivery({"delivery_date": day, "issue_date": other})["issue_date"]
    assert isinstance(found, Field) and found.confidence > other.confidence
    apart = other.model_copy(update={"box": (0, 0, 0.5, 0.5)})
    assert date_by_delivery({"delivery_date": day, "issue_date": apart})["issue_date"] == apart
