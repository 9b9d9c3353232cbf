"""A document's own number under its right name."""

import pytest

from schemas.prediction import WordTag
from schemas.record import Field, Fields
from tasks.fields.own_number import (
    drop_listed_invoice,
    drop_own_reference,
    join_groups,
    pool_numbers,
    refer_to_number,
)
from tasks.understand import understand
from tests.tasks.tagged_pages import OUTSIDE, FakeModel, document, draw


@pytest.mark.parametrize(
    ("doc_type", "names"),
    [
        ("invoice", {"invoice_number"}),
        ("receipt", {"invoice_number"}),
        ("quote", {"document_number"}),
        ("order", {"document_number"}),
        ("contract", {"document_number", "contract_number"}),
    ],
)
def test_doubt_about_its_name_does_not_cost_the_number(doc_type: str, names: set[str]) -> None:
    page, _ = draw(["Ref 222543"])
    split = (("contract_number", 0.2), ("document_number", 0.2), ("po_number", 0.05))
    tags = (OUTSIDE, WordTag("invoice_number", True, 0.3, split))
    fields = understand(document(page), FakeModel((tags,), doc_type)).fields
    assert {name for name in fields if name.endswith("number")} >= names
    for name in names:
        assert fields[name].value == "222543"  # type: ignore[union-attr]


def test_the_number_behind_its_key_wins() -> None:
    page, _ = draw(["Invoice No. 7301943   Customer 99123"])
    opinion = WordTag("O", False, 0.7, (("invoice_number", 0.25),))
    other = WordTag("O", False, 0.6, (("invoice_number", 0.35),))
    tags = tuple({"7301943": opinion, "99123": other}.get(w.text, OUTSIDE) for w in page.words)
    fields = understand(document(page), FakeModel((tags,))).fields
    assert fields["invoice_number"].value == "7301943"  # type: ignore[union-attr]


def test_the_number_of_a_receipt_has_keys_of_its_own() -> None:
    page, _ = draw(["Dossier TQ4471", "N° de justificatif 7301943"])
    opinion = WordTag("invoice_number", True, 0.45, (("O", 0.55),))
    other = WordTag("invoice_number", True, 0.6, (("O", 0.4),))
    tags = tuple({"7301943": opinion, "TQ4471": other}.get(w.text, OUTSIDE) for w in page.words)
    fields = understand(document(page), FakeModel((tags,), "receipt")).fields
    assert fields["invoice_number"].value == "7301943"  # type: ignore[union-attr]


def test_only_the_order_for_a_period_refers_to_itself() -> None:
    own = Field(value="B-20471", raw="B-20471", confidence=0.9, origin="model")
    other = own.model_copy(update={"value": "PO-3"})
    start = own.model_copy(update={"value": "2026-03-02"})
    fields: Fields = {"document_number": own}
    assert refer_to_number({**fields, "po_number": own}, "order") == fields
    assert refer_to_number({**fields, "po_number": other}, "order")["po_number"] == other
    flight = refer_to_number({**fields, "period_start": start}, "order")
    assert flight["po_number"] == own
    assert refer_to_number(fields, "contract")["contract_number"] == own
    assert refer_to_number(fields, "quote") == fields
    ordered = {"po_number": own}
    assert refer_to_number(dict(ordered), "order_confirmation") == {"document_number": own}
    assert refer_to_number(dict(ordered), "invoice") == ordered


def test_an_invoice_precedes_not_itself() -> None:
    own = Field(value="RINV/41", raw="RINV/41", confidence=0.9, origin="model")
    other = own.model_copy(update={"value": "INV/11"})
    assert drop_own_reference({"invoice_number": own, "preceding_invoice": own}, "invoice") == {
        "invoice_number": own
    }
    kept: Fields = {"invoice_number": own, "preceding_invoice": other}
    assert drop_own_reference(kept, "invoice") == kept
    assert drop_own_reference({"preceding_invoice": other}, "statement") == {}
    assert drop_own_reference({"preceding_invoice": other}, "payment_reminder") != {}


