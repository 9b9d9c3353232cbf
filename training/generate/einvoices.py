"""E-invoices of a deal: EN 16931 as CII (Factur-X, ZUGFeRD) and as UBL (XRechnung)."""

from decimal import Decimal
from xml.sax.saxutils import escape

from training.generate.deal import Deal, unit_code
from training.generate.parties import Party

XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
EN16931 = "urn:cen.eu:en16931:2017"
_NS = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}


def _tag(name: str, *content: str, **attributes: str) -> str:
    marks = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{marks}>{''.join(content)}</{name}>"


def _finish(element: str) -> bytes:
    """The document with its declaration, one element a line."""
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{declaration}\n{element}\n".replace("><", ">\n<").encode()


def _category(rate: Decimal) -> str:
    return "S" if rate else "E"


def write_ubl(deal: Deal, leitweg_id: str = "04011000-1234512345-06") -> bytes:
    """The invoice or credit note as UBL 2.1, XRechnung."""
    credit = deal.doc_type == "credit_note"
    root = "CreditNote" if credit else "Invoice"
    code = deal.notation.currency

    def b(name: str, text: str, **attributes: str) -> str:
        return _tag(f"cbc:{name}", escape(text), **attributes)

    def a(name: str, *content: str) -> str:
        return _tag(f"cac:{name}", *content)

    def amount(name: str, value: Decimal) -> str:
        return b(name, f"{value:.2f}", currencyID=code)

    def category(name: str, rate: Decimal, reason: bool = False) -> str:
        exempt = b("TaxExemptionReason", "Umsatzsteuerfrei") if reason and not rate else ""
        return a(
            name,
            b("ID", _category(rate)),
            b("Percent", f"{rate.normalize():f}"),
            exempt,
            a("TaxScheme", b("ID", "VAT")),
        )

    def party(of: Party, seller: bool) -> str:
        address = a(
            "PostalAddress",
            b("StreetName", of.street),
            b("CityName", of.city),
            b("PostalZone", of.postcode),
            a("Country", b("IdentificationCode", of.country)),
        )
        tax = (
            a("PartyTaxScheme", b("CompanyID", of.vat_id), a("TaxScheme", b("ID", "VAT")))
            if of.vat_id
            else ""
        )
        register = b("CompanyID", of.registration_id) if seller and of.registration_id else ""
        legal = a("PartyLegalEntity", b("RegistrationName", of.name), register)
        contact = (
            a(
                "Contact",
                b("Name", of.person),
                b("Telephone", of.phone),
                b("ElectronicMail", of.email),
            )
            if seller
            else ""
        )
        return a("Party", b("EndpointID", of.email, schemeID="EM"), address, tax, legal, contact)

    lines = "".join(
        a(
            f"{root}Line",
            b("ID", str(index)),
            b(
                "CreditedQuantity" if credit else "InvoicedQuantity",
                f"{item.quantity.normalize():f}",
                unitCode=unit_code(item.unit_kind, item.unit),
            ),
            amount("LineExtensionAmount", item.net),
            a(
                "Item",
                b("Name", item.description),
                a("SellersItemIdentification", b("ID", item.code)),
                category("ClassifiedTaxCategory", item.rate),
            ),
            a("Price", amount("PriceAmount", item.price)),
        )
        for index, item in enumerate(deal.items, 1)
    )
    taxes = "".join(
        a(
            "TaxSubtotal",
            amount("TaxableAmount", share.base),
            amount("TaxAmount", share.amount),
            category("TaxCategory", share.rate, reason=True),
        )
        for share in deal.taxes
    )
    preceding = (
        a("BillingReference", a("InvoiceDocumentReference", b("ID", deal.numbers["preceding"])))
        if credit
        else ""
    )
    body = [
        b("CustomizationID", XRECHNUNG),
        b("ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
        b("ID", deal.number),
        b("IssueDate", deal.issued.isoformat()),
        "" if credit else b("DueDate", deal.due.isoformat()),
        b("CreditNoteTypeCode", "381") if credit else b("InvoiceTypeCode", "380"),
        b("DocumentCurrencyCode", code),
        b("BuyerReference", leitweg_id),
        a("OrderReference", b("ID", deal.numbers["po"])),
        preceding,
        a("AccountingSupplierParty", party(deal.seller, True)),
        a("AccountingCustomerParty", party(deal.buyer, False)),
        a("Delivery", b("ActualDeliveryDate", deal.delivered.isoformat())),
        a(
            "PaymentMeans",
            b("PaymentMeansCode", "58"),
            b("PaymentID", deal.number),
            a(
                "PayeeFinancialAccount",
                b("ID", deal.seller.iban),
                a("FinancialInstitutionBranch", b("ID", deal.seller.bic)),
            ),
        ),
        a("PaymentTerms", b("Note", deal.terms)),
        a("TaxTotal", amount("TaxAmount", deal.tax), taxes),
        a(
            "LegalMonetaryTotal",
            amount("LineExtensionAmount", deal.lines_net),
            amount("TaxExclusiveAmount", deal.net),
            amount("TaxInclusiveAmount", deal.gross),
            amount("PrepaidAmount", deal.prepaid),
            amount("PayableAmount", deal.due_amount),
        ),
        lines,
    ]
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NS.items())
    space = f"urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
    return _finish(f'<{root} xmlns="{space}" {spaces}>{"".join(body)}</{root}>')


