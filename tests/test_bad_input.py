"""Bad input: exit 1 with a code, a place and a hint, nothing written; and what must build in spite of everything."""

from __future__ import annotations

import os
import re
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from effort import grows, within
from PIL import Image

from bookbuild.cli import main
from bookbuild.codes import CODES
from bookbuild.making import build

MESSAGE = re.compile(r"error: (?P<place>.+?): (?P<code>[A-Z]\d{3}) (?P<message>.+?) Hint: (?P<hint>.+)")

Spoil = Callable[[Path], object]


def sound(folder: Path) -> None:
    """A book with nothing wrong in it."""
    (folder / "book.yaml").write_text("title: A Book\n", "utf-8")
    (folder / "01.md").write_text("# One\n\nWords.\n", "utf-8")


def yaml(text: str) -> Spoil:
    return lambda folder: (folder / "book.yaml").write_text(text, "utf-8")


def chapter(text: str | bytes) -> Spoil:
    return lambda folder: (folder / "01.md").write_bytes(text.encode() if isinstance(text, str) else text)


def style(text: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "book.yaml").write_text("title: A Book\nstyle: mine.yaml\n", "utf-8")
        (folder / "mine.yaml").write_text(text, "utf-8")

    return spoil


def with_picture(make: Callable[[Path], object], name: str = "p.png") -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "01.md").write_text(f"# One\n\nWords.\n\n![a]({name})\n", "utf-8")
        make(folder / "p.png")

    return spoil


def insert(make: Callable[[Path], object]) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "book.yaml").write_text("title: A Book\nchapters:\n  - 01.md\n  - insert: p.pdf\n", "utf-8")
        make(folder / "p.pdf")

    return spoil


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG of so many pixels, and as little as it may have."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def cut_picture(path: Path) -> None:
    Image.effect_noise((64, 64), 50).save(path)
    path.write_bytes(path.read_bytes()[:600])


def sheet(width: float, height: float) -> Callable[[Path], object]:
    """A PDF of one empty page."""

    def make(path: Path) -> None:
        document = pypdfium2.PdfDocument.new()
        document.new_page(width, height)
        document.save(path)
        document.close()

    return make


BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))

BAD: dict[str, tuple[Spoil, str, str]] = {
    # what is wrong: how it comes about, the code, the place
    "no book.yaml": (lambda folder: (folder / "book.yaml").unlink(), "M008", r".*book\.yaml"),
    "no title": (yaml("author: Ann"), "M009", r"book\.yaml:1"),
    "an empty book.yaml": (yaml(""), "M009", r"book\.yaml:1"),
    "broken YAML": (yaml("title: a: b"), "Y001", r"book\.yaml:1:\d+"),
    "a key twice": (yaml("title: a\ntitle: b"), "Y002", r"book\.yaml:2:1"),
    "a bomb of aliases": (yaml("title: a\n" + BOMB), "Y003", r"book\.yaml:\d+:\d+"),
    "an alias of itself": (yaml("title: a\nalso_by: &a [*a]"), "Y003", r"book\.yaml:2:\d+"),
    "deep nesting": (yaml(f"title: a\nalso_by: {'[' * 9999}{']' * 9999}"), "Y003", r"book\.yaml(:\d+:\d+)?"),
    "an unknown key": (yaml("title: a\nauhtor: b"), "Y010", r"book\.yaml:2:1"),
    "a wrong value": (yaml("title: a\nmatter: {contents: perhaps}"), "Y011", r"book\.yaml:2:20"),
    "a chapter absent": (yaml("title: a\nchapters: [02.md]"), "M011", r"book\.yaml:2:12"),
    "a chapter listed twice": (yaml("title: a\nchapters: [01.md, ./01.md]"), "M012", r"book\.yaml:2:19"),
    "a chapter outside the folder": (yaml("title: a\nchapters: [../x.md]"), "M021", r"book\.yaml:2:12"),
    "a chapter elsewhere": (yaml("title: a\nchapters: [/etc/hostname]"), "M021", r"book\.yaml:2:12"),
    "a chapter that is a folder": (yaml("title: a\nchapters: [.]"), "M011", r"book\.yaml:2:12"),
    "no chapter": (lambda folder: (folder / "01.md").unlink(), "M006", r"book\.yaml"),
    "an empty manuscript": (chapter(""), "M007", r"book\.yaml"),
    "a manuscript of spaces": (chapter(" \n\n\t\n"), "M007", r"book\.yaml"),
    "a manuscript of a comment": (chapter("<!-- later -->"), "M007", r"book\.yaml"),
    "a chapter that is a Word file": (chapter(b"PK\x03\x04\x14\x00words"), "M050", r"01\.md"),
    "a chapter that is binary": (chapter(bytes(range(256)) * 9), "M050", r"01\.md"),
    "quotations beyond reason": (chapter(f"a\n\n{'>' * 500} b"), "M005", r"01\.md:3"),
    "a logo absent": (yaml("title: a\npublisher: {name: P, logo: p.png}"), "M020", r"book\.yaml:2:\d+"),
    "a photo outside": (yaml("title: a\nabout_the_author: {text: x, photo: ../p.png}"), "M021", r"book\.yaml:2:\d+"),
    "an inserted page absent": (yaml("title: a\nchapters: [01.md, {insert: p.pdf}]"), "M011", r"book\.yaml:2:\d+"),
    "an inserted page that is no PDF": (insert(lambda path: path.write_text("%PDF-no")), "P010", r"book\.yaml:4:\d+"),
    "an inserted page of another size": (insert(sheet(300, 300)), "P011", r"book\.yaml:4:\d+"),
    "a style absent": (yaml("title: a\nstyle: clasic"), "S001", r"book\.yaml(:2:\d+)?"),
    "a trim unknown": (yaml("title: a\ntrim: huge"), "S002", r"book\.yaml(:2:\d+)?"),
    "a trim of no book": (yaml("title: a\ntrim: 1x1"), "S003", r"book\.yaml(:2:\d+)?"),
    "a trim too small for its margins": (
        style("trim: 3in x 5in\nmargins: {spine: 1in, fore-edge: 1in}"),
        "S010",
        r"mine\.yaml.*",
    ),
    "a face unknown": (style("text: {face: Garamont}"), "S004", r"mine\.yaml:1:14"),
    "a style its own base": (style("base: mine.yaml"), "S005", r"mine\.yaml:1:7"),
    "broken YAML in a style": (style("text: {face: a"), "Y001", r"mine\.yaml:\d+:\d+"),
    "a key of a style misspelt": (style("text: {sise: 11pt}"), "Y010", r"mine\.yaml:1:8"),
}


