"""A real IMAP server (pymap) on a port of its own: killed, started again, renumbered at will."""

import datetime
import imaplib
import ipaddress
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr
from pysasl.hashing import BuiltinHash

from schemas.settings import Settings

ACCOUNT = "post@firma.example"
PASSWORD = "Tür-Schlüssel 7731"


def mailbox_settings(home: Path, port: int, ca_file: Path, **changes: Any) -> Settings:
    """Settings of the one account."""
    values: dict[str, Any] = {
        "home": home, "ready_s": 0.0, "imap_host": "127.0.0.1", "imap_port": port,
        "imap_security": "starttls", "imap_ca_file": ca_file, "imap_user": ACCOUNT,
        "imap_password": SecretStr(PASSWORD),
    }  # fmt: skip
    return Settings(**(values | changes))


def message(number: int) -> bytes:
    """A mail of one sentence, in the line ends that pymap keeps."""
    return (
        f"From: Ida <ida@x.example>\nTo: post@firma.example\nSubject: Lamps {number}\n"
        f"Message-ID: <{number}@x.example>\nDate: Mon, 02 Mar 2026 09:00:00 +0100\n\n"
        f"Please find lamp {number} in the hall.\n"
    ).encode()


class ImapServer:
    """pymap over a maildir, which outlives it."""

    def __init__(self, folder: Path, password: str = PASSWORD) -> None:
        self.folder = folder
        self.port = _free_port()
        self.certificate = folder / "certificate.pem"
        self._key = folder / "key.pem"
        self._maildir = folder / "maildir"
        self._process: subprocess.Popen[bytes] | None = None
        self._maildir.mkdir(parents=True)
        _write_certificate(self.certificate, self._key)
        (self._maildir / "pymap-etc-passwd").write_text(f"{ACCOUNT}:x::::box:\n")
        self.set_password(password)

    def set_password(self, password: str) -> None:
        """Of the one account; in force at the next login."""
        secret = BuiltinHash(rounds=1000).hash(password)
        (self._maildir / "pymap-etc-shadow").write_text(f"{ACCOUNT}:{secret}:::::::\n")

    def start(self) -> None:
        """Starts it and waits until it greets."""
        log = (self.folder / "pymap.log").open("ab")
        pymap = str(Path(sys.executable).with_name("pymap"))
        command = [pymap, "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--cert", str(self.certificate), "--key", str(self._key)]
        with log:
            self._process = subprocess.Popen(
                [*command, "maildir", str(self._maildir)], stdout=log, stderr=log
            )
        give_up_at = time.monotonic() + 60
        while not self._greets():
            assert self._process.poll() is None, (self.folder / "pymap.log").read_text()
            assert time.monotonic() < give_up_at
            time.sleep(0.05)

    def kill(self) -> None:
        """Ends it in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def renumber(self) -> None:
        """New UIDs and UIDVALIDITY for all messages, as after a restored backup; while stopped."""
        for known in self._maildir.rglob("dovecot-uidlist"):
            known.unlink()

    def put(self, *messages: bytes, folder: str = "INBOX") -> None:
        """Delivers messages."""
        with self.login() as client:
            for message in messages:
                status, _ = client.append(folder, "", imaplib.Time2Internaldate(0), message)
                assert status == "OK"

    def flags(self, folder: str = "INBOX") -> list[tuple[bytes, bool]]:
        """The bytes of each message, and whether it is marked as read; [] without such a folder."""
        found = []
        with self.login() as client:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            for number in client.search(None, "ALL")[1][0].split():
                _, answers = client.fetch(number.decode(), "(FLAGS BODY.PEEK[])")
                head, data = next(one for one in answers if isinstance(one, tuple))
                rest = b"".join(one for one in answers if isinstance(one, bytes))
                found.append((data, b"\\Seen" in head + rest))
        return found

    def login(self) -> imaplib.IMAP4:
        """A client of our own, beside the one under test."""
        secret = f"\0{ACCOUNT}\0{PASSWORD}".encode()
        for tries_left_n in (2, 1, 0):
            client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
            try:
                client.starttls(ssl.create_default_context(cafile=self.certificate))
                client.authenticate("PLAIN", lambda _: secret)
            except imaplib.IMAP4.abort:  # pymap at times hangs up on one of two who log in at once
                client.shutdown()
                if not tries_left_n:
                    raise
            else:
                break
        return client

    def _greets(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 2) as probe:
            return probe.recv(4) == b"* OK"
        return False

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self._maildir, ignore_errors=True)


class _Listener:
    """A port of its own whose callers are each answered in a thread."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                threading.Thread(target=self._answer_caller, args=(caller,), daemon=True).start()

    def _answer_caller(self, caller: socket.socket) -> None:
        raise NotImplementedError


class TlsFront(_Listener):
    """A port where TLS comes first, as mail servers have on 993, before a server without."""

    def __init__(self, server: ImapServer) -> None:
        self._target = server.port
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(server.certificate, server._key)
        super().__init__()

    def _answer_caller(self, caller: socket.socket) -> None:
        with (
            suppress(OSError),
            self._context.wrap_socket(caller, server_side=True) as front,
            socket.create_connection(("127.0.0.1", self._target)) as back,
        ):
            thread = threading.Thread(target=_pump, args=(back, front), daemon=True)
            thread.start()
            _pump(front, back)
            thread.join(5)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _write_certificate(certificate: Path, key_file: Path) -> None:
    """A certificate of 127.0.0.1 that only those trust who are told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


class ScriptedServer(_Listener):
    """A server of few words on a port of its own: for what pymap never answers.

    `answers` gives what is told before the tagged OK of a command, by its first words in capitals;
    a text that begins with NO or BAD is the tagged answer itself. `heard` are the commands.
    """

    def __init__(self, greeting: str = "* OK ready", **answers: str) -> None:
        self.heard: list[str] = []
        self._greeting = greeting
        self._answers = {"CAPABILITY": "* CAPABILITY IMAP4rev1 MOVE UIDPLUS"} | answers
        super().__init__()

    def _answer_caller(self, caller: socket.socket) -> None:
        with suppress(OSError), caller, caller.makefile("rwb") as lines:
            lines.write(f"{self._greeting}\r\n".encode())
            lines.flush()
            for line in lines:
                tag, _, command = line.decode().strip().partition(" ")
                self.heard.append(command)
                told = self._answer(command)
                if told.startswith(("NO", "BAD")):
                    lines.write(f"{tag} {told}\r\n".encode())
                else:
                    lines.write(f"{told}\r\n".encode() if told else b"")
                    lines.write(f"{tag} OK done\r\n".encode())
                lines.flush()

    def _answer(self, command: str) -> str:
        named = [name for name in self._answers if command.upper().startswith(name)]
        return self._answers[max(named, key=len)] if named else ""
