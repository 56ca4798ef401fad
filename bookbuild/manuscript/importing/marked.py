"""A Markdown text's own marks: front matter of other programs, heads, and what is no paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from bookbuild.diagnostics import BookError
from bookbuild.folders import Folder, is_file, located
from bookbuild.manuscript.importing.headings import is_break
from bookbuild.manuscript.importing.languages import tag_of
from bookbuild.manuscript.importing.record import Block, Imported, Kind, Line
from bookbuild.yamltext import Mapping, Node, Scalar, read_yaml
from bookbuild.yamltext import Sequence as YamlList

_HEAD = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}(?=\s*\w*$)|:{3,}(?=\s*\S))")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:>|\||[-*+]\s|\d{1,3}[.)]\s|<!--|\[[^\]]+\]:\s|!\[)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)>?")
_PAIR = re.compile(r"([A-Za-z][\w -]*?)\s*:\s*(.*)")
_KNOWN: Final = {
    "title": "title", "book title": "title", "subtitle": "subtitle", "author": "author", "authors": "author", "creator": "author",
    "language": "language", "lang": "language", "dedication": "dedication", "rights": "copyright", "copyright": "copyright",
}  # fmt: skip


def without_front_matter(lines: Sequence[Line], book: Imported) -> list[Line]:
    """The lines after another program's settings; what they say of the book is kept, the rest is a doubt."""
    first = next((at for at, line in enumerate(lines) if line.words), 0)
    if lines and lines[first].text == "---":
        end = next((at for at in range(first + 1, len(lines)) if lines[at].text in ("---", "...")), 0)
        if end and any(_PAIR.fullmatch(line.text) for line in lines[first + 1 : first + 2]):
            _take_settings(lines[first + 1 : end], book)
            book.decide(
                lines[first].number, f"front matter, lines {lines[first].number} to {lines[end].number}, left out"
            )
            return [*lines[end + 1 :]]
    if lines and lines[first].text.startswith("% "):
        return _without_title_block(lines, first, book)
    return [*lines]


def _without_title_block(lines: Sequence[Line], first: int, book: Imported) -> list[Line]:
    """Pandoc's three lines with %: title, author, date."""
    end = first
    for name in ("title", "author", "date"):
        if not lines[end].text.startswith("%"):
            break
        _take(name, lines[end].text[1:].strip(), lines[end].number, book)
        end += 1
    book.decide(lines[first].number, f"front matter, lines {lines[first].number} to {lines[end - 1].number}, left out")
    return [*lines[end:]]


def _take_settings(lines: Sequence[Line], book: Imported) -> None:
    """The settings, read as YAML, or line by line where they are none."""
    try:
        tree = read_yaml("\n".join(line.text for line in lines), "", lines[0].number)
        for key, node in tree.items.items():
            _take(key, _value(node), tree.keys[key].line, book)
    except BookError:
        for line in lines:
            found = _PAIR.fullmatch(line.text)
            if found:
                _take(found[1], found[2].strip("\"'[] "), line.number, book)
            elif line.words:
                book.doubt(line.number, f"left out with the front matter: {line.words}")


def _value(node: Node) -> str:
    """A setting's words; several authors are put in one line."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, YamlList):
        return ", ".join(_value(item) for item in node.items)
    assert isinstance(node, Mapping)
    named = node.items.get("name") or node.items.get("text")
    return _value(named) if named else ", ".join(f"{key}: {_value(item)}" for key, item in node.items.items())


def _take(key: str, value: str, number: int, book: Imported) -> None:
    """One setting into the book, if it has one like it and none was asked for."""
    name = _KNOWN.get(key.casefold().replace("_", " "))
    if name == "language":
        tag = tag_of(value)
        if tag:
            book.language = tag
            book.decide(number, f"the language: {tag}")
            return
    elif name and value and not getattr(book, name):
        setattr(book, name, value)
        book.decide(number, f"the {name}: {value}")
        return
    if value:
        book.doubt(number, f"left out with the front matter: {key}: {value}")


def split_marked(lines: Sequence[Line]) -> Iterator[Block | list[Line]]:
    """Heads and what is no paragraph as blocks; what lies between as lines, which may be parted in any manner."""
    held: list[Line] = []
    at = gap = 0
    while at < len(lines):
        line = lines[at]
        block, end = _construct(lines, at, held)
        if block is None:
            gap = 0 if line.words else gap + 1
            held.append(line)
            at += 1
            continue
        if held:
            yield held
            held = []
        yield Block(block.lines, block.text, gap, block.kind, block.level)
        gap = 0
        at = end
    if held:
        yield held


def _construct(lines: Sequence[Line], at: int, held: Sequence[Line]) -> tuple[Block | None, int]:
    """The marked block that begins at a line, and the index after it; None when none does."""
    line = lines[at]
    if not line.words:
        return None, at
    head = _HEAD.fullmatch(line.text)
    if head:
        text = head[2] or ""
        return (
            Block((line,), text, 0, Kind.HEAD, len(head[1])) if text else Block((line,), "#", 0, Kind.BREAK)
        ), at + 1
    begins = not held or not held[-1].words
    under = lines[at + 1].text if at + 1 < len(lines) else ""
    found = _UNDERLINE.fullmatch(under) if begins and under else None
    if found and not is_break(line.words) and len(line.words) <= 100 and not _NO_PARAGRAPH.match(line.text):
        return Block((line, lines[at + 1]), line.words, 0, Kind.HEAD, 1 if found[1][0] == "=" else 2), at + 2
    fence = _FENCE.match(line.text)
    if fence:
        end = next((to for to in range(at + 1, len(lines)) if lines[to].words == fence[1]), at)
        end = end + 1 if end > at else _to_blank(lines, at)
        return _as_is(lines[at:end]), end
    if begins and _NO_PARAGRAPH.match(line.text) and not is_break(line.words.replace("\\", "")):
        if line.words.startswith("<!--"):
            end = next((to + 1 for to in range(at, len(lines)) if "-->" in lines[to].text), _to_blank(lines, at))
            return _as_is(lines[at:end]), end
        end = _to_blank(lines, at)
        return _as_is(lines[at:end]), end
    return None, at


def _to_blank(lines: Sequence[Line], at: int) -> int:
    return next((to for to in range(at, len(lines)) if not lines[to].words), len(lines))


def _as_is(lines: Sequence[Line]) -> Block:
    return Block(tuple(lines), "\n".join(line.text for line in lines), 0, Kind.AS_IS)


def note_pictures(text: str, folder: Path, book: Imported) -> None:
    """The pictures a text shows: those beside it will be copied, others are doubts."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _PICTURE.finditer(line):
            name = found[1]
            path = located(folder, name)
            by_itself = not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
            if by_itself and Folder(folder).holds(path) and is_file(path):
                book.pictures.append(name)
                book.decide(number, f"a picture, copied: {name}")
            else:
                book.doubt(number, f"a picture that is not there: copy it into the book's folder as {name}")
