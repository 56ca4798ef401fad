"""markdown-it's flat list of tokens becomes blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import Place
from bookbuild.manuscript.attributes import (
    HIDDEN,
    attributes_of,
    check_attributes,
)
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Attributes,
    Block,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Quotation,
    Run,
    Runs,
    SceneBreak,
    plain,
    text_of,
)
from bookbuild.manuscript.breaks import is_ornament
from bookbuild.manuscript.codeblocks import code
from bookbuild.manuscript.dialects.htmltags import Region
from bookbuild.manuscript.divs import div, quotation
from bookbuild.manuscript.htmlread import HtmlHead, HtmlPicture, read_html
from bookbuild.manuscript.inline import InlineReader, SourceText
from bookbuild.manuscript.lists import (
    BULLET,
    counts_up,
    dialogue_dash,
    has_lists,
    is_dialogue,
    is_list_of_one,
    taken_task,
)
from bookbuild.manuscript.pictureblocks import picture, picture_of_html
from bookbuild.manuscript.tables import rows_as_lines, rows_of, tell_of_table, whole_row

if TYPE_CHECKING:
    from markdown_it.token import Token

PAGE_BREAK: Final = "page-break"


@dataclass(frozen=True, slots=True)
class Title:
    """A head of the first level: it begins a chapter, or (`part`) a part of the book."""

    runs: Runs
    place: Place | None
    part: bool = False


Piece = Block | Title


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text's reader must know besides the text: the book's folder and language, the chapter's file, if it is one,
    and how to read a file that is included or a value that is a line of Markdown."""

    folder: Path
    language: str
    file: Path | None
    include: Callable[[str, str, Place], list[Piece] | None]
    inline: Callable[[str, Place], Runs]


