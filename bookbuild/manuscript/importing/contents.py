"""A printed contents list is left out: its pages are another book's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bookbuild.manuscript.importing.candidates import one_line, possible
from bookbuild.manuscript.importing.headings import LONGEST_HEADING, folded, heading_of, names_contents
from bookbuild.manuscript.importing.record import Block, Imported, Kind

_WITHIN: Final = 60
"""A contents list begins among the first blocks."""
_LONGEST: Final = 300
"""Blocks that a list may have."""
_PAGE = re.compile(
    r"(?:[,\s.·…_]*(?:\b(?:page|p|pp|seite|pág)\b\.?)?[\s.·…_]+\d{1,4}|[\s.·…_]+[ivxl]{1,6})?[\s.·…_]*$", re.IGNORECASE
)


def without_contents(blocks: list[Block], book: Imported) -> tuple[list[Block], frozenset[str]]:
    """The blocks without a contents list, and the titles it named (folded). What follows CONTENTS, until the first
    of its entries comes again, is the list. A list whose end can't be told stays, and is a doubt."""
    for at, block in enumerate(blocks[:_WITHIN]):
        if names_contents(block.lines[0].words):
            end, entries = _end_of_list(blocks, at, _lines(block)[1:])
            if end:
                end = _last_entry(blocks, at, end) + 1
                entries = frozenset(key for one in blocks[at:end] for line in _lines(one) for key in _keys(line))
                book.decide(block.number, f"a printed contents list, to line {blocks[end].number - 1}, left out")
                return blocks[:at] + blocks[end:], entries
            if len(block.lines) > 1 or heading_of(one_line(blocks[min(at + 1, len(blocks) - 1)])):
                book.doubt(block.number, "a contents list? Its end can't be told, so it stays")
            break
    return _without_nameless_list(blocks, book)


def _without_nameless_list(blocks: list[Block], book: Imported) -> tuple[list[Block], frozenset[str]]:
    """A list without a name: headings one after another, the first of which comes again."""
    for at, block in enumerate(blocks[:10]):
        end, entries = _end_of_list(blocks, at, [])
        sorts = [possible(one) for one in blocks[at:end]]
        if (
            end - at >= 3
            and possible(block)
            and all(one and one.sort in ("chapter", "part", "named", "numbered") for one in sorts)
        ):
            book.decide(block.number, f"a printed contents list, to line {blocks[end].number - 1}, left out")
            return blocks[:at] + blocks[end:], entries
        if len(one_line(block)) > LONGEST_HEADING:
            break
    return blocks, frozenset()


def _end_of_list(blocks: Sequence[Block], at: int, first: Sequence[str]) -> tuple[int, frozenset[str]]:
    """The index of the first block after a list, 0 when it can't be told; and the entries."""
    entries = {key for line in first for key in _keys(line)}
    begin = at + 1 if first or names_contents(blocks[at].lines[0].words) else at
    for end in range(begin, min(at + _LONGEST, len(blocks))):
        block = blocks[end]
        keys = _keys(one_line(block))
        before = possible(blocks[end - 1]) if end - 1 > at else None
        own = possible(block)
        nearer = block.gap < blocks[end - 1].gap
        title_only = own is None or own.sort == "capitals" or (own.sort == "named" and nearer)
        if keys & entries and title_only and before and before.sort in ("chapter", "number") and not before.title:
            return end - 1, frozenset(entries)
        if keys & entries and (block.kind is Kind.HEAD or own):
            return end, frozenset(entries)
        if keys & entries and block.gap > blocks[min(at + 2, end)].gap:
            return end, frozenset(entries)
        if block.kind is Kind.BREAK:
            continue
        if any(len(line) > LONGEST_HEADING + 30 or (len(line) > 40 and line[-1] in '.!?"”') for line in _lines(block)):
            return 0, frozenset()
        entries |= {key for line in _lines(block) for key in _keys(line)}
    return 0, frozenset()


def _last_entry(blocks: Sequence[Block], at: int, end: int) -> int:
    """The index of the last block before `end` that belongs to the list: its words come again, or it names a page.
    A motto or a dedication may stand between the list and the first chapter."""
    short = (block for block in blocks[end:] if len(block.text) <= LONGEST_HEADING + 30)
    again = {key for block in short for key in _keys(one_line(block))}
    for last in range(end - 1, at, -1):
        lines = _lines(blocks[last])
        if any(_keys(line) & again or re.search(r"[\s.]\d{1,4}$", line) for line in lines):
            return last
    return at if len(blocks[at].lines) > 1 else end - 1


def _lines(block: Block) -> list[str]:
    """A block's lines; those of a joined paragraph as they were typed."""
    return [line.words for line in block.lines]


def _keys(line: str) -> set[str]:
    """What an entry and its heading have in common: all its words, and its title without the number."""
    entry = _PAGE.sub("", re.sub(r"^[#*_\s>-]+|[*_]+$", "", line.strip())).strip()
    heading = heading_of(entry)
    title = folded(heading.title) if heading else ""
    named = {f"{heading.sort} {heading.number}"} if heading and heading.number and not title else set[str]()
    return {key for key in (folded(entry), title) if key} | named
