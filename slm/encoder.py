"""The shipped encoder at run time: ONNX Runtime and a tokenizer, nothing else."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from schemas.document import MailMessage, Page
from schemas.errors import ModelError
from schemas.mail_model import Axes, MailModel
from schemas.prediction import DocumentModel, Prediction
from schemas.record import ModelVersion
from slm.artefact import Artefact, open_artefact
from slm.calibrate import Curve, assess_field, calibrate_field, weights_for
from slm.decode import Floats, decode
from slm.heads import OUTPUTS_N
from slm.model_folder import MODEL_FILE, TOKENIZER_FILE, Download
from slm.processor import has_vnni
from slm.serialise import Integers, Window, WordTokenizer, serialise

#: Microseconds that a thread of an inference waits for work before it sleeps.
_SPIN_US = "20"


def load_encoder(model: str, threads_n: int, download: Download | None = None) -> DocumentModel:
    """Opens the encoder in a local folder or under a hub id.

    Raises:
        ModelError: the artefact is missing, altered, or of a format this version does not know.
    """
    return Encoder(open_artefact(model, download), threads_n)


class Encoder:
    """Pages of words → tags, document type, salience and mail axes. Safe to share by threads."""

    def __init__(self, artefact: Artefact, threads_n: int) -> None:
        manifest = artefact.manifest
        self._mail_model: MailModel | None = None
        self._version = ModelVersion(
            name=manifest.name, version=manifest.version, sha256=artefact.sha256
        )
        self._temperatures = manifest.temperatures
        self._curves = {label: Curve(*curve) for label, curve in manifest.curves.items()}
        self._assessment, self._acceptance = manifest.assessment, manifest.acceptance
        self._fitted = manifest.fitted.assessment or manifest.assessment
        path = artefact.folder / MODEL_FILE
        try:
            self._session = open_session(str(path), threads_n)
            tokenizer = Tokenizer.from_file(str(artefact.folder / TOKENIZER_FILE))
        except Exception as error:
            raise ModelError(f"The model cannot be loaded: {error}") from error
        self._tokenizer = WordTokenizer(tokenizer)
        width = self._session.get_outputs()[0].shape[-1]
        if width != OUTPUTS_N:
            raise ModelError(f"The network gives {width} numbers a token, not {OUTPUTS_N}.")

    def read_mails_with(self, model: MailModel) -> None:
        """From now on `model` tells the axes of mails; for whoever loads both."""
        self._mail_model = model

    def classify_mail(self, mail: MailMessage) -> Axes | None:
        """The axes by the model for mails; None without one: then those of `predict` stand."""
        return self._mail_model.classify_mail(mail) if self._mail_model else None

    def weigh_asking(self, sentences: Sequence[str]) -> Sequence[float] | None:
        """How likely each sentence of a mail asks for something, by the model for mails."""
        return self._mail_model.weigh_asking(sentences) if self._mail_model else None

    @property
    def version(self) -> ModelVersion:
        """Which artefact this is; `sha256` is its manifest's."""
        return self._version

    def predict(self, pages: Sequence[Page]) -> Prediction:
        """Reads a document, in overlapping windows where it is longer than one."""
        windows = serialise(pages, self._tokenizer)
        return decode(pages, windows, [self.encode(w) for w in windows], self._temperatures)

    def encode(self, window: Window) -> Floats:
        """The network's raw output for one window: (tokens, OUTPUTS_N)."""
        (output,) = self._session.run(None, feed(window))
        result: Floats = output[0]
        return result

    def calibrate_field(self, label: str, confidences: Sequence[float]) -> float:
        """How likely a value of `label` is right (0–1), given the confidence of each word."""
        return calibrate_field(self._curves, label, confidences)

    def assess_field(self, label: str, features: Mapping[str, float]) -> float:
        """How likely a value of `label` is right (0–1), from the features of `tasks.assess`."""
        weights = weights_for(self._assessment, self._fitted, features)
        return assess_field(weights, label, features)

    def least_sure(self, group: str) -> float | None:
        """From which joint probability documents of a group may be accepted, if measured."""
        return self._acceptance.get(group)


def feed(window: Window) -> dict[str, Integers]:
    """The network's inputs for one window, as a batch of one."""
    return {
        "input_ids": window.ids[None],
        "bbox": window.boxes[None],
        "attention_mask": np.ones_like(window.ids)[None],
        "token_type_ids": window.types[None],
    }


def open_session(
    path: str, threads_n: int, weights: Mapping[str, ort.OrtValue] | None = None
) -> ort.InferenceSession:
    """A CPU session that stays small: no plan per input shape.

    Threads wait for the next operator by spinning for as long as waking one up would take, then
    sleep: a document alone is read a fifth faster than by threads that never spin, and two of them
    at once no slower; spinning for a millisecond, ONNX Runtime's way, would cost those a third.

    The arena stays on: without it the large buffers of a full window are mapped anew for every
    operator, which doubles the time of 512 tokens to save some 20 MB. Adding and normalising stay
    two operators: ONNX Runtime's fusion of them takes ten times as long on a CPU.

    On CPUs without VNNI, sums of products of 8-bit numbers would overflow 16 bits unseen, so there
    a slower, exact way of multiplying is asked for. Others are exact as they are, and where they
    have AMX, too, ONNX Runtime would take that way all the same, at twice the time.

    Args:
        weights: initializers that the file only names, as external data.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads_n
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN_US)
    options.add_session_config_entry("session.force_spinning_stop", "1")
    if not has_vnni():
        options.add_session_config_entry("session.x64quantprecision", "1")
    options.log_severity_level = 3
    if weights:
        options.add_external_initializers(list(weights), list(weights.values()))
    return ort.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
