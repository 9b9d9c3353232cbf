"""What is known of a value once the document is read, and what follows for its acceptance."""

import math
from collections.abc import Mapping

import pytest

from readers.detect import TEXT
from schemas.record import Field
from schemas.settings import Settings
from schemas.understanding import Sureness, Understanding
from slm.calibrate import logit
from tasks.assess import key_fields
from tasks.understand import understand
from tasks.validate import validate
from tests.tasks.tagged_pages import FakeModel, document, draw

RECEIPT = [
    "[seller_name:ACME TRADING SDN BHD]",
    "DATE [issue_date:27/04/2018]",
    "ITEM 1                         7.50",
    "TOTAL                          [total_gross?0.6:7.50]",
    "CASH                          10.00",
    "CHANGE                         2.50",
]


class Assessing(FakeModel):
    """Notes the features of every field; every value is as sure as it is told."""

    def __init__(self, *args: object, sure: float = 0.97, least: float | None = None) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.sure, self.least = sure, least
        self.features: dict[str, Mapping[str, float]] = {}

    def assess_field(self, label: str, features: Mapping[str, float]) -> float:
        self.features[label] = features
        return self.sure

    def least_sure(self, group: str) -> float | None:
        return self.least


def read(rows: list[str], doc_type: str, **how: float) -> tuple[Understanding, Assessing]:
    page, tags = draw(rows)
    model = Assessing((tags,), doc_type, **how)
    return understand(document(page), model), model


def test_arithmetic_that_proves_a_total_is_counted_for_it() -> None:
    _, model = read(RECEIPT, "receipt")
    _, unproved = read(RECEIPT[:4], "receipt")
    assert model.features["total_gross"]["supported"] == 1
    assert unproved.features["total_gross"]["supported"] == 0


def test_another_word_that_may_be_the_field_is_its_rival() -> None:
    _, model = read([*RECEIPT[:4], "[seller_name?0.4:OTHER]"], "receipt")
    assert model.features["seller_name"]["rival"] == pytest.approx(0.4, abs=0.1)
    assert model.features["issue_date"]["rival"] == 0


def test_a_value_printed_again_in_other_letters_is_no_rival() -> None:
    _, model = read([*RECEIPT[:4], "[seller_name?0.4:Acme Trading,]"], "receipt")
    assert model.features["seller_name"]["rival"] == 0


def test_what_the_caption_names_as_another_s_number_is_no_rival() -> None:
    rows = ["Account / Invoice [invoice_number?0.9:70441 / 118802]", *RECEIPT]
    fitting, model = read(rows, "invoice")
    number = fitting.fields["invoice_number"]
    assert isinstance(number, Field)
    assert number.value == "118802"
    assert model.features["invoice_number"]["rival"] == 0
    assert number.confidence == model.sure


def test_a_number_that_may_be_two_is_doubtful() -> None:
    rows = ["Kunde Rechnung [invoice_number:10442 4418802]", *RECEIPT]
    number = read(rows, "invoice")[0].fields["invoice_number"]
    assert isinstance(number, Field)
    assert number.confidence == 0.5


@pytest.mark.parametrize(("key", "sure"), [("Contract / Revision", 0.97), ("Order number", 0.5)])
def test_the_number_that_a_station_s_contract_captions_is_sure(key: str, sure: float) -> None:
    rows = [
        f"{key}     [document_number:41907]     Alt Order     [po_number:880455]",
        "Program     Len     Spots     Rate     Total",
        "News     30     2     5.00     10.00",
    ]
    number = read(rows, "order", sure=0.5)[0].fields["document_number"]
    assert isinstance(number, Field)
    assert (number.value, number.confidence) == ("41907", sure)


@pytest.mark.parametrize(("second", "sure"), [("Rechnung 4712", 0.5), ("Rechnung 4711", 0.97)])
def test_of_several_papers_in_a_file_nothing_is_sure(second: str, sure: float) -> None:
    first = draw(["Rechnung [invoice_number:4711]", "12.03.2026     Summe [total_gross:99,96]"])
    other = draw([second, "13.03.2026     Summe 226,10"])
    pages, tags = zip(first, other, strict=True)
    paper = document(first[0]).model_copy(update={"pages": pages})
    fields = understand(paper, Assessing(tags, "invoice")).fields
    for name in ("invoice_number", "total_gross"):
        found = fields[name]
        assert isinstance(found, Field)
        assert found.confidence == sure


