"""The front desk: arguments, progress, diagnostics, exit codes (1 the book is wrong, 2 the command is)."""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from bookbuild.coverdesk import cover_arguments, cover_asked_for
from bookbuild.diagnostics import BookError, Diagnostic, UsageError, error, shown
from bookbuild.folders import is_file
from bookbuild.telling import progress_bar, say, table, tell

if TYPE_CHECKING:
    from bookbuild.proof.report import BuildNotes

OK, WRONG_BOOK, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130

MOST_SILENT: Final = 10
"""A text of more megabytes is announced before it is read."""

_DESCRIPTION: Final = "Turns a writer's manuscript into a book a printer will take."


def run() -> NoReturn:
    """The command's entry: no garbage collection in a process that ends with its one build, and none of Python's
    tidying up of a million objects when it is done."""
    import gc

    gc.disable()
    try:
        code = main()
    except SystemExit as leave:  # argparse: 0 for --help, 2 for usage
        code = leave.code if isinstance(leave.code, int) else WRONG_COMMAND
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()  # a stream that was closed before the start is None
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code. Never raises for what a user did."""
    _speak_utf8()
    parser = _parser()
    asked = parser.parse_args(arguments)
    as_json = bool(getattr(asked, "json", False))
    try:
        _require_current_folder()
        run: Callable[[argparse.Namespace], int] = asked.run
        return run(asked)
    except UsageError as fault:
        if as_json:
            print(json.dumps({"errors": [Diagnostic("C010", str(fault)).as_json()]}, ensure_ascii=False, indent=2))
        print(f"bookbuild: {shown(str(fault))}", file=sys.stderr)
        return WRONG_COMMAND
    except BookError as fault:
        if as_json:
            print(json.dumps({"errors": [one.as_json() for one in fault.diagnostics]}, ensure_ascii=False, indent=2))
        else:
            tell(fault.diagnostics, "error")
        return WRONG_BOOK
    except KeyboardInterrupt:
        print("bookbuild: stopped; nothing was written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except OSError as failure:
        with suppress(OSError):
            print(f"bookbuild: what it has to say can't be written: {failure.strerror}.", file=sys.stderr)
        return WRONG_BOOK


def _require_current_folder() -> None:
    """Every name counts from the current folder, which may have been removed meanwhile. Raises BookError C004."""
    try:
        Path.cwd()
    except OSError:
        raise error("C004", "The current folder is there no more.", "Go into another one (`cd`).") from None


def _speak_utf8() -> None:
    """Curly quotes must come out on any console."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="bookbuild", description=_DESCRIPTION, epilog="Example: bookbuild new mybook && bookbuild build mybook"
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    new = _command(
        commands, "new", _new, "make a new book: a folder with book.yaml and a first chapter", "bookbuild new mybook"
    )
    new.add_argument("folder", metavar="DIR", type=Path, help="the folder to make")

    importing = _command(
        commands,
        "import",
        _import,
        "make a book's folder from a raw text (.txt or .md)",
        "bookbuild import story.txt -o story",
    )
    importing.add_argument("file", metavar="FILE", type=Path, help="the text")
    importing.add_argument(
        "-o", "--output", metavar="DIR", type=Path, help="the folder to make; default: the text's name"
    )
    importing.add_argument(
        "--title", metavar="T", default="", help="the book's title, if the text does not begin with it"
    )
    importing.add_argument("--author", metavar="A", default="", help="the author's name")
    importing.add_argument("--blank-breaks", action="store_true", help="doubled blank lines are scene breaks")

    build = _command(commands, "build", _build, "build a book's PDF", "bookbuild build mybook --trim 6x9")
    build.add_argument(
        "book",
        metavar="BOOK",
        nargs="?",
        type=Path,
        help="a folder with book.yaml; default: this folder, else ./manuscript",
    )
    build.add_argument(
        "--style", metavar="NAME|FILE", help="the design: a name (see `bookbuild styles`) or a YAML file"
    )
    build.add_argument(
        "--trim",
        metavar="NAME|WxH",
        action="append",
        default=[],
        help="the page (see `bookbuild trims`); several make one file each",
    )
    build.add_argument(
        "--press",
        metavar="NAME|FILE",
        action="append",
        default=[],
        help="who prints it (see `bookbuild presses`): the file is made and checked for it; several make one file each",
    )
    build.add_argument("--paper", metavar="NAME", help="one of the press's papers; default: its first")
    build.add_argument("--marks", action="store_true", help="with crop marks and a slug, for presses that want them")
    build.add_argument("--edition", metavar="NAME|all", help="one of the editions of book.yaml, or all of them")
    build.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the PDF's name; default: build/ and the title"
    )
    build.add_argument(
        "--stable", action="store_true", help="keep the page breaks of the earlier build wherever that costs little"
    )
    build.add_argument("--json", action="store_true", help="print one JSON object instead of the summary")
    build.add_argument(
        "--no-word-check", action="store_true", help="don't compare the PDF's words with the manuscript's (for timing)"
    )

    cover = _command(
        commands,
        "cover",
        _cover,
        "make the cover that goes round a built book: back, spine and front",
        "bookbuild cover mybook --press kdp-paperback --paper cream",
    )
    cover_arguments(cover)

    _add_proof(commands)
    report = _command(
        commands,
        "report",
        _report,
        "count a finished book's faults, page by page",
        "bookbuild report mybook --html report.html",
    )
    report.add_argument(
        "book",
        metavar="BOOK|FILE.pdf",
        nargs="?",
        type=Path,
        help="a PDF, or a folder with book.yaml, which is built; default: this folder, else ./manuscript",
    )
    report.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    report.add_argument(
        "--html", metavar="FILE", type=Path, help="write a page with pictures of the worst places and every division"
    )
    report.add_argument(
        "--compare", metavar="OTHER.pdf", type=Path, help="set another PDF's figures beside, of any producer"
    )

    checking = _command(
        commands,
        "check",
        _check,
        "check a finished PDF, anybody's, as a press would",
        "bookbuild check book.pdf --press ingramspark",
    )
    checking.add_argument("file", metavar="FILE.pdf", type=Path, help="the PDF")
    checking.add_argument("--press", metavar="NAME|FILE", help="the press it is for (see `bookbuild presses`)")
    checking.add_argument("--json", action="store_true", help="print one JSON object instead of the list")
    _add_pictures(commands)
    _add_impose(commands)

    _command(commands, "styles", _styles, "list the designs", "bookbuild styles")
    _command(commands, "trims", _trims, "list the page sizes", "bookbuild trims")
    _command(commands, "faces", _faces, "list the typefaces", "bookbuild faces")
    presses = _command(
        commands, "presses", _presses, "list the presses, or all that is known of one", "bookbuild presses lulu"
    )
    presses.add_argument("press", metavar="NAME|FILE", nargs="?", help="a press, or a YAML file that describes one")

    explain = _command(
        commands, "explain", _explain, "say what a message's code means and how to cure it", "bookbuild explain T001"
    )
    explain.add_argument("code", metavar="CODE", help="a code such as T001")

    schema = _command(
        commands,
        "schema",
        _schema,
        "print the JSON schema of book.yaml, of a style or of a press file",
        "bookbuild schema book > book.schema.json",
    )
    schema.add_argument("file", choices=("book", "style", "press"), help="which file")
    return parser