TOLD: dict[str, tuple[Spoil, str, str]] = {
    # what only a draft can be built with, or what is left out: the same
    "wrong front matter": (chapter("---\nsubtitel: x\n---\nA word."), "Y010", r"01\.md:2:1"),
    "a picture absent": (with_picture(lambda _: None), "M020", r"01\.md:5:\d+"),
    "a picture that is text": (with_picture(lambda path: path.write_text("no picture")), "M022", r"01\.md:5:\d+"),
    "a picture cut short": (with_picture(cut_picture), "M022", r"01\.md:5:\d+"),
    "a picture that is empty": (with_picture(lambda path: path.write_bytes(b"")), "M022", r"01\.md:5:\d+"),
    "a picture that is a folder": (with_picture(lambda path: path.mkdir()), "M020", r"01\.md:5:\d+"),
    "a bomb of pixels": (with_picture(lambda path: path.write_bytes(png(50_000, 50_000))), "M023", r"01\.md:5:\d+"),
    "a picture above the bound": (
        with_picture(lambda path: path.write_bytes(png(20_000, 10_001))),
        "M023",
        r"01\.md:5:\d+",
    ),
    "a picture outside the folder": (with_picture(lambda _: None, "../p.png"), "M021", r"01\.md:5:\d+"),
    "a picture elsewhere": (with_picture(lambda _: None, "/etc/hostname"), "M021", r"01\.md:5:\d+"),
    "a picture on the net": (with_picture(lambda _: None, "http://a.b/p.png"), "M020", r"01\.md:5:\d+"),
}


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("what", list(BAD))
def test_bad_input(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil, code, place = BAD[what]
    folder = tmp_path / "book"
    folder.mkdir()
    sound(folder)
    spoil(folder)
    before = files_of(tmp_path)
    assert within(5, lambda: main(["build", str(folder)])) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    found = MESSAGE.fullmatch(shown.err.strip())
    assert found, shown.err
    assert found["code"] == code
    assert code in CODES
    assert re.fullmatch(place, found["place"]), found["place"]
    assert files_of(tmp_path) == before
    assert not (folder / "build").exists()


@pytest.mark.parametrize("what", list(TOLD))
def test_what_is_told_and_built_all_the_same(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil, code, place = TOLD[what]
    sound(tmp_path)
    spoil(tmp_path)
    assert main(["build", str(tmp_path), "--no-word-check"]) == 0
    (message,) = capsys.readouterr().err.strip().split("\n")
    found = MESSAGE.fullmatch(message.replace("warning: ", "error: "))
    assert found, message
    assert found["code"] == code
    assert re.fullmatch(place, found["place"]), found["place"]


TAGS = ["!!python/object/apply:os.system ['true']", "!!python/name:os.system ''", "!thing a"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_yaml_tag(tag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    yaml(f"title: {tag}")(tmp_path)
    assert main(["build", str(tmp_path)]) == 1
    assert "book.yaml:1:8: Y004" in capsys.readouterr().err


def test_a_style_for_a_shipped_name_that_is_misspelt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    assert main(["build", str(tmp_path), "--style", "clasic", "--trim", "5x8"]) == 1
    assert "Did you mean `classic`?" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["style: clasic", "trim: huge"])
def test_the_place_of_a_style_and_a_trim(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    yaml(f"title: a\n{line}")(tmp_path)
    main(["build", str(tmp_path)])
    assert "book.yaml:2:" in capsys.readouterr().err


# Output that can't be written


@pytest.mark.parametrize("name", ["a-file/x.pdf", "a-folder"])
def test_an_output_that_can_not_be_written(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    (tmp_path / "a-file").write_text("mine", "utf-8")
    (tmp_path / "a-folder").mkdir()
    before = files_of(tmp_path)
    assert main(["build", str(tmp_path), "-o", str(tmp_path / name)]) == 1
    found = MESSAGE.fullmatch(capsys.readouterr().err.strip())
    assert found
    assert found["code"] == "C002"
    assert files_of(tmp_path) == before


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_is_read_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert main(["build", str(tmp_path), "-o", str(closed / "x.pdf")]) == 1
    assert "C002" in capsys.readouterr().err


def test_no_new_folder_where_a_build_fails(tmp_path: Path) -> None:
    sound(tmp_path)
    yaml("title: a\nchapters: [none.md]")(tmp_path)
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "new" / "x.pdf")]) == 1
    assert not (tmp_path / "new").exists()


# Fonts


def with_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object]) -> Path:
    """A book in a face whose one file is made here."""
    from bookbuild.resources import shipped
    from bookbuild.style import typefaces

    fonts = tmp_path / "fonts"
    shutil.copytree(shipped("fonts"), fonts, copy_function=os.symlink if os.name != "nt" else shutil.copy2)
    for path in (fonts / "eb-garamond").glob("*.ttf"):
        original = path.read_bytes()
        path.unlink()
        path.write_bytes(original)
        make(path)
    monkeypatch.setattr(typefaces, "shipped", lambda folder: fonts if folder == "fonts" else shipped(folder))
    typefaces.shipped_typefaces.cache_clear()
    book = tmp_path / "book"
    book.mkdir()
    sound(book)
    return book


