"""Matter set in from the text: quotations, verse, letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bookbuild.makeup.column import Column
from bookbuild.makeup.corrections import correct
from bookbuild.makeup.galley import LINE, Tie, white
from bookbuild.manuscript.blocks import INDENT, LINE_SEPARATOR, Block, Paragraph, Quotation, Runs, lines_of, text_of
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner

NARROWEST_EMS: Final = 12
"""Quotations inside quotations are set in no further than this leaves, in ems."""


SIGNATURE_TRACKING: Final = 0.04
"""Ems between the small capitals of a signature."""

SetBlock = Callable[[Column, Block], None]
"""Sets one block of whatever kind into a column."""


def quotation(column: Column, block: Quotation, set_block: SetBlock) -> None:
    """Matter set in, a line of white before and after it; a letter and verse in their own ways."""
    style = column.style
    outer, size = column.measure, column.size
    inner = outer.inset(style.extract.left, style.extract.right)
    if inner.width >= NARROWEST_EMS * style.size:
        column.measure = inner
    column.size = style.extract.size
    column.white_before()
    column.flush = True
    kinds = block.attributes.classes
    parts = _parts_of_letter(block) if "letter" in kinds else {}
    for one in block.blocks:
        begin = len(column.passages)
        if id(one) in parts and isinstance(one, Paragraph):
            parts[id(one)](column, one)
            correct(column, one, begin)
        elif isinstance(one, Paragraph) and ("verse" in kinds or _has_kept_lines(one)):
            verse(column, one)
            correct(column, one, begin)
        else:
            set_block(column, one)
    column.pad_beside()
    column.measure, column.size = outer, size
    column.add([white(LINE)])
    column.flush = False


def verse(column: Column, block: Paragraph) -> None:
    """A stanza: lines as the author broke them, undivided, turnovers two leadings in."""
    if not column.flush:
        column.add([white(LINE)])
    left, width = column.measure.left, column.measure.width
    turnover = 2 * column.style.leading
    measure = Measure(left + turnover, width - turnover, ((left, width),))
    column.add(column.text(_kept_lines(column, block, measure, "left")), block.identity)
    column.flush = False


def _kept_lines(column: Column, block: Paragraph, measure: Measure, align: str) -> list[Line]:
    """A paragraph's lines as its author ended them, each set by itself and set in as it was typed."""
    manner = Manner(column.spec, align, divide=False)
    lines: list[Line] = []
    for kept in lines_of(block.runs):
        bare, ens = _without_indent(kept)
        lines += column.set(bare, _set_in(measure, ens * column.size / 2), manner)
    return lines


def _without_indent(line: Runs) -> tuple[Runs, int]:
    """A line without the ens before it, and how many there were."""
    ens = 0
    while line and line[0].text.startswith(INDENT):
        bare = line[0].text.lstrip(INDENT)
        ens += len(line[0].text) - len(bare)
        line = (replace(line[0], text=bare), *line[1:]) if bare else line[1:]
    return line, ens


def _set_in(measure: Measure, indent: float) -> Measure:
    """A measure whose lines begin further to the right, but not beyond its middle."""
    indent = min(indent, measure.width / 2)
    first = tuple((left + indent, width - indent) for left, width in measure.first)
    return (
        replace(measure, left=measure.left + indent, width=measure.width - indent, first=first) if indent else measure
    )


def _parts_of_letter(block: Quotation) -> dict[int, Callable[[Column, Paragraph], None]]:
    """How a letter's own parts are set, by their paragraphs: what stands before the salutation, and its end.

    Kept lines at the top are place and date; a short first line that ends in a comma or colon is the
    salutation; kept lines at the foot are closing and signature.
    """
    paragraphs = [one for one in block.blocks if isinstance(one, Paragraph)]
    parts: dict[int, Callable[[Column, Paragraph], None]] = {}
    if len(paragraphs) > 2 and (_has_kept_lines(paragraphs[0]) or _is_salutation(paragraphs[1])):
        parts[id(paragraphs.pop(0))] = _dateline
    if len(paragraphs) > 1 and _is_salutation(paragraphs[0]):
        parts[id(paragraphs.pop(0))] = _salutation
    if len(paragraphs) > 1 and _has_kept_lines(paragraphs[-1]):
        parts[id(paragraphs[-1])] = _signature
    return parts


def _is_salutation(block: Paragraph) -> bool:
    text = text_of(block.runs)
    return len(text) < 60 and text[-1:] in ",:—!"


def _dateline(column: Column, block: Paragraph) -> None:
    """Place and date: flush right less one leading, kept with what follows."""
    measure = column.measure.inset(0, column.style.leading)
    column.add([column.row(line, Tie.LEAD) for line in _kept_lines(column, block, measure, "right")], block.identity)


def _salutation(column: Column, block: Paragraph) -> None:
    """“Dear ...”: flush left, kept with what follows."""
    lines = column.set(block.runs, column.measure, Manner(column.spec, "left", divide=False))
    column.add([column.row(line, Tie.LEAD) for line in lines], block.identity)
    column.flush = False


def _signature(column: Column, block: Paragraph) -> None:
    """Closing and signature: from the middle of the measure, the name in small capitals; one block with the letter's
    last two lines."""
    measure = column.measure.inset(column.measure.width / 2, 0)
    *closing, name = lines_of(block.runs)
    manner = Manner(column.spec, "left", divide=False)
    signed = replace(manner, spec=replace(column.spec, small_caps=True, tracking=SIGNATURE_TRACKING))
    lines = [line for kept in closing for line in column.set(kept, measure, manner)]
    lines += column.set(name, measure, signed)
    column.tie_last(2, Tie.WHOLE)
    rows = [column.row(line, Tie.WHOLE if at + 1 < len(lines) else None) for at, line in enumerate(lines)]
    column.add(rows, block.identity)


def _has_kept_lines(block: Paragraph) -> bool:
    """Whether a paragraph of a quotation is lines of verse or an address: every source line ends by hand."""
    return any(LINE_SEPARATOR in run.text for run in block.runs)
