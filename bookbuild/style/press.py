"""A press as data: what it prints, on which paper, and what it asks of a file. Lengths are points, shares are per cent.

A number that a press does not publish is None (or an empty table) and is asked of the user, never guessed. Where each
group of numbers is from stands in `Press.sources`, under the group's name in the press's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import Place
from bookbuild.style.style import Trim

STANDARDS: Final = ("pdf/x-1a:2001", "pdf/x-1a:2003", "pdf/x-3:2002", "pdf/x-4", "plain", "screen")
"""What a file can be: one of the standards for printing, a plain PDF for print, or one for reading on a screen."""

FORBIDDABLE: Final = (
    "annotations",
    "bookmarks",
    "encryption",
    "icc",
    "layers",
    "marks",
    "metadata",
    "rgb",
    "spot",
    "transparency",
)
"""What a press may want to see nowhere in a file, by the words of `FileRules.forbids`; `icc` are ICC-tagged objects."""

SIDES: Final = ("head", "foot", "outside", "inside")
"""The sides of a page; `inside` is the bind edge."""

INKS: Final = ("black", "standard colour", "premium colour")
BINDINGS: Final = ("paperback", "hardcover")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a group of numbers is from. `checked` is a date (2026, 2026-06 or 2026-06-01) or ``undated``."""

    text: str
    checked: str
    second_hand: bool
    """Read where others quote the press, not on the press's own pages."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A length that holds from one page count to another, both included; `last` is None where there is no end."""

    first: int
    last: int | None
    length: float


@dataclass(frozen=True, slots=True)
class Spine:
    """How wide a book's spine is: so much a page (a leaf has two) and so much besides, or a table by page counts."""

    page: float | None
    added: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SizeRange:
    """Any size between two, in points, both included."""

    least_width: float
    least_height: float
    most_width: float
    most_height: float

    def takes(self, width: float, height: float) -> bool:
        """Whether a page of this size is within the range, to half a point."""
        wide = self.least_width - 0.5 <= width <= self.most_width + 0.5
        return wide and self.least_height - 0.5 <= height <= self.most_height + 0.5


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its ink and binding, and how many pages a book on it may have."""

    name: str
    ink: str
    """One of `INKS`."""
    binding: str
    """One of `BINDINGS`."""
    least: int
    most: int | None
    """None where the press names no limit."""
    most_at: dict[str, int]
    """Fewer pages on certain trims, by the trim's name in `Press.trims`; 0 where the paper is not had."""
    sizes: SizeRange | None
    """The only sizes this paper is had in; None for all the press prints."""
    spine: Spine | None
    """None where the press publishes no way to reckon it."""


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays clear of text, from the trim's edge. The larger of what applies counts."""

    inside: tuple[Step, ...]
    """By page count, in ascending order; empty where the press asks no more inside than elsewhere."""
    outer: float
    """At head, foot and outside."""
    outer_with_bleed: float
    """The same in a book with bleed."""
    safe: float
    """On all four sides."""


@dataclass(frozen=True, slots=True)
class Bleed:
    """How far ink that reaches the trim goes beyond it, and on which of `SIDES`."""

    amount: float
    sides: tuple[str, ...]
    always: bool
    """The file's pages have the bleed even when nothing bleeds."""

    def on(self, side: str) -> float:
        """The bleed on one of `SIDES`."""
        return self.amount if side in self.sides else 0.0


@dataclass(frozen=True, slots=True)
class Counting:
    """The number of pages and blank ones."""

    multiple: int
    """The file's pages are a multiple of this: 2 for leaves, 4, 16 or 32 for signatures."""
    last_blank: bool
    blank_in_a_row: int | None
    """The most blank pages in a row before the end; None for any number."""
    blank_at_end: int | None
    """The most blank pages in a row at the end; None for any number."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots an inch at the printed size: below the first number is a warning, below the second an error."""

    gray_warn: int
    gray_refuse: int
    line_art_warn: int
    line_art_refuse: int


@dataclass(frozen=True, slots=True)
class FileRules:
    """What the file may hold. None where the press says nothing."""

    embed: str
    """``full`` or ``subset``: how fonts are embedded."""
    least_type: float | None
    least_rule: float | None
    least_tint: float | None
    """Per cent."""
    most_ink: float | None
    """All inks together, per cent."""
    gray_curve: tuple[float, float] | None
    """The lightest and the darkest gray of pictures, per cent of black: uncoated paper swallows the rest."""
    resolution: Resolution
    megabytes: int | None
    cover_megabytes: int | None
    forbids: frozenset[str]
    """Some of `FORBIDDABLE`."""


@dataclass(frozen=True, slots=True)
class SpineText:
    """Letters on the spine: from how many pages on, and how far they stay from its edges."""

    first: int
    """The least number of pages."""
    clear: float | None
    narrow_below: float | None
    """A spine narrower than this has `narrow_clear` instead."""
    narrow_clear: float | None
    variance: float | None
    """How far the fold may stray."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """The white box for the barcode on the back cover."""

    width: float
    height: float
    from_spine: float | None
    """From the spine's edge (a hardcover: from the hinge)."""
    from_foot: float | None
    by_press: bool
    """The press prints the barcode itself when there is none."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover is built from."""

    bleed: float | None
    """Beyond the trim of a paperback's cover."""
    wrap: float | None
    """What is turned in round a hardcover's boards."""
    board: float | None
    """How far a hardcover's board stands beyond the trim at head and foot."""
    fore_edge: float | None
    """How much further a hardcover's board reaches from the spine than the trim is wide, its hinge included."""
    hinge: float | None
    """The band beside a hardcover's spine that folds when it is opened."""
    text: float | None
    """From the cover's outer edge to text."""
    template: bool
    """The press's own template must be used: nothing else has the spine's width."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press. `name` is the file's, `title` what people call it, `place` its file."""

    name: str
    title: str
    standard: str
    """One of `STANDARDS`."""
    accepts: tuple[str, ...]
    """All standards the press takes a file in, `standard` included; `plain` and `screen` ask for none."""
    trims: dict[str, Trim]
    """Sizes by name: a named trim (``B-format``) in the press's exact size, or a size that has no other name."""
    custom: SizeRange | None
    """Other sizes; None where only `trims` are printed."""
    papers: dict[str, Paper]
    """By name; the first is meant when none is named. Empty for reading on a screen."""
    margins: Margins
    bleed: Bleed | None
    """None where the press publishes nothing of bleed."""
    counting: Counting
    file: FileRules
    spine_text: SpineText | None
    barcode: Barcode | None
    cover: Cover
    sources: dict[str, Source]
    """By the group's key in the press's file: ``trims``, ``papers.white``, ``papers.white.spine``, ``inside-margin``,
    ``ink`` and so on."""
    place: Place
