"""Punctuation in metal: what a compositor adds to a face's own spacing of dots, dashes and nested quotes.

All numbers are ems, from design-spec.md section 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bookbuild.setting.faces import Face, ink_gap

DOT_PITCH: Final = 0.30
"""From dot to dot of an ellipsis; faces set .22 to .30, mostly too tight."""
BEFORE_DOTS: Final = 0.12
"""The least white between a word's last letter and the first dot."""
LEAST_BEARING: Final = 0.03
"""An em dash with less white of its own gets a hair on either side."""
DASH_HAIR: Final = 0.04
BETWEEN_QUOTES: Final = 0.10
"""White between the ink of a single and a double quotation mark."""

QUOTES: Final = frozenset("‘’“”‚„‹›«»")
HAIR_SPACE: Final = "\u200a"
FITTED: Final = frozenset(f"…—{HAIR_SPACE}")
"""The characters that need a hand."""

Drawn = tuple[list[int], list[float], list[str]]
"""Glyphs, their advances in the face's units, the characters each stands for."""


def fitted(face: Face, glyphs: Sequence[int], advances: Sequence[float], texts: Sequence[str]) -> Drawn:
    """A word's glyphs with ellipses drawn as dots .30 em apart, hairs beside dashes that touch, and nested quotation
    marks .1 em apart."""
    em = face.upem
    out_glyphs, out_advances, out_texts = list[int](), list[float](), list[str]()
    last = len(glyphs) - 1
    for at, (glyph, advance, text) in enumerate(zip(glyphs, advances, texts, strict=True)):
        dot = face.font.get_nominal_glyph(ord("."))
        if text == "…" and dot:
            if at and texts[at - 1].isalnum():
                out_advances[-1] += max(
                    0.0, BEFORE_DOTS * em - _before_dot(face, glyphs[at - 1], out_advances[-1], dot)
                )
            kern = advance - face.advance(glyph)
            out_glyphs += [dot, dot, dot]
            out_advances += [DOT_PITCH * em, DOT_PITCH * em, face.advance(dot) + kern]
            out_texts += [text, "", ""]
            continue
        if text == "—" and _bearing(face, glyph) < LEAST_BEARING * em:
            if at:
                out_advances[-1] += DASH_HAIR * em
            if at < last:
                advance += DASH_HAIR * em
        elif text == HAIR_SPACE and 0 < at < last and texts[at - 1] in QUOTES and texts[at + 1] in QUOTES:
            gap = ink_gap(face.profile(glyphs[at - 1]), out_advances[-1], face.profile(glyphs[at + 1]))
            advance = BETWEEN_QUOTES * em - gap
        out_glyphs.append(glyph)
        out_advances.append(advance)
        out_texts.append(text)
    return out_glyphs, out_advances, out_texts


def _before_dot(face: Face, glyph: int, advance: float, dot: int) -> float:
    """The white between a letter's ink at the height of a dot, and the dot."""
    box = face.font.get_glyph_extents(dot)
    profile = face.profile(glyph)
    low, high = (y // profile.band for y in (box.y_bearing + box.height, box.y_bearing))
    ink = max((x for band, x in profile.right.items() if low <= band <= high), default=0.0)
    return float(advance - ink + box.x_bearing)


def _bearing(face: Face, glyph: int) -> float:
    """The smaller of a glyph's two side bearings."""
    box = face.font.get_glyph_extents(glyph)
    return min(box.x_bearing, face.advance(glyph) - box.x_bearing - box.width) if box else 0.0
