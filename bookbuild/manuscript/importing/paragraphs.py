"""Lines become blocks: paragraphs put together, verse left in its lines, heads and breaks apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bookbuild.manuscript.importing.headings import heading_of, is_break, is_capitals, is_title_like
from bookbuild.manuscript.importing.joining import Joiner
from bookbuild.manuscript.importing.manners import Manner, begins_large, ends_sentence, is_forced, manner_of
from bookbuild.manuscript.importing.record import Block, Imported, Kind, Line
from bookbuild.manuscript.importing.verse import are_kept

_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|—{3,}|\^{3,})")
_SPEECH = re.compile(r"[\"“«„]|[—–]\s?\S|--?\s?\S|['‘](?!(?:tis|twas|em|cause|til)\b)", re.IGNORECASE)
_LONGEST_HEAD: Final = 70


def blocks_of(pieces: Iterable[Block | Sequence[Line]], book: Imported, as_typed: bool = False) -> list[Block]:
    """All blocks of a text whose pieces are lines or blocks already; how its paragraphs are parted is noted.
    `as_typed` leaves the spaces and line ends of paragraphs alone, which mean something in Markdown."""
    pieces = [*pieces]
    lines = [line for piece in pieces if not isinstance(piece, Block) for line in piece]
    manner = manner_of(lines)
    first = lines[0].number if lines else 1
    book.decide(first, f"paragraphs are parted {manner.name}")
    if manner.by_short_lines:
        book.doubt(first, "nothing but short last lines parts the paragraphs: some may be joined, some cut in two")
    cutter = _Cutter(manner, Joiner(lines, book, as_typed))
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, Block):
            blocks.append(piece)
        else:
            blocks += (block for group, gap in _groups(piece, manner) for block in cutter.cut(group, gap))
    return blocks


def _groups(lines: Sequence[Line], manner: Manner) -> Iterator[tuple[list[Line], int]]:
    """Lines between blank ones; breaks and what can only be a heading stand alone. With each the blank lines before."""
    held: list[Line] = []
    gap = 0
    for at, line in enumerate(lines):
        if not line.words:
            if held:
                yield held, gap
                held, gap = [], 0
            gap += 1
            continue
        underlined = bool(held) and _is_underline(held, line)
        alone = not underlined and (is_break(line.words) or _is_apart(lines, at, manner))
        if alone and held:
            yield held, gap
            held, gap = [], 0
        held.append(line)
        if alone or underlined:
            yield held, gap
            held, gap = [], 0
    if held:
        yield held, gap


def _is_underline(held: Sequence[Line], line: Line) -> bool:
    """Whether a line of strokes underlines the one line above it as a head."""
    if len(held) != 1 or not _UNDERLINE.fullmatch(line.text):
        return False
    above, under = held[0].words, line.words
    long_enough = under[0] == "=" or abs(len(under) - len(above)) <= 3
    return long_enough and (is_title_like(above) or heading_of(above) is not None)


def _is_apart(lines: Sequence[Line], at: int, manner: Manner) -> bool:
    """Whether a line is a heading though lines without a blank follow it or go before it."""
    words = lines[at].words
    if len(words) > _LONGEST_HEAD or (at + 1 < len(lines) and _is_underline([lines[at]], lines[at + 1])):
        return False
    first = at == 0 or not lines[at - 1].words
    last = at + 1 == len(lines) or not lines[at + 1].words
    heading = heading_of(words)
    if heading is None or (first and last):
        return False
    if heading.sort == "capitals":
        return False
    if first:
        return heading.sort in ("part", "chapter", "act", "scene", "persons", "named") or (
            heading.sort == "number" and not manner.one_a_line
        )
    before = lines[at - 1]
    if heading.sort in ("part", "chapter", "act", "named"):
        return ends_sentence(before) or is_break(before.words) or heading_of(before.words) is not None
    return manner.by_indent and heading.sort == "number" and ends_sentence(before) and not manner.begins(lines[at])


class _Cutter:
    """Cuts a group of lines into blocks."""

    def __init__(self, manner: Manner, joiner: Joiner) -> None:
        self.manner = manner
        self.joiner = joiner

    def cut(self, group: Sequence[Line], gap: int) -> Iterator[Block]:
        """The blocks of lines between blank ones."""
        if len(group) == 1 and is_break(group[0].words):
            yield Block(tuple(group), group[0].words, gap, Kind.BREAK)
        elif len(group) == 2 and _is_underline(group[:1], group[1]):
            text = self.joiner.joined(group[:1])
            yield Block(tuple(group), text, gap, Kind.HEAD, 1 if group[1].words[0] == "=" else 2)
        else:
            for piece in self.pieces(group):
                block = self.block(piece)
                yield replace(block, gap=gap) if gap else block
                gap = 0

    def block(self, lines: Sequence[Line]) -> Block:
        """One block: a paragraph, or lines that stay lines."""
        kept = are_kept(lines, self.manner) if len(lines) > 1 else None
        if kept is not None:
            words = "\n".join(self.joiner.joined([line]) for line in lines)
            return Block(tuple(lines), words, 0, Kind.LINES, sure=kept)
        return Block(tuple(lines), self.joiner.joined(lines), 0, centred=self.is_centred(lines))

    def is_centred(self, lines: Sequence[Line]) -> bool:
        """Whether one line stands in the middle by spaces."""
        if len(lines) > 1 or lines[0].indent < 8:
            return False
        line = lines[0]
        widths = {self.manner.width, 60, 65, 70, 72, 75, 78, 80}
        return any(abs(line.indent - (width - len(line.words)) / 2) <= 3 for width in widths)

    def pieces(self, group: Sequence[Line]) -> Iterator[Sequence[Line]]:
        """Cut where paragraphs begin within the group."""
        if len(group) == 1:
            yield group
        elif self.manner.one_a_line or (not self.manner.wrapped and not self.is_wrapped(group)):
            yield from self.single_lines(group)
        else:
            yield from self.wrapped_pieces(group)

    def single_lines(self, group: Sequence[Line]) -> Iterator[Sequence[Line]]:
        """Every line a paragraph, but for verse, whose lines stay together."""
        if not self.manner.one_a_line and are_kept(group, self.manner):
            yield group
            return
        for line in group:
            yield [line]

    def wrapped_pieces(self, group: Sequence[Line]) -> Iterator[Sequence[Line]]:
        """Joined lines, cut at indents, at speeches, and where a short line ends a paragraph."""
        if not self.manner.by_indent and are_kept(group, self.manner) is not None:
            yield group
            return
        held: list[Line] = []
        for line in group:
            if held and self.parts(held, line):
                yield held
                held = []
            held.append(line)
        yield held

    def parts(self, held: Sequence[Line], line: Line) -> bool:
        """Whether a paragraph begins with `line`."""
        last = held[-1]
        manner = self.manner
        if manner.by_indent:
            return manner.begins(line) or (not manner.begins(last) and line.indent - manner.margin > 12)
        if len(last.text) > manner.width + 20 or len(line.text) > max(manner.width + 20, 100):
            return True
        if not ends_sentence(last) or not begins_large(line) or is_forced(last, line, manner.width - 8):
            return False
        return manner.by_short_lines or bool(_SPEECH.match(line.words)) or manner.begins(line)

    def is_wrapped(self, group: Sequence[Line]) -> bool:
        """Whether these lines of a text that is not wrapped throughout were."""
        if any(len(line.text) > 110 for line in group) or is_capitals(group[0].words):
            return False
        pairs = [*pairwise(group)]
        small = sum(not begins_large(b) for _, b in pairs)
        ends = sum(ends_sentence(a) and begins_large(b) for a, b in pairs)
        width = max(len(line.text) for line in group)
        forced = sum(is_forced(a, b, width - 6) for a, b in pairs)
        return width >= 30 and small >= 0.3 * len(pairs) and ends < 0.5 * len(pairs) and forced > 0.6 * len(pairs)
