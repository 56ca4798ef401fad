"""Front and back matter: the pages before the text, and the pieces after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.makeup.compose import Composer
from bookbuild.makeup.firstfit import first_fit
from bookbuild.makeup.galley import (
    LINE,
    Galley,
    Page,
    PageShape,
    Passage,
    PictureBox,
    Piece,
    Placed,
    SetPiece,
    Tie,
)
from bookbuild.makeup.wording import Wording, is_number_only, wording
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Book,
    Chapter,
    Illustration,
    PartTitle,
    Picture,
    names_with_role,
    plain,
    text_of,
)
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.style import BASELINE_IN_LINE, Style

FIRST_DISPLAY_LINE: Final = 8
"""The grid line (from 0) of the title page's first line; half title, dedication and epigraph stand there too."""
COPYRIGHT_SHARE: Final = 0.75
"""The copyright page's measure, in measures."""
FEWEST_CONTENTS: Final = 3
"""Books of fewer chapters have no contents page unless they ask for one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: what it says, the folio and page of the body it leads to, whether it is a part."""

    title: str
    folio: str
    page: int
    part: bool = False
    number: str = ""

    @property
    def words(self) -> str:
        """Number and title in one line."""
        return " ".join(filter(None, [self.number, self.title]))


SetEntry = Callable[[Entry], list[Piece]]
"""Sets one line of the contents, turnovers included."""


def unbroken(text: str) -> str:
    """A title in one line: a backslash that breaks it on the title page is a space everywhere else."""
    return " ".join(text.replace("\\", " ").split())


def broken(text: str) -> str:
    """A title with its backslashes and line ends as line ends."""
    return LINE_SEPARATOR.join(" ".join(part.split()) for part in re.split(r"\\|\n", text) if part.strip())


def wants_contents(book: Book) -> bool:
    """Whether the book has a contents page: as it says, else when there are titles worth listing."""
    chapters = list(book.chapters)
    if book.matter.contents is not None:
        return book.matter.contents and len(chapters) > 1
    return len(chapters) >= FEWEST_CONTENTS and any(one.title for one in chapters) and not has_numbers_only(book)


def has_numbers_only(book: Book) -> bool:
    """Whether the chapters' titles are just numbers, a preface or so aside: nothing to list or to put at the head."""
    titles = [text_of(one.title) for one in book.chapters if one.title]
    return bool(titles) and sum(map(is_number_only, titles)) > len(titles) / 2


def single_chapter(book: Book) -> Book:
    """A book of one chapter without that chapter's title, when it only says the book's title again."""
    chapters = list(book.chapters)
    if len(chapters) != 1 or _letters(text_of(chapters[0].title)) != _letters(unbroken(book.title)):
        return book
    bare = replace(chapters[0], title=())
    return replace(book, divisions=tuple(bare if one is chapters[0] else one for one in book.divisions))


def _letters(text: str) -> str:
    return "".join(text.casefold().split())


def back_matter(book: Book) -> Iterator[Chapter]:
    """The pieces after the text, as chapters: acknowledgements, about the author, colophon (which has no title)."""
    words, matter = wording(book.language), book.matter
    if matter.acknowledgements:
        yield Chapter(matter.acknowledgements, plain(words.acknowledgements))
    if matter.about_the_author:
        portrait = (_portrait(matter.portrait),) if matter.portrait else ()
        yield Chapter((*portrait, *matter.about_the_author), plain(words.about_the_author))
    if matter.colophon:
        yield Chapter(matter.colophon)


def _portrait(seen: Illustration) -> Picture:
    return Picture(seen.file, seen.width, seen.height)


