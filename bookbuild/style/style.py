"""A design resolved once: points, faces and lettering, no more look-ups by YAML key afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from bookbuild.diagnostics import Place
from bookbuild.style.drawing import Device, Drawing

BASELINE_IN_LINE: Final = 0.75
"""Where in its line the baseline sits, from the line's top: room for ascenders above, descenders below."""

SAFE: Final = 36.0
"""Everything stays this many points inside every trim edge (KDP, IngramSpark and Lulu all pass; press.md)."""


@dataclass(frozen=True, slots=True)
class Trim:
    """A page after cutting: its name and its size in points."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FaceFile:
    """One font file of a typeface and where its axes are pinned for this use."""

    path: Path
    axes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family: its roman and whatever else it has."""

    name: str
    use: str
    roman: FaceFile
    italic: FaceFile | None = None
    bold: FaceFile | None = None
    bold_italic: FaceFile | None = None

    @property
    def files(self) -> list[FaceFile]:
        """The files that it has."""
        return [one for one in (self.roman, self.italic, self.bold, self.bold_italic) if one]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How one kind of display line is set. Size in points, leading in points, tracking in ems."""

    typeface: Typeface
    size: float
    leading: float
    italic: bool = False
    small_caps: bool = False
    tracking: float = 0.0
    align: str = "center"
    lining: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The page's text block in points; y runs down from the trim's head.

    Line i (from 0) has its baseline at ``head + (i + BASELINE_IN_LINE) * leading``.
    """

    head: float
    spine: float
    fore_edge: float
    measure: float
    leading: float
    lines: int
    clear: tuple[float, float] = (SAFE, SAFE)
    """How far all ink stays from the bind edge and from the fore-edge."""

    @property
    def hang_room(self) -> float:
        """How far ink may stand out of the block, on whichever side."""
        return min(self.spine - self.clear[0], self.fore_edge - self.clear[1])

    def baseline(self, line: float) -> float:
        """The baseline of a line, which may be fractional or outside the block."""
        return self.head + (line + BASELINE_IN_LINE) * self.leading


@dataclass(frozen=True, slots=True)
class Opening:
    """How a chapter opens: where, and how many lines above its first line of text things stand."""

    recto: bool
    sink: int
    number: int
    title: int
    subtitle: int
    numbers_in_words: bool


@dataclass(frozen=True, slots=True)
class Division:
    """When words may be divided."""

    on: bool
    before: int
    after: int
    shortest: int
    ladder: int
    capitalised: bool


@dataclass(frozen=True, slots=True)
class WordSpace:
    """How a word space gives, in its own widths; its least width in ems."""

    stretch: float
    shrink: float
    floor: float


class Give(NamedTuple):
    """How far the glyphs of a line give at most: widened by a share of their width, and set apart by so many ems, together
    in this proportion."""

    expansion: float = 0.0
    letterspacing: float = 0.0

    @property
    def most(self) -> float:
        """The larger of the two: how far a line gives is told from -`most` to `most`."""
        return max(self.expansion, self.letterspacing)


@dataclass(frozen=True, slots=True)
class Microtype:
    """What gives besides the spaces: whether ink hangs into the margins; how far glyphs may be widened or narrowed, as a
    share of their width, and set apart or together, in ems; whether spaces kern with their neighbours."""

    protrusion: bool
    expansion: float
    space_kerning: bool
    letterspacing: float = 0.0

    @property
    def give(self) -> Give:
        """How a line's glyphs give."""
        return Give(self.expansion, self.letterspacing)


@dataclass(frozen=True, slots=True)
class LineCosts:
    """What each ugliness of a paragraph costs, in demerits or as a penalty: see style/settings.py."""

    line: float
    hyphen: float
    short_word: float
    before_dash: float
    explicit_hyphen: float
    dash: float
    double_hyphen: float
    final_hyphen: float
    contrast: float
    unevenness: float
    echo: float
    runt: float
    river: float
    stack: float


@dataclass(frozen=True, slots=True)
class Extract:
    """Quotations: size in points, indents in points."""

    size: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Characters:
    """An ornament of a face's characters, at a size in points; `place` is where the style names it."""

    text: str
    size: float
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """An ornament that is a rule, in points."""

    width: float
    thickness: float


Ornament = Characters | Bar | Device | Drawing


@dataclass(frozen=True, slots=True)
class Furniture:
    """Running heads and folios. Distances are baseline to baseline, in leadings.

    `verso` and `recto` name what the heads say; `folio` is `foot`, `head` (beside the running head, at the
    fore-edge) or `none`.
    """

    verso: str
    recto: str
    above: float
    folio: str
    below: float


@dataclass(frozen=True, slots=True)
class Listing:
    """The contents page: whether folios stand before the titles, and the entries' distance in leadings."""

    folio_first: bool
    spacing: float


@dataclass(frozen=True, slots=True)
class Style:
    """A design on one trim, ready to set with."""

    name: str
    trim: Trim
    grid: Grid
    typeface: Typeface
    mono: Typeface
    fallbacks: tuple[Typeface, ...]
    size: float
    indent: float
    justified: bool
    lining: bool
    bold_emphasis: bool
    large_print: bool
    opening: Opening
    initial_lines: int
    lead_in: str
    """`words`, `phrase`, `line` or `none`: how far the lettering of a chapter's first words goes."""
    scene_break: Ornament | None
    """None for a blank line."""
    furniture: Furniture
    contents: Listing
    division: Division
    word_space: WordSpace
    microtype: Microtype
    costs: LineCosts
    extract: Extract
    lettering: dict[str, Lettering]

    @property
    def leading(self) -> float:
        """Baseline to baseline of the text."""
        return self.grid.leading
