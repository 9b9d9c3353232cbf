"""`mailroom up`: one foreground command that keeps the whole system running.

Server, worker and service are children; the launcher itself only starts them, watches them and
stops them. It imports neither Prefect nor the model.
"""

import errno
import signal
import socket
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from flows.server_answer import NO_ANSWER, get_json
from mailroom.children import Child
from mailroom.environment import (
    SERVER_COMMAND,
    child_environment,
    service_environment,
    ui_url,
)
from mailroom.upkeep import ServiceFailed, Upkeep, name_disk_trouble
from mailroom.work_pool import WORK_POOL, prepare_pool
from schemas.errors import SettingsError
from schemas.settings import REPOSITORY, Settings
from tasks.lock_home import SYSTEM_LOCK, lock_home, using_home
from tasks.mailbox.settings import configured_mailbox, require_mailbox

if TYPE_CHECKING:
    from rich.console import Console

DEPLOYMENTS = REPOSITORY / "prefect.yaml"
SERVER_START_S = 120.0
#: Gentle ends: the service may finish the documents in hand.
STOP_S = {"service": 8.0, "worker": 3.0, "server": 5.0}


class System:
    """Server, worker and service of one home folder."""

    def __init__(self, settings: Settings, console: "Console") -> None:
        self._settings = settings
        self._console = console
        self._stopping = threading.Event()
        self._api_url = f"{ui_url(settings)}/api"
        env, told = child_environment(settings), service_environment(settings)
        logs = settings.home / "logs"
        with using_home(settings.home):
            logs.mkdir(parents=True, exist_ok=True)
            (settings.home / "prefect").mkdir(exist_ok=True)
        prefect = [sys.executable, "-m", "prefect"]
        work = ["worker", "start", "--pool", WORK_POOL, "--type", "process", "--name", "mailroom"]
        deploy = ["--no-prompt", "deploy", "--all", "--prefect-file", str(DEPLOYMENTS)]
        self._server = Child("server", SERVER_COMMAND, env, logs / "server.log")
        self._worker = Child("worker", [*prefect, *work], env, logs / "worker.log")
        self._service = Child("service", [sys.executable, "-m", "flows.service"], told)
        self._deploy = Child("deploy", [*prefect, *deploy], env, logs / "deploy.log")
        self._children = [self._service, self._worker, self._server]
        self._upkeep = Upkeep(
            self._children,
            settings.home,
            partial(console.print, markup=False, soft_wrap=True),
        )

    def ask_to_stop(self, *_signal: object) -> None:
        """Ends `run` soon; safe in a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """Starts everything and watches over it until asked to stop.

        Raises:
            MailroomError: a part cannot be started, or does not stay up.
        """
        try:
            self._start()
            self._watch_over()
        finally:
            self._stop()

    def _start(self) -> None:
        self._console.print("Starting Mailroom; Prefect's server takes about ten seconds …")
        for child in (self._server, self._service):
            child.start()
        self._await_server()
        self._prepare_pool()
        self._worker.start()
        self._greet()
        self._register_deployments()

    def _greet(self) -> None:
        settings, mailbox = self._settings, configured_mailbox(self._settings)
        fetched = f"  Fetches    {mailbox.name}\n" if mailbox else ""
        self._console.print(
            f"\n  [bold]Mailroom runs.[/bold]  Ctrl-C stops it.\n"
            f"  UI         [link]{ui_url(settings)}[/link]\n"
            f"  Drop into  {settings.inbox / 'invoices'}\n"
            f"             {settings.inbox / 'mail'}\n"
            f"{fetched}"
            f"  Results    {settings.done}, {settings.review}, {settings.failed}\n",
            soft_wrap=True,
            highlight=False,
        )

    def _await_server(self) -> None:
        give_up_at = time.monotonic() + SERVER_START_S
        while not self._stopping.wait(0.2):
            if get_json(f"{self._api_url}/health") is True:
                return
            if self._server.exit_code() is not None or time.monotonic() > give_up_at:
                why = name_disk_trouble(self._settings.home) or "; see logs/server.log"
                raise ServiceFailed(f"Prefect's server did not start{why}")
            self._check_service()

    def _prepare_pool(self) -> None:
        """Before the worker starts, which would make the pool with a template of Prefect's."""
        try:
            prepare_pool(self._api_url)
        except NO_ANSWER as error:
            if not self._stopping.is_set():
                self._console.print(f"The work pool could not be prepared: {error}")

    def _register_deployments(self) -> None:
        """Registers prefect.yaml; it needs the work pool."""
        pool_url = f"{self._api_url}/work_pools/{WORK_POOL}"
        while get_json(pool_url) is None:
            if self._stopping.wait(0.3):
                return
            self._keep_up()
        self._deploy.start()
        while self._deploy.exit_code() is None:
            if self._stopping.wait(0.3):
                return
            self._keep_up()
        if self._deploy.exit_code() != 0:
            self._console.print("The deployments could not be registered; see logs/deploy.log")

    def _watch_over(self) -> None:
        while not self._stopping.wait(0.5):
            self._keep_up()

    def _keep_up(self) -> None:
        """Starts again what has died.

        Raises:
            ServiceFailed: it died soon after its start, several times in a row.
        """
        self._check_service()
        self._upkeep.look()

    def _check_service(self) -> None:
        """Stops at once where a new start cannot help: the service has said why."""
        code = self._service.exit_code()
        if code is not None and code > 1:
            raise ServiceFailed("the watching service cannot work", exit_code=code)

    def _stop(self) -> None:
        """Service first, so that its last runs still reach the server."""
        self._console.print("Stopping …")
        self._deploy.ask_to_stop()
        for child in (self._service, self._worker):
            child.ask_to_stop()
        for child in self._children:
            child.ask_to_stop()
            child.wait_or_kill(STOP_S[child.name])
        self._deploy.wait_or_kill(1.0)
        self._console.print("Stopped.")


def run_system(settings: Settings) -> None:
    """Runs the whole system in the foreground until Ctrl-C or SIGTERM.

    Raises:
        AlreadyRunning: another `mailroom up` runs on this home folder.
        SettingsError: the home or the port cannot be used, or those of a mailbox.
        MailroomError: a part cannot be started, or does not stay up.
    """
    from rich.console import Console

    require_mailbox(settings)
    if not settings.home.exists():  # no other runs there: a wrong host or port makes no home
        require_free_port(settings)
    with lock_home(settings.home, SYSTEM_LOCK):
        require_free_port(settings)
        system = System(settings, Console(highlight=False))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, system.ask_to_stop)
        system.run()


def require_free_port(settings: Settings) -> None:
    """Checks that the server can listen.

    Raises:
        SettingsError: another program has the port, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        # A port that our own last server has just left is free, as it is for the server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            place = f"{settings.host}:{settings.port} cannot be used ({error.strerror})"
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                better = f"mailroom up --port {_next_port(settings.port)}"
                raise SettingsError(f"{place}; choose another: {better}") from error
            raise SettingsError(
                f"{place}; the host is no address of this machine",
                advice="Correct MAILROOM_HOST or --host; 127.0.0.1 is the default.",
            ) from error


def _next_port(port: int) -> int:
    """A port that this user may open, too."""
    return max(port, 1023) + 1 if port < 65535 else 4200
