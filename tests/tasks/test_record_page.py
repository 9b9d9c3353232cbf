"""docs/record.md names everything a record can say."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from schemas import errors
from schemas.record import Field, Record
from schemas.vocabulary import (
    CONTRACT_FIELDS,
    DOC_TYPES,
    INVOICE_FIELDS,
    LINE_COLUMNS,
    MAIL_CATEGORIES,
)
from tasks.check_rules import RULES
from tasks.defects import DEFECT_CODE
from tasks.same_invoice import MAY_REPEAT
from tasks.validate import REQUIRED_FIELDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
#: Errors that end a command or are tried again; none becomes a document's reason.
OF_NO_DOCUMENT = (
    errors.MailroomError,
    errors.DatabaseLost,
    errors.StoreError,
    errors.RightMissing,
    errors.AlreadyRunning,
    errors.SettingsError,
)
NAMED = set(re.findall(r"`([^`\s]+)`", PAGE))


@pytest.mark.parametrize(
    "names",
    [
        [name for name, field in Record.model_fields.items() if not field.exclude],
        Field.model_fields,
        INVOICE_FIELDS,
        CONTRACT_FIELDS,
        LINE_COLUMNS,
        DOC_TYPES,
        MAIL_CATEGORIES,
        RULES,
    ],
)
def test_every_name_is_explained(names: Iterable[str]) -> None:
    shape = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`\{(.*?)\}`", PAGE))))
    assert set(names) <= NAMED | shape


def test_every_reason_code_is_explained() -> None:
    sources = (ROOT / "tasks").rglob("*.py")
    codes = {c for s in sources for c in re.findall(r'code="(\w+)"', s.read_text(encoding="utf-8"))}
    codes |= {DEFECT_CODE}
    codes |= {
        error.code
        for error in vars(errors).values()
        if isinstance(error, type)
        and issubclass(error, errors.MailroomError)
        and error not in OF_NO_DOCUMENT
        and not issubclass(error, errors.MailboxError)
    }
    table = PAGE.partition("| code | outcome |")[2]
    assert codes | set(MAY_REPEAT) <= set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


def test_the_table_of_checks_names_the_rules_and_no_others() -> None:
    table = PAGE.partition("| rule | passes when |")[2].partition("\n\n")[0]
    cells = " ".join(re.findall(r"^\| [^|]+ \|", table, re.MULTILINE))
    named = set(re.findall(r"`([A-Za-z0-9-]+)`", cells))
    assert named == set(RULES) | {"duplicate"}  # which storing judges


def test_every_rule_is_judged() -> None:
    modules = {*(ROOT / "tasks").glob("check_*.py")} - {ROOT / "tasks" / "check_rules.py"}
    source = "".join(module.read_text(encoding="utf-8") for module in modules)
    of_sides = {"VAT-ID-SELLER", "VAT-ID-BUYER"}
    assert all(f'"{rule}"' in source for rule in RULES.keys() - of_sides)


def test_required_fields_are_said_to_be_required() -> None:
    for doc_type, fields in REQUIRED_FIELDS.items():
        if doc_type == "contract":
            continue
        for field in fields:
            (row,) = re.findall(rf"^\| `{field}`.*$", PAGE, re.MULTILINE)
            assert doc_type.replace("_", " ") in row.split("|")[3]
