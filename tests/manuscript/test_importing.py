"""Raw texts of every shape become books: what is found, what is reported, and no word lost on the way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from effort import grows

from bookbuild.cli import main
from bookbuild.diagnostics import BookError, Findings
from bookbuild.making import build
from bookbuild.manuscript.blocks import Block, ItemList, Paragraph, SceneBreak, text_of
from bookbuild.manuscript.importing import Chapter, Imported, import_text, write_book
from bookbuild.manuscript.importing.escaping import markdown_of
from bookbuild.manuscript.read import read_book

FOLDER = Path(__file__).parent.parent / "data" / "import"
MESSAGE = re.compile(r"error: (?P<place>.+?): (?P<code>[A-Z]\d{3}) (?P<message>.+?) Hint: (?P<hint>.+)")
BREAK = "* * *"


class Wanted(NamedTuple):
    """What a raw text holds."""

    title: str
    author: str
    chapters: list[tuple[str, int, int]]
    """Heading, paragraphs, scene breaks."""
    found: list[str]
    doubts: list[str] = []  # noqa: RUF012 (a default of a named tuple, never changed)


WANTED = {
    "blank-lines": Wanted(
        "The Forty-First Step",
        "Ines Calder",
        [("Chapter 1", 3, 1), ("Chapter 2", 6, 4)],
        [
            "1: paragraphs are parted by blank lines",
            "1: the title: The Forty-First Step",
            "3: the author: Ines Calder",
            "5: a heading: Chapter 1",
            "11: a scene break: ***",
            "15: a heading: Chapter 2",
            "19: a scene break: * * *",
            '23: quotes turned: " to “, " to ”',
            "25: a scene break: #",
            '27: quotes turned: " to “, " to ”, " to “, \' to ’, " to ”',
            "29: a scene break: ~",
            "33: a scene break: ---",
        ],
        [],
    ),
    "one-a-line": Wanted(
        "The Keeper's Chalk",
        "",
        [("CHAPTER ONE", 4, 0), ("CHAPTER TWO", 4, 1)],
        [
            "1: paragraphs are parted one a line",
            "1: the title: The Keeper's Chalk",
            "2: a heading: CHAPTER ONE",
            '5: quotes turned: " to “, " to ”',
            "7: a heading: CHAPTER TWO",
            "9: a scene break: #",
            '11: quotes turned: " to “, " to ”',
        ],
        [],
    ),
    "gutenberg": Wanted(
        "The Salt Road",
        "Tamsin Orde",
        [("CHAPTER I. The Lamp", 3, 0), ("CHAPTER II. The Chalk", 3, 1), ("CHAPTER III. The North Wind", 4, 0)],
        [
            "1: Project Gutenberg's header, lines 1 to 17, left out",
            "101: Project Gutenberg's licence, from line 101 on, left out",
            "18: paragraphs are parted by blank lines, lines wrapped",
            "22: the title once more, left out",
            "24: the author: Tamsin Orde",
            "29: a printed contents list, to line 38, left out",
            "39: a heading: CHAPTER I. The Lamp",
            '52: quotes turned: " to “, " to ”, " to “, " to ”',
            "58: a heading: CHAPTER II. The Chalk",
            "70: a scene break: *       *       *       *       *",
            "79: a heading: CHAPTER III. The North Wind",
        ],
        [],
    ),
    "indented": Wanted(
        "The Long Night",
        "",
        [("Chapter One: The Road", 10, 0), ("Chapter Two: The Shore", 12, 0)],
        [
            "1: paragraphs are parted by first-line indents",
            "1: the title: The Long Night",
            "3: a heading: Chapter One: The Road",
            '12: quotes turned: " to “, " to ”, " to “, " to ”',
            "37: a heading: Chapter Two: The Shore",
        ],
        [],
    ),
    "roman-titles": Wanted(
        "",
        "",
        [("I. The Lamp", 2, 0), ("II. The Chalk", 3, 0), ("III.", 1, 0)],
        [
            "1: paragraphs are parted by blank lines",
            "1: a heading: I. The Lamp",
            '7: quotes turned: " to “, " to ”, " to “, " to ”',
            "9: a heading: II. The Chalk",
            "19: a heading: III.",
        ],
        [],
    ),
    "bare-numbers": Wanted(
        "Steps",
        "",
        [("1", 1, 0), ("2", 2, 0), ("3", 1, 0)],
        [
            "1: paragraphs are parted by blank lines",
            "1: the title: Steps",
            "3: a heading: 1",
            "7: a heading: 2",
            "13: a heading: 3",
        ],
        [],
    ),
    "capitals": Wanted(
        "Nobody Got Up",
        "",
        [("THE LAMP", 2, 0), ("THE KEEPER'S CHALK", 2, 0), ("THE NORTH WIND", 1, 0)],
        [
            "1: paragraphs are parted by blank lines",
            "1: the title: Nobody Got Up",
            "5: a heading: THE LAMP",
            "13: a heading: THE KEEPER'S CHALK",
            "21: a heading: THE NORTH WIND",
        ],
        [],
    ),
    "prologue": Wanted(
        "Tides",
        "Orla Penhale",
        [
            ("Prologue", 1, 0),
            ("Chapter Twenty-One", 1, 0),
            ("Interlude", 1, 0),
            ("CHAPTER THE LAST", 1, 0),
            ("Epilogue", 1, 0),
        ],
        [
            "1: paragraphs are parted by blank lines",
            "1: the title: Tides",
            "3: the author: Orla Penhale",
            "5: a heading: Prologue",
            "9: a heading: Chapter Twenty-One",
            "13: a heading: Interlude",
            "17: a heading: CHAPTER THE LAST",
            "21: a heading: Epilogue",
        ],
        [],
    ),
    "doubled-blanks": Wanted(
        "",
        "",
        [("Chapter 1", 6, 0)],
        ["1: paragraphs are parted by blank lines", "1: a heading: Chapter 1"],
        [
            "8: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)",
            "14: more blank lines than usual stand before this paragraph: a scene break? (--blank-breaks)",
        ],
    ),
    "emphasis": Wanted(
        "",
        "",
        [("Chapter 1", 5, 0)],
        [
            "1: paragraphs are parted by blank lines",
            "1: a heading: Chapter 1",
            '7: quotes turned: " to “, " to ”, " to “, " to ”',
        ],
        [],
    ),
    "special": Wanted(
        "",
        "",
        [("Chapter 1", 24, 0)],
        ["1: paragraphs are parted by blank lines", "1: a heading: Chapter 1"],
        [],
    ),
    "no-headings": Wanted(
        "",
        "",
        [("Chapter 1", 10, 0)],
        [
            "1: paragraphs are parted by blank lines",
            "1: a heading: Chapter 1",
            '5: quotes turned: " to “, " to ”',
            '7: quotes turned: " to “, " to ”',
            '11: quotes turned: " to “, " to ”',
            '13: quotes turned: " to “, " to ”',
        ],
        [],
    ),
    "one-paragraph": Wanted(
        "",
        "",
        [("", 1, 0)],
        ["1: paragraphs are parted by blank lines"],
        [],
    ),
    "crlf": Wanted(
        "Café Marin",
        "",
        [("Chapter 1", 4, 1)],
        [
            "1: paragraphs are parted by blank lines",
            "1: the title: Café Marin",
            "3: a heading: Chapter 1",
            "7: quotes turned: \" to “, ' to ’, \" to ”, ' to ’",
            "11: a scene break: * * *",
        ],
        [],
    ),
    "wrapped": Wanted(
        "The Chalk Stair",
        "",
        [("CHAPTER ONE", 5, 1), ("CHAPTER TWO", 4, 0)],
        [
            "1: paragraphs are parted by blank lines, lines wrapped",
            "1: the title: The Chalk Stair",
            "4: a heading: CHAPTER ONE",
            "19: a scene break: * * *",
            "30: a heading: CHAPTER TWO",
        ],
        [],
    ),
    "tabs": Wanted(
        "",
        "",
        [("Chapter 1", 4, 1), ("Chapter 2", 2, 0)],
        [
            "1: paragraphs are parted one a line",
            "1: a heading: Chapter 1",
            '4: quotes turned: " to “, " to ”',
            "5: a scene break: ***",
            "7: a heading: Chapter 2",
        ],
        [],
    ),
}


def outline(book: Imported) -> list[tuple[str, int, int]]:
    return [
        (one.heading, len(one.paragraphs) - one.paragraphs.count(BREAK), one.paragraphs.count(BREAK))
        for one in book.chapters
    ]


def imported(name: str, **asked: str | bool) -> Imported:
    return import_text(FOLDER / f"{name}.txt", Findings(), **asked)  # type: ignore[arg-type]


def found(text: str, folder: Path, name: str = "raw.txt", blank_breaks: bool = False) -> Imported:
    """What is found in some text of a test's own."""
    raw = folder / name
    raw.write_text(text, "utf-8")
    return import_text(raw, Findings(), blank_breaks=blank_breaks)


