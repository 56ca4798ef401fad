"""A chapter's blocks become a galley: what stands above what, how far apart, and what keeps together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.makeup.galley import LINE, Galley, Passage, PictureBox, Piece, Placed, Tie, white
from bookbuild.manuscript.blocks import (
    LINE_SEPARATOR,
    Block,
    Chapter,
    Heading,
    Identity,
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Run,
    Runs,
    SceneBreak,
    plain,
)
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.initials import Initial, set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import NO_BREAK_SPACE, Compositor, Manner
from bookbuild.style.style import BASELINE_IN_LINE, Lettering, Style
from bookbuild.units import points

ASTERISM: Final = f"*{NO_BREAK_SPACE}*{NO_BREAK_SPACE}*"
"""What marks a scene break at a page's edge where the design has none of its own."""
PICTURE_DPI: Final = 300.0
"""Dots an inch at which a picture is set unless it says how wide it is."""
DISPLAY_SHARE: Final = 0.8
"""The longest display line, in measures (design-spec.md section 4)."""
SIZE_STEPS: Final = (1.0, 0.85, 0.72)
"""How a title that takes more than three lines is made smaller (design-spec.md section 4)."""
NARROWEST_EMS: Final = 12
"""Quotations inside quotations are set in no further than this leaves, in ems."""


@dataclass(slots=True)
class Composer:
    """Composes chapters in one style."""

    style: Style
    compositor: Compositor
    findings: Findings

    def chapter(self, chapter: Chapter, with_initial: bool = True) -> Galley:
        """A whole chapter: its opening, then its blocks."""
        column = _Column(self)
        column.opening(chapter)
        column.blocks(chapter.blocks, with_initial)
        return column.galley()

    def flow(self, blocks: Iterable[Block], sink: int) -> Galley:
        """Blocks without a title, so many lines down the page: a long piece of matter."""
        column = _Column(self)
        if sink:
            column.add([Piece(sink * LINE, tie=Tie.OPENING)])
        column.blocks(tuple(blocks), with_initial=False)
        return column.galley()

    def display(
        self, runs: Runs, lettering: Lettering, width: float | None = None, most_lines: int = 3
    ) -> tuple[tuple[Line, ...], Lettering]:
        """Display lines, undivided, and the lettering they ended up in: smaller when there were too many.

        `width` is the measure they stand in (default the page's); centred lines keep within 80 % of it.
        """
        measure = self.style.grid.measure if width is None else width
        inset = (1 - DISPLAY_SHARE) / 2 * measure if lettering.align == "center" else 0.0
        lines: tuple[Line, ...] = ()
        for step in SIZE_STEPS:
            stepped = replace(lettering, size=lettering.size * step, leading=lettering.leading * step)
            manner = Manner(FountSpec.of(stepped), lettering.align, divide=False, fill=lettering.align != "center")
            lines = self.compositor.set_lines(runs, Measure(inset, measure - 2 * inset), manner)
            if len(lines) <= most_lines:
                return lines, stepped
        return lines, stepped

    def display_piece(
        self, runs: Runs, lettering: Lettering, tie: Tie | None = None, width: float | None = None
    ) -> Piece:
        """Display lines as one piece of whole lines, the first on the grid."""
        lines, stepped = self.display(runs, lettering, width)
        content = [
            Placed(0, BASELINE_IN_LINE * self.style.leading + at * stepped.leading, line)
            for at, line in enumerate(lines)
        ]
        height = self.whole_lines((len(lines) - 1) * stepped.leading) + 1 if lines else 0
        return Piece(height * LINE, tuple(content), tie)

    def whole_lines(self, height: float) -> int:
        """The lines of the grid that a height in points takes."""
        return math.ceil(height / self.style.leading - 1e-6)


