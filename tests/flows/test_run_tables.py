"""Cells of Prefect's tables show what documents say and do nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.tables import escape_markdown

SIGNS = "\\`*[]<>~_&#+-=.)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Pay here](javascript:alert(1))", r"\[Pay here](javascript:alert(1))"),
        ("<img src=https://x.example/seen>", r"\<img src=https://x.example/seen>"),
        ("**Urgent** _now_ ~~not~~ `x`", r"\*\*Urgent\*\* \_now\_ \~\~not\~\~ \`x\`"),
        ("R&lt;D and R&D", r"R\&lt;D and R&D"),
        ("Ida <ida@x.example>", "Ida <ida@x.example>"),
        ("<javascript:alert(1)//@x.example>", r"\<javascript:alert(1)//@x.example>"),
        (r"C:\scans\1.pdf \[x](y)", r"C:\scans\1.pdf \\\[x](y)"),
        ("> quoted", r"\> quoted"),
        ("# 7", r"\# 7"),
        ("- 3 pumps", r"\- 3 pumps"),
        ("1. Mahnung", r"1\. Mahnung"),
        ("12) Rent", r"12\) Rent"),
        ("two\n\n# lines", "two # lines"),
        (
            "Rechnung_2026-03 Nr. 12.pdf ↳ scan (1).pdf",
            "Rechnung_2026-03 Nr. 12.pdf ↳ scan (1).pdf",
        ),
    ],
)
def test_what_markdown_would_read_is_escaped_and_other_text_is_not(text: str, shown: str) -> None:
    assert escape_markdown(text) == shown


@given(st.text(st.sampled_from(f"{SIGNS}a1 ")))
def test_every_escape_shows_the_sign_behind_it(text: str) -> None:
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape_markdown(text))
    assert shown == " ".join(text.split())
