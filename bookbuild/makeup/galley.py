"""The galley: a chapter as one endless column of pieces, and the pages it is cut into."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import PurePath
from typing import Final, NamedTuple

from bookbuild.diagnostics import Place
from bookbuild.manuscript.blocks import Identity
from bookbuild.setting.lines import Line
from bookbuild.style.drawing import Drawing
from bookbuild.units import UNITS_PER_LINE

LINE: Final = UNITS_PER_LINE
"""The height of one line of text in a galley's units."""


class Tie(Enum):
    """Why a piece and the next one stay on one page; the rules that may have to give way, each by its name."""

    ORPHAN = "a paragraph's first line alone at a foot"
    WIDOW = "a paragraph's last line alone at a head"
    HEAD = "a head without two lines after it"
    OPENING = "a chapter's opening without its text"
    SCENE_BREAK = "a scene break lost at a page's edge"
    LEAD = "a line that announces what follows it"
    WHOLE = "a thing that can't be divided"


class PageRule(Enum):
    """What else a page should keep to, in the order in which it gives way."""

    RECTO_HYPHEN = "a word divided at a right page's foot"
    ENDING = "a chapter's last page of fewer than five lines"
    LEVEL = "facing pages that don't end level"
    DEPTH = "a page short of its full depth"


class Window(NamedTuple):
    """The part of a picture that is shown, in points from the picture's top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture to be drawn, its size in points."""

    file: str
    width: float
    height: float
    place: Place | None = None
    """Where the author names it."""
    window: Window | None = None
    """What is shown of it; None for the whole."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule to be drawn, its size in points."""

    width: float
    height: float


