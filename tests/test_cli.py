"""The command line as its users meet it, and the same in Python."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest

import bookbuild
from bookbuild.cli import main
from bookbuild.codes import CODES
from bookbuild.diagnostics import Findings
from bookbuild.files import output_path, slug
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("new", "build", "pictures", "impose", "styles", "trims", "faces", "presses", "explain", "schema")

REPORTED = {
    "file",
    "pages",
    "blanks",
    "words",
    "trim",
    "seconds",
    "warnings",
    "loosened",
    "tightened",
    "changed",
    "corrections",
    "inside_margin",
    "lines_a_page",
    "characters_a_line",
}
"""What a build tells a machine."""


def a_book(folder: Path, more: str = "", text: str = "# One\n\nIt was hot, and nobody came.") -> Path:
    """A small book in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.yaml").write_text(f"title: A Small Book\nauthor: Ann Other\n{more}", "utf-8")
    (folder / "01.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, seed: str = "0", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """bookbuild in a process of its own, its output in pipes."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-m", "bookbuild", *arguments], capture_output=True, cwd=cwd, env=environment
    )


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_commands_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert re.search(rf"Example: bookbuild {command}\b", capsys.readouterr().out)


def test_the_programs_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert all(re.search(rf"^\s+{command}\s+\w", shown, re.MULTILINE) for command in COMMANDS)
    assert "Example: " in shown


@pytest.mark.parametrize(
    "arguments", [[], ["bild"], ["build", "--colour"], ["explain"], ["schema", "chapter"], ["new"]]
)
def test_a_wrong_command_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: bookbuild" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("bookbuild ")


# Lists


def test_styles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["styles"]) == 0
    assert re.search(r"^classic +\S", capsys.readouterr().out, re.MULTILINE)


def test_trims(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trims"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^6x9 +6 x 9 in +\S", shown, re.MULTILINE)
    assert len(shown.splitlines()) == 8


def test_faces(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faces"]) == 0
    assert re.search(r"^EB Garamond +text$", capsys.readouterr().out, re.MULTILINE)


def test_presses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presses"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^kdp-paperback +Amazon KDP \(paperback\) +plain +24 to 828 pages$", shown, re.MULTILINE)
    assert len(shown.splitlines()) == 8


def test_one_press(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presses", "KDP-paperback"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^bleed \(KDP help, .*, read 2026-08-02, second hand\)\n  amount +0.125in\n", shown, re.MULTILINE)
    assert max(map(len, shown.splitlines())) <= 100


def test_a_press_that_is_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presses", "lulo"]) == 1
    assert capsys.readouterr().err == "error: S030 There is no press 'lulo'. Hint: Did you mean `lulu`?\n"
    (here / "mine.yaml").write_text("pages:\n  mutliple: 4\n", "utf-8")
    assert main(["presses", "mine.yaml"]) == 1
    wanted = "error: mine.yaml:2:3: Y010 There is no setting `pages.mutliple`. Hint: Did you mean `multiple`?\n"
    assert capsys.readouterr().err == wanted


@pytest.mark.parametrize("code", ["M008", "m008"])
def test_explain(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"M008: {CODES['M008'].title}")
    assert "Cure: " in shown
    assert max(map(len, shown.splitlines())) <= 88


def test_explain_what_is_no_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Q999"]) == 2
    assert "There is no code 'Q999'" in capsys.readouterr().err


def test_explain_a_code_misspelt_by_a_letter_o(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "MO08"]) == 2
    assert "Did you mean `M008`?" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["book", "style", "press"])
def test_schema(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", file]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


# New and build


def test_a_new_book_builds(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "my-book"]) == 0
    assert main(["build", "my-book"]) == 0
    assert (here / "my-book" / "build" / "my-book.pdf").read_bytes().startswith(b"%PDF-")
    assert "warning" not in capsys.readouterr().err


def test_new_makes_a_book(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "deep/my_first-book"]) == 0
    folder = here / "deep" / "my_first-book"
    assert sorted(path.name for path in folder.iterdir()) == ["01-first.md", "book.yaml"]
    assert 'title: "My First Book"' in (folder / "book.yaml").read_text("utf-8")
    assert "bookbuild build" in capsys.readouterr().out


def test_every_line_that_new_comments_out_may_be_taken_in(here: Path) -> None:
    main(["new", "b"])
    path = here / "b" / "book.yaml"
    lines = path.read_text("utf-8").splitlines()
    setting = re.compile(r"# ((?:  \S|[a-z_]+:).*)")
    taken = [found[1] if (found := setting.fullmatch(line)) else line for line in lines]
    assert sum(a != b for a, b in zip(taken, lines, strict=True)) >= 10
    text = "\n".join(line for line in taken if not re.match(r"chapters:|\s+(?:- |chapters:)", line))
    path.write_text(text, "utf-8")
    book = bookbuild.read_book(here / "b", Findings())
    assert (book.subtitle, book.publisher, book.matter.epigraph_source) == ("A Novel", "Your Press", "Whoever said it")


