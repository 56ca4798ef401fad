"""The book around the text: what stands before it and after it, on which side, under which folio."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import OLDEN, chapters, paragraphs, printed, room

from bookbuild.makeup.galley import Page
from bookbuild.makeup.matter import Entry, FrontMatter, broken, wants_contents
from bookbuild.makeup.wording import is_number_only, roman, unbroken, wording
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book, Chapter, Contributor, Matter, PartTitle, plain
from bookbuild.setting.lines import Line

FULL = Matter(
    dedication="For Ada",
    epigraph="All that glisters\nis not gold.",
    epigraph_source="Shakespeare",
    also_by=("Another Book", "A Third"),
    acknowledgements=paragraphs("Thanks to all."),
    about_the_author=paragraphs("She lives."),
    colophon=paragraphs("Set in lead."),
)


def a_full_book(count: int = 4) -> Book:
    return replace(
        chapters(count, words=300),
        contributors=(Contributor("Ann Author"), Contributor("Ed Itor", "editor")),
        matter=FULL,
        publisher="The Press",
        year="1920",
        isbn="978-0-306-40615-7",
    )


def page_words(pdf: bytes) -> list[str]:
    """Every page's words in one line, by pdfium."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "-").split()) for page in document]


def labels(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document.get_page_label(at) for at in range(len(document))]


WORDS = {1: "one", 2: "two", 3: "three", 4: "four"}
"""How classic prints the chapters' numbers."""


def words_on(page: Page) -> str:
    return " ".join(
        one.thing.text for piece in page.pieces for one in piece.piece.content if isinstance(one.thing, Line)
    )


def where(pages: list[str], words: str) -> int:
    """The only page (from 1) that begins with these words, capitals aside."""
    found = [number for number, text in enumerate(pages, 1) if text.lower().startswith(words.lower())]
    assert len(found) == 1, (words, found)
    return found[0]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(a_full_book(), tmp_path_factory.mktemp("full"))


def test_the_order_and_the_sides_of_front_matter(full: bytes) -> None:
    pages = page_words(full)
    assert pages[0] == "Tales"
    assert pages[1].startswith("Also by Ann Author")
    assert "Another Book" in pages[1]
    assert pages[2].startswith("Tales Ann Author")
    assert pages[2].endswith("The Press") or "The Press" in pages[2]
    assert "© 1920 Ann Author" in pages[3]
    assert "978-0-306-40615-7" in pages[3]
    assert "Edited by Ed Itor" in pages[3] or "Edited by Ed Itor" in pages[2]
    assert pages[4] == "For Ada"
    assert pages[5] == ""
    assert pages[6] == "All that glisters is not gold. —Shakespeare"
    assert pages[7] == ""
    assert pages[8].startswith("Contents 1 The 1 Tale")
    assert labels(full)[:10] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]


def test_the_body_begins_on_a_recto_and_counts_from_one(full: bytes) -> None:
    pages, names = page_words(full), labels(full)
    first = where(pages, "chapter one The 1 Tale")
    assert first % 2 == 1
    assert names[first - 1] == "1"
    assert names[first - 1 :] == [str(number) for number in range(1, len(pages) - first + 2)]


def test_the_contents_name_the_folios_on_which_chapters_open(full: bytes) -> None:
    pages, names = page_words(full), labels(full)
    contents = pages[8]
    for number in range(1, 5):
        opens = names[where(pages, f"chapter {WORDS[number]} The {number} Tale") - 1]
        assert f"{number} The {number} Tale {opens}" in contents
    for title in ("Acknowledgments", "About the Author"):
        assert f"{title} {names[where(pages, title) - 1]}" in contents


def test_printed_folios_are_the_page_labels(full: bytes) -> None:
    for text, name in zip(page_words(full), labels(full), strict=True):
        if text.endswith(f" {name}") and name.isdigit():
            continue
        openers = ("chapter ", "Acknowledgments", "About", "Set in", "Contents")
        assert not text or not name.isdigit() or text.startswith(openers), (name, text[:40])


