"""The front: title and author, with the art or with nothing but type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.cover.art import X_HEIGHT, filling, require_contrast, require_dots, whole
from bookbuild.cover.geometry import Zone
from bookbuild.cover.lettering import SetType, sized
from bookbuild.cover.ornament import ornament
from bookbuild.cover.studio import Studio
from bookbuild.diagnostics import Place, error
from bookbuild.makeup.display import broken_runs
from bookbuild.makeup.matter import broken
from bookbuild.manuscript.blocks import NO_BREAK_SPACE, Book, Illustration, names_with_role, plain
from bookbuild.manuscript.inks import Ink
from bookbuild.press.paint import Field, InkedLine, Painted

TITLE_SIZES: Final = (0.23, 0.042)
"""The largest and the smallest title, in the front's widths."""
TITLE_LEADING: Final = 1.06
"""Baseline to baseline of a title's lines, in its sizes, at most: large type wants less than small."""
AUTHOR_SIZE, SUBTITLE_SIZE = 0.066, 0.047
"""How large author and subtitle are, in the front's widths."""
AUTHOR_TO_TITLE: Final = 0.7
"""The largest author, in the title's sizes."""
AUTHOR_GAP: Final = 2.0
"""The least from an author's baseline to the title's capitals, in the author's sizes."""
SUBTITLE_GAP: Final = 1.15
"""From the title's last baseline to the subtitle's capitals, in the subtitle's sizes."""

TITLE_ROOM: Final = 0.42
"""The highest title, in the front's heights, where nothing but type stands there."""
TITLE_MIDDLE: Final = 0.34
"""How far down the middle of title and subtitle stands, in the front's heights: a little over the optical middle."""
ORNAMENT_MIDDLE: Final = 0.66
LABEL_WIDTH, LABEL_TOP, LABEL_ROOM = 0.74, 0.12, 0.3
"""The label's width, its top, the highest title on it: in the front's widths and heights."""
LABEL_PADDING: Final = 0.075
"""From a label's edges to its words, in the front's widths."""
WINDOW_ROOM: Final = 0.24
"""The highest title over a window."""
WINDOW_GAP: Final = 0.07
"""White over and under a window, in the front's widths."""
LEAST_WINDOW: Final = 0.3
"""The least of its room that art in a window fills; a longer strip is refused."""
MOST_CUT, MOST_CUT_FINISHED = 0.25, 0.07
"""How much of the art may be cut off, where it bears no lettering and where it does."""


def front(studio: Studio) -> list[Painted]:
    """All that stands on the front. Raises BookError: J010, J012 for the art, J021 for a title that has no room."""
    things = [*_things(studio, studio.copy.art)]
    _require_room(studio, things)
    return things


def _things(studio: Studio, art: Illustration | None) -> Iterator[Painted]:
    """The front as its layout has it."""
    layout = studio.copy.layout
    if art is None:
        yield from _typographic(studio)
        return
    if layout == "window":
        yield from _window(studio, art)
        return
    cut = MOST_CUT_FINISHED if layout == "finished" else MOST_CUT
    picture = filling(art, studio.wrap.bled(studio.wrap.front), cut)
    require_dots(art, picture, "art", studio.press, studio.findings)
    yield picture
    if layout == "label":
        yield from _label(studio)
    elif layout == "over":
        words = [*_typographic(studio, bare=True)]
        require_contrast(art, picture, words, studio.findings)
        yield from words


def _require_room(studio: Studio, things: list[Painted]) -> None:
    """See that no line stands on another or leaves the front (J021): a subtitle or a list of authors may be endless."""
    zone, last = studio.front, studio.front.y
    for one in sorted((one for one in things if isinstance(one, InkedLine)), key=lambda one: one.y):
        top = one.y - X_HEIGHT * max(segment.fount.size for segment in one.line.segments)
        if top < last - 1e-6 or one.y > zone.bottom + 1e-6:
            message = "Title, subtitle and author have no room on the front together."
            raise error("J021", message, "Shorten the subtitle, or use a larger trim.", Place("book.yaml"))
        last = one.y


@dataclass(frozen=True, slots=True)
class _Words:
    """Title, subtitle and author as they are set for a room."""

    title: SetType
    subtitle: SetType | None
    author: SetType | None

    @property
    def height(self) -> float:
        """From the top of the title to the last baseline of title and subtitle."""
        under = self.subtitle.height + self.gap if self.subtitle else 0.0
        return self.title.height + under

    @property
    def gap(self) -> float:
        """From the title's last baseline to the top of the subtitle."""
        size = self.subtitle.lettering.size if self.subtitle else 0.0
        return max(SUBTITLE_GAP * size, self.title.reach[1] + 0.5 * size)

    def heading(self, x: float, top: float, accent: Ink, ink: Ink) -> Iterator[Painted]:
        """Title and subtitle from a top on."""
        yield from self.title.placed(x, top, accent)
        if self.subtitle:
            yield from self.subtitle.placed(x, top + self.title.height + self.gap, ink)


def _wide(studio: Studio) -> float:
    return studio.wrap.front.width - studio.wrap.hinge


