"""Where words may be divided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import OLDEN, room

from bookbuild.diagnostics import Findings
from bookbuild.setting.exceptions import Exceptions
from bookbuild.setting.explicit import explicit_points
from bookbuild.setting.hyphenation import Hyphenator, hyphenator_for
from bookbuild.setting.patterns import Change, Patterns, Position
from bookbuild.style.load import load_style
from bookbuild.style.style import Division

RULES = Division(on=True, before=2, after=3, shortest=6, ladder=2, capitalised=False)


class Known(Patterns):
    """Patterns that know just some words."""

    def __init__(self, words: dict[str, list[Position]]) -> None:
        self.words = words

    def positions(self, word: str) -> tuple[Position, ...]:
        return tuple(self.words.get(word, ()))


def hyphenator(words: dict[str, list[int]], rules: Division = RULES, *exceptions: str) -> Hyphenator:
    """One whose patterns know just these words."""
    patterns = Known({word: [Position(at) for at in places] for word, places in words.items()})
    made = hyphenator_for("en-US", rules, exceptions, Findings())
    return Hyphenator(patterns, rules, made.exceptions)


def shown(hyphens: Hyphenator, text: str) -> list[str]:
    return [f"{point.before}/{point.after}" for point in hyphens.points(text)]


def test_the_default_rules_of_classic() -> None:
    assert load_style("classic").division == RULES


def test_minima_before_and_after() -> None:
    every = {"abcdefgh": [1, 2, 3, 4, 5, 6, 7]}
    assert shown(hyphenator(every), "abcdefgh") == ["ab-/cdefgh", "abc-/defgh", "abcd-/efgh", "abcde-/fgh"]
    strict = replace(RULES, before=3, after=4)
    assert shown(hyphenator(every, strict), "abcdefgh") == ["abc-/defgh", "abcd-/efgh"]


def test_minima_count_letters_not_marks() -> None:
    decomposed = "a\u0304bcdefgh"
    assert "a\u0304-/bcdefgh" not in shown(hyphenator({decomposed: [2, 3]}), decomposed)


def test_short_words_stay_whole() -> None:
    words = {"abcde": [2], "abcdef": [2]}
    assert shown(hyphenator(words), "abcde") == []
    assert shown(hyphenator(words), "abcdef") == ["ab-/cdef"]


@pytest.mark.parametrize("word", ["Abcdefgh", "ABCDEFGH", "abcDefgh", "“Abcdefgh,"])
def test_words_with_capitals_stay_whole_unless_the_style_says_otherwise(word: str) -> None:
    words = {"abcdefgh": [4]}
    assert shown(hyphenator(words), word) == []
    assert len(shown(hyphenator(words, replace(RULES, capitalised=True)), word)) == 1


def test_the_first_word_of_a_sentence_keeps_its_capital_when_divided() -> None:
    rules = replace(RULES, capitalised=True)
    assert shown(hyphenator({"abcdefgh": [4]}, rules), "Abcdefgh") == ["Abcd-/efgh"]


def test_exceptions_win_over_patterns_and_rules() -> None:
    words = {"mephisto": [3, 5]}
    assert shown(hyphenator(words, RULES, "Me-phi-sto"), "Mephisto") == ["Me-/phisto", "Mephi-/sto"]
    assert shown(hyphenator(words, RULES, "mephisto"), "mephisto") == [], "without a hyphen: never divided"
    assert shown(hyphenator(words, RULES, "ta-xi"), "taxi") == ["ta-/xi"], "the author may divide short words"


@pytest.mark.parametrize("quoted", ["“abcdefgh,”", "(abcdefgh)", "‘abcdefgh’", "abcdefgh…", "¿abcdefgh?"])
def test_punctuation_stays_with_its_half(quoted: str) -> None:
    at = quoted.index("d") + 1
    (point,) = hyphenator({"abcdefgh": [4]}).points(quoted)
    assert (point.at, point.before, point.after) == (at, quoted[:at] + "-", quoted[at:])
    assert point.hyphen


def test_both_halves_of_a_word_joined_by_a_dash_may_be_divided() -> None:
    words = {"abcdefgh": [4]}
    assert len(shown(hyphenator(words), "abcdefgh—abcdefgh")) == 2


def test_parts_of_a_hyphened_word_and_addresses_are_not_divided_again() -> None:
    words = {"abcdefgh": [4]}
    for text in ("abcdefgh-abcdefgh", "abcdefgh@abcdefgh", "abcdefgh/abcdefgh"):
        assert shown(hyphenator(words), text) == []


@pytest.mark.parametrize("word", ["", "1234567", "———", "...", "a", "“”", "-", "’tis"])
def test_what_is_no_word_is_not_divided(word: str) -> None:
    assert hyphenator_for("en-US", RULES, (), Findings()).points(word) == ()


def test_real_patterns() -> None:
    english = hyphenator_for("en-US", RULES, (), Findings())
    assert "beau-/tiful" in shown(english, "beautiful")
    assert shown(english, "through") == []


@pytest.mark.parametrize("language", ["en", "en-US", "en-GB", "de", "de-AT", "fr-CA", "pt-BR", "EN-us", "nb"])
def test_languages_are_found_by_tag_by_language_or_in_another_country(language: str) -> None:
    findings = Findings()
    assert hyphenator_for(language, RULES, (), findings).dictionary is not None
    assert not len(findings)


def test_a_language_without_patterns_warns_once_and_divides_nothing() -> None:
    here = room(language="tlh")
    for _ in range(3):
        here.lines(OLDEN, 150.0)
    assert here.codes.count("T003") == 1
    assert not any(line.divided for line in here.lines(OLDEN, 150.0))


def test_no_warning_when_the_style_does_not_divide() -> None:
    findings = Findings()
    hyphenator_for("tlh", replace(RULES, on=False), (), findings)
    assert not len(findings)


# Spelling that changes


def zucker() -> Hyphenator:
    """Old German: Zucker is divided Zuk-ker (write `k=k` for two letters, beginning one back)."""
    return Hyphenator(Known({"zucker": [Position(3, Change("k=k", -1, 2))]}), RULES, Exceptions())


def test_old_german_spelling_changes_at_the_division() -> None:
    assert [(p.at, p.before, p.after) for p in zucker().points("zucker,")] == [(3, "zuk-", "ker,")]


def test_a_line_that_ends_so_is_printed_so_and_knows_the_whole_word() -> None:
    here = room()
    here.compositor.points.hyphenator = zucker()
    words = "da liegt ein zucker da"
    fount = here.fount
    width = sum(fount.word(word).width + fount.space for word in ("da", "liegt", "ein")) + fount.word("zuk-").width
    first, second = here.lines(words, width)
    assert first.text == "da liegt ein zuk-"
    assert second.text == "ker da"
    assert first.divided is not None
    assert (first.divided.before, first.divided.after, first.divided.whole) == ("zuk-", "ker", "zucker")


def test_undivided_it_is_spelt_as_typed() -> None:
    here = room()
    here.compositor.hyphenator = zucker()
    assert [line.text for line in here.lines("ein zucker da", 300.0)] == ["ein zucker da"]


# Hyphens and dashes that are there already


def breaks(text: str) -> list[str]:
    return [f"{point.before}/{point.after}" for point in explicit_points(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lime-tree", ["lime-/tree"]),
        ("mother-in-law", ["mother-/in-law", "mother-in-/law"]),
        ("and/or", ["and//or"]),
        ("1914-18", ["1914-/18"]),
        ("end—and", ["end—/and"]),
        ("end—“And", ["end—/“And"]),
        ("said—”", []),
        ("—”", []),
        ("what—?”", []),
        ("half-a", []),
        ("-ing", []),
        ("pre-", []),
        ("word", []),
        ("non\u2011stop", []),
        ("he——she", ["he——/she"]),
    ],
)
def test_breaks_at_hyphens_and_dashes(text: str, wanted: list[str]) -> None:
    assert breaks(text) == wanted


@pytest.mark.parametrize("text", ["T-shirt", "e-mail", "X-ray", "A-flat"])
def test_no_letter_is_left_alone_before_an_explicit_hyphen(text: str) -> None:
    assert breaks(text) == []


def test_an_explicit_hyphen_is_not_added_a_second_time() -> None:
    here = room()
    fount = here.fount
    width = fount.word("under").width + fount.space + fount.word("lime-").width
    lines = here.lines("under lime-tree", width + 0.01)
    assert [line.text for line in lines] == ["under lime-", "tree"]
    assert lines[0].divided is None


def test_ladders_are_never_longer_than_the_style_allows() -> None:
    for width in (100.0, 120.0, 140.0, 160.0):
        for ladder in (1, 2):
            here = room(division=replace(RULES, ladder=ladder))
            run = longest = 0
            for line in here.lines(OLDEN * 3, width):
                run = run + 1 if line.text.endswith("-") else 0
                longest = max(longest, run)
            assert longest <= ladder


@pytest.mark.parametrize(("language", "divided"), [("de", True), ("en-US", False)])
def test_a_capital_marks_a_name_but_for_german_nouns(language: str, divided: bool) -> None:
    rules = Division(on=True, before=2, after=3, shortest=6, ladder=2, capitalised=False)
    hyphenator = hyphenator_for(language, rules, (), Findings())
    assert bool(hyphenator.points("Verantwortung")) is divided
    assert hyphenator.points("VERANTWORTUNG") == ()