def words_of(text: str) -> list[str]:
    """Letters and digits that stand together: our own measure, without marks of any kind."""
    return re.findall(r"[^\W_]+", text)


def blocks_text(blocks: tuple[Block, ...]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(text_of(block.runs))
        elif isinstance(block, ItemList):
            for label, item in zip(block.labels, block.items, strict=True):
                texts += [label, *blocks_text(item)]
        else:
            assert isinstance(block, SceneBreak), f"{block} was no part of the raw text"
    return texts


def left_out(report: str, lines: int) -> set[int]:
    """Numbers of the lines that the report says are not in the chapters."""
    out: set[int] = set()
    for row in report.split("\n"):
        if given := re.match(r"- line (\d+): .*header, lines 1 to (\d+), left out", row):
            out |= set(range(1, int(given[2]) + 1))
        elif given := re.match(r"- line (\d+): .*licence, from line \d+ on, left out", row):
            out |= set(range(int(given[1]), lines + 1))
        elif given := re.match(r"- line (\d+): a printed contents list, to line (\d+), left out", row):
            out |= set(range(int(given[1]), int(given[2]) + 1))
        elif given := re.match(r"- line (\d+): (?:the title: |the title once more|the author: )", row):
            out.add(int(given[1]))
    return out


SHOWN_OTHERWISE = {"crlf": [("co\u00adoperate", "cooperate"), ("\ufb01ne", "fine"), ("e\u0301", "é")]}
"""Characters that a build may change by its own rules: soft hyphens, ligatures, letters in two pieces."""


def prove(raw: Path, folder: Path, exchanged: list[tuple[str, str]]) -> None:
    """Import by the command, build with the PDF's words read back, and compare words by our own measure."""
    assert main(["import", str(raw), "-o", str(folder)]) == 0
    report = build(folder, output=folder / "book.pdf")
    assert report.pages > 0
    lines = raw.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    out = left_out((folder / "import-report.md").read_text("utf-8"), len(lines))
    text = "\n".join(line for number, line in enumerate(lines, 1) if number not in out)
    for old, new in exchanged:
        text = text.replace(old, new)
    typed = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("[0-9]*.md")))
    assert words_of(typed) == words_of(text)
    read: list[str] = []
    for chapter in read_book(folder, Findings()).chapters:
        read += [text_of(chapter.title), *blocks_text(chapter.blocks)]
    assert words_of("\n".join(read)) == words_of(text)


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_no_word_is_lost(name: str, tmp_path: Path) -> None:
    prove(FOLDER / f"{name}.txt", tmp_path / "book", SHOWN_OTHERWISE.get(name, []))


