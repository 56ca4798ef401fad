"""The whole story: read, set, make up, print, bind, check."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bookbuild.diagnostics import BookError, Diagnostic, Findings, UsageError
from bookbuild.files import aside_path, dashed, output_path, read_record, write_record
from bookbuild.makeup.galley import Correction
from bookbuild.manuscript.blocks import Book, Edition
from bookbuild.manuscript.directions import require_left_to_right
from bookbuild.manuscript.isbn import printed_isbn
from bookbuild.manuscript.read import read_book
from bookbuild.manuscript.words import count_words
from bookbuild.output import asked_target, own_target, require_writable, take_away, write_whole
from bookbuild.press.pressfile import PRESS_FILE, PressFile, for_book
from bookbuild.production import Clock, PageRecord, Production, Progress, Watch, as_they_are, nobody
from bookbuild.setting.repertoire import require_faces
from bookbuild.style.fontfiles import damaged_fonts_told
from bookbuild.style.load import load_style
from bookbuild.style.style import Style, Trim, Typeface
from bookbuild.style.trims import shorthands

if TYPE_CHECKING:
    from bookbuild.pressrun import PressRun, UploadSheet


DRAFT: Final = "draft"
"""What stands in the name of a file in which something stands in for what is missing."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made. `seconds` are by stage; `trim` is in points."""

    file: Path
    pages: int
    words: int
    trim: Trim
    seconds: dict[str, float]
    warnings: tuple[Diagnostic, ...]
    blanks: int = 0
    """How many blank pages there are, the front matter's included."""
    loosened: int = 0
    tightened: int = 0
    """Paragraphs set in a line more, and in a line fewer, so that pages come out full."""
    changed: tuple[int, ...] = ()
    """With `stable`: the folios of the pages that changed."""
    corrections: tuple[Correction, ...] = ()
    """What the manuscript asks for in braces (`{.keep}` and the like), and what became of it."""
    inside_margin: float = 0.0
    """Points from the bind edge to the text."""
    lines_a_page: int = 0
    characters_a_line: float = 0.0
    """Spaces counted."""
    sheet: UploadSheet | None = None
    """With a press: what to type into its form."""

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "file": str(self.file),
            "pages": self.pages,
            "words": self.words,
            "trim": {"name": self.trim.name, "width": round(self.trim.width, 3), "height": round(self.trim.height, 3)},
            "seconds": {stage: round(spent, 3) for stage, spent in self.seconds.items()},
            "blanks": self.blanks,
            "loosened": self.loosened,
            "tightened": self.tightened,
            "changed": list(self.changed),
            "warnings": [one.as_json() for one in self.warnings],
            "corrections": [one.as_json() for one in self.corrections],
            "inside_margin": round(self.inside_margin, 3),
            "lines_a_page": self.lines_a_page,
            "characters_a_line": round(self.characters_a_line, 1),
            **({"upload": self.sheet.as_json()} if self.sheet else {}),
        }


