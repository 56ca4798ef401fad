"""A folder with book.yaml and chapters becomes a Book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final
from unicodedata import normalize

from bookbuild.diagnostics import BookError, Diagnostic, Findings, Place, error
from bookbuild.folders import Folder, is_file, located
from bookbuild.manuscript.blocks import (
    Book,
    Chapter,
    Division,
    Insert,
    PartTitle,
    Source,
    plain,
)
from bookbuild.manuscript.cuttexts import warn_of_cut_texts
from bookbuild.manuscript.editing import edited
from bookbuild.manuscript.frontmatter import front_matter
from bookbuild.manuscript.markdown import is_technical, read_inline, read_markdown
from bookbuild.manuscript.readmatter import (
    contributors_of,
    editions_of,
    illustration,
    isbns_of,
    matter_of,
)
from bookbuild.manuscript.sections import joined, split_at_titles
from bookbuild.manuscript.settings import BookSettings, ChapterEntry
from bookbuild.manuscript.source import read_raw, read_text, scrub
from bookbuild.schema import did_you_mean, read_settings
from bookbuild.yamltext import Scalar, read_yaml

BOOK_FILE: Final = "book.yaml"
NOT_CHAPTERS: Final = {"readme.md", "import-report.md", "changelog.md", "license.md"}
"""Markdown files that are about the book, not in it."""
_FORM_FEED: Final = re.compile(r"^[ \t]*\x0c[ \t]*$", re.MULTILINE)
NEW_PAGE_LINE: Final = r"\\newpage"
"""What a line of nothing but a form feed says, as a replacement: word processors end pages with it."""


def read_book(folder: Path, findings: Findings) -> Book:
    """Read a book's folder: book.yaml, then the chapters it names (or every *.md in name order).

    Raises BookError with the place of what can't be used; warnings go to `findings`.
    """
    settings = read_settings_of(folder, findings)
    entries = settings.chapters or tuple(
        ChapterEntry(file=Scalar(path.name, Place(BOOK_FILE))) for path in _chapter_files(folder)
    )
    if not entries:
        raise error(
            "M006", "There is no chapter.", "Write one: a file 01-beginning.md beside book.yaml.", Place(BOOK_FILE)
        )
    divisions, sources = _read_divisions(folder, entries, findings, settings.language)
    divisions = joined(divisions, findings)
    if not any((isinstance(one, Chapter) and one.blocks) or isinstance(one, Insert) for one in divisions):
        raise error("M007", "The manuscript has no words.", "Write something in the chapter files.", Place(BOOK_FILE))
    isbns = isbns_of(settings)
    book = Book(
        title=settings.title,
        divisions=divisions,
        contributors=contributors_of(settings),
        subtitle=settings.subtitle,
        series=settings.series,
        language=settings.language,
        publisher=settings.publisher.name,
        logo=illustration(settings.publisher.logo, folder),
        place_of_publication=settings.place,
        year=settings.year,
        edition=settings.edition,
        isbn=next(iter(isbns.values()), ""),
        style=settings.style.text if settings.style else "",
        trim=settings.trim.text if settings.trim else "",
        style_place=settings.style.place if settings.style else None,
        trim_place=settings.trim.place if settings.trim else None,
        faces=tuple(one.text for one in settings.faces),
        face_places=tuple(one.place for one in settings.faces),
        profile=str(_inside(folder, settings.profile)) if settings.profile else "",
        profile_place=settings.profile.place if settings.profile else None,
        colour=settings.colour,
        hyphenation=settings.hyphenation,
        matter=matter_of(settings, folder, findings),
        fit=settings.fit,
        editions=editions_of(settings, isbns),
        folder=str(folder),
        sources=sources,
        accepted=settings.accepted,
    )
    return edited(book, findings)


def read_settings_of(folder: Path, findings: Findings) -> BookSettings:
    """book.yaml's settings. Raises BookError M008 when there is none, M009 when it has no title."""
    path = folder / BOOK_FILE
    if not is_file(path):
        hint = "Make a new book with `bookbuild new FOLDER`, or name the folder that has one."
        raise error("M008", f"There is no {BOOK_FILE} in {folder}.", hint, Place(str(path)))
    tree = read_yaml(read_text(path, BOOK_FILE, findings), BOOK_FILE)
    warn_of_cut_texts(tree, findings)
    settings = read_settings(BookSettings, tree)
    if not settings.title.strip():
        typed = tree.items.get("title")
        cut = isinstance(typed, Scalar) and typed.cut
        hint = "A title that begins with a # needs quotes round it." if cut else "Write `title: The Name of Your Book`."
        raise error("M009", "The book has no title.", hint, typed.place if typed else Place(BOOK_FILE, 1))
    return settings


def _chapter_files(folder: Path) -> list[Path]:
    """Every Markdown file of the folder in name order, numbers in names read as numbers."""
    found = (
        path for path in folder.glob("*.md") if path.name.lower() not in NOT_CHAPTERS and not path.name.startswith(".")
    )
    return sorted(
        found,
        key=lambda path: [int(part) if part.isdecimal() else part.lower() for part in re.split(r"(\d+)", path.name)],
    )


