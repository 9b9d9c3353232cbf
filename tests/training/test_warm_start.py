"""Going on from what ships: its int8 weights, taken back to fp32."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import onnx
import torch
from tokenizers import Tokenizer

from readers.layout import arrange_page
from slm.encoder import feed, open_session
from slm.heads import HEADS
from slm.model_folder import MODEL_FILE, TOKENIZER_FILE
from slm.serialise import WordTokenizer, serialise
from training.bases import CHECKPOINT, TOKENIZER
from training.network import network_of
from training.scores import torch_encoder
from training.warm_start import network_of_artefact, write_artefact_start

ARTEFACT = Path(__file__).parents[2] / "models/encoder"
TEXTS = ["Rechnung", "Nr.", "4711", "Datum", "05.03.2026", "Gesamt", "119,00", "EUR"]


def test_the_shipped_weights_taken_back_read_a_page_as_what_ships_does(tmp_path: Path) -> None:
    write_artefact_start(ARTEFACT, tmp_path)
    checkpoint = torch.load(tmp_path / CHECKPOINT, weights_only=True)
    words = [(text, (60 * i, 40, 60 * i + 50, 52), 1.0) for i, text in enumerate(TEXTS, start=1)]
    tokenizer = WordTokenizer(Tokenizer.from_file(str(tmp_path / TOKENIZER)))
    windows = serialise([arrange_page(words, 600, 800, "text")], tokenizer)
    (own,) = torch_encoder(network_of(checkpoint["network"]))(windows)
    shipped = open_session(str(ARTEFACT / MODEL_FILE), 1).run(None, feed(windows[0]))[0][0]
    firsts = windows[0].firsts
    for output in (own, shipped):
        assert output.shape == shipped.shape
    tags = [output[firsts][:, HEADS["tags"].columns].argmax(axis=1) for output in (own, shipped)]
    assert np.array_equal(*tags)
    assert tags[0].any()
    assert np.abs(own - shipped).mean() < 0.1 * np.abs(shipped).mean()


def test_a_file_that_lacks_weights_is_told(tmp_path: Path) -> None:
    model = onnx.load(ARTEFACT / MODEL_FILE)
    del model.graph.initializer[:]
    onnx.save(model, tmp_path / "empty.onnx")
    with pytest.raises(ValueError, match=r"empty\.onnx has no layoutlm"):
        network_of_artefact(tmp_path / "empty.onnx")


def test_the_tokenizer_goes_with_the_weights(tmp_path: Path) -> None:
    write_artefact_start(ARTEFACT, tmp_path / "new")
    shipped = (ARTEFACT / TOKENIZER_FILE).read_bytes()
    assert (tmp_path / "new" / TOKENIZER).read_bytes() == shipped
