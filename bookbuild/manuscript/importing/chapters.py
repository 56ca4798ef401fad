"""Blocks become chapters of Markdown: headings, breaks, verse and paragraphs in their places, each decision noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bookbuild.manuscript.importing.candidates import one_line, usual_gap
from bookbuild.manuscript.importing.headings import is_capitals, is_the_end
from bookbuild.manuscript.importing.outline import Head
from bookbuild.manuscript.importing.record import Block, Chapter, Imported, Kind
from bookbuild.manuscript.importing.titlewords import is_motto, source_of
from bookbuild.manuscript.punctuation import edits_of

BREAK: Final = "* * *"
_MARK = re.compile(r"\[(?:illustration|footnote|transcriber|note)", re.IGNORECASE)


def fill_chapters(
    blocks: Sequence[Block],
    heads: Mapping[int, Head],
    book: Imported,
    written: Callable[[str], str],
    blank_breaks: bool,
) -> None:
    """Put all blocks into the book's chapters. `written` turns a text into Markdown."""
    _Filler(blocks, heads, book, written, blank_breaks).fill()


class _Filler:
    """Goes through the blocks once."""

    def __init__(
        self,
        blocks: Sequence[Block],
        heads: Mapping[int, Head],
        book: Imported,
        written: Callable[[str], str],
        blank_breaks: bool,
    ) -> None:
        self.blocks = blocks
        self.heads = heads
        self.book = book
        self.written = written
        self.blank_breaks = blank_breaks
        self.usual = usual_gap(blocks)
        self.chapter = Chapter("")
        self.parts: list[str] = []
        self.stanzas: list[list[tuple[int, str]]] = []
        """The poem that is being read: the lines of each stanza with their indents."""

    def fill(self) -> None:
        self.book.chapters.append(self.chapter)
        at = 0
        while at < len(self.blocks):
            head = self.heads.get(at)
            if head:
                self.open(head, self.blocks[at])
                at += head.takes
                if head.opens == "chapter":
                    at += self.motto(at)
                continue
            self.add(at)
            at += 1
        self.end_chapter()
        self.book.chapters = [one for one in self.book.chapters if one.heading or one.paragraphs]
        self.doubt_beginning()

    def open(self, head: Head, block: Block) -> None:
        """A part, a chapter or a section begins."""
        if head.opens == "section":
            self.book.decide(block.number, f"a section's heading: {head.text}")
            self.drop_break()
            self.chapter.paragraphs.append(f"## {self.written(head.text)}")
        elif head.opens == "part":
            self.end_chapter()
            self.book.decide(block.number, f"a part: {head.text}")
            self.parts.append(self.written(head.text))
            self.begin("")
        else:
            self.end_chapter()
            self.book.decide(block.number, f"a heading: {head.text}")
            self.begin(self.written(head.text))
        if head.section:
            self.book.decide(block.number, f"a section's heading: {head.section}")
            self.chapter.paragraphs.append(f"## {self.written(head.section)}")
        if head.after:
            self.chapter.paragraphs.append(self.written(head.after))

    def begin(self, heading: str) -> None:
        """A new chapter; parts that have no text of their own yet open with it."""
        if heading and self.chapter.parts and not self.chapter.paragraphs:
            self.parts = [*self.chapter.parts]
            self.book.chapters.remove(self.chapter)
        elif not heading and self.chapter.parts and not self.chapter.paragraphs:
            self.parts = [*self.chapter.parts, *self.parts]
            self.book.chapters.remove(self.chapter)
        self.chapter = Chapter(heading, parts=self.parts)
        self.parts = []
        self.book.chapters.append(self.chapter)

    def end_chapter(self) -> None:
        """A break at a chapter's end parts nothing."""
        self.drop_break()

    def drop_break(self) -> None:
        """Take back a break that nothing follows."""
        if self.chapter.paragraphs[-1:] == [BREAK]:
            self.chapter.paragraphs.pop()

    def add(self, at: int) -> None:
        """A break or a piece of text."""
        block = self.blocks[at]
        body = self.chapter.paragraphs
        if block.kind is Kind.BREAK:
            self.add_break(at)
            return
        if body and block.gap > self.usual and body[-1] != BREAK:
            self.doubled_blank(block)
        if _MARK.match(block.text):
            self.book.doubt(block.number, f"a mark that stays as text: {one_line(block)[:60]}")
        self.note_quotes(at)
        if block.kind is Kind.LINES and self.book.is_play:
            block = self.without_speaker(block)
        if block.kind is Kind.LINES:
            self.add_lines(block)
        else:
            body.append(self.written(block.text))

    def add_break(self, at: int) -> None:
        """A scene break, if it parts something."""
        block, body = self.blocks[at], self.chapter.paragraphs
        text_after = at + 1 < len(self.blocks) and at + 1 not in self.heads
        if text_after and body and body[-1] != BREAK and not body[-1].startswith("## "):
            self.book.decide(block.number, f"a scene break: {block.text}")
            body.append(BREAK)
        else:
            self.book.decide(block.number, f"an ornament that parts nothing, left out: {block.text}")

    def add_lines(self, block: Block) -> None:
        """Verse, or lines that may be some."""
        lines = block.text.split("\n")
        shown = f"{lines[0][:40]} / {lines[1][:40]}"
        moved_in = all(line.indent for line in block.lines) and self.goes_on(block)
        if moved_in or (block.sure and len(lines) > 2):
            self.book.decide(block.number, f"{len(lines)} lines kept as verse: {shown}")
            self.add_verse(block)
            return
        if not block.sure:
            self.book.doubt(block.number, f"{len(lines)} short lines, kept as lines: {shown}")
        else:
            self.book.decide(block.number, f"{len(lines)} lines kept: {shown}")
        self.chapter.paragraphs.append(self.written(block.text).replace("\n", "\\\n"))

    def without_speaker(self, block: Block) -> Block:
        """What a person of a play says in verse, the name above it put into a paragraph of its own."""
        name, *said = block.text.split("\n")
        if not is_capitals(name):
            return block
        self.chapter.paragraphs.append(self.written(name))
        kind = Kind.LINES if len(said) > 1 else Kind.PROSE
        return replace(block, lines=block.lines[1:], text="\n".join(said), kind=kind)

    def add_verse(self, block: Block) -> None:
        """A stanza, in one piece with the one right before it; lines are moved in as they were typed, counted from the
        least indented one of the poem."""
        body = self.chapter.paragraphs
        if self.goes_on(block):
            body.pop()
        else:
            self.stanzas = []
        written = self.written(block.text).split("\n")
        self.stanzas.append([(line.indent, text) for line, text in zip(block.lines, written, strict=True)])
        least = min(indent for stanza in self.stanzas for indent, _ in stanza)
        stanzas = ("\n".join(" " * (indent - least) + text for indent, text in stanza) for stanza in self.stanzas)
        body.append("::: verse\n" + "\n\n".join(stanzas) + "\n:::")

    def goes_on(self, block: Block) -> bool:
        """Whether a stanza stands right before a block."""
        body = self.chapter.paragraphs
        return bool(body) and body[-1].endswith("\n:::") and block.gap <= max(self.usual, 1)

    def doubled_blank(self, block: Block) -> None:
        """More blank lines than usual: a scene break if the author says so, else a doubt."""
        if self.blank_breaks:
            self.book.decide(block.number, "a scene break: blank lines")
            self.chapter.paragraphs.append(BREAK)
        elif not is_the_end(block.text) and not self.book.is_play:
            what = "more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)"
            self.book.doubt(block.number, what)

    def motto(self, at: int) -> int:
        """A quotation with its source right after a heading, set off as one; how many blocks it takes."""
        for count in (1, 2):
            block = self.blocks[at + count - 1] if at + count < len(self.blocks) else None
            if block is None or at + count - 1 in self.heads or block.kind not in (Kind.PROSE, Kind.LINES):
                return 0
            lines = [line for one in self.blocks[at : at + count] for line in one.text.split("\n")]
            alone = len(block.lines) == 1 if count == 2 else len(lines) > 1
            if alone and source_of(lines[-1]) and is_motto("\n".join(lines[:-1])):
                said = "\n".join(lines[:-1]) if len(lines) > 2 else lines[0]
                self.book.decide(self.blocks[at].number, f"a motto under the heading: {one_line(self.blocks[at])[:60]}")
                quoted = self.written(said).replace("\n", "\\\n> ")
                self.chapter.paragraphs.append(f"> {quoted}\n>\n> {self.written(lines[-1])}")
                return count
        return 0

    def note_quotes(self, at: int) -> None:
        """List the marks of a paragraph that the build will turn, and those that are doubtful."""
        block = self.blocks[at]
        if block.kind is Kind.AS_IS:
            return
        runs_on = at + 1 < len(self.blocks) and self.blocks[at + 1].text[:1] in "“\"‘'«„»"
        edits, doubts = edits_of(block.text, self.book.language, runs_on)
        turned = [
            f"{block.text[one.begin : one.end]} to {one.text}"
            for one in edits
            if block.text[one.begin : one.end] in ("'", '"', "‘")
        ]
        if turned:
            self.book.decide(block.number, f"quotes turned: {', '.join(turned)}")
        for doubt in doubts:
            around = block.text[max(doubt.at - 15, 0) : doubt.at + 15].replace("\n", " / ")
            self.book.doubt(block.number, f"{doubt.message} (“... {around} ...”)")

    def doubt_beginning(self) -> None:
        """Text before the first heading is a chapter without one: rarely what an author means."""
        chapters = self.book.chapters
        if len(chapters) > 1 and not chapters[0].heading and not chapters[0].parts:
            line = self.blocks[0].number
            self.book.doubt(line, "the text before the first heading is a chapter without a title")
