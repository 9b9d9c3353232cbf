"""The adapter fits the very integers and factors of the network that ships."""

import numpy as np
import pytest

from schemas.settings import REPOSITORY
from slm.mail_adapter import DOWN, HIDDEN, SCALES, UP
from slm.packed import CODES, WEIGHTS_FILE

pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("transformers")

import onnx

from slm.decoder import STATES
from slm.mail_encoder import MailManifest
from slm.mail_heads import MAIL_HEADS, OUTPUTS_N
from slm.summariser import load_summariser
from training.adapter.cut import cut_upper, read_scales
from training.adapter.data import Example
from training.adapter.pack import REPLY, find_reply_share, quantise, read_output_factors
from training.adapter.train import cache
from training.mail.data import MailSample
from training.summariser.states import tell_states
from training.summariser.train import FROZEN_LAYERS_N

SUMMARISER = REPOSITORY / "models" / "summariser"
HEADS = 3, 64  # of values, and their width


def test_narrow_matrices_keep_their_product_in_eight_bits() -> None:
    rng = np.random.default_rng(0)
    down, up = rng.normal(size=(8, 96)), rng.normal(size=(64, 8))
    stored = quantise("layers.16.o_proj", down, up)
    small, large = (stored[f"layers.16.o_proj{part}"].astype(float) for part in (DOWN, UP))
    product = (large * stored[f"layers.16.o_proj{SCALES}"]) @ small
    assert np.abs(product - up @ down).max() < 0.03 * np.abs(up @ down).max()


def test_what_smoothing_divided_is_told_for_every_output() -> None:
    with np.load(SUMMARISER / WEIGHTS_FILE) as packed:
        rows_n = {name: packed[name].shape[0] for name in packed.files if name.endswith(CODES)}
        joined = rows_n[f"layers.16.q_proj+k_proj+v_proj{CODES}"]
        queries_n = rows_n[f"layers.16.o_proj{CODES}"]
        values = read_output_factors("layers.16.v_proj", packed, HEADS)
        wide = read_output_factors("layers.16.up_proj", packed, HEADS)
        assert np.shape(values) == ((joined - queries_n) // 2,)
        assert np.shape(wide) == (rows_n[f"layers.16.gate_proj+up_proj{CODES}"] // 2,)
        assert np.all(values > 0) and np.all(wide > 0)
        assert read_output_factors("layers.16.q_proj", packed, HEADS) == 1


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
