"""The words inside a block: runs with their marks, each at its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.attributes import HIDDEN, attributes_of, check_attributes
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Mark, Run, Runs

if TYPE_CHECKING:
    from markdown_it.token import Token

PUNCTUATED: Final = "\"'."
"""Marks that the editor leaves as they are where a backslash stands before them. Hyphens are not among them: one is
escaped at a paragraph's beginning so that it makes no list."""

_SHOWN = re.compile(f"[^{HIDDEN}]+")
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_TAG_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
_BLOCK_TAGS: Final = {"p", "div", "td", "th", "tr", "li", "h1", "h2", "h3", "hr", "ul", "ol", "table", "blockquote"}
_MARKS: Final = {"em": Mark.EMPHASIS, "strong": Mark.STRONG}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of a text, the name messages give its file, and the number of its first line there."""

    lines: list[str]
    shown: str
    first_line: int
    findings: Findings


class InlineReader:
    """Reads one inline token. Its children carry no positions: each is found again in the source, in order."""

    def __init__(self, source: SourceText, token: Token, keeps_lines: bool = False) -> None:
        self.source = source
        self.line_end = LINE_SEPARATOR if keeps_lines else " "
        self.children = token.children or []
        self.content = token.content
        self.starts = self._starts_of_lines(token)
        self.line = 0
        self.cursor = 0
        self.found: list[Run] = []
        self.mark = Mark.PLAIN

    def _starts_of_lines(self, token: Token) -> list[tuple[int, int, int]]:
        """For each line of the content: its offset there, its line in the file, the column it begins at."""
        first, last = token.map or (0, len(self.source.lines))
        starts: list[tuple[int, int, int]] = []
        offset, at = 0, first
        for text in self.content.split("\n"):
            wanted = text.strip()
            column = -1
            for line in range(at, min(last, len(self.source.lines))):
                column = self.source.lines[line].find(wanted)
                if column >= 0:
                    at = line
                    break
            starts.append((offset, at + self.source.first_line, max(column, 0) + 1 - (len(text) - len(text.lstrip()))))
            offset += len(text) + 1
            at += 1
        return starts

    def place(self, offset: int) -> Place:
        """The place of an offset in the content; offsets only grow."""
        while self.line + 1 < len(self.starts) and self.starts[self.line + 1][0] <= offset:
            self.line += 1
        begin, line, column = self.starts[self.line]
        return Place(self.source.shown, line, column + offset - begin)

    def read(self) -> Runs:
        for child in self.children:
            self.child(child)
        return _trimmed(self.found)

    def child(self, child: Token) -> None:
        """One child: move the cursor over its source and keep its words."""
        kind = child.type
        if kind == "text":
            self.words(child.content, child.content)
        elif kind == "text_special":
            literal = Mark.LITERAL if child.content in PUNCTUATED and child.info == "escape" else Mark.PLAIN
            self.mark |= literal
            self.words(child.content, child.markup)
            self.mark &= ~literal
        elif kind == "softbreak":
            self.words(self.line_end, "\n")
        elif kind == "hardbreak":
            self.words(LINE_SEPARATOR, "\n")
        elif kind in ("em_open", "em_close", "strong_open", "strong_close"):
            self.mark ^= _MARKS[kind.partition("_")[0]]
            self.skip(child.markup)
        elif kind == "code_inline":
            self.mark |= Mark.CODE
            self.words(child.content, child.content)
            self.mark &= ~Mark.CODE
        elif kind == "html_inline":
            self.html(child)
        elif kind in ("link_open", "span_open"):
            self.opening(child)

    def words(self, text: str, source: str) -> None:
        """Keep some words, found in the source as `source`."""
        at = self.content.find(source, self.cursor) if source else self.cursor
        at = self.cursor if at < 0 else at
        self.cursor = at + len(source)
        note = _NOTE.search(text) if "[^" in text else None
        if note:
            place = self.place(at).moved(note.start())
            self.source.findings.warn("M034", "Notes can't be set yet; this one stands as it was typed.", "", place)
        if HIDDEN in text:
            for shown in _SHOWN.finditer(text):
                self.found.append(Run(shown[0], self.mark, self.place(at).moved(shown.start())))
            return
        if not text:
            return
        last = self.found[-1] if self.found else None
        joins = last is not None and last.mark == self.mark and "\n" not in self.content[:at][-1:]
        if last is not None and joins and not last.text.endswith(LINE_SEPARATOR):
            self.found[-1] = Run(last.text + text, last.mark, last.place)
        else:
            self.found.append(Run(text, self.mark, self.place(at)))

    def skip(self, markup: str) -> None:
        """Move over a mark that prints nothing."""
        at = self.content.find(markup, self.cursor)
        if at >= 0:
            self.cursor = at + len(markup)

    def html(self, child: Token) -> None:
        """A tag: left out with a warning; what would begin a line or a block parts the words on either side."""
        place = self.place(max(self.content.find(child.content, self.cursor), self.cursor))
        self.skip(child.content)
        name = _TAG_NAME.match(child.content)
        tag = name[1].lower() if name else ""
        if tag == "br":
            self.found.append(Run(LINE_SEPARATOR, self.mark, place))
            return
        if tag in _BLOCK_TAGS:
            self.found.append(Run(" ", self.mark, place))
        message = f"HTML can't be set; {child.content} is left out, its text kept."
        self.source.findings.warn("M030", message, "Use Markdown: *emphasis*, `>` for a quotation.", place)

    def opening(self, child: Token) -> None:
        """A link or a span: print shows its words only."""
        place = self.place(self.cursor)
        if child.type == "link_open" and child.markup != "autolink":
            self.source.findings.warn(
                "M035",
                "A link can't be followed on paper; only its words are set.",
                "Print the address in the text if the reader needs it.",
                place,
            )
        elif child.type == "span_open":
            check_attributes(attributes_of(child), "span", place, self.source.findings)


def _trimmed(runs: list[Run]) -> Runs:
    """Runs without white space at the paragraph's ends."""
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs and runs[0].text[0].isspace():
        first = runs[0].text.lstrip()
        place = runs[0].place
        runs[0] = replace(runs[0], text=first, place=place.moved(len(runs[0].text) - len(first)) if place else None)
    if runs and runs[-1].text[-1].isspace():
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)
