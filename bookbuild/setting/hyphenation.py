"""Where words may be divided: the patterns of their language, the style's minima, what somebody wrote down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.language import family
from bookbuild.setting.addresses import is_address
from bookbuild.setting.divided import corrected, with_minima
from bookbuild.setting.exceptions import Cut, Exceptions, exceptions_of, straight
from bookbuild.setting.names import Names
from bookbuild.setting.patterns import Patterns, Position
from bookbuild.style.style import Division as Rules

HYPHEN: Final = "-"

LONGEST_WORD: Final = 300
"""More letters than this without a space are no word: they are cut where they must be, in time linear in them."""

_CORE = re.compile(r"[^\W\d_]+(?:[’'·][^\W\d_]+)*")
"""Letters, with what stands for letters among them: an apostrophe, the point of the Catalan l·l."""
_BESIDE: Final = ("-", "‐", "@", "/", "#")
"""What a word is not divided beside."""

_BESIDE_APOSTROPHE: Final = 3
"""The fewest letters between a division and an apostrophe in English: o’clock, couldn’t, hunter’s."""
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de", "lb"})
_TREMA: Final = {"ä": "a", "ë": "e", "ï": "i", "ö": "o", "ü": "u"}
_VOWELS: Final = frozenset("aeiouäëïöü")


class Point(NamedTuple):
    """One place where a word may be divided: after `at` characters.

    `before` ends the line, `after` begins the next one; unbroken, the word is as it was typed. Both differ
    from the plain halves where spelling changes at the division (old German Zuk-ker for Zucker), or where a hyphen is
    repeated (Polish biało- -czerwony).
    `hyphen` tells a division that adds a hyphen from a break at one that is there already.
    """

    at: int
    before: str
    after: str
    hyphen: bool


@dataclass(slots=True)
class Hyphenator:
    """Divides the words of one language. Made by `hyphenator_for`."""

    dictionary: Patterns | None
    rules: Rules
    exceptions: Exceptions = field(default_factory=Exceptions)
    """What the author wrote down: no rule is above it."""
    names: Names = field(default_factory=Names)
    language: str = "en"
    """The language without its country."""
    corrections: Exceptions = field(default_factory=Exceptions)
    """Words that the patterns divide wrongly, as they should be; the style's rules hold for them, too."""
    _known: dict[tuple[str, bool], tuple[tuple[int, str, str], ...]] = field(default_factory=dict)

    def points(self, text: str, capitals: bool = False) -> tuple[Point, ...]:
        """Where a word, with its punctuation, may be divided by adding a hyphen; `capitals` lets words be divided that
        have a capital and are no names."""
        if len(text) > LONGEST_WORD:
            return ()
        if text.isalpha():
            return tuple([Point(at, before, after, True) for at, before, after in self.divisions(text, capitals)])
        if is_address(text):
            return ()
        points: list[Point] = []
        for core in _CORE.finditer(text):
            begin, end = core.span()
            if text[begin - 1 : begin] in _BESIDE or text[end : end + 1] in _BESIDE:
                continue
            for at, before, after in self.divisions(core[0], capitals):
                points.append(Point(begin + at, text[:begin] + before, after + text[end:], True))
        return tuple(points)

    def divisions(self, word: str, capitals: bool = False) -> tuple[tuple[int, str, str], ...]:
        """The divisions of a bare word: position, what stands before (with its hyphen), what stands after."""
        known = self._known.get((word, capitals))
        if known is None:
            known = self._known[word, capitals] = tuple(self._divide(word, capitals))
        return known

    def _divide(self, word: str, capitals: bool) -> list[tuple[int, str, str]]:
        rules = self.rules
        small = straight(word)
        written = self.exceptions.of(small)
        if written is not None:
            return self._halves(word, written, 1, 1, "'" in small and small not in self.exceptions.cuts)
        if self.dictionary is None or not rules.on or len(word) < rules.shortest:
            return []
        if not self._may_divide(word, capitals):
            return []
        cuts = self.corrections.of(small)
        if cuts is None:
            cuts = tuple([_cut(one) for one in self.dictionary.positions(small)])
        return self._halves(word, cuts, rules.before, rules.after, "'" in small)

    def _may_divide(self, word: str, capitals: bool) -> bool:
        """Whether a word may be divided for all its capitals say."""
        if self.rules.capitalised or word == word.lower():
            return True
        if not word[1:].islower():
            return False
        return self.language in _NOUNS_HAVE_CAPITALS or (capitals and not self.names.is_name(word))

    def _halves(
        self, word: str, cuts: Iterable[Cut], least: int, rest: int, elided: bool
    ) -> list[tuple[int, str, str]]:
        """The halves of a word at those divisions that leave letters enough on either side; `elided` says that it has an
        apostrophe, beside which as many must stand."""
        if elided and self.language == "en":
            least, rest = max(least, _BESIDE_APOSTROPHE), max(rest, _BESIDE_APOSTROPHE)
        found: list[tuple[int, str, str]] = []
        for plain in cuts:
            cut = _without_trema(plain, word) if self.language == "nl" else plain
            before, after = cut.of(word)
            left, right = (_APOSTROPHE.split(before)[-1], _APOSTROPHE.split(after)[0]) if elided else (before, after)
            if _letters(left) >= least and _letters(right) >= rest:
                found.append((cut.at, before + HYPHEN, after))
        return found