@dataclass(slots=True)
class _Reading:
    """Entries of the list of chapters being read; what is wrong with any of them is kept, so that all of it is told."""

    folder: Path
    findings: Findings
    language: str
    faults: list[Diagnostic] = field(default_factory=list)
    seen: dict[Path, Place] = field(default_factory=dict)

    def raw(self, entry: ChapterEntry) -> tuple[Path, Source] | None:
        """An entry's file and what stands in it; None where there is no file, or it can't be read."""
        name = entry.file
        if name is None:
            return None
        try:
            path = _inside(self.folder, name)
            if path in self.seen:
                hint = f"It stands in line {self.seen[path].line} already."
                raise error("M012", f"{name.text!r} is listed twice.", hint, name.place)
            self.seen[path] = name.place
            return path, Source(read_raw(path, name.text, self.findings, self.language), Place(name.text, 1))
        except BookError as fault:
            self.faults += fault.diagnostics
            return None

    def divisions(self, entry: ChapterEntry, file: tuple[Path, Source] | None, technical: bool) -> list[Division]:
        """What an entry adds to the book."""
        try:
            if entry.part is not None:
                return [PartTitle(read_inline(entry.part.text, entry.part.place, self.findings), entry.part.place)]
            if entry.insert is not None:
                return [Insert(str(_inside(self.folder, entry.insert)), entry.insert.place)]
            if file is not None and entry.file is not None:
                path, source = file
                return list(
                    read_chapters(
                        source.text, entry.file.text, self.folder, self.findings, path, self.language, technical
                    )
                )
        except BookError as fault:
            self.faults += fault.diagnostics
        return []


def _read_divisions(
    folder: Path, entries: Iterable[ChapterEntry], findings: Findings, language: str
) -> tuple[tuple[Division, ...], tuple[Source, ...]]:
    """All divisions in reading order, and the raw texts they came from. Raises BookError with all that is wrong."""
    reading = _Reading(folder, findings, language)
    files = [(entry, reading.raw(entry)) for entry in _flattened(entries)]
    technical = any(is_technical(file[1].text) for _, file in files if file)
    divisions: list[Division] = []
    sources: list[Source] = []
    for entry, file in files:
        divisions += reading.divisions(entry, file, technical)
        if entry.part is not None:
            sources.append(Source(entry.part.text, entry.part.place))
        elif file is not None:
            sources.append(file[1])
    if reading.faults:
        raise BookError(*reading.faults)
    return tuple(divisions), tuple(sources)


def _flattened(entries: Iterable[ChapterEntry]) -> Iterator[ChapterEntry]:
    """Entries in reading order, a part before its chapters."""
    for entry in entries:
        yield entry
        yield from _flattened(entry.chapters)


def _inside(folder: Path, name: Scalar) -> Path:
    """A file named in book.yaml. Raises BookError M011 when it is absent, M021 when it lies elsewhere."""
    path = Folder(folder).inside(name.text, name.place)
    if not is_file(path):
        found = find_by_form(folder, name.text)
        if found is not None:
            return found
        beside = [one.name for one in folder.glob("*")]
        if name.text in beside:
            message = f"{name.text!r} is no file that can be read: a folder, a pipe, or a link that leads nowhere."
            raise error("M011", message, "Put the file itself there, or take it out of the folder.", name.place)
        raise error(
            "M011",
            f"There is no file {name.text!r}.",
            did_you_mean(name.text, beside) or "Check the name; capitals count.",
            name.place,
        )
    return path


def find_by_form(folder: Path, name: str) -> Path | None:
    """The file whose name has the same letters in another form: `é` is one character for some systems, `e` and an
    accent for others. `name` may lead through folders; None when there is no such file."""
    here = folder
    for part in PurePosixPath(name).parts:
        wanted = normalize("NFC", part)
        if not here.is_dir():
            return None
        here = next((one for one in here.iterdir() if normalize("NFC", one.name) == wanted), here / part)
    found = located(here)
    return found if is_file(found) and Folder(folder).holds(found) else None


def read_chapters(
    raw: str,
    shown: str,
    folder: Path,
    findings: Findings,
    file: Path | None = None,
    language: str = "en-US",
    technical: bool = False,
) -> Iterator[Chapter | PartTitle]:
    """The chapters of one file's text: one, or one for each `#` line. `technical`: the book has code in it; `file` is where
    the text lies, beside which pictures and included files are looked for."""
    settings, text, first_line = front_matter(
        scrub(_FORM_FEED.sub(NEW_PAGE_LINE, raw), shown, findings), shown, findings
    )
    blocks = read_markdown(
        text,
        shown,
        folder,
        findings,
        first_line,
        language=language,
        technical=technical or is_technical(text),
        file=file,
    )
    place = Place(shown, 1)
    first = Chapter(
        title=read_inline(settings.title, place, findings) if settings.title else (),
        subtitle=read_inline(settings.subtitle, place, findings) if settings.subtitle else (),
        number=settings.number,
        running_head=settings.running_head,
        epigraph=plain(settings.epigraph.text, place),
        epigraph_source=settings.epigraph.source,
        fit=settings.fit,
        place=place,
    )
    yield from split_at_titles(first, blocks, findings)
