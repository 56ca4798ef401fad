"""The preflight: anybody's finished PDF checked against what a press asks and what a standard says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bookbuild.preflight.findings import Preflight
    from bookbuild.press.standards import Standard
    from bookbuild.style.press import Paper, Press


def check(
    source: bytes | Path,
    name: str = "",
    press: Press | None = None,
    standard: Standard | None = None,
    paper: Paper | None = None,
) -> Preflight:
    """Check a PDF's bytes or file.

    `name` is the file's, for messages; `press` whose demands count; `standard` the kind of file it is to be (default:
    the press's); `paper` the book's, if it is known. The standard that a file itself claims is checked in any case.
    Raises BookError: C020 no PDF or damaged beyond reading, C021 encrypted, C024 too large. Nothing in the file is ever
    run; what is beyond bounds of time and memory is told as not checked.
    """
    from bookbuild.preflight.checking import run

    return run(source, name or (source.name if isinstance(source, Path) else "the PDF"), press, standard, paper)
