"""Every run knows where its first character stands; every paragraph who it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Block, Chapter, Heading, ItemList, Paragraph, Quotation, Run, text_of
from bookbuild.manuscript.identities import with_identities
from bookbuild.manuscript.markdown import Title, read_markdown
from bookbuild.manuscript.read import read_chapters

WORDS = ["word", "It’s", "a", "I", "the", "sea", "“Yes,”", "—", "naïve", "x"]
MARKED = [
    "*em*",
    "**st**",
    "_x y_",
    "*a* b",
    "***both***",
    "`code`",
    "b*c*d",
    "*a*—*b*",
    "[link](http://a.b)",
    "<b>t</b>",
]
ENDS = ["\n", "\n", "\n", "\\\n", "  \n"]


def _lines() -> st.SearchStrategy[str]:
    """A few lines of one paragraph, ended in all ways."""
    line = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKED), min_size=1, max_size=7).map(" ".join)

    def joined(lines: Sequence[tuple[str, str]]) -> str:
        return "".join(text + end for text, end in lines[:-1]) + lines[-1][0]

    return st.lists(st.tuples(line, st.sampled_from(ENDS)), min_size=1, max_size=4).map(joined)


def _each_line(before: str) -> Callable[[str], str]:
    return lambda text: "\n".join(before + line for line in text.split("\n"))


def manuscripts() -> st.SearchStrategy[str]:
    """Markdown of paragraphs, heads, quotations, lists, indented text and divs."""
    lines = _lines()
    blocks = [
        lines,
        *(lines.map(_each_line(before)) for before in ("> ", "> > ", ">", "    ", "\t", "  ")),
        lines.map(lambda text: "# " + text.split("\n")[0]),
        lines.map(lambda text: "## " + text.split("\n")[0]),
        lines.map(lambda text: "- " + text.replace("\n", "\n  ") + "\n- x"),
        lines.map(lambda text: "1. " + text.replace("\n", "\n   ") + "\n2. x"),
        lines.map(lambda text: f"::: verse\n{text}\n:::"),
        st.just("***"),
    ]
    return st.lists(st.one_of(blocks), min_size=1, max_size=4).map("\n\n".join)


def all_runs(blocks: Iterable[Block | Title]) -> Iterator[Run]:
    """Every run in reading order."""
    for block in blocks:
        if isinstance(block, Title | Heading | Paragraph):
            yield from block.runs
        elif isinstance(block, Quotation):
            yield from all_runs(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from all_runs(item)


def read(text: str) -> list[Block | Title]:
    return read_markdown(text, "a.md", Path(), Findings())


@examples(150)
@given(manuscripts())
def test_the_source_at_a_runs_place_begins_with_the_run(text: str) -> None:
    lines = text.split("\n")
    before = (0, 0)
    for run in all_runs(read(text)):
        place = run.place
        assert place is not None
        if run.text in ("- ", "1. ", "2. "):
            continue  # the mark of a list that is none: see below
        source = lines[place.line - 1][place.column - 1 :]
        ends_line = run.text[0] in " \u2028" and source[:1] in ("", "\\", " ")
        assert ends_line or source[:1] == run.text[0], (run, source)
        assert (place.line, place.column) >= before, "places only grow"
        before = (place.line, place.column)


@examples(100)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), st.sampled_from(["", "> ", "    ", "## ", "> > "]))
def test_plain_text_is_one_run_at_its_own_place(words: list[str], before: str) -> None:
    text = " ".join(["He", *words])
    _first, run = all_runs(read(f"First.\n\n{before}{text}"))
    assert run == Run(text, place=Place("a.md", 3, 1 + len(before)))


PLACES = [
    ("a *b* c", [("a ", 1, 1), ("b", 1, 4), (" c", 1, 6)]),
    ("# *T* u", [("T", 1, 4), (" u", 1, 6)]),
    ("a\nb", [("a ", 1, 1), ("b", 2, 1)]),
    ("> a\n> *b*", [("a ", 1, 3), ("b", 2, 4)]),
    ("\n\n  a", [("a", 3, 3)]),
    ("\ta *b*", [("a ", 1, 2), ("b", 1, 5)]),
    ("&amp; *b*", [("& ", 1, 1), ("b", 1, 8)]),
    ("\\*a *b*", [("*a ", 1, 1), ("b", 1, 6)]),
    ("a **b *c***", [("a ", 1, 1), ("b ", 1, 5), ("c", 1, 8)]),
    ("the *the* the *the*", [("the ", 1, 1), ("the", 1, 6), (" the ", 1, 10), ("the", 1, 16)]),
    ("`b` *b*", [("b", 1, 2), (" ", 1, 4), ("b", 1, 6)]),
    ("[*a*](http://x.y/*a*) *c*", [("a", 1, 3), (" ", 1, 22), ("c", 1, 24)]),
]


@pytest.mark.parametrize(("text", "wanted"), PLACES, ids=[text for text, _ in PLACES])
def test_places(text: str, wanted: list[tuple[str, int, int]]) -> None:
    found = [(run.text, run.place.line, run.place.column) for run in all_runs(read(text)) if run.place]
    assert found == wanted


PLACES_OF_MARKS = [  # marks put back, and a line ended by hand
    ("1914. It was hot.", [("1914. ", 1, 1), ("It was hot.", 1, 7)]),
    ("- Only this.", [("- ", 1, 1), ("Only this.", 1, 3)]),
    ("a<br>b", [("a", 1, 1), ("\u2028", 1, 2), ("b", 1, 6)]),
]


@pytest.mark.parametrize(("text", "wanted"), PLACES_OF_MARKS, ids=[text for text, _ in PLACES_OF_MARKS])
def test_places_of_marks(text: str, wanted: list[tuple[str, int, int]]) -> None:
    test_places(text, wanted)


def test_front_matter_moves_no_place(tmp_path: Path) -> None:
    raw = "---\ntitle: T\nnumber: 7\n---\n\nIt was *hot*.\n"
    (chapter,) = read_chapters(raw, "a.md", tmp_path, Findings())
    assert isinstance(chapter, Chapter)
    assert [run.place for run in all_runs(chapter.blocks)] == [
        Place("a.md", 6, 1),
        Place("a.md", 6, 9),
        Place("a.md", 6, 13),
    ]


# Identity


def named(text: str) -> list[Paragraph]:
    """The paragraphs of a text with their identities."""
    blocks = with_identities(block for block in read(text) if not isinstance(block, Title))
    return [block for block in blocks if isinstance(block, Paragraph)]


def identities(text: str) -> dict[str, list[object]]:
    """Each paragraph's identities by its words."""
    found: dict[str, list[object]] = {}
    for block in named(text):
        found.setdefault(text_of(block.runs), []).append(block.identity)
    return found


