"""Unlucky files and folders: pipes, names without end, links in circles, what vanishes; always a code, never a wait."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bookbuild import Book
from bookbuild.cli import main
from bookbuild.codes import CODES
from bookbuild.diagnostics import Findings
from bookbuild.files import output_path, slug
from bookbuild.making import variant_of
from bookbuild.manuscript.read import read_book
from bookbuild.manuscript.source import read_raw
from bookbuild.resources import shipped
from bookbuild.style.load import load_style

WORDS = f"# One\n\n{'Words that make some lines of running text. ' * 30}\n"
LONG = "x" * 300


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book in the folder `b` of the current one."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: T\n", "utf-8")
    (folder / "01.md").write_text(WORDS, "utf-8")
    return folder


def refused(arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The code with which a command ends; nothing is said on the way, and nothing is left."""
    before = sorted(Path().rglob("*"))
    assert main(arguments.split()) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert sorted(Path().rglob("*")) == before
    found = re.search(r"\b([A-Z]\d{3}) .*Hint: ", said.err)
    assert found and found[1] in CODES, said.err
    return found[1]


# Inputs without end


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check {}", "C020"),
        ("report {}", "M008"),
        ("pictures {}", "M008"),
        ("impose {} --booklet", "C020"),
        ("import {} -o new", "M001"),
        ("build {}", "M008"),
        ("proof b --since {}", "C060"),
        ("presses {}", "S030"),
        ("build b --style {}", "S001"),
        ("build b --press {}", "S030"),
        ("report b/a.pdf --compare {}", "C020"),
    ],
)
def test_what_may_have_no_end_is_not_read(
    command: str, code: str, name: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo("pipe")
    os.mkfifo(book / "a.pdf")
    assert refused(command.format(name), capsys) == code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("02.md", "title: T", "M011"),
        ("book.yaml", "", "M008"),
        ("p.png", "title: T\npublisher: {name: P, logo: p.png}", "M020"),
        ("p.icc", "title: T\nprofile: p.icc", "M011"),
        ("p.pdf", "title: T\nchapters: [01.md, {insert: p.pdf}]", "M011"),
        ("s.yaml", "title: T\nstyle: s.yaml", "S001"),
        ("f.ttf", "title: T\nstyle: own.yaml", "F001"),
        ("o.svg", "title: T\nstyle: drawn.yaml", "S020"),
        ("o.png", "title: T\nstyle: dotted.yaml", "S020"),
    ],
)
def test_pipes_in_a_books_folder(
    name: str, text: str, code: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book / "own.yaml").write_text("faces: {House: {roman: f.ttf}}\ntext: {face: House}\n", "utf-8")
    (book / "drawn.yaml").write_text("scene-break: o.svg\n", "utf-8")
    (book / "dotted.yaml").write_text("scene-break: o.png\n", "utf-8")
    (book / "book.yaml").unlink()
    if text:
        (book / "book.yaml").write_text(f"{text}\n", "utf-8")
    os.mkfifo(book / name)
    assert refused("build b", capsys) == code


# Names


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check {}", "C020"),
        ("report {}", "M008"),
        ("report {}.pdf", "C020"),
        ("impose {} --booklet", "C020"),
        ("import {} -o new", "M001"),
        ("import b/01.md -o {}", "C002"),
        ("new {}", "C002"),
        ("build {}", "M008"),
        ("build {}/book.yaml", "M008"),
        ("build b -o {}.pdf", "C002"),
        ("build b --style {}", "S001"),
        ("build b --press {}", "S030"),
        ("build b --trim {}", "S002"),
        ("proof b --since {}", "C060"),
        ("proof b -o {}", "C002"),
        ("cover {}", "M008"),
        ("cover b --press {}", "S030"),
        ("cover b --pages 200 --spine 1in -o {}", "C002"),
        ("presses {}", "S030"),
    ],
)
@pytest.mark.usefixtures("book")
def test_names_that_no_file_can_have(command: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(command.format(LONG), capsys) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("style: {}", "S001"),
        ("profile: {}", "M011"),
        ("chapters: [{}]", "M011"),
        ("chapters: [01.md, {{insert: {}}}]", "M011"),
        ("publisher: {{name: P, logo: {}}}", "M020"),
        ("colophon: '![a]({})'", "M020"),
    ],
)
def test_names_in_book_yaml_that_no_file_can_have(
    text: str, code: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book / "book.yaml").write_text(f"title: T\n{text.format(LONG)}\n", "utf-8")
    if text.startswith("colophon"):
        assert drafted("build b", capsys) == code
    else:
        assert refused("build b", capsys) == code


