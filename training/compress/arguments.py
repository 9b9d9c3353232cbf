"""What the steps of compression can be told."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that only these steps have."""
    options = parser.add_argument_group("distil, prune, compare")
    options.add_argument("--teacher", default="final", help="checkpoint to come up to")
    options.add_argument("--layers", type=int, nargs="*", default=[0, 2, 3, 5], help="of teacher")
    options.add_argument("--start", help="distil: a student to go on with, instead of --layers")
    options.add_argument("--minutes", type=float, default=30.0, help="distil: how long")
    options.add_argument("--heads", type=int, default=0, help="prune: how many attention heads")
    options.add_argument("--words", action="store_true", help="prune: word pieces never needed")
    options.add_argument("--to", default="student", help="distil, prune: name of what is written")
    options.add_argument("--students", nargs="*", default=[], help="compare: checkpoints")
    options.add_argument("--limit", type=int, default=25, help="compare: dev documents a set")
    options.add_argument("--threads", type=int, default=2, help="compare: of ONNX Runtime")
