"""Patterns are searched as pyphen searches them."""

from __future__ import annotations

import random
from pathlib import Path

import pyphen
import pytest

from bookbuild.setting.patterns import Change, Patterns, Position


def patterns(folder: Path, *lines: str, encoding: str = "UTF-8") -> Patterns:
    """What is read from a file with these lines."""
    path = folder / "hyph_xx.dic"
    path.write_bytes("\n".join([encoding, *lines, ""]).encode(encoding))
    return Patterns(path)


@pytest.mark.parametrize("language", ["en_US", "en_GB", "fr", "cs_CZ", "af_ZA", "hu_HU"])
def test_the_same_as_pyphen(language: str) -> None:
    """Words made of the patterns' own letters, so that many patterns meet; Czech is not in UTF-8, Afrikaans writes
    letters as numbers, Hungarian changes its spelling."""
    theirs, ours = pyphen.Pyphen(lang=language, left=1, right=1), Patterns(pyphen.LANGUAGES[language])
    draw = random.Random(language)
    parts = [key.strip(".") for key in sorted(theirs.hd.patterns)]
    words = ["".join(draw.choices(parts, k=draw.randint(1, 3))).lower() for _ in range(3000)]
    for word in words:
        expected = [Position(int(one), Change(*one.data) if one.data else None) for one in theirs.positions(word)]
        assert list(ours.positions(word)) == expected, word
    assert any(ours.positions(word) for word in words)
    assert any(at.change for word in words for at in ours.positions(word)) == (language == "hu_HU")


def test_the_highest_number_is_right(tmp_path: Path) -> None:
    made = patterns(tmp_path, "a1b", "xa2b", "xa3bcdefg", ".ab1c")
    assert made.positions("ab") == (Position(1),)
    assert made.positions("xab") == ()
    assert made.positions("xabcdefg") == (Position(2),)
    assert made.positions("abc") == (Position(1), Position(2))


def test_no_division_beside_the_ends(tmp_path: Path) -> None:
    assert patterns(tmp_path, ".1a1b1c1.").positions("abc") == (Position(1), Position(2))


def test_what_is_no_pattern_is_passed_over(tmp_path: Path) -> None:
    made = patterns(tmp_path, "LEFTHYPHENMIN 1", "% a1b", "", "abc", "  c1d  ")
    assert made.positions("abcd") == (Position(3),)


def test_letters_written_as_numbers(tmp_path: Path) -> None:
    assert patterns(tmp_path, "a1^^e9", encoding="ISO8859-1").positions("aéa") == (Position(1),)


def test_a_change_of_spelling_counts_from_its_division(tmp_path: Path) -> None:
    made = patterns(tmp_path, "c1k/k=k,1,2", ".a1b/x=y,2,1")
    assert made.positions("zucker") == (Position(3, Change("k=k", -1, 2)),)
    theirs = pyphen.Pyphen(filename=tmp_path / "hyph_xx.dic", left=1, right=1, cache=False)
    for word in ("zucker", "abc", "back"):
        assert [(one.at, one.change) for one in made.positions(word)] == [
            (int(one), one.data) for one in theirs.positions(word)
        ]


def test_two_digits_running_harm_nothing(tmp_path: Path) -> None:
    assert patterns(tmp_path, "a1b21.1").positions("ab") == (Position(1),)