def _set(studio: Studio, width: float, height: float) -> _Words:
    """The words of the front in a measure, the title no higher than `height`. Raises BookError J021."""
    book, wide = studio.book, _wide(studio)
    lettering = studio.lettering("book-title")
    lettering = replace(lettering, leading=min(lettering.leading, TITLE_LEADING * lettering.size))
    most, least = (share * wide for share in TITLE_SIZES)
    title = studio.type.fitted(broken_runs(plain(broken(book.title))), lettering, (width, height), (most, least))
    if title is None:
        message = f"The title “{book.title}” is too long for the front."
        raise error("J021", message, "Part it into title and subtitle, or use a larger trim.", Place("book.yaml"))
    size = title.lettering.size
    subtitle = _line(studio, broken(book.subtitle), "book-subtitle", width, min(SUBTITLE_SIZE * wide, 0.6 * size))
    author = _line(studio, unparted_names(book), "author", width, min(AUTHOR_SIZE * wide, AUTHOR_TO_TITLE * size))
    return _Words(title, subtitle, author)


def unparted_names(book: Book) -> str:
    """The authors in one line in which a break parts no name."""
    people = tuple(replace(one, name=one.name.replace(" ", NO_BREAK_SPACE)) for one in book.contributors)
    return names_with_role(people, "author")


def _line(studio: Studio, text: str, role: str, width: float, size: float) -> SetType | None:
    """A line of the front, or a few, at most so large; None where there is nothing to say."""
    if not text:
        return None
    lettering = sized(studio.lettering(role), size)
    made = studio.type.fitted(plain(text), lettering, (width, size * 4), (size, size * 0.55))
    return made or studio.type.set(plain(text), sized(lettering, size * 0.55), width)


def _typographic(studio: Studio, bare: bool = False) -> Iterator[Painted]:
    """A front of nothing but type; `bare` without the ornament, over a picture."""
    zone, panel = studio.front, studio.wrap.front
    words = _set(studio, zone.width, TITLE_ROOM * panel.height)
    palette = studio.palette
    x = zone.centre if studio.is_centred else zone.x
    if studio.is_centred:
        top = panel.y + TITLE_MIDDLE * panel.height - words.height / 2
        if words.author:
            yield from words.author.placed(zone.x, zone.y, palette.ink)
            top = max(top, zone.y + words.author.height + AUTHOR_GAP * words.author.lettering.size)
        yield from words.heading(zone.x, top, palette.accent, palette.ink)
        if not bare:
            lowest = top + words.height + 0.1 * panel.height
            yield from ornament(studio, x, max(panel.y + ORNAMENT_MIDDLE * panel.height, lowest))
        yield from _imprint(studio, zone)
        return
    yield from words.heading(zone.x, zone.y, palette.accent, palette.ink)
    if not bare:
        yield from ornament(studio, x, zone.y + words.height + 0.09 * panel.height)
    if words.author:
        yield from words.author.placed(zone.x, zone.bottom - words.author.height, palette.ink)


def _imprint(studio: Studio, zone: Zone) -> Iterator[Painted]:
    """The publisher at the foot."""
    made = _line(studio, studio.book.publisher, "publisher", zone.width, 0.03 * _wide(studio))
    if made:
        yield from made.placed(zone.x, zone.bottom - made.height, studio.palette.ink)


def _window(studio: Studio, art: Illustration) -> Iterator[Painted]:
    """The title over the art, the art whole in the ground, the author under it."""
    zone, panel, palette = studio.front, studio.wrap.front, studio.palette
    words = _set(studio, zone.width, WINDOW_ROOM * panel.height)
    yield from words.heading(zone.x, zone.y, palette.accent, palette.ink)
    gap = WINDOW_GAP * _wide(studio)
    top, foot = zone.y + words.height + gap + words.title.reach[1] * (words.subtitle is None), zone.bottom
    if words.author:
        foot = zone.bottom - words.author.height
        yield from words.author.placed(zone.x, foot, palette.ink)
        foot -= gap
    room = max(foot - top, 1.0)
    width = min(zone.width, room * art.width / art.height)
    height = width * art.height / art.width
    if width * height < LEAST_WINDOW * zone.width * room:
        message = f"The art has {art.width} x {art.height} pixels: a strip, which leaves most of the front empty."
        hint = f"The window has room for {zone.width / room:.2f} : 1; crop the art nearer to that."
        raise error("J012", message, hint, art.place)
    x = zone.centre - width / 2 if studio.is_centred else zone.x
    picture = whole(art, x, top + (room - height) * (0.5 if studio.is_centred else 0.0), width)
    require_dots(art, picture, "art", studio.press, studio.findings)
    yield picture


def _label(studio: Studio) -> Iterator[Painted]:
    """A field of the ground over the art, with title and author."""
    zone, panel, palette = studio.front, studio.wrap.front, studio.palette
    wide = _wide(studio)
    padding = LABEL_PADDING * wide
    width = LABEL_WIDTH * wide
    x = zone.centre - width / 2 if studio.is_centred else zone.x
    words = _set(studio, width - 2 * padding, LABEL_ROOM * panel.height)
    author = words.author
    gap = 1.6 * author.lettering.size if author else 0.0
    height = 2 * padding + words.height + (gap + author.height if author else 0.0)
    top = panel.y + LABEL_TOP * panel.height
    yield Field(x, top, width, height, palette.ground)
    yield from words.heading(x + padding, top + padding, palette.accent, palette.ink)
    if author:
        yield from author.placed(x + padding, top + padding + words.height + gap, palette.ink)
