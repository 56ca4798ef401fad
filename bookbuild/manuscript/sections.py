"""A file's blocks cut into chapters; files that go on the chapter before them; chapters that are verse throughout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blockreader import Title
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Attributes,
    Block,
    Chapter,
    Division,
    Heading,
    Paragraph,
    PartTitle,
    Quotation,
    SceneBreak,
    text_of,
)
from bookbuild.manuscript.identities import with_identities

LEAST_VERSE_LINES: Final = 4
"""Fewer lines that end by hand are an address or a signature."""


def split_at_titles(first: Chapter, blocks: list[Block | Title], findings: Findings) -> Iterator[Chapter | PartTitle]:
    """Cut a file's blocks into chapters at its titles; a part's title is a leaf of its own."""
    chapter, body = first, list[Block]()
    titled = False
    for block in blocks:
        if not isinstance(block, Title):
            body.append(block)
            continue
        is_new = not titled and not body
        if not is_new:
            yield finished(chapter, body, findings)
        elif chapter.title and text_of(chapter.title) != text_of(block.runs):
            findings.warn(
                "M014",
                "This chapter has two titles; the `#` line is set.",
                "Keep one: `title:` at the top or the `#` line.",
                block.place,
            )
        if block.part:
            yield PartTitle(block.runs, block.place)
            chapter, titled = Chapter(place=block.place), False
        elif is_new:
            chapter, titled = replace(chapter, title=block.runs, place=block.place), True
        else:
            chapter, titled = Chapter(title=block.runs, place=block.place), True
        body = []
    if body or titled or chapter is first:
        yield finished(chapter, body, findings)


def finished(chapter: Chapter, body: Sequence[Block], findings: Findings) -> Chapter:
    """A chapter with its blocks: breaks that part nothing dropped, verse made verse, paragraphs given their identities."""
    kept: list[Block] = []
    for at, block in enumerate(body):
        last = at + 1 == len(body)
        parts_nothing = last or isinstance(body[at + 1], SceneBreak)
        if isinstance(block, SceneBreak) and parts_nothing:
            findings.warn("M013", "This scene break has no text after it and is left out.", "", block.place)
        else:
            kept.append(block)
    if not kept:
        findings.warn("M015", "This chapter has no text.", "", chapter.place)
    return replace(chapter, blocks=with_identities(_as_verse(kept, chapter.place, findings)))


def _as_verse(blocks: list[Block], place: Place | None, findings: Findings) -> list[Block]:
    """Blocks whose paragraphs are lines ended by hand, every one of them, as verse; where most are, that is told."""
    paragraphs = [one for one in blocks if isinstance(one, Paragraph)]
    counts = [text_of_lines(one) for one in paragraphs]
    broken = sum(count > 1 for count in counts)
    if sum(counts) < LEAST_VERSE_LINES or broken < 1:
        return blocks
    longest = max(len(line) for one in paragraphs for line in _lines(one))
    if broken == len(paragraphs) and longest <= LONGEST_LINE:
        message = "All lines of this chapter end by hand: it is set as verse."
        findings.warn("M018", message, "If it is none, let its paragraphs run on.", place)
        return list(_stanzas_as_verse(blocks))
    if 4 * broken >= 3 * len(paragraphs) and len(paragraphs) > 3:
        message = "Nearly all lines of this chapter end by hand. They are set as paragraphs."
        findings.warn("M018", message, "If they are verse, put `::: verse` before them and `:::` after them.", place)
    return blocks


LONGEST_LINE: Final = 90
"""Characters: longer lines are paragraphs of prose."""


def text_of_lines(block: Paragraph) -> int:
    """How many lines a paragraph's author ended by hand, the last one too."""
    return len(_lines(block))


def _lines(block: Paragraph) -> list[str]:
    return "".join(run.text for run in block.runs).split(LINE_SEPARATOR)


def _stanzas_as_verse(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that follow one another gathered into verse."""
    stanzas: list[Block] = []
    for block in [*blocks, None]:
        if isinstance(block, Paragraph):
            stanzas.append(block)
            continue
        if stanzas:
            yield Quotation(tuple(stanzas), stanzas[0].place, Attributes(classes=("verse",)))
            stanzas = []
        if block is not None:
            yield block


def joined(divisions: Sequence[Division], findings: Findings) -> tuple[Division, ...]:
    """Divisions where a file whose first head is a section's goes on the chapter before it, told once.

    So it is where the book has files with chapters' titles: there such a file is a section of a chapter.
    """
    is_titled = any(isinstance(one, Chapter) and one.title for one in divisions)
    made: list[Division] = []
    for one in divisions:
        before = made[-1] if made else None
        goes_on = isinstance(one, Chapter) and _is_section(one) and isinstance(before, Chapter) and before.title
        if is_titled and goes_on and isinstance(one, Chapter) and isinstance(before, Chapter):
            message = "This file begins with a section's head (##): it goes on the chapter before it."
            findings.warn("M016", message, "Give it a `#` line if it is a chapter.", one.blocks[0].place)
            made[-1] = replace(before, blocks=with_identities((*before.blocks, *one.blocks)))
        else:
            made.append(one)
    return tuple(made)


def _is_section(chapter: Chapter) -> bool:
    """Whether a file has nothing of a chapter's opening, and begins with a head of the second level."""
    opens = chapter.title or chapter.number or chapter.subtitle or chapter.epigraph or chapter.fit
    first = chapter.blocks[0] if chapter.blocks else None
    return not opens and isinstance(first, Heading) and first.level == 2