@pytest.mark.parametrize(
    ("row", "labelled"),
    [
        ("[document_number:4500] 183 627", ["4500", "183", "627"]),
        ("No. [document_number:118] 604", ["118", "604"]),
        ("[document_number:26] 0211 8834 7", ["26", "0211", "8834", "7"]),
        ("[document_number:26] 03 0118820 1 vom 5.3.2026", ["26", "03", "0118820", "1"]),
        ("[document_number:4711] 2026", ["4711"]),
        ("[document_number:4711] 15 03 2026", ["4711"]),
        ("[document_number:4500] 183 627 pieces", ["4500"]),
        ("[document_number:4500] [po_number:183] 627", ["4500"]),
        ("4500 [document_number:183] 627", ["183"]),
        ("CREDIT NOTE CN [document_number:20734]", ["CN", "20734"]),
        ("AB [document_number:68] 402", ["AB", "68", "402"]),
        ("CREDIT NOTE NO [document_number:20734]", ["20734"]),
        ("Order [document_number:20734]", ["20734"]),
    ],
)
def test_a_number_in_groups_is_one(row: str, labelled: list[str]) -> None:
    page, tags = draw([row])
    (joined,) = join_groups([page], [tags])
    words = zip(page.words, joined, strict=True)
    assert [word.text for word, tag in words if tag.label == "document_number"] == labelled


def test_the_invoice_that_a_reminder_claims_is_not_its_own_number() -> None:
    rows = ["2. Mahnung – Rechnung Nr. [invoice_number:88-0417] vom 3. Mai", "Mahnnummer M-7"]
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,), "payment_reminder")).fields
    assert fields["preceding_invoice"].value == "88-0417"  # type: ignore[union-attr]
    assert fields["document_number"].value == "M-7"  # type: ignore[union-attr]


@pytest.mark.parametrize(("second", "kept"), [("RE-4712", False), ("Summe", True)])
def test_a_reminder_of_several_invoices_names_none(second: str, kept: bool) -> None:
    page, tags = draw(["[preceding_invoice:RE-4711]     120,00", f"{second}     240,00"])
    fields = understand(document(page), FakeModel((tags,), "payment_reminder")).fields
    assert ("preceding_invoice" in fields) is kept


def test_an_invoice_above_another_number_is_no_list() -> None:
    page, _ = draw(["Rechnungsnummer:     40711", "Kundennummer:     10422"])
    at = next(word for word in page.words if word.text == "40711")
    found = Field(value="40711", raw="40711", confidence=0.9, origin="model", page=1, box=at.box)
    fields: Fields = {"preceding_invoice": found}
    assert drop_listed_invoice(fields, [page], "payment_reminder") == fields
    page, _ = draw(["Rechnung     vom", "40711     01.02.", "40712     03.02."])
    at = next(word for word in page.words if word.text == "40711")
    fields = {"preceding_invoice": found.model_copy(update={"box": at.box})}
    assert drop_listed_invoice(fields, [page], "payment_reminder") == {}


@pytest.mark.parametrize(
    ("rows", "own", "readers"),
    [
        (["Bestellnummer [po_number:HB-508-11974]"], True, False),
        (["Ihre Bestellung: [po_number:HB-508-11974] vom 01.10.2025"], False, True),
        (["Your order no.", "[po_number:HB-508-11974]"], False, True),
        (["Confirmation de votre commande [po_number:2026-50811]"], True, True),
        (["Nous avons bien reçu votre commande n° [po_number:HB-508-11974] du 3 mai"], True, True),
        (["Wir haben Ihre Bestellung [po_number:HB-508-11974] erhalten."], True, True),
        (["Wir bestätigen dankend Ihre Bestellung [po_number:4500012345] vom 1.10."], True, True),
        (["Zu Ihrer Bestellung [po_number:HB-508-11974] vom 01.10.2025"], False, True),
        (["Your order [po_number:HB-508-11974] has been confirmed."], True, True),
    ],
)
def test_a_confirmation_is_not_known_by_what_its_reader_calls_his(
    rows: list[str], *, own: bool, readers: bool
) -> None:
    page, tags = draw(rows)
    fields = understand(document(page), FakeModel((tags,), "order_confirmation")).fields
    assert ("document_number" in fields, "po_number" in fields) == (own, readers)


def test_groups_of_a_number_end_before_its_day() -> None:
    page, tags = draw(["N° [invoice_number:2024] 07 0055812 du 12 juillet 2024"])
    (joined,) = join_groups([page], [tags])
    words = [w.text for w, t in zip(page.words, joined, strict=True) if t.label != "O"]
    assert words == ["2024", "07", "0055812"]


