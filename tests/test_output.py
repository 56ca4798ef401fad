"""Files are written whole or not at all, in one way, and nowhere else than was asked for."""

from __future__ import annotations

import ast
import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bookbuild import output
from bookbuild.cli import main
from bookbuild.diagnostics import BookError, Findings
from bookbuild.output import HTML, PNG, asked_target, require_writable, write_all, write_whole

PACKAGE = Path(__file__).resolve().parents[1] / "bookbuild"
WORDS = f"# One\n\n{'Words that make some lines of running text. ' * 30}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: T\n", "utf-8")
    (folder / "01.md").write_text(WORDS, "utf-8")
    return folder


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_there_is_one_way_to_write_a_file() -> None:
    """Nothing but `output` opens a file to write it, renames or removes one."""
    writers = {
        "write_text",
        "write_bytes",
        "rename",
        "unlink",
        "rmdir",
        "mkdir",
        "touch",
        "copyfile",
        "mkstemp",
        "symlink_to",
    }
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "output.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
            assert called not in writers, f"{path}:{node.lineno}"  # type: ignore[attr-defined]


# Links


@pytest.mark.parametrize("command", ["build", "proof"])
def test_small_files_are_never_written_through_a_link(command: str, book: Path) -> None:
    (book / "build").mkdir()
    mine = book.parent / "mine.json"
    mine.write_text("mine", "utf-8")
    (book / "build" / ".t.pages.json").symlink_to(mine)
    assert main([command, str(book)]) == 0
    assert mine.read_text("utf-8") == "mine"
    assert json.loads((book / "build" / ".t.pages.json").read_text("utf-8"))["pages"]
    assert not (book / "build" / ".t.pages.json").is_symlink()