@dataclass(slots=True)
class _Column:
    """One galley while it grows."""

    composer: Composer
    passages: list[Passage] = field(default_factory=list)
    measure: Measure = Measure(0, 0)
    size: float = 0.0
    beside: tuple[tuple[float, float], ...] = ()
    """What is left of an initial's measure for the next paragraph."""
    flush: bool = True
    """Whether the next paragraph begins without an indent."""

    def __post_init__(self) -> None:
        self.measure = Measure(0, self.style.grid.measure)
        self.size = self.style.size

    @property
    def style(self) -> Style:
        return self.composer.style

    @property
    def spec(self) -> FountSpec:
        return FountSpec(self.style.typeface, self.size)

    def galley(self) -> Galley:
        """What has been composed, with the ties that reach over passages."""
        return Galley(tuple(_tied(self.passages)))

    def add(self, pieces: Sequence[Piece], identity: Identity | None = None) -> None:
        """One more passage."""
        if pieces:
            self.passages.append(Passage((tuple(pieces),), identity))

    # The opening

    def opening(self, chapter: Chapter) -> None:
        """Number, title and subtitle in the white above the first line: one piece, so that the sink never varies."""
        style, opening = self.style, self.style.opening
        sink = min(opening.sink, max(style.grid.lines - 6, 0))
        content: list[Placed] = []
        extra = 0
        stack = [
            ("number", plain(chapter.number, chapter.place), opening.number),
            ("title", chapter.title, opening.title),
            ("subtitle", chapter.subtitle, opening.subtitle),
        ]
        for role, runs, above in stack:
            if runs:
                lines, lettering = self.composer.display(runs, style.lettering[role])
                first = style.leading * (max(sink - above, 0) + extra + BASELINE_IN_LINE)
                content += [Placed(0, first + at * lettering.leading, line) for at, line in enumerate(lines)]
                extra += self.composer.whole_lines((len(lines) - 1) * lettering.leading)
        self.add([Piece((sink + extra) * LINE, tuple(content), Tie.OPENING, place=chapter.place)])
        if chapter.epigraph:
            self.epigraph(chapter)

    def epigraph(self, chapter: Chapter) -> None:
        """A quotation between the title and the text, its source on a line of its own."""
        style = self.style
        lettering = style.lettering["epigraph"]
        inner = self.measure.inset(2 * style.leading, 2 * style.leading)
        manner = Manner(FountSpec.of(lettering), "left", divide=False)
        pieces = [
            self.row(line, Tie.OPENING)
            for line in self.composer.compositor.set_lines(_kept_lines(chapter.epigraph), inner, manner)
        ]
        if chapter.epigraph_source:
            source = style.lettering["epigraph-source"]
            lines, _ = self.composer.display(plain(f"—{chapter.epigraph_source}", chapter.place), source, inner.width)
            pieces += [self.row(line.moved(inner.left), Tie.OPENING) for line in lines]
        self.add([*pieces, Piece(LINE, tie=Tie.OPENING)])

    # The blocks

    def blocks(self, blocks: Sequence[Block], with_initial: bool) -> None:
        for at, block in enumerate(blocks):
            first = with_initial and at == 0 and isinstance(block, Paragraph)
            self.block(block, first)
        self.pad_beside()

    def block(self, block: Block, initial: bool = False) -> None:
        if not isinstance(block, Paragraph):
            self.pad_beside()
        match block:
            case Paragraph():
                self.paragraph(block, initial)
            case Heading():
                self.heading(block)
            case SceneBreak():
                self.scene_break(block)
            case Quotation():
                self.quotation(block)
            case ItemList():
                self.item_list(block)
            case Preformatted():
                self.preformatted(block)
            case Picture():
                self.picture(block)

    def paragraph(self, block: Paragraph, with_initial: bool) -> None:
        """A paragraph of text, the chapter's first with its initial."""
        style = self.style
        measure = Measure(self.measure.left, self.measure.width, self.beside)
        initial = set_initial(block.runs, self.composer.compositor.case, self.spec, measure) if with_initial else None
        if initial:
            measure, runs, lead_in = initial.measure, initial.rest, initial.lead_in
        else:
            runs, lead_in = block.runs, 0
            if not self.flush and not _continues(runs):
                measure = _indented(measure, style.indent)
        manner = Manner(self.spec, runt_width=2 * style.indent, lead_in=lead_in)
        lines = self.composer.compositor.set_lines(runs, measure, manner)
        pieces = self.text(lines)
        if initial:
            pieces = self.with_initial(pieces, initial)
        self.beside = measure.after(len(lines)).first
        self.flush = False
        self.add(pieces, block.identity)

    def with_initial(self, pieces: list[Piece], initial: Initial) -> list[Piece]:
        """The first lines with the initial drawn beside them, kept together as far as it reaches."""
        if not pieces:
            pieces = [Piece(LINE)]
        leading = self.style.leading
        drop = BASELINE_IN_LINE * leading + (initial.lines - 1) * leading
        marks = [Placed(0, drop, initial.mark)]
        if initial.quote:
            marks.insert(0, Placed(0, BASELINE_IN_LINE * leading, initial.quote))
        pieces[0] = replace(pieces[0], content=(*marks, *pieces[0].content))
        beside = len(initial.measure.first)
        return [
            replace(piece, tie=piece.tie or Tie.WHOLE) if at < beside - 1 else piece for at, piece in enumerate(pieces)
        ]

    def pad_beside(self) -> None:
        """White for the lines that an initial still reaches down and no paragraph has filled."""
        if self.beside:
            self.add([Piece(LINE, tie=Tie.WHOLE) for _ in self.beside])
            self.beside = ()

    def text(self, lines: Sequence[Line]) -> list[Piece]:
        """A paragraph's lines as pieces; the first two and the last two keep together."""
        count = len(lines)
        pieces: list[Piece] = []
        for at, line in enumerate(lines):
            tie = Tie.ORPHAN if at == 0 and count > 1 else Tie.WIDOW if at == count - 2 else None
            pieces.append(self.row(line, tie))
        return pieces

    def row(self, line: Line, tie: Tie | None = None) -> Piece:
        """One line of text on the grid."""
        return Piece(LINE, (Placed(0, BASELINE_IN_LINE * self.style.leading, line),), tie, place=line.place)

    def heading(self, block: Heading) -> None:
        """A head inside a chapter: a line of white, then its lines, raised a quarter so that it belongs to what follows."""
        style = self.style
        lines, lettering = self.composer.display(block.runs, style.lettering[f"head-{block.level}"])
        rows = self.composer.whole_lines((len(lines) - 1) * lettering.leading) + 1
        at_edge = Piece(rows * LINE, self._stacked(lines, lettering, 0), Tie.HEAD, place=block.place)
        raised = self._stacked(lines, lettering, style.leading * 0.75)
        self.add([Piece((rows + 1) * LINE, raised, Tie.HEAD, at_edge, place=block.place)])
        self.flush = True

    def _stacked(self, lines: Sequence[Line], lettering: Lettering, top: float) -> tuple[Placed, ...]:
        first = top + BASELINE_IN_LINE * self.style.leading
        return tuple(Placed(0, first + at * lettering.leading, line) for at, line in enumerate(lines))

    def scene_break(self, block: SceneBreak) -> None:
        """An ornament three lines from text to text, its ink centred; or a blank line that a page's edge turns into one."""
        style = self.style
        case = self.composer.compositor.case
        x_height = case.fount(self.spec).face.x_height * case.fount(self.spec).scale
        at_edge = self._ornament(
            style.ornament or ASTERISM, LINE, BASELINE_IN_LINE * style.leading - x_height / 2, block.place
        )
        if style.ornament:
            above, below = -(1 - BASELINE_IN_LINE) * style.leading, (2 + BASELINE_IN_LINE) * style.leading - x_height
            self.add(
                [replace(self._ornament(style.ornament, 2 * LINE, (above + below) / 2, block.place), at_edge=at_edge)]
            )
        else:
            self.add([Piece(LINE, at_edge=at_edge, place=block.place)])
        self.flush = True

    def _ornament(self, text: str, height: int, middle: float, place: Place | None) -> Piece:
        """A line of ornament, the middle of its ink so many points below the piece's top."""
        lines = self.composer.compositor.set_lines(
            plain(text, place), self.measure, Manner(self.spec, "center", divide=False)
        )
        top, bottom = _ink(lines[0])
        return Piece(height, (Placed(0, middle + (top + bottom) / 2, lines[0], ornament=True),), place=place)

    def quotation(self, block: Quotation) -> None:
        """Matter set in, a line of white before and after it."""
        style = self.style
        extract = style.extract
        outer, size = self.measure, self.size
        inner = outer.inset(extract.left, extract.right)
        if inner.width >= NARROWEST_EMS * style.size:
            self.measure = inner
        self.size = extract.size
        self.white_before()
        self.flush = True
        verse = "verse" in block.attributes.classes
        for one in block.blocks:
            if isinstance(one, Paragraph) and (verse or _all_lines_kept(one)):
                self.verse(one)
            else:
                self.block(one)
        self.pad_beside()
        self.measure, self.size = outer, size
        self.add([white(LINE)])
        self.flush = False

    def white_before(self) -> None:
        """A line of white, unless white stands there already."""
        if self.passages and self.passages[-1].variants[0][-1] != white(LINE):
            self.add([white(LINE)])

    def verse(self, block: Paragraph) -> None:
        """A stanza: lines as the author broke them, undivided, turnovers two leadings in."""
        style = self.style
        if not self.flush:
            self.add([white(LINE)])
        turnover = 2 * style.leading
        measure = Measure(
            self.measure.left + turnover, self.measure.width - turnover, ((self.measure.left, self.measure.width),)
        )
        manner = Manner(self.spec, "left", divide=False)
        lines = [
            line
            for verse_line in _split_lines(block.runs)
            for line in self.composer.compositor.set_lines(verse_line, measure, manner)
        ]
        self.add(self.text(lines), block.identity)
        self.flush = False

    def item_list(self, block: ItemList) -> None:
        """A list: labels hang before their items."""
        style = self.style
        outer = self.measure
        self.white_before()
        label_manner = Manner(self.spec, "left", divide=False)
        for label, item in zip(block.labels, block.items, strict=True):
            self.measure = outer.inset(1.5 * style.leading, 0)
            begin = len(self.passages)
            for one in item:
                self.flush = True
                self.block(one)
            lines = self.composer.compositor.set_lines(plain(label, block.place), outer, label_manner)
            self._label(begin, lines[0])
        self.measure = outer
        self.add([white(LINE)])
        self.flush = False

    def _label(self, begin: int, label: Line) -> None:
        """Put a label on the first line of the passages from `begin` on."""
        placed = Placed(0, BASELINE_IN_LINE * self.style.leading, label)
        if begin == len(self.passages):
            self.add([Piece(LINE, (placed,))])
            return
        first = self.passages[begin].variants[0]
        self.passages[begin] = replace(
            self.passages[begin], variants=((replace(first[0], content=(placed, *first[0].content)), *first[1:]),)
        )

    def preformatted(self, block: Preformatted) -> None:
        """Lines kept as they are, in the mono face."""
        self.white_before()
        spec = self.composer.compositor.case.exchanged(self.spec, self.style.mono)
        space = self.composer.compositor.case.fount(spec).space
        for text in block.lines:
            bare = text.lstrip(" ")
            inset = min((len(text) - len(bare)) * space, self.measure.width / 2)
            runs = (Run(re.sub(" (?= )", NO_BREAK_SPACE, bare), Mark.PLAIN, block.place),)
            lines = self.composer.compositor.set_lines(
                runs, self.measure.inset(inset, 0), Manner(spec, "left", divide=False)
            )
            self.add([self.row(line) for line in lines] or [Piece(LINE)])
        self.add([white(LINE)])
        self.flush = False

    def picture(self, block: Picture) -> None:
        """A picture on whole lines, centred, white round it; its caption stays with it."""
        style = self.style
        captions, lettering = (
            self.composer.display(block.caption, style.lettering["caption"])
            if block.caption
            else ((), style.lettering["caption"])
        )
        room = (style.grid.lines - self.composer.whole_lines(len(captions) * lettering.leading)) * style.leading
        width = self._picture_width(block)
        height = width * block.height / block.width
        if height > room:
            width, height = width * room / height, room
        rows = max(1, self.composer.whole_lines(height))
        x = self.measure.left + (self.measure.width - width) / 2
        box = Placed(x, (rows * style.leading - height) / 2, PictureBox(block.file, width, height))
        self.white_before()
        pieces = [Piece(rows * LINE, (box,), Tie.LEAD if captions else None, place=block.place)]
        if captions:
            caption_rows = self.composer.whole_lines(len(captions) * lettering.leading)
            pieces.append(Piece(caption_rows * LINE, self._stacked(captions, lettering, 0), place=block.place))
        self.add([*pieces, white(LINE)])
        self.flush = False

    def _picture_width(self, block: Picture) -> float:
        """How wide a picture is set: as its attribute says (a length or a share of the measure), else by its dots."""
        asked = block.attributes.get("width")
        if asked is None:
            return min(self.measure.width, block.width * 72 / PICTURE_DPI)
        try:
            width = float(asked[:-1]) / 100 * self.measure.width if asked.endswith("%") else points(asked)
        except ValueError:
            raise error(
                "M024",
                f"`width={asked}` is no width.",
                "Write a length or a share of the measure: width=3in, width=50%.",
                block.place,
            ) from None
        if not width > 0:
            raise error(
                "M024",
                f"`width={asked}` is no width.",
                "Write a length or a share of the measure: width=3in, width=50%.",
                block.place,
            )
        return min(width, self.measure.width)


