"""What the summariser's own upper layers say of a mail, once they are tuned to judge and not to write.

The tuning is a low-rank adapter (LoRA: Hu et al., 2021, arXiv:2106.09685): for each matrix of the
upper layers two narrow ones, whose product is added to it when the layers are loaded a second time.
The lower layers are shared: what they make of a mail is at hand, for the summariser reads it anyway.
"""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from schemas.document import MailMessage
from slm.decoder import STATES, Floats
from slm.encoder import open_session
from slm.mail_source import build_source
from slm.packed import WEIGHTS_FILE, read_weights
from slm.summariser import Summariser

NETWORK_FILE, WEIGHTS = "adapter.onnx", "adapter.npz"
#: Suffixes of a matrix' narrow ones: (rank, inputs), (outputs, rank), and what both are scaled by.
DOWN, UP, SCALES = ".down", ".up", ".rank_scales"
HEAD, BIAS = "head", "bias"
HIDDEN = "hidden"
_LARGEST = 127
_EPSILON = 1e-5


class _Network(NamedTuple):
    """The tuned layers. past: keys and values of the prompt's fixed part, by input name."""

    session: ort.InferenceSession
    past: Mapping[str, Any]
    past_n: int


class MailAdapter:
    """Mails → logits of the mail axes, (outputs,). Safe to share by threads.

    The layers are loaded at the first mail: that takes a second and 50 MB.
    """

    def __init__(self, folder: Path, summariser: Summariser, base: Path, threads_n: int) -> None:
        """`folder`: with the adapter's two files. `base`: the summariser's folder."""
        self._folder, self._base, self._threads_n = folder, base, threads_n
        self._summariser = summariser
        with np.load(folder / WEIGHTS) as stored:
            self._head = stored[HEAD].astype(np.float32)
            self._bias = stored[BIAS].astype(np.float32)
        self._network: _Network | None = None
        self._turn = threading.Lock()

    def judge(self, mail: MailMessage) -> Floats:
        """The logits, as `slm.mail_heads` deals them out."""
        prompt = self._summariser.read(build_source(mail))
        if prompt.states is None:
            raise ValueError("The summariser tells no states.")
        with self._turn:
            network = self._network = self._network or self._load()
        hidden = _run(network.session, prompt.states, network.past, network.past_n)[0][0]
        told = np.concatenate(
            [even_out(hidden[-1]), even_out(hidden[: max(1, prompt.source_n)].mean(0))]
        )
        logits: Floats = self._head @ told + self._bias
        return logits

    def _load(self) -> _Network:
        with np.load(self._folder / WEIGHTS) as stored:
            layers = {name.split(".")[1] for name in stored.files if name.endswith(DOWN)}
            base = read_weights(self._base / WEIGHTS_FILE, layers)
            weights = {name: merge(name, value.numpy(), stored) for name, value in base.items()}
        values = {name: ort.OrtValue.ortvalue_from_numpy(w) for name, w in weights.items()}
        session = open_session(str(self._folder / NETWORK_FILE), self._threads_n, values)
        names = [entry for entry in session.get_inputs() if entry.name.startswith("past_")]
        past: dict[str, Any] = {
            entry.name: np.zeros((1, entry.shape[1], 0, entry.shape[3]), np.float32)
            for entry in names
        }
        # Token by token, as the summariser reads it, see `Summariser.read_prefix`.
        prefix = self._summariser.read_prefix()[1]
        for read_n, states in enumerate(prefix):
            _, *present = _run(session, states, past, read_n)
            past = dict(zip(past, present, strict=True))
        return _Network(session, past, len(prefix))


def _run(
    session: ort.InferenceSession, states: Floats, past: Mapping[str, Any], past_n: int
) -> list[Any]:
    """Hidden states (1, tokens, width) out of the last layer, then keys and values of all."""
    mask = np.ones((1, past_n + len(states)), np.int64)
    feeds = {STATES: states[None], "attention_mask": mask, **past}
    present = [name.replace("past_key_values", "present") for name in past]
    outputs: list[Any] = session.run([HIDDEN, *present], feeds)
    return outputs


def merge(
    name: str, weights: npt.NDArray[np.int8], stored: Mapping[str, npt.NDArray[Any]]
) -> npt.NDArray[np.int8]:
    """A matrix (inputs, outputs) of 8-bit integers with its adapter's product added.

    Args:
        name: "layers.16.q_proj+k_proj+v_proj": parts stand side by side, each with its own adapter.
    """
    start, _, joined = name.rpartition(".")
    parts = [f"{start}.{part}" for part in joined.split("+")]
    changes = [
        (stored[part + DOWN].T * stored[part + SCALES]) @ stored[part + UP].T.astype(np.float32)
        for part in parts
    ]
    merged = np.rint(weights + np.concatenate(changes, axis=1))
    return np.clip(merged, -_LARGEST, _LARGEST).astype(np.int8)


def even_out(vector: Floats) -> Floats:
    """Mean 0, variance 1."""
    centred = vector - vector.mean()
    result: Floats = centred / np.sqrt((centred**2).mean() + _EPSILON)
    return result
