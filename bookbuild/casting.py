"""Divisions cast off: composed, and told in how many pages they can be had; the whole book in the number wished for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from bookbuild.diagnostics import Findings
from bookbuild.makeup.castoff import Castoff, Lengths, as_wished, by_side, totals
from bookbuild.makeup.compose import Composer
from bookbuild.makeup.galley import Galley, PageShape, Pagination
from bookbuild.makeup.matter import FrontMatter, entry_of, wants_contents
from bookbuild.makeup.pagination import FAR, NEAR, Solution, cheapest, solutions
from bookbuild.manuscript.blocks import Book, Chapter, Division, Insert, PartTitle
from bookbuild.manuscript.fit import Fit
from bookbuild.manuscript.plates import holds_only_plates
from bookbuild.press.inserts import inspect_insert
from bookbuild.press.standards import Standard

SOME_FOLIO: Final = 888
"""Stands for page numbers that are not known yet."""
MOST_SHORTER: Final = 2
"""Lines that the pages of a book may be shorter than its style has them, so that it fills the pages wished for."""


class Member(NamedTuple):
    """A division of the body with the lengths it can be had in; a chapter with its castoff."""

    division: Division
    recto: bool
    """Whether it opens on a right page."""
    lengths: Lengths
    castoff: Castoff | None = None


class Wished(NamedTuple):
    """A book set in the number of pages wished for: the shape of its pages, and how many each division takes."""

    shape: PageShape
    lengths: tuple[int, ...] = ()


@dataclass(slots=True)
class Caster:
    """Casts off the divisions of one book. `stage` counts the time of what happens inside it."""

    book: Book
    composer: Composer
    back: Sequence[Chapter]
    standard: Standard
    """The kind of file, which inserted pages must suit."""
    findings: Findings
    stage: Callable[[str], AbstractContextManager[None]]
    earlier: frozenset[str] = frozenset()
    """Names of the places where pages began before an edit."""

    def member(self, division: Division, recto: bool, shape: PageShape, pages: int = 0) -> Member:
        """A division with its lengths on pages of this shape, that of so many `pages` alone where that is said; it opens on a
        right page if so told."""
        if isinstance(division, Insert):
            count = inspect_insert(Path(division.file), self.composer.style.trim, self.standard, division.place)
            return Member(division, recto, lambda _first: {count: 0.0})
        if isinstance(division, PartTitle):
            return Member(division, True, lambda _first: {1: 0.0})
        return self._chapter(division, self._galley(division), recto, shape, pages)

    def paginated(self, galley: Galley, first: int, shape: PageShape) -> Pagination:
        """A stretch of a chapter cut into pages as is cheapest."""
        return cheapest(solutions(galley, shape, first, self.earlier)).make(first)

    def wished(self, divisions: Sequence[Division], shape: PageShape) -> Wished:
        """The book in the number of pages wished for, or (P024) in the nearest that can be had.

        Where pages of this shape don't give it, deeper or shorter ones may. Every chapter is composed, cast off and
        forgotten, so that no more than a chapter is held.
        """
        fit = self.book.fit
        if fit is None:
            return Wished(shape)
        silent = replace(self, composer=self.composer.silent(), findings=Findings())
        shapes = [shape, *other_depths(shape)]
        members: list[list[tuple[bool, Lengths]]] = [[] for _ in shapes]
        recto = True
        for division in divisions:
            for kept, member in zip(members, silent._on_shapes(division, recto, shapes), strict=True):
                kept.append((member.recto, by_side(member.lengths)))
            recto = isinstance(division, PartTitle)
        front = silent._front_pages(divisions)
        found = [{front + pages: choice for pages, choice in totals(one).items()} for one in members]
        best = min(range(len(shapes)), key=lambda at: min(map(fit.misses_by, found[at])))
        if not any(map(fit.allows, found[best])):
            self.note_misfit("book", set().union(*found), fit)
        price = as_wished({pages: cost for pages, (cost, _) in found[best].items()}, fit)
        return Wished(shapes[best], found[best][min(price, key=lambda pages: price[pages])][1])

    def note_misfit(self, what: str, possible: Iterable[int], fit: Fit) -> None:
        """Say that a number of pages can't be had (P024)."""
        near = sorted(sorted(possible, key=fit.misses_by)[:4])
        message = f"The {what} can't be set decently in the number of pages wished for ({fit.wish})."
        self.findings.warn("P024", message, f"These can be had: {', '.join(map(str, near))}.", fit.place)

    def _galley(self, chapter: Chapter) -> Galley:
        with self.stage("set"):
            return self.composer.chapter(chapter, with_initial=not any(one is chapter for one in self.back))

    def _chapter(self, chapter: Chapter, galley: Galley, recto: bool, shape: PageShape, pages: int = 0) -> Member:
        """A composed chapter with its lengths: as its author wishes, or as the book's length wants it."""
        reach = FAR if chapter.fit or self.book.fit else NEAR

        def solve(section: Galley, first: int) -> dict[int, Solution]:
            with self.stage("paginate"):
                return solutions(section, shape, first, self.earlier, reach)

        castoff = Castoff(galley, solve)

        def lengths(first: int) -> dict[int, float]:
            every = castoff.lengths(first)
            if pages in every:
                return {pages: every[pages]}
            return as_wished(every, chapter.fit) if chapter.fit else every

        opens = (recto or self.composer.style.opening.recto) and not holds_only_plates(chapter)
        return Member(chapter, opens, lengths, castoff)

    def _on_shapes(self, division: Division, recto: bool, shapes: Sequence[PageShape]) -> list[Member]:
        """A division, composed once, on pages of several shapes."""
        if not isinstance(division, Chapter):
            return [self.member(division, recto, shape) for shape in shapes]
        galley = self._galley(division)
        return [self._chapter(division, galley, recto, shape) for shape in shapes]

    def _front_pages(self, divisions: Sequence[Division]) -> int:
        """How many pages stand before the body: contents name whatever page."""
        listed = divisions if wants_contents(self.book) else ()
        entries = [entry for one in listed if (entry := entry_of(one, SOME_FOLIO))]
        return len(FrontMatter(self.book, self.composer).pages(entries))


def other_depths(shape: PageShape) -> list[PageShape]:
    """Pages a line deeper, where there is room, and those up to MOST_SHORTER lines shorter."""
    deeper = [replace(shape, lines=shape.lines + 1, gives=False)] if shape.gives else []
    return [*deeper, *(replace(shape, lines=shape.lines - fewer) for fewer in range(1, MOST_SHORTER + 1))]
