"""Faces opened: HarfBuzz measures and shapes, every axis of a variable face pinned."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from math import inf
from typing import Any

import uharfbuzz as hb

from bookbuild.style.fontfiles import open_font
from bookbuild.style.style import FaceFile


class Face:
    """One font file at one place in its design space. Lengths are in the file's units, `upem` to the em.

    Faces are made by `open_face` and compared by identity: the same file with the same axes is one object.
    """

    def __init__(self, name: str, blob: Any, hb_face: Any, axes: dict[str, float]) -> None:
        self.name = name
        self.blob = blob
        self.hb_face = hb_face
        self.axes = axes
        self.upem: int = hb_face.upem
        self.font = hb.Font(hb_face)
        self.font.scale = (self.upem, self.upem)
        if axes:
            self.font.set_variations(axes)
        self._profiles: dict[tuple[int, float], Profile] = {}

    @cached_property
    def slant(self) -> float:
        """The italic angle in degrees, negative for faces that lean forward; 0 for upright ones."""
        return float(self.font.get_style_value(hb.StyleTag.SLANT_ANGLE))

    @property
    def is_cff(self) -> bool:
        """Whether its outlines are PostScript ones."""
        return "CFF " in self.hb_face.table_tags

    @cached_property
    def unicodes(self) -> frozenset[int]:
        """Every character the face has."""
        return frozenset(self.hb_face.unicodes)

    @cached_property
    def features(self) -> frozenset[str]:
        """The OpenType features of its substitutions, over all scripts."""
        tags: set[str] = set()
        for script_index, _ in enumerate(self.hb_face.get_table_script_tags("GSUB")):
            tags.update(self.hb_face.get_language_feature_tags("GSUB", script_index))
        return frozenset(tags)

    @cached_property
    def adjustments(self) -> frozenset[str]:
        """The OpenType features of its positions, over all scripts."""
        tags: set[str] = set()
        for script_index, _ in enumerate(self.hb_face.get_table_script_tags("GPOS")):
            tags.update(self.hb_face.get_language_feature_tags("GPOS", script_index))
        return frozenset(tags)

    @cached_property
    def cap_height(self) -> float:
        """Height of a flat capital, from its outline."""
        return self.top_of("H")

    @cached_property
    def cap_foot(self) -> float:
        """How far a flat capital's ink reaches over its baseline, from its outline: a little under it (a negative
        number) in faces with cupped serifs."""
        glyph = self.font.get_nominal_glyph(ord("H"))
        box = self.font.get_glyph_extents(glyph) if glyph else None
        return float(box.y_bearing + box.height) if box else 0.0

    @cached_property
    def x_height(self) -> float:
        """Height of a small x, from its outline; half an em where there is none, as in a face of one other script."""
        return self.top_of("x") if self.font.get_nominal_glyph(ord("x")) else 0.5 * self.upem

    @cached_property
    def extents(self) -> tuple[float, float]:
        """Ascender and descender (negative) as the font states them."""
        extents = self.font.get_font_extents("ltr")
        return float(extents.ascender), float(extents.descender)

    def top_of(self, character: str) -> float:
        """How far a character's ink rises over the baseline."""
        glyph = self.font.get_nominal_glyph(ord(character))
        box = self.font.get_glyph_extents(glyph) if glyph else None
        return float(box.y_bearing) if box else 0.7 * self.upem

    def advance(self, glyph: int) -> int:
        """A glyph's own advance, without kerning."""
        return int(self.font.get_glyph_h_advance(glyph))

    def profile(self, glyph: int, band: float = 0.0) -> Profile:
        """The glyph's ink, seen from both sides, in bands of so many units; by default of 1/50 em."""
        key = (glyph, band or self.upem / 50)
        known = self._profiles.get(key)
        if known is None:
            known = self._profiles[key] = Profile(self.font, *key)
        return known