def build(
    book: str | Path | Book,
    *,
    style: str | Path | None = None,
    trim: str | None = None,
    press: str | None = None,
    paper: str | None = None,
    marks: bool = False,
    output: str | Path | None = None,
    edition: str | None = None,
    stable: bool = False,
    word_check: bool = True,
    press_file: PressFile = PRESS_FILE,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a book as a PDF.

    `book` is a folder with book.yaml or a Book made in code; `style` a design's name or file and `trim` a
    trim's name or size, both winning over the book's own; `press` who prints it, a press's name or file, and `paper` one of its
    papers: margins, page count and file are made as it wants them, and the file is checked; `marks` adds crop marks and a slug,
    for presses that want them; `output` the PDF's name (default
    ``build/<title>.pdf`` beside the book); `edition` one of the book's editions; `stable` keeps the page breaks of the earlier
    build of the same file wherever that costs little; `word_check` whether the
    finished PDF's words are compared with the manuscript's; `press_file` what kind of PDF is made without a press, by default
    PDF/X-1a:2001. Raises BookError for what is wrong with the book, or with the file for this press,
    UsageError for an edition it has not. The file appears whole or not at all. Where something is missing (a picture, a glyph)
    and no press is asked for, a draft is made: ``<title>.draft.pdf``.
    """
    findings = Findings()
    clock = Clock(progress or (lambda _stage, _done, _all: None))
    with quiet_collector():
        with clock.stage("read"):
            order = ordered(
                book, findings, style=style, trim=trim, press=press, paper=paper, marks=marks, edition=edition
            )
        run = order.run
        wanted = asked_target(Path(output), findings) if output else own_target(order.target, findings)
        is_draft = drafts_only(findings, run)
        target = aside_path(wanted, DRAFT) if is_draft else wanted
        with clock.stage("output"):
            require_writable(target)
        earlier = read_record(target) if stable else PageRecord()
        with damaged_fonts_told(order.faces):
            production, pdf = printed(order, run.file if run else press_file, clock, earlier, target.name)
            if word_check:
                with clock.stage("word check"):
                    findings.extend(checked_words(production, pdf, wanted))
        sheet = None
        if run:
            from bookbuild.pressrun import preflighted, upload_sheet

            with clock.stage("preflight"):
                checks = preflighted(pdf, target, run)
            findings.extend(checks.warnings)
            sheet = upload_sheet(order.book, run, production, target, checks.summary)
        with clock.stage("output"):
            write_whole(target, pdf)
            write_record(target, production.record)
            if not is_draft:
                take_away(aside_path(wanted, DRAFT))
    return BuildReport(
        target,
        production.page_count,
        order.words,
        production.style.trim,
        clock.seconds,
        (*findings, *production.findings),
        production.blanks,
        production.summary.loosened,
        production.summary.tightened,
        production.changed_pages,
        tuple(production.corrections),
        production.style.grid.spine,
        production.shape.lines,
        production.characters_a_line,
        sheet,
    )


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: the book as its edition has it, its words counted, the design, the press if there is one, and
    where the PDF goes when nobody says."""

    book: Book
    words: int
    design: Style
    run: PressRun | None
    target: Path

    @property
    def faces(self) -> list[Typeface]:
        """The faces that the design sets text and display lines in."""
        return [self.design.typeface, *(one.typeface for one in self.design.lettering.values())]


def ordered(
    book: str | Path | Book,
    findings: Findings,
    *,
    style: str | Path | None = None,
    trim: str | None = None,
    press: str | None = None,
    paper: str | None = None,
    marks: bool = False,
    edition: str | None = None,
) -> Order:
    """Read a book and everything that it is made with; see `build` for what is asked and raised."""
    manuscript = book if isinstance(book, Book) else read_book(Path(book), findings)
    require_left_to_right(manuscript)
    manuscript = edition_of(manuscript, edition)
    if isinstance(book, Book):
        manuscript = replace(manuscript, isbn=printed_isbn(manuscript.isbn))
    design = design_of(manuscript, style, trim)
    run = _press_run(manuscript, edition, press, paper, marks)
    try:
        require_faces(manuscript, design, findings)
    except BookError as hopeless:
        raise BookError(*(findings.drafts if run else ()), *hopeless.diagnostics) from None
    target = output_path(manuscript, variant_of(manuscript, design, trim, edition, press))
    return Order(manuscript, count_words(manuscript), design, run, target)


def printed(
    order: Order,
    press_file: PressFile,
    clock: Clock,
    earlier: PageRecord,
    file_name: str = "",
    watched: Callable[[Style], Watch] | None = None,
) -> tuple[Production, bytes]:
    """Set and print a book as a file of this kind, its pages as the order's press wants them.

    `watched` is called whenever printing begins, which may be more than once, with the style that is set in, and gives what is shown
    every page; `file_name` stands in a slug.
    Raises BookError for what is wrong with the book.
    """
    run, file = order.run, for_book(press_file, order.book)

    def produce(style: Style, run: PressRun | None) -> tuple[Production, bytes]:
        padded = partial(run.padded, style) if run else as_they_are
        watch = watched(style) if watched else nobody
        production = Production(order.book, style, Findings(), clock, earlier, file, file_name, padded, watch)
        return production, production.print()

    if run is None:
        return produce(order.design, None)
    from bookbuild.pressrun import produced

    return produced(order.design, run, order.book, order.words, produce)


