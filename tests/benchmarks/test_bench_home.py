"""A measurement touches nothing but its own folder, whatever the machine's `.env` names."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from benchmarks.home import bench_settings
from mailroom.environment import child_environment
from schemas.settings import NO_ENV_FILE, Settings
from tasks.mailbox.settings import configured_mailbox

#: Settings that name a place outside the home folder, but for the models.
OUTSIDE = {
    "database_url": "postgresql+psycopg://localhost/mailroom",
    "prefect_database_url": "postgresql+asyncpg://localhost/prefect",
    "imap_host": "mail.firma.example",
    "imap_user": "post",
    "imap_password": "s3cret",
    "imap_password_file": "/run/secrets/mailbox",
    "imap_done_folder": "Done",
}


def test_the_measured_system_fetches_no_mail_and_writes_to_no_database_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(NO_ENV_FILE, raising=False)
    lines = [f"MAILROOM_{name.upper()}={value}" for name, value in OUTSIDE.items()]
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    assert configured_mailbox(Settings()) is not None
    bench = bench_settings(Settings(), tmp_path / "home", 50)
    for name, value in child_environment(bench).items():
        monkeypatch.setenv(name, value)
    measured = Settings()
    assert configured_mailbox(measured) is None
    assert measured.sql_url == f"sqlite:///{tmp_path / 'home' / 'mailroom.db'}"
    assert measured.prefect_database_url == ""
    assert measured.imap_password == SecretStr("")
    assert measured.imap_password_file is None