def test_groups_behind_letters_end_before_the_day_too() -> None:
    page, tags = draw(["[po_number:B-4500] 7781 vom 03.09.2026"])
    (joined,) = join_groups([page], [tags])
    words = [w.text for w, t in zip(page.words, joined, strict=True) if t.label != "O"]
    assert words == ["B-4500", "7781"]


def test_a_month_in_a_title_is_no_other_invoice() -> None:
    month = Field(value="1/2026", raw="1/2026", confidence=0.8, origin="model")
    assert drop_own_reference({"preceding_invoice": month}, "invoice") == {}
    number = month.model_copy(update={"value": "118/2026"})
    kept: Fields = {"preceding_invoice": number}
    assert drop_own_reference(kept, "invoice") == kept


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Lieferschein [document_number:L-619] 204", "L-619 204"),
        ("Auftrag [document_number:AB 4500117] / 1 vom 05.11.2026", "AB 4500117 / 1"),
        ("Auftrag [document_number:AB 4500117] / 1", "AB 4500117 / 1"),
        ("Seite [document_number:4500117] / 12.11.2026", "4500117"),
        ("Quotation [document_number:Q-4471] rev B", "Q-4471 rev B"),
        ("PO No. [document_number:Q-4471] Rev 0", "Q-4471"),
    ],
)
def test_a_number_has_its_last_group_and_its_part(row: str, number: str) -> None:
    page, tags = draw([row])
    (joined,) = join_groups([page], [tags])
    words = [w.text for w, t in zip(page.words, joined, strict=True) if t.label != "O"]
    assert " ".join(words) == number


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("Quote ref [document_number:Q-4471] rev B", ["Q-4471", "rev", "B"]),
        ("Quote ref [document_number:Q-4471] revised", ["Q-4471"]),
        ("PKL-R [document_number:264471]", ["PKL-R", "264471"]),
        ("PKL-ROT [document_number:264471]", ["264471"]),
        ("PO [po_number:264471]", ["PO", "264471"]),
        ("Customer PO [po_number:264471]", ["264471"]),
    ],
)
def test_a_revision_and_letters_before_it_are_of_the_number(row: str, number: list[str]) -> None:
    page, tags = draw([row])
    (joined,) = join_groups([page], [tags])
    assert [w.text for w, t in zip(page.words, joined, strict=True) if t.label != "O"] == number


def test_an_operation_at_a_till_is_no_receipts_number() -> None:
    rows = [
        "27/03/2026 19:08 OP: [invoice_number?0.9:31120]",
        "FACTURA SIMPLIFICADA: [invoice_number?0.8:2231-014]",
    ]
    page, tags = draw(rows)
    (mended,) = pool_numbers([page], [tags], "receipt")
    named = [w.text for w, t in zip(page.words, mended, strict=True) if t.label == "invoice_number"]
    assert named == ["2231-014"]


def test_that_of_an_operation_may_be_all_that_a_receipt_has() -> None:
    for row, expected in (
        ("Nº OPERACION: [invoice_number:004512]", ["004512"]),
        ("OPERADOR: [invoice_number:004512]", []),
    ):
        page, tags = draw([row])
        (mended,) = pool_numbers([page], [tags], "receipt")
        assert [
            w.text for w, t in zip(page.words, mended, strict=True) if t.label == "invoice_number"
        ] == expected


@pytest.mark.parametrize(
    ("title", "row", "expected"),
    [
        ("CORRECTED INVOICE", "cancelled by credit note [invoice_number?0.9:CR-331]", ["10882A"]),
        ("RECHNUNG", "storniert durch Gutschrift Nr. [invoice_number?0.9:CR-331]", ["10882A"]),
        ("FACTURE", "annulée par l'avoir n° [invoice_number?0.9:CR-331]", ["10882A"]),
        ("INVOICE", "see [invoice_number?0.9:CR-331]", ["10882A", "CR-331"]),
    ],
)
def test_what_cancels_the_invoice_before_is_not_the_number(
    title: str, row: str, expected: list[str]
) -> None:
    page, tags = draw([f"{title} [invoice_number?0.6:10882A]", row])
    (mended,) = pool_numbers([page], [tags], "invoice")
    named = [w.text for w, t in zip(page.words, mended, strict=True) if t.label == "invoice_number"]
    assert named == expected
