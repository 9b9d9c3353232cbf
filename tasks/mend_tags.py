"""The model's tags after what rows, columns and captions say, step by step.

Each step is a rule in a module of its own, which says what the model gets wrong there and what
print tells about it. A comment says why a step stands where it does, if a reason is known: try any
other move on known papers first. `mailroom explain` shows what each step changed of a document.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import Tags
from schemas.vocabulary import PRICED_TYPES
from tasks.contracts.limits import clear_limits
from tasks.contracts.other_agreements import clear_other_agreements
from tasks.contracts.other_periods import clear_other_periods
from tasks.contracts.wrapped_titles import complete_titles
from tasks.document_kind import DocumentKind
from tasks.fields.arrival_stamps import clear_stamps
from tasks.fields.card_slips import clear_card_slips
from tasks.fields.own_number import join_groups, pool_numbers
from tasks.items.bare_tables import name_bare_tables
from tasks.items.captioned_columns import name_columns
from tasks.items.centred_names import join_centred_names
from tasks.items.chained_discounts import name_chained_discounts
from tasks.items.code_columns import name_codes
from tasks.items.code_dates import drop_slips_days
from tasks.items.codes_above import drop_codes_of_groups, name_codes_above
from tasks.items.codes_below import name_codes_below
from tasks.items.columns import vote_columns
from tasks.items.counted_units import name_counted_units
from tasks.items.counts_below import name_counts_below
from tasks.items.glued_quantities import name_glued_quantities
from tasks.items.group_sums import clear_group_sums, clear_sums_below
from tasks.items.keyed_codes import name_keyed_codes
from tasks.items.keyed_values import name_keyed_values
from tasks.items.last_row_amounts import begin_above
from tasks.items.leading_codes import name_leading_codes
from tasks.items.levy_columns import clear_levies
from tasks.items.measured_columns import name_packs
from tasks.items.meter_rows import drop_meter_rows
from tasks.items.mileages import name_mileages
from tasks.items.missed_rows import name_missed_rows, price_missed_rows
from tasks.items.name_cells import complete_name_cells
from tasks.items.name_ends import end_names
from tasks.items.named_values import join_named_values
from tasks.items.names_below_codes import name_rows_below_codes
from tasks.items.numbered_names import name_by_numbers
from tasks.items.option_labels import drop_option_labels
from tasks.items.others_numbers import drop_others_numbers
from tasks.items.overviews import clear_overviews
from tasks.items.pack_columns import drop_packs_before
from tasks.items.place_columns import name_bought
from tasks.items.price_conditions import clear_price_conditions
from tasks.items.products import label_products
from tasks.items.progress_columns import name_progress
from tasks.items.proved_rows import name_proved_rows
from tasks.items.receipt_rows import mend_item_rows
from tasks.items.rows_above import drop_rows_above_head
from tasks.items.second_codes import drop_second_codes
from tasks.items.side_columns import drop_side_columns
from tasks.items.surnames import join_surnames
from tasks.items.table_heads import find_table
from tasks.items.taxed_columns import name_net_amounts
from tasks.items.term_lines import name_term_lines
from tasks.items.wrapped_rows import continue_descriptions
from tasks.items.your_codes import name_your_codes
from tasks.parties.buyers_names import clear_buyers_names
from tasks.parties.firms_beside import drop_firms_beside
from tasks.parties.name_rows import mend_name_rows
from tasks.parties.party_rows import complete_seller
from tasks.steps import Observer, TagSteps
from tasks.sums.carried_rows import clear_carried
from tasks.sums.keys import weigh_keys
from tasks.values.normalize import Conventions
from tasks.values.notation import Notation
from tasks.values.thousands import join_thousands

_LETTER_WIDTH = 400  # points: A5 has 420, a till's slip 226
_COLUMNS_N = 4  # captions above the items of a receipt that is laid out as an invoice


def mend_tags(
    pages: Sequence[Page],
    tags: Tags,
    kind: DocumentKind,
    conventions: Conventions,
    observer: Observer | None = None,
) -> Tags:
    """The model's tags after what rows, columns and captions say."""
    steps = TagSteps(pages, tags, observer)
    steps.mend(clear_stamps, kind.doc_type.value)
    steps.mend(vote_columns)
    steps.mend(join_thousands)  # before keys are weighed: half an amount would be another one
    if kind.is_slip:
        _mend_slip(steps, conventions.notation)
    else:
        _mend_paper(steps, kind.read_as, conventions.notation)
    if kind.doc_type.value == "contract":
        steps.mend(clear_limits)
        steps.mend(clear_other_periods)
        steps.mend(clear_other_agreements)
        steps.mend(complete_titles)
    # Once more: a stamp in an item's row was joined to its name.
    steps.mend(clear_stamps, kind.doc_type.value)
    # Last, when it is known what is an item's: keys and names count for the rest alone.
    steps.mend(weigh_keys)
    steps.mend(pool_numbers, kind.read_as)
    steps.mend(join_groups)  # further groups get the name that the number has by now
    return steps.tags


