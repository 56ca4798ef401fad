"""One book goes through the house: composed, made up, drawn, bound; then its words are checked."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from bookbuild.casting import Caster, Member
from bookbuild.diagnostics import BookError, Diagnostic, Findings
from bookbuild.makeup.castoff import Settled, Succession
from bookbuild.makeup.compose import Composer
from bookbuild.makeup.corrections import corrections_of, pages_of_sections
from bookbuild.makeup.furniture import SLUG_JOINT, Furnisher, binding_of
from bookbuild.makeup.galley import Correction, FurnishedPage, Galley, Page, PageShape, Pagination, Yielding
from bookbuild.makeup.matter import (
    Entry,
    FrontMatter,
    back_matter,
    entry_of,
    has_numbers_only,
    single_chapter,
    tell_lacking,
    wants_contents,
)
from bookbuild.makeup.wording import printed_number, roman, unbroken
from bookbuild.manuscript.blocks import Book, Chapter, Division, Insert, PartTitle, text_of
from bookbuild.manuscript.plates import chapters_of_text
from bookbuild.press.bind import Binding, Inserted, bind
from bookbuild.press.coverage import OUR_FAULT, check_plates
from bookbuild.press.dates import file_date, time_of_making
from bookbuild.press.draw import Sheet
from bookbuild.press.pressfile import PRESS_FILE, PressFile
from bookbuild.press.readback import check_structure, printed_pages
from bookbuild.press.wayfinding import ContentsLink, Mark
from bookbuild.setting.founts import Typecase
from bookbuild.setting.hyphenation import hyphenator_for
from bookbuild.setting.lines import Divided, Line
from bookbuild.setting.names import names_of
from bookbuild.setting.paragraph import Compositor
from bookbuild.style.style import Style
from bookbuild.wordcheck.checking import Pages, Verdict, word_check
from bookbuild.wordcheck.printed import PageText
from bookbuild.wordcheck.stream import Piece


@dataclass(frozen=True, slots=True)
class PageRecord:
    """What a build leaves for the next one: where its pages began, and what stood on each page of the body."""

    starts: frozenset[str] = frozenset()
    digests: tuple[str, ...] = ()


Progress = Callable[[str, int, int], None]
"""Told of progress: the stage, how much is done, how much there is."""


Padded = Callable[[int, int], int]
"""How many pages the file has: given those there are, and how many of them are blank and last."""


def as_they_are(pages: int, _blank_at_end: int) -> int:
    """No blank pages are added."""
    return pages


Watch = Callable[[FurnishedPage, bool], None]
"""Shown every page that is printed, the body's before the front matter's, and whether it is one of the front matter."""


def nobody(_page: FurnishedPage, _front: bool) -> None:
    """Nobody watches."""


class Clock:
    """Seconds of processor time by stage."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self.progress = progress

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside under this name."""
        begin = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begin


@dataclass(slots=True)
class Summary:
    """What is kept of the chapters once they are drawn: for contents, outline and the word check."""

    pages: int = 0
    blanks: int = 0
    blank_at_end: int = 0
    full_lines: int = 0
    characters: int = 0
    """Lines of text that fill the measure, and their characters."""
    entries: list[Entry] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    """Outline: title, page of the body (from 1), level."""
    texts: list[PageText] = field(default_factory=list)
    inserts: list[tuple[int, str, int]] = field(default_factory=list)
    """Body page (from 1), file, page of the file (from 0)."""
    plates: list[int] = field(default_factory=list)
    """Body pages (from 1) that pictures fill."""
    loosened: int = 0
    tightened: int = 0
    """Paragraphs set in a line more, and in a line fewer, than they would be by themselves."""
    starts: list[str] = field(default_factory=list)
    """The names of the places where pages begin."""
    digests: list[str] = field(default_factory=list)
    """What stands on each page of the body, in short."""


class Production:
    """One book in production: chapters stream through composing, make-up and drawing; a summary is kept."""

    def __init__(
        self,
        book: Book,
        style: Style,
        findings: Findings,
        clock: Clock,
        earlier: PageRecord = PageRecord(),
        press_file: PressFile = PRESS_FILE,
        file_name: str = "",
        padded: Padded = as_they_are,
        watch: Watch = nobody,
    ) -> None:
        self.padded = padded
        self.watch = watch
        self.earlier = earlier
        self.press_file = press_file
        self.book = single_chapter(book)
        self.style = style
        self.findings = findings
        self.clock = clock
        case = Typecase(style, book.language, findings)
        hyphenator = hyphenator_for(book.language, style.division, book.hyphenation, findings, names_of(book))
        self.composer = Composer(style, Compositor.of(case, hyphenator, findings), findings)
        self.has_folios = style.furniture.folio != "none"
        self.binding_side = binding_of(book.language)
        self.frames = press_file.frames(style.trim, self.binding_side)
        slug = _slug(file_name) if press_file.marks else None
        self.furnisher = Furnisher(self.composer, self.binding_side, findings, self.frames, slug, _accented(self.book))
        self.shape = PageShape(style.grid.lines, gives=self.furnisher.has_room_for_another_line)
        self.summary = Summary()
        self.front_texts: list[PageText] = []
        self.front_pieces: list[Piece] = []
        self.corrections: list[Correction] = []
        self.binding: Binding | None = None
        self.page_count = 0
        self.raw = book
        self.blanks = 0
        self.in_part = False
        self.heads_name_the_book = has_numbers_only(self.book) or len(chapters_of_text(self.book)) == 1
        tell_lacking(self.book, style, findings)
        self._back = list(back_matter(self.book))
        self.caster = Caster(
            self.book, self.composer, self._back, press_file.standard, findings, clock.stage, earlier.starts
        )

    # Printing

    def print(self) -> bytes:
        """The bound book."""
        sheet = self._body()
        with self.clock.stage("front matter"):
            front, links = self._front()
        self._pad(sheet)
        with self.clock.stage("draw"):
            body = sheet.finish()
        with self.clock.stage("bind"):
            self.binding = self._binding(links)
            return bind(front, body, self.binding)

    def _pad(self, sheet: Sheet) -> None:
        """Add the blank pages at the end that the press asks for."""
        pages = self.padded(self.page_count, self.summary.blank_at_end)
        for _ in range(pages - self.page_count):
            sheet.draw(self._furnished(Page(self.summary.pages + 1), "", ""))
            self.page_count += 1
            self.blanks += 1

    def _body(self) -> Sheet:
        """Every chapter, one after the other."""
        with self.clock.stage("draw"):
            sheet = Sheet(self.frames, self.press_file, self.findings)
        for furnished in self._furnished_pages():
            with self.clock.stage("draw"):
                sheet.draw(furnished)
        return sheet

    def _furnished_pages(self) -> Iterator[FurnishedPage]:
        """All pages of the body: divisions are cast off, follow one another, and are made up once their place is settled."""
        divisions = [*self.book.divisions, *self._back]
        wished = self.caster.wished(divisions, self.shape)
        self.shape = wished.shape
        succession: Succession[Member] = Succession()
        recto = True
        for number, division in enumerate(divisions):
            self.clock.progress("setting", number, len(divisions))
            pages = wished.lengths[number] if wished.lengths else 0
            member = self.caster.member(division, recto, self.shape, pages)
            for settled in succession.follow(member, member.recto, member.lengths):
                yield from self._division(settled)
            recto = isinstance(division, PartTitle)
        for settled in succession.rest():
            yield from self._division(settled)
        self.clock.progress("setting", len(divisions), len(divisions))

    def _division(self, settled: Settled[Member]) -> Iterator[FurnishedPage]:
        """The furnished pages of one chapter, part or insert, and before them a blank one where its place asks for it."""
        division, first = settled.thing.division, settled.first
        if self.summary.pages + 1 < first:
            yield self._furnished(Page(first - 1), "", "")
        if isinstance(division, Insert):
            yield from self._insert(division, first, settled.pages)
            return
        self._enter(division, first)
        if isinstance(division, PartTitle):
            page = FrontMatter(self.book, self.composer).part_title(division, first)
            yield self._furnished(page, "", "")
        else:
            yield from self._chapter(division, settled)

    def _chapter(self, chapter: Chapter, settled: Settled[Member]) -> Iterator[FurnishedPage]:
        """The furnished pages of a chapter whose place is settled."""
        castoff = settled.thing.castoff
        assert castoff is not None
        layout = castoff.layouts(settled.first)[settled.pages]
        with self.clock.stage("paginate"):
            made = pages_of_sections(castoff.galley, settled.first, layout.sections, self._paginated)
            result = made.pagination
        if chapter.fit and not chapter.fit.allows(settled.pages):
            self.caster.note_misfit("chapter", castoff.lengths(settled.first), chapter.fit)
        self.corrections += corrections_of(castoff.galley, made, self.findings)
        self._report(result.yieldings)
        self.summary.loosened += result.loosened
        self.summary.tightened += result.tightened
        self.summary.starts += [name for names in result.starts for name in names]
        verso, recto = self._heads(chapter)
        for page in result.pages:
            with self.clock.stage("furnish"):
                bare = page.opens or page.blank or page.plate
                head = "" if bare else (recto if page.recto else verso)
                furnished = self._furnished(page, head, "" if bare or not self.has_folios else str(page.number))
            yield furnished

    def _paginated(self, galley: Galley, first: int) -> Pagination:
        return self.caster.paginated(galley, first, self.shape)

    def _is_back(self, chapter: Chapter) -> bool:
        """Whether a chapter is a piece of the back matter."""
        return any(one is chapter for one in self._back)

    def _insert(self, insert: Insert, first: int, pages: int) -> Iterator[FurnishedPage]:
        """Blank pages for a finished PDF's pages, which binding lays on them."""
        for at in range(pages):
            self.summary.inserts.append((first + at, insert.file, at))
            yield self._furnished(Page(first + at, insert=insert.file, insert_page=at), "", "")

    def _furnished(self, page: Page, head: str, folio: str) -> FurnishedPage:
        """A page ready to draw; what is on it goes into the summary."""
        furnished = self.furnisher.furnish(page, head, folio)

        summary = self.summary
        self._require_inside(furnished)
        summary.pages += 1
        summary.blanks += page.blank
        summary.blank_at_end = summary.blank_at_end + 1 if page.blank else 0
        summary.plates += [page.number] if page.plate else []
        divisions = tuple(_divisions_of(furnished))
        summary.texts.append(PageText(_round_the_text(furnished), bool(page.insert), divisions))
        texts = [(one.y, one.thing, one.thing.text) for one in furnished.text if isinstance(one.thing, Line)]
        full = [len(text) for _, line, text in texts if line.width > 0.98 * self.style.grid.measure]
        summary.full_lines += len(full)
        summary.characters += sum(full)
        summary.digests.append(_digest((y, text) for y, _, text in texts))
        self.watch(furnished, False)
        return furnished

    def _require_inside(self, furnished: FurnishedPage) -> None:
        """No line may leave the page. Raises BookError W007."""
        trim = self.style.trim
        for placed in (*furnished.text, *furnished.furniture):
            line = placed.thing
            if isinstance(line, Line) and line.segments:
                left = placed.x + line.segments[0].x
                if not (0 <= placed.y <= trim.height and left >= 0 and left + line.width <= trim.width):
                    message = f"A line leaves page {furnished.page.number}: “{line.text[:40]}”."
                    raise BookError(Diagnostic("W007", message, OUR_FAULT, line.place))

    def _report(self, yieldings: list[Yielding]) -> None:
        for one in yieldings:
            message = f"On page {one.page} a rule had to give way: {one.rule.value}."
            self.findings.warn("P001", message, "Rephrase nearby, or choose a deeper page.", one.place)

    def _enter(self, division: Division, page: int) -> None:
        """Put a chapter or a part into contents and outline."""
        entry = entry_of(division, page)
        if entry is not None:
            self.in_part = self.in_part or entry.part
            inside = isinstance(division, Chapter) and self.in_part and not self._is_back(division)
            self.summary.entries.append(entry)
            self.summary.marks.append((" ".join(filter(None, [entry.number, entry.title])), page, int(inside)))

    def _heads(self, chapter: Chapter) -> tuple[str, str]:
        """The running heads of a chapter's versos and rectos."""
        book_title, author = unbroken(self.book.title), self.book.author
        title = chapter.running_head or text_of(chapter.title)
        choices = {"title": book_title, "author": author or book_title, "chapter": title or book_title, "none": ""}
        verso, recto = choices[self.style.furniture.verso], choices[self.style.furniture.recto]
        if self.heads_name_the_book and not self._is_back(chapter) and not chapter.running_head:
            verso, recto = author or book_title, book_title
        return self._fitting(verso, author, chapter), self._fitting(recto, book_title, chapter)

    def _fitting(self, head: str, instead: str, chapter: Chapter) -> str:
        return self.furnisher.head_text(head, instead, chapter.place) if head else ""

    # Front matter and binding

    def _front(self) -> tuple[bytes, list[ContentsLink]]:
        """The front matter's PDF, and where its contents lead."""
        pages = self._front_pages()
        sheet = Sheet(self.frames, self.press_file, self.findings)
        links: list[ContentsLink] = []
        for page in pages:
            numbered = (
                not page.blank and self.has_folios and any(one.piece.leads_to for one in page.pieces) and not page.opens
            )
            label = roman(page.number)
            furnished = self.furnisher.furnish(page, "", label if numbered else "", label)
            self._require_inside(furnished)
            self.front_texts.append(PageText(_round_the_text(furnished)))
            self.front_pieces += [Piece(text) for text in _texts_of(furnished.text)]
            links += [
                ContentsLink(page.number - 1, box, len(pages) + target - 1) for box, target in self._link_boxes(page)
            ]
            sheet.draw(furnished)
            self.watch(furnished, True)
        self.page_count = len(pages) + self.summary.pages
        self.blanks = self.summary.blanks + sum(page.blank for page in pages)
        return (sheet.finish() if pages else b""), links

    def _front_pages(self) -> list[Page]:
        """The pages before the body, contents included."""
        entries = self.summary.entries if wants_contents(self.book) else []
        return FrontMatter(self.book, self.composer).pages(entries)

    def _link_boxes(self, page: Page) -> Iterator[tuple[tuple[float, float, float, float], int]]:
        """The boxes of a contents page's lines and the body pages they lead to."""
        grid = self.style.grid
        left = self.furnisher.block_left(page)
        unit = grid.leading / 12
        for one in page.pieces:
            if one.piece.leads_to:
                top = self.style.trim.height - grid.head - one.top * unit
                yield (left, top - one.piece.height * unit, left + grid.measure, top), one.piece.leads_to

    def _binding(self, links: list[ContentsLink]) -> Binding:

        book, summary = self.book, self.summary
        front = self.page_count - summary.pages
        marks: list[Mark] = [Mark(title, front + page - 1, level) for title, page, level in summary.marks]
        inserts: list[Inserted] = [Inserted(front + page - 1, file, at) for page, file, at in summary.inserts]
        return Binding(
            self.full_title,
            book.author,
            book.language,
            self.frames,
            marks,
            links,
            inserts,
            self.binding_side == "right",
            file_date(),
            self.press_file,
        )

    @property
    def characters_a_line(self) -> float:
        """How many characters a full line holds on average, spaces counted."""
        return self.summary.characters / max(self.summary.full_lines, 1)

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return unbroken(": ".join(filter(None, [self.book.title, self.book.subtitle])))

    @property
    def record(self) -> PageRecord:
        """What the next build may want to keep."""
        return PageRecord(frozenset(self.summary.starts), tuple(self.summary.digests))

    @property
    def changed_pages(self) -> tuple[int, ...]:
        """The folios of the body's pages on which something else stands than in the earlier build; none without one."""
        if not self.earlier.digests:
            return ()
        both = zip_longest(self.earlier.digests, self.summary.digests)
        return tuple(folio for folio, (old, new) in enumerate(both, 1) if old != new)

    # The word check

    def check_words(self, pdf: bytes) -> Verdict:
        """Read the finished PDF back: the word check's verdict, and with its errors what else is wrong with the file (W003,
        W004, W008)."""
        printed = printed_pages(pdf)
        faults = check_structure(pdf, printed, self.frames, self.page_count)
        known = [*self.front_texts, *self.summary.texts]
        if len(printed) != len(known):
            return Verdict(faults)
        front = self.page_count - self.summary.pages
        plates = [front + one for one in self.summary.plates]
        faults += check_plates([page.pictures for page in printed], self.frames, plates)
        divisions = [*self.book.divisions, *self._back]
        texts = [page.text for page in printed]
        verdict = word_check(self.raw, Pages(pdf, texts, known, self.front_pieces, divisions, self._printed_number))
        return Verdict(faults + verdict.errors, verdict.warnings)

    def _printed_number(self, number: str) -> str:
        return printed_number(number, self.book.language, self.style.opening.numbers_in_words)


