"""`python -m training.adapter [train|pack]`: tunes the summariser to judge mails, and packs it."""

import argparse
import json
from pathlib import Path

DEFAULT_MINUTES = 130.0


def main() -> None:
    """Parses the arguments and runs one step, or both in order."""
    parser = argparse.ArgumentParser(prog="python -m training.adapter", description=__doc__)
    parser.add_argument("step", nargs="?", choices=("train", "pack"), help="both when left out")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("work/adapter"))
    parser.add_argument("--base", type=Path, default=Path("work/summariser/base"))
    parser.add_argument("--summariser", type=Path, default=Path("models/summariser"))
    parser.add_argument("--artefact", type=Path, default=Path("models/mail"))
    parser.add_argument("--replies", type=Path, default=Path("work/mail/replies.json"))
    parser.add_argument("--minutes", type=float, default=DEFAULT_MINUTES)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--start", type=Path, help="a run's weights (run.pt) to begin from")
    args = parser.parse_args()
    # Asked for before hours of training.
    if args.step != "train" and not args.replies.exists():
        parser.error(f"pack needs {args.replies}: `python -m training.mail asks` writes it.")

    import torch

    from slm.summariser import load_summariser
    from training.adapter import pack, train
    from training.adapter.data import read_examples
    from training.adapter.network import Judge

    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    judge = Judge(args.base, args.summariser)
    examples = list(read_examples(args.data))
    replies = {} if args.step == "train" else json.loads(args.replies.read_text(encoding="utf-8"))
    if args.step in (None, "train"):
        if args.start:
            if (args.work / train.CHECKPOINT).exists():
                parser.error(f"--start begins a run, and there is one in {args.work} already.")
            pack.load_checkpoint(args.start, judge)
        learned = [example for example in examples if example.sample.part == "train"]
        summariser = load_summariser(str(args.summariser), threads_n=2)
        cached, fixed = train.cache(summariser, learned)
        train.train(args.work, judge, cached, fixed, args.minutes, args.seed)
    if args.step in (None, "pack"):
        pack.load_checkpoint(args.work / train.CHECKPOINT, judge)
        pack.pack(judge, args.summariser, args.artefact)
        print(json.dumps(pack.weigh(args.summariser, args.artefact, examples, replies), indent=1))


if __name__ == "__main__":
    main()