class Profile:
    """A glyph's ink by height: in each band its leftmost and rightmost point, from the outline.

    A band is as high as `band` says, in the font's units; band 0 stands on the baseline.
    """

    def __init__(self, font: Any, glyph: int, band: float) -> None:
        self.band = band
        self.left: dict[int, float] = {}
        self.right: dict[int, float] = {}
        pen = _ProfilePen(self)
        font.draw_glyph_with_pen(glyph, pen)

    def see(self, points: Iterable[tuple[float, float]]) -> None:
        """Note some points of the outline."""
        height, left, right = self.band, self.left, self.right
        for x, y in points:
            band = int(y // height)
            if x < left.get(band, inf):
                left[band] = x
            if x > right.get(band, -inf):
                right[band] = x


class _ProfilePen:
    """Flattens an outline into the points a profile sees."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.start = self.at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (fontTools' pen protocol)
        self.start = self.at = point

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), (x1, y1) = self.at, point
        steps = max(1, int(abs(y1 - y0) / self.profile.band * 2) + 1)
        shares = [step / steps for step in range(steps + 1)]
        self.profile.see([(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in shares])
        self.at = point

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = self.at, points
        reach = max(y0, y1, y2, y3) - min(y0, y1, y2, y3)
        mixtures = _mixtures(8 + int(reach / self.profile.band * 2))
        self.profile.see([
            (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in mixtures
        ])  # fmt: skip
        self.at = (x3, y3)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), ((x1, y1), (x2, y2)) = self.at, points
        third = 2 / 3
        self.curveTo(
            (x0 + (x1 - x0) * third, y0 + (y1 - y0) * third), (x2 + (x1 - x2) * third, y2 + (y1 - y2) * third), (x2, y2)
        )

    def closePath(self) -> None:  # noqa: N802
        self.lineTo(self.start)

    def endPath(self) -> None:  # noqa: N802
        self.at = self.start


@cache
def _mixtures(steps: int) -> list[tuple[float, float, float, float]]:
    """How much of its four points there is in each of so many points along a curve (Bernstein's polynomials)."""
    shares = [(step / steps, 1 - step / steps) for step in range(1, steps + 1)]
    return [(u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t) for t, u in shares]


def ink_gap(left: Profile, left_advance: float, right: Profile) -> float:
    """The least white between two neighbouring glyphs' ink at any common height; a large number when they share none."""
    bands = left.right.keys() & right.left.keys()
    return min((left_advance - left.right[band] + right.left[band] for band in bands), default=1e6)


@cache
def open_face(file: FaceFile, size: float = 0.0) -> Face:
    """Open a font file for use at a size (points), which the optical-size axis follows unless it is pinned.

    Raises BookError: F001 the file can't be read or is no font, F002 it may not be embedded, F003 it is a
    collection or a web font.
    """
    face = open_font(file.path)
    pins = dict(file.axes)
    axes: dict[str, float] = {}
    for axis in face[1].axis_infos:
        wanted = pins.get(axis.tag, size if axis.tag == "opsz" and size else axis.default_value)
        axes[axis.tag] = min(max(float(wanted), axis.min_value), axis.max_value)
    return Face(_postscript_name(face[1], axes), face[0], face[1], axes)


def face_at(file: FaceFile, size: float) -> Face:
    """The face for a size: one object for all sizes where there is no optical-size axis to follow."""
    follows = any(axis.tag == "opsz" for axis in open_font(file.path)[1].axis_infos) and "opsz" not in dict(file.axes)
    return open_face(file, round(size, 1) if follows else 0.0)


def _postscript_name(face: Any, axes: dict[str, float]) -> str:
    """The face's PostScript name (name table, entry 6), its axes added where it is variable."""
    name = (
        face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)
        or face.get_name(hb.OTNameIdPredefined.FONT_FAMILY)
        or "Face"
    )
    base = "".join(character for character in name if character.isascii() and (character.isalnum() or character == "-"))
    pins = "".join(f"_{tag}{value:g}" for tag, value in sorted(axes.items()))
    return base + pins.replace(".", "p").replace("-", "m")
