"""The words inside a block: runs with their marks, each at its place in the source."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.attributes import HIDDEN, attributes_of, check_attributes
from bookbuild.manuscript.blocks import INDENT, LINE_SEPARATOR, Mark, Run, Runs
from bookbuild.manuscript.inlinetags import BLOCK_TAGS, mark_of_tag, name_of
from bookbuild.manuscript.source import scrub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

PUNCTUATED: Final = "\"'."
"""Marks that the editor leaves as they are where a backslash stands before them. Hyphens are not among them: one is
escaped at a paragraph's beginning so that it makes no list."""

DEEPEST_INDENT: Final = 24
"""More spaces than this before a line of verse are no more ens."""

NEW_PAGE: Final = Run("\f")
NEW_PARAGRAPH: Final = Run("\v")
"""What parts an inline text into several paragraphs: a page break, a block's tag."""

_SHOWN = re.compile(f"[^{HIDDEN}]+")
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_CITATION = re.compile(r"\[-?@[\w][^\]\n]*\]|\[[^\]\n@]*\s-?@[\w:.-]+[^\]\n]*\]")
_REFERENCE = re.compile(r"(?<![\w.@])@(?:fig|tbl|sec|eq|lst|thm|cor|exr|exm)-[\w-]+")
_MARKS: Final = {
    "em": Mark.EMPHASIS, "strong": Mark.STRONG, "s": Mark.STRUCK, "u": Mark.UNDERLINED, "mark": Mark.UNDERLINED,
    "sub": Mark.INFERIOR, "sup": Mark.SUPERIOR, "sc": Mark.SMALL_CAPS, "code": Mark.CODE, "plain": Mark.PLAIN,
}  # fmt: skip
_SPAN_MARKS: Final = {
    "smallcaps": Mark.SMALL_CAPS, "small-caps": Mark.SMALL_CAPS, "sc": Mark.SMALL_CAPS, "underline": Mark.UNDERLINED,
    "ul": Mark.UNDERLINED, "mark": Mark.UNDERLINED, "strikeout": Mark.STRUCK,
}  # fmt: skip
"""Classes of spans that other programs know."""
_WHITE: Final = " \t\n\r\u00a0\u2028\u202f\u2003"
"""What is taken off a paragraph's ends; an indent is not."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of a text, the name messages give its file, and the number of its first line there."""

    lines: list[str]
    shown: str
    first_line: int
    findings: Findings


class Words(NamedTuple):
    """The words of one paragraph, and whether a new page begins with it."""

    runs: Runs
    new_page: bool = False


