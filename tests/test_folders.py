"""Named files lie in the book's folder, however they are named; only plain files are read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import a_book, paragraphs
from icc import beside_its_licence, cmyk
from PIL import Image

from bookbuild.cli import main
from bookbuild.diagnostics import BookError, Place
from bookbuild.folders import Folder, find_file, is_file, located, read_plain
from bookbuild.making import build
from bookbuild.resources import shipped
from bookbuild.style.load import load_style
from bookbuild.style.pressload import find_press

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="4"/></svg>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book's folder, and files beside it that are none of its business."""
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "book.yaml").write_text("title: T\n", "utf-8")
    (folder / "01.md").write_text("# One\n\nWords.\n", "utf-8")
    (tmp_path / "style.yaml").write_text("base: classic\n", "utf-8")
    (tmp_path / "press.yaml").write_text("base: lulu\n", "utf-8")
    (tmp_path / "chapter.md").write_text("# Secret\n\nWords.\n", "utf-8")
    (tmp_path / "o.svg").write_text(SVG, "utf-8")
    shutil.copy(shipped("fonts") / "eb-garamond" / "EBGaramond-VF.ttf", tmp_path / "f.ttf")
    Image.new("L", (90, 60), 120).save(tmp_path / "p.png")
    beside_its_licence(tmp_path / "i.icc", cmyk())
    return folder


NAMED: dict[str, tuple[str, str]] = {
    # what is named: the file beside the book's folder, and what names it, in book.yaml or in the book's style or press
    "a style": ("style.yaml", "style: {}"),
    "an edition's style": ("style.yaml", "editions: {{e: {{style: {}}}}}"),
    "an edition's press": ("press.yaml", "editions: {{e: {{press: {}}}}}"),
    "a chapter": ("chapter.md", "chapters: [{}]"),
    "an inserted file": ("chapter.md", "chapters: [01.md, {{insert: {}}}]"),
    "a profile": ("i.icc", "profile: {}"),
    "a logo": ("p.png", "publisher: {{name: P, logo: {}}}"),
    "a photo": ("p.png", "about_the_author: {{text: x, photo: {}}}"),
    "a picture of the matter": ("p.png", "colophon: '![x]({})'"),
    "a style's base": ("style.yaml", "base: {}"),
    "a font": ("f.ttf", "faces: {{House: {{roman: {}}}}}"),
    "a bold": ("f.ttf", "faces: {{House: {{roman: own.ttf, bold: {}}}}}"),
    "an ornament": ("o.svg", "scene-break: {}"),
    "an ornament in a group": ("o.svg", "scene-break: {{ornament: {}, width: 20pt}}"),
    "a press's base": ("press.yaml", "base: {}"),
}
WAYS: dict[str, Callable[[Path], str]] = {
    "by dots": lambda file: f"../{file.name}",
    "by its whole path": str,
    "by a link": lambda file: f"link{file.suffix}",
    "by a link to a folder": lambda file: f"up/{file.name}",
}


def plant(book: Path, what: str, way: str) -> list[str]:
    """Name the file, and say how the book is built."""
    name, line = NAMED[what]
    file = book.parent / name
    (book / f"link{file.suffix}").symlink_to(file)
    (book / "up").symlink_to(book.parent)
    said = line.format(WAYS[way](file))
    text = "title: T\n"
    if what in ("a style's base", "a font", "a bold", "an ornament", "an ornament in a group"):
        shutil.copy(book.parent / "f.ttf", book / "own.ttf")
        (book / "mine.yaml").write_text(f"{said}\n", "utf-8")
        text += "style: mine.yaml\n"
    elif what == "a press's base":
        (book / "mine.yaml").write_text(f"{said}\n", "utf-8")
        text += "editions: {e: {press: mine.yaml}}\n"
    else:
        text += f"{said}\n"
    (book / "book.yaml").write_text(text, "utf-8")
    return ["--edition", "e"] if "editions" in text else []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", NAMED)
def test_what_a_book_names_lies_in_its_folder(
    what: str, way: str, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.parent)
    arguments = plant(book, what, way)
    drafted = what == "a picture of the matter"  # a frame stands in its place
    assert main(["build", "book", *arguments]) == (0 if drafted else 1)
    said = capsys.readouterr().err
    assert "M021" in said and "lies outside the book's folder." in said, said
    made = [one.name for one in (book / "build").glob("[!.]*")] if (book / "build").exists() else []
    assert made == (["t.draft.pdf"] if drafted else [])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("group", ["cover: {{art: {}}}", "cover: {{photo: {}, about: x}}"])
