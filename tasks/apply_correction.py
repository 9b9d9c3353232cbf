"""What a clerk said of a document, put in the place of what was read of it.

A value that was left as it was read keeps its place on the page; another is looked for on the
pages, and has the origin "human". All that was compared with the paper is sure.
"""

import re
from collections.abc import Container, Mapping, Sequence

from pydantic import TypeAdapter

from schemas.correction import Correction
from schemas.document import SourceDocument
from schemas.record import Deadline, Field, Fields, Labelled, Line, Mail, Tax
from schemas.understanding import Understanding
from schemas.vocabulary import (
    AMOUNT_FIELDS,
    REPEATED_FIELDS,
    SIGNED_COLUMNS,
    DocType,
    MailCategory,
    Urgency,
)
from tasks.checks import check_document
from tasks.form_tables import shown_row, tax_row
from tasks.locate import locate_fields
from tasks.plain_text import one_line
from tasks.values.named_fields import as_list
from tasks.values.normalize import decide_conventions

_CATEGORY: TypeAdapter[MailCategory] = TypeAdapter(MailCategory)
_URGENCY: TypeAdapter[Urgency] = TypeAdapter(Urgency)
#: The checks that rows of taxes take part in.
_OF_TAXES = frozenset({"BR-CO-14", "BR-CO-17"})


def apply_correction(
    document: SourceDocument, content: Understanding, correction: Correction
) -> Understanding:
    """The content as the clerk left it; rows of taxes that contradict it, unseen, are left out."""
    if content.mail is not None:
        mail = _correct_mail(content.mail, correction.mail)
        return content.model_copy(update={"mail": mail})
    # A note shows amounts as they were read, and as they turned out in the note before.
    turned = _turn_signs(content, correction.doc_type)
    fields = _correct_fields(content, turned, correction)
    changes = {
        "doc_type": Labelled(value=correction.doc_type, confidence=1.0),
        "fields": _locate(fields, document, content.language),
        "lines": _correct_lines(content.lines, turned.lines, correction),
        "taxes": _correct_taxes(content.taxes, turned.taxes, correction),
        "sureness": None,
    }
    corrected = turned.model_copy(update=changes)
    if correction.taxes is not None:
        return corrected
    checks = check_document(document, corrected)
    if any(not check.passed and check.rule in _OF_TAXES for check in checks):
        return corrected.model_copy(update={"taxes": []})
    return corrected


def _correct_fields(
    content: Understanding, turned: Understanding, correction: Correction
) -> Fields:
    corrected = {name: one for name, one in turned.fields.items() if name not in correction.read}
    for name, values in correction.fields.items():
        before, now = (as_list(one.fields.get(name)) for one in (content, turned))
        found = [_correct(value, before, now) for value in values]
        if name in REPEATED_FIELDS and found:
            corrected[name] = found
        elif found:
            corrected[name] = found[0]
    return corrected


def _correct(value: str, before: Sequence[Field], now: Sequence[Field]) -> Field:
    """What was read where it is the same, as it turned out, else a value of the clerk's."""
    for read, turned in zip(before, now, strict=True):
        if value in (one_line(read.value), one_line(turned.value)):
            return turned.model_copy(update={"confidence": 1.0})
    return Field(value=value, raw=value, confidence=1.0, origin="human")


def _locate(fields: Fields, document: SourceDocument, language: str) -> Fields:
    """The fields, those of the clerk with their place on the pages."""
    texts = [text for page in document.pages for text in page.row_texts()]
    conventions = decide_conventions(texts, language)
    entered = {
        name: found
        for name, found in fields.items()
        if isinstance(found, Field) and found.origin == "human"
    }
    return fields | locate_fields(entered, document.pages, conventions)


def _correct_lines(
    before: Sequence[Line], now: Sequence[Line], correction: Correction
) -> list[Line]:
    """The items in the clerk's order.

    Those left as they were read keep all their columns, those changed the ones not shown.
    """
    if correction.lines is None:
        return list(now)
    left = list(zip(before, now, strict=True))
    corrected: list[Line | None] = []
    for columns in correction.lines:
        cells = tuple(columns.values())
        same = next((p for p in left if cells in (shown_row(one, columns) for one in p)), None)
        corrected.append(same and _sure(same[1], columns))
        if same is not None:
            left.remove(same)
    lines = []
    for columns, line in zip(correction.lines, corrected, strict=True):
        if line is None:
            pair = next((pair for pair in left if _is_of(columns, pair[0])), None)
            if pair is not None:
                left.remove(pair)
            line = _change_line(columns, *(pair or ({}, {})))
        lines.append(line)
    return lines


