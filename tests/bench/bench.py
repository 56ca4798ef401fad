"""What a build costs beside Typst's, on the same book, page and face.

    python tests/bench/bench.py BOOK [STYLE] [--long] [--rounds N]

Each build is a process of its own, its interpreter's start and its imports counted; rounds take turns; the
figures are medians of user and system seconds. Seconds differ from machine to machine and from hour to hour:
only the ratios tell. Typst's source is novel.typ and what typst_source.py writes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
LONG: Final = 105_000
"""Words of a long book."""

MOST_WITHOUT: Final = 1.5
"""Our seconds without the read-back, in Typst's, are to stay below this."""
MOST_READING_BACK: Final = 1 / 3
"""So are the read-back's."""
MOST_MEGABYTES: Final = 250
"""So is the peak of a long book."""

STAGES: Final = ("read", "set", "paginate", "furnish", "draw", "front matter", "bind", "output", "word check")

_TYPST: Final = """
import sys, typst
source, output, *fonts = sys.argv[1:]
typst.compile(source, output=output, font_paths=fonts, ignore_system_fonts=True, pdf_tags=False)
"""
"""Without tags, since our files have none."""


@dataclass
class Runs:
    """What one way to build cost, run by run."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    stages: dict[str, list[float]] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """Processor seconds."""
        return median(self.seconds)

    @property
    def peak(self) -> float:
        """The most megabytes that any run held."""
        return max(self.megabytes)


def main() -> int:
    """Run the benchmark; the exit code says whether it could be run, not how it came out."""
    asked = _parser().parse_args()
    if find_spec("typst") is None:
        print('Typst is not installed: pip install "typst>=0.15" (or pip install -e ".[bench]").', file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="bookbuild-bench-") as name:
        folder = Path(name)
        book = Path(asked.book).resolve()
        style = str(Path(asked.style).resolve()) if Path(asked.style).is_file() else asked.style
        if asked.long:
            book = lengthened(book, folder / "long")
        try:
            runs = compare(book, style, folder, asked.rounds)
        except subprocess.CalledProcessError as failure:
            print(f"This failed:\n{failure.stdout or ''}{failure.stderr or ''}", file=sys.stderr)
            return 1
        _print_table(runs, folder / "typst.pdf", asked.long)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="What a build costs beside Typst's.")
    parser.add_argument("book", metavar="BOOK", help="a folder with book.yaml")
    parser.add_argument("style", metavar="STYLE", nargs="?", default="", help="a style's name or file")
    parser.add_argument("--long", action="store_true", help=f"repeat the chapters up to {LONG:,} words")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds to take the median of (default 3)")
    return parser


def compare(book: Path, style: str, folder: Path, rounds: int) -> dict[str, Runs]:
    """Both programs by turns: `whole`, `without` the read-back, `typst`. A first round warms up and isn't counted."""
    subprocess.run(
        [sys.executable, str(HERE / "typst_source.py"), str(book), style, str(folder)],
        check=True, capture_output=True, text=True, env=_environment(folder),
    )  # fmt: skip
    ours = [sys.executable, "-m", "bookbuild", "build", str(book), "--json", "-o", str(folder / "ours.pdf")]
    ours += ["--style", style] if style else []
    typst = [sys.executable, "-c", _TYPST, str(folder / "book.typ"), str(folder / "typst.pdf"), *_font_folders()]
    commands = {"whole": ours, "without": [*ours, "--no-word-check"], "typst": typst}
    runs = {name: Runs() for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds, megabytes, printed = _measured(command, folder)
            if not number:
                continue
            one = runs[name]
            one.seconds.append(seconds)
            one.megabytes.append(megabytes)
            if printed:
                one.report = json.loads(printed)
                for stage, spent in one.report["seconds"].items():
                    one.stages.setdefault(stage, []).append(spent)
    return runs


def _measured(command: list[str], folder: Path) -> tuple[float, float, str]:
    """Run a process of its own: user and system seconds, peak megabytes, what it printed.

    Linux lets a process's peak begin at its parent's size, which is why this program stays small.
    """
    with (folder / "printed").open("w+b") as printed, (folder / "said").open("w+b") as said:
        process = subprocess.Popen(command, stdout=printed, stderr=said, env=_environment(folder))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said.seek(0)
        output, errors = printed.read().decode("utf-8"), said.read().decode("utf-8")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output, errors)
    per_megabyte = 1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte, output


