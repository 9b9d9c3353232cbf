"""What a large model is asked, to compare its time: the same mails, and no answer from nowhere."""

import json
from pathlib import Path
from typing import Any

from benchmarks.llm import choose_mails, measure_llm, write_answer, write_mail
from schemas.settings import Settings


def _entry(name: str) -> dict[str, Any]:
    raw = f"From: ann@a.example\nTo: bob@b.example\nSubject: {name}\n\nIs it done by Friday?\n"
    return {"id": name, "raw": raw, "category": "request", "needs_reply": True, "summary": "Ann?"}


def test_only_valid_mails_are_timed(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    lines = [json.dumps(_entry(name)) for name in ("learned", "valid")]
    (tmp_path / "mail" / "real.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "valid.json").write_text(json.dumps({"mail": ["valid"]}), encoding="utf-8")
    assert [entry["id"] for entry in choose_mails(tmp_path)] == ["valid"]


def test_the_model_reads_the_mail_and_writes_all_that_is_wanted() -> None:
    entry = _entry("the report")
    read = write_mail(entry)
    assert "Subject: the report" in read
    assert "Is it done by Friday?" in read
    answer = json.loads(write_answer(entry))
    assert answer["summary"] == "Ann?"
    assert answer["deadline"] is None


def test_without_mails_it_is_said_that_nothing_was_measured(tmp_path: Path) -> None:
    [row] = measure_llm(Settings(), tmp_path / "nowhere", tmp_path, 1)
    assert row.figure.startswith("not measured")
