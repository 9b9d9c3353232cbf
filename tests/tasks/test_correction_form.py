from typing import Any

import pytest

from schemas.correction import Correction, WaitingDocument
from schemas.record import Labelled, Reason, Record
from tasks.correction_form import ACCOUNT, COMPARED, READ, SEEN, compose_form
from tasks.named_note import ABOVE
from tasks.note_sections import clear_boxes, is_touched
from tasks.read_form import FilledForm, read_form
from tests.tasks.made_records import field, invoice, mail

FORM = """\
[bill.pdf  7692c3ad3540]
Kind:     invoice
Number:   RE-7692c3ad
Date:     2026-03-14
Due:
From:     Müller & Söhne GmbH
To:
IBAN:
Net:      1000.10
Tax:      190.02
Total:    1190.12
Currency: EUR
Taxes, one a line: rate in percent | net | tax
  19 | 1000.10 | 190.02
Items, one a line: quantity | description | price of one | amount
  3 | Wartung | 333.366667 | 1000.10
[ ] I compared all of this with the paper."""


def waiting(*codes: str, record: Record | None = None, **changes: Any) -> list[WaitingDocument]:
    return [
        WaitingDocument(
            record=record or invoice(b"one", **changes),
            codes=codes or ("field_unsure",),
            earlier_id="earlier",
            earlier_name="invoices/first.pdf",
        )
    ]


def fill(form: str, *changes: tuple[str, str]) -> str:
    """A note whose form is changed and ticked."""
    for before, after in changes:
        assert before in form
        form = form.replace(before, after)
    return f"PLEASE CHECK: bill.pdf\n\nWhat to look at\n  - x: y\n\n{form.replace('[ ]', '[x]')}\n"


def only(filled: FilledForm) -> Correction:
    assert not filled.problems
    (correction,) = filled.corrections
    return correction


def test_a_form_shows_what_was_read_and_what_a_bill_has() -> None:
    assert compose_form(waiting()) == FORM


def test_nothing_is_done_before_a_box_is_ticked() -> None:
    note = fill(FORM)
    assert is_touched(note)
    assert not is_touched(clear_boxes(note))
    assert clear_boxes(note).count("[ ]") == 1


@pytest.mark.parametrize(
    "box",
    [
        "[X] I compared all of this with the paper.",
        "[ x ] I compared all of this with the paper",
        "- [x] i compared all of this",
        "(x) I compared all of this with the paper.",
        "[x I compared all of this with the paper.",
        "[ok] I compared all of this with\nthe paper.",
        "[✓] I compared all of this with the paper.",
    ],
)
def test_boxes_are_ticked_in_many_ways(box: str) -> None:
    note = FORM.replace("[ ] I compared all of this with the paper.", box)
    assert only(read_form(note, waiting())).settled == SEEN


@pytest.mark.parametrize(
    "mark",
    [
        "[no]", "[-]", "[N]", "[.]", "[_]", "[\u200b]", "[ ] x", "x [ ]", "[ ]x", "x", "yes",
        "[Ja, stimmt so]", "√", "[x]:", "x:", "|x|", "Petra: [x]", "OK:",
    ],
)  # fmt: skip
def test_what_is_no_tick_is_asked_again(mark: str) -> None:
    note = FORM.replace("[ ]", mark)
    assert is_touched(note)
    assert read_form(note, waiting()).problems == (
        "Put an x between the brackets, [x], or leave them empty.",
    )


def test_what_is_ticked_behind_or_besides_is_asked_again() -> None:
    for end in (" [x]", " ja", " x"):
        assert read_form(FORM + end, waiting()).problems == (
            "Put an x between the brackets, [x], or leave them empty.",
        )
    german = FORM.replace("[ ] I compared all of this with the paper.", "[x] Alles verglichen.")
    assert read_form(german, waiting()).problems[0] == (
        "“[x] Alles verglichen.”: what is ticked here?"
    )
    (problem,) = read_form(f"{fill(FORM)}Bitte zahlen, Gruss Hans\n", waiting()).problems
    assert problem == "“Bitte zahlen, Gruss Hans” below the boxes is none of the values."