def _add_proof(commands: Any) -> None:
    proof = _command(
        commands,
        "proof",
        _proof,
        "build a proof copy: the book's very pages, marked up, with room for notes",
        "bookbuild proof mybook --since mybook/build/mybook-proof.pdf",
    )
    proof.add_argument(
        "book",
        metavar="BOOK",
        nargs="?",
        type=Path,
        help="a folder with book.yaml; default: this folder, else ./manuscript",
    )
    proof.add_argument("--since", metavar="FILE.pdf", type=Path, help="mark what changed since an earlier proof")
    proof.add_argument("--places", action="store_true", help="write file and line beside each paragraph")
    proof.add_argument(
        "--without", metavar="LIST", default="", help="leave out some of: numbers, faults, quotes, watermark"
    )
    proof.add_argument("--watermark", metavar="WORDS", help="what stands across each page; default: PROOF")
    proof.add_argument(
        "--sheet", metavar="NAME|WxH", help="the paper: A4, Letter, A3 ...; default: A4 or Letter, or a larger one"
    )
    manner = proof.add_mutually_exclusive_group()
    manner.add_argument("--spreads", action="store_true", help="two facing pages on a sheet, as a reader sees them")
    manner.add_argument("--booklet", action="store_true", help="sheets to fold and staple, no notes beside the pages")
    manner.add_argument("--signature", metavar="N", type=int, help="signatures of so many pages to fold, such as 16")
    for name, metavar, sentence in (
        ("style", "NAME|FILE", "the design, as for build"),
        ("trim", "NAME|WxH", "the page, as for build"),
        ("press", "NAME|FILE", "who will print it, as for build"),
        ("paper", "NAME", "the press's paper, as for build"),
        ("edition", "NAME", "one of the editions of book.yaml"),
    ):
        proof.add_argument(f"--{name}", metavar=metavar, help=sentence)
    proof.add_argument("--stable", action="store_true", help="keep earlier page breaks, as for build")
    proof.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the PDF's name; default: the book's, with -proof"
    )
    proof.add_argument("--json", action="store_true", help="print one JSON object instead of the summary")


