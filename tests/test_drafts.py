"""Drafts are lenient, press files strict; what stands in the way is told at once."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from bookbuild.cli import main


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with two pictures that are missing and two signs that no face has."""
    (tmp_path / "book.yaml").write_text("title: A Ferry\nchapters: [1.md, 2.md]\n", "utf-8")
    prose = "The ferry left the harbour before sunrise, and nobody saw it go. " * 8
    (tmp_path / "1.md").write_text(f"# One\n\n{prose}\n\n![A map](map.png)\n\nA 語 here.\n", "utf-8")
    (tmp_path / "2.md").write_text(
        f"# Two\n\n{prose}\n\n![A face](face.jpg)\n\nA \ud7a4 there.\n".encode("utf-8", "replace").decode(), "utf-8"
    )
    return tmp_path


def codes_in(said: str) -> list[str]:
    return [line.split()[2] for line in said.splitlines() if line.startswith(("warning: ", "error: "))]


def test_without_a_press_a_draft_is_built(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(book)]) == 0
    said = capsys.readouterr()
    assert sorted({*codes_in(said.err)} - {"T020"}) == ["M020", "T010"]
    assert "map.png" in said.err and "face.jpg" in said.err and "U+8A9E" in said.err
    made = book / "build" / "a-ferry.draft.pdf"
    assert made.exists() and not (book / "build" / "a-ferry.pdf").exists()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    assert "map.png" in text and "face.jpg" in text and "語" in text, (
        "frames with names; a box that stands for its sign"
    )


def test_with_a_press_all_of_it_is_an_error_at_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(book), "--press", "kdp-paperback"]) == 1
    said = capsys.readouterr().err
    assert codes_in(said).count("M020") == 2 and "T010" in codes_in(said) and "warning" not in said
    assert not (book / "build").exists()


def test_a_named_file_is_a_draft_too_and_goes_with_the_next_success(book: Path) -> None:
    wanted = book / "mine.pdf"
    assert main(["build", str(book), "-o", str(wanted)]) == 0
    assert (book / "mine.draft.pdf").exists() and not wanted.exists()
    for name in ("1.md", "2.md"):
        (book / name).write_text("# One\n\nWords.\n", "utf-8")
    assert main(["build", str(book), "-o", str(wanted)]) == 0
    assert wanted.exists() and not (book / "mine.draft.pdf").exists()


def test_too_many_letters_without_a_face_stop_the_build(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "2.md").write_text("# Two\n\n" + "語字" * 200 + "\n", "utf-8")
    assert main(["build", str(book)]) == 1
    said = capsys.readouterr().err
    assert "T010" in said and ".otf" in said and "faces:" in said, said
    assert not (book / "build").exists()


def test_all_that_is_wrong_with_the_chapters_is_told_at_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "book.yaml").write_text("title: T\nchapters: [1.md, absent.md, 2.md, 3.md, 1.md]\n", "utf-8")
    (book / "2.md").write_text("---\ntitle: [a\n---\nText.\n", "utf-8")
    (book / "3.md").write_text("---\nfit: never\n---\nText.\n", "utf-8")
    assert main(["build", str(book)]) == 1
    assert sorted(codes_in(capsys.readouterr().err)) == ["M011", "M012", "Y001", "Y011"]


def test_a_manuscript_with_each_fault_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is lenient in a draft is told, all of it, and nothing is lost."""
    prose = "The ferry left the harbour before sunrise, and nobody saw it go. " * 6
    (tmp_path / "book.yaml").write_text("title: T\nchapters: [1.md, 2.md, 3.md, 4.md]\n", "utf-8")
    (tmp_path / "1.md").write_bytes(f"+++\ntitle = 'One'\ndraft = true\n+++\n{prose}\n\n![](a.png)\n".encode())
    (tmp_path / "2.md").write_bytes(f"# Two\n\n{prose} It\x92s caf\xe9.\n".encode("latin-1"))
    (tmp_path / "3.md").write_bytes(b'{"title": "Three", "weight": 3}\n' + prose.encode() + b" N\0UL.\n" + b"\0" * 40)
    half = f"# Four\n\n{prose} d\xe9j\xe0 vu \u2014 \u201cso\u201d.\n\n".encode() + "Caf\xe9 noir.\n".encode("latin-1")
    (tmp_path / "4.md").write_bytes(half + "\nA \u8a9e, a \ufffd, [^1] and <blink>x</blink>.\n".encode())
    assert main(["build", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert {"Y010", "M020", "M004", "M010", "T010", "M034", "M030"} <= set(codes_in(said)), said
    pages = pypdfium2.PdfDocument(tmp_path / "build" / "t.draft.pdf")
    text = " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    assert all(word in text for word in ("It\u2019s café", "NUL", "déjà vu", "Café noir", "One", "Three", "語"))
    assert not any(code.startswith("W") for code in codes_in(said))
