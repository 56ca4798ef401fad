"""The typographic report: every count of a book and of its pages, and every fault with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import pstdev, quantiles
from typing import Any, Final

from bookbuild.diagnostics import BookError, Diagnostic, Place, error
from bookbuild.proof import depths, endings, rivers, spacing
from bookbuild.proof.divisions import Division, divisions_of, doubtful_divisions
from bookbuild.proof.findings import KINDS, Finding, worst_first
from bookbuild.proof.glyphs import Sheet, read_sheets
from bookbuild.proof.pages import BookPages, Leaf, book_pages

PERCENTILES: Final = (5, 25, 50, 75, 95)

_FINDERS: Final = (
    spacing.overfull_lines, spacing.loose_lines, spacing.tight_lines,
    endings.ladders, endings.hyphens_at_feet, endings.runts, endings.stacks, rivers.rivers,
    depths.widows, depths.orphans, depths.short_pages, depths.uneven_spreads, depths.chapter_ends, depths.off_grid,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuildNotes:
    """What only the build of a book knows, and no finished page tells."""

    gave_way: tuple[Diagnostic, ...]
    """The page rules that gave way."""
    loosened: int = 0
    tightened: int = 0
    """Paragraphs set in a line more, and in a line fewer, so that pages come out full."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One count: its name in JSON, what it is called, its value (None when it has no meaning here), its unit."""

    name: str
    title: str
    value: float | None
    unit: str = ""

    @property
    def shown(self) -> str:
        """The value as it is printed."""
        if self.value is None:
            return "–"
        if isinstance(self.value, int):
            return f"{self.value:,}{self.unit}"
        digits = 4 if self.unit == " em" else 2
        return f"{self.value:.{digits}f}{self.unit}"


@dataclass(frozen=True, slots=True)
class PageFigures:
    """What is counted of one page of the text."""

    page: int
    lines: int
    word_space: float | None
    """The mean word space of its justified lines, in ems."""
    spread: float | None
    """Their standard deviation, in ems."""
    hyphens: int
    on_grid: float
    """The share of its lines on the grid."""
    faults: dict[str, int]
    """Its faults by kind."""

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "page": self.page,
            "lines": self.lines,
            "word_space": _rounded(self.word_space),
            "word_space_sd": _rounded(self.spread),
            "hyphens": self.hyphens,
            "on_grid": round(self.on_grid, 4),
            "faults": self.faults,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A finished book, counted."""

    name: str
    book: BookPages
    sheets: Sequence[Sheet]
    figures: tuple[Figure, ...]
    pages: tuple[PageFigures, ...]
    findings: tuple[Finding, ...]
    """The worst first."""
    divisions: tuple[Division, ...]
    notes: BuildNotes | None = None

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        layout = self.book.layout
        told: dict[str, Any] = {
            "file": self.name,
            "layout": {
                "body_size": round(layout.size, 3),
                "leading": round(layout.leading, 3),
                "indent": round(layout.indent, 3),
                "justified": layout.justified,
                "natural_space": round(layout.natural_space, 4),
                "natural_space_from": layout.natural_from,
            },
            "figures": {figure.name: _rounded(figure.value) for figure in self.figures},
            "pages": [page.as_json() for page in self.pages],
            "findings": [finding.as_json() for finding in self.findings],
            "divisions": [division.as_json() for division in self.divisions],
        }
        if self.notes:
            told["rules_that_gave_way"] = [one.as_json() for one in self.notes.gave_way]
        return told


def report_on(pdf: bytes, name: str, notes: BuildNotes | None = None) -> Report:
    """Count a finished PDF. Raises BookError C020 to C022 for what can't be read, C023 for a file without a book's text."""
    sheets = read_sheets(pdf, name)
    book = book_pages(sheets)
    if not any(leaf.lines for leaf in book.leaves):
        raise _no_text(name)
    divisions = divisions_of(book)
    found = [finding for finder in _FINDERS for finding in finder(book)] + list(doubtful_divisions(divisions))
    findings = tuple(sorted(found, key=worst_first))
    figures = tuple(_figures(book, Counter(one.kind for one in findings), findings, notes))
    by_page: dict[int, Counter[str]] = {leaf.number: Counter() for leaf in book.leaves}
    for one in findings:
        by_page[one.page][one.kind] += 1
    pages = tuple(_page_figures(leaf, book, by_page[leaf.number]) for leaf in book.leaves)
    return Report(name, book, sheets, figures, pages, findings, tuple(divisions), notes)


def _no_text(name: str) -> BookError:
    hint = "A report needs pages with paragraphs of text."
    return error("C023", f"{name} has words, but no running text to measure.", hint, Place(name))


def _figures(
    book: BookPages, counts: Counter[str], findings: Sequence[Finding], notes: BuildNotes | None
) -> Iterator[Figure]:
    """All figures of a book in the order in which they are shown."""
    yield Figure("pages", "pages", book.pages)
    yield Figure("blank_pages", "blank pages", book.blanks)
    yield Figure("lines", "lines of text", len(list(book.lines)))
    yield from _space_figures(book, counts)
    yield from _line_figures(book, counts, findings)
    yield from _page_end_figures(book, counts)
    if notes:
        yield Figure("rules_gave_way", "page rules that gave way", len(notes.gave_way))
        yield Figure("loosened", "paragraphs set in a line more", notes.loosened)
        yield Figure("tightened", "paragraphs set in a line fewer", notes.tightened)


def _space_figures(book: BookPages, counts: Counter[str]) -> Iterator[Figure]:
    """Word spaces; without meaning in ragged text, whose spaces don't change."""
    spaces, lines = spacing.word_spaces(book), len(list(book.lines))
    justified = book.layout.justified and bool(spaces)
    yield Figure("word_space_mean", "word space, mean", spacing.mean(spaces) if justified else None, " em")
    yield Figure("word_space_sd", "word space, standard deviation", pstdev(spaces) if justified else None, " em")
    cuts = quantiles(spaces, n=100, method="inclusive") if len(spaces) > 1 else []
    for percent in PERCENTILES:
        value = cuts[percent - 1] if justified and cuts else None
        yield Figure(f"word_space_p{percent}", f"word space, {percent} % of lines below", value, " em")
    differences = spacing.neighbours_differ(book)
    yield Figure(
        "neighbours_differ",
        "difference of neighbouring lines",
        spacing.mean(differences) if justified and differences else None,
        " em",
    )
    for kind in ("loose", "tight"):
        yield Figure(f"{kind}_per_100", f"{kind} lines in 100", 100 * counts[kind] / lines if justified else None)
    yield Figure("letterspaced", "letterspaced lines", spacing.letterspaced(book))
    spaced = spacing.letter_spaces(book)
    yield Figure("letter_space", "letters set apart or together, mean", spacing.mean(spaced) if spaced else None, " em")
    changes = spacing.width_changes(book)
    yield Figure(
        "width_change", "change of letters’ width between lines", 100 * spacing.mean(changes) if changes else None, " %"
    )


