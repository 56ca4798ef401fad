"""Pages are painted. Nothing is decided here: every thing has its place, one transform turns y upside down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import repeat
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bookbuild.diagnostics import BookError, Findings
from bookbuild.makeup.frame import Frames
from bookbuild.makeup.galley import FurnishedPage, PictureBox, Placed, Rule
from bookbuild.press.embedding import STUB_FONT, EmbeddedFace, FontShelf, register_stub
from bookbuild.press.overlay import marks_along
from bookbuild.press.pictures import PictureShelf
from bookbuild.press.pressfile import PRESS_FILE, PressFile
from bookbuild.setting.founts import Fount, Shaped
from bookbuild.setting.lines import Line, Segment, visual_order
from bookbuild.style.drawing import Drawing

WIDE: Final = 1.5
"""Ems: half of a wider glyph is nearly as much as lines are apart."""
WIDE_LETTER: Final = 1.1
"""Ems: a mark over an initial stands .55 em above its foot."""
LARGE: Final = 30.0
"""Points: a letter alone of this size is an initial."""


@dataclass(slots=True)
class Sheet:
    """One PDF being drawn: pages go in one by one, bytes come out at the end."""

    frames: Frames
    press_file: PressFile = PRESS_FILE
    findings: Findings = field(default_factory=Findings)
    _shelf: FontShelf = field(init=False)
    _pictures: PictureShelf = field(init=False)
    _buffer: BytesIO = field(default_factory=BytesIO)
    _canvas: Any = None
    _strokes: dict[Shaped, str] = field(default_factory=dict)
    _spaces: dict[Fount, tuple[str, float]] = field(default_factory=dict)
    _has_marks: bool = False
    """Whether any word so far has marks over its letters."""

    def __post_init__(self) -> None:
        register_stub()
        self._shelf = FontShelf(whole=self.press_file.embed == "full")
        self._pictures = PictureShelf(self.press_file.pictures, self.press_file.inks, self.findings)
        rl_config.useA85 = 0
        self._canvas = Canvas(self._buffer, pageCompression=1, invariant=1, initialFontName=STUB_FONT)

    def draw(self, page: FurnishedPage) -> None:
        """Paint one page: its text in reading order, then its furniture, then what is outside the trim."""
        frame = self.frames.of(page.page.number)
        self._canvas.setPageSize(frame.media_box[2:])
        if any(frame.origin):
            self._canvas._code.append("1 0 0 1 {:.7g} {:.7g} cm".format(*frame.origin))
        code: list[str] = []
        over: list[str] = []
        pictures: list[Placed] = []
        for things in (page.text, page.furniture, page.outside):
            self._text(code, over, things, pictures)
        for placed in pictures:
            self._picture(placed)
        self._canvas._code.append("BT\n" + "\n".join(code) + "\nET" if code else "")
        self._canvas._code += over
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The PDF's bytes. Raises BookError P034 with every picture that is too coarse."""
        if self._pictures.faults:
            raise BookError(*self._pictures.faults)
        self._shelf.put_into(self._canvas)
        self._canvas.save()
        return self._buffer.getvalue()

    def _text(self, code: list[str], over: list[str], things: Iterable[Placed], pictures: list[Placed]) -> None:
        """Write text operators for lines, path operators for the marks over their letters; keep what is not a line for
        later."""
        height = self.frames.recto.trim.height
        font = ""
        for placed in things:
            if isinstance(placed.thing, Line):
                y = height - placed.y
                for x, segment in visual_order(placed.thing):
                    font = self._segment(code, segment, placed.x + x, y, font)
                    if self._has_marks:
                        over += marks_along(segment, placed.x + x, y)
            else:
                pictures.append(placed)

    def _segment(self, code: list[str], segment: Segment, x: float, y: float, font: str) -> str:
        """Write one segment as a TJ array; return the font that is set after it."""
        fount = segment.fount
        entry = self._shelf.embedded(fount.face)
        spaced = segment.tracking * fount.size / segment.stretch  # Tc is scaled by Tz, the segment's tracking is not
        tracking = fount.spec.tracking * fount.size + spaced
        wanted = (
            f"/{entry.layers[0].name if entry.layers else f'F{entry.number}'} {fount.size:.7g} Tf {_near(tracking):.5g} Tc "
            f"{100 * segment.stretch:.5g} Tz"
        )
        if wanted != font:
            code.append(wanted)
        strokes = self._strokes
        space, natural = self._space(fount)
        per_point = 1000 / fount.size
        scale = segment.stretch
        parts: list[str] = []
        last_gap, drawn_gap = None, ""
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            stroke = strokes.get(part)
            if stroke is None:
                stroke = strokes[part] = stroke_of(part, entry)
                self._has_marks = self._has_marks or bool(part.marks)
            parts.append(stroke)
            if gap is not None:
                if gap != last_gap:
                    moved = _near((natural + 2 * spaced - gap / scale) * per_point)
                    last_gap, drawn_gap = gap, f"<{space}>{moved:.6g}"
                parts.append(drawn_gap)
        if _is_wide(segment.parts[0], 0) or _is_wide_initial(segment):
            parts.insert(0, f"<{space}>{(natural + spaced) * per_point:.6g}")
        if segment.gaps[-1] is None and _is_wide(segment.parts[-1], -1):
            parts.append(f"<{space}>")
        code.append(f"1 0 0 1 {_near(x):.6g} {_near(y):.7g} Tm[{''.join(parts)}]TJ")
        return wanted

    def _space(self, fount: Fount) -> tuple[str, float]:
        """The code of a fount's space, and how far it moves on by itself, in points."""
        known = self._spaces.get(fount)
        if known is None:
            glyph = fount.word(" ").glyphs[0]
            entry = self._shelf.embedded(fount.face)
            _, code, advance = entry.code(glyph, " ")
            known = self._spaces[fount] = (code, (advance + fount.track) * fount.scale)
        return known

    def _picture(self, placed: Placed) -> None:
        """Paint a picture, a rule or a drawing."""
        thing = placed.thing
        canvas, height = self._canvas, self.frames.recto.trim.height
        if isinstance(thing, PictureBox):
            self._pictures.place(canvas, thing, placed.x, height - placed.y - thing.height)
        elif isinstance(thing, Rule):
            y = height - placed.y - thing.height
            canvas._code.append(f"{placed.x:.4f} {y:.4f} {thing.width:.4f} {thing.height:.4f} re f")
        elif isinstance(thing, Drawing):
            canvas._code += outlines_of(thing, placed.x, height - placed.y)


