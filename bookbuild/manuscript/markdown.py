"""Markdown to blocks: CommonMark read by markdown-it-py, less what eats novels.

Off: indented code, underlined heads, link definitions that look like notes. Changed: a list of one item or of
years is the paragraph it was meant to be; a head without words is a scene break. What can't be set yet is
set plainly, with a warning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Attributes,
    Block,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Run,
    Runs,
    SceneBreak,
    plain,
    text_of,
)
from bookbuild.manuscript.pictures import inspect_picture

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST: Final = 100
"""Quotations and lists nested deeper than this are a mistake or an attack."""

BULLET: Final = "•"
CELL_GAP: Final = "\u2003"
"""An em space parts the cells of a table's row while tables can't be set."""

KNOWN_ATTRIBUTES: Final = {"picture": {"width"}}
KNOWN_CLASSES: Final = {"div": {"verse", "letter"}}

_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEAD_BRACES = re.compile(r"\s*(\{[^{}]*\})\s*$")
_MARKS: Final = {"em": Mark.EMPHASIS, "strong": Mark.STRONG}


@dataclass(frozen=True, slots=True)
class Title:
    """A head of the first level: it begins a chapter."""

    runs: Runs
    place: Place | None


def read_markdown(text: str, shown: str, folder: Path, findings: Findings, first_line: int = 1) -> list[Block | Title]:
    """Parse Markdown (already scrubbed) into blocks and chapter titles.

    `shown` names the file in places, `first_line` is the number of the text's first line in it, `folder` is
    the book's folder, beyond which no picture may lie. Raises BookError for pictures that can't be used
    (M020 and following) and for nesting beyond reason (M005).
    """
    _forbid_abysses(text, shown, first_line)
    tokens = _parser().parse(text)
    reader = _Reader(text.split("\n"), shown, folder, findings, first_line)
    return reader.blocks(tokens)


def read_blocks(text: str, place: Place, folder: Path, findings: Findings) -> tuple[Block, ...]:
    """Markdown from a value of book.yaml: blocks only, a chapter title in it becomes a head."""
    found = read_markdown(text, place.file, folder, findings, place.line)
    return tuple(Heading(2, one.runs, one.place) if isinstance(one, Title) else one for one in found)


def read_inline(text: str, place: Place, findings: Findings) -> Runs:
    """One line of Markdown (a title, say) as runs."""
    blocks = read_markdown(text, place.file, Path(), findings, place.line)
    return next((one.runs for one in blocks if isinstance(one, Paragraph | Title)), plain(text, place))


def _forbid_abysses(text: str, shown: str, first_line: int) -> None:
    """Refuse what would exhaust the parser's recursion."""
    abyss = re.search(rf"^[ \t]*(?:>[ \t]?){{{DEEPEST + 1}}}", text, re.MULTILINE)
    if abyss:
        place = Place(shown, first_line + text.count("\n", 0, abyss.start()))
        raise error("M005", f"Quotations are nested more than {DEEPEST} deep here.", "Remove some of the `>`.", place)


@cache
def _parser() -> MarkdownIt:
    """The parser, set up once."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.container import container_plugin

    parser = (
        MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST}).enable("table").disable(["code", "lheading", "text_join"])
    )
    attrs_plugin(parser, spans=True)
    attrs_block_plugin(parser)
    container_plugin(parser, "div", validate=lambda params, _markup: bool(params.strip()))
    references = next(rule for rule in parser.block.ruler.__rules__ if rule.name == "reference")
    define = references.fn

    def reference(state: Any, start: int, end: int, silent: bool) -> bool:
        """Link definitions, but never a note's text (``[^1]: ...``), which would vanish."""
        begin = state.bMarks[start] + state.tShift[start]
        return not state.src.startswith("[^", begin) and define(state, start, end, silent)

    parser.block.ruler.at("reference", reference)
    parser.core.ruler.after("block", "heading_attributes", _take_heading_attributes)
    return parser


