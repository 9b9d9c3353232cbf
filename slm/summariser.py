"""Mails → one or two sentences of a small language model's own, checked against the mail.

The model's text is never trusted: names, numbers and references can only be copied (`copying`),
and a draft that fails the check is thrown away. Of several that pass, the one is shown that the
others agree with most (`consensus`). What the mail says is data: it is tokenised as
plain text, so nothing in it can end the user's turn or give an instruction a role of its own.
"""

import re
import threading
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from schemas.document import MailMessage
from schemas.errors import ModelError
from slm.consensus import choose_typical
from slm.copying import CopyRule, find_unsupported
from slm.decoder import Floats, NextToken, OnnxDecoder
from slm.encoder import open_session
from slm.generate import Draft, write_drafts
from slm.mail_source import build_source
from slm.model_folder import MODEL_FILE, TOKENIZER_FILE, Download
from slm.packed import WEIGHTS_FILE, read_weights
from slm.processor import has_vnni
from slm.summariser_artefact import WriterArtefact, WriterManifest, open_writer

LEAST_WORDS_N, MOST_WORDS_N = 5, 45
_REPEAT_N = 4
#: Words that a sound sentence may hold twice running.
_DOUBLED = frozenset({"had", "that"})
#: The same figures or name on both sides of a small word: "from 1:00 to 1:00".
_ROUND = re.compile(
    r"(?<!\S)(\S*[0-9]\S*|[A-Z]\w{2,}) (?:to|and|or|of|for|from|with|by|on|until|till) \1(?!\w)"
)
_SENDER = re.compile(r"From: (.+)")
#: Of whom a summary says this, the mail is to, not from.
_ASKED = r"(?:ask|tell|told|inform|remind|thank|want|urge|invite)(?:s|ed)?"
#: What the sender asks his reader to do: "could you send", "please call".
_REQUEST = re.compile(
    r"\b(?:(?:could|can|would|will) you (?:please |kindly |also |just )?|please )([a-z]{3,})\b",
    re.IGNORECASE,
)
#: Verbs of requests that a sender does himself as well: "please note that the office is closed".
_EITHER = frozenset({
    "advise", "confirm", "feel", "find", "inform", "know", "let", "note", "see", "share",
})  # fmt: skip
#: What the form of the source adds to the mail's own words.
_LABEL = re.compile(r"^(?:From|To|Subject|Answers): ", re.MULTILINE)


def load_summariser(model: str, threads_n: int, download: Download | None = None) -> "Summariser":
    """Opens the summariser in a local folder or under a hub id.

    Raises:
        ModelError: the folder is missing, altered, or of a format this version does not know.
    """
    return open_summariser(open_writer(model, download), threads_n)


def open_summariser(artefact: WriterArtefact, threads_n: int) -> "Summariser":
    """The summariser of a verified folder.

    Raises:
        ModelError: its tokenizer cannot be read.
    """

    def open_network() -> InferenceSession:
        try:
            packed = artefact.folder / WEIGHTS_FILE
            weights = read_weights(packed) if WEIGHTS_FILE in artefact.manifest.files else None
            return open_session(str(artefact.folder / MODEL_FILE), threads_n, weights)
        except Exception as error:
            raise ModelError(f"The summariser cannot be loaded: {error}") from error

    tokenizer = (artefact.folder / TOKENIZER_FILE).read_text(encoding="utf-8")
    return Summariser(OnnxDecoder(open_network), tokenizer, artefact.manifest)


class Prompt(NamedTuple):
    """A prompt that was read: its cache, the scores of what comes next, its tokens' states.

    states: (tokens behind the fixed part, width), of which the first `source_n` are the text's;
    None of a network that does not tell them.
    """

    cache: Any
    scores: Floats
    states: Floats | None
    source_n: int


