"""What `mailroom extract` gives its documents, without reading any."""

from pathlib import Path
from typing import Any

import pytest
from made_documents import KnowNothing

from mailroom import extraction
from schemas.settings import Settings


@pytest.mark.parametrize(("files_n", "at_once_n"), [(1, 1), (2, 2), (9, 4)])
def test_models_share_the_threads_and_ocr_has_them_all(
    files_n: int, at_once_n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared: list[int] = []
    read_with: list[int] = []

    def load(_settings: Settings, at_once_n: int) -> KnowNothing:
        shared.append(at_once_n)
        return KnowNothing()

    def extract(_path: Path, _model: Any, settings: Settings, source: str) -> list[Any]:
        read_with.append(settings.threads_n)
        return []

    monkeypatch.setattr(extraction, "load_models", load)
    monkeypatch.setattr(extraction, "extract_file", extract)
    settings = Settings(threads_n=4, workers_n=4)
    assert extraction.print_extraction(["a.pdf"] * files_n, None, True, settings)
    assert (shared, read_with) == ([at_once_n], [4] * files_n)
