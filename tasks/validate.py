"""Judges what was understood: accepted, or to be reviewed with reasons a clerk can act on.

Accepted only when every check passes, the document type is sure enough, every required field is
there and sure enough, and so are total, date, number and seller taken together, of a contract its
parties and dates. Nothing is repaired here: what is doubtful is said, not guessed.
"""

from collections.abc import Container, Iterable

from schemas.document import SourceDocument
from schemas.record import Field, Fields, Reason, Record, Summary
from schemas.settings import Settings
from schemas.understanding import Understanding
from schemas.vocabulary import BILL_TYPES, INVOICE_TYPES, DocType
from tasks.assess import CONTRACT_KEYS, KEY_FIELDS, key_fields
from tasks.changed_account import doubt_account
from tasks.check_rules import RULES, tell_fix
from tasks.checks import check_document
from tasks.not_final import State, find_not_final
from tasks.plain_text import as_sentence
from tasks.several_papers import find_later_bill
from tasks.two_receipts import find_second_receipt

#: Fields without which a document of this type cannot be accepted.
REQUIRED_FIELDS: dict[DocType, tuple[str, ...]] = {
    "invoice": ("invoice_number", "issue_date", "seller_name", "total_gross", "currency"),
    "credit_note": ("invoice_number", "issue_date", "seller_name", "total_gross", "currency"),
    "receipt": ("seller_name", "issue_date", "total_gross"),
    "order": ("issue_date", "buyer_name"),
    "order_confirmation": ("document_number", "issue_date", "seller_name"),
    "quote": ("issue_date", "seller_name"),
    "delivery_note": ("document_number", "issue_date", "seller_name"),
    "payment_reminder": ("issue_date", "seller_name", "amount_due"),
    "statement": ("issue_date", "seller_name"),
    "remittance_advice": ("issue_date",),
    "contract": ("party", "effective_date"),
}

#: Field names as a clerk says them; others are their own name with spaces.
_LABELS: dict[str, str] = {
    "seller_name": "name of the seller",
    "buyer_name": "name of the buyer",
    "issue_date": "date of issue",
    "total_gross": "total with tax",
    "total_net": "net total",
    "total_tax": "total tax",
    "invoice_number": "invoice number",
    "party": "name of a party",
    "iban": "IBAN",
    "other": "document of another kind",
}

_NOT_FINAL: dict[State, str] = {
    "draft": "This calls itself a draft (“{text}”). Do not pay it; ask for the final one.",
    "cancelled": "This is marked as cancelled (“{text}”). Do not pay it; ask the seller what "
    "counts instead.",
    "no_bill": "This says that it is no {kind} (“{text}”). Do not enter it; ask for the real one.",
}
_LEAST_OCR_CONFIDENCE = 0.7
_LEAST_MAIL_CONFIDENCE = 0.5


def validate(
    document: SourceDocument,
    understanding: Understanding,
    summary: Summary | None,
    settings: Settings,
    settled: Container[str] = (),
) -> Record:
    """The record of a document that could be read: outcome accepted or needs_review.

    Args:
        settled: codes of reasons that a clerk has seen to.
    """
    checks = check_document(document, understanding)
    unsure = list(_doubt_fields(understanding, settings))
    is_exact = document.xml_invoice is not None
    doubts = [
        *_doubt_reading(document),
        *_doubt_type(understanding, settings),
        *_doubt_standing(document, understanding),
        *unsure,
        *(() if unsure else _doubt_document(understanding)),
        *_doubt_lines(document, understanding),
        *doubt_account(document, understanding, settings),
        *(
            Reason(
                code="check_failed",
                message=f"{check.message} {tell_fix(check.rule, is_exact)}",
                field=RULES[check.rule].field,
            )
            for check in checks
            if not check.passed
        ),
    ]
    reasons = [reason for reason in doubts if reason.code not in settled]
    return Record(
        document_id=document.document_id,
        parent_id=document.parent_id,
        source=document.source,
        media_type=document.media_type,
        pages_n=len(document.pages),
        language=understanding.language,
        doc_type=understanding.doc_type,
        fields=understanding.fields,
        lines=understanding.lines,
        taxes=understanding.taxes,
        mail=understanding.mail,
        summary=summary,
        checks=checks,
        outcome="needs_review" if reasons else "accepted",
        reasons=reasons,
        model=understanding.model,
    )


def _doubt_reading(document: SourceDocument) -> Iterable[Reason]:
    """What the readers met: broken XML, unreadable attachments, pages without text, a poor scan."""
    for problem in document.problems:
        yield Reason(code="reading_problem", message=as_sentence(problem))
    for child in document.failed_children:
        part = "attachment" if document.contents is None else "file"
        yield Reason(
            code="attachment_unreadable",
            message=f"The {part} {child.name} could not be read: {as_sentence(child.message)} "
            f"{child.advice}",
        )
    if document.xml_invoice is not None:
        for problem in document.xml_invoice.problems:
            yield Reason(code="xml_problem", message=as_sentence(problem))
        return
    written = any(page.words for page in document.pages)
    for number, page in enumerate(document.pages, start=1):
        if page.blank and written:
            continue  # the back of a sheet
        if not page.words:
            yield Reason(
                code="page_without_text",
                message=f"No text was found on page {number}. Look at the page; if it is not "
                "empty, scan it again.",
            )
            continue
        confidence = sum(word.confidence for word in page.words) / len(page.words)
        if confidence < _LEAST_OCR_CONFIDENCE:
            yield Reason(
                code="poor_scan",
                message=f"Page {number} is hard to read ({confidence:.0%} sure of its words). "
                "Compare every value with the paper, or scan it again.",
            )


