"""Marks on a proof: what stands round its pages and behind their words. Colours are allowed: nobody prints a book from it.

Places are points from a page's trim top left, y down; the sheet's own are reckoned when they are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final, NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bookbuild.press.draw import stroke_of
from bookbuild.press.embedding import STUB_FONT, FontShelf, register_stub
from bookbuild.press.impositionsheet import MARK, MARK_OFF
from bookbuild.press.overlay import marks_of
from bookbuild.press.proofsheet import ProofSheet
from bookbuild.setting.founts import FountSpec, Shaped, Typecase
from bookbuild.style.style import Typeface

SMALL: Final = 6.5
"""The size of notes, line numbers and slug, in points."""
LEADING: Final = 7.6
TINY: Final = 5.0
"""The slug's size where it stands on the page itself."""
CLEAR: Final = 9.0
"""What notes keep away from trim and sheet's edge."""
SLUG: Final = 20.0
"""How far the slug's baseline is from the sheet's edge; on a page itself a half of that."""
CLEAR_OF_NUMBERS: Final = 24.0
"""Where hairs to notes at the left begin: beyond the line numbers."""
HAIR: Final = 0.25
BAR: Final = 1.2
WATERMARK_WIDTH: Final = 0.62
"""The watermark's length, in diagonals of the page."""
LARGEST_WATERMARK: Final = 0.16
"""Its size, in diagonals, when it is short."""

Colour = tuple[float, float, float]
BLACK: Final = (0.0, 0.0, 0.0)
GRAY: Final = (0.45, 0.45, 0.45)
LINE_BLUE: Final = (0.55, 0.72, 0.85)
CHANGE_RED: Final = (0.85, 0.1, 0.25)
WATERMARK_GRAY: Final = (0.925, 0.925, 0.925)

Frame = tuple[float, float, float, float]
"""Left, top, right, foot."""


class Tint(NamedTuple):
    """A coloured ground behind words."""

    frame: Frame
    colour: Colour


class Note(NamedTuple):
    """Words in the margin, as near to a height as others allow; `led` says whether a hair leads to them from the text."""

    y: float
    words: str
    colour: Colour
    led: bool = True


class LineNumber(NamedTuple):
    """A line's number: where it ends, and its baseline."""

    right: float
    baseline: float
    number: int


