import contextlib
import errno
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.settings import Settings
from tasks import intake
from tasks.intake import (
    CLAIM_FILE,
    DEEPEST_N,
    Sightings,
    claim_file,
    is_settling,
    pending_claims,
    prepare_folders,
    release_claim,
    scan_inbox,
)  # fmt: skip
from tasks.junk import STALE_S, is_junk
from tasks.troubles import Troubles


class Clock:
    """A monotonic clock that tests turn by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(intake.time, "monotonic", made.monotonic)
    return made


@pytest.fixture
def patient(settings: Settings) -> Settings:
    """Settings under which a file must be still for a second."""
    return settings.model_copy(update={"ready_s": 1.0})


def drop(settings: Settings, name: str, data: bytes = b"data") -> Path:
    path = settings.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_the_folders_staff_know_are_made(settings: Settings) -> None:
    prepare_folders(settings)
    made = {str(path.relative_to(settings.home)) for path in settings.home.rglob("*")}
    assert made == {
        "inbox", "inbox/invoices", "inbox/mail", "processing", "done", "review", "failed",
    }  # fmt: skip


def test_a_file_that_was_there_before_is_ready_once_still(patient: Settings, clock: Clock) -> None:
    path, seen = drop(patient, "invoices/bill.pdf"), Sightings()
    assert scan_inbox(patient, seen) == []
    assert is_settling(seen)
    clock.now_s += 0.9
    assert scan_inbox(patient, seen) == []
    clock.now_s += 0.2
    assert scan_inbox(patient, seen) == [path]
    assert not is_settling(seen)


@pytest.mark.parametrize("change", ["size", "mtime"])
def test_a_file_still_being_written_is_not_ready(
    patient: Settings, clock: Clock, change: str
) -> None:
    path, seen = drop(patient, "invoices/bill.pdf"), Sightings()
    for step in range(5):
        assert scan_inbox(patient, seen) == []
        clock.now_s += 2.0
        status = path.stat()
        if change == "size":
            path.write_bytes(b"x" * (step + 10))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        else:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert scan_inbox(patient, seen) == []
    clock.now_s += 1.0
    assert scan_inbox(patient, seen) == [path]


def test_what_is_gone_is_forgotten(patient: Settings) -> None:
    path, seen = drop(patient, "invoices/bill.pdf"), Sightings()
    scan_inbox(patient, seen)
    path.unlink()
    scan_inbox(patient, seen)
    assert seen == {}


def test_files_come_oldest_first_from_all_depths(settings: Settings) -> None:
    names = ["loose.pdf", "mail/b.eml", "invoices/Berlin/2026/c.pdf", "contracts/d.pdf"]
    for age, name in enumerate(names):
        os.utime(drop(settings, name), (1_000_000 - age, 1_000_000 - age))
    found = [str(path.relative_to(settings.inbox)) for path in scan_inbox(settings, {})]
    assert found == names[::-1]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "._bill.pdf", "desktop.ini", "Thumbs.db", "thumbs.db", ".hidden.pdf",
        "bill.pdf.part", "bill.TMP", "bill.pdf.crdownload", "~$bill.docx", "bill.pdf.note.txt",
        "@eaDir/bill.pdf", ".stfolder/bill.pdf", ".stversions/bill.pdf", "__MACOSX/bill.pdf",
        "$RECYCLE.BIN/bill.pdf", "#recycle/bill.pdf", "Icon\r",
    ],
)  # fmt: skip
def test_junk_is_ignored(settings: Settings, name: str) -> None:
    drop(settings, f"invoices/{name}")
    assert scan_inbox(settings, {}) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (".hidden.pdf", True), ("bill.pdf.part", True), ("bill.note.txt", True), ("b.pdf~", True),
        (".DS_Store", False), ("._bill.pdf", False), (".~lock.bill.odt#", False),
        ("~$bill.docx", False), ("Thumbs.db", False), ("@eaDir/.hidden.pdf", False),
        ("box/new/.hidden.pdf", False),
    ],
)  # fmt: skip
def test_an_old_file_that_only_its_name_makes_junk_is_told_once(
    settings: Settings,
    name: str,
    told: bool,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for folder in ("cur", "new", "tmp"):
        (settings.inbox / "mail" / "box" / folder).mkdir(parents=True)
    path, troubles = drop(settings, f"mail/{name}"), Troubles()
    assert scan_inbox(settings, {}, troubles) == []
    assert not caplog.records  # it may be on its way
    now_s = time.time()
    monkeypatch.setattr(time, "time", lambda: now_s + STALE_S + 1)
    for _ in range(2):
        assert scan_inbox(settings, {}, troubles) == []
        assert troubles.count() == told
    assert [f"{path} stays" in record.message for record in caplog.records] == [True] * told


def test_an_old_folder_that_only_its_name_makes_junk_is_told(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drop(settings, "invoices/Old.tmp/bill.pdf").parent
    drop(settings, "invoices/.git/config")
    now_s = time.time()
    monkeypatch.setattr(time, "time", lambda: now_s + STALE_S + 1)
    assert scan_inbox(settings, {}, Troubles()) == []
    assert [f"{folder} stays" in record.message for record in caplog.records] == [True]


@pytest.mark.parametrize(
    "name",
    ["bill.pdf", "note.txt", "my.note.pdf", "partly.pdf", "~bill.pdf", "tmp", "Ünïcode 😀.pdf"],
)
def test_documents_are_not_junk(name: str) -> None:
    assert not is_junk(name)


@given(st.text(min_size=1).filter(lambda name: not name.startswith(".")))
def test_a_name_is_junk_whatever_its_case(name: str) -> None:
    assert is_junk(f"{name}.PART") and is_junk(f"{name}.part") and is_junk(f".{name}")


def test_links_pipes_and_empty_folders_are_left_alone(settings: Settings, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"secret")
    (settings.inbox / "invoices" / "link.pdf").symlink_to(outside / "secret.pdf")
    (settings.inbox / "linked").symlink_to(outside)
    (settings.inbox / "empty" / "deeper").mkdir(parents=True)
    os.mkfifo(settings.inbox / "invoices" / "pipe.pdf")
    assert scan_inbox(settings, {}) == []
    assert (settings.inbox / "empty" / "deeper").is_dir()
    assert (outside / "secret.pdf").exists()


def test_a_folder_that_cannot_be_listed_does_not_hide_the_others(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    drop(settings, "closed/a.pdf")
    path = drop(settings, "open/b.pdf")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(intake.os, "scandir", refuse)
    assert scan_inbox(settings, {}) == [path]
    assert "Permission denied" in caplog.text


def test_what_is_no_file_and_what_cannot_be_taken_is_told_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bill, troubles, seen = drop(settings, "invoices/bill.pdf"), Troubles(), Sightings()
    link = settings.inbox / "invoices" / "link.pdf"
    link.symlink_to(bill)
    os.mkfifo(settings.inbox / "mail" / "pipe.pdf")
    codes = iter([errno.EPERM, errno.EPERM, errno.EBUSY])

    def refuse(_path: Path, _claim: object) -> None:
        raise OSError(code := next(codes), os.strerror(code))

    monkeypatch.setattr(intake, "_take", refuse)
    for _ in range(3):
        for path in scan_inbox(settings, seen, troubles):
            assert claim_file(path, settings, troubles) is None
    why = "stays: it is a link or a pipe; put the file itself there"
    assert sorted(record.message for record in caplog.records) == [
        f"{link} {why}",
        f"{settings.inbox}/mail/pipe.pdf {why}",
        f"cannot take {bill} yet: {os.strerror(errno.EBUSY)}",
        f"cannot take {bill} yet: {os.strerror(errno.EPERM)}",
    ]


def test_folders_without_end_hide_no_file_beside_them(settings: Settings) -> None:
    path = drop(settings, "invoices/bill.pdf")
    reached = drop(settings, "/".join(["d"] * DEEPEST_N) + "/reached.pdf")
    (settings.inbox / "/".join(["d"] * (DEEPEST_N + 1))).mkdir()
    drop(settings, "/".join(["d"] * (DEEPEST_N + 1)) + "/unreached.pdf")
    with folders_within_each_other(settings.inbox / "e", 1500):
        assert set(scan_inbox(settings, {})) == {path, reached}


@contextlib.contextmanager
def folders_within_each_other(folder: Path, deep_n: int) -> Iterator[None]:
    """Deeper than functions may call each other; so they are made and removed step by step."""
    before = Path.cwd()
    folder.mkdir()
    os.chdir(folder)
    try:
        for _ in range(deep_n):
            Path("e").mkdir()
            os.chdir("e")
        yield
        for _ in range(deep_n):
            os.chdir("..")
            Path("e").rmdir()
    finally:
        os.chdir(before)


def test_a_claim_tells_whence_the_file_came(settings: Settings) -> None:
    path = drop(settings, "invoices/Berlin/März/bill.pdf")
    claim = claim_file(path, settings)
    assert claim is not None
    assert str(claim.original) == "invoices/Berlin/März/bill.pdf"
    assert (claim.channel, claim.tags) == ("invoices", ("Berlin", "März"))
    assert claim.path == settings.processing / claim.claim_id / "bill.pdf"
    assert claim.path.read_bytes() == b"data"
    assert not path.exists()
    assert path.parent.is_dir()


def test_a_file_beside_the_folders_has_a_channel_too(settings: Settings) -> None:
    claim = claim_file(drop(settings, "bill.pdf"), settings)
    assert claim is not None
    assert (claim.channel, claim.tags) == ("inbox", ())


def test_a_name_that_is_no_utf8_is_claimed_under_a_clean_one(settings: Settings) -> None:
    raw = os.fsencode(settings.inbox / "invoices") + b"/rechnung-\xfc.pdf"
    Path(os.fsdecode(raw)).write_bytes(b"data")
    (path,) = scan_inbox(settings, {})
    claim = claim_file(path, settings)
    assert claim is not None
    assert claim.path.name == claim.original.name == "rechnung-\ufffd.pdf"
    assert pending_claims(settings) == [claim]
    assert claim.model_dump_json()


def test_a_name_cannot_forge_a_line_of_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = "a\n12:00:00  accepted   b\x1b[1A.pdf"
    path = drop(settings, f"invoices/{forged}/{forged}")
    with monkeypatch.context() as patch:
        patch.setattr(intake.os, "access", lambda _path, _mode: False)
        assert claim_file(path, settings) is None
    assert "\n12:00:00" not in caplog.text
    assert "\x1b" not in caplog.text
    claim = claim_file(path, settings)
    assert claim is not None
    clean = "a\ufffd12:00:00  accepted   b\ufffd[1A.pdf"
    assert (claim.original.name, claim.path.name, claim.tags) == (clean, clean, (clean,))
    assert pending_claims(settings) == [claim]


def test_a_file_named_like_our_notes_is_no_trouble(settings: Settings) -> None:
    claim = claim_file(drop(settings, "invoices/claim.json"), settings)
    assert claim is not None
    assert claim.path.read_bytes() == b"data"


def test_a_file_that_is_gone_gives_no_claim_and_no_rest(settings: Settings) -> None:
    assert claim_file(settings.inbox / "invoices" / "gone.pdf", settings) is None
    assert list(settings.processing.iterdir()) == []


def test_of_many_who_claim_a_file_one_gets_it(settings: Settings) -> None:
    path = drop(settings, "invoices/bill.pdf")
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: claim_file(path, settings), range(8)))
    (winner,) = [claim for claim in claims if claim is not None]
    assert winner.path.read_bytes() == b"data"
    assert [folder.name for folder in settings.processing.iterdir()] == [winner.claim_id]


@pytest.mark.parametrize("code", [errno.EACCES, errno.EBUSY, errno.EPERM, errno.EROFS])
def test_what_cannot_be_taken_stays_and_is_logged(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    code: int,
) -> None:
    path = drop(settings, "invoices/bill.pdf")

    def refuse(_path: Path, _claim: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(intake, "_take", refuse)
        assert claim_file(path, settings) is None
    assert os.strerror(code) in caplog.text
    assert path.exists()
    assert list(settings.processing.iterdir()) == []
    assert claim_file(path, settings) is not None


def test_what_cannot_be_read_stays(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drop(settings, "invoices/bill.pdf")
    monkeypatch.setattr(intake.os, "access", lambda _path, _mode: False)
    assert claim_file(path, settings) is None
    assert path.exists()


def test_pending_claims_are_what_processing_holds(settings: Settings) -> None:
    claims = [claim_file(drop(settings, f"invoices/tag/{n}.pdf"), settings) for n in range(3)]
    assert pending_claims(settings) == claims
    for claim in claims:
        assert claim is not None
        claim.path.unlink()
        release_claim(claim)
    assert pending_claims(settings) == []
    assert list(settings.processing.iterdir()) == []


def test_releasing_a_claim_never_removes_a_file(settings: Settings) -> None:
    claim = claim_file(drop(settings, "invoices/bill.pdf"), settings)
    assert claim is not None
    release_claim(claim)
    assert claim.path.exists()
    assert pending_claims(settings) == [claim]


@pytest.mark.parametrize("name", [".AppleDouble", "@eaDir", "stray", ".DS_Store/x"])
def test_what_others_put_into_processing_is_left_alone(settings: Settings, name: str) -> None:
    claim = claim_file(drop(settings, "invoices/bill.pdf"), settings)
    assert claim is not None
    for folder in (claim.path.parent, settings.processing / "never-begun", settings.processing):
        (folder / name).mkdir(parents=True)
        (folder / name / ".inside").touch()
    assert pending_claims(settings) == [claim]
    claim.path.unlink()
    release_claim(claim)
    assert pending_claims(settings) == []
    assert [path.name for path in claim.path.parent.iterdir()] == [name.partition("/")[0]]


def test_hidden_files_of_others_survive_a_claim(settings: Settings) -> None:
    claim = claim_file(drop(settings, "invoices/bill.pdf"), settings)
    assert claim is not None
    hidden = claim.path.parent / "._bill.pdf"
    hidden.write_bytes(b"not ours")
    claim.path.unlink()
    release_claim(claim)
    assert pending_claims(settings) == []
    assert list(claim.path.parent.iterdir()) == [hidden]


def test_a_link_in_processing_leads_nowhere(settings: Settings, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"secret")
    (settings.processing / "linked").symlink_to(outside)
    (settings.processing / "claim").mkdir()
    (settings.processing / "claim" / "link.pdf").symlink_to(outside / "secret.pdf")
    assert pending_claims(settings) == []


def test_claims_in_hand_are_not_looked_at(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    in_hand = claim_file(drop(settings, "invoices/bill.pdf"), settings)
    waiting = claim_file(drop(settings, "invoices/other.pdf"), settings)
    assert in_hand and waiting
    in_hand.path.unlink()  # delivered, and about to be released by whoever has it in hand
    assert pending_claims(settings, {in_hand.claim_id}) == [waiting]
    assert in_hand.path.parent.is_dir()
    assert not caplog.records


def test_pending_claims_survive_moving_the_home_folder(settings: Settings, tmp_path: Path) -> None:
    claim_file(drop(settings, "invoices/bill.pdf"), settings)
    moved = Settings(home=settings.home.rename(tmp_path / "elsewhere"))
    (claim,) = pending_claims(moved)
    assert claim.path.read_bytes() == b"data"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"claim_id": 3}', '"x"'])
def test_a_claim_whose_notes_are_damaged_is_taken_up_all_the_same(
    settings: Settings, content: str
) -> None:
    claim = claim_file(drop(settings, "invoices/bill.pdf"), settings)
    assert claim is not None
    (claim.path.parent / CLAIM_FILE).write_text(content)
    (adopted,) = pending_claims(settings)
    assert (adopted.claim_id, adopted.path) == (claim.claim_id, claim.path)


class Killed(BaseException):
    """Stands for kill -9: nothing of ours catches it."""


@pytest.fixture(params=["one disk", "two disks"])
def disks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once with the inbox beside processing, once with the inbox on another file system."""
    if request.param == "two disks":
        rename = Path.rename

        def refuse(path: Path, target: Path) -> Path:
            if ("inbox" in path.parts) != ("inbox" in target.parts):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refuse)
    return str(request.param)


