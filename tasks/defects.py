"""A defect of Mailroom's own on one document: what a clerk is told, and what the log keeps."""

import logging
import traceback
from pathlib import Path

DEFECT_CODE = "internal_error"
DEFECT_ADVICE = (
    "Enter this document by hand, and tell your operator: the log names the cause under its id."
)


def describe_defect(error: Exception) -> str:
    """What a clerk is told: the kind of the error only."""
    return f"Mailroom itself failed on this document ({type(error).__name__})."


def log_defect(logger: logging.Logger, stage: str, document_id: str, error: Exception) -> None:
    """Kind and place of the error only: its own text may quote the document."""
    trace = traceback.extract_tb(error.__traceback__)
    place = f"{Path(trace[-1].filename).name}:{trace[-1].lineno}" if trace else "unknown place"
    kind = type(error).__name__
    logger.error("%s failed: document %s: %s at %s", stage, document_id, kind, place)
