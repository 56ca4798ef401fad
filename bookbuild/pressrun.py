"""One book made for one press: margins that follow the page count, blank pages at the end, and what to type into its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bookbuild.diagnostics import BookError, Diagnostic, Place, UsageError, page_words
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.plates import has_plates
from bookbuild.press.pictures import GrayCurve, PictureRules
from bookbuild.press.pressfile import PressFile
from bookbuild.press.standards import find_standard
from bookbuild.production import Production
from bookbuild.style.press import Paper, Press
from bookbuild.style.pressed import pressed, same_block
from bookbuild.style.pressfit import (
    find_paper,
    inside_margin,
    padded,
    page_range,
    press_trim,
    require_paper_fits,
    spine_width,
)
from bookbuild.style.pressload import find_press
from bookbuild.style.style import Style
from bookbuild.units import inches

if TYPE_CHECKING:
    from bookbuild.preflight.findings import Finding

WORDS_AN_EM: Final = 0.34
"""Words that an em of measure holds, lines of dialogue included: for the first guess at the pages."""

Produce = Callable[[Style, "PressRun"], tuple[Production, bytes]]
"""Sets and prints the book in a style, blank pages added at its end as the press wants them."""


@dataclass(frozen=True, slots=True)
class PressRun:
    """A press and the paper that was chosen; `place` is where they were asked for."""

    press: Press
    paper: Paper | None
    place: Place | None = None
    marks: bool = False
    """Whether crop marks and a slug are wanted."""

    @property
    def file(self) -> PressFile:
        """The kind of file, and how fonts and pictures go into it."""
        rules = self.press.file
        dots = rules.resolution
        curve = GrayCurve(rules.gray_curve[0] / 100, rules.gray_curve[1] / 100) if rules.gray_curve else None
        pictures = PictureRules(curve, dots.gray_warn, dots.gray_refuse, dots.line_art_warn, dots.line_art_refuse)
        return PressFile(
            find_standard(self.press.standard),
            pictures,
            "full" if rules.embed == "full" else "subset",
            bleed=self.press.bleed,
            marks=self.marks,
        )

    def padded(self, style: Style, pages: int, blank_at_end: int) -> int:
        """The page count of the file. Raises BookError: S035, S036 what the paper can't hold, S037 no such count."""
        most = None
        if self.paper:
            trim = press_trim(self.press, style.trim, self.place)
            limits = page_range(self.paper, trim)
            most = limits[1] if limits else None
            if most is None or pages <= most:
                whole = padded(self.press, pages, blank_at_end, most, self.place)
                require_paper_fits(self.press, self.paper, trim, whole, self.place)
                return whole
            require_paper_fits(self.press, self.paper, trim, pages, self.place)
        return padded(self.press, pages, blank_at_end, most, self.place)


def press_run(book: Book, press: str, paper: str, marks: bool, place: Place | None, confined: bool) -> PressRun:
    """A press and its paper by their names, with crop marks or without; `confined` as for `find_press`. Raises what
    `find_press` and `find_paper` raise, UsageError where the press wants no marks."""
    found = find_press(press, place, Path(book.folder), confined and bool(book.sources))
    if marks and "marks" in found.file.forbids:
        raise UsageError(f"{found.title} wants no crop marks; leave --marks out.")
    return PressRun(found, find_paper(found, paper, place), place, marks)


def produced(design: Style, run: PressRun, book: Book, words: int, produce: Produce) -> tuple[Production, bytes]:
    """The book with the inside margin that its page count asks for, which may depend on the margin.

    Ends always: margins are tried one after the other and none twice; a book that flips between two takes the wider.
    """
    grid = design.grid
    pages = round(words * design.size / (WORDS_AN_EM * grid.measure * grid.lines)) or 1
    bleed = has_plates(book)
    style = pressed(design, run.press, pages, bleed, run.place)
    tried = [style.grid.spine]
    while True:
        production, pdf = produce(style, run)
        wanted = pressed(design, run.press, production.page_count, bleed, run.place)
        if same_block(wanted.grid, style.grid):
            return production, pdf
        flips = any(abs(wanted.grid.spine - spine) < 0.01 for spine in tried)
        if flips and style.grid.spine > wanted.grid.spine:
            return production, pdf
        tried.append(wanted.grid.spine)
        style = wanted


@dataclass(frozen=True, slots=True)
class UploadSheet:
    """What to type into the press's form. Lengths in points."""

    press: str
    title: str
    """What people call the press."""
    lines: tuple[tuple[str, str], ...]
    inside: float
    spine: float | None
    """None where the press publishes no thickness of its paper."""

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "press": self.press,
            "inside": round(self.inside, 3),
            "spine": None if self.spine is None else round(self.spine, 3),
            "form": dict(self.lines),
        }


def upload_sheet(book: Book, run: PressRun, production: Production, file: Path, checks: str) -> UploadSheet:
    """What the press's form asks for, exactly as the interior has it."""
    press, paper, style = run.press, run.paper, production.style
    pages = production.page_count
    spine = spine_width(paper, pages) if paper else None
    least = inside_margin(press, pages)
    trim = press_trim(press, style.trim, run.place)
    width = (
        "ask the press: it publishes no number" if spine is None else f"{inches(spine)} in ({spine * 25.4 / 72:.2f} mm)"
    )
    lines = [
        (
            "trim",
            f"{inches(trim.width)} x {inches(trim.height)} in ({_millimetres(trim.width)} x {_millimetres(trim.height)} mm)",
        ),
        ("bleed", "yes" if production.press_file.bleed else "no"),
        ("paper", paper.name if paper else ""),
        ("ink", paper.ink if paper else ""),
        ("pages", str(pages)),
        ("spine width", width if paper else ""),
        ("inside margin", f"{inches(style.grid.spine)} in (the press asks for {inches(least)})"),
        ("ISBN", book.isbn),
        ("title", production.full_title),
        ("author", book.author),
        ("imprint", book.publisher),
        ("file", file.name),
        ("checks", checks),
    ]
    told = tuple((name, value) for name, value in lines if value)
    return UploadSheet(press.name, press.title, told, style.grid.spine, spine)


class Checks(NamedTuple):
    """What the preflight found in a file that the press would take."""

    summary: str
    warnings: tuple[Diagnostic, ...]


def preflighted(pdf: bytes, file: Path, run: PressRun) -> Checks:
    """Look at the finished file as the press would. Raises BookError with everything that it would refuse (K...)."""
    from bookbuild.preflight import check

    found = check(pdf, file.name, run.press, paper=run.paper)

    def told(one: Finding) -> Diagnostic:
        where = f"{page_words([one.page])}: ".capitalize() if one.page else ""
        return Diagnostic(one.code, f"{where}{one.what}", one.cure, Place(str(file)))

    if found.errors:
        raise BookError(*map(told, found.errors))
    counts = [f"{len(found.passed)} rules kept"]
    counts += [f"{len(found.warnings)} warnings"] if found.warnings else []
    counts += [f"{len(found.unchecked)} not checked"] if found.unchecked else []
    return Checks(", ".join(counts), tuple(map(told, found.warnings)))


def _millimetres(length: float) -> str:
    return f"{length * 25.4 / 72:.1f}".removesuffix(".0")
