"""The arithmetic of a cover: how large its sheet is, where its panels are, where letters and the barcode may stand.

All lengths are points from the sheet's top left corner, y down. Presses' numbers are in their files; a number that one does
not publish is asked of the user or refused, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import Place, error
from bookbuild.style.press import Paper, Press
from bookbuild.style.style import SAFE, Trim
from bookbuild.units import inches

LEAST_TEXT: Final = 0.125 * 72
"""From the trim to text where the press says nothing (KDP and IngramSpark allow no less)."""
SPINE_CLEAR: Final = 0.0625 * 72
"""From the spine's edges to its letters where the press says nothing (KDP's and IngramSpark's number)."""
BARCODE_AWAY: Final = 0.25 * 72
"""From spine and foot to the barcode's box where the press says nothing (KDP's number)."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of the sheet."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> float:
        """The middle of its width."""
        return self.x + self.width / 2

    def inset(self, left: float, top: float, right: float, bottom: float) -> Zone:
        """The zone, so much smaller on each side."""
        return Zone(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)


@dataclass(frozen=True, slots=True)
class Wrap:
    """A cover laid flat. The panels are what is seen of it: from the spine's edge to the trim's, or to the board's."""

    sheet: Zone
    """The whole file's page: bleed, or what is turned in round boards, included."""
    seen: Zone
    """All that is seen of it from outside: the page after cutting, or the boards and the spine."""
    back: Zone
    spine: Zone
    front: Zone
    back_text: Zone
    front_text: Zone
    """Where letters may stand on either: clear of the edges, and of a hardcover's hinge."""
    hinge: float
    """The band beside the spine that folds; 0 for paperbacks."""
    right_bound: bool
    """Whether the book is bound on the right: its front is the left panel then."""

    @property
    def over(self) -> float:
        """The bleed, or what is turned in."""
        return self.seen.x

    def bled(self, panel: Zone) -> Zone:
        """A panel with the bleed at its three outer edges."""
        left = panel.x if panel.x > self.seen.x + 1e-6 else self.sheet.x
        right = panel.right if panel.right < self.seen.right - 1e-6 else self.sheet.right
        return Zone(left, self.sheet.y, right - left, self.sheet.height)


def wrap_of(press: Press, paper: Paper, trim: Trim, spine: float, right_bound: bool = False) -> Wrap:
    """The cover of a book of this press's own trim with a spine so wide.

    A paperback's is bleed, back, spine, front, bleed; a hardcover's boards stand out beyond the trim and its sheet is turned
    in round them. Raises BookError J006 when the press does not publish what this takes.
    """
    cover = press.cover
    if paper.binding == "hardcover":
        over = _published(press, "wrap", cover.wrap)
        width = trim.width + _published(press, "fore-edge", cover.fore_edge)
        height = trim.height + 2 * _published(press, "board", cover.board)
        hinge = _published(press, "hinge", cover.hinge)
    else:
        of_pages = press.bleed.amount if press.bleed else None
        over = _published(press, "bleed", of_pages if cover.bleed is None else cover.bleed)
        width, height, hinge = trim.width, trim.height, 0.0
    seen = Zone(over, over, 2 * width + spine, height)
    sheet = Zone(0, 0, seen.width + 2 * over, height + 2 * over)
    left, right = Zone(over, over, width, height), Zone(over + width + spine, over, width, height)
    clear = _clear(press, over)
    left_text, right_text = (
        left.inset(clear, clear, hinge + clear, clear),
        right.inset(hinge + clear, clear, clear, clear),
    )
    back, front, back_text, front_text = left, right, left_text, right_text
    if right_bound:
        back, front, back_text, front_text = right, left, right_text, left_text
    return Wrap(
        sheet, seen, back, Zone(left.right, over, spine, height), front, back_text, front_text, hinge, right_bound
    )


def _clear(press: Press, over: float) -> float:
    """How far text stays from a panel's edges."""
    if press.cover.text is not None:
        return max(press.cover.text - over, 0.0)
    return press.margins.safe if press.margins.safe else LEAST_TEXT


def _published(press: Press, name: str, value: float | None) -> float:
    if value is not None:
        return value
    message = f"{press.title} does not publish the {name} of its covers."
    hint = f"Ask it, and write a press file: `base: {press.name}` and `cover: {{{name}: ...}}`."
    raise error("J006", message, hint, Place(press.place.file))


def spine_letters(press: Press, wrap: Wrap, pages: int) -> Zone | None:
    """Where letters may stand on the spine; None where the press allows none, or the spine has no room at all."""
    rules, width = press.spine_text, wrap.spine.width
    if rules and pages < rules.first:
        return None
    clear = SPINE_CLEAR if rules is None or rules.clear is None else rules.clear
    if rules and rules.narrow_below is not None and rules.narrow_clear is not None and width < rules.narrow_below:
        clear = rules.narrow_clear
    ends = max(wrap.front_text.y - wrap.front.y, SAFE / 2)
    return wrap.spine.inset(clear, ends, clear, ends) if width > 2 * clear else None


def press_box(press: Press, wrap: Wrap) -> Zone | None:
    """The box on the back in which the press wants the barcode: at the foot, beside the spine or a hardcover's hinge.

    None where it names none.
    """
    rules = press.barcode
    if rules is None:
        return None
    from_spine = BARCODE_AWAY if rules.from_spine is None else rules.from_spine
    from_foot = BARCODE_AWAY if rules.from_foot is None else rules.from_foot
    return _beside_spine(wrap, wrap.hinge + from_spine, from_foot, rules.width, rules.height)


def barcode_place(press: Press, wrap: Wrap, width: float, height: float, margin: float) -> Zone:
    """Where a barcode of this size stands: as far from spine and foot as the back's text, but inside the press's box where
    it says where that is.

    `margin` is the text's. Raises BookError J030 when the box is too small for it.
    """
    box = press_box(press, wrap)
    if box and (width > box.width + 1e-6 or height > box.height + 1e-6):
        size = f"{inches(box.width)} x {inches(box.height)} in"
        message = f"The barcode is {inches(width)} x {inches(height)} in; {press.title} has a box of {size} for it."
        raise error("J030", message, "Give a smaller `barcode` under `cover:`, or leave its add-on out.")
    if box is None or press.barcode is None or press.barcode.from_spine is None:
        return _beside_spine(wrap, wrap.hinge + margin, margin, width, height)
    spine = wrap.back.x if wrap.right_bound else wrap.back.right
    nearest = abs((box.x if wrap.right_bound else box.right) - spine)
    low = wrap.back.bottom - box.bottom
    across = min(max(wrap.hinge + margin, nearest), nearest + box.width - width)
    up = min(max(margin, low), low + box.height - height)
    return _beside_spine(wrap, across, up, width, height)


def _beside_spine(wrap: Wrap, across: float, up: float, width: float, height: float) -> Zone:
    """A zone of the back so far from the spine's edge and from the foot."""
    y = wrap.back.bottom - up - height
    x = wrap.back.x + across if wrap.right_bound else wrap.back.right - across - width
    return Zone(x, y, width, height)