def _take_heading_attributes(state: Any) -> None:
    """Move ``{...}`` from the end of a head's text to its token."""
    from mdit_py_plugins.attrs.parse import ParseError, parse

    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        found = _HEAD_BRACES.search(inline.content) if opening.type == "heading_open" else None
        if found:
            try:
                _, values = parse(found[1])
            except ParseError:
                continue
            opening.attrs.update(values)
            inline.content = inline.content[: found.start()]


def _attributes(token: Token) -> Attributes:
    """A token's attributes, the markdown's own ones (source, title, start) left aside."""
    values = {
        key: str(value)
        for key, value in token.attrs.items()
        if key not in ("src", "alt", "title", "href", "start", "style")
    }
    return Attributes(values.pop("id", ""), tuple(values.pop("class", "").split()), tuple(sorted(values.items())))


def _container_attributes(info: str) -> Attributes:
    """What stands after ``:::``: a bare word or braces."""
    from mdit_py_plugins.attrs.parse import ParseError, parse

    info = info.strip()
    if info.startswith("{"):
        try:
            _, values = parse(info)
        except ParseError:
            return Attributes(classes=(info,))
        return Attributes(str(values.get("id", "")), tuple(str(values.get("class", "")).split()))
    return Attributes(classes=tuple(info.split()))