@pytest.mark.parametrize("name", WANTED)
def test_chapters_paragraphs_and_breaks(name: str) -> None:
    book, wanted = imported(name), WANTED[name]
    assert (book.title, book.author) == (wanted.title, wanted.author)
    assert outline(book) == wanted.chapters


@pytest.mark.parametrize("name", WANTED)
def test_the_report_lists_every_decision_with_its_line(name: str, tmp_path: Path) -> None:
    book, wanted = imported(name), WANTED[name]
    assert [f"{line}: {what}" for line, what in book.decisions] == wanted.found
    assert [f"{line}: {what}" for line, what in book.doubts] == wanted.doubts
    write_book(book, FOLDER / f"{name}.txt", tmp_path / "b")
    report = (tmp_path / "b" / "import-report.md").read_text("utf-8")
    assert all(f"\n- line {row}\n" in report for row in wanted.found + wanted.doubts)


def test_doubled_blank_lines_are_breaks_when_asked_for() -> None:
    book = imported("doubled-blanks", blank_breaks=True)
    assert outline(book) == [("Chapter 1", 6, 2)]
    assert book.doubts == []
    assert book.decisions[2:] == [(8, "a scene break: blank lines"), (14, "a scene break: blank lines")]


def test_title_and_author_asked_for_win() -> None:
    book = imported("blank-lines", title="Other", author="Another")
    assert (book.title, book.author) == ("Other", "Another")
    assert book.chapters[0] == Chapter("", ["The Forty-First Step", "by Ines Calder"])


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        ("_never_ and *now*", "*never* and *now*"),
        ("snake_case_name 2*3*4", r"snake\_case\_name 2\*3\*4"),
        ("a lone * and a lone _", r"a lone \* and a lone \_"),
        ("# [a](b) <c> {d} `e` a|b \\", r"\# \[a\](b) \<c\> \{d\} \`e\` a\|b \\"),
        ("AT&T &amp; &c. &#42;", r"AT&T \&amp; &c. &\#42;"),
        ("- he", r"\- he"),
        ("::: verse", r"\::: verse"),
        pytest.param(
            "Mr. _____ of B__",
            r"Mr. \_\_\_\_\_ of B\_\_",
        ),
        pytest.param(
            r"\*stars\*",
            r"\\\*stars\\\*",
        ),
        pytest.param(
            "see https://example.org/*x* there",
            r"see https://example.org/\*x\* there",
        ),
        ("_He said *so* to her_", "*He said *so* to her*"),  # which is read as emphasis within emphasis
    ],
)
def test_markdown_of(typed: str, markdown: str) -> None:
    assert markdown_of(typed) == markdown


