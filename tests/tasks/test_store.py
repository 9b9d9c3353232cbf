from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, select, text

from schemas.arrival import SavedDocument
from schemas.errors import RecordRefused, StoreError
from schemas.record import MailHeaders, Record
from schemas.tables import (
    ArrivalRow,
    AttachmentRow,
    CheckRow,
    DocumentRow,
    FieldRow,
    InvoiceRow,
    LineRow,
    MailRow,
    TaxRow,
    TimingRow,
)  # fmt: skip
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


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    with store.reading() as session:
        return [tuple(row) for row in session.execute(text(query))]


def names_of_events(store: Store, document: str) -> list[str]:
    return [entry.name for entry in store.events(document)]


def test_a_record_comes_back_exactly(store: Store) -> None:
    record = invoice(b"one")
    store.save(make_claim(), [record], "batch-1")
    stored = store.record(record.document_id)
    assert stored is not None
    assert stored.fields == record.fields
    assert list(stored.fields) == list(record.fields)  # in printed order
    assert stored.model_copy(update={"checks": record.checks}) == record


def test_an_invoice_fills_typed_rows(store: Store) -> None:
    record = invoice(b"one")
    store.save(make_claim(original="invoices/Berlin/2026/bill.pdf"), [record], "batch-1")
    with store.reading() as session:
        document = session.scalars(select(DocumentRow)).one()
        assert (document.version, document.outcome, document.batch_id) == (1, "accepted", "batch-1")
        assert (document.model_name, document.model_version) == ("encoder", "1")
        assert document.received_at == datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)
        header = session.scalars(select(InvoiceRow)).one()
        assert header.issue_date == date(2026, 3, 14)
        assert header.total_gross == Decimal("1190.12")
        assert header.due_date is None
        line = session.scalars(select(LineRow)).one()
        assert (line.position, line.quantity) == (1, Decimal(3))
        assert str(line.unit_price) == "333.366667"
        tax = session.scalars(select(TaxRow)).one()
        assert (tax.rate, tax.base, tax.amount) == (
            Decimal(19),
            Decimal("1000.10"),
            Decimal("190.02"),
        )
        gross = session.get_one(FieldRow, (record.document_id, "total_gross", 1))
        assert (gross.raw, gross.page, gross.x0, gross.y1) == ("1.190,12", 1, 0.1, 0.4)
        names = set(session.scalars(select(FieldRow.name)))
        assert {"line.unit_price", "tax.base", "invoice_number"} <= names
        assert {row.rule for row in session.scalars(select(CheckRow))} == {"BR-CO-15", "duplicate"}
        timings = {row.stage: row.duration_ms for row in session.scalars(select(TimingRow))}
        assert timings == {"read": 4.5, "total": 61.0}
        arrival = session.scalars(select(ArrivalRow)).one()
        assert (arrival.channel, arrival.tags) == ("invoices", ["Berlin", "2026"])
    assert names_of_events(store, record.document_id) == ["received", "accepted"]


@pytest.mark.parametrize(
    "value", ["0", "-0.01", "1234.50", "0.10", "99999999999999999999.999999999999999999"]
)
def test_amounts_come_back_digit_for_digit(store: Store, value: str) -> None:
    store.save(make_claim(), [invoice(b"one", fields={"total_net": field(value)})])
    with store.reading() as session:
        assert str(session.scalars(select(InvoiceRow.total_net)).one()) == value


@pytest.mark.parametrize("value", ["", "12,50", "NaN", "1e9", "Infinity", "9" * 40, "1.2.3", "−5"])
def test_what_is_no_amount_is_null_and_kept_as_text(store: Store, value: str) -> None:
    store.save(make_claim(), [doubtful(b"one", fields={"total_net": field(value)})])
    with store.reading() as session:
        assert session.scalars(select(InvoiceRow.total_net)).one() is None
        assert (
            session.scalars(select(FieldRow.value).where(FieldRow.name == "total_net")).one()
            == value
        )