def _add_pictures(commands: Any) -> None:
    pictures = _command(
        commands,
        "pictures",
        _pictures,
        "draw pages of a book as a reader sees them, for a web shop or a README",
        "bookbuild pictures mybook --pages 6-7 --spreads -o spread.png",
    )
    pictures.add_argument(
        "book",
        metavar="BOOK|FILE.pdf",
        nargs="?",
        type=Path,
        help="a PDF, or a folder with book.yaml, which is built; default: this folder, else ./manuscript",
    )
    pictures.add_argument(
        "--pages",
        metavar="LIST",
        help="by the numbers on them, such as iv,16-17; default: title page, a chapter's first page, a spread",
    )
    pictures.add_argument("--spreads", action="store_true", help="show each page with the one that faces it")
    pictures.add_argument("--width", metavar="DOTS", type=int, help="how wide each picture is; default: 1600")
    pictures.add_argument(
        "-o",
        "--output",
        metavar="DIR|FILE.png",
        type=Path,
        help="a folder, or one picture's name; default: a folder beside the PDF",
    )


def _add_impose(commands: Any) -> None:
    impose = _command(
        commands,
        "impose",
        _impose,
        "lay a finished PDF's pages on sheets to print and fold",
        "bookbuild impose book.pdf --signature 16 --sheet Tabloid",
    )
    impose.add_argument("file", metavar="FILE.pdf", type=Path, help="the PDF, made by bookbuild or any other program")
    manner = impose.add_mutually_exclusive_group(required=True)
    manner.add_argument("--signature", metavar="N", type=int, help="signatures of so many pages, a multiple of 4")
    manner.add_argument("--booklet", action="store_true", help="all pages in one signature, to be stapled")
    manner.add_argument("--spreads", action="store_true", help="facing pages beside each other, to be read, not folded")
    impose.add_argument(
        "--sheet",
        metavar="NAME|WxH",
        help="the paper: A4, Letter, Tabloid, 12x18 ...; default: just large enough for pages and marks",
    )
    impose.add_argument(
        "--up", metavar="N", type=int, choices=(2, 4, 8), default=2, help="pages on a side of a sheet: 2, 4 or 8"
    )
    impose.add_argument("--caliper", metavar="LENGTH", help="how thick the paper is; default: 0.1mm")
    impose.add_argument("--right", action="store_true", help="the book is bound at the right, whatever the file says")
    impose.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="the sheets' PDF; default: beside the file, named after it"
    )


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], sentence: str, example: str
) -> argparse.ArgumentParser:
    """Add a command with its sentence and an example."""
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=sentence, description=sentence[0].upper() + sentence[1:] + ".", epilog=f"Example: {example}"
    )
    made.set_defaults(run=run)
    return made


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line without what would steer the terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(shown(message))


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"bookbuild {version('bookbuild')}")
        except PackageNotFoundError:
            print("bookbuild (not installed)")
        parser.exit()


def _new(asked: argparse.Namespace) -> int:
    from bookbuild.template import make_book

    made = make_book(asked.folder)
    say(f"Made {asked.folder} with {', '.join(path.name for path in made)}.")
    say(f"Build it with: bookbuild build {asked.folder}")
    return OK


