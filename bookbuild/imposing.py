"""A finished PDF imposed: read, laid on sheets, written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bookbuild.diagnostics import Diagnostic, Findings, Place, UsageError, error
from bookbuild.folders import read_plain
from bookbuild.output import asked_target, require_writable, write_whole
from bookbuild.press.imposition import Manner, Scheme
from bookbuild.press.impositionpdf import Imposed, impose_pdf, turns_on_short_edge
from bookbuild.units import inches, points

CALIPER: Final = "0.1mm"
"""How thick a sheet is when nobody says: office paper of 80 g/m²."""
THICKEST: Final = "1mm"


@dataclass(frozen=True, slots=True)
class Sheets:
    """What was made: the file, the summary, what is to be told."""

    file: Path
    summary: tuple[str, ...]
    """The summary in a line or two."""
    warnings: tuple[Diagnostic, ...]


def impose_file(
    file: Path,
    scheme: Scheme,
    *,
    sheet: str | None = None,
    caliper: str = CALIPER,
    right: bool = False,
    output: Path | None = None,
) -> Sheets:
    """Impose a PDF and write it, by default beside it.

    `sheet` is a name or a size, `caliper` the paper's thickness with its unit, `right` says that the book is bound at the
    right. Raises UsageError for what makes no sense, BookError for a file that can't be imposed or written.
    """
    thick = _thickness(caliper)
    findings = Findings()
    target = asked_target(output, findings) if output else file.with_name(f"{file.stem}-{scheme.manner.value}.pdf")
    try:
        pdf = read_plain(file)
    except OSError as failure:
        message = f"{file} can't be read: {failure.strerror}."
        raise error("C020", message, "Name a finished PDF.", Place(str(file))) from None
    if target.exists() and target.samefile(file):
        raise UsageError("-o names the file itself; sheets go into another.")
    require_writable(target)
    made = impose_pdf(pdf, str(file), scheme, sheet, thick, right)
    write_whole(target, made.pdf)
    first, *more = _summary(made, scheme, sheet)
    return Sheets(target, (f"{target}: {first}", *more), (*findings, *made.warnings))


def _thickness(text: str) -> float:
    """A paper's thickness in points."""
    try:
        thick = points(text)
    except ValueError:
        thick = -1.0
    if not 0 <= thick <= points(THICKEST):
        raise UsageError(f"--caliper is how thick the paper is, such as {CALIPER} or 0.004in, at most {THICKEST}.")
    return thick


def _summary(made: Imposed, scheme: Scheme, sheet: str | None) -> tuple[str, ...]:
    """The sheets in words, and how they are printed."""
    grid, imposition = made.grid, made.imposition
    size = f"{inches(grid.width)} x {inches(grid.height)} in"
    shown = f"{sheet} ({size})" if sheet else size
    if not imposition.two_sided:
        return (f"{_counted(len(imposition.sides), 'spread')}, each on {shown}.",)
    blanks = f" ({_counted(imposition.blanks, 'blank page')} added)" if imposition.blanks else ""
    edge = "short" if turns_on_short_edge(grid) else "long"
    return (
        f"{_counted(len(imposition.sides) // 2, 'sheet')}, {shown}, {_signatures(imposition.signatures, scheme)}{blanks}.",
        f"Print them at their own size on both sides, turned on the {edge} edge.",
    )


def _signatures(pages: tuple[int, ...], scheme: Scheme) -> str:
    """The signatures in words: `a booklet of 24 pages`, `3 signatures of 16 pages and one of 8`."""
    if scheme.manner is Manner.BOOKLET:
        return f"a booklet of {pages[0]} pages"
    whole = pages.count(pages[0])
    last = f" and one of {pages[-1]}" if pages[-1] != pages[0] else ""
    return f"{_counted(whole, 'signature')} of {pages[0]} pages{last}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