def _environment(folder: Path) -> dict[str, str]:
    """This checkout comes first; compiled modules are kept, as an installed package keeps them, but not in it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _font_folders() -> list[str]:
    """Where the shipped faces lie, a folder each."""
    return [str(folder) for folder in sorted((ROOT / "fonts").iterdir()) if folder.is_dir()]


def lengthened(book: Path, copy: Path) -> Path:
    """A copy of a book whose chapters come again, under other names, until there are enough words.

    The words that come again are in our caches already, so that a long book of one's own costs a little more.
    """
    import yaml

    shutil.copytree(book, copy, ignore=shutil.ignore_patterns("build", ".*"))
    settings: dict[str, Any] = yaml.load((copy / "book.yaml").read_text("utf-8-sig"), Loader=yaml.BaseLoader)
    listed = settings.get("chapters") or sorted(path.name for path in copy.glob("*.md"))
    names = [entry["file"] if isinstance(entry, dict) else entry for entry in listed if _is_file(entry)]
    chapters: list[str] = []
    words = 0
    for turn in count(1):
        for name in names:
            if words >= LONG:
                break
            source = copy / name
            words += len(source.read_text("utf-8-sig").split())
            target = source if turn == 1 else source.with_name(f"{source.stem}-{turn}{source.suffix}")
            if turn > 1:
                shutil.copy(source, target)
            chapters.append(target.relative_to(copy).as_posix())
        if words >= LONG or not words:
            break
    settings["chapters"] = chapters
    (copy / "book.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    return copy


def _is_file(entry: Any) -> bool:
    """Whether an entry of the list of chapters names a chapter's file."""
    return isinstance(entry, str) or "file" in entry


def _print_table(runs: dict[str, Runs], typst_pdf: Path, is_long: bool) -> None:
    whole, without, typst = runs["whole"], runs["without"], runs["typst"]
    report = whole.report
    trim = report["trim"]
    size = f"{trim['width'] / 72:.4g} x {trim['height'] / 72:.4g} in"
    print(f"{report['words']:,} words on {size}; processor seconds, medians of {len(whole.seconds)} rounds\n")
    staged = {stage: median(whole.stages.get(stage, [0.0])) for stage in STAGES}
    staged |= {stage: median(times) for stage, times in whole.stages.items() if stage not in staged}
    start = max(0.0, whole.median - sum(staged.values()))
    print(f"{'':22}{'seconds':>8}{'/ Typst':>9}{'peak MB':>9}{'pages':>7}")
    for stage, seconds in {"start and imports": start, **staged}.items():
        print(f"  {stage:20}{seconds:8.2f}{seconds / typst.median:9.2f}")
    pages = {"bookbuild": report["pages"], "without read-back": report["pages"], "Typst": _pages(typst_pdf)}
    for (name, count_of_pages), one in zip(pages.items(), (whole, without, typst), strict=True):
        print(f"{name:22}{one.median:8.2f}{one.median / typst.median:9.2f}{one.peak:9.0f}{count_of_pages:7}")
    print()
    _print_ratio("without read-back / Typst", without.median / typst.median, MOST_WITHOUT)
    _print_ratio("read-back / Typst", staged["word check"] / typst.median, MOST_READING_BACK)
    _print_figures(Path(report["file"]), typst_pdf)
    if is_long:
        _print_ratio("peak MB", whole.peak, MOST_MEGABYTES)


def _print_figures(ours: Path, typst: Path) -> None:
    """What is counted of both books' lines and pages, side by side."""
    from bookbuild.proof.compare import side_by_side
    from bookbuild.proof.report import report_on

    one, other = (report_on(pdf.read_bytes(), pdf.name) for pdf in (ours, typst))
    print(f"{'':44}{'bookbuild':>12}{'Typst':>12}")
    for figure, against in side_by_side(one, other):
        print(f"  {figure.title:42}{figure.shown:>12}{against.shown if against else '':>12}")
    print()


def _print_ratio(name: str, found: float, most: float) -> None:
    digits = 0 if most >= 10 else 2
    verdict = "" if found < most else "   TOO MUCH"
    print(f"{name:28}{found:8.{digits}f}   (to be below {most:.{digits}f}){verdict}")


def _pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(pdf).pages)


if __name__ == "__main__":
    sys.exit(main())
