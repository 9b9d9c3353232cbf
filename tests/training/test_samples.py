"""Our sample documents and golden pairs: rebuilt byte for byte, and true to their twins."""

import json
from pathlib import Path
from typing import Any

import facturx
import pytest

from readers.einvoice import parse_einvoice
from readers.pdf import read_pdf
from schemas.errors import DocumentError
from schemas.settings import REPOSITORY, Settings
from tasks.read import read_file
from training.generate.cases import german_deal
from training.generate.einvoices import write_cii
from training.generate.resources import write_resources
from training.generate.samples import Folder, write_samples

SAMPLES = REPOSITORY / "mailroom" / "samples"
RESOURCES = REPOSITORY / "tests" / "resources"
BYTES_MAX = 3_000_000


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both folders, written anew."""
    root = tmp_path_factory.mktemp("rebuilt")
    write_samples(Folder(root / "samples", twins=False))
    write_resources(Folder(root / "resources", twins=True))
    return root


@pytest.mark.parametrize("suffix", [".pdf", ".xml", ".eml", ".json"])
def test_documents_are_rebuilt_byte_for_byte(rebuilt: Path, suffix: str) -> None:
    # Pictures are left out: another release of the image library may pack them otherwise.
    compared = 0
    for made, kept in ((rebuilt / "samples", SAMPLES), (rebuilt / "resources", RESOURCES)):
        for path in made.glob(f"*{suffix}"):
            if path.name != "mixed_digital_and_scan.pdf":
                assert path.read_bytes() == (kept / path.name).read_bytes(), path.name
                compared += 1
    assert compared >= 3


def test_nothing_lies_in_the_samples_that_the_code_does_not_write(rebuilt: Path) -> None:
    made = {path.name for path in (rebuilt / "samples").iterdir()}
    assert made == {path.name for path in SAMPLES.iterdir()}


def test_the_documents_stay_small() -> None:
    kept = [path for folder in (SAMPLES, RESOURCES) for path in folder.rglob("*")]
    assert sum(path.stat().st_size for path in kept if path.is_file()) < BYTES_MAX


def twin(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RESOURCES / f"{name}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", ["invoice_cii.xml", "invoice_ubl.xml", "credit_note_ubl.xml"])
def test_an_einvoice_reads_as_its_twin_says(name: str) -> None:
    read = parse_einvoice((RESOURCES / name).read_bytes())
    expected = twin(name)
    assert not read.problems
    assert read.doc_type == expected["doc_type"]
    assert {key: read.fields[key] for key in expected["fields"]} == expected["fields"]


def test_the_hybrid_carries_an_invoice_valid_against_the_schema() -> None:
    xml = write_cii(german_deal("RE-1"))
    assert facturx.xml_check_xsd(xml, flavor="factur-x", level="en16931")
    read = read_file(RESOURCES / "invoice_facturx.pdf", Settings())
    assert read.xml_invoice is not None
    expected = twin("invoice_facturx.pdf")["fields"]
    assert {key: read.xml_invoice.fields[key] for key in expected} == expected


@pytest.mark.parametrize(
    "name", ["invoice_de.pdf", "credit_note_fr.pdf", "invoice_en_wrong_total.pdf"]
)
def test_printed_numbers_of_the_twin_stand_on_the_page(name: str) -> None:
    content = read_pdf((RESOURCES / name).read_bytes(), Settings())
    words = {word.text for page in content.pages for word in page.words}
    assert twin(name)["fields"]["invoice_number"] in words
    assert len(twin(name)["lines"]) >= 2


@pytest.mark.parametrize(
    "name",
    ["encrypted.pdf", "truncated.pdf", "header_then_noise.pdf", "zero_bytes.pdf", "one_pixel.png"],
)
def test_a_broken_document_fails_with_the_code_of_its_twin(name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_file(RESOURCES / name, Settings())
    assert caught.value.code == twin(name)["code"]
