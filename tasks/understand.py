"""Pages → fields, lines, taxes and classes: the model's tags made into values.

Where the document brings an e-invoice XML, its values are exact and win over the model's.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from schemas.document import Page, SourceDocument, XmlInvoice
from schemas.errors import ModelError
from schemas.mail_model import MailModel
from schemas.prediction import AssessingModel, CalibratedModel, DocumentModel, Prediction, WordTag
from schemas.record import Field, Labelled, Tax
from schemas.understanding import Sentence, Understanding
from schemas.vocabulary import CONTRACT_FIELDS, DOC_TYPES, DocType
from tasks.assess import Reading, assess
from tasks.contracts.clauses import (
    add_contract_terms,
    find_contract_terms,
    find_renewals,
    make_contract,
)
from tasks.fields.card_slips import clear_card_slips
from tasks.fields.choose_dates import (
    date_by_delivery,
    drop_crossed_end,
    drop_early_due_date,
    drop_other_due_date,
    find_due_date,
)
from tasks.fields.claims import Claim, mark_claimed
from tasks.fields.decode import Calibrate, decode_fields, geometric_confidence
from tasks.fields.foreign_numbers import drop_mere_signs
from tasks.fields.own_number import (
    drop_listed_invoice,
    drop_own_reference,
    join_groups,
    pool_numbers,
    refer_to_number,
)
from tasks.fields.paper_sums import (
    drop_balance_before,
    drop_ends_of_amounts,
    drop_named_taxes,
    drop_sums,
    drop_weighed_total,
    net_instead_of_total,
    owe_all,
    owe_instead_of_total,
    total_instead_of_debt,
)
from tasks.fields.payment_terms import add_payment_terms
from tasks.fields.printed_names import believe_claims, find_claims
from tasks.fields.reminded_invoice import add_reminded_invoice
from tasks.fields.supplement import (
    drop_payers_accounts,
    give_sender_vat_id,
    give_your_vat_id,
    supplement_fields,
)
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
from tasks.items.item_days import drop_item_day
from tasks.items.item_titles import name_by_titles
from tasks.items.last_row_amounts import begin_above
from tasks.items.levy_columns import clear_levies
from tasks.items.line_rates import find_discounts
from tasks.items.line_sum import (
    drop_below_total,
    drop_group_sums,
    drop_part_sum,
    drop_prepaid,
    drop_rows_after_items,
)
from tasks.items.lines import group_lines
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
from tasks.items.rate_words import name_rate_words
from tasks.items.rates_below import name_rates_below
from tasks.items.receipt_rows import mend_item_rows
from tasks.items.remarks_beside import clear_remarks
from tasks.items.rows_above import drop_rows_above_head
from tasks.items.section_headings import clear_headings
from tasks.items.side_columns import drop_side_columns
from tasks.items.table_heads import find_table
from tasks.items.tax_codes import rate_by_codes
from tasks.items.taxed_columns import name_net_amounts
from tasks.items.term_lines import name_term_lines
from tasks.items.wrapped_rows import continue_descriptions
from tasks.items.your_codes import name_your_codes
from tasks.kinds.telling_signs import is_mere_letter, name_by_signs, owe_nothing
from tasks.kinds.titles import name_by_title
from tasks.locate import locate_fields
from tasks.mails.mail_axes import read_mail
from tasks.parties.advertisers import drop_client_number
from tasks.parties.imprints import give_imprint_name
from tasks.parties.legal_forms import (
    complete_names,
    drop_name_before_address,
    give_legal_name,
    give_signed_name,
)
from tasks.parties.name_bounds import join_sign
from tasks.parties.name_rows import mend_name_rows
from tasks.parties.party_blocks import SENT_BY_BUYER
from tasks.parties.party_rows import complete_seller
from tasks.parties.repeated_heads import agree_on_heads
from tasks.parties.signed_by_buyer import swap_parties
from tasks.parties.small_print import turn_small_print
from tasks.sums.carried_rows import clear_carried
from tasks.sums.keys import weigh_keys
from tasks.sums.prepaid import add_payments
from tasks.sums.settle import owe_total, settle_amounts, settle_tax
from tasks.sums.sum_sentences import read_sum_sentences
from tasks.sums.sums_across import read_sums_across
from tasks.sums.taxes import group_taxes
from tasks.values.broken_numbers import join_broken_numbers
from tasks.values.dates import DateOrder
from tasks.values.entities import find_segments, join_entities
from tasks.values.language import identify_language
from tasks.values.normalize import Conventions, decide_conventions
from tasks.values.sentences import find_sentences
from tasks.values.signs import align_deductions, clear_brackets, make_negative
from tasks.values.thousands import join_thousands

Fields = dict[str, Field | list[Field]]
Tags = Sequence[WordTag]

#: Types of running text, whose words tell a contract better than their looks.
_PROSE = frozenset({"letter", "form", "report", "other"})
#: What stands in their tables are no goods.
_WITHOUT_ITEMS = frozenset({"letter", "mail", "form", "report", "payslip"})
_BY_TERMS = 0.85  # how often a text that says what contracts say is one
_LETTER_WIDTH = 400  # points: A5 has 420, a till's slip 226
_COLUMNS_N = 4  # captions above the items of a receipt that is laid out as an invoice
_HARDLY = 0.25  # probability of a type that is no rival to running text


class _Kind(NamedTuple):
    """What a document is. read_as: the type by whose captions its pages are read.

    A receipt that only its own signs tell from an invoice (`is_paid`) is laid out, and read, as
    one; `is_slip`: a receipt by its looks. terms: what a contract's clauses would say.
    """

    doc_type: Labelled[DocType]
    read_as: str
    is_slip: bool
    is_paid: bool
    terms: Fields


def understand(document: SourceDocument, model: DocumentModel) -> Understanding:
    """Reads the document's content.

    The model runs on the pages unless the document is an e-invoice: what its XML says is exact,
    and nothing of it is left to a guess.

    Raises:
        ModelError: the model answered for other words than it was given.
    """
    if document.contents is not None:  # an archive says nothing itself
        return Understanding(language="und", doc_type=Labelled(value="other", confidence=1.0))
    texts = [text for page in document.pages for text in page.row_texts()]
    language = _language(document, texts)
    if document.xml_invoice is not None:
        return _from_xml(document, document.xml_invoice, language, texts)
    prediction = model.predict(document.pages)
    _refuse_misfit(document, prediction)
    conventions = decide_conventions(texts, language)
    new_text = document.mail.new_text or document.mail.body if document.mail else None
    sentences = find_sentences(document.pages, prediction.salience, new_text)
    if document.mail is not None:
        axes = None
        if isinstance(model, MailModel):
            axes = model.classify_mail(document.mail)
            sentences = _weigh_asking(sentences, model)
        order = conventions.date_order
        return Understanding(
            language=language,
            doc_type=Labelled(value="mail", confidence=1.0),
            mail=read_mail(document.mail, axes or prediction.mail, sentences, order),
            sentences=sentences,
            model=model.version,
        )
    kind = _name_kind(document.pages, prediction, conventions)
    doc_type = kind.doc_type.value
    tags = _mend_tags(document.pages, prediction.tags, kind, conventions)
    claims = find_claims(document.pages, tags, kind.read_as, conventions)
    believed = complete_names(document.pages, believe_claims(document.pages, tags, claims))
    calibrate = (
        model.calibrate_field if isinstance(model, CalibratedModel) else geometric_confidence
    )
    fields, lines, taxes = _read_pages(
        document.pages, believed, conventions, calibrate, cash=kind.is_slip
    )
    fields = drop_named_taxes(drop_ends_of_amounts(fields), document.pages)
    fields = drop_balance_before(fields, document.pages, doc_type)
    fields = owe_instead_of_total(fields, doc_type)
    if doc_type == "statement":
        fields = owe_all(fields, document.pages, conventions)
    fields = mark_claimed(fields, document.pages, tags, claims)
    fields = _mend_fields(fields, document.pages, doc_type, claims, conventions)
    lines = drop_prepaid(drop_group_sums(lines, fields), fields)
    lines = drop_below_total(lines, fields)
    lines = drop_rows_after_items(lines, fields, offered=doc_type == "quote")
    if doc_type in _WITHOUT_ITEMS:
        lines = []
    fields = drop_sums(_sort_terms(fields, document.pages, kind), doc_type)
    fields = drop_weighed_total(fields, lines, doc_type)
    if kind.is_slip:
        fields, taxes = settle_tax(fields, taxes, document.pages, conventions)
    else:
        fields = _name_sender(fields, document.pages, doc_type, claims)
        if doc_type != "payslip":
            fields, taxes = settle_amounts(fields, taxes, lines, document.pages, conventions)
        fields = drop_part_sum(fields, lines)
        fields = _settle_dates(fields, document.pages, doc_type, claims, conventions.date_order)
        fields = total_instead_of_debt(fields, doc_type)
        fields = net_instead_of_total(fields, document.pages, doc_type)
        if doc_type == "invoice":
            fields = owe_total(fields, document.pages, conventions)
            fields = add_payments(fields, document.pages, conventions)
    if kind.is_paid:
        fields = owe_nothing(fields)
    if doc_type == "quote":
        lines = clear_brackets(lines)
    if doc_type == "credit_note":
        fields, lines, taxes = make_negative(fields, lines, taxes)
    content = Understanding(
        language=language,
        doc_type=kind.doc_type,
        fields=refer_to_number(drop_own_reference(fields, doc_type), doc_type, document.pages),
        lines=lines,
        taxes=taxes,
        sentences=sentences,
        model=model.version,
    )
    if not isinstance(model, AssessingModel):
        return content
    return assess(document, content, Reading(document.pages, believed, claims, conventions), model)


def _weigh_asking(sentences: tuple[Sentence, ...], model: MailModel) -> tuple[Sentence, ...]:
    chances = model.weigh_asking([sentence.text for sentence in sentences])
    if chances is None:
        return sentences
    pairs = zip(sentences, chances, strict=True)
    return tuple(sentence.model_copy(update={"asks": chance}) for sentence, chance in pairs)


def _name_kind(pages: Sequence[Page], prediction: Prediction, conventions: Conventions) -> _Kind:
    """What the document is, by the model, its title, its signs and its clauses."""
    titled = name_by_title(pages, _doc_type(prediction.doc_types))
    doc_type = name_by_signs(pages, titled)
    is_slip = titled.value == "receipt"
    terms: Fields = {}
    prose = doc_type.value in _PROSE or _looks_like_mail(prediction.doc_types)
    prose = prose and doc_type.value != "mail"
    if prose or doc_type.value == "contract":
        terms = find_contract_terms(pages, conventions.date_order)
    if prose and make_contract(terms):
        doc_type = Labelled(value="contract", confidence=_BY_TERMS)
    elif doc_type.value == "contract" and is_mere_letter(pages, terms):
        doc_type = Labelled(value="letter", confidence=_BY_TERMS)
    is_paid = doc_type.value == "receipt" and not is_slip
    return _Kind(doc_type, titled.value if is_paid else doc_type.value, is_slip, is_paid, terms)


def _mend_tags(
    pages: Sequence[Page], tags: Sequence[Tags], kind: _Kind, conventions: Conventions
) -> Sequence[Tags]:
    """The model's tags after what rows, columns and captions say."""
    tags = join_thousands(pages, vote_columns(pages, tags))
    tags = turn_small_print(pages, agree_on_heads(pages, tags), kind.read_as)
    if kind.is_slip:
        tags = clear_card_slips(pages, tags)
        if _is_laid_out(pages, tags):
            tags = name_columns(pages, tags, conventions.notation)
        mended = begin_above(pages, tags, mend_item_rows(pages, tags))
        tags = complete_seller(pages, mended)
    else:
        tags = drop_rows_above_head(pages, drop_meter_rows(pages, tags))
        tags = clear_overviews(pages, clear_carried(pages, tags))
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
        tags = name_missed_rows(pages, tags, conventions.notation)
        tags = clear_headings(pages, drop_side_columns(pages, tags))
        tags = name_by_bold(pages, tags)
        tags = begin_above(pages, tags, continue_descriptions(pages, tags))
        tags = complete_name_cells(pages, join_centred_names(pages, tags))
        tags = drop_option_labels(pages, tags, kind.read_as)
        tags = end_names(pages, tags)
        tags = name_term_lines(pages, mend_name_rows(pages, tags))
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