def _import(asked: argparse.Namespace) -> int:
    from bookbuild.diagnostics import Findings
    from bookbuild.manuscript.importing import import_text, write_book

    findings = Findings()
    with suppress(OSError):  # what can't be read is told by the import
        size = asked.file.stat().st_size // 2**20
        if size >= MOST_SILENT:
            print(f"Reading {size} MB; a text of this size takes a while.", file=sys.stderr)
    book = import_text(asked.file, findings, asked.title, asked.author, asked.blank_breaks)
    if not book.author:
        findings.warn("M052", "The author is not known.", "Write `author: Name` into book.yaml, or use --author.")
    if not book.title:
        findings.warn(
            "M053", "The title is not known; the file's name stands for it.", "Write it into book.yaml, or use --title."
        )
    folder = asked.output or asked.file.with_suffix("")
    write_book(book, asked.file, folder)
    tell([*findings], "warning")
    chapters = f"{len(book.chapters)} chapter{'s' * (len(book.chapters) != 1)}"
    doubts = f"; {len(book.doubts)} place{'s' * (len(book.doubts) != 1)} to look at" if book.doubts else ""
    say(f"Made {folder}: {book.title or 'no title'}, {chapters}{doubts} (see import-report.md).")
    if book.encoding != "UTF-8":
        say(f"The text was read as {book.encoding}.")
    say(f"Build it with: bookbuild build {folder}")
    return OK


def _build(asked: argparse.Namespace) -> int:
    from bookbuild.building import build_command

    return build_command(asked)


def _cover(asked: argparse.Namespace) -> int:
    from bookbuild.building import book_folder

    made = cover_asked_for(book_folder(asked.book), asked)
    tell(made.warnings, "warning")
    say(made.summary)
    return OK


def _proof(asked: argparse.Namespace) -> int:
    from bookbuild.proofdesk import proof_command

    return proof_command(asked)


def _report(asked: argparse.Namespace) -> int:
    from bookbuild.diagnostics import Findings
    from bookbuild.output import HTML, asked_target, require_writable, write_whole
    from bookbuild.proof.compare import comparison
    from bookbuild.proof.glyphs import read_bytes
    from bookbuild.proof.page import html_page
    from bookbuild.proof.report import report_on
    from bookbuild.proof.table import print_report

    findings = Findings()
    page = asked_target(asked.html, findings, "--html") if asked.html else None
    if page:
        require_writable(page, HTML, "--html")
    pdf, name, notes = _finished(asked.book, asked.json)
    report = report_on(pdf, name, notes)
    other = report_on(read_bytes(asked.compare), str(asked.compare)) if asked.compare else None
    if page:
        write_whole(page, html_page(report, pdf, other).encode("utf-8", "replace"), "--html")
        tell([*findings], "warning")
    if asked.json:
        told = comparison(report, other) if other else report.as_json()
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print_report(report, other, sys.stdout)
    return OK


def _finished(asked: Path | None, quiet: bool) -> tuple[bytes, str, BuildNotes | None]:
    """A finished book: a PDF as it is, or a book's folder built into a temporary file; its name, what its build says."""
    from tempfile import TemporaryDirectory

    from bookbuild.building import book_folder
    from bookbuild.making import build
    from bookbuild.press.pressfile import PressFile
    from bookbuild.press.standards import find_standard
    from bookbuild.proof.glyphs import read_bytes
    from bookbuild.proof.report import BuildNotes

    folder = book_folder(asked)
    if is_file(folder) or folder.suffix.lower() == ".pdf":
        return read_bytes(folder), str(folder), None
    with TemporaryDirectory() as scratch, progress_bar(quiet) as progress:
        with_bookmarks = PressFile(find_standard("screen"))
        made = build(folder, output=Path(scratch) / "book.pdf", press_file=with_bookmarks, progress=progress)
        gave_way = tuple(one for one in made.warnings if one.code == "P001")
        notes = BuildNotes(gave_way, made.loosened, made.tightened)
        return made.file.read_bytes(), str(folder), notes


def _check(asked: argparse.Namespace) -> int:
    from bookbuild.preflight.guard import guarded_check
    from bookbuild.preflight.telling import tell

    found = guarded_check(asked.file, asked.press)
    if asked.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        tell(found, sys.stdout)
    return WRONG_BOOK if found.errors else OK


