"""What docs/erp.md promises."""

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, text

from schemas.record import MailHeaders
from schemas.tables import DocumentRow, InvoiceRow, Table
from tasks.rows import document_columns
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

PAGE = (Path(__file__).parents[2] / "docs" / "erp.md").read_text("utf-8")
STAGING, *QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.S)


@pytest.fixture
def filled(store: Store) -> Store:
    for number in range(3):
        store.save(make_claim(f"claim-{number}"), [invoice(bytes([number]))], f"batch-{number}")
    store.save(make_claim("doubtful"), [doubtful(b"doubtful")])
    store.save(make_claim("failed"), [failed(b"failed")])
    return store


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_of_the_page_runs(filled: Store, query: str) -> None:
    headers = MailHeaders(message_id="<1@x>", thread_id="<1@lieferant.example>", subject="Lamps")
    message = mail(b"mail", headers=headers)
    filled.save(make_claim("mail"), [message, attached(message, invoice(b"attached"))])
    query = query.replace("the id", document_id(b"\x00")).replace(":", r"\:")
    with filled.reading() as session:
        session.execute(text(STAGING))
        found = session.execute(text(query)).all()
        session.execute(text("DROP TABLE my_staging"))
    assert found


def test_the_page_names_every_view_and_table(store: Store) -> None:
    with store.reading() as session:
        inspector = inspect(session.connection())
        for name in [*inspector.get_view_names(), *Table.metadata.tables]:
            assert f"`{name}`" in PAGE


def test_views_have_the_columns_of_their_tables(store: Store) -> None:
    with store.reading() as session:
        inspector = inspect(session.connection())

        def columns(name: str) -> set[str]:
            return {column["name"] for column in inspector.get_columns(name)}

        header = columns("invoices") - {"document_number"}
        assert header <= columns("erp_invoices")
        assert columns("invoice_lines") == columns("erp_invoice_lines")
        assert columns("invoice_taxes") == columns("erp_invoice_taxes")


def test_rejections_name_table_id_code_and_message(store: Store) -> None:
    store.save(make_claim("1"), [doubtful(b"one")], "batch-1")
    store.save(make_claim("2"), [failed(b"two")], "batch-1")
    store.save(make_claim("3"), [invoice(b"three")], "batch-1")
    store.save(make_claim("4"), [failed(b"four", reasons=[])])
    query = "SELECT parent_table, parent_id, code, field FROM erp_rejections"
    with store.reading() as session:
        found = {tuple(row) for row in session.execute(text(query))}
    assert found == {
        ("documents", document_id(b"one"), "BR-CO-15", "total_gross"),
        ("documents", document_id(b"two"), "encrypted", None),
        ("documents", document_id(b"four"), "unknown", None),
    }


def test_accepted_invoices_appear_once_with_lines_taxes_and_file(filled: Store) -> None:
    filled.mark_delivered("claim-0", Path("/home/done/2026/03/bill.pdf"))
    with filled.reading() as session:

        def count(view: str) -> int:
            return int(session.scalar(text(f"SELECT count(*) FROM {view}")) or 0)

        assert count("erp_invoices") == 3
        assert count("erp_invoice_lines") == 3
        assert count("erp_invoice_taxes") == 3
        assert count("mailroom_documents") == 5
        places = set(session.scalars(text("SELECT file_path FROM erp_invoices")))
        assert places == {"/home/done/2026/03/bill.pdf", None}


def test_amounts_compare_as_numbers(store: Store) -> None:
    for number, total in enumerate(("9.50", "-10.00", "1000.00", "1000.01")):
        record = invoice(bytes([number]))
        fields = record.fields | {"total_gross": field(total)}
        store.save(make_claim(f"claim-{number}"), [record.model_copy(update={"fields": fields})])
    query = "SELECT count(*) FROM erp_invoices WHERE total_gross > 10 AND total_gross <= 1000.00"
    with store.reading() as session:
        assert session.scalar(text(query)) == 1
        third = session.scalar(text("SELECT max(total_gross) / 3 FROM erp_invoices"))
        assert float(third or 0) == pytest.approx(1000.01 / 3)


def test_sums_are_right_to_the_cent(store: Store) -> None:
    dice = random.Random(7)
    totals = [Decimal(dice.randrange(-1_000_00, 1_000_000_00)) / 100 for _ in range(20_000)]
    pattern = invoice(b"x")
    columns = document_columns(pattern) | {
        "record": {}, "version": 1, "claim_id": "c",
        "received_at": make_claim().received_at, "processed_at": make_claim().received_at,
    }  # fmt: skip
    ids = [str(number) for number in range(len(totals))]
    store.write(
        lambda session: (
            session.execute(insert(DocumentRow), [columns | {"document_id": i} for i in ids]),
            session.execute(
                insert(InvoiceRow),
                [{"document_id": i, "total_gross": t} for i, t in zip(ids, totals, strict=True)],
            ),
        )
    )
    with store.reading() as session:
        rounded = session.scalar(text("SELECT ROUND(SUM(total_gross), 2) FROM erp_invoices"))
        cents = session.scalar(
            text("SELECT SUM(CAST(ROUND(total_gross * 100) AS BIGINT)) FROM erp_invoices")
        )
    assert Decimal(str(rounded)) == sum(totals)
    assert cents == sum(totals) * 100
