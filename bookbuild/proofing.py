"""The proof copy: a book's very pages on sheets with room for notes, with everything marked that an eye should rest on."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bookbuild.building import book_folder
from bookbuild.diagnostics import BookError, Diagnostic, Findings, UsageError, page_words
from bookbuild.files import read_record as read_page_record
from bookbuild.files import write_record as write_page_record
from bookbuild.makeup.furniture import binding_of
from bookbuild.making import Order, ordered, printed, quiet_collector
from bookbuild.manuscript.blocks import Book
from bookbuild.output import require_writable, write_whole
from bookbuild.press.bind import Binding
from bookbuild.press.imposition import Manner, Scheme
from bookbuild.press.impositionpdf import impose_pdf
from bookbuild.press.pressfile import PressFile
from bookbuild.press.proofcopy import ProofSide, proof_pdf
from bookbuild.press.proofmarks import MarkLook
from bookbuild.press.proofsheet import AMERICAN, OTHERS, ProofSheet, bare_sheet, proof_sheet
from bookbuild.press.standards import find_standard
from bookbuild.press.wayfinding import Mark
from bookbuild.production import Clock, PageRecord, Production, Progress, Watch
from bookbuild.proof.findings import KINDS, Finding
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
from bookbuild.setting.founts import Typecase
from bookbuild.style.style import Style
from bookbuild.style.typefaces import shipped_typefaces
from bookbuild.telling import progress_bar, tell
from bookbuild.units import points

FACE: Final = "Source Sans 3"
"""What marks are set in: nobody takes them for the book's own words."""
WATERMARK: Final = "PROOF"
CALIPER: Final = points("0.1mm")
"""How thick a sheet to fold is: office paper of 80 g/m²."""
PARTS: Final = ("numbers", "faults", "quotes", "watermark")
"""What a proof has unless it is left out."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a proof is to be: its sheet (None for one that is large enough), spreads or folded sheets, what is left out or
    added, the earlier proof it is compared with."""

    sheet: str | None = None
    scheme: Scheme | None = None
    places: bool = False
    without: frozenset[str] = frozenset()
    watermark: str = WATERMARK
    since: Path | None = None

    @property
    def folded(self) -> bool:
        """Whether the sheets are folded."""
        return self.scheme is not None and self.scheme.manner is not Manner.SPREADS

    @property
    def across(self) -> int:
        """How many pages lie beside each other."""
        return 2 if self.scheme and not self.folded else 1


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a proof shows. Pages are named as they are numbered."""

    file: Path
    pages: int
    sheets: int
    marked: dict[str, int]
    """How many of each kind are marked."""
    warnings: tuple[Diagnostic, ...]
    since: str = ""
    """When the earlier proof was made."""
    reworded: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    """Pages whose words changed since, and pages whose lines only begin elsewhere."""

    @property
    def sentences(self) -> list[str]:
        """The proof in a few lines."""
        made = f"{self.file}: a proof of {self.pages} pages on {self.sheets} sheets"
        kinds = ", ".join(f"{kind} x {count}" for kind, count in self.marked.items())
        told = [f"{made}; marked: {kinds}" if kinds else made]
        if self.since:
            changed = [("Changed", self.reworded), ("Lines moved, words unchanged", self.reset)]
            told += [f"{what} since {self.since}: {_listed(labels)}" for what, labels in changed if labels]
            told += [] if self.reworded or self.reset else [f"Nothing changed since {self.since}."]
        return told

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
    wishes: Wishes = Wishes(),
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
    _require_known(wishes)
    earlier = read_record(wishes.since) if wishes.since else None
    findings = Findings()
    clock = Clock(progress or (lambda _stage, _done, _all: None))
    with quiet_collector():
        order = ordered(book, findings, style=style, trim=trim, press=press, paper=paper, edition=edition)
        target = output or order.target.with_name(f"{order.target.stem}-proof.pdf")
        _sheet(order.design, order.book, wishes)
        require_writable(target)
        require_own(record_path(target))
        known = read_page_record(order.target) if stable else PageRecord()
        made = _printed(order, clock, known, findings)
        now = _now()
        changes = changes_since(earlier, made.pages) if earlier else None
        pdf, sheets, marked = _marked_up(order, made, wishes, changes, now)
    write_whole(target, pdf)
    write_record(record_path(target), record_of(made.pages, now))
    write_page_record(order.target, made.production.record)
    return _told(target, made, sheets, marked, changes)


def _require_known(wishes: Wishes) -> None:
    unknown = sorted(wishes.without - set(PARTS))
    if unknown:
        raise UsageError(f"--without takes {', '.join(PARTS)}, not {unknown[0]!r}.")


def _sheet(style: Style, book: Book, wishes: Wishes) -> ProofSheet:
    """The sheet that a page, or a spread, lies on."""
    trim = style.trim
    if wishes.folded:
        return bare_sheet(trim.width, trim.height)
    return proof_sheet(wishes.sheet, _is_american(book), trim.width, trim.height, wishes.across)


def _is_american(book: Book) -> bool:
    return book.language.upper().endswith("-US")


def _printed(order: Order, clock: Clock, earlier: PageRecord, findings: Findings) -> _Printed:
    """The book set and printed as a build would, with bookmarks and links; its words proved, its faults found."""
    watchers: list[Watcher] = []

    def watched(style: Style) -> Watch:
        watchers.append(Watcher(style.grid, binding_of(order.book.language)))
        return watchers[-1].watch

    base = order.run.file if order.run else PressFile()
    production, pdf = printed(order, replace(base, standard=find_standard("screen")), clock, earlier, watched)
    with clock.stage("read back"):
        production.prove(pdf)
    pages = next(one.pages for one in watchers if len(one.pages) == production.page_count)
    assert production.binding is not None
    try:
        report = report_on(pdf, order.target.name)
    except BookError:  # no running text: nothing to judge
        report = None
    return _Printed(production, production.binding, pdf, pages, report, (*findings, *production.findings))


def _marked_up(
    order: Order, made: _Printed, wishes: Wishes, changes: Changes | None, now: str
) -> tuple[bytes, int, dict[str, int]]:
    """The proof's bytes, how many sheets it has, and how many of each kind of mark."""
    style = made.production.style
    marked = [MarkedPage(page) for page in made.pages]
    found: list[tuple[int, str]] = []
    counts: Counter[str] = Counter()
    if "numbers" not in wishes.without:
        number_lines(marked, style.size)
    if "faults" not in wishes.without and made.report:
        mark_findings(marked, made.report.findings)
        found += [(one.page - 1, _named(one)) for one in made.report.findings]
        counts.update(KINDS[one.kind].title for one in made.report.findings)
    if "quotes" not in wishes.without:
        doubts = mark_quotes(marked, made.warnings, made.report.sheets if made.report else ())
        found += doubts
        counts.update({"doubtful quote": len(doubts)} if doubts else {})
    if wishes.places:
        mark_places(marked, order.book)
    if changes:
        mark_changes(marked, changes.lines)
    sheet = _sheet(style, order.book, wishes)
    sides = list(_sides(made, wishes, _slug(made, now)))
    marks = [one.marks for one in marked]
    outline = [*_bookmarks("To look at", found, made.pages), *_changed(changes, made.pages)]
    pdf = proof_pdf(made.pdf, made.binding, sheet, _look(style, order.book, wishes), sides, marks, outline)
    if wishes.folded:
        pdf = _folded(pdf, order.book, wishes)
    return pdf, len(sides), dict(counts)


