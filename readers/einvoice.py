"""E-invoice XML (CII of ZUGFeRD 1 and 2, Factur-X and XRechnung; UBL 2.1) → XmlInvoice.

Values are those of the XML, normalised; nothing is guessed. Amounts and quantities of a credit
note, which both syntaxes state as positive, come out negative; unit prices stay as they are.
"""

from contextlib import suppress

from lxml import etree

from readers.einvoice_content import InvoiceReader
from readers.einvoice_terms import CII, UBL, ZUGFERD_1, Syntax
from schemas.document import XmlInvoice
from schemas.errors import DamagedDocument, UnsupportedType

_UBL_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_ROOTS: dict[str, Syntax] = {
    "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice": CII,
    "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument": ZUGFERD_1,
    f"{{{_UBL_NAMESPACE}Invoice-2}}Invoice": UBL,
    f"{{{_UBL_NAMESPACE}CreditNote-2}}CreditNote": UBL,
}

_CHUNK_BYTES = 65536


def is_einvoice(xml: bytes) -> bool:
    """Whether `xml` begins as an invoice or credit note in CII or UBL. Never raises."""
    return _find_root_tag(xml) in _ROOTS


def parse_einvoice(xml: bytes) -> XmlInvoice:
    """Reads all fields, lines and taxes of an e-invoice.

    Raises:
        DamagedDocument: not well-formed, or with a document type declaration (the way to
            entity bombs; no e-invoice has one).
        UnsupportedType: well-formed XML that is no e-invoice.
    """
    root = _parse_safely(xml)
    syntax = _ROOTS.get(root.tag)
    if syntax is None:
        raise UnsupportedType("The XML is not an invoice or credit note in CII or UBL.")
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return InvoiceReader(root, syntax).read()


def _find_root_tag(xml: bytes) -> str:
    """The root's name in Clark notation, or "": reads no further than the first start tag."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    xml = xml.lstrip()
    for start in range(0, len(xml), _CHUNK_BYTES):
        with suppress(etree.XMLSyntaxError):
            parser.feed(xml[start : start + _CHUNK_BYTES])
        for _, element in parser.read_events():
            return str(getattr(element, "tag", ""))
        if parser.error_log:
            break
    return ""


def _parse_safely(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(xml.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument("The XML cannot be read to its end.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedDocument("The XML declares a document type, which no e-invoice does.")
    return root
