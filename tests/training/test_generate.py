"""The document generator: labels, sums, identifiers, splits and seeds can be relied on."""

import json
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageChops
from schwifty import BIC, IBAN
from stdnum import get_cc_module
from stdnum.ch import uid

from readers.layout import arrange_page
from readers.pdf import read_pdf
from schemas.settings import REPOSITORY, Settings
from schemas.vocabulary import DOC_TYPES, ENTITY_NAMES
from training.generate import GeneratedDocument, draw_document, generate
from training.generate.coverage import FEATURES, count_coverage, coverage_lines
from training.generate.degrade import Noise, degrade_image, degrade_words
from training.generate.identifiers import BBAN, make_bic, make_iban, make_vat_id
from training.generate.lexicon import LANGUAGES, load_lexicon
from training.generate.pdf import write_pdf
from training.generate.prose import load_prose
from training.generate.sheet import SheetPage
from training.generate.slips import make_qr_reference
from training.generate.split import HELD_OUT_PARTS

SAMPLE = [draw_document(3, index) for index in range(120)]
HELD_OUT = [draw_document(3, index, "held_out") for index in range(80)]


def mentions(document: GeneratedDocument, entity: str) -> list[str]:
    """What is printed of a field, one text a mention."""
    found: list[str] = []
    for page in document.pages:
        for word in page.words:
            if word.label == f"B-{entity}":
                found.append(word.text)
            elif word.label == f"I-{entity}":
                found[-1] += f" {word.text}"
    return found


@pytest.mark.parametrize("index", [0, 3, 8, 15, 22, 31, 40, 57])
def test_the_reader_sees_the_words_that_were_recorded(index: int, tmp_path: Path) -> None:
    document = SAMPLE[index]
    path = tmp_path / "document.pdf"
    write_pdf(document.pages, path)
    read = read_pdf(path.read_bytes(), Settings())
    assert len(read.pages) == len(document.pages)
    for page, drawn in zip(read.pages, document.pages, strict=True):
        loose = [(word.text, word.box, 1.0) for word in drawn.words]
        expected = arrange_page(loose, drawn.width, drawn.height, "text")
        assert [word.text for word in page.words] == [word.text for word in expected.words]
        for word, other in zip(page.words, expected.words, strict=True):
            assert word.box == pytest.approx(other.box, abs=3 / drawn.width), word.text


def test_labels_are_names_of_the_vocabulary_and_mentions_begin_with_b() -> None:
    for document in SAMPLE + HELD_OUT:
        assert document.doc_type in DOC_TYPES
        assert document.language in LANGUAGES
        begun: set[str] = set()
        for page in document.pages:
            for word in page.words:
                assert word.text
                assert not any(char.isspace() for char in word.text)
                if word.label == "O":
                    continue
                prefix, _, entity = word.label.partition("-")
                assert entity in ENTITY_NAMES
                assert prefix == "B" or entity in begun, (document.id, word)
                begun.add(entity)


def test_every_field_in_the_truth_is_printed_and_every_printed_field_is_in_the_truth() -> None:
    for document in SAMPLE + HELD_OUT:
        printed = {w.label[2:] for page in document.pages for w in page.words if w.label != "O"}
        header = {name for name in printed if not name.startswith(("line.", "tax."))}
        # The currency also stands as a sign against a figure, which is that figure's word.
        assert header | {"currency"} == set(document.fields) | {"currency"}, document.id


def test_lines_in_the_truth_are_the_lines_printed() -> None:
    checked = 0
    for document in SAMPLE + HELD_OUT:
        if document.lines:
            checked += 1
            assert len(mentions(document, "line.description")) == len(document.lines)
            for line, printed in zip(
                document.lines, mentions(document, "line.description"), strict=True
            ):
                assert line["description"] == printed
    assert checked > 50


def amount(document: GeneratedDocument, name: str) -> Decimal | None:
    value = document.fields.get(name)
    return Decimal(value) if isinstance(value, str) else None


