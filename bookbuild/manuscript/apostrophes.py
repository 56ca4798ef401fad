"""Apostrophes that stand where a quotation might begin: 'tis, the '90s, 's avonds.

A mark typed straight before a word may open a quotation or stand for letters left out. Words that are never whole
without their mark are known; others are taken so only where nothing closes a quotation after them.
"""

from __future__ import annotations

import re
from typing import Final

from bookbuild.manuscript.language import family


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words.split())})\b", re.IGNORECASE)


_ALWAYS: Final = {
    "en": _words(
        "tis tisn twas twasn twere twill twould twouldn twixt tween til tain em cuz nother neath gainst mongst fraid "
        "avin aving appen arf ammer arry arriet enry enery erbert orace ampstead n"
    ),
    "nl": _words("s t n k m r ns tje"),
    "af": _words("n k t s"),
    "de": _words("s nen ner nem nes n"),
    "it": _words("sto sti l ndrangheta ndrine"),
    "fr": _words("tit tite"),
}
"""Words that begin with an apostrophe, without it; they are nothing without it."""

_OFTEN: Final = {
    "en": _words(
        "cause cos bout round er ere ave ow e is as ad at ot un uns im alf ome ouse orse ell ole ope and andsome "
        "bus buses phone phones phoned plane planes cello flu fridge tec tecs cept nuff spose scuse struth zounds "
        "swounds sblood sdeath mid course nough stead fess coon possum gator specially splain lectric member"
    ),
    "de": _words("ne rauf raus rein runter rüber ran naus nauf nunter"),
    "it": _words("sta ste na no un"),
    "cy": _words("r n i w m u th ch"),
}
"""Words that may begin with one, and are words without it, too."""

_LONGEST: Final = 24
"""More letters than any word of these lists has."""
_YEAR = re.compile(r"\d\d\d?s?\b")
_CLOSER = re.compile(r"['’](?<=[^\s([{“‘„‚«‹»›—–-].)(?!\w)")
_CLIPPED = re.compile(r"(?:in|an|s)$")
"""How a word ends whose last mark may be an apostrophe: goin' on, the dogs' bowls."""
_IN_THE_WORD = re.compile(rf"\S{{0,{_LONGEST}}}?['’](?!\w)")


def _known(table: dict[str, re.Pattern[str]], language: str, rest: str) -> bool:
    return any(tag in table and bool(table[tag].match(rest)) for tag in family(language))


def is_elided(text: str, at: int, language: str) -> bool:
    """Whether the single mark at `at`, where a quotation might begin, is an apostrophe whatever follows."""
    rest = text[at + 1 : at + _LONGEST]
    return bool(_YEAR.match(rest)) or _known(_ALWAYS, language, rest)


def is_often_elided(text: str, at: int, language: str, closers: Closers) -> bool:
    """Whether it is one because nothing closes it, before a word that is often written so."""
    if not _known(_OFTEN, language, text[at + 1 : at + _LONGEST]):
        return False
    return at > closers.last_firm and not _IN_THE_WORD.match(text, at + 1)


def seems_elided(text: str, at: int, closers: Closers) -> bool:
    """Whether nothing closes the mark at `at` and a small letter follows: no quotation begins so."""
    return text[at + 1 : at + 2].islower() and at > closers.last


class Closers:
    """Where the last of a paragraph's single marks stand that might close a quotation; -1 where there is none."""

    def __init__(self, text: str) -> None:
        self.last = self.last_firm = -1
        for found in _CLOSER.finditer(text):
            at = found.start()
            self.last = at
            if not (_CLIPPED.search(text, max(at - 2, 0), at) and text[at + 1 : at + 2] == " "):
                self.last_firm = at