def _continues(runs: Runs) -> bool:
    """Whether a paragraph goes on with a sentence that a quotation or a picture interrupted."""
    text = runs[0].text if runs else ""
    return text[:1].islower()


def _indented(measure: Measure, indent: float) -> Measure:
    """The measure with its first line set in."""
    left, width = measure.at(0)
    return replace(measure, first=((left + indent, width - indent), *measure.first[1:]))


def _all_lines_kept(block: Paragraph) -> bool:
    """Whether a paragraph of a quotation is lines of verse or an address: every source line ends by hand."""
    return any(LINE_SEPARATOR in run.text for run in block.runs)


def _split_lines(runs: Runs) -> list[Runs]:
    """A paragraph cut where its author broke the lines."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for at, text in enumerate(run.text.split(LINE_SEPARATOR)):
            if at:
                lines.append([])
            if text:
                lines[-1].append(replace(run, text=text))
    return [tuple(line) for line in lines if line]


def _kept_lines(runs: Runs) -> Runs:
    """Text of book.yaml with its line ends kept."""
    return tuple(replace(run, text=run.text.replace("\n", LINE_SEPARATOR)) for run in runs)


def _ink(line: Line) -> tuple[float, float]:
    """Top and bottom of a line's ink over its baseline, in points."""
    tops: list[float] = []
    bottoms: list[float] = []
    for segment in line.segments:
        for part in segment.parts:
            for glyph in part.glyphs:
                box = part.fount.face.font.get_glyph_extents(glyph)
                if box and box.height:
                    tops.append(box.y_bearing * part.fount.scale)
                    bottoms.append((box.y_bearing + box.height) * part.fount.scale)
    return max(tops, default=0.0), min(bottoms, default=0.0)


