"""A folder with book.yaml and chapters becomes a Book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from unicodedata import normalize

from bookbuild.diagnostics import Findings, Place, error
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
    settings = read_settings(BookSettings, read_yaml(read_text(path, BOOK_FILE, findings), BOOK_FILE))
    if not settings.title.strip():
        raise error("M009", "The book has no title.", "Write `title: The Name of Your Book`.", Place(BOOK_FILE, 1))
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


def _read_divisions(
    folder: Path, entries: Iterable[ChapterEntry], findings: Findings, language: str
) -> tuple[tuple[Division, ...], tuple[Source, ...]]:
    """All divisions in reading order, and the raw texts they came from."""
    entries = list(_flattened(entries))
    raws = _raw_texts(folder, entries, findings, language)
    technical = any(is_technical(raw) for raw in raws.values())
    divisions: list[Division] = []
    sources: list[Source] = []
    for entry in entries:
        if entry.part is not None:
            divisions.append(PartTitle(read_inline(entry.part.text, entry.part.place, findings), entry.part.place))
            sources.append(Source(entry.part.text, entry.part.place))
        elif entry.insert is not None:
            divisions.append(Insert(str(_inside(folder, entry.insert)), entry.insert.place))
        elif entry.file is not None:
            path, shown = _inside(folder, entry.file), entry.file.text
            divisions.extend(read_chapters(raws[path], shown, folder, findings, path, language, technical))
            sources.append(Source(raws[path], Place(shown, 1)))
    return tuple(divisions), tuple(sources)


def _raw_texts(folder: Path, entries: Iterable[ChapterEntry], findings: Findings, language: str) -> dict[Path, str]:
    """The chapters' texts as they are in their files. Raises BookError M012 for one that is listed twice."""
    raws: dict[Path, str] = {}
    seen: dict[Path, Place] = {}
    for entry in entries:
        if entry.file is None:
            continue
        path = _inside(folder, entry.file)
        if path in seen:
            raise error(
                "M012",
                f"{entry.file.text!r} is listed twice.",
                f"It stands in line {seen[path].line} already.",
                entry.file.place,
            )
        seen[path] = entry.file.place
        raws[path] = read_raw(path, entry.file.text, findings, language)
    return raws


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
    """The chapters of one file's text: one, or one for each `#` line. `technical`: the book has code in it."""
    settings, text, first_line = front_matter(scrub(raw, shown, findings), shown, findings)
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