def test_what_a_cover_shows_lies_in_the_books_folder(
    group: str, way: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book / "link.png").symlink_to(book.parent / "p.png")
    (book / "up").symlink_to(book.parent)
    said = group.format(WAYS[way](book.parent / "p.png"))
    (book / "book.yaml").write_text(f"title: T\n{said}\n", "utf-8")
    assert main(["cover", str(book), "--pages", "200", "--spine", "1in"]) == 1
    assert "M021" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "code"), [("style: style.yaml", "S001"), ("editions: {e: {press: press.yaml}}", "S030")]
)
def test_what_a_book_names_is_not_looked_for_in_the_current_folder(
    key: str, code: str, book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.parent)
    (book / "book.yaml").write_text(f"title: T\n{key}\n", "utf-8")
    assert main(["build", "book", *(["--edition", "e"] if "editions" in key else [])]) == 1
    assert code in capsys.readouterr().err


def test_a_style_in_a_folder_of_the_book_may_use_all_of_the_book(book: Path) -> None:
    for name in ("styles", "fonts"):
        (book / name).mkdir()
    shutil.copy(book.parent / "f.ttf", book / "fonts" / "f.ttf")
    (book / "styles" / "mine.yaml").write_text("base: ../base.yaml\nfaces: {House: {roman: ../fonts/f.ttf}}\n", "utf-8")
    (book / "base.yaml").write_text("text: {face: House}\n", "utf-8")
    style = load_style("styles/mine.yaml", folder=book, confined=True)
    assert style.typeface.roman.path == book / "fonts" / "f.ttf"


def test_what_the_command_line_names_may_lie_anywhere_with_what_lies_beside_it(book: Path) -> None:
    style = book.parent / "style.yaml"
    style.write_text("faces: {House: {roman: f.ttf}}\ntext: {face: House}\nscene-break: o.svg\n", "utf-8")
    assert load_style(str(style), folder=book).typeface.roman.path == book.parent / "f.ttf"
    assert find_press(str(book.parent / "press.yaml"), folder=book).title == find_press("lulu").title
    (book / "elsewhere").mkdir()
    style.rename(book.parent / "book" / "elsewhere" / "style.yaml")
    with pytest.raises(BookError, match="S001"):
        load_style(str(style), folder=book)


@pytest.mark.parametrize("said", ["base: ../other.yaml", "faces: {House: {roman: ../f.ttf}}", "scene-break: ../o.svg"])
def test_a_style_of_the_command_line_names_nothing_outside_its_folder(said: str, book: Path) -> None:
    folder = book.parent / "styles"
    folder.mkdir()
    (folder / "mine.yaml").write_text(f"{said}\n", "utf-8")
    (book.parent / "other.yaml").write_text("base: classic\n", "utf-8")
    with pytest.raises(BookError, match=r"M021.*outside the style's own folder"):
        load_style(str(folder / "mine.yaml"), folder=book)


def test_a_book_made_in_code_names_files_as_a_call_does(book: Path, tmp_path: Path) -> None:
    style = book.parent / "style.yaml"
    made = build(a_book(*paragraphs("One."), style=str(style)), output=tmp_path / "out.pdf")
    assert made.file.is_file()


# Names that lead nowhere


LONG = "x" * 300


@pytest.mark.parametrize("name", ["a\0b", LONG, f"{LONG}/a", "loop", "loop/a", "..", ".", "", "a" * 5000])
def test_names_that_no_plain_file_has(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    path = located(tmp_path, name)
    assert not is_file(path)
    with pytest.raises(OSError, match=r"."):
        read_plain(path)
    assert find_file(name, tmp_path, None, None) is None


def test_outside_is_outside_by_whatever_way(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "near").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "a")
    folder = Folder(tmp_path / "way", "the folder")
    assert folder.inside("b/../c", None) == tmp_path / "a" / "c"
    assert folder.inside("../c", None, beside=inner) == tmp_path / "a" / "c"
    for name in ("../near", "b/../../x", "/", str(tmp_path / "ab")):
        with pytest.raises(BookError, match=r"M021 The map '.*' lies outside the folder"):
            folder.inside(name, Place("a"), "The map ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_only_plain_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, why in (
        (tmp_path / "pipe", "no plain file"),
        (tmp_path, "a folder"),
        (Path("/dev/zero"), "no plain file"),
    ):
        with pytest.raises(OSError, match=why):
            read_plain(path)


def test_a_file_is_read_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    monkeypatch.setattr("bookbuild.folders.MOST_BYTES", 5)
    assert read_plain(tmp_path / "a") == b"12345"
    monkeypatch.setattr("bookbuild.folders.MOST_BYTES", 4)
    with pytest.raises(OSError, match="more than"):
        read_plain(tmp_path / "a")
