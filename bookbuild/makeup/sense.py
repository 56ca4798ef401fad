"""Titles broken by sense: no line ends with a word that leans on the next one, none is much shorter than the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from bookbuild.manuscript.blocks import LINE_SEPARATOR, Runs

MOST_LINES: Final = 3
SHORTEST_SHARE: Final = 0.45
"""The shortest line of a title, in its longest (both design-spec.md section 4)."""

_LEANING: Final = {
    "en": "a an the and or nor but of in on at by for from to into onto with without as if than that over under upon "
    "between through toward towards is are was my your his her its our their no not mr. mrs. dr. st.",
    "fr": "le la les l’ un une des du de d’ au aux à en et ou ni mais dans sur sous par pour avec sans chez vers entre "
    "ce cet cette ces mon ma mes ton ta tes son sa ses que qui ne m. mme",
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber in im ins an am auf aus bei beim von "
    "vom zu zum zur mit nach für über unter vor durch ohne gegen um mein dein sein ihr als wie nicht",
    "es": "el la los las lo un una unos unas de del a al en y e o u con sin por para sobre entre desde hasta que su sus "
    "mi mis tu tus no",
    "it": "il lo la i gli le l’ un uno una un’ di del dello della dei degli delle d’ a al allo alla ai agli alle da dal "
    "dalla in nel nello nella nei nelle con su sul sulla per tra fra e ed o che non",
}
"""Articles, prepositions and conjunctions: they stand with what follows them."""

_WHITE = re.compile(rf"[ \t\n]+|{LINE_SEPARATOR}")


@dataclass(frozen=True, slots=True)
class DisplayWord:
    """A word of a title and what follows it: its text, its width and the space after it in points, and whether its
    author ended the line there."""

    text: str
    width: float
    space: float
    ends_line: bool = False


def best_breaks(words: Sequence[DisplayWord], room: float, language: str) -> tuple[int, ...] | None:
    """After which words (from 0) a title's lines but the last should end; None when no three lines hold it.

    Of all ways, one without a leaning word at a line's end; then one without a line under 45 % of the longest; then
    one of the fewest lines; then one that ends its lines where the sense pauses; then the most even one.
    """
    if sum(word.width for word in words) > MOST_LINES * room:
        return None
    given = _given(words)
    best: tuple[tuple[float, ...], tuple[int, ...]] | None = None
    for count in range(len(given) + 1, MOST_LINES + 1):
        for breaks in _ways(words, count):
            if max(_widths(words, breaks)) > room:
                continue
            faults, uneven, *rest = _cost(words, breaks, language)
            cost = (faults, uneven, count, *rest)
            if best is None or cost < best[0]:
                best = cost, breaks
    return best[1] if best else None


class Breaking(NamedTuple):
    """A title broken into lines: after which words (from 0), how wide the widest line is in points, and whether it is
    ill broken: a line ends with a leaning word, or is much shorter than another."""

    breaks: tuple[int, ...]
    widest: float
    leans: bool
    uneven: bool


def breaking_into(words: Sequence[DisplayWord], lines: int, language: str) -> Breaking | None:
    """The best way to have a title in so many lines, however wide they are; None when its author made more of them, or
    there are too few words."""
    found = min(((_cost(words, breaks, language), breaks) for breaks in _ways(words, lines)), default=None)
    if found is None:
        return None
    (faults, uneven, *_), breaks = found
    return Breaking(breaks, max(_widths(words, breaks)), bool(faults), bool(uneven))


def _given(words: Sequence[DisplayWord]) -> tuple[int, ...]:
    """After which words the author ended a line."""
    return tuple(at for at, word in enumerate(words[:-1]) if word.ends_line)


def _ways(words: Sequence[DisplayWord], lines: int) -> Iterator[tuple[int, ...]]:
    """All ways to have so many lines, the author's own ends kept."""
    given = _given(words)
    free = [at for at in range(len(words) - 1) if at not in given]
    more = lines - 1 - len(given)
    return (tuple(sorted((*given, *chosen))) for chosen in combinations(free, more)) if more >= 0 else iter(())


def _cost(words: Sequence[DisplayWord], breaks: tuple[int, ...], language: str) -> tuple[float, ...]:
    """How ill a title is broken: leaning words, a line much too short, sense that does not pause, unevenness."""
    given = _given(words)
    leaning = _leaning(language)
    widths = list(_widths(words, breaks))
    chosen = [at for at in breaks if at not in given]
    faults = sum(words[at].text.casefold() in leaning for at in chosen)
    uneven = not given and min(widths) < SHORTEST_SHARE * max(widths)
    pauses = sum(words[at].text[-1:] in ",;:.?!—–" for at in chosen)
    return (faults, uneven, -pauses, sum((max(widths) - width) ** 2 for width in widths))


@cache
def _leaning(language: str) -> frozenset[str]:
    return frozenset(_LEANING.get(language.split("-")[0].lower(), "").split())


def _widths(words: Sequence[DisplayWord], breaks: tuple[int, ...]) -> Iterator[float]:
    """The lines' widths."""
    for begin, end in pairwise((-1, *breaks, len(words) - 1)):
        line = words[begin + 1 : end + 1]
        yield sum(word.width + word.space for word in line) - line[-1].space


def with_breaks(runs: Runs, breaks: tuple[int, ...]) -> Runs:
    """The runs with the white after these words (from 0) made line ends."""
    seen = -1
    broken: list[str] = []
    for run in runs:
        parts: list[str] = []
        at = 0
        for white in _WHITE.finditer(run.text):
            seen += 1
            parts += [run.text[at : white.start()], LINE_SEPARATOR if seen in breaks else white[0]]
            at = white.end()
        broken.append("".join([*parts, run.text[at:]]))
    return tuple(replace(run, text=text) for run, text in zip(runs, broken, strict=True))