def _is_wide(part: Shaped, at: int) -> bool:
    """Whether a part's first or last glyph is as wide as a dash of two or three ems. What stands within half its width, up
    or down, pdfium takes for the same line: something narrow between the two keeps the lines in their order."""
    return _width(part, at) > WIDE * part.fount.size


def _is_wide_initial(segment: Segment) -> bool:
    """Whether a segment is one large letter, over whose left half a mark may stand that is nearer than half its width."""
    first = segment.parts[0]
    alone = len(segment.parts) == len(first.glyphs) == 1
    return alone and first.fount.size > LARGE and _width(first, 0) > WIDE_LETTER * first.fount.size


def _width(part: Shaped, at: int) -> float:
    """How wide its first or last glyph is, in points."""
    return part.advances[at] * part.fount.scale if part.advances else 0.0


def _near(value: float) -> float:
    """A number, or nought where it is all but that: it would be written with an exponent, which PDF does not know (PDF
    1.7, 7.3.3)."""
    return 0.0 if -1e-4 < value < 1e-4 else value


def outlines_of(drawing: Drawing, x: float, y: float) -> list[str]:
    """Operators that draw a drawing with its top left corner at (x, y), y upwards; black, or white to knock out."""
    code = [f"q 1 0 0 -1 {_near(x):.6g} {_near(y):.7g} cm"]
    for one in drawing.outlines:
        if one.fill is not None:
            code.append(f"{one.fill} g")
        if one.stroke is not None:
            code.append(f"{one.stroke} G {one.thickness:.4g} w")
        code += [" ".join([*(f"{_near(number):.6g}" for number in numbers), letter]) for letter, numbers in one.steps]
        if one.fill is None:
            code.append("S")
        else:
            code.append(("f" if one.stroke is None else "B") + "*" * one.even_odd)
    return [*code, "Q"]


def stroke_of(shaped: Shaped, entry: EmbeddedFace) -> str:
    """The inside of a TJ array that draws some glyphs: codes in hexadecimal, numbers where an advance differs from
    the glyph's own and the fount's tracking (Tc, by which readers see that tracked letters are one word). Numbers are thousandths of an em, positive to the left (PDF 1.7, 9.4.3)."""
    fount = shaped.fount
    scale = 1000 / fount.face.upem
    code_of = entry.code
    out: list[str] = []
    codes = ""
    layer = 0
    pending = 0.0
    offsets = shaped.offsets or NO_OFFSETS
    for glyph, advance, (dx, dy), text in zip(shaped.glyphs, shaped.advances, offsets, shaped.texts, strict=False):
        own, code, natural = code_of(glyph, text)
        shift = pending - dx * scale
        moves = shift > 1e-4 or shift < -1e-4
        if codes and (moves or own != layer or dy):
            out.append(f"<{codes}>")
            codes = ""
        if own != layer:
            out.append(f"]TJ/{entry.layers[own].name} {fount.size:.7g} Tf[")
            layer = own
        if moves:
            out.append(f"{shift:.5g}")
        if dy:
            out.append(f"]TJ {dy * fount.scale:.5g} Ts[<{code}>]TJ 0 Ts[")
        else:
            codes += code
        pending = (natural + fount.track - advance + dx) * scale
    if codes:
        out.append(f"<{codes}>")
    if layer:
        out.append(f"]TJ/{entry.layers[0].name} {fount.size:.7g} Tf[")
    if abs(pending) > 1e-4:
        out.append(f"{pending:.5g}")
    return "".join(out)


NO_OFFSETS: Final = repeat((0, 0))
"""For the many words in which no glyph is moved off its place."""
