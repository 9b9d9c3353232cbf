"""What a clerk said of a document, put in the place of what was read of it.

A value that was left as it was read keeps its place on the page; another is looked for on the
pages, and has the origin "human". All that was compared with the paper is sure.
"""

from collections.abc import Sequence

from pydantic import TypeAdapter

from schemas.correction import Correction
from schemas.document import SourceDocument
from schemas.record import Deadline, Field, Fields, Labelled, Mail
from schemas.understanding import Understanding
from schemas.vocabulary import (
    AMOUNT_FIELDS,
    REPEATED_FIELDS,
    SIGNED_COLUMNS,
    MailCategory,
    Urgency,
)
from tasks.checks import check_document
from tasks.correction_form import COLUMNS, one_line, shown_columns
from tasks.locate import locate_fields
from tasks.values.normalize import decide_conventions

_CATEGORY: TypeAdapter[MailCategory] = TypeAdapter(MailCategory)
_URGENCY: TypeAdapter[Urgency] = TypeAdapter(Urgency)
#: The checks that rows of taxes take part in, which the form does not show.
_OF_TAXES = frozenset({"BR-CO-14", "BR-CO-17"})


def apply_correction(
    document: SourceDocument, content: Understanding, correction: Correction
) -> Understanding:
    """The content as the clerk left it; rows of taxes that contradict it are left out."""
    if content.mail is not None:
        mail = _correct_mail(content.mail, correction.mail)
        return content.model_copy(update={"mail": mail})
    changes = {
        "doc_type": Labelled(value=correction.doc_type, confidence=1.0),
        "fields": _locate(_correct_fields(content.fields, correction), document, content.language),
        "lines": _correct_lines(content.lines, correction),
        "sureness": None,
    }
    corrected = content.model_copy(update=changes)
    if (correction.doc_type == "credit_note") != (content.doc_type.value == "credit_note"):
        corrected = _turn_signs(corrected, minus=correction.doc_type == "credit_note")
    checks = check_document(document, corrected)
    if any(not check.passed and check.rule in _OF_TAXES for check in checks):
        return corrected.model_copy(update={"taxes": []})
    return corrected


def _correct_fields(fields: Fields, correction: Correction) -> Fields:
    corrected = {name: found for name, found in fields.items() if name not in correction.read}
    for name, values in correction.fields.items():
        found = [_correct(value, fields.get(name)) for value in values]
        if name in REPEATED_FIELDS and found:
            corrected[name] = found
        elif found:
            corrected[name] = found[0]
    return corrected


def _correct(value: str, before: Field | list[Field] | None) -> Field:
    """What was read where it is the same, else a value of the clerk's."""
    known = [] if before is None else before if isinstance(before, list) else [before]
    for one in known:
        if one_line(one.value) == value:
            return one.model_copy(update={"confidence": 1.0})
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
    lines: Sequence[dict[str, Field]], correction: Correction
) -> list[dict[str, Field]]:
    """The items in the clerk's order.

    Those left as they were read keep all their columns, those changed the ones not shown.
    """
    if correction.lines is None:
        return list(lines)
    left = list(lines)
    corrected: list[dict[str, Field] | None] = []
    for columns in correction.lines:
        same = next((line for line in left if shown_columns(line) == tuple(columns.values())), None)
        corrected.append(same and {name: _sure(name, one) for name, one in same.items()})
        if same is not None:
            left.remove(same)
    changed = [
        columns for columns, line in zip(correction.lines, corrected, strict=True) if not line
    ]
    before = left if len(left) == len(changed) else []
    others = iter(_change_line(columns, before[n : n + 1]) for n, columns in enumerate(changed))
    return [line or next(others) for line in corrected]


def _change_line(columns: dict[str, str], before: Sequence[dict[str, Field]]) -> dict[str, Field]:
    """An item as a clerk has written it; what was not shown of the one in its place stays."""
    line = before[0] if before else {}
    if not any(
        text and name in line and line[name].value == text for name, text in columns.items()
    ):
        line = {}  # another item
    kept = {name: one for name, one in line.items() if name not in COLUMNS}
    return kept | {name: _correct(text, line.get(name)) for name, text in columns.items() if text}


def _sure(name: str, field: Field) -> Field:
    return field.model_copy(update={"confidence": 1.0}) if name in COLUMNS else field


def _turn_signs(content: Understanding, minus: bool) -> Understanding:
    """The amounts as those of a credit note, or of what is none; none that the clerk has typed."""
    fields = {
        name: _with_sign(found, minus)
        if name in AMOUNT_FIELDS and isinstance(found, Field)
        else found
        for name, found in content.fields.items()
    }
    lines = [
        {n: _with_sign(one, minus) if n in SIGNED_COLUMNS else one for n, one in line.items()}
        for line in content.lines
    ]
    return content.model_copy(update={"fields": fields, "lines": lines, "taxes": []})


def _with_sign(field: Field, minus: bool) -> Field:
    bare = field.value.removeprefix("-")
    if field.origin == "human" or not bare.strip("0."):
        return field
    return field.model_copy(update={"value": f"-{bare}" if minus else bare})


def _correct_mail(mail: Mail, values: dict[str, str]) -> Mail:
    until = values["deadline"]
    before = mail.deadline
    deadline = None
    if until and before is not None and until in (before.date, one_line(before.text)):
        deadline = before
    elif until:
        is_day = until[:1].isdigit()
        deadline = Deadline(text=until, date=until if is_day else None)
    return mail.model_copy(
        update={
            "category": Labelled(value=_CATEGORY.validate_python(values["category"]), confidence=1),
            "needs_reply": Labelled(value=values["needs_reply"] == "yes", confidence=1.0),
            "urgency": Labelled(value=_URGENCY.validate_python(values["urgency"]), confidence=1),
            "deadline": deadline,
        }
    )
