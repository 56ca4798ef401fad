"""Pieces in one row: letters found again in their text, with what stands before them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Place
from bookbuild.wordcheck.letters import letters_of
from bookbuild.wordcheck.stream import Piece, Stream

PIECES = [
    Piece("One, é", Place("a.md", 2, 1)),
    Piece("tu", Place("a.md", 2, 9), joined=True),
    Piece("•"),
    Piece("(two)"),
]


def test_gaps_reach_back_over_pieces_without_letters() -> None:
    stream = Stream(PIECES)
    assert stream.letters == "Onee\u0301tutwo"
    assert stream.gaps(0, 10) == ["", "", "", ", ", "", "", "", "\n•\n(", "", ""]
    assert stream.gaps(7, 8) == ["\n•\n("]
    assert stream.gaps(5, 7) == ["", ""]


def test_a_letter_has_its_place() -> None:
    stream = Stream(PIECES)
    assert stream.place(3) == Place("a.md", 2, 6)
    assert stream.place(6) == Place("a.md", 2, 10)
    assert stream.place(8) is None


@given(st.lists(st.text("ab é,.\n", max_size=5), min_size=1, max_size=6), st.data())
def test_any_stretch_of_gaps_is_part_of_all(texts: list[str], data: st.DataObject) -> None:
    stream = Stream([Piece(text) for text in texts])
    total = len(stream.letters)
    begin = data.draw(st.integers(0, total))
    end = data.draw(st.integers(begin, total))
    assert stream.gaps(begin, end) == stream.gaps(0, total)[begin:end]
    assert stream.letters[begin:end] in letters_of(stream.text(begin, end))
