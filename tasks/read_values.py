"""Tagged words → the values of a document: read, completed, and settled against each other.

One rule after the other. Where a step must stand behind or before others, a comment says why.
`mailroom explain` shows what each changed of a document.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import Tags
from schemas.record import Fields, Line
from schemas.vocabulary import BILL_TYPES, CONTRACT_FIELDS, INVOICE_TYPES
from tasks.contracts.clauses import add_contract_terms, find_renewals
from tasks.document_kind import DocumentKind
from tasks.fields.bank_accounts import PAID_BY_READER, settle_account
from tasks.fields.candidates import Calibrate
from tasks.fields.choose_dates import date_by_delivery, drop_crossed_end
from tasks.fields.claims import Claim, mark_claimed
from tasks.fields.closed_days import drop_closed_days
from tasks.fields.decode import decode_fields
from tasks.fields.due_dates import find_due_date
from tasks.fields.foreign_numbers import drop_mere_signs
from tasks.fields.instalments import take_first_instalment
from tasks.fields.mistaken_sums import drop_rates
from tasks.fields.mistaken_values import drop_sellers_person
from tasks.fields.no_due_dates import (
    drop_days_of_sentences,
    drop_other_due_date,
    drop_unlikely_due_date,
)
from tasks.fields.own_number import (
    drop_listed_invoice,
    drop_own_reference,
    refer_to_number,
)
from tasks.fields.paper_currency import drop_converted, pay_in_sellers_dollars
from tasks.fields.paper_sums import (
    drop_ends_of_amounts,
    drop_named_taxes,
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
from tasks.items.aired_spots import read_spots
from tasks.items.below_total import drop_below_total
from tasks.items.cent_prices import price_in_currency
from tasks.items.codes_above import move_codes_down
from tasks.items.item_days import add_item_period, drop_item_day
from tasks.items.line_amounts import turn_crossed
from tasks.items.line_rates import find_discounts
from tasks.items.line_sum import (
    drop_part_sum,
    keep_items,
    take_prices_for_amounts,
)
from tasks.items.lines import group_lines
from tasks.items.prepaid_lines import drop_prepaid
from tasks.items.subtotal_lines import drop_subtotal_lines
from tasks.items.tax_codes import rate_by_codes
from tasks.kinds.careers import name_no_party
from tasks.kinds.telling_signs import owe_nothing
from tasks.parties.addressed_names import name_addressee
from tasks.parties.advertisers import drop_client_number
from tasks.parties.entered_people import name_person
from tasks.parties.financiers_ids import drop_financiers_ids
from tasks.parties.firms_below import name_firm_below
from tasks.parties.inline_buyers import settle_buyer
from tasks.parties.joined_firms import part_firms
from tasks.parties.named_addresses import drop_phone_before_address
from tasks.parties.owned_names import name_owner
from tasks.parties.registered_firms import name_in_full, name_registered_firm
from tasks.parties.sender_names import name_sender
from tasks.parties.signs_above import join_sign_above
from tasks.parties.stations import drop_call_sign
from tasks.steps import Observer, Values, ValueSteps
from tasks.sums.balances_before import drop_balance_before, owe_with_balance, total_without_balance
from tasks.sums.close_sums import drop_of_lines
from tasks.sums.included_taxes import split_included, total_of_included
from tasks.sums.misnamed import drop_misnamed
from tasks.sums.no_payments import drop_no_payment
from tasks.sums.part_payments import read_part_bill
from tasks.sums.prepaid import add_payments
from tasks.sums.rated_nets import sum_up_rates
from tasks.sums.said_paid import owe_nothing_paid
from tasks.sums.settle import owe_total, settle_amounts, settle_tax
from tasks.sums.sum_sentences import read_sum_sentences
from tasks.sums.sums_across import read_sums_across
from tasks.sums.taxes import group_taxes
from tasks.values.broken_numbers import join_broken_numbers
from tasks.values.entities import find_segments, join_entities
from tasks.values.named_fields import without
from tasks.values.normalize import Conventions
from tasks.values.signs import align_deductions, clear_brackets, make_negative

#: What stands in their tables are no goods.
_WITHOUT_ITEMS = frozenset({"letter", "mail", "form", "report", "payslip"})
#: Their days are those of which their sentences speak.
_OF_SENTENCES = frozenset({"letter", "report", "other"})


def read_values(
    pages: Sequence[Page],
    tags: Tags,
    believed: Tags,
    claims: Sequence[Claim],
    kind: DocumentKind,
    conventions: Conventions,
    calibrate: Calibrate,
    observer: Observer | None = None,
) -> Values:
    """Fields, lines and taxes that agree with each other and with what the pages say.

    Args:
        tags: those of the model, mended; `believed`: with what the `claims` of the captions say.
    """
    doc_type = kind.doc_type.value
    values = _read_tags(pages, believed, conventions, calibrate, cash=kind.is_slip)
    steps = ValueSteps(_read_tags, values, observer)
    _complete(steps, pages, believed, doc_type, conventions)
    _mend_amounts(steps, pages, doc_type, conventions)
    # Before fields are mended: it knows those that captions claimed by where they stand.
    steps.mend_fields(mark_claimed, pages, tags, claims)
    _mend_fields(steps, pages, kind, claims, conventions)
    steps.mend_taxed(sum_up_rates, pages, conventions)
    steps.mend_taxed(split_included, pages, conventions)
    # Behind the sums, by which it tells what is no item.
    _mend_lines(steps, pages, doc_type, conventions)
    if doc_type == "contract":
        steps.mend_fields(add_contract_terms, kind.terms, find_renewals(pages))
    else:
        steps.mend_fields(_drop_contract_terms)
    steps.mend_fields(drop_sums, doc_type)
    steps.mend_fields(drop_weighed_total, steps.lines, doc_type)
    if kind.is_slip:
        steps.mend_fields(total_of_included, pages, conventions)
        steps.mend_fields(drop_of_lines, steps.lines)
        steps.mend_taxed(settle_tax, pages, conventions)
    else:
        steps.mend_fields(name_sender, pages, claims, by_buyer=kind.sent_by_buyer)
        if doc_type != "payslip":
            steps.mend_taxed(settle_amounts, steps.lines, pages, conventions)
        steps.mend_fields(drop_part_sum, steps.lines)
        _settle_dates(steps, pages, doc_type, claims, conventions)
        _settle_totals(steps, pages, doc_type, conventions)
    if doc_type == "receipt":
        steps.mend_fields(owe_nothing)
    # Signs turn last: until here amounts are as printed, so that they add up with other print.
    if doc_type == "quote":
        steps.mend_lines(clear_brackets)
    steps.mend_fields(pay_in_sellers_dollars, pages, doc_type)
    if doc_type == "credit_note":
        steps.mend_all(make_negative)
    steps.mend_fields(drop_own_reference, doc_type)
    steps.mend_fields(refer_to_number, doc_type, pages)
    # Behind drop_own_reference, which would take a reminded invoice's number for its own.
    steps.mend_fields(name_reminded_invoice, pages, doc_type)
    steps.mend_fields(settle_buyer, pages, doc_type)
    steps.mend_fields(name_addressee, pages, doc_type)
    steps.mend_fields(name_no_party, pages, doc_type)
    return steps.values


def _read_tags(
    pages: Sequence[Page],
    tags: Tags,
    conventions: Conventions,
    calibrate: Calibrate,
    *,
    cash: bool,
) -> Values:
    """What the tagged words say as they stand."""
    segments = find_segments(pages, tags)
    header = [s for s in segments if not s.label.startswith(("line.", "tax."))]
    entities = join_entities(pages, tags, header)
    fields = decode_fields(pages, tags, entities, conventions, calibrate, cash=cash)
    lines = group_lines(pages, tags, segments, conventions, calibrate, receipt=cash)
    taxes = group_taxes(pages, tags, segments, fields, conventions, calibrate)
    return Values(fields, lines, taxes)


def _complete(
    steps: ValueSteps,
    pages: Sequence[Page],
    tags: Tags,
    doc_type: str,
    conventions: Conventions,
) -> None:
    """What codes, signs and patterns add to the tagged words."""
    steps.mend_lines(move_codes_down)
    steps.mend_lines(turn_crossed)
    steps.mend_lines(price_in_currency, pages)
    steps.mend_lines(rate_by_codes, pages, tags)
    steps.mend_lines(find_discounts)
    # A payslip's pay is at times in a table alone.
    priced = doc_type == "payslip" or any("unit_price" in line for line in steps.lines)
    steps.mend_fields(supplement_fields, steps.taxes, pages, conventions, priced=priced)
    steps.mend_fields(drop_converted, pages)
    steps.mend_fields(align_deductions)


def _mend_amounts(
    steps: ValueSteps, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> None:
    """Amounts whole, and none that is no sum of this paper."""
    steps.mend_fields(drop_ends_of_amounts)
    steps.mend_fields(go_on_behind_thousands, pages)
    steps.mend_fields(drop_named_taxes, pages)
    steps.mend_fields(drop_misnamed, pages)
    steps.mend_fields(drop_rates, pages)
    steps.mend_fields(total_without_balance, pages, doc_type, conventions)
    steps.mend_fields(drop_balance_before, pages, doc_type)
    steps.mend_fields(owe_with_balance, pages, doc_type, conventions)
    steps.mend_fields(owe_instead_of_total, doc_type)
    if doc_type == "statement":
        steps.mend_fields(owe_all, pages, conventions)


def _mend_fields(
    steps: ValueSteps,
    pages: Sequence[Page],
    kind: DocumentKind,
    claims: Sequence[Claim],
    conventions: Conventions,
) -> None:
    """The fields without what is none of theirs, with what the page says elsewhere."""
    doc_type = kind.doc_type.value
    steps.mend_fields(take_own_part, pages, doc_type)
    steps.mend_fields(drop_call_sign, pages)
    steps.mend_fields(name_owner, pages)
    # Behind name_owner, which knows of two names which is the firm's.
    steps.mend_fields(part_firms, pages)
    # Before a firm is named by the seller's ids.
    steps.mend_fields(drop_financiers_ids, pages)
    if not kind.sent_by_buyer:
        steps.mend_fields(name_firm_below, pages)
        steps.mend_fields(join_sign_above, pages)
        steps.mend_fields(name_registered_firm, pages)
        steps.mend_fields(name_in_full, pages)
        steps.mend_fields(name_person, pages)
    steps.mend_fields(join_broken_numbers, pages)
    steps.mend_fields(drop_client_number, pages)
    steps.mend_fields(drop_mere_signs, pages)
    steps.mend_fields(drop_sellers_person, pages)
    steps.mend_fields(drop_phone_before_address)
    # Behind supplement_fields, which finds accounts whosesoever they are.
    steps.mend_fields(drop_payers_accounts, pages, doc_type)
    if doc_type in PAID_BY_READER and not kind.sent_by_buyer:
        steps.mend_fields(settle_account, pages)
    steps.mend_fields(add_payment_terms, pages, doc_type)
    steps.mend_fields(give_your_vat_id, pages, by_buyer=kind.sent_by_buyer)
    steps.mend_fields(give_sender_vat_id, claims, by_buyer=kind.sent_by_buyer)
    steps.mend_fields(drop_listed_invoice, pages, doc_type)
    steps.mend_fields(add_reminded_invoice, pages, doc_type)
    steps.mend_fields(read_sum_sentences, pages, doc_type, conventions)
    steps.mend_fields(read_sums_across, pages, conventions)


def _mend_lines(
    steps: ValueSteps, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> None:
    """The items without what the sums show to be none."""
    # First, for the others go by amounts.
    steps.mend_lines(take_prices_for_amounts, steps.fields)
    steps.mend_lines(drop_subtotal_lines, steps.fields)
    steps.mend_lines(drop_prepaid, steps.fields)
    steps.mend_lines(drop_below_total, steps.fields)
    steps.mend_lines(keep_items, steps.fields, offered=doc_type == "quote")
    if doc_type in BILL_TYPES:
        steps.mend_lines(read_spots, steps.fields, pages, conventions)
    if doc_type in _WITHOUT_ITEMS:
        steps.mend_lines(_drop_lines)


def _settle_dates(
    steps: ValueSteps,
    pages: Sequence[Page],
    doc_type: str,
    claims: Sequence[Claim],
    conventions: Conventions,
) -> None:
    """A date of issue, a due date that fits it, and no period that ends before it begins."""
    order = conventions.date_order
    if doc_type in INVOICE_TYPES:
        steps.mend_fields(add_item_period, steps.lines, pages, order)
    if doc_type in BILL_TYPES:
        steps.mend_fields(drop_closed_days, pages)
    if doc_type in _OF_SENTENCES:
        steps.mend_fields(drop_days_of_sentences, pages, order, claims)
    steps.mend_fields(drop_item_day, pages, order)  # or it would date the delivery note
    if doc_type == "delivery_note":
        steps.mend_fields(date_by_delivery)
    steps.mend_fields(drop_other_due_date, pages, order, claims)
    # Fills the gap that the one before it may leave; what it finds is judged by the last one.
    steps.mend_fields(find_due_date, pages, order, reminds=doc_type == "payment_reminder")
    if doc_type == "invoice":  # a reminder's parts may all be overdue
        steps.mend_fields(take_first_instalment, pages, order)
    steps.mend_fields(drop_crossed_end)
    steps.mend_fields(drop_unlikely_due_date, pages, claims)


def _settle_totals(
    steps: ValueSteps, pages: Sequence[Page], doc_type: str, conventions: Conventions
) -> None:
    """Which of the sums is the total, what of it was paid, and what is due."""
    steps.mend_fields(total_instead_of_debt, doc_type)
    steps.mend_fields(net_instead_of_total, pages, doc_type)
    steps.mend_fields(total_without_tax, pages, doc_type, conventions)
    steps.mend_fields(total_with_outlays, pages, doc_type, conventions)
    if doc_type == "payment_reminder":
        steps.mend_fields(drop_no_payment, pages)
    if doc_type == "invoice":
        # What is due before what was paid: payments are the difference to the total.
        steps.mend_fields(owe_total, pages, conventions)
        steps.mend_fields(drop_no_payment, pages)
        steps.mend_fields(add_payments, pages, conventions)
        steps.mend_fields(owe_nothing_paid, pages, conventions)
        steps.mend_all(read_part_bill, pages, conventions)


def _drop_contract_terms(fields: Fields) -> Fields:
    """The fields without a contract's terms: nothing else has any."""
    return without(fields, *CONTRACT_FIELDS)


def _drop_lines(lines: list[Line]) -> list[Line]:
    """No lines: what stands in the tables of such papers are no goods."""
    return []
