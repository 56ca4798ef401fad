"""Titles broken by sense: the rules one by one on words of known widths, then on real titles in real faces."""

from __future__ import annotations

import pytest
from conftest import room, typed
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.makeup.numerals import in_words
from bookbuild.makeup.sense import MOST_LINES, DisplayWord, best_breaks, with_breaks
from bookbuild.makeup.wording import printed_number
from bookbuild.manuscript.blocks import LINE_SEPARATOR, lines_of, plain, text_of


def words(text: str, width: float = 10.0) -> list[DisplayWord]:
    """Words of ten points a letter, a letter's width between them; a stroke ends a line."""
    return [
        DisplayWord(word.rstrip("|"), len(word.rstrip("|")) * width, width, word.endswith("|")) for word in text.split()
    ]


def broken(text: str, room: float, language: str = "en-US") -> list[str] | None:
    """A title's lines, None when three don't hold it."""
    breaks = best_breaks(words(text), room, language)
    if breaks is None:
        return None
    runs = with_breaks(plain(text.replace("|", "")), breaks)
    return [text_of(line) for line in lines_of(runs)]


TITLES = {
    "on one line": ("The Safe Side", 200, "en-US", ["The Safe Side"]),
    "not after `of`": ("The Adventures of Sherlock Holmes", 220, "en-US", ["The Adventures", "of Sherlock Holmes"]),
    "not after `the`": ("Murder at the Vicarage", 150, "en-US", ["Murder", "at the Vicarage"]),
    "at a comma": ("Hello there, Wide and Open World", 190, "en-US", ["Hello there,", "Wide and Open World"]),
    "a French article": ("Le rouge et le noir", 130, "fr", ["Le rouge", "et le noir"]),
    "a German preposition": ("Der Mann ohne Eigenschaften", 190, "de", ["Der Mann", "ohne Eigenschaften"]),
    "by hand": ("The| Safe Side", 500, "en-US", ["The", "Safe Side"]),
    "by hand and once more": ("The| Wonderful Story of the Frog", 160, "en-US", ["The", "Wonderful Story", "of the Frog"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "room", "language", "lines"), TITLES.values(), ids=TITLES)
def test_titles(text: str, room: float, language: str, lines: list[str]) -> None:
    assert broken(text, room, language) == lines


def test_no_line_is_under_forty_five_percent_of_the_longest_if_it_can_be_helped() -> None:
    assert broken("aaaa bbbb cccc dddd eeee ff", 250) == ["aaaa bbbb cccc", "dddd eeee ff"]
    assert broken("aaaaaaaaaaaaaaaaaaaa bb", 200) == ["aaaaaaaaaaaaaaaaaaaa", "bb"], "there is no other way"


def test_four_lines_are_too_many() -> None:
    assert broken("aaaa bbbb cccc dddd", 45) is None
    assert broken("aaaa| bbbb| cccc| dddd", 500) is None


@given(st.lists(st.integers(1, 12), min_size=1, max_size=14), st.integers(120, 400))
def test_lines_fit_and_no_word_is_lost(lengths: list[int], room: int) -> None:
    text = " ".join("x" * length for length in lengths)
    lines = broken(text, room)
    if lines is not None:
        assert len(lines) <= MOST_LINES
        assert " ".join(lines) == text
        assert all(len(line) * 10 <= room for line in lines)
        if len(text) * 10 <= room:
            assert lines == [text]


def test_breaks_fall_between_words_of_several_runs() -> None:
    runs = with_breaks(typed("The _Life and_ Times of _Somebody_"), (1, 3))
    assert [text_of(line) for line in lines_of(runs)] == ["The Life", "and Times", "of Somebody"]
    assert sum(text.count(LINE_SEPARATOR) for text in (run.text for run in runs)) == 2


def test_a_title_too_long_for_three_lines_is_set_smaller() -> None:
    here = room()
    lettering = here.style.lettering["title"]
    long = (
        "An Account of All That Happened on the Island Between the Coming of the Inspector and the Breaking of the Bar "
    )
    lines, stepped = here.composer.display(plain(long + "as Remembered by Its Devil"), lettering)
    assert len(lines) <= 3
    assert stepped.size < lettering.size
    assert all(line.width <= 0.8 * here.style.grid.measure + 1e-6 for line in lines)


def test_a_caption_or_dedication_is_never_made_smaller() -> None:
    here = room()
    lettering = here.style.lettering["caption"]
    lines = here.composer.lines(plain("So many words under a picture that they need line after line. " * 6), lettering)
    assert len(lines) > 3
    assert {segment.fount.size for line in lines for segment in line.segments} == {lettering.size}


# Numbers in words

NUMERALS = {
    "en": {1: "one", 13: "thirteen", 20: "twenty", 21: "twenty-one", 99: "ninety-nine"},
    "fr": {1: "un", 21: "vingt et un", 22: "vingt-deux", 71: "soixante et onze", 80: "quatre-vingts", 81: "quatre-vingt-un", 91: "quatre-vingt-onze", 99: "quatre-vingt-dix-neuf"},
    "de": {1: "eins", 12: "zwölf", 17: "siebzehn", 21: "einundzwanzig", 30: "dreißig", 66: "sechsundsechzig"},
    "es": {1: "uno", 16: "dieciséis", 22: "veintidós", 30: "treinta", 31: "treinta y uno"},
    "it": {3: "tre", 21: "ventuno", 23: "ventitré", 28: "ventotto", 61: "sessantuno"},
}  # fmt: skip


@pytest.mark.parametrize(("language", "numbers"), NUMERALS.items(), ids=NUMERALS)
def test_numbers_in_words(language: str, numbers: dict[int, str]) -> None:
    assert {number: in_words(number, language) for number in numbers} == numbers
    assert len({in_words(number, language) for number in range(1, 100)}) == 99
    assert in_words(100, language) == in_words(0, language) == ""


@pytest.mark.parametrize(
    ("number", "language", "spelt_out", "shown"),
    [
        ("7", "en-GB", True, "chapter seven"),
        ("7", "en-GB", False, "7"),
        ("VII", "en-US", True, "VII"),
        ("Seven", "en-US", True, "Seven"),
        ("120", "en-US", True, "120"),
        ("7", "pl", True, "7"),
        ("7", "de-AT", True, "Kapitel sieben"),
        ("007", "en-US", True, "chapter seven"),
        ("", "en-US", True, ""),
    ],
)
def test_a_chapters_number(number: str, language: str, spelt_out: bool, shown: str) -> None:
    assert printed_number(number, language, spelt_out) == shown
