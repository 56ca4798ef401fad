"""Elements of HTML that hold blocks (tables, lists, lines as they are, heads), read by lxml as browsers would."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bookbuild.diagnostics import Place
from bookbuild.manuscript.attributes import HIDDEN
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Block,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Preformatted,
    Quotation,
    Run,
    Runs,
    plain,
    text_of,
)
from bookbuild.manuscript.inlinetags import BLOCK_TAGS, mark_of_tag
from bookbuild.manuscript.lists import BULLET
from bookbuild.manuscript.source import scrub
from bookbuild.manuscript.tables import rows_as_lines, tell_of_table

if TYPE_CHECKING:
    from bookbuild.diagnostics import Findings

DEEPEST: Final = 50
"""Elements nested deeper are read as the text they hold."""
_WHITE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>", re.DOTALL)


class HtmlPicture(NamedTuple):
    """A picture that an element names."""

    source: str
    width: str
    place: Place


class HtmlHead(NamedTuple):
    """A head, of the first level too."""

    level: int
    runs: Runs
    place: Place


def read_html(text: str, place: Place, findings: Findings) -> list[Block | HtmlPicture | HtmlHead]:
    """The blocks of an element; `place` is where it begins. Broken HTML is mended; where that would lose a letter, the text
    without its tags is a paragraph."""
    from lxml import etree, html

    text = scrub(text.replace(HIDDEN, ""), place.file, findings)
    bare = unescape(_TAG.sub(" ", text))
    try:
        root = html.document_fromstring(f"<html><body>{text}</body></html>").body
        found = list(_Html(place, findings).blocks(root, 0))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        found = []
    if _letters(" ".join(_texts(found))) == _letters(bare):
        return found
    return [Paragraph(plain(_WHITE.sub(" ", bare).strip(), place), place)]


def _texts(blocks: Iterable[object]) -> Iterator[str]:
    """All words of some blocks."""
    for one in blocks:
        yield text_of(getattr(one, "runs", ()))
        yield from getattr(one, "lines", ())
        yield from _texts(getattr(one, "blocks", ()))
        for item in getattr(one, "items", ()):
            yield from _texts(item)


def _letters(text: str) -> Counter[str]:
    """How often each letter and figure stands in a text."""
    return Counter(filter(str.isalnum, unicodedata.normalize("NFC", text)))


class _Html:
    """Walks an element and makes blocks of it."""

    def __init__(self, place: Place, findings: Findings) -> None:
        self.begin = place
        self.findings = findings

    def place(self, element: Any) -> Place:
        """Where an element begins."""
        return Place(self.begin.file, self.begin.line + max((element.sourceline or 1) - 1, 0), 1)

    def blocks(self, element: Any, depth: int) -> Iterator[Block | HtmlPicture | HtmlHead]:
        """The blocks inside an element: its own words as paragraphs between those of its children."""
        words: list[Run] = []
        _add(words, element.text, Mark.PLAIN, self.place(element))
        for child in element:
            tag = child.tag.lower() if isinstance(child.tag, str) else ""
            if tag == "img":
                yield from self._flushed(words)
                yield HtmlPicture(child.get("src") or "", child.get("width") or "", self.place(child))
            elif tag in BLOCK_TAGS | {"pre", "caption"} and depth < DEEPEST:
                yield from self._flushed(words)
                yield from self.block(child, tag, depth + 1)
            else:
                self.words(child, Mark.PLAIN, words)
            _add(words, child.tail, Mark.PLAIN, self.place(child))
        yield from self._flushed(words)

    def _flushed(self, words: list[Run]) -> Iterator[Paragraph]:
        runs = _collapsed(words)
        words.clear()
        if runs:
            yield Paragraph(runs, runs[0].place)

    def block(self, element: Any, tag: str, depth: int) -> Iterator[Block | HtmlPicture | HtmlHead]:
        """What one element that holds blocks becomes."""
        place = self.place(element)
        if tag == "table":
            yield from self.table(element, depth)
        elif tag == "pre":
            yield Preformatted(tuple(element.text_content().strip("\n").expandtabs(4).split("\n")), place)
        elif tag in ("ul", "ol"):
            yield from self.item_list(element, tag == "ol", depth)
        elif tag == "blockquote":
            yield Quotation(self.only_blocks(element, depth), place)
        elif tag == "dd":
            yield ItemList(("",), (self.only_blocks(element, depth),), place)
        elif re.fullmatch("h[1-6]", tag):
            words: list[Run] = []
            self.words(element, Mark.PLAIN, words)
            if runs := _collapsed(words):
                yield HtmlHead(int(tag[1]), runs, place)
        else:
            yield from self.blocks(element, depth)

    def only_blocks(self, element: Any, depth: int) -> tuple[Block, ...]:
        """The blocks inside an element that can hold no picture and no chapter's title."""
        made: list[Block] = []
        for one in self.blocks(element, depth):
            if isinstance(one, HtmlHead):
                made.append(Heading(min(max(one.level, 2), 3), one.runs, one.place))
            elif isinstance(one, HtmlPicture):
                made.append(Paragraph(plain(one.source, one.place), one.place))
            else:
                made.append(one)
        return tuple(made)

    def item_list(self, element: Any, is_ordered: bool, depth: int) -> Iterator[Block]:
        """A list with its numbers counted as browsers count them."""
        start = element.get("start") or "1"
        first = int(start) if start.isascii() and start.isdigit() else 1
        items = [self.only_blocks(one, depth) for one in element if isinstance(one.tag, str)]
        labels = tuple(f"{first + at}." if is_ordered else BULLET for at in range(len(items)))
        stray: list[Run] = []
        _add(stray, element.text, Mark.PLAIN, self.place(element))
        for one in element:
            _add(stray, one.tail, Mark.PLAIN, self.place(one))
        yield from self._flushed(stray)
        if items:
            yield ItemList(labels, tuple(items), self.place(element))

    def table(self, element: Any, depth: int) -> Iterator[Block | HtmlPicture | HtmlHead]:
        """A table as lines, its caption before it and its pictures after it."""
        tell_of_table(self.findings, self.place(element))
        for caption in element.iter("caption"):
            yield from self.blocks(caption, depth)
        rows: list[list[Runs]] = []
        pictures: list[HtmlPicture] = []
        for row in element.iter("tr"):
            cells: list[Runs] = []
            for cell in row:
                if isinstance(cell.tag, str):
                    words: list[Run] = []
                    self.words(cell, Mark.PLAIN, words)
                    cells.append(_collapsed(words))
                    pictures += [HtmlPicture(one.get("src") or "", "", self.place(one)) for one in cell.iter("img")]
            rows.append(cells)
        runs = rows_as_lines(rows)
        if runs:
            yield Paragraph(runs, self.place(element))
        yield from pictures

    def words(self, element: Any, mark: Mark, into: list[Run]) -> None:
        """All words of an element with their marks; blocks in it are parted by spaces."""
        if not isinstance(element.tag, str):
            return
        tag, place = element.tag.lower(), self.place(element)
        if tag == "br":
            into.append(Run(LINE_SEPARATOR, mark, place))
        own = mark_of_tag(f"<{tag} {element.get('style') or ''}>")
        if own is None and tag not in BLOCK_TAGS | {"br", "img", "pre", "caption", "colgroup", "col", "tfoot"}:
            message = f"HTML: <{tag}> can't be set; it is left out, its text kept."
            self.findings.warn("M030", message, "Use Markdown: *emphasis*, `>` for a quotation.", place)
        inner = mark ^ (own or Mark.PLAIN)
        if tag in BLOCK_TAGS:
            into.append(Run(" ", mark, place))
        _add(into, element.text, inner, place)
        for child in element:
            self.words(child, inner, into)
            _add(into, child.tail, inner, self.place(child))
        if tag in BLOCK_TAGS:
            into.append(Run(" ", mark, place))


def _add(runs: list[Run], text: str | None, mark: Mark, place: Place) -> None:
    """Some more words, white space in them as one space."""
    if text:
        runs.append(Run(_WHITE.sub(" ", text), mark, place))


def _collapsed(runs: list[Run]) -> Runs:
    """Runs without white space at the ends, round ends of lines and twice in a row."""
    made: list[Run] = []
    for run in runs:
        text = run.text
        if not made or made[-1].text.endswith((" ", LINE_SEPARATOR)):
            text = text.lstrip(" ")
        if text.startswith(LINE_SEPARATOR) and made:
            made[-1] = Run(made[-1].text.rstrip(" "), made[-1].mark, made[-1].place)
        if text:
            made.append(Run(text, run.mark, run.place))
    while made and not made[-1].text.strip(f" {LINE_SEPARATOR}"):
        made.pop()
    if made:
        made[-1] = Run(made[-1].text.rstrip(f" {LINE_SEPARATOR}"), made[-1].mark, made[-1].place)
    while made and not made[0].text.strip(f" {LINE_SEPARATOR}"):
        made.pop(0)
    return tuple(run for run in made if run.text)
