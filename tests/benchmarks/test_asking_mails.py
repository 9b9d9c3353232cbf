"""The benchmark's mails are of one kind each, and none of them is trained on."""

from benchmarks.asks import FOLDER, KINDS
from training.mails.plain import FOLDER as PLAIN
from training.mails.plain import HELD_OUT, SCENES, TURNED, read_plain


def test_each_mail_belongs_to_one_row_of_the_table() -> None:
    starts = [
        [start for start in KINDS if mail["id"].startswith(start)] for mail in read_plain(FOLDER)
    ]
    assert all(len(found) == 1 for found in starts)
    assert {found[0] for found in starts} == set(KINDS)


def test_no_mail_of_the_benchmark_is_learned_from() -> None:
    learned = [mail for folder in (PLAIN, SCENES, TURNED, HELD_OUT) for mail in read_plain(folder)]
    measured = list(read_plain(FOLDER))
    for key in ("id", "raw"):
        assert not {mail[key] for mail in learned} & {mail[key] for mail in measured}
