"""Paragraphs that run from right to left: found, and refused until they can be laid out right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from bookbuild.diagnostics import BookError, Diagnostic, Place
from bookbuild.manuscript.blocks import (
    Block,
    Book,
    Chapter,
    Heading,
    ItemList,
    Paragraph,
    PartTitle,
    Picture,
    Quotation,
    Runs,
    text_of,
)

_FROM_THE_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def require_left_to_right(book: Book) -> None:
    """Refuse paragraphs and heads of which more than half runs from right to left, in more than one word: words of such
    a script inside other text are set right, whole paragraphs are not yet. Raises BookError M080 with all of them.
    """
    found = [runs for runs in _texts(book) if _runs_left(text_of(runs))]
    if not found:
        return
    hint = "Leave it out, or have it set by another program and put it in as finished pages (`insert:`)."
    message = "This text runs from right to left: such paragraphs can't be laid out yet."
    told = [Diagnostic("M080", message, hint, _place(runs)) for runs in found]
    raise BookError(*told)


def _runs_left(text: str) -> bool:
    """Whether most of a text, and more than a word, runs from right to left."""
    if text.isascii() or not _FROM_THE_RIGHT.search(text):
        return False
    letters = [unicodedata.bidirectional(one) for one in text if one.isalpha()]
    words = sum(bool(_FROM_THE_RIGHT.search(word)) for word in text.split())
    return words > 1 and 2 * sum(one in ("R", "AL") for one in letters) > len(letters)


def _place(runs: Runs) -> Place | None:
    return runs[0].place if runs else None


def _texts(book: Book) -> Iterator[Runs]:
    matter = book.matter
    for division in book.divisions:
        if isinstance(division, PartTitle):
            yield division.title
        elif isinstance(division, Chapter):
            yield from (division.title, division.subtitle, division.epigraph)
            yield from _block_texts(division.blocks)
    for blocks in (matter.acknowledgements, matter.about_the_author, matter.colophon):
        yield from _block_texts(blocks)


def _block_texts(blocks: Iterable[Block]) -> Iterator[Runs]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block.runs
            case Picture():
                yield block.caption
            case Quotation():
                yield from _block_texts(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from _block_texts(item)
