"""Which way of multiplying 8-bit numbers a session asks for."""

import onnxruntime as ort
import pytest

from slm.encoder import open_session

_EXACT = "session.x64quantprecision"


@pytest.mark.parametrize("fast", [True, False])
def test_the_slow_exact_way_is_asked_for_only_where_the_fast_one_overflows(
    monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    asked: dict[str, str] = {}

    class Options(ort.SessionOptions):  # type: ignore[misc]
        def add_session_config_entry(self, key: str, value: str) -> None:
            asked[key] = value
            super().add_session_config_entry(key, value)

    monkeypatch.setattr("slm.encoder.ort.SessionOptions", Options)
    monkeypatch.setattr("slm.encoder.has_vnni", lambda: fast)
    open_session("models/encoder/model.onnx", 1)
    assert asked.get(_EXACT) == (None if fast else "1")