def _line_figures(book: BookPages, counts: Counter[str], findings: Sequence[Finding]) -> Iterator[Figure]:
    """What lines begin and end with."""
    yield Figure("overfull", "overfull lines", counts["overfull"])
    yield Figure("hyphen_share", "lines ending in a hyphen", 100 * endings.hyphen_share(book), " %")
    yield Figure("ladders", "ladders", counts["ladder"])
    longest = max((int(one.amount) for one in findings if one.kind == "ladder"), default=0)
    yield Figure("longest_ladder", "longest ladder, lines", longest)
    feet = counts["hyphen-foot"] + counts["hyphen-recto-foot"]
    yield Figure("hyphens_at_feet", "hyphens at page feet", feet)
    yield Figure("hyphens_at_recto_feet", "hyphens at rectos’ feet", counts["hyphen-recto-foot"])
    yield Figure("capitals_divided", "capitalised words divided", counts["capital-divided"])
    paragraphs, longer = endings.paragraphs(book)
    yield Figure("paragraphs", "paragraphs", paragraphs)
    yield Figure("runts", "runts", counts["runt"])
    yield Figure("runt_share", "runts, of paragraphs of two lines or more", 100 * counts["runt"] / max(longer, 1), " %")
    yield Figure("stacks", "stacks", counts["stack"])
    yield Figure("rivers", "rivers", counts["river"])


def _page_end_figures(book: BookPages, counts: Counter[str]) -> Iterator[Figure]:
    """What pages begin and end with."""
    yield Figure("widows", "widows", counts["widow"])
    yield Figure("orphans", "orphans", counts["orphan"])
    yield Figure("short_pages", "pages short of full depth", counts["short-page"])
    yield Figure("uneven_spreads", "spreads that don’t end level", counts["uneven-spread"])
    yield Figure("spreads", "spreads that should", len(depths.spreads(book)))
    yield Figure("short_chapter_ends", "chapter ends under 5 lines", counts["chapter-end"])
    lines = [depths.on_grid(one, book) for _, one in book.lines]
    yield Figure("on_grid", "lines on one grid", 100 * sum(lines) / len(lines), " %")


def _page_figures(leaf: Leaf, book: BookPages, faults: Counter[str]) -> PageFigures:
    spaces = [one.line.word_space for one in leaf.lines if one.justified and one.line.word_space is not None]
    on_grid = [depths.on_grid(one, book) for one in leaf.lines]
    return PageFigures(
        leaf.number,
        len(leaf.lines),
        spacing.mean(spaces) if spaces else None,
        pstdev(spaces) if len(spaces) > 1 else None,
        sum(one.line.divided for one in leaf.lines),
        spacing.mean(on_grid) if on_grid else 1.0,
        {kind: faults[kind] for kind in KINDS if faults[kind]},
    )


def _rounded(value: float | None) -> float | None:
    return round(value, 5) if isinstance(value, float) else value