@pytest.mark.parametrize("value", ["2026-02-30", "20260301", "soon", "2026-W10-1"])
def test_what_is_no_date_is_null(store: Store, value: str) -> None:
    store.save(make_claim(), [doubtful(b"one", fields={"due_date": field(value)})])
    with store.reading() as session:
        assert session.scalars(select(InvoiceRow.due_date)).one() is None


def test_text_no_database_takes_is_replaced(store: Store) -> None:
    villain = invoice(
        b"one",
        source="invoices/\udcff\x00.pdf",
        fields={"seller_name": field("A\x00B\ud800"), "buyer_name": field("C\u2028D 😀")},
        timings_ms={"read": float("nan"), "total": float("inf")},
    )
    store.save(make_claim(original="invoices/\udcff.pdf"), [villain])
    stored = store.record(villain.document_id)
    assert stored is not None
    assert stored.fields["seller_name"] == field(
        "A\N{REPLACEMENT CHARACTER}B\N{REPLACEMENT CHARACTER}"
    )
    assert stored.fields["buyer_name"] == field("C\u2028D 😀")


def test_repeated_fields_keep_their_order(store: Store) -> None:
    parties = [field("Zeta AG"), field("Alpha KG")]
    contract = invoice(b"one").model_copy(update={"fields": {"party": parties}})
    store.save(make_claim(), [contract])
    query = "SELECT value FROM fields WHERE name = 'party' ORDER BY position"
    assert rows(store, query) == [("Zeta AG",), ("Alpha KG",)]


def test_the_same_claim_again_is_the_same_answer(store: Store) -> None:
    claim, record = make_claim(), invoice(b"one")
    first = store.save(claim, [record], "batch-1")
    assert store.save(claim, [failed(b"one")], "batch-2") == first
    assert store.saved(claim.claim_id) == first
    assert store.save_known(claim, record.document_id) == first
    assert names_of_events(store, record.document_id) == ["received", "accepted"]
    assert store.counts()["arrivals"] == 1


def test_the_same_bytes_again_are_a_duplicate_of_the_first(store: Store) -> None:
    record = invoice(b"one")
    store.save(make_claim("first"), [record])
    store.mark_delivered("first", Path("/home/done/2026/03/bill.pdf"))
    again = store.save(make_claim("second", "invoices/copy.pdf"), [record])
    assert (again.outcome, again.duplicate_of) == ("duplicate", record.document_id)
    assert again.first is not None
    assert again.first.path == Path("/home/done/2026/03/bill.pdf")
    assert store.counts() == {"duplicate": 1, "arrivals": 2, "undelivered": 1}
    assert store.outcomes() == {"accepted": (1, 0)}
    assert rows(store, "SELECT version FROM documents") == [(1,)]


def test_known_bytes_need_not_be_read_again(store: Store) -> None:
    record = invoice(b"one")
    assert store.save_known(make_claim("first"), record.document_id) is None
    assert store.saved("first") is None
    store.save(make_claim("first"), [record])
    again = store.save_known(make_claim("second"), record.document_id)
    assert again is not None
    assert again.outcome == "duplicate"


def test_what_failed_is_done_again_when_dropped_again(store: Store) -> None:
    store.save(make_claim("first"), [failed(b"one")])
    store.mark_delivered("first", Path("/home/failed/bill.pdf"))
    assert store.save_known(make_claim("second"), document_id(b"one")) is None
    again = store.save(make_claim("second"), [invoice(b"one")])
    assert again.outcome == "accepted"
    assert again.replaces == (Path("/home/failed/bill.pdf"),)
    assert rows(store, "SELECT version, outcome, claim_id FROM documents") == [
        (2, "accepted", "second")
    ]
    assert rows(store, "SELECT count(*) FROM reasons") == [(0,)]
    assert names_of_events(store, document_id(b"one")) == [
        "received", "failed", "delivered", "received", "replaced", "accepted",
    ]  # fmt: skip


