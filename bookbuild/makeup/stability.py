"""Where pages began before an edit, so that they can begin there again: names for places in a galley that edits survive."""

from __future__ import annotations

from bookbuild.makeup.galley import Galley, Piece
from bookbuild.setting.lines import Line

Keys = tuple[str, ...]
"""Names of one place in the text: by its paragraph and the one before it, and by its paragraph and the one after it."""


def keys_of(galley: Galley, passage: int, variant: int, piece: int) -> Keys:
    """The names of the place where a piece of a passage begins.

    A paragraph is known by its own words and one neighbour's; inside it, the letters before the place are counted.
    A head or an ornament has the name of the paragraph after it.
    """
    for at in range(passage, len(galley.passages)):
        found = galley.passages[at]
        identity = found.identity
        if identity is not None:
            inside = at == passage
            letters = sum(map(_letters, found.variants[variant][:piece])) if inside else -1
            return f"{identity.before}>{identity.own}@{letters}", f"{identity.own}<{identity.after}@{letters}"
    return ()


def _letters(piece: Piece) -> int:
    """The letters and digits of a line: what no division and no space changes."""
    lines = (one.thing.text for one in piece.content if isinstance(one.thing, Line) and not one.ornament)
    return sum(character.isalnum() for text in lines for character in text)
