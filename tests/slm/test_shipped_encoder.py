"""The artefact in models/: whole, small, quick enough, and it reads a plain receipt."""

import pytest

from readers.layout import arrange_page
from schemas.document import Page
from schemas.prediction import CalibratedModel
from schemas.settings import Settings
from slm.artefact import open_artefact
from slm.encoder import load_encoder
from slm.model_folder import MODEL_FILE

LARGEST_BYTES = 30_000_000


@pytest.fixture(scope="module")
def encoder() -> CalibratedModel:
    model = load_encoder(Settings().model, threads_n=2)
    assert isinstance(model, CalibratedModel)
    return model


def make_receipt(items_n: int) -> Page:
    rows = [
        ("ACME TRADING SDN BHD", ""),
        ("NO. 8, JALAN PERMAS 10, 81750 JOHOR BAHRU", ""),
        ("DATE: 27/04/2018", ""),
        *((f"ITEM {i}", "2.50") for i in range(items_n)),
        ("GRAND TOTAL", f"{2.5 * items_n:.2f}"),
    ]
    loose = [
        (text, (x, 40 * y, x + 12 * len(text), 40 * y + 25), 1.0)
        for y, cells in enumerate(rows)
        for x, text in zip((20, 600), cells, strict=True)
        if text
    ]
    return arrange_page(loose, 720, 40 * len(rows) + 40, "text")


def test_the_folder_is_whole_and_small() -> None:
    artefact = open_artefact(Settings().model)
    assert (artefact.folder / MODEL_FILE).stat().st_size <= LARGEST_BYTES


def test_reads_a_plain_receipt(encoder: CalibratedModel) -> None:
    page = make_receipt(3)
    prediction = encoder.predict([page])
    words = {
        name: [w.text for w, t in zip(page.words, prediction.tags[0], strict=True)
               if t.label == name]
        for name in ("seller_name", "issue_date", "total_gross")
    }  # fmt: skip
    assert words["seller_name"] == ["ACME", "TRADING", "SDN", "BHD"]
    assert words["issue_date"] == ["27/04/2018"]
    assert words["total_gross"] == ["7.50"]
    assert max(prediction.doc_types, key=prediction.doc_types.__getitem__) == "receipt"


def test_a_document_longer_than_the_window_is_read_to_its_end(encoder: CalibratedModel) -> None:
    page = make_receipt(300)
    tags = encoder.predict([page]).tags[0]
    assert len(tags) == len(page.words)
    assert tags[-1].label == "total_gross"


def test_a_document_without_pages_is_other(encoder: CalibratedModel) -> None:
    prediction = encoder.predict([])
    assert prediction.tags == ()
    assert prediction.doc_types == {"other": 1.0}