def _mend_fields(
    fields: Fields,
    pages: Sequence[Page],
    doc_type: DocType,
    claims: Sequence[Claim],
    conventions: Conventions,
) -> Fields:
    """The fields without what is none of theirs, with what the page says elsewhere."""
    fields = drop_mere_signs(drop_client_number(join_broken_numbers(fields, pages), pages))
    fields = drop_payers_accounts(fields, pages, doc_type)
    fields = add_payment_terms(fields, pages, doc_type)
    fields = give_your_vat_id(fields, pages, doc_type)
    fields = give_sender_vat_id(fields, doc_type, claims)
    fields = drop_listed_invoice(fields, pages, doc_type)
    fields = add_reminded_invoice(fields, pages, doc_type)
    fields = read_sum_sentences(fields, pages, doc_type, conventions)
    return read_sums_across(fields, pages, conventions)


def _sort_terms(fields: Fields, pages: Sequence[Page], kind: _Kind) -> Fields:
    """A contract's terms as its clauses say them; nothing else has any."""
    if kind.doc_type.value == "contract":
        return add_contract_terms(fields, kind.terms, find_renewals(pages))
    return {name: found for name, found in fields.items() if name not in CONTRACT_FIELDS}


def _name_sender(
    fields: Fields, pages: Sequence[Page], doc_type: DocType, claims: Sequence[Claim]
) -> Fields:
    """The sender's name whole, or the seller's from the sign at the head if nothing names him."""
    if doc_type not in SENT_BY_BUYER:
        fields = give_imprint_name(swap_parties(fields, pages), pages)
    fields = give_legal_name(fields, pages)
    if doc_type not in SENT_BY_BUYER and all(claim.label != "seller_name" for claim in claims):
        fields = give_legal_name(join_sign(fields, pages), pages)
        fields = give_signed_name(fields, pages)
    if doc_type in SENT_BY_BUYER and all(claim.label != "buyer_name" for claim in claims):
        fields = join_sign(fields, pages, "buyer_name")
    return drop_name_before_address(fields)


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


