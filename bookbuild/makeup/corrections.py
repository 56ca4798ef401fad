"""The designer's corrections: what is asked of a paragraph in braces is carried out, and checked on the pages.

A correction that does nothing, or can't be done, is warned of: corrections outlive the text they were made for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from bookbuild.diagnostics import Findings
from bookbuild.makeup.column import Column
from bookbuild.makeup.firstfit import edge
from bookbuild.makeup.galley import (
    LINE,
    NOTHING,
    Begins,
    Correction,
    Galley,
    Page,
    PageRule,
    Pagination,
    Passage,
    Tie,
)
from bookbuild.makeup.pagination import Solution
from bookbuild.manuscript.blocks import Attributes, Heading, Paragraph

KEEP: Final = ".keep"
KEEP_WITH_NEXT: Final = ".keep-with-next"
BEGINS: Final = {".page-break": Begins.PAGE, ".recto": Begins.RECTO}
LINES: Final = {"+1": 1, "-1": -1}
NOTHING_DONE: Final = "nothing"

Cut = Callable[[Galley, int], Pagination]
"""Cuts a galley into pages, the first of them with this number."""


class Corrected(NamedTuple):
    """A chapter's pages, and the passages (by number) that would begin a page without being told to."""

    pagination: Pagination
    idle: frozenset[int]


# In the galley


def begins_page(attributes: Attributes) -> bool:
    """Whether a block with these attributes begins a new page."""
    return any(name[1:] in attributes.classes for name in BEGINS)


def correct(column: Column, block: Paragraph | Heading, begin: int) -> None:
    """Carry out what is asked of a block on its passage, the last of those from `begin` on."""
    if len(column.passages) == begin:
        return
    passage = column.passages[-1]
    lines = block.attributes.get("lines")
    if lines in LINES:
        passage = _with_lines(column, passage, block, lines)
    if KEEP[1:] in block.attributes.classes:
        passage = _kept(column, passage, block)
    for name, begins in BEGINS.items():
        if name[1:] in block.attributes.classes:
            passage = _noted(replace(passage, begins=begins), Correction(name, block.place))
    column.passages[-1] = passage
    if KEEP_WITH_NEXT[1:] in block.attributes.classes:
        column.tie_last(1, Tie.LEAD)
        column.passages[-1] = _noted(column.passages[-1], Correction(KEEP_WITH_NEXT, block.place))


def _noted(passage: Passage, correction: Correction) -> Passage:
    return replace(passage, corrections=(*passage.corrections, correction))


def _with_lines(column: Column, passage: Passage, block: Paragraph | Heading, lines: str) -> Passage:
    """A passage in a line more or fewer and no other; as it is where that can't be had (P020)."""
    asked, more = f"lines={lines}", LINES[lines]
    natural = len(passage.variants[0])
    found = next((one for one in passage.variants if len(one) == natural + more), None)
    if found is None:
        message = f"{{{asked}}} can't be done: no decent way to set this paragraph in {natural + more} lines was found."
        hint = "Take it out, or ask it of another paragraph."
        column.setter.findings.warn("P020", message, hint, block.place)
        return _noted(passage, Correction(asked, block.place, NOTHING_DONE))
    done = f"{natural + more} lines instead of {natural}"
    return _noted(replace(passage, variants=(found,), costs=(0.0,)), Correction(asked, block.place, done))


def _kept(column: Column, passage: Passage, block: Paragraph | Heading) -> Passage:
    """A passage whose lines stay on one page; as it is where no page can hold it (P022)."""
    deepest = column.style.grid.lines * LINE
    if sum(piece.height for piece in passage.variants[0]) > deepest:
        message = "{.keep} can't be done: the paragraph is longer than a page."
        column.setter.findings.warn("P022", message, "Take it out.", block.place)
        return _noted(passage, Correction(KEEP, block.place, NOTHING_DONE))
    variants = tuple(
        (*(replace(piece, tie=Tie.WHOLE) for piece in variant[:-1]), variant[-1]) for variant in passage.variants
    )
    return _noted(replace(passage, variants=variants), Correction(KEEP, block.place))


# On the pages