def test_a_mail_and_its_attachments_are_one_transaction(store: Store) -> None:
    message = mail(b"mail")
    parts = [attached(message, invoice(b"one")), attached(message, failed(b"two"))]
    saved = store.save(make_claim(original="mail/message.eml"), [message, *parts])
    assert saved.outcome == "needs_review"
    assert [part.outcome for part in saved.parts] == ["accepted", "failed"]
    assert store.parts(message.document_id)[1].outcome == "failed"
    with store.reading() as session:
        row = session.scalars(select(MailRow)).one()
        assert (row.category, row.needs_reply, row.urgency) == ("invoice", True, "high")
        links = session.execute(
            select(AttachmentRow.position, AttachmentRow.document_id).order_by(
                AttachmentRow.position
            )
        )
        assert [tuple(link) for link in links] == [
            (1, document_id(b"one")),
            (2, document_id(b"two")),
        ]


def test_a_transaction_that_breaks_leaves_nothing(store: Store) -> None:
    message = mail(b"mail")
    with pytest.raises(ZeroDivisionError):
        store.write(lambda session: (store_parts(session, message), 1 / 0))
    assert store.counts()["arrivals"] == 0
    assert rows(store, "SELECT count(*) FROM documents") == [(0,)]


def store_parts(session: Any, message: Record) -> None:
    from tasks.save import save_file

    save_file(session, make_claim(), [message, attached(message, invoice(b"one"))], None)


def test_an_attachment_dropped_before_is_linked_not_stored_twice(store: Store) -> None:
    store.save(make_claim("file"), [invoice(b"one")])
    for number in (1, 2):
        message = mail(f"mail {number}".encode())
        saved = store.save(
            make_claim(f"mail-{number}"), [message, attached(message, invoice(b"one"))]
        )
        assert saved.outcome == "accepted"
        assert saved.parts[0].outcome == "duplicate"
        assert saved.parts[0].reasons
    assert rows(store, "SELECT count(*) FROM documents") == [(3,)]
    assert rows(store, "SELECT count(*) FROM erp_invoices") == [(1,)]
    query = f"SELECT count(*) FROM attachments WHERE document_id = '{document_id(b'one')}'"
    assert rows(store, query) == [(2,)]


@pytest.mark.parametrize("container", [mail, doubtful])
def test_what_brings_an_attachment_that_waits_already_waits_as_well(
    store: Store, container: Any
) -> None:
    store.save(make_claim("file"), [doubtful(b"one", source="invoices/one.pdf")])
    root = container(b"root", outcome="accepted", reasons=[], fields={})
    saved = store.save(make_claim("root"), [root, attached(root, doubtful(b"one"))])
    assert (saved.outcome, saved.parts[0].outcome) == ("needs_review", "needs_review")
    assert "as invoices/one.pdf, and had to wait for review" in saved.parts[0].reasons[0].message
    query = "SELECT outcome, file_outcome, attachments_needs_review_n FROM mailroom_mails"
    assert rows(store, query) == ([("accepted", "needs_review", 1)] if container is mail else [])
    assert rows(store, "SELECT count(*) FROM documents") == [(2,)]


def test_a_second_copy_of_a_mail_does_not_wait_for_what_the_first_waits_for(store: Store) -> None:
    headers = MailHeaders(message_id="<1@x>", thread_id="<1@x>", same_mail_key="1")
    for name, outcome in (("one", "needs_review"), ("two", "duplicate")):
        message = mail(name.encode(), headers=headers)
        saved = store.save(make_claim(name), [message, attached(message, doubtful(b"pdf"))])
        assert saved.outcome == outcome


def test_a_file_equal_to_a_known_attachment_is_a_duplicate(store: Store) -> None:
    message = mail(b"mail")
    store.save(make_claim("mail"), [message, attached(message, invoice(b"one"))])
    assert store.save(make_claim("file"), [invoice(b"one")]).outcome == "duplicate"


def test_the_same_attachment_twice_in_a_mail_is_one_document(store: Store) -> None:
    message = mail(b"mail")
    part = attached(message, invoice(b"one"))
    store.save(make_claim(), [message, part, part])
    assert rows(store, "SELECT count(*) FROM documents") == [(2,)]
    assert rows(store, "SELECT count(*) FROM attachments") == [(2,)]


