"""The command line: what each command takes and prints; the work is elsewhere.

Heavy modules are imported inside the commands, so that `--help` and `extract` start fast.
"""

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from schemas.errors import MailroomError, SettingsError
from tasks.streams import drop_rest, find_trouble, spare_unknown_letters, watch_stdout

EXIT_CODES = """Exit codes: 0 done · 1 unexpected · 2 wrong usage, or a document could not be read ·
3 model unusable · 4 database unreachable · 5 already running · 6 bad setting ·
7 the database file was exchanged · 130 stopped by Ctrl-C"""


#: As shells call the end by Ctrl-C.
INTERRUPTED = 130
OUTPUT_ADVICE = "Send it elsewhere, or make room there; what was stored and filed stays so."


class _Commands(TyperGroup):
    """Turns our errors into one line, one advice and an exit code, for all commands alike."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        watch_stdout()
        spare_unknown_letters(sys.stdout)
        try:
            return super().main(*args, **kwargs)
        except (OSError, SystemExit):
            if (trouble := find_trouble(sys.stdout)) is None:
                raise
            drop_rest(sys.stdout)
            _tell_error(f"the output cannot be written: {trouble.strerror}", OUTPUT_ADVICE)
            sys.exit(1)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except MailroomError as error:
            _tell_error(str(error), error.advice)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            typer.secho("mailroom: stopped before all was done", fg="red", err=True)
            with suppress(OSError):
                sys.stdout.flush()
            os._exit(INTERRUPTED)  # who still reads a document has nobody to tell


def _tell_error(what: str, advice: str) -> None:
    typer.secho(f"mailroom: {what}", fg="red", err=True)
    typer.echo(f"          {advice}", err=True)


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Documents in folders become checked rows in SQL, on your own machine.",
    epilog=EXIT_CODES,
)


@app.callback()
def configure(
    ctx: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="Folder that holds all state; else MAILROOM_HOME, else ./mailroom-home."),
    ] = None,
) -> None:
    """Documents in folders become checked rows in SQL, on your own machine."""
    ctx.obj = {} if home is None else {"home": home}


@app.command(
    epilog="**Examples**  mailroom up  ·  mailroom up --port 4300  ·  "
    "mailroom --home /srv/mailroom up"
)
def up(
    ctx: typer.Context,
    port: Annotated[int | None, typer.Option(help="Port of the Prefect server and UI.")] = None,
    host: Annotated[str | None, typer.Option(help="Address the server listens on.")] = None,
) -> None:
    """Starts the whole system in the foreground; Ctrl-C or SIGTERM stops it.

    Prefect server and UI, the deployments of prefect.yaml, and the service that watches
    inbox/invoices and inbox/mail. A second `up` on the same home folder is refused (exit 5).
    """
    from mailroom.launcher import run_system

    given = {"port": port, "host": host}
    run_system(_settings(ctx, {k: v for k, v in given.items() if v is not None}))


@app.command(epilog="**Examples**  mailroom demo  ·  mailroom demo --wait-s 120")
def demo(
    ctx: typer.Context,
    wait_s: Annotated[float, typer.Option(help="Longest wait for the results, in s.")] = 90.0,
) -> None:
    """Drops our own sample documents into the inbox and shows what became of each.

    Best with the system running (`mailroom up` in another window); else they are processed here,
    once. A second demo drops the same bytes again, so its documents end as duplicates, and
    the broken file fails again.
    """
    from mailroom.demo import run_demo

    if not run_demo(_settings(ctx), wait_s):
        raise typer.Exit(1)


@app.command(
    epilog="**Examples**  mailroom extract invoice.pdf  ·  "
    "mailroom extract *.pdf mail.eml --json > records.jsonl  ·  "
    "mailroom extract --words pages.jsonl --json"
)
def extract(
    ctx: typer.Context,
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]…")] = None,
    words: Annotated[
        str | None,
        typer.Option(metavar="PAGES.jsonl", help="Documents whose words were read elsewhere."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One record per line (JSONL) on stdout, nothing else.")
    ] = False,
) -> None:
    """Reads documents and prints what they say; stores and moves nothing.

    A mail gives one record for itself and one for each attachment that is a document. A document
    that cannot be read still gives a record (outcome "failed", with reasons); the exit code is
    then 2. Records come in the order of the files.
    """
    sources = list(files or [])
    if not sources and words is None:
        raise typer.BadParameter("give FILEs, or --words PAGES.jsonl")
    for source in [*sources, *([words] if words else [])]:
        _require_file(source)

    from mailroom.extraction import print_extraction

    if not print_extraction(sources, words, as_json, _settings(ctx)):
        raise typer.Exit(2)


@app.command(
    epilog="**Examples**  mailroom explain invoice.pdf  ·  "
    "mailroom explain invoice.pdf --field total_gross  ·  "
    "mailroom explain scan.png --rows 'Widget|Subtotal'  ·  "
    "mailroom explain invoice.pdf --without end_names"
)
def explain(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE")],
    field: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only this field; line, tax, line.COLUMN, tax.COLUMN."),
    ] = None,
    rows: Annotated[
        str | None,
        typer.Option(metavar="REGEX", help="Only what is printed in rows where this is found."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Leave this step out; may be given several times."),
    ] = None,
) -> None:
    """Shows which rule changed what while a document is read; stores and moves nothing.

    For each step that changed something: its name, and words, fields, lines and taxes before and
    after; which claims of captions were believed; at the end the record with its reasons. What a
    document carries follows it.
    """
    _require_file(file)
    if field is not None:
        _require_field(field)

    from mailroom.explain import explain_file

    if not explain_file(Path(file), _settings(ctx), field, _pattern(rows), without or ()):
        raise typer.Exit(2)


@app.command(epilog="**Examples**  mailroom process scan.pdf  ·  mailroom process ~/old-invoices")
def process(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(exists=True, metavar="PATH…")],
) -> None:
    """Processes files and folders once, with no server: rows in SQL, files in their folders.

    A file inside the inbox is taken from it, as the service would. Any other file stays where it
    is: a copy is filed under done, review or failed. What an earlier run left in processing comes
    first, but a file that may itself have ended such runs last. Exit code 2 when a document failed.
    """
    from mailroom.once import process_paths

    for path in paths:
        if not path.is_dir():
            _require_file(str(path))
    if not process_paths(paths, _settings(ctx)):
        raise typer.Exit(2)


@app.command(epilog="**Example**  mailroom status")
def status(ctx: typer.Context) -> None:
    """Shows counts by outcome, what waits, and the last failures with their reasons."""
    from mailroom.status import print_status

    print_status(_settings(ctx))


@app.command(epilog="**Examples**  mailroom show 3fa9c1  ·  mailroom show 3fa9c1 --json")
def show(
    ctx: typer.Context,
    document_id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="First digits of an id, a file name or path, or a Message-ID."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The record as one JSON line.")] = False,
) -> None:
    """Shows one stored document; a mail with its attachments; by a Message-ID its thread."""
    from mailroom.show import print_document

    if not print_document(document_id, as_json, _settings(ctx)):
        raise typer.Exit(2)


@app.command(
    name="copy-database",
    epilog="**Example**  mailroom copy-database sqlite:////srv/mailroom/home/mailroom.db",
)
def copy_database(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="SQLAlchemy URL.")],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="SQLAlchemy URL; else MAILROOM_DATABASE_URL.")
    ] = "",
) -> None:
    """Copies all rows into an empty database, from SQLite to PostgreSQL or back.

    In one transaction, with all keys; a database that has rows is refused (exit 6). Stop the
    system first. FROM stays as it is, but for an upgrade of its tables; no file is moved.
    """
    from mailroom.moving import copy_rows

    copy_rows(source, target, _settings(ctx))


def _settings(ctx: typer.Context, given: dict[str, Any] | None = None) -> Any:
    from pydantic import ValidationError

    from mailroom.environment import find_mistyped, given_names
    from schemas.settings import Settings

    try:
        for name, meant in find_mistyped(given_names()).items():
            typer.secho(f"mailroom: {name} is no setting; is {meant} meant?", fg="yellow", err=True)
        return Settings(**{**ctx.obj, **(given or {})})
    except ValidationError as error:
        problems = "; ".join(
            f"MAILROOM_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()
        )
        raise SettingsError(problems) from error
    except UnicodeDecodeError as error:
        raise SettingsError("the file .env is not in UTF-8: save it so") from error


def _require_file(source: str) -> None:
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        told = "no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise typer.BadParameter(f"{source}: {told}") from error
    if stat.S_ISDIR(mode):
        raise typer.BadParameter(f"{source} is a folder; `mailroom process` takes folders")
    # A shell hands over pipes as /dev/fd/63; another may have nobody at its other end.
    if not stat.S_ISREG(mode) and not (stat.S_ISFIFO(mode) and source.startswith("/dev/")):
        raise typer.BadParameter(f"{source} is a pipe or a device; give a file")
    if not os.access(path, os.R_OK):
        raise typer.BadParameter(
            f"{source} may not be read by this user; ask its owner, or copy it as a user who may"
        )


def _require_field(name: str) -> None:
    from schemas.vocabulary import ENTITY_NAMES

    if name not in ENTITY_NAMES and name not in ("line", "tax"):
        raise typer.BadParameter(f"{name} is no field; docs/record.md lists them")


def _pattern(rows: str | None) -> re.Pattern[str] | None:
    try:
        return None if rows is None else re.compile(rows, re.IGNORECASE)
    except re.error as error:
        raise typer.BadParameter(f"{rows} is no regular expression: {error}") from error


if __name__ == "__main__":
    sys.exit(app())
