"""`python -m training distil|prune|compare`: the steps of compression."""

import argparse
import json
import os
import platform
import random
import time
from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from slm.serialise import Window, WordTokenizer
from training.compress import distil as distilling
from training.compress import prune as pruning
from training.compress.gate import check_student, main_figures
from training.compress.measure import Variant, dev_samples, measure_f1, measure_speed
from training.compress.static import METHODS, cut_window, quantise_static
from training.compress.table import write_table
from training.compress.vocabulary import choose_pieces, count_pieces
from training.export import EXPORTED, QUANTISED, TOKENIZER, export, quantise
from training.network import HEAD_WIDTH, network_of
from training.recipe import SOURCES
from training.sample import Sample, train_words
from training.smooth import smoothing_windows, train_windows

#: Batches that heads are weighed on, and windows that static scales are measured on.
BATCHES_N, WINDOWS_N, WINDOW_TOKENS_N = 8, 30, 256
TABLE = Path(__file__).parent.parent / "compression.md"


def distil(args: argparse.Namespace) -> None:
    """Reads WORK/data and the teacher; writes WORK/runs/TO.pt and TO.jsonl."""
    runs = args.work / "runs"
    teacher = _read(runs, args.teacher)["network"]
    student = (
        _read(runs, args.start)["network"]
        if args.start
        else distilling.pick_layers(teacher, args.layers)
    )
    batches = distilling.draw_batches(args.work / "data", runs / TOKENIZER)
    first = next(batches)  # read the data before the clock runs
    run = distilling.Distillation(teacher, student, args.minutes * 60, runs / f"{args.to}.jsonl")
    weights = run.learn(chain([first], batches))
    torch.save({"network": weights, "teacher": args.teacher}, runs / f"{args.to}.pt")
    print(f"{args.to}: {run.tokens_n} tokens")


def prune(args: argparse.Namespace) -> None:
    """Reads WORK/data and runs/STAGE.pt; writes WORK/runs/TO.pt, fewer heads or pieces."""
    runs = args.work / "runs"
    state = _read(runs, args.stage or "student")
    network = network_of(state["network"])
    if args.heads:
        if "pieces" in state:
            raise SystemExit("Prune heads before word pieces: batches need the whole vocabulary.")
        batches = islice(distilling.draw_batches(args.work / "data", runs / TOKENIZER), BATCHES_N)
        chosen = pruning.choose_heads(pruning.head_importance(network, batches), args.heads)
        pruning.prune_heads(network, chosen)
        print(f"heads by layer: {chosen}")
    if args.words:
        content = json.loads((runs / TOKENIZER).read_text(encoding="utf-8"))
        counts = count_pieces(train_words(args.work / "data"), _tokenizer(runs / TOKENIZER))
        state["pieces"] = choose_pieces(content, counts)
        pruning.prune_words(network, state["pieces"])
        print(f"{len(state['pieces'])} word pieces left")
    state = {name: state[name] for name in state.keys() & {"pieces"}}
    pruned = {"network": network.state_dict(), "teacher": args.teacher}
    torch.save(state | pruned, runs / f"{args.to}.pt")


def compare(args: argparse.Namespace) -> None:
    """Exports, quantises and measures teacher and students; writes the table, then holds the gate.

    What was measured of each student is kept in its checkpoint: `export` refuses by it.

    Raises:
        StudentRefused: a student's fp32 network is too far below its teacher.
    """
    variants: list[Variant] = []
    data = args.work / "data"
    names = (args.teacher, *args.students)
    for name in names:
        # Static scales at both ends of the road are enough to tell.
        variants += _build_variants(args, name, METHODS if name in (names[0], names[-1]) else ())
    samples = dev_samples(data, args.limit)
    for variant in variants:
        _score(variant, samples, args)
        print(variant.name, main_figures(variant.scores), flush=True)
    measure_speed(variants, args.threads)
    table = TABLE if args.most is None else args.work / TABLE.name
    table.write_text(write_table(variants, _facts(args, samples)), encoding="utf-8")
    print(table.read_text(encoding="utf-8"))
    by_name = {variant.name: main_figures(variant.scores) for variant in variants}
    teacher_f1 = by_name[f"{args.teacher} fp32"]
    for name in args.students:
        path = args.work / "runs" / f"{name}.pt"
        state = torch.load(path, weights_only=True)
        student_f1 = by_name[f"{name} fp32"]
        written = path.stat()
        torch.save(state | {"teacher_f1": teacher_f1, "student_f1": student_f1}, path)
        os.utime(path, (written.st_atime, written.st_mtime))  # the weights are the same
    for name in args.students:
        check_student(teacher_f1, by_name[f"{name} fp32"])


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "distil": distil,
    "prune": prune,
    "compare": compare,
}


