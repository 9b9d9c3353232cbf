import re
from pathlib import Path

import pytest

from training.mails.plain import (
    FOLDER,
    SCENES,
    TURNED,
    PlainMailError,
    parse_mail,
    read_plain,
)

BLOCK = """lang: en
category: meeting
reply: yes
urgency: high
sure: no
from: Dana Whitlock <dana.whitlock@corvane.example>
to: Luis Ferrer <luis.ferrer@corvane.example>
date: 2001-05-14 09:12
subject: tomorrow
deadline: by noon | 2001-05-14
action: Tell Dana by noon whether 3:30 works
summary: Dana Whitlock asks Luis Ferrer to say by noon whether 3:30 works.
salient: Does 3:30 work instead? Let me know by noon.
body:
Luis,

Does 3:30 work instead? Let me know
by noon.

Dana
"""


def test_a_block_becomes_a_labelled_mail() -> None:
    mail = parse_mail("en-1", BLOCK)
    assert (mail["category"], mail["needs_reply"], mail["urgency"]) == ("meeting", True, "high")
    assert mail["deadline"] == {"text": "by noon", "date": "2001-05-14"}
    assert mail["confidence"] == "unsure"
    assert "Subject: tomorrow\r\n" in mail["raw"]
    assert mail["raw"].endswith("by noon.\r\n\r\nDana\r\n")


def test_a_mail_may_name_the_one_whose_situation_it_is_in() -> None:
    assert parse_mail("en-1", BLOCK)["like"] == ""
    assert parse_mail("en-1", f"like: 4-175\n{BLOCK}")["like"] == "4-175"


@pytest.mark.parametrize(
    ("line", "wrong", "complaint"),
    [
        ("category: meeting", "category: chat", "category chat"),
        ("salient: Does", "salient: Would", "does not stand in the mail"),
        ("deadline: by noon", "deadline: by Friday", "does not stand in the mail"),
        ("summary: Dana", "summary: Dana of Acme", "Acme does not stand in the mail"),
        ("urgency: high\n", "", "urgency"),
        ("date: 2001-05-14 09:12", "date: yesterday", "yesterday"),
        ("body:\n", "", "no body"),
    ],
)
def test_what_the_mail_does_not_say_is_refused(line: str, wrong: str, complaint: str) -> None:
    with pytest.raises(PlainMailError, match=re.escape(complaint)):
        parse_mail("en-1", BLOCK.replace(line, wrong))


def test_all_mails_that_ship_can_be_read_and_have_names_of_their_own() -> None:
    folders = [list(read_plain(folder)) for folder in (FOLDER, SCENES, TURNED)]
    assert all(len(mails) > 700 for mails in folders)
    names = [mail["id"] for mails in folders for mail in mails]
    assert len(set(names)) == len(names)


def test_other_folders_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"=== one\n{BLOCK}\n=== two\n{BLOCK}", encoding="utf-8")
    assert [mail["id"] for mail in read_plain(tmp_path)] == ["one", "two"]


def test_a_mail_for_the_axes_alone_has_no_summary_and_nothing_salient() -> None:
    rows = [row for row in BLOCK.split("\n") if not row.startswith("salient:")]
    block = "\n".join("summary: -" if row.startswith("summary:") else row for row in rows)
    mail = parse_mail("en-1", block)
    assert (mail["needs_reply"], mail["summary"], mail["salient"]) == (True, "", [])
    with pytest.raises(PlainMailError, match="one to three"):
        parse_mail("en-1", "\n".join(rows))