def _correct_taxes(before: Sequence[Tax], now: Sequence[Tax], correction: Correction) -> list[Tax]:
    """The rows of taxes in the clerk's order, each with the category of its rate."""
    if correction.taxes is None:
        return list(now)
    pairs = list(zip(before, now, strict=True))
    rows = []
    for columns in correction.taxes:
        cells = tuple(columns.values())
        found = [p for p in pairs if cells in (shown_row(tax_row(one), columns) for one in p)]
        found += [p for p in pairs if cells[0] == shown_row(tax_row(p[0]), ("rate",))[0]]
        old, new = found[0] if found else (Tax(), Tax())
        fields = {
            name: _correct(text, as_list(getattr(old, name)), as_list(getattr(new, name)))
            for name, text in columns.items()
            if text
        }
        rows.append(Tax(category=new.category, **fields))
    return rows


def _is_of(columns: Mapping[str, str], line: Line) -> bool:
    """Whether an item is the one that a clerk has changed: the same name, or price and amount."""
    same = {name for name, text in columns.items() if text and _text(line, name) == text}
    return "description" in same or {"unit_price", "net_amount"} <= same


def _change_line(columns: Mapping[str, str], before: Line, now: Line) -> Line:
    """An item as a clerk has written it; what was not shown of the one in its place stays."""
    kept = {name: one for name, one in now.items() if name not in columns}
    return kept | {
        name: _correct(
            text, [before[name]] if name in before else [], [now[name]] if name in now else []
        )
        for name, text in columns.items()
        if text
    }


def _text(line: Line, name: str) -> str:
    return one_line(line[name].value) if name in line else ""


def _sure(line: Line, columns: Container[str]) -> Line:
    """An item that was left as it was: what was shown of it is right."""
    sure = {"confidence": 1.0}
    return {
        name: one.model_copy(update=sure) if name in columns else one for name, one in line.items()
    }


def _turn_signs(content: Understanding, doc_type: DocType) -> Understanding:
    """The amounts as those of a credit note, or of what is none, as the kind is another now."""
    if (doc_type == "credit_note") == (content.doc_type.value == "credit_note"):
        return content
    totals = (content.fields.get(name) for name in ("total_gross", "total_net", "amount_due"))
    total = next((one for one in totals if isinstance(one, Field)), None)
    if total is not None and total.value.startswith("-") == (doc_type == "credit_note"):
        return content
    fields = {
        name: _negate(found) if name in AMOUNT_FIELDS and isinstance(found, Field) else found
        for name, found in content.fields.items()
    }
    lines = [
        {n: _negate(one) if n in SIGNED_COLUMNS else one for n, one in line.items()}
        for line in content.lines
    ]
    taxes = [
        tax.model_copy(
            update={n: _negate(one) for n in ("base", "amount") if (one := getattr(tax, n))}
        )
        for tax in content.taxes
    ]
    return content.model_copy(update={"fields": fields, "lines": lines, "taxes": taxes})


def _negate(field: Field) -> Field:
    bare = field.value.removeprefix("-")
    is_positive = bare == field.value and bool(bare.strip("0."))
    return field.model_copy(update={"value": f"-{bare}" if is_positive else bare})


def _correct_mail(mail: Mail, values: dict[str, str]) -> Mail:
    until = values["deadline"]
    before = mail.deadline
    deadline = None
    if until and before is not None and until in (before.date, one_line(before.text)):
        deadline = before
    elif until:
        is_day = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", until)
        deadline = Deadline(text=until, date=until if is_day else None)
    return mail.model_copy(
        update={
            "category": Labelled(value=_CATEGORY.validate_python(values["category"]), confidence=1),
            "needs_reply": Labelled(value=values["needs_reply"] == "yes", confidence=1.0),
            "urgency": Labelled(value=_URGENCY.validate_python(values["urgency"]), confidence=1),
            "deadline": deadline,
        }
    )
