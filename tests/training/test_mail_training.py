"""What the mail encoder is trained from."""

import struct
from collections import Counter
from copy import deepcopy
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import onnx
import onnxruntime as ort
import torch
from transformers import BertConfig, BertModel

from slm.mail_heads import OUTPUTS_N
from training.mail import data as mail_data
from training.mail import train
from training.mail.data import MailSample, read_asking
from training.mail.export import export
from training.mail.network import FROZEN_N, LAYERS_N, MailNetwork
from training.mail.start import read_from_wheels, read_tensors
from training.mail.train import Cached, judge_cached, loss_of, tune
from training.mail.words import fit_words


def write_small_file(values: np.ndarray) -> bytes:
    """The 4-bit format with one exact tensor, "emb.pos", and one of 4 bits, "l0.q.w"."""
    scale = np.float16(0.5)
    steps = (values / np.float32(scale) + 8).astype(np.uint8)
    packed = scale.tobytes() + (steps[:16] | steps[16:] << 4).tobytes()
    exact = np.array([1.5, -2.0], "<f4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 1, 1, 1, 1, 1, 1e-12, 32)
    head += struct.pack("<5iQ", 0, 0, 0, 0, 0, 0) + struct.pack("<I", 0) + struct.pack("<iI", 0, 0)
    names = [(b"emb.pos", 0, 2, exact), (b"l0.q.w", 1, 32, packed)]
    place = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in names)
    directory, body = struct.pack("<i", len(names)), b""
    for name, kind, count, stored in names:
        directory += struct.pack("<H", len(name)) + name
        directory += struct.pack("<BIQQ", kind, count, place + len(body), len(stored))
        body += stored
    return head + directory + body


def test_four_bit_weights_come_back_as_numbers() -> None:
    values = np.arange(32, dtype=np.float32) % 16 * 0.5 - 4
    found = read_tensors(write_small_file(values))
    assert found["emb.pos"].tolist() == [1.5, -2.0]
    assert found["l0.q.w"].tolist() == values.tolist()


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="4-bit"):
        read_tensors(b"GGUF" + bytes(100))


def test_a_member_is_found_in_whichever_wheel_holds_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with ZipFile(tmp_path / f"{name}.whl", "w") as wheel:
            wheel.writestr(f"{name}/data.bin", name)
    assert read_from_wheels(tmp_path, "b/data.bin") == b"b"
    with pytest.raises(FileNotFoundError):
        read_from_wheels(tmp_path, "c/data.bin")


def make_sample(source: str, text: str = "query: x | external | please send it") -> MailSample:
    return MailSample(
        id="1", source=source, part="train", language="en", text=text, category="order",
        needs_reply=True, urgency="low", weight=1.0, sure=True,
    )  # fmt: skip


def test_mails_that_ask_for_understanding_count_most_for_the_reply() -> None:
    """Two mails under opposite logits: the loss leans to what counts more."""
    sure, unsure = torch.full((OUTPUTS_N,), 3.0), torch.full((OUTPUTS_N,), -3.0)
    logits = torch.stack([sure, unsure])
    asked = loss_of(logits, [make_sample("real"), make_sample("turned")])
    alike = loss_of(logits, [make_sample("real"), make_sample("real")])
    assert asked < alike  # the reply that the second gets wrong is half forgiven


def test_words_remember_no_topics_of_mails_that_are_like_others() -> None:
    plain = [make_sample("real"), make_sample("real", "query: y | external | thanks")] * 4
    model = fit_words([*plain, *[make_sample("turned", "query: z | external | zeppelin")] * 9])
    said = ("zeppelin", "zebra", "please send it")
    turned, unknown, known = (model.judge(f"query: z | external | {words}") for words in said)
    assert turned.tolist() == unknown.tolist() != known.tolist()


