"""Content streams carried out without painting: what they would show, where, how thin, in which colours."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, Final

from bookbuild.preflight.lettering import Letters
from bookbuild.preflight.limits import MOST_INSTRUCTIONS, MOST_NESTING, MOST_SAVES, Budget
from bookbuild.preflight.marks import Area, Marks, PictureUse
from bookbuild.preflight.matrices import IDENTITY, Matrix, carried, height_of, matrix, times, width_of
from bookbuild.preflight.outlines import Outlines
from bookbuild.preflight.pictures import Picture, inline_picture
from bookbuild.preflight.resources import Shelf
from bookbuild.preflight.spaces import CMYK, GRAY, RGB, Space
from bookbuild.preflight.state import Brush, State
from bookbuild.preflight.tokens import floats, instructions, last_name
from bookbuild.preflight.values import Box, elements, entry, identity, is_stream, name, number, numbers, unpacked

Handler = Callable[[bytes], None]

_OFTEN: Final = 256
"""Instructions after which the clock is looked at."""
_FORM: Final = 50
"""As many instructions as drawing a form counts for."""
DAMAGED: Final = "its content is damaged"
TOO_MUCH: Final = "it has more than can be looked through"
_UNIT: Final[Box] = (0.0, 0.0, 1.0, 1.0)
EVERYWHERE: Final[Box] = (-14400.0, -14400.0, 14400.0, 14400.0)
"""The largest page there is (PDF 1.7, annex C)."""
_WITHOUT_EFFECT: Final = frozenset(
    b"BMC BDC EMC MP DP BX EX d i j J M ri d0 d1 BI EI".split()  # marked content, dashes, joins, intents
)


class Painter:
    """Carries out the content of one page after the other."""

    def __init__(self, shelf: Shelf, budget: Budget) -> None:
        self.shelf = shelf
        self._budget = budget
        self.page = 0
        self.marks = Marks()
        self.resources = shelf.resources(None)
        self.state = self._fresh(IDENTITY)
        self._base = IDENTITY
        self._saved: list[State] = []
        self._left = 0
        self._inside: list[Any] = []
        self._forms: dict[Any, Marks] = {}
        self._handlers = self._all_handlers()

    def _all_handlers(self) -> dict[bytes, Handler]:
        own: dict[bytes, Handler] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._transform, b"gs": self._graphics_state,
            b"Do": self._draw, b"ID": self._inline, b"sh": self._shade,
            b"w": self._line_width,
            b"cs": lambda operands: self._choose("fill", operands), b"CS": lambda operands: self._choose("stroke", operands),
            b"sc": lambda operands: self._colour("fill", operands), b"SC": lambda operands: self._colour("stroke", operands),
            b"scn": lambda operands: self._colour("fill", operands), b"SCN": lambda operands: self._colour("stroke", operands),
            b"g": lambda operands: self._device("fill", "DeviceGray", operands),
            b"G": lambda operands: self._device("stroke", "DeviceGray", operands),
            b"rg": lambda operands: self._device("fill", "DeviceRGB", operands),
            b"RG": lambda operands: self._device("stroke", "DeviceRGB", operands),
            b"k": lambda operands: self._device("fill", "DeviceCMYK", operands),
            b"K": lambda operands: self._device("stroke", "DeviceCMYK", operands),
        }  # fmt: skip
        return own | Letters(self).handlers() | Outlines(self).handlers()

    def _fresh(self, to_page: Matrix) -> State:
        black = Brush(GRAY, self.shelf.paints.black)
        return State(black, black, to_page)

    def paint_page(self, number: int, streams: list[Any], resources: Any) -> Marks:
        """What a page shows; `streams` are its contents, which are read as one."""
        self.page, self.marks, self._left = number, Marks(), MOST_INSTRUCTIONS
        self._saved, self._inside, self._base = [], [], IDENTITY
        self.state, self.resources = self._fresh(IDENTITY), self.shelf.resources(resources)
        read = [unpacked(stream) for stream in streams]
        if None in read:
            self.marks.gaps.add(DAMAGED)
        self._run(b"\n".join(data for data in read if data))
        return self.marks

    def _run(self, data: bytes) -> None:
        """Carry out some instructions."""
        handlers = self._handlers
        for operands, operator in instructions(data):
            handler = handlers.get(operator)
            self._left -= 1
            if self._left < 0 or (self._left % _OFTEN < 2 and self._budget.spent):
                self.marks.gaps.add(TOO_MUCH)
                return
            if handler is not None:
                try:
                    handler(operands)
                except (ValueError, IndexError, OverflowError, ZeroDivisionError):
                    self.marks.gaps.add(DAMAGED)
            elif operator and operator not in _WITHOUT_EFFECT:
                self.marks.gaps.add(DAMAGED)

    # The graphics state

    def _save(self, _operands: bytes) -> None:
        if len(self._saved) >= MOST_SAVES:
            self.marks.gaps.add(TOO_MUCH)
        self._saved.append(self.state.saved())
        del self._saved[MOST_SAVES + 1 :]

    def _restore(self, _operands: bytes) -> None:
        if self._saved:
            self.state = self._saved.pop()

    def _transform(self, operands: bytes) -> None:
        by = matrix(floats(operands))
        if by is None:
            raise ValueError
        if by != IDENTITY:
            self.state.to_page = times(by, self.state.to_page)

    def _line_width(self, operands: bytes) -> None:
        self.state.line = abs(floats(operands)[-1])

    def _graphics_state(self, operands: bytes) -> None:
        said = self.resources.thing("ExtGState", last_name(operands))
        self.state.line = abs(number(entry(said, "LW"), self.state.line))
        font = list(elements(entry(said, "Font")))
        if len(font) == 2:
            self.state.font, self.state.size = self.shelf.font(font[0]), number(font[1])
        if entry(said, "OP") is True or entry(said, "op") is True:
            self.marks.overprints = True

    # Colours

    def _device(self, brush: str, kind: str, operands: bytes) -> None:
        space = self.resources.space(kind)
        values = tuple(floats(operands)[-{GRAY: 1, RGB: 3, CMYK: 4}.get(space, space.components) :])
        self._set(brush, space, values)

    def _choose(self, brush: str, operands: bytes) -> None:
        space = self.resources.space(last_name(operands))
        self._set(brush, space, self.shelf.paints.initial(space).values)

    def _colour(self, brush: str, operands: bytes) -> None:
        space: Space = getattr(self.state, brush).space
        if b"/" in operands:
            under = space.base or space
            values = tuple(floats(operands.partition(b"/")[0]))
            setattr(self.state, brush, Brush(space, self.shelf.paints.paint(under, values), last_name(operands)))
        else:
            self._set(brush, space, tuple(floats(operands)))

    def _set(self, brush: str, space: Space, values: tuple[float, ...]) -> None:
        self.marks.chosen.add(space)
        setattr(self.state, brush, Brush(space, self.shelf.paints.paint(space, values)))

    def use(self, brush: Brush, role: str, box: Box) -> None:
        """Something is painted with a brush."""
        if brush.pattern:
            self._paint_pattern(brush, role, box)
        else:
            self.marks.add(self.marks.areas, Area(brush.paint, role), box)

    def _paint_pattern(self, brush: Brush, role: str, box: Box) -> None:
        said = self.resources.thing("Pattern", brush.pattern)
        if entry(said, "Shading") is not None:
            self._paint_shading(entry(said, "Shading"), role, box)
        elif is_stream(said):
            by = matrix(numbers(entry(said, "Matrix"))) or IDENTITY
            plain = Brush(brush.paint.space, brush.paint)
            self._nested(said, times(by, self._base), plain, within=box)

    def _shade(self, operands: bytes) -> None:
        self._paint_shading(self.resources.thing("Shading", last_name(operands)), "area", EVERYWHERE)

    def _paint_shading(self, said: Any, role: str, box: Box) -> None:
        paint = self.shelf.paints.shading(said, self.resources.named_spaces)
        self.marks.chosen.add(paint.space)
        self.marks.add(self.marks.areas, Area(paint, role), box)

    # Pictures and forms

    def _draw(self, operands: bytes) -> None:
        said = self.resources.thing("XObject", last_name(operands))
        kind = name(entry(said, "Subtype"))
        if kind == "Image":
            self._place(self.shelf.picture(said, self.resources.named_spaces))
        elif kind == "Form":
            by = matrix(numbers(entry(said, "Matrix"))) or IDENTITY
            self._nested(said, times(by, self.state.to_page))
        elif kind != "PS":
            self.marks.gaps.add(DAMAGED)

    def _inline(self, operands: bytes) -> None:
        picture = inline_picture(operands, self.shelf.spaces, self.resources.named_spaces)
        if picture is None:
            raise ValueError
        self._place(picture)

    def _place(self, picture: Picture) -> None:
        to_page = self.state.to_page
        box = carried(_UNIT, to_page)
        sides = (picture.width, width_of(to_page)), (picture.height, height_of(to_page))
        dots = min((72 * count / length for count, length in sides if length > 0), default=0.0)
        use = PictureUse(picture, round(dots, 1) if isfinite(dots) else 0.0, self.state.fill.paint)
        self.marks.add(self.marks.pictures, use, box)
        if picture.is_stencil:
            self.use(self.state.fill, "mask", box)

    def draw_glyphs(self, font: Any, to_page: Matrix, within: Box) -> None:
        """The drawings of a Type 3 font, each once: their colours count, not their places."""
        by = matrix(numbers(entry(font.said, "FontMatrix"))) or (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
        for glyph in (entry(font.said, "CharProcs") or {}).values():
            self._nested(glyph, times(by, to_page), self.state.fill, entry(font.said, "Resources"), within)

    def _nested(
        self, said: Any, to_page: Matrix, brush: Brush | None = None, resources: Any = None, within: Box | None = None
    ) -> None:
        """Carry out a form's stream; what it draws again in the same way is known already."""
        key = identity(said)
        if not is_stream(said) or key in self._inside or len(self._inside) >= MOST_NESTING:
            self.marks.gaps.add(DAMAGED)
            return
        self._left -= _FORM
        outer, marks, before, saved = self.state, self.marks, self.resources, self._saved
        state = outer.saved()
        state.to_page = to_page
        if brush:
            state.fill = state.stroke = brush
        own = resources or entry(said, "Resources")
        held = self.shelf.resources(own) if own is not None else before
        whole_key = (key, held, state.inherited)
        known = self._forms.get(whole_key)
        if known is None:
            self.state, self.marks, self.resources, self._saved = state, Marks(), held, []
            self._inside.append(key)
            data = unpacked(said)
            self._run(data or b"")
            if data is None:
                self.marks.gaps.add(DAMAGED)
            known = self._forms[whole_key] = self.marks
            self._inside.pop()
            self.state, self.marks, self.resources, self._saved = outer, marks, before, saved
        self.marks.take_in(known, within)
