"""Markdown to blocks: CommonMark read by markdown-it-py, less what eats novels.

Off: indented code, underlined heads, link definitions that look like notes. Changed: a list of one item or of
years is the paragraph it was meant to be; a head without words is a scene break. What can't be set yet is
set plainly, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.attributes import (
    HIDDEN,
    KNOWN_CLASSES,
    attributes_of,
    check_attributes,
    container_attributes,
    quoted_shares,
    take_corrections,
    take_heading_attributes,
    take_line_of_attributes,
)
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
)
from bookbuild.manuscript.inline import InlineReader, SourceText
from bookbuild.manuscript.pictures import inspect_picture

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST: Final = 100
"""Quotations and lists nested deeper than this are a mistake or an attack."""

BULLET: Final = "•"
CELL_GAP: Final = "\u2003"
"""An em space parts the cells of a table's row while tables can't be set."""


_COMMENT = re.compile(
    r"(?P<kept>\\[!-/:-@\[-`{-~]|^[ \t>]*(?P<mark>```+|~~~+)[^\n`]*\n.*?(?:^[ \t>]*(?P=mark)|\Z)|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|<!--",
    re.DOTALL | re.MULTILINE,
)
_HIDDEN_AT_EDGE = re.compile(f"^[ \t{HIDDEN}]*{HIDDEN}[ \t{HIDDEN}]*", re.MULTILINE)
_ADDRESS = re.compile(r"\[[^\]]*\]:[ \t]*(?:<|[/.#]|mailto:|\w+://)")


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
    text = quoted_shares(_without_comments(text))
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        place = Place(shown, first_line)
        raise error(
            "M005", "Brackets or marks are nested too deeply in this text.", "Remove some of them.", place
        ) from None
    reader = _Reader(SourceText(text.split("\n"), shown, first_line, findings), folder)
    return reader.blocks(tokens)


def read_blocks(text: str, place: Place, folder: Path, findings: Findings) -> tuple[Block, ...]:
    """Markdown from a value of book.yaml: blocks only, a chapter title in it becomes a head."""
    found = read_markdown(text, place.file, folder, findings, place.line)
    return tuple(Heading(2, one.runs, one.place) if isinstance(one, Title) else one for one in found)


def read_inline(text: str, place: Place, findings: Findings) -> Runs:
    """One line of Markdown (a title, say) as runs."""
    blocks = read_markdown(text, place.file, Path(), findings, place.line)
    return next((one.runs for one in blocks if isinstance(one, Paragraph | Title)), plain(text, place))


def _without_comments(text: str) -> str:
    """The text with its comments hidden, every other character where it was; comments in code are code."""
    if "<!--" not in text:
        return text
    parts: list[str] = []
    at = 0
    while found := _COMMENT.search(text, at):
        end = found.end() if found["kept"] else text.find("-->", found.end()) + 3
        if end < found.end():
            break  # one that is never closed: it and all after it are text
        inside = text[found.start() : end]
        parts += [text[at : found.start()], inside if found["kept"] else re.sub(r"[^\n]", HIDDEN, inside)]
        at = end
    hidden = "".join([*parts, text[at:]])
    return _HIDDEN_AT_EDGE.sub(lambda found: " " * len(found[0]), hidden)


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
        MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST})
        .enable("table")
        .disable(["code", "lheading", "html_block", "text_join"])
    )
    attrs_plugin(parser, spans=True)
    attrs_block_plugin(parser)
    container_plugin(parser, "div", validate=lambda params, _markup: bool(params.strip()))
    references = next(rule for rule in parser.block.ruler.__rules__ if rule.name == "reference")
    define = references.fn

    def reference(state: Any, start: int, end: int, silent: bool) -> bool:
        """Link definitions that lead to an address; ``[Ghost]: Boo!`` and a note's text are words of the book."""
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        return bool(_ADDRESS.match(line)) and define(state, start, end, silent)

    parser.block.ruler.at("reference", reference)
    parser.block.ruler.at("attr", take_line_of_attributes)
    parser.core.ruler.after("block", "heading_attributes", take_heading_attributes)
    parser.core.ruler.after("block", "corrections", take_corrections)
    return parser


