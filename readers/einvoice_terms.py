"""Where each business term of EN 16931 stands in the two syntaxes, as XPath tables.

Paths are relative and without namespaces: `readers.einvoice` strips those, since the element
names alone are unique within an invoice. Several paths for one term are tried in order.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

#: UNTDID 1001 codes that EN 16931 reads as a credit note. 389 (self-billed), 384 (corrected) and
#: 386 (prepayment) are invoices.
CREDIT_NOTE_CODES: frozenset[str] = frozenset(
    ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"]
)

Paths = tuple[str, ...]


@dataclass(frozen=True)
class Syntax:
    """One XML vocabulary: term or column → paths of the elements that carry it.

    `addresses` lead to an address element, whose parts `address_streets`, `address_city` (joined
    by a space) and `address_rest` are read in that order. `line_*` and `tax` paths start at one
    element of `lines` and `taxes`.
    """

    name: Literal["cii", "ubl"]
    type_code: str
    profile: str
    fields: dict[str, Paths]
    addresses: dict[str, str]
    address_streets: Paths
    address_city: Paths
    address_rest: Paths
    lines: str
    line_columns: dict[str, Paths]
    line_price_base: str
    line_allowances: str
    allowance_amount: str
    allowance_indicator: str
    taxes: str
    tax_columns: dict[str, Paths]


_DEAL = "SupplyChainTradeTransaction"
_AGREEMENT = f"{_DEAL}/ApplicableHeaderTradeAgreement"
_DELIVERY = f"{_DEAL}/ApplicableHeaderTradeDelivery"
_SETTLEMENT = f"{_DEAL}/ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"
_CII_ACCOUNT = f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans"
_LINE_AGREEMENT = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice"
_LINE_SETTLEMENT = "SpecifiedLineTradeSettlement"


def _cii_date(path: str) -> Paths:
    return tuple(f"{path}/{name}" for name in ("DateTimeString", "DateString", "DateTime", "Date"))


CII = Syntax(
    name="cii",
    type_code="ExchangedDocument/TypeCode",
    profile="ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID",
    fields={
        "invoice_number": ("ExchangedDocument/ID",),
        "issue_date": _cii_date("ExchangedDocument/IssueDateTime"),
        "due_date": _cii_date(f"{_SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime"),
        "delivery_date": _cii_date(
            f"{_DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime"
        ),
        "period_start": _cii_date(f"{_SETTLEMENT}/BillingSpecifiedPeriod/StartDateTime"),
        "period_end": _cii_date(f"{_SETTLEMENT}/BillingSpecifiedPeriod/EndDateTime"),
        "currency": (f"{_SETTLEMENT}/InvoiceCurrencyCode",),
        "po_number": (f"{_AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID",),
        "buyer_reference": (f"{_AGREEMENT}/BuyerReference",),
        "contract_number": (f"{_AGREEMENT}/ContractReferencedDocument/IssuerAssignedID",),
        "preceding_invoice": (f"{_SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID",),
        "seller_name": (f"{_AGREEMENT}/SellerTradeParty/Name",),
        "seller_vat_id": (
            f"{_AGREEMENT}/SellerTradeParty/SpecifiedTaxRegistration/ID[@schemeID='VA']",
        ),
        "seller_registration_id": (f"{_AGREEMENT}/SellerTradeParty/SpecifiedLegalOrganization/ID",),
        "buyer_name": (f"{_AGREEMENT}/BuyerTradeParty/Name",),
        "buyer_vat_id": (
            f"{_AGREEMENT}/BuyerTradeParty/SpecifiedTaxRegistration/ID[@schemeID='VA']",
        ),
        "iban": (f"{_CII_ACCOUNT}/PayeePartyCreditorFinancialAccount/IBANID",),
        "bic": (f"{_CII_ACCOUNT}/PayeeSpecifiedCreditorFinancialInstitution/BICID",),
        "payment_reference": (f"{_SETTLEMENT}/PaymentReference",),
        "payment_terms": (f"{_SETTLEMENT}/SpecifiedTradePaymentTerms/Description",),
        "lines_net": (f"{_SUMS}/LineTotalAmount",),
        "allowances": (f"{_SUMS}/AllowanceTotalAmount",),
        "charges": (f"{_SUMS}/ChargeTotalAmount",),
        "total_net": (f"{_SUMS}/TaxBasisTotalAmount",),
        "total_tax": (f"{_SUMS}/TaxTotalAmount",),
        "total_gross": (f"{_SUMS}/GrandTotalAmount",),
        "prepaid": (f"{_SUMS}/TotalPrepaidAmount",),
        "rounding": (f"{_SUMS}/RoundingAmount",),
        "amount_due": (f"{_SUMS}/DuePayableAmount",),
    },
    addresses={
        "seller_address": f"{_AGREEMENT}/SellerTradeParty/PostalTradeAddress",
        "buyer_address": f"{_AGREEMENT}/BuyerTradeParty/PostalTradeAddress",
        "ship_to_address": f"{_DELIVERY}/ShipToTradeParty/PostalTradeAddress",
    },
    address_streets=("LineOne", "LineTwo", "LineThree"),
    address_city=("PostcodeCode", "CityName"),
    address_rest=("CountrySubDivisionName", "CountryID"),
    # Sub-totals and remarks of the EXTENDED profile are lines too, but not of the invoice's sum.
    lines=f"{_DEAL}/IncludedSupplyChainTradeLineItem[not(AssociatedDocumentLineDocument"
    "[LineStatusReasonCode='GROUP' or LineStatusReasonCode='INFORMATION'])]",
    line_columns={
        "description": ("SpecifiedTradeProduct/Name", "SpecifiedTradeProduct/Description"),
        "code": ("SpecifiedTradeProduct/SellerAssignedID",),
        "quantity": ("SpecifiedLineTradeDelivery/BilledQuantity",),
        "unit": ("SpecifiedLineTradeDelivery/BilledQuantity/@unitCode",),
        "unit_price": (f"{_LINE_AGREEMENT}/ChargeAmount",),
        "net_amount": (
            f"{_LINE_SETTLEMENT}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
        ),
        "tax_rate": (f"{_LINE_SETTLEMENT}/ApplicableTradeTax/RateApplicablePercent",),
    },
    line_price_base=f"{_LINE_AGREEMENT}/BasisQuantity",
    line_allowances=f"{_LINE_SETTLEMENT}/SpecifiedTradeAllowanceCharge",
    allowance_amount="ActualAmount",
    allowance_indicator="ChargeIndicator/Indicator",
    taxes=f"{_SETTLEMENT}/ApplicableTradeTax",
    tax_columns={
        "rate": ("RateApplicablePercent",),
        "base": ("BasisAmount",),
        "amount": ("CalculatedAmount",),
        "category": ("CategoryCode",),
    },
)

#: What ZUGFeRD 1.0 called the elements of CII D16B.
_ZUGFERD_1_NAMES = {
    "ExchangedDocumentContext": "SpecifiedExchangedDocumentContext",
    "ExchangedDocument": "HeaderExchangedDocument",
    "SupplyChainTradeTransaction": "SpecifiedSupplyChainTradeTransaction",
    "ApplicableHeaderTradeAgreement": "ApplicableSupplyChainTradeAgreement",
    "ApplicableHeaderTradeDelivery": "ApplicableSupplyChainTradeDelivery",
    "ApplicableHeaderTradeSettlement": "ApplicableSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementHeaderMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
    "SpecifiedLineTradeAgreement": "SpecifiedSupplyChainTradeAgreement",
    "SpecifiedLineTradeDelivery": "SpecifiedSupplyChainTradeDelivery",
    "SpecifiedLineTradeSettlement": "SpecifiedSupplyChainTradeSettlement",
    "SpecifiedTradeSettlementLineMonetarySummation": "SpecifiedTradeSettlementMonetarySummation",
    "IssuerAssignedID": "ID",
    "RateApplicablePercent": "ApplicablePercent",
}


def _zugferd_1(path: str) -> str:
    """The same path in the names of ZUGFeRD 1.0."""
    return re.sub(r"\w+", lambda name: _ZUGFERD_1_NAMES.get(name[0], name[0]), path)


def _zugferd_1_table(table: dict[str, Paths]) -> dict[str, Paths]:
    return {term: tuple(map(_zugferd_1, paths)) for term, paths in table.items()}


ZUGFERD_1 = replace(
    CII,
    type_code=_zugferd_1(CII.type_code),
    profile=_zugferd_1(CII.profile),
    fields=_zugferd_1_table(CII.fields),
    addresses={term: _zugferd_1(path) for term, path in CII.addresses.items()},
    lines=_zugferd_1(CII.lines),
    line_columns=_zugferd_1_table(CII.line_columns),
    line_price_base=_zugferd_1(CII.line_price_base),
    line_allowances=_zugferd_1(CII.line_allowances),
    taxes=_zugferd_1(CII.taxes),
    tax_columns=_zugferd_1_table(CII.tax_columns),
)

_SELLER = "AccountingSupplierParty/Party"
_BUYER = "AccountingCustomerParty/Party"
_UBL_VAT = "PartyTaxScheme[normalize-space(TaxScheme/ID)='VAT']/CompanyID"

UBL = Syntax(
    name="ubl",
    type_code="InvoiceTypeCode|CreditNoteTypeCode",
    profile="CustomizationID",
    fields={
        "invoice_number": ("ID",),
        "issue_date": ("IssueDate",),
        "due_date": ("DueDate", "PaymentMeans/PaymentDueDate"),
        "delivery_date": ("Delivery/ActualDeliveryDate",),
        "period_start": ("InvoicePeriod/StartDate",),
        "period_end": ("InvoicePeriod/EndDate",),
        "currency": ("DocumentCurrencyCode",),
        "po_number": ("OrderReference/ID",),
        "buyer_reference": ("BuyerReference",),
        "contract_number": ("ContractDocumentReference/ID",),
        "preceding_invoice": ("BillingReference/InvoiceDocumentReference/ID",),
        # Before EN 16931, UBL invoices often named their parties by PartyName alone.
        "seller_name": (
            f"{_SELLER}/PartyLegalEntity/RegistrationName",
            f"{_SELLER}/PartyName/Name",
        ),
        "seller_vat_id": (f"{_SELLER}/{_UBL_VAT}",),
        "seller_registration_id": (f"{_SELLER}/PartyLegalEntity/CompanyID",),
        "buyer_name": (f"{_BUYER}/PartyLegalEntity/RegistrationName", f"{_BUYER}/PartyName/Name"),
        "buyer_vat_id": (f"{_BUYER}/{_UBL_VAT}",),
        "iban": ("PaymentMeans/PayeeFinancialAccount/ID",),
        "bic": ("PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID",),
        "payment_reference": ("PaymentMeans/PaymentID",),
        "payment_terms": ("PaymentTerms/Note",),
        "lines_net": ("LegalMonetaryTotal/LineExtensionAmount",),
        "allowances": ("LegalMonetaryTotal/AllowanceTotalAmount",),
        "charges": ("LegalMonetaryTotal/ChargeTotalAmount",),
        "total_net": ("LegalMonetaryTotal/TaxExclusiveAmount",),
        "total_tax": ("TaxTotal/TaxAmount",),
        "total_gross": ("LegalMonetaryTotal/TaxInclusiveAmount",),
        "prepaid": ("LegalMonetaryTotal/PrepaidAmount",),
        "rounding": ("LegalMonetaryTotal/PayableRoundingAmount",),
        "amount_due": ("LegalMonetaryTotal/PayableAmount",),
    },
    addresses={
        "seller_address": f"{_SELLER}/PostalAddress",
        "buyer_address": f"{_BUYER}/PostalAddress",
        "ship_to_address": "Delivery/DeliveryLocation/Address",
    },
    address_streets=("StreetName", "AdditionalStreetName", "AddressLine/Line"),
    address_city=("PostalZone", "CityName"),
    address_rest=("CountrySubentity", "Country/IdentificationCode"),
    lines="InvoiceLine|CreditNoteLine",
    line_columns={
        "description": ("Item/Name", "Item/Description"),
        "code": ("Item/SellersItemIdentification/ID",),
        "quantity": ("InvoicedQuantity|CreditedQuantity",),
        "unit": ("InvoicedQuantity/@unitCode|CreditedQuantity/@unitCode",),
        "unit_price": ("Price/PriceAmount",),
        "net_amount": ("LineExtensionAmount",),
        "tax_rate": ("Item/ClassifiedTaxCategory/Percent",),
    },
    line_price_base="Price/BaseQuantity",
    line_allowances="AllowanceCharge",
    allowance_amount="Amount",
    allowance_indicator="ChargeIndicator",
    taxes="TaxTotal/TaxSubtotal",
    tax_columns={
        "rate": ("TaxCategory/Percent",),
        "base": ("TaxableAmount",),
        "amount": ("TaxAmount",),
        "category": ("TaxCategory/ID",),
    },
)
