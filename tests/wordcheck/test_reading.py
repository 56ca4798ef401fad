"""The book against the files: the second reader agrees with the parser about sound text, and does not share its losses."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from manuscripts import WORDS as WORDS_OF

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Source
from bookbuild.manuscript.markdown import read_blocks
from bookbuild.manuscript.source import scrub
from bookbuild.wordcheck.booktext import block_pieces
from bookbuild.wordcheck.rawtext import raw_lines
from bookbuild.wordcheck.reading import Misreading, misread_signs, misreadings
from bookbuild.wordcheck.stream import Piece

WORDS = [
    "word", "It’s", "I", "1914.", "—", "“q”", "*em*", "**st**", "_x_", "*two words*", "***both***", "“*She*”", "*so*—", "—*so",
    "wow*", "a*b*c", "snake_case", "3*4", "*", "_", "-", "+", "#", "&", "<", "=", "...", "&amp;", "&mdash;", "\\*", "\\",
    "`code`", "[link](http://a.b)", "[s]{.c}", "<i>t</i>", "x<br>y", "http://x.y/z", "<http://a.b>", "a@b.c", "(p)", "[b]",
    "1.", "2)", "[^1]", "\u00a0x", "co\u00adop", "^", "~", "$5", "50%", "C:\\dir", "{.keep}", "{lines=-1 .recto}", "e\u0301t\u00e9",
]  # fmt: skip
BEFORE = [
    "", "", "", "", "> ", ">", "> > ", "- ", "1. ", "# ", "## ", "### ", "    ", "\t", " ", "* ", "+ ", "1914. ", "***\n", "---\n",
]  # fmt: skip
WHOLE = [
    "***", "---", "* * *", "#", "##", "# T {#i .c}", "```\ncode *x*\n```", "::: verse\na\n:::", "::: odd\na\n:::", "<!-- no -->",
    "| a | b |\n|---|---|\n| c | d |", "<div>\nx\n</div>", "[^1]: Note text.", "[r]: http://a.b", "a\n===", "a\n---",
    "{.c}\nx", "{lines=+1}\nx", "a {.keep}\nb {.page-break}  \nc", "a {.keep} <!-- no -->", "- a\n- b", "1. a\n2. b", "a\\\nb", "a  \nb",
]  # fmt: skip


def manuscripts() -> st.SearchStrategy[str]:
    """What novelists type, and some of what they mistype."""
    line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
    paragraph = st.lists(st.tuples(st.sampled_from(BEFORE), line).map("".join), min_size=1, max_size=3).map("\n".join)
    return st.lists(paragraph | st.sampled_from(WHOLE), min_size=1, max_size=4).map("\n\n".join)


def compared(raw: str, parsed: str | None = None) -> list[Misreading]:
    """What the second reader misses of a raw text, or of another that the parser is given in its place."""
    place, findings = Place("a.md", 1), Findings()
    pieces = list(
        block_pieces(read_blocks(scrub(raw if parsed is None else parsed, "a.md", findings), place, Path(), findings))
    )
    lines = raw_lines(Source(raw, place))
    return [*misreadings(lines, pieces), *misread_signs(lines, pieces)]


@examples(200)
@given(manuscripts())
def test_both_readers_read_the_same_words(text: str) -> None:
    assert not compared(f"First.\n\n{text}")  # else a rule at the top may begin front matter


AGREED = [
    "# A *Title* {#name}\n\nText.",
    "1914. It was hot.",
    "Text[^1]\n\n[^1]: The note.",
    "```\nfive = 2 + 3\n```",
    "<table><tr><td>a</td><td>b</td></tr></table>",
    "a&nbsp;b &#8220;c&#8221;",
    "- a\n  - b\n- c",
    "\ufeffBom.",
    "a\x07b",
    "a\u2028b",
    "a\x85b",
    "see [the\nhouse](http://x.y) c",
    "- # a\n- b",
    "- 1. a\n- b",
    "- - a",
    "## a ## b ##",
    "> a\n> ---\n> b",
    "---\na: b\n",
    "> a\nlazy",
    "Not a head\n---\nb",
    "*a* *b* _c_",
    "a {.keep}\nb {lines=+1}",
    "a `b {.keep}\nc` d {.keep}",
    "a {.keep}\\\nb {.recto}  \nc {.keep .loud}",
]


@pytest.mark.parametrize("text", AGREED)
def test_they_agree(text: str) -> None:
    assert not compared(text)


TRAPS = {
    "a picture in code (the first chapter of `bookbuild new` has one)": "Write `![what](file.png)` here.",
    "a link in code": "Write `[a](b)` here.",
    "a tag in code": "Write `<b>` here.",
    "an entity in code": "Write `&amp;` here.",
    "a tag in a fence": "```\n<b>a</b>\n```",
    "a comment in a fence": "```\n<!-- a -->\n```",
    "an entity in a fence": "```\n&lt;\n```",
    "a head in a fence": "```\n## a {b}\n```",
    "colons in a fence": "```\n:::\n```",
    "a link by reference": "See [here][r].\n\n[r]: http://a.b",
    "a link by its own name": "See [r].\n\n[r]: http://a.b",
    "an entity without its semicolon": "5 &copy 6",
    "colons alone on a line": "a\n\n:::\n\nb",
    "a speaker in brackets": "[Ghost]: Who goes there?",
    "a bracket and a colon inside a paragraph": "He said\n[sic]: “no”",
    "a link with round brackets in its address": "a [b](http://x.y/z_(w)) c",
    "a link with its title in single quotes": "a [b](http://x.y 'the title') c",
    "a link that is wrapped": 'a [b](http://x.y\n"t") c',
    "a link with attributes": "a [b](c){.d} e",
    "an escaped tag": "Type \\<b> now.",
    "an escaped link": "Type \\[a](b) now.",
    "an escaped entity": "Type \\&amp; now.",
    "a table of one column": "| a |\n|---|\n| b |",
    "a line that is only a tag, then Markdown": "First.\n\n<br>\n[link](http://a.b)",
    "an address after a comment": "<!-- x --> See <http://a.b> there.",
    "a form feed between words": "a\x0cb",
    "a vertical tab between words": "a\x0bb",
    "a picture with a space in its target": "One. ![A map](my map.png) Two.",
    "an empty comment": "One <!--> two <!---> three.",
    "HTML in code beside a lone backtick": "A ` tick.\n\n```\n<head>x</head>\n```\n\nMore.",
    "a tag that an empty line would be in": "a <lost b\n\n> c\n",
    "a command in braces": "a \\emph{b c} \\ldots d",
    "an alert": "> [!NOTE]\n> a",
    "a definition": "Ferry\n: a boat",
    "numbers that HTML gives": "<ol><li>a</li><li>b</li></ol>",
    "text for other formats": 'a\n\n::: {.content-visible when-format="html"}\nb `c`\n:::\n\nd',
}
"""Where two readers easily part: each would warn of a sound book."""


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_they_agree_on_traps(text: str) -> None:
    assert not compared(text)


SENTENCES = [
    "The ferry left the harbour before sunrise, and nobody saw it go.",
    "She counted *seven* lights on the far shore; then there were six.",
    "“Where does it go?” he asked. “Home,” she said.",
    "In 1914 the company had 32 boats, 14 of them new.",
]
BOOK = "\n\n".join(f"{sentence} Part {number}." for number, sentence in enumerate(SENTENCES * 6))


@pytest.mark.parametrize("number", range(24))
def test_a_paragraph_the_parser_loses_is_missed_with_its_place(number: int) -> None:
    paragraphs = BOOK.split("\n\n")
    lost = "\n\n".join(paragraphs[:number] + paragraphs[number + 1 :])
    found = [one for one in compared(BOOK, lost) if one.words]
    assert sum(one.words for one in found) > 5
    assert found[0].place is not None and abs(found[0].place.line - (2 * number + 1)) <= 2


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("counted *seven*", "counted"),
        ("1914", "1941"),
        ("nobody", "somebody"),
        ("before sunrise", "sunrise before"),
        ("harbour", "harbour harbour"),
    ],
)
def test_a_few_words_are_missed(typed: str, read: str) -> None:
    found = [one for one in compared(BOOK, BOOK.replace(typed, read, 1)) if one.words]
    assert 0 < sum(one.words for one in found) <= 5


def test_a_paragraph_that_is_doubled_or_moved_is_missed() -> None:
    paragraphs = BOOK.split("\n\n")
    doubled = [*paragraphs[:5], paragraphs[4], *paragraphs[5:]]
    moved = [*paragraphs[:4], *paragraphs[5:12], paragraphs[4], *paragraphs[12:]]
    for wrong in (doubled, moved):
        assert any(one.words > 5 for one in compared(BOOK, "\n\n".join(wrong)))


@pytest.mark.parametrize(
    ("typed", "read"), [("go?", "go"), ("shore;", "shore"), ("sunrise,", "sunrise"), ("boats,", "boats:")]
)
def test_a_mark_that_is_lost_or_another_is_told(typed: str, read: str) -> None:
    found = compared(BOOK, BOOK.replace(typed, read, 1))
    assert [one.words for one in found] == [0]


def test_both_texts_are_told() -> None:
    (one,) = (one for one in compared(BOOK, BOOK.replace("harbour ", "", 1)) if one.words)
    assert "the harbour before" in one.typed and "the before" in one.read


def prose(language: str) -> list[str]:
    """Paragraphs in a language, without markup."""
    random = Random(language)
    words = [word for word in WORDS_OF[language].split() if word.isalpha()]
    return [" ".join(random.choices(words, k=random.randint(12, 40))).capitalize() + "." for _ in range(12)]


@pytest.mark.parametrize("number", range(108))
def test_a_hundred_faults_of_the_parser_are_found(number: int) -> None:
    """A few words lost, doubled, changed or exchanged, a run of them lost, a paragraph lost or moved, in six languages."""
    random = Random(number)
    paragraphs = prose(list(WORDS_OF)[number % 6])
    at = random.randrange(1, 11)
    words = paragraphs[at].split()
    spot = random.randrange(1, len(words) - 8)
    kind = number // 6 % 6
    misread = list(paragraphs)
    if kind == 0:
        del words[spot]
    elif kind == 1:
        words.insert(spot, f"{words[spot]}x")
    elif kind == 2:
        words[spot] = words[spot][::-1] + "y"
    elif kind == 3:
        words[spot : spot + 2] = [f"{words[spot + 1]}z", words[spot]]
    elif kind == 4:
        del words[spot : spot + 7]
    misread[at] = " ".join(words)
    if kind == 5:
        misread.insert(0, misread.pop(at))
    found = [one for one in compared("\n\n".join(paragraphs), "\n\n".join(misread)) if one.words]
    assert found
    assert any(one.words > 5 for one in found) == (kind >= 4)


FRONT = """---
title: The Ferry
subtitle: A Beginning
number: 4
draft: yes
epigraph:
  text: Nobody knows.
  source: An old song
