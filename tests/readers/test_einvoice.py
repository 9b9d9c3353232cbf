"""E-invoices: golden pairs, an independent reader, credit notes, broken and hostile XML.

`MAILROOM_REGENERATE=1 pytest tests/readers/test_einvoice.py` rewrites the .json twins; read the
difference before you commit it.
"""

import json
import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from facturx.parse_xml import parse_ubl_cii_xml
from hypothesis import given
from hypothesis import strategies as st

from readers.einvoice import is_einvoice, parse_einvoice
from schemas.document import XmlInvoice
from schemas.errors import DamagedDocument, DocumentError, UnsupportedType
from schemas.vocabulary import INVOICE_FIELDS, LINE_COLUMNS, TAX_COLUMNS

SAMPLES = sorted((Path(__file__).parents[1] / "resources" / "einvoices").glob("*.xml"))
BY_NAME = {path.stem: path.read_bytes() for path in SAMPLES}


def edited(name: str, *changes: tuple[str, str]) -> bytes:
    xml = BY_NAME[name].decode()
    for old, new in changes:
        assert old in xml, f"the sample {name} no longer holds {old!r}"
        xml = xml.replace(old, new)
    return xml.encode()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_reads_as_its_twin_says(path: Path) -> None:
    got = parse_einvoice(path.read_bytes()).model_dump(mode="json")
    twin = path.with_suffix(".json")
    if os.environ.get("MAILROOM_REGENERATE"):
        twin.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    assert got == json.loads(twin.read_text(encoding="utf8"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_only_names_of_the_vocabulary_come_out(path: Path) -> None:
    invoice = parse_einvoice(path.read_bytes())
    assert set(invoice.fields) <= set(INVOICE_FIELDS)
    assert all(set(line) <= set(LINE_COLUMNS) for line in invoice.lines)


def rounded_off(value: str) -> str:
    """Text without white space, numbers without trailing zeros: how two readers are compared."""
    compact = "".join(value.split())
    try:
        return f"{Decimal(compact).normalize():f}"
    except InvalidOperation:
        return compact


# factur-x takes another road to the same business terms; it knows no ZUGFeRD 1.
@pytest.mark.parametrize("name", ["cii_en16931", "ubl_invoice", "ubl_credit_note"])
def test_agrees_with_factur_x(name: str) -> None:
    theirs: dict[str, Any] = parse_ubl_cii_xml(BY_NAME[name], check_xsd=False, date_as="string")
    ours = parse_einvoice(BY_NAME[name])

    def unsigned(value: str) -> str:
        return rounded_off(value).removeprefix("-")

    terms = {field: term for field, (_, term) in INVOICE_FIELDS.items() if term in theirs}
    assert len(terms) >= 10
    assert {field: unsigned(ours.fields[field]) for field in terms} == {
        field: unsigned(theirs[term]) for field, term in terms.items()
    }
    columns = {column: term for column, (_, term) in LINE_COLUMNS.items() if term}
    assert [
        {column: unsigned(value) for column, value in line.items() if column in columns}
        for line in ours.lines
    ] == [
        {column: unsigned(line[term]) for column, term in columns.items() if term in line}
        for line in theirs["BG-25"]
    ]
    assert [
        {column: unsigned(value) for column, value in tax.model_dump().items()}
        for tax in ours.taxes
    ] == [
        {column: unsigned(tax[term]) for column, (_, term) in TAX_COLUMNS.items()}
        for tax in theirs["BG-23"]
    ]


def test_credit_note_sums_and_lines_still_hold_with_negative_signs() -> None:
    note = parse_einvoice(BY_NAME["ubl_credit_note"])
    assert note.doc_type == "credit_note"
    money = {name: Decimal(note.fields[name]) for name in ("total_net", "total_tax", "total_gross")}
    assert money["total_gross"] == money["total_net"] + money["total_tax"] == Decimal("-30.00")
    line = {column: note.lines[0][column] for column in ("quantity", "unit_price", "discount")}
    quantity, price, discount = (Decimal(value) for value in line.values())
    assert price > 0 > quantity
    assert quantity * price - discount == Decimal(note.lines[0]["net_amount"]) == -25
    assert note.taxes[0].amount == "-5.00"
    assert note.fields["prepaid"] == "0.00"


def test_credit_note_with_negative_total_keeps_its_signs_and_says_so() -> None:
    xml = edited("ubl_credit_note", (">30.00</cbc:TaxInclusive", ">-30.00</cbc:TaxInclusive"))
    note = parse_einvoice(xml)
    assert note.fields["total_gross"] == "-30.00"
    assert any("negative already" in problem for problem in note.problems)


@pytest.mark.parametrize(
    ("code", "doc_type"),
    [("380", "invoice"), ("381", "credit_note"), ("384", "invoice"), ("386", "invoice"),
     ("389", "invoice"), ("751", "invoice"), ("396", "credit_note")],
)  # fmt: skip
def test_type_code_decides_the_document_type(code: str, doc_type: str) -> None:
    xml = edited("cii_en16931", ("<ram:TypeCode>380<", f"<ram:TypeCode>{code}<"))
    invoice = parse_einvoice(xml)
    assert invoice.doc_type == doc_type
    assert invoice.fields["total_gross"].startswith("-") == (doc_type == "credit_note")


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        (">20260302<", ">20260231<", "issue_date", "“20260231”, is not a day of the calendar"),
        ('"102">20260302<', '"610">202603<', "issue_date", "names no day"),
        (">321.85<", ">321,85<", "total_gross", "“321,85”, is not a number"),
        (">R-2026/0117<", "> <", "invoice_number", "no usable invoice number (BT-1)"),
        (">EUR</ram:InvoiceC", ">Euro</ram:InvoiceC", "currency", "is not a currency code"),
        (">DE89 3704 0044 0532 0130 00<", ">532 013 000<", "iban", "is not an IBAN"),
        ('currencyID="EUR">46.85', 'currencyID="USD">46.85', "total_tax", "not in the invoice's"),
    ],
)
def test_what_the_xml_breaks_is_reported_and_left_out(
    old: str, new: str, field: str, said: str
) -> None:
    invoice = parse_einvoice(edited("cii_en16931", (old, new)))
    assert field not in invoice.fields
    assert any(said in problem for problem in invoice.problems), invoice.problems