def _refuse_misfit(document: SourceDocument, prediction: Prediction) -> None:
    """Tags and salience must be parallel to the words, or every value would be another word's."""
    expected = [len(page.words) for page in document.pages]
    for head in (prediction.tags, prediction.salience):
        if [len(page) for page in head] != expected:
            raise ModelError("The model's answer does not fit the words it was given.")


def _language(document: SourceDocument, texts: Sequence[str]) -> str:
    if document.mail is not None:
        found = identify_language([document.mail.subject, document.mail.new_text])
        if found != "und":
            return found
    if texts or document.xml_invoice is None:
        return identify_language(texts)
    xml = document.xml_invoice
    return identify_language(
        [*(line.get("description", "") for line in xml.lines), xml.fields.get("payment_terms", "")]
    )


def _looks_like_mail(probabilities: Mapping[str, float]) -> bool:
    """Whether the model takes a document for a mail: text in sentences, whatever it is."""
    return max(probabilities, key=lambda name: probabilities[name], default="") == "mail"


def _doc_type(probabilities: Mapping[str, float]) -> Labelled[DocType]:
    """The most probable type of what is no mail file; what reads like a mail is a letter."""
    known = {name: probabilities.get(name, 0.0) for name in DOC_TYPES if name != "mail"}
    best = max(known, key=lambda name: known[name])
    is_prose = best in _PROSE or best == "contract" or known[best] < _HARDLY
    if is_prose and _looks_like_mail(probabilities):
        return Labelled(
            value="letter", confidence=min(1.0, known["letter"] + probabilities["mail"])
        )
    if known[best] <= 0:
        return Labelled(value="other", confidence=0.0)
    return Labelled(value=best, confidence=min(1.0, known[best]))


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
    lines = find_discounts(rate_by_codes(lines, pages, tags))
    taxes = group_taxes(pages, tags, segments, fields, conventions, calibrate)
    priced = any("unit_price" in line for line in lines)
    fields = supplement_fields(fields, taxes, pages, conventions, priced=priced)
    return align_deductions(fields), lines, taxes


def _from_xml(
    document: SourceDocument, xml: XmlInvoice, language: str, texts: Sequence[str]
) -> Understanding:
    exact = {name: _exact(value) for name, value in xml.fields.items()}
    return Understanding(
        language=language,
        doc_type=Labelled(value=cast("DocType", xml.doc_type), confidence=1.0),
        fields=locate_fields(exact, document.pages, decide_conventions(texts, language)),
        lines=[{column: _exact(value) for column, value in line.items()} for line in xml.lines],
        taxes=[
            Tax(
                **{
                    column: _exact(value)
                    for column, value in tax.model_dump().items()
                    if value is not None
                }
            )
            for tax in xml.taxes
        ],
    )


def _exact(value: str) -> Field:
    return Field(value=value, raw=value, confidence=1.0, origin="xml")
