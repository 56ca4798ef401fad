"""A chapter's blocks become a galley: what stands above what, how far apart, and what keeps together."""

from __future__ import annotations

import re
from dataclasses import replace

from bookbuild.makeup.breaks import scene_break
from bookbuild.makeup.column import Column
from bookbuild.makeup.display import DisplaySetter
from bookbuild.makeup.extracts import NARROWEST_EMS, quotation
from bookbuild.makeup.figures import picture
from bookbuild.makeup.galley import LINE, Galley, Piece, Placed, Tie, white
from bookbuild.makeup.openings import opening, tied_beside, with_initial
from bookbuild.manuscript.blocks import (
    NO_BREAK_SPACE,
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
)
from bookbuild.setting.initials import set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.style import BASELINE_IN_LINE


class Composer(DisplaySetter):
    """Composes chapters in one style."""

    __slots__ = ()

    def chapter(self, chapter: Chapter, with_initial: bool = True) -> Galley:
        """A whole chapter: its opening, then its blocks."""
        column = Column(self)
        opening(column, chapter)
        for at, one in enumerate(chapter.blocks):
            set_block(column, one, with_initial and at == 0)
        column.pad_beside()
        return column.galley()


def set_block(column: Column, block: Block, initial: bool = False) -> None:
    """One block, whatever it is; `initial` asks for an initial if it is a paragraph."""
    if not isinstance(block, Paragraph):
        column.pad_beside()
    match block:
        case Paragraph():
            paragraph(column, block, initial)
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


def paragraph(column: Column, block: Paragraph, wants_initial: bool) -> None:
    """A paragraph of text, the chapter's first with its initial."""
    style = column.style
    measure = Measure(column.measure.left, column.measure.width, column.beside)
    initial = set_initial(block.runs, column.setter.compositor.case, column.spec, measure) if wants_initial else None
    if initial:
        measure, runs, lead_in = initial.measure, initial.rest, initial.lead_in
    else:
        runs, lead_in = block.runs, 0
        if not column.flush and not _continues(runs):
            measure = _indented(measure, style.indent)
    align = "justify" if style.justified else "left"
    manner = Manner(column.spec, align, runt_width=2 * style.indent, lead_in=lead_in)
    lines = column.set(runs, measure, manner)
    pieces = column.text(lines)
    if initial:
        pieces = with_initial(column, pieces, initial)
    elif column.beside:
        pieces = tied_beside(pieces, len(column.beside))
    column.beside = measure.after(len(lines)).first
    column.flush = False
    column.add(pieces, block.identity)


def heading(column: Column, block: Heading) -> None:
    """A head inside a chapter: a line of white, then its lines, raised a quarter so that it belongs to what follows."""
    style = column.style
    lines, lettering = column.setter.display(block.runs, style.lettering[f"head-{block.level}"])
    rows = column.setter.whole_lines((len(lines) - 1) * lettering.leading) + 1
    at_edge = Piece(rows * LINE, column.setter.stacked(lines, lettering, 0), Tie.HEAD, place=block.place)
    raised = column.setter.stacked(lines, lettering, style.leading * 0.75)
    column.add([Piece((rows + 1) * LINE, raised, Tie.HEAD, at_edge, place=block.place)])
    column.flush = True


def item_list(column: Column, block: ItemList) -> None:
    """A list: labels hang before their items."""
    style = column.style
    outer = column.measure
    column.white_before()
    label_manner = Manner(column.spec, "left", divide=False)
    for label, item in zip(block.labels, block.items, strict=True):
        inner = outer.inset(1.5 * style.leading, 0)
        column.measure = inner if inner.width >= NARROWEST_EMS * style.size else outer
        begin = len(column.passages)
        for one in item:
            column.flush = True
            set_block(column, one)
        lines = column.set(plain(label, block.place), outer, label_manner)
        _label(column, begin, lines[0])
    column.measure = outer
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
        runs = (Run(re.sub(" (?= )", NO_BREAK_SPACE, bare), Mark.PLAIN, block.place),)
        lines = column.set(runs, column.measure.inset(inset, 0), Manner(spec, "left", divide=False))
        column.add([column.row(line) for line in lines] or [Piece(LINE)])
    column.add([white(LINE)])
    column.flush = False


def _continues(runs: Runs) -> bool:
    """Whether a paragraph goes on with a sentence that a quotation or a picture interrupted."""
    text = runs[0].text if runs else ""
    return text[:1].islower()


def _indented(measure: Measure, indent: float) -> Measure:
    """The measure with its first line set in."""
    left, width = measure.at(0)
    return replace(measure, first=((left + indent, width - indent), *measure.first[1:]))
