"""Documents printed from templates of whole vendors, every word labelled; some vendors held out."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from schemas.settings import Settings
from schemas.vocabulary import ENTITY_NAMES
from training.generate.degrade import Noise, degrade_words
from training.pages.marks import read_marked
from training.pages.printing import Printed, load_templates, open_printer
from training.sample import LabelledPage, Sample
from training.sets.generated import label_document
from training.sets.typed import vary_setting

#: What each template is drawn with, by part.
SEEDS = {"train": range(200, 240), "dev": range(12)}
#: Share of the documents for training whose words are read as an OCR engine reads a scan.
NOISE_SHARE = 0.2
SOURCE = "pages"
#: Kinds whose templates mark their date and sender alone; what else they print is not said.
PARTLY_MARKED = frozenset({"letter", "report", "payslip", "form"})
#: Templates that training never meets: of each language, and of most kinds.
HELD_OUT = frozenset({
    "de_credit_note_2", "de_credit_note_6", "de_invoice_14", "de_invoice_20", "de_invoice_27",
    "de_invoice_33", "de_invoice_40", "de_invoice_8", "de_order_2", "de_quote_3", "de_quote_4",
    "de_receipt_3", "en_delivery_note_2", "en_delivery_note_5", "en_delivery_note_6",
    "en_invoice_13", "en_invoice_2", "en_invoice_23", "en_invoice_28", "en_invoice_31",
    "en_invoice_38", "en_order_4", "en_quote_2", "en_receipt_4", "en_remittance_advice_1",
    "fr_credit_note_3", "fr_credit_note_4", "fr_invoice_12", "fr_invoice_18", "fr_invoice_23",
    "fr_invoice_29", "fr_invoice_37", "fr_invoice_5", "fr_order_confirmation_1", "fr_quote_6",
})  # fmt: skip


def read_pages() -> Iterator[Sample]:
    """Documents of all templates; those of the held-out ones are dev."""
    settings = Settings()
    with open_printer() as printer:
        for template in load_templates():
            part = "dev" if template.name in HELD_OUT else "train"
            for seed in SEEDS[part]:
                yield vary_setting(label_print(printer.print(template, seed), part, settings))


def label_print(made: Printed, part: str, settings: Settings) -> Sample:
    """A printed document as a sample; some for training with words as OCR reads a scan."""
    entry = {
        "id": made.id,
        "language": made.language,
        "doc_type": made.kind,
        "labels": list(made.fields if made.kind in PARTLY_MARKED else ENTITY_NAMES),
        "fields": made.fields,
        "pages": [_points(page) for page in read_marked(made.data, settings)],
    }
    rng = Random(f"noise/{made.id}")
    if part == "train" and rng.random() < NOISE_SHARE:
        degrade_words(entry, rng, Noise.draw(rng))
    sample = label_document(entry, part, SOURCE)
    printed = {label[2:] for page in sample.pages for label in page.labels} | {"currency"}
    return replace(sample, truth={k: v for k, v in made.fields.items() if k in printed})


def _points(page: LabelledPage) -> dict[str, object]:
    sides = (page.width, page.height) * 2
    words = [
        {
            "text": text,
            "box": [v * side for v, side in zip(box, sides, strict=True)],
            "label": label,
        }
        for text, box, label in zip(page.texts, page.boxes, page.labels, strict=True)
    ]
    return {"width": page.width, "height": page.height, "words": words}