def test_sums_agree_to_the_cent() -> None:
    checked = Counter[str]()
    for document in SAMPLE + HELD_OUT:
        if document.doc_type == "receipt" or document.layout.startswith("broadcast"):
            continue
        net, tax, gross = (amount(document, f"total_{name}") for name in ("net", "tax", "gross"))
        if net is not None and tax is not None and gross is not None:
            assert net + tax == gross, document.id
            checked["gross"] += 1
        lines_net = amount(document, "lines_net")
        sums = [Decimal(line["net_amount"]) for line in document.lines if "net_amount" in line]
        if lines_net is not None and sums:
            assert lines_net == sum(sums), document.id
            checked["lines"] += 1
        due, prepaid = amount(document, "amount_due"), amount(document, "prepaid")
        if due is not None and prepaid is not None and gross is not None:
            rounding = amount(document, "rounding") or Decimal(0)
            assert due == gross - prepaid + rounding, document.id
            checked["due"] += 1
    assert checked["gross"] > 20
    assert checked["lines"] > 4
    assert checked["due"] > 1


def test_identifiers_have_true_check_digits() -> None:
    rng = Random(1)
    for country in BBAN:
        for _ in range(25):
            assert IBAN(make_iban(rng, country)).is_valid
            assert BIC(make_bic(rng, country), allow_invalid=True).is_valid
            vat_id = make_vat_id(rng, country)
            if country == "CH":
                assert uid.is_valid(vat_id[:12])
                assert vat_id[12:] in ("", "MWST", "TVA")
            elif vat_id:
                assert get_cc_module(country.lower(), "vat").is_valid(vat_id), vat_id


def test_a_qr_reference_carries_its_check_digit() -> None:
    # The example of the Swiss implementation guidelines.
    assert make_qr_reference("21000000000313947143000901") == "21 00000 00003 13947 14300 09017"


def family(document: GeneratedDocument) -> str:
    parts = document.layout.removeprefix("ledger.").split(".")
    return ".".join(parts[:4])


def test_held_out_layouts_and_sellers_never_appear_in_training() -> None:
    train = [draw_document(seed, index) for seed in (7, 11) for index in range(150)]
    assert not {family(d) for d in train} & {family(d) for d in HELD_OUT}
    names = {str(d.fields["seller_name"]).upper() for d in train if "seller_name" in d.fields}
    held = {str(d.fields["seller_name"]).upper() for d in HELD_OUT if "seller_name" in d.fields}
    stations = {name for name in names | held if name[:1] in "WK" and len(name.split("-")[0]) <= 7}
    assert not (names & held) - stations
    assert not any(part in d.layout.split(".") for d in train for part in HELD_OUT_PARTS)