class Summariser:
    """Writes summaries of mails. Safe to share by threads."""

    def __init__(self, decoder: NextToken, tokenizer: str, manifest: WriterManifest) -> None:
        self._decoder, self._manifest = decoder, manifest
        try:
            control, self._plain = (Tokenizer.from_str(tokenizer) for _ in range(2))
        except Exception as error:
            raise ModelError(f"The summariser's tokenizer cannot be read: {error}") from error
        self._plain.encode_special_tokens = True
        self._prefix, self._suffix, stop = (
            list(control.encode(part, add_special_tokens=False).ids)
            for part in (manifest.prefix, manifest.suffix, manifest.stop)
        )
        if len(stop) != 1:
            raise ModelError(f"The stop mark {manifest.stop!r} is not one token.")
        self._stop = stop[0]
        self._special = {
            token.content for token in control.get_added_tokens_decoder().values() if token.special
        }
        fast = manifest.drafts_n_vnni if has_vnni() else None
        self._drafts_n = fast or manifest.drafts_n
        self._prefix_read: tuple[Any, list[Floats]] | None = None
        self._last = threading.local()
        self._turn = threading.Lock()

    def write_summary(self, mail: MailMessage, language: str, salient: str = "") -> str | None:
        """A checked summary of at most about 40 words, or None where no draft may be shown."""
        if not self.writes(language):
            return None
        source = build_source(mail)
        return self.choose(self.draft(source), source, salient)

    def choose(self, drafts: Sequence[Draft], source: str, salient: str = "") -> str | None:
        """Of the drafts that may be shown, the one to show, see `slm.consensus`."""
        checked = [(self.check(draft, source), draft.confidence) for draft in drafts]
        shown = [(text, sureness) for text, sureness in checked if text]
        return choose_typical([text for text, _ in shown], [sure for _, sure in shown], salient)

    def writes(self, language: str) -> bool:
        """Whether the model writes this language (ISO 639-1) well enough."""
        return not self._manifest.languages or language in self._manifest.languages

    def check(self, draft: Draft, source: str) -> str | None:
        """The text of a draft that may be shown: sure, of fair length, and all of it supported.

        A draft that went in circles, or turns about who asks whom, is none.
        """
        if draft.confidence < self._manifest.least_confidence:
            return None
        text = finish(draft)
        words = text.split()
        runs = [tuple(words[i : i + _REPEAT_N]) for i in range(len(words) - _REPEAT_N + 1)]
        if not LEAST_WORDS_N <= len(words) <= MOST_WORDS_N or len(set(runs)) < len(runs):
            return None
        if any(a == b and a.isalpha() and a not in _DOUBLED for a, b in pairwise(words)):
            return None
        if _ROUND.search(text) or turns_roles(text, source):
            return None
        if find_unsupported(text, _LABEL.sub("", source)):
            return None
        return text

    def draft(self, source: str) -> list[Draft]:
        """What the model writes about a text, under the rule that copies are whole."""
        prompt = self.read(source)
        rule = CopyRule(_LABEL.sub("", source))

        def allows(text: str, finished: bool) -> bool:
            text = text.lstrip()
            if "\n" in text or any(mark in text for mark in self._special) or repeats(text):
                return False
            return bool(text or not finished) and rule.allows(text, finished)

        return write_drafts(
            self._decoder,
            (prompt.cache, prompt.scores),
            lambda tokens: self._plain.decode(tokens, skip_special_tokens=False),
            allows,
            stop=self._stop,
            most_n=self._manifest.new_tokens_n,
            drafts_n=self._drafts_n,
            temperature=self._manifest.temperature,
        )

    def read(self, source: str) -> Prompt:
        """The whole prompt about a text, read; each thread keeps its last for who asks again."""
        if getattr(self._last, "source", None) != source:
            self._last.prompt, self._last.source = self._read(source), source
        prompt: Prompt = self._last.prompt
        return prompt

    def _read(self, source: str) -> Prompt:
        ids = self._plain.encode(source, add_special_tokens=False).ids
        ids = ids[: self._manifest.source_tokens_n]
        cache = self._decoder.copy(self.read_prefix()[0], len(ids) + len(self._suffix))
        scores, states = self._decoder.read([*ids, *self._suffix], cache)
        return Prompt(cache, scores, states, len(ids))

    def read_prefix(self) -> tuple[Any, list[Floats]]:
        """The cache of the fixed part of the prompt, read once, and its tokens' states.

        It is read token by token: the first of a prompt have states so large that beside them a
        scale of eight bits leaves little of the others'.
        """
        with self._turn:
            if self._prefix_read is None:
                cache = self._decoder.open(len(self._prefix))
                read = [self._decoder.read([token], cache)[1] for token in self._prefix]
                self._prefix_read = cache, [states for states in read if states is not None]
            return self._prefix_read


def finish(draft: Draft) -> str:
    """The draft as shown: one that ran out of tokens ends at its last whole sentence or word."""
    if draft.finished:
        return draft.text
    at = max(draft.text.rfind(mark) for mark in (". ", "! ", "? "))
    if at >= len(draft.text) // 2:
        return draft.text[: at + 1]
    cut = draft.text.rpartition(" ")[0].rstrip(" ,;:-–(")
    return f"{cut} …" if cut else ""


def repeats(text: str) -> bool:
    """Whether the last words of a text stood in it before: a model going in circles.

    Only a free word is barred as the last: there is always another in its place.
    """
    words = text.split(" ")
    last = words[-_REPEAT_N:]
    if len(last) < _REPEAT_N or not last[-1].islower():
        return False
    return any(words[i : i + _REPEAT_N] == last for i in range(len(words) - _REPEAT_N))


def turns_roles(text: str, source: str) -> bool:
    """Whether a summary has the mail's sender do what he asks for, or asked for it himself.

    Told only where no other writer is in the mail.
    """
    sender = _SENDER.match(source)
    if sender is None or source.count("From: ") > 1 or "\nAnswers: " in source:
        return False
    name = sender[1].strip()
    first = name.split()[0]
    who = rf"(?:{re.escape(name)}|{re.escape(first)}(?! [A-Z]))"
    if re.search(rf"\b{_ASKED} {who}(?!\w)", text):
        return True
    does = re.match(rf"{who}(?:,[^,]+,)? ([a-z]+)\b", text)
    if does is None or re.search(rf"\b{_ASKED}\b|\brequest", text):
        return False
    asked_for = {verb.lower() for verb in _REQUEST.findall(source)} - _EITHER
    return any(
        does[1] == _third_person(verb)
        and not re.search(rf"\b(?:I|we)\b(?:['’]\w+)?(?: \w+)? {verb}\b", source, re.IGNORECASE)
        for verb in asked_for
    )


def _third_person(verb: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"
