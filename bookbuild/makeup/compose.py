"""A chapter's blocks become a galley: what stands above what, how far apart, and what keeps together."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Final

from bookbuild.diagnostics import Findings
from bookbuild.makeup.breaks import scene_break
from bookbuild.makeup.column import WHITE_GIVES, Column
from bookbuild.makeup.corrections import begins_page, correct
from bookbuild.makeup.display import DisplaySetter
from bookbuild.makeup.extracts import NARROWEST_EMS, quotation
from bookbuild.makeup.figures import picture
from bookbuild.makeup.galley import LINE, Begins, Galley, Piece, Placed, Tie, white
from bookbuild.makeup.openings import opening, space_for_initial, tied_beside, with_initial
from bookbuild.makeup.plates import add_plate
from bookbuild.manuscript.blocks import (
    Attributes,
    Block,
    Chapter,
    Heading,
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
    text_of,
)
from bookbuild.manuscript.plates import has_opening, holds_only_plates, is_plate
from bookbuild.setting.atoms import NO_LEAD_IN
from bookbuild.setting.contour import Beside
from bookbuild.setting.initials import lead_in_without, set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.setting.ways import Stretch, Way, set_ways, whole
from bookbuild.style.style import BASELINE_IN_LINE

LONGEST_NAME: Final = 40
"""Characters of a name in capitals that announces a speech."""

FITTINGS: Final = 8
"""How often lines are set beside an initial until they suit its contour; three are usual."""

FLUSH: Final = frozenset({"term", "lead", "noindent"})
"""Paragraphs that begin without an indent: a term, the title of a box, and where a manuscript says so."""
LEADS: Final = frozenset({"term", "lead"})
"""Those that stay with what comes next."""

_NAMES: Final = {
    Heading: "a head",
    SceneBreak: "a scene break",
    Quotation: "a quotation or verse",
    ItemList: "a list",
    Preformatted: "lines of code",
    Picture: "a picture",
}


class Composer(DisplaySetter):
    """Composes chapters in one style."""

    __slots__ = ()

    def silent(self) -> Composer:
        """The same composer, whose warnings nobody hears."""
        return Composer(self.style, self.compositor.silent(), Findings())

    def chapter(self, chapter: Chapter, with_initial: bool = True) -> Galley:
        """A whole chapter: its opening, then its blocks."""
        column = Column(self)
        before, blocks = _parted(chapter)
        for one in before:
            set_block(column, one)
        if not holds_only_plates(chapter):
            opening(column, chapter)
        first = next((at for at, one in enumerate(blocks) if not is_plate(one)), len(blocks))
        for at, one in enumerate(blocks):
            set_block(column, one, with_initial and at == first)
        wanted = with_initial and self.style.initial_lines > 1
        if wanted and blocks[first:] and not isinstance(blocks[first], Paragraph):
            self._note_no_initial(blocks[first])
        column.pad_beside()
        return column.galley()

    def _note_no_initial(self, block: Block) -> None:
        """Say that a chapter opens without an initial because it opens with no paragraph (T020)."""
        message = f"The chapter begins with {_NAMES[type(block)]}: it opens without an initial."
        self.findings.warn("T020", message, "Nothing, if the page looks well.", block.place)


def set_block(column: Column, block: Block, opens: bool = False) -> None:
    """One block, whatever it is; `opens` says that the chapter begins with it: an initial, a lead-in."""
    if isinstance(block, Picture) and is_plate(block):
        add_plate(column, block)
        return
    if not isinstance(block, Paragraph) or begins_page(block.attributes):
        column.pad_beside()
    begin = len(column.passages)
    match block:
        case Paragraph():
            paragraph(column, block, opens)
        case Heading():
            heading(column, block)
        case SceneBreak():
            scene_break(column, block)
        case Quotation():
            quotation(column, block, set_block)
        case ItemList():
            item_list(column, block)
        case Preformatted():
            preformatted(column, block)
        case Picture():
            picture(column, block)
    if isinstance(block, Paragraph | Heading):
        correct(column, block, begin)
    elif not isinstance(block, SceneBreak) and begins_page(block.attributes) and len(column.passages) > begin:
        column.passages[begin] = replace(column.passages[begin], begins=Begins.PAGE)
    if isinstance(block, Paragraph) and _announces(block):
        column.tie_last(1, Tie.LEAD)
        column.flush = column.flush or "lead" in block.attributes.classes


def _parted(chapter: Chapter) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The pictures that fill pages before the first word of a chapter without a title, and all else of it."""
    count = 0 if has_opening(chapter) else len(list(takewhile(is_plate, chapter.blocks)))
    return chapter.blocks[:count], chapter.blocks[count:]


def paragraph(column: Column, block: Paragraph, opens: bool) -> None:
    """A paragraph of text, the chapter's first with its initial; or one that stands in the middle or at the right."""
    style = column.style
    way = next((one for one in ("center", "right") if one in block.attributes.classes), None)
    if way:
        column.pad_beside()
        lines = column.set(block.runs, column.measure, Manner(column.spec, way, divide=False))
        column.add(column.text(lines), block.identity)
        column.flush = False
        return
    case = column.setter.compositor.case
    initial, beside, runs, lead_in = None, column.beside, block.runs, NO_LEAD_IN
    if opens:
        if style.initial_lines > 1:
            initial = set_initial(runs, case, column.spec, space_for_initial(column))
        if initial:
            beside, runs, lead_in = initial.beside, initial.rest, initial.lead_in
        else:
            lead_in = lead_in_without(runs, case, column.spec, column.measure.width)
    is_flush = opens or column.flush or _continues(runs) or not FLUSH.isdisjoint(block.attributes.classes)
    indent = 0.0 if is_flush else style.indent
    align = "justify" if style.justified else "left"
    manner = Manner(column.spec, align, runt_width=2 * style.indent, lead_in=lead_in)
    if beside:
        stretches = _set_beside(column, runs, manner, indent, beside)
        count = sum(len(stretch[0].lines) for stretch in stretches)
        column.beside = beside.after(count)
    else:
        stretches = set_ways(column.setter.compositor, runs, _indented(column.measure, indent), manner)
    if len(stretches) > 1 and block.attributes != Attributes():
        stretches = (whole(stretches),)
    begin = len(column.passages)
    column.add_stretches(stretches, block.identity)
    if initial:
        column.change(begin, lambda pieces: with_initial(column, pieces, initial))
    elif beside:
        column.change(begin, lambda pieces: tied_beside(pieces, len(beside)))
    column.flush = False