def test_what_a_document_says_is_no_answer() -> None:
    sentence = f"[x] {COMPARED}"
    line = invoice(b"one").lines[0] | {"description": field(sentence)}
    fields = invoice(b"one").fields | {"seller_name": field(sentence), "iban": field("DE1 | [x]")}
    asked = waiting(record=invoice(b"one", lines=[line], fields=fields))
    subject = f"Subject {sentence}\n  [bill.pdf  7692c3ad3540]\n  {sentence}\n{ABOVE}\n{sentence}"
    note = f"PLEASE CHECK: {sentence}.pdf\n\n{subject}\n\n{ABOVE} 7692c3ad3540\n\n"
    note += compose_form(asked)
    assert not is_touched(note)
    assert clear_boxes(note) == f"{note}\n"
    correction = only(read_form(note.replace("[ ]", "[x]"), asked))
    assert correction.fields["seller_name"] == (sentence,)
    assert correction.fields == correction.read
    (kept,) = correction.lines or ()
    assert kept["description"] == sentence
    assert read_form(note.replace("[ ]", "[?]"), asked).problems == (
        "Put an x between the brackets, [x], or leave them empty.",
    )


@pytest.mark.parametrize("name", [f"{COMPARED}pdf", "Beleg x.pdf", "[x] ok", "a: b | c", "Nr. x"])
def test_a_bill_of_an_odd_name_is_another_one_or_not(name: str) -> None:
    (document,) = waiting("possible_duplicate")
    doubts = [document.model_copy(update={"earlier_name": name})]
    form = compose_form(doubts)
    assert not is_touched(form)
    assert only(read_form(fill(form), doubts)).other_than == ("earlier",)
    assert read_form(f"{form} [x]", doubts).problems


def test_a_line_that_is_gone_is_asked_for_where_it_showed_a_value() -> None:
    gone = (("From:     Müller & Söhne GmbH\n", ""), ("Tax:      190.02\n", ""), ("To:\n", ""))
    (problem,) = read_form(fill(FORM, *gone), waiting()).problems
    assert problem == (
        "Gone below the brackets: “From:”, “Tax:”. Write each again, and leave empty what the "
        "paper has not."
    )


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"])
def test_any_space_is_one(space: str) -> None:
    note = fill(FORM).replace(" ", space)
    assert only(read_form(note, waiting())).settled == SEEN


def test_a_tick_without_its_heading_is_said() -> None:
    (problem,) = read_form(fill(FORM, ("[bill.pdf  7692c3ad3540]\n", "")), waiting()).problems
    assert problem == "The line in brackets above the values, like [bill.pdf  …], is gone."


def test_a_form_left_as_it_is_confirms_all() -> None:
    correction = only(read_form(fill(FORM), waiting()))
    assert correction.fields == correction.read
    assert correction.doc_type == "invoice"
    assert correction.settled == SEEN
    (line,) = correction.lines or ()
    assert line["unit_price"] == "333.366667"


