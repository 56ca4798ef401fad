"""The manuscript as the editor hands it on: a Book of parts and chapters, chapters of blocks, blocks of runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntFlag
from typing import Final

from bookbuild.diagnostics import Place
from bookbuild.manuscript.fit import Fit

NO_BREAK_SPACE: Final = "\u00a0"
LINE_SEPARATOR: Final = "\u2028"
"""Stands in a run's text where the author broke the line by hand."""
INDENT: Final = "\u2002"
"""Stands at the beginning of a line that the author ended by hand for each space by which it is set in: an en."""


class Mark(IntFlag):
    """How a stretch of text is marked. Emphasis within emphasis cancels out, as in print."""

    PLAIN = 0
    EMPHASIS = 1
    STRONG = 2
    CODE = 4
    LITERAL = 8
    """Typed with a backslash before it: the editor leaves it as it is, and takes this mark off."""
    STRUCK = 16
    UNDERLINED = 32
    """Underlined or highlighted: a thin rule under the words."""
    SUPERIOR = 64
    INFERIOR = 128
    SMALL = 256
    SMALL_CAPS = 512


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one marking from one line of the source; `place` is where its first character stands."""

    text: str
    mark: Mark = Mark.PLAIN
    place: Place | None = None


Runs = tuple[Run, ...]


def plain(text: str, place: Place | None = None) -> Runs:
    """Unmarked text as runs."""
    return (Run(text, Mark.PLAIN, place),) if text else ()


def lines_of(runs: Runs) -> list[Runs]:
    """Runs cut where their author broke the lines; an empty line is none."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, text in enumerate(run.text.split(LINE_SEPARATOR)):
            if at:
                lines.append([])
            if text:
                lines[-1].append(replace(run, text=text))
    return [tuple(line) for line in lines if line]


def text_of(runs: Runs) -> str:
    """The bare words of some runs, hand-made line ends read as spaces."""
    return "".join(run.text for run in runs).replace(LINE_SEPARATOR, " ")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a paragraph is, across edits: digests of its own words and of its neighbours'.

    When a paragraph is edited its neighbours still know it; when the same words stand twice their
    neighbours tell them apart.
    """

    own: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stood in braces: ``{#name .class key=value}``."""

    name: str = ""
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """The value under a key, if it was given."""
        return dict(self.values).get(key)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    runs: Runs
    place: Place | None = None
    attributes: Attributes = Attributes()
    identity: Identity = Identity("")