def test_a_mail_inside_a_mail_keeps_its_own_attachments(store: Store) -> None:
    outer = mail(b"outer")
    inner = attached(outer, mail(b"inner"))
    store.save(make_claim(), [outer, inner, attached(inner, invoice(b"one"))])
    assert [part.document_id for part in store.parts(outer.document_id)] == [inner.document_id]
    assert [part.document_id for part in store.parts(inner.document_id)] == [document_id(b"one")]


def test_a_mail_whose_attachment_failed_is_read_again(store: Store) -> None:
    message = mail(b"mail")
    good, bad = attached(message, invoice(b"one")), attached(message, failed(b"two"))
    vague = attached(message, doubtful(b"three"))
    store.save(make_claim("first"), [message, good, bad, vague])
    mended = attached(message, invoice(b"two"))
    again = store.save(
        make_claim("second"), [message, good, mended, attached(message, invoice(b"three"))]
    )
    assert again.outcome == "accepted"
    assert [part.outcome for part in again.parts] == ["accepted"] * 3
    query = "SELECT version FROM documents WHERE parent_id IS NOT NULL ORDER BY version"
    assert rows(store, query) == [(1,), (2,), (2,)]


def test_what_failed_inside_a_mail_of_an_archive_is_read_again(store: Store) -> None:
    archive = invoice(b"zip")
    message = attached(archive, mail(b"mail"))
    archived = [archive, message, attached(message, failed(b"one"))]
    store.save(make_claim("first"), archived)
    assert store.save_known(make_claim("second"), archive.document_id) is None
    again = store.save(make_claim("second"), [*archived[:2], attached(message, invoice(b"one"))])
    assert [part.outcome for part in again.parts] == ["accepted"] * 2
    assert store.save(make_claim("third"), archived).outcome == "duplicate"


def links(store: Store, parent: Record) -> list[str]:
    query = f"SELECT document_id FROM attachments WHERE parent_id = '{parent.document_id}' "
    return [row[0] for row in rows(store, f"{query} ORDER BY position")]


def test_a_stored_mail_keeps_its_links_when_an_archive_brings_less_of_it(store: Store) -> None:
    message, archive = mail(b"mail"), failed(b"zip", outcome="needs_review")
    parts = [attached(message, invoice(data)) for data in (b"one", b"two", b"three")]
    store.save(make_claim("mail"), [message, *parts])
    before = links(store, message)
    unread = attached(message, failed(b"no place in the budget"))
    inside = [attached(archive, message), parts[0], attached(message, failed(b"two")), unread]
    store.save(make_claim("archive"), [archive, *inside])
    assert links(store, message) == before == [part.document_id for part in parts]
    assert links(store, archive) == [message.document_id, unread.document_id]


def test_a_stored_mail_gains_links_to_what_could_not_be_read_before(store: Store) -> None:
    message, first, second = mail(b"mail"), invoice(b"zip one"), invoice(b"zip two")
    one, two = attached(message, invoice(b"one")), attached(message, invoice(b"two"))
    store.save(make_claim("first"), [first, attached(first, message), one])
    store.save(make_claim("second"), [second, attached(second, message), one, two])
    assert links(store, message) == [one.document_id, two.document_id]
    assert links(store, second) == [message.document_id]


def test_the_same_invoice_in_another_file_is_a_duplicate(store: Store) -> None:
    first, second = invoice(b"pdf", "RE 2026/17"), doubtful(b"scan", number="re-2026-17")
    store.save(make_claim("first"), [first])
    saved = store.save(make_claim("second"), [second])
    assert (saved.outcome, saved.duplicate_of) == ("duplicate", first.document_id)
    assert saved.reasons[0].code == "duplicate"
    assert rows(store, "SELECT document_id FROM erp_invoices") == [(first.document_id,)]
    stored = store.record(second.document_id)
    assert stored is not None
    assert stored.outcome == "duplicate"
    assert [check.passed for check in stored.checks if check.rule == "duplicate"] == [False]


