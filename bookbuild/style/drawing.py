"""Ornaments drawn by the user: an SVG's shapes as outlines in black and white, or a picture of dots."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.folders import require_plain

WHITE_FROM: Final = 0.8
"""A fill at least this light knocks out what is under it."""
BLACK_TO: Final = 0.3
"""A fill at most this light prints black. What lies between would be a tint: a screen of dots, whose edge is ragged."""

Step = tuple[str, tuple[float, ...]]
"""One step of a path: `m` and `l` with a point, `c` with three, `h` with none (PDF's own letters)."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One shape: its path; the gray of its fill and of its stroke (0 black, 1 white, None for none); whether it is filled
    by the even-odd rule; how thick its stroke is, in points."""

    steps: tuple[Step, ...]
    fill: int | None
    stroke: int | None
    even_odd: bool = False
    thickness: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in points, in drawing order; x to the right and y down from the top left corner of their ink."""

    outlines: tuple[Outline, ...]
    width: float
    height: float


def read_svg(path: Path, width: float, place: Place | None) -> Drawing:
    """An SVG file as a drawing whose ink is `width` points wide.

    Raises BookError: S020 the file is absent or no SVG, S021 it has no shapes, or text or pictures among them, S023 some
    are neither black nor white.
    """
    shapes = list(_shapes(path, place))
    boxes = [box for shape in shapes if (box := shape.bbox(with_stroke=_strokes(shape)))]
    if not boxes:
        message = f"There are no shapes in {path.name!r}."
        raise error("S021", message, "An ornament is drawn of filled or stroked shapes.", place)
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    if not all(map(math.isfinite, (left, top, right, bottom))):
        raise error("S020", f"{path.name!r} is no SVG that can be read.", "Export it again as plain SVG.", place)
    if right - left <= 0 or bottom - top < 0:
        raise error("S021", f"The shapes in {path.name!r} have no width.", "Draw the ornament wider.", place)
    scale = width / (right - left)
    outlines = tuple(_outline(shape, left, top, scale) for shape in shapes)
    return Drawing(outlines, width, float((bottom - top) * scale))


@dataclass(frozen=True, slots=True)
class Device:
    """A small picture of dots, its size in points, and the box of its ink in it: left, top, right, bottom."""

    file: str
    width: float
    height: float
    ink: tuple[float, float, float, float]
    place: Place | None = None
    """Where the style names it."""


def read_device(path: Path, width: float, place: Place | None) -> Device:
    """A PNG, so many points wide.

    Raises BookError: S020 the file is absent or no picture, S021 it is blank, S023 nothing in it is black.
    """
    from PIL import Image, ImageOps

    try:
        require_plain(path)
        with Image.open(path, formats=["PNG"]) as opened:
            seen = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise error(
            "S020", f"{path.name!r} is no PNG that can be read.", "Check the name; export it again, smaller.", place
        ) from None
    flat = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("L")
    ink = ImageOps.invert(flat).point(lambda value: 255 if value > 255 * (1 - WHITE_FROM) else 0).getbbox()
    if ink is None:
        raise error("S021", f"The picture {path.name!r} is blank.", "Draw the ornament in black.", place)
    if ImageOps.invert(flat).point(lambda value: 255 if value >= 255 * (1 - BLACK_TO) else 0).getbbox() is None:
        raise _tinted(path, place)
    scale = width / seen.width
    left, top, right, bottom = (edge * scale for edge in ink)
    return Device(str(path), width, seen.height * scale, (left, top, right, bottom), place)


def _tinted(path: Path, place: Place | None) -> BookError:
    message = f"The ornament {path.name!r} is neither black nor white."
    return error("S023", message, "Draw it in black: a tint so small prints as a few ragged dots.", place)


def _shapes(path: Path, place: Place | None) -> Iterator[Any]:
    """What an SVG paints, every transformation worked in."""
    from xml.etree.ElementTree import ParseError

    import svgelements as svg

    try:
        require_plain(path)
        drawn = svg.SVG.parse(str(path), reify=True)
    except OSError as failure:
        raise error("S020", f"{path.name!r} can't be read: {failure.strerror}.", "Check the name.", place) from None
    except (ParseError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        raise error(
            "S020", f"{path.name!r} is no SVG that can be read.", "Export it again as plain SVG.", place
        ) from None
    for element in drawn.elements():
        if isinstance(element, svg.Text | svg.Image):
            kind = "text" if isinstance(element, svg.Text) else "a picture"
            hint = "Turn letters into outlines; for a picture of dots use a PNG."
            raise error("S021", f"There is {kind} in {path.name!r}.", hint, place)
        refused = next((name for key, name in _UNPAINTED.items() if _says(element, key)), "")
        if refused:
            hint = "Draw what is to be seen as plain shapes; most programs call it flattening."
            raise error("S021", f"There is {refused} in {path.name!r}.", hint, place)
        if isinstance(element, svg.Shape) and _is_seen(element) and (_paints(element.fill) or _strokes(element)):
            if any(_paints(one) and BLACK_TO < _light(element, one) < WHITE_FROM for one in _colours(element)):
                raise _tinted(path, place)
            shape = svg.Path(element)
            shape.approximate_arcs_with_cubics()
            if len(shape):
                yield shape


_UNPAINTED: Final = {
    "clip-path": "a clipping path",
    "mask": "a mask",
    "filter": "a filter",
    "stroke-dasharray": "a dashed line",
}
"""What an SVG may say and is not drawn here, with what it is called."""


def _says(element: Any, key: str) -> bool:
    """Whether an element has an attribute that is not `none`."""
    return str(getattr(element, "values", {}).get(key) or "none").strip() != "none"


def _is_seen(element: Any) -> bool:
    """Whether an element is neither hidden nor transparent."""
    values = element.values
    transparent = str(values.get("opacity") or "1").strip() in ("0", "0.0", "0%", ".0")
    return not transparent and values.get("visibility") not in ("hidden", "collapse")


def _paints(colour: Any) -> bool:
    """Whether a fill or stroke shows at all."""
    return colour is not None and colour.value is not None and (colour.opacity is None or colour.opacity > 0)


def _colours(shape: Any) -> Iterator[Any]:
    """The colours of a shape's fill and, if it is drawn, of its stroke."""
    yield shape.fill
    if _strokes(shape):
        yield shape.stroke


def _light(shape: Any, colour: Any) -> float:
    """How light a colour of a shape looks on paper, from 0 black to 1."""
    opaque = _share(shape.values.get("opacity")) * (1.0 if colour.opacity is None else float(colour.opacity))
    solid = (0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue) / 255
    return 1 - opaque * (1 - float(solid))


def _share(written: Any) -> float:
    """An opacity as an SVG writes it: `.5`, `50%`; 1 where it says none that can be read."""
    text = str(written or "1").strip()
    try:
        return min(max(float(text.removesuffix("%")) / (100 if text.endswith("%") else 1), 0.0), 1.0)
    except ValueError:
        return 1.0


def _strokes(shape: Any) -> bool:
    return _paints(shape.stroke) and bool(shape.stroke_width)


def _outline(shape: Any, left: float, top: float, scale: float) -> Outline:
    """A shape moved to the corner of the ink and sized."""
    import svgelements as svg

    def at(*points: Any) -> tuple[float, ...]:
        return tuple(n for point in points for n in (float((point.x - left) * scale), float((point.y - top) * scale)))

    steps: list[Step] = []
    for segment in shape:
        if isinstance(segment, svg.Move):
            steps.append(("m", at(segment.end)))
        elif isinstance(segment, svg.Close):
            steps.append(("h", ()))
        elif isinstance(segment, svg.Line):
            steps.append(("l", at(segment.end)))
        elif isinstance(segment, svg.CubicBezier):
            steps.append(("c", at(segment.control1, segment.control2, segment.end)))
        elif isinstance(segment, svg.QuadraticBezier):
            first = segment.start + (segment.control - segment.start) * (2 / 3)
            second = segment.end + (segment.control - segment.end) * (2 / 3)
            steps.append(("c", at(first, second, segment.end)))
    even_odd = shape.values.get("fill-rule") == "evenodd"
    if not _strokes(shape):
        return Outline(tuple(steps), int(_light(shape, shape.fill) >= WHITE_FROM), None, even_odd)
    fill = int(_light(shape, shape.fill) >= WHITE_FROM) if _paints(shape.fill) else None
    stroke = int(_light(shape, shape.stroke) >= WHITE_FROM)
    return Outline(tuple(steps), fill, stroke, even_odd, float(shape.stroke_width * scale))