@pytest.mark.parametrize(("day", "sure"), [("05.05.2026", 0.5), ("18.03.2026", 0.97)])
def test_of_two_receipts_on_a_page_nothing_is_sure(day: str, sure: float) -> None:
    rows = [
        "USt-IdNr. DE135792460", "Einfahrt 18.03.2026", "Zu zahlen [total_gross:8,00]", "",
        "St.-Nr. 06/412/30771", day, "Gesamt 23,40",
    ]  # fmt: skip
    total = read(rows, "receipt")[0].fields["total_gross"]
    assert isinstance(total, Field)
    assert total.confidence == sure


def test_letters_that_ocr_doubts_make_a_value_of_a_scan_doubtful() -> None:
    page, tags = draw(RECEIPT)
    words = [w._replace(confidence=0.5) if w.text == "ACME" else w for w in page.words]
    scan = page.model_copy(update={"origin": "ocr", "words": tuple(words)})
    model = Assessing((tags,), "receipt")
    understand(document(scan), model)
    assert model.features["seller_name"]["blurred"] == pytest.approx(logit(1.0) - logit(0.5))
    assert model.features["seller_name"]["illegible"] > 0
    assert model.features["issue_date"]["blurred"] == model.features["issue_date"]["illegible"] == 0


def test_a_sum_that_does_not_fit_denies_its_amounts() -> None:
    rows = [
        "Invoice no. [invoice_number:4711]",
        "Net [total_net:100.00]",
        "VAT [total_tax:19.00]",
        "Total [total_gross:120.00]",
    ]
    _, model = read(rows, "invoice")
    assert model.features["total_gross"]["denied"] == 1
    assert model.features["invoice_number"]["denied"] == 0


def test_a_total_that_is_also_what_is_due_is_known_as_such() -> None:
    rows = ["Invoice no. [invoice_number:4711]", "Total [total_gross:120.00]"]
    _, model = read([*rows, "Amount due [amount_due:120.00]"], "invoice")
    assert model.features["total_gross"]["twin"] == model.features["amount_due"]["twin"] == 1
    assert model.features["invoice_number"]["twin"] == 0
    _, other = read([*rows, "Amount due [amount_due:100.00]"], "invoice")
    assert other.features["total_gross"]["twin"] == 0


@pytest.mark.parametrize("second", [f"B{n}BB" for n in range(10)])
def test_of_words_of_one_length_the_first_is_looked_for_again(second: str) -> None:
    """The same document is as sure on every run, whatever order a set has."""
    rows = [
        f"[seller_name:AAAA {second}]",
        "AAAA",
        "AAAA",
        "Total [total_gross:1.00]",
    ]
    _, model = read(rows, "invoice")
    assert model.features["seller_name"]["repeated"] == pytest.approx(math.log(3))


def test_a_name_is_printed_again_in_capitals_and_before_a_comma() -> None:
    rows = ["WIEDEHOPF", "[seller_name:Anna Wiedehopf]", "Wiedehopf, Notarin", *RECEIPT[1:]]
    _, model = read(rows, "invoice")
    assert model.features["seller_name"]["repeated"] == pytest.approx(math.log(3))


def test_two_firms_read_as_one_name_are_a_doubtful_seller() -> None:
    rows = ["[seller_name:Hahn Werke GmbH]", "", "", "[seller_name+:Hahn Netz AG]", *RECEIPT[1:]]
    content, _ = read(rows, "invoice")
    seller = content.fields["seller_name"]
    assert isinstance(seller, Field)
    assert (seller.value, seller.confidence) == ("Hahn Werke GmbH Hahn Netz AG", 0.5)


def test_a_firm_that_stands_with_its_entry_in_a_register_is_a_sure_seller() -> None:
    rows = ["[seller_name:Hahn Mühlen GmbH]", "Hafenstraße 4", "HRB 8126 KI", *RECEIPT[1:]]
    for entered, doc_type, sure in (
        (rows, "invoice", 0.98),
        (rows, "letter", 0.6),
        ([*rows[:2], "Tel. 0431 8126", *rows[3:]], "invoice", 0.6),
    ):
        seller = read(entered, doc_type, sure=0.6)[0].fields["seller_name"]
        assert isinstance(seller, Field)
        assert seller.confidence == sure


