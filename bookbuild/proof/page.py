"""The report as one page of HTML: figures, pictures of the worst places, every word division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from bookbuild.proof.compare import side_by_side
from bookbuild.proof.divisions import Division
from bookbuild.proof.findings import KINDS, Finding
from bookbuild.proof.pictures import pictures
from bookbuild.proof.report import PageFigures, Report

PICTURES_OF_A_KIND: Final = 4
"""How many places of one kind are shown; the others are listed."""

_BEGINNING: Final = "<!DOCTYPE html>"

_STYLE: Final = """
body { font: 16px/1.45 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.2rem; } h3 { margin-bottom: 0; }
table { border-collapse: collapse; } td, th { padding: .15rem .9rem .15rem 0; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: .8rem 0 1.4rem; } figure img { max-width: 100%; border: 1px solid #ccc; }
figcaption, .definition { color: #555; font-size: .9rem; } .flag { color: #b02020; }
"""


def html_page(report: Report, pdf: bytes, other: Report | None = None) -> str:
    """The whole page; it needs no other file."""
    parts = [
        _BEGINNING,
        '<html lang="en"><head><meta charset="utf-8"/>',
        f"<title>{escape(report.name)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(report.name)}</h1>",
        *_figures(report, other),
        *_rules(report),
        *_faults(report, pdf),
        *_divisions(report.divisions),
        *_pages(report.pages),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _figures(report: Report, other: Report | None) -> Iterator[str]:
    yield '<h2>Figures</h2><table class="figures">'
    if other:
        yield f"<tr><th></th><th>{escape(report.name)}</th><th>{escape(other.name)}</th></tr>"
        for figure, against in side_by_side(report, other):
            yield _row(figure.title, figure.shown, against.shown if against else "–")
    else:
        for figure in report.figures:
            yield _row(figure.title, figure.shown)
    yield "</table>"
    layout = report.book.layout
    manner = "justified" if layout.justified else "ragged: its word spaces are not judged"
    yield (
        f'<p class="definition">Text of {layout.size:g} pt on {layout.leading:.4g} pt, {manner}. The natural word space '
        f"is {layout.natural_space:.3f} em, known from the {escape(layout.natural_from)}.</p>"
    )


def _row(title: str, *values: str) -> str:
    cells = "".join(f'<td class="number">{escape(value)}</td>' for value in values)
    return f"<tr><td>{escape(title)}</td>{cells}</tr>"


def _rules(report: Report) -> Iterator[str]:
    """The page rules that gave way, when the build told of them."""
    if report.notes and report.notes.gave_way:
        yield "<h2>Rules that gave way</h2><ul>"
        yield from (f"<li>{escape(str(one))}</li>" for one in report.notes.gave_way)
        yield "</ul>"


def _faults(report: Report, pdf: bytes) -> Iterator[str]:
    """Every kind of fault there is: its definition, pictures of the worst, the pages of the others."""
    shown = list(_to_picture(report.findings))
    drawn = dict(zip(shown, (uri for _, uri in pictures(pdf, report.sheets, shown)), strict=True))
    yield "<h2>Faults, the gravest first</h2>"
    if not report.findings:
        yield "<p>None.</p>"
    for name, kind in KINDS.items():
        found = [one for one in report.findings if one.kind == name]
        if found:
            yield f"<h3>{escape(kind.title)}: {len(found)}</h3>"
            yield f'<p class="definition">{escape(kind.definition)}</p>'
            yield from (_figure(one, drawn[one]) for one in found if one in drawn)
            rest = sorted({one.page for one in found if one not in drawn})
            if rest:
                yield f"<p>And on pages {', '.join(map(str, rest))}.</p>"


def _to_picture(findings: Sequence[Finding]) -> Iterator[Finding]:
    told = Counter[str]()
    for finding in findings:
        told[finding.kind] += 1
        if told[finding.kind] <= PICTURES_OF_A_KIND:
            yield finding


def _figure(finding: Finding, uri: str) -> str:
    note = f", {finding.note}" if finding.note else ""
    caption = f"Page {finding.page}{note}: {finding.words}"
    return f'<figure><img src="{uri}" alt="{escape(caption)}"/><figcaption>{escape(caption)}</figcaption></figure>'


def _divisions(divisions: Sequence[Division]) -> Iterator[str]:
    """The proofreader's list of every division."""
    yield f"<h2>Word divisions: {len(divisions)}</h2>"
    yield '<table class="divisions">'
    for one in divisions:
        flags = ", ".join(one.flags)
        yield (
            f'<tr><td class="number">{one.page}</td><td>{escape(one.before)}-</td><td>{escape(one.after)}</td>'
            f'<td class="flag">{escape(flags)}</td></tr>'
        )
    yield "</table>"


def _pages(pages: Sequence[PageFigures]) -> Iterator[str]:
    yield "<h2>Page by page</h2>"
    yield '<table class="pages"><tr><th>page</th><th>lines</th><th>word space, em</th><th>SD</th><th>hyphens</th>'
    yield "<th>on grid</th><th>faults</th></tr>"
    for page in pages:
        faults = ", ".join(f"{KINDS[kind].title}: {count}" for kind, count in page.faults.items())
        numbers = (
            str(page.page), str(page.lines), _em(page.word_space), _em(page.spread), str(page.hyphens),
            f"{100 * page.on_grid:.0f} %",
        )  # fmt: skip
        cells = "".join(f'<td class="number">{one}</td>' for one in numbers)
        yield f"<tr>{cells}<td>{escape(faults)}</td></tr>"
    yield "</table>"


def _em(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
