"""`python -m training [data|train|export|quantise|evaluate]`: each step, or all of them.

`distil`, `prune` and `compare` make the encoder smaller, `trust` fits the confidences anew after a
change of rules, `first` tells them what is read of new papers, `bases` tells from which weights it
had better start; they run only by name.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from training.compress.arguments import add_arguments
from training.recipe import BASE, STAGES

FINAL = "final.pt"
WORK, REHEARSAL, SHIPPED = Path("work"), Path("work/rehearsal"), Path("models/encoder")


def build_data(args: argparse.Namespace) -> None:
    """Reads the data sets and generates documents; writes WORK/data/SET.jsonl."""
    from training.pages.printing import find_browser
    from training.sample import write_samples
    from training.sets import PRINTED, readers_of

    readers = readers_of(args.data)
    wanted = args.sets or list(readers)
    if unknown := set(wanted) - set(readers):
        raise SystemExit(f"--sets: no {', '.join(sorted(unknown))}; there are {', '.join(readers)}")
    if set(wanted) & set(PRINTED):
        find_browser()  # asked for now, needed after hours
    for name, samples in readers.items():
        if name not in wanted:
            continue
        count = write_samples(args.work / "data" / f"{name}.jsonl", islice(samples, args.most))
        print(f"{name}: {count} documents")


def train(args: argparse.Namespace) -> None:
    """Reads WORK/data; writes WORK/runs/STAGE.pt, each from the one before, then final.pt.

    Beside a stage that does not wholly go on, STAGE.averaged.pt is what does.
    """
    from training.average import average_checkpoints
    from training.bases import CHECKPOINT, TOKENIZER, write_start
    from training.loop import Job, run_stage
    from training.mail_heads import fit_mail_heads
    from training.warm_start import write_artefact_start

    data, runs = args.work / "data", args.work / "runs"
    start, tokenizer = runs / CHECKPOINT, runs / TOKENIZER
    if not args.from_artefact:
        write_start(BASE, data, args.wheels, runs)
    elif not (runs / f"{STAGES[-1].name}.pt").exists():
        write_artefact_start(args.artefact, runs)
    for stage in STAGES[-1:] if args.from_artefact else STAGES:
        checkpoint = runs / f"{stage.name}.pt"
        if checkpoint.exists():
            print(f"{checkpoint} is gone on with; to train anew, remove {runs}", flush=True)
        run_stage(Job(stage, data, runs, start, tokenizer))
        first, start = start, checkpoint
        if stage.kept < 1:
            last, start = start, runs / f"{stage.name}.averaged.pt"
            average_checkpoints(first, last, start, stage.kept)
    print(fit_mail_heads(data, start, tokenizer, runs / FINAL))


def export(args: argparse.Namespace) -> None:
    """Reads final.pt, or a stage's checkpoint; writes WORK/export/model.onnx (fp32)."""
    from training.export import TOKENIZER
    from training.export import export as export_onnx

    runs = args.work / "runs"
    checkpoint = runs / (f"{args.stage}.pt" if args.stage else FINAL)
    print(export_onnx(checkpoint, runs / TOKENIZER, args.work / "export"))


def quantise(args: argparse.Namespace) -> None:
    """Reads WORK/data and WORK/export/model.onnx; writes WORK/export/int8/."""
    from training.export import TOKENIZER
    from training.export import quantise as quantise_onnx
    from training.smooth import smoothing_windows

    exported = args.work / "export"
    windows = smoothing_windows(args.work / "data", exported / TOKENIZER)
    print(quantise_onnx(exported, windows))


def evaluate(args: argparse.Namespace) -> None:
    """Reads WORK/data and WORK/export; writes the artefact folder with its card and manifest."""
    from training.evaluate import evaluate as evaluate_onnx
    from training.export import EXPORTED, QUANTISED

    exported = args.work / "export"
    metrics = evaluate_onnx(
        args.work / "data", exported / EXPORTED, exported / "int8" / QUANTISED, args.target
    )
    print(json.dumps(metrics, indent=1))


def first(args: argparse.Namespace) -> None:
    """Notes what the artefact reads of new PAPERS; rewrites what its manifest says of trust."""
    from training.evaluate import tell_first_readings
    from training.sets.papers import refuse_known

    refuse_known(args.papers)
    print(json.dumps(tell_first_readings(args.papers, args.artefact), indent=1))


def trust(args: argparse.Namespace) -> None:
    """Reads WORK/data and the artefact; rewrites what its manifest and card say of trust."""
    from training.evaluate import refit_trust

    print(json.dumps(refit_trust(args.work / "data", args.target), indent=1))


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "data": build_data,
    "train": train,
    "export": export,
    "quantise": quantise,
    "evaluate": evaluate,
}


def _compress(name: str) -> Callable[[argparse.Namespace], None]:
    def run(args: argparse.Namespace) -> None:
        from training.compress import commands

        commands.COMMANDS[name](args)

    return run


def compare_bases(args: argparse.Namespace) -> None:
    """Reads WORK/data; trains a network from each of BASES; writes WORK/bases/ with its table."""
    from training.compare_bases import compare_bases as compare

    print(compare(args.work, args.wheels, args.bases))


BY_NAME: dict[str, Callable[[argparse.Namespace], None]] = {
    **{name: _compress(name) for name in ("distil", "prune", "compare")},
    "first": first,
    "trust": trust,
    "bases": compare_bases,
}


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What to do; `target` is the folder that is written where `artefact` is read.

    A rehearsal has places of its own: what a few documents taught takes the place of nothing.
    """
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "step",
        nargs="?",
        choices=[*COMMANDS, *BY_NAME],
        help="one step; the first five when left out",
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, help=f"default {WORK}, with --most {REHEARSAL}")
    parser.add_argument("--wheels", type=Path, default=WORK / "mail" / "wheels")
    parser.add_argument(
        "--artefact",
        type=Path,
        help=f"default {SHIPPED}; with --most, WORK/{SHIPPED.name} is written instead",
    )
    parser.add_argument(
        "--papers", nargs="*", type=Path, default=[], help="first: PDFs, their truths beside them"
    )
    parser.add_argument("--sets", nargs="*", help="data: only these sets")
    parser.add_argument(
        "--most", type=int, help="rehearses any step, with so many documents of a set at most"
    )
    parser.add_argument("--stage", help="export, prune: this checkpoint")
    parser.add_argument(
        "--from-artefact",
        action="store_true",
        help="train: only the last stage, from the shipped int8 weights",
    )
    parser.add_argument(
        "--bases", nargs="*", default=["minilm", "e5"], help="bases: to train, the first to beat"
    )
    add_arguments(parser)
    args = parser.parse_args(arguments)
    rehearses = args.most is not None
    args.work = args.work or (REHEARSAL if rehearses else WORK)
    args.target = args.artefact or (args.work / SHIPPED.name if rehearses else SHIPPED)
    args.artefact = args.artefact or SHIPPED
    return args


def main() -> None:
    """Parses the arguments and runs one step, or all in order."""
    args = parse_arguments()
    if args.step in BY_NAME:
        BY_NAME[args.step](args)
        return
    for name, command in COMMANDS.items():
        if args.step in (None, name):
            command(args)


if __name__ == "__main__":
    main()
