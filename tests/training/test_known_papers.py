"""Papers that were looked at are told from new ones."""

from pathlib import Path

import pytest

from training.sets import papers
from training.sets.papers import refuse_known


def test_a_paper_that_was_looked_at_cannot_be_read_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "FOLDER", tmp_path)
    (tmp_path / "xa_1.pdf").touch()
    refuse_known([Path("new/xb_1.pdf")])
    with pytest.raises(SystemExit, match=r"looked at already.*: xa_1\.pdf\. "):
        refuse_known([Path("new/xb_1.pdf"), Path("new/xa_1.pdf"), Path("new/scans/xa_1.pdf")])
