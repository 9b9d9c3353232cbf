"""Tables of a run in Prefect's UI, which reads every cell as Markdown and HTML.

What mails and file names say is shown as they say it: it hides no link behind other words, loads
no picture from elsewhere, and no part of it is dropped. A web address links to what it shows.
"""

import re
from collections.abc import Mapping, Sequence

from prefect.artifacts import create_table_artifact

#: Signs that Markdown or HTML would read, and at a cell's beginning those of headings and lists.
#: An address in brackets may be a link to write to.
_SIGN = re.compile(
    r"""[`*\[~] | <(?![^\s<>@:]+@[^\s<>@]+>)   # code, emphasis, links, tags
    | \\(?=[!-/:-@\[-`{-~])                   # escapes; not in "C:\scans"
    | (?<!\w)_ | _(?!\w)                       # emphasis; not in "scan_12.pdf"
    | &(?=\#?\w+;)                             # characters by name
    | ^[-+=>\#] | (?<=^[0-9])[.)] | (?<=^[0-9]{2})[.)]""",
    re.VERBOSE,
)


def show_table(key: str, rows: Sequence[Mapping[str, str]], description: str) -> None:
    """Publishes rows under a key; `description` is shown as it is."""
    plain = [{name: escape_markdown(cell) for name, cell in row.items()} for row in rows]
    create_table_artifact(key=key, table=plain, description=description)


def escape_markdown(text: str) -> str:
    """A text that reads the same once Markdown was rendered."""
    return _SIGN.sub(r"\\\g<0>", " ".join(text.split()))
