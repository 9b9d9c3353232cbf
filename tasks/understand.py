"""Pages → fields, lines, taxes and classes: the model's tags made into values.

Where the document brings an e-invoice XML, its values are exact and win over the model's.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from schemas.document import Page, SourceDocument, XmlInvoice
from schemas.errors import ModelError
from schemas.mail_model import MailModel
from schemas.prediction import AssessingModel, CalibratedModel, DocumentModel, Prediction, WordTag
from schemas.record import Field, Labelled, Tax
from schemas.understanding import Understanding
from schemas.vocabulary import CONTRACT_FIELDS, DOC_TYPES, DocType
from tasks.advertisers import drop_client_number
from tasks.assess import Reading, assess
from tasks.captioned_columns import name_columns
from tasks.choose_dates import (
    drop_crossed_end,
    drop_early_due_date,
    drop_other_due_date,
    find_due_date,
)
from tasks.claims import mark_claimed
from tasks.code_columns import name_codes
from tasks.codes_below import name_codes_below
from tasks.columns import vote_columns
from tasks.contract_clauses import (
    add_contract_terms,
    find_contract_terms,
    find_renewals,
    make_contract,
)
from tasks.decode import Calibrate, decode_fields, geometric_confidence
from tasks.entities import find_segments, join_entities
from tasks.foreign_numbers import drop_mere_signs
from tasks.keys import weigh_keys
from tasks.language import identify_language
from tasks.legal_forms import complete_names, give_legal_name, give_signed_name
from tasks.line_rates import find_discounts
from tasks.line_sum import drop_group_sums, drop_rows_after_items
from tasks.lines import group_lines
from tasks.locate import locate_fields
from tasks.mail_axes import read_mail
from tasks.name_ends import end_names
from tasks.name_rows import mend_name_rows
from tasks.own_number import (
    drop_own_reference,
    join_groups,
    pool_numbers,
    refer_to_number,
)
from tasks.party_blocks import SENT_BY_BUYER
from tasks.party_rows import complete_seller
from tasks.payment_terms import add_payment_terms
from tasks.printed_names import believe_claims, find_claims
from tasks.products import label_products
from tasks.receipt_rows import mend_item_rows
from tasks.rows_above import drop_rows_above_head
from tasks.section_headings import clear_headings
from tasks.sentences import find_sentences
from tasks.settle import owe_total, settle_amounts
from tasks.side_columns import drop_side_columns
from tasks.signs import align_deductions, make_negative
from tasks.sums_across import read_sums_across
from tasks.supplement import (
    drop_payers_accounts,
    drop_sums,
    give_sender_vat_id,
    net_instead_of_total,
    owe_instead_of_total,
    supplement_fields,
)
from tasks.tax_codes import rate_by_codes
from tasks.taxed_columns import name_net_amounts
from tasks.taxes import group_taxes
from tasks.telling_signs import is_mere_letter, name_by_signs, owe_nothing
from tasks.thousands import join_thousands
from tasks.titles import name_by_title
from tasks.values import Conventions, decide_conventions
from tasks.wrapped_rows import continue_descriptions

#: Types of running text, whose words tell a contract better than their looks.
_PROSE = frozenset({"letter", "form", "report", "other"})
#: What stands in their tables are no goods.
_WITHOUT_ITEMS = frozenset({"letter", "mail", "form", "report", "payslip"})
_BY_TERMS = 0.85  # how often a text that says what contracts say is one
_HARDLY = 0.25  # probability of a type that is no rival to running text


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
        axes = model.classify_mail(document.mail) if isinstance(model, MailModel) else None
        order = conventions.date_order
        return Understanding(
            language=language,
            doc_type=Labelled(value="mail", confidence=1.0),
            mail=read_mail(document.mail, axes or prediction.mail, sentences, order),
            sentences=sentences,
            model=model.version,
        )
    titled = name_by_title(document.pages, _doc_type(prediction.doc_types))
    doc_type = name_by_signs(document.pages, titled)
    slip = titled.value == "receipt"
    terms: dict[str, Field | list[Field]] = {}
    prose = doc_type.value in _PROSE or _looks_like_mail(prediction.doc_types)
    prose = prose and doc_type.value != "mail"
    if prose or doc_type.value == "contract":
        terms = find_contract_terms(document.pages, conventions.date_order)
    if prose and make_contract(terms):
        doc_type = Labelled(value="contract", confidence=_BY_TERMS)
    elif doc_type.value == "contract" and is_mere_letter(document.pages, terms):
        doc_type = Labelled(value="letter", confidence=_BY_TERMS)
    # A receipt that only its own signs tell from an invoice is laid out, and read, as one.
    paid = doc_type.value == "receipt" and not slip
    kind = titled.value if paid else doc_type.value
    calibrate = (
        model.calibrate_field if isinstance(model, CalibratedModel) else geometric_confidence
    )
    tags = join_thousands(document.pages, vote_columns(document.pages, prediction.tags))
    if slip:
        tags = mend_item_rows(document.pages, tags)
        tags = complete_seller(document.pages, tags)
    else:
        tags = drop_rows_above_head(document.pages, tags)
        tags = label_products(document.pages, tags, conventions.notation)
        tags = name_codes_below(document.pages, name_codes(document.pages, tags))
        tags = name_columns(document.pages, tags, conventions.notation)
        tags = name_net_amounts(document.pages, tags, conventions.notation)
        tags = drop_side_columns(document.pages, tags)
        tags = clear_headings(document.pages, tags)
        tags = end_names(document.pages, continue_descriptions(document.pages, tags))
        tags = mend_name_rows(document.pages, tags)
    tags = weigh_keys(document.pages, tags)
    tags = join_groups(document.pages, pool_numbers(document.pages, tags, kind))
    claims = find_claims(document.pages, tags, kind, conventions)
    believed = complete_names(document.pages, believe_claims(document.pages, tags, claims))
    fields, lines, taxes = _read_pages(document.pages, believed, conventions, calibrate, cash=slip)
    fields = owe_instead_of_total(fields, doc_type.value)
    fields = mark_claimed(fields, document.pages, tags, claims)
    fields = drop_mere_signs(drop_client_number(fields, document.pages))
    fields = drop_payers_accounts(fields, doc_type.value)
    fields = add_payment_terms(fields, document.pages, doc_type.value)
    fields = give_sender_vat_id(fields, doc_type.value, claims)
    fields = read_sums_across(fields, document.pages, conventions)
    lines = drop_rows_after_items(drop_group_sums(lines, fields), fields)
    if doc_type.value in _WITHOUT_ITEMS:
        lines = []
    if doc_type.value == "contract":
        fields = add_contract_terms(fields, terms, find_renewals(document.pages))
    else:
        fields = {name: found for name, found in fields.items() if name not in CONTRACT_FIELDS}
    fields = drop_sums(fields, doc_type.value)
    if not slip:
        fields = give_legal_name(fields, document.pages)
        named = any(claim.label == "seller_name" for claim in claims)
        if doc_type.value not in SENT_BY_BUYER and not named:
            fields = give_signed_name(fields, document.pages)
        fields, taxes = settle_amounts(fields, taxes, lines, document.pages, conventions)
        reminds = doc_type.value == "payment_reminder"
        order = conventions.date_order
        fields = drop_other_due_date(fields, document.pages, order, claims)
        fields = find_due_date(fields, document.pages, order, reminds=reminds)
        fields = drop_early_due_date(drop_crossed_end(fields), claims)
        fields = net_instead_of_total(fields, document.pages, doc_type.value)
        if doc_type.value == "invoice":
            fields = owe_total(fields, document.pages, conventions)
    if paid:
        fields = owe_nothing(fields)
    if doc_type.value == "credit_note":
        fields, lines, taxes = make_negative(fields, lines, taxes)
    content = Understanding(
        language=language,
        doc_type=doc_type,
        fields=refer_to_number(drop_own_reference(fields, doc_type.value), doc_type.value),
        lines=lines,
        taxes=taxes,
        sentences=sentences,
        model=model.version,
    )
    if not isinstance(model, AssessingModel):
        return content
    return assess(document, content, Reading(document.pages, believed, claims, conventions), model)


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
    tags: Sequence[Sequence[WordTag]],
    conventions: Conventions,
    calibrate: Calibrate,
    *,
    cash: bool,
) -> tuple[dict[str, Field | list[Field]], list[dict[str, Field]], list[Tax]]:
    segments = find_segments(pages, tags)
    header = [s for s in segments if not s.label.startswith(("line.", "tax."))]
    entities = join_entities(pages, tags, header)
    fields = decode_fields(pages, tags, entities, conventions, calibrate, cash=cash)
    lines = group_lines(pages, tags, segments, conventions, calibrate, receipt=cash)
    lines = find_discounts(rate_by_codes(lines, pages, tags))
    taxes = group_taxes(pages, tags, segments, fields, conventions, calibrate)
    fields = supplement_fields(fields, taxes, pages, conventions)
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
