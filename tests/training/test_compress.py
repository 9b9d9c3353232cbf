"""Compression: vocabulary, gate and table; with torch also distilling, pruning and exporting.

The training environment alone has torch; elsewhere the tests that need it are skipped.
"""

import importlib.util
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from slm.serialise import WordTokenizer
from training.compress.gate import MOST_LOSS, StudentRefused, check_student, main_figures
from training.compress.vocabulary import (
    choose_pieces,
    count_pieces,
    cut_tokenizer,
    list_pieces,
)

TOKENIZER = Path(__file__).parents[2] / "models/encoder/tokenizer.json"
needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="torch is in the training environment"
)


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(TOKENIZER.read_text(encoding="utf-8"))
    return read


def tokenizer_of(content: dict[str, Any]) -> WordTokenizer:
    return WordTokenizer(Tokenizer.from_str(json.dumps(content)))


def cut_for(content: dict[str, Any], words: list[str], least_n: int = 1) -> dict[str, Any]:
    kept = choose_pieces(content, count_pieces(words, tokenizer_of(content)), least_n)
    return cut_tokenizer(content, kept)


@pytest.fixture(scope="module")
def bert() -> dict[str, Any]:
    """A small vocabulary of the other kind, with special tokens where BERT has them."""
    unused = [f"[unused{n}]" for n in range(99)]
    pieces = ["[PAD]", *unused, "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "##a", "total", "receipt"]
    vocabulary = {piece: row for row, piece in enumerate(pieces)}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    read: dict[str, Any] = json.loads(tokenizer.to_str())
    return read


def test_known_words_keep_their_pieces(content: dict[str, Any]) -> None:
    words = ["Rechnung", "Total", "19,00", "Überweisung", "№"]
    smaller = cut_for(content, words)
    full, cut = tokenizer_of(content), tokenizer_of(smaller)
    name_of, cut_name = list_pieces(content), list_pieces(smaller)
    for word in words:
        assert [cut_name[r] for r in cut.pieces(word)] == [name_of[r] for r in full.pieces(word)]


def test_an_unknown_word_falls_apart_instead_of_vanishing(content: dict[str, Any]) -> None:
    cut = cut_for(content, ["Total"])
    assert len(list_pieces(cut)) < 3000
    tokenizer = tokenizer_of(cut)
    pieces = tokenizer.pieces("invoice")
    assert tokenizer.specials.unk not in pieces
    assert len(pieces) == 4  # as many as a word may have, one character each


def test_special_tokens_are_found_in_the_smaller_vocabulary(content: dict[str, Any]) -> None:
    cut = cut_for(content, [])
    before, after = (
        [list_pieces(c)[row] for row in tokenizer_of(c).specials] for c in (content, cut)
    )
    assert before == after
    assert len(cut["added_tokens"]) == len(content["added_tokens"])


def test_special_tokens_of_bert_stay_where_they_are(bert: dict[str, Any]) -> None:
    cut = cut_for(bert, ["total"])["model"]["vocab"]
    assert [cut[t] for t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")] == [0, *range(100, 104)]
    assert sorted(cut.values()) == list(range(len(cut)))


def test_a_special_token_cannot_be_cut(bert: dict[str, Any], content: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must stay"):
        cut_tokenizer(bert, [row for row in range(104) if row != 7])
    mask = content["added_tokens"][-1]["id"]
    with pytest.raises(ValueError, match="must stay"):
        cut_tokenizer(content, [row for row in range(200) if row != mask])


def test_rare_pieces_can_be_left_out(bert: dict[str, Any]) -> None:
    vocabulary = cut_for(bert, ["total", "total", "receipt"], least_n=2)["model"]["vocab"]
    assert "total" in vocabulary
    assert "receipt" not in vocabulary


def test_the_gate_lets_a_point_pass_and_refuses_more() -> None:
    check_student({"sroie": 0.95, "cord": 0.90}, {"sroie": 0.95 - MOST_LOSS, "cord": 0.93})
    with pytest.raises(StudentRefused, match=r"cord −1\.1") as refused:
        check_student({"sroie": 0.95, "cord": 0.90}, {"sroie": 0.99, "cord": 0.889})
    assert refused.value.losses == {"cord": 0.011}


def test_the_gate_refuses_a_student_that_was_not_measured_on_a_set() -> None:
    with pytest.raises(StudentRefused):
        check_student({"sroie": 0.95, "adbuy": 0.7}, {"sroie": 0.95})


def test_values_count_where_a_set_gives_them_and_tags_elsewhere() -> None:
    scores = {"tokens": {"sroie": 0.98, "cord": 0.9}, "micro": {"sroie": 0.95}}
    assert main_figures(scores) == {"sroie": 0.95, "cord": 0.9}


def tiny_weights() -> Any:
    """A teacher of three layers with four heads each, and all word pieces of our tokenizer."""
    import torch

    from slm.heads import OUTPUTS_N
    from slm.serialise import UNITS
    from slm.shapes import TYPES_N
    from training.network import _empty_network

    torch.manual_seed(1)
    weights = _empty_network(
        "eager",
        vocab_size=Tokenizer.from_file(str(TOKENIZER)).get_vocab_size(),
        hidden_size=128,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=96,
        max_position_embeddings=512,
        max_2d_position_embeddings=UNITS + 1,
        type_vocab_size=TYPES_N,
        num_labels=OUTPUTS_N,
    ).state_dict()
    # Layers that have learned something change what passes through them.
    for name, weight in weights.items():
        if name.endswith("bias"):
            weight += torch.randn_like(weight) * 0.02
        if name.endswith("dense.weight"):
            weight *= 5
    return weights


def tiny_batch(content: dict[str, Any], texts: str = "Total 12.30 EUR Date 1.2.2024") -> Any:
    from training.batches import collate, make_examples
    from training.sample import LabelledPage, Sample

    words = texts.split()
    boxes = [[0.1 * i, 0.1, 0.1 * i + 0.08, 0.12] for i in range(len(words))]
    labels = ["O", "B-total_gross", *["O"] * (len(words) - 2)]
    page = LabelledPage(600, 800, words, boxes, [0] * len(words), labels, [0] * len(words))
    sample = Sample("1", "made", "train", "en", "receipt", ["total_gross"], [page])
    return collate(make_examples(sample, tokenizer_of(content), None))


def run(weights: Any, batch: Any) -> Any:
    import torch

    from training.compress.distil import read_batch
    from training.network import network_of

    with torch.no_grad():
        return read_batch(network_of(weights).eval(), batch)


@needs_torch
def test_a_student_of_all_layers_answers_as_its_teacher_and_has_nothing_to_learn(
    content: dict[str, Any],
) -> None:
    from training.compress.distil import distil_loss, pick_layers

    teacher, batch = tiny_weights(), tiny_batch(content)
    same = run(pick_layers(teacher, [0, 1, 2]), batch)
    losses = distil_loss(same, run(teacher, batch), batch.targets)
    assert all(abs(float(losses[n])) < 1e-5 for n in ("tags", "document", "salience", "hidden"))
    fewer = distil_loss(
        run(pick_layers(teacher, [0, 2]), batch), run(teacher, batch), batch.targets
    )
    assert float(fewer["hidden"]) > 0.001
    with pytest.raises(ValueError, match=r"no layers \[3\]"):
        pick_layers(teacher, [0, 3])


@needs_torch
def test_a_student_comes_nearer_to_its_teacher(content: dict[str, Any], tmp_path: Path) -> None:
    from itertools import count, repeat

    from training.compress.distil import Distillation, distil_loss, pick_layers

    teacher, batch = tiny_weights(), tiny_batch(content)
    student = pick_layers(teacher, [0, 2])
    before = distil_loss(run(student, batch), run(teacher, batch), batch.targets)
    ticks = count()
    learner = Distillation(teacher, student, 60, tmp_path / "log.jsonl", lambda: next(ticks))
    learned = learner.learn(repeat(batch))
    after = distil_loss(run(learned, batch), run(teacher, batch), batch.targets)
    assert float(after["hidden"]) < 0.8 * float(before["hidden"])
    assert learner.tokens_n == 59 * batch.ids.numel()
    assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[1])["step"] == 50


@needs_torch
def test_a_head_without_effect_is_the_first_to_go_and_changes_nothing(
    content: dict[str, Any],
) -> None:
    from training.compress.prune import choose_heads, head_importance, prune_heads
    from training.network import network_of

    weights, batch = tiny_weights(), tiny_batch(content)
    for name in ("value.weight", "value.bias"):
        weights[f"layoutlm.encoder.layer.1.attention.self.{name}"][64:96] = 0
    network = network_of(weights).eval()
    chosen = choose_heads(head_importance(network, [batch]), 1)
    assert chosen == {1: [2]}
    prune_heads(network, chosen)
    pruned = network.state_dict()
    assert len(pruned["layoutlm.encoder.layer.1.attention.self.query.weight"]) == 96
    assert np.allclose(run(pruned, batch)[0], run(weights, batch)[0], atol=1e-5)


@needs_torch
def test_each_layer_keeps_a_head() -> None:
    from training.compress.prune import choose_heads

    assert choose_heads([[0.1, 0.2], [0.8, 0.9]], 2) == {0: [0], 1: [0]}
    with pytest.raises(ValueError, match="1 heads too many"):
        choose_heads([[0.1, 0.2], [0.8, 0.9]], 3)


@needs_torch
def test_a_pruned_student_is_exported_narrower_and_only_after_it_was_compared(
    content: dict[str, Any], tmp_path: Path
) -> None:
    import onnx
    import onnxruntime as ort
    import torch

    from training.compress.prune import prune_heads, prune_words
    from training.export import export, write_fused
    from training.network import network_of

    network = network_of(tiny_weights())
    prune_heads(network, {0: [1, 3]})
    kept = choose_pieces(content, count_pieces(["Total", "EUR"], tokenizer_of(content)))
    prune_words(network, kept)
    state = {"network": network.state_dict(), "pieces": kept, "teacher": "made"}
    checkpoint = tmp_path / "student.pt"
    torch.save(state, checkpoint)
    with pytest.raises(StudentRefused, match="--teacher made --students student"):
        export(checkpoint, TOKENIZER, tmp_path)
    torch.save(state | {"teacher_f1": {"made": 0.9}, "student_f1": {"made": 0.895}}, checkpoint)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own
        exported = export(checkpoint, TOKENIZER, tmp_path)
    fused = write_fused(exported, tmp_path)
    heads = [
        attribute.i
        for node in onnx.load(fused).graph.node
        for attribute in node.attribute
        if node.op_type == "MultiHeadAttention" and attribute.name == "num_heads"
    ]
    assert heads == [2, 4, 4]
    cut = json.loads((tmp_path / "tokenizer.json").read_text(encoding="utf-8"))
    batch = tiny_batch(cut)
    assert int(batch.ids.max()) < len(kept)
    session = ort.InferenceSession(fused, providers=["CPUExecutionProvider"])
    (output,) = session.run(
        None,
        {
            "input_ids": batch.ids.numpy(),
            "bbox": batch.boxes.numpy(),
            "token_type_ids": batch.types.numpy(),
            "attention_mask": batch.mask.numpy(),
        },
    )
    assert np.allclose(output, run(network.state_dict(), batch)[0], atol=1e-4)