def pages_of_sections(galley: Galley, first_page: int, sections: Sequence[Solution], cut: Cut) -> Corrected:
    """A chapter's pages when each section of it is cut in the way chosen, with a blank one where a recto is due.

    `cut` tells where a section would have begun by itself.
    """
    result = Pagination([])
    idle: set[int] = set(_at_the_top(galley))
    bounds = list(sections_of(galley))
    before = first_page
    for at, ((begin, end), solution) in enumerate(zip(bounds, sections, strict=True)):
        number = first_page + len(result.pages)
        if at and _would_begin(galley, (bounds[at - 1][0], begin, end), before, cut):
            idle.add(begin)
        if needs_blank(galley, at, begin, number):
            result.pages.append(Page(number))
            number += 1
        part = solution.make(number)
        before = number
        result.pages += [replace(page, opens=page.opens and at == 0) for page in part.pages]
        forced = at + 1 < len(bounds)
        result.yieldings += [one for one in part.yieldings if not (forced and one.rule is PageRule.ENDING)]
        result.loosened += part.loosened
        result.tightened += part.tightened
        result.starts += part.starts
    return Corrected(result, frozenset(idle))


def needs_blank(galley: Galley, section: int, begin: int, page: int) -> bool:
    """Whether a blank page must come before a section (by number, and its first passage) that would begin on this page."""
    return section > 0 and galley.passages[begin].begins is Begins.RECTO and page % 2 == 0


def sections_of(galley: Galley) -> Iterator[tuple[int, int]]:
    """The stretches of passages that stand on pages of their own; one without corrections is one section."""
    begin = 0
    for at, passage in enumerate(galley.passages):
        if passage.begins and _shows(galley.passages[begin:at]):
            yield begin, at
            begin = at
    yield begin, len(galley.passages)


def _at_the_top(galley: Galley) -> Iterator[int]:
    """The passages that are told to begin a page and are the first thing in the chapter."""
    for at, passage in enumerate(galley.passages):
        if passage.begins and not _shows(galley.passages[:at]):
            yield at


def _shows(passages: Sequence[Passage]) -> bool:
    """Whether there is anything to be seen in some passages."""
    return any(piece.content for passage in passages for piece in passage.variants[0])


def _would_begin(galley: Galley, bounds: tuple[int, int, int], first_page: int, cut: Cut) -> bool:
    """Whether the second of two sections (from, between, to) would begin on a page of its own by itself."""
    begin, middle, end = bounds
    pages = cut(galley.section(begin, end), first_page).pages
    passage = galley.passages[middle]
    tops = {id(edge(variant[0])) for variant in passage.variants}
    wanted = (page for page in pages if page.recto or passage.begins is not Begins.RECTO)
    return any(page.pieces and id(page.pieces[0].piece) in tops for page in wanted)


def corrections_of(galley: Galley, made: Corrected, findings: Findings) -> list[Correction]:
    """All corrections of a chapter and what became of each; those that did nothing are warned of."""
    pages = {id(one.piece): page for page in made.pagination.pages for one in page.pieces}
    found: list[Correction] = []
    for at, passage in enumerate(galley.passages):
        for one in passage.corrections:
            if not one.done:
                standing = _pages_of(passage, pages)
                done = _done(one, galley, at, standing, made, findings) if standing else NOTHING_DONE
                one = one._replace(done=done)
            found.append(one)
    return found


def _pages_of(passage: Passage, pages: dict[int, Page]) -> list[Page]:
    """The pages on which a passage stands, in order, each once."""
    pieces = (edge_ for variant in passage.variants for piece in variant for edge_ in (piece, edge(piece)))
    found = {pages[id(one)].number: pages[id(one)] for one in pieces if id(one) in pages and one is not NOTHING}
    return [found[number] for number in sorted(found)]


def _done(one: Correction, galley: Galley, at: int, standing: list[Page], made: Corrected, findings: Findings) -> str:
    """What became of a correction that the pages decide on; where it is nothing, a warning says so."""
    if one.asked in BEGINS:
        if at in made.idle:
            message = f"{{{one.asked}}} does nothing: a page begins here without it."
            findings.warn("P021", message, "Take it out.", one.place)
            return NOTHING_DONE
        return f"begins page {standing[0].number}"
    if one.asked == KEEP:
        if len(standing) > 1:
            message = f"{{{KEEP}}} could not be kept: the paragraph is parted after page {standing[0].number}."
            findings.warn("P022", message, "Take out another correction nearby.", one.place)
            return NOTHING_DONE
        return f"whole on page {standing[0].number}"
    return _done_with_next(one, galley, at, standing[-1], findings)


def _done_with_next(one: Correction, galley: Galley, at: int, page: Page, findings: Findings) -> str:
    """What became of a tie to the next passage."""
    last = {id(variant[-1]) for variant in galley.passages[at].variants}
    if id(page.pieces[-1].piece) not in last:
        return f"with the next on page {page.number}"
    ends = not _shows(galley.passages[at + 1 :])
    why = "the chapter ends here" if ends else f"the page after page {page.number} begins with the next"
    findings.warn("P023", f"{{{KEEP_WITH_NEXT}}} does nothing: {why}.", "Take it out.", one.place)
    return NOTHING_DONE