def test_a_seed_means_the_same_documents_in_every_process() -> None:
    code = (
        "import json; from training.generate import generate;"
        "print(json.dumps(list(generate(12, 5, 'train', 0.5))))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=REPOSITORY,
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert made[0] == made[1]
    assert json.loads(made[0]) == json.loads(json.dumps(list(generate(12, 5, "train", 0.5))))


def test_the_same_document_gives_the_same_pdf(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_pdf(draw_document(5, 1).pages, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_types_languages_and_layouts_vary() -> None:
    made = [draw_document(9, index) for index in range(300)]
    assert len({d.doc_type for d in made}) >= 14
    assert {d.language for d in made} == set(LANGUAGES)
    assert len({d.layout for d in made}) >= 150
    assert any(len(d.pages) >= 3 for d in made)


def test_everything_that_must_occur_does() -> None:
    counts = count_coverage(700, 9)
    assert not [name for name in FEATURES if not counts["feature"][name]]
    assert len(counts["layout"]) >= 60
    assert set(counts["type"]) == set(DOC_TYPES) - {"mail"}
    assert any("| feature: QR-bill |" in line for line in coverage_lines(counts))


def test_a_credit_note_is_negative_in_quantities_too() -> None:
    for index in range(12):
        document = draw_document(6, index, doc_type="credit_note")
        for line in document.lines:
            assert Decimal(line.get("quantity", "-1")) < 0
            assert Decimal(line.get("unit_price", "1")) > 0


def test_the_payers_own_account_is_no_field() -> None:
    labelled = 0
    for index in range(60):
        document = draw_document(6, index, doc_type="remittance_advice")
        payer = "".join(mentions(document, "buyer_name")[:1])
        assert payer
        labelled += "iban" in document.fields
    assert 5 < labelled < 50
    orders = [draw_document(6, index, doc_type="order", language="de") for index in range(40)]
    assert not any("iban" in order.fields for order in orders)


def overlapping(page: SheetPage) -> list[tuple[str, str]]:
    """Pairs of words printed over each other."""
    words = sorted(page.words, key=lambda word: word.box[1])
    pairs = []
    for i, first in enumerate(words):
        for second in words[i + 1 :]:
            if second.box[1] >= first.box[3]:
                break
            across = min(first.box[2], second.box[2]) - max(first.box[0], second.box[0])
            down = min(first.box[3], second.box[3]) - second.box[1]
            lower = min(first.box[3] - first.box[1], second.box[3] - second.box[1])
            if across > 1.0 and down > 0.4 * lower:
                pairs.append((first.text, second.text))
    return pairs


def test_no_text_is_printed_over_other_text_or_off_the_page() -> None:
    for document in SAMPLE + HELD_OUT:
        for page in document.pages:
            assert not overlapping(page), (document.id, document.layout)
            for word in page.words:
                x0, y0, x1, y1 = word.box
                assert x0 >= 0, (document.id, word)
                assert y0 >= 0, (document.id, word)
                assert x1 <= page.width, (document.id, word)
                assert y1 <= page.height, (document.id, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    english, other = load_lexicon("en"), load_lexicon(language)
    assert len(other.months) == 12
    for section in ("titles", "labels", "columns", "units", "text", "goods"):
        assert set(english.keys(section)) == set(other.keys(section))
        assert all(other.options(section, key) for key in other.keys(section))
    for section, texts in load_prose("en").items():
        assert set(texts) == set(load_prose(language)[section])


def test_noise_changes_words_but_keeps_labels_sound() -> None:
    rng = Random(2)
    noise = Noise(confuse=0.3, split=0.1, merge=0.2, drop=0.05, jitter=0.1, tilt=0.01)
    for index in range(20):
        clean = draw_document(4, index).as_dict()
        dirty: dict[str, Any] = json.loads(json.dumps(clean))
        degrade_words(dirty, rng, noise)
        begun: set[str] = set()
        before = {w["label"][2:] for page in clean["pages"] for w in page["words"]}
        after = {w["label"][2:] for page in dirty["pages"] for w in page["words"]}
        assert before == after
        assert dirty != clean
        for page in dirty["pages"]:
            for word in page["words"]:
                assert word["text"]
                assert word["box"][0] < word["box"][2]
                prefix, _, entity = word["label"].partition("-")
                assert prefix != "I" or entity in begun
                begun.add(entity)


def test_a_degraded_picture_keeps_its_size_and_differs_with_strength() -> None:
    page = Image.new("L", (300, 400), "white")
    page.paste(0, (50, 50, 250, 60))
    bad, again = (degrade_image(page, Random(1), 0.8) for _ in range(2))
    assert bad.size == page.size
    assert ImageChops.difference(bad, again).getbbox() is None
    assert ImageChops.difference(bad, page).getbbox() is not None


def test_a_building_stands_above_its_street_but_no_number_does() -> None:
    apart = 0
    for index in range(60):
        for page in draw_document(41, index, "train", "invoice", "fr").pages:
            words = [word for word in page.words if word.label.endswith("seller_address")]
            for word, after in pairwise(words):
                if after.label == "I-seller_address" and after.box[1] > word.box[3]:
                    apart += 1
                    row = [w.text for w in words if abs(w.box[3] - word.box[3]) < 1]
                    assert any(c.isalpha() for c in "".join(row)), row
    assert apart > 20