def test_no_head_and_no_folio_on_openers_and_nothing_at_all_on_blanks(full: bytes) -> None:
    document = pypdfium2.PdfDocument(full)
    pages = page_words(full)
    first = where(pages, "chapter one The 1 Tale")
    assert pages[first - 1].split()[-1] != "1"
    blank = [number for number, text in enumerate(pages) if not text]
    assert blank
    for number in blank:
        assert not list(document[number].get_objects())


def test_back_matter_comes_last_in_order(full: bytes) -> None:
    pages = page_words(full)
    order = [where(pages, words) for words in ("Acknowledgments", "About the Author", "Set in lead.")]
    assert order == sorted(order)
    assert order[0] > where(pages, "chapter four The 4 Tale")


def test_running_heads_are_the_books_title_and_the_chapters(full: bytes) -> None:
    pages, names = page_words(full), labels(full)
    inside = [
        (text, name) for text, name in zip(pages, names, strict=True) if name.isdigit() and text.endswith(f" {name}")
    ]
    assert inside
    for text, name in inside:
        head = text.removesuffix(f" {name}")
        assert head.endswith("Tales") if int(name) % 2 == 0 else head.endswith("Tale")


def test_chapters_open_on_rectos_when_the_style_says_so(tmp_path: Path) -> None:
    style = tmp_path / "recto.yaml"
    style.write_text("base: classic\nchapter: {opens: recto}\n", "utf-8")
    report = build(chapters(4, words=200), style=style, output=tmp_path / "r.pdf")
    pdf = report.file.read_bytes()
    pages, names = page_words(pdf), labels(pdf)
    for number in range(1, 5):
        assert int(names[where(pages, f"chapter {WORDS[number]} The {number} Tale") - 1]) % 2 == 1
    body = [text for text, name in zip(pages, names, strict=True) if name.isdigit()]
    assert report.blanks >= sum(not text for text in body) > 0


def test_a_part_is_a_recto_leaf_and_its_first_chapter_opens_on_the_next_one(tmp_path: Path) -> None:
    book = chapters(4, words=200)
    first, *others = book.divisions
    parts = replace(book, divisions=(first, PartTitle(plain("Part Two")), *others))
    pages = page_words(pdf := printed(parts, tmp_path))
    names = labels(pdf)
    part = where(pages, "Part Two")
    assert pages[part - 1] == "Part Two"
    assert int(names[part - 1]) % 2 == 1
    assert pages[part] == ""
    assert pages[part + 1].startswith("chapter two The 2 Tale")


def test_a_book_of_one_chapter_has_no_contents_and_no_second_title(tmp_path: Path) -> None:
    text = paragraphs(*[f"T{OLDEN}"] * 12)
    book = Book("The Tale", (Chapter(text, plain("The Tale")),), (Contributor("Ann Author"),))
    pages = page_words(printed(book, tmp_path))
    assert not any("Contents" in text for text in pages)
    assert pages[4].startswith(("T", "n olden", "In")) and not pages[4].startswith("The Tale")
    assert pages[5].endswith("Ann Author 2"), "versos name the author"
    assert pages[6].endswith("The Tale 3"), "rectos name the book"


def test_a_single_chapter_with_a_title_of_its_own_keeps_it(tmp_path: Path) -> None:
    book = Book("The Tale", (Chapter(paragraphs(f"T{OLDEN}"), plain("How It Began")),))
    assert any(text.startswith("How It Began") for text in page_words(printed(book, tmp_path)))


