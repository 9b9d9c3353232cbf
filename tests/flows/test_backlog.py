"""A backlog with a file that cannot be handed over."""

from pathlib import Path
from typing import Any

import pytest
from made_documents import write_einvoice

from flows import backlog, tables
from flows.workshop import Workshop
from tasks.hand_over import HandedOver, hand_over


def test_one_bad_file_does_not_stop_the_others(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workshop.settings.home / "backlog"
    for name in ("a.xml", "bad.xml", "c.xml"):
        write_einvoice(folder / name, name)
    (folder / "link.xml").symlink_to(folder / "a.xml")
    published: list[Any] = []

    def refuse_bad(path: Path, *given: Any) -> HandedOver:
        if path.name == "bad.xml":
            raise PermissionError(13, "Permission denied")
        return hand_over(path, *given)

    monkeypatch.setattr(backlog, "Settings", lambda: workshop.settings)
    monkeypatch.setattr(backlog, "hand_over", refuse_bad)
    monkeypatch.setattr(backlog, "await_documents", lambda *_args: {})
    monkeypatch.setattr(tables, "create_table_artifact", lambda **given: published.append(given))

    state = backlog.process_backlog.fn("backlog")

    assert state.is_failed()
    assert state.message == "1 of 3 files were not taken. 2 waits, 1 not taken"
    inbox = workshop.settings.inbox / "invoices" / "backlog"
    assert {path.name for path in inbox.iterdir()} == {"a.xml", "c.xml"}
    (bad,) = [row for row in published[0]["table"] if row["Document"] == "bad.xml"]
    assert "Permission denied" in bad["Reason"]
