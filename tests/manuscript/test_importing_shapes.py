"""Raw texts of every shape authors have: what is found in each, that no word is lost, and that a book comes out."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bookbuild.cli import main
from bookbuild.diagnostics import Findings
from bookbuild.making import build
from bookbuild.manuscript.importing import Imported, import_text

FOLDER = Path(__file__).parent.parent / "data" / "import" / "shapes"
BREAK = "* * *"


class Shape(NamedTuple):
    """What is found in a raw text."""

    title: str
    author: str
    outline: list[str | tuple[str, int, int]]
    """Parts, and chapters with their paragraphs and scene breaks."""
    doubts: list[str] = []  # noqa: RUF012 (a default of a named tuple, never changed)
    subtitle: str = ""
    dedication: str = ""
    epigraph: str = ""
    copyright: str = ""
    language: str = "en-US"


SHAPES = {
    "british.txt": Shape("The Grey Harbour", "Tom O'Hara", [("Chapter One", 3, 0), ("Chapter Two", 3, 0)], []),
    "smart-crlf.txt": Shape("", "", [("CHAPTER I", 3, 1), ("CHAPTER II", 3, 0)], []),
    "pdf-pages.txt": Shape("", "", [("Chapter 1", 12, 0), ("Chapter 2", 12, 0)], []),
    "long-titles.txt": Shape(
        "THE GREY HARBOUR",
        "JANE ROE",
        [
            (
                "CHAPTER I. IN WHICH A LAMP IS LIT BY NOBODY AT ALL, AND A YOUNG WOMAN COUNTS THE STEPS TO THE WATER",
                2,
                0,
            ),
            ("CHAPTER II. IN WHICH CHALK IS BOUGHT", 2, 0),
            ("CHAPTER III. IN WHICH THE KEEPER SPEAKS", 3, 0),
        ],
        [],
    ),
    "word-numbers.txt": Shape("Steps", "", [("One", 2, 0), ("Two", 2, 0), ("Three", 3, 0)], []),
    "roman-line.txt": Shape(
        "", "", [("I. The Lamp", 2, 0), ("II. The Chalk", 1, 0), ("III. The North Wind", 2, 0)], []
    ),
    "chapter-the-first.txt": Shape(
        "",
        "",
        [
            ("Chapter the First. In which nothing happens", 1, 0),
            ("Chapter the Second. In which it happens again", 2, 0),
            ("Chapter the Last. In which it stops", 1, 0),
        ],
        [],
    ),
    "epigraphs.txt": Shape("The Salt Road", "Tamsin Orde", [("Chapter 1", 3, 0), ("Chapter 2", 3, 0)], []),
    "letter.txt": Shape("", "", [("Chapter 1", 6, 0), ("Chapter 2", 1, 0)], []),
    "verse-wrapped.txt": Shape("", "", [("Chapter 1", 5, 0), ("Chapter 2", 2, 0)], []),
    "verse-long.txt": Shape("", "", [("Chapter 1", 3, 0), ("Chapter 2", 1, 0)], []),
    "all-breaks.txt": Shape("", "", [("Chapter 1", 30, 29)], []),
    "centred.txt": Shape("THE GREY HARBOUR", "Jane Roe", [("The Lamp", 4, 1), ("The Chalk", 3, 0)], []),
    "underlined.txt": Shape("The Grey Harbour", "", [("The Lamp", 2, 0), ("The Chalk", 3, 1)], []),
    "underlined-eq.txt": Shape("", "", [("Chapter One", 2, 0), ("Chapter Two", 2, 0)], []),
    "title-page.txt": Shape(
        "THE GREY HARBOUR",
        "Jane Roe",
        [("Chapter One", 2, 0), ("Chapter Two", 1, 0), ("Chapter Three", 2, 0)],
        ["5: taken for the author's name: Jane Roe"],
        subtitle="A Novel",
        dedication="For my mother",
        epigraph='"Stone keeps what water tells it."',
        copyright="Copyright © 2019 by Jane Roe\nAll rights reserved.\nISBN 978-0-00-000000-2",
    ),
    "mixed.txt": Shape("", "", [("Chapter 1", 9, 0), ("Chapter 2", 2, 0)], []),
    "ocr.txt": Shape(
        "",
        "",
        [("CHAPTER I.", 4, 0), ("CHAPTER II.", 2, 0)],
        ["10: a hyphen at the line's end, kept: well-known", "11: a hyphen at the line's end, kept: sub-merged"],
    ),
    "french.txt": Shape(
        "La Route du sel",
        "Inès Calder",
        [("Chapitre premier", 4, 0), ("Chapitre II", 2, 0), ("Chapitre trois", 2, 0)],
        [],
        language="fr",
    ),
    "french-parts.txt": Shape(
        "La Route du sel",
        "",
        ["PREMIÈRE PARTIE", ("I", 2, 0), ("II", 1, 0), "DEUXIÈME PARTIE", ("I", 1, 0), ("II", 1, 0)],
        [],
        language="fr",
    ),
    "german.txt": Shape(
        "Die Salzstraße",
        "Ines Kalder",
        [("Erstes Kapitel", 2, 0), ("Zweites Kapitel", 1, 0), ("Drittes Kapitel", 2, 0)],
        [],
        subtitle="Roman",
        language="de",
    ),
    "spanish.txt": Shape(
        "El camino de la sal",
        "Inés Calder",
        [("Prólogo", 1, 0), ("Capítulo 1", 3, 0), ("Capítulo 2", 2, 1), ("Epílogo", 1, 0)],
        [],
        language="es",
    ),
    "italian.txt": Shape(
        "La via del sale", "Ines Calder", [("Capitolo primo", 2, 0), ("Capitolo secondo", 2, 0)], [], language="it"
    ),
    "parts.txt": Shape(
        "The Grey Harbour",
        "Jane Roe",
        [
            "PART ONE. The Sea",
            ("Chapter 1", 1, 0),
            ("Chapter 2", 1, 0),
            "PART TWO. The Land",
            ("Chapter 3", 1, 0),
            ("Chapter 4", 1, 0),
        ],
        [],
    ),
    "books-parts.txt": Shape(
        "",
        "",
        [
            "BOOK ONE: WATER",
            "PART I",
            ("1", 1, 0),
            ("2", 1, 0),
            "PART II",
            ("1", 1, 0),
            ("2", 1, 0),
            "BOOK TWO: STONE",
            "PART I",
            ("1", 1, 0),
            ("2", 1, 0),
        ],
        [],
    ),
    "parts-only.txt": Shape("", "", [("Part One", 2, 0), ("Part Two", 2, 0)], []),
    "parts-text.txt": Shape(
        "",
        "",
        ["PART ONE", ("", 1, 0), ("Chapter 1", 1, 0), ("Chapter 2", 1, 0), "PART TWO", ("", 1, 0), ("Chapter 3", 1, 0)],
        [],
    ),
    "sections.txt": Shape("", "", [("Chapter One", 6, 0), ("Chapter Two", 4, 0)], []),
    "no-blank-wrapped.txt": Shape(
        "",
        "",
        [("", 18, 0)],
        ["1: nothing but short last lines parts the paragraphs: some may be joined, some cut in two"],
    ),
    "traps.txt": Shape(
        "The Trap",
        "A. Nonymous",
        [("Chapter 1", 13, 0), ("Chapter 2", 2, 0)],
        [
            "11: a number that may be a heading, taken for text: I.",
            "13: a number that may be a heading, taken for text: V",
            "15: a line in capitals, taken for text: MY GOD",
            "23: a heading? A sentence runs on into it, so it is taken for text: CHAPTER TWO",
            "31: a number that may be a heading, taken for text: 1",
        ],
    ),
    "caps-title-author.txt": Shape(
        "THE GREY HARBOUR",
        "JANE ROE",
        [("THE LAMP", 2, 0), ("THE CHALK", 2, 0)],
        ["2: taken for the author's name: JANE ROE"],
    ),
    "digit-titles2.txt": Shape("Steps", "", [("1. The Lamp", 1, 0), ("2. The Chalk", 5, 0), ("3. The Wind", 1, 0)], []),
    "days.txt": Shape(
        "The Diary",
        "",
        [("Monday", 2, 0), ("Tuesday", 2, 0), ("Wednesday", 1, 0)],
        [
            "4: a heading by the white before it: Monday",
            "11: a heading by the white before it: Tuesday",
            "18: a heading by the white before it: Wednesday",
        ],
    ),
    "sign-no-heads.txt": Shape(
        "",
        "",
        [("", 6, 0)],
        ["3: a line in capitals, taken for text: NO ENTRY", "7: a line in capitals, taken for text: DANGER OF DEATH"],
    ),
    "gutenberg-french.txt": Shape(
        "Le Sel", "Inès Calder", [("I. LA LAMPE", 3, 0), ("II. LA CRAIE", 4, 0)], [], language="fr"
    ),
    "italics-chapter.txt": Shape("", "", [("Chapter 1", 1, 0), ("Chapter 2", 1, 0)], []),
    "address.txt": Shape("", "", [("Chapter 1", 6, 0), ("Chapter 2", 1, 0)], []),
    "narrow-wrap.txt": Shape("", "", [("Chapter 1", 6, 0), ("Chapter 2", 6, 0)], []),
    "submitted.txt": Shape(
        "The Lamp on the Mole",
        "Jane Roe",
        [("", 4, 1)],
        ["1: the lines before the title were taken for the sender's address and left out"],
    ),
    "books-dashed.txt": Shape(
        "A TALE OF TWO HARBOURS",
        "Jane Roe",
        [
            "Book the First--Counted to Forty",
            ("CHAPTER I. The Lamp", 2, 0),
            ("CHAPTER II. The Chalk", 3, 0),
            "Book the Second--The Forty-First",
            ("CHAPTER I. Five Years Later", 2, 0),
            ("CHAPTER II. A Sight", 2, 0),
        ],
        ["57: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)"],
        subtitle="A STORY OF THE SALT ROAD",
    ),
    "number-over-title.txt": Shape(
        "The Step Machine",
        "J. R. Roe",
        [("I. Introduction", 2, 0), ("II. The Machine", 2, 0), ("III. The Lamp Returns", 2, 0)],
        [],
    ),
    "numbered-stories.txt": Shape(
        "The Cases of the Keeper",
        "Jane Roe",
        [("I. A SCANDAL ON THE MOLE", 7, 0), ("II. THE CHALK LEAGUE", 2, 0), ("III. A CASE OF STEPS", 2, 0)],
        [],
    ),
    "listed-heads.txt": Shape(
        "THE WHITE STEP",
        "Jane Roe",
        [
            ("ETYMOLOGY.", 2, 0),
            ("EXTRACTS. (Supplied by a Keeper).", 1, 0),
            ("CHAPTER 1. Loomings.", 2, 0),
            ("CHAPTER 2. The Bag.", 2, 0),
            ("Epilogue", 2, 0),
        ],
        [],
        subtitle="or, THE LAMP.",
    ),
    "centred-numbers.txt": Shape(
        "The Grey Step",
        "Jane Roe",
        [("", 2, 0), ("I", 4, 1), ("II", 2, 0), ("III", 2, 0)],
        ["15: the text before the first heading is a chapter without a title"],
    ),
    "letters.txt": Shape(
        "The Frozen Step",
        "Jane Roe",
        [("Letter 1", 6, 0), ("Letter 2", 4, 0), ("Chapter 1", 2, 0), ("Chapter 2", 2, 0)],
        [
            "11: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)",
            "14: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)",
            "35: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)",
            "38: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)",
        ],
    ),
    "margin.txt": Shape("", "", [("Chapter 1", 4, 0), ("Chapter 2", 4, 0)], []),
    "dateline.txt": Shape(
        "",
        "",
        [("Chapter 1", 2, 0), ("Chapter 2", 1, 0), ("Chapter 3", 1, 0), ("Chapter 4", 1, 0)],
        ["3: the title of the heading before? Others have none, so it is taken for text: London, 1888"],
    ),
    "toc-dots.txt": Shape("The Grey Harbour", "", [("Prologue", 1, 0), ("The Lamp", 2, 0), ("The Chalk", 2, 0)], []),
    "toc-none.txt": Shape(
        "The Grey Harbour", "", [("Chapter One", 1, 0), ("Chapter Two", 2, 0), ("Chapter Three", 2, 0)], []
    ),
    "numbers-as-text.txt": Shape(
        "",
        "",
        [("Chapter 1", 7, 0), ("Chapter 2", 1, 0)],
        [
            "5: a number that may be a heading, taken for text: Ten",
            "7: a number that may be a heading, taken for text: Nine",
            "9: a number that may be a heading, taken for text: Eight",
            "13: a number that may be a heading, taken for text: 3",
        ],
    ),
    "nbsp.txt": Shape("", "", [("Chapter\xa01", 3, 1), ("Chapter\xa02", 1, 0)], []),
    "year-heads.txt": Shape("", "", [("1914", 1, 0), ("1915", 1, 0), ("1916", 1, 0)], []),
    "dedication.txt": Shape(
        "The Grey Harbour", "Jane Roe", [("PROLOGUE", 1, 0), ("CHAPTER 1", 1, 0)], [], dedication="To all who count."
    ),
    "dropline.txt": Shape("", "", [("Chapter 1", 2, 0), ("Chapter 2", 2, 0), ("Chapter 3", 2, 0)], []),
    "indent-blank-breaks.txt": Shape(
        "",
        "",
        [("THE LAMP", 14, 1), ("THE CHALK", 6, 0)],
        ["17: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)"],
    ),
    "front-matter.md": Shape(
        "The Well: A Story",
        "Ann Other, Tom Another",
        [("One", 2, 1), ("Two", 3, 0)],
        ["5: left out with the front matter: date: 2020-01-01", "7: left out with the front matter: - sea"],
        language="en-GB",
    ),
    "title-above.md": Shape("The Grey Harbour", "Jane Roe", [("Chapter 1", 2, 1), ("Chapter 2: Chalk", 3, 0)], []),
    "parts.md": Shape(
        "", "", ["Part One", ("The Lamp", 1, 0), ("The Chalk", 1, 0), "Part Two", ("The Wind", 1, 0)], []
    ),
    "plain.md": Shape("The Grey Harbour", "", [("Chapter 1", 2, 1), ("Chapter 2", 3, 0)], []),
    "one-a-line.md": Shape("", "", [("A", 4, 0), ("B", 4, 0)], []),
    "setext.md": Shape("", "", [("The Lamp", 2, 0), ("The Chalk", 1, 0)], []),
    "pandoc.md": Shape(
        "The Well", "Ann Other", [("One", 1, 0), ("Two", 1, 0)], ["3: left out with the front matter: date: May 2020"]
    ),
    "fence.md": Shape("", "", [("One", 3, 0), ("Two {#two}", 1, 0)], []),
}


def outline(book: Imported) -> list[str | tuple[str, int, int]]:
    """Parts and chapters in order."""
    found: list[str | tuple[str, int, int]] = []
    for one in book.chapters:
        breaks = one.paragraphs.count(BREAK)
        found += [*one.parts, (one.heading, len(one.paragraphs) - breaks, breaks)]
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_found(name: str) -> None:
    book = import_text(FOLDER / name, Findings())
    doubts = [f"{line}: {what}" for line, what in sorted(book.doubts)]
    assert SHAPES[name] == Shape(
        book.title,
        book.author,
        outline(book),
        doubts,
        book.subtitle,
        book.dedication,
        book.epigraph,
        book.copyright,
        book.language,
    )


def test_every_text_has_its_row() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(SHAPES)


_LABELS = {"by", "von", "par", "por", "di"}
"""Words of a title page that stand for themselves nowhere in book.yaml."""


def words_of(text: str) -> Counter[str]:
    """Letters and digits that stand together, capitals aside."""
    return Counter(word.casefold() for word in re.findall(r"[^\W_]+", text))


def left_out(book: Imported, lines: int) -> set[int]:
    """The lines that the report says are in no chapter."""
    out: set[int] = set()
    for line, what in book.decisions:
        span = re.search(r"lines (\d+) to (\d+), left out", what)
        contents = re.search(r"contents list, to line (\d+), left out", what)
        if span:
            out |= set(range(int(span[1]), int(span[2]) + 1))
        elif contents:
            out |= set(range(line, int(contents[1]) + 1))
        elif "licence" in what:
            out |= set(range(line, lines + 1))
        elif re.search(r"left out(?:: |$)", what) or what.startswith("a scene break: "):
            out.add(line)
    return out


@pytest.mark.parametrize("name", SHAPES)
def test_no_word_is_lost_and_a_book_comes_out(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    assert main(["import", str(FOLDER / name), "-o", str(folder)]) == 0
    assert build(folder, output=folder / "book.pdf").pages > 0
    book = import_text(FOLDER / name, Findings())
    lines = (FOLDER / name).read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
    out = left_out(book, len(lines))
    typed = plain("\n".join(line for number, line in enumerate(lines, 1) if number not in out))
    for whole in re.findall("made whole: (\\w+)", "\n".join(what for _, what in book.decisions)):
        for at in range(1, len(whole)):
            typed = typed.replace(f" {whole[:at]}-\n{whole[at:]} ", f" {whole} ")
    chapters = plain("\n".join(path.read_text("utf-8") for path in folder.glob("[0-9]*.md")))
    matter = (folder / "book.yaml").read_text("utf-8").replace("\\n", " ")
    assert not words_of(chapters) - words_of(typed)
    assert set(words_of(typed) - words_of(chapters) - words_of(matter)) <= _LABELS


def plain(text: str) -> str:
    """A text without the lines that open verse."""
    return re.sub(r"^::: verse$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in SHAPES if any(isinstance(one, str) for one in SHAPES[name].outline)])
def test_parts_are_parts_of_the_built_book(name: str, tmp_path: Path) -> None:
    from bookbuild.manuscript.blocks import Chapter, PartTitle, text_of
    from bookbuild.manuscript.read import read_book

    assert main(["import", str(FOLDER / name), "-o", str(tmp_path / "b")]) == 0
    divisions = read_book(tmp_path / "b", Findings()).divisions
    read = [text_of(one.title) for one in divisions if isinstance(one, PartTitle | Chapter)]
    heads = [one if isinstance(one, str) else one[0] for one in SHAPES[name].outline]
    assert [words_of(one) for one in read] == [words_of(one) for one in heads]
    assert all(one.blocks for one in divisions if isinstance(one, Chapter))
