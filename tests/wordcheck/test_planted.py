"""Faults planted in real builds are found, nothing takes the book's place, and what was made can be looked at."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import OLDEN, a_book, paragraphs
from misprints import FAULTS, codes_with

from bookbuild.diagnostics import BookError, Place
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.source import scrub
from bookbuild.press.draw import Sheet

PARAGRAPHS = [" ".join(Random(number).sample(OLDEN.split(), 60)) for number in range(12)]
"""The same words, in another order in each."""

HEBREW = ["שלום", "עולם,", "ספר", "ים", "דרך", "מלך", "בית", "אור"]
BOOK = a_book(
    *paragraphs(*[f"T{OLDEN} It was day {number}. {HEBREW[number % 7]} {HEBREW[number % 5]}" for number in range(15)])
)


@pytest.mark.parametrize("nth", [3, 11])
@pytest.mark.parametrize("fault", FAULTS)
def test_planted_in_the_text(fault: str, nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes, error = codes_with(BOOK, FAULTS[fault], nth, tmp_path, monkeypatch)
    assert set(codes) == {"W002"} and error is not None
    assert not (tmp_path / "book.pdf").exists() and (tmp_path / "book.words-differ.pdf").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["book.words-differ.pdf"], "no record is left"


@pytest.mark.thorough
@pytest.mark.parametrize("nth", range(29))
@pytest.mark.parametrize("fault", FAULTS)
def test_two_hundred_faults_are_found(fault: str, nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes, _ = codes_with(
        BOOK, FAULTS[fault], nth if fault != "a right-to-left word turned" else nth % 15, tmp_path, monkeypatch
    )
    assert set(codes) == {"W002"}


@pytest.mark.parametrize("keep", [0, 1], ids=["all", "the folio"])
def test_planted_in_the_furniture(keep: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, seen = Sheet.draw, 0

    def faulty(sheet: Sheet, page: Any) -> None:
        nonlocal seen
        seen += 1
        draw(sheet, page if seen != 2 else page.__class__(page.page, page.text, page.furniture[:keep], page.outside))

    monkeypatch.setattr(Sheet, "draw", faulty)
    with pytest.raises(BookError) as caught:
        build(BOOK, output=tmp_path / "book.pdf")
    assert caught.value.diagnostics[0].code == "W001"


def a_manuscript(folder: Path, yaml: str = "") -> Path:
    (folder / "book.yaml").write_text(f"title: T\nchapters: [a.md]\n{yaml}", encoding="utf-8")
    text = "\n\n".join(PARAGRAPHS)
    (folder / "a.md").write_text(f"# One\n\n{text}\n", encoding="utf-8")
    return folder


def plant(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """The parser reads other words than the file has."""

    def misread(text: str, *rest: Any) -> Any:
        return scrub(text, *rest).replace(old, new, 1)

    monkeypatch.setattr("bookbuild.manuscript.read.scrub", misread)


def test_a_long_run_the_parser_loses_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, PARAGRAPHS[4], "")
    with pytest.raises(BookError) as caught:
        build(a_manuscript(tmp_path), output=tmp_path / "o.pdf")
    (one,) = caught.value.diagnostics
    assert one.code == "W012" and one.place is not None and one.place.file == "a.md" and abs(one.place.line - 11) <= 2
    assert "page" in one.message and "o.words-differ.pdf" in one.hint
    assert not (tmp_path / "o.pdf").exists()


def test_a_few_words_the_parser_loses_are_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _, *others = PARAGRAPHS[2].split()
    plant(monkeypatch, PARAGRAPHS[2], " ".join([first, *others]))
    made = build(a_manuscript(tmp_path), output=tmp_path / "o.pdf")
    assert [(one.code, str(one.place)) for one in made.warnings if one.code[0] == "W"] == [
        ("W011", f"a.md:7:{len(first) + 2}")
    ]


def test_what_is_accepted_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, PARAGRAPHS[4], "")
    with pytest.raises(BookError) as caught:
        build(a_manuscript(tmp_path), output=tmp_path / "o.pdf")
    place = caught.value.diagnostics[0].place
    assert place is not None
    a_manuscript(tmp_path, f"accepted: ['a.md:{place.line}', 'a.md:999']\n")
    plant(monkeypatch, PARAGRAPHS[4], "")
    made = build(tmp_path, output=tmp_path / "o.pdf")
    assert [one.code for one in made.warnings if one.code[0] == "W"] == ["W014", "W015"]
    assert (tmp_path / "o.pdf").exists() and not (tmp_path / "o.words-differ.pdf").exists(), "taken away by the success"


@pytest.mark.parametrize("typed", ["a.md", "41", "a.md:x", ":3", "a.md:0x3"])
def test_an_accepted_place_is_a_file_and_a_line(typed: str, tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        build(a_manuscript(tmp_path, f"accepted: ['{typed}']\n"), output=tmp_path / "o.pdf")
    assert caught.value.diagnostics[0].code == "Y011"


def test_a_book_made_in_code_is_compared_with_its_pages_alone(tmp_path: Path) -> None:
    book = Book("T", BOOK.divisions, accepted=(Place("a.md", 1),))
    made = build(book, output=tmp_path / "o.pdf")
    assert [one.code for one in made.warnings if one.code[0] == "W"] == ["W015"]