---
"""


def front(body: str) -> list[str]:
    return [one.required.replace("\0", "").strip() for one in raw_lines(Source(FRONT + body, Place("a.md", 1)))]


def test_what_is_said_of_a_chapter_stands_round_its_title() -> None:
    said = [one for one in front("\nShe came.\n") if one]
    assert said == ["4", "The Ferry", "A Beginning", "Nobody knows.", "An old song", "She came."]
    said = [one for one in front("\n# Another\n\nShe came.\n") if one]
    assert said == ["4", "# Another", "A Beginning", "Nobody knows.", "An old song", "She came."]


def test_a_caption_stands_behind_its_paragraph() -> None:
    text = "One ![x](a.png \"cap one\") two ![y](b.png 'cap two')\nthree\n\nfour"
    said = [one.required.replace("\0", "").strip() for one in raw_lines(Source(text))]
    assert [one.split() for one in said if one] == [["One", "two"], ["three"], ["cap", "one"], ["cap", "two"], ["four"]]


@pytest.mark.parametrize("fence", ["+++", "---"])
def test_a_text_that_only_begins_like_front_matter_is_text(fence: str) -> None:
    lines = raw_lines(Source(f"{fence}\nNobody knows.\n", Place("a.md", 1)))
    assert [one.required for one in lines][-2:] == ["Nobody knows.", ""]


def test_pieces_are_found_by_line() -> None:
    lines = raw_lines(Source("One\r\ntwo\rthree", Place("book.yaml", 7)))
    assert [(one.typed, one.place) for one in lines] == [
        ("One", Place("book.yaml", 7, 1)),
        ("two", Place("book.yaml", 8, 1)),
        ("three", Place("book.yaml", 9, 1)),
    ]
    assert lines[0].piece == Piece("One", Place("book.yaml", 7, 1))
