"""A pair as token ids: the fixed prompt, the source cut to length, the summary."""

from pathlib import Path

from tokenizers import Tokenizer

from training.summariser.data import Pair

#: The chat form of the base model, with our one instruction.
PREFIX = "<|im_start|>system\nSummarise the text in at most 40 words.<|im_end|>\n<|im_start|>user\n"
SUFFIX = "<|im_end|>\n<|im_start|>assistant\n"
STOP = "<|im_end|>"
SOURCE_TOKENS_N, SUMMARY_TOKENS_N = 176, 80


class Prompter:
    """Texts → ids, with text that looks like a control token kept as plain text."""

    def __init__(self, tokenizer_file: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.prefix = self._control(PREFIX)
        self.suffix = self._control(SUFFIX)
        (self.stop,) = self._control(STOP)

    def _control(self, text: str) -> list[int]:
        self.tokenizer.encode_special_tokens = False
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def plain(self, text: str) -> list[int]:
        """Ids of text of which nothing is a control token."""
        self.tokenizer.encode_special_tokens = True
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def encode(self, pair: Pair) -> tuple[list[int], int]:
        """All ids, and how many of the last are the summary's (its stop token included)."""
        source = self.plain(pair.source)[:SOURCE_TOKENS_N]
        target = [*self.plain(pair.summary)[:SUMMARY_TOKENS_N], self.stop]
        return [*self.prefix, *source, *self.suffix, *target], len(target)