def _build_variants(args: argparse.Namespace, name: str, methods: Iterable[str]) -> list[Variant]:
    """The fp32, dynamic and static files of a checkpoint, under WORK/compress/NAME."""
    folder = args.work / "compress" / name
    checkpoint, tokenizer = args.work / "runs" / f"{name}.pt", folder / TOKENIZER
    files = {"fp32": folder / EXPORTED, "int8 dynamic": folder / "int8" / QUANTISED}
    files |= {f"int8 static, {m}": folder / f"static-{m}" / QUANTISED for m in methods}
    if not all(_is_newer(file, checkpoint) for file in files.values()):
        export(checkpoint, args.work / "runs" / TOKENIZER, folder, refuse=False)
        quantise(folder, smoothing_windows(args.work / "data", tokenizer))
        windows = _calibration_windows(args.work / "data", _tokenizer(tokenizer)) if methods else []
        for method in methods:
            quantise_static(folder, windows, method)
    teacher = f"{args.teacher} fp32"
    return [
        Variant(f"{name} {kind}", path, tokenizer, None if f"{name} {kind}" == teacher else teacher)
        for kind, path in files.items()
    ]


def _score(variant: Variant, samples: list[Sample], args: argparse.Namespace) -> None:
    """Measures F1, or reads what was measured of the same file on as many documents before."""
    kept = variant.model.with_name(f"scores-{args.limit}.json")
    if _is_newer(kept, variant.model):
        variant.scores = json.loads(kept.read_text(encoding="utf-8"))
        return
    measure_f1(variant, samples, args.threads)
    kept.write_text(json.dumps(variant.scores), encoding="utf-8")


def _is_newer(path: Path, source: Path) -> bool:
    return path.exists() and path.stat().st_mtime > source.stat().st_mtime


def _calibration_windows(data: Path, tokenizer: WordTokenizer) -> list[Window]:
    """Windows of the train part, as many of each set, cut to one length: histograms need that."""
    windows: list[Window] = []
    for source in SOURCES:
        firsts = train_windows(data, source, tokenizer)
        long = (window for window in firsts if len(window.ids) >= WINDOW_TOKENS_N)
        windows += islice(long, -(-WINDOWS_N // len(SOURCES)))
    random.Random(0).shuffle(windows)
    return [cut_window(window, WINDOW_TOKENS_N) for window in windows[:WINDOWS_N]]


def _facts(args: argparse.Namespace, samples: list[Sample]) -> list[str]:
    arguments = f"--teacher {args.teacher} --students {' '.join(args.students)}"
    counts: dict[str, int] = {}
    for sample in samples:
        counts[sample.source] = counts.get(sample.source, 0) + 1
    return [
        f"Command: `python -m training compare {arguments} --limit {args.limit}"
        f" --threads {args.threads}`, {time.strftime('%Y-%m-%d')}.",
        f"Machine: {_processor()}, {os.cpu_count()} cores shared with other work"
        f" (load {os.getloadavg()[0]:.1f}), {args.threads} threads.",
        *(_describe(args.work / "runs", name) for name in (args.teacher, *args.students)),
        "Dev documents: " + ", ".join(f"{name} {count}" for name, count in counts.items()) + ".",
    ]


def _read(runs: Path, name: str) -> dict[str, Any]:
    state: dict[str, Any] = torch.load(runs / f"{name}.pt", weights_only=True)
    return state


def _tokenizer(path: Path) -> WordTokenizer:
    return WordTokenizer(Tokenizer.from_file(str(path)))


def _describe(runs: Path, name: str) -> str:
    weights = _read(runs, name)["network"]
    queries = [weight for key, weight in weights.items() if key.endswith("self.query.weight")]
    heads_n = sum(len(query) for query in queries) // HEAD_WIDTH
    words_n = len(weights["layoutlm.embeddings.word_embeddings.weight"])
    return f"{name}: {len(queries)} layers, {heads_n} heads, {words_n:,} word pieces."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
