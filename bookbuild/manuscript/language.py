"""Language tags: how they are written, and what is looked up for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_RENAMED: Final = {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr-latn", "tl": "fil"}
"""Tags that IANA's registry has replaced; Norwegian without more is Bokmål, as in CLDR's aliases."""

_WRITTEN_AS: Final = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}
"""Countries whose letters are others than their language's (CLDR, likely subtags)."""


def canonical(language: str) -> str:
    """A language tag as tables are written by: small letters, hyphens, today's name (`no_NO` is ``nb-no``)."""
    first, hyphen, rest = language.strip().lower().replace("_", "-").partition("-")
    return f"{_RENAMED.get(first, first)}{hyphen}{rest}"


def family(language: str) -> Iterator[str]:
    """A canonical tag, then shorter and shorter ones: ``zh-hant-tw``, ``zh-hant``, ``zh``."""
    tag = canonical(language)
    while tag:
        yield tag
        tag = _WRITTEN_AS.get(tag) or tag.rpartition("-")[0]