def test_the_same_number_with_another_total_goes_to_a_person(store: Store) -> None:
    first = invoice(b"pdf", "RE 17")
    other = invoice(b"scan", "RE 17")
    other = other.model_copy(update={"fields": other.fields | {"total_gross": field("1190.21")}})
    store.save(make_claim("first"), [first])
    saved = store.save(make_claim("second"), [other])
    assert saved.outcome == "needs_review"
    assert saved.reasons[0].code == "duplicate_number"
    assert "1190.12" in saved.reasons[0].message


@pytest.mark.parametrize(
    "changes",
    [
        {"invoice_number": field("RE 18")},
        {"seller_name": field("Other AG")},
        {"issue_date": field("2025-03-14")},
    ],
)
def test_invoices_that_differ_are_all_accepted(store: Store, changes: dict[str, Any]) -> None:
    first, other = invoice(b"pdf", "RE 17"), invoice(b"scan", "RE 17")
    other = other.model_copy(update={"fields": other.fields | changes})
    store.save(make_claim("first"), [first])
    assert store.save(make_claim("second"), [other]).outcome == "accepted"


def test_of_an_e_invoice_and_its_picture_the_e_invoice_is_kept(store: Store) -> None:
    message = mail(b"mail")
    picture, exact = invoice(b"pdf", "RE 17"), invoice(b"xml", "RE 17")
    number = field("RE 17").model_copy(update={"origin": "xml", "page": None, "box": None})
    exact = exact.model_copy(update={"fields": exact.fields | {"invoice_number": number}})
    saved = store.save(
        make_claim(), [message, attached(message, picture), attached(message, exact)]
    )
    assert saved.outcome == "accepted"
    assert [part.outcome for part in saved.parts] == ["duplicate", "accepted"]


def save_at_once(store: Store, jobs: list[tuple[str, Record]]) -> list[SavedDocument]:
    barrier = Barrier(len(jobs))

    def save(job: tuple[str, Record]) -> SavedDocument:
        barrier.wait()
        return store.save(make_claim(job[0]), [job[1]])

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(save, jobs))


def test_the_same_bytes_at_once_are_accepted_once(store: Store) -> None:
    record = invoice(b"one")
    saved = save_at_once(store, [(f"claim-{number}", record) for number in range(5)])
    assert sorted(each.outcome for each in saved) == ["accepted"] + ["duplicate"] * 4
    assert rows(store, "SELECT count(*) FROM documents") == [(1,)]
    assert rows(store, "SELECT count(*) FROM arrivals") == [(5,)]


def test_the_same_invoice_in_two_files_at_once_is_accepted_once(store: Store) -> None:
    jobs = [(f"claim-{number}", invoice(bytes([number]), "RE 17")) for number in range(5)]
    saved = save_at_once(store, jobs)
    assert sorted(each.outcome for each in saved) == ["accepted"] + ["duplicate"] * 4


def test_the_same_claim_at_once_is_saved_once(store: Store) -> None:
    record = invoice(b"one")
    saved = save_at_once(store, [("claim-1", record)] * 4)
    assert [each.outcome for each in saved] == ["accepted"] * 4
    assert names_of_events(store, record.document_id) == ["received", "accepted"]


def test_a_failed_document_dropped_twice_at_once_is_redone_once(store: Store) -> None:
    store.save(make_claim("first"), [failed(b"one")])
    saved = save_at_once(store, [(f"claim-{number}", invoice(b"one")) for number in range(3)])
    assert sorted(each.outcome for each in saved) == ["accepted", "duplicate", "duplicate"]
    assert rows(store, "SELECT version FROM documents") == [(2,)]


def test_mails_that_share_attachments_in_any_order_do_not_block_each_other(store: Store) -> None:
    shared = [invoice(bytes([number])) for number in range(4)]
    barrier = Barrier(4)

    def save(number: int) -> SavedDocument:
        message = mail(f"mail {number}".encode())
        order = shared if number % 2 else shared[::-1]
        barrier.wait()
        records = [message, *(attached(message, record) for record in order)]
        return store.save(make_claim(f"mail-{number}"), records)

    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(save, range(4)))
    assert [each.outcome for each in saved] == ["accepted"] * 4
    assert rows(store, "SELECT count(*) FROM documents") == [(8,)]
    assert rows(store, "SELECT count(*) FROM attachments") == [(16,)]