def test_front_matter_has_an_even_number_of_pages_whatever_there_is() -> None:
    here = room()
    entries = [Entry(f"Chapter {number}", str(number), number) for number in range(1, 5)]
    for switches in range(64):
        matter = Matter(
            half_title=bool(switches & 1),
            title_page=bool(switches & 2),
            copyright=bool(switches & 4),
            dedication="For Ada" * bool(switches & 8),
            epigraph="Gold." * bool(switches & 16),
            also_by=("One",) * bool(switches & 32),
        )
        book = replace(chapters(4), matter=matter)
        pages = FrontMatter(book, here.composer).pages(entries)
        assert len(pages) % 2 == 0
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))
        shown = [(page.number, words_on(page)) for page in pages if not page.blank]
        for number, text in shown:
            side = 0 if text.startswith(("©", "Tales All rights", "Also by", "One")) else 1
            assert number % 2 == side, text


def test_contents_that_run_over_pages_have_roman_folios(tmp_path: Path) -> None:
    many = tuple(Chapter(paragraphs("Word."), plain(f"The {number} Tale")) for number in range(1, 61))
    pages = page_words(printed(Book("Tales", many), tmp_path))
    assert pages[4].startswith("Contents")
    assert not pages[4].endswith(" v")
    assert pages[5].endswith(" vi")
    assert any("The 60 Tale 60" in text for text in pages[5:8])


def test_a_book_may_begin_with_its_title_page(tmp_path: Path) -> None:
    book = replace(chapters(1), matter=Matter(half_title=False, copyright=False))
    assert page_words(printed(book, tmp_path))[0] == "Tales"


def test_folios_in_the_contents_are_flush_right_and_old_style() -> None:
    here = room()
    entries = [Entry("A Short One", "1", 1), Entry("A Much Longer Title Than the Other", "118", 118)]
    (page, *_) = FrontMatter(chapters(3), here.composer).contents(entries)
    rights: list[float] = []
    for piece in page.pieces:
        if piece.piece.leads_to:
            folio = piece.piece.content[-1].thing
            assert isinstance(folio, Line)
            rights.append(folio.segments[0].x + folio.width)
            assert folio.segments[0].fount.features.get("pnum")
    assert rights[0] == pytest.approx(rights[1])
    assert rights[0] < here.style.grid.measure + 0.01


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        (["One", "Two", "Three"], True),
        (["One", "Two"], False),
        (["I", "II", "III"], False),
        (["1", "2", "3", "Chapter 4"], False),
        (["", "", ""], False),
        (["Preface", "I", "II", "III"], False),
    ],
)
def test_which_books_have_contents(titles: list[str], wanted: bool) -> None:
    book = Book("Tales", tuple(Chapter((), plain(title)) for title in titles))
    assert wants_contents(book) is wanted
    assert wants_contents(replace(book, matter=Matter(contents=True)))
    assert not wants_contents(replace(book, matter=Matter(contents=False)))


@pytest.mark.parametrize("title", ["XII", "12", "Chapter 12", "chapter iv.", "i"])
def test_titles_that_are_only_numbers(title: str) -> None:
    assert is_number_only(title)


@pytest.mark.parametrize("title", ["I Begin", "12 Men", "", "Chapter the First"])
def test_titles_that_are_more_than_numbers(title: str) -> None:
    assert not is_number_only(title)


def test_titles_broken_by_hand() -> None:
    assert unbroken("The Adventures \\ of Holmes") == "The Adventures of Holmes"
    assert broken("The Adventures \\ of Holmes") == "The Adventures\u2028of Holmes"


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1999)] == [
        "i", "iv", "ix", "xiv", "xl", "xc", "cd", "mcmxcix"
    ]  # fmt: skip


def test_wording_by_language() -> None:
    assert wording("de-AT").contents == "Inhalt"
    assert wording("en-US").acknowledgements == "Acknowledgments"
    assert wording("en-GB").acknowledgements == "Acknowledgements"
    assert replace(wording("tlh"), lacking=frozenset()) == wording("en")


def test_a_long_copyright_page_is_not_cut_off(tmp_path: Path) -> None:
    text = "\n\n".join(f"Group {number}. " + OLDEN for number in range(20))
    book = replace(chapters(1), matter=Matter(copyright_page=text))
    pages = page_words(printed(book, tmp_path))
    assert all(any(f"Group {number}." in page for page in pages) for number in range(20))
