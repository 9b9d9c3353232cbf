"""The trained adapter → its two files beside the mail encoder, weighed as they are shipped."""

import json
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from schemas.identity import hash_file
from slm.decoder import STATES
from slm.mail_adapter import BIAS, DOWN, HEAD, NETWORK_FILE, SCALES, UP, WEIGHTS, MailAdapter
from slm.mail_encoder import (
    MailEncoder,
    MailManifest,
    add_shares,
    load_mail_encoder,
    share_out_beside,
)
from slm.mail_heads import MAIL_HEADS
from slm.model_folder import MANIFEST, MODEL_FILE
from slm.packed import LARGEST, WEIGHTS_FILE
from slm.summariser import load_summariser
from tasks.mails.asks import load_ask_weights, view_asks
from training.adapter.cut import cut_upper, read_scales
from training.adapter.data import KEPT_WEIGHT, Example
from training.adapter.network import SCALE, Judge
from training.mail.artefact import NAME, VERSION
from training.mail.ask_data import KEPT
from training.mail.data import MailSample
from training.mail.evaluate import Floats, fit_calibration, judge_all, measure

Array = np.ndarray[Any, Any]
HEADING, LIMITS = "## With the summariser", "## Limits"
_SECTION = (
    HEADING
    + """

Where the summariser that ships is loaded too, its upper 14 layers judge each mail beside the
encoder (`slm/mail_adapter.py`): a low-rank adapter of rank 8 is added to their weights when they
are loaded a second time ({size:.1f} MB on disk), the lower layers' states are those of the summary.
Made by `python -m training.adapter`, of the real and written mails and those of our own, among them
2,785 in groups of like scenes and mailboxes of which some expect an answer, and 7,262 of situations
like those of labelled mails, half of them turned so that the answer is another; by the
states that the summariser in 8 bits gives. Of the same {count} mails, the
shares chosen on them: category {category}, urgency {urgency}; macro F1 {macro}. The share of
needs_reply is chosen for the pipeline, which weighs it with what stands in the mail; without that,
{needs_reply}.

"""
)
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5)
TEMPERATURES = np.geomspace(0.5, 5.0, 30)
REPLY = "needs_reply"
REPLY_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)


def pack(judge: Judge, base: Path, folder: Path) -> None:
    """Writes the adapter's network and weights into the mail encoder's folder.

    The weights that it was trained on are those of `base`, smoothed as they are there
    (`training.summariser.warm_start`), and so is what they multiply: it fits as it is.

    Args:
        base: the summariser's folder, whose network tells its states.
    """
    model = onnx.load(base / MODEL_FILE, load_external_data=False)
    if STATES not in {output.name for output in model.graph.output}:
        raise ValueError("The summariser tells no states: run `python -m training.summariser`.")
    onnx.save(cut_upper(model), folder / NETWORK_FILE)
    steps = read_scales(model.graph)
    stored: dict[str, Array] = {
        HEAD: judge.head.weight.detach().numpy().astype(np.float16),
        BIAS: judge.head.bias.detach().numpy().astype(np.float16),
    }
    joined = {
        f"layers.{name.split('.')[1]}.{part}": name
        for name in steps
        for part in name.split(".")[2].split("+")
    }
    starts = _find_starts(judge, joined)
    for name, adapter in judge.adapters():
        at = starts[name]
        step = steps[joined[name]][at : at + adapter.up.shape[0]]
        up = SCALE * adapter.up.detach().numpy() / step[:, None]
        stored |= quantise(name, adapter.down.detach().numpy(), up)
    np.savez_compressed(folder / WEIGHTS, allow_pickle=False, **stored)


def _find_starts(judge: Judge, joined: Mapping[str, str]) -> dict[str, int]:
    """Product → where its outputs begin in the one that it was joined to."""
    starts, ends = {}, dict.fromkeys(joined.values(), 0)
    for name, adapter in judge.adapters():  # in the order of the network, as they were joined
        starts[name] = ends[joined[name]]
        ends[joined[name]] += adapter.up.shape[0]
    return starts


def quantise(name: str, down: Array, up: Array) -> dict[str, Array]:
    """Both narrow matrices in 8 bits, one scale for each rank."""
    scales = [np.abs(down).max(1) / LARGEST + 1e-12, np.abs(up).max(0) / LARGEST + 1e-12]
    return {
        name + DOWN: np.rint(down / scales[0][:, None]).astype(np.int8),
        name + UP: np.rint(up / scales[1]).astype(np.int8),
        name + SCALES: (scales[0] * scales[1]).astype(np.float32),
    }