def _named(finding: Finding) -> str:
    return f"{KINDS[finding.kind].title}: {finding.words}"


def _look(style: Style, book: Book, wishes: Wishes) -> MarkLook:
    """What marks are drawn with."""
    case = Typecase(style, book.language, Findings())
    watermark = "" if "watermark" in wishes.without else wishes.watermark
    return MarkLook(case, shipped_typefaces()[FACE], style.trim.width, style.trim.height, watermark)


def _sides(made: _Printed, wishes: Wishes, slug: str) -> Iterator[ProofSide]:
    """The sheets in order: a page each, or the two that face each other; the first page stands alone."""
    labels, count = [page.label for page in made.pages], len(made.pages)
    if wishes.across == 1:
        yield from (ProofSide((at,), label, f"Page {label} · {slug}") for at, label in enumerate(labels))
        return
    for first in range(-1, count, 2):
        pair = [at if 0 <= at < count else None for at in (first, first + 1)]
        label = "–".join(labels[at] for at in pair if at is not None)
        if made.binding.right_bound:
            pair.reverse()
        yield ProofSide(tuple(pair), label, f"Pages {label} · {slug}")


def _slug(made: _Printed, now: str) -> str:
    """What tells this proof from others: the book, when it was made, a short digest of its text, the design."""
    text = hashlib.blake2b(" ".join(page.digest for page in made.pages).encode(), digest_size=3).hexdigest()
    style = made.production.style
    return f"{made.binding.title} · proof of {now} · text {text} · {style.name}, {style.trim.name}"