@dataclass(slots=True)
class BlockReader:
    """Reads the blocks of one text."""

    source: SourceText
    around: Surroundings
    regions: list[Region] = field(default_factory=list)
    keeps_lines: bool = False
    edge: int = -1
    depth: int = 0
    dash: str = ""
    """What stands before the speeches of a chapter whose dialogue was typed as lists."""
    beside_lists: bool = False
    page_due: bool = False
    """Whether a new page begins with the next block."""
    before: str = ""
    """The last words read."""
    parted: bool = True
    """Whether nothing has been read since the last title or scene break."""

    def read(self, tokens: Sequence[Token]) -> list[Piece]:
        """All blocks of a text."""
        self.regions.reverse()
        if any(token.type == "bullet_list_open" for token in tokens):
            language = self.around.language
            self.dash = dialogue_dash(language) if is_dialogue(tokens, language) else ""
            self.beside_lists = not self.dash and has_lists(tokens)
        return self.blocks(tokens)

    def place(self, token: Token) -> Place:
        """Where a block token begins."""
        line = token.map[0] if token.map else 0
        text = self.source.lines[line] if line < len(self.source.lines) else ""
        return Place(self.source.shown, line + self.source.first_line, len(text) - len(text.lstrip()) + 1)

    def blocks(self, tokens: Sequence[Token]) -> list[Piece]:
        """All blocks of a token list in which every opening has its closing."""
        return self._regional(list(groups_of(tokens)))

    def _regional(self, groups: Sequence[Sequence[Token]]) -> list[Piece]:
        """The blocks of some constructs, those in a region changed as it says."""
        made: list[Piece] = []
        at = 0
        while at < len(groups):
            line = _line(groups[at])
            while self.regions and self.regions[-1].last < line:
                self._left(self.regions.pop())
            if self.regions and self.regions[-1].first <= line:
                region = self.regions.pop()
                end = at
                while end < len(groups) and _line(groups[end]) <= region.last:
                    end += 1
                made += self._changed(region, self._regional(groups[at:end]))
                at = end
            else:
                for block in self.group(groups[at]):
                    made.append(self._on_its_page(block))
                    self.before = text_of(getattr(block, "runs", ())) or self.before
                    self.parted = isinstance(block, SceneBreak | Title)
                at += 1
        return made

    def _left(self, region: Region) -> None:
        self.page_due = self.page_due or region.kind == "page"

    def _changed(self, region: Region, blocks: Iterable[Piece]) -> Iterable[Piece]:
        """What a region makes of its blocks."""
        if region.kind == "quote":
            inside = demoted(blocks)
            return [Quotation(inside, inside[0].place)] if inside else []
        if region.kind == "page":
            self._left(region)
            return blocks
        return [_aligned(block, region.kind) for block in blocks]

    def _on_its_page(self, block: Piece) -> Piece:
        """A block with the page break that is due before it."""
        if not self.page_due or isinstance(block, SceneBreak):
            return block
        self.page_due = False
        if isinstance(block, Title):
            return block
        classes = dict.fromkeys((*block.attributes.classes, PAGE_BREAK))
        return replace(block, attributes=replace(block.attributes, classes=tuple(classes)))

    def inner(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """Blocks inside another block; a chapter's title can't stand there and becomes a head."""
        self.depth += 1
        blocks = demoted(self.blocks(tokens))
        self.depth -= 1
        return blocks

    def kept(self, inside: Sequence[Token], attributes: Attributes) -> tuple[Block, ...]:
        """Blocks inside another one; those of verse keep their lines."""
        outer = self.keeps_lines, self.edge
        if "verse" in attributes.classes and not self.keeps_lines:
            self.keeps_lines, self.edge = True, self._edge(inside)
        blocks = self.inner(inside)
        self.keeps_lines, self.edge = outer
        return blocks

    def _edge(self, tokens: Iterable[Token]) -> int:
        """The characters before the least indented line of some tokens; a mark of quotation before it counts."""
        lines: list[str] = []
        for token in tokens:
            if token.type == "inline" and token.map:
                lines += self.source.lines[token.map[0] : token.map[1]]
        depths = [
            len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" >|")) for line in lines if line.strip(" >|\t")
        ]
        return min(depths, default=0)

    def group(self, group: Sequence[Token]) -> Iterator[Piece]:
        """The blocks that one construct makes: mostly one."""
        token = group[0]
        kind = token.type
        if kind == "paragraph_open":
            yield from self.paragraph(group[1], attributes_of(token))
            return
        place = self.place(token)
        if kind == "heading_open":
            yield from self.heading(token, group[1], place)
        elif kind == "hr":
            check_attributes(attributes_of(token), "scene break", place, self.source.findings)
            yield SceneBreak(place)
        elif kind == "blockquote_open":
            yield from quotation(self, token, group[1:-1], place)
        elif kind in ("container_div_open", "admonition_open"):
            yield from div(self, token, group[1:-1], place)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            check_attributes(attributes_of(token), "list", place, self.source.findings)
            yield from self.item_list(group, place)
        elif kind in ("fence", "indented"):
            yield from code(self, token, place)
        elif kind == "table_open":
            yield from self.table(group, place)
        elif kind == "element":
            for one in read_html(token.content, place, self.source.findings):
                yield self.from_html(one)
        elif kind == "dl_open":
            yield from self.definitions(group[1:-1])
        elif kind == "include":
            yield from self.included(token, place)
        elif kind == "admonition_title_open":
            yield Paragraph(_strong(self.runs(group[1])), place, Attributes(classes=("lead",)))
        else:
            raise AssertionError(f"markdown-it gave an unknown block {kind}")

    def paragraph(
        self, inline: Token, attributes: Attributes, lead: str = "", place: Place | None = None
    ) -> Iterator[Block]:
        """A paragraph, `lead` (which stands at `place`) put before it; pictures in it come out as blocks of their own."""
        reader = InlineReader(self.source, inline, self.keeps_lines, self.edge)
        pieces = list(reader.paragraphs())
        begin = self.place(inline)
        has_words = any(piece.runs for piece in pieces)
        alone = next((piece.runs for piece in pieces if piece.runs), ())
        element = "paragraph" if has_words or any(piece.new_page for piece in pieces) else "paragraph without words"
        if reader.pictures and not has_words:
            yield from (picture(self, one, begin, attributes) for one in reader.pictures)
            return
        check_attributes(attributes, element, begin, self.source.findings)
        if any(child.type == "silent_noindent" for child in inline.children or ()):
            attributes = replace(attributes, classes=(*attributes.classes, "noindent"))
        if lead:
            yield Paragraph((Run(lead, Mark.PLAIN, place), *alone), place, attributes)
            pieces = [piece for piece in pieces if piece.runs][1:]
        elif not pieces and _is_white(inline.content) and not self.depth and not self.parted:
            yield SceneBreak(begin)
        for piece in pieces:
            self.page_due = self.page_due or piece.new_page
            if not piece.runs:
                continue
            if (
                not self.depth
                and not self.keeps_lines
                and is_ornament(text_of(piece.runs))
                and not _is_code(piece.runs)
            ):
                yield SceneBreak(piece.runs[0].place)
            else:
                first = next((run.place for run in piece.runs if run.place), begin)
                yield Paragraph(piece.runs, first, attributes)
        yield from (picture(self, one, begin) for one in reader.pictures)

    def heading(self, token: Token, inline: Token, place: Place) -> Iterator[Piece]:
        """A chapter's title, a head, or (without words) a scene break; then the pictures in it."""
        attributes = attributes_of(token)
        part = "part" in attributes.classes
        if part and token.tag == "h1":
            attributes = replace(attributes, classes=tuple(one for one in attributes.classes if one != "part"))
        reader = InlineReader(self.source, inline)
        runs = reader.read()
        element = "scene break" if not runs else "chapter's title" if token.tag == "h1" else "heading"
        check_attributes(attributes, element, place, self.source.findings)
        if not runs and not reader.pictures:
            yield SceneBreak(place)
        elif runs and token.tag == "h1":
            yield Title(runs, place, part)
        elif runs:
            yield Heading(min(int(token.tag[1]), 3), runs, place, attributes)
        yield from (picture(self, one, place) for one in reader.pictures)

    def included(self, token: Token, place: Place) -> Iterator[Piece]:
        """The blocks of another file; the line as it was typed where it can't be had."""
        blocks = self.around.include(token.info, "blocks", place)
        if blocks is None:
            yield Paragraph(plain(token.content, place), place)
        else:
            yield from blocks

    def item_list(self, group: Sequence[Token], place: Place) -> Iterator[Block]:
        """A list; but one item alone, numbers that don't count up from 1, and dialogue are text that looks like a list."""
        ordered = group[0].type == "ordered_list_open"
        items = list(groups_of(group[1:-1]))
        marks = [f"{item[0].info}{item[0].markup}" if ordered else item[0].markup for item in items]
        speech = bool(self.dash) and not ordered and marks[0] == "-" and not self.depth
        if speech:
            message = "Paragraphs that begin with a hyphen are set as dialogue, with the language's dash."
            self.source.findings.warn("M017", message, "Type the dash itself, or `*` before what is a list.", place)
        elif self._is_list(ordered, items):
            labels = [one if ordered else BULLET for one in marks]
            boxes = [taken_task(item[2]) if len(item) > 2 and item[2].type == "inline" else "" for item in items]
            labels = [label if ordered else box or label for label, box in zip(labels, boxes, strict=True)]
            made = tuple(self.inner(item[1:-1]) for item in items)
            if ordered:
                made = tuple(_boxed(item, box) for item, box in zip(made, boxes, strict=True))
            yield ItemList(tuple(labels), made, place)
            return
        for mark, item in zip(marks, items, strict=True):
            if not ordered and mark in "*+" and len(item) == 2 and not self.depth:
                yield SceneBreak(place)
                continue
            lead = self.dash if speech else f"{mark} "
            yield from self.unlisted(lead, item[1:-1], self.place(item[0]))

    def _is_list(self, ordered: bool, items: Sequence[Sequence[Token]]) -> bool:
        if ordered:
            return len(items) > 1 and counts_up([item[0].info for item in items])
        if len(items) > 1:
            return True
        inline = items[0][2] if len(items[0]) > 2 else None
        if len(items[0]) > 2 and items[0][1].type != "paragraph_open":
            return True
        text = inline.content if inline is not None else ""
        task = text[:4] in ("[ ] ", "[x] ", "[X] ")
        return bool(text) and (task or is_list_of_one(text, self.before, self.depth > 0, self.beside_lists))

    def unlisted(self, lead: str, tokens: Sequence[Token], place: Place) -> Iterator[Block]:
        """An item's blocks with what stands before it put back."""
        groups = list(groups_of(tokens))
        if groups and groups[0][0].type == "paragraph_open":
            yield from self.paragraph(groups[0][1], attributes_of(groups[0][0]), lead, place)
            groups = groups[1:]
        else:
            yield Paragraph(plain(lead.strip(), place), place)
        for group in groups:
            yield from demoted(self.group(group))

    def definitions(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Terms, each with what it means set in below it."""
        for group in groups_of(tokens):
            place = self.place(group[0])
            if group[0].type == "dt_open":
                yield Paragraph(self.runs(group[1]), place, Attributes(classes=("term",)))
            else:
                yield ItemList(("",), (self.inner(group[1:-1]),), place)

    def table(self, group: Sequence[Token], place: Place) -> Iterator[Block]:
        """A table as lines of text, its pictures after them."""
        tell_of_table(self.source.findings, place)
        rows = [whole_row(row, self.source.lines) for row in rows_of(group)]
        readers = [[InlineReader(self.source, token) for token in row] for row in rows]
        runs = rows_as_lines([[reader.read() for reader in row] for row in readers])
        if runs:
            yield Paragraph(runs, place)
        yield from (picture(self, one, place) for row in readers for reader in row for one in reader.pictures)

    def from_html(self, one: Block | HtmlPicture | HtmlHead) -> Piece:
        """A block that was read as HTML."""
        if isinstance(one, HtmlHead):
            return Title(one.runs, one.place) if one.level == 1 else Heading(min(one.level, 3), one.runs, one.place)
        if isinstance(one, HtmlPicture):
            return picture_of_html(self, one)
        return one

    def runs(self, inline: Token) -> Runs:
        """The words of an inline token with marks and places."""
        return InlineReader(self.source, inline, self.keeps_lines, self.edge).read()


def demoted(blocks: Iterable[Piece]) -> tuple[Block, ...]:
    """Blocks inside others, where a chapter's title is a head."""
    return tuple(Heading(2, one.runs, one.place) if isinstance(one, Title) else one for one in blocks)


def groups_of(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut a flat token list at its own level: each slice one construct, opening to closing."""
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : at + 1]
            start = at + 1


def _line(group: Sequence[Token]) -> int:
    """The line in which a construct begins, from 0."""
    return group[0].map[0] if group[0].map else 0


def _aligned(block: Piece, way: str) -> Piece:
    """A block whose paragraphs stand in the middle or at the right."""
    if isinstance(block, Paragraph):
        classes = tuple(dict.fromkeys((*block.attributes.classes, way)))
        return replace(block, attributes=replace(block.attributes, classes=classes))
    return block


def _strong(runs: Runs) -> Runs:
    return tuple(replace(run, mark=run.mark | Mark.STRONG) for run in runs)


def _boxed(item: tuple[Block, ...], box: str) -> tuple[Block, ...]:
    """A numbered item with its task's box before its words."""
    if not box or not item or not isinstance(item[0], Paragraph):
        return item
    return replace(item[0], runs=(Run(f"{box} ", Mark.PLAIN, item[0].place), *item[0].runs)), *item[1:]


def _is_white(content: str) -> bool:
    """Whether a paragraph is a space that was typed to be one."""
    return "\u00a0" in content.replace("&nbsp;", "\u00a0").replace("&#160;", "\u00a0") and not content.replace(
        "&nbsp;", ""
    ).replace("&#160;", "").strip(f"\u00a0 \n\\{HIDDEN}{LINE_SEPARATOR}")


def _is_code(runs: Runs) -> bool:
    return any(run.mark & Mark.CODE for run in runs)
