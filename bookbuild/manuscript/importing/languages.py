"""Which language a text is in: by the name a header gives it, or by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

USUAL: Final = "en-US"
"""What a text is taken for when nothing speaks against it."""
_ENOUGH: Final = 40_000
"""So many characters tell the language of a book."""

_TAGS: Final = {
    "english": "en-US", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "dutch": "nl", "swedish": "sv",
    "danish": "da", "norwegian": "nb", "finnish": "fi", "polish": "pl", "czech": "cs", "hungarian": "hu",
    "catalan": "ca", "latin": "la", "greek": "el", "russian": "ru", "esperanto": "eo", "icelandic": "is",
    "romanian": "ro", "galician": "gl", "welsh": "cy",
}  # fmt: skip
_COMMON: Final = {
    "en-US": "the and of to was that his her with had she you for not said were which",
    "fr": "le les et des une est dans qui que pas elle avec était vous nous sur pour",
    "de": "der die und das nicht ein eine war ich sie mit auf dem den sich von ist",
    "es": "el los las una del con por que había como pero estaba más su lo para",
    "it": "il che di gli una non della per era con sono anche nel alla più questo",
    "pt": "os uma não do da que com para ele ela mas estava era dos das seu",
    "nl": "het een van en niet dat hij zij was met zijn haar voor maar op aan",
    "sv": "och att det som inte han hon en ett på med var den för sig av",
}


def tag_of(name: str) -> str:
    """The tag of a language by its name or by its tag; the empty string when it is not known."""
    name = name.split(",")[0].split("(")[0].strip()
    if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?", name) and name.casefold() not in _TAGS:
        language, _, region = name.replace("_", "-").partition("-")
        tag = language.lower() + (f"-{region.upper()}" if region else "")
        return USUAL if tag == "en" else tag
    return _TAGS.get(name.casefold(), "")


def language_of(texts: Iterable[str], otherwise: str = USUAL) -> str:
    """The language whose common words a text uses most; `otherwise` when no one is clearly ahead."""
    counts: Counter[str] = Counter()
    read = 0
    for text in texts:
        counts.update(re.findall(r"[^\W\d_]+", text[:_ENOUGH].casefold()))
        read += len(text)
        if read > _ENOUGH:
            break
    total = counts.total()
    shares = {tag: sum(counts[word] for word in words.split()) for tag, words in _COMMON.items()}
    best = max(shares, key=lambda tag: shares[tag])
    ahead = best == USUAL or shares[best] > 1.3 * max(shares[USUAL], 1)
    return best if total >= 20 and shares[best] > 0.1 * total and ahead else otherwise
