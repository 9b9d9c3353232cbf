import mailbox
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.intake import Sightings, claim_file, pending_claims, scan_inbox

MAIL = b"From: a@b.example\nTo: c@d.example\nSubject: Order\n\nPlease send ten boxes.\n"


@pytest.fixture
def box(settings: Settings) -> mailbox.Maildir:
    """A Maildir as a mail server keeps it, with its own notes beside the messages."""
    made = mailbox.Maildir(settings.inbox / "mail" / "office", create=True)
    (settings.inbox / "mail" / "office" / "dovecot-uidlist").write_text("3 V1")
    return made


def add(box: mailbox.Maildir, subdir: str = "new", flags: str = "") -> Path:
    message = mailbox.MaildirMessage(MAIL)
    message.set_subdir(subdir)
    message.set_flags(flags)
    key = box.add(message)
    (path,) = (Path(box._path) / subdir).glob(f"{key}*")
    return path


def found(settings: Settings) -> list[Path]:
    return scan_inbox(settings, Sightings())


def test_new_and_seen_messages_are_taken(settings: Settings, box: mailbox.Maildir) -> None:
    paths = {add(box), add(box, "cur", "S"), add(box, "cur", "RS"), add(box, "cur")}
    assert set(found(settings)) == paths


def test_what_is_no_message_stays(settings: Settings, box: mailbox.Maildir) -> None:
    for flags in ("T", "ST", "D"):
        add(box, "cur", flags)
    root = Path(box._path)
    (root / "tmp" / "1712.M1.host").write_bytes(MAIL[:20])
    (root / ".Sent" / "cur").mkdir(parents=True)
    (root / ".Sent" / "cur" / "1712.M2.host:2,S").write_bytes(MAIL)
    (root / "new" / ".hidden").write_bytes(MAIL)
    assert found(settings) == []


@pytest.mark.parametrize(
    ("name", "outside"),
    [
        ("1712.M1P2.host,S=612,W=630:2,FS", "1712.M1P2.host.eml"),
        ("1712.M1P2.host;2,", "1712.M1P2.host.eml"),
        ("letter.eml", "letter.eml"),
    ],
)
def test_a_claimed_message_has_a_name_for_people(
    settings: Settings, box: mailbox.Maildir, name: str, outside: str
) -> None:
    path = Path(box._path) / "cur" / name
    path.write_bytes(MAIL)
    claim = claim_file(path, settings)
    assert claim is not None
    assert claim.original == Path("mail") / "office" / outside
    assert (claim.channel, claim.tags) == ("mail", ("office",))
    assert claim.path.name == outside
    assert claim.path.read_bytes() == MAIL
    assert not path.exists()
    assert pending_claims(settings) == [claim]


def test_a_message_on_another_file_system_is_hidden_while_it_is_copied(
    settings: Settings, box: mailbox.Maildir, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = add(box)
    rename, tried = Path.rename, []

    def refuse_first(self: Path, target: Path) -> Path:
        tried.append(target)
        if len(tried) == 1:
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_first)
    claim = claim_file(path, settings)
    assert claim is not None and claim.path.read_bytes() == MAIL
    assert tried[1].name.startswith(".")  # Maildir readers pass over such names
    assert list(path.parent.iterdir()) == []


def test_folders_named_like_those_of_a_maildir_are_simply_folders(settings: Settings) -> None:
    path = settings.inbox / "mail" / "new" / "letter.eml"
    path.parent.mkdir()
    path.write_bytes(MAIL)
    assert found(settings) == [path]
    claim = claim_file(path, settings)
    assert claim is not None and claim.tags == ("new",)