def _mend_slip(steps: TagSteps, notation: Notation) -> None:
    """What only till receipts need."""
    steps.mend(clear_card_slips)
    if _is_laid_out(steps.pages, steps.tags):
        steps.mend(drop_slips_days)
        steps.mend(name_columns, notation)
    # Before rows are completed: what a sum proves to be an item is completed like the others.
    steps.mend(name_proved_rows, notation)
    seen = steps.tags
    steps.mend(mend_item_rows)
    steps.mend(name_missed_rows, notation, between=True)  # below them a fee may be a charge
    steps.mend(name_by_numbers)  # once all names are known: it goes by what most of them have
    if any(map(_is_wide, steps.pages)):
        steps.mend(continue_descriptions)
    steps.mend(begin_above, seen)
    steps.mend(name_keyed_codes)
    steps.mend(complete_seller)


def _mend_paper(steps: TagSteps, doc_type: str, notation: Notation) -> None:
    """What all other papers need."""
    # First what is no item at all: many steps below go by what all, or most, items have.
    steps.mend(drop_meter_rows)
    steps.mend(drop_rows_above_head)
    steps.mend(clear_carried)
    steps.mend(clear_overviews)
    steps.mend(name_keyed_values)
    if doc_type in PRICED_TYPES:
        steps.mend(name_bare_tables, notation)
    steps.mend(name_bought, notation)
    # Arithmetic first, captions (name_columns) later: they have the last word on a column.
    steps.mend(label_products, notation)
    steps.mend(name_progress, notation)
    steps.mend(name_glued_quantities)
    steps.mend(clear_levies)
    steps.mend(drop_others_numbers)
    # Codes before columns: a number that is no code may still be a quantity there.
    steps.mend(name_codes)
    steps.mend(drop_second_codes)  # else they and what is beside them would be items
    steps.mend(label_products, notation)  # once more: a count taken for a code is none now
    steps.mend(name_codes_above)
    steps.mend(name_codes_below)
    steps.mend(name_rows_below_codes)
    steps.mend(name_leading_codes)
    steps.mend(join_surnames)
    steps.mend(name_your_codes, doc_type)
    steps.mend(name_columns, notation)
    steps.mend(name_net_amounts, notation)
    steps.mend(drop_codes_of_groups)  # once it is known which rows have an amount
    steps.mend(clear_group_sums, notation)
    steps.mend(clear_sums_below, notation)
    steps.mend(name_packs)
    steps.mend(name_counts_below, notation)
    # Once more: the column of what items come to in all may be called "Amount".
    steps.mend(name_progress, notation)
    steps.mend(name_chained_discounts)
    # Behind the columns, which would name the amounts of such rows again.
    steps.mend(clear_price_conditions, notation)
    # Rows that the model missed, once it is known which amounts and prices it saw.
    steps.mend(name_proved_rows, notation)
    seen = steps.tags
    steps.mend(name_missed_rows, notation)
    steps.mend(price_missed_rows, seen, notation)
    steps.mend(join_named_values, notation)  # once it is known which rows have a count
    # Names: where they stand, how they go on, and only then where they end.
    steps.mend(drop_side_columns)
    seen = steps.tags
    steps.mend(continue_descriptions)
    steps.mend(begin_above, seen)
    steps.mend(name_mileages, notation)
    steps.mend(join_centred_names)
    steps.mend(complete_name_cells)
    steps.mend(drop_side_columns)  # once more: near words were joined to names just now
    steps.mend(drop_packs_before)
    steps.mend(name_counted_units)
    steps.mend(drop_option_labels, doc_type)
    steps.mend(end_names)  # takes from names what the steps above joined to them too boldly
    # Before names are made whole: they would be so over both columns.
    steps.mend(drop_firms_beside)
    steps.mend(mend_name_rows)
    steps.mend(clear_buyers_names)  # of whole names
    steps.mend(name_term_lines)  # has the last word: there the numbers of terms tell all


def _is_laid_out(pages: Sequence[Page], tags: Tags) -> bool:
    """Whether a receipt is no till's slip: as wide as a letter, its columns captioned."""
    return any(
        _is_wide(page) and len(find_table(page, page_tags)[0]) >= _COLUMNS_N
        for page, page_tags in zip(pages, tags, strict=True)
    )


def _is_wide(page: Page) -> bool:
    """Whether a page is as wide as a letter."""
    return page.origin == "text" and page.width >= _LETTER_WIDTH
