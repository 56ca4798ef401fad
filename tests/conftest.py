"""What the tests share: one composing room on a shipped design, text typed quickly, PDFs read by other eyes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

from bookbuild.diagnostics import Findings, Place
from bookbuild.makeup.compose import Composer
from bookbuild.makeup.frame import frames_of
from bookbuild.makeup.furniture import Furnisher
from bookbuild.making import build
from bookbuild.manuscript.blocks import Block, Book, Chapter, Mark, Paragraph, Run, Runs, plain
from bookbuild.press.pressfile import PRESS_FILE, PressFile
from bookbuild.press.standards import find_standard
from bookbuild.setting.founts import Fount, FountSpec, Shaped, Typecase
from bookbuild.setting.hyphenation import Hyphenator, hyphenator_for
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Compositor, Manner
from bookbuild.style.load import load_style
from bookbuild.style.style import Microtype, Style
from bookbuild.style.typefaces import shipped_typefaces

TEXT_FACES: Final = tuple(name for name, face in shipped_typefaces().items() if face.use == "text")
CLASSIC_TRIMS: Final = ("5x8", "B-format", "5.25x8", "5.5x8.5", "A5", "6x9", "7x10")

OLDEN: Final = (
    "n olden times when wishing still helped one, there lived a king whose daughters were all beautiful; and the "
    "youngest was so beautiful that the sun itself, which has seen so much, was astonished whenever it shone in her "
    "face. Close by the king’s castle lay a great dark forest, and under an old lime-tree in the forest was a well, "
    "and when the day was very warm, the king’s child went out into the forest and sat down by the side of the cool "
    "fountain; and when she was bored she took a golden ball, and threw it up on high and caught it; and this ball "
    "was her favorite plaything."
)
"""The Frog King, the paragraph on which Knuth and Plass show their method, without its initial."""


settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,  # whoever runs the tests, the same examples: what fails here fails everywhere
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # it goes by the clock
)
settings.register_profile("thorough", settings.get_profile("quick"), derandomize=False, max_examples=1000)
settings.load_profile("quick")  # pytest --hypothesis-profile thorough comes after this and before any test module


def examples(count: int) -> settings:
    """So many examples of a property; in the thorough profile ten times as many, new ones each time."""
    return settings(max_examples=count * settings().max_examples // settings.get_profile("quick").max_examples)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden pages with what is set now")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden pages are to be rewritten."""
    return bool(request.config.getoption("--accept"))


def typed(text: str, place: Place | None = None) -> Runs:
    """Runs from text in which _underscores_ mark emphasis and *stars* strong words."""
    runs: list[Run] = []
    mark = Mark.PLAIN
    for part in re.split(r"([_*])", text):
        if part in ("_", "*"):
            mark ^= Mark.EMPHASIS if part == "_" else Mark.STRONG
        elif part:
            runs.append(Run(part, mark, place))
    return tuple(runs)


@dataclass
class Room:
    """A composing room with everything in it, and what it had to say."""

    style: Style
    language: str = "en-US"
    exceptions: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)
    case: Typecase = field(init=False)
    hyphenator: Hyphenator = field(init=False)
    compositor: Compositor = field(init=False)
    composer: Composer = field(init=False)

    def __post_init__(self) -> None:
        self.case = Typecase(self.style, self.language, self.findings)
        self.hyphenator = hyphenator_for(self.language, self.style.division, self.exceptions, self.findings)
        self.compositor = Compositor.of(self.case, self.hyphenator, self.findings)
        self.composer = Composer(self.style, self.compositor, self.findings)

    @property
    def spec(self) -> FountSpec:
        """The body's fount."""
        return FountSpec(self.style.typeface, self.style.size, lining=self.style.lining)

    @property
    def fount(self) -> Fount:
        return self.case.fount(self.spec)

    @property
    def codes(self) -> list[str]:
        """The codes of all warnings so far."""
        return [one.code for one in self.findings]

    def lines(
        self, text: str | Runs, width: float | Measure = 288.0, align: str = "justify", divide: bool = True
    ) -> tuple[Line, ...]:
        """Some text set in lines."""
        runs = typed(text) if isinstance(text, str) else text
        measure = width if isinstance(width, Measure) else Measure(0.0, width)
        manner = Manner(self.spec, align, divide=divide, runt_width=2 * self.style.indent)
        return self.compositor.set_lines(runs, measure, manner)

    def furnisher(self, binding: str = "left") -> Furnisher:
        return Furnisher(self.composer, binding, self.findings, frames_of(self.style.trim))


@cache
def classic(trim: str) -> Style:
    """The classic design on a trim."""
    return load_style("classic", trim)


def room(face: str = "EB Garamond", trim: str = "5.5x8.5", language: str = "en-US", **changes: object) -> Room:
    """A room that sets the classic design in a text face, with a few things changed."""
    style = classic(trim)
    if face != "EB Garamond":
        typeface = shipped_typefaces()[face]
        lettering = {role: replace(one, typeface=typeface) for role, one in style.lettering.items()}
        others = tuple(one for one in shipped_typefaces().values() if one.name != face)
        style = replace(style, typeface=typeface, lettering=lettering, fallbacks=others)
    return Room(replace(style, **changes), language)  # type: ignore[arg-type]


