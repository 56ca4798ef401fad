"""What is marked on a proof's pages: line numbers, what the report finds, doubtful quotes, places in the source, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bookbuild.diagnostics import Diagnostic, Place
from bookbuild.manuscript.blocks import Block, Book, Chapter, ItemList, Paragraph, Quotation
from bookbuild.press.proofmarks import Bar, Colour, LineNumber, Note, PageMarks, Tint
from bookbuild.proof.findings import KINDS, Finding
from bookbuild.proof.glyphs import Glyph, Sheet
from bookbuild.proof.leaves import PlacedLine, ProofPage, Spot, lines_at, lines_from
from bookbuild.proof.sides import Found

EVERY: Final = 5
"""Every so manieth line has its number."""
SAME_LINE: Final = 0.45
"""Baselines so near to each other are one line, in ems of the text: an initial's quotation mark hangs lower."""
SAME_BASELINE: Final = 2.0
"""The same in points, for glyphs of one line."""
DISPLAY: Final = 1.3
"""Lines so much larger than the text are titles and initials: they are not counted."""
NUMBER_AT: Final = 11.0
BAR_AT: Final = 7.0
"""How far line numbers and bars stand from the text, in points."""
QUOTES: Final = "“”‘’„‚«»‹›\"'"
ROUND: Final = 1.5
"""What a tint shows round a quotation mark, in points."""
DOUBTFUL: Final = "M040"

_LOOSE: Final = (1.0, 0.87, 0.55)
_TIGHT: Final = (0.70, 0.84, 1.0)
_HYPHENS: Final = (0.87, 0.78, 1.0)
_RIVER: Final = (0.60, 0.92, 0.92)
_ENDS: Final = (0.75, 0.93, 0.68)
_WORDS: Final = (0.90, 0.88, 0.62)
_GRAVE: Final = (1.0, 0.62, 0.60)
_QUOTE: Final = (1.0, 0.70, 0.86)
_PLACE: Final = (0.35, 0.45, 0.55)

COLOURS: Final[dict[str, Colour]] = {
    "overfull": _GRAVE, "widow": _GRAVE, "orphan": _GRAVE, "misleading": _GRAVE,
    "loose": _LOOSE, "tight": _TIGHT, "river": _RIVER,
    "ladder": _HYPHENS, "hyphen-foot": _HYPHENS, "hyphen-recto-foot": _HYPHENS,
    "runt": _ENDS, "chapter-end": _ENDS, "short-page": _ENDS, "uneven-spread": _ENDS, "off-grid": _ENDS,
    "stack": _WORDS, "capital-divided": _WORDS, "heteronym": _WORDS,
}  # fmt: skip
"""The colour of each kind of fault."""
WHOLE_PAGES: Final = {"chapter-end", "short-page", "uneven-spread", "off-grid"}
"""Faults of a page: a note tells them, no ground behind words."""


@dataclass(slots=True)
class MarkedPage:
    """A page's marks while they are gathered."""

    page: ProofPage
    numbers: list[LineNumber] = field(default_factory=list)
    tints: list[Tint] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def marks(self) -> PageMarks:
        """All of them, small grounds over large ones."""
        tints = sorted(self.tints, key=lambda one: (one.frame[0] - one.frame[2]) * (one.frame[3] - one.frame[1]))
        return PageMarks(
            self.page.left, self.page.right, tuple(self.numbers), tuple(tints), tuple(self.notes), tuple(self.bars)
        )


def number_lines(marked: Iterable[MarkedPage], size: float) -> None:
    """Number every fifth line of each page; `size` is the text's, in points."""
    for one in marked:
        baselines: list[float] = []
        for y in sorted(line.baseline for line in one.page.lines if line.size <= DISPLAY * size):
            if not baselines or y - baselines[-1] > SAME_LINE * size:
                baselines.append(y)
        for at in range(EVERY, len(baselines) + 1, EVERY):
            one.numbers.append(LineNumber(one.page.left - NUMBER_AT, baselines[at - 1], at))


