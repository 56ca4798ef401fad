"""Where words may be divided: the patterns of their language, the style's minima, the author's exceptions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.language import family
from bookbuild.setting.divided import corrected, with_minima
from bookbuild.setting.patterns import Patterns, Position
from bookbuild.style.style import Division as Rules

HYPHEN: Final = "-"
DASHES: Final = "—–⸺⸻"

LONGEST_WORD: Final = 300
"""More letters than this without a space are no word: they are cut where they must be, in time linear in them."""
_BREAKERS: Final = frozenset(f"-‐/{DASHES}")

_BREAK_AFTER = re.compile(rf"(?<=\w\w)[-‐/](?=\w\w)|[{DASHES}]+(?=[\w“‘\"'«¿¡(])")
"""An explicit hyphen or slash between words of two letters and more; a dash before whatever opens a word."""

_CORE = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


class Point(NamedTuple):
    """One place where a word may be divided: after `at` characters.

    `before` ends the line, `after` begins the next one; unbroken, the word is as it was typed. Both differ
    from the plain halves where spelling changes at the division (old German Zuk-ker for Zucker).
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
    exceptions: dict[str, tuple[int, ...]]
    divides_nouns: bool = False
    """Whether a capital is no name's mark: German writes every noun with one."""
    corrections: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Words that the patterns divide wrongly, as they should be; the style's rules hold for them, too."""
    _known: dict[tuple[str, bool], tuple[tuple[int, str, str], ...]] = field(default_factory=dict)

    def points(self, text: str, names: bool = False) -> tuple[Point, ...]:
        """Where a word, with its punctuation, may be divided by adding a hyphen; `names` lets names be divided, too."""
        if len(text) > LONGEST_WORD:
            return ()
        if text.isalpha():
            return tuple([Point(at, before, after, True) for at, before, after in self.divisions(text, names)])
        points: list[Point] = []
        for core in _CORE.finditer(text):
            begin, end = core.span()
            if text[begin - 1 : begin] in ("-", "‐", "@", "/") or text[end : end + 1] in ("-", "‐", "@", "/"):
                continue
            for at, before, after in self.divisions(core[0], names):
                points.append(Point(begin + at, text[:begin] + before, after + text[end:], True))
        return tuple(points)

    def divisions(self, word: str, names: bool = False) -> tuple[tuple[int, str, str], ...]:
        """The divisions of a bare word: position, what stands before (with its hyphen), what stands after."""
        known = self._known.get((word, names))
        if known is None:
            known = self._known[word, names] = tuple(self._divide(word, names))
        return known

    def _divide(self, word: str, names: bool) -> list[tuple[int, str, str]]:
        rules = self.rules
        exception = self.exceptions.get(word.lower())
        if exception is not None:
            return [(at, word[:at] + HYPHEN, word[at:]) for at in exception]
        if self.dictionary is None or not rules.on or len(word) < rules.shortest:
            return []
        small = word == word.lower() or ((self.divides_nouns or names) and word[1:].islower())
        if not rules.capitalised and not small:
            return []
        found: list[tuple[int, str, str]] = []
        places = self.corrections.get(word.lower())
        positions = self.dictionary.positions(word.lower()) if places is None else map(Position, places)
        for at, change in positions:
            before, after = word[:at], word[at:]
            if change:
                head, _, tail = change.text.partition("=")
                start = at + change.begin
                before, after = word[:start] + head, tail + word[start + change.cut :]
            if _letters(before) >= rules.before and _letters(after) >= rules.after:
                found.append((at, before + HYPHEN, after))
        return found


def _letters(text: str) -> int:
    """How many letters, marks not counted."""
    if text.isalpha():
        return len(text)
    return sum(1 for character in text if unicodedata.category(character)[0] == "L")


def explicit_points(text: str) -> tuple[Point, ...]:
    """Where a word may be broken at a hyphen or dash it has already."""
    if len(text) > LONGEST_WORD or _BREAKERS.isdisjoint(text):
        return ()
    return tuple(Point(m.end(), text[: m.end()], text[m.end() :], False) for m in _BREAK_AFTER.finditer(text))


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


def hyphenator_for(language: str, rules: Rules, exceptions: tuple[str, ...], findings: Findings) -> Hyphenator:
    """The hyphenator of a language; one warning (T003) when there are no patterns for it."""
    file = _patterns_file(language) if rules.on else None
    dictionary = _dictionary(file) if file else None
    corrections = corrected(file.stem.removeprefix("hyph_").replace("_", "-")) if file else ()
    if rules.on and dictionary is None:
        findings.warn(
            "T003",
            f"There are no hyphenation patterns for the language {language!r}; no word is divided.",
            "Check `language` in book.yaml, such as en-US, fr, de.",
        )
    minima = with_minima(rules, language)
    return Hyphenator(dictionary, minima, _marked(exceptions), language.lower().startswith("de"), _marked(corrections))


def _marked(words: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Words in small letters, with their divisions."""
    return {one.replace(HYPHEN, "").lower(): _positions(one) for one in words}


def _positions(word: str) -> tuple[int, ...]:
    """Where the hyphens of ``Me-phi-sto`` stand in the word without them."""
    positions: list[int] = []
    for part in word.split(HYPHEN)[:-1]:
        positions.append(len(part) + (positions[-1] if positions else 0))
    return tuple(positions)