def drafted(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The code of the only warning of a command that makes a draft, and no more."""
    assert main(command.split()) == 0
    said = capsys.readouterr()
    assert ".draft.pdf" in said.out
    (code,) = {line.split()[2] for line in said.err.splitlines() if line.startswith("warning: ")} - {"T020"}
    return code


@pytest.mark.parametrize("name", ["p%00.png", "%00", "p%2Fq.png", LONG])
def test_pictures_names_that_no_file_can_have(name: str, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "01.md").write_text(f"# One\n\n![a]({name})\n", "utf-8")
    assert drafted("build b", capsys) == "M020"


def test_links_in_a_circle(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "p.png").symlink_to("q.png")
    (book / "q.png").symlink_to("p.png")
    (book / "01.md").write_text("# One\n\n![a](p.png)\n", "utf-8")
    assert drafted("build b", capsys) == "M020"
    (book / "02.md").symlink_to("02.md")
    (book / "01.md").write_text(WORDS, "utf-8")
    assert refused("build b", capsys) == "M011"
    (book / "02.md").unlink()
    (book / "book.yaml").unlink()
    (book / "book.yaml").symlink_to("book.yaml")
    assert refused("build b", capsys) == "M008"


def test_chapters_are_put_in_order_by_any_digits(book: Path) -> None:
    for name in ("²1.md", "½.md", "٣.md", "1०.md", "10.md"):
        (book / name).write_text(f"# {name}\n\nWords.\n", "utf-8")
    assert len(read_book(book, Findings()).divisions) == 6


@pytest.mark.parametrize("title", ["語" * 200, "x" * 400, "é" * 300])
def test_long_titles_leave_room_for_all_that_is_added(title: str, tmp_path: Path) -> None:
    book = Book(title, (), folder=str(tmp_path))
    style = load_style("classic")
    names = set[str]()
    for edition in ("語" * 100, "語" * 101, "a"):
        made = output_path(book, variant_of(book, style, "6x9", edition, f"{'語' * 60}.yaml"))
        names.add(made.name)
        for ending in ("-proof.pdf", "-cover-template.png"):
            assert len(f".{made.stem}{ending}.pages.json".encode()) <= 255
    assert len(names) == 3
    assert len(slug(title)) <= 80


def test_a_folder_whose_name_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        Path("a\udcff").mkdir()
    except OSError:
        pytest.skip("the file system takes text only")
    assert main(["new", "a\udcff"]) == 0
    assert main(["build", "a\udcff"]) == 0


# What vanishes


@pytest.mark.skipif(os.name == "nt", reason="a folder in use can't be removed there")
@pytest.mark.parametrize("command", ["build", "new x", "check x.pdf", "trims"])
def test_a_current_folder_that_was_removed(command: str, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"import os, sys\nos.rmdir({str(gone)!r})\nfrom bookbuild.__main__ import start\nstart()"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, *command.split()],
        cwd=gone,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "C004" in done.stderr, done.stderr


def test_each_chapter_is_read_once(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a chapter that changes, or vanishes, while the book is built is set and proved as it was."""
    read: list[str] = []

    def counted(path: Path, shown: str, *rest: Any) -> str:
        read.append(shown)
        return read_raw(path, shown, *rest)

    monkeypatch.setattr("bookbuild.manuscript.read.read_raw", counted)
    (book / "02.md").write_bytes("\ufeff# Two\r\n\r\nWords.\r\n".encode())
    made = read_book(book, Findings())
    assert read == ["01.md", "02.md"]
    assert [one.text for one in made.sources] == [WORDS, "# Two\r\n\r\nWords.\r\n"]


def test_a_link_to_nothing_among_the_chapters_stops_no_cover(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "b"]) == 0
    (book / "notes").mkdir()
    (book / "notes" / "old.md").symlink_to("nowhere.md")
    code = main(["cover", "b", "--press", "kdp-paperback"])
    assert code in (0, 1) and "can't be written" not in capsys.readouterr().err


# Fonts


def with_font(book: Path, data: bytes) -> None:
    (book / "book.yaml").write_text("title: T\nstyle: own.yaml\n", "utf-8")
    (book / "own.yaml").write_text("faces: {House: {roman: f.ttf}}\ntext: {face: House}\n", "utf-8")
    (book / "f.ttf").write_bytes(data)


def tables(data: bytes | bytearray) -> dict[bytes, tuple[int, int, int]]:
    """Where each table's entry is, where the table begins, how long it is."""
    return {
        bytes(data[at : at + 4]): (at, int.from_bytes(data[at + 8 : at + 12], "big"), int.from_bytes(data[at + 12 : at + 16], "big"))
        for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16)
    }  # fmt: skip


def a_tag_of_no_letters(data: bytearray) -> None:
    at, _, _ = tables(data)[b"GSUB"]
    data[at : at + 4] = b"\xeb\xff\x00\x80"


def outlines_cut_short(data: bytearray) -> None:
    at, _, _ = tables(data)[b"glyf"]
    data[at + 12 : at + 16] = (200).to_bytes(4, "big")


def no_places_of_outlines(data: bytearray) -> None:
    at, _, _ = tables(data)[b"loca"]
    data[at : at + 4] = b"zzzz"


@pytest.mark.parametrize("spoil", [a_tag_of_no_letters, outlines_cut_short, no_places_of_outlines])
def test_a_damaged_font(spoil: object, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray((shipped("fonts") / "eb-garamond" / "EBGaramond-VF.ttf").read_bytes())
    spoil(data)  # type: ignore[operator]
    with_font(book, bytes(data))
    assert refused("build b", capsys) == "F001"


@pytest.mark.usefixtures("book")
def test_a_font_that_can_not_be_subset(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("Subsetting failed")

    class Input:
        """HarfBuzz's wishes for a subset, which it can't fulfil."""

        glyph_set, flags, drop_table_tag_set = set[int](), 0, set[int]()
        pin_axis_location = staticmethod(lambda *_: True)
        subset = staticmethod(failing)

    monkeypatch.setattr("bookbuild.press.embedding.hb.SubsetInput", Input)
    assert refused("build b", capsys) == "F001"


@pytest.mark.parametrize("damaged", [True, False])
def test_print_that_is_not_what_was_set_is_blamed_on_a_damaged_font(
    damaged: bool, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bookbuild.diagnostics import error

    data = bytearray((shipped("fonts") / "eb-garamond" / "EBGaramond-VF.ttf").read_bytes())
    if damaged:
        _, begin, length = tables(data)[b"kern"] if b"kern" in tables(data) else tables(data)[b"GPOS"]
        data[begin + length - 2] ^= 0xFF
    with_font(book, bytes(data))

    def failing(*_: object) -> None:
        raise error("W002", "A word is wrong.", "Report it.")

    monkeypatch.setattr("bookbuild.production.Production.check_words", failing)
    assert refused("build b", capsys) == ("F001" if damaged else "W002")
