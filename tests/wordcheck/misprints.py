"""Faults planted between the made-up pages and the PDF, as a broken press would make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from bookbuild.diagnostics import BookError
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book
from bookbuild.press.draw import Sheet
from bookbuild.setting.founts import Shaped
from bookbuild.setting.lines import Line

Things = tuple[Any, ...]
Change = Callable[[Things, int], Things | None]
"""What is done to a page's things at its so-manieth line; None where it can't be done there."""


def with_line(text: Things, at: int, line: Line) -> Things:
    return (*text[:at], text[at]._replace(thing=line), *text[at + 1 :])


def with_words(text: Things, at: int, change: Callable[[list[Shaped]], list[Shaped] | None]) -> Things | None:
    """The page with the words of one line's longest segment changed, its spaces as they were."""
    line = text[at].thing
    number = max(range(len(line.segments)), key=lambda one: len(line.segments[one].parts))
    segment = line.segments[number]
    words = change(list(segment.parts))
    if words is None:
        return None
    gaps = [*segment.gaps[:-1], *[segment.gaps[0]] * (len(words) - len(segment.parts)), segment.gaps[-1]]
    gaps = gaps[len(segment.parts) - len(words) :] if len(words) < len(segment.parts) else gaps
    changed = segment._replace(parts=tuple(words), gaps=tuple(gaps))
    return with_line(text, at, replace(line, segments=(*line.segments[:number], changed, *line.segments[number + 1 :])))


def lettered(words: list[Shaped]) -> list[int]:
    return [at for at, word in enumerate(words) if any(map(str.isalnum, word.text))]


def word_dropped(text: Things, at: int) -> Things | None:
    def change(words: list[Shaped]) -> list[Shaped] | None:
        found = lettered(words)
        return [word for one, word in enumerate(words) if one != found[0]] if len(words) > 2 and found else None

    return with_words(text, at, change)


def word_doubled(text: Things, at: int) -> Things | None:
    def change(words: list[Shaped]) -> list[Shaped] | None:
        found = lettered(words)
        return [*words[: found[-1]], words[found[-1]], *words[found[-1] :]] if len(words) > 2 and found else None

    return with_words(text, at, change)


def words_swapped(text: Things, at: int) -> Things | None:
    def change(words: list[Shaped]) -> list[Shaped] | None:
        pairs = [
            (a, b) for a, b in zip(lettered(words), lettered(words)[1:], strict=False) if words[a].text != words[b].text
        ]
        if not pairs:
            return None
        a, b = pairs[0]
        words[a], words[b] = words[b], words[a]
        return words

    return with_words(text, at, change)


def letter_changed(text: Things, at: int) -> Things | None:
    def change(words: list[Shaped]) -> list[Shaped] | None:
        found = [one for one in lettered(words) if words[one].text.isalpha() and len(words[one].text) > 2]
        if not found:
            return None
        word = words[found[0]]
        other = word.text[:-1] + ("x" if word.text[-1] != "x" else "y")
        words[found[0]] = word.fount.word(other)
        return words

    return with_words(text, at, change)


def line_lost(text: Things, at: int) -> Things | None:
    return text[:at] + text[at + 1 :]


def lines_swapped(text: Things, at: int) -> Things | None:
    if (
        at + 1 >= len(text)
        or not isinstance(text[at + 1].thing, Line)
        or text[at].thing.text == text[at + 1].thing.text
    ):
        return None
    return (*text[:at], text[at + 1]._replace(y=text[at].y), text[at]._replace(y=text[at + 1].y), *text[at + 2 :])


def word_turned(text: Things, at: int) -> Things | None:
    """A word that runs to the left, drawn the other way round."""
    line = text[at].thing
    number = next((one for one, segment in enumerate(line.segments) if segment.rtl), None)
    if number is None:
        return None
    segment = line.segments[number]
    word = max(segment.parts, key=lambda one: len(one.glyphs))
    if len(set(word.texts)) < 2:
        return None
    turned = replace(
        word, glyphs=word.glyphs[::-1], texts=word.texts[::-1], advances=word.advances[::-1], offsets=None, marks=()
    )
    parts = tuple(turned if one is word else one for one in segment.parts)
    segments = (*line.segments[:number], segment._replace(parts=parts), *line.segments[number + 1 :])
    return with_line(text, at, replace(line, segments=segments))


FAULTS: Final[dict[str, Change]] = {
    "a word dropped": word_dropped,
    "a word doubled": word_doubled,
    "two words swapped": words_swapped,
    "a letter changed": letter_changed,
    "a line lost": line_lost,
    "two lines swapped": lines_swapped,
    "a right-to-left word turned": word_turned,
}


def codes_with(
    book: Book, change: Change, nth: int, folder: Path, patch: pytest.MonkeyPatch
) -> tuple[list[str], BookError | None]:
    """The codes of a build in which the nth line that can have this fault has it, and the error with them."""
    draw = Sheet.draw
    left = nth

    def faulty(sheet: Sheet, page: Any) -> None:
        nonlocal left
        for at, placed in enumerate(page.text):
            if left >= 0 and isinstance(placed.thing, Line) and len(placed.thing.text.split()) > 2:
                changed = change(page.text, at)
                if changed is not None:
                    if left == 0:
                        page = replace(page, text=changed)
                    left -= 1
        draw(sheet, page)

    patch.setattr(Sheet, "draw", faulty)
    try:
        build(book, output=folder / "book.pdf")
    except BookError as fault:
        return [one.code for one in fault.diagnostics], fault
    finally:
        patch.setattr(Sheet, "draw", draw)
    assert left < 0, "the fault was planted"
    return [], None
