"""Makes the summariser, one step at a time.

`evaluate` needs the run-time environment, the other steps the training environment.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

DEFAULT_MINUTES = 53.0


def unpack(args: argparse.Namespace) -> None:
    """Writes the base model's weights and tokenizer as plain files."""
    from training.summariser.base import unpack_base

    unpack_base(args.work / "base")


def data(args: argparse.Namespace) -> None:
    """Writes the pairs of source and summary."""
    from training.summariser.data import build_pairs

    print(build_pairs(args.data, args.work / "data"))


def train(args: argparse.Namespace) -> None:
    """Fine-tunes, going on where it was stopped."""
    from training.summariser.train import train as run

    run(args.work, args.minutes, args.target if args.from_artefact else None)


def export(args: argparse.Namespace) -> None:
    """Writes the fp32 network with its cache."""
    from training.summariser.export import export as run

    print(run(args.work))


def quantise(args: argparse.Namespace) -> None:
    """Writes the quantised twins, each as a folder that the run time can open."""
    from training.summariser.pack import pack_all

    print(json.dumps(pack_all(args.work), indent=1))


def integers(args: argparse.Namespace) -> None:
    """Writes a twin of 4 bits anew as one that multiplies 8-bit integers."""
    from training.summariser.pack import pack_integers

    print(pack_integers(Path(args.model), args.work))


def evaluate(args: argparse.Namespace) -> None:
    """Scores one folder on held-out mails beside extraction."""
    from training.summariser.evaluate import evaluate as run

    result = run(args.model, args.encoder, args.work, args.set, args.most)
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (args.work / f"scores-{Path(args.model).name}-{args.set}.json").write_text(text + "\n")
    print(text)


def ship(args: argparse.Namespace) -> None:
    """Copies one twin to its place, with what was measured in its manifest and card."""
    from training.summariser.ship import ship as run

    run(Path(args.model), args.work, args.target)


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "base": unpack,
    "data": data,
    "train": train,
    "export": export,
    "quantise": quantise,
    "integers": integers,
    "evaluate": evaluate,
    "ship": ship,
}


def main() -> None:
    """Parses the arguments and runs one step."""
    parser = argparse.ArgumentParser(prog="python -m training.summariser", description=__doc__)
    parser.add_argument("step", choices=COMMANDS)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("work/summariser"))
    parser.add_argument("--minutes", type=float, default=DEFAULT_MINUTES)
    parser.add_argument(
        "--model", default="work/summariser/q4-32", help="integers, evaluate: the folder"
    )
    parser.add_argument("--target", type=Path, default=Path("models/summariser"), help="ship: to")
    parser.add_argument(
        "--from-artefact", action="store_true", help="train: start from the shipped summariser"
    )
    parser.add_argument("--encoder", default="models/encoder", help="evaluate: for extraction")
    parser.add_argument("--set", default="mail", help="evaluate: mail or templates")
    parser.add_argument("--most", type=int, default=1000, help="evaluate: at most so many mails")
    args = parser.parse_args()
    COMMANDS[args.step](args)


if __name__ == "__main__":
    main()
