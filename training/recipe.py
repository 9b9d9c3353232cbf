"""Every number of the training run, in one place."""

from dataclasses import dataclass

SEED = 20


@dataclass(frozen=True)
class Stage:
    """One stretch of training.

    shares: data set → how many times each of its documents is met, on average; a fraction below
    one draws that share of them. Learning rates are peaks; `warmup` is a share of the steps;
    `seed` is that of what each round draws. kept: how much of its weights goes on to the next
    stage, or ships; the rest is of those that it started from.
    """

    name: str
    shares: dict[str, float]
    rate: float = 3e-4
    new_rate: float = 1.5e-3
    warmup: float = 0.06
    rounds_n: int = 10
    seed: int = SEED
    kept: float = 1.0


TOKENS_PER_BATCH_N = 2560
WEIGHT_DECAY = 0.01
CLIP_NORM = 1.0
#: Dev documents of one set that are scored after each round.
DEV_N = 40

#: Which of `training.bases` the network starts from.
BASE = "e5"
#: Seven stretches, each of which cools down to nothing. Small sets are met often, to be heard
#: beside 30,000 generated documents, which all together meet nearly three times.
STAGES: tuple[Stage, ...] = (
    Stage(
        "documents",
        {
            "sroie": 12.25,
            "cord": 10.5,
            "adbuy": 7,
            "einvoice": 12.25,
            "mail": 2.1,
            "registration": 2.1,
            "generated": 0.82,
        },
        new_rate=1.2e-3,
        warmup=0.03,
        rounds_n=7,
    ),
    Stage(
        "again",
        {
            "sroie": 9,
            "cord": 7.5,
            "adbuy": 6,
            "einvoice": 12,
            "mail": 1.2,
            "registration": 1.2,
            "generated": 1.3,
        },
        rate=2.5e-4,
        new_rate=1e-3,
        warmup=0.03,
        rounds_n=6,
    ),
    Stage(
        "pages",
        {
            "sroie": 7,
            "cord": 6,
            "adbuy": 5,
            "einvoice": 10,
            "mail": 0.8,
            "registration": 0.8,
            "generated": 0.65,
            "pages": 4.2,
        },
        rate=2.5e-4,
        new_rate=1e-3,
        warmup=0.03,
        rounds_n=5,
        seed=21,
    ),
    Stage(
        "vendors",
        {
            "sroie": 2,
            "cord": 2,
            "adbuy": 1.6,
            "einvoice": 4,
            "mail": 0.3,
            "registration": 0.2,
            "generated": 0.2,
            "pages": 1.3,
        },
        rate=1.5e-4,
        new_rate=6e-4,
        warmup=0.03,
        rounds_n=4,
        seed=22,
    ),
    Stage(
        "trades",
        {
            "sroie": 2.5,
            "cord": 2.5,
            "adbuy": 3,
            "einvoice": 5,
            "mail": 0.4,
            "registration": 0.3,
            "generated": 0.22,
            "pages": 1.6,
        },
        rate=2e-4,
        new_rate=8e-4,
        warmup=0.03,
        rounds_n=5,
        seed=23,
    ),
    Stage(
        "tables",
        {
            "sroie": 1.7,
            "cord": 1.7,
            "adbuy": 2.2,
            "einvoice": 4,
            "mail": 0.3,
            "registration": 0.2,
            "generated": 0.14,
            "pages": 1.1,
        },
        rate=2e-4,
        new_rate=8e-4,
        warmup=0.03,
        rounds_n=3,
        seed=24,
        kept=0.5,
    ),
    Stage(
        "papers",
        {
            "sroie": 1.2,
            "cord": 1,
            "adbuy": 1.5,
            "einvoice": 3,
            "mail": 0.3,
            "registration": 0.1,
            "generated": 0.04,
            "pages": 0.08,
            "papers": 5,
        },
        rate=1.5e-4,
        new_rate=6e-4,
        rounds_n=3,
        seed=25,
        kept=0.5,
    ),
)
#: The data sets that the stages draw from.
SOURCES = sorted({source for stage in STAGES for source in stage.shares})