def test_new_writes_over_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "b").mkdir()
    (here / "b" / "mine.txt").write_text("mine", "utf-8")
    assert main(["new", "b"]) == 1
    assert "C001" in capsys.readouterr().err
    assert [path.name for path in (here / "b").iterdir()] == ["mine.txt"]


def test_new_into_an_empty_folder(here: Path) -> None:
    (here / "b").mkdir()
    assert main(["new", "b"]) == 0


@pytest.mark.parametrize(
    "name",
    ['quo"ted', "back\\slash", "a{b}", "colon: b", "#hash", "née"],
)
@pytest.mark.skipif(os.name == "nt", reason="names that Windows has not")
def test_new_with_an_odd_name(here: Path, name: str) -> None:
    assert main(["new", name]) == 0
    assert bookbuild.read_book(here / name, Findings()).title


def test_a_build_says_what_it_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(here / "b")
    assert main(["build", "b"]) == 0
    shown = capsys.readouterr()
    assert re.fullmatch(
        r"b/build/a-small-book\.pdf: \d+ pages(?: \(\d+ blank\))?, 7 words, 5\.5x8\.5 \(5\.5 x 8\.5 in\), \d+\.\d seconds\n",
        shown.out.replace("\\", "/"),
    )
    assert shown.err == ""


# Which folder


def test_this_folder_if_it_has_a_book(here: Path) -> None:
    a_book(here)
    a_book(here / "manuscript", "subtitle: Another")
    assert main(["build"]) == 0
    assert (here / "build" / "a-small-book.pdf").is_file()


def test_else_the_manuscript(here: Path) -> None:
    a_book(here / "manuscript")
    assert main(["build"]) == 0
    assert (here / "build" / "a-small-book.pdf").is_file(), "beside the manuscript, not in it"


