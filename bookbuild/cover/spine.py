"""The spine: author, title and publisher, in the direction in which the language's bookshops read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.cover.geometry import Zone, spine_letters
from bookbuild.cover.lettering import SetType, sized
from bookbuild.cover.studio import Studio
from bookbuild.diagnostics import Place, error
from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import plain
from bookbuild.manuscript.inks import Ink
from bookbuild.press.paint import InkedLine, Painted, Turn
from bookbuild.style.style import Lettering

UPWARDS: Final = frozenset({"fr", "es", "it", "ca"})
"""Languages whose books are read from foot to head on the shelf: the custom of the trade there. ISO 6357 has all others,
English and German among them, run from head to foot, so that a book lying face up can be read."""

TITLE_ROLE: Final = "half-title"
"""The title's lettering: a title page's is often too light for so small a size."""
SIZE_SHARE: Final = 0.5
"""The title's size in the spine's widths; larger crowds the folds."""
LARGEST, SMALLEST = 30.0, 7.0
"""The title's size in points. Presses print smaller type than 7 pt, but nobody reads it on a shelf."""
AUTHOR_SIZE, PUBLISHER_SIZE = 0.82, 0.6
"""How large author and publisher are, in the title's sizes."""
ENDLESS: Final = 100_000.0
"""A measure in which everything is one line."""
LEAST_GAP: Final = 1.5
"""White between two of them, in the title's sizes."""
SHORTER: Final = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.55, 0.5)
"""How a spine's letters are made smaller when its height can't hold them."""
ALIKE: Final = 0.78
"""Down to this share letters are made smaller before the publisher is left out."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What runs along the spine: author, title and publisher; the first and last may be missing."""

    author: SetType | None
    title: SetType
    publisher: SetType | None

    @property
    def made(self) -> list[SetType]:
        """Those that there are."""
        return [one for one in (self.author, self.title, self.publisher) if one]

    @property
    def length(self) -> float:
        """The least that they take."""
        return sum(one.width for one in self.made) + (len(self.made) - 1) * LEAST_GAP * self.title.lettering.size


def direction(language: str, asked: str | None) -> Turn:
    """Which way a spine's letters run: as asked, else as the language's market has it."""
    if asked:
        return "up" if asked == "up" else "down"
    return "up" if language.lower().replace("_", "-").split("-")[0] in UPWARDS else "down"


def spine(studio: Studio) -> list[Painted]:
    """The letters on the spine; none where the press allows none or it is too narrow for letters.

    Raises BookError J022 for a title that is too long.
    """
    room = spine_letters(studio.press, studio.wrap, studio.pages)
    if room is None:
        return []
    size = _size(studio, room)
    if size < _least(studio):
        return []
    room, row = _fitted(studio, room, size)
    turn = direction(studio.book.language, studio.copy.spine_runs)
    return [*_along(studio, room, row, turn)]


def _size(studio: Studio, room: Zone) -> float:
    """The title's size: half the spine, no ink outside its room."""
    size = min(SIZE_SHARE * studio.wrap.spine.width, LARGEST)
    made = (_row(studio, size, with_publisher=True)).made
    tallest = max(top - bottom for one in made for top, bottom in (ink_of(one.lines[0]),))
    return size * min(1.0, room.width / tallest)


def _least(studio: Studio) -> float:
    """The smallest type that the press prints, or that can be read."""
    return max(SMALLEST, studio.press.file.least_type or 0.0)


def _lettering(studio: Studio, role: str, size: float) -> Lettering:
    return replace(sized(studio.lettering(role), size), align="left")


def _fitted(studio: Studio, room: Zone, size: float) -> tuple[Zone, _Row]:
    """Author, title and publisher as large as a spine's height allows, and the zone they keep to: from where the front's
    words begin to where they end, else as far as the press allows. The publisher is left out sooner than letters become
    small. Raises BookError J022.
    """
    least = _least(studio)
    steps = [size * step for step in SHORTER if size * step >= least] or [size]
    large = [one for one in steps if one >= ALIKE * size]
    margin = studio.front.y - room.y
    level = room.inset(0, margin, 0, margin)
    for zone, with_publisher, sizes in (
        (level, True, large),
        (room, True, large),
        (level, False, large),
        (room, False, steps),
    ):
        for one in sizes:
            row = _row(studio, one, with_publisher)
            if row.length <= zone.height:
                return zone, row
    title = _title(studio)
    letters = max(int(len(title) * (room.height - row.length + row.title.width) / row.title.width), 0)
    message = f"The title “{title}” is too long for the spine of {room.height / 72:.1f} in."
    hint = f"Give a shorter `spine_title` under `cover:`; about {letters} letters have room."
    raise error("J022", message, hint, Place("book.yaml"))


def _title(studio: Studio) -> str:
    return studio.copy.spine_title or unbroken(studio.book.title)


def _row(studio: Studio, size: float, with_publisher: bool) -> _Row:
    least = min(_least(studio), size)

    def made(text: str, role: str, share: float) -> SetType | None:
        lettering = _lettering(studio, role, max(share * size, least))
        return studio.type.set(plain(text), lettering, ENDLESS) if text else None

    title = made(_title(studio), TITLE_ROLE, 1.0)
    assert title is not None
    publisher = made(studio.book.publisher, "publisher", PUBLISHER_SIZE) if with_publisher else None
    return _Row(made(studio.book.author, "author", AUTHOR_SIZE), title, publisher)


def _along(studio: Studio, room: Zone, row: _Row, turn: Turn) -> Iterator[Painted]:
    """The row in its room. From head to foot: author, title in the middle, publisher; from foot to head, as it is read:
    publisher, author, title, evenly. The publisher is at the foot either way."""
    palette, length = studio.palette, room.height
    title = (row.title, palette.accent)
    if turn == "down":
        order = [(row.author, palette.ink), title, (row.publisher, palette.ink)]
        for (one, ink), at in zip(order, _down(row, length), strict=True):
            if one:
                yield _turned(one, room, at, ink, turn)
        return
    upwards = [(one, ink) for one, ink in ((row.publisher, palette.ink), (row.author, palette.ink), title) if one]
    white = (length - sum(one.width for one, _ in upwards)) / max(len(upwards) - 1, 1)
    at = white / 2 if len(upwards) == 1 else 0.0
    for one, ink in upwards:
        yield _turned(one, room, at, ink, turn)
        at += one.width + white


def _down(row: _Row, length: float) -> tuple[float, float, float]:
    """How far down author, title and publisher begin: the title in the middle of the spine, or where the others leave it no
    room there, in the middle between them."""
    gap = LEAST_GAP * row.title.lettering.size
    last = row.publisher.width if row.publisher else 0.0
    before = row.author.width + gap if row.author else 0.0
    after = last + gap if row.publisher else 0.0
    furthest = length - row.title.width - after
    middle = (length - row.title.width) / 2
    return 0.0, middle if before <= middle <= furthest else (before + furthest) / 2, length - last


def _turned(one: SetType, room: Zone, at: float, ink: Ink, turn: Turn) -> InkedLine:
    """A line along the spine, its capitals in the middle of the spine's width, `at` from where the reading begins.

    Where its ink would leave the room at one side (descenders), it moves so far to the other.
    """
    (line,) = one.lines
    top, bottom = ink_of(line)
    over = max(top - one.cap / 2 - room.width / 2, 0.0) - max(one.cap / 2 - bottom - room.width / 2, 0.0)
    rise = one.cap / 2 + over
    if turn == "down":
        return InkedLine(line, room.centre - rise, room.y + at, ink, turn)
    return InkedLine(line, room.centre + rise, room.bottom - at, ink, turn)
