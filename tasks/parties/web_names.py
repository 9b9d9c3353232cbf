"""What web and mail addresses on the paper say of its sender's name: "info@isarstrom.example"."""

import re
import unicodedata
from collections.abc import Sequence

from schemas.document import Page

_ADDRESS = re.compile(
    r"(?:@|\bwww\.|\bhttps?://(?:www\.)?)([\w.-]+)\.[a-z]{2,8}\b"
    r"|\b([\w-]{3,})\.(?:com|net|org|eu|de|at|ch|fr|be|lu|nl|it|es|ie|uk|example)\b",
    re.IGNORECASE,
)
#: Where everybody may have a letter box.
_PROVIDERS = frozenset({
    "gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "icloud", "aol", "proton",
    "gmx", "web", "tonline", "posteo", "bluewin", "orange", "wanadoo", "free", "laposte", "sfr",
    "libero", "skynet", "telenet", "btinternet", "protonmail", "mail", "email", "freenet", "arcor",
    "ziggo",
})  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o"})
#: Names of servers, below whose owner's they stand, and of who takes the money.
_SERVICES = frozenset({"www", "shop", "info", "service", "portal", "paypal", "stripe"})
#: Words that tell no firm from another.
_COMMON = frozenset(
    {"gmbh", "gruppe", "group", "groupe", "service", "services", "company", "limited"}
)
_LEAST_LETTERS_N = 4
#: A firm goes by the first words of its name.
_TELLING_WORDS_N = 3


def find_web_names(pages: Sequence[Page]) -> frozenset[str]:
    """The names in all addresses, letters and digits only, without those of mail providers."""
    found = set()
    for page in pages:
        for word in page.words:
            for name, bare in _ADDRESS.findall(word.text):
                found |= {_fold(part) for part in (name or bare).split(".")}
    found -= _PROVIDERS | _SERVICES
    return frozenset(name for name in found if len(name) >= _LEAST_LETTERS_N)


def goes_by(name: str, web_names: frozenset[str]) -> bool:
    """Whether one of the addresses holds a telling word of `name`, or is made of its words."""
    words = [word for part in re.split(r"[\s&,./'’()-]+", name) if (word := _fold(part))]
    telling = [w for w in words if len(w) >= _LEAST_LETTERS_N and w not in _COMMON]
    whole = "".join(words)
    return bool(words) and any(
        web in whole
        or any(word in web for word in telling[:_TELLING_WORDS_N])
        or (len(words[0]) < _LEAST_LETTERS_N and web.startswith(words[0]))
        for web in web_names
    )


def _fold(text: str) -> str:
    spelt = text.lower().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain)