class InlineReader:
    """Reads one inline token. Its children carry no positions: each is found again in the source, in order."""

    def __init__(self, source: SourceText, token: Token, keeps_lines: bool = False, edge: int = -1) -> None:
        """`keeps_lines`: in verse, where lines end as typed; `edge` is how far unindented lines are set in there, -1 where nothing says so."""
        self.source = source
        self.keeps_lines = keeps_lines
        self.edge = edge
        self.children = token.children or []
        self.content = token.content
        self.starts = self._starts_of_lines(token)
        self.depths: list[int] = []
        self.line = 0
        self.cursor = 0
        self.found: list[Run] = []
        self.mark = Mark.PLAIN
        self.tags: list[tuple[str, Mark]] = []
        self.spans: list[Mark] = []
        self.pictures: list[Token] = []

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
        """All words as one paragraph."""
        self._read()
        return _trimmed([Run(" ") if run in (NEW_PAGE, NEW_PARAGRAPH) else run for run in self.found])

    def paragraphs(self) -> Iterator[Words]:
        """The words, parted where a block's tag or a page break stands among them; the last may have none but a page break."""
        self._read()
        runs: list[Run] = []
        new_page = False
        for run in [*self.found, NEW_PARAGRAPH]:
            if run not in (NEW_PAGE, NEW_PARAGRAPH):
                runs.append(run)
                continue
            words = _trimmed(runs)
            if words:
                yield Words(words, new_page)
                new_page = False
            runs = []
            new_page = new_page or run == NEW_PAGE
        if new_page:
            yield Words((), True)

    def _read(self) -> None:
        if self.keeps_lines:
            self.indent(0)
        for child in self.children:
            self.child(child)

    def child(self, child: Token) -> None:
        """One child: move the cursor over its source and keep its words."""
        kind = child.type
        name, _, end = kind.rpartition("_")
        if kind == "text":
            self.words(child.content, child.content)
        elif kind == "text_special":
            self.special(child)
        elif kind in ("softbreak", "hardbreak"):
            kept = kind == "hardbreak" or self.keeps_lines
            self.words(LINE_SEPARATOR if kept else " ", "\n")
            if kept:
                self.indent(self.cursor)
        elif end in ("open", "close") and name in _MARKS:
            self.mark ^= _MARKS[name]
            self.skip(child.markup)
        elif kind == "code_inline":
            self.mark |= Mark.CODE
            self.words(child.content, child.content)
            self.mark &= ~Mark.CODE
        elif kind == "html_inline":
            self.html(child)
        elif kind == "image":
            self.pictures.append(child)
        elif kind in ("link_open", "span_open"):
            self.opening(child)
        elif kind == "span_close":
            self.mark ^= self.spans.pop() if self.spans else Mark.PLAIN
        else:
            self.command(child)

    def special(self, child: Token) -> None:
        """An escaped sign, or a character by its name, made decent as a typed one is."""
        text = child.content
        if child.info == "entity":
            text = scrub(html.unescape(child.markup), self.source.shown, self.source.findings, self._here(child.markup))
        literal = Mark.LITERAL if text in PUNCTUATED and child.info == "escape" else Mark.PLAIN
        self.mark |= literal
        self.words(text, child.markup)
        self.mark &= ~literal

    def command(self, child: Token) -> None:
        """A command of LaTeX that prints nothing, parts pages, or can't be read."""
        kind, place = child.type, self._here(child.markup or child.content)
        if kind == "page_break":
            self.found.append(NEW_PAGE)
            self.skip(child.markup)
        elif kind.startswith("silent_"):
            self.skip(child.markup)
            if kind in ("silent_index", "silent_label"):
                message = f"`\\{kind[7:]}` can't be carried out yet; it is left out."
                self.source.findings.warn("M036", message, "", place)
        elif kind == "latex_note":
            message = "Notes can't be set yet; this one stands as it was typed."
            self.source.findings.warn("M034", message, "", place)
        elif kind == "latex_unknown":
            message = f"`{child.content}` is no command that is known here; it stands as it was typed."
            self.source.findings.warn("M036", message, "Write what it stands for.", place)

    def _here(self, markup: str) -> Place:
        """Where some markup stands, from the cursor on."""
        return self.place(max(self.content.find(markup, self.cursor), self.cursor))

    def indent(self, at: int) -> None:
        """Ens for the spaces before the line that begins at an offset, past those before the least indented one."""
        self.place(at)
        if not self.depths:
            leads = [len(text) - len(text.lstrip()) for text in self.content.split("\n")]
            starts = zip(self.starts, leads, strict=True)
            self.depths = [self._depth(line, column + lead) for (_, line, column), lead in starts]
            least = min(self.depths)
            self.edge = least if self.edge < 0 else min(least, self.edge)
        depth = self.depths[self.line] - self.edge
        if depth > 0:
            self.found.append(Run(INDENT * min(depth, DEEPEST_INDENT), self.mark))

    def _depth(self, line: int, column: int) -> int:
        """The column of a line's first character, tabs counted as four."""
        text = self.source.lines[line - self.source.first_line] if line else ""
        return len(text[: column - 1].expandtabs(4))

    def words(self, text: str, source: str) -> None:
        """Keep some words, found in the source as `source`."""
        at = self.content.find(source, self.cursor) if source else self.cursor
        at = self.cursor if at < 0 else at
        self.cursor = at + len(source)
        if "[" in text or "@" in text:
            self.tell(text, at)
        if HIDDEN in text:
            for shown in _SHOWN.finditer(text):
                self.found.append(Run(shown[0], self.mark, self.place(at).moved(shown.start())))
            return
        if not text:
            return
        last = self.found[-1] if self.found else None
        joins = last is not None and last.mark == self.mark and "\n" not in self.content[:at][-1:]
        joins = joins and last is not None and last.place is not None and not last.text.endswith(LINE_SEPARATOR)
        if last is not None and joins:
            self.found[-1] = Run(last.text + text, last.mark, last.place)
        else:
            self.found.append(Run(text, self.mark, self.place(at)))

    def tell(self, text: str, at: int) -> None:
        """Tell of notes, citations and references among some words: they stand as they were typed."""
        if self.mark & Mark.CODE:
            return
        kinds = (
            (_NOTE, "M034", "Notes can't be set yet; this one stands as it was typed."),
            (_CITATION, "M038", "Citations can't be set yet; this one stands as it was typed."),
            (_REFERENCE, "M038", "References can't be set yet; this one stands as it was typed."),
        )
        for pattern, code, message in kinds:
            for found in pattern.finditer(text):
                self.source.findings.warn(code, message, "", self.place(at).moved(found.start()))

    def skip(self, markup: str) -> None:
        """Move over a mark that prints nothing."""
        at = self.content.find(markup, self.cursor)
        if at >= 0:
            self.cursor = at + len(markup)

    def html(self, child: Token) -> None:
        """A tag: what it means for the words in it; one that is not known is left out with a warning."""
        place = self._here(child.content)
        self.skip(child.content)
        tag, closes = name_of(child.content)
        if tag == "br":
            self.found.append(Run(LINE_SEPARATOR, self.mark, place))
        elif tag == "img":
            self.pictures.append(child)
        elif tag in BLOCK_TAGS:
            self.found.append(NEW_PARAGRAPH)
        elif closes:
            self.close(tag)
        else:
            mark = mark_of_tag(child.content)
            if tag == "a" and "href" in child.content:
                self._link(place)
            if mark is None:
                message = f"HTML: <{tag}> can't be set; it is left out, its text kept."
                self.source.findings.warn("M030", message, "Use Markdown: *emphasis*, `>` for a quotation.", place)
            elif not child.content.endswith("/>"):
                self.tags.append((tag, mark))
                self.mark ^= mark

    def close(self, tag: str) -> None:
        """The end of an element: its mark is taken off, and those of elements left open in it."""
        if any(name == tag for name, _ in self.tags):
            name = ""
            while name != tag:
                name, mark = self.tags.pop()
                self.mark ^= mark

    def opening(self, child: Token) -> None:
        """A link or a span: print shows its words only."""
        place = self.place(self.cursor)
        if child.type == "link_open" and child.markup != "autolink":
            self._link(place)
        elif child.type == "span_open":
            attributes = attributes_of(child)
            known = {one: _SPAN_MARKS[one] for one in attributes.classes if one in _SPAN_MARKS}
            rest = replace(attributes, classes=tuple(one for one in attributes.classes if one not in known))
            check_attributes(rest, "span", place, self.source.findings)
            mark = Mark.PLAIN
            for one in known.values():
                mark |= one
            self.spans.append(mark)
            self.mark ^= mark

    def _link(self, place: Place) -> None:
        message = "A link can't be followed on paper; only its words are set."
        self.source.findings.warn("M035", message, "Print the address in the text if the reader needs it.", place)


def _trimmed(runs: list[Run]) -> Runs:
    """Runs without white space at the paragraph's ends; an indent stays, where words follow it."""
    if not "".join(run.text for run in runs).strip():
        return ()
    while runs and not runs[0].text.strip(_WHITE):
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    first = runs[0].text.lstrip(_WHITE)
    if first != runs[0].text:
        place = runs[0].place
        runs[0] = replace(runs[0], text=first, place=place.moved(len(runs[0].text) - len(first)) if place else None)
    if runs[-1].text[-1].isspace():
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)