def _doubt_type(understanding: Understanding, settings: Settings) -> Iterable[Reason]:
    doc_type = understanding.doc_type
    least = settings.doc_type_confidence
    if doc_type.value not in REQUIRED_FIELDS and understanding.mail is None:
        # No field vouches for a letter or a form: its type alone must be sure enough.
        least = max(least, settings.accept_confidence)
    if doc_type.confidence < least:
        yield Reason(
            code="doc_type_unsure",
            message=f"This may be {_with_article(doc_type.value)}, but that is "
            f"not sure ({doc_type.confidence:.0%}). Say which kind of document it is.",
        )
    mail = understanding.mail
    if mail is not None and mail.category.confidence < _LEAST_MAIL_CONFIDENCE:
        yield Reason(
            code="category_unsure",
            message=f"The mail may be about “{mail.category.value}”, but that is not sure "
            f"({mail.category.confidence:.0%}). Read it and say what it is about.",
        )


def _doubt_standing(document: SourceDocument, understanding: Understanding) -> Iterable[Reason]:
    """A bill that says itself that it is not to be paid, or a file of more than one paper."""
    doc_type = understanding.doc_type.value
    printed = document.pages if document.xml_invoice is None else ()
    later = find_later_bill(printed, understanding)
    if later is not None:
        a_bill = "another bill" if doc_type in INVOICE_TYPES else "a bill"
        yield Reason(
            code="several_papers",
            message=f"This file seems to hold more than one paper: {a_bill} (“{later.title}”) "
            f"begins on page {later.page}. Split it, and drop the parts.",
        )
    second = find_second_receipt(printed, doc_type)
    if second is not None:
        yield Reason(
            code="several_papers",
            message=f"This page seems to hold two receipts: “{second}” is of the second. Scan "
            "each alone.",
        )
    found = find_not_final(document.pages, doc_type) if doc_type in INVOICE_TYPES else None
    if found is not None:
        message = _NOT_FINAL[found.state].format(kind=_name(doc_type), text=found.text)
        yield Reason(code="not_final", message=message)


def _doubt_fields(understanding: Understanding, settings: Settings) -> Iterable[Reason]:
    kind = _name(understanding.doc_type.value)
    sureness = understanding.sureness
    jointly = KEY_FIELDS if sureness is not None and sureness.least is not None else ()
    for name in REQUIRED_FIELDS.get(understanding.doc_type.value, ()):
        field = _first(understanding.fields, name)
        if field is None:
            yield Reason(
                code="field_missing",
                message=f"No {_name(name)} was found, which every {kind} needs. Enter it from "
                "the paper.",
                field=name,
            )
        elif field.confidence < settings.accept_confidence and name not in jointly:
            yield Reason(
                code="field_unsure",
                message=f"The {_name(name)} was read as “{field.value}”, but that is not sure "
                f"({field.confidence:.0%}). Compare it with the paper.",
                field=name,
            )
    parties = understanding.fields.get("party")
    if (
        isinstance(parties, list)
        and len(parties) == 1
        and understanding.doc_type.value == "contract"
    ):
        yield Reason(
            code="field_missing",
            message=f"Only one party was found (“{parties[0].value}”), and a contract has two. "
            "Enter the other from the paper.",
            field="party",
        )


def _doubt_document(understanding: Understanding) -> Iterable[Reason]:
    """Fields sure enough one by one, of which one is still too likely to be wrong."""
    sureness = understanding.sureness
    if sureness is None or sureness.least is None or sureness.probability >= sureness.least:
        return
    doc_type = understanding.doc_type.value
    words = KEY_FIELDS | CONTRACT_KEYS
    names = key_fields(doc_type)
    found = {name: _least_sure(understanding.fields, name) for name in names}
    known = {name: field for name, field in found.items() if field is not None}
    asked = f"({sureness.probability:.1%}, {sureness.least:.1%} is asked for)"
    if not known:
        yield Reason(
            code="document_unsure",
            message=f"No total, date, number or seller was read of this {_name(doc_type)}, and it "
            f"is not sure enough that none is printed {asked}. Look for them on the paper.",
        )
        return
    weakest = min(known, key=lambda name: known[name].confidence)
    hint = f"The {_name(weakest)} is the least sure. " if len(known) > 1 else ""
    *others, last = dict.fromkeys(words[name] for name in known)
    are_right = f"{', '.join(others)} and {last} are" if others else f"the {last} is"
    yield Reason(
        code="document_unsure",
        message=f"It is not sure enough that {are_right} right {asked}. {hint}Compare "
        f"{'them' if others else 'it'} with the paper.",
        field=weakest,
    )


def _doubt_lines(document: SourceDocument, understanding: Understanding) -> Iterable[Reason]:
    """A printed bill that charges for nothing: its items were not seen."""
    bill = understanding.doc_type.value in BILL_TYPES and document.xml_invoice is None
    if bill and not any("net_amount" in line for line in understanding.lines):
        yield Reason(
            code="lines_missing",
            message="No item with its amount was found, though something is charged. Enter the "
            "items from the paper.",
        )


def _first(fields: Fields, name: str) -> Field | None:
    found = fields.get(name)
    if isinstance(found, list):
        return found[0] if found else None
    return found


def _least_sure(fields: Fields, name: str) -> Field | None:
    found = fields.get(name)
    if isinstance(found, list):
        return min(found, key=lambda field: field.confidence, default=None)
    return found


def _with_article(name: str) -> str:
    named = _name(name)
    return f"an {named}" if named[0] in "aeiou" else f"a {named}"


def _name(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " "))