def test_special_characters_come_out_as_text(tmp_path: Path) -> None:
    write_book(imported("special"), FOLDER / "special.txt", tmp_path / "b")
    [chapter] = read_book(tmp_path / "b", Findings()).chapters
    text = re.sub(r"\s", "", "".join(blocks_text(chapter.blocks)))
    raw = (FOLDER / "special.txt").read_text("utf-8").split("\n", 1)[1]
    for row in raw.split("\n"):
        if row and not re.search(r"_____|--|\\\*stars", row):  # blanks, dashes and stars have tests of their own
            assert re.sub(r"\s", "", row) in text, row


def test_emphasis_is_kept_as_emphasis(tmp_path: Path) -> None:
    write_book(imported("emphasis"), FOLDER / "emphasis.txt", tmp_path / "b")
    [chapter] = read_book(tmp_path / "b", Findings()).chapters
    marked = [run.text for one in chapter.blocks if isinstance(one, Paragraph) for run in one.runs if run.mark]
    assert [words_of(text)[0] for text in marked] == ["never", "meant", "The", "What", "Now", "very", "Mary", "Sea"]


def test_markdown_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "# One\n\nA _word_ \\* here.\n\n# Two\n\n> Quoted.\n"
    book = found(text, tmp_path, "my-book.md")
    assert book.chapters == [Chapter("One", [r"A _word_ \* here."]), Chapter("Two", ["> Quoted."])]
    assert book.decisions[1:] == [(1, "a heading: One"), (5, "a heading: Two")]


