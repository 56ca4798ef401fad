"""What changed between two texts, word by word: fast for a book, by the phrases that stand once in each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

PHRASE: Final = 4
"""So many words in a row that stand once in each text are taken for the same place."""
CLOSE: Final = 1000
"""Stretches of up to so many words are compared word by word; of longer ones without a common phrase every word counts as
changed."""

Words = Sequence[str]
Stretch = tuple[int, int, int, int]
"""Where a stretch begins and ends in the old text, and in the new one."""


def changed_words(old: Words, new: Words) -> set[int]:
    """The new text's words that are changed or new, by their numbers; for words that were taken out, those on either side."""
    changed: set[int] = set()
    for begin, end, new_begin, new_end in _stretches(old, new):
        if max(end - begin, new_end - new_begin) > CLOSE or begin == end or new_begin == new_end:
            spots = [(begin, end, new_begin, new_end)]
        else:
            spots = list(_spots(old, new, (begin, end, new_begin, new_end)))
        for first, last, new_first, new_last in spots:
            if new_first < new_last:
                changed.update(range(new_first, new_last))
            elif first < last:
                changed.update(at for at in (new_first - 1, new_first) if 0 <= at < len(new))
    return changed


def _spots(old: Words, new: Words, stretch: Stretch) -> Iterator[Stretch]:
    """The differences inside a short stretch."""
    begin, end, new_begin, new_end = stretch
    matcher = SequenceMatcher(None, old[begin:end], new[new_begin:new_end], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield begin + a, begin + b, new_begin + c, new_begin + d


def _stretches(old: Words, new: Words) -> Iterator[Stretch]:
    """The stretches between what both texts have in common, in order."""
    at, new_at = 0, 0
    for one, two in [*_anchors(old, new), (len(old), len(new))]:
        if one < at or two < new_at:
            continue
        while at < one and new_at < two and old[at] == new[new_at]:
            at, new_at = at + 1, new_at + 1
        end, new_end = one, two
        while end > at and new_end > new_at and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
        if end > at or new_end > new_at:
            yield at, end, new_at, new_end
        at, new_at = one, two


def _anchors(old: Words, new: Words) -> list[tuple[int, int]]:
    """The places of phrases that stand once in each text, as many as come in the same order in both."""
    places, new_places = _once(old), _once(new)
    pairs = [(at, new_places[phrase]) for phrase, at in places.items() if phrase in new_places]
    return _in_order(pairs)


def _once(words: Words) -> dict[tuple[str, ...], int]:
    """The phrases that stand once, each with its place."""
    phrases = [tuple(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1)]
    counts = Counter(phrases)
    return {phrase: at for at, phrase in enumerate(phrases) if counts[phrase] == 1}


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers grow as their first ones do (by patience sorting)."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(heads[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        heads[pile : pile + 1] = [number]
    chosen: list[tuple[int, int]] = []
    at = heads[-1] if heads else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
