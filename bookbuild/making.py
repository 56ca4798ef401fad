"""The whole story: read, set, make up, print, bind, check."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import Diagnostic, Findings, UsageError
from bookbuild.makeup.galley import Correction
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.isbn import printed_isbn
from bookbuild.manuscript.read import read_book
from bookbuild.manuscript.witness import count_words
from bookbuild.output import require_writable, write_whole
from bookbuild.production import Clock, PageRecord, Production, Progress
from bookbuild.style.load import load_style
from bookbuild.style.style import Style, Trim
from bookbuild.style.trims import shorthands

BUILD_FOLDER: Final = "build"


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
        }


def build(
    book: str | Path | Book,
    *,
    style: str | Path | None = None,
    trim: str | None = None,
    output: str | Path | None = None,
    edition: str | None = None,
    stable: bool = False,
    read_back: bool = True,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a book as a PDF.

    `book` is a folder with book.yaml or a Book made in code; `style` a design's name or file and `trim` a
    trim's name or size, both winning over the book's own; `output` the PDF's name (default
    ``build/<title>.pdf`` beside the book); `edition` one of the book's editions; `stable` keeps the page breaks of the earlier
    build of the same file wherever that costs little; `read_back` whether the
    finished PDF's words are compared with the manuscript's. Raises BookError for what is wrong with the book,
    UsageError for an edition it has not. The file appears whole or not at all.
    """
    findings = Findings()
    clock = Clock(progress or (lambda _stage, _done, _all: None))
    with _quiet_collector():
        with clock.stage("read"):
            manuscript = book if isinstance(book, Book) else read_book(Path(book), findings)
            manuscript = edition_of(manuscript, edition)
            if isinstance(book, Book):
                manuscript = replace(manuscript, isbn=printed_isbn(manuscript.isbn))
            design = design_of(manuscript, style, trim)
        target = Path(output) if output else output_path(manuscript, variant_of(manuscript, design, trim, edition))
        with clock.stage("output"):
            require_writable(target)
        with clock.stage("read"):
            earlier = read_record(target) if stable else PageRecord()
            production = Production(manuscript, design, findings, clock, earlier)
        pdf = production.print()
        if read_back:
            with clock.stage("read back"):
                production.prove(pdf)
        with clock.stage("output"):
            write_whole(target, pdf)
            write_record(target, production.record)
    return BuildReport(
        target,
        production.page_count,
        count_words(manuscript),
        design.trim,
        clock.seconds,
        tuple(findings),
        production.blanks,
        production.summary.loosened,
        production.summary.tightened,
        production.changed_pages,
        tuple(production.corrections),
    )


@contextmanager
def _quiet_collector() -> Iterator[None]:
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
    )


def slug(title: str) -> str:
    """A title as a file's name: small letters, digits and dashes."""
    decomposed = unicodedata.normalize("NFKD", unbroken(title).lower())
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[^\w]+", "-", kept.replace("’", "").replace("'", "")).strip("-_")[:80] or "book"


def variant_of(book: Book, design: Style, trim: str | None, edition: str | None) -> str:
    """What tells this file from others of the same book: the edition, a trim that is not the book's own."""
    own_trim = not trim or trim == book.trim
    shown = trim if (trim or "").strip().lower() in shorthands() else design.trim.name
    size = "" if own_trim else re.sub(r"[^\w.]+", "-", str(shown).strip().lower())
    return "-".join(filter(None, [slug(edition) if edition else "", size]))


def output_path(book: Book, variant: str = "") -> Path:
    """Where a book's PDF goes by default: build/ in the book's folder (beside it when that is ./manuscript), or here
    when nothing can be written there."""
    folder = Path(book.folder)
    home = folder.parent if folder.name == "manuscript" else folder
    if not os.access(home, os.W_OK):
        home = Path()
    name = slug(book.title) + (f"-{variant}" if variant else "")
    return home / BUILD_FOLDER / f"{name}.pdf"


def _record_path(target: Path) -> Path:
    """The small file beside a PDF that says where its pages began."""
    return target.with_name(f".{target.stem}.pages.json")


def read_record(target: Path) -> PageRecord:
    """Where the pages of the earlier build of this file began; nothing when there is none that can be read."""
    try:
        kept = json.loads(_record_path(target).read_text("utf-8"))
        return PageRecord(frozenset(map(str, kept["starts"])), tuple(map(str, kept["pages"])))
    except (OSError, ValueError, KeyError, TypeError):
        return PageRecord()


def write_record(target: Path, record: PageRecord) -> None:
    """Leave word of where the pages begin; without it the next build is only less stable, so nothing is raised."""
    kept = {"starts": sorted(record.starts), "pages": list(record.digests)}
    with contextlib.suppress(OSError):
        _record_path(target).write_text(json.dumps(kept), encoding="utf-8")
