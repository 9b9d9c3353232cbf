"""Text that databases, terminals and people take as it is."""

import re

#: Besides NUL and halves of surrogate pairs, what a terminal obeys, or turns what follows; white
#: space stays.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202e\ud800-\udfff]")
#: Line breaks and what turns the direction of writing, too.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Replaces what no database stores as text, or what a terminal would take for a command."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def clean_name(name: str) -> str:
    """The same for names and whatever is printed on one line: it stays one line."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", name)


def as_sentence(text: str) -> str:
    """A message on one line, with a full stop where it ends in nothing like one."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def count_words(number: int, what: str) -> str:
    """A number of things, as “1 mail” or “2 mails”."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def one_line(text: str) -> str:
    """Text with white space collapsed, as a row of a note holds it."""
    return " ".join(text.split())
