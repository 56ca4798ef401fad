"""Every line of a text that could be a heading, and which were chosen so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import Final, Literal

from bookbuild.manuscript.importing.headings import (
    LONGEST_HEADING,
    LONGEST_NAMED,
    Heading,
    heading_of,
    is_capitals,
    staged_in,
)
from bookbuild.manuscript.importing.record import Block, Imported, Kind

_EMPHASISED = re.compile(r"([_*]{1,3})([^_*]+)\1")
_MOST_LINES: Final = 5
"""A heading of more lines is none."""


def one_line(block: Block) -> str:
    """A block's text in one line; emphasis on all of a short one is left aside."""
    text = block.text.replace("\n", " ")
    whole = _EMPHASISED.fullmatch(text) if text[:1] in ("_", "*") and len(text) <= LONGEST_HEADING else None
    return whole[2] if whole else text


def possible(block: Block) -> Heading | None:
    """What heading a block could be by itself."""
    if block.kind in (Kind.BREAK, Kind.AS_IS):
        return None
    if len(block.lines) > _MOST_LINES or len(block.text) > LONGEST_NAMED:
        described = staged_in(one_line(block)) if block.kind is Kind.PROSE else None
        return described if described and described.title else None
    found = heading_of(one_line(block))
    return (
        None if found and found.sort == "numbered" and len(block.lines) > 1 and not is_capitals(found.title) else found
    )


def usual_gap(blocks: Sequence[Block]) -> int:
    """How many blank lines mostly stand between two paragraphs."""
    pairs = [(a, b) for a, b in pairwise(blocks) if b.kind is not Kind.BREAK]
    texts = [b.gap for a, b in pairs if min(len(a.text), len(b.text)) > LONGEST_HEADING]
    gaps = Counter(texts or [b.gap for _, b in pairs])
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 1


class Candidates:
    """The blocks of a text, what headings they could be, and which were chosen so far."""

    def __init__(self, blocks: Sequence[Block], listed: Container[str], book: Imported) -> None:
        self.blocks = blocks
        self.listed = listed
        self.book = book
        self.usual = usual_gap(blocks)
        self.possible = {at: found for at, block in enumerate(blocks) if (found := possible(block))}
        self.chosen: dict[int, Literal["part", "chapter", "section"]] = {}

    def doubt(self, at: int, what: str) -> None:
        self.book.doubt(self.blocks[at].number, f"{what}: {one_line(self.blocks[at])[:80]}")

    def opens_text(self, at: int) -> bool:
        """Whether text follows, after an ornament perhaps."""
        following = at + 2 if at + 1 < len(self.blocks) and self.blocks[at + 1].kind is Kind.BREAK else at + 1
        return following < len(self.blocks)

    def is_part(self, at: int) -> bool:
        found = self.possible.get(at)
        return found is not None and found.sort == "part"

    def is_chapter(self, at: int) -> bool:
        """Whether a chosen head says `Chapter` or is marked."""
        found = self.possible.get(at)
        marked = self.blocks[at].kind is Kind.HEAD
        return self.chosen[at] == "chapter" and (marked or (found is not None and found.sort in ("chapter", "act")))

    def is_name(self, at: int) -> bool:
        found = self.possible.get(at)
        return found is not None and found.sort == "named"

    def is_bare(self, at: int) -> bool:
        """Whether a chosen head has a number and no title."""
        found = self.possible.get(at)
        return found is not None and found.sort in ("chapter", "part", "act", "number") and not found.title