def _now() -> str:
    """The time as the slug shows it; SOURCE_DATE_EPOCH, if it is set, for proofs that can be made again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    time = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now().astimezone()
    return time.strftime("%Y-%m-%d %H:%M")


def _bookmarks(title: str, found: Sequence[tuple[int, str]], pages: Sequence[ProofPage]) -> Iterator[Mark]:
    """A branch of the bookmarks: what was found, in the order of the pages."""
    if found:
        ordered_places = sorted(found)
        yield Mark(f"{title}: {len(found)}", ordered_places[0][0])
        yield from (Mark(f"{pages[at].label}: {words}", at, 1) for at, words in ordered_places)


def _changed(changes: Changes | None, pages: Sequence[ProofPage]) -> Iterator[Mark]:
    """The branch of the pages that changed."""
    found = (
        [(at, "words") for at in changes.reworded] + [(at, "lines moved") for at in changes.reset] if changes else []
    )
    yield from _bookmarks("Changed pages", found, pages)


def _folded(pdf: bytes, book: Book, wishes: Wishes) -> bytes:
    """The proof's pages on sheets to fold: on those that printers hold, if they are large enough."""
    assert wishes.scheme is not None
    right = binding_of(book.language) == "right"
    tried = [wishes.sheet] if wishes.sheet else [*(AMERICAN if _is_american(book) else OTHERS), None]
    for sheet in tried:
        try:
            return impose_pdf(pdf, "the proof", wishes.scheme, sheet, CALIPER, right).pdf
        except BookError:
            if sheet == tried[-1]:
                raise
    raise AssertionError("the last sheet raises or is returned")


def _told(target: Path, made: _Printed, sheets: int, marked: dict[str, int], changes: Changes | None) -> ProofReport:
    """What is to be said of the proof."""
    labels = [page.label for page in made.pages]
    return ProofReport(
        target,
        len(labels),
        sheets,
        marked,
        made.warnings,
        changes.made if changes else "",
        tuple(labels[at] for at in changes.reworded) if changes else (),
        tuple(labels[at] for at in changes.reset) if changes else (),
    )


def proof_command(asked: argparse.Namespace) -> int:
    """The command `proof`: make one, and tell of it."""
    with progress_bar(asked.json) as progress:
        made = proof(
            book_folder(asked.book),
            _wishes(asked),
            style=asked.style,
            trim=asked.trim,
            press=asked.press,
            paper=asked.paper,
            edition=asked.edition,
            stable=asked.stable,
            output=asked.output,
            progress=progress,
        )
    if asked.json:
        print(json.dumps(made.as_json(), ensure_ascii=False, indent=2))
    else:
        tell(made.warnings, "warning")
        print("\n".join(made.sentences))
    return 0


def _wishes(asked: argparse.Namespace) -> Wishes:
    """What the command line asks for."""
    scheme = None
    if asked.signature is not None:
        scheme = Scheme(Manner.SIGNATURES, asked.signature)
    elif asked.booklet or asked.spreads:
        scheme = Scheme(Manner.BOOKLET if asked.booklet else Manner.SPREADS)
    return Wishes(
        asked.sheet,
        scheme,
        asked.places,
        frozenset(part.strip() for part in asked.without.split(",") if part.strip()),
        WATERMARK if asked.watermark is None else asked.watermark,
        asked.since,
    )


def _listed(labels: Sequence[str]) -> str:
    """Page numbers as a reader lists them: `pages ii, 3, 7-9.`"""
    numbers = [int(label) for label in labels if label.isdigit()]
    others = [label for label in labels if not label.isdigit()]
    arabic = page_words(numbers).partition(" ")[2] if numbers else ""
    return f"page{'s' * (len(labels) > 1)} {', '.join(filter(None, [*others, arabic]))}."