def test_ocr_may_misread_a_firm_s_name_twice() -> None:
    rows = ["[seller_name:Hahn Mühlen GmbH]", "Hafenstraße 4", "HRB 8126 KI", *RECEIPT[1:]]
    page, tags = draw(rows)
    scan = page.model_copy(update={"origin": "ocr"})
    seller = understand(document(scan), Assessing((tags,), "invoice", sure=0.6)).fields
    assert isinstance(name := seller["seller_name"], Field)
    assert name.confidence == 0.6


def test_an_agent_that_bills_for_whom_nobody_can_read_is_a_doubtful_seller() -> None:
    said = "Wir rechnen im Namen und für Rechnung der jeweiligen Leistungsträger ab."

    def seller(*rows: str, doc_type: str = "invoice") -> Field:
        found = read(["[seller_name:Direkt24 GmbH]", *rows], doc_type)[0].fields["seller_name"]
        assert isinstance(found, Field)
        return found

    assert seller(said).confidence == 0.5
    assert seller("Wir danken für Ihren Auftrag.").confidence == 0.97
    assert seller(said, doc_type="quote").confidence == 0.97


def test_the_document_is_as_sure_as_its_key_values_together() -> None:
    content, model = read(RECEIPT, "receipt", sure=0.9, least=0.95)
    # Total, date and seller are found; that no number is printed is a value of its own.
    assert "no.invoice_number" in model.features
    assert content.sureness == Sureness(probability=0.6561, least=0.95)


def test_a_document_below_what_was_measured_is_reviewed_with_the_weakest_field() -> None:
    page, _ = draw(RECEIPT)
    content, _ = read(RECEIPT, "receipt", sure=0.95, least=0.9)
    record = validate(document(page), content, None, Settings())
    assert record.outcome == "needs_review"
    assert [reason.code for reason in record.reasons] == ["document_unsure"]
    assert record.reasons[0].field in ("total_gross", "issue_date", "seller_name")
    assert record.reasons[0].message.startswith(
        "It is not sure enough that total, date and seller are right"
    )


def test_a_note_speaks_of_no_value_that_was_not_found() -> None:
    page, _ = draw(["Goods received", "[seller_name:Muster GmbH]"])
    content, _ = read(
        ["Goods received", "[seller_name:Muster GmbH]"], "quote", sure=0.95, least=0.9
    )
    dated = content.model_copy(
        update={"fields": {**content.fields, "issue_date": content.fields["seller_name"]}}
    )
    message = validate(document(page), dated, None, Settings()).reasons[0].message
    assert message.startswith("It is not sure enough that date and seller are right")


CONTRACT = [
    "[title:Service Agreement] between [party:Muster GmbH] and [party:Beispiel AG]",
    "It begins on [effective_date:1 June 2026] and ends on [expiration_date:31 May 2028].",
]


@pytest.mark.parametrize(
    ("rows", "probability"), [(CONTRACT, 0.8574), ([CONTRACT[0], CONTRACT[1][:60]], 0.9025)]
)
def test_a_contract_is_as_sure_as_its_parties_and_dates(
    rows: list[str], probability: float
) -> None:
    content, model = read(rows, "contract", sure=0.95, least=0.9)
    assert content.sureness == Sureness(probability=probability, least=0.9)
    assert "no.total_gross" not in model.features
    page, _ = draw(rows)
    record = validate(document(page), content, None, Settings())
    if probability > 0.9:
        assert record.outcome == "accepted"
    else:
        (reason,) = record.reasons
        assert reason.message.startswith("It is not sure enough that parties and dates are right")


def test_a_contract_with_one_party_lacks_the_other() -> None:
    rows = [CONTRACT[0].replace("[party:Beispiel AG]", "you"), CONTRACT[1]]
    content, _ = read(rows, "contract", sure=0.99, least=0.9)
    page, _ = draw(rows)
    (reason,) = validate(document(page), content, None, Settings()).reasons
    assert (reason.code, reason.field) == ("field_missing", "party")


