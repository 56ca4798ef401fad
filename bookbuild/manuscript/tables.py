"""Tables as lines of text while they can't be set: a line a row, a wide space between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Mark, Run, Runs
from bookbuild.manuscript.parser import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

CELL_GAP: Final = "\u2003"
"""An em space parts the cells of a table's row while tables can't be set."""


def tell_of_table(findings: Findings, place: Place) -> None:
    """Warn of a table."""
    findings.warn("M033", "Tables can't be set yet; the rows are set as lines.", "", place)


def rows_as_lines(rows: Iterable[Iterable[Runs]]) -> Runs:
    """The words of a table's cells in one paragraph, a line a row."""
    runs: list[Run] = []
    gap = ""
    for row in rows:
        for cell in row:
            if cell:
                runs.append(Run(gap, Mark.PLAIN, cell[0].place))
                runs.extend(cell)
            gap = CELL_GAP
        gap = LINE_SEPARATOR
    return tuple(run for run in runs if run.text)


def rows_of(table: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The rows of a table's tokens, each from its opening to its closing."""
    begin = 0
    for at, token in enumerate(table):
        if token.type == "tr_open":
            begin = at
        elif token.type == "tr_close":
            yield table[begin : at + 1]


def whole_row(row: Sequence[Token], lines: Sequence[str]) -> list[Token]:
    """The cells of a table's row; the parser drops those beyond the head's, they are read here from the text's lines."""
    from markdown_it.rules_block.table import escapedSplit

    cells = [token for token in row if token.type == "inline"]
    line = row[0].map[0] if row[0].map else -1
    typed = lines[line].strip() if 0 <= line < len(lines) else ""
    contents = [cell.content.replace("|", r"\|") for cell in cells]
    known = next((at for at, text in enumerate(contents) if text and text in typed), len(cells))
    if known == len(cells):
        return cells
    beyond = escapedSplit(typed[typed.index(contents[known]) :])[len(cells) - known :]
    while beyond and not beyond[-1].strip():
        beyond.pop()
    for text in beyond:
        made = parser().parseInline(text.strip())[0]
        made.map = row[0].map
        cells.append(made)
    return cells
