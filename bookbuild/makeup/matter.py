"""Front and back matter: the pages before the text, and the pieces after it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.diagnostics import Findings
from bookbuild.makeup.compose import Composer
from bookbuild.makeup.display import ASCENT, DESCENT, FITTING_STEPS, SIZE_STEPS, broken_runs, smaller
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
    white,
)
from bookbuild.makeup.wording import Wording, is_number_only, printed_number, unbroken, wording
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Book,
    Chapter,
    Division,
    Illustration,
    PartTitle,
    Picture,
    names_with_role,
    plain,
    text_of,
)
from bookbuild.manuscript.plates import chapters_of_text
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
        """Number and title in one line, an en space between them."""
        return "\u2002".join(filter(None, [self.number, unbroken(self.title)]))


LEAST_STEP: Final = 0.15
"""How small a part's title may become, in its own sizes, to stay on its leaf."""

Stack = list[tuple[int, Piece]]
"""Pieces of a page, each with the grid line (from 0) it begins on."""

SetEntry = Callable[[Entry], list[Piece]]
"""Sets one line of the contents, turnovers included."""


def entry_of(division: Division, page: int) -> Entry | None:
    """How a division that begins on this page of the body stands in the contents; None where it has neither title nor
    number."""
    if isinstance(division, PartTitle):
        return Entry(unbroken(text_of(division.title)), str(page), page, part=True)
    if isinstance(division, Chapter) and (division.title or division.number):
        return Entry(text_of(division.title), str(page), page, number=division.number)
    return None


def broken(text: str) -> str:
    """A title with its backslashes and line ends as line ends."""
    return LINE_SEPARATOR.join(" ".join(part.split()) for part in re.split(r"\\|\n", text) if part.strip())


def wants_contents(book: Book) -> bool:
    """Whether the book has a contents page: as it says, else when there are titles worth listing."""
    chapters = chapters_of_text(book)
    if book.matter.contents is not None:
        return book.matter.contents and len(chapters) > 1
    return len(chapters) >= FEWEST_CONTENTS and any(one.title for one in chapters) and not has_numbers_only(book)


def has_numbers_only(book: Book) -> bool:
    """Whether the chapters' titles are just numbers, a preface or so aside: nothing to list or to put at the head."""
    titles = [text_of(one.title) for one in book.chapters if one.title]
    return bool(titles) and sum(map(is_number_only, titles)) > len(titles) / 2


def single_chapter(book: Book) -> Book:
    """A book of one chapter without that chapter's title, when it only says the book's title again."""
    chapters = chapters_of_text(book)
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


def tell_lacking(book: Book, style: Style, findings: Findings) -> None:
    """Warn once (T030) of the words that this book prints and its language has none for: they are English."""
    lacking = wording(book.language).lacking
    said = [name for name in _words_needed(book, style) if name in lacking]
    if said:
        named = ", ".join(name.replace("_", " ") for name in said)
        findings.warn(
            "T030",
            f"bookbuild has no words in the language {book.language!r} for: {named}; English ones are printed.",
            "Write `rights` or `copyright_page` in book.yaml yourself, or the piece as a chapter with its own title.",
        )


def _words_needed(book: Book, style: Style) -> Iterator[str]:
    """The names of the words that the matter of a book prints."""
    matter = book.matter
    own_page = not matter.copyright or bool(matter.copyright_page)
    roles = {one.role for one in book.contributors}
    needed = {
        "contents": wants_contents(book),
        "acknowledgements": bool(matter.acknowledgements),
        "about_the_author": bool(matter.about_the_author),
        "also_by": bool(matter.also_by and book.author),
        "rights": not own_page and not matter.rights and bool(book.author or book.year),
        "large_print": matter.title_page and style.large_print,
        "edited": "editor" in roles,
        "translated": "translator" in roles,
        "illustrated": "illustrator" in roles,
    }
    return (name for name, wanted in needed.items() if wanted)


def _portrait(seen: Illustration) -> Picture:
    return Picture(seen.file, seen.width, seen.height, place=seen.place)


