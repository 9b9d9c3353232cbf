"""Every number of the training run, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stretch of training.

    shares: data set → how many times each of its documents is met, on average; a fraction below
    one draws that share of them. Learning rates are peaks; `warmup` is a share of the steps.
    """

    name: str
    shares: dict[str, float]
    rate: float = 3e-4
    new_rate: float = 1.5e-3
    warmup: float = 0.06
    floor: float = 0.0
    rounds_n: int = 10


SEED = 20
TOKENS_PER_BATCH_N = 2560
WEIGHT_DECAY = 0.01
CLIP_NORM = 1.0
#: Dev documents of one set that are scored after each round.
DEV_N = 40

#: First everything together at a rate that stays high; then a second pass that cools down; then the
#: same again with four times as many generated documents, and with e-invoices.
STAGES: tuple[Stage, ...] = (
    Stage(
        "first",
        {"sroie": 8, "cord": 4, "adbuy": 2, "mail": 2, "registration": 1, "generated": 1},
        floor=0.3,
        rounds_n=6,
    ),
    Stage(
        "second",
        {
            "sroie": 7.5,
            "cord": 4.5,
            "adbuy": 3.75,
            "mail": 3.75,
            "registration": 0.75,
            "generated": 1.9,
        },
        new_rate=1e-3,
        rounds_n=6,
    ),
    Stage(
        "third",
        {"sroie": 2, "cord": 1.6, "adbuy": 1, "mail": 0.4, "registration": 0.3, "generated": 0.7},
        new_rate=8e-4,
        floor=0.4,
        rounds_n=4,
    ),
    Stage(
        "fourth",
        {
            "sroie": 2.4,
            "cord": 2,
            "adbuy": 1.4,
            "einvoice": 8,
            "mail": 0.2,
            "registration": 0.2,
            "generated": 0.5,
        },
        new_rate=8e-4,
        warmup=0.02,
        rounds_n=4,
    ),
    Stage(
        "fifth",
        {
            "sroie": 0.3,
            "cord": 0.3,
            "adbuy": 0.3,
            "einvoice": 1.2,
            "mail": 0.02,
            "registration": 0.05,
            "generated": 0.1,
        },
        new_rate=8e-4,
        floor=0.9,
        rounds_n=1,
    ),
    Stage(
        "sixth",
        {
            "sroie": 1.2,
            "cord": 1.2,
            "adbuy": 2,
            "einvoice": 5,
            "mail": 0.1,
            "registration": 0.2,
            "generated": 0.5,
        },
        new_rate=8e-4,
        warmup=0.02,
        rounds_n=3,
    ),
)
