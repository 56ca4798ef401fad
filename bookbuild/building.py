"""The command `build`: which files are asked for, made one after another or side by side, told in lines or a table."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from bookbuild.diagnostics import BookError, UsageError, page_words
from bookbuild.folders import is_file
from bookbuild.making import BuildReport, build
from bookbuild.production import Progress
from bookbuild.telling import progress_bar, say, table, tell
from bookbuild.units import inches


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to be made."""

    folder: Path
    edition: str | None
    trim: str | None
    press: str | None
    asked: argparse.Namespace

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return " ".join(filter(None, [self.edition, self.trim, self.press])) or "the book"

    def made(self, progress: Progress | None = None) -> BuildReport:
        """Build it. Raises what `build` raises."""
        asked = self.asked
        return build(
            self.folder,
            style=asked.style,
            trim=self.trim,
            press=self.press,
            paper=asked.paper,
            marks=asked.marks,
            output=asked.output,
            edition=self.edition,
            stable=asked.stable,
            word_check=not asked.no_word_check,
            progress=progress,
        )

    def tried(self) -> BuildReport | BookError:
        """Build it; what is wrong with the book is returned, so that the others are made in spite of it."""
        try:
            return self.made()
        except BookError as fault:
            return fault


def build_command(asked: argparse.Namespace) -> int:
    """Build what is asked for; the exit code says whether all of it could be made."""
    jobs = _jobs(asked)
    if len(jobs) > 1:
        return _several(jobs, asked.json)
    with progress_bar(asked.json) as progress:
        report = jobs[0].made(progress)
    if asked.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        _summarise(report)
        _show_sheet(report)
    return 0


def _jobs(asked: argparse.Namespace) -> list[_Job]:
    """Every edition on every trim for every press. Raises UsageError for what makes no sense."""
    if asked.style is not None and not asked.style.strip():
        raise UsageError("--style needs the name of a design or a style's file.")
    folder = book_folder(asked.book)
    editions = _editions(folder, asked.edition)
    trims: list[str | None] = [*_distinct(asked.trim)] or [None]
    presses: list[str | None] = [*dict.fromkeys(asked.press)] or [None]
    jobs = [_Job(folder, *choice, asked) for choice in product(editions, trims, presses)]
    if asked.output and len(jobs) > 1:
        raise UsageError("-o names one file, but several are to be built.")
    return jobs


def _several(jobs: list[_Job], as_json: bool) -> int:
    """Make several files, side by side where there are processors; tell of each, and of all in one table."""
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            results = list(pool.map(_Job.tried, jobs))
    else:
        results = [job.tried() for job in jobs]
    reports = [one for one in results if isinstance(one, BuildReport)]
    faults = [one for one in results if isinstance(one, BookError)]
    if as_json:
        told: dict[str, Any] = {"books": [report.as_json() for report in reports]}
        if faults:
            told["errors"] = [one.as_json() for fault in faults for one in fault.diagnostics]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for report in reports:
            _summarise(report)
        for fault in faults:
            tell(fault.diagnostics, "error")
        print()
        table([_HEADINGS, *map(_row, jobs, results)])
        for report in reports:
            _show_sheet(report)
    return 1 if faults else 0


_HEADINGS = ("", "pages", "characters a line", "lines a page", "inside margin", "spine", "press", "warnings")


def _row(job: _Job, result: BuildReport | BookError) -> tuple[str, ...]:
    """A file in the table of all."""
    if isinstance(result, BookError):
        return job.name, *["-"] * 5, f"no: {result.diagnostics[0].code}", "-"
    sheet = result.sheet
    spine = "-" if sheet is None else f"{inches(sheet.spine)} in" if sheet.spine is not None else "ask the press"
    return (
        job.name,
        str(result.pages),
        f"{result.characters_a_line:.0f}",
        str(result.lines_a_page),
        f"{inches(result.inside_margin)} in",
        spine,
        "fits" if sheet else "-",
        ", ".join(f"{code} x {count}" for code, count in Counter(one.code for one in result.warnings).items())
        or "none",
    )


def _show_sheet(report: BuildReport) -> None:
    """What to type into the press's form."""
    if report.sheet:
        print()
        say(f"To type into the form of {report.sheet.title}:")
        table((f"  {name}", value) for name, value in report.sheet.lines)


def _distinct(trims: Sequence[str]) -> Iterator[str]:
    """The trims asked for, each once however it is written; unknown ones are told by the build."""
    from bookbuild.style.trims import find_trim, shorthands

    seen: set[str] = set()
    for typed in trims:
        if not typed.strip():
            raise UsageError("--trim needs a name or a size, such as 6x9 (see `bookbuild trims`).")
        name = typed.strip().lower()
        if name not in shorthands():
            with suppress(BookError):
                name = find_trim(typed).name
        if name not in seen:
            seen.add(name)
            yield typed


def book_folder(asked: Path | None) -> Path:
    """The folder asked for; else this one if it has a book.yaml, else ./manuscript."""
    if asked is not None:
        return asked.parent if asked.name == "book.yaml" and is_file(asked) else asked
    here = Path()
    return (
        here if is_file(here / "book.yaml") or not is_file(here / "manuscript" / "book.yaml") else here / "manuscript"
    )


def _editions(folder: Path, asked: str | None) -> list[str | None]:
    """The editions to build: none in particular, one, or all there are."""
    if asked != "all":
        return [asked]
    from bookbuild.diagnostics import Findings
    from bookbuild.manuscript.read import read_settings_of

    names: list[str | None] = list(read_settings_of(folder, Findings()).editions or {})
    if not names:
        raise UsageError("The book has no editions.")
    return names


def _summarise(report: BuildReport) -> None:
    """The build in a few lines; warnings first."""

    tell(report.warnings, "warning")
    trim = report.trim
    size = f"{inches(trim.width)} x {inches(trim.height)} in"
    seconds = sum(report.seconds.values())
    blanks = f" ({report.blanks} blank)" if report.blanks else ""
    made = f"{report.pages} pages{blanks}, {report.words:,} words, {trim.name} ({size}), {seconds:.1f} seconds"
    count = len(report.corrections)
    corrections = f", {count} correction{'s' if count > 1 else ''}" if count else ""
    say(f"{report.file}: {made}{corrections}")
    if report.changed:
        print(f"Changed since the earlier build: {page_words(report.changed)}.")
