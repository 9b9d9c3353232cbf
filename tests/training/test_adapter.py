"""The adapter fits the very integers and factors of the network that ships."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from schemas.settings import REPOSITORY
from slm.mail_adapter import DOWN, HIDDEN, SCALES, UP, WEIGHTS, find_change
from slm.packed import LARGEST, WEIGHTS_FILE, read_weights

pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("transformers")

import onnx
import torch
from torch import nn

from slm.decoder import STATES
from slm.mail_encoder import MailManifest
from slm.mail_heads import MAIL_HEADS, OUTPUTS_N
from slm.summariser import load_summariser
from training.adapter.cut import cut_upper, read_scales
from training.adapter.data import Example
from training.adapter.network import SCALE, Adapter
from training.adapter.pack import REPLY, find_reply_share, pack, quantise
from training.adapter.train import cache
from training.mail.data import MailSample
from training.summariser.states import tell_states
from training.summariser.train import FROZEN_LAYERS_N
from training.summariser.warm_start import read_tuned_layers

SUMMARISER = REPOSITORY / "models" / "summariser"


def test_narrow_matrices_keep_their_product_in_eight_bits() -> None:
    rng = np.random.default_rng(0)
    down, up = rng.normal(size=(8, 96)), rng.normal(size=(64, 8))
    stored = quantise("layers.16.o_proj", down, up)
    small, large = (stored[f"layers.16.o_proj{part}"].astype(float) for part in (DOWN, UP))
    product = (large * stored[f"layers.16.o_proj{SCALES}"]) @ small
    assert np.abs(product - up @ down).max() < 0.03 * np.abs(up @ down).max()


def test_the_network_that_ships_has_the_weights_that_were_trained(tmp_path: Path) -> None:
    torch.manual_seed(0)
    tuned = {
        name.removeprefix("model.").replace(".self_attn", "").replace(".mlp", ""): value
        for name, value in read_tuned_layers(SUMMARISER, FROZEN_LAYERS_N).items()
        if name.endswith("_proj.weight")
    }
    adapters = []
    for name, value in tuned.items():
        layer = nn.Linear(*reversed(value.shape), bias=False)
        layer.weight.data = value
        adapter = Adapter(layer)
        nn.init.normal_(adapter.up, std=0.5 * float(value.std()))
        adapters.append((name.removesuffix(".weight"), adapter))
    judge = SimpleNamespace(head=nn.Linear(1152, OUTPUTS_N), adapters=lambda: adapters)
    pack(judge, SUMMARISER, tmp_path)
    scales = read_scales(onnx.load(SUMMARISER / "model.onnx", load_external_data=False).graph)
    with np.load(tmp_path / WEIGHTS) as stored:
        layers = {str(number) for number in range(FROZEN_LAYERS_N, 30)}
        packed = read_weights(
            SUMMARISER / WEIGHTS_FILE, layers, lambda name: find_change(name, stored)
        )
    trained = dict(adapters)
    for joined, matrix in packed.items():
        start, _, parts = joined.rpartition(".")
        wanted = torch.cat(
            [
                tuned[f"{name}.weight"] + SCALE * trained[name].up @ trained[name].down
                for name in (f"{start}.{part}" for part in parts.split("+"))
            ]
        )
        found = matrix.numpy().T * scales[joined][:, None]
        # What is added makes some weights larger than the largest integer.
        inside = np.abs(matrix.numpy().T) < LARGEST
        apart = np.abs(found - wanted.detach().numpy()) / scales[joined][:, None]
        assert inside.mean() > 0.9
        assert np.quantile(apart[inside], 0.99) < 1.5


def test_the_shipped_network_is_cut_where_it_tells_its_states() -> None:
    model = onnx.load(SUMMARISER / "model.onnx", load_external_data=False)
    outputs_n = len(model.graph.output)
    tell_states(model.graph, FROZEN_LAYERS_N)
    assert len(model.graph.output) == outputs_n  # it tells them already
    upper = cut_upper(model).graph
    assert [entry.name for entry in upper.input][:2] == [STATES, "attention_mask"]
    assert upper.output[0].name == HIDDEN
    products = {node.name for node in upper.node if node.op_type == "DynamicQuantizeMatMul"}
    later = {name for name in read_scales(model.graph) if int(name.split(".")[1]) >= 16}
    assert products == later


@pytest.mark.parametrize(("sign", "least", "most"), [(1, 0.25, 6.0), (-1, 0.0, 0.0)])
def test_an_adapter_that_is_right_gets_a_share_and_one_that_is_wrong_none(
    sign: int, least: float, most: float
) -> None:
    asks = [number % 2 == 0 for number in range(20)]
    samples = [
        MailSample(str(n), "real", "dev", "en", "", "other", told, "normal", 1.0, True)
        for n, told in enumerate(asks)
    ]
    silent = np.zeros((len(asks), OUTPUTS_N), np.float32)
    adapted = silent.copy()
    adapted[:, MAIL_HEADS[REPLY].start] = [sign if told else -sign for told in asks]
    manifest = MailManifest.model_construct(
        word_shares={},
        adapter_shares=dict.fromkeys(MAIL_HEADS, 0.0),
        adapter_temperatures={REPLY: 1.7},
    )
    replies = {sample.id: 0.0 for sample in samples}
    share, _ = find_reply_share(manifest, silent, silent, adapted, samples, replies)
    assert least <= share <= most


def test_mails_are_read_by_the_network_that_ships() -> None:
    summariser = load_summariser(str(SUMMARISER), threads_n=2)
    sources = ["From: Ann\nTo: Bo\nSubject: Boards\n\nPlease send them.", "From: Bo\n\nDone."]
    sample = MailSample("1", "real", "train", "en", "", "other", True, "normal", 1.0, True)
    examples = [Example(sample, source) for source in sources]
    cached, (before, behind) = cache(summariser, examples)
    for source, mail in zip(sources, cached, strict=True):
        prompt = summariser.read(source)
        assert prompt.states is not None
        assert len(mail.states) == before + prompt.source_n + behind
        np.testing.assert_allclose(mail.states[before:].numpy(), prompt.states, rtol=2e-3, atol=0.1)
