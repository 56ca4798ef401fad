"""Page breaks that stay where they were: an edit changes its own spread and says so."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import OLDEN, typed

from bookbuild.cli import main
from bookbuild.making import BuildReport, build
from bookbuild.manuscript.blocks import Book, Chapter, Matter, Paragraph, plain
from bookbuild.manuscript.identities import with_identities

MATTER = Matter(half_title=False, title_page=False, copyright=False)
WORDS = OLDEN.split()


def a_chapter(seed: int = 7, paragraphs: int = 120) -> tuple[Paragraph, ...]:
    """Paragraphs of many lengths, all different."""
    drawn = random.Random(seed)
    return tuple(
        Paragraph(typed(" ".join(["So", str(number), *drawn.choices(WORDS, k=drawn.randint(3, 110))]) + "."))
        for number in range(paragraphs)
    )


def book_of(paragraphs: tuple[Paragraph, ...]) -> Book:
    return Book("T", (Chapter(with_identities(paragraphs), plain("A Title")),), matter=MATTER)


def edited(paragraphs: tuple[Paragraph, ...], at: int, words: str) -> tuple[Paragraph, ...]:
    """The same with some words more in one paragraph."""
    text = paragraphs[at].runs[0].text
    middle = text.index(" ", len(text) // 2)
    changed = replace(paragraphs[at], runs=plain(f"{text[:middle]} {words}{text[middle:]}"))
    return (*paragraphs[:at], changed, *paragraphs[at + 1 :])


class Earlier:
    """A built book whose files can be put back after each edit."""

    def __init__(self, paragraphs: tuple[Paragraph, ...], folder: Path) -> None:
        self.folder = folder
        build(book_of(paragraphs), output=folder / "t.pdf", word_check=False)
        self.files = {path: path.read_bytes() for path in folder.iterdir()}

    def edited(self, paragraphs: tuple[Paragraph, ...], stable: bool = True) -> BuildReport:
        """The edited book built over the earlier one."""
        for path, data in self.files.items():
            path.write_bytes(data)
        return build(book_of(paragraphs), output=self.folder / "t.pdf", stable=stable, word_check=False)


def test_nine_edits_in_ten_change_their_own_spread_only(tmp_path: Path) -> None:
    drawn = random.Random(11)
    before = a_chapter()
    earlier = Earlier(before, tmp_path)
    alone = 0
    for _ in range(10):
        after = edited(before, drawn.randrange(len(before)), drawn.choice(("indeed", "and very much so", "a")))
        made = earlier.edited(after)
        assert made.changed
        alone += len({page // 2 for page in made.changed}) == 1
    assert alone >= 9


def pages_of(folder: Path) -> list[str]:
    """What the record beside the PDF says of each page."""
    kept: list[str] = json.loads((folder / ".t.pages.json").read_text("utf-8"))["pages"]
    return kept


def test_without_stable_more_pages_change(tmp_path: Path) -> None:
    drawn = random.Random(5)
    before = a_chapter()
    earlier = Earlier(before, tmp_path)
    old = pages_of(tmp_path)
    changed = {True: 0, False: 0}
    for _ in range(8):
        after = edited(before, drawn.randrange(len(before) // 2), " ".join(drawn.choices(WORDS, k=14)))
        for stable in (True, False):
            earlier.edited(after, stable)
            changed[stable] += sum(a != b for a, b in zip_longest(old, pages_of(tmp_path)))
    assert changed[True] < 0.7 * changed[False]


def test_nothing_edited_nothing_changed(tmp_path: Path) -> None:
    first = build(book_of(a_chapter()), output=tmp_path / "t.pdf")
    bytes_before = first.file.read_bytes()
    again = build(book_of(a_chapter()), output=tmp_path / "t.pdf", stable=True)
    assert again.changed == ()
    assert again.file.read_bytes() == bytes_before


def test_without_a_record_stable_is_an_ordinary_build(tmp_path: Path) -> None:
    plain_build = build(book_of(a_chapter()), output=tmp_path / "a.pdf", word_check=False)
    for spoilt in (None, "{", '{"starts": 3}'):
        if spoilt:
            (tmp_path / ".b.pages.json").write_text(spoilt, "utf-8")
        made = build(book_of(a_chapter()), output=tmp_path / "b.pdf", stable=True, word_check=False)
        assert (made.pages, made.changed) == (plain_build.pages, ())
        (tmp_path / ".b.pages.json").unlink()


def test_the_command_line_lists_the_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.yaml").write_text("title: T\nauthor: A\n", "utf-8")
    text = "\n\n".join(paragraph.runs[0].text for paragraph in a_chapter(3, 40))
    (tmp_path / "1.md").write_text(f"# One\n\n{text}\n", "utf-8")
    assert main(["build", str(tmp_path)]) == 0
    (tmp_path / "1.md").write_text(f"# One\n\n{text.replace('So 20 ', 'So indeed 20 ')}\n", "utf-8")
    assert main(["build", str(tmp_path), "--stable"]) == 0
    assert "Changed since the earlier build: page" in capsys.readouterr().out