def test_an_unknown_author_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(FOLDER / "capitals.txt"), "-o", str(tmp_path / "b")]) == 0
    assert "warning: M052 " in capsys.readouterr().err
    assert "# author:" in (tmp_path / "b" / "book.yaml").read_text("utf-8")


def test_the_folder_is_named_after_the_text(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Chapter 1\n\nWords.\n", "utf-8")
    assert main(["import", str(tmp_path / "story.txt")]) == 0
    assert sorted(path.name for path in (tmp_path / "story").iterdir()) == [
        "01-chapter-1.md",
        "book.yaml",
        "import-report.md",
    ]


LICENCE = "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\nLicence.\n"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "M050", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "M050", "old Word"),
        (b"%PDF-1.7\n%\xe2\xe3", "M050", "PDF"),
        (b"{\\rtf1\\ansi Words}", "M050", "rich-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "M050", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "M050", "picture"),
        (b"GIFT\x01\x02\x03\x00\x05\x00words", "M050", "binary"),
        (b"", "M051", "no words"),
        (b"\xef\xbb\xbf\r\n \r\n", "M051", "no words"),
        (LICENCE.encode(), "M051", "no words"),
        pytest.param(
            b"***\n\n* * *\n",
            "M051",
            "no words",
        ),
        pytest.param(
            b"GIF89a\x01\x02\x03\x04",
            "M050",
            "picture",
        ),
    ],
)
def test_what_is_no_text(data: bytes, code: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw.txt"
    raw.write_bytes(data)
    refused(raw, tmp_path / "out", code, says, capsys)


def refused(raw: Path, folder: Path, code: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, one message with place, code and hint, and no folder."""
    assert main(["import", str(raw), "-o", str(folder)]) == 1
    told = capsys.readouterr()
    message = MESSAGE.fullmatch(told.err.strip())
    assert message, told.err
    assert (message["code"], says in message["message"]) == (code, True), told.err
    assert told.out == ""
    assert not folder.exists()


def test_a_folder_and_an_absent_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    refused(tmp_path / "in", tmp_path / "out", "M001", "can't be read", capsys)
    refused(tmp_path / "absent.txt", tmp_path / "out", "M001", "can't be read", capsys)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.md").write_text("Mine.", "utf-8")
    assert main(["import", str(FOLDER / "tabs.txt"), "-o", str(out)]) == 1
    message = MESSAGE.search(capsys.readouterr().err)
    assert message and message["code"] == "C001"
    assert [path.name for path in out.iterdir()] == ["mine.md"]


def test_a_folder_that_is_a_file_or_lies_under_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("Mine.", "utf-8")
    for out, code in ((tmp_path / "taken", "C001"), (tmp_path / "taken" / "out", "C002")):
        assert main(["import", str(FOLDER / "tabs.txt"), "-o", str(out)]) == 1
        message = MESSAGE.search(capsys.readouterr().err)
        assert message and message["code"] == code
    assert (tmp_path / "taken").read_text("utf-8") == "Mine."


def test_more_than_a_file_may_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bookbuild.manuscript.source.MOST_BYTES", 2 * 2**20)
    (tmp_path / "raw.txt").write_bytes(b"Words. " * 400_000)
    refused(tmp_path / "raw.txt", tmp_path / "out", "M002", "MB", capsys)


SAID = '"Stone does not shrink," said he, and it\'s no affair of mine; the stairs went down, forty of them.\n\n'


def test_time_grows_with_the_text(tmp_path: Path) -> None:
    chapter = f"Chapter 1\n\n{SAID * 100}"
    grows(lambda times: found(chapter * times, tmp_path), 25, 100, most=6)
    grows(lambda times: found("Words and more words. " * times, tmp_path), 10_000, 40_000, most=6)


def test_open_marks_in_one_long_paragraph(tmp_path: Path) -> None:
    grows(lambda times: found("word _word " * times, tmp_path), 700, 2800, most=6)


def test_contents_that_never_end(tmp_path: Path) -> None:
    numbered = [f"This is a sentence, and its number is {number}.\n\n" for number in range(3200)]
    head = "Steps\n\nContents\n\n"
    grows(lambda count: found(head + "".join(numbered[:count]), tmp_path), 800, len(numbered), most=6)


SHAPES: dict[str, tuple[str, list[tuple[str, int, int]]]] = {
    "capital-title": (
        "THE CHALK STAIR",
        [("Chapter 1", 1, 0), ("Chapter 2", 1, 0)],
    ),
    "gutenberg-capitals": (
        "The Salt Road",
        [("CHAPTER I. The Lamp", 3, 0), ("CHAPTER II. The Chalk", 3, 1), ("CHAPTER III. The North Wind", 4, 0)],
    ),
    "shouts": (
        "",
        [("Chapter 1", 8, 0), ("Chapter 2", 1, 0)],
    ),
    "contents-roman": (
        "Steps",
        [("I", 1, 0), ("II", 1, 0), ("III", 1, 0), ("IV", 1, 0), ("V", 1, 0), ("VI", 1, 0)],
    ),
    "contents-titles": (
        "Steps",
        [("Chapter One. The Lamp", 1, 0), ("Chapter Two. The Chalk", 1, 0), ("Chapter Three. The Wind", 1, 0)],
    ),
    "contents-unlike": (
        "Steps",
        [("ONE: THE LAMP", 5, 0), ("TWO: THE CHALK", 1, 0)],
    ),
    "contents-joined": (
        "The Salt Stair",
        [("CHAPTER I. The Lamp", 2, 0), ("CHAPTER II. The Chalk", 3, 0)],
    ),
    "short-lines": ("", [("", 8, 0)]),
    "gutenberg-wrapped-marks": (
        "The Salt Road, Being an Account of the Steps at Penhale and of Those Who Counted Them",
        [("CHAPTER I", 3, 0)],
    ),
    "indented-flush-heads": (
        "",
        [("Chapter 1", 4, 0), ("Chapter 2", 4, 0)],
    ),
    "indented-short": (
        "The Long Night",
        [("Chapter One: The Road", 5, 0), ("Chapter Two: The Shore", 5, 0)],
    ),
    "wrapped-roman-titles": (
        "",
        [("I. The Lamp", 3, 0), ("II. The Chalk", 2, 0)],
    ),
    "other-breaks": ("", [("Chapter 1", 6, 5)]),
    "ordinals": (
        "",
        [("Chapter the Second", 1, 0), ("Prologue: The Storm", 1, 0), ("First Chapter", 1, 0)],
    ),
    "long-line": (
        "",
        [("Chapter 1", 6, 0)],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str) -> None:
    book = imported(name)
    assert (book.title, outline(book)) == SHAPES[name]


def test_a_text_without_words_raises_for_callers_too(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="M051"):
        found("\n \n", tmp_path)


LAMP = "The lamp at the end of the mole had burned since the spring, and nobody in the village could say who filled it."


@pytest.mark.parametrize(
    ("text", "title", "author", "chapters"),
    [
        pytest.param(
            f"Who Goes There?\n\nby Ann Other\n\nChapter 1\n\n{LAMP}\n",
            "Who Goes There?",
            "Ann Other",
            [("Chapter 1", 1, 0)],
        ),
        pytest.param(
            f"The Well\n\nby\n\nAnn Other\n\nChapter 1\n\n{LAMP}\n",
            "The Well",
            "Ann Other",
            [("Chapter 1", 1, 0)],
        ),
        pytest.param(
            f"Chapter 1\n\n{LAMP}\n\n{LAMP}\n\n{LAMP}\n\n\nTHE END\n",
            "",
            "",
            [("Chapter 1", 4, 0)],
        ),
        pytest.param(
            f"Chapter 1\n\n{LAMP}\n\nThree\n\n3\n\n2\n\n1\n\n{LAMP}\n\nChapter 2\n\n{LAMP}\n",
            "",
            "",
            [("Chapter 1", 6, 0), ("Chapter 2", 1, 0)],
        ),
    ],
    ids=["asking title", "by alone", "the end", "countdown"],
)
def test_small_cases(text: str, title: str, author: str, chapters: list[tuple[str, int, int]], tmp_path: Path) -> None:
    book = found(text, tmp_path)
    assert (book.title, book.author, outline(book)) == (title, author, chapters)


def test_front_matter_of_markdown_builds(tmp_path: Path) -> None:
    raw = tmp_path / "well.md"
    raw.write_text(f"---\ntitle: The Well\nauthor: Ann Other\n---\n\n# One\n\n{LAMP}\n", "utf-8")
    assert main(["import", str(raw), "-o", str(tmp_path / "b")]) == 0
    build(tmp_path / "b")


def test_a_text_without_paragraphs_is_told_and_kept_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw.txt").write_text(f"{LAMP} " * 300, "utf-8")
    assert main(["import", str(tmp_path / "raw.txt"), "-o", str(tmp_path / "b")]) == 0
    assert "M055 One paragraph has" in capsys.readouterr().err
    assert words_of((tmp_path / "b" / "01-text.md").read_text("utf-8")) == words_of(f"{LAMP} " * 300)
    assert "lost its paragraph breaks" in (tmp_path / "b" / "import-report.md").read_text("utf-8")


def test_more_than_one_volume_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bookbuild.manuscript.importing.MOST_WORDS", 100)
    monkeypatch.setattr("bookbuild.cli.MOST_SILENT", 0)
    (tmp_path / "raw.txt").write_text(f"Chapter 1\n\n{LAMP}\n\n" * 9, "utf-8")
    assert main(["import", str(tmp_path / "raw.txt"), "-o", str(tmp_path / "b")]) == 0
    told = capsys.readouterr().err
    assert "Reading 0 MB" in told and "M054 This text has" in told


def test_a_book_without_a_title_has_its_files_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "the-salt-road.txt").write_text(f"Chapter 1\n\n{LAMP}\n", "utf-8")
    assert main(["import", str(tmp_path / "the-salt-road.txt"), "-o", str(tmp_path / "b")]) == 0
    assert "M053" in capsys.readouterr().err
    assert (tmp_path / "b" / "book.yaml").read_text("utf-8").startswith('title: "The Salt Road"\n')


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("English", "en-US"),
        ("French", "fr"),
        ("German", "de"),
        ("Spanish", "es"),
        ("Italian", "it"),
        ("Klingon", "en-US"),
    ],
)
def test_gutenbergs_language_is_the_books(name: str, tag: str, tmp_path: Path) -> None:
    text = f'Language: {name}\n\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nChapter 1\n\n{LAMP} "So."\n'
    book = found(text, tmp_path)
    assert book.language == tag
    assert bool(book.doubts) == (name == "Klingon")
    opening = {"fr": "«", "de": "„", "es": "«", "it": "«"}.get(tag, "“")
    assert any(what.startswith(f'quotes turned: " to {opening}') for _, what in book.decisions)


def test_pictures_of_markdown_come_along(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "raw").mkdir()
    Image.new("L", (300, 300)).save(tmp_path / "raw" / "map.png", dpi=(300, 300))
    raw = tmp_path / "raw" / "well.md"
    raw.write_text(f"# One\n\n{LAMP}\n\n![](map.png)\n\n![](https://example.org/lamp.png)\n", "utf-8")
    book = import_text(raw, Findings())
    assert book.pictures == ["map.png"]
    assert [what for _, what in book.doubts] == [
        "a picture that is not there: copy it into the book's folder as https://example.org/lamp.png"
    ]
    write_book(book, raw, tmp_path / "b")
    assert (tmp_path / "b" / "map.png").is_file()