def test_a_build_folder_that_leads_elsewhere_is_told(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = book.parent / "elsewhere"
    elsewhere.mkdir()
    (book / "build").symlink_to(elsewhere)
    for command in (["build"], ["proof"], ["cover", "--pages", "200", "--spine", "1in"]):
        assert main([command[0], str(book), *command[1:]]) == 0
        said = capsys.readouterr().err
        assert "C003" in said and f"{elsewhere}." in said
    (book / "build").unlink()
    (book / "inner").mkdir()
    (book / "build").symlink_to("inner")
    assert main(["build", str(book)]) == 0
    assert "C003" not in capsys.readouterr().err


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing yet"])
def test_behind_a_link_that_is_asked_for(there: bool, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = book.parent / "shelf"
    folder.mkdir()
    if there:
        (folder / "real.pdf").write_bytes(b"%PDF-1.4 earlier")
    link = book.parent / "link.pdf"
    link.symlink_to(folder / "real.pdf")
    assert main(["build", str(book), "-o", str(link)]) == 0
    said = capsys.readouterr()
    assert "C003" in said.err and str(folder / "real.pdf") in said.err
    assert said.out.startswith(f"{folder / 'real.pdf'}: ")
    assert link.is_symlink() and len((folder / "real.pdf").read_bytes()) > 1000
    assert left_in(folder) == {"real.pdf", ".real.pages.json"}


@pytest.mark.parametrize(
    ("command", "option", "name"),
    [("impose", "-o", "link.pdf"), ("pictures", "-o", "link.png"), ("report", "--html", "link.html")],
)
def test_links_that_other_commands_are_given(
    command: str, option: str, name: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = book.parent / "x.pdf"
    assert main(["build", str(book), "-o", str(pdf)]) == 0
    real = book.parent / f"real{Path(name).suffix}"
    (book.parent / name).symlink_to(real)
    more = {"impose": ["--booklet"], "pictures": ["--pages", "1"]}.get(command, [])
    assert main([command, str(pdf), *more, option, str(book.parent / name)]) == 0
    assert "C003" in capsys.readouterr().err
    assert real.is_file() and (book.parent / name).is_symlink()


# What is no file


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def a_device(path: Path) -> None:
    path.symlink_to("/dev/null")


def a_circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and sockets")
@pytest.mark.parametrize("make", [a_pipe, a_socket, a_device, a_circle], ids=lambda make: make.__name__)
@pytest.mark.parametrize("command", ["build", "proof", "cover", "impose", "pictures", "report"])
def test_what_is_no_file_is_not_replaced(
    command: str, make: Callable[[Path], None], book: Path, capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path_factory.mktemp("s"))  # a socket's name is short
    target = Path(f"x.{ {'pictures': 'png', 'report': 'html'}.get(command, 'pdf') }".replace(" ", ""))
    make(target)
    kind = target.lstat().st_mode
    if command in ("impose", "pictures", "report"):
        Image.new("1", (9, 9)).save("a.pdf")
    about = "a.pdf" if command in ("impose", "pictures", "report") else str(book)
    more = {"impose": ["--booklet"], "pictures": ["--pages", "1"], "cover": ["--pages", "200", "--spine", "1in"]}
    option = "--html" if command == "report" else "-o"
    assert main([command, about, *more.get(command, []), option, str(target)]) == 1
    said = capsys.readouterr()
    assert "C002" in said.err and said.out == "", said
    assert target.lstat().st_mode == kind


def test_a_name_that_no_file_can_have(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x" * 300 + ".pdf", "x" * 300 + "/a.pdf"):
        assert main(["build", str(book), "-o", str(book.parent / name)]) == 1
        assert "C002" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["02.md", "notes", "x.yaml"])
def test_an_empty_file_is_written_over_only_by_its_like(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    with pytest.raises(BookError, match="C002"):
        require_writable(tmp_path / name)
    for like, begins in (("a.pdf", output.PDF), ("a.PNG", PNG), ("a.htm", HTML)):
        (tmp_path / like).touch()
        require_writable(tmp_path / like, begins)


def test_a_large_file_is_not_read_to_see_what_it_is(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(BookError, match="C002"):
        require_writable(tmp_path / "a.pdf")


# What is left behind


def a_dead_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_the_next_build_takes_away_what_a_killed_one_left(tmp_path: Path) -> None:
    dead = a_dead_process()
    stays = {
        f".bookbuild-{os.getppid()}-abcdefgh.pdf",  # somebody is writing it
        f".bookbuild-{dead}-notes.pdf",
        ".bookbuild-settings.pdf",
        "bookbuild-1-abcdefgh.pdf",
    }
    old = tmp_path / f".bookbuild-{os.getppid()}-12345678.pdf"
    for name in (*stays, f".bookbuild-{dead}-abcdefgh.pdf", f".bookbuild-{dead}-ab_defgh", old.name):
        (tmp_path / name).write_bytes(b"%PDF half")
    os.utime(old, (0, 0))
    require_writable(tmp_path / "a.pdf")
    assert left_in(tmp_path) == stays


def full_after(files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full after so many files."""
    real, opened = os.fdopen, []

    def fdopen(handle: int, mode: str) -> object:
        opened.append(handle)
        if len(opened) > files:
            os.close(handle)
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, mode)

    monkeypatch.setattr("bookbuild.output.os.fdopen", fdopen)


@pytest.mark.parametrize("command", ["new", "import", "pictures", "build"])
def test_nothing_half_made_where_the_disk_is_full(
    command: str, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = book.parent / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    if command == "pictures":
        assert main(["build", str(book), "-o", "../x.pdf"]) == 0
    if command == "import":
        Image.new("L", (9, 9)).save(book / "p.png")
        (book / "raw.md").write_text(f"# One\n\n{WORDS}\n\n![a](p.png)\n\n# Two\n\nWords.\n", "utf-8")
    full_after({"build": 0, "import": 3}.get(command, 1), monkeypatch)
    told = {
        "new": ["new", "a/b/mine"],
        "import": ["import", str(book / "raw.md"), "-o", "a/b/mine"],
        "pictures": ["pictures", "../x.pdf", "-o", "a/b/mine"],
        "build": ["build", str(book), "-o", "a/b/mine.pdf"],
    }[command]
    capsys.readouterr()
    assert main(told) == 1
    said = capsys.readouterr().err
    assert "C002" in said and "No space left" in said
    assert left_in(here) == set()


def test_earlier_files_stay_where_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"earlier")
    full_after(1, monkeypatch)
    with pytest.raises(BookError, match="C002"):
        write_all([(tmp_path / "a", b"new"), (tmp_path / "b", b"new")], tmp_path)
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"earlier"} and left_in(tmp_path) == {"a", "b"}


def test_a_link_is_replaced_and_not_followed_by_the_writer_itself(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_bytes() == b"mine" and (tmp_path / "link").read_bytes() == b"new"


def test_a_plain_name_says_nothing(tmp_path: Path) -> None:
    findings = Findings()
    assert asked_target(tmp_path / "a.pdf", findings) == tmp_path / "a.pdf"
    assert not findings


@pytest.mark.parametrize("record", ["[" * 100_000, "{}", '{"starts": 3, "pages": []}', "\xff", "null"])
def test_a_record_that_is_none_is_passed_over(record: str, book: Path) -> None:
    (book / "build").mkdir()
    (book / "build" / ".t.pages.json").write_bytes(record.encode("latin-1"))
    assert main(["build", str(book), "--stable"]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_record_that_is_a_pipe_is_passed_over(book: Path) -> None:
    (book / "build").mkdir()
    os.mkfifo(book / "build" / ".t.pages.json")
    assert main(["build", str(book), "--stable"]) == 0