def test_a_second_different_value_is_reported() -> None:
    reference = (
        "<cac:InvoiceDocumentReference><cbc:ID>F-300</cbc:ID></cac:InvoiceDocumentReference>"
    )
    block = f"<cac:BillingReference>{reference}</cac:BillingReference>"
    xml = edited("ubl_credit_note", (block, block + block.replace("F-300", "F-301")))
    note = parse_einvoice(xml)
    assert note.fields["preceding_invoice"] == "F-300"
    assert note.problems == (
        "The XML states 2 different values for preceding invoice (BT-25); the first was taken.",
    )


def test_profile_without_lines_is_named() -> None:
    xml = BY_NAME["cii_en16931"].decode()
    start, end = xml.index("<ram:IncludedSupply"), xml.index("<ram:ApplicableHeaderTradeAgreement")
    xml = (xml[:start] + xml[end:]).replace(
        "urn:cen.eu:en16931:2017", "urn:factur-x.eu:1p0:minimum"
    )
    invoice = parse_einvoice(xml.encode())
    assert invoice.profile == "MINIMUM"
    assert invoice.problems == (
        "The XML states no invoice lines (BG-25); its profile MINIMUM has none.",
    )


def test_sub_totals_of_the_extended_profile_are_no_lines() -> None:
    group = "<ram:LineID>2</ram:LineID><ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>"
    invoice = parse_einvoice(edited("cii_en16931", ("<ram:LineID>2</ram:LineID>", group)))
    assert [line["code"] for line in invoice.lines] == ["SCHR-M6"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_reads_other_encodings(encoding: str) -> None:
    declared = "iso-8859-1" if encoding == "latin-1" else encoding.removesuffix("-sig")
    xml = BY_NAME["ubl_invoice"].decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert is_einvoice(xml.encode(encoding))
    assert parse_einvoice(xml.encode(encoding)).fields["seller_name"] == "Lumière Éclairage SARL"


def test_knows_an_einvoice_from_other_xml_and_from_noise() -> None:
    assert all(is_einvoice(xml) for xml in BY_NAME.values())
    assert is_einvoice(BY_NAME["ubl_invoice"][:600]), "the first tag suffices"
    for other in (b"", b"<Invoice/>", b"<html><body/></html>", b"%PDF-1.7", b"<", b"\x00\xff" * 99):
        assert not is_einvoice(other)


def test_xml_cut_off_is_damaged() -> None:
    with pytest.raises(DamagedDocument, match=r"to its end\.$"):
        parse_einvoice(BY_NAME["cii_en16931"][:-200])


def test_other_xml_is_not_supported() -> None:
    with pytest.raises(UnsupportedType):
        parse_einvoice(b"<order><number>1</number></order>")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE Invoice SYSTEM "http://example.invalid/invoice.dtd">',
        '<!DOCTYPE Invoice [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Invoice [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_declarations_are_refused(declaration: str, encoding: str) -> None:
    xml = BY_NAME["ubl_invoice"].decode().replace("<Invoice", declaration + "<Invoice", 1)
    xml = xml.replace('encoding="UTF-8"', f'encoding="{encoding}"')
    with pytest.raises(DamagedDocument):
        parse_einvoice(xml.encode(encoding))


@given(
    name=st.sampled_from(sorted(BY_NAME)),
    start=st.floats(0, 1),
    length=st.integers(0, 400),
    patch=st.one_of(st.binary(max_size=40), st.text(max_size=20).map(str.encode)),
)
def test_any_damage_gives_an_invoice_or_a_document_error(
    name: str, start: float, length: int, patch: bytes
) -> None:
    xml = BY_NAME[name]
    at = int(start * len(xml))
    try:
        invoice = parse_einvoice(xml[:at] + patch + xml[at + length :])
    except DocumentError:
        return
    assert isinstance(invoice, XmlInvoice)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_invoice_or_a_document_error(data: bytes) -> None:
    assert is_einvoice(data) in (True, False)
    with pytest.raises(DocumentError):
        parse_einvoice(data)
