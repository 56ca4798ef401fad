"""The second, dumb reader agrees with the parser, and does not share its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.markdown import read_markdown
from bookbuild.manuscript.source import scrub
from bookbuild.manuscript.witness import canonical, gathered, raw_words

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


def parsed_words(text: str) -> list[str]:
    """The words as the parser reads them."""
    findings = Findings()
    return canonical(" ".join(gathered(read_markdown(scrub(text, "a.md", findings), "a.md", Path(), findings))))


@examples(200)
@given(manuscripts())
def test_both_readers_read_the_same_words(text: str) -> None:
    text = f"First.\n\n{text}"  # else a rule at the top may begin front matter
    assert raw_words(text) == parsed_words(text)


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
    assert raw_words(text) == parsed_words(text) != []


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
}
"""Where two readers easily part: each would stop a build with W002, though nothing is wrong with the book."""


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_they_agree_on_traps(text: str) -> None:
    assert raw_words(text) == parsed_words(text)


@pytest.mark.parametrize("text", ["[Ghost]: Boo!", "[Enter]: softly", "[1914]: War."])
def test_words_in_brackets_before_a_colon_are_text(text: str) -> None:
    assert parsed_words(text) == raw_words(text) == canonical(text)


def test_a_word_the_parser_loses_is_missed() -> None:
    assert raw_words("one two three") != parsed_words("one three")


def test_what_can_not_be_told_from_text_is_left_out_on_both_sides() -> None:
    assert canonical("* a • b | c # & - d+e*") == ["a", "b", "c", "d+e"]
