"""Phrases: words that know which field they print.

A phrase is a list of (text, label) with BIO labels of `schemas.vocabulary.ENTITY_NAMES`; wrapping
a phrase over lines keeps each word's label, so that a mention has one "B-" however it breaks.
"""

Phrase = list[tuple[str, str]]


def plain(text: str) -> Phrase:
    """Words that belong to no field."""
    return [(word, "O") for word in text.split()]


def tagged(entity: str, text: str) -> Phrase:
    """Words of one mention of `entity`."""
    words = text.split()
    return [(word, f"{'B' if i == 0 else 'I'}-{entity}") for i, word in enumerate(words)]


def joined(phrases: list[Phrase], separator: str = "") -> Phrase:
    """Phrases one after another; a separator stands as a word of its own, without a label."""
    result: Phrase = []
    for phrase in phrases:
        if result and phrase and separator:
            result += plain(separator)
        result += phrase
    return result


def continued(phrases: list[Phrase]) -> list[Phrase]:
    """The same phrases as one mention: only the first word of all keeps its "B-"."""
    seen: set[str] = set()
    result = []
    for phrase in phrases:
        words: Phrase = []
        for text, label in phrase:
            entity = label[2:]
            if label.startswith("B-") and entity in seen:
                label = f"I-{entity}"
            if label != "O":
                seen.add(entity)
            words.append((text, label))
        result.append(words)
    return result


def glued(phrase: Phrase, before: str = "", after: str = "") -> Phrase:
    """Punctuation set against the first and last word, which keep their labels."""
    if not phrase:
        return phrase
    words = list(phrase)
    words[0] = (before + words[0][0], words[0][1])
    words[-1] = (words[-1][0] + after, words[-1][1])
    return words
