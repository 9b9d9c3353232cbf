"""A bill is accepted once, whatever its bytes, its type and how much of it was read."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from alembic import command
from sqlalchemy import event, insert, inspect, select, text

from schemas.arrival import SavedDocument
from schemas.record import Check, Field, Labelled, Record
from schemas.tables import DocumentRow, InvoiceKeyRow
from tasks.database import alembic_config
from tasks.rows import document_columns
from tasks.sqlite_file import make_file
from tasks.store import Store
from tests.tasks.made_records import (
    attached,
    document_id,
    doubtful,
    failed,
    field,
    invoice,
    mail,
    make_claim,
)  # fmt: skip

VAT_ID = {"seller_vat_id": field("DE491500087")}
IBAN = {"iban": field("DE40474068124158683449")}


def bill(data: bytes, number: str | None = "RE 17", **fields: Field | None) -> Record:
    """An accepted invoice; without the fields that are None."""
    record = invoice(data, number or "", source=f"invoices/{data.decode()}.pdf")
    known = record.fields | fields | ({} if number else {"invoice_number": None})
    return record.model_copy(update={"fields": {k: v for k, v in known.items() if v is not None}})


def receipt(data: bytes, **fields: Field | None) -> Record:
    """An accepted receipt without a number."""
    record = bill(data, None, total_net=None, total_tax=None, **fields)
    kind = Labelled(value="receipt", confidence=0.99)
    return record.model_copy(update={"doc_type": kind, "lines": []})


def typed(record: Record, doc_type: str) -> Record:
    return Record.model_validate(
        record.model_dump() | {"doc_type": {"value": doc_type, "confidence": 0.99}}
    )


def waiting(record: Record) -> Record:
    pattern = doubtful(b"x")
    return record.model_copy(update={"outcome": "needs_review", "reasons": pattern.reasons})


def replacing(record: Record) -> Record:
    said = Check(rule="REPLACES", passed=True, message="")
    return record.model_copy(update={"checks": [*record.checks, said]})


def save(store: Store, *records: Record) -> list[SavedDocument]:
    return [
        store.save(make_claim(record.document_id, record.source), [record]) for record in records
    ]


def accepted_n(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(text("SELECT count(*) FROM erp_invoices")) or 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"seller_name": field("Müller & Söhne")}),
        ({}, {"seller_name": field("MÜLLER & SÖHNE GMBH & CO. KG")}),
        (VAT_ID, VAT_ID | {"seller_name": field("Lager Müller")}),
        (VAT_ID, VAT_ID | {"seller_name": None}),
        (IBAN, IBAN | {"seller_name": field("Lager Müller")}),
        (VAT_ID, {}),
        ({}, {"currency": None}),
        ({}, {"total_gross": field("1190.120")}),
        (VAT_ID | IBAN, IBAN | {"seller_vat_id": field("DE491500081")}),  # misread
    ],
)
def test_a_seller_is_known_by_vat_id_account_or_name(
    store: Store, first: dict[str, Field], second: dict[str, Field | None]
) -> None:
    one, other = save(store, bill(b"one", **first), bill(b"two", **second))
    assert (one.outcome, other.outcome) == ("accepted", "duplicate")
    assert other.duplicate_of == one.document_id
    assert accepted_n(store) == 1


def test_invoice_and_receipt_are_one_kind_of_bill_and_a_credit_note_is_not(store: Store) -> None:
    one, other, credit = save(
        store,
        bill(b"one"),
        typed(bill(b"two"), "receipt"),
        typed(bill(b"three", total_gross=field("-1190.12")), "credit_note"),
    )
    assert (one.outcome, other.outcome, credit.outcome) == ("accepted", "duplicate", "accepted")


def test_a_bill_whose_first_copy_waits_for_review_waits_as_well(store: Store) -> None:
    first, second, third = save(store, waiting(bill(b"one")), bill(b"two"), bill(b"three"))
    assert accepted_n(store) == 0
    for again in (second, third):
        assert again.outcome == "needs_review"
        assert again.duplicate_of == first.document_id
        assert again.reasons[0].code == "possible_duplicate"
        assert "invoices/one.pdf, too, and was not accepted yet" in again.reasons[0].message
    stored = store.record(second.document_id)
    assert stored is not None
    assert [check.passed for check in stored.checks if check.rule == "duplicate"] == [False]


@pytest.mark.parametrize("first", [bill(b"one", **VAT_ID), waiting(bill(b"one", **VAT_ID))])
@pytest.mark.parametrize("issued", ["2026-03-15", "2026-03-13", "2027-01-08", "2025-05-18"])
def test_a_bill_of_one_number_and_total_with_another_date_goes_to_a_person(
    store: Store, first: Record, issued: str
) -> None:
    named = {"issue_date": field(issued), "seller_name": field("Lager Müller")}
    _, again = save(store, first, bill(b"two", "re-17", **VAT_ID, **named))
    assert (again.outcome, again.reasons[0].code) == ("needs_review", "possible_duplicate")
    assert again.duplicate_of == document_id(b"one")
    assert "seller, number and total" in again.reasons[0].message
    assert "with the date 2026-03-14. Compare the two" in again.reasons[0].message


@pytest.mark.parametrize(
    "changes",
    [
        {"issue_date": field("2025-05-17")},
        {"issue_date": field("9999-12-31")},
        {"total_gross": field("1190.13")},
        {"currency": field("CHF")},
        {"seller_vat_id": field("DE136695976"), "seller_name": field("Müller KG")},
    ],
)
def test_bills_of_one_number_with_other_dates_that_differ_further_are_all_accepted(
    store: Store, changes: dict[str, Field]
) -> None:
    other = VAT_ID | {"issue_date": field("2026-03-15")} | changes
    saved = save(store, bill(b"one", **VAT_ID), bill(b"two", **other))
    assert [each.outcome for each in saved] == ["accepted", "accepted"]


@pytest.mark.parametrize("wait", [False, True])
@pytest.mark.parametrize("new_first", [False, True])
@pytest.mark.parametrize("total", ["1190.12", "1100.00"])
def test_a_bill_and_the_one_that_replaces_it_are_not_both_accepted(
    store: Store, total: str, new_first: bool, wait: bool
) -> None:
    changes = {"issue_date": field("2026-04-02"), "total_gross": field(total)}
    old = bill(b"old")
    new = replacing(bill(b"new", "RE 17-K", preceding_invoice=field("re-17"), **changes))
    first, second = (new, old) if new_first else (old, new)
    _, again = save(store, waiting(first) if wait else first, second)
    assert (again.outcome, again.reasons[0].code) == ("needs_review", "possible_duplicate")
    assert again.duplicate_of == first.document_id
    assert "see that the new one alone is paid" in again.reasons[0].message
    assert accepted_n(store) == (0 if wait else 1)


@pytest.mark.parametrize("new_first", [False, True])
def test_a_corrected_bill_under_the_number_of_the_first_goes_to_a_person(
    store: Store, new_first: bool
) -> None:
    changes = {"issue_date": field("2026-04-02"), "total_gross": field("1100.00")}
    old, new = bill(b"old"), replacing(bill(b"new", **changes))
    first, second = (new, old) if new_first else (old, new)
    _, again = save(store, first, second)
    assert (again.outcome, again.reasons[0].code) == ("needs_review", "possible_duplicate")
    assert again.duplicate_of == first.document_id
    assert "see that the new one alone is paid" in again.reasons[0].message


@pytest.mark.parametrize(
    "changes",
    [
        {"prepaid": field("1190.12"), "total_gross": field("5000.00")},  # a final invoice
        {"seller_name": field("Lager Müller")},
        {"preceding_invoice": field("RE 16")},
    ],
)
def test_a_bill_that_names_another_one_is_accepted_where_that_is_set_off_or_not_here(
    store: Store, changes: dict[str, Field]
) -> None:
    known = {"issue_date": field("2026-04-02"), "preceding_invoice": field("RE 17")} | changes
    saved = save(store, bill(b"one"), replacing(bill(b"two", "RE 18", **known)))
    assert [each.outcome for each in saved] == ["accepted", "accepted"]


@pytest.mark.parametrize("new_first", [False, True])
@pytest.mark.parametrize("total", ["1190.12", "1100.00"])
def test_a_second_instalment_that_names_the_first_is_accepted(
    store: Store, total: str, new_first: bool
) -> None:
    changes = {"issue_date": field("2026-04-02"), "total_gross": field(total)}
    pair = bill(b"one"), bill(b"two", "RE 18", preceding_invoice=field("RE 17"), **changes)
    saved = save(store, *(reversed(pair) if new_first else pair))
    assert [each.outcome for each in saved] == ["accepted", "accepted"]


def test_a_bill_that_names_itself_is_still_found_again(store: Store) -> None:
    named = {"preceding_invoice": field("RE 17")}
    saved = save(store, bill(b"one", **named), bill(b"two", **named))
    assert [each.outcome for each in saved] == ["accepted", "duplicate"]


def test_receipts_of_one_number_on_two_days_are_told_apart_by_the_clock(store: Store) -> None:
    days = [("2026-03-14", "14.03.2026 08:12"), ("2026-03-15", "15.03.2026 12:40")]
    receipts = [
        typed(bill(raw.encode(), "17", issue_date=field(day, raw)), "receipt") for day, raw in days
    ]
    assert [each.outcome for each in save(store, *receipts)] == ["accepted", "accepted"]
    again = typed(bill(b"no clock", "17", issue_date=field("2026-03-16")), "receipt")
    assert save(store, again)[0].outcome == "needs_review"


def test_twins_with_other_dates_are_accepted_once_at_once(store: Store) -> None:
    days = ("2026-03-14", "2026-03-15", "2026-04-14", "2026-05-14")
    records = [bill(day.encode(), **VAT_ID, issue_date=field(day)) for day in days]
    assert save_at_once(store, records) == ["accepted"] + ["needs_review"] * 3


def test_a_receipt_without_a_number_may_be_another_one(store: Store) -> None:
    first, second = save(store, receipt(b"one"), receipt(b"two"))
    assert (first.outcome, second.outcome) == ("accepted", "needs_review")
    assert second.reasons[0].code == "possible_duplicate"
    assert "No number tells" in second.reasons[0].message
    assert "invoices/one.pdf" in second.reasons[0].message


@pytest.mark.parametrize("numbered_first", [True, False])
def test_a_number_that_only_one_copy_has_leaves_doubt(store: Store, numbered_first: bool) -> None:
    copies = [typed(bill(b"one", "4711"), "receipt"), receipt(b"two")]
    first, second = save(store, *(copies if numbered_first else copies[::-1]))
    assert (first.outcome, second.outcome) == ("accepted", "needs_review")


@pytest.mark.parametrize(
    "changes",
    [
        {"issue_date": field("2026-03-15")},
        {"total_gross": field("1190.13")},
        {"currency": field("CHF")},
        {"seller_name": field("Café Amsel")},
        {"issue_date": field("2026-03-14", "14.03.2026 17:40")},
    ],
)
def test_receipts_that_differ_are_all_accepted(store: Store, changes: dict[str, Field]) -> None:
    morning = receipt(b"one", issue_date=field("2026-03-14", "14.03.2026 08:12"))
    assert [each.outcome for each in save(store, morning, receipt(b"two", **changes))] == [
        "accepted", "accepted",
    ]  # fmt: skip


def test_bills_of_one_day_and_total_with_numbers_of_their_own_are_all_accepted(
    store: Store,
) -> None:
    records = [bill(f"{number}".encode(), f"RE {number}", **VAT_ID) for number in range(5)]
    assert {each.outcome for each in save(store, *records)} == {"accepted"}


def test_firms_of_one_name_with_vat_ids_of_their_own_are_two_sellers(store: Store) -> None:
    other_firm = {"seller_name": field("Müller & Söhne KG"), "seller_vat_id": field("DE136695976")}
    first, second, third, fourth = save(
        store,
        bill(b"one", **VAT_ID),
        bill(b"two", **other_firm, total_gross=field("20.00")),
        bill(b"three", **other_firm, total_gross=field("20.00")),
        bill(b"four", **other_firm),
    )
    assert [first.outcome, second.outcome, third.outcome] == ["accepted", "accepted", "duplicate"]
    assert third.duplicate_of == second.document_id
    # The total of the one firm's bill, the VAT id of the other's: a person must say.
    assert (fourth.outcome, fourth.reasons[0].code) == ("needs_review", "duplicate_number")


def test_one_number_date_and_total_under_another_vat_id_goes_to_a_person(store: Store) -> None:
    second = bill(b"two", seller_vat_id=field("DE136695976"))
    _, again = save(store, bill(b"one", **VAT_ID), second)
    assert (again.outcome, again.reasons[0].code) == ("needs_review", "possible_duplicate")


def test_a_copy_without_a_total_is_no_other_total(store: Store) -> None:
    _, again = save(store, bill(b"one"), waiting(bill(b"two", total_gross=None)))
    assert (again.outcome, again.reasons[0].code) == ("needs_review", "possible_duplicate")
    assert "not both totals could be read" in again.reasons[0].message


def test_another_total_is_told_with_its_currency(store: Store) -> None:
    _, again = save(store, bill(b"one"), bill(b"two", currency=field("CHF")))
    assert (again.outcome, again.reasons[0].code) == ("needs_review", "duplicate_number")
    assert "with the total 1190.12 EUR" in again.reasons[0].message


def test_a_mail_that_is_read_again_does_not_wait_for_itself(store: Store) -> None:
    message = mail(b"mail")
    parts = [waiting(bill(b"one")), waiting(bill(b"two")), failed(b"three")]
    store.save(make_claim("first"), [message, *(attached(message, part) for part in parts)])
    parts = [bill(b"one"), bill(b"two"), bill(b"three", "RE 18")]
    again = store.save(
        make_claim("second"), [message, *(attached(message, part) for part in parts)]
    )
    assert [part.outcome for part in again.parts] == ["accepted", "duplicate", "accepted"]


def save_at_once(store: Store, records: list[Record]) -> list[str]:
    barrier = Barrier(len(records))

    def job(record: Record) -> str:
        barrier.wait()
        return save(store, record)[0].outcome

    with ThreadPoolExecutor(len(records)) as pool:
        return sorted(pool.map(job, records))


def test_twins_that_are_known_by_other_signs_are_accepted_once_at_once(store: Store) -> None:
    records = [
        bill(b"one", **VAT_ID),
        bill(b"two", seller_name=field("Müller & Söhne"), **VAT_ID),
        typed(bill(b"three", seller_name=None, **VAT_ID), "receipt"),
        bill(b"four", seller_name=field("Lager Müller"), **VAT_ID),
    ]
    assert save_at_once(store, records) == ["accepted"] + ["duplicate"] * 3
    assert accepted_n(store) == 1


def test_receipts_without_a_number_are_accepted_once_at_once(store: Store) -> None:
    records = [receipt(bytes([number])) for number in range(65, 69)]
    assert save_at_once(store, records) == ["accepted"] + ["needs_review"] * 3


def test_sql_itself_refuses_a_second_bill_with_a_key(store: Store) -> None:
    save(store, bill(b"one"), bill(b"two", "RE 18"))
    with store.reading() as session:
        query = select(InvoiceKeyRow.accepted_key).where(
            InvoiceKeyRow.document_id == document_id(b"one"),
            InvoiceKeyRow.accepted_key.is_not(None),
        )
        (key,) = session.scalars(query)
    row = {"document_id": document_id(b"two"), "key": "x", "accepted_key": key}
    with pytest.raises(Exception, match=r"(?i)unique"):
        store.write(lambda session: session.execute(insert(InvoiceKeyRow), [row]))


def test_a_repeat_is_looked_up_by_an_index(tmp_path: Any) -> None:
    store = Store(f"sqlite:///{tmp_path / 'mailroom.db'}")
    store.migrate()
    queries: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT") and "invoice_keys" in statement:
            queries.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    save(store, bill(b"one", **VAT_ID, **IBAN), receipt(b"two"))
    event.remove(store._engine, "before_cursor_execute", note)
    assert queries
    with store.reading() as session:
        for statement, parameters in queries:
            plan = session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", parameters
            )
            assert not [row for row in plan if row[3].startswith("SCAN")]
    store.close()


def test_bills_of_an_older_database_are_known_again(empty_url: str) -> None:
    store = Store(empty_url)
    if store.is_sqlite:
        make_file(store._engine, empty_url)
    config = alembic_config()
    old = [
        (bill(b"one", **VAT_ID), "first key"),
        (bill(b"two", seller_name=field("Müller & Söhne"), **VAT_ID), "accepted twice"),
        (waiting(bill(b"three", "RE 18")), None),
        (receipt(b"four"), None),
    ]
    with store._writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for record, key in old:
            store_as_of_0004(connection, record, key)
        command.upgrade(config, "head")
        columns = {column["name"] for column in inspect(connection).get_columns("invoices")}
        assert "accepted_key" not in columns
    assert accepted_n(store) == 3
    other = bill(b"D", "RE 19", total_gross=field("20.00"))
    again = save(store, bill(b"A", **VAT_ID), bill(b"B", "RE 18"), receipt(b"C"), other)
    assert [each.outcome for each in again] == [
        "duplicate", "needs_review", "needs_review", "accepted",
    ]  # fmt: skip
    assert [each.duplicate_of for each in again] == [
        document_id(b"one"), document_id(b"three"), document_id(b"four"), None,
    ]  # fmt: skip
    store.close()


def store_as_of_0004(connection: Any, record: Record, accepted_key: str | None) -> None:
    names = (
        "invoice_number", "issue_date", "currency", "seller_name", "seller_vat_id", "total_gross"
    )  # fmt: skip
    fields = {name: record.field(name) for name in names}
    at = make_claim().received_at
    connection.execute(
        insert(DocumentRow),
        document_columns(record)
        | {"document_id": record.document_id, "version": 1, "claim_id": "c",
           "received_at": at, "processed_at": at},
    )  # fmt: skip
    connection.execute(
        text(
            f"INSERT INTO invoices (document_id, accepted_key, {', '.join(names)}) VALUES "
            f"(:id, :key, :invoice_number, :issue_date, :currency, :seller_name, :seller_vat_id, "
            + (":total_gross)" if connection.dialect.name == "sqlite"
               else "CAST(:total_gross AS NUMERIC))")
        ),
        {"id": record.document_id, "key": accepted_key}
        | {name: found.value if found else None for name, found in fields.items()},
    )  # fmt: skip


def test_a_customer_s_bills_under_one_number_are_accepted_beside_a_corrected_one(
    store: Store,
) -> None:
    def month(number: int, record: Record) -> Record:
        changes = {
            "issue_date": field(f"2026-{number:02}-02"),
            "total_gross": field(f"{number}00.00"),
        }
        return record.model_copy(update={"fields": record.fields | changes})

    january, march = month(1, bill(b"january")), month(3, bill(b"march"))
    corrected = replacing(month(2, bill(b"february")))
    saved = save(store, january, corrected, march)
    assert [one.outcome for one in saved] == ["accepted", "needs_review", "accepted"]