def test_a_file_is_claimed_across_disks(settings: Settings, disks: str) -> None:
    path = drop(settings, "invoices/bill.pdf")
    os.utime(path, (1_000_000, 1_000_000))
    claim = claim_file(path, settings)
    assert claim is not None
    assert claim.path.read_bytes() == b"data"
    assert claim.path.stat().st_mtime == 1_000_000
    assert list((settings.inbox / "invoices").iterdir()) == []


@pytest.mark.parametrize("disks", ["two disks"], indirect=True)
def test_a_full_disk_while_copying_delays_a_file_but_loses_none(
    settings: Settings, disks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(settings, "invoices/bill.pdf")

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(intake, "copy_durably", refuse)
        assert claim_file(path, settings) is None
        assert scan_inbox(settings, {}) == pending_claims(settings) == []
    (claim,) = pending_claims(settings)
    assert claim.path.read_bytes() == b"data"


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("name", ["mkdir", "replace", "rename", "unlink"])
def test_a_claim_cut_short_anywhere_loses_nothing_and_doubles_nothing(
    settings: Settings, disks: str, name: str, moment: str
) -> None:
    original = getattr(Path, name)
    for call in range(1, 6):
        path = drop(settings, f"invoices/{call}.pdf", b"%d" % call)
        calls = 0

        def cut(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == call and moment == "before":  # noqa: B023
                raise Killed
            result = original(*arguments, **named)
            if calls == call:  # noqa: B023
                raise Killed
            return result

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, name, cut)
            with contextlib.suppress(Killed):
                claim_file(path, settings)
        # The next start takes up what was begun, then scans.
        claims = pending_claims(settings)
        claims += [
            claim for path in scan_inbox(settings, {}) if (claim := claim_file(path, settings))
        ]
        (claim,) = claims
        assert claim.path.read_bytes() == b"%d" % call
        assert str(claim.original) == f"invoices/{call}.pdf"
        assert [entry for entry in settings.inbox.rglob("*") if entry.is_file()] == []
        claim.path.unlink()
        release_claim(claim)
        assert list(settings.processing.iterdir()) == []


def test_the_claim_is_on_disk_before_the_file_moves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(settings, "invoices/bill.pdf")
    held: list[dict[str, object]] = []
    take = intake._take

    def look(path: Path, claim: intake.Claim) -> None:
        held.append(json.loads((claim.path.parent / CLAIM_FILE).read_text()))
        take(path, claim)

    monkeypatch.setattr(intake, "_take", look)
    claim = claim_file(path, settings)
    assert claim is not None
    assert held[0]["claim_id"] == claim.claim_id
    assert held[0]["taken_from"] == "invoices/bill.pdf"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes")
def test_a_still_file_that_its_program_has_open_is_not_ready(
    patient: Settings, clock: Clock
) -> None:
    path, seen = drop(patient, "bill.txt"), Sightings()
    with path.open("a"):
        scan_inbox(patient, seen)
        clock.now_s += 4
        assert scan_inbox(patient, seen) == []
        assert is_settling(seen)
    assert scan_inbox(patient, seen) == [path]


def test_a_file_that_is_never_closed_is_taken_in_the_end(patient: Settings, clock: Clock) -> None:
    path, seen = drop(patient, "bill.txt"), Sightings()
    with path.open("a"):
        scan_inbox(patient, seen)
        clock.now_s += intake.OPEN_WAIT_S + 1
        assert scan_inbox(patient, seen) == [path]


def test_a_file_that_grows_while_it_is_copied_is_copied_again(
    settings: Settings, disks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = intake.copy_durably

    def grow(source: Path, target: Path) -> None:
        copy(source, target)
        source.write_bytes(source.read_bytes() + b" and more")

    path = drop(settings, "bill.txt")
    with monkeypatch.context() as patch:
        patch.setattr(intake, "copy_durably", grow)
        assert (claim_file(path, settings) is None) == (disks == "two disks")
    (claim,) = pending_claims(settings)
    whole = b"data and more" if disks == "two disks" else b"data"
    assert claim.path.read_bytes() == whole
    assert not path.exists()


def test_a_full_disk_is_told_once_for_all_files_that_wait(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(intake, "write_durably", refuse)
    troubles = Troubles()
    for name in ("one.pdf", "two.pdf"):
        (settings.inbox / name).write_bytes(b"bytes")
        assert claim_file(settings.inbox / name, settings, troubles) is None
    told = f"cannot take files for {settings.processing} yet: No space left on device"
    assert [record.message for record in caplog.records] == [told]
