"""What passes through the import: lines, blocks of lines, and the book found in them with every decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file as typed, without the white space at its end, and its number."""

    number: int
    text: str

    @property
    def words(self) -> str:
        """The line without the white space on either side."""
        return self.text.strip()

    @property
    def indent(self) -> int:
        """How many columns it is moved in."""
        wide = self.text.expandtabs(4)
        return len(wide) - len(wide.lstrip())


class Kind(Enum):
    """What a block looks like by itself, before its neighbours are asked."""

    PROSE = auto()
    LINES = auto()
    """Lines that stay lines: verse, an address."""
    BREAK = auto()
    HEAD = auto()
    """A head that is marked as one: underlined, or with #."""
    AS_IS = auto()
    """Markdown that is no paragraph."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, as one text; `gap` counts the blank lines before them."""

    lines: tuple[Line, ...]
    text: str
    gap: int
    kind: Kind = Kind.PROSE
    level: int = 0
    """Of a marked head: 1 for #, 2 for ## ..."""
    sure: bool = True
    """Whether its kind is beyond doubt."""
    centred: bool = False

    @property
    def number(self) -> int:
        """Its first line's number."""
        return self.lines[0].number


@dataclass(slots=True)
class Chapter:
    """One chapter: its heading (empty for none) and its paragraphs, all in Markdown."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """Titles of the parts that begin with it."""


@dataclass(slots=True)
class Imported:
    """A book found in a text: what it says of itself, its chapters, and what was decided, line by line."""

    title: str = ""
    author: str = ""
    subtitle: str = ""
    language: str = ""
    encoding: str = ""
    """What the file was read as, by the name that readers know."""
    dedication: str = ""
    copyright: str = ""
    epigraph: str = ""
    epigraph_source: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Files that a Markdown text shows, relative to it."""
    is_play: bool = False
    """Whether it is divided into acts and scenes."""
    decisions: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)

    def decide(self, line: int, what: str) -> None:
        """Note something found."""
        self.decisions.append((line, what))

    def doubt(self, line: int, what: str) -> None:
        """Note something a person should look at."""
        self.doubts.append((line, what))

    @property
    def words(self) -> int:
        """How many words its chapters have, near enough."""
        return sum(paragraph.count(" ") + 1 for one in self.chapters for paragraph in one.paragraphs)
