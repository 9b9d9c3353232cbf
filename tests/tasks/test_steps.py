"""Rules run step by step give the same with and without someone who looks on."""

from collections.abc import Sequence
from copy import deepcopy

from schemas.prediction import Prediction, Tags
from schemas.record import Field
from tasks.document_kind import DocumentKind
from tasks.fields.claims import Claim
from tasks.items.columns import vote_columns
from tasks.steps import Rule, TagSteps, Values, ValueSteps, leave_out
from tasks.understand import understand
from tasks.values.normalize import Conventions
from tests.tasks.tagged_pages import FakeModel, document, draw

#: The model takes prices for quantities, and misses the end of a name.
SWAPPED = [
    "[seller_name:Acme Ltd]                       INVOICE",
    "Invoice no.: [invoice_number:4711]           Date: [issue_date:12 March 2026]",
    "",
    "Description        Qty    Unit price      Amount",
    "[line.description:Oak desk]             [line.unit_price:2]        [line.quantity:500.00]"
    "    [line.net_amount:1,000.00]",
    "[line.description:Pine shelf]           [line.unit_price:3]         [line.quantity:40.00]"
    "      [line.net_amount:120.00]",
    "[line.description:Delivery]             [line.unit_price:1]         [line.quantity:30.00]"
    "       [line.net_amount:30.00]",
    "",
    "                            Net         [total_net:1,150.00]",
    "                            VAT 20 %      [total_tax:230.00]",
    "                            Total       [total_gross:1,380.00]",
]


class Watching:
    """Keeps copies of what it is told."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.tags: list[tuple[Rule, Tags, Tags]] = []
        self.values: list[tuple[Rule, Values, Values]] = []
        self.claims: list[Claim] = []

    def begin(self, prediction: Prediction, kind: DocumentKind, conventions: Conventions) -> None:
        self.names.append(f"begin {kind.doc_type.value}")

    def tags_step(self, rule: Rule, before: Tags, after: Tags) -> None:
        self.names.append(rule.__name__)
        self.tags.append((rule, deepcopy(before), deepcopy(after)))

    def claims_believed(self, claims: Sequence[Claim], believed: Tags) -> None:
        self.claims = list(claims)

    def values_step(self, rule: Rule, before: Values, after: Values) -> None:
        self.names.append(rule.__name__)
        self.values.append((rule, deepcopy(before), deepcopy(after)))


def test_looking_on_changes_nothing() -> None:
    for doc_type in ("invoice", "credit_note", "quote", "receipt", "contract", "letter"):
        page, tags = draw(SWAPPED)
        model = FakeModel((tags,), doc_type)
        assert understand(document(page), model, Watching()) == understand(document(page), model)


def test_each_step_is_told_with_what_the_step_before_it_left() -> None:
    page, tags = draw(SWAPPED)
    seen = Watching()
    got = understand(document(page), FakeModel((tags,)), seen)
    assert seen.names[:2] == ["begin invoice", "clear_stamps"]
    assert [*map(tuple, seen.tags[0][1])] == [tags]
    mended = [[*map(tuple, before)] for _, before, _ in seen.tags[1:]]
    assert mended == [[*map(tuple, after)] for _, _, after in seen.tags[:-1]]
    assert seen.values[0][1] == Values({}, [], [])
    assert [b for _, b, _ in seen.values[1:]] == [a for _, _, a in seen.values[:-1]]
    assert seen.values[-1][2] == Values(got.fields, got.lines, got.taxes)
    assert "invoice_number" in {claim.label for claim in seen.claims}


def test_the_rule_that_changed_a_label_is_named() -> None:
    page, tags = draw(SWAPPED)
    seen = Watching()
    understand(document(page), FakeModel((tags,)), seen)
    at = next(index for index, word in enumerate(page.words) if word.text == "500.00")
    changing = [
        rule.__name__ for rule, (old,), (new,) in seen.tags if old[at].label != new[at].label
    ]
    assert changing == ["name_columns"]


def test_a_step_takes_what_its_rule_takes() -> None:
    page, tags = draw(["[line.description:Desk]   [line.net_amount:4.00]"])
    steps = TagSteps([page], [tags], None)
    steps.mend(vote_columns)
    assert [*map(tuple, steps.tags)] == [tags]

    def keep(fields: dict[str, Field | list[Field]], names: set[str], *, more: str) -> object:
        return {name: found for name, found in fields.items() if name in {*names, more}}

    field = Field(value="1", raw="1", confidence=1, origin="model")
    values = ValueSteps(keep, Values({"po_number": field, "iban": field}, [], []), None)
    values.mend_fields(keep, {"bic"}, more="iban")  # type: ignore[arg-type]
    assert values.values == Values({"iban": field}, [], [])


def test_a_rule_may_be_left_out() -> None:
    page, tags = draw(["ACME Ltd   INVOICE", "Invoice no.: 4711"])
    model, seen = FakeModel((tags,)), Watching()
    with leave_out(["believe_claims", "make_negative"]) as met:
        without = understand(document(page), model, seen)
    assert met == {"believe_claims"}  # an invoice has no credit note's signs to turn
    assert "believe_claims" not in seen.names
    assert "invoice_number" not in without.fields
    assert "invoice_number" in understand(document(page), model).fields