class _Reader:
    """Walks markdown-it's flat token list and builds blocks."""

    def __init__(self, source: SourceText, folder: Path) -> None:
        self.source = source
        self.folder = folder
        self.keeps_lines = False

    def place(self, token: Token) -> Place:
        """Where a block token begins."""
        line = token.map[0] if token.map else 0
        text = self.source.lines[line] if line < len(self.source.lines) else ""
        return Place(self.source.shown, line + self.source.first_line, len(text) - len(text.lstrip()) + 1)

    def blocks(self, tokens: Sequence[Token]) -> list[Block | Title]:
        """All blocks of a token list in which every opening has its closing."""
        return [block for group in _groups(tokens) for block in self.group(group)]

    def inner(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Blocks inside another block; a chapter's title can't stand there and becomes a head."""
        return tuple(Heading(2, one.runs, one.place) if isinstance(one, Title) else one for one in self.blocks(tokens))

    def group(self, group: Sequence[Token]) -> Iterator[Block | Title]:
        """The blocks that one top-level construct makes: mostly one."""
        token = group[0]
        kind = token.type
        if kind == "paragraph_open":
            yield from self.paragraph(group[1], attributes_of(token))
            return
        place = self.place(token)
        if kind == "heading_open":
            yield from self.heading(token, group[1], place)
            yield from self.pictures(group[1], place)
        elif kind == "hr":
            check_attributes(attributes_of(token), "scene break", place, self.source.findings)
            yield SceneBreak(place)
        elif kind == "blockquote_open":
            yield self.quotation(token, group[1:-1], place)
        elif kind == "container_div_open":
            yield from self.div(token, group[1:-1], place)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            check_attributes(attributes_of(token), "list", place, self.source.findings)
            yield from self.item_list(group, place)
        elif kind == "fence":
            check_attributes(attributes_of(token), "block of code", place, self.source.findings)
            yield Preformatted(tuple(token.content.rstrip("\n").expandtabs(4).split("\n")), place)
        elif kind == "table_open":
            yield from self.table(group, place)
        else:
            raise AssertionError(f"markdown-it gave an unknown block {kind}")

    def paragraph(
        self, inline: Token, attributes: Attributes, lead: str = "", place: Place | None = None
    ) -> Iterator[Block]:
        """A paragraph, `lead` (which stands at `place`) put before it; pictures in it come out as blocks of their own."""
        runs, begin = self.runs(inline), self.place(inline)
        element = "paragraph" if runs else "paragraph without words"
        check_attributes(attributes, element, begin, self.source.findings)
        if lead:
            runs = (Run(lead, Mark.PLAIN, place), *runs)
        if runs:
            yield Paragraph(runs, runs[0].place, attributes)
        yield from self.pictures(inline, begin)

    def pictures(self, inline: Token, place: Place) -> Iterator[Picture]:
        """The pictures among some words: each is a block of its own, after them."""
        for child in inline.children or ():
            if child.type == "image":
                yield self.picture(child, place)

    def heading(self, token: Token, inline: Token, place: Place) -> Iterator[Block | Title]:
        """A chapter's title, a head, or (without words) a scene break."""
        attributes = attributes_of(token)
        runs = self.runs(inline)
        element = "scene break" if not runs else "chapter's title" if token.tag == "h1" else "heading"
        check_attributes(attributes, element, place, self.source.findings)
        if not runs:
            yield SceneBreak(place)
        elif token.tag == "h1":
            yield Title(runs, place)
        else:
            yield Heading(min(int(token.tag[1]), 3), runs, place, attributes)

    def quotation(self, token: Token, inside: Sequence[Token], place: Place) -> Quotation:
        """A quotation; `{.verse}` and `{.letter}` above it make it what `:::` would."""
        attributes = attributes_of(token)
        check_attributes(attributes, "quotation", place, self.source.findings)
        return Quotation(self._kept(inside, attributes), place, attributes)

    def _kept(self, inside: Sequence[Token], attributes: Attributes) -> tuple[Block, ...]:
        """Blocks inside another one; those of verse keep their lines."""
        outer, self.keeps_lines = self.keeps_lines, self.keeps_lines or "verse" in attributes.classes
        blocks = self.inner(inside)
        self.keeps_lines = outer
        return blocks

    def div(self, token: Token, inside: Sequence[Token], place: Place) -> Iterator[Block]:
        """A fenced div: one we know is set as what it is, another's blocks plainly."""
        attributes = container_attributes(token.info)
        blocks = self._kept(inside, attributes)
        if set(attributes.classes) & KNOWN_CLASSES["div"]:
            yield Quotation(blocks, place, attributes)
        else:
            shown = " ".join(attributes.classes) or token.info.strip()
            self.source.findings.warn(
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
            yield from self.paragraph(groups[0][1], attributes_of(groups[0][0]), f"{mark} ", place)
            groups = groups[1:]
        else:
            yield Paragraph(plain(mark, place), place)
        for group in groups:
            for block in self.group(group):
                yield Heading(2, block.runs, block.place) if isinstance(block, Title) else block

    def table(self, group: Sequence[Token], place: Place) -> Iterator[Block]:
        """A table as lines of text, its pictures after them."""
        self.source.findings.warn("M033", "Tables can't be set yet; the rows are set as lines.", "", place)
        runs: list[Run] = []
        gap = ""
        cells = [self._whole_row(row) for row in _rows(group)]
        for row in cells:
            for token in row:
                cell = self.runs(token)
                if cell:
                    runs.append(Run(gap, Mark.PLAIN, cell[0].place))
                    runs.extend(cell)
                gap = CELL_GAP
            gap = LINE_SEPARATOR
        runs = [run for run in runs if run.text]
        if runs:
            yield Paragraph(tuple(runs), place)
        for token in (token for row in cells for token in row):
            yield from self.pictures(token, place)

    def _whole_row(self, row: Sequence[Token]) -> list[Token]:
        """The cells of a table's row; the parser drops those beyond the head's, they are read here."""
        from markdown_it.rules_block.table import escapedSplit

        cells = [token for token in row if token.type == "inline"]
        line = row[0].map[0] if row[0].map else -1
        typed = self.source.lines[line].strip() if 0 <= line < len(self.source.lines) else ""
        contents = [cell.content.replace("|", r"\|") for cell in cells]
        known = next((at for at, text in enumerate(contents) if text and text in typed), len(cells))
        if known == len(cells):
            return cells
        beyond = escapedSplit(typed[typed.index(contents[known]) :])[len(cells) - known :]
        while beyond and not beyond[-1].strip():
            beyond.pop()
        for text in beyond:
            made = _parser().parseInline(text.strip())[0]
            made.map = row[0].map
            cells.append(made)
        return cells

    def picture(self, token: Token, place: Place) -> Picture:
        """A picture, looked at: it must be there, whole, and inside the book's folder."""
        attributes = attributes_of(token)
        check_attributes(attributes, "picture", place, self.source.findings)
        source = str(token.attrs.get("src", "")).replace(HIDDEN, "")
        title = str(token.attrs.get("title", "")).replace(HIDDEN, "")
        seen = inspect_picture(source, self.folder, place)
        caption = read_inline(title, place, self.source.findings) if title else ()
        return Picture(seen.file, seen.width, seen.height, caption, place, attributes)

    def runs(self, inline: Token) -> Runs:
        """The words of an inline token with marks and places."""
        return InlineReader(self.source, inline, self.keeps_lines).read()


def _rows(table: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The rows of a table, each from its opening to its closing."""
    begin = 0
    for at, token in enumerate(table):
        if token.type == "tr_open":
            begin = at
        elif token.type == "tr_close":
            yield table[begin : at + 1]


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut a flat token list at its own level: each slice one construct, opening to closing."""
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : at + 1]
            start = at + 1
