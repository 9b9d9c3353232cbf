"""What the launcher tells its children."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from mailroom.environment import (
    child_environment,
    find_mistyped,
    given_names,
    service_environment,
    ui_url,
)
from schemas.settings import NO_ENV_FILE, REPOSITORY, Settings


def test_nearly_a_setting_s_name_is_told_from_one_and_from_another_s() -> None:
    ours = ["MAILROOM_MODEL", "MAILROOM_MAIL_MODEL", "mailroom_port", "MAILROOM_NO_ENV_FILE"]
    others = ["MAILROOM_SCREENSHOTS", "MAILROOM_DATA", "MAILROOM_FP", "PATH"]
    assert find_mistyped(ours + others) == {}
    assert find_mistyped(["MAILROOM_THREDS_N"]) == {"MAILROOM_THREDS_N": "MAILROOM_THREADS_N"}
    assert find_mistyped(["MAILROOM_DATABASE_URI"]) == {
        "MAILROOM_DATABASE_URI": "MAILROOM_DATABASE_URL"
    }


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"])
def test_a_relative_sqlite_file_is_the_same_from_another_folder(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    url = f"{scheme}:///data/mail.db?timeout=5"
    told = child_environment(Settings(database_url=url, prefect_database_url=url))
    expected = f"{scheme}:///{tmp_path}/data/mail.db?timeout=5"
    assert told["MAILROOM_DATABASE_URL"] == expected
    assert told["PREFECT_API_DATABASE_CONNECTION_URL"] == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sqlite:////srv/mail.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?uri=true",
        "postgresql+psycopg://mailroom:se:///cret@localhost/mailroom",
    ],
)
def test_other_databases_are_told_as_they_are(url: str) -> None:
    assert child_environment(Settings(database_url=url))["MAILROOM_DATABASE_URL"] == url


def test_settings_survive_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = Settings(
        home=Path("home"), imap_host="mail.x", imap_user="post", imap_since="2026-03-02",
        imap_password=SecretStr("s3cret"), imap_password_file=Path("secret"), imap_idle=False,
        summariser="", mail_model="models",
    )  # fmt: skip
    Path("models").mkdir()
    told = service_environment(given)
    for name in [name for name in os.environ if name.startswith("MAILROOM_")]:
        monkeypatch.delenv(name)
    for name, value in told.items():
        if name.startswith("MAILROOM_"):
            monkeypatch.setenv(name, value)
    changes = {
        "home": tmp_path / "home", "imap_password_file": tmp_path / "secret",
        "mail_model": str(tmp_path / "models"),
    }  # fmt: skip
    assert Settings() == given.model_copy(update=changes)


def test_a_model_is_switched_off_by_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILROOM_SUMMARISER", "Off")
    monkeypatch.setenv("MAILROOM_MAIL_MODEL", "")
    settings = Settings()
    assert settings.summariser == ""
    assert settings.mail_model == Settings.model_fields["mail_model"].default


def test_the_example_names_every_setting() -> None:
    text = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    named = {line.partition("=")[0].removeprefix("#MAILROOM_") for line in text.splitlines()}
    assert {name.upper() for name in Settings.model_fields} <= named


def test_a_password_is_quoted_as_the_example_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = r"""a #b'c\\d\e$f" """
    quoted = password.replace("\\", r"\\").replace("'", r"\'")
    (tmp_path / ".env").write_text(f"MAILROOM_IMAP_PASSWORD='{quoted}'\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(NO_ENV_FILE, raising=False)
    assert Settings().imap_password == SecretStr(password)


def test_only_the_ui_itself_may_ask_prefect_from_a_browser() -> None:
    told = child_environment(Settings(host="0.0.0.0", port=4300))
    origins = told["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"].split(",")
    assert origins == ["http://127.0.0.1:4300", "http://localhost:4300"]
    told = child_environment(Settings(host="pc.firma.example"))
    assert "http://pc.firma.example:4200" in told["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"]


@pytest.mark.parametrize(
    ("host", "reached"),
    [
        ("", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("fd00::7", "[fd00::7]"),
        ("pc.firma.example", "pc.firma.example"),
    ],
)
def test_children_reach_the_server_at_any_address(host: str, reached: str) -> None:
    settings = Settings(host=host)
    assert ui_url(settings) == f"http://{reached}:4200"
    told = child_environment(settings)
    assert told["PREFECT_API_URL"] == f"http://{reached}:4200/api"
    assert told["PREFECT_SERVER_API_HOST"] == host


def test_only_the_service_is_told_the_password() -> None:
    settings = Settings(imap_password=SecretStr("s3cret"))
    assert service_environment(settings)["MAILROOM_IMAP_PASSWORD"] == "s3cret"
    assert "s3cret" not in "".join(child_environment(settings).values())
    assert "MAILROOM_IMAP_PASSWORD" not in child_environment(settings)


@pytest.mark.parametrize(
    ("environment", "told"), [(service_environment, "False"), (child_environment, "True")]
)
def test_the_console_is_not_told_of_events_that_reach_no_server(
    environment: Callable[[Settings], dict[str, str]], told: str
) -> None:
    code = "from prefect._internal.concurrency import logger; print(logger.isEnabledFor(40))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(Settings()), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == told


def test_no_child_reads_what_the_launcher_read_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(NO_ENV_FILE, raising=False)
    lines = ("MAILROOM_IMAP_PASSWORD=s3cret", "MAILROOM_DATABASE_URL=sqlite:////srv/mail.db")
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    launcher = Settings(database_url="")
    assert launcher.imap_password.get_secret_value() == "s3cret"
    for environment, password in ((child_environment, ""), (service_environment, "s3cret")):
        with monkeypatch.context() as child:
            for name, value in environment(launcher).items():
                child.setenv(name, value)
            assert Settings().imap_password.get_secret_value() == password
            assert Settings().database_url == ""


def test_names_in_the_env_file_count_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(NO_ENV_FILE, raising=False)
    Path(".env").write_text("MAILROOM_THREDS_N=1\n", "utf-8")
    assert find_mistyped(given_names()) == {"MAILROOM_THREDS_N": "MAILROOM_THREADS_N"}
    monkeypatch.setenv(NO_ENV_FILE, "1")
    assert find_mistyped(given_names()) == {}


@pytest.mark.parametrize("name", ["ready_s", "scan_s", "imap_poll_s"])
def test_no_time_is_endless(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: float("inf")})