def drafts_only(findings: Findings, run: PressRun | None) -> bool:
    """Whether something stands in for what is missing, so that only a draft can be made. Raises BookError with all of it
    where a press is to print."""
    if run and findings.drafts:
        raise BookError(*findings.drafts)
    return bool(findings.drafts)


def checked_words(production: Production, pdf: bytes, target: Path) -> list[Diagnostic]:
    """The word check's warnings. Raises BookError with its errors, the PDF kept beside its place for its author to look
    at; what an earlier check left there is taken away."""
    verdict = production.check_words(pdf)
    kept = aside_path(target, "words-differ")
    if verdict.errors:
        write_whole(kept, pdf)
        hint = f"{verdict.errors[-1].hint} The pages are in {kept}."
        raise BookError(*verdict.errors[:-1], replace(verdict.errors[-1], hint=hint))
    take_away(kept)
    return verdict.warnings


@contextmanager
def quiet_collector() -> Iterator[None]:
    """No garbage collection meanwhile: a build makes a million small objects and no cycles worth a search.

    What is alive at the end is set aside from later searches, too.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()


def edition_of(book: Book, name: str | None) -> Book:
    """The book as one of its editions has it. Raises UsageError for one that it has not."""
    if name is None:
        return book
    if name not in book.editions:
        known = ", ".join(book.editions) or "it has none"
        raise UsageError(f"The book has no edition {name!r} (editions: {known}).")
    chosen = book.editions[name]
    return replace(
        book,
        trim=chosen.trim or book.trim,
        style=chosen.style or book.style,
        isbn=chosen.isbn or book.isbn,
        fit=chosen.fit or book.fit,
    )


def design_of(book: Book, style: str | Path | None, trim: str | None) -> Style:
    """The style to set in: what the call asks for, else what the book does.

    Raises UsageError when a trim that stands for a style (`large-print`) is asked for together with another style.
    """
    brought = shorthands().get((trim or "").strip().lower())
    if brought and style and str(style).lower() != brought[1]:
        raise UsageError(f"--trim {trim} stands for the style {brought[1]} on {brought[0]}; leave --style {style} out.")
    return load_style(
        str(style or book.style),
        trim or book.trim,
        Path(book.folder),
        None if style else book.style_place,
        None if trim else book.trim_place,
        not style and bool(book.sources),  # a book made in code says what its caller says
        list(zip_longest(book.faces, book.face_places)),
    )


def _press_run(book: Book, edition: str | None, press: str | None, paper: str | None, marks: bool) -> PressRun | None:
    """The press and its paper: what the call asks for, else what the edition does."""
    chosen = book.editions[edition] if edition else Edition()
    name = press or chosen.press
    if not name:
        if paper or marks:
            raise UsageError("--paper and --marks need a --press.")
        return None
    wanted = paper or (chosen.paper if not press or press == chosen.press else "")
    from bookbuild.pressrun import press_run

    return press_run(book, name, wanted, marks, None if press else chosen.press_place, confined=not press)


def variant_of(book: Book, design: Style, trim: str | None, edition: str | None, press: str | None) -> str:
    """What tells this file from others of the same book: the edition, a trim that is not the book's own, the press."""
    own_trim = not trim or trim == book.trim
    shown = trim if (trim or "").strip().lower() in shorthands() else design.trim.name
    size = "" if own_trim else re.sub(r"[^\w.]+", "-", str(shown).strip().lower())
    return "-".join(filter(None, [dashed(edition) if edition else "", size, dashed(Path(press).stem) if press else ""]))