class _Reader:
    """Walks markdown-it's flat token list and builds blocks."""

    def __init__(self, lines: list[str], shown: str, folder: Path, findings: Findings, first_line: int) -> None:
        self.lines = lines
        self.shown = shown
        self.folder = folder
        self.findings = findings
        self.first_line = first_line

    def place(self, token: Token) -> Place:
        """Where a block token begins."""
        line = token.map[0] if token.map else 0
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(self.shown, line + self.first_line, len(text) - len(text.lstrip()) + 1)

    def blocks(self, tokens: Sequence[Token]) -> list[Block | Title]:
        """All blocks of a token list in which every opening has its closing."""
        return [block for group in _groups(tokens) for block in self.group(group)]

    def inner(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Blocks inside another block; a chapter's title can't stand there and becomes a head."""
        return tuple(Heading(2, one.runs, one.place) if isinstance(one, Title) else one for one in self.blocks(tokens))

    def group(self, group: Sequence[Token]) -> Iterator[Block | Title]:
        """The blocks that one top-level construct makes: mostly one."""
        token = group[0]
        place = self.place(token)
        kind = token.type
        if kind == "paragraph_open":
            yield from self.paragraph(group[1], _attributes(token))
        elif kind == "heading_open":
            yield from self.heading(token, group[1], place)
        elif kind == "hr":
            yield SceneBreak(place)
        elif kind == "blockquote_open":
            yield Quotation(self.inner(group[1:-1]), place, _attributes(token))
        elif kind == "container_div_open":
            yield from self.div(token, group[1:-1], place)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            yield from self.item_list(group, place)
        elif kind == "fence":
            yield Preformatted(tuple(token.content.rstrip("\n").expandtabs(4).split("\n")), place)
        elif kind == "html_block":
            yield from self.html(token, place)
        elif kind == "table_open":
            yield from self.table(group, place)
        else:
            raise AssertionError(f"markdown-it gave an unknown block {kind}")

    def paragraph(self, inline: Token, attributes: Attributes, lead: str = "") -> Iterator[Block]:
        """A paragraph; pictures in it come out as blocks of their own."""
        self.check(attributes, "paragraph", self.place(inline))
        runs = self.runs(inline)
        if lead:
            runs = (Run(lead, Mark.PLAIN, runs[0].place if runs else None), *runs)
        if runs:
            yield Paragraph(runs, runs[0].place, attributes)
        for child in inline.children or ():
            if child.type == "image":
                yield self.picture(child, self.place(inline))

    def heading(self, token: Token, inline: Token, place: Place) -> Iterator[Block | Title]:
        """A chapter's title, a head, or (without words) a scene break."""
        attributes = _attributes(token)
        self.check(attributes, "heading", place)
        runs = self.runs(inline)
        if not runs:
            yield SceneBreak(place)
        elif token.tag == "h1":
            yield Title(runs, place)
        else:
            yield Heading(min(int(token.tag[1]), 3), runs, place, attributes)

    def div(self, token: Token, inside: Sequence[Token], place: Place) -> Iterator[Block]:
        """A fenced div: one we know is set as what it is, another's blocks plainly."""
        attributes = _container_attributes(token.info)
        blocks = self.inner(inside)
        if set(attributes.classes) & KNOWN_CLASSES["div"]:
            yield Quotation(blocks, place, attributes)
        else:
            shown = " ".join(attributes.classes) or token.info.strip()
            self.findings.warn(
                "M031",
                f"`::: {shown}` is not known; its text is set as ordinary paragraphs.",
                "Known are: verse, letter.",
                place,
            )
            yield from blocks

    def item_list(self, group: Sequence[Token], place: Place) -> Iterator[Block]:
        """A list; but one item alone, or numbers that don't count up from 1, is text that looks like a list."""
        ordered = group[0].type == "ordered_list_open"
        items = list(_groups(group[1:-1]))
        marks = [f"{item[0].info}{item[0].markup}" if ordered else item[0].markup for item in items]
        counting = [item[0].info.lstrip("0") or "0" for item in items]
        counts_up = counting in (list(map(str, range(start, start + len(items)))) for start in (0, 1))
        if len(items) > 1 and (counts_up or not ordered):
            labels = tuple(marks) if ordered else (BULLET,) * len(items)
            yield ItemList(labels, tuple(self.inner(item[1:-1]) for item in items), place)
            return
        for mark, item in zip(marks, items, strict=True):
            yield from self.unlisted(mark, item[1:-1], self.place(item[0]))

    def unlisted(self, mark: str, tokens: Sequence[Token], place: Place) -> Iterator[Block]:
        """An item's blocks with its mark put back before the first paragraph."""
        groups = list(_groups(tokens))
        if groups and groups[0][0].type == "paragraph_open":
            yield from self.paragraph(groups[0][1], Attributes(), f"{mark} ")
            groups = groups[1:]
        else:
            yield Paragraph(plain(mark, place), place)
        for group in groups:
            for block in self.group(group):
                yield Heading(2, block.runs, block.place) if isinstance(block, Title) else block

    def html(self, token: Token, place: Place) -> Iterator[Block]:
        """HTML's text without its tags; a comment is the author's own and not printed."""
        bare = _COMMENT.sub("", token.content)
        if not bare.strip():
            return
        self.findings.warn(
            "M030",
            "HTML can't be set; its text is set plainly.",
            "Use Markdown: *emphasis*, `>` for a quotation.",
            place,
        )
        for part in re.split(r"\n\s*\n", html.unescape(_TAG.sub(" ", bare))):
            words = " ".join(part.split())
            if words:
                yield Paragraph(plain(words, place), place)

    def table(self, group: Sequence[Token], place: Place) -> Iterator[Block]:
        """A table as lines of text."""
        self.findings.warn("M033", "Tables can't be set yet; the rows are set as lines.", "", place)
        runs: list[Run] = []
        gap = ""
        for token in group:
            if token.type == "inline":
                cell = self.runs(token)
                if cell:
                    runs.append(Run(gap, Mark.PLAIN, cell[0].place))
                    runs.extend(cell)
                gap = CELL_GAP
            elif token.type == "tr_close":
                gap = LINE_SEPARATOR
        runs = [run for run in runs if run.text]
        if runs:
            yield Paragraph(tuple(runs), place)

    def picture(self, token: Token, place: Place) -> Picture:
        """A picture, looked at: it must be there, whole, and inside the book's folder."""
        attributes = _attributes(token)
        self.check(attributes, "picture", place)
        source = str(token.attrs.get("src", ""))
        seen = inspect_picture(source, self.folder, place)
        return Picture(
            seen.file, seen.width, seen.height, plain(str(token.attrs.get("title", "")), place), place, attributes
        )

    def check(self, attributes: Attributes, element: str, place: Place) -> None:
        """Warn of attributes that mean nothing here."""
        names = [f".{one}" for one in attributes.classes] + [key for key, _ in attributes.values]
        unknown = [name for name in names if name not in KNOWN_ATTRIBUTES.get(element, ())]
        if unknown:
            known = ", ".join(sorted(KNOWN_ATTRIBUTES.get(element, ()))) or "none yet"
            self.findings.warn(
                "M032",
                f"{{{' '.join(unknown)}}} means nothing on a {element} and is left out.",
                f"Known here: {known}.",
                place,
            )

    def runs(self, inline: Token) -> Runs:
        """The words of an inline token with marks and places."""
        return _Inline(self, inline).read()


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut a flat token list at its own level: each slice one construct, opening to closing."""
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : at + 1]
            start = at + 1


class _Inline:
    """Reads one inline token. Its children carry no positions: each is found again in the source, in order."""

    def __init__(self, reader: _Reader, token: Token) -> None:
        self.reader = reader
        self.children = token.children or []
        self.content = token.content
        self.starts = self._starts_of_lines(token)
        self.line = 0
        self.cursor = 0
        self.found: list[Run] = []
        self.mark = Mark.PLAIN

    def _starts_of_lines(self, token: Token) -> list[tuple[int, int, int]]:
        """For each line of the content: its offset there, its line in the file, the column it begins at."""
        first, last = token.map or (0, len(self.reader.lines))
        starts: list[tuple[int, int, int]] = []
        offset, at = 0, first
        for text in self.content.split("\n"):
            wanted = text.strip()
            column = -1
            for line in range(at, min(last, len(self.reader.lines))):
                column = self.reader.lines[line].find(wanted)
                if column >= 0:
                    at = line
                    break
            starts.append((offset, at + self.reader.first_line, max(column, 0) + 1 - (len(text) - len(text.lstrip()))))
            offset += len(text) + 1
            at += 1
        return starts

    def place(self, offset: int) -> Place:
        """The place of an offset in the content; offsets only grow."""
        while self.line + 1 < len(self.starts) and self.starts[self.line + 1][0] <= offset:
            self.line += 1
        begin, line, column = self.starts[self.line]
        return Place(self.reader.shown, line, column + offset - begin)

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
            self.words(child.content, child.markup)
        elif kind == "softbreak":
            self.words(" ", "\n")
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
        if "[^" in text and _NOTE.search(text):
            self.reader.findings.warn(
                "M034", "Notes can't be set yet; this one stands as it was typed.", "", self.place(at)
            )
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
        """A tag inside a paragraph."""
        self.skip(child.content)
        if _BREAK_TAG.fullmatch(child.content):
            self.found.append(Run(LINE_SEPARATOR, self.mark, self.place(self.cursor)))
        elif not child.content.startswith("<!--"):
            self.reader.findings.warn(
                "M030", f"HTML can't be set; {child.content} is left out, its text kept.", "", self.place(self.cursor)
            )

    def opening(self, child: Token) -> None:
        """A link or a span: print shows its words only."""
        place = self.place(self.cursor)
        if child.type == "link_open" and child.markup != "autolink":
            self.reader.findings.warn(
                "M035",
                "A link can't be followed on paper; only its words are set.",
                "Print the address in the text if the reader needs it.",
                place,
            )
        elif child.type == "span_open":
            self.reader.check(_attributes(child), "span", place)


def _trimmed(runs: list[Run]) -> Runs:
    """Runs without white space at the paragraph's ends."""
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        first = runs[0].text.lstrip()
        place = runs[0].place
        runs[0] = replace(runs[0], text=first, place=place.moved(len(runs[0].text) - len(first)) if place else None)
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)


__all__ = ["Title", "read_blocks", "read_inline", "read_markdown", "text_of"]