def _pictures(asked: argparse.Namespace) -> int:
    from bookbuild.diagnostics import Findings
    from bookbuild.output import asked_target
    from bookbuild.showing import WIDTH, show

    findings = Findings()
    output = (
        asked_target(asked.output, findings) if asked.output and asked.output.suffix.lower() == ".png" else asked.output
    )
    tell([*findings], "warning")
    pdf, name, _ = _finished(asked.book, quiet=False)
    for made in show(
        pdf,
        name,
        output or _pictures_folder(asked.book),
        pages=asked.pages,
        spreads=asked.spreads,
        width=WIDTH if asked.width is None else asked.width,
    ):
        say(str(made))
    return OK


def _pictures_folder(asked: Path | None) -> Path:
    """Where pictures go by default: a folder beside the PDF that they are of, or that a build of the book would write."""
    from bookbuild.building import book_folder
    from bookbuild.diagnostics import Findings
    from bookbuild.files import output_path
    from bookbuild.manuscript.read import read_book

    folder = book_folder(asked)
    file = folder if is_file(folder) else output_path(read_book(folder, Findings()))
    return file.with_name(f"{file.stem}-pictures")


def _impose(asked: argparse.Namespace) -> int:
    from bookbuild.imposing import CALIPER, impose_file
    from bookbuild.press.imposition import Manner, Scheme

    if asked.signature is not None:
        scheme = Scheme(Manner.SIGNATURES, asked.signature, asked.up)
    else:
        scheme = Scheme(Manner.BOOKLET if asked.booklet else Manner.SPREADS, up=asked.up)
    made = impose_file(
        asked.file,
        scheme,
        sheet=asked.sheet,
        caliper=CALIPER if asked.caliper is None else asked.caliper,
        right=asked.right,
        output=asked.output,
    )
    tell(made.warnings, "warning")
    for line in made.summary:
        say(line)
    return OK


def _styles(_asked: argparse.Namespace) -> int:
    from bookbuild.style.load import shipped_styles

    return _table((name, sentence) for name, sentence in shipped_styles().items())


def _trims(_asked: argparse.Namespace) -> int:
    from bookbuild.style.trims import named_trims, shorthands, trim_notes
    from bookbuild.units import inches

    notes = trim_notes()
    rows = [
        (trim.name, f"{inches(trim.width)} x {inches(trim.height)} in", notes[name])
        for name, trim in named_trims().items()
    ]
    return _table(iter([*rows, *((name, f"as {trim}", notes[name]) for name, (trim, _) in shorthands().items())]))


def _faces(_asked: argparse.Namespace) -> int:
    from bookbuild.style.typefaces import shipped_typefaces

    return _table((face.name, face.use) for face in shipped_typefaces().values())


def _presses(asked: argparse.Namespace) -> int:
    from bookbuild.style.pressfacts import pages_words, told
    from bookbuild.style.pressload import find_press, press_and_lines, shipped_presses

    if asked.press is not None:
        for line in told(*press_and_lines(asked.press)).split("\n"):
            say(line)
        return OK
    presses = (find_press(name) for name in shipped_presses())
    return _table((press.name, press.title, press.standard, pages_words(press)) for press in presses)


def _table(rows: Iterable[Sequence[str]]) -> int:
    table(rows)
    return OK


def _explain(asked: argparse.Namespace) -> int:
    from bookbuild.codes import CODES
    from bookbuild.schema import did_you_mean

    code = asked.code.upper()
    known = CODES.get(code)
    if known is None:
        meant = code[:1] + code[1:].replace("O", "0")
        close = did_you_mean(meant, [one.lower() for one in CODES]).upper().replace("DID YOU MEAN", "Did you mean")
        raise UsageError(
            f"There is no code {asked.code!r}. {close or 'Copy it from the message: a letter and three digits.'}"
        )
    print(f"{code}: {known.title}\n")
    print(textwrap.fill(known.meaning, 88))
    print(textwrap.fill(f"Cure: {known.cure}", 88))
    return OK


def _schema(asked: argparse.Namespace) -> int:
    from bookbuild.schema import json_schema

    if asked.file == "book":
        from bookbuild.manuscript.settings import book_schema

        print(json.dumps(book_schema(), ensure_ascii=False, indent=2))
    elif asked.file == "press":
        from bookbuild.style.presssettings import PressSettings

        print(json.dumps(json_schema(PressSettings, "A bookbuild press"), ensure_ascii=False, indent=2))
    else:
        from bookbuild.style.settings import StyleSettings

        print(json.dumps(json_schema(StyleSettings, "A bookbuild style"), ensure_ascii=False, indent=2))
    return OK
