"""The report on the terminal: figures, then the worst places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, TextIO

from bookbuild.diagnostics import shown
from bookbuild.proof.compare import side_by_side
from bookbuild.proof.findings import KINDS, Finding
from bookbuild.proof.report import Report

OF_A_KIND: Final = 3
"""How many places of one kind are printed."""
PLAIN_WIDTH: Final = 100
"""The width of the table where there is no terminal, in characters."""
GAP: Final = 2
"""What parts two columns, in characters."""
LEAST_WORDS: Final = 10
"""The least width of the last column."""

NUMBERS_RIGHT: Final = "<>>"
PAGES_RIGHT: Final = "><<"
"""How columns are set: to the left or to the right."""

Rows = list[tuple[str, ...]]


def print_report(report: Report, other: Report | None, stream: TextIO) -> None:
    """Print a report's figures, another's beside them if there is one, and the first's worst places."""
    heads = ("", *(shown(Path(one.name).name) for one in (report, other) if one))
    _print_rows(_figure_rows(report, other), heads, NUMBERS_RIGHT, stream)
    worst = _worst_rows(report.findings)
    if worst:
        stream.write("\n")
        _print_rows(worst, ("page", "the worst places", ""), PAGES_RIGHT, stream)
    notes = report.notes
    if notes and notes.gave_way:
        stream.write("\nRules that gave way:\n")
        stream.writelines(f"  {one}\n" for one in notes.gave_way)
    if not report.book.layout.justified:
        stream.write("\nThe text is ragged: its word spaces are not judged.\n")


def _figure_rows(report: Report, other: Report | None) -> Rows:
    if other is None:
        return [(figure.title, figure.shown) for figure in report.figures]
    return [
        (figure.title, figure.shown, against.shown if against else "–")
        for figure, against in side_by_side(report, other)
    ]


def _worst_rows(findings: Sequence[Finding]) -> Rows:
    """The worst of each kind: page, kind, words."""
    told = Counter[str]()
    rows: Rows = []
    for finding in findings:
        told[finding.kind] += 1
        if told[finding.kind] <= OF_A_KIND:
            note = f" ({finding.note})" if finding.note else ""
            rows.append((str(finding.page), shown(f"{KINDS[finding.kind].title}{note}"), shown(finding.words)))
    return rows


def _print_rows(rows: Rows, heads: tuple[str, ...], sides: str, stream: TextIO) -> None:
    """A table drawn by rich on a terminal, in plain columns elsewhere; `sides` says how each column is set."""
    if stream.isatty():
        _print_rich(rows, heads, sides, stream)
    else:
        stream.writelines(f"{line}\n" for line in plain_table([heads, *rows], sides, PLAIN_WIDTH))


def _print_rich(rows: Rows, heads: tuple[str, ...], sides: str, stream: TextIO) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    widths[-1] = max(min(widths[-1], console.width - sum(widths[:-1]) - GAP * len(heads)), LEAST_WORDS)
    for head, side, width in zip(heads, sides, widths, strict=False):
        justify: Literal["left", "right"] = "right" if side == ">" else "left"
        table.add_column(Text(head), justify=justify, no_wrap=True, overflow="ellipsis", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def plain_table(rows: Sequence[tuple[str, ...]], sides: str, width: int) -> Iterator[str]:
    """Columns as wide as they need to be, set to the left (<) or right (>), lines cut at a width in characters."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (f"{cell:{side}{room}}" for cell, room, side in zip(row, widths, sides, strict=False))
        line = (" " * GAP).join(cells).rstrip()
        yield line if len(line) <= width else f"{line[: width - 1]}…"
