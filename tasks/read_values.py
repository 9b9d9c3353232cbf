"""Tagged words → the values of a document: read, completed, and settled against each other."""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.record import Field, Fields, Tax
from schemas.vocabulary import CONTRACT_FIELDS, DocType
from tasks.contracts.clauses import add_contract_terms, find_renewals
from tasks.document_kind import DocumentKind
from tasks.fields.bank_accounts import PAID_BY_READER, settle_account
from tasks.fields.choose_dates import date_by_delivery, drop_crossed_end
from tasks.fields.claims import Claim, mark_claimed
from tasks.fields.decode import Calibrate, decode_fields
from tasks.fields.due_dates import drop_early_due_date, drop_other_due_date, find_due_date
from tasks.fields.foreign_numbers import drop_mere_signs
from tasks.fields.own_number import (
    drop_listed_invoice,
    drop_own_reference,
    refer_to_number,
)
from tasks.fields.paper_currency import pay_in_sellers_dollars
from tasks.fields.paper_sums import (
    drop_balance_before,
    drop_ends_of_amounts,
    drop_named_taxes,
    drop_rates,
    drop_sums,
    drop_weighed_total,
    go_on_behind_thousands,
    net_instead_of_total,
    owe_all,
    owe_instead_of_total,
    total_instead_of_debt,
    total_with_outlays,
    total_without_tax,
)
from tasks.fields.payee_accounts import drop_payers_accounts
from tasks.fields.payment_terms import add_payment_terms
from tasks.fields.reminded_invoice import add_reminded_invoice, name_reminded_invoice
from tasks.fields.shared_cells import take_own_part
from tasks.fields.supplement import supplement_fields
from tasks.fields.vat_ids import give_sender_vat_id, give_your_vat_id
from tasks.items.codes_above import move_codes_down
from tasks.items.item_days import drop_item_day
from tasks.items.line_rates import find_discounts
from tasks.items.line_sum import (
    drop_below_total,
    drop_part_sum,
    drop_rows_after_items,
    take_prices_for_amounts,
)
from tasks.items.lines import group_lines
from tasks.items.prepaid_lines import drop_prepaid
from tasks.items.subtotal_lines import drop_group_sums
from tasks.items.tax_codes import rate_by_codes
from tasks.kinds.telling_signs import owe_nothing
from tasks.parties.advertisers import drop_client_number
from tasks.parties.sender_names import name_sender
from tasks.sums.part_payments import read_part_bill
from tasks.sums.prepaid import add_payments, drop_no_payment
from tasks.sums.rated_nets import sum_up_rates
from tasks.sums.settle import owe_total, settle_amounts, settle_tax
from tasks.sums.sum_sentences import read_sum_sentences
from tasks.sums.sums_across import read_sums_across
from tasks.sums.taxes import group_taxes
from tasks.values.broken_numbers import join_broken_numbers
from tasks.values.dates import DateOrder
from tasks.values.entities import find_segments, join_entities
from tasks.values.normalize import Conventions
from tasks.values.signs import align_deductions, clear_brackets, make_negative

Tags = Sequence[WordTag]
#: What stands in their tables are no goods.
_WITHOUT_ITEMS = frozenset({"letter", "mail", "form", "report", "payslip"})