def test_else_there_is_no_book(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 1
    assert "M008" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_book_yaml_itself_may_be_named(here: Path) -> None:
    a_book(here / "b")
    assert main(["build", str(Path("b") / "book.yaml")]) == 0
    assert (here / "b" / "build" / "a-small-book.pdf").is_file()


# Options


def test_several_trims_make_one_file_each(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(here / "b")
    assert main(["build", "b", "--trim", "5x8", "--trim", "B-format", "--trim", "120x190mm"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert len([line for line in told if ".pdf: " in line]) == 3
    heads, *rows = told[told.index("") + 1 :]
    assert heads.split()[:3] == ["pages", "characters", "a"]
    assert [row.split()[0] for row in rows] == ["5x8", "B-format", "120x190mm"]
    names = sorted(path.name for path in (here / "b" / "build").glob("[!.]*"))
    assert names == ["a-small-book-4.724x7.48.pdf", "a-small-book-5x8.pdf", "a-small-book-b-format.pdf"]
    for name, width in zip(names, (340.16, 360.0, 365.67), strict=True):
        assert page_sizes(here / "b" / "build" / name)[0][0] == pytest.approx(width, abs=0.01)


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """The size of every page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def test_one_output_for_several_trims_is_2(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(here / "b")
    assert main(["build", "b", "--trim", "5x8", "--trim", "6x9", "-o", "x.pdf"]) == 2
    assert "-o" in capsys.readouterr().err
    assert [path.name for path in here.iterdir()] == ["b"]


def test_a_usage_error_with_json_is_an_object_too(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(here / "b")
    assert main(["build", "b", "--trim", "5x8", "--trim", "6x9", "-o", "x.pdf", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)


def test_output(here: Path) -> None:
    a_book(here / "b")
    assert main(["build", "b", "-o", "out/of/the way/é.pdf"]) == 0
    assert (here / "out/of/the way/é.pdf").is_file()
    assert not (here / "b" / "build").exists()


def test_a_style_of_ones_own_beside_the_book(here: Path) -> None:
    a_book(here / "b", "style: mine.yaml\n")
    (here / "b" / "mine.yaml").write_text("trim: 6x9\n", "utf-8")
    assert main(["build", "b", "-o", "x.pdf"]) == 0
    assert page_sizes(here / "x.pdf")[0] == (432, 648)
    assert main(["build", "b", "-o", "y.pdf", "--trim", "5x8"]) == 0
    assert page_sizes(here / "y.pdf")[0] == (360, 576)


def test_a_style_named_from_where_one_stands(here: Path) -> None:
    a_book(here / "b")
    (here / "mine.yaml").write_text("trim: 6x9\n", "utf-8")
    assert main(["build", "b", "--style", "mine.yaml", "-o", "x.pdf"]) == 0
    assert page_sizes(here / "x.pdf")[0] == (432, 648)


EDITIONS = "isbn: {large: 978-0-306-40615-7}\neditions:\n  small: {trim: 5x8}\n  large: {trim: 6x9}\n"


def test_all_editions(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(here / "b", EDITIONS)
    assert main(["build", "b", "--edition", "all", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [Path(one["file"]).name for one in made["books"]] == ["a-small-book-small.pdf", "a-small-book-large.pdf"]
    assert [one["trim"]["name"] for one in made["books"]] == ["5x8", "6x9"]


def test_one_edition(here: Path) -> None:
    a_book(here / "b", EDITIONS)
    assert main(["build", "b", "--edition", "large"]) == 0
    assert [path.name for path in (here / "b" / "build").glob("[!.]*")] == ["a-small-book-large.pdf"]


@pytest.mark.parametrize(("more", "name"), [(EDITIONS, "medium"), ("", "small"), ("", "all")])
def test_no_such_edition_is_2(here: Path, more: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    a_book(here / "b", more)
    assert main(["build", "b", "--edition", name]) == 2
    assert "edition" in capsys.readouterr().err
    assert not (here / "b" / "build").exists()


def test_an_edition_on_several_trims_is_a_file_each(here: Path) -> None:
    a_book(here / "b", EDITIONS)
    assert main(["build", "b", "--edition", "all", "--trim", "5x8", "--trim", "A5"]) == 0
    assert len(list((here / "b" / "build").glob("[!.]*"))) == 4


# JSON, pipes, bytes


def test_json_and_nothing_else(here: Path) -> None:
    a_book(here / "b", text="# One\n\nAn <font>odd</font> word: \x07x.")
    done = run("build", "b", "--json", cwd=here)
    assert done.returncode == 0
    assert done.stderr == b""
    made = json.loads(done.stdout.decode("utf-8"))
    assert set(made) == REPORTED
    assert made["words"] == 5
    assert {one["code"] for one in made["warnings"]} == {"M010", "M030"}
    for one in made["warnings"]:
        assert one["place"].startswith("01.md:3:")
        assert one["message"]
    assert all(isinstance(spent, float) and spent >= 0 for spent in made["seconds"].values())


def test_no_bar_and_no_colour_in_a_pipe(here: Path) -> None:
    a_book(here / "b")
    done = run("build", "b", cwd=here)
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
    assert done.stdout.count(b"\n") == 1


def test_errors_in_json(here: Path) -> None:
    a_book(here / "b", "titel: x\nauthr: y\n")
    done = run("build", "b", "--json", cwd=here)
    assert done.returncode == 1
    assert done.stderr == b""
    errors = json.loads(done.stdout)["errors"]
    assert [(one["code"], one["place"]) for one in errors] == [("Y010", "book.yaml:3:1"), ("Y010", "book.yaml:4:1")]
    assert errors[0]["hint"] == "Did you mean `title`?"


def test_two_processes_make_the_same_bytes(here: Path) -> None:
    text = "# One\n\n“It *was* hot,” said **Ann**; fi ffl — 1914…\n\n***\n\n> A letter.\n\n# Two\n\n- a\n- b\n"
    a_book(here / "b", "dedication: To all\nepigraph: {text: E, source: S}\nsubtitle: S\n", text)
    digests = set()
    for seed in ("1", "4242"):
        assert run("build", "b", "-o", f"{seed}.pdf", cwd=here, seed=seed).returncode == 0
        digests.add(hashlib.sha256((here / f"{seed}.pdf").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_failing_build_leaves_the_earlier_file_whole(here: Path) -> None:
    a_book(here / "b")
    assert main(["build", "b"]) == 0
    made = here / "b" / "build" / "a-small-book.pdf"
    earlier = made.read_bytes()
    (here / "b" / "02.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert main(["build", "b"]) == 1
    assert made.read_bytes() == earlier
    assert [path.name for path in made.parent.glob("[!.]*")] == [made.name], "nothing half-written stays"


def test_a_build_that_breaks_midway_leaves_the_earlier_file_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_book(here / "b")
    assert main(["build", "b"]) == 0
    made = here / "b" / "build" / "a-small-book.pdf"
    earlier = made.read_bytes()

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stopped)
    monkeypatch.setattr(Path, "replace", stopped)
    assert main(["build", "b"]) == 130
    assert made.read_bytes() == earlier
    assert [path.name for path in made.parent.glob("[!.]*")] == [made.name]


# In Python


def test_build_is_a_function_each_time(here: Path) -> None:
    a_book(here / "b")
    script = "import bookbuild\nfor _ in range(2):\n    print(bookbuild.build('b').pages)"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, cwd=here, env=environment)


def test_a_folder_in_python(tmp_path: Path) -> None:
    stages: list[str] = []
    report = build(a_book(tmp_path / "b"), trim="A5", progress=lambda stage, _done, _all: stages.append(stage))
    assert report.file == tmp_path / "b" / "build" / "a-small-book-a5.pdf"
    assert report.file.is_file()
    assert report.trim.name == "A5"
    assert report.words == 7
    assert report.warnings == ()
    assert set(report.as_json()) == REPORTED
    assert json.dumps(report.as_json())


def test_a_book_made_in_code(tmp_path: Path) -> None:
    rows = [("January", "Snow fell."), ("February", "More *snow* [fell]{.x}.")]
    chapters = [
        bookbuild.Chapter(
            title=bookbuild.plain(month),
            blocks=(
                bookbuild.Paragraph(bookbuild.plain(text)),
                bookbuild.SceneBreak(),
                bookbuild.Quotation((bookbuild.Paragraph((bookbuild.Run("Cold.", bookbuild.Mark.EMPHASIS),)),)),
                bookbuild.ItemList(("1.", "2."), ((bookbuild.Paragraph(bookbuild.plain("a")),), ())),
                bookbuild.Heading(2, bookbuild.plain("A Head")),
                bookbuild.Preformatted(("x = 1", "", "  y")),
                bookbuild.Paragraph(bookbuild.plain("The end.")),
            ),
        )
        for month, text in rows
    ]
    winter = bookbuild.PartTitle(bookbuild.plain("Winter"))
    book = bookbuild.Book("A Year", (winter, *chapters), (bookbuild.Contributor("Ann"),), folder=str(tmp_path))
    report = build(book, trim="5x8", output=tmp_path / "year.pdf")
    assert report.file == tmp_path / "year.pdf"
    document = pypdfium2.PdfDocument(report.file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "ore *snow* [fell]{.x}." in text, "text made in code is text, not Markdown"
    assert report.pages == len(page_sizes(report.file))


def test_a_book_made_in_code_by_its_own_defaults(tmp_path: Path) -> None:
    book = bookbuild.Book(
        "T", (bookbuild.Chapter((bookbuild.Paragraph(bookbuild.plain("Words.")),)),), folder=str(tmp_path)
    )
    assert build(book).file == tmp_path / "build" / "t.pdf"


def test_wrong_books_raise(tmp_path: Path) -> None:
    with pytest.raises(bookbuild.BookError, match="M008"):
        build(tmp_path)
    with pytest.raises(bookbuild.UsageError):
        build(a_book(tmp_path / "b"), edition="none")


SLUGS = {
    "The Safe Side": "the-safe-side",
    "Élan, or: Ça & Là": "elan-or-ca-la",
    "It’s Bob's": "its-bobs",
    "A \\ B": "a-b",
    "...": "book",
    "../../etc/passwd": "etc-passwd",
    "戦争と平和": "戦争と平和",
    "x" * 200: "x" * 80,
}


@pytest.mark.parametrize(("title", "name"), SLUGS.items())
def test_a_files_name(title: str, name: str) -> None:
    assert slug(title) == name


def test_where_a_book_goes(tmp_path: Path) -> None:
    book = bookbuild.Book("T", (), folder=str(tmp_path / "manuscript"))
    assert output_path(book, "5x8") == tmp_path / "build" / "t-5x8.pdf"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_can_not_be_written_is_no_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bookbuild", "trims"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_book_in_a_folder_that_can_not_be_written_is_built_here(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book("Tales", (), folder="/elsewhere/tales")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert output_path(book) == Path("build/tales.pdf")
    monkeypatch.setattr(os, "access", lambda *_: True)
    assert output_path(book) == Path("/elsewhere/tales/build/tales.pdf")


def test_a_folder_that_another_build_has_just_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is looked through for what was left lying."""
    from bookbuild.output import require_writable

    def gone(folder: Path, _pattern: str) -> NoReturn:
        raise FileNotFoundError(2, "No such file or directory", str(folder))

    monkeypatch.setattr(Path, "glob", gone)
    require_writable(tmp_path / "build" / "a.pdf")


def test_builds_side_by_side_leave_each_other_their_folder(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from bookbuild.output import require_writable, write_whole

    def work(number: int) -> None:
        target = tmp_path / "build" / f"{number}.pdf"
        for _ in range(60):
            require_writable(target)
        write_whole(target, b"%PDF")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["0.pdf", "1.pdf", "2.pdf", "3.pdf"]
