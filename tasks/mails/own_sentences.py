"""Which sentences of a mail its sender wrote, and which stand in what he passes on."""

import re
from collections.abc import Collection, Sequence

from schemas.document import MailMessage
from schemas.understanding import Sentence
from slm.mail_input import part_mail_text, write_mail_text
from slm.mail_source import says_that_mail_follows
from tasks.mails.drafts import leave_out_draft


def part_sentences(
    mail: MailMessage, sentences: Sequence[Sentence]
) -> tuple[list[Sentence], list[Sentence]]:
    """The sender's own sentences, and those of what he passes on, be it a draft of a contract."""
    parts = part_mail_text(write_mail_text(mail))
    text = mail.new_text or mail.body
    above = parts.own if parts.passes_on else leave_out_draft(text)
    names = {
        _squeeze(name) for name in re.split(r"[\s.@<>,]+", f"{mail.sender} {mail.sender_name}")
    }
    said = [sentence for sentence in sentences if _says_more(sentence.text, names)]
    if above == text:
        return said, []
    written, at = _squeeze(above), 0
    for number, sentence in enumerate(said):
        own = _squeeze(sentence.text)
        found = written.find(own, at)
        if found < 0:
            return said[:number], said[number:]
        at = found + len(own)
    return said, []


def _says_more(text: str, names: Collection[str]) -> bool:
    """Whether a sentence is more than its writer's name or initials, and no mark of a mail."""
    words = [word for word in map(_squeeze, text.split()) if word]
    initials = "".join(name[0] for name in names if name)
    signed = all(word in names or (set(word) <= set(initials) and len(word) < len(names))
                 for word in words)  # fmt: skip
    return bool(words) and not signed and not says_that_mail_follows(text)


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