def weigh(
    base: Path, folder: Path, examples: list[Example], replies: Mapping[str, float]
) -> dict[str, Any]:
    """Chooses the adapter's share of the judgement on dev mails; rewrites the manifest.

    Args:
        examples: all; of those that are not learned from, KEPT ones count for needs_reply alone.
        replies: each mail's score of needs_reply by its clauses and what stands in it, by weights
            that had not seen it (`python -m training.mail asks`).
    """
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    for name in (NETWORK_FILE, WEIGHTS):
        manifest["files"][name] = hash_file(folder / name)
    _write(folder, manifest)
    encoder = load_mail_encoder(str(folder), threads_n=1)
    adapter = MailAdapter(folder, load_summariser(str(base), 2), base, threads_n=2)
    judged = [e for e in examples if e.sample.part in ("dev", KEPT)]
    every = [example.sample for example in judged]
    all_encoded, all_words = judge_all(encoder, encoder.words, every)
    all_adapted = np.stack([adapter.judge_text(example.source) for example in judged])
    dev = [row for row, sample in enumerate(every) if sample.part == "dev"]
    samples = [every[row] for row in dev]
    encoded, words, adapted = all_encoded[dev], all_words[dev], all_adapted[dev]
    alone = add_shares(encoded, words, manifest["word_shares"])
    shares, temperatures = fit_calibration(alone, adapted, samples, SHARES, TEMPERATURES)
    other_axes = encoder.manifest.model_copy(
        update={"adapter_shares": shares, "adapter_temperatures": temperatures}
    )
    shares[REPLY], temperatures[REPLY] = find_reply_share(
        other_axes, all_encoded, all_words, all_adapted, every, replies
    )
    for axis, share in shares.items():
        if not share:
            temperatures[axis] = manifest["temperatures"][axis]
    manifest |= {
        "version": VERSION,
        "adapter_base": hash_file(base / WEIGHTS_FILE),
        "adapter_shares": shares,
        "adapter_temperatures": temperatures,
    }
    _write(folder, manifest)
    encoder = load_mail_encoder(str(folder), threads_n=1)
    axes = [encoder.share_out(*logits) for logits in zip(encoded, words, adapted, strict=True)]
    metrics = {
        "alone": _measure(encoder, encoded, words, samples),
        "adapted": measure(axes, samples),
    }
    manifest["metrics"]["with_adapter"] = metrics["adapted"]
    _write(folder, manifest)
    _write_section(folder, metrics["adapted"])
    return {**metrics, "shares": shares, "temperatures": temperatures}


def find_reply_share(
    manifest: MailManifest,
    encoded: Floats,
    words: Floats,
    adapted: Floats,
    samples: Sequence[MailSample],
    replies: Mapping[str, float],
) -> tuple[float, float]:
    """(share of the adapter, temperature) of needs_reply under which the labels are likeliest.

    What the models say is one view beside what stands in the mail (`tasks.mails.asks`).

    Args:
        manifest: its adapter_shares and adapter_temperatures stand for the other axes.
        replies: see `weigh`.
    """
    weights = load_ask_weights()[REPLY]._replace(bias=0.0)  # it is in what is stated
    stated = np.array([replies[sample.id] for sample in samples])
    signs = np.array([1.0 if sample.needs_reply else -1.0 for sample in samples])
    # How sure the labeller was is a word on the category.
    counts = [KEPT_WEIGHT if sample.part == KEPT else 1.0 for sample in samples]

    def surprise(found: tuple[float, float]) -> float:
        tried = manifest.model_copy(
            update={
                "adapter_shares": {**manifest.adapter_shares, REPLY: found[0]},
                "adapter_temperatures": {**manifest.adapter_temperatures, REPLY: found[1]},
            }
        )
        views = [
            view_asks(share_out_beside(tried, *logits))
            for logits in zip(encoded, words, adapted, strict=True)
        ]
        scores = stated + [weights.score(view, frozenset()) for view in views]
        surprises = np.logaddexp(0, -signs * scores)
        return float(np.average(surprises, weights=counts))

    heats = [round(float(heat), 3) for heat in TEMPERATURES]
    return min(product(REPLY_SHARES, heats), key=surprise)


def _measure(encoder: MailEncoder, encoded: Floats, words: Floats, samples: Any) -> dict[str, Any]:
    axes = [encoder.share_out(*logits) for logits in zip(encoded, words, strict=True)]
    return measure(axes, samples)


def _write(folder: Path, manifest: Mapping[str, Any]) -> None:
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _write_section(folder: Path, metrics: Mapping[str, Any]) -> None:
    """Says in the card its version, and before its limits what the adapter is and does."""
    _, _, rest = (folder / "README.md").read_text(encoding="utf-8").partition("\n")
    card = f"# {NAME} {VERSION}\n{rest}"
    before, _, limits = card.partition(LIMITS)
    mails = metrics["mails"]
    section = _SECTION.format(
        size=sum((folder / name).stat().st_size for name in (NETWORK_FILE, WEIGHTS)) / 1e6,
        count=mails["mails_n"],
        macro=metrics["category_macro_f1"],
        **{axis: mails[axis] for axis in MAIL_HEADS},
    )
    text = f"{before.partition(HEADING)[0]}{section}{LIMITS}{limits}"
    (folder / "README.md").write_text(text, encoding="utf-8")


def load_checkpoint(path: Path, judge: Judge) -> None:
    """Adapters and head of a run."""
    judge.load_state_dict(torch.load(path, weights_only=False)["weights"], strict=False)
