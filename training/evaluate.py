"""Calibrates the quantised network, measures it against its fp32 self, and packs the artefact."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from schemas.settings import Settings
from slm.artefact import Fitted, Manifest
from slm.calibrate import Curve
from slm.decode import Floats
from slm.encoder import feed, open_session
from slm.model_folder import MANIFEST, MODEL_FILE, TOKENIZER_FILE
from slm.serialise import WINDOW_N, Window, WordTokenizer
from training.artefact import DATA, pack, write_manifest
from training.batches import make_examples
from training.calibration import fit_curves, fit_temperatures
from training.compress.measure import COMMON_ROWS
from training.dev_documents import made_documents, public_documents
from training.export import TOKENIZER
from training.first_readings import note, read_first
from training.gate import TagCount, compare, refuse_losses
from training.loop import pick_dev
from training.outcomes import RecordingModel, read_documents
from training.recipe import SOURCES
from training.sample import Sample, read_samples
from training.scores import Encode, FieldOutcome, score_samples
from training.sets.papers import PAPER_SCANS, read_paper
from training.sets.scans import SCANS
from training.sets.sroie import SCANS as RECEIPT_SCANS
from training.trust import Trust, fit_trust, tell_trust

THREADS_N = 2
LATENCY_TOKENS = (128, 256, 512)


def onnx_encoder(path: Path) -> Encode:
    """Runs windows through an ONNX file, as at run time."""
    session = open_session(str(path), THREADS_N)
    known: dict[bytes, Floats] = {}  # calibration and scoring ask for the same windows

    def encode_window(window: Window) -> Floats:
        key = window.ids.tobytes() + window.boxes.tobytes()
        if key not in known:
            known[key] = session.run(None, feed(window))[0][0]
        return known[key]

    return lambda windows: [encode_window(window) for window in windows]


def evaluate(data: Path, exported: Path, quantised: Path, folder: Path) -> dict[str, Any]:
    """Fits what confidences mean on dev documents, compares int8 with fp32, writes the artefact.

    Temperatures and the words' curves come from labelled windows; what the record states comes
    from the values that the whole pipeline reads with them.

    Raises:
        QuantisationLoss: int8 is worse than fp32 beyond chance, see `training.gate`.
    """
    tokenizer_file = exported.parent / TOKENIZER
    tokenizer = WordTokenizer(Tokenizer.from_file(str(tokenizer_file)))
    samples = _dev_samples(data)
    int8, fp32 = onnx_encoder(quantised), onnx_encoder(exported)
    examples = [e for s in samples for e in make_examples(s, tokenizer, None)]
    outputs = int8([example.window for example in examples])
    temperatures = fit_temperatures(examples, outputs)
    outcomes: list[FieldOutcome] = []
    int8_tags: list[TagCount] = []
    fp32_tags: list[TagCount] = []
    scores = score_samples(int8, samples, tokenizer, temperatures, outcomes, int8_tags)
    parity = score_samples(fp32, samples, tokenizer, temperatures, tag_counts=fp32_tags)
    losses = refuse_losses(compare(fp32_tags, int8_tags))
    curves = fit_curves(outcomes)
    model = RecordingModel(int8, tokenizer, temperatures, curves)
    trust = _fit_trust(data, samples, model)
    told = tell_trust(trust.assessment, trust.acceptance, *read_first())
    metrics = {
        "dev_documents": len(samples),
        "dev": scores,
        "dev_fp32": {"micro": parity["micro"], "tokens": parity["tokens"]},
        "int8_loss": losses,
        "trust": trust.metrics,
        "first_readings": told.metrics,
        "ms_int8": latency(quantised),
        "ms_fp32": latency(exported),
        "megabytes": {
            "int8": round(quantised.stat().st_size / 1e6, 1),
            "fp32": round(exported.stat().st_size / 1e6, 1),
        },
    }
    pack(quantised, tokenizer_file, folder, temperatures, curves, trust, told, metrics)
    return metrics


def refit_trust(data: Path, folder: Path) -> dict[str, Any]:
    """Fits trust anew on what the shipped network reads by today's rules; the network stays.

    For a change of rules or features: temperatures, curves and the network's own figures, which
    such a change leaves as they are, stay too. Rewrites manifest, card and plot.
    """
    manifest = _read_manifest(folder)
    trust = _fit_trust(data, _dev_samples(data), _shipped_model(manifest, folder))
    trust.plot(folder)
    update = {
        "fitted": Fitted(assessment=trust.assessment, acceptance=trust.acceptance),
        "data": [dict(entry) for entry in DATA],
        "metrics": {**manifest.metrics, "trust": trust.metrics},
    }
    return _write_told(manifest.model_copy(update=update), folder)


def tell_first_readings(papers: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Notes what is read of new papers, then tells trust all that was ever noted of such.

    Run when papers come, before a rule is mended for any of them. Rewrites manifest and card.

    Args:
        papers: PDFs, their truths beside them; of those noted before, the first reading stays.
    """
    manifest = _read_manifest(folder)
    samples = [read_paper(path) for path in papers]
    model = _shipped_model(manifest, folder)
    reads, outcomes = read_documents(public_documents(samples), model, Settings())
    note([f"{sample.source}/{sample.id}" for sample in samples], reads, outcomes)
    return _write_told(manifest, folder)