class Bar(NamedTuple):
    """A bar beside a line that changed."""

    x: float
    top: float
    foot: float


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All marks of one page, and between which edges its text stands."""

    left: float
    right: float
    numbers: tuple[LineNumber, ...] = ()
    tints: tuple[Tint, ...] = ()
    notes: tuple[Note, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkLook:
    """What marks are drawn with: the founts, the page's size, the watermark's words (none for no watermark)."""

    case: Typecase
    typeface: Typeface
    width: float
    height: float
    watermark: str = ""


@dataclass(slots=True)
class MarkPainter:
    """Draws the marks of sheet after sheet; bytes come out at the end."""

    look: MarkLook
    sheet: ProofSheet
    _shelf: FontShelf = field(default_factory=FontShelf)
    _buffer: BytesIO = field(default_factory=BytesIO)
    _canvas: Any = None

    def __post_init__(self) -> None:
        register_stub()
        rl_config.useA85 = 0
        size = (self.sheet.width, self.sheet.height)
        self._canvas = Canvas(self._buffer, pagesize=size, pageCompression=1, invariant=1, initialFontName=STUB_FONT)

    def paint(self, pages: Sequence[PageMarks | None], slug: str) -> None:
        """One sheet: its pages from left to right, None for a page that is not there."""
        code: list[str] = []
        for at, marks in enumerate(pages):
            if marks is not None:
                code += self._page(self.sheet.lefts[at], marks, at == 0 < len(pages) - 1)
        code += self._slug(slug)
        self._canvas._code += code
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The marks as a PDF, a page a sheet."""
        self._shelf.put_into(self._canvas)
        self._canvas.save()
        return self._buffer.getvalue()

    def _page(self, left: float, marks: PageMarks, notes_left: bool) -> Iterator[str]:
        """The marks of the page that begins here."""
        x, y = left, self.sheet.height - self.sheet.top
        if self.look.watermark:
            yield from self._watermark(x, y)
        for tint in marks.tints:
            a, top, b, foot = tint.frame
            yield f"{_rgb(tint.colour)} rg {_numbers(x + a, y - foot, b - a, foot - top)} re f"
        for number in marks.numbers:
            yield from self._text(x + number.right, y - number.baseline, str(number.number), SMALL, GRAY, 1.0)
        for bar in marks.bars:
            yield f"{_rgb(CHANGE_RED)} rg {_numbers(x + bar.x, y - bar.foot, BAR, bar.foot - bar.top)} re f"
        if not self.sheet.bare:
            yield from self._frame(x, y)
            yield from self._notes(x, y, marks, notes_left)

    def _watermark(self, x: float, y: float) -> Iterator[str]:
        """The watermark, rising across the page."""
        width, height = self.look.width, self.look.height
        diagonal = math.hypot(width, height)
        pieces = self._pieces(self.look.watermark, 100.0)
        natural = sum(piece.width for piece in pieces) or 1.0
        scale = min(WATERMARK_WIDTH * diagonal / natural, LARGEST_WATERMARK * diagonal / 100)
        cos, sin = width / diagonal * scale, height / diagonal * scale
        middle = natural / 2, 33.0
        at = x + width / 2 - middle[0] * cos + middle[1] * sin, y - height / 2 - middle[0] * sin - middle[1] * cos
        yield f"q {_numbers(cos, sin, -sin, cos, *at)} cm"
        yield from self._drawn(pieces, 0.0, 0.0, WATERMARK_GRAY)
        yield "Q"

    def _frame(self, x: float, y: float) -> Iterator[str]:
        """The trim's outline, and crop marks at its corners."""
        width, height = self.look.width, self.look.height
        yield f"{HAIR} w {_rgb(LINE_BLUE)} RG {_numbers(x, y - height, width, height)} re S {_rgb(BLACK)} RG"
        others = set(self.sheet.lefts) | {left + width for left in self.sheet.lefts}
        for edge, outwards in ((x, -1.0), (x + width, 1.0)):
            for level, up in ((y, 1.0), (y - height, -1.0)):
                yield _stroke(edge, level + up * MARK_OFF, edge, level + up * (MARK_OFF + MARK))
                if edge in (min(others), max(others)):
                    yield _stroke(edge + outwards * MARK_OFF, level, edge + outwards * (MARK_OFF + MARK), level)

    def _notes(self, x: float, y: float, marks: PageMarks, at_left: bool) -> Iterator[str]:
        """Notes in the outer margin, one below the other, a hair leading to each."""
        begin = CLEAR if at_left else x + self.look.width + CLEAR
        end = x - CLEAR if at_left else self.sheet.width - CLEAR
        free = self.sheet.height - SLUG
        for note in sorted(marks.notes, key=lambda one: (one.y, one.led)):
            level = min(y - note.y, free)
            lines = list(self._wrapped(note.words, end - begin))
            if level - LEADING * len(lines) < SLUG / 2:
                return
            if note.led:
                start = x + marks.left - CLEAR_OF_NUMBERS if at_left else x + marks.right + BAR
                near = end + BAR if at_left else begin - BAR
                yield f"{HAIR} w {_rgb(note.colour)} RG {_stroke(start, y - note.y + SMALL / 3, near, level + SMALL / 3)}"
            for line in lines:
                yield from self._text(
                    end if at_left else begin, level, line, SMALL, note.colour, 1.0 if at_left else 0.0
                )
                level -= LEADING
            free = level

    def _wrapped(self, words: str, width: float) -> Iterator[str]:
        """Words in lines of at most this width."""
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if self._width(longer) > width:
                if line:
                    yield line
                *whole, longer = self._chopped(word, width)
                yield from whole
            line = longer
        if line:
            yield line

    def _chopped(self, word: str, width: float) -> Iterator[str]:
        """A word in parts of at most this width, a file's long name above all: cut after a mark in it where it can be."""
        while len(word) > 1 and self._width(word) > width:
            most = max((at for at in range(1, len(word)) if self._width(word[:at]) <= width), default=1)
            after_marks = [at for at in range(2, most + 1) if not word[at - 1].isalnum()]
            cut = max(after_marks, default=most)
            yield word[:cut]
            word = word[cut:]
        yield word

    def _width(self, words: str) -> float:
        return sum(piece.width for piece in self._pieces(words, SMALL))

    def _slug(self, words: str) -> Iterator[str]:
        """What this is and when it was made: above the page, or at its very foot where there is nothing round it."""
        if self.sheet.bare:
            yield from self._text(self.sheet.width / 2, SLUG / 2, words, TINY, GRAY, 0.5)
        else:
            yield from self._text(self.sheet.lefts[0] + CLEAR, self.sheet.height - SLUG, words, SMALL, GRAY)

    def _text(self, x: float, y: float, words: str, size: float, colour: Colour, share: float = 0.0) -> Iterator[str]:
        """A line of words that begins at x, or (share 1) ends there, or (share .5) has its middle there."""
        pieces = self._pieces(words, size)
        return self._drawn(pieces, x - share * sum(piece.width for piece in pieces), y, colour)

    def _drawn(self, pieces: Iterable[Shaped], x: float, y: float, colour: Colour) -> Iterator[str]:
        over: list[str] = []
        yield f"BT {_rgb(colour)} rg"
        for piece in pieces:
            entry = self._shelf.embedded(piece.fount.face)
            stroke = stroke_of(piece, entry)
            layer = entry.layers[0].name if entry.layers else f"F{entry.number}"
            yield f"/{layer} {piece.fount.size:.7g} Tf 1 0 0 1 {_numbers(x, y)} Tm[{stroke}]TJ"
            over += marks_of(piece, x, y)
            x += piece.width
        yield " ".join(["ET", *over, f"{_rgb(BLACK)} rg"])

    def _pieces(self, words: str, size: float) -> list[Shaped]:
        """Words as glyphs."""
        case = self.look.case
        return case.pieces(case.fount(FountSpec(self.look.typeface, size, lining=True)), words, None)


def _stroke(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{_numbers(x, y)} m {_numbers(to_x, to_y)} l S"


def _rgb(colour: Colour) -> str:
    return _numbers(*colour)


def _numbers(*values: float) -> str:
    """Numbers as PDF writes them."""
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)