@dataclass(slots=True)
class FrontMatter:
    """Makes the pages before the text. Each method gives the pages of one piece, numbered from 1."""

    book: Book
    composer: Composer

    @property
    def style(self) -> Style:
        return self.composer.style

    @property
    def words(self) -> Wording:
        return wording(self.book.language)

    def pages(self, entries: Sequence[Entry]) -> list[Page]:
        """All front matter in order, every piece opening recto or verso where it is due, an even number of pages."""
        matter = self.book.matter
        pieces: list[tuple[bool, bool, Callable[[], list[Page]]]] = [
            (matter.half_title, True, self.half_title),
            (bool(matter.also_by), False, self.also_by),
            (matter.title_page, True, self.title_page),
            (matter.copyright, False, self.copyright_page),
            (bool(matter.dedication), True, self.dedication),
            (bool(matter.epigraph), True, self.epigraph),
            (bool(entries), True, lambda: self.contents(entries)),
        ]
        pages: list[Page] = []
        for wanted, recto, make in pieces:
            if wanted:
                while (len(pages) % 2 == 0) != recto:
                    pages.append(Page(len(pages) + 1))
                pages += [replace(page, number=len(pages) + at + 1) for at, page in enumerate(make())]
        if len(pages) % 2:
            pages.append(Page(len(pages) + 1))
        return pages

    def half_title(self) -> list[Page]:
        """Nothing but the title."""
        return self._leaf([(FIRST_DISPLAY_LINE, self._display(unbroken(self.book.title), "half-title"))])

    def title_page(self) -> list[Page]:
        """Title, subtitle, author; at the foot the publisher."""
        book = self.book
        stack: list[tuple[int, Piece]] = []
        line = FIRST_DISPLAY_LINE
        if book.series:
            series = self._display(book.series, "publisher")
            above = max(line - 1 - series.height // LINE, 0)
            stack.append((above, series))
            line = max(line, above + series.height // LINE + 1)
        for text, role, distance in (
            (broken(book.title), "book-title", 0),
            (broken(book.subtitle), "book-subtitle", 1),
            (book.author, "author", 3),
            *((self._credit(role), "book-subtitle", 1) for role in ("editor", "translator", "illustrator")),
            (self.words.large_print if self.style.large_print else "", "publisher", 2),
        ):
            if text:
                piece = self._display(text, role)
                stack.append((line + distance, piece))
                line += distance + piece.height // LINE
        return self._leaf(stack + self._imprint(line))

    def _imprint(self, below: int) -> list[tuple[int, Piece]]:
        """Logo, publisher, place and year on the page's last lines, if there is room below the names."""
        book, last = self.book, self.style.grid.lines - 1
        where = " · ".join(filter(None, [book.place_of_publication, book.year]))
        feet = [self._display(text, "publisher") for text in (book.publisher, where) if text]
        if book.logo:
            feet.insert(0, self._logo(book.logo))
        line = last + 1 - sum(piece.height for piece in feet) // LINE
        line = max(line, below + 1)
        stack: list[tuple[int, Piece]] = []
        for piece in feet:
            stack.append((line, piece))
            line += piece.height // LINE
        return stack

    def _logo(self, seen: Illustration) -> Piece:
        """The publisher's mark: at most three lines high and half the measure wide."""
        grid = self.style.grid
        scale = min(3 * grid.leading / seen.height, 0.5 * grid.measure / seen.width)
        width, height = seen.width * scale, seen.height * scale
        return Piece(4 * LINE, (Placed((grid.measure - width) / 2, 0, PictureBox(seen.file, width, height)),))

    def _credit(self, role: str) -> str:
        """What a contributor did, in words: “Translated by ...”."""
        names = names_with_role(self.book.contributors, role)
        formula = {
            "editor": self.words.edited,
            "translator": self.words.translated,
            "illustrator": self.words.illustrated,
        }[role]
        return formula.format(names) if names else ""

    def copyright_page(self) -> list[Page]:
        """The legal page, small, its last line on the page's last: your own wording, or one made from book.yaml."""
        text = self.book.matter.copyright_page
        groups = (
            [group.split("\n") for group in re.split(r"\n\s*\n", text.strip())]
            if text.strip()
            else self._copyright_groups()
        )
        if not groups:
            return [Page(1)]
        style = self.style
        lettering = style.lettering["copyright"]
        width = COPYRIGHT_SHARE * style.grid.measure
        manner = Manner(FountSpec.of(lettering), lettering.align, divide=False)
        leading = lettering.leading
        content: list[Placed] = []
        y = 0.0
        for group in groups:
            for text in group:
                for line in self.composer.compositor.set_lines(plain(text.strip()), Measure(0, width), manner):
                    content.append(Placed(0, y, line))
                    y += leading
            y += leading / 2
        depth = y - 1.5 * leading
        room = (style.grid.lines - 1) * style.leading
        if depth > room:
            return self._overflowing(content)
        foot = style.grid.lines * style.leading - (1 - BASELINE_IN_LINE) * style.leading
        placed = tuple(one._replace(y=foot - depth + one.y) for one in content)
        return self._leaf([(0, Piece(style.grid.lines * LINE, placed))])

    def _overflowing(self, content: Sequence[Placed]) -> list[Page]:
        """A copyright page too long for one page: its lines on the grid, over as many as it takes."""
        y = BASELINE_IN_LINE * self.style.leading
        pieces = tuple(Piece(LINE, (one._replace(y=y),)) for one in content)
        return self._paged(Galley((Passage((pieces,)),)))

    def _copyright_groups(self) -> list[list[str]]:
        """The groups of lines in the order of design-spec.md section 4; a group without facts is left out."""
        book = self.book
        holder = " ".join(filter(None, ["©", book.year, book.author]))
        imprint = ", ".join(filter(None, [book.publisher, book.place_of_publication]))
        isbn = [f"ISBN {book.isbn}"] if book.isbn else []
        credits = [credit for role in ("editor", "translator", "illustrator") if (credit := self._credit(role))]
        rights = book.matter.rights or (self.words.rights if holder != "©" else "")
        groups = [
            [unbroken(": ".join(filter(None, [book.title, book.subtitle])))],
            [holder] if holder != "©" else [],
            [rights] if rights else [],
            [imprint] if imprint else [],
            [book.edition] if book.edition else [],
            isbn,
            credits,
        ]
        filled = [group for group in groups if group]
        return filled if len(filled) > 1 else []

    def dedication(self) -> list[Page]:
        """A few words on a page of their own."""
        return self._leaf([(FIRST_DISPLAY_LINE, self._lines(broken(self.book.matter.dedication), "dedication"))])

    def epigraph(self) -> list[Page]:
        """A quotation on a page of its own, its source below it."""
        matter, style = self.book.matter, self.style
        lettering = style.lettering["epigraph"]
        inset = 2 * style.leading
        measure = Measure(inset, style.grid.measure - 2 * inset)
        manner = Manner(FountSpec.of(lettering), "left", divide=False)
        runs = plain(matter.epigraph.strip().replace("\n", LINE_SEPARATOR))
        rows = [self._row(line) for line in self.composer.compositor.set_lines(runs, measure, manner)]
        if matter.epigraph_source:
            source = style.lettering["epigraph-source"]
            lines = self.composer.lines(plain(f"—{matter.epigraph_source}"), source, measure.width)
            rows += [self._row(line.moved(inset)) for line in lines]
        sink = Piece(FIRST_DISPLAY_LINE * LINE, tie=Tie.OPENING)
        return self._paged(Galley((Passage(((sink, *rows),)),)))

    def also_by(self) -> list[Page]:
        """Other books by the author."""
        heading = self.words.also_by.format(self.book.author) if self.book.author else ""
        stack = [(FIRST_DISPLAY_LINE - 2, self._display(heading, "publisher"))] if heading else []
        line = FIRST_DISPLAY_LINE
        for title in self.book.matter.also_by:
            piece = self._lines(unbroken(title), "dedication")
            stack.append((line, piece))
            line += piece.height // LINE
        return self._leaf(stack)

    def contents(self, entries: Sequence[Entry]) -> list[Page]:
        """The contents, no leaders: a narrow block in the middle of the measure with the folios flush right in it, or
        everything flush left with the folios first."""
        style = self.style
        heading = self.composer.display_piece(plain(self.words.contents), style.lettering["title"])
        spec = FountSpec(style.typeface, style.size, lining=style.lining)
        set_entry = self._folio_first(entries, spec) if style.contents.folio_first else self._folio_last(entries, spec)
        rows: list[Piece] = []
        for entry in entries:
            pieces = [replace(piece, leads_to=entry.page, tie=Tie.WHOLE) for piece in set_entry(entry)]
            last = replace(
                pieces[-1], height=round(LINE * style.contents.spacing), tie=Tie.HEAD if entry.part else None
            )
            rows += [*([Piece(LINE)] if entry.part else []), *pieces[:-1], last]
        top = Piece((style.opening.sink - style.opening.title) * LINE, tie=Tie.OPENING)
        gap = Piece(2 * LINE, tie=Tie.OPENING)
        column = (top, replace(heading, tie=Tie.OPENING), gap, *rows)
        return self._paged(Galley((Passage((column,)),)))

    def _folio_last(self, entries: Sequence[Entry], spec: FountSpec) -> SetEntry:
        """Entries in a block as wide as the longest and four ems, at most the measure, under their heading; turnovers
        hang an em and end three ems before the folio, which stands on the last line."""
        fount = self.composer.compositor.case.fount(spec)
        longest = max(sum(fount.word(word).width + fount.space for word in entry.words.split()) for entry in entries)
        whole, em = self.style.grid.measure, spec.size
        width = min(whole, longest + 4 * em)
        left = (whole - width) / 2 if self.style.lettering["title"].align == "center" else 0.0
        room = width - 3 * em
        measure = Measure(left + em, room - em, ((left, room),))

        def set_entry(entry: Entry) -> list[Piece]:
            rows = [self._row(line) for line in self._set(entry.words, measure, spec)]
            folio = self._set(entry.folio, Measure(left, width), spec, "right")
            rows[-1] = replace(rows[-1], content=(*rows[-1].content, *self._row(folio[0]).content))
            return rows

        return set_entry

    def _folio_first(self, entries: Sequence[Entry], spec: FountSpec) -> SetEntry:
        """Entries flush left: the folio, an em and a half, the title; turnovers under the title."""
        fount = self.composer.compositor.case.fount(spec)
        inset = max(fount.word(entry.folio).width for entry in entries) + 1.5 * spec.size
        whole = self.style.grid.measure

        def set_entry(entry: Entry) -> list[Piece]:
            rows = [self._row(line) for line in self._set(entry.words, Measure(inset, whole - inset), spec)]
            folio = self._set(entry.folio, Measure(0, inset), spec)
            rows[0] = replace(rows[0], content=(*self._row(folio[0]).content, *rows[0].content))
            return rows

        return set_entry

    def _set(self, text: str, measure: Measure, spec: FountSpec, align: str = "left") -> tuple[Line, ...]:
        """Undivided lines of the text's own fount."""
        return self.composer.compositor.set_lines(plain(text), measure, Manner(spec, align, divide=False))

    def part_title(self, part: PartTitle, number: int) -> Page:
        """The leaf that opens a part."""
        piece = self.composer.display_piece(part.title, self.style.lettering["half-title"])
        return replace(self._leaf([(FIRST_DISPLAY_LINE, piece)])[0], number=number)

    # Helpers

    def _display(self, text: str, role: str) -> Piece:
        """Display lines of a role. The pieces of front matter are few and short: three lines, else smaller."""
        return self.composer.display_piece(plain(text.strip()), self.style.lettering[role])

    def _lines(self, text: str, role: str) -> Piece:
        """Display lines of a role, as many as it takes."""
        lettering = self.style.lettering[role]
        return self.composer.stacked_piece(self.composer.lines(plain(text.strip()), lettering), lettering)

    def _row(self, line: Line) -> Piece:
        return Piece(LINE, (Placed(0, BASELINE_IN_LINE * self.style.leading, line),))

    def _leaf(self, stack: Sequence[tuple[int, Piece]]) -> list[Page]:
        """One page with pieces at given grid lines; on a page too short for them, they move up together."""
        lowest = max((line + piece.height // LINE for line, piece in stack), default=0)
        lift = max(0, min(lowest - self.style.grid.lines, min((line for line, _ in stack), default=0)))
        pieces = tuple(SetPiece(piece, (line - lift) * LINE) for line, piece in stack)
        return [Page(1, pieces, opens=True)]

    def _paged(self, galley: Galley) -> list[Page]:
        return first_fit(galley, PageShape(self.style.grid.lines), 1).pages
