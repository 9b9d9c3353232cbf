"""Documents made on the spot, and a model that knows nothing: enough to see each outcome.

An e-invoice is accepted, a PDF of plain text waits for review, an empty file fails.
"""

from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from schemas.document import Page
from schemas.prediction import Prediction, WordTag
from schemas.record import ModelVersion

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>
<cbc:DueDate>2026-04-01</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress>
<cbc:StreetName>Hafenstr. 4</cbc:StreetName><cbc:CityName>Bremen</cbc:CityName>
<cbc:PostalZone>28195</cbc:PostalZone><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode>
</cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>DE136695976</cbc:CompanyID>
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity>
<cbc:RegistrationName>Nordlicht Lampen GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cbc:CityName>Köln</cbc:CityName>
<cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress><cac:PartyLegalEntity>
<cbc:RegistrationName>Café Amsel</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>
</cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
</cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">119.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">119.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">4</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cac:Item>
<cbc:Name>Tischlampe</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
</cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">25.00
</cbc:PriceAmount></cac:Price></cac:InvoiceLine></Invoice>
"""


def write_einvoice(path: Path, number: str) -> Path:
    """A correct UBL invoice over 119.00 EUR."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(UBL.format(number=number), encoding="utf-8")
    return path


def write_pdf(path: Path, rows: Sequence[str]) -> Path:
    """A page of printed rows, born digital."""
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path))
    for number, row in enumerate(rows):
        canvas.drawString(72, 780 - 16 * number, row)
    canvas.save()
    return path


def write_mail(path: Path, subject: str, attachments: Mapping[str, bytes]) -> Path:
    """A mail of one sentence, with XML attachments."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ida <ida@lieferant.example>", "post@firma.example"
    mail["Subject"], mail["Date"] = subject, "Mon, 02 Mar 2026 09:00:00 +0100"
    mail.set_content(f"Please find our invoice attached. {subject}")
    for name, data in attachments.items():
        mail.add_attachment(data, maintype="application", subtype="xml", filename=name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(mail.as_bytes())
    return path


class KnowNothing:
    """A model that tags no word and takes every document for an invoice."""

    @property
    def version(self) -> ModelVersion:
        return ModelVersion(name="know-nothing", version="0", sha256="0" * 64)

    def predict(self, pages: Sequence[Page]) -> Prediction:
        nothing = WordTag("O", False, 0.9)
        return Prediction(
            doc_types={"invoice": 0.97},
            tags=tuple(tuple(nothing for _ in page.words) for page in pages),
            salience=tuple(tuple(0.5 for _ in page.words) for page in pages),
        )