def _write_told(manifest: Manifest, folder: Path) -> dict[str, Any]:
    told = tell_trust(manifest.fitted.assessment, manifest.fitted.acceptance, *read_first())
    update = {
        "assessment": told.assessment,
        "acceptance": told.acceptance,
        "metrics": {**manifest.metrics, "first_readings": told.metrics},
    }
    write_manifest(manifest.model_copy(update=update), folder)
    return told.metrics


def _read_manifest(folder: Path) -> Manifest:
    return Manifest.model_validate_json((folder / MANIFEST).read_text(encoding="utf-8"))


def _shipped_model(manifest: Manifest, folder: Path) -> RecordingModel:
    curves = {name: Curve(*curve) for name, curve in manifest.curves.items()}
    tokenizer = WordTokenizer(Tokenizer.from_file(str(folder / TOKENIZER_FILE)))
    encode = onnx_encoder(folder / MODEL_FILE)
    return RecordingModel(encode, tokenizer, manifest.temperatures, curves)


def _fit_trust(data: Path, samples: list[Sample], model: RecordingModel) -> Trust:
    documents = [*public_documents([*samples, *_unlabelled(data)]), *made_documents()]
    return fit_trust(*read_documents(documents, model, Settings()))


def latency(path: Path, runs_n: int = 15) -> dict[str, float]:
    """Milliseconds for one window of 128, 256 and 512 tokens, median, on two threads."""
    session = open_session(str(path), THREADS_N)
    rng = np.random.default_rng(0)
    result = {}
    for tokens_n in LATENCY_TOKENS:
        window = Window(
            0,
            rng.integers(*COMMON_ROWS, tokens_n),
            np.sort(rng.integers(0, 1000, (tokens_n, 2, 2)), axis=1).reshape(tokens_n, 4),
            rng.integers(0, 50, tokens_n),
            np.arange(tokens_n),
            np.arange(tokens_n),
        )
        times = []
        for _ in range(runs_n):
            start = time.perf_counter()
            session.run(None, feed(window))
            times.append((time.perf_counter() - start) * 1000)
        result[str(min(tokens_n, WINDOW_N))] = round(float(np.median(times)), 1)
    return result


def _dev_samples(data: Path) -> list[Sample]:
    return pick_dev([s for source in SOURCES for s in read_samples(data / f"{source}.jsonl")])


def _unlabelled(data: Path) -> list[Sample]:
    """Documents as our own OCR reads them: for confidences alone."""
    paths = [data / f"{name}.jsonl" for name in (RECEIPT_SCANS, SCANS, PAPER_SCANS)]
    return [sample for path in paths if path.exists() for sample in read_samples(path)]
