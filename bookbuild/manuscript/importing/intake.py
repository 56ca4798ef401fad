"""A file is read for the import, and what it was saved as is noted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.encodings import UTF8, Decoded, decoded, name_of
from bookbuild.manuscript.importing.languages import language_of
from bookbuild.manuscript.importing.record import Imported
from bookbuild.manuscript.source import read_bytes, scrub

_PAGES: Final = ("<!doctype html", "<html", "<?xml")


def text_of_file(path: Path, book: Imported, findings: Findings) -> str:
    """The file's text. Raises BookError: M001 and M002 as any chapter, M050 what is no text."""
    data = read_bytes(path, path.name)
    read = decoded(data, path.name, _language_in(data))
    if read.text.lstrip()[:20].lower().startswith(_PAGES):
        cure = "Open it in a word processor and save it as plain text (UTF-8), then import that."
        raise error("M050", "This is a web page or another tagged file, not a text.", cure, Place(path.name))
    _note_encoding(read, path.name, book, findings)
    return scrub(read.text, path.name, findings)


def _language_in(data: bytes) -> str:
    """The language by its common words as far as they are in ASCII letters; empty where it may be any."""
    return language_of([data[:100_000].decode("ascii", "replace")], otherwise="")


def _note_encoding(read: Decoded, shown: str, book: Imported, findings: Findings) -> None:
    """Put down what the file was read as, and what may be wrong in that."""
    book.encoding = read.name
    if read.mixed:
        book.decide(read.lines[0][0], f"the encoding: UTF-8, but {read.name} in {len(read.lines)} lines")
        for line, _ in read.lines:
            book.doubt(line, f"this line was read as {read.name}, the others as UTF-8")
    elif read.encoding != UTF8:
        book.decide(read.lines[0][0], f"the encoding: {read.name}")
    if read.other:
        what = f"the text was read as {read.name}, but may be {name_of(read.other)}"
        book.doubt(read.doubted[0], f"{what}: look at the letters that are not ASCII")
        findings.warn(
            "M004",
            f"This file is not UTF-8; it was read as {read.name}, but may be {name_of(read.other)}.",
            "Look at the letter in this place, and if it is wrong save the text as UTF-8 and import it again.",
            Place(shown, *read.doubted),
        )
    if read.junk:
        last = read.text.count("\n") + 1
        book.decide(last, f"{read.junk} bytes at the file's end that are no text, left out")