def read_values(
    pages: Sequence[Page],
    tags: Sequence[Tags],
    believed: Sequence[Tags],
    claims: Sequence[Claim],
    kind: DocumentKind,
    conventions: Conventions,
    calibrate: Calibrate,
) -> tuple[Fields, list[dict[str, Field]], list[Tax]]:
    """Fields, lines and taxes that agree with each other and with what the pages say.

    Args:
        tags: those of the model, mended; `believed`: with what the `claims` of the captions say.
    """
    doc_type = kind.doc_type.value
    fields, lines, taxes = _read_pages(pages, believed, conventions, calibrate, cash=kind.is_slip)
    fields = go_on_behind_thousands(drop_ends_of_amounts(fields), pages)
    fields = drop_rates(drop_named_taxes(fields, pages), pages)
    fields = drop_balance_before(fields, pages, doc_type)
    fields = owe_instead_of_total(fields, doc_type)
    if doc_type == "statement":
        fields = owe_all(fields, pages, conventions)
    fields = mark_claimed(fields, pages, tags, claims)
    fields = _mend_fields(fields, pages, kind, claims, conventions)
    fields, taxes = sum_up_rates(fields, taxes, pages, conventions)
    lines = take_prices_for_amounts(lines, fields)
    lines = drop_prepaid(drop_group_sums(lines, fields), fields)
    lines = drop_below_total(lines, fields)
    lines = drop_rows_after_items(lines, fields, offered=doc_type == "quote")
    if doc_type in _WITHOUT_ITEMS:
        lines = []
    fields = drop_sums(_sort_terms(fields, pages, kind), doc_type)
    fields = drop_weighed_total(fields, lines, doc_type)
    if kind.is_slip:
        fields, taxes = settle_tax(fields, taxes, pages, conventions)
    else:
        fields = name_sender(fields, pages, claims, by_buyer=kind.sent_by_buyer)
        if doc_type != "payslip":
            fields, taxes = settle_amounts(fields, taxes, lines, pages, conventions)
        fields = drop_part_sum(fields, lines)
        fields = _settle_dates(fields, pages, doc_type, claims, conventions.date_order)
        fields = total_instead_of_debt(fields, doc_type)
        fields = net_instead_of_total(fields, pages, doc_type)
        fields = total_without_tax(fields, pages, doc_type, conventions)
        fields = total_with_outlays(fields, pages, doc_type, conventions)
        if doc_type == "invoice":
            fields = owe_total(fields, pages, conventions)
            fields = add_payments(drop_no_payment(fields, pages), pages, conventions)
            fields, lines, taxes = read_part_bill(fields, lines, taxes, pages, conventions)
    if kind.is_paid:
        fields = owe_nothing(fields)
    if doc_type == "quote":
        lines = clear_brackets(lines)
    fields = pay_in_sellers_dollars(fields, pages, doc_type)
    if doc_type == "credit_note":
        fields, lines, taxes = make_negative(fields, lines, taxes)
    fields = refer_to_number(drop_own_reference(fields, doc_type), doc_type, pages)
    fields = name_reminded_invoice(fields, pages, doc_type)
    return fields, lines, taxes


def _mend_fields(
    fields: Fields,
    pages: Sequence[Page],
    kind: DocumentKind,
    claims: Sequence[Claim],
    conventions: Conventions,
) -> Fields:
    """The fields without what is none of theirs, with what the page says elsewhere."""
    doc_type = kind.doc_type.value
    fields = take_own_part(fields, pages, doc_type)
    fields = drop_mere_signs(drop_client_number(join_broken_numbers(fields, pages), pages))
    fields = drop_payers_accounts(fields, pages, doc_type)
    if doc_type in PAID_BY_READER and not kind.sent_by_buyer:
        fields = settle_account(fields, pages)
    fields = add_payment_terms(fields, pages, doc_type)
    fields = give_your_vat_id(fields, pages, by_buyer=kind.sent_by_buyer)
    fields = give_sender_vat_id(fields, claims, by_buyer=kind.sent_by_buyer)
    fields = drop_listed_invoice(fields, pages, doc_type)
    fields = add_reminded_invoice(fields, pages, doc_type)
    fields = read_sum_sentences(fields, pages, doc_type, conventions)
    return read_sums_across(fields, pages, conventions)


def _sort_terms(fields: Fields, pages: Sequence[Page], kind: DocumentKind) -> Fields:
    """A contract's terms as its clauses say them; nothing else has any."""
    if kind.doc_type.value == "contract":
        return add_contract_terms(fields, kind.terms, find_renewals(pages))
    return {name: found for name, found in fields.items() if name not in CONTRACT_FIELDS}


def _settle_dates(
    fields: Fields,
    pages: Sequence[Page],
    doc_type: DocType,
    claims: Sequence[Claim],
    order: DateOrder,
) -> Fields:
    """A date of issue, a due date that fits it, and no period that ends before it begins."""
    fields = drop_item_day(fields, pages, order)
    if doc_type == "delivery_note":
        fields = date_by_delivery(fields)
    fields = drop_other_due_date(fields, pages, order, claims)
    fields = find_due_date(fields, pages, order, reminds=doc_type == "payment_reminder")
    return drop_early_due_date(drop_crossed_end(fields), claims)


def _read_pages(
    pages: Sequence[Page],
    tags: Sequence[Tags],
    conventions: Conventions,
    calibrate: Calibrate,
    *,
    cash: bool,
) -> tuple[Fields, list[dict[str, Field]], list[Tax]]:
    segments = find_segments(pages, tags)
    header = [s for s in segments if not s.label.startswith(("line.", "tax."))]
    entities = join_entities(pages, tags, header)
    fields = decode_fields(pages, tags, entities, conventions, calibrate, cash=cash)
    lines = group_lines(pages, tags, segments, conventions, calibrate, receipt=cash)
    lines = find_discounts(rate_by_codes(move_codes_down(lines), pages, tags))
    taxes = group_taxes(pages, tags, segments, fields, conventions, calibrate)
    priced = any("unit_price" in line for line in lines)
    fields = supplement_fields(fields, taxes, pages, conventions, priced=priced)
    return align_deductions(fields), lines, taxes