def test_a_mail_like_a_labelled_one_is_of_its_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mail").mkdir()
    lines = '{"id": "4-1", "group": "g7"}\n{"id": "4-2", "group": "g8"}\n'
    (tmp_path / "mail" / "real.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "mail" / "written.jsonl").write_text("", encoding="utf-8")
    mails = [{"id": str(n), "group": str(n), "like": like} for n, like in enumerate(("4-1", ""))]
    monkeypatch.setattr(
        mail_data, "read_plain", lambda _: iter([*mails, mails[0] | {"like": "4-2"}])
    )
    found = list(read_asking(tmp_path, {"4-2"}))
    groups = [mail["group"] for mail in found if mail["source"] == "turned"]
    assert groups == ["g7", "", ""]
    assert [mail["group"] for mail in found if mail["source"] == "scenes"] == ["0", "1", "0"]


@pytest.fixture(scope="module")
def network() -> MailNetwork:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=60, hidden_size=384, num_hidden_layers=LAYERS_N, num_attention_heads=12,
        intermediate_size=64, max_position_embeddings=32, type_vocab_size=1,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    network = MailNetwork(BertModel(config, add_pooling_layer=False)).eval()
    torch.nn.init.normal_(network.head.weight)
    return network


@torch.no_grad()
def test_what_the_frozen_layers_made_is_gone_on_with(network: MailNetwork) -> None:
    ids = torch.tensor([[5, 6, 7, 8], [9, 10, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]])
    whole = network(ids, mask)
    parted = network.judge(network.finish(network.begin(ids, mask), mask))
    assert len(network.encoder.encoder.layer) == LAYERS_N
    torch.testing.assert_close(parted, whole, atol=1e-4, rtol=1e-4)


def make_cached() -> list[Cached]:
    torch.manual_seed(2)
    mails = [make_sample("real"), make_sample("turned"), make_sample("turned")]
    return [Cached(mail, torch.randn(4, 384).bfloat16()) for mail in mails]


def test_all_but_the_frozen_layers_are_tuned(network: MailNetwork, tmp_path: Path) -> None:
    tuned = deepcopy(network)
    tune(tuned, make_cached(), 2.0, 1, tmp_path / "tuned.pt")
    layers = (n.encoder.encoder.layer for n in (network, tuned))
    learned = [
        not torch.equal(old.output.dense.weight, new.output.dense.weight)
        for old, new in zip(*layers, strict=True)
    ]
    assert learned == [number >= FROZEN_N for number in range(LAYERS_N)]


def test_a_killed_run_goes_on_as_if_it_had_not_been(
    network: MailNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SAVE_STEPS_N", 1)
    cached, killed = make_cached(), tmp_path / "killed.pt"
    whole = deepcopy(network)
    tune(whole, cached, 3.0, 1, tmp_path / "whole.pt")
    taken = iter(range(3))

    def kill(logits: torch.Tensor, samples: list[MailSample]) -> torch.Tensor:
        if next(taken) == 2:
            raise KeyboardInterrupt
        return loss_of(logits, samples)

    monkeypatch.setattr(train, "loss_of", kill)
    with pytest.raises(KeyboardInterrupt):
        tune(deepcopy(network), cached, 3.0, 1, killed)
    monkeypatch.setattr(train, "loss_of", loss_of)
    again = deepcopy(network)
    tune(again, cached, 3.0, 1, killed)
    assert judge_cached(again, cached).tolist() == judge_cached(whole, cached).tolist()


def test_a_checkpoint_of_other_mails_is_left_behind(network: MailNetwork, tmp_path: Path) -> None:
    cached, checkpoint = make_cached(), tmp_path / "tuned.pt"
    first, other, alone = deepcopy(network), deepcopy(network), deepcopy(network)
    tune(first, cached, 1.0, 1, checkpoint)
    tune(other, cached[:2], 1.0, 1, checkpoint)
    tune(alone, cached[:2], 1.0, 1, tmp_path / "alone.pt")
    assert judge_cached(other, cached).tolist() == judge_cached(alone, cached).tolist()


@pytest.mark.filterwarnings("ignore")  # the exporter is old, and padding is divided by zero
def test_only_what_was_not_tuned_is_stored_in_four_bits(
    network: MailNetwork, tmp_path: Path
) -> None:
    model = onnx.load(export(network, tmp_path))
    kinds = Counter(node.op_type for node in model.graph.node)
    assert kinds["MatMulNBits"] == 6 * FROZEN_N and kinds["GatherBlockQuantized"] == 1
    assert kinds["MatMulInteger"] == 6 * (LAYERS_N - FROZEN_N) + 1  # and the heads
    ids = np.array([[5, 6, 7, 8]])
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    exact, stored = (
        ort.InferenceSession(tmp_path / name).run(None, feeds)[0][0]
        for name in ("fp32.onnx", "model.onnx")
    )
    assert np.corrcoef(exact, stored)[0, 1] > 0.95
