"""Pictures that fill a page of their own: asked for in the column, laid over the trim and its bleed."""

from __future__ import annotations

from typing import Final

from bookbuild.diagnostics import Findings, error
from bookbuild.makeup.column import Column
from bookbuild.makeup.frame import Frame
from bookbuild.makeup.galley import PictureBox, Placed, Plate, Window
from bookbuild.manuscript.blocks import Picture
from bookbuild.manuscript.plates import FULL_PAGE, PLATES, RECTO, SPREAD, VERSO

MUCH_LOST: Final = 0.1
"""The share of a picture that may be cut off without a word: a photograph of 2 : 3 on any of the usual trims."""


def add_plate(column: Column, block: Picture) -> None:
    """Let a picture wait for the first page that suits it; the text flows on. One over two pages is two halves.

    Raises BookError M025 for what can't be asked of such a picture.
    """
    _require_sense(block)
    wanted = set(block.attributes.classes)
    sides = [False, True] if SPREAD in wanted else [RECTO in wanted] if wanted & {RECTO, VERSO} else [None]
    column.plates += [
        Plate(block.file, block.width, block.height, len(column.passages), side, len(sides) > 1, block.place)
        for side in sides
    ]


def _require_sense(block: Picture) -> None:
    """Refuse what a picture that fills a page can't have."""
    asked = [one for one in block.attributes.classes if one in PLATES and one != FULL_PAGE]
    if len(asked) > 1:
        message = f"A picture can't be both {{.{asked[0]}}} and {{.{asked[1]}}}."
        raise error("M025", message, "Leave one of them out.", block.place)
    if block.attributes.get("width"):
        hint = "Leave `width=` out, or the word that lets the picture fill the page."
        raise error("M025", "A picture that fills a page has no width of its own.", hint, block.place)
    if block.caption:
        hint = "Put the words into the text, or leave the word out that lets the picture fill the page."
        raise error("M025", "A picture that fills a page leaves no room for a caption.", hint, block.place)


def laid_out(plate: Plate, frame: Frame, spine_is_left: bool, findings: Findings) -> Placed:
    """A picture over the whole page and its bleed, its place from the trim's top left: as small as covers them, in the
    middle, what is beyond them not shown.

    A picture over two pages covers both and the bleed at their outer sides; each shows its half, and at the spine as
    much of the other as there is bleed. Warns P037 when much of it is cut off.
    """
    trim = frame.trim
    left, right = -frame.left, trim.width + frame.right
    if plate.is_half:  # the picture's edges: the other page lies beyond the spine
        left, right = (
            (-trim.width - frame.right, right) if spine_is_left else (left, trim.width + trim.width + frame.left)
        )
    top, width, height = -frame.head, right - left, frame.head + trim.height + frame.foot
    scale = max(width / plate.width, height / plate.height)
    x, y = left + (width - plate.width * scale) / 2, top + (height - plate.height * scale) / 2
    _note_loss(plate, 1 - width * height / (plate.width * plate.height * scale**2), findings)
    window = Window(-frame.left - x, top - y, frame.left + trim.width + frame.right, height)
    box = PictureBox(plate.file, plate.width * scale, plate.height * scale, plate.place, window)
    return Placed(x, y, box)


def _note_loss(plate: Plate, lost: float, findings: Findings) -> None:
    """Warn of a picture of another shape than its page; of one over two pages once."""
    if lost > MUCH_LOST and not (plate.is_half and plate.recto):
        pages = "the two pages" if plate.is_half else "the page"
        message = f"{lost:.0%} of the picture {plate.name!r} is cut off: its shape is not that of {pages}."
        hint = "Crop it yourself to the trim and its bleed, so that you say what is lost."
        findings.warn("P037", message, hint, plate.place)