def test_identity_survives_an_edit_in_a_neighbour() -> None:
    before = named("One.\n\nTwo.\n\nThree.")[1]
    after = named("Another.\n\nTwo.\n\nThree.")[1]
    assert before.identity.own == after.identity.own
    assert before.identity.after == after.identity.after
    assert before.identity.before != after.identity.before


def test_neighbours_know_a_paragraph_that_was_edited() -> None:
    before = named("One.\n\nTwo.\n\nThree.")
    after = named("One.\n\nTwo!\n\nThree.")
    assert before[1].identity.own != after[1].identity.own
    assert (before[1].identity.before, before[1].identity.after) == (after[1].identity.before, after[1].identity.after)


def test_equal_paragraphs_are_told_apart_by_their_neighbours() -> None:
    found = identities("One.\n\n“Yes.”\n\nTwo.\n\n“Yes.”\n\nThree.")["“Yes.”"]
    assert len(found) == len(set(found)) == 2


def test_identity_does_not_depend_on_places_or_line_ends() -> None:
    assert identities("One two.\n\nThree.") == identities("\n\nOne\ntwo.\n\n\n\nThree.")


def test_identity_reaches_into_quotations_and_lists() -> None:
    blocks = with_identities(block for block in read("> a\n>\n> b\n\n- c\n- d") if not isinstance(block, Title))
    quotation, items = blocks
    assert isinstance(quotation, Quotation)
    assert isinstance(items, ItemList)
    inside = [*quotation.blocks, *(block for item in items.items for block in item)]
    owns = [block.identity.own for block in inside if isinstance(block, Paragraph)]
    assert len(set(owns)) == 4
    assert "" not in owns


def test_verse_keeps_its_lines_as_typed(tmp_path: Path) -> None:
    text = "::: verse\nTyger, tyger,\nburning bright\n:::\n\nplain\nagain\n"
    verse, plainly = read_markdown(text, "a.md", tmp_path, Findings())
    assert isinstance(verse, Quotation)
    [stanza] = verse.blocks
    assert isinstance(stanza, Paragraph)
    assert "\u2028" in "".join(run.text for run in stanza.runs)
    assert isinstance(plainly, Paragraph)
    assert "\u2028" not in "".join(run.text for run in plainly.runs)
