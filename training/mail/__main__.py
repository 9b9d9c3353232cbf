"""`python -m training.mail [data|train|pack|deadlines|folds|asks]`: each step, or all of them."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

TOKENIZER, PIECES, SAMPLES, CHECKPOINT = (
    "tokenizer.json",
    "pieces.json",
    "samples.jsonl",
    "tuned.pt",
)
#: Scores of needs_reply, by mail.
REPLIES = "replies.json"
#: Mails drawn from each template.
DRAWS_N = 2


def build_data(args: argparse.Namespace) -> None:
    """Reads the mails and templates; writes samples, the cut tokenizer and its pieces to WORK."""
    from training.mail.data import read_samples
    from training.mail.vocabulary import cut_tokenizer

    args.work.mkdir(parents=True, exist_ok=True)
    samples = list(read_samples(args.data, DRAWS_N))
    with (args.work / SAMPLES).open("w", encoding="utf-8") as file:
        for sample in samples:
            file.write(json.dumps(sample._asdict(), ensure_ascii=False) + "\n")
    tokenizer, pieces = cut_tokenizer(args.wheels, (sample.text for sample in samples))
    tokenizer.save(str(args.work / TOKENIZER), pretty=False)
    (args.work / PIECES).write_text(json.dumps(pieces))
    print(f"{len(samples)} mails, {len(pieces)} word pieces")


def train(args: argparse.Namespace) -> None:
    """Reads WORK; trains, or goes on with it; writes WORK/tuned.pt, words.npz and clauses.npz."""
    from tokenizers import Tokenizer

    from slm.mail_encoder import CLAUSES_FILE, WORDS_FILE
    from training.mail import train as training
    from training.mail.clauses import fit_clauses
    from training.mail.data import load_samples
    from training.mail.words import fit_words

    network = training.build_network(args.wheels, json.loads((args.work / PIECES).read_text()))
    tokenizer = Tokenizer.from_file(str(args.work / TOKENIZER))
    samples = [s for s in load_samples(args.work / SAMPLES) if s.part == "train"]
    fit_words(samples).save(args.work / WORDS_FILE)
    fit_clauses(samples).save(args.work / CLAUSES_FILE)
    cached = training.cache(network, tokenizer, samples)
    training.tune(network, cached, args.passes, args.seed, args.work / CHECKPOINT)


def pack(args: argparse.Namespace) -> None:
    """Reads WORK; exports, quantises, calibrates and writes the artefact folder."""
    from training.mail.pack import pack_artefact

    metrics = pack_artefact(args.wheels, args.work, args.work / args.checkpoint, args.artefact)
    print(json.dumps(metrics, indent=1))


def fit_deadlines(args: argparse.Namespace) -> None:
    """Reads the mails; writes the weights by which deadlines are told, beside their rules."""
    from training.mail.deadlines import write_weights

    print(json.dumps(write_weights(args.data, args.mails, args.deadlines), indent=1))


def judge_folds(args: argparse.Namespace) -> None:
    """Reads WORK; trains anew without each fold; writes what is then said of it to WORK."""
    from tokenizers import Tokenizer

    from training.mail import folds, train
    from training.mail.data import ASKING, load_samples, read_asking, read_valid
    from training.mail.deadlines import FOLDS_N, read_all

    numbers = args.folds or range(FOLDS_N)
    if not set(numbers) <= set(range(FOLDS_N)):
        raise SystemExit(f"--folds: there are folds 0 to {FOLDS_N - 1}.")
    network = train.build_network(args.wheels, json.loads((args.work / PIECES).read_text()))
    tokenizer = Tokenizer.from_file(str(args.work / TOKENIZER))
    asking = [e for e in read_asking(args.data, read_valid(args.data)) if e["group"]]
    groups = {
        str(entry["id"]): str(entry["group"])
        for entry in (*read_all(args.data, args.mails), *asking)
        if entry["source"] != "template"
    }
    samples = [
        sample
        for sample in load_samples(args.work / SAMPLES)
        if sample.source != "questions" and (sample.id in groups or sample.source not in ASKING)
    ]
    views = folds.judge_unseen(
        network, tokenizer, samples, groups, args.work, args.passes, args.seed, numbers
    )
    if not args.folds:
        folds.save_views(views, args.work / folds.FOLDS_FILE)


def fit_asks(args: argparse.Namespace) -> None:
    """Reads mails, WORK/folds.npz and ARTEFACT; writes weights of needs_reply and urgency.

    Also WORK/replies.json, for the adapter.
    """
    from slm.mail_encoder import load_mail_encoder
    from training.mail.asks import write_weights
    from training.mail.folds import FOLDS_FILE, load_views

    views = load_views(args.work / FOLDS_FILE)
    encoder = load_mail_encoder(str(args.artefact), threads_n=1)
    replies = args.work / REPLIES
    figures = write_weights(args.data, args.mails, views, encoder, args.asks, replies)
    print(json.dumps(figures, indent=1))


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "data": build_data,
    "train": train,
    "pack": pack,
    "deadlines": fit_deadlines,
    "folds": judge_folds,
    "asks": fit_asks,
}


def main() -> None:
    """Parses the arguments and runs one step, or all in order."""
    parser = argparse.ArgumentParser(prog="python -m training.mail", description=__doc__)
    parser.add_argument("step", nargs="?", choices=COMMANDS, help="one step; all when left out")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("work/mail"))
    parser.add_argument("--wheels", type=Path, default=Path("work/mail/wheels"))
    parser.add_argument("--artefact", type=Path, default=Path("models/mail"))
    parser.add_argument("--mails", type=Path, default=Path("training/mails/plain"))
    parser.add_argument("--deadlines", type=Path, default=Path("tasks/mails/deadline_weights.json"))
    parser.add_argument("--asks", type=Path, default=Path("tasks/mails/ask_weights.json"))
    parser.add_argument("--checkpoint", default=CHECKPOINT)
    parser.add_argument("--passes", type=float, default=3.5, help="how often each mail is seen")
    parser.add_argument(
        "--folds", type=int, nargs="+", help="folds: train only these, for a later run of all"
    )
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    for name, command in COMMANDS.items():
        if args.step in (None, name):
            command(args)


if __name__ == "__main__":
    main()
