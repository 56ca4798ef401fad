"""`fit:` sets a book, or a chapter, in the number of pages wished for, or says which numbers can be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import OLDEN

from bookbuild.making import BuildReport, build

WORDS = OLDEN.split()


def a_book(folder: Path, wish: str = "", chapter_wish: str = "") -> BuildReport:
    """Four chapters of some pages each, built as wished."""
    (folder / "book.yaml").write_text(f"title: The Book\nauthor: A. N. Author\ntrim: 5x8\n{wish}\n", "utf-8")
    for chapter in range(4):
        paragraphs = [
            "S" + " ".join(WORDS[(chapter * 7 + number) % 60 :][: 40 + (number * 13 + chapter) % 50]) + "."
            for number in range(28 + 3 * chapter)
        ]
        front = f"---\n{chapter_wish}\n---\n" if chapter_wish and chapter == 2 else ""
        (folder / f"{chapter}.md").write_text(f"{front}# Chapter\n\n" + "\n\n".join(paragraphs), "utf-8")
    return build(folder, output=folder / "book.pdf")


def test_a_book_comes_out_in_the_number_wished_for(tmp_path: Path) -> None:
    natural = a_book(tmp_path)
    for wish in (natural.pages + 2, natural.pages - 1):
        report = a_book(tmp_path, f"fit: {wish}")
        assert report.pages == wish
        assert not {"P024", "W002"} & {one.code for one in report.warnings}
    assert a_book(tmp_path, f"fit: at most {natural.pages + 9}").pages == natural.pages
    assert a_book(tmp_path, "fit: multiple of 4").pages % 4 == 0


def test_what_can_not_be_had_is_told_and_the_nearest_taken(tmp_path: Path) -> None:
    report = a_book(tmp_path, "fit: 500")
    (told,) = [one for one in report.warnings if one.code == "P024"]
    assert str(report.pages) in told.hint
    assert told.place is not None
    assert (told.place.file, told.place.line) == ("book.yaml", 4)


def test_a_chapter_comes_out_in_the_number_wished_for(tmp_path: Path) -> None:
    def length(report: BuildReport) -> int:
        from pypdf import PdfReader

        pages = [page.extract_text() for page in PdfReader(report.file).pages]
        opens = [at for at, text in enumerate(pages) if text.strip().startswith("Chapter")]
        return opens[3] - opens[2]

    natural = length(a_book(tmp_path))
    had = {length(a_book(tmp_path, chapter_wish=f"fit: {natural + more}")) for more in (0, 1)}
    assert had == {natural, natural + 1}
    report = a_book(tmp_path, chapter_wish="fit: 90")
    (told,) = [one for one in report.warnings if one.code == "P024"]
    assert told.place is not None
    assert told.place.file == "2.md"


@pytest.mark.parametrize("wish", ["soon", "0", "[1, 2]", "at least 100"])
def test_a_wish_that_is_none_is_told(tmp_path: Path, wish: str) -> None:
    from bookbuild.diagnostics import BookError

    with pytest.raises(BookError) as caught:
        a_book(tmp_path, f"fit: {wish}")
    assert [one.code for one in caught.value.diagnostics] == ["Y011"]
