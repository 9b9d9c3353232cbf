"""E-invoices with their XML (ZUGFeRD and Factur-X samples, Apache-2.0): the pages, labelled by it.

The XML says what each value is, the page only where it stands: a value printed at several places
is labelled where its own key stands beside it, and left in doubt elsewhere.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from babel import Locale

from readers.einvoice import parse_einvoice
from readers.pdf import read_pdf
from schemas.document import XmlInvoice
from schemas.settings import Settings
from schemas.vocabulary import ENTITY_NAMES, INVOICE_FIELDS, Kind
from tasks.values.currency import read_currency
from tasks.values.dates import find_dates
from tasks.values.notation import Notation, decide_notation, parse_number
from training import align
from training.blocks import find_block
from training.sample import LabelledPage, Sample
from training.sets.einvoice_rows import label_lines, label_taxes

#: Sellers held out as dev, by a part of their names: an insurer with layouts of its own, a
#: supplier whose customers write the invoices (no tax, several orders), and a public carrier. Of
#: what stays, one seller has more than half of all documents. All pages of the set are German.
DEV_SELLERS = ("mvm musterhafter", "global supplies", "verkehrsbetriebe")
#: Field → what stands before or above it, letters only, lower case. Word spaces may be torn.
KEYS = {
    "invoice_number": r"(?:rechnung|gutschrift|versicherers|buchungshilfe|beleg|facture|invoice)"
    r"\w*(?:nr|nummer|no|number|n)$",
    "issue_date": r"(?:rechnung|gutschrift|versicherers|invoice|facture).*(?:vom|of|du)$"
    r"|(?:rechnungs|beleg|ausstellungs|issue|invoice)\w*dat(?:um|e)$|datedefacture$",
    "due_date": r"fällig|zahlbar|zahlungsziel|due|échéance",
    "delivery_date": r"liefer\w*datum|leistungs\w*datum|leistungsdatum|delivery|livraison",
    "period_start": r"zeitraum|period|période",
    "period_end": r"zeitraum|period|période|bis$",
    "currency": r"währung|beträgein|currency|devise",
    "po_number": r"bestell|order|commande",
    "buyer_reference": r"zeichen|referenz|reference|leitweg",
    "contract_number": r"vertrag|contract|contrat",
    "preceding_invoice": r"vorausgeh|ursprüng|korrektur|preceding|storn",
    "seller_registration_id": r"handelsreg|registernummer|handelsname|hrb|hra|siret",
    "buyer_name": r"käufer|kunde|empfänger|buyer|customer|client",
    "ship_to_address": r"waren?empfänger|lieferadresse|lieferanschrift|lieferort|shipto",
    "seller_vat_id": r"ust\w*id|vatid|tva",
    "buyer_vat_id": r"ust\w*id|vatid|tva",
    "iban": r"iban",
    "bic": r"bic|swift",
    "payment_reference": r"zahlungsreferenz|referenz|verwendungszweck",
    "payment_terms": r"zahl|skonto|payment|fällig|tage",
    "lines_net": r"positionssumme|zwischensumme|summederpositionen|subtotal",
    "allowances": r"abschl[aä]g|nachlass|rabatt",
    "charges": r"zuschl[aä]g|versandkosten",
    "total_net": r"ohneust|ohnesteuer|netto(?!preis|betrag)|beforetax|totalht",
    "total_tax": r"steuerbetrag|umsatzsteuer|versicherungsteuer|totaltax|totaltva",
    "total_gross": r"brutto(?!preis)|gesamtbetrag$|inklust|totalamount|totalttc",
    "prepaid": r"anzahlung|bezahlt|prepaid|acompte",
    "rounding": r"rundung|rounding|arrondi",
    "amount_due": r"zahlbetrag|offenerbetrag|fälligerbetrag|amountdue|netàpayer|zuzahlen",
}
#: Labelled wherever printed: what they say needs no key.
EVERYWHERE = frozenset(
    {"seller_name", "buyer_name", "seller_vat_id", "buyer_vat_id", "iban", "bic"}
)
ADDRESSES = ("seller_address", "buyer_address", "ship_to_address")
#: Profiles whose samples call themselves no invoices.
NO_INVOICE = frozenset({"MINIMUM"})
KEY_WORDS_N = 7
FAR = 9

Find = Callable[[LabelledPage], list[align.Run]]


def read_einvoices(folder: Path) -> Iterator[Sample]:
    """The documents whose pages print what their XML says; broken ones are left out."""
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["fail_sample"]:
            continue
        pages = [
            LabelledPage.of(page)
            for page in read_pdf((folder / entry["pdf"]).read_bytes(), Settings()).pages
        ]
        sample = label_document(
            entry["id"], pages, parse_einvoice((folder / entry["xml"]).read_bytes())
        )
        if sample.gold.get("total_gross"):
            yield sample


def label_document(name: str, pages: list[LabelledPage], xml: XmlInvoice) -> Sample:
    """One document: its pages labelled in place, and the names whose every value was found."""
    texts = [text for page in pages for text in page.page().row_texts()]
    notation = decide_notation(texts, xml.fields.get("currency"), "de")
    missed = label_lines(pages, xml.lines, notation)
    missed |= label_taxes(pages, xml.taxes, notation)
    gold: dict[str, str] = {}
    # Whole phrases before the dates inside them, and what has its key before what has none.
    for wanted in (_is_phrase, lambda _: True):
        for keyed in (True, False):
            for field, value in xml.fields.items():
                if field not in gold and wanted(field):
                    printed = label_field(pages, field, value, notation, keyed=keyed)
                    if printed:
                        gold[field] = "\n".join(printed)
    missed |= {field for field in xml.fields if field not in gold}
    missed |= {field for field in KEYS if field not in xml.fields and _may_be(pages, field)}
    return Sample(
        id=name,
        source="einvoice",
        part=part_of(xml.fields.get("seller_name", "")),
        language="de",
        doc_type=None if xml.profile in NO_INVOICE else xml.doc_type,
        names=[entity for entity in ENTITY_NAMES if entity not in missed],
        pages=pages,
        gold=gold,
    )


def part_of(seller: str) -> str:
    """ "dev" for every document of a held-out seller."""
    return "dev" if seller.lower().startswith(DEV_SELLERS) else "train"


def _is_phrase(field: str) -> bool:
    return field in ("payment_terms", *ADDRESSES) or field in EVERYWHERE


def _may_be(pages: list[LabelledPage], field: str) -> bool:
    """Whether a field that the XML lacks may be printed after all: its key, then a free number."""
    key = re.compile(KEYS[field])
    needs_digit = INVOICE_FIELDS[field][0] is not Kind.TEXT
    for page in pages:
        rows: dict[int, list[int]] = {}
        for index, row in enumerate(page.rows):
            rows.setdefault(row, []).append(index)
        for indices in rows.values():
            free = [i for i in indices if page.labels[i] == "O" or page.labels[i][0] == "?"]
            text = " ".join(page.texts[i] for i in indices)
            if key.search(squeeze(text)) and any(
                not needs_digit or re.search("[0-9]", page.texts[i]) for i in free
            ):
                return True
    return False


def label_field(
    pages: list[LabelledPage], field: str, value: str, notation: Notation, *, keyed: bool
) -> list[str]:
    """Labels a value where it is printed; returns the ways it is printed, or nothing.

    Args:
        keyed: only beside its key; otherwise a lone place will do, and several are in doubt.
    """
    kind = INVOICE_FIELDS[field][0]
    if field in ADDRESSES:
        return [] if keyed else _label_address(pages, field, value)
    if field in EVERYWHERE or field == "payment_terms":
        return [] if keyed else _label_all(pages, field, lambda page: find_block(value, page))
    key = re.compile(KEYS.get(field, "$^"))
    find = _finder(kind, value, notation)
    places = [
        (key_distance(page, run, key), page, run)
        for page in pages
        for run in find(page)
        if _is_free(page, run)
    ]
    best = min((distance for distance, _, _ in places), default=FAR)
    sure = [(page, run) for distance, page, run in places if distance == best < FAR]
    is_zero = kind is Kind.MONEY and not Decimal(value)
    if not keyed and not sure and len(places) == 1 and not is_zero:
        sure = [(page, run) for _, page, run in places]
    for page, run in sure:
        align.label_run(page.labels, run, field)
    if not is_zero and (sure or not keyed):
        for _, page, run in places:
            align.doubt_run(page.labels, run, field)
    return list(dict.fromkeys(_text(page, run) for page, run in sure))


def _finder(kind: Kind, value: str, notation: Notation) -> Find:
    if kind is Kind.MONEY:
        amount = abs(Decimal(value))

        def matches(text: str) -> bool:
            number = parse_number(text, notation) if re.search("[0-9]", text) else None
            return number is not None and abs(number) == amount and "%" not in text

        return lambda page: align.find_values(matches, page.texts, 1)
    if kind is Kind.DATE:
        return lambda page: align.find_values(lambda t: _is_date(t, value), page.texts, 3)
    if kind is Kind.CURRENCY:
        return lambda page: align.find_values(
            lambda t: not re.search("[0-9]", t) and read_currency(t.strip("():")) == value,
            page.texts,
        )
    target = align.letters_digits(value)
    return lambda page: align.find_values(
        lambda t: align.letters_digits(t) == target, page.texts, 9
    )


def _is_date(text: str, value: str) -> bool:
    found = find_dates(text, "dmy")
    return len(found) == 1 and found[0].value.isoformat() == value and found[0].start < 2


def _label_all(pages: list[LabelledPage], field: str, find: Find) -> list[str]:
    printed = []
    for page in pages:
        for run in find(page):
            if _is_free(page, run):
                align.label_run(page.labels, run, field)
                printed.append(_text(page, run))
    return list(dict.fromkeys(printed))


def _label_address(pages: list[LabelledPage], field: str, value: str) -> list[str]:
    """The address wherever it stands: with its country or without, before the town or behind."""
    printed: list[str] = []
    for variant in _address_variants(value):
        printed += _label_all(pages, field, partial(find_block, variant))
    return list(dict.fromkeys(printed))


def _address_variants(value: str) -> list[str]:
    """The ways to print "STREET, TOWN, COUNTRY"; what has fewer parts is printed as it is."""
    if value.count(", ") < 2:
        return [value]
    *streets, town, country = value.split(", ")
    names = {country, *(Locale(lang).territories.get(country, "") for lang in ("de", "en", "fr"))}
    street = " ".join(streets)
    return [
        f"{street} {country} {town}",
        *(f"{street} {town} {name}" for name in sorted(names)),
        f"{street} {town}",
    ]


def key_distance(page: LabelledPage, run: align.Run, key: re.Pattern[str]) -> int:
    """0: the key is just left; 1: further left in the same row; 2: a little above; FAR: nowhere."""
    index = run.indices[0]
    row, (left, _, right, _) = page.rows[index], page.boxes[index]
    before = [page.texts[i] for i, r in enumerate(page.rows) if r == row and i < index]
    text = squeeze(" ".join(before[-KEY_WORDS_N:]))
    matches = list(key.finditer(text))
    if matches:
        return 0 if matches[-1].end() == len(text) else 1
    above = [
        page.texts[i]
        for i, r in enumerate(page.rows)
        if row - 2 <= r < row and page.boxes[i][2] > left - 0.02 and page.boxes[i][0] < right + 0.02
    ]
    return 2 if key.search(squeeze(" ".join(above))) else FAR


def squeeze(text: str) -> str:
    """Letters only, lower case: "USt.-Id.-Nr. :" → "ustidnr"."""
    return "".join(filter(str.isalpha, text.lower()))


def _is_free(page: LabelledPage, run: align.Run) -> bool:
    return all(page.labels[i] == "O" or page.labels[i].startswith("?") for i in run.indices)


def _text(page: LabelledPage, run: align.Run) -> str:
    return " ".join(page.texts[i] for i in run.indices)
