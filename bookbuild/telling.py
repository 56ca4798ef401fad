"""What is told on the console: messages, tables, progress."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import Diagnostic, kinds, shown

if TYPE_CHECKING:
    from bookbuild.production import Progress

MOST_OF_A_CODE: Final = 20
"""How many messages of one code are printed."""


def tell(diagnostics: Sequence[Diagnostic], kind: str) -> None:
    """Print messages: what is said of many places once, with their number and the first of them; of one code only so
    many, since the ninetieth loose line tells nothing new."""
    told = Counter[str]()
    for one, others in kinds(diagnostics):
        told[one.code] += 1
        if told[one.code] <= MOST_OF_A_CODE:
            print(f"{kind}: {one.told(others)}", file=sys.stderr)
    for code, count in told.items():
        if count > MOST_OF_A_CODE:
            print(f"{kind}: {code} {count - MOST_OF_A_CODE} more times (all of them with --json).", file=sys.stderr)


def say(line: str) -> None:
    """Print a line in which foreign text may stand: names of files, titles, what a file says of itself."""
    print(shown(line))


def table(rows: Iterable[Sequence[str]]) -> None:
    """Print columns as wide as they need to be."""
    lines = [[shown(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in lines) for at in range(len(lines[0]))]
    for row in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress | None]:
    """A bar on a terminal, nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)
