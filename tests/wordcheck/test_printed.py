"""The PDF against the book: letters strictly, marks loosely; nothing sound is called a fault."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from conftest import OLDEN, examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Place
from bookbuild.setting.lines import Divided
from bookbuild.wordcheck.letters import letters_of
from bookbuild.wordcheck.printed import (
    Finding,
    Kind,
    compared,
    hyphens_of,
    runs_like,
    without_furniture,
    without_turnovers,
)
from bookbuild.wordcheck.stream import Piece, Stream

ONCE = Divided("ex-", "traordinary", "extraordinary")


def found(expected: str | Sequence[Piece], *pages: str, divisions: Sequence[Divided] = ()) -> list[Finding]:
    """What differs between a text and the pages it is printed on."""
    read = Stream([Piece(expected)] if isinstance(expected, str) else list(expected))
    printed = Stream([Piece(page) for page in pages])
    if runs_like(read, pages):
        differs: list[Finding] = []
    else:
        differs = compared(read, printed, divisions)
    return differs or hyphens_of(read, printed, divisions)


def kinds(expected: str | Sequence[Piece], *pages: str, divisions: Sequence[Divided] = ()) -> list[str]:
    return [one.kind.value for one in found(expected, *pages, divisions=divisions)]


@pytest.mark.parametrize(
    ("expected", "seen", "divisions"),
    [
        ("one two three", "one two three", ()),
        ("one two three", "one\r\ntwo\r\nthree", ()),
        ("an extraordinary day", "an ex\ufffe\r\ntraordinary day", (ONCE,)),
        ("an extraordinary day", "an ex\x02\r\ntraordinary day", (ONCE,)),
        ("an extraordinary day", "an ex-\r\ntraordinary day", (ONCE,)),
        ("a lime-tree here", "a lime-\r\ntree here", ()),
        ("a lime-tree here", "a lime\ufffe\r\ntree here", ()),
        ("end—and on", "end—\r\nand on", ()),
        ("der Zucker", "der Zuk-\r\nker", (Divided("Zuk-", "ker", "Zucker"),)),
        ("biało-czerwony", "biało-\r\n-czerwony", (Divided("biało-", "-czerwony", "biało-czerwony"),)),
        ("oﬃce e\u0301te\u0301", "office été", ()),
        ("“‘I,’ she said”", "“\u200a‘I,’ she said”", ()),
        ("", "", ()),
    ],
)
def test_sound_pages_are_sound(expected: str, seen: str, divisions: tuple[Divided, ...]) -> None:
    assert kinds(expected, seen, divisions=divisions) == []


@pytest.mark.parametrize(
    ("expected", "seen", "divisions", "kind"),
    [
        ("one two three", "one three", (), "letters"),
        ("one two three", "one two", (), "letters"),
        ("one two", "one two three", (), "letters"),
        ("one Two three", "one two three", (), "letters"),
        ("one two two three", "one two three", (), "letters"),
        ("café", "cafe", (), "letters"),
        ("one", "", (), "letters"),
        ("page 207", "page 270", (), "letters"),
        ("der Zucker", "der Zuk-\r\nker", (), "letters"),
        ("a lime-tree", "a limetree", (), "hyphens"),
        ("a limetree", "a lime-tree", (), "hyphens"),
        ("an extraordinary day", "an ex\ufffe\r\ntraordinary day", (), "hyphens"),
        ("an extraordinary day", "an extraordinary day", (ONCE,), "hyphens"),
        ("one two", "one, two", (), "marks"),
        ("one, two", "one two", (), "marks"),
        ("one two", "onetwo", (), "marks"),
        ("nowhere", "now here", (), "marks"),
        ("two marks “here”", "two marks ‘here”", (), "marks"),
    ],
)
def test_faults_have_their_kind(expected: str, seen: str, divisions: tuple[Divided, ...], kind: str) -> None:
    assert kinds(expected, seen, divisions=divisions) == [kind]


def test_words_that_change_places_are_found_on_both_sides() -> None:
    assert set(kinds("one two three four five", "two one three four five")) == {"letters"}


def test_a_finding_has_its_page_its_place_and_both_texts() -> None:
    pieces = [Piece("It was a dark night.", Place("a.md", 3, 1)), Piece("The ferry came late.", Place("a.md", 5, 1))]
    (one,) = found(pieces, "It was a dark\r\nnight.", "The came late.")
    assert (one.kind, one.page) == (Kind.LETTERS, 2)
    assert Stream(pieces).place(one.at) == Place("a.md", 5, 5)
    assert "The came late" in one.printed and "The ferry came" in one.read


def test_every_difference_is_found_not_only_the_first() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    assert (
        len(found(text, text.replace("word30 ", "").replace("word90 ", "wrod90 ").replace("word150", "word105"))) == 3
    )


@pytest.mark.parametrize(
    ("page", "furniture", "left"),
    [
        ("one two Tales 7", "Tales 7", "one two "),
        ("one two\r\nTales\r\n7", "Tales 7", "one two\r\n"),
        ("onceA2", "A 2", "once"),
        ("one two", "Tales 7", None),
        ("one two Tales 8", "Tales 7", None),
        ("Tales 7 one two", "Tales 7", None),
        ("one two", "", "one two"),
    ],
)
def test_furniture_must_be_there_and_last(page: str, furniture: str, left: str | None) -> None:
    assert without_furniture(page, furniture) == left


def test_a_page_that_ends_in_a_hyphen() -> None:
    assert kinds("an extraordinary day", "an ex\ufffe\r\n", "traordinary day", divisions=[ONCE]) == []


def test_marks_of_lines_turned_over_are_taken_off() -> None:
    divisions = [Divided("one ⮐", "two", "one two", "⮐"), Divided("ex-", "act", "exact")]
    assert without_turnovers("one ⮐\r\ntwo ⮐ three ⮐\r\n", divisions) == "one\r\ntwo ⮐ three ⮐\r\n"


@examples(80)
@given(st.lists(st.sampled_from(OLDEN.split()), min_size=2, max_size=40, unique=True), st.data())
def test_any_word_changed_is_found(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.integers(0, len(words) - 1).filter(lambda one: one != at))
    seen = list(words)
    change = data.draw(st.sampled_from(["drop", "swap", "case", "double"]))
    if change == "drop":
        del seen[at]
    elif change == "swap":
        seen[at], seen[other] = seen[other], seen[at]
    elif change == "case":
        seen[at] = seen[at].swapcase()
    else:
        seen.insert(at, seen[at])
    if letters_of("".join(seen)) != letters_of("".join(words)):
        assert "letters" in kinds(" ".join(words), " ".join(seen))