def forbid_embedding(path: Path) -> None:
    """Set the licence bits of a font to `restricted` (fsType 2)."""
    data = bytearray(path.read_bytes())
    tables = struct.unpack_from(">H", data, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        if data[at : at + 4] == b"OS/2":
            offset = struct.unpack_from(">I", data, at + 8)[0]
            struct.pack_into(">H", data, offset + 8, 2)
    path.write_bytes(data)


FONTS = {
    "forbidding embedding": (forbid_embedding, "F002"),
    "text": (lambda path: path.write_text("no font"), "F001"),
    "empty": (lambda path: path.write_bytes(b""), "F001"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "F001"),
    "absent": (lambda path: path.unlink(), "F001"),
    "a web font": (lambda path: path.write_bytes(b"wOF2" + path.read_bytes()[4:]), "F003"),
}


@pytest.mark.parametrize(("make", "code"), FONTS.values(), ids=FONTS)
def test_a_font_that_can_not_be_used(
    make: Callable[[Path], object],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from bookbuild.style.typefaces import shipped_typefaces

    book = with_font(tmp_path, monkeypatch, make)
    try:
        assert main(["build", str(book)]) == 1
    finally:
        shipped_typefaces.cache_clear()
    shown = capsys.readouterr().err
    assert f" {code} " in shown
    assert "Hint: " in shown
    assert "EBGaramond" in shown
    assert not list(book.rglob("*.pdf"))


def test_a_font_that_fails_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bookbuild.style.typefaces import shipped_typefaces

    book = with_font(tmp_path, monkeypatch, forbid_embedding)
    try:
        assert main(["build", str(book)]) == 1
    finally:
        shipped_typefaces.cache_clear()
    assert not (book / "build").exists()


# What must build


def built(folder: Path, text: str, **files: str) -> tuple[list[str], list[str]]:
    """A text's pages, and the codes of the warnings."""
    sound(folder)
    (folder / "01.md").write_text(text, "utf-8")
    for name, content in files.items():
        (folder / f"{name}.md").write_text(content, "utf-8")
    report = build(folder, trim="5x8", output=folder / "out.pdf")
    document = pypdfium2.PdfDocument(folder / "out.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages, [one.code for one in report.warnings]


def flat(pages: list[str]) -> str:
    """The letters of some pages, without spaces and without the hyphens of the setter (U+FFFE in pdfium)."""
    return re.sub(r"[\s\ufffe]", "", "".join(pages))


def test_a_word_wider_than_the_line(tmp_path: Path) -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 8
    pages, codes = built(tmp_path, f"He said {word} and left.")
    assert word in flat(pages).replace("-", "")
    assert "T002" in codes


def test_a_word_of_a_thousand_letters_alone(tmp_path: Path) -> None:
    pages, codes = built(tmp_path, "x" * 1000)
    assert sum(page.count("x") for page in pages) == 1000
    assert "T002" in codes


def test_quotations_fifty_deep(tmp_path: Path) -> None:
    pages, _ = built(tmp_path, "Before.\n\n" + "\n".join(f"{'>' * depth} Level {depth}.\n" for depth in range(1, 51)))
    assert re.findall(r"Level\s+(\d+)", " ".join(pages)) == [str(depth) for depth in range(1, 51)]


def test_chapters_in_older_encodings_are_built_and_told_once_a_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The word check reads them as the builder does, or the build would stop."""
    (tmp_path / "book.yaml").write_bytes("title: L\u2019\u00e9t\u00e9\nlanguage: fr\n".encode("cp1252"))
    for number, encoding in enumerate(("cp1252", "cp1252", "mac_roman", "utf-16"), 1):
        text = "# Un\n\nL\u2019\u00e9t\u00e9, c\u2019est \u00e7a\u2026 D\u00e9j\u00e0\u00a0!\n"
        (tmp_path / f"{number}.md").write_bytes(text.encode(encoding))
    assert main(["build", str(tmp_path)]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if " M00" in line]
    assert len(told) == 3
    assert "book.yaml:1:9: M004 This file is Windows-1252" in told[0]
    assert "(3 times" in told[0]
    assert "3.md:3:2: M004 This file is Mac Roman" in told[1]
    assert "4.md:1: M003 This file is UTF-16" in told[2]


def test_control_characters(tmp_path: Path) -> None:
    pages, codes = built(tmp_path, "Be\x00fore\x07 and \x1b[31m after\u200b.")
    assert "Beforeand[31mafter." in flat(pages)
    assert codes.count("M010") == 1


@pytest.mark.parametrize("character", ["\x0b", "\x0c"])
def test_control_characters_that_are_spaces(character: str, tmp_path: Path) -> None:
    pages, _ = built(tmp_path, f"Just before{character}after.")
    assert "before after." in " ".join(pages)


def test_a_chapter_of_a_title_only(tmp_path: Path) -> None:
    pages, codes = built(tmp_path, "# One\n\nWords.\n", **{"02": "# Two\n"})
    assert "Two" in " ".join(pages)
    assert "M015" in codes


def test_line_ends_and_marks_of_all_kinds(tmp_path: Path) -> None:
    pages, codes = built(tmp_path, "\ufeff# Title\r\n\r\nOne\r\rTwo\r\n")
    assert flat(pages).endswith("TitleOneTwo")
    assert codes == []


def test_a_paragraph_of_a_hundred_kilobytes_in_linear_time(tmp_path: Path) -> None:
    sentence = "It was a bright cold day in April, and the clocks were striking thirteen. "

    def words(times: int) -> None:
        pages, _ = within(5, lambda: built(tmp_path, sentence * times))
        assert len(" ".join(pages).split()) >= 14 * times

    grows(words, 330, 1320, most=10)


def test_many_chapters_in_linear_time(tmp_path: Path) -> None:
    def text(count: int) -> str:
        return "\n\n".join(f"# Chapter {n}\n\nNumber {n} begins. It ends." for n in range(count))

    def pages(count: int) -> None:
        assert len(built(tmp_path, text(count))[0]) >= count

    grows(pages, 75, 300, most=10)


def test_many_scene_breaks_lists_and_heads(tmp_path: Path) -> None:
    text = "# One\n\n" + "\n\n".join(f"Scene {n}.\n\n***\n\n## Head {n}\n\n- a{n}\n- b{n}" for n in range(60))
    pages, _ = built(tmp_path, text + "\n\nThe end.")
    assert "The end." in " ".join(pages)


MARKDOWN_BOMBS = {
    "open stars": "*a " * 3000,
    "open underscores": "_a " * 3000,
    "stars and words": "*a **b " * 2000,
    "brackets and rounds": "[a](" * 2000,
    "backticks": "`a``b```c" * 800,
    "entities": "&amp;" * 3000,
    "tags": "<a " * 3000,
    "escapes": "\\*" * 3000,
    "breaks": "a\\\n" * 2000 + "a",
    "items": "- a\n" * 1500,
    "braces": "{a" * 3000,
    "comments": "<!-- " * 2000 + "a",
}


@pytest.mark.parametrize("text", MARKDOWN_BOMBS.values(), ids=MARKDOWN_BOMBS)
def test_markdown_that_is_hard_to_read_is_read(text: str) -> None:
    """Reading only, by both readers, in linear time."""
    from bookbuild.diagnostics import Findings
    from bookbuild.manuscript.markdown import read_markdown
    from bookbuild.wordcheck.markup import masked

    within(3, lambda: (read_markdown(text, "a.md", Path(), Findings()), masked(text)))


@pytest.mark.parametrize("text", ["[" * 3000 + "a", "![" * 2000 + "a"], ids=["brackets", "pictures"])
def test_brackets_without_end(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound(tmp_path)
    chapter(text)(tmp_path)
    assert main(["build", str(tmp_path)]) in (0, 1)
    assert "Traceback" not in capsys.readouterr().err


SOUND = {
    "a paragraph that ends in a hyphen": "He was about to-\n\nThen it was over.",
    "a verse line that ends in a hyphen": "> well-\\\n> known",
    "lines of one letter": "> O\\\n> I",
    "paragraphs of one figure": "1\n\n2\n\n3",
    "ligatures pasted from a PDF": "the ﬁrst ﬂower",
    "a fence and nothing else": "```\ncode\n```",
    "a head and nothing else": "## Only",
    "a table of one column": "| Name |\n|---|\n| Ann |",
    "a link by reference": "See [here][r].\n\n[r]: http://a.b",
    "a link with round brackets": "See [here](http://a.b/c_(d)).",
    "a bracket and a colon": "He said\n[sic]: “no”",
    "code with a tag": "Type `<b>` here.",
    "an escaped tag": "Type \\<b> here.",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_sound_book_builds(text: str, tmp_path: Path) -> None:
    assert built(tmp_path, text)[0]


FINE = {
    "emphasis that is left open": "He earned 5 * stars and wow*",
    "figures and signs": "x² + y₂ = ½, 50% & $5 @ #1",
    "a long address": "http://example.com/" + "a/" * 100,
    "no-break spaces": "a\u00a0\u00a0b",
    "Hebrew": "A word, שלום, and two more: שלום עולם.",
    "lists in lists": "\n".join("  " * depth + f"- a{depth}" for depth in range(20)),
    "empty items": "- \n- \n\na",
    "an empty quotation": ">\n\na",
    "an empty fence": "```\n```\n\na",
    "an empty div": "::: verse\n:::\n\na",
    "a break inside a div": "::: verse\n***\n:::\n\na",
    "a long title": "# " + "A very long title indeed " * 12 + "\n\nx",
    "a title in two lines": "# A\\\nB\n\nx",
    "a dash alone": "—",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_odd_books_build(text: str, tmp_path: Path) -> None:
    assert built(tmp_path, text)[0]


def test_the_manuscript_is_never_written_over(tmp_path: Path) -> None:
    chapter = tmp_path / "1.md"
    chapter.write_text("# One\n\nWords.\n", "utf-8")
    (tmp_path / "book.yaml").write_text("title: T\n", "utf-8")
    assert main(["build", str(tmp_path), "-o", str(chapter)]) == 1
    assert chapter.read_text("utf-8") == "# One\n\nWords.\n"
