"""Ink hung into the margins, so that edges look straight: marks by a table, letters by their outlines."""

from __future__ import annotations

from typing import Any, Final

import uharfbuzz as hb

from bookbuild.setting.faces import Face

RIGHT: Final = {
    **dict.fromkeys(".,…-‐\u2011", 0.6),
    **dict.fromkeys("’”'\"", 0.5),
    **dict.fromkeys(";:", 0.3),
    **dict.fromkeys("—–", 0.15),
    **dict.fromkeys("!?)»›", 0.1),
}
"""How far marks hang out on the right, in their own widths (design-spec.md section 5; exclamation marks, parentheses and
guillemets are ours)."""
LEFT: Final = {**dict.fromkeys("“‘’„‚'\"", 0.5), **dict.fromkeys("—–", 0.15), **dict.fromkeys("(«‹¿¡", 0.1)}
"""The same on the left."""
LIGHT: Final = frozenset("ACGOQTVWXYacefkorstvwxyzАГТУХ")
"""Letters with a light edge; the stems of the others stand at the margin as they are."""
LETTER_SHARE: Final = 0.25
"""Letters hang out by this share of the mean white inside their box at their edge, up to x-height ..."""
MOST_OF_LETTER: Final = 0.05
"""... at most by this share of their width: what the specification gives A, T, V, W and Y."""


def hang_of(face: Face, glyph: int, character: str) -> tuple[float, float]:
    """How far a glyph hangs out of the measure on the left and on the right, in the face's units.

    A face that says it itself (OpenType `lfbd`, `rtbd`) is taken at its word, glyph by glyph and side by side: some say
    it of a few glyphs only.
    """
    own, ours = _own(face, character), _ours(face, glyph, character)
    return own[0] or ours[0], own[1] or ours[1]


def _ours(face: Face, glyph: int, character: str) -> tuple[float, float]:
    """The same by our table, or (letters) by the outline."""
    advance = face.advance(glyph)
    if character in RIGHT or character in LEFT:
        return LEFT.get(character, 0.0) * advance, RIGHT.get(character, 0.0) * advance
    if character not in LIGHT:
        return 0.0, 0.0
    left, right = _recesses(face, glyph)
    most = MOST_OF_LETTER * advance
    return min(LETTER_SHARE * left, most), min(LETTER_SHARE * right, most)


def _recesses(face: Face, glyph: int) -> tuple[float, float]:
    """The mean white between a letter's ink and the sides of its box, from the baseline to the x-height."""
    profile = face.profile(glyph)
    bands = [band for band in profile.left if 0 <= band * profile.band < face.x_height]
    if not bands:
        return 0.0, 0.0
    leftmost, rightmost = min(profile.left.values()), max(profile.right.values())
    left = sum(profile.left[band] - leftmost for band in bands) / len(bands)
    right = sum(rightmost - profile.right[band] for band in bands) / len(bands)
    return left, right


def _own(face: Face, character: str) -> tuple[float, float]:
    """What the face's optical bounds say; nothing where it has none."""
    if not {"lfbd", "rtbd"} <= face.adjustments:
        return 0.0, 0.0
    plain, left, right = (_position(face, character, feature) for feature in ("", "lfbd", "rtbd"))
    return float(plain[0] - left[0]), float(plain[2] - right[2])


def _position(face: Face, character: str, feature: str) -> Any:
    """Offsets and advance of a character's first glyph under a feature."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, {feature: True} if feature else {})
    return buffer.glyph_positions[0].position