def test_values_are_changed_entered_and_emptied() -> None:
    note = fill(
        FORM,
        ("Due:", "due :  13.4.2026"),
        ("RE-7692c3ad", "RE-0007"),
        ("From:     Müller & Söhne GmbH", "From:"),
        ("1190.12", "1.190,12 EUR"),
    )
    fields = only(read_form(note, waiting())).fields
    assert fields["due_date"] == ("2026-04-13",)
    assert fields["invoice_number"] == ("RE-0007",)
    assert fields["seller_name"] == ()
    assert fields["total_gross"] == ("1190.12",)
    assert fields["total_net"] == ("1000.10",)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2026-03-14", "3/4/2026", "Date: “3/4/2026” may be two days"),
        ("Due:", "Total gross: 5", "“Total gross” is none of the values"),
        ("Due:", "due on the 3rd", "“due on the 3rd” has no colon"),
        ("Due:", "Date: 2026-03-15", "Date: it stands there 2 times"),
        ("invoice\n", "bill\n", "Kind: “bill” is no kind of document"),
        ("  3 | Wartung", "Wartung", "Item “Wartung | 333.366667 | 1000.10”: write quantity"),
        (
            "  19 |",
            "  19 % | 7 |",
            "Tax “19 % | 7 | 1000.10 | 190.02”: write rate in percent | net",
        ),
        ("  19 |", "  high |", "Tax “high | 1000.10 | 190.02”: “high” is no amount"),
        (
            "Items, one",
            "Taxes, one a line: rate in percent | net | tax\nItems, one",
            "stands there",
        ),
        ("  3 |", "  three |", "Item “three | Wartung | 333.366667 | 1000.10”: “three” is no"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_taken(
    before: str, after: str, told: str
) -> None:
    filled = read_form(fill(FORM, (before, after)), waiting())
    assert not filled.corrections
    assert told in " ".join(filled.problems)


def test_items_are_added_changed_and_taken_away() -> None:
    rows = "  3 | Wartung | 333.366667 | 1000.10\n  | Fahrt: hin | | 20,00"
    note = fill(FORM, ("  3 | Wartung | 333.366667 | 1000.10", rows))
    kept, added = only(read_form(note, waiting())).lines or ()
    assert kept["net_amount"] == "1000.10"
    assert added == {
        "quantity": "", "description": "Fahrt: hin", "unit_price": "", "net_amount": "20.00"
    }  # fmt: skip
    none = fill(FORM, ("  3 | Wartung | 333.366667 | 1000.10\n", ""))
    assert only(read_form(none, waiting())).lines == ()


def test_units_and_discounts_are_shown_where_there_are_any_and_corrected() -> None:
    line = invoice(b"one").lines[0] | {"unit": field("HUR", "Std"), "discount": field("10")}
    asked = waiting(record=invoice(b"one", lines=[line, invoice(b"one").lines[0]]))
    form = compose_form(asked)
    assert (
        "Items, one a line: quantity | unit | description | price of one | discount | amount\n"
        "  3 | hour | Wartung | 333.366667 | 10 | 1000.10\n"
        "  3 |  | Wartung | 333.366667 |  | 1000.10\n"
    ) in form
    changes = (("3 | hour", "3 | Tage"), ("7 | 10 |", "7 | 5,5 % |"), ("3 |  |", "3 | Pauke |"))
    changed, other = only(read_form(fill(form, *changes), asked)).lines or ()
    assert (changed["unit"], changed["discount"]) == ("DAY", "5.5")
    assert (other["unit"], other["discount"]) == ("Pauke", "")
    same, _ = only(read_form(fill(form), asked)).lines or ()
    assert (same["unit"], same["discount"]) == ("HUR", "10")
    before = FORM.replace("3 | Wartung", "4 | Wartung")  # a note that was written without them
    (kept,) = only(read_form(fill(before), asked)).lines or ()
    assert kept.keys() == {"quantity", "description", "unit_price", "net_amount"}


def test_taxes_are_added_changed_and_taken_away() -> None:
    row = "  19 | 1000.10 | 190.02\n"
    changed = fill(FORM, (row, "19 % | 900,10 € | 171,02\n  7|100|7,00\n"))
    assert only(read_form(changed, waiting())).taxes == (
        {"rate": "19", "base": "900.10", "amount": "171.02"},
        {"rate": "7", "base": "100", "amount": "7.00"},
    )
    left = only(read_form(fill(FORM), waiting())).taxes
    assert left == ({"rate": "19", "base": "1000.10", "amount": "190.02"},)
    assert only(read_form(fill(FORM, (row, "")), waiting())).taxes == ()
    assert only(read_form(fill(FORM, (row, "  |  |\n")), waiting())).taxes == ()
    heading = "Taxes, one a line: rate in percent | net | tax\n"
    assert only(read_form(fill(FORM, (heading + row, "")), waiting())).taxes is None
    unticked = fill(FORM, ("190.02\nItems", "190.03\nItems")).replace("[x]", "[ ]")
    assert "its box is not ticked" in read_form(unticked, waiting()).problems[0]


def test_a_paper_of_another_kind_has_another_number() -> None:
    note = fill(FORM, ("invoice\n", "quote\n"))
    correction = only(read_form(note, waiting()))
    assert correction.doc_type == "quote"
    assert correction.fields["document_number"] == ("RE-7692c3ad",)
    assert "invoice_number" not in correction.fields


def test_a_bill_that_may_be_here_is_asked_for_apart() -> None:
    doubts = waiting("possible_duplicate")
    form = compose_form(doubts)
    assert form.endswith(f"[ ] {COMPARED}\n[ ] This is another bill than first.pdf.")
    correction = only(read_form(fill(form), doubts))
    assert correction.other_than == ("earlier",)
    first_alone = fill(form).replace("[x] This is", "[ ] This is")
    assert only(read_form(first_alone, doubts)).other_than == ()
    second_alone = fill(form).replace("[x] I compared", "[ ] I compared")
    assert read_form(second_alone, doubts).problems == (f"Tick “{COMPARED}”, too.",)


def test_of_two_bills_that_wait_a_clerk_may_keep_one() -> None:
    (document,) = waiting("possible_duplicate")
    doubts = [document.model_copy(update={"earlier_waits": True})]
    form = compose_form(doubts)
    assert form.endswith(
        f"[ ] {COMPARED}\n[ ] This is another bill than first.pdf.\n"
        "[ ] This file counts instead of first.pdf, which I put away and nobody has entered."
    )
    both = "It is another bill, or counts instead of that one: tick one of the two."
    assert read_form(fill(form), doubts).problems == (both,)
    for left, answers in (
        ("This is another", ((), ("earlier",))),
        ("This file counts", (("earlier",), ())),
    ):
        correction = only(read_form(fill(form).replace(f"[x] {left}", f"[ ] {left}"), doubts))
        assert (correction.other_than, correction.instead_of) == answers
    wrapped = (
        fill(form).replace("[x] This is", "[ ] This is").replace(" and nobody", "\nand nobody")
    )
    assert only(read_form(wrapped, doubts)).instead_of == ("earlier",)


def test_only_what_was_asked_can_be_answered() -> None:
    pasted = f"{fill(FORM)}[x] This is another bill than first.pdf.\n[x] {ACCOUNT}\n"
    correction = only(read_form(pasted, waiting()))
    assert (correction.other_than, correction.settled) == ((), SEEN)


def test_what_may_repeat_nobody_knows_what_is_not_settled_here() -> None:
    (document,) = waiting("possible_duplicate")
    assert compose_form([document.model_copy(update={"earlier_id": None})]) == ""


def test_a_changed_account_is_asked_for_apart() -> None:
    doubts = waiting("account_changed", "field_unsure")
    form = compose_form(doubts)
    assert form.endswith(f"[ ] {ACCOUNT}")
    assert only(read_form(fill(form), doubts)).is_account_told


@pytest.mark.parametrize("code", ["not_final", "several_papers", "xml_problem", "duplicate"])
def test_what_must_come_anew_cannot_be_corrected(code: str) -> None:
    assert compose_form(waiting(code, "field_unsure")) == ""
    (problem,) = read_form(fill(FORM), waiting(code)).problems
    assert problem == "This note is not about what waits in the file beside it."


def test_an_einvoice_is_exact_and_no_clerks_to_change() -> None:
    exact = field("RE-1").model_copy(update={"origin": "xml"})
    record = invoice(b"one")
    record = record.model_copy(update={"fields": {**record.fields, "invoice_number": exact}})
    assert compose_form(waiting(record=record)) == ""
    doubts = waiting("possible_duplicate", record=record)
    form = compose_form(doubts)
    assert form == "[bill.pdf  7692c3ad3540]\n[ ] This is another bill than first.pdf."
    correction = only(read_form(fill(form), doubts))
    assert (correction.fields, correction.lines) == ({}, None)
    assert correction.other_than == ("earlier",)


def test_two_parties_have_two_rows() -> None:
    record = invoice(
        b"one",
        doc_type=Labelled(value="contract", confidence=0.9),
        fields={"party": [field("A Ltd"), field("B Ltd")]},
        lines=[],
    )
    asked = waiting("field_missing", record=record)
    form = compose_form(asked)
    assert "Party:          A Ltd\nParty:          B Ltd\n" in form
    assert "Items" not in form
    note = fill(form, ("B Ltd", "B Ltd\nParty: C Ltd"))
    assert only(read_form(note, asked)).fields["party"] == ("A Ltd", "B Ltd", "C Ltd")


def test_a_mail_is_asked_what_it_is_about() -> None:
    letter = mail(b"one").model_copy(
        update={"reasons": [Reason(code="category_unsure", message="x")]}
    )
    asked = waiting("category_unsure", record=letter)
    form = compose_form(asked)
    assert form.splitlines()[1].startswith("About:")
    assert form.endswith(f"[ ] {READ}")
    about = f"About:   {letter.mail.category.value}" if letter.mail else ""
    note = fill(form, (about, "About: complaint"))
    assert only(read_form(note, asked)).mail["category"] == "complaint"
    (problem,) = read_form(fill(form, (about, "About: noise")), asked).problems
    assert problem.startswith("About: “noise” is none of order, quote")
    assert read_form(fill(form, (about, "About:")), asked).problems == (
        "About: it cannot be empty.",
    )


def test_each_document_of_a_file_has_its_own_box() -> None:
    both = [*waiting(), *waiting(record=invoice(b"two"))]
    form = compose_form(both)
    second = form.rindex("[ ]")
    note = form[:second] + "[x]" + form[second + 3 :]
    assert only(read_form(note, both)).document_id == both[1].record.document_id
    assert len(read_form(fill(form), both).corrections) == 2
    # What waits no more is no hindrance.
    settled = both[0].model_copy(update={"codes": ()})
    assert len(read_form(fill(form), [settled, both[1]]).corrections) == 1
    # What was typed without a tick is not thrown away.
    typed = note.replace("Due:", "Due: 1.4.2026", 1)
    assert read_form(typed, both).problems == (
        "bill.pdf: values were changed, but its box is not ticked.",
    )


def test_a_note_of_another_file_is_refused() -> None:
    assert read_form(fill(FORM), waiting(record=invoice(b"two"))).problems == (
        "This note is not about what waits in the file beside it.",
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("1190.12", "1190,12 USD", "is in another currency than the paper (EUR)"),
        ("1190.12", "-1190.12", "the totals of this kind of paper are not below zero"),
        ("invoice\n", "credit note\n", ""),
        ("invoice\n", "Rechnung\n", ""),
        ("Items, one a line: quantity |", "Items, one a line:\tquantity  |", ""),
        ("Müller & Söhne", "M?ller & S?hne", "has lost letters"),
        ("Müller & Söhne", "Evil \x1b[2J", "signs in it that no paper prints"),
        ("Müller & Söhne", "a" * 501, "longer than 500 letters"),
        ("RE-7692c3ad", "9" * 101, "longer than 100 letters"),
        ("1190.12", "9" * 30, "has too many figures"),
        ("190.02", "19 %", "is a rate, and no amount"),
        ("1190.12", "119 usd", "is in another currency than the paper (EUR)"),
        ("1190.12", "$119", "is in another currency than the paper (EUR)"),
        ("1190.12", "119,00 zł", "is in another currency than the paper (EUR)"),
        ("RE-7692c3ad", "k.A.", "has no figure"),
        ("Müller & Söhne GmbH", "?", "says nothing"),
        ("2026-03-14", "14.3.2062", "lies ahead of us"),
        ("invoice\n", "invoice\nKind: receipt\n", "Kind: it stands there twice"),
    ],
)
def test_what_no_paper_has_is_refused(before: str, after: str, told: str) -> None:
    filled = read_form(fill(FORM, (before, after)), waiting())
    assert told in " ".join(filled.problems)
    assert bool(filled.problems) == bool(told)


def test_the_totals_of_a_credit_note_are_typed_below_zero() -> None:
    note = fill(FORM, ("invoice\n", "credit note\n"), ("1190.12", "1190.13"))
    assert "below zero, like -119.00" in " ".join(read_form(note, waiting()).problems)


def test_a_paper_has_one_number() -> None:
    record = invoice(b"one")
    record = record.model_copy(
        update={"fields": {**record.fields, "document_number": field("P-9")}}
    )
    asked = waiting(record=record)
    note = fill(compose_form(asked), ("invoice\n", "order\n"))
    assert "a paper of this kind has one number" in " ".join(read_form(note, asked).problems)


def test_letters_that_may_be_misread_are_asked_for_in_unicode() -> None:
    note = fill(FORM, ("Müller & Söhne", "Löwe"))
    assert only(read_form(note, waiting())).fields["seller_name"] == ("Löwe GmbH",)
    (problem,) = read_form(note, waiting(), is_unicode=False).problems
    assert problem == "From: its letters may be misread; save this note as UTF-8."
    assert only(read_form(fill(FORM), waiting(), is_unicode=False))
