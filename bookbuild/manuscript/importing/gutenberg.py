"""Project Gutenberg's header and licence are left out; what the header says of the book is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bookbuild.manuscript.importing.languages import tag_of
from bookbuild.manuscript.importing.record import Imported, Line

_START = re.compile(r"\s*\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\s*\*END\*?\s*THE SMALL PRINT", re.IGNORECASE)
_END = re.compile(
    r"\s*\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|\s*End of (?:the |this )?Project Gutenberg(?:['’]s)? ",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(Title|Author|Language):\s*(\S.*)")
_CREDIT = re.compile(
    r"(?:This e-?(?:book|text) was )?(?:Produced|Prepared|Transcribed|E-?text prepared) by\b", re.IGNORECASE
)
_LONGEST_MARK: Final = 4
"""Lines that `*** START OF ... ***` may take."""


def without_gutenberg(lines: Sequence[Line], book: Imported) -> list[Line]:
    """The lines between the marks, header and licence noted; all of them when there are none."""
    begin = next((_after_mark(lines, at) for at, line in enumerate(lines) if _START.match(line.text)), 0)
    end = next((at for at in range(begin, len(lines)) if _END.match(lines[at].text)), len(lines))
    _read_header(lines[:begin], book)
    if begin:
        begin = _after_credit(lines, begin, end)
        book.decide(1, f"Project Gutenberg's header, lines 1 to {begin}, left out")
    if end < len(lines):
        book.decide(end + 1, f"Project Gutenberg's licence, from line {end + 1} on, left out")
    return [*lines[begin:end]]


def _after_mark(lines: Sequence[Line], at: int) -> int:
    """The index after a mark that may go on over several lines, to its closing stars."""
    for end in range(at, min(at + _LONGEST_MARK, len(lines))):
        if lines[end].text.endswith("***") or (end > at and not lines[end].words):
            return end + 1
    return at + 1


def _after_credit(lines: Sequence[Line], begin: int, end: int) -> int:
    """The index after the paragraph that says who made the file, if one stands first."""
    at = next((at for at in range(begin, end) if lines[at].words), end)
    if at == end or not _CREDIT.match(lines[at].words):
        return begin
    return next((after for after in range(at, end) if not lines[after].words), end)


def _read_header(header: Sequence[Line], book: Imported) -> None:
    """Title, author and language as the header gives them; a field goes on in lines that are moved in."""
    at = 0
    while at < len(header):
        found = _FIELD.match(header[at].words)
        at += 1
        if not found:
            continue
        parts = [found[2]]
        while at < len(header) and header[at].indent and header[at].words:
            parts.append(header[at].words)
            at += 1
        value = " ".join(parts)
        if found[1] == "Title":
            book.title = book.title or value
        elif found[1] == "Author":
            book.author = book.author or value
        else:
            _take_language(value, header[at - 1].number, book)


def _take_language(name: str, number: int, book: Imported) -> None:
    tag = tag_of(name)
    if tag:
        book.language = tag
        if not tag.startswith("en"):
            book.decide(number, f"the language: {tag}, as the header says {name}")
    else:
        book.doubt(number, f"the language {name} is not known here; set `language:` in book.yaml")