def _set_beside(column: Column, runs: Runs, manner: Manner, indent: float, beside: Beside) -> tuple[Stretch, ...]:
    """Lines fitted to an initial's contour: set, measured and set again until their insets suit their own letters; the
    lines below it may be had in other ways.

    Where they come to no rest they keep clear of it whatever they begin with.
    """
    trial = column.setter.compositor.silent()
    fitted = beside
    for attempt in range(FITTINGS):
        lines = trial.set_lines(runs, _indented(fitted.measure(column.measure), indent), manner)
        closer = fitted.fitted(lines, outwards=attempt > FITTINGS // 2)
        if closer.agrees(fitted):
            break
        fitted = closer
    else:
        fitted = beside
    measure = _indented(fitted.measure(column.measure), indent)
    stretches = set_ways(column.setter.compositor, runs, measure, manner, fixed=len(beside))
    if not stretches:
        return ()
    drawn_in = fitted.drawn_in(whole(stretches)[0].lines)
    first = drawn_in[: len(stretches[0][0].lines)]
    return ((Way(first, 0.0),), *stretches[1:])


def heading(column: Column, block: Heading) -> None:
    """A head inside a chapter: a line of white, then its lines, raised a quarter so that it belongs to what follows."""
    style = column.style
    lines, lettering = column.setter.display(block.runs, style.lettering[f"head-{block.level}"])
    rows = column.setter.whole_lines((len(lines) - 1) * lettering.leading) + 1
    at_edge = Piece(rows * LINE, column.setter.stacked(lines, lettering, 0), Tie.HEAD, place=block.place)
    heights = []
    for white_lines in (1, 2):
        raised = column.setter.stacked(lines, lettering, style.leading * (white_lines - 0.25))
        heights.append([Piece((rows + white_lines) * LINE, raised, Tie.HEAD, at_edge, place=block.place)])
    column.add_choice((heights[0], 0.0), (heights[1], WHITE_GIVES))
    column.flush = True


def item_list(column: Column, block: ItemList) -> None:
    """A list: labels hang before their items. One without a label is what a term means, and stands close below it."""
    style = column.style
    outer = column.measure
    if any(block.labels):
        column.white_before()
    label_manner = Manner(column.spec, "left", divide=False)
    for label, item in zip(block.labels, block.items, strict=True):
        inner = outer.inset(1.5 * style.leading, 0)
        column.measure = inner if inner.width >= NARROWEST_EMS * style.size else outer
        begin = len(column.passages)
        for one in item:
            column.flush = True
            set_block(column, one)
        if label:
            lines = column.set(plain(label, block.place), outer, label_manner)
            _label(column, begin, lines[0])
    column.measure = outer
    if any(block.labels):
        column.add([white(LINE)])
    column.flush = False


def _label(column: Column, begin: int, label: Line) -> None:
    """Put a label on the first line of the passages from `begin` on, past any white before it."""
    placed = Placed(0, BASELINE_IN_LINE * column.style.leading, label)
    for at in range(begin, len(column.passages)):
        passage = column.passages[at]
        first = passage.variants[0][0]
        if first.content:
            labelled = replace(first, content=(placed, *first.content))
            column.passages[at] = replace(passage, variants=((labelled, *passage.variants[0][1:]),))
            return
    column.add([Piece(LINE, (placed,))])


def preformatted(column: Column, block: Preformatted) -> None:
    """Lines kept as they are, in the mono face."""
    column.white_before()
    spec = column.setter.compositor.case.exchanged(column.spec, column.style.mono)
    space = column.setter.compositor.case.fount(spec).space
    for text in block.lines:
        bare = text.lstrip(" ")
        inset = min((len(text) - len(bare)) * space, column.measure.width / 2)
        runs = (Run(bare, Mark.CODE, block.place),)
        manner = Manner(column.spec, "left", divide=False, as_typed=True)
        lines = column.set(runs, column.measure.inset(inset, 0), manner)
        column.add([column.row(line) for line in lines] or [Piece(LINE)])
    column.add([white(LINE)])
    column.flush = False


def _continues(runs: Runs) -> bool:
    """Whether a paragraph goes on with a sentence that a quotation or a picture interrupted."""
    text = runs[0].text if runs else ""
    return text[:1].islower()


def _announces(block: Paragraph) -> bool:
    """Whether a paragraph is a term, a title, or a name in capitals above a speech: it doesn't stand at a page's foot."""
    if not LEADS.isdisjoint(block.attributes.classes):
        return True
    text = text_of(block.runs).strip()
    return len(text) <= LONGEST_NAME and text.endswith((".", ":")) and text.isupper() and len(text) > 2


def _indented(measure: Measure, indent: float) -> Measure:
    """The measure with its first line set in."""
    left, width = measure.at(0)
    return replace(measure, first=((left + indent, width - indent), *measure.first[1:]))