def _accented(book: Book) -> str:
    """The letters beyond ASCII that running heads may have, each once."""
    heads = [book.title, book.author, *(one.running_head or text_of(one.title) for one in book.chapters)]
    return "".join(sorted({one for head in heads for one in head if not one.isascii() and one.isalpha()}))


def _slug(file_name: str) -> str:
    """What stands outside the bleed on every page: the file's name, and the day if it is known."""
    made = time_of_making()
    return SLUG_JOINT.join(filter(None, [file_name, made.strftime("%Y-%m-%d") if made else ""]))


def _round_the_text(page: FurnishedPage) -> str:
    """The words of a page's ornaments, head, folio and slug."""
    return " ".join([*_texts_of(page.furniture), *_texts_of(page.outside)])


def _texts_of(things: tuple[Any, ...]) -> Iterator[str]:
    """The texts of placed lines, in order."""
    return (one.thing.text for one in things if isinstance(one.thing, Line))


def _digest(lines: Iterable[tuple[float, str]]) -> str:
    """What stands on a page, line by line, in short."""
    shown = "\n".join([f"{y:.2f} {text}" for y, text in lines])
    return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()


def _divisions_of(page: FurnishedPage) -> Iterator[Divided]:
    """The divisions on a page, and the lines of code turned over."""
    lines = [one.thing for one in page.text if isinstance(one.thing, Line)]
    return (made for line in lines for made in (line.divided, line.turned) if made)
