"""`mailroom explain` names the rule that changed a value, and stores nothing."""

import re
from pathlib import Path

import pytest
from made_documents import UBL, write_mail, write_pdf
from office_files import make_docx
from typer.testing import CliRunner, Result

import mailroom.explain
from mailroom.changes import Choice, tag_changes, tagged_words, value_changes
from mailroom.cli import app
from mailroom.explain import explain_file
from schemas.prediction import WordTag
from schemas.record import Field, Tax
from schemas.settings import REPOSITORY, Settings
from tasks.steps import Values
from tests.tasks.tagged_pages import FakeModel, draw

ROWS = ["ACME Ltd   INVOICE", "Invoice no.: 4711", "Order no.: 815", "Amount due: 119.00 EUR"]


@pytest.fixture
def dull(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    """A model that sees nothing, instead of the shipped one."""
    model = FakeModel()
    monkeypatch.setattr(mailroom.explain, "load_models", lambda _: model)
    return model


def run(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "explain", *map(str, arguments)])


def test_the_shipped_models_explain_a_paper_and_leave_nothing(tmp_path: Path) -> None:
    sample = REPOSITORY / "mailroom" / "samples" / "Invoice BD-1087.pdf"
    done = run(tmp_path / "home", sample)
    assert done.exit_code == 0, done.output
    told = done.output
    assert "invoice 0.99 (the model alone: invoice 0.99" in told
    assert "believed invoice_number: “BD-1087”" in told
    assert "tasks/fields/supplement.py" in told
    assert "currency: – → GBP" in told
    assert told.index("read_tags") < told.index("supplement_fields") < told.index("the record")
    assert "is not net (3,143.00) plus tax" in told
    assert len(told.splitlines()) < 150
    assert not [*tmp_path.iterdir()]


def test_only_one_field_or_some_rows(tmp_path: Path, dull: FakeModel) -> None:
    file = write_pdf(tmp_path / "a.pdf", ROWS)
    whole, one = run(tmp_path, file).output, run(tmp_path, file, "--field", "invoice_number").output
    assert "po_number: – → 815" in whole
    assert "believe_claims" in one
    assert "invoice_number: – → 4711" in one
    assert "po_number: – →" not in one
    assert len(one) < len(whole)
    rows = run(tmp_path, file, "--rows", "ORDER").output
    assert "815" in rows
    assert "4711" not in rows
    assert "No printed row matches." in run(tmp_path, file, "--rows", "Zwischensumme").output


def test_a_mails_text_is_said_to_be_a_document_only_if_it_is_a_bill(
    tmp_path: Path, dull: FakeModel
) -> None:
    file = tmp_path / "rates.eml"
    file.write_text("From: a@b.example\nSubject: Rates\n\nNow 48.00 for one, 3.00 for more.\n")
    told = " ".join(run(tmp_path, file).output.split())
    assert told.index("text of the mail") < told.index("only if it is a whole bill")


def test_rules_may_be_left_out(tmp_path: Path, dull: FakeModel) -> None:
    file = write_pdf(tmp_path / "a.pdf", ROWS)
    told = run(tmp_path, file, "--without", "believe_claims", "--without", "believe_all").output
    assert "invoice_number: – → 4711" not in told
    assert "believe_claims was left out" in told
    assert "believe_all is no step of this document" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--field", "totl_gross"], "totl_gross is no field"),
        (["--rows", "("], "no regular expression"),
    ],
)
def test_a_wrong_option_says_what_is_wrong(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(tmp_path, write_pdf(tmp_path / "a.pdf", ROWS), *arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_where_rules_have_no_say_a_sentence_says_so(tmp_path: Path, dull: FakeModel) -> None:
    mail = write_mail(tmp_path / "m.eml", "Bill", {"r.xml": UBL.format(number="M-1").encode()})
    told = run(tmp_path, mail).output
    assert "A mail has no fields or lines that rules could change" in told
    of_mail, of_xml = told.split("r.xml", 1)
    assert "e-invoice" not in of_mail
    assert "It is an e-invoice (UBL): its values are those of its XML." in of_xml
    assert "other steps" not in told


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "void.pdf").touch()
    done = run(tmp_path, tmp_path / "void.pdf")
    assert done.exit_code == 2
    assert "Ask the sender for it again" in done.output


def test_office_files_and_scans_are_explained(
    tmp_path: Path, dull: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "a.docx"
    letter.write_bytes(make_docx(before="Invoice no.: RE-1", after="Total 159.00"))
    for file in (letter, REPOSITORY / "tests" / "resources" / "receipt_scan.png"):
        assert explain_file(file, Settings(home=tmp_path))
        told = capsys.readouterr().out
        assert "read_tags" in told or "supplement_fields" in told
        assert "other steps changed nothing." in told


def field(value: str, **more: object) -> Field:
    return Field.model_validate(
        {"value": value, "raw": value, "confidence": 0.9, "origin": "model"} | more
    )


def test_words_with_the_same_change_stand_on_one_line() -> None:
    page, before = draw(["[line.code:AB 12]   one", "", "[line.code:CD]   [total_net?0.6:4.00]"])
    after = [
        tag._replace(label="line.description") if tag.label == "line.code" else tag
        for tag in before
    ]
    after[-1] = WordTag("total_net", True, 0.9)
    pages, everything = [page], Choice([page])
    assert tag_changes(pages, [before], [after], everything) == [
        "line.code → line.description  “AB 12” “CD”"
    ]
    named = tag_changes(pages, [before], [after], Choice(pages, field="total_net"))
    assert named == ["total_net 0.60 → total_net 0.90  “4.00”"]
    assert tagged_words(pages, [before], Choice(pages, field="line")) == [
        "line.code 0.98  “AB 12” “CD”"
    ]
    chosen = Choice(pages, rows=re.compile("one"))
    assert tag_changes(pages, [before], [after], chosen) == [
        "line.code 0.98 → line.description 0.98  “AB 12”"
    ]


def test_a_name_that_is_cut_in_two_is_told() -> None:
    page, tags = draw(["[seller_name:ACME Ltd]"])
    cut = [tags[0], tags[1]._replace(begins=True)]
    assert tag_changes([page], [tags], [cut], Choice([page])) == [
        "seller_name → begins here  “Ltd”"
    ]


def test_fields_items_and_taxes_are_told_as_before_and_after() -> None:
    desk = {"description": field("Desk"), "quantity": field("2")}
    sum_up, lamp = {"description": field("Sum")}, {"description": field("Lamp")}
    before = Values({"iban": field("DE1"), "bic": field("X")}, [desk, sum_up], [])
    marked = field("X", origin="rule", confidence=0.5)
    mended = [desk | {"quantity": field("3")}]
    after = Values({"bic": marked, "party": [field("A"), field("B")]}, mended, [])
    assert value_changes(before, after, Choice([])) == [
        "iban: DE1 → –",
        "bic: origin model → rule, confidence 0.90 → 0.50",
        "party: – → A",
        "party: – → B",
        "line gone: description Desk · quantity 2",
        "line gone: description Sum",
        "line 1 new: description Desk · quantity 3",
    ]
    taxed = after._replace(lines=[*mended, lamp], taxes=[Tax(rate=field("19"))])
    assert value_changes(after, taxed, Choice([])) == [
        "line 2 new: description Lamp",
        "tax 1 new: rate 19",
    ]
    more = taxed._replace(lines=[mended[0], lamp | {"quantity": field("1")}])
    assert value_changes(taxed, more, Choice([], field="line.quantity")) == [
        "line 2 new: quantity 1"
    ]
    assert value_changes(taxed, more, Choice([])) == ["line 2: quantity – → 1"]
