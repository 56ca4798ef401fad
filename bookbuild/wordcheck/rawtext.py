"""The raw files line by line: what must be in the book, and what was typed."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import Place
from bookbuild.folders import Folder, is_file, located, read_plain
from bookbuild.manuscript.blocks import Source
from bookbuild.wordcheck.letters import letters_of
from bookbuild.wordcheck.markup import MASK, masked, read_markup
from bookbuild.wordcheck.stream import Piece

_YAML = re.compile(
    r"---[ \t]*\n(?=(?:[ \t]*\n|#.*\n)*[A-Za-z_][\w-]*[ \t]*:)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_INCLUDE = re.compile(
    r"\{\{(?:#(?:include|rustdoc_include|playground)[ \t]+|<[ \t]*include[ \t]+)([^{}<>]+?)[ \t]*>?\}\}"
)
_TEXTS: Final = frozenset({".md", ".markdown", ".qmd", ".rmd", ".txt"})
DEEPEST: Final = 9
"""Files that ask for files that ask for files go no deeper."""
_FIRST_HEAD: Final = re.compile(r"[ \t]*#[ \t]+\S")


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of a file: as it was typed, and with what may be markup masked."""

    typed: str
    required: str
    place: Place | None = None

    @property
    def piece(self) -> Piece:
        """What must be in the book of it."""
        return Piece(self.required, self.place)


def raw_lines(source: Source, folder: Path = Path(), depth: int = 0) -> list[RawLine]:
    """The lines of a raw text in the order in which the book has them: what is said of a chapter between its first lines
    stands round its title, a picture's caption after the paragraph that it stands in, another file's text where a line
    asks for it (from the book's folder, `depth` files deep)."""
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    length, values = front_matter(text)
    hidden = text[:length]
    body = read_markup(text[length:])
    file, first = (source.place.file, source.place.line) if source.place else ("", 1)
    rows = zip(text.split("\n"), (_hidden(hidden) + body.text).split("\n"), strict=True)
    lines = [
        RawLine(typed, required, Place(file, number, 1) if file else None)
        for number, (typed, required) in enumerate(rows, first)
    ]
    count = hidden.count("\n")
    captions: dict[int, list[str]] = {}
    for at, said in body.captions:
        captions.setdefault(count + text.count("\n", length, length + at), []).append(said)
    if captions:
        lines = list(_with_captions(lines, captions))
    if "{{" in text and depth < DEEPEST:
        lines = [one for line in lines for one in (line, *_included(line, folder, depth))]
    return list(_with_values(lines, count, values, source.place)) if values else lines


def _with_captions(lines: list[RawLine], captions: dict[int, list[str]]) -> Iterator[RawLine]:
    """The lines with each caption behind the paragraph that has its picture."""
    waiting: list[RawLine] = []
    for number, line in enumerate(lines):
        if not line.typed.strip(" \t>"):
            yield from waiting
            waiting = []
        yield line
        waiting += [RawLine(said, masked(said), line.place) for said in captions.get(number, ())]
    yield from waiting


def _included(line: RawLine, folder: Path, depth: int) -> Iterator[RawLine]:
    """The lines of the files that a line asks for; where it asks for a part of one, any of them may be in the book."""
    for found in _INCLUDE.finditer(line.typed):
        name, colon, part = found[1].strip().strip("\"'").partition(":")
        beside = folder / Path(line.place.file).parent if line.place else folder
        paths = (located(where, name) for where in (beside, folder))
        path = next((one for one in paths if is_file(one) and Folder(folder).holds(one)), None)
        if path is None:
            continue
        text = read_plain(path).decode("utf-8", "replace")
        place = Place(str(path.relative_to(located(folder))), 1)
        if path.suffix.lower() in _TEXTS and not colon:
            yield from raw_lines(Source(text, place), folder, depth + 1)
        else:
            for number, typed in enumerate(text.splitlines(), 1):
                required = _hidden(typed) if part or found[0].startswith("{{#") else typed
                yield RawLine(typed, required, Place(place.file, number, 1))


def front_matter(text: str) -> tuple[int, dict[str, Any]]:
    """How long the lines are that a text begins with and that say something about it, and what they say; YAML between
    `---`, TOML between `+++`, or JSON."""
    try:
        if found := _YAML.match(text):
            return found.end(), _yaml_values(found[1])
        if found := _TOML.match(text):
            return found.end(), _mapping(tomllib.loads(found[1]))
        if text.startswith("{") and re.match(r'\{\s*"', text):
            value, end = json.JSONDecoder().raw_decode(text)
            return end, _mapping(value)
    except (ValueError, RecursionError):
        pass
    return 0, {}


def _yaml_values(text: str) -> dict[str, Any]:
    """What YAML says; nothing where it can't be read."""
    import yaml

    try:
        return _mapping(yaml.load(text.replace("\t", " "), Loader=yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError):
        return {}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _with_values(lines: list[RawLine], count: int, values: dict[str, Any], place: Place | None) -> Iterator[RawLine]:
    """Number and title before the first head, subtitle and epigraph after it, then everything else."""
    head = next((at for at in range(count, len(lines)) if letters_of(lines[at].typed)), len(lines))
    has_head = head < len(lines) and bool(_FIRST_HEAD.match(lines[head].typed))

    def said(key: str, text: Any, markdown: bool = True) -> Iterator[RawLine]:
        typed = str(text or "")
        if letters_of(typed):
            at = next((one.place for one in lines[:count] if one.typed.lstrip().startswith(f"{key}")), place)
            yield RawLine(typed, masked(typed) if markdown else typed, at)

    epigraph = values.get("epigraph")
    quote, source = (epigraph.get("text"), epigraph.get("source")) if isinstance(epigraph, dict) else (epigraph, "")
    yield from said("number", values.get("number"), markdown=False)
    for title in said("title", values.get("title")):
        yield RawLine(title.typed, _hidden(title.typed), title.place) if has_head else title
    if has_head:
        yield lines[head]
    yield from said("subtitle", values.get("subtitle"))
    yield from said("epigraph", quote, markdown=False)
    yield from said("source", source, markdown=False)
    yield from lines[:count]
    yield from lines[count:head] + lines[head + has_head :]


def _hidden(text: str) -> str:
    return re.sub(r"[^\n]", MASK, text)