def test_a_paper_of_which_nothing_was_read_has_nothing_to_compare() -> None:
    page, _ = draw(["Urlaubsantrag"])
    content, _ = read(["Urlaubsantrag"], "form", sure=0.95, least=0.9)
    message = validate(document(page), content, None, Settings()).reasons[-1].message
    assert message.startswith("No total, date, number or seller was read of this form")


def test_a_note_of_a_sentence_goes_to_review() -> None:
    rows = ["The receipts of November, sorted by their days. Hans Meier"]
    page, tags = draw(rows)
    note = document(page).model_copy(update={"media_type": TEXT})
    content = understand(note, Assessing((tags,), "contract", sure=0.95, least=0.9))
    assert content.doc_type.value == "other"
    assert validate(note, content, None, Settings()).outcome == "needs_review"


def test_a_document_above_it_is_accepted() -> None:
    page, _ = draw(RECEIPT)
    content, _ = read(RECEIPT, "receipt", sure=0.99, least=0.9)
    assert validate(document(page), content, None, Settings()).outcome == "accepted"


def test_a_model_that_cannot_assess_leaves_the_words_to_speak() -> None:
    page, tags = draw(RECEIPT)
    content = understand(document(page), FakeModel((tags,), "receipt"))
    assert content.sureness is None


def test_one_amount_that_is_total_and_due_proves_neither() -> None:
    rows = ["Invoice no. [invoice_number:4711]", "Total [total_gross:120.00]"]
    _, twice = read([*rows, "To pay [amount_due:120.00]"], "invoice")
    assert twice.features["total_gross"]["supported"] == 0
    paid = ["Paid [prepaid:20.00]", "To pay [amount_due:100.00]"]
    _, parted = read([*rows, *paid], "invoice")
    assert parted.features["total_gross"]["supported"] == 1


@pytest.mark.parametrize(
    ("doc_type", "fee", "sure"),
    [
        ("payment_reminder", "Gebühr 10,00", 0.98),
        ("statement", "Gebühr 10,00", 0.98),
        ("payment_reminder", "Gebühr 9,00", 0.6),
    ],
)
def test_what_the_rows_of_a_reminder_make_is_surely_due(
    doc_type: str, fee: str, sure: float
) -> None:
    rows = ["Rechnung RE-17  899,64", fee, "Zu zahlen  [amount_due:909,64]"]
    content, _ = read(rows, doc_type, sure=0.6)
    due = content.fields["amount_due"]
    assert isinstance(due, Field) and due.confidence == sure


def test_the_currency_of_the_seller_s_country_is_plain() -> None:
    rows = ["VAT id [seller_vat_id:DE136695976]", "TOTAL EUR [total_gross:7.50]"]
    found, _ = read(rows, "invoice", sure=0.88)
    assert found.fields["currency"].confidence == 0.98  # type: ignore[union-attr]
    found, _ = read([rows[0], "TOTAL USD [total_gross:7.50]"], "invoice", sure=0.88)
    assert found.fields["currency"].confidence == 0.88  # type: ignore[union-attr]


def test_a_date_of_a_guessed_order_is_not_sure() -> None:
    rows = [
        "[seller_name:Texas Gauge & Control]                     INVOICE",
        "Invoice no. [invoice_number:118]       Invoice date [issue_date:03/04/2026]",
        "Calibration of the gauges that you sent us, and the way back",
        "                                    Total        [total_gross:$824.78]",
    ]
    content, _ = read(rows, "invoice", sure=0.99)
    assert content.fields["issue_date"].confidence == 0.6  # type: ignore[union-attr]
    content, _ = read([*rows, "Midland, Texas 79701"], "invoice", sure=0.99)
    assert content.fields["issue_date"].confidence == 0.99  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("doc_type", "number"), [("invoice", "invoice_number"), ("order", "document_number")]
)
def test_a_paper_s_key_fields_have_its_own_number(doc_type: str, number: str) -> None:
    assert key_fields(doc_type) == ["total_gross", "issue_date", number, "seller_name"]


def test_a_contract_s_key_fields_are_what_a_contract_has() -> None:
    assert key_fields("contract") == ["party", "effective_date", "expiration_date"]