STRAIGHT: Final = Microtype(protrusion=False, expansion=0.02, space_kerning=True)
"""Nothing hangs out of the measure, so that edges can be reckoned with."""


def inked(line: Line, x: float = 0.0) -> tuple[float, float]:
    """Left and right of a line's ink, in points from the measure's left."""
    edges: list[float] = []
    for part, at in parts_of(line):
        for glyph, left in placed_glyphs(part, x + at, line.stretch, line.segments[0].tracking):
            box = part.fount.face.font.get_glyph_extents(glyph)
            if box and box.width:
                scale = part.fount.scale * line.stretch
                edges += [left + box.x_bearing * scale, left + (box.x_bearing + box.width) * scale]
    return min(edges, default=x), max(edges, default=x)


def end_of(line: Line) -> float:
    """Where a line's last glyph ends, reckoned from the placed words."""
    part, x = parts_of(line)[-1]
    return x + part.width * line.stretch + part.spaced * line.segments[-1].tracking


def parts_of(line: Line) -> list[tuple[Shaped, float]]:
    """The words of a line in logical order, and where each begins."""
    found: list[tuple[Shaped, float]] = []
    for segment in line.segments:
        x = segment.x
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            found.append((part, x))
            joint = part.fount.size if gap is None else 0.0
            x += part.width * segment.stretch + (part.spaced + joint) * segment.tracking + (gap or 0.0)
    return found


def placed_glyphs(part: Shaped, x: float, stretch: float = 1.0, tracking: float = 0.0) -> list[tuple[int, float]]:
    """A word's glyphs and their origins, its first one at x, drawn so much wider and so many ems apart."""
    found: list[tuple[int, float]] = []
    offsets = part.offsets or ((0, 0),) * len(part.glyphs)
    for glyph, advance, (dx, _) in zip(part.glyphs, part.advances, offsets, strict=True):
        found.append((glyph, x + dx * part.fount.scale * stretch))
        x += advance * part.fount.scale * stretch + tracking * part.fount.size
    return found


Point = tuple[float, float]


class Edges:
    """A pen that keeps an outline as short straight edges: our own measurement, not the setter's."""

    def __init__(self) -> None:
        self.edges: list[tuple[Point, Point]] = []
        self.start: Point = (0.0, 0.0)
        self.at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802
        self.start = self.at = point

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self.edges.append((self.at, point))
        self.at = point

    def qCurveTo(self, b: Point, c: Point) -> None:  # noqa: N802
        a = self.at
        for step in range(1, 17):
            t = step / 16
            p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self.lineTo((p * a[0] + q * b[0] + r * c[0], p * a[1] + q * b[1] + r * c[1]))

    def curveTo(self, b: Point, c: Point, d: Point) -> None:  # noqa: N802
        a = self.at
        for step in range(1, 17):
            t = step / 16
            p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self.lineTo((p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]))

    def closePath(self) -> None:  # noqa: N802
        self.lineTo(self.start)

    def crossings(self, y: float) -> list[float]:
        """Where the outline meets a height."""
        return [
            x0 + (x1 - x0) * (y - y0) / (y1 - y0) for (x0, y0), (x1, y1) in self.edges if min(y0, y1) <= y < max(y0, y1)
        ]


def gaps_of(line: Line) -> list[float]:
    """The word spaces of a line, in points."""
    gaps = [gap for segment in line.segments for gap in segment.gaps]
    return [gap for gap in gaps[:-1] if gap is not None]


def rejoined(lines: Sequence[Line]) -> list[str]:
    """The words of some lines, divided ones made whole."""
    text = ""
    for line in lines:
        if line.divided:
            assert line.text.endswith(line.divided.before)
            text += line.text.removesuffix("-")
        else:
            text += line.text + " "
    return text.split()


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Some texts as paragraphs."""
    return tuple(Paragraph(typed(text)) for text in texts)


def a_book(*blocks: Block, title: str = "A Test", **more: object) -> Book:
    """A book of one chapter without title, and no matter before it unless asked for."""
    from bookbuild.manuscript.blocks import Matter

    matter = Matter(half_title=False, title_page=False, copyright=False)
    return Book(title, (Chapter(blocks),), **{"matter": matter, **more})  # type: ignore[arg-type]


def chapters(count: int, words: int = 40, **more: object) -> Book:
    """A book of so many titled chapters."""
    made = [
        Chapter(
            paragraphs(*[f"T{OLDEN[1:]} Number {number}."] * max(1, words // 100)),
            plain(f"The {number} Tale"),
            number=str(number),
        )
        for number in range(1, count + 1)
    ]
    return Book("Tales", tuple(made), **more)  # type: ignore[arg-type]


def printed(
    book: Book, folder: Path, style: str | None = None, trim: str | None = None, press_file: PressFile = PRESS_FILE
) -> bytes:
    """A book's PDF."""
    target = folder / "book.pdf"
    build(book, style=style, trim=trim, output=target, press_file=press_file)
    return target.read_bytes()


SCREEN: Final = PressFile(find_standard("screen"))
"""A file with bookmarks and links."""