class Placed(NamedTuple):
    """Something at a place: points from the left of the measure (or trim) and from a piece's top (or the trim's
    head) down. A line's place is its baseline, everything else's its top left corner."""

    x: float
    y: float
    thing: Line | PictureBox | Rule | Drawing
    ornament: bool = False
    """Whether it only decorates: it is drawn after the page's words, and none of them."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What hangs on a piece and stands at the foot of its column: a note, say. Its pieces stay together unless
    it splits; one that moves may go to a later page."""

    pieces: tuple[Piece, ...]
    splits: bool = False
    moves: bool = False

    @property
    def height(self) -> int:
        """Its whole height in galley units."""
        return sum(piece.height for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a galley: a line, a picture, a rule, white. Heights are whole galley units.

    `tie` names the rule that keeps the next piece on the same page, None where a page may end.
    `at_edge` is what stands instead when the piece comes to a page's head or foot; white becomes nothing.
    """

    height: int
    content: tuple[Placed, ...] = ()
    tie: Tie | None = None
    at_edge: Piece | None = None
    attachments: tuple[Attachment, ...] = ()
    place: Place | None = None
    divided: bool = False
    """Whether it is a line that ends in a divided word."""
    leads_to: int = 0
    """The page of the body that this line of the contents leads to; 0 for none."""


NOTHING: Final = Piece(0)
"""What white becomes at a page's edge."""


def white(units: int, tie: Tie | None = None) -> Piece:
    """White between pieces, gone at a page's edge."""
    return Piece(units, tie=tie, at_edge=NOTHING)


def letters_of(piece: Piece) -> int:
    """The letters and digits of a line."""
    lines = (one.thing.text for one in piece.content if isinstance(one.thing, Line) and not one.ornament)
    return sum(sum(map(str.isalnum, text)) for text in lines)


class Begins(Enum):
    """What a passage begins because the designer says so."""

    PAGE = "a new page"
    RECTO = "a new right page"


class Correction(NamedTuple):
    """A correction that the designer asked for in the manuscript, and what became of it; nothing is told by its name."""

    asked: str
    place: Place | None
    done: str = ""

    def as_json(self) -> dict[str, str | None]:
        """The same for a machine."""
        return {"asked": self.asked, "place": str(self.place) if self.place else None, "done": self.done}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (or a stretch of a long one) or another block. Its variants are ways to set it that differ in height; the first is the natural
    one. `identity` tells it apart across edits."""

    variants: tuple[tuple[Piece, ...], ...]
    identity: Identity | None = None
    costs: tuple[float, ...] = (0.0,)
    """What each variant costs more than the natural one, in the line breaker's demerits."""
    begins: Begins | None = None
    corrections: tuple[Correction, ...] = ()
    letters_before: int = 0
    """Letters and digits of its paragraph that stand in the passages before it."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture that fills a page of its own. It stands on the first page that suits it once the passages before it
    are on pages; the text flows on round it."""

    file: str
    width: int
    height: int
    """Both in dots."""
    after: int
    """How many passages come before it."""
    recto: bool | None = None
    """Whether it stands on a right page; None for either side."""
    is_half: bool = False
    """Whether it shows that half of a picture over two facing pages that lies on its side."""
    place: Place | None = None

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return PurePath(self.file).name

    def suits(self, page: int) -> bool:
        """Whether it may stand on the page of this number."""
        return self.recto in (None, page % 2 == 1)


@dataclass(frozen=True, slots=True)
class Galley:
    """One chapter, not yet cut into pages."""

    passages: tuple[Passage, ...]
    plates: tuple[Plate, ...] = ()
    """In the order in which they come."""

    def section(self, begin: int, end: int) -> Galley:
        """A stretch of passages with the plates that come in it or right behind it."""
        first = begin + 1 if begin else 0
        plates = (replace(one, after=one.after - begin) for one in self.plates if first <= one.after <= end)
        return Galley(self.passages[begin:end], tuple(plates))


@dataclass(frozen=True, slots=True)
class PageShape:
    """The room on a page: full depth in lines, and the left edges of its columns in points from the measure's left.

    `gives` says whether a spread may be a line deeper: the foot must have room for it."""

    lines: int
    columns: tuple[float, ...] = (0.0,)
    gives: bool = False


class SetPiece(NamedTuple):
    """A piece on a page: galley units from the top of the text, points from the measure's left."""

    piece: Piece
    top: int
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the text block. `number` counts from 1 within its part of the book; odd numbers are rectos."""

    number: int
    pieces: tuple[SetPiece, ...] = ()
    opens: bool = False
    """Whether a chapter or a piece of matter opens here: no running head."""
    insert: str = ""
    """A finished PDF that takes this page's place; `insert_page` says which of its pages."""
    insert_page: int = 0
    plate: Plate | None = None
    """A picture that fills this page."""

    @property
    def recto(self) -> bool:
        """Whether it is a right page (in a book bound on the left)."""
        return self.number % 2 == 1

    @property
    def blank(self) -> bool:
        """Whether nothing at all stands on it."""
        return not self.pieces and not self.insert and self.plate is None


@dataclass(frozen=True, slots=True)
class FurnishedPage:
    """A page with its running head and folio, everything placed in points from the trim's top left corner.

    Nothing is decided after this: drawing only paints. Coordinates may be negative (bleed).
    """

    page: Page
    text: tuple[Placed, ...]
    furniture: tuple[Placed, ...]
    outside: tuple[Placed, ...] = ()
    """Crop marks and slug, beyond the bleed."""


@dataclass(slots=True)
class Yielding:
    """A rule that had to give way, and on which page."""

    page: int
    rule: Tie | PageRule
    place: Place | None


@dataclass(slots=True)
class Pagination:
    """A chapter's pages and the rules that gave way."""

    pages: list[Page]
    yieldings: list[Yielding] = field(default_factory=list)
    loosened: int = 0
    tightened: int = 0
    """Paragraphs set in a line more, and in a line fewer."""
    starts: list[tuple[str, ...]] = field(default_factory=list)
    """For each page the names of the place where it begins (see stability)."""
