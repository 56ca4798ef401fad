"""A folder with book.yaml and chapters becomes a Book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.blocks import (
    Block,
    Book,
    Chapter,
    Division,
    Insert,
    PartTitle,
    SceneBreak,
    Source,
    plain,
    text_of,
)
from bookbuild.manuscript.cuttexts import warn_of_cut_texts
from bookbuild.manuscript.editing import edited
from bookbuild.manuscript.identities import with_identities
from bookbuild.manuscript.markdown import Title, read_inline, read_markdown
from bookbuild.manuscript.readmatter import (
    contributors_of,
    editions_of,
    illustration,
    isbns_of,
    matter_of,
)
from bookbuild.manuscript.settings import BookSettings, ChapterEntry, ChapterSettings
from bookbuild.manuscript.source import read_text
from bookbuild.schema import did_you_mean, read_settings
from bookbuild.yamltext import Scalar, read_yaml

BOOK_FILE: Final = "book.yaml"
NOT_CHAPTERS: Final = {"readme.md", "import-report.md", "changelog.md", "license.md"}
"""Markdown files that are about the book, not in it."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[A-Za-z_][\w-]*[ \t]*:)(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)


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
    divisions, sources = _read_divisions(folder, entries, findings)
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
        profile=str(_inside(folder, settings.profile)) if settings.profile else "",
        profile_place=settings.profile.place if settings.profile else None,
        colour=settings.colour,
        hyphenation=settings.hyphenation,
        matter=matter_of(settings, folder, findings),
        fit=settings.fit,
        editions=editions_of(settings, isbns),
        folder=str(folder),
        sources=sources,
    )
    return edited(book, findings)


def read_settings_of(folder: Path, findings: Findings) -> BookSettings:
    """book.yaml's settings. Raises BookError M008 when there is none, M009 when it has no title."""
    path = folder / BOOK_FILE
    if not path.is_file():
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
        key=lambda path: [int(part) if part.isdigit() else part.lower() for part in re.split(r"(\d+)", path.name)],
    )


def _read_divisions(
    folder: Path, entries: Iterable[ChapterEntry], findings: Findings
) -> tuple[tuple[Division, ...], tuple[Source, ...]]:
    """All divisions in reading order, and the raw texts they came from."""
    divisions: list[Division] = []
    sources: list[Source] = []
    seen: dict[Path, Place] = {}
    for entry in _flattened(entries):
        if entry.part is not None:
            divisions.append(PartTitle(read_inline(entry.part.text, entry.part.place, findings), entry.part.place))
            sources.append(Source(text=entry.part.text))
        elif entry.insert is not None:
            divisions.append(Insert(str(_inside(folder, entry.insert)), entry.insert.place))
        elif entry.file is not None:
            path = _inside(folder, entry.file)
            if path in seen:
                raise error(
                    "M012",
                    f"{entry.file.text!r} is listed twice.",
                    f"It stands in line {seen[path].line} already.",
                    entry.file.place,
                )
            seen[path] = entry.file.place
            divisions.extend(read_chapters(path, entry.file.text, folder, findings))
            sources.append(Source(file=str(path)))
    return tuple(divisions), tuple(sources)


def _flattened(entries: Iterable[ChapterEntry]) -> Iterator[ChapterEntry]:
    """Entries in reading order, a part before its chapters."""
    for entry in entries:
        yield entry
        yield from _flattened(entry.chapters)


def _inside(folder: Path, name: Scalar) -> Path:
    """A file named in book.yaml. Raises BookError M011 when it is absent, M021 when it lies elsewhere."""
    root = folder.resolve()
    path = (root / name.text).resolve()
    if not path.is_relative_to(root):
        raise error("M021", f"{name.text!r} lies outside the book's folder.", "Copy it into the folder.", name.place)
    if not path.is_file():
        beside = [one.name for one in root.iterdir()] if root.is_dir() else []
        raise error(
            "M011",
            f"There is no file {name.text!r}.",
            did_you_mean(name.text, beside) or "Check the name; capitals count.",
            name.place,
        )
    return path


def read_chapters(path: Path, shown: str, folder: Path, findings: Findings) -> Iterator[Chapter]:
    """The chapters of one file: one, or one for each `#` line."""
    text = read_text(path, shown, findings)
    settings, text, first_line = _front_matter(text, shown, findings)
    blocks = read_markdown(text, shown, folder, findings, first_line)
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
    yield from _split_at_titles(first, blocks, findings)


def _front_matter(text: str, shown: str, findings: Findings) -> tuple[ChapterSettings, str, int]:
    """The settings between two `---` lines, the text after them, and the number of that text's first line."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return ChapterSettings(), text, 1
    tree = read_yaml(found[1], shown, 2)
    warn_of_cut_texts(tree, findings)
    return read_settings(ChapterSettings, tree), text[found.end() :], 1 + found[0].count("\n")


def _split_at_titles(first: Chapter, blocks: list[Block | Title], findings: Findings) -> Iterator[Chapter]:
    """Cut a file's blocks into chapters at its titles."""
    chapter, body = first, list[Block]()
    titled = False
    for block in blocks:
        if not isinstance(block, Title):
            body.append(block)
        elif not titled and not body:
            if chapter.title and text_of(chapter.title) != text_of(block.runs):
                findings.warn(
                    "M014",
                    "This chapter has two titles; the `#` line is set.",
                    "Keep one: `title:` at the top or the `#` line.",
                    block.place,
                )
            chapter, titled = replace(chapter, title=block.runs, place=block.place), True
        else:
            yield _finished(chapter, body, findings)
            chapter, body, titled = Chapter(title=block.runs, place=block.place), [], True
    yield _finished(chapter, body, findings)


def _finished(chapter: Chapter, body: list[Block], findings: Findings) -> Chapter:
    """A chapter with its blocks: breaks that part nothing dropped, paragraphs given their identities."""
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
    return replace(chapter, blocks=with_identities(kept))