def write_cii(deal: Deal, profile: str = EN16931) -> bytes:
    """The invoice as UN/CEFACT Cross Industry Invoice D16B, valid as Factur-X EN 16931."""
    code = deal.notation.currency

    def r(name: str, *content: str, **attributes: str) -> str:
        return _tag(f"ram:{name}", *content, **attributes)

    def day(value: str, name: str = "DateTimeString", space: str = "udt") -> str:
        return _tag(f"{space}:{name}", value.replace("-", ""), format="102")

    def tax(rate: Decimal, *amounts: str) -> str:
        reason = [r("ExemptionReason", "Exempt")] if amounts and not rate else []
        first = [amounts[0]] if amounts else []
        return r(
            "ApplicableTradeTax",
            *first,
            r("TypeCode", "VAT"),
            *reason,
            *amounts[1:],
            r("CategoryCode", _category(rate)),
            r("RateApplicablePercent", f"{rate:.2f}"),
        )

    def party(name: str, of: Party) -> str:
        address = r(
            "PostalTradeAddress",
            r("PostcodeCode", of.postcode),
            r("LineOne", escape(of.street)),
            r("CityName", escape(of.city)),
            r("CountryID", of.country),
        )
        vat = r("SpecifiedTaxRegistration", r("ID", of.vat_id, schemeID="VA")) if of.vat_id else ""
        return r(name, r("Name", escape(of.name)), address, vat)

    lines = "".join(
        r(
            "IncludedSupplyChainTradeLineItem",
            r("AssociatedDocumentLineDocument", r("LineID", str(index))),
            r(
                "SpecifiedTradeProduct",
                r("SellerAssignedID", item.code),
                r("Name", escape(item.description)),
            ),
            r(
                "SpecifiedLineTradeAgreement",
                r("NetPriceProductTradePrice", r("ChargeAmount", f"{item.price:.2f}")),
            ),
            r(
                "SpecifiedLineTradeDelivery",
                r(
                    "BilledQuantity",
                    f"{item.quantity:.2f}",
                    unitCode=unit_code(item.unit_kind, item.unit),
                ),
            ),
            r(
                "SpecifiedLineTradeSettlement",
                tax(item.rate),
                r(
                    "SpecifiedTradeSettlementLineMonetarySummation",
                    r("LineTotalAmount", f"{item.net:.2f}"),
                ),
            ),
        )
        for index, item in enumerate(deal.items, 1)
    )
    shares = "".join(
        tax(
            share.rate,
            r("CalculatedAmount", f"{share.amount:.2f}"),
            r("BasisAmount", f"{share.base:.2f}"),
        )
        for share in deal.taxes
    )
    means = r(
        "SpecifiedTradeSettlementPaymentMeans",
        r("TypeCode", "58"),
        r("PayeePartyCreditorFinancialAccount", r("IBANID", deal.seller.iban)),
        r("PayeeSpecifiedCreditorFinancialInstitution", r("BICID", deal.seller.bic)),
    )
    sums = r(
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        r("LineTotalAmount", f"{deal.lines_net:.2f}"),
        r("TaxBasisTotalAmount", f"{deal.net:.2f}"),
        r("TaxTotalAmount", f"{deal.tax:.2f}", currencyID=code),
        r("GrandTotalAmount", f"{deal.gross:.2f}"),
        r("DuePayableAmount", f"{deal.due_amount:.2f}"),
    )
    terms = r(
        "SpecifiedTradePaymentTerms",
        r("Description", escape(deal.terms)),
        r("DueDateDateTime", day(deal.due.isoformat())),
    )
    body = [
        _tag(
            "rsm:ExchangedDocumentContext",
            r("GuidelineSpecifiedDocumentContextParameter", r("ID", profile)),
        ),
        _tag(
            "rsm:ExchangedDocument",
            r("ID", escape(deal.number)),
            r("TypeCode", "380"),
            r("IssueDateTime", day(deal.issued.isoformat())),
        ),
        _tag(
            "rsm:SupplyChainTradeTransaction",
            lines,
            r(
                "ApplicableHeaderTradeAgreement",
                party("SellerTradeParty", deal.seller),
                party("BuyerTradeParty", deal.buyer),
                r(
                    "BuyerOrderReferencedDocument",
                    r("IssuerAssignedID", escape(deal.numbers["po"])),
                ),
            ),
            r(
                "ApplicableHeaderTradeDelivery",
                r(
                    "ActualDeliverySupplyChainEvent",
                    r("OccurrenceDateTime", day(deal.delivered.isoformat())),
                ),
            ),
            r(
                "ApplicableHeaderTradeSettlement",
                r("PaymentReference", escape(deal.number)),
                r("InvoiceCurrencyCode", code),
                means,
                shares,
                terms,
                sums,
            ),
        ),
    ]
    spaces = " ".join(
        f'xmlns:{prefix}="urn:un:unece:uncefact:{uri}"'
        for prefix, uri in (
            ("rsm", "data:standard:CrossIndustryInvoice:100"),
            ("ram", "data:standard:ReusableAggregateBusinessInformationEntity:100"),
            ("qdt", "data:standard:QualifiedDataType:100"),
            ("udt", "data:standard:UnqualifiedDataType:100"),
        )
    )
    root = "rsm:CrossIndustryInvoice"
    return _finish(f"<{root} {spaces}>{''.join(body)}</{root}>")