def mark_findings(marked: Sequence[MarkedPage], findings: Iterable[Finding]) -> list[Found]:
    """Colour what the report found, each with a note that names it; return what was found."""
    found: list[Found] = []
    for finding in findings:
        one, colour = marked[finding.page - 1], COLOURS[finding.kind]
        if finding.kind not in WHOLE_PAGES:
            one.tints += [Tint(box, colour) for box in finding.marks]
        title = KINDS[finding.kind].title
        words = f"{title}: {finding.note}" if finding.note else title
        first = finding.marks[0]
        one.notes.append(Note(first.foot - 2, words, darker(colour)))
        found.append(Found(finding.page - 1, title, finding.words))
    return found


def mark_quotes(marked: Sequence[MarkedPage], warnings: Iterable[Diagnostic], sheets: Sequence[Sheet]) -> list[Found]:
    """Colour the quotation marks that the editor doubts; return them."""
    doubts = {one.place: one for one in warnings if one.code == DOUBTFUL and one.place}
    found: list[Found] = []
    for place, spot in lines_at(doubts, [one.page for one in marked]).items():
        one = marked[spot.page]
        line = one.page.lines[spot.line]
        frame = _quote_at(line, place, sheets[spot.page]) or line.frame
        one.tints.append(Tint(frame, _QUOTE))
        one.notes.append(Note(line.baseline, doubts[place].message, darker(_QUOTE)))
        found.append(Found(spot.page, "doubtful quote", doubts[place].message))
    return found


def _quote_at(line: PlacedLine, place: Place, sheet: Sheet) -> tuple[float, float, float, float] | None:
    """The frame of the quotation mark on a line that stands nearest to a place in the source."""
    glyphs = sorted(
        (one for one in sheet.glyphs if abs(one.y - line.baseline) < SAME_BASELINE and one.x >= line.left - line.size),
        key=lambda one: one.x,
    )
    begin = line.place
    offset = place.column - begin.column if begin and begin.line == place.line else len(glyphs)
    quotes: list[tuple[int, Glyph]] = [(abs(at - offset), one) for at, one in enumerate(glyphs) if one.text in QUOTES]
    if not quotes:
        return None
    quote = min(quotes, key=lambda one: one[0])[1]
    _, top, _, foot = line.frame
    return quote.x - ROUND, top, quote.right + ROUND, foot


def mark_places(marked: Sequence[MarkedPage], book: Book) -> None:
    """Write file and line beside each paragraph's first line."""
    places = [one for one in paragraph_places(book) if one.line]
    for place, spot in lines_from(places, [one.page for one in marked]).items():
        line = marked[spot.page].page.lines[spot.line]
        marked[spot.page].notes.append(Note(line.baseline, f"{place.file}:{place.line}", _PLACE, led=False))


def paragraph_places(book: Book) -> Iterator[Place]:
    """Where the paragraphs of a book begin in its author's files."""
    matter = book.matter
    for blocks in (
        *(one.blocks for one in book.divisions if isinstance(one, Chapter)),
        matter.acknowledgements,
        matter.about_the_author,
        matter.colophon,
    ):
        yield from _places_in(blocks)


def _places_in(blocks: Iterable[Block]) -> Iterator[Place]:
    for block in blocks:
        if isinstance(block, Quotation):
            yield from _places_in(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _places_in(item)
        elif isinstance(block, Paragraph) and block.runs and block.runs[0].place:
            yield block.runs[0].place


def mark_changes(marked: Sequence[MarkedPage], lines: Iterable[Spot]) -> None:
    """A bar beside each line that changed."""
    for spot in lines:
        one = marked[spot.page]
        _, top, _, foot = one.page.lines[spot.line].frame
        one.bars.append(Bar(one.page.left - BAR_AT, top, foot))


def darker(colour: Colour) -> Colour:
    """A ground's colour for words on white."""
    red, green, blue = (0.55 * part * part for part in colour)
    return red, green, blue