_APOSTROPHE = re.compile("['’ʼ]")


def _cut(position: Position) -> Cut:
    """A division that patterns found, and the change of spelling that goes with it."""
    at, change = position
    if not change:
        return Cut(at)
    before, _, after = change.text.partition("=")
    return Cut(at, -change.begin, change.begin + change.cut, before, after)


def _without_trema(cut: Cut, word: str) -> Cut:
    """A division in a Dutch word: the trema that parts two vowels is not needed where a line parts them (Groene Boekje,
    Leidraad 15.3: ge-interesseerd)."""
    following = word[cut.at : cut.at + 1]
    bare = _TREMA.get(following)
    if bare is None or cut.taken or cut.after or word[cut.at - 1] not in _VOWELS:
        return cut
    return cut._replace(taken=1, after=bare)


def _letters(text: str) -> int:
    """How many letters, marks not counted."""
    if text.isalpha():
        return len(text)
    return sum(1 for character in text if unicodedata.category(character)[0] == "L")


@cache
def _patterns_file(language: str) -> Path | None:
    """The patterns for a language tag, from those that pyphen ships: the tag itself, a shorter one, or another country's."""
    import pyphen

    known = {name.lower().replace("_", "-"): name for name in sorted(pyphen.LANGUAGES)}
    tags = [*family(language)]
    abroad = [tag for tag in known if tag.partition("-")[0] == tags[-1]]
    found = next((known[tag] for tag in (*tags, *abroad) if tag in known), None)
    return Path(pyphen.LANGUAGES[found]) if found else None


@cache
def _dictionary(file: Path) -> Patterns:
    return Patterns(file)


@cache
def _corrections(file: Path) -> Exceptions:
    """What we ship of divisions that a file of patterns gets wrong."""
    return exceptions_of(corrected(file.stem.removeprefix("hyph_").replace("_", "-")))


def hyphenator_for(
    language: str, rules: Rules, exceptions: Iterable[str], findings: Findings, names: Names | None = None
) -> Hyphenator:
    """The hyphenator of a language, of a book in which these are the names; one warning (T003) when there are no patterns
    for it, one (T005) of exceptions that can't be carried out."""
    file = _patterns_file(language) if rules.on else None
    dictionary = _dictionary(file) if file else None
    corrections = _corrections(file) if file else Exceptions()
    if rules.on and dictionary is None:
        findings.warn(
            "T003",
            f"There are no hyphenation patterns for the language {language!r}; no word is divided.",
            "Check `language` in book.yaml, such as en-US, fr, de.",
        )
    written = exceptions_of(exceptions)
    if written.odd:
        message = f"These hyphenation exceptions don't spell one word on both sides of the equals sign: {', '.join(written.odd)}."
        findings.warn("T005", message, "Write them as in `Schiffahrt = Schiff-fahrt`; they are left out.")
    bare = language.lower().replace("_", "-").split("-")[0]
    return Hyphenator(dictionary, with_minima(rules, language), written, names or Names(), bare, corrections)
