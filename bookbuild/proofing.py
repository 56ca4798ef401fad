"""The proof copy: a book's very pages on sheets with room for notes, with everything marked that an eye should rest on."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from bookbuild.diagnostics import BookError, Diagnostic, Findings, UsageError
from bookbuild.files import read_record as read_page_record
from bookbuild.files import write_record as write_page_record
from bookbuild.makeup.furniture import binding_of
from bookbuild.making import Order, checked_words, ordered, printed, quiet_collector
from bookbuild.manuscript.blocks import Book
from bookbuild.output import asked_target, own_target, require_writable, write_whole
from bookbuild.press.bind import Binding
from bookbuild.press.impositionpdf import Imposed, impose_pdf
from bookbuild.press.pressfile import PressFile
from bookbuild.press.proofcopy import PROOF, proof_pdf
from bookbuild.press.proofmarks import MarkLook, PageMarks
from bookbuild.press.proofsheet import AMERICAN, OTHERS, ProofSheet, bare_sheet, proof_sheet
from bookbuild.press.standards import find_standard
from bookbuild.press.wayfinding import Mark
from bookbuild.production import Clock, PageRecord, Production, Progress, Watch
from bookbuild.proof.leaves import ProofPage, Watcher
from bookbuild.proof.marking import (
    MarkedPage,
    mark_changes,
    mark_findings,
    mark_places,
    mark_quotes,
    number_lines,
)
from bookbuild.proof.record import (
    Changes,
    changes_since,
    read_record,
    record_of,
    record_path,
    require_own,
    write_record,
)
from bookbuild.proof.report import Report, report_on
from bookbuild.proof.sides import Found, bookmarks_to, bookmarks_to_changes, sides_of, slug_of
from bookbuild.proof.wishes import USUAL, Wishes
from bookbuild.setting.founts import Typecase
from bookbuild.style.fontfiles import damaged_fonts_told
from bookbuild.style.style import Style
from bookbuild.style.typefaces import shipped_typefaces
from bookbuild.units import points

FACE: Final = "Source Sans 3"
"""What marks are set in: nobody takes them for the book's own words."""
CALIPER: Final = points("0.1mm")
"""How thick a sheet to fold is: office paper of 80 g/m²."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a proof shows. Pages are named as they are numbered."""

    file: Path
    pages: int
    sheets: int
    """Sheets of paper, or of the file where they are not folded."""
    marked: dict[str, int]
    """How many of each kind are marked."""
    warnings: tuple[Diagnostic, ...]
    since: str = ""
    """When the earlier proof was made."""
    reworded: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    """Pages whose words changed since, and pages whose lines only begin elsewhere."""

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {
            "file": str(self.file),
            "record": str(record_path(self.file)),
            "pages": self.pages,
            "sheets": self.sheets,
            "marked": self.marked,
            "since": self.since,
            "changed": list(self.reworded),
            "moved": list(self.reset),
            "warnings": [one.as_json() for one in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class _Printed:
    """The book as it was printed, and everything known of its pages."""

    production: Production
    binding: Binding
    pdf: bytes
    pages: list[ProofPage]
    report: Report | None
    """None for a book without running text."""
    warnings: tuple[Diagnostic, ...]


def proof(
    book: str | Path | Book,
    wishes: Wishes = USUAL,
    *,
    style: str | Path | None = None,
    trim: str | None = None,
    press: str | None = None,
    paper: str | None = None,
    edition: str | None = None,
    stable: bool = False,
    output: Path | None = None,
    progress: Progress | None = None,
) -> ProofReport:
    """Make a proof: the very pages that `build` makes when it is asked the same, marked up as wished.

    `output` is the PDF's name, by default the book's with ``-proof`` after it. Beside it a record is left for later proofs.
    Raises UsageError for what makes no sense; BookError for what is wrong with the book, C040 a sheet too small, C060 an
    earlier proof that is none. Nothing is written then.
    """
    wishes.require_known_parts()
    earlier = read_record(wishes.since) if wishes.since else None
    findings = Findings()
    clock = Clock(progress or (lambda _stage, _done, _all: None))
    with quiet_collector():
        order = ordered(book, findings, style=style, trim=trim, press=press, paper=paper, edition=edition)
        target = (
            asked_target(output, findings)
            if output
            else own_target(order.target.with_name(f"{order.target.stem}-proof.pdf"), findings)
        )
        _require_own_name(target, order)
        _sheet(order.design, order.book, wishes)
        require_writable(target)
        require_own(record_path(target))
        known = read_page_record(order.target) if stable else PageRecord()
        made = _printed(order, clock, known, findings)
        now = _now()
        changes = changes_since(earlier, made.pages) if earlier else None
        marks, found = _marked(order.book, made, wishes, changes)
        outline = [*bookmarks_to("To look at", found, made.pages)]
        outline += bookmarks_to_changes(changes, made.pages) if changes else ()
        sheets = _on_sheets(order.book, made, wishes, marks, outline, now)
    write_whole(target, sheets.pdf)
    write_record(record_path(target), record_of(made.pages, now))
    write_page_record(order.target, made.production.record)
    return _told(target, made, sheets, found, changes)


def _require_own_name(target: Path, order: Order) -> None:
    """A proof is neither written over the book nor where its own record goes."""
    if target.resolve() == order.target.resolve():
        raise UsageError("-o names the book's own file; the proof goes into another.")
    if target == record_path(target):
        raise UsageError("-o names the proof's PDF; its record, the .json file, goes beside it.")


def _sheet(style: Style, book: Book, wishes: Wishes) -> ProofSheet:
    """The sheet that a page, or a spread, lies on."""
    trim = style.trim
    if wishes.folded:
        return bare_sheet(trim.width, trim.height)
    return proof_sheet(wishes.sheet, _is_american(book), trim.width, trim.height, wishes.across)


def _is_american(book: Book) -> bool:
    return book.language.upper().endswith("-US")


def _printed(order: Order, clock: Clock, earlier: PageRecord, findings: Findings) -> _Printed:
    """The book set and printed as a build would, with bookmarks and links; its words checked, its faults found."""
    watchers: list[tuple[Style, Watcher]] = []

    def watched(style: Style) -> Watch:
        watchers.append((style, Watcher(style.grid, binding_of(order.book.language))))
        return watchers[-1][1].watch

    base = order.run.file if order.run else PressFile()
    file = replace(base, standard=find_standard("screen"), bleed=None, marks=False)
    with damaged_fonts_told(order.faces):
        production, pdf = printed(order, file, clock, earlier, watched=watched)
        with clock.stage("word check"):
            findings.extend(checked_words(production, pdf, order.target))
    pages = next(watcher.pages for style, watcher in watchers if style is production.style)
    assert production.binding is not None
    try:
        report = report_on(pdf, order.target.name)
    except BookError:  # no running text: nothing to judge
        report = None
    return _Printed(production, production.binding, pdf, pages, report, (*findings, *production.findings))


class _Sheets(NamedTuple):
    """The proof as a file."""

    pdf: bytes
    number: int
    warnings: tuple[Diagnostic, ...]


def _marked(book: Book, made: _Printed, wishes: Wishes, changes: Changes | None) -> tuple[list[PageMarks], list[Found]]:
    """The marks of every page, and what there is to look at."""
    marked = [MarkedPage(page) for page in made.pages]
    found: list[Found] = []
    if "numbers" not in wishes.without:
        number_lines(marked, made.production.style.size)
    if "faults" not in wishes.without and made.report:
        found += mark_findings(marked, made.report.findings)
    if "quotes" not in wishes.without:
        found += mark_quotes(marked, made.warnings, made.report.sheets if made.report else ())
    if wishes.places:
        mark_places(marked, book)
    if changes:
        mark_changes(marked, changes.lines)
    return [one.marks for one in marked], found


def _on_sheets(
    book: Book, made: _Printed, wishes: Wishes, marks: Sequence[PageMarks], outline: Sequence[Mark], now: str
) -> _Sheets:
    """The pages laid on sheets over their marks, folded if that is wished."""
    style = made.production.style
    slug = slug_of(made.binding.title, made.pages, now, f"{style.name}, {style.trim.name}")
    sides = list(sides_of(made.pages, wishes.across, made.binding.right_bound, slug))
    sheet = _sheet(style, book, wishes)
    pdf = proof_pdf(made.pdf, made.binding, sheet, _look(style, book, wishes), sides, marks, outline)
    return _folded(pdf, book, wishes) if wishes.folded else _Sheets(pdf, len(sides), ())


def _look(style: Style, book: Book, wishes: Wishes) -> MarkLook:
    """What marks are drawn with."""
    case = Typecase(style, book.language, Findings())
    watermark = "" if "watermark" in wishes.without else wishes.watermark
    return MarkLook(case, shipped_typefaces()[FACE], style.trim.width, style.trim.height, watermark)


def _now() -> str:
    """The time as the slug shows it; SOURCE_DATE_EPOCH, if it is set, for proofs that can be made again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    time = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now().astimezone()
    return time.strftime("%Y-%m-%d %H:%M")


def _folded(pdf: bytes, book: Book, wishes: Wishes) -> _Sheets:
    """The proof's pages on sheets to fold: on those that printers hold, if they are large enough."""
    assert wishes.scheme is not None
    right = binding_of(book.language) == "right"
    *tried, last = [wishes.sheet] if wishes.sheet else [*(AMERICAN if _is_american(book) else OTHERS), None]
    for sheet in tried:
        with suppress(BookError):  # too small
            return _imposed(impose_pdf(pdf, PROOF, wishes.scheme, sheet, CALIPER, right))
    return _imposed(impose_pdf(pdf, PROOF, wishes.scheme, last, CALIPER, right))


def _imposed(made: Imposed) -> _Sheets:
    return _Sheets(made.pdf, len(made.imposition.sides) // 2, made.warnings)


def _told(
    target: Path, made: _Printed, sheets: _Sheets, found: Sequence[Found], changes: Changes | None
) -> ProofReport:
    """What is to be said of the proof."""
    labels = [page.label for page in made.pages]
    return ProofReport(
        target,
        len(labels),
        sheets.number,
        dict(Counter(one.what for one in found)),
        (*made.warnings, *sheets.warnings),
        changes.made if changes else "",
        tuple(labels[at] for at in changes.reworded) if changes else (),
        tuple(labels[at] for at in changes.reset) if changes else (),
    )