def _tied(passages: Sequence[Passage]) -> list[Passage]:
    """Passages with the ties that reach from one into the next: a head keeps two lines after it, and on
    either side of a scene break two lines stay together. The last piece of a galley is tied to nothing."""
    flat = [(at, index) for at, passage in enumerate(passages) for index in range(len(passage.variants[0]))]
    pieces = [passages[at].variants[0][index] for at, index in flat]
    ties: dict[int, Tie] = {}
    for at, piece in enumerate(pieces):
        if piece.tie is Tie.HEAD and at + 1 < len(pieces):
            ties.setdefault(at + 1, Tie.HEAD)
        if piece.at_edge is not None and piece.at_edge.content and piece.tie is None:
            if at >= 2:
                ties.setdefault(at - 2, Tie.SCENE_BREAK)
            ties.setdefault(at + 1, Tie.SCENE_BREAK)
    changed = {at for number, (at, _) in enumerate(flat) if number in ties}
    numbers = {pair: number for number, pair in enumerate(flat)}
    tied: list[Passage] = []
    for at, passage in enumerate(passages):
        if at not in changed:
            tied.append(passage)
            continue
        natural = tuple(
            replace(piece, tie=piece.tie or ties.get(numbers[at, index]))
            for index, piece in enumerate(passage.variants[0])
        )
        tied.append(replace(passage, variants=(natural, *passage.variants[1:])))
    return tied
