"""Raw text, as authors have it, becomes a book's folder: chapters, book.yaml and a report of every decision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.importing.chapters import fill_chapters
from bookbuild.manuscript.importing.contents import without_contents
from bookbuild.manuscript.importing.escaping import markdown_of
from bookbuild.manuscript.importing.folder import write_book
from bookbuild.manuscript.importing.gutenberg import without_gutenberg
from bookbuild.manuscript.importing.intake import text_of_file
from bookbuild.manuscript.importing.languages import language_of
from bookbuild.manuscript.importing.leftovers import without_leftovers
from bookbuild.manuscript.importing.marked import note_pictures, split_marked, without_front_matter
from bookbuild.manuscript.importing.outline import heads_of
from bookbuild.manuscript.importing.paragraphs import blocks_of
from bookbuild.manuscript.importing.record import Block, Chapter, Imported, Line
from bookbuild.manuscript.importing.titlepage import take_title_page

__all__ = ["Chapter", "Imported", "import_text", "write_book"]

MARKDOWN: Final = (".md", ".markdown")
MOST_WORDS: Final = 1_000_000
"""More than any press binds in one volume."""
LONGEST_PARAGRAPH: Final = 5_000
"""A paragraph of more words is a text without paragraphs."""


def import_text(
    path: Path, findings: Findings, title: str = "", author: str = "", blank_breaks: bool = False
) -> Imported:
    """Find the book in a text file. Raises BookError: M001 and M002 a file that can't be read, M050 one that is
    no text, M051 a text without words."""
    book = Imported(title, author)
    text = text_of_file(path, book, findings)
    marked = path.suffix.lower() in MARKDOWN
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    lines = without_leftovers(without_gutenberg(lines, book), book)
    if marked:
        lines = without_front_matter(lines, book)
    blocks = blocks_of(split_marked(lines) if marked else [lines], book, as_typed=marked)
    _require_words(blocks, path.name)
    if not book.language:
        book.language = language_of(block.text for block in blocks)
        _note_language(book, blocks)
    blocks, listed = without_contents(take_title_page(blocks, book), book)
    fill_chapters(blocks, heads_of(blocks, listed, book), book, _as_typed if marked else markdown_of, blank_breaks)
    if marked:
        note_pictures(text, path.parent, book)
    _warn_of_size(book, path.name, findings)
    return book


def _as_typed(text: str) -> str:
    """Markdown is Markdown already."""
    return text


def _require_words(blocks: Sequence[Block], shown: str) -> None:
    """Refuse a text that says nothing."""
    if not any(character.isalnum() for block in blocks for character in block.text):
        raise error("M051", "There are no words in this file.", "Check that it is the right one.", Place(shown, 1))


def _note_language(book: Imported, blocks: Sequence[Block]) -> None:
    """A language that was guessed is told, unless it is the usual one."""
    if not book.language.startswith("en"):
        book.decide(blocks[0].number, f"the language: {book.language}, by the text's commonest words")


def _warn_of_size(book: Imported, shown: str, findings: Findings) -> None:
    """Say what no binding holds, and what is one endless paragraph."""
    words = book.words
    if words > MOST_WORDS:
        findings.warn(
            "M054",
            f"This text has {words:,} words, some {words // 300:,} pages: more than one volume holds.",
            "Nothing is left out, but building it takes long. Cut the text into volumes and import each one.",
            Place(shown),
        )
    longest = max((one.count(" ") for chapter in book.chapters for one in chapter.paragraphs), default=0)
    if longest > LONGEST_PARAGRAPH:
        book.doubt(1, f"one paragraph has {longest:,} words: the text seems to have lost its paragraph breaks")
        findings.warn(
            "M055",
            f"One paragraph has {longest:,} words: the text seems to have lost its paragraph breaks.",
            "Export it again with a blank line between paragraphs; nothing was cut by guess.",
            Place(shown),
        )
