"""The artefact in models/: whole, small, quick enough, and it reads a plain receipt."""

from collections.abc import Sequence

import pytest

from readers.layout import arrange_page
from schemas.document import Page
from schemas.prediction import AssessingModel, CalibratedModel
from schemas.settings import Settings
from slm.artefact import open_artefact
from slm.calibrate import assess_field
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
    return lay_out(rows, (20, 600))


def make_invoice(items_n: int) -> Page:
    rows = [
        ("Northwind Tools Ltd", "", "", "", ""),
        ("12 Mill Lane, Leeds LS1 4DY", "", "", "", ""),
        ("Invoice No. INV-20417", "", "", "Date: 27/04/2025", ""),
        ("Pos", "Description", "Qty", "Unit price", "Amount"),
        *((str(i + 1), f"Hex bolt M{i % 20 + 4}", "10", "2.50", "25.00") for i in range(items_n)),
        ("", "", "", "Net total", f"{25 * items_n:.2f}"),
        ("", "", "", "VAT 20 %", f"{5 * items_n:.2f}"),
        ("", "", "", "Total", f"{30 * items_n:.2f}"),
    ]
    return lay_out(rows, (20, 90, 500, 620, 800))


def lay_out(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> Page:
    """A page of the rows, 40 units high each, their cells at the columns' left edges."""
    loose = [
        (text, (x, 40 * y, x + 12 * len(text), 40 * y + 25), 1.0)
        for y, cells in enumerate(rows)
        for x, text in zip(columns, cells, strict=True)
        if text
    ]
    return arrange_page(loose, columns[-1] + 120, 40 * len(rows) + 40, "text")


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


@pytest.mark.parametrize("page", [make_receipt(300), make_invoice(150)], ids=["receipt", "invoice"])
def test_a_document_longer_than_the_window_is_read_to_its_end(
    encoder: CalibratedModel, page: Page
) -> None:
    items_n = len({word.row for word in page.words if word.text in ("2.50", "25.00")})
    tags = encoder.predict([page]).tags[0]
    assert len(tags) == len(page.words)
    assert sum(tag.label == "line.net_amount" for tag in tags) == items_n
    assert tags[-1].label == "total_gross"


def test_a_document_without_pages_is_other(encoder: CalibratedModel) -> None:
    prediction = encoder.predict([])
    assert prediction.tags == ()
    assert prediction.doc_types == {"other": 1.0}


def test_receipts_are_assessed_by_dev_documents_alone() -> None:
    encoder = load_encoder(Settings().model, threads_n=2)
    assert isinstance(encoder, AssessingModel)
    manifest = open_artefact(Settings().model).manifest
    features = {"evidence": 2.0, "supported": 1.0, "type": 3.0}
    for receipt, weights in ((0.0, manifest.assessment), (1.0, manifest.fitted.assessment)):
        values = {**features, "receipt": receipt}
        expected = assess_field(weights, "total_gross", values)
        assert encoder.assess_field("total_gross", values) == expected
    assert manifest.assessment["total_gross"] != manifest.fitted.assessment["total_gross"]
