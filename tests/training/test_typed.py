"""Documents set as text, whose words keep their labels."""

from training.sample import LabelledPage, Sample
from training.sets.typed import vary_setting

TEXTS = ["Lease", "between", "Acme", "Ltd", "and", "Bee", "Inc", "Rent", "500.00"]
LABELS = ["B-title", "O", "B-party", "I-party", "O", "B-party", "I-party", "O", "B-value"]


def sample(number: int, doc_type: str, part: str = "train") -> Sample:
    rows = [0, 1, 1, 1, 1, 1, 1, 2, 2]
    boxes = [[0.1, 0.1, 0.2, 0.12]]
    boxes += [[0.1 + 0.1 * i, 0.2, 0.18 + 0.1 * i, 0.22] for i in range(6)]
    boxes += [[0.1, 0.3, 0.2, 0.32], [0.8, 0.3, 0.9, 0.32]]
    page = LabelledPage(600, 800, TEXTS, boxes, rows, LABELS, [-1] * len(TEXTS))
    return Sample(f"s{number}", "generated", part, "en", doc_type, [], [page, page])


def set_as_text(doc_type: str) -> list[Sample]:
    samples = [sample(number, doc_type) for number in range(400)]
    return [set_ for given in samples if (set_ := vary_setting(given)) is not given]


def test_a_share_is_set_as_text_and_every_word_keeps_its_label() -> None:
    contracts, invoices = set_as_text("contract"), set_as_text("invoice")

    assert 80 < len(contracts) < 160
    assert 4 < len(invoices) < 40
    for one in [*contracts, *invoices]:
        (page,) = one.pages  # two short pages fit on one sheet
        assert page.texts == TEXTS * 2
        assert page.labels == LABELS * 2


def test_columns_keep_their_places() -> None:
    page = set_as_text("invoice")[0].pages[0]

    amount = page.boxes[page.texts.index("500.00")]
    assert amount[0] > 0.6
    assert page.rows[page.texts.index("Rent")] == page.rows[page.texts.index("500.00")]


def test_what_only_measures_stays_as_it_is() -> None:
    samples = [sample(number, "contract", "dev") for number in range(50)]
    assert all(vary_setting(given) is given for given in samples)
