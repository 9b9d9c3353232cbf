"""The model's tags after what rows, columns and captions say, step by step.

Each step is a module of its own, which says what the model gets wrong there and what print tells
about it. Their order is part of what they do.
"""

from collections.abc import Sequence

from schemas.document import Page
from schemas.prediction import WordTag
from schemas.vocabulary import INVOICE_TYPES
from tasks.contracts.limits import clear_limits
from tasks.document_kind import DocumentKind
from tasks.fields.card_slips import clear_card_slips
from tasks.fields.own_number import join_groups, pool_numbers
from tasks.items.bare_tables import name_bare_tables
from tasks.items.bold_names import name_by_bold
from tasks.items.captioned_columns import name_columns
from tasks.items.centred_names import join_centred_names
from tasks.items.chained_discounts import name_chained_discounts
from tasks.items.code_columns import name_codes
from tasks.items.codes_above import name_codes_above
from tasks.items.codes_below import name_codes_below
from tasks.items.columns import vote_columns
from tasks.items.counts_below import name_counts_below
from tasks.items.glued_quantities import name_glued_quantities
from tasks.items.group_sums import clear_group_sums
from tasks.items.item_times import clear_times
from tasks.items.item_titles import name_by_titles
from tasks.items.keyed_codes import name_keyed_codes
from tasks.items.last_row_amounts import begin_above
from tasks.items.levy_columns import clear_levies
from tasks.items.measured_columns import name_packs
from tasks.items.meter_rows import drop_meter_rows
from tasks.items.missed_rows import name_missed_rows
from tasks.items.name_cells import complete_name_cells
from tasks.items.name_ends import end_names
from tasks.items.names_below_codes import name_rows_below_codes
from tasks.items.option_labels import drop_option_labels
from tasks.items.overviews import clear_overviews
from tasks.items.price_conditions import clear_price_conditions
from tasks.items.products import label_products
from tasks.items.progress_columns import name_progress
from tasks.items.proved_rows import name_proved_rows
from tasks.items.rate_words import name_rate_words
from tasks.items.rates_below import name_rates_below
from tasks.items.receipt_rows import mend_item_rows
from tasks.items.remarks_beside import clear_remarks
from tasks.items.rows_above import drop_rows_above_head
from tasks.items.section_headings import clear_headings
from tasks.items.side_columns import drop_side_columns
from tasks.items.table_heads import find_table
from tasks.items.taxed_columns import name_net_amounts
from tasks.items.term_lines import name_term_lines
from tasks.items.wrapped_rows import continue_descriptions
from tasks.items.your_codes import name_your_codes
from tasks.parties.name_rows import mend_name_rows
from tasks.parties.party_rows import complete_seller
from tasks.parties.repeated_heads import agree_on_heads
from tasks.parties.small_print import turn_small_print
from tasks.sums.carried_rows import clear_carried
from tasks.sums.keys import weigh_keys
from tasks.values.normalize import Conventions
from tasks.values.thousands import join_thousands

Tags = Sequence[WordTag]
#: Types whose items have amounts.
_BILLS = INVOICE_TYPES | {"quote", "order_confirmation"}
_LETTER_WIDTH = 400  # points: A5 has 420, a till's slip 226
_COLUMNS_N = 4  # captions above the items of a receipt that is laid out as an invoice


def mend_tags(
    pages: Sequence[Page], tags: Sequence[Tags], kind: DocumentKind, conventions: Conventions
) -> Sequence[Tags]:
    """The model's tags after what rows, columns and captions say."""
    tags = join_thousands(pages, vote_columns(pages, tags))
    tags = turn_small_print(pages, agree_on_heads(pages, tags), kind.read_as)
    if kind.is_slip:
        tags = clear_card_slips(pages, tags)
        if _is_laid_out(pages, tags):
            tags = name_columns(pages, tags, conventions.notation)
        tags = name_proved_rows(pages, tags, conventions.notation)
        mended = begin_above(pages, tags, mend_item_rows(pages, tags))
        tags = complete_seller(pages, name_keyed_codes(pages, mended))
    else:
        tags = drop_rows_above_head(pages, drop_meter_rows(pages, clear_times(pages, tags)))
        tags = clear_overviews(pages, clear_carried(pages, tags))
        if kind.read_as in _BILLS:
            tags = name_bare_tables(pages, tags, conventions.notation)
        tags = label_products(pages, tags, conventions.notation)
        tags = name_progress(pages, tags, conventions.notation)
        tags = name_by_titles(pages, name_glued_quantities(pages, tags))
        tags = name_codes(pages, clear_levies(pages, tags))
        tags = name_codes_below(pages, name_codes_above(pages, tags))
        tags = name_rows_below_codes(pages, tags)
        tags = name_your_codes(pages, tags, kind.read_as)
        tags = name_columns(pages, tags, conventions.notation)
        tags = name_net_amounts(pages, tags, conventions.notation)
        tags = clear_group_sums(pages, tags, conventions.notation)
        tags = name_packs(pages, tags)
        tags = clear_remarks(pages, name_counts_below(pages, tags, conventions.notation))
        # Once more: the column of what items come to in all may be called "Amount".
        tags = name_progress(pages, tags, conventions.notation)
        tags = name_rates_below(pages, name_chained_discounts(pages, tags))
        tags = name_rate_words(pages, tags)
        tags = clear_price_conditions(pages, tags, conventions.notation)
        tags = name_proved_rows(pages, tags, conventions.notation)
        tags = name_missed_rows(pages, tags, conventions.notation)
        tags = clear_headings(pages, drop_side_columns(pages, tags))
        tags = name_by_bold(pages, tags)
        tags = begin_above(pages, tags, continue_descriptions(pages, tags))
        tags = complete_name_cells(pages, join_centred_names(pages, tags))
        tags = drop_option_labels(pages, tags, kind.read_as)
        tags = end_names(pages, tags)
        tags = name_term_lines(pages, mend_name_rows(pages, tags))
    if kind.doc_type.value == "contract":
        tags = clear_limits(pages, tags)
    tags = weigh_keys(pages, tags)
    return join_groups(pages, pool_numbers(pages, tags, kind.read_as))


def _is_laid_out(pages: Sequence[Page], tags: Sequence[Tags]) -> bool:
    """Whether a receipt is no till's slip: as wide as a letter, its columns captioned."""
    return any(
        page.origin == "text"
        and page.width >= _LETTER_WIDTH
        and len(find_table(page, page_tags)[0]) >= _COLUMNS_N
        for page, page_tags in zip(pages, tags, strict=True)
    )