@dataclass(frozen=True, slots=True)
class Heading:
    """A head inside a chapter: level 2 or 3."""

    level: int
    runs: Runs
    place: Place | None = None
    attributes: Attributes = Attributes()


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A change of scene."""

    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Matter set in from the text; may hold further quotations."""

    blocks: tuple[Block, ...]
    place: Place | None = None
    attributes: Attributes = Attributes()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list. `labels` are printed before the items: the numbers as typed, or bullets."""

    labels: tuple[str, ...]
    items: tuple[tuple[Block, ...], ...]
    place: Place | None = None
    attributes: Attributes = Attributes()


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Lines kept as they are, in the mono face."""

    lines: tuple[str, ...]
    place: Place | None = None
    attributes: Attributes = Attributes()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on lines of its own. `file` is absolute; the size is in pixels.

    One that can't be shown has no file, and `missing` is its name: a frame with that name in it takes its place.
    """

    file: str
    width: int
    height: int
    caption: Runs = ()
    place: Place | None = None
    attributes: Attributes = Attributes()
    missing: str = ""


Block = Paragraph | Heading | SceneBreak | Quotation | ItemList | Preformatted | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter. Everything but its blocks may be absent."""

    blocks: tuple[Block, ...] = ()
    title: Runs = ()
    subtitle: Runs = ()
    number: str = ""
    running_head: str = ""
    epigraph: Runs = ()
    epigraph_source: str = ""
    fit: Fit | None = None
    """In how many pages it should come out."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PartTitle:
    """A leaf that opens a part of the book."""

    title: Runs
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Insert:
    """A finished PDF whose pages are placed here as they are. `file` is absolute."""

    file: str
    place: Place | None = None


Division = Chapter | PartTitle | Insert


@dataclass(frozen=True, slots=True)
class Source:
    """A raw text of the manuscript as it was read, in the order of the book; `place` is where its first line stands."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person and what they did for the book: author, editor, translator, illustrator."""

    name: str
    role: str = "author"


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture that belongs to the book's matter (a logo, a portrait). `file` is absolute; size in pixels."""

    file: str
    width: int
    height: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the book's editions: what it changes, and what a press wants to know of it."""

    trim: str = ""
    style: str = ""
    press: str = ""
    paper: str = ""
    isbn: str = ""
    cover: str = ""
    fit: Fit | None = None
    press_place: Place | None = None
    """Where press or paper were written, for messages about them."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What goes before and after the text. Long pieces are blocks, short ones plain text; lines stay lines."""

    rights: str = ""
    copyright_page: str = ""
    dedication: str = ""
    epigraph: str = ""
    epigraph_source: str = ""
    also_by: tuple[str, ...] = ()
    acknowledgements: tuple[Block, ...] = ()
    about_the_author: tuple[Block, ...] = ()
    portrait: Illustration | None = None
    colophon: tuple[Block, ...] = ()
    half_title: bool = True
    title_page: bool = True
    copyright: bool = True
    contents: bool | None = None
    """None: as the book has it (no contents for one chapter, or chapters with numbers only)."""
    sources: tuple[Source, ...] = ()
    """The raw texts of acknowledgements, about the author and colophon, those that there are."""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book. Only the title and the divisions are needed.

    A book may be made in code (from a database, say): leave every `place` out. `folder` is where relative
    style names are looked up; `sources` are the raw texts it was read from, which the word check reads by itself;
    `accepted` are places (`file:line`) where its author has looked at what the word check found.
    """

    title: str
    divisions: tuple[Division, ...]
    contributors: tuple[Contributor, ...] = ()
    subtitle: str = ""
    series: str = ""
    language: str = "en-US"
    publisher: str = ""
    logo: Illustration | None = None
    place_of_publication: str = ""
    year: str = ""
    edition: str = ""
    isbn: str = ""
    style: str = ""
    trim: str = ""
    style_place: Place | None = None
    trim_place: Place | None = None
    """Where the two were written, for messages about them."""
    faces: tuple[str, ...] = ()
    """Names or files (of `folder`) of the faces in which characters are looked for that the text's face lacks, in order."""
    face_places: tuple[Place, ...] = ()
    """Where each of them was written, for messages about it."""
    profile: str = ""
    """The profile of the printing condition (ICC), an absolute file name."""
    profile_place: Place | None = None
    colour: bool = False
    """Whether pictures are printed in colour; else in gray."""
    hyphenation: tuple[str, ...] = ()
    """Words divided as typed: ``Me-phi-sto``; without a hyphen, never divided."""
    matter: Matter = field(default_factory=Matter)
    fit: Fit | None = None
    """In how many pages it should come out, front matter included."""
    editions: dict[str, Edition] = field(default_factory=dict)
    folder: str = "."
    sources: tuple[Source, ...] = ()
    accepted: tuple[Place, ...] = ()

    @property
    def chapters(self) -> Iterator[Chapter]:
        """The chapters alone, in order."""
        return (one for one in self.divisions if isinstance(one, Chapter))

    @property
    def author(self) -> str:
        """The authors' names in one line, the empty string when there is none."""
        return names_with_role(self.contributors, "author")


def names_with_role(contributors: tuple[Contributor, ...], role: str) -> str:
    """The names of all who have this role, as a list in words: ``A, B and C``."""
    names = [person.name for person in contributors if person.role == role]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