def test_a_change_begun_before_another_is_refused(store: Store) -> None:
    store.save(make_claim("first"), [failed(b"one")])
    with store.reading() as session:
        stale = session.get_one(DocumentRow, document_id(b"one"))
        session.expunge(stale)
    store.save(make_claim("second"), [invoice(b"one")])
    stale.outcome = "needs_review"
    with pytest.raises(RecordRefused, match="ersion"):
        store.write(lambda session: session.merge(stale))
    assert rows(store, "SELECT version, outcome FROM documents") == [(2, "accepted")]


def test_delivery_is_noted_once(store: Store) -> None:
    record = invoice(b"one")
    store.save(make_claim(), [record])
    assert store.counts()["undelivered"] == 1
    for _ in range(2):
        store.mark_delivered("claim-1", Path("/home/done/2026/03/bill.pdf"))
    assert store.counts()["undelivered"] == 0
    assert names_of_events(store, record.document_id) == ["received", "accepted", "delivered"]
    saved = store.saved("claim-1")
    assert saved is not None
    assert saved.delivered_to == Path("/home/done/2026/03/bill.pdf")


def test_a_claim_never_saved_cannot_be_delivered(store: Store) -> None:
    with pytest.raises(StoreError):
        store.mark_delivered("unknown", Path("/x"))


def test_a_connection_lost_during_save_stores_nothing_and_can_be_repeated(store: Store) -> None:
    from sqlalchemy.exc import OperationalError

    def break_once(*_arguments: Any) -> None:
        event.remove(store._engine, "before_cursor_execute", break_once)
        raise OperationalError("insert", {}, Exception("server closed the connection"))

    event.listen(store._engine, "before_cursor_execute", break_once)
    with pytest.raises(StoreError, match="server closed the connection") as caught:
        store.save(make_claim(), [invoice(b"one")])
    assert caught.value.retryable
    assert store.counts()["arrivals"] == 0
    assert store.save(make_claim(), [invoice(b"one")]).outcome == "accepted"


def test_status_lists_what_waits_and_what_failed(store: Store) -> None:
    store.save(make_claim("1"), [doubtful(b"one")])
    store.save(make_claim("2"), [failed(b"two")])
    store.save(make_claim("3"), [invoice(b"three")])
    (waiting,) = store.waiting()
    assert waiting.document_id == document_id(b"one")
    assert waiting.reason == "Net 1000.10 and tax 190.02 do not add up to the total 1190.00"
    (failure,) = store.last_failures(5)
    assert (failure.outcome, failure.document_id) == ("failed", document_id(b"two"))
    assert store.last_failures(0) == []


def test_documents_are_found_by_id_prefix_and_by_name(store: Store) -> None:
    record = invoice(b"one", source="invoices/50%_off.pdf")
    store.save(make_claim(), [record])
    for query in (record.document_id, record.document_id[:6].upper(), "50%_off.pdf"):
        assert [found.document_id for found in store.find(query)] == [record.document_id]
    for query in ("", "%", "0_off.pdf", "zz"):
        assert store.find(query) == []
    assert store.record("unknown") is None


def test_a_document_is_found_by_the_names_of_all_its_files(store: Store) -> None:
    record = invoice(b"one", source="invoices/bill.pdf")
    store.save(make_claim("1"), [record])
    store.save(make_claim("2", "invoices/Berlin/same again.pdf"), [record])
    store.mark_delivered("2", Path("/home/done/2026/03/same again (2).pdf"))
    store.save(make_claim("3", "invoices/other.pdf"), [invoice(b"two", source="x.pdf")])
    for query in (
        "same again.pdf", "Berlin/same again.pdf", "same again (2).pdf",
        "/home/done/2026/03/same again (2).pdf",
    ):  # fmt: skip
        assert [found.document_id for found in store.find(query)] == [record.document_id]
    for query in ("again.pdf", "same%.pdf"):
        assert store.find(query) == []
