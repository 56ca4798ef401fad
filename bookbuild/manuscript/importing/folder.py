"""The book that was found is written: chapters, book.yaml and the report."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path

from bookbuild.folders import read_plain
from bookbuild.manuscript.importing.record import Imported
from bookbuild.output import require_new_folder, write_all


def write_book(book: Imported, source: Path, folder: Path) -> list[Path]:
    """Write chapters, book.yaml and import-report.md into a new folder; return the files. `source` is the text that
    was imported; pictures it shows are copied from beside it.

    Raises BookError C001 when the folder has something in it, C002 when it can't be written.
    """
    require_new_folder(folder, "Name a folder that does not exist yet with -o.")
    texts = _chapters(book)
    names = [*texts]
    texts = {
        "book.yaml": _book_yaml(book, book.title or _name_of(source), names),
        **texts,
        "import-report.md": _report(book, source.name),
    }
    written = ((folder / name, text.encode("utf-8", "replace")) for name, text in texts.items())
    copied = ((folder / name, read_plain(source.parent / name)) for name in dict.fromkeys(book.pictures))
    return write_all(chain(written, copied), folder)[: len(texts)]


def _chapters(book: Imported) -> dict[str, str]:
    """The chapters' files: their names, numbered, and what is in them."""
    width = max(len(str(len(book.chapters))), 2)
    texts: dict[str, str] = {}
    for number, one in enumerate(book.chapters, 1):
        head = [f"# {one.heading}"] if one.heading else []
        texts[f"{number:0{width}}-{_slug(one.heading) or 'text'}.md"] = "\n\n".join([*head, *one.paragraphs]) + "\n"
    return texts


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].rstrip("-")


def _name_of(source: Path) -> str:
    """A title out of a file's name."""
    words = re.sub(r"[-_\s]+", " ", source.stem).strip()
    return words.title() if words.islower() else words


def _book_yaml(book: Imported, title: str, names: list[str]) -> str:
    """book.yaml: what is known, and where to say the rest."""
    rows = [f"title: {_quoted(title)}"]
    if book.subtitle:
        rows.append(f"subtitle: {_quoted(book.subtitle)}")
    rows.append(f"author: {_quoted(book.author)}" if book.author else "# author: Your Name")
    rows += [f"language: {book.language}", "# year: 2026", "# publisher: Your Press"]
    if book.copyright:
        rows.append(f"copyright_page: {_quoted(book.copyright)}")
    if book.dedication:
        rows.append(f"dedication: {_quoted(book.dedication)}")
    if book.epigraph:
        rows += ["epigraph:", f"  text: {_quoted(book.epigraph)}", f"  source: {_quoted(book.epigraph_source)}"]
    rows += ["", "style: classic", "trim: 5.5x8.5"]
    if any(one.parts for one in book.chapters):
        rows += ["", "chapters:", *_part_rows(book, names)]
    return "\n".join(rows) + "\n"


def _part_rows(book: Imported, names: list[str]) -> list[str]:
    """The list of chapters, those of a part under it."""
    rows: list[str] = []
    indent = "  "
    for one, name in zip(book.chapters, names, strict=True):
        for part in one.parts:
            rows.append(f"  - part: {_quoted(part)}")
            indent = "      "
        if one.parts:
            rows.append("    chapters:")
        rows.append(f"{indent}- {name}")
    return rows


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _report(book: Imported, source: str) -> str:
    """Everything that was found, and what a person should look at, each with its line."""
    rows = [
        f"# Import of {source}",
        "",
        f"Title: {book.title or 'none found'}  ",
        f"Author: {book.author or 'none found'}  ",
        f"Language: {book.language}  ",
        f"Read as: {book.encoding}  ",
        f"Chapters: {len(book.chapters)}",
        "",
        "## To look at",
        "",
    ]
    rows += [f"- line {line}: {what}" for line, what in sorted(book.doubts, key=_line)] or ["Nothing."]
    rows += ["", "## Found", ""]
    rows += [*[f"- line {line}: {what}" for line, what in sorted(book.decisions, key=_line)], ""]
    return "\n".join(rows)


def _line(noted: tuple[int, str]) -> int:
    return noted[0]