def _depth(stack: Stack) -> int:
    """The grid lines from a stack's first piece to its end."""
    lines = [(line, line + piece.height // LINE) for line, piece in stack]
    return max((end for _, end in lines), default=0) - min((line for line, _ in lines), default=0)


def _size_of(placed: Placed) -> float:
    """The size of a line's type in points; 0 for what is no line."""
    segments = placed.thing.segments if isinstance(placed.thing, Line) else ()
    return max((segment.fount.size for segment in segments), default=0.0)


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
        return self._fitted(self._half_title)

    def _half_title(self, step: float, _close: bool) -> Stack:
        return [(FIRST_DISPLAY_LINE, self._display(unbroken(self.book.title), "half-title", step))]

    def title_page(self) -> list[Page]:
        """Title, subtitle, author; at the foot the publisher. Smaller, and closer, where there is no room."""
        return self._fitted(self._title_stack)

    def _title_stack(self, step: float, close: bool) -> Stack:
        """The title page's pieces on their grid lines, so much smaller than their lettering, `close` to one another or as
        the design has them."""
        book = self.book
        stack: Stack = []
        line = FIRST_DISPLAY_LINE
        if book.series:
            series = self._display(book.series, "publisher", step)
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
                piece = self._display(text, role, step)
                distance = min(distance, 1) if close else distance
                line = max(line + distance, self._clear_line(stack, piece))
                stack.append((line, piece))
                line += piece.height // LINE
        return stack + self._imprint(line, step)

    def _clear_line(self, stack: Stack, piece: Piece) -> int:
        """The first grid line on which a piece's letters stand clear of those of the last one of a stack."""
        if not stack or not stack[-1][1].content or not piece.content:
            return 0
        leading = self.style.leading
        row, last = stack[-1]
        lowest = row * leading + last.content[-1].y + DESCENT * _size_of(last.content[-1])
        first = piece.content[0]
        return math.ceil((lowest + ASCENT * _size_of(first) - first.y) / leading - 1e-6)

    def _imprint(self, below: int, step: float) -> Stack:
        """Logo, publisher, place and year on the page's last lines, if there is room below the names."""
        book, last = self.book, self.style.grid.lines - 1
        where = " · ".join(filter(None, [book.place_of_publication, book.year]))
        feet = [self._display(text, "publisher", step) for text in (book.publisher, where) if text]
        if book.logo:
            feet.insert(0, self._logo(book.logo))
        line = last + 1 - sum(piece.height for piece in feet) // LINE
        line = max(line, below + 1)
        stack: Stack = []
        for piece in feet:
            stack.append((line, piece))
            line += piece.height // LINE
        return stack

    def _logo(self, seen: Illustration) -> Piece:
        """The publisher's mark: at most three lines high and half the measure wide."""
        grid = self.style.grid
        scale = min(3 * grid.leading / seen.height, 0.5 * grid.measure / seen.width)
        width, height = seen.width * scale, seen.height * scale
        return Piece(
            4 * LINE, (Placed((grid.measure - width) / 2, 0, PictureBox(seen.file, width, height, seen.place)),)
        )

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
        """A few words on a page of their own; more of them on as many as it takes."""
        return self._leaf([(FIRST_DISPLAY_LINE, self._lines(broken(self.book.matter.dedication), "dedication"))])

    def epigraph(self) -> list[Page]:
        """A quotation on a page of its own, its source below it."""
        matter, style = self.book.matter, self.style
        lettering = style.lettering["epigraph"]
        inset = 2 * style.leading
        measure = Measure(inset, style.grid.measure - 2 * inset)
        manner = Manner(FountSpec.of(lettering), "left", divide=False)
        kept = [line.strip() for line in matter.epigraph.strip().split("\n")]
        hang = lettering.size if len(kept) > 1 else 0.0
        turned = Measure(inset + hang, measure.width - hang, ((inset, measure.width),))
        rows = [
            self._row(line)
            for text in kept
            for line in self.composer.compositor.set_lines(plain(text), turned, manner) or (None,)
        ]
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
        in_parts = any(entry.part for entry in entries)
        behind = len(entries) - sum(bool(one.title) for one in back_matter(self.book)) if in_parts else 0
        for at, entry in enumerate(map(self._as_listed, entries)):
            pieces = [replace(piece, leads_to=entry.page, tie=Tie.WHOLE) for piece in set_entry(entry)]
            last = replace(
                pieces[-1], height=round(LINE * style.contents.spacing), tie=Tie.HEAD if entry.part else None
            )
            rows += [*([white(LINE)] if rows and (entry.part or at == behind) else []), *pieces[:-1], last]
        top = Piece((style.opening.sink - style.opening.title) * LINE, tie=Tie.OPENING)
        gap = Piece(2 * LINE, tie=Tie.OPENING)
        column = (top, replace(heading, tie=Tie.OPENING), gap, *rows)
        return self._paged(Galley((Passage((column,)),)))

    def _as_listed(self, entry: Entry) -> Entry:
        """An entry as the contents say it: a number alone as at the head of its chapter, since a lone figure reads as a
        second folio."""
        if entry.title or not entry.number:
            return entry
        shown = printed_number(entry.number, self.book.language, self.style.opening.numbers_in_words)
        return replace(entry, title=shown[:1].upper() + shown[1:], number="")

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
            rows = self._entry_rows(entry, measure, spec)
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
            measure = Measure(inset, whole - inset)
            rows = self._entry_rows(entry, measure, spec)
            folio = self._set(entry.folio, Measure(0, inset), spec)
            rows[0] = replace(rows[0], content=(*self._row(folio[0]).content, *rows[0].content))
            return rows

        return set_entry

    def _entry_rows(self, entry: Entry, measure: Measure, spec: FountSpec) -> list[Piece]:
        """The words of an entry in lines: one at least."""
        lines = self._set(entry.words, measure, self._listed_in(entry, spec))
        return [self._row(line) for line in lines or (None,)]

    def _listed_in(self, entry: Entry, spec: FountSpec) -> FountSpec:
        """The fount of an entry: parts in the small capitals of the publisher's line, where the design has them there."""
        lettering = self.style.lettering["publisher"]
        if not (entry.part and lettering.small_caps):
            return spec
        return replace(spec, small_caps=True, tracking=lettering.tracking)

    def _set(self, text: str, measure: Measure, spec: FountSpec, align: str = "left") -> tuple[Line, ...]:
        """Undivided lines of the text's own fount."""
        return self.composer.compositor.set_lines(plain(text), measure, Manner(spec, align, divide=False))

    def part_title(self, part: PartTitle, number: int) -> Page:
        """The leaf that opens a part; its title as large as the page holds."""
        lettering, runs = self.style.lettering["half-title"], broken_runs(part.title)
        step = 1.0
        piece = self.composer.display_piece(runs, lettering)
        while piece.height > self.style.grid.lines * LINE and step > LEAST_STEP:
            step *= SIZE_STEPS[1]
            piece = self.composer.display_piece(runs, smaller(lettering, step, 0))
        return replace(self._leaf([(FIRST_DISPLAY_LINE, piece)])[0], number=number)

    # Helpers

    def _display(self, text: str, role: str, step: float = 1.0) -> Piece:
        """Display lines of a role, so much smaller. The pieces of front matter are few and short: three lines, else
        smaller."""
        lettering = smaller(self.style.lettering[role], step, self.style.size)
        return self.composer.display_piece(plain(text.strip()), lettering)

    def _lines(self, text: str, role: str) -> Piece:
        """Display lines of a role, as many as it takes."""
        lettering = self.style.lettering[role]
        return self.composer.stacked_piece(self.composer.lines(plain(text.strip()), lettering), lettering)

    def _row(self, line: Line | None) -> Piece:
        """A line of text on the grid; None for an empty one."""
        return Piece(LINE, (Placed(0, BASELINE_IN_LINE * self.style.leading, line),) if line else ())

    def _fitted(self, stack_at: Callable[[float, bool], Stack]) -> list[Page]:
        """One page of pieces, closer to one another and smaller until it holds them; if it holds them in no size, as many
        pages as it takes."""
        for step, close in ((1.0, False), *((step, True) for step in FITTING_STEPS)):
            stack = stack_at(step, close)
            if _depth(stack) <= self.style.grid.lines:
                break
        return self._leaf(stack)

    def _leaf(self, stack: Stack) -> list[Page]:
        """One page with pieces at given grid lines; on a page too short for them, they move up together, and what is
        too deep even so goes on over further pages."""
        if _depth(stack) > self.style.grid.lines:
            return self._paged(Galley((Passage((tuple(self._running_on(stack)),)),)))
        lowest = max((line + piece.height // LINE for line, piece in stack), default=0)
        lift = max(0, min(lowest - self.style.grid.lines, min((line for line, _ in stack), default=0)))
        pieces = tuple(SetPiece(piece, (line - lift) * LINE) for line, piece in stack)
        return [Page(1, pieces, opens=True)]

    def _running_on(self, stack: Stack) -> Iterator[Piece]:
        """The lines of a stack as a galley's, white where there was some between its pieces."""
        leading = self.style.leading
        end = 0
        for at, (line, piece) in enumerate(stack):
            if at and line > end:
                yield white(LINE)
            end = line + piece.height // LINE
            for index, one in enumerate(piece.content):
                nearer = piece.content[index + 1].y if index + 1 < len(piece.content) else one.y + leading
                rows = max(math.ceil((nearer - one.y) / leading - 1e-6), 1)
                if isinstance(one.thing, Line):
                    yield Piece(rows * LINE, (one._replace(y=BASELINE_IN_LINE * leading),))
                else:
                    yield Piece(piece.height, (one,))

    def _paged(self, galley: Galley) -> list[Page]:
        return first_fit(galley, PageShape(self.style.grid.lines), 1).pages
