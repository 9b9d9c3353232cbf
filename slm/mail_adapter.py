"""What the summariser's upper layers say of a mail once they are tuned to judge, not to write.

The tuning is a low-rank adapter (LoRA: Hu et al., 2021, arXiv:2106.09685): for each matrix of the
upper layers two narrow ones, whose product is added to it when the layers are loaded a second time.
The lower layers are shared: what they make of a mail is at hand, for the summariser reads it too.
"""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from schemas.document import MailMessage
from schemas.errors import ModelError
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
        """`folder`: with the adapter's two files. `base`: the summariser's folder.

        Raises:
            ModelError: the files are not there, or not the adapter's.
        """
        self._folder, self._base, self._threads_n = folder, base, threads_n
        self._summariser = summariser
        try:
            with np.load(folder / WEIGHTS) as stored:
                self._head = stored[HEAD].astype(np.float32)
                self._bias = stored[BIAS].astype(np.float32)
        except Exception as error:
            raise ModelError(f"The mail encoder's adapter cannot be read: {error}") from error
        self._network: _Network | None = None
        self._turn = threading.Lock()

    def judge(self, mail: MailMessage) -> Floats:
        """The logits, as `slm.mail_heads` deals them out.

        Raises:
            ModelError: the layers cannot be loaded, or the summariser tells no states.
        """
        return self.judge_text(build_source(mail))

    def judge_text(self, source: str) -> Floats:
        """The same, of a text from `slm.mail_source`."""
        prompt = self._summariser.read(source)
        if prompt.states is None:
            raise ModelError("The summariser's network tells no states for the adapter.")
        with self._turn:
            network = self._network = self._network or self._open()
        hidden = _run(network.session, prompt.states, network.past, network.past_n)[0][0]
        told = np.concatenate(
            [even_out(hidden[-1]), even_out(hidden[: max(1, prompt.source_n)].mean(0))]
        )
        logits: Floats = self._head @ told + self._bias
        return logits

    def _open(self) -> _Network:
        try:
            return self._load()
        except Exception as error:
            raise ModelError(f"The mail encoder's adapter cannot be loaded: {error}") from error

    def _load(self) -> _Network:
        with np.load(self._folder / WEIGHTS) as stored:
            layers = {name.split(".")[1] for name in stored.files if name.endswith(DOWN)}
            base = self._base / WEIGHTS_FILE
            weights = read_weights(base, layers, lambda name: find_change(name, stored))
        session = open_session(str(self._folder / NETWORK_FILE), self._threads_n, weights)
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


def find_change(name: str, stored: Mapping[str, npt.NDArray[Any]]) -> Floats:
    """The adapter's product (outputs, inputs), in steps of the matrix' integers.

    Args:
        name: "layers.16.q_proj+k_proj+v_proj": parts stand side by side, each with its own adapter.
    """
    start, _, joined = name.rpartition(".")
    changes = []
    for part in (f"{start}.{part}" for part in joined.split("+")):
        up, down = (stored[part + suffix].astype(np.float32) for suffix in (UP, DOWN))
        changes.append((up * stored[part + SCALES]) @ down)
    result: Floats = np.concatenate(changes)
    return result


def even_out(vector: Floats) -> Floats:
    """Mean 0, variance 1."""
    centred = vector - vector.mean()
    result: Floats = centred / np.sqrt((centred**2).mean() + _EPSILON)
    return result
